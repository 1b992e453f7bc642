"""Glossary and data dictionary: every term and column, in the language of the book."""

import pytest

from owlib.book.lookup import list_dictionary, make_glossary
from owlib.evidence.schema import read_package
from owlib.exhibits.view import view_all
from owlib.words import read_words


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_term_has_its_definition_and_its_dutch_name(evidence, language):
    listed, names = make_glossary(view_all(evidence, language))
    glossary = evidence.glossary
    assert [name for [name] in names.values()] == list(glossary[f"term_{language}"])
    items = dict(zip(glossary["term"], (item.astext() for item in listed), strict=True))
    for row in glossary.to_dict("records"):
        assert row[f"definition_{language}"] in items[row["term"]]
        assert row["term_nl"].lower() in items[row["term"]].lower()


def test_each_column_of_the_data_stands_in_the_dictionary(root):
    package = read_package(root)
    tables = {table.name: table for table in list_dictionary(read_words("en"), package)}
    for resource in package.resources:
        table = tables[f"dictionary-{resource.table.replace('_', '-')}"]
        assert [row[0].text for row in table.rows] == resource.columns
    rules = {row[0].text: row[2].small for row in tables["dictionary-numbers"].rows}
    assert rules["number_id"].startswith("required; matches ")
    assert rules["unit"].endswith("codes of the list unit")
