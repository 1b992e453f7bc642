"""Reports: which there are, what each is made with, and the title of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from owlib.errors import RunError, UnknownNameError, name_choices
from owlib.evidence import EDITIONS, Evidence
from owlib.evidence.read import check_edition, choose_texts, list_reported_cases
from owlib.exhibits.cases import make_title
from owlib.places import SIMULATED_FOLDER, read_plain
from owlib.surveys import MARKS
from owlib.words import COMPLETE, LANGUAGES, read_words

TEMPLATES = Path("notebooks")
REPORTS = Path("book") / "reports"
SURVEY_TEMPLATE = "survey_report.ipynb"


@dataclass(frozen=True)
class Report:
    """One executed notebook: its template with its parameters, its language and the title of its page.

    A chapter belongs to no study and has one edition, so both are empty. ``survey`` is the folder of the answers that
    a report on a survey shows.
    """

    report_id: str
    template: str
    title: str
    parameters: tuple[tuple[str, object], ...]
    study_id: str = ""
    edition: str = ""
    survey: Path | None = None
    language: str = COMPLETE

    @property
    def name(self) -> str:
        """Return how it is called among those of all languages: ``nl/zgao-final``."""
        return f"{self.language}/{self.report_id}"

    @property
    def mark(self) -> str:
        """Return the mark that all it shows must bear, as its answers are simulated; those of the book always are."""
        mark = MARKS[self.language]
        simulated = self.survey is not None and (self.survey.parent == SIMULATED_FOLDER or self.title.startswith(mark))
        return mark if simulated else ""


def read_template(root: Path, name: str) -> bytes:
    r"""Return what a template holds, with ``\n`` as its line end.

    Raises
    ------
    RunError
        If there is none, or it is empty.

    """
    path = root / TEMPLATES / name
    content = read_plain(path) if path.is_file() else b""
    if not content.strip():
        found = "an empty file" if path.is_file() else "a folder" if path.is_dir() else "no such file"
        raise RunError(f"notebooks/{name}: expected a notebook; found {found}. What to do: restore it, as git has it.")
    return content


def find_report(root: Path, report: Report) -> Path:
    """Return where the book keeps a report."""
    return root / REPORTS / f"{report.name}.ipynb"


def list_reports(evidence: Evidence, languages: Iterable[str] = LANGUAGES) -> list[Report]:
    """Return all reports in these languages.

    They are the chapters, each reported case in each edition, and the surveys on simulated answers.
    """
    return [report for language in languages for report in _list_reports(evidence, language)]


def _list_reports(evidence: Evidence, language: str) -> list[Report]:
    """Return all reports in a language."""
    own = (("language", language),)
    reports = [
        Report(row["chapter_id"], f"{row['chapter_id']}.ipynb", row[f"title_{language}"], own, language=language)
        for row in evidence.chapters.to_dict("records")
    ]
    cases = choose_texts(evidence.cases, language).set_index("case_id", drop=False)
    for case_id in list_reported_cases(evidence):
        case = cases.loc[case_id]
        for edition in EDITIONS:
            parameters = (("case_id", case_id), ("edition", edition), *own)
            title, report_id = make_title(read_words(language), case, edition), f"{case_id}-{edition}"
            told = {"study_id": case["study_id"], "edition": edition, "language": language}
            reports.append(Report(report_id, "case_report.ipynb", title, parameters, **told))
    for row in evidence.demonstrations.query("in_book == 'yes'").to_dict("records"):
        name, title = row["demonstration_id"], f"{MARKS[language]}. {row[f'title_{language}']}"
        reports.append(make_survey_report(f"survey-{name}", SIMULATED_FOLDER / name, title, language=language))
    return reports


def make_survey_report(
    report_id: str, folder: Path, title: str, case_id: str = "", wave: str = "", language: str = COMPLETE
) -> Report:
    """Return the report on the survey in a folder below the project, of one case or wave or of all."""
    parameters = (("survey", folder.name), ("case_id", case_id), ("wave", wave), ("language", language))
    return Report(report_id, SURVEY_TEMPLATE, title, parameters, survey=folder, language=language)


def select_reports(
    evidence: Evidence, names: list[str], case_id: str = "", edition: str = "", language: str = ""
) -> list[Report]:
    """Return the reports with these ids, or of this case, edition or language; all where nothing is named.

    An id may bear its language: ``nl/zgao-final``.
    """
    reports = list_reports(evidence)
    known = dict.fromkeys(report.report_id for report in reports)
    wanted, whole = set(names), {report.name for report in reports}
    for name in names:
        if name not in known and name not in whole:
            raise UnknownNameError(
                f"expected a report; found '{name}'. What to do: use {name_choices(list(known))}, or see owlib list."
            )
    if case_id:
        evidence.find_case(case_id)
        if case_id not in list_reported_cases(evidence):
            raise UnknownNameError(
                f"expected a case with opening sentences; found '{case_id}', which has none yet. "
                f"What to do: add data/cases/{case_id}/summaries.csv."
            )
    if edition:
        check_edition(edition)
    return [
        report
        for report in reports
        if (not names or {report.report_id, report.name} & wanted)
        and (not language or report.language == language)
        and (not case_id or dict(report.parameters).get("case_id") == case_id)
        and (not edition or report.edition == edition)
    ]
