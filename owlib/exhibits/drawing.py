"""One visual language for all pictures, and drawings that are the same to the byte each time.

The colours keep their order in grey and for colour-blind readers: dark blue, orange, light grey. Type is
embedded as outlines, so that a picture looks the same wherever it is opened.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from importlib.resources import files
from typing import TypeVar
from xml.sax.saxutils import escape

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from owlib.exhibits.forms import Figure, make_data_rows

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


def find_font_files() -> list[str]:
    """Return the font files, from the packages that carry them."""
    folder = files("font_source_sans_pro") / "files"
    return [str(folder / f"SourceSansPro-{name}.ttf") for name in FONT_FILES]


@functools.cache
def use_packaged_font() -> None:
    """Let matplotlib know the packaged font, and no other of the same name that a machine may have."""
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != FONT]
    for path in find_font_files():
        manager.addfont(path)


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


def start_canvas(height: float) -> tuple[Canvas, Axes]:
    """Return an empty picture, ``height`` inches high, with its axes."""
    return plt.subplots(figsize=(WIDTH, height))


def start_panels(height: float, count: int) -> tuple[Canvas, list[Axes]]:
    """Return an empty picture with panels side by side that share their rows."""
    canvas, axes = plt.subplots(1, count, figsize=(WIDTH, height), sharey=True, squeeze=False)
    return canvas, list(axes[0])


def render_svg(canvas: Canvas, title: str, description: str) -> str:
    """Return a picture as SVG that carries its title and description, without date or random ids, and close it."""
    stream = io.StringIO()
    FigureCanvasSVG(canvas).print_svg(stream, metadata={"Date": None, "Creator": None})  # savefig would draw twice
    plt.close(canvas)
    svg = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
    words = f"<title>{escape(title)}</title>\n <desc>{escape(description)}</desc>\n <metadata>"
    return svg.replace("<metadata>", words, 1)


def draw_interval(axes: Axes, place: float, low: float, high: float, colour: str, *, thin: bool = False) -> None:
    """Draw an interval as a thick bar; one that may be ``thin`` is never thinner than can be seen."""
    axes.plot([low, high], [place, place], color=colour, linewidth=7, solid_capstyle="butt", zorder=2)
    if thin:
        axes.plot([(low + high) / 2], [place], "|", color=colour, markersize=8, markeredgewidth=2.5, zorder=2)


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
