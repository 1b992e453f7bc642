"""What a report can see of the evidence: the rows that it shows, compares with or links to, and no others.

A report works on its cut alone. So a fingerprint of the cut covers all that can reach its page, and nothing else: a
new case changes the cuts of those reports that set it beside their own, and leaves the others as they are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from owlib.evidence import FINAL, INTERIM, Evidence, cut_edition, read_evidence
from owlib.evidence.numbers import TOKEN_COLUMNS, split_codes
from owlib.evidence.read import OFFICIAL, check_edition, list_used
from owlib.evidence.rules import PARTED
from owlib.findings.national import COMPARED_BRANCHES, OWN_NUMBER_BRANCHES
from owlib.findings.statements import find_branches

RECORDS = (
    "statements", "numbers", "fieldwork", "trends", "hr_themes", "claims", "contradictions", "official_numbers",
)  # fmt: skip
"""Tables whose rows have an address in the book."""
PLACE = ["file", "row"]
"""Where a row stands in its file, which no report shows."""
NAMING = ("evidence", "statement_id", "repeats", *(f"{part}_evidence" for parts in PARTED.values() for part in parts))
"""Columns that hold ids of records."""
NAMING_TABLES = (
    "passages", "effects", "reason_links", "repeats", "contrasts", "synthesis", "questions", "official_reasons",
)  # fmt: skip
"""Tables that hold them, beside the opening sentences of cases and the claims."""
NAMED = {
    "statements": ("statement_id", "study_id", "case_id", "stage_id", "kind", "themes", "source_id", "section"),
    "cases": ("case_id", "study_id", "short_name", "branch"),
    "studies": ("study_id", "title_en", "title_nl", "many_cases"),
}
"""Columns that are left of a row that is named, but not shown."""
LABELS = ["list", "code", "position", "parent", "label_en", "label_nl"]
"""Columns of codes and themes that a case report needs: it gives no definitions."""
OF_CASES = ("summaries", "threads", "case_links")
"""Tables about a case that name the records that its report shows."""
SOURCED = ("source_id", "other_source_id")
"""Columns that name a source."""
SINCE = "care-welfare-childcare"
"""The branch of official numbers on care as a whole."""
KEPT = 4
"""Cuts that are kept: a report is fingerprinted and run one after the other, and its other language comes soon."""
Chosen = dict[str, pd.Series]
"""Which rows of each table are taken."""


@functools.lru_cache(maxsize=2)
def _see(evidence: Evidence, study_id: str = "", edition: str = FINAL) -> Evidence:
    """Return what an edition of a study may know, with all sources, and no row with its place in a file."""
    seen = replace(cut_edition(evidence, study_id, edition), sources=evidence.sources)
    tables = {field.name: getattr(seen, field.name) for field in fields(Evidence)}
    placed = {name: frame.assign(file="", row=0) for name, frame in tables.items() if set(PLACE) <= set(frame)}
    return replace(seen, **placed)


def _have(cells: pd.Series, values: Iterable[str]) -> pd.Series:
    """Return which cells are one of these values, or hold one in their list."""
    return cells.explode().isin(set(values)).groupby(level=0).any()


class Scope(NamedTuple):
    """What a chapter sees beside its own sentences and the records that they name.

    These are ``tables`` as a whole, with the records that they name; the cases, threads, statements and fieldwork of a
    ``study``; and the numbers about the nation with the claims on its growth, if ``national``.
    """

    tables: tuple[str, ...] = ()
    study: str = ""
    national: bool = False


SCOPES = {
    "national": Scope(("trends",), national=True),
    "reasons": Scope(("reasons", "reason_links", "repeats", *OFFICIAL)),
    "effects": Scope(("effects", "repeats")),
    "plans": Scope(study="flex"),
    "pilots": Scope(("contrasts",), study="ow"),
    "region": Scope(("hr_themes",), study="limburg"),
    "synthesis": Scope(("reasons", "synthesis"), study="ow"),
    "start": Scope(),
    "hr": Scope(("threads",)),
    "since": Scope(("reasons", *OFFICIAL)),
    "questions": Scope(("questions",)),
    "policy": Scope(),
    "contradictions": Scope(),
    "audit": Scope(("sources", "claims", "contradictions")),
}
"""Chapters; one that is not here sees everything."""


def read_case(case_id: str, edition: str, root: Path | None = None, *, official: bool = True) -> Evidence:
    """Return what the report on a case may see, from a project folder; templates read the data so.

    Without ``official`` a final edition is what the five sources alone support.
    """
    cut = cut_report(read_evidence(root), case_id, edition)
    return cut if official else replace(cut, **{name: getattr(cut, name).iloc[:0] for name in OFFICIAL})


def read_chapter(chapter_id: str, root: Path | None = None) -> Evidence:
    """Return what a chapter may see, from a project folder; templates read the data so."""
    return cut_chapter(read_evidence(root), chapter_id)


@functools.lru_cache(maxsize=KEPT)
def cut_report(evidence: Evidence, case_id: str, edition: str) -> Evidence:
    """Return what the report on a case may see, row by row.

    These are its own records, the fieldwork of its study, what official statistics tell of its branch, and what its
    opening, its threads and its links to its study name. An interim edition sees of all this what
    :func:`owlib.evidence.read.cut_edition` leaves.

    Raises
    ------
    UnknownNameError
        If there is no such case or edition.

    """
    check_edition(edition)
    study_id = evidence.find_case(case_id)["study_id"]
    seen = _see(evidence, study_id, edition) if edition == INTERIM else _see(evidence)
    branches, fieldwork = find_branches(seen, case_id), seen.fieldwork
    chosen: Chosen = {name: getattr(seen, name)["case_id"].eq(case_id) for name in ("statements", "numbers", *OF_CASES)}
    chosen |= {
        "fieldwork": fieldwork["case_id"].isin([case_id, ""]) & fieldwork["study_id"].eq(study_id),
        "contradictions": _have(seen.contradictions["cases"], [case_id]),
        "stages": seen.stages["study_id"].eq(study_id),
        "official_numbers": seen.official_numbers["branch"].isin([*branches, SINCE])
        & seen.official_numbers["measure"].isin(["growth", "share-of-respondents"]),
    }
    own = set(seen.numbers.loc[chosen["numbers"], "number_id"])
    chosen["claims"] = ~list_used(seen.claims).map(own.isdisjoint).astype(bool)
    chosen["passages"] = seen.passages["chapter_id"].eq(f"{case_id}-{edition}")
    pages = seen.official_numbers.loc[chosen["official_numbers"], "pages"].map(split_codes).explode()
    chosen["official_pages"] = seen.official_pages["page_id"].isin(pages)
    for name in (*OF_CASES, "passages"):
        _add_named(seen, chosen, name)
    _add_inputs(seen, chosen)
    whole = {"statements": chosen["statements"], "cases": seen.cases["case_id"].eq(case_id)}
    whole["studies"] = seen.studies["study_id"].eq(study_id)
    cut = _take_rows(seen, chosen, whole, branches)
    return replace(cut, codes=cut.codes[LABELS], themes=cut.themes[["theme", *LABELS[2:]]])


@functools.lru_cache(maxsize=KEPT)
def cut_chapter(evidence: Evidence, chapter_id: str) -> Evidence:
    """Return what a chapter may see: its sentences, the records that they name, and what :data:`SCOPES` tells."""
    if chapter_id not in SCOPES:
        return evidence
    scope, seen = SCOPES[chapter_id], _see(evidence)
    chosen: Chosen = {name: getattr(seen, name).iloc[:, 0].notna() for name in scope.tables}
    chosen |= {name: getattr(seen, name)["chapter_id"].eq(chapter_id) for name in ("chapters", "passages")}
    chosen |= {name: getattr(seen, name)["study_id"].eq(scope.study) for name in ("statements", "fieldwork")}
    of_study = seen.cases["study_id"].eq(scope.study)
    chosen.setdefault("threads", seen.threads["case_id"].isin(seen.cases.loc[of_study, "case_id"]))
    if scope.national:
        chosen["numbers"] = seen.numbers["branch"].ne("")
        own = seen.numbers.loc[chosen["numbers"], "number_id"]
        chosen["claims"] = seen.claims["kind"].eq("growth") & seen.claims["reported"].isin(own)
    for name in NAMING_TABLES:
        _add_named(seen, chosen, name)
    _add_inputs(seen, chosen)
    whole = {"statements": chosen["statements"], "cases": of_study}
    return _take_rows(seen, chosen, whole, [*COMPARED_BRANCHES, *OWN_NUMBER_BRANCHES])


def _take(seen: Evidence, chosen: Chosen, table: str) -> pd.DataFrame:
    """Return the chosen rows of a table; none of one of which nothing is chosen."""
    frame = getattr(seen, table)
    return frame[chosen[table]] if table in chosen else frame.iloc[:0]


def _add_named(seen: Evidence, chosen: Chosen, table: str) -> None:
    """Add the records that the chosen rows of a table name."""
    rows = _take(seen, chosen, table)
    _add_records(
        seen, chosen, [name for column in NAMING if column in rows for name in ";".join(rows[column]).split(";")]
    )


def _add_records(seen: Evidence, chosen: Chosen, names: Iterable[str]) -> None:
    """Add the rows of these records."""
    for table in RECORDS:
        rows = getattr(seen, table).iloc[:, 0].isin(list(names))
        chosen[table] = chosen[table] | rows if table in chosen else rows


def _add_inputs(seen: Evidence, chosen: Chosen) -> None:
    """Add what the chosen claims rest on; where these are claims, what they rest on, too."""
    used, count = list_used(seen.claims), -1
    while (now := chosen["claims"].sum()) > count:
        count = now
        _add_records(seen, chosen, used[chosen["claims"]].explode())


def _take_rows(seen: Evidence, chosen: Chosen, whole: Chosen, branches: Iterable[str]) -> Evidence:
    """Return the chosen rows, with the cases, studies, sources, numbers and codes that they need; no others.

    Parameters
    ----------
    whole
        Statements, cases and studies that are there as a whole; of others only what :data:`NAMED` has.
    branches
        Branches whose labels are there in any case.

    """
    tables = [field.name for field in fields(Evidence) if field.name != "amounts"]
    cut = {table: _take(seen, chosen, table) for table in tables}
    named = {*cut["statements"]["case_id"], *cut["threads"]["case_id"], *cut["contradictions"]["cases"].explode()}
    chosen = {**chosen, "cases": whole["cases"] | seen.cases["case_id"].isin(named)}
    named = {*_take(seen, chosen, "cases")["study_id"], *cut["statements"]["study_id"]}
    chosen["studies"] = seen.studies["study_id"].isin(named)
    for table, kept in NAMED.items():
        cut[table] = _take(seen, chosen, table).copy()
        rows = ~whole[table][chosen[table]] if table in whole else [True] * len(cut[table])
        cut[table].loc[rows, cut[table].columns.difference([*kept, *PLACE])] = ""
    if "sources" not in chosen:
        columns = [rows[name] for table, rows in cut.items() if table != "claims" for name in SOURCED if name in rows]
        cut["sources"] = seen.sources[seen.sources["source_id"].isin({name for column in columns for name in column})]
    ids = [name for table in TOKEN_COLUMNS for name in cut[table].iloc[:, 0]]
    needed = {*branches, *cut["cases"]["branch"], *cut["numbers"]["branch"], *cut["trends"]["branch"]}
    cut |= {"themes": seen.themes, "codes": _keep_branches(seen.codes, needed)}
    return Evidence(**cut, amounts=seen.amounts[seen.amounts.index.isin(ids)])


def _keep_branches(codes: pd.DataFrame, branches: set[str]) -> pd.DataFrame:
    """Return the codes; of the list of branches only these, and the wider ones they belong to."""
    listed, own = codes["list"] == "branch", codes["code"].isin(branches)
    return codes[~listed | own | codes["code"].isin(codes.loc[listed & own, "parent"])]
