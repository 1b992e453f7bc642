"""Break runs in every way that machines do, and see that nothing half-made is ever taken for whole.

Each fault strikes a copy of the project. Afterwards every report must be as it was or as it should be, no process may
be left, the message must say what happened, and the next run must finish the job: the same bytes as without the fault.
The exit code is 1 if one of these does not hold. Linux, as root: disks are mounted for it.
"""

# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from copies import copy_project, list_group, start, wait_for

from owlib.book.build import PRINT, WORK
from owlib.book.builder import KEPT
from owlib.book.citation import read_facts
from owlib.book.pages import name_files
from owlib.book.products import NOTE
from owlib.places import find_root
from owlib.words import LANGUAGES

REPORTS = ("nl/ow-c-interim", "en/ow-c-final", "nl/arkin-interim", "en/arkin-final", "nl/derotterdamsezorg-interim")
"""Small ones: most of a run is then the making, the writing and the moving, where a fault can do harm."""
SMALL_DISK = "size=24m"
MOUNT, UNMOUNT = "/bin/mount", "/bin/umount"


class BrokenError(Exception):
    """What should have held after a fault did not."""


def expect(holds: object, words: str) -> None:
    """Refuse what should have held and did not."""
    if not holds:
        raise BrokenError(words)


def finish(process: subprocess.Popen) -> tuple[int, str]:
    """Return the exit code of a command, and all that it said."""
    said, wrong = process.communicate()
    return process.returncode, said + wrong


def run(project: Path, *words: str, **more: str) -> tuple[int, str]:
    """Run a command of ours."""
    return finish(start(project, *words, **more))


def list_reports(project: Path) -> dict[str, bytes]:
    """Return the reports with their bytes, begun files among them."""
    return list_files(project / "book" / "reports")


def list_files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with their bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expect_whole(project: Path, good: dict[str, bytes], group: int = 0) -> None:
    """Refuse half-made reports and processes that were left; then let the next run finish, and compare."""
    expect(not group or wait_for(lambda: not list_group(group)), f"processes were left: {list_group(group)}")
    for name, content in list_reports(project).items():
        expect("/." in name or content == good[name], f"{name} is neither as before nor as it should be")
    code, said = run(project, "run")
    expect(code == 0, f"the next run failed: {said}")
    expect(list_reports(project) == good, "the next run did not finish the job")


def kill_at(project: Path, good: dict[str, bytes], moment: float) -> None:
    """Kill a run at a moment; some of its reports are gone before, so that there is something to make."""
    for name in REPORTS[::2]:
        (project / "book" / "reports" / f"{name}.ipynb").unlink()
    process = start(project, "run", "--force", *REPORTS)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    finish(process)
    expect_whole(project, good, process.pid)


def let_cell_die(project: Path, good: dict[str, bytes]) -> None:
    """Let the process of a notebook end in the middle, as it does without memory."""
    template = project / "notebooks" / "case_report.ipynb"
    kept = template.read_bytes()
    template.write_bytes(kept.replace(b"cases.found(report)", b"import os; os._exit(9)"))
    expect(template.read_bytes() != kept, "the template has no such cell any more")
    code, said = run(project, "run", "--force", *REPORTS[:2])
    expect(code == 4 and "Traceback" not in said, f"no word of ours: {said}")
    expect("DeadKernelError" in said and "2 of 2 reports failed" in said, f"the message does not say it: {said}")
    template.write_bytes(kept)
    expect_whole(project, good)


@contextlib.contextmanager
def mount(folder: Path, *words: str) -> Iterator[None]:
    """Mount something at a folder for a while."""
    subprocess.run([MOUNT, *words, str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run([UNMOUNT, str(folder)], check=True)


def fill_disk(project: Path, good: dict[str, bytes]) -> None:
    """Let the disk be full when reports are written."""
    reports, kept = project / "book" / "reports", project / "kept"
    shutil.move(reports, kept)
    reports.mkdir()
    with mount(reports, "-t", "tmpfs", "-o", SMALL_DISK, "owlib"):
        with contextlib.suppress(shutil.Error):
            shutil.copytree(kept, reports, dirs_exist_ok=True)
        before = {name: len(content) for name, content in list_reports(project).items()}
        with contextlib.suppress(OSError), (reports / "filler").open("wb") as stream:
            while True:
                stream.write(bytes(4096))
        code, said = run(project, "run", "--force", *REPORTS)
        expect(code == 1 and "No space left on device" in said, f"the message does not say it: {said}")
        expect("What to do: " in said and "Traceback" not in said, f"no word of ours: {said}")
        (reports / "filler").unlink()
        after = {name: len(content) for name, content in list_reports(project).items()}
        expect(after == before, "reports changed, or something was left")
    reports.rmdir()
    shutil.move(kept, reports)
    expect_whole(project, good)


def run_twice(project: Path, good: dict[str, bytes]) -> None:
    """Let two runs be at work on the same reports."""
    both = [start(project, "run", "--force", *REPORTS) for _ in range(2)]
    for process in both:
        code, said = finish(process)
        expect(code == 0, f"one of them failed: {said}")
    expect_whole(project, good)


def forbid_writing(project: Path, good: dict[str, bytes]) -> None:
    """Let the folder of the reports be read-only, for root as well."""
    reports = project / "book" / "reports"
    with mount(reports, "--bind", str(reports)):
        subprocess.run([MOUNT, "-o", "remount,ro,bind", str(reports)], check=True)
        code, said = run(project, "run", "--force", REPORTS[0])
        expect(code == 1 and "Read-only file system" in said, f"the message does not say it: {said}")
        expect("What to do: " in said and "Traceback" not in said, f"no word of ours: {said}")
        expect(list_reports(project) == good, "something was written")
    expect_whole(project, good)


def set_clock_back(project: Path, good: dict[str, bytes]) -> None:
    """Let files be changed with times long before those of the reports: what counts is what they hold."""
    template = project / "notebooks" / "case_report.ipynb"
    kept = template.read_bytes()
    template.write_bytes(kept.replace(b"## More on what was asked", b"## Less on what was asked"))
    expect(template.read_bytes() != kept, "the template has no such heading any more")
    os.utime(template, (1, 1))
    _, said = run(project, "list")
    expect(said.count("stale: template changed") > len(REPORTS), f"the change was not seen: {said}")
    template.write_bytes(kept)
    for path in (project / "book" / "reports").glob("*/*.ipynb"):
        os.utime(path, (2**32, 2**32))
    code, said = run(project, "run")
    expect(code == 0 and said.splitlines()[-1].startswith("0 run,"), f"times alone made reports stale: {said}")
    expect_whole(project, good)


def edit_while_running(project: Path, good: dict[str, bytes]) -> None:
    """Let a template be edited while a report is made from it."""
    template = project / "notebooks" / "case_report.ipynb"
    kept = template.read_bytes()
    process = start(project, "run", "--force", *REPORTS)
    expect(any(line.startswith("[1/") for line in process.stdout), "the run did not begin")
    template.write_bytes(kept.replace(b"## More on what was asked", b"## Less on what was asked"))
    code, said = finish(process)
    template.write_bytes(kept)
    expect(code == 4 and "changed while the report ran, so it was not kept" in said, f"it does not say so: {said}")
    expect(run(project, "run")[0] == 0, "the next run failed")  # what was begun after the change was made from it
    expect_whole(project, good)


def let_build_anew(folder: Path) -> None:
    """Let a folder forget of what it was built, so that all is built again in it."""
    for path in [folder / NOTE, *folder.glob(f"{WORK}/*/*/{KEPT}"), *folder.glob(f"{WORK}/*/{PRINT}/*")]:
        path.unlink(missing_ok=True)


def kill_book(root: Path, folder: Path, good: dict[str, bytes], moment: float) -> None:
    """Kill a build of the website at a moment: what readers have stays whole."""
    words = ("book", "--no-pdf", "--output", str(folder))
    let_build_anew(folder)
    process = start(root, *words)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    expect(list_site(folder) in (good, {}), "the website is half-made")
    code, said = run(root, *words)
    expect(code == 0, f"the next build failed: {said}")
    expect(list_site(folder) == good, "the next build did not finish the job")


def build_twice(root: Path, folder: Path, good: dict[str, bytes]) -> None:
    """Let two builds be at work in the same folder."""
    words = ("book", "--no-pdf", "--output", str(folder))
    let_build_anew(folder)
    both = [finish(process) for process in [start(root, *words) for _ in range(2)]]
    expect([code for code, _ in both] == [0, 0], f"one of them failed: {both}")
    expect(sum("Another build is at work" in said for _, said in both) == 1, f"neither waited: {both}")
    expect(list_site(folder) == good, "the website is not what one build makes")


def kill_pdf(root: Path, folder: Path, moment: float) -> None:
    """Kill a build when the PDF is being made: the PDF that was there stays, or there is none."""
    language = LANGUAGES[0]
    let_build_anew(folder)
    pdf = folder / "pdf" / language / name_files(read_facts(root, language))["pdf"]
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(b"the PDF of an earlier build")
    process = start(root, "book", "--output", str(folder))
    page = folder / WORK / language / PRINT / f"{pdf.stem}.html"
    while process.poll() is None and not page.is_file():
        time.sleep(0.1)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    expect([path.name for path in pdf.parent.iterdir()] == [pdf.name], "something was left beside the PDF")
    expect(pdf.read_bytes() == b"the PDF of an earlier build", "the PDF is half-made")


def list_site(folder: Path) -> dict[str, bytes]:
    """Return the files of a website with their bytes."""
    return list_files(folder / "html")


FAULTS: dict[str, Callable[[Path, dict[str, bytes]], None]] = {
    "a cell that dies": let_cell_die,
    "a full disk": fill_disk,
    "two runs at once": run_twice,
    "a read-only folder": forbid_writing,
    "a clock set back": set_clock_back,
    "a template edited during the run": edit_while_running,
}


def list_faults(root: Path, folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, Callable[[], None]]]:
    """Return each fault with its name, ready to strike."""
    project = copy_project(root, folder)
    good = list_reports(project)
    began = time.monotonic()
    expect(run(project, "run", "--force", *REPORTS)[0] == 0, "a run without a fault failed")
    length = time.monotonic() - began
    draw = random.Random(options.seed)
    for number in range(options.kills):
        moment = draw.uniform(0, length)
        yield (
            f"killed after {moment:.2f} of {length:.1f} s ({number + 1}/{options.kills})",
            (lambda moment=moment: kill_at(project, good, moment)),
        )
    for name, strike in FAULTS.items():
        yield name, lambda strike=strike: strike(project, good)
    if options.builds:
        site = folder / "site"
        began = time.monotonic()
        expect(run(root, "book", "--no-pdf", "--output", str(site))[0] == 0, "a build without a fault failed")
        length, whole = time.monotonic() - began, list_site(site)
        for number in range(options.builds):
            moment = draw.uniform(0, length)
            yield (
                f"build killed after {moment:.1f} of {length:.0f} s ({number + 1}/{options.builds})",
                (lambda moment=moment: kill_book(root, site, whole, moment)),
            )
        yield "two builds at once", lambda: build_twice(root, site, whole)
        moment = draw.uniform(0, length)
        yield f"build of the PDF killed after {moment:.0f} s", lambda: kill_pdf(root, site, moment)


def main() -> int:
    """Let each fault strike, and tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how many moments a run is killed at")
    parser.add_argument("--builds", type=int, default=3, help="how many moments a build of the website is killed at")
    parser.add_argument("--seed", type=int, default=1, help="draws the moments")
    options = parser.parse_args()
    found: dict[str, str] = {}
    count = 0
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
        for name, strike in list_faults(find_root(), Path(folder), options):
            count += 1
            try:
                strike()
                print(f"{name}: nothing half-made, and the next run finished the job", flush=True)
            except BrokenError as error:
                found[name] = str(error)
                print(f"{name}: BROKEN: {error}", flush=True)
    print(f"{count} faults, {len(found)} of them did harm.")
    print(json.dumps(found, indent=2) if found else "No report, page or record was ever half-made and taken for whole.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
