"""The facts of a release, the same in every file that has them: where each stands, what differs, and how it is set."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from owlib.book.citation import CITATION_FILE, CONFIG_FILE, read_facts
from owlib.book.metadata import (
    CRATE_FILE,
    ZENODO_FILE,
    describe_data,
    describe_page,
    list_project_parts,
    make_crate,
    make_zenodo,
    read_described,
    write_json,
)
from owlib.errors import Finding
from owlib.places import MARKER, write_whole

RENEW = "run owlib metadata, which takes it over"


COMMAND = "owlib metadata"


EXAMPLE_ADDRESS = "https://example.org/book/"


EXAMPLE_DOI = "10.5555/12345678"


@dataclass(frozen=True)
class Place:
    """A place where a fact is typed in a file: its first group is the fact; ``needed`` where it must be there."""

    file: str
    key: str
    pattern: str
    fact: str
    needed: bool = True


PLACES = (
    Place("pyproject.toml", "project.version", r'^version = "([^"\n]*)"$', "version"),
    Place(MARKER.as_posix(), "version", r'^ {1,4}"version": "([^"\n]*)"', "version"),
    Place("README.md", "version", r"\(version ([^)\n]*)\)", "version"),
    Place("README.md", "year", r"^> .*\((\d{4})\)", "year"),
    Place(CONFIG_FILE, "copyright", r'^copyright: "?(\d+)"?$', "year", needed=False),
    Place(CONFIG_FILE, "parse.myst_substitutions.version", r"^    version: (\S+)$", "version", needed=False),
    Place(CONFIG_FILE, "html.extra_footer", r"^  extra_footer: Version (\S+) \(", "version", needed=False),
    Place(CONFIG_FILE, "html.extra_footer", r"^  extra_footer: Version \S+ \(([^)]*)\)", "date", needed=False),
)
"""Where facts of a release are typed beside ``CITATION.cff``."""


CITING_PAGE = "book/reuse.md"


REGRETS = (("doi", "no DOI"), ("address", "no fixed web address"))
"""What the page on citing says while there is none."""


def check_facts(root: Path) -> list[Finding]:
    """Return a finding for each place that says something else than ``CITATION.cff``, by file, line and key.

    A folder without ``CITATION.cff``, such as one of data alone, has nothing to compare.
    """
    if not (root / CITATION_FILE).is_file():
        return []
    facts = read_facts(root)
    findings = [finding for place in PLACES for finding in check_place(root, place, facts)]
    for name, wanted in make_files(root, facts).items():
        findings += compare_file(root / name, name, json.loads(wanted))
    return [*findings, *check_changelog(root, facts), *check_regrets(root, facts)]


def check_place(root: Path, place: Place, facts: dict[str, str]) -> list[Finding]:
    """Return what differs at one place."""
    path = root / place.file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = list(re.finditer(place.pattern, text, flags=re.MULTILINE))
    expected = f"'{facts[place.fact]}', as {CITATION_FILE} has it"
    if not found and place.needed:
        return [Finding(place.file, 0, place.key, expected, "nothing", "write it there by hand")]
    return [
        Finding(place.file, text.count("\n", 0, match.start()) + 1, place.key, expected, f"'{match[1]}'", RENEW)
        for match in found
        if match[1] != facts[place.fact]
    ]


def check_changelog(root: Path, facts: dict[str, str]) -> list[Finding]:
    """Return a finding if the changelog has no heading for the version and date of the release."""
    heading = f"## {facts['version']} ({facts['date']})"
    path = root / "CHANGELOG.md"
    if path.is_file() and heading in path.read_text(encoding="utf-8").splitlines():
        return []
    todo = "give what is new this heading, in place of 'Unreleased' where it is released now"
    return [Finding(path.name, 0, "version", f"the heading '{heading}'", "none", todo)]


def check_regrets(root: Path, facts: dict[str, str]) -> list[Finding]:
    """Return a finding for each page that still says there is no DOI or address, where there is one."""
    path = root / CITING_PAGE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [
        Finding(CITING_PAGE, number, fact, f"'{facts[fact]}'", f"'{words}'", "say it as it is now")
        for number, line in enumerate(lines, 1)
        for fact, words in REGRETS
        if facts.get(fact) and words in line
    ]


def make_files(root: Path, facts: dict[str, str]) -> dict[str, str]:
    """Return the metadata files of the project by name."""
    return {
        ZENODO_FILE: write_json(make_zenodo(facts)),
        CRATE_FILE: write_json(make_crate(facts, list_project_parts(root, facts))),
    }


def compare_file(path: Path, name: str, wanted: dict) -> list[Finding]:
    """Return a finding for each key of a metadata file that is not as it would be made now."""
    try:
        found = flatten_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return [Finding(name, 0, "", "metadata as JSON", "none", f"run {COMMAND}, which writes it")]
    expected = flatten_json(wanted)
    return [
        Finding(name, 0, key, _tell(expected.get(key)), _tell(found.get(key)), RENEW)
        for key in list(dict.fromkeys([*expected, *found]))
        if expected.get(key) != found.get(key)
    ]


def flatten_json(content: object, prefix: str = "") -> dict[str, object]:
    """Return the values of a JSON document by their path; entities of a graph by their id, not by their place."""
    if isinstance(content, dict):
        pairs = content.items()
    elif isinstance(content, list):
        pairs = [(_name_entry(entry, place), entry) for place, entry in enumerate(content)]
    else:
        return {prefix: content}
    flat = {}
    for key, value in pairs:
        flat |= flatten_json(value, f"{prefix}.{key}" if prefix else str(key))
    return flat


def write_facts(root: Path) -> list[str]:
    """Take the facts of ``CITATION.cff`` over wherever they are typed, write the metadata files; name what changed."""
    facts = read_facts(root)
    wanted: dict[str, str] = {}
    for place in PLACES:
        text = wanted.get(place.file) or (root / place.file).read_text(encoding="utf-8")
        fact = facts[place.fact]
        wanted[place.file] = re.sub(place.pattern, partial(_put, fact=fact), text, flags=re.MULTILINE)
    changed = _write_changed(root, wanted)
    return [*changed, *write_metadata(root)]


def write_metadata(root: Path) -> list[str]:
    """Write the metadata files of the project, and name those that changed; none without ``CITATION.cff``."""
    return _write_changed(root, make_files(root, read_facts(root))) if (root / CITATION_FILE).is_file() else []


def _write_changed(root: Path, wanted: dict[str, str]) -> list[str]:
    """Write the files that are not as wanted, and name them."""
    changed = []
    for name, content in wanted.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            write_whole(path, content)
            changed.append(name)
    return changed


def make_samples(root: Path) -> dict[str, str]:
    """Return what search engines are told of the whole, of a page and of the data, by file name, for validators.

    Made twice: as it is, and as it would be with an address and a DOI, which are those kept free for examples.
    """
    made = {}
    facts = read_facts(root)
    placed = {**facts, "address": EXAMPLE_ADDRESS, "doi": EXAMPLE_DOI}
    for name, own in (("as-it-is", facts), ("with-address", placed)):
        made |= {
            f"whole-{name}.jsonld": describe_page(own, own["name"], own["abstract"], "", "Book"),
            f"page-{name}.jsonld": describe_page(own, "A page", "What it says.", "book/page.html"),
            f"data-{name}.jsonld": describe_data(own, read_described(root)),
        }
    return {name: write_json(content) for name, content in made.items()}


def _put(match: re.Match, fact: str) -> str:
    """Return what a pattern found, with the fact in the place of its first group."""
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    return match[0][:start] + fact + match[0][end:]


def _name_entry(entry: object, place: int) -> str:
    """Return how an entry of a list is called."""
    return str(entry["@id"]) if isinstance(entry, dict) and "@id" in entry else str(place)


def _tell(value: object) -> str:
    """Return a value for a person."""
    return "nothing" if value is None else f"'{value}'"
