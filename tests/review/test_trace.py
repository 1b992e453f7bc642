"""Tracing: from a record to its source, and to every place that uses it."""

import functools
import json

import pytest

from owlib.exhibits import registers
from owlib.exhibits.forms import MIME
from owlib.review import trace
from owlib.review.trace import describe_record, find_uses


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    """Let the records that are traced share what is read and set for each of them: the reports, and tables of pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trace, "read_executed", functools.cache(trace.read_executed))
        patch.setattr(registers, "list_tables", functools.cache(registers.list_tables))
        yield


@pytest.mark.parametrize(
    ("record_id", "lines"),
    [
        (
            "national-freelancers-all-2010",
            [
                "865.000",
                "864,500 to 865,500",
                "\u00a72.2, line 174",
                "book/en/register.md: table \u2018Every quantity of the national chapter",
                "data/claims.csv, row 2: input of claim cl-flex-freelancers-all-growth",
                "book/reports/en/national.ipynb: figure",
                "book/reports/en/national.ipynb: running text",
                "book/reports/nl/audit.ipynb: running text",
            ],
        ),
        ("zgao-001", ["line 326", "data/cases/zgao/summaries.csv, row 2: evidence of sentence zgao-summary-1"]),
        (
            "flex-390",
            [
                "book/nl/statements.md: table",
                "data/chapters/passages.csv, row 2: evidence of sentence reasons-answer-1",
                "pull of reason say",
                "book/reports/en/reasons.ipynb: running text",
            ],
        ),
        ("flex-262", ["pull of reason say", "nl/reasons.ipynb: figure", "nl/reasons.ipynb: table"]),
        ("reasons-answer-1", ["book/reports/nl/reasons.ipynb: sentence of the report"]),
        ("cl-flex-cases-sum", ["Verdict     holds", "book/en/claims.md: table \u2018Interim report 2019: "]),
        (
            "con-flex-survey-st-antonius",
            [
                "\u00a71.2, line 86",
                "\u00a73.2, line 322",
                "book/en/conflicts.md: table \u2018Interim report 2019: ",
            ],
        ),
        ("hr-diversity-overall", ["line 216", "input of claim cl-limburg-ranking-overall"]),
    ],
)
def test_a_record_is_traced_to_its_source_and_its_uses(root, evidence, record_id, lines):
    pairs = describe_record(evidence, record_id)
    told = [*map("     ".join, pairs), *(f"{use.where}: {use.what}" for use in find_uses(root, evidence, record_id))]
    for line in lines:
        assert any(line in one for one in told), told


def test_the_command_tells_the_path_of_a_record(root, owlib):
    result = owlib(root, "trace", "zgao-001")
    assert result.returncode == 0, result.stderr
    for line in ("line 326", "data/cases/zgao/summaries.csv, row 2: evidence of sentence zgao-summary-1"):
        assert line in result.stdout


def test_an_unknown_record_is_named(root, owlib):
    result = owlib(root, "trace", "national-nothing")
    assert result.returncode == 2
    assert "found 'national-nothing'" in result.stderr
    assert "Traceback" not in result.stderr


def test_each_picture_of_the_reports_says_which_records_it_draws(root):
    for path in sorted((root / "book" / "reports").glob("*/*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        survey = "survey" in notebook["metadata"]["owlib"]["parameters"]  # draws answers, which are no records
        for output in [output for cell in notebook["cells"] for output in cell.get("outputs", [])]:
            exhibit = output.get("data", {}).get(MIME, {})
            if exhibit.get("kind") == "figure":
                assert exhibit["records"] or survey, (path.name, exhibit["name"])
                assert exhibit["rows"], (path.name, exhibit["name"])
