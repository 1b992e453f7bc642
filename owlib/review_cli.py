"""The command that a reviewer runs."""

from __future__ import annotations

import time
from pathlib import Path

import click
from rich.console import Console

from owlib.errors import ReviewError, UnknownNameError, name_choices
from owlib.paths import find_root, relative_name, write_whole

MOST_TOLD = 20
"""Remarks of a check that the terminal shows; the page has all."""


@click.command()
@click.option(
    "--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar="OWLIB_SOURCE_TEXTS",
    show_envvar=True, help="Folder of the source texts; without it provenance stays unchecked, and the page says so.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder of the page; else _build/review."
)
@click.option("--only", multiple=True, metavar="CHECK", help="Only this check; may be given several times.")
@click.option("--reports", multiple=True, metavar="ID", help="Run only this report again; may be given several times.")
@click.option("--first", is_flag=True, help="Stop at the first check that finds something.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="How many reports run at once; two for each core if not told.",
)
def review(
    texts: Path | None,
    output: Path | None,
    only: tuple[str, ...],
    reports: tuple[str, ...],
    first: bool,
    jobs: int | None,
) -> None:
    """Check the whole book: data, claims, sources, links, marks, and every report run again and compared.

    Leaves one page, a table of what was found, and the manifest codecheck.yml. Exit code 6 where something differs.
    """
    from owlib.review import CHECKS, Wanted, review_book  # noqa: PLC0415 - keeps --help fast
    from owlib.review_page import write_all  # noqa: PLC0415 - the same

    root = find_root()
    for name in only:
        if name not in CHECKS:
            raise UnknownNameError(f"expected a check; found '{name}'. What to do: use {name_choices(list(CHECKS))}.")
    known = [path.stem for path in (root / "book" / "reports").glob("*.ipynb")]
    for name in reports:
        if name not in known:
            raise UnknownNameError(f"expected a report; found '{name}'. What to do: see owlib list for their names.")
    console = Console(highlight=False, soft_wrap=True, markup=False)
    began = time.monotonic()
    found = review_book(root, Wanted(texts, only, reports, first, jobs or 0), console.print)
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
