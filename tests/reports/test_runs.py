"""Runs go side by side, survive what kills them, and keep a report whole or not at all."""

import contextlib
import functools
import json
import os
import signal
import subprocess
import sys

import pytest
from conftest import list_files
from copies import PATIENCE, list_group, start, wait_for
from distributed import Client

from owlib.evidence import read_evidence
from owlib.places import clear_parts, list_code, list_data, write_whole
from owlib.reports import runs
from owlib.reports.catalog import list_reports
from owlib.reports.executors import AHEAD, TRIES, open_processes, work_off
from owlib.reports.runs import Made, keep_report, make_job

SMALL = ("nl/ow-c-interim", "en/ow-c-interim", "nl/arkin-interim", "en/arkin-final")


def double(number):
    return 2 * number


def kill_once(folder, number):
    """Kill the own process the first time that a number is worked on, in the way of a lack of memory."""
    mark = folder / str(number)
    if number % 3 == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def kill_always(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number):
    raise ValueError(number)


def count_statements(root):
    return len(read_evidence(root).statements)


def work(function, jobs, count=2):
    return list(work_off(functools.partial(open_processes, count), function, jobs, lambda job: f"gave up {job}"))


def test_each_job_comes_back_once():
    assert sorted(work(double, range(20))) == [2 * number for number in range(20)]
    assert work(double, []) == []


def test_what_a_killed_process_had_in_hand_is_done_by_another(tmp_path):
    assert sorted(work(functools.partial(kill_once, tmp_path), range(8))) == list(range(8))


def test_work_that_kills_each_time_is_given_up_and_the_rest_is_done():
    assert TRIES == 3
    for count in (1, 2, 4):
        assert sorted(map(str, work(kill_always, range(9), count))) == [*"01245678", "gave up 3"]


def test_an_error_of_the_work_is_not_swallowed():
    with pytest.raises(ValueError, match="5"):
        work(fail, [5])


def test_few_jobs_are_handed_out_at_a_time():
    """A run of thousands must not hold them all in memory."""
    taken = []
    jobs = (taken.append(number) or number for number in range(50))
    for done, _ in enumerate(work_off(functools.partial(open_processes, 2), double, jobs, str), 1):
        assert len(taken) - done <= AHEAD * 2


def test_what_a_killed_process_had_begun_to_write_is_taken_away(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine, gone = tmp_path / f".{os.getpid()}-a.part", tmp_path / f".{ended.pid}-b.part"
    other = tmp_path / ".hidden"
    for path in (mine, gone, other):
        path.touch()
    clear_parts(tmp_path)
    clear_parts(tmp_path / "nowhere")
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, other.name}


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "report.ipynb"
    write_whole(path, "before")

    def is_full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "after")
    assert {name: content.decode() for name, content in list_files(tmp_path).items()} == {"report.ipynb": "before"}


# the command


def read_until(process, word):
    """Return the lines that a command says up to one that has a word in it."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            return lines
    raise AssertionError(f"no '{word}' in {lines}, but: {process.stderr.read()}")


@pytest.mark.long
def test_a_run_that_is_killed_leaves_whole_reports_and_no_process_and_the_next_one_finishes(copy, owlib):
    reports = copy / "book" / "reports"
    before = list_files(reports)
    process = start(copy, "run", "--force", *SMALL)
    read_until(process, "[1/4]")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert wait_for(lambda: not list_group(process.pid))
    (reports / "nl" / f".{process.pid}-x.part").write_text("{")
    assert {name: text for name, text in list_files(reports).items() if name in before} == before
    (reports / f"{SMALL[1]}.ipynb").unlink()
    assert owlib(copy, "run").returncode == 0
    assert list_files(reports) == before


@pytest.mark.long
def test_ctrl_c_stops_a_run_in_words(copy):
    process = start(copy, "run", "--force", *SMALL)
    read_until(process, "[1/4]")
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130
    assert said.splitlines()[-1].startswith("owlib: stopped. What was finished is kept")
    assert "Traceback" not in said
    assert wait_for(lambda: not list_group(process.pid))


MADE_FROM = ("notebooks/case_report.ipynb", "data/themes.csv", "data/cases/ow-c/statements.csv", "requirements.lock")


@pytest.mark.parametrize("name", MADE_FROM)
def test_a_report_whose_inputs_change_while_it_runs_is_not_kept(copy, evidence, name):
    (report,) = [report for report in list_reports(evidence) if report.name == SMALL[0]]
    folder = copy / "book" / "reports"
    before = list_files(folder)
    made = Made(make_job(copy, evidence, report), content="made")
    path = copy / name
    path.write_bytes(path.read_bytes() + b"\n")
    outcome = keep_report(made, folder)
    assert outcome.fault == f"{name} changed while the report ran, so it was not kept. What to do: owlib run, once more"
    assert list_files(folder) == before
    again = Made(make_job(copy, evidence, report), content="made")
    assert keep_report(again, folder).fault == ""
    assert (folder / f"{SMALL[0]}.ipynb").read_text() == "made"


def test_a_report_is_kept_where_only_what_it_is_not_made_from_changes(copy, evidence):
    (report,) = [report for report in list_reports(evidence) if report.name == SMALL[0]]
    made = Made(make_job(copy, evidence, report), content="made")
    path = copy / "data" / "cases" / "arkin" / "statements.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert keep_report(made, copy / "book" / "reports").fault == ""


def test_a_kernel_that_reads_all_data_anew_keeps_no_report_where_any_of_it_changed(copy, evidence):
    (report,) = [report for report in list_reports(evidence) if report.name == SMALL[0]]
    made = Made(make_job(copy, evidence, report, read=list_data(copy)), content="made")
    path = copy / "data" / "cases" / "arkin" / "statements.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert "data/cases/arkin/statements.csv changed" in keep_report(made, copy / "book" / "reports").fault


def test_a_report_is_not_kept_where_code_was_imported_before_it_changed(copy, evidence, monkeypatch):
    """Its fingerprint would be that of code which did not run."""
    (report,) = [report for report in list_reports(evidence) if report.name == SMALL[0]]
    path = str(list_code()["exhibits.cases"])
    monkeypatch.setitem(runs.IMPORTED, path, (path, 1, 1, 1))
    made = Made(make_job(copy, evidence, report), content="made")
    assert "owlib/exhibits/cases.py changed while the report ran" in keep_report(made, copy / "book" / "reports").fault


def test_a_process_that_makes_reports_goes_on_with_the_data_that_it_was_given(copy, evidence):
    (report,) = [report for report in list_reports(evidence) if report.name == SMALL[0]]

    def opened():
        begin = runs.prepare(copy, [report])
        for path in (copy / "data" / "cases").rglob("*.csv"):
            path.unlink()
        return open_processes(1, begin)

    (found,) = work_off(opened, count_statements, [copy], str)
    assert found == len(evidence.statements)


@pytest.mark.long
def test_two_runs_at_once_do_not_harm_each_other(copy):
    before = list_files(copy / "book" / "reports")
    processes = [start(copy, "run", "--force", *SMALL[:2]) for _ in range(2)]
    said = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert list_files(copy / "book" / "reports") == before


# a cluster


@contextlib.contextmanager
def open_dask(folder, count):
    """Give the address of a scheduler on this machine, and its workers, each a process with one thread."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    file = folder / "scheduler.json"
    where = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", *where, "--port", "0"]
    processes = [subprocess.Popen(dask, **quiet)]
    try:
        assert wait_for(lambda: file.is_file() and file.stat().st_size > 0)
        address = json.loads(file.read_text())["address"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
        worker += ["--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(folder)]
        processes += [subprocess.Popen(worker, **quiet) for _ in range(count)]
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.long
def test_a_cluster_that_loses_a_worker_half_way_still_makes_every_report_once_and_whole(copy, tmp_path):
    before = list_files(copy / "book" / "reports")
    for name in SMALL:
        (copy / "book" / "reports" / f"{name}.ipynb").unlink()
    with open_dask(tmp_path, 2) as (address, workers):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        process = start(copy, "run", "--scheduler", address)
        lines = read_until(process, "[1/4]")
        workers[0].kill()
        said, wrong = process.communicate(timeout=5 * PATIENCE)
    assert process.returncode == 0, wrong
    told = [line.split()[1] for line in [*lines, *said.splitlines()] if line.startswith("[")]
    assert sorted(told) == sorted(SMALL)
    assert list_files(copy / "book" / "reports") == before


@pytest.mark.long
def test_a_scheduler_that_is_not_there_is_told_in_words(copy, owlib):
    (copy / "book" / "reports" / f"{SMALL[0]}.ipynb").unlink()
    result = owlib(copy, "run", SMALL[0], "--scheduler", "tcp://127.0.0.1:1")
    assert result.returncode == 1
    assert "--scheduler: expected a running scheduler; found none at 'tcp://127.0.0.1:1'. What to do:" in result.stderr
    assert "Traceback" not in result.stderr
