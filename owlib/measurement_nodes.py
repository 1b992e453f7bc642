"""What was measured, as a figure and tables of a page."""

from __future__ import annotations

import os
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from owlib.book_nodes import make_figure, make_table
from owlib.errors import OwlibError
from owlib.exhibits import Figure
from owlib.measurements import MUTANTS, RERUNS, RESULTS, draw_reruns, read_results, table_mutants, table_scale
from owlib.paths import find_root

SHOWN = {"reruns": (RERUNS, draw_reruns), "scale": (RERUNS, table_scale), "mutants": (MUTANTS, table_mutants)}


class Measured(SphinxDirective):
    """Show what a benchmark left, by its name in ``SHOWN``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the figure or table."""
        name = self.arguments[0]
        if name not in SHOWN:
            raise self.error(f"expected one of {', '.join(SHOWN)}; found '{name}'")
        file, show = SHOWN[name]
        self.env.note_dependency(str(find_root() / RESULTS / file))
        try:
            exhibit = show(read_results(find_root(), file), f"measured-{name}")
        except OwlibError as error:
            raise self.error(str(error)) from error
        if not isinstance(exhibit, Figure):
            return [make_table(self.state.document, exhibit.to_dict())]
        picture = Path(self.env.doctreedir).parent / "measured" / f"{exhibit.name}.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(exhibit.svg, encoding="utf-8", newline="\n")
        uri = "/" + Path(os.path.relpath(picture, self.env.srcdir)).as_posix()
        return [make_figure(self.state.document, self.env, exhibit.to_dict(), exhibit.svg, uri)]
