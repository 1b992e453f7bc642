"""Tables of a survey, each made from protected numbers and bearing the mark where the answers are simulated.

Pictures of a survey: shares with intervals, differences, and the way from received to analysed.

Each draws a frame of :mod:`owlib.surveys.measures`, which holds nothing but protected numbers, and wears the mark where
the answers are simulated.

Running text of a survey's report, made from protected numbers.
"""

from __future__ import annotations

import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes

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
)
from owlib.exhibits.forms import Cell, Figure, Table, Text, make_data_rows
from owlib.exhibits.wording import join_names, start_upper, wrap_words
from owlib.surveys.data import Survey
from owlib.surveys.guard import mark_canvas, mark_figure, mark_table, mark_text, name_source
from owlib.surveys.measures import (
    HIDDEN,
    compare_cases,
    compare_two_groups,
    compare_waves,
    count_hidden,
    estimate_model,
    list_blocks,
    list_questions,
    measure_background,
    measure_block,
    measure_by_case,
    measure_item_by_case,
    measure_open,
    measure_score_changes,
    measure_scores,
    tell_flow,
    word_share,
)
from owlib.surveys.responses import MARK

KEPT_BACK = "\u2013"


SHARE_NOTE = (
    f"{KEPT_BACK}: kept back, so that nobody can be recognised. Counts are rounded to fives, shares follow from them."
)


def table_flow(survey: Survey, name: str) -> Table:
    """Return each step of cleaning: what it took out, changed or flagged, what was left, and why."""
    frame = tell_flow(survey)
    nouns = {"rows": "responses", "answers": "answers", "flags": "responses, kept"}
    rows = tuple(
        (
            Cell(start_upper(row["step"])),
            Cell(row["told"], nouns[row["kind"]] if row["told"] else ""),
            Cell(row["left_told"]),
            Cell(row["why"]),
        )
        for row in frame.to_dict("records")
    )
    caption = "From received to analysed, step by step"
    note = f"Counts are rounded to fives. '{HIDDEN}': small, or would give a small one away. Nothing is filled in."
    return _finish_table(
        survey, name, caption, ("Step", "Touched", "Responses left", "Why"), rows, note, frame, (22, 18, 16, 44)
    )


def table_background(survey: Survey, name: str) -> Table | None:
    """Return who answered: the background questions, counted for all respondents together."""
    return _table_answers(survey, name, measure_background(survey), "Who answered", "Answer")


def table_by_case(survey: Survey, name: str) -> Table | None:
    """Return the share of each question in each case, with the number who answered it."""
    frame = measure_by_case(survey)
    if frame["case"].nunique() < 2:
        return None
    cases = list(dict.fromkeys(frame["case"]))
    rows = []
    for item_id in list_questions(survey):
        cells = frame[frame["item_id"] == item_id].set_index("case")
        if cells["share_pct"].notna().any():
            label = Cell(start_upper(survey.label(item_id)), word_share(survey, item_id))
            rows.append((label, *(_make_share_cell(cells.loc[case]) for case in cases)))
    if not rows:
        return None
    caption = f"Shares in {len(cases)} cases, with the number who answered"
    return _finish_table(
        survey, name, caption, ("Question", *cases), tuple(rows), SHARE_NOTE, frame, (30, *(10,) * len(cases))
    )


def table_case_tests(survey: Survey, name: str) -> Table | None:
    """Return whether cases differ, question by question, with Holm's correction for asking so often."""
    frame = compare_cases(survey)
    frame = frame[frame["p"].notna()]
    if frame.empty:
        return None
    rows = tuple(
        (
            Cell(start_upper(row["label"])), Cell(f"{row['lowest_pct']:.0f}% to {row['highest_pct']:.0f}%"),
            Cell(f"{row['n']:.0f}"), Cell(f"{row['cramers_v']:.2f}"), Cell(_show_p(row["p"])),
            Cell(_show_p(row["p_holm"])), Cell(row["method"]),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip
    found = int((frame["p_holm"] < 0.05).sum())
    caption = f"A difference between cases can be shown on {found or 'none'} of {len(frame)} questions"
    columns = ("Question", "Lowest to highest share", "n", "Cram\u00e9r's V", "p", "p, Holm", "Test")
    note = (
        "Cram\u00e9r's V: 0 is no difference, 1 the largest there can be. p, Holm: holds for all rows together, "
        "however the counts were rounded."
    )
    return _finish_table(survey, name, caption, columns, rows, note, frame, (30, 16, 8, 10, 9, 9, 18), (2, 3, 4, 5))


def table_groups(survey: Survey, name: str) -> Table | None:
    """Return the shares of the two groups of respondents and their difference, question by question."""
    frame = compare_two_groups(survey)
    return _table_changes(survey, name, frame, "Two groups of respondents compared")


def table_waves(survey: Survey, name: str) -> Table | None:
    """Return the shares of the two waves and their change, question by question."""
    return _table_changes(survey, name, compare_waves(survey), "Two waves compared")


def _table_changes(survey: Survey, name: str, frame: pd.DataFrame, caption: str) -> Table | None:
    """Return a table of differences between two shares."""
    frame = frame[frame["difference_pct"].notna()] if len(frame) else frame
    if frame.empty:
        return None
    rows = tuple(
        (
            Cell(start_upper(row["label"])), Cell(f"{row['first_pct']:.0f}%", f"n {row['n_first']:.0f}"),
            Cell(f"{row['second_pct']:.0f}%", f"n {row['n_second']:.0f}"),
            Cell(f"{row['difference_pct']:+.0f}", f"{row['low_pct']:+.0f} to {row['high_pct']:+.0f}"),
            Cell(_show_p(row["p_holm"])), Cell(_show_points(row["smallest_pct"])), Cell(row["method"]),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip
    columns = (
        "Question", start_upper(frame.iloc[0]["first"]), start_upper(frame.iloc[0]["second"]),
        "Difference, points", "p, Holm", "Smallest rise that would show, points", "Method",
    )  # fmt: skip
    note = (
        "Below a share: how many answered. Below a difference: its 95% interval, widened by what rounding hides. "
        "Smallest rise: from 50%, for groups of the size of the smaller one, with a power of 80%. People who answered "
        "in both waves count in each; to take them for different people makes intervals wider, not narrower."
    )
    return _finish_table(survey, name, caption, columns, rows, note, frame, (28, 11, 11, 14, 9, 12, 15), (4, 5))


def table_scores(survey: Survey, name: str) -> Table | None:
    """Return scale scores: how many items, mean with interval, reliability with interval."""
    frame = measure_scores(survey)
    if frame.empty:
        return None
    rows = tuple(
        (
            Cell(start_upper(row["label"])), Cell(str(row["items"])), Cell(_show_n(row["n"])),
            Cell(_show_number(row["mean"], 1), _show_ends(row["low"], row["high"], 1)),
            Cell(_show_number(row["alpha"], 2), _show_ends(row["alpha_low"], row["alpha_high"], 2)),
            Cell(_show_number(row["change_of_one"], 1)), Cell(row["method"]),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip
    columns = (
        "Score", "Items", "n", "Mean, with 95% interval", "Reliability (alpha), with 95% interval",
        "Smallest change of one person beyond error", "Method",
    )  # fmt: skip
    note = "Alpha: how far the items of a score go together; 0.7 and above is usually taken as enough for groups."
    return _finish_table(
        survey,
        name,
        "Scale scores and their reliability",
        columns,
        rows,
        note,
        frame,
        (22, 8, 8, 16, 18, 14, 18),
        (1, 2),
    )


def table_score_changes(survey: Survey, name: str) -> Table | None:
    """Return the change of each scale score between two waves."""
    frame = measure_score_changes(survey)
    if frame.empty:
        return None
    rows = tuple(
        (
            Cell(start_upper(row["label"])), Cell(row["people"]), Cell(_show_n(row["n"])),
            Cell(_show_number(row["difference"], 2, signed=True), _show_ends(row["low"], row["high"], 2)),
            Cell(_show_p(row["p_holm"])), Cell(_show_number(row["smallest"], 2)), Cell(row["method"]),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip
    columns = (
        "Score", "Who", "n", "Change, with 95% interval", "p, Holm", "Smallest change that would show", "Method",
    )  # fmt: skip
    note = "Smallest change: of the mean of a group of this size, with a power of 80% (two-sided, 5%)."
    return _finish_table(
        survey,
        name,
        "Change of scale scores between the waves",
        columns,
        rows,
        note,
        frame,
        (24, 18, 8, 18, 8, 14, 16),
        (2,),
    )


def table_model(survey: Survey, name: str) -> Table | None:
    """Return the odds ratios of a logistic model with an effect for each case."""
    model = estimate_model(survey)
    if model is None or model.terms.empty:
        return None
    rows = tuple(
        (Cell(row["label"]), Cell(f"{row['odds_ratio']:.2g}", f"{row['low']:.2g} to {row['high']:.2g}"),
         Cell(_show_p(row["p"])), Cell(row["method"]))
        for row in model.terms.to_dict("records")
    )  # fmt: skip
    caption = f"Logistic model of those {model.outcome}: {model.events} of {model.n} responses"
    note = f"Odds ratios, to two digits. {model.note}".strip()
    return _finish_table(
        survey,
        name,
        caption,
        ("Term", "Odds ratio, with 95% interval", "p", "Method"),
        rows,
        note,
        model.terms,
        (40, 24, 10, 26),
        (2,),
    )


def table_diagnostics(survey: Survey, name: str) -> Table | None:
    """Return what was checked of the model, in plain words."""
    model = estimate_model(survey)
    if model is None:
        return None
    rows = tuple(
        (Cell(row["check"]), Cell("fine" if row["fine"] else "mind this"), Cell(row["finding_en"]))
        for row in model.diagnostics.to_dict("records")
    )
    worrying = [row["check"].lower() for row in model.diagnostics.to_dict("records") if not row["fine"]]
    caption = "What was checked of the model: " + (
        f"mind {join_names(worrying)}" if worrying else "nothing to worry about"
    )
    return _finish_table(
        survey, name, caption, ("Check", "Verdict", "What it says"), rows, "", model.diagnostics, (24, 12, 64)
    )


def table_open(survey: Survey, name: str) -> Table | None:
    """Return open answers as counts by the code that the researcher gave them; never a text."""
    return _table_answers(survey, name, measure_open(survey), "Open answers by code", "Code")


def _table_answers(survey: Survey, name: str, frame: pd.DataFrame, caption: str, heading: str) -> Table | None:
    """Return questions with every answer to them, counted for all respondents together."""
    if frame.empty:
        return None
    rows = tuple(
        (Cell(row["label"]), Cell(row["answer_label"]), Cell(_show_n(row["hits"])), Cell(_show_share(row)))
        for row in frame.to_dict("records")
    )
    columns = ("Question", heading, "Responses", "Share, with 95% interval")
    return _finish_table(survey, name, caption, columns, rows, SHARE_NOTE, frame, (34, 28, 14, 24), (2,))


def _make_share_cell(row: pd.Series) -> Cell:
    """Return a share with the number who answered, or that it is kept back."""
    return Cell(KEPT_BACK) if pd.isna(row["share_pct"]) else Cell(f"{row['share_pct']:.0f}%", f"n {row['n']:.0f}")


def _show_share(row: dict) -> str:
    """Return a share with its interval."""
    if pd.isna(row["share_pct"]):
        return KEPT_BACK
    return f"{row['share_pct']:.0f}% ({row['low_pct']:.0f}% to {row['high_pct']:.0f}%)"


def _show_n(value: float) -> str:
    """Return a rounded count, or that it is kept back."""
    return KEPT_BACK if pd.isna(value) else f"{value:.0f}"


def _show_number(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number, or that it is kept back."""
    return KEPT_BACK if pd.isna(value) else f"{value:{'+' if signed else ''}.{decimals}f}"


def _show_ends(low: float, high: float, decimals: int) -> str:
    """Return the ends of an interval, or nothing."""
    return "" if pd.isna(low) else f"{low:.{decimals}f} to {high:.{decimals}f}"


def _show_points(value: float) -> str:
    """Return percentage points, or that not even the whole range would do."""
    return "none would" if pd.isna(value) else f"{value:.0f}"


def _show_p(value: float) -> str:
    """Return a p-value as papers print it."""
    if pd.isna(value):
        return KEPT_BACK
    return "< 0.01" if value < 0.01 else f"{value:.2f}"


def _finish_table(  # noqa: PLR0913, PLR0917 - a table has these parts
    survey: Survey, name: str, caption: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], note: str,
    frame: pd.DataFrame, widths: tuple[int, ...], numeric: tuple[int, ...] = (),
) -> Table:  # fmt: skip
    """Return a table as an exhibit with the data behind it, with the mark where it belongs."""
    simulated = survey.simulated
    source = name_source(simulated=simulated)
    data = make_data_rows(frame)
    table = Table(name, caption, columns, rows, source, note, widths, numeric, data_columns=data[0], data_rows=data[1])
    return mark_table(table, simulated=simulated)


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
    return _finish_figure(survey, canvas, name, (title, caption, alt), frame)


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
    return _finish_figure(survey, canvas, name, (title, caption, alt), frame)


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
    return _finish_figure(survey, canvas, name, words, frame)


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
    return _finish_figure(survey, canvas, name, (title, caption, alt + "."), frame)


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


def _finish_figure(survey: Survey, canvas, name: str, words: tuple[str, str, str], frame: pd.DataFrame) -> Figure:
    """Return a picture as an exhibit, with the mark where it belongs."""
    title, caption, alt = words
    simulated = survey.simulated
    mark_canvas(canvas, simulated=simulated)
    columns, rows = make_data_rows(frame)
    svg = render_svg(canvas, title, alt)
    figure = Figure(name, title, caption, alt, name_source(simulated=simulated), columns, rows, svg)
    return mark_figure(figure, simulated=simulated)


def tell_survey(survey: Survey) -> Text:
    """Return what the page shows: which survey, whose answers, how many, and that no finding rests on it if made up."""
    asked = survey.survey
    parts = [f"{asked['title_en']}. {asked['asked_en']}"]
    kept = f"{survey.respondents_n} responses are analysed (rounded to fives)"
    cases = f", from {join_names(survey.cases)}" if survey.cases else ""
    parts.append(f"{kept}{cases}.")
    if len(survey.waves) > 1:
        parts.append(
            f"They are of wave {survey.waves[-1]}, the last, so that a person counts once. "
            f"Where two waves are compared, the other is wave {survey.waves[0]}."
        )
    if survey.simulated:
        parts.append(
            f"**Nobody gave these answers.** A program made them, to show what the method gives; every table, figure "
            f"and file made from them says {MARK}. No finding of this book rests on them."
        )
    if survey.simulated:
        parts.append(f"The questionnaire: {asked['note_en']}")
    return mark_text("\n\n".join(part for part in parts if part), simulated=survey.simulated)


def tell_model(survey: Survey) -> Text | None:
    """Return how the model is to be read, or why there is none."""
    model = estimate_model(survey)
    if model is None:
        return None
    if model.terms.empty:
        return mark_text(f"There is no model here. {model.note}", simulated=survey.simulated)
    asked = model.outcome.removeprefix("who ")
    return mark_text(
        f"The model asks whether cases differ in the odds that someone {asked}. An odds ratio of 1 is no difference "
        f"from {model.reference}; an interval that holds 1 leaves that open. It describes; it does not tell why.",
        simulated=survey.simulated,
    )


def tell_protection(survey: Survey) -> Text:
    """Return the rules under which numbers are shown, and how many were kept back."""
    hidden, total = count_hidden(survey)
    points = [
        f"A count below {survey.threshold}, zero included, is kept back, and whatever rests on fewer respondents.",
        "Further counts are kept back until no sums on this page give a small one away, whoever knew the rest exactly.",
        "What is left is rounded to fives; shares and intervals are computed from the rounded counts.",
        "No lowest or highest value, no answer in someone's own words, no table of two breakdowns at once.",
        f"Here {hidden} of {total} counts are kept back.",
    ]
    return mark_text(
        "\n".join(f"- {point}" for point in points)
        if not survey.simulated
        else "The rules are the real ones:\n\n" + "\n".join(f"- {point}" for point in points),
        simulated=survey.simulated,
    )
