"""The files of a survey folder: ``survey.yml``, ``columns.csv`` and ``answers.csv``, read with their rows.

Which column of an export is which item, and which value which answer: read, checked against instrument and export.

A survey folder holds ``survey.yml`` (settings), ``columns.csv`` (``column,item``) and ``answers.csv``
(``for,value,answer``). Values of an export are never shown: a message gives file, column, rule and number of rows.
"""

from __future__ import annotations

import csv
import dataclasses
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import yaml

from owlib.errors import DataError, Finding, name_choices
from owlib.surveys.exports import Export, clean_names, cut, find_encoding, find_kind, read_export, refuse, tell_rows
from owlib.surveys.instrument import Instrument

SETTINGS_FILE, COLUMNS_FILE, ANSWERS_FILE = "survey.yml", "columns.csv", "answers.csv"


HEADERS = {COLUMNS_FILE: ["column", "item"], ANSWERS_FILE: ["for", "value", "answer"]}


HINTS = {COLUMNS_FILE: ["guess", "label"], ANSWERS_FILE: ["guess", "label"]}
"""Columns that may stand beside these, for the person who fills them in; they are not read."""


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A code or name: small letters and digits, in words parted by single hyphens."""


THRESHOLD = 10
"""The least count that is shown, unless a survey sets a higher one."""


LEAST_THRESHOLD = 5
"""The lowest threshold that can be set."""


DEFAULTS: dict[str, Any] = {
    "survey": "", "file": "", "simulated": None, "sheet": "", "separator": "", "encoding": "", "case": "", "wave": "",
    "threshold": THRESHOLD, "populations": {},
}  # fmt: skip


SEPARATORS = {"": "", ",": ",", ";": ";", "\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";"}


ENCODINGS = ("", "utf-8", "utf-8-sig", "windows-1252", "cp1252")


MAX_BYTES = 4 * 1024**2
"""Largest file of a mapping that is opened."""


def name_file(folder: Path, name: str) -> str:
    """Return a file of a survey folder as messages name it."""
    return f"{folder.name}/{name}"


def suggest(word: str, known: list[str]) -> str:
    """Return what to do about an unknown word: the nearest known ones."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return f"write {name_choices(near)}, if one of these is meant" if near else "mend its spelling"


def read_settings(folder: Path, survey_ids: list[str], findings: list[Finding]) -> dict[str, Any]:
    """Return ``survey.yml`` with its defaults, and add its faults to the findings."""
    file = name_file(folder, SETTINGS_FILE)
    try:
        raw = (folder / SETTINGS_FILE).read_bytes()[:MAX_BYTES]
        told = yaml.safe_load(raw.decode("utf-8-sig"))
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
        cleaned["separator"] = SEPARATORS.get(cleaned["separator"], cleaned["separator"])
    if isinstance(cleaned["encoding"], str):
        cleaned["encoding"] = cleaned["encoding"].lower()
    if isinstance(cleaned["populations"], dict):
        cleaned["populations"] = {str(case): size for case, size in cleaned["populations"].items()}
    return cleaned


def _check_settings(settings: dict[str, Any], survey_ids: list[str]) -> list[tuple[str, str, str, str]]:
    """Return the faults of settings: key, what was expected, what was found, what to do."""
    waves = settings["wave"] if isinstance(settings["wave"], list) else [settings["wave"]]
    sizes = settings["populations"]
    code = "a code of small letters, digits and hyphens"
    rules = {
        "survey": (settings["survey"] in survey_ids, name_choices(survey_ids)),
        "file": (isinstance(settings["file"], str) and settings["file"], "the export, as seen from this folder"),
        "simulated": (isinstance(settings["simulated"], bool), "true or false"),
        "sheet": (isinstance(settings["sheet"], str), "the name of a sheet"),
        "separator": (settings["separator"] in SEPARATORS.values(), '",", ";" or "tab"'),
        "encoding": (settings["encoding"] in ENCODINGS, "utf-8 or windows-1252"),
        "case": (_is_code(settings["case"]), code),
        "wave": (all(_is_code(wave) for wave in waves), code),
        "threshold": (
            _is_count(settings["threshold"]) and settings["threshold"] >= LEAST_THRESHOLD,
            f"a whole number of {LEAST_THRESHOLD} or more",
        ),
        "populations": (
            isinstance(sizes, dict) and all(_is_code(case) and _is_count(size) for case, size in sizes.items()),
            "a whole number of employees for each case",
        ),
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


def read_rows(folder: Path, name: str, findings: list[Finding]) -> pd.DataFrame:
    """Return ``columns.csv`` or ``answers.csv`` as text, and add its faults to the findings.

    It may have been saved by a spreadsheet: comma, semicolon or tab, UTF-8 or Windows-1252.

    Returns
    -------
    DataFrame
        The columns of its header, stripped, and ``row``: the line of the file. Rows without content are left out.

    """
    file, header = name_file(folder, name), HEADERS[name]
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in header} | {"row": pd.Series(dtype="int64")})
    try:
        rows = list(_parse_rows(_read_text(folder / name)))
    except DataError as error:
        findings += [dataclasses.replace(fault, file=file) for fault in error.findings]
        return empty
    except csv.Error:
        todo = "write a quote within a cell twice, with quotes around the cell"
        findings.append(Finding(file, 0, "", "cells whose quotes close", "a quote that does not", todo))
        return empty
    names = rows[0][1] if rows else []
    if names[: len(header)] != header or set(names[len(header) :]) - {*HINTS[name], ""}:
        todo = f"write these as the first row; {' and '.join(HINTS[name])} may stand beside them"
        findings.append(Finding(file, 1, "", f"the columns {', '.join(header)}", "others", todo))
        return empty
    findings += [
        Finding(file, row, "", f"at most {len(names)} cells", "more", "put quotes around cells that hold a comma")
        for row, cells in rows[1:]
        if any(cells[len(names) :])
    ]
    padded = [[*(cells + [""] * len(header))[: len(header)], row] for row, cells in rows[1:]]
    return pd.DataFrame(padded, columns=list(empty)).astype(empty.dtypes)


def _read_text(path: Path) -> str:
    """Return the text of a file of a mapping, which may have been saved by a spreadsheet.

    Raises
    ------
    DataError
        If there is none, or it is too large or in another encoding than those that are read.

    """
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        found = "a file that is too large" if path.is_file() else "no such file"
        raise refuse(path, "a file of the mapping", found, "restore it, or make the survey anew with owlib new-survey")
    return path.read_bytes().decode(find_encoding(path)).removeprefix("\ufeff")


def _parse_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV that have content: the line on which each begins, and its cells with single spaces."""
    separator = next((mark for mark in text.partition("\n")[0] if mark in SEPARATORS), ",")
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, clean_names(cells)
        line = reader.line_num + 1


UNUSED = "-"
"""In place of an item: the column was seen and is left out."""


MARK_COLUMN = "simulated"
"""The column in which simulated exports carry their mark: it is always read, and needs no row in ``columns.csv``."""


NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE = "no-answer", "not-applicable", "dont-know", "outside"


SPECIAL = (NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE)
"""Words that stand in ``answers.csv`` in place of an answer of the scale."""


MISSING_WORDS = MappingProxyType({
    **dict.fromkeys(["", "-", "--", ".", "geen antwoord", "niet ingevuld", "no answer", "not answered", "missing",
                     "null", "none", "nan", "#n/b", "prefer not to say", "zeg ik liever niet"], NO_ANSWER),
    **dict.fromkeys(["n.v.t.", "n.v.t", "nvt", "nvt.", "niet van toepassing", "n/a", "na", "n.a.",
                     "not applicable", "does not apply"], NOT_APPLICABLE),
    **dict.fromkeys(["weet niet", "weet ik niet", "weet het niet", "weet ik (nog) niet", "w.n.", "wn", "geen mening",
                     "don't know", "dont know", "i don't know", "do not know", "no opinion", "geen idee"], DONT_KNOW),
})  # fmt: skip
"""What exports write for no answer, as :func:`normalise` gives it, and the special word it stands for."""


CLOSED_KINDS = ("single", "code")


WAVE = re.compile(r"[1-9]\d?")
"""Kinds of items whose values are mapped one by one."""


PLAIN_KINDS = ("id", "date", "text")
"""Kinds of items whose column is read as text."""


MAPPED_KINDS = ("single", "code", "number")


MAX_CODES = 50
"""Most cases or waves of an export: a column with more is no column of cases."""


NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


BLOCK_BYTES = 1024**2


@dataclass(frozen=True, eq=False, repr=False)
class Mapping:
    """What the columns and values of an export mean; showing it shows none of the values.

    Parameters
    ----------
    folder
        The survey folder.
    settings
        ``survey.yml`` with its defaults: ``survey``, ``file``, ``simulated``, ``sheet``, ``separator``, ``encoding``,
        ``case``, ``wave``, ``threshold``, ``populations``.
    columns
        Column -> item, without the columns left out.
    answers
        Item or scale -> value -> answer or special word.
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
    """Return a text as values are compared: composed letters, single spaces, small letters, straight quotes."""
    plain = unicodedata.normalize("NFC", text).translate({0x2019: "'", 0x2018: "'", 0x2013: "-"})
    return " ".join(plain.split()).casefold()


def read_mapping(folder: Path, instrument: Instrument) -> Mapping:
    """Return the mapping of a survey folder.

    Raises
    ------
    DataError
        If one of its files is not there or breaks a rule, with all faults of all three files.

    """
    findings: list[Finding] = []
    settings = read_settings(folder, list(instrument.surveys["survey_id"]), findings)
    tables = {name: read_rows(folder, name, findings) for name in (COLUMNS_FILE, ANSWERS_FILE)}
    if findings:
        raise DataError(findings)
    items = instrument.list_items(settings["survey"])
    findings += check_columns(folder, tables[COLUMNS_FILE], items)
    findings += check_answers(folder, tables[ANSWERS_FILE], items, instrument)
    pairs = dict(zip(tables[COLUMNS_FILE]["column"], tables[COLUMNS_FILE]["item"], strict=True))
    findings += [
        Finding(name_file(folder, SETTINGS_FILE), 0, item, f"the {item} here or in a column", "both", "remove one")
        for item in ("case", "wave")
        if isinstance(settings[item], str) and settings[item] and item in pairs.values()
    ]
    if findings:
        raise DataError(findings)
    answers: dict[str, dict[str, str]] = {}
    for row in tables[ANSWERS_FILE].itertuples(index=False):
        answers.setdefault(row[0], {})[row.value] = row.answer
    unused = tuple(column for column, item in pairs.items() if item == UNUSED)
    columns = {column: item for column, item in pairs.items() if item != UNUSED}
    return Mapping(folder, settings["survey"], settings, columns, answers, settings["simulated"], unused)


def check_columns(folder: Path, rows: pd.DataFrame, items: pd.DataFrame) -> list[Finding]:
    """Return a finding for each unknown item, each column or item that stands twice, and for those not decided."""
    file, findings = name_file(folder, COLUMNS_FILE), []
    known, columns, used = list(items["item_id"]), {}, {}
    for row in rows.itertuples(index=False):
        if row.column in columns:
            found = f"'{cut(row.column)}' here and in row {columns[row.column]}"
            findings.append(Finding(file, row.row, "column", "each column once", found, "keep one of these rows"))
        elif row.item in used:
            found = f"'{row.item}' here and in row {used[row.item]}"
            todo = f"keep the column that holds it, and write '{UNUSED}' for the other"
            findings.append(Finding(file, row.row, "item", "each item once", found, todo))
        elif row.item not in ("", UNUSED, *known):
            expected = f"an item of the survey, or '{UNUSED}'"
            findings.append(Finding(file, row.row, "item", expected, f"'{cut(row.item)}'", suggest(row.item, known)))
        columns.setdefault(row.column, row.row)
        if row.item not in ("", UNUSED):
            used.setdefault(row.item, row.row)
    return findings + _check_decided(folder, COLUMNS_FILE, rows[rows["item"] == ""]["row"], "item")


def _check_decided(folder: Path, name: str, rows: pd.Series, column: str) -> list[Finding]:
    """Return one finding for all rows that are not decided yet."""
    if rows.empty:
        return []
    found = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} not decided yet, of which this is the first"
    todo = f"fill this column, or be guided: owlib new-survey {folder.name} --update"
    return [Finding(name_file(folder, name), int(rows.iloc[0]), column, f"an {column} in each row", found, todo)]


def check_answers(folder: Path, rows: pd.DataFrame, items: pd.DataFrame, instrument: Instrument) -> list[Finding]:
    """Return a finding for each unknown item, scale or answer, each value mapped twice, and for those not decided."""
    file, findings = name_file(folder, ANSWERS_FILE), []
    allowed = list_allowed(items, instrument)
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
            expected = tell_allowed(allowed[target])
            findings.append(Finding(file, row, "answer", expected, "another text", suggest(answer, allowed[target])))
    return findings + _check_decided(folder, ANSWERS_FILE, rows[rows["answer"] == ""]["row"], "answer")


def list_allowed(items: pd.DataFrame, instrument: Instrument) -> dict[str, list[str]]:
    """Return the answers that ``answers.csv`` may give, by item and by scale; of codes and numbers only the form."""
    allowed: dict[str, list[str]] = {}
    for item in items[items["kind"].isin(MAPPED_KINDS)].to_dict("records"):
        if item["kind"] == "single":
            answers = [*instrument.list_answers(item["scale_id"])["answer"], *SPECIAL]
            allowed[item["item_id"]] = allowed[item["scale_id"]] = list(dict.fromkeys(answers))
        else:
            allowed[item["item_id"]] = [find_form(item), *SPECIAL]
    return allowed


def _is_allowed(answer: str, allowed: list[str]) -> bool:
    """Tell whether an answer is one of a list, or has the form that stands first in it."""
    return answer in allowed or (
        allowed[0] in (SLUG.pattern, WAVE.pattern, NUMBER.pattern) and bool(re.fullmatch(allowed[0], answer))
    )


def tell_allowed(allowed: list[str]) -> str:
    """Return the answers that are allowed, for a message."""
    forms = {
        SLUG.pattern: "a code of small letters, digits and hyphens",
        WAVE.pattern: "the number of the wave",
        NUMBER.pattern: "a number",
    }
    if allowed[0] in forms:
        return f"{forms[allowed[0]]}, or {name_choices(allowed[1:])}"
    return name_choices(allowed)


def find_form(item: dict) -> str:
    """Return the form that the code of an item without a scale must have: of a case, a wave or a number."""
    if item["kind"] == "code":
        return WAVE.pattern if item["item_id"] == "wave" else SLUG.pattern
    return NUMBER.pattern


def translate(mapping: Mapping, instrument: Instrument, item_id: str, values: list[str]) -> list[str]:
    """Return for each different value of an item its answer, a special word, or ``""`` where it is not known.

    The rows of ``answers.csv`` for the item go first, then those for its scale, then the answers of the scale and
    their labels in both languages, then :data:`MISSING_WORDS`. Capitals and spaces make no difference.

    Returns
    -------
    list
        Closed items: answer of the scale or special word. ``case``, ``wave``: the code; a case that is one itself, and
        a wave that is a number, stand for themselves. Numbers: the number that ``answers.csv`` gives, or a special
        word; ``""`` means that the value is to be read as it stands. Other items: a special word or ``""``.

    Raises
    ------
    UnknownNameError
        If the mapping is of an unknown survey.

    """
    items = instrument.list_items(mapping.survey_id)
    item = items[items["item_id"] == item_id].iloc[0]
    known = dict(MISSING_WORDS)
    if item["kind"] == "single":
        answers = instrument.list_answers(item["scale_id"])
        for column in ("label_nl", "label_en", "answer"):
            known |= {
                normalise(label): answer for label, answer in zip(answers[column], answers["answer"], strict=True)
            }
    for source in (item["scale_id"], item_id):
        known |= {normalise(value): answer for value, answer in mapping.answers.get(source, {}).items() if source}
    found = [known.get(normalise(value), "") for value in values]
    if item["kind"] != "code":
        return found
    form = SLUG if item_id == "case" else WAVE  # the order of waves is told by their numbers
    own = [normalise(value) if form.fullmatch(normalise(value)) else "" for value in values]
    return [answer or code for answer, code in zip(found, own, strict=True)]


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
    update = f"owlib new-survey {mapping.folder.name} --update"
    file = name_file(mapping.folder, COLUMNS_FILE)
    findings = [
        Finding(export.file, 1, cut(column), f"this column, which {file} maps", "no such column",
                f"name the column as the export does in {file}, or remove its row")
        for column in lacking
    ]  # fmt: skip
    findings += [
        Finding(export.file, 1, cut(column), f"columns that {file} maps", "an unmapped column",
                f"add it, with an item or '{UNUSED}'; {update} lists it for you")
        for column in names
        if column not in mapping.columns and column not in (*mapping.unused, MARK_COLUMN)
    ]  # fmt: skip
    kinds = instrument.list_items(mapping.survey_id).set_index("item_id")["kind"]
    for column, item in mapping.columns.items():
        if column in names and kinds[item] in CLOSED_KINDS:
            findings += _check_values(export, mapping, instrument, column)
    return findings


def _check_values(export: Export, mapping: Mapping, instrument: Instrument, column: str) -> list[Finding]:
    """Return a finding if a closed column has values that nobody mapped, or a column of codes has too many."""
    item = mapping.columns[column]
    counts = export.frame[column].value_counts()
    values = [str(value) for value in counts.index]
    answers = translate(mapping, instrument, item, values)
    unknown = [place for place, answer in enumerate(answers) if not answer]
    findings = []
    if unknown:
        rows = tell_rows(int(counts.iloc[unknown].sum()))
        found = f"{len(unknown)} different values that nobody mapped, in {rows}"
        todo = f"owlib new-survey {mapping.folder.name} --update adds them to {ANSWERS_FILE} for you to decide"
        findings.append(Finding(export.file, 0, cut(column), f"values with an answer of '{item}'", found, todo))
    if item in ("case", "wave") and len(set(answers) - {"", *SPECIAL}) > MAX_CODES:
        expected, found = f"a {item} in each row, at most {MAX_CODES} of them", "more different ones"
        todo = f"map another column to '{item}', or give several values the same code in {ANSWERS_FILE}"
        findings.append(Finding(export.file, 0, cut(column), expected, found, todo))
    return findings


def list_text_columns(mapping: Mapping, instrument: Instrument) -> list[str]:
    """Return the columns that are read as text: ids, dates and open answers."""
    kinds = instrument.list_items(mapping.survey_id).set_index("item_id")["kind"]
    return [column for column, item in mapping.columns.items() if kinds[item] in PLAIN_KINDS]


def open_export(mapping: Mapping, instrument: Instrument) -> Export:
    """Return the export that a mapping is for, without the columns left out.

    They are read, too, where the simulated mark may stand in one of them: leaving them out does not take it away.

    Raises
    ------
    DataError
        If it is not there or cannot be read.

    """
    settings = mapping.settings
    path = mapping.folder / settings["file"]
    unused = [column for column in mapping.unused if column != MARK_COLUMN]
    return read_export(
        path,
        separator=settings["separator"],
        encoding=settings["encoding"],
        sheet=settings["sheet"],
        text_columns=list_text_columns(mapping, instrument),
        skip_columns=() if unused and may_bear_mark(path) else unused,
    )


def may_bear_mark(path: Path) -> bool:
    """Tell whether the simulated mark may stand anywhere in an export; what is packed is not looked into, and may.

    Raises
    ------
    DataError
        If there is no such file, or none that is read.

    """
    if find_kind(path) != "csv":
        return True
    mark, rest = MARK_COLUMN.upper().encode("ascii"), b""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            text = rest + block.upper()
            if mark in text:
                return True
            rest = text[-len(mark) :]
    return False


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
