"""Figures, tables and text say what the evidence says."""

import csv
import io
from xml.etree import ElementTree

import pytest

from owlib.evidence.read import cut_edition
from owlib.exhibits.cases import draw_case_themes, table_added, table_elsewhere, table_fieldwork, table_statements
from owlib.exhibits.drawing import BLUE, GREY, INK, ORANGE
from owlib.exhibits.forms import write_csv
from owlib.exhibits.national import (
    draw_costs,
    draw_growth,
    draw_shares,
    table_growth,
    table_shares,
    tell_growth,
    tell_opening,
)
from owlib.exhibits.registers import table_register, table_study_numbers, table_years
from owlib.exhibits.wording import format_number, format_place, format_published, make_address, order_section
from owlib.findings.national import (
    collect_costs,
    collect_shares,
    compare_growth,
    compute_remainder,
    find_peak,
)
from owlib.findings.statements import count_themes, select_elsewhere


@pytest.fixture(scope="module")
def figures(evidence):
    return {
        "growth": draw_growth(evidence, "growth", 2010, 2018),
        "shares": draw_shares(evidence, "shares", 2010, 2018),
        "costs": draw_costs(evidence, "costs", "youth-care"),
        "themes": draw_case_themes(evidence, "themes", "zgao"),
    }


def read_rows(figure) -> list[dict]:
    """Return the data behind a figure as a reader downloads it."""
    return list(csv.DictReader(io.StringIO(write_csv(list(figure.columns), [list(row) for row in figure.rows]))))


def test_growth_is_recomputed_from_rounded_levels(evidence):
    rows = compare_growth(evidence, 2010, 2018).set_index(["group", "branch"])
    freelancers = rows.loc[("freelancers", "all-sectors")]
    assert freelancers["low"] == pytest.approx(100 * (1_073_500 / 865_500 - 1))
    assert freelancers["high"] == pytest.approx(100 * (1_074_500 / 864_500 - 1))
    assert freelancers["printed"] == 18
    flexible = rows.loc[("flexible-workers", "care-welfare")]
    assert flexible["low"] == pytest.approx(100 * (178_500 / 167_500 - 1))


def test_only_growth_of_freelancers_in_all_sectors_differs_from_its_levels(evidence):
    rows = compare_growth(evidence, 2010, 2018)
    differ = rows[rows["agrees"].eq(False)]
    assert list(zip(differ["group"], differ["branch"], strict=True)) == [("freelancers", "all-sectors")]
    assert rows["agrees"].notna().sum() == 4


def test_shares_are_those_of_the_text_and_words_stand_where_it_has_no_numbers(evidence):
    rows = collect_shares(evidence, 2010, 2018).set_index("branch")
    assert list(rows.loc["vvt", ["first", "peak", "last"]]) == [11.1, 18.0, 14.8]
    assert rows.loc["vvt", "peak_year"] == 2013
    assert rows.loc["vvt", "last_undated"]
    assert list(rows.loc["hospital-care", ["first", "last"]]) == [5.2, 8.8]
    for branch in ("mental-health", "gp-care", "disability-care", "youth-care"):
        assert rows.loc[branch, "words"]
        assert rows.loc[branch, ["first", "peak", "last"]].isna().all()


def test_cost_in_youth_care_may_have_doubled(evidence):
    rows, multiple = collect_costs(evidence, "youth-care")
    assert list(rows["value"]) == [4.5, 9.0]
    assert (multiple.low, multiple.high) == pytest.approx((8.95 / 4.55, 9.05 / 4.45))


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


@pytest.mark.parametrize("name", ["growth", "shares", "costs", "themes"])
def test_a_figure_carries_title_alternative_text_source_and_data(figures, name):
    figure = figures[name]
    svg = ElementTree.fromstring(figure.svg)
    names = {child.tag.rpartition("}")[2]: child.text for child in svg}
    assert (names["title"], names["desc"]) == (figure.title, figure.alt)
    assert figure.title
    assert len(figure.alt) > len(figure.title)
    assert figure.source
    assert read_rows(figure)


@pytest.mark.parametrize("name", ["growth", "shares", "costs", "themes"])
def test_a_figure_is_the_same_to_the_byte_when_drawn_again(evidence, figures, name):
    again = {
        "growth": lambda: draw_growth(evidence, "growth", 2010, 2018),
        "shares": lambda: draw_shares(evidence, "shares", 2010, 2018),
        "costs": lambda: draw_costs(evidence, "costs", "youth-care"),
        "themes": lambda: draw_case_themes(evidence, "themes", "zgao"),
    }
    assert again[name]() == figures[name]


def test_the_growth_figure_draws_the_values_of_its_frame(evidence, monkeypatch):
    drawn = []
    monkeypatch.setattr("owlib.exhibits.national.draw_interval", lambda *values, **_: drawn.append(values[2:4]))
    draw_growth(evidence, "growth", 2010, 2018)
    levels = compare_growth(evidence, 2010, 2018).query("basis == 'levels'")
    assert sorted(drawn) == sorted(zip(levels["low"], levels["high"], strict=True))


def test_the_data_behind_a_figure_are_those_of_the_evidence(evidence, figures):
    rows = {(row["group"], row["branch"]): row for row in read_rows(figures["growth"])}
    row = rows["freelancers", "care-welfare"]
    assert float(row["start"]) == evidence.find_number(row["start_id"])["value"]
    assert float(row["printed"]) == evidence.find_number(row["printed_id"])["value"]
    costs = read_rows(figures["costs"])
    assert [(row["year"], row["value"]) for row in costs] == [("2014", "4.5"), ("2018", "9")]
    assert rows["freelancers", "all-sectors"]["end"] == "1074000"


def test_alternative_texts_carry_the_numbers(figures):
    assert "24.0% to 24.3% from the levels, which does not agree with 18% as printed" in figures["growth"].alt
    assert "5.2% in 2010, 8.8% in 2018" in figures["shares"].alt
    assert "4.5% of staff cost in 2014 to 9.0% in 2018" in figures["costs"].alt


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1_074_000, "workers", None, "1,074,000"),
        (13.3, "percent", None, "13.3%"),
        (18.0, "percent", 1, "18.0%"),
        (-3, "percent", None, "\u22123%"),
        (2015, "year", None, "2015"),
    ],
)
def test_numbers_read_as_english_prints_them(value, unit, decimals, text):
    assert format_number(value, unit, decimals) == text


def test_a_figure_keeps_its_decimals(evidence):
    assert format_published(evidence.find_number("national-flexible-vvt-share-2013")) == "18.0%"
    assert format_published(evidence.find_number("national-flexible-care-share-2015")) == "16%"
    assert format_published(evidence.find_number("national-freelancers-care-growth-period")) == "2010\u20132018"


def test_places_read_well():
    assert format_place({"section": "2.2", "lines": "174"}) == "§2.2, line 174"
    assert format_place({"section": "5.2;5.10", "lines": "553-557;1215"}) == "§5.2, 5.10, lines 553\u2013557, 1215"
    assert sorted(["5.10", "5.9", "abstract", "4"], key=order_section) == ["4", "5.9", "5.10", "abstract"]


def test_the_growth_table_counts_the_pairs(evidence):
    table = table_growth(evidence, "t", 2010, 2018)
    assert table.caption.endswith("3 of 4 pairs agree")
    assert [row[-1].text for row in table.rows].count("do not agree") == 1


def test_every_number_stands_in_the_register_once(evidence):
    table, years = table_register(evidence, "t"), table_years(evidence, "y")
    studies = [table_study_numbers(evidence, study, study) for study in evidence.studies["study_id"]]
    targets = [target for part in (table, years, *studies) for target in part.targets]
    assert sorted(targets) == sorted(f"number-{name}" for name in evidence.numbers["number_id"])
    row = table.rows[table.targets.index("number-national-freelancers-all-2010")]
    assert [row[1].text, row[2].text] == ["865,000", "864,500 to 865,500"]
    assert row[3].small == "§2.2, line 174"


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


def test_each_share_leads_to_its_row(evidence):
    table = table_shares(evidence, "t", 2010, 2018)
    cells = {row[0].text: row for row in table.rows}
    row = cells["nursing, care homes and home care"]
    assert [cell.text for cell in row[1:4]] == ["11.1%", "18.0%", "14.8%"]
    assert row[3].small == "year not given"
    assert row[2].target == "number-national-flexible-vvt-share-2013"


def test_without_freelancers_flexible_workers_became_fewer(evidence):
    (before, early), (after, late) = compute_remainder(evidence, 2010), compute_remainder(evidence, 2018)
    assert (before, after) == (167_000 - 61_000, 179_000 - 91_000)
    assert (early.low, early.high) == (166_500 - 61_500, 167_500 - 60_500)
    assert late.high < early.low
    assert compute_remainder(evidence, 2015) is None


def test_the_peak_is_told_only_where_it_lies_between(evidence):
    assert find_peak(evidence, 2010, 2018)["period_start"] == 2015
    assert find_peak(evidence, 2010, 2015) is None


def test_the_final_report_counts_what_was_added(evidence):
    interim = cut_edition(evidence, "ow", "interim")
    table = table_added(evidence, interim, "ow-a-final", "ow-a")
    later = set(evidence.statements["statement_id"]) - set(interim.statements["statement_id"])
    own = evidence.statements[
        evidence.statements["case_id"].eq("ow-a") & evidence.statements["statement_id"].isin(later)
    ]
    own = own[~own["kind"].isin(["context", "team"])]
    assert sum(int(row[2].text) for row in table.rows) == len(own) + len(select_elsewhere(evidence, "ow-a"))


def test_text_links_each_number_to_its_row(evidence):
    text = tell_growth(evidence, 2010, 2018).markdown
    assert "[865,000](#number-national-freelancers-all-2010)" in text
    assert "24.0% to 24.3%" in text
    assert "3 agree with them and 1 does not" in tell_opening(evidence, 2010, 2018).markdown


def test_other_years_give_what_the_text_has_for_them(evidence):
    rows = compare_growth(evidence, 2010, 2015)
    assert list(zip(rows["group"], rows["branch"], strict=True)) == [("flexible-workers", "care-welfare")]
    assert rows["low"].iloc[0] == pytest.approx(100 * (195_500 / 167_500 - 1))
    assert "freelancers" not in tell_opening(evidence, 2010, 2015).markdown.split("By branch")[0]


def test_a_download_runs_nothing_in_a_spreadsheet():
    text = write_csv(["a", "b"], [["=1+1", "-3.5"], ["@x", "plain"]])
    assert text == "a,b\n'=1+1,-3.5\n'@x,plain\n"


def test_a_missing_value_is_an_empty_cell(figures):
    rows = {row["branch"]: row for row in read_rows(figures["shares"])}
    assert rows["youth-care"]["first"] == ""
    assert rows["hospital-care"]["peak_year"] == ""
    assert rows["vvt"]["peak_year"] == "2013"


@pytest.mark.parametrize("colour", [INK, BLUE, ORANGE, GREY])
def test_colours_of_words_stand_out_from_white(colour):
    """Contrast as WCAG 2.1 defines it: at least 4.5 to 1 for text."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert (1 + 0.05) / (luminance + 0.05) >= 4.5
