"""Tables and sentences of the statistics: rankings by sector, and what samples can show."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence
from owlib.exhibits import Cell, Table, Text
from owlib.findings import tabulate_ranks, tabulate_sectors
from owlib.formats import NOT_GIVEN, format_number, list_places
from owlib.stats import estimate_precision, measure_concordance, spread_ranks

LEAST_CHANCE = 0.001
"""Chances below this are given as *less than*."""


def table_ranks(evidence: Evidence, name: str) -> Table:
    """Return the ranks of HR themes by sector with their spread, furthest apart first."""
    ranks, spread = tabulate_ranks(evidence), spread_ranks(tabulate_sectors(evidence))
    labels, sectors = evidence.map_labels("hr-theme"), evidence.map_labels("hr-sector")
    order = spread.sort_values("spread", ascending=False, kind="stable").index
    rows = tuple(
        (
            Cell(labels[theme], target=f"hr-theme-{theme}"),
            *(Cell(str(ranks.loc[theme, sector])) for sector in sectors),
            Cell(str(spread.loc[theme, "spread"])),
        )
        for theme in order
    )
    columns = ("HR theme", *sectors.values(), "Spread")
    note = "Spread: lowest less highest rank among the sectors, the overall rank left out."
    source = list_places(evidence, evidence.hr_themes)
    caption = f"Ranks of {len(rows)} HR themes by sector, furthest apart first"
    return Table(
        name, caption, columns, rows, source, note, (28, *(11,) * len(sectors), 9), tuple(range(1, len(columns)))
    )


def tell_concordance(evidence: Evidence) -> Text:
    """Return how far the sectors agree in ranking HR themes."""
    sectors = tabulate_sectors(evidence)
    found, spread = measure_concordance(sectors), spread_ranks(sectors)
    labels = evidence.map_labels("hr-theme")
    widest = spread["spread"].idxmax()
    chance = f"less than {LEAST_CHANCE}" if found.pvalue < LEAST_CHANCE else f"{found.pvalue:.3f}"
    return Text(
        f"The {found.columns} sectors rank the {found.themes} HR themes much alike: Kendall's coefficient of "
        f"concordance W is {found.w:.2f}, where 1 is the same order throughout and 0 is no agreement. Leaving one "
        f"sector out gives {found.low:.2f} to {found.high:.2f}. Had each sector put the themes in a random order, a W "
        f"as high as this would come up with a chance of {chance}. Columns that overlap, which the source does "
        f"not rule out, would make W higher than it should be. Furthest apart is *{labels[widest].lower()}*: rank "
        f"{spread.loc[widest, 'least']} in one sector and {spread.loc[widest, 'most']} in another."
    )


def table_precision(evidence: Evidence, name: str, fieldwork_ids: list[str]) -> Table:
    """Return what questionnaires of these sizes can show, for shares of a half and of a tenth."""
    counts = [int(evidence.numbers.loc[fieldwork_id, "value"]) for fieldwork_id in fieldwork_ids]
    half, tenth = estimate_precision(counts), estimate_precision(counts, 0.1)
    rows = []
    for fieldwork_id, first, second in zip(
        fieldwork_ids, half.to_dict("records"), tenth.to_dict("records"), strict=True
    ):
        rows.append(
            (
                Cell(str(first["respondents"]), fieldwork_id, f"fieldwork-{fieldwork_id}"),
                Cell(_show_span(first)),
                Cell(_show_span(second)),
                Cell(_show_change(first)),
                Cell(_show_change(second)),
                Cell(format_number(first["change_sd"], "", 2)),
            )
        )
    used = evidence.fieldwork[evidence.fieldwork["fieldwork_id"].isin(fieldwork_ids)]
    columns = (
        "Respondents", "Interval of 50%", "Interval of 10%", "Smallest rise from 50%, points",
        "Smallest rise from 10%, points", "Smallest change of a mean, in standard deviations",
    )  # fmt: skip
    note = (
        "Wilson's 95% intervals. Rises: two groups of this size, power 80%, two-sided 5%. Change of a mean: the same "
        "people twice, in standard deviations of the change."
    )
    caption = "What the pilots' numbers of respondents allow"
    source = list_places(evidence, used)
    return Table(name, caption, columns, tuple(rows), source, note, (16, 16, 16, 17, 17, 18), (1, 2, 3, 4, 5))


def _show_span(row: dict) -> str:
    """Return an interval in whole per cents."""
    return f"{row['low_pct']:.0f}% to {row['high_pct']:.0f}%"


def _show_change(row: dict) -> str:
    """Return a change in whole points."""
    return NOT_GIVEN if pd.isna(row["change_pct"]) else f"{row['change_pct']:.0f}"
