"""Two runs of one cell compared: which table, row and column differs, which sentence, and which picture."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator
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
WORDS = {"table": ("caption", "note", "source", "columns"), "figure": ("title", "caption", "alt", "source", "records")}
DATA = {"table": ("data_columns", "data_rows"), "figure": ("columns", "rows")}
PLAIN = ("text/plain", "text/html", "application/vnd.owlib.exhibit+json")


def compare_cells(report: str, old: list[dict], new: list[dict], *, pinned: bool) -> list[Remark]:
    """Return how the outputs of a cell differ from those that are kept.

    Parameters
    ----------
    old, new
        Outputs as notebooks hold them: kept, and made anew.
    pinned
        Whether the environment is the one of the lock: then pictures must be the same to the byte, and numbers to the
        last digit.

    """
    if len(old) != len(new):
        return [
            Remark(
                CHECK, report, _name(old or new), "", "", f"{len(old)} outputs of this cell", f"{len(new)}", MEND
            )
        ]  # fmt: skip
    return [remark for a, b in zip(old, new, strict=True) for remark in _compare_outputs(report, a, b, pinned=pinned)]


def _name(outputs: list[dict]) -> str:
    """Return the name of the first exhibit of a cell, or how its text begins."""
    for output in outputs:
        data = output.get("data", {})
        if MIME in data:
            return f"{data[MIME]['kind']} '{data[MIME]['name']}'"
        return f"text '{_join(data.get(MARKDOWN, data.get('text/plain', '')))[:40]}'"
    return ""


def _join(text: object) -> str:
    """Return a text of a notebook, which may be kept as a list of its lines."""
    return "".join(text) if isinstance(text, list) else str(text)


def _compare_outputs(report: str, old: dict, new: dict, *, pinned: bool) -> Iterator[Remark]:
    """Yield how one output differs."""
    place = Remark(CHECK, report, _name([old]), todo=MEND)
    kinds = [side.get("output_type", "") for side in (old, new)]
    before, after = old.get("data", {}), new.get("data", {})
    if kinds[0] != kinds[1] or set(before) != set(after):
        forms = [", ".join(sorted(side.get("data", {}))) or side.get("output_type", "") for side in (old, new)]
        yield replace(place, expected=f"an output of the forms {forms[0]}", found=forms[1])
        return
    if not before:
        if _join(old.get("text", "")) != _join(new.get("text", "")):
            yield replace(place, expected=f"'{_join(old.get('text', ''))[:80]}'", found=_join(new.get("text", ""))[:80])
        return
    told = 0
    if MIME in before:
        for remark in compare_exhibits(place, before[MIME], after[MIME], pinned=pinned):
            told += 1
            yield remark
    for remark in _compare_metadata(place, old.get("metadata", {}), new.get("metadata", {}), pinned=pinned):
        told += 1
        yield remark
    if SVG in before:
        for remark in _compare_drawings(place, _join(before[SVG]), _join(after[SVG]), pinned=pinned):
            told += 1
            yield remark
    if MARKDOWN in before:
        for remark in _compare_texts(place, _join(before[MARKDOWN]), _join(after[MARKDOWN]), pinned=pinned):
            told += 1
            yield remark
    others = [form for form in before if form not in (MIME, SVG, MARKDOWN)]
    for form in others if not told else ():
        yield from _compare_texts(replace(place, column=form), _join(before[form]), _join(after[form]), pinned=pinned)


def _compare_metadata(place: Remark, old: dict, new: dict, *, pinned: bool) -> Iterator[Remark]:
    """Yield how what stands beside an output differs: the book sets figures from there."""
    before, after = old.get("owlib"), new.get("owlib")
    beside = replace(place, exhibit=f"{place.exhibit} (as the book sets it)")
    if isinstance(before, dict) and isinstance(after, dict):
        yield from compare_exhibits(beside, before, after, pinned=pinned)
    elif before != after:
        yield replace(beside, expected=show(before), found=show(after))
    if {**old, "owlib": None} != {**new, "owlib": None}:
        yield replace(beside, column="metadata", expected=show(sorted(old)), found=show(sorted(new)))


def compare_exhibits(place: Remark, old: dict, new: dict, *, pinned: bool) -> Iterator[Remark]:
    """Yield how a table or figure differs: words around it, rows and cells, and the data behind it."""
    kind = old.get("kind", "")
    if kind != new.get("kind") or old.get("name") != new.get("name"):
        yield replace(place, expected=f"{kind} '{old.get('name')}'", found=f"{new.get('kind')} '{new.get('name')}'")
        return
    known = set()
    for part in WORDS.get(kind, ()):
        known.add(part)
        if not _is_same(old.get(part), new.get(part), pinned=pinned):
            yield replace(place, column=part, expected=f"'{show(old.get(part))}'", found=f"'{show(new.get(part))}'")
    if kind == "table":
        columns = list(old.get("columns", ()))
        rows = [[[_show_cell(cell) for cell in row] for row in side.get("rows", ())] for side in (old, new)]
        targets = [list(side.get("targets", ())) for side in (old, new)]
        yield from _compare_rows(place, columns, rows, targets, pinned=pinned)
    columns_name, rows_name = DATA[kind]
    known |= {"rows", columns_name, rows_name, "targets", "kind", "name"}
    if not _is_same(old.get(columns_name), new.get(columns_name), pinned=pinned):
        yield replace(place, column="data", expected=show(old.get(columns_name)), found=show(new.get(columns_name)))
    else:
        behind = replace(place, exhibit=f"{place.exhibit} (data behind it)")
        rows = [[list(row) for row in side.get(rows_name, ())] for side in (old, new)]
        yield from _compare_rows(behind, list(old.get(columns_name, ())), rows, ([], []), pinned=pinned)
    for part in sorted((set(old) | set(new)) - known):
        if old.get(part) != new.get(part):
            yield replace(place, column=part, expected=f"'{show(old.get(part))}'", found=f"'{show(new.get(part))}'")


def show(value: object) -> str:
    """Return a value as a short text."""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) < 200 else f"{text[:200]} ..."


def _show_cell(cell: dict) -> str:
    """Return a cell of a table with its small remark and where it leads."""
    parts = [cell.get("text", ""), cell.get("small", ""), f"-> {cell['target']}" if cell.get("target") else ""]
    return " | ".join(part for part in parts if part)


def _compare_rows(
    place: Remark, columns: list[str], rows: list[list[list[str]]], targets: tuple[list, list] | list, *, pinned: bool
) -> Iterator[Remark]:
    """Yield rows that are gone, new or in another place, and cells that differ."""
    keys = [
        [at[number] if number < len(at) else (row[0] if row else "") for number, row in enumerate(side)]
        for side, at in zip(rows, targets, strict=True)
    ]
    matcher = difflib.SequenceMatcher(None, *keys, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c):
            for one, other in zip(rows[0][a:b], rows[1][c:d], strict=True):
                yield from _compare_row(place, columns, one, other, pinned=pinned)
        else:
            for row in rows[0][a:b]:
                moved = row in rows[1]
                words = "the row in its place" if moved else "this row"
                found = "the row in another place, or another number of times" if moved else "no such row"
                yield replace(place, row=row[0][:ROW_TOLD] if row else "", expected=words, found=found)
            for row in rows[1][c:d]:
                if row not in rows[0]:
                    yield replace(place, row=row[0][:ROW_TOLD] if row else "", expected="no such row", found="this row")
                elif b == a:
                    yield replace(place, row=row[0][:ROW_TOLD], expected="the row once", found="the row once more")


def _compare_row(
    place: Remark, columns: list[str], old: list[str], new: list[str], *, pinned: bool
) -> Iterator[Remark]:
    """Yield cells of a row that differ."""
    name = old[0][:ROW_TOLD] if old else ""
    if len(old) != len(new):
        yield replace(place, row=name, expected=f"{len(old)} cells", found=f"{len(new)}")
        return
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if not _is_same(one, other, pinned=pinned):
            column = columns[number] if number < len(columns) else str(number + 1)
            yield replace(place, row=name, column=column, expected=f"'{show(one)}'", found=f"'{show(other)}'")


def _is_same(old: object, new: object, *, pinned: bool) -> bool:
    """Return whether two values are the same; outside the pinned environment numbers may differ in the last digits."""
    if old == new:
        return True
    if pinned:
        return False
    if isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)):
        return len(old) == len(new) and all(_is_same(a, b, pinned=False) for a, b in zip(old, new, strict=True))
    try:
        return math.isclose(float(str(old)), float(str(new)), rel_tol=NEAR, abs_tol=NEAR)
    except ValueError:
        return False


def _compare_drawings(place: Remark, old: str, new: str, *, pinned: bool) -> Iterator[Remark]:
    """Yield that two pictures differ, with both: in their words, or in the pinned environment in a byte.

    Other releases of the drawing library write the same picture in other bytes; its data are compared with its exhibit.
    """
    place = replace(place, column="picture", pictures=(old, new))
    words = [[told or text for _, told, text in DRAWN.findall(svg)] for svg in (old, new)]
    changed = difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    told = [(words[0][a:b], words[1][c:d]) for kind, a, b, c, d in changed if kind != "equal"]
    for gone, come in told:
        yield replace(place, expected=f"the words '{show(gone)}'", found=f"'{show(come)}'")
    if pinned and not told and old != new:
        yield replace(place, expected="the same picture to the byte", found="another, with the same words")


def _compare_texts(place: Remark, old: str, new: str, *, pinned: bool) -> Iterator[Remark]:
    """Yield lines of a running text that differ."""
    lines = [text.splitlines() for text in (old, new)]
    matcher = difflib.SequenceMatcher(None, *lines, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        one, other = " ".join(lines[0][a:b]), " ".join(lines[1][c:d])
        if kind != "equal" and not _is_same(one, other, pinned=pinned):
            yield replace(place, expected=f"'{_cut_same(one, other)}'", found=f"'{_cut_same(other, one)}'")


def _cut_same(text: str, other: str) -> str:
    """Return the part of a long text that differs from another, with some letters around it."""
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, same - 30)
    cut = text[start : same + 60]
    return f"{'... ' if start else ''}{cut}{' ...' if same + 60 < len(text) else ''}"
