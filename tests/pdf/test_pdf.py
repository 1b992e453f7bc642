"""The PDFs as readers get them: built with warnings as errors, whole, linked, tagged, and the same each time."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import call_owlib, find_report_pages, read_pages
from pdf_checks import Element, check_pdf, read_structure
from pypdf import PdfReader

from owlib.book.build import PDF_NAME
from owlib.book.citation import read_facts
from owlib.book.pages import is_left_out, read_parts
from owlib.book.pdf import render_pdf
from owlib.book.printing import make_book_page, make_chapters
from owlib.reports.catalog import list_reports

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def built(root, tmp_path_factory) -> Path:
    """Website and PDFs, built with every warning as a fault; OWLIB_BUILT may name a folder that has them."""
    if os.environ.get("OWLIB_BUILT"):
        return Path(os.environ["OWLIB_BUILT"]).resolve()
    folder = tmp_path_factory.mktemp("built")
    result = call_owlib(root, "book", "--strict", "--output", str(folder), anew=True)
    assert result.returncode == 0, result.stderr
    assert "PDF: " in result.stdout
    assert "PDFs of the case reports" in result.stdout
    return folder


@pytest.fixture(scope="module")
def pages(built) -> dict[str, BeautifulSoup]:
    """Each page of the website, by its address."""
    return read_pages(built)


@pytest.fixture(scope="module")
def pdf(built) -> PdfReader:
    """The PDF of the book."""
    return PdfReader(built / "pdf" / PDF_NAME)


@pytest.fixture(scope="module")
def text(pdf) -> list[str]:
    """The words of each page of the PDF."""
    return [page.extract_text() for page in pdf.pages]


@pytest.fixture(scope="module")
def tree(pdf) -> Element:
    """The structure tree of the PDF of the book."""
    return read_structure(pdf)


@pytest.fixture(scope="module")
def cases(built, evidence) -> dict[str, PdfReader]:
    """The PDF of each report of a case, by report id."""
    names = [report.report_id for report in list_reports(evidence) if report.edition]
    return {name: PdfReader(built / "pdf" / f"{name}.pdf") for name in names}


@pytest.fixture(scope="module")
def single(built) -> str:
    """The single page behind the PDFs."""
    return (built / ".work" / "single" / "book" / "index.html").read_text(encoding="utf-8")


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


def test_each_pdf_keeps_every_rule_of_an_accessible_one(pdf, cases):
    readers = {"book": pdf, **cases}
    assert {name: faults for name, reader in readers.items() if (faults := check_pdf(reader))} == {}


def test_the_pdf_has_a_bookmark_for_each_part_and_each_page_of_the_book(pdf, pages, root):
    titles = {
        page.h1.find(string=True, recursive=False).strip()
        for name, page in pages.items()
        if name.startswith("book/") and page.h1 and not is_left_out(name)
    }
    assert titles | set(read_parts(root).values()) <= set(find_bookmarks(pdf, pdf.outline))


def test_the_pdf_tells_who_and_what_and_in_which_language(pdf, root):
    facts = read_facts(root)
    assert pdf.metadata.title == f"{facts.title}: {facts.subtitle}"
    assert pdf.metadata.author == facts.author
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_contents_of_the_pdf_name_the_pages_on_which_chapters_begin(text):
    start, end = find_page(text, "Contents"), find_page(text, "Figures")
    contents = "\n".join(text[start:end])
    found = re.search(r"ZGAO\s*(\d+)", contents)
    assert "ZGAO" in text[int(found[1]) - 1]
    for part in ("The question", "What is found", "How it is known"):
        assert part in contents


def test_the_lists_of_figures_and_tables_name_each_with_its_page(pdf, text, pages):
    start, end = find_page(text, "Figures"), find_bookmarks(pdf, pdf.outline)["Between payroll and freelance"]
    lists = " ".join(" ".join(text[start:end]).split())
    for page in find_report_pages(pages).values():
        for caption in page.select("figure .caption-text, table.exhibit .caption-text"):
            if not caption.find_parent("details"):  # what is folded is not printed
                assert " ".join(caption.get_text().split()) in lists
    found = re.search(r"nothing is told on agencies\s*(\d+)", lists)
    assert "nothing is told on agencies" in " ".join(text[int(found[1]) - 1].split())


def test_running_heads_name_the_chapter(pdf, text):
    first = find_bookmarks(pdf, pdf.outline)["The national picture"]
    assert "Between payroll and freelance" in text[first + 1]
    assert "The national picture" in text[first + 1]


def test_every_figure_and_table_is_in_the_pdf(text, pages, tree):
    words = " ".join(" ".join(text).split())
    for page in find_report_pages(pages).values():
        for label in page.select("figure .caption-number, table .caption-number"):
            assert label.find_parent("details") or label.get_text(strip=True) in words  # what is folded is not printed
    for code in ("import read_case", "Show code"):
        assert code not in words
    assert len(tree.find("/Figure")) == sum(len(page.select("figure.exhibit")) for page in pages.values())


def test_each_link_of_the_print_page_leads_to_one_place(single, root):
    page = BeautifulSoup(make_book_page(make_chapters(single, {}), read_facts(root)), "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [link["href"] for link in page.find_all("a", href=True) if link["href"].startswith("#")]
    assert [link for link in links if link[1:] not in ids] == []
    cited = [
        link["href"] for link in page.find(id="document-book-background").find_all("a") if link.get_text().isdigit()
    ]
    assert cited
    assert all(link.startswith("#document-book-references--") for link in cited)


def test_the_site_leads_to_the_pdf_beside_it_and_each_case_report_stands_there_too(built, pages, cases):
    links = [link["href"] for link in pages["book/index.html"].find_all("a", href=True)]
    assert any(link.endswith(PDF_NAME) for link in links)
    for name, copy in ((PDF_NAME, PDF_NAME), *((f"{name}.pdf", f"pdf/{name}.pdf") for name in cases)):
        assert (built / "html" / copy).read_bytes() == (built / "pdf" / name).read_bytes()


def test_a_case_report_begins_with_title_and_finding_and_ends_with_how_to_cite(cases, root, pages):
    facts = read_facts(root)
    reports = find_report_pages(pages)
    for name, reader in cases.items():
        first, last = (" ".join(reader.pages[place].extract_text().split()) for place in (0, -1))
        title = reports[name].h1.find(string=True, recursive=False).strip()
        finding = " ".join(reports[name].select_one("section > p > strong, .cell_output p > strong").get_text().split())
        for words in (title, finding[:60], facts.version, facts.date):
            assert words in first
        assert "How to cite" in last
        assert "Licence" in last
        assert len(reader.pages) <= 8
        assert reader.metadata.title.startswith(title)


def test_a_case_report_shows_all_its_figures_and_the_sources_that_it_names(cases, pages):
    reports = find_report_pages(pages)
    for name, reader in cases.items():
        words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        for label in reports[name].select("figure .caption-number, table .caption-number"):
            assert label.find_parent("details") or label.get_text(strip=True) in words
        assert "Sources and terms" in words
        assert "owlib run" not in words


def test_the_book_renders_to_the_same_bytes_again(built, single, root):
    style = (root / "book" / "_static" / "print.css").read_text(encoding="utf-8")
    page = make_book_page(make_chapters(single, read_parts(root)), read_facts(root))
    again = render_pdf(page, style, built / ".work" / "single")
    assert again == (built / "pdf" / PDF_NAME).read_bytes()
