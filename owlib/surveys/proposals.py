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
import yaml

from owlib.surveys import mapping
from owlib.surveys.exports import WAYS, Export, is_broken, simplify, spread
from owlib.surveys.guard import MARK_COLUMN
from owlib.surveys.instrument import TICKED, Instrument
from owlib.surveys.moments import parse_numbers

WHY: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
"""What a proposal rests on, by name."""
MAX_VALUES = 30
"""Of more different values than these, one line asks for all."""
LIKELY = 0.6
"""Least likeness (difflib's ratio) of a text that is proposed."""
COLUMN_FIELDS, ANSWER_FIELDS = ([*header, *mapping.HINTS] for header in mapping.HEADERS.values())
HEADINGS, TICKS, STATES, SYNONYMS, WAVE_WORDS = (
    spread(WAYS[name]) for name in ("headings", "ticks", "states", "synonyms", "waves")
)
TOOL_COLUMNS, QUALTRICS_STATES = (
    {name: spread(told) for name, told in WAYS[part].items()} for part in ("tool_columns", "qualtrics_states")
)
NEGATIONS = re.compile(r"\b(?:niet|geen|noch|nooit|not|no|never|neither|nor|on(?:eens|tevreden|gunstig|voldoende)\w*|"
                       r"(?:dis|un)\w{4,})\b")  # fmt: skip
"""Words that turn an answer round: a text is never taken for one with another number of them."""
BLANK_TOOLS = {"limesurvey": "LimeSurvey", "surveymonkey": "SurveyMonkey", "qualtrics": "Qualtrics"}
"""Tools that leave a box blank that is not ticked."""
Told = tuple[str, str, str]
"""An answer that is proved, or else a guess, and what it rests on."""


# columns


def propose_columns(
    export: Export, instrument: Instrument, survey_id: str, taken: Collection[str] = ()
) -> pd.DataFrame:
    """Return each column of an export with its item, or a guess, and what it rests on; items ``taken`` are none."""
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
        item, because = (row[1], WHY["broken-name"]) if row[1] else people.get(column, ("", ""))
        if not item:
            item, because = guess_item(list_headings(column, row[4]), keys, tails, free)
            free -= {item}
        row[1:4] = "", item, because
    return pd.DataFrame(list(rows.values()), columns=COLUMN_FIELDS, dtype="str")


def list_keys(items: pd.DataFrame) -> dict[str, str]:
    """Return the texts by which an item or a question with options is known, simplified; texts of two are left out."""
    owned = [(item, [item, *texts]) for item, *texts in items[["item_id", "text_en", "text_nl"]].to_numpy().tolist()]
    for block, options in mapping.find_options(items).items():
        stems = [{text.rpartition(":")[0] for text in options[name]} for name in ("text_en", "text_nl")]
        owned.append((block, [block, *(next(iter(stem)) for stem in stems if len(stem) == 1)]))
    return _keep_own((simplify(text), item) for item, texts in owned for text in texts)


def list_tails(items: pd.DataFrame) -> dict[str, str]:
    """Return the options of questions with several, simplified, with their items; without those of two questions."""
    options = pd.concat([items.iloc[:0], *mapping.find_options(items).values()])
    texts = options.melt("item_id", ["text_en", "text_nl"])
    tails = texts["value"].str.rpartition(":")[2] if len(texts) else texts["value"]
    return _keep_own(zip(tails.map(simplify), texts["item_id"], strict=True))


def _keep_own(pairs: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return texts with their items, without those that are empty or of two items."""
    frame = pd.DataFrame(pairs, columns=["text", "item"]).drop_duplicates()
    own = frame[~frame["text"].duplicated(keep=False) & frame["text"].ne("")]
    return dict(zip(own["text"], own["item"], strict=True))


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
        return mapping.UNUSED, WHY["mark"]
    if told in free or told == mapping.UNUSED:
        return told, WHY["tool-column"].format(tool=tool)
    item = next((keys[text] for text in texts if keys.get(text) in free), "")
    if not item and set(WAYS["personal"]).intersection(texts):
        return mapping.UNUSED, WHY["personal"]
    return item, WHY["wording"] if item else ""


def _find_people(rows: dict[str, list[str]], free: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return columns that may tell who is who, with a guess: of several the one that names people, not responses."""
    open_rows = {name: row for name, row in rows.items() if not row[1] and "respondent" in free}
    texts = {name: {*list_headings(name, row[4]), simplify(name.partition(". ")[0])} for name, row in open_rows.items()}
    named = [name for name, own in texts.items() if any(HEADINGS.get(text) == "respondent" for text in own)]
    counts = [name for name, own in texts.items() if name not in named and own & set(WAYS["record_ids"])]
    first, *others = [*named, *counts] or [""]
    likelier = mapping.UNUSED, WHY["likelier"].format(name=first)
    return {first: ("respondent", WHY["person" if named else "response"])} | dict.fromkeys(others, likelier)


def guess_item(
    texts: list[str], keys: Dictionary[str, str], tails: Dictionary[str, str], free: Collection[str]
) -> tuple[str, str]:
    """Return the item that a heading, read in several ways, is most like, if there is one, with the reason."""
    for known, why in ((HEADINGS, "usual-name"), (tails, "option")):
        found = next((known[text] for text in texts if known.get(text) in free), "")
        if found:
            return found, WHY[why]
    names = [key for key, item in keys.items() if item in free]
    pairs = [(key, text) for text in texts for key in _find_near(text, names)]
    near = [(difflib.SequenceMatcher(None, key, text).ratio(), key) for key, text in pairs]
    if not near:
        return "", WHY["unlike"]
    score, key = max(near, key=lambda pair: pair[0])
    return keys[key], WHY["alike"].format(share=round(100 * score))


def _find_near(text: str, known: Collection[str], cutoff: float = LIKELY) -> list[str]:
    """Return the most like of some texts, if any is like enough."""
    return difflib.get_close_matches(text, known, n=1, cutoff=cutoff)


# answers


def propose_answers(
    export: Export, instrument: Instrument, survey_id: str, columns: pd.DataFrame,
    cases: Dictionary[str, str] = MappingProxyType({}),
    known: Dictionary[str, dict[str, str]] = MappingProxyType({}), threshold: int = mapping.THRESHOLD,
) -> pd.DataFrame:  # fmt: skip
    """Return the values that nobody knows yet, each with its answer or a guess, and what it rests on.

    The columns are as :func:`propose_columns` gives them; a guess counts until it is declined. ``cases`` tells the
    codes of cases by their names, ``known`` the lines that there are: item or scale -> value -> answer.
    """
    items = instrument.list_items(survey_id)
    blocks, ids = mapping.find_options(items), set(items["item_id"])
    chosen = zip(columns["column"], columns["item"].where(columns["item"] != "", columns["guess"]), strict=True)
    pairs = {column: item for column, item in chosen if column in export.frame and item in {*blocks, *ids}}
    decided = mapping.Mapping(Path(), survey_id, {"threshold": threshold}, pairs, dict(known), simulated=False)
    rows = []
    for column, target in pairs.items():
        values, labels = mapping.find_unknown(export, decided, instrument, column), export.labels.get(column, {})
        wide, source = {True: "", False: ""}, target
        if target in blocks:
            found = _guess_parts(values, blocks[target])
        elif target in ("case", "wave"):
            found = _guess_codes(values, target, export.frame[column], cases if target == "case" else {})
        else:
            item = instrument.find_item(target)
            found = guess_answers(values, item, column, export, decided, instrument)
            if target != "state":
                wide = {True: item["block"], False: item["scale_id"]}
            elif list(pairs.values()).count("state") > 1:
                source = column
        rows += [(wide[value == ""], source, value, *told, labels.get(value, "")) for value, told in found.items()]
    return _join(pd.DataFrame(rows, columns=["wide", *ANSWER_FIELDS], dtype="str"))


def guess_answers(
    values: list[str], item: dict, column: str, export: Export, decided: mapping.Mapping, instrument: Instrument
) -> dict[str, Told]:
    """Return for each value of an item its answer where something proves it, else a guess, and the reason."""
    if item["kind"] == "number" and export.tool == "qualtrics" and "-99" in set(export.frame[column]):
        return {"-99": (mapping.NO_ANSWER, "", WHY["left-open"])}
    answers, labels = instrument.list_answers(item["scale_id"]), export.labels.get(column, {})
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    found, values = _guess_bands(values, labels, item, ranked)
    own = item["scale_id"] == TICKED and item["item_id"].endswith("-other")
    if len(values) > MAX_VALUES and not own:
        return found | {mapping.OTHERS: ("", mapping.OUTSIDE, WHY["many-values"].format(count=len(values)))}
    told = mapping.translate(decided, instrument, item["item_id"], [labels.get(value, "") for value in values])
    for value, answer in zip(values, told, strict=True):
        text, meant = labels.get(value, value), answer
        if item["scale_id"] == TICKED and value in labels and not text.isdecimal():
            meant = answer or TICKS.get(simplify(text), "")  # a label says more than a code
        if value in labels and meant:
            found[value] = meant, "", WHY["label"]
        else:
            found[value] = _find_way(value, item, column, export) or ("", *_guess(value, text, values, item, answers))
    left = [answer for answer in ranked if answer not in {one for pair in found.values() for one in pair[:2]}]
    vague = [value for value, (answer, guess, _) in found.items() if not answer and not guess]
    if vague and own:
        kept = {value: told for value, told in found.items() if value not in vague}
        return kept | {mapping.OTHERS: ("", "yes", WHY["own-words"])}
    if len(left) == 1 and len(vague) == 1:
        found[vague[0]] = "", left[0], WHY["only-left"]
    return found


def _guess_bands(
    values: list[str], labels: dict[str, str], item: dict, ranked: list[str]
) -> tuple[dict[str, Told], list[str]]:
    """Return what the numbers of a column mean whose scale has bands, and the values that are left to be guessed."""
    parsed = dict(zip(values, parse_numbers(values), strict=True))
    numbers = {number for value, number in parsed.items() if value not in labels and not np.isnan(number)}
    if not mapping.find_edges(ranked) or len(numbers) <= len(ranked) + 3:
        return {}, values
    why = WHY["years"].format(count=len(numbers), low=min(numbers), high=max(numbers))
    banded = dict(zip(values, mapping.find_bands(values, ranked, *mapping.find_ends(item)), strict=True))
    past = [value for value in values if not banded[value] and not np.isnan(parsed[value])]
    found = dict.fromkeys(past, ("", mapping.OUTSIDE, WHY["past"])) | {mapping.OTHERS: ("", mapping.BANDS, why)}
    return found, [value for value in values if value in labels or not (banded[value] or value in past)]


def _find_way(value: str, item: dict, column: str, export: Export) -> Told | None:
    """Return the answer that a way of the tool, or the wording of an option, proves."""
    name, plain, tool = simplify(column), simplify(value), export.tool
    ticked, blank = item["scale_id"] == TICKED, BLANK_TOOLS.get(tool, "")
    if tool == "qualtrics" and item["item_id"] == "state" and plain in QUALTRICS_STATES.get(name, {}):
        return QUALTRICS_STATES[name][plain], "", WHY["qualtrics"].format(column=column)
    if tool == "qualtrics" and value == "-99":
        return "no" if ticked else mapping.NO_ANSWER, "", WHY["seen"]
    if ticked and tool == "limesurvey" and value in ("Y", "N"):
        answer, how = ("yes", "ticked") if value == "Y" else ("no", "not ticked")
        return answer, "", WHY["limesurvey"].format(how=how)
    if ticked and value == "" and blank:
        return "no", "", WHY["blank-box"].format(tool=blank)
    texts = [part for text in (item["text_en"], item["text_nl"]) for part in (text, text.rpartition(":")[2])]
    if ticked and plain and plain in map(simplify, texts):
        return "yes", "", WHY["option-wording"]
    return None


def _guess(value: str, text: str, values: list[str], item: dict, answers: pd.DataFrame) -> tuple[str, str]:
    """Return what a value may mean, and why; nothing where nothing tells it."""
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    if value == "":
        return "no", WHY["no-unticked"]
    usual = STATES if item["item_id"] == "state" else TICKS if set(ranked) == {"yes", "no"} else {}
    meant = (SYNONYMS | usual).get(simplify(text), "")
    if meant in ranked:
        return meant, WHY["usual"]
    texts = {mapping.normalise(label): answer for name in ("label_en", "label_nl")
             for label, answer in zip(answers[name], answers["answer"], strict=True)}  # fmt: skip
    turned = len(NEGATIONS.findall(mapping.normalise(text)))
    near = _find_near(mapping.normalise(text), [label for label in texts if len(NEGATIONS.findall(label)) == turned])
    if near:
        return texts[near[0]], WHY["like"].format(text=near[0])
    places = {str(place): answer for place, answer in enumerate(ranked, 0 if "0" in values else 1)}
    return (places[value], WHY["place"]) if value in places else ("", "")


def _guess_codes(values: list[str], target: str, column: pd.Series, cases: Dictionary[str, str]) -> dict[str, Told]:
    """Return for each name of a case or wave its code: that of a known case, or else a guess made of its words."""
    if len(values) > mapping.MAX_CODES:
        return {mapping.OTHERS: ("", mapping.NO_ANSWER, WHY["many-codes"].format(count=len(values)))}
    names = {simplify(name): code for name, code in cases.items()}
    counts = column.value_counts()
    others = [str(value) for value in counts.index if str(value) not in values and str(value)]
    found = {}
    for value in values:
        code, near = names.get(simplify(value), ""), _find_near(value, others, 0.8)
        if target == "wave":
            numbers = re.findall(r"\d+", value)
            found[value] = "", WAVE_WORDS.get(simplify(value), numbers[0] if len(numbers) == 1 else ""), WHY["name"]
        elif counts[value] < mapping.THRESHOLD:
            guess = code or make_code(near[0] if near else value)
            found[value] = "", guess, WHY["few"]
        else:
            found[value] = (code, "", WHY["case-name"]) if code else ("", make_code(value), WHY["name"])
    return found


def make_code(text: str) -> str:
    """Return a name as a code: small letters without accents and digits, in words parted by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def _guess_parts(values: list[str], options: pd.DataFrame) -> dict[str, Told]:
    """Return for each unknown part of cells with several answers the option that it may be."""
    other = next((item for item in options["item_id"] if item.endswith("-other")), mapping.UNUSED)
    if len(values) > MAX_VALUES:
        return {mapping.OTHERS: ("", other, WHY["many-texts"].format(count=len(values)))}
    texts = {mapping.normalise(text): item for text, item in mapping.list_texts(options).items()}
    near = {value: _find_near(mapping.normalise(value), texts) for value in values}
    return {
        value: ("", texts[like[0]], WHY["like"].format(text=like[0])) if like else ("", other, WHY["texts"])
        for value, like in near.items()
    }


def _join(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one line for a value of a scale or block where all its items agree on it, else one for each item."""
    said = rows.drop_duplicates(["wide", "value", "answer", "guess"])
    agreed = (said["wide"] != "") & ~said.duplicated(["wide", "value"], keep=False) & (said["value"] != mapping.OTHERS)
    shared = said[agreed].assign(**{"for": said.loc[agreed, "wide"]})
    keys = pd.MultiIndex.from_frame(shared[["wide", "value"]])
    own = rows[~pd.MultiIndex.from_frame(rows[["wide", "value"]]).isin(keys)]
    joined = pd.concat([shared, own])[ANSWER_FIELDS].drop_duplicates()
    return joined.sort_values(["for", "value"], kind="stable", ignore_index=True)
