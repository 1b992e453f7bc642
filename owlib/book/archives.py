"""Archives whose bytes follow from their files alone: no clock, no owner, the same on every machine."""

from __future__ import annotations

import io
import zipfile

FIRST_DAY = "1980-01-01"
"""The earliest day that an archive knows."""
READABLE = 0o644 << 16
UNIX = 3


def pack_files(files: dict[str, bytes], day: str = FIRST_DAY, *, first: str = "") -> bytes:
    """Return files as a zip archive, in the order of their names.

    Parameters
    ----------
    files
        What each file holds, by name.
    day
        The day that all of them bear.
    first
        A file that goes before the others and is not compressed, where a format asks for it.

    """
    date = tuple(int(part) for part in day.split("-"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (*date, 0, 0, 0))
            entry.create_system, entry.external_attr = UNIX, READABLE
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return stream.getvalue()
