"""Words for readers: they stand in message files that a translator can edit.

Each language has a folder in ``owlib/locales``, and each module with words for readers a file of its name there.

The files are Project Fluent's, read by ``fluent.runtime``. Fluent goes before gettext for three reasons: a message has
an id of its own, so that no English stands in the code; one sentence may hold several plurals, which the languages
choose by themselves; and a file is read as it is, without compiling. Lists and numbers follow Babel's locale data.

A message may be broken into lines where the words allow it; a blank line parts two paragraphs, and points of a list
begin with a dash.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from owlib.errors import OwlibError, UnknownNameError, name_choices
from owlib.places import PACKAGE

LOCALES = {"en": "en_GB", "nl": "nl_NL"}
"""The languages there are, each with the locale whose numbers, lists and plurals it has."""
FIRST = "nl"
"""The language of the edition that stands first: that of the sources, and of most readers."""
LANGUAGES = tuple(sorted(LOCALES, key=lambda language: language != FIRST))
COMPLETE = "en"
"""The language in which every message stands; another falls back on it."""
FOLDER = PACKAGE / "locales"
LINE_END = re.compile(r"(?<!\n)\n(?!\n|- )")
MINUS = "\u2212"
LONGEST_CHOICE = 40
LONG = re.compile("\ue000[a-z_0-9]+\ue001")
DATE = re.compile(r"\d{4}(-\d\d){0,2}")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
PROSE = "prose-"
"""Begins the id of a message that stands for the prose of a cell of a template."""


@dataclass(frozen=True, eq=False)
class Words:
    """The messages of a language; called with the id of a message, it returns the text."""

    language: str
    bundles: tuple[FluentBundle, ...]

    @property
    def locale(self) -> str:
        """Return the locale of Babel whose customs the language follows."""
        return LOCALES[self.language]

    def __call__(self, message: str, **values: object) -> str:
        """Return a message with its values put in.

        Parameters
        ----------
        message
            Its id.
        values
            Texts as they are, and whole numbers, which choose a plural and are set as the language does. A year is a
            text: it has no mark of thousands.

        Raises
        ------
        OwlibError
            If no file has the message, or it wants another value: a fault of ours, never of the data.

        """
        long = {f"\ue000{name}\ue001": text for name, text in values.items() if _is_long(text)}
        given = {name: _prepare(name, value) for name, value in values.items()}
        bundle = next((bundle for bundle in self.bundles if bundle.has_message(message)), None)
        if bundle is None:
            raise OwlibError(f"{FOLDER.name}/{COMPLETE}: expected a message '{message}'; found none. Add it there.")
        text, errors = bundle.format_pattern(bundle.get_message(message).value, given)
        if errors:
            raise OwlibError(f"message '{message}': {errors[0]}. Mend it, or the values that it is given.")
        whole = LONG.sub(lambda match: long.get(match.group(), match.group()), text)
        return LINE_END.sub(" ", whole)

    def translate(self, cell_id: str, text: str) -> str:
        """Return the prose of a cell of a template, which stands there in English, in this language if it has it.

        The message is ``prose-`` and the id of the cell.
        """
        return self.find(f"{PROSE}{cell_id}", text)

    def find(self, message: str, text: str) -> str:
        """Return a message without values, or this text where the language lacks it."""
        return self(message) if self.bundles[0].has_message(message) else text

    def number(self, value: float, unit: str = "", decimals: int | None = None) -> str:
        """Return a number as a text of this language prints it: ``1,074,000``, ``13.3%``, ``-3%``.

        Parameters
        ----------
        unit
            A code of the list ``unit``; ``percent`` adds the sign, others nothing.
        decimals
            None for a whole number and one for others, if not told.

        """
        if unit == "year":
            return f"{value:.0f}"
        places = decimals if decimals is not None else (0 if float(value).is_integer() else 1)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        text = format_decimal(Decimal(f"{value:.{places}f}"), format=pattern, locale=self.locale)
        return text.replace("-", MINUS) + ("%" if unit == "percent" else "")

    def date(self, text: str) -> str:
        """Return a date of ISO 8601 as this language writes it: ``2013``, ``April 2013``, ``20 December 2019``."""
        return _write_date(self.locale, text)

    def join(self, names: Sequence[str]) -> str:
        """Return names as a sentence lists them: ``a, b and c``."""
        return format_list(names, locale=self.locale)


def curl(text: str) -> str:
    """Return a text with the apostrophes that Sphinx gives to running text, for what it does not set."""
    return APOSTROPHE.sub("\u2019", text)


def _write_date(locale: str, text: str) -> str:
    """Return a date of ISO 8601 by the customs of a locale, and another text as it is."""
    if not DATE.fullmatch(text):
        return text
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    pattern = ("y", "MMMM y", "d MMMM y")[text.count("-")]
    return format_date(datetime.date(year, month, day), pattern, locale=locale)


def _is_long(value: object) -> bool:
    """Say whether a value is a text that chooses no variant, and may be longer than fluent.runtime takes (2,500)."""
    return isinstance(value, str) and len(value) > LONGEST_CHOICE


def _prepare(name: str, value: object) -> object:
    """Return a value as fluent.runtime takes it: in place of a long text a mark, which the text replaces afterwards."""
    if _is_long(value):
        return f"\ue000{name}\ue001"
    return int(value) if isinstance(value, Integral) else value


@functools.cache
def read_words(language: str) -> Words:
    """Return the messages of a language of the book; those it lacks are given in English."""
    if language not in LOCALES:
        raise UnknownNameError(
            f"expected a language of the book; found '{language}'. What to do: use {name_choices(list(LOCALES))}."
        )
    return Words(language, tuple(_read_bundle(name) for name in dict.fromkeys([language, COMPLETE])))


@functools.cache
def _read_bundle(language: str) -> FluentBundle:
    """Return all messages of a language in one bundle.

    They may write a date as it does, with ``{ DATE($day) }``, and a small number in words, with ``{ WORDS($count) }``.
    """
    locale = LOCALES[language]
    told = {"DATE": functools.partial(_write_date, locale), "WORDS": lambda count: _spell(bundle, count)}
    bundle = FluentBundle([locale.replace("_", "-")], functions=told, use_isolating=False)
    for path in list_files(language):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _spell(bundle: FluentBundle, count: int) -> str:
    """Return a count as the message ``count-in-words`` has it: in words where it is small."""
    return bundle.format_pattern(bundle.get_message("count-in-words").value, {"count": count})[0]


def list_files(language: str) -> list[Path]:
    """Return the message files of a language."""
    return sorted((FOLDER / language).glob("*.ftl"))
