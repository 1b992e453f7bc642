"""A new survey is proposed, written whole or not at all, and extended without loss."""

import stat
import sys

import pandas as pd
import pytest
import yaml

from owlib.errors import DataError, UnknownNameError
from owlib.surveys import proposals
from owlib.surveys.exports import Export
from owlib.surveys.instrument import Instrument, read_instrument
from owlib.surveys.mapping import read_mapping, read_survey_export
from owlib.surveys.proposals import make_survey_folder, propose_answers, propose_columns, update_survey_folder

SETTINGS = {"survey": "flex", "simulated": False}
EXPORT = (
    "Respondent-ID;Startdatum;V01. Bent u tevreden?;Geeft u leiding;Aantal uren per week;"
    "E-mail;Wat nog meer?;Organisatie\n"
    "a1;3-4-2019 10:00;Zeer tevreden;Ja;32;naam@example.org;niets;Arkin\n"
    "a2;3-4-2019 11:00;Best tevreden;Nee;36,5;naam@example.org;veel;Huis van de Zorg\n"
    "a3;4-4-2019 12:00;Ontevreden;?;24;naam@example.org;;Arkin\n"
)
SETTLED = {"Startdatum": "started", "Aantal uren per week": "fe-hours", "Best tevreden": "quite", "?": "no-answer"}
"""What a person writes who reads the two files; all else is ok."""


@pytest.fixture(scope="module")
def instrument():
    """A questionnaire of six questions, and the items that every survey has."""
    technical = [("respondent", "id"), ("case", "code"), ("wave", "code"), ("started", "date")]
    rows = [(name, "", place, kind, "", f"the {name}", f"de {name}") for place, (name, kind) in enumerate(technical)]
    rows += [
        ("fe-happy", "flex", 1, "single", "happy", "Are you happy?", "Bent u tevreden?"),
        ("fe-lead", "flex", 2, "single", "yes-no", "Do you lead a team?", "Geeft u leiding?"),
        ("fe-hours", "flex", 3, "number", "", "Hours a week", "Uren per week"),
        ("fe-open", "flex", 4, "text", "", "What else?", "Wat nog meer?"),
        ("fe-why-pay", "flex", 5, "single", "ticked", "Reason: better pay", "Reden: meer loon"),
        ("fe-why-peace", "flex", 6, "single", "ticked", "Reason: quiet", "Reden: rust"),
    ]
    names = ["item_id", "survey_id", "position", "kind", "scale_id", "text_en", "text_nl"]
    answers = [
        ("happy", "not", 1, "Unhappy", "Ontevreden", ""),
        ("happy", "quite", 2, "Quite happy", "Tamelijk tevreden", ""),
        ("happy", "very", 3, "Very happy", "Zeer tevreden", ""),
        ("happy", "unknown", 4, "Don't know", "Weet niet", "dont-know"),
        *[(scale, "yes", 1, "Yes", "Ja", "") for scale in ("yes-no", "ticked")],
        *[(scale, "no", 2, "No", "Nee", "") for scale in ("yes-no", "ticked")],
    ]
    fields = ["scale_id", "answer", "position", "label_en", "label_nl", "missing"]
    return Instrument(
        pd.DataFrame({"survey_id": ["flex"], "waves": ["1"]}),
        pd.DataFrame(rows, columns=names).assign(block=["why" if row[0].startswith("fe-why") else "" for row in rows]),
        pd.DataFrame(answers, columns=fields),
    )


def make_export(labels=None, titles=None, **columns):
    return Export(pd.DataFrame(columns, dtype="str").astype("category"), labels or {}, "export.sav", titles or {})


def propose_mapping(export, instrument, survey_id, cases=None):
    columns = propose_columns(export, instrument, survey_id)
    return columns, propose_answers(export, instrument, survey_id, columns, cases or {})


def confirm(folder):
    for name, key, field in (("columns", "column", "item"), ("answers", "value", "answer")):
        lines = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        rest = ["ok" if guess or name == "answers" else "-" for guess in lines["guess"]]
        cells = zip(lines[field], lines[key], rest, strict=True)
        lines[field] = [own or SETTLED.get(text, left) for own, text, left in cells]
        lines.to_csv(folder / f"{name}.csv", index=False, sep=";", encoding="cp1252")


def map_columns(columns):
    return dict(zip(columns["column"], columns["item"], strict=True))


def map_answers(answers, field="answer"):
    return {(row[0], row[1]): row[answers.columns.get_loc(field)] for row in answers.itertuples(index=False)}


# proposals of columns


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("fe-happy", "fe-happy"),
        ("FE_HAPPY", "fe-happy"),
        ("Are you happy?", "fe-happy"),
        ("bent u tevreden", "fe-happy"),
        ("V01 Bent u tevreden?", "fe-happy"),
        ("Q3.1 - Bent u tevreden?", "fe-happy"),
        ("Reden [meer loon]", "fe-why-pay"),
        ("E-mailadres", "-"),
        ("IP Address", "-"),
        ("simulated", "-"),
        ("<p>Bent u <b>tevreden</b>?</p>", "fe-happy"),
        ("G1Q01. Bent u tevreden?", "fe-happy"),
        ("Heel iets anders", ""),
        ("Respondent-ID", ""),
        ("Organisatie", ""),
    ],
)
def test_a_heading_is_proved_by_id_or_wording(instrument, heading, item):
    columns, _ = propose_mapping(make_export(**{heading: ["1"]}), instrument, "flex")
    assert map_columns(columns) == {heading: item}


@pytest.mark.parametrize(
    ("heading", "guess"),
    [
        ("Respondent-ID", "respondent"), ("StartDate", "started"), ("Organisatie", "case"), ("Meting", "wave"),
        ("Bent u ontevreden?", "fe-happy"), ("happy", "fe-happy"), ("Heel iets anders", ""),
    ],
)  # fmt: skip
def test_a_heading_that_is_usual_or_only_like_an_item_is_a_guess_with_its_reason(instrument, heading, guess):
    line = propose_columns(make_export(**{heading: ["1"]}), instrument, "flex").iloc[0]
    assert (line["item"], line["guess"]) == ("", guess)
    assert line["because"]


def test_an_item_goes_to_one_column(instrument):
    columns, _ = propose_mapping(make_export(happy=["1"], **{"fe-happy": ["1"]}), instrument, "flex")
    assert map_columns(columns) == {"happy": "", "fe-happy": "fe-happy"}


def test_a_variable_label_of_spss_is_a_heading(instrument):
    export = make_export(titles={"V7": "Bent u tevreden?"}, V7=["1"])
    assert map_columns(propose_mapping(export, instrument, "flex")[0]) == {"V7": "fe-happy"}


# proposals of answers


def test_values_that_explain_themselves_are_not_listed(instrument):
    export = make_export(happy=["Zeer tevreden", "unhappy", "quite", "n.v.t.", "", "weet niet"])
    assert propose_mapping(export, instrument, "flex")[1].empty


def test_a_value_label_of_spss_gives_the_answer(instrument):
    export = make_export(labels={"happy": {"1": "Zeer tevreden", "3": "Ontevreden"}}, happy=["1", "3", "2"])
    _, answers = propose_mapping(export, instrument, "flex")
    assert map_answers(answers) == {("happy", "1"): "very", ("happy", "3"): "not", ("happy", "2"): ""}
    assert map_answers(answers, "label")["happy", "1"] == "Zeer tevreden"


def test_likeness_and_number_are_only_proposed(instrument):
    _, answers = propose_mapping(make_export(happy=["Zeer tevreden!", "2"]), instrument, "flex")
    assert map_answers(answers) == {("happy", "Zeer tevreden!"): "", ("happy", "2"): ""}
    assert map_answers(answers, "guess") == {("happy", "Zeer tevreden!"): "very", ("happy", "2"): "quite"}


def test_the_wording_of_an_option_is_a_proof_and_a_usual_sign_a_guess(instrument):
    export = make_export(**{"why-pay": ["Meer loon", ""], "why-peace": ["x", ""]})
    _, answers = propose_mapping(export, instrument, "flex")
    assert map_answers(answers)["ticked", "Meer loon"] == "yes"
    assert map_answers(answers)["ticked", "x"] == ""
    assert map_answers(answers, "guess")["ticked", "x"] == "yes"
    blank = answers[answers["value"] == ""]
    assert set(blank["answer"]) == {""}
    assert set(blank["guess"]) == {"no"}


def test_items_of_a_scale_that_disagree_have_rows_of_their_own(instrument):
    labels = {"why-pay": {"1": "Ja", "2": "Nee"}, "why-peace": {"1": "Nee", "2": "Ja"}}
    export = make_export(labels=labels, **{"why-pay": ["1", "2"], "why-peace": ["1", "2"]})
    assert map_answers(propose_mapping(export, instrument, "flex")[1]) == {
        ("fe-why-pay", "1"): "yes", ("fe-why-pay", "2"): "no",
        ("fe-why-peace", "1"): "no", ("fe-why-peace", "2"): "yes",
    }  # fmt: skip


def test_known_cases_have_their_code_and_others_a_proposed_one(instrument):
    export = make_export(Organisatie=["Zorggroep Oost", "Huis Één", "arkin"] * 12)
    _, answers = propose_mapping(export, instrument, "flex", {"Zorggroep Oost": "zgo"})
    assert map_answers(answers) == {("case", "Zorggroep Oost"): "zgo", ("case", "Huis Één"): ""}
    assert map_answers(answers, "guess")["case", "Huis Één"] == "huis-een"


def test_the_number_of_a_wave_is_proposed_as_its_code(instrument):
    _, answers = propose_mapping(make_export(Meting=["1e meting", "Tweede meting (2)"]), instrument, "flex")
    assert list(answers["guess"]) == ["1", "2"]


@pytest.mark.parametrize(("value", "guess"), [("Nulmeting", "1"), ("Eindmeting", "2"), ("Najaar", ""), ("1 of 2", "")])
def test_the_order_of_waves_is_never_taken_for_sure(instrument, value, guess):
    _, answers = propose_mapping(make_export(Meting=[value, "9e meting"]), instrument, "flex")
    assert map_answers(answers)["wave", value] == ""
    assert map_answers(answers, "guess")["wave", value] == guess


USUAL = {
    ("fe-structural", "Helemaal mee oneens"): "strongly-disagree",
    ("fe-structural", "Noch mee eens, noch mee oneens"): "neutral",
    ("fe-structural", "Zeer mee eens"): "strongly-agree",
    ("fe-satisfied-general", "Heel ontevreden"): "very-dissatisfied",
    ("fe-satisfied-general", "Niet tevreden, niet ontevreden"): "neutral",
}


def test_usual_answers_are_guessed_and_none_is_turned_round():
    """Of the questionnaires as they are: what a Dutch survey tool writes for them."""
    real = read_instrument()
    for (item, value), answer in USUAL.items():
        _, answers = propose_mapping(make_export(**{item: [value]}), real, "flex-employees")
        assert list(answers["guess"]) == [answer], value


@pytest.mark.parametrize("value", ["Niet zo tevreden", "Ik ben niet ontevreden hoor", "Beslist niet mee eens"])
def test_a_text_with_another_number_of_negations_is_no_guess(value):
    item = "fe-structural" if "eens" in value else "fe-satisfied-general"
    _, answers = propose_mapping(make_export(**{item: [value]}), read_instrument(), "flex-employees")
    assert list(answers["answer"]) == [""]
    assert answers["guess"][0] not in {"agree", "strongly-agree", "satisfied", "very-satisfied"}


def test_values_of_other_columns_are_never_listed(instrument):
    many = [f"waarde {n}" for n in range(31)]
    export = make_export(happy=many, respondent=many, hours=many, open=many, started=many, iets=many, naam=many)
    _, answers = propose_mapping(export, instrument, "flex")
    assert list(answers["value"]) == ["*"]
    assert "31 different values" in answers["because"][0]


def test_known_answers_are_not_proposed_again(instrument):
    export = make_export(happy=["2", "3"])
    columns = propose_columns(export, instrument, "flex")
    answers = propose_answers(export, instrument, "flex", columns, known={"happy": {"2": "quite"}})
    assert map_answers(answers) == {("happy", "3"): ""}


# the folder


@pytest.fixture
def made(tmp_path, instrument):
    """A project folder with an export and a survey that a person has decided on."""
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="cp1252")
    told = make_survey_folder(tmp_path, "mine", {**SETTINGS, "file": path}, instrument)
    assert told["undecided"] > 3
    confirm(tmp_path / "private" / "mine")
    return tmp_path


def make_again(root, name, instrument, **settings):
    return make_survey_folder(root, name, {**SETTINGS, "file": root / "export.csv", **settings}, instrument)


def test_a_survey_that_was_decided_on_can_be_read(made, instrument):
    mapping, export = read_survey_export(made / "private" / "mine", instrument)
    assert mapping.columns == {
        "Respondent-ID": "respondent", "Startdatum": "started", "V01. Bent u tevreden?": "fe-happy",
        "Geeft u leiding": "fe-lead", "Aantal uren per week": "fe-hours", "Wat nog meer?": "fe-open",
        "Organisatie": "case",
    }  # fmt: skip
    assert mapping.unused == ("E-mail",)
    assert mapping.answers["happy"] == {"Best tevreden": "quite"}
    assert mapping.answers["case"] == {"Arkin": "arkin", "Huis van de Zorg": "huis-van-de-zorg"}
    assert len(export.frame) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read_it(made):
    folder = made / "private" / "mine"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_settings_explain_themselves(made):
    text = (made / "private" / "mine" / "survey.yml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    assert told["file"] == "../../export.csv"
    assert told["survey"] == "flex"
    assert told["simulated"] is False
    lines = text.splitlines()
    assert all(lines[lines.index(line) - 1].startswith("# ") for line in lines if line.partition(":")[0] in told)


@pytest.mark.parametrize("name", ["Mine", "../mine", "a b", "", "-a", "a--b", "mine/", "x" * 61, "con\0"])
def test_a_name_is_a_slug(made, instrument, name):
    with pytest.raises(UnknownNameError, match="What to do"):
        make_again(made, name, instrument)


def test_a_name_that_exists_is_refused(made, instrument):
    (made / "data" / "simulated" / "shown").mkdir(parents=True)
    for name in ("mine", "shown"):
        with pytest.raises(UnknownNameError, match="What to do"):
            make_again(made, name, instrument)


@pytest.mark.parametrize("settings", [{"case": "Huis A"}, {"wave": "Wave 1"}])
def test_case_and_wave_are_codes(made, instrument, settings):
    with pytest.raises(UnknownNameError, match="small letters"):
        make_again(made, "new", instrument, **settings)


def test_nothing_is_left_of_a_survey_that_could_not_be_written(made, instrument, monkeypatch):
    def fail(path):
        if path.name == "answers.csv":
            raise OSError(28, "No space left on device")
        return path.open("w", encoding="utf-8")

    monkeypatch.setattr(proposals, "open_private", fail)
    with pytest.raises(OSError, match="No space"):
        make_again(made, "other", instrument)
    assert [path.name for path in (made / "private").iterdir()] == ["mine"]


def test_an_update_adds_what_is_new_and_keeps_what_was_decided(made, instrument):
    folder = made / "private" / "mine"
    before = read_mapping(folder, instrument)
    new = EXPORT.replace(";Organisatie", ";Organisatie;Reden: rust;Iets anders").replace("Arkin", "Arkin;x;1")
    new = new.replace("de Zorg", "de Zorg;;2").replace("Ontevreden", "Niet zo tevreden")
    (made / "export.csv").write_text(new, encoding="cp1252")
    with pytest.raises(DataError, match="3 faults"):
        read_survey_export(folder, instrument)
    told = update_survey_folder(made, "mine", instrument)
    assert (told["columns"], told["values"]) == (2, 3)
    with pytest.raises(DataError, match="not decided yet"):
        read_mapping(folder, instrument)
    SETTLED["Niet zo tevreden"] = "not"
    confirm(folder)
    told = {"tool": "", "columns": 0, "values": 0, "undecided": 0, "broken": []}
    assert update_survey_folder(made, "mine", instrument) == told
    mapping, _ = read_survey_export(folder, instrument)
    assert mapping.columns == before.columns | {"Reden: rust": "fe-why-peace"}
    assert mapping.unused == ("E-mail", "Iets anders")
    assert mapping.answers == {
        "happy": before.answers["happy"] | {"Niet zo tevreden": "not"}, "yes-no": before.answers["yes-no"],
        "case": before.answers["case"], "ticked": {"x": "yes"}, "why": {"": "no"},
    }  # fmt: skip
    assert {path.name for path in folder.iterdir()} == {"survey.yml", "columns.csv", "answers.csv"}


def test_an_update_of_nothing_is_refused(made, instrument):
    with pytest.raises(UnknownNameError, match="found no 'other'"):
        update_survey_folder(made, "other", instrument)
