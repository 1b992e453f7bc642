"""The chapter on what official statistics have shown since the five sources: kept apart, and told as that.

We do not hold the pages that these numbers come from. Each number says where it was read and how it compares.
"""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.figure import Figure as Canvas

from owlib.evidence.numbers import parse_dates, parse_token, split_codes
from owlib.exhibits.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    SMALL,
    draw_beside,
    finish_figure,
    in_house_style,
    start_page,
)
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.view import View
from owlib.exhibits.wording import count_decimals, show_amount, show_places, start_lower, start_upper
from owlib.findings.cuts import SINCE
from owlib.words import Words

PEOPLE = {"women": BLUE, "men": ORANGE}
"""Colour of who names a reason."""
BARS = {"name": 0.3, "remark": 0.26, "line": 0.34, "gap": 0.18, "longest": 2.1}
"""Inches that the name of a group takes, the remark below it, a bar and what parts groups; and the longest bar."""
PART_OF = re.compile(r"(\d+) op (?:de )?(\d+)")
THOUSANDS = "thousand-workers"
GROWTH = {
    "care": (BLUE, ("off-freelancers-care-growth-2013-2022", "off-freelancers-care-growth-2021-2022")),
    "all": (GREY, ("off-freelancers-all-growth-2013-2022", "off-freelancers-all-growth-2021-2022")),
}
"""Colour, and the numbers that tell how freelancing grew over the years and in the last of them."""
UNREAD = ("independence", "variety")
"""Main reasons of our sources that have no number in the survey: they share a row of the overview."""
SURVEYED = "off-survey-respondents"
"""The number of those who answered the survey."""


def show_official(words: Words, row: pd.Series | dict) -> str:
    """Return an official number as a text prints it: ``46%``, ``about 134,000``, ``1 in 10``."""
    part = PART_OF.fullmatch(row["token"])
    if part:
        return words("since-part-of", part=part[1], whole=part[2])
    if row["measure"] == "year":
        return words.date(parse_dates(row["token"])[-1])
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
    """Return who published numbers, and how far the press tells them, as a line that says: none of the five sources."""
    publishers, pages = report.evidence.map_labels("publisher"), report.evidence.official_pages
    names = [name for code, name in publishers.items() if code in set(numbers["publisher"])]
    own = set(pages.loc[pages["own"] == "yes", "page_id"])
    press = {own.isdisjoint(split_codes(cell)) for cell in numbers["pages"]}
    told = "some" if len(press) > 1 else "all" if True in press else "none"
    return report.words("since-source", publishers=report.words.join(names), press=told)


def _select(report: View, names: str) -> pd.DataFrame:
    """Return the official numbers of these ids, parted by semicolons."""
    numbers = report.evidence.official_numbers
    return numbers[numbers["official_id"].isin(split_codes(names))]


def _head(report: View, /, **told: object) -> list[Column]:
    """Return columns by the names of their headings, with their widths."""
    return head_columns(lambda name: report.words(f"since-column-{name}"), **told)


@in_house_style
def growth_figure(report: View) -> Figure:
    """Draw how much the number of freelancers grew in care, beside all sectors: over the years and in the last one."""
    words, numbers = report.words, report.evidence.official_numbers.set_index("official_id", drop=False)
    groups = []
    for pair in zip(*(names for _, names in GROWTH.values()), strict=True):
        shown = zip(GROWTH.items(), numbers.loc[list(pair)].to_dict("records"), strict=True)
        bars = [
            (words(f"since-growth-{key}", number=show_official(words, row)), _measure(row), colour)
            for (key, (colour, _)), row in shown
        ]
        first, last = numbers.loc[pair[0], ["period_start", "period_end"]]
        groups.append((words("since-growth-period", first=first, last=last), "", bars))
    used = numbers.loc[[name for _, names in GROWTH.values() for name in names]]
    told = [words("since-growth-row", period=name, bars=", ".join(bar[0] for bar in bars)) for name, _, bars in groups]
    return finish_figure(
        _draw_bars(groups),
        used[["official_id", "branch", "period_start", "period_end", "token"]],
        name=f"{report.name}-growth",
        title=words("since-growth-title"),
        caption=words("since-growth-caption"),
        alt=words("since-growth-alt", rows="; ".join(told)),
        source=_name_source(report, used),
        records=used["official_id"],
    )


def _measure(row: pd.Series | dict) -> float:
    """Return the value of an official number, as it is drawn."""
    return float(parse_token(row["token"]).value)


def _draw_bars(groups: list[tuple[str, str, list[tuple[str, float, str]]]]) -> Canvas:
    """Return a small picture of groups: name, remark, and bars, each its words, value and colour; 0 has words alone."""
    sizes, longest = BARS, max(bar[1] for *_, bars in groups for bar in bars)
    heights = [
        sizes["name"] + sizes["remark"] * bool(remark) + sizes["line"] * len(bars) + sizes["gap"]
        for _, remark, bars in groups
    ]
    canvas, axes = start_page(sum(heights), SMALL)
    top = 0.0
    for (name, remark, bars), height in zip(groups, heights, strict=True):
        axes.text(0, top - 0.14, name, va="center", fontsize=13, fontweight="bold")
        axes.text(0, top - 0.14 - sizes["remark"], remark, va="center", fontsize=12, color=GREY)
        place = top - height + sizes["gap"] + sizes["line"] * (len(bars) - 0.5)
        for text, value, colour in bars:
            end = value / longest * sizes["longest"]
            axes.barh(place, end, height=0.26, color=colour)
            axes.text(end + 0.08 * bool(value), place, text, va="center", fontsize=12, color=INK if value else GREY)
            place -= sizes["line"]
        top -= height
    return canvas


@in_house_style
def reasons_figure(report: View) -> Figure:
    """Draw the reasons to freelance that the survey of 2023 counts, with what our sources report of them in words."""
    words, reasons = report.words, report.evidence.official_reasons
    labels, outcomes = _label_reasons(report), report.evidence.map_labels("outcome")
    counted = report.evidence.official_numbers
    counted = counted[counted["people"].isin(list(PEOPLE)) & counted["branch"].eq(SINCE)]
    groups, told, others = [], [], []
    for row in reasons.to_dict("records"):
        own = counted[counted["reason"] == row["reason"]]
        bars = _tell_people(words, own)
        if len(own):
            remark = words("since-sources", told=row["sources"])
            groups.append((start_upper(labels[row["reason"]]), remark, bars))
        else:
            others.append(labels[row["reason"]])
        uncounted = words("since-counted-otherwise" if row["numbers"] else "since-uncounted")
        shares = ", ".join(bar[0] for bar in bars) if len(own) else uncounted
        reason, outcome = labels[row["reason"]], outcomes[row["outcome"]]
        told.append(words("since-row", reason=reason, sources=row["sources"], shares=shares, outcome=outcome))
    top = counted[counted["reason"] == "say"].set_index("people")
    data = reasons.merge(counted[["reason", "people", "token"]], on="reason", how="left")
    return finish_figure(
        _draw_bars(groups),
        data[["reason", "sources", "outcome", "people", "token"]],
        name="since-reasons",
        title=words("since-title", **{who: show_official(words, top.loc[who]) for who in PEOPLE}),
        caption=words("since-caption", others="; ".join(others)),
        alt=words("since-alt", rows="; ".join(told)),
        source=_name_source(report, counted),
        records=tuple(counted["official_id"]),
    )


def _tell_people(words: Words, own: pd.DataFrame) -> list[tuple[str, float, str]]:
    """Return how many women and men name a reason: words, value and colour; last, and with 0, whom we have not read."""
    told, bars = own.set_index("people").to_dict("index"), []
    for who in sorted(PEOPLE, key=lambda who: who not in told):
        people, row = words(f"since-people-{who}"), told.get(who)
        share = row and words("since-share", people=people, share=show_official(words, row))
        bars.append((share or words("since-unread", people=people), _measure(row) if row else 0.0, PEOPLE[who]))
    return bars


@in_house_style
def overview_figure(report: View) -> Figure:
    """Draw in words what our sources report of the reasons that the survey of 2023 has numbers on, beside these."""
    words, labels = report.words, _label_reasons(report)
    reasons = report.evidence.official_reasons
    reasons = reasons[reasons["numbers"].ne("") | reasons["reason"].isin(UNREAD)]
    labels[UNREAD[0]] = words("since-overview-unread")
    used = _select(report, ";".join(reasons["numbers"]))
    used = used[used["branch"] == SINCE]
    shares = [_tell_shares(report, row, used) for row in reasons.to_dict("records")]
    rows = [
        (start_upper(labels[reason]), own, text)
        for reason, own, text in zip(reasons["reason"], reasons["sources"], shares, strict=True)
        if reason != UNREAD[1]
    ]
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
    words, groups = report.words, report.evidence.map_labels("group")
    own = numbers[numbers["official_id"].isin(split_codes(reason["numbers"]))]
    if own.empty:
        return words("since-uncounted")
    if own["people"].isin(list(PEOPLE)).all():
        parts = [text for text, _, _ in _tell_people(words, own)]
    else:
        parts = [
            words("since-share", share=show_official(words, row), people=groups[row["group"]].partition(" (")[0])
            for row in own.to_dict("records")
        ]
    return words("since-overview-shares", reason=reason["reason"], shares=", ".join(parts))


def _label_reasons(report: View) -> dict[str, str]:
    """Return the label of each reason."""
    return report.evidence.reasons.set_index("reason")["label"].to_dict()


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
        number = Cell(show_official(words, row), words("since-printed", token=row["token"], unit=row["unit"]))
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
