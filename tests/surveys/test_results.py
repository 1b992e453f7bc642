"""A survey's report is made from counts alone, marks what is simulated, and compares what can be compared."""

import re

import nbformat
import numpy as np
import pandas as pd
import pytest

from owlib.errors import UnknownNameError
from owlib.surveys import results
from owlib.surveys.counts import ALL, BOTH, RESPONDENTS, TOP, VALID, Counts, Survey
from owlib.surveys.guard import MARKS, find_unmarked
from owlib.surveys.instrument import in_language, read_instrument
from owlib.surveys.measures import (
    compare_cases,
    compare_sides,
    estimate_model,
    list_blocks,
    measure_block,
    measure_by_case,
)
from owlib.words import LANGUAGES

NAMES = ("flexible-workers", "employees", "pilot-employees")
EXHIBITS = (
    "opening", "flow_table", 'answers_table "background"', "cases_table", 'changes_figure "groups"',
    'changes_table "groups"', 'changes_figure "waves"', 'changes_table "waves"', "model", "model_table",
    'answers_table "open"', "protection",
)  # fmt: skip
"""The functions that the template calls, each with what it is told beside the report."""


@pytest.fixture(scope="module")
def reports():
    return {name: results.read(name, "", "", "en") for name in NAMES}


def make_all(report: Survey) -> dict[str, object]:
    """Return each exhibit that a report shows, by its function."""
    made = {}
    for exhibit in EXHIBITS:
        name, *told = exhibit.replace('"', "").split()
        made[exhibit] = getattr(results, name)(report, *told)
    made |= {block: results.block_figure(report, block) for block in list_blocks(report)}
    made["cases_figure"] = results.cases_figure(report, report.outcome)
    return {name: exhibit for name, exhibit in made.items() if exhibit}


def make_counts(shown: dict[tuple, float], *, simulated: bool = False) -> Counts:
    """Return counts as they come from the gate."""
    frame = pd.DataFrame([*shown], columns=["item_id", "answer", "by", "subgroup"])
    return Counts(frame.assign(shown_n=pd.array([*shown.values()], dtype="Int64")), 10, simulated)


@pytest.fixture
def by_hand():
    """A report on two organisations and two kinds of worker, whose counts were written down here."""
    instrument = in_language(read_instrument(), "en")
    item, shown = "fw-freelance", {(RESPONDENTS, VALID, ALL, ALL): 200}
    for case, kinds in {
        "north": {"zzp": (30, 60), "other": (20, 40)},
        "south": {"zzp": (12, 60), "other": (10, 40)},
    }.items():
        shown[RESPONDENTS, VALID, "case", case] = 100
        hits, bases = (sum(pair[place] for pair in kinds.values()) for place in (0, 1))
        shown |= {(item, TOP, "case", case): hits, (item, VALID, "case", case): bases}
        for kind, (hit, base) in kinds.items():
            shown[RESPONDENTS, VALID, "fw-kind", kind] = 100
            shown |= {(item, TOP, f"case{BOTH}fw-kind", f"{case}{BOTH}{kind}"): hit,
                      (item, VALID, f"case{BOTH}fw-kind", f"{case}{BOTH}{kind}"): base}  # fmt: skip
    shown |= {(item, TOP, ALL, ALL): 72, (item, VALID, ALL, ALL): 200, (item, TOP, "fw-kind", "zzp"): 42,
              (item, VALID, "fw-kind", "zzp"): 120, (item, TOP, "fw-kind", "other"): 30,
              (item, VALID, "fw-kind", "other"): None}  # fmt: skip
    kinds = list(instrument.list_answers(instrument.find_item("fw-kind")["scale_id"])["answer"])[:2]
    named = dict(zip(("zzp", "other"), kinds, strict=True))
    counts = {
        tuple(re.sub("zzp|other", lambda found: named[found[0]], part) for part in cell): shown[cell] for cell in shown
    }
    flow = pd.DataFrame([("received", "rows", "received", 210)], columns=["step", "kind", "why", "touched_n"])
    return Survey("by-hand", instrument.find_survey("flex-workers"), instrument, make_counts(counts), flow)


def test_a_report_needs_counts_and_nothing_else(by_hand):
    made = make_all(by_hand)
    assert {"opening", "cases_table", "cases_figure", "model_table", "protection"} <= set(made)
    table = made["cases_table"]
    assert [cell.text for cell in table.rows[0][1:3]] == ["50%", "22%"]
    assert "on 1 of 1 questions" in table.caption
    assert not [name for name in dir(by_hand) if "responses" in name]


def test_the_model_holds_the_group_equal(by_hand):
    """North 50 of 100, south 22: odds of 1 against 0.28, each against their average: 1.9 and 0.53."""
    terms = estimate_model(by_hand).set_index("level")
    assert terms.loc["north", "odds_ratio"] == pytest.approx((1 / (22 / 78)) ** 0.5, rel=0.02)
    assert terms.loc["north", "odds_ratio"] == pytest.approx(1 / terms.loc["south", "odds_ratio"])
    assert (terms["low"] < terms["odds_ratio"]).all()


def test_the_template_shows_each_exhibit_once(root):
    cells = nbformat.read(root / "notebooks" / "survey_report.ipynb", as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    called = [" ".join(filter(None, found)) for found in re.findall(r"results\.(\w+)\((?:report, (\".*?\"))?", code)]
    assert sorted(called) == sorted([*EXHIBITS, "read", "blocks", "cases_figure"])


@pytest.mark.parametrize(
    ("name", "language"),
    [("flexible-workers", "en"), ("employees", "nl"), *(("pilot-employees", language) for language in LANGUAGES)],
)  # the report on the first is in the book, and looked at there in each language
def test_every_exhibit_of_simulated_answers_bears_the_mark_of_its_language(reports, name, language):
    mark, made = MARKS[language], make_all(reports[name] if language == "en" else results.read(name, "", "", language))
    assert len(made) > 12
    for exhibit in made.values():
        if hasattr(exhibit, "markdown"):
            assert exhibit.markdown.startswith(f"**{mark}.**")
        else:
            assert find_unmarked(exhibit.to_dict(), mark, getattr(exhibit, "svg", "")) == ""


def test_a_small_organisation_is_kept_back_whole(reports):
    frame = measure_by_case(reports["flexible-workers"], reports["flexible-workers"].questions)
    assert frame.loc[frame["case"] == "coast", "share_pct"].isna().mean() > 0.9
    assert frame.loc[frame["case"] == "north", "share_pct"].notna().mean() > 0.8


def test_several_waves_show_the_last_one_and_compare_with_the_first(reports):
    report = reports["pilot-employees"]
    frame = compare_sides(report, "waves")
    alone = {wave: results.read("pilot-employees", "", wave, "en") for wave in ("1", "2")}
    assert report.waves == ["1", "2"]
    assert report.respondents_n == alone["2"].respondents_n
    for side, wave in (("first_pct", "1"), ("second_pct", "2")):
        for item_id, share in frame[["item_id", side]].dropna().itertuples(index=False):
            counts = alone[wave].counts
            assert share == pytest.approx(100 * min(1, counts.find(item_id, TOP) / counts.find(item_id, VALID)))
    assert compare_sides(alone["1"], "waves").empty


def test_scores_are_shares_of_people_above_the_middle(reports):
    frame = measure_block(reports["pilot-employees"], "scores")
    assert frame["label"].iloc[0] == "engagement"
    assert frame["share_pct"].notna().all()
    assert "above the middle of the scale" in results.block_figure(reports["pilot-employees"], "scores").title


def test_neutral_answers_differ_between_no_cases_or_groups(reports):
    """Simulated cases and groups are made alike, so that after Holm's correction hardly any difference holds."""
    for report in reports.values():
        assert compare_cases(report)["holds"].mean() < 0.05
        assert compare_sides(report, "groups")["holds"].mean() < 0.05


def test_a_report_in_dutch_has_the_questions_and_answers_in_dutch(reports):
    """The words around them are English until the Dutch file has them; the numbers are set as in Dutch."""
    dutch = results.read("pilot-employees", "", "", "nl")
    texts = dict(dutch.instrument.items[["text_en", "text_nl"]].itertuples(index=False))
    english = results.answers_table(reports["pilot-employees"], "background")
    shown = results.answers_table(dutch, "background")
    assert [row[0].text for row in shown.rows] == [texts[row[0].text] for row in english.rows]
    assert [row[2] for row in shown.rows] == [row[2] for row in english.rows]
    assert dutch.cases == ["eerste", "tweede"]


def test_another_language_is_refused():
    with pytest.raises(UnknownNameError, match="a language of the book; found 'fr'"):
        results.read("employees", "", "", "fr")


def test_nothing_hides_in_numbers_that_a_report_does_not_know(by_hand):
    """A count that was kept back gives no share, difference or term."""
    groups = compare_sides(by_hand, "groups")
    assert groups["difference_pct"].isna().all()
    assert np.isnan(by_hand.counts.find("fw-freelance", VALID, "fw-kind", "nobody"))
