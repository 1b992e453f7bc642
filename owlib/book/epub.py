"""The EPUB: the pages of the book as an electronic book, for readers on a phone or an e-reader."""

from __future__ import annotations

import html
import io
import posixpath
import re
import uuid
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from owlib.book.citation import KEYWORD_MARK, cite_page
from owlib.book.metadata import LICENCES, MEDIA_TYPES

EPUB_NAME = "between-payroll-and-freelance.epub"


LEFT_OUT = ("book/library", "book/figures", "book/tables")
"""Pages for looking things up on the website, which nobody reads as a book."""


WASTE = (
    "script, style, link, button, .headerlink, .cell_input, details.hide, .toctree-wrapper, a.download, .cell-label, "
    ".uses"
)
"""What pages have for the web alone."""


FOLDER = "EPUB"


STYLE = "style.css"


BEGIN_OF_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of all files in the archive: the same each time."""


CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    f'<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Figures have alternative texts that tell what they show, tables header cells; no sound, motion or script.",
    ),
)


def make_epub(facts: dict[str, str], contents: dict, folder: Path, style: str) -> bytes:
    """Return the EPUB, the same bytes each time.

    Parameters
    ----------
    facts
        As :func:`owlib.book.citation.read_facts` gives them.
    contents
        What ``_toc.yml`` holds.
    folder
        Where Sphinx left the pages as XHTML, and the pictures that they show.
    style
        The style sheet.

    """
    entries = [entry for entry in list_entries(contents) if entry[1] not in LEFT_OUT]
    pages = [page for _, page, _ in entries if page]
    bodies = {page: read_body(folder / f"{page}.xhtml") for page in pages}
    pictures = {}
    for page, body in bodies.items():
        pictures |= mend_page(page, body, pages, folder)
    titles = {page: body.find("h1").get_text(" ", strip=True) for page, body in bodies.items()}
    files = {f"{page}.xhtml": wrap_page(titles[page], str(body), page.count("/")) for page, body in bodies.items()}
    files = {"title.xhtml": make_title(facts), "nav.xhtml": make_navigation(entries, titles), **files}
    package = make_package(facts, list(files), sorted(pictures))
    packed = {name: text.encode("utf-8") for name, text in {**files, "package.opf": package, STYLE: style}.items()}
    return pack({**packed, **pictures})


def list_entries(contents: dict) -> list[tuple[int, str, str]]:
    """Return the table of contents as depth, page and caption; a part has a caption and no page."""
    entries = [(0, contents["root"], "")]
    for part in contents["parts"]:
        entries.append((0, "", part["caption"]))
        for chapter in part["chapters"]:
            entries.append((1, chapter["file"], ""))
            entries += [(2, section["file"], "") for section in chapter.get("sections", [])]
    return entries


def read_body(path: Path) -> Tag:
    """Return what a page says, without what is around it on the web."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("div.body > section")


def mend_page(page: str, body: Tag, pages: list[str], folder: Path) -> dict[str, bytes]:
    """Make a page fit for a book without a network, and return the pictures that it shows, by address."""
    for waste in body.select(WASTE):
        waste.decompose()
    for tag in body.find_all(role=True):
        del tag["role"]
    here = posixpath.dirname(page)
    for link in body.find_all("a", href=True):
        mend_link(link, here, pages)
    pictures = {}
    for picture in body.find_all("img"):
        address = posixpath.normpath(posixpath.join(here, unquote(picture["src"])))
        pictures[address] = (folder / address).read_bytes()
        if address.endswith(".svg"):
            pictures[address] = mend_svg(pictures[address].decode("utf-8")).encode("utf-8")
    return pictures


def mend_svg(text: str) -> str:
    """Return a picture without the type of its document, which names another host, and with each path drawn.

    Matplotlib leaves out the way of a letter that draws nothing; EPUB asks for one.
    """
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    return re.sub(r"<path(?![^>]*\sd=)([^>]*?)(/?)>", r'<path d="M0 0"\1\2>', text)


def mend_link(link: Tag, here: str, pages: list[str]) -> None:
    """Keep a link that leads to a page of the book or out to the web; of any other its words alone."""
    parts = urlsplit(link["href"])
    if parts.scheme or not parts.path:
        return
    target = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
    if not target.endswith(".xhtml") or target.removesuffix(".xhtml") not in pages:
        link.unwrap()


def wrap_page(title: str, body: str, depth: int) -> str:
    """Return a page as a document of its own, ``depth`` folders below the package."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
        f'<head><meta charset="utf-8"/><title>{html.escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="{"../" * depth}{STYLE}"/></head>\n<body>{body}</body></html>\n'
    )


def make_title(facts: dict[str, str]) -> str:
    """Return title page and colophon."""
    words = {name: html.escape(text) for name, text in facts.items()}
    cited = html.escape(cite_page(facts)["apa"])
    licence, address = LICENCES[facts["licence"]]
    body = (
        f'<section epub:type="titlepage" class="title-page"><h1>{words["title"]}</h1>'
        f'<p class="subtitle">{words["subtitle"]}</p><p class="author">{words["author"]}</p>'
        f"<p>Version {words['version']}, {words['date']}</p></section>"
        f'<section epub:type="colophon" class="colophon"><p>{words["abstract"]}</p><p>Cite as: {cited}</p>'
        f'<p>Text, figures and data: <a href="{address}">{licence}</a>. Code: {words["code_licence"]} licence. '
        "The sources keep their own licences.</p></section>"
    )
    return wrap_page(facts["name"], body, 0)


def make_navigation(entries: list[tuple[int, str, str]], titles: dict[str, str]) -> str:
    """Return the table of contents: parts, chapters and what stands below them."""
    lines, level = [], -1
    for depth, page, caption in entries:
        lines += ["<ol>"] * (depth - level) if depth > level else ["</li>", *["</ol></li>"] * (level - depth)]
        label = html.escape(titles.get(page, caption))
        lines.append(f'<li><a href="{page}.xhtml">{label}</a>' if page else f"<li><span>{label}</span>")
        level = depth
    lines.append("</li></ol>" * (level + 1))
    first = entries[0][1]
    body = (
        '<nav epub:type="toc" id="toc"><h1>Contents</h1>' + "".join(lines) + "</nav>"
        '<nav epub:type="landmarks" hidden=""><h2>Landmarks</h2><ol>'
        '<li><a epub:type="titlepage" href="title.xhtml">Title page</a></li>'
        '<li><a epub:type="toc" href="#toc">Contents</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}.xhtml">{html.escape(titles[first])}</a></li></ol></nav>'
    )
    return wrap_page("Contents", body, 0)


def make_package(facts: dict[str, str], pages: list[str], pictures: list[str]) -> str:
    """Return the package document: metadata, files, and the order to read them in."""
    items = {name: (MEDIA_TYPES[".xhtml"], ' properties="nav"' if name == "nav.xhtml" else "") for name in pages}
    items |= {name: (MEDIA_TYPES[Path(name).suffix], "") for name in [*pictures, STYLE]}
    listed = "\n".join(
        f'<item id="{_make_id(name)}" href="{name}" media-type="{kind}"{rest}/>' for name, (kind, rest) in items.items()
    )
    spine = "\n".join(f'<itemref idref="{_make_id(name)}"/>' for name in pages)
    access = "\n".join(f'<meta property="{name}">{html.escape(text)}</meta>' for name, text in ACCESS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en" unique-identifier="id" '
        'prefix="schema: http://schema.org/">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{make_dublin_core(facts)}\n{access}\n</metadata>\n"
        f"<manifest>\n{listed}\n</manifest>\n<spine>\n{spine}\n</spine>\n</package>\n"
    )


def make_dublin_core(facts: dict[str, str]) -> str:
    """Return title, author, date, licence and the like; the identifier is the DOI, or is made of title and version."""
    words = {name: html.escape(text) for name, text in facts.items()}
    made = uuid.uuid5(uuid.NAMESPACE_OID, f"{facts['name']} {facts['version']}")
    identifier = f"https://doi.org/{words['doi']}" if "doi" in words else made.urn
    lines = [
        f'<dc:identifier id="id">{identifier}</dc:identifier>',
        f"<dc:title>{html.escape(facts['name'])}</dc:title>",
        "<dc:language>en</dc:language>",
        f"<dc:creator>{words['author']}</dc:creator>",
        f"<dc:publisher>{words['author']}</dc:publisher>",
        f"<dc:description>{words['abstract']}</dc:description>",
        f"<dc:date>{words['date']}</dc:date>",
        f"<dc:rights>{LICENCES[facts['licence']][0]}, {LICENCES[facts['licence']][1]}</dc:rights>",
        *(f"<dc:subject>{html.escape(word)}</dc:subject>" for word in facts["keywords"].split(KEYWORD_MARK)),
        f'<meta property="dcterms:modified">{words["date"]}T00:00:00Z</meta>',
    ]
    return "\n".join(lines)


def pack(files: dict[str, bytes]) -> bytes:
    """Return the files as an archive that readers know for an EPUB: its media type first, and not compressed."""
    named = [("mimetype", MEDIA_TYPES[".epub"].encode()), ("META-INF/container.xml", CONTAINER.encode())]
    named += [(f"{FOLDER}/{name}", content) for name, content in sorted(files.items())]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in named:
            entry = zipfile.ZipInfo(name, BEGIN_OF_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def _make_id(name: str) -> str:
    """Return the id of a file in the package."""
    return "f-" + name.replace("/", "-")
