"""The claim audit: verdicts that follow from the numbers, remedies that work, and a change that is noticed."""

import math

import pytest

from owlib.audit import audit_claims, check_verdicts, join_verdicts, judge_claim
from owlib.checks import FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR
from owlib.clean import split_codes

FAILED = {  # what the other numbers give, by hand from the printed ones
    "cl-flex-freelancers-all-growth": (100 * (1_073_500 / 865_500 - 1), 100 * (1_074_500 / 864_500 - 1)),
    "cl-ow-applications-twice": (7, 7),
}
CONDITIONAL = {  # would fail if the shares of section 2.3 were of the total that section 2.2 means
    "cl-flex-other-care-growth": (
        100 * (178_500 * (100 / 14.85 - 1) / (167_500 * (100 / 13.25 - 1)) - 1),
        100 * (179_500 * (100 / 14.75 - 1) / (166_500 * (100 / 13.35 - 1)) - 1),
    ),
}


@pytest.fixture(scope="module")
def audit(evidence):
    return audit_claims(evidence)


def test_the_claims_that_fail_are_these_and_the_allowed_values_are_right(audit):
    failed = audit[audit["verdict"] == FAILS].set_index("claim_id")
    assert set(failed.index) == set(FAILED)
    by_id = audit.set_index("claim_id")
    for claim_id, (low, high) in {**FAILED, **CONDITIONAL}.items():
        assert by_id.loc[claim_id, "low"] == pytest.approx(low)
        assert by_id.loc[claim_id, "high"] == pytest.approx(high)


def test_a_claim_whose_numbers_may_not_be_of_the_same_thing_is_no_failure(audit):
    by_id = audit.set_index("claim_id")
    for claim_id in CONDITIONAL:
        assert (by_id.loc[claim_id, "verdict"], by_id.loc[claim_id, "computed"]) == (UNCLEAR, FAILS)
        assert by_id.loc[claim_id, "remedies"] == []


@pytest.mark.parametrize(
    ("claim_id", "verdict"),
    [
        ("cl-flex-freelancers-care-growth", HOLDS),  # 61,000 to 91,000: 47.2 to 51.2, printed 49
        ("cl-flex-cost-youth-doubled", HOLDS),
        ("cl-flex-cases-sum", HOLDS),  # seven and one
        ("cl-flex-red-threads-count", HOLDS),  # nine sections
        ("cl-flex-branches-all-but-youth", UNCLEAR),  # numbers for two of the six branches
        ("cl-ow-experts-sum", UNCLEAR),  # 13 + 4 = 17, of interviews and of experts
        ("cl-flex-other-all-growth", NOT_CHECKABLE),
    ],
)
def test_verdicts_are_those_of_a_careful_reader(audit, claim_id, verdict):
    assert audit.set_index("claim_id").loc[claim_id, "verdict"] == verdict


def test_each_verdict_is_the_reviewed_one(audit):
    assert check_verdicts(audit) == []


def test_each_claim_that_is_not_decided_says_why(audit):
    open_claims = audit[audit["verdict"].isin([UNCLEAR, NOT_CHECKABLE])]
    assert (open_claims["reason"] != "").all()
    assert (open_claims["reason_nl"] != "").all()


def test_each_remedy_makes_its_claim_true_and_the_step_before_it_does_not(evidence, audit):
    for claim in audit[audit["verdict"] == FAILS].to_dict("records"):
        assert claim["remedies"][0].record_id == claim["reported"]
        assert {remedy.record_id for remedy in claim["remedies"]} == {claim["reported"], *split_codes(claim["inputs"])}
        for remedy in claim["remedies"]:
            row = evidence.numbers.loc[remedy.record_id]
            step, printed = row["rounding"] or 1.0, row["value"]
            nearest, farthest = sorted((remedy.least, remedy.most), key=lambda value, at=printed: abs(value - at))
            away = math.copysign(step, nearest - printed)
            ends = {nearest - away: FAILS, nearest: HOLDS, farthest: HOLDS, farthest + away: FAILS}
            for value, verdict in ends.items():
                outcome = judge_claim(claim, evidence.numbers, remedy.record_id, value - printed)
                assert outcome.verdict == verdict, (remedy, value)


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([HOLDS, HOLDS], HOLDS),
        ([HOLDS, FAILS, NOT_CHECKABLE], FAILS),
        ([HOLDS, NOT_CHECKABLE], UNCLEAR),
        ([UNCLEAR], UNCLEAR),
    ],
)
def test_a_claim_on_several_claims_fails_if_one_does_and_is_open_if_one_is(parts, verdict):
    assert join_verdicts(parts) == verdict


def test_a_changed_verdict_stops_the_command_and_names_the_claim(copy, owlib):
    path = copy / "data" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("2010;national-freelancers-all-2018,yes,fails", "2010;national-freelancers-all-2018,yes,holds")
    )
    result = owlib(copy, "audit")
    assert result.returncode == 3
    assert (
        "data/claims.csv, row 2, column 'verdict': expected 'fails', as the numbers give now; found 'holds'."
        in result.stderr
    )
    assert "Traceback" not in result.stderr


def test_the_ledger_is_written_whole_with_every_claim(copy, owlib, tmp_path):
    result = owlib(copy, "audit", "--output", str(tmp_path / "ledger.csv"))
    assert result.returncode == 0, result.stderr
    lines = (tmp_path / "ledger.csv").read_text(encoding="utf-8").splitlines()
    claims = (copy / "data" / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(claims)
    assert "The text prints 18%. The other numbers give 24.0% to 24.3%." in result.stdout
    assert "freelancers, all sectors, 2010: 906,000 to 914,000 (printed: 865,000)" in result.stdout
