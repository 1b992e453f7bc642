"""Numbers as Dutch texts print them, parsed into value and rounding.

Rounding is information: a published ``49 procent`` means 48.5 up to 49.5. The rounding unit is read from
the token itself: the last decimal place, or the thousands that close it (``1.074.000`` counts thousands).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

WORDS = {
    "nul": 0, "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
    "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14,
    "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20,
    "verdubbeld": 2, "verdrievoudigd": 3,
}  # fmt: skip
UNITS = {
    "percent": ("%", "procent", "percent"),
    "percentage-point": ("procentpunt", "procentpunten"),
    "hours": ("uur", "uren"),
}
ABOUT = ("circa", "ca.", "ongeveer", "zo\u2019n", "zo'n")
DIGITS = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?")
RANGE = re.compile(r"\s*(?:\u2013|-|\btot\b|\bà\b|\ben\b)\s*")
SCALE = re.compile(r"\(?x (?P<number>[\d.]+)\)?")


@dataclass(frozen=True)
class Quantity:
    """A printed number.

    ``low`` and ``high`` are the printed ends (equal for a single number), ``rounding`` is the unit to which
    they were rounded, and ``unit`` is the unit word that stood in the token, or empty.
    """

    low: Decimal
    high: Decimal
    rounding: Decimal
    unit: str = ""
    about: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number, or nothing where a range was printed."""
        return self.low if self.low == self.high else None

    @property
    def least(self) -> Decimal:
        """The smallest number that would have been printed like this."""
        return self.low - self.rounding / 2

    @property
    def most(self) -> Decimal:
        """The number below which all numbers lie that would have been printed like this."""
        return self.high + self.rounding / 2


def clean_labels(frame: pd.DataFrame, missing: Sequence[str]) -> pd.DataFrame:
    """Return text columns with one way of writing: composed letters, single spaces, empty for a missing value.

    Parameters
    ----------
    frame
        Text columns only.
    missing
        Codes that stand for no value, such as ``n.v.t.``

    """

    def clean(text: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", text).split())
        return "" if text in missing else text

    return frame.map(clean)


def parse_number(text: str) -> tuple[Decimal, Decimal]:
    """Return value and rounding unit of one Dutch number: ``1.074.000``, ``13,3``, ``één``, ``N=17``.

    Raises
    ------
    ValueError
        If the text is not such a number; an English ``1,074,000`` is not.

    """
    text = re.sub(r"^N\s*=\s*", "", text.strip(), flags=re.IGNORECASE)
    if text.lower() in WORDS:
        return Decimal(WORDS[text.lower()]), Decimal(1)
    found = DIGITS.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}'")
    whole, decimals = found["whole"], found["decimals"] or ""
    value = Decimal(whole.replace(".", "") + ("." + decimals if decimals else ""))
    if decimals:
        return value, Decimal(1).scaleb(-len(decimals))
    closing = re.search(r"(?:\.000)*$", whole).group()
    return value, Decimal(1000) ** (len(closing) // 4)


def parse_token(token: str, rounding: Decimal | None = None) -> Quantity:
    """Return the quantity that a token prints: a number or a range, with its unit word if it has one.

    Parameters
    ----------
    token
        As printed: ``12 tot 22%``, ``één procent``, ``2010-2013``, ``(x 1.000)``, ``circa 75.000``.
    rounding
        The rounding unit, where the words around the token say that it is not the one it shows.

    Raises
    ------
    ValueError
        If the token is not a number or a range, or if a range runs down.

    Examples
    --------
    >>> parse_token("12 tot 22%")
    Quantity(low=Decimal('12'), high=Decimal('22'), rounding=Decimal('1'), unit='percent', about=False)

    """
    text = re.sub(r"\s+", " ", token.replace("\u00a0", " ")).strip()
    if not text:
        raise ValueError("an empty token")
    scale = SCALE.fullmatch(text)
    if scale:
        value, _ = parse_number(scale["number"])
        return Quantity(value, value, Decimal(0), "scale")
    about = next((word for word in ABOUT if text.lower().startswith(word + " ")), "")
    text, unit = split_unit(text[len(about) :].strip())
    parts = [parse_number(part) for part in RANGE.split(text)] if RANGE.search(text) else [parse_number(text)]
    if len(parts) > 2:
        raise ValueError(f"'{token}', which has more than two ends")
    (low, first), (high, last) = parts[0], parts[-1]
    if low > high:
        raise ValueError(f"'{token}', whose low end lies above its high end")
    unit_of_rounding = max(first, last) if rounding is None else Decimal(str(rounding))
    return Quantity(low, high, unit_of_rounding, unit, bool(about))


def split_unit(text: str) -> tuple[str, str]:
    """Return a token without its unit word, and the code of that unit (empty if there is none)."""
    for unit, words in UNITS.items():
        for word in words:
            found = re.fullmatch(rf"(?P<number>.*?)\s*{re.escape(word)}", text, flags=re.IGNORECASE)
            if found:
                return found["number"], unit
    return text, ""
