"""Executed notebooks: what of them is kept."""

import re

import nbformat

from owlib.reports.notebooks import drop_empty_parts


def test_no_report_has_a_heading_with_nothing_below_it(root):
    for path in sorted((root / "book" / "reports").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        for cell, below in zip(cells, [*cells[1:], None], strict=True):
            if cell.cell_type == "markdown" and cell.source.startswith("## ") and "\n" not in cell.source:
                assert below is not None, path.name
                assert below.cell_type == "code", (path.name, cell.source)


def test_parts_that_show_nothing_are_dropped_and_the_rest_numbered_anew():
    def make(kind, source, outputs=(), tags=()):
        new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        cell = new(source)
        cell.metadata["tags"] = list(tags)
        if kind == "code":
            cell.outputs, cell.execution_count = [nbformat.from_dict(output) for output in outputs], 9
        return cell

    shown = {"output_type": "execute_result", "data": {}, "metadata": {}, "execution_count": 9}
    cells = [
        make("text", "# Title"), make("code", "x = 1", tags=["parameters"]),
        make("text", "## Empty"), make("code", "None"), make("code", "None"),
        make("text", "## Half"), make("code", "None"), make("code", "x", [shown]),
        make("text", "Prose alone."),
    ]  # fmt: skip
    kept = drop_empty_parts(cells)
    assert [cell.source for cell in kept] == ["# Title", "x = 1", "## Half", "None", "x", "Prose alone."]
    assert [cell.execution_count for cell in kept if cell.cell_type == "code"] == [1, 2, 3]
    assert kept[4].outputs[0].execution_count == 3


def test_every_cell_of_prose_has_an_id_that_a_translation_can_name(root):
    ids = [
        cell.id
        for path in sorted((root / "notebooks").glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    ]
    assert len(ids) == len(set(ids)) > 60
    assert not [name for name in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name)]
