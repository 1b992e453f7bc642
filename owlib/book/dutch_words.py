"""Dutch words on pages in English, marked as Dutch, so that a screen reader speaks them as such."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from owlib.evidence.read import Evidence

MARK = "language-nl"
"""The class that docutils writes as the attribute ``lang``."""


UNMARKED = (nodes.literal, nodes.literal_block, nodes.raw, nodes.math)


KNOWN = (
    "zzp'er",
    "zzp\u2019er",
    "zzp'ers",
    "zzp\u2019ers",
    "zzp",
    "Ondernemend Werknemerschap",
    "Ontwikkelplein",
    "Ontwikkelpleinen",
)
"""Dutch words that the English text uses, where the glossary has them in another form."""


def list_dutch(evidence: Evidence) -> list[str]:
    """Return the Dutch names and titles in the data that are no English, the longest first."""
    glossary, sources = evidence.glossary, evidence.sources
    studies = evidence.studies[evidence.studies["title_nl"].ne(evidence.studies["title_en"])]
    own = glossary[glossary["term_nl"].str.lower().ne(glossary["term_en"].str.lower())]
    english = {word.lower() for word in glossary["term_en"]}
    terms = {term for term in own["term_nl"] if term.lower() not in english}
    words = {*terms, *sources["title_nl"], *studies["title_nl"], *KNOWN} - {""}
    return sorted(words, key=lambda word: (-len(word), word))


def make_pattern(words: list[str]) -> re.Pattern:
    """Return a pattern that finds any of the words, whole, in capitals as written."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def split_text(text: str, pattern: re.Pattern) -> list[nodes.Node]:
    """Return a text as nodes, its Dutch words marked; nothing where it has none."""
    parts: list[nodes.Node] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [nodes.Text(text[end : found.start()]), nodes.inline("", found[0], classes=[MARK])]
        end = found.end()
    return [*parts, nodes.Text(text[end:])] if parts else []


class MarkDutch(SphinxPostTransform):
    """Mark the Dutch words of a page."""

    default_priority = 300

    def run(self, **_: object) -> None:
        """Mark each, except within code and where it is marked."""
        pattern = re.compile(self.config.owlib_dutch)
        for text in list(self.document.findall(nodes.Text)):
            if pattern.search(text) and not _is_marked(text):
                text.parent.replace(text, [part for part in split_text(str(text), pattern) if part.astext()])


def _is_marked(node: nodes.Node) -> bool:
    """Return whether a text lies in code or in what is marked."""
    while (node := node.parent) is not None:
        if isinstance(node, UNMARKED) or MARK in node.get("classes", []):
            return True
    return False
