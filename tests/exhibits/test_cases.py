"""The report on a case says what the evidence says, and no more than its edition may know."""

import pytest

from owlib.evidence.read import cut_edition
from owlib.exhibits import cases
from owlib.exhibits.wording import make_address
from owlib.findings.statements import cross_lanes, map_parents, select_elsewhere


@pytest.fixture(scope="module")
def report():
    return cases.read("zgao", "final", "en")


def test_the_themes_of_a_case_are_those_of_its_statements(evidence):
    pairs = cross_lanes(evidence, "zgao")
    asked = evidence.statements.query("case_id == 'zgao' and kind == 'research-question'")["themes"]
    assert set(pairs.loc[pairs["lane"] == "asked", "theme"]) == {theme for names in asked for theme in names}
    assert not pairs.duplicated().any()


def test_elsewhere_is_never_the_own_study(evidence):
    for case_id in ("zgao", "kag", "ow-a"):
        rows = select_elsewhere(evidence, case_id)
        assert len(rows)
        assert evidence.find_case(case_id)["study_id"] not in set(rows["study_id"])


def test_a_figure_of_a_case_rests_on_all_that_is_said_of_it_and_counts_nothing(report, evidence, drawn):
    figure = cases.themes_figure(report)
    own = set(evidence.statements.query("case_id == 'zgao'")["statement_id"])
    assert set(figure.records) == own
    assert drawn == []


def test_only_final_editions_compare_with_other_studies(evidence):
    assert cases.elsewhere(cases.read("zgao", "final", "en"))
    for case_id in evidence.cases["case_id"]:
        interim = cases.read(case_id, "interim", "en")
        parts = [part(interim) for part in (cases.elsewhere, cases.elsewhere_table, cases.added)]
        assert parts == [None, None, None], case_id


@pytest.mark.parametrize("case_id", ["zgao", "kag", "ow-a"])
@pytest.mark.parametrize("edition", ["interim", "final"])
def test_all_evidence_behind_an_opening_stands_on_its_page(case_id, edition):
    report = cases.read(case_id, edition, "en")
    shown = [cases.statements_table(report, lane) for lane in report.evidence.map_labels("lane")]
    shown += [cases.fieldwork(report), cases.elsewhere_table(report), cases.together_table(report)]
    addresses = {target for table in shown if table for target in table.targets}
    summaries = report.evidence.summaries.query("case_id == @case_id")
    named = {name for names in summaries["evidence"] for name in names.split(";")}
    assert named
    assert {make_address(report.name, name) for name in named} <= addresses


def test_the_final_report_names_what_was_added(evidence):
    """Of pilot A the interim edition has the design alone, and no finding of another study."""
    report = cases.read("ow-a", "final", "en")
    told = cases.added(report).markdown
    interim = cut_edition(evidence, "ow", "interim").statements.query("case_id == 'ow-a'")
    lanes, parents = report.evidence.map_labels("lane"), map_parents(evidence, "kind")
    later = evidence.statements.query("case_id == 'ow-a'")
    later = later[~later["statement_id"].isin(interim["statement_id"])]["kind"].map(parents)
    assert all((f"- {label}" in told) == (lane in set(later)) for lane, label in lanes.items() if lane != "situation")
    assert "flexible-work study" in told


def test_what_is_said_of_both_pilots_is_led_to_from_each(monkeypatch):
    """The opening of A names what workers of both pilots say: that row is on its page, the rest in the register."""
    shown = []
    monkeypatch.setattr("owlib.exhibits.cases.display", shown.append)
    cases.together(cases.read("ow-a", "final", "en"))
    text, table = shown
    assert "(pilots.ipynb)" in text.markdown
    assert "(#table-statements-ow)" in text.markdown
    assert "ow-a-final--ow-721" in table.targets
    shown.clear()
    cases.together(cases.read("limburg", "final", "en"))
    assert shown == []


def read_report(root, case_id: str) -> str:
    """Return the executed final report on a case."""
    return (root / "book" / "reports" / f"{case_id}-final.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("case_id", ["arkin", "derotterdamsezorg", "ow-c"])
def test_a_report_on_a_case_of_which_little_is_told_is_short_and_says_so(root, report, case_id):
    assert len(read_report(root, case_id)) < len(read_report(root, "zgao"))
    assert "The sources report no " in cases.unknown(cases.read(case_id, "final", "en")).markdown
    assert "The sources report no " not in cases.unknown(report).markdown


def test_the_findings_of_a_case_are_told_by_whose_view_they_are(report, evidence):
    """ZGAO: reactions of its learning team; the sources do not tell how many people took part."""
    told = cases.strength(report).markdown
    own = evidence.statements.query("case_id == 'zgao' and kind == 'finding'")
    assert set(own["view"]) == {"learning-team"}
    assert "are: learning team." in told
    assert "do not tell how many people" in told
    assert cases.strength(cases.read("arkin", "final", "en")) is None


def test_numbers_of_a_case_come_with_the_verdicts_on_them(report, evidence):
    table = cases.numbers(report)
    by_target = {row[1].target: row for row in table.rows}
    audited = [row for row in table.rows if row[2].target]
    assert audited
    claims = set(evidence.claims["claim_id"])
    assert all(row[2].target.removeprefix("claim-") in claims for row in audited)
    assert all(target.removeprefix("number-") in set(evidence.numbers["number_id"]) for target in by_target)
    interim = cases.numbers(cases.read("zgao", "interim", "en"))
    assert {row[1].target for row in interim.rows} == set(by_target)


def test_passages_that_conflict_on_a_case_are_all_named(evidence):
    for case_id in evidence.cases["case_id"]:
        told = cases.conflicts(cases.read(case_id, "final", "en"))
        own = [row for row in evidence.contradictions.to_dict("records") if case_id in row["cases"]]
        assert (told is None) == (not own)
        assert all(row["what_en"] in told.markdown for row in own)


def test_a_conflict_that_changes_a_conclusion_comes_first_and_says_so():
    points = cases.conflicts(cases.read("ow-b", "final", "en")).markdown.splitlines()[2:]
    marked = [point.startswith("- **Changes a conclusion.** ") for point in points]
    assert 0 < sum(marked) < len(marked)
    assert marked == sorted(marked, reverse=True)


def test_a_report_in_another_language_has_the_texts_of_that_language(evidence):
    report = cases.read("zgao", "final", "nl")
    lead = evidence.summaries.query("case_id == 'zgao'").sort_values("position").iloc[0]
    assert lead["text_nl"] in cases.opening(report).markdown
    assert evidence.find_case("zgao")["about_nl"] in [row[1].text for row in cases.glance(report).rows]
