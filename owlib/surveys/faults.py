"""Faults of survey files and names as people read them: each is told in ``faults.yml``, and never quotes a cell."""

from __future__ import annotations

import difflib
from pathlib import Path

import yaml

from owlib.errors import DataError, Finding, UnknownNameError, name_choices

FAULTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
SHOWN_LETTERS = 60
FEWEST_TOLD = 10
"""Numbers of rows below this are not told."""


def find_fault(fault: str, file: Path | str, row: int = 0, column: str = "", /, **values: object) -> Finding:
    """Return a fault by its name in ``faults.yml``; of a path only the file's name shows."""
    file = file.name if isinstance(file, Path) else file
    return Finding(file, row, cut(column), *(text.format(**values) for text in FAULTS[fault]))


def refuse(fault: str, file: Path | str, row: int = 0, column: str = "", /, **values: object) -> DataError:
    """Return the one fault that keeps a file from being read, to be raised."""
    return DataError([find_fault(fault, file, row, column, **values)])


def tell(fault: str, /, **values: object) -> str:
    """Return a fault that is in no file, as a sentence."""
    expected, found, todo = (text.format(**values) for text in FAULTS[fault])
    return f"expected {expected}; found {found}. What to do: {todo}."


def refuse_name(fault: str, /, **values: object) -> UnknownNameError:
    """Return the fault of a name that a person gave, to be raised."""
    return UnknownNameError(tell(fault, **values))


def tell_rows(count: int) -> str:
    """Return a number of rows as messages show it: not exact, and nothing below ten."""
    return f"fewer than {FEWEST_TOLD} rows" if count < FEWEST_TOLD else f"about {round(count, -1)} rows"


def cut(name: str) -> str:
    """Return the name of a column as messages show it."""
    return name if len(name) <= SHOWN_LETTERS else name[: SHOWN_LETTERS - 1] + "\u2026"


def suggest(word: str, known: list[str]) -> str:
    """Return what to do about an unknown word: the nearest known ones."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return f"write {name_choices(near)}, if one of these is meant" if near else "mend its spelling"
