"""The named checks: right on published examples, never wrong about numbers that were rounded honestly."""

import csv
import math
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from owlib.evidence.checks import CHECKS, FAILS, HOLDS, UNCLEAR
from owlib.evidence.intervals import Interval, enclose
from owlib.evidence.numbers import parse_period

PUBLISHED = list(
    csv.DictReader((Path(__file__).parents[1] / "published" / "grim.csv").read_text(encoding="utf-8").splitlines())
)
UNITS = (Decimal("0.1"), Decimal(1), Decimal(10))
sizes = st.decimals(min_value=20, max_value=100_000, places=3)
units = st.sampled_from(UNITS)


def leave(printed: Decimal, unit: Decimal) -> Interval:
    """What rounding to a unit leaves of a printed number."""
    return enclose(printed - unit / 2, printed + unit / 2)


def print_rounded(truth: Fraction | Decimal, unit: Decimal) -> Interval:
    """Round a true value to a unit, as an honest author does, and return what a reader then knows."""
    steps = (Decimal(Fraction(truth).numerator) / Decimal(Fraction(truth).denominator)) / unit
    return leave(steps.quantize(Decimal(1), ROUND_HALF_EVEN) * unit, unit)


@pytest.mark.parametrize("row", PUBLISHED, ids=[f"{row['value']}-of-{row['n']}" for row in PUBLISHED])
def test_published_examples_of_granularity_come_out_as_published(row):
    value, size = Decimal(row["value"]), Decimal(row["n"])
    check = CHECKS["granular-percent" if row["kind"] == "percent" else "granular"]
    reported = leave(value, Decimal(1).scaleb(value.as_tuple().exponent))
    outcome = check.judge(reported, [enclose(size, size)])
    assert outcome.verdict == (HOLDS if row["consistent"] == "yes" else FAILS)
    assert row["reference"]


@given(sizes, sizes, units, units)
def test_a_growth_rounded_honestly_never_fails(start, end, unit, rate_unit):
    growth = 100 * (Fraction(end) / Fraction(start) - 1)
    numbers = [print_rounded(start, unit), print_rounded(end, unit)]
    assert CHECKS["growth"].judge(print_rounded(growth, rate_unit), numbers).verdict == HOLDS


@given(sizes, sizes, units)
def test_sums_differences_multiples_and_shares_rounded_honestly_never_fail(first, second, unit):
    small, large = sorted((Fraction(first), Fraction(second)))
    inputs = [print_rounded(small, unit), print_rounded(large, unit)]
    truths = {
        "sum": small + large,
        "difference": large - small,
        "multiple": large / small,
        "share": 100 * small / large,
    }
    for name, truth in truths.items():
        assert CHECKS[name].judge(print_rounded(truth, Decimal("0.1")), inputs).verdict == HOLDS, name


@given(sizes, sizes, st.integers(5, 60), st.integers(5, 60))
def test_growth_of_a_rest_rounded_honestly_never_fails(part0, part1, share0, share1):
    rests = [Fraction(part) * (Fraction(100, share) - 1) for part, share in ((part0, share0), (part1, share1))]
    growth = 100 * (rests[1] / rests[0] - 1)
    inputs = []
    for part, share in ((part0, share0), (part1, share1)):
        inputs += [print_rounded(part, Decimal(1)), print_rounded(Decimal(share), Decimal("0.1"))]
    assert CHECKS["growth-of-rest"].judge(print_rounded(growth, Decimal(1)), inputs).verdict == HOLDS


@given(sizes, sizes, units)
def test_an_order_that_is_true_never_fails_and_is_left_open_where_rounding_hides_it(first, second, unit):
    assume(first != second)
    low, high = sorted((first, second))
    inputs = [print_rounded(low, unit), print_rounded(high, unit)]
    assert CHECKS["rises"].judge(None, inputs).verdict in (HOLDS, UNCLEAR)
    assert CHECKS["falls"].judge(None, inputs).verdict in (FAILS, UNCLEAR)
    assert CHECKS["highest"].judge(inputs[1], inputs[:1]).verdict in (HOLDS, UNCLEAR)
    if inputs[0].overlaps(inputs[1]):
        assert CHECKS["rises"].judge(None, inputs).verdict == UNCLEAR


@pytest.mark.parametrize(
    ("check", "reported", "inputs", "verdict"),
    [
        ("growth", (17.5, 18.5), [(864_500, 865_500), (1_073_500, 1_074_500)], FAILS),  # 24.0 to 24.3
        ("multiple", (2, 2), [(4.45, 4.55), (8.95, 9.05)], HOLDS),  # 1.97 to 2.03
        ("multiple", (3, 3), [(4.45, 4.55), (8.95, 9.05)], FAILS),
        ("sum", (8, 8), [(7, 7), (1, 1)], HOLDS),
        ("sum", (9, 9), [(7, 7), (1, 1)], FAILS),
        ("equal", (6, 6), [(7, 7)], FAILS),
        ("equal", (1, math.inf), [(1, math.inf)], HOLDS),  # at least one, said twice
        ("equal", (1, math.inf), [(5, math.inf)], UNCLEAR),
        ("rises", None, [(5, 5), (5, 5)], FAILS),
        ("difference", (-1.5, -0.5), [(15.5, 16.5), (14.5, 15.5)], HOLDS),  # 16 to 15 per cent
        ("whole", None, [(11.5, 22.5), (50, 100)], HOLDS),
        ("whole", None, [(51, 52), (50, 100)], FAILS),
        ("within", (9.5, 10.5), [(4.5, 12.5)], HOLDS),
        ("within", (11.5, 12.6), [(4.5, 12.5)], UNCLEAR),
        ("within", (13, 14), [(4.5, 12.5)], FAILS),
        ("in-order", None, [(32, 32), (45, 45), (53, 53)], HOLDS),
        ("in-order", None, [(32, 32), (54, 54), (53, 53)], FAILS),
        ("exception", (100, 100), [(1, 1)], FAILS),  # all, but for one
        ("exception", (50, 100), [(1, 1)], UNCLEAR),  # most, and one that is not among them
        ("ranking", None, [(1, 1), (3, 3), (2, 2)], HOLDS),
        ("ranking", None, [(1, 1), (3, 3), (3, 3)], FAILS),
        ("count", (3, 3), [(1, 1), (1, 1), (1, 1)], HOLDS),
        ("count", (3, 3), [(1, 1), (1, 1)], FAILS),
        ("share-rises", None, [(61, 61), (167, 167), (91, 91), (179, 179)], HOLDS),  # 36.5 to 50.8
        ("rest-falls", None, [(167, 167), (61, 61), (179, 179), (91, 91)], HOLDS),  # 106 to 88
        ("rest-falls", None, [(179, 179), (91, 91), (167, 167), (61, 61)], FAILS),
    ],
)
def test_each_check_by_hand(check, reported, inputs, verdict):
    interval = None if reported is None else Interval(*reported)
    assert CHECKS[check].judge(interval, [Interval(*ends) for ends in inputs]).verdict == verdict


@pytest.mark.parametrize(
    ("check", "reported", "other", "verdict"),
    [
        ("in-period", "2014-2015", "2013-2015", HOLDS),
        ("in-period", "2012-2014", "2013-2015", FAILS),
        ("in-period", "mei tot en met september 2013", "mei 2013 tot en met februari 2015", HOLDS),
        ("in-period", "april 2013 tot en met februari 2015", "mei 2013 tot en met februari 2015", FAILS),
        ("in-period", "2013-2015", "april 2013 tot en met februari 2015", UNCLEAR),  # months of years are not told
        ("in-period", "2012-2015", "april 2013 tot en met februari 2015", FAILS),
        ("in-period", "januari 2015", "februari 2015 tot april 2015", FAILS),
        ("same-period", "2013-2015", "2013-2015", HOLDS),
        ("same-period", "2013-2015", "2013-2014", FAILS),
        ("same-period", "2013-2015", "april 2013 tot en met februari 2015", HOLDS),
        ("same-period", "april 2013 tot februari 2015", "mei 2013 tot en met februari 2015", FAILS),
    ],
)
def test_periods_are_compared_by_month_where_months_are_printed(check, reported, other, verdict):
    own, given = (Interval(float(told.low), float(told.high)) for told in map(parse_period, (reported, other)))
    assert CHECKS[check].judge(own, [given]).verdict == verdict


def test_each_check_has_a_code_and_each_code_a_check(evidence):
    assert set(evidence.list_codes("check")) == set(CHECKS)
