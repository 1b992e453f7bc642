"""Tables on how statements are coded and numbers were read: the code book, and how far two readers agree."""

from __future__ import annotations

import pandas as pd

from owlib.agreement import NONE, measure_agreement, measure_overall
from owlib.evidence import Evidence
from owlib.exhibits import Cell, Table, make_data_rows
from owlib.formats import format_source, list_sources, start_upper


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
