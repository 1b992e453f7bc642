"""Editions: one book in each language, of the same pages; where a page of an edition is written, and where it is read.

The names of pages are the same in all languages (``book/method``, ``book/reports/zgao-final``). What stands there is
read from the folder of its language (``book/nl/method.md``, ``book/reports/nl/zgao-final.ipynb``), and its address is
in its language, by ``book/addresses.csv`` (``nl/methode.html``, ``nl/casussen/zgao.html``).
"""

from __future__ import annotations

import csv
import functools
import posixpath
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

from owlib.places import find_root

ADDRESSES = Path("book") / "addresses.csv"
REPORTS = "book/reports/"
ENDINGS = (".md", ".ipynb", ".rst")
ANY = "*"


def find_file(root: Path, page: str, language: str) -> Path | None:
    """Return the file that a page is read from in a language; nothing where it has none."""
    above = "book/reports/" if page.startswith(REPORTS) else "book/"
    place = root / above / language / page.removeprefix(above)
    return next((path for ending in ENDINGS if (path := place.with_name(place.name + ending)).is_file()), None)


def list_texts(root: Path, language: str) -> list[Path]:
    """Return the pages of running text of a language."""
    return sorted((root / "book" / language).glob("*.md"))


def find_address(page: str, language: str) -> str:
    """Return the address of a page below its edition, without its ending: ``casussen/zgao``.

    It is empty where the edition has no such page; a page that ``book/addresses.csv`` does not name bears its own name.
    """
    for like, addresses in _read_addresses(find_root() / ADDRESSES).items():
        if fnmatchcase(page, like):
            before, star, after = like.partition(ANY)
            part = page[len(before) : len(page) - len(after)] if star else ""
            return addresses[language].replace(ANY, part)
    return page.removeprefix("book/").removeprefix("reports/")


def find_head(page: str, language: str) -> str:
    """Return the page at the head of the folder in which a page has its address; empty where no page is."""
    head = posixpath.join(posixpath.dirname(find_address(page, language)), "index")
    rows = _read_addresses(find_root() / ADDRESSES).items()
    return next((name for name, addresses in rows if addresses[language] == head), "")


@functools.cache
def _read_addresses(path: Path) -> dict[str, dict[str, str]]:
    """Return the addresses by language of each page, or of pages that are alike; a whole name goes before a star."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: ANY in row["page"])
    return {row["page"]: row for row in rows}


def name_page(page: str, language: str) -> str:
    """Return the address of a page below its edition: ``casussen/zgao.html``."""
    return f"{find_address(page, language)}.html"


def lead_across(page: str, language: str, other: str, target: str = "") -> str:
    """Return the address of a page in another edition, the same one if none is named, as seen from one of this."""
    here, there = f"{language}/{name_page(page, language)}", f"{other}/{name_page(target or page, other)}"
    return quote(posixpath.relpath(there, posixpath.dirname(here)))
