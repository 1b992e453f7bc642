"""Tables of a survey, each made from protected numbers and bearing the mark where the answers are simulated."""

from __future__ import annotations

import pandas as pd

from owlib.exhibits import Cell, Table, make_data_rows
from owlib.formats import join_names, start_upper
from owlib.survey_comparisons import compare_cases, compare_two_groups, compare_waves
from owlib.survey_data import Survey
from owlib.survey_guard import mark_table, name_source
from owlib.survey_measures import (
    HIDDEN,
    list_questions,
    measure_background,
    measure_by_case,
    measure_open,
    tell_flow,
    word_share,
)
from owlib.survey_scores import estimate_model, measure_score_changes, measure_scores

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
    return _finish(
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
    return _finish(
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
    return _finish(survey, name, caption, columns, rows, note, frame, (30, 16, 8, 10, 9, 9, 18), (2, 3, 4, 5))


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
    return _finish(survey, name, caption, columns, rows, note, frame, (28, 11, 11, 14, 9, 12, 15), (4, 5))


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
    return _finish(
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
    return _finish(
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
    return _finish(
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
    return _finish(
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
    return _finish(survey, name, caption, columns, rows, SHARE_NOTE, frame, (34, 28, 14, 24), (2,))


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


def _finish(  # noqa: PLR0913, PLR0917 - a table has these parts
    survey: Survey, name: str, caption: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], note: str,
    frame: pd.DataFrame, widths: tuple[int, ...], numeric: tuple[int, ...] = (),
) -> Table:  # fmt: skip
    """Return a table as an exhibit with the data behind it, with the mark where it belongs."""
    simulated = survey.simulated
    source = name_source(simulated=simulated)
    data = make_data_rows(frame)
    table = Table(name, caption, columns, rows, source, note, widths, numeric, data_columns=data[0], data_rows=data[1])
    return mark_table(table, simulated=simulated)
