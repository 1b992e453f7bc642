"""Files of a new case, text in and text out: rows, data package, contents, bibliography, and the source's own text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError
from owlib.evidence.numbers import Tables
from owlib.evidence.schema import Package, read_package, read_text_tables
from owlib.evidence.sources import parse_lines
from owlib.places import PRIVATE_FOLDER

TOC = Path("_toc.yml")


RESOURCES = {
    "fieldwork": "Fieldwork at {}", "statements": "Statements about {}",
    "summaries": "Opening sentences of the reports on {}",
}  # fmt: skip
"""Tables with a file in the folder of a case that is written here, and the titles of their resources."""


NEW = "new"
"""The answer to *which study* that asks for a study of its own."""


LANGUAGES = {"nl": "Dutch", "en": "English", "de": "German", "fr": "French"}
"""Names of languages as the bibliography has them."""


@dataclass(frozen=True)
class SourceText:
    """The text of a source as the researcher has it; it stays where it is."""

    file: str
    lines: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class Project:
    """A project folder with its data as text tables."""

    root: Path
    package: Package
    tables: Tables


def read_project(root: Path) -> Project:
    """Return a project folder with its text tables.

    Raises
    ------
    DataError
        If the description of the data cannot be read.

    """
    package = read_package(root)
    return Project(root, package, read_text_tables(package))


def read_source_text(path: Path, root: Path) -> SourceText:
    """Return the text of a source.

    Raises
    ------
    UnknownNameError
        If there is no such file, it is no plain text in UTF-8, or it lies in the repository.

    """
    path = Path(path)
    inside = path.resolve().is_relative_to(root.resolve())
    if inside and not path.resolve().is_relative_to((root / PRIVATE_FOLDER).resolve()):
        raise _refuse(path, "a file outside the project", "one inside", "keep the text outside: it is not published")
    if not path.is_file():
        todo = "name the text of the source, saved as plain text; without it no record can be checked or added"
        raise _refuse(path, "the text of the source", "no such file", todo)
    raw = path.read_bytes()
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise _refuse(path, "plain text in UTF-8", "another format", "save it as plain text (.txt) in UTF-8") from None
    if "\0" in lines[0] or raw.startswith((b"\xef\xbb\xbf", b"%PDF")) or not raw.strip():
        found = "none, or another format, or a byte order mark"
        raise _refuse(path, "plain text in UTF-8", found, "save it as plain text (.txt) in UTF-8 without a mark")
    return SourceText(str(path), tuple(lines), hashlib.sha256(raw).hexdigest())


def _refuse(path: Path, expected: str, found: str, todo: str) -> UnknownNameError:
    """Return the error about a file that a person named."""
    return UnknownNameError(f"{path}: expected {expected}; found {found}. What to do: {todo}.")


def find_source(project: Project, text: SourceText) -> str:
    """Return the id of the registered source with this very text, or nothing where there is none."""
    sources = project.tables["sources"]
    found = sources.loc[sources["text_sha256"] == text.sha256, "source_id"]
    return "" if found.empty else str(found.iloc[0])


def name_sections(spans: dict[str, tuple[int, int]], lines: str) -> str:
    """Return the sections that hold lines, as a cell tells them: parted by semicolons, in the order of the source."""
    places = parse_lines(lines)
    return ";".join(
        name for name, (first, last) in spans.items() if any(one <= last and first <= two for one, two in places)
    )


def list_spans(sections: list[dict]) -> dict[str, tuple[int, int]]:
    """Return the first and last line of each section of one source, from its rows."""
    return {row["section"]: parse_lines(row["lines"])[0] for row in sections}


def list_sections(project: Project, answers: dict) -> list[dict]:
    """Return the sections of the source of a new case, whether it is new or not."""
    sections = project.tables["sections"]
    known = sections[sections["source_id"] == answers["source"]["source_id"]]
    return answers.get("sections") or known.to_dict("records")


def list_stages(project: Project, answers: dict) -> list[dict]:
    """Return the stages of the study of a new case, whether it is new or not."""
    stages = project.tables["stages"]
    return answers.get("stages") or stages[stages["study_id"] == answers["study"]].to_dict("records")


def write_rows(columns: list[str], rows: list[dict]) -> str:
    """Return rows as lines of a CSV file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue()


def add_resources(text: str, case_id: str, tables: list[str]) -> str:
    """Return the description of the data package with the files of a case after those of the last case."""
    described = json.loads(text)
    resources = described["resources"]
    places = [number for number, entry in enumerate(resources) if entry["path"].startswith("cases/")]
    model = resources[places[-1]]
    new = [
        {
            **model, "name": f"case-{case_id}-{table}", "path": f"cases/{case_id}/{table}.csv",
            "title": RESOURCES[table].format(case_id), "schema": f"schemas/{table}.json",
        }
        for table in tables
    ]  # fmt: skip
    described["resources"] = [*resources[: places[-1] + 1], *new, *resources[places[-1] + 1 :]]
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def add_to_contents(text: str, case_id: str, cases: list[str]) -> str:
    """Return the table of contents of the book with the two reports of a case after those of the last case."""
    lines = text.splitlines(keepends=True)
    entry = re.compile(rf"\s*- file: book/reports/(?:{'|'.join(map(re.escape, cases))})-(?:final|interim)\s*")
    places = [number for number, line in enumerate(lines) if entry.fullmatch(line)]
    final = next((lines[number] for number in reversed(places) if lines[number].strip().endswith("-final")), "")
    if not final:
        todo = "write the reports of a case into it, as CONTRIBUTING.md tells"
        raise DataError([Finding(TOC.as_posix(), 0, "", "reports of a case", "none", todo)])
    space = final[: final.index("-")]
    new = [
        f"{space}- file: book/reports/{case_id}-final\n", f"{space}  sections:\n",
        f"{space}    - file: book/reports/{case_id}-interim\n",
    ]  # fmt: skip
    return "".join([*lines[: places[-1] + 1], *new, *lines[places[-1] + 1 :]])


def add_reference(text: str, source: dict, codes: pd.DataFrame) -> str:
    """Return the bibliography with the entry of a source, unless it has its key already."""
    if f"{{{source['citation_key']}," in text:
        return text
    names = [name.strip() for name in source["authors"].split(";") if name.strip()]
    licences = codes[codes["list"] == "licence"].set_index("code")["label_en"]
    told = [f"In {LANGUAGES.get(source['language'], source['language'])}"]
    told += [] if source["licence"] == "none-stated" else [f"Licensed {licences[source['licence']]}"]
    fields = {
        "author": " and ".join(map(escape_latex, names)) or f"{{{escape_latex(source['publisher'])}}}",
        "title": escape_latex(source["title_nl" if source["language"] == "nl" else "title_en"]),
        "year": source["published"][:4],
        "institution": escape_latex(source["publisher"]),
        "type": escape_latex(source["kind_en"][:1].upper() + source["kind_en"][1:]),
        "note": escape_latex(". ".join(told)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"{text}\n@techreport{{{source['citation_key']},\n{body}\n}}\n"


def escape_latex(text: str) -> str:
    """Return a text as a bibliography holds it: without braces, and with its special characters marked."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[\\{}~^]", "", text))
