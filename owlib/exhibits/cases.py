"""The report on a case: its sentences, tables and pictures. Each row of evidence has its own address on the page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure as Canvas

from owlib.evidence import FINAL, Evidence
from owlib.evidence.audit import audit_claims, list_inputs
from owlib.evidence.checks import VERDICTS
from owlib.evidence.numbers import parse_token
from owlib.exhibits.drawing import BLUE, GREY, INK, PALE, Grid, Style, draw_matrix, finish_figure, in_house_style
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    link_evidence,
    make_address,
    map_addresses,
    name_cases,
    name_origins,
    show_number,
    show_place,
    show_places,
    show_reference,
    show_source,
    start_upper,
)
from owlib.findings import read_case
from owlib.findings.national import NO_AMOUNT
from owlib.findings.statements import (
    LEAST_TOLD,
    SITUATION,
    count_by_case,
    count_themes,
    count_told,
    find_branches,
    find_first_themes,
    find_peers,
    map_parents,
    select_elsewhere,
    select_statements,
)
from owlib.words import Words

FOUND, AHEAD = ("found", "gains", "burdens"), ("directions", "needs")
"""Lanes of findings; and of ways forward, ordered by level: what teams can do, organisations, region and nation."""
PARTS = {"question": ("asked", "set-up"), "finding": FOUND, "way": AHEAD, "step": ("planned", "set-up")}
"""Parts of a report that the sources may leave empty, by the lanes that fill them."""
LEAST_THEMES = 3
"""Themes from which on those of a case are drawn."""
MOST_NAMED = 3
"""How many themes a sentence names, and claims a cell."""
MOST_ROWS = 14
"""Themes that the comparison draws, those that the case tells most of."""
MOST_UPRIGHT = 6
"""Columns up to which there is room for headings side by side."""
NUMBERS = {"several": Style(BLUE, "white", edge=BLUE), "one": Style(PALE, INK, edge=BLUE)}
"""Marks of the themes of a case, by the number of statements."""
OWNERS = {"own": Style(BLUE, "white"), "other": Style("white", INK, edge=GREY, weight="normal")}
"""Marks of a comparison: of the case itself, and of its peers."""
DASH = "\u2013"


def read(case_id: str, edition: str, language: str) -> View:
    """Return what the report on a case may see in an edition, in a language."""
    return make_view(f"{case_id}-{edition}", read_case(case_id, edition), language, case_id, edition)


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
    elsewhere = select_elsewhere(report.evidence, report.case_id)["statement_id"]
    names = [*report.own["statement_id"], *_select_fieldwork(report)["fieldwork_id"], *elsewhere]
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
    caption = words("case-statements", case=report.case["short_name"], lane=label, count=len(frame))
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
    """Return whose view the findings are, and how many people stand behind them as far as the sources tell."""
    words, evidence = report.words, report.evidence
    own = report.own[report.own["kind"].map(map_parents(evidence, "kind")).isin(FOUND)]
    if own.empty:
        return None
    views, activities = evidence.map_labels("view"), evidence.map_labels("activity")
    counts = own["view"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    told = words.join([f"{count} {views[view]}" for view, count in counts.items()])
    parts = [words("case-strength", count=len(own), views=told)]
    behind = evidence.fieldwork[evidence.fieldwork["case_id"] == report.case_id]
    if len(behind):
        held = words.join([activities[name] for name in behind["activity"].unique()])
        parts.append(words("case-strength-behind", activities=held))
    if behind["respondents"].eq("").all():
        parts.append(words("case-strength-untold"))
    return Text(" ".join(parts))


@in_house_style
def themes_figure(report: View) -> Figure | None:
    """Draw on which themes a case asked, found, planned and was advised, by lane; nothing where it has few themes."""
    words, evidence = report.words, report.evidence
    counts = count_themes(evidence, report.case_id)
    if len(counts) < LEAST_THEMES:
        return None
    themes, lanes, name = evidence.map_labels("theme"), evidence.map_labels("lane"), report.case["short_name"]
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    marks = counts.stack().rename_axis(["row", "column"]).rename("number").reset_index().query("number > 0")
    sizes = 150 + 250 * marks["number"] / max(counts.to_numpy().max(), 4)
    kinds = marks["number"].gt(1).map({True: "several", False: "one"})
    look = {"top": 1.0, "step": 0.34, "row_letters": 40, "heading": 11, "number": 10}
    grid = Grid({theme: themes[theme] for theme in counts.index}, {lane: lanes[lane] for lane in counts}, **look)
    canvas, _ = draw_matrix(grid, marks.assign(size=sizes, kind=kinds, layer=0), NUMBERS)
    parts = [
        f"{lanes[lane]}: " + ", ".join(f"{themes[theme]} ({n})" for theme, n in numbers.items() if n)
        for lane, numbers in counts.items()
    ]
    leading = words.join([f"{themes[theme]} ({n})" for theme, n in _find_leading(counts).items()])
    return finish_figure(
        canvas,
        counts.rename_axis("theme").reset_index(),
        name=f"{report.name}-themes",
        title=words("case-themes-title", case=name, themes=leading, count=len(_find_leading(counts))),
        caption=words("case-themes-caption"),
        alt=words("case-themes-alt", case=name, lanes="; ".join(parts)),
        source=show_places(report, report.own),
        records=report.own["statement_id"],
    )


def _find_leading(counts: pd.DataFrame) -> pd.Series:
    """Return the three most frequent themes with their numbers; fewer where many share the third place."""
    totals = counts.sum(axis=1)
    third = totals.iloc[min(2, len(totals) - 1)]
    leading = totals[totals >= third]
    return leading if len(leading) <= 4 or third == totals.iloc[0] else totals[totals > third]


def ahead(report: View) -> None:
    """Show the ways forward that were named, and what it takes: counts by level first, then the statements."""
    words, evidence = report.words, report.evidence
    frame = pd.concat([select_statements(evidence, report.case_id, lane) for lane in AHEAD])
    if frame.empty:
        return
    levels, aims = frame["level"].value_counts(), frame["direction"].value_counts()
    told = [f"{label} {levels[level]}" for level, label in evidence.map_labels("level").items() if level in levels]
    told += [words("case-ahead-no-level", count=levels[""])] if "" in levels else []
    aimed = [f"{label} {aims[aim]}" for aim, label in evidence.map_labels("direction").items() if aim in aims]
    parts = [words("case-ahead-levels", levels=", ".join(told))]
    parts += [words("case-ahead-aims", aims=", ".join(aimed))] if aimed else []
    display(Text(" ".join(parts)))
    statements(report, AHEAD)


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


def compare_case(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Count the statements of a case and its peers by theme, themes of the case alone, most frequent first.

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


def comparison(report: View) -> Text | None:
    """Return which themes a case shares with its peers and which it has alone, or nothing where it has no peers."""
    others = compare_case(report.evidence, report.case_id).drop(columns=report.case_id)
    if others.empty:
        return None
    peers = find_peers(report.evidence, report.case_id)
    own, near = (others[[name for name in names if name in others]] for names in peers)
    return Text(" ".join([*_tell_same(report, own), *_tell_near(report, near)]))


def _tell_same(report: View, own: pd.DataFrame) -> list[str]:
    """Return which themes a case shares with other cases of its study, and which it has alone there."""
    if own.empty:
        return []
    words, themes, shared = report.words, report.evidence.map_labels("theme"), (own > 0).sum(axis=1)
    most = [themes[theme] for theme in shared[shared == shared.max()].index[:MOST_NAMED]]
    alone = [themes[theme] for theme in shared[shared == 0].index]
    told = words(
        "case-comparison-all" if shared.max() == own.shape[1] else "case-comparison-some",
        case=report.case["short_name"], themes=words.join(most), count=len(most),
        shared=shared.max(), others=own.shape[1],
    )  # fmt: skip
    return [told, words("case-comparison-alone", themes=words.join(alone))] if alone else [told]


def _tell_near(report: View, near: pd.DataFrame) -> list[str]:
    """Return the cases of the branch of a case in other studies, and the themes common to all of them."""
    if near.empty:
        return []
    words, evidence, names = report.words, report.evidence, name_cases(report)
    themes = evidence.map_labels("theme")
    both = [themes[theme] for theme in near.index[(near > 0).all(axis=1)][:MOST_NAMED]]
    return [
        words(
            "case-comparison-near-themes" if both else "case-comparison-near",
            branch=evidence.find_label("branch", find_branches(evidence, report.case_id)[-1]),
            cases=words.join([names[name] for name in near]),
            themes=words.join(both),
        )
    ]


@in_house_style
def comparison_figure(report: View) -> Figure | None:
    """Draw the themes of a case beside those of its peers, or nothing where it has none."""
    words, evidence = report.words, report.evidence
    counts = compare_case(evidence, report.case_id)
    if counts.empty or counts.shape[1] == 1:
        return None
    labels, names = evidence.map_labels("theme"), name_cases(report)
    shown = counts.head(MOST_ROWS)
    canvas = _draw_comparison(shown, labels, names)
    peers = (counts.drop(columns=report.case_id) > 0).sum(axis=1)
    told = {"case": report.case["short_name"], "peers": counts.shape[1] - 1}
    parts = [
        f"{labels[theme]}: " + ", ".join(f"{names[case]} {number}" for case, number in row.items() if number)
        for theme, row in shown.iterrows()
    ]
    used = evidence.statements[evidence.statements["case_id"].isin(counts.columns)]
    return finish_figure(
        canvas,
        counts.reset_index(names="theme"),
        name=f"{report.name}-comparison",
        title=words("case-comparison-title", **told, theme=labels[peers.idxmax()], shared=peers.max()),
        caption=words("case-comparison-caption", **told, most=MOST_ROWS if len(counts) > MOST_ROWS else 0),
        alt=words("case-comparison-alt", themes="; ".join(parts)),
        source=show_places(report, used),
        records=used["statement_id"],
    )


def _draw_comparison(counts: pd.DataFrame, labels: dict[str, str], names: dict[str, str]) -> Canvas:
    """Draw numbers of statements by theme and case, the first of the cases filled."""
    marks = counts.rename_axis("row").melt(var_name="column", value_name="number", ignore_index=False).reset_index()
    marks = marks[marks["number"] > 0].assign(size=180, layer=lambda mark: mark["column"])
    marks = marks.assign(kind=marks["column"].eq(counts.columns[0]).map({True: "own", False: "other"}))
    look = {"top": 1.2, "step": 0.32, "row_letters": 28, "column_letters": 9, "number": 9.5}
    grid = Grid({theme: labels[theme] for theme in counts.index}, {case: names[case] for case in counts}, **look)
    canvas, axes = draw_matrix(grid, marks, OWNERS)
    heads = axes.get_xticklabels()
    for head in heads if len(heads) > MOST_UPRIGHT else []:
        head.set(rotation=40, ha="left")
    heads[0].set_fontweight("bold")
    return canvas


def elsewhere(report: View) -> Text | None:
    """Return the lead of the section on other studies: which themes, how many statements, from where."""
    words, evidence = report.words, report.evidence
    first = find_first_themes(evidence, report.case_id)
    if report.edition != FINAL or not first:
        return None
    themes, origins = evidence.map_labels("theme"), name_origins(report)
    found = select_elsewhere(evidence, report.case_id)
    counts = found[["study_id", "case_id"]].value_counts(sort=False)
    told = [f"{origins[origin]} ({count})" for origin, count in counts.items()]
    named = ", ".join(themes[theme] for theme in first)
    return Text(words("case-elsewhere", themes=named, count=len(found), origins="; ".join(told)))


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
            Cell(row["note"], f"{row['fieldwork_id']} · {show_place(words, row)}"),
        )
        for row in frame.to_dict("records")
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
    words, frame = report.words, report.evidence.contradictions
    strengths = report.evidence.map_labels("strength")
    own = frame[[report.case_id in cases for cases in frame["cases"]]]
    if own.empty:
        return None
    points = [
        words("case-conflict", what=row.what, strength=strengths[row.strength], contradiction=row.contradiction_id)
        for row in own.itertuples()
    ]
    listed = "\n".join(f"- {point}" for point in points)
    return Text(f"{words('case-conflicts', count=len(own))}\n\n{listed}")


def added(report: View) -> Table | None:
    """Return how many statements the final edition has beside the interim one, or nothing where it has no more."""
    words, evidence = report.words, report.evidence
    later = report.own[~report.own["statement_id"].isin(report.interim.statements["statement_id"])]
    later = later.assign(lane=later["kind"].map(map_parents(evidence, "kind")))
    later = later[later["lane"] != SITUATION]
    others = select_elsewhere(evidence, report.case_id)
    records = pd.concat([later, others])
    if report.edition != FINAL or records.empty:
        return None
    lanes, studies = evidence.map_labels("lane"), evidence.studies.set_index("study_id")["title"]
    stages = evidence.stages.set_index(["study_id", "stage_id"])["label"]
    rows = [
        (words("case-added-stage", stage=stages[study, stage]), lanes[lane], count)
        for (study, stage, lane), count in later.groupby(["study_id", "stage_id", "lane"], sort=False).size().items()
    ]
    rows += [
        (studies[name], words("case-added-themes"), count) for name, count in others.groupby("study_id").size().items()
    ]
    caption = words("case-added", own=len(later), others=len(others))
    columns = _head(words, stage=40, added=44, count=16, numeric=["count"])
    return _make_table(report, "added", columns, rows, records, caption=caption)


def citation(report: View) -> Text:
    """Return how to cite this report and how to run it again."""
    told = report.words("case-citation", title=make_title(report.words, report.case, report.edition))
    return Text(f"{told}\n\n```sh\nmake shell\nowlib run {report.name} --output again\n```")


def uses(report: View) -> Text:
    """Return where other pages of the book use this case; the book fills in the links."""
    return Text(report.words("case-uses", case=report.case["short_name"], links=f"{{uses}}`{report.case_id}`"))


def group_branches(evidence: Evidence) -> dict[str, list[str]]:
    """Return the cases by the label of their widest branch, both in the order in which they first occur."""
    labels, groups = evidence.map_labels("branch"), {}
    for case_id in evidence.cases["case_id"]:
        groups.setdefault(labels[find_branches(evidence, case_id)[-1]], []).append(case_id)
    return groups
