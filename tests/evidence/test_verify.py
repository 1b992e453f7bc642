"""Records against the source texts: all agree, and whatever is broken in one of them is found."""

import os
import random
import re

import pytest
from conftest import Content

from owlib.evidence.audit import audit_claims, check_verdicts
from owlib.evidence.read import clean_tables
from owlib.evidence.rules import ANCHORED, FRAMES, check_tables
from owlib.evidence.verify import TOKENS, check_record_anchors, check_records, check_text_anchors, verify_records

BREAKS = 25
"""Digits broken in each table by the random test; the same ones each time."""


def test_all_records_agree_and_none_is_left_out(tables, texts):
    told, findings = verify_records(tables, texts)
    assert findings == []
    assert (
        dict(zip(told["table"], told["records"], strict=True)).items()
        >= {name: len(tables[name]) for name in ANCHORED}.items()
    )


def break_digit(tables, table: str, row: int, column: str, draw: random.Random) -> dict:
    """Replace one digit of a cell by another, in a copy."""
    text = tables[table].at[row, column]
    place = draw.choice(list(re.finditer(r"\d", text)))
    digit = draw.choice([digit for digit in "0123456789" if digit != place[0]])
    frame = tables[table].copy()
    frame.at[row, column] = text[: place.start()] + digit + text[place.end() :]
    return {**tables, table: frame}


def find_faults(package, tables, table: str, texts) -> list:
    """What check, verify and audit find; first of the fingerprints of one table, which are compared fastest."""
    findings = [*check_record_anchors(table, tables)] or check_tables(package, tables)
    if not findings:
        _, findings = verify_records(tables, texts)
    return findings or check_verdicts(audit_claims(clean_tables(tables)))


@pytest.mark.parametrize("table", [*ANCHORED, *FRAMES])
def test_a_broken_digit_in_any_record_is_found(package, tables, texts, table):
    """Digits of any cell, one at a time: number, lines, section, period, label, paraphrase, id."""
    draw = random.Random(table)
    frame = tables[table]
    cells = [
        (row, column)
        for column in frame.columns
        if column not in ("file", "row")
        for row in frame.index[frame[column].str.contains(r"\d", regex=True)]
    ]
    for row, column in draw.sample(cells, min(BREAKS, len(cells))):
        broken = break_digit(tables, table, row, column, draw)
        assert find_faults(package, broken, table, texts), (table, column, broken[table].at[row, column])


@pytest.mark.parametrize("table", ["numbers", "hr_themes", "fieldwork", "left_out"])
def test_each_printed_number_is_protected_without_its_fingerprint(tables, texts, table):
    """A broken digit is found by looking for the number itself, and by counting the numbers of the text.

    All are broken together; those whose rows are not named then are broken alone.
    """
    draw, column, frame = random.Random(table), TOKENS[table], tables[table]
    rows = list(frame.index[frame[column].str.contains(r"\d", regex=True)])
    broken, tried = tables, draw.sample(rows, min(40, len(rows)))
    for row in tried:
        broken = break_digit(broken, table, row, column, draw)
    named = {(finding.file, finding.row) for finding in verify_records(broken, texts, anchored=False)[1]}
    for row in tried:
        if (frame.at[row, "file"], frame.at[row, "row"]) not in named:
            alone = frame.copy()
            alone.at[row, column] = broken[table].at[row, column]
            _, findings = verify_records({**tables, table: alone}, texts, anchored=False)
            assert findings, (table, alone.at[row, column])


@pytest.mark.parametrize(
    ("name", "found"),
    [("national-freelancers-all-2010", "'865.000' in line 174"), ("flex-red-thread-sections", "'negen' in line 302")],
)
def test_a_number_or_number_word_without_a_record_is_found(tables, texts, name, found):
    numbers = tables["numbers"]
    broken = {**tables, "numbers": numbers[numbers["number_id"] != name]}
    _, findings = verify_records(broken, texts)
    assert any(f"{found} of flex-interim-2019" in finding.found for finding in findings)


def test_a_reason_for_a_number_that_is_not_there_is_found(tables, texts):
    broken = tables["left_out"].copy()
    broken.loc[0, "token"] = "987654"
    _, findings = verify_records({**tables, "left_out": broken}, texts)
    assert any(finding.file == "data/left_out.csv" for finding in findings)


@pytest.mark.parametrize(("table", "cell"), [("numbers", "2013-04"), ("fieldwork", "2013-05")])
def test_a_month_that_the_lines_do_not_print_is_found(tables, texts, table, cell):
    """April 2013 of the project and May 2013 of the benchmark interviews, made March."""
    broken = tables[table].replace({"period_start": {cell: "2013-03"}})
    _, findings = verify_records({**tables, table: broken}, texts, anchored=False)
    assert {finding.expected[:13] for finding in findings} == {"'maart' in li"}
    assert len(findings) == (tables[table]["period_start"] == cell).sum()


def test_a_number_that_runs_over_lines_accounts_for_its_digits_where_they_stand(tables, texts):
    numbers = tables["numbers"]
    broken = {**tables, "numbers": numbers[numbers["number_id"] != "ow-benchmark-interviews-year"]}
    _, findings = verify_records(broken, texts)
    assert ["'2013' in line 261" in finding.found for finding in findings] == [True]


def test_another_text_under_the_same_name_is_refused(copy, owlib, tmp_path, texts):
    for source_id, lines in texts.items():
        (tmp_path / f"{source_id}.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    assert owlib(copy, "verify", "--texts", str(tmp_path)).returncode == 0
    path = tmp_path / "flex-blog-2019.txt"
    path.write_text(path.read_text(encoding="utf-8") + "x", encoding="utf-8", newline="\n")
    result = owlib(copy, "verify", "--texts", str(tmp_path))
    assert result.returncode == 3
    assert "flex-blog-2019.txt is not the text that data/sources.csv registers" in result.stderr


def test_a_folder_without_the_texts_is_named(copy, owlib, tmp_path):
    result = owlib(copy, "verify", "--texts", str(tmp_path))
    assert result.returncode == 2
    assert "expected the text ow-paper-2015.txt in " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_token_that_is_not_in_its_lines_is_named_by_file_row_and_column(copy, owlib, texts):
    assert texts
    path = copy / "data" / "national" / "numbers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",865.000,", ",866.000,"), encoding="utf-8", newline="\n")
    result = owlib(copy, "verify", "--texts", os.environ["OWLIB_SOURCE_TEXTS"])
    assert result.returncode == 3
    expected = (
        "data/national/numbers.csv, row 5, column 'token': expected '866.000' in the lines named of flex-interim-2019"
    )
    assert expected in result.stderr


def test_fingerprints_are_taken_anew_only_where_all_else_is_right(copy, owlib, texts):
    assert texts
    verify = ("verify", "--texts", os.environ["OWLIB_SOURCE_TEXTS"])
    anchors = copy / "data" / "anchors.csv"
    before = Content(anchors.read_bytes())
    for name, good, bad in (("trends", ",up-strongly,", ",upwards,"), ("numbers", ",865.000,", ",866.000,")):
        path = copy / "data" / "national" / f"{name}.csv"
        sound = path.read_text(encoding="utf-8")
        path.write_text(sound.replace(good, bad, 1), encoding="utf-8", newline="\n")
        assert owlib(copy, *verify, "--anchor").returncode == 3
        assert Content(anchors.read_bytes()) == before
        path.write_text(sound, encoding="utf-8", newline="\n")
    path = copy / "data" / "national" / "trends.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",up-strongly,", ",up,", 1), encoding="utf-8", newline="\n"
    )
    assert owlib(copy, *verify).returncode == 3
    result = owlib(copy, *verify, "--anchor")
    assert result.returncode == 0
    assert result.stdout.startswith("1 new fingerprints in data/anchors.csv: national-trend-")
    assert Content(anchors.read_bytes()) != before


def test_every_table_with_a_printed_number_is_verified(tables):
    printed = {name for name, table in tables.items() if {"token", "respondents"} & set(table.columns)}
    assert printed - {"official_numbers"} == set(TOKENS)  # whose pages are not held


def test_without_the_texts_a_changed_record_is_named_and_a_changed_line_is_not(tables, texts, copy):
    path = copy / "data" / "national" / "trends.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",up-strongly,", ",up,", 1), encoding="utf-8")
    (finding,) = check_records(copy)
    assert (finding.file, finding.column) == ("data/national/trends.csv", "trend_id")
    others = {name: [f"{line} x" for line in lines] for name, lines in texts.items()}
    assert list(check_record_anchors("trends", tables)) == []
    assert {finding.column for finding in check_text_anchors("trends", tables, others)} == {"lines"}
