"""The command that takes in a new case: it asks, checks, shows, writes, and takes back."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from owlib.errors import OwlibError, UnknownNameError
from owlib.places import PRIVATE_FOLDER, find_root, write_whole

FOLDER = PRIVATE_FOLDER / "new-cases"


DRAFT = FOLDER / "draft.yml"


FEW = 12
"""Codes that are listed beside a question; more of them are shown at a question mark."""


@click.command(name="new-case")
@click.argument("case_id", required=False, metavar="[ID]")
@click.option(
    "--text", type=click.Path(dir_okay=False, path_type=Path), help="The text of the source, outside the project."
)
@click.option(
    "--from", "file", type=click.Path(dir_okay=False, path_type=Path), help="Take the answers from this file."
)
@click.option("--template", is_flag=True, help="Print an answers file to fill in.")
@click.option("--dry-run", is_flag=True, help="Check, and show what would be written; write nothing.")
@click.option("--undo", is_flag=True, help="Take the case ID back: every file is as it was before.")
def new_case(
    case_id: str | None, text: Path | None, file: Path | None, template: bool, dry_run: bool, undo: bool
) -> None:
    """Add a case to the book: asks what it needs, checks each answer at once, and writes nothing before all is right.

    The text of the source stays where it is; from it come the fingerprints by which each record can be checked.
    An empty reply takes the default in brackets, ? tells more, Ctrl-C stops; what you typed is kept.
    """
    root = find_root()
    if bool(case_id) != undo:
        raise click.UsageError("ID goes with --undo, and --undo with ID: a new case is asked for its id.")
    if template:
        from owlib.new_case.edits import read_project  # noqa: PLC0415 - keeps --help fast
        from owlib.new_case.questions import make_template  # noqa: PLC0415 - the same

        click.echo(make_template(read_project(root)), nl=False)
    elif undo:
        take_back(root, str(case_id))
    else:
        finish_half(root)
        add_case(root, text, file, dry_run=dry_run)


def take_back(root: Path, case_id: str) -> None:
    """Undo a case and say what is left."""
    from owlib.new_case.plan import undo_case  # noqa: PLC0415 - keeps --help fast

    undo_case(root, case_id)
    click.echo(f"The case '{case_id}' is taken back; every file is as it was before.")
    answers = FOLDER / f"{case_id}.yml"
    if (root / answers).is_file():
        click.echo(f"Its answers are kept: change them in {answers.as_posix()}, then")
        click.echo(f"  owlib new-case --from {answers.as_posix()}")
    click.echo("If reports were run with it, owlib run renews them.")


def finish_half(root: Path) -> None:
    """Bring cases to their end whose writing or undoing was interrupted."""
    from owlib.new_case.plan import WRITTEN, finish_case, read_journals  # noqa: PLC0415 - keeps --help fast

    for name, journal in read_journals(root).items():
        if journal["state"] != WRITTEN:
            click.echo(f"The case '{name}' was interrupted; it is {finish_case(root, name)} now, as a whole.")


def add_case(root: Path, text: Path | None, file: Path | None, *, dry_run: bool) -> None:
    """Collect answers, plan, show, and write."""
    from owlib.new_case.answers import collect_answers, read_answers, write_answers  # noqa: PLC0415 - the same
    from owlib.new_case.edits import read_project, read_source_text  # noqa: PLC0415 - the same
    from owlib.new_case.plan import plan_case, write_case  # noqa: PLC0415 - keeps --help fast

    given = read_answers(file) if file else find_draft(root)
    path = find_text(root, text, file, given)
    source = read_source_text(path, root)

    def keep(answers: dict) -> None:
        if not file:
            write_whole(root / DRAFT, write_answers({"text": str(path.resolve()), **answers}))

    try:
        answers = collect_answers(None if file else ask, read_project(root), source, given, keep)
        click.echo("Building it in a copy of the data, and checking that by all rules ...")
        plan = plan_case(root, answers, source)
    except (OwlibError, click.Abort):
        if (root / DRAFT).is_file() and not file:
            click.echo(f"\nYour answers are in {DRAFT.as_posix()}.", err=True)
            click.echo("owlib new-case goes on from there; with --from it takes them as they are.", err=True)
        raise
    click.echo("\n".join(list_changes(plan, whole=dry_run)))
    if dry_run:
        click.echo("Nothing is written: this was a dry run.")
        return
    if not file and not click.confirm("Write these files?", default=True):
        raise click.Abort
    write_whole(root / FOLDER / f"{plan.case_id}.yml", write_answers({"text": str(path.resolve()), **answers}))
    write_case(root, plan)
    if not file:
        (root / DRAFT).unlink(missing_ok=True)
    click.echo("\n".join(tell_next(plan, answers, path)))


def find_draft(root: Path) -> dict:
    """Return answers that were left unfinished, if the person wants to go on with them."""
    from owlib.new_case.answers import read_answers  # noqa: PLC0415 - keeps --help fast

    if not (root / DRAFT).is_file():
        return {}
    draft = read_answers(root / DRAFT)
    name = (draft.get("case") or {}).get("name") or "no name yet"
    return draft if click.confirm(f"Go on with the unfinished case ({name})?", default=True) else {}


def find_text(root: Path, text: Path | None, file: Path | None, given: dict) -> Path:
    """Return the file with the text of the source: as told, as the answers name it, or as asked for.

    Raises
    ------
    UnknownNameError
        If an answers file is used and none is named.

    """
    from owlib.new_case.edits import read_source_text  # noqa: PLC0415 - keeps --help fast

    if text or given.get("text"):
        return text or (Path(file).parent if file else Path()) / str(given["text"])
    if file:
        raise UnknownNameError(
            f"{file}: expected the text of the source; found none. What to do: add --text FILE, or 'text' to the "
            "answers: without it no record can be checked, and the case cannot be added."
        )

    def check(reply: str) -> str:
        try:
            read_source_text(Path(reply.strip()).expanduser(), root)
        except UnknownNameError as error:
            return str(error)
        return ""

    words = "A plain text file outside the project. Each record names its lines; without it no case can be added."
    return Path(ask("Text of the source", help=words, choices={}, default=None, check=check).strip()).expanduser()


def ask(question: str, *, help: str, choices: dict[str, str], default: str | None, check) -> str:  # noqa: A002
    """Put a question until the reply is right, and return it."""
    listed = f" ({', '.join(choices)})" if 0 < len(choices) <= FEW else " (? lists the codes)" if choices else ""
    click.secho(f"{help}{listed}", dim=True)
    while True:
        reply = click.prompt(f"{question}{f' [{default}]' if default else ''}", default="", show_default=False)
        if reply.strip() == "?":
            click.echo(help)
            for number, (code, meaning) in enumerate(choices.items(), 1):
                click.echo(f"  {number:2d} {code}{f': {meaning}' if meaning else ''}")
            continue
        message = check(reply)
        if not message:
            return reply
        click.secho(message, fg="red")


def list_changes(plan, *, whole: bool) -> list[str]:
    """Return what a plan changes, a line a file; with all lines that it adds or takes where asked for."""
    shown = []
    for change in plan.changes:
        before, after = (change.old or "").splitlines(), change.new.splitlines()
        lines = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:1] in "+-"][2:]
        added = sum(line.startswith("+") for line in lines)
        what = "new, " if change.old is None else ""
        taken = f", {len(lines) - added} taken" if len(lines) > added else ""
        shown += [f"{change.path}: {what}{added} line{'' if added == 1 else 's'} added{taken}"]
        shown += [f"  {line}" for line in lines] if whole else []
    return shown


def tell_next(plan, answers: dict, text: Path) -> list[str]:
    """Return what was done, what is left open, and the next two commands."""
    source_id = answers["source"]["source_id"]
    told = [f"The case '{plan.case_id}' is in the data."]
    if plan.unread:
        told.append(
            f"{plan.unread} numbers of the text are in no record yet: owlib verify, with {text.name} as "
            f"{source_id}.txt among the source texts, lists them; CONTRIBUTING.md tells how to add or leave out each."
        )
    if plan.sampled:
        told.append(
            f"Coded twice, by the draw: {', '.join(plan.sampled)}. A second coder adds data/coding/recodings.csv."
        )
    told.append(f"To take it back: owlib new-case {plan.case_id} --undo")
    return [*told, "Next:", f"  owlib run --case {plan.case_id}", "  owlib book"]
