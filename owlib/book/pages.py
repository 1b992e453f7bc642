"""What website, PDF and EPUB share: the pages of the book in their order, and the templates around their text.

The order stands in ``_toc.yml``; all that is put into a template is escaped, and its words come from the message files.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from docutils.nodes import make_id
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from owlib.book.citation import CONFIG_FILE, Facts, read_settings
from owlib.book.editions import find_address
from owlib.places import find_root
from owlib.words import Words, curl, read_words

CONTENTS_FILE = "_toc.yml"
TEMPLATES = Path("book") / "_templates"
HOME = "book/index"
BOOK, ANNEX = "book", "annex"
"""The volumes that are printed: the one that is read, and the one in which one looks up."""


def read_contents(root: Path, language: str) -> dict:
    """Return what ``_toc.yml`` holds of an edition: home, and parts with their pages, named in its language."""
    contents, words = read_settings(root / CONTENTS_FILE), read_words(language)
    parts = [
        {"caption": words(f"part-{make_id(part['caption'])}"), "chapters": _keep_pages(part["chapters"], language)}
        for part in contents["parts"]
    ]
    return {**contents, "parts": parts}


def _keep_pages(entries: list[dict], language: str) -> list[dict]:
    """Return the pages that an edition has."""
    return [
        {**entry, "sections": _keep_pages(entry.get("sections", []), language)}
        for entry in entries
        if find_address(entry["file"], language)
    ]


def list_pages(root: Path, language: str) -> list[str]:
    """Return the pages of an edition in their order."""
    return list(walk_pages(read_contents(root, language)))


def walk_pages(contents: dict) -> Iterator[str]:
    """Yield the pages of the book, each followed by those below it."""
    yield contents["root"]
    for part in contents["parts"]:
        yield from walk_entries(part["chapters"])


def walk_entries(entries: list[dict]) -> Iterator[str]:
    """Yield pages and what stands below them."""
    for entry in entries:
        yield entry["file"]
        yield from walk_entries(entry.get("sections", []))


def read_parts(root: Path, language: str) -> dict[str, str]:
    """Return the name of the part to which a page belongs, by page."""
    parts = read_contents(root, language)["parts"]
    return {page: part["caption"] for part in parts for page in walk_entries(part["chapters"])}


def list_volume(root: Path, volume: str, language: str) -> list[str]:
    """Return the pages of a volume of an edition in their order.

    A page is in the volume of ``owlib_print`` in ``_config.yml`` that names it, with ``*`` for any letters; in the book
    where none does.
    """
    named = read_settings(root / CONFIG_FILE)["sphinx"]["config"]["owlib_print"]

    def place(page: str) -> str:
        return next(
            (name for name, patterns in named.items() if any(fnmatchcase(page, like) for like in patterns)), BOOK
        )

    return [page for page in list_pages(root, language) if place(page) == volume]


def name_files(facts: Facts) -> dict[str, str]:
    """Return the files of a whole edition by what they are: its PDF, that of its annex, and its EPUB."""
    annex = f"{facts.file_name}-{make_id(facts.words('print-annex-name'))}.pdf"
    return {"pdf": f"{facts.file_name}.pdf", "annex": annex, "epub": f"{facts.file_name}.epub"}


def fill_template(name: str, facts: Facts, **values: object) -> str:
    """Return a template of ``book/_templates`` filled in, in the language of the facts."""
    template = _read_templates(find_root() / TEMPLATES).get_template(name)
    return template.render(facts=facts, **hand_over(facts.words), **values)


@functools.cache
def _read_templates(folder: Path) -> Environment:
    """Return the templates of a folder, which are read when they are asked for."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def hand_over(words: Words) -> dict[str, Callable[..., Markup]]:
    """Return the messages as two functions for templates: ``words`` for plain text, ``markup`` for one that is HTML."""

    def tell(message: str, **values: object) -> Markup:
        return escape(curl(words(message, **values)))

    def tell_markup(message: str, **values: object) -> Markup:
        told = words(message, **{name: _escape(value) for name, value in values.items()})
        return Markup(curl(told))  # noqa: S704 - ours

    return {"words": tell, "markup": tell_markup}


def _escape(value: object) -> object:
    """Return a text that may stand in HTML; a count as it is."""
    return str(escape(value)) if isinstance(value, str) else value
