"""Where the rows of the evidence stand, so that what is asked of a table costs no pass over all its rows.

What a report can see of the evidence: the rows that it shows, compares with or links to, and no others.

A report works on its cut alone. So a fingerprint of the cut covers all that can reach its page, and nothing else: a
new case changes the cuts of those reports that set it beside their own, and leaves the others as they are. What a cut
costs follows from its own rows, however many others there are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from owlib.evidence.numbers import TOKEN_COLUMNS, split_codes
from owlib.evidence.read import (
    ACROSS,
    CLAIMED,
    EDITIONS,
    FINAL,
    INTERIM,
    Evidence,
    check_edition,
    drop_later,
    list_reported_cases,
    read_evidence,
)
from owlib.findings.national import COMPARED_BRANCHES, NO_AMOUNT, OWN_NUMBER_BRANCHES
from owlib.findings.statements import LEAST_TOLD, count_told, find_first_themes, mark_findings

RECORDS = ("statements", "numbers", "fieldwork", "trends", "hr_themes", "claims", "contradictions")
"""Tables whose rows have an address in the book."""


PLACE = ["file", "row"]
"""Where a row stands in its file, which no report shows."""


class RowIndex:
    """Where the rows of an evidence stand, by what is in them: each table is gone through once for all reports."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._columns: dict[tuple[str, str], list] = {}
        self._groups: dict[tuple[str, str], dict[str, list[int]]] = {}
        self._frames: dict[tuple[str, tuple[str, ...]], tuple[pd.DataFrame, pd.DataFrame]] = {}

    def read(self, table: str, column: str) -> list:
        """Return the values of a column, by position."""
        if (table, column) not in self._columns:
            self._columns[table, column] = getattr(self.evidence, table)[column].tolist()
        return self._columns[table, column]

    def find(self, table: str, column: str, values: Iterable[str]) -> set[int]:
        """Return the positions of rows that have one of these values in a column."""
        if (table, column) not in self._groups:
            values_there = enumerate(self.read(table, column))
            self._groups[table, column] = collect((value, [place]) for place, value in values_there)
        groups = self._groups[table, column]
        return {place for value in set(values) for place in groups.get(value, ())}

    def take(self, table: str, places: Iterable[int], kept: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return rows in their order without their place in a file; of columns that are not kept the text is gone.

        Where ``kept`` names no column, all are kept.
        """
        if (table, kept) not in self._frames:
            frame = getattr(self.evidence, table)
            frame = frame.assign(file="", row=0) if set(PLACE) <= set(frame) else frame
            cleared = [column for column in frame if kept and column not in (*kept, *PLACE)]
            frame = frame.assign(**dict.fromkeys(cleared, ""))
            self._frames[table, kept] = frame, frame.iloc[:0]
        frame, empty = self._frames[table, kept]
        ordered = sorted(places)
        return frame.iloc[ordered] if ordered else empty

    def take_two(self, table: str, whole: set[int], counted: set[int], kept: tuple[str, ...]) -> pd.DataFrame:
        """Return rows in their order, some of them whole and of the others only what is kept."""
        rest = counted - whole
        if not rest:
            return self.take(table, whole)
        return pd.concat([self.take(table, whole), self.take(table, rest, kept)]).sort_index()

    @functools.cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """Table and position of each record by its id."""
        ids = {name: self.read(name, getattr(self.evidence, name).columns[0]) for name in RECORDS}
        return {record_id: (name, place) for name, names in ids.items() for place, record_id in enumerate(names)}

    @functools.cached_property
    def claimed(self) -> list[list[str]]:
        """Records, or other claims, that each claim rests on, by position."""
        rows = zip(self.read("claims", "reported"), self.read("claims", "inputs"), strict=True)
        return [[name for name in [reported, *split_codes(inputs)] if name] for reported, inputs in rows]

    @functools.cached_property
    def uses(self) -> dict[str, list[int]]:
        """Positions of the claims that use a record, by its id."""
        return collect((name, [place]) for place, names in enumerate(self.claimed) for name in names)

    @functools.cached_property
    def findings(self) -> dict[str, list[int]]:
        """Positions of the statements that reports on other studies may show, by main theme."""
        rows = zip(
            mark_findings(self.evidence, self.evidence.statements), self.read("statements", "themes"), strict=True
        )
        return collect((themes[0], [place]) for place, (told, themes) in enumerate(rows) if told and themes)

    @functools.cached_property
    def branches(self) -> dict[str, list[str]]:
        """Branch of each case, and the wider branch it belongs to, if any."""
        lists, codes, parents = (self.read("codes", column) for column in ("list", "code", "parent"))
        wider = {code: parent for name, code, parent in zip(lists, codes, parents, strict=True) if name == "branch"}
        cases = zip(self.read("cases", "case_id"), self.read("cases", "branch"), strict=True)
        return {case_id: [branch, *([wider[branch]] if wider[branch] else [])] for case_id, branch in cases}

    @functools.cached_property
    def neighbours(self) -> dict[str, list[str]]:
        """Cases by their widest branch."""
        return collect((branches[-1], [case_id]) for case_id, branches in self.branches.items())

    @functools.cached_property
    def conflicts(self) -> dict[str, list[int]]:
        """Positions of the contradictions that touch a case."""
        cases = enumerate(self.read("contradictions", "cases"))
        return collect((name, [place]) for place, names in cases for name in names)


def collect(pairs: Iterable[tuple[str, list]]) -> dict[str, list]:
    """Return all that is told of each name."""
    found: dict[str, list] = {}
    for name, values in pairs:
        found.setdefault(name, []).extend(values)
    return found


@functools.lru_cache(maxsize=1)
def index_rows(evidence: Evidence) -> RowIndex:
    """Return the index of an evidence; that of the last one is kept."""
    return RowIndex(evidence)


NAMING = ("evidence", "statement_id", "repeats", "reported", "inputs")
"""Columns that hold ids of records."""


NAMING_TABLES = ("passages", "effects", "reason_links", "repeats", "synthesis", "questions")
"""Tables that hold them, beside the opening sentences of cases and the claims."""


NAMED_STATEMENT = ("statement_id", "study_id", "case_id", "stage_id", "kind", "themes", "source_id", "section")


NAMED_CASE = ("case_id", "study_id", "short_name", "branch")


NAMED_STUDY = ("study_id", "title_en", "title_nl", "many_cases")
"""Columns that are left of a row that is counted or named, but not shown."""


LABELS = ["list", "code", "position", "parent", "label_en", "label_nl"]
"""Columns of codes and themes that a case report needs: it gives no definitions."""


AUDITED = ["claim_id", "check", "reported", "inputs", "comparable", "verdict", "note_en", "note_nl"]
"""Columns of claims that a verdict follows from."""


SOURCED = ("source_id", "other_source_id")
"""Columns that name a source."""


STAGED = ("stages", "statements", "fieldwork")
"""Tables whose rows belong to a stage of their study."""


Chosen = dict[str, set[int]]
"""Positions of rows by table."""


@dataclass(frozen=True)
class Scope:
    """What a chapter sees beside its own sentences and the records that they name.

    Parameters
    ----------
    tables
        Tables that it sees whole, with the records that they name.
    study
        The study whose cases, statements and fieldwork it sees whole.
    national
        Whether it sees the numbers about the nation.

    """

    tables: tuple[str, ...] = ()
    study: str = ""
    national: bool = False


SCOPES = {
    "national": Scope(("trends",), national=True),
    "reasons": Scope(("reasons", "reason_links", "repeats")),
    "effects": Scope(("effects", "repeats")),
    "plans": Scope(study="flex"),
    "pilots": Scope(study="ow"),
    "region": Scope(("hr_themes",), study="limburg"),
    "synthesis": Scope(("reasons", "synthesis", "questions"), study="ow"),
    "audit": Scope(("sources", "claims", "contradictions")),
}
"""Chapters; one that is not here sees everything."""


def read_case(case_id: str, edition: str, root: Path | None = None) -> Evidence:
    """Return what the report on a case may see, from a project folder; templates read the data so."""
    return cut_report(read_evidence(root), case_id, edition)


def read_chapter(chapter_id: str, root: Path | None = None) -> Evidence:
    """Return what a chapter may see, from a project folder; templates read the data so."""
    return cut_chapter(read_evidence(root), chapter_id)


def keep_cuts() -> None:
    """Read the evidence once for this process and those forked from it, and go through its tables for the cuts."""
    evidence = read_evidence()
    for case_id in list_reported_cases(evidence)[:1]:
        for edition in EDITIONS:
            cut_report(evidence, case_id, edition)


def cut_report(evidence: Evidence, case_id: str, edition: str) -> Evidence:
    """Return what the report on a case may see, row by row.

    These are its own records; what is printed about its branch; the findings of other studies that it shows; what its
    opening names; and the claims that use its numbers, with their inputs. Of what it only counts or names, such as the
    statements of the cases beside it, nothing but ids, names and codes is left. An interim edition sees of all this
    what :func:`owlib.evidence.read.cut_edition` leaves.

    Raises
    ------
    UnknownNameError
        If there is no such case or edition.

    """
    check_edition(edition)
    index = index_rows(evidence)
    if case_id not in index.branches:
        evidence.find_case(case_id)  # tells which there are
    sight = _Sight(index, index.read("cases", "study_id")[min(index.find("cases", "case_id", [case_id]))], edition)
    own = sight.find("statements", "case_id", [case_id])
    alone = replace(evidence, statements=index.take("statements", own))
    people = sight.find("fieldwork", "case_id", [case_id])
    cases = index.read("fieldwork", "case_id")
    chosen: Chosen = {
        "statements": own | _find_elsewhere(sight, alone, case_id),
        "numbers": _find_amounts(sight, case_id),
        "fieldwork": people | {at for at in sight.find("fieldwork", "study_id", [sight.study_id]) if not cases[at]},
        "summaries": sight.find("summaries", "case_id", [case_id]),
        "contradictions": sight.keep("contradictions", index.conflicts.get(case_id, ())),
        "stages": sight.find("stages", "study_id", [sight.study_id]),
    }
    named = [*_list_ids(index, "numbers", chosen["numbers"]), *_list_ids(index, "fieldwork", people)]
    _add_records(sight, chosen, _list_named(index, "summaries", chosen["summaries"]))
    shown = set(chosen["statements"])
    used = {place for name in named for place in index.uses.get(name, ())}
    chosen["claims"] = chosen.get("claims", set()) | sight.keep("claims", used)
    _add_inputs(sight, chosen)
    chosen["statements"] |= _find_compared(sight, alone, case_id)
    cut = _take_rows(index, chosen, shown, {case_id}, {sight.study_id}, index.branches[case_id])
    return replace(
        cut,
        cases=cut.cases if sight.final else drop_later(cut.cases),
        claims=cut.claims[AUDITED],
        codes=cut.codes[LABELS],
        themes=cut.themes[["theme", *LABELS[2:]]],
    )


def cut_chapter(evidence: Evidence, chapter_id: str) -> Evidence:
    """Return what a chapter may see: its sentences, the records that they name, and what :data:`SCOPES` tells."""
    if chapter_id not in SCOPES:
        return evidence
    scope, index = SCOPES[chapter_id], index_rows(evidence)
    sight = _Sight(index, scope.study, FINAL)
    chosen: Chosen = {name: set(range(len(getattr(evidence, name)))) for name in scope.tables}
    for name in ("chapters", "passages"):
        chosen[name] = sight.find(name, "chapter_id", [chapter_id])
    for name in ("statements", "fieldwork"):
        chosen[name] = sight.find(name, "study_id", [scope.study])
    if scope.national:
        chosen["numbers"] = set(range(len(evidence.numbers))) - index.find("numbers", "branch", [""])
    for name in NAMING_TABLES:
        _add_records(sight, chosen, _list_named(index, name, chosen.get(name, set())))
    _add_inputs(sight, chosen)
    own = index.find("cases", "study_id", [scope.study])
    cases = {index.read("cases", "case_id")[place] for place in own}
    return _take_rows(index, chosen, chosen["statements"], cases, set(), [*COMPARED_BRANCHES, *OWN_NUMBER_BRANCHES])


class _Sight:
    """What an edition of a study may know of the rows of the evidence; see :func:`owlib.evidence.read.cut_edition`."""

    def __init__(self, index: RowIndex, study_id: str, edition: str) -> None:
        self.index, self.study_id, self.final = index, study_id, edition == FINAL
        editions, names = index.read("stages", "edition"), index.read("stages", "stage_id")
        own = index.find("stages", "study_id", [study_id])
        self.stages = {names[place] for place in own if editions[place] == edition}

    def find(self, table: str, column: str, values: Iterable[str]) -> set[int]:
        """Return the positions of rows that have one of these values in a column, as far as the edition knows them."""
        return self.keep(table, self.index.find(table, column, values))

    def keep(self, table: str, places: Iterable[int]) -> set[int]:
        """Return those positions of rows that the edition knows."""
        if self.final:
            return set(places)
        if table in ACROSS:
            return set()
        if table == "claims":
            return {place for place in places if self._knows_all(self.index.claimed[place])}
        if table == "summaries":
            editions = self.index.read(table, "edition")
            return {place for place in places if editions[place] == INTERIM}
        studies = self.index.read(table, "study_id")
        known = {place for place in places if studies[place] == self.study_id}
        if table not in STAGED:
            return known
        stages = self.index.read(table, "stage_id")
        return {place for place in known if stages[place] in self.stages}

    def _knows_all(self, names: list[str]) -> bool:
        """Return whether the edition knows all records that a claim rests on, and there are some."""
        places = [self.index.places.get(name, ("", 0)) for name in names]
        return bool(names) and all(table in CLAIMED and self.keep(table, [place]) for table, place in places)


def _find_elsewhere(sight: _Sight, alone: Evidence, case_id: str) -> set[int]:
    """Return the positions of what other studies found on the themes that a case put first."""
    if not sight.final:
        return set()
    themes, findings, studies = (
        find_first_themes(alone, case_id), sight.index.findings, sight.index.read("statements", "study_id"),
    )  # fmt: skip
    return {place for theme in themes for place in findings.get(theme, ()) if studies[place] != sight.study_id}


def _find_amounts(sight: _Sight, case_id: str) -> set[int]:
    """Return the positions of the amounts that are printed about a case, or about its branch and no case."""
    index = sight.index
    measures, roundings, cases = (index.read("numbers", name) for name in ("measure", "rounding", "case_id"))
    own = sight.find("numbers", "case_id", [case_id])
    branch = sight.find("numbers", "branch", index.branches[case_id])
    wider = {place for place in branch if not cases[place] and roundings[place] > 0}
    return {place for place in own | wider if measures[place] not in NO_AMOUNT}


def _find_compared(sight: _Sight, alone: Evidence, case_id: str) -> set[int]:
    """Return the positions of the statements of the cases that a case is set beside, where there is enough of it."""
    if count_told(alone, case_id) < LEAST_TOLD:
        return set()
    index, names = sight.index, sight.index.read("cases", "case_id")
    peers = {names[place] for place in index.find("cases", "study_id", [sight.study_id])}
    peers |= set(index.neighbours[index.branches[case_id][-1]]) if sight.final else set()
    return sight.find("statements", "case_id", peers - {case_id})


def _list_ids(index: RowIndex, table: str, places: set[int]) -> list[str]:
    """Return the ids of rows."""
    ids = index.read(table, getattr(index.evidence, table).columns[0])
    return [ids[place] for place in sorted(places)]


def _list_named(index: RowIndex, table: str, places: set[int]) -> set[str]:
    """Return the ids of records that rows of a table name."""
    columns = [index.read(table, name) for name in NAMING if name in getattr(index.evidence, table)]
    return {name for cells in columns for place in places for name in split_codes(cells[place])}


def _add_records(sight: _Sight, chosen: Chosen, names: Iterable[str]) -> None:
    """Add the rows of these records, as far as the edition knows them."""
    known = [sight.index.places[name] for name in names if name in sight.index.places]
    for table, places in collect((table, [place]) for table, place in known).items():
        chosen[table] = chosen.get(table, set()) | sight.keep(table, places)


def _add_inputs(sight: _Sight, chosen: Chosen) -> None:
    """Add what the chosen claims rest on; where these are claims, what they rest on, too."""
    seen: set[int] = set()
    while new := chosen.get("claims", set()) - seen:
        seen |= new
        _add_records(sight, chosen, {name for place in new for name in sight.index.claimed[place]})


def _take_rows(
    index: RowIndex, chosen: Chosen, shown: set[int], cases: set[str], studies: set[str], branches: Iterable[str]
) -> Evidence:
    """Return the chosen rows, with the cases, studies, sources, numbers and codes that they need; no others.

    Parameters
    ----------
    shown
        Positions of the statements that are there as a whole.
    cases, studies
        Those that are there as a whole.
    branches
        Branches whose labels are there in any case.

    """
    evidence = index.evidence
    cut = {
        name: index.take(name, chosen.get(name, set())) for name in evidence.__dataclass_fields__ if name != "amounts"
    }
    cut["statements"] = index.take_two("statements", shown, chosen["statements"], NAMED_STATEMENT)
    touched = {name for names in cut["contradictions"]["cases"] for name in names}
    near = index.find("cases", "case_id", {*cases, *cut["statements"]["case_id"], *touched})
    cut["cases"] = index.take_two("cases", index.find("cases", "case_id", cases), near, NAMED_CASE)
    near = index.find("studies", "study_id", {*cut["cases"]["study_id"], *cut["statements"]["study_id"]})
    cut["studies"] = index.take_two("studies", index.find("studies", "study_id", studies), near, NAMED_STUDY)
    if "sources" not in chosen:
        sources = {name for table in cut if table != "claims" for column in SOURCED if column in cut[table]
                   for name in cut[table][column]}  # fmt: skip
        cut["sources"] = index.take("sources", index.find("sources", "source_id", sources))
    names = [name for table in TOKEN_COLUMNS for name in cut[table].iloc[:, 0]]
    places = evidence.amounts.index.get_indexer(names)
    cut["amounts"] = evidence.amounts.iloc[sorted(place for place in places if place >= 0)]
    needed = {*branches, *cut["cases"]["branch"], *cut["numbers"]["branch"], *cut["trends"]["branch"]}
    cut["codes"] = index.take("codes", _find_codes(index, needed))
    cut["themes"] = index.take("themes", range(len(evidence.themes)))
    return Evidence(**cut)


def _find_codes(index: RowIndex, branches: set[str]) -> set[int]:
    """Return the positions of the codes; of the list of branches only these, and the wider ones they belong to."""
    listed, parents = index.find("codes", "list", ["branch"]), index.read("codes", "parent")
    own = listed & index.find("codes", "code", branches)
    wider = listed & index.find("codes", "code", {parents[place] for place in own})
    return set(range(len(parents))) - listed | own | wider
