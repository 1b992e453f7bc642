"""Executed notebooks: how what papermill leaves becomes a report that holds its content alone, and reading it again.

What a run leaves that is not content (times, paths, versions, random ids) is taken out, so that the same inputs give
the same bytes.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from owlib.errors import RunError
from owlib.places import hash_content
from owlib.reports.catalog import REPORTS, Report
from owlib.words import read_words

CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
"""What a kernel calls the code of a cell in warnings and errors: a file of a number that is another each time."""
PAGE_LINK = re.compile(r"\]\(\.\./([a-z-]+\.md)")
"""A link of a template to a page of running text, which lies in the folder of its language."""
NEEDED_TAGS = {"parameters", "injected-parameters"}


def list_executed(root: Path, language: str = "*") -> list[Path]:
    """Return the executed notebooks of the book, in a language or in all."""
    return sorted((root / REPORTS).glob(f"{language}/*.ipynb"))


def read_executed(path: Path) -> NotebookNode:
    """Return an executed notebook, or raise RunError; texts that are kept as lists of lines are whole."""
    try:
        return nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except Exception as error:
        raise RunError(
            f"{path.name}: expected an executed notebook; found {type(error).__name__}. "
            "What to do: run owlib run --force, or restore it from the repository."
        ) from error


def read_cells(path: Path) -> list[NotebookNode]:
    """Return the cells of an executed notebook; none where it is not whole, which its fingerprint tells."""
    try:
        return read_executed(path).cells
    except RunError:
        return []


def list_shown(cells: Iterable[dict]) -> Iterator[dict]:
    """Yield what cells show, output by output, by its forms."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {})


def hash_cells(notebook: NotebookNode) -> str:
    """Return a fingerprint of all cells with their outputs."""
    return hash_content(json.dumps(notebook.cells, sort_keys=True).encode())


def drop_empty_parts(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return cells without the parts that show nothing: a heading, and code after it none of which has an output.

    A part begins with a text cell and ends before the next one. What stays is numbered anew as if run alone.
    """
    parts: list[list[NotebookNode]] = []
    for cell in cells:
        if cell.cell_type == "markdown" or not parts:
            parts.append([])
        parts[-1].append(cell)

    def shows(part: list[NotebookNode]) -> bool:
        code = [cell for cell in part if cell.cell_type == "code"]
        needed = any(NEEDED_TAGS & set(cell.metadata.get("tags", [])) for cell in code)
        return not code or needed or any(cell.outputs for cell in code)

    kept = [cell for part in parts if shows(part) for cell in part]
    for number, cell in enumerate([cell for cell in kept if cell.cell_type == "code"], 1):
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    return kept


def merge_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return outputs in which what was printed between two others is one text a stream, standard output first.

    A kernel sends it in as many parts as a clock says, and names a file of its own; here neither is left.
    """
    merged = []
    for printed, group in itertools.groupby(outputs, key=lambda output: output.output_type == "stream"):
        if not printed:
            merged += group
            continue
        texts = {"stdout": "", "stderr": ""}
        for output in group:
            texts[output.name] += output.text
        merged += [
            nbformat.v4.new_output("stream", name=name, text=CELL_FILE.sub("cell", text))
            for name, text in texts.items()
            if text
        ]
    return merged


def finish_notebook(notebook: NotebookNode, report: Report, inputs: dict[str, object]) -> NotebookNode:
    """Return an executed notebook with its title and prose, without empty parts and what changes from run to run."""
    words = read_words(report.language)
    notebook.cells = drop_empty_parts(notebook.cells)
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            cell.source = PAGE_LINK.sub(rf"](../../{report.language}/\1", words.translate(cell.id, cell.source))
        tags = [tag for tag in cell.metadata.get("tags", []) if tag != "papermill"]
        cell.metadata = nbformat.from_dict({"tags": tags})
        if "injected-parameters" in cell.metadata.tags:
            cell.metadata.tags.append("remove-cell")
        cell.id = f"cell-{number:02d}"
        if "title" in cell.metadata.tags:
            cell.source = f"# {report.title}"
        if cell.cell_type == "code":
            cell.outputs = merge_streams(cell.outputs)
    language = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = {"report": report.name, "parameters": dict(report.parameters), "made_from": inputs}
    made["cells"] = hash_cells(notebook)
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": language, "owlib": made})
    return notebook
