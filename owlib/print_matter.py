"""What a printed document has around its chapters: title page, colophon, contents, lists of figures and of tables."""

from __future__ import annotations

import html
from collections import Counter

from bs4 import Tag

LICENCE = (
    "Text, figures and data: Creative Commons Attribution 4.0 International (CC BY 4.0). Code: MIT licence. "
    "The sources keep their own licences."
)
ON_THE_WEBSITE = (
    "The website holds what paper cannot: the reference of the library <em>owlib</em>, which is left out here, the "
    "code that made each figure and table, the files with their data, and below each record the pages that use it."
)
HOW_TO_FOLLOW = (
    "A name in small type after a sentence, such as <em>zgao-001</em>, is that of the record behind it. "
    "It stands again, with its place in the source, in a table of the same chapter or in a register."
)


def make_shell(title: str, facts: dict[str, str], content: str, kind: str = "book") -> str:
    """Return a document with title, author, subject and language; ``kind`` is the class of its body."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>"
        f'<meta name="author" content="{html.escape(facts["author"])}">'
        f'<meta name="description" content="{html.escape(facts["abstract"])}"></head>'
        f'<body class="{kind}">{content}</body></html>'
    )


def make_title_page(facts: dict[str, str]) -> str:
    """Return title page and colophon."""
    words = {name: html.escape(text) for name, text in facts.items()}
    paragraphs = [
        ("What this is", words["abstract"]),
        ("How to cite", cite_book(facts)),
        *([("Address", link_address(facts["address"]))] if facts.get("address") else []),
        ("Licence", LICENCE),
        ("How to follow a number or a sentence", HOW_TO_FOLLOW),
        ("What is not in this PDF", ON_THE_WEBSITE),
    ]
    told = "".join(f"<h2>{name}</h2><p>{text}</p>" for name, text in paragraphs)
    return (
        f'<section class="title-page"><p class="title">{words["title"]}</p><p class="subtitle">{words["subtitle"]}</p>'
        f'<p class="author">{words["author"]}</p>'
        f'<p class="version">Version {words["version"]}, {words["date"]}</p></section>'
        f'<section class="colophon"><h1>Colophon</h1>{told}</section>'
    )


def cite_book(facts: dict[str, str], report: str = "") -> str:
    """Return how to cite the book, or a report in it, as HTML."""
    words = {name: html.escape(text) for name, text in facts.items()}
    book = f"<em>{words['title']}: {words['subtitle']}</em> (version {words['version']})."
    part = f"{html.escape(report)}. In " if report else ""
    address = f" {link_address(facts['address'])}" if facts.get("address") else ""
    return f"{words['author']} ({words['date'][:4]}). {part}{book}{address}"


def link_address(address: str) -> str:
    """Return the address of the website as a link."""
    return f'<a href="{html.escape(address)}">{html.escape(address)}</a>'


def make_contents(chapters: list[Tag], title: str = "Contents") -> str:
    """Return the table of contents: parts, chapters and sections, whose page numbers the style sheet adds.

    Sections that several chapters have in common, as the case reports do, stay out.
    """
    titles = Counter(read_words(heading) for chapter in chapters for heading in chapter.find_all("h2"))
    lines = []
    for chapter in chapters:
        if chapter.get("data-part"):
            lines.append(f'<li class="part">{html.escape(chapter["data-part"])}</li>')
        for heading in chapter.find_all(["h1", "h2"]):
            words = read_words(heading)
            if heading.name == "h1" or titles[words] == 1:
                target = chapter["id"] if heading.name == "h1" else heading.find_parent("section")["id"]
                lines.append(make_entry(heading.name, target, words))
    return f'<nav class="contents" aria-label="{title}"><h1>{title}</h1><ul>{"".join(lines)}</ul></nav>'


def read_words(tag: Tag) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(tag.get_text().split())


def make_entry(kind: str, target: str, words: str) -> str:
    """Return a line of a list: words that lead to a place, and the number of its page."""
    page = f'<data class="folio" data-to="#{target}"></data>'
    return f'<li class="{kind}"><a href="#{target}">{html.escape(words)}</a> {page}</li>'


def make_list(chapters: list[Tag], kind: str, title: str) -> str:
    """Return the list of figures or of tables with their pages, by chapter; nothing where there are none.

    Parameters
    ----------
    chapters
        The chapters of the document.
    kind
        ``figure`` or ``table``: the element that bears caption and id.
    title
        Heading of the list.

    """
    lines = []
    for chapter in chapters:
        entries = []
        for exhibit in chapter.find_all(kind, id=True):
            number, text = exhibit.select_one(".caption-number"), exhibit.select_one(".caption-text")
            if number and text:
                words = f"{read_words(number).split()[-1]} {read_words(text)}"
                entries.append(make_entry("exhibit", exhibit["id"], words))
        if entries:
            lines += [f'<li class="h1">{html.escape(read_words(chapter.h1))}</li>', *entries]
    if not lines:
        return ""
    return f'<nav class="contents list" aria-label="{title}"><h1>{title}</h1><ul>{"".join(lines)}</ul></nav>'
