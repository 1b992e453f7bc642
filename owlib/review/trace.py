"""The path of a record: what it says, how it was rounded, where it stands, and every place that uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.book.editions import list_texts
from owlib.errors import UnknownNameError
from owlib.evidence import EDITIONS, Evidence
from owlib.evidence.audit import list_inputs
from owlib.evidence.numbers import find_id_column, list_named, split_codes
from owlib.evidence.rules import PARTED, PLACES, SENTENCES, list_sentences
from owlib.exhibits import MIME, View, registers, view_all
from owlib.exhibits.audit import list_claims
from owlib.exhibits.wording import show_bounds, show_number, show_place, show_source, strip_address
from owlib.reports import REPORTS, list_reports
from owlib.reports.notebooks import list_executed, list_shown, read_executed
from owlib.words import LANGUAGES

LANGUAGE = "en"
"""The language that the command line speaks."""
TRACED = (
    "numbers", "trends", "hr_themes", "fieldwork", "statements", "claims", "contradictions", "summaries", "passages",
    "official_numbers",
)  # fmt: skip
"""Tables whose records can be traced."""
LABELS = ("label", "paraphrase", "statement", "what", "text", "who", "theme")
"""Columns that tell what a record is, by table; the first that it has."""
ROW = "{file}, row {row}"
NAMING = (
    ("reason_links", "statement_id", ROW, "{force} of reason {reason}"),
    ("case_links", "statement_id", ROW, "bears on a question of {case_id}"),
    ("recodings", "statement_id", ROW, "coded a second time"),
)
"""Tables that name a record: in which column, where that is, and what it is there."""
ROLE = re.compile(r"\{(?:num|passage)\}`([a-z0-9-]+)`")
DIRECTIVE = re.compile(r"\{(evidence-table|folded-table|register)\}\s+([a-z-]+)")
LINK = re.compile(r"\(#([a-z0-9-]+)\)")


@dataclass(frozen=True)
class Use:
    """One place that uses a record: a row of another table, or something on a page."""

    what: str
    where: str


def find_record(evidence: Evidence, record_id: str) -> tuple[str, dict]:
    """Return the table of a record, which must be there, and its row."""
    for table in TRACED:
        frame = getattr(evidence, table)
        rows = frame[frame[find_id_column(frame)] == record_id]
        if len(rows):
            return table, rows.iloc[0].to_dict()
    raise UnknownNameError(
        f"expected the id of a record of {', '.join(TRACED)}; found '{record_id}'. "
        "What to do: take the id from a page of the book, from the register, or from the files in data/."
    )


def describe_record(evidence: Evidence, record_id: str) -> list[tuple[str, str]]:
    """Return what a record says and where it stands, as pairs of a heading and a text."""
    view = view_all(evidence, LANGUAGE)
    table, record = find_record(view.evidence, record_id)
    pairs = [("Record", f"{record_id} ({table}; {record['file']}, row {record['row']})")]
    pairs += [("What it is", record[column]) for column in LABELS if column in record][:1]
    token = record.get("token") or record.get("respondents", "")
    pairs += [("Printed", token)] if token else []
    if table == "numbers":
        pairs.append(("Value", show_number(view.words, pd.Series(record))))
        pairs.append(("Before rounding", show_bounds(view.words, record)))
    if table == "official_numbers":
        told = view.evidence.official_pages.set_index("page_id")
        pages = [told.loc[name] for name in split_codes(record["pages"])]
        pairs += [("Read on", f"{page['address']}, on {page['read']}; not held") for page in pages]
        pairs.append(("How it compares", record["compare"]))
    if table == "claims":
        pairs += _describe_verdict(view, record_id)
    for source, section, lines in (place for place in PLACES if place[0] in record):
        place = show_place(view.words, {"section": record[section], "lines": record[lines]})
        also = f"; also lines {record['also_lines']}" if record.get("also_lines") else ""
        pairs.append(("Source", f"{show_source(view, record[source])} ({record[source]}), {place}{also}"))
    return pairs


def _describe_verdict(view: View, name: str) -> list[tuple[str, str]]:
    """Return how a claim is checked, and the verdict."""
    claim = list_claims(view).set_index("claim_id", drop=False).loc[name]
    reason = f": {claim['reason']}" if claim["reason"] else ""
    return [
        ("Check", f"{claim['check']} ({', '.join(list_inputs(claim.to_dict())) or 'no inputs'})"),
        ("Verdict", view.evidence.find_label("verdict", claim["verdict"]) + reason),
    ]


def find_uses(root: Path, evidence: Evidence, record_id: str) -> list[Use]:
    """Return every place that uses a record: other records, pages, and the tables, pictures and text on them."""
    table, _ = find_record(evidence, record_id)
    uses = [*_find_in_data(evidence, record_id), *_find_in_pages(root, evidence, table, record_id)]
    for path in list_executed(root):
        uses += _find_in_report(root, path, record_id)
    return list(dict.fromkeys(uses))


def _find_in_data(evidence: Evidence, record_id: str) -> Iterator[Use]:
    """Yield the records that name a record."""
    for claim in evidence.claims.to_dict("records"):
        if record_id in (claim["reported"], *list_named(claim["inputs"])):
            role = "reported number" if record_id == claim["reported"] else "input"
            yield Use(f"{role} of claim {claim['claim_id']}", f"{claim['file']}, row {claim['row']}")
    told = {table: getattr(evidence, table).to_dict("records") for table in (*SENTENCES, *PARTED)}
    for row, column, _ in list_sentences(told):
        if record_id in split_codes(row[column]):
            yield Use(f"evidence of sentence {next(iter(row.values()))}", f"{row['file']}, row {row['row']}")
    for table, column, where, tell in NAMING:
        frame = getattr(evidence, table)
        for row in frame[frame[column] == record_id].to_dict("records"):
            yield Use(tell.format(**row), where.format(**row))
    told = evidence.passages[evidence.passages["chapter_id"].isin([own.report_id for own in list_reports(evidence)])]
    summaries = evidence.summaries[evidence.summaries["summary_id"] == record_id]
    for language in LANGUAGES:
        reports = f"{REPORTS.as_posix()}/{language}"
        for chapter_id in told.loc[told["passage_id"] == record_id, "chapter_id"]:
            yield Use("sentence of the report", f"{reports}/{chapter_id}.ipynb")
        for row in summaries.to_dict("records"):
            for edition in EDITIONS[EDITIONS.index(row["edition"]) :]:
                yield Use("sentence of the opening", f"{reports}/{row['case_id']}-{edition}.ipynb")


def _find_in_pages(root: Path, evidence: Evidence, table: str, record_id: str) -> Iterator[Use]:
    """Yield the pages of text that show a record: in a sentence, or in a table of the evidence."""
    for path in (path for language in LANGUAGES for path in list_texts(root, language)):
        text, where = path.read_text(encoding="utf-8", errors="replace"), path.relative_to(root).as_posix()
        shown = DIRECTIVE.findall(text)
        if table == "hr_themes" and "hr-themes" in [name for _, name in shown]:
            yield Use("table of the ranks of HR themes", where)
        if record_id in ROLE.findall(text):
            yield Use("running text", where)
        view = view_all(evidence, path.parent.name)
        for told in (told for name in shown for told in registers.list_tables(view, *name)):
            if record_id in list_records(told.to_dict()):
                yield Use(f"table \u2018{told.caption}\u2019", where)


def _find_in_report(root: Path, path: Path, record_id: str) -> Iterator[Use]:
    """Yield the exhibits and texts of an executed notebook that show a record."""
    where = path.relative_to(root).as_posix()
    for data in list_shown(read_executed(path).cells):
        exhibit = data.get(MIME)
        if exhibit and record_id in list_records(exhibit):
            yield Use(f"{exhibit['kind']} \u2018{exhibit.get('title') or exhibit['caption']}\u2019", where)
        words = data.get("text/markdown", "")
        if record_id in {strip_address(link) for link in LINK.findall(words)}:
            yield Use("running text", where)


def list_records(exhibit: dict) -> set[str]:
    """Return the ids of the records that a table or picture shows or leads to."""
    if exhibit["kind"] == "figure":
        return set(exhibit["records"])
    addresses = [*exhibit["targets"], *(cell["target"] for row in exhibit["rows"] for cell in row)]
    return {strip_address(address) for address in addresses if address}
