"""Both editions are in step; what is not, in one language alone, is named with its place."""

import csv
import json
import shutil

import pytest
from copies import copy_project

from owlib.exhibits import MIME
from owlib.places import PACKAGE
from owlib.review import editions
from owlib.review.editions import PARTS, STRUCTURE, Rules, Twin, check_choices, compare_all, compare_parts
from owlib.review.findings import Remark
from owlib.review.words import read_messages

PLACES = Remark("editions", "book/en/a.md", row="1"), Remark("editions", "book/nl/a.md", row="1")


@pytest.fixture(scope="module")
def rules(evidence) -> Rules:
    return editions.read_rules(evidence.__dict__)


def compare(rules, english: str, dutch: str, parts=STRUCTURE) -> list[str]:
    """Return what is found in two texts: the row, what was expected, and what was found."""
    remarks = compare_all([Twin(PLACES, (english, dutch), parts)], rules)
    return [f"{it.report[5:7]} {it.row}: {it.expected}; {it.found}" for it in remarks]


@pytest.mark.parametrize(
    ("english", "dutch", "found"),
    [
        ("Growth of 1,074,000 people, 14.8%.", "Groei met 1.074.000 mensen, 14,8%.", []),
        ("On 20 December 2019, in May 2013-05.", "Op 20 december 2019, in mei 2013.", []),
        ("Read on 2026-11-30.", "Gelezen op 30 november 2026.", []),
        ("Twelve teams, three of them new.", "Er zijn twaalf teams, waarvan drie nieuw.", []),
        ("Both say so twice.", "Dat zeggen zij twee keer.", []),
        ("Section 2.2 has 3.", "Paragraaf 2.2 heeft er 3.", []),
        ("It rose by 14.8%.", "Het steeg met 14,3%.", ["nl 1: 14.8, as in English; 14.3"]),
        ("It rose by 14.8%.", "Het steeg met 14.8%.", ["nl 1: 14.8, as in English; 14.8% (as in the other language)"]),
        ("There are 1,074 people.", "Er zijn 1,074 mensen.", ["nl 1: 1074, as in English; 1.074"]),
        ("There are six teams.", "Er zijn zeven teams.", ["nl 1: 6, as in English; 7"]),
        ("Of 2010-2018.", "Van 2010-2019.", ["nl 1: 2018, as in English; 2019"]),
        ("Of all.", "Van alle 12.", ["nl 1: no more, as in English; 12"]),
    ],
)
def test_numbers_are_the_same_in_the_notation_of_each_language(rules, english, dutch, found):
    assert compare(rules, english, dutch) == found


@pytest.mark.parametrize(
    ("english", "dutch", "found"),
    [
        ("# A\n\n(x)=\n## B\n", "# A\n\n(x)=\n## B\n", []),
        ("{num}`a`, {fact}`t.i.label_en`", "{fact}`t.i.label_nl`, {num}`a`", []),
        ("{filter}`words <a?b=c>` {pdf}`The book`", "{filter}`iets <a?b=c>` {pdf}`Het boek`", []),
        ("See [it](../reports/en/a.ipynb), [code](library.rst).",
         "Zie [die](../reports/nl/a.ipynb), [code](library.md) {other}`a <en:b>`.", []),
        ("# A\n\n## B\n", "# A\n\n### B\n", ["nl 3: '## B', as in English; '### B'"]),
        ("# A\n\n## B\n\n## C\n", "# A\n\n## B\n", ["nl 3: '## C', as in English; nothing"]),
        ("# A\n\n(x)=\n## B\n", "# A\n\n## B\n", ["nl 1: (x)=, as in English; nothing"]),
        ("```{register} claims\n```\n", "```{register} statements\n```\n",
         ["nl 1: ```{register} claims, as in English; ```{register} statements"]),
        ("# A\n\n{num}`a`\n", "# A\n\n{num}`b`\n", ["nl 1: {num}`a`, as in English; {num}`b`"]),
        ("# A\n\n[x](a.md#b)\n", "# A\n\n[x](a.md#c)\n", ["nl 1: (a.md#b), as in English; (a.md#c)"]),
        ("```sh\nowlib run\n```\n", "```sh\nowlib list\n```\n", ["nl 1: owlib run, as in English; owlib list"]),
    ],
)  # fmt: skip
def test_pages_have_the_same_structure_roles_links_and_code(rules, english, dutch, found):
    assert compare(rules, english, dutch) == found


SENTENCE = "- **{}** [[1](#a-1) [2](#a-2)]{{.evidence}}\n- {} [[1](#a-3)]{{.evidence}}"


@pytest.mark.parametrize(
    ("old", "new"), [("[2](#a-2)", "[2](#a-4)"), (" [2](#a-2)", ""), ("(#a-1) [2](#a-2)", "(#a-2) [2](#a-1)")]
)
def test_each_sentence_rests_on_the_same_evidence_in_the_same_order(rules, old, new):
    english, dutch = SENTENCE.format("All say so", "Most do not"), SENTENCE.format("Allen zeggen dat", "Meer niet")
    assert compare(rules, english, dutch, PARTS) == []
    assert any("(#a-" in line for line in compare(rules, english, dutch.replace(old, new), PARTS))


@pytest.mark.parametrize(
    ("english", "dutch", "found"),
    [
        ("About Zorg aan Zet and SGE", "Over Zorg aan Zet en SGE", []),
        ("Zorg aan Zet", "Zorg aan Zet", []),
        ("Run `make the book of it`.", "Draai `make the book of it`.", []),
        ("Search", "Search", ["nl 1: no English words; 'Search' in 'Search'"]),
        ("Which people?", "Welke people?", ["nl 1: no English words; 'people' in 'Welke people?'"]),
        ("Die mensen say so", "Zij zeggen dat", ["en 1: no Dutch words; 'mensen' in 'Die mensen say so'"]),
        ("Lorem ipsum dolor sit", "Lorem ipsum dolor sit",
         ["nl 1: a text in Dutch; 'Lorem ipsum dolor sit', as in English"]),
        ("Lorem ipsum dolor sit\n\nAmet elit", "Consectetur\n\nLorem ipsum dolor sit",
         ["nl 3: a text in Dutch; 'Lorem ipsum dolor sit', as in English"]),
        ("Some words", "", ["nl 1: a text in Dutch; none"]),
        ("", "Enkele woorden", ["en 1: a text in English; none"]),
    ],
)  # fmt: skip
def test_nothing_is_left_in_the_other_language(rules, english, dutch, found):
    assert compare(rules, english, dutch) == found


def choose(keys: str) -> str:
    return "{ $count ->" + "".join(f"\n    {key} iets" for key in keys.split()) + "\n}"


@pytest.mark.parametrize(
    ("english", "dutch", "found"),
    [
        ("[one] *[other]", "[one] *[other]", []),
        ("[0] [one] *[other]", "[one] *[other]", []),
        ("[interim] *[final]", "[interim] *[final]", []),
        ("[one] *[other]", "*[other]", [("nl", "for $count the forms one, other", "other")]),
        ("[one] *[other]", "[one] [few] *[other]", [("nl", "for $count the forms one, other", "few, one, other")]),
        ("[few] *[other]", "[one] *[other]", [("en", "for $count the forms one, other", "few, other")]),
        ("[interim] *[final]", "*[final]", [("nl", "for $count the forms final, interim", "final")]),
    ],
)
def test_a_message_has_the_plurals_of_its_language(tmp_path, english, dutch, found):
    for side, keys in (("en", english), ("nl", dutch)):
        (tmp_path / "owlib" / "locales" / side).mkdir(parents=True)
        (tmp_path / "owlib" / "locales" / side / "a.ftl").write_text(f"some-id = {choose(keys)}\n", encoding="utf-8")
    both = [read_messages(tmp_path / "owlib", side)[0][0] for side in ("en", "nl")]
    assert [(it.report.split("/")[2], it.expected, it.found) for it in check_choices(*both, [])] == found


TABLE = {"kind": "table", "name": "a", "caption": "Some words", "rows": [[{"text": "All", "target": "x-1"}]],
         "targets": ["y-1"], "data_columns": ["value"], "data_rows": [["61000", "x-1;x-2"]]}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "value", "column"),
    [
        ("name", "b", "name"),
        ("rows", [], "rows"),
        ("rows", [[{"text": "Alle", "target": "x-2"}]], "rows 1"),
        ("rows", [[{"text": "Alle", "target": "x-1"}, {"text": "", "target": ""}]], "rows"),
        ("targets", ["y-2"], "targets"),
        ("data_rows", [["61001", "x-1;x-2"]], "data_rows 1"),
        ("data_rows", [["61000", "x-1;x-3"]], "data_rows 2"),
    ],
)
def test_exhibits_have_the_same_rows_addresses_and_values(part, value, column):
    places = Remark("editions", "en/a"), Remark("editions", "nl/a")
    found = [it for it in compare_parts(places, "", TABLE, TABLE | {part: value}) if isinstance(it, Remark)]
    assert [it.column for it in found] == [column]
    assert not [it for it in compare_parts(places, "", TABLE, TABLE) if isinstance(it, Remark)]


# a whole project


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_row(folder, name, row, column, change):
    rows = list(csv.reader((folder / name).read_text(encoding="utf-8").splitlines(keepends=True)))
    at = rows[0].index(column)
    rows[row - 1][at] = change(rows[row - 1][at])
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def edit_report(folder, name, change):
    path = folder / "book" / "reports" / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def find_exhibit(cells):
    return next(part["data"][MIME] for cell in cells for part in cell.get("outputs", []) if MIME in part["data"])


def drop_output(cells):
    next(cell for cell in cells if any(MIME in part["data"] for part in cell.get("outputs", [])))["outputs"] = []


NL = "owlib/locales/nl"
PLANTED = {
    "page": (lambda f: (f / "book/nl/cases.md").unlink(), "book/nl/cases.md", ""),
    "report": (lambda f: (f / "book/reports/nl/hr.ipynb").unlink(), "book/reports/nl/hr.ipynb", ""),
    "address": (lambda f: edit(f, "book/addresses.csv", "book/claims,beweringen,", "book/claims,,"),
                "book/addresses.csv", "nl"),
    "message": (lambda f: edit(f, f"{NL}/exhibits.national.ftl", "national-rate-fell =", "national-rate-sank ="),
                f"{NL}/exhibits.national.ftl", "national-rate-fell"),
    "message in English": (lambda f: edit(f, f"{NL}/exhibits.national.ftl", "grew = steeg met", "grew = grew by"),
                           f"{NL}/exhibits.national.ftl", "national-rate-grew"),
    "prose": (lambda f: edit(f, f"{NL}/notebooks.pilots.ftl", "prose-", "prose-other-"), "notebooks/pilots.ipynb", ""),
    "cell": (lambda f: edit_row(f, "data/themes.csv", 2, "label_nl", lambda _: "The things that people want"),
             "data/themes.csv", "label_nl"),
    "title of a column": (lambda f: edit(f, "data/schemas/cases.json", '"title_nl": "', '"title_nl": "Number of '),
                          "data/schemas/cases.json", ""),
    "exhibit": (lambda f: edit_report(f, "nl/since.ipynb", drop_output), "nl/since", ""),
    "value": (lambda f: edit_report(f, "nl/national.ipynb", lambda cells: find_exhibit(cells)["rows"].pop()),
              "nl/national", "data_rows"),
    "caption": (lambda f: edit_report(f, "nl/reasons.ipynb", lambda cells: find_exhibit(cells).update(alt="The bars.")),
                "nl/reasons", "alt"),
    "exception": (lambda f: edit(f, "owlib/locales/editions.csv", "tabel reasons", "tabel seasons"),
                  "owlib/locales/editions.csv", "texts"),
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(root, tmp_path_factory):
    """Return what is found in a project in which all these faults are planted."""
    folder = copy_project(root, tmp_path_factory.mktemp("editions"), ("data", "notebooks", "book", "_toc.yml"))
    shutil.copytree(PACKAGE / "locales", folder / "owlib" / "locales")
    for plant, _, _ in PLANTED.values():
        plant(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "PACKAGE", folder / "owlib")
        return editions.check_editions(folder).remarks


@pytest.mark.parametrize("name", PLANTED)
def test_what_one_language_lacks_or_shows_otherwise_is_named_with_its_place(planted, name):
    _, file, column = PLANTED[name]
    assert [it for it in planted if it.report == file and column in (it.column, "")], name


def test_both_editions_are_in_step(root):
    assert [str(remark) for remark in editions.check_editions(root).remarks] == []
    assert editions.check_sources(root) == []
