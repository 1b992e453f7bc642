"""The texts of pages as print and EPUB take them: nothing that is the website's alone, links by the names of pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from owlib.book.archives import FIGURE_FOLDER
from owlib.book.builder import find_body
from owlib.book.editions import name_page
from owlib.book.nodes import SCREEN, SCREEN_END

WASTE = {"script", "style", "link", "button"}
WASTE_CLASSES = {"hide", "headerlink", "cell_input", "uses", "cell-label", "toctree-wrapper", "download"}
"""Elements and classes of what is of use on a screen only: scripts, links to headings, code, and what is folded."""
ON_SCREEN = re.compile(f"{SCREEN}.*?{SCREEN_END}", flags=re.DOTALL)
FOLDED, KEPT = "folded", "kept"
"""Classes of what is shown unfolded, and of a link to what only a screen has, whose words stay."""
HEADING = re.compile("^h[1-6]$")


def read_texts(folder: Path, pages: list[str]) -> dict[str, str]:
    """Return the text of each page as it was kept below the folder of what was read."""
    return {page: find_body(folder, page).read_text(encoding="utf-8") for page in pages}


def read_text(text: str) -> Tag:
    """Return the text of a page as its one section: nothing folded by us, nothing that leads to a screen."""
    section = BeautifulSoup(ON_SCREEN.sub("", text), "html.parser").section.extract()
    for part in section.find_all(["a", "details"], class_=[FOLDED, KEPT]):
        if part.summary:
            part.summary.decompose()
        part.unwrap()
    return section


def is_waste(part: Tag) -> bool:
    """Whether a part of a page is of use on a screen only."""
    return part.name in WASTE or not WASTE_CLASSES.isdisjoint(part.get("class", ()))


def drop_waste(text: Tag) -> None:
    """Take out of a text what is of use on a screen only."""
    for waste in text.find_all(is_waste):
        waste.extract()


def find_target(address: str, page: str, places: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return page and anchor of a link on a page; no page where it leads to none of these ``places``."""
    parts = urlsplit(address)
    path = posixpath.join(posixpath.dirname(name_page(page, language)), unquote(parts.path))
    target = places.get(posixpath.normpath(path).removesuffix(".html"), "") if parts.path else page
    return target, parts.fragment


def list_figures(folder: Path) -> set[str]:
    """Return the names of the pictures that a website has among its figures, and not where Sphinx puts pictures."""
    return {path.name for path in (folder / FIGURE_FOLDER).glob("*.svg")}


def find_picture(address: str, page: str, language: str, figures: Container[str]) -> str:
    """Return where a picture on a page lies, as seen from the first page of the website, which has these figures."""
    folder = posixpath.dirname(name_page(page, language))
    path = Path(posixpath.normpath(posixpath.join(folder, unquote(address))))
    return f"{FIGURE_FOLDER}/{path.name}" if path.name in figures else path.as_posix()


def read_words(tag: Tag) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(tag.get_text().split())


def drop_emptied(chapter: Tag) -> None:
    """Drop each section of which nothing is left but its heading, as the rest is folded away on the screen.

    How to run a report again stands once, in the chapter on re-use; in each report it would take a page of its own.
    """
    for section in chapter.find_all("section"):
        heading = section.find(HEADING)
        if heading and read_words(section) == read_words(heading) and not section.find(["img", "section"]):
            section.decompose()
