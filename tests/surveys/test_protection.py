"""An attack on the disclosure control: a solver that knows what a reader knows must not recover a small count.

The reader has every number of a report, the questionnaire, and the rules. The programme below is written from these
alone, apart from the library's own list of sums: whole numbers of people in every cell, whatever adds up must add up.
The true counts only judge: each small count must seem possible from zero to the threshold.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from owlib.surveys.cells import UNKNOWN, check_sums, count_cells, find_tops, list_counted, list_options, list_sums
from owlib.surveys.disclosure import protect_cells, protect_counts, protect_flow, round_count
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix
from small_survey import INSTRUMENT, SURVEY

from owlib.errors import OwlibError
from owlib.exhibits.forms import MIME
from owlib.surveys.data import Survey, list_breakdowns, protect_responses, read_survey
from owlib.surveys.responses import UNKNOWN_STEP, Responses, find_asked_rows, list_present

NAMES = ("item_id", "answer", "by", "subgroup")
ALL = ("", "")
EVERYONE = ("respondents", "valid", *ALL)


class Attack:
    """The programme of a reader: a variable for each count, by item, answer, breakdown and subgroup."""

    def __init__(self, instrument, items: list[dict], groups: dict[str, list[str]]) -> None:
        self.place, self.rows = {}, []
        self.items, self.instrument = {item["item_id"]: item for item in items}, instrument
        self.parts = {by: [(by, name) for name in [UNKNOWN, *names]] for by, names in groups.items()}
        self.subgroups = [ALL, *(part for parts in self.parts.values() for part in parts)]
        for item_id in ["respondents", *self.items]:
            self.add_item(item_id)
        for item_id, item in self.items.items():
            for part in self.subgroups:
                self.add_filter(item_id, item, part)

    def at(self, *cell: str) -> int:
        """Return the place of a count."""
        return self.place.setdefault(cell, len(self.place))

    def add_sum(self, total: tuple | list[tuple], parts: list[tuple]) -> None:
        """Counts on both sides add up to the same."""
        totals = [total] if isinstance(total, tuple) else total
        self.rows.append([*((self.at(*cell), -1) for cell in totals), *((self.at(*part), 1) for part in parts)])

    def add_item(self, item_id: str) -> None:
        """Answers add up to those who answered, these and who skipped it to all, subgroups to everyone."""
        item = self.items.get(item_id, {})
        codes = list_options(self.instrument, item) if item else []
        tops = find_tops(self.instrument, item) if item else []
        kept = ["valid", "top", "rest"] if tops else ["valid"]
        for part in self.subgroups if tops or not item else [ALL]:
            if item:
                self.add_sum(("respondents", "valid", *part), [(item_id, "valid", *part), (item_id, "skipped", *part)])
            if tops:
                self.add_sum((item_id, "valid", *part), [(item_id, side, *part) for side in ("top", "rest")])
        for answer in kept if tops or not item else []:
            for parts in self.parts.values():
                self.add_sum((item_id, answer, *ALL), [(item_id, answer, *part) for part in parts])
        rest = [code for code in codes if code not in tops]
        for total, chosen in {"valid": codes, "top": tops, "rest": rest}.items():
            if item and total in kept:
                self.add_sum((item_id, total, *ALL), [(item_id, code, *ALL) for code in chosen])
        for part in self.parts.get(item_id, [])[1:]:
            self.add_sum(("respondents", "valid", *part), [(item_id, part[1], *ALL)])

    def let_through(self, item_id: str, part: tuple) -> list[tuple]:
        """Return the counts of those who may have been asked an item in a subgroup."""
        filter_id, _, answers = self.items[item_id]["asked_if"].partition("=")
        if filter_id not in self.items:
            return [("respondents", "valid", *part)]
        chosen, tops = set(answers.split("|")), set(find_tops(self.instrument, self.items[filter_id]))
        rest = set(list_options(self.instrument, self.items[filter_id])) - tops
        if part[0] == filter_id:
            return [("respondents", "valid", *part)] if part[1] in {UNKNOWN, *chosen} else []
        if part == ALL:
            through = [(filter_id, code, *ALL) for code in sorted(chosen)]
        elif not tops:
            return self.let_through(filter_id, part)
        else:
            through = [(filter_id, side, *part) for side, own in (("top", tops), ("rest", rest)) if chosen & own]
        return [*through, (filter_id, "not answered", *part)]

    def add_filter(self, item_id: str, item: dict, part: tuple) -> None:
        """Who answered, or did not though asked, are no more than the filter lets through."""
        if part != ALL and not find_tops(self.instrument, item):
            return
        both = [(item_id, "valid", *part), (item_id, "not answered", *part)]
        self.add_sum(both, self.let_through(item_id, part))

    def find_range(self, known: dict[tuple, tuple[float, float]], cell: tuple) -> tuple[float, float]:
        """Return the least and the most that a count may be, as far as the reader can tell."""
        size = len(self.place)
        low, high = np.zeros(size), np.full(size, known[EVERYONE][1], float)
        for name, (least, most) in known.items():
            low[self.place[name]], high[self.place[name]] = least, most
        entries = [(row, at, sign) for row, terms in enumerate(self.rows) for at, sign in terms]
        rows, columns, signs = zip(*entries, strict=True)
        limits = LinearConstraint(csr_matrix((signs, (rows, columns)), shape=(len(self.rows), size)), 0, 0)
        ends = []
        for sign in (1, -1):
            goal = np.zeros(size)
            goal[self.place[cell]] = sign
            found = milp(goal, constraints=limits, bounds=Bounds(low, high), integrality=np.ones(size))
            assert found.success, f"what the reader knows must hold together: {found.message}"
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


def count_truly(responses: Responses, instrument) -> pd.Series:
    """Return the true counts that a report shows or leaves over, by item, answer, breakdown and subgroup."""
    cells = count_cells(responses, instrument, list_breakdowns(responses, instrument))
    cells = cells[cells["status"] != "slack"]
    return pd.Series(cells["count_n"].to_numpy(int), index=list(zip(*(cells[name] for name in NAMES), strict=True)))


def prepare(responses: Responses, instrument) -> tuple[Attack, pd.Series]:
    """Return the programme of a reader of this survey, and the truth."""
    truth = count_truly(responses, instrument)
    groups = {by: [] for by in list_breakdowns(responses, instrument)}
    for item_id, _, by, subgroup in truth.index:
        if item_id == "respondents" and by:
            groups[by].append(subgroup)
    return Attack(instrument, list_counted(instrument, responses), groups), truth


def know(protected, truth: pd.Series, *, exactly: bool) -> dict[tuple, tuple[float, float]]:
    """Return what a reader knows of each shown count: the number itself, or what it may stand for after rounding."""
    known = {}
    for cell, shown in protected.counts.dropna().items():
        name = tuple(cell.split("|"))
        assert truth[name] >= protected.threshold
        assert shown == round_count(truth[name])
        ends = (max(shown - 2, protected.threshold), shown + 2)
        known[name] = (truth[name],) * 2 if exactly else ends
    return known


def find_recovered(attack: Attack, known: dict, truth: pd.Series, threshold: int, most: int = 8, seed: int = 1) -> list:
    """Return small counts, of a few drawn at random, whose range does not reach from zero to the threshold."""
    small = [cell for cell, count in truth.items() if count < threshold and cell in attack.place]
    drawn = np.random.default_rng(seed).permutation(len(small))[:most]
    ranges = {small[place]: attack.find_range(known, small[place]) for place in drawn}
    return [cell for cell, ends in ranges.items() if ends[0] > 0 or ends[1] < threshold]


SCALES = {"s-flex": 2, "s-flex-kind": 4, "s-flex-more": 2, "s-m1": 4, "s-m2": 4, "s-t1": 2}
"""Items, the last of them a follow-up and one the follow-up of a follow-up, with their number of answers."""


def make_responses(sizes: list[int], threshold: int = 10, *, seed: int = 0, skip: float = 0.05, **chances) -> Responses:
    """Return invented answers in cases of these sizes; the first are of no known case."""
    rng, count = np.random.default_rng(seed), sum(sizes)
    names = ["", *(f"c{place}" for place in range(1, len(sizes)))]
    frame = {
        "case": pd.Categorical.from_codes(np.repeat(np.arange(len(sizes)), sizes), names),
        "wave": pd.Categorical.from_codes(np.zeros(count, int), ["1"]),
    }
    for item_id, size in SCALES.items():
        chance = chances.get(item_id.replace("-", "_"), rng.dirichlet(np.full(size, 0.6)))
        column = rng.choice(size, count, p=chance) if sum(chance) else np.full(count, -1)
        frame[item_id] = np.where(rng.random(count) < skip, -1, column).astype(np.int8)
    frame = pd.DataFrame(frame)
    items = list_present(frame, INSTRUMENT, SURVEY)
    for item_id in SCALES:
        frame.loc[~find_asked_rows(frame, items, INSTRUMENT, item_id), item_id] = np.int8(-1)
    return Responses(SURVEY, frame, pd.DataFrame(), False, threshold, {}, "small-survey")


def draw_responses(seed: int) -> Responses:
    """Return answers of a random number of cases of random sizes, some of them small."""
    rng = np.random.default_rng(seed)
    sizes = rng.choice([1, 3, 8, 12, 30, 70], rng.integers(1, 5)).tolist()
    settings = {"seed": seed, "skip": rng.choice([0, 0.05, 0.3])}
    return make_responses([int(rng.choice([0, 4])), 30, *sizes], int(rng.choice([5, 10, 20])), **settings)


EXTREMES = {
    "a case of three": {"sizes": [0, 3, 40, 40]},
    "a case of three, and as many of no known case": {"sizes": [3, 3, 40, 40], "skip": 0},
    "two small cases": {"sizes": [0, 4, 6, 50]},
    "all cases small": {"sizes": [0, *[6] * 8]},
    "a single case": {"sizes": [0, 40]},
    "barely enough": {"sizes": [0, 6, 5], "skip": 0},
    "one answer from everyone": {"sizes": [0, 25, 25], "skip": 0, "s_m1": [0, 0, 1, 0], "s_flex": [1, 0]},
    "one group nearly empty": {"sizes": [0, 40, 40], "s_flex": [0.96, 0.04]},
    "a filter that lets few through": {"sizes": [0, 60, 30], "s_flex_kind": [0.5, 0.43, 0.05, 0.02]},
    "a filter that stops few": {"sizes": [0, 60, 30], "skip": 0, "s_flex": [1, 0], "s_flex_kind": [0.05, 0, 0.45, 0.5]},
    "an item that nobody answered": {"sizes": [0, 30, 30], "s_m1": [0, 0, 0, 0]},
    "a high threshold": {"sizes": [2, 15, 25, 60], "threshold": 20},
    "a low threshold": {"sizes": [2, 15, 25, 4], "threshold": 5},
}  # fmt: skip


def assert_holds(responses: Responses, most: int = 8) -> None:
    """Who knows each shown count exactly recovers nothing, so that one who knows it rounded cannot either."""
    protected, (attack, truth) = protect_responses(responses, INSTRUMENT), prepare(responses, INSTRUMENT)
    assert not find_recovered(attack, know(protected, truth, exactly=True), truth, responses.threshold, most)


@pytest.mark.parametrize("seed", range(10))
def test_no_small_count_of_a_random_survey_is_recovered(seed):
    assert_holds(draw_responses(seed))


@pytest.mark.parametrize("pattern", EXTREMES)
def test_no_small_count_of_an_extreme_survey_is_recovered(pattern):
    assert_holds(make_responses(**EXTREMES[pattern]), most=12)


def test_hiding_small_counts_alone_is_not_enough():
    responses = make_responses(**EXTREMES["a case of three"])
    attack, truth = prepare(responses, INSTRUMENT)
    known = {
        cell: (count, count) for cell, count in truth.items() if count >= 10 and cell[1] not in ("rest", "unasked")
    }
    recovered = find_recovered(attack, known, truth, 10, most=10**6)
    assert ("respondents", "valid", "case", "c1") in recovered
    assert len(recovered) > 10
    rounded = {cell: (max(10, round_count(count) - 2), round_count(count) + 2) for cell, (count, _) in known.items()}
    assert find_recovered(attack, rounded, truth, 10, most=10**6)


def test_the_sums_hold_and_hide_what_rests_on_a_hidden_base():
    for seed in range(3):
        responses = draw_responses(seed)
        cells = count_cells(responses, INSTRUMENT, list_breakdowns(responses, INSTRUMENT))
        cells, sums = list_sums(cells, INSTRUMENT, SURVEY)
        assert check_sums(cells, sums)
        counts = protect_responses(responses, INSTRUMENT).counts
        for cell in counts.index:
            item_id, _, by, subgroup = cell.split("|")
            bases = [f"{base}|valid|{by}|{subgroup}" for base in (item_id, "respondents")]
            assert pd.isna(counts[cell]) or counts[bases].notna().all()


def test_the_order_of_the_counts_changes_nothing():
    responses = make_responses(**EXTREMES["two small cases"])
    cells, sums = list_sums(count_cells(responses, INSTRUMENT, ["case", "s-flex"]), INSTRUMENT, SURVEY)
    first = protect_cells(cells, sums, 10, simulated=False).counts
    other = protect_cells(cells.sample(frac=1, random_state=3), sums, 10, simulated=False).counts
    pd.testing.assert_series_equal(first, other)


@pytest.mark.parametrize("threshold", [4, 1, 0, -10, 9.5, 10.0, True, False, None, "10"])
def test_a_threshold_that_protects_nobody_is_refused(threshold):
    responses = make_responses([0, 30, 30], threshold)
    with pytest.raises(OwlibError, match="5 or more"):
        protect_responses(responses, INSTRUMENT)
    for protect in (protect_counts, protect_flow):
        with pytest.raises(OwlibError, match="5 or more"):
            protect([50], threshold)


def test_too_few_respondents_are_not_even_counted():
    with pytest.raises(OwlibError, match="10 or more respondents") as raised:
        protect_responses(make_responses([0, 4, 3]), INSTRUMENT)
    assert "7" not in str(raised.value)


@pytest.mark.parametrize("setting", ["0", "1", "4", "no", "false", "off", "null", "1000.5", "'10'"])
def test_no_setting_and_no_variable_switches_the_control_off(setting, copy, monkeypatch):
    path = copy / "data/simulated/pilot-employees/survey.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("threshold: .*", f"threshold: {setting}", text), encoding="utf-8")
    for name in ("OWLIB_THRESHOLD", "THRESHOLD", "OWLIB_DISCLOSURE", "PYTHONOPTIMIZE"):
        monkeypatch.setenv(name, "0")
    if setting == "null":  # as if it were left out
        assert read_survey("pilot-employees", root=copy).threshold == 10
        return
    with pytest.raises(OwlibError):
        read_survey("pilot-employees", root=copy)


def draw_flow(seed: int) -> pd.DataFrame:
    """Return a record of cleaning with random numbers taken out, some small, some none."""
    rng = np.random.default_rng(seed)
    out = rng.choice([0, 1, 3, 9, 10, 14, 40], 4)
    left = np.concatenate([[0], np.cumsum(out[::-1])])[::-1] + rng.choice([10, 33, 200])
    rows = [("received", "rows", 0, left[0], "")]
    rows += [(f"step {place}", "rows", out[place], left[place + 1], "") for place in range(4)]
    rows += [(UNKNOWN_STEP, "answers", 25, left[-1], ""), ("fast", "flags", rng.choice([3, 30]), left[-1], "")]
    return pd.DataFrame(rows, columns=["step", "kind", "touched_n", "rows_left_n", "why"])


def find_flow_ranges(shown: pd.DataFrame, exact: pd.DataFrame) -> dict[tuple[str, int], tuple[float, float]]:
    """Return how far each number of the way may go, for a reader who knows those shown exactly."""
    rows = shown[shown["kind"] == "rows"].index
    names = [(column, row) for row in rows for column in ("touched_n", "rows_left_n")]
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows) - 1, len(names)))
    for number, (before, row) in enumerate(pairwise(rows)):
        matrix[number, [place["touched_n", row], place["rows_left_n", row]]] = 1
        matrix[number, place["rows_left_n", before]] = -1
    fixed = {name: int(exact.loc[name[1], name[0]]) for name in names if pd.notna(shown.loc[name[1], name[0]])}
    low = np.array([fixed.get(name, 0) for name in names], float)
    high = np.array([fixed.get(name, 10_000) for name in names], float)
    ranges = {}
    for name in names[2:]:
        goal = np.eye(len(names))[place[name]]
        ends = [milp(sign * goal, constraints=LinearConstraint(matrix, 0, 0), bounds=Bounds(low, high),
                     integrality=np.ones(len(names))) for sign in (1, -1)]  # fmt: skip
        ranges[name] = (round(ends[0].fun), round(-ends[1].fun))
    return ranges


@pytest.mark.parametrize("seed", range(15))
def test_nothing_small_is_recovered_from_the_record_of_cleaning(seed):
    exact = draw_flow(seed)
    shown = protect_flow(exact, 10)
    assert shown["rows_left_n"].iloc[-1] == round_count(exact["rows_left_n"].iloc[-1])
    assert shown.loc[exact["step"] == UNKNOWN_STEP, "touched_n"].isna().all()
    assert shown.loc[exact["touched_n"] < 10, "touched_n"].isna().all()
    for (column, row), (least, most) in find_flow_ranges(shown, exact).items():
        if exact.loc[row, column] < 10:
            assert least == 0
            assert most >= 10


def test_who_is_left_out_of_a_report_on_one_case_does_not_follow_from_the_record():
    assert protect_flow(draw_flow(2), 10, others_n=4)["rows_left_n"].isna().all()


DEMONSTRATIONS = ("flexible-workers", "employees", "pilot-employees")


@pytest.fixture(scope="module", params=DEMONSTRATIONS)
def survey(request, root) -> Survey:
    """A survey of the demonstrations."""
    return read_survey(request.param, root=root)


def read_report(path: Path) -> tuple[list[dict], str]:
    """Return the data rows of the tables and figures of an executed report, and its text."""
    rows, texts = [], []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            exhibit = output.get("data", {}).get(MIME, {})
            texts.append("".join(output.get("data", {}).get("text/markdown", [])))
            part = "data_" if exhibit.get("kind") == "table" else ""
            rows += [dict(zip(exhibit[f"{part}columns"], row, strict=True)) for row in exhibit.get(f"{part}rows", [])]
    return rows, "\n".join(texts)


def read_shown(path: Path, survey: Survey) -> dict[tuple, int]:
    """Return what a report shows of the counts, from its exhibits alone."""
    rows, text = read_report(path)
    group = survey.survey["group_item"]
    codes = {label.lower(): (group, code) for code, label in survey.label_answers(group).items()}
    codes |= {f"wave {survey.waves[-1]}": ALL} if survey.waves else {}
    shown = {EVERYONE: int(re.search(r"([\d,]+) responses are analysed", text)[1].replace(",", ""))}
    for row in rows:
        if row.get("hits") or ("hits" in row and row["n"]):
            part = (row["item_id"], row["by"], row["subgroup"])
            told = {row["answer"]: row["hits"]} | ({"valid": row["n"]} if row["answer"] == "top" else {})
            shown |= {(part[0], answer, *part[1:]): count for answer, count in told.items()}
        for side in ("first", "second"):
            if row.get("difference_pct") and row[side] in codes:
                base, where = float(row[f"n_{side}"]), codes[row[side]]
                shown[row["item_id"], "valid", *where] = base
                shown[row["item_id"], "top", *where] = round(float(row[f"{side}_pct"]) * base / 100, 4)
    return {cell: int(float(count)) for cell, count in shown.items() if count != ""}


def test_no_small_count_of_a_demonstration_is_recovered_from_its_report(survey, root):
    shown = read_shown(root / f"book/reports/survey-{survey.name}.ipynb", survey)
    attack, truth = prepare(survey.responses, survey.instrument)
    assert len(shown) > 50
    assert all(count == round_count(truth[cell]) for cell, count in shown.items()), "run the report anew"
    known = {cell: (max(survey.threshold, count - 2), count + 2) for cell, count in shown.items()}
    assert not find_recovered(attack, known, truth, survey.threshold)


def test_nor_by_one_who_knows_the_shown_counts_exactly(survey):
    attack, truth = prepare(survey.responses, survey.instrument)
    assert not find_recovered(attack, know(survey.protected, truth, exactly=True), truth, survey.threshold)
    if survey.first is not None:
        assert survey.first.counts.dropna().min() >= survey.threshold


def test_the_step_whose_number_is_never_told_is_one_of_the_cleaning(survey):
    row = survey.flow[survey.flow["step"] == UNKNOWN_STEP]
    assert len(row) == 1
    assert row["touched_n"].isna().all()
