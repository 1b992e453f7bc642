"""Tables of the book, made from the evidence."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence, list_cases_with_evidence
from owlib.exhibits import Cell, Table
from owlib.formats import (
    NOT_GIVEN,
    format_bounds,
    format_figure,
    format_number,
    format_place,
    format_source,
    format_span,
    list_places,
    start_upper,
)
from owlib.measures import compare_growth, find_lane, select_elsewhere, select_statements


def table_growth(evidence: Evidence, name: str, first_year: int, last_year: int) -> Table:
    """Return growth as the levels allow and as printed, by group and branch."""
    frame = compare_growth(evidence, first_year, last_year)
    groups, branches = evidence.map_labels("group"), evidence.map_labels("branch")
    verdicts = {True: "agree", False: "do not agree", None: "not comparable"}
    rows = []
    for row in frame.to_dict("records"):
        agrees = None if row["agrees"] is None else bool(row["agrees"])
        levels = row["basis"] == "levels"
        rows.append(
            (
                Cell(f"{groups[row['group']]}, {branches[row['branch']]}"),
                Cell(format_number(row["start"]), target=f"figure-{row['start_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_number(row["end"]), target=f"figure-{row['end_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_span(row["low"], row["high"]) if levels else "\u2013"),
                Cell(format_number(row["printed"], "percent"), target=f"figure-{row['printed_id']}")
                if row["printed_id"]
                else Cell(NOT_GIVEN),
                Cell(verdicts[agrees]),
            )
        )
    used = evidence.figures[evidence.figures["figure_id"].isin(frame[["start_id", "end_id", "printed_id"]].stack())]
    differ = [row for row in frame.to_dict("records") if row["agrees"] is not None and not row["agrees"]]
    caption = (
        f"Levels and printed growth rates, {first_year} to {last_year}: "
        f"{sum(frame['agrees'].eq(True))} of {frame['agrees'].notna().sum()} pairs agree"
    )
    note = f"Values of {last_year} are provisional. Growth from levels is given as the range that rounding leaves."
    if differ:
        note += " A pair does not agree where no values inside the rounding can give the printed rate."
    return Table(
        name, caption, ("Group", f"{first_year}", f"{last_year}", "Growth from levels", "Growth as printed", "Pair"),
        tuple(rows), list_places(evidence, used), note, (30, 14, 14, 18, 14, 14), (1, 2, 3, 4),
    )  # fmt: skip


def table_glance(evidence: Evidence, name: str, case_id: str) -> Table:
    """Return who, where, which branch, what was held there and, if the edition may know it, how it ended."""
    case = evidence.find_case(case_id)
    study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
    rows = [
        ("Name", case["name"]),
        ("What it is", case["about_en"]),
        ("Place", case["place_en"]),
        ("Branch", evidence.find_label("branch", case["branch"])),
        ("Study", study["title_en"]),
        ("Interim point", study["interim_point_en"]),
    ]
    if "held_en" in case:
        rows += [
            ("What was held", case["held_en"]),
            ("How it stands", evidence.find_label("status", case["status"])),
            ("How it ended", case["ended_en"]),
        ]
    cells = tuple((Cell(label), Cell(start_upper(text))) for label, text in rows)
    caption = f"{case['short_name']} at a glance"
    return Table(
        name,
        caption,
        ("Subject", "What the sources tell"),
        cells,
        list_places(evidence, case.to_frame().T),
        "",
        (22, 78),
    )


def table_statements(evidence: Evidence, name: str, case_id: str, lanes: list[str]) -> Table | None:
    """Return the statements of a case in these lanes, or nothing where there are none."""
    frame = select_statements(evidence, case_id, lanes)
    if frame.empty:
        return None
    short_name = evidence.find_case(case_id)["short_name"]
    labels, kinds = evidence.map_labels("lane"), evidence.map_labels("kind")
    told = [labels[lane] for lane in lanes if lane in set(frame["lane"])]
    caption = f"{short_name}: {' and '.join(told)} ({len(frame)} statement{'s' if len(frame) > 1 else ''})"
    rows = tuple(
        (
            Cell(row["paraphrase_en"], f"{row['statement_id']} · {format_place(row)}"),
            *_frame_statement(evidence, row, kinds),
        )
        for row in frame.to_dict("records")
    )
    return Table(
        name, caption, ("Statement, and where it stands", "Kind and view", "Themes"), rows,
        list_places(evidence, frame), "Statements are paraphrases of ours.", (62, 20, 18),
    )  # fmt: skip


def _frame_statement(evidence: Evidence, row: dict, kinds: dict[str, str]) -> tuple[Cell, Cell]:
    """Return the cells beside a statement: kind with view and level, and themes."""
    views, levels = evidence.map_labels("view"), evidence.map_labels("level")
    directions, themes = evidence.map_labels("direction"), evidence.map_labels("theme")
    remarks = [views[row["view"]], levels.get(row["level"], ""), directions.get(row["direction"], "")]
    kind = Cell(kinds[row["kind"]], ", ".join(remark for remark in remarks if remark))
    return kind, Cell(", ".join(themes[theme] for theme in row["themes"]))


def table_elsewhere(evidence: Evidence, name: str, case_id: str) -> Table | None:
    """Return what other studies say on the themes that a case put first, or nothing."""
    frame = select_elsewhere(evidence, case_id)
    if frame.empty:
        return None
    cases = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    kinds, themes = evidence.map_labels("kind"), evidence.map_labels("theme")
    views = evidence.map_labels("view")
    place = {theme: number for number, theme in enumerate(themes)}
    frame = frame.assign(order=[place[names[0]] for names in frame["themes"]]).sort_values(["order", "statement_id"])
    rows = tuple(
        (
            Cell(
                row["paraphrase_en"],
                f"{row['statement_id']} · {format_source(evidence, row['source_id'])}, {format_place(row)}",
            ),
            Cell(themes[row["themes"][0]]),
            Cell(cases[row["case_id"]], f"{kinds[row['kind']]}, {views[row['view']]}"),
        )
        for row in frame.to_dict("records")
    )
    caption = f"What other studies say on the themes that {evidence.find_case(case_id)['short_name']} put first"
    return Table(
        name,
        caption,
        ("Statement, and where it stands", "Theme", "Case"),
        rows,
        list_places(evidence, frame),
        "",
        (62, 18, 20),
    )


def table_fieldwork(evidence: Evidence, name: str, case_id: str) -> Table:
    """Return the fieldwork behind a case: its own, then what its study reports without splitting it by case."""
    case = evidence.find_case(case_id)
    own = evidence.fieldwork[evidence.fieldwork["case_id"] == case_id]
    shared = evidence.fieldwork[
        (evidence.fieldwork["case_id"] == "") & (evidence.fieldwork["study_id"] == case["study_id"])
    ]
    frame = pd.concat([own, shared])
    kinds = evidence.map_labels("activity")
    rows = tuple(
        (
            Cell(kinds[row["activity"]], "this case" if row["case_id"] else "whole study"),
            Cell(row["respondents"] or NOT_GIVEN),
            Cell(row["who_en"], f"{row['note_en']} {row['fieldwork_id']} · {format_place(row)}"),
        )
        for row in frame.to_dict("records")
    )
    caption = f"Fieldwork behind the report on {case['short_name']}"
    note = "Numbers are given as the source prints them."
    columns = ("Activity", "Number as printed", "Who took part, and what is known")
    return Table(name, caption, columns, rows, list_places(evidence, frame), note, (18, 16, 66))


def table_cases(evidence: Evidence, name: str) -> Table:
    """Return all cases with branch, place and how they stand."""
    branches, statuses = evidence.map_labels("branch"), evidence.map_labels("status")
    studies = dict(zip(evidence.studies["study_id"], evidence.studies["title_en"], strict=True))
    told = list_cases_with_evidence(evidence)
    rows = tuple(
        (
            Cell(case["name"], case["place_en"]),
            Cell(branches[case["branch"]]),
            Cell(studies[case["study_id"]]),
            Cell(statuses[case["status"]], "two reports in this book" if case["case_id"] in told else ""),
        )
        for case in evidence.cases.to_dict("records")
    )
    caption = f"The {len(rows)} cases: {len(told)} of them have reports in this version of the book"
    columns = ("Case", "Branch", "Study", "How it stands")
    return Table(name, caption, columns, rows, list_places(evidence, evidence.cases), "", (30, 22, 26, 22))


def table_added(evidence: Evidence, interim: Evidence, name: str, case_id: str) -> Table:
    """Return how many statements and activities the final edition has beside the interim one."""
    lanes = find_lane(evidence)
    labels = evidence.map_labels("lane")
    stages = {(s["study_id"], s["stage_id"]): s["label_en"] for s in evidence.stages.to_dict("records")}
    before = set(interim.statements["statement_id"])
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    later = own[~own["statement_id"].isin(before)]
    rows = [
        (Cell(stages[(later["study_id"].iloc[0], stage)]), Cell(labels[lane]), Cell(str(len(group))))
        for (stage, lane), group in later.assign(lane=later["kind"].map(lanes))
        .dropna(subset="lane")
        .groupby(["stage_id", "lane"], sort=False)
    ]
    elsewhere = select_elsewhere(evidence, case_id)
    studies = dict(zip(evidence.studies["study_id"], evidence.studies["title_en"], strict=True))
    for study, group in elsewhere.groupby("study_id"):
        rows.append((Cell(studies[study]), Cell("on the themes that this case put first"), Cell(str(len(group)))))
    total = sum(int(row[2].text) for row in rows)
    caption = f"Added since the interim edition: {total} statements"
    records = pd.concat([later, elsewhere])
    source = list_places(evidence, records) if len(records) else "none"
    return Table(name, caption, ("From", "What", "Statements"), tuple(rows), source, "", (40, 44, 16), (2,))


def table_register(evidence: Evidence, name: str) -> Table:
    """Return every published figure with its printed token, what rounding leaves, and its place."""
    rows, targets = [], []
    for figure in evidence.figures.to_dict("records"):
        shown = format_figure(pd.Series(figure))
        span = "exact" if figure["rounding"] == 0 else format_bounds(figure)
        also = f"; also lines {figure['also_lines'].replace(';', ', ')}" if figure["also_lines"] else ""
        status = ", provisional" if figure["provisional"] else ""
        rows.append(
            (
                Cell(figure["label_en"], figure["figure_id"]),
                Cell(shown, f"printed: {figure['token']}{status}"),
                Cell(span),
                Cell(format_source(evidence, figure["source_id"]), format_place(figure) + also),
            )
        )
        targets.append(f"figure-{figure['figure_id']}")
    caption = f"Every number of the national chapter, and its place: {len(rows)} records"
    columns = ("What it is", "Number", "Values that would be printed so", "Where it stands")
    source = list_places(evidence, evidence.figures)
    return Table(name, caption, columns, tuple(rows), source, "", (34, 20, 20, 26), (), tuple(targets))


def table_trends(evidence: Evidence, name: str) -> Table:
    """Return every development that the sources give in words only."""
    trends, branches, groups = (evidence.map_labels(name) for name in ("trend", "branch", "group"))
    measures = evidence.map_labels("measure")
    rows, targets = [], []
    for row in evidence.trends.to_dict("records"):
        years = (
            "\u2013".join(dict.fromkeys(year for year in (row["period_start"], row["period_end"]) if year))
            or "no years given"
        )
        rows.append(
            (
                Cell(row["label_en"], row["trend_id"]),
                Cell(trends[row["trend"]], f"{years}; printed: {row['token']}"),
                Cell(f"{groups[row['group']]}, {branches[row['branch']]}", measures[row["measure"]]),
                Cell(format_source(evidence, row["source_id"]), format_place(row)),
            )
        )
        targets.append(f"trend-{row['trend_id']}")
    caption = f"Developments that the text gives in words only: {len(rows)} records"
    columns = ("What it is", "Direction", "Of whom", "Where it stands")
    return Table(
        name,
        caption,
        columns,
        tuple(rows),
        list_places(evidence, evidence.trends),
        "",
        (34, 20, 22, 24),
        (),
        tuple(targets),
    )


def table_sources(evidence: Evidence, name: str) -> Table:
    """Return the sources with their licence and what that lets us carry over."""
    labels = evidence.map_labels("licence")
    codes = evidence.codes[evidence.codes["list"] == "licence"]
    meaning = dict(zip(codes["code"], codes["definition_en"], strict=True))
    rows = tuple(
        (
            Cell(f"{row['title_nl']}", f"{row['title_en']}; {row['kind_en']}; {row['source_id']}"),
            Cell(f"{row['publisher']}, {row['published']}"),
            Cell(labels[row["licence"]], meaning[row["licence"]]),
        )
        for row in evidence.sources.to_dict("records")
    )
    columns = ("Source", "Published", "Licence of the source")
    return Table(name, f"The {len(rows)} sources", columns, rows, "the sources themselves", "", (48, 24, 28))


def table_themes(evidence: Evidence, name: str) -> Table:
    """Return the code book: each theme with its definition and when to use it and when not."""
    groups = evidence.map_labels("theme-group")
    used = evidence.statements.explode("themes")["themes"].value_counts()
    rows = tuple(
        (
            Cell(row["label_en"], f"{row['theme']}; {groups[row['parent']]}"),
            Cell(row["definition_en"]),
            Cell(row["when_en"], f"Not: {row['when_not_en']}"),
            Cell(str(used.get(row["theme"], 0))),
        )
        for row in evidence.themes.to_dict("records")
    )
    columns = ("Theme", "Definition", "When to use it, and when not", "Statements")
    return Table(
        name,
        f"The code book: {len(rows)} themes",
        columns,
        rows,
        "our own coding",
        "",
        (24, 32, 34, 10),
        (3,),
    )
