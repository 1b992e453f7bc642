"""Pages for looking things up: the glossary and the data dictionary, made from the data package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from owlib.book.links import TERM_MARK
from owlib.evidence.numbers import split_codes
from owlib.evidence.schema import Package, Resource
from owlib.exhibits import Cell, Column, Table, View, make_table
from owlib.words import Words

MOST_FILES = 3
"""Files of a table that are named one by one."""


def make_glossary(view: View) -> tuple[nodes.definition_list, dict[str, list[str]]]:
    """Return the glossary as a list, and the names of each term by its address."""
    listed, names = nodes.definition_list(classes=["glossary"]), {}
    labels = dict(zip(view.evidence.glossary["term"], view.evidence.glossary["term_name"], strict=True))
    for row in view.evidence.glossary.to_dict("records"):
        address = f"{TERM_MARK}{row['term']}"
        names[address] = [row["term_name"]]
        term = nodes.term("", row["term_name"], names=[address], ids=[address])
        if row["term_nl"].lower() != row["term_name"].lower():
            term += nodes.inline("", f" ({row['term_nl']})", classes=["dutch", "language-nl"])
        body = nodes.paragraph("", row["definition"])
        related = [labels[name] for name in split_codes(row["related"])]
        if related:
            body += nodes.Text(" " + view.words("lookup-see-also", terms=view.words.join(related)))
        listed += nodes.definition_list_item("", term, nodes.definition("", body))
    return listed, names


def list_dictionary(words: Words, package: Package) -> list[Table]:
    """Return a table for each table of the data package: its columns, what they hold, and the rules they keep."""
    rows_n = Counter()
    files: dict[str, list[Resource]] = {}
    for resource in package.resources:
        files.setdefault(resource.table, []).append(resource)
        rows_n[resource.table] += max(0, len(resource.path.read_text(encoding="utf-8").splitlines()) - 1)
    return [_describe_table(words, table, group, rows_n[table]) for table, group in files.items()]


def _describe_table(words: Words, table: str, files: list[Resource], count: int) -> Table:
    """Return the columns of one table."""
    named = [resource.file for resource in files]
    where = words.join(named)
    if len(named) > MOST_FILES:
        where = words("lookup-files", count=len(named), first=named[0])
    return make_table(
        name=f"dictionary-{table.replace('_', '-')}",
        caption=words("lookup-table", table=table, count=count, where=where),
        columns=[
            Column(words("lookup-column"), 24),
            Column(words("lookup-column-holds"), 46),
            Column(words("lookup-column-rules"), 30),
        ],
        rows=[
            [
                Cell(field["name"]),
                Cell(field["title"], field.get("description", "")),
                Cell(words(f"lookup-type-{field['type']}"), "; ".join(_list_rules(words, field))),
            ]
            for field in files[0].fields
        ],
        source=words("lookup-source"),
    )


def _list_rules(words: Words, field: dict) -> Iterator[str]:
    """Yield the rules of a column in words."""
    rules = field.get("constraints", {})
    if rules.get("required"):
        yield words("lookup-rule-required")
    if "enum" in rules:
        yield words("lookup-rule-enum", values=", ".join(map(str, rules["enum"])))
    for rule in ("minimum", "pattern"):
        if rule in rules:
            yield words(f"lookup-rule-{rule}", limit=str(rules[rule]))
    if "codes" in field:
        yield words("lookup-rule-codes", list=field["codes"])
