"""Bad input: one clear message, its own exit code, no traceback, and every output as it was.

Each file in ``faults/`` breaks one thing in a copy of the project; a new case is a new file. It names the file
to break, how (``replace``: old and new text; ``content``: the new content; ``encoding``: another encoding), and
the message that a user must see.
"""

from pathlib import Path

import pytest
import yaml
from conftest import list_files

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.yml"))
COMMANDS = (["check"], ["run", "--force"], ["book"])
TRIED_WITH_ALL = FAULTS[::4]
"""Faults tried with every command; all commands read the data through the same door, so the others try one."""


def break_file(folder: Path, fault: dict) -> None:
    """Break one file as the fault says."""
    path = folder / fault["file"]
    text = path.read_text(encoding="utf-8")
    if "content" in fault:
        text = fault["content"]
    for old, new in fault.get("replace", {}).items():
        assert old in text, f"{fault['file']} no longer holds {old!r}: the fault would break nothing"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding=fault.get("encoding", "utf-8"))


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_bad_data_is_named_by_file_row_and_column(path, copy, owlib):
    fault = yaml.safe_load(path.read_text(encoding="utf-8"))
    break_file(copy, fault)
    before = list_files(copy)
    for command in COMMANDS if path in TRIED_WITH_ALL else COMMANDS[:1]:
        result = owlib(copy, *command)
        assert result.returncode == 3, result.stderr
        assert "Traceback" not in result.stdout + result.stderr
        for message in fault["messages"]:
            assert message in result.stderr
        assert "What to do: " in result.stderr
    assert list_files(copy) == before


def test_a_template_that_is_no_notebook_is_named(copy, owlib):
    (copy / "notebooks" / "case_report.ipynb").write_text("not a notebook", encoding="utf-8")
    before = list_files(copy)
    result = owlib(copy, "run", "zgao-final")
    assert result.returncode == 4
    assert "notebooks/case_report.ipynb: expected a notebook; found " in result.stderr
    assert "Traceback" not in result.stderr
    assert list_files(copy) == before


def test_a_folder_that_is_a_file_is_refused(copy, owlib, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = owlib(copy, "run", "zgao-final", "--output", str(tmp_path / "taken"))
    assert result.returncode == 2
    assert "taken' is a file" in result.stderr


def test_all_faults_are_reported_at_once(copy, owlib):
    path = copy / "data" / "stages.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("phase-2,3", "phase-2,drie").replace(",interim,ow", ",early,ow"), encoding="utf-8")
    result = owlib(copy, "check")
    assert "'drie'" in result.stderr
    assert result.stderr.count("'early'") == 2
    assert "3 faults in the data." in result.stderr


def test_a_missing_file_is_named(copy, owlib):
    (copy / "data" / "cases" / "kag" / "statements.csv").unlink()
    result = owlib(copy, "check")
    assert result.returncode == 3
    assert "data/cases/kag/statements.csv: expected this file; found no such file." in result.stderr


def test_a_file_that_the_package_does_not_name_is_named(copy, owlib):
    (copy / "data" / "cases" / "kag" / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    result = owlib(copy, "check")
    assert result.returncode == 3
    assert "data/cases/kag/extra.csv: expected a resource in data/datapackage.json" in result.stderr
