"""A mapping is checked whole, against the instrument and against the export, without a word of what people answered."""

import pandas as pd
import pytest

from owlib.errors import DataError
from owlib.surveys.exports import Export
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import MISSING_WORDS, check_export, normalise, read_mapping, read_survey_export, translate

HIDDEN = "zeg-niets"
SURVEY = "survey: flex\nfile: export.csv\nsimulated: false\n"
COLUMNS = "column,item\nNr,respondent\nTevreden?,fe-happy\nLeiding?,fe-lead\nUren,fe-hours\nOpen,fe-open\nIP,-\n"
ANSWERS = "for,value,answer\nhappy,5,very\nhappy,1,not\nfe-lead,x,yes\nfe-happy,97,outside\n"
EXPORT = "Nr,Tevreden?,Leiding?,Uren,Open,IP\n1,5,x,32,niets,::1\n2,97,Nee,n.v.t.,,::1\n"


def make_items(*rows):
    names = ["item_id", "survey_id", "position", "kind", "scale_id", "text_en", "text_nl", "block"]
    return pd.DataFrame([[*row, ""] for row in rows], columns=names)


@pytest.fixture(scope="module")
def instrument():
    """A questionnaire of four questions, and the items that every survey has."""
    technical = [("respondent", "id"), ("case", "code"), ("wave", "code"), ("started", "date"), ("seconds", "number")]
    items = make_items(
        *[
            (item, "", place, kind, "", f"its {item}", f"zijn {item}")
            for place, (item, kind) in enumerate(technical, 1)
        ],
        ("fe-happy", "flex", 1, "single", "happy", "Are you happy?", "Bent u tevreden?"),
        ("fe-lead", "flex", 2, "single", "yes-no", "Do you lead?", "Geeft u leiding?"),
        ("fe-hours", "flex", 3, "number", "", "Hours a week", "Uren per week"),
        ("fe-open", "flex", 4, "text", "", "What else?", "Wat nog meer?"),
        ("ow-own", "ow", 1, "single", "yes-no", "Own?", "Eigen?"),
    )
    answers = pd.DataFrame(
        [
            ("happy", "not", 1, "Unhappy", "Ontevreden", ""),
            ("happy", "very", 2, "Very happy", "Zeer tevreden", ""),
            ("happy", "unknown", 3, "Don't know", "Weet niet", "dont-know"),
            ("yes-no", "yes", 1, "Yes", "Ja", ""),
            ("yes-no", "no", 2, "No", "Nee", ""),
        ],
        columns=["scale_id", "answer", "position", "label_en", "label_nl", "missing"],
    )
    return Instrument(pd.DataFrame({"survey_id": ["flex", "ow"], "waves": ["1", "1;2"]}), items, answers)


@pytest.fixture
def survey(tmp_path):
    """Return a function that writes a survey folder; a file that is given as nothing is left out."""

    def write(settings=SURVEY, columns=COLUMNS, answers=ANSWERS, export=EXPORT):
        folder = tmp_path / "mine"
        folder.mkdir(exist_ok=True)
        texts = {"survey.yml": settings, "columns.csv": columns, "answers.csv": answers, "export.csv": export}
        for name, text in texts.items():
            if text is not None:
                (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return folder

    return write


def faults(read, *arguments):
    """Return the lines of the message, once they are sure to tell nothing of an answer."""
    with pytest.raises(DataError) as caught:
        read(*arguments)
    assert HIDDEN not in str(caught.value)
    return [str(finding) for finding in caught.value.findings]


def test_a_sound_survey_is_read(survey, instrument):
    mapping, export = read_survey_export(survey(), instrument)
    assert mapping.columns == {
        "Nr": "respondent", "Tevreden?": "fe-happy", "Leiding?": "fe-lead", "Uren": "fe-hours", "Open": "fe-open",
    }  # fmt: skip
    assert mapping.unused == ("IP",)
    assert mapping.settings["threshold"] == 10
    assert not mapping.simulated
    assert export.frame["Nr"].dtype == "str"
    assert export.frame["Open"].dtype == "str"
    assert isinstance(export.frame["Uren"].dtype, pd.CategoricalDtype)


def test_showing_a_mapping_shows_no_value(survey, instrument):
    mapping = read_mapping(survey(answers=ANSWERS + f"happy,{HIDDEN},very\n"), instrument)
    assert HIDDEN not in repr(mapping) + str(mapping)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_may_come_back_from_a_spreadsheet(survey, instrument, encoding, separator):
    columns = COLUMNS.replace("Uren", "Uren één").replace(",", separator).replace("\n", "\r\n").encode(encoding)
    export = EXPORT.replace("Uren", "Uren één")
    assert read_survey_export(survey(columns=columns, export=export), instrument)[0].columns["Uren één"] == "fe-hours"


def test_hints_for_the_person_who_fills_it_in_are_not_read(survey, instrument):
    columns = COLUMNS.replace("column,item", "column,item,guess").replace("-hours", "-hours,fe-happy")
    answers = ANSWERS.replace("answer\n", "answer,guess,label\n")
    assert len(read_mapping(survey(columns=columns, answers=answers), instrument).columns) == 5


SETTINGS = {
    "survey: flex\nfile: x.csv\nsimulatd: false\n": ["'simulatd': expected a known setting", "'simulated'", "nothing"],
    "survey: fles\nfile: x.csv\nsimulated: false\n": ["column 'survey': expected 'flex' or 'ow'"],
    "survey: flex\nfile: x.csv\n": ["column 'simulated': expected true or false; found nothing"],
    "survey: flex\nsimulated: ja\n": ["column 'file': expected the export", "true or false; found another value"],
    SURVEY + "threshold: tien\n": ["'threshold'"],
    SURVEY + "separator: '#'\nencoding: utf-16\ncase: ZGAO\nwave: [1, 'T 2']\n": [
        "'separator'", "'encoding'", "'case'", "'wave'",
    ],
    SURVEY + "threshold: true\n": ["'threshold': expected a whole number"],
    "survey: [\n": ["expected settings in YAML"],
    SURVEY + "threshold: 5\n": ["'threshold': expected a whole number of 10 or more"],
    SURVEY + "dates: american\n": ["'dates': expected day or month"],
    "just text\n": ["expected settings as 'key: value'"],
}  # fmt: skip


@pytest.mark.parametrize("settings", SETTINGS)
def test_each_fault_of_the_settings_is_told(survey, instrument, settings):
    told = "\n".join(faults(read_mapping, survey(settings=settings), instrument))
    for expected in SETTINGS[settings]:
        assert expected in told
    assert told.startswith("mine/survey.yml")


def test_codes_of_settings_may_be_numbers(survey, instrument):
    assert read_mapping(survey(settings=SURVEY + "wave: 1\n"), instrument).settings["wave"] == "1"


@pytest.mark.parametrize("name", ["settings", "columns", "answers"])
def test_a_missing_file_is_told(survey, instrument, name):
    assert "no such file" in faults(read_mapping, survey(**{name: None}), instrument)[0]


def test_a_missing_export_is_told_without_its_folder(survey, instrument, tmp_path):
    (told,) = faults(read_survey_export, survey(export=None), instrument)
    assert told.startswith("export.csv: expected an export; found no such file")
    assert str(tmp_path) not in told


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("Extra,fe-hapy\n", "row 8, column 'item': expected an item of the survey, or '-'; found 'fe-hapy'. What"),
        ("Extra,ow-own\n", "row 8, column 'item': expected an item of the survey"),
        ("Extra,fe-happy\n", "row 8, column 'item': expected each item once; found 'fe-happy' here and in row 3"),
        ("Uren,-\n", "row 8, column 'column': expected each column once; found 'Uren' here and in row 5"),
        ("Extra,\nNog een\n", "row 8, column 'item': expected an item in each row; found 2 rows not decided yet"),
        ("Extra,x,fe-open\n", "row 8: expected at most 2 cells; found more"),
    ],
)  # fmt: skip
def test_each_fault_of_the_columns_is_told(survey, instrument, added, expected):
    (told,) = faults(read_mapping, survey(columns=COLUMNS + added), instrument)
    assert told.startswith(f"mine/columns.csv, {expected}")
    assert "hapy" not in added or "write 'fe-happy'" in told


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (f"fe-hapy,{HIDDEN},very\n", "column 'for': expected a scale, or an item with answers to choose from"),
        (f"fe-open,{HIDDEN},very\n", "column 'for': expected a scale"),
        (f"ow-own,{HIDDEN},yes\n", "column 'for': expected a scale"),
        (f"happy,{HIDDEN},vry\n", "column 'answer': expected 'not', 'very', 'unknown', 'no-answer', 'not-applicable'"),
        (f"case,{HIDDEN},Huis A\n", "column 'answer': expected a code of small letters"),
        (f"fe-hours,{HIDDEN},veel\n", "column 'answer': expected a number, or 'no-answer'"),
        ("happy, 5 ,not\n", "column 'answer': expected one answer for each value; found another one here"),
        (f"happy,{HIDDEN},\n", "column 'answer': expected an answer in each row; found 1 row not decided yet"),
    ],
)  # fmt: skip
def test_each_fault_of_the_answers_is_told_without_a_value(survey, instrument, added, expected):
    (told,) = faults(read_mapping, survey(answers=ANSWERS + added), instrument)
    assert told.startswith(f"mine/answers.csv, row 6, {expected}")


def test_all_faults_are_told_at_once(survey, instrument):
    folder = survey(columns=COLUMNS + "A,x\nB,y\n", answers=ANSWERS + "happy,9,z\n")
    assert len(faults(read_mapping, folder, instrument)) == 3


def test_a_case_is_told_once(survey, instrument):
    folder = survey(settings=SURVEY + "case: mine\n", columns=COLUMNS + "Huis,case\n")
    assert (
        "column 'case': expected the case here or in a column; found both"
        in faults(read_mapping, folder, instrument)[0]
    )


def test_a_header_of_its_own_is_needed(survey, instrument):
    told = faults(read_mapping, survey(columns="kolom,item\nNr,respondent\n"), instrument)
    assert "expected the columns column, item" in told[0]


# translate


@pytest.fixture
def mapping(survey, instrument):
    """The mapping of the sound survey."""
    return read_mapping(survey(answers=ANSWERS + "case,Huis A,house-a\nfe-hours,veel,40\nyes-no,,no\n"), instrument)


@pytest.mark.parametrize(
    ("item", "value", "answer"),
    [
        ("fe-happy", "5", "very"),
        ("fe-happy", "97", "outside"),
        ("fe-happy", " zeer  TEVREDEN", "very"),
        ("fe-happy", "Very happy", "very"),
        ("fe-happy", "not", "not"),
        ("fe-happy", "weet niet", "unknown"),
        ("fe-happy", "Weet ik niet", "dont-know"),
        ("fe-happy", "N.v.t.", "not-applicable"),
        ("fe-happy", "", "no-answer"),
        ("fe-happy", "-", "no-answer"),
        ("fe-happy", "3", ""),
        ("fe-lead", "x", "yes"),
        ("fe-lead", "", "no"),
        ("fe-hours", "veel", "40"),
        ("fe-hours", "32,5", ""),
        ("fe-hours", "nvt", "not-applicable"),
        ("case", "Huis A", "house-a"),
        ("case", "ZGAO", "zgao"),
        ("case", "Huis B", ""),
        ("wave", "2", "2"),
        ("fe-open", "niets te melden", ""),
        ("fe-open", "n.v.t.", "not-applicable"),
    ],
)
def test_a_value_becomes_its_answer(mapping, instrument, item, value, answer):
    assert translate(mapping, instrument, item, [value, value]) == [answer, answer]


def test_rows_for_an_item_go_before_those_for_its_scale(survey, instrument):
    mapping = read_mapping(survey(answers="for,value,answer\nfe-happy,5,not\nhappy,5,very\nhappy,1,not\n"), instrument)
    assert translate(mapping, instrument, "fe-happy", ["5", "1"]) == ["not", "not"]


def test_missing_words_are_written_as_values_are_compared():
    assert [word for word in MISSING_WORDS if word != normalise(word)] == []


def test_curly_quotes_and_composed_letters_make_no_difference():
    assert normalise("Don\u2019t  know\u00a0") == "don't know"
    assert normalise("e\u0301e\u0301n") == "één"


# check_export


def make_export(**columns):
    return Export(pd.DataFrame(columns, dtype="str").astype("category"), {}, "export.csv")


def test_values_that_nobody_mapped_are_counted_not_shown(survey, instrument):
    rows = [f"{n},{HIDDEN if n % 2 else 'niets-gezegd'},x,,,1" for n in range(24)] + ["30,5,ja,,,1"]
    folder = survey(export=EXPORT.splitlines()[0] + "\n" + "\n".join(rows) + "\n")
    (told,) = faults(read_survey_export, folder, instrument)
    assert told == (
        "export.csv, column 'Tevreden?': expected values with an answer of 'fe-happy'; found 2 different values that "
        "nobody mapped or confirmed, in about 20 rows. What to do: owlib new-survey mine --update lists them in "
        "answers.csv for you to decide."
    )
    (told,) = faults(read_survey_export, survey(export=EXPORT + f"3,{HIDDEN},x,32,,::1\n"), instrument)
    assert "a value that nobody mapped or confirmed, in fewer than 10 rows" in told


def test_columns_that_one_of_them_lacks_are_told(survey, instrument):
    told = faults(read_survey_export, survey(export=EXPORT.replace("Uren", "Extra")), instrument)
    assert [line.partition(":")[0] for line in told] == ["export.csv, row 1, column 'Extra'",
                                                         "export.csv, row 1, column 'Uren'"]  # fmt: skip
    assert "an unmapped column" in told[0]
    assert "no such column" in told[1]


def test_the_file_of_another_survey_is_told_in_one_message(survey, instrument):
    folder = survey(export="A,B,C,Nr\n" + f"1,{HIDDEN},3,4\n")
    (told,) = faults(read_survey_export, folder, instrument)
    assert "expected the export of this survey, with 5 mapped columns; found 1 of these" in told


def test_a_column_left_out_may_be_gone_and_the_mark_needs_no_row(survey, instrument):
    export = EXPORT.replace(",IP", ",simulated").replace("::1", "SIMULATED")
    _, read = read_survey_export(survey(export=export), instrument)
    assert list(read.frame["simulated"]) == ["SIMULATED", "SIMULATED"]


def test_a_column_with_too_many_codes_is_no_column_of_cases(survey, instrument):
    mapping = read_mapping(survey(columns=COLUMNS + "Huis,case\n"), instrument)
    names = list(pd.read_csv(mapping.folder / "export.csv"))
    export = make_export(**dict.fromkeys(names, [""] * 60), Huis=[f"{HIDDEN}-{n}" for n in range(60)])
    (found,) = check_export(export, mapping, instrument)
    assert "60 different values that nobody mapped" in str(found)
    assert HIDDEN not in str(found)
