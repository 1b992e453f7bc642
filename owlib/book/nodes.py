"""Exhibits as nodes of the book: figures and tables with captions, alternative texts, source lines and downloads.

What a page has that lists, files beside the pages and other pages are made from is noted while it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from owlib.book.archives import FIGURE_FOLDER
from owlib.exhibits import MIME, Cell, Register, write_csv
from owlib.words import Words, curl, read_words

REGISTERS = {
    "claims": "book/claims", "conflicts": "book/conflicts", "numbers": "book/register", "statements": "book/statements",
}  # fmt: skip
"""The page of each register."""
VOLUME = "volume"
"""Marks a link to a whole edition as a file, which goes where none is made beside the pages."""
ENDINGS = ("csv", "svg", "json", "zip")
"""The files of a figure."""
SHORT_TABLE = 1200
"""Letters up to which a table is kept on one page in print."""


@dataclass
class Noted:
    """What a page has."""

    links: set[str] = field(default_factory=set)
    """The names that it leads to."""
    downloads: dict[str, str] = field(default_factory=dict)
    """The data behind its tables: the text of each file beside the pages, by path."""
    drawn: dict[str, tuple[dict, str]] = field(default_factory=dict)
    """Each figure as plain values, and its picture, by name."""
    data: bool = False
    """Whether it tells of the data by itself, and not by what a notebook shows."""

    def list_files(self) -> list[str]:
        """Return the files beside the pages that are made of what it shows, by path."""
        return [*self.downloads, *(f"{FIGURE_FOLDER}/{name}.{ending}" for name in self.drawn for ending in ENDINGS)]


def note_pages(env: BuildEnvironment) -> dict[str, Noted]:
    """Return what each page has that was read so far, by page."""
    if not hasattr(env, "owlib_pages"):
        env.owlib_pages = {}
    return env.owlib_pages


def note_page(env: BuildEnvironment) -> Noted:
    """Return what the page has that is being read."""
    return note_pages(env).setdefault(env.docname, Noted())


def use_words(env: BuildEnvironment) -> Words:
    """Return the messages of the language of the pages."""
    return read_words(env.config.language)


class uses(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """A place for links to the pages that use a record, a case or a term; filled once all pages are read."""


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """What the website folds below a line that names it; print has it as it is."""


def visit_folded(translator: HTML5Translator, node: folded) -> None:
    """Begin what is folded."""
    translator.body.append(f'<details class="folded"><summary>{translator.encode(curl(node["title"]))}</summary>\n')


def depart_folded(translator: HTML5Translator, _node: folded) -> None:
    """End what is folded."""
    translator.body.append("</details>\n")


SCREEN, SCREEN_END = "<!--screen-->", "<!--/screen-->"


class on_screen(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """What the website alone has."""


def visit_on_screen(translator: HTML5Translator, _node: on_screen) -> None:
    """Begin it with a mark, by which print and EPUB leave it out, and the website the mark."""
    translator.body.append(SCREEN)


def depart_on_screen(translator: HTML5Translator, _node: on_screen) -> None:
    """End it."""
    translator.body.append(SCREEN_END)


class download_link(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """A link to a file beside the pages; resolved once the page's own address is known."""


def resolve_downloads(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn download links into addresses as seen from the page."""
    for link in list(doctree.findall(download_link)):
        if VOLUME in link["classes"] and not app.config.owlib_pdf:
            link.parent.remove(link)
            continue
        uri = relative_uri(app.builder.get_target_uri(docname), link["path"])
        if VOLUME in link["classes"]:
            link["classes"].remove(VOLUME)
        kinds = link["classes"] or ["download"]
        link.replace_self(nodes.reference("", "", *link.children, refuri=uri, internal=True, classes=kinds))


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
        if exhibit["kind"] == "figure" and data.mime_type == "image/svg+xml":
            uri = renderer.write_file([f"{exhibit['name']}.svg"], data.content.encode("utf-8"), overwrite=True)
            return [make_figure(document, exhibit, data.content, uri)]
        if exhibit["kind"] == "table" and data.mime_type == MIME:
            return [make_table(document, data.content)]
        return []


def make_figure(document: nodes.document, exhibit: dict, svg: str, uri: str) -> nodes.figure:
    """Return a figure with its finding as caption, how to read it, its source, and its downloads."""
    env, name = document.settings.env, exhibit["name"]
    words = use_words(env)
    figure = nodes.figure(classes=["exhibit"], names=[name])
    document.note_explicit_target(figure)
    figure += nodes.image(uri=uri, alt=curl(exhibit["alt"]))
    figure += nodes.caption("", exhibit["title"])
    last = nodes.paragraph(classes=["source"])
    last += nodes.Text(words("nodes-source", source=exhibit["source"]) + " ")
    for ending in ENDINGS:
        last += download_link("", words(f"nodes-download-{ending}"), path=f"{FIGURE_FOLDER}/{name}.{ending}")
        last += nodes.Text(" ")
    figure += nodes.legend("", nodes.paragraph("", exhibit["caption"]), last)
    note_page(env).drawn[name] = (exhibit, svg)
    return figure


class shown_again(nodes.figure):  # noqa: N801 - docutils names its nodes so
    """A figure of another page, without a number and an address of its own."""


def repeat_figure(env: BuildEnvironment, exhibit: dict, uri: str) -> shown_again:
    """Return a figure as it stands on another page, to which it leads for its source, its data and the downloads."""
    figure = shown_again(classes=["exhibit"])
    figure += [nodes.image(uri=uri, alt=curl(exhibit["alt"])), nodes.caption("", exhibit["title"])]
    lead = make_reference(exhibit["name"], use_words(env)("nodes-source-and-data"), exhibit["source"], kind="std")
    figure += nodes.legend("", nodes.paragraph("", f"{exhibit['caption']} ", lead))
    return figure


def make_table(document: nodes.document, exhibit: dict) -> nodes.container:
    """Return a table with header cells, caption, note, source and, if it has data behind it, a download."""
    table = nodes.table(classes=list_classes(exhibit), names=[exhibit["name"]])
    document.note_explicit_target(table)
    width = len(exhibit["columns"])
    group = nodes.tgroup(cols=width)
    for share in exhibit["widths"] or [1] * width:
        group += nodes.colspec(colwidth=share)
    head = _make_row([[nodes.Text(column)] for column in exhibit["columns"]], exhibit["numeric"])
    group += [nodes.thead("", head), nodes.tbody("", *_make_rows(document, exhibit))]
    table += [nodes.title("", exhibit["caption"]), group]
    return nodes.container("", table, _make_foot(document, exhibit), classes=["exhibit"])


def fold_table(document: nodes.document, exhibit: dict) -> folded:
    """Return a table that the website folds."""
    return folded("", make_table(document, exhibit), title=exhibit["caption"])


def make_register(document: nodes.document, register: Register) -> nodes.container:
    """Return the tables of a register, folded; a script joins them, and filters them by the classes of their rows."""
    told = {"marks": register.marks, "leads": register.leads, "homes": register.homes}
    tables = [fold_table(document, table.to_dict() | told) for table in register.groups]
    return nodes.container("", *tables, classes=["register"])


def list_classes(exhibit: dict) -> list[str]:
    """Return what style sheets and scripts know of a table: whether it is short, and can be sorted and filtered."""
    length = sum(len(cell["text"] + cell["small"]) for row in exhibit["rows"] for cell in row)
    return [
        "exhibit",
        *(["colwidths-given"] if exhibit["widths"] else []),
        *(["short"] if length <= SHORT_TABLE else []),
        *(["sortable", *(f"filter-{column}" for column in exhibit["filters"])] if exhibit["sortable"] else []),
    ]


def _make_rows(document: nodes.document, exhibit: dict) -> list[nodes.row]:
    """Return the rows of a table; one that other pages lead to names those that do."""
    columns, rows, home = exhibit["columns"], [], document.settings.env.docname
    labels = ["", *columns[1:]] if len(columns) > 2 else [""] * len(columns)
    for number, cells in enumerate(exhibit["rows"]):
        made = [_make_cell(*pair, home) for pair in zip(cells, labels, strict=True)]
        for column, mark in exhibit.get("coded", {}).items():
            made[column] = [_mark_code(part, mark) for part in made[column]]
        row = _make_row(made, exhibit["numeric"])
        if exhibit["targets"]:
            target = exhibit["targets"][number]
            row[0][0] += _make_leads(exhibit.get("leads", {}).get(target, []), home)
            row[0][0] += uses("", prefix=exhibit.get("homes", {}).get(target, target), home=home)
            row["names"], row["classes"] = [target], exhibit.get("marks", {}).get(target, [])
            document.note_explicit_target(row)
        rows.append(row)
    return rows


def _make_leads(leads: list[Cell], home: str) -> list[nodes.Node]:
    """Return what the record of a row leads to, as a remark, links parted by marks; nothing for none."""
    marks = [_part(before.text, cell.text) for before, cell in pairwise([Cell(":"), *leads])]
    links = [_lead(cell.target, cell.text, home) for cell in leads]
    parts = [part for mark, link in zip(marks, links, strict=True) for part in (nodes.Text(mark), link)]
    return [nodes.inline("", "", *parts, classes=["remark", "leads"])] if parts else []


def _part(before: str, after: str) -> str:
    """Return what stands between two leads: a list begins with a text that ends with a colon."""
    return " " if before.endswith(":") else ". " if after.endswith(":") else "; "


def _make_row(cells: list[list[nodes.Node]], numeric: list[int]) -> nodes.row:
    """Return a row of cells; numbers flush right."""
    row = nodes.row()
    for number, cell in enumerate(cells):
        row += nodes.entry("", nodes.paragraph("", "", *cell), classes=["number"] if number in numeric else [])
    return row


def _make_cell(cell: dict, label: str, home: str) -> list[nodes.Node]:
    """Return the content of a cell: its heading for narrow screens, its text, as a link or not, and its remark."""
    head = [nodes.inline("", f"{label}: ", classes=["cell-label"])] if label else []
    small = [nodes.inline("", " " + cell["small"], classes=["remark"])] if cell["small"] else []
    return [*head, _lead(cell["target"], cell["text"], home), *small]


def _mark_code(part: nodes.Node, mark: str) -> nodes.Node:
    """Return a part of a cell that holds code, its text and its remark marked with the class of their language."""
    if isinstance(part, nodes.Text):
        return nodes.literal("", part, classes=[mark]) if part else part
    if "remark" in part["classes"]:
        part["classes"].append(mark)
    return part


def _lead(target: str, text: str, home: str) -> nodes.Node:
    """Return a text as a link to a row, a page of the book (``/book/...``) or out of it; as it is without a target."""
    if not target:
        return nodes.Text(text)
    if target.startswith("/"):
        return lead_to_page(target.removeprefix("/"), text, home)
    return nodes.reference("", text, refuri=target) if "://" in target else make_reference(target, text)


def _make_foot(document: nodes.document, exhibit: dict) -> nodes.paragraph:
    """Return note and source of a table, and the data behind it as a download."""
    env = document.settings.env
    words = use_words(env)
    foot = [exhibit["note"]] if exhibit["note"] else []
    last = nodes.paragraph("", " ".join([*foot, words("nodes-source", source=exhibit["source"])]), classes=["source"])
    if exhibit["data_rows"]:
        path = f"{FIGURE_FOLDER}/{exhibit['name']}.csv"
        note_page(env).downloads[path] = write_csv(exhibit["data_columns"], exhibit["data_rows"])
        last += [nodes.Text(" "), download_link("", words("nodes-download-csv"), path=path)]
    return last


def make_reference(target: str, text: str, title: str = "", kind: str = "num") -> addnodes.pending_xref:
    """Return a link to a target anywhere in the book; ``kind`` is the class of its words."""
    more = {"reftitle": title} if title else {}
    return _make_link(nodes.inline("", text, classes=[kind]), reftype="ref", reftarget=target, **more)


def lead_to_page(docname: str, text: str, home: str) -> addnodes.pending_xref:
    """Return a link to a page of the book, as seen from another."""
    return _make_link(nodes.inline("", text), reftype="doc", reftarget=f"/{docname}", refdoc=home)


def _make_link(shown: nodes.Node, **told: str) -> addnodes.pending_xref:
    """Return a link that Sphinx resolves once all pages are read, and warns of where it leads nowhere."""
    return addnodes.pending_xref("", shown, refdomain="std", refexplicit=True, refwarn=True, **told)
