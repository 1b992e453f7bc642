"""Exports are read as they stand in their file, within limits, and refused without a word of what is in them."""

import csv
import datetime
import io
import subprocess
import sys
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from owlib.errors import DataError
from owlib.surveys import exports
from owlib.surveys.exports import read_export

HIDDEN = "zeg-niets"
"""Stands in the cells of broken files, and must never stand in a message."""


def write(folder, content, name="export.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read_lists(path, **options):
    frame = read_export(path, **options).frame
    return {column: [str(value) for value in frame[column]] for column in frame}


def refusal(path, read=read_export, **options):
    """Return the message with which a file is refused, once it is sure to tell nothing of a cell."""
    with pytest.raises(DataError) as caught:
        read(path, **options)
    message = str(caught.value)
    assert HIDDEN not in message
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert str(path.parent) not in message
    assert "What to do: " in message
    return message


# what is read


def test_cells_stay_as_they_stand_in_the_file(tmp_path):
    path = write(tmp_path, 'id,uren,score\n007,"1,50", 3.0 \n008,,n.v.t.\n')
    assert read_lists(path, text_columns=["id"]) == {
        "id": ["007", "008"], "uren": ["1,50", ""], "score": ["3.0", "n.v.t."],
    }  # fmt: skip


def test_ids_come_as_text_and_all_else_as_categories_with_the_empty_cell_among_them(tmp_path):
    frame = read_export(write(tmp_path, "id,a\n1,x\n2,\n3,x\n"), text_columns=["id"]).frame
    assert frame["id"].dtype == "str"
    assert set(frame["a"].cat.categories) == {"x", ""}
    assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separator_and_encoding_are_found(tmp_path, separator, encoding):
    rows = [["Respondent", "Hoe, waar; wie?"], ["1", "coördinatie"], ["2", "€ 10; of 12, 13"]]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    path = write(tmp_path, stream.getvalue().encode(encoding))
    assert tuple(read_export(path).frame) == ("Respondent", "Hoe, waar; wie?")
    assert read_lists(path) == {"Respondent": ["1", "2"], "Hoe, waar; wie?": ["coördinatie", "€ 10; of 12, 13"]}


def test_what_is_told_goes_before_what_is_found(tmp_path):
    path = write(tmp_path, "a;b,c;d\n1;2,3;4\n")
    assert tuple(read_export(path, separator=",").frame) == ("a;b", "c;d")
    assert tuple(read_export(path, separator=";").frame) == ("a", "b,c", "d")


def test_line_ends_of_old_macs_are_read(tmp_path):
    assert read_lists(write(tmp_path, "a,b\r1,2\r")) == {"a": ["1"], "b": ["2"]}


def test_unicode_text_of_a_spreadsheet_is_read(tmp_path):
    assert read_lists(write(tmp_path, "a\tb\né\t2\n".encode("utf-16"), "export.txt")) == {"a": ["é"], "b": ["2"]}


def test_a_text_file_with_tabs_is_read_too(tmp_path):
    assert read_lists(write(tmp_path, "a\tb\n1\t2\n", "export.txt")) == {"a": ["1"], "b": ["2"]}


def test_cells_of_any_length_and_blank_lines(tmp_path):
    rows = [["n", "kort", "lang"]] + [[str(n), "ja" * (n % 9), "w" * (n * 7 % 150)] for n in range(120)]
    path = write(tmp_path, "\r\n".join(",".join(row) for row in rows).replace("\r\n7,", "\r\n\r\n7,"))
    expected = {name: [row[place] for row in rows[1:]] for place, name in enumerate(rows[0])}
    assert read_lists(path) == expected


TEXT = st.text(st.sampled_from(list('ab1é€",;\n\t .-')), max_size=20).map(lambda text: text.strip())


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=12),
    separator=st.sampled_from([",", ";", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_comes_back_as_the_csv_module_wrote_it(tmp_path_factory, rows, separator, quoting, ending):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=ending)
    writer.writerows([["vraag een", "vraag twee", "vraag drie"], *rows])
    path = write(tmp_path_factory.mktemp("any"), stream.getvalue())
    found = read_lists(path, separator=separator, text_columns=["vraag twee"])
    assert list(zip(*found.values(), strict=True)) == [tuple(row) for row in rows]


def test_a_quote_within_a_cell_stands_for_itself(tmp_path):
    content = 'a,b\nhij zei "ja",2\n"x, ""y""",zo"n\n'
    assert read_lists(write(tmp_path, content)) == {"a": ['hij zei "ja"', 'x, "y"'], "b": ["2", 'zo"n']}
    assert next(iter(csv.reader(io.StringIO(content.splitlines()[1])))) == ['hij zei "ja"', "2"]


def test_a_column_of_many_different_values_is_text(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "MAX_CATEGORIES", 50)
    path = write(tmp_path, "a,b\n" + "".join(f"{n},{n % 3}\n" for n in range(200)))
    frame = read_export(path).frame
    assert frame["a"].dtype == "str"
    assert list(frame["a"]) == [str(n) for n in range(200)]
    assert sorted(frame["b"].cat.categories) == ["0", "1", "2"]


def test_columns_without_name_and_content_are_left_out(tmp_path):
    path = write(tmp_path, "a;b;;\n1;2;;\n3;4;;\n")
    assert read_lists(path) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_showing_an_export_shows_nothing_of_it(tmp_path):
    export = read_export(write(tmp_path, f"a,b\n{HIDDEN},2\n"))
    for shown in (repr(export), str(export), f"{export}"):
        assert shown == "Export of export.csv: its content is not shown"


def test_nothing_is_written(tmp_path):
    path = write(tmp_path, "a,b\n1,2\n")
    before = path.stat().st_mtime_ns
    read_export(path)
    assert [found.name for found in tmp_path.iterdir()] == ["export.csv"]
    assert path.stat().st_mtime_ns == before


# what is refused, of CSV

BROKEN = {
    "empty file": (b"", "an empty file"),
    "only a mark": (b"\xef\xbb\xbf\n \n", "found empty rows"),
    "header only": (b"a,b\n", "a header only"),
    "one column": (b"vraag\n1\n", "one column"),
    "answers as header": (b"1,4,5\n2,5,4\n", "looks like answers"),
    "name twice": (b"vraag,b,vraag\n1,2,3\n", "1 that stand twice, such as columns 1 and 3"),
    "no name": (f"a,,c\n1,{HIDDEN},3\n".encode(), "a column with content and without a name, column 2"),
    "more cells": (f"a,b\n1,2\n{HIDDEN},2,3\n".encode(), "row 3: expected 2 cells in each row"),
    "fewer cells": (f"a,b,c\n\n1,2,3\n{HIDDEN},2\n".encode(), "row 4: expected 3 cells in each row"),
    "zero byte": (f"a,b\n1,{HIDDEN}\0\n".encode(), "value zero"),
    "quote without end": (f'a,b\n1,2\n3,"{HIDDEN}\n4,5\n'.encode(), "row 3: expected cells whose quotes close"),
    "quote that ends early": (f'a,b\n1,2\n3,"{HIDDEN}"x\n4,"5"\n'.encode(), "row 3: expected cells whose quotes close"),
    "line end within a row": (f"a,b\n1,2\n3,{HIDDEN}\rx\n".encode(), "row 4: expected 2 cells in each row"),
    "neither encoding": (f"a,b\n1,{HIDDEN}\x81\n".encode("latin-1"), "row 2: expected letters in UTF-8 or"),
    "web page": (b"<html><table>", "a web page"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_csv_is_refused(tmp_path, name):
    content, expected = BROKEN[name]
    message = refusal(write(tmp_path, content))
    assert message.startswith("export.csv")
    assert expected in message


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (["a,b", "é,1", "x,2", "ë,3"], 4),
        (["a,b", "x,1", "é,2", "x,3", "ë\u20ac,4"], 5),
    ],
)
def test_mixed_encodings_are_refused_with_their_line(tmp_path, lines, row):
    for first, last in (("utf-8", "cp1252"), ("cp1252", "utf-8")):
        content = "\n".join(lines[:-1]).encode(first) + b"\n" + lines[-1].encode(last)
        assert f"export.csv, row {row}: expected letters in" in refusal(write(tmp_path, content))


def test_an_encoding_that_is_told_wrongly_is_refused(tmp_path):
    assert "row 2" in refusal(write(tmp_path, "a,b\né,1\n"), encoding="windows-1252")
    assert "row 2" in refusal(write(tmp_path, "a,b\né,1\n".encode("cp1252")), encoding="utf-8")


def test_the_number_of_broken_rows_is_told_only_from_ten(tmp_path):
    few, many = "a,b\n" + "1,2\n1\n" * 9, "a,b\n" + "1,2\n1\n" * 23
    assert "fewer than 10 rows" in refusal(write(tmp_path, few))
    assert "about 20 rows" in refusal(write(tmp_path, many))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("export.csv", b"PK\x03\x04", "an Excel workbook"),
        ("export.sav", b"a,b\n1,2\n", "text"),
        ("export.xlsx", b"a,b\n1,2\n", "text"),
        ("export.csv", b"$FL2@(#)", "an SPSS file"),
        ("export.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "with a password"),
        ("export.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), "with a password"),
        ("export.pdf", b"%PDF-1.7", "a PDF"),
        ("export.csv", b"%PDF-1.7", "expected an export as CSV, XLSX or SPSS; found a PDF"),
        ("export.doc", b"a,b\n1,2\n", "another ending"),
        ("export.csv", b"\n\n\n", "empty rows"),
        ("export.xlsx", b"PK\x03\x04" + b"x" * 50, "broken or incomplete"),
        ("export.sav", b"$FL2" + b"x" * 50, "broken or incomplete"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, name, content, expected):
    assert expected in refusal(write(tmp_path, content, name))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "no such file" in refusal(tmp_path / "export.csv")


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "export.csv"
    with path.open("wb") as stream:
        stream.truncate(exports.MAX_FILE_BYTES + 1)
    assert "1,024 MiB" in refusal(path)


# limits hold before memory is used: each is read in a process of its own that may not grow

MEASURE = """
import resource, sys
from pathlib import Path
import numpy, pandas, openpyxl, pyreadstat
from owlib.surveys.exports import read_export
from owlib.errors import DataError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.argv[1:]:
    try:
        read_export(Path(name))
    except DataError as error:
        print(str(error).splitlines()[0])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def write_workbook(path, sheet, times=1):
    """Write a workbook by hand: a worksheet whose middle part is repeated, so that its size costs no time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
                         'package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/'
                         'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')  # fmt: skip
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            start, middle, end = sheet
            stream.write(start)
            for _ in range(times):
                stream.write(middle)
            stream.write(end)
    return path


def test_a_million_columns_and_zip_bombs_are_refused_in_bounded_memory(tmp_path):
    files = {
        write(tmp_path, ",".join(f"vraag{n}" for n in range(1_000_000)) + "\n1\n"): "2,000 columns",
        write(tmp_path, ",".join("abc"[n % 3] for n in range(400_000)) + "\n1\n", "narrow.csv"): "2,000 columns",
        write(tmp_path, "a,b\n1," + "9" * 9_000_000 + "\n", "long.csv"): "2,000 columns",
        write_workbook(tmp_path / "bomb.xlsx", (b"", bytes(1024**2), b""), times=600): "512 MiB and 200 times",
    }
    command = [sys.executable, "-c", MEASURE, *files]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    for path, expected, message, grown in zip(files, files.values(), told[::2], told[1::2], strict=True):
        assert message.startswith(path.name)
        assert expected in message
        assert int(grown) < 60 * 1024, f"KiB for {path.name} and those before it"


# workbooks


def make_workbook(folder, rows, name="export.xlsx", sheets=("Antwoorden",)):
    book = openpyxl.Workbook()
    for place, title in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


MOMENT = datetime.datetime.fromisoformat("2019-04-03 09:05:07")
ROWS = [
    ["Respondent", "Start", "Dag", "Uren", "Vraag", "Klopt"],
    [7, MOMENT, datetime.date(2019, 4, 3), 1.5, " Zeer tevreden ", True],
    [8.0, MOMENT.replace(hour=0, minute=0, second=0), None, 32.0, "n.v.t.", False],
]


def test_a_workbook_is_read_as_text(tmp_path):
    assert read_lists(make_workbook(tmp_path, ROWS)) == {
        "Respondent": ["7", "8"], "Start": ["2019-04-03 09:05:07", "2019-04-03"], "Dag": ["2019-04-03", ""],
        "Uren": ["1.5", "32"], "Vraag": ["Zeer tevreden", "n.v.t."], "Klopt": ["TRUE", "FALSE"],
    }  # fmt: skip


def test_empty_rows_and_short_rows_of_a_workbook(tmp_path):
    path = make_workbook(tmp_path, [["a", "b"], [None, None], ["x"], [None, None]])
    assert read_lists(path) == {"a": ["x"], "b": [""]}


def test_a_workbook_of_empty_rows_is_told_as_that(tmp_path):
    assert "empty rows" in refusal(make_workbook(tmp_path, [[None], [None, None]]))


def test_a_sheet_is_the_only_one_or_named(tmp_path):
    path = make_workbook(tmp_path, ROWS, sheets=("Uitleg", "Antwoorden"))
    assert tuple(read_export(path, sheet="Antwoorden").frame) == tuple(ROWS[0])
    assert "'Uitleg', 'Antwoorden'" in refusal(path)
    assert "expected a sheet 'Data'" in refusal(path, sheet="Data")


def test_formulas_are_refused(tmp_path):
    path = make_workbook(tmp_path, [["a", "totaal"], [HIDDEN, "=1+1"], ["x", "=1+2"]])
    message = refusal(path)
    assert "export.xlsx, row 2: expected values; found cells with a formula" in message
    assert "save the sheet as values" in message
    assert "row 1" in refusal(make_workbook(tmp_path, [["a", "=A1"], [1, 2]]))


def test_a_text_that_begins_with_an_equals_sign_is_no_formula(tmp_path):
    path = make_workbook(tmp_path, [["a", "b"], ["x", "y"]])
    book = openpyxl.load_workbook(path)
    cell = book.active["B2"]
    cell.value, cell.data_type = "=dat", "s"
    book.save(path)
    assert read_lists(path)["b"] == ["=dat"]


def test_a_merged_header_is_refused(tmp_path):
    path = make_workbook(tmp_path, [["a", "Vragen", None], [1, HIDDEN, 3]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B1:C1")
    book.save(path)
    assert "row 2: expected 2 cells" in refusal(path)
    path = make_workbook(tmp_path, [["a", "Vragen", None, "d"], [1, HIDDEN, 3, 4]])
    message = refusal(path)
    assert "row 1: expected a name for each column" in message
    assert "give it a name of its own" in message


def test_cells_beyond_the_header_are_refused(tmp_path):
    assert "row 3: expected 2 cells" in refusal(make_workbook(tmp_path, [["a", "b"], [1, 2], [1, 2, HIDDEN]]))


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path, kept):
    path = make_workbook(tmp_path, ROWS)
    content = path.read_bytes()
    assert "broken or incomplete" in refusal(write(tmp_path, content[: int(len(content) * kept)], "half.xlsx"))


def test_an_archive_of_another_kind_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.xlsx", "w") as archive:
        archive.writestr("geheim.txt", HIDDEN)
    assert "an archive of another kind" in refusal(tmp_path / "export.xlsx")


def test_too_many_rows_of_a_workbook_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "MAX_XLSX_ROWS", 3)
    assert len(read_export(make_workbook(tmp_path, [["a", "b"], *[[1, 2]] * 3])).frame) == 3
    assert "at most 3 rows" in refusal(make_workbook(tmp_path, [["a", "b"], *[[1, 2]] * 4]))


def test_entities_of_a_workbook_are_not_expanded(tmp_path):
    path = make_workbook(tmp_path, [["a", "b"], [1, 2]])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    members["xl/worksheets/sheet1.xml"] = bomb.encode() + members["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert "broken or incomplete" in refusal(path)


# SPSS


@pytest.fixture
def sav(tmp_path):
    frame = pd.DataFrame(
        {
            "RESP": [1.0, 2.0, 3.0], "V1": [1.0, 5.0, 99.0], "V2": [1.5, np.nan, 3.0], "OPEN": [" prima ", "", "é"],
            "DAG": [datetime.date(2019, 4, 3), None, datetime.date(2019, 4, 4)],
        }
    )  # fmt: skip
    path = tmp_path / "export.sav"
    pyreadstat.write_sav(
        frame, path, variable_value_labels={"V1": {1.0: "Zeer ontevreden", 5.0: "Zeer tevreden"}},
        column_labels=["", "Hoe tevreden  bent u?", "", "", ""], missing_ranges={"V1": [99.0]},
    )  # fmt: skip
    return path


def test_spss_values_come_as_text_with_their_labels(sav):
    assert read_lists(sav, text_columns=["OPEN"]) == {
        "RESP": ["1", "2", "3"], "V1": ["1", "5", ""], "V2": ["1.5", "", "3"], "OPEN": ["prima", "", "é"],
        "DAG": ["2019-04-03", "", "2019-04-04"],
    }  # fmt: skip
    export = read_export(sav)
    assert export.labels == {"V1": {"1": "Zeer ontevreden", "5": "Zeer tevreden"}}
    assert export.titles["V1"] == "Hoe tevreden bent u?"
    assert tuple(read_export(sav).frame) == ("RESP", "V1", "V2", "OPEN", "DAG")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_spss_file_is_refused(sav, tmp_path, kept):
    content = sav.read_bytes()
    message = refusal(write(tmp_path, content[: int(len(content) * kept)], "half.sav"))
    assert "broken or incomplete" in message or "all rows of the file" in message


def test_too_many_cells_of_an_spss_file_are_refused(sav, monkeypatch):
    monkeypatch.setattr(exports, "MAX_SAV_CELLS", 14)
    assert "at most 14 cells" in refusal(sav)
