"""The chapter on the claim audit says what the audit finds, and why."""

from dataclasses import replace

import pytest

from owlib.evidence.audit import audit_claims
from owlib.evidence.checks import FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR, VERDICTS
from owlib.exhibits import audit
from owlib.exhibits.view import make_view


@pytest.fixture(scope="module")
def report():
    return audit.read("en")


@pytest.fixture(scope="module")
def claims(evidence):
    return audit_claims(evidence).set_index("claim_id")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_claim_that_is_not_decided_says_why_in_each_language(language):
    shown = audit.list_claims(audit.read(language))
    assert (shown.loc[shown["verdict"].isin([UNCLEAR, NOT_CHECKABLE]), "reason"] != "").all()
    assert (shown.loc[shown["verdict"].isin([HOLDS, FAILS]), "reason"] == "").all()


@pytest.mark.parametrize(
    ("check", "changed", "english", "dutch"),
    [
        ("growth", {"about": True}, "A number is printed as approximate", "Een getal is bij benadering gegeven"),
        ("rises", {"low": 0}, "Rounding leaves it open.", "De afronding laat het open."),
    ],
)
def test_a_reason_has_its_words_and_the_note_of_its_claim(evidence, check, changed, english, dutch):
    """Freelancers grew by 18%, from 865,000 to 1,074,000: were the last of these about that, or anything below."""
    claims, amounts = evidence.claims.head(1), evidence.amounts.copy()
    claims = claims.assign(check=check, reported=claims["reported"] if check == "growth" else "")
    amounts.loc["national-freelancers-all-2018", list(changed)] = list(changed.values())
    for language, words in (("en", english), ("nl", dutch)):
        report = make_view("audit", replace(evidence, amounts=amounts, claims=claims), language)
        (reason,) = audit.list_claims(report)["reason"]
        assert reason.startswith(words)
        assert reason.endswith(f". {claims[f'note_{language}'].iloc[0]}")


def test_the_opening_counts_the_verdicts(report, claims):
    told = audit.opening(report).markdown
    counts = claims["verdict"].value_counts()
    assert f"We checked {len(claims)} statements" in told
    assert f"{counts[HOLDS]} hold, {counts[FAILS]} fail, {counts[UNCLEAR]} stay unclear" in told


def test_the_blocks_of_each_bar_and_the_rows_of_each_table_add_up(report, claims):
    figure, table = audit.verdicts_figure(report), audit.verdicts_table(report)
    assert sum(int(number) for row in figure.rows for number in row[1:]) == len(claims)
    assert set(figure.records) == set(claims.index)
    for row in table.rows:
        *parts, total = (int(cell.text) for cell in row[1:])
        assert sum(parts) == total
    assert [cell.text for cell in table.rows[-1][1:5]] == [str((claims["verdict"] == name).sum()) for name in VERDICTS]


def test_a_failure_gives_what_is_printed_what_is_allowed_and_what_would_fit(report):
    told = audit.failures(report).markdown
    assert "[18%](#number-national-freelancers-all-growth-2010-2018). The other numbers give 24.0% to 24.3%." in told
    assert "- freelancers, all sectors, 2010: 906,000 to 914,000 (printed: [865,000](#number-" in told


def test_what_would_fail_is_told_apart(report, claims):
    table = audit.conditional(report)
    own = claims[(claims["verdict"] == UNCLEAR) & (claims["computed"] == FAILS)]
    assert [row[0].text for row in table.rows] == list(own["statement_en"])
    counts = audit.count_outcomes(report)
    assert counts["conditional"] == len(own)
    assert f"Most that hold are simple: {counts['simple']} are counts" in audit.opening(report).markdown
    assert counts["simple"] > counts[HOLDS] / 2


def join_rows(register) -> dict:
    """Return the rows of a register by their address, group by group."""
    return {target: row for table in register.groups for target, row in zip(table.targets, table.rows, strict=True)}


def test_the_register_of_claims_has_every_claim_with_its_data_in_both_languages(report, evidence):
    register, rows = audit.claims_register(report), join_rows(audit.claims_register(report))
    assert sorted(rows) == sorted(f"claim-{name}" for name in evidence.claims["claim_id"])
    told = [row[register.data_columns.index("statement_en")] for row in register.data_rows]
    assert told == [row[0].text for row in rows.values()]
    assert {"statement_nl", "verdict", "low", "high", "remedies"} < set(register.data_columns)
    dutch = join_rows(audit.claims_register(audit.read("nl")))
    assert sorted(row[0].text for row in dutch.values()) == sorted(evidence.claims["statement_nl"])


def test_a_claim_that_fails_leads_to_its_words_in_the_audit_and_its_numbers_lead_to_it(report, claims):
    rows, told = join_rows(audit.claims_register(report)), audit.failures(report).markdown
    failed = claims.index[claims["verdict"] == FAILS]
    assert [rows[f"claim-{name}"][4].target for name in failed] == [f"failure-{name}" for name in failed]
    assert all(f"]{{#failure-{name}}}" in told for name in failed)
    leads = audit.lead_to_checks(report, report.evidence.numbers.set_index("number_id", drop=False)["number_id"])
    pairs = [(cell.text, cell.target) for cell in leads["national-freelancers-all-growth-2010-2018"][1:]]
    assert ("growth 2010\u20132018: fails", "claim-cl-flex-freelancers-all-growth") in pairs
    assert all(len({cell.text for cell in links}) == len(links) for links in leads.values())
    inputs = audit.claims_register(report).leads["claim-cl-flex-freelancers-all-growth"][1:]
    assert [(cell.text, cell.target) for cell in inputs] == [
        ("865,000", "number-national-freelancers-all-2010"),
        ("1,074,000", "number-national-freelancers-all-2018"),
    ]


def test_the_register_of_conflicts_begins_with_what_changes_a_conclusion_and_names_both_places(report, evidence):
    register = audit.conflicts_register(report)
    rows, frame = join_rows(register), evidence.contradictions.set_index("contradiction_id")
    assert sorted(rows) == sorted(f"contradiction-{name}" for name in frame.index)
    changing = frame.index[frame["changes"] == "yes"]
    assert set(register.groups[0].targets) == {f"contradiction-{name}" for name in changing}
    assert all(row[0].text.startswith("Changes a conclusion. ") for row in register.groups[0].rows)
    between = {target for target, marks in register.marks.items() if "between--sources" in marks}
    two = frame.index[frame["source_id"] != frame["other_source_id"]]
    assert between == {f"contradiction-{name}" for name in two}
    assert rows["contradiction-con-flex-survey-st-antonius"][0].small.endswith("; touches St. Antonius")
    assert "line 86; " in rows["contradiction-con-flex-survey-st-antonius"][2].text


def test_a_choice_of_a_register_says_how_many_rows_have_it(report, claims):
    register = audit.claims_register(report)
    facet = next(facet for facet in register.facets if facet.name == "verdict")
    assert {code: count for code, _, count in facet.options} == claims["verdict"].value_counts().to_dict()
