"""The records say what the source texts say. Needs the texts: OWLIB_SOURCE_TEXTS names their folder."""

import re

import pandas as pd
import pytest

from owlib.evidence.sources import find_number, parse_lines
from owlib.evidence.verify import check_printed

CHAPTER = ("flex-interim-2019", 154, 239)
LABEL = re.compile(r"(?:Figuur|paragraaf|hoofdstuk|H)\s?\d+(?:\.\d+)*|^\d(?:\.\d)? ?\.?(?:[A-Z].*)?$|https?://\S+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
"""Numbers that are labels: of numbers, paragraphs and footnotes, headings, and parts of addresses."""


def test_each_printed_number_stands_in_each_place_that_its_row_names(evidence, texts):
    also = evidence.numbers[evidence.numbers["also_lines"] != ""]
    assert list(check_printed(evidence.numbers, "token", texts)) == []
    assert list(check_printed(evidence.trends, "token", texts)) == []
    for number in also.to_dict("records"):
        parts = NUMBER.findall(number["token"]) or [number["token"]]
        for first, last in parse_lines(number["also_lines"]):
            text = "\n".join(texts[number["source_id"]][first - 1 : last])
            assert all(find_number(part, text) for part in parts), (number["number_id"], first)


def test_each_number_of_respondents_stands_in_its_lines(evidence, texts):
    for activity in evidence.fieldwork[evidence.fieldwork["respondents"] != ""].to_dict("records"):
        lines = texts[activity["source_id"]]
        text = "\n".join("\n".join(lines[first - 1 : last]) for first, last in parse_lines(activity["lines"]))
        assert re.search(rf"\b{re.escape(activity['respondents'])}\b", text), activity["fieldwork_id"]


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


def test_a_wrong_digit_is_found(evidence, texts):
    one = evidence.numbers.head(12)
    for place in range(len(one)):
        token = one["token"].iloc[place]
        digit = re.search(r"\d", token)
        if digit:
            wrong = token[: digit.start()] + str((int(digit.group()) + 1) % 10) + token[digit.end() :]
            broken = one.iloc[[place]].assign(token=wrong)
            assert len(list(check_printed(broken.assign(also_lines=""), "token", texts))) == 1, (token, wrong)


def test_a_dropped_digit_is_found(evidence, texts):
    levels = evidence.numbers[evidence.numbers["token"].str.match(r"\d{2}|\d,") & evidence.numbers["low"].notna()]
    for place, token in enumerate(levels["token"]):
        broken = levels.iloc[[place]].assign(token=token[1:])
        assert len(list(check_printed(broken.assign(also_lines=""), "token", texts))) == 1, token


def test_no_number_of_the_national_chapter_is_left_out(evidence, texts):
    source_id, first, last = CHAPTER
    missing = []
    for number in range(first, last + 1):
        line = LABEL.sub(" ", texts[source_id][number - 1])
        covered = find_covered(evidence.numbers, source_id, number)
        missing += [(number, token) for token in NUMBER.findall(line) if token not in covered]
    assert missing == []


def find_covered(numbers: pd.DataFrame, source_id: str, line: int) -> set[str]:
    """Return all numbers that records name for a line: those of their tokens, and their years."""
    covered = set()
    for number in numbers[numbers["source_id"] == source_id].to_dict("records"):
        spans = parse_lines(number["lines"]) + (parse_lines(number["also_lines"]) if number["also_lines"] else [])
        if any(first <= line <= last for first, last in spans):
            years = [str(number[name]) for name in ("period_start", "period_end") if not pd.isna(number[name])]
            covered |= {*NUMBER.findall(number["token"]), *years}
    return covered


@pytest.mark.parametrize("table", ["studies", "stages", "cases", "numbers", "trends", "fieldwork", "statements"])
def test_no_locator_points_at_blank_lines(evidence, texts, table):
    frame = getattr(evidence, table)
    for record in frame.to_dict("records"):
        for first, last in parse_lines(record["lines"]):
            text = "".join(texts[record["source_id"]][first - 1 : last])
            assert text.strip(), (record["file"], record["row"], first)


@pytest.mark.parametrize(
    "table",
    [
        "studies",
        "stages",
        "cases",
        "themes",
        "numbers",
        "trends",
        "fieldwork",
        "statements",
        "summaries",
        "claims",
        "chapters",
        "passages",
        "reasons",
        "synthesis",
        "questions",
        "glossary",
    ],
)
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
