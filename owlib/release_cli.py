"""The commands of a release: metadata from one place, and the archive."""

from __future__ import annotations

from pathlib import Path

import click

from owlib.paths import find_root, relative_name, write_whole


@click.command()
@click.option(
    "--samples", type=click.Path(file_okay=False, path_type=Path),
    help="Write to this folder, and nothing else: what search engines are told of the whole, a page and the data.",
)  # fmt: skip
def metadata(samples: Path | None) -> None:
    """Take over title, version, date and address from CITATION.cff and _config.yml wherever they stand.

    Writes .zenodo.json and ro-crate-metadata.json, and says which files changed; owlib check tells what differs.
    """
    from owlib.release_facts import make_samples, write_facts  # noqa: PLC0415 - keeps --help fast

    root = find_root()
    if samples:
        for name, content in make_samples(root).items():
            write_whole(samples / name, content)
        click.echo(f"Samples: {relative_name(samples, root)}")
        return
    changed = write_facts(root)
    click.echo(f"Written anew: {', '.join(changed)}." if changed else "All files have the facts of CITATION.cff.")
