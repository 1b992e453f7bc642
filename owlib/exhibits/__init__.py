"""What readers meet: the sentences, tables and figures of each family of pages, a module a family.

Each is made from frames of findings, and carries its own data and source.
"""

from owlib.exhibits.forms import MIME, Cell, Column, Figure, Register, Table, Text, make_table, write_csv
from owlib.exhibits.view import View, view_all

__all__ = [
    "MIME",
    "Cell",
    "Column",
    "Figure",
    "Register",
    "Table",
    "Text",
    "View",
    "make_table",
    "view_all",
    "write_csv",
]
