"""Where the rows of the evidence stand, so that what is asked of a table costs no pass over all its rows."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import pandas as pd

from owlib.clean import split_codes
from owlib.evidence import Evidence
from owlib.measures import mark_findings

RECORDS = ("statements", "figures", "fieldwork", "trends", "hr_themes", "claims", "contradictions")
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
