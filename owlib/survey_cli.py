"""Commands for surveys: take in an export, clean it, run its report, and make answers to practise on."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from owlib.errors import OwlibError, UnknownNameError
from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER, find_root, relative_name
from owlib.words import COMPLETE

HELD_BACK = "whose words are held back, as they may quote an answer. What to do: report this line"


CARE = "What is in {folder} belongs to the people who answered: keep it where the export may be kept, and out of git."


BROKEN = (
    "Letters look broken in {columns}: saved in one encoding and read in another before they came here. "
    "Export the answers anew, as CSV UTF-8 or XLSX."
)


@contextlib.contextmanager
def hold_back_words() -> Iterator[None]:
    """Turn an error that nobody foresaw into one without its words: those of libraries quote cells.

    Raises
    ------
    OwlibError
        With the kind of error and where it was raised.

    """
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
@click.option("--survey", "survey_id", default="", help="The questionnaire that is closest: flex-employees, …")
@click.option("--case", "case_id", default="", help="The case, if all rows are of one.")
@click.option("--wave", default="", help="The wave, if all rows are of one.")
@click.option("--sheet", default="", help="The sheet of a workbook that has several.")
@click.option("--simulated", is_flag=True, help="The answers are made by a generator: mark all that comes of them.")
@click.option("--update", is_flag=True, help="Add what the export has and the mapping lacks; keep what was decided.")
@click.option("--undo", is_flag=True, help="Remove the survey's folder; the export stays.")
@click.option("--force", is_flag=True, help="With --undo: remove clean answers and results, too.")
@hold_back_words()
def new_survey(  # noqa: PLR0913, PLR0917 - click hands over each option
    name: str, file: Path | None, survey_id: str, case_id: str, wave: str, sheet: str, simulated: bool, update: bool,
    undo: bool, force: bool,
) -> None:  # fmt: skip
    """Take in the export of a survey under NAME: what each column and each value means, in private/NAME/.

    What can be proved is filled in, the rest is a guess with its reason. Open columns.csv and answers.csv in a
    spreadsheet and decide each empty line: ok takes the guess. Nothing is sent anywhere; the export is left alone.
    """
    from owlib.surveys import new_survey as made  # noqa: PLC0415 - keeps --help fast
    from owlib.surveys.instrument import read_instrument  # noqa: PLC0415 - the same

    root = find_root()
    console = Console(highlight=False, soft_wrap=True)
    folder = PRIVATE_FOLDER / name
    if undo:
        left = made.remove_survey_folder(root, name, force=force)
        console.print(f"Removed {folder.as_posix()}." + (f" Left alone there: {', '.join(left)}." if left else ""))
        return
    instrument = read_instrument(root)
    if update:
        told = made.update_survey_folder(root, name, instrument, read_cases(root))
        console.print(f"{told['columns']} columns and {told['values']} values added.")
    else:
        if not file or not survey_id:
            raise click.UsageError("a new survey needs --file and --survey; owlib new-survey --help explains.")
        settings = {"survey": survey_id, "file": str(file), "case": case_id, "wave": wave, "sheet": sheet}
        told = made.make_survey_folder(root, name, settings | {"simulated": simulated}, instrument, read_cases(root))
        if told["tool"]:
            console.print(f"Written by {told['tool']}, by its first rows.")
        console.print(f"Made {folder.as_posix()}/ with survey.yml, columns.csv and answers.csv.")
    console.print(CARE.format(folder=folder.as_posix()))
    if told["broken"]:
        console.print(BROKEN.format(columns=", ".join(f"'{made.cut(column)}'" for column in told["broken"][:5])))
    if told["undecided"]:
        rows = "1 line is" if told["undecided"] == 1 else f"{told['undecided']} lines are"
        console.print(f"{rows} left to decide in columns.csv and answers.csv: write the item or answer into each empty")
        console.print("cell, ok where the guess beside it is right, or - to leave a column out.")
    console.print(f"Next: owlib clean {name}")


def read_cases(root: Path) -> dict[str, str]:
    """Return the cases of the data by their names, long and short."""
    from owlib.evidence.schema import read_some_tables  # noqa: PLC0415 - keeps --help fast

    cases = read_some_tables(root, ["cases"])["cases"]
    return {
        name: case_id
        for column in ("name", "short_name")
        for name, case_id in zip(cases[column], cases["case_id"], strict=True)
    }


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
    from owlib.evidence import read_evidence  # noqa: PLC0415 - keeps --help fast
    from owlib.surveys.instrument import read_instrument  # noqa: PLC0415 - the same
    from owlib.surveys.new_survey import check_name  # noqa: PLC0415 - the same
    from owlib.surveys.simulate import Plan  # noqa: PLC0415 - the same
    from owlib.surveys.simulated_folders import read_calibration, write_simulated_folder  # noqa: PLC0415 - the same

    root = find_root()
    instrument = read_instrument(root)
    instrument.find_survey(survey_id)
    plan = Plan(survey_id, parse_sizes(sizes), seed, waves=waves, flaws=not no_flaws)
    folder = check_name(root, name)
    if folder.exists():
        raise UnknownNameError(f"expected a new name; found '{name}', which exists. What to do: choose another.")
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
    from owlib.surveys.cleaning import clean_responses, write_clean  # noqa: PLC0415 - keeps --help fast
    from owlib.surveys.data import find_survey_folder, make_survey  # noqa: PLC0415 - the same
    from owlib.surveys.gate import read_secret  # noqa: PLC0415 - the same
    from owlib.surveys.instrument import in_language, read_instrument  # noqa: PLC0415 - the same
    from owlib.surveys.mapping import read_survey_export  # noqa: PLC0415 - the same
    from owlib.surveys.measures import tell_flow  # noqa: PLC0415 - the same
    from owlib.surveys.responses import code_responses  # noqa: PLC0415 - the same

    root = find_root()
    folder = find_survey_folder(root, name)
    console = Console(highlight=False, soft_wrap=True)
    console.print("Reading, checking and cleaning ...")
    instrument = read_instrument(root)
    mapping, export = read_survey_export(root / folder, instrument)
    responses = code_responses(export, mapping, instrument)
    del export
    responses = clean_responses(responses, instrument)
    secret = read_secret(root, simulated=responses.simulated)
    flow = tell_flow(make_survey(responses, in_language(instrument, COMPLETE), secret, {}))
    grid = Grid("step", "touched", "why", box=None, pad_edge=False)
    for row in flow.to_dict("records"):
        grid.add_row(row["step"], row["told"], row["why"])
    console.print(grid)
    if folder.parent == PRIVATE_FOLDER:
        write_clean(responses, instrument, root / folder, flow, [*mapping.settings["keep_open"], *keep_open])
        console.print(f"Clean answers: {folder.as_posix()}/clean.csv, described in clean.json.")
        console.print(CARE.format(folder=folder.as_posix()))
        console.print(f"Next: owlib run --survey {name}")


@hold_back_words()
def run_survey(root: Path, name: str, case_id: str, wave: str) -> None:
    """Run the report of a survey into its folder, and write its page, tables and figures beside it.

    Raises
    ------
    UnknownNameError
        If there is no such survey.
    RunError
        If the report did not run to its end; the earlier one, if any, stays.

    """
    from owlib.evidence import read_evidence  # noqa: PLC0415 - keeps --help fast
    from owlib.reports.catalog import make_survey_report  # noqa: PLC0415 - the same
    from owlib.reports.runs import run_reports  # noqa: PLC0415 - the same
    from owlib.surveys.data import find_survey_folder, read_survey  # noqa: PLC0415 - the same
    from owlib.surveys.pages import write_report_files  # noqa: PLC0415 - the same

    folder = find_survey_folder(root, name)
    if folder.parent == SIMULATED_FOLDER:
        raise UnknownNameError(
            f"expected a survey of your own; found '{name}', whose report is survey-{name} of the book. "
            f"What to do: owlib run survey-{name}."
        )
    console = Console(highlight=False, soft_wrap=True)
    console.print("Checking the answers ...")
    survey = read_survey(name, case_id, wave)  # says what is wrong before a notebook is started
    told = survey.words("survey-wave", wave=wave) if wave else ""
    title = " \u2013 ".join(part for part in (survey.survey["title"], case_id, told) if part)
    report_id = "-".join(["report", *(part for part in (case_id, wave) if part)])
    report = make_survey_report(report_id, folder, f"SIMULATED. {title}" if survey.simulated else title, case_id, wave)
    console.print("Running the report ...")
    target = root / folder / ("results" if report_id == "report" else f"results-{report_id.removeprefix('report-')}")
    run_reports(root, [report], read_evidence(root), target)
    made = write_report_files(target / f"{report_id}.ipynb", survey.words)
    console.print(f"{relative_name(target, root)}: report.html to read, {report_id}.ipynb to work on,")
    console.print(
        f"and {len(made) - 1} files of tables and figures. They hold protected counts only; look before you share."
    )


def parse_sizes(texts: tuple[str, ...]) -> dict[str, int]:
    """Return numbers of respondents by case, from texts such as ``north=120``.

    Raises
    ------
    UnknownNameError
        If one is not of that form.

    """
    sizes = {}
    for text in texts:
        case_id, _, number = text.partition("=")
        if not case_id or not number.isdigit() or not int(number):
            raise UnknownNameError(f"expected CASE=NUMBER; found '{text}'. What to do: write for instance north=120.")
        sizes[case_id] = int(number)
    return sizes
