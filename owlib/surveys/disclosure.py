"""Disclosure control: which counts may be shown, so that nothing is learnt about one person.

The rules, in this order:

1. A count below the threshold is kept back, zero included: *nobody said no* tells what everyone said.
2. A count is kept back with its base: without the number who answered, a share means nothing.
3. Further counts are kept back until each small count could, as far as a reader can tell, be anything from zero to the
   threshold, for a reader who knows every shown count *exactly* and every way in which counts add up.
4. What is left is rounded to fives. Shares and all else are computed from the rounded counts.

Rule 3 is cell suppression (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4). For each small count a
linear programme looks for other counts that agree with all sums, with all shown counts as they are, and with the small
one at zero, and then at the threshold; where there are none it keeps back whatever it must change, at the least loss.
So each small count comes with a proof: two worlds that look the same to a reader. Rounding comes on top, after
suppression, as in health-data practice. There is no switch; a lower threshold than five is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.csgraph import connected_components

from owlib.errors import OwlibError
from owlib.surveys.cells import (
    ALL,
    PUBLISHED,
    RESPONDENTS,
    SILENT,
    SKIPPED,
    SLACK,
    UNKNOWN,
    VALID,
    Sums,
    check_sums,
    name_cell,
)
from owlib.surveys.mapping import LEAST_THRESHOLD, THRESHOLD
from owlib.surveys.responses import UNKNOWN_STEP

ROUNDING = 5
"""Counts that are shown are rounded to multiples of it."""


FREE = 1e-4
"""Cost of changing a count that is kept back anyway."""


TOTAL_COST = 4
"""How much dearer it is to keep back a count of everyone than one of a subgroup."""


MOVED = 1e-6


@dataclass(frozen=True, repr=False, eq=False)
class Protected:
    """Counts that may be shown: all that tables and figures of a survey are made from.

    ``counts``: rounded counts by the id of their cell, empty where kept back; ``hidden_n`` of them are. ``weighted``:
    the same cells as sums of weights, rounded alike; nothing where there are no weights.
    """

    counts: pd.Series
    hidden_n: int
    threshold: int
    simulated: bool
    weighted: pd.Series | None = None


def check_threshold(threshold: int) -> None:
    """Refuse a threshold that protects nobody.

    Raises
    ------
    OwlibError
        If it lies below the least threshold.

    """
    if not isinstance(threshold, int) or isinstance(threshold, bool) or threshold < LEAST_THRESHOLD:
        raise OwlibError(
            f"expected a threshold of {LEAST_THRESHOLD} or more; found a lower one, or no whole number. "
            f"What to do: leave it out of survey.yml, which gives {THRESHOLD}, or raise it."
        )


def round_count(count: float) -> int:
    """Return a count rounded to fives."""
    return int(ROUNDING * np.floor(count / ROUNDING + 0.5))


def protect_cells(
    cells: pd.DataFrame, sums: Sums, threshold: int, *, simulated: bool, weighted: pd.DataFrame | None = None
) -> Protected:
    """Return the counts of a report that may be shown.

    Parameters
    ----------
    cells, sums
        As :func:`owlib.surveys.cells.list_sums` gives them: everything that the report counts, and how it adds up.
    threshold
        The least count that is shown.
    weighted
        The same cells as sums of weights, whose mean is 1; kept back where their count is.

    Raises
    ------
    OwlibError
        If there are fewer respondents than the threshold, or if the counts do not add up.

    """
    check_threshold(threshold)
    frame = cells.sort_values("cell", kind="stable").set_index("cell")
    everyone = name_cell(RESPONDENTS, VALID)
    if frame.loc[everyone, "count_n"] < threshold:
        raise OwlibError(
            f"expected {threshold} or more respondents; found fewer, so that anything shown could tell of one of them. "
            "What to do: join waves or cases, or wait for more responses."
        )
    if not check_sums(cells, sums):
        raise OwlibError(
            "expected counts that add up; found some that do not. What to do: report it, with the version."
        )
    hidden = set(frame.index[frame["status"].ne(PUBLISHED) | frame["count_n"].lt(threshold)])
    hidden |= _follow_bases(frame, hidden)
    first, *others = _link_items(frame, sums)
    for items in (first, *others):
        own = frame[frame["item_id"].isin([*first, *items])]
        more = _hide_more(own, sums, hidden, items, threshold)
        hidden |= more | (_follow_bases(frame, hidden | more) if more else set())
    published = frame[frame["status"] == PUBLISHED]
    kept = pd.Series(published.index.isin(list(hidden)), index=published.index)
    rounded = published["count_n"].map(round_count).astype("Int64").mask(kept)
    sums_of_weights = None
    if weighted is not None:
        own = weighted.set_index("cell")["count_n"].reindex(published.index)
        sums_of_weights = own.map(round_count).astype("Int64").mask(kept)
    return Protected(rounded.rename("shown_n"), int(kept.sum()), threshold, simulated, sums_of_weights)


def _follow_bases(frame: pd.DataFrame, hidden: set[str]) -> set[str]:
    """Return the published cells whose base is kept back: of the item, or of the respondents of the subgroup."""
    rows = frame[frame["status"] == PUBLISHED]
    place = f"|{VALID}|" + rows["by"] + "|" + rows["subgroup"]
    kept = (rows["item_id"] + place).isin(hidden) | (RESPONDENTS + place).isin(hidden)
    return set(rows.index[kept])


def _link_items(frame: pd.DataFrame, sums: Sums) -> list[list[str]]:
    """Return the items that must be looked at together: filters with their follow-ups, the groups with the respondents.

    The respondents come first. That the respondents of a subgroup answered or skipped an item joins nothing.
    """
    items = list(dict.fromkeys([RESPONDENTS, *frame["item_id"]]))
    place = {name: number for number, name in enumerate(items)}
    of_cell = frame["item_id"].to_dict()
    pairs = set()
    for total, parts in sums:
        joined = sorted({place[of_cell[cell]] for cell in (total, *parts)})
        if len(joined) > 1 and (joined[0] or len(parts) == 1):
            pairs |= {(joined[0], other) for other in joined[1:]}
    rows, columns = ([pair[side] for pair in sorted(pairs)] for side in (0, 1))
    size = (len(items), len(items))
    number, group = connected_components(csr_matrix((np.ones(len(rows)), (rows, columns)), shape=size), directed=False)
    return [[name for name, own in zip(items, group, strict=True) if own == one] for one in range(number)]


def _hide_more(own: pd.DataFrame, sums: Sums, hidden: set[str], items: list[str], threshold: int) -> set[str]:
    """Return what must be kept back, too, for the small counts of some items.

    The respondents, and the items that their groups hang together with, come first and are then as they are, in each
    later problem too: what is shown of them stays fixed, what is kept back may change. So a world that is found for
    some items is one for all others as well: where fewer people are in one subgroup kept back and more in another,
    people change their subgroup with all their answers, of which every count in these subgroups is kept back.
    """
    small = own.index[own["item_id"].isin(items) & own["status"].ne(SLACK) & own["count_n"].lt(threshold)]
    if small.empty:
        return set()
    known = set(own.index)
    fixed = ~own["item_id"].isin(items) & ~own.index.isin(list(hidden))
    everybody = own.index == name_cell(RESPONDENTS, VALID)  # the number analysed, which a report tells in any case
    within = [(total, parts) for total, parts in sums if known >= {total, *parts}]
    problem = _Problem(own, within, hidden, fixed.to_numpy() | everybody)
    problem.protect(list(small), threshold)
    return problem.list_hidden()


def _list_left_out(own: pd.DataFrame) -> list[str]:
    """Return the counts of those left out, of whom a reader may know that there are none.

    Where each respondent has a case, or each question had to be answered, that is no secret, and protects nothing.
    """
    followed = set(own.loc[own["answer"] == SILENT, "item_id"])
    silent = own["answer"].eq(SILENT) | (own["answer"].eq(SKIPPED) & ~own["item_id"].isin(followed))
    nowhere = own["item_id"].eq(RESPONDENTS) & own["subgroup"].eq(UNKNOWN)
    return list(own.index[nowhere | (silent & own["by"].eq(ALL))])


class _Problem:
    """The counts of some items and how they add up, to look for other counts that a reader could not tell apart."""

    def __init__(self, own: pd.DataFrame, sums: Sums, hidden: set[str], fixed: np.ndarray) -> None:
        self.place = {cell: number for number, cell in enumerate(own.index)}
        entries = [
            (row, self.place[cell], sign)
            for row, (total, parts) in enumerate(sums)
            for cell, sign in [(total, -1), *((part, 1) for part in parts)]
        ]
        rows, columns, signs = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_matrix((signs, (rows, columns)), shape=(len(sums), len(own)))
        self.matrix = hstack([matrix, -matrix], format="csr")
        self.own, self.counts = own, own["count_n"].to_numpy(float)
        self.hidden = own.index.isin(list(hidden))
        nobody = (self.counts == 0) & own.index.isin(_list_left_out(own))
        self.up, self.down = np.where(fixed | nobody, 0, np.inf), np.where(fixed, 0, self.counts)
        self.loss = (self.counts + 1) * np.where(own["by"].eq(ALL), TOTAL_COST, 1)
        self.least, self.most = self.counts.copy(), self.counts.copy()

    def list_hidden(self) -> set[str]:
        """Return what is kept back."""
        return set(self.own.index[self.hidden])

    def protect(self, cells: list[str], threshold: int) -> None:
        """Keep back what else must be for each of some cells to be anything from zero to the threshold."""
        for cell in cells:
            at = self.place[cell]
            if self.most[at] < threshold:
                self._keep_open(at, threshold)
            if self.least[at] > 0:
                self._keep_open(at, 0)

    def _keep_open(self, at: int, goal: int) -> None:
        """Keep back what must change if a cell held ``goal``, at the least loss."""
        change = self._find_change(at, goal, whole=False)
        if np.abs(change - np.round(change)).max() > MOVED:
            change = self._find_change(at, goal, whole=True)
        self.least = np.minimum(self.least, self.counts + np.round(change))
        self.most = np.maximum(self.most, self.counts + np.round(change))
        new = (np.abs(change) > MOVED) & ~self.hidden
        if new.any():
            self.hidden |= new
            self.hidden |= self.own.index.isin(list(_follow_bases(self.own, self.list_hidden())))

    def _find_change(self, at: int, goal: int, *, whole: bool) -> np.ndarray:
        """Return by how much each count changes; ``whole``: by whole numbers only, which takes longer to find."""
        costs, change = np.where(self.hidden, FREE, self.loss), goal - self.counts[at]
        bounds = np.column_stack([np.zeros(2 * len(costs)), np.concatenate([self.up, self.down])])
        bounds[at] = (max(change, 0),) * 2
        bounds[at + len(costs)] = (max(-change, 0),) * 2
        found = linprog(
            np.concatenate([costs, costs]), A_eq=self.matrix, b_eq=np.zeros(self.matrix.shape[0]), bounds=bounds,
            method="highs", integrality=int(whole), options={"presolve": whole},  # small problems: solved before it is
        )  # fmt: skip
        if not found.success:
            raise OwlibError(
                "expected counts that can be protected; found a sum that cannot be kept open. "
                "What to do: leave out the smallest cases, or raise an issue: this should not happen."
            )
        return found.x[: len(costs)] - found.x[len(costs) :]


def protect_counts(counts: Iterable[int], threshold: int) -> list[int | None]:
    """Return counts that hang together with no other: rounded, or nothing where they are small."""
    check_threshold(threshold)
    return [round_count(count) if count >= threshold else None for count in counts]


def protect_flow(flow: pd.DataFrame, threshold: int, others_n: int = 0) -> pd.DataFrame:
    """Return the record of cleaning under the same rules.

    What was left before a step is what it took out and what was left after it, so a small number taken out is kept
    back together with another, or with the number received; the number analysed is shown in any case, as the report
    rests on it. How many tell no case or wave is never shown: the cases that are shown and these add up to all
    respondents, so that it would give away a case that is kept back.

    Parameters
    ----------
    flow
        ``step``, ``kind``, ``touched_n``, ``rows_left_n``, ``why``; exact.
    others_n
        How many of those left are not in the report, which is of one case or wave: a small number of them would
        follow from the number left, so that no such number is shown then.

    Returns
    -------
    DataFrame
        The same with rounded counts, empty where kept back.

    """
    check_threshold(threshold)
    rows = flow.index[flow["kind"] == "rows"]
    names = [(f"{RESPONDENTS}|left-{number}||", f"{RESPONDENTS}|out-{number}||") for number in range(len(rows))]
    left, out = flow.loc[rows, "rows_left_n"].to_numpy(), flow.loc[rows, "touched_n"].to_numpy()
    cells = [
        (name, RESPONDENTS, PUBLISHED, count)
        for number, pair in enumerate(zip(left, out, strict=True))
        for name, count in list(zip(names[number], pair, strict=True))[: 2 if number else 1]
    ]
    frame = pd.DataFrame(cells, columns=["cell", "item_id", "status", "count_n"]).set_index("cell")
    frame = frame.assign(answer="", by=ALL, subgroup=ALL)
    sums = [(names[number - 1][0], [names[number][0], names[number][1]]) for number in range(1, len(rows))]
    hidden = set(frame.index[frame["count_n"] < threshold]) - {names[-1][0]}
    if sums and hidden:
        hidden |= _keep_flow_open(frame, sums, hidden, names[-1][0], threshold)
    shown = frame["count_n"].map(round_count).astype("Int64").mask(frame.index.isin(list(hidden)))
    result = flow.assign(touched_n=pd.array(protect_counts(flow["touched_n"], threshold), dtype="Int64"),
                         rows_left_n=pd.array([pd.NA] * len(flow), dtype="Int64"))  # fmt: skip
    for number, row in enumerate(rows):
        result.loc[row, "rows_left_n"] = shown[names[number][0]]
        result.loc[row, "touched_n"] = shown[names[number][1]] if number else pd.NA
    result.loc[flow["step"] == UNKNOWN_STEP, "touched_n"] = pd.NA
    last = shown[names[-1][0]]
    if 0 < others_n < threshold:
        return result.assign(rows_left_n=pd.array([pd.NA] * len(flow), dtype="Int64"))
    return result.assign(rows_left_n=result["rows_left_n"].mask(flow["kind"] != "rows", last))


def _keep_flow_open(frame: pd.DataFrame, sums: Sums, hidden: set[str], last: str, threshold: int) -> set[str]:
    """Return what else of the flow must be kept back; the number analysed stays."""
    problem = _Problem(frame, sums, hidden, frame.index == last)
    problem.protect(sorted(hidden), threshold)
    return problem.list_hidden()
