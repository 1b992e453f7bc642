"""What follows from the evidence: frames in, frames out, and the cut that says what a report may see.

Nothing here has words for readers.
"""

from owlib.findings.cuts import cut_chapter, cut_report, read_case, read_chapter

__all__ = [
    "cut_chapter",
    "cut_report",
    "read_case",
    "read_chapter",
]
