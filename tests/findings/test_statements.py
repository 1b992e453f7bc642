"""Chapters and case reports show what the coded statements say."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import nbformat
import pytest
from matplotlib.axes import Axes

from owlib.exhibits.chapters import (
    draw_correlations,
    draw_factors,
    draw_pilots,
    draw_precision,
    draw_ranks,
    draw_reasons,
    draw_sides,
    draw_synthesis,
    draw_ways,
    table_both,
    table_levels,
    table_reasons,
    table_synthesis,
    tell_answer,
)
from owlib.exhibits.forms import write_csv
from owlib.exhibits.wording import map_addresses, strip_address
from owlib.findings.ranks import correlate_ranks, estimate_precision
from owlib.findings.statements import (
    collect_reasons,
    collect_synthesis,
    compare_pilots,
    compare_sides,
    count_reasons,
    cross_ways,
    find_both,
    find_perspective,
    select_sides,
    weigh_evidence,
)
from owlib.reports.notebooks import drop_empty_parts

QUESTIONNAIRES = ["ow-questionnaire-85", "ow-questionnaire-17", "ow-questionnaire-75"]
FIGURES = {
    "reasons-worker": lambda evidence: draw_reasons(evidence, "a", "worker"),
    "reasons-organisation": lambda evidence: draw_reasons(evidence, "b", "organisation"),
    "sides": lambda evidence: draw_sides(evidence, "c"),
    "factors": lambda evidence: draw_factors(evidence, "d"),
    "pilots": lambda evidence: draw_pilots(evidence, "e"),
    "ways": lambda evidence: draw_ways(evidence, "f"),
    "synthesis": lambda evidence: draw_synthesis(evidence, "g"),
    "ranks": lambda evidence: draw_ranks(evidence, "h"),
    "correlations": lambda evidence: draw_correlations(evidence, "i"),
    "precision": lambda evidence: draw_precision(evidence, "j", QUESTIONNAIRES),
}


@pytest.fixture(scope="module")
def figures(evidence):
    return {name: draw(evidence) for name, draw in FIGURES.items()}


def read_rows(figure) -> list[dict]:
    """Return the data behind a figure as a reader downloads it."""
    return list(csv.DictReader(io.StringIO(write_csv(list(figure.columns), [list(row) for row in figure.rows]))))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_carries_title_alternative_text_source_data_and_records(figures, name):
    figure = figures[name]
    parts = {child.tag.rpartition("}")[2]: child.text for child in ElementTree.fromstring(figure.svg)}
    assert (parts["title"], parts["desc"]) == (figure.title, figure.alt)
    assert len(figure.alt) > len(figure.title) > 30
    assert figure.source
    assert figure.records
    assert read_rows(figure)
    assert "nan" not in re.findall(r"[A-Za-z]+", figure.title + figure.caption + figure.alt)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_to_the_byte_when_drawn_again(evidence, figures, name):
    assert FIGURES[name](evidence) == figures[name]


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """Numbers that are written into marks and beside bars, in the order of drawing."""
    numbers: list[int] = []
    monkeypatch.setattr("owlib.exhibits.chapters._mark", lambda *values: numbers.append(int(values[3])))
    annotate = Axes.annotate

    def note(axes, text, *args, **kwargs):
        numbers.extend([int(text)] if text.isdigit() else [])
        return annotate(axes, text, *args, **kwargs)

    monkeypatch.setattr(Axes, "annotate", note)
    return numbers


def test_the_reasons_drawn_are_those_counted(evidence, drawn):
    draw_reasons(evidence, "reasons", "worker")
    counts = count_reasons(evidence, "worker")
    assert sorted(drawn) == sorted(counts["statements"])
    assert sum(drawn) == len(collect_reasons(evidence, "worker"))


def test_the_ways_drawn_are_those_of_themes_that_cases_share(evidence, drawn):
    draw_ways(evidence, "ways")
    counts = cross_ways(evidence)
    shared = counts[counts["cases"] > 1][["reduce-flex", "use-flex-differently", "planned"]].to_numpy().ravel()
    assert sorted(drawn) == sorted(number for number in shared if number)


def test_the_bars_of_benefits_and_drawbacks_are_those_counted(evidence, drawn):
    draw_sides(evidence, "sides")
    counts = compare_sides(evidence, select_sides(evidence))
    totals = counts.groupby("theme")[["benefits", "drawbacks"]].sum().sum(axis=1)
    shown = counts[counts["theme"].map(totals) > 1]
    assert sorted(drawn) == sorted(number for number in shown[["benefits", "drawbacks"]].to_numpy().ravel() if number)


def test_the_bars_of_the_pilots_are_those_counted(evidence, drawn):
    draw_pilots(evidence, "pilots")
    counts = compare_pilots(evidence).groupby("case_id").filter(lambda own: own[["gains", "burdens"]].sum().sum() >= 5)
    assert sorted(drawn) == sorted(number for number in counts[["gains", "burdens"]].to_numpy().ravel() if number)


def test_the_bars_of_helping_and_hindering_factors_are_those_counted(evidence, drawn):
    draw_factors(evidence, "factors")
    own = evidence.statements.query("study_id == 'limburg' and kind in ['success-factor', 'obstacle']")
    themed = [bool(names) for names in own["themes"]]
    assert sum(drawn) == sum(themed)


def test_the_ranks_drawn_are_those_of_the_source(evidence, monkeypatch):
    points = []
    scatter = Axes.scatter
    monkeypatch.setattr(
        Axes, "scatter", lambda axes, x, y, **rest: (points.append((x, y)), scatter(axes, x, y, **rest))[1]
    )
    draw_ranks(evidence, "ranks")
    overall = evidence.hr_themes[evidence.hr_themes["sector"] == "overall"]["token"].astype(int)
    assert sorted(int(x) for x, y in points if not isinstance(y, list)) == sorted(overall)
    drawn = [sorted(x) for x, y in points if isinstance(y, list)]
    others = evidence.hr_themes[evidence.hr_themes["sector"] != "overall"]
    ranks = others.assign(rank=others["token"].astype(int)).groupby("theme")["rank"]
    assert sorted(drawn) == sorted(sorted(own) for _, own in ranks)


def test_the_cells_of_the_synthesis_are_those_weighed(evidence, drawn):
    draw_synthesis(evidence, "synthesis")
    cells = collect_synthesis(evidence)
    cells = cells[(cells["aspect"] != "open") & (cells["statements"] > 0)]
    assert sorted(drawn) == sorted(cells["statements"])


def test_every_benefit_and_drawback_says_of_what_it_is_one(evidence):
    own = evidence.statements
    own = own[(own["study_id"] == "flex") & own["kind"].isin(["benefit", "drawback"])]
    assert set(evidence.effects["statement_id"]) == set(own["statement_id"])


def test_a_side_counts_flexible_work_alone_and_each_finding_once(evidence):
    """Benefits of salaried work are left out, and the survey box repeats that staffing is secured."""
    chosen = set(select_sides(evidence)["statement_id"])
    assert {"flex-141", "flex-416"} <= chosen
    assert not {"flex-360", "flex-233", "flex-396"} & chosen
    counts = compare_sides(evidence, select_sides(evidence))
    assert counts[["benefits", "drawbacks"]].to_numpy().sum() == len(chosen)


def test_a_reason_counts_a_finding_once(evidence):
    """That people decide themselves how much they work stands in section 3.3.6 and in the survey box."""
    links = collect_reasons(evidence, "worker")
    own = set(links.loc[links["reason"] == "say", "statement_id"])
    assert "flex-262" in own
    assert "flex-390" not in own


def test_workload_is_named_as_both(evidence):
    """The survey of the study lists lower workload as an advantage and higher workload as a drawback."""
    both = find_both(evidence).set_index("theme")
    assert "workload" in both.index
    assert "staff" in both.loc["workload", "same"]
    names = [name for column in ("benefit_ids", "drawback_ids") for ids in both[column] for name in ids]
    kinds = evidence.statements.set_index("statement_id").loc[names, "kind"]
    assert set(kinds) == {"benefit", "drawback"}


def test_table_of_directions_by_level_and_aim(evidence):
    """Table 3.1 of the interim report, counted by hand: 37 directions at the organisation, 11 at region or nation."""
    last = [cell.text for cell in table_levels(evidence, "levels").rows[-1]]
    columns = table_levels(evidence, "levels").columns
    told = dict(zip(columns, last, strict=True))
    assert sum(int(number) for name, number in told.items() if name.startswith("Organisation")) == 37
    assert sum(int(number) for name, number in told.items() if name.lower().startswith("region")) == 11
    assert told["All"] == str(37 + 11)


def test_communication_is_the_theme_of_all_cases_with_a_team(evidence):
    """By hand: each of the six action agendas and rows of Table 3.1 has something on communication."""
    cases = cross_ways(evidence).drop_duplicates("theme").set_index("theme")["cases"]
    assert cases["communication"] == 6
    assert list(cases[cases == 6].index) == ["communication"]


def test_every_view_belongs_to_a_side(evidence):
    sides = evidence.map_labels("perspective")
    assert set(find_perspective(evidence)) == set(evidence.map_labels("view"))
    assert set(find_perspective(evidence).values()) == set(sides)


def test_pilots_are_compared_on_every_determinant(evidence):
    frame = compare_pilots(evidence)
    assert set(frame.loc[frame["case_id"] == "ow-a", "determinant"]) == set(evidence.map_labels("determinant"))
    own = evidence.statements.query("case_id == 'ow-b' and kind in ['drawback', 'obstacle', 'dilemma']")
    assert frame.loc[frame["case_id"] == "ow-b", "burdens"].sum() == (own["determinant"] != "").sum()


BREADTH = [
    (["ow-503", "ow-549"], "general", 2),
    (["ow-a-032", "ow-503"], "one-pilot", 2),
    (["ow-a-026", "ow-b-034"], "both-pilots", 2),
    (["zgao-005", "flex-475"], "", 0),
    (["flex-475", "ow-b-034"], "one-pilot", 1),
]


@pytest.mark.parametrize(("names", "breadth", "count"), BREADTH)
def test_breadth_counts_pilots_and_leaves_other_studies_out(evidence, names, breadth, count):
    found = weigh_evidence(evidence, names)
    assert (found["breadth"], found["statements"]) == (breadth, count)


def test_every_reason_to_leave_has_its_open_ends(evidence):
    cells = collect_synthesis(evidence).set_index(["reason", "aspect"])
    for reason in evidence.reasons.loc[evidence.reasons["actor"] == "worker", "reason"]:
        assert cells.loc[(reason, "open"), "texts"], reason
    assert cells.loc[("appreciation", "offers"), "texts"] == []


def test_the_tables_behind_the_figures_have_every_statement(evidence):
    for actor in ("worker", "organisation"):
        assert len(table_reasons(evidence, "t", actor).rows) == len(collect_reasons(evidence, actor))
    assert len(table_synthesis(evidence, "t").rows) == len(evidence.synthesis)
    assert len(table_both(evidence, "t").rows) == len(find_both(evidence))


def test_the_correlations_and_intervals_drawn_are_those_computed(evidence, monkeypatch):
    bars = []
    monkeypatch.setattr("owlib.exhibits.chapters.draw_interval", lambda *values: bars.append(values[2:4]))
    draw_precision(evidence, "precision", QUESTIONNAIRES)
    expected = estimate_precision([85, 75, 17])
    assert bars == list(zip(expected["low_pct"], expected["high_pct"], strict=True))
    bars.clear()
    rows = read_rows(draw_correlations(evidence, "correlations"))
    ranks = evidence.hr_themes.assign(rank=evidence.hr_themes["token"].astype(int))
    table = ranks.pivot_table(index="theme", columns="sector", values="rank").drop(columns="overall")
    again = correlate_ranks(table)
    assert sorted(round(float(row["rho"]), 9) for row in rows) == sorted(round(rho, 9) for rho in again["rho"])
    assert len(bars) == len(rows) == 5 * 4 / 2


def read_cells(root, report_id: str) -> str:
    """Return all cells of a report as text."""
    notebook = nbformat.read(root / "book" / "reports" / f"{report_id}.ipynb", as_version=4)
    return json.dumps(notebook.cells, ensure_ascii=False)


def test_every_sentence_of_a_chapter_is_on_its_page(root, evidence):
    for chapter_id, rows in evidence.passages.groupby("chapter_id"):
        text = read_cells(root, chapter_id)
        assert [row["passage_id"] for row in rows.to_dict("records") if row["text_en"] not in text] == []


def test_every_chapter_opens_with_its_answer_in_three_or_four_sentences(evidence):
    for chapter_id, rows in evidence.passages.groupby("chapter_id"):
        answer = rows[rows["section"] == "answer"]
        assert len(answer) in (3, 4), chapter_id
        assert answer["text_en"].iloc[0] in tell_answer(evidence, chapter_id).markdown


def test_a_sentence_leads_to_the_row_of_each_record_behind_it(evidence):
    addresses = map_addresses(evidence)
    text = tell_answer(evidence, "reasons").markdown
    row = evidence.passages[evidence.passages["passage_id"] == "reasons-answer-1"].iloc[0]
    assert all(f"](#{addresses[name]})" in text for name in row["evidence"].split(";"))


def test_no_report_has_a_heading_with_nothing_below_it(root):
    for path in sorted((root / "book" / "reports").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        for cell, below in zip(cells, [*cells[1:], None], strict=True):
            if cell.cell_type == "markdown" and cell.source.startswith("## ") and "\n" not in cell.source:
                assert below is not None, path.name
                assert below.cell_type == "code", (path.name, cell.source)


def test_parts_that_show_nothing_are_dropped_and_the_rest_numbered_anew():
    def make(kind, source, outputs=(), tags=()):
        new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        cell = new(source)
        cell.metadata["tags"] = list(tags)
        if kind == "code":
            cell.outputs, cell.execution_count = [nbformat.from_dict(output) for output in outputs], 9
        return cell

    shown = {"output_type": "execute_result", "data": {}, "metadata": {}, "execution_count": 9}
    cells = [
        make("text", "# Title"), make("code", "x = 1", tags=["parameters"]),
        make("text", "## Empty"), make("code", "None"), make("code", "None"),
        make("text", "## Half"), make("code", "None"), make("code", "x", [shown]),
        make("text", "Prose alone."),
    ]  # fmt: skip
    kept = drop_empty_parts(cells)
    assert [cell.source for cell in kept] == ["# Title", "x = 1", "## Half", "None", "x", "Prose alone."]
    assert [cell.execution_count for cell in kept if cell.cell_type == "code"] == [1, 2, 3]
    assert kept[4].outputs[0].execution_count == 3


@pytest.mark.parametrize(
    ("address", "record_id"),
    [
        ("ow-a-final--ow-a-026", "ow-a-026"),
        ("st-antonius-interim-st-antonius-001", "st-antonius-001"),
        ("statement-flex-390", "flex-390"),
        ("contradiction-con-ow-own-concept-a", "con-ow-own-concept-a"),
    ],
)
def test_an_address_tells_its_record(address, record_id):
    assert strip_address(address) == record_id
