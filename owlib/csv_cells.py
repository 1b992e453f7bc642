"""Rows and cells of a CSV file, found in its bytes a block at a time, so that a million rows stay quick and small.

The structure of each row is checked before any cell becomes text; only different cells become text, each once.
Quotes follow RFC 4180; a quote within a cell that does not begin with one stands for itself, as in Python's ``csv``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import DataError
from owlib.export_guards import AS_ONE_TABLE, MAX_ROW_BYTES, Column, refuse, tell_rows, too_wide

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
