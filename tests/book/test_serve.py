"""The website while one writes: a saved file is built again, and pages show themselves anew."""

import functools
import http.server
import threading
import urllib.request

import pytest

from owlib.book.serve import ASK, SCRIPT, STATE, Handler, watch


@pytest.fixture
def address(tmp_path):
    """A server of a site of one page, and of one style."""
    (tmp_path / "index.html").write_text("<body>Page</body>")
    (tmp_path / "site.css").write_text("body { color: red }")
    state = {"built": "1"}
    handler = functools.partial(Handler, state=state, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def ask(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the server above
        return answer.read().decode(), answer.headers


@pytest.mark.parametrize("place", ["/", "/index.html", "/index.html?q=x"])
def test_a_page_comes_with_the_script_that_shows_it_anew_and_a_style_without(address, place):
    text, headers = ask(address + place)
    assert text == f'<body>Page<script src="{SCRIPT}"></script></body>'
    assert headers["Cache-Control"] == "no-store"
    assert ask(f"{address}/site.css")[0] == "body { color: red }"


def test_the_script_asks_for_the_last_build(address):
    assert ask(address + SCRIPT)[0] == ASK
    assert f'fetch("{STATE}"' in ASK
    assert ask(address + STATE)[0] == "1"


def test_a_build_is_made_at_first_and_then_only_when_a_file_was_saved(copy):
    page, built = copy / "book" / "nl" / "method.md", []

    def save(rounds):
        for number in rounds:
            if number == 2:
                page.write_text("# Anders\n", encoding="utf-8")
            yield number

    watch(copy, lambda: built.append(page.read_text(encoding="utf-8").startswith("# Anders")), save(range(4)))
    assert built == [False, True]
