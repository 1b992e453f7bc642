"""Glossary and data dictionary: every term and column, in the language of the book."""

from types import SimpleNamespace

import pytest
from sphinx.addnodes import pending_xref

from owlib.book.directives import list_dictionary, make_glossary, show_figure_of, tell_passage
from owlib.errors import UnknownNameError
from owlib.evidence.schema import read_package
from owlib.exhibits import view_all
from owlib.words import read_words


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_term_has_its_definition_and_its_dutch_name(evidence, language):
    listed = make_glossary(view_all(evidence, language))
    rows = {row[f"term_{language}"]: row for row in evidence.glossary.to_dict("records")}
    assert len(listed) == len(rows)
    for item in listed:
        row = rows[item[0][0].astext()]
        assert row[f"definition_{language}"] in item.astext()
        assert all(part in item.astext().lower() for part in row["term_nl"].lower().rstrip(")").split(" ("))
        assert item[0].astext().lower().count(row["term_nl"].partition(" (")[0].lower()) == 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_terms_stand_in_the_order_of_their_names_in_the_language_of_the_book(evidence, language):
    terms = [item[0][0].astext() for item in make_glossary(view_all(evidence, language))]
    assert terms == sorted(terms, key=lambda term: term.lower().translate(str.maketrans("ëïéê", "eiee")))


def test_the_rules_of_a_column_stand_in_the_dictionary_in_words(root):
    tables = {table.name: table for table in list_dictionary(read_words("en"), read_package(root))}
    rules = {row[0].text: row[2].small for row in tables["dictionary-numbers"].rows}
    assert rules["number_id"].startswith("required; matches ")
    assert rules["unit"].endswith("codes of the list unit")


@pytest.mark.parametrize(("language", "title", "small"), [("en", "Case", "Empty"), ("nl", "Casus", "Leeg")])
def test_the_dictionary_and_the_names_of_files_are_in_the_language_of_the_book(root, language, title, small):
    package = read_package(root, language)
    tables = {table.name: table for table in list_dictionary(read_words(language), package)}
    (held,) = [row[1] for row in tables["dictionary-statements"].rows if row[0].text == "case_id"]
    assert (held.text, held.small.split()[0]) == (title, small)
    assert package.resources[0].title == {"en": "The source texts", "nl": "De bronteksten"}[language]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_sentence_on_a_page_leads_to_each_record_behind_it(evidence, language):
    env = SimpleNamespace(config=SimpleNamespace(language=language), docname="book/a")
    row = evidence.passages.set_index("passage_id").loc["background-move"]
    told = tell_passage(env, "background-move")
    assert told.astext() == f"{row[f'text_{language}']} 1 2 3"
    assert [link["reftarget"] for link in told.findall(pending_xref)] == [
        "statement-flex-121",
        "statement-flex-122",
        "statement-flex-124",
    ]
    with pytest.raises(UnknownNameError, match="no-such-sentence"):
        tell_passage(env, "no-such-sentence")


def test_a_figure_on_another_page_leads_to_its_own_and_has_no_address_itself(root, tmp_path):
    folder = SimpleNamespace(output_folder=tmp_path)
    read = []
    env = SimpleNamespace(
        config=SimpleNamespace(language="en"), docname="book/a", mystnb_config=folder, srcdir=root,
        note_dependency=read.append,
    )  # fmt: skip
    document = SimpleNamespace(settings=SimpleNamespace(env=env))
    (figure,) = show_figure_of(document, "national growth")
    assert (figure["ids"], figure["names"]) == ([], [])
    assert read == [str(root / "book" / "reports" / "en" / "national.ipynb")]
    assert "24.0% to 24.3%" in figure[0]["alt"]
    assert [link["reftarget"] for link in figure.findall(pending_xref)] == ["national-growth"]
    assert (root / figure[0]["uri"].lstrip("/")).resolve().read_text(encoding="utf-8").startswith("<?xml")
    with pytest.raises(UnknownNameError, match="national-shrinking"):
        show_figure_of(document, "national shrinking")
