"""What is done to the words of all pages: links that work both ways, and Dutch marked as Dutch.

A page leads to a record, a case or a term, and from there to every page that uses it; a screen reader speaks Dutch
words on pages in English as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from owlib.book.editions import REPORTS
from owlib.book.nodes import REGISTERS, Noted, lead_to_page, make_reference, note_page, note_pages, use_words, uses
from owlib.book.pages import HOME
from owlib.evidence import EDITIONS, Evidence
from owlib.exhibits.wording import PAGE_MARK, strip_address

TERM_MARK = "term-"
GLOSSARY = "book/glossary"
UNLINKED = (
    nodes.reference,
    nodes.literal,
    nodes.title,
    nodes.caption,
    nodes.table,
    nodes.figure,
    addnodes.pending_xref,
)
"""Within these no term is made a link."""
PLACE = "\0"
"""What stands in a message where links are to go."""
FOREIGN_MARK = "language-{}"
"""The class that docutils writes as the attribute ``lang``."""
UNMARKED = (nodes.literal, nodes.literal_block, nodes.raw, nodes.math)
SPAN = re.compile(r"(?<![\w-])(?:\d[\d.,]*%?(?:[\u2013-]\d[\d.,]*%?)+|[a-z]+(?:-[a-z]+){0,2}-\d{3})(?![\w-])")
"""A span of numbers, a date or the id of a statement, which a browser would break after the dash."""
KNOWN_DUTCH = (
    "zzp'er",
    "zzp\u2019er",
    "zzp'ers",
    "zzp\u2019ers",
    "zzp",
    "Ondernemend Werknemerschap",
    "Ontwikkelplein",
    "Ontwikkelpleinen",
    "Zorg aan Zet",
    "Werken in de Zorg",
    "(Ont)regel de Zorg",
    "Kennis Centrum Sociale Innovatie",
    "FNV Zorg en Welzijn",
    "Arbeidsmarkt Zorg en Welzijn",
    "Centraal Bureau voor de Statistiek",
    "personeel niet in loondienst",
)
"""Dutch words that the English text uses, where the glossary has them in another form."""
KNOWN_ENGLISH = (
    "The Between Payroll and Freelance project",
    "Between payroll and freelance",
    "human being management",
    "good people management",
    "win-win and no losses",
    "total cost of ownership",
    "business case",
    "health checks",
    "job crafting",
    "not-invented-here",
    "social identity",
    "HR Services",
    "Intensive Care",
)
"""English words that the Dutch text uses."""


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page leads to."""
    names = {link.get("reftarget", "") for link in doctree.findall(addnodes.pending_xref)}
    note_page(app.env).links = {name.removeprefix("#") for name in names}


class ShowUses(SphinxPostTransform):
    """Fill the places for links to the pages that use something."""

    default_priority = 5
    """Before the references of a page are resolved, which also resolves these."""

    def run(self, **_: object) -> None:
        """Fill each place; that of a case with the pages that lead to a row of its reports. Registers are left out."""
        noted = note_pages(self.env)
        read = [docname for docname in self.config.owlib_order if docname not in REGISTERS.values()]
        pages = {docname: noted.get(docname, Noted()).links for docname in read}
        for place in list(self.document.findall(uses)):
            case, home = place.get("case", ""), place["home"]
            if case:
                marks = tuple(f"{case}-{edition}{PAGE_MARK}" for edition in EDITIONS)
                found = [docname for docname, names in pages.items() if any(name.startswith(marks) for name in names)]
            else:
                found = [docname for docname, names in pages.items() if place["prefix"] in names]
            own = {home, *(f"{REPORTS}{case}-{edition}" for edition in EDITIONS)}
            place.replace_self(self._make_links([docname for docname in found if docname not in own], home, case))

    def _make_links(self, docnames: list[str], home: str, case: str) -> list[nodes.Node]:
        """Return links to pages, parted by semicolons: the end of a sentence on a case, else a remark."""
        words = use_words(self.env)
        if not docnames:
            return [nodes.Text(words("links-used-case-none"))] if case else []
        before, after = words("links-used-case" if case else "links-used", pages=PLACE).split(PLACE)
        holder = nodes.inline(classes=[] if case else ["remark", "uses"])
        holder += nodes.Text(before)
        for number, docname in enumerate(docnames):
            holder += nodes.Text("; " if number else "")
            title = words("layout-home") if docname == HOME else self.env.titles[docname].astext()
            holder += lead_to_page(docname, title, home)
        holder += nodes.Text(after)
        return [holder]


class NameEvidence(SphinxPostTransform):
    """Give each numbered link to the evidence behind a sentence the id of its record as title."""

    default_priority = 20
    """After the references of a page are resolved."""

    def run(self, **_: object) -> None:
        """Name the links."""
        for place in self.document.findall(nodes.Element):
            if "evidence" in place.get("classes", []):
                for link in place.findall(nodes.reference):
                    link["reftitle"] = strip_address(link.get("refid") or link.get("refuri", "").rpartition("#")[2])


class LinkTerms(SphinxTransform):
    """Make the first occurrence of each glossary term on a page a link to the glossary."""

    default_priority = 600

    def apply(self, **_: object) -> None:
        """Link the terms."""
        if self.env.docname == GLOSSARY or not self.env.docname.startswith("book/"):
            return
        terms, seen = self.config.owlib_terms, set()
        names = "|".join(sorted(map(re.escape, terms), key=len, reverse=True))
        pattern = re.compile(rf"\b({names})s?\b", flags=re.IGNORECASE)

        def link(found: re.Match) -> nodes.Node | None:
            term = terms[found[1].lower()]
            if term in seen:
                return None
            seen.add(term)
            return make_reference(f"{TERM_MARK}{term}", found[0], kind="term")

        for paragraph in list(self.document.findall(nodes.paragraph)):
            for text in list(paragraph.findall(nodes.Text)):
                if not is_within(text, UNLINKED):
                    replace_words(text, pattern, link)


def replace_words(text: nodes.Text, pattern: re.Pattern, make: Callable[[re.Match], nodes.Node | None]) -> None:
    """Put a node in the place of each match in a text, where one is made of it."""
    parts, end = [], 0
    for found in pattern.finditer(text):
        if node := make(found):
            parts += [nodes.Text(text[end : found.start()]), node]
            end = found.end()
    if parts:
        text.parent.replace(text, [part for part in [*parts, nodes.Text(text[end:])] if part.astext()])


def is_within(node: nodes.Node, kinds: tuple[type[nodes.Node], ...], mark: str = "") -> bool:
    """Whether a node lies in one of these kinds, or in what is marked with a class."""
    while (node := node.parent) is not None:
        if isinstance(node, kinds) or (mark and mark in node.get("classes", [])):
            return True
    return False


def list_foreign(evidence: Evidence, language: str) -> list[str]:
    """Return the words that pages in a language have of the other one, the longest first.

    For pages in English they are the Dutch names and titles in the data that are no English.
    """
    if language != "en":
        return list(KNOWN_ENGLISH)
    glossary, sources = evidence.glossary, evidence.sources
    studies = evidence.studies[evidence.studies["title_nl"].ne(evidence.studies["title_en"])]
    own = glossary[glossary["term_nl"].str.lower().ne(glossary["term_en"].str.lower())]
    english = {word.lower() for word in glossary["term_en"]}
    terms = {term for term in own["term_nl"] if term.lower() not in english}
    words = {*terms, *sources["title_nl"], *studies["title_nl"], *evidence.official_pages["title"], *KNOWN_DUTCH} - {""}
    return sorted(words, key=lambda word: (-len(word), word))


def make_pattern(words: list[str]) -> re.Pattern:
    """Return a pattern that finds any of the words, whole, in capitals as written."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


class MarkForeign(SphinxPostTransform):
    """Mark the words of a page that are of another language: Dutch in English, and the reverse."""

    default_priority = 300

    def run(self, **_: object) -> None:
        """Mark each, except within code and where it is marked."""
        pattern = re.compile(self.config.owlib_foreign)
        mark = FOREIGN_MARK.format("nl" if self.config.language == "en" else "en")
        for text in list(self.document.findall(nodes.Text)):
            if not is_within(text, UNMARKED, mark):
                replace_words(text, pattern, lambda found: nodes.inline("", found[0], classes=[mark]))


class KeepNumbers(SphinxPostTransform):
    """Keep each span of numbers, and each id of a statement, on one line."""

    default_priority = 310
    """After Dutch words are marked, as a title that holds a span is one of them."""
    builders = ("html",)

    def run(self, **_: object) -> None:
        """Mark each, except within code and where it is marked."""
        for text in list(self.document.findall(nodes.Text)):
            if not is_within(text, UNMARKED, "num"):
                replace_words(text, SPAN, lambda found: nodes.inline("", found[0], classes=["num"]))
