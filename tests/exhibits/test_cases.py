"""The report on a case says what the evidence says, and no more than its edition may know."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes

from owlib.evidence.read import cut_edition
from owlib.exhibits import cases
from owlib.exhibits.view import make_view
from owlib.exhibits.wording import make_address
from owlib.findings.statements import count_themes, find_peers, select_elsewhere

FIGURES = {"themes": cases.themes_figure, "comparison": cases.comparison_figure}


@pytest.fixture(scope="module")
def report():
    return cases.read("zgao", "final", "en")


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


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_carries_title_alternative_text_source_data_and_records(report, evidence, name):
    figure = FIGURES[name](report)
    parts = {child.tag.rpartition("}")[2]: child.text for child in ElementTree.fromstring(figure.svg)}
    assert (parts["title"], parts["desc"]) == (figure.title, figure.alt)
    assert len(figure.alt) > len(figure.title) > 30
    assert figure.source
    assert figure.rows
    assert set(figure.records) <= set(evidence.statements["statement_id"])
    assert set(figure.records) >= set(evidence.statements.query("case_id == 'zgao'")["statement_id"])


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_to_the_byte_when_drawn_again(report, name):
    assert FIGURES[name](report) == FIGURES[name](report)


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """Numbers that are written into a picture."""
    numbers: list[int] = []
    text = Axes.text
    monkeypatch.setattr(
        Axes, "text", lambda axes, x, y, s, **rest: (numbers.append(int(s)), text(axes, x, y, s, **rest))[1]
    )
    return numbers


def test_the_themes_draw_the_counts_of_their_frame(report, evidence, drawn):
    cases.themes_figure(report)
    assert sorted(drawn) == sorted(number for number in count_themes(evidence, "zgao").to_numpy().ravel() if number)


def test_the_comparison_draws_the_counts_of_its_frame(evidence, drawn):
    cases.comparison_figure(cases.read("sge", "final", "en"))
    counts = cases.compare_case(evidence, "sge").head(14).to_numpy().ravel()
    assert sorted(drawn) == sorted(number for number in counts if number)


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


def test_a_case_without_statements_in_a_lane_has_no_table(report):
    assert cases.statements_table(report, "set-up") is None


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
    assert "the sources give no" in cases.unknown(cases.read(case_id, "final", "en")).markdown
    assert "the sources give no" not in cases.unknown(report).markdown


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
