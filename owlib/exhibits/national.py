"""Tables of the book, made from the evidence.

Pictures of the book: each draws a frame, and carries that frame, its message in words and its source.

Running text of the report pages, made from the evidence.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from owlib.evidence.read import Evidence
from owlib.exhibits.drawing import (
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
from owlib.exhibits.forms import Cell, Figure, Table, Text, make_data_rows
from owlib.exhibits.wording import (
    NOT_GIVEN,
    find_question,
    format_number,
    format_published,
    format_span,
    join_names,
    link_number,
    list_places,
    list_provisional,
    start_upper,
)
from owlib.findings.national import (
    collect_costs,
    collect_shares,
    compare_growth,
    compute_remainder,
    disagrees,
    find_peak,
)


def table_growth(evidence: Evidence, name: str, first_year: int, last_year: int) -> Table:
    """Return growth as the levels allow and as printed, by group and branch."""
    frame = compare_growth(evidence, first_year, last_year)
    groups, branches = evidence.map_labels("group"), evidence.map_labels("branch")
    verdicts = {True: "agree", False: "do not agree", None: "levels not printed"}
    rows = []
    for row in frame.to_dict("records"):
        agrees = None if row["agrees"] is None else bool(row["agrees"])
        levels = row["basis"] == "levels"
        rows.append(
            (
                Cell(f"{groups[row['group']]}, {branches[row['branch']]}"),
                Cell(format_number(row["start"]), target=f"number-{row['start_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_number(row["end"]), target=f"number-{row['end_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_span(row["low"], row["high"]) if levels else "\u2013"),
                Cell(format_number(row["printed"], "percent"), target=f"number-{row['printed_id']}")
                if row["printed_id"]
                else Cell(NOT_GIVEN),
                Cell(verdicts[agrees]),
            )
        )
    used = evidence.numbers[evidence.numbers["number_id"].isin(frame[["start_id", "end_id", "printed_id"]].stack())]
    differ = [row for row in frame.to_dict("records") if disagrees(row)]
    caption = (
        f"Levels and printed growth rates, {first_year} to {last_year}: "
        f"{sum(frame['agrees'].eq(True))} of {frame['agrees'].notna().sum()} pairs agree"
    )
    note = f"{list_provisional(used)} Growth from levels is given as the range that rounding leaves.".strip()
    if differ:
        note += " A pair does not agree where no values inside the rounding can give the printed rate."
    if frame["agrees"].isna().any():
        note += " What can be said where levels are not printed stands in the claim audit."
    return Table(
        name, caption, ("Group", f"{first_year}", f"{last_year}", "Growth from levels", "Growth as printed", "Pair"),
        tuple(rows), list_places(evidence, used), note, (30, 14, 14, 18, 14, 14), (1, 2, 3, 4),
    )  # fmt: skip


def table_shares(evidence: Evidence, name: str, first_year: int, last_year: int) -> Table:
    """Return the share of flexible workers by branch, each number leading to its row."""
    frame = collect_shares(evidence, first_year, last_year)
    labels = evidence.map_labels("branch")

    def show(number_id: str) -> Cell:
        if not number_id:
            return Cell(NOT_GIVEN)
        number = evidence.find_number(number_id)
        year = "year not given" if pd.isna(number["period_start"]) else str(number["period_start"])
        return Cell(format_published(number), year, f"number-{number_id}")

    rows = tuple(
        (
            Cell(labels[row["branch"]]),
            *(show(row[f"{end}_id"]) for end in ("first", "peak", "last")),
            Cell(row["words"] or "\u2013"),
        )
        for row in frame.to_dict("records")
    )
    used = evidence.numbers[evidence.numbers["number_id"].isin(";".join(frame["number_ids"]).split(";"))]
    caption = f"Share of flexible workers in employment by branch, {first_year} to {last_year}"
    columns = ("Branch", f"{first_year}", "Highest in between", "Last value", "In words only")
    return Table(
        name, caption, columns, rows, list_places(evidence, used), list_provisional(used),
        (32, 14, 16, 16, 22), (1, 2, 3),
    )  # fmt: skip


BRANCH_COLOURS = {"care-welfare": BLUE, "all-sectors": GREY}


def _find_used(evidence: Evidence, ids: pd.Series) -> pd.DataFrame:
    """Return the published numbers whose ids stand in these cells, parted by semicolons."""
    names = {name for cell in ids for name in str(cell).split(";")}
    return evidence.numbers[evidence.numbers["number_id"].isin(names)]


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
    printed = _find_used(evidence, frame["number_ids"])
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


def _show_printed(evidence: Evidence, number_id: str) -> str:
    """Return a number with the decimals of its token, or that there is none."""
    return format_published(evidence.find_number(number_id)) if number_id else NOT_GIVEN


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
    used = _find_used(evidence, frame["number_id"])
    columns, rows = make_data_rows(frame)
    return Figure(
        name, title, caption, alt, list_places(evidence, used), columns, rows, render_svg(canvas, title, alt),
        tuple(used[used.columns[0]].dropna()),
    )  # fmt: skip


def tell_opening(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return the answer of the national chapter in a few sentences."""
    frame = compare_growth(evidence, first_year, last_year).set_index(["group", "branch"])
    parts = [_tell_groups(evidence, frame, first_year, last_year)]
    shares = collect_shares(evidence, first_year, last_year)
    numbers = sum(shares["words"].eq("") & shares["branch"].ne("care-welfare"))
    parts.append(
        f"By branch the picture is uneven; the text gives numbers for {numbers} of {len(shares) - 1} branches."
    )
    costs, _ = collect_costs(evidence, "youth-care")
    first, last = (link_number(evidence, name) for name in (costs["number_id"].iloc[0], costs["number_id"].iloc[-1]))
    parts.append(f"In youth care the cost of staff not on the payroll went from {first} to {last} of all staff cost.")
    pairs = int(frame["agrees"].notna().sum())
    differ = sum(disagrees(row) for _, row in frame.iterrows())
    parts.append(
        f"Of the {pairs} growth rates that can be checked against printed levels, {pairs - differ} agree with them "
        f"and {differ} {'does' if differ == 1 else 'do'} not."
    )
    lead, *others = parts
    points = "\n".join(f"- {part}" for part in others)
    return Text(f"*{find_question(evidence, 'national')}*\n\n**{lead}**\n\n{points}")


def _tell_groups(evidence: Evidence, frame: pd.DataFrame, first_year: int, last_year: int) -> str:
    """Return how the groups of care and welfare grew or fell."""
    words = {
        "freelancers": "the number of freelancers",
        "flexible-workers": "that of all flexible workers",
        "other-employment": "other employment",
    }
    clauses = [
        f"{words[group]} {_tell_rate(evidence, frame.loc[(group, 'care-welfare')])}"
        for group in words
        if (group, "care-welfare") in frame.index
    ]
    return f"In care and welfare, from {first_year} to {last_year}, {join_names(clauses)}."


def _tell_rate(evidence: Evidence, row: pd.Series) -> str:
    """Return a rate as printed, as a link, or what the levels leave where none is printed."""
    if not row["printed_id"]:
        return f"changed by {format_span(row['low'], row['high'])}"
    link = link_number(evidence, row["printed_id"]).replace("[\u2212", "[")
    unchecked = "" if row["basis"] == "levels" else " as printed, without levels to check it by"
    return f"{'fell' if row['printed'] < 0 else 'grew'} by {link}{unchecked}"


def tell_course(evidence: Evidence, first_year: int, last_year: int) -> Text | None:
    """Return what the end points hide for flexible workers in care, or nothing where the text lacks the numbers."""
    peak = find_peak(evidence, first_year, last_year)
    before, after = (compute_remainder(evidence, year) for year in (first_year, last_year))
    if peak is None or before is None or after is None:
        return None
    least, most = before[1].low - after[1].high, before[1].high - after[1].low
    if least <= 0:
        return None
    start, end = format_number(before[0]), format_number(after[0])
    return Text(
        f"The end points hide a peak. In {peak['period_start']} there were {link_number(evidence, peak['number_id'])} "
        "flexible workers in care and welfare, the most of the period. They also hide a shift. Without the freelancers "
        f"among them, flexible workers went from {start} in {first_year} to {end} in {last_year}: "
        f"with rounding, a fall of {format_number(least)} to {format_number(most)}. "
        "So, by our arithmetic, freelancing accounts for all of the growth."
    )


def tell_growth(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return growth in words, each number a link to its row."""
    frame = compare_growth(evidence, first_year, last_year)
    parts = []
    for row in frame[(frame["branch"] == "care-welfare") & (frame["basis"] == "levels")].to_dict("records"):
        start, end = link_number(evidence, row["start_id"]), link_number(evidence, row["end_id"])
        rate = f", a growth of {link_number(evidence, row['printed_id'])}" if row["printed_id"] else ""
        group = evidence.find_label("group", row["group"])
        parts.append(f"Care and welfare had {start} {group} in {first_year} and {end} in {last_year}{rate}.")
    told = [" ".join(parts)]
    told += [_tell_difference(evidence, row) for row in frame.to_dict("records") if disagrees(row)]
    return Text("\n\n".join(told))


def _tell_difference(evidence: Evidence, row: dict) -> str:
    """Return a pair that does not agree, plainly and without a guess at the cause."""
    group, branch = evidence.find_label("group", row["group"]), evidence.find_label("branch", row["branch"])
    start, end, printed = (link_number(evidence, row[name]) for name in ("start_id", "end_id", "printed_id"))
    return (
        f"One pair does not agree. For {group} in {branch} the text gives {start} and {end}, which leaves a growth of "
        f"{format_span(row['low'], row['high'])}; it prints {printed}. We report both and do not guess at the cause."
    )


def tell_shares(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return which branches have numbers, and what the others have instead."""
    frame = collect_shares(evidence, first_year, last_year)
    labels = evidence.map_labels("branch")
    words = [f"{labels[row['branch']]} ({row['words']})" for row in frame[frame["words"] != ""].to_dict("records")]
    care = frame[frame["branch"] == "care-welfare"].iloc[0]
    first, last = (
        link_number(evidence, care[f"{end}_id"]) if care[f"{end}_id"] else "a value that the text does not give"
        for end in ("first", "last")
    )
    return Text(
        f"In care and welfare as a whole the share was {first} in {first_year} and {last} in {last_year}. "
        f"For {len(words)} branches the text gives only words: {'; '.join(words)}. "
        "The values drawn in the report's own chart are not in our copy of the text, so we do not show them."
    )


def tell_costs(evidence: Evidence, branch: str) -> Text:
    """Return the cost of staff not on the payroll in words."""
    frame, multiple = collect_costs(evidence, branch)
    first, last = frame.iloc[0], frame.iloc[-1]
    trends = evidence.trends[evidence.trends["measure"].isin(["cost", "cost-share"])]
    verdict = "that holds" if multiple.contains(2) else "that does not follow"
    return Text(
        "Staff not on the payroll (Dutch: personeel niet in loondienst, PNIL) took "
        f"{link_number(evidence, first['number_id'])} of staff cost in {evidence.find_label('branch', branch)} in "
        f"{first['year']} and {link_number(evidence, last['number_id'])} in {last['year']}. The text says the share "
        f"doubled, and {verdict}: rounding leaves {multiple.low:.2f} to {multiple.high:.2f} times. For care as a whole "
        f"it gives {len(trends)} statements in words and no numbers; they stand in the [register](#register-of-trends)."
    )
