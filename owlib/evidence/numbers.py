"""Numbers as Dutch texts print them, parsed into value and rounding.

Rounding is information: a published ``49 procent`` means 48.5 up to 49.5. The rounding unit is read from
the token itself: the last decimal place, or the thousands that close it (``1.074.000`` counts thousands, ``1,1
miljoen`` hundred thousands).

Dates are as exact as they are printed, in ISO 8601: ``2013``, ``2013-05``. They are compared by month.

Every printed number of the evidence in one frame, whichever table holds it, with what its rounding leaves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from owlib.evidence.intervals import Interval, enclose

Tables = dict[str, pd.DataFrame]
Records = dict[str, list[dict[str, str]]]
"""Tables as frames, and as lists of their rows: text, but for the number of each row in its file."""
WORDS = {
    "nul": 0, "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
    "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14,
    "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20,
    "beide": 2, "beiden": 2, "allebei": 2, "alledrie": 3, "verdubbeld": 2, "verdrievoudigd": 3,
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "win-win-win": 3,
}  # fmt: skip
SHARES_IN_WORDS = {
    "meerderheid": (50, 100), "ruime meerderheid": (50, 100), "merendeel": (50, 100), "meeste": (50, 100),
    "de meeste": (50, 100), "meesten": (50, 100), "unaniem": (100, 100), "unanieme": (100, 100), "alle": (100, 100),
    "al": (100, 100), "alleen": (100, 100), "geen": (0, 0), "halverwege": (50, 50), "groot deel": (0, 100),
    "kleiner deel": (0, 100), "beperkt deel": (0, 100),
}  # fmt: skip
"""Shares that words leave open, in per cent; a *large* or *limited* part has no bound of its own."""
UNIT_SIGNS = {
    "percent": ("%", "procent", "percent"),
    "percentage-point": ("procentpunt", "procentpunten"),
    "hours": ("uur", "uren"),
    "years": ("jaar", "jaren"),
    "months": ("maand", "maanden"),
    "days": ("dag", "dagen"),
}
ABOUT = ("circa", "ca.", "ongeveer", "zo\u2019n", "zo'n")
BOUNDS = {
    "maximaal": "most", "hooguit": "most", "ten hoogste": "most",
    "minimaal": "least", "minstens": "least", "tenminste": "least", "ten minste": "least", "meer dan": "above",
}  # fmt: skip
EXACT_MEASURES = ("year", "period", "count", "scale", "rank", "duration", "ordinal", "quantifier")
AT_LEAST = {"enkele": 2}
"""Counts in words with one end."""
YEARS = ("year", "period")
"""Measures that are dates."""
NAMES = ("reference",)
"""Measures whose number names something and is no amount."""
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
DATE = re.compile(
    rf"(?:(?:\b(?P<day>\d{{1,2}})\s+)?\b(?P<month>{'|'.join(MONTHS)})\b\s*)?(?P<year>(?<!\d)(?:1[89]|20)\d\d(?!\d))?",
    re.IGNORECASE,
)
ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
LONGEST_QUOTE = 60
MOST_DIGITS = 15
"""The most digits of a number: as many as a computer keeps exactly."""
DIGITS = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[. ])\d{3}(?:(?P=mark)\d{3})*|\d+)(?:,(?P<decimals>\d+))?"
    r"(?:\s(?P<scale>duizend|miljoen|mln\.?|miljard|mld\.?))?",
    re.IGNORECASE,
)
"""A number as Dutch texts and Statistics Netherlands print it; no group of thousands begins with a zero."""
SCALES = {"duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9}
RANGE = re.compile(r"\s*(?:\u2013|-|\btot\b|\bà\b|\ben\b)\s*")
SCALE = re.compile(r"\(?x (?P<number>[\d.]+)\)?")


@dataclass(frozen=True)
class Quantity:
    """A printed number.

    ``low`` and ``high`` are the printed ends (equal for a single number), ``rounding`` is the unit to which
    they were rounded, and ``unit`` is the unit word that stood in the token, or empty. ``about`` tells that the
    text says *about*; ``bound`` is ``most``, ``least`` or ``above`` where it prints only one end.
    """

    low: Decimal
    high: Decimal
    rounding: Decimal
    unit: str = ""
    about: bool = False
    bound: str = ""

    @property
    def value(self) -> Decimal | None:
        """The number, or nothing where a range was printed."""
        return self.low if self.low == self.high else None

    @property
    def least(self) -> Decimal:
        """The smallest number that would have been printed like this."""
        return Decimal(0) if self.bound == "most" else self.low - self.rounding / 2

    @property
    def most(self) -> Decimal:
        """The number below which all numbers lie that would have been printed like this."""
        return Decimal("Infinity") if self.bound in ("least", "above") else self.high + self.rounding / 2


def clean_label(text: str, missing: Collection[str]) -> str:
    """Return a cell with one way of writing: composed letters, single spaces; a code such as ``n.v.t.`` as empty."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return "" if text in missing else text


def _quote(text: str) -> str:
    """Return a text in quotes, as a message shows it; of a long one its start."""
    shown = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "\u2026"
    return f"'{shown}'"


def parse_number(text: str) -> tuple[Decimal, Decimal]:
    """Return value and rounding unit of one Dutch number: ``1.074.000``, ``1 074 000``, ``1,1 miljoen``, ``één``.

    Raises
    ------
    ValueError
        If the text is not such a number; an English ``1,074,000`` or ``0.875`` is not.

    """
    text = re.sub(r"^N\s*=\s*", "", text.strip(), flags=re.IGNORECASE)
    if text.lower() in WORDS:
        return Decimal(WORDS[text.lower()]), Decimal(1)
    digits = sum(letter.isdigit() for letter in text)
    if digits > MOST_DIGITS:
        raise ValueError(f"a number of {digits} digits, of at most {MOST_DIGITS} that can be kept exactly")
    found = DIGITS.fullmatch(text)
    if not found:
        raise ValueError(_quote(text))
    whole, decimals = found["whole"], found["decimals"] or ""
    value = Decimal(re.sub(r"[. ]", "", whole) + ("." + decimals if decimals else ""))
    closing = re.search(r"(?:[. ]000)*$", whole).group()
    rounding = Decimal(1).scaleb(-len(decimals)) if decimals else Decimal(1000) ** (len(closing) // 4)
    scale = SCALES[found["scale"].lower().rstrip(".")] if found["scale"] else 1
    return value * scale, rounding * scale


def parse_token(token: str, rounding: Decimal | None = None) -> Quantity:
    """Return the quantity that a token prints: a number or a range, with its unit word if it has one.

    Parameters
    ----------
    token
        As printed: ``12 tot 22%``, ``één procent``, ``1 074 000``, ``(x 1.000)``, ``circa 75.000``, ``maximaal 6``,
        ``meerderheid``.
    rounding
        The rounding unit, where the words around the token say that it is not the one it shows.

    Raises
    ------
    ValueError
        If the token is not a number or a range, or if a range runs down.

    Examples
    --------
    >>> parse_token("12 tot 22%")
    Quantity(low=Decimal('12'), high=Decimal('22'), rounding=Decimal('1'), unit='percent', about=False, bound='')

    """
    text = " ".join(token.split())
    if not text:
        raise ValueError("an empty token")
    in_words = _read_words(text)
    if in_words:
        return in_words
    about, text = _split_start(text, ABOUT)
    bound, text = _split_start(text, tuple(BOUNDS))
    text, unit = split_unit(re.sub(r"(?<=\d)x$", "", text))
    parts = _read_parts(text)
    if len(parts) > 2:
        raise ValueError(f"{_quote(token)}, which has more than two ends")
    (low, first), (high, last) = parts[0], parts[-1]
    if low > high:
        raise ValueError(f"{_quote(token)}, whose low end lies above its high end")
    unit_of_rounding = max(first, last) if rounding is None else Decimal(str(rounding))
    return Quantity(low, high, unit_of_rounding, unit, bool(about), BOUNDS.get(bound, ""))


def _read_words(text: str) -> Quantity | None:
    """Return the quantity of a word that leaves something open, or of a scale such as ``(x 1.000)``; else nothing."""
    if text.lower() in SHARES_IN_WORDS:
        low, high = SHARES_IN_WORDS[text.lower()]
        return Quantity(Decimal(low), Decimal(high), Decimal(0), "percent")
    if text.lower() in AT_LEAST:
        least = Decimal(AT_LEAST[text.lower()])
        return Quantity(least, least, Decimal(0), bound="least")
    scale = SCALE.fullmatch(text)
    if scale:
        value, _ = parse_number(scale["number"])
        return Quantity(value, value, Decimal(0), "scale")
    return None


def _read_parts(text: str) -> list[tuple[Decimal, Decimal]]:
    """Return each end of a range, or the one number, with its rounding: ``1,1 tot 1,3 miljoen`` has its word once."""
    ends = [text] if text.lower() in WORDS else RANGE.split(text)
    scaled = re.search(rf"\s(?:{'|'.join(SCALES)})\.?$", ends[-1], re.IGNORECASE)
    return [parse_number(end + scaled.group() if scaled and end[-1:].isdigit() else end) for end in ends]


def _split_start(text: str, words: tuple[str, ...]) -> tuple[str, str]:
    """Return the word of a list with which a text starts, or nothing, and the rest."""
    word = next((word for word in words if text.lower().startswith(word + " ")), "")
    return word, text[len(word) :].strip()


def parse_dates(token: str) -> list[str]:
    """Return the dates that a token names, in ISO 8601 and as exact as it prints them.

    A month without a year is of the next year named: ``mei tot en met september 2013``.
    """
    dates: list[str] = []
    year = ""
    for found in reversed(list(DATE.finditer(token))):
        year = found["year"] or year
        if year and found.group():
            month = f"-{MONTHS.index(found['month'].lower()) + 1:02}" if found["month"] else ""
            dates.insert(0, year + month + (f"-{int(found['day']):02}" if found["day"] else ""))
    return dates


def count_months(date: str, *, last: bool = False) -> int:
    """Return the number of the month of a date, counted from year 0; of a year its first month, or its last."""
    year, month = int(date[:4]), date[5:7]
    return 12 * year + (int(month) - 1 if month else 11 * last)


def parse_period(token: str) -> Quantity:
    """Return the first and last month of the dates that a token names: ``2018``, ``april 2013 tot februari 2015``.

    Raises
    ------
    ValueError
        If it names none, or the later one first.

    """
    dates = parse_dates(token)
    if not dates:
        raise ValueError(f"{_quote(token)}, which names no year")
    first, last = count_months(dates[0]), count_months(dates[-1], last=True)
    if first > last:
        raise ValueError(f"{_quote(token)}, whose low end lies above its high end")
    return Quantity(Decimal(first), Decimal(last), Decimal(0))


def parse_quantity(record: dict, column: str = "token") -> Quantity | None:
    """Return the quantity that a row prints, or nothing where its number only names something.

    Years, periods, counts and the like are exact; the columns ``rounding`` and ``measure`` of the row may be missing.

    Raises
    ------
    ValueError
        If the token is no number.

    """
    measure = record.get("measure", "")
    if measure in NAMES:
        return None
    if measure in YEARS:
        return parse_period(record[column])
    exact = measure in EXACT_MEASURES or column != "token"
    rounding = Decimal(record.get("rounding") or 0) if exact or record.get("rounding") else None
    return parse_token(record[column], rounding)


def split_codes(text: str) -> list[str]:
    """Return the codes of a cell that holds several, parted by semicolons."""
    return [code.strip() for code in text.split(";")] if text else []


def list_named(text: str) -> list[str]:
    """Return the records that a cell of a claim names; of a thing that a record lists, ``record:words``, the record."""
    return [name.partition(":")[0] for name in split_codes(text)]


def split_unit(text: str) -> tuple[str, str]:
    """Return a token without its unit word, and the code of that unit (empty if there is none)."""
    for unit, words in UNIT_SIGNS.items():
        for word in words:
            found = re.fullmatch(rf"(?P<number>.*?)\s*{re.escape(word)}", text, flags=re.IGNORECASE)
            if found:
                return found["number"], unit
    return text, ""


TOKEN_COLUMNS = {"numbers": "token", "fieldwork": "respondents", "hr_themes": "token"}
"""Tables that hold printed numbers, and the column with the number as printed."""
UNTOLD = {
    "fieldwork": {"unit": "persons", "measure": "count"},
    "hr_themes": {"unit": "rank", "measure": "rank"},
}
"""Unit and measure of the numbers of a table that has no columns for them."""
SIGNED = ("growth", "share-change")
"""Measures that can be negative."""
COLUMNS = ("record_id", "table", "unit", "low", "high", "value", "rounding", "about", "bound", "provisional")


def find_id_column(frame: pd.DataFrame) -> str:
    """Return the column that names a record: the first one."""
    return str(frame.columns[0])


def find_id(record: dict) -> str:
    """Return the id of a record: its first cell."""
    return next(iter(record.values()))


def list_records(tables: Tables) -> Records:
    """Return each table as a list of its rows."""
    return {name: table.to_dict("records") for name, table in tables.items()}


def read_amounts(tables: Records) -> dict[str, dict]:
    """Return all printed numbers that are amounts, by the id of their record, as :func:`collect_amounts` tells.

    Tokens that cannot be read are left out; ``owlib check`` reports them.
    """
    amounts: dict[str, dict] = {}
    for table, column in TOKEN_COLUMNS.items():
        for record in [record for record in tables[table] if record[column]]:
            try:
                told = {**record, **UNTOLD.get(table, {})}
                quantity = parse_quantity(told, column)
            except (ValueError, ArithmeticError):
                continue
            if quantity:
                amounts.setdefault(find_id(record), {"table": table, **_measure_amount(told, quantity)})
    return amounts


def _measure_amount(record: dict, quantity: Quantity) -> dict:
    """Return what a number amounts to; what cannot be negative is not, however it was rounded."""
    sign = -1 if record.get("sign") == "-1" else 1
    least = quantity.least if record["measure"] in SIGNED else max(quantity.least, Decimal(0))
    interval = enclose(*sorted((sign * least, sign * quantity.most)))
    return {
        "unit": record["unit"],
        "low": interval.low,
        "high": interval.high,
        "value": None if quantity.value is None or quantity.bound else float(sign * quantity.value),
        "rounding": float(quantity.rounding),
        "about": quantity.about,
        "bound": quantity.bound,
        "provisional": record.get("provisional") == "yes",
    }


def collect_amounts(tables: Tables) -> pd.DataFrame:
    """Return all printed numbers that are amounts, of the text tables of :data:`TOKEN_COLUMNS`.

    One row a number, indexed by ``record_id``: ``table``, ``unit`` (a code of the list ``unit``), ``low``,
    ``high`` (what rounding leaves, signed, rounded outward; of dates the first and the last month, from year 0 on),
    ``value`` (the printed number; empty for a range), ``rounding`` (0 for an exact number), ``about`` (whether the
    text says *about*), ``bound`` (``most``, ``least`` or ``above`` where one end is printed), ``provisional``.
    """
    amounts = read_amounts(list_records({table: tables[table] for table in TOKEN_COLUMNS}))
    rows = [{"record_id": name, **amount} for name, amount in amounts.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).set_index("record_id")


def find_interval(row: pd.Series | dict) -> Interval:
    """Return what rounding leaves of one number: ``low`` and ``high`` of its row."""
    return Interval(float(row["low"]), float(row["high"]))
