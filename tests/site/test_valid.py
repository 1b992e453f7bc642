"""The pages are valid HTML, and every address outside the book that they name stands in one list."""

import csv
import datetime
import json
import shutil
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

from browser import TOOLS, Fault, expect_none, need

EXTERNAL = ("book", "external_links.csv")
COLUMNS = ["address", "what", "looked_at", "how"]


NO_ORIGIN = "Resource violates Content Security Policy"
"""A file has no origin, so the checker takes 'self' to let nothing in; the browser tests see what a policy stops."""


def find_markup_faults(site, names: list[str]) -> list[Fault]:
    """Return the faults that the Nu checker finds in pages, in one run."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    need("java", shutil.which("java"), "install it (apt-get install default-jre-headless), as .ci/run does")
    need("vnu-jar", jar.is_file(), "make test installs it where npm is there")
    command = [shutil.which("java"), "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *names]
    said = subprocess.run(command, cwd=site, capture_output=True, text=True, encoding="utf-8", check=True)
    faults = []
    for message in json.loads(said.stderr or said.stdout)["messages"]:
        if message["type"] != "info" and not message["message"].startswith(NO_ORIGIN):
            page = f"{message.get('url', '').partition(f'/{site.name}/')[2]}:{message.get('lastLine', '')}"
            extract = " ".join(message.get("extract", "").split())[:120]
            faults.append(Fault(f"{message['type']}: {message['message']}", "", f"{page} ({extract})"))
    return faults


def test_the_nu_checker_finds_no_fault(site, looked_at):
    expect_none(find_markup_faults(site, looked_at))


def test_the_nu_checker_would_find_a_fault(tmp_path):
    page = "<!DOCTYPE html><html lang=en><title>A</title><p><div id=a>b</div></p><i id=a></i>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert find_markup_faults(tmp_path, ["a.html"]) != []


def list_external(pages) -> Iterator[tuple[str, str]]:
    """Yield each address outside the site that a page links to, with the page."""
    for name, page in pages.items():
        for link in page.select("a[href], area[href]"):
            if urlsplit(link["href"]).scheme in {"http", "https"}:
                yield link["href"], name


def read_external(root) -> list[dict[str, str]]:
    """Return the rows of the list of addresses outside the book."""
    with root.joinpath(*EXTERNAL).open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        assert rows.fieldnames == COLUMNS
        return list(rows)


def test_every_address_outside_the_book_stands_in_the_list_and_no_other(site_pages, root):
    listed = [row["address"] for row in read_external(root)]
    used = dict(list_external(site_pages))
    file = "/".join(EXTERNAL)
    faults = [Fault("not listed", address, used[address], f"add it to {file}") for address in used.keys() - set(listed)]
    faults += [Fault("no page names it", address, file, "take it out") for address in set(listed) - used.keys()]
    faults += [Fault("listed twice", address, file) for address in set(listed) if listed.count(address) > 1]
    expect_none(faults)
    assert listed == sorted(listed)


def test_each_listed_address_says_when_it_was_last_looked_at_and_how(root):
    for row in read_external(root):
        assert row["what"], row
        assert row["how"], row
        if row["looked_at"]:
            datetime.date.fromisoformat(row["looked_at"])
        else:
            assert row["how"].startswith("not looked at by us"), row


def test_addresses_outside_the_book_are_safe_to_follow(site_pages):
    faults = [
        Fault("unsafe link", str(link)[:100], name, "use https, and no window of its own without rel=noopener")
        for name, page in site_pages.items()
        for link in page.select("a[href]")
        if link["href"].startswith("http:") or (link.get("target") and "noopener" not in link.get("rel", []))
    ]
    expect_none(faults)
