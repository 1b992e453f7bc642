"""Where things are. No other module and no notebook knows a path."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from owlib.errors import OwlibError

MARKER = Path("data") / "datapackage.json"
LOCK = Path("requirements.lock")
INSTRUMENT_FOLDER = Path("data") / "instrument"
SIMULATED_FOLDER = Path("data") / "simulated"
PRIVATE_FOLDER = Path("private")
"""Where a researcher's own surveys lie; no part of the repository."""
PACKAGE = Path(__file__).resolve().parent
"""The code of this library."""
ROOT_VARIABLE = "OWLIB_ROOT"
LENGTH = 16
"""Hexadecimal digits of a fingerprint: 64 bits."""
PART = re.compile(r"\.([0-9]+)-.*\.part")
"""Names of files that are being written: the process that writes them stands in front."""


def find_root() -> Path:
    """Return the project folder, which must be there: the one that holds ``data/datapackage.json``.

    The variable ``OWLIB_ROOT`` goes first; then the working folder and the folders above it, and last the folder that
    this package lies in.
    """
    named = os.environ.get(ROOT_VARIABLE)
    here = Path.cwd()
    places = [Path(named)] if named else [here, *here.parents, PACKAGE.parent]
    for place in places:
        if (place / MARKER).is_file():
            return place.resolve()
    looked = named or str(here)
    raise OwlibError(
        f"{looked}: expected a project folder with {MARKER.as_posix()}; found none. "
        f"What to do: run owlib inside the project, or set {ROOT_VARIABLE} to its folder."
    )


def relative_name(path: Path, root: Path) -> str:
    """Return a path as messages and outputs show it: below the project folder, with forward slashes."""
    path, root = Path(path).absolute(), Path(root).absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def list_code() -> dict[str, Path]:
    """Return all modules of this library by their dotted names: ``evidence.rules`` -> its file."""
    found = {path.relative_to(PACKAGE): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {".".join(place.with_suffix("").parts).removesuffix(".__init__"): path for place, path in found.items()}


def list_data(root: Path) -> list[Path]:
    """Return all files of the data of a project, in order."""
    return sorted(path for path in (root / "data").rglob("*") if path.is_file())


def sign_files(paths: Iterable[Path]) -> frozenset[tuple[str, int, int, int]]:
    """Return path, size and times of files: what changes when one is written."""
    states = ((str(path), path.stat()) for path in paths)
    return frozenset((name, at.st_size, at.st_mtime_ns, at.st_ctime_ns) for name, at in states)


def hash_content(content: bytes) -> str:
    """Return the fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def read_plain(path: Path) -> bytes:
    r"""Return what a file holds with ``\n`` as its line end, as git may have written it with another."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def hash_files(files: Mapping[str, Path], about: str = "") -> str:
    """Return one fingerprint of files by their names, and of words about them; line ends do not count."""
    parts = [about.encode()]
    for name, path in files.items():
        content = read_plain(path)
        parts += [f"\0{name}\0{len(content)}\0".encode(), content]
    return hash_content(b"".join(parts))


def write_whole(path: Path, content: str | bytes) -> None:
    r"""Write a file so that it is never seen half-written: to a temporary beside it, then moved.

    Text is written as UTF-8 with ``\n`` as the line end on every machine. Where a process is killed while it writes,
    the file is as it was, and :func:`clear_parts` takes away what was begun.
    """
    path = Path(path)
    if path.is_dir():
        raise OwlibError(f"{path}: expected a file, or nothing yet; found a folder. What to do: move it away.")
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{os.getpid()}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def clear_parts(folder: Path) -> None:
    """Take away files that a killed process had begun to write; those of a process at work stay."""
    for path in folder.glob(".*.part") if folder.is_dir() else ():
        match = PART.fullmatch(path.name)
        if match and not _is_running(int(match[1])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Return whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it belongs to someone else
        pass
    return True
