"""What keeps the surveys' reports honest: the mark of simulated answers, and nothing shown but protected exhibits.

The mark is part of what a reader sees and downloads, in words, in the file name and in each row of data; it is no
setting beside it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from owlib.exhibits import MIME, Figure, Table, Text
from owlib.surveys.faults import tell

MARK = "SIMULATED"
"""What each simulated answer carries: alone in a column of its own, and as the beginning of the respondent's id."""
MARKS = {"en": MARK, "nl": "GESIMULEERD"}
"""The mark that readers meet on all that is made from such answers, by language."""
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
MARK_ROOM = 0.94
"""The part of a picture's width, and of its own part of the height, that a mark may take."""
PARTS = {"table": (("caption",), "data_columns", "data_rows"), "figure": (("title", "alt"), "columns", "rows")}
"""What of an exhibit bears the mark: its titles, and the data behind it."""


def mark_canvas(canvas, mark: str) -> None:
    """Write the mark, if there is one, across a picture before it is rendered, again and again down a tall one."""
    width, height = canvas.get_size_inches()
    times = max(1, round(height / MARK_EVERY)) if mark else 0
    for place in range(times):
        written = canvas.text(0.5, (place + 0.5) / times, mark, **MARK_LOOK)
        extent = written.get_window_extent()
        fits = MARK_ROOM * canvas.dpi * min(width / extent.width, height / times / extent.height)
        written.set_fontsize(min(1, fits) * MARK_LOOK["fontsize"])


def mark_exhibit(exhibit: Table | Figure, mark: str) -> Table | Figure:
    """Return an exhibit that bears the mark, if there is one, in name, title, alternative text and data.

    A picture has it already.
    """
    if not mark:
        return exhibit
    titles, columns, rows = PARTS["table" if isinstance(exhibit, Table) else "figure"]
    told = {name: getattr(exhibit, name) for name in titles}
    marked = {name: text if text.startswith(mark) else f"{mark}. {text}" for name, text in told.items()}
    if getattr(exhibit, columns)[:1] != (MARK_COLUMN,):
        marked[columns] = (MARK_COLUMN, *getattr(exhibit, columns))
        marked[rows] = tuple((mark, *row) for row in getattr(exhibit, rows))
    return dataclasses.replace(exhibit, name=NAME_MARK + exhibit.name.removeprefix(NAME_MARK), **marked)


def mark_text(text: str, mark: str) -> Text:
    """Return running text that begins with the mark, if there is one."""
    return Text(f"**{mark}.** {text}" if mark else text)


def find_unmarked(exhibit: dict, mark: str, svg: str = "") -> str:
    """Return what of an exhibit, as a notebook keeps it, and of its picture lacks the mark; nothing if all has it."""
    titles, columns, rows = PARTS[exhibit["kind"]]
    lacking = [part for part in titles if not exhibit[part].startswith(mark)]
    heads = list(exhibit[columns])
    if heads and (heads[0] != MARK_COLUMN or not all(row[0] == mark for row in exhibit[rows])):
        lacking.append("data")
    if not exhibit["name"].startswith(NAME_MARK):
        lacking.append("name")
    if exhibit["kind"] == "figure" and f"<!-- {mark} -->" not in svg:
        lacking.append("picture")
    return ", ".join(lacking)


@contextlib.contextmanager
def open_private(path: Path) -> Iterator[IO[str]]:
    """Open a file for its owner alone to write answers to; it gets its name once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def list_inputs(folder: Path) -> list[Path]:
    """Return the files of a survey folder that its results are made from, in order: not what programs put there."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name not in MADE)


def find_unguarded(cells: list[dict], mark: str) -> str:
    """Return why a report on a survey may not be kept, or nothing.

    It shows tables, figures and text of ours alone, each of which takes protected counts; any other output, such as
    a frame that someone displayed or a line that someone printed, could hold answers. What is made from simulated
    answers must bear the mark of its language; of others there is none.
    """
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        data = output.get("data", {})
        shown = output["output_type"] in ("display_data", "execute_result")
        if not shown or not {MIME, "text/markdown"} & set(data):
            return tell("foreign-output").rstrip(".")
        lacking = find_unmarked(data[MIME], mark, data.get("image/svg+xml", "")) if MIME in data and mark else ""
        if lacking:
            return f"'{data[MIME]['name']}': expected the mark {mark}; found none in its {lacking}"
    return ""
