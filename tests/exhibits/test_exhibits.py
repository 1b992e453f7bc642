"""Figures, tables and text say what the evidence says."""

import csv
import io
from xml.etree import ElementTree

import pytest

from owlib.evidence.read import cut_edition
from owlib.exhibits.cases import draw_case_themes, table_added, table_elsewhere, table_fieldwork, table_statements
from owlib.exhibits.drawing import BLUE, GREY, INK, ORANGE
from owlib.exhibits.forms import write_csv
from owlib.exhibits.wording import make_address
from owlib.findings.statements import count_themes, select_elsewhere


@pytest.fixture(scope="module")
def figures(evidence):
    return {
        "themes": draw_case_themes(evidence, "themes", "zgao"),
    }


def read_rows(figure) -> list[dict]:
    """Return the data behind a figure as a reader downloads it."""
    return list(csv.DictReader(io.StringIO(write_csv(list(figure.columns), [list(row) for row in figure.rows]))))


def test_theme_counts_are_those_of_the_statements(evidence):
    counts = count_themes(evidence, "zgao")
    own = evidence.statements[
        (evidence.statements["case_id"] == "zgao") & (evidence.statements["kind"] == "research-question")
    ]
    assert counts["asked"].sum() == sum(len(names) for names in own["themes"])
    assert counts.loc["inclusion", "asked"] == sum("inclusion" in names for names in own["themes"])


def test_elsewhere_is_never_the_own_study(evidence):
    for case_id in ("zgao", "kag", "ow-a"):
        rows = select_elsewhere(evidence, case_id)
        assert len(rows)
        assert evidence.find_case(case_id)["study_id"] not in set(rows["study_id"])


@pytest.mark.parametrize("name", ["themes"])
def test_a_figure_carries_title_alternative_text_source_and_data(figures, name):
    figure = figures[name]
    svg = ElementTree.fromstring(figure.svg)
    names = {child.tag.rpartition("}")[2]: child.text for child in svg}
    assert (names["title"], names["desc"]) == (figure.title, figure.alt)
    assert figure.title
    assert len(figure.alt) > len(figure.title)
    assert figure.source
    assert read_rows(figure)


@pytest.mark.parametrize("name", ["themes"])
def test_a_figure_is_the_same_to_the_byte_when_drawn_again(evidence, figures, name):
    again = {
        "themes": lambda: draw_case_themes(evidence, "themes", "zgao"),
    }
    assert again[name]() == figures[name]


def test_a_case_without_statements_in_a_lane_has_no_table(evidence):
    assert table_statements(evidence, "zgao-final", "zgao", "set-up") is None


@pytest.mark.parametrize("case_id", ["zgao", "kag", "ow-a"])
@pytest.mark.parametrize("edition", ["interim", "final"])
def test_all_evidence_behind_an_opening_stands_on_its_page(evidence, case_id, edition):
    cut, report = cut_edition(evidence, evidence.find_case(case_id)["study_id"], edition), f"{case_id}-{edition}"
    lanes = [table_statements(cut, report, case_id, lane) for lane in cut.map_labels("lane")]
    shown = [*lanes, table_fieldwork(cut, report, case_id)]
    shown += [table_elsewhere(cut, report, case_id)] if edition == "final" else []
    addresses = {target for table in shown if table for target in table.targets}
    named = {name for names in cut.summaries.query("case_id == @case_id")["evidence"] for name in names.split(";")}
    assert named
    assert {make_address(report, name) for name in named} <= addresses


def test_the_final_report_counts_what_was_added(evidence):
    interim = cut_edition(evidence, "ow", "interim")
    table = table_added(evidence, interim, "ow-a-final", "ow-a")
    later = set(evidence.statements["statement_id"]) - set(interim.statements["statement_id"])
    own = evidence.statements[
        evidence.statements["case_id"].eq("ow-a") & evidence.statements["statement_id"].isin(later)
    ]
    own = own[~own["kind"].isin(["context", "team"])]
    assert sum(int(row[2].text) for row in table.rows) == len(own) + len(select_elsewhere(evidence, "ow-a"))


def test_a_download_runs_nothing_in_a_spreadsheet():
    text = write_csv(["a", "b"], [["=1+1", "-3.5"], ["@x", "plain"]])
    assert text == "a,b\n'=1+1,-3.5\n'@x,plain\n"


@pytest.mark.parametrize("colour", [INK, BLUE, ORANGE, GREY])
def test_colours_of_words_stand_out_from_white(colour):
    """Contrast as WCAG 2.1 defines it: at least 4.5 to 1 for text."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert (1 + 0.05) / (luminance + 0.05) >= 4.5
