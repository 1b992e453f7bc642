"""The records say what the source texts say. Needs the texts: OWLIB_SOURCE_TEXTS names their folder."""

import re

import pytest

from owlib.evidence.sources import find_number
from owlib.evidence.verify import check_printed


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("elf", "zichzelf"),
        ("acht", "aandacht"),
        ("een", "geen"),
        ("beide", "beiden"),
        ("1.074", "21.074"),
        ("10", "10,5"),
    ],
)
def test_a_token_is_not_found_inside_a_longer_number_or_word(token, text):
    assert not find_number(token, text)
    assert find_number(token, f"dus {token} stuks")


def test_a_dropped_digit_is_found(evidence, texts):
    levels = evidence.numbers[evidence.numbers["token"].str.match(r"\d{2}|\d,") & evidence.numbers["low"].notna()]
    for place, token in enumerate(levels["token"]):
        broken = levels.iloc[[place]].assign(token=token[1:])
        assert len(list(check_printed(broken.assign(also_lines=""), "token", texts))) == 1, token


WRITTEN = (
    "studies", "stages", "cases", "themes", "numbers", "trends", "fieldwork", "statements", "summaries", "claims",
    "chapters", "passages", "reasons", "synthesis", "contrasts", "questions",
    "glossary",
)  # fmt: skip
"""Tables with texts of ours."""


@pytest.mark.parametrize("table", WRITTEN)
def test_no_sentence_of_a_source_is_copied(evidence, texts, table):
    length = 8
    runs = set()
    for lines in texts.values():
        words = find_words("\n".join(lines))
        runs |= {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
    frame = getattr(evidence, table)
    for column in [name for name in frame if name.endswith(("_en", "_nl")) and name not in ("title_nl",)]:
        for text in frame[column]:
            words = find_words(text)
            shared = [words[n : n + length] for n in range(len(words)) if tuple(words[n : n + length]) in runs]
            assert shared == [], (table, column, shared)


def find_words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"\w+", text.lower())
