"""Text that would do harm where it is not escaped, put into every free-text column of a copy of the data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

MARKS = "\u202e\u200f"
"""Marks that turn the direction of what follows."""
SPARED = {"answers"}
"""Tables whose words are matched with what a survey tool wrote: another word is another answer, and is refused."""


ALSO_FREE = {
    ("sources", "publisher"),
    ("sources", "authors"),
    ("cases", "name"),
    ("cases", "short_name"),
    ("trends", "token"),
}
"""Free texts whose columns are not by language; what else has no language is a code, a number or a place."""


def make_poison(table: str, column: str) -> str:
    """Return markup, a link that runs, quotes and marks of direction, which tell the column they stand in.

    Not emphasis (``*``): texts of the data are Markdown's plain notation, in which it does no harm.
    """
    place = f"{table}-{column}".replace("_", "-")
    return f"<script>{place}()</script>\"'&<b>{place}</b>[{place}](javascript:{place}){MARKS}"


def is_free_text(table: str, field: dict) -> bool:
    """Tell whether people write a column of a table as they like."""
    ruled = {"enum", "pattern"} & field.get("constraints", {}).keys()
    by_language = field["name"].endswith(("_en", "_nl"))
    return field["type"] == "string" and not ruled and (by_language or (table, field["name"]) in ALSO_FREE)


def list_free_columns(root: Path) -> dict[str, list[str]]:
    """Return the columns of free text of each table, by the name of its schema."""
    columns = {}
    for path in sorted((root / "data" / "schemas").glob("*.json")):
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        columns[path.stem] = [field["name"] for field in fields if is_free_text(path.stem, field)]
    return {table: names for table, names in columns.items() if names and table not in SPARED}


def poison(text: str, harm: str) -> str:
    """Return a text with harm after its first word."""
    first, space, rest = text.partition(" ")
    return f"{first} {harm} {rest}" if space else f"{text} {harm}"


def poison_tables(root: Path) -> int:
    """Put harm into every free-text cell of the evidence in a copy of the project, and return how many there were."""
    described = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    columns, count = list_free_columns(root), 0
    for resource in described["resources"]:
        table = Path(resource["schema"]).stem
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        for path in (root / "data" / part for part in paths):
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            for row in rows:
                for column in columns.get(table, []):
                    if row.get(column):
                        row[column] = poison(row[column], make_poison(table, column))
                        count += 1
            if rows:
                with path.open("w", encoding="utf-8", newline="") as stream:
                    writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(rows)
    return count
