"""What the pages of the website tell programs, and what stands beside them."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from docutils import nodes

from owlib.book.citation import Facts
from owlib.book.dutch_words import list_dutch, make_pattern
from owlib.book.links import replace_words
from owlib.book.web import clear_unused, find_page_pdf, list_meta, make_sitemap

FACTS = Facts("A book: About work", "The Project", "1.0.0", "2026-01-31", "What it is about.", ("care", "work"))
THERE = replace(FACTS, address="https://example.org/b/")
NEEDS_ADDRESS = {"citation_pdf_url", "citation_public_url", "og:url", "og:image"}


def test_nothing_pretends_to_have_an_address():
    meta = dict(list_meta(FACTS, "A page", "About it.", "book/a.html", "book.pdf"))
    assert NEEDS_ADDRESS & set(meta) == set()
    assert not any("://" in content for content in meta.values())


def test_scholars_and_messengers_find_what_they_need_where_there_is_an_address():
    meta = dict(list_meta(THERE, "A page", "About it.", "book/a.html", "book.pdf"))
    assert set(meta) >= NEEDS_ADDRESS
    assert meta["citation_title"] == meta["og:title"] == "A page"
    assert meta["citation_inbook_title"] == "A book: About work"
    assert meta["citation_publication_date"] == "2026/01/31"
    assert meta["citation_pdf_url"] == "https://example.org/b/book.pdf"
    assert meta["keywords"] == "care, work"


def test_the_report_on_a_case_leads_to_its_own_pdf():
    meta = dict(list_meta(THERE, "A: final report", "x", "book/reports/a-final.html", "book.pdf"))
    assert meta["citation_pdf_url"] == "https://example.org/b/pdf/a-final.pdf"
    assert find_page_pdf("book/reports/reasons") == ""


def test_the_sitemap_is_well_formed_and_lists_each_page():
    tree = ET.fromstring(make_sitemap(THERE, ["book/index", "book/a"]))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [place.text for place in tree.iter(f"{space}loc")] == [
        "https://example.org/b/book/index.html",
        "https://example.org/b/book/a.html",
    ]
    assert {date.text for date in tree.iter(f"{space}lastmod")} == {"2026-01-31"}


def test_what_no_page_uses_does_not_reach_the_site(tmp_path):
    for name in (
        "_static/site.css",
        "_static/fontawesome.js",
        "_static/locales/a.po",
        "_images/a.svg",
        "figures/a.svg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    clear_unused(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"_static/site.css", "figures/a.svg"}


def test_dutch_words_are_marked_whole_and_nothing_else(evidence):
    pattern = make_pattern(["Ondernemend Werknemerschap", "zzp"])
    told = "As zzp, by Ondernemend Werknemerschap; zzpx"
    paragraph = nodes.paragraph("", told)
    replace_words(paragraph[0], pattern, lambda found: nodes.inline("", found[0]))
    assert [part.astext() for part in paragraph.findall(nodes.inline)] == ["zzp", "Ondernemend Werknemerschap"]
    assert paragraph.astext() == told
    words = list_dutch(evidence)
    assert set(evidence.sources["title_nl"]) <= set(words)
    assert "claim" not in words
