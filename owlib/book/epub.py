"""The EPUB: the pages of the book as an electronic book, for readers on a phone or an e-reader."""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Container, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import Tag
from markupsafe import Markup

from owlib.book.archives import pack_files
from owlib.book.citation import Facts, cite_page
from owlib.book.editions import find_address
from owlib.book.metadata import LICENCES, MEDIA_TYPES, name_licence
from owlib.book.pages import fill_template
from owlib.book.texts import drop_emptied, drop_waste, find_picture, find_target, list_figures, read_text

FOLDER = "EPUB"
STYLE = "style.css"


def make_epub(facts: Facts, contents: dict, texts: Mapping[str, str], folder: Path, style: str) -> bytes:
    """Return the EPUB of these pages, by their texts, the same bytes each time; the website in ``folder`` has pictures.

    Its identifier is the DOI, or is made of title and version.
    """
    bodies, pictures = {page: read_body(text) for page, text in texts.items()}, {}
    pages = {find_address(page, facts.language): page for page in texts}
    places = {page: {tag["id"] for tag in [body, *body.find_all(id=True)]} for page, body in bodies.items()}
    for page, body in bodies.items():
        pictures |= mend_page(page, body, places, pages, folder, facts.language)
    titles = {page: body.find("h1").get_text(" ", strip=True) for page, body in bodies.items()}
    licence = (name_licence(facts), LICENCES[facts.licence])
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


def read_body(text: str) -> Tag:
    """Return what a page says, without what is around it on the web and what is folded there."""
    body = read_text(text)
    drop_waste(body)
    drop_emptied(body)
    return body


def mend_page(
    page: str, body: Tag, places: Mapping[str, Container[str]], pages: Mapping[str, str], folder: Path, language: str
) -> dict[str, bytes]:
    """Make a page fit for a book without a network, and return the pictures that it shows, by address.

    ``places`` has the ids of each page of the book, ``pages`` the page at each address; pictures lie in ``folder``.
    """
    for tag in body.find_all(role=True):
        del tag["role"]
    here, pictures, figures = posixpath.dirname(page), {}, list_figures(folder)
    for link in body.find_all("a", href=True):
        if not urlsplit(link["href"]).scheme:
            target, anchor = find_target(link["href"], page, pages, language)
            if not target or (anchor and anchor not in places[target]):
                link.unwrap()
            else:
                there = "" if target == page else posixpath.relpath(f"{target}.xhtml", here)
                link["href"] = there + (f"#{anchor}" if anchor else "") or posixpath.basename(f"{page}.xhtml")
    for picture in body.find_all("img"):
        address = find_picture(picture["src"], page, language, figures)
        pictures[address] = (folder / address).read_bytes()
        if address.endswith(".svg"):
            pictures[address] = mend_svg(pictures[address].decode("utf-8")).encode("utf-8")
        picture["src"] = posixpath.relpath(address, here)
    return pictures


def mend_svg(text: str) -> str:
    """Return a picture without the type of its document, which names another host, and with each path drawn.

    Matplotlib leaves out the way of a letter that draws nothing; EPUB asks for one.
    """
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    return re.sub(r"<path(?![^>]*\sd=)([^>]*?)(/?)>", r'<path d="M0 0"\1\2>', text)
