"""What readers meet: the sentences, tables and figures of each family of pages, a module a family.

Each is made from frames of findings, and carries its own data and source.
"""
