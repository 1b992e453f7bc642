"""The review: every check in turn, each report run again and compared, and the path of a record.

It finds and tells; it mends nothing.
"""
