"""Evidence on flexible work and entrepreneurial employeeship in Dutch care.

The way of the data is one-directional: tables of what was printed are read as text, cleaned, validated, audited, cut by
case and edition, counted, shown, run as notebooks and published as a book. Each package imports only from those below
it; the contract stands in ``pyproject.toml``, a drawing of it in ``ARCHITECTURE.md``.
"""
