"""Typesetting: a document for print becomes a PDF by WeasyPrint, with fonts from packages and tags mended.

WeasyPrint 70 builds the structure tree from the boxes of the page and leaves out six things that PDF/UA asks for. Heads
of a table bear no scope, and the cells name heads by ids that no tree of ids resolves. A link is described by the name
of its target, which would be read out. The words of running heads and feet are marked as if they belonged to the text,
though the tree does not hold them. Paragraphs of a list stand in its items beside the bullet, not in their bodies.
The language of a word is not told. All six are added to the objects of the PDF before it is written.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import gc
import html
import json
import logging
import re
import zlib
from collections.abc import Iterator
from ctypes.util import find_library
from importlib.metadata import version
from importlib.util import find_spec
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pydyf

from owlib.errors import BuildError
from owlib.places import hash_content, read_plain

SOURCE_FACES = {
    "-Regular": (400, "normal"),
    "-It": (400, "italic"),
    "-Semibold": (600, "normal"),
    "-SemiboldIt": (600, "italic"),
    "-Bold": (700, "normal"),
    "-BoldIt": (700, "italic"),
}
DEJAVU_FACES = {"": (400, "normal"), "-Bold": (700, "normal")}
DEJAVU_FOLDER = "mpl-data/fonts/ttf"
FONTS = {
    "Source Serif Pro": ("font_source_serif_pro", "files", "SourceSerifPro", SOURCE_FACES),
    "Source Sans Pro": ("font_source_sans_pro", "files", "SourceSansPro", SOURCE_FACES),
    "DejaVu Sans": ("matplotlib", DEJAVU_FOLDER, "DejaVuSans", DEJAVU_FACES),
    "DejaVu Sans Mono": ("matplotlib", DEJAVU_FOLDER, "DejaVuSansMono", DEJAVU_FACES),
}
"""Package, folder, stem and faces of each family; the last two for code and for letters that the first two lack."""
MOST_MESSAGES = 10_000
PANGO_HELP = (
    "WeasyPrint could not load Pango. What to do: install it (Debian and Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), or build the website alone with --no-pdf."
)


def render_pdf(page: str, style: str, folder: Path, *, closer: str = "", strict: bool = False) -> bytes:
    """Return a print document, as :func:`owlib.book.printing.make_volume_page` gives it, as PDF.

    The ``folder`` is that in which the pictures lie that the page names. ``closer`` is the same document, set closer:
    it is taken where that saves a page.

    Raises
    ------
    BuildError
        If the typesetter is not to be had, or, where it is strict, if it warns of anything.

    """
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        import weasyprint  # noqa: PLC0415 - needs a library of the system
        from weasyprint.svg import TAGS  # noqa: PLC0415 - the same
    except OSError as error:
        raise BuildError(f"{PANGO_HELP} ({error})") from error
    TAGS["use"] = draw_used
    (sheet, fonts), of_style = _read_style(style)
    with _hear() as heard, _keep_all():
        how = {"pdf_variant": "pdf/ua-1"}
        set_in_pages = [
            weasyprint.HTML(string=one, base_url=f"{folder.resolve().as_uri()}/").render(
                stylesheets=[sheet], font_config=fonts, **how
            )
            for one in filter(None, (page, closer))
        ]
        pdf = min(set_in_pages, key=lambda document: len(document.pages)).write_pdf(finisher=mend_tags, **how)
    if strict and (of_style or heard):
        raise BuildError("\n".join(["The typesetter warns:", *of_style, *heard]))
    return pdf


@functools.lru_cache(maxsize=4)
def _read_style(style: str) -> tuple[tuple[Any, Any], tuple[str, ...]]:
    """Return a style with the fonts, read once for all documents of a process, and what the typesetter says of it."""
    import weasyprint  # noqa: PLC0415 - needs a library of the system
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - the same

    fonts = FontConfiguration()
    with _hear() as heard:
        sheet = weasyprint.CSS(string=make_font_faces() + style, font_config=fonts)
    atexit.register(_read_style.cache_clear)  # fonts are given back while the library is still there
    return (sheet, fonts), tuple(heard)


@contextlib.contextmanager
def _hear() -> Iterator[list[str]]:
    """Gather what the typesetter warns of, which it says to its log."""
    import weasyprint  # noqa: PLC0415 - needs a library of the system

    heard, handler = [], BufferingHandler(MOST_MESSAGES)
    handler.setLevel(logging.WARNING)
    weasyprint.LOGGER.handlers = [handler]
    yield heard
    heard += [record.getMessage() for record in handler.buffer]


@contextlib.contextmanager
def _keep_all() -> Iterator[None]:
    """Let Python look for no waste: a document is of millions of objects, all in use until its PDF is made."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def make_font_faces() -> str:
    """Return style rules that name the fonts, from the packages that carry them: none is taken from the machine."""
    looks = (
        (f'font-family: "{family}"; font-weight: {weight}; font-style: {slant}', path)
        for (family, weight, slant), path in find_fonts().items()
    )
    return "".join(f'@font-face {{ {look}; src: url("{path.as_uri()}"); }}\n' for look, path in looks)


def find_fonts() -> dict[tuple[str, int, str], Path]:
    """Return the file of each font by family, weight and slant; the packages are found, not imported."""
    return {
        (family, *look): Path(find_spec(package).origin).parent / folder / f"{stem}{face}.ttf"
        for family, (package, folder, stem, faces) in FONTS.items()
        for face, look in faces.items()
    }


# Letters of pictures


XLINK = "{http://www.w3.org/1999/xlink}href"
PLACED = {"id", "transform", "x", "y"}
"""What is told of where a letter stands, not of how it looks."""


def draw_used(svg: Any, node: Any, font_size: float) -> None:
    """Draw what a picture uses again, as WeasyPrint does, but work out once a picture how the same is drawn.

    A figure draws each letter of its words so, thousands of times the same hundred. WeasyPrint calls it with what is
    drawn, the node and the size of its font; which way the letter looks is all that it inherits.
    """
    from weasyprint.svg.defs import use  # noqa: PLC0415 - needs a library of the system

    look = (font_size, *((name, value) for name, value in node.attrib.items() if name not in PLACED))
    if look in svg.use_cache:
        x, y = svg.point(node.get("x"), node.get("y"), font_size)
        svg.stream.transform(e=x, f=y)
        svg.stream.stream.extend(svg.use_cache[look])
    else:
        use(svg, node, font_size)
        begun = len(svg.stream.stream)
        for child in node:
            svg.draw_node(child, font_size, context=node)
        svg.use_cache[look] = svg.stream.stream[begun:]
    node.override_iter(iter(()))


# What a PDF is made of


PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "pillow")
LIBRARIES = {"pango-1.0": "pango_version_string", "harfbuzz": "hb_version_string"}
"""Libraries of the system that set text and cut fonts, each with the function that tells its version."""
PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')


def key_pdf(page: str, style: str, folder: Path, *, closer: str = "") -> str:
    """Return a fingerprint of all that :func:`render_pdf` makes a PDF of: where it is the same, the PDF is.

    It holds the document, the style, the pictures that the document names, and the typesetter with its fonts. Where
    the folder lies does not count, nor what else lies in it.
    """
    told = [hash_content(text.encode()) for text in (page, closer, style)]
    names = sorted({unquote(html.unescape(name)) for text in (page, closer) for name in PICTURE.findall(text)})
    pictures = {name: _hash_file(folder / name) for name in names}
    return hash_content(json.dumps([told, pictures, describe_typesetter()]).encode())


def _hash_file(path: Path) -> str:
    """Return the fingerprint of a file, or nothing where there is none."""
    return hash_content(path.read_bytes()) if path.is_file() else ""


@functools.cache
def describe_typesetter() -> dict[str, str]:
    """Return what any PDF is made by: versions of packages and libraries, fingerprints of fonts and of this module."""
    fonts = {path.name: _hash_file(path) for path in find_fonts().values()}
    code = {Path(__file__).name: hash_content(read_plain(Path(__file__)))}
    libraries = {name: _read_version(name, function) for name, function in LIBRARIES.items()}
    return {name: version(name) for name in PACKAGES} | libraries | {"zlib": zlib.ZLIB_RUNTIME_VERSION} | fonts | code


def _read_version(library: str, function: str) -> str:
    """Return the version of a library of the system, or nothing where it is not to be had."""
    name = find_library(library)
    if name is None:
        return ""
    tell = getattr(ctypes.CDLL(name), function)
    tell.restype = ctypes.c_char_p
    return tell().decode()


# Tags


FOREIGN = {"nl": "en", "en": "nl"}
"""The language of foreign words, by that of a document."""
ITEM_PARTS = {"/Lbl", "/LBody", "/L"}


def mend_tags(document: Any, pdf: pydyf.PDF) -> None:
    """Mend the tags of a PDF in place; WeasyPrint calls it with its document and the PDF before it is written."""
    root = find_object(pdf, pdf.catalog["StructTreeRoot"])
    elements = list(walk_elements(pdf, root))
    describe_links(document, pdf, elements)
    wrap_items(pdf, elements)
    scope_heads(elements)
    name_ids(pdf, root, [element for element, _ in elements])
    tell_language([element for element, _ in elements], FOREIGN[pdf.catalog["Lang"].string])
    reached = {element.number for element, _ in elements}
    mark_artifacts(pdf, root, reached)


def find_object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    """Return the object that a reference means."""
    return pdf.objects[int(reference.split()[0])]


def walk_elements(pdf: pydyf.PDF, root: pydyf.Dictionary) -> Iterator[tuple[pydyf.Dictionary, pydyf.Dictionary]]:
    """Yield each element of the structure tree with its parent, in reading order."""
    for kid in root["K"]:
        if isinstance(kid, bytes):
            element = find_object(pdf, kid)
            if element.get("Type") == "/StructElem":
                yield element, root
                yield from walk_elements(pdf, element)


def describe_links(document: Any, pdf: pydyf.PDF, elements: list[tuple[pydyf.Dictionary, pydyf.Dictionary]]) -> None:
    """Describe each link by its own words, and drop those that boxes within a link repeat."""
    repeated = set()
    for page in document.pages:
        for _, _, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation is not None:
                words = " ".join("".join(box.element.itertext()).split()) if box.element is not None else ""
                annotation["Contents"] = pydyf.String(words or annotation["Contents"].string)
                if box.element is None or box.element_tag != "a":
                    repeated.add(annotation.reference)
    for reference in pdf.page_references:
        page = find_object(pdf, reference)
        if "Annots" in page:
            page["Annots"] = pydyf.Array(link for link in page["Annots"] if link not in repeated)
    for element, _ in elements:
        element["K"] = pydyf.Array(
            kid for kid in element["K"] if isinstance(kid, int) or find_object(pdf, kid).get("Obj") not in repeated
        )


def scope_heads(elements: list[tuple[pydyf.Dictionary, pydyf.Dictionary]]) -> None:
    """Say of each head whether it is one of a column or, outside the head of the table, of a row."""
    parents = {element.number: parent for element, parent in elements}
    for element, row in elements:
        if element["S"] == "/TH":
            group = parents.get(row.number, {})
            element["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"
        if element["S"] == "/TD" and not element["A"].get("Headers"):
            element["A"].pop("Headers", None)


def wrap_items(pdf: pydyf.PDF, elements: list[tuple[pydyf.Dictionary, pydyf.Dictionary]]) -> None:
    """Put what stands in an item of a list into its body; the label and lists within it stay beside it."""
    for item, _ in elements:
        if item["S"] == "/LI":
            kids = [(kid, find_object(pdf, kid)) for kid in item["K"]]
            loose = [(kid, element) for kid, element in kids if element["S"] not in ITEM_PARTS]
            if loose:
                body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
                pdf.add_object(body)
                body["K"] = pydyf.Array(kid for kid, _ in loose)
                for _, element in loose:
                    element["P"] = body.reference
                first = item["K"].index(loose[0][0])
                rest = [kid for kid, element in kids if element["S"] in ITEM_PARTS]
                item["K"] = pydyf.Array([*rest[:first], body.reference, *rest[first:]])


def name_ids(pdf: pydyf.PDF, root: pydyf.Dictionary, elements: list[pydyf.Dictionary]) -> None:
    """Write the tree of ids, by which a reader finds the heads that a cell names."""
    named = sorted((element["ID"].string, element.reference) for element in elements if "ID" in element)
    if named:
        tree = pydyf.Dictionary({"Names": pydyf.Array()})
        for name, reference in named:
            tree["Names"].extend([pydyf.String(name), reference])
        pdf.add_object(tree)
        root["IDTree"] = tree.reference


def tell_language(elements: list[pydyf.Dictionary], foreign: str) -> None:
    """Mark what stands in a ``span`` as foreign: the print page leaves no other span, and text alone is no element."""
    for element in elements:
        if element["S"] == "/Span" and any(isinstance(kid, bytes) for kid in element["K"]):
            element["Lang"] = pydyf.String(foreign)


def mark_artifacts(pdf: pydyf.PDF, root: pydyf.Dictionary, reached: set[int]) -> None:
    """Mark as artifacts the words that no element of the tree holds: running heads and page numbers."""
    numbers = find_object(pdf, root["ParentTree"])["Nums"]
    places = {key: place for place, key in enumerate(numbers[::2])}
    for reference in pdf.page_references:
        page = find_object(pdf, reference)
        place = 2 * places[page["StructParents"]] + 1
        owners = numbers[place]
        loose = {mcid for mcid, owner in enumerate(owners) if int(owner.split()[0]) not in reached}
        operators = find_object(pdf, page["Contents"]).stream
        for index, operator in enumerate(operators):
            if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in loose:
                operators[index - 1] = "/Artifact"
                operators[index] = pydyf.Dictionary({"Type": "/Pagination"})
        numbers[place] = pydyf.Array(b"null" if mcid in loose else owner for mcid, owner in enumerate(owners))
