"""Exports of the tools that people use are taken in as they are meant, or asked about: the cases handed over, and kin.

Each is taken in through the functions of the commands; ``ok`` is written into each empty line, as a person does who
finds all guesses right.
"""

from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from owlib.errors import DataError
from owlib.surveys.cleaning import clean_responses, write_clean
from owlib.surveys.exports import read_export
from owlib.surveys.instrument import read_instrument
from owlib.surveys.mapping import read_survey_export
from owlib.surveys.proposals import make_survey_folder, update_survey_folder
from owlib.surveys.responses import code_responses

CASES = Path(__file__).parent / "intake"
INSTRUMENT = read_instrument()
HEADER = ["respondent", "Organisatie", "Werkt u als flexwerker bij deze organisatie?", "Wat is uw leeftijd?",
          "Hoe tevreden bent u over uw werk in het algemeen?"]  # fmt: skip
PERSON = ["north", "Ja", "30 tot en met 44", "Tevreden"]


def find_case(name):
    return next((CASES / name).glob("export.*"))


def read_lines(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")


def propose(root, path, survey="flex-workers", **settings):
    """Make the survey *mine* of an export; return its folder, and what was told."""
    given = {"survey": survey, "file": str(path), "simulated": False} | settings
    told = make_survey_folder(root, "mine", given, INSTRUMENT)
    return root / "private" / "mine", told


def confirm(folder, **other):
    """Write into each empty line that its guess is right, or leave its column out; other items or answers go first."""
    for name, key, field in (("columns", "column", "item"), ("answers", "value", "answer")):
        lines = read_lines(folder, name)
        rest = ["ok" if guess or name == "answers" else "-" for guess in lines["guess"]]
        cells = zip(lines[field], lines[key], rest, strict=True)
        lines[field] = [own or other.get(text, left) for own, text, left in cells]
        lines.to_csv(folder / f"{name}.csv", index=False)


def clean(folder):
    mapping, export = read_survey_export(folder, INSTRUMENT)
    return clean_responses(code_responses(export, mapping, INSTRUMENT), INSTRUMENT)


def take(root, path, survey="flex-workers", **settings):
    """Return the cleaned answers of an export of which all guesses are right."""
    folder, _ = propose(root, path, survey, **settings)
    confirm(folder)
    return clean(folder)


def label(responses, item):
    """Return the answers of an item as codes, empty where there is none."""
    answers = list(INSTRUMENT.list_answers(INSTRUMENT.find_item(item)["scale_id"])["answer"])
    return [answers[code] if code >= 0 else "" for code in responses.frame[item]]


def count(responses, item):
    return pd.Series(label(responses, item)).value_counts().to_dict()


def refusal(act, *arguments, **options):
    with pytest.raises(DataError) as caught:
        act(*arguments, **options)
    return str(caught.value)


def write(folder, rows, name="export.csv", separator=",", encoding="utf-8"):
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def make_rows(count=24, **columns):
    """Return a table of people with the usual questions, and columns of their own beside: a list of values in turn."""
    rows = [[f"r{n:03d}", *PERSON, *(values[n % len(values)] for values in columns.values())] for n in range(count)]
    return [[*HEADER, *columns], *rows]


# the cases handed over


@pytest.mark.parametrize(
    ("name", "respondents"),
    [
        ("excel-sep-line", 40), ("group-of-one-mind", 74), ("html-headings", 40), ("limesurvey-codes-y-blank", 40),
        ("msforms-good", 120), ("pandas-index-column", 40), ("qualtrics-three-headers", 40), ("spss-good", 120),
        ("surveymonkey-two-headers", 40), ("names-in-good-letters", 40), ("us-dates-24h", 120),
    ],
)  # fmt: skip
def test_each_row_of_answers_is_one_respondent_and_nothing_else_is(tmp_path, name, respondents):
    responses = take(tmp_path, find_case(name))
    assert len(responses.frame) == respondents
    assert set(responses.frame["case"]) == {"north", "south"}
    assert list(responses.flow["touched_n"][responses.flow["kind"] == "rows"]) == [respondents, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("qualtrics-three-headers", "qualtrics"), ("qualtrics-status-numbers", "qualtrics"),
        ("limesurvey-codes-y-blank", "limesurvey"), ("html-headings", "limesurvey"),
        ("limesurvey-id-and-token", "limesurvey"), ("surveymonkey-two-headers", "surveymonkey"),
        ("google-forms-checkboxes", "google-forms"), ("msforms-good", "microsoft-forms"), ("spss-good", "spss"),
        ("group-of-one-mind", ""),
    ],
)  # fmt: skip
def test_the_tool_is_known_by_its_first_rows(name, tool):
    assert read_export(find_case(name)).tool == tool


@pytest.mark.parametrize("name", ["html-headings", "limesurvey-codes-y-blank", "qualtrics-three-headers"])
def test_the_same_wording_needs_no_person_whatever_stands_around_it(tmp_path, name):
    folder, _ = propose(tmp_path, find_case(name))
    columns = read_lines(folder, "columns")
    assert (columns["item"].str.startswith("fw-")).sum() == 50
    assert len(columns[columns["item"] == ""]) == 2  # who is who, and the organisation
    assert all(columns["because"])


def test_limesurvey_ticks_with_a_letter_and_leaves_the_others_blank(tmp_path):
    folder, _ = propose(tmp_path, find_case("limesurvey-codes-y-blank"))
    lines = read_lines(folder, "answers").set_index(["for", "value"])["answer"]
    assert lines["ticked", "Y"] == "yes"
    assert lines["fw-reasons", ""] == "no"
    confirm(folder)
    raw = read_export(find_case("limesurvey-codes-y-blank")).frame[
        "G1Q11[SQ011]. Reden voor flexwerk [ik bepaal zelf mijn uren en tijden]"
    ]
    assert label(clean(folder), "fw-reason-hours") == ["yes" if text == "Y" else "no" for text in raw]


def test_a_blank_box_counts_as_not_ticked_only_where_a_person_got_that_far(tmp_path):
    responses = take(tmp_path, find_case("ticks-blank-after-breakoff"))
    assert count(responses, "fw-benefit-shifts") == {"yes": 40, "no": 20, "": 60}


def test_a_token_tells_who_is_who_and_a_running_number_does_not(tmp_path):
    folder, _ = propose(tmp_path, find_case("limesurvey-id-and-token"), "ow-employees", case="team-a")
    lines = read_lines(folder, "columns").set_index("column")
    assert list(lines["item"][["Antwoord-ID", "Toegangscode", "token"]]) == ["", "", ""]
    assert list(lines["guess"][["Antwoord-ID", "Toegangscode", "token"]]) == ["-", "respondent", "-"]
    confirm(folder)
    frame = clean(folder).frame
    assert (frame.groupby("respondent")["wave"].nunique() == 2).sum() == 44


def test_a_running_number_is_only_asked_about(tmp_path):
    folder, _ = propose(tmp_path, find_case("limesurvey-id-and-token"), "ow-employees", case="team-a")
    columns = read_lines(folder, "columns")
    columns.loc[columns["column"].isin(["Toegangscode", "token"]), "item"] = "-"
    columns.to_csv(folder / "columns.csv", index=False)
    update_survey_folder(tmp_path, "mine", INSTRUMENT)
    line = read_lines(folder, "columns").set_index("column").loc["Antwoord-ID"]
    assert line["item"] == ""
    assert "nobody from wave to wave" in line["because"]


def test_qualtrics_tells_previews_and_who_finished(tmp_path):
    folder, _ = propose(tmp_path, find_case("qualtrics-status-numbers"))
    lines = read_lines(folder, "answers").set_index(["for", "value"])["answer"]
    assert lines.to_dict() == {
        ("Status", "0"): "complete", ("Status", "1"): "test",
        ("Finished", "0"): "partial", ("Finished", "1"): "complete",
    }  # fmt: skip
    confirm(folder)
    responses = clean(folder)
    assert len(responses.frame) == 108
    assert count(responses, "state")["partial"] > 0


def test_a_label_of_spss_goes_before_the_usual_meaning_of_its_code(tmp_path):
    folder, _ = propose(tmp_path, find_case("spss-ticks-0-yes-1-no"))
    lines = read_lines(folder, "answers").set_index(["for", "value"])
    assert lines["answer"].to_dict() == {("ticked", "0"): "yes", ("ticked", "1"): "no", ("yes-no", "0"): "yes"}
    assert "label" in lines["because"].iloc[0]


def test_several_answers_in_a_cell_are_split_at_the_options(tmp_path):
    raw = read_export(find_case("google-forms-checkboxes")).frame["Reden voor flexwerk"].astype(str)
    responses = take(tmp_path, find_case("google-forms-checkboxes"))
    for item, option in (("hours", "ik bepaal zelf mijn uren en tijden"), ("other", "iets anders")):
        expected = ["yes" if option in text else "no" for text in raw]
        assert label(responses, f"fw-reason-{item}") == expected


def test_ages_and_years_go_into_their_bands_once_confirmed(tmp_path):
    raw = read_export(find_case("age-in-years")).frame
    folder, _ = propose(tmp_path, find_case("age-in-years"))
    assert list(read_lines(folder, "answers")["guess"]) == ["bands", "bands"]
    confirm(folder)
    responses = clean(folder)
    ages, years = (raw[raw.columns[place]].astype(int) for place in (4, 5))
    assert label(responses, "fw-age") == [
        "under-30" if age < 30 else "30-44" if age < 45 else "45-54" if age < 55 else "55-plus" for age in ages
    ]
    assert label(responses, "fw-tenure") == [
        "under-1" if n < 1 else "1-5" if n < 6 else "6-10" if n < 11 else "above-10" for n in years
    ]


def test_dates_of_all_kinds_are_read(tmp_path):
    started = take(tmp_path, find_case("dates-of-all-kinds")).frame["started"]
    assert started.notna().all()
    assert set(started.dt.date.astype(str)) == {"2019-04-01"}


def test_the_column_proves_that_the_month_goes_first(tmp_path):
    started = take(tmp_path, find_case("us-dates-24h")).frame["started"]
    assert list(started.astype(str)[:4]) == [
        "2019-03-01 23:55:00", "2019-04-02 23:55:00", "2019-05-03 23:55:00", "2019-03-04 23:55:00",
    ]  # fmt: skip
    assert started.notna().all()


def test_halves_of_the_day_are_read(tmp_path):
    started = take(tmp_path, find_case("us-dates-ampm")).frame["started"]
    assert list(started.dt.hour[:5]) == [9, 10, 11, 12, 13]
    assert started.notna().all()


def test_a_duration_is_read_in_seconds(tmp_path):
    assert list(take(tmp_path, find_case("duration-hms")).frame["seconds"][:3]) == [41, 661, 722]


def test_one_absurd_year_of_spss_is_one_unreadable_date(tmp_path):
    flow = take(tmp_path, find_case("spss-year-20016")).flow.set_index("step")["touched_n"]
    assert flow["unreadable"] == 1


def test_a_workbook_with_an_empty_fill_is_to_be_saved_anew():
    message = refusal(read_export, find_case("xlsx-empty-fill"))
    assert "styles" in message
    assert "open it in Excel and save it again" in message


def test_broken_letters_are_noticed_and_not_kept(tmp_path):
    folder, told = propose(tmp_path, find_case("names-in-broken-letters"))
    assert told["broken"] == ["Wat wilt u verder kwijt over uw werk?"]
    confirm(folder)
    responses = clean(folder)
    message = refusal(write_clean, responses, INSTRUMENT, folder, responses.flow, keep_open=["fw-remarks"])
    assert "broken letters" in message
    assert "René" not in message
    (tmp_path / "good").mkdir()
    assert propose(tmp_path / "good", find_case("names-in-good-letters"))[1]["broken"] == []


@pytest.mark.parametrize("name", ["names-in-good-letters", "names-in-broken-letters"])
def test_open_answers_are_left_out_unless_asked_for(tmp_path, name):
    responses = take(tmp_path, find_case(name))
    write_clean(responses, INSTRUMENT, tmp_path, responses.flow)
    text = (tmp_path / "clean.csv").read_text(encoding="utf-8") + (tmp_path / "clean.json").read_text(encoding="utf-8")
    assert 'fw-remarks"' not in text
    assert "collega" not in text


def test_open_answers_are_written_for_who_asks_by_name(tmp_path):
    responses = take(tmp_path, find_case("names-in-good-letters"))
    write_clean(responses, INSTRUMENT, tmp_path, responses.flow, keep_open=["fw-remarks"])
    assert "René regelt ons rooster goed" in (tmp_path / "clean.csv").read_text(encoding="utf-8")
    assert "open item" in refusal(write_clean, responses, INSTRUMENT, tmp_path, responses.flow, keep_open=["fw-age"])


def test_an_export_that_is_refused_leaves_nothing_behind(tmp_path):
    refusal(propose, tmp_path, write(tmp_path, [HEADER, ["r001", *PERSON, "more"]]))
    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]


# their kin: another tool, format, language


def test_a_title_line_above_the_header_is_passed_over(tmp_path):
    rows = make_rows()
    path = write(tmp_path, [["Resultaten 2019"], [], *rows], separator=";", encoding="cp1252")
    assert len(take(tmp_path, path).frame) == 24
    book = openpyxl.Workbook()
    for row in [["Resultaten 2019"], [], *rows]:
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")
    assert list(read_export(tmp_path / "export.xlsx").frame) == HEADER


def test_castor_is_known(tmp_path):
    rows = [["Participant Id", "Participant Status", "Site Abbreviation", *HEADER[2:]]]
    rows += [[f"1100{n:02d}", "Not Set", "north", *PERSON[1:]] for n in range(20)]
    folder, told = propose(tmp_path, write(tmp_path, rows, separator=";"))
    assert told["tool"] == "castor"
    lines = read_lines(folder, "columns").set_index("column")["guess"]
    assert lines["Participant Id"] == "respondent"
    assert lines["Site Abbreviation"] == "case"


def test_what_limesurvey_writes_where_nothing_was_kept_is_no_answer(tmp_path):
    header = ["Antwoord-ID", "Datum ingezonden", "Laatste pagina", "Datum gestart", "Organisatie", *HEADER[2:]]
    body = [[str(n), "1980-01-01 00:00:00", "4", "1980-01-01 00:00:00", "north", "Ja", "#N/A", "Tevreden"]
            for n in range(1, 21)]  # fmt: skip
    responses = take(tmp_path, write(tmp_path, [header, *body]))
    assert responses.frame["started"].isna().all()
    assert count(responses, "fw-age") == {"": 20}
    assert responses.flow.set_index("step")["touched_n"]["unreadable"] == 0


def test_who_limesurvey_has_no_date_of_handing_in_broke_off(tmp_path):
    option = "Voordeel van flexwerk [zeggenschap over mijn diensten]"
    header = ["Antwoord-ID", "Datum ingezonden", "Laatste pagina", "Organisatie", *HEADER[2:], option]
    rows = [[str(n), "2019-04-01" if n % 2 else "", "4", *PERSON, "Y" if n % 4 == 1 else ""] for n in range(40)]
    assert count(take(tmp_path, write(tmp_path, [header, *rows])), "fw-benefit-shifts") == {"yes": 10, "no": 10, "": 20}


def test_qualtrics_writes_minus_99_for_what_was_left_open(tmp_path):
    header = ["StartDate", "EndDate", "Status", "Progress", "Finished", "Organisatie", *HEADER[2:],
              "Hoeveel uur per week werkt u hier gemiddeld?"]  # fmt: skip
    rows = [["2019-04-01", "2019-04-01", "0", "100", "1", *PERSON, "24"] for _ in range(20)]
    rows += [["2019-04-01", "2019-04-01", "0", "100", "1", "north", "Ja", "-99", "Tevreden", "-99"] for _ in range(5)]
    rows = [[*row, str(n)] for n, row in enumerate(rows)]
    responses = take(tmp_path, write(tmp_path, [[*header, "ResponseId"], *rows]))
    assert count(responses, "fw-age") == {"30-44": 20, "": 5}
    assert responses.flow.set_index("step")["touched_n"][["outside", "unreadable"]].sum() == 0


@pytest.mark.parametrize("glue", [";", "; ", ", ", "\n"])
def test_cells_with_several_answers_in_another_language_and_with_another_sign(tmp_path, glue):
    cells = [
        "I pick my shifts",
        glue.join(["I earn more", "I pick my shifts"]),
        glue.join(["I earn more", "less stress"]),
    ]
    rows = make_rows(**{"Reason to work flexibly": [f'"{cell}"' for cell in cells]})
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    lines = read_lines(folder, "answers")
    assert list(lines[["value", "guess"]].itertuples(index=False, name=None)) == [("less stress", "fw-reason-other")]
    confirm(folder)
    responses = clean(folder)
    assert label(responses, "fw-reason-shifts")[:3] == ["yes", "yes", "no"]
    assert label(responses, "fw-reason-income")[:3] == ["no", "yes", "yes"]
    assert label(responses, "fw-reason-other")[:3] == ["no", "no", "yes"]


def test_more_texts_than_can_be_listed_are_asked_about_in_one_line(tmp_path):
    rows = make_rows(80, **{"Reden voor flexwerk": [f"ik verdien meer; eigen woorden {n}" for n in range(80)]})
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    assert list(read_lines(folder, "answers")["value"]) == ["*"]
    confirm(folder)
    assert count(clean(folder), "fw-reason-other") == {"yes": 80}


def test_dates_that_nothing_tells_apart_are_asked_about(tmp_path):
    path = write(tmp_path, make_rows(Startdatum=["03/04/2019 10:00", "05/06/2019 11:00"]))
    folder, _ = propose(tmp_path, path)
    confirm(folder)
    message = refusal(clean, folder)
    assert "'dates: day' or 'dates: month'" in message
    settings = (folder / "survey.yml").read_text(encoding="utf-8")
    for told, month in (("day", 4), ("month", 3)):
        (folder / "survey.yml").write_text(settings.replace('dates: ""', f"dates: {told}"), encoding="utf-8")
        assert clean(folder).frame["started"].dt.month.iloc[0] == month


@pytest.mark.parametrize("sign", ["-", ".", " "])
def test_no_sign_between_the_numbers_proves_which_goes_first(tmp_path, sign):
    cells = [sign.join(parts) for parts in (("03", "04", "2019"), ("05", "06", "2019"))]
    folder, _ = propose(tmp_path, write(tmp_path, make_rows(Startdatum=cells)))
    confirm(folder)
    assert "'dates: day' or 'dates: month'" in refusal(clean, folder)


def test_an_age_that_no_worker_has_goes_into_no_band(tmp_path):
    rows = make_rows(40)
    for place, row in enumerate(rows[1:]):
        row[3] = str(19 + place) if place else "4"
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    confirm(folder, **{"4": "outside"})
    responses = clean(folder)
    assert count(responses, "fw-age") == {"": 1, "under-30": 10, "30-44": 15, "45-54": 10, "55-plus": 4}


def test_texts_beside_the_box_for_something_else_are_asked_about_in_one_line(tmp_path):
    column = "R1[other]. Reden voor flexwerk: iets anders"
    tools = {"submitdate. Datum ingezonden": ["2019-04-03"], "lastpage. Laatste pagina": ["4"],
             "startlanguage. Starttaal": ["nl"]}  # fmt: skip
    rows = make_rows(**tools, **{column: ["rust", "", "mijn gezin"]})
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    lines = read_lines(folder, "answers")
    own = lines[lines["for"].str.startswith("fw-reason")]
    assert sorted(own[["value", "answer", "guess"]].itertuples(index=False, name=None)) == [
        ("", "no", ""),
        ("*", "", "yes"),
    ]
    confirm(folder)
    assert count(clean(folder), "fw-reason-other") == {"yes": 16, "no": 8}


def test_a_dutch_spreadsheet_that_saves_the_lines_changes_nothing_they_say(tmp_path):
    """It saves TRUE as WAAR, and a row that it took for one cell in quotes."""
    rows = make_rows(**{"Stoort u zich aan iets, of niet?": ["TRUE", "FALSE"]})
    folder, _ = propose(tmp_path, write(tmp_path, [[f'"{cell}"' for cell in row] for row in rows]))
    confirm(folder, **{"Stoort u zich aan iets, of niet?": "fw-reason-other"})
    update_survey_folder(tmp_path, "mine", INSTRUMENT)
    confirm(folder)
    expected = count(clean(folder), "fw-reason-other")
    assert expected == {"yes": 12, "no": 12}
    for name in ("columns", "answers"):
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8-sig").replace("TRUE", "WAAR").replace("FALSE", "ONWAAR")
        whole = [f'"{line.replace(chr(34), 2 * chr(34))}"' if '"' in line else line for line in text.splitlines()]
        path.write_text("\r\n".join(whole) + "\r\n", encoding="utf-8")
    assert count(clean(folder), "fw-reason-other") == expected


def test_a_new_organisation_of_a_few_is_asked_about_before_it_counts(tmp_path):
    rows = make_rows(30)
    for row in rows[1:4]:
        row[1] = "nort"
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    lines = read_lines(folder, "answers")
    assert list(lines[["for", "value", "answer", "guess"]].iloc[0]) == ["case", "nort", "", "north"]
    assert "not decided" in refusal(clean, folder)
    confirm(folder)
    assert set(clean(folder).frame["case"]) == {"north"}


def test_a_small_organisation_that_comes_later_is_asked_about_too(tmp_path):
    path = write(tmp_path, make_rows(30))
    folder, _ = propose(tmp_path, path)
    confirm(folder)
    rows = make_rows(30)
    rows[5][1] = "zuid"
    write(tmp_path, rows)
    assert "--update" in refusal(clean, folder)
    assert update_survey_folder(tmp_path, "mine", INSTRUMENT)["undecided"] == 1
    confirm(folder)
    assert set(clean(folder).frame["case"]) == {"north", "zuid"}


def test_an_update_keeps_what_was_decided(tmp_path):
    path = write(tmp_path, make_rows(20, Browser=["x"]))
    folder, _ = propose(tmp_path, path)
    confirm(folder, Organisatie="case", Browser="-")
    before = read_lines(folder, "columns")
    write(tmp_path, make_rows(20, Browser=["x"], Nieuw=["y"]))
    told = update_survey_folder(tmp_path, "mine", INSTRUMENT)
    assert told["columns"] == 1
    after = read_lines(folder, "columns")
    assert list(after["item"][: len(before)].replace("ok", "-")) == list(before["item"].replace("ok", "-"))


def test_no_line_counts_before_it_is_confirmed(tmp_path):
    folder, told = propose(tmp_path, write(tmp_path, make_rows()))
    assert told["undecided"] == 1
    message = refusal(clean, folder)
    assert "columns.csv, row 3, column 'item'" in message
    assert "'ok' where the guess is right" in message


def test_two_messages_never_send_to_each_other(tmp_path):
    """Whatever --update leaves, filling in its lines is enough for clean."""
    rows = make_rows(60, **{"Welke vorm is dat?": [f"vorm {n}" for n in range(60)]})
    folder, _ = propose(tmp_path, write(tmp_path, rows))
    confirm(folder)
    assert update_survey_folder(tmp_path, "mine", INSTRUMENT)["undecided"] == 0
    assert len(clean(folder).frame) == 60


def test_values_that_spss_counts_as_missing_tell_why_by_their_label(tmp_path):
    table = pd.DataFrame({"respondent": [f"r{n}" for n in range(20)], "case": ["north"] * 20,
                          "fw_satisfied_general": [4.0, 8.0, 9.0, 4.0] * 5, "fw_works_here": [1.0] * 20,
                          "fw_hours": [24.0] * 20,
                          "started": list(pd.date_range("2019-04-01 09:00", periods=20, freq="min"))})  # fmt: skip
    labels = {"fw_satisfied_general": {4.0: "Tevreden", 8.0: "Niet van toepassing", 9.0: "Geen antwoord"},
              "fw_works_here": {1.0: "Ja", 2.0: "Nee"}}  # fmt: skip
    pyreadstat.write_sav(table, tmp_path / "export.sav", variable_value_labels=labels,
                         missing_ranges={"fw_satisfied_general": [8.0, 9.0]})  # fmt: skip
    responses = take(tmp_path, tmp_path / "export.sav")
    assert count(responses, "fw-satisfied-general") == {"satisfied": 10, "": 10}
    assert responses.flow.set_index("step")["touched_n"]["not-applicable"] == 5
    assert responses.frame["started"].notna().all()


def test_invisible_letters_make_no_other_answer(tmp_path):
    rows = make_rows()
    rows[0][4] = "\u200bHoe tevreden bent u over uw werk in het algemeen?\u00a0"
    rows[1][4] = "Tevreden\u200b"
    assert count(take(tmp_path, write(tmp_path, rows)), "fw-satisfied-general") == {"satisfied": 24}


def test_cells_with_several_answers_are_split_whether_or_not_a_space_follows_the_comma(tmp_path):
    """Qualtrics writes none; an option may hold a comma itself."""
    block = INSTRUMENT.items[INSTRUMENT.items["block"] == "fw-reasons"]
    stem = block["text_nl"].iloc[0].rpartition(":")[0]
    first, second = (text.rpartition(":")[2].strip() for text in block["text_nl"].iloc[:2])
    cells = [f"{first},{second}", second, f"{first}, {second}", f"{first},Anders, namelijk:"]
    folder, _ = propose(tmp_path, write(tmp_path, make_rows(40, **{stem: cells}), separator=";"))
    lines = read_lines(folder, "answers")
    assert not set(cells) & set(lines["value"])
    lines.loc[len(lines)] = ["fw-reasons", "Anders, namelijk:", "fw-reason-other", "", "", ""]
    lines[~lines["value"].isin(["Anders", "namelijk:"])].to_csv(folder / "answers.csv", index=False)
    confirm(folder)
    found = [count(clean(folder), item).get("yes") for item in block["item_id"]]
    assert found[:2] == [30, 30]
    assert found[list(block["item_id"]).index("fw-reason-other")] == 10


def test_a_blank_box_tells_nothing_of_who_did_not_know_the_answer_to_its_filter(tmp_path):
    item = INSTRUMENT.items[INSTRUMENT.items["asked_if"].str.startswith("fw-freelance=")].iloc[0]
    labels = INSTRUMENT.list_answers("intention").set_index("answer")["label_nl"]
    wanted = labels[item["asked_if"].partition("=")[2].split("|")[0]]
    told = {
        "fw-freelance": [wanted, wanted, "Weet niet", "Weet niet"],
        item["item_id"]: ["ja", "", "", ""],
        "status": ["Compleet"],
    }
    responses = take(tmp_path, write(tmp_path, make_rows(40, **told)))
    assert count(responses, item["item_id"]) == {"yes": 10, "no": 10, "": 20}
