"""Extension of Sphinx for the book: exhibits as real figures and tables, and numbers that lead to their source.

It gives pages a role ``{num}`` for a published number and a directive ``{evidence-table}``, and turns what the
notebooks show into numbered figures and tables with captions, alternative texts, source lines and downloads.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from owlib.book import lists, lookup
from owlib.book.citation import read_facts
from owlib.book.contents import list_pages
from owlib.book.dutch_words import MarkDutch, list_dutch, make_pattern
from owlib.book.links import LinkTerms, NameEvidence, ShowUses, UsesRole, note_links
from owlib.book.lists import use_evidence, use_view
from owlib.book.nodes import download_link, make_reference, make_table, note_pages, resolve_downloads, uses
from owlib.book.printing import ANCHOR_MARK
from owlib.errors import OwlibError, UnknownNameError
from owlib.evidence.schema import read_package
from owlib.exhibits import audit, registers
from owlib.exhibits.wording import show_number, show_place, show_source
from owlib.places import MARKER, find_root

logger = logging.getLogger(__name__)

PRINT_THEME = "basic"


class Told(SphinxRole):
    """A role that puts what a function tells into a sentence; what the function refuses is a fault of the page."""

    def __init__(self, tell: Callable[[BuildEnvironment, str], nodes.Node]) -> None:
        super().__init__()
        self.tell = tell

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what is told."""
        try:
            return [self.tell(self.env, self.text)], []
        except OwlibError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]


def tell_number(env: BuildEnvironment, number_id: str) -> nodes.Node:
    """Return a published number, leading to its row in the register."""
    view = use_view(env)
    number = view.evidence.find_number(number_id)
    place = f"{show_source(view, number['source_id'])}, {show_place(view.words, number)}"
    return make_reference(f"number-{number_id}", show_number(view.words, number), place)


def tell_count(env: BuildEnvironment, table: str) -> nodes.Node:
    """Return the number of records of a table, in words where it is small."""
    view = use_view(env)
    frame = getattr(view.evidence, table, None)
    if frame is None:
        raise UnknownNameError(f"expected a table of the evidence; found '{table}'")
    return nodes.Text(view.words("count-in-words", count=len(frame)))


def tell_outcome(env: BuildEnvironment, outcome: str) -> nodes.Node:
    """Return a count of the claim audit: of a verdict, or of what is ``decided``, ``undecided`` or ``conditional``."""
    counts = audit.count_outcomes(use_view(env))
    if outcome not in counts:
        raise UnknownNameError(f"expected one of {', '.join(counts)}; found '{outcome}'")
    return nodes.Text(use_view(env).words("count-in-words", count=counts[outcome]))


def tell_cell(_env: BuildEnvironment, name: str) -> nodes.Node:
    """Return a cell of the data, named as ``table.id.column``."""
    table, _, rest = name.partition(".")
    record_id, _, column = rest.rpartition(".")
    frame = getattr(use_evidence(), table, None)
    if frame is None or column not in frame or record_id not in set(frame.iloc[:, 0]):
        raise UnknownNameError(f"expected a cell of the data as table.id.column; found '{name}'")
    return nodes.Text(str(frame.loc[frame.iloc[:, 0] == record_id, column].iloc[0]))


class PdfRole(SphinxRole):
    """Lead to the PDF of the book, where one is made beside the pages."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link, or nothing."""
        made = self.config.owlib_pdf
        return [download_link("", self.text, path=made)] if made else [], []


class EvidenceTable(SphinxDirective):
    """Show a table of the evidence by its name in ``registers.TABLES``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        name = self.arguments[0]
        if name not in registers.TABLES:
            raise self.error(f"expected one of {', '.join(sorted(registers.TABLES))}; found '{name}'")
        table = registers.TABLES[name](use_view(self.env))
        return [make_table(self.state.document, table.to_dict())]


class Glossary(SphinxDirective):
    """Show the glossary; each term can be led to by the role ``term``."""

    def run(self) -> list[nodes.Node]:
        """Return the list of terms."""
        listed, terms = lookup.make_glossary(use_view(self.env))
        domain = self.env.get_domain("std")
        for node_id, names in terms.items():
            for name in names:
                domain.note_object("term", name, node_id, location=listed)
        for term in list(listed.findall(nodes.term)):
            self.state.document.note_explicit_target(term)
            term.parent[1] += uses("", prefix=term["names"][0], home=self.env.docname)
        return [listed]


class DataDictionary(SphinxDirective):
    """Show every table of the data package with its columns."""

    def run(self) -> list[nodes.Node]:
        """Return a table for each table."""
        exhibits = lookup.list_dictionary(use_view(self.env).words, read_package(find_root()))
        return [make_table(self.state.document, table.to_dict()) for table in exhibits]


def keep_addresses(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Keep page and anchor of each link on the single page, where Sphinx would keep the anchor alone.

    Anchors of different pages may be alike; ``#document-page#anchor`` becomes ``#document-page--anchor``.
    """
    if app.builder.name == "singlehtml":
        for link in doctree.findall(nodes.reference):
            page, mark, anchor = link.get("refuri", "").removeprefix("#").partition("#")
            if mark and link["refuri"].startswith("#"):
                link["refuri"] = f"#{page}{ANCHOR_MARK}{anchor}"


def check_alternatives(_app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each picture without an alternative text."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip():
            logger.warning("picture without alternative text: %s", image["uri"], location=image)


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Write pictures, the data behind them and the data package beside the pages."""
    if error or app.builder.name != "html":
        return
    for noted in note_pages(app.env).values():
        for path, content in noted.downloads.items():
            target = Path(app.outdir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8", newline="\n")
    data = MARKER.parent
    shutil.copytree(find_root() / data, Path(app.outdir) / data, dirs_exist_ok=True)


def leave_out(_app: Sphinx, what: str, _name: str, member: object, skip: bool, _options: object) -> bool:
    """Leave constants out of the reference of the library."""
    return skip or (what == "module" and not callable(member))


def prepare(_app: Sphinx, config: Config) -> None:
    """Tell the book its version, which words lead to the glossary and are Dutch, and in which order its pages stand.

    The options of the website's theme go where the pages for print are built with another.
    """
    root, glossary = find_root(), use_evidence().glossary
    linked = glossary[glossary["linked"] == "yes"]
    names = linked[f"term_{config.language}"].str.partition(" (")[0].str.lower()
    config.owlib_terms = dict(zip(names, linked["term"], strict=True))
    config.owlib_order = list_pages(root)
    config.owlib_dutch = make_pattern(list_dutch(use_evidence())).pattern
    config.myst_substitutions = {**config.myst_substitutions, "version": read_facts(root).version}
    if config.html_theme == PRINT_THEME:
        config.html_theme_options = {}


ROLES = {
    "num": Told(tell_number),
    "count": Told(tell_count),
    "audit": Told(tell_outcome),
    "fact": Told(tell_cell),
    "pdf": PdfRole(),
    "uses": UsesRole(),
}
DIRECTIVES = {
    "evidence-table": EvidenceTable,
    "owlib-glossary": Glossary,
    "data-dictionary": DataDictionary,
    "data-files": lists.DataFiles,
    "chapter-answers": lists.ChapterAnswers,
    "cases-by-branch": lists.CasesByBranch,
    "case-conflicts": lists.CaseConflicts,
    "exhibit-list": lists.ExhibitList,
    "survey-table": lists.SurveyTable,
    "measured": lists.Measured,
}


def setup(app: Sphinx) -> dict:
    """Register all of it with Sphinx. Each build reads all pages anew, one after another."""
    for name, default in (("owlib_pdf", ""), ("owlib_terms", {}), ("owlib_dutch", ""), ("owlib_order", [])):
        app.add_config_value(name, default=default, rebuild="env")
    for name, role in ROLES.items():
        app.add_role(name, role)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    for node in (download_link, lists.exhibit_list, uses):
        app.add_node(node)
    app.add_transform(LinkTerms)
    for transform in (ShowUses, NameEvidence, MarkDutch):
        app.add_post_transform(transform)
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("owlib.book.web")
    app.connect("config-inited", prepare)
    app.connect("autodoc-skip-member", leave_out)
    app.connect("doctree-read", note_links)
    app.connect("doctree-read", lists.note_exhibits)
    app.connect("doctree-read", check_alternatives)
    app.connect("doctree-resolved", lists.show_exhibits, priority=400)
    app.connect("doctree-resolved", resolve_downloads)
    app.connect("doctree-resolved", keep_addresses)
    app.connect("build-finished", write_downloads)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
