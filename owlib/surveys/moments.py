"""Numbers, spans of time and dates as people and tools write them, decided by the whole column."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Sequence
from datetime import date

import numpy as np
from babel.numbers import NumberFormatError, parse_decimal

from owlib.surveys.exports import WAYS, spread

MONTHS = {name: int(number) for name, number in spread(WAYS["months"]).items()}
DAY_NAME = re.compile(r"^(?:[a-z]{2,9}dag|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? ")
YEAR = r"(?P<year>\d{4}|\d{2})"
ORDERS = {
    "day": re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ]" + YEAR),
    "month": re.compile(r"(?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})[-/. ]" + YEAR),
}
"""Dates that can be read in two ways, by what goes first."""
SURE = [
    re.compile(r"(?P<year>\d{4})[-/.]?(?P<month>\d{2})[-/.]?(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})[-/. ]{1,2}(?P<month>[a-z]{3,9})\.?[-/., ]{1,2}" + YEAR),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"),
]
TIME = re.compile(
    r"(?P<day>.*?)(?:^|[ t,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?"
    r"(?: ?(?:z|[a-z]{2,5})?(?: ?[+-]\d{2}:?\d{2})?(?: \([^)]*\))?)?"
)
EXCEL_DAYS = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?")
"""A date as Excel counts it: days since 30 December 1899."""
EPOCH = re.compile(r"(1\d{9})(\d{3})?")
"""A moment as computers count it: seconds or thousandths since 1970."""
SPAN = re.compile(r"(?:(\d+) (?:days?|dagen|dag),? )?(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?")
DAY = 86400.0
UNIT = re.compile(
    r"\s*(?:%|uren|uur|uurtjes|u|jaren|jaar|jr|maanden|mnd|weken|dagen|dag|minuten|min|secondes|seconden|sec|s|procent|"
    r"euro|eur|hours|hour|years|year|minutes|seconds|keer|x)?\.?(?:\s*(?:per|/)\s*(?:week|wk|maand|jaar|dag))?"
)
CURRENCY = re.compile(r"^(?:€|eur(?:o)?)\s*|(?<=\d),-+$|\s*€$")
SIGNS = re.compile(r"[+-]?[\d.,]{0,26}\d", re.ASCII)
"""Signs of a number; a longer text is no number of anything that is asked."""
DOT_DECIMALS = re.compile(r"[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{3})+\.\d+)")


def parse_numbers(values: Sequence[str]) -> list[float]:
    """Return the numbers that a column of Dutch texts writes, NaN where it is none.

    ``32,5``, ``1.234,5``, ``32 uur``, ``€ 10``. A dot before three digits parts thousands (``1.234``), unless other
    values of the column show that its dot parts decimals (``32.5``, ``0.875``).
    """
    bare = [CURRENCY.sub("", value.strip().lower().replace("\u00a0", " ")) for value in values]
    found = [re.match(r"[+-]?[\d.,]*[\d]", text) for text in bare]
    bare = [
        start.group() if start and UNIT.fullmatch(text[start.end() :]) else text
        for text, start in zip(bare, found, strict=True)
    ]
    dotted = any(DOT_DECIMALS.fullmatch(text) for text in bare if "." in text)
    return [parse_bare(text, ("en", "nl") if dotted else ("nl", "en")) for text in bare]


def parse_bare(text: str, locales: Sequence[str]) -> float:
    """Return the number of a text without unit, by the first of some languages that would write it so."""
    for locale in locales if SIGNS.fullmatch(text) else ():
        with contextlib.suppress(NumberFormatError):
            return float(parse_decimal(text, locale=locale, strict=True))
    return np.nan


def parse_seconds(values: Sequence[str]) -> list[float]:
    """Return spans of time in seconds: numbers, ``h:mm:ss``, ``m:ss``, ``1 day, 0:12:31``; NaN where it is none."""

    def parse(value: str, number: float) -> float:
        found = SPAN.fullmatch(value.strip().lower())
        if not found:
            return number
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return days * DAY + hours * 3600.0 + minutes * 60 + seconds if seconds < 60 else np.nan

    return [parse(*pair) for pair in zip(values, parse_numbers(values), strict=True)]


def find_order(values: Sequence[str]) -> str:
    """Return what goes first in dates such as ``3/4/2019``: ``day``, ``month``, ``both``; empty where nothing tells it.

    A number above twelve proves it; so do dates of the column that can be read in one way only, if but one order puts
    all others among them.
    """
    days = [split_moment(value)[0] for value in values]
    found = [match for match in map(ORDERS["day"].fullmatch, days) if match]
    proofs = {order for match in found for order in ORDERS if int(match[order]) > 12}
    if len(proofs) == 2:
        return "both"
    if proofs or not found:
        return next(iter(proofs), "day")
    sure = [day for day in map(parse_day, days) if not np.isnan(day)]
    fits = [
        order for order in ORDERS
        if sure and all(min(sure) - DAY <= parse_day(match[0], order) <= max(sure) + DAY for match in found)
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 else ""


def parse_dates(values: Sequence[str], order: str = "day") -> list[float]:
    """Return the moments that texts write, in seconds since 1970, NaN where they are none; a zone is not reckoned with.

    ``3-4-2019``, ``04/03/2019 09:05 AM``, ``2019-04-03T12:30:00Z``, ``3 april 2019``, ``1554104531``,
    ``Mon Apr 01 2019 09:42:11 GMT+0200 (CEST)``, ``43558`` (Excel). The order is what goes first in ``3/4/2019``.
    """
    return [parse_day(day, order) + seconds for day, seconds in map(split_moment, values)]


def split_moment(value: str) -> tuple[str, float]:
    """Return the day of a moment as text, and the seconds since midnight; without a time 0."""
    text = value.strip().lower()
    found = TIME.fullmatch(text) if ":" in text else None
    day = DAY_NAME.sub("", found["day"] if found else text).rstrip(", ")
    if not found:
        return day, 0.0
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:4])
    half = (found[5] or "")[:1]
    if hours > 23 or minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return "", np.nan
    hours = hours % 12 + (12 if half == "p" else 0) if half else hours
    return day, hours * 3600.0 + minutes * 60 + seconds


@functools.lru_cache(maxsize=10_000)
def parse_day(text: str, order: str = "") -> float:
    """Return a day in seconds since 1970, NaN where there is none, or without an order where it has two meanings."""
    if found := EPOCH.fullmatch(text):
        return float(found[1])
    if EXCEL_DAYS.fullmatch(text):
        return float(round((float(text.replace(",", ".")) - 25569) * DAY))
    forms = [*SURE, ORDERS[order]] if order else SURE
    found = next(filter(None, (form.fullmatch(text) for form in forms)), None)
    if not found:
        return np.nan
    year, month = int(found["year"]), found["month"]
    year += 0 if len(found["year"]) == 4 else 2000 if year < 70 else 1900
    try:
        return (date(year, MONTHS.get(month) or int(month), int(found["day"])) - date(1970, 1, 1)).days * DAY
    except ValueError:  # no such day, or no name of a month
        return np.nan
