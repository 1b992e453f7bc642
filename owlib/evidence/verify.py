"""Whether the records say what the source texts say: numbers, places, and that no number is left out.

Needs the texts, which are not part of the project.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError
from owlib.evidence.numbers import WORDS, Tables, find_id_column
from owlib.evidence.read import check_data
from owlib.evidence.rules import ANCHORED, FRAMES, PLACES, find_sections
from owlib.evidence.schema import read_package, read_text_tables
from owlib.evidence.sources import check_tokens, find_number, parse_lines, read_source_lines
from owlib.places import write_whole

Texts = dict[str, list[str]]


ANCHOR_FILE = Path("data") / "anchors.csv"


TOKENS = {
    "numbers": "token", "trends": "token", "hr_themes": "token", "fieldwork": "respondents", "left_out": "token",
    "second_reading": "token",
}  # fmt: skip
"""Tables with something printed, and its column."""


COVERING = ("numbers", "trends", "hr_themes", "fieldwork", "left_out")
"""Those of them that account for a number of a text."""


PERIODS = ("period_start", "period_end", "period")
"""Columns with the years of a record."""


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


def read_texts(sources: pd.DataFrame, folder: Path) -> Texts:
    """Return the lines of each source text.

    Raises
    ------
    UnknownNameError
        If a text is not in the folder.
    DataError
        If a text is not the one that the table ``sources`` registers.

    """
    texts = {}
    for record in sources.to_dict("records"):
        source_id = record["source_id"]
        if not (Path(folder) / f"{source_id}.txt").is_file():
            raise UnknownNameError(
                f"expected the text {source_id}.txt in {folder}; found no such file. "
                "What to do: name the folder that holds the source texts."
            )
        try:
            texts[source_id] = read_source_lines(folder, pd.Series(record))
        except ValueError as error:
            todo = "use the text that the records were made from"
            finding = Finding(record["file"], record["row"], "text_sha256", "the registered text", str(error), todo)
            raise DataError([finding]) from error
        if str(len(texts[source_id])) != record["text_lines_n"]:
            todo = "write the number of lines of the registered text"
            found = f"{record['text_lines_n']} beside {len(texts[source_id])} lines"
            finding = Finding(record["file"], record["row"], "text_lines_n", "the lines of the text", found, todo)
            raise DataError([finding])
    return texts


def verify_records(tables: Tables, texts: Texts, *, anchored: bool = True) -> tuple[pd.DataFrame, list[Finding]]:
    """Check every record against the source texts.

    Parameters
    ----------
    tables
        Text tables, as :func:`owlib.evidence.schema.read_text_tables` gives them.
    texts
        Lines of each source text by source_id.
    anchored
        Whether records are compared with their fingerprints, too.

    Returns
    -------
    DataFrame
        One row a table: ``table``, ``records``, ``numbers`` (those with something printed), ``faults``.
    list of Finding
        What does not agree.

    """
    findings: list[Finding] = []
    rows = []
    for table in (*FRAMES, *ANCHORED):
        frame = tables[table]
        found = [*_verify_places(frame, texts)]
        if table in TOKENS:
            found += check_printed(frame, TOKENS[table], texts)
        if anchored:
            check = check_anchors(frame, tables["anchors"], texts) if table in ANCHORED else check_frame(table, tables)
            found += check
        found += check_periods(frame, tables, texts)
        if table == "statements":
            found += check_paraphrases(frame, texts)
        if table == "sections":
            found += check_headings(frame, texts)
        printed = int((frame[TOKENS[table]] != "").sum()) if table in TOKENS else 0
        rows.append({"table": table, "records": len(frame), "numbers": printed, "faults": len(found)})
        findings += found
    return pd.DataFrame(rows), [*findings, *check_coverage(tables, texts)]


def check_printed(frame: pd.DataFrame, column: str, texts: Texts) -> list[Finding]:
    """Return a finding for each printed number that does not stand in each place its record names.

    Fieldwork names the places of the whole activity: there, one of them must hold the number.
    """
    own = frame[frame[column] != ""]
    if column == "respondents":
        return [
            _miss(record, column, record["lines"])
            for record in own.to_dict("records")
            if not any(find_number(record[column], text) for text in _read_places(record, "lines", texts))
        ]
    findings = check_tokens(own, texts, column)
    if "also_lines" in own:
        also = own[own["also_lines"] != ""]
        findings += check_tokens(also.assign(lines=also["also_lines"]), texts, column)
    return findings


def _miss(record: dict, column: str, lines: str) -> Finding:
    """Return the finding that a number does not stand where it should."""
    expected = f"'{record[column]}' in the lines named of {record['source_id']}"
    todo = "look the number up in the source and mend token or lines"
    return Finding(record["file"], record["row"], column, expected, f"no such text in {lines}", todo)


def _read_places(record: dict, column: str, texts: Texts, source: str = "source_id") -> list[str]:
    """Return the text of each place that a locator names."""
    lines = texts[record[source]]
    return ["\n".join(lines[first - 1 : last]) for first, last in parse_lines(record[column])]


def _verify_places(frame: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each place beyond its text, or without any text."""
    for source, _, column in [place for place in PLACES if {place[0], place[2]} <= set(frame.columns)]:
        for record in frame.to_dict("records"):
            lines = texts[record[source]]
            for first, last in parse_lines(record[column]):
                if last > len(lines) or not "".join(lines[first - 1 : last]).strip():
                    expected = f"text in lines {first} to {last} of {record[source]}, which has {len(lines)} lines"
                    todo = "look the place up in the source"
                    yield Finding(record["file"], record["row"], column, expected, "none", todo)


def check_periods(frame: pd.DataFrame, tables: Tables, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each year of a period that the sections of its record do not print."""
    spans = find_sections(tables)
    for column in [name for name in PERIODS if name in frame]:
        for record in frame[frame[column] != ""].to_dict("records"):
            known, lines = spans[record["source_id"]], texts[record["source_id"]]
            names = [name.strip() for name in record["section"].split(";")]
            text = "\n".join("\n".join(lines[known[name][0] - 1 : known[name][1]]) for name in names)
            if record[column][:4] not in text:
                expected = f"a year that \u00a7{record['section']} of {record['source_id']} prints"
                yield Finding(record["file"], record["row"], column, expected, record[column], "mend the year")


def check_headings(sections: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each section whose first line does not begin with its number, or that overlaps the last."""
    end: dict[str, int] = {}
    for record in sections.to_dict("records"):
        first, last = parse_lines(record["lines"])[0]
        line = texts[record["source_id"]][first - 1]
        if record["heading"] and not re.match(rf"\s*{re.escape(record['heading'])}(?:\.|\s|$)", line):
            expected = f"a heading with the number {record['heading']} in line {first}"
            yield Finding(record["file"], record["row"], "lines", expected, "another text", "mend lines or heading")
        if first <= end.get(record["source_id"], 0):
            expected = f"a section that begins after line {end[record['source_id']]}, where the one before ends"
            yield Finding(record["file"], record["row"], "lines", expected, str(first), "mend the lines")
        end[record["source_id"]] = last


def make_anchor(record: dict, texts: Texts) -> str:
    """Return the fingerprint of a record and the lines that it names: the start of their SHA-256."""
    places = [PLACES[0], *([PLACES[1]] if "other_lines" in record else [])]
    parts = [value for column, value in record.items() if column not in ("file", "row")]
    parts += [text for source, _, lines in places for text in _read_places(record, lines, texts, source)]
    parts += _read_places(record, "also_lines", texts) if record.get("also_lines") else []
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]


def check_anchors(frame: pd.DataFrame, anchors: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each record that has changed since it was checked, or whose lines have."""
    known = dict(zip(anchors["record_id"], anchors["anchor"], strict=True))
    column = find_id_column(frame)
    for record in frame.to_dict("records"):
        if known.get(record[column]) != make_anchor(record, texts):
            expected = "the record and the lines whose fingerprint stands in data/anchors.csv"
            todo = "check the record against its lines; if it is right, take the fingerprint anew with --anchor"
            yield Finding(record["file"], record["row"], column, expected, f"'{record[column]}' changed", todo)


def make_frame_anchor(frame: pd.DataFrame) -> str:
    """Return the fingerprint of a table as a whole."""
    content = frame.drop(columns=["file", "row"]).to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def check_frame(name: str, tables: Tables) -> Iterator[Finding]:
    """Yield a finding if a table has changed since it was checked."""
    frame, anchors = tables[name], tables["anchors"]
    if make_frame_anchor(frame) not in set(anchors.loc[anchors["record_id"] == name, "anchor"]):
        expected = f"the fingerprint of the table '{name}' as it is"
        todo = "see what changed in that table; if it is right, take the fingerprint anew with --anchor"
        yield Finding(ANCHOR_FILE.as_posix(), 0, "anchor", expected, "another", todo)


def write_anchors(root: Path, folder: Path) -> list[str]:
    """Write the fingerprint of each record, once all else is right; return the records whose fingerprint is new.

    Raises
    ------
    DataError
        If the data break a rule, or a record does not agree with the texts; then nothing is written.

    """
    findings = check_data(root, anchored=False)
    if not findings:
        tables = read_text_tables(read_package(root))
        texts = read_texts(tables["sources"], folder)
        _, findings = verify_records(tables, texts, anchored=False)
    if findings:
        raise DataError(findings)
    anchors = list_anchors(tables, texts)
    known = set(zip(tables["anchors"]["record_id"], tables["anchors"]["anchor"], strict=True))
    write_whole(root / ANCHOR_FILE, anchors.to_csv(index=False, lineterminator="\n"))
    return [row.record_id for row in anchors.itertuples() if (row.record_id, row.anchor) not in known]


def list_anchors(tables: Tables, texts: Texts) -> pd.DataFrame:
    """Return the fingerprint of each record with its lines, and of each table that frames them."""
    rows = [
        {"record_id": record[find_id_column(frame)], "anchor": make_anchor(record, texts)}
        for frame in (tables[table] for table in ANCHORED)
        for record in frame.to_dict("records")
    ]
    rows += [{"record_id": name, "anchor": make_frame_anchor(tables[name])} for name in FRAMES]
    return pd.DataFrame(rows, columns=["record_id", "anchor"])


def check_paraphrases(statements: pd.DataFrame, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each number in a paraphrase that its lines do not print, in digits or as a word."""
    for record in statements.to_dict("records"):
        text = "\n".join(_read_places(record, "lines", texts))
        words = re.findall(r"\d+(?:[.,]\d+)*|\w+", text)
        printed = {number for word in words for number in (_to_digits(word), word)}
        printed |= {word.replace(".", "").replace(",", ".") for word in words}
        for column, points in (("paraphrase_en", {",": ""}), ("paraphrase_nl", {".": "", ",": "."})):
            for number in DIGITS_OF_TEXT.findall(record[column]):
                if not {number, number.translate(str.maketrans(points))} & printed:
                    expected = f"numbers that lines {record['lines']} print"
                    yield Finding(record["file"], record["row"], column, expected, number, "mend number or lines")


def _to_digits(word: str) -> str:
    """Return a number word as digits; anything else as it is."""
    return str(WORDS.get(word.lower(), word))


def check_coverage(tables: Tables, texts: Texts) -> Iterator[Finding]:
    """Yield a finding for each number of a source text that is neither in a record nor left out with a reason.

    A number that stands twice in a line needs two records or reasons there.
    """
    for source_id, lines in texts.items():
        recorded = _list_recorded(tables, source_id, lines)
        for number, line in enumerate(lines, 1):
            missing = Counter(printed.lower() for printed in PRINTED.findall(line)) - recorded.get(number, Counter())
            for printed, count in sorted(missing.items()):
                sources = tables["sources"]
                row = sources.loc[sources["source_id"] == source_id, ["file", "row"]].iloc[0]
                found = f"{count} of '{printed}' in line {number} of {source_id} without one"
                todo = "add a record to a table of numbers, or a row with the reason to data/left_out.csv"
                yield Finding(row["file"], int(row["row"]), "", "a record for each number", found, todo)


def _list_recorded(tables: Tables, source_id: str, lines: list[str]) -> dict[int, Counter]:
    """Return the numbers that records or reasons name in each line."""
    recorded: dict[int, Counter] = {}
    for table, column in ((table, TOKENS[table]) for table in COVERING):
        frame = tables[table]
        for record in frame[(frame["source_id"] == source_id) & (frame[column] != "")].to_dict("records"):
            places = ";".join(part for part in (record["lines"], record.get("also_lines", "")) if part)
            found = PRINTED.findall(record[column].lower())
            for number in [line for first, last in parse_lines(places) for line in range(first, last + 1)]:
                if find_number(record[column].lower(), lines[number - 1].lower()):
                    recorded.setdefault(number, Counter()).update(found)
    return recorded
