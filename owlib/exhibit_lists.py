"""Lists of all figures and of all tables, each with its number, leading to its place."""

from __future__ import annotations

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from owlib.book_nodes import download_link, find_downloads
from owlib.figure_files import FIGURE_FOLDER

KINDS = {
    "figures": (nodes.figure, nodes.caption, "figure", "Figure"),
    "tables": (nodes.table, nodes.title, "table", "Table"),
}
"""By kind: the node of an exhibit, that of its title, and the name under which Sphinx and readers count it."""
KIND_PAGES = {"figures": "book/figures", "tables": "book/tables"}
"""The page on which each list stands."""
DOWNLOADS = (("csv", "data"), ("svg", "picture"), ("json", "metadata"), ("zip", "all of it"))


class exhibit_list(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """A place for the list of all exhibits of one kind; filled once all are numbered."""


class ExhibitList(SphinxDirective):
    """List all exhibits of the book of one kind in ``KINDS``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a place for the list."""
        if self.arguments[0] not in KINDS:
            raise self.error(f"expected one of {', '.join(KINDS)}; found '{self.arguments[0]}'")
        return [exhibit_list(kind=self.arguments[0])]


def find_exhibits(env: BuildEnvironment) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return address and title of each exhibit, by page and kind."""
    if not hasattr(env, "owlib_exhibits"):
        env.owlib_exhibits = {}
    return env.owlib_exhibits


def collect_exhibits(app: Sphinx, doctree: nodes.document) -> None:
    """Note the exhibits of a page."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, (node_type, title_type, _, _) in KINDS.items():
        for node in doctree.findall(node_type):
            titles = [child for child in node.children if isinstance(child, title_type)]
            if node["ids"] and titles:
                found.setdefault(kind, []).append((node["ids"][0], titles[0].astext()))
    find_exhibits(app.env)[app.env.docname] = found


def forget_exhibits(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the exhibits of a page that is read anew."""
    del app
    find_exhibits(env).pop(docname, None)


def merge_exhibits(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the exhibits that a parallel reader found."""
    del app
    found = find_exhibits(other)
    find_exhibits(env).update({docname: found[docname] for docname in docnames if docname in found})


def show_exhibits(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill the places for lists: a heading for each page that has exhibits, and below it a line for each."""
    for place in list(doctree.findall(exhibit_list)):
        kind, lists = place["kind"], []
        for page in app.config.owlib_order:
            exhibits = find_exhibits(app.env).get(page, {}).get(kind, [])
            if exhibits:
                lines = (_make_line(app, page, kind, *one) for one in exhibits)
                chapter = nodes.section(ids=[f"{kind}-{PurePosixPath(page).name}"])
                chapter += nodes.title("", app.env.titles[page].astext())
                chapter += nodes.bullet_list("", *lines, classes=["exhibit-list"])
                lists.append(chapter)
        place.replace_self(lists)
    del docname


def _make_line(app: Sphinx, page: str, kind: str, address: str, title: str) -> nodes.list_item:
    """Return a line of a list: number, title that leads to the exhibit, and downloads where there are any."""
    *_, counter, word = KINDS[kind]
    number = app.env.toc_fignumbers.get(page, {}).get(counter, {}).get(address, ())
    told = f"{word} {'.'.join(map(str, number))}"
    uri = app.builder.get_relative_uri(KIND_PAGES[kind], page)
    line = nodes.paragraph("", "", nodes.inline("", told, classes=["place"]), nodes.Text(" "))
    line += nodes.reference("", title, refuri=f"{uri}#{address}", internal=True)
    names = find_downloads(app.env).get(page, {})
    offered = [(e, label) for e, label in DOWNLOADS if kind == "figures" and f"{FIGURE_FOLDER}/{address}.csv" in names]
    if offered:
        small = nodes.inline("", " Download: ", classes=["remark"])
        for position, (ending, label) in enumerate(offered):
            small += nodes.Text(", " if position else "")
            small += download_link("", label, path=f"{FIGURE_FOLDER}/{address}.{ending}")
        line += small
    return nodes.list_item("", line)
