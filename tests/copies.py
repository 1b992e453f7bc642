"""Copies of the project that a run may write to or break, and calls of the command line in them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

COPIED = ("data", "notebooks", "requirements.lock", "book", "_toc.yml", "_config.yml", "CITATION.cff")


def copy_project(root: Path, folder: Path, more: tuple[str, ...] = ()) -> Path:
    """Return a copy of the project in a folder, with ``more`` of its parts than runs, review and book need."""
    for name in (*COPIED, *more):
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
    return folder


def owlib(*words: str) -> tuple[str, ...]:
    """Return a call of our command line."""
    return (sys.executable, "-m", "owlib.cli", *words)
