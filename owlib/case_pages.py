"""The parts of a case report that set the case against numbers, audit, study and branch."""

from __future__ import annotations

import pandas as pd
from IPython.display import display

from owlib.audit import audit_claims
from owlib.audit_pages import list_inputs
from owlib.case_tables import table_statements
from owlib.checks import VERDICTS
from owlib.drawing import BLUE, GREY, INK, in_house_style, render_svg, start_canvas
from owlib.evidence import Evidence
from owlib.exhibits import Cell, Figure, Table, Text, make_data_rows
from owlib.findings import count_by_case
from owlib.formats import (
    format_figure,
    format_place,
    format_source,
    join_names,
    list_places,
    wrap_words,
)
from owlib.measures import (
    LEAST_TOLD,
    NO_AMOUNT,
    count_told,
    find_branches,
    find_lane,
    find_peers,
    select_statements,
)

MOST_NAMED = 3
"""How many themes a sentence names."""
MOST_ROWS = 14
"""Themes that the comparison draws, those that the case tells most of."""
MOST_UPRIGHT = 6
"""Columns up to which there is room for headings side by side."""
LANES = ("asked", "set-up", "found", "gains", "burdens", "planned", "directions", "needs")
"""What a report can tell of a case beyond its situation."""
FOUND = ("found", "gains", "burdens")
AHEAD = ("directions", "needs")


def tell_question(evidence: Evidence, case_id: str) -> Text:
    """Return the question of the study, which each of its cases serves."""
    study_id = evidence.find_case(case_id)["study_id"]
    study = evidence.studies[evidence.studies["study_id"] == study_id].iloc[0]
    return Text(f"The study asked: *{study['question_en']}*")


def tell_strength(evidence: Evidence, case_id: str) -> Text | None:
    """Return whose view the findings are, and how many people stand behind them as far as the sources tell."""
    lanes = find_lane(evidence)
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    own = own[own["kind"].map(lanes).isin(FOUND)]
    if own.empty:
        return None
    views = evidence.map_labels("view")
    counts = own["view"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    told = join_names([f"{count} {views[view]}" for view, count in counts.items()])
    fieldwork = evidence.fieldwork[(evidence.fieldwork["case_id"] == case_id)]
    activities = evidence.map_labels("activity")
    behind = join_names([activities[name] for name in dict.fromkeys(fieldwork["activity"])]) if len(fieldwork) else ""
    numbers = fieldwork[fieldwork["respondents"] != ""]
    people = "The sources do not tell how many people took part." if numbers.empty else ""
    noun = "statement" if len(own) == 1 else "statements"
    whose = f"{len(own)} {noun}, by whose view it is: {told}."
    return Text(" ".join(part for part in (whose, f"Behind them: {behind}." if behind else "", people) if part))


def show_ahead(evidence: Evidence, report: str, case_id: str) -> None:
    """Show the ways forward that were named, and what it takes: counts by level first, then the statements."""
    frames = [select_statements(evidence, case_id, lane) for lane in AHEAD]
    frame = pd.concat(frames)
    if frame.empty:
        return
    levels, aims = evidence.map_labels("level"), evidence.map_labels("direction")
    counts = frame["level"].value_counts(sort=False)
    told = [f"{levels[level]} {counts[level]}" for level in levels if level in counts.index]
    told += [f"no level named {counts['']}"] if "" in counts.index else []
    ways = frame["direction"].value_counts(sort=False)
    aimed = [f"{aims[aim]} {ways[aim]}" for aim in aims if aim in ways.index]
    by_aim = f" By aim: {', '.join(aimed)}." if aimed else ""
    display(Text(f"By level: {', '.join(told)}.{by_aim}"))
    for lane in AHEAD:
        table = table_statements(evidence, report, case_id, lane)
        if table:
            display(table)


def group_branches(evidence: Evidence) -> dict[str, list[str]]:
    """Return the cases by the label of their widest branch, both in the order in which they first occur."""
    labels, groups = evidence.map_labels("branch"), {}
    for case_id in evidence.cases["case_id"]:
        groups.setdefault(labels[find_branches(evidence, case_id)[-1]], []).append(case_id)
    return groups


def table_numbers(evidence: Evidence, name: str, case_id: str) -> Table | None:
    """Return the numbers about a case and its branch, each with the verdicts of the claims it takes part in."""
    figures = evidence.figures[~evidence.figures["measure"].isin(NO_AMOUNT)]
    branches = find_branches(evidence, case_id)
    own = figures[figures["case_id"] == case_id]
    wider = figures[figures["branch"].isin(branches) & (figures["case_id"] == "") & (figures["rounding"] > 0)]
    people = evidence.fieldwork[(evidence.fieldwork["case_id"] == case_id) & (evidence.fieldwork["respondents"] != "")]
    if own.empty and wider.empty and people.empty:
        return None
    verdicts = _list_verdicts(evidence)
    rows = [_show_number(evidence, row, "this case", verdicts) for _, row in own.iterrows()]
    rows += [_show_people(evidence, row, verdicts) for row in people.to_dict("records")]
    rows += [_show_number(evidence, row, "its branch", verdicts) for _, row in wider.iterrows()]
    columns = ("What it is", "Number", "Audit", "Where it stands")
    used = pd.concat([own, people, wider])
    short, count = evidence.find_case(case_id)["short_name"], len(own) + len(people)
    caption = f"Numbers: {count or 'none'} about {short}, {len(wider) or 'none'} about its branch"
    note = "Audit: what became of the claims that use the number; each leads to the ledger."
    return Table(name, caption, columns, tuple(rows), list_places(evidence, used), note, (40, 18, 20, 22))


def _list_verdicts(evidence: Evidence) -> dict[str, list[tuple[str, str]]]:
    """Return the claims that use each record, with their verdicts."""
    found: dict[str, list[tuple[str, str]]] = {}
    if len(evidence.claims):
        for claim in audit_claims(evidence).to_dict("records"):
            for record_id in dict.fromkeys(list_inputs(claim)):
                found.setdefault(record_id, []).append((claim["claim_id"], claim["verdict"]))
    return found


def _show_verdicts(evidence: Evidence, claims: list[tuple[str, str]]) -> Cell:
    """Return the verdicts on a number as a cell that leads to the first claim."""
    if not claims:
        return Cell("in no claim")
    labels = evidence.map_labels("verdict")
    counts = pd.Series([verdict for _, verdict in claims]).value_counts(sort=False)
    told = [
        f"{labels[verdict]} ({counts[verdict]})" if counts[verdict] > 1 else labels[verdict]
        for verdict in VERDICTS
        if verdict in counts.index
    ]
    return Cell(", ".join(told), ", ".join(claim_id for claim_id, _ in claims[:MOST_NAMED]), f"claim-{claims[0][0]}")


def _show_number(evidence: Evidence, row: pd.Series, whose: str, verdicts: dict[str, list]) -> tuple[Cell, ...]:
    """Return a published number as a row."""
    target = f"figure-{row['figure_id']}"
    return (
        Cell(row["label_en"], whose),
        Cell(format_figure(row), f"printed: {row['token']}", target),
        _show_verdicts(evidence, verdicts.get(row["figure_id"], [])),
        Cell(format_source(evidence, row["source_id"]), format_place(row)),
    )


def _show_people(evidence: Evidence, row: dict, verdicts: dict[str, list]) -> tuple[Cell, ...]:
    """Return a number of the fieldwork as a row."""
    return (
        Cell(row["who_en"], "this case"),
        Cell(row["respondents"], "as printed", f"fieldwork-{row['fieldwork_id']}"),
        _show_verdicts(evidence, verdicts.get(row["fieldwork_id"], [])),
        Cell(format_source(evidence, row["source_id"]), format_place(row)),
    )


def compare_case(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Count the statements of a case and its peers by theme, themes of the case alone, most frequent first.

    Returns
    -------
    DataFrame
        Index: themes; columns: the case, the other cases of its study, those of its branch in other studies, as far
        as they have statements with a theme.

    """
    same, branch = find_peers(evidence, case_id)
    counts = count_by_case(evidence, [case_id, *same, *branch])
    counts = counts[counts[case_id] > 0]
    counts = counts.loc[:, [name for name in counts if name == case_id or counts[name].sum()]]
    if count_told(evidence, case_id) < LEAST_TOLD:
        return counts.iloc[:0]
    return counts.loc[counts[case_id].sort_values(ascending=False, kind="stable").index]


def tell_comparison(evidence: Evidence, case_id: str) -> Text | None:
    """Return which themes a case shares with its peers and which it has alone, or nothing where it has no peers."""
    counts = compare_case(evidence, case_id)
    others = counts.drop(columns=case_id)
    if counts.empty or others.empty:
        return None
    labels = evidence.map_labels("theme")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    same, branch = find_peers(evidence, case_id)
    own = others[[name for name in same if name in others]]
    parts = []
    if len(own.columns):
        shared = (own > 0).sum(axis=1)
        most = shared[shared == shared.max()].index[:MOST_NAMED]
        whom = "all" if shared.max() == len(own.columns) else f"{shared.max()}"
        parts.append(
            f"Of the themes of {names[case_id]}, {join_names([labels[theme] for theme in most])} "
            f"{'come' if len(most) > 1 else 'comes'} up in {whom} of the {len(own.columns)} other cases of its study "
            "that have statements."
        )
        alone = [labels[theme] for theme in shared[shared == 0].index]
        parts += [f"In its study it is alone with {join_names(alone)}."] if alone else []
    near = [name for name in branch if name in others]
    if near:
        label = evidence.find_label("branch", find_branches(evidence, case_id)[-1])
        both = [labels[theme] for theme in counts.index[(others[near] > 0).all(axis=1)][:MOST_NAMED]]
        told = f"; themes common to all of them: {join_names(both)}" if both else ""
        parts.append(f"Of its branch ({label}) in other studies: {join_names([names[name] for name in near])}{told}.")
    return Text(" ".join(parts))


@in_house_style
def draw_comparison(evidence: Evidence, name: str, case_id: str) -> Figure | None:
    """Draw the themes of a case beside those of its peers, or nothing where it has none."""
    counts = compare_case(evidence, case_id)
    if counts.empty or counts.shape[1] == 1:
        return None
    labels = evidence.map_labels("theme")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    shown = counts.head(MOST_ROWS)
    canvas, axes = start_canvas(1.2 + 0.32 * len(shown))
    for column, (case, numbers) in enumerate(shown.items()):
        own = case == case_id
        places = [-place for place, number in enumerate(numbers) if number]
        axes.scatter([column] * len(places), places, s=180, color=BLUE if own else "white",
                     edgecolor=BLUE if own else GREY)  # fmt: skip
        for place in places:
            axes.text(
                column, place - 0.02, str(numbers.iloc[-place]), ha="center", va="center", fontsize=9.5,
                color="white" if own else INK, fontweight="semibold" if own else "normal",
            )  # fmt: skip
    axes.set(xlim=(-0.5, shown.shape[1] - 0.5), ylim=(-len(shown) + 0.4, 0.7))
    axes.set_yticks([-n for n in range(len(shown))], [wrap_words(labels[theme], 28) for theme in shown.index])
    axes.set_xticks(range(shown.shape[1]), [wrap_words(names[case], 9) for case in shown])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=9.5)
    crowded = shown.shape[1] > MOST_UPRIGHT
    for label in axes.get_xticklabels() if crowded else []:
        label.set(rotation=40, ha="left", text=label.get_text().replace("\n", " "))
    axes.get_xticklabels()[0].set_fontweight("bold")
    axes.grid(axis="y", zorder=0)
    axes.spines["bottom"].set_visible(False)
    peers = (counts.drop(columns=case_id) > 0).sum(axis=1)
    top = peers[peers == peers.max()].index[0]
    title = (
        f"{names[case_id]} beside {counts.shape[1] - 1} other case{'s' if counts.shape[1] > 2 else ''}: "
        f"{labels[top]} is shared by {peers.max()} of them"
    )
    caption = (
        "Statements by theme; the situation is left out, and a statement with two themes counts under both. "
        f"Drawn are themes of {names[case_id]}{f', the {MOST_ROWS} most frequent' if len(counts) > MOST_ROWS else ''}. "
        "Numbers differ also because the sources say more of some cases than of others."
    )
    parts = [
        f"{labels[theme]}: " + ", ".join(f"{names[case]} {number}" for case, number in row.items() if number)
        for theme, row in shown.iterrows()
    ]
    alt = f"Matrix of themes by case. {'; '.join(parts)}."
    used = evidence.statements[evidence.statements["case_id"].isin(counts.columns)]
    columns, rows = make_data_rows(counts.reset_index(names="theme"))
    records, source = tuple(used["statement_id"]), list_places(evidence, used)
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


def tell_missing(evidence: Evidence, case_id: str) -> str:
    """Return which parts of a report the sources leave empty for a case, as a sentence; nothing where none."""
    lanes = find_lane(evidence)
    own = evidence.statements.loc[evidence.statements["case_id"] == case_id, "kind"].map(lanes)
    labels = {
        "question of its own": ("asked", "set-up"), "finding": FOUND, "way forward": AHEAD,
        "planned or completed step": ("planned", "set-up"),
    }  # fmt: skip
    absent = [label for label, group in labels.items() if not own.isin(group).any()]
    short = evidence.find_case(case_id)["short_name"]
    if not absent:
        return ""
    return f"For {short} the sources give no {' and no '.join(absent)} at the point of this edition."


def tell_uses(evidence: Evidence, case_id: str) -> Text:
    """Return where other pages of the book use this case; the book fills in the links."""
    return Text(f"{evidence.find_case(case_id)['short_name']} in the chapters: {{uses}}`{case_id}`")
