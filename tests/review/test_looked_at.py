"""What people read, compared with its last looked-at state: each change is named by its words until a person looked."""

import re

import pandas as pd
import pytest
from conftest import list_files
from copies import copy_project

from owlib.evidence.rules import ANCHORED
from owlib.evidence.schema import read_package
from owlib.review.looked_at import CHECK, KEPT, check_looked_at, list_covered, list_kept, note_looked_at

CELLS = {
    "a definition": ("data/codes.csv", "definition_en", "definition_nl"),
    "when a theme does not fit": ("data/themes.csv", "when_not_en", "when_not_nl"),
    "the Dutch of a term": ("data/glossary.csv", "definition_nl", "definition_en"),
    "the Dutch of a sentence": ("data/chapters/passages.csv", "text_nl", "text_en"),
    "the Dutch of a question": ("data/instrument/items.csv", "text_nl", "text_en"),
    "an opening": ("data/cases/zgao/summaries.csv", "text_en", "text_nl"),
    "a figure of our own quality": ("book/measured/reruns.csv", "seconds", ""),
}
"""What changes in a cell, with its table and column, and the same column in the other language."""
LINES = {
    "a word turned into its opposite": ("book/en/reuse.md", r"Nothing else makes", "All else makes"),
    "a sentence of another record": ("book/nl/index.md", r"`index-answer-2`", "`index-answer-3`"),
    "a count of the audit swapped": ("book/nl/index.md", r"\{audit\}`holds`", "{audit}`fails`"),
    "a link to another page": ("book/en/index.md", r"\(method\.md\)", "(glossary.md)"),
    "a citation of another source": ("book/nl/background.md", r"\{cite\}`ow-paper-2015`", "{cite}`ow-web-2015`"),
    "a number in words": ("book/en/survey.md", r"threshold of ten", "threshold of six"),
    "a promise on privacy": ("book/nl/access.md", r"zijn geen cookies", "zijn enkele cookies"),
    "a year of the bibliography": ("book/references.bib", r"year = \{2019\}", "year = {2018}"),
    "a pin of the lock": ("requirements.lock", r"click==", "click==9"),
    "a dependency left out": ("pyproject.toml", r'  "pandas>=2.2",\n', ""),
    "a style that hides": ("book/_static/site.css", r"white-space: nowrap", "display: none"),
    "a script that sorts the wrong way": ("book/_static/tables.js", r"left - right", "right - left"),
    "the title of a column": ("data/schemas/passages.json", r"of ours \(Dutch\)", "of theirs (Dutch)"),
    "a name of the work": ("CITATION.cff", r"(?m)^title: .", "title: X"),
}
"""What changes in a line, with the file, what is there and what comes in its place."""


@pytest.fixture(scope="module")
def project(root, tmp_path_factory):
    """A copy of the project that was just looked at, in which each change is taken back."""
    folder = copy_project(root, tmp_path_factory.mktemp("looked-at"))
    for name in {remark.report for remark in check_looked_at(folder).remarks}:
        note_looked_at(folder, name)
    return folder


def test_the_book_is_as_it_was_last_looked_at(root):
    assert check_looked_at(root).remarks == ()


def look(project, name, content):
    """Return what is told of a file with another content, which is then as before."""
    path = project / name
    before = path.read_text(encoding="utf-8")
    assert before != content
    path.write_text(content, encoding="utf-8", newline="\n")
    remarks = check_looked_at(project).remarks
    path.write_text(before, encoding="utf-8", newline="\n")
    assert {(remark.check, remark.report) for remark in remarks} == {(CHECK, name)}
    return remarks


@pytest.mark.parametrize("change", CELLS)
def test_a_changed_cell_is_named_by_its_words_and_a_language_that_stayed_behind_as_that(project, change):
    name, column, twin = CELLS[change]
    frame = pd.read_csv(project / name, dtype=str, keep_default_na=False)
    old = frame[column].iloc[-1].split()
    frame.loc[frame.index[-1], column] = " ".join([*old[:-1], "otherwise"])
    (remark,) = look(project, name, frame.to_csv(index=False, lineterminator="\n"))
    assert (remark.row, remark.column) == (str(len(frame) + 1), column)
    assert f"{old[-1]}'" in remark.expected
    assert "otherwise'" in remark.found
    assert remark.found.endswith(f"; {twin} did not change") == bool(twin)


@pytest.mark.parametrize("change", LINES)
def test_a_changed_line_is_named_by_its_words(project, change):
    name, old, new = LINES[change]
    before = (project / name).read_text(encoding="utf-8")
    found = re.search(old, before)
    (remark,) = look(project, name, before[: found.start()] + new + before[found.end() :])
    assert remark.row == str(before.count("\n", 0, found.start()) + 1)
    assert any(word in remark.expected for word in found[0].split())
    assert any(word in remark.found for word in new.split()) if new else remark.found == "nothing here"


def test_a_changed_word_of_a_template_is_named_by_its_cell(project):
    name = "notebooks/audit.ipynb"
    text = (project / name).read_text(encoding="utf-8")
    (remark,) = look(project, name, text.replace("That is no mark against", "That is a mark against"))
    assert remark.exhibit == "cell 'audit-rules'"
    assert ("is no mark" in remark.expected, "is a mark" in remark.found) == (True, True)


def test_only_the_command_with_the_name_says_that_a_person_looked(project, owlib):
    path = project / "book" / "en" / "access.md"
    path.write_text(path.read_text(encoding="utf-8").replace("no cookies", "some cookies"), encoding="utf-8")
    kept = list_files(project / KEPT)
    owlib(project, "check")
    owlib(project, "metadata")
    assert list_files(project / KEPT) == kept
    for name in ("all", ".", "book", "access.md", "book/access.md", "book/*/*.md"):
        refused = owlib(project, "looked-at", name)
        assert refused.returncode == 2
        assert f"found '{name}'" in refused.stderr
    told = owlib(project, "looked-at", "book/en/access.md")
    assert "book/en/access.md, row '53': expected 'are no cookies,'" in told.stdout
    changed = {name for name, text in list_files(project / KEPT).items() if text != kept[name]}
    assert changed == {"book/en/access.md.was"}
    assert check_looked_at(project).remarks == ()


def test_a_new_page_and_one_that_is_gone_are_named(project, owlib):
    (project / "book" / "en" / "new.md").write_text("# New\n", encoding="utf-8")
    (project / "book" / "en" / "access.md").unlink()
    found = {remark.report: remark.found for remark in check_looked_at(project).remarks}
    assert found == {
        "book/en/new.md": "a new one",
        "book/en/access.md": "no such file any more; book/nl/access.md did not change",
    }
    for name in found:
        assert owlib(project, "looked-at", name).returncode == 0
    assert check_looked_at(project).remarks == ()
    assert not (project / KEPT / "book" / "en" / "access.md.was").exists()


def test_every_text_of_the_data_without_a_fingerprint_of_its_own_is_covered(root):
    tables = [resource for resource in read_package(root).resources if resource.table not in ANCHORED]
    assert {resource.file for resource in tables} - {"data/anchors.csv"} <= set(list_covered(root))
    assert set(list_kept(root)) == set(list_covered(root))
