"""Fingerprints of all that a report is made from, which tell whether it is up to date, and why not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import nbformat

from owlib import LAYERS, SURVEY_LAYERS
from owlib.evidence import BOOKKEEPING, CHAPTERS, FINAL, Evidence, cut_edition, hash_evidence
from owlib.paths import INSTRUMENT_FOLDER
from owlib.report_notebooks import hash_cells
from owlib.reports import REPORTS, TEMPLATES, Report
from owlib.survey_guard import list_inputs

LOCK = Path("requirements.lock")
CODE_OF_SURVEYS = LAYERS[: LAYERS.index("report_notebooks") + 1]
"""Modules that a report on a survey runs or is finished by."""
CODE_OF_REPORTS = tuple(name for name in CODE_OF_SURVEYS if name not in SURVEY_LAYERS)
"""Modules that the other reports run or are finished by; a change in one makes each of them stale."""
NOT_RUN = "not run yet"


def hash_inputs(root: Path, evidence: Evidence, report: Report) -> dict[str, str]:
    """Return fingerprints of all that a report is made from, by kind of input."""
    return {
        "template": hashlib.sha256((root / TEMPLATES / report.template).read_bytes()).hexdigest(),
        "parameters": hashlib.sha256(json.dumps([report.title, report.parameters]).encode()).hexdigest(),
        "data": _hash_survey(root, report.survey) if report.survey else _hash_cut(evidence, report),
        "code": _hash_code(CODE_OF_SURVEYS if report.survey else CODE_OF_REPORTS),
        "lock": hashlib.sha256((root / LOCK).read_bytes()).hexdigest(),
    }


def _hash_code(modules: tuple[str, ...]) -> str:
    """Return a fingerprint of modules of this package."""
    digest = hashlib.sha256()
    for name in modules:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()


def _hash_cut(evidence: Evidence, report: Report) -> str:
    """Return a fingerprint of the evidence that a report may show."""
    left_out = (*BOOKKEEPING, *CHAPTERS) if report.study_id else BOOKKEEPING
    return hash_evidence(cut_edition(evidence, report.study_id, report.edition or FINAL), left_out)


def _hash_survey(root: Path, folder: Path) -> str:
    """Return a fingerprint of the questionnaires and of all that a survey is read from."""
    digest = hashlib.sha256()
    for path in [*sorted((root / INSTRUMENT_FOLDER).glob("*.csv")), *list_inputs(root / folder)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_stale(root: Path, evidence: Evidence, report: Report, folder: Path | None = None) -> str:
    """Return why a report must be run, or nothing where it is up to date."""
    path = (folder or root / REPORTS) / f"{report.report_id}.ipynb"
    if not path.is_file():
        return NOT_RUN
    try:
        notebook = nbformat.read(path, as_version=4)
        made_from = notebook.metadata["owlib"]["made_from"]
        cells = notebook.metadata["owlib"]["cells"]
    except Exception:
        return "not a whole report"
    if cells != hash_cells(notebook):
        return "changed by hand"
    inputs = hash_inputs(root, evidence, report)
    changed = [name for name, value in inputs.items() if made_from.get(name) != value]
    return f"{' and '.join(changed)} changed" if changed else ""
