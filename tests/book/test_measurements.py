"""What was measured, as the book shows it."""

import shutil

import pandas as pd
import pytest

from owlib.book.measurements import (
    COLUMNS,
    MUTANTS,
    RERUNS,
    RESULTS,
    check_results,
    draw_reruns,
    read_results,
    show_times,
    table_missed,
    table_mutants,
    table_scale,
    write_results,
)
from owlib.errors import DataError
from owlib.words import read_words

WORDS = read_words("en")
AT = ("0123456789ab", "2026-11-30", "")
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
    return pd.DataFrame([(*row, *AT) for row in RUNS], columns=COLUMNS[RERUNS])


def test_the_picture_says_how_many_times_as_fast_it_is_and_shows_each_way(runs):
    figure = draw_reruns(WORDS, runs)
    assert figure.title == "All 4 reports run again 8.1 times as fast as by papermill, one after another"
    assert [row[1] for row in figure.rows] == [way for part, way, *_ in RUNS if part != "scale"]
    for text in ("9.9 s (8.1\u00d7)", "15 s (6.0\u00d7)", "0.2 s (400\u00d7)", "80 s"):
        assert f"<!-- {text} -->" in figure.svg
    assert "papermill, one after another: 80 seconds" in figure.alt
    assert "Measured on 30 November 2026 (commit 0123456)." in figure.caption


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


@pytest.fixture
def mutants():
    rows = [
        ("1", "data", "data/claims.csv", "row 2, token", "'1' to '2'", "looked-at", "looked-at"),
        ("2", "data", "data/claims.csv", "row 3, lines", "'4' to '5'", "", "provenance"),
        (
            "3",
            "code",
            "owlib/words.py",
            "line 7",
            "< to >",
            "tests/test_words.py::test_it",
            "tests/test_words.py::test_it",
        ),
        ("4", "code", "owlib/words.py", "line 9", "0 to 1", "", ""),
    ]
    return pd.DataFrame([(*row, *AT) for row in rows], columns=COLUMNS[MUTANTS])


def test_changes_are_counted_by_kind_with_the_texts_and_without(mutants):
    table = table_mutants(WORDS, mutants)
    assert "one at a time, 3 were found, 2 of them without the source texts" in table.caption
    assert table.caption.endswith(": 1 only as changed, 1 by tests alone")
    rows = [[cell.text for cell in row[1:]] for row in table.rows]
    assert rows == [["2", "2", "1", "1", "0"], ["2", "1", "1", "0", "1"]]
    assert len(table.data_rows) == 4
    assert "(commit 0123456)" in table.note


def test_each_change_that_slipped_through_is_told_in_its_own_words(mutants):
    table = table_missed(WORDS, mutants)
    told = [[cell.text for cell in row] for row in table.rows]
    assert told == [
        ["data/claims.csv", "'4' to '5'", "only with the texts"], ["owlib/words.py", "0 to 1", "not at all"],
    ]  # fmt: skip
    assert [cell.small for cell in table.rows[0]] == ["data", "row 3, lines", ""]


def test_what_a_change_was_made_to_is_told_in_dutch(mutants):
    assert [row[0].small for row in table_missed(read_words("nl"), mutants).rows] == ["gegevens", "code"]


def test_the_last_measurements_can_be_read_and_are_not_of_another_project(root):
    assert set(read_results(root, RERUNS)["part"]) == {"run", "review", "scale"}
    mutants = read_results(root, MUTANTS)
    assert (mutants["with_texts"].ne("") | mutants["without_texts"].eq("")).all()
    assert all(WORDS(f"measured-kind-{kind}") for kind in mutants["kind"].unique())


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (lambda lines: [*lines[:2], lines[2].replace("2026", "2025"), *lines[3:]], [3]),
        (lambda lines: [*lines[:2], *lines[3:]], [2, 3, 4]),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], [3, 4]),
        (lambda lines: [*lines, lines[-1]], [2, 3, 4, 5, 6]),
        (lambda lines: lines[:1], []),
    ],
)
def test_a_row_that_is_changed_gone_added_or_moved_is_named(tmp_path, mutants, change, rows):
    (tmp_path / RESULTS).mkdir(parents=True)
    path = tmp_path / RESULTS / MUTANTS
    write_results(path, MUTANTS, mutants.drop(columns="mark").to_numpy().tolist())
    assert [finding for finding in check_results(tmp_path) if finding.file.endswith(MUTANTS)] == []
    path.write_text("\n".join(change(path.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
    found = [finding for finding in check_results(tmp_path) if finding.file.endswith(MUTANTS)]
    assert [finding.row for finding in found if finding.column == "mark"] == rows


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
