"""What a report can see of the evidence: the rows that it shows, compares with or links to, and no others.

A report works on its cut alone. So a fingerprint of the cut covers all that can reach its page, and nothing else: a
new case changes the cuts of those reports that set it beside their own, and leaves the others as they are. Rows are
found by an index: what a cut costs follows from its own rows, however many others there are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from owlib.evidence import EDITIONS, FINAL, INTERIM, Evidence, cut_edition, read_evidence
from owlib.evidence.numbers import TOKEN_COLUMNS, split_codes
from owlib.evidence.read import check_edition, list_reported_cases, list_used
from owlib.findings.national import COMPARED_BRANCHES, NO_AMOUNT, OWN_NUMBER_BRANCHES
from owlib.findings.statements import (
    LEAST_TOLD,
    count_told,
    find_branches,
    find_first_themes,
    find_peers,
    mark_findings,
    take_main_theme,
)

RECORDS = ("statements", "numbers", "fieldwork", "trends", "hr_themes", "claims", "contradictions")
"""Tables whose rows have an address in the book."""
PLACE = ["file", "row"]
"""Where a row stands in its file, which no report shows."""
NAMING = ("evidence", "statement_id", "repeats")
"""Columns that hold ids of records."""
NAMING_TABLES = ("passages", "effects", "reason_links", "repeats", "synthesis", "questions")
"""Tables that hold them, beside the opening sentences of cases and the claims."""
NAMED = {
    "statements": ("statement_id", "study_id", "case_id", "stage_id", "kind", "themes", "source_id", "section"),
    "cases": ("case_id", "study_id", "short_name", "branch"),
    "studies": ("study_id", "title_en", "title_nl", "many_cases"),
}
"""Columns that are left of a row that is counted or named, but not shown."""
LABELS = ["list", "code", "position", "parent", "label_en", "label_nl"]
"""Columns of codes and themes that a case report needs: it gives no definitions."""
AUDITED = ["claim_id", "check", "reported", "inputs", "comparable", "verdict", "note_en", "note_nl"]
"""Columns of claims that a verdict follows from."""
SOURCED = ("source_id", "other_source_id")
"""Columns that name a source."""
Chosen = dict[str, set[int]]
"""Positions of rows by table."""


class RowIndex:
    """Finds the rows of an evidence by what is in them; each column is gone through once for all reports."""

    def __init__(self, evidence: Evidence) -> None:
        frames = {field.name: getattr(evidence, field.name) for field in fields(Evidence)}
        self.evidence = Evidence(**{name: _hide_place(frame) for name, frame in frames.items()})
        self.used, statements, numbers = list_used(evidence.claims), evidence.statements, evidence.numbers
        counting = ~numbers["measure"].isin(NO_AMOUNT)
        wider = counting & numbers["case_id"].eq("") & numbers["rounding"].gt(0)
        self._columns = {
            ("claims", "used"): self.used,
            ("statements", "found"): take_main_theme(statements).where(mark_findings(evidence, statements), ""),
            ("numbers", "told"): numbers["case_id"].where(counting, ""),
            ("numbers", "wider"): numbers["branch"].where(wider, ""),
        }
        self._places: dict[tuple[str, str], dict[str, list[int]]] = {}
        self._empty = {name: frame.iloc[:0] for name, frame in frames.items()}
        self._named = {name: _add_cleared(getattr(self.evidence, name), kept) for name, kept in NAMED.items()}

    def find(self, table: str, column: str, values: Iterable[str]) -> set[int]:
        """Return the positions of rows that have one of these values in a column, or in a list that stands there.

        Beside the columns of the tables there are ``used`` of claims, the records that they rest on; ``found`` of
        statements, the main theme of those that reports on other studies may show; ``told`` of numbers, the case of
        amounts; and ``wider``, the branch of amounts of no case.
        """
        key = (table, column)
        if key not in self._places:
            cells = self._columns[key] if key in self._columns else getattr(self.evidence, table)[column]
            cells = cells.reset_index(drop=True).explode()
            self._places[key] = {value: list(places) for value, places in cells.index.groupby(cells).items()}
        places = self._places[key]
        return {place for value in values for place in places.get(value, ())}

    def take(self, table: str, places: set[int]) -> pd.DataFrame:
        """Return rows of a table in their order."""
        return getattr(self.evidence, table).iloc[sorted(places)] if places else self._empty[table]

    def take_named(self, table: str, places: set[int], whole: set[int]) -> pd.DataFrame:
        """Return rows in their order; of those that are not whole there is nothing but what :data:`NAMED` has."""
        count = len(getattr(self.evidence, table))
        return self._named[table].iloc[[place if place in whole else place + count for place in sorted(places)]]


def _hide_place(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows without their place in a file."""
    return frame.assign(file="", row=0) if set(PLACE) <= set(frame) else frame


def _add_cleared(frame: pd.DataFrame, kept: tuple[str, ...]) -> pd.DataFrame:
    """Return rows, and below them the same without the text of the columns that are not kept."""
    cleared = frame[[*kept, *PLACE]].reindex(columns=frame.columns, fill_value="")
    return pd.concat([frame, cleared.astype(frame.dtypes)])


@functools.lru_cache(maxsize=2)
def index_rows(evidence: Evidence, study_id: str = "", edition: str = FINAL) -> RowIndex:
    """Return the index of what an edition of a study may know, with all sources; final editions have one in common."""
    return RowIndex(replace(cut_edition(evidence, study_id, edition), sources=evidence.sources))


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
    study_id = evidence.find_case(case_id)["study_id"]
    index = index_rows(evidence, study_id, edition) if edition == INTERIM else index_rows(evidence)
    seen, find = index.evidence, index.find
    own, study = find("statements", "case_id", [case_id]), find("statements", "study_id", [study_id])
    alone, branches = replace(seen, statements=index.take("statements", own)), find_branches(seen, case_id)
    chosen: Chosen = {
        "statements": own | find("statements", "found", find_first_themes(alone, case_id)) - study,
        "numbers": find("numbers", "told", [case_id]) | find("numbers", "wider", branches),
        "fieldwork": find("fieldwork", "case_id", [case_id, ""]) & find("fieldwork", "study_id", [study_id]),
        "summaries": find("summaries", "case_id", [case_id]),
        "contradictions": find("contradictions", "cases", [case_id]),
        "stages": find("stages", "study_id", [study_id]),
    }
    people = index.take("fieldwork", find("fieldwork", "case_id", [case_id]))["fieldwork_id"]
    chosen["claims"] = find("claims", "used", [*index.take("numbers", chosen["numbers"])["number_id"], *people])
    _add_named(index, chosen, "summaries")
    whole = {"statements": set(chosen["statements"]), "cases": find("cases", "case_id", [case_id])}
    whole["studies"] = find("studies", "study_id", [study_id])
    _add_inputs(index, chosen)
    if count_told(alone, case_id) >= LEAST_TOLD:
        same, branch = find_peers(seen, case_id)
        chosen["statements"] |= find("statements", "case_id", [*same, *branch])
    cut = _take_rows(index, chosen, whole, branches)
    return replace(cut, claims=cut.claims[AUDITED], codes=cut.codes[LABELS], themes=cut.themes[["theme", *LABELS[2:]]])


def cut_chapter(evidence: Evidence, chapter_id: str) -> Evidence:
    """Return what a chapter may see: its sentences, the records that they name, and what :data:`SCOPES` tells."""
    if chapter_id not in SCOPES:
        return evidence
    scope, index = SCOPES[chapter_id], index_rows(evidence)
    chosen: Chosen = {name: set(range(len(getattr(evidence, name)))) for name in scope.tables}
    chosen |= {name: index.find(name, "chapter_id", [chapter_id]) for name in ("chapters", "passages")}
    chosen |= {name: index.find(name, "study_id", [scope.study]) for name in ("statements", "fieldwork")}
    if scope.national:
        chosen["numbers"] = set(range(len(evidence.numbers))) - index.find("numbers", "branch", [""])
    for name in NAMING_TABLES:
        _add_named(index, chosen, name)
    _add_inputs(index, chosen)
    whole = {"statements": chosen["statements"], "cases": index.find("cases", "study_id", [scope.study])}
    return _take_rows(index, chosen, whole, [*COMPARED_BRANCHES, *OWN_NUMBER_BRANCHES])


def _add_named(index: RowIndex, chosen: Chosen, table: str) -> None:
    """Add the records that the chosen rows of a table name."""
    rows = index.take(table, chosen.get(table, set()))
    cells = [cell for column in NAMING if column in rows for cell in rows[column]]
    _add_records(index, chosen, {name for cell in cells for name in split_codes(cell)})


def _add_records(index: RowIndex, chosen: Chosen, names: set[str]) -> None:
    """Add the rows of these records."""
    for table in RECORDS:
        ids = getattr(index.evidence, table).columns[0]
        chosen[table] = chosen.get(table, set()) | index.find(table, ids, names)


def _add_inputs(index: RowIndex, chosen: Chosen) -> None:
    """Add what the chosen claims rest on; where these are claims, what they rest on, too."""
    seen: set[int] = set()
    while new := chosen["claims"] - seen:
        seen |= new
        _add_records(index, chosen, {name for place in new for name in index.used.iat[place]})


def _take_rows(index: RowIndex, chosen: Chosen, whole: Chosen, branches: Iterable[str]) -> Evidence:
    """Return the chosen rows, with the cases, studies, sources, numbers and codes that they need; no others.

    Parameters
    ----------
    whole
        Statements, cases and studies that are there as a whole; of others only what :data:`NAMED` has.
    branches
        Branches whose labels are there in any case.

    """
    find, evidence = index.find, index.evidence
    tables = [field.name for field in fields(Evidence) if field.name != "amounts"]
    cut = {table: index.take(table, chosen.get(table, set())) for table in tables}
    named = {*cut["statements"]["case_id"], *cut["contradictions"]["cases"].explode()}
    chosen = {**chosen, "cases": whole["cases"] | find("cases", "case_id", named)}
    named = {*index.take("cases", chosen["cases"])["study_id"], *cut["statements"]["study_id"]}
    chosen["studies"] = find("studies", "study_id", named)
    cut |= {table: index.take_named(table, chosen[table], whole.get(table, set())) for table in NAMED}
    if "sources" not in chosen:
        columns = [rows[name] for table, rows in cut.items() if table != "claims" for name in SOURCED if name in rows]
        named = {name for column in columns for name in column}
        cut["sources"] = index.take("sources", find("sources", "source_id", named))
    places = evidence.amounts.index.get_indexer([name for table in TOKEN_COLUMNS for name in cut[table].iloc[:, 0]])
    needed = {*branches, *cut["cases"]["branch"], *cut["numbers"]["branch"], *cut["trends"]["branch"]}
    cut |= {"themes": evidence.themes, "codes": _keep_branches(evidence.codes, needed)}
    return Evidence(**cut, amounts=evidence.amounts.iloc[sorted(place for place in places if place >= 0)])


def _keep_branches(codes: pd.DataFrame, branches: set[str]) -> pd.DataFrame:
    """Return the codes; of the list of branches only these, and the wider ones they belong to."""
    listed, own = codes["list"] == "branch", codes["code"].isin(branches)
    return codes[~listed | own | codes["code"].isin(codes.loc[listed & own, "parent"])]
