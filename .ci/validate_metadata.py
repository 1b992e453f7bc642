"""Validate the metadata with the validators of their own fields, without a network.

Runs in the environment of requirements-citation.lock: make citation. Exits with 1 if anything is at fault.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import warnings
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from cffconvert import Citation
from pyld import jsonld
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from rocrate_validator.models import Severity
from urllib3 import HTTPResponse

CRATE_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
SCHEMA = "https://schema.org"
VOCABULARY = "http://schema.org/"
SHIPPED = files("rocrate") / "data"
"""Where the package ``rocrate`` ships the context of RO-Crate and the vocabulary of schema.org."""
NO_ADDRESS = "The organization SHOULD have a URL."
"""What the validator asks for, and cannot have while the site has no address."""
OURS_ALONE = {
    "upload_type", "publication_type", "language", "access_right", "notes", "license", "related_identifiers",
}  # fmt: skip
"""Keys for Zenodo that a citation file cannot tell: it knows software and data, no book, and lists two licences."""


def check_crate(folder: Path) -> Iterator[str]:
    """Yield what is at fault with a crate, as ``roc-validator`` and ``rocrate`` see it."""
    graph = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    has_address = any("url" in entity for entity in graph)
    with tempfile.TemporaryDirectory() as kept:
        cache = str(Path(kept) / "contexts")
        fill_cache(cache)
        settings = services.ValidationSettings(
            rocrate_uri=str(folder), profile_identifier="ro-crate-1.1", requirement_severity=Severity.RECOMMENDED,
            offline=True, cache_path=cache,
        )  # fmt: skip
        result = services.validate(settings)
        for issue in result.get_issues():
            if issue.message == NO_ADDRESS and not has_address:
                continue
            yield f"{folder.name}/ro-crate-metadata.json: {issue.severity.name}: {issue.message}"
    missing = [part.id for part in ROCrate(str(folder)).data_entities if not (folder / part.id).exists()]
    yield from (f"{folder.name}/ro-crate-metadata.json: {name} is not there" for name in missing)


class ShippedContext(HTTPAdapter):
    """Answers for the address of the context with the copy that ``rocrate`` ships."""

    def send(self, request: PreparedRequest, *_args: object, **_options: object) -> Response:
        """Return the context."""
        content = (SHIPPED / "ro-crate.jsonld").read_bytes()
        raw = HTTPResponse(io.BytesIO(content), {"Content-Type": "application/ld+json"}, 200, preload_content=False)
        return self.build_response(request, raw)


def fill_cache(path: str) -> None:
    """Keep the context of RO-Crate where the validator looks for it, so that nothing is fetched."""
    with CachedSession(path) as session:
        session.mount("https://", ShippedContext())
        session.get(CRATE_CONTEXT).raise_for_status()


def check_zenodo(root: Path) -> Iterator[str]:
    """Yield what ``.zenodo.json`` says otherwise than ``CITATION.cff``, as cffconvert turns that into Zenodo's form."""
    citation = Citation((root / "CITATION.cff").read_text(encoding="utf-8"))
    citation.validate()
    wanted = json.loads(citation.as_zenodo())
    found = json.loads((root / ".zenodo.json").read_text(encoding="utf-8"))
    wanted["description"] = f"<p>{wanted['description']}</p>"
    for key in sorted((set(wanted) | set(found)) - OURS_ALONE):
        if wanted.get(key) != found.get(key):
            yield f".zenodo.json: {key}: expected {wanted.get(key)!r}; found {found.get(key)!r}"
    if found["license"] not in {name.lower() for name in wanted["license"]["id"]}:
        yield f".zenodo.json: license: expected one of {wanted['license']['id']}; found {found['license']!r}"


def check_words(name: str, document: object, words: dict[str, dict]) -> Iterator[str]:
    """Yield what a document of schema.org has that schema.org does not know, after JSON-LD's own expansion."""
    expanded = jsonld.expand(document, {"expandContext": None})
    written = sum(1 for _ in walk_keys(document))
    kept = sum(1 for _ in walk_keys(expanded))
    if written != kept:
        yield f"{name}: {written} keys are written, {kept} are left as JSON-LD"
    for thing in walk_things(expanded):
        types = [kind.removeprefix(f"{SCHEMA}/") for kind in thing.get("@type", [])]
        for kind in types:
            if words.get(kind, {}).get("@type") != "rdfs:Class":
                yield f"{name}: {kind} is no type of schema.org"
        known = {above for kind in types for above in list_above(kind, words)}
        for key in (word.removeprefix(f"{SCHEMA}/") for word in thing if not word.startswith("@")):
            if not known & set(list_ids(words.get(key, {}).get(f"{VOCABULARY}domainIncludes", []))):
                yield f"{name}: {key} is no property of {' or '.join(types)}"


def walk_things(content: object) -> Iterator[dict]:
    """Yield each thing of an expanded document."""
    entries = content if isinstance(content, list) else content.values() if isinstance(content, dict) else []
    if isinstance(content, dict) and not set(content) <= {"@value", "@id", "@language"}:
        yield content
    for entry in entries:
        yield from walk_things(entry)


def walk_keys(content: object) -> Iterator[str]:
    """Yield each property of a document, written or expanded."""
    if isinstance(content, list):
        for entry in content:
            yield from walk_keys(entry)
    elif isinstance(content, dict):
        for key, value in content.items():
            if not key.startswith("@"):
                yield key
                yield from walk_keys(value)


def list_ids(found: object) -> list[str]:
    """Return the names that an entry of the vocabulary refers to."""
    entries = found if isinstance(found, list) else [found]
    return [entry["@id"].removeprefix(VOCABULARY) for entry in entries]


def list_above(name: str, words: dict[str, dict]) -> set[str]:
    """Return a type and all above it."""
    above = list_ids(words.get(name, {}).get("rdfs:subClassOf", []))
    return {name}.union(*(list_above(other, words) for other in above))


def load_kept(url: str, _options: dict) -> dict:
    """Return the context of schema.org: each word is one of the vocabulary; nothing is fetched."""
    if url.rstrip("/") != SCHEMA:
        raise ValueError(f"expected the context {SCHEMA}; found {url}")
    context = {"@context": {"@vocab": f"{SCHEMA}/", **{key: {"@type": "@id"} for key in ("url", "license")}}}
    return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}


class Embedded(HTMLParser):
    """Collects the metadata that a page of the website bears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where metadata begin."""
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self.inside:
            self.found.append("")

    def handle_endtag(self, _tag: str) -> None:
        """Note where they end."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Keep them."""
        if self.inside:
            self.found[-1] += data


def list_embedded(site: Path) -> Iterator[tuple[str, object]]:
    """Yield what each page of the website tells search engines, by its name."""
    for path in sorted(site.rglob("*.html")):
        parser = Embedded()
        parser.feed(path.read_text(encoding="utf-8"))
        for text in parser.found:
            yield path.relative_to(site).as_posix(), json.loads(text)


def main(root: Path, samples: Path, site: Path) -> int:
    """Check all, tell what is at fault, and return the exit code; pages of the site are read where it is built."""
    warnings.simplefilter("error", UserWarning)
    jsonld.set_document_loader(load_kept)
    graph = json.loads((SHIPPED / "schema.jsonld").read_text(encoding="utf-8"))["@graph"]
    words = {entry["@id"].removeprefix(VOCABULARY): entry for entry in graph}
    documents = [(path.name, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(samples.glob("*.jsonld"))]
    pages = list(list_embedded(site))
    faults = [*check_zenodo(root), *check_crate(root)]
    faults += [fault for name, document in [*documents, *pages] for fault in check_words(name, document, words)]
    if not documents:
        faults.append(f"{samples}: expected documents of schema.org; found none")
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    told = f"{len(faults)} faults" if faults else "valid"
    count = f"{len(documents)} documents and {len(pages)} pages"
    sys.stdout.write(f"CITATION.cff, .zenodo.json, ro-crate-metadata.json, {count} of schema.org: {told}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3])))
