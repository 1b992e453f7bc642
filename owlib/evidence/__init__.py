"""What was printed, and whether it can be right: tables that are read, checked and audited.

Nothing here knows of pages; a record goes out as a row of a frame, with its source and place.
"""

from owlib.evidence.read import EDITIONS, FINAL, INTERIM, Evidence, check_data, cut_edition, in_language, read_evidence

__all__ = [
    "EDITIONS",
    "FINAL",
    "INTERIM",
    "Evidence",
    "check_data",
    "cut_edition",
    "in_language",
    "read_evidence",
]
