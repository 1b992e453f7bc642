"""What the benchmark and the mutation run left: how fast reports are run and reviewed, and what the review finds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from owlib.errors import DataError, Finding
from owlib.exhibits import Cell, Column, Figure, Table, make_table
from owlib.exhibits.drawing import BLUE, CLEAR, INK, ORANGE, finish_figure, in_house_style, start_canvas
from owlib.places import hash_content, write_whole
from owlib.words import Words

RESULTS = Path("book") / "measured"
RERUNS, MUTANTS, BUILDS = "reruns.csv", "mutants.csv", "builds.csv"
MEASURED_AT = ["commit", "date", "mark"]
"""What each row ends with: the state of the project that was measured, the day, and a mark against changes."""
COLUMNS = {
    RERUNS: ["part", "way", "reports_n", "seconds", "seconds_per_report", "peak_mib", "cores_n", *MEASURED_AT],
    BUILDS: ["way", "seconds", "core_seconds", "peak_mib", "cores_n", *MEASURED_AT],
    MUTANTS: ["number", "kind", "file", "place", "change", "without_texts", "with_texts", *MEASURED_AT],
}
MAKERS = {RERUNS: "make benchmark", MUTANTS: "make mutants", BUILDS: "benchmarks/builds.py"}
NUMBERS = ["number", "reports_n", "seconds", "core_seconds", "seconds_per_report", "peak_mib", "cores_n"]
FORMS = {"commit": re.compile(r"[0-9a-f]{7,40}"), "date": re.compile(r"\d{4}-\d\d-\d\d")}
PARTS = ("run", "review", "scale")
OURS = "owlib"
"""What our own ways begin with; the first way of each part is the usual one."""
OUR_RUN = "owlib run"
TESTS = "tests/"
"""What the name of a test begins with, where one found a mutant; a check of the review has its own name."""
CHANGED = ("records", "looked-at")
"""Checks that tell that something is not as a person last looked at it, and not that it is wrong."""


def show(words: Words, root: Path, name: str) -> Figure | Table:
    """Return what a benchmark left as a figure or a table, by its name in ``SHOWN``."""
    file, make = SHOWN[name]
    return make(words, read_results(root, file))


def mark_rows(rows: list[list[str]]) -> list[list[str]]:
    """Return rows with a mark at the end of each: a fingerprint of its cells, its place and the number of rows."""
    return [[*row, hash_content("\x1f".join([f"{at}/{len(rows)}", *row]).encode())] for at, row in enumerate(rows, 1)]


def write_results(path: Path, file: str, rows: list[list[str]]) -> None:
    """Write what was measured, row by row without the marks, in the columns of this file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([COLUMNS[file], *mark_rows(rows)])
    write_whole(path, stream.getvalue())


def check_results(root: Path) -> list[Finding]:
    """Return a finding for each thing in the tables of measurements that is not as it was measured.

    A folder without such tables, such as one of data alone, has nothing to check.
    """
    files = COLUMNS if (root / RESULTS).is_dir() else ()
    return [finding for file in files for finding in _check_file(root, file)]


def _check_file(root: Path, file: str) -> Iterator[Finding]:
    """Yield what is wrong with one table: no such file, other columns, or rows that were changed."""
    name, path, todo = (RESULTS / file).as_posix(), root / RESULTS / file, MAKERS[file]
    if not path.is_file():
        yield Finding(name, 0, "", "this file", "none", todo)
        return
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    if not rows:
        yield Finding(name, 1, "", "rows", "none", todo)
    if head != COLUMNS[file]:
        yield Finding(name, 1, "", f"the columns {', '.join(COLUMNS[file])}", ", ".join(head), todo)
        return
    for number, (row, marked) in enumerate(zip(rows, mark_rows([row[:-1] for row in rows]), strict=True), 2):
        cells = dict(zip(head, row, strict=False))
        if len(row) != len(head):
            yield Finding(name, number, "", f"{len(head)} cells", str(len(row)), todo)
            continue
        for column in [column for column in NUMBERS if column in cells]:
            if not re.fullmatch(r"\d+(\.\d+)?", cells[column]):
                yield Finding(name, number, column, "a number", f"'{cells[column]}'", todo)
        for column, form in FORMS.items():
            if not form.fullmatch(cells[column]):
                yield Finding(name, number, column, f"a {column}", f"'{cells[column]}'", todo)
        if row != marked:
            expected = "the mark of this row in this place: a row as it was measured, and none gone or added"
            yield Finding(
                name, number, "mark", expected, f"'{row[-1]}'", f"restore the table, or measure again: {todo}"
            )


def read_results(root: Path, file: str) -> pd.DataFrame:
    """Return what a script left, one row a measurement or a mutant; refuse a file that is not there, or not whole."""
    findings = [*_check_file(root, file)]
    if findings:
        raise DataError(findings)
    frame = pd.read_csv(root / RESULTS / file, dtype=str, keep_default_na=False)
    numbers = frame.columns.intersection(NUMBERS)
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in numbers})


def take_parts(frame: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Return the rows of these parts of the benchmark; refuse a part that was not measured."""
    for part in parts:
        if part not in set(frame["part"]):
            name, found = (RESULTS / RERUNS).as_posix(), ", ".join(frame["part"].unique()) or "no row"
            raise DataError([Finding(name, 0, "part", f"rows of the part '{part}'", found, "make benchmark")])
    return frame[frame["part"].isin(parts)]


def _tell_when(words: Words, frame: pd.DataFrame) -> dict[str, str]:
    """Return the days and the states of the project of some measurements, as a sentence names them."""
    days, states = frame["date"].map(words.date).unique(), frame["commit"].str[:7].unique()
    return {"date": words.join(days), "commit": words.join(states)}


def show_times(words: Words, first: float, second: float) -> str:
    """Return how many times as long the first is as the second: two digits, as more is not sure."""
    return words.number(first / second, decimals=1 if first < 9.95 * second else 0)


def show_seconds(words: Words, seconds: float) -> str:
    """Return seconds as they are shown: with a decimal below ten."""
    return words.number(seconds, decimals=1 if seconds < 9.95 else 0)


def name_way(words: Words, way: str) -> str:
    """Return a way of running in words: its message, into which goes the number that stands in it."""
    count = re.sub(r"\D", "", way)
    code = "-".join(re.findall(r"[a-z]+", way.lower()))
    return words(f"measured-way-{code}", **({"count": int(count)} if count else {}))


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
        words("measured-reruns-way", way=name_way(words, way), seconds=show_seconds(words, seconds))
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
            way=name_way(words, usual.loc["run", "way"]),
        ),
        caption=words("measured-reruns-caption", cores=int(shown["cores_n"].iloc[0]), **_tell_when(words, shown)),
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
            ticks.append((place, name_way(words, row.way), "normal"))
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
    first, last, named = shown.iloc[0], shown.iloc[-1], [name_way(words, way) for way in shown["way"]]
    ratio = words.number(last["seconds_per_report"] / first["seconds_per_report"], decimals=2)
    return make_table(
        name="measured-scale",
        caption=words("measured-scale", last=named[-1], ratio=ratio, first=named[0]),
        columns=[
            Column(words("measured-column-project"), 40),
            Column(words("measured-column-reports"), 18, numeric=True),
            Column(words("measured-column-seconds"), 22, numeric=True),
            Column(words("measured-column-memory"), 20, numeric=True),
        ],
        rows=[
            [
                Cell(name),
                Cell(words.number(row["reports_n"])),
                Cell(words.number(row["seconds_per_report"], decimals=2)),
                Cell(words.number(row["peak_mib"], decimals=0)),
            ]
            for name, row in zip(named, shown.to_dict("records"), strict=True)
        ],
        source=words("measured-source-reruns"),
        note=words("measured-scale-note", **_tell_when(words, shown)),
    )


def table_builds(words: Words, frame: pd.DataFrame) -> Table:
    """Return how long each way of building the book takes."""
    took = frame.set_index("way")
    return make_table(
        name="measured-builds",
        caption=words(
            "measured-builds",
            all=show_seconds(words, took.loc["owlib-all", "seconds"]),
            again=show_seconds(words, took.loc["owlib-again", "seconds"]),
            times=show_times(words, took.loc["before-all", "seconds"], took.loc["owlib-all", "seconds"]),
        ),
        columns=[
            Column(words("measured-column-build"), 52),
            Column(words("measured-seconds"), 16, numeric=True),
            Column(words("measured-column-cores"), 16, numeric=True),
            Column(words("measured-column-memory"), 16, numeric=True),
        ],
        rows=[
            [
                Cell(words(f"measured-build-{row.way}")),
                Cell(show_seconds(words, row.seconds)),
                Cell(words.number(row.core_seconds)),
                Cell(words.number(row.peak_mib)),
            ]
            for row in frame.itertuples()
        ],
        source=words("measured-source-builds"),
        note=words("measured-builds-note", cores=int(frame["cores_n"].iloc[0]), **_tell_when(words, frame)),
        data=frame,
    )


def count_found(frame: pd.DataFrame) -> pd.DataFrame:
    """Return by kind of change, in their order: how many were tried, and found with the source texts and without.

    Of those found without the texts, ``as_changed`` are those that no other check named before, and ``by_tests`` those
    that the review did not.
    """
    by = frame["without_texts"]
    counted = frame[["with_texts", "without_texts"]].ne("")
    counted.insert(0, "tried", value=1)
    counted = counted.assign(as_changed=by.isin(CHANGED), by_tests=by.str.startswith(TESTS))
    return counted.groupby(frame["kind"], sort=False).sum()


def table_mutants(words: Words, frame: pd.DataFrame) -> Table:
    """Return how many changes of each kind were found, with the source texts and without."""
    counted = count_found(frame)
    names = ("tried", "with", "without", "changed", "tests")
    return make_table(
        name="measured-mutants",
        caption=words("measured-mutants", **{key: int(count) for key, count in zip(names, counted.sum(), strict=True)}),
        columns=[
            Column(words("measured-column-kind"), 45),
            *(Column(words(f"measured-column-{name}"), 11, numeric=True) for name in names),
        ],
        rows=[
            [Cell(words(f"measured-kind-{kind}")), *(Cell(words.number(int(count))) for count in counts)]
            for kind, *counts in counted.itertuples()
        ],
        source=words("measured-source-mutants"),
        note=words("measured-mutants-note", **_tell_when(words, frame)),
        data=frame,
    )


def table_missed(words: Words, frame: pd.DataFrame) -> Table:
    """Return each change that slipped through, at least without the source texts."""
    missed = frame[frame["without_texts"].eq("")]
    return make_table(
        name="measured-missed",
        caption=words("measured-missed", never=int(missed["with_texts"].eq("").sum()), missed=len(missed)),
        columns=[
            Column(words("measured-column-place"), 34),
            Column(words("measured-column-change"), 46),
            Column(words("measured-column-still"), 20),
        ],
        rows=[
            [
                Cell(row.file, small=words("measured-missed-kind", kind=row.kind)),
                Cell(row.change, small=row.place),
                Cell(words("measured-by-texts" if row.with_texts else "measured-by-nothing")),
            ]
            for row in missed.itertuples()
        ] or [[Cell(words("measured-none")), Cell(""), Cell("")]],
        source=words("measured-source-mutants"),
        note=words("measured-missed-note"),
        data=missed,
    )  # fmt: skip


SHOWN = {
    "reruns": (RERUNS, draw_reruns),
    "scale": (RERUNS, table_scale),
    "builds": (BUILDS, table_builds),
    "mutants": (MUTANTS, table_mutants),
    "missed": (MUTANTS, table_missed),
}
"""By name: the file that a benchmark left, and what shows it."""
CODED = {"missed": 1}
"""By name: the column of a table that holds code, and English words of the benchmark."""
