"""The national chapter says what the evidence says."""

import pytest

from owlib.exhibits import national
from owlib.findings.national import compare_growth


@pytest.fixture(scope="module")
def report():
    return national.read("en")


@pytest.fixture(scope="module")
def figures(report):
    return {
        "growth": national.growth_figure(report, 2010, 2018),
        "shares": national.shares_figure(report, 2010, 2018),
        "costs": national.costs_figure(report, "youth-care"),
    }


def test_the_growth_figure_draws_the_values_of_its_frame(report, evidence, monkeypatch):
    drawn = []
    monkeypatch.setattr("owlib.exhibits.national.draw_interval", lambda *values, **_: drawn.append(values[2:4]))
    national.growth_figure(report, 2010, 2018)
    levels = compare_growth(evidence, 2010, 2018).query("basis == 'levels'")
    assert sorted(drawn) == sorted(zip(levels["low"], levels["high"], strict=True))


def test_the_data_behind_a_figure_are_those_of_the_evidence(evidence, figures, read_rows):
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


def test_without_freelancers_flexible_workers_became_fewer_by_what_rounding_leaves(report, read_rows):
    """Of 167,000 flexible workers 61,000 were freelancers, later 91,000 of 179,000; each is rounded to thousands."""
    figure = national.balance_figure(report, 2010, 2018)
    least, most = (167 - 61 - 1) - (179 - 91 + 1), (167 - 61 + 1) - (179 - 91 - 1)
    assert f"fell by {least},000 to {most},000" in figure.alt
    rows = {(row["group"], row["year"]): int(row["value"]) for row in read_rows(figure)}
    assert rows["others", "2010"] == (167 - 61) * 1000
    assert rows["others", "2018"] == (179 - 91) * 1000
    assert rows["freelancers", "2018"] - rows["freelancers", "2010"] == (91 - 61) * 1000
    assert national.balance_figure(report, 2010, 2017) is None


def test_the_growth_table_counts_the_pairs(report):
    table = national.growth_table(report, 2010, 2018)
    assert table.caption.endswith("of four rates with printed levels three agree with them")
    assert [row[-1].text for row in table.rows].count("do not agree") == 1


def test_a_rate_without_levels_that_the_audit_fails_is_not_told_as_a_fact(report):
    """Printed is a fall of 3%; from 167,000 at 13.3% and 179,000 at 14.8%, each rounded, other numbers follow."""
    least = (178_500 / 0.1485 - 178_500) / (167_500 / 0.1325 - 167_500)
    most = (179_500 / 0.1475 - 179_500) / (166_500 / 0.1335 - 166_500)
    allowed = f"\u2212{100 * (1 - least):.1f}% to \u2212{100 * (1 - most):.1f}%"
    point = national.opening(report, 2010, 2018).markdown.split("\n- ")[1]
    assert f"[does not fit the other numbers](#failure-cl-flex-other-care-growth): they give {allowed}" in point
    assert f"a change of {allowed} follows" in national.growth(report, 2010, 2018).markdown
    cell = national.growth_table(report, 2010, 2018).rows[-1][-1]
    assert (allowed in cell.text, cell.target) == (True, "failure-cl-flex-other-care-growth")


def test_each_share_leads_to_its_row(report):
    table = national.shares_table(report, 2010, 2018)
    cells = {row[0].text: row for row in table.rows}
    row = cells["nursing, care homes and home care"]
    assert [cell.text for cell in row[1:4]] == ["11.1%", "18.0%", "14.8%"]
    assert row[3].small == "year not given"
    assert row[2].target == "number-national-flexible-vvt-share-2013"


def test_text_links_each_number_to_its_row(report):
    text = national.growth(report, 2010, 2018).markdown
    assert "[865,000](#number-national-freelancers-all-2010)" in text
    assert "24.0% to 24.3%" in text
    told = national.opening(report, 2010, 2018).markdown
    assert "five printed growth rates that can be checked, three fit the other numbers and two do not" in told


def test_other_years_give_what_the_text_has_for_them(report, evidence):
    rows = compare_growth(evidence, 2010, 2015)
    assert list(zip(rows["group"], rows["branch"], strict=True)) == [("flexible-workers", "care-welfare")]
    assert rows["low"].iloc[0] == pytest.approx(100 * (195_500 / 167_500 - 1))
    assert "freelancers" not in national.opening(report, 2010, 2015).markdown.split("\n- ")[1]


def test_freelancing_accounts_for_all_the_growth_and_opens_the_chapter(report):
    """All flexible workers less freelancers, each level printed to the thousand."""
    least = (166_500 - 61_500) - (179_500 - 90_500)
    most = (167_500 - 60_500) - (178_500 - 91_500)
    assert (least, most) == (16_000, 20_000)
    lead = national.opening(report, 2010, 2018).markdown.split("\n\n")[1]
    assert "accounts for all the growth" in lead
    assert f"{least:,} to {most:,}" in lead
    assert f"{least:,} to {most:,}" in national.course(report, 2010, 2018).markdown


def test_a_missing_value_is_an_empty_cell(figures, read_rows):
    rows = {row["branch"]: row for row in read_rows(figures["shares"])}
    assert (rows["youth-care"]["first"], rows["hospital-care"]["peak_year"]) == ("", "")
    assert rows["vvt"]["peak_year"] == "2013"
