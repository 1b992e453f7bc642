"""The review: every check in turn, cheap ones first, each of which may fail without stopping the others."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from owlib.book.citation import read_facts
from owlib.errors import DataError, OwlibError
from owlib.evidence import Evidence, read_evidence
from owlib.exhibits import MIME
from owlib.places import LOCK, PACKAGE, relative_name
from owlib.reports import Report, list_reports
from owlib.reports.catalog import find_report
from owlib.reports.executors import begin_beside
from owlib.reports.notebooks import list_shown, read_cells
from owlib.review import checks
from owlib.review.editions import check_editions
from owlib.review.findings import Checked, Remark, Tell, join_checks, take_over
from owlib.review.links import Pages, check_exhibits, check_links, read_pages
from owlib.review.looked_at import check_looked_at
from owlib.review.outputs import CHECK as REPLAY
from owlib.review.page import Review
from owlib.review.replay import check_replay
from owlib.review.surveys import check_surveys
from owlib.words import LANGUAGES

NEEDS_DATA = "the data must be mended first"


@dataclass(frozen=True)
class Wanted:
    """What is to be reviewed: checks by their names, and reports to run again, all if empty.

    ``texts`` is the folder of the source texts, if they are at hand; with ``first`` a review stops at the first check
    that finds something; ``jobs`` reports run at once, one for each core if 0. With ``pinned`` the environment must be
    that of the lock, as in CI.
    """

    texts: Path | None = None
    only: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    first: bool = False
    jobs: int = 0
    pinned: bool = False


def list_others(root: Path, *, whole: bool = False) -> dict[int, str]:
    """Return, by the line of the lock, the packages whose release is not the one there; none in that environment.

    Packages that are not installed count where the environment is to be the ``whole`` lock: most belong to an extra.
    """
    found = {}
    for number, line in enumerate((root / LOCK).read_text(encoding="utf-8").splitlines(), 1):
        try:
            pin = Requirement(line)
            there = version(pin.name) if not pin.marker or pin.marker.evaluate() else ""
        except InvalidRequirement:
            found[number] = f"no pin: {line}"
        except PackageNotFoundError:
            found |= {number: f"{pin.name}, which is not installed"} if whole else {}
        else:
            if there and not pin.specifier.contains(there, prereleases=True):
                found[number] = f"{pin.name} {there}"
    return found


@dataclass(frozen=True)
class Book:
    """A book under review: where it is, its evidence and reports, and how it is looked at."""

    root: Path
    evidence: Evidence
    reports: list[Report]
    wanted: Wanted
    tell: Tell
    pinned: bool

    @functools.cached_property
    def pages(self) -> list[Pages]:
        """What the pages of each edition hold."""
        return [read_pages(self.root, self.evidence, language) for language in LANGUAGES]


def run_again(book: Book) -> Checked:
    """Run reports again: those that are wanted, or all."""
    wanted = book.wanted
    named = set(wanted.reports)
    reports = [report for report in book.reports if not named or {report.report_id, report.name} & named]
    options = {"pinned": book.pinned, "first": wanted.first}
    return check_replay(book.root, book.evidence, reports, book.tell, wanted.jobs, **options)


def check_environment(book: Book) -> Checked:
    """Check that what is installed is what the lock names, where that is asked for."""
    place = Remark("environment", LOCK.as_posix(), todo="install what the lock names, or write the lock anew")
    remarks = [
        replace(place, row=str(number), expected="the release of this line, installed", found=found)
        for number, found in list_others(book.root, whole=True).items()
        if book.wanted.pinned
    ]
    count = len((book.root / LOCK).read_text(encoding="utf-8").splitlines())
    return Checked("environment", "packages beside those of the lock", count, tuple(remarks))


CHECKS: dict[str, Callable[[Book], Checked]] = {
    "data": lambda book: checks.check_tables(book.root),
    "environment": check_environment,
    "metadata": lambda book: checks.check_metadata(book.root),
    "audit": lambda book: checks.check_audit(book.evidence),
    "records": lambda book: checks.check_unchanged(book.root),
    "prose": lambda book: checks.check_numbers(book.root),
    "looked-at": lambda book: check_looked_at(book.root),
    "words": lambda book: checks.check_messages(book.root),
    "editions": lambda book: check_editions(book.root),
    "stamps": lambda book: checks.check_stamps(book.root, book.evidence, book.reports),
    "exhibits": lambda book: join_checks(check_exhibits(pages) for pages in book.pages),
    "links": lambda book: join_checks(check_links(pages) for pages in book.pages),
    "surveys": lambda book: check_surveys(book.root, book.reports),
    "simulated": lambda book: checks.check_generated(book.root, book.evidence),
    "provenance": lambda book: checks.check_provenance(book.root, book.wanted.texts),
    REPLAY: run_again,
}
"""The checks by their names, in their order."""


def review_book(root: Path, wanted: Wanted, tell: Tell) -> Review:
    """Do all checks that are wanted, and return what they found."""
    others, asked = list_others(root), [name for name in CHECKS if name in (wanted.only or CHECKS)]
    data, book = _guard("data", lambda: checks.check_tables(root)), None
    try:
        if not data.remarks:
            evidence = read_evidence(root)
            book = Book(root, evidence, list_reports(evidence), wanted, tell, pinned=not others)
    except Exception as error:
        data = Checked("data", data.what, 1, (_tell_fault("data", error),))
    done: list[Checked] = []
    for check in do_checks(book, asked, data) if book else _leave(asked, data):
        done.append(check)
        tell(f"{check.check}: {check.verdict} ({check.left or f'{check.count} {check.what}'})")
        if wanted.first and check.remarks:
            break
    title, authors = "the book", ()
    with suppress(Exception):  # whatever is wrong with it, the check of metadata tells
        facts = read_facts(root)
        title, authors = facts.name, (facts.author,)
    shown = tuple(_count_shown(book)) if book else ()
    return Review(title, authors, tuple(others.values()), tuple(done), shown)


def do_checks(book: Book, asked: list[str], data: Checked) -> Iterator[Checked]:
    """Yield what each check found; reports are run again beside the others, which have what they need meanwhile."""
    beside = {REPLAY} if REPLAY in asked[1:] and not book.wanted.first else set()
    replay = functools.partial(_guard, REPLAY, functools.partial(run_again, book))
    with begin_beside(replay) if beside else nullcontext() as wait:
        for name in asked:
            check = wait if name in beside else functools.partial(CHECKS[name], book)
            yield data if name == "data" else _guard(name, check)


def _leave(asked: list[str], data: Checked) -> Iterator[Checked]:
    """Yield what is wrong with the data, and that nothing else can be checked before."""
    yield data
    yield from (Checked(name, "", left=NEEDS_DATA) for name in asked if name != "data")


def _count_shown(book: Book) -> Iterator[tuple[str, str, int, int]]:
    """Yield of each report its file, its title, and how many tables and figures it has."""
    for report in book.reports:
        path = find_report(book.root, report)
        kinds = [data[MIME].get("kind") for data in list_shown(read_cells(path)) if MIME in data]
        yield relative_name(path, book.root), report.title, kinds.count("table"), kinds.count("figure")


def _guard(name: str, check: Callable[[], Checked]) -> Checked:
    """Return what a check found; one that fails is something to look at itself."""
    try:
        return check()
    except DataError as error:
        return Checked(name, "a check whose files cannot be read", 1, take_over(name, error.findings))
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
