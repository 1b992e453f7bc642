"""The source texts: reading them, locators in them, and whether a printed number stands at a place.

The texts are not part of the project. Who has them can check every record; who has not can still read them
up by section.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError

Texts = dict[str, list[str]]
"""Lines of each source text by source_id."""
LETTER = "[0-9A-Za-z\u00c0-\u024f]"


def parse_lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of a locator: ``"160;182-184"`` gives ``[(160, 160), (182, 184)]``.

    Raises
    ------
    ValueError
        If it is no such list, or a span runs down.

    """
    spans = []
    for part in text.split(";"):
        found = re.fullmatch(r"([1-9]\d*)(?:-([1-9]\d*))?", part.strip())
        if not found:
            raise ValueError(f"'{text}'")
        first = int(found[1])
        last = int(found[2] or first)
        if last < first:
            raise ValueError(f"'{text}', whose first line lies after its last")
        spans.append((first, last))
    return spans


def read_texts(sources: pd.DataFrame, folder: Path) -> Texts:
    """Return the lines of each source text, after checking that it is the text the records were made from.

    The folder holds ``<source_id>.txt`` for each source.

    Raises
    ------
    UnknownNameError
        If a text is not in the folder.
    DataError
        If a text is another one, by its SHA-256, or has another number of lines than the table registers.

    """
    texts = {}
    for record in sources.to_dict("records"):
        name = f"{record['source_id']}.txt"
        if not (Path(folder) / name).is_file():
            raise UnknownNameError(
                f"expected the text {name} in {folder}; found no such file. "
                "What to do: name the folder that holds the source texts."
            )
        raw = (Path(folder) / name).read_bytes()
        lines = raw.decode("utf-8", errors="replace").split("\n")
        if hashlib.sha256(raw).hexdigest() != record["text_sha256"]:
            found, todo = f"{name} is not the text that data/sources.csv registers", "use the text that it registers"
            raise DataError([Finding.at(record, "text_sha256", "the registered text", todo, found)])
        if str(len(lines)) != record["text_lines_n"]:
            found, todo = f"{record['text_lines_n']} beside {len(lines)} lines", "write the number of its lines"
            raise DataError([Finding.at(record, "text_lines_n", "the lines of the text", todo, found)])
        texts[record["source_id"]] = lines
    return texts


def read_places(record: dict, column: str, texts: Texts, source: str = "source_id") -> list[str]:
    """Return the text of each place that a locator of a record names; none where it is empty."""
    spans = parse_lines(record[column]) if record.get(column) else []
    return ["\n".join(texts[record[source]][first - 1 : last]) for first, last in spans]


def find_number(token: str, text: str) -> bool:
    """Return whether a token stands in a text by itself: digits not in a longer number, letters not in a longer word.

    The mark of a footnote may follow a word, and a line may end where the token has a blank.
    """
    before = r"(?<![\d.,])" if token[:1].isdigit() else rf"(?<!{LETTER})"
    after = rf"(?!{LETTER})" if token[-1:].isalpha() else r"(?!\d|[.,]\d)"
    words = r"\s+".join(map(re.escape, token.split()))
    return re.search(before + words + after, text) is not None
