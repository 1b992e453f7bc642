"""The report of a case as a document of its own, for the table of a board: the finding first, then how it is known.

It is made of the same chapters as the whole book. What it leads to outside of itself is text, or an address where the
website has one; the sources that it names and the terms that it uses come with it.
"""

from __future__ import annotations

import copy
import html
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from owlib.bookext import ANCHOR_MARK
from owlib.print_matter import HOW_TO_FOLLOW, LICENCE, cite_book, link_address, make_contents, make_shell, read_words
from owlib.print_page import SCREEN_SECTION, drop_ids, list_kinds, list_targets, name_chapter, refer_to_pages, unlink

REFERENCES, GLOSSARY = name_chapter("book/references"), name_chapter("book/glossary")
SOURCE_MARK = f"{REFERENCES}{ANCHOR_MARK}source-"


def make_case_page(chapters: dict[str, Tag], page: str, edition: str, facts: dict[str, str]) -> str:
    """Return the report of a case as a document for print: cover with the finding, report, sources and terms.

    Parameters
    ----------
    chapters
        The chapters of the book by their ids, as :func:`owlib.print_page.make_chapters` gives them; they stay as
        they are.
    page
        The page of the report.
    edition
        ``interim`` or ``final``.
    facts
        As for the book.

    """
    report = copy.copy(chapters[name_chapter(page)])
    for section in report.find_all("section", id=True):
        if section["id"].endswith(ANCHOR_MARK + SCREEN_SECTION):
            section.decompose()
    title = read_words(report.h1)
    back = make_back_matter(report, chapters)
    kinds = list_kinds([report, back])
    for part in (report, back):
        unlink(part, kinds, facts.get("address", ""))
        refer_to_pages(part, kinds)
    for part in (report, back):
        drop_ids(part, list_targets([report, back]))
    cover = make_cover([report, back], title, edition, facts)
    content = f"{cover}<main>{report}{back}</main>"
    return make_shell(f"{title}. {facts['title']}", facts, content, kind="case")


def make_cover(parts: list[Tag], title: str, edition: str, facts: dict[str, str]) -> str:
    """Return the first page: title, edition, the finding, contents, and how to cite."""
    words = {name: html.escape(text) for name, text in facts.items()}
    address = f"<p>{link_address(facts['address'])}</p>" if facts.get("address") else ""
    finding = parts[0].select_one("section > p > strong")
    known = html.escape(name_edition(parts[0], edition))
    lead = f'<p class="finding">{html.escape(read_words(finding))}</p>' if finding else ""
    return (
        f'<section class="cover"><div class="band"><p class="book">{words["title"]}: {words["subtitle"]}</p>'
        f'<p class="title">{html.escape(title)}</p><p class="edition">{known}</p>'
        f'<p class="edition">Version {words["version"]}, {words["date"]}</p></div>'
        f'<div class="inner">{lead}{make_contents(parts)}'
        f'<div class="foot"><p><strong>How to cite.</strong> {cite_book(facts, title)}</p>'
        f"<p><strong>How to follow a sentence.</strong> {HOW_TO_FOLLOW}</p>"
        f"<p><strong>Licence.</strong> {LICENCE}</p>{address}</div></div></section>"
    )


def name_edition(report: Tag, edition: str) -> str:
    """Return what the report says of its edition, without the full stop; its bare name where it says nothing."""
    name = f"{edition.capitalize()} edition"
    told = (read_words(emphasis) for emphasis in report.select("section > p > em"))
    return next((words.rstrip(".") for words in told if words.startswith(name)), name)


def make_back_matter(report: Tag, chapters: dict[str, Tag]) -> Tag:
    """Return a chapter with the sources that a report names, the works that it cites and the terms that it uses."""
    targets = list_targets([report])
    parts = [
        ("Sources", make_sources(report, chapters[REFERENCES])),
        ("Works", "".join(str(work) for work in chapters[REFERENCES].select(".citation") if work.get("id") in targets)),
        ("Terms", make_terms(targets, chapters[GLOSSARY])),
    ]
    told = "".join(
        f'<section id="back{ANCHOR_MARK}{name.lower()}"><h2>{name}</h2>{content}</section>'
        for name, content in parts
        if content
    )
    page = f'<article class="chapter" id="back"><section><h1>Sources and terms</h1>{told}</section></article>'
    return BeautifulSoup(page, "html.parser").article


def make_sources(report: Tag, references: Tag) -> str:
    """Return the sources that a report names, with their full titles, as a table."""
    text = " ".join(report.get_text(" ").split()).lower()
    rows = []
    for row in references.find_all("tr", id=True):
        if row["id"].startswith(SOURCE_MARK):
            name, source = row.find_all(["td", "th"])[:2]
            short = next(name.stripped_strings)
            if short.lower() in text:
                rows.append(f'<tr><th scope="row">{html.escape(short)}</th><td>{source.decode_contents()}</td></tr>')
    if not rows:
        return ""
    columns = '<colgroup><col style="width: 24%"><col style="width: 76%"></colgroup>'
    heads = '<thead><tr><th scope="col">Name in this report</th><th scope="col">Source</th></tr></thead>'
    return f'<table class="short">{columns}{heads}<tbody>{"".join(rows)}</tbody></table>'


def make_terms(targets: set[str], glossary: Tag) -> str:
    """Return the terms that a report leads to, with what they mean, as a list."""
    pairs = "".join(f"{term}{meaning}" for term, meaning in _list_terms(glossary) if term["id"] in targets)
    return f'<dl class="glossary">{pairs}</dl>' if pairs else ""


def _list_terms(glossary: Tag) -> Iterator[tuple[Tag, Tag]]:
    """Yield each term with its meaning."""
    for term in glossary.find_all("dt", id=True):
        yield term, term.find_next_sibling("dd")
