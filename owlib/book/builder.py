"""The website of an edition as Sphinx builds it: pages of its language at their addresses, and only what changed anew.

Of each page is kept what it was read from and what was written of it. A page is read again where one of its files
differs, and written again where what was read differs, or anything that pages show of each other: titles, places,
numbers of figures, who leads where. What is kept is put away while a build is at work, so that one that was killed, or
gave a warning, counts as none. The text of each page is kept as well, before the website frames it: print and EPUB are
made of that.
"""

from __future__ import annotations

import functools
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.project import Project

from owlib.book.editions import find_address, find_file
from owlib.book.inputs import DATA, EVERYWHERE, STATIC, hash_inputs
from owlib.book.nodes import note_pages
from owlib.places import find_root, hash_content, relative_name, write_whole

KEPT = "kept.json"
BODIES = "bodies"


@dataclass
class Kept:
    """What is known of the pages as they were built last: none where that build did not come to its end."""

    read: dict[str, dict[str, str]] = field(default_factory=dict)
    """The files behind each page with their fingerprints."""
    written: dict[str, str] = field(default_factory=dict)
    """The fingerprint of what was read, for each page that was written."""
    beside: dict[str, str] = field(default_factory=dict)
    """The page of each file beside the pages that is made of what one shows."""
    made: list[str] = field(default_factory=list)
    """The pages that the last build wrote."""
    shared: str = ""
    """That of what pages show of each other."""

    def is_whole(self, pages: Iterable[str]) -> bool:
        """Whether all these pages were read and written, and none of them gave a warning."""
        return set(pages) == self.read.keys() == self.written.keys()


def read_kept(folder: Path) -> Kept:
    """Return what is known of the pages of an edition, from the folder of what was read."""
    try:
        return Kept(**json.loads((folder / KEPT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Kept()


class EditionProject(Project):
    """The pages of an edition: those of the contents, read from the folder of its language."""

    def __init__(self, project: Project, pages: list[str], language: str) -> None:
        """Find the files of these pages."""
        super().__init__(project.srcdir, project.source_suffix)
        self._found = {page: find_file(Path(project.srcdir), page, language) for page in pages}
        self.discover()  # what was read before is known again

    def discover(self, exclude_paths: object = (), include_paths: object = ()) -> set[str]:  # noqa: ARG002 - Sphinx's
        """Return the names of the pages that have a file."""
        files = {page: path.relative_to(self.srcdir).as_posix() for page, path in self._found.items() if path}
        self.docnames, self._docname_to_path = set(files), files
        self._path_to_docname = {path: page for page, path in files.items()}
        return self.docnames

    def path2doc(self, filename: str) -> str | None:
        """Return the name of the page that is read from a file."""
        path = Path(filename)
        relative = path.relative_to(self.srcdir) if path.is_relative_to(self.srcdir) else path
        return self._path_to_docname.get(relative.as_posix()) or super().path2doc(filename)


class Heard(logging.Handler):
    """Notes whether a build gave a warning."""

    def __init__(self) -> None:
        """Hear warnings and worse."""
        super().__init__(logging.WARNING)
        self.any = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Note it."""
        self.any = True


class EditionBuilder(StandaloneHTMLBuilder):
    """The website of an edition, whose pages stand at the addresses of its language."""

    def init(self) -> None:
        """Take what was kept, so that nothing is left of it if this build does not come to its end."""
        self.addresses = functools.cache(functools.partial(find_address, language=self.config.language))
        super().init()
        self.kept = read_kept(Path(self.doctreedir))
        (Path(self.doctreedir) / KEPT).unlink(missing_ok=True)
        self.inputs, self.heard = hash_inputs(find_root()), Heard()
        self.read_now: list[str] = []
        self.written_now: list[str] = []
        logging.getLogger("sphinx").addHandler(self.heard)

    def get_outfilename(self, pagename: str) -> str:
        """Return the file that a page is written to."""
        return super().get_outfilename(self.addresses(pagename))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page below its edition."""
        return super().get_target_uri(self.addresses(docname), typ)

    def get_outdated_docs(self) -> list[str]:
        """Return all pages, as is chosen among them once all are read."""
        return sorted(self.env.found_docs)

    def copy_static_files(self) -> None:
        """Leave what theme and extensions bring, of which no page uses anything; :mod:`owlib.book.web` writes ours."""
        (Path(self.outdir) / "_static").mkdir(parents=True, exist_ok=True)  # where extensions put theirs all the same

    def _write_serial(self, docnames: Sequence[str]) -> None:
        """Write the pages of which something differs from what was written."""
        shared = hash_content(repr(self._list_shared()).encode())
        written = self.kept.written if shared == self.kept.shared else {}
        now = {page: hash_content(self._find_doctree(page).read_bytes()) for page in docnames}
        self.written_now = [page for page in docnames if written.get(page) != now[page] or not self._is_whole(page)]
        super()._write_serial(self.written_now)
        self.kept.written, self.kept.shared = now, shared

    def _find_doctree(self, page: str) -> Path:
        """Return the file of what was read of a page."""
        return Path(self.doctreedir) / f"{page}.doctree"

    def _is_whole(self, page: str) -> bool:
        """Whether the files of a page are there."""
        return Path(self.get_outfilename(page)).is_file() and find_body(Path(self.doctreedir), page).is_file()

    def _list_shared(self) -> list:
        """Return all that a page may show of another one, or of what belongs to none."""
        env, config = self.env, self.config
        std, python, cited = (env.get_domain(name) for name in ("std", "py", "cite"))
        works = sorted((work.citation_id, work.formatted_entry.label, work.key) for work in cited.citations)
        return [
            sorted((page, title.astext()) for page, title in env.titles.items()),
            *(sorted(part.items()) for part in (std.labels, std.anonlabels, std.objects)),
            sorted((name, tuple(entry)) for name, entry in python.objects.items()),
            works,
            sorted((page, repr(sorted(numbers.items()))) for page, numbers in env.toc_fignumbers.items()),
            sorted((page, sorted(noted.links), sorted(noted.drawn)) for page, noted in note_pages(env).items()),
            sorted(item for item in self.inputs.items() if item[0].startswith(STATIC)),
            [self.inputs.get(name) for name in ("data/cases.csv", "data/datapackage.json")],
            [config[name] for name in ("owlib_code", "owlib_pdf", "owlib_languages", "owlib_foreign", "owlib_order")],
        ]


def choose_edition(app: Sphinx) -> None:
    """Let the pages of a build be those of its language."""
    project = EditionProject(app.project, app.config.owlib_order, app.config.language)
    app.project = app.env.project = project


def list_files(builder: EditionBuilder, env: BuildEnvironment, page: str) -> dict[str, str]:
    """Return the files that a page is read from, with their fingerprints; those of all pages are left out."""
    root = find_root()
    named = [env.doc2path(page), *env.dependencies.get(page, ())]
    named += [picture for picture, (pages, _) in env.images.items() if page in pages]
    names = {relative_name(Path(os.path.normpath(root / name)), root) for name in named}
    if page in note_pages(env) and note_pages(env)[page].data:
        names |= {name for name in builder.inputs if name.startswith(DATA)}
    return {name: builder.inputs[name] for name in sorted(names) if name in builder.inputs and name not in EVERYWHERE}


def find_changed(app: Sphinx, env: BuildEnvironment, _added: set, _changed: set, _removed: set) -> list[str]:
    """Return the pages of which a file differs from what was read."""
    if not isinstance(app.builder, EditionBuilder):
        return []
    known = app.builder.kept.read
    return [page for page in env.found_docs if page not in known or known[page] != list_files(app.builder, env, page)]


def note_read(app: Sphinx, _env: BuildEnvironment, pages: list[str]) -> None:
    """Note which pages are read."""
    if isinstance(app.builder, EditionBuilder):
        app.builder.read_now = list(pages)


def forget_page(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget what was noted of a page that is read again, or gone."""
    note_pages(env).pop(page, None)


def keep_state(app: Sphinx, error: Exception | None) -> None:
    """Keep what was read and written, where the build came to its end; what gave a warning is made again."""
    if not isinstance(app.builder, EditionBuilder):
        return
    builder = app.builder
    logging.getLogger("sphinx").removeHandler(builder.heard)
    if error is None:
        again = {*builder.read_now, *builder.written_now} if builder.heard.any else set()
        pages, kept = sorted(app.env.found_docs - again), builder.kept
        kept.read = {page: list_files(builder, app.env, page) for page in pages}
        kept.written = {page: mark for page, mark in kept.written.items() if page not in again}
        kept.made = builder.written_now
        kept.beside = {name: page for page, noted in note_pages(app.env).items() for name in noted.list_files()}
        write_whole(Path(builder.doctreedir) / KEPT, json.dumps(vars(kept), indent=1))


# The texts of pages, of which print and EPUB are made


def find_body(folder: Path, page: str) -> Path:
    """Return where the text of a page is kept, below the folder of what was read."""
    return folder / BODIES / f"{page}.html"


def keep_body(app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None) -> None:
    """Keep the text of a page as Sphinx gives it, before the website frames it."""
    if doctree is not None:
        write_whole(find_body(Path(app.doctreedir), page), context["body"])
