"""Measure how long it takes to build the book, from nothing and after a change, beside other ways, in one go.

The same commit is built by `owlib book`, the commit before by its own, and the website of one edition by
`jupyter-book build`. Each works in a tree of its own that git lays out, with the packages of this environment. With
--first the way from an empty clone to a website that opens is measured as well, environment included.
"""

# ruff: noqa: T201, S607 - what it prints is its result; git and make are those of the machine

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from copies import list_group, tell_state

from owlib.book.measurements import BUILDS, RESULTS, write_results
from owlib.places import find_root
from owlib.reports.executors import count_cores

SITE = "Website:"
"""What the command says once the website stands."""
LOOK_SECONDS = 0.2
PAGE = "book/nl/method.md"
RECORD = "data/cases/zgao/statements.csv"
WORDS = {PAGE: (" deze ", " deze deze "), RECORD: ("learning team", "learning learning team")}
"""A word of a page and one of a record that is changed."""
EVERYTHING = ("book", "--strict")


class Took(NamedTuple):
    """What a command took: seconds until the website stood and to the end, those of all cores, and most memory."""

    site: float
    whole: float
    cores: float
    peak_mib: float


def measure(command: list[str], tree: Path) -> Took:
    """Run a command in a tree with the code of that tree, and return what it took."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "OWLIB_ROOT": str(tree), "COLUMNS": "200"}
    before, begun, site, peaks = _count_cores_seconds(), time.monotonic(), 0.0, [0.0]
    process = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    watcher = threading.Thread(target=_watch_memory, args=(process, peaks), daemon=True)
    watcher.start()
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(SITE) and not site:
            site = time.monotonic() - begun
    if process.wait():
        raise SystemExit(f"{' '.join(command)} failed:\n{''.join(said)}")
    watcher.join()
    whole = time.monotonic() - begun
    return Took(site or whole, whole, _count_cores_seconds() - before, peaks[0])


def _count_cores_seconds() -> float:
    """Return the seconds that all commands took together on all cores until now."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch_memory(process: subprocess.Popen, peaks: list[float]) -> None:
    """Note the most memory that the processes of a command hold together, what they share counted once."""
    while process.poll() is None:
        held = 0
        for number in list_group(process.pid):
            with contextlib.suppress(OSError, ValueError):
                text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
                held += int(text.partition("Pss:")[2].split()[0])
        peaks[0] = max(peaks[0], held / 1024)
        time.sleep(LOOK_SECONDS)


@contextlib.contextmanager
def lay_out(root: Path, folder: Path, commit: str) -> Iterator[Path]:
    """Let git lay out a commit in a folder for a while."""
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], cwd=root, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=root, check=True)


def change(tree: Path, name: str) -> None:
    """Change a word of a file, or change it back."""
    path, (old, new) = tree / name, WORDS[name]
    text = path.read_text(encoding="utf-8")
    changed = text.replace(new, old, 1) if new in text else text.replace(old, new, 1)
    if changed == text:
        raise SystemExit(f"{name}: expected '{old}'; found none. What to do: mend WORDS in this script.")
    path.write_text(changed, encoding="utf-8")


def measure_before(tree: Path) -> Iterator[tuple[str, Took]]:
    """Yield what the commit before takes for everything."""
    yield "before-all", measure(_owlib(*EVERYTHING), tree)


def measure_ours(tree: Path) -> Iterator[tuple[str, Took]]:
    """Yield what this commit takes from nothing, for nothing, after a word of a record, and after a word of a page."""
    yield "owlib-all", measure(_owlib(*EVERYTHING), tree)
    yield "owlib-again", measure(_owlib(*EVERYTHING), tree)
    change(tree, RECORD)
    took = measure(_owlib(*EVERYTHING), tree)
    yield "owlib-word-site", took._replace(whole=took.site)
    yield "owlib-word-all", took
    measure(_owlib("book", "--no-pdf", "--output", "_build/serve"), tree)
    change(tree, PAGE)
    yield "owlib-page", measure(_owlib("book", "--no-pdf", "--output", "_build/serve"), tree)


def measure_jupyter_book(tree: Path) -> Iterator[tuple[str, Took]]:
    """Yield what Jupyter Book takes by itself for the website of one edition, from nothing and once more."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--quiet", "."]
    for way in ("jupyter-book-all", "jupyter-book-again"):
        yield way, measure(command, tree)


def measure_first(tree: Path, way: str) -> Iterator[tuple[str, Took]]:
    """Yield how long it takes from an empty clone until a website opens, with an environment of its own."""
    took = measure(["make", "book"], tree)
    yield way, took._replace(whole=took.site)


def _owlib(*words: str) -> list[str]:
    """Return a call of our command."""
    return [sys.executable, "-m", "owlib.cli", *words]


def main() -> int:
    """Measure, tell each result, and keep them as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", required=True, help="the commit before, as git names it")
    parser.add_argument("--first", action="store_true", help="measure the first run, too, environment included")
    options = parser.parse_args()
    root = find_root()
    state, rows = tell_state(root), []
    parts: list[tuple[str, Callable]] = [
        (options.before, measure_before), ("HEAD", measure_ours), ("HEAD", measure_jupyter_book),
    ]  # fmt: skip
    if options.first:
        parts += [
            (options.before, lambda tree: measure_first(tree, "before-first")),
            ("HEAD", lambda tree: measure_first(tree, "owlib-first")),
        ]
    for commit, part in parts:
        with (
            tempfile.TemporaryDirectory(prefix="owlib-") as folder,
            lay_out(root, Path(folder) / "tree", commit) as tree,
        ):
            for way, took in part(tree):
                print(f"{way}: {took.whole:.1f} s, {took.cores:.0f} s of cores, {took.peak_mib:.0f} MiB", flush=True)
                rows.append(
                    [way, f"{took.whole:.1f}", f"{took.cores:.0f}", f"{took.peak_mib:.0f}", str(count_cores()), *state]
                )
    write_results(root / RESULTS / BUILDS, BUILDS, rows)
    print(f"{(RESULTS / BUILDS).as_posix()} has the table; commit it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
