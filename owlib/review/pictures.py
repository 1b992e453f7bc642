"""What a picture shows: its words and marks in their order, with looks and places, so that two can be compared.

Releases of the drawing library write the same picture in other bytes and may move a whole plot by a pixel. So places
are taken within the axes that a mark belongs to.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Comment, Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MARK_TOLERANCE = 0.01
"""Shift of a mark, as a share of width or height of its axes, from which on it is another place: about three pixels."""


TEXT_TOLERANCE = 0.03
"""The same for words, whose width depends on the release of the font library: about nine pixels."""


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity")


JOINED = re.compile("ff|ft")
"""Letters that some releases of the drawing library set as one, and others as two."""


HATCH = re.compile(r"url\((#[^)]*)\)")


MOST_TOLD = 8


GLYPH_TOLERANCE = 128
"""Shift of the outline of a letter, in its own units, from which on it is another letter: 2% of its height."""


PLAIN = ("id", "clip-path", "style", "d", "x", "y", "href")
"""Attributes that are read one by one; any other is taken as it is."""


GROUPS = ("g", "svg")


UNREADABLE = "cannot be read as a picture"


@dataclass(frozen=True)
class Word:
    """A text in a picture: its words, look, place in shares of its axes, and the outlines that are seen."""

    text: str
    look: str
    x: float
    y: float
    letters: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A drawn thing: its kind, its look, and its points in shares of its axes."""

    kind: str
    look: str
    points: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """What a picture shows, in the order in which it is drawn."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    told: tuple[str, ...] = ()


def reduce_picture(svg: str) -> Picture:
    """Return what an SVG of matplotlib shows.

    Raises
    ------
    ValueError
        If it cannot be read.

    """
    parser = DefusedXMLParser(target=TreeBuilder(insert_comments=True))
    try:
        parser.feed(svg)
        top = parser.close()
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(UNREADABLE) from error
    numbers = [float(number) for number in NUMBER.findall(top.get("viewBox", ""))]
    if len(numbers) != 4:
        raise ValueError(UNREADABLE)
    shapes = {f"#{item.get('id')}": item for item in top.iter() if item.get("id") and _name(item) != "g"}
    words: list[Word] = []
    marks: list[Mark] = []
    for item, box in _walk(top, (0.0, 0.0, numbers[2], numbers[3])):
        if item.get("id", "").startswith("text_"):
            words += _read_words(item, box, shapes)
        elif _name(item) not in GROUPS or _read_others(item) or _read_look(item):
            marks.append(_read_mark(item, box, shapes))
    told = tuple(" ".join((part.text or "").split()) for part in top if _name(part) in {"title", "desc"})
    return Picture(tuple(words), tuple(marks), told)


def _name(item: Element) -> str:
    """Return the name of an element without its namespace."""
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _walk(item: Element, box: tuple[float, ...]) -> Iterator[tuple[Element, tuple[float, ...]]]:
    """Yield what is drawn, with the box of its axes; words as a whole, with the grounds that they lie on."""
    for child in item:
        name = _name(child)
        if name in {"defs", "metadata", "title", "desc", "style", ""}:
            continue
        inner = box
        if child.get("id", "").startswith("axes_"):
            first = next((part for part in child.iter() if part.get("d")), None)
            inner = _find_box(first.get("d", "")) if first is not None else box
        yield child, inner
        if child.get("id", "").startswith("text_"):
            yield from ((part, inner) for part in child.iter() if part.get("d") and part.get("style"))
        else:
            yield from _walk(child, inner)


def _find_box(path: str) -> tuple[float, ...]:
    """Return left, top, width and height of a path."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    across, down = numbers[::2], numbers[1::2]
    if not down:
        return 0.0, 0.0, 1.0, 1.0
    return min(across), min(down), (max(across) - min(across)) or 1.0, (max(down) - min(down)) or 1.0


def _place(numbers: list[float], box: tuple[float, ...]) -> tuple[float, ...]:
    """Return coordinates as shares of a box."""
    left, top, width, height = box
    return tuple((n - (top if at % 2 else left)) / (height if at % 2 else width) for at, n in enumerate(numbers))


def _read_look(item: Element) -> str:
    """Return the look of a mark: its colours, width and dashes, in one order."""
    given = dict(part.split(":", 1) for part in item.get("style", "").replace(" ", "").split(";") if ":" in part)
    given |= {name: item.get(name, "") for name in LOOKS if item.get(name)}
    return "; ".join(f"{name} {given[name]}" for name in LOOKS if name in given)


def _read_others(item: Element) -> str:
    """Return the attributes of an element that are not read one by one, such as a transform of a whole group."""
    given = sorted((name.rpartition("}")[2], value) for name, value in item.attrib.items())
    return "; ".join(f"{name} {value}" for name, value in given if name not in (*PLAIN, *LOOKS))


def _read_words(item: Element, box: tuple[float, ...], shapes: dict[str, Element]) -> list[Word]:
    """Return the lines of a text: matplotlib writes each as a comment, and its outlines in the element after it."""
    words = []
    for holder in item.iter():
        for child, drawn in itertools.pairwise(holder):
            if child.tag is Comment:
                numbers = [float(number) for number in NUMBER.findall(drawn.get("transform", ""))]
                x, y = _place(numbers[:2], box) if len(numbers) >= 2 else (0.0, 0.0)
                size = " ".join(f"{number:.3g}" for number in numbers[2:])
                look = _read_look(drawn) + (f"; size {size}" if size else "")
                letters = (_sign_letter(shapes.get(_find_link(use))) for use in drawn.iter() if _name(use) == "use")
                words.append(Word((child.text or "").strip(), look, x, y, tuple(letters)))
    return words


def _describe_hatch(item: Element) -> str:
    """Return what a hatch looks like; its name differs from release to release."""
    lines = [child for child in item.iter() if child is not item and not callable(child.tag)]
    return f"hatch of {len(lines)}: " + ", ".join(_read_look(child) for child in lines)


def _find_link(item: Element) -> str:
    """Return the address of the definition that an element uses."""
    return next((value for name, value in item.attrib.items() if name.endswith("href")), "")


def _sign_letter(shape: Element | None) -> tuple[float, ...]:
    """Return the box and the middle of the outline of a letter; nothing of a blank."""
    numbers = [float(number) for number in NUMBER.findall(shape.get("d", ""))] if shape is not None else []
    if len(numbers) < 2:
        return ()
    across, down = numbers[::2], numbers[1::2]
    return (*_find_box(shape.get("d", "")), sum(across) / len(across), sum(down) / len(down))


def _read_mark(item: Element, box: tuple[float, ...], shapes: dict[str, Element]) -> Mark:
    """Return a mark with where it is cut off; one that is used from a definition has the shape and look of that."""
    kind, others = _name(item), _read_others(item)
    look = HATCH.sub(lambda match: _describe_hatch(shapes[match[1]]) if match[1] in shapes else match[0],
                     _read_look(item))  # fmt: skip
    region = shapes.get(item.get("clip-path", "").removeprefix("url(").removesuffix(")"))
    cut = _read_numbers(next(iter(region), None) if region is not None else None, box)
    look += f"; {others}" if others else ""
    if kind == "path":
        path = item.get("d", "")
        letters = "".join(letter for letter in re.findall("[A-Za-z]", path) if letter not in "eE")
        points = _place([float(n) for n in NUMBER.findall(path)], box)
        return Mark(f"line or area ({letters[:12]})", look, (*points, *cut))
    shape = shapes.get(_find_link(item)) if kind == "use" else None
    if shape is not None:
        width, height = _find_box(shape.get("d", ""))[2:]
        kind = f"mark of {width:.0f} by {height:.0f}"
        look += f"; as defined {_read_look(shape)}" if _read_look(shape) else ""
    return Mark(kind if not (item.text or "").strip() else f"{kind} '{item.text.strip()}'", look,
                (*_read_numbers(item, box)[:2], *cut))  # fmt: skip


def _read_numbers(item: Element | None, box: tuple[float, ...]) -> tuple[float, ...]:
    """Return place and size of an element in shares of a box."""
    if item is None:
        return ()
    x, y, width, height = (float(item.get(name, "0")) for name in ("x", "y", "width", "height"))
    return _place([x, y, x + width, y + height], box)


def compare_pictures(old: str, new: str) -> list[str]:
    """Return how what two pictures show differs, in words; nothing where they show the same."""
    try:
        before, after = reduce_picture(old), reduce_picture(new)
    except ValueError as error:
        return [str(error)]
    told = [f"the words {_list(gone)} became {_list(come)}" for gone, come in
            _compare([w.text for w in before.words], [w.text for w in after.words])]  # fmt: skip
    if not told:
        pairs = list(zip(before.words, after.words, strict=True))
        told += [f"'{a.text}' moved" for a, b in pairs if max(abs(a.x - b.x), abs(a.y - b.y)) > TEXT_TOLERANCE]
        told += [f"'{a.text}' changed from {a.look} to {b.look}" for a, b in pairs if a.look != b.look]
        told += [f"'{a.text}' is drawn with other letters" for a, b in pairs if _is_drawn_anew(a, b)]
    told += [f"its own words became {_list([*after.told])}"] if before.told != after.told else []
    looks = [[f"{mark.kind}, {mark.look}" for mark in side.marks] for side in (before, after)]
    changed = _compare(*looks)
    told += [f"the marks {_list(gone)} became {_list(come)}" for gone, come in changed]
    if not changed:
        told += [
            f"mark {number} ({a.kind}, {a.look}) moved by {_tell_shift(a, b)} of its axes"
            for number, (a, b) in enumerate(zip(before.marks, after.marks, strict=True), 1)
            if _find_shift(a, b) > MARK_TOLERANCE
        ]
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], f"and {more} more"] if more > 0 else told


def _compare(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return the parts of two sequences that differ."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _list(parts: list[str]) -> str:
    """Return some names in quotes, the first ones where there are many."""
    shown = ", ".join(f"'{part}'" for part in parts[:3]) or "nothing"
    return f"{shown} and {len(parts) - 3} more" if len(parts) > 3 else shown


def _find_shift(old: Mark, new: Mark) -> float:
    """Return the largest shift of a point of a mark; another number of points is another mark altogether."""
    if len(old.points) != len(new.points):
        return 1.0
    return max((abs(a - b) for a, b in zip(old.points, new.points, strict=True)), default=0.0)


def _tell_shift(old: Mark, new: Mark) -> str:
    """Return a shift for a person."""
    return f"{100 * _find_shift(old, new):.1f}%"


def _is_drawn_anew(old: Word, new: Word) -> bool:
    """Return whether words are drawn with other letters, whatever the file says that they are."""
    before, after = _part_letters(old), _part_letters(new)
    return len(before) != len(after) or any(
        len(a) != len(b) or any(abs(m - n) > GLYPH_TOLERANCE for m, n in zip(a, b, strict=True))
        for a, b in zip(before, after, strict=True)
    )


def _part_letters(word: Word) -> list[tuple[float, ...]]:
    """Return the outlines of the letters but those that may be set as one, so that both ways give the same."""
    parts = JOINED.split(word.text)
    kept = [width for part in parts for width in [*[1] * len(part), 0]][:-1]  # 0 stands for two that may be joined
    for size in (2, 1):
        if sum(width or size for width in kept) == len(word.letters):
            ends = list(itertools.accumulate(width or size for width in kept))
            return [word.letters[end - 1] for width, end in zip(kept, ends, strict=True) if width]
    return list(word.letters)
