"""Two runs of one cell compared: which table, row and column differs, which sentence, and which picture."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from owlib.exhibits import MIME
from owlib.review.findings import Remark

CHECK = "replay"
SVG, MARKDOWN = "image/svg+xml", "text/markdown"
MEND = "run the report anew and look at the change, or restore what was edited"
NEAR = 1e-9
"""Relative difference of numbers that another release of a library may leave in the last digits of data."""
DRAWN = re.compile(r"<(title|desc)>(.*?)</|<!-- (.*?) -->", re.DOTALL)
"""Words of a picture: its title and description, and each text, which matplotlib repeats as a comment."""
ROW_TOLD = 60
"""Letters of a row's name that are told."""
DATA = {"table": ("data_columns", "data_rows"), "figure": ("columns", "rows")}


def compare_cells(report: str, old: list[dict], new: list[dict], *, pinned: bool) -> list[Remark]:
    """Return how the outputs of a cell, made anew, differ from those that are kept.

    ``pinned``: the environment is the one of the lock; then pictures must be the same to the byte, and numbers to the
    last digit.
    """
    if len(old) != len(new):
        return [
            Remark(CHECK, report, _name(old or new), "", "", f"{len(old)} outputs of this cell", f"{len(new)}", MEND)
        ]
    new = new if pinned else [_settle(*pair) for pair in zip(old, new, strict=True)]
    return [remark for pair in zip(old, new, strict=True) for remark in _compare_outputs(report, *pair)]


def _settle(old: object, new: object) -> object:
    """Return what was made anew with what other releases of libraries may change as it is kept.

    These are last digits of numbers, and pictures with the same words: the drawing library writes them in other bytes,
    and their data are compared with their exhibit.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        return {name: _settle(old.get(name), value) for name, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [_settle(*pair) for pair in zip(old, new, strict=True)]
    if old == new or (isinstance(old, str) and isinstance(new, str) and "<svg" in old and _read(old) == _read(new)):
        return old
    try:
        return old if math.isclose(float(str(old)), float(str(new)), rel_tol=NEAR, abs_tol=NEAR) else new
    except ValueError:
        return new


def _name(outputs: list[dict]) -> str:
    """Return the name of the first exhibit of a cell, or how its text begins."""
    for output in outputs:
        data = output.get("data", {})
        if MIME in data:
            return f"{data[MIME]['kind']} '{data[MIME]['name']}'"
        return f"text '{data.get(MARKDOWN, data.get('text/plain', ''))[:40]}'"
    return ""


def _compare_outputs(report: str, old: dict, new: dict) -> Iterator[Remark]:
    """Yield how one output differs."""
    place = Remark(CHECK, report, _name([old]), todo=MEND)
    before, after = old.get("data", {}), new.get("data", {})
    if old.get("output_type") != new.get("output_type") or set(before) != set(after):
        forms = [", ".join(sorted(side.get("data", {}))) or side.get("output_type", "") for side in (old, new)]
        yield replace(place, expected=f"an output of the forms {forms[0]}", found=forms[1])
        return
    if old.get("text") != new.get("text"):
        yield replace(place, expected=f"'{old.get('text', '')[:80]}'", found=new.get("text", "")[:80])
    told = [*_compare_metadata(place, old.get("metadata", {}), new.get("metadata", {}))]
    for form, compare in ((MIME, compare_exhibits), (SVG, _compare_drawings), (MARKDOWN, _compare_texts)):
        told += compare(place, before[form], after[form]) if form in before else ()
    yield from told
    for form in before if not told else ():
        if form not in (MIME, SVG, MARKDOWN):
            yield from _compare_texts(replace(place, column=form), str(before[form]), str(after[form]))


def _compare_metadata(place: Remark, old: dict, new: dict) -> Iterator[Remark]:
    """Yield how what stands beside an output differs: the book sets figures from there."""
    before, after = old.get("owlib"), new.get("owlib")
    beside = replace(place, exhibit=f"{place.exhibit} (as the book sets it)")
    if isinstance(before, dict) and isinstance(after, dict):
        yield from compare_exhibits(beside, before, after)
    elif before != after:
        yield replace(beside, expected=show(before), found=show(after))
    if {**old, "owlib": None} != {**new, "owlib": None}:
        yield replace(beside, column="metadata", expected=show(sorted(old)), found=show(sorted(new)))


def compare_exhibits(place: Remark, old: dict, new: dict) -> Iterator[Remark]:
    """Yield how a table or figure differs: rows and cells, the data behind it, and words and settings around it."""
    kind = old.get("kind", "")
    if kind != new.get("kind") or old.get("name") != new.get("name"):
        yield replace(place, expected=f"{kind} '{old.get('name')}'", found=f"{new.get('kind')} '{new.get('name')}'")
        return
    compared = {"rows", "targets", *DATA[kind]}
    for part in [name for name in {**old, **new} if name not in compared]:
        if old.get(part) != new.get(part):
            yield replace(place, column=part, expected=f"'{show(old.get(part))}'", found=f"'{show(new.get(part))}'")
    if kind == "table":
        rows = [[[_show_cell(cell) for cell in row] for row in side.get("rows", ())] for side in (old, new)]
        yield from _compare_rows(place, old.get("columns", ()), rows, [side.get("targets", ()) for side in (old, new)])
    columns, rows = DATA[kind]
    if old.get(columns) != new.get(columns):
        yield replace(place, column="data", expected=show(old.get(columns)), found=show(new.get(columns)))
        return
    behind = replace(place, exhibit=f"{place.exhibit} (data behind it)")
    yield from _compare_rows(behind, old.get(columns, ()), [side.get(rows, ()) for side in (old, new)], ((), ()))


def show(value: object) -> str:
    """Return a value as a short text."""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) < 200 else f"{text[:200]} ..."


def _show_cell(cell: dict) -> str:
    """Return a cell of a table with its small remark and where it leads."""
    parts = [cell.get("text", ""), cell.get("small", ""), f"-> {cell['target']}" if cell.get("target") else ""]
    return " | ".join(part for part in parts if part)


def _compare_rows(
    place: Remark, columns: Sequence[str], both: list[Sequence], targets: Sequence[Sequence]
) -> Iterator[Remark]:
    """Yield rows that are gone, new or in another place, and cells that differ."""
    keys = [
        [at[number] if number < len(at) else (row[0] if row else "") for number, row in enumerate(side)]
        for side, at in zip(both, targets, strict=True)
    ]
    old, new = both
    for kind, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if b - a == d - c:
            for pair in zip(old[a:b], new[c:d], strict=True):
                yield from _compare_row(place, columns, *pair)
            continue
        for row in old[a:b]:
            told = ("the row in its place", "the row in another place, or another number of times")
            yield _tell_row(place, row, *(told if row in new else ("this row", "no such row")))
        for row in new[c:d]:
            if row not in old:
                yield _tell_row(place, row, "no such row", "this row")
            elif kind == "insert":
                yield _tell_row(place, row, "the row once", "the row once more")


def _tell_row(place: Remark, row: list[str], expected: str, found: str) -> Remark:
    """Return a remark about a whole row."""
    return replace(place, row=row[0][:ROW_TOLD] if row else "", expected=expected, found=found)


def _compare_row(place: Remark, columns: Sequence[str], old: list[str], new: list[str]) -> Iterator[Remark]:
    """Yield cells of a row that differ."""
    if len(old) != len(new):
        yield _tell_row(place, old, f"{len(old)} cells", f"{len(new)}")
        return
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other:
            column = columns[number] if number < len(columns) else str(number + 1)
            yield replace(_tell_row(place, old, f"'{show(one)}'", f"'{show(other)}'"), column=column)


def _read(svg: str) -> list[str]:
    """Return the words of a picture."""
    return [told or text for _, told, text in DRAWN.findall(svg)]


def _compare_drawings(place: Remark, old: str, new: str) -> Iterator[Remark]:
    """Yield that two pictures differ, with both: in their words, or in another byte."""
    place = replace(place, column="picture", pictures=(old, new))
    told = [*_list_changes(_read(old), _read(new))]
    for gone, come in told:
        yield replace(place, expected=f"the words '{show(gone)}'", found=f"'{show(come)}'")
    if not told and old != new:
        yield replace(place, expected="the same picture to the byte", found="another, with the same words")


def _compare_texts(place: Remark, old: str, new: str) -> Iterator[Remark]:
    """Yield lines of a running text that differ."""
    for gone, come in _list_changes(old.splitlines(), new.splitlines()):
        one, other = " ".join(gone), " ".join(come)
        yield replace(place, expected=f"'{_cut_same(one, other)}'", found=f"'{_cut_same(other, one)}'")


def _list_changes(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the stretches of two lists that differ."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[a:b], new[c:d]


def _cut_same(text: str, other: str) -> str:
    """Return the part of a long text that differs from another, with some letters around it."""
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, same - 30)
    cut = text[start : same + 60]
    return f"{'... ' if start else ''}{cut}{' ...' if same + 60 < len(text) else ''}"
