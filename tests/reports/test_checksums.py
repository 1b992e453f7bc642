"""Checksums: each row of data that changed since the book was run is named."""

import csv
import shutil

import pytest

from owlib.reports.checksums import CHECKSUM_FILE, find_changed, write_checksums

FILE = "data/glossary.csv"


@pytest.fixture
def data(root, tmp_path):
    """A copy of the data and their checksums."""
    shutil.copytree(root / "data", tmp_path / "data")
    (tmp_path / CHECKSUM_FILE.parent).mkdir()
    shutil.copyfile(root / CHECKSUM_FILE, tmp_path / CHECKSUM_FILE)
    return tmp_path


def read(folder):
    """Return the rows of a table, its header first."""
    with (folder / FILE).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def save(folder, rows):
    """Write a table."""
    with (folder / FILE).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def test_the_data_of_the_book_are_as_they_were_when_it_was_run(root):
    assert find_changed(root) == []


def test_each_row_of_data_has_a_checksum(root, evidence):
    with (root / CHECKSUM_FILE).open(encoding="utf-8", newline="") as stream:
        held = {(row["file"], row["row_id"]) for row in csv.DictReader(stream)}
    for name in ("claims", "glossary", "cases", "sources"):
        assert {(f"data/{name}.csv", row_id) for row_id in getattr(evidence, name).iloc[:, 0]} <= held


def test_a_changed_row_is_named_by_file_and_line(data):
    rows = read(data)
    rows[3][-1] += "x"
    save(data, rows)
    (finding,) = find_changed(data)
    assert (finding.file, finding.row) == (FILE, 4)
    assert rows[3][0] in finding.found
    assert "owlib run" in finding.todo


@pytest.mark.parametrize(
    ("change", "row"),
    [(lambda rows: rows.insert(3, rows[3]), 5), (lambda rows: rows.append(["new", *rows[1][1:]]), None),
     (lambda rows: rows.__setitem__(0, [*rows[0][:-1], "other"]), 1)],
    ids=["doubled", "new", "header"],
)  # fmt: skip
def test_a_row_that_came_is_named(data, change, row):
    rows = read(data)
    change(rows)
    save(data, rows)
    (finding,) = find_changed(data)
    assert (finding.file, finding.row) == (FILE, row or len(rows))


def test_a_row_that_is_gone_is_named(data):
    rows = read(data)
    gone = rows.pop(5)
    save(data, rows)
    (finding,) = find_changed(data)
    assert (finding.file, finding.found) == (FILE, "no such row")
    assert gone[0] in finding.expected


def test_a_changed_schema_and_a_file_that_is_gone_are_named(data):
    (data / "data" / "schemas" / "cases.json").write_text("{}", encoding="utf-8")
    (data / "data" / "themes.csv").unlink()
    found = find_changed(data)
    assert {finding.file for finding in found} == {"data/schemas/cases.json", "data/themes.csv"}


def test_a_run_takes_over_what_has_changed(copy, owlib):
    rows = read(copy)
    rows[3][3] += " Really."
    save(copy, rows)
    assert find_changed(copy)
    assert owlib(copy, "run", "ow-c-interim", "--output", str(copy / "again")).returncode == 0
    assert find_changed(copy)
    assert owlib(copy, "run", "ow-c-interim").returncode == 0
    assert find_changed(copy) == []
    assert not write_checksums(copy)


@pytest.mark.parametrize("content", [None, "a,b\n1,2\n"])
def test_without_checksums_it_says_what_to_do(data, content):
    (data / CHECKSUM_FILE).unlink()
    if content:
        (data / CHECKSUM_FILE).write_text(content, encoding="utf-8")
    (finding,) = find_changed(data)
    assert (finding.file, finding.todo) == (CHECKSUM_FILE.as_posix(), "owlib run")
