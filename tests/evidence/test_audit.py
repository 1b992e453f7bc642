"""The claim audit: verdicts that follow from the numbers, remedies that work, and a change that is noticed."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from owlib.evidence.audit import (
    ABOUT,
    MONTHS,
    NOTE,
    PART,
    ROUNDING,
    WITHOUT_REMEDY,
    audit_claims,
    check_verdicts,
    find_remedies,
    judge_claim,
)
from owlib.evidence.checks import FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR, join_verdicts
from owlib.evidence.numbers import split_codes

FAILED = {  # what the other numbers give, by hand from the printed ones
    "cl-flex-freelancers-all-growth": (100 * (1_073_500 / 865_500 - 1), 100 * (1_074_500 / 864_500 - 1)),
    "cl-ow-applications-twice": (7, 7),
    "cl-flex-other-care-growth": (  # captions name one statistic, and figure 2.1 the base of section 2.3
        100 * (178_500 * (100 / 14.85 - 1) / (167_500 * (100 / 13.25 - 1)) - 1),
        100 * (179_500 * (100 / 14.75 - 1) / (166_500 * (100 / 13.35 - 1)) - 1),
    ),
    "cl-flex-team-in-each-case": (6, 6),  # of eight cases
    "cl-flex-kag-only-freelancers": (None, None),  # and an HR officer on a payroll contract
}
CONDITIONAL = {  # would fail if the two were the same thing
    "cl-ow-pilots-and-b": (5, 5),  # A, three teams of B, and C, if a team's is a pilot
    "cl-web-period": (12 * 2013 + 4, 12 * 2015 + 1),  # from May 2013, if research is its activities
}


@pytest.fixture(scope="module")
def audit(evidence):
    return audit_claims(evidence)


def test_the_claims_that_fail_are_these_and_the_allowed_values_are_right(audit):
    failed = audit[audit["verdict"] == FAILS].set_index("claim_id")
    assert set(failed.index) == set(FAILED)
    by_id = audit.set_index("claim_id")
    for claim_id, (low, high) in {**FAILED, **CONDITIONAL}.items():
        ends = by_id.loc[claim_id, ["low", "high"]]
        assert list(ends) == pytest.approx([low, high]) if low else ends.isna().all()


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
        ("cl-ow-benchmark-in-activities", HOLDS),  # May to September 2013, in May 2013 to February 2015
        ("cl-ow-pilots-in-project", UNCLEAR),  # 2013-2015, in April 2013 to February 2015
        ("cl-flex-freelancers-of-flexible-rises", UNCLEAR),  # two years of nine
        ("cl-ow-wins-count", HOLDS),  # three
        ("cl-flex-box-page", HOLDS),  # 45, between 32 and 53
    ],
)
def test_verdicts_are_those_of_a_careful_reader(audit, claim_id, verdict):
    assert audit.set_index("claim_id").loc[claim_id, "verdict"] == verdict


def test_each_verdict_is_the_reviewed_one(audit):
    assert check_verdicts(audit) == []


SAME_PASSAGE = {  # claims, and the contradictions that speak of the same passages and of the same matter
    "cl-blog-all-cases": "con-flex-forum-all-cases",
    "cl-blog-branch-organisation": "con-flex-employers-or-branch",
    "cl-blog-branches-of-teams": "con-flex-forum-teams-not-started",
    "cl-flex-branches-all-but-youth": "con-flex-only-youth",
    "cl-flex-box-page": "con-flex-contents-3-4",
    "cl-flex-cost-recent-rises": "con-flex-cost-relative",
    "cl-flex-flexible-care-level-peak": "con-flex-growth-or-peak",
    "cl-flex-flexible-care-share-2018-twice": "con-flex-employment-or-population",
    "cl-flex-kag-only-freelancers": "con-flex-kag-only-freelancers",
    "cl-flex-leave-twice": "con-flex-quote-locum",
    "cl-flex-not-in-employment-rises": "con-flex-share-not-in-employment",
    "cl-flex-phase-1-finished": "con-flex-phase-1-finished",
    "cl-flex-phase-2-begun": "con-flex-phase-2-begun",
    "cl-flex-replies-twice": "con-flex-quote-nobody-replied",
    "cl-flex-side-freelance-count": "con-flex-asvz-one-or-several",
    "cl-flex-survey-all-but-one": "con-flex-surveys-which-cases",
    "cl-flex-team-in-each-case": "con-flex-team-per-case",
    "cl-flex-survey-cases-count": "con-flex-survey-st-antonius",
    "cl-flex-workload-all-cases": "con-flex-satisfaction-all-cases",
    "cl-flex-workload-flexible-more": "con-flex-satisfaction-hedge",
    "cl-limburg-directions-count": "con-limburg-directions",
    "cl-limburg-stay-in-sector": "con-limburg-of-whom",
    "cl-limburg-sub-regional-most": "con-limburg-sub-regional",
    "cl-limburg-themes-top": "con-limburg-top-three",
    "cl-ow-activities-in-project": "con-ow-start",
    "cl-ow-agreement-majority": "con-ow-cao-parties",
    "cl-ow-autonomy-first": "con-ow-most-valued",
    "cl-ow-b-teams-pilots": "con-ow-b-pilots",
    "cl-ow-experts-sum": "con-ow-experts",
    "cl-ow-features-met": "con-ow-autonomy-met",
    "cl-ow-following-all": "con-ow-c-followed",
    "cl-ow-following-case-studies": "con-ow-c-followed",
    "cl-ow-phases-count": "con-ow-phases",
    "cl-ow-pilot-workers-unanimous": "con-ow-unanimous-dropout",
    "cl-ow-pilots-and-b": "con-ow-b-pilots",
    "cl-ow-preliminary-stage": "con-ow-preliminary-phase",
    "cl-ow-questionnaires-respectively": "con-ow-respectively",
    "cl-ow-wins-count": "con-ow-win-parties",
    "cl-web-nobody-back": "con-web-no-way-back",
    "cl-web-period": "con-web-start",
    "cl-web-pilots-started": "con-web-third-pilot",
}
SLIPS = ("cl-flex-team-in-each-case",)
"""What fails, though the register has it as soft: all other places tell the number that it must be."""


@pytest.mark.parametrize("claim_id", SAME_PASSAGE)
def test_audit_and_register_do_not_gainsay_each_other(evidence, audit, claim_id):
    """What holds is no hard contradiction, and what fails is a soft one only where other places settle it."""
    strength = evidence.contradictions.set_index("contradiction_id").loc[SAME_PASSAGE[claim_id], "strength"]
    verdict = audit.set_index("claim_id").loc[claim_id, "verdict"]
    assert (verdict, strength) not in {(HOLDS, "hard"), (FAILS, "hard" if claim_id in SLIPS else "soft")}


@pytest.mark.parametrize(
    ("changed", "verdict", "reason"),
    [
        ({}, FAILS, ""),  # 7 and 1 are not 9
        ({"comparable": "no"}, UNCLEAR, NOTE),
        ({"reported": "eight"}, HOLDS, ""),
        ({"reported": "about"}, UNCLEAR, ABOUT),  # about 9
        ({"reported": "wide"}, HOLDS, ""),  # 5 to 15
        ({"check": "rises", "reported": "", "inputs": "eight;wide"}, UNCLEAR, ROUNDING),  # 8 to 5, or to 15
        ({"check": "in-period", "reported": "years", "inputs": "months"}, UNCLEAR, MONTHS),
        ({"check": "none"}, NOT_CHECKABLE, NOTE),
        ({"check": "all", "reported": "", "inputs": "open"}, UNCLEAR, PART),
    ],
)
def test_a_claim_that_is_left_open_says_why(evidence, changed, verdict, reason):
    amounts = make_numbers(r=(9, 0), a=(7, 0), b=(1, 0), eight=(8, 0), about=(9, 0), wide=(10, 10))
    amounts.loc["about", "about"] = True
    spans = {"years": (12 * 2013, 12 * 2015 + 11), "months": (12 * 2013 + 3, 12 * 2015 + 1)}  # from April to February
    for name, ends in spans.items():
        amounts.loc[name] = amounts.loc["wide"]
        amounts.loc[name, ["low", "high"]] = ends
    claim = {"claim_id": "one", "comparable": "yes", "verdict": "", **make_claim("sum", "r", "a;b"), **changed}
    other = {"claim_id": "open", "comparable": "yes", "verdict": "", **make_claim("none", "", "")}
    audit = audit_claims(replace(evidence, amounts=amounts, claims=pd.DataFrame([claim, other])))
    assert tuple(audit.loc[0, ["verdict", "reason"]]) == (verdict, reason)


def make_numbers(**values) -> pd.DataFrame:
    """Numbers as rows: name = (value, rounding)."""
    rows = [
        {"record_id": name, "unit": "items", "low": value - rounding / 2, "high": value + rounding / 2, "value": value,
         "rounding": rounding, "about": False, "bound": "", "provisional": False, "table": "numbers"}
        for name, (value, rounding) in values.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("record_id")


def make_claim(check: str, reported: str, inputs: str) -> dict:
    """A claim with no more than its arithmetic."""
    return {"check": check, "reported": reported, "inputs": inputs}


@pytest.mark.parametrize(
    ("check", "reported", "inputs", "numbers", "expected"),
    [
        ("equal", "r", "a", {"r": (2, 0), "a": (5000, 0)}, {"r": (5000, 5000), "a": (2, 2)}),
        ("sum", "r", "a;b", {"r": (9, 0), "a": (7, 0), "b": (1, 0)}, {"r": (8, 8), "a": (8, 8), "b": (2, 2)}),
        # 100 to 95 is a fall of 5: reported 3 would have to be -5; -1.0 to 5.9 with rounding is not printed here
        ("growth", "r", "a;b", {"r": (3, 0), "a": (100, 0), "b": (95, 0)}, {"r": (-5, -5), "b": (103, 103)}),
        # rises: 865 thousand to 800 thousand holds only where the later lies wholly above, or the earlier below
        ("rises", "", "a;b", {"a": (865, 1), "b": (800, 1)}, {"a": (0, 798), "b": (867, math.inf)}),
        ("multiple", "r", "a;b", {"r": (3, 0), "a": (4.5, 0.1), "b": (9.0, 0.1)}, {"a": (3.0, 3.0), "b": (13.3, 13.7)}),
    ],
)
def test_remedies_by_hand(check, reported, inputs, numbers, expected):
    remedies = find_remedies(make_claim(check, reported, inputs), make_numbers(**numbers))
    found = {remedy.record_id: (remedy.least, remedy.most) for remedy in remedies}
    for name, ends in expected.items():
        assert found[name] == pytest.approx(ends), name


def test_no_remedy_is_named_for_a_number_that_cannot_help():
    numbers = make_numbers(r=(5, 0), a=(7, 0), b=(1, 0), c=(9, 0))
    remedies = find_remedies(make_claim("sum", "r", "a;c"), numbers)
    assert {remedy.record_id: remedy.least for remedy in remedies} == {"r": 16, "a": None, "c": None}


def test_the_remedies_of_the_data_make_their_claims_true(evidence, audit):
    for claim in audit[(audit["verdict"] == FAILS) & ~audit["check"].isin(WITHOUT_REMEDY)].to_dict("records"):
        assert {remedy.record_id for remedy in claim["remedies"]} == {claim["reported"], *split_codes(claim["inputs"])}
        for remedy in claim["remedies"]:
            step = evidence.amounts.loc[remedy.record_id, "rounding"] or 1.0
            for value, verdict in (
                (remedy.least - step, FAILS), (remedy.least, HOLDS), (remedy.most, HOLDS), (remedy.most + step, FAILS),
            ):  # fmt: skip
                shift = value - evidence.amounts.loc[remedy.record_id, "value"]
                moved = evidence.amounts.copy()
                moved.loc[remedy.record_id, ["low", "high"]] += shift
                assert judge_claim(claim, moved).verdict == verdict, (remedy, value)


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


def test_all_claims_are_written_to_a_file(copy, owlib, tmp_path):
    result = owlib(copy, "audit", "--output", str(tmp_path / "claims.csv"))
    assert result.returncode == 0, result.stderr
    lines = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()
    claims = (copy / "data" / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(claims)
    assert "The text prints 18%. The other numbers give 24.0% to 24.3%." in result.stdout
    assert "freelancers, all sectors, 2010: 906,000 to 914,000 (printed: 865,000)" in result.stdout
    assert "](" not in result.stdout  # no links in a terminal
    assert "]{" not in result.stdout
