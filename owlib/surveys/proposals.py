"""What columns and values of an export mean, as far as it can be told: proofs are filled in, all else is a guess.

A proof is the item's own id or wording, the label that the file gives beside a code, or a way of the tool that wrote
the file. Each line says what it rests on.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from collections.abc import Mapping as Dictionary
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from owlib.surveys.exports import WAYS, Export, is_broken, simplify, spread
from owlib.surveys.guard import MARK_COLUMN
from owlib.surveys.instrument import TICKED, Instrument
from owlib.surveys.mapping import (
    BANDS,
    MAX_CODES,
    NO_ANSWER,
    OTHERS,
    OUTSIDE,
    THRESHOLD,
    UNUSED,
    Mapping,
    find_bands,
    find_edges,
    find_ends,
    find_options,
    find_unknown,
    normalise,
    translate,
)
from owlib.surveys.moments import parse_numbers

MAX_VALUES = 30
"""Of more different values than these, one line asks for all."""
LIKELY = 0.6
"""Least likeness (difflib's ratio) of a text that is proposed."""
COLUMN_FIELDS = ["column", "item", "guess", "because", "label"]
ANSWER_FIELDS = ["for", "value", "answer", "guess", "because", "label"]


HEADINGS, TICKS, STATES, SYNONYMS, WAVE_WORDS = (
    spread(WAYS[name]) for name in ("headings", "ticks", "states", "synonyms", "waves")
)
TOOL_COLUMNS, QUALTRICS_STATES = (
    {name: spread(told) for name, told in WAYS[part].items()} for part in ("tool_columns", "qualtrics_states")
)
RECORD_IDS, PERSONAL = frozenset(WAYS["record_ids"]), frozenset(WAYS["personal"])
NEGATIONS = re.compile(r"\b(?:niet|geen|noch|nooit|not|no|never|neither|nor|on(?:eens|tevreden|gunstig|voldoende)\w*|"
                       r"(?:dis|un)\w{4,})\b")  # fmt: skip
"""Words that turn an answer round: a text is never taken for one with another number of them."""
BLANK_TOOLS = {"limesurvey": "LimeSurvey", "surveymonkey": "SurveyMonkey", "qualtrics": "Qualtrics"}
"""Tools that leave a box blank that is not ticked."""


def make_code(text: str) -> str:
    """Return a name as a code: small letters without accents and digits, in words parted by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


# columns


def propose_columns(
    export: Export, instrument: Instrument, survey_id: str, taken: Collection[str] = ()
) -> pd.DataFrame:
    """Return each column of an export with its item, or a guess, and what it rests on.

    Parameters
    ----------
    taken
        Items that are not to be proposed any more.

    """
    items = instrument.list_items(survey_id)
    keys = list_keys(items)
    free = set(keys.values()) - set(taken)
    rows: dict[str, list[str]] = {}
    for column in export.frame:
        title = export.titles.get(column, "")
        item, because = find_proof(column, title, export.tool, keys, free)
        free -= {item} - {"state"}
        rows[column] = [column, item, "", because, title]
    people, tails = _find_people(rows, free), list_tails(items)
    for column, row in rows.items():
        if row[1] and not is_broken(column + row[4]):
            continue
        item, because = (row[1], "letters look broken in its name") if row[1] else people.get(column, ("", ""))
        if not item:
            item, because = guess_item(column, row[4], keys, tails, free)
            free -= {item}
        row[1:4] = "", item, because
    return pd.DataFrame(list(rows.values()), columns=COLUMN_FIELDS, dtype="str")


def list_keys(items: pd.DataFrame) -> dict[str, str]:
    """Return the texts by which an item or a question with options is known, simplified; texts of two are left out."""
    keys: dict[str, str] = {}
    shared = set()
    owned = [(item, [item, *texts]) for item, *texts in items[["item_id", "text_en", "text_nl"]].to_numpy().tolist()]
    for block, options in find_options(items).items():
        stems = [{text.rpartition(":")[0] for text in options[name]} for name in ("text_en", "text_nl")]
        owned.append((block, [block, *(next(iter(stem)) for stem in stems if len(stem) == 1)]))
    for item_id, texts in owned:
        for key in {simplify(text) for text in texts} - {""}:
            shared |= {key} if keys.setdefault(key, item_id) != item_id else set()
    return {key: item_id for key, item_id in keys.items() if key not in shared}


def list_tails(items: pd.DataFrame) -> dict[str, str]:
    """Return the options of questions with several, simplified, with their items; without those of two questions."""
    tails = pd.DataFrame(
        [(simplify(text.rpartition(":")[2]), item) for options in find_options(items).values()
         for name in ("text_en", "text_nl") for text, item in zip(options[name], options["item_id"], strict=True)],
        columns=["tail", "item"],
    ).drop_duplicates()  # fmt: skip
    own = tails[~tails["tail"].duplicated(keep=False) & tails["tail"].ne("")]
    return dict(zip(own["tail"], own["item"], strict=True))


def list_headings(column: str, title: str) -> list[str]:
    """Return the ways to read a heading: whole, without the code of the question, or only what stands in brackets."""
    texts = [column, title]
    texts += [re.sub(r"^\s*(?:[A-Za-z]{0,3}\d+[a-z]?(?:[._]\d+)*[\s.:)_-]+|[\w\[\]]+\. )", "", text) for text in texts]
    texts += [re.sub(r"^\s*[A-Za-z]+\d+\w*(?:\[\w+\])?[.:] ", "", text) for text in texts[:2]]
    texts += [part for text in texts for part in re.findall(r"(?:\[|\s-\s)([^\]]+?)\]?\s*$", text)]
    return list(dict.fromkeys(text for text in map(simplify, texts) if text))


def find_proof(
    column: str, title: str, tool: str, keys: Dictionary[str, str], free: Collection[str]
) -> tuple[str, str]:
    """Return the item of a column and what proves it; nothing where it can only be guessed."""
    texts = list_headings(column, title)
    own = TOOL_COLUMNS.get(tool, {})
    told = next((own[text] for text in [*texts, simplify(column.partition(". ")[0])] if text in own), "")
    if column == MARK_COLUMN:
        return UNUSED, "the mark of simulated answers, which is read without"
    if told in free or told == UNUSED:
        return told, f"a column that {tool} adds"
    item = next((keys[text] for text in texts if keys.get(text) in free), "")
    if not item and PERSONAL.intersection(texts):
        return UNUSED, "it may say who someone is"
    return item, "the same wording" if item else ""


def _find_people(rows: dict[str, list[str]], free: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return columns that may tell who is who, with a guess: of several the one that names people, not responses."""
    if "respondent" not in free:
        return {}
    names = {name: {*list_headings(name, row[4]), simplify(name.partition(". ")[0])} for name, row in rows.items()}
    named = [name for name, row in rows.items()
             if not row[1] and any(HEADINGS.get(text) == "respondent" for text in names[name])]  # fmt: skip
    counts = [name for name, row in rows.items() if not row[1] and name not in named and RECORD_IDS & names[name]]
    found = {}
    for place, name in enumerate([*named, *counts]):
        if place == 0:
            why = "it may tell who is who" if named else "it tells responses apart, though nobody from wave to wave"
            found[name] = "respondent", why
        else:
            found[name] = UNUSED, f"'{next(iter(found))}' is likelier to tell who is who"
    return found


def guess_item(
    column: str, title: str, keys: Dictionary[str, str], tails: Dictionary[str, str], free: Collection[str]
) -> tuple[str, str]:
    """Return the item that a column is most like, if there is one, with the reason."""
    texts = list_headings(column, title)
    usual = next((HEADINGS[text] for text in texts if HEADINGS.get(text) in free), "")
    if usual:
        return usual, "a usual name for it"
    option = next((tails[text] for text in texts if tails.get(text) in free), "")
    if option:
        return option, "the wording of its option"
    best, score = "", 0.0
    for text in texts:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(text)
        for key, item in keys.items():
            matcher.set_seq1(key)
            if item in free and matcher.real_quick_ratio() > max(score, LIKELY) and matcher.quick_ratio() > score:
                best, score = max((best, score), (item, matcher.ratio()), key=lambda pair: pair[1])
    if score >= LIKELY:
        return best, f"{round(100 * score)}% alike"
    return "", f"no item is worded like it: write what it is, or {UNUSED} to leave it out"


# answers


def propose_answers(
    export: Export, instrument: Instrument, survey_id: str, columns: pd.DataFrame,
    cases: Dictionary[str, str] = MappingProxyType({}),
    known: Dictionary[str, dict[str, str]] = MappingProxyType({}), threshold: int = THRESHOLD,
) -> pd.DataFrame:  # fmt: skip
    """Return the values that nobody knows yet, each with its answer or a guess, and what it rests on.

    Parameters
    ----------
    columns
        As :func:`propose_columns` gives them; a guess counts until it is declined.
    cases
        Name of a case -> its code.
    known
        Lines that there are: item or scale -> value -> answer.

    """
    items = instrument.list_items(survey_id)
    blocks = find_options(items)
    chosen = columns["item"].where(columns["item"] != "", columns["guess"])
    pairs = {
        column: item for column, item in zip(columns["column"], chosen, strict=True)
        if column in export.frame and (item in blocks or item in set(items["item_id"]))
    }  # fmt: skip
    mapping = Mapping(Path(), survey_id, {"threshold": threshold}, pairs, dict(known), simulated=False)
    rows = []
    for column, target in pairs.items():
        values = find_unknown(export, mapping, instrument, column)
        if target in blocks:
            found = _guess_parts(values, blocks[target])
            rows += [("", target, value, *told, "") for value, told in found.items()]
            continue
        item, labels = instrument.find_item(target), export.labels.get(column, {})
        if item["kind"] == "number" and export.tool == "qualtrics" and "-99" in set(export.frame[column]):
            rows.append(("", target, "-99", NO_ANSWER, "", "how Qualtrics writes a question left open", ""))
        if item["kind"] == "code":
            names = {simplify(name): code for name, code in cases.items()} if target == "case" else {}
            found = _guess_codes(values, target, export.frame[column], names)
        else:
            found = guess_answers(values, labels, item, column, export, mapping, instrument)
        wide = {True: item["block"], False: item["scale_id"]}
        source = column if target == "state" and list(pairs.values()).count("state") > 1 else target
        rows += [
            ("" if target == "state" else wide[value == ""], source, value, *told, labels.get(value, ""))
            for value, told in found.items()
        ]
    return _join(pd.DataFrame(rows, columns=["wide", *ANSWER_FIELDS], dtype="str"))


def guess_answers(
    values: list[str], labels: dict[str, str], item: dict, column: str, export: Export, mapping: Mapping,
    instrument: Instrument,
) -> dict[str, tuple[str, str, str]]:  # fmt: skip
    """Return for each value of a closed item its answer where something proves it, else a guess, and the reason."""
    answers = instrument.list_answers(item["scale_id"])
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    numbers = [number for number in parse_numbers([v for v in values if v not in labels]) if not np.isnan(number)]
    found: dict[str, tuple[str, str, str]] = {}
    if find_edges(ranked) and len(set(numbers)) > len(ranked) + 3:
        why = f"{len(set(numbers))} different numbers from {min(numbers):g} to {max(numbers):g}: years, not codes"
        found[OTHERS] = "", BANDS, why
        banded = dict(zip(values, find_bands(values, ranked, *find_ends(item)), strict=True))
        past = [value for value in values if not banded[value] and not np.isnan(parse_numbers([value])[0])]
        found |= dict.fromkeys(past, ("", OUTSIDE, "a number past the ends of the question"))
        values = [value for value in values if value in labels or not (banded[value] or value in past)]
    own = item["scale_id"] == TICKED and item["item_id"].endswith("-other")
    if len(values) > MAX_VALUES and not own:
        return found | {OTHERS: ("", OUTSIDE, f"{len(values)} different values that are no answer: the right column?")}
    told = translate(mapping, instrument, item["item_id"], [labels.get(value, "") for value in values])
    for value, meant in zip(values, told, strict=True):
        text = labels.get(value, value)
        if item["scale_id"] == TICKED and value in labels and not text.isdecimal():
            meant = meant or TICKS.get(simplify(text), "")  # noqa: PLW2901 - a label says more than a code
        if value in labels and meant:
            found[value] = meant, "", "the label beside it in the file"
        else:
            found[value] = _find_way(value, item, column, export) or ("", *_guess(value, text, values, item, answers))
    left = [answer for answer in ranked if answer not in {one for pair in found.values() for one in pair[:2]}]
    vague = [value for value, (answer, guess, _) in found.items() if not answer and not guess]
    if vague and own:
        why = "words of their own: whoever wrote some chose it"
        return {value: told for value, told in found.items() if value not in vague} | {OTHERS: ("", "yes", why)}
    if len(left) == 1 and len(vague) == 1:
        found[vague[0]] = "", left[0], "the only answer left"
    return found


def _find_way(value: str, item: dict, column: str, export: Export) -> tuple[str, str, str] | None:
    """Return the answer that a way of the tool, or the wording of an option, proves."""
    name, plain = simplify(column), simplify(value)
    ticked, tool = item["scale_id"] == TICKED, BLANK_TOOLS.get(export.tool, "")
    if export.tool == "qualtrics" and item["item_id"] == "state" and plain in QUALTRICS_STATES.get(name, {}):
        return QUALTRICS_STATES[name][plain], "", f"how Qualtrics writes '{column}'"
    if export.tool == "qualtrics" and value == "-99":
        return "no" if ticked else NO_ANSWER, "", "how Qualtrics writes what was seen and left open"
    if ticked and export.tool == "limesurvey" and value in ("Y", "N"):
        return (
            {"Y": "yes", "N": "no"}[value],
            "",
            f"how LimeSurvey writes a box that is {'' if value == 'Y' else 'not '}ticked",
        )
    if ticked and value == "" and tool:
        return "no", "", f"{tool} leaves a box blank that is not ticked; counted so where a person got that far"
    options = {
        simplify(part) for text in (item["text_en"], item["text_nl"]) for part in (text, text.rpartition(":")[2])
    }
    if ticked and plain and plain in options:
        return "yes", "", "the wording of the option"
    return None


def _guess(value: str, text: str, values: list[str], item: dict, answers: pd.DataFrame) -> tuple[str, str]:
    """Return what a value may mean, and why; nothing where nothing tells it."""
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    plain = simplify(text)
    if value == "":
        return "no", "no box is written as not ticked; counted so where a person got that far"
    usual = STATES if item["item_id"] == "state" else TICKS if set(ranked) == {"yes", "no"} else {}
    usual = {**SYNONYMS, **usual}
    if usual.get(plain, "") in ranked:
        return usual[plain], "a usual way to write it"
    texts = {normalise(label): answer for name in ("label_en", "label_nl")
             for label, answer in zip(answers[name], answers["answer"], strict=True)}  # fmt: skip
    turned = len(NEGATIONS.findall(normalise(text)))
    near = difflib.get_close_matches(
        normalise(text), [label for label in texts if len(NEGATIONS.findall(label)) == turned], n=1, cutoff=LIKELY
    )
    if near:
        return texts[near[0]], f"like '{near[0]}'"
    places = {str(place): answer for place, answer in enumerate(ranked, 0 if "0" in values else 1)}
    return (places[value], "by its place in the scale") if value in places else ("", "")


def _guess_codes(
    values: list[str], item_id: str, column: pd.Series, names: Dictionary[str, str]
) -> dict[str, tuple[str, str, str]]:
    """Return for each name of a case or wave its code: that of a known case, or else a guess made of its words."""
    if len(values) > MAX_CODES:
        return {OTHERS: ("", NO_ANSWER, f"{len(values)} different ones: the right column?")}
    counts = column.value_counts()
    others = [str(value) for value in counts.index if str(value) not in values and str(value)]
    found = {}
    for value in values:
        code, near = names.get(simplify(value), ""), difflib.get_close_matches(value, others, n=1, cutoff=0.8)
        if item_id == "wave":
            numbers = re.findall(r"\d+", value)
            guess = WAVE_WORDS.get(simplify(value), numbers[0] if len(numbers) == 1 else "")
            found[value] = "", guess, "of its name"
        elif counts[value] < THRESHOLD:
            guess = code or make_code(near[0] if near else value)
            found[value] = "", guess, "fewer rows than are shown of a case: a misspelling, a test, or a case?"
        else:
            found[value] = (code, "", "the name of a case") if code else ("", make_code(value), "of its name")
    return found


def _guess_parts(values: list[str], options: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return for each unknown part of cells with several answers the option that it may be."""
    other = next((item for item in options["item_id"] if item.endswith("-other")), UNUSED)
    if len(values) > MAX_VALUES:
        return {OTHERS: ("", other, f"{len(values)} different texts in words of their own")}
    texts = {normalise(text.rpartition(":")[2]): item for name in ("text_en", "text_nl")
             for text, item in zip(options[name], options["item_id"], strict=True)}  # fmt: skip
    found = {}
    for value in values:
        near = difflib.get_close_matches(normalise(value), texts, n=1, cutoff=LIKELY)
        found[value] = ("", texts[near[0]], f"like '{near[0]}'") if near else ("", other, "words of their own")
    return found


def _join(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one line for a value of a scale or block where all its items agree on it, else one for each item."""
    said = rows.drop_duplicates(["wide", "value", "answer", "guess"])
    agreed = (said["wide"] != "") & ~said.duplicated(["wide", "value"], keep=False) & (said["value"] != OTHERS)
    shared = said[agreed].assign(**{"for": said.loc[agreed, "wide"]})
    keys = pd.MultiIndex.from_frame(shared[["wide", "value"]])
    own = rows[~pd.MultiIndex.from_frame(rows[["wide", "value"]]).isin(keys)]
    joined = pd.concat([shared, own])[ANSWER_FIELDS].drop_duplicates()
    return joined.sort_values(["for", "value"], kind="stable", ignore_index=True)
