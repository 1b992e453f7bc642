"""Numbers and dates as people type them into a Dutch questionnaire, read a whole column at a time."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date

import numpy as np

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb febr februari february", "mrt maart mar march", "apr april", "mei may",
            "jun juni june", "jul juli july", "aug augustus august", "sep sept september", "okt oktober oct october",
            "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
DAY_FIRST = re.compile(r"(?:[a-z]{2,9}dag,? )?(\d{1,2})(?:[-/. ]|\. )(\d{1,2}|[a-z]{3,9}\.?)[-/. ](\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:z|[+-]\d{2}:?\d{2})?")
EXCEL_DAYS = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?")
"""A date as Excel counts it: days since 30 December 1899."""
UNIT = re.compile(
    r"\s*(?:%|uren|uur|uurtjes|u|jaren|jaar|jr|maanden|mnd|weken|dagen|dag|minuten|min|secondes|seconden|sec|s|procent|"
    r"euro|eur|hours|hour|years|year|minutes|seconds|keer|x)?\.?(?:\s*(?:per|/)\s*(?:week|wk|maand|jaar|dag))?"
)
CURRENCY = re.compile(r"^(?:€|eur(?:o)?)\s*|(?<=\d),-+$|\s*€$")
DIGITS = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")
DOT_DECIMALS = re.compile(r"[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{3})+\.\d+)")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")


def parse_numbers(values: Sequence[str]) -> list[float]:
    """Return the numbers that a column of Dutch texts writes, NaN where it is none.

    ``32,5``, ``1.234,5``, ``32 uur``, ``€ 10``. A dot before three digits parts thousands (``1.234``), unless other
    values of the column show that its dot parts decimals (``32.5``, ``0.875``).
    """
    bare = [strip_number(value) for value in values]
    dotted = any(DOT_DECIMALS.fullmatch(text) for text in bare if "." in text)
    return [parse_bare(text, dotted=dotted) for text in bare]


def strip_number(value: str) -> str:
    """Return a text without currency, unit and spaces."""
    if value.isdecimal():
        return value
    text = CURRENCY.sub("", value.strip().lower().replace("\u00a0", " "))
    found = re.match(r"[+-]?[\d.,]*[\d]", text)
    if not found or not UNIT.fullmatch(text[found.end() :]):
        return text
    return found.group()


def parse_bare(text: str, *, dotted: bool) -> float:
    """Return the number of a text without unit; ``dotted`` tells that a dot parts decimals."""
    if not DIGITS.fullmatch(text):
        return np.nan
    decimal = "." if dotted else ","
    other = "," if dotted else "."
    if "." in text and "," in text:
        decimal, other = sorted(".,", key=text.rfind, reverse=True)
    elif text.count(decimal) > 1 or (other in text and not GROUPED.fullmatch(text)):
        decimal, other = other, decimal
    return float(text.replace(other, "").replace(decimal, "."))


def parse_dates(values: Sequence[str]) -> list[float]:
    """Return the moments that texts write, in seconds since 1970, NaN where they are none; the day goes first.

    ``3-4-2019``, ``03-04-2019 12:30``, ``2019-04-03T12:30:00Z``, ``3 april 2019``, ``43558`` (Excel). A zone is not
    reckoned with.
    """
    find_day, find_time = functools.cache(parse_day), functools.cache(parse_time)

    def parse(value: str) -> float:
        day, _, moment = value.rpartition(" " if " " in value else "T")
        return find_day(day) + find_time(moment) if ":" in moment else find_day(value)

    return [parse(value) for value in values]


def parse_day(text: str) -> float:
    """Return the day that a text writes, in seconds since 1970, or NaN."""
    text = text.lower().rstrip(", ")
    first, last = DAY_FIRST.fullmatch(text), YEAR_FIRST.fullmatch(text)
    if EXCEL_DAYS.fullmatch(text):
        return float(round((float(text.replace(",", ".")) - 25569) * 86400))
    if not (first or last):
        return np.nan
    day, month, year = first.groups() if first else last.groups()[::-1]
    number = int(month) if month.isdecimal() else MONTHS.get(month.rstrip("."), 0)
    whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return (date(whole, number, int(day)) - date(1970, 1, 1)).days * 86400.0
    except ValueError:
        return np.nan


def parse_time(text: str) -> float:
    """Return the seconds since midnight that a text writes, or NaN."""
    found = TIME.fullmatch(text.lower())
    if not found:
        return np.nan
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600.0 + minutes * 60 + seconds if hours < 24 and minutes < 60 and seconds < 60 else np.nan
