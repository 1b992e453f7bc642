"""The PDF as readers get it: built with warnings as errors, whole, linked, and the same each time."""

import builtins
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import call_owlib, find_report_pages, read_pages
from pypdf import PdfReader

from owlib.errors import BuildError
from owlib.pdf import make_contents, make_print_page, mend_ids, render_pdf, split_chapters
from owlib.publish import PDF_NAME, read_facts


@pytest.fixture(scope="module")
def built(root, tmp_path_factory) -> Path:
    """Website and PDF, built with every warning as a fault."""
    folder = tmp_path_factory.mktemp("built")
    result = call_owlib(root, "book", "--strict", "--output", str(folder), anew=True)
    assert result.returncode == 0, result.stderr
    assert "PDF: " in result.stdout
    return folder


@pytest.fixture(scope="module")
def pages(built) -> dict[str, BeautifulSoup]:
    """Each page of the website, by its address."""
    return read_pages(built)


@pytest.fixture(scope="module")
def pdf(built) -> PdfReader:
    """The PDF of the book."""
    return PdfReader(built / "pdf" / PDF_NAME)


@pytest.mark.long
def test_the_pdf_has_a_bookmark_for_each_page_of_the_book(pdf, pages):
    marks = {item.title for item in pdf.outline if not isinstance(item, list)}
    titles = {
        page.h1.find(string=True, recursive=False)
        for name, page in pages.items()
        if name.startswith("book/") and page.h1
    }
    assert {title.strip() for title in titles} <= marks


@pytest.mark.long
def test_the_pdf_tells_who_and_what_and_in_which_language(pdf, root):
    facts = read_facts(root)
    assert pdf.metadata.title == f"{facts['title']}: {facts['subtitle']}"
    assert pdf.metadata.author == facts["author"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.long
def test_the_contents_of_the_pdf_name_the_pages_on_which_chapters_begin(pdf):
    text = [page.extract_text() for page in pdf.pages]
    start = next(number for number, page in enumerate(text) if page.lstrip().startswith("Contents"))
    contents = "\n".join(text[start : start + 4])
    found = re.search(r"ZGAO: final report[ .]*(\d+)", contents)
    assert "ZGAO: final report" in text[int(found[1]) - 1]
    for part in ("The question", "What is found", "How it is known"):
        assert part in contents


@pytest.mark.long
def test_running_heads_name_the_chapter(pdf):
    text = [page.extract_text() for page in pdf.pages]
    first = next(number for number, page in enumerate(text) if "The national picture" in page and "49%" in page)
    assert "Between payroll and freelance" in text[first + 1]
    assert "The national picture" in text[first + 1]


@pytest.mark.long
def test_every_figure_and_table_is_in_the_pdf(pdf, pages):
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for page in find_report_pages(pages).values():
        for label in page.select("figure .caption-number, table .caption-number"):
            assert label.get_text(strip=True) in text
    for code in ("import read_case", "Show code"):
        assert code not in text


@pytest.mark.long
def test_all_fonts_are_embedded(pdf):
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (below,) = font.get_object().get("/DescendantFonts", [font])
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.get_object()["/FontDescriptor"].get_object())


@pytest.mark.long
def test_each_link_of_the_print_page_leads_to_one_place(built, root):
    single = (built / ".work" / "single" / "book" / "index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(make_print_page(single, read_facts(root), {}), "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [link["href"] for link in page.find_all("a", href=True) if link["href"].startswith("#")]
    assert [link for link in links if link[1:] not in ids] == []
    cited = [
        link["href"] for link in page.find(id="document-book-background").find_all("a") if link.get_text().isdigit()
    ]
    assert cited
    assert all(link.startswith("#document-book-references--") for link in cited)


@pytest.mark.long
def test_the_site_leads_to_the_pdf_beside_it(built, pages):
    links = [link["href"] for link in pages["book/index.html"].find_all("a", href=True)]
    assert any(link.endswith(PDF_NAME) for link in links)
    assert (built / "html" / PDF_NAME).read_bytes() == (built / "pdf" / PDF_NAME).read_bytes()


SINGLE = """<div class="body"><section id="home"><h1>Home</h1><p>Lead</p><div class="toctree-wrapper">
<span id="document-book/one"></span><section id="one"><h2>One</h2><section id="limits"><h3>Limits</h3>
<a href="#limits">here</a> <a href="#document-book/two">two</a></section></section>
<span id="document-book/two"></span><section id="two"><h2>Two</h2><section id="limits"><h3>Limits</h3>
<a href="#limits">here</a></section></section></div></section></div>"""


def test_ids_that_pages_share_are_told_apart_and_links_follow():
    chapters = split_chapters(BeautifulSoup(SINGLE, "html.parser").select_one(".body"), {"book/one": "Part"})
    mend_ids(chapters)
    ids = [tag["id"] for chapter in chapters for tag in [chapter, *chapter.find_all(id=True)]]
    assert len(ids) == len(set(ids))
    for chapter in chapters[1:]:
        inner = chapter.find("a", string="here")["href"].removeprefix("#")
        assert chapter.find(id=inner)
    assert chapters[1].find("a", string="two")["href"] == "#" + chapters[2]["id"]
    assert [chapter.find("h1").get_text() for chapter in chapters] == ["Home", "One", "Two"]
    assert '<li class="part">Part</li>' in make_contents(chapters)


def test_the_same_page_gives_the_same_pdf(tmp_path, root):
    page = make_print_page(SINGLE, read_facts(root), {})
    assert render_pdf(page, "", tmp_path) == render_pdf(page, "", tmp_path)


def test_without_the_library_for_print_it_says_what_to_install(monkeypatch, tmp_path):
    ordinary = builtins.__import__

    def refuse(name, *rest):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango'")
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(BuildError, match=r"apt install libpango-1.0-0.*--no-pdf"):
        render_pdf("<p>x</p>", "", tmp_path)
