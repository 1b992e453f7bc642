"""What the pages of the website tell programs, how what Sphinx writes is mended, and what stands beside the pages."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from docutils import nodes

from owlib.book.citation import Facts
from owlib.book.editions import find_address, find_head
from owlib.book.links import list_foreign, make_pattern, replace_words
from owlib.book.web import (
    clear_unused,
    cut_page_contents,
    find_page_pdf,
    list_meta,
    make_sitemap,
    mend_body,
)
from owlib.words import read_words

FACTS = Facts("A book: About work", "The Project", "1.0.0", "2026-01-31", "What it is about.", ("care", "work"))
THERE = replace(FACTS, site="https://example.org/b/")
IN_DUTCH = replace(THERE, language="nl")
NEEDS_ADDRESS = {"citation_pdf_url", "citation_public_url", "og:url", "og:image"}


def test_nothing_pretends_to_have_an_address():
    meta = dict(list_meta(FACTS, "A page", "About it.", "book/a", "book.pdf"))
    assert NEEDS_ADDRESS & set(meta) == set()
    assert not any("://" in content for content in meta.values())


def test_scholars_and_messengers_find_what_they_need_where_there_is_an_address():
    meta = dict(list_meta(THERE, "A page", "About it.", "book/a", "book.pdf"))
    assert set(meta) >= NEEDS_ADDRESS
    assert meta["citation_title"] == meta["og:title"] == "A page"
    assert meta["citation_inbook_title"] == "A book: About work"
    assert meta["citation_publication_date"] == "2026/01/31"
    assert meta["citation_pdf_url"] == "https://example.org/b/en/book.pdf"
    assert meta["keywords"] == "care, work"
    dutch = dict(list_meta(IN_DUTCH, "Een pagina", "Erover.", "book/method", "boek.pdf"))
    assert (meta["citation_language"], dutch["citation_language"]) == ("en", "nl")
    assert (meta["og:locale"], dutch["og:locale"]) == ("en_GB", "nl_NL")
    assert dutch["og:url"] == dutch["citation_public_url"] == "https://example.org/b/nl/methode.html"


def test_the_report_on_a_case_leads_to_its_own_pdf():
    for facts, name in ((THERE, "a-interim.pdf"), (IN_DUTCH, "a-tussen.pdf")):
        meta = dict(list_meta(facts, "A: interim report", "x", "book/reports/a-interim", "book.pdf"))
        assert meta["citation_pdf_url"] == f"https://example.org/b/{facts.language}/pdf/{name}"
        assert find_page_pdf("book/reports/reasons", facts.language) == ""


def test_the_sitemap_is_well_formed_and_lists_each_page_with_its_other_languages():
    pages = {"nl": ["book/index", "book/method"], "en": ["book/index", "book/method", "book/library/evidence"]}
    tree = ET.fromstring(make_sitemap([IN_DUTCH, THERE], pages))
    space, leads = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"
    found = {
        url.find(f"{space}loc").text: {lead.get("hreflang"): lead.get("href") for lead in url.iter(leads)}
        for url in tree
    }
    site = "https://example.org/b"
    home = {"nl": f"{site}/nl/index.html", "en": f"{site}/en/index.html"}
    method = {"nl": f"{site}/nl/methode.html", "en": f"{site}/en/method.html"}
    alone = {"en": f"{site}/en/code/evidence.html"}
    assert found == {address: twins for twins in (home, method, alone) for address in twins.values()}
    assert {lead.get("rel") for lead in tree.iter(leads)} == {"alternate"}
    assert {date.text for date in tree.iter(f"{space}lastmod")} == {"2026-01-31"}


def test_what_no_page_uses_does_not_reach_the_site(tmp_path):
    for name in ("_static/site.css", "_static/locales/a.po", "_images/a.svg", "figures/a.svg", "old/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    clear_unused(tmp_path, {"_static/site.css", "figures/a.svg"})
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"_static/site.css", "figures/a.svg"}
    assert not (tmp_path / "old").exists()


def test_foreign_words_are_marked_whole_and_nothing_else(evidence):
    pattern = make_pattern(["Ondernemend Werknemerschap", "zzp"])
    told = "As zzp, by Ondernemend Werknemerschap; zzpx"
    paragraph = nodes.paragraph("", told)
    replace_words(paragraph[0], pattern, lambda found: nodes.inline("", found[0]))
    assert [part.astext() for part in paragraph.findall(nodes.inline)] == ["zzp", "Ondernemend Werknemerschap"]
    assert paragraph.astext() == told
    words = list_foreign(evidence, "en")
    assert set(evidence.sources["title_nl"]) <= set(words)
    assert "claim" not in words
    assert not set(words) & set(list_foreign(evidence, "nl"))


WORDS = read_words("en")
SIGN = '<a class="reference internal" href="#zgao-001" title="zgao-001">1</a>'
CAPTION = '<caption><span class="caption-number">1 </span><span class="caption-text">All <em>a</em></span></caption>'
BESIDE = '<p class="beside"><span>{}.</span> <span class="sure">'
FOLDED = (
    '<details class="admonition hide above-input">\n<summary aria-label="Toggle hidden content">\n'
    '<p class="collapsed admonition-title">Show code</p>\n'
    '<p class="expanded admonition-title">Hide code</p>\n</summary>{}</details>'
)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (FOLDED.format("a"), '<div class="code">a</div>'),
        (
            FOLDED.replace("above", "below").format(CAPTION),
            f'<details class="folded"><summary>All <em>a</em></summary>{CAPTION}</details>',
        ),
        (
            FOLDED.replace("above", "below").format("<p>a</p>"),
            '<details class="folded"><summary>Show it</summary><p>a</p></details>',
        ),
        (SIGN, SIGN.replace(">1", ' aria-label="Evidence 1: zgao-001">1')),
        ('<p>A. <span class="evidence">1</span>', '<p>A.\u00a0<span class="evidence">1</span>'),
        (
            '<p>A. <span class="sure">a</span></p>\n<p>B. <span class="sure">b</span></p>',
            f"{BESIDE.format('A')}<b>How sure?</b> a</span></p>\n{BESIDE.format('B')}b</span></p>",
        ),
        (
            '<img alt="A" src="a.png" />\n<figcaption>\n<p>T</p>\n<div class="legend"><p>How</p></div>\n</figcaption>',
            '<figcaption><p>T</p></figcaption>\n<img alt="A" src="a.png">\n<div class="legend"><p>How</p></div>',
        ),
        ('<th class="head number"><p>n</p></th>', '<th scope="col" class="head number"><p>n</p></th>'),
        ('<col style="width: 33.4%" />', '<col class="w33">'),
        ("<p>a</p>\n<script>kernelName = 'python3'</script>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<div role="doc-biblioentry">', '<div role="listitem">'),
        (
            '<a class="headerlink" href="#a" title="Link to this heading">#</a>',
            '<a class="headerlink" href="#a" title="Link to this heading" aria-label="Link to this heading">#</a>',
        ),
        ("<p>style: 33%</p>", "<p>style: 33%</p>"),
        ('<img alt="A" src="../_images/photo.png" />', '<img alt="A" src="../_images/photo.png">'),
    ],
)
def test_each_fault_is_mended_and_nothing_else(written, mended):
    assert mend_body(written, {}, WORDS) == mended


def test_a_figure_is_shown_from_its_permanent_address_with_its_size_and_later_ones_load_late():
    drawn = {"one": '<svg viewBox="0 0 375 15">', "two": '<svg viewBox="0 0 375 30">'}
    body = '<img alt="A" src="../../_images/one.svg" /><img alt="B" src="../../_images/two.svg" />'
    assert mend_body(body, drawn, WORDS) == (
        '<img alt="A" src="../../figures/one.svg" width="500" height="20">'
        '<img alt="B" src="../../figures/two.svg" width="500" height="40" loading="lazy">'
    )


@pytest.mark.parametrize(("width", "size"), [(300, ' class="narrow"'), (375, ""), (500, ' class="wide"')])
def test_a_figure_is_shown_as_wide_as_it_was_drawn_for(width, size):
    body = mend_body('<img alt="A" src="../_images/one.svg" />', {"one": f'<svg viewBox="0 0 {width} 15">'}, WORDS)
    assert body.startswith(f"<img{size} alt=")


def test_the_contents_of_a_page_leave_out_its_title_and_need_two_headings():
    lines = "".join(f'<li><a class="reference internal" href="#{name}">{name}</a></li>' for name in "ab")
    assert cut_page_contents(f'<ul>\n<li><a href="#">Title</a><ul>{lines}</ul>\n</li>\n</ul>') == (
        '<ul><li><a href="#a">a</a></li><li><a href="#b">b</a></li></ul>'
    )
    assert cut_page_contents('<ul>\n<li><a href="#">Title</a></li>\n</ul>') == ""


@pytest.mark.parametrize(
    ("page", "head"),
    [
        ("book/library/evidence", "book/library"),
        ("genindex", "book/library"),
        ("book/reports/zgao-final", "book/cases"),
    ],
)
def test_a_page_that_one_edition_has_alone_has_a_page_at_the_head_of_its_folder(page, head):
    assert find_head(page, "en") == head
    assert find_address(head, "nl")
