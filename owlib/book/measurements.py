"""What the benchmark and the mutation run left: how fast reports are run and reviewed, and what the review finds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from owlib.errors import DataError, Finding
from owlib.exhibits.drawing import BLUE, CLEAR, INK, ORANGE, in_house_style, render_svg, start_canvas
from owlib.exhibits.forms import Cell, Figure, Table, make_data_rows

RESULTS = Path("book") / "measured"


RERUNS, MUTANTS = "reruns.csv", "mutants.csv"


COLUMNS = {
    RERUNS: ["part", "way", "reports_n", "seconds", "seconds_per_report", "peak_mib", "cores_n"],
    MUTANTS: ["number", "kind", "file", "change", "stamps", "found", "by"],
}


NUMBERS = ["reports_n", "seconds", "seconds_per_report", "peak_mib", "cores_n"]


PARTS = {"run": "Run all reports again", "review": "Compare all reports with a new run", "scale": "More cases"}


OURS = "owlib"
"""What our own ways begin with; the first way of each part is the usual one."""


OUR_RUN = "owlib run"


def read_results(root: Path, file: str) -> pd.DataFrame:
    """Return what a script left, one row a measurement or a mutant; numbers as numbers.

    Raises
    ------
    DataError
        If the file is not there, or has other columns.

    """
    name, path = (RESULTS / file).as_posix(), root / RESULTS / file
    made = "make benchmark" if file == RERUNS else "make mutants"

    def refuse(expected: str, found: str, row: int = 0, column: str = "") -> DataError:
        return DataError([Finding(name, row, column, expected, found, made)])

    if not path.is_file():
        raise refuse("this file", "none")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(frame.columns) != COLUMNS[file]:
        raise refuse(f"the columns {', '.join(COLUMNS[file])}", ", ".join(frame.columns), 1)
    for column in [column for column in NUMBERS if column in frame]:
        numbers = pd.to_numeric(frame[column], errors="coerce")
        if numbers.isna().any():
            row = int(numbers.isna().to_numpy().argmax())
            raise refuse("a number", f"'{frame[column].iloc[row]}'", row + 2, column)
        frame[column] = numbers
    return frame


def take_parts(frame: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Return the rows of these parts of the benchmark.

    Raises
    ------
    DataError
        If one of them was not measured.

    """
    for part in parts:
        if part not in set(frame["part"]):
            name, found = (RESULTS / RERUNS).as_posix(), ", ".join(frame["part"].unique()) or "no row"
            raise DataError([Finding(name, 0, "part", f"rows of the part '{part}'", found, "make benchmark")])
    return frame[frame["part"].isin(parts)]


def tell_times(first: float, second: float) -> str:
    """Return how many times as long the first is as the second: two digits, as more is not sure."""
    return f"{first / second:.1f}" if first < 9.95 * second else f"{first / second:.0f}"


def tell_seconds(seconds: float) -> str:
    """Return seconds as they are shown: with a decimal below ten."""
    return f"{seconds:.1f}" if seconds < 9.95 else f"{seconds:.0f}"


@in_house_style
def draw_reruns(frame: pd.DataFrame, name: str) -> Figure:
    """Draw how long each way of running and of comparing all reports takes, in seconds.

    ``frame`` is what the benchmark left; its parts ``run`` and ``review`` are drawn.
    """
    shown = take_parts(frame, ["run", "review"])
    cores, reports = int(shown["cores_n"].iloc[0]), int(shown["reports_n"].iloc[0])
    canvas, axes = start_canvas(0.9 + 0.42 * (len(shown) + 1.5 * shown["part"].nunique()))
    place, ticks = 0.0, []
    for part, rows in shown.groupby("part", sort=False):
        ticks.append((place, PARTS[part], True))
        for row in rows.to_dict("records"):
            place -= 1
            ticks.append((place, row["way"], False))
            _draw_bar(axes, row, place, rows["seconds"].iloc[0])
        place -= 1.4
    axes.set_yticks([at for at, _, _ in ticks], [label for _, label, _ in ticks])
    for label, (_, _, heads) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight("bold" if heads else "normal")
    axes.set(ylim=(place + 0.6, 0.7), xlim=(0, shown["seconds"].max() * 1.5), xlabel="Seconds")
    axes.grid(axis="x")
    seconds = dict(zip(shown["way"], shown["seconds"], strict=True))
    usual = shown.groupby("part", sort=False).first()
    title = (
        f"All {reports} reports run again {tell_times(usual.loc['run', 'seconds'], seconds[OUR_RUN])} times as fast as "
        f"by {usual.loc['run', 'way']}"
    )
    caption = (
        "Bars: seconds from start to end; in brackets, how many times as fast as the first way of each part. "
        f"Orange: the usual ways; blue: ours. All on the same machine with {cores} cores, one after another."
    )
    alt = (
        "Bars. "
        + "; ".join(f"{row['way']}: {tell_seconds(row['seconds'])} seconds" for row in shown.to_dict("records"))
        + "."
    )
    columns, rows = make_data_rows(shown)
    return Figure(
        name, title, caption, alt, "measured by benchmarks/reruns.py", columns, rows, render_svg(canvas, title, alt)
    )


def _draw_bar(axes: Axes, row: dict, place: float, usual: float) -> None:
    """Draw one way of doing it, beside the seconds of the usual one."""
    own = row["way"].startswith(OURS)
    axes.barh(place, row["seconds"], height=0.62, color=BLUE if own else ORANGE, hatch="" if own else "//",
              edgecolor="white", linewidth=0)  # fmt: skip
    label = tell_seconds(row["seconds"]) + " s" + (f" ({tell_times(usual, row['seconds'])}\u00d7)" if own else "")
    axes.annotate(
        label, (row["seconds"], place), (4, 0), textcoords="offset points", va="center", color=INK, bbox=CLEAR
    )


def table_scale(frame: pd.DataFrame, name: str) -> Table:
    """Return what a report costs, and the memory of the process that hands out the work, by number of cases."""
    shown = take_parts(frame, ["scale"])
    rows = tuple(
        (
            Cell(row["way"]), Cell(f"{row['reports_n']:,.0f}"), Cell(f"{row['seconds_per_report']:.2f}"),
            Cell(f"{row['peak_mib']:.0f}"),
        )
        for row in shown.to_dict("records")
    )  # fmt: skip
    first, last = shown.iloc[0], shown.iloc[-1]
    ratio = last["seconds_per_report"] / first["seconds_per_report"]
    caption = f"With {last['way']} a report takes {ratio:.2f} times as long as with {first['way']}"
    columns = ("Project", "Reports", "Seconds a report", "Memory, MiB")
    note = "Memory: the most that the process held which hands out the work. Seconds: from start to end, by reports."
    return Table(name, caption, columns, rows, "measured by benchmarks/reruns.py", note, (40, 18, 22, 20), (1, 2, 3))


def table_mutants(frame: pd.DataFrame, name: str) -> Table:
    """Return how many changes of each kind the review found."""
    found, renewed = frame["found"].eq("yes"), frame["stamps"].eq("renewed")
    counted = pd.DataFrame({"kind": frame["kind"], "tried": 1, "renewed": renewed, "found": found})
    counted = counted.groupby("kind").sum()
    rows = tuple((Cell(kind), *(Cell(str(count)) for count in counts)) for kind, *counts in counted.itertuples())
    caption = f"The review found {found.sum()} of {len(frame)} changes made on purpose, one at a time"
    columns = ("What was changed", "Changes", "Of them with new fingerprints", "Found")
    note = "Found: the review failed, and named the report, figure, row or file. Each change is drawn with a seed."
    data_columns, data_rows = make_data_rows(frame)
    return Table(
        name, caption, columns, rows, "measured by tests/robustness/mutants.py", note, (46, 18, 20, 16), (1, 2, 3),
        data_columns=data_columns, data_rows=data_rows,
    )  # fmt: skip
