"""The PDF: one page that holds the whole book, made ready for print and typeset by WeasyPrint."""

from __future__ import annotations

import html
import logging
from collections import Counter
from importlib.resources import files
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from owlib.bookext import ANCHOR_MARK
from owlib.errors import BuildError

NOT_PRINTED = "script, style, link, button, .headerlink, .cell_input, details.hide"
HOME = "book/index"
PAGE_MARK = "document-"
"""What Sphinx puts before the name of a page in the id by which the single page marks it."""
PAGE_MARKS = f'span[id^="{PAGE_MARK}"]'
FONTS = {
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro"),
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro"),
}
FACES = {
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Semibold": (600, "normal"),
    "Bold": (700, "normal"),
}
PANGO_HELP = (
    "WeasyPrint could not load Pango. What to do: install it (Debian and Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), or build the website alone with --no-pdf."
)


def make_print_page(single: str, facts: dict[str, str], parts: dict[str, str]) -> str:
    """Return the single page as a document for print: title page, contents, chapters, each id once.

    Parameters
    ----------
    single
        HTML of Sphinx's single page.
    facts
        ``title``, ``subtitle``, ``author``, ``version``, ``date``, ``abstract``.
    parts
        Name of the part that a page opens, by page.

    """
    soup = BeautifulSoup(single, "html.parser")
    body = soup.select_one("div.body")
    for waste in body.select(NOT_PRINTED):
        waste.decompose()
    chapters = split_chapters(body, parts)
    mend_ids(chapters)
    words = {name: html.escape(text) for name, text in facts.items()}
    content = "\n".join(str(chapter) for chapter in chapters)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{words['title']}: {words['subtitle']}</title>"
        f'<meta name="author" content="{words["author"]}">'
        f'<meta name="description" content="{words["abstract"]}"></head>'
        f"<body>{make_title_page(words)}{make_contents(chapters)}<main>{content}</main></body></html>"
    )


def split_chapters(body: Tag, parts: dict[str, str]) -> list[Tag]:
    """Return one ``article`` for each page of the book, in order; the first is the home page.

    Headings are lifted so that each page begins with an ``h1``; ``data-part`` names the part that a page opens.
    """
    pages = [
        (mark["id"].removeprefix(PAGE_MARK), mark.find_next_sibling("section")) for mark in body.select(PAGE_MARKS)
    ]
    new_tag = BeautifulSoup("", "html.parser").new_tag
    chapters = []
    for name, section in [(HOME, body.find("section")), *pages]:
        article = new_tag("article", attrs={"id": (PAGE_MARK + name).replace("/", "-"), "class": "chapter"})
        if name in parts:
            article["data-part"] = parts[name]
        article.append(section)
        chapters.append(article)
    for wrapper in chapters[0].select(".toctree-wrapper"):
        wrapper.decompose()
    for article in chapters:
        lift_headings(article)
    return chapters


def lift_headings(article: Tag) -> None:
    """Set heading levels by depth of section, beginning with ``h1``."""
    for heading in article.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        heading.name = f"h{min(len(heading.find_parents('section')), 6)}"


def mend_ids(chapters: list[Tag]) -> None:
    """Let each id stand once, by putting the name of its chapter before it, and let the links follow."""
    for chapter in chapters:
        for tag in chapter.find_all(id=True):
            tag["id"] = chapter["id"] + ANCHOR_MARK + tag["id"]
        for link in chapter.find_all("a", href=True):
            link["href"] = _mend_href(link["href"], chapter["id"])


def _mend_href(href: str, chapter_id: str) -> str:
    """Return a link as it holds on the one page: to a chapter, to a place in another, or to one in its own."""
    if not href.startswith("#"):
        return href
    target = href[1:]
    return "#" + (target.replace("/", "-") if target.startswith(PAGE_MARK) else chapter_id + ANCHOR_MARK + target)


def make_title_page(words: dict[str, str]) -> str:
    """Return title page and colophon."""
    return (
        f'<section class="title-page"><p class="title">{words["title"]}</p><p class="subtitle">{words["subtitle"]}</p>'
        f'<p class="author">{words["author"]}</p>'
        f'<p class="version">Version {words["version"]}, {words["date"]}</p></section>'
        f'<section class="colophon"><p>{words["abstract"]}</p>'
        f"<p>Cite as: {words['author']} ({words['date'][:4]}). <em>{words['title']}: {words['subtitle']}</em> "
        f"(version {words['version']}).</p>"
        "<p>Text, figures and data: Creative Commons Attribution 4.0 International (CC BY 4.0). Code: MIT licence. "
        "The sources keep their own licences.</p></section>"
    )


def make_contents(chapters: list[Tag]) -> str:
    """Return the table of contents: parts, chapters and sections, whose page numbers the style sheet adds.

    Sections that several chapters have in common, as the case reports do, stay out.
    """
    titles = Counter(heading.get_text(" ", strip=True) for chapter in chapters for heading in chapter.find_all("h2"))
    lines = []
    for chapter in chapters:
        if chapter.get("data-part"):
            lines.append(f'<li class="part">{html.escape(chapter["data-part"])}</li>')
        for heading in chapter.find_all(["h1", "h2"]):
            title = heading.get_text(" ", strip=True)
            if heading.name == "h1" or titles[title] == 1:
                target = chapter["id"] if heading.name == "h1" else heading.find_parent("section")["id"]
                lines.append(f'<li class="{heading.name}"><a href="#{target}">{html.escape(title)}</a></li>')
    return f'<nav class="contents" aria-label="Contents"><h1>Contents</h1><ul>{"".join(lines)}</ul></nav>'


def render_pdf(page: str, style: str, folder: Path, *, strict: bool = False) -> bytes:
    """Return a print document as PDF.

    Parameters
    ----------
    page
        HTML, as :func:`make_print_page` gives it.
    style
        Print style sheet.
    folder
        Where the pictures that the page names lie.

    Raises
    ------
    BuildError
        If the typesetter is not to be had, or, where it is strict, if it warns of anything.

    """
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        import weasyprint  # noqa: PLC0415 - needs a library of the system
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - the same
    except OSError as error:
        raise BuildError(f"{PANGO_HELP} ({error})") from error
    heard = _Listener()
    weasyprint.LOGGER.handlers = [heard]
    document = weasyprint.HTML(string=page, base_url=f"{folder.resolve().as_uri()}/")
    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(string=make_font_faces() + style, font_config=fonts)]
    pdf = document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    if strict and heard.messages:
        raise BuildError("\n".join(["The typesetter warns:", *heard.messages]))
    return pdf


class _Listener(logging.Handler):
    """Keeps what the typesetter warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def make_font_faces() -> str:
    """Return style rules that name the fonts, from the packages that carry them."""
    rules = []
    for family, (package, stem) in FONTS.items():
        for face, (weight, slant) in FACES.items():
            uri = Path(str(files(package) / "files" / f"{stem}-{face}.ttf")).as_uri()
            look = f'font-family: "{family}"; font-weight: {weight}; font-style: {slant}'
            rules.append(f'@font-face {{ {look}; src: url("{uri}"); }}')
    return "\n".join(rules) + "\n"
