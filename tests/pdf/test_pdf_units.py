"""Documents for print: what paper needs, made from the texts of pages, and typeset the same each time."""

import builtins
import io
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from owlib.book import pdf
from owlib.book.citation import Facts, read_facts
from owlib.book.pages import ANNEX, BOOK, list_pages, list_volume, name_files
from owlib.book.pdf import describe_typesetter, key_pdf, make_font_faces, render_pdf
from owlib.book.printing import (
    delay_tall,
    list_contents,
    make_case_page,
    make_chapters,
    make_volume_page,
    open_parts,
    set_columns,
)
from owlib.errors import BuildError

TEXTS = {
    "book/index": '<section id="home"><h1>Home</h1><p>Lead</p><div class="toctree-wrapper"></div></section>',
    "book/one": """<section id="one"><h1>One</h1><section id="limits"><h2>Limits</h2>
<a href="#limits">here</a> <a href="two.html">two</a></section></section>""",
    "book/two": """<section id="two"><h1>Two</h1><section id="limits"><h2>Limits</h2>
<a href="#limits">here</a></section></section>""",
}
"""The texts of three pages, as Sphinx gives them."""

REPORT = {
    "book/index": '<section id="home"><h1>Home</h1><p>Lead</p></section>',
    "book/reports/a-final": """<section id="a"><h1>A: final report</h1>
<p><strong>A saw <span>one</span> thing.</strong> <span class="evidence"><a href="#a-1" title="a-1">1</a></span></p>
<p><em>Final edition: all that is known.</em></p>
<section id="found"><h2>What was found</h2><p>By the <a href="../glossary.html#term-team">team</a>, see
<a href="../numbers.html#figure-x">61,000</a> and <a href="../references.html#id1">1</a>,
in <a href="../numbers.html">the registers</a>, <a class="kept" href="../numbers.html?a=b">filtered</a>.</p>
<figure class="exhibit" id="fig"><img src="../_images/f.svg" alt="Bars."><figcaption>
<span class="caption-number">Figure 7 </span>
<span class="caption-text">Bars rise</span></figcaption></figure><!--screen--><form>A form</form><!--/screen-->
<details class="folded"><summary>What A saw, folded</summary>
<div class="exhibit"><table class="exhibit" id="t"><caption><span class="caption-number">Table 9 </span>
<span class="caption-text">What A saw</span></caption><thead><tr><th><p>Statement</p></th></tr></thead>
<tbody><tr id="a-1"><td><p>It rose.</p></td></tr></tbody></table><p class="source">Source: paper 2015.
<a class="download" href="../figures/t.csv">CSV</a></p></div></details>
<p>See <a href="#fig">Figure 7</a> and <a href="#a-1">what rose</a>.</p></section>
<section id="cite"><h2>How to cite it</h2><details class="hide below-input"><p>Type:</p><pre>owlib run a-final</pre>
<p>A in the chapters: none.</p></details></section></section>""",
    "book/register": '<section id="register"><h1>Register</h1><p id="figure-x">61,000</p></section>',
    "book/glossary": """<section id="glossary"><h1>Glossary</h1>
<dl><dt id="term-team">team<span class="dutch" lang="nl"> (ploeg)</span></dt><dd><p>Some people.
<span class="also">See also other.</span></p></dd>
<dt id="term-other">other</dt><dd>Not used.</dd></dl></section>""",
    "book/library": '<section id="library"><h1>Library</h1><p id="code">a function</p></section>',
    "book/references": """<section id="references"><h1>References</h1>
<div class="citation" id="id1"><span class="label">[1]</span><p>Cohen, 1960.</p></div>
<div class="citation" id="id2"><span class="label">[2]</span><p>Holm, 1979.</p></div>
<table id="table-sources"><thead><tr><th>Short name</th><th>Source</th></tr></thead><tbody>
<tr id="source-p"><td>Paper 2015<span class="remark"> p</span></td><td>A paper on teams</td></tr>
<tr id="source-q"><td>News 2019</td><td>News of it</td></tr></tbody></table>
<p><a href="code/index.html#code">code</a></p></section>""",
}
"""The same of a report, and of the pages that it leads to."""


VOLUMES = {
    BOOK: ["book/index", "book/reports/a-final", "book/glossary", "book/references"],
    ANNEX: ["book/register"],
}


def alter(texts: dict[str, str], old: str, new: str) -> dict[str, str]:
    """Return texts with other words in the place of some, which stand in one of them."""
    assert sum(old in text for text in texts.values()) == 1
    return {page: text.replace(old, new) for page, text in texts.items()}


def read_case_page(facts: Facts, texts: dict[str, str] = REPORT, **origins: set[str]) -> BeautifulSoup:
    """Return the document of the report above, or of another; ``origins`` has the sources of records."""
    page = make_case_page(make_chapters(texts, "en"), "book/reports/a-final", "final", facts, origins=origins)
    return BeautifulSoup(page, "html.parser")


def read_volume(volume: str, facts: Facts) -> BeautifulSoup:
    """Return a volume that is made of the texts above."""
    page = make_volume_page(make_chapters(REPORT, "en"), VOLUMES, volume, {"book/register": "Look up"}, facts)
    return BeautifulSoup(page, "html.parser")


@pytest.fixture
def facts(root) -> Facts:
    """The facts of the project, with no address."""
    return replace(read_facts(root), site="")


@pytest.fixture
def printed(facts) -> BeautifulSoup:
    """The book for print that is made of the texts above."""
    return read_volume(BOOK, facts)


def test_ids_that_pages_share_are_told_apart_and_links_follow():
    chapters = list(make_chapters(TEXTS, "en").values())
    ids = [tag["id"] for chapter in chapters for tag in [chapter, *chapter.find_all(id=True)]]
    assert len(ids) == len(set(ids))
    for chapter in chapters[1:]:
        inner = chapter.find("a", string="here")["href"].removeprefix("#")
        assert chapter.find(id=inner)
    assert chapters[1].find("a", string="two")["href"] == "#" + chapters[2]["id"]
    assert [chapter.find("h1").get_text() for chapter in chapters] == ["Home", "One", "Two"]


def test_a_part_is_named_once_before_the_first_of_its_pages_that_a_volume_has():
    parts = {"book/zero": "Part", "book/one": "Part", "book/two": "Part"}
    printed = open_parts(make_chapters(TEXTS, "en"), ["book/index", "book/one", "book/two"], parts)
    assert [(line.kind, line.words) for line in list_contents(printed)] == [
        ("chapter", "Home"), ("part", "Part"), ("chapter", "One"), ("chapter", "Two"),
    ]  # fmt: skip
    assert [chapter.find(class_="part-name") is not None for chapter in printed] == [False, True, False]


def test_each_page_is_in_one_volume_and_what_no_pattern_names_in_the_book(root, language):
    book, annex = (list_volume(root, volume, language) for volume in (BOOK, ANNEX))
    assert not set(book) & set(annex)
    assert {*book, *annex} < set(list_pages(root, language))
    assert book[0] == "book/index"
    assert "book/reports/national" in book


def test_what_is_in_the_annex_is_named_so_and_links_out_of_a_volume_become_text(facts, printed):
    words = printed.find(id="document-book-reports-a-final").get_text(" ")
    assert "Register" not in [heading.get_text() for heading in printed.find_all("h1")]
    assert "see 61,000 and" in " ".join(words.split())
    assert "the registers\xa0(annex)" in printed.get_text()
    assert "a function" not in printed.get_text()
    assert "code" in printed.find(id="document-book-references").get_text()
    for page in (printed, read_volume(ANNEX, facts)):
        targets = {tag["id"] for tag in page.find_all(id=True)}
        assert all(link["href"].removeprefix("#") in targets for link in page.find_all("a", href=True))
    assert name_files(facts)["annex"] in printed.find(class_="colophon").get_text()
    there = read_volume(BOOK, replace(facts, site="https://example.org/"))
    assert there.find("a", string="the registers")["href"] == "https://example.org/en/numbers.html"
    dutch = read_volume(BOOK, replace(facts, site="https://example.org/", language="nl"))
    assert dutch.find("a", string="the registers")["href"] == "https://example.org/nl/cijfers.html"
    assert "the registers\xa0(bijlage)" in dutch.get_text()


def test_the_annex_has_a_cover_and_contents_of_its_own(facts):
    page = read_volume(ANNEX, facts)
    assert page.find(class_="volume").get_text() in page.title.get_text()
    assert [line.get_text() for line in page.select("nav.contents a")] == ["Register"]
    assert page.find("article")["data-part"] == "Look up"


def test_pages_are_told_for_figures_and_rows_named_in_words_not_for_numbers_terms_and_records(printed):
    told = [mark["data-to"] for mark in printed.select("main data.page[data-to]")]
    assert told == ["#document-book-reports-a-final--fig", "#document-book-reports-a-final--a-1"]


def test_evidence_is_named_by_its_record_and_only_foreign_words_stay_in_spans(printed):
    assert printed.select_one(".evidence").get_text() == "a-1"
    assert [(span["lang"], span.get_text()) for span in printed.find_all("span")] == [("nl", " (ploeg)")]
    assert printed.select_one("thead th")["scope"] == "col"


def test_what_is_folded_is_left_out_with_the_heading_of_a_part_that_holds_nothing_else(printed):
    words = printed.find(id="document-book-reports-a-final").get_text(" ")
    for told in ("owlib run", "Type:", "How to cite it", "A in the chapters"):
        assert told not in words
    assert "What was found" in words


def test_making_a_page_leaves_the_chapters_as_they_are(facts):
    chapters = make_chapters(REPORT, "en")
    before = list(map(str, chapters.values()))
    make_volume_page(chapters, VOLUMES, BOOK, {}, facts)
    make_case_page(chapters, "book/reports/a-final", "final", facts, origins={})
    assert list(map(str, chapters.values())) == before


def test_a_case_report_holds_its_finding_sources_works_and_terms_and_no_more(facts):
    page = read_case_page(facts)
    block, colophon = page.header.get_text(" "), page.find(id="back").get_text(" ")
    words = page.main.get_text(" ")
    assert f"Final edition · Version {facts.version}" in block
    assert "How to cite" in colophon
    assert " ".join(words.split()).startswith("A: final report A saw one thing.")
    for told in ("A paper on teams", "Cohen", "Some people."):
        assert told in colophon
    assert "See also" not in colophon
    for other in ("News of it", "Holm", "Not used.", "owlib run", "in the chapters", "a function"):
        assert other not in words
    ids = {tag["id"] for tag in page.find_all(id=True)}
    assert all(link["href"].removeprefix("#") in ids for link in page.find_all("a", href=True))
    assert page.find("a", string="61,000") is None


def test_a_case_report_names_the_sources_of_the_records_behind_it_though_its_words_do_not(facts):
    """A title ends in a full stop before its publisher."""
    texts = alter(REPORT, "News of it", 'News of it<span class="remark"> Press, 2019</span>')
    assert "News of it" not in read_case_page(facts, texts).find(id="back").get_text()
    page = read_case_page(facts, texts, **{"a-1": {"q"}})
    assert "News 2019: News of it. Press, 2019" in page.find(id="back").get_text()


def test_what_is_short_stays_where_only_its_code_is_folded_on_the_screen(facts):
    """Of what was shown below a heading, the code is folded above it, and what a reader unfolds is below."""
    below = alter(REPORT, "none.</p></details>", "none.</p></details><p>Seen.</p>")
    assert "Seen." in read_case_page(facts, alter(below, "below-input", "above-input")).main.get_text()
    assert "Seen." not in read_case_page(facts, below).main.get_text()


def test_what_a_screen_alone_has_is_left_out_and_what_the_website_folds_stands_open(facts):
    words = " ".join(read_case_page(facts).main.get_text(" ").split())
    assert "It rose." in words
    assert "filtered" in words
    for told in ("A form", "What A saw, folded", "CSV"):
        assert told not in words


def test_a_case_report_leads_to_the_website_where_it_has_an_address(facts):
    page = read_case_page(replace(facts, site="https://example.org/book/"))
    assert page.find("a", string="61,000")["href"] == "https://example.org/book/en/numbers.html#figure-x"
    assert "https://example.org/book/en/" in page.find(id="back").get_text()


def test_a_colophon_has_an_address_only_where_there_is_one(facts, printed):
    assert "Address" not in [heading.get_text() for heading in printed.find_all("h2")]
    there = read_volume(BOOK, replace(facts, site="https://example.org/"))
    assert "https://example.org/" in there.find(class_="colophon").get_text()


def test_what_the_facts_say_is_escaped(facts):
    facts = replace(facts, name="A <b>bold</b> & 'quoted'", author='"><script>')
    page = read_volume(BOOK, facts)
    assert page.find("b") is None
    assert page.find("script") is None
    assert page.find(class_="title").get_text() == facts.title


@pytest.mark.parametrize(("height", "place"), [(130, "opening"), (200, "third")])
def test_a_tall_picture_stands_after_the_sections_that_it_sums_up(tmp_path, height, place):
    (tmp_path / "f.svg").write_text(f'<svg viewBox="0 0 100 {height}"></svg>', encoding="utf-8")
    sections = "".join(f"<section>{name}</section>" for name in ("first", "second", "third", "fourth"))
    chapter = BeautifulSoup(f'<p>opening</p><figure><img src="f.svg"></figure>{sections}', "html.parser")
    delay_tall(chapter, tmp_path)
    assert chapter.figure.find_previous_sibling().get_text() == place


COLUMNS = """<table class="register"><colgroup><col style="width: 20%"/><col style="width: 80.0%"/></colgroup>
<tr><td>{}</td><td>x</td></tr></table>"""


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("several short words", True),
        ("parted-at-its-hyphens-though-long", True),
        ("onehundredandfortytwotimes", False),
        ("until-1990-2000-2010-2020-2030", False),
        ('<p class="evidence">a-record-that-is-not-parted</p>', False),
        ('see <data class="page" data-to="#x"></data>', False),
    ],
)
def test_columns_are_fixed_only_where_all_words_fit(words, fits):
    """What a line breaks is a word; no break stands before a number, nor in the name of a record."""
    chapter = BeautifulSoup(COLUMNS.format(words), "html.parser")
    set_columns(chapter)
    assert ("fitting" in chapter.table["class"]) == fits


def test_columns_that_are_not_all_told_are_not_fixed():
    chapter = BeautifulSoup(COLUMNS.format("x").replace('<col style="width: 80.0%"/>', ""), "html.parser")
    set_columns(chapter)
    assert "fitting" not in chapter.table["class"]


PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90">
<defs><path id="a" d="M 0 0 L 9 0 L 9 9 z"/></defs>{}</svg>"""


def test_a_letter_that_a_picture_draws_again_stands_in_its_own_place_and_colour(tmp_path):
    """As if each were drawn by itself: where it is used, and by its own path."""
    looks = [(5, 5, "red"), (30, 5, "red"), (30, 30, "blue"), (60, 60, "red")]
    used = "".join(f'<use xlink:href="#a" x="{x}" y="{y}" fill="{colour}"/>' for x, y, colour in looks)
    moved = "".join(f'<use xlink:href="#a" transform="translate({x} {y})" fill="{c}"/>' for x, y, c in looks)
    drawn = "".join(f'<path d="M {x} {y} l 9 0 l 0 9 z" fill="{colour}"/>' for x, y, colour in looks)
    painted = []
    for inner in (used, moved, drawn):
        (tmp_path / "p.svg").write_text(PICTURE.format(inner), encoding="utf-8")
        content = render_pdf('<html lang="en"><title>x</title><img alt="x" src="p.svg">', "", tmp_path)
        painted.append(list_triangles(PdfReader(io.BytesIO(content)).pages[0]))
    assert len(painted[0]) == len(looks)
    assert painted[0] == painted[1] == painted[2]


def list_triangles(page) -> list[tuple]:
    """Return the colour and the first corner, on the page, of each path that a page fills."""
    found, colour, corner = [], None, None

    def see(operator, operands, matrix, _):
        nonlocal colour, corner
        if operator == b"rg":
            colour = tuple(map(float, operands))
        if operator in {b"m", b"l"}:
            x, y = map(float, operands)
            a, b, c, d, e, f = matrix
            corner = (round(a * x + c * y + e, 2), round(b * x + d * y + f, 2))
        if operator == b"f":
            found.append((colour, corner))

    page.extract_text(visitor_operand_before=see)
    return found


def test_fonts_come_from_packages():
    assert "DejaVuSansMono.ttf" in make_font_faces()
    assert "local(" not in make_font_faces()


def test_the_same_page_gives_the_same_pdf(tmp_path, root, printed):
    style = (root / "book" / "_static" / "print.css").read_text(encoding="utf-8")
    page = str(printed).replace('src="f.svg"', "")
    assert render_pdf(page, style, tmp_path) == render_pdf(page, style, tmp_path)


def test_the_key_of_a_pdf_changes_with_what_it_is_made_of_and_with_nothing_else(tmp_path, monkeypatch):
    """A word, the style, a picture that the page names, a document set closer, and what typesets."""
    monkeypatch.setattr(pdf, "describe_typesetter", lambda: {"weasyprint": "1"})
    page, style, picture = '<p>It rose.</p><img alt="" src="a%20b.svg">', "p { color: red }", tmp_path / "a b.svg"
    keys = [key_pdf(page, style, tmp_path)]
    picture.write_text("<svg/>", encoding="utf-8")
    keys.append(key_pdf(page, style, tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.svg").write_text("<svg/>", encoding="utf-8")
    picture.rename(elsewhere / picture.name)
    assert key_pdf(page, style, elsewhere) == keys[-1]
    (elsewhere / picture.name).write_text("<svg></svg>", encoding="utf-8")
    keys.append(key_pdf(page, style, elsewhere))
    keys.append(key_pdf(page.replace("rose", "fell"), style, elsewhere))
    keys.append(key_pdf(page, style.replace("red", "blue"), elsewhere))
    keys.append(key_pdf(page, style, elsewhere, closer=page))
    monkeypatch.setattr(pdf, "describe_typesetter", lambda: {"weasyprint": "2"})
    keys.append(key_pdf(page, style, elsewhere))
    assert len(set(keys)) == len(keys)


def test_what_typesets_is_told_with_libraries_of_the_system_fonts_and_code():
    told = describe_typesetter()
    assert {"weasyprint", "pango-1.0", "harfbuzz", "SourceSerifPro-Regular.ttf", "pdf.py"} <= set(told)
    assert all(told.values())


def test_without_the_library_for_print_it_says_what_to_install(monkeypatch, tmp_path):
    ordinary = builtins.__import__

    def refuse(name, *rest):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango'")
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(BuildError, match=r"apt install libpango-1.0-0.*--no-pdf"):
        render_pdf("<p>x</p>", "", tmp_path)


@pytest.mark.parametrize("close", [False, True])
def test_the_name_of_a_record_stays_on_one_line(tmp_path, root, facts, close):
    """Set close or not, a line breaks between names of records and never within one."""
    style = (root / "book" / "_static" / "print.css").read_text(encoding="utf-8")
    marks = " ".join(f'<a href="#a-1" title="case-b-{number}">1</a>' for number in range(100, 300))
    texts = alter(
        alter(REPORT, '<a href="#a-1" title="a-1">1</a>', marks), '<img src="../_images/f.svg" alt="Bars.">', ""
    )
    page = make_case_page(make_chapters(texts, "en"), "book/reports/a-final", "final", facts, origins={}, close=close)
    told = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(page, style, tmp_path))).pages)
    assert "case-b-299" in told
    assert re.findall(r"case-(?:b-)?\s*\n", told) == []
