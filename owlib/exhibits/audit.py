"""The chapter on the claim audit: its picture, its tables and its running text, made from the audit."""

from __future__ import annotations

import math
import re

import pandas as pd

from owlib.evidence.audit import Remedy, audit_claims, count_verdicts
from owlib.evidence.checks import FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR, VERDICTS
from owlib.evidence.numbers import split_codes
from owlib.evidence.read import Evidence
from owlib.exhibits.drawing import BLUE, INK, ORANGE, PALE, in_house_style, render_svg, start_canvas
from owlib.exhibits.forms import Cell, Figure, Table, Text, make_data_rows
from owlib.exhibits.wording import (
    add_unit,
    count_decimals,
    format_number,
    format_place,
    format_published,
    format_source,
    list_sources,
    start_lower,
    start_upper,
)

COLOURS = {HOLDS: BLUE, UNCLEAR: PALE, NOT_CHECKABLE: "white", FAILS: ORANGE}
"""Colours of the verdicts; in grey they keep their order, and failures are hatched, too."""


MOST_LISTED = 6
"""How many inputs of a claim are listed one by one."""


SIMPLE = ("count", "twice-told")
"""Kinds of claims that count things or compare a number with itself."""


LEAST_LABELLED = 4
"""The smallest block of a bar that has room for its number."""


ORDER = (HOLDS, UNCLEAR, NOT_CHECKABLE, FAILS)
"""Verdicts in the order of the blocks of a bar."""


def tell_audit(evidence: Evidence, audit: pd.DataFrame) -> Text:
    """Return how many claims hold, fail, are unclear or cannot be checked."""
    counts = audit["verdict"].value_counts().reindex(list(VERDICTS), fill_value=0)
    hard = int((evidence.contradictions["strength"] == "hard").sum())
    soft = len(evidence.contradictions) - hard
    growth = audit.loc[audit["kind"] == "growth", "verdict"].value_counts().reindex(list(VERDICTS), fill_value=0)
    simple = int((audit["kind"].isin(SIMPLE) & (audit["verdict"] == HOLDS)).sum())
    return Text(
        f"**We looked at {len(audit)} statements about numbers beside other numbers of the sources. "
        f"{counts[HOLDS]} hold, {counts[FAILS]} fail, {counts[UNCLEAR]} stay unclear, and {counts[NOT_CHECKABLE]} "
        "cannot be checked, because our texts lack a number.** "
        f"Most that hold are simple: {simple} are counts, or a number given twice. Of the growth rates that could be "
        f"checked, {growth[HOLDS]} hold and {growth[FAILS]} {'does' if growth[FAILS] == 1 else 'do'} not. "
        f"In words, {hard} pairs of passages conflict and nothing in the texts resolves it; another {soft} are "
        "tensions, loose wording, or people who see things differently."
    )


@in_house_style
def draw_verdicts(evidence: Evidence, audit: pd.DataFrame, name: str) -> Figure:
    """Draw how many claims of each source have each verdict."""
    counts = count_verdicts(audit, "source_id")
    labels = evidence.map_labels("verdict")
    canvas, axes = start_canvas(1.2 + 0.5 * len(counts))
    places = range(len(counts), 0, -1)
    start = pd.Series(0, index=counts.index)
    for verdict in ORDER:
        widths = counts[verdict]
        axes.barh(
            list(places), widths, left=start, height=0.62, color=COLOURS[verdict], edgecolor=INK, linewidth=0.8,
            hatch="////" if verdict == FAILS else None, label=labels[verdict],
        )  # fmt: skip
        for place, left, width in zip(places, start, widths, strict=True):
            if width >= LEAST_LABELLED and verdict != FAILS:
                colour = "white" if verdict == HOLDS else INK
                axes.text(left + width / 2, place, str(width), ha="center", va="center", color=colour)
            if width and verdict == FAILS:
                words = f"{width} {'fails' if width == 1 else 'fail'}"
                axes.text(left + width + 1, place, words, va="center", color=ORANGE, fontweight="bold")
        start = start + widths
    axes.set_yticks(list(places), [start_upper(format_source(evidence, source)) for source in counts.index])
    axes.set(xlabel="Statements about numbers", xlim=(0, max(1, start.max()) * 1.13), ylim=(0.4, len(counts) + 0.6))
    axes.legend(
        ncols=4, loc="lower left", bbox_to_anchor=(-0.02, 1.0), frameon=False, handlelength=1.2, columnspacing=1
    )
    total, failed = len(audit), int((audit["verdict"] == FAILS).sum())
    held = int((audit["verdict"] == HOLDS).sum())
    title = (
        f"Of {total} statements about numbers {held} hold and {failed} fail; {total - held - failed} cannot be decided"
    )
    caption = (
        "Each block is a verdict; the number in it counts statements, where there is room. Unclear: we can compute but "
        "not conclude. Not checkable: a number is missing."
    )
    parts = [
        f"{format_source(evidence, source)}: "
        + ", ".join(f"{row[verdict]} {labels[verdict]}" for verdict in ORDER if row[verdict])
        for source, row in counts.iterrows()
    ]
    alt = f"Stacked bars of verdicts by source. {'; '.join(parts)}."
    columns, rows = make_data_rows(counts.reset_index())
    source = list_sources(evidence)
    svg = render_svg(canvas, title, alt)
    return Figure(name, title, caption, alt, source, columns, rows, svg, tuple(audit["claim_id"]))


def table_verdicts(evidence: Evidence, audit: pd.DataFrame, name: str) -> Table:
    """Return the number of claims with each verdict, by source and by kind of claim."""
    labels = evidence.map_labels("verdict")
    names = evidence.map_labels("claim-kind")
    names |= {source: start_upper(format_source(evidence, source)) for source in evidence.sources["source_id"]}
    by_source, by_kind = (count_verdicts(audit, column) for column in ("source_id", "kind"))
    by_kind = by_kind.loc[by_kind.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    counts = pd.concat([by_source, by_kind])
    rows = [
        (Cell(names[code]), *(Cell(str(row[verdict])) for verdict in VERDICTS), Cell(str(row.sum())))
        for code, row in counts.iterrows()
    ]
    rows.append((Cell("All"), *(Cell(str(by_kind[verdict].sum())) for verdict in VERDICTS), Cell(str(len(audit)))))
    columns = ("Source, and kind of statement", *(labels[verdict] for verdict in VERDICTS), "all")
    caption = f"Verdicts on {len(audit)} statements, by source and then by kind"
    return Table(name, caption, columns, tuple(rows), "our own audit", "", (34, 12, 12, 14, 18, 10), (1, 2, 3, 4, 5))


def tell_failures(evidence: Evidence, audit: pd.DataFrame) -> Text:
    """Return the failed claims one by one: what is reported, what the inputs allow, what would make it true."""
    failed = audit[audit["verdict"] == FAILS]
    if failed.empty:
        return Text("No statement fails.")
    return Text("\n\n".join(_tell_failure(evidence, claim) for claim in failed.to_dict("records")))


def _tell_failure(evidence: Evidence, claim: dict) -> str:
    """Return one failed claim in words."""
    place = f"{format_source(evidence, claim['source_id'])}, {format_place(claim)}"
    link = f"[in the ledger](#claim-{claim['claim_id']})"
    parts = [f"**Said: {claim['statement_en']}** ({place}; {link})"]
    if claim["reported"]:
        allowed = _show_allowed(evidence, claim) or "no such value"
        parts.append(f"The text prints {link_record(evidence, claim['reported'])}. The other numbers give {allowed}.")
    elif claim["check"] == "all":
        parts.append(
            f"It rests on these claims, of which at least one fails: {', '.join(split_codes(claim['inputs']))}."
        )
    elif _show_allowed(evidence, claim):
        parts.append(f"The numbers leave a difference of {_show_allowed(evidence, claim)}.")
    remedies = [f"- {_tell_remedy(evidence, remedy)}" for remedy in claim["remedies"]]
    if remedies:
        parts += ["They would fit if one number, and no other, were different:", "\n".join(remedies)]
    if claim["note_en"]:
        parts.append(f"Good to know: {claim['note_en']}")
    return "\n\n".join(parts)


def count_outcomes(evidence: Evidence) -> dict[str, int]:
    """Return how many claims have each verdict, are decided or not, and would fail if their numbers are alike."""
    audit = audit_claims(evidence)
    counts = {verdict: int((audit["verdict"] == verdict).sum()) for verdict in VERDICTS}
    decided = counts[HOLDS] + counts[FAILS]
    conditional = int(((audit["verdict"] == UNCLEAR) & (audit["computed"] == FAILS)).sum())
    return {**counts, "decided": decided, "undecided": len(audit) - decided, "conditional": conditional}


def table_conditional(evidence: Evidence, audit: pd.DataFrame, name: str) -> Table:
    """Return the claims that would fail if their numbers were of the same thing, which the texts do not say."""
    frame = audit[(audit["verdict"] == UNCLEAR) & (audit["computed"] == FAILS)]
    rows = tuple(
        (
            Cell(claim["statement_en"], f"{format_source(evidence, claim['source_id'])}, {format_place(claim)}"),
            _link_cell(evidence, claim["reported"]) if claim["reported"] else Cell("\u2013"),
            Cell(_show_allowed(evidence, claim) or "\u2013"),
            Cell(claim["reason"]),
        )
        for claim in frame.to_dict("records")
    )
    caption = f"{len(rows)} statements would fail if their numbers are of the same thing; the texts do not say so"
    columns = ("Said", "Printed", "Other numbers give", "Why we do not call it a failure")
    return Table(name, caption, columns, rows, list_sources(evidence, frame), "", (36, 14, 16, 34), (1, 2))


def tell_failure_plainly(evidence: Evidence, claim: dict) -> str:
    """Return one failed claim in words without links, for a terminal."""
    words = re.sub(r"\[([^\]]+)\]\(#[^)]+\)|\*\*", r"\1", _tell_failure(evidence, claim))
    return f"{claim['claim_id']}\n\n{words}"


def _tell_remedy(evidence: Evidence, remedy: Remedy) -> str:
    """Return what one number would have to be."""
    link = link_record(evidence, remedy.record_id)
    label = _label_record(evidence, remedy.record_id)
    if remedy.least is None:
        return f"{label}: no value would do (printed: {link})"
    return f"{label}: {_show_span(evidence, remedy)} (printed: {link})"


def _show_span(evidence: Evidence, remedy: Remedy) -> str:
    """Return the values of a remedy as they would be printed."""
    row = evidence.amounts.loc[remedy.record_id]
    return _show_ends(remedy.least, remedy.most, row["unit"], count_decimals(row["rounding"]))


def _show_ends(low: float, high: float, unit: str, decimals: int) -> str:
    """Return a span with its unit; one number where both ends read alike, and one end where the other is open."""
    first, last = ("" if math.isinf(end) else _show_number(end, unit, decimals) for end in (low, high))
    if not last:
        return f"{first} or more"
    if not first:
        return f"{last} or less"
    return first if first == last else f"{first} to {last}"


def _show_number(value: float, unit: str, decimals: int) -> str:
    """Return a number with its unit as English text prints it."""
    return add_unit(format_number(value, unit, decimals), unit, value)


def _show_allowed(evidence: Evidence, claim: dict) -> str:
    """Return the values that the inputs of a claim allow for the reported number, or for what is said of them."""
    if claim["low"] is None or pd.isna(claim["low"]):
        return ""
    names = [name for name in list_inputs(claim) if name in evidence.amounts.index]
    unit = evidence.amounts.loc[names[0], "unit"] if names else ""
    alike = [evidence.amounts.loc[name, "rounding"] for name in names if evidence.amounts.loc[name, "unit"] == unit]
    rounding = min((step for step in alike if step > 0), default=0.0)
    decimals = count_decimals(rounding / 10) if rounding else (0 if float(claim["low"]).is_integer() else 1)
    return _show_ends(claim["low"], claim["high"], unit, decimals)


def link_record(evidence: Evidence, record_id: str) -> str:
    """Return a record's number as a link to its row in the register, where it has one; else as text."""
    cell = _link_cell(evidence, record_id)
    return f"[{cell.text}](#{cell.target})" if cell.target else cell.text


def _link_cell(evidence: Evidence, record_id: str, small: str = "") -> Cell:
    """Return a record's number as a cell that leads to its row in the register, where it has one."""
    table = evidence.amounts.loc[record_id, "table"]
    prefix = {"numbers": "number", "fieldwork": "fieldwork"}.get(table, "")
    return Cell(_show_record(evidence, record_id), small, f"{prefix}-{record_id}" if prefix else "")


def _show_record(evidence: Evidence, record_id: str) -> str:
    """Return the number of a record as English text prints it."""
    row = evidence.amounts.loc[record_id]
    if row["table"] == "numbers":
        return format_published(evidence.find_number(record_id))
    if pd.isna(row["value"]):
        return _show_ends(row["low"], row["high"], row["unit"], count_decimals(row["rounding"]))
    return _show_number(row["value"], row["unit"], count_decimals(row["rounding"]))


def _label_record(evidence: Evidence, record_id: str) -> str:
    """Return what a record counts."""
    table = evidence.amounts.loc[record_id, "table"]
    if table == "numbers":
        return start_lower(evidence.find_number(record_id)["label_en"])
    if table == "fieldwork":
        rows = evidence.fieldwork[evidence.fieldwork["fieldwork_id"] == record_id]
        return start_lower(rows["who_en"].iloc[0].rstrip("."))
    return record_id


def table_ledger(evidence: Evidence, audit: pd.DataFrame, name: str) -> Table:
    """Return every claim with its place, its check, what was reported, what is allowed, and the verdict."""
    kinds, checks = evidence.map_labels("claim-kind"), evidence.map_labels("check")
    verdicts = evidence.map_labels("verdict")
    rows = []
    for claim in audit.to_dict("records"):
        allowed = _show_allowed(evidence, claim) if claim["reported"] else ""
        small = f"the other numbers give: {allowed}" if allowed else ""
        source = start_upper(format_source(evidence, claim["source_id"]))
        check = "" if claim["check"] == "none" else f"check: {checks[claim['check']]}{_list_used(evidence, claim)}"
        rows.append(
            (
                Cell(claim["statement_en"], claim["claim_id"]),
                Cell(source, format_place(claim), f"source-{claim['source_id']}"),
                Cell(kinds[claim["kind"]], check),
                _link_cell(evidence, claim["reported"], small) if claim["reported"] else Cell("\u2013"),
                Cell(verdicts[claim["verdict"]], claim["reason"] or claim["note_en"]),
            )
        )
    columns = ("Statement", "Source", "Kind", "Reported", "Verdict")
    targets = tuple(f"claim-{claim_id}" for claim_id in audit["claim_id"])
    data = audit[
        [
            "claim_id", "source_id", "section", "lines", "kind", "statement_en", "statement_nl", "check", "reported",
            "inputs", "comparable", "verdict", "low", "high", "reason", "reason_nl",
        ]
    ].assign(remedies=audit["remedies"].map(_write_remedies))  # fmt: skip
    data_columns, data_rows = make_data_rows(data)
    return Table(
        name, f"The ledger: {len(rows)} statements about numbers, and what became of each", columns, tuple(rows),
        list_sources(evidence), "", (34, 16, 18, 14, 18), (), targets, True, (1, 2, 4), data_columns,
        data_rows,
    )  # fmt: skip


def _list_used(evidence: Evidence, claim: dict) -> str:
    """Return the numbers from which a claim is recomputed, in brackets; of many, how many there are."""
    names = split_codes(claim["inputs"])
    known = [name for name in names if name in evidence.amounts.index]
    if not known or claim["check"] == "count":
        return f" ({len(names)} records)" if names else ""
    if len(known) > MOST_LISTED:
        return f" ({len(known)} numbers)"
    return f" ({'; '.join(_show_record(evidence, name) for name in known)})"


def _write_remedies(remedies: list[Remedy]) -> str:
    """Return remedies as text for a download: ``id = least..most``."""
    return "; ".join(
        f"{remedy.record_id} = none"
        if remedy.least is None
        else f"{remedy.record_id} = {remedy.least:.10g}..{remedy.most:.10g}"
        for remedy in remedies
    )


def table_contradictions(evidence: Evidence, name: str) -> Table:
    """Return the register of passages that conflict in words, with both places and how our records treat it."""
    strengths, kinds = evidence.map_labels("strength"), evidence.map_labels("conflict")
    cases = evidence.cases.set_index("case_id")["short_name"]
    usual = next(iter(evidence.contradictions["treatment_en"].mode()), "")
    rows, targets = [], []
    for row in evidence.contradictions.sort_values("strength", kind="stable").to_dict("records"):
        other = {"section": row["other_section"], "lines": row["other_lines"]}
        first, second = (
            f"{format_source(evidence, row[source])}, {format_place(place)}"
            for source, place in (("source_id", row), ("other_source_id", other))
        )
        touched = ", ".join(cases[case_id] for case_id in row["cases"])
        rows.append(
            (
                Cell(row["what_en"], f"{row['contradiction_id']}{'; touches ' + touched if touched else ''}"),
                Cell(strengths[row["strength"]]),
                Cell(kinds[row["kind"]]),
                Cell(f"{first}; {second}" if first != second else first),
                Cell("both, as they stand" if row["treatment_en"] == usual else row["treatment_en"]),
            )
        )
        targets.append(f"contradiction-{row['contradiction_id']}")
    columns = ("What conflicts", "Hard or soft", "Kind", "Where", "How our records treat it")
    caption = f"Passages that conflict or pull against each other in words: {len(rows)}"
    data = evidence.contradictions.assign(cases=evidence.contradictions["cases"].str.join(";"))
    data_columns, data_rows = make_data_rows(data.drop(columns=["file", "row"]))
    note = f"Where the last column has \u2018both, as they stand\u2019: {usual}"
    return Table(
        name, caption, columns, tuple(rows), list_sources(evidence), note, (36, 10, 12, 20, 22), (), tuple(targets),
        True, (1, 2), data_columns, data_rows,
    )  # fmt: skip


def tell_contradictions(evidence: Evidence, case_id: str) -> Text | None:
    """Return the contradictions that touch a case, each as a link to the register; nothing where there is none."""
    own = [row for row in evidence.contradictions.to_dict("records") if case_id in row["cases"]]
    if not own:
        return None
    points = "\n".join(
        f"- {row['what_en']} ({row['strength']}; [both places](#contradiction-{row['contradiction_id']}))"
        for row in own
    )
    noun = "pair of passages" if len(own) == 1 else "pairs of passages"
    return Text(
        f"Our sources hold {len(own)} {noun} on this case that conflict or pull against each other:\n\n{points}"
    )


def list_conflicts(evidence: Evidence) -> list[tuple[str, list[dict]]]:
    """Return each case with the contradictions that touch it, hard ones first; cases without any are left out."""
    ordered = evidence.contradictions.sort_values("strength", kind="stable").to_dict("records")
    listed = [
        (case["short_name"], [row for row in ordered if case["case_id"] in row["cases"]])
        for case in evidence.cases.to_dict("records")
    ]
    return [(name, pairs) for name, pairs in listed if pairs]


def list_inputs(claim: dict) -> list[str]:
    """Return the records that a claim rests on, the reported one first."""
    return [name for name in [claim["reported"], *split_codes(claim["inputs"])] if name]
