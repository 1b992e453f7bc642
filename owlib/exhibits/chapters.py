"""The chapters that answer questions from the coded statements: their sentences, tables and figures.

They are reasons, effects, plans, pilots, region and synthesis, and pages that answer a question across them or serve
those who decide. All open with their question, and tell their findings in passages; what each shows beside that stands
here, chapter by chapter.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.figure import Figure as Canvas

from owlib.evidence.numbers import split_codes
from owlib.evidence.rules import SIDES
from owlib.exhibits.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    SILVER,
    Grid,
    Style,
    draw_beside,
    draw_interval,
    draw_key,
    draw_matrix,
    finish_figure,
    frame_rows,
    in_house_style,
    start_canvas,
)
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    ANSWER,
    group_branches,
    link_evidence,
    list_sentences,
    map_addresses,
    name_cases,
    name_origins,
    show_places,
    show_reference,
    show_sources,
    start_lower,
    start_upper,
    wrap_words,
)
from owlib.findings import ranks, read_chapter, statements

MOST_LISTED = 4
"""How many statements of a kind a cell lists; the others are in the data."""
LEAST_SHARED = 2
"""Cases from which on a theme is drawn; the table has all."""
KINDS_OF_SIDE = tuple(statements.SIDES.values())
WAYS = ("reduce-flex", "use-flex-differently", "planned")
MARKS = {
    "push": Style(ORANGE, "s"), "pull": Style(BLUE), statements.QUESTIONED: Style("white", "D"),
    "benefits": Style(BLUE), "drawbacks": Style(ORANGE, "s"),
    "reduce-flex": Style(BLUE), "use-flex-differently": Style(ORANGE, "D"), "planned": Style("white", "s"),
}  # fmt: skip
"""Marks of a reason that pushes, pulls or is questioned; of benefits and drawbacks; and of the ways forward."""


def read(name: str, language: str) -> View:
    """Return what a chapter may see, in a language."""
    return make_view(name, read_chapter(name), language)


def opening(report: View) -> Text:
    """Return the opening of a chapter: its question, and the answer with the evidence behind each sentence."""
    (lead, links), *others = list_sentences(report, ANSWER)
    rest = "\n".join(f"- {text} {link}" for text, link in others)
    passages = report.evidence.passages
    used = _select(report, passages.loc[passages["chapter_id"] == report.name, "evidence"])
    official = "no" if report.evidence.official_numbers.empty else "yes"
    basis = report.words("chapters-basis", sources=show_sources(report, used), official=official)
    return Text(f"*{report.question}*\n\n**{lead}** {links}\n\n{rest}\n\n*{basis}*")


def passage(report: View, section: str) -> Text:
    """Return a part of a chapter: its finding, then a point for each sentence that bears on it, with the evidence."""
    lead, *others = [f"{text} {link}".strip() for text, link in list_sentences(report, section)]
    return Text("\n".join([lead, "", *(f"- {point}" for point in others)]).rstrip())


def prose(report: View, section: str) -> Text:
    """Return a part of a chapter as running text, with the evidence behind each sentence."""
    return Text(" ".join(f"{text} {link}" for text, link in list_sentences(report, section)))


def points(report: View, section: str) -> Text:
    """Return a part of a chapter as a list, a point a sentence."""
    return Text("\n".join(f"- {text} {link}" for text, link in list_sentences(report, section)))


def _select(report: View, cells: Iterable[str]) -> pd.DataFrame:
    """Return the statements whose ids stand in these cells, parted by semicolons."""
    names = {name for cell in cells for name in split_codes(cell)}
    return report.evidence.statements[report.evidence.statements["statement_id"].isin(names)]


def _cite(report: View, row: dict, origin: str = "") -> Cell:
    """Return the id of a statement, which leads to its row, with its place in the source."""
    address = map_addresses(report.evidence)[row["statement_id"]]
    return Cell(row["statement_id"], f"{origin}{show_reference(report, row)}", address)


def _finish(report: View, part: str, canvas: Canvas, data: pd.DataFrame, used: pd.DataFrame, **told: object) -> Figure:
    """Return a drawing as a figure that rests on these records.

    Its words are the messages of its part; ``rows`` tell what it has in its rows, and end its alternative text.
    """
    words, name = report.words, f"{report.name}-{part}"
    ids = next(column for column in ("statement_id", "fieldwork_id", "rank_id") if column in used)
    return finish_figure(
        canvas,
        data,
        name=name,
        title=words(f"chapters-title-{name}", **told),
        caption=words(f"chapters-caption-{name}", **told),
        alt=f"{words(f'chapters-alt-{name}', **told)} {told['rows']}.",
        source=show_places(report, used),
        records=dict.fromkeys(used[ids]),
    )


def _make_table(
    report: View, part: str, columns: list[Column], rows: list, used: pd.DataFrame, **told: object
) -> Table:
    """Return a table that rests on these records; its caption is the message of its part."""
    name = f"{report.name}-{part}"
    caption = report.words(f"chapters-table-{name}", count=told.pop("count", len(rows)))
    return make_table(columns, rows, name=name, caption=caption, source=show_places(report, used), **told)


def _head(report: View, /, **told: object) -> list[Column]:
    """Return columns by the names of their headings, with their widths."""
    return head_columns(lambda name: report.words(f"chapters-column-{name.replace('_', '-')}"), **told)


def _take_texts(report: View, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return columns of statements with their texts in all languages, for a download."""
    texts = report.whole.statements.set_index("statement_id")[["paraphrase_en", "paraphrase_nl"]]
    return frame[[*columns, "statement_id"]].join(texts, on="statement_id")


def _make_kinds_table(report: View, part: str, study_id: str, kinds: list[str]) -> Table:
    """Return the statements of a study of some kinds, kind by kind, each leading to its row in the book."""
    words, own = report.words, report.evidence.statements
    own = own[(own["study_id"] == study_id) & own["kind"].isin(kinds)]
    own, origins = statements.order_rows(own, "kind", kinds), name_origins(report)
    themes, labels, views = (report.evidence.map_labels(key) for key in ("theme", "kind", "view"))
    rows = []
    for row in own.to_dict("records"):
        named = ", ".join(themes[theme] for theme in row["themes"]) or words("chapters-no-theme")
        kind = words("chapters-view-themes", view=views[row["view"]], themes=named)
        cited = _cite(report, row, f"{origins[row['study_id'], row['case_id']]}; ")
        rows.append((row["paraphrase"], Cell(start_upper(labels[row["kind"]]), kind), cited))
    return _make_table(report, part, _head(report, statement=56, kind=22, record=22), rows, own)


# Reasons


@in_house_style
def reasons_figure(report: View, actor: str) -> Figure:
    """Draw who gives which reason, and whether it pushes, pulls or is questioned: reason by perspective."""
    links, labels = statements.collect_reasons(report.evidence, actor), _label_reasons(report)
    rows = {reason: start_upper(labels[reason]) for reason in links["reason"]}
    marks = links[["reason", "perspective", "force"]]
    return _draw_voices(report, actor, marks, rows, report.evidence.map_labels("force"), links)


def _label_reasons(report: View) -> dict[str, str]:
    """Return the label of each reason."""
    return report.evidence.reasons.set_index("reason")["label"].to_dict()


def _draw_voices(
    report: View, part: str, marks: pd.DataFrame, rows: dict[str, str], kinds: dict[str, str], used: pd.DataFrame
) -> Figure:
    """Return a figure of who tells something: a row each, a column a perspective, a mark where at least one does."""
    views = report.evidence.map_labels("perspective")
    columns = {view: views[view] for view in views if view in set(marks["perspective"])}
    return _draw_marks(report, part, marks, Grid(rows, columns, language=report.words.language), kinds, used)


def _draw_marks(
    report: View, part: str, marks: pd.DataFrame, grid: Grid, kinds: dict[str, str], used: pd.DataFrame
) -> Figure:
    """Return a figure with a mark where something is told.

    Parameters
    ----------
    marks
        Codes of the row, of the column and of the kind of mark, in this order; one line or more a mark.
    kinds
        The label of each kind; how it looks stands in :data:`MARKS`.

    """
    data = statements.order_rows(marks.drop_duplicates(), marks.columns[2], MARKS)
    placed = data.set_axis(["row", "column", "kind"], axis=1)
    canvas, axes = draw_matrix(grid, placed, MARKS)
    draw_key(axes, MARKS, {kind: kinds[kind] for kind in placed["kind"]})
    cells = placed.groupby(["row", "column"])["kind"].agg(lambda own: ", ".join(kinds[kind] for kind in own))
    told = []
    for row, label in grid.rows.items():
        own = [
            report.words("chapters-mark", column=name, kinds=cells[row, column])
            for column, name in grid.columns.items()
            if (row, column) in cells.index
        ]
        told.append(f"{label}: {', '.join(own)}")
    return _finish(report, part, canvas, data, used, rows="; ".join(told))


def reasons_table(report: View, actor: str) -> Table:
    """Return the reasons of workers or organisations, each with the statements that give or question it."""
    words, evidence = report.words, report.evidence
    links, labels = statements.collect_reasons(evidence, actor), _label_reasons(report)
    forces, views = evidence.map_labels("force"), evidence.map_labels("view")
    rows = [
        (
            Cell(start_upper(labels[row["reason"]]), forces[row["force"]]),
            Cell(row["paraphrase"], words("chapters-view", view=views[row["view"]])),
            _cite(report, row),
        )
        for row in links.to_dict("records")
    ]
    columns = _head(report, reason=22, statement=52, record=26, filtered=["reason"])
    data = _take_texts(report, links, "reason", "force", "perspective", "view")
    note = words("chapters-note-reasons")
    return _make_table(report, f"{actor}-table", columns, rows, links, note=note, sortable=True, data=data)


# Effects


@in_house_style
def gains_figure(report: View) -> Figure:
    """Draw in words what is named as a gain of flexible work, beside what is named as a loss, subject by subject."""
    own = report.evidence.passages
    own = own[(own["chapter_id"] == report.name) & own["section"].str.match("(?:gain|loss)-")]
    own = own.assign(**own["section"].str.extract("(?P<side>gain|loss)-(?P<subject>.+)"))
    pairs = own.pivot_table(index="subject", columns="side", values="text", aggfunc="first", sort=False)
    pairs = pairs[["gain", "loss"]].fillna(report.words("chapters-effects-none"))
    pairs.insert(0, "name", [report.words(f"chapters-effects-{subject}") for subject in pairs.index])
    return _draw_beside(report, "gains", ("gain", "loss"), pairs, _select(report, own["evidence"]))


def _draw_beside(report: View, part: str, heads: tuple[str, str], rows: pd.DataFrame, used: pd.DataFrame) -> Figure:
    """Return a figure of two phrases side by side in each row, below its ``name``; their columns are ``heads``."""
    words, texts = report.words, rows[["name", *heads]]
    told = [words("chapters-beside", name=name, first=first, second=second) for name, first, second in texts.to_numpy()]
    canvas = draw_beside([words(f"chapters-{report.name}-{head}") for head in heads], texts.to_numpy().tolist())
    return _finish(report, part, canvas, rows.reset_index(), used, rows="; ".join(told))


@in_house_style
def sides_figure(report: View) -> Figure:
    """Draw who names what as a benefit or drawback of flexible work: theme by perspective."""
    used, themes = statements.select_sides(report.evidence), report.evidence.map_labels("theme")
    marks = used.loc[used["theme"] != "", ["theme", "perspective", "side"]]
    rows = {theme: label for theme, label in themes.items() if theme in set(marks["theme"])}
    kinds = {side: report.words(f"chapters-sides-{side}") for side in KINDS_OF_SIDE}
    return _draw_voices(report, "sides", marks, rows, kinds, used)


def both_table(report: View) -> Table:
    """Return what is named as a benefit of flexible work by some and as a drawback by others, or by the same."""
    words, frame = report.words, statements.find_both(report.evidence)
    themes, views = report.evidence.map_labels("theme"), report.evidence.map_labels("perspective")
    told = report.evidence.statements.set_index("statement_id")["paraphrase"]
    rows = []
    for row in frame.to_dict("records"):
        same = ", ".join(views[view] for view in row["same"])
        by = words("chapters-same", sides=same) if same else words("chapters-same-none")
        sides = [row[f"{kind}_ids"] for kind in statements.SIDES]
        cells = [Cell(told[names[0]], _list_ids(report, names)) for names in sides]
        rows.append((Cell(start_upper(themes[row["theme"]]), by), *cells))
    data = frame.assign(**{name: frame[name].map(";".join) for name in ("benefit_ids", "drawback_ids", "same")})
    used = _select(report, data[["benefit_ids", "drawback_ids"]].stack())
    return _make_table(report, "both", _head(report, theme=24, benefits=38, drawbacks=38), rows, used, data=data)


def _list_ids(report: View, names: list[str]) -> str:
    """Return ids as a remark, the first few of many."""
    ids, more = ", ".join(names[:MOST_LISTED]), len(names) - MOST_LISTED
    return report.words("chapters-ids-more", ids=ids, more=more) if more > 0 else ids


def sides_table(report: View) -> Table:
    """Return every benefit and drawback of flexible work by theme, with whose view it is."""
    words, evidence = report.words, report.evidence
    themes = evidence.map_labels("theme") | {"": words("chapters-no-theme")}
    views, subjects = evidence.map_labels("view"), evidence.map_labels("subject")
    frame = statements.order_rows(statements.select_sides(evidence).sort_values("side", kind="stable"), "theme", themes)
    rows = [
        (
            start_upper(themes[row["theme"]]),
            Cell(
                words(f"chapters-side-{row['side']}"),
                words("chapters-subject-view", subject=subjects[row["subject"]], view=views[row["view"]]),
            ),
            row["paraphrase"],
            _cite(report, row),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(report, theme=20, side=16, statement=42, record=22, filtered=["theme", "side"])
    data = _take_texts(report, frame, "theme", "subject", "perspective", "view", "side")
    return _make_table(report, "table", columns, rows, frame, sortable=True, data=data)


# Plans


@in_house_style
def agendas_figure(report: View) -> Figure:
    """Draw in words what each team asks and plans: the first thread of each case."""
    rows = report.evidence.threads.query("position == 1 and asked != ''")
    rows = rows.assign(name=rows["case_id"].map(name_cases(report))).set_index("case_id")
    rows = rows[["name", "asked", "planned", "asked_evidence", "planned_evidence"]]
    used = _select(report, rows[["asked_evidence", "planned_evidence"]].stack())
    return _draw_beside(report, "agendas", ("asked", "planned"), rows, used)


@in_house_style
def ways_figure(report: View) -> Figure:
    """Draw which cases name which ways forward: theme by case, by way."""
    evidence, used, shared = report.evidence, statements.select_ways(report.evidence), _select_shared(report)
    themes, names = evidence.map_labels("theme"), name_cases(report)
    cases = {case: names[case] for case in statements.list_way_cases(evidence)}
    grid = Grid({theme: themes[theme] for theme in shared}, cases, pitch=0.3)
    marks = used.loc[used["theme"].isin(shared), ["theme", "case_id", "way"]]
    kinds = {way: report.words(f"chapters-way-{way}") for way in WAYS}
    return _draw_marks(report, "ways", marks, grid, kinds, used)


def _select_shared(report: View) -> list[str]:
    """Return the themes of ways forward that several cases have."""
    cases = statements.count_cases(report.evidence)
    return list(cases.index[cases >= LEAST_SHARED])


def ways_table(report: View) -> Table:
    """Return every direction and planned action by theme, and in how many cases the theme comes up."""
    words, evidence, names = report.words, report.evidence, name_cases(report)
    shared = statements.count_cases(evidence)
    themes, levels = evidence.map_labels("theme"), evidence.map_labels("level")
    aims = evidence.map_labels("direction") | {"planned": words("chapters-way-planned")}
    frame = statements.order_rows(
        statements.select_ways(evidence).sort_values("statement_id", kind="stable"), "theme", shared.index
    )
    addresses, cases_n = map_addresses(evidence), len(statements.list_way_cases(evidence))
    common = {theme: words("chapters-shared", shared=number, cases=cases_n) for theme, number in shared.items()}
    rows = [
        (
            Cell(start_upper(themes[row["theme"]]), common[row["theme"]]),
            row["paraphrase"],
            Cell(aims[row["way"]], levels.get(row["level"], "")),
            Cell(names[row["case_id"]], row["statement_id"], addresses[row["statement_id"]]),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(report, theme=22, way=44, aim=18, case=16, filtered=["theme", "aim", "case"])
    data = _take_texts(report, frame, "theme", "case_id", "way", "level")
    note = words("chapters-note-ways")
    return _make_table(report, "table", columns, rows, frame, note=note, sortable=True, data=data)


# Pilots


@in_house_style
def contrast_figure(report: View) -> Figure:
    """Draw in words what entrepreneurial employeeship brought and cost, organisation A beside organisation B."""
    words, rows = report.words, report.evidence.contrasts.sort_values("position")
    heads = [words("chapters-contrast-head", side=side.upper()) for side in SIDES]
    used = _select(report, rows[[f"{side}_evidence" for side in SIDES]].stack())
    told = [
        words("chapters-contrast", name=row.name, a=start_lower(row.a), b=start_lower(row.b))
        for row in rows.itertuples(index=False)
    ]
    data = rows[["contrast_id", "name", *SIDES, *(f"{side}_evidence" for side in SIDES)]]
    canvas = draw_beside(heads, rows[["name", *SIDES]].to_numpy().tolist())
    return _finish(report, "contrast", canvas, data, used, rows="; ".join(told))


def pilots_table(report: View) -> Table:
    """Return the pilots side by side: what they are, what was held, how they ended, what is not known."""
    words, cases = report.words, report.evidence.cases[report.evidence.cases["study_id"] == statements.OW]
    rows = [
        (words(f"chapters-pilot-{part.replace('_', '-')}"), *cases[part])
        for part in ("about", "held", "ended", "not_known")
    ]
    links = [Cell(words("chapters-pilot-final"), target=f"{case_id}-final-glance") for case_id in cases["case_id"]]
    rows.append((words("chapters-pilot-report"), *links))
    columns = [*_head(report, subject=13), *(Column(name, 29) for name in cases["short_name"])]
    return _make_table(report, "designs", columns, rows, cases, count=len(cases))


def dilemmas_table(report: View) -> Table:
    """Return the dilemmas and open questions of the pilots."""
    return _make_kinds_table(report, "dilemmas", statements.OW, ["dilemma", "open-question"])


# Region


def themes_table(report: View) -> Table:
    """Return the core values and themes for joint work."""
    return _make_kinds_table(report, "themes", statements.LIMBURG, ["core-value", "joint-theme"])


def concordance(report: View) -> Text:
    """Return how far the sectors agree in ranking HR themes."""
    sectors = ranks.tabulate_sectors(report.evidence)
    found, spread = ranks.measure_concordance(sectors), ranks.spread_ranks(sectors)
    widest = spread.loc[spread["spread"].idxmax()]
    told = {"sectors": found.columns, "themes": found.themes, "least": widest["least"], "most": widest["most"]}
    told |= _show_values(report, w=found.w, low=found.low, high=found.high)
    theme = start_lower(report.evidence.find_label("hr-theme", widest.name))
    return Text(report.words("chapters-concordance", **told, theme=theme))


def _show_values(report: View, **values: float) -> dict[str, str]:
    """Return numbers as texts with two decimals."""
    return {name: report.words.number(value, decimals=2) for name, value in values.items()}


@in_house_style
def ranks_figure(report: View) -> Figure:
    """Draw the ranks of HR themes in each sector, with the overall rank, and mark those furthest apart."""
    words, labels = report.words, report.evidence.map_labels("hr-theme")
    sectors = ranks.tabulate_sectors(report.evidence)
    frame = ranks.tabulate_ranks(report.evidence).join(ranks.spread_ranks(sectors))
    rows = frame.sort_values(ranks.OVERALL, kind="stable")
    apart = frame["spread"] == frame["spread"].max()
    canvas, axes = start_canvas(1.1 + 0.33 * len(rows))
    for place, (theme, row) in enumerate(rows.iterrows()):
        least, most = row["least"], row["most"]
        axes.plot(
            [least, most], [-place, -place], color=ORANGE if apart[theme] else SILVER, linewidth=3, zorder=1,
            solid_capstyle="round",
        )  # fmt: skip
        axes.scatter(sectors.loc[theme], [-place] * sectors.shape[1], s=26, color=GREY, zorder=2)
        axes.scatter(row[ranks.OVERALL], -place, s=70, color=BLUE, marker="D", zorder=3)
        text = words("span", low=least, high=most) if least < most else words.number(least)
        axes.text(most + 0.5, -place, text, va="center", color=ORANGE if apart[theme] else GREY)
    axes.set_yticks([-place for place in range(len(rows))], [wrap_words(labels[theme], 30) for theme in rows.index])
    axes.set(ylim=(-len(rows) + 0.4, 0.7), xlim=(0.4, len(rows) + 2.2), xlabel=words("chapters-axis-ranks"))
    axes.set_xticks([1, 5, 10, len(rows)])
    axes.grid(axis="x")
    ends = {
        theme: {"theme": labels[theme], "rank": row[ranks.OVERALL], "least": row["least"], "most": row["most"]}
        for theme, row in rows.iterrows()
    }
    named = [
        words("chapters-rank-apart", **ends[theme] | {"theme": start_lower(labels[theme])})
        for theme in frame.index[apart]
    ]
    told = {"agreed": "no" if rows["spread"].iloc[0] else "yes", "first": start_lower(labels[rows.index[0]])}
    told |= {"themes": words.join(named), "count": len(rows), "sectors": sectors.shape[1]}
    told["rows"] = "; ".join(words("chapters-rank-row", **row) for row in ends.values())
    return _finish(report, "ranks", canvas, frame.reset_index(), report.evidence.hr_themes, **told)


@in_house_style
def correlations_figure(report: View) -> Figure:
    """Draw how far the rankings of each pair of sectors agree, with intervals."""
    words, sectors = report.words, ranks.tabulate_sectors(report.evidence)
    frame, whole = ranks.correlate_ranks(sectors), ranks.measure_concordance(sectors)
    labels = report.evidence.map_labels("hr-sector")
    canvas, axes = start_canvas(0.9 + 0.5 * len(frame))
    told = []
    for place, row in enumerate(frame.to_dict("records")):
        pair = {end: labels[row[end]] for end in ("first", "second")}
        shown = _show_values(report, rho=row["rho"], low=row["low"], high=row["high"])
        axes.text(0.02, -place + 0.3, f"{pair['first']} \u2013 {pair['second']}", fontsize=10)
        draw_interval(axes, -place, row["low"], row["high"], SILVER)
        axes.plot(row["rho"], -place, "o", color=BLUE, markersize=8, zorder=3)
        axes.text(1.03, -place, shown["rho"], va="center", color=BLUE, fontweight="semibold")
        told.append(words("chapters-correlation", **pair, **shown))
    ticks, axis = [0, 0.25, 0.5, 0.75, 1], words("chapters-axis-correlations")
    labelled = [words.number(tick, decimals=2) for tick in ticks]
    frame_rows(axes, len(frame), xlim=(0, 1.12), xticks=ticks, xticklabels=labelled, xlabel=axis)
    ends = {"least": frame["rho"].min(), "most": frame["rho"].max()}
    ends |= {"first": frame["low"].min(), "last": frame["low"].max()}
    shown = _show_values(report, **ends, w=whole.w, low=whole.low, high=whole.high)
    return _finish(report, "correlations", canvas, frame, report.evidence.hr_themes, **shown, rows="; ".join(told))


def ranks_table(report: View) -> Table:
    """Return the ranks of HR themes by sector with their spread, furthest apart first."""
    words, evidence = report.words, report.evidence
    labels, sectors = evidence.map_labels("hr-theme"), evidence.map_labels("hr-sector")
    frame = ranks.tabulate_ranks(evidence).assign(spread=ranks.spread_ranks(ranks.tabulate_sectors(evidence))["spread"])
    frame = frame.sort_values("spread", ascending=False, kind="stable")
    rows = [(Cell(labels[theme], target=f"hr-theme-{theme}"), *row) for theme, row in frame.iterrows()]
    columns = [Column(label, 11, numeric=True) for label in sectors.values()]
    columns = [*_head(report, hr_theme=28), *columns, *_head(report, spread=9, numeric=["spread"])]
    return _make_table(report, "ranks-table", columns, rows, evidence.hr_themes, note=words("chapters-note-ranks"))


# Synthesis


def synthesis_table(report: View) -> Table:
    """Return each reason to leave against what entrepreneurial employeeship offers, costs and leaves open."""
    words, evidence, addresses = report.words, report.evidence, map_addresses(report.evidence)
    aspects = evidence.map_labels("aspect")
    reasons = evidence.reasons.set_index("reason")
    cells = statements.order_rows(statements.order_rows(evidence.synthesis, "aspect", aspects), "reason", reasons.index)
    rows = []
    for row in cells.to_dict("records"):
        reason, names = reasons.loc[row["reason"]], split_codes(row["evidence"])
        cited = Cell(", ".join(names), target=addresses[names[0]]) if names else Cell(words("chapters-no-record"))
        label = Cell(start_upper(reason["label"]), reason["definition"])
        rows.append((label, aspects[row["aspect"]], row["text"], cited))
    columns = _head(report, leave=22, aspect=16, words=42, evidence=20, filtered=["leave", "aspect"])
    data = report.whole.synthesis[["cell_id", "reason", "aspect", "text_en", "text_nl", "evidence"]]
    used, note = _select(report, cells["evidence"]), words("chapters-note-synthesis")
    return _make_table(report, "table", columns, rows, used, note=note, sortable=True, data=data)


def precision(report: View) -> Text:
    """Return what the pilots' numbers of respondents could show, in words."""
    words, asked = report.words, ranks.select_questionnaires(report.evidence)
    sizes = sorted(asked["respondents_n"], reverse=True)
    links = words.join([f"[{row.respondents_n}](#fieldwork-{row.fieldwork_id})" for row in asked.itertuples()])
    rises = [
        words("chapters-precision-rise", count=size, rise=words.number(50 + change, "percent", 0))
        for size, change in zip(sizes, ranks.estimate_precision(sizes)["change_pct"], strict=True)
    ]
    return Text(words("chapters-precision", links=links, rises=words.join(rises)))


@in_house_style
def precision_figure(report: View) -> Figure:
    """Draw what questionnaires of these sizes can show: the interval around a half, and the smallest change."""
    words, asked = report.words, ranks.select_questionnaires(report.evidence)
    frame = ranks.estimate_precision(list(asked["respondents_n"])).assign(fieldwork_id=list(asked["fieldwork_id"]))
    frame = frame.sort_values("respondents", ascending=False, kind="stable").reset_index(drop=True)
    canvas, axes = start_canvas(0.9 + 0.9 * len(frame))
    told = []
    for place, row in enumerate(frame.to_dict("records")):
        count, span, points_n = row["respondents"], _show_span(report, row), words.number(row["change_pct"], "", 0)
        axes.text(1, -place + 0.38, words("chapters-respondents", count=count), fontweight="semibold", va="center")
        draw_interval(axes, -place + 0.08, row["low_pct"], row["high_pct"], BLUE)
        axes.text(row["high_pct"] + 1.5, -place + 0.08, span, va="center", color=BLUE, fontweight="semibold")
        end, y = 50 + row["change_pct"], -place - 0.2
        axes.annotate("", (end, y), (50, y), arrowprops={"arrowstyle": "->", "color": ORANGE, "lw": 2})
        axes.text(end + 1.5, y, words("chapters-rise", points=points_n), va="center", color=ORANGE)
        deviations = words.number(row["change_sd"], decimals=2)
        told.append(words("chapters-precision-row", count=count, span=span, points=points_n, deviations=deviations))
    axes.axvline(50, color=INK, linewidth=1, zorder=1)
    axis = words("chapters-axis-precision")
    frame_rows(axes, len(frame), top=0.65, xlim=(0, 118), xticks=[0, 25, 50, 75, 100], xlabel=axis)
    widest = frame.iloc[-1]
    reach = words.number((widest["high_pct"] - widest["low_pct"]) / 2, "", 0)
    told = {"count": widest["respondents"], "reach": reach, "rows": "; ".join(told)}
    return _finish(report, "precision", canvas, frame, asked, **told)


def _show_span(report: View, row: dict) -> str:
    """Return an interval in whole per cents."""
    low, high = (report.words.number(row[end], "percent", 0) for end in ("low_pct", "high_pct"))
    return report.words("span", low=low, high=high)


def precision_table(report: View) -> Table:
    """Return what questionnaires of these sizes can show, for shares of a half and of a tenth."""
    words, asked = report.words, ranks.select_questionnaires(report.evidence)
    shares = [ranks.estimate_precision(list(asked["respondents_n"]), share).to_dict("records") for share in (0.5, 0.1)]
    rows = []
    for name, *both in zip(asked["fieldwork_id"], *shares, strict=True):
        spans = [_show_span(report, row) for row in both]
        rises = [
            words("not-given") if pd.isna(row["change_pct"]) else words.number(row["change_pct"], "", 0) for row in both
        ]
        change = words.number(both[0]["change_sd"], decimals=2)
        count = Cell(words.number(both[0]["respondents"]), name, f"fieldwork-{name}")
        rows.append((count, *spans, *rises, change))
    widths = {"half": 16, "tenth": 16, "rise_half": 17, "rise_tenth": 17, "change": 18}
    columns = _head(report, respondents=16, **widths, numeric=widths)
    return _make_table(report, "precision-table", columns, rows, asked, note=words("chapters-note-precision"))


# The ministry's questions


def questions_table(report: View) -> Table:
    """Return the research questions of the flexible-work study in a line each: how far they are answered, by what."""
    questions, far = report.evidence.questions.sort_values("position"), report.evidence.map_labels("far")
    short, by = ([text for text, _ in list_sentences(report, section)] for section in ("short", "by"))
    labels = [start_upper(far[code]) for code in questions["far"]]
    numbers = [f"{number}. {text}" for number, text in enumerate(short, 1)]
    rows, used = list(zip(numbers, labels, by, strict=True)), _select(report, questions["statement_id"])
    return _make_table(report, "table", _head(report, question=44, far=16, by=40), rows, used)


def answer(report: View, question_id: str) -> Text:
    """Return how far a research question is answered, the answer, what is missing, and what came after, if anything."""
    words, addresses = report.words, map_addresses(report.evidence)
    row = report.evidence.questions.set_index("question_id").loc[question_id]
    told = {"far": report.evidence.find_label("far", row["far"]), "missing": row["missing"]}
    told |= {"answer": f"{row['answer']} {link_evidence(addresses, row['evidence'])}"}
    later = f"since-{row['position']}"
    parts = [words("chapters-questions-answer", **told), words("chapters-questions-missing", **told)]
    if later in set(report.evidence.passages["section"]):
        parts.append(prose(report, later).markdown)
    return Text("\n\n".join(parts))


# Passages that conflict


def conflicts(report: View) -> Text:
    """Return how many pairs change a conclusion, and under how many questions of the chapter they stand."""
    pairs, sections = report.evidence.contradictions, report.evidence.passages["section"]
    questions = report.words("count-in-words", count=sections[sections != ANSWER].nunique())
    return Text(report.words("chapters-conflicts", total=len(pairs), questions=questions))


# For those who decide


def cases_by_branch(report: View) -> Text:
    """Return the cases of each branch, each leading to its report."""
    words, names = report.words, name_cases(report)
    points = []
    for branch, case_ids in group_branches(report.evidence).items():
        links = [f"[{names[case_id]}](#{case_id}-final-glance)" for case_id in case_ids]
        points.append(words("chapters-branch", branch=start_upper(branch), cases="; ".join(links)))
    return Text("\n".join(f"- {point}" for point in points))
