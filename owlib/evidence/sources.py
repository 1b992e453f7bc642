"""The source texts: locators in them, and whether a printed number stands where its record says.

The texts are not part of the project. Who has them can check every record; who has not can still read them
up by section.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd

from owlib.errors import Finding

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


def read_source_lines(folder: Path, source: pd.Series) -> list[str]:
    """Return the lines of one source text, after checking that it is the text the records were made from.

    Parameters
    ----------
    folder
        Holds ``<source_id>.txt`` for each source.
    source
        A row of the table ``sources``.

    Raises
    ------
    ValueError
        If the text is another one: its SHA-256 is not the registered one.

    """
    raw = (Path(folder) / f"{source['source_id']}.txt").read_bytes()
    if hashlib.sha256(raw).hexdigest() != source["text_sha256"]:
        raise ValueError(f"{source['source_id']}.txt is not the text that data/sources.csv registers")
    return raw.decode("utf-8").split("\n")


def find_number(token: str, text: str) -> bool:
    """Return whether a token stands in a text by itself: digits not in a longer number, letters not in a longer word.

    The mark of a footnote may follow a word.
    """
    before = r"(?<![\d.,])" if token[:1].isdigit() else rf"(?<!{LETTER})"
    after = rf"(?!{LETTER})" if token[-1:].isalpha() else r"(?!\d|[.,]\d)"
    return re.search(before + re.escape(token) + after, text) is not None


def check_tokens(records: pd.DataFrame, texts: dict[str, list[str]], column: str = "token") -> list[Finding]:
    """Return a finding for each record whose printed token is not in each place that it names.

    Parameters
    ----------
    records
        Columns ``source_id``, ``lines``, the token column, and ``file`` and ``row`` for the message.
    texts
        Lines of each source text by source_id.

    """
    findings = []
    for record in records.to_dict("records"):
        lines = texts[record["source_id"]]
        missing = [
            f"{first}-{last}"
            for first, last in parse_lines(record["lines"])
            if not find_number(record[column], "\n".join(lines[first - 1 : last]))
        ]
        if missing:
            findings.append(
                Finding(
                    record["file"], record["row"], column,
                    f"'{record[column]}' in the lines named of {record['source_id']}",
                    f"no such text in {', '.join(missing)}",
                    "look the number up in the source and mend token or lines",
                )
            )  # fmt: skip
    return findings
