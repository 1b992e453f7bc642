"""Dutch words on pages in English, marked as Dutch, so that a screen reader speaks them as such."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from owlib.book.links import is_within, replace_words
from owlib.evidence import Evidence

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


class MarkDutch(SphinxPostTransform):
    """Mark the Dutch words of a page."""

    default_priority = 300

    def run(self, **_: object) -> None:
        """Mark each, except within code and where it is marked."""
        pattern = re.compile(self.config.owlib_dutch)
        for text in list(self.document.findall(nodes.Text)):
            if not is_within(text, UNMARKED, MARK):
                replace_words(text, pattern, lambda found: nodes.inline("", found[0], classes=[MARK]))
