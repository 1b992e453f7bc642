"""The named checks by which claims about numbers are recomputed, and what each needs.

A check takes what rounding leaves of its inputs. It gives either the values that follow, which are compared with
the reported one, or an order that is certain, impossible or left open.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from owlib.evidence.intervals import Interval, compute_growth, compute_ratio, make_exact

HOLDS, FAILS, UNCLEAR, NOT_CHECKABLE = "holds", "fails", "unclear", "not-checkable"
VERDICTS = (HOLDS, FAILS, UNCLEAR, NOT_CHECKABLE)
HUNDRED, ONE = make_exact(100), make_exact(1)
SAME, PERCENT, TIMES, DIFFERENCE = "same", "percent", "times", "difference"
"""Units that a check may ask of the reported number: that of its inputs, per cent, times, or a difference of them."""
COUNTED = (
    "workers", "branches", "persons", "organisations", "cases", "teams", "meetings", "interviews", "items",
)  # fmt: skip
"""Units of things that are counted; numbers of these may be set against each other."""


@dataclass(frozen=True)
class Outcome:
    """The verdict of a check, and the values that the inputs allow for the reported number, where it has one."""

    verdict: str
    allowed: Interval | None = None


@dataclass(frozen=True)
class Check:
    """A named check.

    Parameters
    ----------
    judge
        Takes the interval of the reported number (or nothing) and those of the inputs.
    least, most
        How many inputs it takes.
    reported
        Unit of the reported number; empty where the check takes none, ``number`` for any unit, ``any`` where it may
        be missing.
    inputs
        Units of the inputs, position by position, over again for further ones; ``same`` for one unit throughout.
    positive
        Positions of the inputs that must be above zero, as it divides by them.

    """

    judge: Callable[[Interval | None, list[Interval]], Outcome]
    least: int
    most: int
    reported: str = SAME
    inputs: tuple[str, ...] = (SAME,)
    positive: tuple[int, ...] = ()


def compare(reported: Interval, allowed: Interval) -> Outcome:
    """Return that a reported number holds if some value inside the rounding of all numbers gives it."""
    return Outcome(HOLDS if reported.overlaps(allowed) else FAILS, allowed)


def judge_above(upper: Interval, lower: Interval) -> str:
    """Return whether one number is above another: certainly, impossibly, or left open by rounding."""
    if upper.low > lower.high:
        return HOLDS
    return FAILS if upper.high <= lower.low else UNCLEAR


def judge_equal(reported: Interval, inputs: list[Interval]) -> Outcome:
    """Return whether two numbers can be the same; of two with one end only, whether they print the same end."""
    if math.isinf(reported.high) and math.isinf(inputs[0].high):
        return Outcome(HOLDS if reported == inputs[0] else UNCLEAR, inputs[0])
    return compare(reported, inputs[0])


def compute_share(part: Interval, total: Interval) -> Interval:
    """Return a part as a percentage of its total."""
    return HUNDRED * compute_ratio(part, total)


def compute_rest(part: Interval, share: Interval) -> Interval:
    """Return what is left of a total of which a part and its percentage are known."""
    return part * (HUNDRED / share - ONE)


def _judge_highest(reported: Interval, others: list[Interval]) -> Outcome:
    verdicts = [judge_above(reported, other) for other in others]
    allowed = Interval(max(other.low for other in others), math.inf)
    return Outcome(join_verdicts(verdicts), allowed)


def _judge_within(reported: Interval, inputs: list[Interval]) -> Outcome:
    if reported.inside(inputs[0]):
        return Outcome(HOLDS, inputs[0])
    return Outcome(UNCLEAR if reported.overlaps(inputs[0]) else FAILS, inputs[0])


def read_ends(period: Interval) -> tuple[Interval, Interval]:
    """Return in which months a period can begin and end.

    A beginning in January, or an end in December, may stand for a year of which no month is printed.
    """
    begins = period.low + 11 if period.low % 12 == 0 else period.low
    ends = period.high - 11 if period.high % 12 == 11 else period.high
    return Interval(period.low, min(begins, period.high)), Interval(max(ends, period.low), period.high)


def _judge_in_period(reported: Interval, inputs: list[Interval]) -> Outcome:
    begins, ends = read_ends(reported)
    outside = begins.high < inputs[0].low or ends.low > inputs[0].high
    return Outcome(HOLDS if reported.inside(inputs[0]) else FAILS if outside else UNCLEAR, inputs[0])


def _judge_period(reported: Interval, inputs: list[Interval]) -> Outcome:
    alike = all(own.overlaps(other) for own, other in zip(read_ends(reported), read_ends(inputs[0]), strict=True))
    return Outcome(HOLDS if alike else FAILS, inputs[0])


def _judge_order(_: Interval | None, inputs: list[Interval]) -> Outcome:
    return Outcome(join_verdicts([judge_above(upper, lower) for lower, upper in pairwise(inputs)]))


def _judge_exception(reported: Interval, _: list[Interval]) -> Outcome:
    return Outcome(FAILS if reported in (make_exact(0), HUNDRED) else UNCLEAR)


def _judge_whole(_: Interval | None, shares: list[Interval]) -> Outcome:
    total = reduce(Interval.__add__, shares)
    return Outcome(HOLDS if total.low <= 100 else FAILS, total)


def _judge_ranking(_: Interval | None, ranks: list[Interval]) -> Outcome:
    found = sorted(rank.low for rank in ranks)
    return Outcome(HOLDS if found == list(range(1, len(ranks) + 1)) else FAILS, Interval(1, len(ranks)))


def _judge_granular(reported: Interval, inputs: list[Interval]) -> Outcome:
    """Whether some whole number of respondents gives the mean or percentage: the GRIM test.

    Brown and Heathers (2017), The GRIM test, Social Psychological and Personality Science 8(4), 363-369.
    """
    products = reported * inputs[0]
    least, most = math.ceil(products.low), math.floor(products.high)
    return Outcome(FAILS) if most < least else Outcome(HOLDS, Interval(least, most) / inputs[0])


def _judge_granular_percent(reported: Interval, inputs: list[Interval]) -> Outcome:
    """Whether some whole number of respondents gives the percentage: the GRIM test for percentages."""
    outcome = _judge_granular(reported / HUNDRED, inputs)
    return Outcome(outcome.verdict, outcome.allowed and HUNDRED * outcome.allowed)


def join_verdicts(verdicts: list[str]) -> str:
    """Return the verdict on a claim that needs several things: it fails if one does, and is open if one is."""
    if FAILS in verdicts:
        return FAILS
    return HOLDS if set(verdicts) == {HOLDS} else UNCLEAR


def judge(name: str, reported: Interval | None, inputs: list[Interval]) -> Outcome:
    """Return the outcome of a named check.

    Raises
    ------
    ValueError
        If the numbers do not allow it, such as a growth from zero.

    """
    check = CHECKS[name]
    try:
        return check.judge(reported, inputs)
    except ArithmeticError as error:
        raise ValueError(str(error)) from error


MANY = 99
CHECKS = {
    "growth": Check(lambda r, x: compare(r, compute_growth(x[0], x[1])), 2, 2, PERCENT, positive=(0,)),
    "growth-of-rest": Check(
        lambda r, x: compare(r, compute_growth(compute_rest(x[0], x[1]), compute_rest(x[2], x[3]))),
        4, 4, PERCENT, (SAME, PERCENT), (1, 3),
    ),
    "multiple": Check(lambda r, x: compare(r, compute_ratio(x[1], x[0])), 2, 2, TIMES, positive=(0,)),
    "difference": Check(lambda r, x: compare(r, x[1] - x[0]), 2, 2, DIFFERENCE),
    "sum": Check(lambda r, x: compare(r, reduce(Interval.__add__, x)), 2, MANY),
    "share": Check(lambda r, x: compare(r, compute_share(x[0], x[1])), 2, 2, PERCENT, positive=(1,)),
    "equal": Check(judge_equal, 1, 1),
    "same-period": Check(_judge_period, 1, 1, "year", ("year",)),
    "in-period": Check(_judge_in_period, 1, 1, "year", ("year",)),
    "highest": Check(_judge_highest, 1, MANY),
    "rises": Check(lambda _, x: Outcome(judge_above(x[1], x[0]), x[1] - x[0]), 2, 2, ""),
    "falls": Check(lambda _, x: Outcome(judge_above(x[0], x[1]), x[1] - x[0]), 2, 2, ""),
    "share-rises": Check(
        lambda _, x: Outcome(judge_above(compute_share(x[2], x[3]), compute_share(x[0], x[1]))), 4, 4, "",
        positive=(1, 3),
    ),
    "rest-falls": Check(lambda _, x: Outcome(judge_above(x[0] - x[1], x[2] - x[3])), 4, 4, ""),
    "within": Check(_judge_within, 1, 1),
    "in-order": Check(_judge_order, 3, MANY, ""),
    "exception": Check(_judge_exception, 1, MANY, PERCENT, ("any",)),
    "whole": Check(_judge_whole, 2, MANY, "", (PERCENT,)),
    "count": Check(lambda r, x: compare(r, make_exact(len(x))), 1, MANY, "count", ("any",)),
    "ranking": Check(_judge_ranking, 2, MANY, "", ("rank",)),
    "granular": Check(_judge_granular, 1, 1, "number", ("count",), (0,)),
    "granular-percent": Check(_judge_granular_percent, 1, 1, PERCENT, ("count",), (0,)),
    "all": Check(lambda _, __: Outcome(UNCLEAR), 1, MANY, "", ("claim",)),
    "none": Check(lambda _, __: Outcome(NOT_CHECKABLE), 0, MANY, "any", ("any",)),
}  # fmt: skip
"""Each check by the code of the list ``check``."""
