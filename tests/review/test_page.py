"""What a review leaves: a page that runs nothing, a table and a manifest that tell the same."""

import csv
import io
import re

import yaml

from owlib.review.findings import Checked, Remark
from owlib.review.page import Review, write_manifest, write_page, write_table

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'
FOUND = Remark("replay", "nl/zgao-final", "figure 'x'", "", "picture", "<b>one</b>", "another", "owlib run", (SVG, SVG))
DONE = Review(
    "A book", ("A project",), ("pandas 9.9",),
    (Checked("replay", "reports", 1, (FOUND,), ran=("nl/zgao-final",)), Checked("data", "tables", left="why")),
    (("book/reports/nl/zgao-final.ipynb", "ZGAO", 3, 1),),
)  # fmt: skip


def test_the_page_holds_all_it_shows_and_runs_nothing():
    page = write_page(DONE)
    assert not re.search(r"(?:src|href)=\"(?!data:)", page)
    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("data:image/svg+xml;base64,") == 2
    assert "pandas 9.9" in page
    assert "not checked" in page


def test_findings_and_manifest_tell_the_same():
    (row,) = csv.DictReader(io.StringIO(write_table(DONE), newline=""))
    assert row == {"check": "replay", "report": "nl/zgao-final", "exhibit": "figure 'x'", "row": "",
                   "column": "picture", "expected": "<b>one</b>", "found": "another", "todo": "owlib run"}  # fmt: skip
    assert "differs from what is kept" in yaml.safe_load(write_manifest(DONE))["manifest"][0]["comment"]


def test_the_manifest_claims_nothing_of_a_replay_that_failed():
    failed = Checked("replay", "reports", 1, (Remark("replay", "the project"),))
    text = write_manifest(Review(DONE.title, DONE.authors, (), (failed,), DONE.reports))
    assert text.startswith("---\n")
    assert "not made again" in yaml.safe_load(text)["manifest"][0]["comment"]
