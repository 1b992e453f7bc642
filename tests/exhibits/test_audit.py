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
        ("growth", {"about": True}, "a number is printed as approximate", "een getal is bij benadering gegeven"),
        ("rises", {"low": 0}, "rounding leaves it open", "de afronding laat het open"),
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
    assert f"We looked at {len(claims)} statements" in told
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


def test_the_ledger_has_every_claim_with_its_data_in_the_language_of_the_page(report, evidence):
    table = audit.ledger(report)
    assert table.targets == tuple(f"claim-{name}" for name in evidence.claims["claim_id"])
    assert len(table.rows) == len(table.data_rows) == len(evidence.claims)
    place = table.data_columns.index("statement")
    assert [row[place] for row in table.data_rows] == list(evidence.claims["statement_en"])
    dutch = audit.ledger(audit.read("nl"))
    assert [row[0].text for row in dutch.rows] == list(evidence.claims["statement_nl"])


def test_the_register_of_conflicts_says_what_changes_a_conclusion_and_names_both_places(report, evidence):
    table = audit.contradictions(report)
    assert sorted(table.targets) == sorted(
        f"contradiction-{name}" for name in evidence.contradictions["contradiction_id"]
    )
    marks = [(not row[0].text.startswith("Changes a conclusion. "), row[1].text) for row in table.rows]
    assert marks == sorted(marks)
    assert not marks[0][0]
    assert marks[-1][0]
    rows = dict(zip(table.targets, table.rows, strict=True))
    assert rows["contradiction-con-flex-survey-st-antonius"][0].small.endswith("; touches St. Antonius")
    assert "line 86; " in rows["contradiction-con-flex-survey-st-antonius"][3].text
