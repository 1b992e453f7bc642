"""The chapter on the claim audit: its running text, picture and tables, made from the audit."""

from __future__ import annotations

import functools
import math
import re

import pandas as pd
from matplotlib.axes import Axes

from owlib.evidence.audit import NOTE, Remedy, audit_claims, count_verdicts, list_inputs
from owlib.evidence.checks import FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR, VERDICTS
from owlib.evidence.numbers import split_codes
from owlib.exhibits.drawing import BLUE, INK, ORANGE, PALE, finish_figure, in_house_style, start_canvas
from owlib.exhibits.forms import Cell, Column, Figure, Register, Table, Text, head_columns, make_register, make_table
from owlib.exhibits.view import View, make_view
from owlib.exhibits.wording import (
    count_decimals,
    list_sentences,
    map_addresses,
    name_cases,
    show_amount,
    show_months,
    show_number,
    show_place,
    show_reference,
    show_section,
    show_source,
    show_sources,
    start_lower,
    start_upper,
)
from owlib.findings import read_chapter
from owlib.findings.conflicts import CHANGES, HARD, is_changing, order_conflicts
from owlib.words import Words

NAME = "audit"
DASH = "\u2013"
"""Where there is nothing to tell."""
COLOURS = {HOLDS: BLUE, UNCLEAR: PALE, NOT_CHECKABLE: "white", FAILS: ORANGE}
"""Colours of the verdicts in the order of the blocks of a bar; in grey they keep it, and failures are hatched, too."""
MOST_LISTED = 6
"""How many inputs of a claim are listed one by one."""
SIMPLE = ("count", "twice-told")
"""Kinds of claims that count things or compare a number with itself."""
LEAST_LABELLED = 4
"""The smallest block of a bar that has room for its number."""
LEGEND_LETTERS = 34
"""Letters of verdicts that fit above the bars; longer ones begin above the names of the sources."""


def read(language: str) -> View:
    """Return what the chapter on the audit may see, in a language."""
    return make_view(NAME, read_chapter(NAME), language)


@functools.lru_cache(maxsize=4)
def list_claims(report: View) -> pd.DataFrame:
    """Return all claims as :func:`owlib.evidence.audit.audit_claims` does, with ``reason`` in words; once a report."""
    claims = audit_claims(report.evidence)
    return claims.assign(reason=[_tell_reason(report.words, claim) for claim in claims.to_dict("records")])


def _tell_reason(words: Words, claim: dict) -> str:
    """Return why a claim is left open, with its note; nothing where it is not."""
    if claim["reason"] in ("", NOTE):
        return claim["note"] if claim["reason"] else ""
    told = words(f"audit-reason-{claim['reason']}")
    return words("audit-reason-noted", reason=told, note=claim["note"]) if claim["note"] else told


def count_outcomes(report: View) -> dict[str, int]:
    """Return how many claims have each verdict, are decided or not, would fail if their numbers are alike, are simple.

    Simple are those that hold and only count, or give a number twice.
    """
    claims = list_claims(report)
    verdicts = claims["verdict"]
    counts = {verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS}
    decided = counts[HOLDS] + counts[FAILS]
    return {
        **counts,
        "decided": decided,
        "undecided": len(verdicts) - decided,
        "conditional": len(_select_open(report)),
        "simple": int((claims["kind"].isin(SIMPLE) & verdicts.eq(HOLDS)).sum()),
    }


def _select_open(report: View) -> pd.DataFrame:
    """Return the claims that would fail if their numbers were of the same thing, which the texts do not say."""
    claims = list_claims(report)
    return claims[(claims["verdict"] == UNCLEAR) & (claims["computed"] == FAILS)]


def opening(report: View) -> Text:
    """Return how many claims hold, fail, are unclear or cannot be checked."""
    claims, counts = list_claims(report), count_outcomes(report)
    growth = claims.loc[claims["kind"] == "growth", "verdict"].value_counts()
    conflicts = report.evidence.contradictions
    hard = conflicts["strength"].eq(HARD)
    told = {
        "holds": counts[HOLDS],
        "fails": counts[FAILS],
        "unclear": counts[UNCLEAR],
        "unchecked": counts[NOT_CHECKABLE],
    }
    told |= {
        "growing": growth.get(HOLDS, 0),
        "failing": growth.get(FAILS, 0),
        "hard": hard.sum(),
        "soft": (~hard).sum(),
        "changing": conflicts["changes"].eq(CHANGES).sum(),
    }
    return Text(report.words("audit-opening", total=len(claims), simple=counts["simple"], **told))


@in_house_style
def verdicts_figure(report: View) -> Figure:
    """Draw how many claims of each source have each verdict."""
    words, claims = report.words, list_claims(report)
    counts = count_verdicts(claims, "source_id")
    labels, names = report.evidence.map_labels("verdict"), [show_source(report, source) for source in counts.index]
    canvas, axes = start_canvas(1.2 + 0.5 * len(counts))
    _draw_blocks(axes, words, counts, labels)
    axes.set_yticks(range(len(counts), 0, -1), [start_upper(name) for name in names])
    most = max(1, counts.sum(axis=1).max())
    axes.set(xlabel=words("audit-verdicts-axis"), xlim=(0, most * 1.2), ylim=(0.4, len(counts) + 0.6))
    left = -0.02 if sum(len(labels[verdict]) for verdict in COLOURS) <= LEGEND_LETTERS else -0.45
    axes.legend(ncols=4, loc="lower left", bbox_to_anchor=(left, 1.0), frameon=False, handlelength=1.2, columnspacing=1)
    totals = counts.sum()
    parts = [
        f"{name}: "
        + ", ".join(
            words("audit-verdicts-part", count=row[verdict], verdict=labels[verdict])
            for verdict in COLOURS
            if row[verdict]
        )
        for name, row in zip(names, counts.to_dict("records"), strict=True)
    ]
    return finish_figure(
        canvas,
        counts.reset_index(),
        name=f"{NAME}-verdicts",
        title=words(
            "audit-verdicts-title",
            total=len(claims), held=totals[HOLDS], failed=totals[FAILS], open=totals[[UNCLEAR, NOT_CHECKABLE]].sum(),
        ),
        caption=words("audit-verdicts-caption"),
        alt=words("audit-verdicts-alt", sources="; ".join(parts)),
        source=show_sources(report),
        records=claims["claim_id"],
    )  # fmt: skip


def _draw_blocks(axes: Axes, words: Words, counts: pd.DataFrame, labels: dict[str, str]) -> None:
    """Draw a bar for each source, with a block for each verdict and its number in it, or after it for failures."""
    places, start = list(range(len(counts), 0, -1)), pd.Series(0, index=counts.index)
    for verdict, colour in COLOURS.items():
        widths, fails = counts[verdict], verdict == FAILS
        axes.barh(
            places, widths, left=start, height=0.62, color=colour, edgecolor=INK, linewidth=0.8,
            hatch="////" if fails else None, label=labels[verdict],
        )  # fmt: skip
        for place, left, width in zip(places, start, widths, strict=True):
            if width and fails:
                told = words("audit-verdicts-failed", count=width)
                axes.text(left + width + 2, place, told, va="center", color=ORANGE, fontweight="bold")
            elif width >= LEAST_LABELLED:
                ink = "white" if verdict == HOLDS else INK
                axes.text(left + width / 2, place, str(width), ha="center", va="center", color=ink)
        start = start + widths


def verdicts_table(report: View) -> Table:
    """Return the number of claims with each verdict, by source and by kind of claim."""
    words, evidence, claims = report.words, report.evidence, list_claims(report)
    labels, names = evidence.map_labels("verdict"), evidence.map_labels("claim-kind")
    names |= {source: start_upper(show_source(report, source)) for source in evidence.sources["source_id"]}
    by_source, by_kind = (count_verdicts(claims, column) for column in ("source_id", "kind"))
    by_kind = by_kind.loc[by_kind.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    counts = pd.concat([by_source, by_kind]).rename(names)
    counts = pd.concat([counts, by_kind.sum().rename(words("audit-kinds-total")).to_frame().T])[list(VERDICTS)]
    widths = zip(VERDICTS, (12, 12, 14, 18), strict=True)
    columns = [
        *_head(words, group=34),
        *(Column(labels[verdict], width, numeric=True) for verdict, width in widths),
        *_head(words, numeric=["all"], all=10),
    ]
    rows = [(name, *row, row.sum()) for name, row in counts.iterrows()]
    told = {"caption": words("audit-kinds", count=len(claims)), "source": words("audit-kinds-source")}
    return make_table(columns, rows, name=f"{NAME}-kinds", **told)


def _head(words: Words, /, **told: object) -> list[Column]:
    """Return the columns of a table by the names of their headings, with their widths."""
    return head_columns(lambda name: words(f"audit-column-{name}"), **told)


def failures(report: View) -> Text:
    """Return the failed claims: what is reported, what the inputs allow, what would fit, whether an answer changes."""
    claims, told = list_claims(report), []
    weighed = set(report.evidence.passages["section"])
    for claim in claims[claims["verdict"] == FAILS].to_dict("records"):
        told.append(_tell_failure(report, claim))
        if claim["claim_id"] in weighed:
            told += [f"{text} {links}" for text, links in list_sentences(report, claim["claim_id"])]
    return Text("\n\n".join(told) or report.words("audit-no-failure"))


def tell_failure_plainly(report: View, claim: dict) -> str:
    """Return one failed claim in words without links, for a terminal."""
    told = re.sub(r"\[([^\]]+)\](?:\(#[^)]+\)|\{#[^}]+\})", r"\1", _tell_failure(report, claim).replace("**", ""))
    return f"{claim['claim_id']}\n\n{told}"


def _tell_failure(report: View, claim: dict) -> str:
    """Return one failed claim in words."""
    words, allowed = report.words, show_allowed(report, claim)
    place = show_reference(report, claim)
    parts = [words("audit-said", statement=claim["statement"], place=place, claim=claim["claim_id"])]
    if claim["reported"]:
        way = "exception" if claim["check"] == "exception" else "allowed" if allowed else "impossible"
        told = {"printed": _link_record(report, claim["reported"]), "allowed": allowed}
        parts.append(words(f"audit-{way}", **told, count=len(split_codes(claim["inputs"]))))
    elif claim["check"] == "all":
        parts.append(words("audit-rests", claims=", ".join(split_codes(claim["inputs"]))))
    elif allowed:
        parts.append(words("audit-difference", allowed=allowed))
    remedies = [f"- {_tell_remedy(report, remedy)}" for remedy in claim["remedies"]]
    if remedies:
        parts += [words("audit-remedies"), "\n".join(remedies)]
    if claim["note"]:
        parts.append(words("audit-good-to-know", note=claim["note"]))
    return "\n\n".join(parts)


def _tell_remedy(report: View, remedy: Remedy) -> str:
    """Return what one number would have to be, as it would be printed."""
    words, printed = report.words, _link_record(report, remedy.record_id)
    label = _label_record(report, remedy.record_id)
    if remedy.least is None:
        return words("audit-remedy-none", number=label, printed=printed)
    row = report.evidence.amounts.loc[remedy.record_id]
    span = _show_ends(words, remedy.least, remedy.most, row["unit"], count_decimals(row["rounding"]))
    return words("audit-remedy", number=label, span=span, printed=printed)


def _show_ends(words: Words, low: float, high: float, unit: str, decimals: int) -> str:
    """Return a span with its unit; one number where both ends read alike, and one end where the other is open."""
    if unit == "year" and math.isfinite(high - low):
        return show_months(words, low, high)
    first, last = ("" if math.isinf(end) else _show_end(words, end, unit, decimals) for end in (low, high))
    if not (first and last):
        return words("audit-or-less" if last else "audit-or-more", number=first or last)
    return first if first == last else words("span", low=first, high=last)


def _show_end(words: Words, end: float, unit: str, decimals: int) -> str:
    """Return one end of a span with its unit."""
    return show_months(words, end, end) if unit == "year" else show_amount(words, end, unit, decimals)


def show_allowed(report: View, claim: dict) -> str:
    """Return the values that the inputs of a claim allow for the reported number, or for what is said of them."""
    if claim["low"] is None or pd.isna(claim["low"]):
        return ""
    amounts = report.evidence.amounts
    used = amounts.loc[[name for name in list_inputs(claim) if name in amounts.index], ["unit", "rounding"]]
    unit = used["unit"].iloc[0] if len(used) else ""
    if unit == "year" and not claim["reported"]:
        unit = "months"  # by which two dates differ
    steps = used.loc[used["unit"].eq(unit) & used["rounding"].gt(0), "rounding"]
    steps = steps.loc[steps.index.isin([claim["reported"]])] if claim["reported"] in steps.index else steps
    whole = 0 if float(claim["low"]).is_integer() else 1
    decimals = count_decimals(steps.min() / 10) if len(steps) else whole
    return _show_ends(report.words, claim["low"], claim["high"], unit, decimals)


def _link_record(report: View, record_id: str) -> str:
    """Return a record's number as a link to its row in the register, where it has one; else as text."""
    cell = _link_cell(report, record_id)
    return f"[{cell.text}](#{cell.target})" if cell.target else cell.text


def _link_cell(report: View, record_id: str, small: str = "") -> Cell:
    """Return a record's number as a cell that leads to its row in the register, where it has one."""
    table = report.evidence.amounts.loc[record_id, "table"]
    prefix = {"numbers": "number", "fieldwork": "fieldwork"}.get(table, "")
    return Cell(_show_record(report, record_id), small, f"{prefix}-{record_id}" if prefix else "")


def _show_record(report: View, record_id: str) -> str:
    """Return the number of a record as a text prints it."""
    row = report.evidence.amounts.loc[record_id]
    if row["table"] == "numbers":
        return show_number(report.words, report.evidence.find_number(record_id))
    low, high = (row["low"], row["high"]) if pd.isna(row["value"]) else (row["value"], row["value"])
    return _show_ends(report.words, low, high, row["unit"], count_decimals(row["rounding"]))


def _label_record(report: View, record_id: str) -> str:
    """Return what a record counts."""
    table = report.evidence.amounts.loc[record_id, "table"]
    if table == "numbers":
        return start_lower(report.evidence.find_number(record_id)["label"])
    if table == "fieldwork":
        rows = report.evidence.fieldwork.set_index("fieldwork_id")
        return start_lower(rows.loc[record_id, "who"].rstrip("."))
    return record_id


def conditional(report: View) -> Table:
    """Return the claims that would fail if their numbers were of the same thing, which the texts do not say."""
    words, claims = report.words, _select_open(report)
    rows = [
        (
            Cell(claim["statement"], show_reference(report, claim)),
            _link_cell(report, claim["reported"]) if claim["reported"] else DASH,
            show_allowed(report, claim) or DASH,
            claim["reason"],
        )
        for claim in claims.to_dict("records")
    ]
    columns = _head(words, numeric=["printed", "allowed"], said=36, printed=14, allowed=16, reason=34)
    told = {"caption": words("audit-conditional", count=len(claims)), "source": show_sources(report, claims)}
    return make_table(columns, rows, name=f"{NAME}-conditional", **told)


def list_checks(report: View) -> dict[str, dict[str, str]]:
    """Return by the id of a record the claims that use it, in order, each with its verdict."""
    checks: dict[str, dict[str, str]] = {}
    for claim in list_claims(report).to_dict("records"):
        for name in [claim["reported"], *split_codes(claim["inputs"])]:
            checks.setdefault(name, {})[claim["claim_id"]] = claim["verdict"]
    return checks


def lead_to_checks(report: View, names: pd.Series) -> dict[str, list[Cell]]:
    """Return links from records, by the address of their rows, to the claims that use them, with their verdicts."""
    checks, claims = list_checks(report), list_claims(report).set_index("claim_id", drop=False)
    told = {name: _name_claim(report, claim) for name, claim in claims.to_dict("index").items()}
    leads = {}
    for address, name in names[names.isin(list(checks))].items():
        named = [told[claim] for claim in checks[name]]
        once = [
            text if named.count(text) == 1 else f"{text} ({named[:place].count(text) + 1})"
            for place, text in enumerate(named)
        ]
        links = [Cell(text, target=f"claim-{claim}") for text, claim in zip(once, checks[name], strict=True)]
        leads[address] = [Cell(report.words("audit-checked")), *links]
    return leads


def _name_claim(report: View, claim: dict) -> str:
    """Return the short name of a claim, its kind and the years of its numbers, with its verdict."""
    evidence, used = report.evidence, [claim["reported"]] if claim["reported"] else split_codes(claim["inputs"])
    rows = evidence.numbers[evidence.numbers["number_id"].isin(used)]
    years = sorted({*rows["period_start"].dropna(), *rows["period_end"].dropna()})
    return report.words(
        "audit-named",
        kind=evidence.find_label("claim-kind", claim["kind"]),
        period="\u2013".join(map(str, dict.fromkeys([*years[:1], *years[-1:]]))) or "none",
        verdict=evidence.find_label("verdict", claim["verdict"]),
    )


def tell_verdicts(
    report: View, cells: pd.Series, label: str = "column-verdict"
) -> tuple[str, pd.Series, dict[str, str]]:
    """Return the verdicts of rows as something to filter by; a row without one was not checked."""
    labels = {**report.evidence.map_labels("verdict"), "none": report.words("audit-unchecked")}
    return report.words(f"audit-{label}"), cells.map(lambda given: given or ["none"]), labels


def claims_register(report: View) -> Register:
    """Return every claim with its check, what was reported, what is allowed, and the verdict: a table a source."""
    words, claims = report.words, list_claims(report)
    groups = [
        make_table(
            _head(words, statement=32, source=15, kind=15, reported=14, verdict=24),
            [_show_claim(report, claim) for claim in rows.to_dict("records")],
            name=f"table-claims-{source_id}",
            caption=words("audit-claims", source=start_upper(show_source(report, source_id)), count=len(rows)),
            source=show_sources(report, rows),
            targets="claim-" + rows["claim_id"],
            sortable=True,
        )
        for source_id, rows in claims.groupby("source_id", sort=False)
    ]
    claims = claims.set_index("claim-" + claims["claim_id"])
    leads = {address: _lead_to_inputs(report, claim) for address, claim in claims.to_dict("index").items()}
    facets = {
        "verdict": tell_verdicts(report, claims["verdict"]),
        "case": (words("audit-facet-case"), _find_cases(report, claims), _name_cases(report)),
        "source": (words("audit-column-source"), claims["source_id"], _name_sources(report)),
        "kind": (words("audit-column-kind"), claims["kind"], report.evidence.map_labels("claim-kind")),
    }
    whole = report.whole.claims.set_index("claim-" + report.whole.claims["claim_id"])
    told = claims.assign(remedies=claims["remedies"].map(_write_remedies))[["low", "high", "reason", "remedies"]]
    data = whole.drop(columns=["file", "row"]).join(told)
    return make_register("claims", words("audit-all-claims"), groups, facets, data, leads=leads)


def _find_cases(report: View, claims: pd.DataFrame) -> pd.Series:
    """Return the cases of the records that each claim is about, or none."""
    evidence, cases = report.evidence, {}
    for table in ("numbers", "fieldwork", "statements"):
        frame = getattr(evidence, table)
        cases |= dict(zip(frame.iloc[:, 0], frame["case_id"], strict=True))
    used = claims["reported"].str.cat(claims["inputs"], sep=";").map(split_codes)
    return used.map(lambda names: sorted({cases.get(name, "") for name in names} - {""}) or ["none"])


def _name_cases(report: View) -> dict[str, str]:
    """Return the short name of each case, and what stands for none."""
    return {**name_cases(report), "none": report.words("audit-no-case")}


def _name_sources(report: View) -> dict[str, str]:
    """Return the short name of each source."""
    return report.evidence.sources.set_index("source_id")["short"].to_dict()


def _show_claim(report: View, claim: dict) -> list[Cell | str]:
    """Return the row of a claim."""
    evidence, words = report.evidence, report.words
    source = start_upper(show_source(report, claim["source_id"]))
    reported, allowed = DASH, show_allowed(report, claim)
    if claim["reported"]:
        small = words("audit-others-give", allowed=allowed) if allowed else ""
        reported = _link_cell(report, claim["reported"], small)
    return [
        Cell(claim["statement"], claim["claim_id"]),
        Cell(source, show_place(words, claim), f"source-{claim['source_id']}"),
        Cell(evidence.find_label("claim-kind", claim["kind"]), _tell_check(report, claim)),
        reported,
        Cell(evidence.find_label("verdict", claim["verdict"]), claim["reason"] or claim["note"], _find_failure(claim)),
    ]


def _find_failure(claim: dict) -> str:
    """Return the address of the words on a claim that fails."""
    return f"failure-{claim['claim_id']}" if claim["verdict"] == FAILS else ""


def _tell_check(report: View, claim: dict) -> str:
    """Return how a claim is checked, and how many records it is recomputed from where they are too many to lead to."""
    if claim["check"] == "none":
        return ""
    check, count = report.evidence.find_label("check", claim["check"]), len(split_codes(claim["inputs"]))
    many = count > MOST_LISTED
    return report.words(f"audit-check{'-records' if many else ''}", check=check, **({"count": count} if many else {}))


def _lead_to_inputs(report: View, claim: dict) -> list[Cell]:
    """Return links to the records that a claim is recomputed from, unless they are many."""
    names = split_codes(claim["inputs"])
    if not 0 < len(names) <= MOST_LISTED:
        return []
    return [Cell(report.words("audit-computed")), *dict.fromkeys(_lead_to_input(report, name) for name in names)]


def _lead_to_input(report: View, name: str) -> Cell:
    """Return a link to what a claim is recomputed from: a record, or a part of one; of a case or a section its name."""
    record, _, part = name.partition(":")
    if name in report.evidence.amounts.index:
        shown = _show_record(report, name)
    elif record in set(report.evidence.sources["source_id"]):
        shown = f"{show_source(report, record)}, {show_section(report.words, part)}"
    else:
        shown = name_cases(report).get(record, record)
    return Cell(shown, target=map_addresses(report.evidence).get(record, ""))


def _write_remedies(remedies: list[Remedy]) -> str:
    """Return remedies as text for a download: ``id = least..most``."""
    return "; ".join(
        f"{remedy.record_id} = none"
        if remedy.least is None
        else f"{remedy.record_id} = {remedy.least:.10g}..{remedy.most:.10g}"
        for remedy in remedies
    )


def conflicts_register(report: View) -> Register:
    """Return the passages that conflict in words: what changes a conclusion first, then between and within sources."""
    words, frame = report.words, order_conflicts(report.evidence)
    usual = next(iter(frame["treatment"].mode()), "")
    between = frame["source_id"].ne(frame["other_source_id"]).map({True: "sources", False: "source"})
    part = between.mask(frame["changes"].eq(CHANGES), "changing").mask(
        lambda parts: parts.eq("source"), frame["source_id"]
    )
    names = {name: words(f"audit-conflicts-{name}") for name in ("changing", "sources")} | _name_sources(report)
    groups = [
        make_table(
            _head(words, conflict=40, kind=16, where=20, treatment=24),
            [_show_contradiction(report, row, usual) for row in rows.to_dict("records")],
            name=f"table-conflicts-{name}",
            caption=words("audit-conflicts", part=start_upper(names[name]), count=len(rows)),
            source=show_sources(report, rows),
            note=words("audit-treatment-note", treatment=usual) if rows["treatment"].eq(usual).any() else "",
            targets="contradiction-" + rows["contradiction_id"],
            sortable=True,
        )
        for name, rows in sorted(frame.groupby(part, sort=False), key=lambda pair: list(names).index(pair[0]))
    ]
    frame = frame.assign(between=between).set_index("contradiction-" + frame["contradiction_id"])
    data = report.whole.contradictions.set_index("contradiction-" + report.whole.contradictions["contradiction_id"])
    data = data.assign(cases=data["cases"].str.join(";")).drop(columns=["file", "row"])
    return make_register("conflicts", words("audit-contradictions"), groups, _list_facets(report, frame), data)


def _list_facets(report: View, frame: pd.DataFrame) -> dict[str, tuple[str, pd.Series, dict[str, str]]]:
    """Return what conflicts may be filtered by."""
    words, labels = report.words, report.evidence.map_labels
    pairs = frame[["source_id", "other_source_id"]].apply(lambda row: sorted(set(row)), axis=1)
    sides = {name: words(f"audit-between-{name}") for name in ("sources", "source")}
    return {
        "changes": (words("audit-facet-changes"), frame["changes"], labels("changes")),
        "between": (words("audit-facet-between"), frame["between"], sides),
        "case": (
            words("audit-facet-case"),
            frame["cases"].map(lambda cases: [*cases] or ["none"]),
            _name_cases(report),
        ),
        "source": (words("audit-column-source"), pairs, _name_sources(report)),
        "kind": (words("audit-column-kind"), frame["kind"], labels("conflict")),
        "strength": (words("audit-facet-strength"), frame["strength"], labels("strength")),
    }


def _show_contradiction(report: View, row: dict, usual: str) -> list[Cell | str]:
    """Return one row of the register of conflicts."""
    words, evidence = report.words, report.evidence
    name, cases = row["contradiction_id"], name_cases(report) if row["cases"] else {}
    touched = ", ".join(cases[case_id] for case_id in row["cases"])
    other = {column: row[f"other_{column}"] for column in ("source_id", "section", "lines")}
    places = dict.fromkeys(show_reference(report, place) for place in (row, other))
    mark = start_upper(evidence.find_label("changes", row["changes"]))
    what = words("audit-conflict-changing", mark=mark, what=row["what"]) if is_changing(row) else row["what"]
    return [
        Cell(what, words("audit-touches", contradiction=name, cases=touched) if touched else name),
        Cell(evidence.find_label("conflict", row["kind"]), evidence.find_label("strength", row["strength"])),
        "; ".join(places),
        words("audit-treatment-usual") if row["treatment"] == usual else row["treatment"],
    ]
