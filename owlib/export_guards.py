"""Limits for exports of survey tools, and what all kinds of export share: faults, headers, columns as categories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import DataError, Finding

MAX_FILE_BYTES = 1024**3
"""Largest file that is opened: some five million respondents of sixty questions."""
MAX_ROW_BYTES = 1024**2
"""Longest row, the header's too; nothing beyond it is read."""
MAX_COLUMNS = 2_000
MAX_XLSX_ROWS = 200_000
"""Most rows of a workbook, which is read cell by cell; larger exports come as CSV or SAV."""
MAX_UNZIPPED_BYTES = 512 * 1024**2
MAX_ZIP_RATIO = 200
"""Most bytes that a byte of a workbook may unpack to: sheets of one answer throughout stay below 100."""
MAX_ZIP_MEMBERS = 1_000
MAX_SAV_CELLS = 100_000_000
MAX_CATEGORIES = 10_000
"""A column with more different values is kept as text."""
SHOWN_LETTERS = 60
FEWEST_TOLD = 10
"""Numbers of rows below this are not told."""
AS_ONE_TABLE = "export the answers again as one table with a header row"


@dataclass(frozen=True, eq=False, repr=False)
class Export:
    """An export of a survey tool as it stands in its file; showing it shows nothing of its content.

    Parameters
    ----------
    frame
        One row a respondent in file order, RangeIndex; one column a column of the file in its order: text (``str``)
        or categories of text, stripped, ``""`` for an empty cell.
    labels
        Value labels of SPSS: column -> value as text -> label; empty for other files.
    file
        File name for messages, without its folder.
    titles
        Variable labels of SPSS: column -> label; empty for other files.

    """

    frame: pd.DataFrame
    labels: dict[str, dict[str, str]]
    file: str
    titles: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what kind of thing this is, and no more."""
        return f"Export of {self.file}: its content is not shown"


@dataclass
class Column:
    """A column that is being read in parts: codes of a growing list of values, or text."""

    is_text: bool
    codes: dict[str, int] = field(default_factory=dict)
    parts: list[np.ndarray] = field(default_factory=list)

    def add(self, values: np.ndarray) -> None:
        """Take in the next cells: an object array of text."""
        if self.is_text:
            self.parts.append(np.array([value.strip() for value in values], dtype=object))
        else:
            self.add_coded(*pd.factorize(values))

    def add_coded(self, places: np.ndarray, values: Iterable[str]) -> None:
        """Take in the next cells, for each the place of its text among the different ``values``."""
        codes = np.array([self.codes.setdefault(value.strip(), len(self.codes)) for value in values], dtype=np.int32)
        self.parts.append(codes.astype(np.min_scalar_type(-len(self.codes) - 1))[places])
        if len(self.codes) > MAX_CATEGORIES:
            self._turn_into_text()

    def _turn_into_text(self) -> None:
        """Give up the list of values: it no longer saves anything."""
        known = np.array(list(self.codes), dtype=object)
        self.parts = [known[part] for part in self.parts]
        self.is_text, self.codes = True, {}

    def finish(self) -> pd.Categorical | pd.api.extensions.ExtensionArray:
        """Return the whole column."""
        whole = np.concatenate(self.parts)
        self.parts.clear()
        if self.is_text:
            return pd.array(whole, dtype="str")
        return pd.Categorical.from_codes(whole, dtype=pd.CategoricalDtype(pd.Index(list(self.codes), dtype="str")))


def refuse(place: Path | str, expected: str, found: str, todo: str, *, row: int = 0, column: str = "") -> DataError:
    """Return the one fault that keeps a file from being read, to be raised; of its path only the file's name shows."""
    file = place.name if isinstance(place, Path) else place
    return DataError([Finding(file, row, column, expected, found, todo)])


def tell_rows(count: int) -> str:
    """Return a number of rows as messages show it: not exact, and nothing below ten."""
    return f"fewer than {FEWEST_TOLD} rows" if count < FEWEST_TOLD else f"about {round(count, -1)} rows"


def cut(name: str) -> str:
    """Return the name of a column as messages show it."""
    return name if len(name) <= SHOWN_LETTERS else name[: SHOWN_LETTERS - 1] + "\u2026"


def clean_names(cells: Iterable[str]) -> list[str]:
    """Return the cells of a header as column names: single spaces, no byte order mark."""
    return [" ".join(cell.replace("\ufeff", "").split()) for cell in cells]


def check_names(path: Path, names: list[str], row: int = 1) -> None:
    """Check the names of the columns; the empty ones are left to :func:`name_columns`.

    Raises
    ------
    DataError
        If there are none or too many, one stands twice, or the row looks like answers rather than names.

    """
    if len(names) > MAX_COLUMNS:
        raise too_wide(path)
    named = [name for name in names if name]
    if not named:
        raise refuse(path, "column names in the first row", "none", AS_ONE_TABLE, row=row)
    if sum(re.search(r"[^\W\d_]", name) is None for name in named) > len(named) / 2:
        raise refuse(path, "column names in the first row", "a row that looks like answers", AS_ONE_TABLE, row=row)
    twice = [place for place, name in enumerate(names, 1) if name and name in names[: place - 1]]
    if twice:
        first = names.index(names[twice[0] - 1]) + 1
        found = f"{len(twice)} that stand twice, such as columns {first} and {twice[0]}"
        raise refuse(path, "a name of its own for each column", found, "rename them in the export", row=row)


def too_wide(path: Path, row: int = 1) -> DataError:
    """Return the fault of a row that is too long, to be raised."""
    expected = f"at most {MAX_COLUMNS:,} columns and {MAX_ROW_BYTES // 1024**2} MiB in a row"
    return refuse(path, expected, "more", "export only the questions of this survey, one column each", row=row)


def check_file(path: Path) -> None:
    """Check that there is a file, that it is not empty and not too large.

    Raises
    ------
    DataError
        If one of these does not hold.

    """
    if not path.is_file():
        raise refuse(path, "an export", "no such file", "mend the path, or put the export there")
    size = path.stat().st_size
    if size == 0:
        raise refuse(path, "a header and rows", "an empty file", "export the answers again")
    if size > MAX_FILE_BYTES:
        limit = f"a file of at most {MAX_FILE_BYTES // 1024**2:,} MiB"
        raise refuse(path, limit, f"{size // 1024**2:,} MiB", "export fewer columns, or a wave at a time")


def name_columns(path: Path, names: list[str], columns: dict[int, Column]) -> pd.DataFrame:
    """Return the columns that were read as a frame; columns without a name or content are left out.

    Raises
    ------
    DataError
        If there are no rows, or a column without a name has content.

    """
    finished = {place: columns[place].finish() for place in sorted(columns) if columns[place].parts}
    if not finished:
        raise refuse(path, "rows below the header", "a header only", "export the answers again, with their rows")
    nameless = [place + 1 for place, values in finished.items() if not names[place] and (values != "").any()]
    if nameless:
        listed = ", ".join(str(place) for place in nameless[:5])
        found = f"{len(nameless)} columns with content and without a name, such as column {listed}"
        todo = "unmerge the cells of the header, and give each column a name of its own"
        raise refuse(path, "a name for each column in the first row", found, todo, row=1)
    return pd.DataFrame({names[place]: values for place, values in finished.items() if names[place]}, copy=False)


def make_columns(names: list[str], text_columns: Iterable[str], skip_columns: Iterable[str]) -> dict[int, Column]:
    """Return an empty column for each name that is to be read, by its place."""
    texts, skipped = set(text_columns), set(skip_columns)
    return {place: Column(name in texts) for place, name in enumerate(names) if name not in skipped}
