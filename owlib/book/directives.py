"""What pages show of the data: a value in a sentence by a role; a table, a list or a figure by a directive.

Each is made by a plain function; what it refuses, as an unknown name, is told as a fault of the page.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

from owlib.book import measurements
from owlib.book.archives import FIGURE_FOLDER
from owlib.book.links import DUTCH_MARK, TERM_MARK
from owlib.book.nodes import (
    Noted,
    download_link,
    lead_to_page,
    make_figure,
    make_reference,
    make_table,
    note_page,
    note_pages,
    use_words,
    uses,
)
from owlib.errors import OwlibError, UnknownNameError
from owlib.evidence import FINAL, Evidence, read_evidence
from owlib.evidence.numbers import split_codes
from owlib.evidence.schema import Package, Resource, read_package
from owlib.exhibits import Cell, Column, Figure, Table, View, audit, registers, view_all
from owlib.exhibits import make_table as describe_table
from owlib.exhibits.wording import (
    ANSWER,
    group_branches,
    map_addresses,
    show_number,
    show_place,
    show_source,
    start_upper,
)
from owlib.findings.conflicts import is_changing, is_hard
from owlib.places import find_root
from owlib.surveys import in_language, items_table, read_instrument, surveys_table
from owlib.words import Words


@functools.cache
def use_evidence() -> Evidence:
    """Return the evidence, read once for each build."""
    return read_evidence(find_root())


def use_view(env: BuildEnvironment) -> View:
    """Return all of the evidence in the language of the pages."""
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
    frame = getattr(use_evidence(), table, None)
    if frame is None:
        raise UnknownNameError(f"expected a table of the evidence; found '{table}'")
    return nodes.Text(use_words(env)("count-in-words", count=len(frame)))


def tell_outcome(env: BuildEnvironment, outcome: str) -> nodes.Node:
    """Return a count of the claim audit: of a verdict, or ``decided``, ``undecided``, ``conditional`` or ``simple``."""
    counts = audit.count_outcomes(use_view(env))
    return nodes.Text(use_words(env)("count-in-words", count=counts[choose(outcome, counts)]))


def tell_cell(_env: BuildEnvironment, name: str) -> nodes.Node:
    """Return a cell of the data, named as ``table.id.column``."""
    table, _, rest = name.partition(".")
    record_id, _, column = rest.rpartition(".")
    frame = getattr(use_evidence(), table, None)
    if frame is None or column not in frame or record_id not in set(frame.iloc[:, 0]):
        raise UnknownNameError(f"expected a cell of the data as table.id.column; found '{name}'")
    return nodes.Text(str(frame.loc[frame.iloc[:, 0] == record_id, column].iloc[0]))


def tell_pdf(env: BuildEnvironment, words: str) -> nodes.Node:
    """Return a link to the PDF of the book; nothing to see where none is made beside the pages."""
    made = env.config.owlib_pdf
    return download_link("", words, path=made) if made else nodes.Text("")


def tell_uses(env: BuildEnvironment, case: str) -> nodes.Node:
    """Return a place for links to the chapters that use a case: those that lead to a row of one of its reports."""
    return uses("", case=case, home=env.docname)


ROLES = {
    "num": tell_number, "passage": tell_passage, "count": tell_count, "audit": tell_outcome, "fact": tell_cell,
    "pdf": tell_pdf, "uses": tell_uses,
}  # fmt: skip


# Tables and figures


def show_exhibit(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show a table of the evidence by its name in ``registers.TABLES``."""
    table = registers.TABLES[choose(name, registers.TABLES)](use_view(document.settings.env))
    return [make_table(document, table.to_dict())]


def show_survey(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show the items of a questionnaire by its id, or all questionnaires by the word ``surveys``."""
    instrument = in_language(read_instrument(), document.settings.env.config.language)
    choose(name, ["surveys", *instrument.surveys["survey_id"]])
    table = surveys_table(instrument) if name == "surveys" else items_table(instrument, name)
    return [make_table(document, table.to_dict())]


def show_measured(document: nodes.document, name: str) -> list[nodes.Node]:
    """Show what a benchmark left, as a figure or a table, by its name in ``measurements.SHOWN``."""
    env = document.settings.env
    exhibit = measurements.show(use_words(env), find_root(), choose(name, measurements.SHOWN))
    if not isinstance(exhibit, Figure):
        return [make_table(document, exhibit.to_dict())]
    picture = Path(env.doctreedir).parent / "measured" / f"{exhibit.name}.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(exhibit.svg, encoding="utf-8", newline="\n")
    uri = "/" + Path(os.path.relpath(picture, env.srcdir)).as_posix()
    return [make_figure(document, exhibit.to_dict(), exhibit.svg, uri)]


def show_dictionary(document: nodes.document) -> list[nodes.Node]:
    """Show every table of the data package with its columns."""
    tables = list_dictionary(use_words(document.settings.env), read_package(find_root()))
    return [make_table(document, table.to_dict()) for table in tables]


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
    for row in glossary.itertuples():
        address = f"{TERM_MARK}{row.term}"
        term = nodes.term("", row.term_name, names=[address], ids=[address])
        if row.term_nl.lower() != row.term_name.lower():
            term += nodes.inline("", f" ({row.term_nl})", classes=["dutch", DUTCH_MARK])
        body = nodes.paragraph("", row.definition)
        if related := [labels[name] for name in split_codes(row.related)]:
            body += nodes.Text(" " + view.words("lookup-see-also", terms=view.words.join(related)))
        listed += nodes.definition_list_item("", term, nodes.definition("", body))
    return listed


def show_files(document: nodes.document) -> list[nodes.Node]:
    """List the files of the data package, each as a download; none where no file stands beside the pages."""
    listed = nodes.bullet_list()
    for resource in read_package(find_root()).resources:
        link = download_link("", resource.file, path=resource.file)
        listed += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" {resource.title}")))
    return [listed] if document.settings.env.app.builder.name == "html" else []


def show_answers(document: nodes.document, chapters: str) -> list[nodes.Node]:
    """List the questions of chapters, each leading to its chapter, with the first sentence of the answer."""
    env, wanted = document.settings.env, chapters.split()
    evidence = use_view(env).evidence
    leads = evidence.passages[evidence.passages["section"].eq(ANSWER) & evidence.passages["position"].eq(1)]
    leads = leads.set_index("chapter_id")["text"]
    for chapter in wanted:
        choose(chapter, leads.index)
    listed = nodes.definition_list()
    for chapter in evidence.chapters[evidence.chapters["chapter_id"].isin(wanted)].itertuples():
        link = lead_to_page(f"book/reports/{chapter.chapter_id}", chapter.question, env.docname)
        told = nodes.definition("", nodes.paragraph("", leads[chapter.chapter_id]))
        listed += nodes.definition_list_item("", nodes.term("", "", link), told)
    return [listed]


def show_branches(document: nodes.document) -> list[nodes.Node]:
    """List the cases by branch, the widest one that each belongs to, with links to their reports."""
    env = document.settings.env
    evidence, listed = use_view(env).evidence, nodes.bullet_list()
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    for branch, case_ids in group_branches(evidence).items():
        point = nodes.paragraph("", f"{start_upper(branch)}: ")
        for place, case_id in enumerate(case_ids):
            point += nodes.Text(", " if place else "")
            point += lead_to_page(f"book/reports/{case_id}-{FINAL}", names[case_id], env.docname)
        listed += nodes.list_item("", point)
    return [listed]


def show_conflicts(document: nodes.document) -> list[nodes.Node]:
    """List, for each case, numbered links to the pairs of passages that conflict on it."""
    return [make_conflicts(use_view(document.settings.env))]


def make_conflicts(view: View) -> nodes.bullet_list:
    """Return for each case the numbers of its pairs as links; those that change a conclusion stand first, named so."""
    listed = nodes.bullet_list()
    for name, pairs in audit.list_conflicts(view.evidence):
        hard, changing = sum(map(is_hard, pairs)), sum(map(is_changing, pairs))
        point = nodes.paragraph("", view.words("lists-conflicts", name=name, pairs=len(pairs), hard=hard))
        for number, pair in enumerate(pairs, 1):
            if changing and number in (1, changing + 1):
                group = "changing" if is_changing(pair) else "others"
                point += nodes.Text(f" {view.words(f'lists-conflicts-{group}')}")
            target = f"contradiction-{pair['contradiction_id']}"
            point += [nodes.Text(" "), make_reference(target, f"[{number}]", pair["what"])]
        listed += nodes.list_item("", point)
    return listed


KINDS = {
    "figures": (nodes.figure, nodes.caption, "figure"),
    "tables": (nodes.table, nodes.title, "table"),
}
"""By list: the node of an exhibit, that of its title, and the name under which Sphinx counts it."""


class exhibit_list(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """A place for the list of all exhibits of one kind; filled once all are numbered."""


def show_place_of_list(_document: nodes.document, kind: str) -> list[nodes.Node]:
    """List all exhibits of the book of one kind in ``KINDS``, once they are numbered."""
    return [exhibit_list(kind=choose(kind, KINDS))]


def note_exhibits(app: Sphinx, doctree: nodes.document) -> None:
    """Note address and title of the exhibits of a page."""
    for kind, (node_type, title_type, _) in KINDS.items():
        titled = (
            (node["ids"], [child.astext() for child in node.children if isinstance(child, title_type)])
            for node in doctree.findall(node_type)
        )
        note_page(app.env).exhibits[kind] = [(ids[0], titles[0]) for ids, titles in titled if ids and titles]


def fill_lists(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill the places for lists: a heading for each page that has exhibits, and below it a line for each."""
    for place in list(doctree.findall(exhibit_list)):
        kind, lists = place["kind"], []
        for page in app.config.owlib_order:
            exhibits = note_pages(app.env).get(page, Noted()).exhibits.get(kind, [])
            if exhibits:
                lines = (_make_line(app, docname, page, kind, *exhibit) for exhibit in exhibits)
                chapter = nodes.section(ids=[f"{kind}-{PurePosixPath(page).name}"])
                chapter += nodes.title("", app.env.titles[page].astext())
                chapter += nodes.bullet_list("", *lines, classes=["exhibit-list"])
                lists.append(chapter)
        place.replace_self(lists)


def _make_line(app: Sphinx, home: str, page: str, kind: str, address: str, title: str) -> nodes.list_item:
    """Return a line of a list: number, title that leads to the exhibit, and downloads where there are any."""
    counter, words = KINDS[kind][-1], use_words(app.env)
    number = ".".join(map(str, app.env.toc_fignumbers.get(page, {}).get(counter, {}).get(address, ())))
    line = nodes.paragraph("", "", nodes.inline("", app.config.numfig_format[counter] % number, classes=["place"]))
    uri = f"{app.builder.get_relative_uri(home, page)}#{address}"
    line += [nodes.Text(" "), nodes.reference("", title, refuri=uri, internal=True)]
    if address in note_pages(app.env)[page].drawn:
        small = nodes.inline("", f" {words('lists-download')} ", classes=["remark"])
        for place, ending in enumerate(("csv", "svg", "json", "zip")):
            small += nodes.Text(", " if place else "")
            small += download_link("", words(f"lists-download-{ending}"), path=f"{FIGURE_FOLDER}/{address}.{ending}")
        line += small
    return nodes.list_item("", line)


def make_directive(show: Callable[..., list[nodes.Node]]) -> type[SphinxDirective]:
    """Return a directive that shows what a function makes of the document and the argument, if it takes one."""

    class Shown(SphinxDirective):
        required_arguments = show.__code__.co_argcount - 1
        final_argument_whitespace = True

        def run(self) -> list[nodes.Node]:
            try:
                return show(self.state.document, *self.arguments)
            except OwlibError as error:
                raise self.error(str(error)) from error

    return Shown


DIRECTIVES = {
    "evidence-table": show_exhibit,
    "survey-table": show_survey,
    "measured": show_measured,
    "data-dictionary": show_dictionary,
    "owlib-glossary": show_glossary,
    "data-files": show_files,
    "chapter-answers": show_answers,
    "cases-by-branch": show_branches,
    "case-conflicts": show_conflicts,
    "exhibit-list": show_place_of_list,
}
