"""A browser for the tests of the website: a server like Pages, a Chromium that reaches nothing else, fault lists."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import re
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from owlib.book.editions import name_page
from owlib.words import COMPLETE

SUB_PATH = "/some/where/"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PACKED = ("text/", "application/json", "application/javascript", "application/xml", "application/ld+json", "image/svg")
TOOLS = Path(__file__).parent / "web" / "node_modules"
HOME = "book/index"
REPORT = "book/reports/zgao-final"
CHAPTER = "book/reports/reasons"
NAMED = re.compile(r"^(book/[^?#]*|search|genindex)(?=$|[?#])")
"""A page by its name, before what is asked of it."""


def find_place(name: str, language: str) -> str:
    """Return where a page of an edition stands in the site: ``en/cases/zgao.html``; what is no name stays."""
    return NAMED.sub(lambda found: f"{language}/{name_page(found[1], language)}", name, count=1)


HANDFUL = {
    HOME: "nl", REPORT: "nl", CHAPTER: "en", "book/glossary": "nl", "book/conflicts": "en", "search": "nl",
}  # fmt: skip
"""Pages of each kind and their language, for the tests that are too slow to see all pages each time."""
ABOVE = ("index.html", "404.html")
"""What stands above the editions."""
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
WATCH_POLICY = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", (event) => window.refusedByPolicy.push(
  `${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile || ""}:${event.lineNumber || ""}`));
"""


def need(name: str, found: object, what_to_do: str) -> None:
    """Skip a test whose tool is missing, and say so; in CI a missing tool is a failure."""
    if found:
        return
    told = f"{name} is not there, so this was not tried. What to do: {what_to_do}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)  # browsers, Java and npm's packages are no Python packages, so the lock cannot bring them


class Fault(NamedTuple):
    """Something on a page that must be mended; ``do`` says how."""

    rule: str
    element: str
    page: str
    do: str = ""


def group_faults(faults: list[Fault]) -> str:
    """Return faults as lines for people: the same fault on many pages is one line with a count."""
    groups: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.rule, re.sub(r"\d+", "N", fault.element)].append(fault)
    lines = []
    for (rule, _), group in sorted(groups.items(), key=lambda item: -len(item[1])):
        pages = sorted({fault.page for fault in group})
        more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
        do = f" What to do: {group[0].do}" if group[0].do else ""
        element = f": {group[0].element}" if group[0].element else ""
        lines.append(f"{len(group)} x {rule}{element} on {', '.join(pages[:3])}{more}.{do}")
    return "\n".join(lines)


def expect_none(faults: list[Fault]) -> None:
    """Fail with the grouped list of faults, if there are any."""
    if faults:
        pytest.fail(f"{len(faults)} faults:\n{group_faults(faults)}", pytrace=False)


class PagesHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a sub-path as Pages does: packed, with ``404.html`` for what is not there."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address; those outside the sub-path have none."""
        asked = unquote(urlsplit(path).path)
        if not asked.startswith(SUB_PATH):
            return str(Path(self.directory) / "no such file")
        target = Path(self.directory) / asked.removeprefix(SUB_PATH)
        return str(target / "index.html" if asked.endswith("/") else target)

    def do_GET(self) -> None:
        """Answer with the file, or with the page for what is not there."""
        path, status = Path(self.translate_path(self.path)), 200
        if not path.is_file():
            path, status = Path(self.directory) / "404.html", 404
        content = path.read_bytes() if path.is_file() else b"not found"
        kind = self.guess_type(path)
        self.send_response(status)
        text = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + text)
        if kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 - the name that the library calls

    def log_message(self, *_words: object) -> None:
        """Say nothing: what goes wrong is seen in the browser."""


class QuietServer(http.server.ThreadingHTTPServer):
    """A server whose readers may leave before the end."""

    def handle_error(self, *_request: object) -> None:
        """Say nothing when a browser closes a connection."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built website from this computer to itself alone, and give its address."""
    server = QuietServer(("127.0.0.1", 0), functools.partial(PagesHandler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open Debian's Chromium; Playwright's own browsers are never fetched."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    need("chromium", program, "install it (apt-get install chromium), as .ci/run does")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A window of the browser, and what was noted while pages were looked at in it."""

    context: BrowserContext
    page: Page
    base: str
    language: str = COMPLETE
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, name: str) -> Page:
        """Open a page by its name, or by its address in the site, and return the window once all is loaded."""
        self.page.goto(self.find(name), wait_until="load")
        return self.page

    def find(self, name: str) -> str:
        """Return the whole address of a page of the edition."""
        return self.base + find_place(name, self.language)

    def list_refused(self) -> list[str]:
        """Return what the page's Content-Security-Policy refused."""
        return self.page.evaluate("window.refusedByPolicy || []")


@contextmanager
def visit(
    browser: Browser,
    base: str,
    width: str = "desktop",
    theme: str = "light",
    *,
    language: str = COMPLETE,
    **options: object,
) -> Iterator[Visit]:
    """Open a window that reaches ``base`` and nothing else; requests to other hosts are stopped and noted.

    Pages that are opened by their names are those of the edition in a ``language``.
    """
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    options = {"viewport": size, "color_scheme": theme, "has_touch": width == "phone", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH_POLICY)
    seen = Visit(context, context.new_page(), base, language)
    own = ("data:", "blob:", "about:", "file:", base[: base.find("/", 8) + 1])

    def stop(route: object) -> None:
        seen.outside.append(route.request.url)
        route.abort()

    context.route(lambda address: not address.startswith(own), stop)
    context.on("console", lambda told: told.type in {"error", "warning"} and seen.errors.append(told.text))
    context.on("weberror", lambda told: seen.errors.append(str(told.error)))
    try:
        yield seen
    finally:
        context.close()


def list_pages(site: Path) -> list[str]:
    """Return the pages of a built website by their addresses in it, in order."""
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


# Browser and server end with each test file: Playwright keeps an event loop running, which other files cannot bear.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The folder of the website."""
    return built / "html"


@pytest.fixture
def edition(site: Path, language: str) -> Path:
    """The folder of an edition in it."""
    return site / language


@pytest.fixture(params=["handful", pytest.param("all", marks=pytest.mark.long)])
def looked_at(request: pytest.FixtureRequest, site: Path) -> list[str]:
    """Pages to look at, by their addresses: one of each kind, and in the long tests all of all editions."""
    some = [*(find_place(name, language) for name, language in HANDFUL.items()), *ABOVE]
    chosen = some if request.param == "handful" else list_pages(site)
    assert len(chosen) > (5 if request.param == "handful" else 100)
    return chosen


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address at which the website is served."""
    with serve(site) as address:
        yield address
