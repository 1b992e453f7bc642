"""The files of a figure at addresses that stay: picture, data, metadata, and all of it in one archive."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import PurePosixPath

from owlib.book.citation import cite_page

FIGURE_FOLDER = "figures"


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive knows: the same at each build."""


READABLE = 0o644 << 16


def make_figure_files(
    facts: dict[str, str], exhibit: dict, contents: dict[str, str], page: str, title: str
) -> dict[str, bytes]:
    """Return the files of a figure by their path from the root of the site.

    Parameters
    ----------
    facts
        What the publication says of itself, as :func:`owlib.book.citation.read_facts` gives it.
    exhibit
        The figure as plain values, as an exhibit's ``to_dict`` gives it.
    contents
        Its picture (``svg``) and the data behind it (``csv``).
    page, title
        Address and title of the page on which it stands.

    """
    name = exhibit["name"]
    described = json.dumps(describe_figure(facts, exhibit, page, title), ensure_ascii=False, indent=1) + "\n"
    files = {ending: text.encode("utf-8") for ending, text in {**contents, "json": described}.items()}
    note = make_note(facts, exhibit, page, title).encode("utf-8")
    packed = pack({**{f"{name}.{ending}": content for ending, content in files.items()}, "README.txt": note})
    return {f"{FIGURE_FOLDER}/{name}.{ending}": content for ending, content in {**files, "zip": packed}.items()}


def describe_figure(facts: dict[str, str], exhibit: dict, page: str, title: str) -> dict:
    """Return what a figure shows, whence it comes and how to cite it; without its rows, which are in its CSV."""
    name = exhibit["name"]
    return {
        "name": name,
        "title": exhibit["title"],
        "how_to_read": exhibit["caption"],
        "alternative_text": exhibit["alt"],
        "source": exhibit["source"],
        "columns": list(exhibit["columns"]),
        "rows_n": len(exhibit["rows"]),
        "records": list(exhibit.get("records", ())),
        "page": f"{facts['address']}{page}#{name}",
        "files": {ending: f"{name}.{ending}" for ending in ("svg", "csv", "json", "zip")},
        "licence": "CC-BY-4.0",
        "version": facts["version"],
        "date": facts["date"],
        "cite_as": cite_page(facts, title, page)["apa"],
    }


def make_note(facts: dict[str, str], exhibit: dict, page: str, title: str) -> str:
    """Return the note that goes with the files of a figure: what they are, their source, and how to cite them."""
    name = exhibit["name"]
    return (
        f"{exhibit['title']}\n\n{exhibit['caption']}\n\n"
        f"{name}.svg   the picture\n{name}.csv   the data behind it\n{name}.json  what it shows, for programs\n\n"
        f"Source: {exhibit['source']}.\n"
        f"From the page: {facts['address']}{page}#{name}\n"
        f"Licence: Creative Commons Attribution 4.0 International (CC BY 4.0).\n"
        f"Cite as: {cite_page(facts, title, page)['apa']}\n"
    )


def pack(files: dict[str, bytes]) -> bytes:
    """Return files as a zip archive that is the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(PurePosixPath(name).as_posix(), FIRST_DAY)
            entry.external_attr, entry.compress_type, entry.create_system = READABLE, zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, files[name])
    return stream.getvalue()
