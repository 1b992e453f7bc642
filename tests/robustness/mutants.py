"""Change one thing at a time, and see that the review finds it and names what is concerned.

Each mutant changes a copy of the project in one place: a digit, a unit, a label, a row, a source, a code, a rounding,
an operator or constant of the code, a colour or an order, a cell of a template, an output, or a stamp. Half of those
that a stamp would give away have all stamps renewed, as by someone who knows how they are made: then only what the
review runs again can tell. A mutant is found where the review fails and a finding names the report, the figure, the row
or the file concerned. The exit code is 1 if fewer are found than the goal.
"""

# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import csv
import dataclasses
import functools
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import libcst
from copies import COPIED, copy_project
from libcst import CSTNode
from libcst.metadata import MetadataWrapper, PositionProvider

from owlib.book.measurements import COLUMNS, MUTANTS, RESULTS
from owlib.places import find_root, write_whole
from owlib.reports.executors import count_cores

GOAL = 97
"""Per cent of the mutants that the review must find."""
PARTS = ("owlib", "pyproject.toml", "environment.yml")
"""What a mutant may change beside the data, templates and reports."""
DRAWING = "owlib.exhibits.drawing"
"""The module by which all pictures are drawn."""
NUMERIC = re.compile(r"[0-9]")
REVIEW = ("review", "--first")
WHERE_TEXTS = "OWLIB_SOURCE_TEXTS"
"""Variable of the environment that names the folder of the source texts."""
RENEW = """
import json
from owlib.evidence.read import read_evidence
from owlib.reports.fingerprints import hash_inputs
from owlib.places import find_root
from owlib.reports.notebooks import hash_cells
from owlib.reports.catalog import REPORTS, list_reports
import nbformat
root, evidence = find_root(), read_evidence()
for report in list_reports(evidence):
    path = root / REPORTS / f"{report.report_id}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["owlib"]["made_from"] = hash_inputs(root, evidence, report)
    notebook.metadata["owlib"]["cells"] = hash_cells(notebook)
    path.write_text(nbformat.writes(notebook, indent=1) + "\\n", encoding="utf-8")
"""
"""Renews the stamps of all reports without running one."""


@dataclass(frozen=True)
class Mutant:
    """One change of one file, and the names of which a finding must have one."""

    number: int
    kind: str
    path: str
    what: str
    content: bytes
    names: tuple[str, ...]
    renewed: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the review said of a mutant."""

    mutant: Mutant
    found: bool
    by: str
    said: str
    seconds: float


Maker = Callable[[Path, random.Random], tuple[str, str, bytes, tuple[str, ...]] | None]
"""Returns the file that is changed, what is changed, its new content, and the names that a finding may have."""


# data


def list_tables(project: Path) -> list[Path]:
    """Return the data files of the evidence, by their size in rows: each row is as likely as another."""
    package = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return [project / "data" / entry["path"] for entry in package["resources"]]


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a data file, its header first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def draw_row(project: Path, draw: random.Random, column: str = "") -> tuple[Path, list[list[str]], int]:
    """Return a data file, its rows with the header first, and a drawn row; of a table that has the column, if told."""
    files = []
    for path in list_tables(project):
        rows = read_rows(path)
        places = range(1, len(rows))
        if column:
            at = rows[0].index(column) if column in rows[0] else -1
            places = [place for place in places if at >= 0 and rows[place][at]]
        files += [(path, rows, place) for place in places]
    return draw.choice(files)


def write_rows(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as the project writes them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def change_cell(column: str, change: Callable[[str, list[str], random.Random], str]) -> Maker:
    """Return a maker that changes a cell of a column, given its value and those that occur in the column."""

    def make(project: Path, draw: random.Random) -> tuple | None:
        path, rows, place = draw_row(project, draw, column)
        at = rows[0].index(column)
        old = rows[place][at]
        new = change(old, sorted({row[at] for row in rows[1:]}), draw)
        if new == old:
            return None
        rows[place][at] = new
        name = path.relative_to(project).as_posix()
        what = f"row {place + 1}, {column}: '{old[:40]}' to '{new[:40]}'"
        return name, what, write_rows(rows), (rows[place][0], name)

    return make


def change_digit(old: str, _: list[str], draw: random.Random) -> str:
    """Return a text with one of its digits changed."""
    places = [match.start() for match in NUMERIC.finditer(old)]
    if not places:
        return old
    place = draw.choice(places)
    return old[:place] + str((int(old[place]) + draw.randint(1, 9)) % 10) + old[place + 1 :]


def change_word(old: str, _: list[str], draw: random.Random) -> str:
    """Return a text with two letters of a word changed for others."""
    places = [match.start() for match in re.finditer(r"[a-z]{4}", old)]
    if not places:
        return old
    place = draw.choice(places)
    return old[:place] + "xq" + old[place + 2 :]


def change_value(old: str, values: list[str], draw: random.Random) -> str:
    """Return another value of the column."""
    others = [value for value in values if value not in (old, "")]
    return draw.choice(others) if others else old


def change_rounding(project: Path, draw: random.Random) -> tuple:
    """Let a figure be rounded otherwise than its digits show, or no longer otherwise."""
    holding = [path for path in list_tables(project) if "rounding" in path.read_text(encoding="utf-8").split("\n")[0]]
    path = draw.choice(holding)
    rows = read_rows(path)
    at, place = rows[0].index("rounding"), draw.randrange(1, len(rows))
    old = rows[place][at]
    rows[place][at] = draw.choice([unit for unit in ("", "0.5", "5", "10", "1000") if unit != old])
    name = path.relative_to(project).as_posix()
    what = f"row {place + 1}, rounding: '{old}' to '{rows[place][at]}'"
    return name, what, write_rows(rows), (rows[place][0], name)


def repeat_row(times: int) -> Maker:
    """Return a maker that lets a row of the data stand so many times."""

    def make(project: Path, draw: random.Random) -> tuple:
        path, rows, place = draw_row(project, draw)
        name, record = path.relative_to(project).as_posix(), rows[place][0]
        rows[place : place + 1] = [rows[place]] * times
        return name, f"row {place + 1}, {times} times: {record}", write_rows(rows), (record, name)

    return make


# code


def change_code(modules: Callable[[Path], list[Path]], kinds: tuple[str, ...]) -> Maker:
    """Return a maker that changes an operator or constant in one of some modules, as mutmut changes them."""

    def make(project: Path, draw: random.Random) -> tuple | None:
        path = draw.choice(modules(project))
        wrapper, changes = list_changes(path.read_text(encoding="utf-8"), kinds)
        if not changes:
            return None
        line, node, other = draw.choice(changes)
        old, new = (wrapper.module.code_for_node(part) for part in (node, other))
        name = path.relative_to(project).as_posix()
        text = wrapper.module.deep_replace(node, other).code
        return name, f"line {line}: {old[:50]} to {new[:50]}", text.encode(), (name, name_module(path))

    return make


@functools.cache
def list_changes(source: str, kinds: tuple[str, ...]) -> tuple[MetadataWrapper, list[tuple[int, CSTNode, CSTNode]]]:
    """Return a parsed source, and each change that mutmut knows for a node of these kinds: line, old, new."""
    from mutmut.mutation.mutators import mutation_operators  # noqa: PLC0415 - needed here alone

    wrapper = MetadataWrapper(libcst.parse_module(source), unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    found = [
        (places[node].start.line, node, new)
        for node in places
        for kind, change in mutation_operators
        if isinstance(node, kind) and change.__name__ in kinds
        for new in change(node)
    ]
    return wrapper, found


def name_module(path: Path) -> str:
    """Return how stamps name a module: ``exhibits.drawing``."""
    return ".".join(path.with_suffix("").parts[path.parts.index("owlib") + 1 :])


def list_report_modules(project: Path) -> list[Path]:
    """Return the modules that reports run."""
    made: set[str] = set()
    for path in (project / "book" / "reports").glob("*.ipynb"):
        made |= set(json.loads(path.read_text(encoding="utf-8"))["metadata"]["owlib"]["made_from"]["code"])
    paths = [project / "owlib" / f"{name.replace('.', '/')}.py" for name in sorted(made)]
    return [path for path in paths if path.is_file()]


def list_drawing_modules(project: Path) -> list[Path]:
    """Return the modules that draw what reports show."""
    return [path for path in list_report_modules(project) if DRAWING in path.read_text(encoding="utf-8")]


def change_colour(project: Path, draw: random.Random) -> tuple:
    """Change a colour of the house style."""
    name = f"{DRAWING.replace('.', '/')}.py"
    text = (project / name).read_text(encoding="utf-8")
    match = draw.choice(list(re.finditer(r"#[0-9a-fA-F]{6}", text)))
    new = f"#{draw.randrange(16**6):06x}"
    changed = text[: match.start()] + new + text[match.end() :]
    return name, f"{match[0]} to {new}", changed.encode(), (name, DRAWING.removeprefix("owlib."))


# templates and reports


def drop_cell(project: Path, draw: random.Random) -> tuple:
    """Leave a cell of a template out."""
    path = draw.choice(sorted((project / "notebooks").glob("*.ipynb")))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    places = [
        place for place, cell in enumerate(notebook["cells"]) if "parameters" not in cell["metadata"].get("tags", [])
    ]
    place = draw.choice(places[2:])
    left = notebook["cells"].pop(place)
    source = "".join(left["source"])[:40]
    content = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
    return f"notebooks/{path.name}", f"cell {place} left out: {source}", content, (path.name, path.stem)


def edit_output(pattern: str, change: Callable[[str, list[str], random.Random], str]) -> Maker:
    """Return a maker that edits what a report shows, in a part of its outputs that matches."""

    def make(project: Path, draw: random.Random) -> tuple | None:
        path = draw.choice(sorted((project / "book" / "reports").glob("*.ipynb")))
        notebook = json.loads(path.read_text(encoding="utf-8"))
        outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", []) if "data" in output]
        output = draw.choice(outputs)
        forms = [form for form in output["data"] if re.search(pattern, form)]
        if not forms:
            return None
        form = draw.choice(forms)
        old = json.dumps(output["data"][form], ensure_ascii=False)
        new = change(old, [], draw)
        try:
            output["data"][form] = json.loads(new)
        except ValueError:
            return None
        if new == old:
            return None
        at = next(place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        content = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
        what = f"{form}: {old[max(0, at - 12) : at + 12]!r} to {new[max(0, at - 12) : at + 12]!r}"
        return f"book/reports/{path.name}", what, content, (path.stem,)

    return make


def swap_marks(old: str, _: list[str], draw: random.Random) -> str:
    """Return a picture with two marks of different look in each other's place, or one of another colour."""
    marks = re.findall(r'<use [^>]*style=\\"fill: #[0-9a-f]{6}[^>]*/>', old)
    different = sorted({re.search(r"#[0-9a-f]{6}", mark)[0] for mark in marks})
    if len(different) < 2:
        colours = sorted(set(re.findall(r"fill: (#[0-9a-f]{6})", old)))
        return old.replace(draw.choice(colours), "#7b3294", 1) if colours else old
    first, second = draw.sample(different, 2)
    one, two = (next(mark for mark in marks if colour in mark) for colour in (first, second))
    return old.replace(one, "@one@", 1).replace(two, one.replace(first, second), 1).replace("@one@", two, 1)


def make_stale(project: Path, draw: random.Random) -> tuple:
    """Give a report the stamp of another state of something it is made from."""
    path = draw.choice(sorted((project / "book" / "reports").glob("*.ipynb")))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    made = notebook["metadata"]["owlib"]["made_from"]
    places = [(made, name) for name in made if isinstance(made[name], str)]
    places += [(made[name], inner) for name in made if isinstance(made[name], dict) for inner in made[name]]
    holder, name = draw.choice(places)
    holder[name] = holder[name][::-1]
    content = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
    return f"book/reports/{path.name}", f"made from another {name}", content, (path.stem,)


OPERATORS = ("operator_swap_op", "operator_unary_ops", "operator_keywords", "operator_number")
EXHIBITS, PICTURES, TEXTS = "exhibit", "svg", "markdown|html"
KINDS: dict[str, tuple[Maker, int, bool]] = {
    "digit of a number": (change_cell("token", change_digit), 10, True),
    "digit of a text": (change_cell("paraphrase_en", change_digit), 3, True),
    "unit": (change_cell("unit", change_value), 6, True),
    "label": (change_cell("label_en", change_word), 8, True),
    "words of a statement": (change_cell("paraphrase_en", change_word), 6, True),
    "words of a sentence": (change_cell("text_en", change_word), 4, True),
    "row dropped": (repeat_row(0), 8, False),
    "row doubled": (repeat_row(2), 6, False),
    "source": (change_cell("source_id", change_value), 5, True),
    "section": (change_cell("section", change_value), 4, True),
    "lines": (change_cell("lines", change_digit), 6, True),
    "kind moved": (change_cell("kind", change_value), 4, True),
    "theme moved": (change_cell("themes", change_value), 4, True),
    "level moved": (change_cell("level", change_value), 3, True),
    "rounding unit": (change_rounding, 4, True),
    "operator or constant": (change_code(list_report_modules, OPERATORS), 12, False),
    "colour": (change_colour, 3, True),
    "order or place in a picture": (change_code(list_drawing_modules, OPERATORS), 5, False),
    "cell of a template": (drop_cell, 5, True),
    "number of an output": (edit_output(EXHIBITS, change_digit), 8, True),
    "words of an output": (edit_output(TEXTS, change_word), 5, True),
    "digit of a picture": (edit_output(PICTURES, change_digit), 4, True),
    "colour or order of a picture": (edit_output(PICTURES, swap_marks), 4, True),
    "stale report": (make_stale, 5, False),
}
"""Kind -> how it is made, its weight among the others, and whether half of them have all stamps renewed.

Changes of code keep the old stamps: many of them change nothing that a report shows.
"""


def draw_mutants(project: Path, count: int, seed: int) -> list[Mutant]:
    """Return as many mutants as wanted, the same for the same seed and project."""
    draw = random.Random(seed)
    kinds = [name for name, (_, weight, _) in KINDS.items() for _ in range(weight)]
    draw.shuffle(kinds)
    mutants: list[Mutant] = []
    seen = set()
    while len(mutants) < count:
        kind = kinds[len(mutants) % len(kinds)]
        maker, _, renewable = KINDS[kind]
        made = maker(project, draw)
        if made is None or (made[0], made[2]) in seen or (project / made[0]).read_bytes() == made[2]:
            continue
        seen.add((made[0], made[2]))
        path, what, content, names = made
        mutants.append(Mutant(len(mutants) + 1, kind, path, what, content, names, renewable and draw.random() < 0.5))
    return mutants


# the run


def try_mutant(project: Path, mutant: Mutant) -> Verdict:
    """Return what the review says of a project with one change, which is taken back afterwards."""
    began = time.monotonic()
    path = project / mutant.path
    kept = {path: path.read_bytes()}
    if mutant.renewed:
        kept |= {report: report.read_bytes() for report in (project / "book" / "reports").glob("*.ipynb")}
    environment = {**os.environ, "OWLIB_ROOT": str(project), "PYTHONPATH": str(project), "COLUMNS": "200"}
    out = project / "_build" / "review"
    try:
        path.write_bytes(mutant.content)
        command = [sys.executable, "-P", "-c", RENEW]
        if mutant.renewed:
            subprocess.run(command, env=environment, cwd=project, capture_output=True, check=False)
        command = [sys.executable, "-P", "-m", "owlib.cli", *REVIEW, "--jobs", "1", "--output", str(out)]
        done = subprocess.run(command, env=environment, cwd=project, capture_output=True, text=True, check=False)
    finally:
        for changed, content in kept.items():
            changed.write_bytes(content)
    said = done.stdout + done.stderr
    named = any(name in said for name in mutant.names) or bool(find_reports(project, said))
    table = out / "findings.csv"
    by = ""
    if table.is_file():
        rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
        by = ";".join(dict.fromkeys(row["check"] for row in rows))
        table.unlink()
    ours = "Traceback" not in said
    return Verdict(mutant, done.returncode != 0 and named and ours, by, said[-300:], time.monotonic() - began)


def find_reports(project: Path, said: str) -> list[str]:
    """Return the reports that a message names."""
    return [path.stem for path in (project / "book" / "reports").glob("*.ipynb") if path.stem in said]


def write_verdicts(path: Path, verdicts: list[Verdict]) -> None:
    """Write what became of each mutant."""
    lines = [tuple(COLUMNS[MUTANTS])]
    for verdict in sorted(verdicts, key=lambda verdict: verdict.mutant.number):
        mutant, found = verdict.mutant, "yes" if verdict.found else "no"
        stamps = "renewed" if mutant.renewed else "old"
        lines.append((str(mutant.number), mutant.kind, mutant.path, mutant.what, stamps, found, verdict.by))
    write_whole(path, write_rows(lines))


def main() -> int:
    """Try each mutant, tell and keep what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="draws them")
    parser.add_argument("--only", default="", help="only kinds with this in their name")
    parser.add_argument(
        "--output", type=Path, help=f"where the results go; {(RESULTS / MUTANTS).as_posix()} if not told"
    )
    options = parser.parse_args()
    root = find_root()
    if not os.environ.get(WHERE_TEXTS):
        print(f"{WHERE_TEXTS} names no folder: what only the source texts tell, such as a line, may slip through.")
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:
        projects = [Path(folder) / str(number) for number in range(count_cores())]
        for project in projects:
            copy_project(root, project, (*COPIED, *PARTS))
        clean = try_mutant(projects[0], Mutant(0, "none", "CITATION.cff", "", (root / "CITATION.cff").read_bytes(), ()))
        if clean.by:
            print(f"The project itself does not pass the review: {clean.said}")
            return 1
        print(f"Drawing {options.count} mutants ...", flush=True)
        mutants = [m for m in draw_mutants(projects[0], options.count, options.seed) if options.only in m.kind]
        free = list(projects)

        def work(mutant: Mutant) -> Verdict:
            project = free.pop()
            try:
                return try_mutant(project, mutant)
            finally:
                free.append(project)

        began = time.monotonic()
        with ThreadPoolExecutor(len(projects)) as pool:
            for done, verdict in enumerate(pool.map(work, mutants), 1):
                verdicts.append(verdict)
                mutant = verdict.mutant
                left = (time.monotonic() - began) / done * (len(mutants) - done) / 60
                print(f"[{done}/{len(mutants)}, {left:.0f} min left] {'found' if verdict.found else 'MISSED'} "
                      f"{mutant.kind}{' (stamps renewed)' if mutant.renewed else ''}: {mutant.path}, {mutant.what} "
                      f"[{verdict.by}; {verdict.seconds:.0f} s]", flush=True)  # fmt: skip
                write_verdicts(options.output or root / RESULTS / MUTANTS, verdicts)
    return tell(verdicts)


def tell(verdicts: list[Verdict]) -> int:
    """Print what was found by kind, and what was not; return the exit code."""
    counts = Counter((v.mutant.kind, v.found) for v in verdicts)
    for kind in KINDS:
        if counts[kind, True] + counts[kind, False]:
            print(f"{kind:32s}{counts[kind, True]:4d} of {counts[kind, True] + counts[kind, False]} found")
    for verdict in verdicts:
        if not verdict.found:
            mutant = dataclasses.replace(verdict.mutant, content=b"")
            print(
                f"missed: {mutant.number} {mutant.kind}: {mutant.path}, {mutant.what}; the review said: {verdict.said}"
            )
    share = 100 * sum(v.found for v in verdicts) / max(len(verdicts), 1)
    print(f"{sum(v.found for v in verdicts)} of {len(verdicts)} mutants found: {share:.1f}% (goal {GOAL}%)")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
