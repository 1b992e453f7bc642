"""The files of a figure: at addresses that stay, complete, and the same each time."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from owlib.book.citation import Facts
from owlib.book.figure_files import make_figure_files

FACTS = Facts("A book: About work", "The Project", "1.0.0", "2026-01-31", "What it is about.")
FIGURE = {
    "name": "one", "title": "More than before", "caption": "How to read it", "alt": "Two bars", "source": "a survey",
    "columns": ("year", "n"), "rows": (("2010", "1"), ("2011", "2")), "records": ("r1",),
}  # fmt: skip


@pytest.fixture
def files() -> dict[str, bytes]:
    return make_figure_files(FACTS, FIGURE, {"svg": "<svg/>", "csv": "year,n\n"}, "book/a.html", "A page")


def test_a_figure_has_picture_data_metadata_and_an_archive(files):
    assert set(files) == {f"figures/one.{ending}" for ending in ("svg", "csv", "json", "zip")}


def test_the_metadata_tell_source_licence_citation_and_place(files):
    told = json.loads(files["figures/one.json"])
    assert told["source"] == "a survey"
    assert told["licence"] == "CC-BY-4.0"
    assert told["page"] == "book/a.html#one"
    assert told["rows_n"] == 2
    assert told["records"] == ["r1"]
    assert told["cite_as"].startswith("The Project. (2026). A page. In A book: About work")


def test_the_archive_holds_all_of_it_and_a_note(files):
    with zipfile.ZipFile(io.BytesIO(files["figures/one.zip"])) as archive:
        assert archive.namelist() == ["README.txt", "one.csv", "one.json", "one.svg"]
        for ending in ("csv", "json", "svg"):
            assert archive.read(f"one.{ending}") == files[f"figures/one.{ending}"]
        note = archive.read("README.txt").decode("utf-8")
    for part in ("More than before", "Source: a survey.", "CC BY 4.0", "Cite as: The Project."):
        assert part in note


def test_the_archive_is_the_same_each_time_and_absolute_where_the_site_has_an_address(files):
    again = make_figure_files(FACTS, FIGURE, {"csv": "year,n\n", "svg": "<svg/>"}, "book/a.html", "A page")
    assert again == files
    there = make_figure_files(replace(FACTS, address="https://example.org/b/"), FIGURE, {}, "book/a.html", "A page")
    assert json.loads(there["figures/one.json"])["page"] == "https://example.org/b/book/a.html#one"
