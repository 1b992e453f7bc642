"""Formulas as drawings that come with the pages: no page asks another host for a program that sets them.

Sphinx leaves maths to a script that is loaded from elsewhere. matplotlib sets formulas, too, so print and electronic
book show what the website shows.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import matplotlib as mpl
from docutils import nodes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from owlib.exhibits.drawing import INK, render_svg

logger = logging.getLogger(__name__)


FOLDER = "formulas"


SIZE = 12.0
"""Letters of a formula, in points."""


ROOM = 2.0
"""Points left free around it."""


POINTS = 72


STYLE = {"svg.fonttype": "path", "svg.hashsalt": "owlib", "mathtext.fontset": "dejavuserif", "figure.dpi": POINTS}


def draw_formula(formula: str) -> str:
    """Return a formula in TeX as a drawing (SVG) that is the same each time and carries its TeX as title.

    Raises
    ------
    ValueError
        If matplotlib cannot set it; it knows the maths of TeX, not its macros.

    """
    written = f"${formula}$"
    with mpl.rc_context(STYLE):
        letters = FontProperties(size=SIZE)
        width, height, depth, *_ = MathTextParser("path").parse(written, dpi=POINTS, prop=letters)
        wide, high = width + 2 * ROOM, height + depth + 2 * ROOM
        canvas = Figure(figsize=(wide / POINTS, high / POINTS))
        canvas.text(ROOM / wide, (depth + ROOM) / high, written, fontproperties=letters, color=INK)
        return render_svg(canvas, formula, "formula")


class DrawFormulas(SphinxTransform):
    """Put drawings in the place of formulas; the alternative text is the formula in TeX."""

    default_priority = 500

    def apply(self, **_: object) -> None:
        """Draw each formula of a page."""
        for node in list(self.document.findall(lambda part: isinstance(part, nodes.math | nodes.math_block))):
            formula = " ".join(node.astext().split())
            try:
                drawing = draw_formula(formula)
            except ValueError as error:
                logger.warning("a formula that cannot be set: %s (%s)", formula, error, location=node)
                continue
            image = nodes.image(uri=self._keep(formula, drawing), alt=formula, classes=["formula"])
            node.replace_self(image if isinstance(node, nodes.math) else nodes.paragraph("", "", image))

    def _keep(self, formula: str, drawing: str) -> str:
        """Write a drawing beside the other results of the build, and return its address for Sphinx."""
        name = hashlib.sha256(formula.encode("utf-8")).hexdigest()[:16]
        path = Path(self.env.doctreedir).parent / FOLDER / f"formula-{name}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawing, encoding="utf-8", newline="\n")
        return "/" + Path(os.path.relpath(path, self.env.srcdir)).as_posix()
