"""The questionnaires as tables of a page."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from owlib.book_nodes import make_table
from owlib.instrument import read_instrument
from owlib.instrument_tables import table_items, table_surveys
from owlib.paths import INSTRUMENT_FOLDER, find_root


class SurveyTable(SphinxDirective):
    """Show the items of a questionnaire by its id, or all questionnaires by the word ``surveys``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        instrument, name = read_instrument(), self.arguments[0]
        for path in sorted((find_root() / INSTRUMENT_FOLDER).glob("*.csv")):
            self.env.note_dependency(str(path))
        known = ["surveys", *instrument.surveys["survey_id"]]
        if name not in known:
            raise self.error(f"expected one of {', '.join(known)}; found '{name}'")
        address = f"table-survey-{name}"
        table = table_surveys(instrument, address) if name == "surveys" else table_items(instrument, address, name)
        return [make_table(self.state.document, table.to_dict())]
