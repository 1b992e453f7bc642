"""One visual language for all pictures, and drawings that are the same to the byte each time.

The colours keep their order in grey and for colour-blind readers: dark blue, orange, light grey. Type is
embedded as outlines, so that a picture looks the same wherever it is opened.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple, TypeVar
from xml.sax.saxutils import escape

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text as Words
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter

from owlib.exhibits.forms import Figure, make_data_rows
from owlib.exhibits.wording import start_upper, wrap_words
from owlib.words import curl

Drawn = TypeVar("Drawn")
INK = "#1b2631"
BLUE = "#1f4e79"
ORANGE = "#b45309"
GREY = "#626c77"
PALE = "#d5dbe1"
"""For lines of a grid and grounds, which say nothing by themselves."""
SILVER = "#87919c"
"""The lightest grey of a mark that says something: three to one against white."""
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""A white ground for labels, so that no grid line runs through them."""
WIDTH = 5.6
"""Width of a picture in inches: narrow enough to stay readable on a phone."""
SMALL = 4.4
"""Width of a picture that may stand beside two others."""
POINTS = 72
"""Points in an inch."""
MARK_SIZE = 110
"""Size of a mark in a matrix, in square points."""
FONT = "Source Sans Pro"
FONT_FILES = ("Regular", "It", "Semibold", "Bold")
STYLE = {
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": 11,
    "axes.linewidth": 0.8,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "semibold",
    "figure.constrained_layout.use": True,
    "figure.dpi": 96,
    "figure.facecolor": "white",
    "font.family": FONT,
    "font.size": 11,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "svg.fonttype": "path",
    "svg.hashsalt": "owlib",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
}


@functools.cache
def use_packaged_font() -> None:
    """Let matplotlib know the packaged font, and no other of the same name that a machine may have."""
    manager, folder = font_manager.fontManager, files("font_source_sans_pro") / "files"
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != FONT]
    for name in FONT_FILES:
        manager.addfont(str(folder / f"SourceSansPro-{name}.ttf"))


def in_house_style(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """Let a drawing function work in the style of the book, and leave the style of its caller alone."""

    @functools.wraps(draw)
    def wrapped(*args: object, **kwargs: object) -> Drawn:
        use_packaged_font()
        with mpl.rc_context(), plt.ioff():
            mpl.rcdefaults()
            sns.set_theme(style="white", rc=STYLE)
            return draw(*args, **kwargs)

    return wrapped


def start_canvas(height: float, width: float = WIDTH) -> tuple[Canvas, Axes]:
    """Return an empty picture, ``height`` inches high, with its axes."""
    return plt.subplots(figsize=(width, height))


def start_page(height: float, width: float = WIDTH) -> tuple[Canvas, Axes]:
    """Return an empty picture whose axes are inches, from its upper left corner down."""
    canvas, axes = start_canvas(height, width)
    canvas.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(-height, 0))
    axes.set_axis_off()
    return canvas, axes


def render_svg(canvas: Canvas, title: str, description: str) -> str:
    """Return a picture as SVG that carries its title and description, without date or random ids, and close it."""
    curl_words(canvas)
    stream = io.StringIO()
    FigureCanvasSVG(canvas).print_svg(stream, metadata={"Date": None, "Creator": None})  # savefig would draw twice
    plt.close(canvas)
    svg = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
    words = f"<title>{escape(curl(title))}</title>\n <desc>{escape(curl(description))}</desc>\n <metadata>"
    return svg.replace("<metadata>", words, 1)


def curl_words(canvas: Canvas) -> None:
    """Give all words of a picture the apostrophes of running text, those beside its axes included."""
    for text in _find_words(canvas):
        text.set_text(curl(text.get_text()))
    for axis in (axis for axes in canvas.axes for axis in (axes.xaxis, axes.yaxis)):
        if isinstance(label := axis.get_major_formatter(), FuncFormatter):
            label.func = functools.partial(lambda tell, *place: curl(tell(*place)), label.func)


def _find_words(part: Artist) -> Iterator[Words]:
    """Yield the words of a part of a picture; those of an axis that is switched off are never made."""
    if isinstance(part, Words):
        yield part
    elif not isinstance(part, Axis) or part.axes.axison:
        for inner in part.get_children():
            yield from _find_words(inner)


def draw_interval(axes: Axes, place: float, low: float, high: float, colour: str, *, thin: bool = False) -> None:
    """Draw an interval as a thick bar; one that may be ``thin`` is never thinner than can be seen."""
    axes.plot([low, high], [place, place], color=colour, linewidth=7, solid_capstyle="butt", zorder=2)
    if thin:
        axes.plot([(low + high) / 2], [place], "|", color=colour, markersize=8, markeredgewidth=2.5, zorder=2)


def frame_rows(axes: Axes, count: int, *, top: float = 0.8, **limits: object) -> None:
    """Set the limits of a picture whose rows have their labels inside, with a grid to read values by."""
    axes.set(ylim=(-count + 0.5, top), yticks=[], **limits)
    axes.grid(axis="x")


class Style(NamedTuple):
    """How a mark looks: its fill and its shape, which tells marks apart in grey. White ones have an edge of ink."""

    fill: str
    shape: str = "o"

    @property
    def line(self) -> str:
        """Return the colour of the edge."""
        return INK if self.fill == "white" else self.fill


@dataclass(frozen=True)
class Grid:
    """The rows and columns of a matrix, code by code with their labels, and the room that they take.

    Parameters
    ----------
    top, step
        Inches for the headings, and for each row.
    row_letters, column_letters
        Letters on a line of a label, and of a heading.
    heading
        Size of the type of headings.
    pitch
        How far apart marks in one place stand, where columns are 1 apart.
    language
        Whose long words may be broken in a heading.

    """

    rows: dict[str, str]
    columns: dict[str, str]
    top: float = 1.25
    step: float = 0.36
    row_letters: int = 26
    column_letters: int = 11
    heading: float = 9.5
    pitch: float = 0.26
    language: str = ""


def draw_matrix(grid: Grid, marks: pd.DataFrame, styles: Mapping[str, Style]) -> tuple[Canvas, Axes]:
    """Return a picture with a row a line and a column a heading, and a mark where something is told.

    Parameters
    ----------
    marks
        One row a mark: ``row`` and ``column``, by their codes, and ``kind``, which has a style. Those of several kinds
        in one place stand side by side, in the order of the styles.

    """
    canvas, axes = start_canvas(grid.top + grid.step * len(grid.rows))
    marks = marks.assign(order=marks["kind"].map(list(styles).index)).sort_values("order", kind="stable")
    cells = marks.groupby(["row", "column"], sort=False)
    beside = cells.cumcount() - (cells["kind"].transform("size") - 1) / 2
    marks = marks.assign(
        x=marks["column"].map(list(grid.columns).index) + grid.pitch * beside,
        y=-marks["row"].map(list(grid.rows).index),
    )
    for kind, layer in marks.groupby("kind", sort=False):
        look = {"marker": styles[kind].shape, "color": styles[kind].fill, "edgecolor": styles[kind].line}
        axes.scatter(layer["x"], layer["y"], s=MARK_SIZE, zorder=3, **look)
    _draw_grid(axes, grid)
    return canvas, axes


def _draw_grid(axes: Axes, grid: Grid) -> None:
    """Draw a line with a label for each row, and the headings above."""
    rows, columns = len(grid.rows), len(grid.columns)
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(-rows + 0.4, 0.7))
    axes.set_yticks([-n for n in range(rows)], [wrap_words(label, grid.row_letters) for label in grid.rows.values()])
    heads = [wrap_words(label, grid.column_letters, grid.language) for label in grid.columns.values()]
    axes.set_xticks(range(columns), heads)
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=grid.heading)
    axes.grid(axis="y", zorder=0)
    axes.spines["bottom"].set_visible(False)


def draw_key(axes: Axes, styles: Mapping[str, Style], labels: Mapping[str, str]) -> None:
    """Name the marks of a matrix below it: those that have a label."""
    for kind, style in styles.items():
        if kind in labels:
            axes.scatter(
                [], [], s=80, marker=style.shape, color=style.fill, edgecolor=style.line, label=labels[kind]
            )  # fmt: skip
    axes.legend(
        loc="upper left", bbox_to_anchor=(-0.45, -0.01), ncols=3, frameon=False, handletextpad=0.2, columnspacing=1.2
    )


BESIDE = {"letters": 24, "line": 0.235, "name": 0.26, "gap": 0.12, "head": 0.42, "gutter": 0.14}
"""Letters on a line of words side by side, and in inches a line, the name of a row, and what is around them."""


def draw_beside(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Canvas:
    """Return a small picture in words: two columns with their heads, and of each row its name and two phrases."""
    sizes, lefts = BESIDE, (0.0, (SMALL + BESIDE["gutter"]) / 2)
    texts = [[wrap_words(start_upper(text), sizes["letters"]) for text in row[1:]] for row in rows]
    heights = [sizes["name"] + sizes["line"] * (1 + max(t.count("\n") for t in pair)) for pair in texts]
    canvas, axes = start_page(sizes["head"] + sum(heights) + 2 * sizes["gap"] * len(rows), SMALL)
    top, ends = -sizes["head"], (lefts[1] - sizes["gutter"], SMALL)
    for left, end, head, colour in zip(lefts, ends, heads, (BLUE, ORANGE), strict=True):
        axes.text(left, top + 0.1, head, va="bottom", fontsize=13.5, fontweight="bold", color=colour)
        axes.plot([left, end], [top, top], color=colour, linewidth=2.4, solid_capstyle="butt")
    for number, (row, pair, height) in enumerate(zip(rows, texts, heights, strict=True)):
        if number:
            axes.plot([0, SMALL], [top, top], color=SILVER, linewidth=0.8)
        top -= sizes["gap"]
        axes.text(0, top - 0.15, row[0], fontsize=12.5, fontweight="semibold")
        for left, text in zip(lefts, pair, strict=True):
            for place, line in enumerate(text.split("\n")):  # one by one, so that neighbours stand level
                axes.text(left, top - 0.15 - sizes["name"] - sizes["line"] * place, line, fontsize=12.5)
        top -= height + sizes["gap"]
    return canvas


def fit_words(text: str, letters: int, width: float, size: float) -> str:
    """Return words on lines of at most so many letters, or of fewer where a line would be wider than so many inches."""
    told = wrap_words(text, letters)
    widest = max(told.split("\n"), key=lambda line: measure_words(line, size))
    fits = measure_words(widest, size) <= width or " " not in widest
    return told if fits else fit_words(text, letters - 1, width, size)


def measure_words(text: str, size: float) -> float:
    """Return how wide words are, in inches."""
    font = FontProperties(family=FONT, size=size)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / POINTS


def finish_figure(canvas: Canvas, data: pd.DataFrame, **told: object) -> Figure:
    """Return a drawing as a figure, with the frame that was drawn, and close it.

    Parameters
    ----------
    told
        What :class:`~owlib.exhibits.forms.Figure` has beside that: ``name``, ``title``, ``caption``, ``alt``,
        ``source``, and ``records``, the ids of what was drawn.

    """
    columns, rows = make_data_rows(data)
    svg = render_svg(canvas, told["title"], told["alt"])
    return Figure(columns=columns, rows=rows, svg=svg, **{**told, "records": tuple(told.get("records", ()))})
