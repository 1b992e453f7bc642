"""Metadata for archives and search engines: Zenodo, RO-Crate, and schema.org for the pages of the website.

All are made from the facts of ``CITATION.cff``. What stands in the project as a file is written anew by
``owlib metadata``, and ``owlib check`` names what differs.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docutils.nodes import make_id

from owlib.book.citation import CITATION_FILE, Facts, read_facts
from owlib.book.editions import find_address, name_page
from owlib.errors import Finding
from owlib.evidence.schema import read_description
from owlib.places import MARKER, write_whole
from owlib.reports.notebooks import list_executed, read_cells
from owlib.words import FIRST, LOCALES

ZENODO_FILE = ".zenodo.json"
CRATE_FILE = "ro-crate-metadata.json"
SCHEMA = "https://schema.org"
CRATE_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
AUTHOR_ID = "#author"
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "MIT": "https://spdx.org/licenses/MIT.html",
}
"""The address of each licence, by its SPDX identifier."""
MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xhtml": "application/xhtml+xml",
}
ISO_639_2 = {"en": "eng", "nl": "dut"}
"""The codes by which Zenodo knows the languages."""


def name_licence(facts: Facts, licence: str = "") -> str:
    """Return the whole name of a licence by its SPDX identifier, or of that of text and data, as its makers have it."""
    return facts.words(f"metadata-name-{make_id(licence or facts.licence)}")


def make_zenodo(facts: Facts) -> dict:
    """Return what ``.zenodo.json`` holds; Zenodo gives the DOI itself, so none stands there."""
    record = {
        "title": facts.name,
        "upload_type": "publication",
        "publication_type": "book",
        "description": f"<p>{html.escape(facts.abstract, quote=False)}</p>",
        "creators": [{"name": facts.author}],
        "publication_date": facts.date,
        "version": facts.version,
        "language": ISO_639_2[facts.language],
        "keywords": list(facts.keywords),
        "access_right": "open",
        "license": facts.licence.lower(),
        "notes": facts.words("metadata-licences", licence=facts.licence, code=facts.code_licence),
    }
    if facts.site:
        link = {"identifier": facts.site, "relation": "isIdenticalTo", "resource_type": "publication-book"}
        record["related_identifiers"] = [link]
    return record


def describe_page(facts: Facts, title: str, description: str, path: str, *, whole: bool = False) -> dict:
    """Return what search engines are told of a page, as JSON-LD in words of schema.org, without an address it lacks.

    ``path`` is that below the site, such as ``cases/zgao.html``; the home page stands for the ``whole``.
    """
    kind = {"@type": "Book", "name": title}
    if not whole:
        kind = {"@type": "ScholarlyArticle", "name": title, "headline": title}
    page = {"@context": SCHEMA, **kind, "description": description, **_describe_shared(facts)}
    page["inLanguage"] = facts.language
    url = facts.find_url(path)
    page |= {"@id": url, "url": url, "identifier": facts.doi_link if whole else ""}
    return _drop_empty(page | ({} if whole else {"isPartOf": _describe_whole(facts)}))


def describe_twins(page: str, editions: Sequence[Facts], facts: Facts) -> dict:
    """Return which pages of the other editions of a site are translations of a page, or what it is a translation of.

    The edition that stands first is the work; the others are its translations. Of a page without an address is told of
    which book it is.
    """
    whole = page == "book/index"
    twins = [
        _drop_empty({
            "@type": "Book" if whole else "ScholarlyArticle",
            "name": other.name if whole else "",
            "inLanguage": other.language,
            "@id": other.find_url(name_page(page, other.language)),
            "url": other.find_url(name_page(page, other.language)),
            "isPartOf": {} if whole else _describe_whole(other),
        })
        for other in editions
        if other.language != facts.language and find_address(page, other.language)
    ]  # fmt: skip
    return {"workTranslation" if facts.language == FIRST else "translationOfWork": twins} if twins else {}


def describe_data(facts: Facts, package: dict) -> dict:
    """Return what search engines are told of the data package, a data set of files, as its description has it.

    Files have no address while the site has none.
    """
    described = {"path": MARKER.name, "title": facts.words("metadata-datapackage"), "mediatype": MEDIA_TYPES[".json"]}
    data = {
        "@context": SCHEMA,
        "@type": "Dataset",
        "name": package["title"],
        "description": facts.abstract,
        **_describe_shared(facts),
        "inLanguage": list(LOCALES),
        "url": facts.site,
        "isPartOf": _describe_whole(facts),
        "distribution": [_describe_download(facts, file) for file in (described, *package["resources"])],
    }
    return _drop_empty(data)


def _describe_download(facts: Facts, file: dict) -> dict:
    """Return a file of the data package."""
    url = facts.find_url(f"{MARKER.parent.as_posix()}/{file['path']}")
    told = {"name": file["title"], "encodingFormat": file["mediatype"], "contentUrl": url}
    return _drop_empty({"@type": "DataDownload", **told})


def _describe_whole(facts: Facts) -> dict:
    """Return the publication as that which a page or the data belong to."""
    whole = {"@type": "Book", "name": facts.name, "inLanguage": facts.language, "author": _describe_author(facts)}
    return _drop_empty({**whole, "identifier": facts.doi_link, "url": facts.address})


def _drop_empty(told: dict) -> dict:
    """Return what is told without what is not: the address and the DOI, while there is none."""
    return {key: value for key, value in told.items() if value}


def _describe_author(facts: Facts) -> dict:
    """Return the author: the project as a group, without an id that nobody gave it."""
    return {"@type": "Organization", "name": facts.author}


def _describe_shared(facts: Facts) -> dict:
    """Return what holds of all parts of the publication."""
    return {
        "author": _describe_author(facts),
        "publisher": _describe_author(facts),
        "datePublished": facts.date,
        "version": facts.version,
        "license": LICENCES[facts.licence],
        "isAccessibleForFree": True,
        "keywords": list(facts.keywords),
    }


@dataclass(frozen=True)
class Part:
    """A file or folder of a crate.

    ``path`` is below the root of the crate, a folder's ends with a slash; ``kind`` is a further type of schema.org;
    ``parts`` are the files in a folder that are described, too.
    """

    path: str
    name: str
    licence: str
    about: str = ""
    kind: str = ""
    parts: tuple[Part, ...] = ()


def make_crate(facts: Facts, parts: list[Part]) -> dict:
    """Return the metadata of an RO-Crate whose root holds the parts given."""
    described = [entity for part in parts for entity in _describe_part(part)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": facts.name,
        "description": facts.abstract,
        "datePublished": facts.date,
        "version": facts.version,
        "license": {"@id": LICENCES[facts.licence]},
        "author": {"@id": AUTHOR_ID},
        "publisher": {"@id": AUTHOR_ID},
        "inLanguage": list(LOCALES),
        "keywords": list(facts.keywords),
        "hasPart": [{"@id": entity["@id"]} for entity in described],
        "identifier": facts.doi_link,
        "url": facts.site,
    }
    descriptor = {
        "@id": CRATE_FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": CRATE_SPECIFICATION},
    }
    author = {"@id": AUTHOR_ID, **_describe_author(facts), "url": facts.site}
    licences = [
        {"@id": LICENCES[name], "@type": "CreativeWork", "name": name_licence(facts, name), "identifier": name}
        for name in (facts.licence, facts.code_licence)
    ]
    return {
        "@context": f"{CRATE_SPECIFICATION}/context",
        "@graph": [descriptor, _drop_empty(root), _drop_empty(author), *licences, *described],
    }


def _describe_part(part: Part) -> list[dict]:
    """Return a part, and the parts below it, as entities of a crate."""
    folder = part.path.endswith("/")
    kind = "Dataset" if folder else "File"
    entity = {
        "@id": part.path,
        "@type": [kind, part.kind] if part.kind else kind,
        "name": part.name,
        "description": part.about,
        "license": {"@id": LICENCES[part.licence]},
        "encodingFormat": "" if folder else MEDIA_TYPES.get(Path(part.path).suffix, "text/plain"),
        "hasPart": [{"@id": below.path} for below in part.parts],
    }
    return [_drop_empty(entity), *(found for below in part.parts for found in _describe_part(below))]


def list_project_parts(root: Path, facts: Facts) -> list[Part]:
    """Return the parts of the project folder as a crate."""
    text, code, words = facts.licence, facts.code_licence, facts.words
    reports = list_notebooks(root, "book/reports/", text)
    return [
        describe_data_folder(root, facts),
        Part("book/", words("metadata-pages"), text, kind="Book", parts=reports),
        Part("notebooks/", words("metadata-templates"), code, kind="SoftwareSourceCode"),
        Part("owlib/", words("metadata-library"), code, kind="SoftwareSourceCode"),
        Part("tests/", words("metadata-tests"), code, kind="SoftwareSourceCode"),
        *list_papers(facts),
    ]


def list_papers(facts: Facts) -> list[Part]:
    """Return the files that come with the project and its releases."""
    text, code, words = facts.licence, facts.code_licence, facts.words
    return [
        Part("README.md", words("metadata-readme"), text),
        Part("CHANGELOG.md", words("metadata-changelog"), text),
        Part(CITATION_FILE, words("metadata-citation"), text),
        Part("LICENSE", words("metadata-code-licence"), code),
        Part("LICENSE-CC-BY-4.0", words("metadata-licence"), text),
        Part("requirements.lock", words("metadata-lock"), code),
    ]


def describe_data_folder(root: Path, facts: Facts) -> Part:
    """Return the data package as a part of a crate, each of its files with it."""
    package, folder = read_description(root), f"{MARKER.parent.as_posix()}/"
    files = [Part(folder + MARKER.name, facts.words("metadata-datapackage"), facts.licence)]
    files += [Part(folder + entry["path"], entry["title"], facts.licence) for entry in package["resources"]]
    return Part(folder, package["title"], facts.licence, about=facts.words("metadata-data"), parts=tuple(files))


def list_notebooks(root: Path, path: str, licence: str) -> tuple[Part, ...]:
    """Return the executed notebooks as parts, each by its own title, by language in the folder ``path``."""
    found = list_executed(root)
    return tuple(Part(f"{path}{one.parent.name}/{one.name}", _read_title(one), licence) for one in found)


def _read_title(notebook: Path) -> str:
    """Return the title of a notebook: its first heading, or its name where it has none."""
    told = (cell.source for cell in read_cells(notebook) if cell.cell_type == "markdown")
    titles = (text.splitlines()[0].removeprefix("# ").strip() for text in told if text.startswith("# "))
    return next(titles, notebook.stem)


RENEW = "run owlib metadata, which takes it over"
TYPED = (
    (MARKER.as_posix(), r'^( {1,4}"version": ")[^"\n]*', "version"),
    ("README.md", r"(\(version )[^)\n]*", "version"),
    ("README.md", r"^(> .*\()\d{4}(?=\))", "year"),
)
"""Facts that are typed in a file: what stands before a fact is the group of the pattern.

The version of the package ``owlib`` is read from ``CITATION.cff`` when it is installed, that on pages when they are
made.
"""
CITING_PAGE = "book/{}/reuse.md"
REGRETS = {
    "en": (("doi", "no DOI"), ("address", "no fixed web address")),
    "nl": (("doi", "geen DOI"), ("address", "geen vast webadres")),
}
"""What the page on citing says in each language while there is none."""


def check_facts(root: Path) -> list[Finding]:
    """Return a finding for each file that says something else than ``CITATION.cff``.

    A folder without ``CITATION.cff``, such as one of data alone, has nothing to compare.
    """
    if not (root / CITATION_FILE).is_file():
        return []
    facts = read_facts(root)
    compared = (_compare(root, name, wanted) for name, wanted in make_files(root, facts).items())
    return [*filter(None, compared), *_check_changelog(root, facts), *_check_regrets(root, facts)]


def write_facts(root: Path) -> list[str]:
    """Take the facts of ``CITATION.cff`` over wherever they are typed, write the metadata files; name what changed.

    None without ``CITATION.cff``.
    """
    files = make_files(root, read_facts(root)) if (root / CITATION_FILE).is_file() else {}
    changed = {name: text for name, text in files.items() if _read(root / name) != text}
    for name, text in changed.items():
        write_whole(root / name, text)
    return list(changed)


def make_files(root: Path, facts: Facts) -> dict[str, str]:
    """Return each file of the project that has facts of ``CITATION.cff``, as it ought to be, by name."""
    files = {}
    for name, pattern, fact in TYPED:
        text = files.get(name) or _read(root / name)
        if text is not None:
            files[name] = re.sub(pattern, rf"\g<1>{getattr(facts, fact)}", text, flags=re.MULTILINE)
    files[ZENODO_FILE] = write_json(make_zenodo(facts))
    files[CRATE_FILE] = write_json(make_crate(facts, list_project_parts(root, facts)))
    return files


def _read(path: Path) -> str | None:
    """Return the text of a file, or nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _compare(root: Path, name: str, wanted: str) -> Finding | None:
    """Return the first line of a file that is not as it ought to be."""
    lines = itertools.zip_longest(wanted.splitlines(), (_read(root / name) or "").splitlines(), fillvalue="")
    for number, (right, there) in enumerate(lines, 1):
        if right != there:
            return Finding(name, number, "", f"'{right.strip()}'", f"'{there.strip()}'", RENEW)
    return None


def _check_changelog(root: Path, facts: Facts) -> list[Finding]:
    """Return a finding if the changelog has no heading for the version and date of the release."""
    heading, name = f"## {facts.version} ({facts.date})", "CHANGELOG.md"
    if heading in (_read(root / name) or "").splitlines():
        return []
    todo = "give what is new this heading, in place of 'Unreleased' where it is released now"
    return [Finding(name, 0, "version", f"the heading '{heading}'", "none", todo)]


def _check_regrets(root: Path, facts: Facts) -> list[Finding]:
    """Return a finding for each line of the pages on citing that still regrets what there is now."""
    return [
        Finding(page, number, fact, f"'{getattr(facts, fact)}'", f"'{words}'", "say it as it is now")
        for language, regrets in REGRETS.items()
        for page in [CITING_PAGE.format(language)]
        for number, line in enumerate((_read(root / page) or "").splitlines(), 1)
        for fact, words in regrets
        if getattr(facts, fact) and words in line
    ]


def make_samples(root: Path) -> dict[str, str]:
    """Return what search engines are told of the whole, of a page and of the data, by file name, for validators.

    Made twice: as it is, and as it would be with an address and a DOI, which are those kept free for examples.
    """
    facts, package, made = read_facts(root), read_description(root), {}
    there = replace(facts, site="https://example.org/book/", doi="10.5555/12345678")
    for name, own in (("as-it-is", facts), ("with-address", there)):
        made |= {
            f"whole-{name}.jsonld": describe_page(own, own.name, own.abstract, "", whole=True),
            f"page-{name}.jsonld": describe_page(own, "A page", "What it says.", "page.html"),
            f"data-{name}.jsonld": describe_data(own, package),
        }
    return {name: write_json(content) for name, content in made.items()}


def write_json(content: dict) -> str:
    """Return metadata as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
