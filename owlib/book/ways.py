"""The ways through the website: contents, the pages before and after, and from one edition of a case to the other.

The contents list each case once, by its final edition; the interim one is reached by a switch in the head of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from sphinx.application import Sphinx

from owlib.book.citation import Facts
from owlib.book.editions import REPORTS, find_address, find_head, lead_across, name_page
from owlib.book.pages import HOME, list_pages, read_contents, walk_entries
from owlib.evidence import EDITIONS, FINAL
from owlib.places import find_root
from owlib.words import Words, read_words

HERE, ABOVE = "page", "true"
"""What ``aria-current`` says of the page itself, and of one that it belongs to."""


@dataclass
class Way:
    """A link in the frame of a page, with those below it."""

    title: str
    link: str
    current: str = ""
    below: list[Way] = field(default_factory=list)


class Tongue(NamedTuple):
    """A page in a language: what it is called, its address, its code, its whole address if it is the same page."""

    title: str
    link: str
    language: str
    whole: str
    same: bool
    current: str


def split_edition(page: str) -> tuple[str, str]:
    """Return the case and the edition of a page, both empty where it is no report on a case."""
    case, _, edition = page.removeprefix(REPORTS).rpartition("-")
    return (case, edition) if page.startswith(REPORTS) and edition in EDITIONS else ("", "")


def find_listed(page: str) -> str:
    """Return the page by which the contents list a page: itself, or the final edition of its case."""
    case, _ = split_edition(page)
    return f"{REPORTS}{case}-{FINAL}" if case else page


def list_editions(app: Sphinx, page: str, words: Words) -> list[Way]:
    """Return the editions of the case that a page is about, the final one first; none where it is about no case."""
    case, own = split_edition(page)
    pages = {edition: f"{REPORTS}{case}-{edition}" for edition in reversed(EDITIONS)} if case else {}
    lead = app.builder.get_relative_uri
    return [
        Way(words(f"layout-edition-{edition}"), lead(page, other), HERE if edition == own else "")
        for edition, other in pages.items()
        if other in app.env.titles
    ]


def list_languages(app: Sphinx, page: str, facts: Facts) -> list[Tongue]:
    """Return the same page in all languages of the site; where one lacks it, the head of its folder, or the home page.

    The title of each is what its language is called in itself; ``language`` is its code, ``whole`` its whole address
    where it is the same page, by which search engines know it.
    """
    ways = []
    for language in app.config.owlib_languages.split():
        head = find_head(page, facts.language)
        twin = next(name for name in (page, head, HOME) if name and find_address(name, language))
        whole = f"{facts.site}{language}/{quote(name_page(twin, language))}" if facts.site else ""
        link = lead_across(page, facts.language, language, twin)
        here = HERE if language == facts.language else ""
        ways.append(Tongue(read_words(language)("layout-language"), link, language, whole, twin == page, here))
    return ways


def list_contents(app: Sphinx, page: str) -> list[Way]:
    """Return the parts of the book with their pages, as seen from a page; what is below one shows where it is open."""
    parts = []
    for part in read_contents(find_root(), app.config.language)["parts"]:
        below = _list_ways(app, page, part["chapters"])
        current = ABOVE if any(way.current or way.below for way in below) else ""
        parts.append(Way(part["caption"], below[0].link, current, below))
    return parts


def _list_ways(app: Sphinx, page: str, entries: list[dict]) -> list[Way]:
    """Return the pages of a part, or below a page, those that the contents leave out left out."""
    ways, listed = [], find_listed(page)
    for entry in entries:
        if find_listed(entry["file"]) != entry["file"]:
            continue
        way = Way(app.env.titles[entry["file"]].astext(), app.builder.get_relative_uri(page, entry["file"]))
        if listed in walk_entries([entry]):
            way.below = _list_ways(app, page, entry.get("sections", []))
        if entry["file"] == listed:
            way.current = HERE if page == listed else ABOVE
        ways.append(way)
    return ways


def find_neighbours(app: Sphinx, page: str) -> dict[str, Way | None]:
    """Return the pages before and after; the editions of a case are one page here."""
    order = [name for name in list_pages(find_root(), app.config.language) if find_listed(name) == name]
    ways: dict[str, Way | None] = {"owlib_before": None, "owlib_after": None}
    if find_listed(page) in order:
        place = order.index(find_listed(page))
        for name, number in (("owlib_before", place - 1), ("owlib_after", place + 1)):
            if 0 <= number < len(order):
                other = order[number]
                ways[name] = Way(app.env.titles[other].astext(), app.builder.get_relative_uri(page, other))
    return ways
