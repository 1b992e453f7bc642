"""The evidence: validated, typed tables, cut by case and edition.

An edition is a cut-off over the evidence. *Interim* is what could be said at the interim point of a study,
from that study alone; *final* is what can be said with all evidence to hand.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError, name_choices
from owlib.evidence.numbers import TOKEN_COLUMNS, Tables, collect_amounts, list_named, split_codes
from owlib.evidence.rules import PHRASES, POSITIONED, check_tables
from owlib.evidence.schema import check_files, read_package, read_text_tables
from owlib.places import find_root, list_data, sign_files
from owlib.words import LOCALES

INTERIM, FINAL = "interim", "final"
EDITIONS = (INTERIM, FINAL)
BOOKKEEPING = ("anchors", "left_out", "second_reading", "glossary", "demonstrations")
"""Tables about how the records were made, the glossary, and the surveys that are shown on simulated answers; no report
on the evidence depends on them."""
CHAPTERS = (
    "chapters", "passages", "reasons", "reason_links", "synthesis", "contrasts", "questions", "effects", "repeats",
)  # fmt: skip
"""Tables that the chapters are made from; no case report depends on them."""
OFFICIAL = ("official_pages", "official_numbers", "official_reasons")
"""Tables of what official statistics have shown since the five sources: a sixth kind of evidence, kept apart."""
ACROSS = ("contradictions", "recodings", "case_links", *CHAPTERS, *BOOKKEEPING, *OFFICIAL)
"""Tables that look at the sources from outside: an interim edition must not know them."""
CLAIMED = ("numbers", "trends", "hr_themes", "fieldwork", "statements")
"""Tables whose records claims rest on."""
KNOWN_LATER = ("held", "status", "ended", "not_known")
"""Columns of ``cases`` that tell how things went: an interim edition must not know them."""
OPEN = "open"
"""What a thread of a case leaves open, at its end."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """All tables, one row a record, with ``file`` and ``row`` as the place of each record.

    ``studies`` has, beside the declared columns, ``many_cases``: whether the study has more than one case.

    ``numbers`` has, beside the declared columns, ``value`` (the number, signed; empty for a range or a name), ``low``
    and ``high`` (what rounding leaves) in the unit of the row, and ``start`` and ``end`` (its dates as they are
    recorded, of which ``period_start`` and ``period_end`` hold the years). ``amounts`` is no file: it holds the
    amounts of all tables, as :func:`owlib.evidence.numbers.collect_amounts` finds them.
    """

    sources: pd.DataFrame
    sections: pd.DataFrame
    studies: pd.DataFrame
    stages: pd.DataFrame
    cases: pd.DataFrame
    codes: pd.DataFrame
    themes: pd.DataFrame
    numbers: pd.DataFrame
    trends: pd.DataFrame
    hr_themes: pd.DataFrame
    fieldwork: pd.DataFrame
    statements: pd.DataFrame
    case_links: pd.DataFrame
    recodings: pd.DataFrame
    second_reading: pd.DataFrame
    claims: pd.DataFrame
    contradictions: pd.DataFrame
    summaries: pd.DataFrame
    threads: pd.DataFrame
    chapters: pd.DataFrame
    passages: pd.DataFrame
    reasons: pd.DataFrame
    reason_links: pd.DataFrame
    synthesis: pd.DataFrame
    questions: pd.DataFrame
    contrasts: pd.DataFrame
    effects: pd.DataFrame
    repeats: pd.DataFrame
    official_pages: pd.DataFrame
    official_numbers: pd.DataFrame
    official_reasons: pd.DataFrame
    glossary: pd.DataFrame
    demonstrations: pd.DataFrame
    left_out: pd.DataFrame
    anchors: pd.DataFrame
    amounts: pd.DataFrame

    def find_label(self, list_name: str, code: str) -> str:
        """Return the label of a code; of a theme where the list is ``theme``."""
        return self._labels[list_name][code]

    def list_codes(self, list_name: str) -> list[str]:
        """Return the codes of a list in its order; the themes where the list is ``theme``."""
        return list(
            self.themes["theme"] if list_name == "theme" else self.codes["code"][self.codes["list"] == list_name]
        )

    def map_labels(self, list_name: str) -> dict[str, str]:
        """Return code → label for a code list, in the order of the list; of evidence in one language."""
        return dict(self._labels.get(list_name, ()))

    @functools.cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        """The labels of all code lists, list by list, read once: a page asks for one with each row that it shows."""
        labels: dict[str, dict[str, str]] = {}
        for name, code, label in zip(self.codes["list"], self.codes["code"], self.codes["label"], strict=True):
            labels.setdefault(name, {})[code] = label
        return labels | {"theme": dict(zip(self.themes["theme"], self.themes["label"], strict=True))}

    def find_case(self, case_id: str) -> pd.Series:
        """Return the row of a case.

        Raises
        ------
        UnknownNameError
            If there is no such case.

        """
        return _find_row(self.cases, "case_id", case_id, "case")

    def find_number(self, number_id: str) -> pd.Series:
        """Return the row of a published number.

        Raises
        ------
        UnknownNameError
            If there is no such number.

        """
        return _find_row(self.numbers, "number_id", number_id, "number")


HELD: dict[Path, Evidence] = {}
"""The evidence of a project folder that a process goes on with, whatever becomes of its files: one that makes reports,
with those that it forks, so that their fingerprints are those of what they show."""


def _find_row(frame: pd.DataFrame, column: str, name: str, noun: str) -> pd.Series:
    """Return the one row whose id is ``name``."""
    places = frame[column].eq(name).to_numpy().nonzero()[0]
    if not len(places):
        raise UnknownNameError(
            f"expected a {noun} of the data; found '{name}'. What to do: use {name_choices(sorted(frame[column]))}."
        )
    return frame.iloc[places[0]]


def read_tables(root: Path | None = None, *, anchored: bool = True) -> tuple[Tables, list[Finding]]:
    """Return the text tables of a project folder, and all findings about them; no tables where a file cannot be read.

    Parameters
    ----------
    anchored
        Whether each record must have its fingerprint.

    """
    package = read_package(root)
    findings = check_files(package)
    if findings:
        return {}, sorted(set(findings))
    tables = read_text_tables(package)
    return tables, sorted(set(check_tables(package, tables, anchored=anchored)))


def check_data(root: Path | None = None, *, anchored: bool = True) -> list[Finding]:
    """Return all findings about the data of a project folder."""
    return read_tables(root, anchored=anchored)[1]


def read_checked_tables(root: Path | None = None) -> Tables:
    """Return the text tables of a project folder, once they keep all rules.

    Raises
    ------
    DataError
        If the data break a rule; it holds all findings.

    """
    tables, findings = read_tables(root)
    if findings:
        raise DataError(findings)
    return tables


def read_evidence(root: Path | None = None) -> Evidence:
    """Return the validated, typed evidence of a project folder.

    It is read once for this process and for those forked from it, as long as no file of the data changes; or for good,
    where :data:`HELD` has it.

    Raises
    ------
    DataError
        If the data break a rule; it holds all findings.

    """
    root = root or find_root()
    return HELD.get(root) or _read_signed(root, sign_files(list_data(root)))


@functools.lru_cache(maxsize=1)
def _read_signed(root: Path, _signature: frozenset) -> Evidence:
    """Return the evidence of a project folder in this state of its files."""
    return clean_tables(read_checked_tables(root))


def clean_tables(tables: dict[str, pd.DataFrame]) -> Evidence:
    """Return text tables as typed evidence."""
    amounts = collect_amounts(tables)
    tables = {**tables, "amounts": amounts, "numbers": clean_numbers(tables["numbers"], amounts)}
    counts = tables["cases"]["study_id"].value_counts()
    many = tables["studies"]["study_id"].isin(counts.index[counts > 1])
    tables["studies"] = tables["studies"].assign(many_cases=many)
    for name in ("statements", "recodings"):
        tables[name] = tables[name].assign(themes=lambda frame: frame["themes"].map(split_codes))
    tables["contradictions"] = tables["contradictions"].assign(cases=lambda frame: frame["cases"].map(split_codes))
    for name in POSITIONED:
        tables[name] = tables[name].assign(position=lambda frame: frame["position"].astype(int))
    return Evidence(**{field.name: tables[field.name] for field in fields(Evidence)})


def clean_numbers(numbers: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Return published numbers with what they amount to; those that only name something have no amount."""
    own = amounts.reindex(numbers["number_id"]).set_index(numbers.index)
    return numbers.assign(
        **{column: own[column].astype(float) for column in ("value", "low", "high", "rounding")},
        about=own["about"].fillna(value=False).astype(bool),
        bound=own["bound"].fillna(""),
        provisional=numbers["provisional"] == "yes",
        start=numbers["period_start"],
        end=numbers["period_end"],
        **{end: pd.to_numeric(numbers[end].str[:4]).astype("Int64") for end in ("period_start", "period_end")},
    )


def list_reported_cases(evidence: Evidence) -> list[str]:
    """Return the cases that have opening sentences, and so reports, in the order of the table ``cases``."""
    told = set(evidence.summaries["case_id"])
    return [case_id for case_id in evidence.cases["case_id"] if case_id in told]


def check_edition(edition: str) -> str:
    """Return the edition, if there is such a one.

    Raises
    ------
    UnknownNameError
        If it is neither ``interim`` nor ``final``.

    """
    if edition not in EDITIONS:
        raise UnknownNameError(
            f"expected edition {name_choices(list(EDITIONS))}; found '{edition}'. What to do: use one of these."
        )
    return edition


DUTCH_NAMES = {"sources": "title_nl", "glossary": "term_nl"}
"""What is Dutch by itself, by table: it is there in each language, beside its name in that language."""


def in_language(evidence: Evidence, language: str) -> Evidence:
    """Return the evidence with its texts in one language: a column ``label`` in place of ``label_en`` and ``label_nl``.

    This is the one place where a language of the data is chosen.
    """
    tables = {field.name: choose_texts(getattr(evidence, field.name), language) for field in fields(Evidence)}
    for table, column in DUTCH_NAMES.items():
        tables[table] = tables[table].assign(**{column: getattr(evidence, table)[column]})
    return Evidence(**tables)


def choose_texts(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table with the texts of one language, those of the others left out.

    A text whose name without the language is taken, as that of ``term_en`` is, becomes ``term_name``.
    """
    names = _name_texts(tuple(frame), language)
    told = list(names.values())
    return frame if told == list(frame) else frame[list(names)].set_axis(told, axis=1)


@functools.lru_cache(maxsize=256)
def _name_texts(columns: tuple[str, ...], language: str) -> dict[str, str]:
    """Return which columns a table has in a language, and what each is called there."""
    chosen, others = f"_{language}", tuple(f"_{name}" for name in LOCALES if name != language)
    kept = [name for name in columns if not (name.endswith(others) and name[:-3] + chosen in columns)]
    plain = {name: name.removesuffix(chosen) for name in kept}
    return {name: f"{to}_name" if to != name and to in columns else to for name, to in plain.items()}


def cut_edition(evidence: Evidence, study_id: str, edition: str) -> Evidence:
    """Return the evidence that an edition of a study may show.

    The final edition is the evidence as it is. The interim edition keeps what belongs to the study itself,
    from stages that come no later than its interim point, and drops how its cases went on. Of the claims it keeps those
    that rest on nothing but what was known: they could be recomputed then as well as now.
    """
    if check_edition(edition) == FINAL:
        return evidence
    stages, kept = list_stages(evidence, study_id), {}
    for field in fields(Evidence):
        frame = getattr(evidence, field.name)
        if field.name in ACROSS:
            frame = frame.iloc[:0]
        if "study_id" in frame:
            frame = frame[frame["study_id"] == study_id]
        if field.name == "summaries":
            frame = frame[(frame["edition"] == INTERIM) & frame["case_id"].isin(kept["cases"]["case_id"])]
            frame = frame.assign(elsewhere="")
        if field.name == "threads":
            frame = _cut_threads(frame[frame["case_id"].isin(kept["cases"]["case_id"])], _list_known(kept))
        if "stage_id" in frame:
            frame = frame[frame["stage_id"].isin(stages)]
        kept[field.name] = frame
    own = [name for table in TOKEN_COLUMNS for name in kept[table].iloc[:, 0]]
    known = _list_known(kept)
    kept["amounts"] = evidence.amounts[evidence.amounts.index.isin(own)]
    kept["claims"] = evidence.claims[[bool(names) and known.issuperset(names) for names in list_used(evidence.claims)]]
    later = [f"{name}{ending}" for name in KNOWN_LATER for ending in ("", *(f"_{language}" for language in LOCALES))]
    kept["cases"] = kept["cases"].drop(columns=later, errors="ignore")
    return replace(evidence, **kept)


def list_stages(evidence: Evidence, study_id: str) -> list[str]:
    """Return the stages of a study that come no later than its interim point."""
    stages = evidence.stages
    return list(stages.loc[stages["study_id"].eq(study_id) & stages["edition"].eq(INTERIM), "stage_id"])


def _list_known(kept: Tables) -> set[str]:
    """Return the ids of the records that an edition keeps."""
    return {name for table in CLAIMED if table in kept for name in kept[table].iloc[:, 0]}


def _cut_threads(threads: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Return the threads with those phrases that rest on known records alone.

    What a thread leaves open is told where nothing was cut from it, as it speaks from the end; one of which no phrase
    is left is none.
    """
    threads, whole = threads.copy(), pd.Series(data=True, index=threads.index)
    for part in PHRASES:
        late = ~threads[f"{part}_evidence"].map(lambda names: known.issuperset(split_codes(names)))
        _clear(threads, late, part)
        whole &= ~late
    _clear(threads, ~whole, OPEN)
    return threads[threads[[f"{part}_evidence" for part in PHRASES]].ne("").any(axis=1)]


def _clear(threads: pd.DataFrame, rows: pd.Series, part: str) -> None:
    """Empty a phrase in these rows, with its evidence."""
    threads.loc[rows, [name for name in threads if name.startswith(f"{part}_") or name == part]] = ""


def list_used(claims: pd.DataFrame) -> pd.Series:
    """Return the ids of the records, or of the other claims, that each claim rests on."""
    return (claims["reported"] + ";" + claims["inputs"]).str.strip(";").map(list_named)
