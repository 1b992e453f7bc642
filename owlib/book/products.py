"""What was built, of what, and what of it is stale: each file that readers get, beside what it is made of.

A build that came to its end without a warning notes what it was made of and what it made. Until one of these differs,
nothing is to be made; then each product that depends on what differs is named, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from owlib.book.inputs import DATA, is_everywhere
from owlib.places import hash_content, write_whole

NOTE = "made.json"
FOLDERS = ("html", "pdf", "epub")
"""What readers get, below the folder of a build."""


@dataclass(frozen=True)
class Made:
    """What a build was asked for, the fingerprint of each file that it was made of, and what it made."""

    asked: dict
    inputs: dict[str, str]
    products: dict[str, list]
    """By the place of each file for readers: its fingerprint, and the files that it is made of, beside those of all."""


def hash_products(folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file for readers, by its place below the folder of a build."""
    found = (path for part in FOLDERS for path in sorted((folder / part).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hash_content(path.read_bytes()) for path in found}


def name_asked(languages: Sequence[str], *, pdf: bool) -> dict:
    """Return what a build is asked for, as its note has it; one without a warning is as good as a strict one."""
    return {"languages": [*languages], "pdf": pdf}


def note_made(folder: Path, asked: dict, inputs: dict[str, str], sources: Mapping[str, list[str]]) -> None:
    """Note what a build made, of what; ``sources`` has the files behind each, by its place."""
    products = {name: [mark, sources.get(name, [])] for name, mark in hash_products(folder).items()}
    write_whole(folder / NOTE, json.dumps(vars(Made(asked, inputs, products)), indent=1))


def read_made(folder: Path) -> Made:
    """Return what was noted; nothing where no build came to its end."""
    try:
        return Made(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Made({}, {}, {})


def shorten(files: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of files, all data by one name."""
    yield from (name for name in files if not name.startswith(DATA))
    yield from (f"{part}*" for part in DATA if any(name.startswith(part) for name in files))


def find_changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of what differs, is new or is gone."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def list_stale(folder: Path, made: Made, changed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each file for readers that is stale, and why: what it is made of changed, or it is not as it was made."""
    now = hash_products(folder)
    for name, (mark, sources) in made.products.items():
        found = [change for change in changed if is_made_of(name, sources, change)]
        if found:
            yield name, found[0] + (f" and {len(found) - 1} more" if len(found) > 1 else "") + " changed"
        elif now.get(name) != mark:
            yield name, "it is not as it was made" if name in now else "it is not there"
    for name in sorted(now.keys() - made.products.keys()):
        yield name, "no build made it"


def is_made_of(name: str, sources: Sequence[str], change: str) -> bool:
    """Whether a file for readers may differ where another file does."""
    if is_everywhere(change):
        return True
    copied = name.partition("/")[2].partition("/")[2]  # data and styles lie in the site as they are
    return change in (copied, f"book/{copied}") or any(_is_named(source, change) for source in sources)


def _is_named(source: str, change: str) -> bool:
    """Whether a file is one that a source names."""
    return change.startswith(source[:-1]) if source.endswith("*") else change == source
