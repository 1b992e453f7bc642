"""What pages show of the data: a value in a sentence by a role; a table, a list or a figure by a directive.

Each is made by a plain function; what it refuses, as an unknown name, is told as a fault of the page.
"""

from __future__ import annotations

import functools
import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from owlib.book import measurements
from owlib.book.archives import FIGURE_FOLDER
from owlib.book.citation import Facts, read_facts
from owlib.book.editions import find_address, name_page
from owlib.book.links import FOREIGN_MARK, TERM_MARK
from owlib.book.nodes import (
    REGISTERS,
    VOLUME,
    download_link,
    fold_table,
    make_figure,
    make_reference,
    make_register,
    make_table,
    note_page,
    on_screen,
    repeat_figure,
    use_words,
    uses,
)
from owlib.book.pages import fill_template, name_files
from owlib.errors import OwlibError, UnknownNameError
from owlib.evidence import Evidence, read_evidence
from owlib.evidence.numbers import split_codes
from owlib.evidence.schema import Package, Resource, read_package
from owlib.exhibits import MIME, Cell, Column, Figure, Register, Table, View, audit, registers, view_all, write_csv
from owlib.exhibits import make_table as describe_table
from owlib.exhibits.wording import map_addresses, show_number, show_place, show_source, start_upper
from owlib.places import find_root
from owlib.reports import REPORTS
from owlib.reports.notebooks import list_shown, read_executed
from owlib.surveys import in_language, items_table, read_instrument, surveys_table
from owlib.words import COMPLETE, LOCALES, Words


@functools.cache
def use_evidence() -> Evidence:
    """Return the evidence, read once for each build."""
    return read_evidence(find_root())


def use_view(env: BuildEnvironment) -> View:
    """Return all of the evidence in the language of the pages, and note that a page tells of it."""
    note_page(env).data = True
    return view_all(use_evidence(), env.config.language)


def choose(name: str, known: Collection[str]) -> str:
    """Return a name that is one of those known; refuse any other."""
    if name not in known:
        raise UnknownNameError(f"expected one of {', '.join(known)}; found '{name}'")
    return name


# Values in a sentence


class Told(SphinxRole):
    """A role that puts what a function tells into a sentence."""

    def __init__(self, tell: Callable[[BuildEnvironment, str], nodes.Node]) -> None:
        super().__init__()
        self.tell = tell

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what is told."""
        try:
            return [self.tell(self.env, self.text)], []
        except OwlibError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]


def tell_number(env: BuildEnvironment, number_id: str) -> nodes.Node:
    """Return a published number, leading to its row in the register."""
    view = use_view(env)
    number = view.evidence.find_number(number_id)
    place = f"{show_source(view, number['source_id'])}, {show_place(view.words, number)}"
    return make_reference(f"number-{number_id}", show_number(view.words, number), place)


def tell_passage(env: BuildEnvironment, passage_id: str) -> nodes.Node:
    """Return sentences of ours from the data, with the evidence behind them as numbered links."""
    view = use_view(env)
    passages, addresses = view.evidence.passages.set_index("passage_id"), map_addresses(view.evidence)
    row = passages.loc[choose(passage_id, passages.index)]
    links = nodes.inline(classes=["evidence"])
    for place, name in enumerate(split_codes(row["evidence"]), 1):
        links += [*([nodes.Text(" ")] if place > 1 else []), make_reference(addresses[name], str(place), kind="std")]
    return nodes.inline("", "", nodes.Text(f"{row['text']} "), links)


def tell_count(env: BuildEnvironment, table: str) -> nodes.Node:
    """Return the number of records of a table, in words where it is small."""
    note_page(env).data = True
    frame = getattr(use_evidence(), table, None)
    if frame is None:
        raise UnknownNameError(f"expected a table of the evidence; found '{table}'")
    return nodes.Text(use_words(env)("count-in-words", count=len(frame)))


def tell_outcome(env: BuildEnvironment, outcome: str) -> nodes.Node:
    """Return a count of the claim audit: of a verdict, or ``decided``, ``undecided``, ``conditional`` or ``simple``."""
    counts = audit.count_outcomes(use_view(env))
    return nodes.Text(use_words(env).number(counts[choose(outcome, counts)]))


def tell_cell(env: BuildEnvironment, name: str) -> nodes.Node:
    """Return a cell of the data, named as ``table.id.column``."""
    table, _, rest = name.partition(".")
    record_id, _, column = rest.rpartition(".")
    note_page(env).data = True
    frame = getattr(use_evidence(), table, None)
    if frame is None or column not in frame or record_id not in set(frame.iloc[:, 0]):
        raise UnknownNameError(f"expected a cell of the data as table.id.column; found '{name}'")
    return nodes.Text(str(frame.loc[frame.iloc[:, 0] == record_id, column].iloc[0]))


def tell_pdf(env: BuildEnvironment, words: str) -> nodes.Node:
    """Return a link to the PDF of the book; nothing to see where none is made beside the pages."""
    return _lead_to_file(env, "pdf", words)


def tell_annex(env: BuildEnvironment, words: str) -> nodes.Node:
    """Return a link to the PDF of the annex; nothing to see where none is made beside the pages."""
    return _lead_to_file(env, "annex", words)


def _lead_to_file(env: BuildEnvironment, kind: str, words: str) -> nodes.Node:
    path = name_files(read_facts(find_root(), env.config.language))[kind]
    return download_link("", words, path=path, classes=[VOLUME])


def tell_filter(env: BuildEnvironment, words: str) -> nodes.Node:
    """Return a link to a register at a filter, from ``words <conflicts?between=sources>``; a screen's alone."""
    shown, _, address = words.rstrip(">").rpartition(" <")
    name, _, asked = address.partition("?")
    page = name_page(REGISTERS[choose(name, REGISTERS)], env.config.language)
    return download_link("", shown, path=f"{page}?{asked}", classes=["kept"])


def tell_other(_env: BuildEnvironment, words: str) -> nodes.Node:
    """Return a link to a page that another edition alone has, from ``words <en:book/library/base>``."""
    shown, _, address = words.rstrip(">").rpartition(" <")
    language, _, page = address.partition(":")
    if not find_address(page, choose(language, LOCALES)):
        raise UnknownNameError(f"expected a page of the edition '{language}'; found '{page}'. What to do: mend it.")
    path = f"../{language}/{name_page(page, language)}"
    return download_link("", shown, path=path, classes=["kept", f"language-{language}"])


def tell_uses(env: BuildEnvironment, case: str) -> nodes.Node:
    """Return a place for links to the chapters that use a case: those that lead to a row of one of its reports."""
    return uses("", case=case, home=env.docname)


ROLES = {
    "num": tell_number, "passage": tell_passage, "count": tell_count, "audit": tell_outcome, "fact": tell_cell,
    "pdf": tell_pdf, "annex": tell_annex, "filter": tell_filter, "uses": tell_uses,
    "other": tell_other,
}  # fmt: skip


# Tables and figures


def show_exhibit(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show a table of the evidence by its name in ``registers.TABLES``."""
    table = registers.TABLES[choose(name, registers.TABLES)](use_view(document.settings.env))
    return [make_table(document, table.to_dict())]


def show_folded(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show a table of the evidence folded, by its name in ``registers.TABLES``."""
    table = registers.TABLES[choose(name, registers.TABLES)](use_view(document.settings.env))
    return [fold_table(document, table.to_dict())]


def show_register(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show a register by its name in ``registers.REGISTERS``; on the website with filters and the data behind it."""
    env = document.settings.env
    register = registers.REGISTERS[choose(name, registers.REGISTERS)](use_view(env))
    shown = make_register(document, lead_to_sources(use_view(env), register))
    facts = read_facts(find_root(), env.config.language)
    files = write_register(register, facts)
    note_page(env).downloads |= files
    table, rows = files
    script = relative_uri(name_page(env.docname, facts.language), rows)
    form = fill_template("register.html", facts, register=register, script=script)
    link = download_link("", use_words(env)("lookup-register-all", count=len(register.data_rows)), path=table)
    raw = nodes.raw("", form, format="html")
    return [on_screen("", raw), shown, on_screen("", nodes.paragraph("", "", link))]


BOM = "\ufeff"
"""What a file in UTF-8 begins with, for spreadsheets to know it."""


def write_register(register: Register, facts: Facts) -> dict[str, str]:
    """Return the data of a register as files by path: as CSV, and the same lines by row for the script that filters.

    Each row ends with its address. The CSV begins with a byte order mark, by which spreadsheets know its letters. A
    page that is opened from a folder may not read a file, but may load a script.
    """
    addresses = [address for table in register.groups for address in table.targets]
    page = name_page(REGISTERS[register.name], facts.language)
    home = facts.find_url(page) or f"{facts.language}/{page}"
    rows = [[*row, f"{home}#{address}"] for row, address in zip(register.data_rows, addresses, strict=True)]
    text = write_csv([*register.data_columns, "address"], rows)
    head, *lines = text.rstrip("\n").split("\n")
    told = json.dumps({"head": head, "lines": dict(zip(addresses, lines, strict=True))}, ensure_ascii=False, indent=0)
    path = f"{FIGURE_FOLDER}/register-{register.name}"
    return {f"{path}.csv": BOM + text, f"{path}.js": f"const registerData = {told};\n"}


SOURCE_ADDRESS = re.compile(r"@\w+\{([^,\s]+),(?:(?!\n@).)*?\\url\{([^}]+)\}", re.DOTALL)
"""An entry of the references that has an address: its key, and that address."""


def lead_to_sources(view: View, register: Register) -> Register:
    """Return a register whose rows lead to the address of their source, where the references have one."""
    known = dict(SOURCE_ADDRESS.findall((find_root() / "book" / "references.bib").read_text(encoding="utf-8")))
    sources = view.evidence.sources
    addresses = {f"source--{row.source_id}": known.get(row.citation_key) for row in sources.itertuples()}
    told = view.words("lookup-register-source")
    leads = {
        row: [
            *(Cell(told, target=addresses[mark]) for mark in marks if addresses.get(mark)),
            *register.leads.get(row, []),
        ]
        for row, marks in register.marks.items()
    }
    return replace(register, leads=leads)


def show_survey(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show the items of a questionnaire by its id, or all questionnaires by the word ``surveys``, folded."""
    instrument = in_language(read_instrument(), document.settings.env.config.language)
    choose(name, ["surveys", *instrument.surveys["survey_id"]])
    table = surveys_table(instrument) if name == "surveys" else items_table(instrument, name)
    return [fold_table(document, name_sources(use_view(document.settings.env), table).to_dict())]


def name_sources(view: View, table: Table) -> Table:
    """Return a table that has the names of sources where the instrument has their ids."""
    names = view.evidence.sources.set_index("source_id")["short"]
    known = re.compile(rf"\b({'|'.join(map(re.escape, names.index))})\b")

    def name(text: str) -> str:
        return known.sub(lambda found: names[found[1]], text)

    rows = tuple(tuple(replace(cell, small=name(cell.small)) for cell in row) for row in table.rows)
    return replace(table, rows=rows, source=name(table.source))


def show_measured(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show what a benchmark left, as a figure or a table, by its name in ``measurements.SHOWN``."""
    env = document.settings.env
    exhibit = measurements.show(use_words(env), find_root(), choose(name, measurements.SHOWN))
    if not isinstance(exhibit, Figure):
        coded = {measurements.CODED[name]: FOREIGN_MARK.format(COMPLETE)} if name in measurements.CODED else {}
        return [make_table(document, {**exhibit.to_dict(), "coded": coded})]
    return [make_figure(document, exhibit.to_dict(), exhibit.svg, _write_picture(env, exhibit.name, exhibit.svg))]


def _write_picture(env: BuildEnvironment, name: str, svg: str) -> str:
    """Write a picture where those of notebooks are, so that one on two pages is one file; return its address."""
    picture = Path(env.mystnb_config.output_folder) / f"{name}.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(svg, encoding="utf-8", newline="\n")
    return "/" + Path(os.path.relpath(picture, env.srcdir)).as_posix()


def show_figure_of(document: nodes.document, named: str) -> list[nodes.Node]:
    """Show a figure of a chapter on another page: by chapter and part, as in ``national balance``."""
    env, (chapter, _, part) = document.settings.env, named.partition(" ")
    path = find_root() / REPORTS / env.config.language / f"{chapter}.ipynb"
    env.note_dependency(str(path))
    drawn = {output[MIME]["name"]: output for output in list_shown(read_executed(path).cells) if SVG in output}
    figure = drawn[choose(f"{chapter}-{part}", drawn)]
    return [repeat_figure(env, figure[MIME], _write_picture(env, f"{chapter}-{part}", figure[SVG]))]


def show_dictionary(document: nodes.document) -> list[nodes.Node]:
    """Show every table of the data package with its columns, each folded."""
    words = use_words(document.settings.env)
    tables = list_dictionary(words, read_package(find_root(), words.language))
    return [fold_table(document, table.to_dict()) for table in tables]


SVG = "image/svg+xml"
MOST_FILES = 3
"""Files of a table that are named one by one."""


def list_dictionary(words: Words, package: Package) -> list[Table]:
    """Return a table for each table of the data package: its columns, what they hold, and the rules they keep."""
    files: dict[str, list[Resource]] = {}
    for resource in package.resources:
        files.setdefault(resource.table, []).append(resource)
    return [_describe_table(words, table, resources) for table, resources in files.items()]


def _describe_table(words: Words, table: str, files: list[Resource]) -> Table:
    """Return the columns of one table."""
    named = [resource.file for resource in files]
    few = len(named) <= MOST_FILES
    where = words.join(named) if few else words("lookup-files", count=len(named), first=named[0])
    count = sum(len(resource.path.read_text(encoding="utf-8").splitlines()) - 1 for resource in files)
    return describe_table(
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


# Lists


def show_glossary(document: nodes.document) -> list[nodes.Node]:
    """Show the glossary; each term can be led to by the role ``term``."""
    env = document.settings.env
    listed = make_glossary(use_view(env))
    for term in listed.findall(nodes.term):
        (address,) = term["names"]
        env.get_domain("std").note_object("term", term[0].astext(), address, location=listed)
        document.note_explicit_target(term)
        term.parent[1] += uses("", prefix=address, home=env.docname)
    return [listed]


def make_glossary(view: View) -> nodes.definition_list:
    """Return the glossary as a list."""
    glossary, listed = view.evidence.glossary, nodes.definition_list(classes=["glossary"])
    labels = dict(zip(glossary["term"], glossary["term_name"], strict=True))
    whole = view.whole.glossary.set_index("term")
    for row in glossary.iloc[order_terms(view)].itertuples():
        address = f"{TERM_MARK}{row.term}"
        term = nodes.term("", row.term_name, names=[address], ids=[address])
        for language in LOCALES:
            own, named = _split_name(row.term_name), _split_name(whole.loc[row.term, f"term_{language}"])
            if new := [part for name, part in named.items() if name not in own]:
                term += nodes.inline("", f" ({', '.join(new)})", classes=["dutch", FOREIGN_MARK.format(language)])
        body = nodes.paragraph("", row.definition)
        if related := [labels[name] for name in split_codes(row.related)]:
            also = view.words("lookup-see-also", terms=view.words.join(related))
            body += nodes.inline("", f" {also}", classes=["also"])
        listed += nodes.definition_list_item("", term, nodes.definition("", body))
    return listed


def _split_name(name: str) -> dict[str, str]:
    """Return a term and what stands in brackets after it, each by itself in small letters."""
    return {part.lower(): part for part in re.split(r" \(|\)", name) if part}


def order_terms(view: View) -> list[int]:
    """Return the places of the terms in the order of their names; accents and capitals make no other letter."""
    terms = view.evidence.glossary["term_name"]
    letters = [unicodedata.normalize("NFKD", term).encode("ascii", "ignore").lower() for term in terms]
    return sorted(range(len(terms)), key=letters.__getitem__)


def show_files(document: nodes.document) -> list[nodes.Node]:
    """List the files of the data package, each as a download; none where no file stands beside the pages."""
    listed = nodes.bullet_list()
    for resource in read_package(find_root(), document.settings.env.config.language).resources:
        link = download_link("", resource.file, path=resource.file)
        listed += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" {resource.title}")))
    return [on_screen("", listed)]


def show_conflict_rule(document: nodes.document) -> list[nodes.Node]:
    """List the grades of conflicts, each with what it means."""
    view, listed = use_view(document.settings.env), nodes.definition_list()
    codes = view.evidence.codes
    for code in codes[codes["list"].isin(["strength", "changes"])].itertuples():
        told = nodes.definition("", nodes.paragraph("", code.definition))
        listed += nodes.definition_list_item("", nodes.term("", start_upper(code.label)), told)
    return [listed]


def make_directive(show: Callable[..., list[nodes.Node]]) -> type[SphinxDirective]:
    """Return a directive that shows what a function makes of the document and the argument, if it takes one."""

    class Shown(SphinxDirective):
        required_arguments = show.__code__.co_argcount - 1
        final_argument_whitespace = True

        def run(self) -> list[nodes.Node]:
            note_page(self.env).data = True
            try:
                return show(self.state.document, *self.arguments)
            except OwlibError as error:
                raise self.error(str(error)) from error

    return Shown


DIRECTIVES = {
    "evidence-table": show_exhibit,
    "folded-table": show_folded,
    "register": show_register,
    "survey-table": show_survey,
    "figure-of": show_figure_of,
    "measured": show_measured,
    "data-dictionary": show_dictionary,
    "owlib-glossary": show_glossary,
    "data-files": show_files,
    "conflict-rule": show_conflict_rule,
}
