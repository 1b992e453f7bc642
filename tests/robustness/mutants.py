"""Change one thing at a time, and see whether the review, or a test that lies beside it, finds and names it.

A mutant is a change that someone may make and mean: a word turned into its opposite, a digit, another record that is
there, two rows exchanged. Whatever a run or a build renews by itself is renewed, as by whoever takes a change over;
what a person renews by a command of its own is not. It is found if a finding of the review (its table, not what it
prints) names the file and the row, cell or line, or if a test fails that passes without the change: for code those
beside the module, for styles and scripts those in a browser, for metadata those of the project. First all is tried
without the source texts, then what is left with them. What is measured is the last commit, in copies; a run that was
stopped goes on where it was. The exit code is 1 under the goals. Takes about half an hour on two cores.
"""

# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import forked
import pandas as pd
from copies import tell_state
from robustness.changes import KINDS, Mutant, draw_mutants

from owlib.book.measurements import CHANGED, COLUMNS, MUTANTS, RESULTS, count_found, write_results
from owlib.evidence.read import read_evidence
from owlib.places import PACKAGE, find_root
from owlib.reports import list_reports
from owlib.reports.executors import count_cores
from owlib.review.run import CHECKS
from owlib.words import LANGUAGES

WITH, WITHOUT, EACH_KIND = 97, 90, 80
"""Goals, per cent of the mutants: with the source texts, without them, and with them of each kind."""
LATER = ("metadata", "stamps", "exhibits", "links", "surveys")
"""Checks that look at what a run or a build renews: they come after that."""
TEXTS, REPLAY = "provenance", "replay"
NEVER = "simulated"
"""This check compares whole files of simulated answers, of which no mutant changes one: it can name none."""
FIRST = tuple(name for name in CHECKS if name not in (*LATER, TEXTS, REPLAY, NEVER))
REPLAYED = ("reports", "code")
"""Kinds for which reports are run again: all others that are stale were just run, and would come out the same."""
BROWSER = ("tests/site", "tests/book/test_book.py")
PROJECT = ("tests/test_project.py", "tests/book/test_metadata.py")
WHERE_TEXTS = "OWLIB_SOURCE_TEXTS"
LEAST = 30
"""How many mutants of each kind the book shows."""
LIMIT = 300
"""Seconds after which a command or a test is stopped; what it would have found does not count."""
FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)
"""A test that failed, in all its cases."""


@dataclass(frozen=True)
class Lab:
    """A copy of the project to change, and the website that was built of it."""

    project: Path
    site: Path

    def call(self, *words: str, texts: str = "", anew: bool = False) -> None:
        """Run the command line on the copy: with the code of the copy, or faster with that of the project itself."""
        if anew:
            self.run("owlib.cli", *words, texts=texts)
        else:
            forked.call(words, self.list_environment(texts), self.project)

    def run(self, *words: str, texts: str = "", built: bool = False) -> tuple[int, str]:
        """Run a Python module on the copy and with its code; return its exit code (0 after too long) and words."""
        command = [sys.executable, "-P", "-m", *words]
        with subprocess.Popen(
            command, cwd=self.project, env=self.list_environment(texts, built=built),
            text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        ) as process:  # fmt: skip
            try:
                said, _ = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return 0, ""
        return process.returncode, said

    def list_environment(self, texts: str, *, built: bool = False) -> dict[str, str]:
        """Return the environment of a command, with or without the source texts and the website as it was built."""
        kept = {name: value for name, value in os.environ.items() if name not in (WHERE_TEXTS, "CI")}
        own = {"OWLIB_ROOT": str(self.project), "PYTHONPATH": str(self.project), "COLUMNS": "200"}
        own |= {WHERE_TEXTS: texts} if texts else {}
        return kept | own | ({"OWLIB_BUILT": str(self.site)} if built else {})

    def git(self, *words: str) -> None:
        """Run git in the copy."""
        subprocess.run(["git", *words], cwd=self.project, check=True, capture_output=True)

    def put(self, mutant: Mutant) -> None:
        """Make the change. Its time is like no other, so that no compiled module is taken for this one."""
        path = self.project / mutant.file
        path.write_bytes(mutant.content)
        os.utime(path, (mutant.number, mutant.number))
        self.show(mutant, mutant.content)

    def take_back(self, mutant: Mutant) -> None:
        """Bring the copy back to the state it was in."""
        self.git("checkout", "--quiet", "--", ".")
        self.git("clean", "--quiet", "-d", "--force", "--exclude=node_modules")
        self.show(mutant, (self.project / mutant.file).read_bytes())

    def show(self, mutant: Mutant, content: bytes) -> None:
        """Give the website a style or script as it is in the copy."""
        if mutant.kind == "styles":
            for language in LANGUAGES:
                target = self.site / "html" / language / "_static" / Path(mutant.file).name
                target.unlink(missing_ok=True)  # the other labs have a link to the same file
                target.write_bytes(content)


def make_lab(root: Path, commit: str, folder: Path) -> Lab:
    """Return a copy of the project at a commit, with everything renewed that a run or a build renews."""
    subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", root, folder / "project"], check=True)
    lab = Lab(folder / "project", folder / "built")
    lab.git("checkout", "--quiet", "--detach", commit)
    checkers = Path("tests") / "web" / "node_modules"
    if (root / checkers).is_dir():
        (lab.project / checkers).symlink_to(root / checkers)
    lab.call("run")
    lab.call("metadata")
    lab.git("add", "--all", "--", ".", f":!{checkers}")
    return lab


def expect_clean(lab: Lab) -> None:
    """Refuse a project that the review finds something in, or whose reports were stale: mutants are drawn from it."""
    stale = subprocess.run(["git", "diff", "--cached", "--name-only"], cwd=lab.project, capture_output=True, text=True,
                           check=True).stdout  # fmt: skip
    lab.call("review", *[word for name in (*FIRST, *LATER) for word in ("--only", name)])
    found = (lab.project / "_build" / "review" / "findings.csv").read_text(encoding="utf-8").splitlines()
    own = f",{(RESULTS / MUTANTS).as_posix()},"  # what this run is to write anew
    found = [line for line in found[1:] if own not in line]
    if stale or found:
        told = "\n".join([*stale.splitlines(), *found[:10]])
        raise SystemExit(f"expected a commit that is up to date and passes its review; found:\n{told}")


def review(lab: Lab, mutant: Mutant, *checks: str, texts: str = "") -> str:
    """Return the first check that names a mutant, one that tells only that something changed after all others."""
    table = lab.project / "_build" / "review" / "findings.csv"
    table.unlink(missing_ok=True)
    words = [word for name in checks for word in ("--only", name)]
    if mutant.kind == "reports" and REPLAY in checks:
        words += ["--reports", mutant.names[-1]]
    lab.call("review", "--jobs", "1", *words, texts=texts, anew=mutant.file.startswith("owlib/"))
    if not table.is_file():
        return ""
    findings = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    return min(
        (finding["check"] for finding in findings if is_named(mutant, finding)), key=CHANGED.__contains__, default=""
    )


def is_named(mutant: Mutant, finding: dict[str, str]) -> bool:
    """Return whether a finding names the file of a mutant, and the row, cell or line; of code and styles, the file.

    A finding about another place names a record, too, if it quotes its id.
    """
    cells = [finding[name] for name in ("exhibit", "row", "column", "expected", "found")]
    if finding["report"] not in mutant.names:
        return any(f"'{record}'" in finding["found"] for record in mutant.records)
    if mutant.kind in ("code", "styles") or finding["row"] in mutant.rows:
        return True
    words = [*mutant.records, *mutant.words]
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", cell) for word in words for cell in cells)


def list_tests(project: Path, mutant: Mutant) -> tuple[str, ...]:
    """Return the tests that lie beside what a mutant changes, in the order they are tried; none for most kinds.

    For a module these are the tests of its own name, then those that use it, then the others of its room.
    """
    if mutant.kind in ("styles", "metadata"):
        return BROWSER if mutant.kind == "styles" else PROJECT
    if mutant.kind != "code":
        return ()
    path, tests = Path(mutant.file).relative_to("owlib"), project / "tests"
    room, name = sorted((tests / path.parent).glob("test_*.py")), re.compile(rf"\bowlib\b.*\b{path.stem}\b")
    using = [file for file in sorted(tests.rglob("test_*.py")) if name.search(file.read_text(encoding="utf-8"))]
    own = [file for file in room if file.stem == f"test_{path.stem}"]
    near = [file for file in using if file in room] or using
    return tuple(file.relative_to(project).as_posix() for file in dict.fromkeys([*own, *near, *room]))


def run_tests(lab: Lab, mutant: Mutant, texts: str = "") -> str:
    """Return the first test that fails with a mutant and passes without it."""
    tests = list_tests(lab.project, mutant)
    if not tests:
        return ""
    pytest = ("pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not long")
    options = {"texts": texts, "built": mutant.kind == "styles"}
    code, said = lab.run(*pytest, *tests, **options)
    failed = FAILED.search(said)
    if not code or not failed:
        return ""
    lab.take_back(mutant)
    without, _ = lab.run(*pytest, failed[1], **options)
    lab.put(mutant)
    return failed[1] if without == 0 else ""


def list_trials(lab: Lab, mutant: Mutant, texts: str) -> Iterator[tuple[bool, Callable[[], str]]]:
    """Yield each way to find a mutant, cheap ones first, and whether it needs the source texts."""
    anew = mutant.file.startswith("owlib/")

    def take_over() -> str:
        lab.call("run", "--jobs", "1", anew=anew)
        lab.call("metadata", anew=anew)
        return review(lab, mutant, *LATER)

    yield False, lambda: review(lab, mutant, *FIRST)
    yield False, lambda: run_tests(lab, mutant)
    yield False, take_over
    if mutant.kind in REPLAYED:
        yield False, lambda: review(lab, mutant, REPLAY)
    if texts:
        yield True, lambda: review(lab, mutant, TEXTS, texts=texts)
        if mutant.file.startswith("owlib/evidence/"):
            yield True, lambda: run_tests(lab, mutant, texts)


def try_mutant(lab: Lab, mutant: Mutant, texts: str) -> tuple[str, str]:
    """Return what finds a mutant without the source texts, and with them; nothing where it slips through."""
    try:
        lab.put(mutant)
        for needs, trial in list_trials(lab, mutant, texts):
            found = trial()
            if found:
                return ("", found) if needs else (found, found)
        return "", ""
    finally:
        lab.take_back(mutant)


# the run


def read_kept(path: Path, mutants: list[Mutant], state: list[str]) -> dict[int, list[str]]:
    """Return the rows of a run that was stopped, by number, as far as they are of these mutants and this commit."""
    with contextlib.suppress(OSError), path.open(encoding="utf-8", newline="") as stream:
        rows = {int(row[0]): row[:-1] for row in list(csv.reader(stream))[1:]}
        told = {mutant.number: [*mutant.to_row(), *state[:1]] for mutant in mutants}
        return {number: row for number, row in rows.items() if [*row[:5], row[-2]] == told.get(number)}
    return {}


def build_sites(labs: list[Lab]) -> None:
    """Build the website once, and let each lab have it."""
    print("Building the website ...", flush=True)
    labs[0].run("owlib.cli", "book", "--no-pdf", "--output", str(labs[0].site))
    for lab in labs[1:]:
        shutil.copytree(labs[0].site, lab.site, copy_function=os.link)


def try_all(labs: list[Lab], mutants: list[Mutant], texts: str) -> Iterator[tuple[Mutant, tuple[str, str], float]]:
    """Yield what came of each mutant, and the seconds it took, as many at once as there are labs."""
    free = list(labs)

    def work(mutant: Mutant) -> tuple[Mutant, tuple[str, str], float]:
        lab, began = free.pop(), time.monotonic()
        try:
            return mutant, try_mutant(lab, mutant, texts), time.monotonic() - began
        finally:
            free.append(lab)

    with ThreadPoolExecutor(len(labs)) as pool:
        yield from pool.map(work, mutants)


def tell(frame: pd.DataFrame, seconds: dict[str, list[float]]) -> int:
    """Print what was found by kind, with the seconds each took, and what was not; return the exit code."""
    counted, missed = count_found(frame), []
    for kind, row in counted.iterrows():
        took = seconds.get(kind) or [0]
        print(f"{kind:12s}{row.tried:4d} tried, {row.with_texts:4d} found with the texts, {row.without_texts:4d} "
              f"without ({row.as_changed} as changed, {row.by_tests} by tests); "
              f"{sum(took) / len(took):.0f} s each")  # fmt: skip
        missed += [kind] if 100 * row.with_texts < EACH_KIND * row.tried else []
    total = counted.sum()
    shares = [100 * total[name] / max(total.tried, 1) for name in ("with_texts", "without_texts")]
    for row in frame[frame["without_texts"].eq("")].itertuples():
        told = "only with the texts" if row.with_texts else "MISSED"
        print(f"{told}: {row.kind}: {row.file}, {row.place}: {row.change}")
    print(f"{shares[0]:.1f}% with the texts (goal {WITH}), {shares[1]:.1f}% without (goal {WITHOUT}); "
          f"kinds under {EACH_KIND}%: {', '.join(missed) or 'none'}")  # fmt: skip
    return 0 if shares[0] >= WITH and shares[1] >= WITHOUT and not missed else 1


def main() -> int:
    """Try each mutant, tell and keep what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=LEAST, help="how many mutants of each kind")
    parser.add_argument("--seed", type=int, default=1, help="draws them")
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS), help="only these kinds")
    parser.add_argument("--jobs", type=int, default=count_cores(), help="how many at once")
    parser.add_argument("--list", action="store_true", help="only show what would be changed")
    parser.add_argument("--output", type=Path, help=f"the table; {(RESULTS / MUTANTS).as_posix()} for a whole run")
    options = parser.parse_args()
    root, texts = find_root(), os.environ.get(WHERE_TEXTS, "")
    if PACKAGE.parent != root:
        raise SystemExit(f"expected the library in {root}; found {PACKAGE}. What to do: set PYTHONPATH to the project.")
    reports: dict[str, list[str]] = {}
    for report in list_reports(read_evidence(root)):
        reports.setdefault(report.template, []).append(report.name)
    mutants = draw_mutants(root, options.each, options.seed, reports)
    if options.list:
        print("\n".join(": ".join(mutant.to_row()[1:]) for mutant in mutants if mutant.kind in options.only))
        return 0
    state = tell_state(root)
    if not texts:
        print(f"{WHERE_TEXTS} names no folder: what only the source texts tell slips through.")
    kept = root / "_build" / MUTANTS
    rows, seconds = read_kept(kept, mutants, state), {}
    left = [mutant for mutant in mutants if mutant.kind in options.only and mutant.number not in rows]
    left.sort(key=lambda mutant: mutant.number % options.each)  # some of each kind first
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
        labs = [make_lab(root, state[0], Path(folder) / str(number)) for number in range(options.jobs if left else 0)]
        for lab in labs[:1]:
            expect_clean(lab)
        if any(mutant.kind == "styles" for mutant in left):
            build_sites(labs)
        began = time.monotonic()
        for done, (mutant, (without, found), took) in enumerate(try_all(labs, left, texts) if left else (), 1):
            rows[mutant.number] = [*mutant.to_row(), without, found, *state]
            seconds.setdefault(mutant.kind, []).append(took)
            write_results(kept, MUTANTS, [rows[number] for number in sorted(rows)])
            more = (time.monotonic() - began) / done * (len(left) - done) / 60
            print(f"[{len(rows)}/{len(mutants)}, {more:.0f} min left] {without or found or 'MISSED'}: "
                  f"{': '.join(mutant.to_row()[1:])} [{took:.0f} s]", flush=True)  # fmt: skip
    told = [rows[number] for number in sorted(rows)]
    if options.output or (len(told) == len(mutants) and options.each >= LEAST):
        write_results(options.output or root / RESULTS / MUTANTS, MUTANTS, told)
    else:
        print(f"The book keeps its table: it shows {LEAST} of each kind.")
    return tell(pd.DataFrame(told, columns=COLUMNS[MUTANTS][:-1]), seconds)


if __name__ == "__main__":
    sys.exit(main())
