"""Pages for looking things up: the glossary and the data dictionary, made from the data package."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from owlib.book.links import TERM_MARK
from owlib.evidence.numbers import split_codes
from owlib.evidence.read import Evidence
from owlib.evidence.schema import TYPE_NAMES, Package, Resource
from owlib.exhibits.forms import Cell, Table
from owlib.exhibits.wording import join_names

MOST_FILES = 3
"""Files of a table that are named one by one."""


def make_glossary(evidence: Evidence) -> tuple[nodes.definition_list, dict[str, list[str]]]:
    """Return the glossary as a list, and the names of each term by its address."""
    listed, names = nodes.definition_list(classes=["glossary"]), {}
    labels = dict(zip(evidence.glossary["term"], evidence.glossary["term_en"], strict=True))
    for row in evidence.glossary.to_dict("records"):
        address = f"{TERM_MARK}{row['term']}"
        names[address] = [row["term_en"]]
        term = nodes.term("", row["term_en"], names=[address], ids=[address])
        if row["term_nl"].lower() != row["term_en"].lower():
            term += nodes.inline("", f" ({row['term_nl']})", classes=["dutch", "language-nl"])
        body = nodes.paragraph("", row["definition_en"])
        related = [labels[name] for name in split_codes(row["related"])]
        if related:
            body += nodes.Text(f" See also {join_names(related)}.")
        listed += nodes.definition_list_item("", term, nodes.definition("", body))
    return listed, names


def list_dictionary(package: Package) -> list[Table]:
    """Return a table for each table of the data package: its columns, what they hold, and the rules they keep."""
    rows_n = Counter()
    files: dict[str, list[Resource]] = {}
    for resource in package.resources:
        files.setdefault(resource.table, []).append(resource)
        rows_n[resource.table] += max(0, len(resource.path.read_text(encoding="utf-8").splitlines()) - 1)
    return [_describe_table(table, group, rows_n[table]) for table, group in files.items()]


def _describe_table(table: str, files: list[Resource], count: int) -> Table:
    """Return the columns of one table."""
    named = [resource.file for resource in files]
    where = join_names(named) if len(named) <= MOST_FILES else f"{len(named)} files, such as {named[0]}"
    rows = tuple(
        (
            Cell(field["name"]),
            Cell(field["title"], field.get("description", "")),
            Cell(TYPE_NAMES[field["type"]], _tell_rules(field)),
        )
        for field in files[0].fields
    )
    caption = f"{table}: {count:,} rows in {where}"
    columns = ("Column", "What it holds", "Type and rules")
    return Table(f"dictionary-{table.replace('_', '-')}", caption, columns, rows, "the data package", "", (24, 46, 30))


def _tell_rules(field: dict) -> str:
    """Return the rules of a column in words."""
    rules = field.get("constraints", {})
    told = ["required"] if rules.get("required") else []
    told += [f"one of {', '.join(map(str, rules['enum']))}"] if "enum" in rules else []
    told += [f"{rules['minimum']} or more"] if "minimum" in rules else []
    told += [f"matches {rules['pattern']}"] if "pattern" in rules else []
    told += [f"codes of the list {field['codes']}"] if "codes" in field else []
    return "; ".join(told)
