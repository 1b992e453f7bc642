"""Errors that people read: where it went wrong, what was expected, what was found, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault at one place.

    ``row`` counts lines of the file as an editor shows them: the header is row 1. It is 0 where the whole
    file is meant; ``column`` is empty where the whole row is meant.
    """

    file: str
    row: int
    column: str
    expected: str
    found: str
    todo: str

    @classmethod
    def at(cls, record: Mapping, column: str, expected: str, todo: str, found: str | None = None) -> Finding:
        """Return a fault of a record of a table; what was found is the cell, unless it is told."""
        if found is None:
            found = f"'{record[column]}'" if record[column] else "nothing"
        return cls(record["file"], record["row"], column, expected, found, todo)

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column '{self.column}'"
        return f"{place}: expected {self.expected}; found {self.found}. What to do: {self.todo}."


class OwlibError(Exception):
    """Base of all errors that are shown to people without a traceback."""


class DataError(OwlibError):
    """The data break one or more of their rules; it holds all faults that were seen, not only the first."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(findings)
        noun = "fault" if len(self.findings) == 1 else "faults"
        lines = [str(finding) for finding in self.findings]
        super().__init__("\n".join([*lines, f"{len(self.findings)} {noun} in the data."]))


class UnknownNameError(OwlibError):
    """A case, edition, report or parameter that does not exist was asked for."""


class RunError(OwlibError):
    """One or more notebooks did not run to their end."""


class BuildError(OwlibError):
    """The site or the PDF could not be built."""


class ReviewError(OwlibError):
    """A review found something that differs."""


EXIT_CODES = {UnknownNameError: 2, DataError: 3, RunError: 4, BuildError: 5, ReviewError: 6, OwlibError: 1}
"""Exit code of the command line for each kind of error; 2 is also what a wrong option gives."""
OUR_ERRORS = tuple(kind.__name__ for kind in EXIT_CODES)
"""Names of the errors whose words we wrote ourselves, so that they hold nothing of an individual."""


def find_exit_code(error: OwlibError) -> int:
    """Return the exit code for an error: that of the nearest class in :data:`EXIT_CODES`."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


YAML_FAULTS = {
    "mapping values": "a colon in a text without quotes",
    "'\\t'": "a tab",
    "start any token": "a sign that needs quotes",
    "end of stream": "a quote that is not closed",
    "stream end": "a bracket that is not closed",
    "block end": "a line that is indented otherwise than those above",
}
"""What the parser of YAML says, and what it means to a person."""


def word_yaml(problem: str | None) -> str:
    """Return what the parser of YAML found, in plain words."""
    return next((words for mark, words in YAML_FAULTS.items() if mark in (problem or "")), "another form")


def name_choices(choices: list[str]) -> str:
    """Return names as a person lists them: ``'a', 'b' or 'c'``."""
    quoted = [f"'{choice}'" for choice in choices]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
