"""The website while one writes: shown on this computer, built again where a file was saved, and shown anew when it is.

Each build is a process of its own, ``owlib book``, so that a change in the code counts as well. What a page needs to
show itself anew comes with the answer of this server, and is no part of the website.
"""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from owlib.book.inputs import list_inputs
from owlib.places import sign_files

LOOK_SECONDS = 0.5
"""How often is looked for a file that was saved."""
STATE, SCRIPT = "/built", "/built.js"
"""Addresses by which a page asks for the last build, and for the script that asks."""
ASK = f"""let seen = null;
setInterval(async () => {{
  const built = await (await fetch("{STATE}", {{ cache: "no-store" }})).text();
  if (seen !== null && built !== seen) location.reload();
  seen = built;
}}, 500);
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives the files of a folder, and with each page the script that shows it anew."""

    def __init__(self, *words: object, state: dict[str, str], **named: object) -> None:
        """Take what tells of the last build."""
        self.state = state
        super().__init__(*words, **named)

    def do_GET(self) -> None:
        """Answer with the last build, the script, a page that has it, or a file as it is."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.path.partition("?")[0] == STATE:
            self._answer("text/plain", self.state["built"].encode())
        elif self.path == SCRIPT:
            self._answer("text/javascript", ASK.encode())
        elif path.suffix == ".html" and path.is_file():
            script = f'<script src="{SCRIPT}"></script></body>'.encode()
            self._answer("text/html; charset=utf-8", path.read_bytes().replace(b"</body>", script))
        else:
            super().do_GET()

    def _answer(self, kind: str, content: bytes) -> None:
        """Send an answer that no browser keeps."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing: what is told is what was built."""


def watch(root: Path, build: Callable[[], object], rounds: Iterable[int]) -> None:
    """Build, and again each time that a file of the book was saved, as long as there are rounds to look in."""
    seen = None
    for _ in rounds:
        now = sign_files(path for _, path in list_inputs(root) if path.is_file())
        if now != seen:
            build()
            seen = now
        time.sleep(LOOK_SECONDS)


def serve(root: Path, folder: Path, port: int, tell: Callable[[str], None], rounds: Iterable[int]) -> None:
    """Show the website at this port of this computer, and build it again where a file was saved."""
    state = {"built": ""}

    def build() -> None:
        begun = time.monotonic()
        command = [sys.executable, "-m", "owlib.cli", "book", "--no-pdf", "--output", str(folder)]
        code = subprocess.run(command, cwd=root, check=False).returncode
        state["built"] = str(begun)
        told = "Built" if code == 0 else "Not built; see above. Shown is the last that was built"
        tell(f"{told}, after {time.monotonic() - begun:.0f} s: http://localhost:{port}/ (stop with Ctrl-C)")

    handler = functools.partial(Handler, state=state, directory=str(folder / "html"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        watch(root, build, rounds)
    finally:
        server.shutdown()
