"""The EPUB: the pages of the book as an electronic book, for readers on a phone or an e-reader."""

from __future__ import annotations

import posixpath
import re
import uuid
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from owlib.book.archives import pack_files
from owlib.book.citation import Facts, cite_page
from owlib.book.metadata import LICENCES, MEDIA_TYPES
from owlib.book.pages import WASTE, fill_template, is_left_out, walk_pages

EPUB_NAME = "between-payroll-and-freelance.epub"
FOLDER = "EPUB"
STYLE = "style.css"
FOLDED = "details.below-input"
"""What is folded on the screen, code apart: it stands open in a book, as other pages lead to its rows."""
WEB_ALONE = f"{WASTE}, .toctree-wrapper, a.download"
"""What pages have for the web alone."""


def make_epub(facts: Facts, contents: dict, folder: Path, style: str) -> bytes:
    """Return the EPUB, the same bytes each time, from the ``folder`` in which Sphinx left pages and pictures.

    Its identifier is the DOI, or is made of title and version.
    """
    pages = [page for page in walk_pages(contents) if not is_left_out(page)]
    bodies, pictures = {page: read_body(folder / f"{page}.xhtml") for page in pages}, {}
    for page, body in bodies.items():
        pictures |= mend_page(page, body, pages, folder)
    titles = {page: body.find("h1").get_text(" ", strip=True) for page, body in bodies.items()}
    licence = LICENCES[facts.licence]
    files = {
        "title.xhtml": fill_template("epub/title.xhtml", facts, reference=cite_page(facts)["apa"], licence=licence),
        "nav.xhtml": fill_template("epub/nav.xhtml", facts, entries=list_entries(contents, titles)),
    }
    for page, body in bodies.items():
        told, depth = Markup(str(body)), page.count("/")  # noqa: S704 - it was HTML before
        files[f"{page}.xhtml"] = fill_template("epub/page.xhtml", facts, title=titles[page], body=told, depth=depth)
    names = [*files, *sorted(pictures), STYLE]
    files["package.opf"] = fill_template(
        "epub/package.opf",
        facts,
        identifier=facts.doi_link or uuid.uuid5(uuid.NAMESPACE_OID, f"{facts.name} {facts.version}").urn,
        licence=licence,
        files=[(name, MEDIA_TYPES[Path(name).suffix]) for name in names],
    )
    files[STYLE] = style
    packed = {f"{FOLDER}/{name}": text.encode("utf-8") for name, text in files.items()}
    packed |= {f"{FOLDER}/{name}": content for name, content in pictures.items()}
    packed["META-INF/container.xml"] = fill_template("epub/container.xml", facts).encode("utf-8")
    return pack_files({"mimetype": MEDIA_TYPES[".epub"].encode(), **packed}, first="mimetype")


class Entry(NamedTuple):
    """An entry of the table of contents, with those below it; a part has no page of its own."""

    title: str
    page: str
    below: list[Entry]


def list_entries(contents: dict, titles: dict[str, str]) -> list[Entry]:
    """Return the table of contents: the home page, and each part with its pages and those below them."""

    def nest(entries: list[dict]) -> list[Entry]:
        shown = (entry for entry in entries if entry["file"] in titles)
        return [Entry(titles[entry["file"]], entry["file"], nest(entry.get("sections", []))) for entry in shown]

    parts = [Entry(part["caption"], "", nest(part["chapters"])) for part in contents["parts"]]
    return [*nest([{"file": contents["root"]}]), *parts]


def read_body(path: Path) -> Tag:
    """Return what a page says, without what is around it on the web."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("div.body > section")


def mend_page(page: str, body: Tag, pages: list[str], folder: Path) -> dict[str, bytes]:
    """Make a page fit for a book without a network, and return the pictures that it shows, by address."""
    for folded in body.select(FOLDED):
        folded.summary.decompose()
        folded.unwrap()
    for waste in body.select(WEB_ALONE):
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


def mend_link(link: Tag, here: str, pages: list[str]) -> None:
    """Keep a link that leads to a page of the book or out to the web; of any other its words alone."""
    parts = urlsplit(link["href"])
    if parts.scheme or not parts.path:
        return
    target = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
    if not target.endswith(".xhtml") or target.removesuffix(".xhtml") not in pages:
        link.unwrap()


def mend_svg(text: str) -> str:
    """Return a picture without the type of its document, which names another host, and with each path drawn.

    Matplotlib leaves out the way of a letter that draws nothing; EPUB asks for one.
    """
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    return re.sub(r"<path(?![^>]*\sd=)([^>]*?)(/?)>", r'<path d="M0 0"\1\2>', text)
