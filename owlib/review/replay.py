"""Every report executed again by nbval, the reviewers' tool, in warm kernels, with our comparison of the outputs."""

from __future__ import annotations

import contextlib
import difflib
import functools
import importlib
import io
import json
import os
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import nbformat

from owlib.reports.catalog import REPORTS, TEMPLATES, Report
from owlib.reports.executors import count_jobs, open_processes, work_off
from owlib.reports.notebooks import finish_notebook
from owlib.reports.runs import keep_kernels_warm, set_environment
from owlib.review.findings import Checked, Remark, Tell
from owlib.review.outputs import CHECK, MEND, compare_cells

WHAT = "reports executed again by nbval, each table, figure and text compared"


CELL_SECONDS = 600


UNUSED = ("cacheprovider", "faulthandler", "logging", "threadexception", "unraisableexception")
"""Plugins of pytest that take time here and have nothing to tell."""


class Listener:
    """A plugin of pytest: compares what nbval got with what is kept, and notes what else goes wrong."""

    def __init__(self, report: str, *, pinned: bool) -> None:
        self.report, self.pinned = report, pinned
        self.remarks: list[Remark] = []
        self.cells = 0
        self.fresh: dict[int, list] = {}

    def pytest_collection_modifyitems(self, items: list) -> None:
        """Let no tag and no comment keep nbval from running a cell, or from comparing it."""
        for item in items:
            item.options.update(check=True, skip=False, check_exception=False)

    def compare(self, number: int, test: list, ref: list) -> bool:
        """Note how the outputs of a cell differ from those that are kept, instead of nbval's comparison of texts."""
        self.fresh[number] = test
        old, new = ([json.loads(json.dumps(output)) for output in outputs] for outputs in (ref, test))
        self.remarks += compare_cells(self.report, old, new, pinned=self.pinned)
        return True

    def pytest_runtest_logreport(self, report) -> None:
        """Note a cell that did not run."""
        if report.when == "call":
            self.cells += 1
        if report.failed:
            lines = [line for line in str(report.longrepr).splitlines() if line.strip()]
            last = next((line for line in reversed(lines) if "Error" in line), lines[-1] if lines else "")
            cell = report.nodeid.rpartition("::")[2]
            self.remarks.append(
                Remark(CHECK, self.report, cell, "", "", "a cell that runs to its end", last.strip()[:200], MEND)
            )


def replay_report(root: Path, pinned: bool, report: Report) -> tuple[str, int, list[Remark]]:
    """Return a report's name, how many of its cells ran, and the differences.

    What runs are the cells of its template with its parameters; what they must show is what the report shows, and
    nothing where it left a part out.
    """
    import pytest  # noqa: PLC0415 - slow to import, and needed only here
    from nbval import kernel, plugin  # noqa: PLC0415 - the same

    listener = Listener(report.report_id, pinned=pinned)
    try:
        kept, made = read_both(root, report)
    except Exception as error:
        remark = Remark(
            CHECK, report.report_id, "", "", "", "a whole notebook and its template", type(error).__name__, MEND
        )
        return report.report_id, 0, [remark]

    def compare(item, test, ref, _skip=None):
        return listener.compare(item.cell_num, test, ref)

    quiet = io.StringIO()
    with (
        tempfile.TemporaryDirectory(prefix="owlib-") as scratch,
        mock.patch.object(plugin.IPyNbCell, "compare_outputs", compare),
        mock.patch.object(kernel, "pformat"),  # words of a log that nobody keeps, made of every message
        set_environment({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "IPYTHONDIR": scratch}),
        contextlib.redirect_stdout(quiet),
        contextlib.redirect_stderr(quiet),
    ):
        path = Path(scratch) / f"{report.report_id}.ipynb"
        nbformat.write(lay_on_template(kept, made), path)
        words = ["-q", "--nbval", f"--nbval-cell-timeout={CELL_SECONDS}", "-c", os.devnull, "-p", "nbval.plugin"]
        words += [f"--{name}={scratch}" for name in ("rootdir", "confcutdir")]
        words += [word for name in UNUSED for word in ("-p", f"no:{name}")]
        code = pytest.main([*words, str(path)], plugins=[listener])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or (code and not listener.remarks):
        said = quiet.getvalue().strip().splitlines()[-1:] or [str(code)]
        listener.remarks.append(Remark(CHECK, report.report_id, "", "", "", "a replay by nbval", said[0][:200], MEND))
    if not listener.remarks:
        listener.remarks += compare_rest(
            root, report, kept, finish_again(report, kept, made, listener.fresh), pinned=pinned
        )
    return report.report_id, listener.cells, listener.remarks


def finish_again(
    report: Report, kept: nbformat.NotebookNode, made: nbformat.NotebookNode, fresh: dict[int, list]
) -> nbformat.NotebookNode:
    """Return what a run writes when the cells of a template show these outputs."""
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code):
        cell.outputs = [nbformat.from_dict(output) for output in fresh.get(number, [])]
    return finish_notebook(made, report, kept.metadata.get("owlib", {}).get("made_from", {}))


def compare_rest(
    root: Path, report: Report, kept: nbformat.NotebookNode, made: nbformat.NotebookNode, *, pinned: bool
) -> list[Remark]:
    """Return how a report differs from a run beside what its cells show: number, tags, names and numbers of its cells.

    The same outputs could stand in a cell that is hidden, or in a notebook that says it is another.
    """
    place = Remark(CHECK, report.report_id, todo=MEND)
    if len(kept.cells) != len(made.cells):
        return [replace(place, expected=f"{len(kept.cells)} cells", found=str(len(made.cells)))]
    remarks = [
        replace(
            place, exhibit=_quote(_get_key(new)), column=part, expected=str(new.get(part)), found=str(old.get(part))
        )
        for old, new in zip(kept.cells, made.cells, strict=True)
        for part in ("cell_type", "source", "metadata", "id", "execution_count")
        if old.get(part) != new.get(part)
    ]
    for old, new in ((kept.metadata, made.metadata), (kept.metadata.get("owlib", {}), made.metadata.owlib)):
        remarks += [
            replace(place, column=f"metadata {name}", **_tell(old.get(name), new.get(name)))
            for name in sorted({*old, *new} - {"owlib", "cells", "made_from"})
            if old.get(name) != new.get(name)
        ]
    if pinned and not remarks:
        path = root / REPORTS / f"{report.report_id}.ipynb"
        if path.read_text(encoding="utf-8") != nbformat.writes(made, indent=1) + "\n":
            remarks.append(replace(place, expected="the same file to the byte", found="other bytes"))
    return remarks


def read_both(root: Path, report: Report) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
    """Return the report that is kept, and its template with parameters and title, as a run leaves its cells."""
    from papermill.iorw import load_notebook_node  # noqa: PLC0415 - slow to import
    from papermill.parameterize import parameterize_notebook  # noqa: PLC0415 - the same

    kept = nbformat.read(root / REPORTS / f"{report.report_id}.ipynb", as_version=4)
    template = load_notebook_node(str(root / TEMPLATES / report.template))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = parameterize_notebook(template, dict(report.parameters)) if report.parameters else template
    for cell in made.cells:
        if "title" in cell.metadata.get("tags", []):
            cell.source = f"# {report.title}"
    return kept, made


def lay_on_template(kept: nbformat.NotebookNode, made: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the cells of a template with the outputs that a report keeps of them; none where it lacks the cell."""
    keys = [[_get_key(cell) for cell in notebook.cells] for notebook in (made, kept)]
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], 1
    for start, other, size in difflib.SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        for one, two in zip(made.cells[start : start + size], kept.cells[other : other + size], strict=True):
            if one.cell_type == "code":
                one.outputs = two.outputs
    return made


def _tell(old: object, new: object) -> dict[str, str]:
    """Return two values as what is kept, which was expected, and what was found, made anew."""
    return {"expected": f"'{old}'"[:200], "found": f"'{new}'"[:200]}


def give_up(report: Report) -> tuple[str, int, list[Remark]]:
    """Return what is told of a report whose replay was killed each time."""
    remark = Remark(
        CHECK, report.report_id, "", "", "", "a replay to its end", "its process killed three times",
        "see that there is memory enough, and review with --jobs 1",
    )  # fmt: skip
    return report.report_id, 0, [remark]


def check_replay(root: Path, reports: list[Report], tell: Tell, jobs: int = 0, *, pinned: bool, first: bool) -> Checked:
    """Replay reports side by side, the longest first; ``first``: until one differs."""
    there = [report for report in reports if (root / REPORTS / f"{report.report_id}.ipynb").is_file()]
    ordered = sorted(there, key=lambda report: report.survey is None)
    opened = functools.partial(open_processes, count_jobs(jobs, len(ordered)))
    work = functools.partial(replay_report, root, pinned)
    remarks: list[Remark] = []
    ran: list[str] = []
    warm = keep_kernels_warm(root, _import_all)
    with warm, contextlib.closing(work_off(opened, work, ordered, give_up)) as replayed:
        for done, (name, _, found) in enumerate(replayed, 1):
            ran.append(name)
            remarks += found
            tell(f"[{done}/{len(ordered)}] {name} {f'differs in {len(found)}' if found else 'as kept'}")
            if first and found:
                break
    told = tuple(sorted(remarks, key=lambda remark: remark.to_row()))
    return Checked(CHECK, WHAT, len(ran), told, ran=tuple(sorted(ran)))


def _import_all() -> None:
    """Import what each replay needs, once for all processes that are forked of this one."""
    for name in ("nbval.plugin", "papermill.iorw", "papermill.parameterize", "pytest"):
        importlib.import_module(name)


def check_sources(root: Path, reports: list[Report]) -> Checked:
    """Check that the cells of each report are those of its template with its parameters."""
    what = "reports whose cells are those of their template"
    remarks = [remark for report in reports for remark in _compare_sources(root, report)]
    return Checked("template", what, len(reports), tuple(remarks))


def _compare_sources(root: Path, report: Report) -> Iterator[Remark]:
    """Yield cells of a report that its template lacks, and parts of the template of which only some cells are there."""
    place = Remark("template", report.report_id, todo="run the report anew, or restore what was edited")
    try:
        kept, made = read_both(root, report)
    except Exception as error:
        yield replace(place, expected="a whole notebook and its template", found=type(error).__name__)
        return
    found = [_get_key(cell) for cell in kept.cells]
    parts: list[list[tuple[str, str]]] = []
    for cell in made.cells:
        if cell.cell_type == "markdown" or not parts:
            parts.append([])
        parts[-1].append(_get_key(cell))
    wanted = [cell for part in parts if any(cell in found for cell in part) for cell in part]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind != "equal":
            cell = (wanted[a:b] or found[c:d])[0]
            counts = [f"{count} cell{'' if count == 1 else 's'}" for count in (b - a, d - c)]
            yield replace(
                place, exhibit=_quote(cell), expected=f"{counts[0]} here, as in its template", found=counts[1]
            )


def _get_key(cell: dict) -> tuple[str, str]:
    """Return what a cell is compared by."""
    return cell["cell_type"], cell["source"].strip()


def _quote(cell: tuple[str, str]) -> str:
    """Return how a cell begins."""
    return f"cell '{cell[1].splitlines()[-1][:50] if cell[1] else ''}'"
