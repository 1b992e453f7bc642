"""Two editions of one book, met from outside: each page leads to its twin, and both tell the same numbers."""

import json
import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import CHAPTER, HOME, REPORT, find_place
from bs4 import BeautifulSoup
from conftest import WITHOUT_TEXT, read_pages
from copies import copy_project, keep_pages

from owlib.book.editions import REPORTS, find_head
from owlib.book.pages import list_pages
from owlib.words import FIRST, LANGUAGES

ENGLISH_ALONE = re.compile("book/library/.*|genindex")
"""The reference of the code, which has no Dutch edition."""
NUMBER = re.compile(r"\d[\d.,]*%?")
SIGNS = str.maketrans(".,", ",.")
"""How signs of numbers in one language are those of the other."""


@pytest.fixture
def other(language) -> str:
    """The other language."""
    return next(one for one in LANGUAGES if one != language)


@pytest.fixture
def twins(root, built, other) -> dict[str, BeautifulSoup]:
    """Each page of the other edition, by its name."""
    return read_pages(root, built, other)


def follow(name: str, language: str, link: str) -> str:
    """Return the address in the site to which a link on a page leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(find_place(name, language)), unquote(link)))


def test_an_edition_is_the_pages_of_its_contents_at_short_addresses_in_its_language(root, site, pages, language):
    written = {path.relative_to(site).as_posix() for path in (site / language).rglob("*.html")}
    assert written == {find_place(name, language) for name in pages}
    assert set(list_pages(root, language)) == set(pages) - set(WITHOUT_TEXT)
    assert [address for address in written if not re.fullmatch(r"(nl|en)(/[a-z0-9_-]+){1,2}\.html", address)] == []


def test_the_editions_have_the_same_pages_but_for_the_reference_of_the_code(pages, twins):
    assert {name for name in pages.keys() ^ twins.keys() if not ENGLISH_ALONE.fullmatch(name)} == set()


def test_each_page_leads_to_the_same_one_in_the_other_language_and_says_so(pages, twins, language, other):
    for name, page in pages.items():
        same = {one: find_place(name, one) for one in (language, other) if one == language or name in twins}
        shown = page.select("nav.languages a")
        assert [link["hreflang"] for link in shown if link.get("rel") == ["alternate"]] == [other] * (name in twins), (
            name
        )
        assert [link["hreflang"] for link in shown] == [link["lang"] for link in shown] == list(LANGUAGES), name
        wanted = {**same, other: find_place(name if name in twins else find_head(name, language), other)}
        assert {link["hreflang"]: follow(name, language, link["href"]) for link in shown} == wanted, name
        assert [link["hreflang"] for link in shown if link.get("aria-current") == "page"] == [language], name


def test_structured_data_tell_the_language_of_a_page_and_what_it_is_a_translation_of(pages, twins, language, other):
    way = "workTranslation" if language == FIRST else "translationOfWork"
    told = {name: page.find("script", type="application/ld+json") for name, page in pages.items()}
    assert {name for name, block in told.items() if block is None} == set(WITHOUT_TEXT) & set(pages)
    for name, block in told.items():
        if block is not None:
            found = json.loads(block.string)
            page = found[0] if isinstance(found, list) else found
            assert page["inLanguage"] == language, name
            leads = [twin["inLanguage"] for twin in page.get(way, [])]
            assert leads == ([other] if name in twins else []), name
            assert not {"workTranslation", "translationOfWork"} - {way} & page.keys(), name


def list_numbers(page) -> dict[str, list[str]]:
    """Return the numbers in each table of a page that bears an id, by that id."""
    tables = page.select("article table[id]")
    return {
        table["id"]: [number for cell in table.select("td.number") for number in NUMBER.findall(cell.get_text(" "))]
        for table in tables
    }


def test_the_tables_of_both_editions_have_the_same_numbers_each_in_its_signs(root, built):
    dutch, english = (read_pages(root, built, language) for language in ("nl", "en"))
    count = 0
    for name, page in dutch.items():
        here, there = list_numbers(page), list_numbers(english[name])
        assert {at: [number.translate(SIGNS) for number in told] for at, told in here.items()} == there, name
        count += sum(map(len, here.values()))
    assert count > 1000


SHOWN = {"nl": {"1.074.000", "14,8%"}, "en": {"1,074,000", "14.8%"}}


def test_a_number_is_written_as_its_language_has_it(pages, language):
    numbers = set(NUMBER.findall(pages["book/register"].find("article").get_text(" ")))
    assert SHOWN[language] <= numbers
    (other,) = (signs for one, signs in SHOWN.items() if one != language)
    assert not other & set(NUMBER.findall(pages["book/reports/national"].find("article").get_text(" ")))


def test_what_stands_above_the_editions_leads_to_both_in_their_own_words(site_pages, root, built):
    homes = {find_place(HOME, language): language for language in LANGUAGES}
    for address in ("index.html", "404.html"):
        page = site_pages[address]
        links = {link.get("href") or link["data-page"]: link for link in page.find_all("a")}
        assert set(homes) <= set(links)
        assert len(page.find_all("h1")) == (1 if address == "index.html" else len(LANGUAGES))
        for home, language in homes.items():
            part = links[home] if links[home].get("lang") else links[home].find_parent(lang=True)
            assert part["lang"] == language
    for home, language in homes.items():
        title = read_pages(root, built, language)[HOME].title.get_text()
        assert title in site_pages["index.html"].find("a", href=home).get_text()


@pytest.mark.long
def test_jupyter_book_by_itself_builds_the_edition_that_the_settings_name(root, tmp_path):
    project = copy_project(root, tmp_path / "project")
    keep_pages(project, REPORT, f"{REPORTS}zgao-interim", CHAPTER, "book/register", "book/glossary")
    program, environment = Path(sys.executable).with_name("jupyter-book"), {**os.environ, "OWLIB_ROOT": str(project)}
    command = [program, "build", str(project), "--path-output", str(tmp_path), "--quiet"]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    site = tmp_path / "_build" / "html"
    written = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    places = {find_place(name, FIRST).partition("/")[2] for name in list_pages(project, FIRST)}
    assert len(places) == 6
    assert places <= written
    home = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert home.html["lang"] == FIRST
