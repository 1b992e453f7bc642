"""What official statistics have shown since stands apart, and comes and goes without touching the five sources."""

from dataclasses import fields

import pytest

from owlib.evidence import Evidence, cut_edition, read_evidence
from owlib.evidence.audit import audit_claims
from owlib.evidence.read import OFFICIAL
from owlib.exhibits import cases, chapters, since
from owlib.words import read_words

SHOWN = [
    ({"token": "46 procent", "unit": "percent"}, "46%"),
    ({"token": "zo'n 134.000", "unit": "workers"}, "about 134,000"),
    ({"token": "1.176", "unit": "thousand-workers"}, "1,176,000"),
    ({"token": "62 duizend", "unit": "workers"}, "62,000"),
    ({"token": "1 op de 10", "unit": "items"}, "1 in 10"),
    ({"token": "7,8%", "unit": "percent"}, "7.8%"),
    ({"token": "32 uur", "unit": "hours"}, "32 hours"),
    ({"token": "1 januari 2025", "unit": "year", "measure": "year", "period_end": "2025"}, "1 January 2025"),
]


@pytest.fixture(scope="module")
def evidence():
    return read_evidence()


@pytest.mark.parametrize(("row", "shown"), SHOWN)
def test_an_official_number_reads_as_a_text_prints_it(row, shown):
    assert since.show_official(read_words("en"), {"measure": "share", **row}) == shown


def test_an_interim_edition_knows_nothing_of_it(evidence):
    for study_id in evidence.studies["study_id"]:
        cut = cut_edition(evidence, study_id, "interim")
        assert all(getattr(cut, name).empty for name in OFFICIAL)
    assert cases.since(cases.read("zgao", "interim", "en")) is None


def test_a_final_edition_without_it_is_what_the_five_sources_support():
    alone, whole = (cases.read("asvz", "final", "en", official=official) for official in (False, True))
    assert cases.since(alone) is None
    assert "10%" in cases.since(whole).markdown
    for field in fields(Evidence):
        if field.name not in OFFICIAL:
            assert getattr(alone.evidence, field.name).equals(getattr(whole.evidence, field.name)), field.name


def test_the_audit_does_not_use_it(evidence):
    official = set(evidence.official_numbers["official_id"])
    used = ";".join(audit_claims(evidence)[["reported", "inputs"]].to_numpy().ravel()).split(";")
    assert not official & {*used, *evidence.amounts.index}


def test_each_reason_of_workers_has_an_outcome_and_the_picture_tells_it():
    report = chapters.read("since", "en")
    workers = report.evidence.reasons.query("actor == 'worker'")["reason"]
    assert list(report.evidence.official_reasons["reason"]) == list(workers)
    figure = since.reasons_figure(report)
    assert "46% of women" in figure.alt
    assert figure.alt.count("cannot be compared") == 6


def test_every_number_has_an_address_of_its_own():
    table = since.numbers_table(chapters.read("since", "en"))
    assert len(set(table.targets)) == len(table.rows) == len(table.data_rows)
    assert all("https://" in row[-1] for row in table.data_rows)
