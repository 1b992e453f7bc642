"""Every report run again, and compared with the one that is kept, cell by cell and to the byte."""

from __future__ import annotations

import contextlib
import difflib
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from owlib.errors import RunError
from owlib.evidence import Evidence
from owlib.reports import Report
from owlib.reports.catalog import find_report
from owlib.reports.notebooks import read_executed
from owlib.reports.runs import Made, Means, make_reports
from owlib.review.findings import Checked, Remark, Tell
from owlib.review.outputs import CHECK, MEND, compare_cells, show

WHAT = "reports run again, each table, figure and text compared"
PARTS = ("cell_type", "source", "metadata", "id", "execution_count")
"""What a cell has beside its outputs."""


def check_replay(
    root: Path, evidence: Evidence, reports: list[Report], tell: Tell, jobs: int = 0, *, pinned: bool, first: bool
) -> Checked:
    """Run reports again side by side, and compare each with the one that is kept; ``first``: until one differs."""
    there = [report for report in reports if find_report(root, report).is_file()]
    remarks: list[Remark] = []
    ran: list[str] = []
    with contextlib.closing(make_reports(root, there, evidence, Means(jobs))) as replayed:
        for done, made in enumerate(replayed, 1):
            name = made.job.report.name
            found = compare_report(find_report(root, made.job.report), made, pinned=pinned)
            ran.append(name)
            remarks += found
            tell(f"[{done}/{len(there)}] {name} {f'differs in {len(found)}' if found else 'as kept'}")
            if first and found:
                break
    told = tuple(sorted(remarks, key=lambda remark: remark.to_row()))
    return Checked(CHECK, WHAT, len(ran), told, ran=tuple(sorted(ran)))


def compare_report(path: Path, made: Made, *, pinned: bool) -> list[Remark]:
    """Return how a report that is kept differs from one that was made anew.

    The stamps of what it was made from are left to their own check. In the environment of the lock all else must be the
    same to the byte: the same outputs could stand in a cell that is hidden, or in a notebook that says it is another.
    """
    place = Remark(CHECK, made.job.report.name, todo=MEND)
    if made.fault:
        return [replace(place, expected="a run to its end", found=show(made.fault))]
    try:
        kept, new = read_executed(path), nbformat.v4.reads(made.content)
        new.metadata.owlib.made_from = kept.metadata.get("owlib", {}).get("made_from", {})
        if path.read_text(encoding="utf-8") == nbformat.writes(new, indent=1) + "\n":
            return []
        told = [*compare_sources(place, kept, new), *compare_outputs(place, kept, new, pinned=pinned)]
        told = told or compare_rest(place, kept, new)
    except (RunError, AttributeError, LookupError, TypeError) as error:
        return [replace(place, expected="a whole notebook", found=show(error))]
    if pinned and not told:
        return [replace(place, expected="the same file to the byte", found="other bytes")]
    return told


def match_cells(kept: NotebookNode, new: NotebookNode) -> list[tuple[str, list[NotebookNode], list[NotebookNode]]]:
    """Return the cells of two notebooks side by side, in stretches that are ``equal`` in their sources or not."""
    keys = [[(cell.cell_type, cell.source.strip()) for cell in notebook.cells] for notebook in (kept, new)]
    matched = difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    return [(kind, kept.cells[a:b], new.cells[c:d]) for kind, a, b, c, d in matched]


def compare_sources(place: Remark, kept: NotebookNode, new: NotebookNode) -> list[Remark]:
    """Return the cells that only one of two notebooks has: a report has those of its template, and no others."""
    return [
        replace(place, exhibit=_quote((new_cells or kept_cells)[0]),
                expected=_count(kept_cells), found=_count(new_cells) + ", as in its template")
        for kind, kept_cells, new_cells in match_cells(kept, new)
        if kind != "equal"
    ]  # fmt: skip


def compare_outputs(place: Remark, kept: NotebookNode, new: NotebookNode, *, pinned: bool) -> list[Remark]:
    """Return how the outputs of cells that both notebooks have differ."""
    pairs = [pair for kind, *both in match_cells(kept, new) if kind == "equal" for pair in zip(*both, strict=True)]
    return [
        remark
        for old, other in pairs
        if old.cell_type == "code"
        for remark in compare_cells(place.report, old.outputs, other.outputs, pinned=pinned)
    ]


def compare_rest(place: Remark, kept: NotebookNode, new: NotebookNode) -> list[Remark]:
    """Return how two notebooks with the same outputs differ: in tags, names, numbers, or what they say they are."""
    remarks = [
        replace(place, exhibit=_quote(other), column=part, expected=show(old.get(part)), found=show(other.get(part)))
        for old, other in zip(kept.cells, new.cells, strict=True)
        for part in PARTS
        if old.get(part) != other.get(part)
    ]
    for old, other in ((kept.metadata, new.metadata), (kept.metadata.get("owlib", {}), new.metadata.owlib)):
        remarks += [
            replace(place, column=f"metadata {name}", expected=show(old.get(name)), found=show(other.get(name)))
            for name in sorted({*old, *other} - {"owlib", "cells"})
            if old.get(name) != other.get(name)
        ]
    return remarks


def _count(cells: list[NotebookNode]) -> str:
    """Return how many cells stand at a place."""
    return f"{len(cells)} cell{'' if len(cells) == 1 else 's'} here"


def _quote(cell: NotebookNode) -> str:
    """Return how a cell ends, which is where it says what it shows."""
    return f"cell '{cell.source.strip().splitlines()[-1][:50] if cell.source.strip() else ''}'"
