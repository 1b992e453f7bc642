"""The checks of accessible PDFs can fail: each finds its fault in a small PDF that was broken for it."""

import io
import re

import pytest
import weasyprint
from pdf_checks import (
    check_content,
    check_document,
    check_figures,
    check_fonts,
    check_headings,
    check_links,
    check_nesting,
    check_page_ends,
    check_pdf,
    check_tables,
    read_structure,
)
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

from owlib.book.pdf import render_pdf

STYLE = """@page { @top-left { content: "Head" } @bottom-center { content: counter(page) } }
html { font-family: "Source Sans Pro" } h1 { bookmark-level: 1 }"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='20' height='20'/></svg>"
PAGE = """<html lang="en"><head><title>Small</title></head><body><h1 id="top">One</h1>
<p>Text with <span lang="nl">loondienst</span> and a <a href="#t">link <em>there</em></a>.</p>
<ul><li><p>First</p></li><li>Second<ul><li>Inner</li></ul></li></ul><dl><dt>Term</dt><dd>Meaning</dd></dl>
<h2>Two</h2><img src="f.svg" alt="A square.">
<table id="t"><caption>Table 1</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table></body></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a picture."""
    made = tmp_path_factory.mktemp("pictures")
    (made / "f.svg").write_text(SVG, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def good(folder) -> bytes:
    """A PDF with all that the checks look at, as the book makes it."""
    return render_pdf(PAGE, STYLE, folder, strict=True)


@pytest.fixture
def broken(good) -> PdfWriter:
    """The PDF, to break."""
    return PdfWriter(clone_from=io.BytesIO(good))


def find_elements(pdf: PdfReader | PdfWriter, kind: str) -> list:
    """Return the elements of a kind as they stand in the file."""
    return [element.source for element in read_structure(pdf).find(kind)]


def read_again(pdf: PdfWriter) -> PdfReader:
    """Return a PDF as it was written."""
    stream = io.BytesIO()
    pdf.write(stream)
    return PdfReader(stream)


def render(folder, page: str) -> PdfReader:
    """Return a PDF of another page."""
    return PdfReader(io.BytesIO(render_pdf(page, STYLE, folder)))


def test_a_pdf_that_the_book_makes_has_no_fault(good):
    assert check_pdf(PdfReader(io.BytesIO(good))) == []


def test_what_the_typesetter_leaves_out_is_found(folder):
    made = weasyprint.HTML(string=PAGE, base_url=folder.as_uri() + "/").write_pdf(
        stylesheets=[weasyprint.CSS(string=STYLE)], pdf_variant="pdf/ua-1"
    )
    reader = PdfReader(io.BytesIO(made))
    tree = read_structure(reader)
    assert any("no /Scope" in fault for fault in check_tables(reader, tree))
    assert any("is not found" in fault for fault in check_tables(reader, tree))
    assert any("is not described" in fault for fault in check_links(reader, tree))
    assert any("in no element" in fault for fault in check_content(reader, tree))
    assert any("/P in /LI" in fault for fault in check_nesting(tree))


def test_dutch_words_are_told_to_be_dutch(good):
    reader = PdfReader(io.BytesIO(good))
    dutch = [span for span in find_elements(reader, "/Span") if span.get("/Lang") == "nl"]
    assert len(dutch) == 1


def test_running_heads_and_feet_are_artifacts(good):
    content = PdfReader(io.BytesIO(good)).pages[0].get_contents().get_data().decode("latin-1")
    assert len(re.findall(r"/Type\s?/Pagination", content)) == 2


@pytest.mark.parametrize("key", ["/Lang", "/MarkInfo", "/ViewerPreferences", "/Outlines", "/Metadata"])
def test_a_document_that_says_too_little_of_itself_is_found(broken, key):
    del broken.root_object[key]
    assert check_document(read_again(broken))


def test_a_document_without_title_is_found(folder):
    assert "the document lacks: title" in check_document(render(folder, PAGE.replace("<title>Small</title>", "")))


@pytest.mark.parametrize("alt", ["", " "])
def test_a_figure_without_alternative_text_is_found(broken, alt):
    find_elements(broken, "/Figure")[0][NameObject("/Alt")] = TextStringObject(alt)
    assert len(check_figures(read_structure(read_again(broken)))) == 1


def test_a_table_without_heads_is_found(folder):
    reader = render(folder, PAGE.replace("<th", "<td").replace("</th", "</td"))
    assert any("no heads" in fault for fault in check_tables(reader, read_structure(reader)))


def test_a_table_with_rows_of_several_widths_is_found(folder):
    reader = render(folder, PAGE.replace("<td>2</td>", ""))
    assert any("rows of [1, 2] cells" in fault for fault in check_tables(reader, read_structure(reader)))


def test_a_head_without_scope_is_found(broken):
    del find_elements(broken, "/TH")[0]["/A"]["/Scope"]
    reader = read_again(broken)
    assert any("no /Scope" in fault for fault in check_tables(reader, read_structure(reader)))


@pytest.mark.parametrize("page", [PAGE.replace("h2>", "h3>"), PAGE.replace("h1", "h2"), PAGE.replace(">Two<", "><")])
def test_headings_that_skip_a_level_or_say_nothing_are_found(folder, page):
    assert check_headings(read_structure(render(folder, page)))


def test_a_link_to_nowhere_is_found(broken):
    link = broken.pages[0]["/Annots"][0].get_object()
    link[NameObject("/Dest")] = TextStringObject("nowhere")
    reader = read_again(broken)
    faults = check_links(reader, read_structure(reader))
    assert faults == ["page 1: a link leads to nowhere, which is nowhere"]


def test_a_link_that_is_not_tagged_is_found(broken):
    kids = find_elements(broken, "/Link")[0]["/K"]
    kids[:] = [kid for kid in kids if isinstance(kid, int)]
    reader = read_again(broken)
    assert any("not tagged" in fault for fault in check_links(reader, read_structure(reader)))


def test_content_that_no_element_holds_is_found(broken):
    del find_elements(broken, "/Figure")[0]["/K"]
    reader = read_again(broken)
    assert any("is in no element" in fault for fault in check_content(reader, read_structure(reader)))


def test_content_that_two_elements_hold_is_found(broken):
    spans = [span for span in find_elements(broken, "/Span") if isinstance(span["/K"][0].get_object(), int)]
    spans[1][NameObject("/K")] = ArrayObject([NumberObject(spans[0]["/K"][0])])
    reader = read_again(broken)
    assert any("held twice" in fault for fault in check_content(reader, read_structure(reader)))


def test_content_without_any_mark_is_found(good):
    writer = PdfWriter(clone_from=io.BytesIO(good))
    content = writer.pages[0].get_contents()
    content.set_data(content.get_data() + b"\n0 0 10 10 re\nf\n")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    reader = read_again(writer)
    assert check_content(reader, read_structure(reader)) == ["page 1: f paints something untagged"]


def test_a_font_that_is_not_embedded_is_found(broken):
    font = next(iter(broken.pages[0]["/Resources"]["/Font"].values())).get_object()
    described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    for key in [key for key in described if key.startswith("/FontFile")]:
        del described[key]
    assert len(check_fonts(read_again(broken))) == 1


HEAD = "<table><caption>C</caption><thead><tr><th>A</th></tr></thead><tbody>"
ENDS = {
    '<h2>Two</h2><p style="break-before: page">Text</p>': ["a heading"],
    f'<p>Text</p>{HEAD}<tr><td>1</td></tr></tbody></table><p style="break-before: page">Text</p>': [],
    '<table><caption>C</caption><tbody style="break-before: page"><tr><td>1</td></tr></tbody></table>': [
        "the caption of a table"
    ],
}


@pytest.mark.parametrize(("page", "ends"), ENDS.items())
def test_a_page_that_ends_with_a_heading_or_a_caption_is_found(folder, page, ends):
    faults = check_page_ends(read_structure(render(folder, f'<html lang="en"><title>x</title><h1>One</h1>{page}')))
    assert [fault.rpartition("with ")[2] for fault in faults] == ends
