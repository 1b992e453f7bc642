"""Evidence on flexible work and entrepreneurial employeeship in Dutch care.

The way of the data is one-directional: tables of what was printed are read as text, cleaned, validated,
cut by case and edition, audited, computed, drawn, run as notebooks and published as a book.
Each module imports only from those before it in :data:`LAYERS`.
"""

LAYERS = (
    "errors",
    "paths",
    "sources",
    "clean",
    "intervals",
    "checks",
    "schema",
    "numbers",
    "place_rules",
    "claim_rules",
    "rules",
    "evidence",
    "audit",
    "agreement",
    "verify",
    "measures",
    "formats",
    "exhibits",
    "tables",
    "coding_tables",
    "case_tables",
    "drawing",
    "figures",
    "text",
    "audit_pages",
    "reports",
    "bookext",
    "pdf",
    "publish",
    "trace",
    "cli",
)
"""Modules in the order in which they may import from each other."""
