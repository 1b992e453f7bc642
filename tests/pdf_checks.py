"""What a tagged PDF must hold, checked on the file: each check returns what is wrong, a line a fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, PdfObject

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "EI"}
"""Operators that leave something to see on the page."""
EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}
INNER = {"/L": {"/LI", "/L", "/Caption"}, "/LI": {"/Lbl", "/LBody", "/L"}, "/TR": {"/TH", "/TD"}}
"""What may stand in lists and rows."""


@dataclass
class Element:
    """An element of the structure tree: its kind, the index of its page, what it holds and what is said of it."""

    kind: str
    page: int
    source: DictionaryObject
    parent: Element | None = None
    kids: list[Element] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    objects: list[DictionaryObject] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, *kinds: str) -> list[Element]:
        """Return all of some kinds, in reading order."""
        return [element for element in self.walk() if element.kind in kinds]

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"page {self.page + 1}, {self.kind}"


def read_structure(reader: PdfReader | PdfWriter) -> Element:
    """Return the structure tree."""
    root = reader.root_object["/StructTreeRoot"].get_object()
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    top = Element("/StructTreeRoot", 0, root)
    pending = [(top, _list_kids(root))]
    while pending:
        parent, kids = pending.pop()
        for kid in kids:
            found = kid.get_object()
            if isinstance(found, int):
                parent.marks.append(int(found))
            elif found.get("/Type") == "/OBJR":
                parent.objects.append(found["/Obj"].get_object())
            else:
                page = found.raw_get("/Pg").idnum if "/Pg" in found else None
                element = Element(found["/S"], pages.get(page, parent.page), found, parent)
                parent.kids.append(element)
                pending.append((element, _list_kids(found)))
    return top


def _list_kids(holder: DictionaryObject) -> list[PdfObject]:
    """Return what an element holds, as a list."""
    kids = holder.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return list(kids) if isinstance(kids, list) else [kids]


def check_document(reader: PdfReader) -> list[str]:
    """Check what a PDF/UA says of itself: language, title, that it is tagged, shows its title, and has bookmarks."""
    root = reader.root_object
    metadata = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    told = {
        "language": bool(root.get("/Lang")),
        "title": bool(reader.metadata and reader.metadata.title),
        "marked": bool(root.get("/MarkInfo", {}).get("/Marked")),
        "shows its title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        "bookmarks": bool(reader.outline),
        "pdfuaid part": bool(re.search(r'pdfuaid:part(="|>)1', metadata)),
        "order of tabs": all(page.get("/Tabs") == "/S" for page in reader.pages),
    }
    return [f"the document lacks: {name}" for name, there in told.items() if not there]


def check_figures(tree: Element) -> list[str]:
    """Check that each figure has an alternative text."""
    return [f"{e.place}: no /Alt" for e in tree.find("/Figure") if not str(e.source.get("/Alt", "")).strip()]


def check_tables(reader: PdfReader, tree: Element) -> list[str]:
    """Check that each table has heads with a scope, rows of one width, and cells whose heads can be found."""
    ids = _read_names(reader.root_object["/StructTreeRoot"].get("/IDTree", {}))
    faults = []
    for table in tree.find("/Table"):
        heads = table.find("/TH")
        if not heads:
            faults.append(f"{table.place}: no heads")
        faults += [f"{head.place}: no /Scope" for head in heads if "/Scope" not in _read_attributes(head)]
        widths = {sum(_read_attributes(c).get("/ColSpan", 1) for c in row.kids) for row in table.find("/TR")}
        if len(widths) > 1:
            faults.append(f"{table.place}: rows of {sorted(widths)} cells")
        for cell in table.find("/TD"):
            named = [str(name) for name in _read_attributes(cell).get("/Headers", [])]
            faults += [f"{cell.place}: head {name} is not found" for name in named if name not in ids]
    return faults


def _read_attributes(element: Element) -> DictionaryObject:
    """Return the attributes of an element."""
    return element.source.get("/A", DictionaryObject()).get_object()


def _read_names(tree: PdfObject) -> dict[str, PdfObject]:
    """Return a tree of names as a dictionary."""
    tree = tree.get_object() if hasattr(tree, "get_object") else tree
    flat = list(tree.get("/Names", []))
    names = {str(name): value for name, value in zip(flat[::2], flat[1::2], strict=True)}
    for kid in tree.get("/Kids", []):
        names |= _read_names(kid)
    return names


def check_headings(tree: Element) -> list[str]:
    """Check that headings begin with the first level and none skips one, and that none is empty."""
    faults, before = [], 0
    for heading in tree.find(*(f"/H{level}" for level in range(1, 7))):
        level = int(heading.kind[2:])
        if level > before + 1:
            faults.append(f"{heading.place}: follows level {before}")
        if not any(element.marks for element in heading.walk()):
            faults.append(f"{heading.place}: empty")
        before = level
    return faults


def check_links(reader: PdfReader, tree: Element) -> list[str]:
    """Check that each link is tagged, has words, tells where it leads in words, and leads to a place that exists."""
    names = _read_names(reader.root_object.get("/Names", {}).get("/Dests", {}))
    faults = []
    tagged = set()
    for link in tree.find("/Link"):
        if len(link.objects) != 1 or not any(element.marks for element in link.walk()):
            faults.append(f"{link.place}: {len(link.objects)} targets or no words")
        tagged.update(target.indirect_reference.idnum for target in link.objects)
    for number, page in enumerate(reader.pages, 1):
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            target = str(link.get("/Dest", ""))
            if reference.idnum not in tagged:
                faults.append(f"page {number}: a link to {target} is not tagged")
            if str(link.get("/Contents", "")).strip() in {"", target}:
                faults.append(f"page {number}: a link to {target} is not described")
            if "/A" not in link and target not in names:
                faults.append(f"page {number}: a link leads to {target}, which is nowhere")
    return faults


def check_nesting(tree: Element) -> list[str]:
    """Check that lists hold items and rows hold cells."""
    return [
        f"{kid.place} in {element.kind}"
        for element in tree.walk()
        for kid in element.kids
        if element.kind in INNER and kid.kind not in INNER[element.kind]
    ]


def check_content(reader: PdfReader, tree: Element) -> list[str]:
    """Check that all that is painted is either an artifact or held by an element of the tree, and that once."""
    held = Counter((element.page, mark) for element in tree.walk() for mark in element.marks)
    faults = [f"page {page + 1}: content {mark} is held twice" for (page, mark), n in held.items() if n > 1]
    for number, page in enumerate(reader.pages):
        open_marks: list[int | None] = []
        for operator, mark in _read_marks(page.get_contents().get_data().decode("latin-1")):
            if operator in {"BDC", "BMC"}:
                open_marks.append(mark)
                if mark is not None and (number, mark) not in held:
                    faults.append(f"page {number + 1}: content {mark} is in no element")
            elif operator == "EMC":
                open_marks.pop()
            elif not open_marks:
                faults.append(f"page {number + 1}: {operator} paints something untagged")
    return faults


def _read_marks(content: str) -> Iterator[tuple[str, int | None]]:
    """Yield the operators of a page that open, close or paint, each on a line of its own, with the number opened."""
    before = ""
    for line in content.splitlines():
        operator = line.rpartition(" ")[2]
        if operator in PAINTS or operator in {"BDC", "BMC", "EMC"}:
            found = re.search(r"/MCID (\d+)", before + line) if operator == "BDC" else None
            yield operator, int(found[1]) if found else None
        before = line


def check_fonts(reader: PdfReader) -> list[str]:
    """Check that each font is embedded."""
    faults = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (below,) = font.get_object().get("/DescendantFonts", [font])
            if not EMBEDDED & set(below.get_object()["/FontDescriptor"].get_object()):
                faults.add(f"{font.get_object()['/BaseFont']} is not embedded")
    return sorted(faults)


def check_page_ends(tree: Element) -> list[str]:
    """Check that no page ends with a heading or with the caption of a table."""
    last: dict[int, Element] = {}
    for element in tree.walk():
        if element.marks:
            last[element.page] = element
    return [f"{element.place}: the page ends with {kind}" for element in last.values() if (kind := _name_head(element))]


def _name_head(element: Element) -> str:
    """Return whether an element lies in a heading or in the caption of a table; empty if in neither."""
    while element is not None:
        if re.fullmatch(r"/H\d", element.kind):
            return "a heading"
        if element.kind == "/Caption" and element.parent.kind == "/Table":
            return "the caption of a table"
        element = element.parent
    return ""


LEAST_FILLED = 0.2
MARGIN = 57
"""About what stays free above and below the text of a page, in points: 20 mm."""
ORIGIN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MARKED = re.compile(r"/(\w+)\s*(<<.*>>)?\s*$")
CORNERS = {"m": (0,), "l": (0,), "c": (4,), "v": (2,), "y": (2,), "re": (0,)}
"""Where in the operands of what draws a path its next point begins."""


def check_filled(reader: PdfReader, least: float = LEAST_FILLED) -> list[str]:
    """Check that no page is nearly empty; the first of a volume is its cover."""
    shares = ((number, measure_filled(page)) for number, page in enumerate(reader.pages, 1))
    return [f"page {number}: {share:.0%} filled" for number, share in shares if share < least]


def measure_filled(page: PageObject) -> float:
    """Return which share of the height for text is filled, down to the lowest thing that is no running head or foot.

    The typesetter writes each operator on a line of its own, and what it begins to mark on the lines before it.
    """
    height = float(page.mediabox.height)
    lowest, state, kept, marks, path, line, before = height, ORIGIN, [], [], [], ORIGIN, ["", ""]
    for text in page.get_contents().get_data().decode("latin-1").splitlines():
        rest, _, name = text.rpartition(" ")
        values = [float(value) for value in rest.split()] if name in {"cm", "Tm", *CORNERS} else []
        if name in {"BDC", "BMC"}:
            marks.append(MARKED.search(" ".join([*before, rest]))[1] != "Artifact")
        elif name == "EMC":
            marks.pop()
        elif name == "q":
            kept.append(state)
        elif name == "Q":
            state = kept.pop()
        elif name == "cm":
            state = _combine(values, state)
        elif name == "Tm":
            line = values
        elif name in CORNERS:
            place = CORNERS[name][0]
            points = [values[place : place + 2]]
            if name == "re":
                points.append([values[0], values[1] + values[3]])
            path += [x * state[1] + y * state[3] + state[5] for x, y in points]
        elif name in {"n", *PAINTS}:
            seen = [_combine(line, state)[5]] if name in {"Tj", "TJ"} else path if name != "n" else []
            lowest = min([lowest, *seen]) if marks and all(marks) else lowest
            path = path if name in {"Tj", "TJ"} else []
        before = [before[1], text]
    return (height - MARGIN - lowest) / (height - 2 * MARGIN)


def _combine(inner: Sequence[float], outer: Sequence[float]) -> tuple[float, ...]:
    """Return the transformation that does one and then another."""
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2], a * outer[1] + b * outer[3], c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3], e * outer[0] + f * outer[2] + outer[4], e * outer[1] + f * outer[3] + outer[5],
    )  # fmt: skip


def check_pdf(reader: PdfReader) -> list[str]:
    """Return the faults that all checks find."""
    tree = read_structure(reader)
    return [
        *check_document(reader),
        *check_figures(tree),
        *check_tables(reader, tree),
        *check_headings(tree),
        *check_links(reader, tree),
        *check_nesting(tree),
        *check_content(reader, tree),
        *check_fonts(reader),
        *check_page_ends(tree),
    ]
