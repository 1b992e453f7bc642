"""The list of works: in Dutch where the pages are, and else as pybtex sets it."""

import pytest
from pybtex.database import parse_file, parse_string
from pybtex.plugin import find_plugin

from owlib.book.references import choose_style

GROUP = "pybtex.style.formatting"


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    choose_style("en")


def list_works(data, language):
    """Return the works as they are set in a language, by key."""
    choose_style(language)
    return {
        entry.key: entry.text.render_as("text") for entry in find_plugin(GROUP, "plain")().format_bibliography(data)
    }


def test_a_work_is_set_in_the_words_of_the_language():
    data = parse_string(
        "@inproceedings{a, author = {One, A. and Two, B. and Three, C.}, title = {Title}, booktitle = {Book}, "
        "series = {Series}, volume = {3}, year = {2020}}"
        "@book{b, author = {One, A. and Two, B.}, title = {Title}, publisher = {House}, edition = {2nd}, "
        "edition_nl = {2e}, year = {2021}, note = {In Dutch}}",
        "bibtex",
    )
    assert list_works(data, "nl") == {
        "a": "A. One, B. Two en C. Three. Title. In Book, deel 3 van Series. 2020.",
        "b": "A. One en B. Two. Title. House, 2e druk, 2021.",
    }
    assert list_works(data, "en") == {
        "a": "A. One, B. Two, and C. Three. Title. In Book, volume 3 of Series. 2020.",
        "b": "A. One and B. Two. Title. House, 2nd edition, 2021. In Dutch.",
    }


def test_no_english_is_told_of_the_sources_in_dutch(root, evidence):
    works = list_works(parse_file(str(root / "book" / "references.bib")), "nl")
    told = " ".join(works[key] for key in evidence.sources["citation_key"])
    assert [
        word for word in ("In Dutch", "Licensed", " and ", "report,", "Web page", "News item") if word in told
    ] == []
