"""A build on top of another makes what differs, and the same bytes as one from nothing; ``make walk`` tries more."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import call_owlib, list_files
from copies import copy_project, keep_pages

pytestmark = pytest.mark.long

WORDS = ("book", "--language", "nl", "--no-pdf")
WRITTEN = re.compile(r"nl: (\d+) of (\d+) pages written")
PAGE, TOLD, GONE = (Path("book") / "nl" / f"{name}.md" for name in ("reuse", "method", "access"))
TEXTS = {
    Path("book") / "nl" / "index.md": "# Begin\n\nEen begin.\n",
    PAGE: "# Hergebruik\n\nEen zin.\n\nNog een zin.\n",
    TOLD: "# Methode\n\n| Gegeven |\n|---|\n| {fact}`statements.zgao-002.paraphrase_nl` |\n",
    GONE: "# Toegankelijkheid\n\nEen zin.\n",
}
"""The pages of a book that is built in seconds; one tells of a record."""


class Book:
    """A project in which a test may change anything, and its website."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project, self.folder = project, folder

    def build(self, *words: str, code: int = 0) -> str:
        """Build the website, and return what was said."""
        result = call_owlib(self.project, *WORDS, "--output", str(self.folder), *words, anew=True)
        assert result.returncode == code, result.stderr
        return result.stdout + result.stderr

    def change(self, name: Path | str, old: str, new: str) -> None:
        """Put other words in the place of some in a file."""
        path = self.project / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def list_site(self) -> dict[str, bytes]:
        """Return the files of the website."""
        return list_files(self.folder / "html")


@pytest.fixture(scope="module")
def whole(root, tmp_path_factory) -> Book:
    """A website that was built from nothing, strictly."""
    project = copy_project(root, tmp_path_factory.mktemp("project"))
    keep_pages(project, *(f"book/{path.stem}" for path in TEXTS))
    for path, text in TEXTS.items():
        (project / path).write_text(text, encoding="utf-8")
    book = Book(project, tmp_path_factory.mktemp("built"))
    book.build("--strict")
    return book


@pytest.fixture
def book(whole, tmp_path) -> Iterator[Book]:
    """The same, in which all is as it was after the test: what was read in one folder is read again in another."""
    kept = shutil.copytree(whole.project, tmp_path / "kept")
    whole.build("--strict")
    yield whole
    shutil.rmtree(whole.project)
    shutil.copytree(kept, whole.project)


def name_differing(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_nothing_is_made_where_nothing_differs_whatever_the_times(book):
    for path in book.project.rglob("*"):
        os.utime(path)
    before = {path: path.stat().st_mtime_ns for path in book.folder.rglob("*")}
    assert book.build().startswith("All is as it was made")
    assert {path: path.stat().st_mtime_ns for path in book.folder.rglob("*")} == before


def test_builds_after_several_changes_are_the_same_as_one_from_nothing(book, tmp_path):
    """A word of a page, of a record and of a title; a style; a file that is broken; a page that is gone."""
    before = book.list_site()
    book.change(PAGE, "Een zin.", "Een nieuwe zin.")
    os.utime(book.project / PAGE, (1, 1))
    told = book.build("--list")
    assert "html/nl/hergebruik.html: book/nl/reuse.md changed" in told
    assert book.list_site() == before
    assert WRITTEN.search(book.build()).groups() == ("1", "4")
    assert name_differing(before, book.list_site()) == {"nl/hergebruik.html", "nl/_static/places.js"}

    book.change("data/cases/zgao/statements.csv", "Het leerteam van ZGAO", "Het team van ZGAO")
    assert WRITTEN.search(book.build()).group(1) == "1"
    assert b"Het team van ZGAO" in book.list_site()["nl/methode.html"]

    for name, old, new in ((PAGE, "# ", "# Anders: "), ("book/_static/site.css", "{", "{ ")):
        book.change(name, old, new)
        assert WRITTEN.search(book.build()).groups() == ("4", "4")  # each page leads there

    (book.folder / "html" / "nl" / "methode.html").write_text("half", encoding="utf-8")
    assert "html/nl/methode.html: it is not as it was made" in book.build("--list")
    assert WRITTEN.search(book.build()).group(1) == "0"

    keep_pages(book.project, "book/reuse", "book/method")
    book.build()
    assert "nl/toegankelijkheid.html" not in book.list_site()
    anew = Book(book.project, tmp_path / "anew")
    anew.build()
    assert book.list_site() == anew.list_site()


def test_a_page_with_a_fault_is_told_each_time_and_well_once_it_is_mended(book):
    before = book.list_site()
    book.change(PAGE, "Een zin.", "Zie {num}`no-such-number`.")
    for _ in range(2):
        assert "no-such-number" in book.build("--strict", code=5)
        assert "reuse.md" in book.build()
    book.change(PAGE, "Zie {num}`no-such-number`.", "Een zin.")
    assert WRITTEN.search(book.build("--strict"))
    assert book.list_site() == before
    assert book.build("--strict").startswith("All is as it was made")
