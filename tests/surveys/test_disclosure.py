"""The attack: what someone with a solver can work out from the published counts of a survey.

It takes what is published, as text, and the questionnaire; it knows no function of the library. Each shown number
stands for the whole numbers that round to it, or, for the stronger attacker, for the exact count. All items, cases and
groups are looked at together, down to how the answers to a filter must lie in each case for its follow-ups to be
answered as often as they are. Then each hidden count is made as small and as large as it can be.
"""

from __future__ import annotations

import csv
import functools
import io

import numpy as np
import pandas as pd
import pytest
from owlib.surveys.cells import count_cells, list_sums
from owlib.surveys.disclosure import check_threshold, protect_cells, protect_counts, protect_flow
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from owlib.errors import OwlibError
from owlib.surveys.instrument import Instrument
from owlib.surveys.responses import Responses

THRESHOLD = 10
EVERYONE, NOWHERE = "respondents", "nowhere"
MOST = 10_000
"""No number is as large as this."""
BREAKDOWNS = ["case", "group"]


# A questionnaire, and answers to it


def make_instrument(questions: int) -> Instrument:
    """Return a questionnaire with a group, a filter, questions, and follow-ups of each of them."""
    rows = [
        ("case", "", "technical", "code", "", "", ""),
        ("group", "s", "background", "single", "group", "", ""),
        ("filter", "s", "background", "single", "yes-no", "", ""),
        ("hours", "s", "background", "number", "", "0-15;16-31;32-80", ""),
        *[(f"q{number}", "s", "question", "single", f"scale{2 + number % 3}", "", "") for number in range(questions)],
        ("plan", "s", "question", "single", "yes-no", "", ""),
        ("f-group", "s", "question", "single", "yes-no", "", "group=a"),
        ("f-filter", "s", "question", "single", "scale3", "", "filter=yes"),
        ("f-plan", "s", "question", "single", "scale3", "", "plan=yes"),
        ("f-both", "s", "question", "single", "yes-no", "", "f-plan=x1|x2"),
    ]
    items = pd.DataFrame(rows, columns=["item_id", "survey_id", "role", "kind", "scale_id", "bands", "asked_if"])
    items = items.assign(position=range(len(items)), block="", text_en=items["item_id"])
    scales = {"group": "ab", "yes-no": ("yes", "no"), **{f"scale{n}": [f"x{k}" for k in range(n)] for n in (2, 3, 4)}}
    answers = pd.DataFrame(
        [(scale, answer, place) for scale, codes in scales.items() for place, answer in enumerate(codes)],
        columns=["scale_id", "answer", "position"],
    )
    answers = answers.assign(missing="", label_en=answers["answer"])
    answers["top"] = np.where(answers["answer"].isin(["yes", "x0"]) & answers["scale_id"].ne("group"), "yes", "no")
    return Instrument(pd.DataFrame([{"survey_id": "s", "group_item": "group"}]), items, answers)


def draw_responses(instrument: Instrument, sizes: tuple[int, ...], seed: int, **how: float) -> Responses:
    """Return answers drawn at random; ``how``: skip, nowhere, lean (low: most give one answer), second (share of b)."""
    rng, count = np.random.default_rng(seed), sum(sizes)
    skip = how.get("skip", 0.03)
    case = np.repeat([f"c{number}" for number in range(len(sizes))], sizes).astype(object)
    case[rng.random(count) < how.get("nowhere", 0)] = ""
    frame = {"case": pd.Categorical(case)}
    let_in = {}
    for item in instrument.items[instrument.items["survey_id"] == "s"].to_dict("records"):
        name, filter_id = item["item_id"], item["asked_if"].partition("=")[0]
        if item["kind"] == "number":
            frame[name] = np.where(rng.random(count) < skip, np.nan, rng.integers(0, 81, count))
            continue
        codes = list(instrument.list_answers(item["scale_id"])["answer"])
        shares = rng.dirichlet(np.full(len(codes), how.get("lean", 1)), size=len(sizes))
        if name == "group":
            shares[:] = (1 - how.get("second", 0.3), how.get("second", 0.3))
        own = np.concatenate([rng.choice(len(codes), size, p=part) for size, part in zip(sizes, shares, strict=True)])
        own = np.where(rng.random(count) < skip, -1, own)
        let_in[name] = find_let_in(instrument, item, frame, let_in)
        frame[name] = np.where(let_in[name], own, -2).astype(np.int8) if filter_id else own.astype(np.int8)
    return make_responses(frame)


def make_responses(frame: dict) -> Responses:
    """Return answers by item."""
    return Responses("s", pd.DataFrame(frame), pd.DataFrame(), False, THRESHOLD, {}, "drawn")


def find_let_in(instrument: Instrument, item: dict, frame: dict, let_in: dict) -> np.ndarray:
    """Return who is asked an item: who gave its filter a right answer, or was asked the filter and gave it none."""
    filter_id, _, answers = item["asked_if"].partition("=")
    if not filter_id:
        return np.ones(len(frame["case"]), bool)
    scale = instrument.items.set_index("item_id").loc[filter_id, "scale_id"]
    codes = list(instrument.list_answers(scale)["answer"])
    right = [codes.index(answer) for answer in answers.split("|")]
    return (np.isin(frame[filter_id], right) | (frame[filter_id] < 0)) & let_in[filter_id]


def publish(responses: Responses, instrument: Instrument, seed: int = 0) -> str:
    """Return what is published, as text; the rows are counted in an order of their own for each seed."""
    cells, sums = list_sums(count_cells(responses, instrument, BREAKDOWNS), instrument, "s")
    cells = cells.sample(frac=1, random_state=seed)
    protected = protect_cells(cells, sums, responses.threshold, simulated=False)
    lines = [[*cell.split("|"), "" if pd.isna(shown) else str(shown)] for cell, shown in protected.counts.items()]
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


# The truth, counted row by row


def count_truth(responses: Responses, instrument: Instrument, names: list[tuple]) -> dict[tuple, int]:
    """Return exact counts by item, answer, breakdown and subgroup."""
    frame, items = responses.frame, instrument.items.set_index("item_id")
    labels, let_in = {}, {}
    for name, item in items[items["survey_id"] == "s"].iterrows():
        if item["kind"] == "number":
            labels[name] = pd.cut(frame[name], [-1, 15, 31, 80], labels=item["bands"].split(";")).astype(object)
            continue
        codes = dict(enumerate(instrument.list_answers(item["scale_id"])["answer"]))
        labels[name] = frame[name].map(codes)
        let_in[name] = find_let_in(instrument, item.to_dict(), frame, let_in)
    case = frame["case"].astype(object).replace("", NOWHERE)
    places = {"case": case.to_numpy(), "group": labels["group"].fillna(NOWHERE).to_numpy()}
    masks = {(EVERYONE, "valid"): np.ones(len(frame), bool)}
    for name, given in labels.items():
        valid, top = given.notna().to_numpy(), given.isin(["yes", "x0"]).to_numpy()
        kinds = {"valid": valid, "skipped": ~valid, "top": top, "rest": valid & ~top}
        kinds |= {code: (given == code).to_numpy() for code in given.dropna().unique()}
        if name in let_in:
            kinds |= {"unasked": ~let_in[name], "silent": ~valid & let_in[name]}
        masks |= {(name, kind): mask for kind, mask in kinds.items()}
    nobody, truth = np.zeros(len(frame), bool), {}
    for name in names:
        within = places[name[2]] == name[3] if name[2] else ~nobody
        truth[name] = int((masks.get(name[:2], nobody) & within).sum())
    return truth


# The attacker


class Attacker:
    """Whole numbers that fit what is published, each by item, answer, breakdown and subgroup."""

    def __init__(self) -> None:
        self.place: dict[tuple, int] = {}
        self.sums: list[dict[int, int]] = []
        self.known: dict[int, tuple[int, int]] = {}

    def at(self, *name: str) -> int:
        """Return the place of a number."""
        return self.place.setdefault(name, len(self.place))

    def add(self, total: int, parts: list[int]) -> None:
        """Learn that a number is the sum of others."""
        row = {total: -1}
        for part in parts:
            row[part] = row.get(part, 0) + 1
        self.sums.append(row)

    def learn(self, name: tuple, low: int, high: int) -> None:
        """Learn between what a number lies."""
        self.known[self.place[name]] = (low, high)

    @functools.cached_property
    def matrix(self) -> csr_matrix:
        """Return the sums as a matrix, once all are known."""
        entries = [(row, place, sign) for row, one in enumerate(self.sums) for place, sign in one.items()]
        rows, columns, signs = zip(*entries, strict=True)
        return csr_matrix((signs, (rows, columns)), shape=(len(self.sums), len(self.place)))

    def find_range(self, name: tuple) -> tuple[int, int]:
        """Return the least and the most that a number can be."""
        size = len(self.place)
        low, high = np.zeros(size), np.full(size, MOST)
        for place, ends in self.known.items():
            low[place], high[place] = ends
        matrix = LinearConstraint(self.matrix, 0, 0)
        ends = []
        for sign in (1, -1):
            goal = np.zeros(size)
            goal[self.place[name]] = sign
            found = milp(goal, constraints=matrix, bounds=Bounds(low, high), integrality=np.ones(size))
            assert found.success, found.message
            ends.append(sign * round(found.fun))
        return ends[0], ends[1]


def read_published(text: str) -> dict[tuple, int | None]:
    """Return the published numbers, nothing where one is kept back."""
    return {tuple(row[:4]): int(row[4]) if row[4] else None for row in csv.reader(io.StringIO(text))}


def prepare(published: dict[tuple, int | None], instrument: Instrument) -> Attacker:
    """Return an attacker who knows the questionnaire and how everything adds up, and no number yet."""
    attacker, items = Attacker(), instrument.items.set_index("item_id")
    subgroups = {by: [name[3] for name in published if name[0] == EVERYONE and name[2] == by] for by in BREAKDOWNS}
    places = [("", ""), *[(by, name) for by, names in subgroups.items() for name in [*names, NOWHERE]]]
    counted = [name for name in items.index if (name, "valid", "", "") in published]
    for name in counted:
        for place in places:
            add_item(attacker, instrument, name, place)
    everything = {name[:2] for name in attacker.place if not name[2]} | {(EVERYONE, "valid")}
    for by, names in subgroups.items():
        for name, answer in sorted(everything):
            parts = [attacker.at(name, answer, by, subgroup) for subgroup in [*names, NOWHERE]]
            attacker.add(attacker.at(name, answer, "", ""), parts)
    return attacker


def add_item(attacker: Attacker, instrument: Instrument, name: str, place: tuple[str, str]) -> None:
    """Learn how the counts of an item in one subgroup, or of everyone, hang together."""
    items, by = instrument.items.set_index("item_id"), place[0]
    item = items.loc[name]
    answers = instrument.answers[instrument.answers["scale_id"] == item["scale_id"]]
    options = list(answers["answer"]) if item["kind"] == "single" else item["bands"].split(";")
    here = lambda *words: attacker.at(*words, *place)  # noqa: E731 - a short name for many lines
    valid, skipped = here(name, "valid"), here(name, "skipped")
    attacker.add(here(EVERYONE, "valid"), [valid, skipped])
    attacker.add(valid, [here(name, option) for option in options])
    if item["role"] == "question":
        attacker.add(valid, [here(name, "top"), here(name, "rest")])
        attacker.add(here(name, "top"), [here(name, code) for code in answers.loc[answers["top"] == "yes", "answer"]])
    if name == by:
        for option in options:
            attacker.add(here(name, option), [here(EVERYONE, "valid")] if option == place[1] else [])
    filter_id, _, right = item["asked_if"].partition("=")
    if filter_id:
        codes = instrument.list_answers(items.loc[filter_id, "scale_id"])["answer"]
        wrong = [here(filter_id, code) for code in codes if code not in right.split("|")]
        before = [here(filter_id, "unasked")] if items.loc[filter_id, "asked_if"] else []
        attacker.add(here(name, "unasked"), wrong + before)
        attacker.add(skipped, [here(name, "unasked"), here(name, "silent")])


def is_no_secret(instrument: Instrument, name: tuple) -> bool:
    """Return whether the questionnaire itself tells that nobody of a group was asked an item, or all were."""
    items, item_id = instrument.items.set_index("item_id"), name[0]
    while item_id != EVERYONE and items.loc[item_id, "asked_if"]:
        item_id, _, right = items.loc[item_id, "asked_if"].partition("=")
        if item_id == name[2] and (name[3] not in right.split("|") or name[1] == "unasked"):
            return True
    return False


def list_secrets(published: dict, truth: dict, instrument: Instrument) -> list[tuple]:
    """Return the small counts: kept back, or never shown and to be protected all the same."""
    questions = set(instrument.items.loc[instrument.items["role"] == "question", "item_id"])
    secrets = []
    for name, count in truth.items():
        shown_elsewhere = name[1] in ("rest", "unasked") and name[0] in questions
        if name[3] != NOWHERE and count < THRESHOLD and (name in published or shown_elsewhere):
            assert published.get(name) is None, "a small count is published"
            if not is_no_secret(instrument, name):
                secrets.append(name)
    return secrets


def attack(text: str, responses: Responses, instrument: Instrument, *, exact: bool, most: int, seed: int = 0) -> list:
    """Return the small counts that come out within less than the threshold, with their ranges; tries ``most`` of them.

    The exact attacker also knows where nobody lacks a case or group, and where nobody was silent.
    """
    published = read_published(text)
    attacker = prepare(published, instrument)
    truth = count_truth(responses, instrument, list(attacker.place))
    counts = list(truth.values())
    assert all(sum(sign * counts[place] for place, sign in row.items()) == 0 for row in attacker.sums)
    followed = instrument.items.loc[instrument.items["asked_if"] != "", "item_id"].tolist()
    for name, shown in published.items():
        if shown is not None:
            assert truth[name] >= THRESHOLD
            assert shown % 5 == 0
            assert abs(shown - truth[name]) <= 2
            attacker.learn(name, *((truth[name],) * 2 if exact else (max(shown - 2, THRESHOLD), shown + 2)))
    for name, count in truth.items():
        silent = name[1] == "silent" or (name[1] == "skipped" and name[0] not in followed)
        known = name[0] == EVERYONE if name[3] == NOWHERE else silent and not name[2]
        if exact and known and count == 0:
            attacker.learn(name, 0, 0)
    secrets = list_secrets(published, truth, instrument)
    chosen = np.random.default_rng(seed).permutation(len(secrets))[:most]
    ranges = [(secrets[number], *attacker.find_range(secrets[number])) for number in sorted(chosen)]
    return [found for found in ranges if found[2] - found[1] < THRESHOLD]


# What must hold

EXTREMES = {
    "one case of three people": ((60, 40, 3), {}),
    "two small cases": ((50, 6, 4), {}),
    "a single case": ((45,), {}),
    "two by two": ((30, 25), {"second": 0.5}),
    "one answer given by nearly all": ((40, 30, 12), {"lean": 0.05, "skip": 0}),
    "just enough people": ((11,), {"skip": 0}),
    "none but small cases": ((9, 9, 9, 4), {"skip": 0.1}),
    "few in the second group": ((80, 60, 40), {"second": 0.06}),
    "nobody in the second group": ((40, 20), {"second": 0, "skip": 0}),
    "some of no case": ((30, 12, 20), {"nowhere": 0.05, "skip": 0.1}),
    "nobody silent": ((35, 25, 9), {"skip": 0}),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_no_small_count_comes_out_of_a_table_even_when_all_shown_ones_are_known_exactly(name):
    sizes, how = EXTREMES[name]
    instrument = make_instrument(1)
    responses = draw_responses(instrument, sizes, 1, **how)
    assert attack(publish(responses, instrument), responses, instrument, exact=True, most=8) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_comes_out_of_a_survey_drawn_at_random(seed):
    rng = np.random.default_rng(seed)
    sizes = tuple(int(size) for size in rng.choice([4, 9, 10, 11, 15, 30, 60], rng.integers(2, 5)))
    choices = {"skip": [0, 0.02, 0.1], "lean": [0.1, 0.5, 2], "second": [0.05, 0.2, 0.5], "nowhere": [0, 0.03]}
    how = {name: rng.choice(values) for name, values in choices.items()}
    instrument = make_instrument(1)
    responses = draw_responses(instrument, sizes, seed, **how)
    text = publish(responses, instrument)
    assert attack(text, responses, instrument, exact=True, most=6, seed=seed) == []


@pytest.mark.parametrize("seed", range(2))
def test_no_small_count_comes_out_of_the_rounded_numbers(seed):
    instrument = make_instrument(1)
    responses = draw_responses(instrument, (40, 30, 12, 9), seed, lean=0.5)
    assert attack(publish(responses, instrument), responses, instrument, exact=False, most=8) == []


def test_no_small_count_comes_out_of_a_large_report():
    instrument = make_instrument(31)  # 40 items
    responses = draw_responses(instrument, (120, 90, 60, 40, 25, 12, 9), 7)
    assert attack(publish(responses, instrument), responses, instrument, exact=True, most=8) == []


def hide_small_only(responses: Responses, instrument: Instrument) -> str:
    """Return what would be published if only small counts were kept back, and those whose base is small."""
    exact = read_published(publish(responses, instrument))
    truth = count_truth(responses, instrument, list(exact))
    rows = []
    for name, count in truth.items():
        bases = [truth.get((item, "valid", *name[2:]), 0) for item in (name[0], EVERYONE)]
        rows.append([*name, "" if min(count, *bases) < THRESHOLD else str(5 * round(count / 5))])
    return "\n".join(",".join(row) for row in rows)


def test_the_attack_succeeds_where_only_small_counts_are_kept_back():
    """An attack that never finds anything proves nothing."""
    instrument = make_instrument(1)
    responses = draw_responses(instrument, (60, 40, 3), 1)
    found = attack(hide_small_only(responses, instrument), responses, instrument, exact=True, most=25)
    assert any(low == high for _, low, high in found)


def test_two_tables_of_one_survey_do_not_give_away_what_each_keeps_back():
    """By case: 40 = 36 + 4, so the 36 go too; by group: 40 = 35 + 5, so the 35 go too."""
    instrument = make_instrument(0)
    frame = {"case": pd.Categorical(["c0"] * 36 + ["c1"] * 4), "group": np.array([0] * 35 + [1] * 5, np.int8),
             "plan": np.array([0, 1] * 20, np.int8)}  # fmt: skip
    responses = Responses(
        "s", pd.DataFrame(frame), pd.DataFrame(), simulated=False, threshold=10, populations={}, name=""
    )
    published = read_published(publish(responses, instrument))
    assert published[EVERYONE, "valid", "", ""] == 40
    assert [published[EVERYONE, "valid", "case", name] for name in ("c0", "c1")] == [None, None]
    assert [published[EVERYONE, "valid", "group", name] for name in "ab"] == [None, None]
    assert [published["plan", answer, "", ""] for answer in ("yes", "no")] == [20, 20]


def test_how_many_answered_a_follow_up_does_not_tell_how_few_were_kept_from_it():
    """All but two of the 30 in a case let the filter through; 28 answers to its follow-up would tell so."""
    instrument = make_instrument(0)
    answers = np.array([0] * 28 + [1] * 2 + [0] * 20 + [1] * 20 + [0] * 20 + [1] * 20, np.int8)
    frame = {"case": pd.Categorical(["c0"] * 30 + ["c1"] * 40 + ["c2"] * 40), "group": np.array([0, 1] * 55, np.int8),
             "filter": answers, "f-filter": np.where(answers == 0, np.arange(110) % 2, -2).astype(np.int8)}  # fmt: skip
    responses = Responses(
        "s", pd.DataFrame(frame), pd.DataFrame(), simulated=False, threshold=10, populations={}, name=""
    )
    published = read_published(publish(responses, instrument))
    assert published["f-filter", "valid", "case", "c0"] is None
    assert published["f-filter", "valid", "", ""] == 70  # 28 + 20 + 20 = 68


def test_nothing_is_kept_back_where_nothing_is_small():
    instrument = make_instrument(0)
    count = 400
    frame = {"case": pd.Categorical(["c0", "c1"] * 200), "group": np.arange(count, dtype=np.int8) // 2 % 2,
             "plan": (np.arange(count) // 4 % 2).astype(np.int8)}  # fmt: skip
    responses = Responses(
        "s", pd.DataFrame(frame), pd.DataFrame(), simulated=False, threshold=10, populations={}, name=""
    )
    assert None not in read_published(publish(responses, instrument)).values()


def test_the_same_survey_gives_the_same_tables_in_whatever_order_it_is_counted():
    instrument = make_instrument(1)
    responses = draw_responses(instrument, (40, 30, 12, 9), 3)
    assert publish(responses, instrument, seed=1) == publish(responses, instrument, seed=2)


def test_a_count_is_kept_back_with_its_base():
    instrument = make_instrument(1)
    responses = draw_responses(instrument, (40, 30, 12, 9), 3)
    published = read_published(publish(responses, instrument))
    for (name, _, *place), shown in published.items():
        bases = [published[item, "valid", *place] for item in (name, EVERYONE)]
        assert shown is None or None not in bases


def test_a_survey_of_fewer_people_than_the_threshold_shows_nothing():
    instrument = make_instrument(1)
    with pytest.raises(OwlibError, match="10 or more respondents; found fewer"):
        publish(draw_responses(instrument, (7, 2), 1), instrument)


def test_counts_that_do_not_add_up_are_refused_without_the_counts():
    instrument = make_instrument(1)
    cells, sums = list_sums(
        count_cells(draw_responses(instrument, (40, 30), 1), instrument, BREAKDOWNS), instrument, "s"
    )
    cells.loc[cells["cell"] == "q0|valid||", "count_n"] += 137
    with pytest.raises(OwlibError, match="add up") as caught:
        protect_cells(cells, sums, THRESHOLD, simulated=False)
    assert not any(character.isdigit() for character in str(caught.value))


@pytest.mark.parametrize("threshold", [4, 1, 0, -1, True, 9.5, None])
def test_control_cannot_be_switched_off_by_a_threshold(threshold):
    with pytest.raises(OwlibError, match="threshold"):
        check_threshold(threshold)


def test_counts_alone_are_rounded_to_fives_or_kept_back():
    assert protect_counts([0, 9, 10, 12, 13, 102, 103], 10) == [None, None, 10, 10, 15, 100, 105]


FLOWS = [[0, 4, 7, 0], [12, 3, 20], [3], [0, 0, 0], [30, 40], [9, 9, 9, 9, 9]]


@pytest.mark.parametrize("removed", FLOWS)
def test_no_small_number_taken_out_comes_out_of_the_record_of_cleaning(removed):
    """Received = what was taken out + what was analysed; an attacker knows each shown number exactly."""
    left = [100 + sum(removed[number:]) for number in range(len(removed) + 1)]
    flow = pd.DataFrame({"step": [f"s{number}" for number in range(len(left))], "kind": "rows",
                         "touched_n": [0, *removed], "rows_left_n": left, "why": ""})  # fmt: skip
    shown = protect_flow(flow, THRESHOLD)
    attacker = Attacker()
    for number in range(1, len(left)):
        attacker.add(attacker.at("left", number - 1), [attacker.at("left", number), attacker.at("out", number)])
    for number in range(len(left)):
        if pd.notna(shown["rows_left_n"][number]):
            attacker.learn(("left", number), left[number], left[number])
        if number and pd.notna(shown["touched_n"][number]):
            attacker.learn(("out", number), removed[number - 1], removed[number - 1])
    assert shown["rows_left_n"].iloc[-1] == 100
    small = [("out", number) for number, count in enumerate(removed, start=1) if count < THRESHOLD]
    ranges = [attacker.find_range(name) for name in small]
    assert all(high - low >= THRESHOLD for low, high in ranges)
