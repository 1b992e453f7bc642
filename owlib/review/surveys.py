"""Whether the reports on surveys keep what they promise: the mark, no small count, and shares that follow from counts.

What is looked at is what a report shows, not the code that made it; the interval is computed here a second time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import yaml

from owlib.exhibits import MIME
from owlib.findings.ranks import CONFIDENCE
from owlib.reports import Report
from owlib.reports.catalog import find_report
from owlib.reports.notebooks import list_shown, read_cells
from owlib.review.findings import Checked, Remark
from owlib.surveys import THRESHOLD, VARIANCE, find_unguarded

CHECK = "surveys"
WHAT = "numbers that reports on surveys show, with their marks"
MEND = "do not publish this report; run it anew, and see what let the number through"
COUNTS = ("hits", "n", "n_first", "n_second", "touched_n")
"""Columns of the data behind exhibits that hold counts of people."""
NEAR = 1e-6
"""Difference in percentage points up to which a share follows from its counts: data are written with ten digits."""


def check_surveys(root: Path, reports: list[Report]) -> Checked:
    """Check mark, disclosure control and arithmetic of the reports on surveys, as they are kept."""
    count = 0
    remarks: list[Remark] = []
    for report in (report for report in reports if report.survey is not None):
        cells = read_cells(find_report(root, report))
        fault = find_unguarded(cells, report.mark)
        if fault:
            remarks.append(Remark(CHECK, report.name, "", "", "", "guarded exhibits", fault, MEND))
        threshold = read_threshold(root / report.survey)
        for exhibit in (data[MIME] for data in list_shown(cells) if MIME in data):
            rows = list_rows(exhibit)
            place = Remark(CHECK, report.name, f"{exhibit['kind']} '{exhibit['name']}'", todo=MEND)
            count += sum(bool(row.get(name)) for row in rows for name in COUNTS)
            remarks += [remark for row in rows for remark in check_row(place, row, threshold)]
    return Checked(CHECK, WHAT, count, tuple(remarks))


def read_threshold(folder: Path) -> int:
    """Return the least count that a survey shows; the usual one where its settings do not tell."""
    settings = yaml.safe_load((folder / "survey.yml").read_text(encoding="utf-8"))
    return int((settings or {}).get("threshold") or THRESHOLD)


def list_rows(exhibit: dict) -> list[dict[str, str]]:
    """Return the data behind an exhibit, a row a dictionary."""
    part = "data_" if exhibit["kind"] == "table" else ""
    return [dict(zip(exhibit[f"{part}columns"], row, strict=False)) for row in exhibit[f"{part}rows"]]


def check_row(place: Remark, row: dict[str, str], threshold: int) -> Iterator[Remark]:
    """Yield what is wrong with a row of data: a small count, a share that does not follow from its counts.

    The text of a finding does not repeat a count.
    """
    name = " ".join(row.get(part, "") for part in ("item_id", "answer", "subgroup", "step", "label")).strip()
    place = replace(place, row=name)
    for column in COUNTS:
        if row.get(column) and not (_read(row, column) or 0) >= threshold:
            expected = f"a number of at least {threshold}, or nothing"
            yield replace(place, column=column, expected=expected, found="another number")
    yield from _check_share(place, row)
    first, second, difference = (_read(row, name) for name in ("first_pct", "second_pct", "difference_pct"))
    if difference is not None and (None in (first, second) or abs(second - first - difference) > NEAR):
        yield replace(
            place, column="difference_pct", expected="the second share less the first", found="another number"
        )


def _check_share(place: Remark, row: dict[str, str]) -> Iterator[Remark]:
    """Yield that a share or its interval does not follow from the counts beside it."""
    names = ("hits", "n", "share_pct", "low_pct", "high_pct")
    hits, base, share, low, high = (_read(row, name) for name in names)
    if "hits" not in row or share is None:
        return
    if None in (hits, base):
        yield replace(place, column="share_pct", expected="nothing, as its counts are kept back", found="a share")
        return
    least, most = compute_interval(hits, base)
    if abs(share - min(100.0, 100 * hits / base)) > NEAR:
        yield replace(place, column="share_pct", expected="the hits over their base", found="another number")
    # where the number of employees is known the interval is narrower
    if None in (low, high) or not least - NEAR <= low <= share <= high <= most + NEAR:
        yield replace(
            place, column="low_pct", expected=f"an interval within {least:.3g} to {most:.3g}", found="another"
        )


def _read(row: dict[str, str], name: str) -> float | None:
    """Return a number of a row; nothing where there is none."""
    try:
        return float(row[name])
    except (KeyError, ValueError):
        return None


def compute_interval(hits: float, base: float) -> tuple[float, float]:
    """Return the interval of a share in per cent: Wilson's (1927, JASA 22:209-212), with the noise of the counts."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share = min(1.0, hits / base)
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    reach = z * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base)) / (1 + z * z / base)
    noise = z * math.sqrt(VARIANCE * (1 + share * share)) / base
    ends = share - math.hypot(share - middle + reach, noise), share + math.hypot(middle + reach - share, noise)
    return 100 * max(0.0, ends[0]), 100 * min(1.0, ends[1])
