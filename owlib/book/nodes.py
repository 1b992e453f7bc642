"""Exhibits as nodes of the book: figures and tables with captions, alternative texts, source lines and downloads.

The questionnaires as tables of a page.

What was measured, as a figure and tables of a page.
"""

from __future__ import annotations

import os
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from owlib.book.figure_files import FIGURE_FOLDER
from owlib.book.measurements import MUTANTS, RERUNS, RESULTS, draw_reruns, read_results, table_mutants, table_scale
from owlib.errors import OwlibError
from owlib.exhibits.forms import MIME, Figure, write_csv
from owlib.places import INSTRUMENT_FOLDER, find_root
from owlib.surveys.instrument import in_language, items_table, read_instrument, surveys_table

SHORT_TABLE = 1200
"""Letters up to which a table is kept on one page in print."""


class uses(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """A place for links to the pages that use a record, a case or a term; filled once all pages are read."""


class download_link(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """A link to a file beside the pages; resolved once the page's own address is known."""


class ExhibitRenderer:
    """Renders exhibits of the notebooks for MyST-NB."""

    mime_priority_overrides = (("*", MIME, 1),)

    @staticmethod
    def handle_mime(renderer, data, inline: bool) -> list[nodes.Element] | None:  # noqa: ARG004 - MyST-NB's signature
        """Return an exhibit as nodes; an empty list for its other forms; nothing for outputs that are no exhibit."""
        exhibit = data.output_metadata.get("owlib")
        if not exhibit:
            return None
        document = renderer.renderer.document
        env = document.settings.env
        if exhibit["kind"] == "figure" and data.mime_type == "image/svg+xml":
            uri = renderer.write_file([f"{exhibit['name']}.svg"], data.content.encode("utf-8"), overwrite=True)
            return [make_figure(document, env, exhibit, data.content, uri)]
        if exhibit["kind"] == "table" and data.mime_type == MIME:
            return [make_table(document, data.content)]
        return []


def make_figure(document: nodes.document, env: BuildEnvironment, exhibit: dict, svg: str, uri: str) -> nodes.figure:
    """Return a figure with its finding as caption, how to read it, its source, and its downloads."""
    figure = nodes.figure(classes=["exhibit"], names=[exhibit["name"]])
    document.note_explicit_target(figure)
    figure += nodes.image(uri=uri, alt=exhibit["alt"])
    figure += nodes.caption("", exhibit["title"])
    legend = nodes.legend()
    legend += nodes.paragraph("", exhibit["caption"])
    last = nodes.paragraph(classes=["source"])
    last += nodes.Text(f"Source: {exhibit['source']}. ")
    content = {"csv": write_csv(exhibit["columns"], exhibit["rows"]), "svg": svg}
    for ending, label in (("csv", "Data (CSV)"), ("svg", "Picture (SVG)")):
        last += offer_download(env, f"{exhibit['name']}.{ending}", content[ending], label)
        last += nodes.Text(" ")
    for ending, label in (("json", "Metadata (JSON)"), ("zip", "All (ZIP)")):
        last += download_link("", label, path=f"{FIGURE_FOLDER}/{exhibit['name']}.{ending}")
        last += nodes.Text(" ")
    find_drawn(env).setdefault(env.docname, {})[exhibit["name"]] = (exhibit, svg)
    figure += legend
    legend += last
    return figure


def make_table(document: nodes.document, exhibit: dict) -> nodes.container:
    """Return a table with header cells, caption, note, source and, if it has data behind it, a download."""
    length = sum(len(cell["text"] + cell["small"]) for row in exhibit["rows"] for cell in row)
    short = ["short"] if length <= SHORT_TABLE else []
    sortable = ["sortable", *(f"filter-{column}" for column in exhibit["filters"])] if exhibit["sortable"] else []
    widths = ["colwidths-given"] if exhibit["widths"] else []
    table = nodes.table(classes=["exhibit", *widths, *short, *sortable], names=[exhibit["name"]])
    document.note_explicit_target(table)
    table += nodes.title("", exhibit["caption"])
    width = len(exhibit["columns"])
    group = nodes.tgroup(cols=width)
    for share in exhibit["widths"] or [1] * width:
        group += nodes.colspec(colwidth=share)
    head, body = nodes.thead(), nodes.tbody()
    head += _make_row([nodes.Text(column) for column in exhibit["columns"]], exhibit["numeric"])
    for number, cells in enumerate(exhibit["rows"]):
        labels = ["", *exhibit["columns"][1:]] if width > 2 else ["", ""]
        row = _make_row([_make_cell(*pair) for pair in zip(cells, labels, strict=True)], exhibit["numeric"])
        if exhibit["targets"]:
            row[0][0] += uses("", prefix=exhibit["targets"][number], home=document.settings.env.docname)
            row["names"] = [exhibit["targets"][number]]
            document.note_explicit_target(row)
        body += row
    group += head
    group += body
    table += group
    foot = " ".join(part for part in (exhibit["note"], f"Source: {exhibit['source']}.") if part)
    last = nodes.paragraph("", foot, classes=["source"])
    if exhibit["data_rows"]:
        content = write_csv(exhibit["data_columns"], exhibit["data_rows"])
        last += nodes.Text(" ")
        last += offer_download(document.settings.env, f"{exhibit['name']}.csv", content, "Data (CSV)")
    return nodes.container("", table, last, classes=["exhibit"])


def offer_download(env: BuildEnvironment, file: str, content: str, label: str) -> download_link:
    """Return a link to a file that is written beside the pages."""
    path = f"{FIGURE_FOLDER}/{file}"
    find_downloads(env).setdefault(env.docname, {})[path] = content
    return download_link("", label, path=path, what=f"{label} of {Path(file).stem}")


def _make_row(cells: list[nodes.Node], numeric: list[int]) -> nodes.row:
    """Return a row of cells; numbers flush right."""
    row = nodes.row()
    for number, cell in enumerate(cells):
        row += nodes.entry("", nodes.paragraph("", "", cell), classes=["number"] if number in numeric else [])
    return row


def _make_cell(cell: dict, label: str) -> nodes.inline:
    """Return the content of a cell: its heading for narrow screens, its text, as a link or not, and its remark."""
    content = nodes.inline()
    if label:
        content += nodes.inline("", f"{label}: ", classes=["cell-label"])
    content += make_reference(cell["target"], cell["text"]) if cell["target"] else nodes.inline("", cell["text"])
    if cell["small"]:
        content += nodes.inline("", " " + cell["small"], classes=["remark"])
    return content


def make_reference(target: str, text: str, title: str = "") -> addnodes.pending_xref:
    """Return a link to a target anywhere in the book."""
    link = addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=["num"]),
        refdomain="std",
        reftype="ref",
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
    if title:
        link["reftitle"] = title
    return link


def find_downloads(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return the files to write beside the pages, by page."""
    if not hasattr(env, "owlib_downloads"):
        env.owlib_downloads = {}
    return env.owlib_downloads


def find_drawn(env: BuildEnvironment) -> dict[str, dict[str, tuple[dict, str]]]:
    """Return each figure as plain values, and its picture, by page and name."""
    if not hasattr(env, "owlib_drawn"):
        env.owlib_drawn = {}
    return env.owlib_drawn


class SurveyTable(SphinxDirective):
    """Show the items of a questionnaire by its id, or all questionnaires by the word ``surveys``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        instrument, name = in_language(read_instrument(), "en"), self.arguments[0]
        for path in sorted((find_root() / INSTRUMENT_FOLDER).glob("*.csv")):
            self.env.note_dependency(str(path))
        known = ["surveys", *instrument.surveys["survey_id"]]
        if name not in known:
            raise self.error(f"expected one of {', '.join(known)}; found '{name}'")
        table = surveys_table(instrument) if name == "surveys" else items_table(instrument, name)
        return [make_table(self.state.document, table.to_dict())]


SHOWN = {"reruns": (RERUNS, draw_reruns), "scale": (RERUNS, table_scale), "mutants": (MUTANTS, table_mutants)}


class Measured(SphinxDirective):
    """Show what a benchmark left, by its name in ``SHOWN``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the figure or table."""
        name = self.arguments[0]
        if name not in SHOWN:
            raise self.error(f"expected one of {', '.join(SHOWN)}; found '{name}'")
        file, show = SHOWN[name]
        self.env.note_dependency(str(find_root() / RESULTS / file))
        try:
            exhibit = show(read_results(find_root(), file), f"measured-{name}")
        except OwlibError as error:
            raise self.error(str(error)) from error
        if not isinstance(exhibit, Figure):
            return [make_table(self.state.document, exhibit.to_dict())]
        picture = Path(self.env.doctreedir).parent / "measured" / f"{exhibit.name}.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(exhibit.svg, encoding="utf-8", newline="\n")
        uri = "/" + Path(os.path.relpath(picture, self.env.srcdir)).as_posix()
        return [make_figure(self.state.document, self.env, exhibit.to_dict(), exhibit.svg, uri)]
