"""Executed notebooks: how what papermill leaves becomes a report that holds its content alone.

What a run leaves that is not content (times, paths, versions, random ids) is taken out, so that the same inputs give
the same bytes.
"""

from __future__ import annotations

import hashlib
import json

import nbformat

from owlib.reports.catalog import Report


def hash_cells(notebook: nbformat.NotebookNode) -> str:
    """Return a fingerprint of all cells with their outputs."""
    return hashlib.sha256(json.dumps(notebook.cells, sort_keys=True).encode()).hexdigest()


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
