"""What rounding leaves open: the values that published numbers can stand for, and those that follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` up to ``high``."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an interval that runs down."""
        if self.low > self.high:
            raise ValueError(f"an interval must not run down: {self.low} to {self.high}")

    def overlaps(self, other: Interval) -> bool:
        """Return whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def contains(self, number: float) -> bool:
        """Return whether a number lies inside."""
        return self.low <= number <= self.high


def compute_ratio(later: Interval, earlier: Interval) -> Interval:
    """Return all values of later / earlier, both above zero.

    Raises
    ------
    ValueError
        If an interval holds zero or less, for which a ratio has no bounds.

    """
    if earlier.low <= 0 or later.low < 0:
        raise ValueError(f"a ratio needs numbers above zero: {later} / {earlier}")
    return Interval(later.low / earlier.high, later.high / earlier.low)


def compute_growth(earlier: Interval, later: Interval) -> Interval:
    """Return all growth rates, in per cent, from an earlier to a later value."""
    ratio = compute_ratio(later, earlier)
    return Interval(100 * (ratio.low - 1), 100 * (ratio.high - 1))
