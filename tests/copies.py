"""Copies of the project that a run may write to or break, and calls of the command line in them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import yaml

REVIEWED = (
    "README.md", "CHANGELOG.md", "pyproject.toml", "environment.yml", "requirements-citation.lock", ".zenodo.json",
    "ro-crate-metadata.json",
)  # fmt: skip
"""What a review looks at beside what runs and the book need."""
COPIED = ("data", "notebooks", "requirements.lock", "book", "_toc.yml", "_config.yml", "CITATION.cff", *REVIEWED)


PATIENCE = 120
"""Seconds after which something will not happen any more, on however busy a machine."""


def copy_project(root: Path, folder: Path, parts: tuple[str, ...] = COPIED) -> Path:
    """Return a copy of the project in a folder: of what runs, review and book need, or of other parts."""
    for name in parts:
        source, target = root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    return folder


def keep_pages(project: Path, *names: str) -> None:
    """Let the book of a copy have these pages alone, beside its first one, so that it is built sooner."""
    path = project / "_toc.yml"

    def keep(entries: list[dict]) -> list[dict]:
        kept = [{"file": entry["file"], "sections": keep(entry.get("sections", []))} for entry in entries]
        kept = [entry for entry in kept if entry["file"] in names]
        return [entry if entry["sections"] else {"file": entry["file"]} for entry in kept]

    contents = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = [{**part, "chapters": keep(part["chapters"])} for part in contents["parts"]]
    contents["parts"] = [part for part in parts if part["chapters"]]
    path.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), encoding="utf-8")


def tell_state(root: Path) -> list[str]:
    """Return the commit that is measured and the day; refuse a tree of which something is not committed."""
    changed = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=no"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    if changed:
        raise SystemExit(f"expected a commit to measure; found changes:\n{changed}What to do: commit them first.")
    command = ["git", "rev-parse", "--short=12", "HEAD"]
    commit = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.strip()
    return [commit, datetime.now(tz=UTC).date().isoformat()]


def owlib(*words: str) -> tuple[str, ...]:
    """Return a call of our command line."""
    return (sys.executable, "-m", "owlib.cli", *words)


def start(project: Path, *words: str, **more: str) -> subprocess.Popen:
    """Start a command of ours in a group of processes of its own, which heeds Ctrl-C even if these tests do not."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job that a shell runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    environment = {**os.environ, "OWLIB_ROOT": str(project), "COLUMNS": "200", **more}
    return subprocess.Popen(
        owlib(*words), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, cwd=project,
    )  # fmt: skip


def list_group(group: int) -> list[str]:
    """Return the processes of a group that are at work."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = path.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
            found += [path.parent.name] if int(its_group) == group and state != "Z" else []
    return found


def wait_for(is_so: Callable[[], bool]) -> bool:
    """Return whether something becomes true soon."""
    until = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()
