"""The command line: check, verify, audit and trace the data; add cases and surveys; run, review and publish.

Each command imports what it needs when it is called, so that all others, and all help, are there at once.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table as Grid

from owlib import survey_cli
from owlib.errors import DataError, OwlibError, ReviewError, UnknownNameError, find_exit_code, name_choices
from owlib.places import find_root, relative_name, write_whole
from owlib.words import LANGUAGES

if TYPE_CHECKING:
    from owlib.evidence import Evidence

EPILOG = """Exit codes: 0 all is well; 2 an unknown name or option; 3 faults in the data; 4 a report failed;
5 the book was not built; 6 the review found a difference; 130 stopped with Ctrl-C; 1 anything else."""
LINE = 240
"""Letters of a line where no terminal folds it."""
STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""
OF_REPORTS = ("data/", "notebooks/", "owlib/", "requirements.lock", "book/reports/")
"""How the names of files begin by which a report may be stale."""
FEW = 5
"""Stale files that a build names; owlib book --list names all."""
MOST_TOLD = 20
"""Remarks of a check that the terminal shows; the page has all."""
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 120}
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
TEXTS = "OWLIB_SOURCE_TEXTS"
"""Variable of the environment that names the folder of the source texts."""


class Commands(click.Group):
    """A group whose commands show errors for people without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; print an error of ours, or of the file system, and leave with its exit code."""
        try:
            return super().invoke(ctx)
        except OwlibError as error:
            click.echo(f"owlib: {error}", err=True)
            sys.exit(find_exit_code(error))
        except KeyboardInterrupt:
            click.echo("owlib: stopped. What was finished is kept; the same command goes on from there.", err=True)
            sys.exit(STOPPED)
        except OSError as error:
            todo = "see that the place exists, has room, and may be written to"
            click.echo(f"owlib: {error.filename or 'a file'}: {error.strerror}. What to do: {todo}.", err=True)
            sys.exit(find_exit_code(OwlibError()))


@click.group(cls=Commands, epilog=EPILOG, context_settings=HELP)
@click.version_option(package_name="owlib")
def main() -> None:
    """Evidence on flexible work and entrepreneurial employeeship in Dutch care, from data to book."""


for command in (survey_cli.new_survey, survey_cli.clean_survey, survey_cli.simulate):
    main.add_command(command)


def make_console() -> Console:
    """Return a console that writes plain lines where nobody watches."""
    return Console(highlight=False, soft_wrap=True, markup=False)


def make_grid(heads: Iterable[str], rows: Iterable[Iterable]) -> Grid:
    """Return a table without lines."""
    grid = Grid(*heads, box=None, pad_edge=False, show_header=bool(heads))
    for row in rows:
        grid.add_row(*map(str, row))
    return grid


def read_project() -> tuple[Path, Evidence]:
    """Return the folder of the project, and its evidence."""
    from owlib.evidence import read_evidence

    root = find_root()
    return root, read_evidence(root)


@main.command()
def check() -> None:
    """Validate all data, the numbers in the prose of the book, and its words. Shows every fault at once.

    Form, codes, references, numbers, locators; then each record that changed since it was compared with its source;
    then each number that is typed into a page and comes from no record;
    then messages that are missing or unused, and texts for readers that stand in code;
    then what one language lacks, counts otherwise, or has left in the other;
    then title, version and date where they differ from CITATION.cff, and measurements that were changed.
    """
    from owlib.book.measurements import check_results
    from owlib.book.metadata import check_facts
    from owlib.evidence import check_data
    from owlib.evidence.verify import check_records
    from owlib.review.editions import check_sources
    from owlib.review.prose import check_prose
    from owlib.review.words import check_words

    root = find_root()
    checks = (check_data, check_records, check_prose, check_words, check_sources, check_facts, check_results)
    findings = []
    for find in checks:
        try:
            findings += find(root)
        except DataError as error:  # a file that could not be read at all
            findings += error.findings
    if findings:
        raise DataError(list(set(findings)))
    _, evidence = read_project()
    console = make_console()
    for name in evidence.__dataclass_fields__:
        console.print(f"{len(getattr(evidence, name)):6d}  {name}")
    console.print("The data keep all their rules, so do the numbers in the prose, and both languages are in step.")


@main.command(name="list")
def list_() -> None:
    """List cases, editions, languages and reports, and say of each report whether it is up to date, or why not."""
    from owlib.evidence.read import list_reported_cases
    from owlib.reports import list_reports
    from owlib.reports.fingerprints import find_stale

    root, evidence = read_project()
    rows = []
    for report in list_reports(evidence):
        values, state = dict(report.parameters), find_stale(root, evidence, report)
        told = f"stale: {state}" if state else "up to date"
        rows.append((report.report_id, report.language, values.get("case_id", ""), values.get("edition", ""), told))
    console = make_console()
    if not console.is_terminal:
        console.width = LINE  # a program that reads the list finds each report on one line
    console.print(make_grid(("report", "language", "case", "edition", "state"), rows))
    others = [case_id for case_id in evidence.cases["case_id"] if case_id not in list_reported_cases(evidence)]
    if others:
        console.print(f"Cases without opening sentences, and so without reports: {', '.join(others)}.")


@main.command()
@click.argument("reports", nargs=-1)
@click.option("--case", "case_id", default="", help="Only the reports on this case.")
@click.option("--edition", default="", help="Only this edition: interim or final.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only in this language; in all if not told.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE",
              help="Give a template parameter another value; needs --output.")  # fmt: skip
@click.option("--output", type=FOLDER, help="Write the notebooks to this folder.")
@click.option("--survey", default="", help="Run the reports on a survey of your own; owlib new-survey takes one in.")
@click.option("--wave", default="", help="With --survey: only this wave.")
@click.option("--force", is_flag=True, help="Run reports that are up to date, too.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many to run at once; one for each core if not told.")
@click.option("--kernels", type=click.Choice(["forked", "ordinary"]), default="forked", show_default=True,
              help="Fork them from one process that has imported the libraries, or start each anew.")  # fmt: skip
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Run on this dask.distributed cluster, whose workers see the project folder; an extra.")  # fmt: skip
def run(  # noqa: PLR0913, PLR0917 - click hands over each option
    reports: tuple[str, ...], case_id: str, edition: str, language: str | None, parameters: tuple[str, ...],
    output: Path | None, survey: str, wave: str, force: bool, jobs: int | None, kernels: str, scheduler: str,
) -> None:  # fmt: skip
    """Run REPORTS (all if none is named), those that are stale; owlib list has their names, and says why.

    A name may bear its language: nl/zgao-final.
    """
    from owlib.book.metadata import write_facts
    from owlib.reports.catalog import select_reports
    from owlib.reports.fingerprints import find_stale
    from owlib.reports.runs import Means, run_reports

    if survey or wave:
        if not survey or reports or edition or parameters or output or scheduler:
            told = "--survey goes with --case, --wave and --language alone: its report lies in the survey's folder."
            raise click.UsageError(told)
        survey_cli.run_survey(find_root(), survey, case_id, wave, language)
        return
    root, evidence = read_project()
    chosen = select_reports(evidence, list(reports), case_id, edition, language or "")
    if parameters:
        if not output:
            raise click.UsageError("--parameter needs --output: the reports of the book keep their own parameters.")
        chosen = [change_parameters(report, parameters) for report in chosen]
    wanted = [report for report in chosen if force or parameters or find_stale(root, evidence, report, output)]
    console = make_console()
    where = output or root / "book" / "reports"
    if wanted:
        count = f"{len(wanted)} of {len(chosen)} report{'s' if len(chosen) > 1 else ''}"
        console.print(f"Running {count} into {relative_name(where, root)} ...")
        means = Means(jobs or 0, kernels == "forked", scheduler)
        run_reports(root, wanted, evidence, output, means, make_teller(console))
        if not output:
            write_facts(root)  # they list the reports
    console.print(f"{len(wanted)} run, {len(chosen) - len(wanted)} up to date.")


def make_teller(console: Console):
    """Return a function that tells how far a run is, and about how long the rest will take."""
    began = time.monotonic()

    def tell(made, done: int, total: int) -> None:
        left = round((time.monotonic() - began) / done * (total - done))
        rest = f", about {f'{left // 60} min' if left > 90 else f'{left} s'} left" if done < total else ""
        name = made.job.report.name
        console.print(f"[{done}/{total}] {name} {'FAILED' if made.fault else 'done'}{rest}")

    return tell


def change_parameters(report, parameters: tuple[str, ...]):
    """Return a report with other parameters.

    Raises
    ------
    UnknownNameError
        If one is not of the form NAME=VALUE.

    """
    values = dict(report.parameters)
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise UnknownNameError(f"expected a parameter as NAME=VALUE; found '{text}'. What to do: write {text}=….")
        if name in ("case_id", "edition", "language"):
            raise UnknownNameError(
                f"expected a parameter other than '{name}', which names the report itself; found '{text}'. "
                "What to do: name the report that you want, or use --case, --edition and --language."
            )
        values[name] = int(value) if re.fullmatch(r"-?[0-9]+", value) else value
    return replace(report, parameters=tuple(values.items()))


@main.command()
@click.argument("record_id", metavar="ID")
def trace(record_id: str) -> None:
    """Show the path of the record ID: what it says, its rounding, its source and lines, and all that uses it."""
    from owlib.review.trace import describe_record, find_uses

    root, evidence = read_project()
    console = make_console()
    console.print(make_grid((), describe_record(evidence, record_id)))
    uses = find_uses(root, evidence, record_id)
    console.print(f"Used in {len(uses)} place{'' if len(uses) == 1 else 's'}{':' if uses else '.'}")
    for use in uses:
        console.print(f"  {use.where}: {use.what}")


@main.command()
@click.option("--texts", type=FOLDER, required=True, envvar=TEXTS, show_envvar=True,
              help="The folder that holds the source texts, one <source_id>.txt each.")  # fmt: skip
@click.option("--anchor", is_flag=True, help="Take the fingerprints of records and lines anew, if all else is right.")
def verify(texts: Path, anchor: bool) -> None:
    """Check every record against the source texts: numbers, lines, sections, and that no number is left out."""
    from owlib.evidence.read import read_checked_tables
    from owlib.evidence.sources import read_texts
    from owlib.evidence.verify import ANCHOR_FILE, verify_records, write_anchors

    root, console = find_root(), make_console()
    if anchor:
        renewed = write_anchors(root, texts)
        named = f": {', '.join(renewed)}" if renewed else "."
        console.print(f"{len(renewed)} new fingerprints in {ANCHOR_FILE.as_posix()}{named}")
    tables = read_checked_tables(root)
    told, findings = verify_records(tables, read_texts(tables["sources"], texts))
    console.print(make_grid(("table", "records", "numbers", "faults"), told.itertuples(index=False)))
    if findings:
        raise DataError(findings)
    console.print(f"{told['records'].sum()} rows agree with the texts. Every number of the texts is in a record")
    console.print(f"or in one of the {len(tables['left_out'])} rows of data/left_out.csv, which say why it is none.")
    console.print(
        f"{len(tables['official_numbers'])} numbers of official statistics: not held, as we have no text of them."
    )


@main.command()
@click.option("--output", type=FILE, help="Write all claims to this file.")
def audit(output: Path | None) -> None:
    """Recompute every claim about numbers; exits with 3 if a verdict is no longer the reviewed one."""
    from owlib.evidence.audit import check_verdicts, count_verdicts
    from owlib.exhibits import view_all, write_csv
    from owlib.exhibits.audit import claims_register, list_claims, tell_failure_plainly

    root, evidence = read_project()
    report, console = view_all(evidence, "en"), make_console()
    claims = list_claims(report)
    counts = count_verdicts(claims, "source_id")
    rows = [*counts.itertuples(name=None), ("all", *counts.sum())]
    console.print(make_grid(("source", *counts.columns), rows))
    for claim in claims[claims["verdict"] == "fails"].to_dict("records"):
        console.print(f"\n{tell_failure_plainly(report, claim)}")
    if output and (root / "data") in output.resolve().parents:
        raise UnknownNameError(f"expected a file outside data/; found '{output}'. What to do: name another place.")
    if output:
        register = claims_register(report)
        write_whole(output, write_csv(register.data_columns, register.data_rows))
        console.print(f"\nClaims: {output}")
    findings = check_verdicts(claims)
    if findings:
        raise DataError(findings)


@main.command(name="new-case")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--template", is_flag=True, help="Print a file to fill in, with comments.")
@click.option("--dry-run", is_flag=True, help="Show every fault, or every row that would be written; write nothing.")
def new_case(file: Path | None, *, template: bool, dry_run: bool) -> None:
    r"""Add the case that the YAML FILE describes: all that belongs to it is written, or nothing.

    \b
    owlib new-case --template > my-case.yml    a file to fill in
    owlib new-case my-case.yml --dry-run       every fault with its line, or what would be written
    owlib new-case my-case.yml                 the same, and written
    owlib run --case ID                        its four reports: two editions, each in Dutch and in English

    Keep the file and the text of the source outside the project: from the text come the fingerprints by which each
    record can be checked, and no sentence of it. git takes a case back.
    """
    from owlib import new_case as cases
    from owlib.book.metadata import write_facts

    if bool(file) == template:
        raise click.UsageError("Name a FILE, or ask for a --template to fill in.")
    root = find_root()
    if template:
        click.echo(cases.make_template(root), nl=False)
        return
    plan = cases.plan_case(root, file)
    told = [*cases.list_changes(root, plan, whole=dry_run), *cases.tell_left(plan)]
    if dry_run:
        click.echo("\n".join([*told, "Nothing is written: this was a dry run."]))
        return
    cases.write_case(root, plan)
    told += [f"{name}: written anew" for name in write_facts(root)]
    told += [f"The case '{plan.case_id}' is in the data. Next:"]
    told += [f"  owlib run --case {plan.case_id}  (its four reports, two in each language)", "  owlib book"]
    click.echo("\n".join(told))


@main.command()
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar=TEXTS,
              show_envvar=True, help="Folder of the source texts; without it provenance stays unchecked.")  # fmt: skip
@click.option("--output", type=FOLDER, help="Folder of the page; else _build/review.")
@click.option("--only", multiple=True, metavar="CHECK", help="Only this check; may be given several times.")
@click.option("--reports", multiple=True, metavar="ID", help="Run only this report again; may be given several times.")
@click.option("--first", is_flag=True, help="Stop at the first check that finds something.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many reports run at once; one for each core if not told.")
@click.option("--pinned", is_flag=True, help="Take a package that is not as requirements.lock has it for a fault.")
def review(
    texts: Path | None, output: Path | None, only: tuple[str, ...], reports: tuple[str, ...], first: bool,
    jobs: int | None, pinned: bool,
) -> None:  # fmt: skip
    """Check the whole book: data, claims, sources, links, marks, and every report run again and compared.

    Leaves one page, a table of what was found, and the manifest codecheck.yml. Exit code 6 where something differs.
    """
    from owlib.review.page import write_all
    from owlib.review.run import CHECKS, Wanted, review_book

    root = find_root()
    for name in only:
        if name not in CHECKS:
            raise UnknownNameError(f"expected a check; found '{name}'. What to do: use {name_choices(list(CHECKS))}.")
    files = list((root / "book" / "reports").glob("*/*.ipynb"))
    known = {path.stem for path in files} | {f"{path.parent.name}/{path.stem}" for path in files}
    for name in reports:
        if name not in known:
            raise UnknownNameError(f"expected a report; found '{name}'. What to do: see owlib list for their names.")
    console, began = make_console(), time.monotonic()
    found = review_book(root, Wanted(texts, only, reports, first, jobs or 0, pinned), console.print)
    folder = output or root / "_build" / "review"
    for path, content in write_all(found, folder).items():
        write_whole(path, content)
    for check in found.checks:
        for remark in check.remarks[:MOST_TOLD]:
            console.print(str(remark))
        if len(check.remarks) > MOST_TOLD:
            console.print(f"... and {len(check.remarks) - MOST_TOLD} more of {check.check}")
    console.print(f"{found.verdict} {found.environment}")
    console.print(f"Page: {relative_name(folder / 'index.html', root)} ({time.monotonic() - began:.0f} s)")
    if found.remarks:
        raise ReviewError(f"the book is not what its data, code and templates make. {found.verdict}")


@main.command(name="looked-at")
@click.argument("name")
def looked_at(name: str) -> None:
    """Say that a person has looked at NAME as it is now: a page, a table or another file, named as the review names it.

    Shows what changed since the last time. The review names each change until this is said; nothing else says it.
    """
    from owlib.review.looked_at import note_looked_at

    changes = note_looked_at(find_root(), name)
    told = [str(change).partition(" What to do: ")[0] for change in changes]
    click.echo("\n".join(told) or f"{name} is as it was last looked at.")


@main.command()
@click.option("--output", type=FOLDER, help="Build into this folder; _build if not told.")
@click.option("--strict", is_flag=True, help="Take every warning for a fault, as the tests do.")
@click.option("--no-pdf", is_flag=True, help="Build the website only.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only the edition in this language; all if not told.")
@click.option("--list", "listed", is_flag=True, help="Make nothing; name each file that is stale, and why.")
def book(output: Path | None, strict: bool, no_pdf: bool, language: str | None, listed: bool) -> None:
    """Run stale reports, then build website, PDF and EPUB of each edition, and say where they are.

    Only what differs is made again: says what is stale and why. The website stands as soon as its pages do.
    """
    from owlib.book.inputs import hash_inputs
    from owlib.book.products import find_changes, list_stale, name_asked, read_made

    root = find_root()
    folder, console = output or root / "_build", make_console()
    languages = (language,) if language else LANGUAGES
    made, inputs = read_made(folder), hash_inputs(root)
    changed = find_changes(made.inputs, inputs)
    stale = list(list_stale(folder, made, changed))
    same = made.asked == name_asked(languages, pdf=not no_pdf)
    if same and not changed and not stale:
        console.print(f"All is as it was made: {len(made.products)} files, of {len(inputs)}.")
        return
    if same:
        for name, why in stale if listed else stale[:FEW]:
            console.print(f"{name}: {why}")
        console.print(f"Stale: {len(stale)} of {len(made.products)} files.")
    else:
        console.print("Stale: all, as no such build came to its end here.")
    if listed:
        return
    from owlib.book.build import build_book, hold_folder
    from owlib.book.metadata import write_facts

    if not same or any(change.startswith(OF_REPORTS) for change in changed):
        _run_stale(root, languages, console)
    write_facts(root)
    with hold_folder(folder, console.print):
        built = build_book(root, folder, languages, console.print, strict=strict, pdf=not no_pdf)
    for name, path in built:
        console.print(f"{name}: {relative_name(path, root)}")


def _run_stale(root: Path, languages: tuple[str, ...], console: Console) -> None:
    """Run the reports of these languages that are stale."""
    from owlib.evidence import read_evidence
    from owlib.reports import list_reports
    from owlib.reports.fingerprints import find_stale
    from owlib.reports.runs import run_reports

    evidence = read_evidence(root)
    reports = list_reports(evidence, languages)
    stale = [report for report in reports if find_stale(root, evidence, report)]
    console.print(f"Reports: {len(stale)} stale, {len(reports) - len(stale)} up to date.")
    if stale:
        run_reports(root, stale, evidence, tell=make_teller(console))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it is shown.")
def serve(port: int) -> None:
    """Show the website on this computer, and build it again each time that a file is saved; without PDF and EPUB."""
    from itertools import repeat

    from owlib.book.serve import serve as show

    root = find_root()
    show(root, root / "_build" / "serve", port, click.echo, repeat(0))


@main.command()
@click.option("--samples", type=FOLDER, help="Write to this folder, and nothing else: what search engines are told of "
              "the whole, a page and the data.")  # fmt: skip
def metadata(samples: Path | None) -> None:
    """Take over title, version, date and address from CITATION.cff and _config.yml wherever they stand.

    Writes .zenodo.json and ro-crate-metadata.json, and says which files changed; owlib check tells what differs.
    """
    from owlib.book.metadata import make_samples, write_facts

    root = find_root()
    if samples:
        for name, content in make_samples(root).items():
            write_whole(samples / name, content)
        click.echo(f"Samples: {relative_name(samples, root)}")
        return
    changed = write_facts(root)
    click.echo(f"Written anew: {', '.join(changed)}." if changed else "All files have the facts of CITATION.cff.")


@main.command()
@click.option("--built", type=FOLDER, help="Where the book was built; _build if not told.")
@click.option("--output", type=FOLDER, help="Folder of the archive; dist if not told.")
@click.option("--tag", default="", help="Refuse unless this is the tag of the version: v and the version.")
def release(built: Path | None, output: Path | None, tag: str) -> None:
    """Make one archive of site, PDF, EPUB, data, notebooks and what belongs to them, with checksums.

    The same bytes each time. Refuses where something is missing, stale, or changed and not committed.
    """
    from owlib.book.release import check_archive, check_tag, make_release

    root = find_root()
    if tag:
        check_tag(root, tag)
    path = make_release(root, built or root / "_build", output or root / "dist")
    content = path.read_bytes()
    count = check_archive(content)
    click.echo(f"{relative_name(path, root)}: {count} files, {len(content) / 1e6:.1f} MB, all as their checksums say.")
    click.echo(f"SHA-256: {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
