"""The report on a survey: its sentences, tables and figures, from protected counts, marked where they are simulated.

Each is made from a frame of :mod:`owlib.surveys.measures`, and is left out where nothing of it may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure as Canvas

from owlib.exhibits import Cell, Column, Figure, Table, Text, drawing, make_table
from owlib.exhibits.drawing import in_house_style
from owlib.exhibits.wording import start_upper, wrap_words
from owlib.surveys import guard, measures
from owlib.surveys.counts import Survey
from owlib.surveys.data import read_survey
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
Maker = Callable[[dict], Cell | str]
"""Makes a cell of a row."""
read = read_survey


def opening(report: Survey) -> Text:
    """Return which survey this is, whose answers, how many, and that no finding rests on them if they are made up."""
    words, asked, cases, waves = report.words, report.survey, report.cases, report.waves
    analysed = "survey-analysed-of" if cases else "survey-analysed"
    parts = [
        f"{asked['title']}. {asked['asked']}",
        words(analysed, count=report.respondents_n, cases=words.join(cases) if cases else ""),
        words("survey-last-wave", last=waves[-1], first=waves[0]) if len(waves) > 1 else "",
        words("survey-nobody", mark=report.mark) if report.simulated else "",
        words("survey-questionnaire-note", note=asked["note"]) if report.simulated else "",
    ]
    return guard.mark_text("\n\n".join(filter(None, parts)), report.mark)


def flow_table(report: Survey) -> Table | None:
    """Return each step of cleaning: what it took out, changed or flagged, and why."""
    words = report.words
    columns = [
        ("step", 24, lambda row: start_upper(row["step"])),
        ("touched", 20, lambda row: Cell(row["told"], words(f"survey-touched-{row['kind']}"))),
        ("why", 56, lambda row: row["why"]),
    ]
    note, caption = words("survey-steps-note", kept=words("survey-kept-back")), words("survey-steps")
    return _make_table(report, measures.tell_flow(report), columns, name="steps", caption=caption, note=note)


def answers_table(report: Survey, role: str) -> Table | None:
    """Return the questions of a role with every answer to them, counted for all respondents together.

    ``background``: who answered. ``open``: open answers, as the researcher coded them; never a text.
    """
    words = report.words

    def share(row: dict) -> str:
        told = _tell(words, row, "share", "percent")
        return words("survey-share", **told) if pd.notna(row["share_pct"]) else KEPT_BACK

    columns = [
        ("question", 34, lambda row: row["label"]),
        (f"answer-{role}", 28, lambda row: row["answer_label"]),
        ("responses", 14, lambda row: _show(words, row["hits"])),
        ("share", 24, share),
    ]
    told = {"caption": words(f"survey-answers-{role}"), "note": words("survey-share-note")}
    return _make_table(report, measures.measure_answers(report, role), columns, name=role, **told)


def blocks(report: Survey) -> None:
    """Show a picture for each block of questions: the shares of all who answered."""
    for block in measures.list_blocks(report):
        figure = block_figure(report, block)
        if figure:
            display(figure)


def block_figure(report: Survey, block: str) -> Figure | None:
    """Draw the share of each item of a block with its interval, highest first."""
    words, frame = report.words, measures.measure_block(report, block)
    shown = _sort_shown(frame, "share_pct")
    if shown.empty:
        return None
    counted, kept = measures.word_share(report, shown["item_id"].iloc[0]), len(frame) - len(shown)
    more = words("survey-block-kept", kept=kept, items=len(frame)) if kept else ""
    first, last = shown.iloc[0], shown.iloc[-1]
    title = words(
        "survey-block-title" if len(shown) > 1 else "survey-block-title-one",
        first=first["label"], most=_show(words, first["share_pct"], "percent"), counted=counted,
        last=last["label"], least=_show(words, last["share_pct"], "percent"),
    )  # fmt: skip
    stem = report.label(first["item_id"]).removesuffix(first["label"]).strip(" :")  # what its items begin with
    title = words("survey-block-stem", stem=stem, title=title) if stem else title
    told = {"title": title, "caption": f"{words('survey-block-caption')} {more}".strip()}
    return _draw_shares(report, frame, shown, "block", f"block-{block}", counted, **told)


def cases_figure(report: Survey, item_id: str) -> Figure | None:
    """Draw the share of one item in each case with its interval."""
    if item_id not in report.questions:
        return None
    words, frame = report.words, measures.measure_by_case(report, [item_id])
    shown = _sort_shown(frame, "share_pct")
    if len(shown) < 2:
        return None
    counted, hidden = measures.word_share(report, item_id), sorted(set(frame["case"]) - set(shown["case"]))
    more = words("survey-cases-kept", cases=", ".join(hidden)) if hidden else ""
    low, high = (_show(words, share, "percent") for share in (shown["share_pct"].min(), shown["share_pct"].max()))
    item = start_upper(report.label(item_id))
    title = words("survey-cases-title", item=item, counted=counted, cases=len(shown), low=low, high=high)
    told = {"title": title, "caption": f"{words('survey-cases-caption')} {more}".strip()}
    return _draw_shares(report, frame, shown, "cases", "cases", counted, **told)


@in_house_style
def _draw_shares(
    report: Survey, frame: pd.DataFrame, shown: pd.DataFrame, kind: str, name: str, counted: str, **told: str
) -> Figure:
    """Draw dots with intervals from the top down, each under its label: an item of a block, or one of the cases."""
    words, label = report.words, "label" if kind == "block" else "case"
    canvas, axes = drawing.start_canvas(1.0 + 0.62 * len(shown))
    rows = []
    for place, row in enumerate(shown.to_dict("records")):
        named = wrap_words(start_upper(row[label]), LINE + 12)
        axes.text(0, -place + 0.4, named, va="center", fontsize=10, bbox=drawing.CLEAR)
        drawing.draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["share_pct"], -place, "o", color=drawing.BLUE, markersize=8, zorder=3)
        share, n = _tell(words, row, "share", "percent"), _show(words, row["n"])
        text = words("survey-share-of", share=share["share"], n=n)
        axes.text(102, -place, text, va="center", color=drawing.BLUE, fontweight="semibold", bbox=drawing.CLEAR)
        rows.append(words("survey-share-row", label=row[label], n=n, **share))
    axis = words("survey-share-axis", counted=counted)
    drawing.frame_rows(axes, len(shown), xlim=(0, 126), xticks=[0, 25, 50, 75, 100], xlabel=axis)
    alt = words(f"survey-{kind}-alt", shares="; ".join(rows))
    return _mark(report, drawing.finish_figure, canvas, frame, name=name, alt=alt, **told)


def cases_table(report: Survey) -> Table | None:
    """Return the share of each question in each case, with the number who answered it, and whether cases differ."""
    words, frame = report.words, measures.measure_by_case(report, report.questions)
    cases = list(dict.fromkeys(frame["case"]))
    questions = {name: part for name, part in frame.groupby("item_id", sort=False) if part["share_pct"].notna().any()}
    if len(cases) < 2 or not questions:
        return None
    tests = measures.compare_cases(report)
    rows = [
        (
            Cell(start_upper(report.label(name)), measures.word_share(report, name)),
            *(_show_share_n(words, row["share_pct"], row["n"]) for row in part.to_dict("records")),
            _show_p(words, tests["p_holm"].get(name, float("nan"))),
        )
        for name, part in questions.items()
    ]
    columns = [_column(words, "question", 30), *(Column(case, 10) for case in cases), _column(words, "p-holm", 9)]
    caption = words("survey-by-case", cases=len(cases), found=int(tests["holds"].sum()), questions=len(tests))
    told = {"caption": caption, "note": words("survey-cases-note")}
    return _mark(report, make_table, columns, rows, data=frame, name="by-case", **told)


@in_house_style
def changes_figure(report: Survey, sides: str) -> Figure | None:
    """Draw the largest differences between the two ``groups`` of respondents, or between two ``waves``.

    They have Newcombe's interval; those that hold after Holm's correction are orange.
    """
    words, frame = report.words, measures.compare_sides(report, sides)
    shown = _sort_shown(frame, "difference_pct")
    if shown.empty:
        return None
    largest = shown.loc[shown.index.isin(shown["difference_pct"].abs().nlargest(MOST_CHANGES).index)]
    named = {side: shown.iloc[0][side] for side in ("first", "second")}
    canvas, axes = drawing.start_canvas(1.0 + 0.62 * len(largest))
    rows = []
    for place, row in enumerate(largest.to_dict("records")):
        colour, form = (drawing.ORANGE, "D") if row["holds"] else (drawing.BLUE, "o")
        label = wrap_words(row["label"], LINE)
        axes.text(0, -place + 0.42, label, ha="center", va="center", fontsize=10, bbox=drawing.CLEAR)
        drawing.draw_interval(axes, -place, row["low_pct"], row["high_pct"], SPAN)
        axes.plot(row["difference_pct"], -place, form, color=colour, markersize=8, zorder=3)
        change = _tell(words, row, "difference", signed=["difference"])
        rows.append(words("survey-change-row", label=row["label"], **change))
    axes.axvline(0, color=drawing.INK, linewidth=1, zorder=1)
    reach = max(20.0, largest[["low_pct", "high_pct"]].abs().max().max() * 1.1)
    drawing.frame_rows(axes, len(largest), xlim=(-reach, reach))
    axes.set_xlabel(words(f"survey-changes-axis-{sides}", **named))
    told = [
        words(f"survey-changes-caption-{sides}", **named),
        words("survey-changes-largest", count=len(largest)) if len(largest) < len(shown) else "",
        words("survey-changes-caption"),
    ]
    title = words(f"survey-changes-title-{sides}", **named, found=shown["holds"].sum(), items=len(shown))
    alt = words("survey-changes-alt", rows="; ".join(rows))
    told = {"title": title, "caption": " ".join(filter(None, told)), "alt": alt}
    return _mark(report, drawing.finish_figure, canvas, frame, name=sides, **told)


def changes_table(report: Survey, sides: str) -> Table | None:
    """Return the shares of the two ``groups`` of respondents, or of two ``waves``, and their difference."""
    words, frame = report.words, measures.compare_sides(report, sides)
    frame, name = frame[frame["difference_pct"].notna()], f"{sides.removesuffix('s')}-shares"
    if frame.empty:
        return None

    def change(row: dict) -> Cell:
        told = _tell(words, row, "difference", signed=["difference", "low", "high"])
        return Cell(told["difference"], words("span", low=told["low"], high=told["high"]))

    first, second = (Column(start_upper(frame.iloc[0][side]), 11) for side in ("first", "second"))
    columns = [
        ("question", 28, lambda row: start_upper(row["label"])),
        (first, 11, lambda row: _show_share_n(words, row["first_pct"], row["n_first"])),
        (second, 11, lambda row: _show_share_n(words, row["second_pct"], row["n_second"])),
        ("difference", 14, change),
        ("p-holm", 9, lambda row: _show_p(words, row["p_holm"])),
    ]
    told = {"caption": words(f"survey-changes-{name}"), "note": words("survey-changes-note")}
    return _make_table(report, frame, columns, name=name, **told)


def model(report: Survey) -> Text | None:
    """Return how the model is to be read, or that the counts bear none."""
    words, terms = report.words, measures.estimate_model(report)
    if terms is None:
        return None
    counted = measures.word_share(report, report.outcome, one=True)
    told = words("survey-model-reading", counted=counted, item=report.label(report.outcome))
    return guard.mark_text(words("survey-model-none") if terms.empty else told, report.mark)


def model_table(report: Survey) -> Table | None:
    """Return the odds ratios of cases and groups of respondents."""
    words, terms = report.words, measures.estimate_model(report)
    if terms is None:
        return None

    def ratio(row: dict) -> Cell:
        told, low, high = (
            words.number(float(f"{ratio:.2g}"), "", 2 if ratio < 1 else 1 if ratio < 10 else 0)
            for ratio in (row["odds_ratio"], row["low"], row["high"])
        )
        return Cell(told, words("span", low=low, high=high))

    columns = [("term", 60, lambda row: start_upper(row["label"])), ("odds-ratio", 40, ratio)]
    counted = measures.word_share(report, report.outcome)
    caption = words("survey-model", counted=counted, item=report.label(report.outcome))
    return _make_table(report, terms, columns, name="model", caption=caption, note=words("survey-model-note"))


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
    return guard.mark_text(told, report.mark)


def _show(words: Words, value: float, unit: str = "", decimals: int = 0, *, signed: bool = False) -> str:
    """Return a number, or that it is kept back."""
    if pd.isna(value):
        return KEPT_BACK
    sign = "-" if round(value, decimals) < 0 else "+" if signed else ""
    return sign + words.number(abs(value), unit, decimals)


def _show_p(words: Words, value: float) -> str:
    """Return a p-value, or that it is kept back."""
    return f"< {words.number(LEAST_P, '', 2)}" if value < LEAST_P else _show(words, value, decimals=2)


def _show_share_n(words: Words, share: float, n: float) -> Cell:
    """Return a share with the number who answered, or that it is kept back."""
    return Cell(_show(words, share, "percent"), "" if pd.isna(share) else words("survey-n", n=_show(words, n)))


def _tell(words: Words, row: dict, name: str, unit: str = "", signed: Sequence[str] = ()) -> dict[str, str]:
    """Return an estimate of this name and the ends of its interval, some with their sign, as messages take them."""
    return {one: _show(words, row[f"{one}_pct"], unit, signed=one in signed) for one in (name, "low", "high")}


def _sort_shown(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows that may be shown, the largest number first."""
    return frame[frame[column].notna()].sort_values(column, ascending=False, kind="stable")


def _column(words: Words, name: str, width: int) -> Column:
    """Return a column of a table by its message; those of counts and p-values are set as numbers."""
    return Column(words(f"survey-column-{name}"), width, numeric=name in ("responses", "p-holm"))


def _make_table(
    report: Survey, frame: pd.DataFrame, columns: Sequence[tuple[str | Column, int, Maker]], **told: str
) -> Table | None:
    """Return a table with a row for each of a frame, each column with the cell that it makes of it; none of no rows."""
    if frame.empty:
        return None
    rows = [tuple(make(row) for *_, make in columns) for row in frame.to_dict("records")]
    heads = [name if isinstance(name, Column) else _column(report.words, name, width) for name, width, _ in columns]
    return _mark(report, make_table, heads, rows, data=frame, **told)


def _mark(report: Survey, make: Callable, *parts: Any, name: str, **told: object) -> Table | Figure:
    """Return an exhibit with its source, named after its report, with the mark where it belongs."""
    if isinstance(parts[0], Canvas):
        guard.mark_canvas(parts[0], report.mark)
    source = report.words("survey-source-simulated" if report.simulated else "survey-source-collected")
    exhibit = make(*parts, name=f"{report.name}-{name}", source=source, **told)
    return guard.mark_exhibit(exhibit, report.mark)
