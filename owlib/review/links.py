"""Whether every link of the book leads somewhere, and every table and figure has all that a reader needs of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from owlib.book import list_pages
from owlib.book.editions import find_file, list_texts
from owlib.evidence import Evidence
from owlib.evidence.numbers import split_codes
from owlib.evidence.rules import PARTED, SENTENCES, list_sentences
from owlib.exhibits import MIME, registers, view_all
from owlib.exhibits.wording import map_addresses
from owlib.places import relative_name
from owlib.reports import REPORTS, list_reports
from owlib.reports.notebooks import list_executed, list_shown, read_cells
from owlib.review.findings import Checked, Remark

CHECK = "links"
WHAT = "links and names of the book"
MEND = "mend the link, or bring back what it leads to"
SVG, MARKDOWN = "image/svg+xml", "text/markdown"
LINK = re.compile(r"\]\(\s*([^()\s]+)\s*\)")
LABEL = re.compile(r"^\(([a-z0-9-]+)\)=\s*$", re.MULTILINE)
SPAN = re.compile(r"\]\{#([a-z0-9-]+)[ }]")
"""A part of a running text with an address of its own."""
HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)
ROLE = re.compile(
    r"\{(num|passage|count|fact|cite|evidence-table|folded-table|register)\}(?:`([^`]+)`|[ \t]+([a-z-]+))"
)
ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)
OUTSIDE = re.compile(r"[a-z]+:")
NEEDED = {"figure": ("title", "caption", "alt", "source"), "table": ("caption", "source")}
COLUMNS = {"figure": (("columns", "rows"),), "table": (("columns", "rows"), ("data_columns", "data_rows"))}


@dataclass
class Pages:
    """What pages hold: exhibits with page and picture, links with their place, and names of what can be led to."""

    root: Path
    evidence: Evidence
    language: str
    exhibits: list[tuple[str, dict, str]] = field(default_factory=list)
    links: list[tuple[Remark, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)


def check_links(pages: Pages) -> Checked:
    """Check that each link leads to a page, an exhibit or a row, and each name is there once."""
    remarks = [
        *_check_targets(pages), *_check_names(pages), *_check_sentences(pages), *_check_passages(pages),
        *_check_contents(pages),
        *(remark for path in list_texts(pages.root, pages.language) for remark in _check_roles(pages, path)),
    ]  # fmt: skip
    return Checked(CHECK, WHAT, len(pages.links) + len(pages.names), tuple(dict.fromkeys(remarks)))


def check_exhibits(pages: Pages) -> Checked:
    """Check that tables and figures have sources and data, and figures their message in words."""
    remarks = [remark for exhibit in pages.exhibits for remark in check_exhibit(*exhibit)]
    return Checked("exhibits", "tables and figures with source, data and words", len(pages.exhibits), tuple(remarks))


def read_pages(root: Path, evidence: Evidence, language: str) -> Pages:
    """Return exhibits, links and names of all pages of an edition, reports and tables of the evidence among them."""
    pages = Pages(root, evidence, language)
    for path in list_executed(root, language):
        report = f"{language}/{path.stem}"
        for cell in read_cells(path):
            _take_text(pages, report, "text", cell.source if cell.cell_type == "markdown" else "")
            for data in list_shown([cell]):
                if isinstance(data.get(MIME), dict):
                    _take_exhibit(pages, report, data[MIME], data.get(SVG, ""))
                _take_text(pages, report, "text", data.get(MARKDOWN, ""))
                pages.names += [(name, report) for name in SPAN.findall(data.get(MARKDOWN, ""))]
    for path in list_texts(root, language):
        page, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        _take_text(pages, page, "", text)
        pages.names += [(name, page) for name in LABEL.findall(text)]
        for kind, _, name in ROLE.findall(text):
            for table in registers.list_tables(view_all(evidence, language), kind, name):
                _take_exhibit(pages, page, table.to_dict())
    return pages


def _take_text(pages: Pages, page: str, exhibit: str, text: str) -> None:
    """Note the links of a running text."""
    for number, line in enumerate(text.splitlines(), 1):
        place = Remark(CHECK, page, exhibit, "" if exhibit else str(number), todo=MEND)
        pages.links += [(place, target) for target in LINK.findall(line)]


def _take_exhibit(pages: Pages, page: str, exhibit: dict, svg: str = "") -> None:
    """Note an exhibit, what it can be led to by, and the links of its cells."""
    pages.exhibits.append((page, exhibit, svg))
    pages.names += [(name, page) for name in [exhibit.get("name", ""), *(exhibit.get("targets") or ())] if name]
    for row in exhibit.get("rows", ()) if exhibit.get("kind") == "table" else ():
        for cell in row:
            if cell.get("target") and not cell["target"].startswith("/"):  # Sphinx looks for pages
                place = Remark(CHECK, page, f"table '{exhibit.get('name')}'", row[0].get("text", ""), todo=MEND)
                pages.links.append((place, f"#{cell['target']}"))


def _check_targets(pages: Pages) -> Iterator[Remark]:
    """Yield links that lead nowhere. A page of a report leads from its own folder."""
    names = {name for name, _ in pages.names}
    slugs = {
        relative_name(path, pages.root): {make_slug(title) for title in HEADING.findall(path.read_text("utf-8"))}
        for path in list_texts(pages.root, pages.language)
    }
    for place, target in pages.links:
        if OUTSIDE.match(target):
            continue
        file, _, label = target.partition("#")
        folder = pages.root / ("book" if place.report.endswith(".md") else REPORTS) / pages.language
        page = relative_name((folder / file).resolve(), pages.root.resolve()) if file else place.report
        if file and file not in names and not (folder / file).is_file():
            yield replace(place, expected=f"something at '{file}'", found="no such page or label")
        elif label and (not file or page in slugs) and label not in names and label not in slugs.get(page, ()):
            yield replace(place, expected=f"something at '#{label}'", found="no such row, exhibit or label")


def make_slug(title: str) -> str:
    """Return the address that a heading gets."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()))


def _check_names(pages: Pages) -> Iterator[Remark]:
    """Yield names that more than one exhibit, row or label has."""
    for name, count in Counter(name for name, _ in pages.names).items():
        if count > 1:
            where = ", ".join(sorted({page for other, page in pages.names if other == name}))
            todo = "give each its own name"
            yield Remark(CHECK, where, name, "", "", "a name that is there once", f"it {count} times", todo)


def _check_sentences(pages: Pages) -> Iterator[Remark]:
    """Yield evidence behind sentences that has no row in the book."""
    addresses, names = map_addresses(pages.evidence), {name for name, _ in pages.names}
    told = {table: getattr(pages.evidence, table).to_dict("records") for table in (*SENTENCES, *PARTED)}
    for record, column, _ in list_sentences(told):
        for name in split_codes(record[column]):
            if addresses.get(name) not in names:
                place = Remark(CHECK, record["file"], "", str(record["row"]), column, todo=MEND)
                yield replace(place, expected=f"a row of the book for '{name}'", found="none")


def _check_passages(pages: Pages) -> Iterator[Remark]:
    """Yield sentences that belong to no report, and that no page shows either."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in list_texts(pages.root, pages.language))
    shown = {words for kind, words, _ in ROLE.findall(texts) if kind == "passage"}
    passages = pages.evidence.passages
    reports = [report.report_id for report in list_reports(pages.evidence)]
    for row in passages[~passages["chapter_id"].isin(reports)].to_dict("records"):
        if row["passage_id"] not in shown:
            place = Remark(CHECK, row["file"], "", str(row["row"]), "passage_id", todo="show it, or mend its chapter")
            yield replace(place, expected=f"a report, or {{passage}}`{row['passage_id']}` on a page", found="neither")


def _check_contents(pages: Pages) -> Iterator[Remark]:
    """Yield pages that the contents name and that are not there, and reports that no contents name.

    Without its contents the book is not built at all, which says so itself.
    """
    root, language = pages.root, pages.language
    if not (root / "_toc.yml").is_file():
        return
    named = list_pages(root, language)
    place = Remark(CHECK, "_toc.yml", todo="let the contents name each page once")
    for page in named:
        if not find_file(root, page, language):
            yield replace(place, expected=f"the page {page} in the language '{language}'", found="no such file")
        if named.count(page) > 1:
            yield replace(place, expected=f"the page {page} once", found=f"it {named.count(page)} times")
    for path in list_executed(root, language):
        if f"{REPORTS.as_posix()}/{path.stem}" not in named:
            yield replace(place, expected=f"the report {path.stem}", found="no entry for it")


def _check_roles(pages: Pages, path: Path) -> Iterator[Remark]:
    """Yield what a page takes from the data, or cites, and that is not there."""
    entries = set(ENTRY.findall((pages.root / "book" / "references.bib").read_text(encoding="utf-8")))
    known = {
        "num": ("the id of a number", set(pages.evidence.numbers["number_id"])),
        "passage": ("the id of a sentence in data/chapters/passages.csv", set(pages.evidence.passages["passage_id"])),
        "count": ("a table", set(pages.evidence.__dataclass_fields__)),
        "cite": ("an entry of references.bib", entries),
        "evidence-table": ("a table of the evidence", set(registers.TABLES)),
        "folded-table": ("a table of the evidence", set(registers.TABLES)),
        "register": ("a register", set(registers.REGISTERS)),
    }
    page = relative_name(path, pages.root)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for kind, words, name in ROLE.findall(line):
            expected, names = known.get(kind, ("", ()))
            for part in (words or name).split(",") if expected else ():
                if part.strip() not in names:
                    yield Remark(CHECK, page, "", str(number), kind, expected, f"'{part.strip()}'", "mend the name")


def check_exhibit(page: str, exhibit: dict, svg: str = "") -> Iterator[Remark]:
    """Yield what an exhibit lacks: words, a picture, rows, data behind it, or cells in a row."""
    kind = exhibit.get("kind", "")
    place = Remark("exhibits", page, f"{kind} '{exhibit.get('name', '')}'", todo="run the report anew")
    if kind not in NEEDED:
        yield replace(place, expected="a table or a figure", found=f"'{kind}'")
        return
    for part in NEEDED[kind]:
        if not str(exhibit.get(part) or "").strip():
            yield replace(place, column=part, expected="some words", found="none")
    if kind == "figure" and not svg:
        yield replace(place, expected="its picture", found="none")
    for columns, rows in COLUMNS[kind]:
        width = len(exhibit.get(columns) or ())
        for number, row in enumerate(exhibit.get(rows) or (), 1):
            if len(row) != width:
                yield replace(place, row=str(number), column=rows, expected=f"{width} cells", found=str(len(row)))
    if not exhibit.get("rows"):
        yield replace(place, column="rows", expected="rows", found="none")
    if exhibit.get("targets") and len(exhibit["targets"]) != len(exhibit.get("rows") or ()):
        counts = len(exhibit["targets"]), len(exhibit.get("rows") or ())
        yield replace(place, column="targets", expected=f"{counts[1]}, one a row", found=str(counts[0]))
