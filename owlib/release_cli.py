"""The commands of a release: metadata from one place, and the archive."""

from __future__ import annotations

import hashlib
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


@click.command()
@click.option(
    "--built", type=click.Path(file_okay=False, path_type=Path), help="Where the book was built; _build if not told."
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder of the archive; dist if not told."
)
@click.option("--tag", default="", help="Refuse unless this is the tag of the version: v and the version.")
def release(built: Path | None, output: Path | None, tag: str) -> None:
    """Make one archive of site, PDF, EPUB, data, notebooks and what belongs to them, with checksums.

    The same bytes each time. Refuses where something is missing, stale, or changed and not committed.
    """
    from owlib.release import check_archive, check_tag, make_release  # noqa: PLC0415 - keeps --help fast

    root = find_root()
    if tag:
        check_tag(root, tag)
    path = make_release(root, built or root / "_build", output or root / "dist")
    content = path.read_bytes()
    count = check_archive(content)
    click.echo(f"{relative_name(path, root)}: {count} files, {len(content) / 1e6:.1f} MB, all as their checksums say.")
    click.echo(f"SHA-256: {hashlib.sha256(content).hexdigest()}")
