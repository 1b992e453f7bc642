"""Notes of data that were found sound, so that the same bytes are not checked again each time they are read.

A note lies in the user's cache folder, outside the project: copies of a project share it, and reading changes nothing
in them. It saves time and proves nothing: ``owlib check``, ``owlib verify`` and the review check the data each time.
"""

from __future__ import annotations

import contextlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from owlib.places import hash_files, list_code, write_whole

LOCK = Path("requirements.lock")


CHECKERS = ("errors", "places", "evidence")
"""Modules and packages of code that checking the data rests on."""


JUDGES = ("frictionless", "pandas")
"""Libraries that it rests on; the lock names their releases, but need not be what is installed."""


NOTES_KEPT = 100
"""Notes that are kept, the newest; older ones go."""


def list_data(root: Path) -> list[Path]:
    """Return all files of the data of a project, in order."""
    return sorted(Path(folder) / name for folder, _, names in os.walk(root / "data") for name in names)


def sign_data(root: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """Return name, size, times and number of each file of the data: what changes when one is written."""
    folders = [str(root / "data")]
    states = []
    for folder in folders:  # grows on the way
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    at = entry.stat()
                    states.append((entry.path, at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino))
    return tuple(sorted(states))


def hash_data(root: Path) -> str:
    """Return a fingerprint of all that findings about the data depend on.

    These are names and content of the files below ``data``, the modules of code that check them, the lock, and the
    releases of Python and of the libraries that check.
    """
    files = {path.relative_to(root).as_posix(): path for path in list_data(root)} | list_code(*CHECKERS)
    files |= {LOCK.name: root / LOCK} if (root / LOCK).is_file() else {}
    return hash_files(files, repr((platform.python_version(), *map(version, JUDGES))))


def find_note(fingerprint: str) -> Path:
    """Return where it is noted that data with this fingerprint are sound."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if cache else Path.home() / ".cache") / "owlib" / "sound-data" / fingerprint


def is_recorded(fingerprint: str) -> bool:
    """Return whether data with this fingerprint were found sound; a note that is not whole does not count."""
    try:
        return find_note(fingerprint).read_bytes() == f"{fingerprint}\n".encode()
    except (OSError, RuntimeError):  # there is none, or the user has no home folder
        return False


def record_sound(fingerprint: str) -> None:
    """Note that data with this fingerprint are sound, where that can be noted; elsewhere they are checked again."""
    with contextlib.suppress(OSError, RuntimeError):
        path = find_note(fingerprint)
        write_whole(path, f"{fingerprint}\n")
        for old in sorted(path.parent.iterdir(), key=lambda other: other.stat().st_mtime_ns)[:-NOTES_KEPT]:
            old.unlink(missing_ok=True)
