"""The tables for looking things up: each record stands there once, told as the evidence tells it."""

import pytest

from owlib.exhibits import registers
from owlib.exhibits.view import view_all
from owlib.exhibits.wording import map_addresses

ELSEWHERE = ("claim-", "contradiction-", "official-")  # in chapters of their own; statements on a case in its report


@pytest.fixture(scope="module")
def report(evidence):
    return view_all(evidence, "en")


@pytest.fixture(scope="module")
def tables(report):
    return {name: table(report) for name, table in registers.TABLES.items()}


def find_row(table, target: str) -> list:
    """Return the cells of the row with this address."""
    return table.rows[table.targets.index(target)]


def test_every_number_stands_in_the_register_once(tables):
    row = find_row(tables["numbers"], "number-national-freelancers-all-2010")
    assert [row[1].text, row[1].small, row[2].text] == ["865,000", "printed: 865.000", "864,500 to 865,500"]
    assert (row[3].small, row[3].target) == ("§2.2, line 174", "source-flex-interim-2019")


def test_every_record_has_one_row_at_the_address_that_pages_lead_to(evidence, tables):
    told = set(evidence.summaries["case_id"])
    reports = {f"{case_id}-{edition}" for case_id in told for edition in ("interim", "final")}
    addresses = {address for address in map_addresses(evidence).values() if not address.startswith(ELSEWHERE)}
    addresses = {address for address in addresses if not any(address.startswith(report) for report in reports)}
    addresses |= {f"source-{source_id}" for source_id in evidence.sources["source_id"]}
    targets = [target for table in tables.values() for target in table.targets]
    assert sorted(targets) == sorted(addresses)


def test_each_table_is_called_by_its_name_and_says_what_it_rests_on(tables):
    for name, table in tables.items():
        assert table.name == f"table-{name}"
        assert table.caption
        assert table.source
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_number_in_the_register_tells_how_it_is_printed(evidence, tables):
    printed = evidence.numbers.set_index("number_id")
    rows = {row[0].small: row for name in ("numbers", "years") for row in tables[name].rows}
    for column, remark in (("about", "approximate"), ("provisional", "provisional")):
        marked = {name for name, row in rows.items() if remark in row[1].small.split("; ")}
        assert marked == set(printed.index[printed[column] & printed["branch"].ne("")])


def test_each_code_of_a_statement_stands_in_the_code_book_with_its_count(evidence, tables):
    counts = {row[0].small.partition(";")[0]: int(row[3].text) for row in tables["themes"].rows}
    assert sum(counts.values()) == evidence.statements["themes"].map(len).sum()
    kinds = [row for row in tables["codes"].rows if row[0].small.endswith("; kind")]
    assert sum(int(row[3].text) for row in kinds) == len(evidence.statements)


def test_a_kappa_that_is_not_defined_says_so(tables):
    kappas = [row[-1] for row in tables["agreement-by-code"].rows]
    assert all(cell.text == "not defined" or -1 <= float(cell.text.replace("\u2212", "-")) <= 1 for cell in kappas)
    assert all(" to " in cell.small or not cell.small for cell in kappas)


def test_the_second_reading_is_counted_whole(evidence, tables):
    table = tables["readings"]
    assert sum(int(row[-1].text) for row in table.rows) == len(evidence.second_reading)
    for row in table.rows:
        assert sum(int(cell.text) for cell in row[1:-1]) == int(row[-1].text)


def test_numbers_and_labels_follow_the_language(evidence):
    row = find_row(registers.national_numbers(view_all(evidence, "nl")), "number-national-freelancers-all-2010")
    assert row[1].text == "865.000"
    assert row[0].text == evidence.find_number("national-freelancers-all-2010")["label_nl"]
    sources = registers.sources(view_all(evidence, "nl"))
    assert [row[1].text for row in sources.rows] == list(evidence.sources["title_nl"])
