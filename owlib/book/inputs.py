"""What the book is made of: all files that a product can depend on, each with a fingerprint of what it holds.

A time stamp would not do: one that is set back, or is the same for two versions, would let a stale page pass for fresh.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from owlib.places import LOCK, PACKAGE, hash_content, list_data

EVERYWHERE = ("_config.yml", "_toc.yml", "CITATION.cff", LOCK.as_posix(), "book/addresses.csv", "book/references.bib")
"""Files of the project that any page may show something of, beside code, messages and templates."""
TEMPLATES = "book/_templates/"
STATIC = "book/_static/"
DATA = ("data/", "book/measured/")
"""What pages tell of by roles and directives."""
ENVIRONMENT = "the installed packages"
"""What a change of Python, or of a release beside it, is named by."""
CODE = "owlib/"
"""What the files of the library are named by, wherever it lies."""


def list_inputs(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file that the book is made of."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".ftl", ".csv"}:
            yield CODE + path.relative_to(PACKAGE).as_posix(), path
    book = (path for path in sorted((root / "book").rglob("*")) if path.is_file() and "looked_at" not in path.parts)
    notebooks = sorted((root / "notebooks").glob("*.ipynb"))
    for path in [*list_data(root), *book, *notebooks, *(root / name for name in EVERYWHERE)]:
        if path.is_file() and path.suffix != ".part":
            yield path.relative_to(root).as_posix(), path


def hash_inputs(root: Path) -> dict[str, str]:
    """Return the fingerprint of each file that the book is made of, by its name, and of what is installed."""
    told = {name: hash_content(path.read_bytes()) for name, path in list_inputs(root)}
    return {**told, ENVIRONMENT: sign_environment()}


def is_everywhere(name: str) -> bool:
    """Whether any page may show something of a file."""
    return name in {*EVERYWHERE, ENVIRONMENT} or name.startswith((CODE, TEMPLATES))


def sign_everywhere(inputs: Mapping[str, str]) -> str:
    """Return one fingerprint of what all pages depend on: code, messages, settings, and what is installed."""
    return hash_content(repr(sorted(item for item in inputs.items() if is_everywhere(item[0]))).encode())


@functools.cache
def sign_environment() -> str:
    """Return a fingerprint of this Python and of the releases that are installed beside it."""
    found = sorted({(one.metadata["Name"], one.version) for one in distributions()})
    return hash_content(repr([sys.version, found]).encode())
