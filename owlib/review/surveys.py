"""Whether the reports on surveys keep what they promise: the mark, controlled counts, and shares that follow from them.

What is looked at is what a report shows, not the code that made it; the interval is computed here a second time.
"""

from __future__ import annotations

import math
import re
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
from owlib.surveys import THRESHOLD, find_unguarded
from owlib.surveys.disclosure import ROUNDING

CHECK = "surveys"
WHAT = "numbers that reports on surveys show, with their marks"
MEND = "do not publish this report; run it anew, and see what let the number through"
COUNTS = ("hits", "n", "n_first", "n_second", "touched_n", "rows_left_n")
"""Columns of the data behind exhibits that hold counts of respondents."""
HEADS = ("Responses", "n", "Touched", "Responses left")
"""Headings of tables under which such counts stand."""
WORDS = re.compile(r"([\d,]+) responses are analysed")
NEAR = 1e-6
"""Difference in percentage points up to which a share follows from its counts: data are written with ten digits."""


def check_surveys(root: Path, reports: list[Report]) -> Checked:
    """Check mark, disclosure control and arithmetic of the reports on surveys, as they are kept."""
    count = 0
    remarks: list[Remark] = []
    for report in (report for report in reports if report.survey is not None):
        cells = read_cells(find_report(root, report))
        fault = find_unguarded(cells, simulated=report.simulated)
        if fault:
            remarks.append(Remark(CHECK, report.report_id, "", "", "", "guarded exhibits", fault, MEND))
        threshold = read_threshold(root / report.survey)
        for number, found in _check_cells(report.report_id, cells, threshold):
            count += number
            remarks += found
    return Checked(CHECK, WHAT, count, tuple(remarks))


def read_threshold(folder: Path) -> int:
    """Return the least count that a survey shows; the usual one where its settings do not tell."""
    settings = yaml.safe_load((folder / "survey.yml").read_text(encoding="utf-8"))
    return int((settings or {}).get("threshold") or THRESHOLD)


def _check_cells(report: str, cells: list[dict], threshold: int) -> Iterator[tuple[int, list[Remark]]]:
    """Yield, output by output, how many numbers were looked at, and what is wrong with them."""
    for data in list_shown(cells):
        if MIME in data:
            rows = list_rows(data[MIME])
            place = Remark(CHECK, report, f"{data[MIME]['kind']} '{data[MIME]['name']}'", todo=MEND)
            found = [remark for row in rows for remark in check_row(place, row, threshold)]
            shown = [*list_counts(data[MIME])]
            found += [remark for row, head, text in shown for remark in _check_count(place, row, head, text, threshold)]
            yield sum(bool(row.get(name)) for row in rows for name in COUNTS) + len(shown), found
        for told in WORDS.findall(data.get("text/markdown", "")):
            place = Remark(CHECK, report, "text", todo=MEND)
            yield 1, [*_check_count(place, "", "responses", told, threshold)]


def list_rows(exhibit: dict) -> list[dict[str, str]]:
    """Return the data behind an exhibit, a row a dictionary."""
    part = "data_" if exhibit["kind"] == "table" else ""
    return [dict(zip(exhibit[f"{part}columns"], row, strict=False)) for row in exhibit[f"{part}rows"]]


def list_counts(exhibit: dict) -> Iterator[tuple[str, str, str]]:
    """Yield the counts that a table shows: the name of the row, the heading and the text, where it is a number."""
    if exhibit["kind"] != "table":
        return
    places = [(at, head) for at, head in enumerate(exhibit["columns"]) if head in HEADS]
    for row in exhibit["rows"]:
        for at, head in places:
            if at < len(row) and re.fullmatch(r"[\d,]+", row[at]["text"]):
                yield row[0]["text"], head, row[at]["text"]


def check_row(place: Remark, row: dict[str, str], threshold: int) -> Iterator[Remark]:
    """Yield what is wrong with a row of data: a count that may not be shown, a share that does not follow from it."""
    name = " ".join(row.get(part, "") for part in ("item_id", "answer", "subgroup", "step", "label")).strip()
    for column in COUNTS:
        yield from _check_count(place, name, column, row.get(column, ""), threshold)
    yield from _check_share(replace(place, row=name), row)
    yield from _check_difference(replace(place, row=name), row)


def _check_count(place: Remark, row: str, column: str, text: str, threshold: int) -> Iterator[Remark]:
    """Yield that a count is small or not rounded; the text of a finding does not repeat the count."""
    if not text:
        return
    try:
        count = float(text.replace(",", ""))
    except ValueError:
        count = math.nan
    if not (count >= threshold and count % ROUNDING == 0):
        expected = f"a multiple of {ROUNDING}, and at least {threshold}, or nothing"
        yield replace(place, row=row, column=column, expected=expected, found="another number")


def _check_share(place: Remark, row: dict[str, str]) -> Iterator[Remark]:
    """Yield that a share or its interval does not follow from the counts beside it."""
    hits, base, share, low, high = (_read(row, name) for name in ("hits", "n", "share_pct", "low_pct", "high_pct"))
    if None in (hits, base) and None not in (share, low, high) and "hits" in row:
        yield replace(place, column="share_pct", expected="nothing, as its counts are kept back", found="a share")
    if None in (hits, base, share, low, high) or "weighted" in row.get("method", ""):
        return
    if abs(share - 100 * hits / base) > NEAR:
        yield replace(place, column="share_pct", expected=f"{100 * hits / base:.10g}", found=row["share_pct"])
    if not low <= share <= high:
        yield replace(place, column="low_pct", expected="an interval that holds its share", found="another")
    if row.get("method") == "Wilson":
        for name, found, wanted in zip(("low_pct", "high_pct"), (low, high), compute_wilson(hits, base), strict=True):
            if abs(found - wanted) > NEAR:
                yield replace(place, column=name, expected=f"{wanted:.10g}, Wilson's", found=row[name])


def _check_difference(place: Remark, row: dict[str, str]) -> Iterator[Remark]:
    """Yield that a difference is not that of its shares, or a share no count of people gives."""
    first, second, difference = (_read(row, name) for name in ("first_pct", "second_pct", "difference_pct"))
    if difference is not None and None not in (first, second) and abs(second - first - difference) > NEAR:
        yield replace(place, column="difference_pct", expected=f"{second - first:.10g}", found=row["difference_pct"])
    for side, share in (("first", first), ("second", second)):
        base = _read(row, f"n_{side}")
        if None not in (share, base):
            hits = share * base / 100
            if abs(hits / ROUNDING - round(hits / ROUNDING)) * ROUNDING > NEAR * base:
                yield replace(
                    place, column=f"{side}_pct", expected="a share that a rounded count gives", found="another"
                )


def _read(row: dict[str, str], name: str) -> float | None:
    """Return a number of a row; nothing where there is none."""
    try:
        return float(row[name])
    except (KeyError, ValueError):
        return None


def compute_wilson(hits: float, base: float) -> tuple[float, float]:
    """Return Wilson's interval of a share in per cent, from his formula (1927, JASA 22:209-212)."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, wide = hits / base, 1 + z * z / base
    middle = share + z * z / (2 * base)
    reach = z * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return 100 * (middle - reach) / wide, 100 * (middle + reach) / wide
