"""What search looks through: each section, figure, term and row of a table of the website is a place of its own.

The places are read from the pages as they were written, so that what is found is what is shown. They lie beside the
pages as a script, as a page that is opened from a folder may ask for nothing else; ``book/_static/search.js`` looks
through them with MiniSearch, in the browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import sphinx
from bs4 import BeautifulSoup, Tag
from docutils.nodes import make_id

from owlib.book.editions import name_page
from owlib.book.links import TERM_MARK
from owlib.evidence import EDITIONS, Evidence
from owlib.exhibits.wording import map_addresses, strip_address
from owlib.places import hash_content, write_whole
from owlib.surveys import MARKS

Files = dict[str, bytes]
STEMMERS = {
    "en": ("base-stemmer.js", "porter-stemmer.js", "dutch-stemmer.js"),
    "nl": ("base-stemmer.js", "dutch-stemmer.js"),
}
"""What cuts words to their stems, by edition: Snowball's, by way of Sphinx. Pages in Dutch have no English to find."""
PASSED = {"script", "form", "nav", "thead", "summary"}
PASSED_CLASSES = {
    "code", "headerlink", "evidence", "sure", "uses", "cell-label", "download", "exhibit-list", "caption-number",
    "page-toc", "tools",
}  # fmt: skip
"""Elements and classes of what stands around the text and says nothing that one would look for."""
CITING = "how-to-cite"
"""How the id of a section begins that says a second time how to cite."""
BLOCKS = {"p", "li", "dd", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "pre"}
HEADINGS = ("h1", "h2", "h3", "h4")
KINDS = {"section": "text", "figure": "figure", "dt": "term", "tr": "record", "li": "record"}
NUMBERS = ("number-", "trend-", "official-")
RANKS = "hr-theme-"
ASIDE = ("book/glossary", "book/references")
INTERIM = f"-{EDITIONS[0]}"
IN_DUTCH = ("statements", "numbers", "trends", "official_numbers", "claims", "contradictions", "fieldwork")
"""The tables whose records are found by their Dutch words, too; the first column has their ids."""


class Place(NamedTuple):
    """Where a reader can be led."""

    page: str
    anchor: str
    """Empty for the page itself."""
    kind: str
    name: str
    """The heading of a section, the caption of a figure, a term, or the first cell of a row."""
    section: str
    """The heading that it stands under."""
    text: str
    """All else that it says; a paragraph, an item or a cell is a line."""
    record: str = ""
    dutch: str = ""
    """What it says in Dutch, on pages in English."""


class Searched(NamedTuple):
    """What search knows of a page."""

    simulated: bool
    """Whether it shows what was made from simulated answers."""
    places: list[Place]


def read_searched(
    pages: Mapping[str, str], titles: Mapping[str, str], language: str, kept: Path, maker: str
) -> dict[str, Searched]:
    """Return what search knows of each page as it was written.

    It is ``kept`` in a file, so that only a page that differs is read again, or all where their ``maker`` does.
    """
    try:
        before = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    now, known = {}, {}
    for page, text in pages.items():
        mark = hash_content("\0".join([maker, titles[page], text]).encode())
        if before.get(page, [""])[0] == mark:
            known[page] = Searched(before[page][1], [Place(*place) for place in before[page][2]])
        else:
            article = read_article(text)
            known[page] = Searched(is_simulated(article, language), list_places(page, titles[page], article, language))
        now[page] = [mark, *known[page]]
    write_whole(kept, json.dumps(now, ensure_ascii=False))
    return known


def make_search_files(
    known: Mapping[str, Searched], titles: Mapping[str, str], evidence: Evidence, language: str
) -> Files:
    """Return the places of all pages as a script, and what cuts words to their stems, by path."""
    told = [
        (name_page(page, language), titles[page], searched.simulated, page.endswith(INTERIM))
        for page, searched in known.items()
    ]
    found = chain.from_iterable(searched.places for searched in known.values())
    chosen = choose_places(list(found), map_addresses(evidence).values())
    if language == "en":
        chosen = add_dutch(chosen, evidence)
    numbers = {page: number for number, page in enumerate(known)}
    rows = [json.dumps(_cut_empty([numbers[place.page], *place[1:]]), ensure_ascii=False) for place in chosen]
    script = f"const searchPages = {json.dumps(told, ensure_ascii=False)};\n"
    script += "const searchPlaces = [\n" + ",\n".join(rows) + "\n];\n"
    folder = Path(sphinx.package_dir) / "search" / "minified-js"
    return {"_static/places.js": script.encode()} | {
        f"_static/{name}": (folder / name).read_bytes() for name in STEMMERS[language]
    }


def _cut_empty(row: list) -> list:
    """Return a row without the empty cells at its end."""
    return row if row[-1] else _cut_empty(row[:-1])


def read_article(page: str) -> Tag:
    """Return the text of a page without what search passes over, each block of it a line."""
    shown = page[page.index("<article") : page.rindex("</article>")]
    article = BeautifulSoup(shown, "html.parser").article
    for part in article.find_all(_is_passed):
        part.extract()
    for block in article.find_all(BLOCKS):
        block.insert(0, "\n")
        block.append("\n")
    return article


def _is_passed(part: Tag) -> bool:
    """Whether search passes over a part of a page; over what is said a second time, too, in remarks that lead on."""
    classes = part.get("class", ())
    if part.name in PASSED or not PASSED_CLASSES.isdisjoint(classes):
        return True
    if part.name == "section" and part.get("id", "").startswith(CITING):
        return True
    return "remark" in classes and part.find_parent("td") is not None and part.find("a") is not None


def is_simulated(article: Tag, language: str) -> bool:
    """Whether a page of this language shows what was made from simulated answers."""
    return any(MARKS[language] in caption.get_text() for caption in article.select("caption, figcaption"))


def list_places(page: str, title: str, article: Tag, language: str) -> list[Place]:
    """Return the places of a page; the last is read first, as each is taken out of the text that it stands in."""
    parts = [part for part in article.find_all([*KINDS]) if part.name != "li" or "id" in part.attrs]
    places = [place for part in reversed(parts) if (place := _take_place(page, part, language)) is not None][::-1]
    return [place if place.anchor else place._replace(name=title) for place in places]


def _take_place(page: str, part: Tag, language: str) -> Place | None:
    """Take a part out of its page and return it as a place; nothing for a row that shows a record of another place."""
    own, around = part.get("id", ""), part.find_parent(["section", "table", "figure"], id=True)
    section = part.find_parent("section")
    anchor = "" if part.name == "section" and section is None else own or (around["id"] if around else "")
    kind = KINDS[part.name]
    if kind == "record":
        kind = "row" if not own or own.startswith(RANKS) else "number" if own.startswith(NUMBERS) else kind
    if kind == "term":
        kind = "code" if part.find_parent("dl", class_="py") else kind if own else "text"
    copied = kind == "row" and any(_leads_home(link["href"], language) for link in part.find_all("a", href=True))
    above = _read(section.find(HEADINGS, recursive=False)) if section else ""
    name, text = _split(part)
    part.extract()
    record = strip_address(own) if kind in {"record", "number"} else ""
    text = text.removeprefix(record).lstrip("\n ;\u00b7")
    told = text or (name and (kind != "text" or not anchor))
    return Place(page, anchor, kind, name, above, text, record) if told and not copied else None


def _leads_home(address: str, language: str) -> bool:
    """Whether a link leads to the place of a record; one to a term or a work says nothing of what it stands in."""
    return "#" in address and not any(name_page(page, language) in address for page in ASIDE)


def _split(part: Tag) -> tuple[str, str]:
    """Return the name of a part, and the rest of what it says."""
    if part.name == "section":
        return _read(part.find(HEADINGS, recursive=False), take=True), _read(part)
    if part.name == "dt":
        meaning = part.find_next_sibling("dd")
        return _read(part), _read(meaning, take=True)
    if part.name == "figure":
        return _read(part.find(class_="caption-text"), take=True), "\n".join([part.img.get("alt", ""), _read(part)])
    first = part.find(["td", "th"]) or part
    remarks = [_read(remark, take=True) for remark in first.find_all(class_="remark")]
    name = _read(first, take=first is not part)
    return name, "\n".join([*remarks, *([_read(part)] if first is not part else [])])


def _read(part: Tag | None, *, take: bool = False) -> str:
    """Return the text of a part, a line a block, and take it out of its page if so told."""
    if part is None:
        return ""
    lines = (" ".join(line.split()) for line in part.get_text().split("\n"))
    text = "\n".join(line for line in lines if line)
    if take:
        part.extract()
    return text


def choose_places(found: list[Place], addresses: Iterator[str]) -> list[Place]:
    """Return each record once, where links to it lead, and what two pages say alike once, by the final edition."""
    homes = {make_id(address) for address in addresses}
    chosen: dict[object, Place] = {}
    for place in sorted(found, key=lambda place: (place.anchor not in homes, place.page.endswith(INTERIM))):
        chosen.setdefault(place.record or (place.name, place.text), place)
    kept = set(chosen.values())
    return [place for place in found if place in kept]


def add_dutch(places: list[Place], evidence: Evidence) -> list[Place]:
    """Return the places with what their records, terms and sentences say in Dutch."""
    told = {f"{TERM_MARK}{row.term}": f"{row.term_nl}\n{row.definition_nl}" for row in evidence.glossary.itertuples()}
    for name in IN_DUTCH:
        frame = getattr(evidence, name)
        dutch = frame.filter(regex="_nl$").agg("\n".join, axis=1)
        told |= dict(zip(frame.iloc[:, 0], dutch.str.strip(), strict=True))
    sentences = evidence.passages[["text_en", "text_nl"]].to_numpy().tolist()

    def say(place: Place) -> str:
        if place.kind == "text":
            return "\n".join(dutch for english, dutch in sentences if english in place.text)
        return told.get(place.record or place.anchor, "")

    return [place._replace(dutch=say(place)) for place in places]
