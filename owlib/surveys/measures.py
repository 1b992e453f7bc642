"""What tables, figures and sentences of a survey's report are made from, frame by frame, in words of its language."""

from __future__ import annotations

import functools

import pandas as pd

from owlib.surveys.counts import ALL, BOTH, SCORE, TOP, VALID, Counts, Survey, find_tops
from owlib.surveys.estimates import compare_groups, compare_shares, estimate_shares, fit_model
from owlib.surveys.instrument import TICKED, join_choices

Place = tuple[str, str, str, str]
"""Item, answer (``top`` or a code), breakdown and subgroup of a count."""


def word_share(survey: Survey, item_id: str, *, one: bool = False) -> str:
    """Return which answers count in the share of an item, as said of people, or of ``one`` of them.

    For instance: ``answered 'good' or 'very good'``.
    """
    words, number = survey.words, "one" if one else "many"
    if item_id.startswith(SCORE):
        return words(f"survey-scored-{number}")
    item = survey.instrument.find_item(item_id)
    if item["scale_id"] == TICKED:
        return words(f"survey-ticked-{number}")
    labels = survey.label_answers(item_id)
    answers = [words("survey-quoted", answer=labels[code].lower()) for code in find_tops(survey.instrument, item)]
    return words(f"survey-answered-{number}", answers=join_choices(words, answers))


def list_blocks(survey: Survey) -> list[str]:
    """Return the blocks of questions with a share, in their order."""
    return list(dict.fromkeys(survey.find_block(name) for name in survey.questions))


def estimate_places(survey: Survey, places: list[Place], counts: Counts | None = None) -> pd.DataFrame:
    """Return shares with intervals, a row a place: ``item_id``, ``answer``, ``by``, ``subgroup`` and the estimate."""
    counts = counts or survey.counts
    hits = [counts.find(*place) for place in places]
    bases = [counts.find(item_id, VALID, *place) for item_id, _, *place in places]
    columns = (pd.Series(column, dtype=float) for column in (hits, bases))
    return pd.DataFrame(places, columns=["item_id", "answer", "by", "subgroup"]).join(estimate_shares(*columns))


def measure_block(survey: Survey, block: str) -> pd.DataFrame:
    """Return the share of each item of a block among all who answered it, with its wording as ``label``."""
    items = [name for name in survey.questions if survey.find_block(name) == block]
    labels = [survey.label(name) for name in items]
    if len(items) > 1 and len({label.partition(": ")[0] for label in labels}) == 1:
        labels = [label.partition(": ")[2] or label for label in labels]  # what all begin with stands in the title
    return estimate_places(survey, [(name, TOP, ALL, ALL) for name in items]).assign(label=labels)


def measure_by_case(survey: Survey, items: list[str]) -> pd.DataFrame:
    """Return the share of each of some questions in each case, one row a question and case."""
    cases = survey.counts.list_subgroups("case")
    frame = estimate_places(survey, [(item_id, TOP, "case", case) for item_id in items for case in cases])
    return frame.assign(case=[survey.name_case(case) for case in frame["subgroup"]])


def measure_answers(survey: Survey, role: str) -> pd.DataFrame:
    """Return the share of every answer of the items of a role, ``background`` or ``open``."""
    items = [name for name in survey.counts.list_items() if not name.startswith(SCORE)]
    items = [item for item in map(survey.instrument.find_item, items) if item["role"] == role]
    answers = [(item, *option) for item in items for option in survey.label_answers(item["item_id"]).items()]
    frame = estimate_places(survey, [(item["item_id"], code, ALL, ALL) for item, code, _ in answers])
    return frame.assign(label=[item["text"] for item, _, _ in answers], answer_label=[label for _, _, label in answers])


def tell_flow(survey: Survey) -> pd.DataFrame:
    """Return the protected record of cleaning in words: ``step``, ``kind``, ``touched_n``, ``told`` and ``why``."""
    words, flow = survey.words, survey.flow
    told = [words("survey-kept-back") if pd.isna(count) else words.number(count) for count in flow["touched_n"]]
    steps, reasons = [words(f"survey-step-{code}") for code in flow["step"]], flow["why"]
    return flow.assign(step=steps, told=told, why=[words(f"survey-why-{code}") for code in reasons])


def compare_cases(survey: Survey) -> pd.DataFrame:
    """Return whether the cases differ on each question, with Holm's correction; cases kept back are left out."""
    return compare_groups(measure_by_case(survey, survey.questions))


@functools.lru_cache(maxsize=4)
def compare_sides(survey: Survey, sides: str) -> pd.DataFrame:
    """Return the difference of each question between two sides, second less first; kept.

    Those of ``groups`` are the two that the questionnaire names; of ``waves``, the first and the last, as of different
    people. Where there are no two, nothing is compared.
    """
    by, counts, items = survey.survey["group_item"], survey.counts, survey.questions
    if sides == "groups":
        places = [(counts, by, group) for group in counts.list_subgroups(by)]
        names = [survey.label_answers(by)[group].lower() for *_, group in places]
    else:
        places = [(own, ALL, ALL) for own in (survey.first, counts) if survey.first]
        names = [survey.words("survey-wave", wave=survey.waves[place]) for place in (0, -1) if places]
    if len(places) != 2:
        return pd.DataFrame(columns=["difference_pct"])
    shares = [estimate_places(survey, [(name, TOP, *place) for name in items], own) for own, *place in places]
    told = {"item_id": items, "label": [survey.label(name) for name in items], "first": names[0], "second": names[1]}
    return pd.DataFrame(told).join(compare_shares(*shares))


def estimate_model(survey: Survey) -> pd.DataFrame | None:
    """Return the odds of the outcome in each case and group, as :func:`owlib.surveys.estimates.fit_model` gives them.

    ``label`` names each term. None where the questionnaire names no groups, or there are fewer than two cases; empty
    where the counts that are shown bear no model.
    """
    group, rows = survey.survey["group_item"], survey.counts.frame
    chosen = (rows["by"] == BOTH.join(["case", group])) & (rows["answer"] == TOP)
    places = rows.loc[chosen, ["item_id", "answer", "by", "subgroup"]]
    if places.empty:
        return None
    shares = estimate_places(survey, list(places.itertuples(index=False, name=None)))
    shares[["case", "group"]] = [name.split(BOTH) for name in shares["subgroup"]]
    shares = shares[shares["share_pct"].notna()]
    full = shares.groupby("case")["group"].transform("size") == len(survey.counts.list_subgroups(group))
    terms, labels = fit_model(shares[full]), survey.label_answers(group)
    than = labels[min(shares["group"])].lower() if len(terms) else ""

    def name(term: str, level: str) -> str:
        told = {"level": labels.get(level, "").lower(), "than": than}
        return survey.name_case(level) if term == "case" else survey.words("survey-term", **told)

    return terms.assign(label=[name(*pair) for pair in zip(terms["term"], terms["level"], strict=True)])
