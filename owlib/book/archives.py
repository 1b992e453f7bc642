"""Archives whose bytes follow from their files alone, and the files of a figure, of which one is such an archive."""

from __future__ import annotations

import io
import json
import zipfile

from owlib.book.citation import Facts, cite_page
from owlib.book.metadata import name_licence
from owlib.exhibits import write_csv

FIGURE_FOLDER = "figures"
FIRST_DAY = "1980-01-01"
"""The earliest day that an archive knows."""
READABLE = 0o644 << 16
UNIX = 3


def pack_files(files: dict[str, bytes], day: str = FIRST_DAY, *, first: str = "") -> bytes:
    """Return files as a zip archive, in the order of their names: no clock, no owner, the same on every machine.

    All bear the same ``day``; the ``first`` goes before the others and is not compressed, where a format asks for it.
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


def make_figure_files(facts: Facts, exhibit: dict, svg: str, page: str, title: str) -> dict[str, bytes]:
    """Return picture, data, description and archive of a figure by their path from the root of the site.

    The figure is given as its ``to_dict`` has it, and with address and title of the page on which it stands.
    """
    name, reference = exhibit["name"], cite_page(facts, title, page)["apa"]
    address = f"{facts.address}{page}#{name}"
    described = json.dumps(describe_figure(facts, exhibit, address, reference), ensure_ascii=False, indent=1) + "\n"
    texts = {"svg": svg, "csv": write_csv(exhibit["columns"], exhibit["rows"]), "json": described}
    files = {f"{name}.{ending}": text.encode("utf-8") for ending, text in texts.items()}
    note = make_note(facts, exhibit, address, reference).encode("utf-8")
    files[f"{name}.zip"] = pack_files({**files, "README.txt": note})
    return {f"{FIGURE_FOLDER}/{file}": content for file, content in files.items()}


def describe_figure(facts: Facts, exhibit: dict, address: str, reference: str) -> dict:
    """Return what a figure shows, whence it comes and how to cite it; without its rows, which are in its CSV."""
    return {
        "name": exhibit["name"],
        "title": exhibit["title"],
        "how_to_read": exhibit["caption"],
        "alternative_text": exhibit["alt"],
        "source": exhibit["source"],
        "columns": list(exhibit["columns"]),
        "rows_n": len(exhibit["rows"]),
        "records": list(exhibit.get("records", ())),
        "page": address,
        "files": {ending: f"{exhibit['name']}.{ending}" for ending in ("svg", "csv", "json", "zip")},
        "licence": facts.licence,
        "version": facts.version,
        "date": facts.date,
        "cite_as": reference,
    }


def make_note(facts: Facts, exhibit: dict, address: str, reference: str) -> str:
    """Return the note that goes with the files of a figure: what they are, their source, and how to cite them."""
    words, name = facts.words, exhibit["name"]
    width = len(name) + len(".json") + 2
    files = (f"{f'{name}.{ending}':{width}}{words(f'files-{ending}')}" for ending in ("svg", "csv", "json"))
    ends = (
        words("files-source", source=exhibit["source"]),
        words("files-page", address=address),
        words("files-licence", licence=name_licence(facts), short=facts.licence_short),
        words("files-cite", reference=reference),
    )
    return "\n\n".join([exhibit["title"], exhibit["caption"], "\n".join(files), "\n".join(ends)]) + "\n"
