"""A new case from one YAML file: a template to fill in, every fault with its line, and all files written or none.

Its reports stand in both languages, at addresses that follow from its id by ``book/addresses.csv``.
The case is built in a copy of the data and checked there by the rules of :mod:`owlib.evidence`; what they find is told
by line and key of the file that it comes from. git takes a case back.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import shutil
import tempfile
import unicodedata
from dataclasses import astuple, dataclass, field
from pathlib import Path

import pandas as pd
import yaml
from babel import Locale

from owlib.book.editions import find_address
from owlib.book.pages import list_pages
from owlib.errors import DataError, Finding, name_choices, word_yaml
from owlib.evidence import EDITIONS, FINAL, INTERIM, check_data, read_evidence
from owlib.evidence.coding import is_sampled
from owlib.evidence.numbers import Tables, split_codes
from owlib.evidence.rules import FRAMES
from owlib.evidence.schema import Package, read_package, read_text_tables
from owlib.evidence.sources import parse_lines
from owlib.evidence.verify import ANCHOR_FILE, check_coverage, check_record_anchors, list_anchors, verify_records
from owlib.places import MARKER, PRIVATE_FOLDER, write_whole
from owlib.words import LANGUAGES

PARTS = {
    "case": ("cases", "The case."),
    "source": ("sources", "The source; if it is there already, write its id in one line, and leave sections out:"),
    "sections": ("sections", "The sections of the source, one after another, each with its first and last line."),
    "study": ("studies", "The study; if it is there already, write its id in one line, and leave stages out:"),
    "stages": ("stages", "The stages of the study, one after another."),
    "statements": ("statements", "What the text says, one statement after another; numbers as its lines print them."),
    "fieldwork": ("fieldwork", "What was held at the case. Leave it out if the text does not tell."),
    "openings": (
        "summaries", "Sentences that open the reports, five at most; at least one of them is for the interim edition."
    ),
    "threads": ("threads", "The way of the case in phrases, two to four threads, as the picture shows them; or none."),
}  # fmt: skip
"""Parts of a case file, in order: the table that each fills, and what it is."""

OPTIONAL = ("fieldwork", "threads")
"""Parts that may be left out; in the template they stand as remarks."""
OWN_ID = {"case": "case_id", "source": "source_id", "study": "study_id"}
"""Parts that are one record, and the column of its id; a source or study that is there is told by its id alone."""
OWNED = {"sections": "source", "stages": "study"}
"""Parts of what may be there already, and has them then."""
BUILT = {
    "case_id", "source_id", "study_id", "section", "position", "statement_id", "fieldwork_id", "summary_id",
    "thread_id", "citation_key", "text_lines_n", "text_sha256",
}  # fmt: skip
"""Columns that no one tells, unless they name the record itself."""


def _both(column: str, english: str = "Not told.", dutch: str = "Niet vermeld.") -> dict[str, str]:
    """Return a text in both languages; the one for what the source does not tell if none is given."""
    return {f"{column}_en": english, f"{column}_nl": dutch}


FILLED = {
    "case": {**_both("place", "not told", "niet vermeld"), **_both("held"), **_both("ended"), **_both("not_known")},
    "source": {**_both("kind", "report", "rapport"), "language": "nl", "licence": "none-stated"},
    "sections": {"section": "main text", **_both("label", "The whole text", "De hele tekst"), "lines": "1-"},
    "study": {
        **_both("method"), **_both("not_known"),
        **_both(
            "interim_point",
            "We have one publication of this study; interim and final both draw on it.",
            "Wij hebben van dit onderzoek één publicatie; tussen- en eindeditie putten er beide uit.",
        ),
    },
    "stages": {
        "stage_id": "study", **_both("label", "the study", "het onderzoek"), "edition": INTERIM,
        **_both("definition", "All that the text tells.", "Alles wat de tekst vertelt."),
    },
    "statements": {"stage_id": "study"},
    "fieldwork": {"stage_id": "study", **_both("note")},
    "openings": {"edition": INTERIM, "evidence": "1"},
    "threads": {},
}  # fmt: skip
"""What stands in the template already."""
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
FORMS = {
    ID: "small letters, digits and dashes",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "2024, 2024-05 or 2024-05-31",
    "^[0-9]+(-[0-9]+)?(;[0-9]+(-[0-9]+)?)*$": "12, 12-14 or 12;20",
    "^[a-z]{2}$": "two letters",
}
"""Patterns of the schemas as a person reads them."""
FOLDED = {
    "fieldwork": ("Fieldwork at {}", "Veldwerk bij {}"),
    "statements": ("Statements about {}", "Uitspraken over {}"),
    "summaries": ("Opening sentences of the reports on {}", "Openingszinnen van de rapporten over {}"),
    "threads": ("Threads of {}, from question to what is open", "Lijnen van {}, van vraag tot wat openblijft"),
}
"""Tables with a file in the folder of a case, and the titles of their resources in English and in Dutch."""
STAND_IN = "new-case"
"""The id with which all else is checked where the one told cannot be."""
UNREAD = "0" * 64
"""The SHA-256 that stands in for that of a text which cannot be read."""
COPIED = 8
"""Words in a row that a text of ours may not share with its source."""
CASES = Path("data") / "cases"
TOC = Path("_toc.yml")
BIBLIOGRAPHY = Path("book") / "references.bib"


class Fault(Finding):
    """A fault of a case file: ``row`` is its line, ``column`` the key."""

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        key = f", key '{self.column}'" if self.column else ""
        words = f"expected {self.expected}; found {self.found}. What to do: {self.todo}."
        return f"{self.file}, line {self.row}{key}: {words}"


@dataclass(frozen=True)
class Record:
    """A record of a case file: its cells, the line of each key, and the line where it begins.

    ``named``: it is there already, and told by its id. The line is 0 where the file lacks what it must have.
    """

    part: str
    line: int
    cells: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    named: bool = False


Form = dict[str, dict[str, dict]]
"""What the schemas say of each key of each part."""
Rows = dict[str, list[tuple[Record, dict[str, str]]]]
"""New rows by table, with the record that each is made from."""
Origins = dict[tuple[str, int], Record]
"""The record behind each new row, by its file and row."""


@dataclass(frozen=True)
class Draft:
    """A case file as it was read, the data that it joins, and the faults that were seen so far."""

    root: Path
    file: Path
    package: Package
    tables: Tables
    form: Form
    parts: dict[str, list[Record]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def tell(self, line: int, key: str, expected: str, found: str, todo: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(self.file.name, line, key, expected, found, todo))


@dataclass(frozen=True)
class Plan:
    """What a new case changes, the content of each file by its name, and what it leaves to do.

    ``unread`` counts numbers of the source text that no record holds yet; ``sampled`` are statements that fall in the
    fifth that is coded twice.
    """

    case_id: str
    source_id: str
    contents: dict[str, str]
    unread: int
    sampled: list[str]


def read_form(package: Package) -> Form:
    """Return what the schemas say of each key of a case file."""
    fields = {resource.table: resource.fields for resource in package.resources}
    own = {**OWN_ID, "sections": "section"}
    return {
        part: {entry["name"]: entry for entry in fields[table] if entry["name"] not in BUILT - {own.get(part)}}
        for part, (table, _) in PARTS.items()
    }


def make_template(root: Path) -> str:
    """Return a case file to fill in: each key with what it is, and the codes that it may hold."""
    package = read_package(root)
    tables, form = read_text_tables(package), read_form(package)
    shown = [
        "# A new case. Fill in between the quotes; owlib new-case THIS-FILE --dry-run then shows every fault, or all",
        "# that would be written. What stands here already is for what the text does not tell. Texts are in your own",
        "# words, in both languages. Lines are those of the plain text of the source, counted from 1.",
        "# data/codes.csv and data/themes.csv say when to use a code, as does the code book of the book.",
        "",
        'text: ""  # The plain text of the source (UTF-8), outside the project; its path from this file on.',
    ]
    for part, (table, told) in PARTS.items():
        known = [f"# {part}: {name}" for name in tables[table][OWN_ID[part]]] if part in OWNED.values() else []
        lines = [line for entry in form[part].values() for line in _show_key(tables, part, entry)]
        first, rest = ("  ", "  ") if part in OWN_ID else ("  - ", "    ")
        lines = [f"{part}:", first + lines[0], *(rest + line for line in lines[1:])]
        shown += ["", f"# {told}", *known, *(f"# {line}" if part in OPTIONAL else line for line in lines)]
    return "\n".join(shown) + "\n"


def _show_key(tables: Tables, part: str, entry: dict) -> list[str]:
    """Return the lines of the template on one key."""
    limits, name = entry.get("constraints", {}), entry["name"]
    form = FORMS.get(limits.get("pattern"), limits.get("pattern")) or " or ".join(limits.get("enum", []))
    told = [f"{entry['title']}{f' ({form})' if form else ''}", entry.get("description", "")]
    told += ["Statements of this file by their numbers: 1 3"] if name.endswith("evidence") else []
    told += [] if limits.get("required") else ["May be empty"]
    codes = list_codes(tables, entry["codes"]) if "codes" in entry else {}
    told += ["One or more, parted by spaces, of:" if entry.get("many") else "One of:"] if codes else []
    comment = " ".join(text if text[-1] in ".:" else f"{text}." for text in told if text)
    shown = [f"#   {code}: {label}" for code, label in codes.items()]
    return [f'{name}: "{FILLED[part].get(name, "")}"  # {comment}', *shown]


def list_codes(tables: Tables, name: str) -> dict[str, str]:
    """Return the codes of a list, or of the code book of themes, with their labels."""
    codes = tables["codes"][tables["codes"]["list"] == name]
    rows = tables["themes"].rename(columns={"theme": "code"}) if name == "theme" else codes
    return dict(zip(rows["code"], rows["label_en"], strict=True))


def read_draft(root: Path, file: Path) -> Draft:
    """Return a case file by parts. Each scalar is text as it stands there: 1.10 is no number.

    It is refused where the data have faults of their own, or a table has changed since its fingerprint was taken.
    """
    read_evidence(root)
    package = read_package(root)
    tables = read_text_tables(package)
    stale = [finding for name in FRAMES for finding in check_record_anchors(name, tables)]
    if stale:
        raise DataError(stale)
    draft = Draft(root, file, package, tables, read_form(package))
    pairs = _read_pairs(draft, _compose(draft), ["text", *PARTS])
    for part, (line, node) in pairs.items():
        draft.parts[part] = _read_records(draft, part, line, node)
    for part in PARTS:
        line, found = pairs[part][0] if part in pairs else 1, draft.parts.setdefault(part, [])
        named = part in OWNED and draft.parts[OWNED[part]][0].named
        if found and named:
            draft.tell(line, part, "nothing", "some", f"leave it out: a {OWNED[part]} that is there has its own")
            found.clear()
        elif not found:
            if not named and part not in OPTIONAL:
                draft.tell(line, part, "this part, filled in", "nothing", "write it as the template has it")
            found += [Record(part, 0)] if part in OWN_ID else []
    return draft


def _compose(draft: Draft) -> yaml.MappingNode:
    """Return the nodes of a case file; what is no YAML of named parts is refused."""
    raw, line, found = draft.file.read_bytes(), 1, "another form"
    try:
        node = yaml.compose(raw.decode("utf-8"), Loader=yaml.BaseLoader)
        if isinstance(node, yaml.MappingNode):
            return node
    except UnicodeDecodeError as error:
        line, found = raw.count(b"\n", 0, error.start) + 1, f"the byte 0x{raw[error.start]:02x}"
    except yaml.reader.ReaderError as error:
        line, found = raw.decode("utf-8").count("\n", 0, error.position) + 1, f"the character U+{error.character:04X}"
    except yaml.MarkedYAMLError as error:
        line, found = error.problem_mark.line + 1, word_yaml(error.problem)
    except RecursionError:
        found = "lists in lists without end"
    todo = "put texts between double quotes and indent with spaces, as owlib new-case --template does; save it in UTF-8"
    draft.tell(line, "", "named parts in YAML", found, todo)
    raise DataError(draft.faults)


def _read_pairs(draft: Draft, node: yaml.MappingNode, keys: list[str]) -> dict[str, tuple[int, yaml.Node]]:
    """Return line and value of each key of a mapping; a fault for a key that is unknown, or stands twice."""
    pairs: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        line, name = key.start_mark.line + 1, str(key.value)
        if name not in keys:
            expected, todo = f"one of the keys {name_choices(keys)}", "mend its spelling, or remove it"
            draft.tell(line, name, expected, "another", todo)
        elif name in pairs:
            draft.tell(line, name, "each key once", f"it in line {pairs[name][0]}, too", "keep one of them")
        else:
            pairs[name] = (line, value)
    return pairs


def _read_records(draft: Draft, part: str, line: int, node: yaml.Node) -> list[Record]:
    """Return the records of a part; a fault for what is none."""
    if isinstance(node, yaml.ScalarNode) and (not node.value.strip() or part in ("text", *OWNED.values())):
        key, value = OWN_ID.get(part, part), node.value.strip()
        return [Record(part, line, {key: value}, {key: line}, named=True)] if value or part == "text" else []
    records, form = [], draft.form.get(part, {})
    for one in node.value if part not in OWN_ID and isinstance(node, yaml.SequenceNode) else [node]:
        start = line if part in OWN_ID else one.start_mark.line + 1
        if not form or not isinstance(one, yaml.MappingNode):
            draft.tell(start, part, "what the template has", "another form", "write it as the template has it")
            continue
        pairs = _read_pairs(draft, one, list(form))
        cells = {name: _read_cell(draft, form[name], *pair) for name, pair in pairs.items()}
        records.append(Record(part, start, cells, {name: place for name, (place, _) in pairs.items()}))
    return records


def _read_cell(draft: Draft, entry: dict, line: int, node: yaml.Node) -> str:
    """Return the text of a key, with composed letters and single spaces; several codes parted by semicolons."""
    nodes = node.value if entry.get("many") and isinstance(node, yaml.SequenceNode) else [node]
    scalars = [one for one in nodes if isinstance(one, yaml.ScalarNode)]
    words = ["" if one.style is None and one.value in ("~", "null") else one.value for one in scalars]
    text = " ".join(unicodedata.normalize("NFC", " ".join(words)).split())
    if len(words) < len(nodes) or any(unicodedata.category(letter) == "Cc" for letter in text):
        draft.tell(line, entry["name"], "a text", "another form", "write it between double quotes")
        return ""
    return ";".join(re.findall(r"[^;,\s]+", text)) if entry.get("many") else text


def read_source_text(draft: Draft) -> tuple[list[str], str]:
    """Return the lines of the source text, and its SHA-256.

    Where it cannot be used that is a fault, and lines without words stand in for it, so that all else is checked.
    """
    named, source = next(iter(draft.parts.get("text", [])), Record("text", 1)), draft.parts["source"][0]
    path = (draft.file.parent / Path(named.cells.get("text", "")).expanduser()).resolve()
    raw = path.read_bytes() if path.is_file() else b""
    sha256, sources = hashlib.sha256(raw).hexdigest(), draft.tables["sources"]
    same = list(sources.loc[sources["text_sha256"] == sha256, "source_id"])
    if path.is_relative_to(draft.root) and not path.is_relative_to(draft.root / PRIVATE_FOLDER):
        fault = ("a file outside the project", f"{path}", "keep the text elsewhere: it is not published")
    elif not path.is_file():
        todo = "name it here; without it no record can be checked or added"
        fault = ("the plain text of the source", f"no such file: {path}", todo)
    elif not _is_text(raw):
        fault = ("plain text in UTF-8", "another format, or nothing", "save it as text, without a byte order mark")
    elif source.named and source.cells["source_id"] not in same:
        fault = ("the very text that the records of this source were made from", "another", "name that text")
    else:
        if same and not source.named:
            todo = f"write source: {same[0]}, and leave sections out"
            draft.tell(source.line, "source", "a text that has no record", f"that of '{same[0]}'", todo)
        return raw.decode("utf-8").split("\n"), sha256
    draft.tell(named.line, "text", *fault)
    return ["-"] * 100_000, UNREAD


def _is_text(raw: bytes) -> bool:
    """Return whether a file is plain text in UTF-8, with something in it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and "\0" not in text and not text.startswith(("\ufeff", "%PDF"))


def settle_id(draft: Draft, part: str) -> str:
    """Return the id of the case, its source or its study; one to stand in for it, and a fault, where it cannot be."""
    record, column, table = draft.parts[part][0], OWN_ID[part], PARTS[part][0]
    name, taken = record.cells.get(column, ""), set(draft.tables[table][column])
    if part == "case":  # its statements are ID-001 and on, which may be those of a study
        taken |= {known.rpartition("-")[0] for known in draft.tables["statements"]["statement_id"]}
        taken |= {path.name for path in (draft.root / CASES).iterdir()}
        taken |= {name} if is_address(draft.root, name) else set()
    if (name in taken) if record.named else (name not in taken and re.fullmatch(ID, name)):
        return name
    line, found = record.lines.get(column, record.line), f"'{name}'" if name else "nothing"
    if record.named:
        draft.tell(line, part, f"an id of data/{table}.csv: {name_choices(sorted(taken))}", found, "mend it")
        draft.parts[part] = [Record(part, 0)]
    elif record.line:
        there = "is changed in its own files" if part == "case" else f"is named in one line, {part}: ID"
        todo = f"choose another one; a {part} that is there {there}"
        draft.tell(line, column, f"an id that nothing has, in {FORMS[ID]}", found, todo)
    return STAND_IN


def is_address(root: Path, case_id: str) -> bool:
    """Return whether a report on a case would be read where another page is, as one on ``zgao-tussen`` would be."""
    reports = [f"book/reports/{case_id}-{edition}" for edition in EDITIONS]
    return any(
        find_address(page, language) in [find_address(report, language) for report in reports]
        for language in LANGUAGES
        for page in list_pages(root, language)
    )


def make_rows(draft: Draft, lines: list[str], sha256: str) -> Rows:
    """Return the new rows of each table."""
    ids = {column: settle_id(draft, part) for part, column in OWN_ID.items()}
    spans, case_id = find_spans(draft, ids["source_id"], len(lines)), ids["case_id"]
    own = {str(number): f"{case_id}-{number:03d}" for number, _ in enumerate(draft.parts["statements"], 1)}
    draft.parts["openings"].sort(key=lambda record: record.cells.get("edition") == FINAL)
    rows: Rows = {}
    for part, (table, _) in PARTS.items():
        for number, record in enumerate([record for record in draft.parts[part] if not record.named], 1):
            cells = {column: record.cells.get(column, "") for column in draft.form[part]}
            for column in [name for name in cells if name.endswith("evidence")]:
                cells[column] = ";".join(own.get(name, name) for name in split_codes(cells[column]))
            row = {
                "text_lines_n": str(len(lines)), "text_sha256": sha256, "citation_key": ids["source_id"],
                "section": name_sections(spans, cells.get("lines", "")), "position": str(number),
                "statement_id": f"{case_id}-{number:03d}", "summary_id": f"{case_id}-summary-{number}",
                "thread_id": f"{case_id}-thread-{number}",
                "fieldwork_id": f"{case_id}-{cells.get('activity')}-{number}", **cells, **ids,
            }  # fmt: skip
            rows.setdefault(table, []).append((record, row))
    return rows


def find_spans(draft: Draft, source_id: str, length: int) -> dict[str, tuple[int, int]]:
    """Return first and last line of each section of the source, of those that a case file tells the right ones."""
    sections = draft.tables["sections"]
    told = {row.section: row.lines for row in sections[sections["source_id"] == source_id].itertuples()}
    for record in draft.parts["sections"]:
        told[record.cells.get("section", "")] = lines = record.cells.get("lines", "")
        if ";" in lines:
            line, expected = record.lines["lines"], "first and last line, as in 1-40"
            draft.tell(line, "lines", expected, f"'{lines}'", "write one span")
    places = {name: find_places(lines) for name, lines in told.items()}
    return {name: spans[0] for name, spans in places.items() if len(spans) == 1 and spans[0][1] <= length}


def find_places(lines: str) -> list[tuple[int, int]]:
    """Return the spans of a locator; none where it is no locator."""
    try:
        return parse_lines(lines)
    except ValueError:
        return []


def name_sections(spans: dict[str, tuple[int, int]], lines: str) -> str:
    """Return the sections that hold lines, parted by semicolons, in the order of the source."""
    places = find_places(lines)
    return ";".join(
        name for name, (start, end) in spans.items() if any(one <= end and start <= two for one, two in places)
    )


def check_copied(draft: Draft, lines: list[str]) -> None:
    """Tell where a text of ours has too many words in a row of the source; titles of a source are as it has them."""
    runs = set(_list_runs(" ".join(lines)))
    for record in [record for part in PARTS if part != "source" for record in draft.parts[part]]:
        for column in [name for name in record.cells if name.endswith(("_en", "_nl"))]:
            found = [run for run in _list_runs(record.cells[column]) if run in runs]
            if found:
                expected, todo = f"your own words: fewer than {COPIED} in a row of the source", "say it in another way"
                draft.tell(record.lines[column], column, expected, f"'{found[0]}'", todo)


def _list_runs(text: str) -> list[str]:
    """Return each so many words in a row of a text, in small letters."""
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[start : start + COPIED]) for start in range(len(words) - COPIED + 1)]


def read_exactly(path: Path) -> str:
    """Return a text file as it is, line ends included; nothing where there is none."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def make_contents(draft: Draft, rows: Rows) -> tuple[dict[str, str], Origins]:
    """Return each file with the new rows, and the record behind each of these."""
    contents, origins, case = {}, {}, rows["cases"][0][1]
    case_id = case["case_id"]
    for table, new in rows.items():
        resource = next(resource for resource in draft.package.resources if resource.table == table)
        home = (CASES / case_id / f"{table}.csv").as_posix() if table in FOLDED else resource.file
        old = read_exactly(draft.root / home) or ",".join(resource.columns)
        old += "" if old.endswith("\n") else "\n"
        frame = pd.DataFrame([row for _, row in new]).reindex(columns=resource.columns)
        contents[home] = old + frame.to_csv(index=False, header=False, lineterminator="\n")
        origins |= {(home, number): record for number, (record, _) in enumerate(new, old.count("\n") + 1)}
    named = [table for table in FOLDED if table in rows]
    contents[MARKER.as_posix()] = add_resources(read_exactly(draft.root / MARKER), case, named)
    cases = list(draft.tables["cases"]["case_id"])
    contents[TOC.as_posix()] = add_to_contents(read_exactly(draft.root / TOC), case_id, cases)
    for _, source in rows.get("sources", []):
        bibliography = read_exactly(draft.root / BIBLIOGRAPHY)
        licences = list_codes(draft.tables, "licence")
        contents[BIBLIOGRAPHY.as_posix()] = add_reference(bibliography, source, licences)
    return contents, origins


def add_resources(text: str, case: dict[str, str], tables: list[str]) -> str:
    """Return the description of the data package with the files of a case after those of the last case."""
    described, case_id, name = json.loads(text), case["case_id"], case["short_name"]
    resources = described["resources"]
    last = max(number for number, entry in enumerate(resources) if entry["path"].startswith("cases/"))
    resources[last + 1 : last + 1] = [
        {
            **resources[last], "name": f"case-{case_id}-{table}", "path": f"cases/{case_id}/{table}.csv",
            **{key: title.format(name) for key, title in zip(("title", "title_nl"), FOLDED[table], strict=True)},
            "schema": f"schemas/{table}.json",
        }
        for table in tables
    ]  # fmt: skip
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def add_to_contents(text: str, case_id: str, cases: list[str]) -> str:
    """Return the table of contents of the book with the two reports of a case after those of the last case."""
    names = "|".join(map(re.escape, cases))
    found = list(re.finditer(rf"^( *)- file: book/reports/(?:{names})-final\s*?\n(?:\1 +.*\n)*", text, re.MULTILINE))
    if not found:
        todo = "write the reports of a case into it, as CONTRIBUTING.md tells"
        raise DataError([Finding(TOC.as_posix(), 0, "", "reports of a case", "none", todo)])
    space, end = found[-1][1], found[-1].end()
    new = [f"- file: book/reports/{case_id}-final", "  sections:", f"    - file: book/reports/{case_id}-interim"]
    return text[:end] + "".join(f"{space}{line}\n" for line in new) + text[end:]


def add_reference(text: str, source: dict[str, str], licences: dict[str, str]) -> str:
    """Return the bibliography with the entry of a source, unless it has its key already."""
    if f"{{{source['citation_key']}," in text:
        return text
    names = [escape_latex(name.strip()) for name in source["authors"].split(";") if name.strip()]
    publishers = [escape_latex(name) for name in split_codes(source["publisher"])]
    names = [f"{{{name}}}" if name.count(",") > 1 else name for name in names]  # more than BibTeX can part
    language = Locale("en").languages.get(source["language"], source["language"])
    licence = "" if source["licence"] == "none-stated" else licences.get(source["licence"], "")
    told = [f"In het {Locale('nl').languages.get(source['language'], source['language'])}"]
    told = [*(told if source["language"] != "nl" else []), *([f"Licentie {licence}"] if licence else [])]
    fields = {
        "author": " and ".join(names) or " and ".join(f"{{{name}}}" for name in publishers),
        "title": escape_latex(source["title_nl" if source["language"] == "nl" else "title_en"]),
        "year": source["published"][:4],
        "institution": " and ".join(publishers),
        "type": escape_latex(source["kind_en"][:1].upper() + source["kind_en"][1:]),
        "type_nl": escape_latex(source.get("kind_nl", "")[:1].upper() + source.get("kind_nl", "")[1:]),
        "note": escape_latex(". ".join([f"In {language}", *([f"Licensed {licence}"] if licence else [])])),
        "note_nl": escape_latex(". ".join(told)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"{text}\n@techreport{{{source['citation_key']},\n{body}\n}}\n"


def escape_latex(text: str) -> str:
    """Return a text as a bibliography holds it: without braces, and with its special characters marked."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[\\{}~^]", "", text))


def plan_case(root: Path, file: Path) -> Plan:
    """Return what a case file changes, after building it in a copy of the data and checking that by all rules.

    Raises
    ------
    DataError
        If anything is wrong; it holds all faults, by line and key.

    """
    draft = read_draft(root, file)
    lines, sha256 = read_source_text(draft)
    rows = make_rows(draft, lines, sha256)
    case_id, source_id = (rows["cases"][0][1][column] for column in ("case_id", "source_id"))
    contents, origins = make_contents(draft, rows)
    tables, findings = check_in_copy(root, contents)
    unread: list[Finding] = []
    if sha256 != UNREAD:
        check_copied(draft, lines)
        sound = {name: select_sound(table, source_id, findings) for name, table in tables.items()}
        unread = list(check_coverage(sound, {source_id: lines}))
        _, found = verify_records(sound, {source_id: lines}, anchored=False)
        findings += [finding for finding in found if finding not in unread]
    faults = {*draft.faults, *locate(draft, findings, origins)}
    if faults:
        raise DataError(list(faults))
    kept = {row.record_id: (row.record, row.text) for row in tables["anchors"].itertuples()}
    anchors = list_anchors(tables, {source_id: lines}, kept)
    contents[ANCHOR_FILE.as_posix()] = anchors.to_csv(index=False, lineterminator="\n")
    sampled = [row["statement_id"] for _, row in rows["statements"] if is_sampled(row["statement_id"])]
    missing = sum(int(finding.found.partition(" ")[0]) for finding in unread)
    return Plan(case_id, source_id, contents, missing, sampled)


def check_in_copy(root: Path, contents: dict[str, str]) -> tuple[Tables, list[Finding]]:
    """Return the tables of a copy of the data with these files, and what the rules of the data find in it."""
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch:
        copy = Path(scratch)
        shutil.copytree(root / "data", copy / "data")
        for name in [name for name in contents if name.startswith("data/")]:
            write_whole(copy / name, contents[name])
        return read_text_tables(read_package(copy)), check_data(copy, anchored=False)


def select_sound(table: pd.DataFrame, source_id: str, findings: list[Finding]) -> pd.DataFrame:
    """Return the rows of a table whose places lie in one source alone, and can be looked up there."""
    for column in [name for name in ("source_id", "other_source_id") if name in table]:
        table = table[table[column] == source_id]
    lost = {f"{finding.file}:{finding.row}" for finding in findings if finding.column in ("lines", "section")}
    return table[~(table["file"] + ":" + table["row"].astype(str)).isin(lost)]


def locate(draft: Draft, findings: list[Finding], origins: Origins) -> list[Fault]:
    """Return findings about the rows of a case as faults of its file, without those that only follow from another.

    These are: all about a record that the file lacks; sections of records where those of the source are wrong, and
    stages where the study is; and a second one about the same lines.
    """
    placed = [(finding, origins.get((finding.file, finding.row))) for finding in sorted(findings)]
    lacking = {part for part in OWN_ID if draft.parts[part][0].line == 0}
    followers = {column for column, part in (("section", "source"), ("stage_id", "study")) if part in lacking}
    followers.add("fieldwork_id")  # of its activity
    if any(record and record.part == "sections" and finding.column == "lines" for finding, record in placed):
        followers.add("section")
    faults: dict[object, Fault] = {}
    for finding, record in placed:
        column = finding.column.rpartition(", ")[2]
        if record is None:
            faults[finding] = Fault(*astuple(finding))
        elif record.part not in lacking and (column not in followers or record.part in OWNED):
            expected = re.sub(r"\^.*\$$", lambda pattern: FORMS.get(pattern[0], pattern[0]), finding.expected)
            words = (expected, finding.found, finding.todo)
            if column == "section" and record.part != "sections":
                column, words = "lines", ("lines inside a section of the source", "others", "look the place up there")
            key = column if column in draft.form[record.part] else ""
            fault = Fault(draft.file.name, record.lines.get(key, record.line), key, *words)
            faults.setdefault((finding.file, finding.row) if key == "lines" else fault, fault)
    return list(faults.values())


def write_case(root: Path, plan: Plan) -> None:
    """Put the files of a plan in place, all or none: written beside those there are, then moved, or moved back."""
    with tempfile.TemporaryDirectory(prefix=".new-case-", dir=root) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        for name, content in plan.contents.items():
            write_whole(new / name, content)
            if (root / name).exists():
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, old / name)
        try:
            for name in plan.contents:
                (root / name).parent.mkdir(exist_ok=True)
                (new / name).replace(root / name)
        except BaseException:
            shutil.rmtree(root / CASES / plan.case_id, ignore_errors=True)
            for path in [path for path in old.rglob("*") if path.is_file()]:
                path.replace(root / path.relative_to(old))
            raise


def list_changes(root: Path, plan: Plan, *, whole: bool) -> list[str]:
    """Return what a plan changes, a line a file; with all lines that it adds or takes where asked for."""
    shown = []
    for name, content in plan.contents.items():
        before = read_exactly(root / name).splitlines()
        lines = list(difflib.unified_diff(before, content.splitlines(), n=0, lineterm=""))[2:]
        lines = [line for line in lines if not line.startswith("@@")]
        added = sum(line.startswith("+") for line in lines)
        taken = f", {len(lines) - added} taken" if len(lines) > added else ""
        shown += [f"{name}: {'' if before else 'new, '}{added} line{'' if added == 1 else 's'} added{taken}"]
        shown += [f"  {line}" for line in lines] if whole else []
    return shown


def tell_left(plan: Plan) -> list[str]:
    """Return what a plan leaves to a person."""
    told = []
    if plan.unread:
        told.append(
            f"{plan.unread} numbers of the text are in no record: owlib verify, with the text as {plan.source_id}.txt "
            "among the source texts, lists them; CONTRIBUTING.md tells what to do with each."
        )
    if plan.sampled:
        names = ", ".join(plan.sampled)
        told.append(f"Coded twice, by the draw: {names}. A second coder adds them to data/coding/recodings.csv.")
    return told
