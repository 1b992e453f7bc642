"""The archive of a release: what readers get, with checksums, the same bytes each time.

What would not be a release is refused by a :class:`~owlib.errors.BuildError`.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from owlib.book.archives import pack_files
from owlib.book.citation import CITATION_FILE, Facts, read_facts
from owlib.book.metadata import (
    CRATE_FILE,
    Part,
    describe_data_folder,
    list_notebooks,
    list_papers,
    make_crate,
    write_json,
)
from owlib.book.pages import name_files
from owlib.book.web import find_page_pdf
from owlib.errors import BuildError
from owlib.evidence import read_evidence
from owlib.places import MARKER, relative_name, write_whole
from owlib.reports import REPORTS, list_reports
from owlib.reports.fingerprints import find_stale
from owlib.words import LANGUAGES

SUMS = "SHA256SUMS"
REBUILD = "run make book"


def make_release(root: Path, built: Path, target: Path) -> Path:
    """Write the archive of a release of the book that was built in ``built`` into the folder ``target``, and return it.

    Raises
    ------
    BuildError
        If the book is not built whole, a report is stale, or something is changed that is not committed.

    """
    check_committed(root)
    check_reports(root)
    facts = read_facts(root)
    name = f"{facts.file_name}-{facts.version}"
    files = collect_files(root, built, facts)
    content = pack_files({f"{name}/{path}": content for path, content in files.items()}, facts.date)
    check_archive(content)
    write_whole(target / f"{name}.zip", content)
    return target / f"{name}.zip"


def check_tag(root: Path, tag: str) -> None:
    """Refuse a tag that is not that of the version."""
    expected = f"v{read_facts(root).version}"
    if tag != expected:
        raise BuildError(
            f"{CITATION_FILE}: expected the tag '{expected}' for the version there; found '{tag}'. "
            "What to do: tag the commit in which the version was raised, or raise it."
        )


def check_committed(root: Path) -> None:
    """Refuse files that are not as they were committed, and a folder that is no clone."""
    command = ["git", "-C", str(root), "status", "--porcelain"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise BuildError("git: expected this program; found none. What to do: install it.") from error
    if told.returncode:
        raise BuildError(
            f"{root.name}: expected a clone of the repository, so that a release is of one commit; found none. "
            "What to do: make the release in a clone."
        )
    changed = [line[3:] for line in told.stdout.splitlines()]
    if changed:
        raise BuildError(
            f"{changed[0]}: expected files as they were committed; found {len(changed)} changed or new: "
            f"{', '.join(changed[:5])}{', ...' if len(changed) > 5 else ''}. What to do: commit them or take them back."
        )


def check_reports(root: Path) -> None:
    """Refuse a stale report."""
    evidence = read_evidence(root)
    for report in list_reports(evidence):
        why = find_stale(root, evidence, report)
        if why:
            raise BuildError(
                f"{report.name}: expected a report that is up to date; found a stale one: {why}. "
                f"What to do: {REBUILD}, and commit the reports that it renews."
            )


def collect_files(root: Path, built: Path, facts: Facts) -> dict[str, bytes]:
    """Return what the archive holds, by name: all parts, their description as a crate, and the sums of all.

    Refuse a website that was built with other data.
    """
    files = {name: path.read_bytes() for name, path in find_files(root, built, facts).items()}
    for name in [name for name in files if name.startswith("data/")]:
        if {files.get(f"site/{language}/{name}", files[name]) for language in LANGUAGES} != {files[name]}:
            raise BuildError(
                f"{name}: expected the data that the website was built with; found others. What to do: {REBUILD}."
            )
    files[CRATE_FILE] = write_json(make_crate(facts, list_parts(root, facts, sorted(files)))).encode("utf-8")
    sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files[SUMS] = "".join(sums).encode("utf-8")
    return files


def find_files(root: Path, built: Path, facts: Facts) -> dict[str, Path]:
    """Return the files of a release by their names in the archive; refuse to go without one that must be there."""
    needed = {paper.path: root / paper.path for paper in list_papers(facts)}
    needed |= {"site/index.html": built / "html" / "index.html", f"data/{MARKER.name}": root / MARKER}
    for language in LANGUAGES:
        own = read_facts(root, language)
        names = name_files(own)
        needed |= {f"{language}/{names[kind]}": built / kind / language / names[kind] for kind in ("pdf", "epub")}
        needed |= {f"{language}/{names['annex']}": built / "pdf" / language / names["annex"]}
        for report in list_reports(read_evidence(root), [language]):
            if report.edition:
                name = Path(find_page_pdf(f"{REPORTS.as_posix()}/{report.report_id}", language)).name
                needed |= {f"{language}/cases/{name}": built / "pdf" / language / name}
    for name, path in needed.items():
        if not path.is_file():
            place = relative_name(path, root)
            raise BuildError(f"{place}: expected {name} of the release; found no such file. What to do: {REBUILD}.")
    found = {**needed}
    found |= {f"site/{name}": path for name, path in _walk(built / "html")}
    found |= {f"data/{name}": path for name, path in _walk(root / "data")}
    found |= {f"notebooks/{name}": path for name, path in _walk(root / "book" / "reports") if name.endswith(".ipynb")}
    return found


def list_parts(root: Path, facts: Facts, names: list[str]) -> list[Part]:
    """Return the parts of the archive as those of a crate."""
    text, words = facts.licence, facts.words
    return [
        Part("site/", words("release-site"), text, kind="WebSite"),
        *(_describe_volume(facts, name) for name in names if name.partition("/")[0] in LANGUAGES),
        describe_data_folder(root, facts),
        Part("notebooks/", words("release-notebooks"), text, parts=list_notebooks(root, "notebooks/", text)),
        *list_papers(facts),
    ]


def _describe_volume(facts: Facts, name: str) -> Part:
    """Return a PDF or EPUB of an edition as a part of a crate."""
    words, (language, _, file) = facts.words, name.partition("/")
    if file.startswith("cases/"):
        return Part(name, words("release-case", report=Path(file).stem, language=language), facts.licence)
    kinds = {"epub": file.endswith(".epub"), "annex": file != f"{Path(file).stem}.pdf"}
    kind = next((kind for kind, fits in kinds.items() if fits), "pdf")
    return Part(name, words(f"release-{kind}", language=language), facts.licence, kind="Book")


def check_archive(content: bytes) -> int:
    """Return how many files an archive has; refuse it where one does not agree with its sum, or has none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    told = dict(line.split("  ", 1)[::-1] for line in files.pop(SUMS, b"").decode("utf-8").splitlines())
    for name in sorted(set(told) | set(files)):
        if name not in files or told.get(name) != hashlib.sha256(files[name]).hexdigest():
            raise BuildError(
                f"{name}: expected a file that agrees with {SUMS}; found another. What to do: make the release again."
            )
    return len(told)


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder by name; hidden ones, and those that are being written, stay out."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, path
