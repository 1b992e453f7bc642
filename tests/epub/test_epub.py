"""The EPUB: what readers' programs can open, the same bytes each time, and nothing fetched from anywhere."""

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from browser import need
from bs4 import BeautifulSoup

from owlib.book.citation import read_facts
from owlib.book.epub import make_epub
from owlib.book.pages import BOOK, list_volume, name_files
from owlib.words import LANGUAGES

CHECKER = Path("/usr/share/java/epubcheck.jar")
CONTENTS = {
    "root": "book/index",
    "parts": [
        {"caption": "Found & <b>said</b>", "chapters": [
            {"file": "book/reports/one", "sections": [{"file": "book/reports/two"}]}, {"file": "book/register"},
        ]},
        {"caption": "More", "chapters": [{"file": "book/three"}]},
    ],
}  # fmt: skip
PAGES = ["book/index", "book/reports/one", "book/reports/two", "book/three"]
PAGE = """<section id="a"><h1>{title}</h1>
<p>See <a href="numbers.html#x">the register</a>, <a href="three.html">three</a>, <a href="#a">here</a>,
<a href="three.html#row">a row</a>, <a href="https://example.org/">there</a>.
<a class="download" href="figures/f.csv">Data</a></p>
<details class="hide below-input"><summary>All rows</summary><p id="row">Folded</p></details>
<script type="text/x-thebe-config">{{}}</script><button>Copy</button>
<figure><img alt="A line" src="_images/f.svg"/></figure></section>"""
TITLE = 'Page &lt;i&gt;{}&lt;/i&gt; &amp; "more"'
TEXTS = {page: PAGE.format(title=TITLE.format(page.rpartition("/")[2])) for page in PAGES}
"""The texts of four pages, as Sphinx gives them for the website."""
SVG = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="space" transform="scale(2)"/></defs>
<path d="M1 1 L8 8"/></svg>"""
STYLE = "p { margin: 0 }"


@pytest.fixture
def folder(tmp_path):
    """A website with the picture of the pages."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "f.svg").write_text(SVG, encoding="utf-8")
    return tmp_path


@pytest.fixture(params=["en"])
def language(request) -> str:
    """The language of the book; a test may name others."""
    return request.param


@pytest.fixture
def facts(root, language):
    return replace(read_facts(root, language), abstract='Of <b>care</b> & "work" ]]>')


@pytest.fixture
def content(folder, facts) -> bytes:
    """The EPUB of these pages."""
    return make_epub(facts, CONTENTS, TEXTS, folder, STYLE)


@pytest.fixture
def files(content) -> dict[str, bytes]:
    """Its files."""
    return read_epub(content)


def read_epub(content: bytes) -> dict[str, bytes]:
    """Return the files of an EPUB."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_epub(path: Path) -> str:
    """Return what epubcheck finds; empty where it finds nothing."""
    command = ["java", "-jar", str(CHECKER)] if CHECKER.is_file() and shutil.which("java") else []
    command = command or [found for found in [shutil.which("epubcheck")] if found]
    need("epubcheck", command, "install it (apt-get install epubcheck), as .ci/run does")
    result = subprocess.run(
        [*command, "--quiet", "--failonwarnings", str(path)], capture_output=True, text=True, check=False
    )
    return "" if result.returncode == 0 else result.stdout + result.stderr


def test_a_small_book_passes_the_checker_and_is_the_same_each_time(content, folder, facts, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(content)
    assert check_epub(path) == ""
    assert make_epub(facts, CONTENTS, TEXTS, folder, STYLE) == content


def test_the_checker_finds_what_is_wrong(folder, facts, tmp_path):
    path = tmp_path / "book.epub"
    wrong = {**TEXTS, "book/three": TEXTS["book/three"].replace("<h1>", "<center>x</center><h1>")}
    path.write_bytes(make_epub(facts, CONTENTS, wrong, folder, STYLE))
    assert 'element "center" not allowed' in check_epub(path)


def test_nothing_runs_and_nothing_is_fetched(files):
    for name, content in files.items():
        if name.endswith(".xhtml"):
            page = BeautifulSoup(content, "html.parser")
            assert not page.select("script, button, iframe, link[href*='//'], img[src*='//']"), name
    assert b"DTD" not in files["EPUB/figures/f.svg"]


def test_links_lead_to_places_in_the_book_or_out_and_others_keep_their_words(files):
    page = BeautifulSoup(files["EPUB/book/reports/one.xhtml"], "html.parser")
    assert [link["href"] for link in page.select("a")] == ["../three.xhtml", "#a", "https://example.org/"]
    assert "See the register, three, here, a row, there." in " ".join(page.get_text().split())
    assert "Data" not in page.get_text()
    assert "Folded" not in page.get_text()


def test_the_contents_name_parts_pages_and_what_stands_below(files):
    nav = BeautifulSoup(files["EPUB/nav.xhtml"], "html.parser")
    lists = nav.select_one("#toc > ol")
    top = [item.find(["a", "span"]).get_text() for item in lists.find_all("li", recursive=False)]
    assert top == ['Page <i>index</i> & "more"', "Found & <b>said</b>", "More"]
    assert [link["href"] for link in lists.select("a")] == [
        "book/index.xhtml", "book/reports/one.xhtml", "book/reports/two.xhtml", "book/three.xhtml",
    ]  # fmt: skip
    assert lists.select_one("li li li a")["href"] == "book/reports/two.xhtml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_says_what_it_is_and_for_whom_and_each_page_its_language(files, facts, language):
    package = ET.fromstring(files["EPUB/package.opf"])
    core = "{http://purl.org/dc/elements/1.1/}"
    told = {element.tag.removeprefix(core): element.text for element in package[0] if element.tag.startswith(core)}
    assert told["title"] == facts.name
    assert told["description"] == facts.abstract
    assert (told["language"], told["date"], told["creator"]) == (language, facts.date, facts.author)
    assert "creativecommons.org/licenses/by/4.0" in told["rights"]
    access = [element.get("property") for element in package[0] if element.get("property", "").startswith("schema:")]
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilitySummary"} <= set(access)
    spine = [item.get("idref") for item in package[2]]
    assert spine[:3] == ["f-title.xhtml", "f-nav.xhtml", "f-book-index.xhtml"]
    pages = [ET.fromstring(content) for name, content in files.items() if name.endswith(".xhtml")]
    assert {(page.get("lang"), page.get("{http://www.w3.org/XML/1998/namespace}lang")) for page in pages} == {
        (language, language)
    }


def test_a_doi_is_its_identifier_where_there_is_one(files, folder, facts):
    with_doi = read_epub(make_epub(replace(facts, doi="10.5555/1"), CONTENTS, TEXTS, folder, STYLE))["EPUB/package.opf"]
    assert b">https://doi.org/10.5555/1</dc:identifier>" in with_doi
    assert b"doi.org" not in files["EPUB/package.opf"]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_passes_the_checker_and_has_its_pages(root, built, language):
    """That it is the same each time is held by ``tests/book/test_small.py``."""
    names = name_files(read_facts(root, language))
    (made,) = (built / "epub" / language).iterdir()
    assert made.name == names["epub"]
    assert Path(names["epub"]).stem == Path(names["pdf"]).stem
    assert check_epub(made) == ""
    files = read_epub(made.read_bytes())
    pages = list_volume(root, BOOK, language)
    assert {name for name in files if name.startswith("EPUB/book/")} == {f"EPUB/{page}.xhtml" for page in pages}
    for page in pages:
        text = BeautifulSoup(files[f"EPUB/{page}.xhtml"], "html.parser")
        assert len(text.select("h1")) == 1, page
        assert all(picture["alt"].strip() for picture in text.select("img")), page
