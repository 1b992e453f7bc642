"""What the publication says of itself, and how it and its pages are cited.

Title, authors, version and licences stand in ``CITATION.cff``; the site's address and the language in ``_config.yml``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml
from babel import Locale
from docutils.nodes import make_id

from owlib.errors import BuildError, DataError, Finding, word_yaml
from owlib.words import COMPLETE, Words, read_words

CITATION_FILE = "CITATION.cff"
CONFIG_FILE = "_config.yml"
NAMED = ("title", "abstract", "keywords")
"""What another language than English has of its own."""
ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True)
class Facts:
    """What all citations and metadata of the publication are made from.

    Parameters
    ----------
    name
        The whole title.
    author
        The group that wrote it, and publishes it.
    version, date
        Of the release.
    licence, code_licence
        SPDX identifiers: of text and data, and of the code.
    site, address
        Addresses of the site, and on it of the edition in this language; empty where none is set, else they end with a
        slash.

    """

    name: str
    author: str
    version: str
    date: str
    abstract: str
    keywords: tuple[str, ...] = ()
    licence: str = "CC-BY-4.0"
    code_licence: str = "MIT"
    doi: str = ""
    site: str = ""
    language: str = COMPLETE

    @property
    def address(self) -> str:
        """Return the address of the edition; empty while the site has none."""
        return f"{self.site}{self.language}/" if self.site else ""

    @property
    def file_name(self) -> str:
        """Return how files of the whole edition begin: ``between-payroll-and-freelance``."""
        return make_id(self.title)

    @property
    def title(self) -> str:
        """Return the title without what follows its colon."""
        return self.name.partition(": ")[0]

    @property
    def subtitle(self) -> str:
        """Return what follows the colon of the title, beginning with a capital."""
        rest = self.name.partition(": ")[2]
        return rest[:1].upper() + rest[1:]

    @property
    def year(self) -> str:
        """Return the year of the release."""
        return self.date[:4]

    @property
    def words(self) -> Words:
        """Return the messages of the language of the pages."""
        return read_words(self.language)

    @property
    def licence_short(self) -> str:
        """Return the licence of text and data as people name it: ``CC BY 4.0``."""
        return self.licence.replace("-", " ")

    @property
    def doi_link(self) -> str:
        """Return the DOI as an address; empty while there is none."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def find_url(self, path: str) -> str:
        """Return the address of a page, or of a file, by its path below the edition; empty while the site has none."""
        return self.address + quote(path, safe=ADDRESS_SAFE) if self.address else ""


def read_settings(path: Path) -> dict:
    """Return what a YAML file of the project says by its keys.

    Raises
    ------
    DataError
        If it is not there, or no YAML of that form; the line is told where the parser knows it.

    """
    found = "another form"
    mark = None
    try:
        told = _parse_yaml(path.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return told
    except OSError as error:
        found = (error.strerror or "").lower()
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        found, mark = word_yaml(getattr(error, "problem", "")), getattr(error, "problem_mark", None)
    todo = "mend it, or restore it from the repository"
    row = mark.line + 1 if mark else 0
    raise DataError([Finding(path.name, row, "", "YAML with a key and a value a line", found, todo)])


@functools.lru_cache(maxsize=16)
def _parse_yaml(text: str) -> object:
    """Return what a text in YAML says; the settings are asked for on each page."""
    return yaml.safe_load(text)


def read_facts(root: Path, language: str = COMPLETE) -> Facts:
    """Return the facts of the publication, named by ``CITATION.cff`` in English, and in others by ``_config.yml``.

    Raises
    ------
    BuildError
        If the address in the settings is none, or something is missing from ``CITATION.cff``.

    """
    citation, config = read_settings(root / CITATION_FILE), read_settings(root / CONFIG_FILE)
    address = parse_address((config.get("html") or {}).get("baseurl") or "")
    named = (config["sphinx"]["config"].get("owlib_named") or {}).get(language, {})
    if language != COMPLETE and sorted(named) != sorted(NAMED):
        raise BuildError(
            f"{CONFIG_FILE}: expected {', '.join(NAMED)} in sphinx: config: owlib_named: {language}; "
            f"found {', '.join(sorted(named)) or 'none'}. What to do: write them there."
        )
    return parse_citation({**citation, **named}, address, language)


def parse_citation(citation: dict, site: str = "", language: str = COMPLETE) -> Facts:
    """Return the facts that ``CITATION.cff`` has, with address and language of the site; refuse one that lacks any."""
    for key in ("title", "authors", "version", "date-released", "abstract", "license", "keywords"):
        if not citation.get(key):
            raise BuildError(f"{CITATION_FILE}: expected the key '{key}'; found none. What to do: write it there.")
    licences = citation["license"] if isinstance(citation["license"], list) else [citation["license"]]
    return Facts(
        name=citation["title"],
        author=citation["authors"][0]["name"],
        version=str(citation["version"]),
        date=str(citation["date-released"]),
        abstract=_flatten(citation["abstract"]),
        keywords=tuple(citation["keywords"]),
        licence=licences[0],
        code_licence=licences[-1],
        doi=find_doi(citation),
        site=site,
        language=language,
    )


def find_doi(citation: dict) -> str:
    """Return the DOI that ``CITATION.cff`` has as ``doi`` or among its ``identifiers``; empty if there is none."""
    listed = [entry["value"] for entry in citation.get("identifiers", []) if entry.get("type") == "doi"]
    return str(citation.get("doi") or next(iter(listed), "")).strip()


def parse_address(text: str) -> str:
    """Return the address of the site, ending with a slash; empty where none is set. Refuse what is none of the web."""
    text = str(text).strip()
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment or " " in text:
        raise BuildError(
            f"{CONFIG_FILE}: expected the site's address as https://host/ or https://host/path/ under html: baseurl; "
            f"found '{text}'. What to do: write it so, or leave it empty while there is none."
        )
    return text.rstrip("/") + "/"


def cite_page(facts: Facts, title: str = "", path: str = "") -> dict[str, str]:
    """Return how to cite the publication, or a page of it as a chapter, as texts by format.

    The formats are ``apa`` (APA 7, plain text, one line), ``bibtex`` and ``ris``, each of which ends with a line end.
    A page has a ``title``, and a ``path`` below the address of the site, such as ``book/method.html``.
    """
    title = _flatten(title)
    return {
        "apa": format_apa(facts, title, path),
        "bibtex": format_bibtex(facts, title, path),
        "ris": format_ris(facts, title, path),
    }


def format_apa(facts: Facts, title: str, path: str) -> str:
    """Return a reference in APA 7 style: a work by a group that publishes it itself, or a chapter of it."""
    named = facts.words("citation-whole", title=_raise_after_colon(facts.name), version=facts.version)
    if path:
        named = facts.words("citation-part", part=_end_sentence(_raise_after_colon(title)), whole=named)
    link = facts.doi_link or facts.find_url(path)
    return " ".join(part for part in (_end_sentence(facts.author), f"({facts.year}).", named, link) if part)


def _end_sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _raise_after_colon(title: str) -> str:
    """Return a title with a capital after each colon."""
    return re.sub(r"(: )(\w)", lambda match: match[1] + match[2].upper(), title)


BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a brace behind a backslash would still count as one
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
BIBTEX_VERBATIM = {"url", "doi"}
"""Fields that programs take letter by letter."""
BIBTEX_KEPT = {"author", "title", "booktitle"}
"""Fields with doubled braces, which keep a group's name whole and the capitals of a title as they are."""


def format_bibtex(facts: Facts, title: str, path: str) -> str:
    """Return an entry for BibTeX: ``@book``, or ``@incollection`` for a page.

    pybtex is no help here: what it writes spoils addresses with a tilde or an underscore, and loses backslashes.
    """
    fields = {
        "author": facts.author,
        "title": title if path else facts.name,
        "booktitle": facts.name if path else "",
        "publisher": facts.author,
        "year": facts.year,
        "note": facts.words("citation-version", version=facts.version),
        "doi": facts.doi,
        "url": facts.find_url(path),
        "language": Locale.parse(facts.language).english_name.lower(),
    }
    lines = [f"@{'incollection' if path else 'book'}{{{make_key(facts, path)},"]
    for name, text in fields.items():
        if text:
            value = quote(_flatten(text), safe=ADDRESS_SAFE) if name in BIBTEX_VERBATIM else escape_bibtex(text)
            lines.append(f"  {name} = {{{{{value}}}}}," if name in BIBTEX_KEPT else f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}\n"])


def escape_bibtex(text: str) -> str:
    """Return a text on one line, with the letters that BibTeX or LaTeX take for their own written out."""
    return "".join(BIBTEX_SPECIAL.get(letter, letter) for letter in _flatten(text))


def format_ris(facts: Facts, title: str, path: str) -> str:
    """Return a record in RIS: ``BOOK``, or ``CHAP`` for a page."""
    fields = [
        ("TY", "CHAP" if path else "BOOK"),
        ("ID", make_key(facts, path)),
        ("AU", facts.author),
        ("TI", title if path else facts.name),
        ("T2", facts.name if path else ""),
        ("PB", facts.author),
        ("PY", facts.year),
        ("DA", facts.date.replace("-", "/")),
        ("ET", facts.words("citation-version", version=facts.version)),
        ("LA", facts.language),
        ("AB", "" if path else facts.abstract),
        *(("KW", word) for word in facts.keywords if not path),
        ("DO", facts.doi),
        ("UR", facts.find_url(path)),
    ]
    return "".join(f"{tag}  - {_flatten(text)}\n" for tag, text in fields if text) + "ER  - \n"


def make_key(facts: Facts, path: str) -> str:
    """Return the key of the publication, or of a page, in a file of references."""
    stem = path.removesuffix(".html").removeprefix("book/").removeprefix("reports/")
    return "-".join(part for part in (make_id(facts.title), facts.year, make_id(stem)) if part)


def _flatten(text: str) -> str:
    """Return a text on one line, without control characters."""
    kept = (letter for letter in text if letter.isspace() or unicodedata.category(letter) != "Cc")
    return " ".join("".join(kept).split())
