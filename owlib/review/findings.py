"""What a review finds: one place, what was expected there, what was found, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, fields, replace

from owlib.errors import Finding

NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Remark:
    """One difference or fault at one place of the book.

    ``report`` is the report, page or file; ``exhibit`` the table, figure or cell in it; ``row`` and ``column`` name the
    place within. ``pictures`` are the drawing that is kept and the one that was made anew, where they differ.
    """

    check: str
    report: str
    exhibit: str = ""
    row: str = ""
    column: str = ""
    expected: str = ""
    found: str = ""
    todo: str = ""
    pictures: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Return it as one line for a person."""
        parts = [self.report, self.exhibit, f"row '{self.row}'" if self.row else "",
                 f"column '{self.column}'" if self.column else ""]  # fmt: skip
        place = ", ".join(part for part in parts if part)
        return f"{place}: expected {self.expected}; found {self.found}. What to do: {self.todo}."

    def to_row(self) -> tuple[str, ...]:
        """Return all but the pictures, in the order of :func:`list_columns`."""
        return astuple(self)[: len(list_columns())]


def list_columns() -> tuple[str, ...]:
    """Return the columns of a table of remarks."""
    return tuple(item.name for item in fields(Remark))[:-1]


def take_over(check: str, findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """Return findings about data as remarks of a check."""
    return tuple(
        Remark(check, item.file, "", str(item.row or ""), item.column, item.expected, item.found, item.todo)
        for item in findings
    )


def join_checks(found: Iterable[Checked]) -> Checked:
    """Return what came of one check over all editions of the book."""
    parts = list(found)
    remarks = dict.fromkeys(remark for part in parts for remark in part.remarks)
    return replace(parts[0], count=sum(part.count for part in parts), remarks=tuple(remarks))


@dataclass(frozen=True)
class Checked:
    """What came of one check: how many things it looked at, and its remarks; ``left`` says why it was not done.

    ``ran`` names the reports that it ran again, if it runs reports: of no other may it be said that it is the same.
    """

    check: str
    what: str
    count: int = 0
    remarks: tuple[Remark, ...] = ()
    left: str = ""
    ran: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """What a person reads first."""
        if self.left:
            return NOT_CHECKED
        return f"{len(self.remarks)} to look at" if self.remarks else "passed"


Tell = Callable[[str], None]
"""Takes a line about how far a review is."""
