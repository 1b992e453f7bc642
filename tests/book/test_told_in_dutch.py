"""What the Dutch edition tells of itself: licences, dates, citations, and the edition that it has beside it."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from owlib.book.citation import cite_page, read_facts
from owlib.book.metadata import check_facts, describe_twins, list_project_parts, make_crate, name_licence, write_facts
from owlib.book.web import list_meta
from owlib.words import read_words

SITE = "https://example.org/b/"
AUTHOR = "The Between Payroll and Freelance project"


@pytest.fixture
def editions(root):
    """The facts of both editions, the Dutch one first, with an address."""
    return [replace(read_facts(root, language), site=SITE) for language in ("nl", "en")]


def test_a_licence_has_the_name_that_its_makers_give_it_in_each_language(editions):
    dutch, english = editions
    assert name_licence(dutch) == "Creative Commons Naamsvermelding 4.0 Internationaal"
    assert name_licence(english) == "Creative Commons Attribution 4.0 International"
    assert name_licence(dutch, "MIT") == "MIT-licentie"


@pytest.mark.parametrize(("language", "told"), [("nl", "22 november 2026"), ("en", "22 November 2026")])
@pytest.mark.parametrize("message", ["print-version", "epub-version"])
def test_the_day_of_a_version_is_written_as_people_write_it(message, language, told):
    assert read_words(language)(message, version="1.0.0", date="2026-11-22").endswith(f" 1.0.0, {told}")


def test_a_dutch_chapter_is_cited_as_dutch_universities_have_it(editions):
    """As in 'Sociaal en Cultureel Planbureau. (2006). Investeren in vermogen: Sociaal en cultureel rapport 2006'."""
    dutch = replace(editions[0], version="1.0.0", date="2026-11-22")
    told = cite_page(dutch, "Pilots: wat er gebeurde", "pilots.html")
    assert told["apa"] == (
        f"{AUTHOR}. (2026). Pilots: Wat er gebeurde. In Tussen loondienst en zzp: Ondernemend Werknemerschap en "
        "flexibel werk in de Nederlandse zorg (Versie 1.0.0). https://example.org/b/nl/pilots.html"
    )
    assert "  language = {dutch},\n" in told["bibtex"]
    assert "  note = {Versie 1.0.0},\n" in told["bibtex"]
    assert "LA  - nl\n" in told["ris"]
    assert f"AU  - {AUTHOR}\n" in told["ris"]


def test_each_edition_tells_of_the_other_one(editions):
    dutch, english = editions
    (book,) = describe_twins("book/index", editions, dutch)["workTranslation"]
    assert (book["name"], book["inLanguage"], book["url"]) == (english.name, "en", f"{SITE}en/index.html")
    (page,) = describe_twins("book/method", editions, english)["translationOfWork"]
    assert (page["@id"], page["isPartOf"]["name"]) == (f"{SITE}nl/methode.html", dutch.name)
    assert page["isPartOf"]["inLanguage"] == "nl"


def test_a_page_that_one_edition_lacks_has_no_translation(editions):
    assert describe_twins("book/library/base", editions, editions[1]) == {}


def test_without_an_address_a_translation_is_told_by_its_book(root):
    editions = [read_facts(root, language) for language in ("nl", "en")]
    (page,) = describe_twins("book/method", editions, editions[0])["workTranslation"]
    assert page["isPartOf"]["name"] == editions[1].name
    assert "https:" not in json.dumps(page)


def test_messengers_are_told_the_locale_of_the_page_and_of_its_other_edition(editions):
    told = [*list_meta(editions[0], "Methode", "Hoe.", "book/method", "", ["en"])]
    assert [content for name, content in told if name.startswith("og:locale")] == ["nl_NL", "en_GB"]
    assert dict(told)["citation_language"] == "nl"


def test_messengers_show_the_edition_that_they_lead_to(root, editions):
    shown = [dict(list_meta(facts, "T", "A.", "book/method", ""))["og:image"] for facts in editions]
    assert shown == [f"{SITE}nl/_static/preview-nl.png", f"{SITE}en/_static/preview.png"]
    assert all((root / "book" / "_static" / Path(address).name).is_file() for address in shown)


def test_a_page_in_any_language_that_says_there_is_no_doi_is_told_once_there_is_one(root, book):
    for name in (".zenodo.json", "ro-crate-metadata.json", "README.md", "CHANGELOG.md"):
        if (root / name).is_file():
            shutil.copyfile(root / name, book / name)
    with (book / "CITATION.cff").open("a", encoding="utf-8") as file:
        file.write("doi: 10.5555/12345678\n")
    write_facts(book)
    found = [(finding.file, finding.column) for finding in check_facts(book) if finding.column == "doi"]
    assert found == [("book/en/reuse.md", "doi"), ("book/nl/reuse.md", "doi")]


def test_a_crate_names_each_report_where_it_lies(root, editions):
    crate = make_crate(editions[1], list_project_parts(root, editions[1]))
    names = {entity["@id"] for entity in crate["@graph"]}
    reports = {path.relative_to(root).as_posix() for path in (root / "book" / "reports").glob("*/*.ipynb")}
    assert reports <= names
