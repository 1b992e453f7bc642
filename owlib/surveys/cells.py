"""What a survey's report counts, and how its counts hang together.

Everything that a report shows is a sum of cells, so that disclosure control can look at all of it at once. Of an item
with a top (*satisfied or very satisfied*) a report shows, for all respondents, each answer; and in each case, wave or
group only the top and how many answered. Of other items, such as age, it shows each answer for all respondents alone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from owlib.evidence.numbers import split_codes
from owlib.surveys.instrument import Instrument
from owlib.surveys.responses import Responses

ALL = ""
"""The subgroup of everyone, and the breakdown that has it alone."""


RESPONDENTS = "respondents"
"""In place of an item: the respondents themselves."""


TOP, REST, VALID, SKIPPED, UNKNOWN, UNASKED, SILENT = "top", "rest", "valid", "skipped", "?", "unasked", "silent"


PUBLISHED, UNSHOWN, SLACK = "published", "unshown", "slack"
"""A cell is published; or not shown, yet protected, as a reader could work it out from others; or neither."""


COLUMNS = ["cell", "item_id", "answer", "by", "subgroup", "status", "count_n"]


Sums = list[tuple[str, list[str]]]


SHOWN_ROLES = ("background", "question", "open")


def find_tops(instrument: Instrument, item: dict) -> list[str]:
    """Return the answers that count in the share of an item; none where it is counted answer by answer."""
    if item["kind"] != "single" or item["role"] != "question":
        return []
    return list(instrument.tops.get(item["scale_id"], []))


def list_options(instrument: Instrument, item: dict) -> list[str]:
    """Return the answers of an item, or the bands of a number, as codes."""
    if item["kind"] == "number":
        return split_codes(item["bands"])
    answers = instrument.list_answers(item["scale_id"])
    return list(answers.loc[answers["missing"] == "", "answer"])


def list_counted(instrument: Instrument, responses: Responses) -> list[dict]:
    """Return the items that a report counts: closed ones and banded numbers that the export has."""
    items = instrument.list_items(responses.survey_id)
    kept = items[
        items["item_id"].isin(responses.frame.columns)
        & items["role"].isin(SHOWN_ROLES)
        & (items["kind"].eq("single") | (items["kind"].eq("number") & items["bands"].ne("")))
    ]
    return kept.to_dict("records")


def place_answers(responses: Responses, instrument: Instrument, item: dict) -> np.ndarray:
    """Return for each respondent the place of the answer among the options of an item, -1 where there is none."""
    column = responses.frame[item["item_id"]].to_numpy()
    if item["kind"] == "number":
        edges = [float(band.rpartition("-")[0]) for band in list_options(instrument, item)]
        places = np.searchsorted(edges, np.nan_to_num(column, nan=-np.inf), side="right") - 1
        return places.astype(np.int8)
    kept = instrument.list_answers(item["scale_id"])["missing"].eq("").to_numpy()
    lookup = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
    return lookup[np.where(column < 0, -1, column)].astype(np.int8)


def group_rows(responses: Responses, instrument: Instrument, by: str) -> tuple[list[str], np.ndarray]:
    """Return the subgroups of a breakdown, and for each respondent the place of his or hers, -1 where unknown."""
    column = responses.frame[by]
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = [str(name) for name in column.cat.categories if name]
        lookup = np.array([names.index(name) if name else -1 for name in column.cat.categories] + [-1])
        return names, lookup[column.cat.codes.to_numpy()]
    item = instrument.find_item(by)
    return list_options(instrument, item), place_answers(responses, instrument, item)


def name_cell(item_id: str, answer: str, by: str = ALL, subgroup: str = ALL) -> str:
    """Return the id of a cell."""
    return "|".join((item_id, answer, by, subgroup))


def count_cells(
    responses: Responses, instrument: Instrument, breakdowns: list[str], weights: np.ndarray | None = None
) -> pd.DataFrame:
    """Return all cells of a report.

    Parameters
    ----------
    breakdowns
        ``case``, ``wave`` or the item of the groups; each stands by itself, as tables of two breakdowns at once would
        hold too few people a cell.
    weights
        A weight for each respondent; then ``count_n`` holds sums of weights.

    Returns
    -------
    DataFrame
        ``cell`` (its id), ``item_id``, ``answer`` (a code, a band, ``top``, ``rest``, ``valid`` …), ``by``,
        ``subgroup``, ``status`` and ``count_n``. Exact counts: nothing for anyone to see.

    """
    groups = {by: group_rows(responses, instrument, by) for by in breakdowns}
    rows: list[tuple] = []
    _add_cells(rows, RESPONDENTS, {VALID: np.zeros(len(responses.frame), np.int8)}, groups, weights)
    counted = {item["item_id"]: item for item in list_counted(instrument, responses)}
    filters = {item["asked_if"].partition("=")[0] for item in counted.values()}
    for item_id, item in counted.items():
        own = _count_item(responses, instrument, item, groups, weights)
        within = {by: group for by, group in groups.items() if by != item_id and item_id in filters}
        if within:
            own += _count_filter(responses, instrument, item, within, weights)
        before = list_filters_before(item, counted)
        if before:
            kept_from = find_unasked(responses, instrument, item, counted)
            within = {by: group for by, group in (within or groups).items() if by not in before}
            own += _count_unasked(item_id, kept_from, within, weights, has_top=bool(find_tops(instrument, item)))
        unasked = {(by, name) for by in groups for name in _list_unasked(responses, instrument, item, by)}
        rows += [row for row in own if row[3:5] not in unasked]
    return pd.DataFrame(rows, columns=COLUMNS)


def _count_item(
    responses: Responses, instrument: Instrument, item: dict, groups: dict, weights: np.ndarray | None
) -> list[tuple]:
    """Return the cells of one item."""
    places = place_answers(responses, instrument, item)
    options = list_options(instrument, item)
    counts = np.bincount(places + 1, weights, minlength=len(options) + 1)
    item_id, rows = item["item_id"], []
    for code, count in zip(options, counts[1:], strict=True):
        rows.append((name_cell(item_id, code), item_id, code, ALL, ALL, PUBLISHED, count))
    rows.append((name_cell(item_id, SKIPPED), item_id, SKIPPED, ALL, ALL, SLACK, counts[0]))
    tops = find_tops(instrument, item)
    if not tops:
        rows.append((name_cell(item_id, VALID), item_id, VALID, ALL, ALL, PUBLISHED, counts[1:].sum()))
        return rows
    hits = np.append(np.isin(options, tops), False)[places]
    masks = {VALID: places >= 0, TOP: hits, REST: (places >= 0) & ~hits}
    kept = {answer: np.where(mask, 0, -1).astype(np.int8) for answer, mask in masks.items()}
    _add_cells(rows, item_id, kept, groups, weights)
    return rows


def _count_filter(
    responses: Responses, instrument: Instrument, item: dict, groups: dict, weights: np.ndarray | None
) -> list[tuple]:
    """Return the cells of a filter in each subgroup that no page shows, yet which its follow-ups tell of."""
    places, rows = place_answers(responses, instrument, item), []
    options = list_options(instrument, item)
    kept = {code: np.where(places == place, 0, -1).astype(np.int8) for place, code in enumerate(options)}
    if not find_tops(instrument, item):
        kept[VALID] = np.where(places >= 0, 0, -1).astype(np.int8)
    _add_cells(rows, item["item_id"], kept, groups, weights)
    return [(*row[:5], SLACK, row[6]) for row in rows if row[3] != ALL]


def find_unasked(responses: Responses, instrument: Instrument, item: dict, counted: dict[str, dict]) -> np.ndarray:
    """Return which respondents a filter kept from an item; who gave it no answer is let through."""
    filter_id, _, answers = item["asked_if"].partition("=")
    if filter_id not in counted:
        return np.zeros(len(responses.frame), bool)
    asked = counted[filter_id]
    others = [code not in answers.split("|") for code in list_options(instrument, asked)]
    out = np.append(others, False)[place_answers(responses, instrument, asked)]
    return out | find_unasked(responses, instrument, asked, counted)


def list_filters_before(item: dict, counted: dict[str, dict]) -> list[str]:
    """Return the filters through which a respondent comes to an item: its own, that of its filter, and so on."""
    filter_id = item["asked_if"].partition("=")[0]
    return [filter_id, *list_filters_before(counted[filter_id], counted)] if filter_id in counted else []


def _count_unasked(
    item_id: str, unasked: np.ndarray, groups: dict, weights: np.ndarray | None, *, has_top: bool
) -> list[tuple]:
    """Return how many a filter kept from an item: not shown, yet told by how many answered it."""
    rows: list[tuple] = []
    _add_cells(rows, item_id, {UNASKED: np.where(unasked, 0, -1).astype(np.int8)}, groups, weights)
    return [(*row[:5], UNSHOWN if row[5] != SLACK and (has_top or row[3] == ALL) else SLACK, row[6]) for row in rows]


def _list_unasked(responses: Responses, instrument: Instrument, item: dict, by: str) -> set[str]:
    """Return the groups that an item is not asked of, by the filters before it: that they have no answers is no secret.

    A count of them would be kept back, and others with it, while every reader knows that it is none.
    """
    unasked: set[str] = set()
    filter_id, _, answers = item["asked_if"].partition("=")
    while filter_id in responses.frame.columns:
        asked = instrument.find_item(filter_id)
        if filter_id == by:
            unasked |= set(list_options(instrument, asked)) - set(answers.split("|"))
        filter_id, _, answers = asked["asked_if"].partition("=")
    return unasked


def _add_cells(rows: list[tuple], item_id: str, kept: dict, groups: dict, weights: np.ndarray | None) -> None:
    """Add the cells of some counts, for everyone and for each subgroup; ``kept`` is -1 for who is not counted."""
    for answer, places in kept.items():
        status = UNSHOWN if answer == REST else PUBLISHED
        total = np.bincount(places + 1, weights, minlength=2)[1]
        rows.append((name_cell(item_id, answer), item_id, answer, ALL, ALL, status, total))
        for by, (names, own) in groups.items():
            size = len(names) + 1
            counts = np.bincount((own + 1) * 2 + places + 1, weights, minlength=2 * size)[1::2]
            for name, count in zip([UNKNOWN, *names], counts, strict=True):
                kind = SLACK if name == UNKNOWN else status
                rows.append((name_cell(item_id, answer, by, name), item_id, answer, by, name, kind, count))


def list_sums(
    cells: pd.DataFrame, instrument: Instrument, survey_id: str
) -> tuple[pd.DataFrame, list[tuple[str, list[str]]]]:
    """Return all sums that hold between cells: a total with its parts.

    What a reader could work out counts, shown or not: the answers of an item add up to those who answered, top and rest
    too; the subgroups of a breakdown add up to everyone; who answered and who skipped an item add up to the
    respondents; the groups of respondents are the answers of the item that groups them; and a follow-up has no more
    answers than its filter lets through.

    Returns
    -------
    DataFrame
        The cells, with those that only the sums need.
    list
        Pairs of the id of a total and the ids of its parts.

    """
    items = instrument.list_items(survey_id).set_index("item_id")
    known = set(cells["cell"])
    counts = dict(zip(cells["cell"], cells["count_n"], strict=True))
    extra: list[tuple] = []
    sums: list[tuple[str, list[str]]] = []

    def add_slack(item_id: str, answer: str, by: str, subgroup: str, count: int) -> str:
        cell = name_cell(item_id, answer, by, subgroup)
        if cell not in known:
            known.add(cell)
            counts[cell] = count
            extra.append((cell, item_id, answer, by, subgroup, SLACK, count))
        return cell

    for (item_id, by), rows in cells.groupby(["item_id", "by"], sort=False):
        by_answer = dict(list(rows.groupby("answer", sort=False)))
        if by != ALL:
            sums += [(name_cell(item_id, answer), list(part["cell"])) for answer, part in by_answer.items()]
        if item_id != RESPONDENTS:
            sums += _split_valid(by_answer, instrument, items.loc[item_id].to_dict() | {"item_id": item_id}, by)
        for subgroup in by_answer[VALID]["subgroup"] if VALID in by_answer else []:
            base, valid = name_cell(RESPONDENTS, VALID, by, subgroup), name_cell(item_id, VALID, by, subgroup)
            if item_id != RESPONDENTS:
                left = add_slack(item_id, SKIPPED, by, subgroup, counts[base] - counts[valid])
                sums.append((base, [valid, left]))
    for by in [name for name in cells["by"].unique() if name in items.index and name_cell(name, VALID) in known]:
        groups = set(cells.loc[(cells["by"] == by) & (cells["item_id"] == RESPONDENTS), "subgroup"]) - {UNKNOWN}
        sums += [(name_cell(RESPONDENTS, VALID, by, group), [name_cell(by, group)]) for group in sorted(groups)]
    sums += _list_filters(cells, items, instrument, counts, add_slack)
    return pd.concat([cells, pd.DataFrame(extra, columns=COLUMNS)], ignore_index=True), sums


def _split_valid(by_answer: dict, instrument: Instrument, item: dict, by: str) -> Sums:
    """Return of what those who answered an item consist: top and rest, its answers, or both."""
    item_id, tops, sums = item["item_id"], find_tops(instrument, item), []
    options = [code for code in list_options(instrument, item) if code in by_answer]
    splits = {VALID: [TOP, REST]} if TOP in by_answer else {}
    wholes = {VALID: options} if options else {}
    if splits and options:
        wholes |= {TOP: tops, REST: [code for code in options if code not in tops]}
    for subgroup in by_answer[VALID]["subgroup"] if VALID in by_answer else []:
        for total, parts in [*splits.items(), *wholes.items()]:
            cells = [name_cell(item_id, part, by, subgroup) for part in parts]
            sums.append((name_cell(item_id, total, by, subgroup), cells))
    return sums


def _list_filters(
    cells: pd.DataFrame, items: pd.DataFrame, instrument: Instrument, counts: dict, add_slack
) -> list[tuple[str, list[str]]]:
    """Return the sums between follow-ups and their filters, for everyone and in each subgroup.

    Who has no answer to a follow-up was kept from it, by his or her answer to its filter or to one before that, or was
    silent.
    """
    sums, known = [], set(cells["cell"])
    rows = cells.loc[cells["answer"] == UNASKED, ["item_id", "by", "subgroup"]]
    for item_id, *place in rows.itertuples(index=False):
        filter_id, _, answers = items.loc[item_id, "asked_if"].partition("=")
        options = list_options(instrument, items.loc[filter_id].to_dict())
        parts = [name_cell(filter_id, code, *place) for code in options if code not in answers.split("|")]
        before = name_cell(filter_id, UNASKED, *place)
        unasked, skipped = (name_cell(item_id, answer, *place) for answer in (UNASKED, SKIPPED))
        sums.append((unasked, [part for part in [*parts, before] if part in known]))
        if skipped in counts:
            sums.append((skipped, [unasked, add_slack(item_id, SILENT, *place, counts[skipped] - counts[unasked])]))
    return sums


def check_sums(cells: pd.DataFrame, sums: list[tuple[str, list[str]]]) -> bool:
    """Return whether all sums hold; if not, the counting is wrong."""
    counts = dict(zip(cells["cell"], cells["count_n"], strict=True))
    return all(counts[total] == sum(counts[part] for part in parts) for total, parts in sums)
