"""What the columns and values of an export mean: the files of a survey folder, read and checked against the export.

A survey folder holds ``survey.yml`` (settings), ``columns.csv`` (``column,item``) and ``answers.csv``
(``for,value,answer``). Beside them stand ``guess`` and what it rests on; ``ok`` in place of an item or answer takes
the guess. Values of an export are never shown: a message gives file, column, rule and about how many rows.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import yaml

from owlib.errors import DataError, Finding, name_choices
from owlib.surveys.exports import INVISIBLE, SEPARATORS, WAYS, Export, clean_names, cut, read_export, spread, tell_rows
from owlib.surveys.guard import MARK_COLUMN
from owlib.surveys.instrument import TICKED, Instrument
from owlib.surveys.moments import parse_numbers
from owlib.surveys.perturbation import THRESHOLD

SETTINGS_FILE, COLUMNS_FILE, ANSWERS_FILE = "survey.yml", "columns.csv", "answers.csv"
HEADERS = {COLUMNS_FILE: ["column", "item"], ANSWERS_FILE: ["for", "value", "answer"]}
HINTS = ["guess", "because", "label"]
"""Columns that may stand beside these, for the person who fills them in; of them only ``guess`` is read."""
OK = "ok"
"""In place of an item or answer: the guess beside it is right."""
UNUSED = "-"
"""In place of an item: the column was seen and is left out."""
OTHERS = "*"
"""In place of a value: all that have no line of their own."""
BANDS = "bands"
"""In place of an answer: the value is a number, and belongs into the band of the scale that holds it."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A code or name: small letters and digits, in words parted by single hyphens."""
WAVE = re.compile(r"[1-9]\d?")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
FORMS = {SLUG: "a code of small letters, digits and hyphens", WAVE: "the number of the wave", NUMBER: "a number"}
DEFAULTS: dict[str, Any] = {
    "survey": "", "file": "", "simulated": None, "sheet": "", "separator": "", "encoding": "", "dates": "", "case": "",
    "wave": "", "threshold": THRESHOLD, "populations": {}, "keep_open": [],
}  # fmt: skip
SEPARATOR_WORDS = {"": "", **{mark: mark for mark in SEPARATORS}, **{word: mark for mark, word in SEPARATORS.items()}}
ENCODINGS = ("", "utf-8", "utf-8-sig", "windows-1252", "cp1252")
MAX_BYTES = 4 * 1024**2
"""Largest file of a mapping that is opened."""
MAX_CODES = 50
"""Most cases or waves of an export: a column with more is no column of cases."""
NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE = "no-answer", "not-applicable", "dont-know", "outside"
SPECIAL = (NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE)
"""Words that stand in ``answers.csv`` in place of an answer of the scale."""
MISSING_WORDS = MappingProxyType(spread(WAYS["missing"]))
"""What exports write for no answer, as :func:`normalise` gives it, and the special word it stands for."""
PARTS = re.compile(r"\s*[;|\n]+\s*|\s*,\s*")
"""What parts several answers in a cell; an option may hold a comma, too."""
BAND = re.compile(r"(under|above)-(\d+)|(\d+)-(\d+)|(\d+)-plus")


@dataclass(frozen=True, eq=False, repr=False)
class Mapping:
    """What the columns and values of an export mean; showing it shows none of the values.

    Parameters
    ----------
    folder
        The survey folder.
    settings
        ``survey.yml`` with its defaults: the keys of :data:`DEFAULTS`.
    columns
        Column -> item, or block of options where a cell holds several answers; without the columns left out.
    answers
        Item, block, scale, or column of states -> value -> answer or special word.
    unused
        Columns left out.

    """

    folder: Path
    survey_id: str
    settings: dict[str, Any]
    columns: dict[str, str]
    answers: dict[str, dict[str, str]]
    simulated: bool
    unused: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Return what kind of thing this is, and no more."""
        return f"Mapping of {self.folder.name}: {len(self.columns)} columns of {self.survey_id}"


def normalise(text: str) -> str:
    """Return a text as values are compared: composed and visible letters, single spaces, small, straight quotes.

    A Dutch spreadsheet saves ``TRUE`` as ``WAAR``: they are one.
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFC", text.translate(INVISIBLE)).translate(
            {0x2019: "'", 0x2018: "'", 0x2013: "-"}
        )
    plain = " ".join(plain.split()).casefold()
    return {"waar": "true", "onwaar": "false"}.get(plain, plain)


def name_file(folder: Path, name: str) -> str:
    """Return a file of a survey folder as messages name it."""
    return f"{folder.name}/{name}"


def suggest(word: str, known: list[str]) -> str:
    """Return what to do about an unknown word: the nearest known ones."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return f"write {name_choices(near)}, if one of these is meant" if near else "mend its spelling"


# settings


def read_settings(folder: Path, survey_ids: list[str], findings: list[Finding]) -> dict[str, Any]:
    """Return ``survey.yml`` with its defaults, and add its faults to the findings."""
    file = name_file(folder, SETTINGS_FILE)
    try:
        told = yaml.safe_load((folder / SETTINGS_FILE).read_bytes()[:MAX_BYTES].decode("utf-8-sig"))
    except OSError:
        todo = f"make the survey: owlib new-survey {folder.name} --file EXPORT --survey QUESTIONNAIRE"
        findings.append(Finding(file, 0, "", "the settings of the survey", "no such file", todo))
        return dict(DEFAULTS)
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        todo = "write each setting as 'key: value', with quotes around signs such as ';'"
        findings.append(Finding(file, mark.line + 1 if mark else 0, "", "settings in YAML", "another form", todo))
        return dict(DEFAULTS)
    if not isinstance(told, dict):
        findings.append(Finding(file, 0, "", "settings as 'key: value'", "another form", "write one a line"))
        return dict(DEFAULTS)
    findings += [
        Finding(file, 0, cut(str(key)), "a known setting", "an unknown one", suggest(str(key), list(DEFAULTS)))
        for key in told
        if key not in DEFAULTS
    ]
    settings = DEFAULTS | {key: value for key, value in told.items() if key in DEFAULTS and value is not None}
    settings = _clean_settings(settings)
    findings += [Finding(file, 0, *fault) for fault in _check_settings(settings, survey_ids)]
    return settings


def _clean_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings with codes as text: YAML takes ``wave: 1`` for a number."""
    cleaned = dict(settings)
    for key in ("case", "wave", "sheet"):
        if isinstance(cleaned[key], int) and not isinstance(cleaned[key], bool):
            cleaned[key] = str(cleaned[key])
    if isinstance(cleaned["wave"], list):
        cleaned["wave"] = [str(wave) for wave in cleaned["wave"]]
    if isinstance(cleaned["separator"], str):
        cleaned["separator"] = SEPARATOR_WORDS.get(cleaned["separator"], cleaned["separator"])
    if isinstance(cleaned["encoding"], str):
        cleaned["encoding"] = cleaned["encoding"].lower()
    if isinstance(cleaned["keep_open"], str):
        cleaned["keep_open"] = [cleaned["keep_open"]]
    if isinstance(cleaned["populations"], dict):
        cleaned["populations"] = {str(case): size for case, size in cleaned["populations"].items()}
    return cleaned


def _check_settings(settings: dict[str, Any], survey_ids: list[str]) -> list[tuple[str, str, str, str]]:
    """Return the faults of settings: key, what was expected, what was found, what to do."""
    waves = settings["wave"] if isinstance(settings["wave"], list) else [settings["wave"]]
    sizes, kept = settings["populations"], settings["keep_open"]
    rules = {
        "survey": (settings["survey"] in survey_ids, name_choices(survey_ids)),
        "file": (isinstance(settings["file"], str) and settings["file"], "the export, as seen from this folder"),
        "simulated": (isinstance(settings["simulated"], bool), "true or false"),
        "sheet": (isinstance(settings["sheet"], str), "the name of a sheet"),
        "separator": (settings["separator"] in SEPARATOR_WORDS.values(), '",", ";" or "tab"'),
        "encoding": (settings["encoding"] in ENCODINGS, "utf-8 or windows-1252"),
        "dates": (settings["dates"] in ("", "day", "month"), "day or month: what goes first in 3/4/2019"),
        "case": (_is_code(settings["case"]), FORMS[SLUG]),
        "wave": (all(_is_code(wave) for wave in waves), FORMS[SLUG]),
        "threshold": (
            _is_count(settings["threshold"]) and settings["threshold"] >= THRESHOLD,
            f"a whole number of {THRESHOLD} or more",
        ),
        "populations": (
            isinstance(sizes, dict) and all(_is_code(case) and _is_count(size) for case, size in sizes.items()),
            "a whole number of employees for each case",
        ),
        "keep_open": (isinstance(kept, list) and all(isinstance(name, str) for name in kept), "a list of open items"),
    }
    return [
        (key, expected, "nothing" if settings[key] in ("", None) else "another value", "mend this setting")
        for key, (holds, expected) in rules.items()
        if not holds
    ]


def _is_code(value: Any) -> bool:
    """Tell whether a setting is a code, or empty."""
    return value == "" or (isinstance(value, str) and bool(SLUG.fullmatch(value)))


def _is_count(value: Any) -> bool:
    """Tell whether a setting is a whole number above zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


# columns.csv and answers.csv


def read_rows(folder: Path, name: str, findings: list[Finding]) -> pd.DataFrame:
    """Return ``columns.csv`` or ``answers.csv`` as text, and add its faults to the findings.

    It may have been saved by a spreadsheet: comma, semicolon or tab, UTF-8 or Windows-1252.

    Returns
    -------
    DataFrame
        The columns of its header and of :data:`HINTS`, stripped, and ``row``: the line of the file. ``ok`` is turned
        into the guess. Rows without content are left out.

    """
    file, header = name_file(folder, name), HEADERS[name]
    known = [*header, *HINTS]
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in known} | {"row": pd.Series(dtype="int64")})
    path = folder / name
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        found = "a file that is too large" if path.is_file() else "no such file"
        todo = "restore it, or make the survey anew with owlib new-survey"
        findings.append(Finding(file, 0, "", "a file of the mapping", found, todo))
        return empty
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    try:
        rows = list(_parse_rows(text))
    except csv.Error:
        todo = "write a quote within a cell twice, with quotes around the cell"
        findings.append(Finding(file, 0, "", "cells whose quotes close", "a quote that does not", todo))
        return empty
    names = rows[0][1] if rows else []
    if names[: len(header)] != header or set(names[len(header) :]) - {*HINTS, ""}:
        todo = f"write these as the first row; {', '.join(HINTS)} may stand beside them"
        findings.append(Finding(file, 1, "", f"the columns {', '.join(header)}", "others", todo))
        return empty
    findings += [
        Finding(file, row, "", f"at most {len(names)} cells", "more", "put quotes around cells that hold a comma")
        for row, cells in rows[1:]
        if any(cells[len(names) :])
    ]
    blank = dict.fromkeys(known, "")
    full = [blank | dict(zip(names, cells, strict=False)) | {"row": row} for row, cells in rows[1:]]
    table = pd.DataFrame(full, columns=list(empty)).astype(empty.dtypes)
    taken = table[header[-1]].str.casefold().eq(OK)  # without a guess beside it, it is not decided
    table[header[-1]] = table[header[-1]].where(~taken, table["guess"])
    return table


def _parse_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV that have content: the line on which each begins, and its cells with single spaces."""
    separator = next((mark for mark in text.partition("\n")[0] if mark in SEPARATORS), ",")
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    for cells in reader:
        if len(cells) == 1 and separator in cells[0]:  # a spreadsheet took each row for one cell
            cells = next(csv.reader(cells, delimiter=separator, strict=True))  # noqa: PLW2901 - as it was
        if any(cell.strip() for cell in cells):
            yield line, clean_names(cells)
        line = reader.line_num + 1


def read_mapping(folder: Path, instrument: Instrument) -> Mapping:
    """Return the mapping of a survey folder.

    Raises
    ------
    DataError
        If one of its files is not there or breaks a rule, or a line is not decided, with all faults of all files.

    """
    findings: list[Finding] = []
    settings = read_settings(folder, list(instrument.surveys["survey_id"]), findings)
    columns, answers = (read_rows(folder, name, findings) for name in (COLUMNS_FILE, ANSWERS_FILE))
    if findings:
        raise DataError(findings)
    items = instrument.list_items(settings["survey"])
    answers = drop_needless(columns, answers, items)
    findings += check_columns(folder, columns, items) + check_answers(folder, columns, answers, items, instrument)
    pairs = dict(zip(columns["column"], columns["item"], strict=True))
    findings += [
        Finding(name_file(folder, SETTINGS_FILE), 0, item, f"the {item} here or in a column", "both", "remove one")
        for item in ("case", "wave")
        if isinstance(settings[item], str) and settings[item] and item in pairs.values()
    ]
    texts = list(items.loc[items["kind"] == "text", "item_id"])
    findings += [
        Finding(name_file(folder, SETTINGS_FILE), 0, "keep_open", "open items", f"'{cut(name)}'", suggest(name, texts))
        for name in settings["keep_open"]
        if name not in texts
    ]
    if findings:
        raise DataError(findings)
    told = collect_answers(answers)
    unused = tuple(column for column, item in pairs.items() if item == UNUSED)
    used = {column: item for column, item in pairs.items() if item != UNUSED}
    return Mapping(folder, settings["survey"], settings, used, told, settings["simulated"], unused)


def drop_needless(columns: pd.DataFrame, answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of ``answers.csv`` without undecided ones for items that no column is mapped to."""
    used = items[items["item_id"].isin(columns["item"]) | items["block"].isin(set(columns["item"]) - {""})]
    wanted = {*used["item_id"], *used["scale_id"], *used["block"], *columns["column"]}
    return answers[answers["answer"].ne("") | answers["for"].isin(wanted)]


def collect_answers(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return rows of ``answers.csv`` that are decided by what they are for."""
    told: dict[str, dict[str, str]] = {}
    for target, value, answer in rows.loc[rows["answer"] != "", ["for", "value", "answer"]].itertuples(index=False):
        told.setdefault(target, {})[value] = answer
    return told


def find_options(items: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the blocks of a questionnaire that are options of one tick-all question, each with its items."""
    ticked = items[items["scale_id"].eq(TICKED) & items["block"].ne("")]
    return {block: rows for block, rows in ticked.groupby("block", sort=False) if len(rows) > 1}


def check_columns(folder: Path, rows: pd.DataFrame, items: pd.DataFrame) -> list[Finding]:
    """Return a finding for each unknown item, each column or item that stands twice, and for those not decided."""
    file, findings = name_file(folder, COLUMNS_FILE), []
    blocks = find_options(items)
    known, columns, used = [*items["item_id"], *blocks], {}, {}
    for row in rows.itertuples(index=False):
        parts = list(blocks[row.item]["item_id"]) if row.item in blocks else [row.item]
        before = next((used[part] for part in parts if part in used), 0)
        if row.column in columns:
            found = f"'{cut(row.column)}' here and in row {columns[row.column]}"
            findings.append(Finding(file, row.row, "column", "each column once", found, "keep one of these rows"))
        elif before and row.item != "state":
            todo = f"keep the column that holds it, and write '{UNUSED}' for the other"
            found = f"'{row.item}' here and in row {before}"
            findings.append(Finding(file, row.row, "item", "each item once", found, todo))
        elif row.item not in ("", UNUSED, *known):
            expected = f"an item of the survey, or '{UNUSED}'"
            findings.append(Finding(file, row.row, "item", expected, f"'{cut(row.item)}'", suggest(row.item, known)))
        columns.setdefault(row.column, row.row)
        if row.item not in ("", UNUSED):
            used |= {part: used.get(part, row.row) for part in parts}
    return findings + _check_decided(folder, COLUMNS_FILE, rows[rows["item"] == ""]["row"], "item")


def _check_decided(folder: Path, name: str, rows: pd.Series, column: str) -> list[Finding]:
    """Return one finding for all rows that are not decided yet."""
    if rows.empty:
        return []
    found = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} not decided yet, of which this is the first"
    decline = UNUSED if name == COLUMNS_FILE else NO_ANSWER
    todo = f"write the {column} there, '{OK}' where the guess is right, or '{decline}'"
    return [Finding(name_file(folder, name), int(rows.iloc[0]), column, f"an {column} in each row", found, todo)]


def check_answers(
    folder: Path, columns: pd.DataFrame, rows: pd.DataFrame, items: pd.DataFrame, instrument: Instrument
) -> list[Finding]:
    """Return a finding for each unknown item, scale or answer, each value mapped twice, and for those not decided."""
    file, findings = name_file(folder, ANSWERS_FILE), []
    allowed = list_allowed(items, instrument)
    states = columns.loc[columns["item"] == "state", "column"] if "state" in allowed else ()
    allowed |= {column: allowed["state"] for column in states if column not in allowed}
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for target, value, answer, row in rows[["for", "value", "answer", "row"]].itertuples(index=False):
        if target not in allowed:
            expected = "a scale, or an item with answers to choose from, a code or a number"
            findings.append(Finding(file, row, "for", expected, f"'{cut(target)}'", suggest(target, list(allowed))))
            continue
        before, place = seen.setdefault((target, normalise(value)), (answer, row))
        if before != answer:
            found = f"another one here than in row {place}"
            findings.append(Finding(file, row, "answer", "one answer for each value", found, "keep one of these rows"))
        if answer and not _is_allowed(answer, allowed[target]):
            words = [word for word in allowed[target] if isinstance(word, str)]
            forms = [FORMS[word] for word in allowed[target] if not isinstance(word, str)]
            expected = ", or ".join([*forms, name_choices(words)])
            findings.append(Finding(file, row, "answer", expected, "another text", suggest(answer, words)))
    return findings + _check_decided(folder, ANSWERS_FILE, rows[rows["answer"] == ""]["row"], "answer")


def list_allowed(items: pd.DataFrame, instrument: Instrument) -> dict[str, list[str | re.Pattern]]:
    """Return the answers that ``answers.csv`` may give, by item, scale and block; of codes and numbers the form."""
    allowed: dict[str, list[str | re.Pattern]] = {}
    for item in items[items["kind"].isin(["single", "code", "number"])].to_dict("records"):
        if item["kind"] == "single":
            answers = list(instrument.list_answers(item["scale_id"])["answer"])
            bands = [BANDS] if find_edges(answers) else []
            allowed[item["item_id"]] = allowed[item["scale_id"]] = list(dict.fromkeys([*answers, *bands, *SPECIAL]))
        else:
            form = NUMBER if item["kind"] == "number" else WAVE if item["item_id"] == "wave" else SLUG
            allowed[item["item_id"]] = [form, *SPECIAL]
    return allowed | {
        block: [*rows["item_id"], "yes", "no", UNUSED, *SPECIAL] for block, rows in find_options(items).items()
    }


def _is_allowed(answer: str, allowed: list[str | re.Pattern]) -> bool:
    """Tell whether an answer is one of a list, or has the form that stands in it."""
    return any(answer == one if isinstance(one, str) else bool(one.fullmatch(answer)) for one in allowed)


# what a value means


def find_edges(answers: Sequence[str]) -> list[float]:
    """Return where the bands of a scale of numbers begin, in their order; empty if its answers are no bands."""
    found = [BAND.fullmatch(answer) for answer in answers]
    if not all(found) or len(found) < 2:
        return []
    lows = [
        -np.inf
        if match[1] == "under"
        else np.nextafter(float(match[2]), np.inf)
        if match[1]
        else float(match[3] or match[5])
        for match in found
    ]
    return lows if lows == sorted(lows) else []


def find_ends(item: dict) -> tuple[float, float]:
    """Return the lowest and the highest number that an item allows; without a limit minus or plus infinity."""
    return tuple(
        float(item[end]) if str(item.get(end, "")) not in ("", "nan") else past
        for end, past in (("low", -np.inf), ("high", np.inf))
    )


def find_bands(values: Sequence[str], answers: Sequence[str], low: float, high: float) -> list[str]:
    """Return for each value the band of a scale that its number belongs to, ``""`` where it is none or past an end."""
    edges = find_edges(answers)
    numbers = np.array(parse_numbers(values), float)
    places = np.searchsorted(edges, np.nan_to_num(numbers, nan=-np.inf), side="right") - 1
    good = (numbers >= max(low, 0)) & (numbers <= high) & (places >= 0)
    return [answers[place] if known else "" for place, known in zip(places, good, strict=True)]


def translate(mapping: Mapping, instrument: Instrument, item_id: str, values: list[str], column: str = "") -> list[str]:
    """Return for each different value of an item its answer, a special word, or ``""`` where it is not known.

    The lines of ``answers.csv`` for the column and the item go first, then those for its block and scale, then the
    answers of the scale and their labels in both languages, then :data:`MISSING_WORDS`; last the line for all others.
    Capitals and spaces make no difference.

    Returns
    -------
    list
        Closed items: answer of the scale or special word. ``case``, ``wave``: the code; a case that is one itself, and
        a wave that is a number, stand for themselves. Numbers: the number that ``answers.csv`` gives, or a special
        word; ``""`` means that the value is to be read as it stands. Other items: a special word or ``""``.

    """
    item = instrument.find_item(item_id)
    known = dict(MISSING_WORDS)
    ranked: list[str] = []
    if item["kind"] == "single":
        answers = instrument.list_answers(item["scale_id"])
        ranked = list(answers.loc[answers["missing"] == "", "answer"])
        for name in ("label_nl", "label_en", "answer"):
            known |= {normalise(label): answer for label, answer in zip(answers[name], answers["answer"], strict=True)}
    for source in (item["scale_id"], item["block"], item_id, column):
        known |= {normalise(value): answer for value, answer in mapping.answers.get(source, {}).items() if source}
    others = known.pop(OTHERS, "")  # a blank has a line of its own
    found = [known.get(normalise(value), "" if others == BANDS else others) for value in values]
    if BANDS in (others, *known.values()):
        banded = find_bands(values, ranked, *find_ends(item))
        found = [band if answer in ("", BANDS) else answer for answer, band in zip(found, banded, strict=True)]
    if item["kind"] != "code":
        return found
    form = WAVE if item_id == "wave" else SLUG  # the order of waves is told by their numbers
    own = [normalise(value) if form.fullmatch(normalise(value)) else "" for value in values]
    return [answer or code for answer, code in zip(found, own, strict=True)]


def split_cells(
    values: Sequence[str], options: pd.DataFrame, known: dict[str, str]
) -> list[tuple[set[str], list[str]]]:
    """Return for each cell with several answers the items that are ticked in it, and the parts that nobody knows.

    A cell is split where it parts, and what belongs to one option is joined again: an option may hold a comma.

    Parameters
    ----------
    options
        The items of the block.
    known
        Lines of ``answers.csv`` for it: part -> item, or a word for one that is none.

    """
    texts = {text.rpartition(":")[2]: item for name in ("text_en", "text_nl")
             for text, item in zip(options[name], options["item_id"], strict=True)}  # fmt: skip
    words = {_join_parts([text]): item for text, item in (texts | known).items()}
    others = words.pop(OTHERS, "")
    longest = max(len(PARTS.findall(word)) for word in words) + 1
    found = []
    for value in values:
        parts, ticked, unknown, place = [part for part in PARTS.split(value) if part], set(), [], 0
        while place < len(parts):
            ends = range(min(len(parts), place + longest), place, -1)
            end = next((end for end in ends if _join_parts(parts[place:end]) in words), 0)
            item = words[_join_parts(parts[place:end])] if end else others
            ticked |= {item} & set(options["item_id"])
            unknown += [] if item else [parts[place]]
            place = end or place + 1
        found.append((ticked, unknown))
    return found


def _join_parts(parts: Sequence[str]) -> str:
    """Return parts of a cell as options are compared: with a comma between them, and no space around one."""
    return re.sub(r"\s*,\s*", ",", normalise(",".join(parts)))


# the export beside its mapping


def check_export(export: Export, mapping: Mapping, instrument: Instrument) -> list[Finding]:
    """Return what keeps an export from being read by a mapping: columns and values that one of them lacks.

    An export that has less than half of the mapped columns is taken for that of another survey: one finding.
    """
    names = list(export.frame)
    lacking = [column for column in mapping.columns if column not in names]
    if len(lacking) * 2 > len(mapping.columns):
        expected = f"the export of this survey, with {len(mapping.columns)} mapped columns"
        found = f"{len(mapping.columns) - len(lacking)} of these"
        todo = f"mend 'file' in {name_file(mapping.folder, SETTINGS_FILE)}, or map this file under a name of its own"
        return [Finding(export.file, 1, "", expected, found, todo)]
    file = name_file(mapping.folder, COLUMNS_FILE)
    findings = [
        Finding(export.file, 1, cut(column), f"this column, which {file} maps", "no such column",
                f"name the column as the export does in {file}, or remove its row")
        for column in lacking
    ]  # fmt: skip
    findings += [
        Finding(export.file, 1, cut(column), f"columns that {file} maps", "an unmapped column",
                f"owlib new-survey {mapping.folder.name} --update lists it in {COLUMNS_FILE} for you to decide")
        for column in names
        if column not in mapping.columns and column not in (*mapping.unused, MARK_COLUMN)
    ]  # fmt: skip
    for column, item in mapping.columns.items():
        unknown = find_unknown(export, mapping, instrument, column) if column in names else []
        if unknown:
            parts = item in find_options(instrument.list_items(mapping.survey_id))
            held = [
                any(one in value if parts else one == value for one in unknown)
                for value in map(str, export.frame[column])
            ]
            told = "a value" if len(unknown) == 1 else f"{len(unknown)} different values"
            found = f"{told} that nobody mapped or confirmed, in {tell_rows(sum(held))}"
            todo = f"owlib new-survey {mapping.folder.name} --update lists them in {ANSWERS_FILE} for you to decide"
            findings.append(Finding(export.file, 0, cut(column), f"values with an answer of '{item}'", found, todo))
    return findings


def find_unknown(export: Export, mapping: Mapping, instrument: Instrument, column: str) -> list[str]:
    """Return the values of a column that nobody mapped: of closed items, codes, and parts of cells with several.

    A case of fewer rows than the threshold is known only if a line of ``answers.csv`` tells it.
    """
    item_id = mapping.columns[column]
    options = find_options(instrument.list_items(mapping.survey_id))
    if item_id in options:
        values = [str(value) for value in export.frame[column].unique()]
        split = split_cells(values, options[item_id], mapping.answers.get(item_id, {}))
        return sorted({part for _, unknown in split for part in unknown})
    item = instrument.find_item(item_id)
    if item["kind"] not in ("single", "code"):
        return []
    counts = export.frame[column].value_counts()
    counts = counts[counts > 0]
    values = [str(value) for value in counts.index]
    answers = translate(mapping, instrument, item_id, values, column)
    told = {normalise(value) for value in mapping.answers.get(item_id, {})}
    written = {answer for value, answer in zip(values, answers, strict=True) if value and answer not in SPECIAL}
    if item["scale_id"] == TICKED and "" in values and len(written) < 2 and not _tells_blank(mapping, item):
        answers[values.index("")] = ""  # is a blank a box that is not ticked?
    least = mapping.settings.get("threshold", THRESHOLD) if item_id == "case" else 0
    sizes = pd.Series(counts.to_numpy(), index=answers).groupby(level=0).sum() if len(counts) else counts
    return sorted(
        value
        for value, answer in zip(values, answers, strict=True)
        if not answer or (answer not in SPECIAL and sizes[answer] < least and normalise(value) not in told)
        or (answer not in SPECIAL and item["kind"] == "code" and len(set(answers)) > MAX_CODES)
    )  # fmt: skip


def _tells_blank(mapping: Mapping, item: dict) -> bool:
    """Tell whether a line says what a blank box means."""
    return any("" in mapping.answers.get(source, {}) for source in (item["scale_id"], item["block"], item["item_id"]))


def open_export(mapping: Mapping, instrument: Instrument) -> Export:
    """Return the export that a mapping is for; the simulated mark may stand in a column left out.

    Raises
    ------
    DataError
        If it is not there or cannot be read.

    """
    settings, path = mapping.settings, mapping.folder / mapping.settings["file"]
    kinds = instrument.list_items(mapping.survey_id).set_index("item_id")["kind"]
    texts = [column for column, item in mapping.columns.items() if kinds.get(item) in ("id", "date", "text")]
    return read_export(
        path,
        separator=settings["separator"],
        encoding=settings["encoding"],
        sheet=settings["sheet"],
        text_columns=texts,
    )


def read_survey_export(folder: Path, instrument: Instrument) -> tuple[Mapping, Export]:
    """Return the mapping of a survey folder and its export, checked against each other.

    Raises
    ------
    DataError
        If either cannot be read, or columns and values are not all accounted for.

    """
    mapping = read_mapping(Path(folder), instrument)
    export = open_export(mapping, instrument)
    findings = check_export(export, mapping, instrument)
    if findings:
        raise DataError(findings)
    return mapping, export
