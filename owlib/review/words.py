"""Words for readers: each message is there, used and alike in all languages, and no text is left in Python."""

from __future__ import annotations

import ast
import csv
import fnmatch
import functools
import itertools
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from owlib.errors import DataError, Finding
from owlib.places import PACKAGE
from owlib.words import COMPLETE, FOLDER, LOCALES, PROSE

ALLOWED = Path(FOLDER.name) / "allowed_in_python.csv"
"""Texts that may stand in code: module, texts (several of a kind parted by bars) and reason."""
SPOKEN = (
    "book", "exhibits", "findings", "surveys.cells", "surveys.cleaning", "surveys.data", "surveys.guard",
    "surveys.instrument", "surveys.measures", "surveys.pages", "surveys.results",
)  # fmt: skip
"""Packages and modules whose texts readers see."""
CALL = "words"
"""What a message is asked from: ``words("some-id", count=3)``."""
IN_TEMPLATE = re.compile(rf"""(?:{CALL}|markup)\(\s*["']([a-z0-9-]+)["']""")
"""The same in a template of a page, where ``markup`` asks for a message that holds elements."""
FORM = re.compile(r"[a-z][a-z0-9]*-[a-z0-9*-]+")
"""An id, or what is known of one: a star stands for a part that is put in."""
CODE_CALLS = (
    "compile", "sub", "split", "match", "fullmatch", "search", "findall", "finditer", "query", "getLogger", "debug",
    "info", "warn", "warning", "error", "Finding", "Remark", "select", "select_one", "get",
)  # fmt: skip
"""Functions whose texts are patterns, codes, or messages for those who build the book."""
CODE_NAMES = ("__all__", "help", "expected", "found", "todo", "loc", "textcoords", "kind")
"""Arguments and variables whose texts are codes, or parts of such messages."""
CODE_PARTS = ("annotation", "returns", "slice", "keys", "comparators", "pattern", "decorator_list")
"""Parts of code whose texts are keys and types, by the names that Python gives these parts."""
VALUE = "{}"
"""What stands for a value that is put into a text."""
BAR = " | "
"""Parts the exceptions of one reason."""
MORE = "\u2026"
"""Ends a long exception: the text goes on."""
NO_WORDS = (
    re.compile(r"[^{}]*\{[^{}]*:[^{}]*\}"),
    re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>"),
    re.compile(r"""[a-z:-]+=(?:"[^"]*"|'[^']*')"""),
)
"""What holds no words in a text: styles, and tags with what stands in them."""
TOLD_IN_TAG = re.compile(r"""\b(?:alt|title|aria-label)=["']([^"'<>]*)["']""")
WORD = re.compile(r"[A-Za-z\u00c0-\u00ff]{2,}(?:[-'\u2019][A-Za-z\u00c0-\u00ff]+)*")
CAPITAL = re.compile(r"[A-Z][a-z\u00e0-\u00ff'\u2019-]+")
MARKS = ".,;:!?()[]*_'\"\u2018\u2019\u201c\u201d\u2013\u2014\u2026"


@dataclass(frozen=True)
class Message:
    """A message: where it stands, the values that it wants, the messages that it refers to, and its own text.

    ``parts`` are the stretches of that text; ``choices`` are the values that choose a variant, with the keys of each.
    """

    name: str
    file: str
    row: int
    values: frozenset[str]
    refers: frozenset[str]
    text: str
    parts: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Use:
    """A place in code that names a message, or may: the form of its id, and the values that it gives.

    ``called`` is whether it asks for the message; ``values`` is None where they are not all written there.
    """

    form: str
    file: str
    row: int
    called: bool = False
    values: frozenset[str] | None = None


def check_words(root: Path, package: Path = PACKAGE) -> list[Finding]:
    """Return all findings about the words for readers.

    Parameters
    ----------
    root
        Project folder, whose templates of notebooks and pages may name messages.
    package
        Folder of the code, with its message files.

    """
    uses, findings, complete, prose = list_uses(root, package), [], [], list_prose(root)
    for language in sorted(LOCALES, key=lambda language: language != COMPLETE):
        messages, faults = read_messages(package, language)
        findings += [*faults, *check_twins(messages)]
        complete = complete or messages
        if language != COMPLETE:
            findings += check_translations(complete, [message for message in messages if message.name not in prose])
    findings += [*check_missing(complete, uses), *check_unused(complete, uses), *check_literals(package)]
    return sorted(set(findings))


def list_prose(root: Path) -> set[str]:
    """Return the ids of messages for the prose of templates; in English that prose stands in the template itself."""
    cells = (cell for path in sorted((root / "notebooks").glob("*.ipynb")) for cell in read_template_cells(path))
    return {f"{PROSE}{cell['id']}" for cell in cells if cell["cell_type"] == "markdown"}


def read_template_cells(path: Path) -> list[dict]:
    """Return the cells of a template.

    Raises
    ------
    DataError
        If it is no notebook.

    """
    text = path.read_text(encoding="utf-8")
    with suppress(ValueError, LookupError, TypeError):
        return [cell | {"source": "".join(cell["source"])} for cell in json.loads(text)["cells"] if cell["cell_type"]]
    found, todo = "something else" if text.strip() else "an empty file", "restore it from the repository"
    raise DataError([Finding(f"notebooks/{path.name}", 0, "", "a notebook", found, todo)])


def _walk(node: fluent.BaseNode) -> Iterator[fluent.BaseNode]:
    """Yield a part of a message file, and all parts below it."""
    yield node
    for value in vars(node).values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, fluent.BaseNode):
                yield from _walk(part)


def read_messages(package: Path, language: str) -> tuple[list[Message], list[Finding]]:
    """Return the messages of a language, and a finding for each part of its files that is none."""
    paths = sorted((package / FOLDER.name / language).glob("*.ftl"))
    parsed = [parse_messages(path.read_text(encoding="utf-8"), _name_file(path, package)) for path in paths]
    messages = [message for found, _ in parsed for message in found]
    return messages, [finding for _, found in parsed for finding in found]


@functools.lru_cache(maxsize=256)
def parse_messages(text: str, file: str) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """Return the messages of a file, and a finding for each part of it that is none."""
    messages, findings = [], []
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, fluent.Junk):
            found, row = f"'{entry.content.splitlines()[0]}'", text.count("\n", 0, entry.span.start) + 1
            findings.append(Finding(file, row, "", "a message", found, "mend how it is written"))
        elif isinstance(entry, fluent.Message):
            row = text.count("\n", 0, entry.id.span.start) + 1
            kinds = (fluent.VariableReference, fluent.MessageReference)
            held = (frozenset(part.id.name for part in _walk(entry) if isinstance(part, kind)) for kind in kinds)
            told = tuple(part.value for part in _walk(entry) if isinstance(part, fluent.TextElement))
            choices = tuple(_list_choices(entry))
            messages.append(Message(entry.id.name, file, row, *held, "".join(told), told, choices))
    return tuple(messages), tuple(findings)


def _list_choices(entry: fluent.Message) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the value of each choice in a message, with the keys of its variants."""
    for node in _walk(entry):
        if isinstance(node, fluent.SelectExpression):
            names = [part.id.name for part in _walk(node.selector) if isinstance(part, fluent.VariableReference)]
            keys = (getattr(variant.key, "name", "") or variant.key.value for variant in node.variants)
            yield "".join(names), tuple(keys)


def _name_file(path: Path, package: Path) -> str:
    """Return a file of the code as findings name it."""
    return path.relative_to(package.parent).as_posix()


def list_uses(root: Path, package: Path) -> list[Use]:
    """Return all places in code, notebooks and templates of pages that name a message, or may."""
    uses = []
    for path in sorted(package.rglob("*.py")):
        uses += _list_in_code(path.read_text(encoding="utf-8"), _name_file(path, package))
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in read_template_cells(path):
            if cell["cell_type"] == "code":
                uses += _list_in_code(cell["source"], path.relative_to(root).as_posix())
    for path in sorted(path for path in (root / "book" / "_templates").rglob("*") if path.is_file()):
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            names = IN_TEMPLATE.findall(line)
            uses += [Use(name, path.relative_to(root).as_posix(), row, called=True) for name in names]
    return uses


def _list_in_code(text: str, file: str) -> Iterator[Use]:
    """Yield the places of a module that ask for a message, and all other texts that may be the id of one."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args and _name_call(node) == CALL:
            values = None if any(word.arg is None for word in node.keywords) else {word.arg for word in node.keywords}
            given = None if values is None else frozenset(values)
            yield from (Use(form, file, node.lineno, called=True, values=given) for form in _list_forms(node.args[0]))
        elif isinstance(node, ast.Constant | ast.JoinedStr):
            yield from (Use(form, file, node.lineno) for form in _list_forms(node) if FORM.fullmatch(form))


def _name_call(node: ast.Call) -> str:
    """Return the name of the function that is called, without what it belongs to."""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def _list_forms(node: ast.expr) -> list[str]:
    """Return the texts that an expression may give, with a star for what is not written out."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else ["*"]
    if isinstance(node, ast.IfExp):
        return [*_list_forms(node.body), *_list_forms(node.orelse)]
    if isinstance(node, ast.FormattedValue):
        return _list_forms(node.value)
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in itertools.product(*map(_list_forms, node.values))]
    return ["*"]


def check_twins(messages: list[Message]) -> Iterator[Finding]:
    """Yield a finding for each id that stands twice, in one file or in two."""
    first: dict[str, Message] = {}
    for message in messages:
        twin = first.setdefault(message.name, message)
        if twin is not message:
            found = f"another in {twin.file}, row {twin.row}"
            yield Finding(
                message.file, message.row, message.name, "an id that stands once", found, "rename one of them"
            )


def check_missing(messages: list[Message], uses: list[Use]) -> Iterator[Finding]:
    """Yield a finding for each place that asks for a message that is not there, or gives it too few values."""
    known = {message.name: message for message in messages}
    for use in [use for use in uses if use.called]:
        if not fnmatch.filter(known, use.form):
            todo = f"add it below locales/{COMPLETE}, or mend the id"
            yield Finding(use.file, use.row, "", f"a message '{use.form}'", "none", todo)
        lacking = known[use.form].values - use.values if use.form in known and use.values is not None else ()
        for value in sorted(lacking):
            expected = f"the values that the message '{use.form}' wants"
            yield Finding(use.file, use.row, "", expected, f"no '{value}'", "give it, or mend the message")


def check_unused(messages: list[Message], uses: list[Use]) -> Iterator[Finding]:
    """Yield a finding for each message that no code and no other message names; code not yet converted may still."""
    named = {use.form for use in uses} | {name for message in messages for name in message.refers}
    patterns = [form for form in named if "*" in form and FORM.fullmatch(form)]
    for message in messages:
        if message.name not in named and not any(fnmatch.fnmatchcase(message.name, form) for form in patterns):
            yield Finding(message.file, message.row, message.name, "a message that code uses", "no use", "remove it")


def check_translations(complete: list[Message], messages: list[Message]) -> Iterator[Finding]:
    """Yield a finding for each message of a language that English lacks, or that wants other values than there."""
    known = {message.name: message for message in complete}
    for message in messages:
        place = (message.file, message.row, message.name)
        english = known.get(message.name)
        if english is None:
            yield Finding(*place, "a message that English has", "none", "mend the id, or remove it")
        elif english.values != message.values:
            expected, found = (
                ", ".join(f"${value}" for value in sorted(values)) or "none"
                for values in (english.values, message.values)
            )
            yield Finding(*place, f"the values of the English message: {expected}", found, "write the same values")


def check_literals(package: Path) -> Iterator[Finding]:
    """Yield a finding for each text for readers that stands in code and is not allowed there with a reason.

    An exception that no module has any more, or that has no reason, is a finding, too.
    """
    file, used = _name_file(package / ALLOWED, package), set()
    with (package / ALLOWED).open(encoding="utf-8", newline="") as stream:
        allowed = list(csv.DictReader(stream))
    exceptions = [
        (place, line["module"], text) for place, line in enumerate(allowed) for text in line["texts"].split(BAR)
    ]
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        if not f"{module}.".startswith(tuple(f"{name}." for name in SPOKEN)):
            continue
        for row, text in list_literals(path.read_text(encoding="utf-8")):
            covering = {item for item in exceptions if item[1] == module and _covers(item[2], text)}
            used |= covering
            if not covering:
                todo = f"move it into a message, or name it with its reason in {file}"
                yield Finding(_name_file(path, package), row, "", "no text for readers in code", f"'{text}'", todo)
    for place, module, text in exceptions:
        if (place, module, text) not in used or not allowed[place]["reason"]:
            expected = f"a text for readers that {module} has, and a reason"
            yield Finding(file, place + 2, "texts", expected, f"'{text}'", "remove it, or mend it")


def _covers(allowed: str, text: str) -> bool:
    """Return whether an exception is this text, or its beginning where it says that the text goes on."""
    return text == allowed or (allowed.endswith(MORE) and text.startswith(allowed.removesuffix(MORE)))


def list_literals(code: str) -> list[tuple[int, str]]:
    """Return the texts of a module that a reader may see, each with its row: of two words or more, or with a capital.

    Docstrings, keys, patterns, styles and the words of errors are none.
    """
    texts = [(row, re.sub(r"\s*\n\s*", " ", text)) for row, text in _list_texts(ast.parse(code))]
    return [(row, text) for row, text in texts if is_told(text)]


def _list_texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts below a part of the code, but for those that are keys, docstrings or words of errors."""
    if _is_code(node):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        told = getattr(node, "values", [node])
        yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else VALUE for part in told)
        parts = [part.value for part in told if isinstance(part, ast.FormattedValue)]
    else:
        fields = [value for name, value in ast.iter_fields(node) if name not in CODE_PARTS]
        parts = [part for field in fields for part in (field if isinstance(field, list) else [field])]
    for part in parts:
        if isinstance(part, ast.AST):
            yield from _list_texts(part)


def _is_code(node: ast.AST) -> bool:
    """Return whether the texts of a part of the code are no words for readers."""
    match node:
        case ast.Raise() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call():
            return _name_call(node) in CODE_CALLS or _name_call(node).endswith("Error")
        case ast.keyword(arg=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name in CODE_NAMES
        case ast.Constant(value=text) | ast.JoinedStr(values=[ast.Constant(value=text), *_]):
            return not isinstance(text, str) or text.startswith("expected ")
    return False


def is_told(text: str) -> bool:
    """Return whether a text has words for readers: two or more, one beside something else, or one with a capital."""
    plain = text.replace(VALUE, "#")
    for pattern in NO_WORDS:
        plain = pattern.sub(" ", plain)
    parts = [part.strip(MARKS) for part in [*plain.split(" "), *" ".join(TOLD_IN_TAG.findall(text)).split()]]
    words = [part for part in parts if WORD.fullmatch(part)]
    return len(words) > 1 or (len(words) == 1 and (len(parts) > 1 or CAPITAL.fullmatch(words[0]) is not None))
