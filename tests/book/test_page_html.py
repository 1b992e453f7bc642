"""What Sphinx writes is mended: valid, without inline style, figures with their size."""

import pytest

from owlib.book.web import cut_page_contents, measure_svg, mend_body, mend_contents
from owlib.words import read_words

WORDS = read_words("en")
FOLDED = (
    '<details class="admonition hide above-input">\n<summary aria-label="Toggle hidden content">\n'
    '<p class="collapsed admonition-title">Show code</p>\n'
    '<p class="expanded admonition-title">Hide code</p>\n</summary>'
)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (FOLDED, '<details class="code"><summary>Code</summary>'),
        ('<th class="head number"><p>n</p></th>', '<th scope="col" class="head number"><p>n</p></th>'),
        ('<col style="width: 33.4%" />', '<col class="w33">'),
        ("<p>a</p>\n<script>kernelName = 'python3'</script>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<div role="doc-biblioentry">', '<div role="listitem">'),
        (
            '<a class="headerlink" href="#a" title="Link to this heading">#</a>',
            '<a class="headerlink" href="#a" title="Link to this heading" aria-label="Link to this heading">#</a>',
        ),
        ("<p>style: 33%</p>", "<p>style: 33%</p>"),
    ],
)
def test_each_fault_is_mended_and_nothing_else(written, mended):
    assert mend_body(written, {}, WORDS) == mended


def test_a_figure_is_shown_from_its_permanent_address_with_its_size_and_later_ones_load_late():
    body = '<img alt="A" src="../../_images/one.svg" /><img alt="B" src="../../_images/two.svg" />'
    assert mend_body(body, {"one": (10, 20), "two": (30, 40)}, WORDS) == (
        '<img alt="A" src="../../figures/one.svg" width="10" height="20">'
        '<img alt="B" src="../../figures/two.svg" width="30" height="40" loading="lazy">'
    )


def test_a_picture_that_is_no_figure_keeps_its_address():
    body = '<img alt="A" src="../_images/photo.png" />'
    assert mend_body(body, {}, WORDS) == '<img alt="A" src="../_images/photo.png">'


def test_the_size_of_a_drawing_is_told_in_pixels():
    assert measure_svg('<svg width="300pt" viewBox="0 0 300 150">') == (400, 200)
    with pytest.raises(ValueError, match="viewBox"):
        measure_svg("<svg>")


def test_the_page_that_is_shown_is_marked_in_the_contents_for_all_readers():
    written = (
        '<p aria-level="2" class="caption" role="heading"><span class="caption-text">The cases</span></p>'
        '<ul><li><a class="current reference internal" href="#">A</a></li>'
        '<li><a class="reference internal" href="b.html">B</a></li></ul>'
    )
    assert mend_contents(written) == (
        '<p class="caption">The cases</p><ul><li><a aria-current="page" href="#">A</a></li>'
        '<li><a href="b.html">B</a></li></ul>'
    )


def test_the_contents_of_a_page_leave_out_its_title_and_need_two_headings():
    lines = "".join(f'<li><a class="reference internal" href="#{name}">{name}</a></li>' for name in "ab")
    assert cut_page_contents(f'<ul>\n<li><a href="#">Title</a><ul>{lines}</ul>\n</li>\n</ul>') == (
        '<ul><li><a href="#a">a</a></li><li><a href="#b">b</a></li></ul>'
    )
    assert cut_page_contents('<ul>\n<li><a href="#">Title</a></li>\n</ul>') == ""
