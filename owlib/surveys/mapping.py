"""What the columns and values of an export mean: the files of a survey folder, read and checked against the export.

A survey folder holds ``survey.yml`` (settings), ``columns.csv`` (``column,item``) and ``answers.csv``
(``for,value,answer``). Beside them stand ``guess`` and what it rests on; ``ok`` in place of an item or answer takes
the guess. Values of an export are never shown: a message gives file, column, rule and about how many rows.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import yaml
from jsonschema import Draft202012Validator

from owlib.errors import DataError, Finding, name_choices
from owlib.surveys.exports import INVISIBLE, SEPARATORS, WAYS, Export, clean_names, read_export, spread
from owlib.surveys.faults import cut, find_fault, refuse, suggest, tell_rows
from owlib.surveys.guard import MARK_COLUMN
from owlib.surveys.instrument import TICKED, Instrument, find_options
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
SETTINGS: dict[str, dict] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
"""Each setting of ``survey.yml``: what it means, its form as JSON schema, and its default."""
DEFAULTS = {key: part["default"] for key, part in SETTINGS.items()}
MAX_BYTES = 4 * 1024**2
"""Largest file of a mapping that is opened."""
MAX_CODES = 50
"""Most cases or waves of an export: a column with more is no column of cases."""
SPECIAL = NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE = "no-answer", "not-applicable", "dont-know", "outside"
"""Words that stand in ``answers.csv`` in place of an answer of the scale."""
MISSING_WORDS = MappingProxyType(spread(WAYS["missing"]))
"""What exports write for no answer, as :func:`normalise` gives it, and the special word it stands for."""
PARTS = re.compile(r"\s*[;|\n]+\s*|\s*,\s*")
"""What parts several answers in a cell; an option may hold a comma, too."""
BAND = re.compile(r"(under|above)-(\d+)|(\d+)-(\d+)|(\d+)-plus")


@dataclass(frozen=True, eq=False, repr=False)
class Mapping:
    """What the columns and values of an export mean; showing it shows none of the values.

    ``settings`` are those of ``survey.yml`` with their defaults; ``columns`` tells the item of a column, or the block
    of options where a cell holds several answers, without the ``unused`` ones; ``answers`` tells by item, block, scale,
    or column of states the answer or special word of each value.
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
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
        text = text.translate({0x2019: "'", 0x2018: "'", 0x2013: "-"})
    plain = " ".join(text.split()).casefold()
    return {"waar": "true", "onwaar": "false"}.get(plain, plain)


def read_settings(folder: Path, survey_ids: list[str]) -> dict[str, Any]:
    """Return ``survey.yml`` with its defaults, or refuse it with all its faults."""
    file = f"{folder.name}/{SETTINGS_FILE}"
    try:
        told = yaml.safe_load((folder / SETTINGS_FILE).read_bytes()[:MAX_BYTES].decode("utf-8-sig"))
    except OSError:
        raise refuse("no-settings", file, name=folder.name) from None
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise refuse("no-yaml", file, mark.line + 1 if mark else 0) from None
    if not isinstance(told, dict):
        raise refuse("no-keys", file)
    settings = DEFAULTS | {key: told[key] for key in SETTINGS if told.get(key) is not None}
    for key in ("case", "wave", "sheet"):  # YAML takes ``wave: 1`` for a number
        settings[key] = str(settings[key]) if type(settings[key]) is int else settings[key]
    signs = {word: sign for sign, word in SEPARATORS.items()}
    settings["separator"] = signs.get(str(settings["separator"]), settings["separator"])
    settings["encoding"] = str(settings["encoding"]).lower()
    unknown = [str(key) for key in told if key not in SETTINGS]
    findings = [find_fault("unknown-setting", file, 0, key, near=suggest(key, list(DEFAULTS))) for key in unknown]
    forms = SETTINGS | {"survey": {"enum": survey_ids, "title": name_choices(survey_ids)}}
    for key in {error.path[0] for error in Draft202012Validator({"properties": forms}).iter_errors(settings)}:
        found = "nothing" if settings[key] in ("", None) else "another value"
        findings.append(find_fault("setting", file, 0, key, expected=forms[key]["title"], found=found))
    if findings:
        raise DataError(findings)
    return settings


def read_rows(folder: Path, name: str) -> pd.DataFrame:
    """Return ``columns.csv`` or ``answers.csv`` as text, or refuse it.

    It may have been saved by a spreadsheet: comma, semicolon or tab, UTF-8 or Windows-1252. The frame has the columns
    of its header and of :data:`HINTS`, stripped, and ``row``, as a spreadsheet counts. ``ok`` is turned into the guess.
    Rows without content are left out.
    """
    file, header, path = f"{folder.name}/{name}", HEADERS[name], folder / name
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise refuse("large-mapping" if path.is_file() else "no-mapping", file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    separator = next((mark for mark in text.partition("\n")[0] if mark in SEPARATORS), ",")
    parse = functools.partial(csv.reader, delimiter=separator, strict=True)
    try:
        cells = list(parse(io.StringIO(text, newline="")))  # a spreadsheet may have taken each row for one cell
        cells = [next(parse(row)) if len(row) == 1 and separator in row[0] else row for row in cells]
    except csv.Error:
        raise refuse("mapping-quote", file) from None
    rows = [(place, row) for place, row in enumerate(map(clean_names, cells), 1) if any(row)]
    names = rows[0][1] if rows else []
    if names[: len(header)] != header or set(names[len(header) :]) - {*HINTS, ""}:
        raise refuse("mapping-header", file, 1, names=", ".join(header), hints=", ".join(HINTS))
    wide = [find_fault("more-cells", file, place, count=len(names)) for place, row in rows if any(row[len(names) :])]
    if wide:
        raise DataError(wide)
    full = [dict(zip(names, row, strict=False)) for _, row in rows[1:]]
    table = pd.DataFrame(full, columns=[*header, *HINTS], dtype="str").fillna("")
    taken = table[header[-1]].str.casefold().eq(OK)  # without a guess beside it, it is not decided
    table[header[-1]] = table[header[-1]].where(~taken, table["guess"])
    return table.assign(row=[place for place, _ in rows[1:]])


def read_files(folder: Path, instrument: Instrument) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """Return settings, columns and answers, which need not be complete or right; refused are all faults together."""
    surveys, parts, findings = list(instrument.surveys["survey_id"]), [], []
    for read, told in ((read_settings, surveys), (read_rows, COLUMNS_FILE), (read_rows, ANSWERS_FILE)):
        try:
            parts.append(read(folder, told))
        except DataError as error:
            findings += error.findings
    if findings:
        raise DataError(findings)
    return tuple(parts)


def read_mapping(folder: Path, instrument: Instrument) -> Mapping:
    """Return the mapping of a survey folder; refuse one of which a file breaks a rule or a line is not decided."""
    settings, columns, answers = read_files(folder, instrument)
    items = instrument.list_items(settings["survey"])
    used = items[items[["item_id", "block"]].isin(set(columns["item"]) - {""}).any(axis=1)]
    wanted = {*used["item_id"], *used["scale_id"], *used["block"], *columns["column"]}
    answers = answers[answers["answer"].ne("") | answers["for"].isin(wanted)]  # what no column needs stays undecided
    findings = check_columns(folder, columns, items) + check_answers(folder, columns, answers, items, instrument)
    for name, rows, decline in ((COLUMNS_FILE, columns, UNUSED), (ANSWERS_FILE, answers, NO_ANSWER)):
        what = HEADERS[name][-1]
        left = rows.loc[rows[what] == "", "row"]
        told = {"what": what, "count": f"{len(left)} {'row' if len(left) == 1 else 'rows'}", "decline": decline}
        findings += [find_fault("undecided", f"{folder.name}/{name}", int(row), what, **told) for row in left[:1]]
    pairs, file = dict(zip(columns["column"], columns["item"], strict=True)), f"{folder.name}/{SETTINGS_FILE}"
    twice = [item for item in ("case", "wave") if settings[item] and item in pairs.values()]
    findings += [find_fault("told-twice", file, 0, item, item=item) for item in twice]
    if findings:
        raise DataError(findings)
    unused = tuple(column for column, item in pairs.items() if item == UNUSED)
    kept = {column: item for column, item in pairs.items() if item != UNUSED}
    return Mapping(folder, settings["survey"], settings, kept, collect_answers(answers), settings["simulated"], unused)


def collect_answers(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return rows of ``answers.csv`` that are decided by what they are for."""
    decided = rows[rows["answer"] != ""]
    return {name: dict(zip(own["value"], own["answer"], strict=True)) for name, own in decided.groupby("for")}


def check_columns(folder: Path, rows: pd.DataFrame, items: pd.DataFrame) -> list[Finding]:
    """Return a finding for each unknown item, and each column or item that stands twice."""
    file, blocks = f"{folder.name}/{COLUMNS_FILE}", find_options(items)
    findings, known, columns, used = [], [*items["item_id"], *blocks], {}, {}
    for column, item, row in rows[["column", "item", "row"]].itertuples(index=False):
        parts = [] if item in ("", UNUSED) else blocks[item]["item_id"] if item in blocks else [item]
        before = next((used[part] for part in parts if part in used and part != "state"), 0)
        if column in columns:
            findings.append(find_fault("column-twice", file, row, "column", name=cut(column), first=columns[column]))
        elif before:
            findings.append(find_fault("item-twice", file, row, "item", name=item, first=before))
        elif item not in ("", UNUSED, *known):
            findings.append(find_fault("unknown-item", file, row, "item", name=cut(item), near=suggest(item, known)))
        columns.setdefault(column, row)
        used = dict.fromkeys(parts, row) | used
    return findings


def check_answers(
    folder: Path, columns: pd.DataFrame, rows: pd.DataFrame, items: pd.DataFrame, instrument: Instrument
) -> list[Finding]:
    """Return a finding for each unknown item, scale or answer, and each value mapped twice."""
    file, findings, seen = f"{folder.name}/{ANSWERS_FILE}", [], {}
    allowed = list_allowed(items, instrument)
    if "state" in allowed:
        allowed = dict.fromkeys(columns.loc[columns["item"] == "state", "column"], allowed["state"]) | allowed
    for target, value, answer, row in rows[["for", "value", "answer", "row"]].itertuples(index=False):
        if target not in allowed:
            near = suggest(target, list(allowed))
            findings.append(find_fault("unknown-target", file, row, "for", name=cut(target), near=near))
            continue
        before, place = seen.setdefault((target, normalise(value)), (answer, row))
        if before != answer:
            findings.append(find_fault("answer-twice", file, row, "answer", first=place))
        form, words = allowed[target]
        if answer and answer not in words and not (form and form.fullmatch(answer)):
            expected = ", or ".join([*([FORMS[form]] if form else []), name_choices(words)])
            near = suggest(answer, words)
            findings.append(find_fault("unknown-answer", file, row, "answer", expected=expected, near=near))
    return findings


def list_allowed(items: pd.DataFrame, instrument: Instrument) -> dict[str, tuple[re.Pattern | None, list[str]]]:
    """Return what ``answers.csv`` may give, by item, scale and block: the form of a code or number, and words."""
    forms, allowed = {"number": NUMBER, "code": SLUG}, {}
    for item in items[items["kind"].isin(["single", *forms])].to_dict("records"):
        answers = list(instrument.list_answers(item["scale_id"])["answer"])
        words = list(dict.fromkeys([*answers, *([BANDS] if find_edges(answers) else []), *SPECIAL]))
        allowed[item["item_id"]] = WAVE if item["item_id"] == "wave" else forms.get(item["kind"]), words
        if item["kind"] == "single":
            allowed[item["scale_id"]] = None, words
    blocks = find_options(items)
    return allowed | {
        block: (None, [*rows["item_id"], "yes", "no", UNUSED, *SPECIAL]) for block, rows in blocks.items()
    }


def find_edges(answers: Sequence[str]) -> list[float]:
    """Return where the bands of a scale of numbers begin, in their order; empty if its answers are no bands."""
    found = [BAND.fullmatch(answer) for answer in answers]
    if not all(found) or len(found) < 2:
        return []
    above = [np.nextafter(float(match[2]), np.inf) if match[1] == "above" else -np.inf for match in found]
    lows = [float(match[3] or match[5] or end) for match, end in zip(found, above, strict=True)]
    return lows if lows == sorted(lows) else []


def find_ends(item: dict) -> tuple[float, float]:
    """Return the lowest and the highest number that an item allows; without a limit minus or plus infinity."""
    low, high = (str(item.get(end, "")).replace("nan", "") for end in ("low", "high"))
    return float(low or "-inf"), float(high or "inf")


def find_bands(values: Sequence[str], answers: Sequence[str], item: dict) -> list[str]:
    """Return for each value the band of a scale that its number belongs to, ``""`` where it is none or past an end."""
    edges, (low, high) = find_edges(answers), find_ends(item)
    numbers = np.array(parse_numbers(values), float)
    places = np.searchsorted(edges, np.nan_to_num(numbers, nan=-np.inf), side="right") - 1
    good = (numbers >= max(low, 0)) & (numbers <= high) & (places >= 0)
    return [answers[place] if known else "" for place, known in zip(places, good, strict=True)]


def translate(mapping: Mapping, instrument: Instrument, item_id: str, values: list[str], column: str = "") -> list[str]:
    """Return for each different value of an item its answer, a special word, or ``""`` where it is not known.

    The lines of ``answers.csv`` for the column and the item go first, then those for its block and scale, then the
    answers of the scale and their labels in both languages, then :data:`MISSING_WORDS`; last the line for all others.
    Capitals and spaces make no difference. A case that is a code, and a wave that is a number, stand for themselves;
    of a number, a date or a text ``""`` means that it is to be read as it stands.
    """
    item, known = instrument.find_item(item_id), dict(MISSING_WORDS)
    answers = instrument.list_answers(item["scale_id"] if item["kind"] == "single" else "")
    for name in ("label_nl", "label_en", "answer"):
        known |= dict(zip(map(normalise, answers[name]), answers["answer"], strict=True))
    for source in filter(None, (item["scale_id"], item["block"], item_id, column)):
        known |= {normalise(value): answer for value, answer in mapping.answers.get(source, {}).items()}
    others = known.pop(OTHERS, "")  # a blank has a line of its own
    plain = [normalise(value) for value in values]
    found = [known.get(value, "" if others == BANDS else others) for value in plain]
    if BANDS in (others, *known.values()):
        banded = find_bands(values, list(answers.loc[answers["missing"] == "", "answer"]), item)
        found = [band if answer in ("", BANDS) else answer for answer, band in zip(found, banded, strict=True)]
    if item["kind"] != "code":
        return found
    form = WAVE if item_id == "wave" else SLUG  # the order of waves is told by their numbers
    return [answer or (value if form.fullmatch(value) else "") for answer, value in zip(found, plain, strict=True)]


def list_texts(options: pd.DataFrame) -> dict[str, str]:
    """Return the wordings of the options of a question, in both languages, with their items."""
    texts = options.melt("item_id", ["text_en", "text_nl"])
    return dict(zip(texts["value"].str.rpartition(":")[2], texts["item_id"], strict=True))


def split_cells(values: Sequence[str], options: pd.DataFrame, known: dict[str, str]) -> list[tuple[set, list[str]]]:
    """Return for each cell with several answers the items that are ticked in it, and the parts that nobody knows.

    A cell is split where it parts, and what belongs to one option is joined again: an option may hold a comma. The
    lines of ``answers.csv`` for the question tell more texts: ``known``, part -> item, or a word for one that is none.
    """

    def split(text: str) -> list[str]:
        return [part for part in PARTS.split(text) if part]

    words = {tuple(map(normalise, split(text))): item for text, item in (list_texts(options) | known).items()}
    others, longest, found = words.pop((OTHERS,), ""), max(map(len, words)), []
    for parts in map(split, values):
        plain, ticked, unknown, place = tuple(map(normalise, parts)), set(), [], 0
        while place < len(parts):
            ends = range(min(len(parts), place + longest), place, -1)
            end = next((end for end in ends if plain[place:end] in words), place)
            item = words.get(plain[place:end], others)
            ticked |= {item} & set(options["item_id"])
            unknown += [] if item else [parts[place]]
            place = max(end, place + 1)
        found.append((ticked, unknown))
    return found


def check_export(export: Export, mapping: Mapping, instrument: Instrument) -> list[Finding]:
    """Return what keeps an export from being read by a mapping: columns and values that one of them lacks.

    An export that has less than half of the mapped columns is taken for that of another survey: one finding.
    """
    names, columns, name = list(export.frame), mapping.columns, mapping.folder.name
    lacking = [column for column in columns if column not in names]
    if len(lacking) * 2 > len(columns):
        told = {"settings": f"{name}/{SETTINGS_FILE}", "count": len(columns), "found": len(columns) - len(lacking)}
        return [find_fault("another-export", export.file, 1, **told)]
    file, seen = f"{name}/{COLUMNS_FILE}", {*columns, *mapping.unused, MARK_COLUMN}
    findings = [find_fault("lacking-column", export.file, 1, column, file=file) for column in lacking]
    more = [column for column in names if column not in seen]
    findings += [find_fault("unmapped-column", export.file, 1, column, file=file, name=name) for column in more]
    blocks = find_options(instrument.list_items(mapping.survey_id))
    for column, item in columns.items():
        unknown = find_unknown(export, mapping, instrument, column) if column in names else []
        if unknown:
            counts = export.frame[column].value_counts()
            parts = unknown if item in blocks else []
            held = [value in unknown or any(part in value for part in parts) for value in map(str, counts.index)]
            told = "a value" if len(unknown) == 1 else f"{len(unknown)} different values"
            values = {"item": item, "told": told, "rows": tell_rows(int(counts[held].sum())), "name": name}
            findings.append(find_fault("unmapped-values", export.file, 0, column, **values))
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
    lines = pd.DataFrame({"value": values, "rows": counts.to_numpy()})
    lines["answer"] = translate(mapping, instrument, item_id, values, column)
    own = {normalise(value) for value in mapping.answers.get(item_id, {})}
    sources = [mapping.answers.get(source, {}) for source in (item["scale_id"], item["block"], item_id)]
    written = set(lines.loc[lines["value"] != "", "answer"]) - {*SPECIAL}
    if item["scale_id"] == TICKED and len(written) < 2 and not any("" in source for source in sources):
        lines.loc[lines["value"] == "", "answer"] = ""  # is a blank a box that is not ticked?
    least = mapping.settings.get("threshold", THRESHOLD) if item_id == "case" else 0
    few = lines.groupby("answer")["rows"].transform("sum").lt(least) & ~lines["value"].map(normalise).isin(own)
    many = item["kind"] == "code" and lines["answer"].nunique() > MAX_CODES
    open_lines = lines["answer"].eq("") | ((few | many) & ~lines["answer"].isin(SPECIAL))
    return sorted(lines.loc[open_lines, "value"])


def read_survey_export(folder: Path, instrument: Instrument) -> tuple[Mapping, Export]:
    """Return the mapping of a survey folder and its export, once columns and values are all accounted for."""
    mapping = read_mapping(Path(folder), instrument)
    export = open_export(mapping, instrument)
    findings = check_export(export, mapping, instrument)
    if findings:
        raise DataError(findings)
    return mapping, export


def open_export(mapping: Mapping, instrument: Instrument) -> Export:
    """Return the export that a mapping is for, its ids, dates and open answers as text."""
    settings, path = mapping.settings, mapping.folder / mapping.settings["file"]
    kinds = instrument.list_items(mapping.survey_id).set_index("item_id")["kind"]
    texts = [column for column, item in mapping.columns.items() if kinds.get(item) in ("id", "date", "text")]
    return read_export(path, text_columns=texts, **{key: settings[key] for key in ("separator", "encoding", "sheet")})
