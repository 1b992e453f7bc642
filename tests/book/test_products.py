"""What is stale is told with its reason, and times alone make nothing stale."""

import os

import pytest

from owlib.book.inputs import hash_inputs
from owlib.book.products import Made, find_changes, is_made_of, list_stale, name_asked, note_made, read_made


@pytest.fixture
def built(tmp_path):
    """A folder with three files for readers, as a build noted them."""
    for name in ("html/nl/methode.html", "html/nl/data/cases.csv", "pdf/nl/zgao.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    sources = {
        "html/nl/methode.html": ["book/nl/method.md", "book/_static/*"],
        "pdf/nl/zgao.pdf": ["book/reports/nl/zgao-final.ipynb", "data/*", "book/_static/print.css"],
    }
    note_made(tmp_path, name_asked(["nl"], pdf=True), {"book/nl/method.md": "1"}, sources)
    return tmp_path


def tell_stale(built, *changed):
    return dict(list_stale(built, read_made(built), changed))


def test_nothing_is_stale_after_a_build(built):
    assert tell_stale(built) == {}
    assert read_made(built).asked == {"languages": ["nl"], "pdf": True}


def test_each_file_is_stale_by_what_it_is_made_of_and_by_nothing_else(built):
    assert tell_stale(built, "book/nl/method.md") == {"html/nl/methode.html": "book/nl/method.md changed"}
    assert tell_stale(built, "book/_static/print.css", "data/themes.csv") == {
        "html/nl/methode.html": "book/_static/print.css changed",
        "pdf/nl/zgao.pdf": "book/_static/print.css and 1 more changed",
    }
    assert tell_stale(built, "data/cases.csv") == {
        "html/nl/data/cases.csv": "data/cases.csv changed", "pdf/nl/zgao.pdf": "data/cases.csv changed",
    }  # fmt: skip
    assert tell_stale(built, "book/en/method.md", "notebooks/audit.ipynb") == {}


@pytest.mark.parametrize(
    "change",
    ["_toc.yml", "owlib/words.py", "book/_templates/layout.html", "requirements.lock", "the installed packages"],
)
def test_all_is_stale_by_what_any_page_may_show(built, change):
    assert set(tell_stale(built, change).values()) == {f"{change} changed"}
    assert len(tell_stale(built, change)) == 3


def test_a_file_that_is_gone_broken_or_of_no_build_is_named(built):
    (built / "html/nl/methode.html").unlink()
    (built / "pdf/nl/zgao.pdf").write_text("half")
    (built / "html/nl/old.html").write_text("old")
    assert tell_stale(built) == {
        "html/nl/methode.html": "it is not there",
        "pdf/nl/zgao.pdf": "it is not as it was made",
        "html/nl/old.html": "no build made it",
    }


@pytest.mark.parametrize("text", ["", "{", "[]", '{"asked": {}}', "\0"])
def test_a_note_that_is_not_whole_counts_as_none(tmp_path, text):
    (tmp_path / "made.json").write_text(text)
    assert read_made(tmp_path) == Made({}, {}, {})


def test_what_differs_is_found_by_what_files_hold_and_not_by_their_times(copy):
    before = hash_inputs(copy)
    assert {"data/cases.csv", "notebooks/case_report.ipynb", "owlib/words.py", "requirements.lock"} < before.keys()
    page = copy / "book" / "nl" / "method.md"
    text = page.read_text(encoding="utf-8")
    os.utime(page)
    assert find_changes(before, hash_inputs(copy)) == []
    page.write_text(text.replace("e", "a", 1), encoding="utf-8")
    os.utime(page, (1, 1))
    (copy / "book" / "en" / "new.md").write_text("# New", encoding="utf-8")
    (copy / "data" / "themes.csv").unlink()
    assert find_changes(before, hash_inputs(copy)) == ["book/en/new.md", "book/nl/method.md", "data/themes.csv"]


def test_a_source_that_ends_in_a_star_stands_for_all_below():
    assert is_made_of("html/nl/a.html", ["data/*"], "data/cases/zgao/statements.csv")
    assert not is_made_of("html/nl/a.html", ["data/*"], "book/data.md")
