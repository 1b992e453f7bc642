"""Tables of the chapters that answer questions, made from the coded statements.

Tables and sentences of the statistics: rankings by sector, and what samples can show.

Pictures of the chapters that answer questions: each draws a frame of findings, and carries it.

Pictures of the statistics: rankings by sector, how far they agree, and what samples can show.

Running text of the report pages, made from the evidence.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from owlib.evidence.numbers import split_codes
from owlib.evidence.read import Evidence
from owlib.exhibits.drawing import (
    BLUE,
    CLEAR,
    GREY,
    INK,
    ORANGE,
    SILVER,
    draw_interval,
    in_house_style,
    render_svg,
    start_canvas,
    start_panels,
)
from owlib.exhibits.forms import Cell, Figure, Table, Text, make_data_rows
from owlib.exhibits.wording import (
    NOT_GIVEN,
    find_question,
    format_number,
    format_place,
    format_source,
    join_names,
    link_evidence,
    list_places,
    list_sources,
    map_addresses,
    start_lower,
    start_upper,
    wrap_words,
)
from owlib.findings.ranks import correlate_ranks, estimate_precision, measure_concordance, spread_ranks
from owlib.findings.statements import (
    BURDENS,
    GAINS,
    NEEDS,
    OVERALL,
    collect_reasons,
    collect_synthesis,
    compare_pilots,
    compare_sides,
    count_reasons,
    cross_ways,
    find_both,
    list_way_cases,
    name_origin,
    select_limburg,
    select_sides,
    select_ways,
    tabulate_ranks,
    tabulate_sectors,
    weigh_evidence,
)

MOST_LISTED = 4
"""How many statements of a kind a cell lists; the others are in the data."""


def table_records(evidence: Evidence, name: str, caption: str, statements: pd.DataFrame, note: str = "") -> Table:
    """Return statements with view, themes and place, each leading to its row in the book."""
    addresses, origins = map_addresses(evidence), name_origin(evidence)
    themes, kinds, views = (evidence.map_labels(key) for key in ("theme", "kind", "view"))
    rows = tuple(
        (
            Cell(row["paraphrase_en"]),
            Cell(
                start_upper(kinds[row["kind"]]),
                f"view: {views[row['view']]}; {', '.join(themes[theme] for theme in row['themes']) or 'no theme'}",
            ),
            Cell(
                row["statement_id"],
                f"{origins[row['study_id'], row['case_id']]}; {_tell_place(evidence, row)}",
                addresses[row["statement_id"]],
            ),
        )
        for row in statements.to_dict("records")
    )
    columns, source = ("Statement", "Kind, view and themes", "Record"), list_places(evidence, statements)
    return Table(name, f"{caption} ({len(rows)} statements)", columns, rows, source, note, (56, 22, 22))


def _tell_place(evidence: Evidence, record: dict) -> str:
    """Return where a record stands, source first."""
    return f"{format_source(evidence, record['source_id'])}, {format_place(record)}"


def table_reasons(evidence: Evidence, name: str, actor: str) -> Table:
    """Return the reasons of workers or organisations, each with the statements that give or question it."""
    links, addresses = collect_reasons(evidence, actor), map_addresses(evidence)
    forces, views = evidence.map_labels("force"), evidence.map_labels("view")
    reasons = evidence.reasons.set_index("reason")
    rows = []
    for record in links.to_dict("records"):
        reason = reasons.loc[record["reason"]]
        rows.append(
            (
                Cell(start_upper(reason["label_en"]), forces[record["force"]]),
                Cell(record["paraphrase_en"], f"view: {views[record['view']]}"),
                Cell(record["statement_id"], _tell_place(evidence, record), addresses[record["statement_id"]]),
            )
        )
    whose = {"worker": "to work flexibly", "organisation": "to hire flexible staff"}[actor]
    caption = f"Reasons {whose}, statement by statement: {len(rows)} links of statement and reason"
    data = links[["reason", "force", "perspective", "view", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    return Table(
        name, caption, ("Reason", "Statement", "Record"), tuple(rows), list_places(evidence, links),
        "A statement that gives two reasons stands under both.", (22, 52, 26), (), (), True, (0,),
        *make_data_rows(data),
    )  # fmt: skip


def table_both(evidence: Evidence, name: str) -> Table:
    """Return what is named as a benefit of flexible work by some and as a drawback by others, or by the same."""
    frame, themes, views = find_both(evidence), evidence.map_labels("theme"), evidence.map_labels("perspective")
    statements = evidence.statements.set_index("statement_id")["paraphrase_en"]
    rows = tuple(
        (
            Cell(start_upper(themes[row["theme"]]), f"both named by: {_join(views, row['same'])}"),
            Cell(f"{row['benefits']}: {statements[row['benefit_ids'][0]]}", _list_ids(row["benefit_ids"])),
            Cell(f"{row['drawbacks']}: {statements[row['drawback_ids'][0]]}", _list_ids(row["drawback_ids"])),
        )
        for row in frame.to_dict("records")
    )
    named = [name for column in ("benefit_ids", "drawback_ids") for ids in frame[column] for name in ids]
    used = evidence.statements[evidence.statements["statement_id"].isin(named)]
    data = frame.assign(**{name: frame[name].map(";".join) for name in ("benefit_ids", "drawback_ids", "same")})
    caption = f"{len(rows)} themes are named as a benefit and as a drawback of flexible work"
    columns = ("Theme", "Benefits: number, and the first of them", "Drawbacks: number, and the first of them")
    return Table(
        name, caption, columns, rows, list_places(evidence, used), "", (24, 38, 38), (), (), False, (),
        *make_data_rows(data),
    )  # fmt: skip


def _join(labels: dict[str, str], codes: list[str]) -> str:
    """Return labels as a list, or that there are none."""
    return ", ".join(labels[code] for code in codes) or "no side; one side names the one, another the other"


def _list_ids(names: list[str]) -> str:
    """Return ids as a remark, the first few of many."""
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def table_ways(evidence: Evidence, name: str) -> Table:
    """Return every direction and planned action by theme, and in how many cases the theme comes up."""
    frame, addresses = select_ways(evidence), map_addresses(evidence)
    shared = cross_ways(evidence).drop_duplicates("theme").set_index("theme")["cases"]
    themes, levels = evidence.map_labels("theme"), evidence.map_labels("level")
    aims = {**evidence.map_labels("direction"), "planned": "on the action agenda"}
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    order, cases_n = list(shared.index), len(list_way_cases(evidence))
    frame = frame.assign(order=frame["theme"].map(order.index)).sort_values(["order", "statement_id"], kind="stable")
    rows = tuple(
        (
            Cell(start_upper(themes[row["theme"]]), f"{shared[row['theme']]} of {cases_n} cases"),
            Cell(row["paraphrase_en"]),
            Cell(aims[row["way"]], levels.get(row["level"], "")),
            Cell(names[row["case_id"]], row["statement_id"], addresses[row["statement_id"]]),
        )
        for row in frame.to_dict("records")
    )
    data = frame[["theme", "case_id", "way", "level", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    caption = f"Directions and planned actions by theme, the most shared first: {len(rows)} rows"
    return Table(
        name, caption, ("Theme", "Direction or action", "Aim and level", "Case"), rows, list_places(evidence, frame),
        "A statement with two themes stands under both.", (22, 44, 18, 16), (), (), True, (0, 2, 3),
        *make_data_rows(data),
    )  # fmt: skip


def table_pilots(evidence: Evidence, name: str) -> Table:
    """Return the pilots side by side: what they are, what was held, how they ended, what is not known."""
    cases = evidence.cases[evidence.cases["study_id"] == "ow"]
    parts = {
        "about_en": "What it is", "held_en": "What was held", "ended_en": "How it ended",
        "not_known_en": "What is not known",
    }  # fmt: skip
    rows = tuple((Cell(label), *(Cell(text) for text in cases[column])) for column, label in parts.items())
    heads = (Cell("Report"), *(Cell("final report", target=f"{case}-final-glance") for case in cases["case_id"]))
    columns = ("Subject", *cases["short_name"])
    caption = f"The {len(cases)} pilots side by side"
    source = list_places(evidence, cases)
    return Table(name, caption, columns, (*rows, heads), source, "", (13, 29, 29, 29))


def table_synthesis(evidence: Evidence, name: str) -> Table:
    """Return each reason to leave against what entrepreneurial employeeship offers, costs and leaves open."""
    frame, addresses = collect_synthesis(evidence), map_addresses(evidence)
    reasons, aspects = evidence.reasons.set_index("reason"), evidence.map_labels("aspect")
    breadths = evidence.map_labels("breadth")
    rows = []
    for row in frame.to_dict("records"):
        label = start_upper(reasons.loc[row["reason"], "label_en"])
        for text, names in zip(row["texts"], row["evidence"], strict=True):
            target = addresses[names[0]] if names else ""
            told = f"{', '.join(names)}" if names else "no record"
            rows.append(
                (
                    Cell(label, reasons.loc[row["reason"], "definition_en"]),
                    Cell(aspects[row["aspect"]], breadths.get(weigh_evidence(evidence, names)["breadth"], "")),
                    Cell(text),
                    Cell(told, target=target) if target else Cell(told),
                )
            )
    cited = [name for cell in frame["evidence"] for names in cell for name in names]
    used = evidence.statements[evidence.statements["statement_id"].isin(cited)]
    data = evidence.synthesis[["cell_id", "reason", "aspect", "text_en", "text_nl", "evidence"]]
    columns = ("Reason to work flexibly", "OW\u2026, told of", "In our words", "Evidence")
    caption = "Each reason to work flexibly, and what entrepreneurial employeeship (OW) offers, costs and leaves open"
    note = "A link leads to the first record. All that is told of OW comes from one study, its paper and a web page."
    return Table(
        name, caption, columns, tuple(rows), list_places(evidence, used), note, (22, 16, 42, 20), (), (), True,
        (0, 1), *make_data_rows(data),
    )  # fmt: skip


def table_questions(evidence: Evidence, name: str) -> Table:
    """Return the research questions of the flexible-work study, as far as the evidence answers them."""
    asked = evidence.statements.set_index("statement_id")
    far, addresses = evidence.map_labels("far"), map_addresses(evidence)
    rows = tuple(
        (
            Cell(asked.loc[row["statement_id"], "paraphrase_en"], row["statement_id"], addresses[row["statement_id"]]),
            Cell(row["answer_en"], row["evidence"].replace(";", ", ")),
            Cell(row["missing_en"]),
            Cell(far[row["far"]]),
        )
        for row in evidence.questions.to_dict("records")
    )
    names = [name for cell in evidence.questions["evidence"] for name in split_codes(cell)]
    used = evidence.statements[evidence.statements["statement_id"].isin([*names, *evidence.questions["statement_id"]])]
    columns = ("The question, in our words", "What the evidence allows to say", "What is missing", "Answered")
    caption = f"The {len(rows)} research questions of the flexible-work study, as far as all five sources answer them"
    return Table(name, caption, columns, rows, list_places(evidence, used), "", (24, 40, 24, 12))


def table_sides(evidence: Evidence, name: str) -> Table:
    """Return every benefit and drawback of flexible work by theme, with whose view it is."""
    frame = select_sides(evidence).sort_values(["theme", "side"], kind="stable")
    themes = evidence.map_labels("theme")
    order = [*themes, ""]
    frame = frame.sort_values("theme", key=lambda names: names.map(order.index), kind="stable")
    words = {"benefits": "benefit", "drawbacks": "drawback"}
    addresses, views = map_addresses(evidence), evidence.map_labels("view")
    subjects = evidence.map_labels("subject")
    rows = tuple(
        (
            Cell(start_upper(themes.get(row["theme"], "no theme"))),
            Cell(words[row["side"]], f"{subjects[row['subject']]}; view: {views[row['view']]}"),
            Cell(row["paraphrase_en"]),
            Cell(row["statement_id"], _tell_place(evidence, row), addresses[row["statement_id"]]),
        )
        for row in frame.to_dict("records")
    )
    data = frame[["theme", "subject", "perspective", "view", "side", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    caption = f"Benefits and drawbacks of flexible work by theme: {len(rows)} statements"
    return Table(
        name, caption, ("Theme", "Benefit or drawback", "Statement", "Record"), rows, list_places(evidence, frame), "",
        (20, 16, 42, 22), (), (), True, (0, 1), *make_data_rows(data),
    )  # fmt: skip


def table_levels(evidence: Evidence, name: str) -> Table:
    """Return how many directions each case has by level and aim."""
    frame = select_ways(evidence).drop_duplicates("statement_id")
    frame = frame[frame["kind"] == "solution-direction"]
    levels, aims = evidence.map_labels("level"), evidence.map_labels("direction")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    pairs = [
        (level, aim)
        for level in levels
        for aim in aims
        if ((frame["level"] == level) & (frame["direction"] == aim)).any()
    ]
    rows = []
    for case_id in list_way_cases(evidence):
        own = frame[frame["case_id"] == case_id]
        counts = [int(((own["level"] == level) & (own["direction"] == aim)).sum()) for level, aim in pairs]
        report = Cell(names[case_id], target=f"{case_id}-final-glance")
        rows.append((report, *(Cell(str(count)) for count in counts), Cell(str(sum(counts)))))
    totals = [int(((frame["level"] == level) & (frame["direction"] == aim)).sum()) for level, aim in pairs]
    rows.append((Cell("All"), *(Cell(str(count)) for count in totals), Cell(str(sum(totals)))))
    columns = ("Case", *(f"{start_upper(levels[level])}: {aims[aim]}" for level, aim in pairs), "All")
    caption = f"Where the {len(frame)} directions of the cases would act, and to what end"
    source = list_places(evidence, frame)
    return Table(name, caption, columns, tuple(rows), source, "", (), tuple(range(1, len(columns))))


def table_kinds(evidence: Evidence, name: str, study_id: str, kinds: list[str], caption: str) -> Table:
    """Return the statements of a study of some kinds, kind by kind."""
    own = evidence.statements[evidence.statements["study_id"] == study_id]
    own = own[own["kind"].isin(kinds)].sort_values("kind", key=lambda codes: codes.map(kinds.index), kind="stable")
    return table_records(evidence, name, caption, own)


def table_determinants(evidence: Evidence, name: str) -> Table:
    """Return what the pilots say it takes, determinant by determinant, and how many statements each pilot has."""
    frame = compare_pilots(evidence)
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True)) | {"": "in general"}
    labels = evidence.codes[evidence.codes["list"] == "determinant"].set_index("code")
    cases = list(dict.fromkeys(frame["case_id"]))
    counts = frame.set_index(["case_id", "determinant"])
    rows = tuple(
        (
            Cell(start_upper(labels.loc[code, "label_en"]), labels.loc[code, "definition_en"]),
            *(
                Cell(
                    f"{counts.loc[(case, code), NEEDS]}",
                    f"brought {counts.loc[(case, code), GAINS]}; weighed {counts.loc[(case, code), BURDENS]}",
                )
                for case in cases
            ),
        )
        for code in labels.index
    )
    used = evidence.statements[(evidence.statements["study_id"] == "ow") & (evidence.statements["determinant"] != "")]
    caption = "What it takes, by determinant: statements on conditions, success factors and lessons"
    columns = ("Determinant", *(start_upper(names[case]) for case in cases))
    note = "Small print: statements on what it brought and on what weighed."
    return Table(
        name, caption, columns, rows, list_places(evidence, used), note, (40, *(15,) * len(cases)),
        tuple(range(1, len(columns))), (), False, (), *make_data_rows(frame),
    )  # fmt: skip


def table_ranks(evidence: Evidence, name: str) -> Table:
    """Return the ranks of HR themes by sector with their spread, furthest apart first."""
    ranks, spread = tabulate_ranks(evidence), spread_ranks(tabulate_sectors(evidence))
    labels, sectors = evidence.map_labels("hr-theme"), evidence.map_labels("hr-sector")
    order = spread.sort_values("spread", ascending=False, kind="stable").index
    rows = tuple(
        (
            Cell(labels[theme], target=f"hr-theme-{theme}"),
            *(Cell(str(ranks.loc[theme, sector])) for sector in sectors),
            Cell(str(spread.loc[theme, "spread"])),
        )
        for theme in order
    )
    columns = ("HR theme", *sectors.values(), "Spread")
    note = "Spread: lowest less highest rank among the sectors, the overall rank left out."
    source = list_places(evidence, evidence.hr_themes)
    caption = f"Ranks of {len(rows)} HR themes by sector, furthest apart first"
    return Table(
        name, caption, columns, rows, source, note, (28, *(11,) * len(sectors), 9), tuple(range(1, len(columns)))
    )


def tell_concordance(evidence: Evidence) -> Text:
    """Return how far the sectors agree in ranking HR themes."""
    sectors = tabulate_sectors(evidence)
    found, spread = measure_concordance(sectors), spread_ranks(sectors)
    labels = evidence.map_labels("hr-theme")
    widest = spread["spread"].idxmax()
    return Text(
        f"The {found.columns} sectors rank the {found.themes} HR themes alike: Kendall's coefficient of concordance W "
        f"is {found.w:.2f}, where 1 is the same order throughout and 0 is no agreement; leaving one sector out gives "
        f"{found.low:.2f} to {found.high:.2f}. Columns that overlap, which the source does not rule out, would make W "
        f"higher than it should be. Furthest apart is *{labels[widest].lower()}*: rank {spread.loc[widest, 'least']} "
        f"in one sector and {spread.loc[widest, 'most']} in another. How many people stand behind the ranks is not "
        "told, and care has no column of its own. So this tells how settled such rankings are "
        "elsewhere; it says nothing on care by itself."
    )


def tell_precision(evidence: Evidence, fieldwork_ids: list[str]) -> Text:
    """Return what the numbers of respondents could show, in words."""
    counts = sorted((int(evidence.amounts.loc[name, "value"]) for name in fieldwork_ids), reverse=True)
    frame = estimate_precision(counts)
    links = ", ".join(f"[{int(evidence.amounts.loc[name, 'value'])}](#fieldwork-{name})" for name in fieldwork_ids)
    large, small = frame.iloc[:-1], frame.iloc[-1]
    return Text(
        f"The paper counts {links} respondents to questionnaires, without telling of which group, pilot or round, and "
        "prints no result in numbers. So we ask what numbers like these could show at all. Groups of "
        f"{join_names([str(count) for count in counts[:-1]])} would show a rise from 50% to about "
        f"{50 + large['change_pct'].max():.0f}%, not a small one; a group of {small['respondents']:.0f} hardly any. "
        "A new study should plan for more, or ask the same people twice."
    )


def table_precision(evidence: Evidence, name: str, fieldwork_ids: list[str]) -> Table:
    """Return what questionnaires of these sizes can show, for shares of a half and of a tenth."""
    counts = [int(evidence.amounts.loc[fieldwork_id, "value"]) for fieldwork_id in fieldwork_ids]
    half, tenth = estimate_precision(counts), estimate_precision(counts, 0.1)
    rows = []
    for fieldwork_id, first, second in zip(
        fieldwork_ids, half.to_dict("records"), tenth.to_dict("records"), strict=True
    ):
        rows.append(
            (
                Cell(str(first["respondents"]), fieldwork_id, f"fieldwork-{fieldwork_id}"),
                Cell(_show_span(first)),
                Cell(_show_span(second)),
                Cell(_show_change(first)),
                Cell(_show_change(second)),
                Cell(format_number(first["change_sd"], "", 2)),
            )
        )
    used = evidence.fieldwork[evidence.fieldwork["fieldwork_id"].isin(fieldwork_ids)]
    columns = (
        "Respondents", "Interval of 50%", "Interval of 10%", "Smallest rise from 50%, points",
        "Smallest rise from 10%, points", "Smallest change of a mean, in standard deviations",
    )  # fmt: skip
    note = (
        "Wilson's 95% intervals. Rises: two groups of this size, power 80%, two-sided 5%. Change of a mean: the same "
        "people twice, in standard deviations of the change."
    )
    caption = "What the pilots' numbers of respondents allow"
    source = list_places(evidence, used)
    return Table(name, caption, columns, tuple(rows), source, note, (16, 16, 16, 17, 17, 18), (1, 2, 3, 4, 5))


def _show_span(row: dict) -> str:
    """Return an interval in whole per cents."""
    return f"{row['low_pct']:.0f}% to {row['high_pct']:.0f}%"


def _show_change(row: dict) -> str:
    """Return a change in whole points."""
    return NOT_GIVEN if pd.isna(row["change_pct"]) else f"{row['change_pct']:.0f}"


FORCES = {"push": (ORANGE, "white", "s"), "pull": (BLUE, "white", "o"), "questioned": ("white", INK, "D")}
"""Fill, ink and shape of a reason that pushes, pulls or is questioned; in grey the shape tells them apart."""


WAYS = {
    "reduce-flex": (BLUE, "white", "o", "need less flexible work"),
    "use-flex-differently": (ORANGE, "white", "D", "use it differently"),
    "planned": ("white", INK, "s", "on the action agenda"),
}  # fmt: skip
"""Fill, ink, shape and name of each way forward."""


BREADTHS = {"general": "white", "one-pilot": SILVER, "both-pilots": BLUE}
"""Fill of a cell by how widely it is told: the darker, the wider."""


LEAST_SHOWN = 2
"""Statements, or cases, from which on a theme is drawn; the table has all."""


MOST_NAMED = 2
"""Themes that a title names."""


LEAST_PILOT = 5
"""Statements on gains and burdens from which on a pilot is drawn; the early end of one left it with fewer."""


COUNTED = (
    "Counts are statements in our coding: how often the texts say something, not how many people say it nor how often "
    "it occurs."
)


def _finish(
    evidence: Evidence, canvas: Canvas, words: tuple[str, str, str, str], data: pd.DataFrame, used: pd.DataFrame
) -> Figure:
    """Return a drawing as a figure; ``words`` are its name, title, caption and alternative text."""
    name, title, caption, alt = words
    columns, rows = make_data_rows(data)
    records, source = tuple(dict.fromkeys(used["statement_id"])), list_places(evidence, used)
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


def _mark(axes: Axes, x: float, y: float, number: int, style: tuple, size: float = 190) -> None:
    """Draw a mark with its number in it."""
    fill, ink, shape = style[:3]
    axes.scatter(x, y, s=size, marker=shape, color=fill, edgecolor=INK if fill == "white" else fill, zorder=3)
    axes.text(
        x, y - 0.02, str(number), ha="center", va="center", color=ink, fontsize=9, fontweight="semibold", zorder=4
    )


def _start_matrix(rows: list[str], columns: list[str], *, top: float = 1.25, height: float = 0.36):
    """Return a canvas with one line a row and one heading a column."""
    canvas, axes = start_canvas(top + height * len(rows))
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(-len(rows) + 0.4, 0.7), yticks=[-n for n in range(len(rows))])
    axes.set_yticklabels([wrap_words(label, 26) for label in rows])
    axes.set_xticks(range(len(columns)), [wrap_words(label, 11) for label in columns])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=9.5)
    axes.grid(axis="y", zorder=0)
    axes.spines["bottom"].set_visible(False)
    return canvas, axes


def _draw_key(axes: Axes, entries: list[tuple[tuple, str]]) -> None:
    """Name the shapes below a picture."""
    for style, label in entries:
        axes.scatter(
            [], [], s=80, marker=style[2], color=style[0], edgecolor=INK if style[0] == "white" else style[0],
            label=label,
        )  # fmt: skip
    axes.legend(
        loc="upper left", bbox_to_anchor=(-0.45, -0.01), ncols=3, frameon=False, handletextpad=0.2, columnspacing=1.2
    )


@in_house_style
def draw_reasons(evidence: Evidence, name: str, actor: str) -> Figure:
    """Draw who gives which reason, and whether it pushes, pulls or is questioned: reason by perspective."""
    counts, links = count_reasons(evidence, actor), collect_reasons(evidence, actor)
    labels = dict(zip(evidence.reasons["reason"], evidence.reasons["label_en"], strict=True))
    views, forces = evidence.map_labels("perspective"), evidence.map_labels("force")
    rows = list(dict.fromkeys(counts["reason"]))
    columns = [view for view in views if view in set(counts["perspective"])]
    canvas, axes = _start_matrix([start_upper(labels[row]) for row in rows], [views[view] for view in columns])
    for (reason, view), group in counts.groupby(["reason", "perspective"], sort=False):
        shift = -0.13 * (len(group) - 1)
        for place, row in enumerate(group.sort_values("force", key=lambda f: f.map(list(FORCES).index)).itertuples()):
            x = columns.index(view) + shift + 0.26 * place
            _mark(axes, x, -rows.index(reason), row.statements, FORCES[row.force], 150)
    _draw_key(axes, [(FORCES[force], forces[force]) for force in FORCES if force in set(counts["force"])])
    top = rows[0]
    own = links[links["reason"] == top]
    doubt = int((own["force"] == "questioned").sum())
    whose = {"worker": "to work flexibly", "organisation": "to hire flexible staff"}[actor]
    doubted = f", {doubt} question{'s' if doubt == 1 else ''} it" if doubt else ""
    title = (
        f"The reason {whose} that the texts give most often is {labels[top]}: {len(own) - doubt} statements give it"
        f"{doubted}"
    )
    caption = (
        "Each mark counts statements that give this reason: a square where something pushes, a circle where something "
        f"pulls, a diamond where the text questions the reason. {COUNTED}"
    )
    parts = [
        f"{labels[reason]}: "
        + ", ".join(f"{row.statements} {forces[row.force]} ({views[row.perspective]})" for row in group.itertuples())
        for reason, group in counts.groupby("reason", sort=False)
    ]
    alt = f"Matrix of reasons {whose} by who tells them. {'; '.join(parts)}."
    return _finish(evidence, canvas, (name, title, caption, alt), counts, links)


def _draw_mirror(axes: Axes, frame: pd.DataFrame, rows: list[str], sides: tuple[str, str], most: int) -> None:
    """Draw one panel: the first side to the right in blue, the second to the left in orange, numbers beside."""
    right, left = sides
    for row in frame.itertuples():
        place = -rows.index(row.key)
        for number, colour, sign in ((getattr(row, right), BLUE, 1), (getattr(row, left), ORANGE, -1)):
            if number:
                hatch = None if sign > 0 else "////"
                axes.barh(place, sign * number, height=0.6, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
                axes.annotate(
                    str(number), (sign * number, place), (3 * sign, 0), textcoords="offset points", va="center",
                    ha="left" if sign > 0 else "right", color=colour, fontsize=9.5, fontweight="semibold",
                )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1)
    reach = 1.45 * most
    axes.set(xlim=(-reach, reach), xticks=[], ylim=(-len(rows) + 0.4, 0.6))
    axes.spines["bottom"].set_visible(False)


def _draw_mirrors(
    frame: pd.DataFrame, rows: dict[str, str], panels: dict[str, str], sides: tuple[str, str], words: tuple[str, str]
):
    """Return a canvas of small multiples: rows shared, one panel a column, two sides in each.

    ``frame`` has ``key``, ``panel`` and one column a side.
    """
    keys = list(rows)
    canvas, every = start_panels(1.0 + 0.34 * len(keys), len(panels))
    most = int(frame[list(sides)].to_numpy().max())
    for axes, (panel, label) in zip(every, panels.items(), strict=True):
        _draw_mirror(axes, frame[frame["panel"] == panel], keys, sides, most)
        axes.set_title(wrap_words(label, 10), fontsize=10, loc="center")
    every[0].set_yticks([-n for n in range(len(keys))], [wrap_words(label, 24) for label in rows.values()])
    canvas.supxlabel(f"\u25c0 {words[1]}   |   {words[0]} \u25b6", fontsize=10)
    return canvas


@in_house_style
def draw_sides(evidence: Evidence, name: str) -> Figure:
    """Draw benefits and drawbacks of flexible work by theme, one panel a perspective."""
    used = select_sides(evidence)
    frame = compare_sides(evidence, used)
    themes, views = evidence.map_labels("theme"), evidence.map_labels("perspective")
    totals = frame.groupby("theme", sort=False)[["benefits", "drawbacks"]].sum().sum(axis=1)
    rows = {theme: themes[theme] for theme in totals.index if theme and totals[theme] >= LEAST_SHOWN}
    panels = {view: views[view] for view in views if view in set(frame["perspective"])}
    drawn = frame.rename(columns={"theme": "key", "perspective": "panel"})
    drawn = drawn[drawn["key"].isin(list(rows))]
    canvas = _draw_mirrors(drawn, rows, panels, ("benefits", "drawbacks"), ("benefits", "drawbacks"))
    count = used["side"].value_counts()
    title = "; ".join(
        f"{side} told most: {_name_first(used, side, themes)} of {count[side]}" for side in ("drawbacks", "benefits")
    )
    title = start_upper(title)
    caption = (
        f"Benefits to the right, drawbacks to the left (hatched), by main theme and by who tells them. {COUNTED} "
        f"Themes with fewer than {LEAST_SHOWN} statements are in the data alone; what compares internal with external "
        "flexible workers, or is of something else, is left out."
    )
    alt = "Mirrored bars of benefits and drawbacks of flexible work. " + _tell_sides(
        drawn, rows, panels, ("benefits", "drawbacks")
    )
    return _finish(evidence, canvas, (name, title, caption, alt), frame, used)


def _name_first(used: pd.DataFrame, side: str, themes: dict[str, str]) -> str:
    """Return the themes with most statements on a side, with their numbers."""
    counts = used.loc[used["side"] == side, "theme"].value_counts()[:MOST_NAMED]
    return join_names([f"{themes.get(theme, 'no theme')} ({number})" for theme, number in counts.items()])


def _tell_sides(frame: pd.DataFrame, rows: dict[str, str], panels: dict[str, str], sides: tuple[str, str]) -> str:
    """Return mirrored bars in words, panel by panel."""
    told = []
    for panel, label in panels.items():
        own = frame[frame["panel"] == panel].to_dict("records")
        parts = [
            f"{rows[row['key']]} {' and '.join(f'{row[side]} {side}' for side in sides if row[side])}" for row in own
        ]
        told.append(f"{label}: {', '.join(parts)}")
    return "; ".join(told) + "."


@in_house_style
def draw_factors(evidence: Evidence, name: str) -> Figure:
    """Draw what helps and what hinders working together in Limburg, by theme."""
    used = select_limburg(evidence)
    frame = compare_sides(evidence, used)
    themes = evidence.map_labels("theme")
    rows = {theme: themes[theme] for theme in dict.fromkeys(frame["theme"]) if theme}
    drawn = frame.rename(columns={"theme": "key", "perspective": "panel"})
    canvas = _draw_mirrors(
        drawn, rows, {"interviewed": "Statements on working together"}, ("helping", "hindering"), ("helps", "hinders")
    )
    count = used["side"].value_counts()
    title = "; ".join(
        f"{count[side]} {side} factors, most on {_name_first(used, side, themes)}" for side in ("hindering", "helping")
    )
    caption = f"Helping factors to the right, hindering ones to the left (hatched), by main theme. {COUNTED}"
    alt = "Mirrored bars of helping and hindering factors. " + _tell_sides(
        drawn, rows, {"interviewed": "Limburg"}, ("helping", "hindering")
    )
    return _finish(evidence, canvas, (name, title, caption, alt), frame, used)


@in_house_style
def draw_pilots(evidence: Evidence, name: str) -> Figure:
    """Draw what the pilots brought and what weighed, by determinant, a panel a pilot."""
    frame = compare_pilots(evidence)
    labels = evidence.map_labels("determinant")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True)) | {"": "Pilots in general"}
    panels = {case: names[case] for case in dict.fromkeys(frame["case_id"])}
    totals = frame.groupby("case_id")[[GAINS, BURDENS]].sum()
    panels = {case: label for case, label in panels.items() if totals.loc[case].sum() >= LEAST_PILOT}
    drawn = frame.rename(columns={"determinant": "key", "case_id": "panel"})
    canvas = _draw_mirrors(drawn, labels, panels, (GAINS, BURDENS), ("what it brought", "what weighed"))
    first, second = list(panels)[:2]
    title = (
        f"Of both pilots the paper tells more on what it brought than on what weighed: {totals.loc[first, GAINS]} and "
        f"{totals.loc[first, BURDENS]} statements for {start_lower(panels[first])}, {totals.loc[second, GAINS]} and "
        f"{totals.loc[second, BURDENS]} for {start_lower(panels[second])}"
    )
    caption = (
        "By determinant: what it brought to the right, what weighed to the left (hatched). A sentence on both pilots "
        "counts for each; how much a text tells of a pilot is no measure of the pilot. "
        f"Pilots with fewer than {LEAST_PILOT} such statements are not drawn. {COUNTED}"
    )
    used = evidence.statements[(evidence.statements["study_id"] == "ow") & (evidence.statements["determinant"] != "")]
    alt = "Mirrored bars by determinant. " + _tell_sides(
        drawn[drawn["panel"].isin(list(panels))], labels, panels, (GAINS, BURDENS)
    )
    return _finish(evidence, canvas, (name, title, caption, alt), frame, used)


@in_house_style
def draw_ways(evidence: Evidence, name: str) -> Figure:
    """Draw which cases name which ways forward: theme by case, by way."""
    frame, used = cross_ways(evidence), select_ways(evidence)
    themes = evidence.map_labels("theme")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    cases = list_way_cases(evidence)
    rows = [theme for theme in dict.fromkeys(frame["theme"]) if (frame["theme"] == theme).sum() >= LEAST_SHOWN]
    canvas, axes = _start_matrix([themes[theme] for theme in rows], [names[case] for case in cases])
    for row in frame[frame["theme"].isin(rows)].to_dict("records"):
        there = [way for way in WAYS if row.get(way)]
        for place, way in enumerate(there):
            x = cases.index(row["case_id"]) - 0.15 * (len(there) - 1) + 0.3 * place
            _mark(axes, x, -rows.index(row["theme"]), row[way], WAYS[way], 130)
    _draw_key(axes, [(style, style[3]) for style in WAYS.values()])
    shared = frame.drop_duplicates("theme").set_index("theme")["cases"]
    lead = [theme for theme in rows if shared[theme] == shared.max()]
    whole = "All" if shared.max() == len(cases) else f"{shared.max()} of"
    joined = join_names([themes[theme] for theme in lead])
    title = (
        f"{whole} {len(cases)} cases name or plan something on {joined}; "
        f"{sum(shared == 1)} themes come up in one case only"
    )
    caption = (
        "Statements by theme and case: a circle where people interviewed would need less flexible work, a diamond "
        "where they would use it differently, a square for the learning team's agenda. A statement with two themes "
        "counts under both. Themes of one case only are in the data."
    )
    parts = []
    for theme in rows:
        own = frame[frame["theme"] == theme].to_dict("records")
        cells = [
            f"{names[row['case_id']]} ({', '.join(f'{row[way]} {WAYS[way][3]}' for way in WAYS if row[way])})"
            for row in own
        ]
        parts.append(f"{themes[theme]}: {', '.join(cells)}")
    alt = f"Matrix of themes by case. {'; '.join(parts)}."
    return _finish(evidence, canvas, (name, title, caption, alt), frame, used)


@in_house_style
def draw_synthesis(evidence: Evidence, name: str) -> Figure:
    """Draw each reason against what entrepreneurial employeeship offers and costs, by how widely that is told."""
    frame = collect_synthesis(evidence)
    labels = dict(zip(evidence.reasons["reason"], evidence.reasons["label_en"], strict=True))
    aspects, breadths = evidence.map_labels("aspect"), evidence.map_labels("breadth")
    frame = frame[frame["aspect"] != "open"]
    rows, columns = list(dict.fromkeys(frame["reason"])), list(dict.fromkeys(frame["aspect"]))
    canvas, axes = _start_matrix([start_upper(labels[row]) for row in rows], [start_upper(aspects[c]) for c in columns])
    for row in frame.to_dict("records"):
        x, y = columns.index(row["aspect"]), -rows.index(row["reason"])
        if row["statements"]:
            fill = BREADTHS[row["breadth"]]
            ink = "white" if fill == BLUE else INK
            _mark(axes, x, y, row["statements"], (fill, ink, "o"), 260)
            axes.text(x + 0.13, y, breadths[row["breadth"]], va="center", fontsize=9.5, bbox=CLEAR)
        else:
            words = {"fontsize": 9.5, "color": GREY, "style": "italic", "bbox": CLEAR}
            axes.text(x, y, "nothing told", va="center", ha="center", **words)
    offered = frame[(frame["aspect"] == "offers") & (frame["statements"] > 0)]
    costed = frame[(frame["aspect"] == "costs") & (frame["statements"] > 0)]
    title = (
        f"On {len(offered)} of {len(rows)} reasons to work flexibly we read something that the pilots or the concept "
        f"offered, on {len(costed)} something that they cost or asked"
    )
    caption = (
        "The number counts statements cited for the cell; a sentence on both pilots counts for each. The darker the "
        "mark, the wider: told in general, of one pilot, of both. All that is told of entrepreneurial employeeship "
        "comes from one study, its paper and a web page; whether it met the reason was not measured."
    )
    parts = [
        f"{labels[reason]}: "
        + ", ".join(
            f"{aspects[row['aspect']]} {row['statements']} ({breadths.get(row['breadth'], 'nothing told')})"
            for row in group.to_dict("records")
        )
        for reason, group in frame.groupby("reason", sort=False)
    ]
    alt = (
        f"Matrix of reasons to work flexibly by what entrepreneurial employeeship offers and costs. {'; '.join(parts)}."
    )
    names = [name for cell in frame["evidence"] for ids in cell for name in ids]
    used = evidence.statements[evidence.statements["statement_id"].isin(names)]
    data = frame.drop(columns=["texts", "evidence"])
    return _finish(evidence, canvas, (name, title, caption, alt), data, used)


@in_house_style
def draw_ranks(evidence: Evidence, name: str) -> Figure:
    """Draw the ranks of HR themes in each sector, with the overall rank, and mark those furthest apart."""
    ranks, sectors = tabulate_ranks(evidence), tabulate_sectors(evidence)
    spread = spread_ranks(sectors)
    labels = evidence.map_labels("hr-theme")
    apart = find_furthest(spread)
    order = list(ranks[OVERALL].sort_values(kind="stable").index)
    canvas, axes = start_canvas(1.1 + 0.33 * len(order))
    for place, theme in enumerate(order):
        colour = ORANGE if theme in apart else SILVER
        least, most = spread.loc[theme, ["least", "most"]]
        axes.plot([least, most], [-place, -place], color=colour, linewidth=3, zorder=1, solid_capstyle="round")
        axes.scatter(sectors.loc[theme], [-place] * sectors.shape[1], s=26, color=GREY, zorder=2)
        axes.scatter(ranks.loc[theme, OVERALL], -place, s=70, color=BLUE, marker="D", zorder=3)
        text = f"{least} to {most}" if least < most else f"{least}"
        axes.text(most + 0.5, -place, text, va="center", color=ORANGE if theme in apart else GREY)
    axes.set_yticks([-place for place in range(len(order))], [wrap_words(labels[theme], 30) for theme in order])
    axes.set(ylim=(-len(order) + 0.4, 0.7), xlim=(0.4, len(order) + 2.2), xlabel="Rank, 1 is the highest")
    axes.set_xticks([1, 5, 10, len(order)])
    axes.grid(axis="x")
    named = join_names(
        [f"{labels[name].lower()} (rank {spread.loc[name, 'least']} to {spread.loc[name, 'most']})" for name in apart]
    )
    first = "" if spread.loc[order[0], "spread"] else f"agree on {labels[order[0]].lower()} first, and "
    title = f"Sectors {first}differ most on {named}"
    caption = (
        f"Small dots: the rank in each of {sectors.shape[1]} sectors. Diamond: the rank overall. Line: from the "
        "highest to the lowest rank, in orange for the themes that lie furthest apart."
    )
    parts = [
        f"{labels[theme]}: {ranks.loc[theme, OVERALL]} overall, {spread.loc[theme, 'least']} to "
        f"{spread.loc[theme, 'most']} by sector"
        for theme in order
    ]
    alt = f"Dot plot of the ranks of {len(order)} HR themes. {'; '.join(parts)}."
    columns, rows = make_data_rows(ranks.join(spread).reset_index())
    source, records = list_places(evidence, evidence.hr_themes), tuple(evidence.hr_themes["rank_id"])
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


def find_furthest(spread: pd.DataFrame) -> list[str]:
    """Return the thing whose ranks lie furthest apart, or several that share that place."""
    return list(spread.index[spread["spread"] == spread["spread"].max()])


@in_house_style
def draw_correlations(evidence: Evidence, name: str) -> Figure:
    """Draw how far the rankings of each pair of sectors agree, with intervals."""
    sectors = tabulate_sectors(evidence)
    frame, whole = correlate_ranks(sectors), measure_concordance(sectors)
    labels = evidence.map_labels("hr-sector")
    canvas, axes = start_canvas(0.9 + 0.5 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        axes.text(0.02, -place + 0.3, f"{labels[row['first']]} \u2013 {labels[row['second']]}", fontsize=10)
        draw_interval(axes, -place, row["low"], row["high"], SILVER)
        axes.plot(row["rho"], -place, "o", color=BLUE, markersize=8, zorder=3)
        axes.text(1.03, -place, f"{row['rho']:.2f}", va="center", color=BLUE, fontweight="semibold")
    axes.set(ylim=(-len(frame) + 0.5, 0.8), xlim=(0, 1.12), yticks=[], xticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel("Spearman's rank correlation; 1 is the same order")
    axes.grid(axis="x")
    title = (
        f"Sectors rank the HR themes alike: correlations of {frame['rho'].min():.2f} to {frame['rho'].max():.2f} "
        f"(lower ends of the intervals {frame['low'].min():.2f} to {frame['low'].max():.2f}), Kendall's W {whole.w:.2f}"
    )
    caption = (
        "Dots: rank correlation of two sectors. Bars: 95% intervals, which take the themes for a sample of the HR "
        f"themes that might have been ranked. W is {whole.low:.2f} to {whole.high:.2f} when one sector is left out."
    )
    parts = [
        f"{labels[row['first']]} and {labels[row['second']]} {row['rho']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for row in frame.to_dict("records")
    ]
    alt = f"Dots with intervals for pairs of sectors. {'; '.join(parts)}."
    columns, rows = make_data_rows(frame)
    source, records = list_places(evidence, evidence.hr_themes), tuple(evidence.hr_themes["rank_id"])
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


@in_house_style
def draw_precision(evidence: Evidence, name: str, fieldwork_ids: list[str]) -> Figure:
    """Draw what questionnaires of these sizes can show: the interval around a half, and the smallest change."""
    counts = [int(evidence.amounts.loc[fieldwork_id, "value"]) for fieldwork_id in fieldwork_ids]
    frame = estimate_precision(counts).assign(fieldwork_id=fieldwork_ids)
    frame = frame.sort_values("respondents", ascending=False, kind="stable").reset_index(drop=True)
    canvas, axes = start_canvas(0.9 + 0.9 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        y = -place
        axes.text(1, y + 0.38, f"{row['respondents']} respondents", fontweight="semibold", va="center")
        draw_interval(axes, y + 0.08, row["low_pct"], row["high_pct"], BLUE)
        text = f"{row['low_pct']:.0f}% to {row['high_pct']:.0f}%"
        axes.text(row["high_pct"] + 1.5, y + 0.08, text, va="center", color=BLUE, fontweight="semibold")
        end = 50 + row["change_pct"]
        axes.annotate("", (end, y - 0.2), (50, y - 0.2), arrowprops={"arrowstyle": "->", "color": ORANGE, "lw": 2})
        axes.text(end + 1.5, y - 0.2, f"+{row['change_pct']:.0f} points", va="center", color=ORANGE)
    axes.axvline(50, color=INK, linewidth=1, zorder=1)
    axes.set(ylim=(-len(frame) + 0.5, 0.65), xlim=(0, 118), yticks=[], xticks=[0, 25, 50, 75, 100])
    axes.set_xlabel("Per cent of respondents")
    axes.grid(axis="x")
    widest = frame.iloc[-1]
    title = (
        f"If {widest['respondents']:.0f} people answered, a share near 50% is known to within about "
        f"{(widest['high_pct'] - widest['low_pct']) / 2:.0f} points"
    )
    caption = (
        "What groups of these sizes could show; the paper prints no outcome and no first measurement, and does not "
        "tell what the numbers count. Bars: Wilson's 95% interval of a share of 50%. Arrows: the smallest rise from "
        "50% that two separate groups of this size would show four times in five (two-sided test, 5%; Cohen's arcsine "
        "approximation, somewhat too hopeful for the smallest group)."
    )
    parts = [
        f"{row['respondents']} respondents: interval {row['low_pct']:.0f}% to {row['high_pct']:.0f}%, smallest rise "
        f"{row['change_pct']:.0f} points, or {row['change_sd']:.2f} standard deviations of the change if the same "
        "people answer twice"
        for row in frame.to_dict("records")
    ]
    alt = f"Bars and arrows by number of respondents. {'; '.join(parts)}."
    used = evidence.fieldwork[evidence.fieldwork["fieldwork_id"].isin(fieldwork_ids)]
    columns, rows = make_data_rows(frame)
    source = list_places(evidence, used)
    return Figure(
        name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), tuple(fieldwork_ids)
    )


ANSWER = "answer"
"""The part of a chapter that opens it."""


def tell_answer(evidence: Evidence, chapter_id: str) -> Text:
    """Return the opening of a chapter: its question, and the answer with the evidence behind each sentence."""
    (lead, links), *others = _list_sentences(evidence, chapter_id, ANSWER)
    rest = "\n".join(f"- {text} {link}" for text, link in others)
    passages = evidence.passages[evidence.passages["chapter_id"] == chapter_id]
    cited = {name for names in passages["evidence"] for name in split_codes(names)}
    used = evidence.statements[evidence.statements["statement_id"].isin(cited)]
    basis = f"The sentences of this chapter rest on: {list_sources(evidence, used)}."
    return Text(f"*{find_question(evidence, chapter_id)}*\n\n**{lead}** {links}\n\n{rest}\n\n*{basis}*")


def tell_passage(evidence: Evidence, chapter_id: str, section: str) -> Text:
    """Return a part of a chapter: its finding, then a point for each sentence that bears on it, with the evidence."""
    lead, *others = [f"{text} {link}".strip() for text, link in _list_sentences(evidence, chapter_id, section)]
    return Text("\n".join([lead, "", *(f"- {point}" for point in others)]).rstrip())


def tell_points(evidence: Evidence, chapter_id: str, section: str) -> Text:
    """Return a part of a chapter as a list, a point a sentence."""
    return Text("\n".join(f"- {text} {link}" for text, link in _list_sentences(evidence, chapter_id, section)))


def _list_sentences(evidence: Evidence, chapter_id: str, section: str) -> list[tuple[str, str]]:
    """Return the sentences of a part of a chapter, each with its evidence as links."""
    addresses, rows = map_addresses(evidence), evidence.passages
    rows = rows[(rows["chapter_id"] == chapter_id) & (rows["section"] == section)].sort_values("position")
    if rows.empty:
        raise ValueError(f"data/chapters/passages.csv has no sentence for part '{section}' of chapter '{chapter_id}'")
    return [
        (row["text_en"], link_evidence(addresses, row["evidence"]))
        for row in rows[["text_en", "evidence"]].to_dict("records")
    ]
