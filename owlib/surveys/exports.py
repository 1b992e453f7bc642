"""Limits for exports of survey tools, and what all kinds of export share: faults, headers, columns as categories.

Rows and cells of a CSV file, found in its bytes a block at a time, so that a million rows stay quick and small.

The structure of each row is checked before any cell becomes text; only different cells become text, each once.
Quotes follow RFC 4180; a quote within a cell that does not begin with one stands for itself, as in Python's ``csv``.

Exports as CSV: which encoding and separator they have, and their columns.

Exports as workbooks (XLSX) and as SPSS files (SAV): bounded before they are unpacked, cells as plain text.

Exports of survey tools (CSV, XLSX, SPSS), read as text within limits; nothing is written.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from owlib.errors import DataError, Finding, OwlibError, name_choices

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


def check_names(path: Path, names: list[str]) -> None:
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
        raise refuse(path, "column names in the first row", "none", AS_ONE_TABLE, row=1)
    if sum(re.search(r"[^\W\d_]", name) is None for name in named) > len(named) / 2:
        raise refuse(path, "column names in the first row", "a row that looks like answers", AS_ONE_TABLE, row=1)
    twice = [place for place, name in enumerate(names, 1) if name and name in names[: place - 1]]
    if twice:
        first = names.index(names[twice[0] - 1]) + 1
        found = f"{len(twice)} that stand twice, such as columns {first} and {twice[0]}"
        raise refuse(path, "a name of its own for each column", found, "rename them in the export", row=1)


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


SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}


SAVE_ANEW = "save the file anew as 'CSV UTF-8' from the program that made it"


BLOCK_BYTES = 2 * 1024**2


LINE, CARRIAGE, QUOTE = 10, 13, 34


WORD = 8


MASKS = np.array([(1 << 8 * count) - 1 for count in range(WORD + 1)], dtype=np.uint64)
"""Masks that keep the first 0 to 8 bytes of a word."""


LONGEST_CODED = 64
"""Bytes of the longest cell that is compared by words; longer ones become text one by one."""


@dataclass(frozen=True, eq=False, repr=False)
class Cells:
    """The cells of some rows: ``rows`` tells where each row begins in the bytes, ``ends`` where its cells end.

    ``ends`` has a row for each column, a column for each row of the file. After the last cell of the bytes there are
    some that are no part of it, so that a word can be read from each place.
    """

    block: bytes
    rows: np.ndarray
    ends: np.ndarray

    def give(self, place: int, column: Column, encoding: str) -> None:
        """Give the cells of one column to it, as text."""
        begins, ends = self.ends[place - 1] + 1 if place else self.rows, self.ends[place]
        widths = ends - begins
        if column.is_text or widths.max() > LONGEST_CODED:
            column.add(np.array(self._read_texts(begins, ends, encoding), dtype=object))
            return
        codes = self._code(begins, widths)
        sample = np.empty(codes.max() + 1, dtype=np.int64)
        sample[codes] = np.arange(len(codes))
        column.add_coded(codes, self._read_texts(begins[sample], ends[sample], encoding))

    def _code(self, begins: np.ndarray, widths: np.ndarray) -> np.ndarray:
        """Return a whole number for each cell, the same for the same bytes: 0, 1, ..."""
        count = len(self.block) - WORD + 1
        words = np.ndarray((count,), dtype="<u8", buffer=self.block, strides=(1,))
        codes = pd.factorize(words[begins] & MASKS[np.minimum(widths, WORD)])[0]
        for start in range(WORD, int(widths.max()), WORD):
            masks = MASKS[np.clip(widths - start, 0, WORD)]
            more = pd.factorize(words[np.minimum(begins + start, count - 1)] & masks)[0]
            codes = pd.factorize(codes * (more.max() + 1) + more)[0]
        return codes

    def _read_texts(self, begins: np.ndarray, ends: np.ndarray, encoding: str) -> list[str]:
        """Return cells as text, without the quotes around them."""
        pairs = zip(begins.tolist(), ends.tolist(), strict=True)
        joined = b"\0".join([self.block[begin:end] for begin, end in pairs])  # no file holds a zero byte
        texts = joined.decode(encoding).split("\0")
        if b'"' not in joined:
            return texts
        texts = [text[1:-1] if text[:1] == '"' else text for text in texts]
        return [text.replace('""', '"') for text in texts] if b'""' in joined else texts


def find_line(path: Path, place: int) -> int:
    """Return the number of the line that the byte at a place of a file stands in."""
    line = 1
    with path.open("rb") as stream:
        while place > 0 and (block := stream.read(min(place, BLOCK_BYTES))):
            line += block.count(b"\n")
            place -= len(block)
    return line


def read_blocks(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield a file in blocks of whole lines, each with its place in the file.

    Raises
    ------
    DataError
        If a line is too long, or holds a byte of value zero.

    """
    place = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            if not block.endswith(b"\n"):
                block += stream.readline(MAX_ROW_BYTES)
            if not block.endswith(b"\n") and stream.peek(1):
                raise too_wide(path, find_line(path, place + len(block)))
            if b"\0" in block:
                row = find_line(path, place + block.index(b"\0"))
                raise refuse(path, "text", "a byte of value zero", SAVE_ANEW, row=row)
            yield place, block
            place += len(block)


def refuse_quote(path: Path, row: int) -> DataError:
    """Return the fault of a quote that has no end, to be raised."""
    found = "a quote that does not close where its cell ends"
    return refuse(path, "cells whose quotes close", found, "write a quote within a cell twice, or remove it", row=row)


def read_cells(path: Path, separator: str, width: int) -> Iterator[Cells]:
    """Yield the cells of the rows below the header, block by block; blank lines are left out.

    Raises
    ------
    DataError
        If rows have more or fewer cells than ``width``, a quote never closes or a line break is not one of the
        usual; it names the first such line and about how many. No more cells are yielded once a fault was seen.

    """
    wrong, first, header = 0, 0, True
    for place, block, parts in _split_records(path, separator):
        data = np.frombuffer(block, dtype=np.uint8)
        last = np.flatnonzero(data[parts] == LINE)
        stops, counts = parts[last], np.diff(last, prepend=-1)
        begins = np.append(0, stops[:-1] + 1)
        blank = (stops == begins) | ((stops == begins + 1) & (data[begins] == CARRIAGE))
        faulty = (counts != width) & ~blank
        if faulty.any() and not wrong:
            first = find_line(path, place + int(begins[faulty.argmax()]))
        wrong += int(faulty.sum())
        if wrong or blank.all():
            continue
        kept = parts[np.repeat(~blank, counts)] if blank.any() else parts
        ends = np.ascontiguousarray(kept.reshape(-1, width)[header:].T)
        header, begins = False, begins[~blank][header:]
        if len(begins):
            ends[-1] -= (data[np.maximum(ends[-1] - 1, 0)] == CARRIAGE) & (ends[-1] > 0)
            yield Cells(block, begins, ends)
    if wrong:
        found = f"{tell_rows(wrong)} with more or fewer; this is the first"
        todo = "quote cells that hold the separator or a line break, or " + AS_ONE_TABLE
        raise refuse(path, f"{width} cells in each row, as in the header", found, todo, row=first)


def _split_records(path: Path, separator: str) -> Iterator[tuple[int, bytes, np.ndarray]]:
    """Yield whole records: their place in the file, their bytes, and the places among these where cells end."""
    rest, begin = b"", 0
    for place, read in read_blocks(path):
        block = rest + (read.removeprefix(codecs.BOM_UTF8) if place == 0 else read)
        begin = begin if rest else place
        if not block.endswith(b"\n"):
            block += b"\n"
        data = np.frombuffer(block, dtype=np.uint8)
        parting = (data == ord(separator)) | (data == LINE)
        outside = _find_outside(block, data, separator) if b'"' in block else None
        _check_line_ends(path, block, data, outside, begin)
        if outside is not None:
            parting &= outside
        parts = np.flatnonzero(parting)
        lines = np.flatnonzero(data[parts] == LINE)
        stop = int(parts[lines[-1]]) + 1 if len(lines) else 0
        rest = block[stop:]
        if len(rest) > MAX_ROW_BYTES:
            raise refuse_quote(path, find_line(path, begin + stop))
        if stop:
            yield begin, block + bytes(WORD), parts[: lines[-1] + 1]
        begin += stop
    if rest:
        raise refuse_quote(path, find_line(path, begin))


def _find_outside(block: bytes, data: np.ndarray, separator: str) -> np.ndarray:
    """Return which bytes stand outside quoted cells; from a quote on that does not close, none do.

    In a regular block each quote opens a cell, closes it or is doubled, so that counting quotes is enough.
    """
    quotes = data == QUOTE
    places = np.flatnonzero(quotes)
    edge = np.zeros(256, dtype=bool)
    edge[[LINE, CARRIAGE, ord(separator), QUOTE]] = True
    before, after = data[np.maximum(places[::2] - 1, 0)], data[places[1::2] + 1]
    if edge[before].all() and edge[after].all():
        return (np.add.accumulate(quotes, dtype=np.uint8) & 1) == 0
    return _find_outside_slowly(block, data, separator)


def _find_outside_slowly(block: bytes, data: np.ndarray, separator: str) -> np.ndarray:
    """Return the same for a block in which quotes also stand within cells that are not quoted."""
    mark = re.escape(separator.encode())
    outside = np.ones(len(data), dtype=bool)
    for cell in re.finditer(rb"(?:^|(?<=[\n" + mark + rb']))"(?:[^"]|"")*+"(?=[\r\n' + mark + rb"])", block):
        outside[cell.start() : cell.end()] = False
    opens = np.isin(np.append(LINE, data[:-1]), [LINE, ord(separator)])
    unclosed = (data == QUOTE) & outside & opens
    if unclosed.any():
        outside[unclosed.argmax() :] = False
    return outside


def _check_line_ends(path: Path, block: bytes, data: np.ndarray, outside: np.ndarray | None, begin: int) -> None:
    """Check that a block has no line ends of old Macs among its own."""
    if b"\r" not in block:
        return
    places = np.flatnonzero(data == CARRIAGE)
    alone = data[np.minimum(places + 1, len(data) - 1)] != LINE
    if outside is not None:
        alone &= outside[places]
    if alone.any():
        row = find_line(path, begin + int(places[alone.argmax()]))
        raise refuse(path, "line ends of one kind", "a line break within a row", SAVE_ANEW, row=row)


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
    """Return the columns of a CSV file, as :class:`owlib.surveys.exports.Export` describes them.

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


AS_CSV = "export the answers as CSV"


CHUNK_ROWS = 5_000


PIECE_BYTES = 256 * 1024


ROW_MARK = re.compile(rb"<(/?)(?:\w+:)?row\b[^>]*?(/?)>")


def tell_cell(value: Any) -> str:
    """Return a cell as text: dates as ``YYYY-MM-DD`` with the time if it has one, whole numbers without ``.0``.

    Numbers keep all their digits, with a point; truth values are ``TRUE`` and ``FALSE``; no value is empty text.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | np.floating):
        return np.format_float_positional(value, trim="-")
    return _tell_time(value) if isinstance(value, date | time | timedelta) else str(value)


def _tell_time(value: date | time | timedelta) -> str:
    """Return a date, a time of day, or a span in seconds as text."""
    if isinstance(value, timedelta):
        return str(round(value.total_seconds()))
    if isinstance(value, datetime):
        value = value.replace(microsecond=0, tzinfo=None)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat("seconds") if isinstance(value, time) else value.isoformat()


@contextmanager
def _quietly(path: Path, expected: str) -> Iterator[None]:
    """Turn whatever a library raises into one fault without its words, and silence its warnings: both quote cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except OwlibError:
        raise
    except Exception:  # libraries raise anything on broken files
        raise refuse(path, expected, "a broken or incomplete file", "export the answers again") from None


def check_zip(path: Path) -> None:
    """Check a workbook before it is unpacked: how large it will be, and how long its rows are.

    Raises
    ------
    DataError
        If it is no zip archive, holds no workbook, or unpacks to more than the limits.

    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        packed = max(1, sum(member.compress_size for member in members))
        if len(members) > MAX_ZIP_MEMBERS or total > MAX_UNZIPPED_BYTES or total / packed > MAX_ZIP_RATIO:
            limit = f"at most {MAX_UNZIPPED_BYTES // 1024**2} MiB and {MAX_ZIP_RATIO} times its size when unpacked"
            raise refuse(path, limit, "more", AS_CSV)
        if "xl/workbook.xml" not in archive.namelist():
            raise refuse(path, "an Excel workbook", "an archive of another kind", "save the answers as .xlsx or .csv")
        for member in members:
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                with archive.open(member) as stream:
                    _check_row_lengths(path, stream)


def _check_row_lengths(path: Path, stream: Any) -> None:
    """Check that no row of a worksheet is longer than the limit, so that reading one row is bounded."""
    rest, done, began, row = b"", 0, -1, 0
    while piece := stream.read(PIECE_BYTES):
        text = rest + piece
        stop = text.rfind(b"<")
        stop = len(text) if stop < 1 or len(rest) > PIECE_BYTES else stop
        for mark in ROW_MARK.finditer(text, 0, stop):
            row += not mark[1]
            began = -1 if mark[1] or mark[2] else done + mark.start()
        done, rest = done + stop, text[stop:]
        if began >= 0 and done - began > MAX_ROW_BYTES:
            raise too_wide(path, row)


@contextmanager
def _open_sheet(path: Path, sheet: str) -> Iterator[Any]:
    """Open the worksheet of that name, or the only one, row by row."""
    import openpyxl  # noqa: PLC0415 - slow to import

    with _quietly(path, "an Excel workbook"), path.open("rb") as stream:
        check_zip(path)
        book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        try:
            names = [one.title for one in book.worksheets]
            if (sheet and sheet not in names) or (not sheet and len(names) != 1):
                listed = ", ".join(f"'{cut(name)}'" for name in names[:10])
                expected = f"a sheet '{cut(sheet)}'" if sheet else "one sheet, or one named by 'sheet'"
                raise refuse(path, expected, f"{len(names)}: {listed}", "name the sheet that holds the answers")
            chosen = book[sheet or names[0]]
            chosen.reset_dimensions()
            yield chosen
        finally:
            book.close()


def _check_header(path: Path, cells: tuple) -> list[str]:
    """Return the first row as names, without empty cells at its end."""
    formulas = sum(cell.data_type == "f" for cell in cells)
    if formulas:
        todo = "save the sheet as values (copy, paste special, values)"
        raise refuse(path, "column names", f"{formulas} formulas", todo, row=1)
    names = clean_names(tell_cell(cell.value) for cell in cells)
    while names and not names[-1]:
        names.pop()
    check_names(path, names)
    return names


def read_xlsx(path: Path, sheet: str, text_columns: Collection[str], skip_columns: Collection[str]) -> pd.DataFrame:
    """Return the columns of a worksheet, as :class:`owlib.surveys.exports.Export` describes them.

    Raises
    ------
    DataError
        If the workbook cannot be read, passes a limit, has formulas, or has cells beyond its header.

    """
    with _open_sheet(path, sheet) as opened:
        rows = opened.iter_rows()
        names = _check_header(path, next(rows, ()))
        columns = make_columns(names, text_columns, skip_columns)
        formulas: Counter[int] = Counter()
        held: list[list[str]] = []
        for number, cells in enumerate(rows, 2):
            if number > MAX_XLSX_ROWS + 1:
                raise refuse(path, f"a workbook of at most {MAX_XLSX_ROWS:,} rows", "more", AS_CSV)
            formulas.update(place for place, cell in enumerate(cells) if cell.data_type == "f")
            if not formulas:
                _hold(path, [tell_cell(cell.value) for cell in cells], names, number, held)
            if len(held) == CHUNK_ROWS:
                _hand_over(held, columns)
        _refuse_formulas(path, formulas, names)
        _hand_over(held, columns)
    return name_columns(path, names, columns)


def _hold(path: Path, texts: list[str], names: list[str], number: int, held: list[list[str]]) -> None:
    """Keep a row until the next handing over, if it has content."""
    width = len(names)
    if any(texts[width:]):
        todo = "name these columns (unmerge the header first), or empty them"
        raise refuse(path, f"{width} cells, as in the header", "a row with more", todo, row=number)
    if any(texts):
        held.append(texts[:width] + [""] * (width - len(texts)))


def _hand_over(held: list[list[str]], columns: dict[int, Column]) -> None:
    """Give the rows that are kept to the columns."""
    if held:
        values = np.array(held, dtype=object)
        for place, column in columns.items():
            column.add(values[:, place])
        held.clear()


def _refuse_formulas(path: Path, formulas: Counter[int], names: list[str]) -> None:
    """Refuse formulas: what they show is not in the file for certain."""
    if formulas:
        place = min(formulas)
        name = cut(names[place]) if place < len(names) else ""
        found = f"{formulas.total()} cells with a formula in {len(formulas)} columns, of which this is the first"
        raise refuse(path, "values", found, "save the sheet as values (copy, paste special, values)", column=name)


def _read_sav(path: Path, **options: Any) -> tuple[pd.DataFrame, Any]:
    """Return content and description of an SPSS file."""
    import pyreadstat  # noqa: PLC0415 - slow to import

    with _quietly(path, "an SPSS file"):
        return pyreadstat.read_sav(path, user_missing=False, apply_value_formats=False, **options)


def read_sav_header(path: Path) -> list[str]:
    """Return the names of the variables of an SPSS file, checked.

    Raises
    ------
    DataError
        If the file cannot be read or passes a limit.

    """
    _, described = _read_sav(path, metadataonly=True)
    names = list(described.column_names)
    check_names(path, names)
    if max(described.number_rows or 0, 0) * len(names) > MAX_SAV_CELLS:
        limit = f"at most {MAX_SAV_CELLS:,} cells"
        raise refuse(path, limit, "more", "export the questions of this survey only, or as CSV")
    return names


def read_sav(
    path: Path, text_columns: Collection[str], skip_columns: Collection[str]
) -> tuple[pd.DataFrame, dict[str, dict[str, str]], dict[str, str]]:
    """Return the columns of an SPSS file, its value labels, and its variable labels; user-missing values are empty.

    Raises
    ------
    DataError
        If the file cannot be read or passes a limit.

    """
    names = read_sav_header(path)
    used = [name for name in names if name not in set(skip_columns)]
    most = MAX_SAV_CELLS // len(names) + 1
    frame, described = _read_sav(path, usecols=used, row_limit=most)
    if len(frame) == most or (described.number_rows or len(frame)) > len(frame):
        found = f"{tell_rows(len(frame))}, which is not what it announces"
        raise refuse(path, "all rows of the file", found, "export the answers again")
    columns = make_columns(names, text_columns, skip_columns)
    for place, column in columns.items() if len(frame) else ():
        values, found = pd.factorize(frame.pop(names[place]), use_na_sentinel=False)
        column.add(np.array([tell_cell(value) for value in found], dtype=object)[values])
    labels = {
        column: {tell_cell(value): str(label).strip() for value, label in known.items()}
        for column, known in described.variable_value_labels.items()
    }
    titles = {name: " ".join(label.split()) for name, label in described.column_names_to_labels.items() if label}
    return name_columns(path, names, columns), labels, titles


KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".sav": "sav", ".zsav": "sav"}


BEGINNINGS = {b"PK": "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"$FL2": "sav", b"$FL3": "sav"}
"""How files of each kind begin; CSV has no mark of its own. ``ole``: old Excel, and all Excel files with a password."""


KIND_NAMES = {"csv": "text", "xlsx": "an Excel workbook", "sav": "an SPSS file"}


def find_kind(path: Path) -> str:
    """Return whether a file is ``csv``, ``xlsx`` or ``sav``: what its ending says, if its first bytes agree.

    Raises
    ------
    DataError
        If it is not there, empty, too large, of another kind, or not what its ending says.

    """
    check_file(path)
    kind = KINDS.get(path.suffix.lower(), "")
    with path.open("rb") as stream:
        start = stream.read(8)
    seen = next((name for mark, name in BEGINNINGS.items() if start.startswith(mark)), "csv")
    if seen == "ole":
        found = "an old Excel workbook, or one with a password"
        raise refuse(path, "a .csv, .xlsx or .sav file", found, "open it, and save it as .xlsx without a password")
    if not kind:
        expected = f"a file that ends in {name_choices(list(KINDS))}"
        raise refuse(path, expected, "another ending", "export the answers as CSV, XLSX or SPSS")
    if seen != kind:
        todo = "give the file the ending that fits its content, or export the answers again"
        raise refuse(path, f"{KIND_NAMES[kind]}, as its ending says", KIND_NAMES[seen], todo)
    return kind


def read_export(
    path: Path,
    *,
    separator: str = "",
    encoding: str = "",
    sheet: str = "",
    text_columns: Collection[str] = (),
    skip_columns: Collection[str] = (),
) -> Export:
    """Return an export as text, exactly as it stands in its file but for spaces around a cell.

    Parameters
    ----------
    path
        A ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.sav`` or ``.zsav`` file.
    separator, encoding
        Of a CSV file: ``,``, ``;`` or tab; ``utf-8`` or ``windows-1252``. Found by themselves if empty.
    sheet
        Of a workbook that has several.
    text_columns
        Columns that are read as text: ids, dates, open answers. All others become categories.
    skip_columns
        Columns that are left out.

    Raises
    ------
    DataError
        If the file is not whole and sound; the message holds nothing of a cell.

    """
    kind = find_kind(path)
    labels: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    if kind == "csv":
        frame = read_csv_export(path, separator, encoding, text_columns, skip_columns)
    elif kind == "xlsx":
        frame = read_xlsx(path, sheet, text_columns, skip_columns)
    else:
        frame, labels, titles = read_sav(path, text_columns, skip_columns)
    return Export(frame, labels, path.name, titles)
