"""The national chapter: its sentences, tables and figures, from the published numbers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from owlib.evidence.checks import FAILS, HOLDS
from owlib.exhibits import audit
from owlib.exhibits.drawing import (
    BLUE,
    CLEAR,
    GREY,
    INK,
    ORANGE,
    PALE,
    SMALL,
    draw_interval,
    finish_figure,
    in_house_style,
    start_canvas,
)
from owlib.exhibits.forms import Cell, Column, Figure, Table, Text, head_columns, make_table
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    ANSWER,
    cite_number,
    list_sentences,
    select_numbers,
    show_number,
    show_places,
    show_provisional,
    show_span,
    start_upper,
)
from owlib.findings import read_chapter
from owlib.findings.national import (
    collect_costs,
    collect_shares,
    compare_balance,
    compare_growth,
    compute_remainder,
    disagrees,
    find_peak,
    measure_fall,
)
from owlib.words import Words

NAME = "national"
CARE = "care-welfare"
OPENING_GROUPS = ("freelancers", "flexible-workers", "other-employment")
"""Groups whose growth the answer tells, in its order."""
BALANCE_COLOURS = {"freelancers": BLUE, "others": GREY}
BRANCH_COLOURS = {CARE: BLUE, "all-sectors": GREY}
DASH = "\u2013"


def read(language: str) -> View:
    """Return what the national chapter may see, in a language."""
    return make_view(NAME, read_chapter(NAME), language)


def opening(report: View, first_year: int, last_year: int) -> Text:
    """Return the answer of the chapter: its finding with the evidence, then what else the numbers tell."""
    words = report.words
    frame = compare_growth(report.evidence, first_year, last_year).set_index(["group", "branch"])
    shares = collect_shares(report.evidence, first_year, last_year)
    costs, _ = collect_costs(report.evidence, "youth-care")
    first, last = (cite_number(report, costs["number_id"].iloc[end]) for end in (0, -1))
    verdicts = list(_find_claims(report, frame)["verdict"])
    agree, differ = verdicts.count(HOLDS), verdicts.count(FAILS)
    clauses = [
        words(f"national-opening-{group}", rate=_tell_rate(report, frame.loc[(group, CARE)]))
        for group in OPENING_GROUPS
        if (group, CARE) in frame.index
    ]
    points = [
        words("national-opening", first=str(first_year), last=str(last_year), clauses=words.join(clauses)),
        words(
            "national-opening-branches",
            numbers=sum(shares["words"].eq("") & shares["branch"].ne(CARE)),
            branches=len(shares) - 1,
        ),
        words("national-opening-costs", first=first, last=last),
        words("national-opening-pairs", pairs=agree + differ, agree=agree, differ=differ),
    ]
    (lead, links), *_ = list_sentences(report, ANSWER)
    listed = "\n".join(f"- {point}" for point in points)
    return Text(f"*{report.question}*\n\n**{lead}** {links}\n\n{listed}")


def _find_claims(report: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the audit's claims on the printed rates of a comparison, by the id of the rate."""
    claims = audit.list_claims(report)
    return claims[claims["reported"].isin(frame["printed_id"])].set_index("reported")


def _find_unfit(report: View, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the rates without levels that fail in the audit, by id: what the other numbers give, and the claim."""
    claims = _find_claims(report, frame[frame["basis"] == "printed"])
    return {
        name: {"claim": claim["claim_id"], "allowed": audit.show_allowed(report, {"reported": name, **claim})}
        for name, claim in claims[claims["verdict"] == FAILS].to_dict("index").items()
    }


def _tell_rate(report: View, row: pd.Series) -> str:
    """Return a rate as printed, as a link, or what the levels leave where none is printed."""
    if not row["printed_id"]:
        return report.words("national-rate-changed", span=show_span(report.words, row["low"], row["high"]))
    way = "fell" if row["printed"] < 0 else "grew"
    unfit = _find_unfit(report, row.to_frame().T).get(row["printed_id"], {})
    checked = "-unfit" if unfit else "" if row["basis"] == "levels" else "-unchecked"
    rate = cite_number(report, row["printed_id"]).replace("[\u2212", "[")
    return report.words(f"national-rate-{way}{checked}", rate=rate, **unfit)


def growth(report: View, first_year: int, last_year: int) -> Text:
    """Return growth in words, each number a link to its row."""
    frame = compare_growth(report.evidence, first_year, last_year)
    levels = frame[(frame["branch"] == CARE) & (frame["basis"] == "levels")]
    told = [" ".join(_tell_levels(report, row, first_year, last_year) for row in levels.to_dict("records"))]
    told += [_tell_difference(report, row) for row in frame.to_dict("records") if disagrees(row)]
    unfit, rows = _find_unfit(report, frame), frame.set_index("printed_id", drop=False)
    told += [_tell_unfit(report, rows.loc[name].to_dict(), found) for name, found in unfit.items()]
    return Text("\n\n".join(told))


def _tell_levels(report: View, row: dict, first_year: int, last_year: int) -> str:
    """Return both levels of a group, and the rate where one is printed."""
    return report.words(
        "national-levels-rate" if row["printed_id"] else "national-levels",
        **_cite_pair(report, row),
        first=str(first_year),
        last=str(last_year),
    )


def _cite_pair(report: View, row: dict) -> dict[str, str]:
    """Return the group of a pair, its levels and its printed rate, if any, as links to their rows."""
    links = {end: cite_number(report, row[f"{end}_id"]) for end in ("start", "end", "printed") if row[f"{end}_id"]}
    return {"group": report.evidence.find_label("group", row["group"]), **links}


def _tell_difference(report: View, row: dict) -> str:
    """Return a pair that does not agree, plainly and without a guess at the cause."""
    branch = report.evidence.find_label("branch", row["branch"])
    span = show_span(report.words, row["low"], row["high"])
    return report.words("national-difference", **_cite_pair(report, row), branch=branch, span=span)


def _tell_unfit(report: View, row: dict, found: dict[str, str]) -> str:
    """Return a rate whose levels are not printed, and which does not fit the numbers from which it follows."""
    branch = report.evidence.find_label("branch", row["branch"])
    return report.words("national-unfit", **_cite_pair(report, row), **found, branch=branch)


@in_house_style
def balance_figure(report: View, first_year: int, last_year: int) -> Figure | None:
    """Draw freelancers beside all other flexible workers in care, in two years; nothing where a number is missing."""
    words, frame = report.words, compare_balance(report.evidence, first_year, last_year)
    least, most = measure_fall(report.evidence, first_year, last_year)
    if pd.isna(least) or least <= 0:
        return None
    growth = compare_growth(report.evidence, first_year, last_year).set_index(["group", "branch"])
    told = {"rate": _best(words, growth.loc[("freelancers", CARE)]), "first": str(first_year), "last": str(last_year)}
    told |= {"least": words.number(least), "most": words.number(most)}
    canvas, axes = start_canvas(3.4, SMALL)
    parts = []
    for place, (group, rows) in enumerate(frame.groupby("group", sort=False)):
        shown = [words.number(value) for value in rows["value"]]
        change = words(f"national-balance-change-{group}", **told)
        _draw_balance(axes, rows, shown, 3.7 * place, (words(f"national-balance-{group}"), change))
        start, end = shown
        parts.append(
            words("national-balance-row", group=words(f"national-balance-{group}"), start=start, end=end, **told)
        )
    axes.set(xlim=(0, frame["value"].max()), ylim=(6.2, -0.75))
    axes.set_axis_off()
    used = select_numbers(report.evidence, frame["number_ids"])
    return finish_figure(
        canvas,
        frame,
        name=f"{NAME}-balance",
        title=words("national-balance-title", **told),
        caption=f"{words('national-balance-caption', **told)} {show_provisional(words, used)}",
        alt=words("national-balance-alt", **told, rows="; ".join(parts)),
        source=show_places(report, used),
        records=used["number_id"],
    )


def _draw_balance(axes: Axes, rows: pd.DataFrame, shown: list[str], top: float, told: tuple[str, str]) -> None:
    """Draw the name of a group and how it changed, and below it a bar a year."""
    colour = BALANCE_COLOURS[rows["group"].iloc[0]]
    for step, (text, weight) in enumerate(zip(told, ("bold", "normal"), strict=True)):
        axes.text(0, top - 0.45 + 0.6 * step, text, va="center", fontsize=13, fontweight=weight, color=INK)
    look = {"va": "center", "fontsize": 13, "color": "white"}
    for step, (row, text) in enumerate(zip(rows.itertuples(), shown, strict=True)):
        place = top + 1.0 + 0.92 * step
        axes.barh(place, row.value, height=0.8, color=colour)
        axes.text(1500, place, str(row.year), **look)
        axes.text(row.value - 1500, place, text, ha="right", fontweight="bold", **look)


@in_house_style
def growth_figure(report: View, first_year: int, last_year: int) -> Figure:
    """Draw growth of freelancers, flexible workers and other employment, care and welfare beside all sectors."""
    words, evidence = report.words, report.evidence
    frame = compare_growth(evidence, first_year, last_year)
    groups, branches = evidence.map_labels("group"), evidence.map_labels("branch")
    frame = frame.assign(group_label=frame["group"].map(groups), branch_label=frame["branch"].map(branches))
    years = {"first": str(first_year), "last": str(last_year)}
    canvas, axes = start_canvas(0.9 + 0.95 * frame["group"].nunique())
    _draw_growth(axes, words, frame, groups)
    axes.set_xlabel(words("national-growth-axis", **years))
    care = frame[frame["branch"] == CARE].set_index("group")
    grown = [
        words("national-growth-by", group=groups[group], rate=_best(words, care.loc[group]))
        for group in OPENING_GROUPS[:2]
        if group in care.index
    ]
    differ = sum(disagrees(row) for row in frame.to_dict("records"))
    used = select_numbers(evidence, frame[["start_id", "end_id", "printed_id"]].stack())
    parts = [
        words(
            "national-growth-row",
            group=row["group_label"], branch=row["branch_label"], growth=_describe_growth(words, row),
        )
        for row in frame.to_dict("records")
    ]  # fmt: skip
    return finish_figure(
        canvas,
        frame,
        name=f"{NAME}-growth",
        title=words("national-growth-title", **years, groups=words.join(grown), differ=differ),
        caption=f"{words('national-growth-caption')} {show_provisional(words, used)}",
        alt=words("national-growth-alt", **years, rows="; ".join(parts)),
        source=show_places(report, used),
        records=used["number_id"],
    )


def _draw_growth(axes: Axes, words: Words, frame: pd.DataFrame, groups: dict[str, str]) -> None:
    """Draw a bar with its diamond for each branch, below the name of each group."""
    height, ticks = 0.0, []
    for group, rows in frame.groupby("group", sort=False):
        ticks.append((height, start_upper(groups[group]), True))
        for row in rows.sort_values("branch", key=lambda branch: branch != CARE).to_dict("records"):
            height -= 0.8
            ticks.append((height, row["branch_label"], False))
            _draw_growth_row(axes, words, row, height)
        height -= 1.1
    axes.axvline(0, color=INK, linewidth=1, zorder=1)
    axes.set_yticks([place for place, _, _ in ticks], [label for _, label, _ in ticks])
    for label, (_, _, heads) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight("bold" if heads else "normal")
    axes.set_ylim(height + 0.5, 0.6)
    axes.set_xlim(min(-6.0, frame["low"].min() * 1.5), max(10.0, frame["high"].max() * 1.6))
    axes.grid(axis="x")


def _best(words: Words, row: pd.Series) -> str:
    """Return growth as one number: as printed where levels agree with it, else what the levels leave."""
    if row["printed_id"] and (row["agrees"] is None or bool(row["agrees"])):
        return words.number(row["printed"], "percent")
    return show_span(words, row["low"], row["high"])


def _describe_growth(words: Words, row: dict) -> str:
    """Return one row of the growth picture in words."""
    printed = words("national-printed-none")
    if row["printed_id"]:
        printed = words("national-printed", rate=words.number(row["printed"], "percent"))
    if row["basis"] == "printed":
        return words("national-growth-printed-alone", printed=printed)
    joint = "" if not row["printed_id"] else "-agrees" if row["agrees"] else "-differs"
    return words(f"national-growth-levels{joint}", span=show_span(words, row["low"], row["high"]), printed=printed)


def _draw_growth_row(axes: Axes, words: Words, row: dict, place: float) -> None:
    """Draw one bar with its diamond and the numbers beside it."""
    colour = BRANCH_COLOURS[row["branch"]]
    levels = row["basis"] == "levels"
    right, label, ink = row["high"], words.number(row["high"], "percent"), colour
    if levels:
        draw_interval(axes, place, row["low"], row["high"], colour, thin=True)
        label = show_span(words, row["low"], row["high"])
    if row["printed_id"]:
        outside = disagrees(row)
        ink, face = (ORANGE, "white") if outside else (colour, colour)
        axes.plot(
            row["printed"], place, "D", color=face, markeredgecolor=ink, markeredgewidth=1.6, markersize=6, zorder=3
        )
        right = max(right, row["printed"])
        printed = words.number(row["printed"], "percent")
        if not levels:
            label = printed
        elif outside:
            label = words("national-growth-label", span=label, printed=printed)
    axes.text(max(right, 0) + 2.6, place, label, va="center", color=ink, bbox=CLEAR)


def growth_table(report: View, first_year: int, last_year: int) -> Table:
    """Return growth as the levels allow and as printed, by group and branch."""
    words = report.words
    frame = compare_growth(report.evidence, first_year, last_year)
    used = select_numbers(report.evidence, frame[["start_id", "end_id", "printed_id"]].stack())
    unfit = _find_unfit(report, frame)
    notes = [show_provisional(words, used), words("national-growth-note")]
    notes += [words("national-growth-note-differ")] if frame["agrees"].eq(other=False).any() else []
    notes += [words("national-growth-note-open")] if frame["agrees"].isna().any() else []
    columns = [
        *_head(words, group=30),
        *(Column(str(year), 14, numeric=True) for year in (first_year, last_year)),
        *_head(words, numeric=["levels", "printed"], levels=18, printed=14, pair=14),
    ]
    return make_table(
        columns,
        [_show_growth(report, row, unfit.get(row["printed_id"], {})) for row in frame.to_dict("records")],
        name=f"{NAME}-growth-table",
        caption=words(
            "national-growth-table",
            first=str(first_year), last=str(last_year),
            agree=sum(frame["agrees"].eq(other=True)), pairs=frame["agrees"].notna().sum(),
        ),
        source=show_places(report, used),
        note=" ".join(notes).strip(),
    )  # fmt: skip


def _head(words: Words, /, **told: object) -> list[Column]:
    """Return the columns of a table by the names of their headings, with their widths."""
    return head_columns(lambda name: words(f"national-column-{name}"), **told)


def _show_growth(report: View, row: dict, unfit: dict[str, str]) -> list[Cell | str]:
    """Return one row of the table of growth, which leads to the audit where its rate is unfit without levels."""
    words, levels = report.words, row["basis"] == "levels"
    groups, branches = report.evidence.map_labels("group"), report.evidence.map_labels("branch")
    verdict = "unknown" if row["agrees"] is None else "agree" if row["agrees"] else "differ"
    missing = words("not-given")
    ends = [Cell(words.number(row[end]), target=f"number-{row[f'{end}_id']}") for end in ("start", "end") if levels]
    printed = missing
    if row["printed_id"]:
        printed = Cell(words.number(row["printed"], "percent"), target=f"number-{row['printed_id']}")
    return [
        f"{groups[row['group']]}, {branches[row['branch']]}",
        *(ends or [missing] * 2),
        show_span(words, row["low"], row["high"]) if levels else DASH,
        printed,
        Cell(words("national-pair-unfit", **unfit), target=f"failure-{unfit['claim']}")
        if unfit
        else words(f"national-pair-{verdict}"),
    ]


def course(report: View, first_year: int, last_year: int) -> Text | None:
    """Return what the end points hide for flexible workers in care, or nothing where the text lacks the numbers."""
    peak = find_peak(report.evidence, first_year, last_year)
    before, after = (compute_remainder(report.evidence, year) for year in (first_year, last_year))
    least, most = measure_fall(report.evidence, first_year, last_year)
    if peak is None or pd.isna(least) or least <= 0:
        return None
    number = report.words.number
    return Text(
        report.words(
            "national-course",
            year=str(peak["period_start"]), peak=cite_number(report, peak["number_id"]),
            first=str(first_year), last=str(last_year), start=number(before[0]), end=number(after[0]),
            least=number(least), most=number(most),
        )
    )  # fmt: skip


def shares(report: View, first_year: int, last_year: int) -> Text:
    """Return which branches have numbers, and what the others have instead."""
    frame = _word_shares(report, first_year, last_year)
    labels = report.evidence.map_labels("branch")
    told = [f"{labels[row['branch']]} ({row['words']})" for row in frame[frame["words"] != ""].to_dict("records")]
    care = frame[frame["branch"] == CARE].iloc[0]
    first, last = (
        cite_number(report, care[f"{end}_id"]) if care[f"{end}_id"] else report.words("national-value-missing")
        for end in ("first", "last")
    )
    return Text(
        report.words(
            "national-shares",
            first=first, first_year=str(first_year), last=last, last_year=str(last_year),
            count=len(told), branches="; ".join(told),
        )
    )  # fmt: skip


def _word_shares(report: View, first_year: int, last_year: int) -> pd.DataFrame:
    """Return the shares by branch, with the directions of those without numbers in words."""
    labels = report.evidence.map_labels("trend")
    frame = collect_shares(report.evidence, first_year, last_year)

    def tell(codes: str) -> str:
        parts = [", ".join(labels[code] for code in part.split(",")) if part else "" for part in codes.split(";")]
        main, way = (*parts, "")[:2]
        return report.words("national-on-the-way", main=main, way=way) if main and way else main or way

    return frame.assign(words=[tell(codes) for codes in frame["words"]])


@in_house_style
def shares_figure(report: View, first_year: int, last_year: int) -> Figure:
    """Draw the share of flexible workers by branch: first year, highest in between, last year."""
    words, evidence = report.words, report.evidence
    frame = _word_shares(report, first_year, last_year)
    texts = {
        f"{end}_text": [_show_printed(report, number_id) for number_id in frame[f"{end}_id"]]
        for end in ("first", "peak", "last")
    }
    frame = frame.assign(branch_label=frame["branch"].map(evidence.map_labels("branch")), **texts)
    years = {"first": str(first_year), "last": str(last_year)}
    canvas = _draw_shares(words, frame, years)
    told = [_follow_share(words, row) for row in frame[frame["words"] == ""].to_dict("records")]
    parts = [_describe_share(words, row, years) for row in frame.to_dict("records")]
    printed = select_numbers(evidence, frame["number_ids"])
    trends = evidence.trends[(evidence.trends["measure"] == "share") & (evidence.trends["group"] == "flexible-workers")]
    used = pd.concat([printed, trends[trends["branch"].isin(frame["branch"])]])
    caption = f"{words('national-shares-caption')} {show_provisional(words, printed)}"
    return finish_figure(
        canvas,
        frame,
        name=f"{NAME}-shares",
        title=words("national-shares-title", first=str(first_year), branches="; ".join(told)),
        caption=f"{caption} {words('national-shares-undated')}" if frame["last_undated"].any() else caption,
        alt=words("national-shares-alt", branches="; ".join(parts)),
        source=show_places(report, used),
        records=used["number_id"].dropna(),
    )


def _draw_shares(words: Words, frame: pd.DataFrame, years: dict[str, str]):
    """Return the picture of shares: a row a branch, those with numbers first."""
    worded = frame["words"].ne("")
    canvas, axes = start_canvas(1.1 + 0.75 * sum(~worded) + 0.36 * sum(worded))
    height = 0.0
    for row in frame.sort_values("words", key=lambda told: told.ne(""), kind="stable").to_dict("records"):
        _draw_share_row(axes, words, row, height)
        height -= 0.5 if row["words"] else 1.0
    top = frame[["first", "peak", "last"]].max().max()
    axes.set(yticks=[], ylim=(height + 0.1, 0.75), xlim=(0, top * 1.25), xlabel=words("national-shares-axis"))
    axes.grid(axis="x")
    axes.xaxis.set_major_formatter(lambda share, _: words.number(share, decimals=1))
    keys = [
        ("o", "white", years["first"]), ("^", ORANGE, words("national-shares-peak")), ("o", BLUE, years["last"]),
    ]  # fmt: skip
    keys += [("s", BLUE, words("national-shares-later"))] if frame["last_undated"].any() else []
    for marker, face, label in keys:
        edge = BLUE if face == "white" else face
        axes.plot([], [], marker, color=face, markeredgecolor=edge, markersize=8, label=label)
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, frameon=False, handletextpad=0.2, columnspacing=1.2
    )
    return canvas


def _show_printed(report: View, number_id: str) -> str:
    """Return a number with the decimals of its token, or that there is none."""
    if not number_id:
        return report.words("not-given")
    return show_number(report.words, report.evidence.find_number(number_id))


def _follow_share(words: Words, row: dict) -> str:
    """Return the course of one branch as a clause: from first to last value, by way of the highest in between."""
    way = "" if pd.isna(row["peak"]) else "-peak"
    return words(
        f"national-share-course{way}",
        branch=row["branch_label"], first=row["first_text"], last=row["last_text"],
        peak=row["peak_text"], year=str(row["peak_year"]),
    )  # fmt: skip


def _describe_share(words: Words, row: dict, years: dict[str, str]) -> str:
    """Return one branch in words."""
    if row["words"]:
        return words("national-share-worded", branch=row["branch_label"], words=row["words"])
    parts = [words("national-share-in", share=row["first_text"], year=years["first"])]
    if not pd.isna(row["peak"]):
        parts.append(words("national-share-in", share=row["peak_text"], year=str(row["peak_year"])))
    last = "undated" if row["last_undated"] else "in"
    parts.append(words(f"national-share-{last}", share=row["last_text"], year=years["last"]))
    return f"{row['branch_label']}: {', '.join(parts)}"


def _draw_share_row(axes: Axes, words: Words, row: dict, place: float) -> None:
    """Draw one branch: its points with their values, or its direction in words."""
    label = start_upper(row["branch_label"])
    if row["words"]:
        text = words("national-share-row-worded", branch=label, words=row["words"])
        axes.text(0.15, place + 0.2, text, va="center", color=GREY, style="italic", bbox=CLEAR)
        return
    axes.text(0.15, place + 0.36, label, va="center", fontweight="semibold", bbox=CLEAR)
    end = "s" if row["last_undated"] else "o"
    points = [("o", "white", row["first"]), ("^", ORANGE, row["peak"]), (end, BLUE, row["last"])]
    points = [point for point in points if not pd.isna(point[2])]
    values = [value for _, _, value in points]
    axes.plot([min(values), max(values)], [place, place], color=PALE, linewidth=3, zorder=1)
    for marker, face, value in points:
        edge = BLUE if face == "white" else face
        axes.plot(value, place, marker, color=face, markeredgecolor=edge, markeredgewidth=1.6, markersize=8, zorder=3)
    strong = {"va": "center", "color": BLUE, "fontweight": "semibold", "bbox": CLEAR}
    shown = {end: row[f"{end}_text"].rstrip("%") for end in ("first", "peak", "last")}
    if not pd.isna(row["first"]):
        axes.text(row["first"] - 0.55, place, shown["first"], va="center", ha="right", bbox=CLEAR)
    if not pd.isna(row["peak"]):
        label = words("national-share-in", share=shown["peak"], year=str(row["peak_year"]))
        axes.text(row["peak"] + 0.55, place, label, va="center", color=ORANGE, bbox=CLEAR)
        axes.text(row["last"], place - 0.32, shown["last"], ha="center", **strong)
    elif not pd.isna(row["last"]):
        axes.text(row["last"] + 0.55, place, shown["last"], **strong)


def shares_table(report: View, first_year: int, last_year: int) -> Table:
    """Return the share of flexible workers by branch, each number leading to its row."""
    words, evidence = report.words, report.evidence
    frame = _word_shares(report, first_year, last_year)
    labels = evidence.map_labels("branch")
    used = select_numbers(evidence, frame["number_ids"])
    columns = [
        *_head(words, branch=32),
        Column(str(first_year), 14, numeric=True),
        *_head(words, numeric=["peak", "last"], peak=16, last=16, words=22),
    ]
    ends = ("first_id", "peak_id", "last_id")
    rows = [
        (labels[row["branch"]], *(_show_share(report, row[end]) for end in ends), row["words"] or DASH)
        for row in frame.to_dict("records")
    ]
    caption = words("national-shares-table", first=str(first_year), last=str(last_year))
    told = {"source": show_places(report, used), "note": show_provisional(words, used)}
    return make_table(columns, rows, name=f"{NAME}-shares-table", caption=caption, **told)


def _show_share(report: View, number_id: str) -> Cell:
    """Return a share with its year, leading to its row."""
    if not number_id:
        return Cell(report.words("not-given"))
    number = report.evidence.find_number(number_id)
    undated = pd.isna(number["period_start"])
    year = report.words("national-year-missing") if undated else str(number["period_start"])
    return Cell(show_number(report.words, number), year, f"number-{number_id}")


def costs(report: View, branch: str) -> Text:
    """Return the cost of staff not on the payroll in words."""
    frame, multiple = collect_costs(report.evidence, branch)
    first, last = frame.iloc[0], frame.iloc[-1]
    verdict = "holds" if multiple.contains(2) else "fails"
    number = report.words.number
    return Text(
        report.words(
            "national-costs",
            first=cite_number(report, first["number_id"]), first_year=str(first["year"]),
            last=cite_number(report, last["number_id"]), last_year=str(last["year"]),
            branch=report.evidence.find_label("branch", branch),
            verdict=report.words(f"national-costs-{verdict}"),
            low=number(multiple.low, decimals=2), high=number(multiple.high, decimals=2),
        )
    )  # fmt: skip


@in_house_style
def costs_figure(report: View, branch: str) -> Figure:
    """Draw the cost of staff not on the payroll as a share of staff cost, with what rounding leaves."""
    words = report.words
    frame, multiple = collect_costs(report.evidence, branch)
    canvas, axes = start_canvas(2.6)
    axes.plot(frame["year"].astype(float), frame["value"], color=BLUE, linewidth=2, zorder=2)
    for row in frame.to_dict("records"):
        axes.plot(row["year"], row["value"], "o", color=BLUE, markersize=7, zorder=3)
        axes.annotate(
            words.number(row["value"], "percent", 1), (row["year"], row["value"]), (0, 9),
            textcoords="offset points", ha="center", fontweight="semibold", color=BLUE,
        )  # fmt: skip
    years = frame["year"].astype(int)
    axes.set(xticks=list(years), ylim=(0, frame["value"].max() * 1.3), xlim=(years.min() - 0.6, years.max() + 0.6))
    axes.set_ylabel(words("national-costs-axis"))
    axes.grid(axis="y")
    told = {
        "branch": report.evidence.find_label("branch", branch),
        "start": words.number(frame["value"].iloc[0], "percent", 1), "first": str(frame["year"].iloc[0]),
        "end": words.number(frame["value"].iloc[-1], "percent", 1), "last": str(frame["year"].iloc[-1]),
        "low": words.number(multiple.low, decimals=2), "high": words.number(multiple.high, decimals=2),
    }  # fmt: skip
    used = select_numbers(report.evidence, frame["number_id"])
    return finish_figure(
        canvas,
        frame,
        name=f"{NAME}-costs",
        title=words("national-costs-title", **told),
        caption=words("national-costs-caption", **told),
        alt=words("national-costs-alt", **told),
        source=show_places(report, used),
        records=used["number_id"],
    )
