"""The PDFs as readers get them: built with warnings as errors, whole, linked and tagged.

That they are the same each time is held by ``tests/book/test_small.py``.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import need
from bs4 import BeautifulSoup, Tag
from conftest import find_report_pages, read_pages, read_site
from pdf_checks import Element, check_filled, check_pdf, read_structure
from pypdf import PdfReader

from owlib.book.citation import Facts, read_facts
from owlib.book.pages import ANNEX, BOOK, list_pages, list_volume, name_files, read_parts
from owlib.book.web import find_page_pdf
from owlib.reports.catalog import list_reports
from owlib.words import LANGUAGES

pytestmark = pytest.mark.long

MOST_PAGES = 160
MOST_OF_A_REPORT, MOST_OF_A_PILOT = 4, 8
"""Pages of a case report: of the flexible-work study, and of the others."""


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> str:
    """The language of an edition: all are looked at, one after another."""
    return request.param


@pytest.fixture(scope="module")
def facts(root, language) -> Facts:
    """What an edition says of itself."""
    return read_facts(root, language)


@pytest.fixture(scope="module")
def names(facts) -> dict[str, str]:
    """The files of a whole edition."""
    return name_files(facts)


@pytest.fixture(scope="module")
def folder(built, language) -> Path:
    """The folder of the PDFs of an edition."""
    return built / "pdf" / language


@pytest.fixture(scope="module")
def pages(root, built, language) -> dict[str, BeautifulSoup]:
    """Each page of the website of an edition, by its name."""
    return read_pages(root, built, language)


@pytest.fixture(scope="module")
def pdf(folder, names) -> PdfReader:
    """The PDF of the book."""
    return PdfReader(folder / names["pdf"])


@pytest.fixture(scope="module")
def annex(folder, names) -> PdfReader:
    """The PDF of the annex."""
    return PdfReader(folder / names["annex"])


def read_text(path: Path) -> list[str]:
    """Return the words of each page of a PDF, in the order in which they are set."""
    program = shutil.which("pdftotext")
    need("pdftotext", program, "install it (apt-get install poppler-utils), as .ci/run does")
    said = subprocess.run([program, "-q", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode("utf-8").split("\f")[:-1]


@pytest.fixture(scope="module")
def text(folder, names) -> list[str]:
    """The words of each page of the book."""
    return read_text(folder / names["pdf"])


@pytest.fixture(scope="module")
def case_texts(folder, cases, language) -> dict[str, list[str]]:
    """The words of each page of each report on a case."""
    return {name: read_text(folder / find_pdf(name, language)) for name in cases}


@pytest.fixture(scope="module")
def trees(pdf, annex) -> list[Element]:
    """The structure trees of book and annex."""
    return [read_structure(reader) for reader in (pdf, annex)]


def find_pdf(report: str, language: str) -> str:
    """Return the name of the PDF of a report on a case."""
    return Path(find_page_pdf(f"book/reports/{report}", language)).name


@pytest.fixture(scope="module")
def cases(folder, evidence, language) -> dict[str, PdfReader]:
    """The PDF of each report of a case, by report id."""
    names = [report.report_id for report in list_reports(evidence, [language]) if report.edition]
    return {name: PdfReader(folder / find_pdf(name, language)) for name in names}


LEAST_OF_ANNEX = 0.1
"""How full a page of the annex is at least, of which each register begins a page."""
SHORT = {"arkin-final": 1, "derotterdamsezorg-final": 1, "ow-c-final": 2}
"""Most pages of reports on cases of which little is told; C has official figures, and passages that conflict."""


def leave_out(tag: Tag) -> bool:
    """Return whether what stands in this is not printed: what is folded, and pictures that stand in a chapter, too."""
    return tag.name == "details" or "three" in tag.get("class", [])


def find_bookmarks(pdf: PdfReader, outline: list) -> dict[str, int]:
    """Return the index of the page of each bookmark, by its title; of like ones that of the first."""
    found: dict[str, int] = {}
    for item in outline:
        below = (
            find_bookmarks(pdf, item) if isinstance(item, list) else {item.title: pdf.get_destination_page_number(item)}
        )
        found = below | found
    return found


def find_page(text: list[str], words: str) -> int:
    """Return the index of the first page that begins with these words."""
    return next(number for number, page in enumerate(text) if page.lstrip().startswith(words))


def read_titles(pages: dict[str, BeautifulSoup], names: list[str]) -> set[str]:
    """Return the titles of pages."""
    return {pages[name].h1.find(string=True, recursive=False).strip() for name in names}


def test_each_pdf_keeps_every_rule_of_an_accessible_one(pdf, annex, cases):
    readers = {"book": pdf, "annex": annex, **cases}
    assert {name: faults for name, reader in readers.items() if (faults := check_pdf(reader))} == {}


def test_a_book_can_be_held_and_a_report_be_read_before_a_meeting(pdf, cases, evidence):
    pages = {name: len(reader.pages) for name, reader in cases.items()}
    studies = dict(zip(evidence.cases["case_id"], evidence.cases["study_id"], strict=True))
    most = {name: MOST_OF_A_REPORT if studies[name.rpartition("-")[0]] == "flex" else MOST_OF_A_PILOT for name in pages}
    assert len(pdf.pages) <= MOST_PAGES
    assert {name: found for name, found in pages.items() if found > most[name]} == {}
    assert {name: pages[name] for name, limit in SHORT.items() if pages[name] > limit} == {}


def test_no_page_is_nearly_empty(pdf, annex, cases):
    readers = {"book": pdf, **cases}
    assert {name: faults for name, reader in readers.items() if (faults := check_filled(reader))} == {}
    assert check_filled(annex, LEAST_OF_ANNEX) == []


def test_each_volume_has_a_bookmark_for_each_of_its_parts_and_pages_and_for_no_page_of_others(
    pdf, annex, pages, root, language
):
    parts = read_parts(root, language)
    for reader, volume in ((pdf, BOOK), (annex, ANNEX)):
        names = list_volume(root, volume, language)
        titles, marks = read_titles(pages, names), set(find_bookmarks(reader, reader.outline))
        assert titles | {parts[name] for name in names if name in parts} <= marks
        below = {heading.get_text().strip("#") for name in names for heading in pages[name].select("h2, h3")}
        assert not (read_titles(pages, list_pages(root, language)) - titles - below) & marks


def test_the_book_has_the_final_edition_of_each_case_and_the_annex_all_registers(root, evidence, language):
    book, annex = (list_volume(root, volume, language) for volume in (BOOK, ANNEX))
    for case_id in evidence.cases["case_id"]:
        assert f"book/reports/{case_id}-final" in book
        assert f"book/reports/{case_id}-interim" not in {*book, *annex}
    assert {"book/register", "book/statements", "book/codebook", "book/dictionary"} <= set(annex)
    assert {"book/method", "book/glossary", "book/references"} <= set(book)


def test_each_record_behind_a_sentence_is_named_in_the_book_and_stands_in_the_annex(
    text, folder, names, pages, root, language
):
    told = ["".join("".join(volume).split()) for volume in (text, read_text(folder / names["annex"]))]
    shown = [mark for name in list_volume(root, BOOK, language) for mark in pages[name].select(".evidence a")]
    named = {mark["title"] for mark in shown if not mark.find_parent(leave_out)}
    assert len(named) > 500
    assert [sorted(name for name in named if name not in volume) for volume in told] == [[], []]


def test_the_pdf_tells_who_and_what_and_in_which_language(pdf, annex, cases, facts, language):
    assert pdf.metadata.title == f"{facts.title}: {facts.subtitle}"
    assert pdf.metadata.author == facts.author
    assert {reader.trailer["/Root"]["/Lang"] for reader in (pdf, annex, *cases.values())} == {language}
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_words_of_the_other_language_are_told_as_such_in_each_volume(trees, language):
    (other,) = set(LANGUAGES) - {language}
    for tree in trees:
        assert {str(element.source["/Lang"]) for element in tree.walk() if "/Lang" in element.source} == {other}


def test_the_contents_of_the_pdf_name_the_pages_on_which_chapters_begin(text, root, facts, language):
    contents = text[find_page(text, facts.words("layout-contents"))]
    found = re.search(r"ZGAO\s*(\d+)", contents)
    assert "ZGAO" in text[int(found[1]) - 1]
    parts = read_parts(root, language)
    for name in list_volume(root, BOOK, language):
        assert parts.get(name, "") in contents


def test_running_heads_name_the_chapter(pdf, text, pages, facts):
    (title,) = read_titles(pages, ["book/reports/national"])
    first = find_bookmarks(pdf, pdf.outline)[title]
    assert facts.title in text[first + 1]
    assert title in text[first + 1]


def test_every_figure_and_table_that_is_not_folded_is_printed(text, pages, trees, root, facts, language):
    words, figures = " ".join(" ".join(text).split()), "figure.exhibit"
    for name in list_volume(root, BOOK, language):
        for label in pages[name].select("figure .caption-number, table .caption-number"):
            assert label.find_parent("details") or label.get_text(strip=True) in words
    for code in ("import read_case", facts.words("layout-code")):
        assert code not in words
    for tree, volume in zip(trees, (BOOK, ANNEX), strict=True):
        listed = list_volume(root, volume, language)
        shown = [label for name in listed for label in pages[name].select(figures)]
        assert len(tree.find("/Figure")) == len([figure for figure in shown if not figure.find_parent(leave_out)])


def test_a_work_that_is_cited_is_found_among_the_references(pdf, pages):
    """That each link leads somewhere is held for all by the rules of an accessible PDF."""
    marks, (chapter, references) = find_bookmarks(pdf, pdf.outline), ("book/background", "book/references")
    first, last = (marks[title] for name in (chapter, references) for title in read_titles(pages, [name]))
    after = min(page for page in marks.values() if page > first)
    links = [link.get_object() for page in pdf.pages[first:after] for link in page.get("/Annots", [])]
    cited = {link["/Contents"]: link["/Dest"] for link in links if str(link.get("/Contents", "")).isdigit()}
    places = {words: pdf.get_destination_page_number(pdf.named_destinations[place]) for words, place in cited.items()}
    assert places
    assert {words: place for words, place in places.items() if place < last} == {}


def test_the_site_leads_to_book_and_annex_beside_it_and_each_case_report_stands_there_too(
    built, folder, pages, cases, names, language
):
    links = [link["href"] for link in pages["book/index"].find_all("a", href=True)]
    volumes = [(names[kind], names[kind]) for kind in ("pdf", "annex")]
    assert all(any(link.endswith(name) for link in links) for name, _ in volumes)
    printed = [find_pdf(report, language) for report in cases]
    for name, copy in (*volumes, *((name, f"pdf/{name}") for name in printed)):
        assert (built / "html" / language / copy).read_bytes() == (folder / name).read_bytes()


def test_each_edition_has_pdfs_of_its_own_and_the_way_in_names_no_others(built, facts, names):
    assert sorted({path.parent.name for path in (built / "pdf").rglob("*.pdf")}) == sorted(LANGUAGES)
    assert not [page for page in read_site(built) if names["pdf"] in str(page) and facts.language not in page]


def test_a_case_report_begins_with_title_and_finding_and_ends_with_how_to_cite(cases, case_texts, facts, pages):
    reports, words = find_report_pages(pages), facts.words
    for name, reader in cases.items():
        first, last = (" ".join(case_texts[name][place].split()) for place in (0, -1))
        title = reports[name].h1.find(string=True, recursive=False).strip()
        finding = " ".join(reports[name].select_one("section p > strong, section p > span > strong").get_text().split())
        for told in (title, finding[:60], facts.version):
            assert told in first
        assert words("print-cite") in last
        assert words("print-licence") in last
        assert reader.metadata.title.startswith(title)


def test_a_case_report_shows_all_its_figures_and_the_sources_that_it_names(case_texts, pages, facts):
    reports = find_report_pages(pages)
    for name, text in case_texts.items():
        words = " ".join(" ".join(text).split())
        for label in reports[name].select("figure .caption-number, table .caption-number"):
            assert label.find_parent("details") or label.get_text(strip=True) in words
        assert facts.words("print-colophon") in words
        assert "owlib run" not in words
