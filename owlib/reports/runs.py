"""Runs: how papermill makes reports of templates, side by side, each written as a whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import platform
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from traitlets.config import Config

from owlib.errors import OUR_ERRORS, OwlibError, RunError, UnknownNameError, name_choices
from owlib.evidence.read import Evidence
from owlib.places import ROOT_VARIABLE, clear_parts, list_code, relative_name, write_whole
from owlib.reports.catalog import REPORTS, TEMPLATES, Report
from owlib.reports.executors import count_jobs, open_cluster, open_processes, work_off
from owlib.reports.fingerprints import hash_inputs
from owlib.reports.kernels import keep_warm
from owlib.reports.notebooks import finish_notebook
from owlib.surveys.guard import find_unguarded

PREPARED = (
    *(f"owlib.{name}" for name in list_code("errors", "places", "evidence", "findings", "exhibits", "surveys")),
    "matplotlib_inline.backend_inline",
)
"""What warm kernels have imported before a notebook asks for it."""


EVIDENCE_KEPT = "owlib.findings.cuts:keep_cuts"


WORTH_WARMING = 2
"""Number of reports from which on a warm process saves more than its own start."""


CHANGED = "{name} changed while the report ran, so it was not kept. What to do: owlib run, once more"


ANOTHER = (
    "{host}: expected the project folder as it is here; found another state of it, or none. What to do: let the "
    "workers see this folder, with the same code installed"
)


ONE_AT_A_TIME = threading.Lock()
"""A kernel's environment is set for the whole process: its threads, if it has some, take turns."""


@dataclass(frozen=True)
class Job:
    """All that one run of a report needs.

    ``template`` is the text that was fingerprinted; ``files`` are the sizes and times of what else the report is made
    from, at that moment. ``project`` is the fingerprint of the project that a worker elsewhere must have, too.
    """

    root: Path
    report: Report
    template: str
    inputs: dict
    files: tuple
    project: str = ""


@dataclass(frozen=True)
class Made:
    """What came of one run: the text of the notebook, or why there is none."""

    job: Job
    content: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a caller is told of one report; ``fault`` is empty where it succeeded."""

    report_id: str
    fault: str = ""


@dataclass(frozen=True)
class Means:
    """On what reports are run.

    Parameters
    ----------
    jobs
        How many run at once; two for each core if 0.
    warm
        Whether kernels are forked from one process that has imported the libraries and read the data.
    scheduler
        Address of a dask.distributed scheduler whose workers see the same project folder; this machine if empty.

    """

    jobs: int = 0
    warm: bool = True
    scheduler: str = ""


def check_parameters(root: Path, reports: list[Report]) -> None:
    """Refuse a parameter that a template does not have; papermill would run the default instead.

    Raises
    ------
    UnknownNameError
        If a name is not one of the template's parameters.
    RunError
        If a template is no notebook.

    """
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    known: dict[str, list[str]] = {}
    for report in reports:
        name = report.template
        try:
            if name not in known:
                known[name] = list(papermill.inspect_notebook(str(root / TEMPLATES / name)))
        except Exception as error:
            raise RunError(
                f"notebooks/{name}: expected a notebook; found {type(error).__name__}. "
                "What to do: restore the template from the repository."
            ) from error
        for parameter, _ in report.parameters:
            if parameter not in known[name]:
                raise UnknownNameError(
                    f"notebooks/{name}: expected a parameter {name_choices(known[name])}; found '{parameter}'. "
                    "What to do: mend its spelling."
                )


def run_reports(
    root: Path, reports: list[Report], evidence: Evidence, folder: Path | None = None, means: Means | None = None,
    tell: Callable[[Outcome, int, int], None] | None = None,
) -> None:  # fmt: skip
    """Run reports side by side, and write each one that succeeds as a whole.

    A report that fails leaves its earlier notebook as it was, and the others go on.

    Parameters
    ----------
    folder
        Where the notebooks go; the book's reports if not told.
    means
        On what they run; on all cores of this machine, with warm kernels, if not told.
    tell
        Called after each report with its outcome, how many are done, and how many there are.

    Raises
    ------
    UnknownNameError
        If a parameter does not exist; nothing was run then.
    RunError
        If a report failed, once all have been tried; with the count, the names and the cells.

    """
    folder = folder or root / REPORTS
    clear_parts(folder)
    ordered = sorted(reports, key=lambda report: report.survey is None)  # the longest first: no core waits at the end
    faults = []
    means = means or Means()
    count = count_jobs(means.jobs, len(reports))
    far = means.scheduler
    project = hash_project(root) if far else ""
    work = (make_job(root, evidence, report, project) for report in ordered)
    opened = functools.partial(open_cluster, far) if far else functools.partial(open_processes, count)
    warm = means.warm and not far and len(reports) >= WORTH_WARMING
    check = functools.partial(check_parameters, root, reports)
    with keep_kernels_warm(root, check) if warm else contextlib.nullcontext(check()):
        for done, made in enumerate(work_off(opened, make_report, work, give_up), 1):
            outcome = keep_report(made, folder)
            faults += [outcome] if outcome.fault else []
            if tell:
                tell(outcome, done, len(reports))
    if faults:
        lines = [f"{outcome.report_id}: {outcome.fault}" for outcome in sorted(faults, key=lambda o: o.report_id)]
        names = ", ".join(sorted(outcome.report_id for outcome in faults))
        raise RunError("\n".join([*lines, f"{len(faults)} of {len(reports)} reports failed: {names}."]))


@contextlib.contextmanager
def keep_kernels_warm(root: Path, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """Let kernels be forked from a process that has imported the libraries and read the evidence.

    ``meanwhile`` is what this process does while that one gets ready.
    """
    warm = keep_warm(PREPARED, EVIDENCE_KEPT, meanwhile=meanwhile)
    with set_environment({ROOT_VARIABLE: str(root), **KERNEL_SETTINGS}), warm:
        yield


def hash_project(root: Path) -> str:
    """Return a fingerprint of all data, all code of this package, and the lock."""
    digest = hashlib.sha256()
    data = sorted((path for path in (root / "data").rglob("*") if path.is_file()), key=lambda path: path.as_posix())
    for path in [*data, *list_code().values(), root / "requirements.lock"]:
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _is_another(job: Job) -> bool:
    """Return whether a worker lacks the project of a job, or has another state of it."""
    try:
        return bool(job.project) and hash_project(job.root) != job.project
    except OSError:
        return True


def make_job(root: Path, evidence: Evidence, report: Report, project: str = "") -> Job:
    """Return what a run of a report needs, as things are now."""
    template = (root / TEMPLATES / report.template).read_text(encoding="utf-8")
    return Job(root, report, template, hash_inputs(root, evidence, report), sign_files(root, report), project)


def sign_files(root: Path, report: Report) -> tuple[tuple[str, int, int, int], ...]:
    """Return name, size and times of the files that a report is made from, to see whether one changed meanwhile."""
    paths = [root / TEMPLATES / report.template, root / "requirements.lock", *list_code().values()]
    paths += [path for path in (root / "data").rglob("*") if path.is_file()]
    paths += [path for path in (root / report.survey).iterdir() if path.is_file()] if report.survey else []
    return tuple(
        (relative_name(path, root), at.st_size, at.st_mtime_ns, at.st_ctime_ns)
        for path, at in sorted((path, path.stat()) for path in set(paths))
    )


def keep_report(made: Made, folder: Path) -> Outcome:
    """Write a report that was made, unless something it is made from changed in the meantime."""
    job, fault = made.job, made.fault
    if not fault:
        now, then = set(sign_files(job.root, job.report)), set(job.files)
        changed = sorted(name for name, *_ in now ^ then)
        fault = CHANGED.format(name=changed[0]) if changed else ""
    if not fault:
        write_whole(folder / f"{job.report.report_id}.ipynb", made.content)
    return Outcome(job.report.report_id, fault)


def give_up(job: Job) -> Made:
    """Return what is told of a report whose process was killed each time it was tried."""
    words = (
        f"notebooks/{job.report.template}: expected a run to its end; found its process killed three times. "
        "What to do: see that there is memory enough, and run fewer at once (--jobs 1)"
    )
    return Made(job, fault=words)


def make_report(job: Job) -> Made:
    """Run one report, in a folder of its own that is gone afterwards, and return the finished notebook as text."""
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    report = job.report
    if _is_another(job):
        return Made(job, fault=ANOTHER.format(host=platform.node() or "a worker"))
    with (
        ONE_AT_A_TIME,
        tempfile.TemporaryDirectory(prefix="owlib-") as scratch,
        set_environment({ROOT_VARIABLE: str(job.root), "IPYTHONDIR": scratch, **KERNEL_SETTINGS}),
    ):
        template = Path(scratch) / report.template
        template.write_text(job.template, encoding="utf-8")
        try:
            with warnings.catch_warnings(), _mute() if report.survey else contextlib.nullcontext():
                warnings.simplefilter("ignore")
                notebook = papermill.execute_notebook(
                    str(template), None, parameters=dict(report.parameters),
                    kernel_name="python3", progress_bar=False, cwd=scratch, config=make_kernel_config(),
                    shutdown_kernel="immediate",  # all it made is here; asked to end, it may take seconds
                )  # fmt: skip
        except papermill.PapermillExecutionError as error:
            return Made(job, fault=_word_fault(report, error))
        except Exception as error:
            return Made(job, fault=f"notebooks/{report.template} did not run: {_word_error(report, error)}")
    try:
        finished = finish_notebook(nbformat.from_dict(notebook), report, job.inputs)
    except OwlibError as error:
        return Made(job, fault=str(error))
    if report.survey and (fault := find_unguarded(finished.cells, simulated=report.simulated)):
        return Made(job, fault=f"notebooks/{report.template}: {fault}")
    return Made(job, nbformat.writes(finished, indent=1) + "\n")


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


def _word_error(report: Report, error: Exception) -> str:
    """Return what kept a notebook from running to its end, such as a kernel that died."""
    words = type(error).__name__ if report.survey else f"{type(error).__name__}: {error}"
    return f"{words.rstrip('.')}. What to do: see that there is memory enough, and run it again"


KERNEL_SETTINGS = {"PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""Environment of each kernel: hash in a fixed order, and no warning about frozen modules."""


@contextlib.contextmanager
def set_environment(wanted: dict[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while: where the project is, and where a kernel keeps its history."""
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
