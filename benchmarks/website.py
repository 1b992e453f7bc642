"""Tell the last figures of the websites in ``_build/html``: size, weight, faults, scores. Called by ``make weigh``."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from browser import HOME, REPORT, THEMES, WIDTHS, find_place, list_pages, open_browser, serve
from test_light import LIGHTHOUSE_PAGES, audit, read_scores, weigh
from test_pages import look_at_pages, read_axe
from test_valid import find_markup_faults

from owlib.places import find_root
from owlib.words import LANGUAGES


def tell_size(site: Path) -> None:
    """Print the number of pages and files, and what they take."""
    files = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    told = f"{len(list_pages(site))} pages, {len(files)} files, {size / 1e6:.1f} MB"
    print(f"size of {site.name}: {told}")  # noqa: T201 - what this program is for
    kinds = Counter(path.suffix for path in files)
    print("files:", ", ".join(f"{count} {kind or 'without ending'}" for kind, count in kinds.most_common(8)))  # noqa: T201 - see above


def tell_weights(site: Path) -> None:
    """Print what home and a case report weigh over the wire, with all that they load."""
    with open_browser() as browser, serve(site) as base:
        for name in (find_place(page, language) for page in (HOME, REPORT) for language in LANGUAGES):
            parts = weigh(browser, base, name)
            told = f"{sum(parts.values()) / 1000:.0f} kB in {len(parts)} files"
            print(f"weight of {name}: {told}")  # noqa: T201 - see above


def tell_faults(site: Path) -> None:
    """Print how many faults axe and the Nu checker find on all pages."""
    with open_browser() as browser, serve(site) as base:
        for width in WIDTHS:
            for theme in THEMES:
                found = look_at_pages(browser, base, read_axe(), list_pages(site), width, theme)["axe"]
                print(f"axe, {width}, {theme}: {len(found)} violations")  # noqa: T201 - see above
    print(f"Nu checker: {len(find_markup_faults(site, list_pages(site)))} errors")  # noqa: T201 - see above


def tell_scores(site: Path) -> None:
    """Print the scores that Lighthouse gives a few pages."""
    with serve(site) as base:
        for name in (find_place(page, language) for page, language in LIGHTHOUSE_PAGES.items()):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                print(f"Lighthouse, {name}: {read_scores(audit(base + name, Path(folder)))}")  # noqa: T201 - see above


def main() -> None:
    """Print all, or with ``--quick`` size and weights only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=find_root() / "_build" / "html")
    parser.add_argument("--quick", action="store_true", help="size and weights only")
    chosen = parser.parse_args()
    for part in ("", *LANGUAGES):
        tell_size(chosen.site / part)
    tell_weights(chosen.site)
    if not chosen.quick:
        tell_faults(chosen.site)
        tell_scores(chosen.site)


if __name__ == "__main__":
    main()
