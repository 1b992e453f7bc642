"""Plant the flaws of real exports in simulated answers, at known rates, and count what was planted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from owlib.surveys.instrument import Instrument
from owlib.surveys.responses import DONT_KNOW, NO_ANSWER, NOT_APPLICABLE, OUTSIDE, TICKED, UNREADABLE
from owlib.surveys.simulated_answers import (
    ABSENT,
    MEDIAN_SECONDS,
    NOT_ASKED,
    OPEN_TEXTS,
    ORDINARY,
    Question,
    Wave,
    draw_normal,
    list_questions,
    list_valid_answers,
    place_draws,
)

CONTRADICTION = 10_000
"""Added to the code of an answer that the respondent's filter rules out."""


HURRIED = (0.05, 0.25)
"""Time that those who rush through take, in medians."""


STRAIGHT_ITEMS = 5


LEAST_ANSWERED = 0.3
"""Part of the questions that a response answers at least before it breaks off."""


REPEATED = 2 / 3
"""Part of the questions that every second duplicate answers."""


TEST, EMPTY, DUPLICATE, SCREENED_OUT = 1, 2, 3, 4
"""Kinds of responses that a flaw removes."""


FLAWS = pd.DataFrame(
    [
        ("test", "rows", 0.010, "responses"),
        ("empty", "rows", 0.020, "responses"),
        ("duplicate", "rows", 0.015, "responses"),
        ("screened-out", "rows", 0.030, "responses, where the survey has a screening question"),
        ("broken-off", "rows", 0.040, "other responses, which stay blank after some question"),
        ("no-answer", "answers", 0.015, "answers asked for, filter questions excepted"),
        ("not-applicable", "answers", 0.010, "answers asked for, filter questions excepted"),
        ("dont-know", "answers", 0.010, "answers asked for, filter questions excepted"),
        ("outside", "answers", 0.004, "answers asked for, filter questions excepted"),
        ("unreadable-number", "answers", 0.010, "answers that are numbers"),
        ("unreadable-date", "answers", 0.010, "starting times"),
        ("contradiction", "answers", 0.020, "answers not asked for"),
        ("identifying", "answers", 0.100, "open answers given"),
        ("straight-lined", "flags", 0.030, "other responses, where a block has five items of one scale"),
        ("too-fast", "flags", 0.030, "other responses"),
    ],
    columns=["flaw", "kind", "rate", "of"],
)
"""What is planted, and how often."""


RATES = dict(zip(FLAWS["flaw"], FLAWS["rate"], strict=True))


MISSING_FLAWS = {
    "no-answer": NO_ANSWER, "not-applicable": NOT_APPLICABLE, "dont-know": DONT_KNOW, "outside": OUTSIDE,
    "unreadable-number": UNREADABLE,
}  # fmt: skip
"""Flaws that stand in place of an answer; the last in numbers only."""


IDENTIFYING_TEXTS = (
    "vraag het mevrouw Voorbeeld maar",
    "bel mij gerust op 06-00000000",
    "mail naar naam@example.org",
    "ik woon Voorbeeldstraat 1, 0000 AA",
)


def find_straight_blocks(instrument: Instrument, survey_id: str) -> list[list[str]]:
    """Return the blocks in which straight-lining shows: five items or more of one scale, each asked of everyone."""
    items = list_questions(instrument, survey_id)
    items = items[(items["kind"] == "single") & (items["asked_if"] == "") & (items["block"] != "")]
    groups = [group for _, group in items.groupby("block", sort=False) if group["scale_id"].nunique() == 1]
    long = [group for group in groups if len(group) >= STRAIGHT_ITEMS]
    return [list(group["item_id"]) for group in long if len(list_valid_answers(instrument, group.iloc[0])) > 2]


def flaw_wave(
    rng: np.random.Generator, wave: Wave, questions: list[Question], blocks: list[list[str]], cases: np.ndarray
) -> None:
    """Plant flaws in a wave: first in answers, then in whole responses.

    ``blocks`` are those of :func:`find_straight_blocks`; ``cases`` the place of each respondent's case in the plan.
    """
    for question in questions:
        codes = wave.codes[question.item_id]
        if question.kind == "text":
            codes = _identify(rng, codes)
        elif not question.plain:
            codes = _lose_answers(rng, codes, number=question.kind == "number")
        if question.filter_id and not question.plain:
            drawn = place_draws(question, draw_normal(rng, len(cases)), cases)
            if (question.answers["scale_id"] == TICKED).all() and len(question.answers):
                drawn = np.where(np.isin(drawn, find_top(question)), drawn, NO_ANSWER)
            codes = _contradict(rng, codes, wave.codes[question.filter_id], drawn)
        wave.codes[question.item_id] = codes
    drawn = _draw_kinds(rng, len(cases), screened=any(question.screening for question in questions))
    wave.kinds = np.where(wave.kinds == ABSENT, ABSENT, drawn)
    for question in questions:
        if question.screening:
            out = wave.kinds == SCREENED_OUT
            wave.codes[question.item_id] = np.where(out, len(question.answers) - 1, wave.codes[question.item_id])
    _repeat_rows(rng, wave, cases)
    _shorten_rows(rng, wave, questions)
    _hurry_rows(rng, wave, blocks, len(questions))


def find_top(question: Question) -> np.ndarray:
    """Return the codes that count in the share that pages show; of a tick-all option, that it was ticked."""
    return np.flatnonzero(question.answers["top"] == "yes")


def _lose_answers(rng: np.random.Generator, codes: np.ndarray, *, number: bool) -> np.ndarray:
    """Return codes some of which a reason for no answer has replaced."""
    names = list(MISSING_FLAWS)[: None if number else -1]
    bounds = np.cumsum([RATES[name] for name in names])
    flaw = np.searchsorted(bounds, rng.random(len(codes)), side="right")
    reasons = np.array([*[MISSING_FLAWS[name] for name in names], 0])
    return np.where((flaw < len(names)) & (codes != NOT_ASKED), reasons[flaw], codes)


def _identify(rng: np.random.Generator, codes: np.ndarray) -> np.ndarray:
    """Return codes of texts some of which tell who wrote them."""
    tells = (rng.random(len(codes)) < RATES["identifying"]) & (codes >= 0)
    return np.where(tells, codes % len(IDENTIFYING_TEXTS) + len(OPEN_TEXTS), codes)


def _contradict(rng: np.random.Generator, codes: np.ndarray, given: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return codes with answers of some who were not asked, though they answered the filter."""
    wrong = (codes == NOT_ASKED) & (given >= 0) & (drawn >= 0) & (rng.random(len(codes)) < RATES["contradiction"])
    return np.where(wrong, drawn + CONTRADICTION, codes)


def _draw_kinds(rng: np.random.Generator, count: int, *, screened: bool) -> np.ndarray:
    """Return the kind of each response; nobody is screened out of a survey without a screening question."""
    bounds = np.cumsum([RATES["test"], RATES["empty"], RATES["duplicate"], RATES["screened-out"] if screened else 0])
    place = np.searchsorted(bounds, rng.random(count), side="right")
    return np.array([TEST, EMPTY, DUPLICATE, SCREENED_OUT, ORDINARY])[place]


def _repeat_rows(rng: np.random.Generator, wave: Wave, cases: np.ndarray) -> None:
    """Make each duplicate a copy of the nearest ordinary response before it in its case, where there is one."""
    own = np.arange(len(cases))
    before = np.maximum.accumulate(np.where(wave.kinds == ORDINARY, own, -1))
    copies = (wave.kinds == DUPLICATE) & (before >= 0) & (cases[before] == cases)
    wave.kinds = np.where((wave.kinds == DUPLICATE) & ~copies, ORDINARY, wave.kinds)
    wave.rows = np.where(copies, before, own)
    wave.undated = rng.random(len(cases)) < RATES["unreadable-date"]


def _shorten_rows(rng: np.random.Generator, wave: Wave, questions: list[Question]) -> None:
    """Let responses end early: empty and screened-out ones at once, broken-off ones somewhere, and half of the copies.

    Such a copy began a minute before its original, as of someone who broke off and started anew.
    """
    whole, count = len(questions), len(wave.kinds)
    breaks = (wave.kinds == ORDINARY) & (rng.random(count) < RATES["broken-off"])
    place = np.ceil(whole * (LEAST_ANSWERED + (1 - LEAST_ANSWERED) * rng.random(count))).astype(int)
    stop = np.where(breaks, np.minimum(place, whole - 1), whole)[wave.rows]
    half = (wave.kinds == DUPLICATE) & (rng.random(count) < 0.5)
    stop = np.where(half, np.minimum(stop, int(whole * REPEATED)), stop)
    wave.early = half.astype(int)
    wave.stop = np.where(np.isin(wave.kinds, [EMPTY, SCREENED_OUT]), 0, stop)


def _hurry_rows(rng: np.random.Generator, wave: Wave, blocks: list[list[str]], whole: int) -> None:
    """Let some give one answer throughout a block, and some take too little time."""
    count = len(wave.kinds)
    ordinary = wave.kinds == ORDINARY
    wave.lined = ordinary & (wave.stop == whole) & (rng.random(count) < RATES["straight-lined"]) & bool(blocks)
    for block in blocks:
        first = np.maximum(wave.codes[block[0]], 0)
        wave.codes.update({item_id: np.where(wave.lined, first, wave.codes[item_id]) for item_id in block})
    wave.fast = (ordinary & (rng.random(count) < RATES["too-fast"])) | np.isin(wave.kinds, [TEST, EMPTY, SCREENED_OUT])
    paces = HURRIED[0] + (HURRIED[1] - HURRIED[0]) * rng.random(count)
    wave.seconds = np.where(wave.fast, np.round(MEDIAN_SECONDS * paces).astype(int), wave.seconds)


def count_planted(wave: Wave, questions: list[Question]) -> pd.Series:
    """Return how often each flaw was planted in a wave; those in answers as far as the response is kept."""
    ordinary = wave.kinds == ORDINARY
    counts = dict.fromkeys(FLAWS["flaw"], 0)
    for name, kind in (("test", TEST), ("empty", EMPTY), ("duplicate", DUPLICATE), ("screened-out", SCREENED_OUT)):
        counts[name] = int((wave.kinds == kind).sum())
    counts["broken-off"] = int((ordinary & (wave.stop < len(questions))).sum())
    counts["unreadable-date"] = int((ordinary & wave.undated).sum())
    counts["straight-lined"] = int(wave.lined.sum())
    counts["too-fast"] = int((ordinary & wave.fast).sum())
    for place, question in enumerate(questions):
        codes = wave.codes[question.item_id][ordinary & (wave.stop > place)]
        counts["contradiction"] += int((codes >= CONTRADICTION).sum())
        if question.kind == "text":
            counts["identifying"] += int(((codes >= len(OPEN_TEXTS)) & (codes < CONTRADICTION)).sum())
        else:
            for name, code in MISSING_FLAWS.items():
                counts[name] += int((codes == code).sum())
    return pd.Series(counts)
