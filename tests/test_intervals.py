"""Arithmetic with what rounding leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owlib.intervals import Interval, compute_growth, compute_ratio


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


positive = st.floats(min_value=1, max_value=1e6)


@given(positive, positive, st.sampled_from([0.1, 1, 10]))
def test_numbers_rounded_honestly_never_give_a_growth_outside(earlier, later, unit):
    def leave(value: float) -> Interval:
        rounded = round(value / unit) * unit
        return Interval(max(rounded - unit / 2, 1e-9), rounded + unit / 2)

    growth = compute_growth(leave(earlier), leave(later))
    true = 100 * (later / earlier - 1)
    slack = 1e-6 * max(1, abs(true))
    assert growth.low - slack <= true <= growth.high + slack
