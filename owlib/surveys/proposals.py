"""From an export to a survey folder: what columns and values mean as far as it can be told, for a person to decide.

A proof is filled in, all else is a guess: the item's own id or wording, the label that the file gives beside a code, or
a way of the tool that wrote the file. Each line says what it rests on. The export itself is never touched.
"""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import functools
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection
from collections.abc import Mapping as Dictionary
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import yaml

from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER
from owlib.surveys import mapping
from owlib.surveys.exports import WAYS, Export, is_broken, simplify, spread
from owlib.surveys.faults import cut, refuse_name
from owlib.surveys.guard import MARK_COLUMN, open_private
from owlib.surveys.instrument import TICKED, Instrument, find_options
from owlib.surveys.mapping import ANSWERS_FILE, COLUMNS_FILE, OTHERS, SETTINGS_FILE, UNUSED, normalise
from owlib.surveys.moments import parse_numbers

WHY: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
"""What a proposal rests on, by name."""
MAX_VALUES = 30
"""Of more different values than these, one line asks for all."""
find_near = functools.partial(difflib.get_close_matches, n=1, cutoff=0.6)
"""Returns the most like of some texts, if any is like enough to be proposed (difflib's ratio)."""
FIELDS = {name: [*header, *mapping.HINTS] for name, header in mapping.HEADERS.items()}
HEADINGS, TICKS, STATES, SYNONYMS, WAVE_WORDS = (
    spread(WAYS[name]) for name in ("headings", "ticks", "states", "synonyms", "waves")
)
TOOL_COLUMNS = {tool: spread(told) for tool, told in WAYS["tool_columns"].items()}
TOOL_VALUES = {
    (tool, kind): {value: (answer, why) for why, told in reasons.items() for value, answer in spread(told).items()}
    for tool, kinds in WAYS["ways"].items()
    for kind, reasons in kinds.items()
}
"""What a value proves, and by what reason, by the tool and the kind of column."""
NEGATIONS = re.compile(r"\b(?:niet|geen|noch|nooit|not|no|never|neither|nor|on(?:eens|tevreden|gunstig|voldoende)\w*|"
                       r"(?:dis|un)\w{4,})\b")  # fmt: skip
"""Words that turn an answer round: a text is never taken for one with another number of them."""
LONGEST_NAME = 60
NOTHING: Dictionary = MappingProxyType({})
Told = tuple[str, str, str]
"""An answer that is proved, or else a guess, and what it rests on."""


def check_name(root: Path, name: str) -> Path:
    """Return the folder of a survey of one's own; a name that is no slug, or that of a simulated survey, is refused."""
    if not mapping.SLUG.fullmatch(name) or len(name) > LONGEST_NAME:
        raise refuse_name("no-slug", most=LONGEST_NAME, name=cut(name))
    if (root / SIMULATED_FOLDER / name).exists():
        raise refuse_name("simulated-name", name=name)
    return root / PRIVATE_FOLDER / name


def make_survey_folder(
    root: Path, name: str, settings: dict[str, Any], instrument: Instrument, cases: Dictionary[str, str] = NOTHING
) -> dict[str, Any]:
    """Write ``private/NAME`` with what an export probably means, whole or not at all, readable by its owner alone.

    Of the settings ``survey``, ``file`` (as seen from the working folder) and ``simulated`` are needed; ``cases`` tells
    the codes of cases by their names. What is returned is that of :func:`fill_in`.
    """
    folder = check_name(root, name)
    if folder.exists() or folder.is_symlink():
        raise refuse_name("name-in-use", name=name)
    for key, example in (("case", "my-organisation"), ("wave", "1")):
        if settings.get(key) and not mapping.SLUG.fullmatch(settings[key]):
            raise refuse_name("no-code", key=key, name=cut(settings[key]), example=example)
    instrument.find_survey(settings["survey"])
    file = Path(settings["file"]).absolute()
    place = Path(os.path.relpath(file, folder)) if file.is_relative_to(root) else file
    lines = ["# Settings of a survey: owlib reads the export by them.", ""]
    for key, value in (mapping.DEFAULTS | {"simulated": False} | settings | {"file": place.as_posix()}).items():
        told = json.dumps(value, ensure_ascii=False)
        lines += [f"# {mapping.SETTINGS[key]['description']}", f"{key}: {told}", ""]
    texts = {SETTINGS_FILE: "\n".join(lines)} | {file: ",".join(fields) + "\n" for file, fields in FIELDS.items()}
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{name}-") as made:
            for file, text in texts.items():
                with open_private(Path(made) / file) as stream:
                    stream.write(text)
            told = fill_in(Path(made), instrument, cases)
            Path(made).rename(folder)
    finally:
        with contextlib.suppress(OSError):  # where it holds something it stays
            folder.parent.rmdir()
    return told


def update_survey_folder(
    root: Path, name: str, instrument: Instrument, cases: Dictionary[str, str] = NOTHING
) -> dict[str, Any]:
    """Add what an export has and the mapping of a survey of one's own lacks; see :func:`fill_in`."""
    folder = check_name(root, name)
    if not (folder / SETTINGS_FILE).is_file():
        raise refuse_name("no-own-survey", name=name)
    return fill_in(folder, instrument, cases)


def fill_in(folder: Path, instrument: Instrument, cases: Dictionary[str, str]) -> dict[str, Any]:
    """Add what an export has and its mapping lacks; what was decided stays, and what was not is proposed anew.

    What is returned tells the ``tool`` that wrote the export, how many ``columns`` and ``values`` were added, how many
    lines are ``undecided``, and in which columns letters are ``broken``.
    """
    settings, old_columns, old_answers = mapping.read_files(folder, instrument)
    survey_id = settings["survey"]
    kept, known = old_columns[old_columns["item"] != ""], old_answers[old_answers["answer"] != ""]
    pairs = dict(zip(kept["column"], kept["item"], strict=True))
    export = mapping.open_export(mapping.Mapping(folder, survey_id, settings, pairs, {}, simulated=False), instrument)
    new = dataclasses.replace(export, frame=export.frame.drop(columns=list(pairs), errors="ignore"))
    taken = {*kept["item"], *(key for key in ("case", "wave") if settings[key])}
    columns = pd.concat([kept, propose_columns(new, instrument, survey_id, taken)], ignore_index=True)
    told = mapping.collect_answers(known)
    added = propose_answers(export, instrument, survey_id, columns, cases, told, settings["threshold"])
    answers = pd.concat([known, added], ignore_index=True)
    # both files or none; the mark at their start tells spreadsheets that they are UTF-8
    with open_private(folder / COLUMNS_FILE) as first, open_private(folder / ANSWERS_FILE) as second:
        for stream, rows, name in ((first, columns, COLUMNS_FILE), (second, answers, ANSWERS_FILE)):
            stream.write("\ufeff" + rows[FIELDS[name]].to_csv(index=False, lineterminator="\n"))
    before, fresh = (set(zip(lines["for"], lines["value"], strict=True)) for lines in (old_answers, added))
    texts = {name: [name, *map(str, values.unique())] for name, values in export.frame.items()}
    return {
        "tool": export.tool,
        "columns": len(set(columns["column"]) - set(old_columns["column"])),
        "values": len(fresh - before),
        "undecided": int((columns["item"] == "").sum() + (answers["answer"] == "").sum()),
        "broken": [name for name, cells in texts.items() if any(map(is_broken, cells))],
    }


def propose_columns(
    export: Export, instrument: Instrument, survey_id: str, taken: Collection[str] = ()
) -> pd.DataFrame:
    """Return each column of an export with its item, or a guess, and what it rests on; items ``taken`` are none."""
    keys, tails = list_keys(instrument.list_items(survey_id))
    free = set(keys.values()) - set(taken)
    rows = [{"column": column, "label": export.titles.get(column, "")} for column in export.frame]
    texts = {row["column"]: list_headings(**row) for row in rows}
    for row in rows:
        row["item"], row["because"] = find_proof(row["column"], texts[row["column"]], export.tool, keys, free)
        free -= {row["item"]} - {"state"}
    left = [row["column"] for row in rows if not row["item"] and "respondent" in free]
    names = {column: {*texts[column], simplify(column.partition(". ")[0])} for column in left}
    named = [column for column, own in names.items() if any(HEADINGS.get(text) == "respondent" for text in own)]
    counts = [column for column, own in names.items() if column not in named and own & set(WAYS["record_ids"])]
    first, *others = [*named, *counts] or [""]  # who is who is likelier told by what names people, not responses
    people = {first: ("respondent", WHY["person" if named else "response"])}
    people |= dict.fromkeys(others, (UNUSED, WHY["likelier"].format(name=first)))
    for row in rows:
        column = row["column"]
        if not row["item"]:
            row["guess"], row["because"] = people.get(column) or guess_item(texts[column], keys, tails, free)
            free -= set() if column in people else {row["guess"]}
        elif is_broken(column + row["label"]):
            row |= {"item": "", "guess": row["item"], "because": WHY["broken-name"]}
    return pd.DataFrame(rows, columns=FIELDS[COLUMNS_FILE], dtype="str").fillna("")


def list_keys(items: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts by which an item or a question with options is known, and those of the options alone.

    They are simplified, each with its item; texts of two are left out.
    """
    rows = items[["item_id", "text_en", "text_nl"]].to_numpy().tolist()
    whole, tails = [(text, texts[0]) for texts in rows for text in texts], []
    for block, options in find_options(items).items():
        stems = [{text.rpartition(":")[0] for text in options[name]} for name in ("text_en", "text_nl")]
        whole += [(text, block) for text in [block, *(stem.pop() for stem in stems if len(stem) == 1)]]
        tails += mapping.list_texts(options).items()

    def keep_own(pairs: list[tuple[str, str]]) -> dict[str, str]:
        frame = pd.DataFrame(pairs, columns=["text", "item"])
        frame = frame.assign(text=frame["text"].map(simplify)).drop_duplicates()
        own = frame[~frame["text"].duplicated(keep=False) & frame["text"].ne("")]
        return dict(zip(own["text"], own["item"], strict=True))

    return keep_own(whole), keep_own(tails)


def list_headings(column: str, label: str) -> list[str]:
    """Return the ways to read a heading: whole, without the code of the question, or only what stands in brackets."""
    texts = [column, label]
    texts += [re.sub(r"^\s*(?:[A-Za-z]{0,3}\d+[a-z]?(?:[._]\d+)*[\s.:)_-]+|[\w\[\]]+\. )", "", text) for text in texts]
    texts += [re.sub(r"^\s*[A-Za-z]+\d+\w*(?:\[\w+\])?[.:] ", "", text) for text in texts[:2]]
    texts += [part for text in texts for part in re.findall(r"(?:\[|\s-\s)([^\]]+?)\]?\s*$", text)]
    return list(dict.fromkeys(text for text in map(simplify, texts) if text))


def find_proof(
    column: str, texts: list[str], tool: str, keys: Dictionary[str, str], free: Collection[str]
) -> tuple[str, str]:
    """Return the item of a column, read in several ways, and what proves it; nothing where it can only be guessed."""
    own = TOOL_COLUMNS.get(tool, {})
    told = next((own[text] for text in [*texts, simplify(column.partition(". ")[0])] if text in own), "")
    if column == MARK_COLUMN:
        return UNUSED, WHY["mark"]
    if told in free or told == UNUSED:
        return told, WHY["tool-column"].format(tool=tool)
    item = next((keys[text] for text in texts if keys.get(text) in free), "")
    if not item and set(WAYS["personal"]).intersection(texts):
        return UNUSED, WHY["personal"]
    return item, WHY["wording"] if item else ""


def guess_item(
    texts: list[str], keys: Dictionary[str, str], tails: Dictionary[str, str], free: Collection[str]
) -> tuple[str, str]:
    """Return the item that a heading, read in several ways, is most like, if there is one, with the reason."""
    for known, why in ((HEADINGS, "usual-name"), (tails, "option")):
        found = next((known[text] for text in texts if known.get(text) in free), "")
        if found:
            return found, WHY[why]
    names = [key for key, item in keys.items() if item in free]
    near = [(difflib.SequenceMatcher(None, key, text).ratio(), key) for text in texts for key in find_near(text, names)]
    if not near:
        return "", WHY["unlike"]
    score, key = max(near, key=lambda pair: pair[0])
    return keys[key], WHY["alike"].format(share=round(100 * score))


def propose_answers(
    export: Export, instrument: Instrument, survey_id: str, columns: pd.DataFrame,
    cases: Dictionary[str, str] = NOTHING, known: Dictionary[str, dict[str, str]] = NOTHING,
    threshold: int = mapping.THRESHOLD,
) -> pd.DataFrame:  # fmt: skip
    """Return the values that nobody knows yet, each with its answer or a guess, and what it rests on.

    The columns are as :func:`propose_columns` gives them; a guess counts until it is declined. ``cases`` tells the
    codes of cases by their names, ``known`` the lines that there are: item or scale -> value -> answer. A value of a
    scale or block has one line where all its items agree on it, else one for each item.
    """
    items = instrument.list_items(survey_id)
    blocks, ids = find_options(items), set(items["item_id"])
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
            found = _guess_codes(values, target, export.frame[column], cases)
        else:
            item = instrument.find_item(target)
            found = guess_answers(values, item, column, export, decided, instrument)
            if target != "state":
                wide = {True: item["block"], False: item["scale_id"]}
            elif list(pairs.values()).count("state") > 1:
                source = column
        rows += [(wide[value == ""], source, value, *told, labels.get(value, "")) for value, told in found.items()]
    lines = pd.DataFrame(rows, columns=["wide", *FIELDS[ANSWERS_FILE]], dtype="str")
    said = lines.groupby(["wide", "value"])[["answer", "guess"]].transform("nunique")
    agreed = lines["wide"].ne("") & lines["value"].ne(OTHERS) & said.le(1).all(axis=1)
    lines["for"] = lines["wide"].where(agreed, lines["for"])
    lines = lines.drop_duplicates(["for", "value"])[FIELDS[ANSWERS_FILE]]
    return lines.sort_values(["for", "value"], ignore_index=True)


def guess_answers(
    values: list[str], item: dict, column: str, export: Export, decided: mapping.Mapping, instrument: Instrument
) -> dict[str, Told]:
    """Return for each value of an item its answer where something proves it, else a guess, and the reason."""
    if item["kind"] == "number":
        values = [value for value in TOOL_VALUES.get((export.tool, "number"), {}) if value in set(export.frame[column])]
        return {value: _judge(value, values, item, column, export, instrument.answers) for value in values}
    answers, labels = instrument.list_answers(item["scale_id"]), export.labels.get(column, {})
    ticked = item["scale_id"] == TICKED
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    found, values = _guess_bands(values, labels, item, ranked)
    own = ticked and item["item_id"].endswith("-other")
    if len(values) > MAX_VALUES and not own:
        return found | {OTHERS: ("", mapping.OUTSIDE, WHY["many-values"].format(count=len(values)))}
    told = mapping.translate(decided, instrument, item["item_id"], [labels.get(value, "") for value in values])
    for value, answer in zip(values, told, strict=True):
        text = labels.get(value, "")
        meant = answer or (TICKS.get(simplify(text), "") if ticked and not text.isdecimal() else "")
        proved = (meant, "", WHY["label"]) if value in labels and meant else None  # a label says more than a code
        found[value] = proved or _judge(value, values, item, column, export, answers)
    vague = [value for value, (answer, guess, _) in found.items() if not answer and not guess]
    if vague and own:
        kept = {value: told for value, told in found.items() if value not in vague}
        return kept | {OTHERS: ("", "yes", WHY["own-words"])}
    left = [answer for answer in ranked if answer not in {one for pair in found.values() for one in pair[:2]}]
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
    banded = dict(zip(values, mapping.find_bands(values, ranked, item), strict=True))
    past = [value for value in values if not banded[value] and not np.isnan(parsed[value])]
    found = dict.fromkeys(past, ("", mapping.OUTSIDE, WHY["past"])) | {OTHERS: ("", mapping.BANDS, why)}
    return found, [value for value in values if value in labels or not (banded[value] or value in past)]


def _judge(value: str, values: list[str], item: dict, column: str, export: Export, answers: pd.DataFrame) -> Told:
    """Return what a value means by a way of the tool or the wording of an option, else what it may mean."""
    plain, ticked, tool = simplify(value), item["scale_id"] == TICKED, export.tool
    kind = simplify(column) if item["item_id"] == "state" else "ticked" if ticked else item["kind"]
    own = TOOL_VALUES.get((tool, kind), {})
    if way := own.get(value) or (own.get(plain) if plain else None):
        return way[0], "", WHY[way[1]].format(column=column, tool=WAYS["tool_names"][tool])
    texts = [part for text in (item["text_en"], item["text_nl"]) for part in (text, text.rpartition(":")[2])]
    if ticked and plain and plain in map(simplify, texts):
        return "yes", "", WHY["option-wording"]
    if value == "":
        return "", "no", WHY["no-unticked"]
    text = export.labels.get(column, {}).get(value, value)
    ranked, plain = list(answers.loc[answers["missing"] == "", "answer"]), normalise(text)
    usual = STATES if item["item_id"] == "state" else TICKS if set(ranked) == {"yes", "no"} else {}
    meant = (SYNONYMS | usual).get(simplify(text), "")
    if meant in ranked:
        return "", meant, WHY["usual"]
    texts = {normalise(label): answer for name in ("label_en", "label_nl")
             for label, answer in zip(answers[name], answers["answer"], strict=True)}  # fmt: skip
    turned = len(NEGATIONS.findall(plain))
    near = find_near(plain, [label for label in texts if len(NEGATIONS.findall(label)) == turned])
    if near:
        return "", texts[near[0]], WHY["like"].format(text=near[0])
    places = {str(place): answer for place, answer in enumerate(ranked, 0 if "0" in values else 1)}
    return ("", places[value], WHY["place"]) if value in places else ("", "", "")


def _guess_codes(values: list[str], target: str, column: pd.Series, cases: Dictionary[str, str]) -> dict[str, Told]:
    """Return for each name of a case or wave its code: that of a known case, or else a guess made of its words."""
    if len(values) > mapping.MAX_CODES:
        return {OTHERS: ("", mapping.NO_ANSWER, WHY["many-codes"].format(count=len(values)))}
    if target == "wave":
        numbers = {value: re.findall(r"\d+", value) for value in values}
        alone = {value: found[0] if len(found) == 1 else "" for value, found in numbers.items()}
        return {value: ("", WAVE_WORDS.get(simplify(value), alone[value]), WHY["name"]) for value in values}
    names, counts, found = {simplify(name): code for name, code in cases.items()}, column.value_counts(), {}
    others = [str(value) for value in counts.index if str(value) not in values and str(value)]
    for value in values:
        code, near = names.get(simplify(value), ""), find_near(value, others, cutoff=0.8)
        plain = unicodedata.normalize("NFKD", near[0] if near and counts[value] < mapping.THRESHOLD else value)
        slug = code or "-".join(re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii").lower()))
        if counts[value] < mapping.THRESHOLD:
            found[value] = "", slug, WHY["few"]
        else:
            found[value] = (code, "", WHY["case-name"]) if code else ("", slug, WHY["name"])
    return found


def _guess_parts(values: list[str], options: pd.DataFrame) -> dict[str, Told]:
    """Return for each unknown part of cells with several answers the option that it may be."""
    other = next((item for item in options["item_id"] if item.endswith("-other")), UNUSED)
    if len(values) > MAX_VALUES:
        return {OTHERS: ("", other, WHY["many-texts"].format(count=len(values)))}
    texts = {normalise(text): item for text, item in mapping.list_texts(options).items()}
    near = {value: find_near(normalise(value), texts) for value in values}
    return {
        value: ("", texts[like[0]], WHY["like"].format(text=like[0])) if like else ("", other, WHY["texts"])
        for value, like in near.items()
    }
