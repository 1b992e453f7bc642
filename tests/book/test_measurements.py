"""What was measured, as the book shows it."""

import shutil

import pandas as pd
import pytest

from owlib.book.measurements import (
    COLUMNS,
    MUTANTS,
    RERUNS,
    RESULTS,
    draw_reruns,
    read_results,
    show_times,
    table_mutants,
    table_scale,
)
from owlib.errors import DataError
from owlib.words import read_words

WORDS = read_words("en")
RUNS = [
    ("run", "papermill, one after another", 4, 80.0, 20.0, 100, 2),
    ("run", "owlib run", 4, 9.9, 2.475, 50, 2),
    ("run", "owlib run, nothing changed", 4, 0.2, 0.05, 50, 2),
    ("review", "pytest --nbval", 4, 90.0, 22.5, 100, 2),
    ("review", "owlib review", 4, 15.0, 3.75, 60, 2),
    ("scale", "10 simulated cases", 20, 10.0, 0.5, 200, 2),
    ("scale", "100 simulated cases", 200, 110.0, 0.55, 210, 2),
]


@pytest.fixture
def runs():
    return pd.DataFrame(RUNS, columns=COLUMNS[RERUNS])


def test_the_picture_says_how_many_times_as_fast_it_is_and_shows_each_way(runs):
    figure = draw_reruns(WORDS, runs)
    assert figure.title == "All 4 reports run again 8.1 times as fast as by papermill, one after another"
    assert [row[1] for row in figure.rows] == [way for part, way, *_ in RUNS if part != "scale"]
    for text in ("9.9 s (8.1\u00d7)", "15 s (6.0\u00d7)", "0.2 s (400\u00d7)", "80 s"):
        assert f"<!-- {text} -->" in figure.svg
    assert "papermill, one after another: 80 seconds" in figure.alt


def test_the_cost_of_a_report_is_told_by_number_of_cases(runs):
    table = table_scale(WORDS, runs)
    assert table.caption == "With 100 simulated cases a report takes 1.10 times as long as with 10 simulated cases"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["10 simulated cases", "20", "0.50", "200"], ["100 simulated cases", "200", "0.55", "210"],
    ]  # fmt: skip


def test_parts_that_were_not_measured_are_named(runs):
    with pytest.raises(DataError) as caught:
        table_scale(WORDS, runs[runs["part"] != "scale"])
    assert "reruns.csv, column 'part': expected rows of the part 'scale'; found run, review." in str(caught.value)
    assert "make benchmark" in str(caught.value)


@pytest.mark.parametrize(
    ("first", "second", "told"), [(80, 9.9, "8.1"), (99.4, 10, "9.9"), (100, 10, "10"), (1, 2, "0.5")]
)
def test_ratios_have_two_digits(first, second, told):
    assert show_times(WORDS, first, second) == told


def test_changes_are_counted_by_kind():
    rows = [("1", "unit", "f", "c", "old", "yes", "data"), ("2", "unit", "f", "c", "renewed", "no", ""),
            ("3", "digit", "f", "c", "renewed", "yes", "replay")]  # fmt: skip
    table = table_mutants(WORDS, pd.DataFrame(rows, columns=COLUMNS[MUTANTS]))
    assert table.caption == "The review found 2 of 3 changes made on purpose, one at a time"
    assert [[cell.text for cell in row] for row in table.rows] == [["digit", "1", "1", "1"], ["unit", "2", "1", "1"]]
    assert len(table.data_rows) == 3


def test_the_last_measurements_can_be_read_and_are_not_of_another_project(root):
    assert set(read_results(root, RERUNS)["part"]) == {"run", "review", "scale"}
    assert set(read_results(root, MUTANTS)["found"]) <= {"yes", "no"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("seconds,", "secs,", 1), "reruns.csv, row 1: expected the columns part, way"),
        (lambda text: text.replace(",35,", ",some,", 1), "reruns.csv, row 2, column 'reports_n': expected a number"),
        (None, "reruns.csv: expected this file; found none. What to do: make benchmark"),
    ],
)
def test_a_broken_file_is_named(root, tmp_path, change, message):
    path = tmp_path / RESULTS / RERUNS
    path.parent.mkdir(parents=True)
    shutil.copyfile(root / RESULTS / RERUNS, path)
    if change:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        path.unlink()
    with pytest.raises(DataError, match=RERUNS) as error:
        read_results(tmp_path, RERUNS)
    assert message in str(error.value)
