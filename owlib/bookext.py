"""Extension of Sphinx for the book: exhibits as real figures and tables, and numbers that lead to their source.

It gives pages a role ``{num}`` for a published figure and a directive ``{evidence-table}``, and turns what the
notebooks show into numbered figures and tables with captions, alternative texts, source lines and downloads.
"""

from __future__ import annotations

import functools
import hashlib
import shutil
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from owlib import audit_pages, coding_tables, tables
from owlib.errors import OwlibError
from owlib.evidence import Evidence, read_evidence
from owlib.exhibits import MIME, write_csv
from owlib.formats import format_figure, format_place, format_source
from owlib.paths import find_root
from owlib.schema import read_package

logger = logging.getLogger(__name__)
FIGURE_FOLDER = "figures"
DATA_FOLDER = "data"
PRINT_THEME = "basic"
SHORT_TABLE = 1200
"""Letters up to which a table is kept on one page in print."""
ANCHOR_MARK = "--"
"""What stands between page and anchor in an address on the single page."""
EVIDENCE_TABLES = {
    "agreement": coding_tables.table_agreement,
    "agreement-by-code": coding_tables.table_agreement_by_code,
    "cases": tables.table_cases,
    "codes": coding_tables.table_codes,
    "figures": tables.table_register,
    "figures-flex": functools.partial(tables.table_study_figures, study_id="flex"),
    "figures-limburg": functools.partial(tables.table_study_figures, study_id="limburg"),
    "figures-ow": functools.partial(tables.table_study_figures, study_id="ow"),
    "fieldwork": tables.table_respondents,
    "hr-themes": tables.table_hr_themes,
    "readings": coding_tables.table_readings,
    "sources": tables.table_sources,
    "themes": coding_tables.table_themes,
    "trends": tables.table_trends,
    "years": tables.table_years,
}


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


@functools.cache
def read_once() -> Evidence:
    """Return the evidence, read once for each build."""
    return read_evidence(find_root())


def use_evidence(env: BuildEnvironment) -> Evidence:
    """Return the evidence, and have the page that uses it made again when the data change."""
    for resource in read_package(find_root()).resources:
        env.note_dependency(str(resource.path))
    return read_once()


def hash_code() -> int:
    """Return a number that changes with the code of this package, so that all pages are made again with it."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return int(digest.hexdigest()[:8], 16)


class NumberRole(SphinxRole):
    """Put a published figure into a sentence: its number, leading to its row in the register."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as a link."""
        evidence = use_evidence(self.env)
        try:
            figure = evidence.find_figure(self.text)
        except OwlibError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]
        place = f"{format_source(evidence, figure['source_id'])}, {format_place(figure)}"
        return [make_reference(f"figure-{self.text}", format_figure(figure), place)], []


class CountRole(SphinxRole):
    """Put the number of records of a table into a sentence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text."""
        frame = getattr(use_evidence(self.env), self.text, None)
        if frame is None:
            message = f"expected a table of the evidence; found '{self.text}'"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(f"{len(frame):,}")], []


class PdfRole(SphinxRole):
    """Lead to the PDF of the book, where one is made beside the pages."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link, or nothing."""
        made = self.config.owlib_pdf
        return [download_link("", self.text, path=made)] if made else [], []


class DataFiles(SphinxDirective):
    """List the files of the data package, each as a download."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        listed = nodes.bullet_list()
        for resource in read_package(find_root()).resources:
            link = download_link("", resource.file, path=resource.file)
            listed += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" {resource.title}")))
        return [listed] if self.env.app.builder.name == "html" else []


class EvidenceTable(SphinxDirective):
    """Show a table of the evidence by its name in ``EVIDENCE_TABLES``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        name = self.arguments[0]
        if name not in EVIDENCE_TABLES:
            raise self.error(f"expected one of {', '.join(sorted(EVIDENCE_TABLES))}; found '{name}'")
        table = EVIDENCE_TABLES[name](use_evidence(self.env), f"table-{name}")
        return [make_table(self.state.document, table.to_dict())]


class CaseConflicts(SphinxDirective):
    """List, for each case, links to the passages that conflict on it."""

    def run(self) -> list[nodes.Node]:
        """Return the list: a case a point, a numbered link for each pair of passages."""
        listed = nodes.bullet_list()
        for name, pairs in audit_pages.list_conflicts(use_evidence(self.env)):
            hard = sum(pair["strength"] == "hard" for pair in pairs)
            counted = f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'}, {hard or 'none'} of them hard"
            point = nodes.paragraph("", f"{name}: {counted}.")
            for number, pair in enumerate(pairs, 1):
                target = f"contradiction-{pair['contradiction_id']}"
                point += [nodes.Text(" "), make_reference(target, f"[{number}]", pair["what_en"])]
            listed += nodes.list_item("", point)
        return [listed]


def resolve_downloads(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn download links into addresses as seen from the page; the single page, made for print, has none."""
    for link in list(doctree.findall(download_link)):
        if app.builder.name == "singlehtml":
            link.parent.remove(link)
            continue
        uri = relative_uri(app.builder.get_target_uri(docname), link["path"])
        reference = nodes.reference("", "", *link.children, refuri=uri, internal=True, classes=["download"])
        link.replace_self(reference)


def keep_addresses(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep page and anchor of each link on the single page, where Sphinx would keep the anchor alone.

    Anchors of different pages may be alike; ``#document-page#anchor`` becomes ``#document-page--anchor``.
    """
    del docname
    if app.builder.name == "singlehtml":
        for link in doctree.findall(nodes.reference):
            page, mark, anchor = link.get("refuri", "").removeprefix("#").partition("#")
            if mark and link["refuri"].startswith("#"):
                link["refuri"] = f"#{page}{ANCHOR_MARK}{anchor}"


def check_alternatives(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each picture without an alternative text."""
    del app
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip():
            logger.warning("picture without alternative text: %s", image["uri"], location=image)


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Write pictures, the data behind them and the data package beside the pages."""
    if error or app.builder.name != "html":
        return
    for files in find_downloads(app.env).values():
        for path, content in files.items():
            target = Path(app.outdir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8", newline="\n")
    shutil.copytree(find_root() / DATA_FOLDER, Path(app.outdir) / DATA_FOLDER, dirs_exist_ok=True)


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the downloads of a page that is read anew."""
    del app
    find_downloads(env).pop(docname, None)


def merge_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the downloads that a parallel reader found."""
    del app
    for docname in docnames:
        if docname in find_downloads(other):
            find_downloads(env)[docname] = find_downloads(other)[docname]


def drop_screen_options(app: Sphinx, config: Config) -> None:
    """Drop the options of the website's theme where the single page for print is built with another."""
    del app
    if config.html_theme == PRINT_THEME:
        config.html_theme_options = {}


def setup(app: Sphinx) -> dict:
    """Register all of it with Sphinx."""
    app.connect("config-inited", drop_screen_options)
    app.add_node(download_link)
    app.add_role("num", NumberRole())
    app.add_role("count", CountRole())
    app.add_role("pdf", PdfRole())
    app.add_config_value("owlib_pdf", default="", rebuild="env")
    app.add_directive("data-files", DataFiles)
    app.add_directive("evidence-table", EvidenceTable)
    app.add_directive("case-conflicts", CaseConflicts)
    app.connect("doctree-read", check_alternatives)
    app.connect("doctree-resolved", resolve_downloads)
    app.connect("doctree-resolved", keep_addresses)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("build-finished", write_downloads)
    return {"env_version": hash_code(), "parallel_read_safe": True, "parallel_write_safe": True}
