"""What the tests share: the project, its evidence, copies to break, and the source texts where they are at hand."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import forked
import pytest
from browser import base, browser, edition, find_place, looked_at, site  # noqa: F401 - fixtures for the tests of the website
from bs4 import BeautifulSoup
from copies import REVIEWED, copy_project
from filelock import FileLock

from owlib.book.editions import REPORTS
from owlib.book.pages import list_pages
from owlib.evidence.read import Evidence, read_evidence
from owlib.evidence.sources import read_texts
from owlib.places import find_root
from owlib.words import LANGUAGES, Words, read_words

BUILT = "_build"
"""Where ``owlib book`` puts what it makes."""
PARTS = ("data", "notebooks", "book", "requirements.lock")
LONGEST = (
    "site/test_escape", "site/test_pages", "site/test_light", "site/test_registers", "site/test_reading",
    "reports/test_runs", "evidence/test_faults", "site/", "book/test_incremental", "book/test_small", "reports/",
    "surveys/", "review/", "pdf/", "exhibits/",
)  # fmt: skip
"""Parts of the paths of test files, those first that take longest."""
WITHOUT_TEXT = ("search", "genindex")
"""Pages that no file is read for."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The project folder."""
    return find_root()


@pytest.fixture(scope="session")
def evidence(root: Path) -> Evidence:
    """The evidence of the project."""
    return read_evidence(root)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files go first whose tests take longest, so that at the end no worker waits for another."""
    items.sort(
        key=lambda item: next((place for place, part in enumerate(LONGEST) if part in str(item.path)), len(LONGEST))
    )


def copy_parts(root: Path, folder: Path) -> Path:
    """Copy data, templates and reports of the project into a folder, and return the copy."""
    return copy_project(root, folder / "project", PARTS)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of data, templates and reports that a test may break."""
    return copy_parts(root, tmp_path)


@pytest.fixture
def book(copy: Path, root: Path) -> Path:
    """A copy with what the review reads beside data, templates and reports."""
    return copy_project(root, copy, ("CITATION.cff", "_toc.yml", "_config.yml", *REVIEWED))


def call_owlib(folder: Path, *words: str, anew: bool = False) -> subprocess.CompletedProcess:
    """Run the command line as a user does, in a given project folder.

    ``anew``: in a Python that starts for it; otherwise in a process that finds the libraries imported.
    """
    environment = {**os.environ, "OWLIB_ROOT": str(folder), "COLUMNS": "200"}
    if not anew and hasattr(os, "fork"):
        called = forked.call(words, environment)
        return subprocess.CompletedProcess(words, called.code, called.stdout, called.stderr)
    command = [sys.executable, "-m", "owlib.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def owlib():
    """Return the command line as a function."""
    return call_owlib


@pytest.fixture(scope="session")
def texts(evidence: Evidence) -> dict[str, list[str]]:
    """Lines of each source text by source_id; in CI their absence is a failure."""
    folder = os.environ.get("OWLIB_SOURCE_TEXTS", "")
    if not folder:
        if os.environ.get("CI") and not os.environ.get("OWLIB_TEXTS_ABSENT"):  # a public clone cannot have them
            pytest.fail("OWLIB_SOURCE_TEXTS is not set: in CI the records must be checked against the source texts")
        # the texts are not part of the project, so a clone alone cannot have them
        pytest.skip("OWLIB_SOURCE_TEXTS does not name a folder with the source texts")
    return read_texts(evidence.sources, Path(folder))


class Content(bytes):
    """What a file holds; a failed test names those that differ, as to compare all their lines can take hours."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Tell the size and a digest."""
        return f"<{len(self)} bytes, {hashlib.sha256(self).hexdigest()[:12]}>"


def list_files(folder: Path) -> dict[str, Content]:
    """Return all files of a folder with what they hold."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): Content(path.read_bytes()) for path in files}


@functools.cache
def read_site(folder: Path) -> dict[str, BeautifulSoup]:
    """Return each page of a website that was built into a folder, by its address below it, those of all editions."""
    html = folder / "html"
    names = [path for path in html.rglob("*.html") if "_static" not in path.parts]
    return {
        path.relative_to(html).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in names
    }


def read_pages(root: Path, folder: Path, language: str) -> dict[str, BeautifulSoup]:
    """Return the pages of an edition of that website by their names, which all editions share."""
    found = read_site(folder)
    names = [*list_pages(root, language), *WITHOUT_TEXT]
    return {name: found[place] for name in names if (place := find_place(name, language)) in found}


def find_report_pages(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Return the pages of reports by report id."""
    return {name.removeprefix(REPORTS): page for name, page in pages.items() if name.startswith(REPORTS)}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language of an edition: a test that asks for it, or for pages, looks at all."""
    return request.param


IN_ENGLISH = pytest.mark.parametrize("language", ["en"])
"""Lets a test that reads what pages say look at the English ones alone."""


@pytest.fixture
def words(language: str) -> Words:
    """The messages of the language."""
    return read_words(language)


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of websites, PDFs and EPUBs, built with every warning as a fault; no test may write into it.

    It is the project's own, in which only what is stale is made, once for all workers of a run. OWLIB_BUILT may name a
    folder that ``owlib book`` has built, to try the tests on it as it is.
    """
    if os.environ.get("OWLIB_BUILT"):
        return Path(os.environ["OWLIB_BUILT"]).resolve()
    shared = tmp_path_factory.getbasetemp()
    note = (shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared) / "built.json"
    with FileLock(f"{note}.lock"):
        if not note.exists():
            result = call_owlib(root, "book", "--strict", anew=True)
            note.write_text(json.dumps([result.returncode, result.stderr]), encoding="utf-8")
    status, faults = json.loads(note.read_text(encoding="utf-8"))
    assert status == 0, faults
    return root / BUILT


@pytest.fixture(scope="session")
def site_pages(built: Path) -> dict[str, BeautifulSoup]:
    """Each page of the website, by its address: those of all editions, and what stands above them."""
    return read_site(built)


@pytest.fixture
def pages(root: Path, built: Path, language: str) -> dict[str, BeautifulSoup]:
    """Each page of an edition, by its name."""
    return read_pages(root, built, language)
