"""Documents for print: the book, its annex, and the report of a case for the table of a board.

All are made of the same chapters, from the texts of the pages; which chapter is in which volume stands in
``_config.yml``. Paper has no screen behind it: links become page references, what is folded and downloads go. What is
plain in the HTML is also fast to typeset, so that wrappers without a meaning are taken off.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from owlib.book.citation import Facts
from owlib.book.editions import find_address, name_page
from owlib.book.metadata import name_licence
from owlib.book.pages import ANNEX, BOOK, HOME, fill_template, name_files
from owlib.book.texts import drop_emptied, drop_waste, find_picture, find_target, read_text, read_words
from owlib.book.web import measure_svg

PAGE_MARK = "document-"
"""What stands before the name of a page in the id of its chapter."""
ANCHOR_MARK = "--"
"""What stands between page and anchor in the id of a place."""
new_tag = BeautifulSoup("", "html.parser").new_tag


class Line(NamedTuple):
    """A line of a list: its kind, its words, and the place to which it leads with the number of its page, if any."""

    kind: str
    words: str
    target: str = ""


def make_volume_page(
    chapters: Mapping[str, Tag], volumes: Mapping[str, list[str]], volume: str, parts: Mapping[str, str], facts: Facts
) -> str:
    """Return a volume, the book or its annex, as a document: title page, colophon, contents, chapters.

    ``volumes`` has the pages of each volume, ``parts`` the name of the part to which a page belongs. The chapters, as
    :func:`make_chapters` gives them, stay as they are.
    """
    printed = open_parts(chapters, volumes[volume], parts)
    told = {
        address: facts.words("print-in-annex" if other == ANNEX else "print-in-book")
        for other in (BOOK, ANNEX)
        if other != volume
        for page in volumes[other]
        for address in list_ids([chapters[name_chapter(page)]], WHOLE)
    }
    refer_to_pages(printed, facts, told)
    for chapter in printed:
        set_columns(chapter)
    return fill_template(
        "print-book.html",
        facts,
        annex=volume == ANNEX,
        annex_file=name_files(facts)["annex"],
        chapters=[_keep(chapter) for chapter in printed],
        lines=list_contents(printed),
        licence=tell_licence(facts),
    )


def open_parts(chapters: Mapping[str, Tag], pages: list[str], parts: Mapping[str, str]) -> list[Tag]:
    """Return copies of the chapters of these pages; the first of each part bears the name of the part."""
    printed, opened = [], ""
    for page in pages:
        chapter = copy.copy(chapters[name_chapter(page)])
        if (part := parts.get(page, opened)) != opened:
            opener = new_tag("p", attrs={"class": "part-name"})
            opener.string = chapter["data-part"] = opened = part
            chapter.insert(0, opener)
        printed.append(chapter)
    return printed


def list_ids(parts: list[Tag], kinds: Container[str]) -> dict[str, str]:
    """Return the ids of elements of these kinds, each with its kind."""
    found = (tag for part in parts for tag in [part, *part.find_all(id=True)])
    return {tag["id"]: tag.name for tag in found if tag.name in kinds}


def make_case_page(
    chapters: dict[str, Tag],
    page: str,
    edition: str,
    facts: Facts,
    *,
    origins: Mapping[str, Iterable[str]],
    close: bool = False,
) -> str:
    """Return the report of a case as a document: title block, report, and a colophon with its sources and terms.

    It is set ``close`` where that saves a page. ``origins`` has the sources of each record, by their ids.
    What it leads to outside of itself is text, or an address where the website has one. The chapters, by their ids,
    stay as they are.
    """
    report = copy.copy(chapters[name_chapter(page)])
    parts = [report, make_colophon(report, chapters, facts, origins)]
    refer_to_pages(parts, facts, {})
    return fill_template(
        "print-case.html",
        facts,
        title=read_words(report.h1),
        edition=facts.words(f"print-edition-{edition}"),
        close=close,
        chapters=[_keep(part) for part in parts],
    )


def tell_licence(facts: Facts) -> str:
    """Return under which licences text and code stand, as a sentence."""
    named = {"licence": name_licence(facts), "short": facts.licence_short, "code": facts.code_licence}
    return facts.words("print-licence-what", **named)


def _keep(tag: Tag) -> Markup:
    """Return a part of a page as it is, to be put into a template."""
    return Markup(str(tag))  # noqa: S704 - it was HTML before


# The chapters of the book, made plain


KEPT_SPANS = {
    "also",
    "caption-number",
    "caption-text",
    "dutch",
    "evidence",
    "fn-bracket",
    "kind",
    "label",
    "remark",
    "sure",
}
KEPT_DIVS = {"exhibit", "citation", "citation-list"}
FOLDED = "below-input"
"""What a reader unfolds on the screen: not the code, which is folded above all that a cell shows."""
REPEATED = "three"
"""What stands in a chapter as well: the pictures of the home page."""


def make_chapters(texts: Mapping[str, str], language: str, figures: Container[str] = ()) -> dict[str, Tag]:
    """Return the chapters of all pages by their ids, from the texts of the pages: made plain, each id once.

    ``figures`` are the names of the pictures that the website has among its figures.
    """
    places = {find_address(page, language): page for page in texts}
    chapters = [make_chapter(page, text, places, language) for page, text in texts.items()]
    for page, chapter in zip(texts, chapters, strict=True):
        for picture in chapter.find_all("img"):
            picture["src"] = find_picture(picture["src"], page, language, figures)
    return {chapter["id"]: chapter for chapter in chapters}


def make_chapter(page: str, text: str, places: Mapping[str, str], language: str) -> Tag:
    """Return an ``article`` that holds a page; ``places`` has the page at each address.

    Headings are such that each page begins with an ``h1``.
    """
    kind = "chapter home" if page == HOME else "chapter"
    chapter = new_tag("article", attrs={"id": name_chapter(page), "class": kind})
    chapter.append(read_text(text))
    folded = [section for section in chapter.find_all("section") if section.find("details", class_=FOLDED)]
    drop_waste(chapter)
    for pictures in chapter.find_all(class_=REPEATED):
        pictures.extract()
    drop_led_in(folded)
    for heading in chapter.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        heading.name = f"h{min(len(heading.find_parents('section')), 6)}"
    drop_emptied(chapter)
    mend_ids(chapter, page, places, language)
    make_plain(chapter)
    return chapter


def name_chapter(page: str) -> str:
    """Return the id of a page's chapter."""
    return (PAGE_MARK + page).replace("/", "-")


def mend_ids(chapter: Tag, page: str, places: Mapping[str, str], language: str) -> None:
    """Let each id stand once, by putting the name of its chapter before it, and let the links follow."""
    for tag in chapter.find_all(id=True):
        tag["id"] = chapter["id"] + ANCHOR_MARK + tag["id"]
    for link in chapter.find_all("a", href=True):
        if not urlsplit(link["href"]).scheme:
            target, anchor = find_target(link["href"], page, places, language)
            if target:
                link["href"] = f"#{name_chapter(target)}" + (ANCHOR_MARK + anchor if anchor else "")
            else:
                link.unwrap()


def make_plain(chapter: Tag) -> None:
    """Take off what has no meaning on paper: empty wrappers, and a number where the id of the record can stand."""
    for link in chapter.find_all("a", title=True):
        title = link.attrs.pop("title")
        if link.find_parent(class_="evidence"):
            link.string = title
    mark_foreign(chapter)
    for span in chapter.find_all("span", lang=False):
        if KEPT_SPANS & set(span.get("class", [])):
            span.name = "data"  # has no role in the tags of the PDF
        else:
            span.unwrap()
    for holder in chapter.find_all("div"):
        if not KEPT_DIVS & set(holder.get("class", [])):
            holder.unwrap()
    for cell in chapter.find_all(["td", "th"]):
        paragraphs = cell.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()
    for table in chapter.find_all("table"):
        make_table_ready(table)
    turn_wide(chapter)


def drop_led_in(sections: Iterable[Tag]) -> None:
    """Drop each section of which no more than one paragraph is left, which led in to what is folded on the screen."""
    for section in sections:
        if not section.find(["img", "table", "ul", "ol", "section"]) and len(section.find_all("p")) <= 1:
            section.decompose()


def mark_foreign(chapter: Tag) -> None:
    """Let each word of the other language stand in a ``span`` that says so, which the tags keep; no other stays."""
    for holder in chapter.find_all(lang=True):
        inner = new_tag("span", attrs={"lang": holder.attrs.pop("lang")})
        inner.extend(list(holder.contents))
        holder.append(inner)


TALL = 1.4
"""How many times as high as wide a picture is that does not fit below the opening of a report."""
BEFORE = 3
"""Sections that such a picture sums up: what was asked, found and planned."""


def delay_tall(chapter: Tag, folder: Path) -> None:
    """Let a tall picture stand after the sections that it sums up, as it would leave half of the first page empty."""
    for figure in chapter.find_all("figure"):
        sections = figure.find_next_siblings("section")[:BEFORE]
        width, height = measure_svg((folder / figure.img["src"]).read_text(encoding="utf-8"))
        if height > TALL * width and len(sections) == BEFORE:
            sections[-1].insert_after(figure.extract())


# Tables


WIDE = 5
"""Columns from which a register is turned: its cells hold sentences, which a narrow column makes long."""
CASE = r"--.*-(?:interim|final)-"
WIDTHS = (
    (rf"{CASE}records$", (76, 24)),
    (r"--table-statements-", (46, 9, 11, 16, 18)),
    (r"--table-claims-", (34, 16, 13, 9, 28)),
    (r"--table-conflicts-", (44, 12, 22, 22)),
)
"""Shares of the width, in percent, of tables whose columns paper wants otherwise than a screen, by their addresses."""
DENSE = "--dictionary-"
"""What is in the addresses of tables that are looked up as a register is, though the website does not sort them."""


def make_table_ready(table: Tag) -> None:
    """Say what each head is a head of, set the columns for paper, and turn a register whose cells hold sentences."""
    heads, address = _find_heads(table, "thead"), table.get("id", "")
    for head in heads:
        head["scope"] = "col"
    for head in _find_heads(table, "tbody"):
        head["scope"] = "row"
    widths = next((shares for pattern, shares in WIDTHS if re.search(pattern, address)), ())
    for column, width in zip(table.find_all("col"), widths, strict=False):
        column["style"] = f"width: {width}%"
    classes = table.get("class", [])
    register = ["register"] if "sortable" in classes or DENSE in address else []
    short = ["short"] if "short" in classes else []
    wide = ["wide"] if register and len(heads) >= WIDE else []
    table["class"] = [*register, *short, *wide]
    if "exhibit" in table.parent.get("class", []):
        table.parent["class"] = ["exhibit", *short]


def _find_heads(table: Tag, part: str) -> list[Tag]:
    """Return the heads in a part of a table."""
    return [head for around in table.find_all(part) for head in around.find_all("th")]


PORTRAIT, LANDSCAPE = 476, 728
"""How wide a register is, in points, upright and turned."""
LETTER, PADDING = 3.5, 6
"""How wide a letter of a register is in a long word, in points, and what stands free between two columns."""
UNBROKEN = re.compile(r"(?:[^ \t\n\u2013\u2014/-]|[\u2013\u2014/-](?=\d))+[\u2013\u2014/-]?")
"""What a line does not break: a word, or a part of one up to its hyphen or dash."""


def set_columns(chapter: Tag) -> None:
    """Mark each register of which all words fit into their columns, once its references stand in it.

    Then its columns are as wide as they are said to be, and the typesetter need not measure each cell to find that
    out, which takes it as long as all else of a register.
    """
    for table in chapter.find_all("table", class_="register"):
        if fit_words(table, LANDSCAPE if "wide" in table["class"] else PORTRAIT):
            table["class"] = [*table["class"], "fitting"]


def fit_words(table: Tag, width: float) -> bool:
    """Return whether each word of a table fits into its column; no reference to a page that is yet to be told does."""
    rooms = [width * float(share) / 100 - PADDING for share in re.findall(r"width: ([\d.]+)%", str(table.colgroup))]
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    return (
        {len(row) for row in rows} == {len(rooms)}
        and not table.select_one("[data-to]")
        and all(
            LETTER * len(part) <= room
            for row in rows
            for cell, room in zip(row, rooms, strict=True)
            for part in (str.split if cell.find(class_="evidence") else UNBROKEN.findall)(cell.get_text())
        )
    )


def turn_wide(chapter: Tag) -> None:
    """Turn the section of each wide table, its heading with it; the whole chapter if it has no other table."""
    tables = chapter.find_all("table")
    wide = [table for table in tables if "wide" in table["class"]]
    if wide and len(wide) == len(tables):
        chapter["class"] = "chapter wide"
    else:
        for table in wide:
            table.find_parent(["section", "article"])["class"] = ["wide"]


# Links, which become references to pages


WHOLE = {"article", "section", "figure", "table"}
"""Elements to which a link gets the number of the page."""


def refer_to_pages(parts: list[Tag], facts: Facts, told: Mapping[str, str]) -> None:
    """Give the links of a document what paper needs, and drop what none of them needs.

    A link that leads out of the document leads to the website, where that has an address, or becomes text; in which
    other volume its place is printed is ``told``, by the id of the place.
    """
    kinds = {tag["id"]: tag.name for part in parts for tag in [part, *part.find_all(id=True)]}
    for part in parts:
        for link in find_shown(part, told):
            link.insert_after(_mark(words=f"\xa0({told[link['href'].removeprefix('#')]})"))
        unlink(part, kinds, facts)
        add_page_numbers(part, kinds, facts.words("print-page"))
    targets = list_targets(parts)
    for part in parts:
        for tag in part.find_all(id=True):  # by those of figures the style sheet knows the way of a case
            if tag["id"] not in targets and tag.name != "figure":
                del tag["id"]


def find_shown(part: Tag, ids: Container[str]) -> list[Tag]:
    """Return the links to these ids after which a reference may stand: not those in captions and titles."""
    links = part.find_all("a", href=True)
    places = ["figcaption", "caption", "h1", "h2"]
    return [link for link in links if link["href"].removeprefix("#") in ids and not link.find_parent(places)]


def _mark(words: str = "", **told: str) -> Tag:
    """Return what stands after a link and says where it leads; it has no role in the tags of the PDF."""
    mark = new_tag("data", attrs={"class": "page", **{f"data-{name}": value for name, value in told.items()}})
    mark.string = words
    return mark


def list_targets(parts: list[Tag]) -> set[str]:
    """Return the ids that a link of these parts leads to."""
    return {link["href"].removeprefix("#") for part in parts for link in part.find_all("a", href=True)}


def unlink(part: Tag, ids: Container[str], facts: Facts) -> None:
    """Leave only the text of each link that leads to none of these ids; lead to the website where it has an address."""
    for link in part.find_all("a", href=re.compile("^#")):
        target = link["href"].removeprefix("#")
        if target not in ids and facts.address:
            page, _, anchor = target.removeprefix(PAGE_MARK).partition(ANCHOR_MARK)
            page = re.sub("^book-(reports-)?", lambda found: found[0].replace("-", "/"), page)
            link["href"] = facts.find_url(name_page(page, facts.language)) + (f"#{anchor}" if anchor else "")
        elif target not in ids and link.find_parent(class_="evidence"):
            link.name, link.attrs = "data", {}  # the name of a record stays in one piece
        elif target not in ids:
            link.unwrap()


def add_page_numbers(part: Tag, kinds: dict[str, str], word: str) -> None:
    """Put its page after each link to a chapter, a section, a figure or a table, and in text after one to a row.

    Numbers, terms, records in small type and rows that a table leads to get none: there are thousands, and their
    pages would drown the words. ``kinds`` has the name of the element that bears an id, by id.
    """
    for link in find_shown(part, kinds):
        kind = kinds[link["href"].removeprefix("#")]
        row = kind == "tr" and read_words(link)[:1].isalpha() and not link.find_parent(["table", "data"])
        if row or kind in WHOLE:
            link.insert_after(_mark(to=link["href"], word=word))


# Contents


def list_contents(chapters: list[Tag]) -> list[Line]:
    """Return the table of contents, parts and chapters; the bookmarks of the PDF have the sections, too."""
    lines = []
    for chapter in chapters:
        if chapter.get("data-part"):
            lines.append(Line("part", chapter["data-part"]))
        lines.append(Line("chapter", read_words(chapter.h1), chapter["id"]))
    return lines


# What comes with the report of a case


REFERENCES, GLOSSARY = name_chapter("book/references"), name_chapter("book/glossary")


def make_colophon(report: Tag, chapters: dict[str, Tag], facts: Facts, origins: Mapping[str, Iterable[str]]) -> Tag:
    """Return what ends a report: sources that it rests on, works that it cites, terms that it uses, how to cite it."""
    targets, references = list_targets([report]), chapters[REFERENCES]
    page = fill_template(
        "print-back.html",
        facts,
        sources=list(list_sources(report, references, origins)),
        works=[_keep(work) for work in references.select(".citation") if work.get("id") in targets],
        terms=list(list_terms(targets, chapters[GLOSSARY])),
        title=read_words(report.h1),
        example=next((link.get_text() for link in _find_evidence(report)), ""),
        licence=tell_licence(facts),
    )
    return BeautifulSoup(page, "html.parser").article


def _find_evidence(report: Tag) -> Iterator[Tag]:
    """Yield the links of a report to the records behind its sentences."""
    return (link for around in report.find_all(class_="evidence") for link in around.find_all("a"))


def list_terms(targets: Container[str], glossary: Tag) -> Iterator[tuple[Tag, Markup]]:
    """Yield each term of the glossary that is led to, as a place to lead to, and its definition; no further terms."""
    for term in glossary.find_all("dt", id=True):
        if term["id"] in targets:
            shown, definition = copy.copy(term), copy.copy(term.find_next_sibling("dd"))
            shown.name = "data"
            for also in definition.select(".also"):
                also.decompose()
            yield _keep(shown), Markup((definition.p or definition).decode_contents())  # noqa: S704 - it was HTML before


def list_sources(report: Tag, references: Tag, origins: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Markup]]:
    """Yield short name and full title of each source that a report names, or in which a record behind it stands."""
    text = " ".join(report.get_text(" ").split()).lower()
    behind = {source for link in _find_evidence(report) for source in origins.get(link.get_text(), ())}
    mark = f"{REFERENCES}{ANCHOR_MARK}source-"
    for row in references.find_all("tr", id=re.compile(f"^{mark}")):
        name, source = map(copy.copy, row.find_all(["td", "th"])[:2])
        short = next(name.stripped_strings)
        if short.lower() in text or row["id"].removeprefix(mark) in behind:
            for remark in source.select(".remark"):
                remark.insert_before(".")
            yield short, Markup(source.decode_contents())  # noqa: S704 - it was HTML before
