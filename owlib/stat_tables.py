"""Tables and sentences of the statistics: rankings by sector, and what samples can show."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence
from owlib.exhibits import Cell, Table, Text
from owlib.findings import tabulate_ranks, tabulate_sectors
from owlib.formats import NOT_GIVEN, format_number, join_names, list_places
from owlib.stats import estimate_precision, measure_concordance, spread_ranks


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
    return Text(
        f"The {found.columns} sectors rank the {found.themes} HR themes alike: Kendall's coefficient of concordance W "
        f"is {found.w:.2f}, where 1 is the same order throughout and 0 is no agreement; leaving one sector out gives "
        f"{found.low:.2f} to {found.high:.2f}. Columns that overlap, which the source does not rule out, would make W "
        f"higher than it should be. Furthest apart is *{labels[widest].lower()}*: rank {spread.loc[widest, 'least']} "
        f"in one sector and {spread.loc[widest, 'most']} in another. How many people stand behind the ranks is not "
        "told, and care has no column of its own. So this tells how settled such rankings are "
        "elsewhere; it says nothing on care by itself."
    )


def tell_precision(evidence: Evidence, fieldwork_ids: list[str]) -> Text:
    """Return what the numbers of respondents could show, in words."""
    counts = sorted((int(evidence.numbers.loc[name, "value"]) for name in fieldwork_ids), reverse=True)
    frame = estimate_precision(counts)
    links = ", ".join(f"[{int(evidence.numbers.loc[name, 'value'])}](#fieldwork-{name})" for name in fieldwork_ids)
    large, small = frame.iloc[:-1], frame.iloc[-1]
    return Text(
        f"The paper counts {links} respondents to questionnaires, without telling of which group, pilot or round, and "
        "prints no result in numbers. So we ask what numbers like these could show at all. Groups of "
        f"{join_names([str(count) for count in counts[:-1]])} would show a rise from 50% to about "
        f"{50 + large['change_pct'].max():.0f}%, not a small one; a group of {small['respondents']:.0f} hardly any. "
        "A new study should plan for more, or ask the same people twice."
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
