"""Arithmetic with what rounding leaves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owlib.evidence.intervals import Interval, compute_growth, compute_ratio, enclose


def test_growth_of_freelancers_in_care_from_rounded_levels():
    growth = compute_growth(Interval(60_500, 61_500), Interval(90_500, 91_500))
    assert growth.low == pytest.approx(100 * (90_500 / 61_500 - 1))
    assert growth.high == pytest.approx(100 * (91_500 / 60_500 - 1))


def test_touching_intervals_overlap_and_parted_ones_do_not():
    assert Interval(1, 2).overlaps(Interval(2, 3))
    assert not Interval(1, 2).overlaps(Interval(2.1, 3))


def test_an_interval_that_runs_down_is_refused():
    with pytest.raises(ValueError, match="must not run down"):
        Interval(2, 1)


@pytest.mark.parametrize("earlier", [Interval(0, 1), Interval(-1, 1)])
def test_a_ratio_to_an_interval_that_holds_zero_is_refused(earlier):
    with pytest.raises(ValueError, match="above zero"):
        compute_ratio(Interval(1, 2), earlier)


decimals = st.decimals(min_value=-10_000, max_value=10_000, places=3)


@given(st.tuples(decimals, decimals), st.tuples(decimals, decimals), st.fractions(0, 1), st.fractions(0, 1))
def test_the_true_result_is_never_outside(first, second, inside_first, inside_second):
    """Of any two numbers inside, exact as fractions, sum, difference, product and quotient are inside."""
    (low0, high0), (low1, high1) = sorted(first), sorted(second)
    a = Fraction(low0) + inside_first * (Fraction(high0) - Fraction(low0))
    b = Fraction(low1) + inside_second * (Fraction(high1) - Fraction(low1))
    x, y = enclose(low0, high0), enclose(low1, high1)
    results = [(x + y, a + b), (x - y, a - b), (x * y, a * b)]
    if not y.contains(0):
        results.append((x / y, a / b))
    for interval, truth in results:
        assert Fraction(interval.low) <= truth <= Fraction(interval.high)


@given(decimals, decimals)
def test_floats_enclose_the_decimals_they_stand_for(first, second):
    low, high = sorted((first, second))
    interval = enclose(low, high)
    assert Fraction(interval.low) <= Fraction(low)
    assert Fraction(interval.high) >= Fraction(high)


def test_a_division_by_an_interval_that_holds_zero_is_refused():
    with pytest.raises(ZeroDivisionError, match="holds zero"):
        Interval(1, 2) / Interval(-1, 1)
