"""Templates filled in: what stands around the text in print and in the electronic book; Sphinx fills in the website's.

All that is put into a template is escaped, and its words come from the message files.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from owlib.book.citation import Facts
from owlib.places import find_root
from owlib.words import Words

TEMPLATES = Path("book") / "_templates"


def fill_template(name: str, facts: Facts, **values: object) -> str:
    """Return a template of ``book/_templates`` filled in, in the language of the facts."""
    template = _read_templates(find_root() / TEMPLATES).get_template(name)
    return template.render(facts=facts, **hand_over(facts.words), **values)


@functools.cache
def _read_templates(folder: Path) -> Environment:
    """Return the templates of a folder, which are read when they are asked for."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def hand_over(words: Words) -> dict[str, Callable[..., Markup]]:
    """Return the messages as two functions for templates: ``words`` for plain text, ``markup`` for one that is HTML."""

    def tell(message: str, **values: object) -> Markup:
        return escape(words(message, **values))

    def tell_markup(message: str, **values: object) -> Markup:
        return Markup(words(message, **{name: _escape(value) for name, value in values.items()}))  # noqa: S704 - ours

    return {"words": tell, "markup": tell_markup}


def _escape(value: object) -> object:
    """Return a text that may stand in HTML; a count as it is."""
    return str(escape(value)) if isinstance(value, str) else value
