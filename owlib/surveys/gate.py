"""The gate: answers of people go in, protected counts come out, and nothing else does.

All that a report shows is computed from what comes out, so that no statistic can know more than the counts do. The
counts are protected by the cell-key method (Thompson, Broadfoot and Elazar 2013, *Methodology for the automatic
confidentialisation of statistical outputs from remote servers at the Australian Bureau of Statistics*, UNECE Work
Session on Statistical Data Confidentiality), as the European censuses of 2021 were, and these are its rules:

1. Each person has a record key. The sum of the keys of those whom a cell counts draws its noise from the table of
   :mod:`owlib.surveys.perturbation`: the same people have the same noise, in whatever table they stand.
2. A total, a base and its parts are cells like any other: each has its own noise, so that they need not add up.
3. A count of none stays none. A count below the threshold after noise is kept back, none included: *nobody said no*
   tells what everyone said. Half the threshold or less never reaches it. What is kept back takes with it what it is
   the base of.
4. Record keys are made anew when an answer changes, comes or goes. If they were not, the counts that differ between
   two runs would be those of the one person who left.

Keys follow from a secret: for answers of people a file in ``private/``, which never leaves it; for simulated answers
a public one, so that the book is the same on each machine.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import OwlibError
from owlib.places import PRIVATE_FOLDER
from owlib.surveys.counts import ALL, BOTH, RESPONDENTS, SCORE, TOP, VALID, Counts, find_tops, list_options
from owlib.surveys.faults import tell
from owlib.surveys.guard import MARK
from owlib.surveys.instrument import Instrument
from owlib.surveys.perturbation import find_noise
from owlib.surveys.responses import Responses

SHOWN_ROLES = ("background", "question", "open")
KEY_FILE = "survey-key"
KEY_BITS = 28
"""Length of a record key: sums of the keys of eight million people stay exact in double precision."""
HALF = 0.5
"""Part of the items of a score that a person must have answered (the half rule: Fairclough and Cella 1996, *Quality of
Life Research* 5:457-464)."""


def read_secret(root: Path, *, simulated: bool) -> bytes:
    """Return the secret from which record keys follow; it is made when answers of people are first counted."""
    if simulated:
        return MARK.encode()
    path = root / PRIVATE_FOLDER / KEY_FILE
    if not path.is_file() or not path.stat().st_size:  # an empty one was left by a run that was killed
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    return path.read_bytes()


def make_record_keys(responses: Responses, secret: bytes) -> np.ndarray:
    """Return a whole number for each response, the same for a person in each wave; other ones if any answer differs.

    Who has no id is told by the answers, the first of equal ones from the second.
    """
    rows = pd.util.hash_pandas_object(responses.frame, index=False)
    release = hashlib.sha256(np.sort(rows.to_numpy()).tobytes()).digest()
    people = responses.frame["respondent"].astype(str) if "respondent" in responses.frame else pd.Series("", rows.index)
    told = rows.astype(str) + "-" + rows.groupby(rows).cumcount().astype(str)
    names = people.where(people != "", told).to_numpy(dtype=object)
    key = hmac.new(secret, release, "sha256").hexdigest()[:16]
    return pd.util.hash_array(names, hash_key=key) >> np.uint64(64 - KEY_BITS)


def count_people(responses: Responses, instrument: Instrument, keys: np.ndarray, breakdowns: list[str]) -> Counts:
    """Return the protected counts of some responses; fewer people than the threshold are refused.

    ``keys`` are record keys, as :func:`make_record_keys` gives them. A breakdown is ``case`` or the item of the groups
    of respondents; for those who answered the item that the questionnaire looks at most closely, both stand together
    too.
    """
    everyone = {ALL: ([ALL], np.zeros(len(keys), int))}
    groups = everyone | {by: _group_rows(responses, instrument, by) for by in breakdowns}
    both = {}
    if len(breakdowns) > 1:
        (first, one), (second, two) = (groups[by] for by in breakdowns)
        places = np.where((one < 0) | (two < 0), -1, one * len(second) + two)
        both[BOTH.join(breakdowns)] = [f"{left}{BOTH}{right}" for left in first for right in second], places
    outcome = instrument.find_survey(responses.survey_id)["outcome_item"]
    parts = [_count(RESPONDENTS, {VALID: np.ones(len(keys), bool)}, keys, groups)]
    items = instrument.list_items(responses.survey_id)
    items = items[items["item_id"].isin(responses.frame.columns)]
    counted = items["kind"].eq("single") | (items["kind"].eq("number") & items["bands"].ne(""))
    for item in items[counted & items["role"].isin(SHOWN_ROLES)].to_dict("records"):
        item_id, places = item["item_id"], place_answers(responses, instrument, item)
        options, tops = list_options(instrument, item), find_tops(instrument, item)
        answers = {code: places == place for place, code in enumerate(options)}
        parts.append(_count(item_id, answers, keys, everyone))
        within = groups | (both if item_id == outcome else {}) if tops else everyone
        hits = {TOP: np.append(np.isin(options, tops), False)[places]} if tops else {}
        parts.append(_count(item_id, hits | {VALID: places >= 0}, keys, within))
    for score, rows in items[items["score"].ne("")].groupby("score", sort=False):
        if len(rows) > 1:
            high, known = _score(responses, instrument, rows)
            parts.append(_count(SCORE + score, {TOP: high, VALID: known}, keys, groups))
    return protect(pd.concat(parts, ignore_index=True), responses.threshold, simulated=responses.simulated)


def protect(cells: pd.DataFrame, threshold: int, *, simulated: bool) -> Counts:
    """Return cells with noise, those below the threshold kept back, without exact counts and keys.

    They have ``item_id``, ``answer``, ``by``, ``subgroup``, ``count_n`` and ``key``: the sum of the record keys.
    """
    shown = add_noise(cells["count_n"].to_numpy(), cells["key"].to_numpy(), threshold)
    frame = cells.drop(columns=["count_n", "key"]).assign(shown_n=shown)
    for base in (frame["item_id"], RESPONDENTS):  # what is kept back takes with it what it is the base of
        place = pd.MultiIndex.from_frame(frame[["by", "subgroup"]].assign(item=base, answer=VALID))
        kept = frame.loc[frame["shown_n"].isna(), ["by", "subgroup", "item_id", "answer"]]
        frame["shown_n"] = frame["shown_n"].mask(place.isin(pd.MultiIndex.from_frame(kept)))
    counts = Counts(frame, threshold, simulated)
    if np.isnan(counts.find(RESPONDENTS, VALID)):
        raise OwlibError(tell("few-respondents", threshold=threshold))
    return counts


def add_noise(counts: np.ndarray, keys: np.ndarray, threshold: int) -> pd.arrays.IntegerArray:
    """Return counts with the noise that their keys draw, empty below the threshold."""
    noisy = counts + find_noise(counts, np.mod(keys, 2**KEY_BITS) / 2**KEY_BITS)
    return pd.array([int(count) if count >= threshold else pd.NA for count in noisy], dtype="Int64")


def protect_flow(flow: pd.DataFrame, threshold: int, keys: np.ndarray, secret: bytes) -> pd.DataFrame:
    """Return the record of cleaning with protected counts: ``step``, ``kind``, ``why`` and ``touched_n``.

    Each step has noise of its own, which the keys of those who are left draw together with its name. A count is empty
    where kept back.
    """
    whole = hashlib.sha256(keys.tobytes()).digest()
    digests = [hmac.new(secret, whole + step.encode(), "sha256").digest() for step in flow["step"]]
    drawn = [int.from_bytes(digest[:4], "big") >> (32 - KEY_BITS) for digest in digests]
    shown = add_noise(flow["touched_n"].to_numpy(), np.array(drawn, float), threshold)
    return flow[["step", "kind", "why"]].assign(touched_n=shown)


def place_answers(responses: Responses, instrument: Instrument, item: dict) -> np.ndarray:
    """Return for each respondent the place of the answer among the options of an item, -1 where there is none."""
    column = responses.frame[item["item_id"]].to_numpy()
    if item["kind"] == "number":
        edges = [float(band.rpartition("-")[0]) for band in list_options(instrument, item)]
        return np.searchsorted(edges, np.nan_to_num(column, nan=-np.inf), side="right").astype(np.int8) - 1
    kept = instrument.list_answers(item["scale_id"])["missing"].eq("").to_numpy()
    lookup = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
    return lookup[np.where(column < 0, -1, column)].astype(np.int8)


def _group_rows(responses: Responses, instrument: Instrument, by: str) -> tuple[list[str], np.ndarray]:
    """Return the subgroups of a breakdown, and for each respondent the place of his or hers, -1 where unknown."""
    column = responses.frame[by]
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = [str(name) for name in column.cat.categories if name]
        lookup = np.array([names.index(name) if name else -1 for name in column.cat.categories] + [-1])
        return names, lookup[column.cat.codes.to_numpy()]
    item = instrument.find_item(by)
    return list_options(instrument, item), place_answers(responses, instrument, item).astype(int)


def _count(item_id: str, counted: dict[str, np.ndarray], keys: np.ndarray, groups: dict) -> pd.DataFrame:
    """Return exact counts and sums of keys of those counted for each answer, in each subgroup of each breakdown."""
    rows = []
    for answer, hits in counted.items():
        for by, (names, places) in groups.items():
            own = places[hits] + 1
            count, key = (np.bincount(own, weights, minlength=len(names) + 1)[1:] for weights in (None, keys[hits]))
            rows += [(item_id, answer, by, name, *cell) for name, *cell in zip(names, count, key, strict=True)]
    return pd.DataFrame(rows, columns=["item_id", "answer", "by", "subgroup", "count_n", "key"])


def _score(responses: Responses, instrument: Instrument, items: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return who has a mean answer above the middle of the scale, and who answered enough to have one."""
    answers = instrument.list_answers(items["scale_id"].iloc[0])
    values = answers.loc[answers["missing"] == "", "value"].astype(float).to_numpy()
    middle, lookup = (values.min() + values.max()) / 2, np.append(values, np.nan)
    columns = [
        (lookup[place_answers(responses, instrument, item)] - middle) * (-1 if item["reverse"] == "yes" else 1)
        for item in items.to_dict("records")
    ]
    table = np.column_stack(columns)
    known = (~np.isnan(table)).mean(axis=1) >= HALF
    return known & (np.nansum(table, axis=1) > 0), known
