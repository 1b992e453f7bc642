"""What columns and values of an export probably mean: sure matches are filled in, likely ones only proposed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from collections.abc import Mapping as Dictionary
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from owlib.surveys.exports import Export
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import CLOSED_KINDS, MARK_COLUMN, UNUSED, Mapping, normalise, translate

MAX_VALUES = 30
"""A column with more different values is no closed question, so that its values are not listed."""


LIKELY = 0.6
"""Least likeness (difflib's ratio) of a text that is proposed."""


MOST_GUESSES = 5


COLUMN_FIELDS = ["column", "item", "guess", "label"]


ANSWER_FIELDS = ["for", "value", "answer", "guess", "label"]


HEADINGS = MappingProxyType({
    "respondent": "respondent id|respondentid|respondent nummer|respondentnummer|response id|responseid|record id|"
                  "antwoord id|id|volgnummer|token",
    "case": "organisatie|organisation|organization|zorgorganisatie|instelling|werkgever|casus|case id",
    "wave": "meting|meetmoment|meetronde|ronde|golf",
    "started": "start|startdate|start date|start time|starttijd|start tijd|startdatum|begintijd|begin|gestart|begonnen|"
               "datum gestart|gestart op",
    "finished": "end|enddate|end date|completion time|submitdate|eind|einde|eindtijd|einddatum|voltooid op|afgerond op|"
                "ingevuld op|datum voltooid|datum ingezonden",
    "seconds": "duration|duration in seconds|duration seconds|interviewtime|total time|totale tijd|duur|duur sec|"
               "duur in seconden|invultijd",
    "state": "status|voltooid|completed",
    "weight": "weegfactor|weging|gewicht",
})  # fmt: skip
"""How survey tools call the columns that every survey has."""


PERSONAL = frozenset(
    {
        "ip", "ip address", "ip adres", "ipaddress", "e mail", "email", "e mailadres", "emailadres", "email address",
        "recipient email", "naam", "name", "voornaam", "achternaam", "first name", "last name", "recipientfirstname",
        "recipientlastname", "telefoon", "telefoonnummer", "phone", "adres", "address", "postcode", "geboortedatum",
        "date of birth", "location latitude", "location longitude", "personeelsnummer", "bsn",
    }
)  # fmt: skip
"""Columns that say who someone is: they are left out by themselves."""


TICKS = MappingProxyType({
    **dict.fromkeys(["1", "ja", "yes", "true", "waar", "x", "v", "aangevinkt", "checked", "selected", "quoted"], "yes"),
    **dict.fromkeys(["0", "nee", "no", "false", "onwaar", "niet aangevinkt", "unchecked", "not selected",
                     "not quoted"], "no"),
})  # fmt: skip
"""How exports write a box that is ticked or not."""


YES_NO = {"yes", "no"}


SYNONYMS = MappingProxyType({
    text: answer
    for answer, texts in {
        "strongly-disagree": "helemaal mee oneens|helemaal oneens|zeer mee oneens|zeer oneens|volledig mee oneens|"
                             "volledig oneens|sterk mee oneens|totaal mee oneens",
        "disagree": "mee oneens|oneens|niet mee eens|een beetje mee oneens",
        "neutral": "neutraal|noch eens noch oneens|eens noch oneens|niet eens niet oneens|"
                   "noch mee eens noch mee oneens|"
                   "niet mee eens niet mee oneens|niet tevreden niet ontevreden|noch tevreden noch ontevreden|"
                   "tevreden noch ontevreden|neither agree nor disagree|neither satisfied nor dissatisfied",
        "agree": "mee eens|eens|een beetje mee eens",
        "strongly-agree": "helemaal mee eens|helemaal eens|zeer mee eens|zeer eens|volledig mee eens|volledig eens|"
                          "sterk mee eens|totaal mee eens",
        "very-dissatisfied": "zeer ontevreden|heel ontevreden|erg ontevreden",
        "very-satisfied": "zeer tevreden|heel tevreden|erg tevreden",
    }.items()
    for text in texts.split("|")
})  # fmt: skip
"""How surveys word the answers of usual scales: these are no guesses."""


NEGATIONS = re.compile(r"\b(?:niet|geen|noch|nooit|not|no|never|neither|nor|on(?:eens|tevreden|gunstig|voldoende)\w*|"
                       r"(?:dis|un)\w{4,})\b")  # fmt: skip
"""Words that turn an answer round: a text is never taken for one with another number of them."""


WAVE_WORDS = MappingProxyType({
    **dict.fromkeys(["nulmeting", "voormeting", "beginmeting", "startmeting", "voor", "baseline", "t0"], "1"),
    **dict.fromkeys(["eindmeting", "nameting", "slotmeting", "na", "follow up"], "2"),
})  # fmt: skip
"""What waves are called, with the number that is proposed: their order must be decided by a person."""


STATES = MappingProxyType({
    **dict.fromkeys(["compleet", "voltooid", "afgerond", "finished", "completed", "true", "waar", "1", "ip address"],
                    "complete"),
    **dict.fromkeys(["onderbroken", "incompleet", "niet voltooid", "niet afgerond", "afgebroken", "incomplete", "false",
                     "onwaar", "0"], "partial"),
    **dict.fromkeys(["uitgesloten", "niet in doelgroep", "screen out", "screenout", "disqualified"], "screened-out"),
    **dict.fromkeys(["testrespons", "test respons", "proef", "survey test", "survey preview"], "test"),
})  # fmt: skip
"""How survey tools tell how far someone came."""


def simplify(text: str) -> str:
    """Return a text as headings are compared: letters and digits only, in words."""
    return " ".join(re.findall(r"[^\W_]+", normalise(text)))


def make_code(text: str) -> str:
    """Return a name as a code: small letters without accents and digits, in words parted by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def propose_mapping(
    export: Export, instrument: Instrument, survey_id: str, cases: Dictionary[str, str] = MappingProxyType({})
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what the columns and values of an export mean, as far as it can be told.

    Parameters
    ----------
    cases
        Name of a case -> its code, for the values of the column ``case``.

    Returns
    -------
    columns
        ``column``, ``item`` (``-``: left out; empty: to be decided), ``guess`` (a likely item), ``label`` (SPSS).
    answers
        As :func:`propose_answers` gives them for the columns that are decided.

    """
    columns = propose_columns(export, instrument, survey_id)
    return columns, propose_answers(export, instrument, survey_id, columns, cases)


def propose_columns(
    export: Export, instrument: Instrument, survey_id: str, taken: Collection[str] = ()
) -> pd.DataFrame:
    """Return each column of an export with its item: by id, wording in either language, or SPSS label.

    An item goes to the first column that matches it. A heading that is only like an item gets it as a ``guess``.

    Parameters
    ----------
    taken
        Items that are not to be proposed any more.

    """
    keys = list_keys(instrument.list_items(survey_id))
    found, free = {}, set(keys.values()) - set(taken)
    for column in export.frame:
        texts = list_headings(column, export.titles.get(column, ""))
        item = next((keys[text] for text in texts if keys.get(text) in free), "")
        found[column] = UNUSED if column == MARK_COLUMN or (not item and PERSONAL.intersection(texts)) else item
        free.discard(item)
    rows = []
    for column, item in found.items():
        open_keys = {} if item else {key: value for key, value in keys.items() if value in free}
        label = export.titles.get(column, "")
        guesses = rank_items(column, label, open_keys)
        rows.append((column, item, guesses[0] if guesses else "", label))
    return pd.DataFrame(rows, columns=COLUMN_FIELDS, dtype="str")


def list_keys(items: pd.DataFrame) -> dict[str, str]:
    """Return the texts by which an item is known, simplified -> its id; texts of two items are left out."""
    keys: dict[str, str] = {}
    shared = set()
    for item in items.to_dict("records"):
        item_id = item["item_id"]
        own = {item_id, item["text_en"], item["text_nl"], *HEADINGS.get(item_id, "").split("|")}
        own |= {item_id.partition("-")[2]} if item["survey_id"] else set()
        for key in {simplify(text) for text in own} - {""}:
            shared |= {key} if keys.setdefault(key, item_id) != item_id else set()
    return {key: item_id for key, item_id in keys.items() if key not in shared}


def list_headings(column: str, title: str) -> list[str]:
    """Return the ways to read a heading: whole, without the number of the question, or only what stands in brackets."""
    texts = [column, title]
    texts += [re.sub(r"^\s*[A-Za-z]{0,3}\d+[a-z]?(?:[._]\d+)*[\s.:)_-]+", "", text) for text in texts]
    texts += [part for text in texts for part in re.findall(r"\[([^\]]+)\]\s*$", text)]
    return list(dict.fromkeys(text for text in map(simplify, texts) if text))


def rank_items(column: str, title: str, keys: Dictionary[str, str]) -> list[str]:
    """Return the items that a column is most like, the best first, five at most."""
    scores: dict[str, float] = {}
    for text in list_headings(column, title):
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(text)
        for key, item in keys.items():
            matcher.set_seq1(key)
            if matcher.real_quick_ratio() >= LIKELY and matcher.quick_ratio() >= LIKELY:
                scores[item] = max(scores.get(item, 0), matcher.ratio())
    likely = [item for item, score in scores.items() if score >= LIKELY]
    return sorted(likely, key=lambda item: (-scores[item], item))[:MOST_GUESSES]


def propose_answers(
    export: Export,
    instrument: Instrument,
    survey_id: str,
    columns: pd.DataFrame,
    cases: Dictionary[str, str] = MappingProxyType({}),
    known: Dictionary[str, dict[str, str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the values of closed items that nobody knows yet, each with its answer as far as it can be told.

    Columns with more than thirty different values, and those of ids, dates, numbers and open answers, are not listed.

    Parameters
    ----------
    columns
        With ``column`` and ``item``; columns without an item are skipped.
    known
        Rows that there are: item or scale -> value -> answer.

    Returns
    -------
    DataFrame
        ``for`` (a scale, or an item where its values mean something else than those of its scale), ``value``,
        ``answer`` (empty: to be decided), ``guess``, ``label`` (SPSS).

    """
    mapping = Mapping(Path(), survey_id, {}, {}, dict(known), simulated=False)
    items = instrument.list_items(survey_id).set_index("item_id", drop=False)
    names = {simplify(name): code for name, code in cases.items()}
    rows = []
    for column, item_id in columns[["column", "item"]].itertuples(index=False):
        if item_id not in items.index or column not in export.frame or items["kind"][item_id] not in CLOSED_KINDS:
            continue
        values = sorted(str(value) for value in export.frame[column].unique())
        if len(values) <= MAX_VALUES:
            item, labels = items.loc[item_id], export.labels.get(column, {})
            rows += _propose_values(values, labels, item, mapping, instrument, names)
    return _join_scales(pd.DataFrame(rows, columns=["scale", *ANSWER_FIELDS], dtype="str").fillna(""))


def _propose_values(
    values: list[str], labels: dict[str, str], item: pd.Series, mapping: Mapping, instrument: Instrument, names: dict
) -> list[dict[str, str]]:
    """Return a row for each value of a column that nobody knows."""
    item_id, scale = item["item_id"], item["scale_id"]
    if item["kind"] == "code":
        guesses = _guess_codes(values, item_id, mapping, instrument, names if item_id == "case" else {})
    else:
        told = translate(mapping, instrument, item_id, list(labels.values()))
        known = {value: answer for value, answer in zip(labels, told, strict=True) if answer}
        unknown = list_unknown(mapping, instrument, item, values)
        guesses = _guess_answers(unknown, labels, item, known, instrument)
    return [
        {"scale": scale, "for": item_id, "value": value, "label": labels.get(value, ""), **guess}
        for value, guess in guesses.items()
    ]


def list_unknown(mapping: Mapping, instrument: Instrument, item: pd.Series, values: list[str]) -> list[str]:
    """Return the values that nobody knows; of a box with one value only, also the empty cell, if it is not known."""
    answers = translate(mapping, instrument, item["item_id"], values)
    unknown = [value for value, answer in zip(values, answers, strict=True) if not answer]
    told = {value for source in (item["item_id"], item["scale_id"]) for value in mapping.answers.get(source, {})}
    is_box = set(instrument.list_answers(item["scale_id"])["answer"]) == YES_NO
    return [*unknown, ""] if is_box and "" in values and len(values) == 2 and "" not in told else unknown


def _guess_codes(
    values: list[str], item_id: str, mapping: Mapping, instrument: Instrument, names: Dictionary[str, str]
) -> dict[str, dict[str, str]]:
    """Return for each name of a case or wave its code: that of a known case, or else a proposal made of its words."""
    told = mapping.answers.get(item_id, {})
    answers = dict(zip(values, translate(mapping, instrument, item_id, values), strict=True))
    found = {}
    for value in values:
        code = names.get(simplify(value), "")
        if value not in told and code and code != answers[value]:
            found[value] = {"answer": code}
        elif not answers[value]:
            found[value] = {"guess": guess_wave(value) if item_id == "wave" else make_code(value)}
    return found


def guess_wave(value: str) -> str:
    """Return the number that the name of a wave tells, or nothing."""
    numbers = re.findall(r"\d+", value)
    return WAVE_WORDS.get(simplify(value), numbers[0] if len(numbers) == 1 else "")


def _guess_answers(
    values: list[str], labels: dict[str, str], item: pd.Series, known: dict[str, str], instrument: Instrument
) -> dict[str, dict[str, str]]:
    """Return for each value its answer where a label or tick says so, else the likeliest by wording or number."""
    answers = instrument.list_answers(item["scale_id"])
    texts = dict(zip(answers["label_en"].map(normalise), answers["answer"], strict=True))
    texts |= dict(zip(answers["label_nl"].map(normalise), answers["answer"], strict=True))
    ranked = list(answers.loc[answers["missing"] == "", "answer"])
    places = {str(place): answer for place, answer in enumerate(ranked, 0 if "0" in values else 1)}
    options = {simplify(part) for text in item[["text_en", "text_nl"]] for part in (text, text.rpartition(":")[2])}
    found = {}
    for value in values:
        sure = known.get(value, "") or (STATES.get(simplify(value), "") if item["item_id"] == "state" else "")
        if not sure and set(ranked) == YES_NO:
            sure = "yes" if value and simplify(value) in options else TICKS.get(normalise(value), "")
        text = normalise(labels.get(value, value))
        same = SYNONYMS.get(simplify(text), "")
        sure = sure or (same if same in ranked else "")
        turned = len(NEGATIONS.findall(text))
        alike = [label for label in texts if len(NEGATIONS.findall(label)) == turned]
        near = difflib.get_close_matches(text, alike, n=1, cutoff=LIKELY)
        guess = texts[near[0]] if near else places.get(value, "") if value else "no"
        found[value] = {"answer": sure, "guess": "" if sure else guess}
    return found


def _join_scales(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for a value of a scale where all its items agree on it, else one for each item."""
    said = rows.drop_duplicates(["scale", "value", "answer", "guess"])
    agreed = (said["scale"] != "") & ~said.duplicated(["scale", "value"], keep=False)
    shared = said[agreed].assign(**{"for": said.loc[agreed, "scale"]})
    keys = pd.MultiIndex.from_frame(shared[["scale", "value"]])
    own = rows[~pd.MultiIndex.from_frame(rows[["scale", "value"]]).isin(keys)]
    return pd.concat([shared, own])[ANSWER_FIELDS].sort_values(["for", "value"], kind="stable", ignore_index=True)
