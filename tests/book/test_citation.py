"""How to cite: what readers copy from a page is right, and programs read it as it was meant."""

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from owlib.book.citation import Facts, cite_page, parse_address, parse_citation, read_facts
from owlib.errors import BuildError

WORLD = Facts(
    name="World report on fun: games people play",
    author="World Games Organization",
    version="2.0.0",
    date="2021-03-04",
    abstract="What people play.",
    keywords=("fun", "games & play"),
    site="https://example.org/fun/",
)
AWKWARD = 'Costs & benefits: 50% of {all}\n#1 a_b ~ c\\d^2 $ "quoted" \u2067rtl\u2069 \x0b}'
AWKWARD_LINE = 'Costs & benefits: 50% of {all} #1 a_b ~ c\\d^2 $ "quoted" \u2067rtl\u2069 }'
LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip
TAGS = {"TY", "ID", "AU", "TI", "T2", "PB", "PY", "DA", "ET", "LA", "AB", "KW", "DO", "UR", "ER"}


def read_ris(text: str) -> dict[str, list[str]]:
    """Return one record, read as strictly as the format is described: tag, two blanks, hyphen, blank, value."""
    fields = {}
    lines = text.split("\n")
    assert lines.pop() == ""
    for line in lines:
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        assert match[1] in TAGS, line
        fields.setdefault(match[1], []).append(match[2])
    assert lines[0].startswith("TY  - ")
    assert lines[-1] == "ER  - "
    return fields


def show_latex(text: str) -> str:
    """Return what LaTeX sets for a text without mathematics; braces alone only group."""
    parts = re.split(r"(\\[a-z]+\{\}|\\[&%$#_])", text)
    assert not [part for part in parts[::2] if re.search(r"[\\&%$#_~^]", part)], text
    return "".join(LATEX[part] if place % 2 else part.translate({123: "", 125: ""}) for place, part in enumerate(parts))


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Return kind, key and fields of the only entry, as a program shows them."""
    entries = parse_string(text, "bibtex").entries
    ((key, entry),) = entries.items()
    names = [str(person) for person in entry.persons["author"]]
    shown = {
        name: value if name in ("url", "doi") else show_latex(value)
        for name, value in {**entry.fields, "author": " and ".join(names)}.items()
    }
    return entry.type, key, shown


@pytest.mark.parametrize(("title", "path", "part"), [
    ("Chess: moves and mates", "chess.html", "Chess: Moves and mates. In "),
    ("Why play?", "why.html", "Why play? In "),
    ("", "", ""),
])  # fmt: skip
def test_a_report_by_a_group_and_a_chapter_of_it_are_cited_as_apa_has_it(title, path, part):
    """Author. (Year). Chapter. In Whole: Subtitle (Version). Address. The group publishes, so no publisher stands."""
    assert cite_page(WORLD, title, path)["apa"] == (
        f"World Games Organization. (2021). {part}World report on fun: Games people play (Version 2.0.0). "
        f"https://example.org/fun/en/{path}"
    )


def test_a_doi_goes_before_the_address():
    told = cite_page(replace(WORLD, doi="10.5555/fun_1"), "Chess", "chess.html")
    assert told["apa"].endswith(" https://doi.org/10.5555/fun_1")
    assert read_bibtex(told["bibtex"])[2]["doi"] == "10.5555/fun_1"
    assert read_ris(told["ris"])["DO"] == ["10.5555/fun_1"]


@pytest.mark.parametrize("path", ["", "games/chess.html"])
def test_without_an_address_none_is_pretended(path):
    told = cite_page(replace(WORLD, site=""), "Chess", path)
    assert not [name for name, text in told.items() if re.search("http|url|doi|UR  -|DO  -", text)]


def test_the_whole_is_a_book_and_a_page_a_chapter_of_it():
    whole, page = cite_page(WORLD), cite_page(WORLD, "Chess", "games/chess.html")
    kind, key, fields = read_bibtex(whole["bibtex"])
    assert (kind, key) == ("book", "world-report-on-fun-2021")
    assert fields == {
        "author": "World Games Organization", "title": "World report on fun: games people play",
        "publisher": "World Games Organization", "year": "2021", "note": "Version 2.0.0",
        "url": "https://example.org/fun/en/", "language": "english",
    }  # fmt: skip
    kind, key, fields = read_bibtex(page["bibtex"])
    assert (kind, key) == ("incollection", "world-report-on-fun-2021-games-chess")
    assert (fields["title"], fields["booktitle"]) == ("Chess", "World report on fun: games people play")
    assert read_ris(whole["ris"])["TY"] == ["BOOK"]
    assert read_ris(whole["ris"])["KW"] == ["fun", "games & play"]
    record = read_ris(page["ris"])
    assert (record["TY"], record["TI"]) == (["CHAP"], ["Chess"])
    assert (record["T2"], record["DA"]) == (["World report on fun: games people play"], ["2021/03/04"])
    assert record["UR"] == ["https://example.org/fun/en/games/chess.html"]


def test_signs_that_formats_take_for_their_own_come_back_as_they_were():
    told = cite_page(WORLD, AWKWARD, "odd.html")
    assert read_bibtex(told["bibtex"])[2]["title"] == AWKWARD_LINE
    assert read_ris(told["ris"])["TI"] == [AWKWARD_LINE]
    assert "\n" not in told["apa"]


@given(st.text().map("A".__add__))
def test_no_title_breaks_a_format(title):
    told = cite_page(WORLD, title, "odd.html")
    assert len(read_bibtex(told["bibtex"])[2]) == 8
    assert len(read_ris(told["ris"])["TY"]) == 1


@given(st.text())
def test_no_path_breaks_a_format(path):
    fields = read_bibtex(cite_page(WORLD, "Odd", f"a{path}")["bibtex"])[2]
    assert re.fullmatch(r"https://example\.org/fun/en/[!-~]+", fields["url"])
    assert not set(fields["url"]) & set('{}\\"')


def test_a_whole_group_is_one_author():
    """A group's name is not taken for first and last names, nor cut at an 'and' or a comma."""
    group = "Work, Care and Freedom project"
    told = cite_page(replace(WORLD, author=group))
    (entry,) = parse_string(told["bibtex"], "bibtex").entries.values()
    assert [person.last_names for person in entry.persons["author"]] == [[f"{{{group}}}"]]


def test_the_facts_of_the_project_are_those_of_its_citation_file(root):
    facts = read_facts(root)
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert facts.name == citation["title"]
    assert f"{facts.title}: {facts.subtitle}".lower() == facts.name.lower()
    assert [facts.version, facts.date] == [citation["version"], citation["date-released"]]
    assert [facts.licence, facts.code_licence] == citation["license"] == ["CC-BY-4.0", "MIT"]
    assert (facts.site, facts.address, facts.doi, facts.language) == ("", "", "", "en")


def test_an_edition_has_names_of_its_own_in_its_language_and_all_other_facts_alike(root):
    english, dutch = (read_facts(root, language) for language in ("en", "nl"))
    names = {"name", "abstract", "keywords", "language"}
    assert all(getattr(english, name) != getattr(dutch, name) for name in names)
    assert {key: told for key, told in vars(english).items() if key not in names} == {
        key: told for key, told in vars(dutch).items() if key not in names
    }


def test_an_edition_without_names_in_its_language_is_refused(root, tmp_path):
    for name in ("CITATION.cff", "_config.yml"):
        text = (root / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("        keywords: [", "        keyword: ["), encoding="utf-8")
    with pytest.raises(BuildError, match="owlib_named: nl; found abstract, keyword, title"):
        read_facts(tmp_path, "nl")


def test_a_doi_is_found_where_citation_files_have_it_and_a_missing_fact_is_named(root):
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    listed = {"identifiers": [{"type": "url", "value": "x"}, {"type": "doi", "value": "10.5555/2"}]}
    assert parse_citation({**citation, **listed}).doi == "10.5555/2"
    assert parse_citation({**citation, **listed, "doi": "10.5555/1"}).doi == "10.5555/1"
    with pytest.raises(BuildError, match=r"CITATION.cff: expected the key 'abstract'"):
        parse_citation({**citation, "abstract": ""})


@pytest.mark.parametrize(("text", "address"), [
    ("", ""), ("https://example.org", "https://example.org/"), ("https://example.org/a/ ", "https://example.org/a/"),
])  # fmt: skip
def test_an_address_ends_with_a_slash(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text", ["example.org", "ftp://example.org/", "https://", "https://a.org/?x=1", "https://a b/"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(BuildError, match="html: baseurl"):
        parse_address(text)
