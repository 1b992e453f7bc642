"""Exports as CSV: which encoding and separator they have, and their columns."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.csv_cells import SAVE_ANEW, SEPARATORS, find_line, read_blocks, read_cells, refuse_quote
from owlib.errors import name_choices
from owlib.export_guards import (
    MAX_COLUMNS,
    MAX_ROW_BYTES,
    check_names,
    clean_names,
    make_columns,
    name_columns,
    refuse,
    too_wide,
)

UTF, WINDOWS = "utf-8", "cp1252"
ENCODINGS = {"utf-8": UTF, "utf8": UTF, "utf-8-sig": UTF, "windows-1252": WINDOWS, "cp1252": WINDOWS}
ENCODING_NAMES = {UTF: "UTF-8", WINDOWS: "Windows-1252"}
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE_ROWS = 20


@dataclass(frozen=True)
class Layout:
    """How a CSV file is written: ``encoding`` as Python calls it, ``separator``, and the names of its columns."""

    encoding: str
    separator: str
    names: list[str]


def read_csv_export(
    path: Path, separator: str, encoding: str, text_columns: Collection[str], skip_columns: Collection[str]
) -> pd.DataFrame:
    """Return the columns of a CSV file, as :class:`owlib.export_guards.Export` describes them.

    Raises
    ------
    DataError
        If the file breaks one of the rules of a table: one encoding, whole rows, a header, named columns.

    """
    layout = read_layout(path, separator, encoding)
    columns = make_columns(layout.names, text_columns, skip_columns)
    for cells in read_cells(path, layout.separator, len(layout.names)):
        for place, column in columns.items():
            cells.give(place, column, layout.encoding)
    return name_columns(path, layout.names, columns)


def read_layout(path: Path, separator: str = "", encoding: str = "") -> Layout:
    """Return how a CSV file is written, by its own bytes where it is not told; checks its header.

    Raises
    ------
    DataError
        If it is not one of the encodings and separators that are read, or has no sound header.

    """
    if encoding and encoding.lower() not in ENCODINGS:
        raise refuse(path, f"the encoding {name_choices(['utf-8', 'windows-1252'])}", "another", "mend 'encoding'")
    if separator and separator not in SEPARATORS:
        raise refuse(path, "a comma, semicolon or tab as separator", "another", "mend 'separator'")
    sample = _read_sample(path)
    found = find_encoding(path, ENCODINGS.get(encoding.lower(), ""))
    text = codecs.getincrementaldecoder(found)().decode(sample).removeprefix("\ufeff")
    chosen = separator or _find_separator(path, text)
    names = clean_names(next(_parse(text, chosen), []))
    if not names:
        raise refuse_quote(path, 1)
    if len(names) == 1:
        told = SEPARATORS.get(separator, "comma, semicolon or tab")
        todo = "mend 'separator', or export the answers as CSV with a comma or semicolon"
        raise refuse(path, f"columns parted by a {told}", "one column", todo, row=1)
    check_names(path, names)
    return Layout(found, chosen, names)


def _read_sample(path: Path) -> bytes:
    """Return the beginning of a file, whole lines only, once it is sure to hold a header of bounded length."""
    with path.open("rb") as stream:
        sample = stream.read(MAX_ROW_BYTES)
        more = stream.read(1)
    if sample.startswith(WIDE) or b"\0" in sample:
        found = "UTF-16" if sample.startswith(WIDE) else "bytes of value zero, which no text has"
        raise refuse(path, "text in UTF-8 or Windows-1252", found, SAVE_ANEW)
    if not sample.removeprefix(codecs.BOM_UTF8).strip():
        raise refuse(path, "a header and rows", "an empty file", "export the answers again")
    if more and b"\n" not in sample:
        raise too_wide(path)
    if b"\r" in sample and b"\n" not in sample:
        raise refuse(path, "line ends of Windows or Unix", "those of old Macs", SAVE_ANEW)
    return sample[: sample.rindex(b"\n") + 1] if more else sample


def _parse(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records at the beginning of a text, blank lines left out, up to one that cannot be read."""
    with contextlib.suppress(csv.Error):
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if record:
                yield record


def _find_separator(path: Path, text: str) -> str:
    """Return the separator that gives the first rows the same number of cells, and the most of them."""
    scores = {}
    for separator in SEPARATORS:
        widths = [len(record) for record in itertools.islice(_parse(text, separator), SAMPLE_ROWS)]
        scores[separator] = (max(widths, default=0) > 1 and len(set(widths)) == 1, max(widths, default=0))
        if widths and widths[0] > MAX_COLUMNS:
            raise too_wide(path)
    return max(scores, key=scores.get)


def find_encoding(path: Path, told: str = "") -> str:
    """Return the encoding of a file as Python calls it: ``utf-8`` (a byte order mark may stand first) or ``cp1252``.

    Each run of letters beyond ASCII is valid UTF-8 or not; a file in which both kinds stand mixes encodings.

    Raises
    ------
    DataError
        If the file mixes them, is in another than told, or in none of these; it names the first line that differs.

    """
    seen = told
    for begin, block in read_blocks(path):
        if block.isascii():
            continue
        for place, kind in _find_kinds(block):
            if kind == "" or (seen and kind != seen):
                expected = f"text in {ENCODING_NAMES[seen]} throughout" if seen else "text in UTF-8 or Windows-1252"
                found = f"letters in {ENCODING_NAMES.get(kind, 'another encoding')}"
                raise refuse(path, expected, found, SAVE_ANEW, row=find_line(path, begin + place))
            seen = kind
    return seen or UTF


def _find_kinds(block: bytes) -> Iterator[tuple[int, str]]:
    """Yield place and encoding of the runs beyond ASCII in a block; only the first where all are UTF-8."""
    runs = re.finditer(rb"[\x80-\xff]+", block)
    if _fits(block, UTF):
        yield next(runs).start(), UTF
        return
    for run in runs:
        kinds = [kind for kind in (UTF, WINDOWS) if _fits(run.group(), kind)]
        yield run.start(), kinds[0] if kinds else ""


def _fits(data: bytes, encoding: str) -> bool:
    """Tell whether bytes are text in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
