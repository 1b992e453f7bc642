"""Exports of survey tools (CSV, XLSX, SPSS) read as text within limits, with the tool that wrote them.

No message holds anything of a cell below the header.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import html
import io
import itertools
import re
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import yaml

from owlib.errors import OwlibError, name_choices
from owlib.surveys.faults import cut, refuse, tell_rows

MAX_FILE_BYTES = 1024**3
"""Largest file that is opened: some five million respondents of sixty questions."""
MAX_ROW_CHARACTERS = 1024**2
MAX_COLUMNS = 2_000
WIDEST = {"columns": MAX_COLUMNS, "mib": MAX_ROW_CHARACTERS // 1024**2}
MAX_XLSX_ROWS = 200_000
"""Most rows of a workbook, which is read cell by cell; larger exports come as CSV or SAV."""
MAX_UNZIPPED_BYTES = 512 * 1024**2
MAX_ZIP_RATIO = 200
"""Most bytes that a byte of a workbook may unpack to: sheets of one answer throughout stay below 100."""
MAX_SAV_CELLS = 100_000_000
MAX_CATEGORIES = 10_000
"""A column with more different values is kept as text."""
HEAD_ROWS = 12
INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD]) | {0xA0: " "}
"""Letters without a shape, which make two texts differ that look the same."""
BROKEN = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]|\u00e2\u20ac|\ufffd")
"""What letters look like that were saved in one encoding and read in another."""
WAYS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
"""How survey tools, and the people who use them, write things."""
SEPARATORS, KINDS, KIND_NAMES = WAYS["separators"], WAYS["kinds"], WAYS["kind_names"]
BEGINNINGS = {b"PK": "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"$FL2": "sav", b"$FL3": "sav",
              b"%PDF": "pdf", b"<!DOCTYP": "html", b"<html": "html", b"<?xml": "html", b"PAR1": "parquet"}  # fmt: skip
SPSS_EPOCH = 12_219_379_200
"""Seconds from 14 October 1582, from which SPSS counts, to 1970."""


@dataclass(frozen=True, eq=False, repr=False)
class Export:
    """An export of a survey tool as it stands in its file; showing it shows nothing of its content.

    ``frame`` has a row a respondent and a column a column of the file, in their order there: text (``str``) or
    categories of text, stripped and without invisible letters, ``""`` for an empty cell. ``labels`` are the value
    labels of SPSS (column -> value as text -> label), ``titles`` the wordings of questions that stand beside their
    names, ``file`` its name without its folder, ``tool`` what wrote it, as ``exports.yml`` calls it; empty if unknown.
    """

    frame: pd.DataFrame
    labels: dict[str, dict[str, str]]
    file: str
    titles: dict[str, str] = field(default_factory=dict)
    tool: str = ""

    def __repr__(self) -> str:
        """Return what kind of thing this is, and no more."""
        return f"Export of {self.file}: its content is not shown"


class Layout(NamedTuple):
    """What the first rows of a table tell: names and wordings of its columns, its tool, the row where answers begin."""

    names: list[str]
    titles: dict[str, str]
    tool: str
    header: int
    start: int


def spread(told: dict[str, list[str]]) -> dict[str, str]:
    """Return each of several words with what they share."""
    return {word: meaning for meaning, words in told.items() for word in words}


def tidy(text: str) -> str:
    """Return a cell without spaces around it and without invisible letters."""
    return text.strip() if text.isascii() else text.translate(INVISIBLE).strip()


def clean_names(cells: Iterable[str]) -> list[str]:
    """Return the cells of a header as column names: single spaces, no invisible letters."""
    return [" ".join(tidy(cell).split()) for cell in cells]


def simplify(text: str) -> str:
    """Return a text as headings are compared: without markup, letters and digits only, in words of small letters."""
    plain = html.unescape(re.sub(r"<[^>]{1,200}>", " ", text)) if "<" in text or "&" in text else text
    return " ".join(re.findall(r"[^\W_]+", tidy(plain).casefold()))


def is_broken(text: str) -> bool:
    """Tell whether a text has letters that were saved in one encoding and read in another."""
    return not text.isascii() and BROKEN.search(text) is not None


def find_layout(path: Path, rows: Sequence[Sequence[str]]) -> Layout:
    """Return what the first rows of a table tell, or refuse a header that breaks a rule.

    Above the header may stand titles of one cell; below it Qualtrics writes the wordings and a row of codes,
    SurveyMonkey the options. So does who names the columns below merged cells.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    header = next((n for n, count in enumerate(filled) if count > 1 or count == max(filled)), 0) if rows else 0
    names = clean_names(rows[header]) if rows else []
    below = [clean_names(row) + [""] * (len(names) - len(row)) for row in rows[header + 1 : header + 3] if names]
    tool, titles, height, pairs = find_tool(names), {}, 1, list(zip(names, below[0] if below else (), strict=False))
    gaps = [option for name, option in pairs if not name]
    named = len(gaps) > 1 and all(option and not option.isdecimal() for option in gaps)
    if tool == "qualtrics" and below:
        first = next((cell for name, cell in pairs if simplify(name) in WAYS["no_words"]), below[0][0])
        if not re.search(r"\d", first):  # below a column of its own an answer has digits
            height = 3 if len(below) > 1 and any("ImportId" in cell for cell in below[1]) else 2
            titles = {name: title for name, title in pairs if title}
    elif below and not below[0][0] and (tool == "surveymonkey" or named):
        mains = itertools.accumulate(names, lambda before, name: name or before)
        parts = zip(mains, below[0], strict=False)
        names = [main if simplify(option) in WAYS["no_option"] else f"{main} [{option}]" for main, option in parts]
        height = 2
    check_names(path, names, header + 1)
    return Layout(names, titles, tool, header, header + height)


def find_tool(names: Sequence[str]) -> str:
    """Return the tool whose own columns are among these; empty if there are too few."""
    plain = [simplify(name) for name in names]
    coded = {simplify(name.partition(". ")[0]) for name in names if ". " in name}
    if plain[:1] and plain[0] in WAYS["tool_columns"]["google-forms"]["finished"]:
        return "google-forms"
    counts = {tool: len(set(own) & {*plain, *coded}) for tool, own in WAYS["tools"].items()}
    return next((tool for tool, count in counts.items() if count >= (2 if tool == "surveymonkey" else 3)), "")


def check_names(path: Path, names: list[str], row: int = 1) -> None:
    """Refuse too many names of columns, none, one that stands twice, or answers in their place.

    Empty ones are left to :func:`finish`.
    """
    if len(names) > MAX_COLUMNS:
        raise refuse("wide-row", path, row, **WIDEST)
    named = [name for name in names if name]
    if len(names) < 2:
        raise refuse("one-column" if named else "empty-rows", path, row)
    if sum(re.search(r"[^\W\d_]", name) is None for name in named) > len(named) / 2 or not named:
        raise refuse("answers-as-names" if named else "no-names", path, row)
    twice = [place for place, name in enumerate(names, 1) if name and name in names[: place - 1]]
    if twice:
        first = names.index(names[twice[0] - 1]) + 1
        raise refuse("names-twice", path, row, count=len(twice), first=first, second=twice[0])


def finish(path: Path, names: list[str], columns: Sequence[Any], row: int = 1) -> pd.DataFrame:
    """Return columns as a frame; nameless ones without content go, and so does the running number that pandas adds."""
    if not len(columns) or not len(columns[0]):
        raise refuse("no-rows", path)
    kept = {}
    for place, (name, values) in enumerate(zip(names, columns, strict=True)):
        if name:
            kept[name] = values
        elif not np.asarray(values == "", bool).all():
            numbers = [str(number) for number in range(len(values) + 1)] if place == 0 else []
            if list(map(str, values)) not in (numbers[:-1], numbers[1:]):
                raise refuse("nameless", path, row, place=place + 1)
    return pd.DataFrame(kept, copy=False)


def tidy_column(values: pd.Categorical | pd.Series) -> Any:
    """Return a column of a file with its texts tidied: categories where there are few, else text."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return pd.array([tidy(value) for value in values.to_numpy(dtype=object)], dtype="str")
    values = values if isinstance(values, pd.Categorical) else values.array
    texts = [tidy(str(text)) for text in values.categories]
    places, known = pd.factorize(np.array([*texts, ""], dtype=object))  # a cell that is not there is empty
    codes = places[values.codes].astype(np.min_scalar_type(-len(known) - 1))
    if len(known) > MAX_CATEGORIES:
        return pd.array(known[codes], dtype="str")
    found = pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(pd.Index(known, dtype="str")))
    return found.remove_unused_categories() if "" not in texts else found


def find_encoding(path: Path, told: str = "") -> str:
    """Return the encoding of a text file: ``utf-8-sig`` (with or without its mark), ``utf-16`` or ``cp1252``.

    Refused are bytes of value zero, mixed encodings, and another than told; the message names the first such line.
    """
    wanted = {"": "", "windows-1252": "cp1252", "cp1252": "cp1252"}.get(told, "utf-8")
    first: dict[str, int] = {}
    with path.open("rb") as stream:
        if stream.peek(2).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        for row, line in enumerate(iter(lambda: stream.readline(MAX_ROW_CHARACTERS), b""), 1):
            if len(line) == MAX_ROW_CHARACTERS:
                raise refuse("wide-row", path, row, **WIDEST)
            if b"\0" in line:
                raise refuse("zero-byte", path, row)
            if not line.isascii():
                kinds = (kind for kind in ("utf-8", "cp1252") if line.decode(kind, "ignore").encode(kind) == line)
                first.setdefault(next(kinds, ""), row)
    wrong = [row for kind, row in first.items() if not kind or kind != (wanted or next(iter(first)))]
    if wrong:
        raise refuse("mixed-letters", path, min(wrong))
    return (wanted or next(iter(first), "utf-8")).replace("utf-8", "utf-8-sig")


def find_separator(head: str) -> str:
    """Return what parts the cells of a text: that which gives most rows the same number of several cells."""
    found = re.match(r'"?sep=(.)"?\r?\n', head)
    if found and found[1] in SEPARATORS:
        return found[1]

    def rate(separator: str) -> tuple[int, int]:
        rows = []
        with contextlib.suppress(csv.Error):
            rows += itertools.islice(csv.reader(io.StringIO(head, newline=""), delimiter=separator), HEAD_ROWS)
        width, times = Counter(len(row) for row in rows if row).most_common(1)[0] if any(rows) else (1, 0)
        return (times if width > 1 else 0, width)

    return max(SEPARATORS, key=rate)


def read_csv_export(path: Path, separator: str, encoding: str, texts: Collection[str]) -> tuple[pd.DataFrame, Layout]:
    """Return the columns of a text file as a frame, with its layout; see :func:`read_export`."""
    encoding = find_encoding(path, encoding)
    csv.field_size_limit(MAX_ROW_CHARACTERS)
    with path.open(encoding=encoding, newline="") as stream:
        head = stream.read(MAX_ROW_CHARACTERS)
        separator = separator or find_separator(head)
        skipped = int(head.startswith(("sep=", '"sep=')))
        stream.seek(0)
        layout = check_rows(path, itertools.islice(stream, skipped, None), separator, skipped)
        kinds = {place: "str" if name in texts else "category" for place, name in enumerate(layout.names)}
        frame = pd.DataFrame(columns=list(kinds), dtype="str")
        told = {"sep": separator, "header": None, "names": list(kinds), "keep_default_na": False, "dtype": kinds}
        stream.seek(0)
        with contextlib.suppress(pd.errors.EmptyDataError):
            frame = pd.read_csv(stream, skiprows=skipped + layout.start, **told)
    columns = [tidy_column(frame.pop(place)) for place in kinds]
    return finish(path, layout.names, columns, layout.header + 1 + skipped), layout


def check_rows(path: Path, lines: Iterator[str], separator: str, line: int) -> Layout:
    """Return the layout of a text file; refuse rows of another width than the header's, and quotes that never close.

    ``line`` is the number of the line before these.
    """

    def read() -> Iterator[tuple[int, list[str] | str]]:
        """Yield each row with the line on which it ends: its cells, or without quotes its text."""
        nonlocal line
        for text in lines:
            row, line = text.rstrip("\r\n"), line + 1
            if '"' in text:
                reader = csv.reader(itertools.chain([text], lines), delimiter=separator, strict=True)
                row = next(reader)
                line += reader.line_num - 1
            yield line, row

    wrong, rows = [], read()
    try:
        first = list(itertools.islice(rows, HEAD_ROWS))
        head = [row.split(separator) if isinstance(row, str) else row for _, row in first]
        layout = find_layout(path, head)
        width = len(head[layout.header])
        for place, row in itertools.chain(first[layout.header :], rows):
            cells = row.count(separator) + 1 if isinstance(row, str) else len(row)
            if cells != width and any(row):
                wrong.append(place)
    except csv.Error:
        raise refuse("open-quote", path, line) from None
    if wrong:
        raise refuse("ragged", path, wrong[0], width=width, rows=tell_rows(len(wrong)))
    return layout


def tell_cell(value: Any) -> str:
    """Return a cell as text: dates as ``YYYY-MM-DD`` with the time if it has one, whole numbers without ``.0``."""
    if isinstance(value, str) or pd.isna(value):
        return tidy(value if isinstance(value, str) else "")
    if isinstance(value, float | np.floating):
        return np.format_float_positional(value, trim="-")
    if isinstance(value, timedelta):
        return str(round(value.total_seconds()))
    if isinstance(value, datetime):
        value = value.replace(microsecond=0, tzinfo=None)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        return str(value).upper()
    return value.isoformat("seconds") if isinstance(value, time) else str(value)


@contextlib.contextmanager
def _telling(path: Path, kind: str) -> Iterator[None]:
    """Turn whatever a library raises into one fault that tells its kind, and silence its warnings: both quote cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except OwlibError:
        raise
    except Exception as error:  # libraries raise anything on broken files
        frames = " ".join(Path(frame.filename).as_posix() for frame in traceback.extract_tb(error.__traceback__))
        told = f"{type(error).__name__} {error} {'styles' if 'openpyxl/styles' in frames else ''}".lower()
        known = (fault for fault, marks in WAYS["failures"].items() if any(mark in told for mark in marks))
        raise refuse(next(known, "unread"), path, kind=KIND_NAMES[kind]) from None


def read_xlsx(path: Path, sheet: str) -> tuple[pd.DataFrame, Layout]:
    """Return the columns of a worksheet as a frame, with its layout; see :func:`read_export`.

    Refused, before it is unpacked, is an archive that is no workbook or unpacks to more than the limits.
    """
    import openpyxl  # noqa: PLC0415 - slow to import

    with _telling(path, "xlsx"), path.open("rb") as stream:
        members = zipfile.ZipFile(stream).infolist()
        total, packed = (sum(getattr(one, size) for one in members) for size in ("file_size", "compress_size"))
        if total > min(MAX_UNZIPPED_BYTES, MAX_ZIP_RATIO * max(1, packed)):
            raise refuse("unzipped", path, mib=MAX_UNZIPPED_BYTES // 1024**2, ratio=MAX_ZIP_RATIO)
        if "xl/workbook.xml" not in {one.filename for one in members}:
            raise refuse("no-workbook", path)
        book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        names = [one.title for one in book.worksheets]
        if (sheet and sheet not in names) or (not sheet and len(names) != 1):
            listed = ", ".join(f"'{cut(name)}'" for name in names[:10])
            wanted = f"a sheet '{cut(sheet)}'" if sheet else "one sheet, or one named by 'sheet'"
            raise refuse("sheets", path, wanted=wanted, count=len(names), names=listed)
        chosen = book[sheet or names[0]]
        chosen.reset_dimensions()
        rows = _read_rows(path, chosen.iter_rows())
        head = list(itertools.islice(rows, HEAD_ROWS))
        layout = find_layout(path, head)
        width, kept, seen = len(layout.names), [], {}
        for number, row in enumerate(itertools.chain(head[layout.start :], rows), layout.start + 1):
            if any(row[width:]):
                raise refuse("beyond", path, number, width=width)
            if any(row):  # the same text is kept once
                kept.append([seen.setdefault(text, text) for text in row] + [""] * (width - len(row)))
    columns = [tidy_column(pd.Categorical(np.array(values, dtype=object))) for values in zip(*kept, strict=True)]
    return finish(path, layout.names, columns, layout.header + 1), layout


def _read_rows(path: Path, rows: Iterable[tuple]) -> Iterator[list[str]]:
    """Yield the rows of a worksheet as text; formulas are refused: what they show is not in the file for certain."""
    for number, cells in enumerate(rows, 1):
        if number > MAX_XLSX_ROWS + 1:
            raise refuse("long-workbook", path, most=MAX_XLSX_ROWS)
        if any(cell.data_type == "f" for cell in cells):
            raise refuse("formula", path, number)
        texts = [tell_cell(cell.value) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAX_COLUMNS:
            raise refuse("wide-row", path, number, **WIDEST)
        yield texts


def read_sav(path: Path, texts: Collection[str]) -> Export:
    """Return the export in an SPSS file.

    A user-missing value is empty, unless its label tells that it did not apply or was not known. A date is text; one
    that no calendar has stays a number, which nobody takes for a date.
    """
    import pyreadstat  # noqa: PLC0415 - slow to import

    def read(**more: Any) -> tuple[pd.DataFrame, Any]:
        more |= {"user_missing": True, "apply_value_formats": False, "disable_datetime_conversion": True}
        try:
            return pyreadstat.read_sav(path, **more)
        except pyreadstat.ReadstatError:
            return pyreadstat.read_sav(path, encoding="WINDOWS-1252", **more)

    with _telling(path, "sav"):
        about = read(metadataonly=True)[1]
        names = list(about.column_names)
        check_names(path, names)
        if max(about.number_rows or 0, 0) * len(names) > MAX_SAV_CELLS:
            raise refuse("many-cells", path, most=MAX_SAV_CELLS)
        frame, about = read(row_limit=MAX_SAV_CELLS // len(names) + 1)
        if (about.number_rows or len(frame)) > len(frame):
            raise refuse("fewer-rows", path)
    columns = [tidy_column(_tell_column(frame.pop(name), about, as_text=name in texts)) for name in names]
    labels = {
        column: {tell_cell(value): str(label).strip() for value, label in known.items()}
        for column, known in about.variable_value_labels.items()
    }
    titles = {name: " ".join(label.split()) for name, label in about.column_names_to_labels.items() if label}
    return Export(finish(path, names, columns), labels, path.name, titles, "spss")


def _tell_column(column: pd.Series, about: Any, *, as_text: bool) -> pd.Categorical | pd.Series:
    """Return a column of an SPSS file as text; what it counts as missing, and has no label for, is empty."""
    codes, found = pd.factorize(column, use_na_sentinel=False)
    ranges, labels = about.missing_ranges.get(column.name, []), about.variable_value_labels.get(column.name, {})
    dated = re.match(r"[AES]?DATE|JDATE|DATETIME|YMDHMS", about.original_variable_types[column.name])

    def tell(value: Any) -> str:
        if value not in labels and any(type(one["lo"]) is type(value) and one["lo"] <= value <= one["hi"]
                                       for one in ranges):  # fmt: skip
            return ""
        if dated and isinstance(value, float) and not np.isnan(value):
            with contextlib.suppress(OverflowError, ValueError):
                return tell_cell(datetime(1970, 1, 1) + timedelta(seconds=value - SPSS_EPOCH))  # noqa: DTZ001 - no zone
        return tell_cell(value)

    values = np.array([tell(value) for value in found], dtype=object)[codes]
    return pd.Series(values, dtype="str") if as_text else pd.Categorical(values)


def find_kind(path: Path) -> str:
    """Return whether a file is ``csv``, ``xlsx`` or ``sav``: what its ending says, if its first bytes agree.

    Refused are files that are not there, empty, too large, locked by a password, or of another kind than they say.
    """
    if not path.is_file():
        raise refuse("no-export", path)
    size = path.stat().st_size
    if size == 0:
        raise refuse("empty-file", path)
    if size > MAX_FILE_BYTES:
        raise refuse("large-file", path, most=MAX_FILE_BYTES // 1024**2, size=size // 1024**2)
    with path.open("rb") as stream:
        start = stream.read(1024**2)
    seen = next((name for mark, name in BEGINNINGS.items() if start.lstrip().startswith(mark)), "csv")
    if seen == "ole":
        raise refuse("locked" if "EncryptedPackage".encode("utf-16-le") in start else "old-workbook", path)
    told = KINDS.get(path.suffix.lower(), "")
    if seen not in KINDS.values():
        raise refuse("other-kind", path, seen=KIND_NAMES[seen])
    if not told:
        raise refuse("other-ending", path, endings=name_choices(list(KINDS)))
    if seen != told:
        endings = name_choices([ending for ending, kind in KINDS.items() if kind == seen])
        raise refuse("wrong-ending", path, told=KIND_NAMES[told], seen=KIND_NAMES[seen], endings=endings)
    return told


def read_export(
    path: Path, *, separator: str = "", encoding: str = "", sheet: str = "", text_columns: Collection[str] = ()
) -> Export:
    """Return an export as text, as it stands in its file but for spaces around a cell and invisible letters.

    It is a ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.sav`` or ``.zsav`` file. Separator and encoding of a text file
    are found by themselves if empty; a sheet is named of a workbook that has several. Text columns (ids, dates, open
    answers) are read as text, all others become categories. A file that is not whole and sound raises a ``DataError``
    whose message holds nothing of a cell.
    """
    kind = find_kind(path)
    if kind == "sav":
        return read_sav(path, text_columns)
    if kind == "csv":
        frame, layout = read_csv_export(path, separator, encoding, text_columns)
    else:
        frame, layout = read_xlsx(path, sheet)
    return Export(frame, {}, path.name, layout.titles, layout.tool)
