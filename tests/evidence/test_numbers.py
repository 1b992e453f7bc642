"""Numbers as Dutch texts print them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owlib.evidence.numbers import WORDS, clean_label, parse_dates, parse_number, parse_period, parse_token

TOKENS = [  # token, low, high, rounding, unit word; by hand
    ("1.074.000", "1074000", "1074000", "1000", ""),
    ("61.000", "61000", "61000", "1000", ""),
    ("1.000.000", "1000000", "1000000", "1000000", ""),
    ("1.250", "1250", "1250", "1", ""),
    ("85", "85", "85", "1", ""),
    ("13,3 procent", "13.3", "13.3", "0.1", "percent"),
    ("18,0 procent", "18.0", "18.0", "0.1", "percent"),
    ("49 procent", "49", "49", "1", "percent"),
    ("één procent", "1", "1", "1", "percent"),
    ("een procentpunt", "1", "1", "1", "percentage-point"),
    ("12 tot 22%", "12", "22", "1", "percent"),
    ("5 tot 12 %", "5", "12", "1", "percent"),
    ("4 à 5", "4", "5", "1", ""),
    ("2010-2013", "2010", "2013", "1", ""),
    ("2010 en 2018", "2010", "2018", "1", ""),
    ("Zeven", "7", "7", "1", ""),
    ("N=17", "17", "17", "1", ""),
    ("verdubbeld", "2", "2", "1", ""),
    ("20 uur", "20", "20", "1", "hours"),
    ("(x 1.000)", "1000", "1000", "0", "scale"),
    ("zo\u2019n 4 à 5", "4", "5", "1", ""),
    ("beide", "2", "2", "1", ""),
    ("2x", "2", "2", "1", ""),
    ("een jaar", "1", "1", "1", "years"),
    ("één dag", "1", "1", "1", "days"),
    ("meerderheid", "50", "100", "0", "percent"),
    ("unaniem", "100", "100", "0", "percent"),
    ("tweede", "2", "2", "1", ""),
    ("1 074 000", "1074000", "1074000", "1000", ""),
    ("1\u00a0074\u00a0000", "1074000", "1074000", "1000", ""),
    ("1\u2009074\u202f000", "1074000", "1074000", "1000", ""),
    ("1,1 miljoen", "1100000", "1100000", "100000", ""),
    ("1,1 mln", "1100000", "1100000", "100000", ""),
    ("91 duizend", "91000", "91000", "1000", ""),
    ("2 miljard", "2000000000", "2000000000", "1000000000", ""),
    ("1,1 tot 1,3 miljoen", "1100000", "1300000", "100000", ""),
    ("win-win-win", "3", "3", "1", ""),
]


@pytest.mark.parametrize(("token", "low", "high", "rounding", "unit"), TOKENS)
def test_a_token_gives_its_ends_rounding_and_unit(token, low, high, rounding, unit):
    quantity = parse_token(token)
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))
    assert (quantity.rounding, quantity.unit) == (Decimal(rounding), unit)


NO_NUMBERS = ["", "  ", "1,074,000", "1.07.4000", "12,", "veel", "22 tot 12%", "1 tot 2 tot 3", "0x10", "1e3", "NaN"]


@pytest.mark.parametrize("token", [*NO_NUMBERS, "0.875", "0 875", "1.074 000", "1.0 miljoen", "5" * 5000])
def test_what_is_no_dutch_number_is_refused(token):
    with pytest.raises(ValueError, match=r".+"):
        parse_token(token)


@pytest.mark.parametrize(
    ("parse", "token"), [(parse_token, "5" * 5000), (parse_token, "x" * 5000), (parse_period, "5" * 5000)]
)
def test_a_message_shows_no_more_of_a_long_token_than_its_start(parse, token):
    with pytest.raises(ValueError, match=r".+") as caught:
        parse(token)
    assert len(str(caught.value)) < 100


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=3))
def test_a_number_printed_the_dutch_way_comes_back(number, places):
    value = Decimal(number).scaleb(-places)
    printed = f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
    parsed, rounding = parse_number(printed)
    assert parsed == value
    if places:
        assert rounding == Decimal(1).scaleb(-places)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["-", " tot ", " à ", "\u2013"]), st.booleans())
def test_a_range_printed_the_dutch_way_comes_back(first, second, dash, percent):
    low, high = sorted((first, second))
    printed = dash.join(f"{number:,}".replace(",", ".") for number in (low, high)) + ("%" if percent else "")
    quantity = parse_token(printed)
    assert (quantity.low, quantity.high) == (low, high)
    assert quantity.unit == ("percent" if percent else "")


@given(st.integers(1, 10**6), st.sampled_from(["circa", "ongeveer", "zo\u2019n"]))
def test_about_changes_nothing_but_its_mark(number, word):
    printed = f"{number:,}".replace(",", ".")
    assert parse_token(f"{word} {printed}") == replace(parse_token(printed), about=True)


def test_a_bound_leaves_all_on_one_side():
    assert (parse_token("maximaal 6").least, parse_token("maximaal 6").bound) == (0, "most")
    assert parse_token("minimaal een").most == parse_token("enkele").most == Decimal("Infinity")


@pytest.mark.parametrize(
    ("token", "dates", "low", "high"),
    [
        ("april 2013 tot en met februari 2015", ["2013-04", "2015-02"], 12 * 2013 + 3, 12 * 2015 + 1),
        ("mei tot en met september 2013", ["2013-05", "2013-09"], 12 * 2013 + 4, 12 * 2013 + 8),
        ("20 december 2019", ["2019-12-20"], 12 * 2019 + 11, 12 * 2019 + 11),
        ("eerste helft van 2020", ["2020"], 12 * 2020, 12 * 2020 + 11),
        ("2010 en 2018", ["2010", "2018"], 12 * 2010, 12 * 2018 + 11),
        ("2010-2013", ["2010", "2013"], 12 * 2010, 12 * 2013 + 11),
    ],
)
def test_a_period_gives_its_dates_as_printed_and_its_first_and_last_month(token, dates, low, high):
    quantity = parse_period(token)
    assert parse_dates(token) == dates
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize("token", ["in het voorjaar", "2018-2010", "mei 2013 tot april 2013"])
def test_a_period_without_a_year_or_running_down_is_refused(token):
    with pytest.raises(ValueError, match=r".+"):
        parse_period(token)


@given(st.sampled_from(sorted(WORDS)))
def test_a_number_word_comes_back_in_either_case(word):
    assert parse_number(word) == parse_number(word.upper()) == (Decimal(WORDS[word]), Decimal(1))


@given(st.decimals(min_value=1, max_value=99, places=4), st.integers(min_value=0, max_value=2))
def test_the_true_value_is_never_outside_what_rounding_leaves(truth, places):
    printed = f"{truth:.{places}f}".replace(".", ",") + " procent"
    quantity = parse_token(printed)
    assert quantity.least <= truth <= quantity.most


def test_labels_are_written_one_way_and_codes_for_missing_values_are_empty():
    cells = {"  care\u00a0and   welfare ": "care and welfare", "e\u0301e\u0301n": "\u00e9\u00e9n", "n.v.t.": ""}
    cells["n.v.t. here"] = "n.v.t. here"
    assert [clean_label(cell, ["", "n.v.t."]) for cell in cells] == list(cells.values())
