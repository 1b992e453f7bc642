"""Editions in step: what one language lacks, shows otherwise, counts otherwise, or has left in the other.

A text that stands in both languages is a twin, wherever it is: a page, a message, a cell of the data, a caption, a row
of a table. Twins hold the same numbers, roles and links, and no words of the other language. Which words give a
language away, and what may stand all the same, is told with its reason in ``owlib/locales/editions.csv``.
"""

from __future__ import annotations

import csv
import difflib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace

from babel import Locale

from owlib.book.editions import ADDRESSES, find_file
from owlib.book.links import list_foreign, make_pattern
from owlib.errors import Finding
from owlib.evidence.numbers import Tables, list_records
from owlib.evidence.rules import check_languages
from owlib.evidence.schema import TOLD, Package, check_files, read_description, read_package, read_text_tables
from owlib.exhibits import MIME
from owlib.places import MARKER, PACKAGE, relative_name
from owlib.reports import REPORTS
from owlib.reports.notebooks import list_executed, read_cells
from owlib.review.findings import Checked, Remark
from owlib.review.outputs import MARKDOWN, SVG, show
from owlib.review.prose import NO_PROSE
from owlib.review.words import BAR, Message, read_messages, read_template_cells
from owlib.words import FOLDER, LOCALES, PROSE

CHECK = "editions"
SIDES = ("en", "nl")
NAMES = {"en": "English", "nl": "Dutch"}
RULES = f"{PACKAGE.name}/{FOLDER.name}/editions.csv"
"""Of each edition: words that it has none of (``foreign``), texts that may stand in it (``allowed``), and messages that
need no plural in it (``plural``), each with the reason."""
STEP = "let both languages be in step"
LEFT = f"translate it, or name it with its reason in {RULES}"
REMADE = "mend the words it is made of, which are data or messages, and run it anew"
LEAST_SAME = 2
"""So many words that are the same in both languages were left untranslated; before reports are made, a single one."""
SHORT = 2
"""Letters of a word that says no language."""
PLURALS = {"zero", "one", "two", "few", "many"}
STRUCTURE = re.compile(r"^#+(?= )|^\([a-z0-9-]+\)=$|^(?:`{3,}|:{3,})[^\n]*$", re.MULTILINE)
"""What a page has in the same order in all languages: headings, labels, directives and code."""
PARTS = re.compile(r"^#+(?= )|^- |\n\n", re.MULTILINE)
"""The same of a text that is made: headings, points and paragraphs."""
CODE = re.compile(r"`{3,}\w")
ROLE = re.compile(r"\{(?!other\})([a-z-]+)\}`([^`]*)`")
"""A role and what it names, but for the one that leads to a page which this edition has not got."""
WORDY = ("pdf", "annex", "epub")
"""Roles that hold words alone."""
LINK = re.compile(r"\]\(([^()\s]*)\)")
EVIDENCE = re.compile(r"\[\[[^{}]*\]\{\.evidence\}")
HIDDEN = (
    *NO_PROSE,
    re.compile(r"[`:]{3,}\S.*|\{[^{}]*\}|<[^<>]*>|\bhttps?://\S+|\b\S+\.(?:nl|md|csv|py)\b|\b(?:[a-z]+-)+\d+\b"),
    re.compile(r"\bcon-[a-z-]+|\b(?:data|book|notebooks|owlib|private|_build)/[\w./-]*"),
    re.compile(r"^(?:printed|gedrukt): .*|^\(.*\)=|^[a-z][a-z0-9-]+ \u00b7", re.MULTILINE),
)
"""What holds no words of a language: code, directives, addresses, tags, values, ids, and what a source printed."""
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
DATE = re.compile(r"\b(\d{4})-\d\d(?:-0?(\d{1,2}))?\b")
NUMBER = re.compile(r"(?<!\w)(?<![a-z]-)\d+(?:[.,:]\d+)*%?|(?<![\w-])[a-z]+(?![\w-])", re.IGNORECASE)
COUNTED = {
    "en": "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "nl": "drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien",
}
COUNTS = {side: {word: str(number) for number, word in enumerate(words.split(), 3)} for side, words in COUNTED.items()}
"""Number words: *one* is mostly none, and *two* stands for *both*, *either* and *twice* as freely as they for it."""
THOUSANDS = {"en": re.compile(r"(?<=\d),(?=\d{3}\b)"), "nl": re.compile(r"(?<=\d)\.(?=\d{3}\b)")}
OTHERWISE = {"en": re.compile(r"\d,\d{1,2}%|\d\.\d{3}\.\d"), "nl": re.compile(r"\d\.\d{1,2}%|\d,\d{3},\d")}
"""Numbers as the other language writes them."""
DRAWN = re.compile(r"<!-- (.*?) -->", re.DOTALL)
CODES = ("name", "kind", "target", "targets", "records", "numeric", "filters", "sortable")
"""Parts of an exhibit that are no words."""
RAW = re.compile(r"-?\d+(?:\.\d+)?|[a-z]+(?:-[a-z0-9]+)*-\d+(?:;\S+)?")
"""A cell of data that is a number, or ids."""


@dataclass(frozen=True)
class Sources:
    """What stands in both languages before a report is made: pages, messages by their ids, and data."""

    root: Path
    package: Package
    tables: Tables
    messages: tuple[dict[str, Message], dict[str, Message]]


@dataclass(frozen=True)
class Twin:
    """A text in English and in Dutch, and where each stands; ``parts`` begin pieces that both have in one order."""

    places: tuple[Remark, Remark]
    texts: tuple[str, str]
    parts: re.Pattern = STRUCTURE


@dataclass(frozen=True)
class Rules:
    """Words that an edition has none of, texts that may stand in it, and each exception with its row."""

    foreign: dict[str, set[str]]
    allowed: dict[str, re.Pattern]
    exceptions: tuple[tuple[int, str, str, str], ...]


def check_sources(root: Path) -> list[Finding]:
    """Return what is not in step before any report is made; data that cannot be read are told elsewhere."""
    if check_files(read_package(root)):
        return []
    sources = read_sources(root)
    rules = read_rules(sources.tables)
    remarks = dict.fromkeys([*check_pairs(sources, rules), *compare_all(list_sources(sources), rules)])
    found = [Finding(it.report, int(it.row or 0), it.column, it.expected, it.found, it.todo) for it in remarks]
    told = {(it.file, it.row, it.column) for it in check_languages(list_records(sources.tables))}
    return [it for it in found if (it.file, it.row, it.column) not in told]


def check_editions(root: Path) -> Checked:
    """Check that both editions have, show and count the same, each in its own language."""
    sources = read_sources(root)
    rules = read_rules(sources.tables)
    remarks, twins = [*check_pairs(sources, rules)], [*list_sources(sources)]
    for twin in list_reports(root):
        (remarks if isinstance(twin, Remark) else twins).append(twin)
    remarks += [*compare_all(twins, rules), *check_exceptions(twins, rules)]
    return Checked(CHECK, "texts in both languages, in step", len(twins), tuple(dict.fromkeys(remarks)))


def read_sources(root: Path) -> Sources:
    """Return what stands in both languages before a report is made."""
    package = read_package(root)
    messages = ({message.name: message for message in read_messages(PACKAGE, side)[0]} for side in SIDES)
    return Sources(root, package, read_text_tables(package), tuple(messages))


def read_rules(tables: Tables) -> Rules:
    """Return the words that tell a language, and what may stand in the other: names and titles in the data as well."""
    with (PACKAGE.parent / RULES).open(encoding="utf-8", newline="") as stream:
        rows = list(enumerate(csv.DictReader(stream), 2))
    foreign = {row["edition"]: {*row["texts"].split()} for _, row in rows if row["kind"] == "foreign"}
    told = [(number, row) for number, row in rows if row["kind"] != "foreign"]
    exceptions = [(at, row["edition"], row["kind"], text) for at, row in told for text in row["texts"].split(BAR)]
    allowed = {}
    for side in SIDES:
        own = {text for _, edition, kind, text in exceptions if (edition, kind) == (side, "allowed")}
        cases = {*tables["cases"]["name"], *tables["cases"]["short_name"]}
        names = own | cases | {*list_foreign(SimpleNamespace(**tables), side)}
        allowed[side] = make_pattern(sorted(names, key=len, reverse=True))
    return Rules(foreign, allowed, tuple(exceptions))


def check_exceptions(twins: list[Twin], rules: Rules) -> Iterator[Remark]:
    """Yield texts that may stand in an edition, and that it has no more."""
    for row, side, kind, text in rules.exceptions:
        if kind == "allowed" and not any(text in twin.texts[SIDES.index(side)] for twin in twins):
            place = Remark(CHECK, RULES, row=str(row), column="texts", todo="remove it, or mend it")
            yield replace(place, expected="a text that the edition has", found=f"'{text}'")


# what each language has


def check_pairs(sources: Sources, rules: Rules) -> Iterator[Remark]:
    """Yield pages, reports, addresses, columns, messages and plurals that one language lacks."""
    root = sources.root
    with (root / ADDRESSES).open(encoding="utf-8", newline="") as stream:
        addresses = list(enumerate(csv.DictReader(stream), 2))
    for side, other in (SIDES, SIDES[::-1]):
        for path in sorted([*(root / "book" / other).glob("*.md"), *list_executed(root, other)]):
            page = relative_name(path.with_suffix(""), root).replace(f"/{other}/", "/")
            number, row = next((it for it in addresses if fnmatchcase(page, it[1]["page"])), ("", {}))
            place = Remark(CHECK, relative_name(path, root).replace(f"/{other}/", f"/{side}/"))
            if not find_file(root, page, side):
                expected = f"this file in {NAMES[side]}, as in {NAMES[other]}"
                yield replace(place, expected=expected, found="none", todo="write it, or run the report")
            elif not row.get(side):
                todo = "give each page an address in each language"
                place = Remark(CHECK, ADDRESSES.as_posix(), "", str(number), side, todo=todo)
                yield replace(place, expected=f"an address for {page}", found="none")
    for table, frame in sources.tables.items():
        for column in [name for name in frame if name[-3:] in ("_en", "_nl")]:
            twin = column[:-2] + {"en": "nl", "nl": "en"}[column[-2:]]
            if twin not in frame:
                place = Remark(CHECK, f"data/schemas/{table}.json", column=column, todo="add it, to schema and files")
                yield replace(place, expected=f"a column '{twin}' beside it", found="none")
    english, dutch = sources.messages
    for name in english.keys() - dutch.keys():
        place = Remark(CHECK, english[name].file.replace("/en/", "/nl/"), column=name, todo="translate it")
        yield replace(place, expected=f"this message, as in {english[name].file}", found="none")
    free = [text for _, _, kind, text in rules.exceptions if kind == "plural"]
    for name in english.keys() & dutch.keys():
        yield from check_choices(english[name], dutch[name], free)


def check_choices(english: Message, dutch: Message, free: list[str]) -> Iterator[Remark]:
    """Yield values by which a message has not the plurals of its language, or not the forms that it has in English."""
    counted = {value for it in (english, dutch) for value, keys in it.choices if PLURALS & {*keys}}
    asked = dict(english.choices)
    for side, message in zip(SIDES, (english, dutch), strict=True):
        plural, own = {*Locale.parse(LOCALES[side]).plural_form.tags, "other"}, dict(message.choices)
        for value in {**asked, **own} if side == "nl" else asked:
            wanted = plural if value in counted else {*asked.get(value, ())}
            found = {key for key in own.get(value, ()) if value not in counted or not key.isdigit()}
            if (wanted - found and (found or message.name not in free)) or (value in counted and found - wanted):
                told = [", ".join(sorted(keys)) or "none" for keys in (wanted, found)]
                todo = "write each form that the language has"
                yield replace(_place(message), expected=f"for ${value} the forms {told[0]}", found=told[1], todo=todo)


def _place(message: Message) -> Remark:
    """Return the place of a message."""
    return Remark(CHECK, message.file, row=str(message.row), column=message.name)


# the twins


def list_sources(sources: Sources) -> Iterator[Twin]:
    """Yield all texts that stand in both languages before reports are made."""
    root, (english, dutch) = sources.root, sources.messages
    for path in sorted((root / "book" / "nl").glob("*.md")):
        files = root / "book" / "en" / path.name, path
        if files[0].is_file():
            places = (Remark(CHECK, relative_name(file, root), row="1") for file in files)
            yield Twin(tuple(places), tuple(file.read_text(encoding="utf-8") for file in files))
    for name in english.keys() & dutch.keys():
        texts = tuple(" ".join(dict.fromkeys(messages[name].parts)) for messages in sources.messages)
        counts = [len(WORD.findall(text)) for text in texts]
        if all(counts) or max(counts) > 1:  # what only puts values together has no words of its own
            yield Twin((_place(english[name]), _place(dutch[name])), texts)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in read_template_cells(path):
            place, message = Remark(CHECK, f"notebooks/{path.name}", column=cell["id"]), dutch.get(PROSE + cell["id"])
            if cell["cell_type"] == "markdown" and "title" not in cell.get("metadata", {}).get("tags", []):
                own = (_place(message), " ".join(message.parts)) if message else (place, "")
                yield Twin((place, own[0]), (cell["source"], own[1]))
    for frame in sources.tables.values():
        for column in [name[:-3] for name in frame if name.endswith("_en") and f"{name[:-3]}_nl" in frame]:
            names = [f"{column}_{side}" for side in SIDES]
            for record in frame.to_dict("records"):
                places = (Remark(CHECK, record["file"], row=str(record["row"]), column=name) for name in names)
                yield Twin(tuple(places), tuple(record[name] for name in names))
    whole = read_description(root)
    told = [(MARKER, entry.get("name", ""), entry) for entry in (whole, *whole["resources"])]
    for table, resource in sources.package.tables.items():
        told += [(MARKER.parent / "schemas" / f"{table}.json", field["name"], field) for field in resource.fields]
    for path, name, entry in told:
        place = Remark(CHECK, path.as_posix(), column=name)
        yield from (Twin((place, place), (entry[key], entry.get(f"{key}_nl", ""))) for key in TOLD if key in entry)


def list_reports(root: Path) -> Iterator[Twin | Remark]:
    """Yield the texts of reports in both languages, and what one shows that the other does not."""
    for path in list_executed(root, "nl"):
        if not (root / REPORTS / "en" / path.name).is_file():
            continue
        english, dutch = (list(_list_shown(root / REPORTS / side / path.name)) for side in SIDES)
        places = tuple(Remark(CHECK, f"{side}/{path.stem}", todo=REMADE) for side in SIDES)
        for names, a, b in _align([name for name, _ in english], [name for name, _ in dutch]):
            if names:
                told = [", ".join(side) or "nothing" for side in names]
                at = replace(places[1], exhibit=(names[1] or names[0])[0])
                yield replace(at, expected=f"{told[0]}, as in English", found=told[1])
            else:
                at = tuple(replace(place, exhibit=english[a][0]) for place in places)
                yield from compare_parts(at, "", english[a][1], dutch[b][1])


def _align(english: list[str], dutch: list[str]) -> Iterator[tuple[tuple[list[str], list[str]] | None, int, int]]:
    """Yield the places of what both have in one order, and names that one has and the other has not there."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, english, dutch, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((None, *pair) for pair in zip(range(a, b), range(c, d), strict=True))
        else:
            yield (english[a:b], dutch[c:d]), a, c


def _list_shown(path: Path) -> Iterator[tuple[str, dict]]:
    """Yield what a report shows, by a name that it has in all languages."""
    for cell in read_cells(path):
        if cell.cell_type == "markdown":
            yield f"text {re.match('#*', cell.source)[0]}".strip(), {"prose": cell.source}
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            exhibit = _name_data(data.get(MIME, {}))
            told = {form: data[form] for form in (MARKDOWN, "text/plain") if form in data}
            name = f"{exhibit.get('kind', 'text of')} '{exhibit.get('name', cell.source.splitlines()[-1])}'"
            yield name, told | exhibit | ({"picture": "\n".join(DRAWN.findall(data[SVG]))} if SVG in data else {})


def _name_data(exhibit: dict) -> dict:
    """Return an exhibit with the data behind it under the same names, be it a table or a figure."""
    drawn = ("columns", "rows") if exhibit.get("kind") == "figure" else ()
    return {f"data_{key}" if key in drawn else key: value for key, value in exhibit.items()}


def compare_parts(places: tuple[Remark, Remark], name: str, english: object, dutch: object) -> Iterator[Twin | Remark]:
    """Yield the texts of what is shown in both languages, and what is not the same in both though it is no text."""
    if isinstance(english, dict) and isinstance(dutch, dict) and english.keys() == dutch.keys():
        for key, value in english.items():
            at = tuple(replace(place, column=place.column or key) for place in places)
            yield from compare_parts(at, key, value, dutch[key])
    elif isinstance(english, list) and isinstance(dutch, list) and len(english) == len(dutch):
        for number, pair in enumerate(zip(english, dutch, strict=True), 1):
            inner = {"column": f"{name} {number}"} if places[0].row else {"row": str(number)}
            yield from compare_parts(tuple(replace(place, **inner) for place in places), name, *pair)
    elif isinstance(english, str) and isinstance(dutch, str) and not _is_fixed(name, english, dutch):
        yield Twin(places, (english, dutch), PARTS)
    elif english != dutch:
        told = [f"'{show(it)}'" if isinstance(it, str) else f"{len(it)} of them" for it in (english, dutch)]
        yield replace(places[1], expected=f"{told[0]}, as in English", found=told[1])


def _is_fixed(name: str, english: str, dutch: str) -> bool:
    """Return whether a part of an exhibit is the same in all languages: addresses, codes, raw data, what is printed."""
    raw = name.startswith("data_") and (english == dutch or any(map(RAW.fullmatch, (english, dutch))))
    printed = name == "small" and english == dutch and " " not in english
    return name in CODES or raw or printed


# comparing


def compare_all(twins: Iterable[Twin], rules: Rules) -> Iterator[Remark]:
    """Yield how texts differ and what was left in the other language, once for a text that stands at many places."""
    first: dict[tuple[str, str], Twin] = {}
    for twin in twins:
        first.setdefault(twin.texts, twin)
    for twin in first.values():
        full = [bool(text.strip()) for text in twin.texts]
        if all(full):
            yield from compare_twin(twin, rules) if twin.texts[0] != twin.texts[1] else ()
            yield from find_left(twin, rules)
        elif any(full):
            side = full.index(False)
            place = replace(twin.places[side], todo=twin.places[side].todo or LEFT)
            yield replace(place, expected=f"a text in {NAMES[SIDES[side]]}", found="none")


def compare_twin(twin: Twin, rules: Rules) -> Iterator[Remark]:
    """Yield headings, labels, directives and code in another order, and roles, links or numbers that differ."""
    english, dutch = ([*_cut(text, twin.parts)] for text in twin.texts)
    sure = len(english) == len(dutch)  # else pieces are known by what they hold, too
    keys = [
        [piece[0] if sure else f"{piece[0]} {[find('', piece[1]) for find in MARKS[1:3]]}" for piece in side]
        for side in (english, dutch)
    ]
    for names, a, b in _align(*keys):
        if names:
            pieces = english[a : a + len(names[0])], dutch[b : b + len(names[1])]
            told = [", ".join(map(_name_piece, side)) or "nothing" for side in pieces]
            row = dutch[b if names[1] else max(b - 1, 0)][2]
            yield _tell(twin.places[1], row, f"{told[0]}, as in English", told[1], STEP)
            continue
        for lacking, more in _compare_marks(english[a][:2], dutch[b][:2], rules):
            yield _tell(twin.places[1], dutch[b][2], f"{lacking or 'no more'}, as in English", more or "none", STEP)


def _compare_marks(english: tuple[str, str], dutch: tuple[str, str], rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield what a piece of a text has in one language alone: evidence, roles, links, code or numbers."""
    titles = "|".join(map(re.escape, {*rules.allowed["en"].findall(english[1])})) or "$^"
    bare = _strip(english[1], rules.allowed["en"]), re.sub(titles, " ", _strip(dutch[1], rules.allowed["nl"]))
    marks = [tuple(find(*piece) for piece in (english, dutch)) for find in MARKS]
    for left, right in (*marks, tuple(map(_list_numbers, bare, SIDES))):
        if left != right:
            pairs = (left, right), (right, left)
            lacking, more = (", ".join((Counter(one) - Counter(two)).elements()) for one, two in pairs)
            if lacking or more:
                yield lacking, more
    if sorted(marks[0][0]) == sorted(marks[0][1]) and marks[0][0] != marks[0][1]:
        yield tuple(", then ".join(side) for side in marks[0])


def _tell(place: Remark, row: int, expected: str, found: str, todo: str) -> Remark:
    """Return a remark, on a page at a row of the text."""
    number = str(int(place.row) + row) if place.report.endswith(".md") else place.row
    return replace(place, row=number, expected=show(expected), found=show(found), todo=place.todo or todo)


def _cut(text: str, parts: re.Pattern) -> Iterator[tuple[str, str, int]]:
    """Yield the pieces of a text: what each begins with, its text, and the row it begins at."""
    found = list(parts.finditer(text))
    for number, key in enumerate(["", *(_even(it[0]) for it in found)]):
        start = found[number - 1].end() if number else 0
        end = found[number].start() if number < len(found) else len(text)
        yield key, text[start:end], text.count("\n", 0, start)


def _name_piece(piece: tuple[str, str, int]) -> str:
    """Return what a piece begins with: a heading with its words, or else a directive, a label, a paragraph."""
    key, text, _ = piece
    return f"'{key}{text.partition(chr(10))[0]}'" if key.startswith("#") else key.strip() or "a paragraph"


def _even(text: str) -> str:
    """Return an address or a column without its language."""
    return re.sub(r"/(?:nl|en)/|_(?:nl|en)\b", "/*/", text).replace(".rst", ".md")


def _list_roles(_: str, text: str) -> list[str]:
    """Return the roles of a text with what they name."""
    told = ((name, re.sub(r".*<(.*)>", r"\1", named, flags=re.DOTALL)) for name, named in ROLE.findall(text))
    return [f"{{{name}}}`{'' if name in WORDY else _even(named)}`" for name, named in told]


def _list_code(key: str, text: str) -> list[str]:
    """Return the lines of code, without their remarks."""
    return [line.partition("#")[0].strip() for line in text.splitlines()] if CODE.match(key) else []


MARKS = (
    lambda _, text: EVIDENCE.findall(text),
    _list_roles,
    lambda _, text: [f"({_even(target)})" for target in LINK.findall(text)],
    _list_code,
)
"""What a piece of a text has alike in all languages: evidence, in its order, roles, links and code."""


def _list_numbers(text: str, side: str) -> list[str]:
    """Return the numbers of a text without the marks of its language; those that stand in words alone once each."""
    tokens = NUMBER.findall(DATE.sub(r"\1 \2", text))
    found = [
        f"{token} (as in the other language)"
        if OTHERWISE[side].search(token)
        else THOUSANDS[side].sub("", token).replace(",", ".").rstrip("%")
        for token in tokens
        if token[0].isdigit() and token.strip("0")
    ]
    words = [COUNTS[side][token.lower()] for token in tokens if token.lower() in COUNTS[side]]
    return [*found, *(number for number in dict.fromkeys(words) if number not in found)]


def _strip(text: str, *allowed: re.Pattern) -> str:
    """Return a text without code, addresses and values, and without what may stand there in another language."""
    text = html.unescape(text)
    for pattern in (*HIDDEN, *allowed):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    return text


def find_left(twin: Twin, rules: Rules) -> Iterator[Remark]:
    """Yield words of the other language, and Dutch lines that are the same in English."""
    english = {line.strip() for line in _strip(twin.texts[0], *rules.allowed.values()).splitlines()}
    least = 1 if twin.parts is STRUCTURE else LEAST_SAME
    for side, place, text in zip(SIDES, twin.places, twin.texts, strict=True):
        other = NAMES[SIDES[side == SIDES[0]]]
        for row, line in enumerate(_strip(text, rules.allowed[side]).splitlines()):
            left = dict.fromkeys(word for word in WORD.findall(line) if word.lower() in rules.foreign[side])
            if left:
                yield _tell(place, row, f"no {other} words", f"'{', '.join(left)}' in '{show(line.strip())}'", LEFT)
            same = rules.allowed["en"].sub(" ", line).strip()
            words = [word for word in WORD.findall(same) if len(word) > SHORT]
            if not left and side == "nl" and len(words) >= least and same in english:
                yield _tell(place, row, f"a text in {NAMES[side]}", f"'{show(same)}', as in {other}", LEFT)
