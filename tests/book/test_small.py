"""A book of few pages, made by itself: the same bytes each time, and whole addresses where the site has one."""

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import call_owlib, list_files
from copies import copy_project, keep_pages

from owlib.book.citation import CONFIG_FILE

pytestmark = pytest.mark.long

SITE = "https://example.org/work/"
PAGES = (
    "book/reports/zgao-final", "book/reports/zgao-interim", "book/register", "book/glossary", "book/library",
    "book/library/base", "book/references",
)  # fmt: skip
UNREAD = {"index.html", "404.html", "nl/zoeken.html", "en/search.html", "en/code/names.html"}
"""Pages without a text, which no search engine needs."""


@pytest.fixture(scope="module")
def project(root, tmp_path_factory) -> Path:
    """A project with few pages and an address."""
    folder = copy_project(root, tmp_path_factory.mktemp("small") / "project")
    keep_pages(folder, *PAGES)
    settings = folder / CONFIG_FILE
    text = settings.read_text(encoding="utf-8")
    placed = text.replace('baseurl: ""', f'baseurl: "{SITE}"')
    assert placed != text
    settings.write_text(placed, encoding="utf-8")
    return folder


def make_book(project: Path, folder: Path) -> Path:
    """Make website, PDFs and EPUBs of both editions from nothing, and return their folder."""
    result = call_owlib(project, "book", "--output", str(folder), anew=True)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def made(project, tmp_path_factory) -> Path:
    """What is made of it."""
    return make_book(project, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def placed(made) -> dict[str, BeautifulSoup]:
    """Its pages, by their addresses in the site."""
    site = made / "html"
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in site.rglob("*.html")
    }


def read_alternates(page) -> dict[str, str]:
    """Return where the head of a page leads in other languages."""
    return {link["hreflang"]: link["href"] for link in page.select("head link[rel=alternate][hreflang]")}


def test_website_pdfs_and_epubs_made_from_nothing_twice_have_the_same_bytes(project, made, tmp_path):
    again = make_book(project, tmp_path)
    kinds = set()
    for part in ("html", "pdf", "epub"):
        first, second = list_files(made / part), list_files(again / part)
        assert first == second
        kinds |= {Path(name).suffix for name in first}
    assert kinds >= {".html", ".pdf", ".epub", ".svg", ".csv", ".zip", ".woff2", ".js", ".css"}


def test_a_build_without_pdfs_leaves_none_of_an_earlier_one(project, made, tmp_path):
    folder = tmp_path / "built"
    shutil.copytree(made, folder)
    result = call_owlib(project, "book", "--no-pdf", "--language", "nl", "--output", str(folder), anew=True)
    assert result.returncode == 0, result.stderr
    left = {path.parent.name for part in ("pdf", "epub") for path in (folder / part).rglob("*") if path.is_file()}
    assert left == {"en"}


def test_the_head_of_each_page_leads_by_whole_addresses_to_its_twin_and_to_one_for_anyone(placed):
    inside = {name: page for name, page in placed.items() if "/" in name and page.select_one("nav.languages")}
    assert len(inside) > 12
    for name, page in inside.items():
        own, told = name.partition("/")[0], read_alternates(page)
        assert told[own] == SITE + name
        anyone = SITE if name in {"nl/index.html", "en/index.html"} else told["en"]
        assert told["x-default"] == anyone, name
        twin = page.select_one("nav.languages a[rel=alternate]")
        assert set(told) - {own, "x-default"} == ({twin["hreflang"]} if twin else set()), name
        for address in told.values():
            place = address.removeprefix(SITE) or "index.html"
            assert place in placed, name
            assert read_alternates(placed[place]).get(own) == SITE + name, name  # search engines want it told by both
        assert page.select_one("link[rel=canonical]")["href"] == SITE + name
        assert [one["content"] for one in page.select("meta[property='og:url']")] == [SITE + name] * (
            name not in UNREAD
        )


def test_the_way_in_leads_by_whole_addresses_to_both_editions(placed):
    told = read_alternates(placed["index.html"])
    assert told == {"nl": f"{SITE}nl/index.html", "en": f"{SITE}en/index.html", "x-default": SITE}


def test_the_sitemap_names_each_page_that_is_read_and_no_other(made, placed):
    tree = ET.parse(made / "html" / "sitemap.xml")
    assert {place.text for place in tree.iter() if place.tag.endswith("}loc")} == {
        SITE + name for name in placed.keys() - UNREAD
    }
