"""What the benchmark and the mutation run left: how fast reports are run and reviewed, and what the review finds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from owlib.errors import DataError, Finding
from owlib.exhibits import Cell, Column, Figure, Table, make_table
from owlib.exhibits.drawing import BLUE, CLEAR, INK, ORANGE, finish_figure, in_house_style, start_canvas
from owlib.words import Words

RESULTS = Path("book") / "measured"
RERUNS, MUTANTS = "reruns.csv", "mutants.csv"
COLUMNS = {
    RERUNS: ["part", "way", "reports_n", "seconds", "seconds_per_report", "peak_mib", "cores_n"],
    MUTANTS: ["number", "kind", "file", "change", "stamps", "found", "by"],
}
NUMBERS = ["reports_n", "seconds", "seconds_per_report", "peak_mib", "cores_n"]
PARTS = ("run", "review", "scale")
OURS = "owlib"
"""What our own ways begin with; the first way of each part is the usual one."""
OUR_RUN = "owlib run"


def show(words: Words, root: Path, name: str) -> Figure | Table:
    """Return what a benchmark left as a figure or a table, by its name in ``SHOWN``."""
    file, make = SHOWN[name]
    return make(words, read_results(root, file))


def read_results(root: Path, file: str) -> pd.DataFrame:
    """Return what a script left, one row a measurement or a mutant; refuse a file that is not there, or not whole."""
    name, path = (RESULTS / file).as_posix(), root / RESULTS / file
    made = "make benchmark" if file == RERUNS else "make mutants"

    def refuse(expected: str, found: str, row: int = 0, column: str = "") -> DataError:
        return DataError([Finding(name, row, column, expected, found, made)])

    if not path.is_file():
        raise refuse("this file", "none")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(frame.columns) != COLUMNS[file]:
        raise refuse(f"the columns {', '.join(COLUMNS[file])}", ", ".join(frame.columns), 1)
    for column in frame.columns.intersection(NUMBERS):
        numbers = pd.to_numeric(frame[column], errors="coerce")
        for row, text in frame.loc[numbers.isna(), column].items():
            raise refuse("a number", f"'{text}'", row + 2, column)
        frame[column] = numbers
    return frame


def take_parts(frame: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Return the rows of these parts of the benchmark; refuse a part that was not measured."""
    for part in parts:
        if part not in set(frame["part"]):
            name, found = (RESULTS / RERUNS).as_posix(), ", ".join(frame["part"].unique()) or "no row"
            raise DataError([Finding(name, 0, "part", f"rows of the part '{part}'", found, "make benchmark")])
    return frame[frame["part"].isin(parts)]


def show_times(words: Words, first: float, second: float) -> str:
    """Return how many times as long the first is as the second: two digits, as more is not sure."""
    return words.number(first / second, decimals=1 if first < 9.95 * second else 0)


def show_seconds(words: Words, seconds: float) -> str:
    """Return seconds as they are shown: with a decimal below ten."""
    return words.number(seconds, decimals=1 if seconds < 9.95 else 0)


@in_house_style
def draw_reruns(words: Words, frame: pd.DataFrame) -> Figure:
    """Draw how long each way of running and of comparing all reports takes, in seconds."""
    shown = take_parts(frame, ["run", "review"])
    usual = shown.groupby("part", sort=False)[["way", "seconds"]].first()
    canvas, axes = start_canvas(0.9 + 0.42 * (len(shown) + 1.5 * len(usual)))
    _draw_ways(axes, words, shown)
    axes.set(xlim=(0, shown["seconds"].max() * 1.5), xlabel=words("measured-seconds"))
    axes.grid(axis="x")
    ours = shown.set_index("way").loc[OUR_RUN, "seconds"]
    parts = [
        words("measured-reruns-way", way=way, seconds=show_seconds(words, seconds))
        for way, seconds in zip(shown["way"], shown["seconds"], strict=True)
    ]
    return finish_figure(
        canvas,
        shown,
        name="measured-reruns",
        title=words(
            "measured-reruns-title",
            reports=int(shown["reports_n"].iloc[0]),
            times=show_times(words, usual.loc["run", "seconds"], ours),
            way=usual.loc["run", "way"],
        ),
        caption=words("measured-reruns-caption", cores=int(shown["cores_n"].iloc[0])),
        alt=words("measured-reruns-alt", ways="; ".join(parts)),
        source=words("measured-source-reruns"),
    )


def _draw_ways(axes: Axes, words: Words, shown: pd.DataFrame) -> None:
    """Draw a bar for each way, beside how often the usual one would fit in, below the name of each part."""
    place, ticks = 0.0, []
    for part, rows in shown.groupby("part", sort=False):
        ticks.append((place, words(f"measured-part-{part}"), "bold"))
        usual = rows["seconds"].iloc[0]
        for row in rows.itertuples():
            place -= 1
            ticks.append((place, row.way, "normal"))
            own = row.way.startswith(OURS)
            axes.barh(
                place, row.seconds, height=0.62, color=BLUE if own else ORANGE, hatch="" if own else "//",
                edgecolor="white", linewidth=0,
            )  # fmt: skip
            label = words(
                "measured-bar-ours" if own else "measured-bar",
                seconds=show_seconds(words, row.seconds),
                times=show_times(words, usual, row.seconds),
            )
            axes.annotate(
                label, (row.seconds, place), (4, 0), textcoords="offset points", va="center", color=INK, bbox=CLEAR
            )
        place -= 1.4
    axes.set_yticks([at for at, _, _ in ticks], [label for _, label, _ in ticks])
    for label, (_, _, weight) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight(weight)
    axes.set_ylim(place + 0.6, 0.7)


def table_scale(words: Words, frame: pd.DataFrame) -> Table:
    """Return what a report costs, and the memory of the process that hands out the work, by number of cases."""
    shown = take_parts(frame, ["scale"])
    first, last = shown.iloc[0], shown.iloc[-1]
    ratio = words.number(last["seconds_per_report"] / first["seconds_per_report"], decimals=2)
    return make_table(
        name="measured-scale",
        caption=words("measured-scale", last=last["way"], ratio=ratio, first=first["way"]),
        columns=[
            Column(words("measured-column-project"), 40),
            Column(words("measured-column-reports"), 18, numeric=True),
            Column(words("measured-column-seconds"), 22, numeric=True),
            Column(words("measured-column-memory"), 20, numeric=True),
        ],
        rows=[
            [
                Cell(row["way"]),
                Cell(words.number(row["reports_n"])),
                Cell(words.number(row["seconds_per_report"], decimals=2)),
                Cell(words.number(row["peak_mib"], decimals=0)),
            ]
            for row in shown.to_dict("records")
        ],
        source=words("measured-source-reruns"),
        note=words("measured-scale-note"),
    )


def table_mutants(words: Words, frame: pd.DataFrame) -> Table:
    """Return how many changes of each kind the review found."""
    found, renewed = frame["found"].eq("yes"), frame["stamps"].eq("renewed")
    counted = pd.DataFrame({"kind": frame["kind"], "tried": 1, "renewed": renewed, "found": found})
    counted = counted.groupby("kind").sum()
    return make_table(
        name="measured-mutants",
        caption=words("measured-mutants", found=int(found.sum()), tried=len(frame)),
        columns=[
            Column(words("measured-column-changed"), 46),
            Column(words("measured-column-changes"), 18, numeric=True),
            Column(words("measured-column-renewed"), 20, numeric=True),
            Column(words("measured-column-found"), 16, numeric=True),
        ],
        rows=[[Cell(kind), *(Cell(str(count)) for count in counts)] for kind, *counts in counted.itertuples()],
        source=words("measured-source-mutants"),
        note=words("measured-mutants-note"),
        data=frame,
    )


SHOWN = {"reruns": (RERUNS, draw_reruns), "scale": (RERUNS, table_scale), "mutants": (MUTANTS, table_mutants)}
"""By name: the file that a benchmark left, and what shows it."""
