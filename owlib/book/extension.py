"""Extension of Sphinx for the book: exhibits as real figures and tables, and numbers that lead to their source.

It gives pages the roles and directives of :mod:`owlib.book.directives`, and turns what the notebooks show into numbered
figures and tables with captions, alternative texts, source lines and downloads.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx_external_toc.api import SiteMap

from owlib.book import builder, web
from owlib.book.citation import read_facts
from owlib.book.directives import (
    DIRECTIVES,
    ROLES,
    Told,
    make_directive,
    use_evidence,
)
from owlib.book.editions import find_address
from owlib.book.inputs import hash_inputs, sign_everywhere
from owlib.book.links import (
    KeepNumbers,
    LinkTerms,
    MarkForeign,
    NameEvidence,
    ShowUses,
    list_foreign,
    make_pattern,
    note_links,
)
from owlib.book.nodes import (
    depart_folded,
    depart_on_screen,
    download_link,
    folded,
    on_screen,
    resolve_downloads,
    uses,
    visit_folded,
    visit_on_screen,
)
from owlib.book.pages import list_pages
from owlib.book.references import MarkWorks, choose_style
from owlib.places import find_root
from owlib.words import read_words

logger = logging.getLogger(__name__)

THEME = "basic"
"""What is below the frame of our own: it brings the least, and the same text of a page to website, print and EPUB."""


def check_alternatives(_app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each picture without an alternative text."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip():
            logger.warning("picture without alternative text: %s", image["uri"], location=image)


def leave_out(_app: Sphinx, what: str, _name: str, member: object, skip: bool, _options: object) -> bool:
    """Leave constants out of the reference of the library."""
    return skip or (what == "module" and not callable(member))


def prepare(_app: Sphinx, config: Config) -> None:
    """Tell an edition its names, which words lead to the glossary or are foreign, and in which order its pages stand.

    The theme that Jupyter Book names goes, with its options.
    """
    root, glossary, language = find_root(), use_evidence().glossary, config.language
    facts, words = read_facts(root, language), read_words(language)
    linked = glossary[glossary["linked"] == "yes"]
    names = linked[f"term_{language}"].str.partition(" (")[0].str.lower()
    choose_style(language)
    config.owlib_terms = dict(zip(names, linked["term"], strict=True))
    config.owlib_order = list_pages(root, language)
    config.owlib_foreign = make_pattern(list_foreign(use_evidence(), language)).pattern
    config.myst_substitutions = {**config.myst_substitutions, "version": facts.version}
    config.version = facts.version
    config.project = config.html_title = config.epub_title = facts.title
    config.html_baseurl = facts.address
    config.html_permalinks_icon = "#"
    config.html_use_index = bool(find_address("genindex", language))
    config.numfig_format = {kind: words(f"nodes-{kind}-number", number="%s") for kind in ("figure", "table")}
    drop_missing(config.external_site_map, language)
    config.html_theme, config.html_theme_options = THEME, {}
    config.owlib_code = sign_everywhere(hash_inputs(root))


def drop_missing(site_map: SiteMap, language: str) -> None:
    """Take pages that an edition has not out of the contents."""
    for document in site_map.values():
        for tree in document.subtrees:
            tree.items = [item for item in tree.items if find_address(str(item), language)]
        document.subtrees = [tree for tree in document.subtrees if tree.items]


def setup(app: Sphinx) -> dict:
    """Register all of it with Sphinx."""
    app.add_config_value("owlib_foreign", default="", rebuild="env")
    for name in ("owlib_pdf", "owlib_languages"):  # what stands beside the pages changes nothing in them
        app.add_config_value(name, default="", rebuild="html")
    app.add_config_value("owlib_terms", default={}, rebuild="env")
    app.add_config_value("owlib_order", default=[], rebuild="env")
    app.add_config_value("owlib_print", default={}, rebuild="env")
    app.add_config_value("owlib_named", default={}, rebuild="env")
    app.add_config_value("owlib_code", default="", rebuild="env")
    app.add_builder(builder.EditionBuilder, override=True)
    for name, tell in ROLES.items():
        app.add_role(name, Told(tell))
    for name, show in DIRECTIVES.items():
        app.add_directive(name, make_directive(show))
    for node in (download_link, uses):
        app.add_node(node)
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_node(on_screen, html=(visit_on_screen, depart_on_screen))
    app.add_transform(LinkTerms)
    for transform in (ShowUses, NameEvidence, MarkWorks, MarkForeign, KeepNumbers):
        app.add_post_transform(transform)
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("config-inited", prepare, priority=900)  # the contents are read before
    app.connect("builder-inited", builder.choose_edition)
    app.connect("env-get-outdated", builder.find_changed)
    app.connect("env-before-read-docs", builder.note_read)
    app.connect("env-purge-doc", builder.forget_page)
    app.connect("builder-inited", web.leave_search)
    app.connect("autodoc-skip-member", leave_out)
    for listener in (note_links, check_alternatives):
        app.connect("doctree-read", listener)
    app.connect("doctree-resolved", resolve_downloads)
    app.connect("html-page-context", builder.keep_body, priority=850)
    app.connect("html-page-context", web.frame_page, priority=900)
    app.connect("html-collect-pages", web.add_pages)
    app.connect("build-finished", web.write_beside, priority=900)
    app.connect("build-finished", builder.keep_state, priority=950)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
