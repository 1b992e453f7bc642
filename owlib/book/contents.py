"""The pages of the book in their order and their parts, as ``_toc.yml`` has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

CONTENTS_FILE = "_toc.yml"


def read_contents(root: Path) -> dict:
    """Return what ``_toc.yml`` holds: the home page, and parts with their pages."""
    return yaml.safe_load((root / CONTENTS_FILE).read_text(encoding="utf-8"))


def list_pages(root: Path) -> list[str]:
    """Return the pages of the book in their order."""
    return list(walk_pages(read_contents(root)))


def walk_pages(contents: dict) -> Iterator[str]:
    """Yield the pages of the book, each followed by those below it."""
    yield contents["root"]
    for part in contents["parts"]:
        yield from _walk(part["chapters"])


def _walk(entries: list[dict]) -> Iterator[str]:
    """Yield pages and what stands below them."""
    for entry in entries:
        yield entry["file"]
        yield from _walk(entry.get("sections", []))


def read_parts(root: Path) -> dict[str, str]:
    """Return the name of the part that a page opens, by page."""
    return {part["chapters"][0]["file"]: part["caption"] for part in read_contents(root)["parts"]}
