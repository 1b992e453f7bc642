"""Tables of the book, made from the evidence."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence, list_reported_cases
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
    list_sources,
    start_upper,
)
from owlib.measures import collect_shares, compare_growth, disagrees


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
    told = list_reported_cases(evidence)
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
    caption = f"The {len(rows)} cases" + (f", {len(told)} of them with reports" if len(told) < len(rows) else "")
    columns = ("Case", "What it is, and what was held there", "How it ended", "Report")
    return Table(name, caption, columns, rows, list_places(evidence, evidence.cases), "", (22, 36, 30, 12))


def _name_place(case: dict, branches: dict[str, str]) -> str:
    """Return short name, branch and place of a case, as far as they say more than its name."""
    short = case["short_name"] if case["short_name"] not in case["name"] else ""
    place = "" if case["place_en"] == "not told" else case["place_en"]
    return "; ".join(part for part in (short, branches[case["branch"]], place) if part)


def table_register(evidence: Evidence, name: str) -> Table:
    """Return every national quantity with its printed token, what rounding leaves, and its place."""
    figures = select_national(evidence)
    figures = figures[figures["rounding"] > 0]
    caption = f"Every quantity of the national chapter, and its place: {len(figures)} records"
    return _table_figures(evidence, name, figures, caption)


def table_years(evidence: Evidence, name: str) -> Table:
    """Return every year, period, count and scale that the text ties to a national fact; they are exact."""
    figures = select_national(evidence)
    figures = figures[~(figures["rounding"] > 0)]
    caption = f"Every year, period, count and scale of the national chapter: {len(figures)} records"
    return _table_figures(evidence, name, figures, caption)


def select_national(evidence: Evidence) -> pd.DataFrame:
    """Return the figures about the nation: those with a branch."""
    return evidence.figures[evidence.figures["branch"] != ""]


def table_study_figures(evidence: Evidence, name: str, study_id: str) -> Table:
    """Return every number that a study prints about itself and its cases, in the order of its sources."""
    figures = evidence.figures[(evidence.figures["branch"] == "") & (evidence.figures["study_id"] == study_id)]
    order = {source_id: place for place, source_id in enumerate(evidence.sources["source_id"])}
    first = figures["lines"].str.extract(r"^(\d+)")[0].astype(int)
    figures = figures.assign(source_place=figures["source_id"].map(order), first=first)
    figures = figures.sort_values(["source_place", "first"], kind="stable")
    study = evidence.studies[evidence.studies["study_id"] == study_id].iloc[0]
    caption = f"{study['title_en']}: {len(figures)} numbers about the study and its cases"
    return _table_figures(evidence, name, figures, caption)


def table_hr_themes(evidence: Evidence, name: str) -> Table:
    """Return the ranks of HR themes by sector, as a survey that the Limburg report cites gives them."""
    themes, sectors = evidence.map_labels("hr-theme"), evidence.map_labels("hr-sector")
    ranks = evidence.hr_themes.pivot_table(index="theme", columns="sector", values="token", aggfunc="first", sort=False)
    rows = tuple(
        (Cell(themes[theme], theme), *(Cell(ranks.loc[theme, sector]) for sector in sectors)) for theme in ranks.index
    )
    year = evidence.hr_themes["period"].iloc[0]
    targets = tuple(f"hr-theme-{theme}" for theme in ranks.index)
    return Table(
        name, f"Ranks of {len(rows)} HR themes in {year}, by sector; 1 is the highest", ("Theme", *sectors.values()),
        rows, list_places(evidence, evidence.hr_themes), "", (40, *(10,) * len(sectors)),
        tuple(range(1, len(sectors) + 1)), targets,
    )  # fmt: skip


def table_study_statements(evidence: Evidence, name: str, study_id: str) -> Table:
    """Return the statements on a study as a whole, each with its own address; those on a case stand in its reports."""
    own = evidence.statements[(evidence.statements["study_id"] == study_id) & (evidence.statements["case_id"] == "")]
    kinds, views, themes = (evidence.map_labels(name) for name in ("kind", "view", "theme"))
    rows = tuple(
        (
            Cell(row["paraphrase_en"], row["statement_id"]),
            Cell(kinds[row["kind"]]),
            Cell(views[row["view"]]),
            Cell(", ".join(themes[theme] for theme in row["themes"]) or "\u2013"),
            _show_source(evidence, row),
        )
        for row in own.to_dict("records")
    )
    study = evidence.studies[evidence.studies["study_id"] == study_id].iloc[0]
    caption = f"{study['title_en']}: {len(rows)} statements on the study as a whole"
    columns = ("Statement", "Kind", "View", "Themes", "Where it stands")
    targets = tuple(f"statement-{statement_id}" for statement_id in own["statement_id"])
    return Table(
        name, caption, columns, rows, list_sources(evidence, own), "", (44, 13, 13, 15, 15), (), targets, True, (1, 2)
    )


def _table_figures(evidence: Evidence, name: str, figures: pd.DataFrame, caption: str) -> Table:
    """Return published figures, one row each, each with its own address."""
    rows = []
    for figure in figures.to_dict("records"):
        remarks = [f"printed: {figure['token']}"]
        remarks += ["a decrease, by the words around it"] if figure["sign"] == "-1" else []
        remarks += ["approximate"] if figure["about"] else []
        remarks += ["provisional"] if figure["provisional"] else []
        also = f"; also {format_lines(figure['also_lines'])}" if figure["also_lines"] else ""
        rows.append(
            (
                Cell(figure["label_en"], figure["figure_id"]),
                Cell(format_figure(pd.Series(figure)), "; ".join(remarks)),
                Cell(format_bounds(figure)),
                _show_source(evidence, figure, also),
            )
        )
    columns = ("What it is", "Number", "Range before rounding", "Where it stands")
    source, targets = list_sources(evidence, figures), tuple(f"figure-{name}" for name in figures["figure_id"])
    return Table(name, caption, columns, tuple(rows), source, "", (34, 20, 20, 26), (), targets, sortable=True)


def table_respondents(evidence: Evidence, name: str) -> Table:
    """Return every activity of fieldwork, with the number of people or things where the sources give one."""
    activities = evidence.map_labels("activity")
    frame = evidence.fieldwork.sort_values("respondents", key=lambda tokens: tokens == "", kind="stable")
    rows = tuple(
        (
            Cell(row["who_en"], row["fieldwork_id"]),
            Cell(_show_count(evidence.numbers.loc[row["fieldwork_id"]]), f"printed: {row['respondents']}")
            if row["respondents"]
            else Cell(NOT_GIVEN),
            Cell(activities[row["activity"]]),
            _show_source(evidence, row),
        )
        for row in frame.to_dict("records")
    )
    columns, targets = ("Who or what", "Number", "Activity", "Where it stands"), frame["fieldwork_id"]
    numbered = int((frame["respondents"] != "").sum())
    caption = f"The fieldwork: {len(rows)} activities, {numbered} of them with a number"
    return Table(
        name, caption, columns, rows, list_sources(evidence, frame), "", (40, 18, 16, 26), (),
        tuple(f"fieldwork-{target}" for target in targets), sortable=True,
    )  # fmt: skip


def _show_count(row: pd.Series) -> str:
    """Return a number of people or things; both ends of a range."""
    if pd.isna(row["value"]):
        return f"{format_number(row['low'])}\u2013{format_number(row['high'])}"
    return format_number(row["value"])


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
