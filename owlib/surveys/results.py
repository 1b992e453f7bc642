"""The report on a survey: its sentences, tables and figures, from protected counts, marked where they are simulated.

Each is made from a frame of :mod:`owlib.surveys.measures`, and is left out where nothing of it may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from owlib.exhibits import Cell, Column, Figure, Table, Text, make_table
from owlib.exhibits.drawing import (
    BLUE,
    CLEAR,
    INK,
    ORANGE,
    draw_interval,
    finish_figure,
    frame_rows,
    in_house_style,
    start_canvas,
)
from owlib.exhibits.wording import start_upper, wrap_words
from owlib.surveys.counts import Survey
from owlib.surveys.data import read_survey
from owlib.surveys.guard import MARK, mark_canvas, mark_figure, mark_table, mark_text, name_source
from owlib.surveys.measures import (
    compare_cases,
    compare_two_groups,
    compare_waves,
    estimate_model,
    list_blocks,
    measure_answers,
    measure_block,
    measure_by_case,
    tell_flow,
    word_share,
)
from owlib.surveys.perturbation import REACH, VARIANCE
from owlib.words import Words

KEPT_BACK = "\u2013"


LINE = 46
"""Letters of an item's wording in a line of a picture."""


MOST_CHANGES = 12
"""Differences that a picture draws, the largest; the table has all."""


LEAST_P = 0.01
"""A p-value below it is told as that."""


SPAN = "#7d91a6"
"""Colour of intervals, dark enough to be seen."""


def read(survey: str, case_id: str, wave: str, language: str) -> Survey:
    """Return a survey as its report may show it: of a case or a wave or, where these are empty, of all.

    Raises
    ------
    DataError
        If the export, its mapping or its answers break a rule. No message holds an answer.
    UnknownNameError
        If there is no such survey, case, wave or language.

    """
    return read_survey(survey, case_id, wave, language)


def opening(report: Survey) -> Text:
    """Return which survey this is, whose answers, how many, and that no finding rests on them if they are made up."""
    words, asked = report.words, report.survey
    several = len(report.waves) > 1
    parts = [
        f"{asked['title']}. {asked['asked']}",
        words(
            "survey-analysed-of" if report.cases else "survey-analysed",
            count=report.respondents_n, cases=words.join(report.cases) if report.cases else "",
        ),
        words("survey-last-wave", last=report.waves[-1], first=report.waves[0]) if several else "",
        words("survey-nobody", mark=MARK) if report.simulated else "",
        words("survey-questionnaire-note", note=asked["note"]) if report.simulated else "",
    ]  # fmt: skip
    return mark_text("\n\n".join(part for part in parts if part), simulated=report.simulated)


def flow_table(report: Survey) -> Table | None:
    """Return each step of cleaning: what it took out, changed or flagged, and why."""
    words = report.words
    columns = [
        (Column(words("survey-column-step"), 24), lambda row: Cell(start_upper(row["step"]))),
        (
            Column(words("survey-column-touched"), 20),
            lambda row: Cell(row["told"], words(f"survey-touched-{row['kind']}")),
        ),
        (Column(words("survey-column-why"), 56), lambda row: Cell(row["why"])),
    ]
    note = words("survey-steps-note", kept=words("survey-kept-back"))
    return _finish_table(report, tell_flow(report), columns, name="steps", caption=words("survey-steps"), note=note)


def background_table(report: Survey) -> Table | None:
    """Return who answered: the background questions, counted for all respondents together."""
    return _make_answers_table(report, "background")


def _make_answers_table(report: Survey, name: str) -> Table | None:
    """Return the questions of a role with every answer to them, counted for all respondents together."""
    words, frame = report.words, measure_answers(report, name)
    columns = [
        (Column(words("survey-column-question"), 34), lambda row: Cell(row["label"])),
        (Column(words(f"survey-column-answer-{name}"), 28), lambda row: Cell(row["answer_label"])),
        (Column(words("survey-column-responses"), 14, numeric=True), lambda row: Cell(_show(words, row["hits"]))),
        (Column(words("survey-column-share"), 24), lambda row: Cell(_show_share(words, row))),
    ]
    caption, note = words(f"survey-answers-{name}"), words("survey-share-note")
    return _finish_table(report, frame, columns, name=name, caption=caption, note=note)


def _show_share(words: Words, row: dict) -> str:
    """Return a share with its interval."""
    if pd.isna(row["share_pct"]):
        return KEPT_BACK
    return words("survey-share", share=_show_pct(words, row["share_pct"]), **_show_interval(words, row))


def _show_interval(words: Words, row: dict) -> dict[str, str]:
    """Return the ends of the interval of a share."""
    return {"low": _show_pct(words, row["low_pct"]), "high": _show_pct(words, row["high_pct"])}


def blocks(report: Survey) -> None:
    """Show a picture for each block of questions: the shares of all who answered."""
    for block in list_blocks(report):
        figure = block_figure(report, block)
        if figure:
            display(figure)


@in_house_style
def block_figure(report: Survey, block: str) -> Figure | None:
    """Draw the share of each item of a block with its interval, highest first."""
    words, frame = report.words, measure_block(report, block)
    shown = frame[frame["share_pct"].notna()].sort_values("share_pct", ascending=False, kind="stable")
    if shown.empty:
        return None
    counted = word_share(report, shown["item_id"].iloc[0])
    kept = len(frame) - len(shown)
    more = words("survey-block-kept", kept=kept, items=len(frame)) if kept else ""
    return _finish_figure(
        report,
        _draw_shares(words, shown, "label", counted),
        frame,
        name=f"block-{block}",
        title=_title_block(report, shown, counted),
        caption=f"{words('survey-block-caption')} {more}".strip(),
        alt=words("survey-block-alt", shares=_list_shares(words, shown, "label")),
    )


def _title_block(report: Survey, shown: pd.DataFrame, counted: str) -> str:
    """Return the highest and the lowest share of a block, after the beginning that its items share."""
    words, first, last = report.words, shown.iloc[0], shown.iloc[-1]
    title = words(
        "survey-block-title" if len(shown) > 1 else "survey-block-title-one",
        first=first["label"], most=_show_pct(words, first["share_pct"]), counted=counted,
        last=last["label"], least=_show_pct(words, last["share_pct"]),
    )  # fmt: skip
    stem = report.label(first["item_id"]).removesuffix(first["label"]).strip(" :")
    return words("survey-block-stem", stem=stem, title=title) if stem else title


def _draw_shares(words: Words, frame: pd.DataFrame, label: str, counted: str) -> Canvas:
    """Draw dots with intervals from the top down, each under its label."""
    canvas, axes = start_canvas(1.0 + 0.62 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        axes.text(0, -place + 0.4, wrap_words(start_upper(row[label]), LINE + 12), va="center", fontsize=10)
        draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["share_pct"], -place, "o", color=BLUE, markersize=8, zorder=3)
        share = words("survey-share-of", share=_show_pct(words, row["share_pct"]), n=_show(words, row["n"]))
        axes.text(102, -place, share, va="center", color=BLUE, fontweight="semibold")
    axis = words("survey-share-axis", counted=counted)
    frame_rows(axes, len(frame), xlim=(0, 126), xticks=[0, 25, 50, 75, 100], xlabel=axis)
    return canvas


def _list_shares(words: Words, frame: pd.DataFrame, label: str) -> str:
    """Return shares with intervals in words."""
    return "; ".join(
        words(
            "survey-share-row",
            label=row[label], share=_show_pct(words, row["share_pct"]), n=_show(words, row["n"]),
            **_show_interval(words, row),
        )
        for row in frame.to_dict("records")
    )  # fmt: skip


@in_house_style
def cases_figure(report: Survey, item_id: str) -> Figure | None:
    """Draw the share of one item in each case with its interval."""
    if item_id not in report.questions:
        return None
    words, frame = report.words, measure_by_case(report, [item_id])
    shown = frame[frame["share_pct"].notna()].sort_values("share_pct", ascending=False, kind="stable")
    if len(shown) < 2:
        return None
    counted = word_share(report, item_id)
    hidden = sorted(set(frame["case"]) - set(shown["case"]))
    more = words("survey-cases-kept", cases=", ".join(hidden)) if hidden else ""
    return _finish_figure(
        report,
        _draw_shares(words, shown, "case", counted),
        frame,
        name="cases",
        title=words(
            "survey-cases-title",
            item=start_upper(report.label(item_id)), counted=counted, cases=len(shown),
            low=_show_pct(words, shown["share_pct"].min()), high=_show_pct(words, shown["share_pct"].max()),
        ),
        caption=f"{words('survey-cases-caption')} {more}".strip(),
        alt=words("survey-cases-alt", shares=_list_shares(words, shown, "case")),
    )  # fmt: skip


def cases_table(report: Survey) -> Table | None:
    """Return the share of each question in each case, with the number who answered it, and whether cases differ."""
    words, frame = report.words, measure_by_case(report, report.questions)
    cases = list(dict.fromkeys(frame["case"]))
    questions = {name: part for name, part in frame.groupby("item_id", sort=False) if part["share_pct"].notna().any()}
    if len(cases) < 2 or not questions:
        return None
    tests = compare_cases(report)
    p = tests.set_index("item_id")["p_holm"]
    rows = [
        (
            Cell(start_upper(report.label(name)), word_share(report, name)),
            *(_show_share_n(words, row["share_pct"], row["n"]) for row in part.to_dict("records")),
            Cell(_show_p(words, p.get(name, float("nan")))),
        )
        for name, part in questions.items()
    ]
    columns = [
        Column(words("survey-column-question"), 30),
        *(Column(case, 10) for case in cases),
        Column(words("survey-column-p-holm"), 9, numeric=True),
    ]
    caption = words("survey-by-case", cases=len(cases), found=int(tests["holds"].sum()), questions=len(tests))
    return _mark_table(report, columns, rows, frame, name="by-case", caption=caption, note=words("survey-cases-note"))


def _show_share_n(words: Words, share: float, n: float) -> Cell:
    """Return a share with the number who answered, or that it is kept back."""
    return Cell(KEPT_BACK) if pd.isna(share) else Cell(_show_pct(words, share), words("survey-n", n=_show(words, n)))


@in_house_style
def groups_figure(report: Survey) -> Figure | None:
    """Draw the difference between the two groups of respondents for each item, with Newcombe's interval."""
    return _make_changes_figure(report, compare_two_groups(report), "groups")


def groups_table(report: Survey) -> Table | None:
    """Return the shares of the two groups of respondents and their difference, question by question."""
    return _make_changes_table(report, compare_two_groups(report), "group-shares")


@in_house_style
def waves_figure(report: Survey) -> Figure | None:
    """Draw the change of each item between two waves with its interval."""
    return _make_changes_figure(report, compare_waves(report), "waves")


def waves_table(report: Survey) -> Table | None:
    """Return the shares of the two waves and their change, question by question."""
    return _make_changes_table(report, compare_waves(report), "wave-shares")


def _make_changes_figure(report: Survey, frame: pd.DataFrame, name: str) -> Figure | None:
    """Draw the largest differences between two sides; those that hold after Holm's correction in orange."""
    words = report.words
    shown = frame[frame["difference_pct"].notna()].sort_values("difference_pct", ascending=False, kind="stable")
    if shown.empty:
        return None
    largest = shown.loc[shown.index.isin(shown["difference_pct"].abs().nlargest(MOST_CHANGES).index)]
    sides = {side: shown.iloc[0][side] for side in ("first", "second")}
    canvas, axes = start_canvas(1.0 + 0.62 * len(largest))
    _draw_changes(axes, largest)
    axes.set_xlabel(words(f"survey-changes-axis-{name}", **sides))
    parts = [
        words(
            "survey-change-row",
            label=row["label"], difference=_show(words, row["difference_pct"], signed=True),
            low=_show(words, row["low_pct"]), high=_show(words, row["high_pct"]),
        )
        for row in largest.to_dict("records")
    ]  # fmt: skip
    told = [
        words(f"survey-changes-caption-{name}", **sides),
        words("survey-changes-largest", count=len(largest)) if len(largest) < len(shown) else "",
        words("survey-changes-caption"),
    ]
    return _finish_figure(
        report,
        canvas,
        frame,
        name=name,
        title=words(f"survey-changes-title-{name}", **sides, found=shown["holds"].sum(), items=len(shown)),
        caption=" ".join(part for part in told if part),
        alt=words("survey-changes-alt", rows="; ".join(parts)),
    )


def _draw_changes(axes: Axes, shown: pd.DataFrame) -> None:
    """Draw differences with intervals around a line at zero."""
    for place, row in enumerate(shown.to_dict("records")):
        colour = ORANGE if row["holds"] else BLUE
        label = wrap_words(row["label"], LINE)
        axes.text(0, -place + 0.42, label, ha="center", va="center", fontsize=10, bbox=CLEAR)
        draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["difference_pct"], -place, "D" if row["holds"] else "o", color=colour, markersize=8, zorder=3)
    axes.axvline(0, color=INK, linewidth=1, zorder=1)
    reach = max(20.0, shown[["low_pct", "high_pct"]].abs().max().max() * 1.1)
    frame_rows(axes, len(shown), xlim=(-reach, reach))


def _make_changes_table(report: Survey, frame: pd.DataFrame, name: str) -> Table | None:
    """Return a table of differences between two shares."""
    words, frame = report.words, frame[frame["difference_pct"].notna()]
    if frame.empty:
        return None
    first, second = (start_upper(frame.iloc[0][side]) for side in ("first", "second"))

    def change(row: dict) -> Cell:
        told, low, high = (_show(words, row[part], signed=True) for part in ("difference_pct", "low_pct", "high_pct"))
        return Cell(told, words("span", low=low, high=high))

    columns = [
        (Column(words("survey-column-question"), 28), _show_label),
        (Column(first, 11), lambda row: _show_share_n(words, row["first_pct"], row["n_first"])),
        (Column(second, 11), lambda row: _show_share_n(words, row["second_pct"], row["n_second"])),
        (Column(words("survey-column-difference"), 14), change),
        (Column(words("survey-column-p-holm"), 9, numeric=True), lambda row: Cell(_show_p(words, row["p_holm"]))),
    ]
    caption, note = words(f"survey-changes-{name}"), words("survey-changes-note")
    return _finish_table(report, frame, columns, name=name, caption=caption, note=note)


def model(report: Survey) -> Text | None:
    """Return how the model is to be read, or that the counts bear none."""
    words, terms = report.words, estimate_model(report)
    if terms is None:
        return None
    if terms.empty:
        return mark_text(words("survey-model-none"), simulated=report.simulated)
    counted = word_share(report, report.outcome, one=True)
    told = words("survey-model-reading", counted=counted, item=report.label(report.outcome))
    return mark_text(told, simulated=report.simulated)


def model_table(report: Survey) -> Table | None:
    """Return the odds ratios of cases and groups of respondents."""
    words, terms = report.words, estimate_model(report)
    if terms is None:
        return None

    def ratio(row: dict) -> Cell:
        told, low, high = (_show_ratio(words, row[part]) for part in ("odds_ratio", "low", "high"))
        return Cell(told, words("span", low=low, high=high))

    columns = [
        (Column(words("survey-column-term"), 60), lambda row: Cell(start_upper(row["label"]))),
        (Column(words("survey-column-odds-ratio"), 40), ratio),
    ]
    caption = words("survey-model", counted=word_share(report, report.outcome), item=report.label(report.outcome))
    return _finish_table(report, terms, columns, name="model", caption=caption, note=words("survey-model-note"))


def open_table(report: Survey) -> Table | None:
    """Return open answers as counts by the code that the researcher gave them; never a text."""
    return _make_answers_table(report, "open")


def protection(report: Survey) -> Text:
    """Return the rules under which numbers are shown, and how many were kept back."""
    words, shown = report.words, report.counts.frame["shown_n"]
    points = [
        words("survey-rule-noise", reach=REACH, deviation=words.number(VARIANCE**0.5)),
        words("survey-rule-threshold", threshold=report.counts.threshold),
        words("survey-rule-computed"),
        words("survey-rule-never"),
        words("survey-rule-hidden", hidden=int(shown.isna().sum()), counts=len(shown)),
    ]
    listed = "\n".join(f"- {point}" for point in points)
    told = f"{words('survey-rules-real')}\n\n{listed}" if report.simulated else listed
    return mark_text(told, simulated=report.simulated)


def _show(words: Words, value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Return a number, or that it is kept back."""
    if pd.isna(value):
        return KEPT_BACK
    sign = "-" if round(value, decimals) < 0 else "+" if signed else ""
    return sign + words.number(abs(value), "", decimals)


def _show_pct(words: Words, value: float) -> str:
    """Return a share in whole per cent."""
    return words.number(value, "percent", 0)


def _show_ratio(words: Words, value: float) -> str:
    """Return an odds ratio with two digits."""
    return words.number(float(f"{value:.2g}"), "", 2 if value < 1 else 1 if value < 10 else 0)


def _show_p(words: Words, value: float) -> str:
    """Return a p-value, or that it is kept back."""
    if pd.isna(value):
        return KEPT_BACK
    return f"< {words.number(LEAST_P, '', 2)}" if value < LEAST_P else words.number(value, "", 2)


def _show_label(row: dict) -> Cell:
    """Return the name of a row, with a capital."""
    return Cell(start_upper(row["label"]))


def _finish_table(
    report: Survey, frame: pd.DataFrame, columns: Sequence[tuple[Column, Callable[[dict], Cell]]], **told: str
) -> Table | None:
    """Return a table with a row for each of a frame, each column with the cell that it makes of it; none of no rows."""
    if frame.empty:
        return None
    rows = [tuple(make(row) for _, make in columns) for row in frame.to_dict("records")]
    return _mark_table(report, [column for column, _ in columns], rows, frame, **told)


def _mark_table(
    report: Survey, columns: list[Column], rows: list[tuple[Cell, ...]], data: pd.DataFrame, **told: str
) -> Table:
    """Return a table with the data behind it, named after its report, with the mark where it belongs."""
    source = name_source(report.words, simulated=report.simulated)
    told["name"] = f"{report.name}-{told['name']}"
    return mark_table(make_table(columns, rows, data=data, source=source, **told), simulated=report.simulated)


def _finish_figure(report: Survey, canvas: Canvas, data: pd.DataFrame, **told: str) -> Figure:
    """Return a figure with the data that were drawn, named after its report, with the mark where it belongs."""
    mark_canvas(canvas, simulated=report.simulated)
    source = name_source(report.words, simulated=report.simulated)
    told["name"] = f"{report.name}-{told['name']}"
    return mark_figure(finish_figure(canvas, data, source=source, **told), simulated=report.simulated)
