"""Walk through changes drawn by chance, and see that a build of what changed makes what a build of everything makes.

Each step changes one thing in a copy of the project, as people do: a word of a record, a page, a title, a message, a
style, the order of the pages, a file that was built, a time stamp. Some builds are killed before they end. Then the
book is built twice: on top of what was built before, and from nothing into an empty folder. Both must be the same to
the byte, or must both refuse; a change that is refused is taken back. The exit code is 1 if one step was not.
"""

# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from copies import start

from owlib.places import find_root
from owlib.words import LANGUAGES

Draw = random.Random
WORD = re.compile(r"\b[a-z]{5,}\b")
PARAGRAPH = r"^[A-Z][^`{}<>]*[a-z]{5}[^`{}<>]*$"
DOCSTRING = r'^    """[A-Z][a-z ,]+[a-z]{5}[a-z ,]*\."""$'
PRINTED = 10
"""Every so many steps PDFs and EPUB are compared as well."""


def list_kept(root: Path) -> list[str]:
    """Return the names of all files that git keeps."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [name for name in told.split("\0") if name]


def copy_whole(root: Path, folder: Path) -> Path:
    """Return a copy of the project, its code too."""
    for name in list_kept(root):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    return folder


def double_word(text: str, draw: Draw, pattern: re.Pattern = WORD) -> str:
    """Return a text in which one word stands twice."""
    found = draw.choice(list(pattern.finditer(text)))
    return f"{text[: found.end()]} {found[0]}{text[found.end() :]}"


def change_cell(path: Path, columns: tuple[str, ...], draw: Draw) -> str:
    """Let a word stand twice in a cell of one of these columns."""
    with path.open(encoding="utf-8", newline="") as stream:
        heads, *rows = list(csv.reader(stream))
    cells = [(row, heads.index(name)) for row in rows for name in columns if WORD.search(row[heads.index(name)])]
    row, place = draw.choice(cells)
    row[place] = double_word(row[place], draw)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([heads, *rows])
    return f"{path.name}, {row[0]}, {heads[place]}"


def change_line(paths: Iterable[Path], draw: Draw, like: str) -> str:
    """Let a word stand twice in a line of this form, of any of these files."""

    def fits(line: str) -> bool:
        return re.search(like, line) is not None and WORD.search(line) is not None

    texts = {path: path.read_text(encoding="utf-8").split("\n") for path in sorted(paths)}
    places = [(path, at) for path, lines in texts.items() for at, line in enumerate(lines) if fits(line)]
    path, place = draw.choice(places)
    lines = texts[path]
    lines[place] = double_word(lines[place], draw)
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"{path.parent.name}/{path.name}, line {place + 1}"


def change_record(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of a statement."""
    path = draw.choice(sorted((project / "data" / "cases").glob("*/statements.csv")))
    return f"{path.parent.name}: {change_cell(path, ('paraphrase_en', 'paraphrase_nl'), draw)}"


def change_sentence(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of a sentence of ours that stands in the data, or of a definition."""
    name, columns = draw.choice(
        [("passages", ("text_en", "text_nl")), ("glossary", ("definition_en", "definition_nl"))]
    )  # fmt: skip
    (path,) = (project / "data").rglob(f"{name}.csv")
    return change_cell(path, columns, draw)


def change_page(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of a paragraph of a page."""
    return change_line((project / "book").glob("??/*.md"), draw, PARAGRAPH)


def change_title(project: Path, _built: Path, draw: Draw) -> str:
    """Change the title of a page."""
    return change_line((project / "book").glob("??/*.md"), draw, r"^# [^`{}<>]*[a-z]{5}")


def change_template(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of a sentence of a template."""
    return change_line((project / "notebooks").glob("*.ipynb"), draw, r'^ +"[A-Z][^`{}<>"]+\.(\\n)?",?$')


def change_message(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of a message."""
    messages = (project / "owlib" / "locales").glob("??/*.ftl")
    return change_line(messages, draw, r"^[a-z-]+ = [A-Z][a-z ,]*[a-z]{5}[a-z ,]*$")


def change_look(project: Path, _built: Path, draw: Draw) -> str:
    """Change a style or a script."""
    path = project / "book" / "_static" / draw.choice(["site.css", "print.css", "epub.css", "site.js", "search.js"])
    path.write_text(f"{path.read_text(encoding='utf-8')}\n/* {draw.random()} */\n", encoding="utf-8")
    return path.name


def change_code(project: Path, _built: Path, draw: Draw) -> str:
    """Change a docstring, which the reference of the code shows."""
    return change_line((project / "owlib").glob("*/*.py"), draw, DOCSTRING)


def change_order(project: Path, _built: Path, draw: Draw) -> str:
    """Let two pages change places in the contents."""
    path = project / "_toc.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    places = [at for at in range(len(lines) - 1) if all(re.match(r"  +- file: ", line) for line in lines[at : at + 2])]
    at = draw.choice([place for place in places if _indent(lines[place]) == _indent(lines[place + 1])])
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"_toc.yml, line {at + 1}"


def _indent(line: str) -> int:
    """Return how far a line is set in."""
    return len(line) - len(line.lstrip())


def drop_page(project: Path, _built: Path, draw: Draw) -> str:
    """Take a page out of the contents."""
    path = project / "_toc.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = draw.choice([at for at, line in enumerate(lines) if re.search(r"reports/(since|questions|hr|start)$", line)])
    told = lines.pop(at)
    path.write_text("\n".join(lines), encoding="utf-8")
    return told.strip()


def move_page(project: Path, _built: Path, draw: Draw) -> str:
    """Give a page another address."""
    path = project / "book" / "addresses.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = draw.choice([at for at, line in enumerate(lines) if line.startswith("book/reports/") and "*" not in line])
    lines[at] += "-moved"
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"addresses.csv, line {at + 1}"


def change_work(project: Path, _built: Path, draw: Draw) -> str:
    """Change a word of the title of a work that is referred to."""
    return change_line([project / "book" / "references.bib"], draw, r"^ +title = \{[^{}]*[a-z]{5}[^{}]*\}")


def set_back(project: Path, _built: Path, draw: Draw) -> str:
    """Change a page, and set its time to long before that of the build."""
    pages = sorted((project / "book").glob("??/*.md"))
    told = change_line(pages, draw, PARAGRAPH)
    for path in pages:
        os.utime(path, (1, 1))
    return f"{told}, its time set back"


def touch_all(project: Path, _built: Path, _draw: Draw) -> str:
    """Give all files a new time and nothing else."""
    for path in project.rglob("*"):
        os.utime(path)
    return "times alone"


def break_built(_project: Path, built: Path, draw: Draw) -> str:
    """Remove or cut short a file that was built."""
    kept = ("html", "pdf", "epub", ".work")
    path = draw.choice(sorted(path for part in kept for path in (built / part).rglob("*") if path.is_file()))
    if draw.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return f"built: {path.relative_to(built)}"


STEPS: dict[Callable[[Path, Path, Draw], str], int] = {
    change_record: 6, change_sentence: 5, change_page: 6, change_title: 3, change_template: 3, change_message: 3,
    change_look: 4, change_code: 2, change_order: 2, drop_page: 1, move_page: 2, change_work: 2, set_back: 3,
    touch_all: 2, break_built: 6,
}  # fmt: skip
"""What may change, and how often of fifty times."""


def build(project: Path, folder: Path, language: str, *, pdf: bool) -> tuple[int, str]:
    """Build an edition, and return the exit code and what was said."""
    process = start_build(project, folder, language, pdf=pdf)
    said, wrong = process.communicate()
    return process.returncode, said + wrong


def start_build(project: Path, folder: Path, language: str, *, pdf: bool) -> subprocess.Popen:
    """Start the building of an edition with the code of the copy."""
    words = ["book", "--output", str(folder), "--language", language, *([] if pdf else ["--no-pdf"])]
    return start(project, *words, PYTHONPATH=str(project))


def kill_build(project: Path, folder: Path, language: str, seconds: float) -> None:
    """Kill a build after so many seconds."""
    process = start_build(project, folder, language, pdf=False)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def list_built(folder: Path) -> dict[str, bytes]:
    """Return all files for readers with their bytes, by place."""
    found = (path for part in ("html", "pdf", "epub") for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def compare(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of files that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def walk(root: Path, scratch: Path, options: argparse.Namespace) -> int:
    """Walk, tell each step, and return how many were wrong."""
    draw, wrong, steps = random.Random(options.seed), 0, list(STEPS)
    project, built, anew = copy_whole(root, scratch / "project"), scratch / "built", scratch / "anew"
    for number in range(1, options.steps + 1):
        language, pdf = draw.choice(LANGUAGES), number % PRINTED == 0
        kept = scratch / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(project, kept, ignore=shutil.ignore_patterns("__pycache__", "_build"))
        step = draw.choices(steps, list(STEPS.values()))[0]
        told = step(project, built / language, draw) if built.exists() or step is not break_built else "none"
        if draw.random() < options.killed:
            seconds = draw.uniform(0.5, 15)
            kill_build(project, built / language, language, seconds)
            told += f"; killed after {seconds:.1f} s"
        begun = time.monotonic()
        code, said = build(project, built / language, language, pdf=pdf)
        taken, begun = time.monotonic() - begun, time.monotonic()
        shutil.rmtree(anew, ignore_errors=True)
        whole, _ = build(project, anew, language, pdf=pdf)
        if code or whole:
            outcome = "both refused" if code and whole else f"WRONG: {code} and {whole}: {said[-500:]}"
            shutil.rmtree(project)
            shutil.move(kept, project)
        else:
            differing = compare(list_built(built / language), list_built(anew))
            outcome = f"WRONG: {len(differing)} differ: {', '.join(differing[:5])}" if differing else "the same"
        wrong += outcome.startswith("WRONG")
        pages = ", ".join(re.findall(r"(\d+ of \d+) pages", said)) or "none"
        seconds = f"{taken:.0f} s, from nothing {time.monotonic() - begun:.0f} s"
        where = f"{number}/{options.steps} {language}{' with PDFs' if pdf else ''}"
        print(f"{where}: {told}: {outcome}; pages written: {pages}; {seconds}", flush=True)
    print(f"{options.steps} changes, {wrong} after which the builds differed.")
    return wrong


def main() -> int:
    """Walk, in a folder that is gone afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=50, help="how many changes")
    parser.add_argument("--killed", type=float, default=0.2, help="share of the steps in which a build is killed first")
    parser.add_argument("--seed", type=int, default=1, help="draws the changes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch:
        return 1 if walk(find_root(), Path(scratch), options) else 0


if __name__ == "__main__":
    sys.exit(main())
