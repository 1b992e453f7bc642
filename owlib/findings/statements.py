"""What cases and chapters show of the coded statements: frames in, frames out.

They tell who says something, or at which cases. How many statements there are is told nowhere: it depends on how a
sentence was split, and one person may stand behind several. A finding that a report gives in two places is shown once.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from owlib.evidence import Evidence
from owlib.evidence.numbers import split_codes
from owlib.evidence.rules import PHRASES

SITUATION = "situation"
"""The lane of statements that tell what a case is."""
FLEX, OW, LIMBURG = "flex", "ow", "limburg"
OF_FLEXIBLE_WORK = ("using", "being")
"""Subjects of a benefit or drawback that are flexible work itself."""
SIDES = {"benefit": "benefits", "drawback": "drawbacks"}
DIRECTION, PLANNED = "solution-direction", "planned-action"
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


def find_branches(evidence: Evidence, case_id: str) -> list[str]:
    """Return the branch of a case, and the wider branch it belongs to, if any."""
    branch = evidence.find_case(case_id)["branch"]
    return [name for name in (branch, map_parents(evidence, "branch")[branch]) if name]


def list_behind(evidence: Evidence, case_id: str) -> list[str]:
    """Return the records behind the opening of a case, sentence by sentence, each once."""
    opening = evidence.summaries[evidence.summaries["case_id"] == case_id].sort_values("position")
    return list(dict.fromkeys(name for cell in opening["evidence"] for name in split_codes(cell)))


def list_threaded(evidence: Evidence, case_id: str, parts: Iterable[str] = PHRASES) -> list[str]:
    """Return the records behind these parts of the threads of a case, each once."""
    threads = evidence.threads[evidence.threads["case_id"] == case_id].sort_values("position")
    cells = [cell for part in parts for cell in threads[f"{part}_evidence"]]
    return list(dict.fromkeys(name for cell in cells for name in split_codes(cell)))


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


def find_both(evidence: Evidence) -> pd.DataFrame:
    """Return the themes that some name as a benefit of flexible work and some as a drawback, as in the code book.

    One row a theme: ``theme``, ``benefit_ids``, ``drawback_ids`` (lists), ``same`` (perspectives that name it as both).
    """
    sides = select_sides(evidence).query("theme != ''")
    ids, views = (
        sides.pivot_table(index="theme", columns="side", values=column, aggfunc=list).dropna()
        for column in ("statement_id", "perspective")
    )
    every, pairs = evidence.list_codes("perspective"), zip(views["benefits"], views["drawbacks"], strict=True)
    same = [[name for name in every if name in a and name in b] for a, b in pairs]
    frame = ids.set_axis(["benefit_ids", "drawback_ids"], axis=1).assign(same=same).reset_index()
    return order_rows(frame, "theme", evidence.list_codes("theme")).reset_index(drop=True)


def select_ways(evidence: Evidence) -> pd.DataFrame:
    """Return the directions and planned actions of the cases of the flexible-work study, one row a theme of each.

    Beside the columns of ``statements`` there are ``theme`` and ``way``: ``reduce-flex``, ``use-flex-differently`` or
    ``planned``.
    """
    own = evidence.statements
    own = own[(own["study_id"] == FLEX) & (own["case_id"] != "") & own["kind"].isin([DIRECTION, PLANNED])]
    own = own.assign(way=own["direction"].where(own["kind"] == DIRECTION, "planned"))
    return own.assign(theme=own["themes"]).explode("theme").dropna(subset="theme")


def count_cases(evidence: Evidence) -> pd.Series:
    """Return at how many cases each theme comes up in directions or planned actions; most first."""
    ways = order_rows(select_ways(evidence), "theme", evidence.list_codes("theme"))
    cases = ways.groupby("theme", sort=False)["case_id"].nunique()
    return cases.sort_values(ascending=False, kind="stable")


def list_way_cases(evidence: Evidence) -> list[str]:
    """Return the cases that have directions or planned actions, in the order of the cases."""
    cases = evidence.cases["case_id"]
    return list(cases[cases.isin(select_ways(evidence)["case_id"])])
