"""Runs: how papermill makes reports of templates, side by side, each written as a whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import os
import platform
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from traitlets.config import Config

from owlib.errors import OUR_ERRORS, OwlibError, RunError, UnknownNameError, name_choices
from owlib.evidence import Evidence, read_evidence
from owlib.evidence.read import HELD
from owlib.places import (
    LOCK,
    ROOT_VARIABLE,
    clear_parts,
    hash_files,
    list_code,
    list_data,
    relative_name,
    sign_files,
    write_whole,
)
from owlib.reports.catalog import REPORTS, TEMPLATES, Report, read_template
from owlib.reports.executors import CAN_FORK, count_jobs, open_cluster, open_processes, work_off
from owlib.reports.fingerprints import hash_inputs, list_answers, list_files, list_modules
from owlib.reports.notebooks import finish_notebook
from owlib.surveys import find_unguarded
from owlib.words import LANGUAGES

CHANGED = "{name} changed while the report ran, so it was not kept. What to do: owlib run, once more"
ANOTHER = (
    "{host}: expected the project folder as it is here; found another state of it, or none. What to do: let the "
    "workers see this folder, with the same code installed"
)
QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""Lets an ordinary kernel begin without a warning about frozen modules."""
KERNEL = Config({"KernelManager": {"transport": "tcp" if os.name == "nt" else "ipc"}})
"""Ordinary kernels are spoken to through files of this user, not through open ports."""
IMPORTED: dict[str, tuple[str, int, int, int]] = {}
"""Size and times of each file of code when this process imported it, or the one that it was forked from: what changed
after that is not what runs."""
ONE_AT_A_TIME = threading.Lock()
"""A kernel's environment is set for the whole process: its threads, if it has some, take turns."""


@dataclass(frozen=True)
class Job:
    """All that one run of a report needs; root and report alone where who runs it finds out the rest.

    ``template`` is the text that was fingerprinted; ``files`` are the sizes and times of what else the report is made
    from, at that moment. ``project`` is the fingerprint of the project that a worker elsewhere must have, too.
    """

    root: Path
    report: Report
    template: str = ""
    inputs: dict = field(default_factory=dict)
    files: frozenset = frozenset()
    project: str = ""


@dataclass(frozen=True)
class Made:
    """What came of one run: the text of the notebook, or why there is none."""

    job: Job
    content: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Means:
    """On what reports are run: so many at once, one for each core if 0, on this machine if no scheduler is named.

    Where that can be, cells run in processes ``forked`` from this one, else in ordinary kernels. ``scheduler`` is the
    address of a dask.distributed scheduler whose workers see the same project folder, and run ordinary kernels.
    """

    jobs: int = 0
    forked: bool = True
    scheduler: str = ""


def check_parameters(root: Path, reports: list[Report]) -> None:
    """Refuse a parameter that a template does not have; papermill would run the default instead."""
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    for name in dict.fromkeys(report.template for report in reports):
        read_template(root, name)
        try:
            known = list(papermill.inspect_notebook(str(root / TEMPLATES / name)))
        except Exception as error:
            raise RunError(
                f"notebooks/{name}: expected a notebook; found {type(error).__name__}. "
                "What to do: restore the template from the repository."
            ) from error
        given = {parameter for report in reports if report.template == name for parameter, _ in report.parameters}
        for parameter in sorted(given - set(known)):
            raise UnknownNameError(
                f"notebooks/{name}: expected a parameter {name_choices(known)}; found '{parameter}'. "
                "What to do: mend its spelling."
            )


def run_reports(
    root: Path, reports: list[Report], evidence: Evidence, folder: Path | None = None, means: Means | None = None,
    tell: Callable[[Made, int, int], None] | None = None,
) -> None:  # fmt: skip
    """Run reports side by side, and write each one that succeeds as a whole.

    A report that fails leaves its earlier notebook as it was, and the others go on; all faults are told at the end.

    Parameters
    ----------
    folder
        Where the notebooks go; the book's reports if not told.
    tell
        Called after each report with what came of it, how many are done, and how many there are.

    Raises
    ------
    UnknownNameError
        If a parameter does not exist; nothing was run then.
    RunError
        If a report failed.

    """
    folder = folder or root / REPORTS
    for place in (folder, *(folder / language for language in LANGUAGES)):
        clear_parts(place)
    faults = {}
    for done, made in enumerate(make_reports(root, reports, evidence, means or Means()), 1):
        kept = keep_report(made, folder)
        if kept.fault:
            faults[kept.job.report.name] = kept.fault
        if tell:
            tell(kept, done, len(reports))
    if faults:
        lines = [f"{name}: {fault}" for name, fault in sorted(faults.items())]
        names = ", ".join(sorted(faults))
        raise RunError("\n".join([*lines, f"{len(faults)} of {len(reports)} reports failed: {names}."]))


def make_reports(root: Path, reports: list[Report], evidence: Evidence, means: Means) -> Iterator[Made]:
    """Yield each report as it is made, and write none."""
    check_parameters(root, reports)
    ordered = sorted(reports, key=lambda report: report.survey is None)  # the longest first: no core waits at the end
    forked = means.forked and CAN_FORK and not means.scheduler  # a worker of a cluster has threads, which no fork has
    cluster, here = (open_cluster, means.scheduler), (open_processes, count_jobs(means.jobs, len(reports)))
    opened = functools.partial(*(cluster if means.scheduler else here))
    if forked:
        jobs = (Job(root, report) for report in ordered)
        opened = functools.partial(opened, prepare(root, reports))
    else:
        project = hash_project(root) if means.scheduler else ""
        jobs = (make_job(root, evidence, report, project, list_data(root)) for report in ordered)
    yield from work_off(opened, functools.partial(make_report, forked=forked), jobs, give_up)


def prepare(root: Path, reports: list[Report]) -> Callable[[], None]:
    """Import what templates import and read what they read, once for all processes that are forked of this one.

    What is left for each of these to do, as it changes a process for good, is returned.
    """
    code = {state[0]: state for state in sign_files(list_code().values())}
    templates = {report.template for report in reports}
    names = {name for template in templates for name in list_modules(read_template(root, template))}
    for name in sorted(names):
        importlib.import_module(f"owlib.{name}")
    engine = importlib.import_module("owlib.reports.engine")
    evidence = read_evidence(root)
    gc.collect()
    gc.freeze()

    def begin() -> None:
        IMPORTED.update(code)
        HELD.update({root: evidence, root.resolve(): evidence})
        engine.make_ready()

    return begin


def hash_project(root: Path) -> str:
    """Return a fingerprint of all data, all code of this package, and the lock."""
    files = [*list_data(root), root / LOCK]
    return hash_files({relative_name(path, root): path for path in files} | list_code())


def _is_another(job: Job) -> bool:
    """Return whether a worker lacks the project of a job, or has another state of it."""
    try:
        return bool(job.project) and hash_project(job.root) != job.project
    except OSError:
        return True


def make_job(root: Path, evidence: Evidence, report: Report, project: str = "", read: Iterable[Path] = ()) -> Job:
    """Return what a run of a report needs, as things are now.

    A kernel that is not forked from here has ``read`` more than the report is made from: all data, anew.
    """
    paths = {*list_files(root, evidence, report), *read}
    files = frozenset(IMPORTED.get(state[0], state) for state in sign_files(paths))
    template = read_template(root, report.template).decode("utf-8")
    return Job(root, report, template, hash_inputs(root, evidence, report), files, project)


def keep_report(made: Made, folder: Path) -> Made:
    """Write a report that was made, unless something it is made from changed in the meantime; return what is told."""
    job = made.job
    if made.fault:
        return made
    try:
        paths = {*(Path(name) for name, *_ in job.files), *list_answers(job.root, job.report)}
        changed = {name for name, *_ in sign_files(paths) ^ job.files}
    except FileNotFoundError as error:
        changed = {error.filename}
    if changed:
        return replace(made, fault=CHANGED.format(name=relative_name(Path(min(changed)), job.root)))
    write_whole(folder / f"{job.report.name}.ipynb", made.content)
    return made


def give_up(job: Job) -> Made:
    """Return what is told of a report whose process was killed each time it was tried."""
    words = (
        f"notebooks/{job.report.template}: expected a run to its end; found its process killed three times. "
        "What to do: see that there is memory enough, and run fewer at once (--jobs 1)"
    )
    return Made(job, fault=words)


def make_report(job: Job, *, forked: bool = True) -> Made:
    """Run one report, in a folder of its own that is gone afterwards, and return the finished notebook as text."""
    import papermill  # noqa: PLC0415 - slow to import, and needed only to run

    report = job.report
    if not job.template:
        job = make_job(job.root, read_evidence(job.root), report)
    if _is_another(job):
        return Made(job, fault=ANOTHER.format(host=platform.node() or "a worker"))
    engine = {"engine_name": "owlib"} if forked else {"config": KERNEL, "shutdown_kernel": "immediate"}
    with (
        ONE_AT_A_TIME,
        tempfile.TemporaryDirectory(prefix="owlib-") as scratch,
        set_environment({ROOT_VARIABLE: str(job.root), "IPYTHONDIR": scratch, **QUIET}),
        _mute() if report.survey and not forked else contextlib.nullcontext(),
    ):
        try:
            notebook = papermill.execute_notebook(
                nbformat.reads(job.template, as_version=4), None, parameters=dict(report.parameters),
                kernel_name="python3", progress_bar=False, cwd=scratch, **engine,
            )  # fmt: skip
        except papermill.PapermillExecutionError as error:
            return Made(job, fault=_word_fault(report, error))
        except Exception as error:  # such as a process that died
            words = type(error).__name__ if report.survey else f"{type(error).__name__}: {error}".rstrip(".")
            todo = "see that there is memory enough, and run it again"
            return Made(job, fault=f"notebooks/{report.template} did not run: {words}. What to do: {todo}")
    try:
        finished = finish_notebook(notebook, report, job.inputs)
    except OwlibError as error:
        return Made(job, fault=str(error))
    if report.survey and (fault := find_unguarded(finished.cells, report.mark)):
        return Made(job, fault=f"notebooks/{report.template}: {fault}")
    return Made(job, nbformat.writes(finished, indent=1) + "\n")


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
def set_environment(wanted: dict[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while: where the project is, and where a kernel keeps its history."""
    before = {name: os.environ[name] for name in wanted if name in os.environ}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name in wanted.keys() - before.keys():
            os.environ.pop(name)
        os.environ.update(before)
