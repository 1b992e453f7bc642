"""Metadata: made from one place, and told where a file says something else."""

import json
import shutil
from dataclasses import replace

import pytest
from conftest import call_owlib

from owlib.book.citation import read_facts
from owlib.book.metadata import (
    TYPED,
    check_facts,
    describe_data,
    describe_page,
    list_project_parts,
    make_crate,
    make_zenodo,
    read_description,
    write_facts,
)

PARTS = (
    "CITATION.cff", "_config.yml", "README.md", "CHANGELOG.md", ".zenodo.json", "ro-crate-metadata.json", "LICENSE",
    "LICENSE-CC-BY-4.0", "requirements.lock",
)  # fmt: skip


@pytest.fixture(scope="module")
def facts(root):
    return read_facts(root)


@pytest.fixture
def project(root, tmp_path):
    """The files that hold facts of a release, to change."""
    for name in PARTS:
        shutil.copyfile(root / name, tmp_path / name)
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copytree(root / "book" / "reports", tmp_path / "book" / "reports")
    return tmp_path


def change(path, old, new):
    """Change some words of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def list_addresses(content) -> list[str]:
    """Return all addresses of the web in some metadata, at any depth."""
    if isinstance(content, str):
        return [content] if "://" in content else []
    entries = content.values() if isinstance(content, dict) else content if isinstance(content, list) else []
    return [found for entry in entries for found in list_addresses(entry)]


def test_the_files_of_the_project_agree_with_its_citation_file(root):
    assert check_facts(root) == []


@pytest.mark.parametrize(("name", "old", "new"), [
    (".zenodo.json", '"0.1.0"', '"0.0.9"'),
    (".zenodo.json", "The Between", "A Between"),
    ("ro-crate-metadata.json", "2026-11-22", "2026-11-21"),
    ("ro-crate-metadata.json", '"The claim audit"', '"Audit"'),
    ("data/datapackage.json", '"version": "0.1.0"', '"version": "0.2.0"'),
    ("README.md", "(version 0.1.0)", "(version 1.0)"),
    ("README.md", "project (2026)", "project (2025)"),
])  # fmt: skip
def test_a_file_that_says_something_else_is_named_with_its_line(project, name, old, new):
    change(project / name, old, new)
    (finding,) = check_facts(project)
    assert finding.file == name
    assert new in (project / name).read_text(encoding="utf-8").splitlines()[finding.row - 1]
    assert old in finding.expected
    assert new in finding.found
    assert finding.todo


def test_check_tells_it_and_metadata_mends_it(root, project):
    change(project / "README.md", "(version 0.1.0)", "(version 0.1.1)")
    (project / ".zenodo.json").unlink()
    finding, _ = check_facts(project)
    assert (finding.file, "owlib metadata" in finding.todo) == ("README.md", True)
    assert call_owlib(project, "metadata").stdout == "Written anew: README.md, .zenodo.json.\n"
    for name in ("README.md", ".zenodo.json"):
        assert (project / name).read_bytes() == (root / name).read_bytes()
    assert call_owlib(project, "metadata").stdout == "All files have the facts of CITATION.cff.\n"


def test_a_new_version_reaches_every_file_but_the_changelog_by_one_command(project):
    change(project / "CITATION.cff", "version: 0.1.0", "version: 0.2.0")
    change(project / "CITATION.cff", "2026-11-22", "2027-01-31")
    places = {finding.file for finding in check_facts(project)}
    assert {name for name, *_ in TYPED} | {".zenodo.json", "ro-crate-metadata.json"} <= places
    write_facts(project)
    (left,) = check_facts(project)
    assert (left.file, left.column) == ("CHANGELOG.md", "version")
    assert "## 0.2.0 (2027-01-31)" in left.expected


def test_a_page_that_says_there_is_no_doi_is_told_once_there_is_one(root, project):
    shutil.copytree(root / "book" / "en", project / "book" / "en")
    with (project / "CITATION.cff").open("a", encoding="utf-8") as file:
        file.write("doi: 10.5555/12345678\n")
    write_facts(project)
    (finding,) = check_facts(project)
    assert (finding.file, finding.column) == ("book/en/reuse.md", "doi")


def test_data_alone_have_nothing_to_compare(tmp_path):
    assert check_facts(tmp_path) == []


def test_a_crate_names_every_table_and_every_report(root, facts):
    crate = make_crate(facts, list_project_parts(root, facts))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    listed = {part["@id"] for part in entities["./"]["hasPart"]}
    assert listed <= set(entities)
    tables = {f"data/{entry['path']}" for entry in read_description(root)["resources"]}
    reports = {path.relative_to(root).as_posix() for path in (root / "book" / "reports").glob("*/*.ipynb")}
    assert tables | reports | {"data/", "owlib/", "CITATION.cff"} <= listed
    assert all((root / name).exists() for name in listed)
    assert entities["owlib/"]["license"] == {"@id": "https://spdx.org/licenses/MIT.html"}


@pytest.mark.parametrize(("whole", "kind"), [(True, "Book"), (False, "ScholarlyArticle")])
def test_a_page_is_described_by_what_holds_of_it(facts, whole, kind):
    page = describe_page(facts, "Title", "About it.", "cases/x.html", whole=whole)
    assert (page["@type"], page["name"], page["description"]) == (kind, "Title", "About it.")
    assert (page["version"], page["datePublished"]) == (facts.version, facts.date)
    assert ("isPartOf" in page) == (not whole)


def test_without_an_address_or_doi_none_is_pretended(root, facts):
    licences = {"https://schema.org", "https://creativecommons.org/licenses/by/4.0/"}
    for content in (
        make_zenodo(facts),
        describe_page(facts, "Title", "About it.", "x.html"),
        describe_data(facts, read_description(root)),
    ):
        assert set(list_addresses(content)) <= licences
        assert "identifier" not in json.dumps(content)


def test_a_doi_and_an_address_reach_all_metadata(root, facts):
    placed = replace(facts, site="https://example.org/b/", doi="10.5555/1")
    page = describe_page(placed, "Title", "About it.", "x.html")
    assert page["url"] == "https://example.org/b/en/x.html"
    assert page["isPartOf"]["identifier"] == "https://doi.org/10.5555/1"
    whole = next(entity for entity in make_crate(placed, [])["@graph"] if entity["@id"] == "./")
    assert (whole["identifier"], whole["url"]) == ("https://doi.org/10.5555/1", "https://example.org/b/")
    assert make_zenodo(placed)["related_identifiers"][0]["identifier"] == "https://example.org/b/"
    package = read_description(root)
    urls = [file["contentUrl"] for file in describe_data(placed, package)["distribution"]]
    names = ["datapackage.json", *(entry["path"] for entry in package["resources"])]
    assert urls == [f"https://example.org/b/en/data/{name}" for name in names]


def test_markup_in_a_title_stays_text(facts):
    odd = replace(facts, abstract='Of <b>care</b> & "work"')
    assert make_zenodo(odd)["description"] == '<p>Of &lt;b&gt;care&lt;/b&gt; &amp; "work"</p>'
