"""Messages for readers, in the language that they are asked for."""

import pytest
from fluent.runtime import FluentBundle, FluentResource

from owlib.errors import OwlibError
from owlib.words import Words, read_words


def test_a_message_that_is_not_there_or_lacks_a_value_is_told_as_a_fault_of_ours():
    words = read_words("nl")
    with pytest.raises(OwlibError, match="expected a message 'no-such-message'"):
        words("no-such-message")
    with pytest.raises(OwlibError, match="span"):
        words("span", low="1")


@pytest.mark.parametrize("length", [1, 40, 41, 2501, 100_000])
def test_a_text_of_any_length_is_put_in(length):
    assert read_words("en")("span", low="x" * length, high="2") == read_words("en")("span", low="L", high="2").replace(
        "L", "x" * length
    )


def test_a_language_may_have_prose_of_its_own_for_the_cells_of_a_template():
    bundle = FluentBundle(["nl-NL"], use_isolating=False)
    bundle.add_resource(FluentResource("prose-case-found = ## Wat\n    gevonden werd\n"))
    words = Words("nl", (bundle,))
    assert words.translate("case-found", "## What was found") == "## Wat gevonden werd"
    assert words.translate("case-ahead", "## Ways forward") == "## Ways forward"


@pytest.mark.parametrize(
    ("language", "date", "told"),
    [
        ("nl", "2019-12-20", "CBS, 20 december 2019"),
        ("nl", "2019", "CBS, 2019"),
        ("nl", "zonder datum", "CBS, zonder datum"),
        ("en", "2019-12-20", "CBS, 20 December 2019"),
    ],
)
def test_a_message_writes_a_date_as_its_language_does_where_it_asks_for_that(language, date, told):
    assert read_words(language)("registers-published", publisher="CBS", date=date) == told


def test_a_message_writes_a_small_number_in_words_where_it_asks_for_that():
    told = [
        read_words(language)("chapters-shared", shared=2, cases=cases) for language in ("nl", "en") for cases in (6, 13)
    ]
    assert told == ["twee van de zes casussen", "twee van de 13 casussen", "two of six cases", "two of 13 cases"]
