"""A new case, from answers to files: planned, checked in a copy of the data, and put in place.

It edits the data package and nothing else.
"""
