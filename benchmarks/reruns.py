"""Measure how long it takes to run all reports again and to review them, beside the usual ways, in one go.

The same reports are run by papermill and by nbconvert, one after another, and by `owlib run`; the same notebooks are
compared by `pytest --nbval` and by `owlib review`. Then projects with many simulated cases are run. Each way works on a
copy of the project, in processes of its own. What is kept is the time that passed; beside it that of the processor is
told, of all processes together: it says more where others are at work. The exit code is 1 if a goal is missed.
"""

# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from copies import copy_project, owlib, tell_state
from many_cases import make_project

from owlib.book.measurements import PARTS, RERUNS, RESULTS, write_results
from owlib.evidence.read import read_evidence
from owlib.places import find_root
from owlib.reports import list_reports
from owlib.reports.catalog import find_report
from owlib.reports.executors import count_cores

CACHE = "_cache"
"""Folder of a project for what programs keep for later, such as that its data were found sound."""
FIRST_TIME = "owlib run, for the first time"
PAPERMILL_GOAL = 12
"""Times as fast as papermill one after another, to run everything again."""
UNCHANGED_GOAL = 0.1
"""Seconds per report where nothing changed."""
REVIEW_GOAL = 8
"""Times as fast as pytest --nbval."""
SCALE_GOAL = 1.2
"""Most that a report of the largest project may cost, as a multiple of the smallest."""
MEMORY_GOAL = 1.2
"""Most memory of the process that hands out the work, its data included, as a multiple of the smallest project."""
ONE_AFTER_ANOTHER = {
    "papermill": """
import sys, warnings, papermill
from pathlib import Path
from owlib.evidence.read import read_evidence
from owlib.reports.catalog import list_reports
warnings.simplefilter("ignore")
for report in list_reports(read_evidence())[:: int(sys.argv[2])]:
    made = Path(sys.argv[1]) / f"{report.language}-{report.report_id}.ipynb"
    papermill.execute_notebook(f"notebooks/{report.template}", made, parameters=dict(report.parameters),
                               kernel_name="python3", progress_bar=False)
""",
    "nbconvert": """
import sys, warnings, nbformat
from pathlib import Path
from nbconvert.preprocessors import ExecutePreprocessor
warnings.simplefilter("ignore")
for path in sorted(Path("book/reports").glob("*/*.ipynb"))[:: int(sys.argv[2])]:
    notebook, _ = ExecutePreprocessor(timeout=600).preprocess(nbformat.read(path, as_version=4))
    nbformat.write(notebook, Path(sys.argv[1]) / f"{path.parent.name}-{path.name}")
""",
}


@dataclass(frozen=True)
class Measured:
    """What one command took: seconds, those of the processor, and the highest memory of its first process in MiB."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Row:
    """What one way of doing it took, for so many reports; ``part`` is ``run``, ``review`` or ``scale``."""

    part: str
    way: str
    count: int
    took: Measured


def measure(root: Path, *command: str, codes: tuple[int, ...] = (0,)) -> Measured:
    """Run a command in a project folder, and measure it."""
    own = {"OWLIB_ROOT": str(root), "XDG_CACHE_HOME": str(root / CACHE), "PYTHONHASHSEED": "0"}
    environment = {**os.environ, **own}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT)
        peak = [0.0]
        watcher = threading.Thread(target=_watch, args=(process, peak))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds, code = time.perf_counter() - began, os.waitstatus_to_exitcode(status)
        process.returncode = code
        watcher.join()
        if code not in codes:
            said.seek(0)
            raise SystemExit(f"{' '.join(command[:6])} ended with {code}:\n{said.read().decode()[-2000:]}")
    return Measured(seconds, used.ru_utime + used.ru_stime, peak[0])


def _watch(process: subprocess.Popen, peak: list[float]) -> None:
    """Note the highest memory of a process while it is at work."""
    while process.returncode is None:
        try:
            for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
                if line.startswith("VmHWM:"):
                    peak[0] = max(peak[0], int(line.split()[1]) / 1024)
        except OSError:
            return
        time.sleep(0.1)


def choose_ways(ways: dict[str, tuple[str, ...]], wanted: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the ways that are wanted, all if none is named."""
    return {way: command for way, command in ways.items() if not wanted or way in wanted}


def measure_runs(root: Path, times: int, wanted: list[str], every: int, tell) -> list[Row]:
    """Return what each way of running all reports takes, those of others for every so many of them."""
    reports = sorted((root / "book" / "reports").glob("*/*.ipynb"))
    found = []
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
        project = copy_project(root, Path(folder) / "project")
        out = Path(folder) / "out"
        out.mkdir()
        apart = (sys.executable, "-c")
        ways = {
            "papermill, one after another": (*apart, ONE_AFTER_ANOTHER["papermill"], str(out), str(every)),
            "nbconvert, one after another": (*apart, ONE_AFTER_ANOTHER["nbconvert"], str(out), str(every)),
            "owlib run, ordinary kernels": owlib("run", "--force", "--kernels", "ordinary", "--output", str(out)),
            FIRST_TIME: owlib("run", "--force", "--output", str(out)),
            "owlib run": owlib("run", "--force", "--output", str(out)),
            "owlib run, nothing changed": owlib("run"),
        }
        for way, command in choose_ways(ways, wanted).items():
            took = []
            for _ in range(times):
                if way == FIRST_TIME:
                    shutil.rmtree(project / CACHE, ignore_errors=True)
                took.append(measure(project, *command))
            count = len(reports if way.startswith("owlib") else reports[::every])
            found.append(Row("run", way, count, middle(took)))
            tell(found[-1])
    return found


def measure_review(root: Path, times: int, wanted: list[str], every: int, tell) -> list[Row]:
    """Return what it takes to compare all reports with a new run, by nbval every so many and by our review."""
    reports = [find_report(root, report) for report in list_reports(read_evidence(root))]
    some = [str(path.relative_to(root)) for path in reports[::every]]
    found = []
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
        project = copy_project(root, Path(folder) / "project")
        (project / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        ways = {
            "pytest --nbval": (sys.executable, "-m", "pytest", "-q", "--nbval", *some),
            "owlib review": owlib("review", "--output", str(Path(folder) / "page")),
        }
        for way, command in choose_ways(ways, wanted).items():
            took = [measure(project, *command) for _ in range(times)]
            count = len(reports if way.startswith("owlib") else some)
            found.append(Row("review", way, count, middle(took)))
            tell(found[-1])
    return found


def measure_scale(root: Path, sizes: list[int], most: int, tell) -> list[Row]:
    """Return what it takes to run both reports on many simulated cases, of ``most`` at most, in each language."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
            project = Path(folder) / "project"
            project.mkdir()
            make_project(root, project, size)
            measure(project, *owlib("list"))  # checks the data, and reads them once
            words = [report.name for report in list_reports(read_evidence(project)) if "/sim-" in report.name]
            words = sorted(words, key=lambda name: name.split("/")[1])[: 4 * most]
            took = measure(project, *owlib("run", *words))
            found.append(Row("scale", f"{size:,} simulated cases", len(words), took))
            tell(found[-1])
    return found


def middle(took: list[Measured]) -> Measured:
    """Return the run of middle length."""
    return sorted(took, key=lambda measured: measured.seconds)[len(took) // 2]


def judge(rows: list[Row]) -> list[tuple[str, float, float, bool]]:
    """Return each goal that was measured: what, what was reached, the goal, and whether it is met."""
    seconds = {row.way: row.took.seconds / row.count for row in rows}
    cpu, found = {row.way: row.took.cpu_seconds / row.count for row in rows}, []
    goals = (
        ("owlib run", "papermill, one after another", PAPERMILL_GOAL),
        ("owlib review", "pytest --nbval", REVIEW_GOAL),
    )
    for ours, peer, goal in goals:
        if {ours, peer} <= seconds.keys():
            ratio, of_cpu = seconds[peer] / seconds[ours], cpu[peer] / cpu[ours]
            found.append((f"times as fast as {peer} ({of_cpu:.2f} by the processor)", ratio, goal, ratio >= goal))
    if "owlib run, nothing changed" in seconds:
        each = seconds["owlib run, nothing changed"]
        found.append(("seconds per unchanged report", each, UNCHANGED_GOAL, each < UNCHANGED_GOAL))
    many = [row for row in rows if row.part == "scale"]
    if len(many) > 1:
        first, last = many[0], many[-1]
        ratio = (last.took.seconds / last.count) / (first.took.seconds / first.count)
        of_cpu = (last.took.cpu_seconds / last.count) / (first.took.cpu_seconds / first.count)
        what = f"time per report, most cases to fewest ({of_cpu:.2f} by the processor)"
        found.append((what, ratio, SCALE_GOAL, ratio <= SCALE_GOAL))
        ratio = last.took.peak_mib / first.took.peak_mib
        found.append(("memory of the parent, most cases to fewest", ratio, MEMORY_GOAL, ratio <= MEMORY_GOAL))
    return found


def keep_rows(path: Path, rows: list[Row], state: list[str]) -> None:
    """Keep what was measured, to be drawn in the book; parts that were not measured this time stay as they were."""
    measured = {row.part for row in rows}
    lines = [
        [
            row.part,
            row.way,
            str(row.count),
            f"{row.took.seconds:.1f}",
            f"{row.took.seconds / row.count:.3f}",
            f"{row.took.peak_mib:.0f}",
            str(count_cores()),
            *state,
        ]
        for row in rows
    ]
    if path.is_file():
        with path.open(newline="", encoding="utf-8") as stream:
            lines += [line[:-1] for line in list(csv.reader(stream))[1:] if line[0] not in measured]
    lines.sort(key=lambda line: list(PARTS).index(line[0]))
    write_results(path, RERUNS, lines)


def main() -> int:
    """Measure, print and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=["runs", "review", "scale"], default=["runs", "review", "scale"])
    parser.add_argument("--times", type=int, default=1, help="how often each way is run; the middle one counts")
    parser.add_argument("--cases", nargs="+", type=int, default=[10, 100, 1000], help="sizes of the simulated projects")
    parser.add_argument("--ways", nargs="+", default=[], help="ways of running and comparing, all if not told")
    parser.add_argument(
        "--every", type=int, default=1, help="others take every so many reports; compared by the report"
    )
    parser.add_argument(
        "--most", type=int, default=10**6, help="on how many simulated cases of a project reports are run"
    )
    parser.add_argument(
        "--output", type=Path, help=f"where the results go; {(RESULTS / RERUNS).as_posix()} if not told"
    )
    options = parser.parse_args()
    root = find_root()
    state = tell_state(root)

    def tell(row: Row) -> None:
        print(f"{row.way:42s}{row.count:6d} reports {row.took.seconds:9.1f} s {row.took.seconds / row.count:8.3f} s "
              f"each {row.took.cpu_seconds:9.1f} s of processor {row.took.peak_mib:6.0f} MiB", flush=True)  # fmt: skip

    rows = []
    rows += measure_runs(root, options.times, options.ways, options.every, tell) if "runs" in options.parts else []
    rows += measure_review(root, options.times, options.ways, options.every, tell) if "review" in options.parts else []
    rows += measure_scale(root, options.cases, options.most, tell) if "scale" in options.parts else []
    keep_rows(options.output or root / RESULTS / RERUNS, rows, state)
    goals = judge(rows)
    for what, reached, goal, met in goals:
        print(f"{what}: {reached:.2f} (goal {goal}): {'reached' if met else 'MISSED'}")
    return 0 if all(met for *_, met in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
