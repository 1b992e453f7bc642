"""Editions in step: what one language lacks, shows otherwise, counts otherwise, or has left in the other.

Two texts that are the same in both languages are twins, wherever they stand: a part of a page, a message, a cell of the
data, a caption. They hold the same numbers, roles and links, and no words of the other language; which words give a
language away, and which may stand all the same, is told with its reason in ``owlib/locales/foreign_words.csv``.
"""

from __future__ import annotations

import csv
import difflib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

from babel import Locale

from owlib.book import list_pages
from owlib.book.editions import find_address
from owlib.book.links import list_foreign, make_pattern
from owlib.errors import Finding
from owlib.evidence.numbers import Tables
from owlib.evidence.schema import TOLD, Package, check_files, read_description, read_package, read_text_tables
from owlib.exhibits import MIME
from owlib.places import MARKER, PACKAGE
from owlib.reports import REPORTS
from owlib.reports.notebooks import list_executed, read_cells
from owlib.review.findings import Checked, Remark
from owlib.review.outputs import MARKDOWN, SVG, show
from owlib.review.prose import NO_PROSE
from owlib.review.words import BAR, Message, list_prose, read_messages, read_template_cells
from owlib.words import FOLDER, LOCALES, PROSE

CHECK = "editions"
SIDES = ("en", "nl")
TOLD_AS = {"en": "English", "nl": "Dutch"}
FOREIGN = Path(FOLDER.name) / "foreign_words.csv"
"""Words that an edition has none of, and texts that may stand in it: edition, kind, texts and reason."""
LEAST_SAME = 4
"""So many words that are the same in both languages were left untranslated."""
PLURALS = {"zero", "one", "two", "few", "many"}
HEADING = r"^#+(?= )"
STRUCTURE = re.compile(rf"{HEADING}|^\([a-z0-9-]+\)=$|^(?:`{{3,}}|:{{3,}})[^\n]*$", re.MULTILINE)
"""What a page has in the same order in all languages: headings, labels, directives and code."""
PARTS = re.compile(rf"{HEADING}|^- |\n\n", re.MULTILINE)
"""The same of running text that is made: headings, points and paragraphs."""
ROLE = re.compile(r"\{([a-z-]+)\}`([^`]*)`")
LINK = re.compile(r"\]\(([^()\s]*)\)")
EVIDENCE = re.compile(r"\[\[[^{}]*\]\{\.evidence\}")
SHOWING = ("pdf", "annex", "epub")
"""Roles that hold words alone."""
ACROSS = "other"
"""The role that leads to a page which this edition has not got."""
HIDDEN = (*NO_PROSE, re.compile(r"[`:]{3,}\S.*|\{[^{}]*\}|<[^<>]*>|\bhttps?://\S+|\b\S+\.(?:nl|md|csv|py)\b"))
"""What holds no words of a language: code, directives, addresses, tags and values that are put in."""
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
NUMBER = re.compile(r"(?<![\w-])[\u2212-]?\d+(?:[.,:]\d+)*%?|\b[a-z]+\b", re.IGNORECASE)
COUNTED = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien",
}
COUNTS = {side: {word: str(number) for number, word in enumerate(words.split(), 2)} for side, words in COUNTED.items()}
"""Number words; *one* is mostly none."""
THOUSANDS = {"en": re.compile(r"(?<=\d),(?=\d{3}\b)"), "nl": re.compile(r"(?<=\d)\.(?=\d{3}\b)")}
OTHERWISE = {"en": re.compile(r"\d,\d{1,2}%|\d\.\d{3}\.\d"), "nl": re.compile(r"\d\.\d{1,2}%|\d,\d{3},\d")}
"""Numbers as the other language writes them."""
DRAWN = re.compile(r"<!-- (.*?) -->", re.DOTALL)
CODES = ("name", "kind", "target", "targets", "records", "numeric", "filters", "sortable")
"""Parts of an exhibit that are no words."""


@dataclass(frozen=True)
class Twin:
    """A text in English and in Dutch, and where each stands; ``parts`` begin pieces that both have in one order."""

    places: tuple[Remark, Remark]
    texts: tuple[str, str]
    parts: re.Pattern = STRUCTURE


@dataclass(frozen=True)
class Lists:
    """Of each edition, the words that it has none of, and the texts that may stand in it all the same."""

    words: dict[str, set[str]]
    allowed: dict[str, re.Pattern]
    exceptions: tuple[tuple[int, str, str], ...]


def check_sources(root: Path) -> list[Finding]:
    """Return what is not in step before any report is made: pages, addresses, messages, data."""
    package = read_package(root)
    if check_files(package):
        return []
    tables = read_text_tables(package)
    twins = [*list_sources(root, tables, package)]
    remarks = [*check_pairs(root, tables), *compare_all(twins, read_lists(tables))]
    return [
        Finding(it.report, int(it.row or 0), it.column, it.expected, it.found, it.todo)
        for it in dict.fromkeys(remarks)
    ]  # fmt: skip


def check_editions(root: Path) -> Checked:
    """Check that both editions have, show and count the same, each in its own language."""
    package = read_package(root)
    tables = read_text_tables(package)
    lists, remarks = read_lists(tables), [*check_pairs(root, tables)]
    twins = [*list_sources(root, tables, package)]
    for twin in list_reports(root):
        (remarks if isinstance(twin, Remark) else twins).append(twin)
    remarks += [*compare_all(twins, lists), *check_exceptions(twins, lists)]
    return Checked(CHECK, "texts in both languages, in step", len(twins), tuple(dict.fromkeys(remarks)))


def read_lists(tables: Tables) -> Lists:
    """Return the words and texts that tell a language, with the terms and titles that the data have of the other."""
    with (PACKAGE / FOREIGN).open(encoding="utf-8", newline="") as stream:
        rows = list(enumerate(csv.DictReader(stream), 2))
    words = {side: {word for _, row in rows if (row["edition"], row["kind"]) == (side, "foreign")
                    for word in row["texts"].split()} for side in SIDES}  # fmt: skip
    exceptions = [(number, row["edition"], text) for number, row in rows if row["kind"] == "allowed"
                  for text in row["texts"].split(BAR)]  # fmt: skip
    allowed = {side: [*list_foreign(SimpleNamespace(**tables), side), *(text for _, of, text in exceptions if of == side)]
               for side in SIDES}  # fmt: skip
    patterns = {side: make_pattern(sorted(texts, key=len, reverse=True)) for side, texts in allowed.items()}
    return Lists(words, patterns, tuple(exceptions))


def check_exceptions(twins: list[Twin], lists: Lists) -> Iterator[Remark]:
    """Yield exceptions that no text of their edition has any more."""
    for row, side, text in lists.exceptions:
        if not any(text in twin.texts[SIDES.index(side)] for twin in twins):
            place = Remark(CHECK, f"{PACKAGE.name}/{FOREIGN.as_posix()}", "", str(row), "texts")
            yield replace(place, expected="a text that the edition has", found=f"'{text}'", todo="remove it, or mend it")


# what each language has


def check_pairs(root: Path, tables: Tables) -> Iterator[Remark]:
    """Yield pages, addresses, columns, messages and choices of messages that one language lacks."""
    pages = {side: list_pages(root, side) for side in SIDES}
    both = [page for page in pages["en"] if page in pages["nl"]]
    for side, other in (SIDES, SIDES[::-1]):
        yield from _check_names(root, side, other)
        told, place = {}, Remark(CHECK, "book/addresses.csv", column=side, todo="give each page an address of its own")
        for page in pages[side]:
            twin = told.setdefault(find_address(page, side), page)
            if twin != page:
                yield replace(place, expected=f"an address for {page} alone", found=f"that of {twin}")
    place = Remark(CHECK, "book/addresses.csv", column="page", todo="give it an address in each language")
    told = (root / place.report).read_text(encoding="utf-8")
    for page in both:
        if not re.search(rf"^{re.escape(page)},|^book/reports/(?:\*-|survey-\*)", told, re.MULTILINE):
            yield replace(place, expected=f"a row for {page}", found="none")
    for table, frame in tables.items():
        for column in [name for name in frame if name[-3:] in ("_en", "_nl")]:
            twin = column[:-2] + {"en": "nl", "nl": "en"}[column[-2:]]
            if twin not in frame:
                place = Remark(CHECK, f"data/schemas/{table}.json", column=column, todo="add it, in schema and files")
                yield replace(place, expected=f"a column '{twin}' beside it", found="none")
    yield from _check_messages(root)


def _check_names(root: Path, side: str, other: str) -> Iterator[Remark]:
    """Yield pages and reports of one language that the other lacks."""
    for pattern, folder in (("*.md", Path("book")), ("*.ipynb", REPORTS)):
        for path in sorted((root / folder / other).glob(pattern)):
            name = (folder / side / path.name).as_posix()
            lacking = not find_address(f"{folder.as_posix()}/{path.stem}", side)
            if not (root / name).is_file() and not (root / name).with_suffix(".rst").is_file() and not lacking:
                expected = f"this file in {TOLD_AS[side]}, as in {TOLD_AS[other]}"
                yield Remark(CHECK, name, expected=expected, found="none", todo="write it, or owlib run")


def _check_messages(root: Path) -> Iterator[Remark]:
    """Yield messages that one language lacks, and those whose choices are not those of their language."""
    english, dutch = ({message.name: message for message in read_messages(PACKAGE, side)[0]} for side in SIDES)
    for name in english.keys() - dutch.keys():
        place = _place(english[name])
        yield replace(place, expected="this message in Dutch, too", found="none", todo=f"translate it below {FOLDER.name}/nl")
    for name in english.keys() & dutch.keys():
        counted = {value for side in (english, dutch) for value, keys in side[name].choices if PLURALS & set(keys)}
        asked = dict(english[name].choices)
        for side, messages in zip(SIDES, (english, dutch), strict=True):
            plural, own = {*Locale.parse(LOCALES[side]).plural_form.tags, "other"}, dict(messages[name].choices)
            for value in {**asked, **own} if side == "nl" else asked:
                wanted = plural if value in counted else set(asked.get(value, ()))
                found = {key for key in own.get(value, ()) if value not in counted or not key.isdigit()}
                if wanted - found or (value in counted and found - wanted):
                    expected = f"for ${value} the forms {', '.join(sorted(wanted))}"
                    yield replace(_place(messages[name]), expected=expected, found=", ".join(sorted(found)) or "none",
                                  todo="write each form that the language has")  # fmt: skip


def _place(message: Message) -> Remark:
    """Return the place of a message."""
    return Remark(CHECK, message.file, row=str(message.row), column=message.name)


# the twins


def list_sources(root: Path, tables: Tables, package: Package) -> Iterator[Twin]:
    """Yield all texts that stand in both languages before reports are made."""
    for path in sorted((root / "book" / "nl").glob("*.md")):
        other = root / "book" / "en" / path.name
        if other.is_file():
            files = other, path
            places = [Remark(CHECK, file.relative_to(root).as_posix(), row="1") for file in files]
            yield Twin(tuple(places), tuple(file.read_text(encoding="utf-8") for file in files))
    english, dutch = ({message.name: message for message in read_messages(PACKAGE, side)[0]} for side in SIDES)
    for name in english.keys() & dutch.keys():
        both = english[name], dutch[name]
        yield Twin(tuple(map(_place, both)), tuple(" ".join(dict.fromkeys(it.parts)) for it in both))
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in read_template_cells(path):
            message = dutch.get(f"{PROSE}{cell['id']}")
            if cell["cell_type"] == "markdown" and message:
                place = Remark(CHECK, f"notebooks/{path.name}", column=cell["id"])
                yield Twin((place, _place(message)), (cell["source"], " ".join(message.parts)))
    for frame in tables.values():
        for column in [name[:-3] for name in frame if name.endswith("_en") and f"{name[:-3]}_nl" in frame]:
            for record in frame.to_dict("records"):
                names = [f"{column}_{side}" for side in SIDES]
                places = [Remark(CHECK, record["file"], row=str(record["row"]), column=name) for name in names]
                yield Twin(tuple(places), tuple(record[name] for name in names))
    whole = read_description(package.root)
    told = [(MARKER, entry.get("name", ""), entry) for entry in (whole, *whole["resources"])]
    told += [(MARKER.parent / "schemas" / f"{table}.json", field["name"], field)
             for table, resource in package.tables.items() for field in resource.fields]  # fmt: skip
    for path, name, entry in told:
        place = Remark(CHECK, path.as_posix(), column=name)
        yield from (Twin((place, place), (entry[key], entry.get(f"{key}_nl", ""))) for key in TOLD if key in entry)


def list_reports(root: Path) -> Iterator[Twin | Remark]:
    """Yield the texts that stand in the reports of both languages, and what is shown in one alone."""
    for path in list_executed(root, "nl"):
        if not (root / REPORTS / "en" / path.name).is_file():
            continue
        both = [list(_list_shown(root / REPORTS / side / path.name)) for side in SIDES]
        places = tuple(Remark(CHECK, f"{side}/{path.stem}", todo="owlib run") for side in SIDES)
        keys = [[key for key, _ in side] for side in both]
        for kind, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
            if kind == "equal":
                for (key, english), (_, dutch) in zip(both[0][a:b], both[1][c:d], strict=True):
                    at = tuple(replace(place, exhibit=key) for place in places)
                    yield from compare_parts(at, "", english, dutch)
            else:
                told = [", ".join(side) or "nothing" for side in (keys[0][a:b], keys[1][c:d])]
                yield replace(places[1], exhibit=(keys[1][c:d] or keys[0][a:b])[0],
                              expected=f"{told[0]}, as in English", found=told[1])  # fmt: skip


def _list_shown(path: Path) -> Iterator[tuple[str, dict]]:
    """Yield what a report shows, by a name that it has in all languages."""
    for cell in read_cells(path):
        if cell.cell_type == "markdown":
            yield "text", {"prose": cell.source}
        for number, output in enumerate(cell.get("outputs", ())):
            data = output.get("data", {})
            told = {MARKDOWN: data[MARKDOWN]} if MARKDOWN in data else {}
            told |= {MIME: _name_data(data[MIME])} if MIME in data else {}
            told |= {"picture": "\n".join(DRAWN.findall(data[SVG]))} if SVG in data else {}
            told |= {"plain": data["text/plain"]} if MARKDOWN not in data and "text/plain" in data else {}
            name = f"{data[MIME].get('kind')} '{data[MIME].get('name')}'" if MIME in data else f"text of '{cell.source.split(chr(10))[-1]}'"
            yield name + (f" ({number + 1})" if number else ""), told


def _name_data(exhibit: dict) -> dict:
    """Return an exhibit with the data behind it under the same names, be it a table or a figure."""
    drawn = ("columns", "rows") if exhibit.get("kind") == "figure" else ()
    return {f"data_{key}" if key in drawn else key: value for key, value in exhibit.items()}


def compare_parts(places: tuple[Remark, Remark], name: str, english: object, dutch: object) -> Iterator[Twin | Remark]:
    """Yield the texts of what is shown in both languages, and what is not the same in both though it is no text."""
    at = tuple(replace(place, column=place.column or name) for place in places)
    if isinstance(english, dict) and isinstance(dutch, dict) and english.keys() == dutch.keys():
        for key, value in english.items():
            yield from compare_parts(places if key == MIME else at, key, value, dutch[key])
    elif isinstance(english, list) and isinstance(dutch, list) and len(english) == len(dutch):
        for number, pair in enumerate(zip(english, dutch, strict=True), 1):
            inner = tuple(replace(place, row=place.row or str(number)) for place in at)
            yield from compare_parts(inner, name, *pair)
    elif isinstance(english, str) and isinstance(dutch, str) and name not in CODES and not _is_raw(name, english, dutch):
        yield Twin(at, (english, dutch), PARTS)
    elif english != dutch:
        told = [f"{len(side)} of them" if isinstance(side, list) else f"'{show(side)}'" for side in (english, dutch)]
        yield replace(at[1], expected=f"{told[0]}, as in English", found=told[1])


def _is_raw(name: str, english: str, dutch: str) -> bool:
    """Return whether a cell is one of data that is a number, an id or a code, which no language changes."""
    return name.startswith("data_") and (english == dutch or any(re.fullmatch(r"-?\d+(?:\.\d+)?|[a-z]+(?:-[a-z0-9]+)*-\d+(?:;\S+)?", text) for text in (english, dutch)))


# comparing


def compare_all(twins: Iterable[Twin], lists: Lists) -> Iterator[Remark]:
    """Yield how the texts of both languages differ, and what was left in the other one."""
    for twin in twins:
        if bool(twin.texts[0].strip()) != bool(twin.texts[1].strip()):
            side = SIDES[0] if twin.texts[1].strip() else SIDES[1]
            place = twin.places[SIDES.index(side)]
            yield replace(place, expected=f"a text in {TOLD_AS[side]}", found="none", todo=place.todo or "translate it")
        elif twin.texts[0] != twin.texts[1] or len(WORD.findall(_strip(twin.texts[0], lists.allowed["nl"]))) >= LEAST_SAME:
            yield from compare_twin(twin)
            yield from find_left(twin, lists)


def compare_twin(twin: Twin) -> Iterator[Remark]:
    """Yield headings, labels, directives and code in another order, and roles, links or numbers that differ."""
    pieces = [_cut(text, twin.parts) for text in twin.texts]
    keys = [[key for key, _, _ in side] for side in pieces]
    todo = "let both languages be in step"
    for kind, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind != "equal":
            told = [", ".join(key.strip() or "a paragraph" for key in side) or "nothing" for side in (keys[0][a:b], keys[1][c:d])]
            row = (pieces[1][c:] or pieces[1][-1:])[0][2]
            yield _tell(twin.places[1], row, f"{told[0]}, as in English", told[1], todo)
            continue
        for english, dutch in zip(pieces[0][a:b], pieces[1][c:d], strict=True):
            for list_marks in (_list_roles, _list_links, _list_evidence, _list_numbers):
                left, right = list_marks(english[1], "en"), list_marks(dutch[1], "nl")
                lacking, more = (", ".join((Counter(x) - Counter(y)).elements()) for x, y in ((left, right), (right, left)))
                if lacking or more or (left != right and list_marks is _list_evidence):
                    expected = f"{lacking or 'nothing more'}, as in English"
                    yield _tell(twin.places[1], dutch[2], expected, more or "none", todo)


def _tell(place: Remark, row: int, expected: str, found: str, todo: str) -> Remark:
    """Return a remark at a row of a text; where the text itself has no row of its own, at its place."""
    number = str(int(place.row) + row) if place.row == "1" and place.report.endswith(".md") else place.row
    return replace(place, row=number, expected=expected[:300], found=found[:300], todo=place.todo or todo)


def _cut(text: str, parts: re.Pattern) -> list[tuple[str, str, int]]:
    """Return the pieces of a text: what each begins with, its text, and the row it begins at."""
    found = list(parts.finditer(text))
    starts, ends = [0, *(it.end() for it in found)], [*(it.start() for it in found), len(text)]
    keys = ["", *(_even(it[0]) for it in found)]
    return [
        (key, text[start:end], text.count("\n", 0, start)) for key, start, end in zip(keys, starts, ends, strict=True)
    ]


def _even(text: str) -> str:
    """Return an address or a column without its language."""
    return re.sub(r"/(?:nl|en)/|_(?:nl|en)\b", "/*/", text)


def _list_roles(text: str, _: str) -> list[str]:
    """Return the roles of a text with what they name."""
    told = ((name, re.sub(r".*<(.*)>", r"\1", named, flags=re.DOTALL)) for name, named in ROLE.findall(text) if name != ACROSS)
    return [f"{{{name}}}`{'' if name in SHOWING else _even(named)}`" for name, named in told]


def _list_links(text: str, _: str) -> list[str]:
    """Return where the links of a text lead."""
    return [f"({_even(target)})" for target in LINK.findall(text)]


def _list_evidence(text: str, _: str) -> list[str]:
    """Return the evidence behind the sentences of a text, in order."""
    return EVIDENCE.findall(text)


def _list_numbers(text: str, side: str) -> list[str]:
    """Return the numbers of a text, in digits or as a word, without the marks of its language."""
    found = []
    for token in NUMBER.findall(_strip(text)):
        if token[0].isalpha():
            found += [COUNTS[side][token.lower()]] if token.lower() in COUNTS[side] else []
        elif OTHERWISE[side].search(token):
            found.append(f"{token} (as in the other language)")
        else:
            found.append(THOUSANDS[side].sub("", token).replace(",", ".").replace("\u2212", "-").rstrip("%"))
    return found


def _strip(text: str, allowed: re.Pattern | None = None) -> str:
    """Return a text without code, addresses and values, and without what may stand there in another language."""
    text = html.unescape(text)
    for pattern in (*HIDDEN, *([allowed] if allowed else ())):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    return text


def find_left(twin: Twin, lists: Lists) -> Iterator[Remark]:
    """Yield lines that are the same in both languages, and words of the one in the other."""
    lines = {line.strip() for line in _strip(twin.texts[0], lists.allowed["nl"]).splitlines()}
    todo = "translate it, or name it with its reason in owlib/locales/foreign_words.csv"
    for side, place, text in zip(SIDES, twin.places, twin.texts, strict=True):
        other = TOLD_AS[SIDES[1 - SIDES.index(side)]]
        for row, line in enumerate(_strip(text, lists.allowed[side]).splitlines()):
            words = WORD.findall(line)
            left = [word for word in words if word.lower() in lists.words[side]]
            if left:
                yield _tell(place, row, f"no {other} words", f"'{', '.join(dict.fromkeys(left))}' in '{show(line.strip())}'", todo)
            elif side == "nl" and len(words) >= LEAST_SAME and line.strip() in lines:
                yield _tell(place, row, f"a text in {TOLD_AS[side]}", f"'{show(line.strip())}', as in {other}", todo)
