"""The report on a case: its finding and how sure that is, its way in a picture, a short text, and its records.

A phrase stands in the picture, and the text goes on with the records that say more. Each record has its own address
on the page, in a table that is folded: those behind the opening come first.
"""

from __future__ import annotations

import functools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import FancyBboxPatch

from owlib.evidence import FINAL
from owlib.evidence.numbers import split_codes
from owlib.evidence.read import list_reported_cases, list_stages, list_used
from owlib.evidence.rules import PHRASES
from owlib.exhibits.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    SILVER,
    finish_figure,
    fit_words,
    in_house_style,
    start_page,
)
from owlib.exhibits.forms import Cell, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.since import tell_case
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    group_branches,
    link_evidence,
    make_address,
    map_addresses,
    show_number,
    show_place,
    show_places,
    show_reference,
    show_respondents,
    start_lower,
    start_upper,
)
from owlib.findings import read_case
from owlib.findings.conflicts import is_changing, order_conflicts
from owlib.findings.cuts import SINCE
from owlib.findings.statements import SITUATION, find_branches, list_behind, list_threaded, map_parents
from owlib.words import Words

PARTS = {
    "question": ("asked", "set-up"),
    "finding": ("found", "results", "gains", "burdens"),
    "way": ("directions", "needs"),
    "step": ("planned", "set-up"),
}
"""Parts of a report that the sources may leave empty, by the lanes that fill them."""
PICTURE = "picture"
"""The part of a report whose sentence, a row of the chapters' passages, is the title of its picture."""
NO_RESEARCH = ("selection", "meetings")
"""Fieldwork that is part of what was tried, and no way to find out what came of it."""
FAULTS = ("fails", "unclear")
"""Verdicts that a reader of a number must know."""
DIFFERS = "contradicted"
"""What is told elsewhere differs, so that the register of conflicts has both."""
TEAM, PLANNED = "learning-team", "planned_evidence"
"""Whose view a plan of the case itself is, and what is behind it."""
OURS_ALONE = ("ours", "nowhere-else")
"""Of what we say ourselves, that none tells it elsewhere goes without saying."""
BOXES = (*PHRASES, "open")
"""The boxes of a thread, in reading order: two in a row."""
LETTERS, WIDE, LINE, NAMED, PAD, GAP, ROUND, EDGE = 26, 4.6, 0.205, 0.32, 0.09, 0.18, 0.06, 0.02
"""Letters on a line of a box; and in inches the whole, which a phone shows without making its words small, a line, the
name of a thread, what is around words, between boxes and at the edge."""
SIZE = 11.5
"""Points of the words in a box."""
BOX = (WIDE - GAP) / 2 - 2 * EDGE
LEFTS = (EDGE, WIDE - BOX - EDGE)
WASH = "#eef3f7"
"""The ground of what is told."""


def read(case_id: str, edition: str, language: str, *, official: bool = True) -> View:
    """Return what the report on a case may see in an edition, in a language.

    Without ``official`` a final edition is what the five sources alone support.
    """
    seen = read_case(case_id, edition, official=official)
    return make_view(f"{case_id}-{edition}", seen, language, case_id, edition)


def make_title(words: Words, case: pd.Series, edition: str) -> str:
    """Return the title of the report on a case."""
    return words(f"case-title-{edition}", case=case["short_name"])


# The finding


def opening(report: View) -> Text:
    """Return what kind of case it is and what its report rests on, and then the finding, with how sure each part is."""
    own = report.evidence.summaries
    own = own[own["case_id"] == report.case_id].sort_values("position")
    lead, *points = own.to_dict("records")
    told = f"**{lead['text']}** {_show_behind(report, lead)}"
    listed = "\n".join(f"- {row['text']} {_show_behind(report, row)}" for row in points)
    return Text("\n\n".join(filter(None, [_introduce(report), told, listed, report.words("case-scale")])))


def _introduce(report: View) -> str:
    """Return what kind of case it is, which edition this is, and what it rests on."""
    words, case, work = report.words, report.case, _select_fieldwork(report)
    labels = report.evidence.map_labels("activity")
    work = work[~work["activity"].isin(NO_RESEARCH)]
    own = work[work["case_id"] == report.case_id]
    own = own if len(own) else work
    kinds = [labels[kind] for kind in dict.fromkeys(own["activity"])]
    return words(
        "case-kind",
        address=f"{report.name}-glance",
        branch=start_upper(report.evidence.find_label("branch", case["branch"])),
        study=report.study["title"],
        edition=words(
            f"case-edition-{report.edition}",
            point=report.study["interim_point"],
            case=report.case_id,
            date=words.date(_date_evidence(report)),
        ),
        rests=words.join(kinds) or words("not-given"),
        told="no" if own["respondents"].eq("").all() else "yes",
    )


def _date_evidence(report: View) -> str:
    """Return the date of the latest evidence: when official statistics were read, else when a source was published."""
    read = report.evidence.official_pages["read"]
    return max(read if len(read) else report.evidence.sources["published"])


def _show_behind(report: View, row: dict) -> str:
    """Return the evidence behind a sentence as links, and how sure it is in a small line."""
    labels = {name: report.evidence.map_labels(name).get(row[name], "") for name in ("sure", "elsewhere")}
    told = row["sure_name"]
    if not told.lower().startswith(labels["sure"].lower()):
        told = " \u00b7 ".join(filter(None, [labels["sure"], told]))
    elsewhere = "" if (row["sure"], row["elsewhere"]) == OURS_ALONE else labels["elsewhere"]
    if row["elsewhere"] == DIFFERS:
        elsewhere = f"{{filter}}`{elsewhere} <conflicts?case={report.case_id}>`"
    sure = " \u00b7 ".join(filter(None, [start_upper(told), elsewhere]))
    return f"{link_evidence(_map_addresses(report), row['evidence'])} [{sure}]{{.sure}}"


@functools.lru_cache(maxsize=1)
def _map_addresses(report: View) -> dict[str, str]:
    """Return the address of each record: on the page of the report itself, if it stands there."""
    names = [*_select_shown(report)["statement_id"], *_select_fieldwork(report)["fieldwork_id"]]
    return map_addresses(report.evidence) | {name: make_address(report.name, name) for name in names}


def added(report: View) -> Text | None:
    """Return what a final edition has beside the interim one, the case itself first."""
    if report.edition != FINAL:
        return None
    words, evidence = report.words, report.evidence
    later = report.own[~report.own["stage_id"].isin(list_stages(evidence, report.case["study_id"]))]
    lanes = set(later["kind"].map(map_parents(evidence, "kind"))) - {SITUATION}
    labels = [label for lane, label in evidence.map_labels("lane").items() if lane in lanes]
    ours = {"study": _select_links(report), "conflicts": _select_conflicts(report)}
    parts = [words(f"case-added-{name}") for name, frame in ours.items() if len(frame)]
    told = {"own": words.join(labels) or "none", "parts": words.join(parts) or "none"}
    return Text(words("case-added", **told, since="yes" if len(evidence.official_numbers) else "no"))


# The way of the case


def _select_threads(report: View, case_id: str = "") -> pd.DataFrame:
    """Return the threads of the case of the report, or of another, in their order."""
    threads = report.evidence.threads
    return threads[threads["case_id"] == (case_id or report.case_id)].sort_values("position")


def _entitle(report: View) -> str:
    """Return the finding that the picture is named after; nothing where the data have none for this report."""
    passages = report.evidence.passages
    own = passages[passages["chapter_id"].eq(report.name) & passages["section"].eq(PICTURE)]
    return own["text"].iloc[0] if len(own) else ""


@in_house_style
def threads_figure(report: View) -> Figure | None:
    """Draw what was asked, seen, planned and left open, a thread below the other; nothing for a case without any."""
    words, threads = report.words, _select_threads(report)
    if threads.empty:
        return None
    case, study = report.case["short_name"], report.case["study_id"]
    heads = {part: words(f"case-thread-{part}", study=study) for part in BOXES}
    untold = words("case-thread-untold", edition=report.edition)
    rows, names = threads.to_dict("records"), list_threaded(report.evidence, report.case_id)
    names_by = [[start_lower(row["name"]) for row in rows if bool(row["planned"]) == told] for told in (True, False)]
    with_plan, without = map(words.join, names_by)
    which = "some" if with_plan and without else ("all" if with_plan else "none")
    which = which if threads[["asked", "seen"]].ne("").any(axis=None) else "bare"
    told = {"case": case, "study": study, "which": which, "edition": report.edition}
    listed = "; ".join(
        f"{row['name']} \u2013 {', '.join(f'{heads[part]}: {row[part] or untold}' for part in BOXES)}" for row in rows
    )
    statements = report.evidence.statements
    return finish_figure(
        _draw_threads(rows, heads, untold),
        threads[["thread_id", "name", *BOXES, *(f"{part}_evidence" for part in PHRASES)]],
        name=f"{report.name}-threads",
        title=_entitle(report) or words("case-threads-title", planned=with_plan, rest=without, **told),
        caption=words("case-threads-caption", study=study, untold=untold),
        alt=words("case-threads-alt", case=case, threads=listed),
        source=show_places(report, statements[statements["statement_id"].isin(names)]),
        records=names,
    )


def _draw_threads(rows: list[dict], heads: dict[str, str], untold: str) -> Canvas:
    """Return a picture of threads: of each its name, and below it its boxes, two by two."""
    room = BOX - 2 * PAD
    texts = [{part: fit_words(start_upper(row[part]) or untold, LETTERS, room, SIZE) for part in BOXES} for row in rows]
    pairs = [[_measure(text, BOXES[:2]), _measure(text, BOXES[2:])] for text in texts]
    height = sum(sum(pair) + NAMED + 2 * GAP for pair in pairs)
    canvas, axes = start_page(height, WIDE)
    top = 0.0
    for row, text, pair in zip(rows, texts, pairs, strict=True):
        axes.text(EDGE, top - 0.05, row["name"], va="top", fontsize=13, fontweight="semibold")
        bottoms = (top - NAMED - pair[0], top - NAMED - sum(pair) - GAP)
        _join_boxes(axes, bottoms, pair)
        for number, part in enumerate(BOXES):
            place = (LEFTS[number % 2], bottoms[number // 2])
            _draw_box(axes, place, pair[number // 2], heads[part], text[part], told=bool(row[part]), part=part)
        top = bottoms[1] - GAP
    return canvas


def _measure(text: dict[str, str], parts: tuple[str, ...]) -> float:
    """Return the height of two boxes beside each other, in inches: their heads and the lines of the longer one."""
    return 2 * PAD + LINE * (2.1 + max(text[part].count("\n") for part in parts))


def _join_boxes(axes: Axes, bottoms: tuple[float, float], pair: list[float]) -> None:
    """Draw the line that leads through the boxes of a thread, in reading order."""
    line = {"color": SILVER, "linewidth": 1.6, "solid_capstyle": "butt", "zorder": 1}
    for bottom, height in zip(bottoms, pair, strict=True):
        axes.plot([LEFTS[0] + BOX, LEFTS[1]], [bottom + height / 2] * 2, **line)
    start, end = (left + BOX / 2 for left in (LEFTS[1], LEFTS[0]))
    low, middle = bottoms[1] + pair[1], bottoms[0] - GAP / 2
    axes.plot([start, start, end, end], [bottoms[0], middle, middle, low], **line)


def _draw_box(
    axes: Axes, place: tuple[float, float], height: float, head: str, text: str, *, told: bool, part: str
) -> None:
    """Draw a box: dashed where the sources tell nothing, as of all that is open; what was asked has an edge of blue."""
    dashed, top = part == "open" or not told, place[1] + height - PAD
    edge = {"edgecolor": ORANGE if dashed else BLUE if part == "asked" else SILVER, "linewidth": 1.1}
    fill = "white" if dashed or part == "asked" else WASH
    shape = f"round,pad=0,rounding_size={ROUND}"
    dash = (0, (4, 3)) if dashed else "-"
    axes.add_patch(FancyBboxPatch(place, BOX, height, shape, facecolor=fill, linestyle=dash, zorder=2, **edge))
    axes.text(place[0] + PAD, top, head, va="top", fontsize=10, color=GREY, fontweight="semibold")
    look = {"color": INK if told else GREY, "style": "normal" if told else "italic"}
    axes.text(place[0] + PAD, top - 1.1 * LINE, text, va="top", fontsize=SIZE, linespacing=1.28, **look)


# The short text


def question(report: View) -> Text | None:
    """Return what the records add to what the case asked or tried; nothing where they add nothing."""
    points = _add(report, "asked")
    return Text(points) if points else None


def found(report: View) -> Text | None:
    """Return what the records add to what was seen or found, and whose view that is."""
    points, statements = _add(report, "seen"), report.evidence.statements
    if not points:
        return None
    names = list_threaded(report.evidence, report.case_id, ["seen"])
    views = set(statements.loc[statements["statement_id"].isin(names), "view"])
    told = [label for view, label in report.evidence.map_labels("view").items() if view in views]
    return Text("\n\n".join([points, *([report.words("case-views", views=report.words.join(told))] if told else [])]))


def planned(report: View) -> Text | None:
    """Return what the records add to what was planned or done, and, where the edition may know it, how it ended.

    Where there is one thread, opening and picture have told how it ended.
    """
    ended = report.case["ended"] if "ended" in report.case and len(_select_threads(report)) > 1 else ""
    parts = [part for part in (_add(report, "planned"), ended) if part]
    return Text("\n\n".join(parts)) if parts else None


def _add(report: View, part: str) -> str:
    """Return, thread by thread, the records behind a box on which the opening does not rest, each once, in Markdown."""
    addresses, told = _map_addresses(report), report.evidence.statements.set_index("statement_id")["paraphrase"]
    new, points = told.index.difference(list_behind(report.evidence, report.case_id)), []
    for row in _select_threads(report).to_dict("records"):
        names = [name for name in split_codes(row[f"{part}_evidence"]) if name in new]
        sentences = " ".join(f"{told[name]} {link_evidence(addresses, name)}" for name in names)
        points.extend([f"- **{row['name']}.** {sentences}"] if names else [])
        new = new.difference(names)
    return "\n".join(points)


def _select_links(report: View) -> pd.DataFrame:
    """Return what the study says as a whole on the questions of the case, each with the reason for it."""
    links = report.evidence.case_links
    return links[links["case_id"] == report.case_id].merge(report.evidence.statements, on="statement_id")


def study_says(report: View) -> Text | None:
    """Return what the study says as a whole on the questions of the case; nothing where no link was made."""
    links, addresses = _select_links(report), map_addresses(report.evidence)
    points = [
        f"- {row['paraphrase']} {link_evidence(addresses, row['statement_id'])}"
        for row in links.drop_duplicates("statement_id").to_dict("records")
    ]
    return Text("\n".join(points)) if points else None


def since(report: View) -> Text | None:
    """Return in one sentence what official statistics have shown since: of the branch of the case, else of all care."""
    numbers = report.evidence.official_numbers
    own = numbers[numbers["branch"].isin(find_branches(report.evidence, report.case_id))]
    wide = numbers[numbers["branch"].eq(SINCE) & (numbers["measure"].eq("growth") | numbers["reason"].eq("say"))]
    return tell_case(report, own if len(own) else wide.drop_duplicates("measure"))


def unknown(report: View) -> Text:
    """Return what is not known about the case and from its study; an interim edition stops before it."""
    points = _list_missing(report)
    if "not_known" in report.case:
        points.append(report.case["not_known"])
    else:
        points.append(report.words("case-stops-before"))
    return Text("\n".join(f"- {point}" for point in points))


def _list_missing(report: View) -> list[str]:
    """Return a sentence on the parts of a report that the sources leave empty; none where they leave none."""
    words, lanes = report.words, report.own["kind"].map(map_parents(report.evidence, "kind"))
    if _select_threads(report)[["asked", "seen"]].eq("").all(axis=None):
        return []  # the opening says so
    absent = [words(f"case-missing-{part}") for part, group in PARTS.items() if not lanes.isin(group).any()]
    if not absent:
        return []
    *most, last = absent
    told = words("case-missing-or", first=", ".join(most), next=last) if most else last
    return [words("case-missing", case=report.case["short_name"], parts=told, edition=report.edition)]


def _select_conflicts(report: View) -> pd.DataFrame:
    """Return the contradictions that touch the case."""
    frame = order_conflicts(report.evidence)
    return frame[[report.case_id in cases for cases in frame["cases"]]]


def conflicts(report: View) -> Text | None:
    """Return the contradictions that change a conclusion on the case, and how many others the register has."""
    words, own = report.words, _select_conflicts(report)
    if own.empty:
        return None
    changing = [row for row in own.to_dict("records") if is_changing(row)]
    addresses = map_addresses(report.evidence)
    points = [f"{row['what']} {link_evidence(addresses, row['contradiction_id'])}" for row in changing]
    listed = [words("case-changing", pairs=len(points)), "\n".join(f"- {point}" for point in points)] if points else []
    others = words("case-conflicts", changing=len(changing), others=len(own) - len(changing), case=report.case_id)
    return Text("\n\n".join([*listed, others]))


def claims(report: View) -> Text | None:
    """Return which claims on the numbers of the case the audit finds wrong or unclear; nothing where it finds none."""
    words, evidence, addresses = report.words, report.evidence, map_addresses(report.evidence)
    numbers = set(evidence.numbers.loc[evidence.numbers["case_id"] == report.case_id, "number_id"])
    own = evidence.claims[~list_used(evidence.claims).map(numbers.isdisjoint).astype(bool)]
    faults = {verdict: own[own["verdict"] == verdict].to_dict("records") for verdict in FAULTS}
    points = [
        words("case-claim", verdict=verdict, what=row["statement"], link=link_evidence(addresses, row["claim_id"]))
        for verdict, rows in faults.items()
        for row in rows
    ]
    if not points:
        return None
    told = words.join([words(f"case-claims-{verdict}", count=len(rows)) for verdict, rows in faults.items() if rows])
    listed = "\n".join(f"- {point}" for point in points)
    return Text(f"{words('case-claims', all=len(own), faults=told)}\n\n{listed}")


# The records


def records(report: View) -> Table:
    """Return all records of the case: statements, those behind the opening first, then fieldwork and numbers."""
    columns = head_columns(lambda name: report.words(f"case-column-{name}"), record=72, kind=28)
    numbers = report.evidence.numbers
    own, work = _select_shown(report), _select_fieldwork(report)
    numbers = numbers[numbers["case_id"] == report.case_id]
    rows = [
        *(_show_statement(report, row) for row in own.to_dict("records")),
        *(_show_fieldwork(report, row) for row in work.to_dict("records")),
        *(_show_published(report, row) for _, row in numbers.iterrows()),
    ]
    names = [name for frame in (own, work, numbers) for name in frame.iloc[:, 0]]
    return make_table(
        columns,
        rows,
        name=f"{report.name}-records",
        caption=report.words("case-records", case=report.case["short_name"], count=len(rows)),
        source=show_places(report, pd.concat([own, work, numbers])),
        targets=[make_address(report.name, name) for name in names],
    )


def _show_statement(report: View, row: dict) -> tuple[Cell, Cell]:
    """Return a statement with its id and place, and beside it its kind with view, level and aim."""
    evidence = report.evidence
    remarks = [evidence.find_label(column, row[column]) for column in ("view", "level", "direction") if row[column]]
    told = Cell(row["paraphrase"], f"{row['statement_id']} \u00b7 {show_reference(report, row)}")
    return told, Cell(start_upper(evidence.find_label("kind", row["kind"])), "; ".join(remarks))


def _show_fieldwork(report: View, row: dict) -> tuple[Cell, Cell]:
    """Return fieldwork with its id and place, and beside it its kind and how many took part."""
    told = Cell(f"{row['who']} {row['note']}".strip(), f"{row['fieldwork_id']} \u00b7 {show_place(report.words, row)}")
    kind = start_upper(report.evidence.find_label("activity", row["activity"]))
    return told, Cell(kind, show_respondents(report, row))


def _show_published(report: View, row: pd.Series) -> tuple[Cell, Cell]:
    """Return what a published number is and where it stands, and beside it the number, which leads to its register."""
    shown = Cell(show_number(report.words, row), row["number_id"], f"number-{row['number_id']}")
    return Cell(row["label"], show_reference(report, row)), shown


@functools.lru_cache(maxsize=1)
def _select_shown(report: View) -> pd.DataFrame:
    """Return the statements on the page: of the case, and what opening and threads name of its study, or of another.

    Those behind the opening come first.
    """
    evidence, case_id = report.evidence, report.case_id
    behind = list_behind(evidence, case_id)
    named = evidence.statements["statement_id"].isin([*behind, *list_threaded(evidence, case_id)])
    own = evidence.statements[evidence.statements["case_id"].eq(case_id) | named]
    order = {name: place for place, name in enumerate(behind)}
    return own.iloc[own["statement_id"].map(order).fillna(len(behind)).argsort(kind="stable")]


@functools.lru_cache(maxsize=1)
def _select_fieldwork(report: View) -> pd.DataFrame:
    """Return the fieldwork of a case, then that of its study that is not split by case."""
    frame = report.evidence.fieldwork
    frame = frame[frame["study_id"] == report.case["study_id"]]
    return pd.concat([frame[frame["case_id"] == report.case_id], frame[frame["case_id"] == ""]])


def lookup(report: View) -> Text:
    """Return where the records of the case stand among those of all cases, to filter and to download."""
    return Text(report.words("case-lookup", case=report.case_id))


def citation(report: View) -> Text:
    """Return how the report was made, how to cite it and run it again, and which pages use the case."""
    words = report.words
    told = words("case-citation", title=make_title(words, report.case, report.edition))
    used = words("case-uses", case=report.case["short_name"], links=f"{{uses}}`{report.case_id}`")
    told = "\n\n".join([*([report.study["not_known"]] if "not_known" in report.case else []), told])
    name = f"{words.language}/{report.name}"
    return Text(f"{told}\n\n```sh\nmake shell\nowlib run {name} --output again\n```\n\n{used}")


# All cases


def compare_table(report: View) -> Table:
    """Return the cases by branch, a line each: what it asked, found and planned; its name leads to its report."""
    words, evidence, told = report.words, report.evidence, list_reported_cases(report.evidence)
    cases, rows = evidence.cases.set_index("case_id"), []
    for branch, case_ids in group_branches(evidence).items():
        for case_id, case in cases.loc[case_ids].iterrows():
            head = Cell(case["short_name"], branch, f"{case_id}-{FINAL}-glance" if case_id in told else "")
            rows.append((head, *_show_main_thread(report, case_id)))
    columns = head_columns(lambda name: words(f"case-compare-{name}"), case=25, asked=25, seen=25, planned=25)
    caption = words("case-compare", count=len(cases), told=len(told), untold=len(cases) - len(told))
    return make_table(columns, rows, name="table-cases", caption=caption, source=show_places(report, evidence.cases))


def _show_main_thread(report: View, case_id: str) -> list[Cell]:
    """Return the phrases of the thread on which the first sentence of the opening rests most, and name the others."""
    words, threads = report.words, _select_threads(report, case_id).to_dict("records")
    opening = report.evidence.summaries
    opening = opening[opening["case_id"].eq(case_id) & opening["position"].eq(1)]
    lead = {name for names in opening["evidence"] for name in split_codes(names)}
    shared = [sum(len(lead.intersection(split_codes(row[f"{part}_evidence"]))) for part in PHRASES) for row in threads]
    main = threads.pop(shared.index(max(shared))) if threads else dict.fromkeys(PHRASES, "")
    also = words("case-compare-also", names=", ".join(start_lower(row["name"]) for row in threads)) if threads else ""
    texts = [start_upper(main[part]) or words("case-compare-untold") for part in PHRASES]
    smalls = (also, "", _tell_team_plans(report, main, threads))
    return [Cell(text, small) for text, small in zip(texts, smalls, strict=True)]


def _tell_team_plans(report: View, main: dict, others: list[dict]) -> str:
    """Return what the learning team itself plans in other threads, where the main one has no plan of the team."""
    statements = report.evidence.statements
    team = set(statements.loc[statements["view"].eq(TEAM), "statement_id"])
    plans = [row["planned"] for row in (main, *others) if team.intersection(split_codes(row.get(PLANNED, "")))]
    if not plans or plans[0] == main["planned"]:
        return ""
    return report.words("case-compare-team", plans="; ".join(map(start_lower, plans)))
