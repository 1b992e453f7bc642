"""Whether the records say what the source texts say: numbers, places, and that no number is left out.

Needs the texts, which are not part of the project; that a record is the one that was compared with them, anyone can
check by the first half of its fingerprint.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding
from owlib.evidence.numbers import MONTHS, WORDS, Tables, find_id, find_id_column, list_records
from owlib.evidence.read import read_tables
from owlib.evidence.rules import ANCHORED, FRAMES, PLACES, find_sections
from owlib.evidence.schema import check_files, read_package, read_text_tables
from owlib.evidence.sources import Texts, find_number, parse_lines, read_places, read_texts
from owlib.places import write_whole

ANCHOR_FILE = Path("data") / "anchors.csv"
TOKENS = {
    "numbers": "token", "trends": "token", "hr_themes": "token", "fieldwork": "respondents", "left_out": "token",
    "second_reading": "token",
}  # fmt: skip
"""Tables with something printed, and its column."""
COVERING = ("numbers", "trends", "hr_themes", "fieldwork", "left_out")
"""Those of them that account for a number of a text."""
PERIODS = ("period_start", "period_end", "period")
"""Columns with the dates of a record."""
ORDINALS = ("tweede", "derde", "vierde", "vijfde")
"""Number words that tell a place in a row; records hold those that number something, but not each must have one."""
COUNTED_WORDS = sorted(
    [word for word, number in WORDS.items() if number >= 2 and word not in ORDINALS]
    + ["honderd", "duizend", "meerderheid", "merendeel", "unaniem", "helft"],
    key=len,
    reverse=True,
)
"""Words that a reader takes for a number wherever they stand; *een* and ordinals are not among them."""
PRINTED = re.compile(r"\d+(?:[.,]\d+)*|\b(?:" + "|".join(COUNTED_WORDS) + r")\b", re.IGNORECASE)
DIGITS_OF_TEXT = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])")


def verify_records(tables: Tables, texts: Texts, *, anchored: bool = True) -> tuple[pd.DataFrame, list[Finding]]:
    """Check every record against the source texts.

    If ``anchored``, records are compared with their fingerprints, too.

    Returns
    -------
    DataFrame
        One row a table: ``table``, ``records``, ``numbers`` (those with something printed), ``faults``.
    list of Finding
        What does not agree.

    """
    findings: list[Finding] = []
    rows = []
    sections = find_sections(list_records({"sections": tables["sections"]}))
    for table in (*FRAMES, *ANCHORED):
        frame, printed = tables[table], TOKENS.get(table, "")
        found = [*check_places(frame, texts), *check_periods(frame, sections, texts)]
        if printed:
            found += check_printed(frame, printed, texts)
        if anchored:
            found += [*check_record_anchors(table, tables), *check_text_anchors(table, tables, texts)]
        if table == "statements":
            found += check_paraphrases(frame, texts)
        if table == "sections":
            found += check_headings(frame, texts)
        numbers = int(frame[printed].ne("").sum()) if printed else 0
        rows.append({"table": table, "records": len(frame), "numbers": numbers, "faults": len(found)})
        findings += found
    return pd.DataFrame(rows), [*findings, *check_coverage(tables, texts)]


def check_places(frame: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each place beyond its text, or without any text."""
    for source, _, column in [place for place in PLACES if {place[0], place[2]} <= set(frame.columns)]:
        for record in frame.to_dict("records"):
            count = len(texts[record[source]])
            spans = parse_lines(record[column])
            for (first, last), text in zip(spans, read_places(record, column, texts, source), strict=True):
                if last > count or not text.strip():
                    expected = f"text in lines {first} to {last} of {record[source]}, which has {count} lines"
                    yield Finding.at(record, column, expected, "look the place up in the source", "none")


def check_periods(
    frame: pd.DataFrame, sections: dict[str, dict[str, tuple[int, int]]], texts: Texts
) -> Iterator[Finding]:
    """Yield a finding for each year that the sections of a record do not print, and each month its lines do not."""
    for column in [name for name in PERIODS if name in frame]:
        for record in frame[frame[column] != ""].to_dict("records"):
            known, lines = sections[record["source_id"]], texts[record["source_id"]]
            spans = [known[name.strip()] for name in record["section"].split(";")]
            if not any(record[column][:4] in "\n".join(lines[first - 1 : last]) for first, last in spans):
                expected = f"a year that \u00a7{record['section']} of {record['source_id']} prints"
                yield Finding.at(record, column, expected, "mend the year", record[column])
            month = MONTHS[int(record[column][5:7]) - 1] if record[column][5:7] else ""
            if month and not any(find_number(month, text.lower()) for text in read_places(record, "lines", texts)):
                expected = f"'{month}' in lines {record['lines']} of {record['source_id']}"
                yield Finding.at(record, column, expected, "mend the month, or the lines", record[column])


def check_printed(frame: pd.DataFrame, column: str, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each printed number that does not stand in each place its record names.

    Fieldwork names the places of the whole activity: there, one of them must hold the number.
    """
    for record in frame[frame[column] != ""].to_dict("records"):
        for lines in [name for name in ("lines", "also_lines") if record.get(name)]:
            held = [find_number(record[column], text) for text in read_places(record, lines, texts)]
            if not (any(held) if column == "respondents" else all(held)):
                expected = f"'{record[column]}' in the lines named of {record['source_id']}"
                todo = "look the number up in the source and mend token or lines"
                yield Finding.at(record, column, expected, todo, f"no such text in {record[lines]}")


def check_paraphrases(statements: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each number in a paraphrase that its lines do not print, in digits or as a word."""
    for record in statements.to_dict("records"):
        words = re.findall(r"\d+(?:[.,]\d+)*|\w+", "\n".join(read_places(record, "lines", texts)))
        printed = {number for word in words for number in (str(WORDS.get(word.lower(), word)), word)}
        printed |= {word.replace(".", "").replace(",", ".") for word in words}
        for column, points in (("paraphrase_en", {",": ""}), ("paraphrase_nl", {".": "", ",": "."})):
            for number in DIGITS_OF_TEXT.findall(record[column]):
                if not {number, number.translate(str.maketrans(points))} & printed:
                    expected = f"numbers that lines {record['lines']} print"
                    yield Finding.at(record, column, expected, "mend number or lines", number)


def check_headings(sections: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each section whose first line does not begin with its number, or that overlaps the last."""
    end: dict[str, int] = {}
    for record in sections.to_dict("records"):
        first, last = parse_lines(record["lines"])[0]
        line = texts[record["source_id"]][first - 1]
        if record["heading"] and not re.match(rf"\s*{re.escape(record['heading'])}(?:\.|\s|$)", line):
            expected = f"a heading with the number {record['heading']} in line {first}"
            yield Finding.at(record, "lines", expected, "mend lines or heading", "another text")
        if first <= end.get(record["source_id"], 0):
            expected = f"a section that begins after line {end[record['source_id']]}, where the one before ends"
            yield Finding.at(record, "lines", expected, "mend the lines", str(first))
        end[record["source_id"]] = last


def check_coverage(tables: Tables, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each number of a source text that is neither in a record nor left out with a reason.

    A number that stands twice in a line needs two records or reasons there.
    """
    for source in tables["sources"].to_dict("records"):
        source_id = source["source_id"]
        recorded = _list_recorded(tables, source_id, texts[source_id]) if source_id in texts else {}
        for number, line in enumerate(texts.get(source_id, ()), 1):
            missing = Counter(printed.lower() for printed in PRINTED.findall(line)) - recorded.get(number, Counter())
            for printed, count in sorted(missing.items()):
                found = f"{count} of '{printed}' in line {number} of {source_id} without one"
                todo = "add a record to a table of numbers, or a row with the reason to data/left_out.csv"
                yield Finding.at(source, "", "a record for each number", todo, found)


def _list_recorded(tables: Tables, source_id: str, lines: list[str]) -> dict[int, Counter]:
    """Return the numbers that records or reasons name in each line."""
    recorded: dict[int, Counter] = {}
    for table, column in ((table, TOKENS[table]) for table in COVERING):
        frame = tables[table]
        for record in frame[(frame["source_id"] == source_id) & (frame[column] != "")].to_dict("records"):
            places = ";".join(part for part in (record["lines"], record.get("also_lines", "")) if part)
            token, found = record[column].lower(), PRINTED.findall(record[column].lower())
            for first, last in parse_lines(places):
                span = [(number, lines[number - 1].lower()) for number in range(first, last + 1)]
                whole = [number for number, line in span if find_number(token, line)]
                for number in whole:
                    recorded.setdefault(number, Counter()).update(found)
                if not whole and find_number(token, "\n".join(line for _, line in span)):  # it runs over lines
                    for number, line in span:
                        recorded.setdefault(number, Counter()).update(set(found) & set(PRINTED.findall(line)))
    return recorded


def make_record_anchor(record: dict) -> str:
    """Return the fingerprint of the cells of a record: the start of their SHA-256."""
    return _hash_texts(value for column, value in record.items() if column not in ("file", "row"))


def make_text_anchor(record: dict, texts: Texts) -> str:
    """Return the fingerprint of the lines that a record names."""
    parts = [text for source, _, lines in PLACES for text in read_places(record, lines, texts, source)]
    return _hash_texts([*parts, *read_places(record, "also_lines", texts)])


def make_frame_anchor(frame: pd.DataFrame) -> str:
    """Return the fingerprint of the cells of a table as a whole."""
    return _hash_texts([frame.drop(columns=["file", "row"]).to_csv(index=False, lineterminator="\n")])


def _hash_texts(parts: Iterable[str]) -> str:
    """Return the start of the SHA-256 of some texts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]


def check_records(root: Path) -> list[Finding]:
    """Return a finding for each record that is not the one that was compared with its source; needs no source text.

    Data that cannot be read are told by the check of the data.
    """
    package = read_package(root)
    if check_files(package):
        return []
    tables = read_text_tables(package)
    return [finding for table in (*FRAMES, *ANCHORED) for finding in check_record_anchors(table, tables)]


def check_record_anchors(name: str, tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each record of a table, or for a framing table, that changed since it was compared.

    One without any fingerprint is told by :func:`owlib.evidence.rules.check_anchored`.
    """
    frame, known = tables[name], _map_anchors(tables, "record")
    todo = "compare it with its source; if it is right, take the fingerprint anew: owlib verify --texts FOLDER --anchor"
    if name in FRAMES:
        if known.get(name, "") not in ("", make_frame_anchor(frame)):
            expected = f"the table '{name}' as it was when it was compared with the sources"
            yield Finding(frame["file"].iloc[0], 0, "", expected, "another", todo)
        return
    for record in frame.to_dict("records"):
        if known.get(find_id(record), "") not in ("", make_record_anchor(record)):
            expected = "the record as it was when it was compared with its source"
            yield Finding.at(record, find_id_column(frame), expected, todo, f"'{find_id(record)}' changed since")


def check_text_anchors(name: str, tables: Tables, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each record whose lines are not those that it was compared with."""
    frame, known = tables[name], _map_anchors(tables, "text")
    for record in frame.to_dict("records") if name in ANCHORED else ():
        if known.get(find_id(record)) != make_text_anchor(record, texts):
            expected = "the lines that it was compared with, whose fingerprint stands in data/anchors.csv"
            todo = "compare it with its lines; if they are right, take the fingerprint anew with --anchor"
            yield Finding.at(record, "lines", expected, todo, "other lines")


def _map_anchors(tables: Tables, part: str) -> dict[str, str]:
    """Return one part of the fingerprints by the id of the record."""
    return dict(zip(tables["anchors"]["record_id"], tables["anchors"][part], strict=True))


def write_anchors(root: Path, folder: Path) -> list[str]:
    """Write the fingerprint of each record, once all else is right; return the records whose fingerprint is new.

    Raises
    ------
    DataError
        If the data break a rule, or a record does not agree with the texts; then nothing is written.

    """
    tables, findings = read_tables(root, anchored=False)
    if not findings:
        texts = read_texts(tables["sources"], folder)
        _, findings = verify_records(tables, texts, anchored=False)
    if findings:
        raise DataError(findings)
    anchors = list_anchors(tables, texts)
    known = set(tables["anchors"][list(anchors)].itertuples(index=False, name=None))
    write_whole(root / ANCHOR_FILE, anchors.to_csv(index=False, lineterminator="\n"))
    return [row[0] for row in anchors.itertuples(index=False, name=None) if row not in known]


def list_anchors(tables: Tables, texts: Texts, kept: Mapping[str, tuple[str, str]] | None = None) -> pd.DataFrame:
    """Return the fingerprints of each record and of its lines, or those that are kept, and of each framing table."""
    rows = [
        (name, *((kept or {}).get(name) or (make_record_anchor(record), make_text_anchor(record, texts))))
        for frame in (tables[table] for table in ANCHORED)
        for name, record in zip(frame[find_id_column(frame)], frame.to_dict("records"), strict=True)
    ]
    rows += [(name, make_frame_anchor(tables[name]), "") for name in FRAMES]
    return pd.DataFrame(rows, columns=["record_id", "record", "text"])
