"""The report on a case says what the evidence says, and no more than its edition may know."""

import pytest

from owlib.exhibits import cases, view_all
from owlib.exhibits.wording import make_address
from owlib.findings.statements import list_behind, list_threaded


@pytest.fixture(scope="module")
def report():
    return cases.read("zgao", "final", "en")


def read_report(root, case_id: str) -> str:
    """Return the executed final report on a case."""
    return (root / "book" / "reports" / "nl" / f"{case_id}-final.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("case_id", ["arkin", "derotterdamsezorg", "ow-c"])
def test_a_report_on_a_case_of_which_little_is_told_is_short_and_says_so(root, report, case_id):
    assert len(read_report(root, case_id)) < len(read_report(root, "zgao"))
    short = cases.read(case_id, "final", "en")
    parts = [cases.opening(short).markdown, cases.unknown(short).markdown]
    assert sum(part.count("sources report no ") + part.count("report has no questions") for part in parts) == 1
    assert "The sources report no " not in cases.unknown(report).markdown


@pytest.mark.parametrize("case_id", ["zgao", "kag", "ow-a", "arkin"])
@pytest.mark.parametrize("edition", ["interim", "final"])
def test_all_records_of_a_case_and_all_evidence_behind_its_sentences_stand_once_on_its_page(case_id, edition):
    report = cases.read(case_id, edition, "en")
    seen = report.evidence
    addresses = cases.records(report).targets
    assert len(addresses) == len(set(addresses))
    kept = {*seen.statements["statement_id"], *seen.fieldwork["fieldwork_id"]}
    named = {*list_behind(seen, case_id), *list_threaded(seen, case_id)} & kept
    assert named
    own = seen.statements.loc[seen.statements["case_id"] == case_id, "statement_id"]
    assert {make_address(report.name, name) for name in {*named, *own}} <= set(addresses)


def test_the_records_begin_with_those_behind_the_opening_sentence_by_sentence(report):
    """By hand: the records behind the first sentence on ZGAO."""
    begin = list(cases.records(report).targets[:5])
    assert begin == [f"zgao-final--zgao-{n}" for n in ("001", "003", "004", "014", "015")]


def test_the_picture_tells_the_threads_in_words_and_says_where_nothing_is_told(report, drawn):
    """ZGAO asks how to stand firm towards agencies, and names no action of its own on that."""
    figure = cases.threads_figure(report)
    assert (
        figure.title
        == "ZGAO: something is planned, done or proposed on belonging and scarcity, nothing is told on agencies"
    )
    assert (
        "Planned, done or proposed: not told by our sources, Still open: What the team means to do about it"
        in figure.alt
    )
    assert {"zgao-011", "zgao-015", "zgao-022"} <= set(figure.records)
    assert drawn == []


@pytest.mark.parametrize("case_id", ["ow-a", "ow-b", "ow-c", "limburg"])
def test_the_picture_of_a_final_edition_is_named_after_its_finding_where_the_data_have_one(evidence, case_id):
    title = evidence.passages.set_index("passage_id").loc[f"{case_id}-final-picture-1", "text_nl"]
    assert cases.threads_figure(cases.read(case_id, "final", "nl")).title == title
    interim = cases.threads_figure(cases.read(case_id, "interim", "en")).title
    assert "how it went on" not in interim


def test_the_text_goes_on_with_what_neither_opening_nor_picture_has(report, evidence):
    """The box on scarcity rests on zgao-005 alone, which no opening sentence of ZGAO names."""
    told = evidence.statements.set_index("statement_id")["paraphrase_en"]
    assert f"**Scarcity.** {told['zgao-005']}" in cases.question(report).markdown
    text = "".join(part.markdown for part in (cases.question(report), cases.found(report), cases.planned(report)))
    behind = [name for name in list_behind(report.evidence, "zgao") if name in told]
    assert not [name for name in behind if told[name] in text]
    assert cases.planned(cases.read("ow-c", "final", "en")) is None


def test_a_report_says_that_it_is_ours_and_how_far_its_evidence_goes(report):
    assert "*Our report, final edition, with the evidence of 30 November 2026.*" in cases.opening(report).markdown
    assert "*Our report, interim edition: " in cases.opening(cases.read("zgao", "interim", "en")).markdown


def test_claims_on_numbers_of_a_case_that_do_not_hold_are_told_and_no_others(report):
    """That KAG works with freelancers only does not hold, as a worker on its team is salaried; ZGAO has none such."""
    told = cases.claims(cases.read("kag", "final", "en")).markdown
    assert "**Does not hold.** King Arthur Groep works with freelancers only." in told
    assert "(#claim-cl-flex-kag-only-freelancers)" in told
    assert cases.claims(report) is None


def test_an_interim_picture_knows_nothing_of_how_a_pilot_went_on():
    report = cases.read("ow-b", "interim", "en")
    assert set(report.evidence.threads["planned"]) == {""}
    assert "not known at this point" in cases.threads_figure(report).alt
    assert set(cases.read("ow-b", "final", "en").evidence.threads["planned"]) != {""}


def test_each_opening_sentence_says_how_sure_it_is_and_an_interim_one_looks_nowhere_else(report):
    told = cases.opening(report).markdown
    assert told.count("{.sure}") == len(report.evidence.summaries) + 1
    assert "[One learning team \u00b7 " in told
    assert "[A plan \u00b7 told nowhere else]" in told
    assert "told nowhere else" not in cases.opening(cases.read("zgao", "interim", "en")).markdown


def test_a_final_report_begins_with_what_it_adds():
    """On ZGAO nothing came later than its interim report; of pilot B the interim edition has the design alone."""
    assert "nothing has been added since" in cases.added(cases.read("zgao", "final", "en")).markdown
    assert "what weighed" in cases.added(cases.read("ow-b", "final", "en")).markdown
    assert cases.added(cases.read("zgao", "interim", "en")) is None


def test_a_case_shows_what_its_study_says_on_its_own_question(report, evidence):
    """Of ZGAO: that having no choice weakens organisations towards agencies, which the report says of all cases."""
    told = cases.study_says(report).markdown
    links = evidence.case_links.query("case_id == 'zgao'")
    assert all(f"(#statement-{name})" in told for name in links["statement_id"])
    assert "(#statement-flex-152)" in told
    assert cases.study_says(cases.read("zgao", "interim", "en")) is None


def test_whose_view_the_findings_are_is_told(report):
    assert "learning team" in cases.found(report).markdown.splitlines()[-1]
    assert cases.found(cases.read("arkin", "final", "en")) is None


def test_conflicts_that_change_a_conclusion_are_told_and_all_others_counted(evidence):
    for case_id in evidence.cases["case_id"]:
        told = cases.conflicts(cases.read(case_id, "final", "en"))
        own = [row for row in evidence.contradictions.to_dict("records") if case_id in row["cases"]]
        assert (told is None) == (not own)
        for row in own:
            assert (row["what_en"] in told.markdown) == (row["changes"] == "yes")
    told = cases.conflicts(cases.read("ow-b", "final", "en")).markdown
    assert told.startswith("[Conclusions](contradictions.ipynb) on this case depend on which of two passages is taken:")
    assert "(#contradiction-con-ow-clients-b)" in told


def test_a_report_in_another_language_has_the_texts_of_that_language(evidence):
    report = cases.read("zgao", "final", "nl")
    lead = evidence.summaries.query("case_id == 'zgao'").sort_values("position").iloc[0]
    assert lead["text_nl"] in cases.opening(report).markdown
    thread = evidence.threads.query("case_id == 'zgao'").iloc[0]
    assert f"**{thread['name_nl']}.**" in cases.question(report).markdown


def test_the_cases_stand_side_by_side_each_with_the_thread_on_which_its_first_finding_rests(evidence):
    """Reinaerde's team says first what many different faces do; of Arkin no question and no finding is told."""
    table = cases.compare_table(view_all(evidence, "en"))
    rows = {row[0].text: row for row in table.rows}
    assert set(rows) == set(evidence.cases["short_name"])
    assert [row[0].small for row in table.rows].count("disability care") == 2
    assert rows["Reinaerde"][2].text.startswith("Many different faces")
    assert rows["Reinaerde"][1].small == "Also: staff, cost, skill"
    assert [cell.text for cell in rows["Arkin"][1:3]] == ["\u2013", "\u2013"]
    assert "learning team was to start" in rows["Arkin"][3].text
    assert rows["Arkin"][0].target == "arkin-final-glance"


def test_what_a_team_itself_plans_stands_beside_what_interviewees_propose(evidence):
    rows = {row[0].text: row for row in cases.compare_table(view_all(evidence, "en")).rows}
    assert rows["Reinaerde"][3].text.startswith("Interviewees:")
    assert rows["Reinaerde"][3].small.startswith("The team's own plan \u2013 recruit differently")
    assert "business case" in rows["Reinaerde"][3].small
    assert rows["SGE"][3].small == ""
