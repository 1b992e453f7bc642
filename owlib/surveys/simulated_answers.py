"""Draw simulated answers: a plan and a seed in, codes of answers out, without flaws.

Only the items of ``data/instrument/calibration.csv`` follow published numbers. Every other item is neutral: one and the
same distribution in each case, group and wave (see :func:`list_neutral_shares`), so that nothing can be read from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import comb, sqrt

import numpy as np
import pandas as pd
from scipy.special import ndtri

from owlib.errors import OwlibError, UnknownNameError
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import SLUG
from owlib.surveys.responses import UNREADABLE

CHUNK_ROWS = 20_000
"""Respondents drawn at a time; part of what a seed means, so that an export does not depend on the memory at hand."""


STABILITY = 0.6
"""Correlation of what a respondent answers in two waves, on the scale below the answers; 1 for the background."""


COMMON = 0.45
"""Part of the variance that the items of one scale score share: one common factor."""


OVERLAP = 0.7
"""Share of the respondents of the first wave who answer in a later one too."""


MEDIAN_SECONDS, SPREAD = 600, 0.35


UNHURRIED = (0.5, 6.0)
"""Time that ordinary respondents take, in medians."""


FIELD_DAYS, DAY_MINUTES, OPEN_MINUTES = 28, 1440, 840


NOT_ASKED = UNREADABLE - 1


ORDINARY, ABSENT = 0, -1
"""Kinds of a response: without a flaw that removes it; not given at all."""


OPEN_TEXTS = ("geen opmerkingen", "duidelijke vragen", "prima vragenlijst", "de vragenlijst was wat lang")
"""Open answers that say nothing about work; seven in ten respondents give none."""


NO_TEXT_SHARE = 0.7


NUMBER_RANGE = (0, 100)
"""Range of a number whose item gives none."""


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    Parameters
    ----------
    survey_id
        A survey of the instrument.
    sizes
        Responses received in the first wave, by case, the flawed ones included. These numbers are a choice, no finding.
    seed
        A whole number from 0 on; the same plan and seed give the same answers.
    waves
        Codes of the waves, in time order; respondents of one wave are asked again in the next with chance ``overlap``,
        others take the places left, and each place of a later wave stays empty with chance ``dropout``.
    flaws
        Whether to plant flaws, at the rates of :data:`owlib.surveys.flaws.FLAWS`.
    change_sd
        Shift of the items of scale scores from each wave to the next, in standard deviations; none unless told.
    weights
        Whether to add weights between 0.5 and 2.

    """

    survey_id: str
    sizes: dict[str, int]
    seed: int
    waves: tuple[str, ...] = ("1",)
    flaws: bool = True
    overlap: float = OVERLAP
    dropout: float = 0.0
    change_sd: float = 0.0
    weights: bool = False

    def __post_init__(self) -> None:
        """Refuse a plan without responses, and codes that no mapping would read."""
        codes = [*self.sizes, *self.waves]
        counts = self.sizes and self.waves and min(self.sizes.values()) >= 1 and self.seed >= 0
        if not counts or not all(SLUG.fullmatch(code) for code in codes):
            raise UnknownNameError(
                "expected cases of one response or more, waves, a seed from 0 on, and codes of small letters, "
                "digits and hyphens; found another plan. What to do: name for instance north=120."
            )


@dataclass(frozen=True)
class Question:
    """One column to draw.

    A code is the place of an answer in ``answers`` (of a number in its range, of a text in the texts); below zero it
    says why there is none. ``edges`` has a row for each case: where a standard normal draw passes from one code to the
    next. ``first`` is the code below the first edge.
    """

    item_id: str
    kind: str
    answers: pd.DataFrame
    edges: np.ndarray
    first: int
    filter_id: str
    filter_codes: tuple[int, ...]
    score: str
    sign: int
    stable: bool
    screening: bool
    plain: bool


@dataclass
class Wave:
    """The answers of one wave of a chunk while they are made; arrays are as long as the chunk.

    ``rows`` tells from which row each is a copy (itself, if it is no duplicate), ``stop`` after how many questions it
    ends, ``seconds`` how long it took, ``minutes`` when it began, from the first day of the wave, ``early`` what
    is to be taken off for a copy;
    ``undated``, ``lined`` and ``fast`` are flaws of a whole response.
    """

    name: str
    persons: np.ndarray
    seconds: np.ndarray
    minutes: np.ndarray
    rows: np.ndarray
    kinds: np.ndarray
    stop: np.ndarray
    early: np.ndarray
    undated: np.ndarray
    lined: np.ndarray
    fast: np.ndarray
    codes: dict[str, np.ndarray] = field(default_factory=dict)


def list_neutral_shares(answers: pd.DataFrame) -> np.ndarray:
    """Return the shares of a neutral item's answers, missing codes excepted: they depend on the scale alone.

    Scales of three answers or more whose answers all have a value: symmetric, most in the middle (binomial, one half).
    All others, ticked or not among them: equal shares.
    """
    count = len(answers)
    if count > 2 and (answers["value"] != "").all():
        return np.array([comb(count - 1, place) for place in range(count)]) / 2 ** (count - 1)
    return np.full(count, 1 / count)


def list_valid_answers(instrument: Instrument, item: dict) -> pd.DataFrame:
    """Return the answers that an item's scale has beside its missing codes."""
    answers = instrument.list_answers(item["scale_id"])
    return answers[answers["missing"] == ""].reset_index(drop=True)


def list_questions(instrument: Instrument, survey_id: str) -> pd.DataFrame:
    """Return the items of a survey that the generator answers: all but the technical ones."""
    items = instrument.list_items(survey_id)
    return items[(items["survey_id"] != "") & items["kind"].isin(["single", "number", "text"])].reset_index(drop=True)


def prepare_questions(instrument: Instrument, plan: Plan, calibration: pd.DataFrame | None = None) -> list[Question]:
    """Return what to draw for each item of a survey, in order, each case with its calibrated shares."""
    items = list_questions(instrument, plan.survey_id)
    filters = {text.partition("=")[0] for text in items["asked_if"] if text}
    by_id = {item["item_id"]: item for item in items.to_dict("records")}
    questions = []
    for item in by_id.values():
        answers = list_valid_answers(instrument, item)
        shares = np.tile(_list_shares(item, answers), (len(plan.sizes), 1))
        if calibration is not None:
            shares = calibrate(
                shares, answers, calibration[calibration["item_id"] == item["item_id"]], list(plan.sizes)
            )
        filter_id, _, wanted = item["asked_if"].partition("=")
        questions.append(
            Question(
                item["item_id"], item["kind"], answers, _find_edges(shares), -1 if item["kind"] == "text" else 0,
                filter_id, _find_codes(instrument, by_id.get(filter_id), wanted.split("|")),
                item["score"], _find_sign(item, answers), item["role"] in ("screening", "background"),
                item["role"] == "screening", item["item_id"] in filters or item["role"] == "screening",
            )
        )  # fmt: skip
    return questions


def _list_shares(item: dict, answers: pd.DataFrame) -> np.ndarray:
    """Return the neutral shares of an item's codes: triangular for a number; few texts; for answers, by their scale."""
    if item["kind"] == "number":
        low, high = find_range(item)
        weights = np.minimum(np.arange(1, high - low + 2), np.arange(high - low + 1, 0, -1))
        return weights / weights.sum()
    if item["kind"] == "text":
        return np.array([NO_TEXT_SHARE, *[(1 - NO_TEXT_SHARE) / len(OPEN_TEXTS)] * len(OPEN_TEXTS)])
    if item["role"] == "screening":
        return np.array([1.0, *[0.0] * (len(answers) - 1)])
    return list_neutral_shares(answers)


def find_range(item: dict) -> tuple[int, int]:
    """Return the lowest and highest whole number that an item allows."""
    low, high = item["low"] or NUMBER_RANGE[0], item["high"] or NUMBER_RANGE[1]
    return int(np.ceil(float(low))), int(np.floor(float(high)))


def calibrate(shares: np.ndarray, answers: pd.DataFrame, rows: pd.DataFrame, cases: list[str]) -> np.ndarray:
    """Return shares (a row a case) that follow published ranges; the answers not named keep their proportions.

    Several cases are spread evenly inside a printed range; one case gets its middle, and so do all cases where the
    source tells the share in words. A number of one case holds for it alone, and goes before one of all cases.

    Raises
    ------
    OwlibError
        If the shares of one item add up to more than all.

    """
    shares = shares.copy()
    for place, case_id in enumerate(cases):
        own = rows[rows["case_id"] == case_id]
        wanted = {}
        for row in (own if len(own) else rows[rows["case_id"] == ""]).to_dict("records"):
            part = 0.5 if row["case_id"] or row["in_words"] else (place + 0.5) / len(cases)
            named = tuple(answers.index[answers["answer"].isin(row["answers"].split(";"))])
            wanted[named] = (row["low_pct"] + (row["high_pct"] - row["low_pct"]) * part) / 100
        rest = tuple(code for code in answers.index if not any(code in named for named in wanted))
        left = 1 - sum(wanted.values())
        if left < 0:
            raise OwlibError(
                f"calibration.csv, item {rows['item_id'].iloc[0]}: expected shares of 100% at most; found more. "
                "What to do: mend the rows of this item."
            )
        for named, share in [*wanted.items(), (rest, left)] if wanted else []:
            shares[place, named] *= share / shares[place, named].sum()
    return shares


def _find_edges(shares: np.ndarray) -> np.ndarray:
    """Return where a standard normal draw passes from one code to the next; one row if the cases are alike."""
    edges = ndtri(np.minimum(np.cumsum(shares, axis=1)[:, :-1], 1))
    return edges[:1] if (edges == edges[:1]).all() else edges


def _find_codes(instrument: Instrument, item: dict | None, wanted: list[str]) -> tuple[int, ...]:
    """Return the codes of a filter's answers."""
    if item is None:
        return ()
    answers = list_valid_answers(instrument, item)
    return tuple(answers.index[answers["answer"].isin(wanted)])


def _find_sign(item: dict, answers: pd.DataFrame) -> int:
    """Return whether a higher code means more (1) or less (-1) of the score."""
    values = pd.to_numeric(answers["value"]) if len(answers) else pd.Series([0.0])
    falling = values.iloc[0] > values.iloc[-1]
    return -1 if falling != (item["reverse"] == "yes") else 1


def draw_waves(
    rng: np.random.Generator, plan: Plan, questions: list[Question], slots: np.ndarray, cases: np.ndarray
) -> list[Wave]:
    """Return the answers of a chunk of respondents in each wave, without flaws.

    ``slots`` are their numbers in the plan, ``cases`` the places of their cases in it.
    """
    newcomers = [rng.random(len(slots)) >= (plan.overlap if place else 0) for place in range(len(plan.waves))]
    waves, persons, total = [], slots + 1, sum(plan.sizes.values())
    for place, name in enumerate(plan.waves):
        persons = np.where(newcomers[place], total * place + slots + 1, persons)
        waves.append(_draw_wave(rng, name, persons, len(questions)))
        if place:
            waves[-1].kinds = np.where(rng.random(len(slots)) < plan.dropout, ABSENT, ORDINARY)
    scores = dict.fromkeys(question.score for question in questions if question.score)
    factors = {score: _draw_latent(rng, newcomers, STABILITY) for score in scores}
    for question in questions:
        latent = _draw_latent(rng, newcomers, 1.0 if question.stable else STABILITY)
        for place, wave in enumerate(waves):
            draws = latent[place]
            if question.score:
                common = factors[question.score][place] * sqrt(COMMON) + plan.change_sd * place
                draws = question.sign * common + sqrt(1 - COMMON) * draws
            wave.codes[question.item_id] = place_draws(question, draws, cases)
            _ask(wave, question)
    return waves


def _draw_wave(rng: np.random.Generator, name: str, persons: np.ndarray, questions: int) -> Wave:
    """Return a wave in which nothing is answered yet."""
    count = len(persons)
    pace = np.clip(np.exp(SPREAD * draw_normal(rng, count)), *UNHURRIED)
    days, minutes = rng.random(count) * FIELD_DAYS, rng.random(count) * OPEN_MINUTES
    return Wave(
        name, persons, np.round(MEDIAN_SECONDS * pace).astype(int),
        days.astype(int) * DAY_MINUTES + minutes.astype(int), np.arange(count), np.full(count, ORDINARY),
        np.full(count, questions), np.zeros(count, int), *np.zeros((3, count), bool),
    )  # fmt: skip


def draw_normal(rng: np.random.Generator, count: int) -> np.ndarray:
    """Return standard normal draws, by inversion of uniform ones."""
    return ndtri(rng.random(count))


def _draw_latent(rng: np.random.Generator, newcomers: list[np.ndarray], stability: float) -> list[np.ndarray]:
    """Return standard normal draws for each wave that correlate by ``stability`` in who takes part again."""
    count = len(newcomers[0])
    own = draw_normal(rng, count)
    if len(newcomers) == 1:
        return [own]
    drawn = []
    for place, new in enumerate(newcomers):
        own = np.where(new, draw_normal(rng, count), own) if place else own
        drawn.append(sqrt(stability) * own + sqrt(1 - stability) * draw_normal(rng, count) if stability < 1 else own)
    return drawn


def place_draws(question: Question, draws: np.ndarray, cases: np.ndarray) -> np.ndarray:
    """Return the codes into which standard normal draws fall."""
    if len(question.edges) == 1:
        return np.searchsorted(question.edges[0], draws) + question.first
    return (draws[:, None] > question.edges[cases]).sum(axis=1) + question.first


def _ask(wave: Wave, question: Question) -> None:
    """Take out the answers of those whom a filter does not lead to a question."""
    if question.filter_id:
        asked = np.isin(wave.codes[question.filter_id], question.filter_codes)
        codes = wave.codes[question.item_id]
        wave.codes[question.item_id] = np.where(asked, codes, NOT_ASKED)
