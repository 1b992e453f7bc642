"""What pages show of the data: lists of figures, tables, answers, cases and files; questionnaires; measurements."""

from __future__ import annotations

import functools
import os
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from owlib.book import measurements
from owlib.book.figure_files import FIGURE_FOLDER
from owlib.book.nodes import (
    Noted,
    download_link,
    lead_to_page,
    make_figure,
    make_reference,
    make_table,
    note_page,
    note_pages,
    use_words,
)
from owlib.errors import OwlibError
from owlib.evidence import FINAL, Evidence, read_evidence
from owlib.evidence.schema import read_package
from owlib.exhibits import Figure, View, audit, view_all
from owlib.exhibits.cases import group_branches
from owlib.exhibits.chapters import ANSWER
from owlib.exhibits.wording import start_upper
from owlib.places import find_root
from owlib.surveys import in_language, items_table, read_instrument, surveys_table


@functools.cache
def use_evidence() -> Evidence:
    """Return the evidence, read once for each build."""
    return read_evidence(find_root())


def use_view(env: BuildEnvironment) -> View:
    """Return all of the evidence in the language of the pages."""
    return view_all(use_evidence(), env.config.language)


KINDS = {
    "figures": (nodes.figure, nodes.caption, "figure"),
    "tables": (nodes.table, nodes.title, "table"),
}
"""By list: the node of an exhibit, that of its title, and the name under which Sphinx counts it."""


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


def note_exhibits(app: Sphinx, doctree: nodes.document) -> None:
    """Note address and title of the exhibits of a page."""
    for kind, (node_type, title_type, _) in KINDS.items():
        titled = (
            (node["ids"], [child.astext() for child in node.children if isinstance(child, title_type)])
            for node in doctree.findall(node_type)
        )
        note_page(app.env).exhibits[kind] = [(ids[0], titles[0]) for ids, titles in titled if ids and titles]


def show_exhibits(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill the places for lists: a heading for each page that has exhibits, and below it a line for each."""
    for place in list(doctree.findall(exhibit_list)):
        kind, lists = place["kind"], []
        for page in app.config.owlib_order:
            exhibits = note_pages(app.env).get(page, Noted()).exhibits.get(kind, [])
            if exhibits:
                lines = (_make_line(app, docname, page, kind, *exhibit) for exhibit in exhibits)
                chapter = nodes.section(ids=[f"{kind}-{PurePosixPath(page).name}"])
                chapter += nodes.title("", app.env.titles[page].astext())
                chapter += nodes.bullet_list("", *lines, classes=["exhibit-list"])
                lists.append(chapter)
        place.replace_self(lists)


def _make_line(app: Sphinx, home: str, page: str, kind: str, address: str, title: str) -> nodes.list_item:
    """Return a line of a list: number, title that leads to the exhibit, and downloads where there are any."""
    counter, words = KINDS[kind][-1], use_words(app.env)
    number = ".".join(map(str, app.env.toc_fignumbers.get(page, {}).get(counter, {}).get(address, ())))
    line = nodes.paragraph("", "", nodes.inline("", app.config.numfig_format[counter] % number, classes=["place"]))
    uri = f"{app.builder.get_relative_uri(home, page)}#{address}"
    line += [nodes.Text(" "), nodes.reference("", title, refuri=uri, internal=True)]
    if address in note_pages(app.env)[page].drawn:
        small = nodes.inline("", f" {words('lists-download')} ", classes=["remark"])
        for place, ending in enumerate(("csv", "svg", "json", "zip")):
            small += nodes.Text(", " if place else "")
            small += download_link("", words(f"lists-download-{ending}"), path=f"{FIGURE_FOLDER}/{address}.{ending}")
        line += small
    return nodes.list_item("", line)


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
        evidence, wanted = use_view(self.env).evidence, self.arguments[0].split()
        leads = evidence.passages[evidence.passages["section"].eq(ANSWER) & evidence.passages["position"].eq(1)]
        leads = leads.set_index("chapter_id")["text"]
        if unknown := sorted({*wanted} - {*leads.index}):
            raise self.error(f"expected chapters with an answer; found {', '.join(unknown)}")
        listed = nodes.definition_list()
        for chapter in evidence.chapters[evidence.chapters["chapter_id"].isin(wanted)].to_dict("records"):
            link = lead_to_page(f"book/reports/{chapter['chapter_id']}", chapter["question"], self.env.docname)
            told = nodes.definition("", nodes.paragraph("", leads[chapter["chapter_id"]]))
            listed += nodes.definition_list_item("", nodes.term("", "", link), told)
        return [listed]


class CasesByBranch(SphinxDirective):
    """List the cases by branch, the widest one that each belongs to, with links to their final reports."""

    def run(self) -> list[nodes.Node]:
        """Return the list: a branch a point."""
        evidence = use_view(self.env).evidence
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
        view, listed = use_view(self.env), nodes.bullet_list()
        for name, pairs in audit.list_conflicts(view.evidence):
            hard = sum(pair["strength"] == "hard" for pair in pairs)
            point = nodes.paragraph("", view.words("lists-conflicts", name=name, pairs=len(pairs), hard=hard))
            for number, pair in enumerate(pairs, 1):
                target = f"contradiction-{pair['contradiction_id']}"
                point += [nodes.Text(" "), make_reference(target, f"[{number}]", pair["what"])]
            listed += nodes.list_item("", point)
        return [listed]


class SurveyTable(SphinxDirective):
    """Show the items of a questionnaire by its id, or all questionnaires by the word ``surveys``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        instrument, name = in_language(read_instrument(), self.config.language), self.arguments[0]
        known = ["surveys", *instrument.surveys["survey_id"]]
        if name not in known:
            raise self.error(f"expected one of {', '.join(known)}; found '{name}'")
        table = surveys_table(instrument) if name == "surveys" else items_table(instrument, name)
        return [make_table(self.state.document, table.to_dict())]


class Measured(SphinxDirective):
    """Show what a benchmark left, by its name in ``measurements.SHOWN``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the figure or table."""
        name = self.arguments[0]
        if name not in measurements.SHOWN:
            raise self.error(f"expected one of {', '.join(measurements.SHOWN)}; found '{name}'")
        try:
            exhibit = measurements.show(use_words(self.env), find_root(), name)
        except OwlibError as error:
            raise self.error(str(error)) from error
        if not isinstance(exhibit, Figure):
            return [make_table(self.state.document, exhibit.to_dict())]
        picture = Path(self.env.doctreedir).parent / "measured" / f"{exhibit.name}.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(exhibit.svg, encoding="utf-8", newline="\n")
        uri = "/" + Path(os.path.relpath(picture, self.env.srcdir)).as_posix()
        return [make_figure(self.state.document, exhibit.to_dict(), exhibit.svg, uri)]
