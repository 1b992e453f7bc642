"""A new case, from answers to files: planned and checked in a copy of the data, put in place, finished or undone."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError
from owlib.evidence.coding import is_sampled
from owlib.evidence.numbers import Tables, find_id_column
from owlib.evidence.read import EDITIONS, check_data
from owlib.evidence.rules import ANCHORED, FRAMES, check_anchored
from owlib.evidence.schema import read_package, read_text_tables
from owlib.evidence.verify import (
    ANCHOR_FILE,
    check_coverage,
    check_frame,
    make_anchor,
    make_frame_anchor,
    verify_records,
)
from owlib.new_case.edits import (
    NEW,
    RESOURCES,
    TOC,
    Project,
    SourceText,
    add_reference,
    add_resources,
    add_to_contents,
    list_sections,
    list_spans,
    name_sections,
    read_project,
    write_rows,
)
from owlib.places import MARKER, PRIVATE_FOLDER, write_whole

JOURNALS = PRIVATE_FOLDER / "new-cases"
"""Holds, for each new case, its answers (``ID.yml``) and what its files were before (``ID.json``)."""


BIBLIOGRAPHY = Path("book") / "references.bib"


REPORTS = Path("book") / "reports"


WRITING, WRITTEN, UNDOING, UNDONE = "writing", "written", "undoing", "undone"
"""How far a case is; the last is in no journal."""


Rows = list[tuple[str, dict]]
"""New rows of a table: what the questions call each, and its cells."""


@dataclass(frozen=True)
class Change:
    """A file below the project folder: what it holds before (nothing: no file) and after."""

    path: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Plan:
    """What a new case changes, and what it leaves to do.

    ``unread`` are numbers of the source text that no record holds yet; ``sampled`` are statements that fall in the
    fifth that is coded twice.
    """

    case_id: str
    changes: tuple[Change, ...]
    unread: int = 0
    sampled: tuple[str, ...] = ()


def make_rows(project: Project, answers: dict, text: SourceText) -> dict[str, Rows]:
    """Return the new rows of each table, from complete answers."""
    case_id, source_id = answers["case"]["case_id"], answers["source"]["source_id"]
    study_id = answers["new_study"]["study_id"] if answers["study"] == NEW else answers["study"]
    spans = list_spans(list_sections(project, answers))

    def place(record: dict) -> dict:
        return {**record, "source_id": source_id, "section": name_sections(spans, record["lines"])}

    def own(part: str) -> list[tuple[str, dict]]:
        return [(f"{part} {number}", record) for number, record in enumerate(answers.get(part, []), 1)]

    shared = {"study_id": study_id, "case_id": case_id}
    openings = sorted(own("openings"), key=lambda pair: EDITIONS.index(pair[1]["edition"]))
    rows: dict[str, Rows] = {
        "cases": [("case", place({**answers["case"], "study_id": study_id}))],
        "fieldwork": [
            (name, place({**record, **shared, "fieldwork_id": f"{case_id}-{record['activity']}-{number}"}))
            for number, (name, record) in enumerate(own("fieldwork"), 1)
        ],
        "statements": [
            (name, place({**record, **shared, "statement_id": name_statement(case_id, number)}))
            for number, (name, record) in enumerate(own("statements"), 1)
        ],
        "summaries": [
            (name, {**record, **shared, "summary_id": f"{case_id}-summary-{number}", "position": str(number)})
            for number, (name, record) in enumerate(openings, 1)
        ],
    }
    if answers["study"] == NEW:
        rows["studies"] = [("new_study", place(answers["new_study"]))]
        rows["stages"] = [
            (name, place({**record, "study_id": study_id, "position": str(number)}))
            for number, (name, record) in enumerate(own("stages"), 1)
        ]
    if "sections" in answers:
        told = {"study_id": study_id, "text_lines_n": str(len(text.lines)), "text_sha256": text.sha256}
        rows["sources"] = [("source", {**answers["source"], **told})]
        rows["sections"] = [
            (name, {**record, "source_id": source_id, "position": str(number)})
            for number, (name, record) in enumerate(own("sections"), 1)
        ]
    return rows


def name_statement(case_id: str, number: int) -> str:
    """Return the id of a statement about a case."""
    return f"{case_id}-{number:03d}"


def plan_case(root: Path, answers: dict, text: SourceText) -> Plan:
    """Return what a new case changes, after building it in a copy of the data and checking it by all rules.

    Parameters
    ----------
    answers
        Complete, as :func:`owlib.new_case.answers.collect_answers` returns them.
    text
        The text that the records name lines of.

    Raises
    ------
    DataError
        If the data would break a rule; each finding names the question it belongs to.

    """
    project, case_id = read_project(root), answers["case"]["case_id"]
    stale = [finding for name in FRAMES for finding in check_frame(name, project.tables)]
    if stale:
        raise DataError(stale)
    rows = make_rows(project, answers, text)
    contents, origins = _add_rows(project, case_id, rows)
    named = [table for table in RESOURCES if rows[table]]
    contents[MARKER.as_posix()] = add_resources(_read(root / MARKER), case_id, named)
    contents[TOC.as_posix()] = add_to_contents(_read(root / TOC), case_id, list(project.tables["cases"]["case_id"]))
    if "sources" in rows:
        bibliography = add_reference(_read(root / BIBLIOGRAPHY), rows["sources"][0][1], project.tables["codes"])
        contents[BIBLIOGRAPHY.as_posix()] = bibliography
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch:
        copy = Path(scratch)
        shutil.copytree(root / "data", copy / "data")
        for name in [name for name in contents if name.startswith("data/")]:
            write_whole(copy / name, contents[name])
        contents[ANCHOR_FILE.as_posix()], unread = _check_copy(copy, answers, text, origins)
    changes = [Change(name, _read_present(root, name), new) for name, new in contents.items()]
    sampled = tuple(row["statement_id"] for _, row in rows["statements"] if is_sampled(row["statement_id"]))
    return Plan(case_id, tuple(change for change in changes if change.old != change.new), unread, sampled)


def _read(path: Path) -> str:
    """Return a text file as it is, line ends included."""
    return path.read_bytes().decode("utf-8")


def _add_rows(project: Project, case_id: str, rows: dict[str, Rows]) -> tuple[dict[str, str], dict]:
    """Return the new content of each table file, and the question behind each of its new rows."""
    contents, origins = {}, {}
    for table, new in rows.items():
        resources = [resource for resource in project.package.resources if resource.table == table]
        home = f"data/cases/{case_id}/{table}.csv" if table in RESOURCES else resources[0].file
        columns = resources[0].columns
        old = f"{','.join(columns)}\n" if table in RESOURCES else _read(project.root / home)
        if table in RESOURCES and (project.root / home).exists():
            todo = "choose another id, or remove that folder if nothing needs it"
            raise DataError([Finding("case", 0, "case_id", "an id without a folder", home, todo)])
        if new:
            contents[home] = old + write_rows(columns, [row for _, row in new])
            first = old.count("\n") + 1
            origins |= {(home, first + number): name for number, (name, _) in enumerate(new)}
    return contents, origins


def _check_copy(copy: Path, answers: dict, text: SourceText, origins: dict) -> tuple[str, int]:
    """Return the fingerprints of the data with the new case, and how many numbers of its text no record holds yet."""
    _raise(check_data(copy, anchored=False), origins)
    tables = read_text_tables(read_package(copy))
    source_id, case_id = answers["source"]["source_id"], answers["case"]["case_id"]
    texts = {source_id: list(text.lines)}
    own = {name: _select_source(table, source_id) for name, table in tables.items()}
    unread = list(check_coverage(own, texts))
    _, findings = verify_records(own, texts, anchored=False)
    _raise([finding for finding in findings if finding not in unread], origins)
    anchors = list_new_anchors(tables, texts, case_id)
    _raise(list(check_anchored({**tables, "anchors": anchors.assign(file="", row=0)})), origins)
    count = sum(int(finding.found.partition(" ")[0]) for finding in unread)
    return anchors.to_csv(index=False, lineterminator="\n"), count


def _select_source(table: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Return the rows of a table whose places lie in one source alone."""
    for column in [name for name in ("source_id", "other_source_id") if name in table]:
        table = table[table[column] == source_id]
    return table


def _raise(findings: list[Finding], origins: dict[tuple[str, int], str]) -> None:
    """Raise findings, if there are any, in terms of the questions that they belong to."""
    named = [
        replace(finding, file=origins[finding.file, finding.row], row=0)
        if (finding.file, finding.row) in origins
        else finding
        for finding in findings
    ]
    if named:
        raise DataError(sorted(set(named)))


def list_new_anchors(tables: Tables, texts: dict[str, list[str]], case_id: str) -> pd.DataFrame:
    """Return all fingerprints: new ones for the records of a case and for the tables that frame them.

    Returns
    -------
    DataFrame
        ``record_id``, ``anchor``, in the order in which :func:`owlib.evidence.verify.list_anchors` gives them.

    """
    known = dict(zip(tables["anchors"]["record_id"], tables["anchors"]["anchor"], strict=True))
    rows = []
    for frame in (tables[table] for table in ANCHORED):
        column = find_id_column(frame)
        for record in frame.to_dict("records"):
            new = record[column] not in known and record.get("case_id") == case_id
            anchor = make_anchor(record, texts) if new else known.get(record[column])
            rows += [(record[column], anchor)] if anchor else []
    rows += [(name, make_frame_anchor(tables[name])) for name in FRAMES]
    return pd.DataFrame(rows, columns=["record_id", "anchor"])


def write_case(root: Path, plan: Plan) -> None:
    """Put the files of a plan in place, one by one, with a journal from which the next call finishes or undoes them.

    Raises
    ------
    DataError
        If a file is no longer what the plan was made from, or another case is half written; nothing is written then.

    """
    half = [name for name, journal in read_journals(root).items() if journal["state"] != WRITTEN]
    if half:
        found, todo = f"'{half[0]}', half written", "call owlib new-case, which finishes it first"
        raise DataError([Finding(f"{JOURNALS.as_posix()}/{half[0]}.json", 0, "", "no half-written case", found, todo)])
    findings = [
        Finding(change.path, 0, "", "the file that the plan was made from", "another content", "plan the case again")
        for change in plan.changes
        if _read_present(root, change.path) != change.old
    ]
    if findings:
        raise DataError(findings)
    files = [asdict(change) for change in plan.changes]
    _write_journal(root, plan.case_id, WRITING, files)
    finish_case(root, plan.case_id)


def finish_case(root: Path, case_id: str) -> str:
    """Bring a half-written case, or one that is half undone, to its end; return how it ended: written or undone.

    Raises
    ------
    DataError
        If a file was changed meanwhile, with a finding for each; nothing is written then.

    """
    journal = _find_journal(root, case_id)
    if journal["state"] == UNDOING:
        return undo_case(root, case_id)
    _check_untouched(root, case_id, journal["files"])
    for change in journal["files"]:
        _put(root, change["path"], change["new"])
    _write_journal(root, case_id, WRITTEN, journal["files"])
    return WRITTEN


def undo_case(root: Path, case_id: str) -> str:
    """Restore what was before a case, byte for byte, and remove its two reports; its answers stay in ``private/``.

    Raises
    ------
    UnknownNameError
        If there is no record of how the case was added.
    DataError
        If a file was changed since, with a finding for each; nothing is restored then.

    """
    journal = _find_journal(root, case_id)
    _check_untouched(root, case_id, journal["files"])
    _write_journal(root, case_id, UNDOING, journal["files"])
    for edition in EDITIONS:
        _put(root, (REPORTS / f"{case_id}-{edition}.ipynb").as_posix(), None)
    for change in reversed(journal["files"]):
        _put(root, change["path"], change["old"])
    (root / JOURNALS / f"{case_id}.json").unlink()
    return UNDONE


def read_journals(root: Path) -> dict[str, dict]:
    """Return the journal of each case that was added here: ``state``, ``number`` (their order) and ``files``."""
    paths = sorted((root / JOURNALS).glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def _find_journal(root: Path, case_id: str) -> dict:
    """Return the journal of one case."""
    journals = read_journals(root)
    if case_id not in journals:
        known = ", ".join(journals) or "none"
        raise UnknownNameError(
            f"expected a case that was added here with owlib new-case; found '{case_id}'. "
            f"What to do: name one of these: {known}. Cases that came with the project are not undone."
        )
    return journals[case_id]


def _write_journal(root: Path, case_id: str, state: str, files: list[dict]) -> None:
    """Write down which files a case changes, with their content before and after, and how far that is."""
    journals = read_journals(root)
    latest = max((journal["number"] for journal in journals.values()), default=0)
    number = journals[case_id]["number"] if case_id in journals else latest + 1
    journal = {"state": state, "number": number, "files": files}
    write_whole(root / JOURNALS / f"{case_id}.json", json.dumps(journal, indent=1, ensure_ascii=False) + "\n")


def _check_untouched(root: Path, case_id: str, files: list[dict]) -> None:
    """Refuse, file by file, what holds neither the content before nor the one after."""
    journals = read_journals(root)
    number = journals[case_id]["number"]
    later = [name for name, journal in journals.items() if journal["number"] > number]
    findings = []
    for change in files:
        if _read_present(root, change["path"]) not in (change["old"], change["new"]):
            touched = [name for name in later if change["path"] in [other["path"] for other in journals[name]["files"]]]
            todo = f"take your changes back, or remove by hand what the case '{case_id}' added to it"
            if touched:
                todo = f"undo the case that came later first: owlib new-case {touched[-1]} --undo"
            expected = f"the file as the case '{case_id}' left it"
            findings.append(Finding(change["path"], 0, "", expected, "a change made since", todo))
    if findings:
        raise DataError(findings)


def _read_present(root: Path, name: str) -> str | None:
    """Return the content of a file, or nothing where there is none."""
    path = root / name
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None


def _put(root: Path, name: str, content: str | None) -> None:
    """Give a file a content, or remove it and the folder that it leaves empty."""
    path = root / name
    if content is not None and _read_present(root, name) != content:
        write_whole(path, content)
    elif content is None and path.is_file():
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
