"""Tables of the book, made from the evidence."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence, list_cases_with_evidence
from owlib.exhibits import Cell, Table
from owlib.formats import (
    NOT_GIVEN,
    format_bounds,
    format_figure,
    format_lines,
    format_number,
    format_place,
    format_source,
    format_span,
    list_places,
    list_provisional,
    start_upper,
)
from owlib.measures import collect_shares, compare_growth, disagrees


def table_growth(evidence: Evidence, name: str, first_year: int, last_year: int) -> Table:
    """Return growth as the levels allow and as printed, by group and branch."""
    frame = compare_growth(evidence, first_year, last_year)
    groups, branches = evidence.map_labels("group"), evidence.map_labels("branch")
    verdicts = {True: "agree", False: "do not agree", None: "not comparable"}
    rows = []
    for row in frame.to_dict("records"):
        agrees = None if row["agrees"] is None else bool(row["agrees"])
        levels = row["basis"] == "levels"
        rows.append(
            (
                Cell(f"{groups[row['group']]}, {branches[row['branch']]}"),
                Cell(format_number(row["start"]), target=f"figure-{row['start_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_number(row["end"]), target=f"figure-{row['end_id']}") if levels else Cell(NOT_GIVEN),
                Cell(format_span(row["low"], row["high"]) if levels else "\u2013"),
                Cell(format_number(row["printed"], "percent"), target=f"figure-{row['printed_id']}")
                if row["printed_id"]
                else Cell(NOT_GIVEN),
                Cell(verdicts[agrees]),
            )
        )
    used = evidence.figures[evidence.figures["figure_id"].isin(frame[["start_id", "end_id", "printed_id"]].stack())]
    differ = [row for row in frame.to_dict("records") if disagrees(row)]
    caption = (
        f"Levels and printed growth rates, {first_year} to {last_year}: "
        f"{sum(frame['agrees'].eq(True))} of {frame['agrees'].notna().sum()} pairs agree"
    )
    note = f"{list_provisional(used)} Growth from levels is given as the range that rounding leaves.".strip()
    if differ:
        note += " A pair does not agree where no values inside the rounding can give the printed rate."
    return Table(
        name, caption, ("Group", f"{first_year}", f"{last_year}", "Growth from levels", "Growth as printed", "Pair"),
        tuple(rows), list_places(evidence, used), note, (30, 14, 14, 18, 14, 14), (1, 2, 3, 4),
    )  # fmt: skip


def table_shares(evidence: Evidence, name: str, first_year: int, last_year: int) -> Table:
    """Return the share of flexible workers by branch, each number leading to its row."""
    frame = collect_shares(evidence, first_year, last_year)
    labels = evidence.map_labels("branch")

    def show(figure_id: str) -> Cell:
        if not figure_id:
            return Cell(NOT_GIVEN)
        figure = evidence.find_figure(figure_id)
        year = "year not given" if pd.isna(figure["period_start"]) else str(figure["period_start"])
        return Cell(format_figure(figure), year, f"figure-{figure_id}")

    rows = tuple(
        (
            Cell(labels[row["branch"]]),
            *(show(row[f"{end}_id"]) for end in ("first", "peak", "last")),
            Cell(row["words"] or "\u2013"),
        )
        for row in frame.to_dict("records")
    )
    used = evidence.figures[evidence.figures["figure_id"].isin(";".join(frame["figure_ids"]).split(";"))]
    caption = f"Share of flexible workers in employment by branch, {first_year} to {last_year}"
    columns = ("Branch", f"{first_year}", "Highest in between", "Last value", "In words only")
    return Table(
        name, caption, columns, rows, list_places(evidence, used), list_provisional(used),
        (32, 14, 16, 16, 22), (1, 2, 3),
    )  # fmt: skip


def table_cases(evidence: Evidence, name: str) -> Table:
    """Return all cases: what each is, what was held there, how it ended, and where its report is."""
    branches = evidence.map_labels("branch")
    told = list_cases_with_evidence(evidence)
    rows = tuple(
        (
            Cell(case["name"], _name_place(case, branches)),
            Cell(case["about_en"], case["held_en"]),
            Cell(case["ended_en"]),
            Cell("final report", target=f"{case['case_id']}-final-glance")
            if case["case_id"] in told
            else Cell("\u2013"),
        )
        for case in evidence.cases.to_dict("records")
    )
    caption = f"The {len(rows)} cases: {len(told)} of them have reports in this version of the book"
    columns = ("Case", "What it is, and what was held there", "How it ended", "Report")
    return Table(name, caption, columns, rows, list_places(evidence, evidence.cases), "", (22, 36, 30, 12))


def _name_place(case: dict, branches: dict[str, str]) -> str:
    """Return short name, branch and place of a case, as far as they say more than its name."""
    short = case["short_name"] if case["short_name"] not in case["name"] else ""
    place = "" if case["place_en"] == "not told" else case["place_en"]
    return "; ".join(part for part in (short, branches[case["branch"]], place) if part)


def table_register(evidence: Evidence, name: str) -> Table:
    """Return every published quantity with its printed token, what rounding leaves, and its place."""
    figures = evidence.figures[evidence.figures["rounding"] > 0]
    caption = f"Every quantity of the national chapter, and its place: {len(figures)} records"
    return _table_figures(evidence, name, figures, caption)


def table_years(evidence: Evidence, name: str) -> Table:
    """Return every year, period, count and scale that the text ties to a fact, with its place; they are exact."""
    figures = evidence.figures[evidence.figures["rounding"] == 0]
    caption = f"Every year, period, count and scale of the national chapter: {len(figures)} records"
    return _table_figures(evidence, name, figures, caption)


def _table_figures(evidence: Evidence, name: str, figures: pd.DataFrame, caption: str) -> Table:
    """Return published figures, one row each, each with its own address."""
    rows = []
    for figure in figures.to_dict("records"):
        remarks = [f"printed: {figure['token']}"]
        remarks += ["a decrease, by the words around it"] if figure["sign"] == "-1" else []
        remarks += ["provisional"] if figure["provisional"] else []
        also = f"; also {format_lines(figure['also_lines'])}" if figure["also_lines"] else ""
        rows.append(
            (
                Cell(figure["label_en"], figure["figure_id"]),
                Cell(format_figure(pd.Series(figure)), "; ".join(remarks)),
                Cell("exact" if figure["rounding"] == 0 else format_bounds(figure)),
                _show_source(evidence, figure, also),
            )
        )
    columns = ("What it is", "Number", "Range before rounding", "Where it stands")
    source, targets = list_places(evidence, figures), tuple(f"figure-{name}" for name in figures["figure_id"])
    return Table(name, caption, columns, tuple(rows), source, "", (34, 20, 20, 26), (), targets)


def _show_source(evidence: Evidence, record: dict, also: str = "") -> Cell:
    """Return the place of a record, leading to its source."""
    source_id = record["source_id"]
    return Cell(format_source(evidence, source_id), format_place(record) + also, f"source-{source_id}")


def table_trends(evidence: Evidence, name: str) -> Table:
    """Return every development that the sources give in words only."""
    trends, branches, groups = (evidence.map_labels(name) for name in ("trend", "branch", "group"))
    measures = evidence.map_labels("measure")
    rows = []
    for row in evidence.trends.to_dict("records"):
        years = "\u2013".join(dict.fromkeys(year for year in (row["period_start"], row["period_end"]) if year))
        rows.append(
            (
                Cell(row["label_en"], row["trend_id"]),
                Cell(trends[row["trend"]], f"{years or 'no years given'}; printed: {row['token']}"),
                Cell(f"{groups[row['group']]}, {branches[row['branch']]}", measures[row["measure"]]),
                _show_source(evidence, row),
            )
        )
    caption = f"Developments that the text gives in words only: {len(rows)} records"
    columns = ("What it is", "Direction", "Of whom", "Where it stands")
    targets = tuple(f"trend-{name}" for name in evidence.trends["trend_id"])
    source = list_places(evidence, evidence.trends)
    return Table(name, caption, columns, tuple(rows), source, "", (34, 20, 22, 24), (), targets)


def table_sources(evidence: Evidence, name: str) -> Table:
    """Return the sources with their licence, what that lets us carry over, and the text we worked from."""
    labels = evidence.map_labels("licence")
    codes = evidence.codes[evidence.codes["list"] == "licence"]
    meaning = dict(zip(codes["code"], codes["definition_en"], strict=True))
    rows = tuple(
        (
            Cell(start_upper(row["short_en"]), f"{row['kind_en']}; {row['source_id']}"),
            Cell(row["title_nl"], f"{row['title_en']}; {row['publisher']}, {row['published']}"),
            Cell(labels[row["licence"]], meaning[row["licence"]]),
            Cell(f"{row['text_lines_n']} lines", f"SHA-256 {row['text_sha256'][:12]}\u2026"),
        )
        for row in evidence.sources.to_dict("records")
    )
    columns = ("Short name", "Source", "Licence of the source", "Our text of it")
    targets = tuple(f"source-{name}" for name in evidence.sources["source_id"])
    return Table(
        name, f"The {len(rows)} sources", columns, rows, "the sources themselves", "", (18, 40, 26, 16), (), targets
    )


def table_themes(evidence: Evidence, name: str) -> Table:
    """Return the code book: each theme with its definition and when to use it and when not."""
    groups, labels = evidence.map_labels("theme-group"), evidence.map_labels("theme")
    used = evidence.statements.explode("themes")["themes"].value_counts()

    def name_theme(text: str) -> str:
        head, colon, code = text.rstrip(".").rpartition(": ")
        return f"{head}{colon}\u2018{labels[code]}\u2019." if code in labels else text

    rows = tuple(
        (
            Cell(row["label_en"], f"{row['theme']}; {groups[row['parent']]}"),
            Cell(row["definition_en"]),
            Cell(row["when_en"], f"Not: {name_theme(row['when_not_en'])}"),
            Cell(str(used.get(row["theme"], 0))),
        )
        for row in evidence.themes.to_dict("records")
    )
    columns = ("Theme", "Definition", "When to use it, and when not", "Statements")
    caption = f"The code book: {len(rows)} themes"
    return Table(name, caption, columns, rows, "our own coding", "", (24, 32, 34, 10), (3,))


def table_codes(evidence: Evidence, name: str) -> Table:
    """Return the kinds and views of statements, and what each means."""
    rows = []
    for list_name, label in (
        ("kind", "kind"),
        ("view", "view"),
        ("level", "level"),
        ("direction", "aim of a solution"),
    ):
        codes = evidence.codes[evidence.codes["list"] == list_name]
        rows += [(Cell(row["label_en"], label), Cell(row["definition_en"])) for row in codes.to_dict("records")]
    return Table(
        name,
        "Kinds, views, levels and aims of statements",
        ("Code", "Meaning"),
        tuple(rows),
        "our own coding",
        "",
        (34, 66),
    )
