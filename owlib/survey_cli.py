"""Commands for surveys: take in an export, clean it, run its report, and make answers to practise on."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from owlib.errors import OwlibError
from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER, find_root, relative_name

HELD_BACK = "whose words are held back, as they may quote an answer. What to do: report this line"
CARE = "What is in {folder} belongs to the people who answered: keep it where the export may be kept, and out of git."
BROKEN = (
    "Letters look broken in {columns}: saved in one encoding and read in another before they came here. "
    "Export the answers anew, as CSV UTF-8 or XLSX."
)


@contextlib.contextmanager
def hold_back_words() -> Iterator[None]:
    """Turn an error that nobody foresaw into one of its kind and place alone: the words of libraries quote cells."""
    try:
        yield
    except (OwlibError, OSError, click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, row {place.lineno}"
        raise OwlibError(f"{where}: {type(error).__name__}, {HELD_BACK}.") from None


@click.command(name="new-survey")
@click.argument("name")
@click.option("--file", type=click.Path(dir_okay=False, path_type=Path), help="The export: CSV, XLSX or SPSS (.sav).")
@click.option("--survey", default="", help="The questionnaire that is closest: flex-employees, …")
@click.option("--case", default="", help="The case, if all rows are of one.")
@click.option("--wave", default="", help="The wave, if all rows are of one.")
@click.option("--sheet", default="", help="The sheet of a workbook that has several.")
@click.option("--simulated", is_flag=True, help="The answers are made by a generator: mark all that comes of them.")
@click.option("--update", is_flag=True, help="Add what the export has and the mapping lacks; keep what was decided.")
@hold_back_words()
def new_survey(name: str, *, update: bool, **settings: object) -> None:
    """Take in the export of a survey under NAME: what each column and each value means, in private/NAME/.

    What can be proved is filled in, the rest is a guess with its reason. Open columns.csv and answers.csv in a
    spreadsheet and decide each empty line: ok takes the guess. Nothing is sent anywhere; the export is left alone.
    """
    from owlib.evidence.schema import read_some_tables
    from owlib.surveys import proposals as made
    from owlib.surveys.faults import cut
    from owlib.surveys.instrument import read_instrument

    root, console, folder = find_root(), Console(highlight=False, soft_wrap=True), (PRIVATE_FOLDER / name).as_posix()
    instrument, names = read_instrument(root), read_some_tables(root, ["cases"])["cases"]
    names = names.melt("case_id", ["name", "short_name"])
    cases = dict(zip(names["value"], names["case_id"], strict=True))
    if update:
        told = made.update_survey_folder(root, name, instrument, cases)
        console.print(f"{told['columns']} columns and {told['values']} values added.")
    else:
        if not settings["file"] or not settings["survey"]:
            raise click.UsageError("a new survey needs --file and --survey; owlib new-survey --help explains.")
        told = made.make_survey_folder(root, name, settings | {"file": str(settings["file"])}, instrument, cases)
        if told["tool"]:
            console.print(f"Written by {told['tool']}, by its first rows.")
        console.print(f"Made {folder}/ with survey.yml, columns.csv and answers.csv.")
    console.print(CARE.format(folder=folder))
    if told["broken"]:
        console.print(BROKEN.format(columns=", ".join(f"'{cut(column)}'" for column in told["broken"][:5])))
    if told["undecided"]:
        rows = "1 line is" if told["undecided"] == 1 else f"{told['undecided']} lines are"
        console.print(f"{rows} left to decide in columns.csv and answers.csv: write the item or answer into each empty")
        console.print("cell, ok where the guess beside it is right, or - to leave a column out.")
    console.print(f"Next: owlib clean {name}")


@click.command()
@click.argument("name")
@click.option("--survey", "survey_id", required=True, help="The questionnaire: flex-employees, …")
@click.option("--case", "sizes", multiple=True, required=True, metavar="CASE=NUMBER", help="A case and its responses.")
@click.option("--wave", "waves", multiple=True, default=("1",), help="A wave; repeat it for several.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
@click.option("--no-flaws", is_flag=True, help="Leave out the flaws of real exports.")
def simulate(
    name: str, survey_id: str, sizes: tuple[str, ...], waves: tuple[str, ...], seed: int, no_flaws: bool
) -> None:
    """Make the survey NAME with answers that nobody gave, to practise on: marked SIMULATED in every row.

    Writes private/NAME/ with an export as a Dutch survey tool would make it, a mapping that fits, and a description.
    """
    from owlib.evidence import read_evidence
    from owlib.surveys.faults import refuse_name
    from owlib.surveys.instrument import read_instrument
    from owlib.surveys.proposals import check_name
    from owlib.surveys.simulate import Plan
    from owlib.surveys.simulated_folders import read_calibration, write_simulated_folder

    root = find_root()
    instrument = read_instrument(root)
    instrument.find_survey(survey_id)
    parts = [text.partition("=") for text in sizes]
    told = {case_id: int(number) if number.isdecimal() else 0 for case_id, _, number in parts}
    plan = Plan(survey_id, told, seed, waves=waves, flaws=not no_flaws)
    folder = check_name(root, name)
    if folder.exists():
        raise refuse_name("simulated-in-use", name=name)
    write_simulated_folder(folder, instrument, plan, read_calibration(read_evidence(root), root))
    click.echo(f"Made {PRIVATE_FOLDER.as_posix()}/{name}/. Every row of its export says SIMULATED.")
    click.echo(f"Next: owlib clean {name}")


@click.command(name="clean")
@click.argument("name")
@click.option("--keep-open", multiple=True, metavar="ITEM", help="An open item whose answers are written, too.")
@hold_back_words()
def clean_survey(name: str, keep_open: tuple[str, ...]) -> None:
    """Clean the survey NAME, and show each step with what it touched.

    Writes clean.csv (answers of people: keep it safe) and clean.json (what its columns mean) into the survey's folder.
    Open answers are left out, as they may tell who somebody is, unless their item is named.
    """
    from owlib.surveys.data import clean_folder, find_survey_folder

    root, console = find_root(), Console(highlight=False, soft_wrap=True)
    folder = find_survey_folder(root, name)
    console.print("Reading, checking and cleaning ...")
    flow = clean_folder(root, folder, keep_open)
    grid = Grid("step", "touched", "why", box=None, pad_edge=False)
    for row in flow.to_dict("records"):
        grid.add_row(row["step"], row["told"], row["why"])
    console.print(grid)
    if folder.parent == PRIVATE_FOLDER:
        console.print(f"Clean answers: {folder.as_posix()}/clean.csv, described in clean.json.")
        console.print(CARE.format(folder=folder.as_posix()))
        console.print(f"Next: owlib run --survey {name}")


@hold_back_words()
def run_survey(root: Path, name: str, case_id: str, wave: str, language: str | None = None) -> None:
    """Run the report of a survey, in all languages if none is told, each with its page, tables and figures beside it.

    Each language has a place of its own in the folder of the survey: ``results/nl``, ``results/en``. A survey that does
    not exist or is of the book is refused; where a report does not run to its end, the earlier one stays.
    """
    from owlib.evidence import read_evidence
    from owlib.reports.catalog import make_survey_report
    from owlib.reports.runs import run_reports
    from owlib.surveys import MARKS
    from owlib.surveys.data import find_survey_folder, read_survey
    from owlib.surveys.faults import refuse_name
    from owlib.surveys.pages import write_report_files
    from owlib.words import LANGUAGES, read_words

    folder, console = find_survey_folder(root, name), Console(highlight=False, soft_wrap=True)
    if folder.parent == SIMULATED_FOLDER:
        raise refuse_name("survey-of-the-book", name=name)
    console.print("Checking the answers ...")
    survey = read_survey(name, case_id, wave)  # says what is wrong before a notebook is started
    report_id, reports = "-".join(["report", *(part for part in (case_id, wave) if part)]), []
    for each in (language,) if language else LANGUAGES:
        told = read_words(each)("survey-wave", wave=wave) if wave else ""
        title = " \u2013 ".join(part for part in (survey.survey[f"title_{each}"], case_id, told) if part)
        title = f"{MARKS[each]}. {title}" if survey.simulated else title
        reports.append(make_survey_report(report_id, folder, title, case_id, wave, each))
    console.print("Running the report ...")
    target = root / folder / ("results" if report_id == "report" else f"results-{report_id.removeprefix('report-')}")
    run_reports(root, reports, read_evidence(root), target)
    for report in reports:
        made = write_report_files(target / f"{report.name}.ipynb", read_words(report.language))
        console.print(f"{relative_name(made[-1].parent, root)}: report.html to read, {report_id}.ipynb to work on,")
        console.print(f"and {len(made) - 1} files of tables and figures.")
    console.print("They hold protected counts only; look before you share.")
