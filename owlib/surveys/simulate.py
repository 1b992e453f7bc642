"""Simulated answers: a finished frame from a plan, in which the flaws of real exports are planted afterwards.

Only the items of ``data/instrument/calibration.csv`` follow published numbers; every other item is neutral: one and the
same distribution in each case, group and wave, so that nothing can be read from it. Nothing here is a finding. It shows
what the code for surveys does, and its tests compare what cleaning finds with what was planted.

All is made of uniform draws in one order, so that a plan gives the same answers wherever it is run. The words are those
of ``simulate.yml``; what is planted, and how often, is told in ``simulate.csv``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from owlib.surveys.cleaning import BLOCK
from owlib.surveys.faults import refuse, refuse_name
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import SLUG

GENERATOR = "numpy.random.PCG64 of the seed, uniform draws alone"
ANSWERING, RETURNING = 0.9, 0.7
"""Share of the places of the first wave that are filled in a later one, and of the people who stay for the next."""
STABILITY = 0.6
"""Share of those who come again and answer a question as they did before; on their background all do."""
NO_TEXT_SHARE = 0.7
USUAL_SECONDS, HURRIED_SECONDS = (300, 900), (30, 150)
FIRST_DAY = pd.Timestamp(2019, 4, 1, 8)
FIELD_DAYS, DAY_MINUTES, OPEN_MINUTES = 28, 1440, 840
WAVE_MINUTES = 364 * DAY_MINUTES
"""From the first day of a wave to that of the next."""
WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
STATES, OPEN_TEXTS, MISSING = WORDS["states"], WORDS["open_texts"], WORDS["missing"]
FLAWS = pd.read_csv(Path(__file__).with_suffix(".csv"))
"""What is planted, and how often: one flaw at most in a response, and in an answer one, of a response that stays."""
UNCALIBRATED = pd.DataFrame(columns=["item_id", "answers", "number_id"])
RATES = dict(zip(FLAWS["flaw"], FLAWS["rate"], strict=True))
GONE = ["test", "empty", "duplicate", "screened-out"]
"""Flaws for which cleaning takes out the response."""
LEAST_ANSWERED, REPEATED = 0.3, 2 / 3
"""Part of the questions answered before a response breaks off, at least; and in a copy that is cut short."""


@dataclass(frozen=True)
class Plan:
    """What to simulate: the same plan and seed give the same answers.

    ``sizes`` are the responses received in the first wave, by case, the flawed ones included; these numbers are a
    choice, no finding. ``waves`` stand in time order; ``flaws`` tells whether to plant :data:`FLAWS`.
    """

    survey_id: str
    sizes: dict[str, int]
    seed: int
    waves: tuple[str, ...] = ("1",)
    flaws: bool = True

    def __post_init__(self) -> None:
        """Refuse a plan without responses, and codes that no mapping would read."""
        counts = self.sizes and self.waves and min(self.sizes.values()) >= 1 and self.seed >= 0
        if not counts or not all(SLUG.fullmatch(code) for code in [*self.sizes, *self.waves]):
            raise refuse_name("no-plan")


@dataclass(frozen=True)
class Question:
    """An item as the export has it.

    ``texts`` are its answers there, in the order of ``answers`` (their codes, as far as they have any), and ``shares``
    how often each is given, a row a case. ``instead`` tells by flaw what may stand in place of an answer, or in place
    of the blank of someone who did not give one of the ``wanted`` answers to its filter.
    """

    item: dict
    heading: str
    numbered: bool
    answers: list[str]
    texts: list[str]
    shares: np.ndarray
    instead: dict[str, list[str]]
    filter_id: str
    wanted: list[str]


def list_questions(instrument: Instrument, plan: Plan, calibration: pd.DataFrame = UNCALIBRATED) -> dict[str, Question]:
    """Return the items of a survey that are answered, the technical ones excepted, by id.

    Headings are ``V01``, and in a block of several ``V02_1``, ``V02_2``. Every second block is given as numbers, the
    others as labels.
    """
    items = instrument.list_items(plan.survey_id)
    items = items[(items["survey_id"] != "") & items["kind"].isin(["single", "number", "text"])].reset_index(drop=True)
    blocks = items["block"].where(items["block"] != "", items["item_id"])
    numbers, places, lengths = pd.factorize(blocks)[0] + 1, items.groupby(blocks).cumcount() + 1, blocks.value_counts()
    questions: dict[str, Question] = {}
    for item, block, number, place in zip(items.to_dict("records"), blocks, numbers, places, strict=True):
        scale = instrument.list_answers(item["scale_id"])
        answers = scale[scale["missing"] == ""].reset_index(drop=True)
        shares = np.tile(list_shares(item, answers), (len(plan.sizes), 1))
        shares = calibrate(shares, answers, calibration[calibration["item_id"] == item["item_id"]])
        heading = f"V{number:02d}_{place}" if lengths[block] > 1 else f"V{number:02d}"
        numbered = number % 2 == 0 and item["kind"] == "single"
        filter_id, _, named = item["asked_if"].partition("=")
        asked = questions[filter_id] if filter_id else None
        wanted = [asked.texts[asked.answers.index(answer)] for answer in named.split("|")] if asked else []
        told = list(answers["answer"]), *_word_answers(item, answers, numbered=numbered)
        questions[item["item_id"]] = Question(item, heading, numbered, *told[:2], shares, told[2], filter_id, wanted)
    return questions


def _word_answers(item: dict, answers: pd.DataFrame, *, numbered: bool) -> tuple[list[str], dict[str, list[str]]]:
    """Return the answers of an item in the words of an export, and by flaw what may stand in their place."""
    if item["kind"] == "text":
        return ["", *OPEN_TEXTS], {"identifying": WORDS["identifying_texts"], "contradiction": OPEN_TEXTS}
    instead = {flaw: [number if numbered else label] for flaw, (label, number) in MISSING.items()}
    if item["kind"] == "number":
        allowed = range(int(item["low"]), int(item["high"]) + 1)
        texts = [f"{value},0" if value % 4 == 0 else str(value) for value in allowed]
        instead |= {"outside": [str(allowed[-1] + 100)], "unreadable-number": [WORDS["unreadable_number"]]}
        return texts, instead | {"contradiction": texts}
    values, labels = list(answers["value"]), list(answers["label_nl"])
    if numbered:
        labels = values if all(values) and len(set(values)) == len(values) else [str(n + 1) for n in answers.index]
    ticked = [text for text, answer in zip(labels, answers["answer"], strict=True) if answer == "yes"]
    return labels, instead | {"contradiction": ticked if item["scale_id"] == "ticked" else labels}


def list_shares(item: dict, answers: pd.DataFrame) -> np.ndarray:
    """Return the neutral shares of an item's answers, which depend on its scale alone.

    Three answers or more that all have a value: symmetric, most in the middle (binomial, one half). Numbers:
    triangular. Open answers: seven in ten blank. Screening: the first alone. All others: equal shares.
    """
    count = len(answers)
    if item["kind"] == "number":
        places = np.arange(int(item["high"]) - int(item["low"]) + 1) + 1
        parts = np.minimum(places, places[::-1])
    elif item["kind"] == "text":
        parts = np.array([NO_TEXT_SHARE, *[(1 - NO_TEXT_SHARE) / len(OPEN_TEXTS)] * len(OPEN_TEXTS)])
    elif item["role"] == "screening":
        parts = np.array([1.0, *[0.0] * (count - 1)])
    else:
        graded = count > 2 and (answers["value"] != "").all()
        parts = np.array([comb(count - 1, place) if graded else 1 for place in range(count)])
    return parts / parts.sum()


def calibrate(shares: np.ndarray, answers: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """Return shares (a row a case) that follow published ranges; the answers not named keep their proportions.

    Cases are spread evenly inside a printed range; all get its middle where the source tells the share in words.
    Shares of one item that add up to more than all are refused.
    """
    shares = shares.copy()
    for place, own in enumerate(shares):
        left, others = 1.0, np.ones(len(answers), bool)
        for row in rows.to_dict("records"):
            named = answers["answer"].isin(row["answers"].split(";")).to_numpy()
            part = 0.5 if row["in_words"] else (place + 0.5) / len(shares)
            share = (row["low_pct"] + (row["high_pct"] - row["low_pct"]) * part) / 100
            own[named] *= share / own[named].sum()
            left, others = left - share, others & ~named
        if left < 0:
            raise refuse("much-calibrated", "calibration.csv", 0, rows["item_id"].iloc[0])
        if len(rows) and others.any():
            own[others] *= left / own[others].sum()
    return shares


def simulate(plan: Plan, questions: dict[str, Question]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers of a plan in the order in which they began, and the truth of what was planted in them.

    The answers have ``person``, ``minute`` (since :data:`FIRST_DAY`), ``started`` (a text), ``seconds``, ``state``,
    ``case``, ``wave``, and the items by id, in the words of the export; the truth ``flaw``, ``kind``, ``planted_n``.
    """
    rng = np.random.Generator(np.random.PCG64(plan.seed))
    frame, counts = draw_answers(rng, plan, questions), dict.fromkeys(RATES, 0)
    if plan.flaws:
        frame, counts = plant_flaws(rng, frame, questions)
    frame = frame.sort_values("minute", kind="stable", ignore_index=True)
    return frame, FLAWS[["flaw", "kind"]].assign(planted_n=FLAWS["flaw"].map(counts))


def draw_answers(rng: np.random.Generator, plan: Plan, questions: dict[str, Question]) -> pd.DataFrame:
    """Return a frame as :func:`simulate` does, without flaws, by wave and case."""
    total, count = sum(plan.sizes.values()), len(plan.waves)
    new = [rng.random(total) >= RETURNING for _ in range(1, count)]
    there = np.concatenate([np.ones(total, bool), *[rng.random(total) < ANSWERING for _ in new]])
    persons = [np.arange(1, total + 1)]
    for wave, fresh in enumerate(new, 1):
        persons.append(np.where(fresh, total * wave + persons[0], persons[-1]))

    def draw(stability: float = 0) -> np.ndarray:
        """Return a uniform draw for each row, the same as a wave before for this share of those who come again."""
        drawn = [rng.random(total)]
        for fresh in new:
            drawn.append(np.where(fresh | (rng.random(total) >= stability), rng.random(total), drawn[-1]))
        return np.concatenate(drawn)[there]

    cases = np.tile(np.repeat(np.arange(len(plan.sizes)), list(plan.sizes.values())), count)[there]
    waves = np.repeat(np.arange(count), total)[there]
    days, minutes = _spread(draw(), (0, FIELD_DAYS)), _spread(draw(), (0, OPEN_MINUTES))
    minute = waves * WAVE_MINUTES + days * DAY_MINUTES + minutes
    columns: dict[str, object] = {
        "person": np.concatenate(persons)[there],
        "minute": minute,
        "started": list_dates(minute),
        "seconds": _spread((draw() + draw()) / 2, USUAL_SECONDS),
        "state": pd.Categorical.from_codes(np.zeros(len(minute), np.int8), list(STATES.values())),
        "case": pd.Categorical.from_codes(cases, list(plan.sizes)),
        "wave": pd.Categorical.from_codes(waves, list(plan.waves)),
    }
    for item_id, question in questions.items():
        drawn = draw(1 if question.item["role"] == "background" else STABILITY)
        columns[item_id] = _choose_answers(question, drawn, cases, columns)
    return pd.DataFrame(columns, copy=False)


def _spread(draws: np.ndarray, span: tuple[int, int]) -> np.ndarray:
    """Return whole numbers of a span, from draws between 0 and 1."""
    return (span[0] + draws * (span[1] - span[0])).astype(int)


def list_dates(minutes: np.ndarray) -> np.ndarray:
    """Return Dutch dates with times for minutes after the first day of the field work."""
    return (FIRST_DAY + pd.to_timedelta(minutes, unit="min")).strftime("%d-%m-%Y %H:%M").to_numpy(object)


def _choose_answers(question: Question, draws: np.ndarray, cases: np.ndarray, columns: dict) -> pd.Categorical:
    """Return the answers into whose shares uniform draws fall; a blank where the filter does not lead to it."""
    words = list(dict.fromkeys(["", *question.texts, *itertools.chain(*question.instead.values())]))
    codes = np.zeros(len(draws), np.int16)
    for case, edges in enumerate(np.cumsum(question.shares, axis=1)[:, :-1]):
        own = cases == case
        codes[own] = np.searchsorted(edges, draws[own], side="right")
    codes = np.array([words.index(text) for text in question.texts], np.int16)[codes]
    if question.filter_id:
        codes[~columns[question.filter_id].isin(question.wanted)] = 0
    return pd.Categorical.from_codes(codes, words)


def plant_flaws(
    rng: np.random.Generator, frame: pd.DataFrame, questions: dict[str, Question]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return a finished frame with flaws, and how many of each there are: in responses first, then in answers."""
    count, whole, own = len(frame), len(questions), np.arange(len(frame))
    rows = _pick(rng, list(FLAWS.loc[FLAWS["kind"] != "answers", "flaw"]), np.ones(count, bool))
    screening = [item_id for item_id, question in questions.items() if question.item["role"] == "screening"]
    blocks = list_straight_blocks(questions)
    rows["screened-out"] &= bool(screening)
    rows["straight-lined"] &= bool(blocks)
    ordinary = ~np.any(list(rows.values()), axis=0)
    before = np.maximum.accumulate(np.where(ordinary, own, 0))
    groups = frame.groupby(["wave", "case"], observed=True).ngroup().to_numpy()
    rows["duplicate"] &= ordinary[before] & (groups[before] == groups)
    stays = ~np.any([rows[flaw] for flaw in GONE], axis=0)

    frame = frame.copy()
    fast = rows["too-fast"] | rows["test"] | rows["empty"] | rows["screened-out"]
    frame["seconds"] = np.where(fast, _spread(rng.random(count), HURRIED_SECONDS), frame["seconds"])
    for block in blocks:
        for item_id in block:
            _put(frame, item_id, rows["straight-lined"], frame[block[0]].array[rows["straight-lined"]])
    stop = np.ceil(whole * (LEAST_ANSWERED + (1 - LEAST_ANSWERED) * rng.random(count))).astype(int)
    stop = np.where(rows["broken-off"], np.minimum(stop, whole - 1), whole)
    _cut_short(frame, questions, np.where(rows["empty"] | rows["screened-out"], 0, stop))
    for item_id in screening:
        _put(frame, item_id, rows["screened-out"], questions[item_id].texts[-1])
    for state in ("test", "screened-out"):
        _put(frame, "state", rows[state], STATES[state])

    counts = {flaw: int(hits.sum()) for flaw, hits in rows.items()}
    counts |= _flaw_answers(rng, frame, questions, stays & ~rows["straight-lined"], ordinary)
    undated = _pick(rng, ["unreadable-date"], stays)["unreadable-date"]
    _put(frame, "started", undated, WORDS["unreadable_date"])
    frame = frame.take(np.where(rows["duplicate"], before, own)).reset_index(drop=True)
    every_second = np.isin(own, np.flatnonzero(rows["duplicate"])[::2])
    _cut_short(frame, questions, np.where(every_second, int(whole * REPEATED), whole))
    return frame, counts | {"unreadable-date": int(undated.sum())}


def _pick(rng: np.random.Generator, flaws: list[str], where: np.ndarray) -> dict[str, np.ndarray]:
    """Return for each flaw in which of some places it is planted, at its rate; no place has two."""
    drawn, low, picked = rng.random(len(where)), 0.0, {}
    for flaw in flaws:
        picked[flaw] = where & (drawn >= low) & (drawn < low + RATES[flaw])
        low += RATES[flaw]
    return picked


def _put(frame: pd.DataFrame, name: str, hits: np.ndarray, values: object) -> None:
    """Put a value, or one for each hit, into a column."""
    column = frame[name].array.copy()
    column[hits] = values
    frame[name] = column


def _cut_short(frame: pd.DataFrame, questions: dict[str, Question], stop: np.ndarray) -> None:
    """Leave blank what comes after so many questions, and say that these responses are partial."""
    for place, item_id in enumerate(questions):
        _put(frame, item_id, stop <= place, "")
    _put(frame, "state", stop < len(questions), STATES["partial"])


def list_straight_blocks(questions: dict[str, Question]) -> list[list[str]]:
    """Return the blocks in which straight lines show: five items or more of one scale of three, asked of everyone."""
    items = pd.DataFrame([question.item for question in questions.values() if len(question.answers) > 2])
    items = items[items["block"].ne("") & items["asked_if"].eq("")]
    blocks = items.groupby(["block", "scale_id"], sort=False)["item_id"].agg(list)
    return [ids for ids in blocks if len(ids) >= BLOCK]


def _flaw_answers(
    rng: np.random.Generator, frame: pd.DataFrame, questions: dict[str, Question], rows: np.ndarray, whole: np.ndarray
) -> dict[str, int]:
    """Plant flaws in the answers of some rows, contradictions in whole ones alone; return how many of each."""
    counts = dict.fromkeys(FLAWS.loc[FLAWS["kind"] == "answers", "flaw"], 0)
    filters = {question.filter_id for question in questions.values()}
    for item_id, question in questions.items():
        if item_id in filters or question.item["role"] == "screening":
            continue
        flaws = [flaw for flaw in question.instead if flaw != "contradiction"]
        picked = _pick(rng, flaws, rows & (frame[item_id] != "").to_numpy())
        if question.filter_id:
            not_asked = ~frame[question.filter_id].isin([*question.wanted, ""]).to_numpy()
            picked |= _pick(rng, ["contradiction"], whole & not_asked)
        for flaw, hits in picked.items():
            texts = question.instead[flaw]
            places = (rng.random(int(hits.sum())) * len(texts)).astype(int)
            _put(frame, item_id, hits, np.array(texts, object)[places])
            counts[flaw] += len(places)
    return counts
