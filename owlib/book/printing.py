"""Documents for print: the whole book, and the report of a case for the table of a board.

Both are made of the same chapters, from Sphinx's single page. Paper has no screen behind it: links become page
references, folded code and downloads go, and what is looked up on the website alone, the reference of the library, is
left out. What is plain in the HTML is also fast to typeset, so that wrappers without a meaning are taken off.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from owlib.book.citation import Facts
from owlib.book.metadata import LICENCES
from owlib.book.pages import HOME, WASTE, fill_template, is_left_out
from owlib.words import Words

PAGE_MARK = "document-"
"""What Sphinx puts before the name of a page in the id by which the single page marks it."""
ANCHOR_MARK = "--"
"""What stands between page and anchor in an address on the single page."""
HEADING = re.compile("^h[1-6]$")
new_tag = BeautifulSoup("", "html.parser").new_tag


class Line(NamedTuple):
    """A line of a list: its kind, its words, and the place to which it leads with the number of its page, if any."""

    kind: str
    words: str
    target: str = ""


def make_book_page(chapters: list[Tag], facts: Facts) -> str:
    """Return the whole book as a document, with title page, colophon, contents and lists before its chapters.

    The chapters, as :func:`make_chapters` gives them, stay as they are.
    """
    printed = [copy.copy(chapter) for chapter in chapters]
    refer_to_pages(printed, facts)
    return fill_template(
        "print-book.html",
        facts,
        chapters=[_keep(chapter) for chapter in printed],
        lines=list_contents(printed),
        lists=[(facts.words(f"print-{kind}s"), list_exhibits(printed, kind)) for kind in ("figure", "table")],
        licence=tell_licence(facts),
    )


def make_case_page(chapters: dict[str, Tag], page: str, edition: str, facts: Facts) -> str:
    """Return the report of a case as a document: report, sources and terms, under a band that names book and edition.

    What it leads to outside of itself is text, or an address where the website has one; the sources that it names and
    the terms that it uses come with it. The chapters of the book, by their ids, stay as they are.
    """
    report = copy.copy(chapters[name_chapter(page)])
    parts = [report, make_back_matter(report, chapters, facts)]
    refer_to_pages(parts, facts, address=facts.address)
    return fill_template(
        "print-case.html",
        facts,
        title=read_words(report.h1),
        edition=name_edition(report, edition, facts.words),
        chapters=[_keep(part) for part in parts],
        licence=tell_licence(facts),
    )


def tell_licence(facts: Facts) -> str:
    """Return under which licences text and code stand, as a sentence."""
    licence = LICENCES[facts.licence][0]
    return facts.words("print-licence-what", licence=licence, short=facts.licence_short, code=facts.code_licence)


def name_edition(report: Tag, edition: str, words: Words) -> str:
    """Return what the report says of its edition, without the full stop; its bare name where it says nothing."""
    name = words(f"print-edition-{edition}")
    told = (read_words(emphasis) for emphasis in report.select("section > p em"))
    return next((sentence.rstrip(".") for sentence in told if sentence.startswith(name)), name)


def _keep(tag: Tag) -> Markup:
    """Return a part of a page as it is, to be put into a template."""
    return Markup(str(tag))  # noqa: S704 - it was HTML before


def read_words(tag: Tag) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(tag.get_text().split())


# The chapters of the book, made plain


KEPT_SPANS = {"caption-number", "caption-text", "dutch", "evidence", "fn-bracket", "kind", "label", "remark", "sure"}
KEPT_DIVS = {"exhibit", "citation", "citation-list"}


def make_chapters(single: str, parts: dict[str, str]) -> list[Tag]:
    """Return the chapters of the book from Sphinx's single page, made plain, each id once.

    ``parts`` has the name of the part that a page opens, by page.
    """
    body = BeautifulSoup(single, "html.parser").find("div", class_="body")
    for mark in body.select(f'span[id^="{PAGE_MARK}"]'):
        if not mark.decomposed and is_left_out(mark["id"].removeprefix(PAGE_MARK)):
            mark.find_next_sibling("section").decompose()
            mark.decompose()
    for waste in body.select(WASTE):
        waste.extract()
    chapters = split_chapters(body, parts)
    for chapter in chapters:
        drop_emptied(chapter)
        mend_ids(chapter)
        make_plain(chapter)
    return chapters


def split_chapters(body: Tag, parts: dict[str, str]) -> list[Tag]:
    """Return one ``article`` for each page of the book, in order; the first is the home page.

    Headings are lifted so that each page begins with an ``h1``; a page that opens a part bears the part's name.
    """
    marks = body.select(f'span[id^="{PAGE_MARK}"]')
    pages = [(mark["id"].removeprefix(PAGE_MARK), mark.find_next_sibling("section")) for mark in marks]
    chapters = []
    for name, section in [(HOME, body.find("section")), *pages]:
        kind = "chapter home" if name == HOME else "chapter"
        chapter = new_tag("article", attrs={"id": name_chapter(name), "class": kind})
        if name in parts:
            opener = new_tag("p", attrs={"class": "part-name"})
            opener.string = chapter["data-part"] = parts[name]
            chapter.append(opener)
        chapter.append(section)
        chapters.append(chapter)
    for wrapper in chapters[0].select(".toctree-wrapper"):
        wrapper.decompose()
    for chapter in chapters:
        for heading in chapter.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
            heading.name = f"h{min(len(heading.find_parents('section')), 6)}"
    return chapters


def name_chapter(page: str) -> str:
    """Return the id of a page's chapter."""
    return (PAGE_MARK + page).replace("/", "-")


def mend_ids(chapter: Tag) -> None:
    """Let each id stand once, by putting the name of its chapter before it, and let the links follow."""
    for tag in chapter.find_all(id=True):
        tag["id"] = chapter["id"] + ANCHOR_MARK + tag["id"]
    for link in chapter.find_all("a", href=True):
        link["href"] = _mend_href(link["href"], chapter["id"])


def _mend_href(href: str, chapter_id: str) -> str:
    """Return a link as it holds on the one page: to a chapter, to a place in another, or to one in its own."""
    if not href.startswith("#"):
        return href
    target = href[1:]
    if not target.startswith(PAGE_MARK):
        return "#" + chapter_id + ANCHOR_MARK + target
    page, mark, anchor = target.partition(ANCHOR_MARK)
    return "#" + page.replace("/", "-") + mark + anchor


def make_plain(chapter: Tag) -> None:
    """Take off what has no meaning on paper: empty wrappers, and a number where the id of the record can stand."""
    for link in chapter.find_all("a", title=True):
        title = link.attrs.pop("title")
        if link.find_parent(class_="evidence"):
            link.string = title
    mark_dutch(chapter)
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


def drop_emptied(chapter: Tag) -> None:
    """Drop each section of which nothing is left but its heading, as the rest is folded away on the screen.

    How to run a report again stands once, in the chapter on re-use; in each report it would take a page of its own.
    """
    for section in chapter.find_all("section"):
        heading = section.find(HEADING)
        if heading and read_words(section) == read_words(heading) and not section.find(["img", "section"]):
            section.decompose()


def mark_dutch(chapter: Tag) -> None:
    """Let each Dutch word stand in a ``span`` that says so, which the tags of the PDF keep; no other span stays."""
    for holder in chapter.find_all(lang=True):
        if holder.attrs.pop("lang") == "nl":
            inner = new_tag("span", attrs={"lang": "nl"})
            inner.extend(list(holder.contents))
            holder.append(inner)


# Tables


WIDE = 5
"""Columns from which a register is turned: its cells hold sentences, which a narrow column makes long."""
CASE = r"--.*-(?:interim|final)-"
WIDTHS = (
    (rf"{CASE}records$", (76, 24)),
    (r"--table-statements-", (46, 9, 11, 16, 18)),
    (r"--audit-ledger$", (34, 16, 13, 9, 28)),
    (r"--contradictions$", (40, 6, 10, 20, 24)),
)
"""Shares of the width, in percent, of tables whose columns paper wants otherwise than a screen, by their addresses."""
DENSE = "--dictionary-"
"""What is in the addresses of tables that are looked up as a register is, though the website does not sort them."""


def make_table_ready(table: Tag) -> None:
    """Say what each head is a head of, set the columns for paper, and turn a register whose cells hold sentences."""
    heads, address = table.select("thead th"), table.get("id", "")
    for head in heads:
        head["scope"] = "col"
    for head in table.select("tbody th"):
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


def refer_to_pages(parts: list[Tag], facts: Facts, address: str = "") -> None:
    """Give the links of a document what paper needs, and drop what none of them needs.

    A link that leads out of the document is led to the website, where that has this ``address``, or becomes text.
    """
    kinds = {tag["id"]: tag.name for part in parts for tag in [part, *part.find_all(id=True)]}
    for part in parts:
        unlink(part, kinds, address)
        add_page_numbers(part, kinds, facts.words("print-page"))
    targets = list_targets(parts)
    for part in parts:
        for tag in part.find_all(id=True):  # headings, figures and tables keep theirs, as the lists lead there
            if tag["id"] not in targets and tag.name not in {"section", "figure", "table"}:
                del tag["id"]


def list_targets(parts: list[Tag]) -> set[str]:
    """Return the ids that a link of these parts leads to."""
    return {link["href"].removeprefix("#") for part in parts for link in part.find_all("a", href=True)}


def unlink(part: Tag, ids: Container[str], address: str) -> None:
    """Leave only the text of each link that leads to none of these ids; lead to the website where it has an address."""
    for link in part.find_all("a", href=re.compile("^#")):
        target = link["href"].removeprefix("#")
        if target not in ids and address:
            page, _, anchor = target.removeprefix(PAGE_MARK).partition(ANCHOR_MARK)
            page = re.sub("^book-(reports-)?", lambda found: found[0].replace("-", "/"), page)
            link["href"] = f"{address}{page}.html" + (f"#{anchor}" if anchor else "")
        elif target not in ids:
            link.unwrap()


def add_page_numbers(part: Tag, kinds: dict[str, str], word: str) -> None:
    """Put its page after each link to a chapter, a section, a figure or a table, and in text after one to a row.

    Numbers, terms, records in small type and rows that a table leads to get none: there are thousands, and their
    pages would drown the words. ``kinds`` has the name of the element that bears an id, by id.
    """
    for link in part.find_all("a", href=True):
        kind = kinds.get(link["href"].removeprefix("#"), "")
        row = kind == "tr" and read_words(link)[:1].isalpha() and not link.find_parent(["table", "data"])
        if (row or kind in WHOLE) and not link.find_parent(["figcaption", "caption", "h1", "h2"]):
            link.insert_after(new_tag("data", attrs={"class": "page", "data-to": link["href"], "data-word": word}))


# Contents, and lists of figures and of tables


def list_contents(chapters: list[Tag]) -> list[Line]:
    """Return the table of contents: parts, chapters and sections.

    Sections that several chapters have in common, as the case reports do, stay out.
    """
    titles = Counter(read_words(heading) for chapter in chapters for heading in chapter.find_all("h2"))
    lines = []
    for chapter in chapters:
        if chapter.get("data-part"):
            lines.append(Line("part", chapter["data-part"]))
        for heading in chapter.find_all(["h1", "h2"]):
            words = read_words(heading)
            if heading.name == "h1":
                lines.append(Line("h1", words, chapter["id"]))
            elif titles[words] == 1:
                lines.append(Line("h2", words, heading.find_parent("section")["id"]))
    return lines


def list_exhibits(chapters: list[Tag], kind: str) -> list[Line]:
    """Return the figures or the tables, by chapter; ``kind`` is the element that bears caption and id."""
    lines = []
    for chapter in chapters:
        entries = []
        for exhibit in chapter.find_all(kind, id=True):
            number, text = exhibit.select_one(".caption-number"), exhibit.select_one(".caption-text")
            if number and text:
                words = f"{read_words(number).split()[-1]} {read_words(text)}"
                entries.append(Line("exhibit", words, exhibit["id"]))
        if entries:
            lines += [Line("h1", read_words(chapter.h1)), *entries]
    return lines


# What comes with the report of a case


REFERENCES, GLOSSARY = name_chapter("book/references"), name_chapter("book/glossary")


def make_back_matter(report: Tag, chapters: dict[str, Tag], facts: Facts) -> Tag:
    """Return a chapter with the sources that a report names, the works that it cites and the terms that it uses."""
    targets, references = list_targets([report]), chapters[REFERENCES]
    page = fill_template(
        "print-back.html",
        facts,
        sources=list(list_sources(report, references)),
        works=[_keep(work) for work in references.select(".citation") if work.get("id") in targets],
        terms=[
            _keep(part)
            for term in chapters[GLOSSARY].find_all("dt", id=True)
            if term["id"] in targets
            for part in (term, term.find_next_sibling("dd"))
        ],
    )
    return BeautifulSoup(page, "html.parser").article


def list_sources(report: Tag, references: Tag) -> Iterator[tuple[str, Markup]]:
    """Yield short name and full title of each source that a report names."""
    text = " ".join(report.get_text(" ").split()).lower()
    for row in references.find_all("tr", id=re.compile(f"^{REFERENCES}{ANCHOR_MARK}source-")):
        name, source = row.find_all(["td", "th"])[:2]
        short = next(name.stripped_strings)
        if short.lower() in text:
            yield short, Markup(source.decode_contents())  # noqa: S704 - it was HTML before
