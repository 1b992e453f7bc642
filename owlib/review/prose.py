"""Numbers in the prose of the book: each comes from the data, or is allowed with a reason."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from owlib.errors import Finding
from owlib.evidence.numbers import find_id
from owlib.evidence.rules import ANCHORED, ENGLISH, list_numbers
from owlib.evidence.schema import check_files, read_package, read_some_tables
from owlib.evidence.verify import COUNTED_WORDS
from owlib.review.words import read_template_cells

ALLOWED = Path("book") / "allowed_numbers.csv"
PAGES = ("book/*/*.md", "notebooks/*.ipynb")
NO_PROSE = (
    re.compile(r"^```[^\n]*\n.*?^```[ \t]*$", re.MULTILINE | re.DOTALL),
    re.compile(r"\{[a-z-]+\}`[^`]*`"),
    re.compile(r"`[^`]*`"),
    re.compile(r"\]\([^)]*\)"),
    re.compile(r"\{\{.*?\}\}"),
    re.compile(r"^\s*\d+\.(?=\s)", re.MULTILINE),
)
"""What holds no prose: code, directives, roles, addresses, values that the book puts in, and numbers of a list."""
NUMBER_WORDS = (*ENGLISH, *COUNTED_WORDS, "twenty", "fifty", "hundred", "thousand", "half", "twice", "double", "dozen")
NUMBER = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(NUMBER_WORDS)}|an? (?:third|quarter|fifth|tenth))\b", re.IGNORECASE
)
"""Digits, and words for a number from two on or for a part, in English or Dutch; *one* and ordinals are mostly none."""
COLUMNS = ["page", "words", "reason"]


def check_prose(root: Path) -> list[Finding]:
    """Return a finding for each number that stands typed in a page or in a text cell, and is not allowed there.

    ``book/allowed_numbers.csv`` has the exceptions: the page, the words with the number in them, the record that holds
    the number where there is one, and the reason. An exception that no page has any more is a finding, too, and one
    whose record does not hold its number.
    """
    with (root / ALLOWED).open(encoding="utf-8", newline="") as stream:
        allowed = list(csv.DictReader(stream))
    findings = []
    used = set()
    for path in sorted(found for pattern in PAGES for found in root.glob(pattern)):
        page = path.relative_to(root).as_posix()
        own = {row["words"]: place for place, row in enumerate(allowed) if row["page"] == page}
        for number, line in read_prose(path):
            rest = line
            for words, place in own.items():
                if words in rest:
                    used.add(place)
                    rest = rest.replace(words, "")
            for digits in NUMBER.findall(rest):
                todo = f"take it from the data by a role or a table, or name it with its reason in {ALLOWED.as_posix()}"
                findings.append(Finding(page, number, "text", "no number typed into prose", f"'{digits}'", todo))
    for place, row in enumerate(allowed):
        column = next((name for name in COLUMNS if not (row.get(name) or "").strip()), "")
        if place not in used or column:
            expected = "words that the page has" if not column else "a page, its words and a reason"
            found = f"'{row['words']}'" if not column else "nothing"
            todo = "remove the row, or mend it"
            findings.append(Finding(ALLOWED.as_posix(), place + 2, column or "words", expected, found, todo))
    return [*findings, *_check_exceptions(root, allowed)]


def _check_exceptions(root: Path, allowed: list[dict]) -> Iterator[Finding]:
    """Yield a finding for each exception that names a record which is not there, or does not hold its number."""
    package = read_package(root)
    frames = read_some_tables(root, ANCHORED).values() if not check_files(package) else ()
    told = {
        find_id(record): " ".join(map(str, record.values())) for frame in frames for record in frame.to_dict("records")
    }
    for row, exception in enumerate(allowed, 2):
        name, numbers = exception["record"], list_numbers(exception["words"])
        if name and told and not numbers <= list_numbers(told.get(name, "")):
            expected = f"the id of a record with {', '.join(sorted(numbers))}"
            yield Finding(ALLOWED.as_posix(), row, "record", expected, f"'{name}'", "mend the id, or the words")


def read_prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each line of prose of a page, or of the text cells of a notebook, with its number."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n\n".join(cell["source"] for cell in read_template_cells(path) if cell["cell_type"] == "markdown")
    for pattern in NO_PROSE:
        text = pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    yield from enumerate(text.splitlines(), 1)
