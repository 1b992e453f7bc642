"""A survey's report as files: one page to read, and each table and figure to take along."""

from __future__ import annotations

import base64
import html
from pathlib import Path

import nbformat
from markdown_it import MarkdownIt

from owlib.exhibits import MIME, write_csv
from owlib.places import write_whole
from owlib.words import Words

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def write_report_files(path: Path, words: Words) -> list[Path]:
    """Write what a survey's executed notebook shows beside it, and return the files.

    ``report.html`` reads without a notebook program and fetches nothing; ``tables/`` and ``figures/`` hold each table
    and the data behind each figure as CSV, and each picture as SVG. All of it comes from protected counts.
    """
    notebook = nbformat.read(path, as_version=4)
    render = MarkdownIt("commonmark", {"html": False}).render  # markup inside text stays text
    made, parts = {}, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(render(cell.source))
        for data in (output["data"] for output in cell.get("outputs", [])):
            exhibit = data.get(MIME)
            if exhibit is None:
                parts.append(render(data["text/markdown"]))
            elif exhibit["kind"] == "table":
                parts.append(data["text/html"].replace("<cite>", f"<cite>{words('source-line', places='')}"))
                made[f"tables/{exhibit['name']}.csv"] = write_csv(exhibit["data_columns"], exhibit["data_rows"])
            else:
                svg = data["image/svg+xml"]
                told = {part: html.escape(exhibit[part]) for part in ("title", "alt", "caption")}
                source = html.escape(words("source-line", places=exhibit["source"]))
                picture = base64.b64encode(svg.encode("utf-8")).decode("ascii")
                parts.append(
                    f'<figure><img src="data:image/svg+xml;base64,{picture}" alt="{told["alt"]}">'
                    f"<figcaption>{told['title']}</figcaption><small>{told['caption']} {source}.</small></figure>"
                )
                made |= {f"figures/{exhibit['name']}.csv": write_csv(exhibit["columns"], exhibit["rows"])}
                made |= {f"figures/{exhibit['name']}.svg": svg}
    title, body = html.escape(notebook.cells[0].source.removeprefix("# ")), "\n".join(parts)
    made["report.html"] = (
        f'<!DOCTYPE html>\n<html lang="{words.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>\n{STYLE}</style></head>'
        f"<body>\n{body}\n</body></html>\n"
    )
    for old in [*path.parent.glob("tables/*.csv"), *path.parent.glob("figures/*.*")]:
        if old.relative_to(path.parent).as_posix() not in made:  # counts of another run beside these could be compared
            old.unlink()
    for name, content in made.items():
        write_whole(path.parent / name, content)
    return [path.parent / name for name in made]
