"""Extension of Sphinx for the book: exhibits as real figures and tables, and numbers that lead to their source.

It gives pages the roles and directives of :mod:`owlib.book.directives`, and turns what the notebooks show into numbered
figures and tables with captions, alternative texts, source lines and downloads.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from owlib.book import web
from owlib.book.citation import read_facts
from owlib.book.directives import (
    DIRECTIVES,
    ROLES,
    Told,
    make_directive,
    use_evidence,
)
from owlib.book.links import (
    KeepNumbers,
    LinkTerms,
    MarkDutch,
    NameEvidence,
    ShowUses,
    list_dutch,
    make_pattern,
    note_links,
)
from owlib.book.nodes import depart_folded, download_link, folded, resolve_downloads, uses, visit_folded
from owlib.book.pages import list_pages
from owlib.book.printing import ANCHOR_MARK
from owlib.places import find_root

logger = logging.getLogger(__name__)

PRINT_THEME = "basic"


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


def setup(app: Sphinx) -> dict:
    """Register all of it with Sphinx. Each build reads all pages anew, one after another."""
    for name in ("owlib_pdf", "owlib_annex", "owlib_epub", "owlib_dutch"):
        app.add_config_value(name, default="", rebuild="env")
    app.add_config_value("owlib_terms", default={}, rebuild="env")
    app.add_config_value("owlib_order", default=[], rebuild="env")
    app.add_config_value("owlib_print", default={}, rebuild="env")
    for name, tell in ROLES.items():
        app.add_role(name, Told(tell))
    for name, show in DIRECTIVES.items():
        app.add_directive(name, make_directive(show))
    for node in (download_link, uses):
        app.add_node(node)
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_transform(LinkTerms)
    for transform in (ShowUses, NameEvidence, MarkDutch, KeepNumbers):
        app.add_post_transform(transform)
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("config-inited", prepare)
    app.connect("builder-inited", web.leave_search)
    app.connect("autodoc-skip-member", leave_out)
    for listener in (note_links, check_alternatives):
        app.connect("doctree-read", listener)
    app.connect("doctree-resolved", resolve_downloads)
    app.connect("doctree-resolved", keep_addresses)
    app.connect("html-page-context", web.frame_page, priority=900)
    app.connect("html-page-context", web.frame_lost_page, priority=950)
    app.connect("html-collect-pages", web.add_pages)
    app.connect("build-finished", web.write_beside, priority=900)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
