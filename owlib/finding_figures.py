"""Pictures of the chapters that answer questions: each draws a frame of findings, and carries it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from owlib.drawing import (
    BLUE,
    CLEAR,
    GREY,
    INK,
    ORANGE,
    SILVER,
    in_house_style,
    render_svg,
    start_canvas,
    start_panels,
)
from owlib.evidence import Evidence
from owlib.exhibits import Figure, make_data_rows
from owlib.findings import (
    BURDENS,
    GAINS,
    collect_reasons,
    collect_synthesis,
    compare_pilots,
    compare_sides,
    count_reasons,
    cross_ways,
    list_way_cases,
    select_limburg,
    select_sides,
    select_ways,
)
from owlib.formats import join_names, list_places, start_lower, start_upper, wrap_words

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
