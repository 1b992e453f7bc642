"""Tables of the book, made from the evidence.

Tables on how statements are coded and numbers were read: the code book, and how far two readers agree.
"""

from __future__ import annotations

import pandas as pd

from owlib.evidence.coding import NONE, measure_agreement, measure_overall
from owlib.evidence.read import Evidence, list_reported_cases
from owlib.exhibits.forms import Cell, Table, make_data_rows
from owlib.exhibits.wording import (
    NOT_GIVEN,
    format_bounds,
    format_lines,
    format_number,
    format_place,
    format_published,
    format_source,
    list_places,
    list_sources,
    start_upper,
)


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
    numbers = select_national(evidence)
    numbers = numbers[numbers["rounding"] > 0]
    caption = f"Every quantity of the national chapter, and its place: {len(numbers)} records"
    return _table_numbers(evidence, name, numbers, caption)


def table_years(evidence: Evidence, name: str) -> Table:
    """Return every year, period, count and scale that the text ties to a national fact; they are exact."""
    numbers = select_national(evidence)
    numbers = numbers[~(numbers["rounding"] > 0)]
    caption = f"Every year, period, count and scale of the national chapter: {len(numbers)} records"
    return _table_numbers(evidence, name, numbers, caption)


def select_national(evidence: Evidence) -> pd.DataFrame:
    """Return the numbers about the nation: those with a branch."""
    return evidence.numbers[evidence.numbers["branch"] != ""]


def table_study_numbers(evidence: Evidence, name: str, study_id: str) -> Table:
    """Return every number that a study prints about itself and its cases, in the order of its sources."""
    numbers = evidence.numbers[(evidence.numbers["branch"] == "") & (evidence.numbers["study_id"] == study_id)]
    order = {source_id: place for place, source_id in enumerate(evidence.sources["source_id"])}
    first = numbers["lines"].str.extract(r"^(\d+)")[0].astype(int)
    numbers = numbers.assign(source_place=numbers["source_id"].map(order), first=first)
    numbers = numbers.sort_values(["source_place", "first"], kind="stable")
    study = evidence.studies[evidence.studies["study_id"] == study_id].iloc[0]
    caption = f"{study['title_en']}: {len(numbers)} numbers about the study and its cases"
    return _table_numbers(evidence, name, numbers, caption)


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


def _table_numbers(evidence: Evidence, name: str, numbers: pd.DataFrame, caption: str) -> Table:
    """Return published numbers, one row each, each with its own address."""
    rows = []
    for number in numbers.to_dict("records"):
        remarks = [f"printed: {number['token']}"]
        remarks += ["a decrease, by the words around it"] if number["sign"] == "-1" else []
        remarks += ["approximate"] if number["about"] else []
        remarks += ["provisional"] if number["provisional"] else []
        also = f"; also {format_lines(number['also_lines'])}" if number["also_lines"] else ""
        rows.append(
            (
                Cell(number["label_en"], number["number_id"]),
                Cell(format_published(pd.Series(number)), "; ".join(remarks)),
                Cell(format_bounds(number)),
                _show_source(evidence, number, also),
            )
        )
    columns = ("What it is", "Number", "Range before rounding", "Where it stands")
    source, targets = list_sources(evidence, numbers), tuple(f"number-{name}" for name in numbers["number_id"])
    return Table(name, caption, columns, tuple(rows), source, "", (34, 20, 20, 26), (), targets, sortable=True)


def table_respondents(evidence: Evidence, name: str) -> Table:
    """Return every activity of fieldwork, with the number of people or things where the sources give one."""
    activities = evidence.map_labels("activity")
    frame = evidence.fieldwork.sort_values("respondents", key=lambda tokens: tokens == "", kind="stable")
    rows = tuple(
        (
            Cell(row["who_en"], row["fieldwork_id"]),
            Cell(_show_count(evidence.amounts.loc[row["fieldwork_id"]]), f"printed: {row['respondents']}")
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
    """Return the other codes of statements, with when each is used and when not."""
    rows = []
    for list_name, label in CODE_LISTS.items():
        codes = evidence.codes[evidence.codes["list"] == list_name]
        used = evidence.statements[list_name].value_counts()
        rows += [
            (
                Cell(row["label_en"], f"{row['code']}; {label}"),
                Cell(row["definition_en"]),
                Cell(row["when_en"], f"Not: {row['when_not_en']}"),
                Cell(str(used.get(row["code"], 0))),
            )
            for row in codes.to_dict("records")
        ]
    caption = f"Kinds, views and the other codes of statements: {len(rows)} codes"
    columns = ("Code", "Definition", "When to use it, and when not", "Statements")
    return Table(name, caption, columns, tuple(rows), "our own coding", "", (24, 32, 34, 10), (3,))


CODE_LISTS = {
    "kind": "kind", "view": "whose view", "level": "level", "direction": "aim of a solution",
    "determinant": "determinant", "affected": "who is affected",
}  # fmt: skip
"""Code lists that are given to statements, and what a reader calls them."""


def table_agreement(evidence: Evidence, name: str) -> Table:
    """Return how far two codings agree on each field."""
    overall = measure_overall(evidence)
    names = {**CODE_LISTS, "themes": "main theme"}
    rows = tuple(
        (
            Cell(start_upper(names[row["field"]])),
            Cell(f"{row['same']} of {row['statements']}", f"{row['same'] / row['statements']:.0%}"),
            Cell(f"{row['same_given']} of {row['given']}"),
            Cell(_show_kappa(row), _show_kappa_span(row)),
        )
        for row in overall.to_dict("records")
    )
    count = len(evidence.recodings)
    caption = f"Agreement of two codings of {count} statements: kappa {_show_range(overall['kappa'])} by field"
    columns = ("What was coded", "Same, or both none", "Same, where both gave one", "Cohen's kappa (95% interval)")
    note = (
        "Counted are the statements for which a field is coded at all. Kappa has no interval where the two codings "
        "agree throughout."
    )
    return Table(name, caption, columns, rows, "our own coding", note, (28, 24, 24, 24), (1, 2, 3))


LEAST_CODED = 10
"""Statements with a code, in either coding, from which on its kappa is shown."""


def _show_range(kappas: pd.Series) -> str:
    """Return the least and highest of some kappas."""
    return f"{kappas.min():.2f} to {kappas.max():.2f}"


def _show_kappa(row: dict) -> str:
    """Return a kappa with two decimals, or that it is not defined."""
    return "not defined" if pd.isna(row["kappa"]) else f"{row['kappa']:.2f}".replace("-", "\u2212")


def _show_kappa_span(row: dict) -> str:
    """Return the interval of a kappa."""
    if pd.isna(row["low"]):
        return ""
    return f"{row['low']:.2f} to {row['high']:.2f}".replace("-", "\u2212")


def table_agreement_by_code(evidence: Evidence, name: str) -> Table:
    """Return how far two codings agree on each code."""
    frame = measure_agreement(evidence)
    names = {**CODE_LISTS, "themes": "theme"}
    rows = []
    shown = frame[frame[["both", "first_only", "second_only"]].sum(axis=1) >= LEAST_CODED]
    for row in shown.sort_values("kappa", kind="stable").to_dict("records"):
        list_name = "theme" if row["field"] == "themes" else row["field"]
        label = evidence.map_labels(list_name).get(row["code"], "none given")
        counts = tuple(Cell(str(row[column])) for column in ("both", "first_only", "second_only"))
        kappa = Cell(_show_kappa(row), _show_kappa_span(row))
        rows.append((Cell(label, row["code"]), Cell(names[row["field"]]), *counts, kappa))
    columns = ("Code", "List", "Both", "First only", "Second only", "Cohen's kappa (95% interval)")
    absent, every = int((shown["code"] == NONE).sum()), int((frame["code"] == NONE).sum())
    caption = (
        f"Agreement by code, weakest first: {len(rows) - absent} codes given by either coder to {LEAST_CODED} "
        f"statements or more, and \u2018none given\u2019 for {absent} lists"
    )
    note = (
        f"The download has {len(frame) - every} codes and {every} rows for none given; for codes given to few "
        "statements kappa means little."
    )
    data_columns, data_rows = make_data_rows(frame)
    return Table(
        name, caption, columns, tuple(rows), "our own coding", note, (30, 18, 10, 12, 14, 16), (2, 3, 4, 5), (), True,
        (1,), data_columns, data_rows,
    )  # fmt: skip


def table_readings(evidence: Evidence, name: str) -> Table:
    """Return how the second reading of the numbers compares with the records."""
    readings, labels = evidence.second_reading, evidence.map_labels("reading")
    counts = pd.crosstab(readings["settled"], readings["source_id"])
    sources = [source_id for source_id in evidence.sources["source_id"] if source_id in counts.columns]
    rows = [
        (
            Cell(start_upper(label)),
            *(Cell(str(counts.loc[code, source_id])) for source_id in sources),
            Cell(str(counts.loc[code].sum())),
        )
        for code, label in labels.items()
        if code in counts.index
    ]
    held = int(readings["settled"].isin(["recorded"]).sum())
    caption = f"The second reading listed {len(readings)} numbers and vague amounts; {held} were in a record already"
    columns = ("How it was settled", *(format_source(evidence, source_id) for source_id in sources), "all")
    numeric = tuple(range(1, len(columns)))
    return Table(name, caption, columns, tuple(rows), list_sources(evidence), "", (), numeric)
