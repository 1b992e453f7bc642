"""What cases and chapters show, counted from the coded statements: frames in, frames out.

Counts are numbers of statements in our coding. They tell how often the texts say something, not how many people
say it nor how often it occurs in care. A finding that a report gives in two places counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pandas as pd

from owlib.evidence import Evidence
from owlib.evidence.numbers import split_codes

SITUATION = "situation"
"""The lane of statements that tell what a case is; they are shown first, and not counted by theme."""
LEAST_TOLD = 10
"""Statements beyond the situation from which on a case is drawn and compared."""
NO_FINDINGS = (SITUATION, "asked", "set-up")
"""Lanes of statements that tell no finding."""
FLEX, OW, LIMBURG = "flex", "ow", "limburg"
OF_FLEXIBLE_WORK = ("using", "being")
"""Subjects of a benefit or drawback that are flexible work itself."""
SIDES = {"benefit": "benefits", "drawback": "drawbacks"}
FACTORS = {"success-factor": "helping", "obstacle": "hindering"}
DIRECTION, PLANNED = "solution-direction", "planned-action"
GAINS, BURDENS, NEEDS = "gains", "burdens", "needs"
QUESTIONED = "questioned"


def order_rows(frame: pd.DataFrame, column: str, order: Iterable[str]) -> pd.DataFrame:
    """Return rows in the order that a list gives the codes of a column; those alike stay as they were."""
    return frame.sort_values(column, key=lambda codes: codes.map(list(order).index), kind="stable")


def map_parents(evidence: Evidence, list_name: str) -> dict[str, str]:
    """Return what each code belongs to: the lane of a kind, the perspective of a view, the wider branch of a branch."""
    return evidence.codes[evidence.codes["list"] == list_name].set_index("code")["parent"].to_dict()


def take_main_theme(statements: pd.DataFrame) -> pd.Series:
    """Return the main theme of each statement; empty where it has none."""
    return statements["themes"].str[0].fillna("").astype(str)


def select_own(evidence: Evidence, case_ids: Iterable[str]) -> pd.DataFrame:
    """Return the statements of some cases with the lane of each."""
    own = evidence.statements[evidence.statements["case_id"].isin(list(case_ids))]
    return own.assign(lane=own["kind"].map(map_parents(evidence, "kind")))


def cross_themes(evidence: Evidence, case_ids: list[str], column: str) -> pd.DataFrame:
    """Count the statements of some cases by theme and the values of a column, those on the situation left out.

    A statement with two themes counts under both. Themes are in the order of the code book.
    """
    own = select_own(evidence, case_ids)
    own = own[own["lane"] != SITUATION].explode("themes").dropna(subset="themes")
    counts = pd.crosstab(own["themes"], own[column])
    return counts.loc[[theme for theme in evidence.list_codes("theme") if theme in counts.index]]


def count_themes(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Count the statements of a case by theme and lane, those on the situation left out.

    Index: themes that occur, in the order of the code book; columns: lanes that occur, in the order of
    their list; values: number of statements. A statement with two themes counts under both.
    """
    counts = cross_themes(evidence, [case_id], "lane")
    return counts[[lane for lane in evidence.list_codes("lane") if lane in counts]]


def count_by_case(evidence: Evidence, case_ids: list[str]) -> pd.DataFrame:
    """Count the statements of some cases by theme, those on the situation left out.

    Index: themes in the order of the code book; columns: the cases; values: number of statements that have the
    theme, as main one or not.
    """
    return cross_themes(evidence, case_ids, "case_id").reindex(columns=case_ids, fill_value=0)


def count_told(evidence: Evidence, case_id: str) -> int:
    """Return how many statements a case has beyond its situation."""
    return int(select_own(evidence, [case_id])["lane"].ne(SITUATION).sum())


def select_statements(evidence: Evidence, case_id: str, lane: str) -> pd.DataFrame:
    """Return the statements of a case in a lane, ordered by main theme (code book), kind and id."""
    own = select_own(evidence, [case_id]).query("lane == @lane").drop(columns="lane")
    return order_by_theme(evidence, own) if lane != SITUATION else own


def order_by_theme(evidence: Evidence, statements: pd.DataFrame, first: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return statements ordered by main theme: those named first, then as in the code book; then by kind and id."""
    themes = dict.fromkeys([*first, *evidence.list_codes("theme"), ""])
    ordered = order_rows(statements.sort_values("statement_id"), "kind", evidence.list_codes("kind"))
    return order_rows(ordered.assign(theme=take_main_theme(ordered)), "theme", themes)


def find_first_themes(evidence: Evidence, case_id: str) -> tuple[str, ...]:
    """Return the main themes of the questions of a case, or of its design where it set none; most frequent first."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    asked = own[own["kind"] == "research-question"]
    main = take_main_theme(asked if len(asked) else own[own["kind"] == "design"])
    return tuple(main[main != ""].value_counts(sort=False).sort_values(ascending=False, kind="stable").index)


def find_branches(evidence: Evidence, case_id: str) -> list[str]:
    """Return the branch of a case, and the wider branch it belongs to, if any."""
    branch = evidence.find_case(case_id)["branch"]
    return [name for name in (branch, map_parents(evidence, "branch")[branch]) if name]


def find_peers(evidence: Evidence, case_id: str) -> tuple[list[str], list[str]]:
    """Return the other cases of the study of a case, and those of its branch in other studies; in their order."""
    cases, wider = evidence.cases, evidence.cases["branch"].map(map_parents(evidence, "branch"))
    widest = wider.where(wider != "", cases["branch"])
    own, study = cases["case_id"] == case_id, cases["study_id"] == evidence.find_case(case_id)["study_id"]
    near = widest == widest[own].iloc[0]
    return list(cases.loc[study & ~own, "case_id"]), list(cases.loc[near & ~study, "case_id"])


def select_elsewhere(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Return what other studies found on the themes that a case put first, and what its opening names of them.

    Of a study with several cases these are the findings across its cases. Designs, selections and situations are left
    out: they are no findings.
    """
    first = find_first_themes(evidence, case_id)
    opening = evidence.summaries[evidence.summaries["case_id"] == case_id]
    named = {name for names in opening["evidence"] for name in split_codes(names)}
    others = evidence.statements[evidence.statements["study_id"] != evidence.find_case(case_id)["study_id"]]
    found = mark_findings(evidence, others) & take_main_theme(others).isin(first)
    return order_by_theme(evidence, others[found | others["statement_id"].isin(named)], first)


def mark_findings(evidence: Evidence, statements: pd.DataFrame) -> pd.Series:
    """Return of each statement whether it is a finding that reports on cases of other studies may show."""
    finding = ~statements["kind"].map(map_parents(evidence, "kind")).isin(NO_FINDINGS)
    finding &= statements["stage_id"].ne("preparation")
    many = evidence.studies.loc[evidence.studies["many_cases"], "study_id"]
    return finding & (statements["case_id"].eq("") | ~statements["study_id"].isin(many))


def drop_repeats(evidence: Evidence, frame: pd.DataFrame, keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return rows of statements without those that repeat another of them, within the same ``keys`` if any."""
    repeats = dict(zip(evidence.repeats["statement_id"], evidence.repeats["repeats"], strict=True))
    there = pd.MultiIndex.from_frame(frame[["statement_id", *keys]])
    first = frame.assign(statement_id=frame["statement_id"].map(repeats))[["statement_id", *keys]]
    return frame[~pd.MultiIndex.from_frame(first).isin(there)]


def collect_reasons(evidence: Evidence, actor: str) -> pd.DataFrame:
    """Return which statements give, or question, each reason of workers or of organisations.

    One row a link: ``reason``, ``force`` (push, pull, questioned), ``perspective``, and the columns of the
    statement; reasons in their order.
    """
    own = evidence.reasons.loc[evidence.reasons["actor"] == actor, ["reason", "position"]]
    links = own.merge(evidence.reason_links[["reason", "statement_id", "force"]], on="reason")
    frame = drop_repeats(evidence, links.merge(evidence.statements, on="statement_id"), ("reason",))
    frame = frame.assign(perspective=frame["view"].map(map_parents(evidence, "view")))
    return frame.sort_values(["position", "statement_id"], kind="stable").reset_index(drop=True)


def count_reasons(evidence: Evidence, actor: str) -> pd.DataFrame:
    """Count the statements on each reason by perspective and force.

    One row a reason, perspective and force that occur: ``reason``, ``perspective``, ``force``, ``statements``.
    Reasons are ordered by how many statements give them, most first; those that question them do not count.
    """
    links = collect_reasons(evidence, actor)
    counts = links.groupby(["reason", "perspective", "force"], sort=False).size().rename("statements").reset_index()
    given = (links["force"] != QUESTIONED).groupby(links["reason"], sort=False).sum()
    return order_rows(counts, "reason", _order_most(given)).reset_index(drop=True)


def _order_most(counts: pd.Series) -> list[str]:
    """Return what was counted, most first; those alike as they were."""
    return list(counts.sort_values(ascending=False, kind="stable").index)


def select_sides(evidence: Evidence) -> pd.DataFrame:
    """Return the benefits and drawbacks of using, or being, flexible workers, with theme and perspective.

    Those that compare internal with external flexible workers, or are of something else, are left out.

    Columns of ``statements``, and ``subject``, ``theme`` (the main one), ``perspective`` and ``side``.
    """
    own = evidence.statements.merge(evidence.effects[["statement_id", "subject"]], on="statement_id")
    own = drop_repeats(evidence, own[own["subject"].isin(OF_FLEXIBLE_WORK)])
    return own.assign(
        theme=take_main_theme(own),
        perspective=own["view"].map(map_parents(evidence, "view")),
        side=own["kind"].map(SIDES),
    )


def select_factors(evidence: Evidence) -> pd.DataFrame:
    """Return the helping and hindering factors of Limburg with theme, perspective and side, as for two sides."""
    own = evidence.statements[evidence.statements["study_id"] == LIMBURG]
    own = own[own["kind"].isin(FACTORS)]
    return own.assign(theme=take_main_theme(own), perspective="interviewed", side=own["kind"].map(FACTORS))


def compare_sides(evidence: Evidence, statements: pd.DataFrame) -> pd.DataFrame:
    """Count statements of two sides by theme and perspective.

    Parameters
    ----------
    statements
        With ``theme``, ``perspective`` and ``side``, as :func:`select_sides` gives them.

    Returns
    -------
    DataFrame
        One row a theme and perspective that occur: ``theme``, ``perspective`` and one column a side. Themes are
        ordered by their number of statements, perspectives as in their list.

    """
    counts = pd.crosstab([statements["theme"], statements["perspective"]], statements["side"]).reset_index()
    counts = order_rows(counts, "perspective", evidence.list_codes("perspective"))
    return order_rows(counts, "theme", _order_most(statements["theme"].value_counts(sort=False))).reset_index(drop=True)


def find_both(evidence: Evidence) -> pd.DataFrame:
    """Return the themes that some name as a benefit of flexible work and some as a drawback.

    One row a theme: ``theme``, ``benefits``, ``drawbacks`` (numbers of statements), ``benefit_ids``,
    ``drawback_ids`` (lists), ``same`` (perspectives that name it as both).
    """
    sides = select_sides(evidence).query("theme != ''")
    ids, views = (
        sides.pivot_table(index="theme", columns="side", values=column, aggfunc=list, sort=False).dropna()
        for column in ("statement_id", "perspective")
    )
    every, pairs = evidence.list_codes("perspective"), zip(views["benefits"], views["drawbacks"], strict=True)
    frame = (
        ids[["benefits", "drawbacks"]]
        .map(len)
        .assign(
            benefit_ids=ids["benefits"],
            drawback_ids=ids["drawbacks"],
            same=[[name for name in every if name in a and name in b] for a, b in pairs],
        )
    )
    frame.columns.name = None
    return frame.loc[_order_most(frame["benefits"] + frame["drawbacks"])].reset_index()


def select_ways(evidence: Evidence) -> pd.DataFrame:
    """Return the directions and planned actions of the cases of the flexible-work study, one row a theme of each.

    Beside the columns of ``statements`` there are ``theme`` and ``way``: ``reduce-flex``, ``use-flex-differently`` or
    ``planned``.
    """
    own = evidence.statements
    own = own[(own["study_id"] == FLEX) & (own["case_id"] != "") & own["kind"].isin([DIRECTION, PLANNED])]
    own = own.assign(way=own["direction"].where(own["kind"] == DIRECTION, "planned"))
    return own.assign(theme=own["themes"]).explode("theme").dropna(subset="theme")


def cross_ways(evidence: Evidence) -> pd.DataFrame:
    """Count directions and planned actions by theme, case and way; a statement with two themes counts under both.

    One row a theme and case that occur: ``theme``, ``case_id``, one column a way, and ``cases``: how many cases
    have the theme. Themes with most cases first, then with most statements.
    """
    frame = select_ways(evidence)
    counts = pd.crosstab([frame["theme"], frame["case_id"]], frame["way"]).reset_index()
    counts = counts.assign(
        cases=counts["theme"].map(counts["theme"].value_counts()),
        total=counts["theme"].map(frame["theme"].value_counts()),
    )
    counts = order_rows(counts, "theme", evidence.list_codes("theme"))
    counts = counts.sort_values(["cases", "total"], ascending=False, kind="stable")
    return counts.drop(columns="total").reset_index(drop=True)


def count_levels(evidence: Evidence) -> pd.DataFrame:
    """Count the directions of each case by level and aim.

    Index: cases in their order; columns: pairs of level and aim that occur, in the order of their lists.
    """
    frame = select_ways(evidence).drop_duplicates("statement_id").query("kind == @DIRECTION")
    counts = pd.crosstab(frame["case_id"], [frame["level"], frame["direction"]])
    pairs = [pair for pair in product(evidence.list_codes("level"), evidence.list_codes("direction")) if pair in counts]
    return counts.reindex(index=list_way_cases(evidence), columns=pairs, fill_value=0)


def list_way_cases(evidence: Evidence) -> list[str]:
    """Return the cases that have directions or planned actions, in the order of the cases."""
    cases = evidence.cases["case_id"]
    return list(cases[cases.isin(select_ways(evidence)["case_id"])])


def select_determined(evidence: Evidence) -> pd.DataFrame:
    """Return the statements on the pilots that name a determinant, with the lane of each."""
    own = evidence.statements[(evidence.statements["study_id"] == OW) & (evidence.statements["determinant"] != "")]
    return own.assign(lane=own["kind"].map(map_parents(evidence, "kind")))


def compare_pilots(evidence: Evidence) -> pd.DataFrame:
    """Count gains, burdens and needs of the pilots by determinant.

    One row a pilot and determinant: ``case_id`` (empty for the pilots in general), ``determinant``, ``gains``,
    ``burdens``, ``needs`` in numbers of statements; all determinants of the list, in its order.
    """
    own = select_determined(evidence)
    own = own[own["lane"].isin([GAINS, BURDENS, NEEDS])]
    counts = pd.crosstab([own["case_id"], own["determinant"]], own["lane"])
    cases = [name for name in [*evidence.cases["case_id"], ""] if name in set(own["case_id"])]
    index = pd.MultiIndex.from_product([cases, evidence.list_codes("determinant")], names=counts.index.names)
    return counts.reindex(index, fill_value=0)[[GAINS, BURDENS, NEEDS]].reset_index()


def weigh_evidence(evidence: Evidence, names: list[str]) -> dict:
    """Return how widely something is told of entrepreneurial employeeship: statements, views, and of which pilots.

    Statements of other studies do not count: none of them is about entrepreneurial employeeship.

    ``statements``, ``views``: numbers; ``breadth``: a code of the list ``breadth``, empty where none counts.
    """
    own = evidence.statements[evidence.statements["statement_id"].isin(names) & (evidence.statements["study_id"] == OW)]
    pilots = own.loc[own["case_id"] != "", "case_id"].nunique()
    breadth = ("general", "one-pilot", "both-pilots")[min(pilots, 2)] if len(own) else ""
    return {"statements": len(own), "views": own["view"].nunique(), "breadth": breadth}


def collect_synthesis(evidence: Evidence) -> pd.DataFrame:
    """Return each reason set against what entrepreneurial employeeship offers, costs and leaves open.

    One row a reason of workers and aspect, empty cells included: ``reason``, ``aspect``, ``cells`` (list of the
    ids of sentences), ``evidence`` (list of ids of statements), and what :func:`weigh_evidence` gives for these.
    """
    workers = evidence.reasons.loc[evidence.reasons["actor"] == "worker", "reason"]
    rows = []
    for reason, aspect in product(workers, evidence.list_codes("aspect")):
        own = evidence.synthesis[evidence.synthesis["reason"].eq(reason) & evidence.synthesis["aspect"].eq(aspect)]
        names = [name for cell in own["evidence"] for name in split_codes(cell)]
        row = {"reason": reason, "aspect": aspect, "cells": list(own["cell_id"]), "evidence": names}
        rows.append(row | weigh_evidence(evidence, names))
    return pd.DataFrame(rows)
