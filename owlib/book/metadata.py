"""Metadata for archives and search engines: Zenodo, RO-Crate, and schema.org for the pages of the website."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from pathlib import Path

from owlib.book.citation import CITATION_FILE, KEYWORD_MARK, find_url
from owlib.places import MARKER
from owlib.reports.notebooks import list_executed, read_executed

ZENODO_FILE = ".zenodo.json"


CRATE_FILE = "ro-crate-metadata.json"


CRATE_SPECIFICATION = "https://w3id.org/ro/crate/1.1"


LANGUAGE = "en"


DATA_LANGUAGES = ["en", "nl"]


LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "MIT": ("MIT License", "https://spdx.org/licenses/MIT.html"),
}
"""Name and address of each licence, by its SPDX identifier."""


PAGE_KINDS = ("Article", "Book", "ScholarlyArticle", "WebPage")
"""Types of schema.org that a page may be."""


AUTHOR_ID = "#author"


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


TEXT = "text/plain"


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
    parts: tuple[Part, ...] = field(default=())


def make_zenodo(facts: dict[str, str]) -> dict:
    """Return what ``.zenodo.json`` holds; Zenodo gives the DOI itself, so none stands there."""
    record = {
        "title": facts["name"],
        "upload_type": "publication",
        "publication_type": "book",
        "description": f"<p>{html.escape(facts['abstract'], quote=False)}</p>",
        "creators": [{"name": facts["author"]}],
        "publication_date": facts["date"],
        "version": facts["version"],
        "language": "eng",
        "keywords": list_keywords(facts),
        "access_right": "open",
        "license": facts["licence"].lower(),
        "notes": f"Text, figures and data: {facts['licence']}. Code: {facts['code_licence']}.",
    }
    if facts["address"]:
        link = {"identifier": facts["address"], "relation": "isIdenticalTo", "resource_type": "publication-book"}
        record["related_identifiers"] = [link]
    return record


def list_keywords(facts: dict[str, str]) -> list[str]:
    """Return the keywords, one a text."""
    return facts["keywords"].split(KEYWORD_MARK)


def describe_page(
    facts: dict[str, str], title: str, description: str, path: str, kind: str = "ScholarlyArticle"
) -> dict:
    """Return what search engines are told of a page, in words of schema.org.

    Parameters
    ----------
    facts
        As :func:`owlib.book.citation.read_facts` gives them.
    title, description
        Those of the page, as plain text.
    path
        Its address below that of the site, such as ``book/method.html``.
    kind
        One of :data:`PAGE_KINDS`; ``Book`` for the home page, which stands for the whole.

    Returns
    -------
    dict
        To be written as JSON-LD; without any address while the site has none.

    """
    if kind not in PAGE_KINDS:
        raise ValueError(f"expected one of {', '.join(PAGE_KINDS)}; found '{kind}'")
    page = {"@context": "https://schema.org", "@type": kind, "name": title}
    if "Article" in kind:
        page["headline"] = title
    page |= {"description": description, **_describe_shared(facts), "inLanguage": LANGUAGE}
    url = find_url(facts, path)
    if url:
        page |= {"@id": url, "url": url}
    if kind == "Book":
        return page | _describe_doi(facts)
    return page | {"isPartOf": describe_whole(facts)}


def describe_whole(facts: dict[str, str]) -> dict:
    """Return the publication as that which a page or the data belong to."""
    whole = {"@type": "Book", "name": facts["name"], "author": _describe_author(facts), **_describe_doi(facts)}
    return whole | ({"url": facts["address"]} if facts["address"] else {})


def describe_data(facts: dict[str, str], package: dict) -> dict:
    """Return what search engines are told of the data package: a data set with its files.

    Parameters
    ----------
    facts
        As :func:`owlib.book.citation.read_facts` gives them.
    package
        As :func:`read_described` gives it.

    Returns
    -------
    dict
        To be written as JSON-LD; files have no address while the site has none.

    """
    files = [(MARKER.name, "Description of all tables and columns", MEDIA_TYPES[".json"])]
    files += [(entry["path"], entry["title"], entry["mediatype"]) for entry in package["resources"]]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": package["title"],
        "description": facts["abstract"],
        **_describe_shared(facts),
        "inLanguage": DATA_LANGUAGES,
        **({"url": facts["address"]} if facts["address"] else {}),
        "isPartOf": describe_whole(facts),
        "distribution": [_describe_download(facts, *file) for file in files],
    }


def read_described(root: Path) -> dict:
    """Return ``data/datapackage.json`` as it stands there."""
    return json.loads((root / MARKER).read_text(encoding="utf-8"))


def make_crate(facts: dict[str, str], parts: list[Part]) -> dict:
    """Return the metadata of an RO-Crate whose root holds the parts given."""
    address = {"url": facts["address"]} if facts["address"] else {}
    described = [entity for part in parts for entity in _describe_part(part)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": facts["name"],
        "description": facts["abstract"],
        "datePublished": facts["date"],
        "version": facts["version"],
        "license": {"@id": LICENCES[facts["licence"]][1]},
        "author": {"@id": AUTHOR_ID},
        "publisher": {"@id": AUTHOR_ID},
        "inLanguage": LANGUAGE,
        "keywords": list_keywords(facts),
        "hasPart": [{"@id": entity["@id"]} for entity in described],
        **_describe_doi(facts),
        **address,
    }
    descriptor = {
        "@id": CRATE_FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": CRATE_SPECIFICATION},
    }
    author = {"@id": AUTHOR_ID, **_describe_author(facts), **address}
    licences = [
        {"@id": LICENCES[name][1], "@type": "CreativeWork", "name": LICENCES[name][0], "identifier": name}
        for name in (facts["licence"], facts["code_licence"])
    ]
    return {
        "@context": f"{CRATE_SPECIFICATION}/context",
        "@graph": [descriptor, root, author, *licences, *described],
    }


def list_project_parts(root: Path, facts: dict[str, str]) -> list[Part]:
    """Return the parts of the project folder as a crate."""
    text, code = facts["licence"], facts["code_licence"]
    return [
        describe_data_folder(root, "data/", text),
        Part("book/", "Pages of the book", text, kind="Book", parts=list_notebooks(root, "book/reports/", text)),
        Part("notebooks/", "Templates of the reports", code, kind="SoftwareSourceCode"),
        Part("owlib/", "owlib, the library that the book is made with", code, kind="SoftwareSourceCode"),
        Part("tests/", "Tests of the library and of the book", code, kind="SoftwareSourceCode"),
        *list_papers(root, facts),
    ]


def list_papers(root: Path, facts: dict[str, str]) -> list[Part]:
    """Return the files that come with the project and its releases, those that are there."""
    text, code = facts["licence"], facts["code_licence"]
    papers = [
        Part("README.md", "What this is, and how to begin", text),
        Part("CHANGELOG.md", "What changed from version to version", text),
        Part(CITATION_FILE, "How to cite", text),
        Part("LICENSE", "Licence of the code", code),
        Part("LICENSE-CC-BY-4.0", "Licence of text, figures and data", text),
        Part("requirements.lock", "Versions of all libraries", code),
    ]
    return [paper for paper in papers if (root / paper.path).is_file()]


def describe_data_folder(root: Path, path: str, licence: str) -> Part:
    """Return the data package as a part of a crate in whose folder ``path`` it lies, each of its files with it."""
    package = read_described(root)
    files = [Part(path + MARKER.name, "Description of all tables and columns", licence)]
    files += [Part(path + entry["path"], entry["title"], licence) for entry in package["resources"]]
    return Part(path, package["title"], licence, about="Data package of the book.", parts=tuple(files))


def list_notebooks(root: Path, path: str, licence: str) -> tuple[Part, ...]:
    """Return the executed notebooks as parts, each by its own title, as they lie in the folder ``path`` of a crate."""
    return tuple(Part(path + notebook.name, _read_title(notebook), licence) for notebook in list_executed(root))


def write_json(content: dict) -> str:
    """Return metadata as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _read_title(notebook: Path) -> str:
    """Return the title of a notebook: its first heading, or its name where it has none."""
    sources = (cell.source for cell in read_executed(notebook).cells if cell.cell_type == "markdown")
    titles = (source.splitlines()[0].removeprefix("# ").strip() for source in sources if source.startswith("# "))
    return next(titles, notebook.stem)


def _describe_part(part: Part) -> list[dict]:
    """Return a part, and the parts below it, as entities of a crate."""
    folder = part.path.endswith("/")
    kind = "Dataset" if folder else "File"
    entity = {
        "@id": part.path,
        "@type": [kind, part.kind] if part.kind else kind,
        "name": part.name,
        **({"description": part.about} if part.about else {}),
        "license": {"@id": LICENCES[part.licence][1]},
    }
    if not folder:
        entity["encodingFormat"] = MEDIA_TYPES.get(Path(part.path).suffix, TEXT)
    if part.parts:
        entity["hasPart"] = [{"@id": below.path} for below in part.parts]
    return [entity, *(found for below in part.parts for found in _describe_part(below))]


def _describe_author(facts: dict[str, str]) -> dict:
    """Return the author: the project as a group, without an id that nobody gave it."""
    return {"@type": "Organization", "name": facts["author"]}


def _describe_shared(facts: dict[str, str]) -> dict:
    """Return what holds of all parts of the publication."""
    return {
        "author": _describe_author(facts),
        "publisher": _describe_author(facts),
        "datePublished": facts["date"],
        "version": facts["version"],
        "license": LICENCES[facts["licence"]][1],
        "isAccessibleForFree": True,
        "keywords": list_keywords(facts),
    }


def _describe_doi(facts: dict[str, str]) -> dict:
    """Return the DOI as an identifier, where there is one."""
    return {"identifier": f"https://doi.org/{facts['doi']}"} if "doi" in facts else {}


def _describe_download(facts: dict[str, str], path: str, title: str, media_type: str) -> dict:
    """Return a file of the data package."""
    url = find_url(facts, f"{MARKER.parent.as_posix()}/{path}")
    download = {"@type": "DataDownload", "name": title, "encodingFormat": media_type}
    return download | ({"contentUrl": url} if url else {})
