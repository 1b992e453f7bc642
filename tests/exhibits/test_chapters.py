"""The chapters show what the coded statements say."""

import json
import re

import nbformat
import pytest
from matplotlib.axes import Axes

from owlib.exhibits import chapters
from owlib.exhibits.wording import map_addresses
from owlib.findings.ranks import correlate_ranks, estimate_precision
from owlib.findings.statements import (
    collect_reasons,
    count_cases,
    find_both,
    select_sides,
    select_ways,
)
from owlib.words import LANGUAGES

NAMES = ("reasons", "effects", "plans", "pilots", "region", "synthesis", "start", "hr")


@pytest.fixture(scope="module")
def reports():
    return {name: chapters.read(name, "en") for name in NAMES}


DRAWN = {
    "reasons": (
        lambda report: chapters.reasons_figure(report, "worker"),
        lambda evidence: collect_reasons(evidence, "worker")[["reason", "perspective", "force"]],
    ),
    "effects": (
        chapters.sides_figure,
        lambda evidence: select_sides(evidence).query("theme != ''")[["theme", "perspective", "side"]],
    ),
    "plans": (
        chapters.ways_figure,
        lambda evidence: select_ways(evidence)[["theme", "case_id", "way"]][
            lambda ways: ways["theme"].map(count_cases(evidence)) > 1
        ],
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_matrix_has_a_mark_where_something_is_told_and_no_number(evidence, reports, drawn, monkeypatch, name):
    places = []
    scatter = Axes.scatter
    monkeypatch.setattr(
        Axes,
        "scatter",
        lambda axes, x, y, **rest: (places.extend(zip(x, y, strict=True)), scatter(axes, x, y, **rest))[1],
    )
    draw, list_told = DRAWN[name]
    figure = draw(reports[name])
    told = list_told(evidence).drop_duplicates()
    assert len(set(places)) == len(told)
    assert drawn == []
    assert {tuple(row) for row in figure.rows} == set(told.itertuples(index=False, name=None))
    assert not re.search(r"\d", figure.title + figure.caption)


def test_the_ranks_drawn_are_those_of_the_source(evidence, reports, monkeypatch):
    points = []
    scatter = Axes.scatter
    monkeypatch.setattr(
        Axes, "scatter", lambda axes, x, y, **rest: (points.append((x, y)), scatter(axes, x, y, **rest))[1]
    )
    chapters.ranks_figure(reports["region"])
    overall = evidence.hr_themes[evidence.hr_themes["sector"] == "overall"]["token"].astype(int)
    assert sorted(int(x) for x, y in points if not isinstance(y, list)) == sorted(overall)
    drawn = [sorted(x) for x, y in points if isinstance(y, list)]
    others = evidence.hr_themes[evidence.hr_themes["sector"] != "overall"]
    ranks = others.assign(rank=others["token"].astype(int)).groupby("theme")["rank"]
    assert sorted(drawn) == sorted(sorted(own) for _, own in ranks)


def test_the_correlations_and_intervals_drawn_are_those_computed(evidence, reports, read_rows, monkeypatch):
    bars = []
    monkeypatch.setattr("owlib.exhibits.chapters.draw_interval", lambda *values: bars.append(values[2:4]))
    chapters.precision_figure(reports["synthesis"])
    expected = estimate_precision([85, 75, 17])
    assert bars == list(zip(expected["low_pct"], expected["high_pct"], strict=True))
    bars.clear()
    rows = read_rows(chapters.correlations_figure(reports["region"]))
    ranks = evidence.hr_themes.assign(rank=evidence.hr_themes["token"].astype(int))
    table = ranks.pivot_table(index="theme", columns="sector", values="rank").drop(columns="overall")
    again = correlate_ranks(table)
    assert sorted(round(float(row["rho"]), 9) for row in rows) == sorted(round(rho, 9) for rho in again["rho"])
    assert len(bars) == len(rows) == 5 * 4 / 2


def test_the_questionnaires_of_the_paper_are_weighed(reports):
    """The paper counts 85, 17 and 75 respondents, in this order."""
    text = chapters.precision(reports["synthesis"]).markdown
    assert re.findall(r"\[(\d+)\]\(#fieldwork-ow-questionnaire-\d+\)", text) == ["85", "17", "75"]
    assert [row[0].text for row in chapters.precision_table(reports["synthesis"]).rows] == ["85", "17", "75"]


def test_gains_and_losses_stand_side_by_side_and_a_gain_that_nobody_names_is_said_to_be_none(reports, read_rows):
    """The survey box names staffing as a gain and costs as what people are most critical of (lines 757, 772)."""
    rows = {row["subject"]: row for row in read_rows(chapters.gains_figure(reports["effects"]))}
    assert list(rows) == ["staffing", "care", "workload", "team", "themselves", "cost"]
    assert "Secured staffing" in rows["staffing"]["gain"]
    assert rows["cost"]["gain"] == "Not among the gains that our sources name"
    assert "dearer" in rows["cost"]["loss"]


def test_the_picture_of_agendas_has_the_teams_that_had_begun(reports, read_rows):
    """Two of the eight teams had still to begin (line 316)."""
    rows = read_rows(chapters.agendas_figure(reports["plans"]))
    assert [row["case_id"] for row in rows] == ["zgao", "asvz", "st-antonius", "reinaerde", "kag", "sge"]
    assert all(row["planned_evidence"] for row in rows)


def test_each_question_of_the_ministry_has_a_heading_a_line_and_an_answer(root):
    """The report prints seven questions (lines 115-127)."""
    report = chapters.read("questions", "en")
    lines = [(row[0].text.partition(" ")[2], row[1].text) for row in chapters.questions_table(report).rows]
    template = nbformat.read(root / "notebooks" / "questions.ipynb", as_version=4)
    heads = [cell.source.removeprefix("## ") for cell in template.cells if cell.source.startswith("## ")]
    assert [short for short, _ in lines] == heads
    assert [far for _, far in lines] == ["In part"] * 4 + ["Hardly"] * 2 + ["In part"]
    third = chapters.answer(report, "rq-3").markdown
    assert third.startswith("**Answered: in part.**")
    assert "*What is missing.*" in third
    assert "27% of freelancers" in third, "official statistics have borne on it since"
    assert "official-" not in chapters.answer(report, "rq-2").markdown


def test_every_contradiction_that_changes_a_conclusion_is_told_and_no_other(evidence):
    own = evidence.passages[evidence.passages["chapter_id"] == "contradictions"]
    told = {name for cell in own["evidence"] for name in cell.split(";") if name.startswith("con-")}
    changing = evidence.contradictions["changes"] == "yes"
    assert told == set(evidence.contradictions.loc[changing, "contradiction_id"])
    opening = chapters.conflicts(chapters.read("contradictions", "en")).markdown
    assert f"{{filter}}`{len(told)} pairs <conflicts?changes=yes>`" in opening
    assert opening.endswith("under nine questions.")


def test_the_tables_behind_the_figures_have_every_statement(evidence, reports):
    for actor in ("worker", "organisation"):
        assert len(chapters.reasons_table(reports["reasons"], actor).rows) == len(collect_reasons(evidence, actor))
    assert len(chapters.sides_table(reports["effects"]).rows) == len(select_sides(evidence))
    assert len(chapters.both_table(reports["effects"]).rows) == len(find_both(evidence))
    assert len(chapters.synthesis_table(reports["synthesis"]).rows) == len(evidence.synthesis)


def test_a_download_has_the_statements_in_all_languages(evidence, reports):
    table = chapters.reasons_table(reports["reasons"], "worker")
    row = dict(zip(table.data_columns, table.data_rows[0], strict=True))
    statement = evidence.statements.set_index("statement_id").loc[row["statement_id"]]
    assert (row["paraphrase_en"], row["paraphrase_nl"]) == (statement["paraphrase_en"], statement["paraphrase_nl"])


def read_cells(root, name: str) -> str:
    """Return all cells of a report as text."""
    notebook = nbformat.read(root / "book" / "reports" / f"{name}.ipynb", as_version=4)
    return json.dumps(notebook.cells, ensure_ascii=False)


def list_of_chapters(evidence):
    """Return the sentences of chapters; those of pages are told by the check of links."""
    return evidence.passages[evidence.passages["chapter_id"].isin(evidence.chapters["chapter_id"])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_chapter_is_on_its_page(root, evidence, language):
    for chapter_id, rows in list_of_chapters(evidence).groupby("chapter_id"):
        text = read_cells(root, f"{language}/{chapter_id}")
        assert [row["passage_id"] for row in rows.to_dict("records") if row[f"text_{language}"] not in text] == []


def test_every_chapter_opens_with_its_answer_in_three_or_four_sentences(evidence, reports):
    """The national chapter is not among them: it makes all but the first from the published numbers."""
    for chapter_id, rows in evidence.passages[evidence.passages["chapter_id"].isin(NAMES)].groupby("chapter_id"):
        answer = rows[rows["section"] == "answer"]
        assert len(answer) in (3, 4), chapter_id
        assert answer["text_en"].iloc[0] in chapters.opening(reports[chapter_id]).markdown


def test_a_sentence_leads_to_the_row_of_each_record_behind_it(evidence, reports):
    addresses = map_addresses(evidence)
    text = chapters.opening(reports["reasons"]).markdown
    row = evidence.passages[evidence.passages["passage_id"] == "reasons-answer-1"].iloc[0]
    assert all(f"](#{addresses[name]})" in text for name in row["evidence"].split(";"))


def test_a_part_without_sentences_is_refused(reports):
    with pytest.raises(ValueError, match="no sentence for part 'nothing' of chapter 'reasons'"):
        chapters.passage(reports["reasons"], "nothing")


def test_a_page_for_those_who_decide_leads_to_every_case_by_its_branch(evidence):
    told = chapters.cases_by_branch(chapters.read("hr", "en")).markdown
    assert all(f"(#{case_id}-final-glance)" in told for case_id in evidence.cases["case_id"])
    assert "**Disability care:** [ASVZ](#asvz-final-glance); [Reinaerde](#reinaerde-final-glance)" in told
