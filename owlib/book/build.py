"""Website, PDFs and EPUB, built from the pages and the executed reports.

Each build raises a :class:`~owlib.errors.BuildError` if it fails or, where it is strict, if it gives a warning.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from bs4 import Tag
from filelock import FileLock, Timeout

from owlib.book.citation import read_facts
from owlib.book.epub import make_epub
from owlib.book.extension import PRINT_THEME
from owlib.book.pages import (
    ANNEX,
    BOOK,
    CONTENTS_FILE,
    HOME,
    list_volume,
    name_files,
    read_contents,
    read_parts,
)
from owlib.book.pdf import render_pdf
from owlib.book.printing import delay_tall, make_case_page, make_chapters, make_volume_page
from owlib.book.web import find_page_pdf, write_site_pages
from owlib.errors import BuildError
from owlib.evidence import Evidence, read_evidence
from owlib.evidence.rules import CITED
from owlib.places import relative_name, write_whole
from owlib.reports import REPORTS, list_reports
from owlib.reports.executors import CAN_FORK

WORK = ".work"
"""Folder in which a build is made; what readers get is copied out of it once it is whole."""
SINGLE, BESIDE, DOCTREES = "single", "beside", "doctrees"
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


def build_book(
    root: Path, folder: Path, languages: Sequence[str], tell: Callable[[str], None], *, strict: bool, pdf: bool
) -> list[tuple[str, Path]]:
    """Build the editions side by side, and a website of all; return what was made, by name.

    Each edition is made in a process of its own, where there is fork; what they share was read before.
    """
    read_evidence(root)
    import_module("jupyter_book.sphinx")  # slow to import: once for all
    forked = len(languages) > 1 and CAN_FORK
    pool = ProcessPoolExecutor(len(languages), get_context("fork")) if forked else contextlib.nullcontext()
    make = functools.partial(build_edition, root, folder, languages, strict=strict, pdf=pdf)
    tell(f"Editions side by side: {', '.join(languages)}. Each: website{', PDFs, EPUB' if pdf else ''} ...")
    with pool:
        made = list((pool.map if forked else map)(make, languages))
    site = gather_site(root, folder, languages)
    return [("Website", site), *(found for edition in made for found in edition)]


def build_edition(
    root: Path, folder: Path, languages: Sequence[str], language: str, *, strict: bool, pdf: bool
) -> list[tuple[str, Path]]:
    """Build website, PDFs and EPUB of an edition, and return what readers take with them, by name.

    The website goes first: it reads the pages, and the others are made of what it read.
    """
    build_site(root, folder, language, languages, strict=strict, pdf=pdf)
    _say(f"{language}: website made")
    made = []
    if pdf:
        names = (f"PDF ({language})", f"Annex ({language})")
        made += zip(names, build_pdf(root, folder, language, strict=strict), strict=True)
        _say(f"{language}: PDFs of book and annex made")
        cases = build_case_pdfs(root, folder, language, strict=strict)
        _say(f"{language}: {len(cases)} PDFs of case reports made")
        made.append((f"{len(cases)} case reports ({language})", cases[0].parent))
        made.append((f"EPUB ({language})", build_epub(root, folder, language, strict=strict)))
        _say(f"{language}: EPUB made")
    return made


def _say(text: str) -> None:
    """Tell how far an edition is, from whichever process makes it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def build_site(
    root: Path, folder: Path, language: str, languages: Sequence[str], *, strict: bool = False, pdf: bool = True
) -> Path:
    """Build the website of an edition, beside its files for print where ``pdf``, and return its folder."""
    made = folder / WORK / language / "html"
    for leftover in (BESIDE, DOCTREES):  # what an earlier build left must not reach readers
        shutil.rmtree(folder / WORK / language / leftover, ignore_errors=True)
    settings = {"owlib_pdf": "yes" if pdf else "", "owlib_languages": " ".join(languages)}
    _run_sphinx(root, folder, language, "html", made, settings, strict=strict)
    return made


def gather_site(root: Path, folder: Path, languages: Sequence[str]) -> Path:
    """Put the editions and what leads to them in the place of the website, whole, and return its first page."""
    site = folder / WORK / "site"
    shutil.rmtree(site, ignore_errors=True)
    for language in languages:
        for part in ("html", BESIDE):
            if (folder / WORK / language / part).is_dir():
                shutil.copytree(folder / WORK / language / part, site / language, dirs_exist_ok=True)
    write_site_pages(root, site, languages)
    return replace_folder(site, folder / "html") / "index.html"


def build_pdf(root: Path, folder: Path, language: str, *, strict: bool = False) -> list[Path]:
    """Build the PDFs of an edition and of its annex, from one page that holds all, and return them."""
    made = build_single(root, folder, language, strict=strict)
    pages, style = make_volumes(root, made, language), _read_style(root, "print")
    return [
        _write_copies(folder, language, f"pdf/{language}/{name}", name, render_pdf(page, style, made, strict=strict))
        for name, page in pages.items()
    ]


def make_volumes(root: Path, made: Path, language: str) -> dict[str, str]:
    """Return book and annex as documents for print, by the names of their files."""
    chapters, parts, facts = _read_chapters(made), read_parts(root, language), read_facts(root, language)
    volumes, names = {volume: list_volume(root, volume, language) for volume in (BOOK, ANNEX)}, name_files(facts)
    return {
        names[kind]: make_volume_page(chapters, volumes, volume, parts, facts)
        for volume, kind in ((BOOK, "pdf"), (ANNEX, "annex"))
    }


def build_single(root: Path, folder: Path, language: str, *, strict: bool = False) -> Path:
    """Build the one page that holds all pages, from which all PDFs are made, and return its folder."""
    made = folder / WORK / language / SINGLE
    _run_sphinx(root, folder, language, "singlehtml", made, PRINT_OVERRIDES, strict=strict)
    return made


def build_case_pdfs(root: Path, folder: Path, language: str, *, strict: bool = False) -> list[Path]:
    """Build a PDF of each report of a case, from the single page that :func:`build_single` left, and return them."""
    made = folder / WORK / language / SINGLE
    chapters = _read_chapters(made)
    facts, style = read_facts(root, language), _read_style(root, "print")
    evidence, paths = read_evidence(root), []
    origins = _map_origins(evidence)
    for report in list_reports(evidence, [language]):
        if report.edition:
            place = f"{REPORTS.as_posix()}/{report.report_id}"
            page, closer = (
                make_case_page(chapters, place, report.edition, facts, origins=origins, close=close)
                for close in (False, True)
            )
            content = render_pdf(page, style, made, closer=closer, strict=strict)
            name = find_page_pdf(place, language)
            paths.append(_write_copies(folder, language, name.replace("/", f"/{language}/", 1), name, content))
    return paths


def _map_origins(evidence: Evidence) -> dict[str, set[str]]:
    """Return the sources in which each record stands that a sentence rests on, by its id; a contradiction has two."""
    origins = {}
    for table in CITED:
        frame = getattr(evidence, table)
        columns = [column for column in ("source_id", "other_source_id") if column in frame]
        origins |= {row[0]: set(row[1:]) for row in frame[[frame.columns[0], *columns]].itertuples(index=False)}
    return origins


def _read_chapters(made: Path) -> dict[str, Tag]:
    """Return the chapters of all pages from the single page, by their ids; who uses them copies them."""
    page = made / f"{HOME}.html"
    return _split_chapters(made, page.stat().st_mtime_ns)


@functools.lru_cache(maxsize=1)
def _split_chapters(made: Path, _written: int) -> dict[str, Tag]:
    """Return the chapters of the single page as it was written at a moment."""
    chapters = make_chapters((made / f"{HOME}.html").read_text(encoding="utf-8"))
    for chapter in chapters.values():
        delay_tall(chapter, made)
    return chapters


def _read_style(root: Path, name: str) -> str:
    """Return a style sheet."""
    return (root / "book" / "_static" / f"{name}.css").read_text(encoding="utf-8")


def _write_copies(folder: Path, language: str, name: str, address: str, content: bytes) -> Path:
    """Write a file for readers, and a copy by which :func:`gather_site` brings it to the website, and return it."""
    write_whole(folder / name, content)
    write_whole(folder / WORK / language / BESIDE / address, content)
    return folder / name


def build_epub(root: Path, folder: Path, language: str, *, strict: bool = False) -> Path:
    """Build the EPUB of an edition, for e-readers and phones, and return it."""
    made = folder / WORK / language / "epub"
    facts = read_facts(root, language)
    _run_sphinx(root, folder, language, "epub", made, EPUB_OVERRIDES, strict=strict)
    contents, pages = read_contents(root, language), list_volume(root, BOOK, language)
    content, name = make_epub(facts, contents, pages, made, _read_style(root, "epub")), name_files(facts)["epub"]
    return _write_copies(folder, language, f"epub/{language}/{name}", name, content)


def replace_folder(made: Path, target: Path) -> Path:
    """Put a whole folder in the place of another."""
    old = target.with_name(f".{target.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return target


def _run_sphinx(
    root: Path, folder: Path, language: str, builder: str, made: Path, overrides: dict, *, strict: bool
) -> None:
    """Run Sphinx as Jupyter Book sets it up from ``_config.yml`` and ``_toc.yml``, in a language."""
    toc = (root / CONTENTS_FILE).as_posix()
    shutil.rmtree(made, ignore_errors=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jupyter_book.sphinx import build_sphinx  # noqa: PLC0415 - slow to import

        status = build_sphinx(
            str(root), str(made), noconfig=True, path_config=str(root / "_config.yml"), builder=builder,
            confoverrides={**overrides, "language": language, "external_toc_path": toc, "latex_individualpages": False},
            doctreedir=str(folder / WORK / language / DOCTREES), quiet=True, warningiserror=strict, keep_going=strict,
        )  # fmt: skip
    if status != 0:
        name = relative_name(made, root)
        raise BuildError(
            f"{name}: expected a build without faults; see the lines above. What to do: mend the pages named there."
        )
