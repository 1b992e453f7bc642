"""The checks of a review that run no report: data, audit, sources, words and stamps."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from owlib.book.editions import list_texts
from owlib.book.measurements import check_results
from owlib.book.metadata import check_facts
from owlib.errors import DataError
from owlib.evidence import Evidence
from owlib.evidence.audit import audit_claims, check_verdicts
from owlib.evidence.read import read_checked_tables
from owlib.evidence.schema import read_package
from owlib.evidence.sources import read_texts
from owlib.evidence.verify import check_records, verify_records
from owlib.places import PACKAGE, SIMULATED_FOLDER, read_plain
from owlib.reports import REPORTS, Report
from owlib.reports.catalog import find_report
from owlib.reports.fingerprints import find_stale
from owlib.review.findings import Checked, Remark, take_over
from owlib.review.prose import check_prose
from owlib.review.words import check_words, read_messages
from owlib.surveys import read_instrument
from owlib.surveys.simulated_folders import read_calibration, write_demonstrations
from owlib.words import COMPLETE, LANGUAGES


def check_tables(root: Path) -> Checked:
    """Check all data by their schemas and rules; with a fault here the other checks cannot be trusted."""
    try:
        findings = []
        read_checked_tables(root)  # checks each time, and notes that they are sound
    except DataError as error:
        findings = error.findings
    count = 0 if findings else len(read_package(root).resources)
    return Checked("data", "files of data, by schema and rule", count, take_over("data", findings))


def check_generated(root: Path, evidence: Evidence) -> Checked:
    """Check that the simulated answers are what the generator makes, and nothing else."""
    remarks = []
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch:
        write_demonstrations(Path(scratch), read_instrument(), read_calibration(evidence, root))
        made, kept = Path(scratch) / SIMULATED_FOLDER, root / SIMULATED_FOLDER
        names = {path.relative_to(folder).as_posix() for folder in (made, kept) for path in folder.rglob("*.*")}
        for name in sorted(names):
            both = [folder / name for folder in (made, kept)]
            if not all(path.is_file() for path in both) or read_plain(both[0]) != read_plain(both[1]):
                place = Remark("simulated", (SIMULATED_FOLDER / name).as_posix(), todo="restore it from the repository")
                remarks.append(replace(place, expected="what the generator makes", found="another file"))
    return Checked("simulated", "files of simulated answers: made again", len(names), tuple(remarks))


def check_numbers(root: Path) -> Checked:
    """Check that no number is typed into a page that no record holds."""
    pages = sum(len(list_texts(root, language)) for language in LANGUAGES)
    what = "pages: each number comes from a record"
    return Checked("prose", what, pages, take_over("prose", check_prose(root)))


def check_metadata(root: Path) -> Checked:
    """Check that facts are those of ``CITATION.cff`` wherever they stand, and measurements as they were measured."""
    remarks = take_over("metadata", [*check_facts(root), *check_results(root)])
    return Checked("metadata", "facts of CITATION.cff, and tables of what was measured", 2, remarks)


def check_messages(root: Path) -> Checked:
    """Check that each word for readers is a message, which is there, used, and the same in all languages."""
    count = len(read_messages(PACKAGE, COMPLETE)[0])
    return Checked("words", "messages for readers", count, take_over("words", check_words(root)))


def check_audit(evidence: Evidence) -> Checked:
    """Recompute every claim."""
    verdicts = audit_claims(evidence)
    return Checked("audit", "claims recomputed", len(verdicts), take_over("audit", check_verdicts(verdicts)))


def check_unchanged(root: Path) -> Checked:
    """Check that each record is the one that was compared with its source; the texts are not needed for that."""
    count = len(read_checked_tables(root)["anchors"])
    return Checked("records", "records as they were compared", count, take_over("records", check_records(root)))


def check_provenance(root: Path, texts: Path | None) -> Checked:
    """Compare every record with the source texts, where they are at hand."""
    what = "records beside the lines of their sources"
    if texts is None:
        return Checked("provenance", what, left="the source texts are not at hand; --texts names their folder")
    tables = read_checked_tables(root)
    told, findings = verify_records(tables, read_texts(tables["sources"], texts))
    return Checked("provenance", what, int(told["records"].sum()), take_over("provenance", findings))


def check_stamps(root: Path, evidence: Evidence, reports: list[Report]) -> Checked:
    """Check that each report is there and made from what is there now, and that there is no other."""
    remarks = []
    for report in reports:
        state = find_stale(root, evidence, report)
        if state:
            place = Remark("stamps", report.name, todo="owlib run")
            remarks.append(replace(place, expected="a report made from what is here", found=state))
    known = {find_report(root, report) for report in reports}
    for path in sorted(path for path in (root / REPORTS).rglob("*") if path.is_file()):
        if path not in known:
            name, todo = path.relative_to(root / REPORTS).as_posix(), "remove it, or name it in the data"
            remarks.append(Remark("stamps", name, "", "", "", "only reports of the book", "another file", todo))
    return Checked("stamps", "reports up to date", len(reports), tuple(remarks))
