"""The checks of a review that run no report: data, audit, sources, stamps and exhibits."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from owlib.errors import DataError
from owlib.evidence import Evidence
from owlib.evidence.audit import audit_claims, check_verdicts
from owlib.evidence.read import read_checked_tables
from owlib.evidence.schema import read_package
from owlib.evidence.sources import read_texts
from owlib.evidence.verify import verify_records
from owlib.exhibits import MIME
from owlib.places import PACKAGE, SIMULATED_FOLDER, read_plain
from owlib.reports import REPORTS, Report
from owlib.reports.catalog import find_report
from owlib.reports.fingerprints import find_stale
from owlib.reports.notebooks import list_shown, read_cells
from owlib.review.findings import Checked, Remark, take_over
from owlib.review.prose import check_prose
from owlib.review.words import check_words, read_messages
from owlib.surveys import read_instrument
from owlib.surveys.simulated_folders import check_simulated, read_calibration, write_demonstrations
from owlib.words import COMPLETE


@dataclass(frozen=True)
class Shown:
    """An exhibit of a report as the notebook keeps it, with its picture if it has one."""

    report: str
    exhibit: dict
    svg: str

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.exhibit.get('kind')} '{self.exhibit.get('name')}'"


def check_tables(root: Path) -> Checked:
    """Check all data by their schemas and rules; with a fault here the other checks cannot be trusted."""
    try:
        findings = []
        read_checked_tables(root)  # checks each time, and notes that they are sound
    except DataError as error:
        findings = error.findings
    count = 0 if findings else len(read_package(root).resources)
    return Checked("data", "files of data, by schema and rule", count, tuple(take_over("data", findings)))


def check_generated(root: Path, evidence: Evidence) -> Checked:
    """Check that the simulated answers are whole, marked, and what the generator makes."""
    remarks = take_over("simulated", check_simulated(root))
    count = 0
    with tempfile.TemporaryDirectory(prefix="owlib-") as scratch:
        write_demonstrations(Path(scratch), read_instrument(), read_calibration(evidence, root))
        made, kept = Path(scratch) / SIMULATED_FOLDER, root / SIMULATED_FOLDER
        names = {path.relative_to(folder).as_posix() for folder in (made, kept) for path in folder.rglob("*.*")}
        for name in sorted(names):
            count += 1
            both = [folder / name for folder in (made, kept)]
            if not all(path.is_file() for path in both) or read_plain(both[0]) != read_plain(both[1]):
                remarks.append(
                    Remark("simulated", (SIMULATED_FOLDER / name).as_posix(), "", "", "", "what the generator makes",
                           "another file", "restore it from the repository")
                )  # fmt: skip
    return Checked("simulated", "files of simulated answers: marked, whole, made again", count, tuple(remarks))


def check_numbers(root: Path) -> Checked:
    """Check that no number is typed into a page that no record holds."""
    pages = len(list((root / "book").glob("*.md")))
    return Checked(
        "prose", "pages: each number comes from a record", pages, tuple(take_over("prose", check_prose(root)))
    )


def check_messages(root: Path) -> Checked:
    """Check that each word for readers is a message, which is there, used, and the same in all languages."""
    count = len(read_messages(PACKAGE, COMPLETE)[0])
    return Checked("words", "messages for readers", count, tuple(take_over("words", check_words(root))))


def check_audit(evidence: Evidence) -> Checked:
    """Recompute every claim."""
    ledger = audit_claims(evidence)
    return Checked("audit", "claims recomputed", len(ledger), tuple(take_over("audit", check_verdicts(ledger))))


def check_provenance(root: Path, texts: Path | None) -> Checked:
    """Compare every record with the source texts, where they are at hand."""
    what = "records beside the lines of their sources"
    if texts is None:
        return Checked("provenance", what, left="the source texts are not at hand; --texts names their folder")
    tables = read_checked_tables(root)
    told, findings = verify_records(tables, read_texts(tables["sources"], texts))
    return Checked("provenance", what, int(told["records"].sum()), tuple(take_over("provenance", findings)))


def check_stamps(root: Path, evidence: Evidence, reports: list[Report]) -> Checked:
    """Check that each report is there and made from what is there now, and that there is no other."""
    remarks = []
    for report in reports:
        state = find_stale(root, evidence, report)
        if state:
            remarks.append(
                Remark("stamps", report.report_id, "", "", "", "a report made from what is here", state, "owlib run")
            )
    known = {f"{report.report_id}.ipynb" for report in reports}
    for path in sorted((root / REPORTS).iterdir()):
        if path.name not in known:
            todo = "remove it, or name it in the data"
            remarks.append(Remark("stamps", path.name, "", "", "", "only reports of the book", "another file", todo))
    return Checked("stamps", "reports up to date", len(reports), tuple(remarks))


def list_exhibits(root: Path, reports: list[Report]) -> list[Shown]:
    """Return all exhibits of the reports that can be read; a broken report is told by its stamp."""
    return [
        Shown(report.report_id, data[MIME], data.get("image/svg+xml", ""))
        for report in reports
        for data in list_shown(read_cells(find_report(root, report)))
        if MIME in data
    ]


def check_exhibits(shown: list[Shown]) -> Checked:
    """Check that tables and figures have names of their own, sources and data, and figures their message in words."""
    names = Counter(item.exhibit.get("name") for item in shown)
    remarks = []
    for item in shown:
        kind = item.exhibit.get("kind")
        needed = {"figure": ("title", "caption", "alt", "source", "rows", "columns"), "table": ("caption", "rows")}
        lacking = [part for part in needed.get(kind, ()) if not item.exhibit.get(part)]
        lacking += ["picture"] if kind == "figure" and not item.svg else []
        if lacking:
            words = ", ".join(lacking)
            remarks.append(Remark("exhibits", item.report, item.name, "", "", f"its {words}", "none", "run it anew"))
        if names[item.exhibit.get("name")] > 1:
            todo = "give it a name of its own"
            remarks.append(
                Remark("exhibits", item.report, item.name, "", "", "a name that stands once", "a twin", todo)
            )
    return Checked("exhibits", "tables and figures with name, source, data and words", len(shown), tuple(remarks))
