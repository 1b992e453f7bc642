"""The files of a figure: the same each time, absolute where the site has an address."""

import json
from dataclasses import replace

from owlib.book.archives import make_figure_files
from owlib.book.citation import Facts

FACTS = Facts("A book: About work", "The Project", "1.0.0", "2026-01-31", "What it is about.")
FIGURE = {
    "name": "one", "title": "More than before", "caption": "How to read it", "alt": "Two bars", "source": "a survey",
    "columns": ("year", "n"), "rows": (("2010", "1"), ("2011", "2")), "records": ("r1",),
}  # fmt: skip


def test_the_files_of_a_figure_are_the_same_each_time_and_tell_where_it_stands():
    files = make_figure_files(FACTS, FIGURE, "<svg/>", "cases/a.html", "A page")
    assert make_figure_files(FACTS, dict(FIGURE), "<svg/>", "cases/a.html", "A page") == files
    told = json.loads(files["figures/one.json"])
    assert (told["page"], told["rows_n"], told["records"]) == ("cases/a.html#one", 2, ["r1"])
    there = make_figure_files(replace(FACTS, site="https://example.org/b/"), FIGURE, "", "cases/a.html", "A page")
    assert json.loads(there["figures/one.json"])["page"] == "https://example.org/b/en/cases/a.html#one"
