"""Tables of a case report, made from the evidence. Each row of evidence has its own address on the page."""

from __future__ import annotations

import pandas as pd
from IPython.display import display

from owlib.addresses import make_address
from owlib.clean import parse_token
from owlib.evidence import Evidence
from owlib.exhibits import Cell, Table
from owlib.formats import NOT_GIVEN, format_place, format_source, list_places, start_upper
from owlib.measures import SITUATION, find_lane, name_origin, select_elsewhere, select_statements

BY_LEVEL = ("directions", "needs")
"""Lanes whose statements are ordered by level: what teams can do, organisations, region and nation."""


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


def show_statements(evidence: Evidence, report: str, case_id: str, lanes: list[str]) -> None:
    """Show the statements of a case in these lanes, a table each; nothing for a lane without any."""
    for table in [table_statements(evidence, report, case_id, lane) for lane in lanes]:
        if table:
            display(table)


def table_statements(evidence: Evidence, report: str, case_id: str, lane: str) -> Table | None:
    """Return the statements of a case in a lane, or nothing where there are none."""
    frame = select_statements(evidence, case_id, lane)
    if frame.empty:
        return None
    if lane in BY_LEVEL:
        levels = [*evidence.map_labels("level"), ""]
        frame = frame.sort_values("level", key=lambda codes: codes.map(levels.index), kind="stable")
    kinds = evidence.map_labels("kind")
    count = f"{len(frame)} statement{'s' if len(frame) > 1 else ''}"
    caption = f"{evidence.find_case(case_id)['short_name']}: {evidence.find_label('lane', lane)} ({count})"
    rows = tuple(
        (
            Cell(
                row["paraphrase_en"],
                f"{row['statement_id']} · {format_source(evidence, row['source_id'])}, {format_place(row)}",
            ),
            *_frame_statement(evidence, row, kinds),
        )
        for row in frame.to_dict("records")
    )
    targets = tuple(make_address(report, name) for name in frame["statement_id"])
    return Table(
        f"{report}-{lane}", caption, ("Statement, and where it stands", "Kind and view", "Themes"), rows,
        list_places(evidence, frame), "Statements are paraphrases of ours.", (60, 22, 18), (), targets,
    )  # fmt: skip


def _frame_statement(evidence: Evidence, row: dict, kinds: dict[str, str]) -> tuple[Cell, Cell]:
    """Return the cells beside a statement: kind with view, level and aim, and themes."""
    themes = evidence.map_labels("theme")
    remarks = [f"view: {evidence.find_label('view', row['view'])}"]
    remarks += [f"level: {evidence.find_label('level', row['level'])}"] if row["level"] else []
    remarks += [f"aim: {evidence.find_label('direction', row['direction'])}"] if row["direction"] else []
    kind = Cell(kinds[row["kind"]], "; ".join(remarks))
    return kind, Cell(", ".join(themes[theme] for theme in row["themes"]) or "\u2013")


def table_elsewhere(evidence: Evidence, report: str, case_id: str) -> Table | None:
    """Return what other studies found on the themes that a case put first, or nothing."""
    frame = select_elsewhere(evidence, case_id)
    if frame.empty:
        return None
    origins = name_origin(evidence)
    kinds, themes, views = (evidence.map_labels(name) for name in ("kind", "theme", "view"))
    rows = tuple(
        (
            Cell(
                row["paraphrase_en"],
                f"{row['statement_id']} · {format_source(evidence, row['source_id'])}, {format_place(row)}",
            ),
            Cell(themes[row["themes"][0]]),
            Cell(origins[row["study_id"], row["case_id"]], f"{kinds[row['kind']]}; view: {views[row['view']]}"),
        )
        for row in frame.to_dict("records")
    )
    caption = f"What other studies found on the themes that {evidence.find_case(case_id)['short_name']} put first"
    targets = tuple(make_address(report, name) for name in frame["statement_id"])
    columns, source = ("Statement, and where it stands", "Main theme", "Of"), list_places(evidence, frame)
    return Table(f"{report}-elsewhere", caption, columns, rows, source, "", (60, 18, 22), (), targets)


def table_fieldwork(evidence: Evidence, report: str, case_id: str) -> Table:
    """Return the fieldwork behind a case: its own, then what its study reports without splitting it by case."""
    case = evidence.find_case(case_id)
    fieldwork = evidence.fieldwork[evidence.fieldwork["study_id"] == case["study_id"]]
    frame = pd.concat([fieldwork[fieldwork["case_id"] == case_id], fieldwork[fieldwork["case_id"] == ""]])
    kinds = evidence.map_labels("activity")
    rows = tuple(
        (
            Cell(kinds[row["activity"]], "this case" if row["case_id"] else "whole study"),
            _show_respondents(row["respondents"]),
            Cell(row["who_en"]),
            Cell(row["note_en"], f"{row['fieldwork_id']} · {format_place(row)}"),
        )
        for row in frame.to_dict("records")
    )
    caption = f"Fieldwork behind the report on {case['short_name']}"
    targets = tuple(make_address(report, name) for name in frame["fieldwork_id"])
    columns, source = ("Activity", "Number", "Who took part", "What is known"), list_places(evidence, frame)
    return Table(f"{report}-fieldwork", caption, columns, rows, source, "", (16, 12, 30, 42), (), targets)


def _show_respondents(token: str) -> Cell:
    """Return a number of people or things, with the word that the source prints for it."""
    if not token:
        return Cell(NOT_GIVEN)
    number = f"{parse_token(token).low:f}"
    return Cell(number, "" if number == token else f"printed: {token}")


def table_added(evidence: Evidence, interim: Evidence, report: str, case_id: str) -> Table | None:
    """Return how many statements the final edition has beside the interim one, or nothing where it has no more."""
    labels, lanes = evidence.map_labels("lane"), find_lane(evidence)
    stages = {(row["study_id"], row["stage_id"]): row["label_en"] for row in evidence.stages.to_dict("records")}
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    later = own[~own["statement_id"].isin(interim.statements["statement_id"])]
    later = later.assign(lane=later["kind"].map(lanes))
    later = later[later["lane"] != SITUATION]
    rows = [
        (Cell(f"This study: {stages[study, stage]}"), Cell(labels[lane]), Cell(str(len(group))))
        for (study, stage, lane), group in later.groupby(["study_id", "stage_id", "lane"], sort=False)
    ]
    elsewhere = select_elsewhere(evidence, case_id)
    studies = dict(zip(evidence.studies["study_id"], evidence.studies["title_en"], strict=True))
    rows += [
        (Cell(studies[study]), Cell("on the themes that this case put first"), Cell(str(len(group))))
        for study, group in elsewhere.groupby("study_id")
    ]
    total = len(later) + len(elsewhere)
    if not total:
        return None
    records = pd.concat([later, elsewhere])
    source = list_places(evidence, records)
    caption = (
        f"Added since the interim edition: {len(later)} statements on this case, {len(elsewhere)} of other studies"
    )
    return Table(
        f"{report}-added", caption, ("From", "What", "Statements"), tuple(rows), source, "", (40, 44, 16), (2,)
    )
