"""What the tables, figures and sentences of a survey's report are made from, frame by frame, in words of its language.

Shares and comparisons hold controlled counts, rounded to fives, and what is computed from them. Scale scores, their
change and the model are no counts: they are shown for groups of at least the threshold only, with the number of people
rounded to fives and the statistic to the digits that tables print, in the data behind them too.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from owlib.findings.ranks import estimate_precision
from owlib.surveys.cells import ALL, TOP, VALID, find_tops, list_counted, list_options, name_cell, place_answers
from owlib.surveys.cleaning import BLOCK
from owlib.surveys.data import Survey, find_count, find_hits
from owlib.surveys.disclosure import ROUNDING, Protected, round_count
from owlib.surveys.estimates import NOT_SHOWN, adjust_holm, compare_groups, compare_shares, estimate_shares
from owlib.surveys.instrument import join_choices
from owlib.surveys.models import NoModelError, fit_logistic
from owlib.surveys.responses import RECEIVED, TICKED
from owlib.surveys.scores import (
    compare_means,
    estimate_detectable_change,
    estimate_mean,
    measure_reliability,
    reverse_items,
    score_scale,
)
from owlib.words import Words


def word_share(survey: Survey, item_id: str, *, one: bool = False) -> str:
    """Return which answers count in the share of an item, as said of people, or of ``one`` of them.

    For instance: ``answered 'good' or 'very good'``.
    """
    words, item = survey.words, survey.instrument.find_item(item_id)
    number = "one" if one else "many"
    if item["scale_id"] == TICKED:
        return words(f"survey-ticked-{number}")
    labels = survey.label_answers(item_id)
    answers = [words("survey-quoted", answer=labels[code].lower()) for code in find_tops(survey.instrument, item)]
    return words(f"survey-answered-{number}", answers=join_choices(words, answers))


def word_methods(survey: Survey, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its methods in words."""
    return frame.assign(method=[survey.words(f"survey-method-{code}") for code in frame["method"]])


def list_questions(survey: Survey) -> list[str]:
    """Return the items of which pages show one share, in the order of the questionnaire."""
    return list(_keep_questions(survey))


@functools.lru_cache(maxsize=4)
def _keep_questions(survey: Survey) -> tuple[str, ...]:
    """Return what :func:`list_questions` gives; a report asks for it some fifty times."""
    counted = list_counted(survey.instrument, survey.responses)
    return tuple(item["item_id"] for item in counted if find_tops(survey.instrument, item))


def list_blocks(survey: Survey) -> list[str]:
    """Return the blocks of questions with a share, in their order; an item alone is a block by its own id."""
    items = [survey.instrument.find_item(item_id) for item_id in list_questions(survey)]
    return list(dict.fromkeys(item["block"] or item["item_id"] for item in items))


def find_population(survey: Survey, case: str) -> float:
    """Return how many were asked in a case, or in all cases together; NaN where one of them is unknown."""
    sizes = survey.responses.populations
    known = [sizes.get(name) for name in ([case] if case else [*map(str, survey.responses.frame["case"].unique())])]
    return float(sum(known)) if known and None not in known else np.nan


def estimate_items(survey: Survey, places: list[tuple[str, str, str, str]], *, whole: bool = False) -> pd.DataFrame:
    """Return shares with intervals from controlled counts.

    Parameters
    ----------
    places
        Item, answer (``top`` or a code), breakdown and subgroup of each share.
    whole
        Whether all answers of the items are there: then shares are of their sum, where none of them is kept back, so
        that they add up to a hundred.

    Returns
    -------
    DataFrame
        One row a share: ``item_id``, ``answer``, ``by``, ``subgroup``, ``hits`` and what
        :func:`owlib.surveys.estimates.estimate_shares` gives; empty where a count is kept back.

    """
    frame = pd.DataFrame(places, columns=["item_id", "answer", "by", "subgroup"])
    frame["hits"] = [survey.count(*place) for place in places]
    bases = [survey.count(item_id, VALID, by, subgroup) for item_id, _, by, subgroup in places]
    if whole and survey.protected.weighted is None:
        bases = frame.groupby("item_id")["hits"].transform(lambda hits: hits.sum(skipna=False)).fillna(pd.Series(bases))
    sizes = [find_population(survey, subgroup) if by in (ALL, "case") else np.nan for _, _, by, subgroup in places]
    known = {
        "hits": frame["hits"],
        "bases": pd.Series(bases, dtype=float),
        "populations": pd.Series(sizes, dtype=float),
    }
    if survey.protected.weighted is not None:
        frame["hits"] = known["hits"] = pd.Series(
            [find_hits(survey.protected, *place) for place in places], dtype=float
        )
        known["weights_effective_n"] = known["bases"] * survey.precision
    return word_methods(survey, frame.join(estimate_shares(**known)))


def measure_block(survey: Survey, block: str) -> pd.DataFrame:
    """Return the share of each item of a block among all who answered it, with its wording as ``label``."""
    items = [name for name in list_questions(survey) if (survey.instrument.find_item(name)["block"] or name) == block]
    frame = estimate_items(survey, [(name, TOP, ALL, ALL) for name in items])
    return frame.assign(label=[shorten(survey.label(name), survey, items) for name in items])


def shorten(label: str, survey: Survey, items: list[str]) -> str:
    """Return the wording of an item without the beginning that all items of its block share up to a colon."""
    heads = {survey.label(name).partition(": ")[0] for name in items}
    return label.partition(": ")[2] or label if len(items) > 1 and len(heads) == 1 else label


def measure_by_case(survey: Survey, items: list[str]) -> pd.DataFrame:
    """Return the share of each of some questions in each case, one row a question and case."""
    cases = survey.list_subgroups("case")
    frame = estimate_items(survey, [(item_id, TOP, "case", case) for item_id in items for case in cases])
    return frame.assign(case=[survey.name_case(case) for case in frame["subgroup"]])


def _measure_answers(survey: Survey, role: str) -> pd.DataFrame:
    """Return the share of every answer of the items of a role, all respondents together."""
    items = [item for item in list_counted(survey.instrument, survey.responses) if item["role"] == role]
    answers = [(item, *option) for item in items for option in survey.label_answers(item["item_id"]).items()]
    frame = estimate_items(survey, [(item["item_id"], code, ALL, ALL) for item, code, _ in answers], whole=True)
    return frame.assign(label=[item["text"] for item, _, _ in answers], answer_label=[label for _, _, label in answers])


def measure_background(survey: Survey) -> pd.DataFrame:
    """Return who answered: the share of each answer to the background questions."""
    return _measure_answers(survey, "background")


def measure_open(survey: Survey) -> pd.DataFrame:
    """Return open answers as the share of each code that the researcher gave them."""
    return _measure_answers(survey, "open")


def count_hidden(survey: Survey) -> tuple[int, int]:
    """Return how many of the counts that a report would show are kept back, and how many there are."""
    return survey.protected.hidden_n, len(survey.protected.counts)


def tell_flow(survey: Survey) -> pd.DataFrame:
    """Return the controlled record of cleaning in words.

    Returns
    -------
    DataFrame
        One row a step: ``step``, ``kind``, ``touched_n``, ``rows_left_n`` (rounded; empty where kept back), ``told``
        and ``left_told`` (the same for people; ``told`` is empty for what was received, where nothing is taken out),
        ``why``.

    """
    words, flow = survey.words, survey.flow

    def tell(count: float) -> str:
        return words("survey-kept-back") if pd.isna(count) else words.number(count)

    touched = flow["touched_n"].map(tell).where(flow["step"] != RECEIVED, "")
    return flow[["step", "kind", "touched_n", "rows_left_n"]].assign(
        step=[words(f"survey-step-{step}") for step in flow["step"]],
        told=touched,
        left_told=flow["rows_left_n"].map(tell),
        why=[words(f"survey-why-{why}", least=BLOCK) for why in flow["why"]],
    )


REACH = (ROUNDING - 1) // 2
"""How far a count may lie from the rounded one."""


HOLDS = 0.05
"""A difference holds where its p-value after Holm's correction lies below."""


def compare_cases(survey: Survey) -> pd.DataFrame:
    """Return whether the cases differ on each question, with Holm's correction; cases kept back are left out."""
    cases, items, tables, shown = survey.list_subgroups("case"), list_questions(survey), {}, {}
    for item_id in items:
        top = pd.Series({case: find_hits(survey.protected, item_id, "case", case) for case in cases}, dtype=float)
        valid = pd.Series({case: survey.count(item_id, VALID, "case", case) for case in cases}, dtype=float)
        expected = valid * top.sum() / valid[top.notna()].sum()
        nearer = top - np.clip(top - expected, -REACH, REACH)  # as like as rounding allows
        tables[item_id] = pd.DataFrame({"top": nearer, "rest": valid - nearer}).T
        shown[item_id] = 100 * top / valid
    if len(cases) < 2:
        return pd.DataFrame(columns=["p"])
    frame = word_methods(survey, compare_groups(tables)).rename_axis("item_id").reset_index()
    shares = list(shown.values())
    return frame.assign(
        label=[survey.label(name) for name in items],
        lowest_pct=[share.min() for share in shares], highest_pct=[share.max() for share in shares],
    )  # fmt: skip


def _compare_sides(survey: Survey, sides: list[tuple[Protected, str, str]], names: tuple[str, str]) -> pd.DataFrame:
    """Return the difference of each question between two sides, second less first.

    A side is the counts, the breakdown and the subgroup to take.
    """
    items = list_questions(survey)
    counted = [
        pd.DataFrame(
            {
                "hits": [find_hits(counts, name, by, side) for name in items],
                "base": [find_count(counts, name_cell(name, VALID, by, side)) for name in items],
            }
        )
        for counts, by, side in sides
    ]
    frame = word_methods(survey, survive_rounding(counted, survey.precision))
    frame = frame.assign(
        item_id=items, label=[survey.label(name) for name in items], first=names[0], second=names[1],
        holds=frame["p_holm"] < HOLDS, smallest_pct=find_smallest(frame[["n_first", "n_second"]].min(axis=1)),
    )  # fmt: skip
    return frame[["item_id", "label", "first", "second", *frame.columns.drop(["item_id", "label", "first", "second"])]]


def survive_rounding(sides: list[pd.DataFrame], precision: float = 1.0) -> pd.DataFrame:
    """Return the difference of two shares with the interval and p-value that hold whatever rounding has hidden.

    A count that is shown as 30 stands for 28 to 32. The interval reaches from the least to the greatest end that such
    counts give, and the p-value is that of the counts in which the two shares are nearest.

    Parameters
    ----------
    sides
        First and second: ``hits`` and ``base``, rounded.
    precision
        How many respondents of equal weight one of these is worth.

    """
    shown = compare_shares(*(precision * side for side in sides))
    up = (shown["difference_pct"] > 0).to_numpy()
    ends = []
    for nearer in (True, False):
        moved = [
            move_counts(side, np.where(up == (place == 0), 1, -1) * (1 if nearer else -1))
            for place, side in enumerate(sides)
        ]
        ends.append(compare_shares(*(precision * side for side in moved)))
    same = (ends[0]["difference_pct"] > 0).to_numpy() == up
    p = ends[0]["p"].where(same | ends[0]["p"].isna(), 1.0)
    low, high = (pd.concat([end[column] for end in (shown, *ends)], axis=1) for column in ("low_pct", "high_pct"))
    return shown.assign(
        low_pct=low.min(axis=1), high_pct=high.max(axis=1), p=p, p_holm=adjust_holm(p), n_first=sides[0]["base"],
        n_second=sides[1]["base"],
    )  # fmt: skip


def move_counts(side: pd.DataFrame, way: np.ndarray) -> pd.DataFrame:
    """Return counts at the end of what rounding leaves where the share is higher (1) or lower (-1)."""
    base = side["base"] - REACH * way
    return pd.DataFrame({"hits": np.clip(side["hits"] + REACH * way, 0, base), "base": base})


def find_smallest(sizes: pd.Series) -> list[float]:
    """Return the smallest rise from 50% that two groups of each size show with a power of 80%, in points."""
    known = {size: estimate_precision([int(size)])["change_pct"].iloc[0] for size in set(sizes.dropna()) if size > 2}
    return [known.get(size, np.nan) for size in sizes]


@functools.lru_cache(maxsize=4)
def compare_two_groups(survey: Survey) -> pd.DataFrame:
    """Return the difference of each question between the two groups that the questionnaire names; kept."""
    by = survey.survey["group_item"]
    groups = survey.list_subgroups(by) if by else []
    if len(groups) != 2:
        return pd.DataFrame(columns=["difference_pct"])
    labels = survey.label_answers(by)
    names = tuple(labels[group].lower() for group in groups)
    frame = _compare_sides(survey, [(survey.protected, by, group) for group in groups], names)
    return frame[frame["item_id"] != by]


@functools.lru_cache(maxsize=4)
def compare_waves(survey: Survey) -> pd.DataFrame:
    """Return the change of each question from the first wave to the last, as of different people; kept."""
    if survey.first is None:
        return pd.DataFrame(columns=["difference_pct"])
    names = tuple(survey.words("survey-wave", wave=survey.waves[place]) for place in (0, -1))
    return _compare_sides(survey, [(survey.first, ALL, ALL), (survey.protected, ALL, ALL)], names)


CEILING = 4
"""How many thresholds of scale points a mean must keep from either end: closer by, it tells of single people."""


@dataclass(frozen=True)
class Model:
    """A logistic model ready to be shown.

    ``terms``: ``label``, ``odds_ratio``, ``low``, ``high``, ``p``, ``method``; empty where there is no model, and
    ``note`` says why. ``diagnostics``: ``check``, ``finding`` and ``fine``. ``n`` and ``events`` are rounded.
    """

    note: str
    terms: pd.DataFrame
    diagnostics: pd.DataFrame
    n: int = 0
    events: int = 0


def list_scores(survey: Survey) -> dict[str, pd.DataFrame]:
    """Return the items of each scale score that the export has at least two of."""
    items = survey.instrument.list_items(survey.responses.survey_id)
    items = items[items["score"].ne("") & items["item_id"].isin(survey.responses.frame.columns)]
    return {score: part for score, part in items.groupby("score", sort=False) if len(part) > 1}


def find_values(survey: Survey, items: pd.DataFrame) -> tuple[pd.DataFrame, float, float]:
    """Return the values of the items of a score, one row a respondent, and the ends of their scale."""
    answers = survey.instrument.list_answers(items["scale_id"].iloc[0])
    values = answers.loc[answers["missing"] == "", "value"].astype(float).to_numpy()
    lookup = np.append(values, np.nan)
    columns = {
        item["item_id"]: lookup[place_answers(survey.all_waves, survey.instrument, item)]
        for item in items.to_dict("records")
    }
    return pd.DataFrame(columns), float(values.min()), float(values.max())


def compute_score(survey: Survey, items: pd.DataFrame) -> pd.Series:
    """Return the score of each respondent."""
    values, low, high = find_values(survey, items)
    return score_scale(values, list(items.loc[items["reverse"] == "yes", "item_id"]), low, high)


SCORE = ["label", "items", "n", "mean", "low", "high", "alpha", "alpha_low", "alpha_high", "change_of_one", "method"]


CHANGE = ["label", "people", "n", "difference", "low", "high", "p", "smallest", "method"]


def measure_scores(survey: Survey) -> pd.DataFrame:
    """Return the scale scores of all respondents of the last wave.

    Returns
    -------
    DataFrame
        One row a score: ``label``, ``items``, ``n``, ``mean``, ``low``, ``high``, ``alpha``, ``alpha_low``,
        ``alpha_high``, ``change_of_one`` (smallest change of one person beyond error), ``method``; empty where
        fewer people than the threshold have it.

    """
    rows = select_wave(survey, survey.waves[-1] if len(survey.waves) > 1 else "")
    scores = [_measure_score(survey, score, items, rows) for score, items in list_scores(survey).items()]
    return word_methods(survey, pd.DataFrame(scores, columns=SCORE))


def select_wave(survey: Survey, wave: str) -> np.ndarray:
    """Return which respondents are of a wave; all of them where it is empty."""
    frame = survey.all_waves.frame
    return (frame["wave"] == wave).to_numpy() if wave else np.ones(len(frame), bool)


def _measure_score(survey: Survey, score: str, items: pd.DataFrame, rows: np.ndarray) -> dict:
    """Return one row of :func:`measure_scores`."""
    values, low, high = find_values(survey, items)
    turned = reverse_items(values[rows], list(items.loc[items["reverse"] == "yes", "item_id"]), low, high)
    mean, alpha = estimate_mean(compute_score(survey, items)[rows]), measure_reliability(turned)
    row = {"label": score.replace("-", " "), "items": len(items)}
    few = min(mean["n"], alpha["n"]) < survey.threshold or pd.isna(mean["mean"]) or pd.isna(alpha["alpha"])
    if few or is_near_end(mean["mean"], (low, high), mean["n"] * len(items), survey.threshold):
        return row | {"method": NOT_SHOWN}
    change = estimate_detectable_change(alpha["alpha"], mean["sd"])
    return row | {
        "n": round_count(mean["n"]),
        **{name: round(float(mean[name]), 1) for name in ("mean", "low", "high")},
        "alpha": round(float(alpha["alpha"]), 2),
        "alpha_low": round(float(alpha["low"]), 2),
        "alpha_high": round(float(alpha["high"]), 2),
        "change_of_one": round(change, 1),
        "method": "t-feldt",
    }


def is_near_end(mean: float, ends: tuple[float, float], answers_n: float, threshold: int) -> bool:
    """Return whether a mean lies so near an end of its scale that it tells what almost everyone answered."""
    return min(mean - ends[0], ends[1] - mean) * answers_n < CEILING * threshold


def measure_score_changes(survey: Survey) -> pd.DataFrame:
    """Return the change of each scale score from the first wave to the last: of those who answered both, and of all.

    Returns
    -------
    DataFrame
        One row a score and kind of comparison: ``label``, ``people``, ``n``, ``difference``, ``low``, ``high``,
        ``p``, ``p_holm``, ``smallest`` (the smallest change that would show), ``method``.

    """
    scores = list_scores(survey).items() if len(survey.waves) > 1 else ()
    rows = [row for score, items in scores for row in _compare_score(survey, score, items)]
    frame = word_methods(survey, pd.DataFrame(rows, columns=CHANGE))
    for people in frame["people"].unique():
        part = frame["people"] == people
        frame.loc[part, "p_holm"] = adjust_holm(frame.loc[part, "p"]).round(2)
    return frame


def _compare_score(survey: Survey, score: str, items: pd.DataFrame) -> list[dict]:
    """Return the change of one score: paired where people can be recognised in both waves, and not paired."""
    people = survey.all_waves.frame.get("respondent")
    scores = compute_score(survey, items)
    sides = [scores[select_wave(survey, wave)] for wave in (survey.waves[0], survey.waves[-1])]
    _, low, high = find_values(survey, items)
    rows = []
    if people is not None and (people != "").all():
        named = [side.set_axis(people[side.index]) for side in sides]
        rows.append(("paired", compare_means(*named, paired=True)))
    rows.append(("welch", compare_means(*sides, paired=False)))
    spread = float(sides[0].std())
    return [
        {"label": score.replace("-", " "), "people": survey.words(f"survey-people-{method}"), "method": method}
        | _round_change(survey, found, spread, (low, high), len(items))
        for method, found in rows
    ]


def _round_change(survey: Survey, found: pd.Series, spread: float, ends: tuple[float, float], items_n: int) -> dict:
    """Return a change as rounded numbers, none where too few people stand behind it or a mean is near an end."""
    least = min(found["n_first"], found["n_second"])
    near = any(
        is_near_end(found[mean], ends, found[size] * items_n, survey.threshold)
        for mean, size in (("mean_first", "n_first"), ("mean_second", "n_second"))
    )
    if least < survey.threshold or pd.isna(found["difference"]) or near:
        return {"method": NOT_SHOWN}
    smallest = float(estimate_precision([int(least)])["change_sd"].iloc[0]) * spread
    numbers = {name: round(float(found[name]), 2) for name in ("difference", "low", "high", "p")}
    return {"n": round_count(found["n"]), **numbers, "smallest": round(smallest, 2)}


@functools.lru_cache(maxsize=4)
def estimate_model(survey: Survey) -> Model | None:
    """Return a logistic model of the outcome of a questionnaire, with an effect for each case and group.

    Nothing where there are fewer than two cases or the export lacks the outcome.
    """
    frame, outcome = survey.responses.frame, survey.outcome
    cases, group = survey.list_subgroups("case"), survey.survey["group_item"]
    if outcome not in frame or len(cases) < 2:
        return None
    item = survey.instrument.find_item(outcome)
    codes, words = list_options(survey.instrument, item), survey.words
    places = place_answers(survey.responses, survey.instrument, item)
    hits = np.append(np.isin(codes, find_tops(survey.instrument, item)), False)[places]
    data = pd.DataFrame({"outcome": np.where(places >= 0, hits, np.nan), "case": frame["case"].astype(str)})
    hidden = [case for case in cases if not is_shown(survey, outcome, "case", case)]
    others = [group] if group in frame else []
    for name in others:
        data[name] = name_groups(survey, name)
    if others and not bears_group(survey, data[~data["case"].isin(hidden)], group):
        others = []
    try:
        found = fit_logistic(data, "outcome", "case", others, hidden=hidden, least=survey.threshold)
    except NoModelError as error:
        return Model(words(f"survey-no-model-{error.reason}", **error.numbers), pd.DataFrame(), pd.DataFrame())
    notes = [words("survey-model-left-out", cases=len(found.left_out))] if found.left_out else []
    notes += [words("survey-model-group-held" if others else "survey-model-group-left")] if group in frame else []
    return Model(
        " ".join(notes),
        word_terms(survey, found.estimates),
        word_diagnostics(words, found.diagnostics),
        round_count(found.n),
        round_count(found.events),
    )


def is_shown(survey: Survey, item_id: str, by: str, subgroup: str) -> bool:
    """Return whether the share of an item is shown for a subgroup."""
    return not any(np.isnan(survey.count(item_id, answer, by, subgroup)) for answer in (TOP, VALID))


def bears_group(survey: Survey, data: pd.DataFrame, group: str) -> bool:
    """Return whether a model may hold the groups of respondents equal without giving a small count away.

    Effects of case and group together tell of the people of each group in each case: enough of them must have given
    either answer, and the shares of the groups must be shown.
    """
    known = data.dropna()
    counts = pd.crosstab([known["case"], known[group]], known["outcome"]).reindex(columns=[0, 1], fill_value=0)
    if counts.empty:
        return False
    full = len(counts) == known["case"].nunique() * known[group].nunique()
    shown = all(is_shown(survey, survey.outcome, group, name) for name in survey.list_subgroups(group))
    return full and shown and int(counts.to_numpy().min()) >= survey.threshold


def name_groups(survey: Survey, item_id: str) -> pd.Series:
    """Return the label of each respondent's group, missing where unknown."""
    labels = np.array([*survey.label_answers(item_id).values(), None], dtype=object)
    places = place_answers(survey.responses, survey.instrument, survey.instrument.find_item(item_id))
    return pd.Series(labels[places], dtype=object)


def word_terms(survey: Survey, estimates: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of a model with their labels, numbers rounded to two digits."""
    labels = [
        survey.words("survey-term", level=row["level"], than=row["than"]) if row["than"]
        else survey.name_case(row["level"])
        for row in estimates.to_dict("records")
    ]  # fmt: skip
    rounded = {
        name: [float(f"{value:.2g}") for value in estimates[name].astype(float)]
        for name in ("odds_ratio", "low", "high")
    }
    terms = pd.DataFrame(
        {"label": labels, **rounded, "p": estimates["p"].round(2), "method": "logistic-" + estimates["kind"]}
    )
    return word_methods(survey, terms)


def word_diagnostics(words: Words, diagnostics: pd.DataFrame) -> pd.DataFrame:
    """Return what was checked of a model, what was found, and whether that is fine."""
    found = [
        words(f"survey-found-{code}", **{name: _word_number(words, name, value) for name, value in numbers.items()})
        for code, numbers in zip(diagnostics["finding"], diagnostics["numbers"], strict=True)
    ]
    checks = [words(f"survey-check-{check}") for check in diagnostics["check"]]
    return pd.DataFrame({"check": checks, "finding": found, "fine": diagnostics["fine"]})


def _word_number(words: Words, name: str, value: float) -> str:
    """Return a number of a finding in whole numbers; a p-value, to two digits: more would tell of single answers."""
    return word_p(words, value, "= ") if name == "p" else words.number(value, "", 0)


def word_p(words: Words, value: float, equals: str = "") -> str:
    """Return a p-value as papers print it."""
    return f"< {words.number(0.01, '', 2)}" if value < 0.01 else f"{equals}{words.number(value, '', 2)}"
