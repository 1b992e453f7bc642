"""Pictures of a survey: shares with intervals, differences, and the way from received to analysed.

Each draws a frame of :mod:`owlib.survey_measures`, which holds nothing but protected numbers, and wears the mark where
the answers are simulated.
"""

from __future__ import annotations

import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes

from owlib.drawing import (
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
)
from owlib.exhibits import Figure, make_data_rows
from owlib.formats import start_upper, wrap_words
from owlib.survey_comparisons import compare_two_groups, compare_waves
from owlib.survey_data import Survey
from owlib.survey_guard import mark_canvas, mark_figure, name_source
from owlib.survey_measures import (
    HIDDEN,
    list_blocks,
    list_questions,
    measure_block,
    measure_item_by_case,
    tell_flow,
    word_share,
)

LINE = 46
"""Letters of an item's wording in a line of a picture."""
MOST_CHANGES = 12
"""Differences that a picture draws, the largest; the table has all."""
SPAN = "#7d91a6"
"""Colour of intervals, dark enough to be seen."""


def show_blocks(survey: Survey, name: str) -> None:
    """Show a picture for each block of questions: the shares of all who answered."""
    for block in list_blocks(survey):
        figure = draw_block(survey, f"{name}-{block}", block)
        if figure:
            display(figure)


@in_house_style
def draw_block(survey: Survey, name: str, block: str) -> Figure | None:
    """Draw the share of each item of a block with its interval, highest first."""
    frame = measure_block(survey, block)
    shown = frame[frame["share_pct"].notna()].sort_values("share_pct", ascending=False, kind="stable")
    if shown.empty:
        return None
    canvas, axes = start_canvas(1.0 + 0.62 * len(shown))
    _draw_shares(axes, shown, "label")
    counted = word_share(survey, shown["item_id"].iloc[0])
    axes.set_xlabel(f"Per cent who {counted}")
    first, last = shown.iloc[0], shown.iloc[-1]
    stem = survey.label(first["item_id"]).removesuffix(first["label"]).strip(" :")
    title = f"{stem + ': ' if stem else ''}{first['label']} ({first['share_pct']:.0f}% {counted})"
    if len(shown) > 1:
        title += f" to {last['label']} ({last['share_pct']:.0f}%)"
    kept = len(frame) - len(shown)
    caption = (
        "Dots: the share among those who answered the item; who was not asked, did not know or found it not applicable "
        "is left out. Bars: Wilson's 95% interval, from rounded counts. Where bars overlap, the order says little."
    )
    caption += f" {kept} of {len(frame)} items are kept back to protect those who answered." if kept else ""
    alt = "Dots with intervals. " + _list_shares(shown, "label")
    return _finish(survey, canvas, name, (title, caption, alt), frame)


@in_house_style
def draw_item_by_case(survey: Survey, name: str, item_id: str) -> Figure | None:
    """Draw the share of one item in each case with its interval."""
    if item_id not in list_questions(survey):
        return None
    frame = measure_item_by_case(survey, item_id)
    shown = frame[frame["share_pct"].notna()].sort_values("share_pct", ascending=False, kind="stable")
    if len(shown) < 2:
        return None
    canvas, axes = start_canvas(1.0 + 0.62 * len(shown))
    _draw_shares(axes, shown, "case")
    counted, label = word_share(survey, item_id), survey.label(item_id)
    axes.set_xlabel(f"Per cent who {counted}")
    low, high = shown["share_pct"].min(), shown["share_pct"].max()
    title = f"{start_upper(label)}: {low:.0f}% to {high:.0f}% {counted} in {len(shown)} cases"
    hidden = sorted(set(frame["case"]) - set(shown["case"]))
    caption = "Dots: the share in each case. Bars: 95% intervals; where they overlap much, the order says little."
    caption += f" Kept back: {', '.join(hidden)}." if hidden else ""
    alt = "Dots with intervals by case. " + _list_shares(shown, "case")
    return _finish(survey, canvas, name, (title, caption, alt), frame)


@in_house_style
def draw_groups(survey: Survey, name: str) -> Figure | None:
    """Draw the difference between the two groups of respondents for each item, with Newcombe's interval."""
    frame = compare_two_groups(survey)
    shown = frame[frame["difference_pct"].notna()].sort_values("difference_pct", ascending=False, kind="stable")
    if shown.empty:
        return None
    first, second = shown.iloc[0]["first"], shown.iloc[0]["second"]
    return _draw_changes(
        survey, name, frame, shown,
        f"The groups '{first}' and '{second}': a difference can be shown on {{found}} of {len(shown)} items",
        f"Dots: share of group '{second}' less share of group '{first}', in percentage points.",
        f"Difference, percentage points: to the right, more among '{second}'",
    )  # fmt: skip


@in_house_style
def draw_waves(survey: Survey, name: str) -> Figure | None:
    """Draw the change of each item between two waves with its interval."""
    frame = compare_waves(survey)
    shown = frame[frame["difference_pct"].notna()].sort_values("difference_pct", ascending=False, kind="stable")
    if shown.empty:
        return None
    return _draw_changes(
        survey, name, frame, shown,
        f"Between the waves a change can be shown on {{found}} of {len(shown)} items",
        "Dots: share in the second wave less share in the first, in percentage points.",
        "Change, percentage points: to the right, more in the second wave",
    )  # fmt: skip


def _draw_changes(
    survey: Survey, name: str, frame: pd.DataFrame, shown: pd.DataFrame, title: str, caption: str, axis: str
) -> Figure:
    """Draw differences with intervals around a line at zero; those that hold after Holm's correction in orange."""
    largest = shown["difference_pct"].abs().nlargest(MOST_CHANGES).index
    found, more = int(shown["holds"].sum()), len(shown) - len(largest)
    shown = shown.loc[shown.index.isin(largest)]
    canvas, axes = start_canvas(1.0 + 0.62 * len(shown))
    for place, row in enumerate(shown.to_dict("records")):
        colour = ORANGE if row["holds"] else BLUE
        label = wrap_words(row["label"], LINE)
        axes.text(0, -place + 0.42, label, ha="center", va="center", fontsize=10, bbox=CLEAR)
        draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["difference_pct"], -place, "D" if row["holds"] else "o", color=colour, markersize=8, zorder=3)
    axes.axvline(0, color=INK, linewidth=1, zorder=1)
    reach = max(20.0, shown[["low_pct", "high_pct"]].abs().max().max() * 1.1)
    axes.set(ylim=(-len(shown) + 0.5, 0.8), xlim=(-reach, reach), yticks=[])
    axes.set_xlabel(axis)
    axes.grid(axis="x")
    caption += f" The {len(shown)} largest are drawn; the table has all." if more else ""
    caption += (
        " Bars: 95% intervals. Orange diamonds: differences that hold after Holm's correction for looking at many "
        "items at once; blue dots: differences that chance may have made."
    )
    parts = [
        f"{row['label']}: {row['difference_pct']:+.0f} points ({row['low_pct']:.0f} to {row['high_pct']:.0f})"
        for row in shown.to_dict("records")
    ]
    words = (title.format(found=found or "none"), caption, f"Differences with intervals. {'; '.join(parts)}.")
    return _finish(survey, canvas, name, words, frame)


@in_house_style
def draw_flow(survey: Survey, name: str) -> Figure:
    """Draw the way from received to analysed responses: rows left after each step, and what was taken out."""
    frame = tell_flow(survey)
    frame = frame[frame["kind"] == "rows"].reset_index(drop=True)
    canvas, axes = start_canvas(0.7 + 0.62 * len(frame))
    widest = frame["rows_left_n"].max()
    for place, row in enumerate(frame.to_dict("records")):
        left = row["rows_left_n"]
        if pd.notna(left):
            axes.barh(-place, left, height=0.34, color=BLUE if place in (0, len(frame) - 1) else SILVER, zorder=2)
        axes.text(0, -place + 0.36, start_upper(_name_step(row)), va="center", fontsize=10, color=INK)
        axes.text((left if pd.notna(left) else 0) + widest * 0.02, -place, row["left_told"], va="center", color=GREY)
    axes.set(ylim=(-len(frame) + 0.5, 0.8), xlim=(0, float(widest) * 1.2), yticks=[])
    axes.set_xlabel("Responses left")
    first, last = frame.iloc[0]["left_told"], frame.iloc[-1]["left_told"]
    waves = " in all waves" if len(survey.waves) > 1 else ""
    title = (
        f"Of {first} responses received, {last} are analysed{waves}"
        if first != HIDDEN
        else f"{last} responses are analysed{waves}"
    )
    caption = (
        "Above each bar: the step, and how many responses it took out. Counts are rounded to fives; "
        f"'{HIDDEN}': small, or would give a small one away."
    )
    alt = "Bars of responses left. " + "; ".join(
        f"{_name_step(row)}, {row['left_told']} left" for row in frame.to_dict("records")
    )
    return _finish(survey, canvas, name, (title, caption, alt + "."), frame)


def _name_step(row: dict) -> str:
    """Return a step of cleaning with how many responses it took out."""
    return f"{row['step']}: {row['told']}" if row["told"] else row["step"]


def _draw_shares(axes: Axes, frame: pd.DataFrame, label: str) -> None:
    """Draw dots with intervals from the top down, each under its label."""
    for place, row in enumerate(frame.to_dict("records")):
        axes.text(0, -place + 0.4, wrap_words(start_upper(row[label]), LINE + 12), va="center", fontsize=10)
        draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["share_pct"], -place, "o", color=BLUE, markersize=8, zorder=3)
        axes.text(
            102, -place, f"{row['share_pct']:.0f}% of {row['n']:.0f}", va="center", color=BLUE, fontweight="semibold"
        )
    axes.set(ylim=(-len(frame) + 0.5, 0.8), xlim=(0, 126), yticks=[], xticks=[0, 25, 50, 75, 100])
    axes.grid(axis="x")


def _list_shares(frame: pd.DataFrame, label: str) -> str:
    """Return shares with intervals in words."""
    parts = [
        f"{row[label]}: {row['share_pct']:.0f}% ({row['low_pct']:.0f}% to {row['high_pct']:.0f}%, n {row['n']:.0f})"
        for row in frame.to_dict("records")
    ]
    return "; ".join(parts) + "."


def _finish(survey: Survey, canvas, name: str, words: tuple[str, str, str], frame: pd.DataFrame) -> Figure:
    """Return a picture as an exhibit, with the mark where it belongs."""
    title, caption, alt = words
    simulated = survey.simulated
    mark_canvas(canvas, simulated=simulated)
    columns, rows = make_data_rows(frame)
    svg = render_svg(canvas, title, alt)
    figure = Figure(name, title, caption, alt, name_source(simulated=simulated), columns, rows, svg)
    return mark_figure(figure, simulated=simulated)
