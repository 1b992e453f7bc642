"""The checks of a review that run no report: data, audit, sources, stamps, links, marks and disclosure."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from owlib.addresses import map_addresses
from owlib.audit import audit_claims, check_verdicts
from owlib.disclosure import ROUNDING
from owlib.errors import OwlibError
from owlib.evidence import Evidence, check_data, read_checked_tables
from owlib.exhibits import MIME
from owlib.fingerprints import find_stale
from owlib.instrument import read_instrument
from owlib.mapping_files import THRESHOLD
from owlib.paths import SIMULATED_FOLDER
from owlib.prose import check_prose
from owlib.reports import REPORTS, Report
from owlib.review_findings import Checked, Remark, take_over
from owlib.simulated_folders import check_simulated, read_calibration, write_demonstrations
from owlib.survey_guard import find_unguarded
from owlib.verify import read_texts, verify_records

COUNTS = ("hits", "n", "base", "n_first", "n_second", "count")
"""Columns of the data behind an exhibit that count people."""
LINK = re.compile(r"\]\(([^)\s]+)\)")
LABEL = re.compile(r"^\(([^)]+)\)=", re.MULTILINE)
HEADING = re.compile(r"^#+ (.*)", re.MULTILINE)
NAMED = re.compile(r"^:name: (\S+)", re.MULTILINE)
OUTSIDE = ("https:", "http:", "mailto:")


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
    findings = check_data(root)
    return Checked("data", "tables by schema and rule", 1, tuple(take_over("data", findings)))


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
            if not all(path.is_file() for path in both) or both[0].read_bytes() != both[1].read_bytes():
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


def list_shown(root: Path, reports: list[Report]) -> list[Shown]:
    """Return all exhibits of the reports that can be read; a broken report is told by its stamp."""
    return [
        shown for report in reports for cells in [read_cells(root, report)] for shown in _list_exhibits(report, cells)
    ]


def read_cells(root: Path, report: Report) -> list[dict]:
    """Return the cells of a report; none where it is not whole."""
    try:
        cells = json.loads((root / REPORTS / f"{report.report_id}.ipynb").read_text(encoding="utf-8"))["cells"]
        for data in [output["data"] for cell in cells for output in cell.get("outputs", []) if "data" in output]:
            data.update({form: "".join(text) for form, text in data.items() if isinstance(text, list)})
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return cells


def _list_exhibits(report: Report, cells: list[dict]) -> Iterator[Shown]:
    """Yield the exhibits of one report."""
    for cell in cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                yield Shown(report.report_id, data[MIME], data.get("image/svg+xml", ""))


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


def check_links(root: Path, evidence: Evidence, reports: list[Report], shown: list[Shown]) -> Checked:
    """Check that each link of a page or report leads to something that the book has."""
    known = set(map_addresses(evidence).values()) | {f"source-{name}" for name in evidence.sources["source_id"]}
    known |= {name for item in shown for name in (item.exhibit["name"], *item.exhibit.get("targets", ()))}
    links: list[tuple[str, str, str]] = []
    for item in shown:
        cells = [cell for row in item.exhibit["rows"] if item.exhibit["kind"] == "table" for cell in row]
        links += [(item.report, item.name, f"#{cell['target']}") for cell in cells if cell.get("target")]
    for report in reports:
        for cell in read_cells(root, report):
            texts = ["".join(cell["source"])] if cell["cell_type"] == "markdown" else []
            texts += [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", [])]
            links += [(report.report_id, "", link) for text in texts for link in LINK.findall(text)]
    for path in sorted((root / "book").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        known |= {*LABEL.findall(text), *NAMED.findall(text)}
        known |= {re.sub("[^a-z0-9]+", "-", words.lower()).strip("-") for words in HEADING.findall(text)}
        links += [(path.name, "", link) for link in LINK.findall(text)]
    remarks = [
        Remark(
            "links", page, place, "", "", f"something at '{link}'", "nothing there", "mend the link, or add its target"
        )
        for page, place, link in dict.fromkeys(links)
        if not link.startswith(OUTSIDE) and not _is_there(root, link, known)
    ]
    return Checked("links", "links between pages, reports and rows", len(set(links)), tuple(remarks))


def _is_there(root: Path, link: str, known: set[str]) -> bool:
    """Return whether a link leads to a row, a label or a file of the book."""
    if link.startswith("#") or "." not in link:
        return link.lstrip("#") in known
    return any((folder / link.partition("#")[0]).resolve().is_file() for folder in (root / "book", root / REPORTS))


def check_surveys(root: Path, reports: list[Report], shown: list[Shown]) -> Checked:
    """Check the marks of simulated answers, and that only protected counts are shown."""
    surveys = [report for report in reports if report.survey]
    remarks = []
    for report in surveys:
        fault = find_unguarded(read_cells(root, report), simulated=report.simulated)
        if fault:
            remarks.append(
                Remark(
                    "surveys", report.report_id, "", "", "", "marked and protected exhibits only", fault, "owlib run"
                )
            )
        for item in [item for item in shown if item.report == report.report_id]:
            remarks += _find_unprotected(item)
    return Checked("surveys", "reports on surveys: marks and disclosure", len(surveys), tuple(remarks))


def _find_unprotected(item: Shown) -> Iterator[Remark]:
    """Yield counts of people that are no multiple of the rounding, or below the threshold."""
    names = ("data_columns", "data_rows") if item.exhibit["kind"] == "table" else ("columns", "rows")
    columns, rows = (item.exhibit.get(name, ()) for name in names)
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            is_count = column in COUNTS and re.fullmatch(r"\d+(?:\.\d+)?", value)
            if is_count and (float(value) % ROUNDING or float(value) < THRESHOLD):
                expected = f"a multiple of {ROUNDING}, {THRESHOLD} or more"
                yield Remark("surveys", item.report, item.name, row[1], column, expected, value, "owlib run")


def refuse_broken(error: OwlibError) -> Remark:
    """Return an error that kept a check from being done as a remark."""
    return Remark(
        "review", "the project", "", "", "", "data that can be read", str(error).splitlines()[0], "mend it first"
    )
