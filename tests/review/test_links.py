"""Every link of the book leads somewhere, and every exhibit has what a reader needs of it."""

import pytest

from owlib.evidence.read import read_evidence
from owlib.review.links import check_exhibit, check_links, read_pages
from owlib.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_of_the_book_are_sound(root, evidence, language):
    checked = check_links(read_pages(root, evidence, language))
    assert checked.remarks == ()
    assert checked.count > 1000


PAGES = {
    "a row that sentences rest on": (
        "book/reports/nl/ow-c-final.ipynb",
        '"targets": [\n',
        '"targets": [],\n       "was": [\n',
        "a row of the book",
    ),
    "a page": (
        "book/nl/method.md",
        "](../reports/nl/audit.ipynb)",
        "](../reports/nl/audits.ipynb)",
        "something at '../reports/nl/audits.ipynb'",
    ),
    "a heading": ("book/en/method.md", "](codebook.md)", "](codebook.md#no-heading)", "something at '#no-heading"),
    "a label": ("book/en/register.md", "(register-of-trends)=", "(register-of-trend)=", "something at '#register"),
    "a record": ("book/nl/background.md", "", "{num}`no-such-number`\n", "the id of a number"),
    "a sentence": ("book/en/cases.md", "{passage}`cases-short`", "{passage}`case-short`", "the id of a sentence"),
    "a sentence that no page shows": ("book/nl/cases.md", "{passage}`cases-short`\n", "", "or {passage}`cases"),
    "a work": ("book/en/method.md", "{cite}`wilson-1927`", "{cite}`wilson-1928`", "an entry of references.bib"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leads_nowhere_is_found_each_by_its_page(copy, language):
    """Planted together, each in a text of its own."""
    planted = {change: told for change, told in PAGES.items() if f"/{language}/" in told[0]}
    for name, old, new, _ in planted.values():
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, -1 if old.startswith('"targets') else 1), encoding="utf-8")
    found = [remark.expected for remark in check_links(read_pages(copy, read_evidence(copy), language)).remarks]
    for change, (*_, words) in planted.items():
        assert any(words in expected for expected in found), (change, found)


def test_an_exhibit_that_lacks_something_is_named():
    table = {"kind": "table", "name": "x", "caption": "", "source": "s", "columns": ["A", "B"], "rows": [["1"]],
             "data_columns": [], "data_rows": [], "targets": ["a", "b"]}  # fmt: skip
    assert [remark.column for remark in check_exhibit("page", table)] == ["caption", "rows", "targets"]
