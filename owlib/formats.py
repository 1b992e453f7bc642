"""How numbers, places and sources read on a page."""

from __future__ import annotations

import math

import pandas as pd

from owlib.evidence import Evidence

NOT_GIVEN = "not given"


def format_number(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Return a number as English text prints it: ``1,074,000``, ``13.3%``, ``-3%``.

    Parameters
    ----------
    unit
        A code of the list ``unit``; ``percent`` adds the sign, others nothing.
    decimals
        None for a whole number and one for others, if not told.

    """
    if unit == "year":
        return f"{value:.0f}"
    places = decimals if decimals is not None else (0 if float(value).is_integer() else 1)
    text = f"{value:,.{places}f}".replace("-", "\u2212")
    return text + ("%" if unit == "percent" else "")


def format_span(low: float, high: float) -> str:
    """Return a range of percentages with one decimal: ``24.0% to 24.3%``."""
    return f"{format_number(low, 'percent', 1)} to {format_number(high, 'percent', 1)}"


def count_decimals(rounding: float) -> int:
    """Return how many decimals a number has that was rounded to this unit: none for 1 and above, one for 0.1."""
    return max(0, round(-math.log10(rounding))) if rounding > 0 else 0


def list_provisional(figures: pd.DataFrame) -> str:
    """Return a remark that names the years of provisional values, or nothing."""
    years = sorted({str(year) for year in figures.loc[figures["provisional"], "period_end"].dropna()})
    return f"Values of {', '.join(years)} are provisional." if years else ""


def format_figure(figure: pd.Series) -> str:
    """Return a published figure as English text prints it, with the decimals of its token; ranges with a dash."""
    if figure["unit"] == "year":
        first, last = figure["period_start"], figure["period_end"]
        return f"{first}" if first == last else f"{first}\u2013{last}"
    decimals = count_decimals(figure["rounding"])
    if pd.isna(figure["value"]):
        low, high = figure["low"] + figure["rounding"] / 2, figure["high"] - figure["rounding"] / 2
        return f"{format_number(low, '', decimals)}\u2013{format_number(high, figure['unit'], decimals)}"
    text = format_number(figure["value"], figure["unit"], decimals)
    return (
        f"{text} percentage point{'' if abs(figure['value']) == 1 else 's'}"
        if figure["unit"] == "percentage-point"
        else text
    )


def format_bounds(figure: dict) -> str:
    """Return what rounding leaves of a figure, from the least to what stays below the most."""
    decimals = count_decimals(figure["rounding"] / 10)
    unit = "percent" if figure["unit"] == "percent" else ""
    low, high = (format_number(figure[end], unit, decimals) for end in ("low", "high"))
    return f"{low} to {high}"


def format_place(record: pd.Series | dict) -> str:
    """Return where a record stands in its source: ``§3.2, lines 336-338``."""
    section = record["section"].replace(";", ", ")
    return f"{'§' if section[0].isdigit() else ''}{section}, {format_lines(record['lines'])}"


def format_lines(lines: str) -> str:
    """Return a locator as words: ``line 174``, ``lines 160, 182\u2013184``."""
    return f"line{'' if lines.isdigit() else 's'} {lines.replace(';', ', ').replace('-', chr(0x2013))}"


def format_source(evidence: Evidence, source_id: str) -> str:
    """Return the short name of a source."""
    rows = evidence.sources[evidence.sources["source_id"] == source_id]
    return rows["short_en"].iloc[0]


def list_places(evidence: Evidence, records: pd.DataFrame) -> str:
    """Return the sources and sections that records stand in, each once, as a source line."""
    parts = []
    for source_id, rows in records.groupby("source_id", sort=False):
        sections = sorted({section for text in rows["section"] for section in text.split(";")}, key=order_section)
        names = ", ".join("§" + name if name[0].isdigit() else name for name in sections)
        parts.append(f"{format_source(evidence, source_id)}, {names}")
    return "; ".join(parts)


def order_section(section: str) -> tuple[bool, list[int], str]:
    """Return a key that sorts sections as a book does: by number, part by part, then those with a name."""
    numbers = [int(part) for part in section.replace("-", ".").split(".") if part.isdigit()]
    return not section[0].isdigit(), numbers, section


def start_upper(text: str) -> str:
    """Return text with a capital first."""
    return text[:1].upper() + text[1:]
