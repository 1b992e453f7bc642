"""What one report is made from: a frozen value that holds what it may see, its case, edition, language and names."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pandas as pd

from owlib.evidence import Evidence, in_language
from owlib.words import Words, read_words


@dataclass(frozen=True, eq=False)
class View:
    """What a report, or a page, may see, and the words it is told in.

    Parameters
    ----------
    name
        What the report is called in addresses: ``zgao-final``, ``national``.
    evidence
        What it may see, with the texts of its language.
    words
        The messages of its language; ``view.words("some-id", count=3)``.
    whole
        What it may see, with the texts of all languages, for what a reader downloads.
    case_id, edition
        Of the report on a case; empty for others.

    """

    name: str
    evidence: Evidence
    words: Words
    whole: Evidence
    case_id: str = ""
    edition: str = ""

    @functools.cached_property
    def case(self) -> pd.Series:
        """Return the row of its case."""
        return self.evidence.find_case(self.case_id)

    @functools.cached_property
    def study(self) -> pd.Series:
        """Return the row of the study of its case."""
        studies = self.evidence.studies
        return studies[studies["study_id"] == self.case["study_id"]].iloc[0]

    @functools.cached_property
    def sources(self) -> dict[str, str]:
        """Return the short name of each source by its id."""
        sources = self.evidence.sources
        return dict(zip(sources["source_id"], sources["short"], strict=True))

    @property
    def question(self) -> str:
        """Return the question that its chapter answers."""
        chapters = self.evidence.chapters
        return str(chapters.loc[chapters["chapter_id"] == self.name, "question"].iloc[0])

    @functools.cached_property
    def own(self) -> pd.DataFrame:
        """Return the statements on its case."""
        return self.evidence.statements[self.evidence.statements["case_id"] == self.case_id]


def make_view(name: str, evidence: Evidence, language: str, case_id: str = "", edition: str = "") -> View:
    """Return what a report of this name may see of this evidence, in a language."""
    return View(name, in_language(evidence, language), read_words(language), evidence, case_id, edition)


@functools.lru_cache(maxsize=4)
def view_all(evidence: Evidence, language: str) -> View:
    """Return all of the evidence in a language, as the pages for looking things up show it."""
    return make_view("", evidence, language)
