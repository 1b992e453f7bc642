"""Website, PDFs and EPUB, built from the pages and the executed reports.

Each build raises a :class:`~owlib.errors.BuildError` if it fails or, where it is strict, if it gives a warning.
"""

from __future__ import annotations

import contextlib
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from bs4 import Tag
from filelock import FileLock, Timeout

from owlib.book.citation import read_facts
from owlib.book.epub import EPUB_NAME, make_epub
from owlib.book.extension import PRINT_THEME
from owlib.book.pages import (
    ANNEX,
    ANNEX_NAME,
    BOOK,
    CONTENTS_FILE,
    HOME,
    PDF_NAME,
    list_volume,
    read_contents,
    read_parts,
)
from owlib.book.pdf import render_pdf
from owlib.book.printing import delay_tall, make_case_page, make_chapters, make_volume_page
from owlib.errors import BuildError
from owlib.evidence import read_evidence
from owlib.places import relative_name, write_whole
from owlib.reports import REPORTS, list_reports

WORK = ".work"
"""Folder in which a build is made; what readers get is copied out of it once it is whole."""
SINGLE = "single"
PRINT_OVERRIDES = {"html_theme": PRINT_THEME, "templates_path": [], "html_css_files": [], "html_copy_source": False}
"""What the single page behind the PDF has instead of the website's theme, which is made for screens."""
EPUB_OVERRIDES = {**PRINT_OVERRIDES, "html_js_files": [], "epub_show_urls": "no", "epub_use_index": False}
"""The same for the pages behind the EPUB, which has a style sheet and a table of contents of its own."""


@contextlib.contextmanager
def hold_folder(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Let one build at a time work in a folder; a second one says that it waits. A build that is killed lets go."""
    work = folder / WORK
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Another build is at work in {folder.name}; waiting for its end ...")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def build_site(root: Path, folder: Path, *, strict: bool = False, pdf: bool = True) -> Path:
    """Build the website into ``folder/html`` and return its first page; with ``pdf`` it leads to the PDF, made next."""
    made = folder / WORK / "html"
    names = {"owlib_pdf": PDF_NAME, "owlib_annex": ANNEX_NAME, "owlib_epub": EPUB_NAME}
    beside = {key: name if pdf else "" for key, name in names.items()}
    _run_sphinx(root, folder, "html", made, beside, strict=strict)
    return replace_folder(made, folder / "html") / "index.html"


def build_pdf(root: Path, folder: Path, *, strict: bool = False) -> list[Path]:
    """Build the PDFs of the book and of its annex, from one page that holds all, and return them."""
    made = build_single(root, folder, strict=strict)
    pages, style = make_volumes(root, made), _read_style(root, "print")
    return [
        _write_copies(folder, f"pdf/{name}", name, render_pdf(page, style, made, strict=strict))
        for name, page in pages.items()
    ]


def make_volumes(root: Path, made: Path) -> dict[str, str]:
    """Return book and annex as documents for print, by the names of their files."""
    chapters, parts, facts = _read_chapters(made), read_parts(root), read_facts(root)
    volumes = {volume: list_volume(root, volume) for volume in (BOOK, ANNEX)}
    names = {BOOK: PDF_NAME, ANNEX: ANNEX_NAME}
    return {name: make_volume_page(chapters, volumes, volume, parts, facts) for volume, name in names.items()}


def build_single(root: Path, folder: Path, *, strict: bool = False) -> Path:
    """Build the one page that holds all pages, from which all PDFs are made, and return its folder."""
    made = folder / WORK / SINGLE
    _run_sphinx(root, folder, "singlehtml", made, PRINT_OVERRIDES, strict=strict)
    return made


def build_case_pdfs(root: Path, folder: Path, *, strict: bool = False) -> list[Path]:
    """Build a PDF of each report of a case, from the single page that :func:`build_single` left, and return them."""
    made = folder / WORK / SINGLE
    chapters = _read_chapters(made)
    facts, style = read_facts(root), _read_style(root, "print")
    paths = []
    for report in list_reports(read_evidence(root)):
        if report.edition:
            place = f"{REPORTS.as_posix()}/{report.report_id}"
            page, closer = (
                make_case_page(chapters, place, report.edition, facts, close=close) for close in (False, True)
            )
            content = render_pdf(page, style, made, closer=closer, strict=strict)
            name = f"pdf/{report.report_id}.pdf"
            paths.append(_write_copies(folder, name, name, content))
    return paths


def _read_chapters(made: Path) -> dict[str, Tag]:
    """Return the chapters of all pages from the single page, by their ids."""
    chapters = make_chapters((made / f"{HOME}.html").read_text(encoding="utf-8"))
    for chapter in chapters.values():
        delay_tall(chapter, made)
    return chapters


def _read_style(root: Path, name: str) -> str:
    """Return a style sheet."""
    return (root / "book" / "_static" / f"{name}.css").read_text(encoding="utf-8")


def _write_copies(folder: Path, name: str, address: str, content: bytes) -> Path:
    """Write a file for readers, and a copy at its address on the website where there is one, and return it."""
    target = folder / name
    write_whole(target, content)
    if (folder / "html").is_dir():
        write_whole(folder / "html" / address, content)
    return target


def build_epub(root: Path, folder: Path, *, strict: bool = False) -> Path:
    """Build the EPUB, for e-readers and phones, and return it."""
    made = folder / WORK / "epub"
    facts = read_facts(root)
    _run_sphinx(root, folder, "epub", made, {**EPUB_OVERRIDES, "version": facts.version}, strict=strict)
    content = make_epub(facts, read_contents(root), list_volume(root, BOOK), made, _read_style(root, "epub"))
    return _write_copies(folder, f"epub/{EPUB_NAME}", EPUB_NAME, content)


def replace_folder(made: Path, target: Path) -> Path:
    """Put a copy of a folder in the place of another, which is there as it was until the copy is whole."""
    fresh, old = target.with_name(f".{target.name}-new"), target.with_name(f".{target.name}-old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(made, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return target


def _run_sphinx(root: Path, folder: Path, builder: str, made: Path, overrides: dict, *, strict: bool) -> None:
    """Run Sphinx as Jupyter Book sets it up from ``_config.yml`` and ``_toc.yml``."""
    toc = (root / CONTENTS_FILE).as_posix()
    doctrees = folder / WORK / f"{builder}-doctrees"
    for leftover in (made, doctrees):  # what an earlier build left must not reach readers
        shutil.rmtree(leftover, ignore_errors=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jupyter_book.sphinx import build_sphinx  # noqa: PLC0415 - slow to import

        status = build_sphinx(
            str(root), str(made), noconfig=True, path_config=str(root / "_config.yml"), builder=builder,
            confoverrides={**overrides, "external_toc_path": toc, "latex_individualpages": False},
            doctreedir=str(doctrees), quiet=True, warningiserror=strict, keep_going=strict,
        )  # fmt: skip
    if status != 0:
        name = relative_name(made, root)
        raise BuildError(
            f"{name}: expected a build without faults; see the lines above. What to do: mend the pages named there."
        )
