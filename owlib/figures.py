"""Pictures of the book: each draws a frame, and carries that frame, its message in words and its source."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from owlib.drawing import (
    BLUE,
    CLEAR,
    GREY,
    INK,
    ORANGE,
    PALE,
    draw_interval,
    in_house_style,
    render_svg,
    start_canvas,
)
from owlib.evidence import Evidence
from owlib.exhibits import Figure, make_data_rows
from owlib.formats import (
    NOT_GIVEN,
    format_figure,
    format_number,
    format_span,
    join_names,
    list_places,
    list_provisional,
    start_upper,
    wrap_words,
)
from owlib.measures import collect_costs, collect_shares, compare_growth, count_themes, disagrees

LEAST_THEMES = 3
"""Themes from which on those of a case are drawn."""
BRANCH_COLOURS = {"care-welfare": BLUE, "all-sectors": GREY}


def _find_used(evidence: Evidence, ids: pd.Series) -> pd.DataFrame:
    """Return the published figures whose ids stand in these cells, parted by semicolons."""
    names = {name for cell in ids for name in str(cell).split(";")}
    return evidence.figures[evidence.figures["figure_id"].isin(names)]


@in_house_style
def draw_growth(evidence: Evidence, name: str, first_year: int, last_year: int) -> Figure:
    """Draw growth of freelancers, flexible workers and other employment, care and welfare beside all sectors."""
    frame = compare_growth(evidence, first_year, last_year)
    groups, branches = evidence.map_labels("group"), evidence.map_labels("branch")
    frame = frame.assign(group_label=frame["group"].map(groups), branch_label=frame["branch"].map(branches))
    canvas, axes = start_canvas(0.9 + 0.95 * frame["group"].nunique())
    height, ticks = 0.0, []
    for group, rows in frame.groupby("group", sort=False):
        ticks.append((height, start_upper(groups[group]), True))
        for row in rows.sort_values("branch", key=lambda branch: branch != "care-welfare").to_dict("records"):
            height -= 0.8
            ticks.append((height, row["branch_label"], False))
            _draw_growth_row(axes, row, height)
        height -= 1.1
    axes.axvline(0, color=INK, linewidth=1, zorder=1)
    axes.set_yticks([place for place, _, _ in ticks], [label for _, label, _ in ticks])
    for label, (_, _, heads) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight("bold" if heads else "normal")
    axes.set(ylim=(height + 0.5, 0.6), xlabel=f"Growth {first_year} to {last_year}, per cent")
    axes.set_xlim(min(-6.0, frame["low"].min() * 1.5), max(10.0, frame["high"].max() * 1.45))
    axes.grid(axis="x")
    care = frame[frame["branch"] == "care-welfare"].set_index("group")
    told = [
        f"{groups[group]} by {_best(care.loc[group])}"
        for group in ("freelancers", "flexible-workers")
        if group in care.index
    ]
    differ = sum(disagrees(row) for row in frame.to_dict("records"))
    title = f"Growth in care and welfare from {first_year} to {last_year}: {join_names(told)}"
    if differ:
        title += f"; {differ} printed rate{'' if differ == 1 else 's'}, in orange, not following from the levels"
    used = _find_used(evidence, frame[["start_id", "end_id", "printed_id"]].stack())
    caption = (
        "Bars: the growth that the printed levels leave open after rounding. Diamonds: the rate as printed; where no "
        "levels are printed the diamond stands alone. A diamond away from its bar does not follow from the levels. "
        f"{list_provisional(used)}"
    )
    parts = [
        f"{row['group_label']}, {row['branch_label']}: {_describe_growth(row)}" for row in frame.to_dict("records")
    ]
    alt = f"Bars and diamonds for growth {first_year} to {last_year}. {'; '.join(parts)}."
    columns, rows = make_data_rows(frame)
    return Figure(
        name, title, caption, alt, list_places(evidence, used), columns, rows, render_svg(canvas, title, alt),
        tuple(used[used.columns[0]].dropna()),
    )  # fmt: skip


def _best(row: pd.Series) -> str:
    """Return growth as one number: as printed where levels agree with it, else what the levels leave."""
    if row["printed_id"] and (row["agrees"] is None or bool(row["agrees"])):
        return format_number(row["printed"], "percent")
    return format_span(row["low"], row["high"])


def _describe_growth(row: dict) -> str:
    """Return one row of the growth picture in words."""
    printed = f"{format_number(row['printed'], 'percent')} as printed" if row["printed_id"] else "no rate printed"
    if row["basis"] == "printed":
        return f"{printed}, no levels printed"
    joint = "which agrees with" if row["agrees"] else "which does not agree with"
    return f"{format_span(row['low'], row['high'])} from the levels, " + (
        f"{joint} {printed}" if row["printed_id"] else printed
    )


def _draw_growth_row(axes: Axes, row: dict, place: float) -> None:
    """Draw one bar with its diamond and the numbers beside it."""
    colour = BRANCH_COLOURS[row["branch"]]
    levels = row["basis"] == "levels"
    right, label, ink = row["high"], format_number(row["high"], "percent"), colour
    if levels:
        draw_interval(axes, place, row["low"], row["high"], colour, thin=True)
        label = format_span(row["low"], row["high"])
    if row["printed_id"]:
        outside = disagrees(row)
        edge, face = (ORANGE, "white") if outside else (colour, colour)
        ink = edge
        axes.plot(
            row["printed"],
            place,
            "D",
            color=face,
            markeredgecolor=edge,
            markeredgewidth=1.6,
            markersize=6,
            zorder=3,
        )
        right = max(right, row["printed"])
        printed = format_number(row["printed"], "percent")
        label = (f"{label}; printed: {printed}" if outside else f"{label}") if levels else printed
    axes.text(max(right, 0) + 1.5, place, label, va="center", color=ink, bbox=CLEAR)


@in_house_style
def draw_shares(evidence: Evidence, name: str, first_year: int, last_year: int) -> Figure:
    """Draw the share of flexible workers by branch: first year, highest in between, last year."""
    frame = collect_shares(evidence, first_year, last_year)
    texts = {
        f"{end}_text": [_show_printed(evidence, name) for name in frame[f"{end}_id"]]
        for end in ("first", "peak", "last")
    }
    frame = frame.assign(branch_label=frame["branch"].map(evidence.map_labels("branch")), **texts)
    worded = frame["words"].ne("")
    canvas, axes = start_canvas(1.1 + 0.75 * sum(~worded) + 0.36 * sum(worded))
    top = frame[["first", "peak", "last"]].max().max()
    height = 0.0
    for row in frame.sort_values("words", key=lambda words: words.ne(""), kind="stable").to_dict("records"):
        _draw_share_row(axes, row, height)
        height -= 0.5 if row["words"] else 1.0
    axes.set(
        yticks=[],
        ylim=(height + 0.1, 0.75),
        xlim=(0, top * 1.25),
        xlabel="Flexible workers, per cent of employment",
    )
    axes.grid(axis="x")
    keys = [("o", "white", f"{first_year}"), ("^", ORANGE, "highest in between"), ("o", BLUE, f"{last_year}")]
    keys += [("s", BLUE, "later, year not given")] if frame["last_undated"].any() else []
    for marker, face, label in keys:
        axes.plot(
            [],
            [],
            marker,
            color=face,
            markeredgecolor=BLUE if face == "white" else face,
            markersize=8,
            label=label,
        )
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1),
        ncols=2,
        frameon=False,
        handletextpad=0.2,
        columnspacing=1.2,
    )
    told = [f"{row['branch_label']} {_follow_share(row)}" for row in frame[frame["words"] == ""].to_dict("records")]
    title = f"Flexible workers as a share of employment, {first_year} to the last value: {'; '.join(told)}"
    printed = _find_used(evidence, frame["figure_ids"])
    caption = "For branches without numbers the direction is given in words, as in the text. " + list_provisional(
        printed
    )
    if frame["last_undated"].any():
        caption += " Where the last value is a square, the text does not give its year."
    parts = [
        f"{row['branch_label']}: {_describe_share(row, first_year, last_year)}" for row in frame.to_dict("records")
    ]
    alt = "Dot plot of the share of flexible workers by branch. " + "; ".join(parts) + "."
    trends = evidence.trends[(evidence.trends["measure"] == "share") & (evidence.trends["group"] == "flexible-workers")]
    used = pd.concat([printed, trends[trends["branch"].isin(frame["branch"])]])
    columns, rows = make_data_rows(frame)
    return Figure(
        name, title, caption, alt, list_places(evidence, used), columns, rows, render_svg(canvas, title, alt),
        tuple(used[used.columns[0]].dropna()),
    )  # fmt: skip


def _show_printed(evidence: Evidence, figure_id: str) -> str:
    """Return a figure with the decimals of its token, or that there is none."""
    return format_figure(evidence.find_figure(figure_id)) if figure_id else NOT_GIVEN


def _follow_share(row: dict) -> str:
    """Return the course of one branch as a clause: from first to last value, by way of the highest in between."""
    way = "" if pd.isna(row["peak"]) else f" by way of {row['peak_text']} in {row['peak_year']}"
    return f"from {row['first_text']}{way} to {row['last_text']}"


def _describe_share(row: dict, first_year: int, last_year: int) -> str:
    """Return one branch in words."""
    if row["words"]:
        return f"no numbers, in words: {row['words']}"
    peak = "" if pd.isna(row["peak"]) else f", {row['peak_text']} in {row['peak_year']}"
    last = "afterwards, year not given" if row["last_undated"] else f"in {last_year}"
    return f"{row['first_text']} in {first_year}{peak}, {row['last_text']} {last}"


def _draw_share_row(axes: Axes, row: dict, place: float) -> None:
    """Draw one branch: its points with their values, or its direction in words."""
    label = start_upper(row["branch_label"])
    if row["words"]:
        text = f"{label}, no numbers, in words: {row['words']}"
        axes.text(0.15, place + 0.2, text, va="center", color=GREY, style="italic", bbox=CLEAR)
        return
    axes.text(0.15, place + 0.36, label, va="center", fontweight="semibold", bbox=CLEAR)
    colour = BLUE
    end = "s" if row["last_undated"] else "o"
    points = [("o", "white", row["first"]), ("^", ORANGE, row["peak"]), (end, colour, row["last"])]
    told = [value for _, _, value in points if not pd.isna(value)]
    axes.plot([min(told), max(told)], [place, place], color=PALE, linewidth=3, zorder=1)
    for marker, face, value in points:
        if not pd.isna(value):
            edge = face if face != "white" else colour
            axes.plot(
                value, place, marker, color=face, markeredgecolor=edge, markeredgewidth=1.6, markersize=8, zorder=3
            )
    strong = {"va": "center", "color": colour, "fontweight": "semibold", "bbox": CLEAR}
    shown = {end: row[f"{end}_text"].rstrip("%") for end in ("first", "peak", "last")}
    if not pd.isna(row["first"]):
        axes.text(row["first"] - 0.35, place, shown["first"], va="center", ha="right", bbox=CLEAR)
    if not pd.isna(row["peak"]):
        label = f"{shown['peak']} in {row['peak_year']}"
        axes.text(row["peak"] + 0.35, place, label, va="center", color=ORANGE, bbox=CLEAR)
        axes.text(row["last"], place - 0.32, shown["last"], ha="center", **strong)
    elif not pd.isna(row["last"]):
        axes.text(row["last"] + 0.35, place, shown["last"], **strong)


@in_house_style
def draw_costs(evidence: Evidence, name: str, branch: str) -> Figure:
    """Draw the cost of staff not on the payroll as a share of staff cost, with what rounding leaves."""
    frame, multiple = collect_costs(evidence, branch)
    label = evidence.find_label("branch", branch)
    canvas, axes = start_canvas(2.6)
    axes.plot(frame["year"].astype(float), frame["value"], color=BLUE, linewidth=2, zorder=2)
    for row in frame.to_dict("records"):
        axes.plot(row["year"], row["value"], "o", color=BLUE, markersize=7, zorder=3)
        axes.annotate(
            format_number(row["value"], "percent", 1), (row["year"], row["value"]), (0, 9),
            textcoords="offset points", ha="center", fontweight="semibold", color=BLUE,
        )  # fmt: skip
    years = frame["year"].astype(int)
    axes.set(xticks=list(years), ylim=(0, frame["value"].max() * 1.3), xlim=(years.min() - 0.6, years.max() + 0.6))
    axes.set_ylabel("Per cent of staff cost")
    axes.grid(axis="y")
    first, last = frame.iloc[0], frame.iloc[-1]
    start, end = (f"{format_number(row['value'], 'percent', 1)}" for row in (first, last))
    title = (
        f"In {label}, staff not on the payroll took {start} of staff cost in {first['year']} "
        f"and {end} in {last['year']}"
    )
    span = f"{multiple.low:.2f} to {multiple.high:.2f}"
    caption = f"The text gives these two years. After rounding, the later share is {span} times the earlier one."
    alt = (
        f"Line from {start} of staff cost in {first['year']} to {end} in {last['year']} in {label}; "
        f"the later share is {span} times the earlier."
    )
    used = _find_used(evidence, frame["figure_id"])
    columns, rows = make_data_rows(frame)
    return Figure(
        name, title, caption, alt, list_places(evidence, used), columns, rows, render_svg(canvas, title, alt),
        tuple(used[used.columns[0]].dropna()),
    )  # fmt: skip


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
