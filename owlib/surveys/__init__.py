"""Surveys of one's own: an export becomes coded answers, protected counts, and what is shown of them.

A wing of its own: no finding of the book rests on it. A notebook imports :mod:`owlib.surveys.results`.
"""

from owlib.surveys.guard import MARKS, find_unguarded, list_inputs
from owlib.surveys.instrument import in_language, items_table, read_instrument, surveys_table
from owlib.surveys.perturbation import THRESHOLD, VARIANCE

__all__ = [
    "MARKS",
    "THRESHOLD",
    "VARIANCE",
    "find_unguarded",
    "in_language",
    "items_table",
    "list_inputs",
    "read_instrument",
    "surveys_table",
]
