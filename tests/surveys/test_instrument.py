"""The questionnaires as data: what issue and report say of them, and what is only our assumption."""

import re

import pytest

from owlib.errors import UnknownNameError
from owlib.evidence.instrument_rules import check_instrument
from owlib.evidence.numbers import list_records
from owlib.evidence.schema import read_package, read_text_tables
from owlib.surveys.instrument import in_language, items_table, read_instrument, surveys_table

SURVEYS = ("flex-employees", "flex-workers", "ow-employees", "ow-clients")
BREAKS = (
    ("items", "fe-function", {"lines": "310"}, "lines", "nothing, as the row is assumed"),
    ("items", "fe-age", {"report_table": "B3.1"}, "report_table", "nothing, as the row is assumed"),
    ("items", "fe-age", {"scale_id": "ages"}, "scale_id", "a scale of the answers"),
    ("items", "fe-age", {"note_en": "A note."}, "note_nl", "a text, as the other language has one"),
    ("items", "fe-hours", {"high": "60"}, "bands", "bands from 0 to 60"),
    ("items", "fe-hours", {"low": "90"}, "high", "90 or more"),
    ("items", "fe-hours", {"low": ""}, "low", "the lowest and the highest number"),
    ("items", "fe-remarks", {"bands": "0-9"}, "bands", "nothing, as only a number has it"),
    ("items", "fe-remarks", {"scale_id": "agree"}, "scale_id", "nothing, as only a single answer has a scale"),
    ("items", "oe-rules", {"score": ""}, "reverse", "nothing, as it is part of no score"),
    ("items", "oe-rules", {"score": "rules"}, "score", "a score of at least 2 items"),
    ("items", "oe-rules", {"scale_id": "often"}, "scale_id", "'agree', the scale of the score"),
    ("surveys", "flex-workers", {"group_item": "fw-age"}, "group_item", "an item of this survey with two answers"),
    ("surveys", "flex-workers", {"outcome_item": "fw-age"}, "outcome_item", "of which an answer counts as its top"),
    ("calibration", "fe-satisfied-use", {"item_id": "fe-hours"}, "answers", "a closed item"),
    ("calibration", "fe-satisfied-use", {"number_id": "flex-programme-year"}, "number_id", "a published share"),
)
"""Table, row, what to break in it, and the column and the words of the message."""
TECHNICAL = ("respondent", "case", "wave", "started", "finished", "seconds", "state")


@pytest.fixture(scope="module")
def instrument(root):
    return read_instrument(root)


@pytest.fixture(scope="module")
def shown(instrument):
    """The questionnaires as a page shows them."""
    return in_language(instrument, "en")


def list_own(instrument, survey_id):
    """The items of one survey, without the technical ones."""
    return instrument.items[instrument.items["survey_id"] == survey_id]


def list_tables(text):
    """Numbers of the annex tables that a text names, ranges filled in; the report prints one without its B."""
    found = set()
    for first, last in re.findall(r"[Tt]abel(?:len)? B?3\.(\d+)(?: (?:t/m|en|tot en met) B3\.(\d+))?", text):
        ends = (int(first), int(last or first))
        found |= set(range(ends[0], ends[1] + 1)) if "t/m" in text or "tot en met" in text else set(ends)
    return found


def test_both_studies_have_their_questionnaires(instrument):
    assert tuple(instrument.surveys["survey_id"]) == SURVEYS
    waves = dict(zip(instrument.surveys["survey_id"], instrument.surveys["waves"], strict=True))
    assert [waves[survey_id] for survey_id in SURVEYS] == ["1", "1", "1;2", "1;2"]


@pytest.mark.parametrize("survey_id", SURVEYS)
def test_a_survey_has_all_kinds_of_questions_that_exports_hold(instrument, survey_id):
    own = list_own(instrument, survey_id)
    assert (own["role"] == "screening").sum() == 1
    assert (own["asked_if"] != "").any()
    assert (own.loc[own["kind"] == "number", "bands"] != "").any()
    assert (own["role"] == "open").any()
    assert own.loc[own["scale_id"] == "ticked", "block"].value_counts().max() >= 3
    missing = instrument.answers[instrument.answers["missing"] != ""]
    assert own["scale_id"].isin(missing["scale_id"]).any()
    assert own["position"].tolist() == list(range(1, len(own) + 1))


def test_an_item_says_in_two_languages_what_is_asked_and_where_it_comes_from(instrument):
    items = instrument.items
    assert (items[["text_en", "text_nl"]] != "").all(axis=None)
    reported = items[items["status"] == "reported"]
    assert (reported[["source_id", "section", "lines"]] != "").all(axis=None)
    assumed = items[items["status"] == "assumed"]
    assert len(reported) + len(assumed) == len(items)
    assert (assumed[["source_id", "section", "lines", "report_table"]] == "").all(axis=None)


def test_nothing_is_called_reported_of_pilots_whose_questionnaires_are_not_told(instrument):
    """The paper says that questionnaires were held; it prints no question of them."""
    surveys = instrument.surveys[instrument.surveys["study_id"] == "ow"]
    items = instrument.items[instrument.items["survey_id"].isin(surveys["survey_id"])]
    assert set(surveys["status"]) == set(items["status"]) == {"assumed"}
    assert surveys["note_en"].str.startswith("Assumed by us").all()


def test_each_annex_table_that_the_report_names_is_in_the_questionnaires(instrument, texts):
    told = set()
    for line in texts["flex-interim-2019"]:
        told |= list_tables(line)
        told |= {int(number) for number in re.findall(r"B3\.(\d+)", line)}
    assert told - {1} == set(range(2, 16)) - {7}  # as the report names them, B3.7 nowhere; 3.1 is a table of its own
    in_items = {int(number) for text in instrument.items["report_table"] for number in re.findall(r"B3\.(\d+)", text)}
    flex = instrument.surveys[instrument.surveys["study_id"] == "flex"]
    for note in flex["note_nl"]:
        assert list_tables(note) >= {1, 2, 3, 4}  # the response
    assert in_items == told - {1, 2, 3, 4}


def test_the_lines_of_a_reported_item_name_its_table(instrument, texts):
    named = instrument.items[instrument.items["report_table"] != ""]
    for item in named.to_dict("records"):
        lines = texts[item["source_id"]]
        held = "\n".join(lines[int(number) - 1] for number in item["lines"].replace("-", ";").split(";"))
        for table in item["report_table"].split(";"):
            number = table.removeprefix("B")
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)|B{re.escape(number)}(?!\d)", held), item["item_id"]


def test_no_wording_is_taken_from_a_source(instrument, texts):
    """Our words throughout: no run of 6 words of an item stands in a source."""
    sources = [" ".join(re.findall(r"\w+", "\n".join(lines).lower())) for lines in texts.values()]
    for text in instrument.items["text_nl"]:
        words = re.findall(r"\w+", text.lower())
        runs = [" ".join(words[start : start + 6]) for start in range(len(words) - 5)]
        assert not [run for run in runs for source in sources if f" {run} " in source]


def test_a_table_that_the_report_gives_to_two_surveys_says_so(instrument):
    """Sections 3.3.1 and 'after the box' give B3.12 and B3.11 to the survey among flexible workers, others do not."""
    for survey_id in ("flex-employees", "flex-workers"):
        note = instrument.find_survey(survey_id)["note_en"]
        assert "B3.11 and B3.12 are cited for this survey and for that among" in note
    twice = instrument.items.set_index("item_id").loc[["fw-effect-costs", "fw-drawback-tasks", "fe-drawback-tasks"]]
    assert (twice["note_en"] != "").all()


def test_scores_of_the_pilots_have_items_enough_and_one_to_turn_round(instrument):
    own = instrument.items[instrument.items["survey_id"].str.startswith("ow-") & (instrument.items["score"] != "")]
    sizes = own.groupby("score").size()
    assert sizes.between(3, 6).all()
    assert {"engagement", "autonomy", "quality-of-care"} <= set(sizes.index)
    assert (own["reverse"] == "yes").any()


def test_published_shares_calibrate_what_they_are_shares_of(root, evidence):
    """5 to 12% and 12 to 22% would certainly work as freelancers; 40 to 45% are satisfied with the use."""
    rows = (root / "data" / "instrument" / "calibration.csv").read_text(encoding="utf-8").splitlines()
    parts = {row.split(",")[1]: row.split(",")[3] for row in rows if ",certainly," in row or "fe-satisfied-flex" in row}
    numbers = {item_id: evidence.find_number(number_id)["token"] for item_id, number_id in parts.items()}
    assert numbers == {"fe-freelance": "5 tot 12%", "fw-freelance": "12 tot 22%", "fe-satisfied-flex": "40 tot 45%"}


def test_technical_items_come_first_in_each_survey(instrument):
    for survey_id in SURVEYS:
        items = instrument.list_items(survey_id)
        assert tuple(items["item_id"][: len(TECHNICAL)]) == TECHNICAL
        assert set(items["survey_id"][len(TECHNICAL) :]) == {survey_id}


def test_an_unknown_survey_is_refused_with_those_there_are(instrument):
    with pytest.raises(UnknownNameError, match=r"found 'flex'.*'flex-employees', .* or 'ow-clients'"):
        instrument.list_items("flex")


def test_the_answers_of_a_scale_keep_their_order(instrument):
    answers = instrument.list_answers("agree")
    assert answers["value"].tolist() == ["1", "2", "3", "4", "5", ""]
    assert answers["missing"].tolist() == ["", "", "", "", "", "dont-know"]


@pytest.mark.parametrize("survey_id", SURVEYS)
def test_a_page_shows_each_item_with_where_it_comes_from(shown, survey_id):
    instrument, table = shown, items_table(shown, survey_id)
    origins = {row[0].small: row[3] for row in table.rows}
    for item in list_own(instrument, survey_id).to_dict("records"):
        origin = origins[item["item_id"]]
        if item["status"] == "assumed":
            assert origin.text == "assumed by us"
        else:
            assert origin.text.startswith("reported")
            assert all(number in origin.text for number in item["report_table"].split(";"))
            assert item["lines"].split(";")[0].replace("-", "\u2013") in origin.small
    assert len(table.data_rows) == len(table.rows) == len(TECHNICAL) + len(list_own(instrument, survey_id))


def test_a_page_tells_of_a_filter_in_the_labels_of_its_answers(shown):
    table = items_table(shown, "flex-employees")
    asked = {row[0].small: row[1].text for row in table.rows}
    assert asked["fe-reason-shortage"] == "fe-position: Manager"
    assert asked["fe-freelance-hours"] == "fe-freelance: Certainly or Probably or Perhaps"
    assert asked["fe-age"] == "everyone"


def test_a_page_lists_the_surveys_with_their_items_counted(shown):
    table = surveys_table(shown)
    for row, survey_id in zip(table.rows, SURVEYS, strict=True):
        own = list_own(shown, survey_id)
        assert [cell.text for cell in row[3:5]] == [str(len(own)), str((own["status"] == "reported").sum())]


def test_a_page_in_dutch_has_the_dutch_wording(instrument):
    table, items = items_table(in_language(instrument, "nl"), "flex-employees"), instrument.items.set_index("item_id")
    assert [cell.text for cell, *_ in table.rows] == [items["text_nl"][cell.small] for cell, *_ in table.rows]
    assert "fe-position: Leidinggevende" in {row[1].text for row in table.rows}
    with pytest.raises(UnknownNameError, match="a language of the book; found 'fr'"):
        in_language(instrument, "fr")


@pytest.fixture(scope="module")
def tables(root):
    return read_text_tables(read_package(root))


def test_the_questionnaires_keep_their_rules(tables):
    assert list(check_instrument(list_records(tables))) == []


@pytest.mark.parametrize(("table", "record_id", "cells", "column", "words"), BREAKS)
def test_a_broken_rule_is_named_with_its_cell(tables, table, record_id, cells, column, words):
    frame = tables[table].copy()
    row = frame.index[frame.iloc[:, 0] == record_id][0]
    for name, value in cells.items():
        frame.loc[row, name] = value
    found = [
        finding for finding in check_instrument(list_records({**tables, table: frame})) if words in finding.expected
    ]
    assert (f"data/instrument/{table}.csv", row + 2, column) in {(one.file, one.row, one.column) for one in found}
