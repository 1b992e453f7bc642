"""How to cite the publication and its pages: from ``CITATION.cff``, and the site's address in the settings."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml

from owlib.errors import BuildError

CITATION_FILE = "CITATION.cff"


CONFIG_FILE = "_config.yml"


KEYWORD_MARK = "; "
"""What stands between keywords where they are one text."""


ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%"


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


def read_facts(root: Path) -> dict[str, str]:
    """Return what all citations and metadata of the publication are made from.

    Returns
    -------
    dict
        ``name`` (the whole title), ``title`` and ``subtitle`` (its parts, both beginning with a capital), ``author``,
        ``version``, ``date`` and ``year`` of the release, ``abstract``,
        ``keywords`` (one text, see :data:`KEYWORD_MARK`), ``licence`` of text and data, ``code_licence``, ``address``
        of the site (empty where none is set, else it ends with a slash), and ``doi`` where there is one.

    Raises
    ------
    BuildError
        If the address in the settings is none, or something is missing from ``CITATION.cff``.

    """
    citation = yaml.safe_load((root / CITATION_FILE).read_text(encoding="utf-8"))
    config = yaml.safe_load((root / CONFIG_FILE).read_text(encoding="utf-8"))
    return {**parse_citation(citation), "address": parse_address((config.get("html") or {}).get("baseurl") or "")}


def parse_citation(citation: dict) -> dict[str, str]:
    """Return the facts that ``CITATION.cff`` has.

    Raises
    ------
    BuildError
        If one is missing.

    """
    for key in ("title", "authors", "version", "date-released", "abstract", "license", "keywords"):
        if not citation.get(key):
            raise BuildError(f"{CITATION_FILE}: expected the key '{key}'; found none. What to do: write it there.")
    title, _, subtitle = citation["title"].partition(": ")
    licences = citation["license"] if isinstance(citation["license"], list) else [citation["license"]]
    date = str(citation["date-released"])
    facts = {
        "name": citation["title"],
        "title": title,
        "subtitle": subtitle[:1].upper() + subtitle[1:],
        "author": citation["authors"][0]["name"],
        "version": str(citation["version"]),
        "date": date,
        "year": date[:4],
        "abstract": _flatten(citation["abstract"]),
        "keywords": KEYWORD_MARK.join(citation["keywords"]),
        "licence": licences[0],
        "code_licence": licences[-1],
    }
    doi = find_doi(citation)
    return {**facts, "doi": doi} if doi else facts


def find_doi(citation: dict) -> str:
    """Return the DOI that ``CITATION.cff`` has as ``doi`` or among its ``identifiers``; empty if there is none."""
    listed = [entry["value"] for entry in citation.get("identifiers", []) if entry.get("type") == "doi"]
    return str(citation.get("doi") or next(iter(listed), "")).strip()


def parse_address(text: str) -> str:
    """Return the address of the site, ending with a slash; empty where none is set.

    Raises
    ------
    BuildError
        If it is no address of the web.

    """
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


def cite_page(facts: dict[str, str], title: str = "", path: str = "") -> dict[str, str]:
    """Return how to cite the publication, or a page of it as a chapter, as texts by format.

    Parameters
    ----------
    facts
        As :func:`read_facts` gives them.
    title
        Title of the page; of no use for the publication as a whole.
    path
        Address of the page below that of the site, such as ``book/method.html``; empty for the whole.

    Returns
    -------
    dict
        ``apa`` (APA 7, plain text, one line), ``bibtex`` and ``ris``, each of which ends with a line end.

    """
    title = _flatten(title)
    return {
        "apa": format_apa(facts, title, path),
        "bibtex": format_bibtex(facts, title, path),
        "ris": format_ris(facts, title, path),
    }


def find_url(facts: dict[str, str], path: str) -> str:
    """Return the address of a page; empty while the site has none."""
    return facts["address"] + quote(path, safe=ADDRESS_SAFE) if facts["address"] else ""


def make_key(facts: dict[str, str], path: str) -> str:
    """Return the key of the publication, or of a page, in a file of references."""
    stem = path.removesuffix(".html").removeprefix("book/").removeprefix("reports/")
    return "-".join(part for part in (_make_slug(facts["title"]), facts["year"], _make_slug(stem)) if part)


def format_apa(facts: dict[str, str], title: str, path: str) -> str:
    """Return a reference in APA 7 style: a work by a group that publishes it itself, or a chapter of it."""
    whole = f"{_raise_after_colon(facts['name'])} (Version {facts['version']})."
    named = f"{_end_sentence(_raise_after_colon(title))} In {whole}" if path else whole
    doi = facts.get("doi", "")
    link = f"https://doi.org/{doi}" if doi else find_url(facts, path)
    return " ".join(part for part in (_end_sentence(facts["author"]), f"({facts['year']}).", named, link) if part)


def format_bibtex(facts: dict[str, str], title: str, path: str) -> str:
    """Return an entry for BibTeX: ``@book``, or ``@incollection`` for a page."""
    whole = facts["name"]
    fields = {
        "author": facts["author"],
        "title": title if path else whole,
        "booktitle": whole if path else "",
        "publisher": facts["author"],
        "year": facts["year"],
        "note": f"Version {facts['version']}",
        "doi": facts.get("doi", ""),
        "url": find_url(facts, path),
        "language": "english",
    }
    lines = [f"@{'incollection' if path else 'book'}{{{make_key(facts, path)},"]
    for name, text in fields.items():
        if text:
            value = _keep_verbatim(text) if name in BIBTEX_VERBATIM else escape_bibtex(text)
            # doubled braces keep a group's name whole and the capitals of a title as they are
            lines.append(
                f"  {name} = {{{{{value}}}}}," if "title" in name or name == "author" else f"  {name} = {{{value}}},"
            )
    return "\n".join([*lines, "}\n"])


def escape_bibtex(text: str) -> str:
    """Return a text on one line, with the letters that BibTeX or LaTeX take for their own written out."""
    return "".join(BIBTEX_SPECIAL.get(letter, letter) for letter in _flatten(text))


def format_ris(facts: dict[str, str], title: str, path: str) -> str:
    """Return a record in RIS: ``BOOK``, or ``CHAP`` for a page."""
    whole = facts["name"]
    year, month, day = facts["date"].split("-")
    fields = [
        ("TY", "CHAP" if path else "BOOK"),
        ("ID", make_key(facts, path)),
        ("AU", facts["author"]),
        ("TI", title if path else whole),
        ("T2", whole if path else ""),
        ("PB", facts["author"]),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}"),
        ("ET", f"Version {facts['version']}"),
        ("LA", "en"),
        ("AB", "" if path else facts["abstract"]),
        *(("KW", word) for word in facts["keywords"].split(KEYWORD_MARK) if not path),
        ("DO", facts.get("doi", "")),
        ("UR", find_url(facts, path)),
    ]
    return "".join(f"{tag}  - {_flatten(text)}\n" for tag, text in fields if text) + "ER  - \n"


def _flatten(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(" " if letter.isspace() else letter for letter in text if _is_text(letter)).split())


def _is_text(letter: str) -> bool:
    """Return whether a letter is one, or white space."""
    return letter.isspace() or unicodedata.category(letter) != "Cc"


def _end_sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _raise_after_colon(title: str) -> str:
    """Return a title with a capital after each colon."""
    return re.sub(r"(: )(\w)", lambda match: match[1] + match[2].upper(), title)


def _keep_verbatim(text: str) -> str:
    """Return an address without the letters that would end the field or begin a command."""
    return quote(_flatten(text), safe=ADDRESS_SAFE)


def _make_slug(text: str) -> str:
    """Return a text as part of a key: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
