"""Runs: how papermill makes reports of templates, side by side, each written as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
from traitlets.config import Config

from owlib.errors import OUR_ERRORS, RunError, UnknownNameError, name_choices
from owlib.evidence import Evidence
from owlib.fingerprints import hash_inputs
from owlib.paths import ROOT_VARIABLE, write_whole
from owlib.report_notebooks import finish_notebook
from owlib.reports import REPORTS, TEMPLATES, Report
from owlib.survey_guard import find_unguarded


@dataclass(frozen=True)
class Outcome:
    """What came of running one report; ``fault`` is empty where it succeeded."""

    report_id: str
    fault: str = ""


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
