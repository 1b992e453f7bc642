"""The survey commands from outside, as a person calls them: the way through, bad input, privacy, and the mark.

Commands take seconds each, so all of them run side by side in the background, and the tests look at what came of them.
"""

import contextlib
import json
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from survey_files import (
    CANARY,
    DAY,
    NUMBER,
    SURVEY,
    add_cell,
    as_workbook,
    call,
    change,
    complete,
    cut_short,
    edit,
    find_traces,
    forget,
    list_bytes,
    make_answers,
    make_project,
    map_value,
    mix_encodings,
    name_values,
    rewrite,
    widen,
    write_bomb,
    write_survey,
)

from owlib.surveys.guard import MARKS
from owlib.surveys.perturbation import REACH
from owlib.words import LANGUAGES

MARK = "SIMULATED"
MAX_PEAK = 600
"""MiB that a command may take to refuse a file that would take more."""


# the way through


def go_through(root, folder):
    project = make_project(root, folder)
    table = make_answers(project, 600)
    table.loc[:19, "respondent"] = [f"test-{number}" for number in range(20)]
    table.loc[20:39, "oc-life"] = "good"
    table = pd.concat([table, table.iloc[100:130]], ignore_index=True)
    named = name_values(project, table).assign(Browser=CANARY)
    named.loc[20:39, "Hoe goed is uw leven op dit moment?"] = "prima hoor"
    named.to_csv(project / "uit de tool.csv", sep=";", encoding="cp1252", index=False)
    words = ("--file", "uit de tool.csv", "--survey", SURVEY, "--wave", "1")
    calls = [call(project, "new-survey", "mine", *words), call(project, "clean", "mine")]
    complete(project / "private" / "mine", {"Browser": "-"}, lambda _, value: "good" if value == "prima hoor" else "")
    calls += [call(project, "clean", "mine"), call(project, "run", "--survey", "mine", anew=True)]
    results = project / "private" / "mine" / "results"
    first = list_bytes(results)
    calls.append(call(project, "run", "--survey", "mine"))
    return calls, table, results, first


# bad input: how it comes about, what is called, exit code, and what the message says


def leave_three(folder):
    rewrite(lambda table: table.head(3))(folder)
    change(folder / "answers.csv", "answer\n", "answer\ncase,north,north\ncase,south,south\n")


CLEAN = ("clean", "NAME")
NEW = ("new-survey", "other", "--survey", SURVEY, "--file")
BAD = {
    "unmapped column": (rewrite(lambda t: t.assign(Extra=CANARY)), CLEAN, 3,
                        r"export\.csv, row 1, column 'Extra': .* an unmapped column\. .*NAME --update"),
    "unmapped value": (rewrite(lambda t: t.assign(**{"oc-life": t["oc-life"].replace("good", CANARY)})), CLEAN, 3,
                       r"export\.csv, column 'oc-life': .*a value that nobody mapped.*NAME --update"),
    "unknown item": (edit("columns.csv", ",oc-satisfied", ",oc-satisfeid"), CLEAN, 3,
                     r"NAME/columns\.csv, row \d+, column 'item': .*'oc-satisfeid'.*write 'oc-satisfied'"),
    "unknown answer": (edit("answers.csv", "answer\n", f"answer\nquality,{CANARY},goood\n"), CLEAN, 3,
                       r"NAME/answers\.csv, row 2, column 'answer': .*write 'good'"),
    "another survey": (rewrite(lambda t: t.rename(columns=lambda name: f"Q {name}")), CLEAN, 3,
                       r"export\.csv, row 1: expected the export of this survey.*'file' in NAME/survey\.yml"),
    "mixed encodings": (mix_encodings, CLEAN, 3, r"export\.csv, row \d+: .*UTF-8|Windows-1252"),
    "truncated workbook": (as_workbook(cut_short), CLEAN, 3, r"export\.xlsx: .* a broken or incomplete file"),
    "zip bomb": (as_workbook(write_bomb), (*NEW, "private/NAME/export.xlsx"), 3, r"export\.xlsx: .*200 times"),
    "formula": (as_workbook(forget, lambda t: t.assign(**{"oc-life": "=A1"})), CLEAN, 3,
                r"export\.xlsx, row 2: .*formula.*as values"),
    "a million columns": (widen, (*NEW, "private/NAME/export.csv"), 3, r"export\.csv, row 1: .*at most 2,000 columns"),
    "too few to clean": (leave_three, CLEAN, 1, r"expected 10 or more respondents; found fewer"),
    "too few to run": (leave_three, ("run", "--survey", "NAME"), 1, r"10 or more respondents"),
    "export gone": (lambda folder: (folder / "export.csv").unlink(), CLEAN, 3, r"export\.csv: .*no such file"),
    "no YAML": (edit("survey.yml", "survey: ", "survey: ["), CLEAN, 3, r"NAME/survey\.yml, row \d: .*YAML"),
    "low threshold": (edit("survey.yml", "file", "threshold: 3\nfile"), CLEAN, 3, r"'threshold': .*10 or more"),
    "read-only": (lambda folder: folder.chmod(0o500), CLEAN, 1, r"Permission denied.*may be written to"),
    "unknown wave": (forget, ("run", "--survey", "NAME", "--wave", "9"), 2, r"a wave of the survey; found '9'"),
    "unknown case": (forget, ("run", "--survey", "NAME", "--case", "nowhere"), 2, r"a case.*'nowhere'.*'north'"),
    "unknown survey": (forget, ("clean", "nowhere"), 2, r"found no 'nowhere'.*owlib new-survey nowhere"),
    "slash": (forget, ("clean", "./NAME"), 2, r"expected a survey; found no '\./NAME'"),
    "another folder": (forget, ("run", "--survey", "../data/simulated/pilot-employees"), 2, r"expected a survey"),
    "new with a path": (forget, ("new-survey", "../x", *NEW[2:], "private/NAME/export.csv"), 2, r"expected a name of"),
    "name in use": (forget, ("new-survey", "NAME", *NEW[2:], "private/NAME/export.csv"), 2, r"'NAME', which exists"),
}  # fmt: skip


def spoil_and_call(project, name):
    spoil, words, _, _ = BAD[name]
    slug = name.replace(" ", "-").lower()
    table = make_answers(project, 60).assign(wave="1")
    folder = write_survey(project, slug, table)
    spoil(folder)
    before = list_bytes(folder)
    called = call(project, *(word.replace("NAME", slug) for word in words), bound=name == "read-only")
    folder.chmod(0o700)
    return called, before, list_bytes(folder), folder


# privacy


def try_to_leak(root, folder):
    """Put answers that all bear a token through each command, those that fail included."""
    project = make_project(root, folder)
    table = make_answers(project, 120).assign(case="Noord")
    named = name_values(project, table, prefix=f"{CANARY} ")
    named = named.assign(Organisatie=f"{CANARY} Noord", Starttijd=f"31-02-2031 {CANARY}", Eindtijd=f"{DAY} 07:39")
    named = named.assign(Duur=NUMBER, Gewicht=NUMBER, Browser=[f"{CANARY}{place}" for place in range(len(named))])
    named["Hoeveel uur zorg krijgt u per week?"] = NUMBER
    export, name = folder / "export.csv", "mine"
    named.to_csv(export, sep=";", index=False)
    words = ("--file", str(export), "--survey", SURVEY, "--wave", "1")
    calls = {"new-survey": call(project, "new-survey", name, *words), "undecided": call(project, "clean", name)}
    find = map_value(project, f"{CANARY} ")
    complete(project / "private" / name, {"Browser": "-"}, lambda *cell: "north" if cell[0] == "case" else find(*cell))
    calls |= {"clean": call(project, "clean", name), "run": call(project, "run", "--survey", name)}
    calls["wave"] = call(project, "run", "--survey", name, "--wave", "9")
    (folder / "fault").mkdir()
    (folder / "fault" / "sitecustomize.py").write_text(
        "from owlib.surveys import responses\n\n"
        "def fail(values, order):\n    raise ValueError(f'cannot read {values}')\n\n"
        "responses.parse_dates = fail\n"
    )
    calls["unforeseen"] = call(project, "clean", name, anew=True, PYTHONPATH=str(folder / "fault"))
    named.replace(f"{CANARY} Goed", f"{CANARY} iets anders").to_csv(export, sep=";", index=False)
    calls |= {"unmapped": call(project, "clean", name), "update": call(project, "new-survey", name, "--update")}
    export.unlink()
    return calls, find_traces(folder)


FRAME = "report.responses.frame"
LEAKS = {
    "raise": f"raise KeyError(str({FRAME}.iloc[0].to_dict()))",
    "display": FRAME,
    "print": f"print({FRAME}.to_string())",
    "write": f"import os\n\nos.write(2, {FRAME}.to_csv().encode())\nos._exit(1)",
}


def run_cell(root, folder, code):
    """Run the report on a survey of a token after somebody added a cell."""
    project = make_project(root, folder)
    write_survey(project, "mine", make_answers(project, 60))
    add_cell(project, code)
    called = call(project, "run", "--survey", "mine", "--language", "nl")
    return called, find_traces(folder), (project / "private" / "mine" / "results").exists()


# the mark

UNMARKED = (
    "from owlib.exhibits.forms import Table\n\n"
    "Table('t', 'Who', ('n',), (), 'us', data_columns=('n',), data_rows=((str(report.respondents_n),),))"
)
REPLACED = (
    "import dataclasses\n\n"
    "counts = dataclasses.replace(report.counts, simulated=False)\n"
    "results.answers_table(dataclasses.replace(report, counts=counts), 'background')"
)


def lose(settings=None, **columns):
    """Return a way to lose the mark: other settings, columns renamed (to nothing: removed), columns mapped anew."""

    def spoil(folder):
        change(folder / "survey.yml", "simulated: true", f"simulated: {settings or 'false'}")
        table = pd.read_csv(folder / "export.csv", sep=";", dtype="str", keep_default_na=False)
        mapping = pd.read_csv(folder / "columns.csv", dtype="str", keep_default_na=False).set_index("column")["item"]
        for column, (name, item) in columns.items():
            old = column.replace("_", "-")
            table = table.rename(columns={old: name}) if name else table.drop(columns=old)
            mapping = mapping.rename({old: name}) if name else mapping.drop(old)
            mapping = mapping.replace(item, "-")
            mapping[name or "nothing"] = item
        mapping = mapping.drop("nothing", errors="ignore")
        table.to_csv(folder / "export.csv", sep=";", index=False)
        mapping.rename_axis("column").rename("item").to_csv(folder / "columns.csv")

    return spoil


def rename_ids(folder):
    change(folder / "survey.yml", "simulated: true", "simulated: false")
    change(folder / "export.csv", f";{MARK}-", ";r")


LOST = {
    "setting": lose(),
    "setting and column": lose(simulated=("", "")),
    "setting and ids": rename_ids,
    "both left out": lose(simulated=("V98", "-"), Respondent_ID=("V99", "-")),
    "both taken for open answers and dates": lose(simulated=("V98", "oc-remarks"), Respondent_ID=("V99", "finished")),
}


def practise(root, folder):
    """Make simulated answers, run their report, and try to lose the mark of copies of them."""
    project = make_project(root, folder)
    private = project / "private"
    words = ("--survey", SURVEY, "--case", "north=120", "--no-flaws")
    calls = [call(project, "simulate", "demo", *words)]
    copies = {name: shutil.copytree(private / "demo", private / f"lost-{place}") for place, name in enumerate(LOST)}
    mixed = shutil.copytree(private / "demo", private / "mixed")
    calls += [call(project, "clean", "demo"), call(project, "run", "--survey", "demo")]
    lost = {}
    for name, copied in copies.items():
        LOST[name](copied)
        cleaned = call(project, "clean", copied.name)
        file = copied / "clean.csv"
        lost[name] = cleaned, file.read_text().splitlines()[1:] if file.exists() else []
    change(mixed / "export.csv", f"{MARK};{MARK}-0000", ";")
    calls += [call(project, "clean", "mixed")]
    for code in (UNMARKED, REPLACED):
        add_cell(project, code)
        calls += [call(project, "run", "--survey", "lost-0")]
    return calls, private, lost


def run_book_cell(root, folder):
    project = make_project(root, folder)
    add_cell(project, UNMARKED)
    return call(project, "run", "survey-flexible-workers"), project


@contextlib.contextmanager
def open_background():
    """Give a folder, and what does work in the background, two pieces at a time; both are gone afterwards."""
    base = Path(tempfile.mkdtemp(prefix="ow"))  # a short path, as sockets need it
    pool = ThreadPoolExecutor(2)
    yield base, pool
    pool.shutdown(cancel_futures=True)
    shutil.rmtree(base)


@pytest.fixture(scope="module")
def work(root):
    """Return a function that waits for one of the walk-throughs, all of which begin in the background."""
    walks = [("way", go_through), ("leak", try_to_leak), ("practise", practise)]
    walks += [(f"leak {name}", run_cell, code) for name, code in LEAKS.items()]
    with open_background() as (base, pool):
        jobs = {}
        for name, do, *more in [*walks, ("book", run_book_cell)]:
            folder = base / f"w{len(jobs)}"
            folder.mkdir()
            jobs[name] = pool.submit(do, root, folder, *more)
        yield lambda name: jobs[name].result()


@pytest.fixture(scope="module")
def refused(root):
    """Return a function that waits for what came of some bad input."""
    with open_background() as (base, pool):
        project = make_project(root, base)
        jobs = {name: pool.submit(spoil_and_call, project, name) for name in BAD}
        yield lambda name: jobs[name].result()


@pytest.mark.long
def test_the_way_from_export_to_report(work):
    calls, table, results, first = work("way")
    assert [called.code for called in calls] == [0, 3, 0, 0, 0], "\n".join(called.text for called in calls)
    assert "lines are left to decide" in calls[0].text
    for language in LANGUAGES:
        assert {f"{language}/{name}" for name in ("report.html", "report.ipynb", "tables", "figures")} <= set(first)
        assert f'<html lang="{language}">' in (results / language / "report.html").read_text()
    assert {name[3:] for name in first if name.startswith("nl/")} == {
        name[3:] for name in first if name.startswith("en/")
    }
    assert list_bytes(results) == first, "a second run gives the same bytes"
    assert all(f"{name[:-4]}.csv" in first for name in first if name.endswith(".svg"))
    shown = calls[3].text + "".join((results / language / "report.html").read_text() for language in LANGUAGES)
    assert not [mark for mark in MARKS.values() if mark in shown]
    left = table[~table["respondent"].str.startswith("test")].drop_duplicates("respondent")
    left = left[left["oc-care-here"] == "yes"]
    background = pd.read_csv(results / "en" / "tables" / "mine-background.csv").set_index(["item_id", "answer"])
    for answer, count in left["oc-who"].value_counts().items():
        assert abs(background["hits"]["oc-who", answer] - count) <= REACH
    by_case = pd.read_csv(results / "en" / "tables" / "mine-by-case.csv").set_index(["item_id", "case"])
    for case, rows in left.groupby("case"):
        valid = rows[rows["oc-life"] != "dont-know"]
        assert abs(by_case["n"]["oc-life", case] - len(valid)) <= REACH
        happy = valid["oc-life"].isin(["good", "very-good"]).sum()
        assert abs(by_case["hits"]["oc-life", case] - happy) <= REACH


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_and_changes_nothing(refused, name):
    _, _, code, message = BAD[name]
    called, before, after, folder = refused(name)
    assert called.code == code, called.text
    assert re.search(message.replace("NAME", folder.name), called.text), called.text
    assert "What to do: " in called.text
    assert "Traceback" not in called.text
    assert CANARY not in called.text
    assert after == before, "something was written or changed"
    assert called.peak < MAX_PEAK


def test_bad_input_left_nothing_beside_its_folders(refused):
    folders = {refused(name)[3] for name in BAD}
    left = {path for folder in folders for path in folder.parent.iterdir()}
    assert {path for path in left if path.name != "survey-key"} == folders
    assert not [path for folder in folders for path in folder.parents[1].glob("data/simulated/*/results")]


@pytest.mark.long
def test_nothing_of_an_answer_is_left_anywhere(work):
    calls, traces = work("leak")
    codes = {name: called.code for name, called in calls.items()}
    assert codes == {"new-survey": 0, "undecided": 3, "clean": 0, "run": 0, "wave": 2, "unforeseen": 1, "unmapped": 3,
                     "update": 0}, "\n".join(called.text for called in calls.values())  # fmt: skip
    assert not [name for name, called in calls.items() if CANARY in called.text.lower() or "7391" in called.text]
    assert "ValueError, whose words are held back" in calls["unforeseen"].text
    assert not traces


@pytest.mark.long
@pytest.mark.parametrize("name", LEAKS)
def test_a_cell_that_shows_answers_fails_and_leaves_nothing(work, name):
    called, traces, made = work(f"leak {name}")
    assert called.code == 4, called.text
    assert "survey_report.ipynb" in called.text
    assert CANARY not in called.text
    assert not traces
    assert not made


def check_marked(path, mark=MARK):
    """Check that a file says what it is made from, as CSV in each of its rows."""
    if path.suffix == ".csv":
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, sep=";" if path.name == "export.csv" else ",")
        assert (rows["simulated"] == mark).all(), path.name
    assert mark in path.read_text(), path.name


@pytest.mark.long
def test_all_that_is_made_from_simulated_answers_says_so(work):
    calls, private, _ = work("practise")
    folder = private / "demo"
    assert [called.code for called in calls[:3]] == [0, 0, 0], "\n".join(called.text for called in calls)
    for language in LANGUAGES:
        files = [path for path in (folder / "results" / language).rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".csv", ".svg", ".html", ".ipynb"}
        for path in files:
            check_marked(path, MARKS[language])
    for path in (folder / "export.csv", folder / "clean.csv"):
        check_marked(path)
    assert json.loads((folder / "clean.json").read_text())["simulated"] is True


@pytest.mark.long
@pytest.mark.parametrize("way", LOST)
def test_the_mark_is_not_lost(work, way):
    called, rows = work("practise")[2][way]
    assert called.code == 0, called.text
    assert len(rows) > 100
    assert all(row.startswith(f"{MARK},") for row in rows)


@pytest.mark.long
def test_simulated_and_real_answers_are_not_mixed(work):
    called = work("practise")[0][3]
    assert called.code == 3, called.text
    assert "real and simulated answers never mix" in called.text


@pytest.mark.long
def test_a_table_without_the_mark_is_refused(work):
    own, (book, project) = work("practise")[0][4], work("book")
    for called in (own, book):
        assert called.code == 4, called.text
        for mark in MARKS.values():
            assert f"'t': expected the mark {mark}; found none in its caption, data, name" in called.text
    assert not (project / "book").exists()


@pytest.mark.long
def test_a_cell_cannot_take_the_mark_away(work):
    calls, private, _ = work("practise")
    assert calls[5].code == 4, calls[5].text
    assert all(f"expected the mark {mark}; found none" in calls[5].text for mark in MARKS.values())
    assert not (private / "lost-0" / "results").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_exhibit_of_the_committed_report_bears_the_mark(root, language):
    notebook = nbformat.read(root / "book" / "reports" / language / "survey-flexible-workers.ipynb", as_version=4)
    mark = MARKS[language]
    assert notebook.cells[0].source.startswith(f"# {mark}")
    outputs = [output["data"] for cell in notebook.cells for output in cell.get("outputs", [])]
    exhibits = [data[kind] for data in outputs for kind in data if kind.endswith("exhibit+json")]
    assert len(exhibits) > 10
    for exhibit in exhibits:
        assert exhibit.get("title", exhibit.get("caption")).startswith(mark) or exhibit["caption"].startswith(mark)
        rows = exhibit["rows"] if exhibit["kind"] == "figure" else exhibit["data_rows"]
        assert all(row[0] == mark for row in rows)
    pictures = [data["image/svg+xml"] for data in outputs if "image/svg+xml" in data]
    assert pictures
    assert all(f"<!-- {mark} -->" in picture for picture in pictures)
