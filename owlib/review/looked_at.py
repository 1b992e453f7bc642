"""What a person last looked at, kept beside what is there now: pages, definitions, messages, styles and settings.

A copy of each such file stands in ``book/looked_at/``. Whatever differs from it is told word by word, until a person
says by ``owlib looked-at`` that it was looked at; no run and no build writes there.
"""

from __future__ import annotations

import csv
import difflib
import io
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from owlib.errors import UnknownNameError, name_choices
from owlib.evidence.rules import ANCHORED
from owlib.evidence.schema import read_package
from owlib.places import PACKAGE, read_plain, relative_name, write_whole
from owlib.review.findings import Checked, Remark
from owlib.review.outputs import show

CHECK = "looked-at"
KEPT, ENDING = Path("book") / "looked_at", ".was"
"""Where the copies stand, and what their names end with, so that no program takes one for the file itself."""
COVERED = (
    "README.md", "CITATION.cff", "*.toml", "*.yml", "*.lock", "book/*/*.md", "book/*.csv", "book/*.bib",
    "book/**/*.rst", "book/measured/*.csv", "book/_static/*.css", "book/_static/*.js", "book/_templates/**/*.*",
    "notebooks/*.ipynb", "data/datapackage.json", "data/schemas/*.json",
)  # fmt: skip
"""Files of a project that people read, or that say what they are shown, beside those of the data."""
LANGUAGES = {"_en": "_nl", "_nl": "_en", "/en/": "/nl/", "/nl/": "/en/"}
"""Marks of a language in the name of a column or file, and that of the other language."""
Part = tuple[str, str, tuple[str, ...]]
"""A cell of a notebook, where it is one; the number of a row or line; and its texts."""


def list_covered(root: Path) -> dict[str, Path]:
    """Return the files that people look at by their names: all data whose records have no fingerprints, among them."""
    tables = [part.path for part in read_package(root).resources if part.table not in (*ANCHORED, "anchors")]
    found = [*tables, *(path for pattern in COVERED for path in root.glob(pattern) if path.is_file())]
    messages = {relative_name(path, PACKAGE.parent): path for path in PACKAGE.glob("locales/**/*.ftl")}
    return {relative_name(path, root): path for path in found} | messages


def list_kept(root: Path) -> dict[str, Path]:
    """Return the copies of what was last looked at, by the names of their files."""
    kept = root / KEPT
    return {relative_name(path, kept).removesuffix(ENDING): path for path in kept.rglob(f"*{ENDING}")}


def check_looked_at(root: Path) -> Checked:
    """Name each word that changed since a person last looked."""
    covered, kept = list_covered(root), list_kept(root)
    changes = {name: list_changes(name, covered.get(name), kept.get(name)) for name in sorted({*covered, *kept})}
    remarks = []
    for name, found in changes.items():
        twin = _name_twin(name)
        alone = f"; {twin} did not change" if twin in changes and not changes[twin] else ""
        remarks += [replace(remark, found=remark.found + alone) for remark in found]
    return Checked(CHECK, "files as a person last looked at them", len(covered), tuple(remarks))


def note_looked_at(root: Path, name: str) -> list[Remark]:
    """Keep a file as one that a person has looked at; return what had changed since the last time.

    Raises
    ------
    UnknownNameError
        If there is no such file among those that are looked at.

    """
    path, kept = list_covered(root).get(name), list_kept(root).get(name)
    if not path and not kept:
        near = difflib.get_close_matches(name, list_covered(root), cutoff=0)
        raise UnknownNameError(f"expected a file that is looked at; found '{name}'. "
                               f"What to do: name one as owlib review does, such as {name_choices(near)}.")  # fmt: skip
    changes = list_changes(name, path, kept)
    if path:
        write_whole(root / KEPT / f"{name}{ENDING}", read_plain(path))
    else:
        kept.unlink()
    return changes


def list_changes(name: str, path: Path | None, kept: Path | None) -> list[Remark]:
    """Return how a file differs from what was last looked at."""
    place = Remark(CHECK, name, todo=f"look at it; once it is right, say so: owlib looked-at {name}")
    if not path or not kept:
        told = ("a file that a person has looked at", "a new one") if path else ("this file", "no such file any more")
        return [replace(place, expected=told[0], found=told[1])]
    old, new = (read_plain(file).decode("utf-8", errors="replace") for file in (kept, path))
    return [] if old == new else list(_compare_parts(place, split_parts(name, old), split_parts(name, new)))


def split_parts(name: str, text: str) -> list[Part]:
    """Return the rows of a table, the lines of the cells of a notebook, or the lines of any other file."""
    try:
        if name.endswith(".csv"):
            rows = csv.reader(io.StringIO(text, newline=""))
            return [("", str(row), tuple(cells)) for row, cells in enumerate(rows, 1)]
        if name.endswith(".ipynb"):
            return [
                (f"cell '{cell['id']}'", str(row), (line,))
                for cell in json.loads(text)["cells"]
                for row, line in enumerate("".join(cell["source"]).splitlines(), 1)
            ]
    except (ValueError, LookupError, TypeError, csv.Error):
        pass  # what is broken is compared line by line, and other checks say that it is broken
    return [("", str(row), (line,)) for row, line in enumerate(text.splitlines(), 1)]


def _compare_parts(place: Remark, before: list[Part], after: list[Part]) -> Iterator[Remark]:
    """Yield rows or lines that are new or gone, and cells whose words differ."""
    columns = after[0][2] if place.report.endswith(".csv") and after else ("",)
    texts = [[cells for _, _, cells in side] for side in (before, after)]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        for was, now in itertools.zip_longest(before[a:b], after[c:d]) if kind != "equal" else ():
            at = replace(place, exhibit=(now or was)[0], row=(now or was)[1])
            if was and now:
                yield from _compare_cells(at, columns, was[2], now[2])
            else:
                told = [f"'{show(side[2])}'" if side else "nothing" for side in (was, now)]
                yield replace(at, expected=f"{told[0]}, as it was last looked at", found=f"{told[1]} here")


def _compare_cells(at: Remark, columns: Sequence[str], was: Sequence[str], now: Sequence[str]) -> Iterator[Remark]:
    """Yield cells whose words differ; one that changed in one language alone is named as that."""
    pairs = itertools.zip_longest(columns, was, now, fillvalue="")
    changed = {column: (old, new) for column, old, new in pairs if old != new}
    for column, (old, new) in changed.items():
        gone, come = _pick_words(old, new)
        twin = _name_twin(column)
        alone = f"; {twin} did not change" if twin in columns and twin not in changed else ""
        yield replace(at, column=column, expected=f"'{gone}', as it was last looked at", found=f"'{come}'{alone}")


def _name_twin(name: str) -> str:
    """Return the name of the same in the other language; nothing where it has no language."""
    mark = next((mark for mark in LANGUAGES if mark in name and (mark[0] == "/" or name.endswith(mark))), "")
    return name.replace(mark, LANGUAGES[mark]) if mark else ""


def _pick_words(old: str, new: str) -> tuple[str, str]:
    """Return the words that differ, each stretch with a word around it."""
    sides = [old.split(), new.split()]
    if sides[0] == sides[1]:  # other blanks
        return old, new
    stretches = [
        (" ".join(sides[0][max(a - 1, 0) : b + 1]), " ".join(sides[1][max(c - 1, 0) : d + 1]))
        for kind, a, b, c, d in difflib.SequenceMatcher(None, *sides, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    gone, come = (show(" ... ".join(side)) for side in zip(*stretches, strict=True))
    return gone, come
