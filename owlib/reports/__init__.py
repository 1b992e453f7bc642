"""Reports: which there are, whether they are up to date, and running them.

A report is a template that was executed with its parameters; nothing else makes one.
"""

from owlib.reports.catalog import REPORTS, TEMPLATES, Report, list_reports

__all__ = [
    "REPORTS",
    "TEMPLATES",
    "Report",
    "list_reports",
]
