"""What passes the gate: counts with noise of a known kind, the same each time, of which nothing certain follows."""

import dataclasses
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from owlib.errors import OwlibError
from owlib.surveys.counts import ALL, RESPONDENTS, TOP, VALID
from owlib.surveys.data import make_survey, read_responses
from owlib.surveys.gate import add_noise, count_people, make_record_keys, read_secret
from owlib.surveys.instrument import in_language, read_instrument
from owlib.surveys.perturbation import FILE, REACH, VARIANCE, find_noise, make_table
from owlib.surveys.responses import subset_responses

SECRET = b"a secret of the tests"


@pytest.fixture(scope="module")
def instrument():
    return in_language(read_instrument(), "en")


@pytest.fixture(scope="module")
def people(root, instrument):
    """Answers of 544 simulated people at six organisations, one of them small."""
    return read_responses(root, "flexible-workers", instrument)


def publish(people, instrument, by=("case", "fw-kind"), secret=SECRET):
    """Return protected counts by their cell, NaN where kept back."""
    counts = count_people(people, instrument, make_record_keys(people, secret), list(by))
    frame = counts.frame.set_index(["item_id", "answer", "by", "subgroup"])["shown_n"]
    return frame.astype("Float64").astype(float)


def count_exactly(people, instrument, by=("case", "fw-kind")):
    """Return the counts without noise or threshold."""
    open_door = pytest.MonkeyPatch()
    with open_door.context() as patched:
        patched.setattr("owlib.surveys.gate.find_noise", lambda counts, _: np.zeros(len(counts), int))
        return publish(dataclasses.replace(people, threshold=0), instrument, by)


def test_the_table_of_noise_is_what_its_program_makes():
    assert make_table().to_csv(index=False, float_format="%.9f", lineterminator="\n") == FILE.read_text(
        encoding="utf-8"
    )


def test_noise_has_no_bias_and_the_variance_that_pages_tell():
    """Each row of the table by itself, by the sums of its definition."""
    for count, rows in make_table().groupby("count"):
        noise, chance = rows["noise"], rows["probability"]
        assert chance.sum() == pytest.approx(1, abs=1e-6)
        assert (noise * chance).sum() == pytest.approx(0, abs=1e-5)
        assert (noise**2 * chance).sum() == pytest.approx(VARIANCE if count else 0, abs=1e-4)
        assert (count + noise >= 0).all()
        assert noise.max() <= REACH
        assert count > 5 or count + noise.max() < 10
        if count > 0:
            assert count + noise.min() == 0 or noise.min() == -REACH


def test_noise_is_drawn_as_the_table_says():
    drawn = find_noise(np.full(200_000, 50), np.random.default_rng(1).random(200_000))
    assert drawn.mean() == pytest.approx(0, abs=0.02)
    assert drawn.var() == pytest.approx(VARIANCE, abs=0.05)


def test_exact_counts_are_those_of_a_cross_table_of_pandas(people, instrument):
    """Freelancing in future, answered 'certainly', by organisation."""
    counts = count_exactly(people, instrument)
    codes = instrument.list_answers("intention")["answer"].tolist()
    answers = people.frame["fw-freelance"]
    table = pd.crosstab(people.frame["case"].astype(str), answers.where(answers >= 0, -1))
    for case in table.index:
        assert counts["fw-freelance", TOP, "case", case] == table.loc[case, codes.index("certainly")]
        assert counts["fw-freelance", VALID, "case", case] == table.loc[case].drop(-1, errors="ignore").sum()
        assert counts[RESPONDENTS, VALID, "case", case] == table.loc[case].sum()
    hours = people.frame["fw-hours"].dropna()
    for low, high in ((0, 15), (16, 23), (24, 31), (32, 40), (41, 80)):
        own = counts["fw-hours", f"{low}-{high}", ALL, ALL]
        assert own == hours.between(low, high + 1, inclusive="left").sum()


def test_what_passes_is_near_the_truth_and_never_below_the_threshold(people, instrument):
    shown, exact = publish(people, instrument), count_exactly(people, instrument)
    assert (shown.dropna() >= 10).all()
    assert (shown - exact).abs().max() <= REACH
    assert 0.5 < (shown - exact).dropna().std() < 3
    assert shown[exact <= 5].isna().all()
    assert shown[exact >= 10 + REACH].notna().all()
    assert shown.isna().any()


def test_the_same_answers_give_the_same_counts_whatever_the_order(people, instrument):
    turned = dataclasses.replace(people, frame=people.frame.iloc[::-1].reset_index(drop=True))
    assert publish(people, instrument).equals(publish(turned, instrument))
    assert not publish(people, instrument).equals(publish(people, instrument, secret=b"another"))


def test_the_same_people_have_the_same_noise_in_each_report(people, instrument):
    """North in the report on all is the whole of the report on north, question by question."""
    whole = make_survey(people, instrument, SECRET, {}).counts
    north = make_survey(people, instrument, SECRET, {}, case_id="north").counts
    items = [name for name in north.list_items() if not np.isnan(whole.find(name, VALID, "case", "north"))]
    assert len(items) > 30
    for item_id in [RESPONDENTS, *items]:
        assert north.find(item_id, VALID) == whole.find(item_id, VALID, "case", "north")


def test_without_ids_the_answers_tell_people_apart(people):
    frame = people.frame.assign(respondent="")
    frame.iloc[1] = frame.iloc[0]
    keys = make_record_keys(dataclasses.replace(people, frame=frame), SECRET)
    assert len(set(keys)) == len(keys)
    assert len(set(make_record_keys(people, SECRET))) == len(keys)


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path):
    secret = read_secret(tmp_path, simulated=False)
    (file,) = (tmp_path / "private").iterdir()
    assert read_secret(tmp_path, simulated=False) == secret
    assert file.stat().st_mode & 0o077 == 0
    assert len(secret) > 60
    file.write_bytes(b"")
    assert len(read_secret(tmp_path, simulated=False)) > 60


def test_too_few_people_are_refused_without_their_number(people, instrument):
    few = subset_responses(people, np.arange(len(people.frame)) < 4)
    with pytest.raises(OwlibError, match="expected 10 or more respondents; found fewer") as refused:
        publish(few, instrument)
    assert "4" not in str(refused.value)


def test_a_count_may_be_anything_near_it():
    """What is shown as n may be any count from n - REACH on: two neighbours always share most of what they show."""
    chances = (np.arange(200_000) + 0.5) / 200_000
    for count in (3, 6, 9, 10, 11, 40):
        one, two = (pd.Series(add_noise(np.full(len(chances), own), chances * 2**28, 10)) for own in (count, count - 1))
        seen = [side.fillna(0).value_counts(normalize=True) for side in (one, two)]
        assert pd.concat(seen, axis=1).fillna(0).min(axis=1).sum() > 0.75


# The attacks: on all counts of a report, as from these alone all else is computed.


def test_when_one_person_leaves_nothing_certain_follows(people, instrument):
    """Attack C. A count that changes need not be one of the person who left, one that does not change may be."""
    everyone, tried = publish(people, instrument), np.random.default_rng(5).choice(len(people.frame), 25, replace=False)
    changes, own = [], []
    for leaver in tried:
        left = subset_responses(people, np.arange(len(people.frame)) != leaver)
        after = publish(left, instrument)
        both = everyone.notna() & after.notna()
        alone = subset_responses(people, np.arange(len(people.frame)) == leaver)
        changes.append((everyone - after)[both].to_numpy())
        own.append(count_exactly(alone, instrument)[both].to_numpy() > 0)
    change, holds = np.concatenate(changes), np.concatenate(own)
    assert np.abs(change).max() <= 2 * REACH  # beyond it only the leaver would explain it
    assert (change[~holds] != 0).mean() > 0.7  # what changes is not the leaver's alone
    right = ((change > 0) == holds)[change != 0].mean()
    assert right < 0.62  # half of the guesses are right by chance; noise of this variance allows for 57 in 100


def test_all_minus_one_case_tells_nothing_certain_of_a_small_one(people, instrument):
    """The small organisation is kept back; the rest of all others is off by more than it often holds."""
    shown, exact = publish(people, instrument), count_exactly(people, instrument)
    cases = [str(case) for case in people.frame["case"].cat.categories if case and case != "coast"]
    off = []
    for item_id in shown.index.get_level_values(0).unique():
        parts = [shown.get((item_id, VALID, "case", case), np.nan) for case in cases]
        small = exact.get((item_id, VALID, "case", "coast"), np.nan)
        if not np.isnan([*parts, small, shown[item_id, VALID, ALL, ALL]]).any():
            off.append(shown[item_id, VALID, ALL, ALL] - sum(parts) - small)
    assert np.isnan(shown[RESPONDENTS, VALID, "case", "coast"])
    assert len(off) > 10
    assert np.abs(off).max() > 2


def test_a_reader_who_knows_all_but_one_learns_no_answer_of_the_last(people, instrument):
    """Attacks A, B and D: in two worlds that differ by one answer of one person, each count may be the same."""
    answers = people.frame["fw-satisfied-general"].to_numpy()
    person = int(np.flatnonzero(answers == 4)[0])
    turned = people.frame.copy()
    turned.loc[person, "fw-satisfied-general"] = 0
    worlds = [people, dataclasses.replace(people, frame=turned)]
    secrets = [str(number).encode() for number in range(60)]
    cell = ("fw-satisfied-general", TOP, ALL, ALL)
    own = dataclasses.replace(instrument, items=instrument.items[instrument.items["item_id"].eq(cell[0])])
    assert publish(people, own, ())[cell] == publish(people, instrument, ())[cell]  # it is counted by itself
    draws = [[publish(world, own, (), secret)[cell] for secret in secrets] for world in worlds]
    assert set(draws[0]) & set(draws[1])
    for one, two in combinations(range(2), 2):
        assert abs(np.mean(draws[one]) - np.mean(draws[two])) < 2
        assert max(draws[one]) > min(draws[two])
        assert min(draws[one]) < max(draws[two])


def test_a_solver_finds_no_small_count(people, instrument):
    """A reader knows the counts shown, how far noise reaches, and what adds up: each count kept back stays open."""
    shown = publish(people, instrument, ["case"])
    cells = [cell for cell in shown.index if cell[2] == ALL or cell[1] in (TOP, VALID)]
    place = {cell: number for number, cell in enumerate(cells)}
    low = [0 if np.isnan(shown[cell]) else max(6, shown[cell] - REACH) for cell in cells]
    high = [9 + REACH if np.isnan(shown[cell]) else shown[cell] + REACH for cell in cells]
    rows = []  # each: what adds up to no more than nothing

    def add_bound(whole, parts):
        rows.append([(place[part], 1) for part in parts if part in place] + [(place[whole], -1)])

    for item_id, answer, by, subgroup in cells:
        whole = (item_id, answer, by, subgroup)
        if by == ALL:
            add_bound(whole, [cell for cell in cells if cell[:2] == (item_id, answer) and cell[2] != ALL])
        if answer == TOP:
            add_bound((item_id, VALID, by, subgroup), [whole])
        if answer == VALID and item_id != RESPONDENTS:
            add_bound((RESPONDENTS, VALID, by, subgroup), [whole])
    matrix = np.zeros((len(rows), len(cells)))
    for number, row in enumerate(rows):
        for at, sign in row:
            matrix[number, at] += sign
    kept = [cell for cell in cells if np.isnan(shown[cell])]
    assert len(kept) > 30
    for cell in kept[::6]:
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(cells))
            goal[place[cell]] = sign
            found = linprog(goal, A_ub=matrix, b_ub=np.zeros(len(rows)), bounds=list(zip(low, high, strict=True)))
            ends.append(sign * found.fun)
        assert ends[0] == pytest.approx(0)
        assert ends[1] >= 10, cell
