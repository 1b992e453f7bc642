"""Lists made from the data: answers of the chapters, cases by branch, passages that conflict, files to download."""

from __future__ import annotations

import functools

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from owlib import audit_pages
from owlib.book_nodes import download_link, make_reference
from owlib.case_pages import group_branches
from owlib.cross_links import lead_to_page
from owlib.evidence import FINAL, Evidence, read_evidence
from owlib.formats import start_upper
from owlib.paths import find_root
from owlib.schema import read_package
from owlib.text import ANSWER


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
        for name, pairs in audit_pages.list_conflicts(use_evidence(self.env)):
            hard = sum(pair["strength"] == "hard" for pair in pairs)
            counted = f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'}, {hard or 'none'} of them hard"
            point = nodes.paragraph("", f"{name}: {counted}.")
            for number, pair in enumerate(pairs, 1):
                target = f"contradiction-{pair['contradiction_id']}"
                point += [nodes.Text(" "), make_reference(target, f"[{number}]", pair["what_en"])]
            listed += nodes.list_item("", point)
        return [listed]
