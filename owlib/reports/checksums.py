"""Checksums of the rows of data, taken when the book is run, so that a later change is told row by row.

The fingerprints in a report cover the rows that it shows. These here cover the others too: the register of statements,
the code book, the questionnaires and the glossary are pages made from data directly.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from owlib.errors import Finding
from owlib.evidence.sound import list_data
from owlib.places import SIMULATED_FOLDER, write_whole

CHECKSUM_FILE = Path("book") / "checksums.csv"


COLUMNS = ["file", "row_id", "checksum"]


LENGTH = 12
"""Hexadecimal digits of a checksum."""


MEND = "take the change back, or take it over with owlib run"


def sum_rows(root: Path) -> pd.DataFrame:
    """Return a checksum of each row of the data, and of each file that is no table.

    Simulated answers are left out: they are made again and compared byte by byte.

    Returns
    -------
    DataFrame
        ``file``; ``row_id``, the first cell of the row, empty for its header and for a file that is no table;
        ``checksum``, the start of the SHA-256 of its cells; ``row``, its line as an editor counts, 0 for a whole file.

    """
    rows: list[tuple[str, str, str, int]] = []
    for path in list_data(root):
        name = path.relative_to(root).as_posix()
        if name.startswith(f"{SIMULATED_FOLDER.as_posix()}/"):
            continue
        content = path.read_bytes()
        if path.suffix != ".csv":
            rows.append((name, "", _hash(content), 0))
            continue
        reader = csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline=""))
        begins = 1
        for number, cells in enumerate(reader):
            rows.append((name, cells[0] if number and cells else "", _hash("\x1f".join(cells).encode()), begins))
            begins = reader.line_num + 1
    return pd.DataFrame(rows, columns=[*COLUMNS, "row"])


def _hash(content: bytes) -> str:
    """Return the checksum of some bytes."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def write_checksums(root: Path, files: Collection[str] | None = None) -> bool:
    """Take over the data as they are; return whether anything had changed.

    Parameters
    ----------
    files
        Take over only these, relative to the project folder; all if not told.

    """
    rows, path = sum_rows(root)[COLUMNS], root / CHECKSUM_FILE
    if files is not None and path.is_file():
        kept = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows = pd.concat([kept[~kept["file"].isin(files)], rows[rows["file"].isin(files)]])
        rows = rows.sort_values("file", key=lambda names: names.map(Path), kind="stable")
    content = rows.to_csv(index=False, lineterminator="\n")
    if path.is_file() and path.read_bytes() == content.encode():
        return False
    write_whole(path, content)
    return True


def find_changed(root: Path) -> list[Finding]:
    """Return each row that has changed, come or gone since the checksums were taken."""
    path = root / CHECKSUM_FILE
    if not path.is_file():
        return [Finding(CHECKSUM_FILE.as_posix(), 0, "", "this file", "none", "owlib run")]
    kept = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(kept.columns) != COLUMNS:
        expected = f"the columns {', '.join(COLUMNS)}"
        return [Finding(CHECKSUM_FILE.as_posix(), 1, "", expected, ", ".join(kept.columns), "owlib run")]
    left = Counter(kept.itertuples(index=False, name=None))
    findings = []
    for row in sum_rows(root).itertuples(index=False):
        key = (row.file, row.row_id, row.checksum)
        if left[key]:
            left[key] -= 1
        else:
            expected = "a row as it was when the book was last run"
            findings.append(Finding(row.file, row.row, "", expected, f"another: {_name(row.row_id)}", MEND))
    told = {(finding.file, finding.found) for finding in findings}
    for (file, row_id, _), count in left.items():
        if count and (file, f"another: {_name(row_id)}") not in told:
            expected = f"{_name(row_id)}, as when the book was last run"
            findings.append(Finding(file, 0, "", expected, "no such row", MEND))
    return findings


def _name(row_id: str) -> str:
    """Return what a person calls a row."""
    return f"'{row_id}'" if row_id else "the header, or the file as a whole"
