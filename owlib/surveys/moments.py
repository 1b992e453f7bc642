"""Numbers, spans of time and dates as people and tools write them, decided by the whole column."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from owlib.surveys.exports import WAYS, spread

MONTHS = {name: int(number) for name, number in spread(WAYS["months"]).items()}
DAY_NAMES = r"(?:[a-z]{2,9}dag|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? "
TWO_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4}|\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]{1,2}([a-z]{3,9})\.?[-/., ]{1,2}(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
TIME = re.compile(
    r"(?P<day>.*?)(?:^|[ t,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?"
    r"(?: ?(?:z|[a-z]{2,5})?(?: ?[+-]\d{2}:?\d{2})?(?: \([^)]*\))?)?"
)
EXCEL_DAYS = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?")
"""A date as Excel counts it: days since 30 December 1899."""
EPOCH = re.compile(r"(1\d{9})(\d{3})?")
"""A moment as computers count it: seconds or thousandths since 1970."""
UNTIMED = re.compile(r"1980-01-01(?:[ tT]00:00(?::00)?)?")
"""What LimeSurvey writes where no moment was kept."""
SPAN = re.compile(r"(?:(\d+) (?:days?|dagen|dag),? )?(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?")
DAY = 86400.0
UNIT = re.compile(
    r"\s*(?:%|uren|uur|uurtjes|u|jaren|jaar|jr|maanden|mnd|weken|dagen|dag|minuten|min|secondes|seconden|sec|s|procent|"
    r"euro|eur|hours|hour|years|year|minutes|seconds|keer|x)?\.?(?:\s*(?:per|/)\s*(?:week|wk|maand|jaar|dag))?"
)
CURRENCY = re.compile(r"^(?:€|eur(?:o)?)\s*|(?<=\d),-+$|\s*€$")
DIGITS = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")
DOT_DECIMALS = re.compile(r"[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{3})+\.\d+)")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")
MAX_DIGITS = 30
"""A longer text is no number of anything that is asked."""


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
    text = CURRENCY.sub("", value.strip().lower().replace("\u00a0", " "))
    found = re.match(r"[+-]?[\d.,]*[\d]", text)
    return found.group() if found and UNIT.fullmatch(text[found.end() :]) else text


def parse_bare(text: str, *, dotted: bool) -> float:
    """Return the number of a text without unit; ``dotted`` tells that a dot parts decimals."""
    if len(text) > MAX_DIGITS or not text.isascii() or not DIGITS.fullmatch(text):
        return np.nan
    decimal, other = (".", ",") if dotted else (",", ".")
    if "." in text and "," in text:
        decimal, other = sorted(".,", key=text.rfind, reverse=True)
    elif text.count(decimal) > 1 or (other in text and not GROUPED.fullmatch(text)):
        decimal, other = other, decimal
    return float(text.replace(other, "").replace(decimal, "."))


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
    found = [match.groups() for match in map(TWO_NUMBERS.fullmatch, days) if match]
    proofs = {order for first, _, second, _ in found
              for order, number in (("day", first), ("month", second)) if int(number) > 12}  # fmt: skip
    if len(proofs) == 2:
        return "both"
    if proofs or not found:
        return next(iter(proofs), "day")
    sure = [day for day in map(_parse_sure, days) if not np.isnan(day)]
    fits = [
        order for order in ("day", "month")
        if sure and all(min(sure) - DAY <= _order(match, order) <= max(sure) + DAY for match in found)
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 else ""


def parse_dates(values: Sequence[str], order: str = "day") -> list[float]:
    """Return the moments that texts write, in seconds since 1970, NaN where they are none; a zone is not reckoned with.

    ``3-4-2019``, ``04/03/2019 09:05 AM``, ``2019-04-03T12:30:00Z``, ``3 april 2019``, ``1554104531``,
    ``Mon Apr 01 2019 09:42:11 GMT+0200 (CEST)``, ``43558`` (Excel). The order is what goes first in ``3/4/2019``.
    """

    @functools.cache
    def find_day(text: str) -> float:
        found = TWO_NUMBERS.fullmatch(text)
        return _order(found.groups(), order) if found else _parse_sure(text)

    return [find_day(day) + seconds for day, seconds in map(split_moment, values)]


def split_moment(value: str) -> tuple[str, float]:
    """Return the day of a moment as text, and the seconds since midnight; without a time 0."""
    text = value.strip().lower()
    found = TIME.fullmatch(text) if ":" in text else None
    if not found:
        text = re.sub(f"^{DAY_NAMES}", "", text.replace(" 00:00:00", ""))
        return text.rstrip(", "), 0.0
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:4])
    half = (found[5] or "")[:1]
    if hours > 23 or minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return "", np.nan
    hours = hours % 12 + (12 if half == "p" else 0) if half else hours
    day = re.sub(f"^{DAY_NAMES}", "", found["day"]).rstrip(", ")
    return day, hours * 3600.0 + minutes * 60 + seconds


def _order(parts: Sequence[str], order: str) -> float:
    """Return the day of two numbers and a year, in seconds since 1970."""
    first, _, second, year = parts
    return _count(year, second, first) if order == "day" else _count(year, first, second)


def _parse_sure(text: str) -> float:
    """Return the day that a text writes in a way that can be read but once, in seconds since 1970, or NaN."""
    if found := EPOCH.fullmatch(text):
        return float(found[1])
    if EXCEL_DAYS.fullmatch(text):
        return float(round((float(text.replace(",", ".")) - 25569) * DAY))
    for form, places in {YEAR_FIRST: (1, 2, 3), DAY_FIRST: (3, 2, 1), MONTH_FIRST: (3, 1, 2)}.items():
        if found := form.fullmatch(text):
            year, month, day = (found[place] for place in places)
            return _count(year, month if month.isdecimal() else str(MONTHS.get(month, 0)), day)
    return np.nan


def _count(year: str, month: str, day: str) -> float:
    """Return a day in seconds since 1970, or NaN if there is none."""
    whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return (date(whole, int(month), int(day)) - date(1970, 1, 1)).days * DAY
    except ValueError:
        return np.nan
