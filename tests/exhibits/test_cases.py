"""The report on a case says what the evidence says, and no more than its edition may know."""

from dataclasses import replace

import pytest
from matplotlib.axes import Axes

from owlib.evidence.read import cut_edition
from owlib.exhibits import cases
from owlib.exhibits.view import make_view
from owlib.exhibits.wording import make_address
from owlib.findings.statements import count_themes, find_peers, select_elsewhere


@pytest.fixture(scope="module")
def report():
    return cases.read("zgao", "final", "en")


def test_theme_counts_are_those_of_the_statements(evidence):
    counts = count_themes(evidence, "zgao")
    asked = evidence.statements.query("case_id == 'zgao' and kind == 'research-question'")["themes"]
    assert counts["asked"].sum() == sum(map(len, asked))
    assert counts.loc["inclusion", "asked"] == sum("inclusion" in names for names in asked)


def test_elsewhere_is_never_the_own_study(evidence):
    for case_id in ("zgao", "kag", "ow-a"):
        rows = select_elsewhere(evidence, case_id)
        assert len(rows)
        assert evidence.find_case(case_id)["study_id"] not in set(rows["study_id"])


@pytest.mark.parametrize("draw", [cases.themes_figure, cases.comparison_figure])
def test_a_figure_of_a_case_rests_on_all_that_is_said_of_it(report, evidence, draw):
    records = set(draw(report).records)
    own = set(evidence.statements.query("case_id == 'zgao'")["statement_id"])
    assert own <= records <= set(evidence.statements["statement_id"])


@pytest.mark.parametrize(
    ("case_id", "draw", "count"),
    [
        ("zgao", cases.themes_figure, count_themes),
        ("sge", cases.comparison_figure, lambda *given: cases.compare_case(*given).head(14)),
    ],
)
def test_a_figure_draws_the_counts_of_its_frame(evidence, drawn, case_id, draw, count):
    draw(cases.read(case_id, "final", "en"))
    assert sorted(drawn) == sorted(number for number in count(evidence, case_id).to_numpy().ravel() if number)


def test_cases_of_one_name_stay_apart_in_a_comparison(evidence, monkeypatch):
    places = set()
    monkeypatch.setattr(Axes, "text", lambda *given, **_: places.add(given[1:3]))
    alike = replace(evidence, cases=evidence.cases.assign(short_name="Team"))
    cases.comparison_figure(make_view("sge-final", alike, "en", "sge", "final"))
    counts = cases.compare_case(evidence, "sge").head(14)
    assert len(places) == (counts > 0).sum().sum()


def test_a_case_is_set_beside_its_study_and_its_branch(evidence):
    same, branch = find_peers(evidence, "zgao")
    assert set(same) == set(evidence.cases.query("study_id == 'flex' and case_id != 'zgao'")["case_id"])
    assert branch == ["ow-a", "ow-b", "ow-c"]
    counts = cases.compare_case(evidence, "zgao")
    own = evidence.statements.query("case_id == 'zgao' and kind not in ['team', 'context']")
    assert counts["zgao"].sum() == own["themes"].map(len).sum()
    assert "arkin" not in counts
    interim = cut_edition(evidence, "flex", "interim")
    assert set(cases.compare_case(interim, "zgao")) <= {"zgao", *same}
    assert cases.comparison(cases.read("arkin", "final", "en")) is None


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
    shown += [cases.fieldwork(report), cases.elsewhere_table(report)]
    addresses = {target for table in shown if table for target in table.targets}
    summaries = report.evidence.summaries.query("case_id == @case_id")
    named = {name for names in summaries["evidence"] for name in names.split(";")}
    assert named
    assert {make_address(report.name, name) for name in named} <= addresses


def test_the_final_report_counts_what_was_added(evidence):
    interim = cut_edition(evidence, "ow", "interim")
    table = cases.added(make_view("ow-a-final", evidence, "en", "ow-a", "final"))
    later = set(evidence.statements["statement_id"]) - set(interim.statements["statement_id"])
    own = evidence.statements[
        evidence.statements["case_id"].eq("ow-a") & evidence.statements["statement_id"].isin(later)
    ]
    own = own[~own["kind"].isin(["context", "team"])]
    assert sum(int(row[2].text) for row in table.rows) == len(own) + len(select_elsewhere(evidence, "ow-a"))


def read_report(root, case_id: str) -> str:
    """Return the executed final report on a case."""
    return (root / "book" / "reports" / f"{case_id}-final.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("case_id", ["arkin", "derotterdamsezorg", "ow-c"])
def test_a_report_on_a_case_of_which_little_is_told_is_short_and_says_so(root, report, case_id):
    assert len(read_report(root, case_id)) < len(read_report(root, "zgao"))
    assert "The sources report no " in cases.unknown(cases.read(case_id, "final", "en")).markdown
    assert "The sources report no " not in cases.unknown(report).markdown


def test_the_findings_of_a_case_are_told_by_whose_view_they_are(report, evidence):
    """ZGAO: five reactions of its learning team; the sources do not tell how many people took part."""
    told = cases.strength(report).markdown
    own = evidence.statements.query("case_id == 'zgao' and kind == 'finding'")
    assert f"{len(own)} learning team" in told
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


def test_a_report_in_another_language_has_the_texts_of_that_language(evidence):
    report = cases.read("zgao", "final", "nl")
    lead = evidence.summaries.query("case_id == 'zgao'").sort_values("position").iloc[0]
    assert lead["text_nl"] in cases.opening(report).markdown
    assert evidence.find_case("zgao")["about_nl"] in [row[1].text for row in cases.glance(report).rows]
