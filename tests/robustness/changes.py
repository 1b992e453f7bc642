"""The changes that mutants make: of each kind, what someone may change and mean, drawn by a seed."""

from __future__ import annotations

import csv
import functools
import io
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from owlib.exhibits import MIME
from owlib.reports import REPORTS
from owlib.reports.notebooks import hash_cells
from owlib.review.prose import NO_PROSE


@dataclass(frozen=True)
class Change:
    """One change of one file: where in it, what, and by which rows, ids of records and words it can be named."""

    file: str
    place: str
    told: str
    content: bytes
    rows: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mutant(Change):
    """A change with its number, its kind, and the names by which a finding may name the file."""

    number: int = 0
    kind: str = ""
    names: tuple[str, ...] = ()

    def to_row(self) -> list[str]:
        """Return what a reader is told of it."""
        return [str(self.number), self.kind, self.file, self.place, self.told]


Maker = Callable[[Path, random.Random], Change | None]
"""Makes a change, or none where the draw hit a place that has nothing to change."""
Edit = tuple[int, int, str]
"""A part of a text, from and to, and what is put there."""
Finder = Callable[[str, random.Random], list[Edit]]
"""Returns the edits that a text allows."""


# texts


def read_pairs(pairs: str) -> dict[str, str]:
    """Return each word with what it is turned into, in both directions."""
    told = [pair.split("/") for pair in pairs.split(", ")]
    return {second: first for first, second in told} | dict(told)


ENGLISH = read_pairs(
    "is/is not, are/are not, was/was not, were/were not, can/cannot, do/do not, does/does not, has/has no, "
    "have/have no, will/will not, more/less, most/least, rise/fall, rose/fell, grew/shrank, growth/decline, "
    "higher/lower, high/low, never/always, with/without, before/after, many/few, all/none of the, only/not only, "
    "leave/stay, inside/outside, permanent/temporary, first/last, for/against, must/need not, better/worse, "
    "gain/loss, large/small, same/opposite"
)
DUTCH = read_pairs(
    "is/is niet, zijn/zijn niet, was/was niet, waren/waren niet, kan/kan niet, kunnen/kunnen niet, "
    "heeft/heeft geen, hebben/hebben geen, wil/wil niet, willen/willen niet, meer/minder, hoger/lager, hoog/laag, "
    "nooit/altijd, met/zonder, voor/tegen, veel/weinig, alle/geen, alleen/niet alleen, vaste/tijdelijke, "
    "eerste/laatste, groei/krimp, steeg/daalde, beter/slechter, moet/hoeft niet, moeten/hoeven niet, "
    "binnen/buiten, grote/kleine"
)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTED = dict(zip(NUMBERS[1:], [*NUMBERS[2:], NUMBERS[0]], strict=True))
"""Number words, each with the next; *one* is left as it is, for it is seldom a number."""


def swap_words(pairs: dict[str, str]) -> Finder:
    """Return a finder of words that have another to be swapped with; longer ones go first."""
    words = "|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?<!not )(?<!niet )(?:{words})(?![\w-]| not\b| niet\b| geen\b| no\b)")
    return lambda text, _: [(*found.span(), pairs[found[0]]) for found in pattern.finditer(text)]


def swap_digits(within: str = r".+") -> Finder:
    """Return a finder of digits in the parts of a text that match."""

    def find(text: str, draw: random.Random) -> list[Edit]:
        parts = (part for part in re.finditer(within, text))
        places = [at for part in parts for at in range(*part.span()) if text[at] in "0123456789"]
        return [(at, at + 1, str((int(text[at]) + draw.randint(1, 9)) % 10)) for at in places]

    return find


def swap_targets(pattern: str) -> Finder:
    """Return a finder of what the first group of a pattern holds, each to become another that the text has."""

    def find(text: str, draw: random.Random) -> list[Edit]:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        targets = sorted({part[1] for part in found})
        return [
            (*part.span(1), draw.choice([target for target in targets if target != part[1]]))
            for part in found
            if len(targets) > 1
        ]

    return find


def swap_parts(parts: dict[str, str]) -> Finder:
    """Return a finder of parts of code that are put in place of each other."""
    pattern = re.compile("|".join(map(re.escape, sorted(parts, key=len, reverse=True))))
    return lambda text, _: [(*found.span(), parts[found[0]]) for found in pattern.finditer(text)]


def drop_lines(pattern: str) -> Finder:
    """Return a finder of whole lines that match, to be left out."""
    return lambda text, _: [(*part.span(), "") for part in re.finditer(rf"^{pattern}\n", text, re.MULTILINE)]


def outside(hidden: Iterable[re.Pattern], find: Finder) -> Finder:
    """Return a finder that leaves alone what matches one of some patterns."""

    def find_outside(text: str, draw: random.Random) -> list[Edit]:
        spans = [part.span() for pattern in hidden for part in pattern.finditer(text)]
        return [edit for edit in find(text, draw) if not any(a < edit[1] and edit[0] < b for a, b in spans)]

    return find_outside


def in_prose(find: Finder) -> Finder:
    """Return a finder that leaves roles, code, addresses and directives of a page alone."""
    return outside(NO_PROSE, find)


def quote(text: str, start: int, end: int) -> str:
    """Return a part of a text with some of what stands around it, on one line."""
    before, middle, after = text[max(0, start - 30) : start], text[start:end], text[end : end + 30]
    before = before[before.find(" ") + 1 :] if start > 30 else before  # whole words only, if there is a blank
    after = after.rpartition(" ")[0] or after if end + 30 < len(text) else after
    middle = middle if len(middle) < 120 else f"{middle[:60]} ... {middle[-50:]}"
    return re.sub(r"\s+", " ", f"{before}{middle}{after}").strip()


def edit_text(patterns: Iterable[str], find: Finder) -> Maker:
    """Return a maker that edits one place of one of some files; each place is as likely as another."""

    def make(project: Path, draw: random.Random) -> Change | None:
        paths = [path for pattern in patterns for path in sorted(project.glob(pattern))]
        edits = [(path, edit) for path in paths for edit in find(path.read_text(encoding="utf-8"), draw)]
        if not edits:
            return None
        path, (start, end, new) = draw.choice(edits)
        text = path.read_text(encoding="utf-8")
        row, changed = text.count("\n", 0, start) + 1, text[:start] + new + text[end:]
        told = f"'{quote(text, start, end)}' to '{quote(changed, start, start + len(new))}'"
        words = tuple(word for word in (text[start:end].strip(), new) if len(word) > 1)
        name = path.relative_to(project).as_posix()
        return Change(name, f"line {row}", told, changed.encode(), (str(row),), (), words)

    return make


# tables


@functools.cache
def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a data file, its header first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def list_tables(project: Path) -> list[Path]:
    """Return the tables that are written by hand: no fingerprints, and no simulated answers."""
    package = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return [project / "data" / entry["path"] for entry in package["resources"] if entry["name"] != "anchors"]


DEFINING = "codes|themes|glossary|items|answers|surveys"
"""Tables that say what a word means, and what is asked."""
RECORDS, ANY = rf"(?!(?:{DEFINING})$).*", ".*"
"""Tables of records, and all tables."""


def draw_cell(project: Path, draw: random.Random, tables: str, columns: str) -> tuple[Path, int, int]:
    """Return a table, a row and a column in it, drawn among filled cells: first the column's name, then the cell."""
    cells: dict[str, list[tuple[Path, int, int]]] = {}
    for path in [path for path in list_tables(project) if re.fullmatch(tables, path.stem)]:
        head, *rows = read_rows(path)
        for column, name in [(at, name) for at, name in enumerate(head) if re.fullmatch(columns, name)]:
            cells.setdefault(name, []).extend((path, row, column) for row, told in enumerate(rows, 1) if told[column])
    return draw.choice(cells[draw.choice(sorted(name for name in cells if cells[name]))])


def change_rows(project: Path, path: Path, rows: list[list[str]], told: str, place: str, at: Iterable[int]) -> Change:
    """Return a change of a table, at some of its rows as they were."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    at, ids = list(at), [row[0] for row in read_rows(path)]
    touched = {ids[row] for row in at if row < len(ids)}
    named = tuple(name for name in sorted(touched) if ids.count(name) == 1 and re.search(r"[a-z].*[-0-9]", name))
    name = path.relative_to(project).as_posix()
    return Change(name, place, told, stream.getvalue().encode(), tuple(str(row + 1) for row in at), named)


def change_cell(tables: str, columns: str, change: Callable[[str, list[str], random.Random], str]) -> Maker:
    """Return a maker that changes a cell, given its value and those of its column."""

    def make(project: Path, draw: random.Random) -> Change | None:
        path, row, column = draw_cell(project, draw, tables, columns)
        rows = [list(cells) for cells in read_rows(path)]
        old, values = rows[row][column], sorted({cells[column] for cells in rows[1:]})
        rows[row][column] = new = change(old, values, draw)
        if new == old:
            return None
        at = next(
            (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
        )
        told = f"'{quote(old, at, at)}' to '{quote(new, at, at)}'"
        return change_rows(project, path, rows, told, f"row {row + 1}, {rows[0][column]}", [row])

    return make


def edit_cell(find: Finder) -> Callable[[str, list[str], random.Random], str]:
    """Return what makes one edit of a cell."""

    def change(old: str, _: list[str], draw: random.Random) -> str:
        edits = find(old, draw)
        if not edits:
            return old
        start, end, new = draw.choice(edits)
        return old[:start] + new + old[end:]

    return change


def take_other(old: str, values: list[str], draw: random.Random) -> str:
    """Return a cell with another value of its column; of a list of codes or ids, one of them is another."""
    parts = old.split(";")
    others = sorted({part for value in values for part in value.split(";")} - {*parts, ""})
    if not others:
        return old
    parts[draw.randrange(len(parts))] = draw.choice(others)
    return ";".join(parts)


def take_row(old: str, values: list[str], draw: random.Random) -> str:
    """Return a cell with the whole text of another row."""
    others = [value for value in values if value not in (old, "")]
    return draw.choice(others) if others else old


def swap_cells(tables: str, columns: str) -> Maker:
    """Return a maker that exchanges what two rows of a table hold in a column, in all languages that it has."""

    def make(project: Path, draw: random.Random) -> Change | None:
        path, row, column = draw_cell(project, draw, tables, columns)
        rows = [list(cells) for cells in read_rows(path)]
        other, name = draw.randrange(1, len(rows)), rows[0][column]
        stem = re.sub(r"_(en|nl)$", "", name)
        for place in [place for place, head in enumerate(rows[0]) if head in (name, f"{stem}_en", f"{stem}_nl")]:
            rows[row][place], rows[other][place] = rows[other][place], rows[row][place]
        if not rows[row][column] or rows == read_rows(path):
            return None
        told = f"'{rows[other][column][:50]}' and '{rows[row][column][:50]}' exchanged"
        return change_rows(project, path, rows, told, f"rows {row + 1} and {other + 1}, {name}", [row, other])

    return make


def repeat_row(tables: str, times: int) -> Maker:
    """Return a maker that lets a row of a table stand so many times."""

    def make(project: Path, draw: random.Random) -> Change:
        path, row, _ = draw_cell(project, draw, tables, ANY)
        rows = list(read_rows(path))
        told = f"'{rows[row][0]}' {'stands twice' if times else 'is gone'}"
        rows[row : row + 1] = [rows[row]] * times
        return change_rows(project, path, rows, told, f"row {row + 1}", [row, row + 1][: times or 1])

    return make


def edit_measured(project: Path, draw: random.Random) -> Change | None:
    """Change a cell of a table of measurements, or leave a row out."""
    path = draw.choice(sorted((project / "book" / "measured").glob("*.csv")))
    rows = [list(cells) for cells in read_rows(path)]
    row = draw.randrange(1, len(rows))
    column = draw.choice([place for place, head in enumerate(rows[0]) if head not in ("number", "mark")])
    old = rows[row][column]
    rows[row][column] = new = take_other(old, [cells[column] for cells in rows[1:]], draw)
    return None if new == old else change_rows(
        project, path, rows, f"'{old[:50]}' to '{new[:50]}'", f"row {row + 1}, {rows[0][column]}", [row]
    )  # fmt: skip


# templates, reports, code


def change_template(change: Callable[[list[dict], random.Random], tuple[int, str, tuple[str, ...]] | None]) -> Maker:
    """Return a maker that changes the cells of a template: which one, what, and words by which it can be named."""

    def make(project: Path, draw: random.Random) -> Change | None:
        path = draw.choice(sorted(project.glob("notebooks/*.ipynb")))
        notebook = json.loads(path.read_text(encoding="utf-8"))
        ids = [cell["id"] for cell in notebook["cells"]]
        changed = change(notebook["cells"], draw)
        if changed is None:
            return None
        at, told, words = changed
        content = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
        return Change(f"notebooks/{path.name}", f"cell {at + 1}", told, content, words=(ids[at], *words))

    return make


def name_cell(cell: dict) -> str:
    """Return how a cell ends, which is where it says what it shows."""
    return "".join(cell["source"]).strip().split("\n")[-1][:50]


def drop_cell(cells: list[dict], draw: random.Random) -> tuple[int, str, tuple[str, ...]]:
    """Leave a cell out that shows something."""
    at = draw.randrange(3, len(cells))
    told = name_cell(cells.pop(at))
    return at, f"'{told}' left out", (told,)


def swap_neighbours(cells: list[dict], draw: random.Random) -> tuple[int, str, tuple[str, ...]] | None:
    """Exchange two cells of code."""
    shown = [at for at in range(3, len(cells)) if cells[at]["cell_type"] == "code"]
    if len(shown) < 2:
        return None
    one, two = sorted(draw.sample(shown, 2))
    told = tuple(name_cell(cells[at]) for at in (one, two))
    cells[one], cells[two] = cells[two], cells[one]
    return one, f"'{told[0]}' and '{told[1]}' exchanged", told


def edit_cells(kind: str, find: Finder) -> Callable[[list[dict], random.Random], tuple | None]:
    """Return what makes one edit in the cells of a kind, given them as one text, so that they can lend each other."""

    def change(cells: list[dict], draw: random.Random) -> tuple[int, str, tuple[str, ...]] | None:
        places = [at for at in range(3, len(cells)) if cells[at]["cell_type"] == kind]
        texts = ["".join(cells[at]["source"]) for at in places]
        edits = find("\0".join(texts), draw)
        if not edits:
            return None
        start, end, new = draw.choice(edits)
        number = "\0".join(texts)[:start].count("\0")
        before = sum(len(text) + 1 for text in texts[:number])
        text, start, end = texts[number], start - before, end - before
        changed = text[:start] + new + text[end:]
        cells[places[number]]["source"] = changed.splitlines(keepends=True)
        told = f"'{quote(text, start, end)}' to '{quote(changed, start, start + len(new))}'"
        return places[number], told, (text[start:end], new)

    return change


def edit_output(pattern: str, find: Finder) -> Maker:
    """Return a maker that edits what a report shows in a form that matches, and makes its own fingerprint anew."""

    def make(project: Path, draw: random.Random) -> Change | None:
        path = draw.choice(sorted((project / "book" / "reports").glob("*/*.ipynb")))
        notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
        output = draw.choice(outputs)
        forms = [form for form in sorted(output.data) if re.search(pattern, form)]
        if not forms:
            return None
        form = draw.choice(forms)
        old = output.data[form] if isinstance(output.data[form], str) else json.dumps(output.data[form])
        edits = find(old, draw)
        if not edits:
            return None
        start, end, put = draw.choice(edits)
        new = old[:start] + put + old[end:]
        try:
            output.data[form] = new if isinstance(output.data[form], str) else nbformat.from_dict(json.loads(new))
        except ValueError:
            return None
        notebook.metadata.owlib.cells = hash_cells(notebook)
        exhibit = output.data.get(MIME, {}).get("name", "text")
        told = f"{form}: '{quote(old, start, end)}' to '{quote(new, start, start + len(put))}'"
        content = (nbformat.writes(notebook, indent=1) + "\n").encode()
        return Change(path.relative_to(project).as_posix(), f"output '{exhibit}'", told, content, words=(exhibit,))

    return make


def swap_rows(text: str, draw: random.Random) -> list[Edit]:
    """Return an edit by which two rows of an exhibit stand in each other's place."""
    rows = [found.span() for found in re.finditer(r'\[\{"(?:small|target|text)":[^\[\]]*\}\]', text)]
    if len(rows) < 2:
        return []
    (a, b), (c, d) = sorted(draw.sample(rows, 2))
    return [(a, d, text[c:d] + text[b:c] + text[a:b])] if text[a:b] != text[c:d] else []


OPERATORS = ("operator_swap_op", "operator_unary_ops", "operator_keywords", "operator_number")


def change_code(project: Path, draw: random.Random) -> Change | None:
    """Change an operator or a constant of a module, as mutmut changes them."""
    path = draw.choice(sorted((project / "owlib").rglob("*.py")))
    wrapper, changes = list_changes(path.read_text(encoding="utf-8"))
    if not changes:
        return None
    row, node, other = draw.choice(changes)
    old, new = (wrapper.module.code_for_node(part) for part in (node, other))
    content = wrapper.module.deep_replace(node, other).code.encode()
    return Change(
        path.relative_to(project).as_posix(), f"line {row}", f"{old[:60]} to {new[:60]}", content, (str(row),)
    )


@functools.cache
def list_changes(source: str) -> tuple:
    """Return a parsed source, and each change that mutmut knows of its operators and constants: line, old, new."""
    from libcst import parse_module  # noqa: PLC0415 - an extra, which no other kind needs
    from libcst.metadata import MetadataWrapper, PositionProvider  # noqa: PLC0415
    from mutmut.mutation.mutators import mutation_operators  # noqa: PLC0415

    wrapper = MetadataWrapper(parse_module(source), unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    found = [
        (places[node].start.line, node, new)
        for node in places
        for kind, change in mutation_operators
        if isinstance(node, kind) and change.__name__ in OPERATORS
        for new in change(node)
    ]
    return wrapper, found


# styles and scripts

TOLD = (
    "figcaption", "caption", ".source", ".remark", "td.number", ".num", "main h1", "main h2", "main p",
    "tbody tr:nth-child(2)", ".exhibit th", "dd", ".site-foot", ".book-nav a",
)  # fmt: skip
HIDING = tuple(
    f"{part} {{ {rule}; }}"
    for part in TOLD
    for rule in (
        "display: none", "visibility: hidden", "opacity: 0", "color: var(--ground)", "color: transparent",
        "font-size: 0", "position: absolute; left: -999rem", "clip-path: inset(50%)", "height: 0; overflow: hidden",
    )
)  # fmt: skip
MOVING = (
    "tbody { display: flex; flex-direction: column-reverse; }",
    "main { display: flex; flex-direction: column-reverse; }",
    "td.number { direction: rtl; unicode-bidi: bidi-override; }", "figure img { transform: scaleX(-1); }",
    ".num::after { content: '0'; }", "td.number::before { content: '1'; }", "main p::before { content: 'Not so: '; }",
    ".exhibit tr { direction: rtl; }", "figure img { opacity: 0; }", "figure { display: none; }",
    "dl { columns: 2; direction: rtl; }",
    "main a { text-decoration: line-through; }", "td { color: var(--ground); }",
)  # fmt: skip
SCRIPTS = tuple(f"book/_static/{name}.js" for name in ("tables", "site", "search", "results", "theme"))
SCRIPT_PARTS = {
    "===": "!==", "!==": "===", "&&": "||", "||": "&&", "left - right": "right - left", "-order": "order",
    "first.localeCompare(second": "second.localeCompare(first", ".every(": ".some(", "? 0 : 1": "? 1 : 0",
    "ascending": "descending", "descending": "ascending", "true": "false", "false": "true", " > ": " < ", " < ": " > ",
    ".reverse()": "", "Infinity": "-Infinity", "[0]": "[1]",
}  # fmt: skip


def add_style(rules: tuple[str, ...]) -> Maker:
    """Return a maker that adds one of some rules at the end of the website's style sheet."""

    def make(project: Path, draw: random.Random) -> Change:
        name, rule = "book/_static/site.css", draw.choice(rules)
        text = (project / name).read_text(encoding="utf-8")
        row = text.count("\n") + 1
        return Change(name, f"line {row}", f"added: {rule}", f"{text}{rule}\n".encode(), (str(row),))

    return make


# the kinds

CODES = (
    "kind|view|level|direction|determinant|affected|themes?|unit|sign|rounding|verdict|comparable|check|branch|group|"
    "measure|stage_id|activity|edition|force|reason|settled|trend|strength|changes|provisional|far|aspect|subject|actor|"
    "sector|status"
)
IDS = "source_id|section|lines|other_source_id|other_lines|inputs|reported|statement_id|record_id"
PAGES, WORDS = ("book/en/*.md",), swap_words(ENGLISH)
NO_MESSAGE = (re.compile(r"\{[^{}]*\}"), re.compile(r"^#.*$|^[a-z0-9-]+ =|^ *\*?\[.*?\]", re.MULTILINE))
MESSAGES = ("owlib/locales/en/exhibits.*.ftl", "owlib/locales/en/surveys.*.ftl")
KINDS: dict[str, tuple[Maker, ...]] = {
    "data": (
        change_cell(RECORDS, "token|respondents", edit_cell(swap_digits())),
        change_cell(RECORDS, r"\w+_en", edit_cell(WORDS)),
        change_cell(RECORDS, CODES, take_other),
        change_cell(RECORDS, IDS, take_other),
        change_cell(RECORDS, "lines|period_start|period_end|position|published", edit_cell(swap_digits())),
        swap_cells(RECORDS, r"token|\w+_en"),
        change_cell(RECORDS, r"\w+_en", edit_cell(WORDS)),
        repeat_row(RECORDS, 0),
        repeat_row(RECORDS, 2),
    ),
    "definitions": (
        change_cell(DEFINING, r"(definition|when|when_not|label|text|note|term|asked)_en", edit_cell(WORDS)),
        swap_cells(DEFINING, r"(definition|when|when_not|label|text|term)_en"),
        change_cell(DEFINING, "parent|related|role|kind|scale_id|reverse|status|asked_if|missing", take_other),
    ),
    "dutch": (
        change_cell(ANY, r"\w+_nl", edit_cell(swap_words(DUTCH))),
        change_cell(ANY, r"\w+_nl", take_row),
        change_cell(ANY, r"\w+_nl", edit_cell(swap_words(DUTCH))),
        change_cell(ANY, r"\w+_nl", edit_cell(swap_digits())),
    ),
    "pages": (
        edit_text(PAGES, in_prose(WORDS)),
        edit_text(PAGES, swap_targets(r"\{(?:num|fact|count)\}`([^`]+)`")),
        edit_text(PAGES, in_prose(swap_words(COUNTED))),
        edit_text(PAGES, swap_targets(r"\{(?:audit|cite)\}`([^`]+)`")),
        edit_text(PAGES, in_prose(WORDS)),
        edit_text(PAGES, in_prose(drop_lines(r"[A-Z][^\n{`]{40,}\."))),
    ),
    "links": (
        edit_text(("book/*/*.md", "README.md"), swap_targets(r"\]\((?!https?:)([^)#\s]+)")),
        change_cell(ANY, "evidence", take_other),
        edit_text(("_toc.yml",), swap_targets(r"file: (\S+)$")),
        edit_text(("book/*/*.md", "README.md"), swap_targets(r"\]\((?!https?:)([^)#\s]+)")),
        change_cell(ANY, "citation_key|related|repeats|cases", take_other),
    ),
    "templates": (
        change_template(drop_cell),
        change_template(edit_cells("markdown", WORDS)),
        change_template(edit_cells("code", swap_targets(r'["\[(]"([a-z-]+)"'))),
        edit_text(MESSAGES, outside(NO_MESSAGE, WORDS)),
        change_template(swap_neighbours),
        change_template(edit_cells("markdown", swap_targets(r"^#+ (.+)$"))),
        change_template(edit_cells("code", swap_targets(r"^\w+\.(\w+)\(report"))),
    ),
    "reports": (
        edit_output("exhibit", swap_digits()),
        edit_output("markdown|html|exhibit", WORDS),
        edit_output("svg", swap_digits()),
        edit_output("svg", swap_targets(r"fill: (#[0-9a-f]{6})")),
        edit_output("exhibit", swap_rows),
        edit_output("markdown", swap_digits()),
    ),
    "code": (change_code,),
    "styles": (
        add_style(HIDING),
        edit_text(SCRIPTS[:1], swap_parts(SCRIPT_PARTS)),
        add_style(MOVING),
        add_style(HIDING),
        edit_text(SCRIPTS, swap_parts(SCRIPT_PARTS)),
    ),
    "metadata": (
        edit_text(("requirements.lock",), swap_digits(r"(?<===)\S+")),
        edit_measured,
        edit_text(("book/references.bib",), swap_digits(r"(?:year|date) = .*")),
        edit_text(("CITATION.cff",), swap_digits(r"(?:version|date-released): .*")),
        edit_text(("pyproject.toml",), drop_lines(r'  "[a-z][a-z0-9-]+[>=<~!][^\n]*",')),
        edit_text(("book/references.bib",), swap_targets(r"(?:title|author|institution|publisher) = \{(.*)\}")),
        edit_text(("CITATION.cff",), WORDS),
    ),
}
"""Each kind with how its mutants are made, in turn."""


def draw_mutants(project: Path, each: int, seed: int, reports: dict[str, list[str]]) -> list[Mutant]:
    """Return mutants of each kind, the same for the same project and seed; ``reports`` are those by their template."""
    drawn = [(kind, change) for kind in KINDS for change in draw_kind(project, kind, each, seed)]
    return [
        Mutant(**vars(change), number=number, kind=kind, names=tuple(list_names(change.file, reports)))
        for number, (kind, change) in enumerate(drawn, 1)
    ]


def draw_kind(project: Path, kind: str, each: int, seed: int) -> Iterator[Change]:
    """Yield changes of a kind, each another one, and none that changes nothing."""
    draw, seen, number = random.Random(f"{seed} {kind}"), set(), 0
    while len(seen) < each:
        number += 1
        if number > 100 * each:
            raise SystemExit(f"{kind}: expected {each} different changes; found {len(seen)}. What to do: want fewer.")
        change = KINDS[kind][(len(seen) + number // 20) % len(KINDS[kind])](project, draw)
        if change is None or (change.file, change.content) in seen:
            continue
        if (project / change.file).read_bytes() != change.content:
            seen.add((change.file, change.content))
            yield change


def list_names(file: str, reports: dict[str, list[str]]) -> Iterator[str]:
    """Yield how findings name a file: by its path, a report by its language and id, a template by its reports, too."""
    path = Path(file)
    yield from (file, path.name)
    if path.is_relative_to(REPORTS):
        yield path.relative_to(REPORTS).with_suffix("").as_posix()
    yield from reports.get(path.name, ()) if path.parent.name == "notebooks" else ()
