"""Tables of a case report, made from the evidence. Each row of evidence has its own address on the page.

Pictures of the book: each draws a frame, and carries that frame, its message in words and its source.

Running text of the report pages, made from the evidence.

The parts of a case report that set the case against numbers, audit, study and branch.
"""

from __future__ import annotations

import pandas as pd
from IPython.display import display

from owlib.evidence.audit import audit_claims
from owlib.evidence.checks import VERDICTS
from owlib.evidence.numbers import parse_token
from owlib.evidence.read import Evidence
from owlib.exhibits.audit import list_inputs
from owlib.exhibits.drawing import BLUE, GREY, INK, PALE, in_house_style, render_svg, start_canvas
from owlib.exhibits.forms import Cell, Figure, Table, Text, make_data_rows
from owlib.exhibits.wording import (
    NOT_GIVEN,
    format_place,
    format_published,
    format_source,
    join_names,
    link_evidence,
    list_places,
    make_address,
    map_addresses,
    start_upper,
    wrap_words,
)
from owlib.findings.national import NO_AMOUNT
from owlib.findings.statements import (
    LEAST_TOLD,
    SITUATION,
    count_by_case,
    count_themes,
    count_told,
    find_branches,
    find_first_themes,
    find_lane,
    find_peers,
    name_origin,
    select_elsewhere,
    select_statements,
)

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


LEAST_THEMES = 3
"""Themes from which on those of a case are drawn."""


@in_house_style
def draw_case_themes(evidence: Evidence, name: str, case_id: str) -> Figure | None:
    """Draw on which themes a case asked, found, planned and was advised, by lane; nothing where it has no themes."""
    counts = count_themes(evidence, case_id)
    if len(counts) < LEAST_THEMES:
        return None
    themes, lanes = evidence.map_labels("theme"), evidence.map_labels("lane")
    case = evidence.find_case(case_id)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    canvas, axes = start_canvas(1.0 + 0.34 * len(counts))
    drawn = counts.reset_index(drop=True).set_axis(range(counts.shape[1]), axis=1).stack()
    drawn = drawn[drawn > 0]
    places, columns = -drawn.index.get_level_values(0), drawn.index.get_level_values(1)
    sizes = 150 + 250 * drawn / max(counts.to_numpy().max(), 4)
    axes.scatter(columns, places, s=sizes, color=[BLUE if n > 1 else PALE for n in drawn], edgecolor=BLUE, zorder=3)
    for column, place, number in zip(columns, places, drawn, strict=True):
        axes.text(column, place - 0.02, str(number), ha="center", va="center", zorder=4,
                  color="white" if number > 1 else INK, fontsize=10, fontweight="semibold")  # fmt: skip
    axes.set(
        xlim=(-0.5, len(counts.columns) - 0.5),
        ylim=(-len(counts) + 0.4, 0.7),
        yticks=[-n for n in range(len(counts))],
    )
    axes.set_yticklabels([themes[theme] for theme in counts.index])
    axes.set_xticks(range(len(counts.columns)), [wrap_words(lanes[lane], 11) for lane in counts.columns])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.grid(axis="y", zorder=0)
    axes.spines["bottom"].set_visible(False)
    title = f"{case['short_name']}: {_name_leading(counts, themes)} come up most often"
    caption = (
        "Number of statements by theme, most frequent first. A statement with two themes counts under both; "
        "statements on the situation are left out."
    )
    parts = [
        f"{lanes[lane]}: "
        + ", ".join(f"{themes[theme]} ({number})" for theme, number in counts[lane].items() if number)
        for lane in counts.columns
    ]
    alt = f"Dot matrix of the themes of {case['short_name']}. " + "; ".join(parts) + "."
    frame = counts.rename_axis("theme").reset_index()
    used = evidence.statements[evidence.statements["case_id"] == case_id]
    columns, rows = make_data_rows(frame)
    return Figure(
        name, title, caption, alt, list_places(evidence, used), columns, rows, render_svg(canvas, title, alt),
        tuple(used[used.columns[0]].dropna()),
    )  # fmt: skip


def _name_leading(counts: pd.DataFrame, themes: dict[str, str]) -> str:
    """Return the three most frequent themes with their numbers; fewer where many share the third place."""
    totals = counts.sum(axis=1)
    third = totals.iloc[min(2, len(totals) - 1)]
    leading = totals[totals >= third]
    leading = leading if len(leading) <= 4 or third == totals.iloc[0] else totals[totals > third]
    return join_names([f"{themes[theme]} ({number})" for theme, number in leading.items()])


def tell_case(evidence: Evidence, report: str, case_id: str, edition: str) -> Text:
    """Return the opening of a report: what is found, with the evidence behind each sentence, and what it may know."""
    rows = evidence.summaries[evidence.summaries["case_id"] == case_id].sort_values("position").to_dict("records")
    addresses = map_addresses(evidence) | _map_own(evidence, report, case_id)
    lead, *others = [(row["text_en"], link_evidence(addresses, row["evidence"])) for row in rows]
    points = "\n".join(f"- {text} {links}" for text, links in others)
    return Text(f"**{lead[0]}** {lead[1]}\n\n{points}\n\n{_tell_edition(evidence, case_id, edition)}")


def _map_own(evidence: Evidence, report: str, case_id: str) -> dict[str, str]:
    """Return the addresses of the records that stand on the page of a report itself."""
    own = evidence.statements.loc[evidence.statements["case_id"] == case_id, "statement_id"]
    study_id = evidence.find_case(case_id)["study_id"]
    fieldwork = evidence.fieldwork[evidence.fieldwork["study_id"] == study_id]
    fieldwork = fieldwork.loc[fieldwork["case_id"].isin([case_id, ""]), "fieldwork_id"]
    elsewhere = select_elsewhere(evidence, case_id)["statement_id"]
    return {name: make_address(report, name) for name in [*own, *fieldwork, *elsewhere]}


def _tell_edition(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return what this edition may know."""
    case = evidence.find_case(case_id)
    study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
    if edition == "interim":
        final = f"[The final edition](#{case_id}-final-glance) has all of it, and what came later."
        told = f"what could be said at the interim point of the study. {study['interim_point_en']}"
        return f"*Interim edition: {told} {final}*"
    return "*Final edition: what can be said with all the evidence to hand, other studies included.*"


def tell_unknown(evidence: Evidence, case_id: str, missing: str = "") -> Text:
    """Return what is not known about the case and from its study; an interim edition stops before it.

    ``missing`` names the parts of a report that the sources leave empty, as :func:`owlib.exhibits.cases.tell_missing`
    tells them.
    """
    case = evidence.find_case(case_id)
    points = [missing] if missing else []
    if "not_known_en" not in case:
        points.append("How things went on, and what other studies say: this edition stops before it.")
    else:
        study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
        points += [case["not_known_en"], study["not_known_en"]]
    return Text("\n".join(f"- {point}" for point in points))


def tell_elsewhere(evidence: Evidence, case_id: str, edition: str) -> Text | None:
    """Return the lead of the section on other studies: which themes, how many statements, from where."""
    if edition == "interim":
        return None
    labels = evidence.map_labels("theme")
    first = [labels[theme] for theme in find_first_themes(evidence, case_id)]
    found = select_elsewhere(evidence, case_id)
    if not first:
        return None
    origins = name_origin(evidence)
    counts = found[["study_id", "case_id"]].value_counts(sort=False)
    told = "; ".join(f"{origins[origin]} ({count})" for origin, count in counts.items())
    return Text(
        f"The themes that this case put first are: {', '.join(first)}. On these, picked by theme and not by its "
        f"question, other studies have {len(found)} statements: {told}."
    )


def make_title(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return the title of a case report."""
    return f"{evidence.find_case(case_id)['short_name']}: {edition} report"


def tell_citation(evidence: Evidence, case_id: str, edition: str) -> Text:
    """Return how to cite this report and how to run it again."""
    return Text(
        f"Cite this report by its title, *{make_title(evidence, case_id, edition)}*, as a part of the book "
        "([how to cite](../reuse.md)). To run it again beside the one kept here, type in the project folder:\n\n"
        f"```sh\nmake shell\nowlib run {case_id}-{edition} --output again\n```"
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
    numbers = evidence.numbers[~evidence.numbers["measure"].isin(NO_AMOUNT)]
    branches = find_branches(evidence, case_id)
    own = numbers[numbers["case_id"] == case_id]
    wider = numbers[numbers["branch"].isin(branches) & (numbers["case_id"] == "") & (numbers["rounding"] > 0)]
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
    target = f"number-{row['number_id']}"
    return (
        Cell(row["label_en"], whose),
        Cell(format_published(row), f"printed: {row['token']}", target),
        _show_verdicts(evidence, verdicts.get(row["number_id"], [])),
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
