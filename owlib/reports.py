"""Reports: which there are, whether each is up to date, and how a template becomes an executed notebook.

Templates are run by papermill. What a run leaves that is not content (times, paths, versions, random ids) is
taken out, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
from traitlets.config import Config

from owlib import LAYERS, SURVEY_LAYERS
from owlib.errors import OUR_ERRORS, RunError, UnknownNameError, name_choices
from owlib.evidence import (
    BOOKKEEPING,
    CHAPTERS,
    EDITIONS,
    FINAL,
    Evidence,
    check_edition,
    cut_edition,
    hash_evidence,
    list_reported_cases,
)
from owlib.paths import INSTRUMENT_FOLDER, ROOT_VARIABLE, SIMULATED_FOLDER, write_whole
from owlib.survey_guard import MARK, find_unguarded, list_inputs
from owlib.text import make_title

TEMPLATES = Path("notebooks")
REPORTS = Path("book") / "reports"
LOCK = Path("requirements.lock")
CODE_OF_SURVEYS = LAYERS[: LAYERS.index("reports") + 1]
"""Modules that a report on a survey runs, and this one."""
CODE_OF_REPORTS = tuple(name for name in CODE_OF_SURVEYS if name not in SURVEY_LAYERS)
"""Modules that the other reports run, and this one; a change in one makes each of them stale."""
SURVEY_TEMPLATE = "survey_report.ipynb"
NOT_RUN = "not run yet"


@dataclass(frozen=True)
class Report:
    """One executed notebook: its template with its parameters and the title of its page.

    A chapter belongs to no study and has one edition, so both are empty. ``survey`` is the folder of the answers that
    a report on a survey shows.
    """

    report_id: str
    template: str
    title: str
    parameters: tuple[tuple[str, object], ...]
    study_id: str = ""
    edition: str = ""
    survey: Path | None = None

    @property
    def simulated(self) -> bool:
        """Whether its answers are simulated, so that all it shows must bear the mark; those of the book always are."""
        return self.survey is not None and (self.survey.parent == SIMULATED_FOLDER or self.title.startswith(MARK))


@dataclass(frozen=True)
class Outcome:
    """What came of running one report; ``fault`` is empty where it succeeded."""

    report_id: str
    fault: str = ""


def list_reports(evidence: Evidence) -> list[Report]:
    """Return all reports: the chapters, each reported case in each edition, and the surveys on simulated answers."""
    reports = [
        Report(chapter["chapter_id"], f"{chapter['chapter_id']}.ipynb", chapter["title_en"], ())
        for chapter in evidence.chapters.to_dict("records")
    ]
    for case_id in list_reported_cases(evidence):
        study_id = evidence.find_case(case_id)["study_id"]
        for edition in EDITIONS:
            parameters = (("case_id", case_id), ("edition", edition))
            title = make_title(evidence, case_id, edition)
            reports.append(Report(f"{case_id}-{edition}", "case_report.ipynb", title, parameters, study_id, edition))
    return [*reports, *list_demonstrations(evidence)]


def list_demonstrations(evidence: Evidence) -> list[Report]:
    """Return the reports on simulated answers."""
    return [
        make_survey_report(
            f"survey-{row['demonstration_id']}",
            SIMULATED_FOLDER / row["demonstration_id"],
            f"{MARK}. {row['title_en']}",
        )
        for row in evidence.demonstrations.to_dict("records")
    ]


def make_survey_report(report_id: str, folder: Path, title: str, case_id: str = "", wave: str = "") -> Report:
    """Return the report on the survey in a folder below the project, of one case or wave or of all."""
    parameters = (("survey", folder.name), ("case_id", case_id), ("wave", wave))
    return Report(report_id, SURVEY_TEMPLATE, title, parameters, survey=folder)


def select_reports(evidence: Evidence, names: list[str], case_id: str = "", edition: str = "") -> list[Report]:
    """Return the reports with these ids, or of this case or edition; all of them where nothing is named.

    Raises
    ------
    UnknownNameError
        If a report, case or edition does not exist.

    """
    reports = list_reports(evidence)
    known = [report.report_id for report in reports]
    for name in names:
        if name not in known:
            raise UnknownNameError(
                f"expected a report; found '{name}'. What to do: use {name_choices(known)}, or see owlib list."
            )
    if case_id:
        evidence.find_case(case_id)
        if case_id not in list_reported_cases(evidence):
            raise UnknownNameError(
                f"expected a case with opening sentences; found '{case_id}', which has none yet. "
                f"What to do: add data/cases/{case_id}/summaries.csv."
            )
    if edition:
        check_edition(edition)
    return [
        report
        for report in reports
        if (not names or report.report_id in names)
        and (not case_id or dict(report.parameters).get("case_id") == case_id)
        and (not edition or report.edition == edition)
    ]


def check_parameters(root: Path, report: Report) -> None:
    """Refuse a parameter that the template does not have; papermill would run the default instead.

    Raises
    ------
    UnknownNameError
        If a name is not one of the template's parameters.

    """
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    try:
        known = list(papermill.inspect_notebook(str(root / TEMPLATES / report.template)))
    except Exception as error:
        raise RunError(
            f"notebooks/{report.template}: expected a notebook; found {type(error).__name__}. "
            "What to do: restore the template from the repository."
        ) from error
    for name, _ in report.parameters:
        if name not in known:
            raise UnknownNameError(
                f"notebooks/{report.template}: expected a parameter {name_choices(known)}; found '{name}'. "
                "What to do: mend its spelling."
            )


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


def hash_cells(notebook: nbformat.NotebookNode) -> str:
    """Return a fingerprint of all cells with their outputs."""
    return hashlib.sha256(json.dumps(notebook.cells, sort_keys=True).encode()).hexdigest()


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


def run_reports(
    root: Path, reports: list[Report], evidence: Evidence, folder: Path | None = None, jobs: int = 0,
    tell: Callable[[Outcome, int, int], None] | None = None,
) -> None:  # fmt: skip
    """Run reports side by side, and write each one that succeeds as a whole.

    A report that fails leaves its earlier notebook as it was, and the others go on.

    Parameters
    ----------
    folder
        Where the notebooks go; the book's reports if not told.
    jobs
        How many run at once; as many as there are cores if 0.
    tell
        Called after each report with its outcome, how many are done, and how many there are.

    Raises
    ------
    UnknownNameError
        If a parameter does not exist; nothing was run then.
    RunError
        If a report failed, once all have been tried; with the count, the names and the cells.

    """
    for report in reports:
        check_parameters(root, report)
    folder = folder or root / REPORTS
    faults = []
    with ProcessPoolExecutor(max_workers=min(jobs or os.cpu_count() or 1, max(len(reports), 1))) as pool:
        futures = [
            pool.submit(run_report, root, report, hash_inputs(root, evidence, report), folder) for report in reports
        ]
        for done, future in enumerate(as_completed(futures), 1):
            outcome = future.result()
            faults += [outcome] if outcome.fault else []
            if tell:
                tell(outcome, done, len(reports))
    if faults:
        lines = [f"{outcome.report_id}: {outcome.fault}" for outcome in sorted(faults, key=lambda o: o.report_id)]
        names = ", ".join(sorted(outcome.report_id for outcome in faults))
        raise RunError("\n".join([*lines, f"{len(faults)} of {len(reports)} reports failed: {names}."]))


def run_report(root: Path, report: Report, inputs: dict[str, str], folder: Path) -> Outcome:
    """Run one report and write it if it ran to its end."""
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    template = root / TEMPLATES / report.template
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch, _set_kernel_environment(root, scratch):
        made = Path(scratch) / "made.ipynb"
        try:
            with warnings.catch_warnings(), _mute() if report.survey else contextlib.nullcontext():
                warnings.simplefilter("ignore")
                papermill.execute_notebook(
                    str(template), str(made), parameters=dict(report.parameters),
                    kernel_name="python3", progress_bar=False, cwd=scratch, config=make_kernel_config(),
                )  # fmt: skip
        except papermill.PapermillExecutionError as error:
            return Outcome(report.report_id, _word_fault(report, error))
        except Exception as error:
            words = type(error).__name__ if report.survey else error
            return Outcome(report.report_id, f"notebooks/{report.template} did not run: {words}")
        notebook = finish_notebook(nbformat.read(made, as_version=4), report, inputs)
    if report.survey and (fault := find_unguarded(notebook.cells, simulated=report.simulated)):
        return Outcome(report.report_id, f"notebooks/{report.template}: {fault}")
    write_whole(folder / f"{report.report_id}.ipynb", nbformat.writes(notebook, indent=1) + "\n")
    return Outcome(report.report_id)


def make_kernel_config() -> Config:
    """Return a configuration in which kernels are spoken to through files of this user, not through open ports."""
    return Config({"KernelManager": {"transport": "tcp" if os.name == "nt" else "ipc"}})


@contextlib.contextmanager
def _mute() -> Iterator[None]:
    """Let nothing that a kernel writes past its notebook reach a terminal or a log: it may hold answers."""
    kept = {stream: os.dup(stream) for stream in (1, 2)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream in kept:
            os.dup2(nowhere, stream)
        yield
    finally:
        os.close(nowhere)
        for stream, copy in kept.items():
            os.dup2(copy, stream)
            os.close(copy)


def _word_fault(report: Report, error: Exception) -> str:
    """Return which cell failed, with what, and what to do."""
    first = next((line for line in error.source.splitlines() if line.strip()), "")
    place = f"notebooks/{report.template}, cell {error.exec_count} ({first.strip()})"
    if report.survey and error.ename not in OUR_ERRORS:  # its words may quote an answer
        return f"{place}: {error.ename}, whose words are held back. What to do: report this with the line above."
    return f"{place}: {error.ename}: {error.evalue}. What to do: open the template with these parameters and run it."


@contextlib.contextmanager
def _set_kernel_environment(root: Path, scratch: str) -> Iterator[None]:
    """Let the kernel find the project, hash in a fixed order and keep its own history out of the user's home."""
    wanted = {
        ROOT_VARIABLE: str(root),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": scratch,
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def drop_empty_parts(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Return cells without the parts that show nothing: a heading, and code after it none of which has an output.

    A part begins with a text cell and ends before the next one. What stays is numbered anew as if run alone.
    """
    parts: list[list[nbformat.NotebookNode]] = []
    for cell in cells:
        if cell.cell_type == "markdown" or not parts:
            parts.append([])
        parts[-1].append(cell)

    def shows(part: list[nbformat.NotebookNode]) -> bool:
        code = [cell for cell in part if cell.cell_type == "code"]
        needed = any({"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])) for cell in code)
        return not code or needed or any(cell.outputs for cell in code)

    kept = [cell for part in parts if shows(part) for cell in part]
    for number, cell in enumerate([cell for cell in kept if cell.cell_type == "code"], 1):
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    return kept


def finish_notebook(notebook: nbformat.NotebookNode, report: Report, inputs: dict[str, str]) -> nbformat.NotebookNode:
    """Return an executed notebook with its own title, without empty parts and what changes from run to run."""
    notebook.cells = drop_empty_parts(notebook.cells)
    for number, cell in enumerate(notebook.cells):
        cell.metadata = nbformat.from_dict(
            {"tags": [tag for tag in cell.metadata.get("tags", []) if tag != "papermill"]}
        )
        if "injected-parameters" in cell.metadata.tags:
            cell.metadata.tags.append("remove-cell")
        cell.id = f"cell-{number:02d}"
        if "title" in cell.metadata.tags:
            cell.source = f"# {report.title}"
    language = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = {
        "report": report.report_id,
        "parameters": dict(report.parameters),
        "made_from": inputs,
        "cells": hash_cells(notebook),
    }
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": language, "owlib": made})
    return notebook
