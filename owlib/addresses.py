"""Where each record of the evidence has its row in the book, so that any page can lead to it."""

from __future__ import annotations

import re

from owlib.clean import split_codes
from owlib.evidence import FINAL, Evidence

PAGE_MARK = "--"
"""What stands between the name of a report and the id of a record in the address of its row."""


ROW_MARK = re.compile(r"^(?:figure|fieldwork|trend|claim|contradiction|statement)-|^[a-z0-9-]+?-(?:interim|final)--?")
"""What stands before the id of a record in the address of its row; Sphinx makes one hyphen of two."""


def make_address(report: str, record_id: str) -> str:
    """Return the address of a row of evidence on the page of a report."""
    return f"{report}{PAGE_MARK}{record_id}"


def map_addresses(evidence: Evidence) -> dict[str, str]:
    """Return the address of each record by its id.

    What belongs to a case stands in its final report, all else in the registers and in the claim audit.
    """
    addresses = {}
    for row in evidence.statements[["statement_id", "case_id"]].itertuples(index=False):
        home = make_address(f"{row.case_id}-{FINAL}", row.statement_id)
        addresses[row.statement_id] = home if row.case_id else f"statement-{row.statement_id}"
    addresses |= {name: f"figure-{name}" for name in evidence.figures["figure_id"]}
    addresses |= {name: f"fieldwork-{name}" for name in evidence.fieldwork["fieldwork_id"]}
    addresses |= {name: f"trend-{name}" for name in evidence.trends["trend_id"]}
    addresses |= {row.rank_id: f"hr-theme-{row.theme}" for row in evidence.hr_themes.itertuples(index=False)}
    addresses |= {name: f"claim-{name}" for name in evidence.claims["claim_id"]}
    addresses |= {name: f"contradiction-{name}" for name in evidence.contradictions["contradiction_id"]}
    return addresses


def strip_address(address: str) -> str:
    """Return the id of the record to which an address belongs."""
    return ROW_MARK.sub("", address, count=1)


def link_evidence(addresses: dict[str, str], names: str) -> str:
    """Return the evidence behind a sentence as numbered links, in Markdown."""
    links = [f"[{place}](#{addresses[name]})" for place, name in enumerate(split_codes(names), 1)]
    return f"[{' '.join(links)}]{{.evidence}}" if links else ""
