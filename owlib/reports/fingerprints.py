"""Fingerprints of all that a report is made from, which tell whether it is up to date, and why not.

A report is made from its template, its parameters, the rows of data that it can see, the modules of code that it runs,
and the lock. Nothing else makes it stale.
"""

from __future__ import annotations

import ast
import functools
import json
from dataclasses import fields
from pathlib import Path

import pandas as pd

from owlib.errors import RunError
from owlib.evidence import Evidence
from owlib.findings import cut_chapter, cut_report
from owlib.findings.cuts import PLACE
from owlib.places import (
    INSTRUMENT_FOLDER,
    LOCK,
    PACKAGE,
    SIMULATED_FOLDER,
    hash_content,
    list_data,
    read_plain,
    relative_name,
)
from owlib.reports.catalog import REPORTS, TEMPLATES, Report, read_template
from owlib.reports.notebooks import hash_cells, read_executed
from owlib.surveys import list_inputs
from owlib.words import COMPLETE, FOLDER

FINISHING = ("reports.notebooks",)
"""Modules that make a report of an executed template."""
READERS = ("evidence", "evidence.read", "evidence.schema", "findings", "findings.cuts")
"""Modules that read data; a template that takes more from them than what cuts is taken to see all."""
CUTTING = {"evidence.cut_edition", "findings.read_case", "findings.read_chapter"}
"""What cuts: a page family of the exhibits reads by these, too."""
MOST_NAMED = 6
"""How many tables or modules a reason names."""
NOT_RUN = "not run yet"
NOT_WHOLE = "not a whole report"
A_FOLDER = "a folder in its place"
BY_HAND = "changed by hand"


def hash_inputs(root: Path, evidence: Evidence, report: Report) -> dict[str, object]:
    """Return fingerprints of all that a report is made from, by kind of input.

    Those of ``data`` are told by table, or by file where the report is on a survey; those of ``code`` by module.
    """
    template = read_template(root, report.template)
    return {
        "template": hash_content(template + _read_prose(report)),
        "parameters": hash_content(json.dumps([report.title, report.parameters]).encode()),
        "data": _hash_survey(root, report.survey) if report.survey else _hash_cut(evidence, report, template),
        "code": {name: hash_content(_read_module(name, report.language)) for name in list_modules(template)},
        "lock": hash_content(read_plain(root / LOCK)),
    }


def _hash_cut(evidence: Evidence, report: Report, template: bytes) -> dict[str, str]:
    """Return a fingerprint of the rows of each table that a report can see; in each language it sees the same."""
    own = {name: value for name, value in report.parameters if name != "language"}
    kept, seen = _keep_hashes(evidence), (_sees_all(template), report.report_id, *own.values())
    if seen not in kept:
        kept[seen] = hash_tables(_see(evidence, report, template))
    return kept[seen]


@functools.lru_cache(maxsize=1)
def _keep_hashes(_evidence: Evidence) -> dict[tuple, dict[str, str]]:
    """Return the fingerprints made of this evidence so far, by what was seen of it."""
    return {}


def _see(evidence: Evidence, report: Report, template: bytes) -> Evidence:
    """Return what a report can see: its cut, if it reads nothing beside it."""
    return evidence if _sees_all(template) else cut_evidence(evidence, report)


def cut_evidence(evidence: Evidence, report: Report) -> Evidence:
    """Return the cut of a report."""
    if report.study_id:
        return cut_report(evidence, dict(report.parameters)["case_id"], report.edition)
    return cut_chapter(evidence, report.report_id)


def _sees_all(template: bytes) -> bool:
    """Return whether a template reads more than its cut."""
    return bool({name for name in _list_imported(template) if find_module(name) in READERS} - CUTTING)


def list_files(root: Path, evidence: Evidence, report: Report) -> set[Path]:
    """Return the files that a report is made from: template, lock, code, and those that its rows of data stand in."""
    template = read_template(root, report.template)
    files = {root / TEMPLATES / report.template, root / LOCK, *map(_find_file, list_modules(template))}
    if report.survey:
        return {*files, *list_data(root), *list_answers(root, report)}
    cut = _see(evidence, report, template)
    tables = [(getattr(evidence, field.name), getattr(cut, field.name)) for field in fields(Evidence)]
    names = {name for whole, part in tables if "file" in whole for name in whole["file"].loc[part.index].unique()}
    return files | {root / name for name in names}


def list_answers(root: Path, report: Report) -> set[Path]:
    """Return the files of the survey that a report is on; none for others."""
    return {path for path in (root / report.survey).iterdir() if path.is_file()} if report.survey else set()


def hash_tables(evidence: Evidence) -> dict[str, str]:
    """Return a fingerprint of the content of each table that has rows, free of their place in a file."""
    tables = {field.name: getattr(evidence, field.name) for field in fields(Evidence)}
    return {name: _hash_frame(frame) for name, frame in sorted(tables.items()) if len(frame)}


def _hash_frame(frame: pd.DataFrame) -> str:
    """Return a fingerprint of a table: of names and values, column by column, and of an index of ids."""
    columns = {name: frame[name].tolist() for name in frame if name not in PLACE}
    ids = [] if isinstance(frame.index, pd.RangeIndex) or frame.index.name is None else frame.index.tolist()
    return hash_content(json.dumps([ids, columns], ensure_ascii=False, default=str).encode())


def _hash_survey(root: Path, folder: Path) -> dict[str, str]:
    """Return a fingerprint of each questionnaire, and of each file that a survey is read from.

    Of the answers of people there is none: who knows all but one could try it out with a report that is handed on.
    """
    paths = sorted((root / INSTRUMENT_FOLDER).glob("*.csv"))
    paths += list_inputs(root / folder) if folder.parent == SIMULATED_FOLDER else []
    return {relative_name(path, root): hash_content(read_plain(path)) for path in paths}


def list_modules(template: bytes) -> list[str]:
    """Return the modules that a template runs, and those that finish a report."""
    return sorted(_close({find_module(name) for name in _list_imported(template)}) | set(FINISHING))


def _close(modules: set[str]) -> set[str]:
    """Return modules with all that they import, and what these import."""
    found: set[str] = set()
    while modules:
        found |= modules
        modules = {other for name in modules for other in _list_needed(name)} - found
    return found


def _list_needed(module: str) -> set[str]:
    """Return the modules of this package that a module imports, wherever in it."""
    return {find_module(name) for name in find_imports(read_plain(_find_file(module)))}


def _read_prose(report: Report) -> bytes:
    """Return the messages for the prose of the template of a report."""
    path = FOLDER / report.language / f"{TEMPLATES.name}.{Path(report.template).stem}.ftl"
    return read_plain(path) if path.is_file() else b""


def _read_module(module: str, language: str) -> bytes:
    """Return the text of a module, of its tables beside it and of its messages in a language, as they are now."""
    file = _find_file(module)
    messages = sorted({path for name in (COMPLETE, language) for path in (FOLDER / name).glob(f"{module}.ftl")})
    tables = [path for ending in (".csv", ".yml") for path in file.parent.glob(file.stem + ending)]
    return b"".join(read_plain(path) for path in [file, *tables, *messages])


def _find_file(module: str) -> Path:
    """Return the file of a module, or that of a package itself."""
    path = PACKAGE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def find_module(name: str) -> str:
    """Return the module that a name stands in: ``evidence.read`` of ``evidence.read.read_evidence``, and of itself."""
    return _find_module(PACKAGE, name)


@functools.cache
def _find_module(package: Path, name: str) -> str:
    """Return the module of a package that a name stands in."""
    parts = name.split(".")
    while parts and not (package.joinpath(*parts).is_dir() or package.joinpath(*parts).with_suffix(".py").is_file()):
        parts.pop()
    return ".".join(parts)


@functools.lru_cache(maxsize=512)
def find_imports(content: bytes) -> frozenset[str]:
    """Return what code imports from this library: ``room.module``, or ``room.module.name`` for a name of a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.ImportFrom):
            base = ".".join(part for part in ("owlib" if node.level else "", node.module or "") if part)
            found |= {f"{base}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    inside = (name.removeprefix("owlib.") for name in found if name.startswith("owlib."))
    return frozenset(name for name in inside if find_module(name))


@functools.lru_cache(maxsize=64)
def _list_imported(template: bytes) -> frozenset[str]:
    """Return what the code cells of a template import from this package."""
    try:
        cells = json.loads(template)["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        return find_imports("\n".join(code).encode())
    except (ValueError, TypeError, KeyError, SyntaxError):
        return frozenset()  # no notebook that could be run; whoever runs it is told so


def find_stale(root: Path, evidence: Evidence, report: Report, folder: Path | None = None) -> str:
    """Return why a report must be run, or nothing where it is up to date."""
    path = (folder or root / REPORTS) / f"{report.name}.ipynb"
    if not path.is_file():
        return A_FOLDER if path.is_dir() else NOT_RUN
    try:
        notebook = read_executed(path)
        made_from, cells = notebook.metadata["owlib"]["made_from"], notebook.metadata["owlib"]["cells"]
    except (RunError, LookupError, TypeError):
        return NOT_WHOLE
    if cells != hash_cells(notebook):
        return BY_HAND
    inputs = hash_inputs(root, evidence, report)
    changed = [_tell_change(name, made_from.get(name), value) for name, value in inputs.items()]
    return "; ".join(told for told in changed if told)


def _tell_change(name: str, before: object, now: object) -> str:
    """Return that a kind of input has changed, with the tables, files or modules concerned; nothing if it has not."""
    if before == now:
        return ""
    if not (isinstance(before, dict) and isinstance(now, dict)):
        return f"{name} changed"
    changed = sorted(part for part in {*before, *now} if before.get(part) != now.get(part))
    more = f" and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
    return f"{name} changed: {', '.join(changed[:MOST_NAMED])}{more}"
