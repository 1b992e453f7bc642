"""What rounding leaves open: the values that published numbers can stand for, and those that follow.

The arithmetic is mpmath's interval arithmetic, which rounds outward: a true value is never outside. Intervals are
closed, so that a number rounded at a tie, up or down, is inside too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from mpmath import MPIntervalContext

DIGITS = 30
"""Decimal digits of the arithmetic; published numbers have at most seven."""
ARITHMETIC = MPIntervalContext()
ARITHMETIC.dps = DIGITS


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` up to ``high``, both included."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an interval that runs down."""
        if self.low > self.high:
            raise ValueError(f"an interval must not run down: {self.low} to {self.high}")

    def overlaps(self, other: Interval) -> bool:
        """Return whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def inside(self, other: Interval) -> bool:
        """Return whether all numbers of this one lie in another."""
        return other.low <= self.low and self.high <= other.high

    def contains(self, number: float) -> bool:
        """Return whether a number lies inside."""
        return self.low <= number <= self.high

    def __add__(self, other: Interval) -> Interval:
        """Return all sums."""
        return _to_interval(_to_mpmath(self) + _to_mpmath(other))

    def __sub__(self, other: Interval) -> Interval:
        """Return all differences."""
        return _to_interval(_to_mpmath(self) - _to_mpmath(other))

    def __mul__(self, other: Interval) -> Interval:
        """Return all products."""
        return _to_interval(_to_mpmath(self) * _to_mpmath(other))

    def __truediv__(self, other: Interval) -> Interval:
        """Return all quotients.

        Raises
        ------
        ZeroDivisionError
            If the divisor holds zero, for which quotients have no bounds.

        """
        if other.contains(0):
            raise ZeroDivisionError(f"a division by {other.low} to {other.high}, which holds zero")
        return _to_interval(_to_mpmath(self) / _to_mpmath(other))


def make_exact(number: float) -> Interval:
    """Return the interval that holds one number."""
    return Interval(number, number)


def _to_mpmath(interval: Interval):
    """Return an interval as mpmath's."""
    return ARITHMETIC.mpf([interval.low, interval.high])


def _to_interval(value) -> Interval:
    """Return mpmath's interval with its ends as floats, rounded outward."""
    return Interval(_to_float(value.a, -math.inf), _to_float(value.b, math.inf))


def _to_float(end, outward: float) -> float:
    """Return the nearest float to an end, or its neighbour outward where that lies inside."""
    number = float(end)
    return number if ARITHMETIC.mpf(number) == end else math.nextafter(number, outward)


def enclose(low: Decimal, high: Decimal) -> Interval:
    """Return the smallest interval of floats that holds two decimal numbers and all between them."""
    ends = float(low), float(high)
    return Interval(
        ends[0] if Decimal(ends[0]) <= low else math.nextafter(ends[0], -math.inf),
        ends[1] if Decimal(ends[1]) >= high else math.nextafter(ends[1], math.inf),
    )


def compute_ratio(later: Interval, earlier: Interval) -> Interval:
    """Return all values of later / earlier, both above zero.

    Raises
    ------
    ValueError
        If an interval holds zero or less, for which a ratio of sizes has no meaning.

    """
    if earlier.low <= 0 or later.low < 0:
        raise ValueError(f"a ratio needs numbers above zero: {later} / {earlier}")
    return later / earlier


def compute_growth(earlier: Interval, later: Interval) -> Interval:
    """Return all growth rates, in per cent, from an earlier to a later value."""
    return make_exact(100) * (compute_ratio(later, earlier) - make_exact(1))
