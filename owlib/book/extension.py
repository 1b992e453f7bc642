"""Extension of Sphinx for the book: exhibits as real figures and tables, and numbers that lead to their source.

It gives pages a role ``{num}`` for a published number and a directive ``{evidence-table}``, and turns what the
notebooks show into numbered figures and tables with captions, alternative texts, source lines and downloads.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from owlib.book import lookup
from owlib.book.dutch_words import MarkDutch, list_dutch, make_pattern
from owlib.book.formulas import DrawFormulas
from owlib.book.links import LinkTerms, NameEvidence, ShowUses, UsesRole, collect_links, forget_links, merge_links
from owlib.book.lists import (
    CaseConflicts,
    CasesByBranch,
    ChapterAnswers,
    DataFiles,
    ExhibitList,
    collect_exhibits,
    exhibit_list,
    forget_exhibits,
    merge_exhibits,
    read_once,
    show_exhibits,
    use_evidence,
)
from owlib.book.nodes import (
    Measured,
    SurveyTable,
    download_link,
    find_downloads,
    find_drawn,
    make_reference,
    make_table,
    uses,
)
from owlib.errors import OwlibError
from owlib.evidence.schema import read_package
from owlib.exhibits import audit, registers
from owlib.exhibits.view import view_all
from owlib.exhibits.wording import count_in_words, format_place, format_published, format_source
from owlib.places import find_root, list_code
from owlib.words import read_words

logger = logging.getLogger(__name__)


DATA_FOLDER = "data"


PRINT_THEME = "basic"


ANCHOR_MARK = "--"
"""What stands between page and anchor in an address on the single page."""


def hash_code() -> int:
    """Return a number that changes with the code of this package, so that all pages are made again with it."""
    digest = hashlib.sha256()
    for path in list_code().values():
        digest.update(path.read_bytes())
    return int(digest.hexdigest()[:8], 16)


class NumberRole(SphinxRole):
    """Put a published number into a sentence: its number, leading to its row in the register."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as a link."""
        evidence = use_evidence(self.env)
        try:
            number = evidence.find_number(self.text)
        except OwlibError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]
        place = f"{format_source(evidence, number['source_id'])}, {format_place(number)}"
        return [make_reference(f"number-{self.text}", format_published(number), place)], []


class CountRole(SphinxRole):
    """Put the number of records of a table into a sentence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text."""
        frame = getattr(use_evidence(self.env), self.text, None)
        if frame is None:
            message = f"expected a table of the evidence; found '{self.text}'"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(count_in_words(len(frame)))], []


class AuditRole(SphinxRole):
    """Put a count of the claim audit into a sentence: a verdict, ``decided``, ``undecided`` or ``conditional``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text."""
        counts = audit.count_outcomes(view_all(use_evidence(self.env), "en"))
        if self.text not in counts:
            message = f"expected one of {', '.join(counts)}; found '{self.text}'"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(count_in_words(counts[self.text]))], []


class FactRole(SphinxRole):
    """Put a cell of the data into a sentence, named as ``table.id.column``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the cell as text."""
        table, _, rest = self.text.partition(".")
        record_id, _, column = rest.rpartition(".")
        frame = getattr(use_evidence(self.env), table, None)
        if frame is None or column not in frame or record_id not in set(frame.iloc[:, 0]):
            message = f"expected a cell of the data as table.id.column; found '{self.text}'"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(str(frame.loc[frame.iloc[:, 0] == record_id, column].iloc[0]))], []


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
        table = registers.TABLES[name](view_all(use_evidence(self.env), self.config.language))
        return [make_table(self.state.document, table.to_dict())]


class Glossary(SphinxDirective):
    """Show the glossary; each term can be led to by the role ``term``."""

    def run(self) -> list[nodes.Node]:
        """Return the list of terms."""
        listed, terms = lookup.make_glossary(view_all(use_evidence(self.env), self.config.language))
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
        use_evidence(self.env)
        exhibits = lookup.list_dictionary(read_words(self.config.language), read_package(find_root()))
        return [make_table(self.state.document, table.to_dict()) for table in exhibits]


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
    find_drawn(env).pop(docname, None)


def merge_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the downloads that a parallel reader found."""
    del app
    for docname in docnames:
        for find in (find_downloads, find_drawn):
            if docname in find(other):
                find(env)[docname] = find(other)[docname]


def keep_colons(_app: Sphinx, what: str, _name: str, _item: object, _options: object, lines: list[str]) -> None:
    """Keep the colon of a constant's description from being read as the end of a type."""
    if what == "data" and lines:
        lines[0] = lines[0].replace(": ", " \u2013 ")


def read_terms(app: Sphinx, config: Config) -> None:
    """Tell the book which words lead to the glossary, and in which order its pages stand."""
    del app
    glossary = read_once().glossary
    linked = glossary[glossary["linked"] == "yes"]
    names = linked["term_en"].str.partition(" (")[0].str.lower()
    config.owlib_terms = dict(zip(names, linked["term"], strict=True))
    config.owlib_order = list_pages(find_root())
    config.owlib_dutch = make_pattern(list_dutch(read_once())).pattern


def list_pages(root: Path) -> list[str]:
    """Return the pages of the book in their order, as ``_toc.yml`` has it."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [contents["root"], *(page for part in contents["parts"] for page in _walk_pages(part["chapters"]))]


def _walk_pages(entries: list[dict]) -> Iterator[str]:
    """Yield the pages of a part, each followed by those below it."""
    for entry in entries:
        yield entry["file"]
        yield from _walk_pages(entry.get("sections", []))


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
    app.add_role("fact", FactRole())
    app.add_role("audit", AuditRole())
    app.add_directive("chapter-answers", ChapterAnswers)
    app.add_config_value("owlib_pdf", default="", rebuild="env")
    app.add_config_value("owlib_terms", default={}, rebuild="env")
    app.add_config_value("owlib_dutch", default="", rebuild="env")
    app.add_config_value("owlib_order", default=[], rebuild="env")
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("config-inited", read_terms)
    app.connect("autodoc-process-docstring", keep_colons, priority=400)
    app.add_directive("data-files", DataFiles)
    app.add_directive("evidence-table", EvidenceTable)
    app.add_directive("case-conflicts", CaseConflicts)
    app.add_directive("cases-by-branch", CasesByBranch)
    app.add_directive("owlib-glossary", Glossary)
    app.add_directive("data-dictionary", DataDictionary)
    app.add_directive("survey-table", SurveyTable)
    app.add_directive("measured", Measured)
    app.add_directive("exhibit-list", ExhibitList)
    app.add_node(exhibit_list)
    app.add_node(uses)
    app.add_role("uses", UsesRole())
    app.add_transform(LinkTerms)
    app.add_transform(DrawFormulas)
    app.add_post_transform(ShowUses)
    app.add_post_transform(NameEvidence)
    app.add_post_transform(MarkDutch)
    app.connect("doctree-read", collect_links)
    app.connect("doctree-read", collect_exhibits)
    app.connect("env-purge-doc", forget_exhibits)
    app.connect("env-merge-info", merge_exhibits)
    app.connect("doctree-resolved", show_exhibits, priority=400)
    app.connect("env-purge-doc", forget_links)
    app.connect("env-merge-info", merge_links)
    app.connect("doctree-read", check_alternatives)
    app.connect("doctree-resolved", resolve_downloads)
    app.connect("doctree-resolved", keep_addresses)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("build-finished", write_downloads)
    app.setup_extension("owlib.book.web")
    return {"env_version": hash_code(), "parallel_read_safe": True, "parallel_write_safe": True}
