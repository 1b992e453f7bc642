"""Links that work both ways: from a page to a record, a case or a term, and from there to every page that uses it."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from owlib.book.nodes import uses
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


CASE_FILES = ("interim", "final")


def find_links(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return what each page leads to, by page."""
    if not hasattr(env, "owlib_links"):
        env.owlib_links = {}
    return env.owlib_links


def collect_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page leads to."""
    names = {link.get("reftarget", "") for link in doctree.findall(addnodes.pending_xref)}
    find_links(app.env)[app.env.docname] = {name.removeprefix("#") for name in names}


def forget_links(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the links of a page that is read anew."""
    del app
    find_links(env).pop(docname, None)


def merge_links(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the links that a parallel reader found."""
    del app
    found = find_links(other)
    find_links(env).update({docname: found[docname] for docname in docnames if docname in found})


class UsesRole(SphinxRole):
    """Show which chapters use a case: those that lead to a row of one of its reports."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a place for the links."""
        return [uses("", case=self.text, home=self.env.docname)], []


class ShowUses(SphinxPostTransform):
    """Fill the places for links to the pages that use something."""

    default_priority = 5
    """Before the references of a page are resolved, which also resolves these."""

    def run(self, **_: object) -> None:
        """Fill each place."""
        links = find_links(self.env)
        pages: dict[str, list[str]] = {}
        for docname in sorted(links):
            for name in links[docname]:
                pages.setdefault(name, []).append(docname)
        for place in list(self.document.findall(uses)):
            case = place.get("case")
            found = self._find_case(links, case) if case else pages.get(place["prefix"], [])
            found = [docname for docname in self._order(found) if docname != place["home"]]
            place.replace_self(self._make_links(found, place["home"], alone=bool(case)))

    def _find_case(self, links: dict[str, set[str]], case: str) -> list[str]:
        """Return the pages that lead to a row of a report on a case, its own reports left out."""
        marks = tuple(f"{case}-{edition}{PAGE_MARK}" for edition in CASE_FILES)
        own = {f"book/reports/{case}-{edition}" for edition in CASE_FILES}
        return [name for name, names in links.items() if name not in own and any(n.startswith(marks) for n in names)]

    def _order(self, docnames: list[str]) -> list[str]:
        """Return pages in the order of the book."""
        return sorted(docnames, key=lambda docname: (self.config.owlib_order.index(docname), docname))

    def _make_links(self, docnames: list[str], home: str, *, alone: bool) -> list[nodes.Node]:
        """Return links to pages, parted by commas; a remark where they follow other text."""
        if not docnames:
            return [nodes.Text("no chapter uses it.")] if alone else []
        holder = nodes.inline(classes=[] if alone else ["remark", "uses"])
        holder += nodes.Text("" if alone else "Used in: ")
        for place, docname in enumerate(docnames):
            holder += nodes.Text(", " if place else "")
            title = self.env.titles[docname].astext()
            holder += lead_to_page(docname, title, home)
        holder += nodes.Text("." if alone else "")
        return [holder]


class NameEvidence(SphinxPostTransform):
    """Give each numbered link to the evidence behind a sentence the id of its record as title."""

    default_priority = 20
    """After the references of a page are resolved."""

    def run(self, **_: object) -> None:
        """Name the links."""
        for place in self.document.findall(
            lambda node: "evidence" in getattr(node, "attributes", {}).get("classes", [])
        ):
            for link in place.findall(nodes.reference):
                address = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
                link["reftitle"] = strip_address(address)


class LinkTerms(SphinxTransform):
    """Make the first occurrence of each glossary term on a page a link to the glossary."""

    default_priority = 600

    def apply(self, **_: object) -> None:
        """Link the terms."""
        if self.env.docname == GLOSSARY or not self.env.docname.startswith("book/"):
            return
        terms = self.config.owlib_terms
        seen: set[str] = set()
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if any(isinstance(parent, UNLINKED) for parent in list_parents(paragraph)):
                continue
            for text in list(paragraph.findall(nodes.Text)):
                if not any(isinstance(parent, UNLINKED) for parent in list_parents(text)):
                    self._link_text(text, terms, seen)

    def _link_text(self, text: nodes.Text, terms: dict[str, str], seen: set[str]) -> None:
        """Link the first occurrences in one text."""
        parts: list[nodes.Node] = []
        rest = str(text)
        names = "|".join(sorted(map(re.escape, terms), key=len, reverse=True))
        pattern = re.compile(rf"\b({names})s?\b", flags=re.IGNORECASE)
        while found := next((m for m in pattern.finditer(rest) if terms[m[1].lower()] not in seen), None):
            term = terms[found[1].lower()]
            seen.add(term)
            parts.append(nodes.Text(rest[: found.start()]))
            parts.append(
                addnodes.pending_xref(
                    "",
                    nodes.inline("", found[0], classes=["term"]),
                    refdomain="std",
                    reftype="ref",
                    reftarget=f"{TERM_MARK}{term}",
                    refexplicit=True,
                    refwarn=True,
                )
            )
            rest = rest[found.end() :]
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(rest)])


def lead_to_page(docname: str, text: str, home: str) -> addnodes.pending_xref:
    """Return a link to a page of the book, as seen from another."""
    return addnodes.pending_xref(
        "", nodes.inline("", text), refdomain="std", reftype="doc", reftarget=f"/{docname}", refdoc=home,
        refexplicit=True, refwarn=True,
    )  # fmt: skip


def list_parents(node: nodes.Node) -> list[nodes.Node]:
    """Return a node and all that it lies within."""
    parents = []
    while node is not None:
        parents.append(node)
        node = node.parent
    return parents
