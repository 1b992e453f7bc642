"""The checks of accessible PDFs can fail: each finds its fault in a small PDF that was broken for it."""

import io
import re

import pytest
import weasyprint
from pdf_checks import check_filled, check_page_ends, check_pdf, measure_filled, read_structure
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


def find_elements(pdf: PdfReader | PdfWriter, kind: str) -> list:
    """Return the elements of a kind as they stand in the file."""
    return [element.source for element in read_structure(pdf).find(kind)]


def render(folder, page: str) -> PdfReader:
    """Return a PDF of another page."""
    return PdfReader(io.BytesIO(render_pdf(page, STYLE, folder)))


def test_a_pdf_that_the_book_makes_has_no_fault_and_tells_its_dutch_and_its_running_heads(good):
    reader = PdfReader(io.BytesIO(good))
    assert check_pdf(reader) == []
    assert [span.get("/Lang") for span in find_elements(reader, "/Span")].count("nl") == 1
    content = reader.pages[0].get_contents().get_data().decode("latin-1")
    assert len(re.findall(r"/Type\s?/Pagination", content)) == 2


def test_what_the_typesetter_leaves_out_is_found(folder):
    made = weasyprint.HTML(string=PAGE, base_url=folder.as_uri() + "/").write_pdf(
        stylesheets=[weasyprint.CSS(string=STYLE)], pdf_variant="pdf/ua-1"
    )
    faults = "\n".join(check_pdf(PdfReader(io.BytesIO(made))))
    for told in ("no /Scope", "is not found", "is not described", "in no element", "/P in /LI"):
        assert told in faults


@pytest.mark.parametrize(("page", "fault"), [
    (PAGE.replace("<title>Small</title>", ""), "the document lacks: title"),
    (PAGE.replace("<th", "<td").replace("</th", "</td"), "no heads"),
    (PAGE.replace("<td>2</td>", ""), "rows of [1, 2] cells"),
    (PAGE.replace("h2>", "h3>"), "follows level 1"),
    (PAGE.replace("h1", "h2"), "follows level 0"),
    (PAGE.replace(">Two<", "><"), "/H2: empty"),
])  # fmt: skip
def test_a_page_with_a_fault_is_found(folder, page, fault):
    assert any(fault in found for found in check_pdf(render(folder, page)))


def empty_alternative(pdf: PdfWriter) -> None:
    """Leave a figure without words."""
    find_elements(pdf, "/Figure")[0][NameObject("/Alt")] = TextStringObject(" ")


def drop_scope(pdf: PdfWriter) -> None:
    """Leave a head without a scope."""
    del find_elements(pdf, "/TH")[0]["/A"]["/Scope"]


def lead_nowhere(pdf: PdfWriter) -> None:
    """Lead a link to a place that is not there."""
    pdf.pages[0]["/Annots"][0].get_object()[NameObject("/Dest")] = TextStringObject("nowhere")


def untag_link(pdf: PdfWriter) -> None:
    """Leave a link out of the tree."""
    kids = find_elements(pdf, "/Link")[0]["/K"]
    kids[:] = [kid for kid in kids if isinstance(kid, int)]


def drop_content(pdf: PdfWriter) -> None:
    """Let no element hold a picture."""
    del find_elements(pdf, "/Figure")[0]["/K"]


def hold_twice(pdf: PdfWriter) -> None:
    """Let two elements hold the same words."""
    spans = [span for span in find_elements(pdf, "/Span") if isinstance(span["/K"][0].get_object(), int)]
    spans[1][NameObject("/K")] = ArrayObject([NumberObject(spans[0]["/K"][0])])


def paint_untagged(pdf: PdfWriter) -> None:
    """Paint something that is neither tagged nor an artifact."""
    content = pdf.pages[0].get_contents()
    content.set_data(content.get_data() + b"\n0 0 10 10 re\nf\n")
    pdf.pages[0][NameObject("/Contents")] = pdf._add_object(content)


def drop_font(pdf: PdfWriter) -> None:
    """Leave a font out of the file."""
    font = next(iter(pdf.pages[0]["/Resources"]["/Font"].values())).get_object()
    described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    for key in [key for key in described if key.startswith("/FontFile")]:
        del described[key]


@pytest.mark.parametrize(("spoil", "fault"), [
    (empty_alternative, "no /Alt"),
    (drop_scope, "no /Scope"),
    (lead_nowhere, "page 1: a link leads to nowhere, which is nowhere"),
    (untag_link, "not tagged"),
    (drop_content, "is in no element"),
    (hold_twice, "held twice"),
    (paint_untagged, "page 1: f paints something untagged"),
    (drop_font, "is not embedded"),
    *((lambda pdf, key=key: pdf.root_object.pop(key), "the document lacks: ")
      for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/Outlines", "/Metadata")),
])  # fmt: skip
def test_a_spoiled_pdf_is_found(good, spoil, fault):
    pdf, stream = PdfWriter(clone_from=io.BytesIO(good)), io.BytesIO()
    spoil(pdf)
    pdf.write(stream)
    assert any(fault in found for found in check_pdf(PdfReader(stream)))


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


def test_a_page_that_is_nearly_empty_is_found(folder):
    half = '<img src="f.svg" alt="A square." style="height: 100mm; width: 100mm">'
    pages = f'{half}<p style="break-before: page">One line.</p><p style="break-before: page">One</p>{half}'
    made = render(folder, f'<html lang="en"><title>x</title><h1>One</h1>{pages}')
    assert check_filled(made) == ["page 2: 3% filled"]
    assert [0.4 < measure_filled(page) < 0.6 for page in made.pages] == [True, False, True]
