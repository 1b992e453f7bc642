"""Numbers and places read as a text of their language prints them."""

import pytest

from owlib.exhibits.wording import (
    order_section,
    show_months,
    show_number,
    show_place,
    start_upper,
    strip_address,
    wrap_words,
)
from owlib.words import read_words

WORDS = read_words("en")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1_074_000, "workers", None, "1,074,000"),
        (13.3, "percent", None, "13.3%"),
        (18.0, "percent", 1, "18.0%"),
        (-3, "percent", None, "\u22123%"),
        (2015, "year", None, "2015"),
    ],
)
def test_numbers_read_as_english_prints_them(value, unit, decimals, text):
    assert WORDS.number(value, unit, decimals) == text


def test_a_number_keeps_its_decimals(evidence):
    assert show_number(WORDS, evidence.find_number("national-flexible-vvt-share-2013")) == "18.0%"
    assert show_number(WORDS, evidence.find_number("national-flexible-care-share-2015")) == "16%"
    assert show_number(WORDS, evidence.find_number("national-freelancers-care-growth-period")) == "2010\u20132018"


def test_dates_are_written_out_as_exact_as_they_are_printed(evidence):
    project, item = evidence.find_number("ow-project-period"), evidence.find_number("flex-blog-date")
    assert show_number(WORDS, project) == "April 2013 \u2013 February 2015"
    assert show_number(read_words("nl"), project) == "april 2013 \u2013 februari 2015"
    assert show_number(WORDS, item) == "20 December 2019"
    assert show_months(WORDS, 12 * 2013 + 4, 12 * 2015 + 1) == "May 2013 \u2013 February 2015"
    assert show_months(WORDS, 12 * 2013, 12 * 2015 + 11) == "2013\u20132015"


def test_places_read_well():
    assert show_place(WORDS, {"section": "2.2", "lines": "174"}) == "§2.2, line 174"
    assert (
        show_place(WORDS, {"section": "5.2;5.10", "lines": "553-557;1215"}) == "§5.2, §5.10, lines 553\u2013557, 1215"
    )
    assert show_place(read_words("nl"), {"section": "abstract;4.3", "lines": "36"}) == "samenvatting, §4.3, regel 36"
    assert show_place(read_words("nl"), {"section": "annex B", "lines": "1"}) == "annex B, regel 1"
    assert sorted(["5.10", "5.9", "abstract", "4"], key=order_section) == ["4", "5.9", "5.10", "abstract"]


def test_headings_are_written_as_their_language_does():
    assert [start_upper(text) for text in ("één leerteam", "een plan", "one")] == ["Eén leerteam", "Een plan", "One"]
    assert wrap_words("medewerkers en leidinggevenden", 11, "nl") == "medewerkers\nen leiding-\ngevenden"
    assert wrap_words("employers and stakeholders", 11, "en") == "employers\nand\nstakeholders"


def test_numbers_and_lists_follow_the_customs_of_the_language():
    dutch = read_words("nl")
    assert [dutch.number(1_074_000), dutch.number(14.8, "percent")] == ["1.074.000", "14,8%"]
    assert [words.join(["a", "b", "c"]) for words in (WORDS, dutch)] == ["a, b and c", "a, b en c"]


@pytest.mark.parametrize(
    ("address", "record_id"),
    [
        ("ow-a-final--ow-a-026", "ow-a-026"),
        ("st-antonius-interim-st-antonius-001", "st-antonius-001"),
        ("statement-flex-390", "flex-390"),
        ("contradiction-con-ow-own-concept-a", "con-ow-own-concept-a"),
    ],
)
def test_an_address_tells_its_record(address, record_id):
    assert strip_address(address) == record_id
