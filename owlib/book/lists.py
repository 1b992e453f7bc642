"""Lists of all figures and of all tables, each with its number, leading to its place.

Lists made from the data: answers of the chapters, cases by branch, passages that conflict, files to download.
"""

from __future__ import annotations

import functools
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from owlib.book.figure_files import FIGURE_FOLDER
from owlib.book.links import lead_to_page
from owlib.book.nodes import download_link, find_downloads, make_reference
from owlib.evidence.read import FINAL, Evidence, read_evidence
from owlib.evidence.schema import read_package
from owlib.exhibits import audit
from owlib.exhibits.cases import group_branches
from owlib.exhibits.chapters import ANSWER
from owlib.exhibits.wording import start_upper
from owlib.places import find_root

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


@functools.cache
def read_once() -> Evidence:
    """Return the evidence, read once for each build."""
    return read_evidence(find_root())


def use_evidence(env: BuildEnvironment) -> Evidence:
    """Return the evidence, and have the page that uses it made again when the data change."""
    for resource in read_package(find_root()).resources:
        env.note_dependency(str(resource.path))
    return read_once()


class DataFiles(SphinxDirective):
    """List the files of the data package, each as a download."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        listed = nodes.bullet_list()
        for resource in read_package(find_root()).resources:
            link = download_link("", resource.file, path=resource.file)
            listed += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" {resource.title}")))
        return [listed] if self.env.app.builder.name == "html" else []


class ChapterAnswers(SphinxDirective):
    """List the questions of chapters, each leading to its chapter, with the first sentence of the answer."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        evidence, wanted = use_evidence(self.env), self.arguments[0].split()
        leads = evidence.passages[evidence.passages["section"].eq(ANSWER) & evidence.passages["position"].eq(1)]
        leads = leads.set_index("chapter_id")["text_en"]
        if unknown := sorted({*wanted} - {*leads.index}):
            raise self.error(f"expected chapters with an answer; found {', '.join(unknown)}")
        listed = nodes.definition_list()
        for chapter in evidence.chapters[evidence.chapters["chapter_id"].isin(wanted)].to_dict("records"):
            link = lead_to_page(f"book/reports/{chapter['chapter_id']}", chapter["question_en"], self.env.docname)
            told = nodes.definition("", nodes.paragraph("", leads[chapter["chapter_id"]]))
            listed += nodes.definition_list_item("", nodes.term("", "", link), told)
        return [listed]


class CasesByBranch(SphinxDirective):
    """List the cases by branch, the widest one that each belongs to, with links to their final reports."""

    def run(self) -> list[nodes.Node]:
        """Return the list: a branch a point."""
        evidence = use_evidence(self.env)
        names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
        listed = nodes.bullet_list()
        for branch, case_ids in group_branches(evidence).items():
            point = nodes.paragraph("", f"{start_upper(branch)}: ")
            for place, case_id in enumerate(case_ids):
                point += nodes.Text(", " if place else "")
                point += lead_to_page(f"book/reports/{case_id}-{FINAL}", names[case_id], self.env.docname)
            listed += nodes.list_item("", point)
        return [listed]


class CaseConflicts(SphinxDirective):
    """List, for each case, links to the passages that conflict on it."""

    def run(self) -> list[nodes.Node]:
        """Return the list: a case a point, a numbered link for each pair of passages."""
        listed = nodes.bullet_list()
        for name, pairs in audit.list_conflicts(use_evidence(self.env)):
            hard = sum(pair["strength"] == "hard" for pair in pairs)
            counted = f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'}, {hard or 'none'} of them hard"
            point = nodes.paragraph("", f"{name}: {counted}.")
            for number, pair in enumerate(pairs, 1):
                target = f"contradiction-{pair['contradiction_id']}"
                point += [nodes.Text(" "), make_reference(target, f"[{number}]", pair["what_en"])]
            listed += nodes.list_item("", point)
        return [listed]
