"""Pictures of the statistics: rankings by sector, how far they agree, and what samples can show."""

from __future__ import annotations

import pandas as pd

from owlib.drawing import BLUE, GREY, INK, ORANGE, SILVER, draw_interval, in_house_style, render_svg, start_canvas
from owlib.evidence import Evidence
from owlib.exhibits import Figure, make_data_rows
from owlib.findings import OVERALL, tabulate_ranks, tabulate_sectors
from owlib.formats import join_names, list_places, wrap_words
from owlib.stats import correlate_ranks, estimate_precision, measure_concordance, spread_ranks


@in_house_style
def draw_ranks(evidence: Evidence, name: str) -> Figure:
    """Draw the ranks of HR themes in each sector, with the overall rank, and mark those furthest apart."""
    ranks, sectors = tabulate_ranks(evidence), tabulate_sectors(evidence)
    spread = spread_ranks(sectors)
    labels = evidence.map_labels("hr-theme")
    apart = find_furthest(spread)
    order = list(ranks[OVERALL].sort_values(kind="stable").index)
    canvas, axes = start_canvas(1.1 + 0.33 * len(order))
    for place, theme in enumerate(order):
        colour = ORANGE if theme in apart else SILVER
        least, most = spread.loc[theme, ["least", "most"]]
        axes.plot([least, most], [-place, -place], color=colour, linewidth=3, zorder=1, solid_capstyle="round")
        axes.scatter(sectors.loc[theme], [-place] * sectors.shape[1], s=26, color=GREY, zorder=2)
        axes.scatter(ranks.loc[theme, OVERALL], -place, s=70, color=BLUE, marker="D", zorder=3)
        text = f"{least} to {most}" if least < most else f"{least}"
        axes.text(most + 0.5, -place, text, va="center", color=ORANGE if theme in apart else GREY)
    axes.set_yticks([-place for place in range(len(order))], [wrap_words(labels[theme], 30) for theme in order])
    axes.set(ylim=(-len(order) + 0.4, 0.7), xlim=(0.4, len(order) + 2.2), xlabel="Rank, 1 is the highest")
    axes.set_xticks([1, 5, 10, len(order)])
    axes.grid(axis="x")
    named = join_names(
        [f"{labels[name].lower()} (rank {spread.loc[name, 'least']} to {spread.loc[name, 'most']})" for name in apart]
    )
    first = "" if spread.loc[order[0], "spread"] else f"agree on {labels[order[0]].lower()} first, and "
    title = f"Sectors {first}differ most on {named}"
    caption = (
        f"Small dots: the rank in each of {sectors.shape[1]} sectors. Diamond: the rank overall. Line: from the "
        "highest to the lowest rank, in orange for the themes that lie furthest apart."
    )
    parts = [
        f"{labels[theme]}: {ranks.loc[theme, OVERALL]} overall, {spread.loc[theme, 'least']} to "
        f"{spread.loc[theme, 'most']} by sector"
        for theme in order
    ]
    alt = f"Dot plot of the ranks of {len(order)} HR themes. {'; '.join(parts)}."
    columns, rows = make_data_rows(ranks.join(spread).reset_index())
    source, records = list_places(evidence, evidence.hr_themes), tuple(evidence.hr_themes["rank_id"])
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


def find_furthest(spread: pd.DataFrame) -> list[str]:
    """Return the thing whose ranks lie furthest apart, or several that share that place."""
    return list(spread.index[spread["spread"] == spread["spread"].max()])


@in_house_style
def draw_correlations(evidence: Evidence, name: str) -> Figure:
    """Draw how far the rankings of each pair of sectors agree, with intervals."""
    sectors = tabulate_sectors(evidence)
    frame, whole = correlate_ranks(sectors), measure_concordance(sectors)
    labels = evidence.map_labels("hr-sector")
    canvas, axes = start_canvas(0.9 + 0.5 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        axes.text(0.02, -place + 0.3, f"{labels[row['first']]} \u2013 {labels[row['second']]}", fontsize=10)
        draw_interval(axes, -place, row["low"], row["high"], SILVER)
        axes.plot(row["rho"], -place, "o", color=BLUE, markersize=8, zorder=3)
        axes.text(1.03, -place, f"{row['rho']:.2f}", va="center", color=BLUE, fontweight="semibold")
    axes.set(ylim=(-len(frame) + 0.5, 0.8), xlim=(0, 1.12), yticks=[], xticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel("Spearman's rank correlation; 1 is the same order")
    axes.grid(axis="x")
    title = (
        f"Sectors rank the HR themes alike: correlations of {frame['rho'].min():.2f} to {frame['rho'].max():.2f} "
        f"(lower ends of the intervals {frame['low'].min():.2f} to {frame['low'].max():.2f}), Kendall's W {whole.w:.2f}"
    )
    caption = (
        "Dots: rank correlation of two sectors. Bars: 95% intervals, which take the themes for a sample of the HR "
        f"themes that might have been ranked. W is {whole.low:.2f} to {whole.high:.2f} when one sector is left out."
    )
    parts = [
        f"{labels[row['first']]} and {labels[row['second']]} {row['rho']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for row in frame.to_dict("records")
    ]
    alt = f"Dots with intervals for pairs of sectors. {'; '.join(parts)}."
    columns, rows = make_data_rows(frame)
    source, records = list_places(evidence, evidence.hr_themes), tuple(evidence.hr_themes["rank_id"])
    return Figure(name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), records)


@in_house_style
def draw_precision(evidence: Evidence, name: str, fieldwork_ids: list[str]) -> Figure:
    """Draw what questionnaires of these sizes can show: the interval around a half, and the smallest change."""
    counts = [int(evidence.numbers.loc[fieldwork_id, "value"]) for fieldwork_id in fieldwork_ids]
    frame = estimate_precision(counts).assign(fieldwork_id=fieldwork_ids)
    frame = frame.sort_values("respondents", ascending=False, kind="stable").reset_index(drop=True)
    canvas, axes = start_canvas(0.9 + 0.9 * len(frame))
    for place, row in enumerate(frame.to_dict("records")):
        y = -place
        axes.text(1, y + 0.38, f"{row['respondents']} respondents", fontweight="semibold", va="center")
        draw_interval(axes, y + 0.08, row["low_pct"], row["high_pct"], BLUE)
        text = f"{row['low_pct']:.0f}% to {row['high_pct']:.0f}%"
        axes.text(row["high_pct"] + 1.5, y + 0.08, text, va="center", color=BLUE, fontweight="semibold")
        end = 50 + row["change_pct"]
        axes.annotate("", (end, y - 0.2), (50, y - 0.2), arrowprops={"arrowstyle": "->", "color": ORANGE, "lw": 2})
        axes.text(end + 1.5, y - 0.2, f"+{row['change_pct']:.0f} points", va="center", color=ORANGE)
    axes.axvline(50, color=INK, linewidth=1, zorder=1)
    axes.set(ylim=(-len(frame) + 0.5, 0.65), xlim=(0, 118), yticks=[], xticks=[0, 25, 50, 75, 100])
    axes.set_xlabel("Per cent of respondents")
    axes.grid(axis="x")
    widest = frame.iloc[-1]
    title = (
        f"If {widest['respondents']:.0f} people answered, a share near 50% is known to within about "
        f"{(widest['high_pct'] - widest['low_pct']) / 2:.0f} points"
    )
    caption = (
        "What groups of these sizes could show; the paper prints no outcome and no first measurement, and does not "
        "tell what the numbers count. Bars: Wilson's 95% interval of a share of 50%. Arrows: the smallest rise from "
        "50% that two separate groups of this size would show four times in five (two-sided test, 5%; Cohen's arcsine "
        "approximation, somewhat too hopeful for the smallest group)."
    )
    parts = [
        f"{row['respondents']} respondents: interval {row['low_pct']:.0f}% to {row['high_pct']:.0f}%, smallest rise "
        f"{row['change_pct']:.0f} points, or {row['change_sd']:.2f} standard deviations of the change if the same "
        "people answer twice"
        for row in frame.to_dict("records")
    ]
    alt = f"Bars and arrows by number of respondents. {'; '.join(parts)}."
    used = evidence.fieldwork[evidence.fieldwork["fieldwork_id"].isin(fieldwork_ids)]
    columns, rows = make_data_rows(frame)
    source = list_places(evidence, used)
    return Figure(
        name, title, caption, alt, source, columns, rows, render_svg(canvas, title, alt), tuple(fieldwork_ids)
    )
