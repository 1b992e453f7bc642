"""What Sphinx and its extensions write as HTML, mended: valid, without inline style, figures with their size.

All functions take and return HTML as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CODE_SUMMARY = re.compile(
    r'<details class="admonition hide [a-z]+-input">\s*<summary aria-label="[^"]*">\s*'
    r'(?:<p class="[^"]*">[^<]*</p>\s*)+</summary>'
)
COLUMN_WIDTH = re.compile(r'<col style="width: ([\d.]+)%" ?/>')
IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"(?: style="[^"]*")? ?/>')
PICTURE = re.compile(r"^((?:\.\./)*)_images/([^/]+)\.svg$")
PAGE_CONTENTS = re.compile(r"^<ul>\s*<li>.*?</a>\s*(<ul>.*</ul>)\s*</li>\s*</ul>$", flags=re.DOTALL)
SVG_SIZE = re.compile(r'<svg[^>]*?\sviewBox="0 0 ([\d.]+) ([\d.]+)"', flags=re.DOTALL)
MEND_BODY = (
    # a paragraph may not stand in a summary, and "toggle hidden content" does not say what is hidden
    (CODE_SUMMARY, '<details class="code"><summary>Code</summary>'),
    # a header cell says of which cells it is the head
    (re.compile(r"<th class=\"(head[^\"]*)\">"), r'<th scope="col" class="\1">'),
    # a strict policy forbids the style attribute
    (COLUMN_WIDTH, lambda found: f'<col class="w{round(float(found[1]))}">'),
    # settings for running code in the page, which goes through other hosts, as inline scripts, which the policy forbids
    (re.compile(r"<script\b[^>]*>.*?</script>\s*", flags=re.DOTALL), ""),
    # a description of several values is a list, which HTML lets no paragraph hold
    (re.compile(r'<p>(<ul class="simple">.*?</ul>)\s*</p>', flags=re.DOTALL), r"\1"),
    # a role that is no longer one
    (re.compile(r' role="doc-biblioentry"'), ' role="listitem"'),
    # one sign that says nothing is not a name of a link
    (re.compile(r'(<a class="headerlink" href="[^"]*") title="([^"]*)">'), r'\1 title="\2" aria-label="\2">'),
)
"""What is replaced in the text of a page, and why."""


def mend_body(body: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Return the text of a page, mended.

    Parameters
    ----------
    body
        HTML of the text.
    sizes
        Width and height in pixels of each picture that lies in ``figures/``, by its name.

    """
    for pattern, replacement in MEND_BODY:
        body = pattern.sub(replacement, body)
    shown = iter(range(body.count("<img ") + 1))
    return IMAGE.sub(lambda found: _mend_image(found, sizes, first=next(shown) == 0), body)


def _mend_image(found: re.Match, sizes: Mapping[str, tuple[int, int]], *, first: bool) -> str:
    """Return a picture with its permanent address and its size, so that the text does not jump when it comes."""
    alt, source = found[1], found[2]
    place = PICTURE.match(source)
    if place is None or place[2] not in sizes:
        return f'<img alt="{alt}" src="{source}">'
    width, height = sizes[place[2]]
    late = "" if first else ' loading="lazy"'
    return f'<img alt="{alt}" src="{place[1]}figures/{place[2]}.svg" width="{width}" height="{height}"{late}>'


def measure_svg(svg: str) -> tuple[int, int]:
    """Return width and height of a drawing in pixels of the screen, of which three are four points."""
    found = SVG_SIZE.search(svg)
    if found is None:
        raise ValueError("expected a drawing with a viewBox from 0 0; found none")
    return round(float(found[1]) * 4 / 3), round(float(found[2]) * 4 / 3)


def mend_contents(contents: str) -> str:
    """Return the contents of the book with the page that is shown marked for all readers."""
    contents = re.sub(
        r'<p[^>]* class="caption" role="heading">\s*<span class="caption-text">(.*?)</span>\s*</p>',
        r'<p class="caption">\1</p>',
        contents,
    )
    return contents.replace('<a class="current reference internal"', '<a aria-current="page"').replace(
        ' class="reference internal"', ""
    )


def cut_page_contents(contents: str) -> str:
    """Return the contents of a page without its title; nothing where it has fewer than two headings."""
    found = PAGE_CONTENTS.match(contents.strip())
    if found is None or found[1].count("<li>") < 2:
        return ""
    return found[1].replace(' class="reference internal"', "")
