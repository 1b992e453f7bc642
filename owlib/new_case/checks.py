"""Whether an answer about a new case can be: by the schema of its column, by its source text, and by what is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

from owlib.errors import Finding, name_choices
from owlib.evidence.numbers import split_codes
from owlib.evidence.read import INTERIM
from owlib.evidence.rules import CITED, check_languages, collect_told, list_numbers
from owlib.evidence.sources import parse_lines
from owlib.evidence.verify import check_headings, check_paraphrases, check_printed
from owlib.new_case.edits import list_sections, list_spans, list_stages, name_sections
from owlib.new_case.plan import name_statement
from owlib.new_case.questions import Guide, Question, Record

COPIED = 8
"""Words in a row that a text of ours may not share with its source."""


OURS = ("case", "new_study", "stages", "fieldwork", "statements", "openings")
"""Parts whose texts are ours."""


NEW_IDS = {("case", "case_id"): "cases", ("source", "source_id"): "sources", ("new_study", "study_id"): "studies"}
"""Columns with an id that must be new, and the table that has those there are."""


Fault = tuple[str, str]
"""What was expected, and what to do."""


def settle_reply(guide: Guide, part: str, question: Question, record: Record, reply: str) -> tuple[str, Fault | None]:
    """Return the cell that a reply gives, and what is wrong with it, if anything.

    Parameters
    ----------
    record
        What is settled of the record so far; a copy, which this fills.

    """
    column = question.column
    described = guide.find_field(part, column)
    value = clean_reply(reply) or guide.find_default(question, record) or ""
    value = "" if value == "-" else value
    choices = list(guide.list_choices(part, column))
    if choices:
        parts = re.split(r"[;,\s]+", value) if described.get("many") else [value]
        value = ";".join(match_choice(name, choices) for name in parts)
    if column == "evidence":
        value = ";".join(_name_evidence(guide, record, value))
    record[column] = value
    return value, _find_form_fault(described, value, choices) or _find_fault(guide, part, column, record)


def as_text(value: object) -> str:
    """Return a value of an answers file as a reply."""
    if isinstance(value, list):
        return ";".join(as_text(part) for part in value)
    return "" if value is None else clean_reply(str(value))


def clean_reply(text: str) -> str:
    """Return a reply with composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def match_choice(reply: str, choices: list[str]) -> str:
    """Return the choice that a reply means: by name, by number, or by how it begins; else the reply as it is."""
    if reply in choices:
        return reply
    if reply.isdigit() and 1 <= int(reply) <= len(choices):
        return choices[int(reply) - 1]
    found = [choice for choice in choices if choice.startswith(reply.lower())]
    return found[0] if reply and len(found) == 1 else reply


def _find_form_fault(described: dict, value: str, choices: list[str]) -> Fault | None:
    """Return what keeps a cell from being what the schema of its column declares."""
    limits = described.get("constraints", {})
    if not value:
        return ("an answer", "type one; ? tells more") if limits.get("required") else None
    if choices:
        unknown = [name for name in value.split(";") if name not in choices]
        return (name_choices(choices), "use one of these, its number, or its first letters") if unknown else None
    if "pattern" in limits and not re.fullmatch(limits["pattern"].strip("^$"), value):
        return f"{described['title'].lower()} of the form {limits['pattern']}", "type it in this form"
    return None


def _find_fault(guide: Guide, part: str, column: str, record: Record) -> Fault | None:
    """Return what else keeps the last cell of a record from being right."""
    if not record[column] or not record.get("lines", "1"):
        return None  # nothing to check, or nothing to check it against: that is a fault already
    checks: list[Callable[[Guide, str, str, Record], Fault | None]] = []
    if (part, column) in (*NEW_IDS, ("source", "citation_key"), ("sections", "section"), ("stages", "stage_id")):
        checks.append(_check_id)
    if column == "lines":
        checks.append(_check_section_lines if part == "sections" else _check_lines)
    if column.endswith(("_en", "_nl")):
        checks += [_check_pair, *([_check_copied] if part in OURS else [])]
    checks += [CHECKS[part, column]] if (part, column) in CHECKS else []
    return next((fault for check in checks if (fault := check(guide, part, column, record))), None)


def _check_id(guide: Guide, part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where an id is taken."""
    taken: set[str] = set()
    if (part, column) in NEW_IDS:
        taken = set(guide.project.tables[NEW_IDS[part, column]][column])
    elif column == "citation_key":
        taken = set(guide.project.tables["sources"][column])
    elif part in ("sections", "stages"):
        taken = {other[column] for other in guide.answers[part] if column in other}
    if column == "case_id":  # its statements are ID-001 and on, which may be those of a study
        taken |= {name.rpartition("-")[0] for name in guide.project.tables["statements"]["statement_id"]}
    return ("an id that nothing has yet", "type another one") if record[column] in taken else None


def _check_lines(guide: Guide, part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where lines are beyond the text, blank, or in none of its sections."""
    lines = guide.text.lines
    try:
        places = parse_lines(record["lines"])
    except ValueError:
        return "line numbers such as 12, 12-14 or 12;20", "count from 1, the lower number first"
    if max(last for _, last in places) > len(lines):
        return f"lines up to {len(lines)}, the last of the text", "look the place up in the text"
    if not all("".join(lines[first - 1 : last]).strip() for first, last in places):
        return "lines with text on them", "look the place up in the text"
    if part != "sections" and not name_sections(_list_known_spans(guide), record["lines"]):
        return "lines inside a section of the source", "look the place up in the text"
    return None


def _check_section_lines(guide: Guide, part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where a section is not one span that begins after the last one."""
    told = [other["lines"] for other in guide.answers[part] if other.get("lines")]
    end = max((parse_lines(lines)[-1][1] for lines in told), default=0)
    if not re.fullmatch(r"\d+(-\d+)?", record["lines"]):
        return "its first and last line, such as 1-40", "type one span"
    if parse_lines(record["lines"])[0][0] <= end:
        return f"a span that begins after line {end}, where the section before ends", "give the sections in order"
    return _check_lines(guide, part, column, record)


def _list_known_spans(guide: Guide) -> dict[str, tuple[int, int]]:
    """Return the sections of the source, as far as they are told rightly."""
    rows = list_sections(guide.project, guide.answers)
    return list_spans([row for row in rows if row["lines"] and row["section"]])


def _check_heading(guide: Guide, _part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where the first line of a section does not begin with its number."""
    frame = pd.DataFrame([{"file": "", "row": 0, "source_id": "", **record}])
    return _take(check_headings(frame, {"": list(guide.text.lines)}))


def _check_pair(_guide: Guide, _part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where the two languages do not have the same numbers."""
    pair = {name: record.get(name) for name in (f"{column[:-3]}_en", f"{column[:-3]}_nl")}
    if not all(pair.values()):
        return None
    return _take(check_languages({"": pd.DataFrame([{"file": "", "row": 0, **pair}])}))


def _check_copied(guide: Guide, _part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where a text of ours repeats the source."""
    words, source = (_list_words(text) for text in (record[column], " ".join(guide.text.lines)))
    text = f" {' '.join(source)} "
    runs = [" ".join(words[start : start + COPIED]) for start in range(len(words) - COPIED + 1)]
    if any(f" {run} " in text for run in runs):
        return f"your own words: fewer than {COPIED} in a row of the text", "say it in another way"
    return None


def _list_words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def _check_numbers(guide: Guide, _part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where a paraphrase has a number that its lines do not print."""
    texts = {"paraphrase_en": "", "paraphrase_nl": "", column: record[column]}
    frame = pd.DataFrame([{"file": "", "row": 0, "source_id": "", "lines": record["lines"], **texts}])
    return _take(check_paraphrases(frame, {"": list(guide.text.lines)}))


def _check_respondents(guide: Guide, _part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where a number of people does not stand in its lines."""
    frame = pd.DataFrame([{"file": "", "row": 0, "source_id": "", **record}])
    fault = _take(check_printed(frame, "respondents", {"": list(guide.text.lines)}))
    return (f"the number as lines {record['lines']} print it", fault[1]) if fault else None


def _take(findings) -> Fault | None:
    """Return the first finding as a fault, or nothing where there is none."""
    first: Finding | None = next(iter(findings), None)
    return (first.expected, first.todo) if first else None


def _check_edition(guide: Guide, part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where the first stage of a study is none that its interim edition may show."""
    earlier = [other for other in guide.answers[part] if "edition" in other]
    if not earlier and record["edition"] != INTERIM:
        return f"'{INTERIM}' for the first stage", "begin with what was known at the interim point"
    return None


def _check_authors(_guide: Guide, _part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where a name has more commas than a bibliography can read."""
    if any(name.count(",") > 1 for name in record["authors"].split(";")):
        return "names parted by semicolons", "type them as A. Name; B. Name"
    return None


def _list_own(guide: Guide) -> dict[str, Record]:
    """Return the new statements by their ids."""
    case_id = guide.answers["case"]["case_id"]
    return {name_statement(case_id, number): row for number, row in enumerate(guide.answers["statements"], 1)}


def _list_known_then(guide: Guide, edition: str) -> list[str]:
    """Return the ids of the new statements that an edition may show."""
    editions = {stage["stage_id"]: stage["edition"] for stage in list_stages(guide.project, guide.answers)}
    own = _list_own(guide)
    return [name for name, row in own.items() if edition != INTERIM or editions.get(row["stage_id"]) == INTERIM]


def _name_evidence(guide: Guide, record: Record, value: str) -> list[str]:
    """Return the ids that a reply means: numbers are those of the new statements; none: all that may be shown."""
    if not value:
        return _list_known_then(guide, record["edition"])
    case_id = guide.answers["case"]["case_id"]
    names = [name for name in re.split(r"[;,\s]+", value) if name]
    return [name_statement(case_id, int(name)) if name.isdigit() else name for name in names]


def _tell_all(guide: Guide) -> dict[str, set[str]]:
    """Return the numbers that each record tells, the new statements included, by its id."""
    if not guide.told:
        guide.told.update(collect_told(guide.project.tables))
    tables = {name: guide.project.tables[name].iloc[:0] for name in CITED}
    rows = [{"statement_id": name, **row} for name, row in _list_own(guide).items()]
    return {**guide.told, **collect_told({**tables, "statements": pd.DataFrame(rows)})}


def _check_sentence(guide: Guide, _part: str, column: str, record: Record) -> Fault | None:
    """Return a fault where a sentence has a number that no record has."""
    known = set().union(*_tell_all(guide).values())
    extra = sorted(list_numbers(record[column]) - known)
    return (f"numbers that the statements have; none has {extra[0]}", "mend the number") if extra else None


def _check_evidence(guide: Guide, _part: str, _column: str, record: Record) -> Fault | None:
    """Return a fault where a sentence rests on what is not there, on what came later, or lacks its numbers."""
    own, told = _list_own(guide), _tell_all(guide)
    names = split_codes(record["evidence"])
    unknown = [name for name in names if name not in told]
    if unknown:
        return f"numbers of statements from 1 to {len(own)}, or ids of records", f"mend '{unknown[0]}'"
    later = [name for name in names if name in own and name not in _list_known_then(guide, record["edition"])]
    if later:
        return "statements that the interim edition may know", f"leave '{later[0]}' to the final edition"
    known = set().union(*(told[name] for name in names))
    extra = sorted(list_numbers(record["text_en"]) - known)
    return (f"a statement that has the number {extra[0]} of the sentence", "name it, too") if extra else None


CHECKS = {
    ("sections", "heading"): _check_heading, ("stages", "edition"): _check_edition,
    ("statements", "paraphrase_en"): _check_numbers, ("statements", "paraphrase_nl"): _check_numbers,
    ("fieldwork", "respondents"): _check_respondents, ("source", "authors"): _check_authors,
    ("openings", "text_en"): _check_sentence, ("openings", "evidence"): _check_evidence,
}  # fmt: skip
"""What else is checked of some columns."""
