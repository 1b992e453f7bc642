"""The report on a survey: each exhibit is made or left out, marked where it is simulated, in words of a language."""

import inspect
import re

import nbformat
import pytest

from owlib.errors import UnknownNameError
from owlib.surveys import results
from owlib.surveys.cleaning import clean_responses
from owlib.surveys.data import make_survey
from owlib.surveys.guard import find_unmarked
from owlib.surveys.instrument import in_language, read_instrument
from owlib.surveys.mapping import read_survey_export
from owlib.surveys.measures import estimate_model, list_blocks, tell_flow
from owlib.surveys.responses import MARK, code_responses
from owlib.surveys.simulated_answers import Plan
from owlib.surveys.simulated_folders import read_calibration, write_simulated_folder

NAMES = ("flexible-workers", "employees", "pilot-employees")
EXHIBITS = [
    name
    for name, function in vars(results).items()
    if inspect.isfunction(function) and function.__module__ == results.__name__ and not name.startswith("_")
    and list(inspect.signature(function).parameters) == ["report"] and name != "blocks"
]  # fmt: skip
"""All that shows something of a report, but for what takes a block or an item."""


@pytest.fixture(scope="module")
def reports():
    return {name: results.read(name, "", "", "en") for name in NAMES}


def make_all(report) -> list:
    """Return all exhibits of a report."""
    made = [getattr(results, name)(report) for name in EXHIBITS]
    made += [results.block_figure(report, block) for block in list_blocks(report)]
    return [*made, results.cases_figure(report, report.outcome)]


def test_the_template_shows_each_exhibit_once(root):
    cells = nbformat.read(root / "notebooks" / "survey_report.ipynb", as_version=4).cells
    called = re.findall(r"results\.(\w+)\(", "\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    assert sorted(called) == sorted([*EXHIBITS, "read", "blocks", "cases_figure"])


@pytest.mark.parametrize("name", NAMES)
def test_every_exhibit_of_simulated_answers_bears_the_mark(reports, name):
    made = [exhibit for exhibit in make_all(reports[name]) if exhibit]
    assert len(made) > 15
    for exhibit in made:
        if hasattr(exhibit, "markdown"):
            assert exhibit.markdown.startswith(f"**{MARK}.**")
        else:
            assert find_unmarked(exhibit.to_dict(), getattr(exhibit, "svg", "")) == ""


EDGES = {
    "few in each case": Plan("ow-clients", {"one": 12, "two": 8, "three": 9}, 1),
    "one case": Plan("flex-workers", {"only": 25}, 2),
    "every case too small": Plan("flex-employees", {f"c{place}": 9 for place in range(4)}, 3),
    "a small second wave": Plan("ow-employees", {"a": 30, "b": 25}, 5, waves=("1", "2"), overlap=0.9),
}


@pytest.mark.parametrize("edge", EDGES)
def test_whatever_its_size_a_survey_has_a_report(tmp_path, evidence, edge):
    """Each exhibit is made, or left out; never an error, and never a count below the threshold."""
    instrument = read_instrument()
    write_simulated_folder(tmp_path / "edge", instrument, EDGES[edge], read_calibration(evidence))
    mapping, export = read_survey_export(tmp_path / "edge", instrument)
    responses = clean_responses(code_responses(export, mapping, instrument), instrument)
    report = make_survey(responses, in_language(instrument, "en"), {})
    assert sum(exhibit is not None for exhibit in make_all(report)) > 5
    assert (report.protected.counts.dropna() >= report.threshold).all()
    model = estimate_model(report)
    assert model is None or not model.terms.empty or model.note in results.model(report).markdown
    assert results.checks_table(report) is None or not model.terms.empty


def test_what_was_received_is_no_step_that_takes_out(reports):
    report = reports["employees"]
    flow, table, figure = tell_flow(report), results.flow_table(report), results.flow_figure(report)
    assert list(flow.loc[flow["told"] == "", "step"]) == ["received"]
    assert [cell.text + cell.small for cell in table.rows[0][:2]] == ["Received", ""]
    assert "<!-- Received -->" in figure.svg
    assert f"<!-- Test responses: {flow['told'].iloc[1]} -->" in figure.svg


def test_the_model_says_what_was_found_in_words_with_numbers(reports):
    report = reports["pilot-employees"]
    assert "answered \u2018satisfied\u2019 or \u2018very satisfied\u2019 to" in results.model(report).markdown
    found = {row[0].text: row[2].text for row in results.checks_table(report).rows}
    assert found["case effects"].endswith("read none apart (likelihood ratio test, p = 0.57).")
    assert "2 percentage points (Hosmer-Lemeshow, p = 0.68)" in found["calibration"]
    assert [row[0].text for row in results.model_table(report).rows][-1] == "Other team rather than Pilot team"


def test_a_report_in_dutch_has_the_questions_and_answers_in_dutch(reports):
    """The words around them are English until the Dutch file has them; the numbers are set as in Dutch."""
    dutch = results.read("pilot-employees", "", "", "nl")
    texts = dict(dutch.instrument.items[["text_en", "text_nl"]].itertuples(index=False))
    english = results.background_table(reports["pilot-employees"])
    shown = results.background_table(dutch)
    assert [row[0].text for row in shown.rows] == [texts[row[0].text] for row in english.rows]
    assert [row[2] for row in shown.rows] == [row[2] for row in english.rows]
    assert results.scores_table(dutch).rows[0][3].text == "3,0"


def test_another_language_is_refused():
    with pytest.raises(UnknownNameError, match="a language of the book; found 'fr'"):
        results.read("employees", "", "", "fr")
