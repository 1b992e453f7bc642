"""What the pages show, computed from the evidence: frames in, frames out.

What the chapters show, counted from the coded statements: frames in, frames out.

Counts are numbers of statements in our coding. They tell how often the texts say something, not how many people
say it nor how often it occurs in care. A finding that a report gives in two places counts once.
"""

from __future__ import annotations

import pandas as pd

from owlib.evidence.numbers import split_codes
from owlib.evidence.read import Evidence

SITUATION = "situation"
"""The lane of statements that tell what a case is; they are shown first, and not counted by theme."""


LEAST_TOLD = 10
"""Statements beyond the situation from which on a case is drawn and compared."""


def find_lane(evidence: Evidence) -> dict[str, str]:
    """Return the lane of each kind of statement."""
    kinds = evidence.codes[(evidence.codes["list"] == "kind") & (evidence.codes["parent"] != "")]
    return dict(zip(kinds["code"], kinds["parent"], strict=True))


def count_themes(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Count the statements of a case by theme and lane, those on the situation left out.

    Returns
    -------
    DataFrame
        Index: themes that occur, in the order of the code book; columns: lanes that occur, in the order of
        their list; values: number of statements. A statement with two themes counts under both.

    """
    lanes = find_lane(evidence)
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    own = own.assign(lane=own["kind"].map(lanes))
    own = own[own["lane"] != SITUATION].explode("themes").dropna(subset="themes")
    counts = pd.crosstab(own["themes"], own["lane"])
    themes = [theme for theme in evidence.themes["theme"] if theme in counts.index]
    columns = [lane for lane in evidence.map_labels("lane") if lane in counts.columns]
    return counts.loc[themes, columns]


def select_statements(evidence: Evidence, case_id: str, lane: str) -> pd.DataFrame:
    """Return the statements of a case in a lane, ordered by main theme (code book), kind and id."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    own = own[own["kind"].map(find_lane(evidence)) == lane]
    return order_by_theme(evidence, own) if lane != SITUATION else own


def order_by_theme(evidence: Evidence, statements: pd.DataFrame, first: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return statements ordered by main theme: those named first, then as in the code book; then by kind and id."""
    themes = list(dict.fromkeys([*first, *evidence.themes["theme"], ""]))
    kinds = list(evidence.map_labels("kind"))
    ordered = statements.assign(
        theme_order=[themes.index(names[0] if names else "") for names in statements["themes"]],
        kind_order=[kinds.index(kind) for kind in statements["kind"]],
    )
    return ordered.sort_values(["theme_order", "kind_order", "statement_id"], kind="stable")


def find_first_themes(evidence: Evidence, case_id: str) -> tuple[str, ...]:
    """Return the main themes of the questions of a case, or of its design where it set none; most frequent first."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    asked = own[own["kind"] == "research-question"]
    asked = asked if len(asked) else own[own["kind"] == "design"]
    main = pd.Series([names[0] for names in asked["themes"] if names], dtype=object)
    return tuple(main.value_counts(sort=False).sort_values(ascending=False, kind="stable").index)


def find_branches(evidence: Evidence, case_id: str) -> list[str]:
    """Return the branch of a case, and the wider branch it belongs to, if any."""
    branch = evidence.find_case(case_id)["branch"]
    parent = _map_parents(evidence)[branch]
    return [branch, *([parent] if parent else [])]


def find_peers(evidence: Evidence, case_id: str) -> tuple[list[str], list[str]]:
    """Return the other cases of the study of a case, and those of its branch in other studies; in their order."""
    parents, cases = _map_parents(evidence), evidence.cases
    widest = {name: parents[branch] or branch for name, branch in zip(cases["case_id"], cases["branch"], strict=True)}
    study_id, branch = evidence.find_case(case_id)["study_id"], widest[case_id]
    own = cases.loc[(cases["study_id"] == study_id) & (cases["case_id"] != case_id), "case_id"]
    others = cases.loc[cases["study_id"] != study_id, "case_id"]
    return list(own), [name for name in others if widest[name] == branch]


def _map_parents(evidence: Evidence) -> dict[str, str]:
    """Return branch -> the wider branch it belongs to, empty if none."""
    branches = evidence.codes[evidence.codes["list"] == "branch"]
    return dict(zip(branches["code"], branches["parent"], strict=True))


def count_told(evidence: Evidence, case_id: str) -> int:
    """Return how many statements a case has beyond its situation."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    return int((own["kind"].map(find_lane(evidence)) != SITUATION).sum())


def select_elsewhere(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Return what other studies found on the themes that a case put first, and what its opening names of them.

    Of a study with several cases these are the findings across its cases. Designs, selections and situations are left
    out: they are no findings.
    """
    case = evidence.find_case(case_id)
    first = find_first_themes(evidence, case_id)
    opening = evidence.summaries[evidence.summaries["case_id"] == case_id]
    named = {name for names in opening["evidence"] for name in split_codes(names)}
    others = evidence.statements[evidence.statements["study_id"] != case["study_id"]]
    finding = mark_findings(evidence, others)
    themed = pd.Series([bool(names) and names[0] in first for names in others["themes"]], index=others.index)
    chosen = others[(finding & themed) | others["statement_id"].isin(named)]
    return order_by_theme(evidence, chosen, first)


def mark_findings(evidence: Evidence, statements: pd.DataFrame) -> pd.Series:
    """Return of each statement whether it is a finding that reports on cases of other studies may show."""
    finding = ~statements["kind"].map(find_lane(evidence)).isin([SITUATION, "asked", "set-up"])
    finding &= statements["stage_id"].ne("preparation")
    many = evidence.studies.loc[evidence.studies["many_cases"], "study_id"]
    return finding & (statements["case_id"].eq("") | ~statements["study_id"].isin(many))


def name_origin(evidence: Evidence) -> dict[tuple[str, str], str]:
    """Return what a statement is about, by study and case: the case, or the study as a whole."""
    names = {(row["study_id"], row["case_id"]): row["short_name"] for row in evidence.cases.to_dict("records")}
    wholes = {
        (row["study_id"], ""): f"{row['title_en']}, across its cases" for row in evidence.studies.to_dict("records")
    }
    return {**names, **wholes}


FLEX, OW, LIMBURG = "flex", "ow", "limburg"


OF_FLEXIBLE_WORK = ("using", "being")
"""Subjects of a benefit or drawback that are flexible work itself."""


SIDES = {"benefit": "benefits", "drawback": "drawbacks"}


WAYS = ("solution-direction", "planned-action")


GAINS, BURDENS, NEEDS = "gains", "burdens", "needs"


QUESTIONED = "questioned"


OVERALL = "overall"
"""The column of HR ranks that is no sector of its own."""


def find_perspective(evidence: Evidence) -> dict[str, str]:
    """Return the perspective of each view: whose side it is seen from."""
    views = evidence.codes[evidence.codes["list"] == "view"]
    return dict(zip(views["code"], views["parent"], strict=True))


def take_main_theme(statements: pd.DataFrame) -> pd.Series:
    """Return the main theme of each statement; empty where it has none."""
    return pd.Series([names[0] if names else "" for names in statements["themes"]], index=statements.index, dtype=str)


def drop_repeats(evidence: Evidence, frame: pd.DataFrame, keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return rows of statements without those that repeat another of them, within the same ``keys`` if any."""
    repeats = dict(zip(evidence.repeats["statement_id"], evidence.repeats["repeats"], strict=True))
    there = set(zip(frame["statement_id"], *(frame[key] for key in keys), strict=True))
    first = frame["statement_id"].map(repeats)
    repeated = [row in there for row in zip(first, *(frame[key] for key in keys), strict=True)]
    return frame[[not value for value in repeated]]


def collect_reasons(evidence: Evidence, actor: str) -> pd.DataFrame:
    """Return which statements give, or question, each reason of workers or of organisations.

    Returns
    -------
    DataFrame
        One row a link: ``reason``, ``force`` (push, pull, questioned), ``perspective``, and the columns of the
        statement; reasons in their order.

    """
    own = evidence.reasons.loc[evidence.reasons["actor"] == actor, ["reason", "position"]]
    links = own.merge(evidence.reason_links[["reason", "statement_id", "force"]], on="reason")
    frame = links.merge(evidence.statements, on="statement_id")
    frame = drop_repeats(evidence, frame, ("reason",))
    frame = frame.assign(perspective=frame["view"].map(find_perspective(evidence)))
    return frame.sort_values(["position", "statement_id"], kind="stable").reset_index(drop=True)


def count_reasons(evidence: Evidence, actor: str) -> pd.DataFrame:
    """Count the statements on each reason by perspective and force.

    Returns
    -------
    DataFrame
        One row a reason, perspective and force that occur: ``reason``, ``perspective``, ``force``, ``statements``.
        Reasons are ordered by how many statements give them, most first; those that question them do not count.

    """
    links = collect_reasons(evidence, actor)
    counts = links.groupby(["reason", "perspective", "force"], sort=False).size().rename("statements").reset_index()
    given = (links["force"] != QUESTIONED).groupby(links["reason"], sort=False).sum()
    order = list(given.sort_values(ascending=False, kind="stable").index)
    return counts.sort_values("reason", key=lambda names: names.map(order.index), kind="stable").reset_index(drop=True)


def select_sides(evidence: Evidence) -> pd.DataFrame:
    """Return the benefits and drawbacks of using, or being, flexible workers, with theme and perspective.

    Those that compare internal with external flexible workers, or are of something else, are left out.

    Returns
    -------
    DataFrame
        Columns of ``statements``, and ``subject``, ``theme`` (the main one), ``perspective`` and ``side``.

    """
    own = evidence.statements.merge(evidence.effects[["statement_id", "subject"]], on="statement_id")
    own = drop_repeats(evidence, own[own["subject"].isin(OF_FLEXIBLE_WORK)])
    return own.assign(
        theme=take_main_theme(own),
        perspective=own["view"].map(find_perspective(evidence)),
        side=own["kind"].map(SIDES),
    )


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
    totals = statements["theme"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    order, views = list(totals.index), list(evidence.map_labels("perspective"))
    places = counts.assign(first=counts["theme"].map(order.index), second=counts["perspective"].map(views.index))
    return counts.loc[places.sort_values(["first", "second"], kind="stable").index].reset_index(drop=True)


def find_both(evidence: Evidence) -> pd.DataFrame:
    """Return the themes that some name as a benefit of flexible work and some as a drawback.

    Returns
    -------
    DataFrame
        One row a theme: ``theme``, ``benefits``, ``drawbacks`` (numbers of statements), ``benefit_ids``,
        ``drawback_ids`` (lists), ``same`` (perspectives that name it as both).

    """
    frame = select_sides(evidence)
    rows = []
    for theme, group in frame.groupby("theme", sort=False):
        parts = {side: group[group["side"] == side] for side in SIDES.values()}
        if theme and all(len(part) for part in parts.values()):
            same = set(parts["benefits"]["perspective"]) & set(parts["drawbacks"]["perspective"])
            rows.append(
                {
                    "theme": theme,
                    "benefits": len(parts["benefits"]),
                    "drawbacks": len(parts["drawbacks"]),
                    "benefit_ids": list(parts["benefits"]["statement_id"]),
                    "drawback_ids": list(parts["drawbacks"]["statement_id"]),
                    "same": [name for name in evidence.map_labels("perspective") if name in same],
                }
            )
    frame = pd.DataFrame(rows)
    totals = frame["benefits"] + frame["drawbacks"]
    return frame.loc[totals.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def select_ways(evidence: Evidence) -> pd.DataFrame:
    """Return the directions and planned actions of the cases of the flexible-work study, one row a theme of each.

    Returns
    -------
    DataFrame
        Columns of ``statements``, and ``theme`` and ``way``: ``reduce-flex``, ``use-flex-differently`` or ``planned``.

    """
    own = evidence.statements
    own = own[(own["study_id"] == FLEX) & (own["case_id"] != "") & own["kind"].isin(WAYS)]
    own = own.assign(way=own["direction"].where(own["kind"] == "solution-direction", "planned"))
    return own.assign(theme=own["themes"]).explode("theme").dropna(subset="theme")


def cross_ways(evidence: Evidence) -> pd.DataFrame:
    """Count directions and planned actions by theme, case and way; a statement with two themes counts under both.

    Returns
    -------
    DataFrame
        One row a theme and case that occur: ``theme``, ``case_id``, one column a way, and ``cases``: how many cases
        have the theme. Themes with most cases first, then with most statements.

    """
    frame = select_ways(evidence)
    counts = pd.crosstab([frame["theme"], frame["case_id"]], frame["way"]).reset_index()
    cases = counts["theme"].value_counts()
    totals = frame["theme"].value_counts()
    counts = counts.assign(cases=counts["theme"].map(cases), total=counts["theme"].map(totals))
    themes = list(evidence.themes["theme"])
    counts = counts.assign(order=counts["theme"].map(themes.index))
    counts = counts.sort_values(["cases", "total", "order"], ascending=[False, False, True], kind="stable")
    return counts.drop(columns=["total", "order"]).reset_index(drop=True)


def list_way_cases(evidence: Evidence) -> list[str]:
    """Return the cases that have directions or planned actions, in the order of the cases."""
    found = set(select_ways(evidence)["case_id"])
    return [case_id for case_id in evidence.cases["case_id"] if case_id in found]


def compare_pilots(evidence: Evidence) -> pd.DataFrame:
    """Count gains, burdens and needs of the pilots by determinant.

    Returns
    -------
    DataFrame
        One row a pilot and determinant: ``case_id`` (empty for the pilots in general), ``determinant``, ``gains``,
        ``burdens``, ``needs`` in numbers of statements; all determinants of the list, in its order.

    """
    own = evidence.statements[(evidence.statements["study_id"] == OW) & (evidence.statements["determinant"] != "")]
    own = own.assign(lane=own["kind"].map(find_lane(evidence)))
    own = own[own["lane"].isin([GAINS, BURDENS, NEEDS])]
    counts = pd.crosstab([own["case_id"], own["determinant"]], own["lane"])
    cases = [name for name in [*evidence.cases["case_id"], ""] if name in set(own["case_id"])]
    index = pd.MultiIndex.from_product([cases, list(evidence.map_labels("determinant"))], names=counts.index.names)
    return counts.reindex(index, fill_value=0)[[GAINS, BURDENS, NEEDS]].reset_index()


def select_limburg(evidence: Evidence) -> pd.DataFrame:
    """Return the helping and hindering factors of Limburg with theme, perspective and side, as for two sides."""
    own = evidence.statements[evidence.statements["study_id"] == LIMBURG]
    own = own[own["kind"].isin(["success-factor", "obstacle"])]
    side = own["kind"].map({"success-factor": "helping", "obstacle": "hindering"})
    return own.assign(theme=take_main_theme(own), perspective="interviewed", side=side)


def tabulate_ranks(evidence: Evidence) -> pd.DataFrame:
    """Return the ranks of HR themes: one row a theme, one column a sector, *overall* among them."""
    ranks = evidence.hr_themes.assign(rank=evidence.amounts.reindex(evidence.hr_themes["rank_id"])["value"].to_numpy())
    table = ranks.pivot_table(index="theme", columns="sector", values="rank", sort=False)
    return table[list(evidence.map_labels("hr-sector"))].astype(int)


def tabulate_sectors(evidence: Evidence) -> pd.DataFrame:
    """Return the ranks of HR themes by sector, without the column that ranks all together."""
    return tabulate_ranks(evidence).drop(columns=OVERALL)


def weigh_evidence(evidence: Evidence, names: list[str]) -> dict:
    """Return how widely something is told of entrepreneurial employeeship: statements, views, and of which pilots.

    Statements of other studies do not count: none of them is about entrepreneurial employeeship.

    Returns
    -------
    dict
        ``statements``, ``views``: numbers; ``breadth``: a code of the list ``breadth``, empty where none counts.

    """
    own = evidence.statements[evidence.statements["statement_id"].isin(names) & (evidence.statements["study_id"] == OW)]
    pilots = own.loc[own["case_id"] != "", "case_id"].nunique()
    breadth = ("general", "one-pilot", "both-pilots")[min(pilots, 2)] if len(own) else ""
    return {"statements": len(own), "views": own["view"].nunique(), "breadth": breadth}


def collect_synthesis(evidence: Evidence) -> pd.DataFrame:
    """Return each reason set against what entrepreneurial employeeship offers, costs and leaves open.

    Returns
    -------
    DataFrame
        One row a reason of workers and aspect, empty cells included: ``reason``, ``aspect``, ``texts`` (list of
        sentences), ``evidence`` (list of lists of ids), and what :func:`weigh_evidence` gives for all of them.

    """
    workers = evidence.reasons.loc[evidence.reasons["actor"] == "worker", "reason"]
    rows = []
    for reason in workers:
        for aspect in evidence.map_labels("aspect"):
            own = evidence.synthesis[
                (evidence.synthesis["reason"] == reason) & (evidence.synthesis["aspect"] == aspect)
            ]
            cited = [split_codes(names) for names in own["evidence"]]
            weight = weigh_evidence(evidence, [name for names in cited for name in names])
            rows.append(
                {"reason": reason, "aspect": aspect, "texts": list(own["text_en"]), "evidence": cited, **weight}
            )
    return pd.DataFrame(rows)


def count_by_case(evidence: Evidence, case_ids: list[str]) -> pd.DataFrame:
    """Count the statements of some cases by theme, those on the situation left out.

    Returns
    -------
    DataFrame
        Index: themes in the order of the code book; columns: the cases; values: number of statements that have the
        theme, as main one or not.

    """
    own = evidence.statements[evidence.statements["case_id"].isin(case_ids)]
    own = own[own["kind"].map(find_lane(evidence)) != SITUATION].explode("themes").dropna(subset="themes")
    counts = pd.crosstab(own["themes"], own["case_id"])
    themes = [theme for theme in evidence.themes["theme"] if theme in counts.index]
    return counts.reindex(index=themes, columns=case_ids, fill_value=0)
