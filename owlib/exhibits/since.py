"""The chapter on what official statistics have shown since the five sources: kept apart, and told as that.

We do not hold the pages that these numbers come from. Each number says where it was read and how it compares.
"""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes

from owlib.evidence.numbers import parse_token, split_codes
from owlib.exhibits.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    draw_beside,
    finish_figure,
    frame_rows,
    in_house_style,
    start_canvas,
)
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.view import View
from owlib.exhibits.wording import count_decimals, show_amount, show_places, start_lower, start_upper
from owlib.findings.cuts import SINCE
from owlib.words import Words

MARKS = {"women": (BLUE, "o"), "men": (ORANGE, "D")}
"""Colour and mark of who names a reason."""
BEGIN = 62
"""Where shares begin in a picture whose left half holds words; two per cent are one unit of it."""
PART_OF = re.compile(r"(\d+) op (?:de )?(\d+)")
THOUSANDS = "thousand-workers"
TURNS = {
    "long": ("off-freelancers-care-growth-2013-2022", "off-freelancers-all-growth-2013-2022"),
    "year": ("off-freelancers-care-growth-2021-2022", "off-freelancers-all-growth-2021-2022"),
    "fall": ("off-home-care-growth-2025", "off-freelancers-all-change-2025"),
}
"""The numbers that tell how freelancing went in care, each with one of all sectors beside it."""
SURVEYED = "off-survey-respondents"
"""The number of those who answered the survey."""


def show_official(words: Words, row: pd.Series | dict) -> str:
    """Return an official number as a text prints it: ``46%``, ``about 134,000``, ``1 in 10``."""
    part = PART_OF.fullmatch(row["token"])
    if part:
        return words("since-part-of", part=part[1], whole=part[2])
    if row["measure"] == "year":
        return row["period_end"]
    told = parse_token(row["token"])
    scale = 1000 if row["unit"] == THOUSANDS else 1
    decimals = count_decimals(float(told.rounding))
    text = show_amount(words, float(told.value) * scale, row["unit"], decimals)
    return words("about", text=text) if told.about else text


def tell_case(report: View, own: pd.DataFrame) -> Text | None:
    """Return in one sentence what official statistics have shown since on a case: of its branch, else of all care."""
    if own.empty:
        return None
    told = [
        report.words(
            "since-number",
            label=start_lower(row["label"]),
            number=show_official(report.words, row),
            id=row["official_id"],
        )
        for row in own.to_dict("records")
    ]
    return Text(report.words("since-case", numbers="; ".join(told)))


def _name_source(report: View, numbers: pd.DataFrame) -> str:
    """Return who published numbers, as a source line that says that they are none of the five sources."""
    publishers = report.evidence.map_labels("publisher")
    names = [name for code, name in publishers.items() if code in set(numbers["publisher"])]
    return report.words("since-source", publishers=report.words.join(names))


def _select(report: View, names: str) -> pd.DataFrame:
    """Return the official numbers of these ids, parted by semicolons."""
    numbers = report.evidence.official_numbers
    return numbers[numbers["official_id"].isin(split_codes(names))]


def _head(report: View, /, **told: object) -> list[Column]:
    """Return columns by the names of their headings, with their widths."""
    return head_columns(lambda name: report.words(f"since-column-{name}"), **told)


@in_house_style
def turn_figure(report: View) -> Figure:
    """Draw in words how the number of freelancers went in care, beside all sectors: up, up again, and down."""
    words, numbers = report.words, report.evidence.official_numbers.set_index("official_id", drop=False)
    rows = [
        (words(f"since-turn-{turn}"), *(_tell_turn(words, turn, numbers.loc[name]) for name in names))
        for turn, names in TURNS.items()
    ]
    used = numbers.loc[[name for names in TURNS.values() for name in names]]
    told = [words("since-turn-row", name=name, care=care, all=every) for name, care, every in rows]
    return finish_figure(
        draw_beside([words("since-turn-care"), words("since-turn-all")], rows),
        used[["official_id", "branch", "period_start", "period_end", "token"]],
        name=f"{report.name}-turn",
        title=words("since-turn-title"),
        caption=words("since-turn-caption"),
        alt=words("since-turn-alt", rows="; ".join(told)),
        source=_name_source(report, used),
        records=used["official_id"],
    )


def _tell_turn(words: Words, turn: str, row: pd.Series) -> str:
    """Return in a phrase how many more or fewer freelancers there came to be."""
    told = {"number": show_official(words, row), "first": row["period_start"], "last": row["period_end"]}
    return words(f"since-turn-{turn}-told", place="home-care" if row["branch"] == "home-care" else "other", **told)


@in_house_style
def reasons_figure(report: View) -> Figure:
    """Draw for each reason to work freelance what our sources report in words, and what the survey of 2023 counts."""
    words, reasons = report.words, report.evidence.official_reasons
    labels, outcomes = _label_reasons(report), report.evidence.map_labels("outcome")
    counted = report.evidence.official_numbers
    counted = counted[counted["people"].isin(list(MARKS)) & counted["branch"].eq(SINCE)]
    canvas, axes = start_canvas(1.0 + 0.66 * len(reasons))
    told = []
    for place, row in enumerate(reasons.to_dict("records")):
        own = counted[counted["reason"] == row["reason"]]
        axes.text(0, -place + 0.33, start_upper(labels[row["reason"]]), va="center", fontweight="semibold")
        axes.text(0, -place - 0.02, words("since-sources", told=row["sources"]), va="center", fontsize=9.5, color=GREY)
        shares = _draw_shares(axes, words, place, own)
        if own.empty:
            shares = words("since-counted-otherwise" if row["numbers"] else "since-uncounted")
            axes.text(BEGIN, -place + 0.16, shares, va="center", ha="left", fontsize=9.5, color=GREY, style="italic")
        told.append(
            words(
                "since-row",
                reason=labels[row["reason"]], sources=row["sources"],
                shares=shares, outcome=outcomes[row["outcome"]],
            )
        )  # fmt: skip
    frame_rows(axes, len(reasons), top=0.9, xlim=(0, 120), xticks=[])
    top = counted[counted["reason"] == "say"].set_index("people")
    data = reasons.merge(counted[["reason", "people", "token"]], on="reason", how="left")
    return finish_figure(
        canvas,
        data[["reason", "sources", "outcome", "people", "token"]],
        name="since-reasons",
        title=words("since-title", **{who: show_official(words, top.loc[who]) for who in MARKS}),
        caption=words("since-caption"),
        alt=words("since-alt", rows="; ".join(told)),
        source=_name_source(report, counted),
        records=tuple(counted["official_id"]),
    )


@in_house_style
def overview_figure(report: View) -> Figure:
    """Draw in words what our sources report of the reasons that the survey of 2023 has numbers on, beside these."""
    words, labels = report.words, _label_reasons(report)
    reasons = report.evidence.official_reasons
    reasons = reasons[reasons["numbers"] != ""]
    used = _select(report, ";".join(reasons["numbers"]))
    used = used[used["branch"] == SINCE]
    shares = [_tell_shares(report, row, used) for row in reasons.to_dict("records")]
    rows = list(zip(map(start_upper, reasons["reason"].map(labels)), reasons["sources"], shares, strict=True))
    told = [words("since-overview-row", reason=reason, sources=own, shares=text) for reason, own, text in rows]
    own = report.evidence.statements
    own = own[own["statement_id"].isin(split_codes(";".join(reasons["evidence"])))]
    asked = report.evidence.official_numbers.set_index("official_id").loc[SURVEYED]
    return finish_figure(
        draw_beside([words("since-overview-sources"), words("since-overview-survey")], rows),
        reasons[["reason", "sources", "evidence"]].assign(shares=shares, numbers=reasons["numbers"]),
        name=f"{report.name}-overview",
        title=words("since-overview-title"),
        caption=words("since-overview-caption", people=show_official(words, asked)),
        alt=words("since-overview-alt", rows="; ".join(told)),
        source=f"{show_places(report, own)}; {_name_source(report, used)}",
        records=[*own["statement_id"], *used["official_id"]],
    )


def _tell_shares(report: View, reason: dict, numbers: pd.DataFrame) -> str:
    """Return who names a reason, or has what it tells of, and how many of them, in a phrase."""
    groups = report.evidence.map_labels("group")
    own = numbers[numbers["official_id"].isin(split_codes(reason["numbers"]))].to_dict("records")
    people = [
        report.words(f"since-people-{row['people']}")
        if row["people"] in MARKS
        else groups[row["group"]].partition(" (")[0]
        for row in own
    ]
    parts = [
        report.words("since-share", share=show_official(report.words, row), people=who)
        for who, row in zip(people, own, strict=True)
    ]
    return report.words("since-overview-shares", reason=reason["reason"], shares=", ".join(parts))


def _label_reasons(report: View) -> dict[str, str]:
    """Return the label of each reason."""
    return report.evidence.reasons.set_index("reason")["label"].to_dict()


def _draw_shares(axes: Axes, words: Words, place: int, own: pd.DataFrame) -> str:
    """Draw who names a reason as marks on a line, each with its share; return them in words."""
    people = {who: words(f"since-people-{who}") for who in MARKS}
    parts = []
    for step, (who, (colour, mark)) in enumerate(MARKS.items()):
        for row in own[own["people"] == who].to_dict("records"):
            height, end = -place + 0.33 - 0.34 * step, BEGIN + float(parse_token(row["token"]).value) / 2
            axes.plot([BEGIN, end], [height, height], color=colour, linewidth=6, solid_capstyle="butt")
            axes.plot(end, height, mark, color=colour, markersize=7)
            parts.append(words("since-share", people=people[who], share=show_official(words, row)))
            axes.text(end + 2, height, parts[-1], va="center", fontsize=9.5, color=INK)
    return ", ".join(parts)


def reasons_table(report: View) -> Table:
    """Return each reason with what our sources report, what the survey counts, and what follows from both."""
    words, labels, outcomes = report.words, _label_reasons(report), report.evidence.map_labels("outcome")
    reasons = report.evidence.official_reasons
    rows = []
    for row in reasons.to_dict("records"):
        numbers = [
            words("since-number-plain", label=number["label"], number=show_official(words, number))
            for number in _select(report, row["numbers"]).to_dict("records")
        ]
        counted = Cell("; ".join(numbers) or words("since-uncounted"))
        outcome = Cell(start_upper(outcomes[row["outcome"]]), row["why"])
        rows.append((Cell(start_upper(labels[row["reason"]]), row["sources"]), counted, outcome))
    used = report.evidence.official_numbers
    counts = reasons["outcome"].value_counts()
    told = {code.replace("-", "_"): int(counts.get(code, 0)) for code in outcomes}
    caption = words("since-reasons-table", **told)
    columns = _head(report, reason=26, counted=37, outcome=37)
    return make_table(columns, rows, name="since-by-reason", caption=caption, source=_name_source(report, used))


def numbers_table(report: View) -> Table:
    """Return every official number with its page, and how it compares; each row has its own address."""
    words, frame = report.words, report.evidence.official_numbers
    publishers, pages = report.evidence.map_labels("publisher"), report.evidence.official_pages.set_index("page_id")
    rows = []
    for row in frame.to_dict("records"):
        told = [_tell_page(words, pages.loc[name]) for name in split_codes(row["pages"])]
        number = Cell(show_official(words, row), words("since-printed", token=row["token"]))
        origin = Cell(publishers[row["publisher"]], "; ".join(told))
        rows.append((Cell(row["label"], row["official_id"]), number, row["compare"], origin))
    data = report.whole.official_numbers.merge(_list_addresses(report), on="official_id")
    return make_table(
        _head(report, what=28, number=14, compare=28, origin=30),
        rows,
        name="since-numbers",
        caption=words("since-numbers-table", count=len(frame), pages=len(pages)),
        source=_name_source(report, frame),
        targets="official-" + frame["official_id"],
        sortable=True,
        data=data.drop(columns=["file", "row"]),
    )


def _tell_page(words: Words, page: pd.Series) -> str:
    """Return a page with its date, how much of it was read, and whether it is the publisher's own."""
    date = page["published"] or words("since-undated")
    told = words("since-page", site=page["site"], title=page["title"], date=date, read=page["read"])
    return told if page["extent"] == "whole" else f"{told} ({words('since-beginning')})"


def _list_addresses(report: View) -> pd.DataFrame:
    """Return the addresses of the pages of each official number."""
    pages = report.evidence.official_pages.set_index("page_id")["address"]
    numbers = report.evidence.official_numbers
    told = [" ".join(pages[name] for name in split_codes(names)) for names in numbers["pages"]]
    return pd.DataFrame({"official_id": numbers["official_id"], "addresses": told})
