"""What keeps the surveys' reports honest: the mark of simulated answers, and nothing shown but protected exhibits.

The mark is part of what a reader sees and downloads, in words, in the file name and in each row of data; it is no
setting beside it.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from owlib.exhibits import MIME, Figure, Table, Text
from owlib.words import Words

MARK = "SIMULATED"
"""What each simulated answer carries: alone in a column of its own, and as the beginning of the respondent's id."""
MARK_COLUMN = "simulated"
"""The column in which simulated exports carry their mark: it is always read, and needs no row in ``columns.csv``."""
NAME_MARK = "simulated-"


MADE = ("clean.csv", "clean.json", "simulation.json")
"""Files of a survey folder that no result is made from."""


MARK_EVERY = 2.4
"""Inches of a picture's height for each time that it is marked."""


MARK_LOOK = {
    "ha": "center", "va": "center", "rotation": 28, "fontsize": 44, "fontweight": "bold", "color": "#1b2631",
    "alpha": 0.11, "zorder": 10,
}  # fmt: skip
"""How the mark lies across a picture: wide enough to stay when a picture is cut, light enough to read through."""


def name_exhibit(name: str, *, simulated: bool) -> str:
    """Return the address of an exhibit, with the mark where it is made from simulated data."""
    return name if not simulated or name.startswith(NAME_MARK) else NAME_MARK + name


def mark_words(words: str, *, simulated: bool) -> str:
    """Return a title or caption that begins with the mark where it tells of simulated data."""
    return words if not simulated or words.startswith(MARK) else f"{MARK}. {words}"


def mark_columns(
    columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, simulated: bool
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the data behind an exhibit, each row led by the mark where they are simulated."""
    if not simulated or columns[:1] == (MARK_COLUMN,):
        return columns, rows
    return (MARK_COLUMN, *columns), tuple((MARK, *row) for row in rows)


def name_source(words: Words, *, simulated: bool) -> str:
    """Return the source line of an exhibit of a survey."""
    return words("survey-source-simulated" if simulated else "survey-source-collected")


def mark_canvas(canvas, *, simulated: bool) -> None:
    """Write the mark across a picture before it is rendered, again and again down a tall one."""
    if simulated:
        times = max(1, round(canvas.get_size_inches()[1] / MARK_EVERY))
        for place in range(times):
            canvas.text(0.5, (place + 0.55) / times, MARK, **MARK_LOOK)


def mark_table(table: Table, *, simulated: bool) -> Table:
    """Return a table that bears the mark in name, caption, source and data."""
    columns, rows = mark_columns(table.data_columns, table.data_rows, simulated=simulated)
    return dataclasses.replace(
        table, name=name_exhibit(table.name, simulated=simulated),
        caption=mark_words(table.caption, simulated=simulated), data_columns=columns, data_rows=rows,
    )  # fmt: skip


def mark_figure(figure: Figure, *, simulated: bool) -> Figure:
    """Return a figure that bears the mark in name, title, alternative text and data; its picture has it already."""
    columns, rows = mark_columns(figure.columns, figure.rows, simulated=simulated)
    return dataclasses.replace(
        figure, name=name_exhibit(figure.name, simulated=simulated),
        title=mark_words(figure.title, simulated=simulated), alt=mark_words(figure.alt, simulated=simulated),
        columns=columns, rows=rows,
    )  # fmt: skip


def mark_text(text: str, *, simulated: bool) -> Text:
    """Return running text that begins with the mark where it tells of simulated data."""
    return Text(f"**{MARK}.** {text}" if simulated else text)


def find_unmarked(exhibit: dict, svg: str = "") -> str:
    """Return what of an exhibit lacks the mark, or nothing where all of it has it.

    Parameters
    ----------
    exhibit
        A table or figure as a notebook keeps it.
    svg
        The picture of a figure.

    """
    titles = {"table": ("caption",), "figure": ("title", "alt")}[exhibit["kind"]]
    lacking = [part for part in titles if not exhibit[part].startswith(MARK)]
    columns, rows = ("data_columns", "data_rows") if exhibit["kind"] == "table" else ("columns", "rows")
    if exhibit[columns] and (
        list(exhibit[columns])[:1] != [MARK_COLUMN] or not all(row[0] == MARK for row in exhibit[rows])
    ):
        lacking.append("data")
    if not exhibit["name"].startswith(NAME_MARK):
        lacking.append("name")
    if exhibit["kind"] == "figure" and f"<!-- {MARK} -->" not in svg:
        lacking.append("picture")
    return ", ".join(lacking)


def list_inputs(folder: Path) -> list[Path]:
    """Return the files of a survey folder that its results are made from, in order: not what programs put there."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name not in MADE)


def find_unguarded(cells: list[dict], *, simulated: bool) -> str:
    """Return why a report on a survey may not be kept, or nothing.

    It shows tables, figures and text of ours alone, each of which takes protected counts; any other output, such as
    a frame that someone displayed or a line that someone printed, could hold answers. What is made from simulated
    answers must bear the mark.
    """
    for cell in cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if output["output_type"] not in ("display_data", "execute_result") or not (
                {MIME, "text/markdown"} & set(data)
            ):
                return (
                    "expected tables, figures and text of owlib only; found another output, which might hold answers. "
                    "What to do: take that line out of the template"
                )
            lacking = find_unmarked(data[MIME], data.get("image/svg+xml", "")) if MIME in data and simulated else ""
            if lacking:
                return f"'{data[MIME]['name']}': expected the mark {MARK}; found none in its {lacking}"
    return ""
