"""Simulated surveys: seeded, marked, calibrated only to what is published, and honest about their flaws."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from math import sqrt

import frictionless
import numpy as np
import pandas as pd
import pytest
from conftest import list_files

from owlib.errors import UnknownNameError
from owlib.places import SIMULATED_FOLDER
from owlib.surveys.cleaning import clean_responses, write_clean
from owlib.surveys.guard import MARK
from owlib.surveys.instrument import Instrument, read_instrument
from owlib.surveys.mapping import read_survey_export
from owlib.surveys.responses import code_responses
from owlib.surveys.simulate import FLAWS, UNCALIBRATED, Plan, list_shares
from owlib.surveys.simulated_folders import (
    DEMONSTRATIONS,
    read_calibration,
    write_demonstrations,
    write_export,
    write_simulated_folder,
)

ITEM_COLUMNS = [
    "item_id",
    "position",
    "block",
    "role",
    "kind",
    "scale_id",
    "low",
    "high",
    "asked_if",
    "score",
    "reverse",
]
ITEMS = [
    ("in-care", 1, "", "screening", "single", "yes-no", "", "", "", "", ""),
    ("role", 2, "", "background", "single", "role", "", "", "", "", ""),
    ("hours", 3, "", "background", "number", "", "0", "60", "", "", ""),
    ("plan", 4, "", "question", "single", "sure", "", "", "", "", ""),
    ("when", 5, "", "question", "single", "when", "", "", "plan=sure|maybe", "", ""),
    *[
        (f"sat-{n}", 5 + n, "sat", "question", "single", "agree", "", "", "", "sat", "yes" if n == 3 else "no")
        for n in range(1, 7)
    ],
    *[(f"why-{n}", 11 + n, "why", "question", "single", "ticked", "", "", "", "", "") for n in range(1, 4)],
    ("other", 15, "", "open", "text", "", "", "", "", "", ""),
]  # fmt: skip
HEADINGS = dict(
    zip(
        [item_id for item_id, *_ in ITEMS],
        [
            "V01",
            "V02",
            "V03",
            "V04",
            "V05",
            *[f"V06_{n}" for n in range(1, 7)],
            *[f"V07_{n}" for n in range(1, 4)],
            "V08",
        ],
        strict=True,
    )
)
"""As the export names the questions: one number a block."""
ANSWER_COLUMNS = ["scale_id", "answer", "value", "label_nl", "missing", "top"]
ANSWERS = [
    ("yes-no", "yes", "", "Ja", "", "yes"),
    ("yes-no", "no", "", "Nee", "", "no"),
    ("role", "employee", "", "Werknemer", "", "no"),
    ("role", "manager", "", "Leidinggevende", "", "no"),
    ("sure", "sure", "", "Zeker", "", "yes"),
    ("sure", "maybe", "", "Misschien", "", "no"),
    ("sure", "no", "", "Nee", "", "no"),
    ("sure", "dont-know", "", "Weet niet", "dont-know", "no"),
    ("when", "soon", "", "Dit jaar", "", "yes"),
    ("when", "later", "", "Later; of nooit", "", "no"),
    *[("agree", f"a{n}", str(n), f"Antwoord {n}", "", "yes" if n > 3 else "no") for n in range(1, 6)],
    ("ticked", "yes", "", "Aangekruist", "", "yes"),
    ("ticked", "no", "", "Niet aangekruist", "", "no"),
]
CALIBRATION = pd.DataFrame(
    [("c1", "plan", "sure", 10.0, 22.0, False)],
    columns=["calibration_id", "item_id", "answers", "low_pct", "high_pct", "in_words"],
)
LARGE = {"north": 3000, "south": 3000}


@pytest.fixture(scope="module")
def small() -> Instrument:
    """A questionnaire with one item of each kind."""
    items = pd.DataFrame(ITEMS, columns=ITEM_COLUMNS).assign(survey_id="s", text_en="", text_nl="", bands="")
    answers = pd.DataFrame(ANSWERS, columns=ANSWER_COLUMNS).assign(label_en="")
    surveys = pd.DataFrame([("s", "role", "A survey", "1;2")], columns=["survey_id", "group_item", "title_en", "waves"])
    return Instrument(surveys, items, answers.assign(position=range(len(answers))))


@pytest.fixture(scope="module")
def instrument(root) -> Instrument:
    """The questionnaires of the project."""
    return read_instrument(root)


@dataclass(frozen=True)
class Simulated:
    """An export as text, and what was planted in it."""

    frame: pd.DataFrame
    planted: pd.DataFrame


def simulate(folder, instrument, plan, calibration=UNCALIBRATED) -> Simulated:
    """Return an export as a reader of its file sees it."""
    planted = write_export(folder / "export.csv", instrument, plan, calibration)
    frame = pd.read_csv(folder / "export.csv", sep=";", dtype=str, keep_default_na=False)
    return Simulated(frame, planted)


@pytest.fixture(scope="module")
def flawed(small, tmp_path_factory):
    """A large export with flaws."""
    return simulate(tmp_path_factory.mktemp("flawed"), small, Plan("s", LARGE, seed=1))


@pytest.fixture(scope="module")
def clean(small, tmp_path_factory):
    """A large export without flaws, calibrated."""
    return simulate(tmp_path_factory.mktemp("clean"), small, Plan("s", LARGE, seed=1, flaws=False), CALIBRATION)


def count(simulated, flaw: str) -> int:
    """Return how often a flaw is said to be planted."""
    return int(simulated.planted.set_index("flaw").loc[flaw, "planted_n"])


def test_same_seed_same_bytes_and_another_seed_others(small, tmp_path):
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        write_export(tmp_path / name, small, Plan("s", {"north": 300}, seed=seed))
    first, again, other = ((tmp_path / name).read_bytes() for name in ("first", "again", "other"))
    assert first == again
    assert first != other


def test_the_file_is_what_a_dutch_tool_writes(small, tmp_path):
    """A label with a semicolon stays one cell."""
    frame = simulate(tmp_path, small, Plan("s", {"north": 500}, seed=3, waves=("1", "2"))).frame
    assert (frame == "Later; of nooit").any(axis=None)
    assert list(frame)[8:] == list(HEADINGS.values())
    dates = r"\d\d-\d\d-\d{4} \d\d:\d\d"
    assert frame["Start"].str.fullmatch(dates).all()
    assert frame["Eind"].str.fullmatch(dates).all()
    assert set(frame["Meting"]) == {"1e meting", "2e meting"}


def test_each_row_carries_the_mark(flawed, clean):
    for frame in (flawed.frame, clean.frame):
        assert (frame["simulated"] == MARK).all()
        assert frame["Respondent-ID"].str.fullmatch(MARK + r"-\d{6}").all()


@pytest.mark.parametrize("sizes", [{"only": 1}, {f"case-{n}": n for n in range(1, 40)}, {"big": 20_500, "few": 3}])
def test_any_number_of_cases_and_respondents(small, sizes, tmp_path):
    frame = simulate(tmp_path, small, Plan("s", sizes, seed=4)).frame
    assert frame["Organisatie"].value_counts().to_dict() == sizes


@pytest.mark.parametrize(
    "wrong", [{"sizes": {}}, {"sizes": {"a": 0}}, {"sizes": {"A b": 9}}, {"waves": ()}, {"seed": -1}]
)
def test_a_plan_without_responses_is_refused(wrong):
    with pytest.raises(UnknownNameError, match="expected cases"):
        Plan(**{"survey_id": "s", "sizes": {"a": 1}, "seed": 1} | wrong)


def test_planted_rows_are_in_the_file(flawed):
    """Counted here from the cells of the file, by what a reader of it sees."""
    frame = flawed.frame
    questions = frame[list(HEADINGS.values())]
    blank = (questions == "").all(axis=1)
    assert count(flawed, "test") == (frame["Status"] == "Testrespons").sum() > 0
    assert count(flawed, "screened-out") == (frame["Status"] == "Uitgesloten").sum() > 0
    assert count(flawed, "empty") == blank.sum() > 0
    assert count(flawed, "duplicate") == frame["Respondent-ID"].duplicated().sum() > 0


def test_planted_answers_are_in_the_file(flawed):
    """Counted in the responses that stay: no tests, none screened out or empty, and the first copy of no duplicate."""
    frame = flawed.frame.rename(columns={name: item for item, name in HEADINGS.items()})
    items = [item for item, *_ in ITEMS]
    frame = frame.assign(filled=(frame[items] != "").sum(axis=1), place=range(len(frame)))
    stays = ~frame["Status"].isin(["Testrespons", "Uitgesloten"]) & (frame["filled"] > 0)
    kept = frame[stays].sort_values(["filled", "place"]).drop_duplicates("Respondent-ID", keep="last")
    cells = kept[items]
    outside = (cells.drop(columns="hours") == "77").sum().sum() + (cells["hours"] == "160").sum()
    assert count(flawed, "outside") == outside
    assert count(flawed, "not-applicable") == cells.isin(["n.v.t.", "98"]).sum().sum()
    assert count(flawed, "dont-know") == cells.isin(["weet niet", "99"]).sum().sum()
    assert count(flawed, "unreadable-number") == (cells["hours"] == "wisselt").sum()
    assert count(flawed, "unreadable-date") == (kept["Start"] == "31-02-2019 10:00").sum()
    assert count(flawed, "identifying") == cells["other"].str.contains("Voorbeeld|06-0|@").sum()
    told = {"1": "Dit jaar", "2": "Later; of nooit"}
    assert (
        count(flawed, "contradiction") == ((cells["plan"] == "3") & cells["when"].isin([*told, *told.values()])).sum()
    )


@pytest.mark.parametrize("flaw", list(FLAWS["flaw"]))
def test_each_flaw_is_planted_if_asked_for_and_never_else(flawed, clean, flaw):
    assert count(flawed, flaw) > 0
    assert count(clean, flaw) == 0


def test_flaws_come_at_their_documented_rates(flawed):
    """Within four standard errors of n p, in 6000 responses; a duplicate needs an ordinary one before it."""
    rates = FLAWS[FLAWS["of"].str.startswith("responses")].set_index("flaw")["rate"]
    assert len(rates) == 7
    for flaw, number in (rates * sum(LARGE.values())).items():
        assert abs(count(flawed, flaw) - number) < 4 * sqrt(number), flaw


def test_calibrated_shares_lie_inside_the_published_range(clean):
    """Two cases are spread over 10 to 22%: 13% and 19%; each within four binomial standard errors."""
    sure = clean.frame[HEADINGS["plan"]].isin(["Zeker", "1"])
    for case, share in {"north": 0.13, "south": 0.19}.items():
        found = sure[clean.frame["Organisatie"] == case].mean()
        assert abs(found - share) < 4 * sqrt(share * (1 - share) / 3000)


def test_neutral_items_do_not_differ_between_cases(clean):
    """Shares depend on the scale alone: 1:4:6:4:1 over 16 for five answers with values, equal shares for others."""
    item = {"kind": "single", "role": "question"}
    agree = list_shares(item, pd.DataFrame({"value": list("12345")}))
    assert agree.tolist() == [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]
    assert list_shares(item, pd.DataFrame({"value": ["", ""]})).tolist() == [0.5, 0.5]
    frame = clean.frame.rename(columns={name: item for item, name in HEADINGS.items()})
    expected = {"role": 1 / 2, "sat-1": 6 / 16, "sat-3": 6 / 16, "why-2": 1 / 2}
    first = {"role": ("Werknemer", "1"), "why-2": ("Aangekruist", "1")}
    for item, share in expected.items():
        hits = frame[item].isin(first.get(item, ("Antwoord 3", "3")))
        for case in LARGE:
            assert abs(hits[frame["Organisatie"] == case].mean() - share) < 4 * sqrt(share * (1 - share) / 3000)


def read_scores(frame: pd.DataFrame) -> np.ndarray:
    """Return the six items of the score as numbers, the reversed one turned round."""
    texts = frame[[HEADINGS[f"sat-{n}"] for n in range(1, 7)]]
    values = texts.map(lambda text: float(text[-1])).to_numpy(copy=True)
    values[:, 2] = 6 - values[:, 2]
    return values


def test_two_waves_of_the_same_people(small, tmp_path):
    """No change between waves; seven in ten of the people of the second come back, and most of them answer alike."""
    plan = Plan("s", {"north": 6000}, seed=5, waves=("1", "2"), flaws=False)
    frame = simulate(tmp_path, small, plan).frame
    frame = frame.assign(score=read_scores(frame).mean(axis=1), hours=frame[HEADINGS["hours"]])
    first, second = (frame[frame["Meting"] == f"{n}e meting"].set_index("Respondent-ID") for n in (1, 2))
    assert (len(first), round(len(second) / 6000, 1)) == (6000, 0.9)
    both = first.merge(second, left_index=True, right_index=True, suffixes=("", "_2"))
    assert abs(len(both) / len(second) - 0.7) < 0.03
    assert (both["hours"] == both["hours_2"]).all()
    assert 0.4 < both["score"].corr(both["score_2"]) < 0.8
    moved = second["score"].mean() - first["score"].mean()
    assert abs(moved) < 3 * both["score"].sub(both["score_2"]).std() / sqrt(len(both))


@pytest.fixture(scope="module")
def made(root, evidence, instrument, tmp_path_factory):
    """The simulated surveys of the book, made anew."""
    folder = tmp_path_factory.mktemp("made")
    write_demonstrations(folder, instrument, read_calibration(evidence, root))
    return folder


def test_the_committed_folders_are_what_the_generator_gives(root, made):
    assert list_files(root / SIMULATED_FOLDER) == list_files(made / SIMULATED_FOLDER)


def test_simulated_data_say_so_and_are_a_package(made):
    described = json.loads((made / SIMULATED_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert described["simulated"] is True
    assert [r["path"] for r in described["resources"]] == sorted(f"{name}/export.csv" for name in DEMONSTRATIONS)
    assert frictionless.Package(str(made / SIMULATED_FOLDER / "datapackage.json")).validate().valid


REMAKE = """
import sys
from pathlib import Path
from owlib.surveys.instrument import read_instrument
from owlib.surveys.simulate import Plan
from owlib.surveys.simulated_folders import write_simulated_folder
write_simulated_folder(Path(sys.argv[1]), read_instrument(), Plan("ow-employees", {"a": 200, "b": 9}, 8, ("1", "2")))
"""


def test_a_plan_gives_the_same_bytes_anywhere(root, instrument, tmp_path):
    """With another time zone, locale, encoding of the terminal and order of sets."""
    write_simulated_folder(tmp_path / "here", instrument, Plan("ow-employees", {"a": 200, "b": 9}, 8, ("1", "2")))
    there = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "tr_TR", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
    there |= {"PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(root)}
    words = [sys.executable, "-c", REMAKE, str(tmp_path / "there")]
    subprocess.run(words, check=True, cwd=root, env={**os.environ, **there})
    assert list_files(tmp_path / "here") == list_files(tmp_path / "there")
    assert not any(b"\r" in path.read_bytes() for path in (tmp_path / "there").iterdir())


STEPS = {
    "tests": {"test"}, "empty": {"empty"}, "duplicates": {"duplicate"}, "screened-out": {"screened-out"},
    "outside": {"outside"}, "unreadable": {"unreadable-number", "unreadable-date"}, "dont-know": {"dont-know"},
    "not-applicable": {"not-applicable"}, "contradictions": {"contradiction"}, "too-fast": {"too-fast"},
}  # fmt: skip
"""Steps of the cleaning, each with the flaws that it finds."""
LARGER = {
    survey_id: Plan(survey_id, {"north": 700, "south": 500, "coast": 9}, seed, waves=waves)
    for seed, (survey_id, *waves) in enumerate(
        [("flex-employees", "1"), ("flex-workers", "1"), ("ow-employees", "1", "2"), ("ow-clients", "1", "2")]
    )
}


@pytest.mark.parametrize("name", [*DEMONSTRATIONS, *LARGER])
def test_cleaning_finds_what_was_planted(made, evidence, instrument, tmp_path, name):
    """Each count of the flow against that of simulation.json; straight lines come about by chance, too.

    Open answers that tell who wrote them are in the export alone.
    """
    folder = made / SIMULATED_FOLDER / name
    if name in LARGER:
        folder = tmp_path / name
        write_simulated_folder(folder, instrument, LARGER[name], read_calibration(evidence))
    described = json.loads((folder / "simulation.json").read_text(encoding="utf-8"))
    planted = {flaw["flaw"]: flaw["planted_n"] for flaw in described["flaws"]}
    mapping, export = read_survey_export(folder, instrument)
    responses = clean_responses(code_responses(export, mapping, instrument), instrument)
    found = responses.flow.set_index("step")["touched_n"]
    assert responses.simulated
    assert {step: found[step] for step in STEPS} == {
        step: sum(planted[flaw] for flaw in flaws) for step, flaws in STEPS.items()
    }
    assert found["straight-lining"] >= planted["straight-lined"]
    write_clean(responses, instrument, tmp_path, responses.flow)
    telling = re.compile(r"mevrouw|bel mij|mail naar|ik woon")
    assert len(telling.findall((folder / "export.csv").read_text(encoding="utf-8"))) >= planted["identifying"] > 0
    assert not telling.search((tmp_path / "clean.csv").read_text(encoding="utf-8"))


def test_each_demonstration_tells_that_its_sizes_are_a_choice(made):
    """Where organisations are compared, one of them has fewer than ten responses."""
    for name, plan in DEMONSTRATIONS.items():
        described = json.loads((made / SIMULATED_FOLDER / name / "simulation.json").read_text(encoding="utf-8"))
        assert described["sizes"] == plan.sizes
        assert "our choice" in described["notice_en"]
    assert all(min(DEMONSTRATIONS[name].sizes.values()) < 10 for name in ("flexible-workers", "employees"))


def test_the_benchmark_measures_the_whole_way(root, tmp_path):
    """A small run of it: 60 items and the mark in the file, and each step timed."""
    spec = importlib.util.spec_from_file_location("survey_benchmark", root / "benchmarks" / "survey.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    benchmark.write_survey(tmp_path, 300, 60)
    assert benchmark.measure_plain(tmp_path)["shape"] == (300, 61)
    measured = benchmark.measure_ours(tmp_path)
    assert list(measured["steps"]) == ["read and check", "code", "clean", "pass the gate", "tables"]
    assert measured["seconds"] == pytest.approx(sum(step["seconds"] for step in measured["steps"].values()))
