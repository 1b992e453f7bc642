"""The guided part of a new survey: ask for each column and value that is not decided what it means.

Nothing here reads a keyboard: each function takes ``ask(question, choices, default) -> str``, which shows a question
and its choices numbered from 1, and returns what was typed, or the default where nothing was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from owlib.surveys.exports import Export, cut
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import SLUG, SPECIAL, UNUSED, WAVE, list_allowed, suggest
from owlib.surveys.proposals import MOST_GUESSES, list_keys, propose_answers, propose_columns, rank_items

Ask = Callable[[str, list[str], str], str]


HELP, LATER, STOP, PUT_OFF = "?", "", "stop", "later"


COLUMN_HELP = (
    f"Type the number of a choice, the id of any other item, '{UNUSED}' to leave the column out, '{PUT_OFF}' to decide "
    f"later, or '{STOP}' to end the questions. Nothing takes what stands in brackets. All free items are listed now."
)


ANSWER_HELP = (
    "Type the number of a choice, or its code. 'outside' is for a value that is no answer to this question, "
    "'not-applicable' and 'dont-know' for what they say, 'no-answer' for an empty answer. Type "
    f"'{PUT_OFF}' to decide later, or '{STOP}' to decide all that remains later. Nothing takes what stands in brackets."
)


CODE_HELP = (
    "Type a short code of small letters, digits and hyphens, such as north or 2; the same code for two values joins "
    f"them. Type nothing to take what is proposed, '{HELP}' for help, or '{STOP}' to decide all that remains later."
)


def guide_mapping(
    export: Export,
    instrument: Instrument,
    survey_id: str,
    ask: Ask,
    cases: Mapping[str, str] = MappingProxyType({}),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the mapping of an export as :func:`owlib.surveys.proposals.propose_mapping` does, the rest asked for."""
    columns = ask_columns(propose_columns(export, instrument, survey_id), instrument, survey_id, ask)
    answers = propose_answers(export, instrument, survey_id, columns, cases)
    return columns, ask_answers(answers, instrument, survey_id, ask)


def ask_columns(columns: pd.DataFrame, instrument: Instrument, survey_id: str, ask: Ask) -> pd.DataFrame:
    """Return the columns with an item for each that was answered; those put off keep an empty one.

    Parameters
    ----------
    columns
        ``column``, ``item``, ``guess``, ``label``; only rows without an item are asked for.

    """
    items = instrument.list_items(survey_id).set_index("item_id")
    keys, decided = list_keys(instrument.list_items(survey_id)), columns.reset_index(drop=True)
    undecided = list(decided.index[decided["item"] == ""])
    for number, place in enumerate(undecided, 1):
        free = [item for item in items.index if item not in set(decided["item"])]
        column, _, guess, label = decided.loc[place, ["column", "item", "guess", "label"]]
        likely = rank_items(column, label, {key: item for key, item in keys.items() if item in free})
        near = [item for item in dict.fromkeys([guess, *likely, *_list_next(decided, place, items)]) if item in free]
        shown = f"'{cut(column)}'" + (f" ({cut(label)})" if label else "")
        question = f"Column {shown} ({number} of {len(undecided)}): which item is it?"
        texts = {item: f"{item}: {items['text_en'][item]}" for item in [*near, *free]}
        default = "1" if guess in free else LATER
        typed = _ask_until(ask, question, texts, default, ([*free, UNUSED], COLUMN_HELP, len(near)))
        if typed == STOP:
            break
        decided.loc[place, "item"] = typed
    return decided


def ask_answers(answers: pd.DataFrame, instrument: Instrument, survey_id: str, ask: Ask) -> pd.DataFrame:
    """Return the values with an answer for each that was answered; those put off keep an empty one.

    Parameters
    ----------
    answers
        ``for``, ``value``, ``answer``, ``guess``, ``label``; only rows without an answer are asked for.

    """
    items, decided = instrument.list_items(survey_id), answers.copy()
    allowed = list_allowed(items, instrument)
    scales = dict(zip(items["item_id"], items["scale_id"], strict=True))
    undecided = list(decided.index[decided["answer"] == ""])
    for number, place in enumerate(undecided, 1):
        target, value, _, guess, label = decided.loc[place, ["for", "value", "answer", "guess", "label"]]
        shown = f"'{cut(value)}'" + (f" ({cut(label)})" if label else "") if value else "An empty cell"
        question = f"{shown} in '{target}' ({number} of {len(undecided)}): what does it mean?"
        if allowed[target][0] in (SLUG.pattern, WAVE.pattern):
            typed = _ask_until(ask, question, {}, guess, ([], CODE_HELP, 0))
        else:
            known = instrument.list_answers(scales.get(target, target))
            choices = dict(zip(known["answer"], known["label_en"], strict=True))
            choices |= {word: word for word in SPECIAL if word not in choices}
            default = str(list(choices).index(guess) + 1) if guess in choices else LATER
            typed = _ask_until(ask, question, choices, default, (list(choices), ANSWER_HELP, len(choices)))
        if typed == STOP:
            break
        decided.loc[place, "answer"] = typed
    return decided


def _list_next(decided: pd.DataFrame, place: int, items: pd.DataFrame) -> list[str]:
    """Return the questions that follow, in the questionnaire, on that of the nearest column before."""
    questions = list(items.index[items["survey_id"] != ""])
    before = [item for item in decided["item"].iloc[:place] if item in questions]
    taken = set(decided["item"])
    start = questions.index(before[-1]) + 1 if before else 0
    return [item for item in questions[start:] if item not in taken][:MOST_GUESSES]


def _ask_until(
    ask: Ask, question: str, choices: Mapping[str, str], default: str, rules: tuple[Sequence[str], str, int]
) -> str:
    """Ask until what is typed is a number of the choices, an allowed word, or nothing.

    Parameters
    ----------
    choices
        Word -> how it is shown.
    rules
        The words that are allowed (any code if there are none), the help, and how many choices are shown before
        help was asked for.

    """
    (allowed, help_text, shown), note = rules, ""
    while True:
        typed = ask(f"{note}{question} ({HELP} for help)", list(choices.values())[:shown], default).strip()
        if typed == PUT_OFF:
            return LATER
        if typed in (LATER, STOP) or typed in allowed or (not allowed and SLUG.fullmatch(typed)):
            return typed
        if typed.isdecimal() and 1 <= int(typed) <= shown:
            return list(choices)[int(typed) - 1]
        if typed == HELP:
            note, shown = f"{help_text}\n", len(choices)
        elif allowed:
            expected = f"a number up to {shown}, or a known word" if shown else "a known word"
            note = f"Expected {expected}; found another. What to do: {suggest(typed, list(allowed))}.\n"
        else:
            note = "Expected small letters, digits and hyphens; found another. What to do: write it like north or 2.\n"
