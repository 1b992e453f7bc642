"""Answers about a new case: asked one by one or read from a file, each checked at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import yaml

from owlib.errors import DataError, Finding, UnknownNameError, name_choices
from owlib.evidence.read import EDITIONS, INTERIM
from owlib.new_case.checks import Fault, as_text, clean_reply, match_choice, settle_reply
from owlib.new_case.edits import NEW, Project, SourceText, find_source
from owlib.new_case.questions import (
    CASE,
    FIELDWORK,
    LISTS,
    NAMED,
    OPENINGS,
    PARTS,
    QUESTIONS,
    SECTIONS,
    SOURCE,
    STAGES,
    STATEMENTS,
    STUDY,
    Guide,
    Question,
    Record,
)

WHOLE = {"section": "main text", "heading": "", "label_en": "The whole text", "label_nl": "De hele tekst"}
"""The section of a source without sections."""


ONE_STAGE = {
    "stage_id": "study", "label_en": "the study", "label_nl": "het onderzoek", "edition": INTERIM,
    "definition_en": "All that the text tells.", "definition_nl": "Alles wat de tekst vertelt.",
}  # fmt: skip
"""The stage of a study without stages."""


def collect_answers(
    ask: Callable[..., str] | None, project: Project, text: SourceText, given: dict | None = None,
    keep: Callable[[dict], None] = lambda _: None,
) -> dict:  # fmt: skip
    """Return complete answers about a new case.

    Parameters
    ----------
    ask
        ``ask(question, *, help, choices, default, check) -> str`` puts one question and returns the reply once
        ``check(reply)`` is empty; what it says else is for the person. ``choices`` maps codes to meanings, and is empty
        where the answer is free; ``default`` is what an empty reply gives, None where there is none. Nothing: only
        ``given`` is used.
    text
        The text of the source; if data/sources.csv has it, nothing is asked about source and sections.
    given
        Answers that need no asking, as :func:`read_answers` returns them.
    keep
        Called with the answers so far after each reply, so that none is lost.

    Returns
    -------
    dict
        ``study`` (an id, or ``new``), and by the parts of :data:`owlib.new_case.questions.PARTS` the columns of each
        record: one for ``case``, ``source``, ``new_study``; a list for the others.

    Raises
    ------
    DataError
        If a given answer cannot be, and ``ask`` is nothing: all faults, by part and column.

    """
    guide = Guide(project, text, ask, given or {}, keep)
    guide.faults.extend(_check_keys(guide.given))
    if guide.faults:
        raise DataError(guide.faults)
    known = find_source(project, text)
    if known:
        guide.answers["source"] = {"source_id": known}
    _collect_one(guide, "case", NAMED)
    _collect_study(guide, known)
    if not known:
        _collect_one(guide, "source", SOURCE)
        _collect_many(guide, "sections", SECTIONS, whole={**WHOLE, "lines": f"1-{_find_last_line(text)}"})
    _collect_one(guide, "case", CASE)
    if guide.answers["study"] == NEW:
        _collect_one(guide, "new_study", STUDY)
        _collect_many(guide, "stages", STAGES, whole={**ONE_STAGE, "lines": guide.answers["case"]["lines"]})
    _collect_many(guide, "statements", STATEMENTS, least=1)
    _collect_many(guide, "fieldwork", FIELDWORK)
    for edition in EDITIONS:
        _collect_many(guide, "openings", OPENINGS, least=int(edition == INTERIM), edition=edition)
    if guide.faults:
        raise DataError(guide.faults)
    return guide.answers


def read_answers(file: Path) -> dict:
    """Return the answers of a file, as they stand there.

    Raises
    ------
    UnknownNameError
        If there is no such file, or it is no YAML of named parts.

    """
    try:
        answers = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
        found = f"{type(answers).__name__}"
    except FileNotFoundError:
        answers, found = None, "no such file"
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        answers, found = None, " ".join(str(error).split())
    if not isinstance(answers, dict):
        raise UnknownNameError(
            f"{file}: expected answers in YAML; found {found}. "
            "What to do: begin with owlib new-case --template, and put texts between quotes."
        )
    return answers


def write_answers(answers: dict) -> str:
    """Return answers as a file that :func:`read_answers` reads."""
    return yaml.safe_dump(answers, sort_keys=False, allow_unicode=True, width=110)


def _find_last_line(text: SourceText) -> int:
    """Return the number of the last line with something on it."""
    return max(number for number, line in enumerate(text.lines, 1) if line.strip())


def _check_keys(given: dict) -> list[Finding]:
    """Return a finding for each part or column of an answers file that no question asks for."""
    findings = []
    for part, content in given.items():
        if part in ("study", "text"):
            continue
        if part not in PARTS:
            expected = f"a part of the answers: {name_choices(['text', 'study', *PARTS])}"
            findings.append(Finding("answers", 0, "", expected, f"'{part}'", "mend its spelling"))
            continue
        empty = [] if part in LISTS else {}
        records = empty if content is None else content
        records = records if part in LISTS else [records]
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            expected = "a list of records, each with a dash" if part in LISTS else "one record of named columns"
            findings.append(Finding(part, 0, "", expected, "another form", "write it as the template has it"))
            continue
        columns = [question.column for question in QUESTIONS[part]] + (["edition"] if part == "openings" else [])
        unknown = {name for record in records for name in record} - set(columns)
        if part == "openings" and not {as_text(record.get("edition")) for record in records} <= set(EDITIONS):
            todo = "say for each opening which edition shows it first"
            findings.append(Finding(part, 0, "edition", name_choices(list(EDITIONS)), "another, or none", todo))
        todo = f"use {name_choices(columns)}"
        findings += [Finding(part, 0, str(name), "a column that is asked for", "another", todo) for name in unknown]
    return findings


def _collect_study(guide: Guide, source_id: str) -> None:
    """Settle which study the case belongs to."""
    studies, sources = guide.project.tables["studies"], guide.project.tables["sources"]
    choices = {**dict(zip(studies["study_id"], studies["title_en"], strict=True)), NEW: "a study of its own"}
    default = sources.loc[sources["source_id"] == source_id, "study_id"].iloc[0] if source_id else NEW

    def settle(reply: str) -> tuple[str, Fault | None]:
        value = match_choice(reply, list(choices)) if reply else default
        return value, None if value in choices else (name_choices(list(choices)), "use one of these")

    told = as_text(guide.given.get("study"))
    value, fault = settle(told)
    if guide.ask and (not told or fault):
        words = "The study it belongs to: one that the book has, or one of its own."
        reply = guide.ask("Study", help=words, choices=choices, default=default, check=_make_check(settle))
        value, fault = settle(reply)
    if fault:
        raise DataError([Finding("answers", 0, "study", fault[0], f"'{told}'", fault[1])])
    guide.answers["study"] = value
    guide.keep(guide.answers)


def _collect_one(guide: Guide, part: str, questions: tuple[Question, ...]) -> None:
    """Settle the questions of a part that there is one of."""
    record = guide.answers.setdefault(part, {})
    _collect_record(guide, part, part.replace("_", " "), questions, record, guide.given.get(part) or {})


def _collect_many(
    guide: Guide, part: str, questions: tuple[Question, ...], least: int = 0, edition: str = "",
    whole: Record | None = None,
) -> None:  # fmt: skip
    """Settle the records of a part, one after another; the first question, left empty, ends them."""
    told = [
        record for record in guide.given.get(part) or [] if not edition or as_text(record.get("edition")) == edition
    ]
    records, first = guide.answers.setdefault(part, []), questions[0]
    start, closed = len(records), part in guide.given and list(guide.given)[-1] != part  # answers went on after it
    for number in count(1):
        own = told[number - 1] if number <= len(told) else {}
        where = f"{edition} opening {number}" if edition else f"{part} {number}"
        record: Record = {"edition": edition} if edition else {}
        if not own:
            reply = (
                _ask_next(guide, part, where, first, record, least=number <= least) if guide.ask and not closed else ""
            )
            if not reply:
                break
            own = {first.column: reply}
        records.append(record)
        _collect_record(guide, part, where, questions, record, own)
    if len(records) - start < least and not guide.ask:
        todo = "write one; the template shows how"
        guide.faults.append(Finding(f"{edition} {part}".strip(), 0, "", f"at least {least}", "none", todo))
    if whole and not records:
        records.append(whole)


def _ask_next(guide: Guide, part: str, where: str, question: Question, record: Record, *, least: bool) -> str:
    """Ask the question that opens a record; an empty reply ends the list, unless one more is needed."""

    def settle(reply: str) -> tuple[str, Fault | None]:
        return ("", None) if not reply and not least else settle_reply(guide, part, question, dict(record), reply)

    return _put(guide, part, where, question, None if least else "", settle)


def _collect_record(
    guide: Guide, part: str, where: str, questions: tuple[Question, ...], record: Record, told: dict
) -> None:  # fmt: skip
    """Settle the questions of one record: told ones by their answer, others by asking or by their default."""
    more, quiet = [question for question in questions if question.more], False
    for question in [question for question in questions if not question.more]:
        _answer(guide, part, where, question, record, told)
    if more and guide.ask and not any(question.column in told for question in more):
        titles = [guide.find_field(part, question.column)["title"] for question in more]
        words = f"yes to tell them one by one; else they get a default: {', '.join(titles)}."
        choices = {"yes": "", "no": ""}
        reply = guide.ask(f"{where}: more details?", help=words, choices=choices, default="no", check=_check_yes)
        quiet = not reply.lower().startswith("y")
    for question in more:
        _answer(guide, part, where, question, record, told, quiet=quiet)


def _check_yes(reply: str) -> str:
    """Return what is wrong with a reply to a question of yes or no."""
    return "" if reply.lower() in ("", "y", "yes", "n", "no") else f"expected yes or no; found '{reply}'."


def _answer(
    guide: Guide, part: str, where: str, question: Question, record: Record, told: dict, *, quiet: bool = False
) -> None:  # fmt: skip
    """Settle one question of a record; a quiet one is asked only where its default cannot be."""
    if question.when and not question.when(guide, record):
        record[question.column] = guide.find_default(question, record) if question.column == "stage_id" else ""
        return

    def settle(reply: str) -> tuple[str, Fault | None]:
        return settle_reply(guide, part, question, dict(record), reply)

    given = as_text(told.get(question.column))
    value, fault = settle(given)
    if guide.ask and (fault or not (quiet or question.column in told)):
        value, fault = settle(_put(guide, part, where, question, guide.find_default(question, record), settle))
    if fault:
        found = f"'{given}'" if given else "nothing"
        guide.faults.append(Finding(where, 0, question.column, fault[0], found, fault[1]))
    record[question.column] = "" if fault else value
    guide.keep(guide.answers)


def _put(guide: Guide, part: str, where: str, question: Question, default: str | None, settle: Callable) -> str:
    """Put one question to the person."""
    asked = f"{where}: {guide.find_field(part, question.column)['title']}"
    choices, check = guide.list_choices(part, question.column), _make_check(settle)
    return guide.ask(asked, help=question.help, choices=choices, default=default, check=check)


def _make_check(settle: Callable[[str], tuple[str, Fault | None]]) -> Callable[[str], str]:
    """Return a check that says in one line what is wrong with a reply."""

    def check(reply: str) -> str:
        _, fault = settle(clean_reply(reply))
        found = f"'{reply.strip()}'" if reply.strip() else "nothing"
        return f"expected {fault[0]}; found {found}. What to do: {fault[1]}." if fault else ""

    return check
