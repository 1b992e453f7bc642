"""The list of works in the language of the pages: pybtex has its styles in English alone.

A field of ``references.bib`` may stand there in Dutch, too, as ``type_nl`` beside ``type``. A note is on how an English
reader finds a work, so that the Dutch list has one only where it stands there in Dutch.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.template import field, names, optional, sentence, together, words
from sphinx.transforms.post_transforms import SphinxPostTransform

from owlib.words import read_words

OWN = "_nl"
NOTE = "note"
FOREIGN = "language-en"
DUTCH, ENGLISH = "nl", "In Dutch"
"""The language of the list, and what a note tells an English reader of a work in it."""


class DutchStyle(Style):
    """The style ``plain`` with the words of the Dutch messages."""

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Any:
        """Return a work with what its fields say in Dutch."""
        own = {name.removesuffix(OWN): text for name, text in entry.fields.items() if name.endswith(OWN)}
        kept = {name: text for name, text in entry.fields.items() if name != NOTE}
        dutch = Entry(entry.type, {**kept, **own}, entry.persons)
        dutch.key = entry.key
        return super().format_entry(label, dutch, bib_data=bib_data)

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Return names with the last two parted as Dutch has it."""
        last = f" {_tell('and')} "
        listed = names(role, sep=", ", sep2=last, last_sep=last)
        return sentence[listed] if as_sentence else listed

    def format_edition(self, e: Entry) -> Any:  # noqa: ARG002 - pybtex's
        """Return which edition it is: ``2e druk``."""
        return optional[words[field("edition"), _tell("edition")]]

    def format_volume_and_series(self, e: Entry, as_sentence: bool = True) -> Any:  # noqa: ARG002 - pybtex's
        """Return the volume in its series; no work here has another number."""
        volume = together[_tell("volume"), field("volume")]
        told = optional[words[volume, optional[words[_tell("of"), field("series")]]]]
        return sentence(capfirst=True)[told] if as_sentence else told


def _tell(word: str) -> str:
    """Return a word of the list in Dutch."""
    return read_words(DUTCH)(f"references-{word}")


def choose_style(language: str) -> None:
    """Let the list of works be set in the words of a language."""
    register_plugin("pybtex.style.formatting", "plain", DutchStyle if language == DUTCH else Style, force=True)


class MarkWorks(SphinxPostTransform):
    """Mark each work of the Dutch list that is in English; the sources are Dutch."""

    default_priority = 290
    """Before foreign words are marked, which are not marked twice."""

    def run(self, **_: object) -> None:
        """Mark the paragraphs, which tell what a work is."""
        if self.config.language != DUTCH:
            return
        cited = self.env.get_domain("cite").citations
        notes = {citation.citation_id: citation.entry.fields.get(NOTE, "") for citation in cited}
        foreign = {name for name, note in notes.items() if not note.startswith(ENGLISH)}
        for work in self.document.findall(nodes.citation):
            if foreign & set(work["ids"]):
                for paragraph in work.findall(nodes.paragraph):
                    paragraph["classes"].append(FOREIGN)
