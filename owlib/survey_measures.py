"""What the tables, figures and sentences of a survey's report are made from: shares with intervals, frame by frame.

Each frame holds controlled counts, rounded to fives, and what is computed from them.
"""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from owlib.estimates import estimate_shares
from owlib.responses import RECEIVED
from owlib.survey_cells import (
    ALL,
    TOP,
    VALID,
    find_tops,
    list_counted,
    list_options,
)
from owlib.survey_data import Survey, find_hits

HIDDEN = "kept back"
TICKED = "ticked"
"""The scale of a question in which several answers may be ticked, each an item."""


def word_share(survey: Survey, item_id: str) -> str:
    """Return which answers count in the share of an item, in words: ``answered 'good' or 'very good'``."""
    item = find_item(survey, item_id)
    if item["scale_id"] == TICKED:
        return "ticked it"
    labels = dict(list_options(survey.instrument, item))
    return "answered " + " or ".join(
        f"\u2018{labels[code].lower()}\u2019" for code in find_tops(survey.instrument, item)
    )


def find_item(survey: Survey, item_id: str) -> dict:
    """Return an item as a row."""
    return survey.instrument.find_item(item_id)


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
    items = [find_item(survey, item_id) for item_id in list_questions(survey)]
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
        :func:`owlib.estimates.estimate_shares` gives; empty where a count is kept back.

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
    return frame.join(estimate_shares(**known))


def measure_block(survey: Survey, block: str) -> pd.DataFrame:
    """Return the share of each item of a block among all who answered it, with its wording as ``label``."""
    items = [name for name in list_questions(survey) if (find_item(survey, name)["block"] or name) == block]
    frame = estimate_items(survey, [(name, TOP, ALL, ALL) for name in items])
    return frame.assign(label=[shorten(survey.label(name), survey, items) for name in items])


def shorten(label: str, survey: Survey, items: list[str]) -> str:
    """Return the wording of an item without the beginning that all items of its block share up to a colon."""
    heads = {survey.label(name).partition(": ")[0] for name in items}
    return label.partition(": ")[2] or label if len(items) > 1 and len(heads) == 1 else label


def measure_item_by_case(survey: Survey, item_id: str) -> pd.DataFrame:
    """Return the share of one item in each case."""
    cases = survey.list_subgroups("case")
    frame = estimate_items(survey, [(item_id, TOP, "case", case) for case in cases])
    return frame.assign(case=[survey.name_case(case) for case in cases])


def measure_by_case(survey: Survey) -> pd.DataFrame:
    """Return the share of each question in each case, one row a question and case."""
    parts = [measure_item_by_case(survey, item_id) for item_id in list_questions(survey)]
    return pd.concat(parts, ignore_index=True)


def _measure_answers(survey: Survey, roles: tuple[str, ...]) -> pd.DataFrame:
    """Return the share of every answer of the items of some roles, all respondents together."""
    items = [item for item in list_counted(survey.instrument, survey.responses) if item["role"] in roles]
    pairs = [(item, *option) for item in items for option in list_options(survey.instrument, item)]
    frame = estimate_items(survey, [(item["item_id"], code, ALL, ALL) for item, code, _ in pairs], whole=True)
    return frame.assign(label=[item["text_en"] for item, _, _ in pairs], answer_label=[label for _, _, label in pairs])


def measure_background(survey: Survey) -> pd.DataFrame:
    """Return who answered: the share of each answer to the background questions."""
    return _measure_answers(survey, ("background",))


def measure_open(survey: Survey) -> pd.DataFrame:
    """Return open answers as the share of each code that the researcher gave them."""
    return _measure_answers(survey, ("open",))


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
    flow = survey.flow
    touched = [HIDDEN if pd.isna(number) else f"{number:,.0f}" for number in flow["touched_n"]]
    return pd.DataFrame(
        {
            "step": flow["step"],
            "kind": flow["kind"],
            "touched_n": flow["touched_n"],
            "rows_left_n": flow["rows_left_n"],
            "told": ["" if step == RECEIVED else told for step, told in zip(flow["step"], touched, strict=True)],
            "left_told": [HIDDEN if pd.isna(number) else f"{number:,.0f}" for number in flow["rows_left_n"]],
            "why": flow["why_en"],
        }
    )
