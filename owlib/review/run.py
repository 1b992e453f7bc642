"""The review: every check in turn, cheap ones first, each of which may fail without stopping the others."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml
from packaging.requirements import Requirement

from owlib.errors import OwlibError
from owlib.evidence import Evidence, read_evidence
from owlib.places import LOCK, PACKAGE, relative_name
from owlib.reports import REPORTS, Report, list_reports
from owlib.reports.executors import begin_beside
from owlib.review.checks import Shown
from owlib.review.findings import Checked, Remark, Tell
from owlib.review.outputs import CHECK as REPLAY
from owlib.review.page import Review
from owlib.review.replay import check_replay

CHECKS = (
    "data", "audit", "prose", "words", "stamps", "exhibits", "links", "surveys", "simulated", "provenance", REPLAY,
)  # fmt: skip
"""Names of the checks, in their order."""
NEEDS_DATA = "the data must be mended first"


@dataclass(frozen=True)
class Wanted:
    """What is to be reviewed.

    Parameters
    ----------
    texts
        Folder of the source texts, if they are at hand.
    only
        Names of checks; all if empty.
    reports
        Reports to run again; all if empty.
    first
        Whether to stop at the first check that finds something.
    jobs
        How many reports run at once; one for each core if 0.

    """

    texts: Path | None = None
    only: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    first: bool = False
    jobs: int = 0


def list_others(root: Path) -> tuple[str, ...]:
    """Return the packages whose release is not the one of the lock; none in the pinned environment."""
    found = []
    for line in (root / LOCK).read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        pin = Requirement(line)
        if pin.marker and not pin.marker.evaluate():
            continue
        try:
            installed = version(pin.name)
        except PackageNotFoundError:
            continue  # of an extra that was not asked for
        if not pin.specifier.contains(installed, prereleases=True):
            found.append(f"{pin.name} {installed}")
    return tuple(found)


def review_book(root: Path, wanted: Wanted, tell: Tell) -> Review:
    """Do all checks that are wanted, and return what they found."""
    others = list_others(root)
    done: list[Checked] = []
    facts = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    shown: list[Shown] = []
    reports: list[Report] = []
    for check in _do_checks(root, wanted, tell, shown, reports, pinned=not others):
        done.append(check)
        tell(f"{check.check}: {check.verdict} ({check.left or f'{check.count} {check.what}'})")
        if wanted.first and check.remarks:
            break
    kinds = [(item.report, item.exhibit.get("kind")) for item in shown]
    made = tuple(
        (
            (REPORTS / f"{report.report_id}.ipynb").as_posix(), report.title,
            kinds.count((report.report_id, "table")), kinds.count((report.report_id, "figure")),
        )
        for report in reports
    )  # fmt: skip
    authors = tuple(author["name"] for author in facts["authors"] if "name" in author)
    return Review(facts["title"], authors, others, tuple(done), made)


def _do_checks(
    root: Path, wanted: Wanted, tell: Tell, shown: list[Shown], reports: list[Report], *, pinned: bool
) -> Iterator[Checked]:
    """Yield what each wanted check found; fills what is shown and the reports for those who come later."""
    asked = [name for name in CHECKS if name in (wanted.only or CHECKS)]
    data = _guard("data", lambda: _check_tables(root))
    try:
        evidence = None if data.remarks else read_evidence(root)
    except Exception as error:
        evidence, data = None, Checked("data", "tables by schema and rule", 1, (_tell_fault("data", error),))
    if evidence is None:
        yield data
        yield from (Checked(name, "", left=NEEDS_DATA) for name in asked if name != "data")
        return
    reports += list_reports(evidence)
    beside = {REPLAY} if REPLAY in asked[1:] and not wanted.first else set()
    find = functools.partial(_find_check, root, evidence, reports, shown, wanted, tell, pinned=pinned)
    with begin_beside(functools.partial(_guard, REPLAY, find(REPLAY))) if beside else nullcontext() as wait:
        shown += _list_shown(root, reports)
        for name in asked:
            yield data if name == "data" else _guard(name, wait if name in beside else find(name))


def _check_tables(root: Path) -> Checked:
    """Check the data, before all else."""
    from owlib.review.checks import check_tables  # noqa: PLC0415 - slow to import; reports are run again meanwhile

    return check_tables(root)


def _list_shown(root: Path, reports: list[Report]) -> list[Shown]:
    """Return the tables and figures that reports show."""
    from owlib.review.checks import list_exhibits  # noqa: PLC0415 - the same

    return list_exhibits(root, reports)


def _find_check(  # noqa: PLR0913 - all that some check needs
    root: Path, evidence: Evidence, reports: list[Report], shown: list[Shown], wanted: Wanted, tell: Tell,
    name: str, *, pinned: bool,
) -> Callable[[], Checked]:  # fmt: skip
    """Return a check, ready to be done."""
    replayed = [report for report in reports if report.report_id in (wanted.reports or [r.report_id for r in reports])]
    if name == REPLAY:
        return lambda: check_replay(root, evidence, replayed, tell, wanted.jobs, pinned=pinned, first=wanted.first)
    from owlib.review import checks  # noqa: PLC0415 - slow to import; reports are run again meanwhile
    from owlib.review.links import check_links  # noqa: PLC0415 - the same
    from owlib.review.surveys import check_surveys  # noqa: PLC0415 - the same

    return {
        "audit": lambda: checks.check_audit(evidence),
        "prose": lambda: checks.check_numbers(root),
        "words": lambda: checks.check_messages(root),
        "stamps": lambda: checks.check_stamps(root, evidence, reports),
        "exhibits": lambda: checks.check_exhibits(shown),
        "links": lambda: check_links(root, evidence),
        "surveys": lambda: check_surveys(root, reports),
        "simulated": lambda: checks.check_generated(root, evidence),
        "provenance": lambda: checks.check_provenance(root, wanted.texts),
    }[name]


def _guard(name: str, check: Callable[[], Checked]) -> Checked:
    """Return what a check found; one that fails is something to look at itself."""
    try:
        return check()
    except Exception as error:
        return Checked(name, "a check that did not come to its end", 1, (_tell_fault(name, error),))


def _tell_fault(name: str, error: Exception) -> Remark:
    """Return an error as a remark: ours in its own words, any other with the module and line that raised it."""
    if isinstance(error, OwlibError):
        lines = str(error).splitlines()
        return Remark(name, "the project", "", "", "", "data and reports that can be read", lines[0], "mend this first")
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if PACKAGE in Path(frame.filename).parents]
    place = relative_name(Path(own[-1].filename), PACKAGE.parent) if own else "the project"
    row = str(own[-1].lineno) if own else ""
    found = f"{type(error).__name__}: {error}"[:200]
    return Remark(name, place, "", row, "", "a check that comes to its end", found, "look at this line")
