"""What a printed document has around its chapters: title page, colophon, contents, lists of figures and of tables.

The book as one document for print: its chapters, made from Sphinx's single page, with what paper needs.

Paper has no screen behind it: links become page references, folded code and downloads go, and what is looked up on
the website alone, the reference of the library, is left out. What is plain in the HTML is also fast to typeset, so
that wrappers without a meaning are taken off.

The report of a case as a document of its own, for the table of a board: the finding first, then how it is known.

It is made of the same chapters as the whole book. What it leads to outside of itself is text, or an address where the
website has one; the sources that it names and the terms that it uses come with it.
"""

from __future__ import annotations

import copy
import html
from collections import Counter
from collections.abc import Container, Iterator

from bs4 import BeautifulSoup, Tag

from owlib.book.extension import ANCHOR_MARK

LICENCE = (
    "Text, figures and data: Creative Commons Attribution 4.0 International (CC BY 4.0). Code: MIT licence. "
    "The sources keep their own licences."
)


ON_THE_WEBSITE = (
    "The website holds what paper cannot: the reference of the library <em>owlib</em>, which is left out here, the "
    "code that made each figure and table, the files with their data, and below each record the pages that use it."
)


HOW_TO_FOLLOW = (
    "A name in small type after a sentence, such as <em>zgao-001</em>, is that of the record behind it. "
    "It stands again, with its place in the source, in a table of the same chapter or in a register."
)


def make_shell(title: str, facts: dict[str, str], content: str, kind: str = "book") -> str:
    """Return a document with title, author, subject and language; ``kind`` is the class of its body."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>"
        f'<meta name="author" content="{html.escape(facts["author"])}">'
        f'<meta name="description" content="{html.escape(facts["abstract"])}"></head>'
        f'<body class="{kind}">{content}</body></html>'
    )


def make_title_page(facts: dict[str, str]) -> str:
    """Return title page and colophon."""
    words = {name: html.escape(text) for name, text in facts.items()}
    paragraphs = [
        ("What this is", words["abstract"]),
        ("How to cite", cite_book(facts)),
        *([("Address", link_address(facts["address"]))] if facts.get("address") else []),
        ("Licence", LICENCE),
        ("How to follow a number or a sentence", HOW_TO_FOLLOW),
        ("What is not in this PDF", ON_THE_WEBSITE),
    ]
    told = "".join(f"<h2>{name}</h2><p>{text}</p>" for name, text in paragraphs)
    return (
        f'<section class="title-page"><p class="title">{words["title"]}</p><p class="subtitle">{words["subtitle"]}</p>'
        f'<p class="author">{words["author"]}</p>'
        f'<p class="version">Version {words["version"]}, {words["date"]}</p></section>'
        f'<section class="colophon"><h1>Colophon</h1>{told}</section>'
    )


def cite_book(facts: dict[str, str], report: str = "") -> str:
    """Return how to cite the book, or a report in it, as HTML."""
    words = {name: html.escape(text) for name, text in facts.items()}
    book = f"<em>{words['title']}: {words['subtitle']}</em> (version {words['version']})."
    part = f"{html.escape(report)}. In " if report else ""
    address = f" {link_address(facts['address'])}" if facts.get("address") else ""
    return f"{words['author']} ({words['date'][:4]}). {part}{book}{address}"


def link_address(address: str) -> str:
    """Return the address of the website as a link."""
    return f'<a href="{html.escape(address)}">{html.escape(address)}</a>'


def make_contents(chapters: list[Tag], title: str = "Contents") -> str:
    """Return the table of contents: parts, chapters and sections, whose page numbers the style sheet adds.

    Sections that several chapters have in common, as the case reports do, stay out.
    """
    titles = Counter(read_words(heading) for chapter in chapters for heading in chapter.find_all("h2"))
    lines = []
    for chapter in chapters:
        if chapter.get("data-part"):
            lines.append(f'<li class="part">{html.escape(chapter["data-part"])}</li>')
        for heading in chapter.find_all(["h1", "h2"]):
            words = read_words(heading)
            if heading.name == "h1" or titles[words] == 1:
                target = chapter["id"] if heading.name == "h1" else heading.find_parent("section")["id"]
                lines.append(make_entry(heading.name, target, words))
    return f'<nav class="contents" aria-label="{title}"><h1>{title}</h1><ul>{"".join(lines)}</ul></nav>'


def read_words(tag: Tag) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(tag.get_text().split())


def make_entry(kind: str, target: str, words: str) -> str:
    """Return a line of a list: words that lead to a place, and the number of its page."""
    page = f'<data class="folio" data-to="#{target}"></data>'
    return f'<li class="{kind}"><a href="#{target}">{html.escape(words)}</a> {page}</li>'


def make_list(chapters: list[Tag], kind: str, title: str) -> str:
    """Return the list of figures or of tables with their pages, by chapter; nothing where there are none.

    Parameters
    ----------
    chapters
        The chapters of the document.
    kind
        ``figure`` or ``table``: the element that bears caption and id.
    title
        Heading of the list.

    """
    lines = []
    for chapter in chapters:
        entries = []
        for exhibit in chapter.find_all(kind, id=True):
            number, text = exhibit.select_one(".caption-number"), exhibit.select_one(".caption-text")
            if number and text:
                words = f"{read_words(number).split()[-1]} {read_words(text)}"
                entries.append(make_entry("exhibit", exhibit["id"], words))
        if entries:
            lines += [f'<li class="h1">{html.escape(read_words(chapter.h1))}</li>', *entries]
    if not lines:
        return ""
    return f'<nav class="contents list" aria-label="{title}"><h1>{title}</h1><ul>{"".join(lines)}</ul></nav>'


WASTE_TAGS = {"script", "style", "link", "button"}


WASTE_CLASSES = {"headerlink", "cell_input", "uses", "cell-label"}


HOME = "book/index"


LEFT_OUT = ("book/library", "book/figures", "book/tables")
"""Pages that stand on the website alone: the reference of the library is looked up, not read, and print has lists of
figures and tables of its own, with page numbers."""


PAGE_MARK = "document-"
"""What Sphinx puts before the name of a page in the id by which the single page marks it."""


PAGE_MARKS = f'span[id^="{PAGE_MARK}"]'


KEPT_SPANS = {"caption-number", "caption-text", "dutch", "evidence", "fn-bracket", "label", "remark"}


KEPT_DIVS = {"exhibit", "citation", "citation-list"}


WHOLE = {"article", "section", "figure", "table"}
"""Elements to which a link gets the number of the page."""


SCREEN_SECTION = "cite-and-re-run"
"""Section that tells what to type to run a report again."""


WIDE = 5
"""Columns from which a register is turned: its cells hold sentences, which a narrow column makes long."""


WIDTHS = {
    ("Statement, and where it stands", "Kind and view", "Themes"): (56, 18, 26),
    ("Statement, and where it stands", "Main theme", "Of"): (54, 18, 28),
    ("What it is", "Number", "Audit", "Where it stands"): (36, 14, 28, 22),
    ("Statement", "Kind", "View", "Themes", "Where it stands"): (46, 9, 11, 16, 18),
    ("Statement", "Source", "Kind", "Reported", "Verdict"): (34, 16, 13, 9, 28),
    ("What conflicts", "Hard or soft", "Kind", "Where", "How our records treat it"): (40, 6, 10, 20, 24),
    ("Activity", "Number", "Who took part", "What is known"): (11, 9, 26, 54),
    ("Subject", "What the sources tell"): (16, 84),
}
"""Shares of the width, in percent, of tables whose columns paper wants otherwise than a screen, by their heads."""


DENSE = {("Column", "What it holds", "Type and rules")}
"""Heads of tables that are looked up as a register is, though the website does not sort them."""


def make_print_page(single: str, facts: dict[str, str], parts: dict[str, str]) -> str:
    """Return the single page as a document for print: title page, lists, chapters, each id once.

    Parameters
    ----------
    single
        HTML of Sphinx's single page.
    facts
        ``title``, ``subtitle``, ``author``, ``version``, ``date``, ``abstract`` and ``address``.
    parts
        Name of the part that a page opens, by page.

    """
    return make_book_page(make_chapters(single, parts), facts)


def make_book_page(chapters: list[Tag], facts: dict[str, str]) -> str:
    """Return the whole book from its chapters, as :func:`make_chapters` gives them; these stay as they are."""
    printed = [copy.copy(chapter) for chapter in chapters]
    kinds = list_kinds(printed)
    for chapter in printed:
        unlink(chapter, kinds)
        refer_to_pages(chapter, kinds)
    targets = list_targets(printed)
    for chapter in printed:
        drop_ids(chapter, targets)
    lists = make_list(printed, "figure", "Figures") + make_list(printed, "table", "Tables")
    content = "".join(str(chapter) for chapter in printed)
    front = make_title_page(facts) + make_contents(printed) + lists
    return make_shell(f"{facts['title']}: {facts['subtitle']}", facts, f"{front}<main>{content}</main>")


def make_chapters(single: str, parts: dict[str, str]) -> list[Tag]:
    """Return the chapters of the book from Sphinx's single page, made plain; ``parts`` as for the book."""
    body = BeautifulSoup(single, "html.parser").find("div", class_="body")
    for page in LEFT_OUT:
        mark = body.find("span", id=PAGE_MARK + page)
        for waste in [mark.find_next_sibling("section"), mark] if mark else []:
            waste.decompose()
    for waste in body.find_all(is_waste):
        waste.extract()
    chapters = split_chapters(body, parts)
    mend_ids(chapters)
    for chapter in chapters:
        make_plain(chapter)
    return chapters


def is_waste(tag: Tag) -> bool:
    """Whether something is of use on a screen only: scripts, links to headings, code and what is folded."""
    classes = tag.get("class") or ()
    folded = tag.name == "details" and "hide" in classes
    return folded or tag.name in WASTE_TAGS or not WASTE_CLASSES.isdisjoint(classes)


def split_chapters(body: Tag, parts: dict[str, str]) -> list[Tag]:
    """Return one ``article`` for each page of the book, in order; the first is the home page.

    Headings are lifted so that each page begins with an ``h1``; a page that opens a part bears the part's name.
    """
    pages = [
        (mark["id"].removeprefix(PAGE_MARK), mark.find_next_sibling("section")) for mark in body.select(PAGE_MARKS)
    ]
    new_tag = BeautifulSoup("", "html.parser").new_tag
    chapters = []
    for name, section in [(HOME, body.find("section")), *pages]:
        chapter = new_tag(
            "article", attrs={"id": name_chapter(name), "class": "chapter home" if name == HOME else "chapter"}
        )
        if name in parts:
            opener = new_tag("p", attrs={"class": "part-name"})
            opener.string = chapter["data-part"] = parts[name]
            chapter.append(opener)
        chapter.append(section)
        chapters.append(chapter)
    for wrapper in chapters[0].select(".toctree-wrapper"):
        wrapper.decompose()
    for chapter in chapters:
        lift_headings(chapter)
    return chapters


def name_chapter(page: str) -> str:
    """Return the id of a page's chapter."""
    return (PAGE_MARK + page).replace("/", "-")


def lift_headings(article: Tag) -> None:
    """Set heading levels by depth of section, beginning with ``h1``."""
    for heading in article.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        heading.name = f"h{min(len(heading.find_parents('section')), 6)}"


def mend_ids(chapters: list[Tag]) -> None:
    """Let each id stand once, by putting the name of its chapter before it, and let the links follow."""
    for chapter in chapters:
        for tag in chapter.find_all(id=True):
            tag["id"] = chapter["id"] + ANCHOR_MARK + tag["id"]
        for link in chapter.find_all("a", href=True):
            link["href"] = _mend_href(link["href"], chapter["id"])


def _mend_href(href: str, chapter_id: str) -> str:
    """Return a link as it holds on the one page: to a chapter, to a place in another, or to one in its own."""
    if not href.startswith("#"):
        return href
    target = href[1:]
    if not target.startswith(PAGE_MARK):
        return "#" + chapter_id + ANCHOR_MARK + target
    page, mark, anchor = target.partition(ANCHOR_MARK)
    return "#" + page.replace("/", "-") + mark + anchor


def make_plain(chapter: Tag) -> None:
    """Take off what has no meaning on paper: empty wrappers, and a number where the id of the record can stand."""
    for link in chapter.find_all("a", title=True):
        title = link.attrs.pop("title")
        if link.find_parent(class_="evidence"):
            link.string = title
    drop_commands(chapter)
    mark_dutch(chapter)
    for span in chapter.find_all("span", lang=False):
        _make_neutral(span, KEPT_SPANS)
    for holder in chapter.find_all("div"):
        if not KEPT_DIVS & set(holder.get("class", [])):
            holder.unwrap()
    for cell in chapter.find_all(["td", "th"]):
        paragraphs = cell.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()
    for table in chapter.find_all("table"):
        make_table_ready(table)
    turn_wide(chapter)


def drop_commands(chapter: Tag) -> None:
    """Leave of the section on citing and running again only what follows its commands: which chapters use the case.

    How to run any report again stands once, in the chapter on re-use; in each report it would take a page of its own.
    """
    for section in chapter.find_all("section", id=True):
        command = section.find("pre")
        if section["id"].endswith(ANCHOR_MARK + SCREEN_SECTION) and command:
            for waste in [*command.find_all_previous(["p", "h2"]), command]:
                if section in waste.parents:
                    waste.extract()


def mark_dutch(chapter: Tag) -> None:
    """Let each Dutch word stand in a ``span`` that says so, which the tags of the PDF keep; no other span stays."""
    new_tag = BeautifulSoup("", "html.parser").new_tag
    for holder in chapter.find_all(lang=True):
        language = holder["lang"]
        del holder["lang"]
        if language == "nl":
            inner = new_tag("span", attrs={"lang": "nl"})
            inner.extend(list(holder.contents))
            holder.append(inner)


def _make_neutral(span: Tag, kept: set[str]) -> None:
    """Make a span an element without a role in the tags if its class is kept; otherwise leave only its content."""
    if kept & set(span.get("class", [])):
        span.name = "data"
    else:
        span.unwrap()


def make_table_ready(table: Tag) -> None:
    """Say what each head is a head of, set the columns for paper, and turn a register whose cells hold sentences."""
    heads = table.select("thead th")
    for head in heads:
        head["scope"] = "col"
    for head in table.select("tbody th"):
        head["scope"] = "row"
    words = tuple(read_words(head) for head in heads)
    for column, width in zip(table.find_all("col"), WIDTHS.get(words, ()), strict=False):
        column["style"] = f"width: {width}%"
    classes = table.get("class", [])
    register = ["register"] if "sortable" in classes or words in DENSE else []
    short = ["short"] if "short" in classes else []
    wide = ["wide"] if register and len(heads) >= WIDE else []
    table["class"] = [*register, *short, *wide]
    if "exhibit" in table.parent.get("class", []):
        table.parent["class"] = ["exhibit", *short]


def turn_wide(chapter: Tag) -> None:
    """Turn the section of each wide table, its heading with it; the whole chapter if it has no other table."""
    tables = chapter.find_all("table")
    wide = [table for table in tables if "wide" in table["class"]]
    if wide and len(wide) == len(tables):
        chapter["class"] = "chapter wide"
    else:
        for table in wide:
            table.find_parent(["section", "article"])["class"] = ["wide"]


def unlink(chapter: Tag, ids: Container[str], address: str = "") -> None:
    """Leave only the text of each link that leads to none of these ids; lead to the website where it has an address."""
    for link in chapter.find_all("a", href=True):
        target = link["href"].removeprefix("#")
        if link["href"].startswith("#") and target not in ids:
            if address:
                page, _, anchor = target.removeprefix(PAGE_MARK).partition(ANCHOR_MARK)
                link["href"] = make_address(address, page, anchor)
            else:
                link.unwrap()


def make_address(address: str, page: str, anchor: str) -> str:
    """Return the address on the website of a chapter, named as in its id, and of a place in it."""
    for folder in ("book-reports-", "book-"):
        if page.startswith(folder):
            page = folder.replace("-", "/") + page.removeprefix(folder)
            break
    return f"{address.rstrip('/')}/{page}.html" + (f"#{anchor}" if anchor else "")


def refer_to_pages(chapter: Tag, kinds: dict[str, str]) -> None:
    """Put its page after each link to a chapter, a section, a figure or a table, and in text after one to a row.

    Numbers, terms, records in small type and rows that a table leads to get none: there are thousands, and their
    pages would drown the words. ``kinds`` has the name of the element that bears an id, by id.
    """
    new_tag = BeautifulSoup("", "html.parser").new_tag
    for link in chapter.find_all("a", href=True):
        kind = kinds.get(link["href"].removeprefix("#"), "")
        row = kind == "tr" and read_words(link)[:1].isalpha() and not link.find_parent(["table", "data"])
        if (row or kind in WHOLE) and not link.find_parent(["figcaption", "caption", "h1", "h2"]):
            link.insert_after(new_tag("data", attrs={"class": "page", "data-to": link["href"]}))


def list_kinds(chapters: list[Tag]) -> dict[str, str]:
    """Return the name of each element that bears an id, by id."""
    return {tag["id"]: tag.name for chapter in chapters for tag in [chapter, *chapter.find_all(id=True)]}


def drop_ids(chapter: Tag, targets: set[str]) -> None:
    """Drop the ids that nothing leads to; headings, figures and tables keep theirs, as the lists lead there."""
    for tag in chapter.find_all(id=True):
        if tag["id"] not in targets and tag.name not in {"section", "figure", "table"}:
            del tag["id"]


def list_targets(chapters: list[Tag]) -> set[str]:
    """Return the ids that a link of these chapters leads to."""
    return {link["href"].removeprefix("#") for chapter in chapters for link in chapter.find_all("a", href=True)}


REFERENCES, GLOSSARY = name_chapter("book/references"), name_chapter("book/glossary")


SOURCE_MARK = f"{REFERENCES}{ANCHOR_MARK}source-"


def make_case_page(chapters: dict[str, Tag], page: str, edition: str, facts: dict[str, str]) -> str:
    """Return the report of a case as a document for print: cover with the finding, report, sources and terms.

    Parameters
    ----------
    chapters
        The chapters of the book by their ids, as :func:`owlib.book.printing.make_chapters` gives them; they stay as
        they are.
    page
        The page of the report.
    edition
        ``interim`` or ``final``.
    facts
        As for the book.

    """
    report = copy.copy(chapters[name_chapter(page)])
    for section in report.find_all("section", id=True):
        if section["id"].endswith(ANCHOR_MARK + SCREEN_SECTION):
            section.decompose()
    title = read_words(report.h1)
    back = make_back_matter(report, chapters)
    kinds = list_kinds([report, back])
    for part in (report, back):
        unlink(part, kinds, facts.get("address", ""))
        refer_to_pages(part, kinds)
    for part in (report, back):
        drop_ids(part, list_targets([report, back]))
    cover = make_cover([report, back], title, edition, facts)
    content = f"{cover}<main>{report}{back}</main>"
    return make_shell(f"{title}. {facts['title']}", facts, content, kind="case")


def make_cover(parts: list[Tag], title: str, edition: str, facts: dict[str, str]) -> str:
    """Return the first page: title, edition, the finding, contents, and how to cite."""
    words = {name: html.escape(text) for name, text in facts.items()}
    address = f"<p>{link_address(facts['address'])}</p>" if facts.get("address") else ""
    finding = parts[0].select_one("section > p > strong")
    known = html.escape(name_edition(parts[0], edition))
    lead = f'<p class="finding">{html.escape(read_words(finding))}</p>' if finding else ""
    return (
        f'<section class="cover"><div class="band"><p class="book">{words["title"]}: {words["subtitle"]}</p>'
        f'<p class="title">{html.escape(title)}</p><p class="edition">{known}</p>'
        f'<p class="edition">Version {words["version"]}, {words["date"]}</p></div>'
        f'<div class="inner">{lead}{make_contents(parts)}'
        f'<div class="foot"><p><strong>How to cite.</strong> {cite_book(facts, title)}</p>'
        f"<p><strong>How to follow a sentence.</strong> {HOW_TO_FOLLOW}</p>"
        f"<p><strong>Licence.</strong> {LICENCE}</p>{address}</div></div></section>"
    )


def name_edition(report: Tag, edition: str) -> str:
    """Return what the report says of its edition, without the full stop; its bare name where it says nothing."""
    name = f"{edition.capitalize()} edition"
    told = (read_words(emphasis) for emphasis in report.select("section > p > em"))
    return next((words.rstrip(".") for words in told if words.startswith(name)), name)


def make_back_matter(report: Tag, chapters: dict[str, Tag]) -> Tag:
    """Return a chapter with the sources that a report names, the works that it cites and the terms that it uses."""
    targets = list_targets([report])
    parts = [
        ("Sources", make_sources(report, chapters[REFERENCES])),
        ("Works", "".join(str(work) for work in chapters[REFERENCES].select(".citation") if work.get("id") in targets)),
        ("Terms", make_terms(targets, chapters[GLOSSARY])),
    ]
    told = "".join(
        f'<section id="back{ANCHOR_MARK}{name.lower()}"><h2>{name}</h2>{content}</section>'
        for name, content in parts
        if content
    )
    page = f'<article class="chapter" id="back"><section><h1>Sources and terms</h1>{told}</section></article>'
    return BeautifulSoup(page, "html.parser").article


def make_sources(report: Tag, references: Tag) -> str:
    """Return the sources that a report names, with their full titles, as a table."""
    text = " ".join(report.get_text(" ").split()).lower()
    rows = []
    for row in references.find_all("tr", id=True):
        if row["id"].startswith(SOURCE_MARK):
            name, source = row.find_all(["td", "th"])[:2]
            short = next(name.stripped_strings)
            if short.lower() in text:
                rows.append(f'<tr><th scope="row">{html.escape(short)}</th><td>{source.decode_contents()}</td></tr>')
    if not rows:
        return ""
    columns = '<colgroup><col style="width: 24%"><col style="width: 76%"></colgroup>'
    heads = '<thead><tr><th scope="col">Name in this report</th><th scope="col">Source</th></tr></thead>'
    return f'<table class="short">{columns}{heads}<tbody>{"".join(rows)}</tbody></table>'


def make_terms(targets: set[str], glossary: Tag) -> str:
    """Return the terms that a report leads to, with what they mean, as a list."""
    pairs = "".join(f"{term}{meaning}" for term, meaning in _list_terms(glossary) if term["id"] in targets)
    return f'<dl class="glossary">{pairs}</dl>' if pairs else ""


def _list_terms(glossary: Tag) -> Iterator[tuple[Tag, Tag]]:
    """Yield each term with its meaning."""
    for term in glossary.find_all("dt", id=True):
        yield term, term.find_next_sibling("dd")
