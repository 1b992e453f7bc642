"""Surveys of one's own: an export becomes coded answers, protected counts, and what is shown of them.

A wing of its own: no finding of the book rests on it.
"""
