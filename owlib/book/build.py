"""Website, PDFs and EPUB, built from the pages and the executed reports: only what differs from what was built before.

The website of each edition is built first, side by side; then, of the texts of its pages, what is printed and the EPUB,
each product in a process of its own turn, on all cores. Each build raises a :class:`~owlib.errors.BuildError` if it
fails or, where it is strict, if it gives a warning.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bs4 import Tag
from filelock import FileLock, Timeout

from owlib.book.builder import Kept, read_kept
from owlib.book.citation import Facts, read_facts
from owlib.book.editions import find_address, name_page
from owlib.book.epub import make_epub
from owlib.book.inputs import STATIC, hash_inputs, sign_everywhere
from owlib.book.pages import ANNEX, BOOK, CONTENTS_FILE, list_pages, list_volume, name_files, read_contents, read_parts
from owlib.book.pdf import key_pdf, render_pdf
from owlib.book.printing import delay_tall, make_case_page, make_chapters, make_volume_page
from owlib.book.products import NOTE, name_asked, note_made, shorten
from owlib.book.texts import list_figures, read_texts
from owlib.book.web import DATA_PAGE, NOTEBOOKS, find_page_pdf, write_site_pages
from owlib.errors import BuildError
from owlib.evidence import Evidence, read_evidence
from owlib.evidence.rules import CITED
from owlib.places import hash_content, relative_name, write_whole
from owlib.reports import REPORTS, list_reports
from owlib.reports.executors import count_jobs, open_processes, work_off

RARELY = (100_000, 20, 50)
"""How many new objects, and rounds of those, pass before cycles are looked for."""
WORK = ".work"
"""Folder in which a build is made; what readers get is copied out of it once it is whole."""
HTML, BESIDE, DOCTREES, PRINT = "html", "beside", "doctrees", "print"
"""Of each edition: its website, the files for print that lie beside it, what was read, and documents for print."""


class Edition(NamedTuple):
    """A website that was built: how many pages it has, and how many of them were written."""

    language: str
    pages: int
    written: int


@dataclass(frozen=True)
class Product:
    """A file for readers that is made of the texts of an edition.

    Its ``kind`` is ``pdf``, ``annex``, ``case`` or ``epub``; ``name`` is where it stands below the folder of the build,
    ``address`` where below its edition of the website, and ``key`` the fingerprint of all that it is made of.
    """

    language: str
    kind: str
    name: str
    address: str
    key: str

    def rank(self) -> int:
        """Return its place in the order in which products are made: the longest first, so that no core waits."""
        return ("annex", "pdf", "epub", "case").index(self.kind)

    def find_document(self, folder: Path) -> Path:
        """Return where its document for print lies."""
        return folder / WORK / self.language / PRINT / f"{Path(self.name).stem}.html"

    def is_kept(self, folder: Path) -> bool:
        """Whether its file is there as it was made, of the same."""
        try:
            return self.find_mark(folder).read_text(encoding="utf-8") == self.sign(folder)
        except OSError:
            return False

    def find_mark(self, folder: Path) -> Path:
        """Return where it is noted of what its file was made."""
        return folder / WORK / self.language / PRINT / f"{Path(self.name).name}.made"

    def sign(self, folder: Path) -> str:
        """Return a fingerprint of what it is made of, and of its file."""
        return f"{self.key} {hash_content((folder / self.name).read_bytes())}\n"


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

    The website stands as soon as its pages do; files for print and EPUB come to it once they are made.
    """
    (folder / NOTE).unlink(missing_ok=True)
    inputs = hash_inputs(root)
    read_evidence(root)
    import_module("jupyter_book.sphinx")  # slow to import: once for all
    tell(f"Websites side by side: {', '.join(languages)} ...")
    for edition in _make_each(
        functools.partial(build_site, root, folder, languages, strict=strict, pdf=pdf), languages
    ):
        tell(f"{edition.language}: {edition.written} of {edition.pages} pages written")
    site = gather_site(root, folder, languages)
    tell(f"Website: {relative_name(site, root)}")
    planned = _make_each(functools.partial(plan_products, root, folder), languages) if pdf else []
    products = [product for found in planned for product in found]
    stale = sorted((product for product in products if not product.is_kept(folder)), key=Product.rank)
    if pdf:
        tell(f"PDFs and EPUBs: {len(stale)} to make, {len(products) - len(stale)} as they were.")
    for done, product in enumerate(_make_each(functools.partial(make_product, root, folder, strict=strict), stale), 1):
        tell(f"[{done}/{len(stale)}] {product.name}")
    if pdf:
        put_beside(folder, products)
        site = gather_site(root, folder, languages)
    else:  # what an earlier build left would be taken for that of these pages
        for place in (folder / part / language for part in ("pdf", "epub") for language in languages):
            shutil.rmtree(place, ignore_errors=True)
    whole = all(product.is_kept(folder) for product in products)
    known = {language: read_kept(folder / WORK / language / DOCTREES) for language in languages}
    if whole and all(kept.is_whole(list_pages(root, language)) for language, kept in known.items()):
        sources = dict(source for language, kept in known.items() for source in list_sources(root, language, kept))
        note_made(folder, name_asked(languages, pdf=pdf), inputs, sources)
    return [("Website", site), *_list_made(folder, products)]


def _list_made(folder: Path, products: Iterable[Product]) -> Iterator[tuple[str, Path]]:
    """Yield name and path of what readers take with them; the reports of cases are one folder."""
    names = {"pdf": "PDF", "annex": "Annex", "epub": "EPUB"}
    cases: dict[str, list[Path]] = {}
    for product in products:
        if product.kind == "case":
            cases.setdefault(product.language, []).append(folder / product.name)
        else:
            yield f"{names[product.kind]} ({product.language})", folder / product.name
    for language, paths in cases.items():
        yield f"{len(paths)} case reports ({language})", paths[0].parent


def _make_each(make: Callable, jobs: Sequence) -> Iterator:
    """Yield what is made of each job, as it comes, in processes side by side."""
    with _collect_rarely():
        yield from work_off(functools.partial(open_processes, count_jobs(0, len(jobs))), make, jobs, give_up)


@contextlib.contextmanager
def _collect_rarely() -> Iterator[None]:
    """Look for cycles of objects that nothing needs only now and then, in the processes that begin meanwhile, too.

    Pages are trees of some hundred thousand nodes, through which Python would go again and again: of the time for a
    website that is a third. It costs 100 MiB a process.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def give_up(job: str | Product) -> None:
    """Refuse to go on where a process was killed each time."""
    name = job if isinstance(job, str) else job.name
    raise BuildError(
        f"{name}: expected a build to its end; found its process killed three times. "
        "What to do: see that there is memory enough, and build one edition alone (--language)."
    )


# An edition


def build_site(
    root: Path, folder: Path, languages: Sequence[str], language: str, *, strict: bool = False, pdf: bool = True
) -> Edition:
    """Build the website of an edition as Jupyter Book sets it up from ``_config.yml`` and ``_toc.yml``.

    It is one of those of ``languages``, to which its pages lead, and where ``pdf`` to files for print. The files that
    lay beside it go, as they may be stale.
    """
    made = folder / WORK / language / HTML
    shutil.rmtree(folder / WORK / language / BESIDE, ignore_errors=True)
    settings = {
        "owlib_pdf": "yes" if pdf else "", "owlib_languages": " ".join(languages), "language": language,
        "external_toc_path": (root / CONTENTS_FILE).as_posix(), "latex_individualpages": False,
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jupyter_book.sphinx import build_sphinx  # noqa: PLC0415 - slow to import

        status = build_sphinx(
            str(root), str(made), noconfig=True, path_config=str(root / "_config.yml"), confoverrides=settings,
            doctreedir=str(folder / WORK / language / DOCTREES), quiet=True, warningiserror=strict, keep_going=strict,
        )  # fmt: skip
    if status != 0:
        name = relative_name(made, root)
        raise BuildError(
            f"{name}: expected a build without faults; see the lines above. What to do: mend the pages named there."
        )
    written = read_kept(folder / WORK / language / DOCTREES).made
    return Edition(language, len(list_pages(root, language)), len(written))


def gather_site(root: Path, folder: Path, languages: Sequence[str]) -> Path:
    """Put the editions and what leads to them in the place of the website, whole, and return its first page."""
    site = folder / WORK / "site"
    shutil.rmtree(site, ignore_errors=True)
    for language in languages:
        for part in (HTML, BESIDE):
            if (folder / WORK / language / part).is_dir():
                shutil.copytree(folder / WORK / language / part, site / language, dirs_exist_ok=True)
    write_site_pages(root, site, languages)
    return replace_folder(site, folder / "html") / "index.html"


# What readers get, and of what it is made


QUOTED = ("book/references", "book/glossary")
"""Pages of which the PDF of a report has what it cites."""


def list_sources(root: Path, language: str, kept: Kept) -> Iterator[tuple[str, list[str]]]:
    """Yield each file for readers of an edition, and the files that it is made of; ``*`` at the end stands for any."""
    facts, site = read_facts(root, language), f"html/{language}/"
    files, pages = name_files(facts), list_pages(root, language)

    def of(*names: str) -> list[str]:
        return sorted({file for name in names for file in shorten(kept.read.get(name, {}))})

    for page in pages:
        more = ["data/*"] if page == DATA_PAGE else []
        yield site + name_page(page, language), [*of(page), *more, f"{STATIC}*"]
        for ending in ("bib", "ris"):
            yield f"{site}cite/{find_address(page, language).replace('/', '-')}.{ending}", of(page)
        if page.startswith(REPORTS.as_posix()):
            stem = Path(page).name
            yield f"{site}{NOTEBOOKS}/{stem}.ipynb", [f"{REPORTS.as_posix()}/{language}/{stem}.ipynb"]
        if name := find_page_pdf(page, language):
            for place in (site + name, name.replace("/", f"/{language}/", 1)):
                yield place, [*of(page, *QUOTED), f"{STATIC}print.css"]
    for path, page in kept.beside.items():
        yield site + path, of(page)
    yield f"{site}_static/places.js", of(*pages)
    for kind, volume, style in (("pdf", BOOK, "print"), ("annex", ANNEX, "print"), ("epub", BOOK, "epub")):
        folder = "epub" if kind == "epub" else "pdf"
        for place in (site + files[kind], f"{folder}/{language}/{files[kind]}"):
            yield place, [*of(*list_volume(root, volume, language)), f"{STATIC}{style}.css"]


# What is printed, and the EPUB


def plan_prints(root: Path, folder: Path, language: str) -> Iterator[Product]:
    """Write the documents of the volumes and of the report of each case, and yield what is to be made of them."""
    work = folder / WORK / language
    facts, style, evidence = read_facts(root, language), _read_style(root, "print"), read_evidence(root)
    texts = read_texts(work / DOCTREES, list_pages(root, language))
    chapters = make_chapters(texts, language, list_figures(work / HTML))
    for chapter in chapters.values():
        delay_tall(chapter, work / HTML)

    def plan(kind: str, name: str, address: str, *pages: str) -> Product:
        key = hash_content("".join(key_pdf(page, style, work / HTML) for page in pages).encode())
        product = Product(language, kind, name, address, key)
        write_whole(product.find_document(folder), CLOSER.join(pages))
        return product

    volumes, names = {volume: list_volume(root, volume, language) for volume in (BOOK, ANNEX)}, name_files(facts)
    for volume, kind in ((BOOK, "pdf"), (ANNEX, "annex")):
        page = make_volume_page(chapters, volumes, volume, read_parts(root, language), facts)
        yield plan(kind, f"pdf/{language}/{names[kind]}", names[kind], page)
    for report in list_reports(evidence, [language]):
        place = f"{REPORTS.as_posix()}/{report.report_id}"
        if report.edition and place in texts:
            address = find_page_pdf(place, language)
            yield plan(
                "case", address.replace("/", f"/{language}/", 1), address,
                *_make_case_pages(chapters, place, report.edition, facts, _map_origins(evidence)),
            )  # fmt: skip


CLOSER = "\f"
"""What parts a document for print from the same, set closer."""


def _make_case_pages(chapters: dict[str, Tag], place: str, edition: str, facts: Facts, origins: Mapping) -> list[str]:
    """Return the report of a case as a document, and the same set closer."""
    return [make_case_page(chapters, place, edition, facts, origins=origins, close=close) for close in (False, True)]


@functools.lru_cache(maxsize=1)
def _map_origins(evidence: Evidence) -> dict[str, set[str]]:
    """Return the sources in which each record stands that a sentence rests on, by its id; a contradiction has two."""
    origins = {}
    for table in CITED:
        frame = getattr(evidence, table)
        columns = [column for column in ("source_id", "other_source_id") if column in frame]
        origins |= {row[0]: set(row[1:]) for row in frame[[frame.columns[0], *columns]].itertuples(index=False)}
    return origins


def plan_epub(root: Path, folder: Path, language: str) -> Product:
    """Return what is to be made of the texts as an EPUB."""
    work, name = folder / WORK / language, name_files(read_facts(root, language))["epub"]
    texts = read_texts(work / DOCTREES, list_volume(root, BOOK, language))
    pictures = {path.name: hash_content(path.read_bytes()) for path in sorted((work / HTML / "figures").glob("*.svg"))}
    told = [texts, pictures, _read_style(root, "epub"), sign_everywhere(hash_inputs(root))]
    return Product(language, "epub", f"epub/{language}/{name}", name, hash_content(repr(told).encode()))


def plan_products(root: Path, folder: Path, language: str) -> list[Product]:
    """Return what is to be made of the texts of an edition, each with its document for print, if it has one."""
    return [*plan_prints(root, folder, language), plan_epub(root, folder, language)]


def make_product(root: Path, folder: Path, product: Product, *, strict: bool) -> Product:
    """Make a file for readers; what the typesetter warns of is made, unless strictly, and is made again next time."""
    work, facts, whole = folder / WORK / product.language, read_facts(root, product.language), True
    if product.kind == "epub":
        texts = read_texts(work / DOCTREES, list_volume(root, BOOK, product.language))
        contents = read_contents(root, product.language)
        content = make_epub(facts, contents, texts, work / HTML, _read_style(root, "epub"))
    else:
        page, _, closer = product.find_document(folder).read_text(encoding="utf-8").partition(CLOSER)
        render = functools.partial(render_pdf, page, _read_style(root, "print"), work / HTML, closer=closer)
        try:
            content = render(strict=True)
        except BuildError:
            if strict:
                raise
            content, whole = render(strict=False), False
    product.find_mark(folder).unlink(missing_ok=True)
    write_whole(folder / product.name, content)
    if whole:
        write_whole(product.find_mark(folder), product.sign(folder))
    return product


def put_beside(folder: Path, products: Iterable[Product]) -> None:
    """Put a copy of each file where :func:`gather_site` takes it to the website, and remove any other of old."""
    kept = set()
    for product in products:
        write_whole(folder / WORK / product.language / BESIDE / product.address, (folder / product.name).read_bytes())
        kept.add(folder / product.name)
    for path in {path for place in kept for path in place.parent.iterdir()} - kept:
        path.unlink()


def _read_style(root: Path, name: str) -> str:
    """Return a style sheet."""
    return (root / "book" / "_static" / f"{name}.css").read_text(encoding="utf-8")


def replace_folder(made: Path, target: Path) -> Path:
    """Put a whole folder in the place of another."""
    old = target.with_name(f".{target.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return target
