"""Bad input: one clear message, its own exit code, no traceback, and every output as it was.

Each file in ``faults/`` breaks one thing in a copy of the project; a new case is a new file. It names the file
to break, how (``replace``: old and new text; ``content``: the new content; ``encoding``: another encoding), and
the message that a user must see.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import call_owlib, copy_parts, list_files

from owlib.errors import DataError
from owlib.evidence.read import check_data, read_evidence
from owlib.evidence.verify import check_records
from owlib.places import sign_files
from owlib.reports.catalog import select_reports
from owlib.reports.runs import Made, keep_report, make_job
from owlib.review.editions import check_sources
from owlib.review.prose import check_prose

FAULTS = sorted((Path(__file__).parents[1] / "faults").glob("*.yml"))
CHECKS = (check_data, check_records, check_prose, check_sources)
"""What ``owlib check`` does in turn, of all that these faults can break."""
READING = [
    path for path in FAULTS if path.read_text(encoding="utf-8").startswith("file: data/") and "changed" not in path.stem
][::4]
"""Faults tried with the other commands, too; all read the data through the same door.

Numbers on pages, and records that changed since they were compared, are found by ``check`` and ``review`` alone.
"""


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


def find_missing(fault: dict, told: str) -> list[str]:
    """Return what a user must see of a fault and does not."""
    return [message for message in fault["messages"] if message not in told]


def list_faults(folder: Path) -> Iterator[str]:
    """Yield what each check in turn tells of a project folder."""
    for check in CHECKS:
        try:
            yield from map(str, check(folder))
        except DataError as error:
            yield from map(str, error.findings)


@pytest.fixture(scope="module")
def shared(root, tmp_path_factory):
    """A copy of the project, in which each fault is mended after it was told."""
    return copy_parts(root, tmp_path_factory.mktemp("alone"))


@pytest.fixture
def broken(shared, path):
    """That copy with one fault, which is all that is then told."""
    fault = yaml.safe_load(path.read_text(encoding="utf-8"))
    file = shared / fault["file"]
    before = file.read_bytes()
    break_file(shared, fault)
    after = sign_files(file for file in shared.rglob("*") if file.is_file())
    yield shared, fault
    assert sign_files(file for file in shared.rglob("*") if file.is_file()) == after, "something was written"
    file.write_bytes(before)


@pytest.mark.long
@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_bad_data_is_named_by_file_row_and_column(broken):
    folder, fault = broken
    told = ""
    for one in list_faults(folder):
        assert "What to do: " in one
        told += f"{one}\n"
        if not find_missing(fault, told):
            break
    assert not find_missing(fault, told)


@pytest.mark.long
@pytest.mark.parametrize("path", READING, ids=[path.stem for path in READING])
def test_bad_data_end_every_command_that_reads_them(broken, owlib):
    folder, fault = broken
    for command in (["run", "--force"], ["book"]):
        result = owlib(folder, *command)
        assert result.returncode == 3, result.stderr
        assert "Traceback" not in result.stdout + result.stderr
        assert not find_missing(fault, result.stderr)
        assert "What to do: " in result.stderr


def break_together(folder: Path, faults: dict[str, dict]) -> list[str]:
    """Break what can be broken side by side, and return the names of these faults."""
    broken: dict[str, dict] = {}
    for name, fault in faults.items():
        path, others = folder / fault["file"], [other for other in broken.values() if other["file"] == fault["file"]]
        if any("replace" not in other for other in [*others, *([fault] if others else [])]):
            continue  # one of them makes the whole file anew
        before = path.read_text(encoding="utf-8")
        if all(old in before for old in fault.get("replace", {})):
            break_file(folder, fault)
            after = path.read_text(encoding="utf-8") if others else ""
            if all(new in after for other in others for new in other["replace"].values()):
                broken[name] = fault
            else:  # it broke again what another had broken
                path.write_text(before, encoding="utf-8")
    return list(broken)


@pytest.fixture(scope="module")
def rounds(root, tmp_path_factory):
    """Rounds of checking: all faults that are left are made at once, and those that are told are mended.

    Some faults hide others, as form is checked before meaning. So each round breaks what no round before it told.
    """
    left = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FAULTS}
    told, results = {}, []
    while left:
        folder = copy_parts(root, tmp_path_factory.mktemp("faults"))
        broken = break_together(folder, left)
        before = list_files(folder)
        said = "\n".join(list_faults(folder)) if results else call_owlib(folder, "check")
        results.append((said, list_files(folder) == before))
        shutil.rmtree(folder)
        lines = said if isinstance(said, str) else said.stderr
        found = [name for name in broken if not find_missing(left[name], lines)]
        if not found:
            break
        told |= {name: left.pop(name) for name in found}
    return told, results


@pytest.mark.parametrize("name", [path.stem for path in FAULTS])
def test_bad_data_is_named_among_other_faults(rounds, name):
    told, results = rounds
    assert name in told, results[-1]


def test_however_many_faults_they_are_told_in_few_rounds_without_a_traceback(rounds):
    """The first round, of most faults, by the command, and those after it by what the command does."""
    _, results = rounds
    result, _ = results[0]
    assert result.returncode == 3, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert "What to do: " in result.stderr
    assert all(unchanged for _, unchanged in results)
    assert len(results) < 20


def test_a_template_that_is_no_notebook_is_named(copy, owlib):
    (copy / "notebooks" / "case_report.ipynb").write_text("not a notebook", encoding="utf-8")
    before = list_files(copy)
    result = owlib(copy, "run", "zgao-final")
    assert result.returncode == 4
    assert "notebooks/case_report.ipynb: expected a notebook; found " in result.stderr
    assert "Traceback" not in result.stderr
    assert list_files(copy) == before


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda path: path.write_text("", encoding="utf-8"), "an empty file"),
        (lambda path: path.unlink(), "no such file"),
        (lambda path: (path.unlink(), path.mkdir()), "a folder"),
    ],
    ids=["empty", "gone", "a folder"],
)
def test_a_template_that_is_not_there_is_named(copy, owlib, spoil, found):
    spoil(copy / "notebooks" / "case_report.ipynb")
    for words in (["run", "zgao-final"], ["list"], ["check"]):
        result = owlib(copy, *words)
        assert "Traceback" not in result.stderr
        if words != ["check"]:
            assert result.returncode == 4
            assert f"notebooks/case_report.ipynb: expected a notebook; found {found}." in result.stderr


def test_a_template_that_vanishes_while_its_report_runs_is_named(copy):
    evidence = read_evidence(copy)
    (report,) = select_reports(evidence, ["nl/zgao-final"])
    made = Made(make_job(copy, evidence, report), "{}")
    (copy / "notebooks" / report.template).unlink()
    kept = keep_report(made, copy / "book" / "reports")
    assert kept.fault.startswith("notebooks/case_report.ipynb changed while the report ran, so it was not kept.")


def test_a_folder_that_is_a_file_is_refused(copy, owlib, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = owlib(copy, "run", "zgao-final", "--output", str(tmp_path / "taken"))
    assert result.returncode == 2
    assert "taken' is a file" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("statements.csv", None, "statements.csv: expected this file; found no such file."),
        ("extra.csv", "a\n1\n", "extra.csv: expected a resource in data/datapackage.json"),
    ],
)
def test_a_file_that_is_missing_or_that_the_package_does_not_name_is_named(copy, name, content, message):
    path = copy / "data" / "cases" / "kag" / name
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    assert any(str(finding).startswith(f"data/cases/kag/{message}") for finding in check_data(copy))


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [(",5.2,15,5.2,", ",7.3,15,5.2,", 16), (",5.3,16,5.3,", ",5.1,16,5.3,", 17), (",5.3,16,5.3,", ",5.1,16,5.1,", 17)],
)
def test_a_fault_in_the_table_of_sections_is_not_told_of_each_record_that_names_a_section(copy, old, new, row):
    path = copy / "data" / "sections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    told = check_data(copy)
    assert len(told) <= 3
    assert ("data/sections.csv", row) in {(finding.file, finding.row) for finding in told}
