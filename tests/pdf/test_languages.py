"""Words of the other language are told as such in the tags of a PDF, in both editions; long Dutch words are parted."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from owlib.book.pdf import render_pdf
from owlib.book.printing import mark_foreign

WORD = "gezondheidszorgorganisatieverandering"
PAGE = (
    '<!DOCTYPE html><html lang="{own}"><head><title>T</title></head><body><main><article class="chapter"><h1>T</h1>'
    '<p>Some <em lang="{other}">words</em>.</p><table><tbody><tr><td style="width: 60pt">'
    f"{WORD}</td><td>b</td></tr></tbody></table></article></main></body></html>"
)


def make_pdf(root, own, other):
    """Return a small document in one language with words in another."""
    page = BeautifulSoup(PAGE.format(own=own, other=other), "html.parser")
    mark_foreign(page.article)
    style = (root / "book" / "_static" / "print.css").read_text(encoding="utf-8")
    return PdfReader(io.BytesIO(render_pdf(str(page), style, root)))


def list_languages(reader):
    """Return the languages that elements of the tags tell."""
    found, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        element = todo.pop().get_object()
        if isinstance(element, dict):
            found += [element["/Lang"]] if "/Lang" in element else []
            kids = element.get("/K", [])
            todo += kids if isinstance(kids, list) else [kids]
    return found


@pytest.mark.parametrize(("own", "other"), [("nl", "en"), ("en", "nl")])
def test_the_tags_tell_the_language_of_the_document_and_of_foreign_words(root, own, other):
    reader = make_pdf(root, own, other)
    assert reader.trailer["/Root"]["/Lang"] == own
    assert list_languages(reader) == [other]


def test_a_long_dutch_word_is_parted_in_a_table(root):
    assert WORD not in make_pdf(root, "nl", "en").pages[0].extract_text()
    assert "gezondheidszor" in make_pdf(root, "nl", "en").pages[0].extract_text()
