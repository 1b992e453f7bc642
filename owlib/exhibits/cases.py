"""The report on a case: its sentences, tables and pictures. Each row of evidence has its own address on the page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from IPython.display import display

from owlib.evidence import FINAL, Evidence
from owlib.evidence.audit import audit_claims, list_inputs
from owlib.evidence.checks import VERDICTS
from owlib.evidence.numbers import parse_token
from owlib.exhibits.drawing import BLUE, Grid, Style, draw_matrix, finish_figure, in_house_style
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.since import tell_case
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    link_evidence,
    make_address,
    map_addresses,
    name_origins,
    show_number,
    show_period,
    show_place,
    show_places,
    show_reference,
    show_source,
    start_upper,
)
from owlib.findings import read_case
from owlib.findings.conflicts import is_changing, order_conflicts
from owlib.findings.cuts import SCOPES, SINCE
from owlib.findings.national import NO_AMOUNT
from owlib.findings.statements import (
    SITUATION,
    cross_lanes,
    find_branches,
    find_first_themes,
    map_parents,
    select_elsewhere,
    select_statements,
    select_together,
)
from owlib.words import Words

FOUND, AHEAD = ("found", "results", "gains", "burdens"), ("directions", "needs")
"""Lanes of findings; and of ways forward, ordered by level: what teams can do, organisations, region and nation."""
PARTS = {"question": ("asked", "set-up"), "finding": FOUND, "way": AHEAD, "step": ("planned", "set-up")}
"""Parts of a report that the sources may leave empty, by the lanes that fill them."""
LEAST_THEMES = 3
"""Themes from which on those of a case are drawn."""
MOST_NAMED = 3
"""How many claims a cell names."""
TOLD = {"told": Style(BLUE)}
"""The mark of a theme of a case."""
DASH = "\u2013"


def read(case_id: str, edition: str, language: str, *, official: bool = True) -> View:
    """Return what the report on a case may see in an edition, in a language.

    Without ``official`` a final edition is what the five sources alone support.
    """
    seen = read_case(case_id, edition, official=official)
    return make_view(f"{case_id}-{edition}", seen, language, case_id, edition)


def make_title(words: Words, case: pd.Series, edition: str) -> str:
    """Return the title of the report on a case."""
    return words(f"case-title-{edition}", case=case["short_name"])


def opening(report: View) -> Text:
    """Return the opening of a report: what is found, with the evidence behind each sentence, and what it may know."""
    summaries = report.evidence.summaries
    own = summaries[summaries["case_id"] == report.case_id].sort_values("position")
    addresses = map_addresses(report.evidence) | _map_own(report)
    links = [link_evidence(addresses, names) for names in own["evidence"]]
    lead, *others = zip(own["text"], links, strict=True)
    points = "\n".join(f"- {text} {link}" for text, link in others)
    known = report.words(f"case-edition-{report.edition}", point=report.study["interim_point"], case=report.case_id)
    return Text(f"**{lead[0]}** {lead[1]}\n\n{points}\n\n{known}")


def _map_own(report: View) -> dict[str, str]:
    """Return the addresses of the records that stand on the page of a report itself."""
    named = pd.concat([select(report.evidence, report.case_id) for select in (select_elsewhere, select_together)])
    names = [*report.own["statement_id"], *_select_fieldwork(report)["fieldwork_id"], *named["statement_id"]]
    return {name: make_address(report.name, name) for name in names}


def glance(report: View) -> Table:
    """Return who, where, which branch, what was held there and, if the edition may know it, how it ended."""
    case, study, words, evidence = report.case, report.study, report.words, report.evidence
    facts = {"name": case["name"], "about": case["about"], "place": case["place"]}
    facts["branch"] = evidence.find_label("branch", case["branch"])
    facts |= {"study": study["title"], "interim": study["interim_point"]}
    if "held" in case:
        status = evidence.find_label("status", case["status"])
        facts |= {"held": case["held"], "status": status, "ended": case["ended"]}
    rows = [(words(f"case-glance-{fact}"), start_upper(text)) for fact, text in facts.items()]
    caption = words("case-glance", case=case["short_name"])
    return _make_table(report, "glance", _head(words, subject=22, told=78), rows, case.to_frame().T, caption=caption)


def _head(words: Words, /, **told: object) -> list[Column]:
    """Return the columns of a table by the names of their headings, with their widths."""
    return head_columns(lambda name: words(f"case-column-{name}"), **told)


def _make_table(
    report: View, part: str, columns: list[Column], rows: list, frame: pd.DataFrame, **told: object
) -> Table:
    """Return a table that rests on these records; ``told`` has its caption."""
    return make_table(columns, rows, name=f"{report.name}-{part}", source=show_places(report, frame), **told)


def question(report: View) -> Text:
    """Return the question of the study, which each of its cases serves."""
    return Text(report.words("case-question", question=report.study["question"]))


def statements(report: View, lanes: Iterable[str]) -> None:
    """Show the statements of a case in these lanes, a table each; nothing for a lane without any."""
    for lane in lanes:
        table = statements_table(report, lane)
        if table:
            display(table)


def statements_table(report: View, lane: str) -> Table | None:
    """Return the statements of a case in a lane, or nothing where there are none."""
    words, evidence = report.words, report.evidence
    frame = select_statements(evidence, report.case_id, lane)
    if frame.empty:
        return None
    if lane in AHEAD:
        levels = [*evidence.map_labels("level"), ""]
        frame = frame.sort_values("level", key=lambda codes: codes.map(levels.index), kind="stable")
    rows = [[_show_statement(report, row), *_frame_statement(report, row)] for row in frame.to_dict("records")]
    label = evidence.find_label("lane", lane)
    caption = words("case-statements", case=report.case["short_name"], lane=label)
    told = {"caption": caption, "note": words("case-statements-note"), "targets": _list_targets(report, frame)}
    return _make_table(report, lane, _head(words, statement=60, kind=22, themes=18), rows, frame, **told)


def _show_statement(report: View, row: dict) -> Cell:
    """Return a statement as a cell, with its id and place."""
    return Cell(row["paraphrase"], f"{row['statement_id']} · {show_reference(report, row)}")


def _frame_statement(report: View, row: dict) -> tuple[Cell, str]:
    """Return the cells beside a statement: kind with view, level and aim, and themes."""
    evidence, themes = report.evidence, report.evidence.map_labels("theme")
    remarks = [
        report.words(f"case-remark-{column}", label=evidence.find_label(column, row[column]))
        for column in ("view", "level", "direction")
        if row[column]
    ]
    kind = Cell(evidence.find_label("kind", row["kind"]), "; ".join(remarks))
    return kind, ", ".join(themes[theme] for theme in row["themes"]) or DASH


def _list_targets(report: View, frame: pd.DataFrame) -> list[str]:
    """Return the address of each row on the page of its report; the first column names it."""
    return [make_address(report.name, name) for name in frame.iloc[:, 0]]


def strength(report: View) -> Text | None:
    """Return whose view the findings are, and whether the sources tell how many people stand behind them."""
    words, evidence = report.words, report.evidence
    own = report.own[report.own["kind"].map(map_parents(evidence, "kind")).isin(FOUND)]
    if own.empty:
        return None
    told = words.join([label for view, label in evidence.map_labels("view").items() if view in set(own["view"])])
    parts = [words("case-strength", views=told)]
    behind = evidence.fieldwork[evidence.fieldwork["case_id"] == report.case_id]
    if behind["respondents"].eq("").all():
        parts.append(words("case-strength-untold"))
    return Text(" ".join(parts))


def together(report: View) -> None:
    """Show where the findings of the study on its cases together stand, and those that the opening names.

    A study with a single case has no such findings; nor is there a register of them.
    """
    if not report.study["many_cases"]:
        return
    study_id = report.study["study_id"]
    chapter = next((name for name, scope in SCOPES.items() if scope.study == study_id), "")
    display(Text(report.words("case-together", chapter=chapter, study=study_id)))
    table = together_table(report)
    if table:
        display(table)


def together_table(report: View) -> Table | None:
    """Return what the study says of its cases together, or in general, as far as the opening names it; or nothing."""
    words, frame = report.words, select_together(report.evidence, report.case_id)
    if frame.empty:
        return None
    rows = [[_show_statement(report, row), *_frame_statement(report, row)] for row in frame.to_dict("records")]
    columns, targets = _head(words, statement=60, kind=22, themes=18), _list_targets(report, frame)
    return _make_table(report, "together", columns, rows, frame, caption=words("case-together-table"), targets=targets)


@in_house_style
def themes_figure(report: View) -> Figure | None:
    """Draw on which themes a case asked, found, planned and was advised, by lane; nothing where it has few themes."""
    words, evidence, pairs = report.words, report.evidence, cross_lanes(report.evidence, report.case_id)
    if pairs["theme"].nunique() < LEAST_THEMES:
        return None
    themes, name = evidence.map_labels("theme"), report.case["short_name"]
    lanes = {lane: label for lane, label in evidence.map_labels("lane").items() if lane in set(pairs["lane"])}
    grid = Grid({theme: themes[theme] for theme in pairs["theme"]}, lanes)
    canvas, _ = draw_matrix(grid, pairs.set_axis(["row", "column"], axis=1).assign(kind="told"), TOLD)
    by_lane = pairs.groupby("lane")["theme"].agg(lambda own: ", ".join(themes[theme] for theme in own))
    return finish_figure(
        canvas,
        pairs,
        name=f"{report.name}-themes",
        title=words("case-themes-title", case=name),
        caption=words("case-themes-caption"),
        alt=words("case-themes-alt", case=name, lanes="; ".join(f"{lanes[lane]}: {by_lane[lane]}" for lane in lanes)),
        source=show_places(report, report.own),
        records=report.own["statement_id"],
    )


def numbers(report: View) -> Table | None:
    """Return the numbers about a case and its branch, each with the verdicts of the claims it takes part in."""
    words, evidence = report.words, report.evidence
    printed = evidence.numbers[~evidence.numbers["measure"].isin(NO_AMOUNT)]
    own = printed[printed["case_id"] == report.case_id]
    wider = printed[printed["branch"].isin(find_branches(evidence, report.case_id))]
    wider = wider[wider["case_id"].eq("") & wider["rounding"].gt(0)]
    people = evidence.fieldwork[evidence.fieldwork["case_id"] == report.case_id]
    people = people[people["respondents"] != ""]
    frame = pd.concat([own, people, wider])
    if frame.empty:
        return None
    claims = _list_uses(evidence)
    rows = [
        *(_show_number(report, row, "own", claims) for _, row in own.iterrows()),
        *(_show_people(report, row, claims) for _, row in people.iterrows()),
        *(_show_number(report, row, "branch", claims) for _, row in wider.iterrows()),
    ]
    count = len(own) + len(people)
    caption = words("case-numbers", case=report.case["short_name"], own=count, branch=len(wider))
    columns = _head(words, what=40, number=18, audit=20, where=22)
    return _make_table(report, "numbers", columns, rows, frame, caption=caption, note=words("case-numbers-note"))


def _list_uses(evidence: Evidence) -> pd.DataFrame:
    """Return the claims that use each record, with their verdicts: one row a record and claim."""
    claims = audit_claims(evidence)
    used = [list(dict.fromkeys(list_inputs(claim))) for claim in claims.to_dict("records")]
    return claims.assign(record_id=used).explode("record_id")


def _show_number(report: View, row: pd.Series, whose: str, claims: pd.DataFrame) -> list[Cell]:
    """Return a published number as a row."""
    words, name = report.words, row["number_id"]
    shown = Cell(show_number(words, row), words("case-printed", token=row["token"]), f"number-{name}")
    return [Cell(row["label"], words(f"case-{whose}")), shown, *_show_audit(report, row, claims)]


def _show_people(report: View, row: pd.Series, claims: pd.DataFrame) -> list[Cell]:
    """Return a number of the fieldwork as a row."""
    shown = Cell(row["respondents"], report.words("case-as-printed"), f"fieldwork-{row['fieldwork_id']}")
    return [Cell(row["who"], report.words("case-own")), shown, *_show_audit(report, row, claims)]


def _show_audit(report: View, row: pd.Series, claims: pd.DataFrame) -> list[Cell]:
    """Return the verdicts on a number, and where it stands; the first cell of its row is its id."""
    where = Cell(show_source(report, row["source_id"]), show_place(report.words, row))
    return [_show_verdicts(report, claims[claims["record_id"] == row.iloc[0]]), where]


def _show_verdicts(report: View, claims: pd.DataFrame) -> Cell:
    """Return the verdicts on a number as a cell that leads to the first claim."""
    if claims.empty:
        return Cell(report.words("case-no-claim"))
    labels, counts = report.evidence.map_labels("verdict"), claims["verdict"].value_counts()
    told = [
        f"{labels[verdict]} ({counts[verdict]})" if counts[verdict] > 1 else labels[verdict]
        for verdict in VERDICTS
        if verdict in counts
    ]
    names = claims["claim_id"]
    return Cell(", ".join(told), ", ".join(names.head(MOST_NAMED)), f"claim-{names.iloc[0]}")


def elsewhere(report: View) -> Text | None:
    """Return the lead of the section on other studies: which themes, and from where."""
    words, evidence = report.words, report.evidence
    first = find_first_themes(evidence, report.case_id)
    if report.edition != FINAL or not first:
        return None
    themes, origins = evidence.map_labels("theme"), name_origins(report)
    found = select_elsewhere(evidence, report.case_id)[["study_id", "case_id"]].drop_duplicates()
    told = "; ".join(origins[origin] for origin in found.itertuples(index=False, name=None))
    return Text(words("case-elsewhere", themes=", ".join(themes[theme] for theme in first), origins=told))


def elsewhere_table(report: View) -> Table | None:
    """Return what other studies found on the themes that a case put first, or nothing."""
    words, evidence = report.words, report.evidence
    frame = select_elsewhere(evidence, report.case_id)
    if frame.empty:
        return None
    origins = name_origins(report)
    kinds, themes, views = (evidence.map_labels(name) for name in ("kind", "theme", "view"))
    rows = []
    for row in frame.to_dict("records"):
        remark = f"{kinds[row['kind']]}; {words('case-remark-view', label=views[row['view']])}"
        origin = Cell(origins[row["study_id"], row["case_id"]], remark)
        rows.append((_show_statement(report, row), themes[row["themes"][0]], origin))
    caption = words("case-elsewhere-table", case=report.case["short_name"])
    columns, targets = _head(words, statement=60, theme=18, origin=22), _list_targets(report, frame)
    return _make_table(report, "elsewhere", columns, rows, frame, caption=caption, targets=targets)


def fieldwork(report: View) -> Table:
    """Return the fieldwork behind a case: its own, then what its study reports without splitting it by case."""
    words, frame = report.words, _select_fieldwork(report)
    kinds = report.evidence.map_labels("activity")
    rows = [
        (
            Cell(kinds[row["activity"]], words("case-own" if row["case_id"] else "case-study")),
            _show_respondents(words, row["respondents"]),
            row["who"],
            Cell(row["note"], " · ".join(filter(None, (period, row["fieldwork_id"], show_place(words, row))))),
        )
        for row in frame.to_dict("records")
        for period in [show_period(words, row["period_start"], row["period_end"])]
    ]
    told = {"caption": words("case-fieldwork", case=report.case["short_name"]), "targets": _list_targets(report, frame)}
    columns = _head(words, activity=16, number=12, who=30, known=42)
    return _make_table(report, "fieldwork", columns, rows, frame, **told)


def _select_fieldwork(report: View) -> pd.DataFrame:
    """Return the fieldwork of a case, then that of its study that is not split by case."""
    frame = report.evidence.fieldwork
    frame = frame[frame["study_id"] == report.case["study_id"]]
    return pd.concat([frame[frame["case_id"] == report.case_id], frame[frame["case_id"] == ""]])


def _show_respondents(words: Words, token: str) -> Cell:
    """Return a number of people or things, with the word that the source prints for it."""
    if not token:
        return Cell(words("not-given"))
    number = f"{parse_token(token).low:f}"
    return Cell(number, "" if number == token else words("case-printed", token=token))


def unknown(report: View) -> Text:
    """Return what is not known about the case and from its study; an interim edition stops before it."""
    points = _list_missing(report)
    if "not_known" in report.case:
        points += [report.case["not_known"], report.study["not_known"]]
    else:
        points.append(report.words("case-stops-before"))
    return Text("\n".join(f"- {point}" for point in points))


def _list_missing(report: View) -> list[str]:
    """Return a sentence on the parts of a report that the sources leave empty; none where they leave none."""
    words, lanes = report.words, report.own["kind"].map(map_parents(report.evidence, "kind"))
    absent = [words(f"case-missing-{part}") for part, group in PARTS.items() if not lanes.isin(group).any()]
    if not absent:
        return []
    *most, last = absent
    told = words("case-missing-or", first=", ".join(most), next=last) if most else last
    return [words("case-missing", case=report.case["short_name"], parts=told, edition=report.edition)]


def conflicts(report: View) -> Text | None:
    """Return the contradictions that touch a case, each as a link to the register; nothing where there is none."""
    words, frame = report.words, order_conflicts(report.evidence)
    own = frame[[report.case_id in cases for cases in frame["cases"]]]
    if own.empty:
        return None
    listed = "\n".join(f"- {_tell_conflict(report, row)}" for row in own.to_dict("records"))
    return Text(f"{words('case-conflicts', count=len(own))}\n\n{listed}")


def _tell_conflict(report: View, row: dict) -> str:
    """Return a contradiction with its grade and a link; one that changes a conclusion says so first."""
    words, evidence = report.words, report.evidence
    strength = evidence.find_label("strength", row["strength"])
    told = words("case-conflict", what=row["what"], strength=strength, contradiction=row["contradiction_id"])
    mark = start_upper(evidence.find_label("changes", row["changes"]))
    return words("case-conflict-changing", mark=mark, conflict=told) if is_changing(row) else told


def added(report: View) -> Text | None:
    """Return what the final edition has beside the interim one, or nothing where it has no more."""
    words, evidence = report.words, report.evidence
    later = report.own[~report.own["statement_id"].isin(report.interim.statements["statement_id"])]
    later = set(later["kind"].map(map_parents(evidence, "kind"))) - {SITUATION}
    studies = evidence.studies.set_index("study_id")["title"]
    others = [studies[name] for name in select_elsewhere(evidence, report.case_id)["study_id"].unique()]
    if report.edition != FINAL or not (later or others):
        return None
    points = [label for lane, label in evidence.map_labels("lane").items() if lane in later]
    points += [words("case-added-themes", study=study) for study in others]
    return Text("\n".join([words("case-added"), "", *(f"- {point}" for point in points)]))


def citation(report: View) -> Text:
    """Return how to cite this report and how to run it again."""
    told = report.words("case-citation", title=make_title(report.words, report.case, report.edition))
    return Text(f"{told}\n\n```sh\nmake shell\nowlib run {report.name} --output again\n```")


def since(report: View) -> Text | None:
    """Return in one sentence what official statistics have shown since: of the branch of the case, else of all care."""
    numbers = report.evidence.official_numbers
    own = numbers[numbers["branch"].isin(find_branches(report.evidence, report.case_id))]
    wide = numbers[numbers["branch"].eq(SINCE) & (numbers["measure"].eq("growth") | numbers["reason"].eq("say"))]
    return tell_case(report, own if len(own) else wide.iloc[:3])


def uses(report: View) -> Text:
    """Return where other pages of the book use this case; the book fills in the links."""
    return Text(report.words("case-uses", case=report.case["short_name"], links=f"{{uses}}`{report.case_id}`"))


def group_branches(evidence: Evidence) -> dict[str, list[str]]:
    """Return the cases by the label of their widest branch, both in the order in which they first occur."""
    labels, groups = evidence.map_labels("branch"), {}
    for case_id in evidence.cases["case_id"]:
        groups.setdefault(labels[find_branches(evidence, case_id)[-1]], []).append(case_id)
    return groups
