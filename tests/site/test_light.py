"""Pages are light over the wire, load quickly, and can be found."""

import pytest
from browser import HOME, REPORT, Fault, expect_none, visit
from conftest import find_report_pages
from lighthouse import CATEGORIES, LIGHTHOUSE_PAGES, audit, list_shortcomings, read_scores

MOST_BYTES = 500_000
LEAST_SCORE = 95


def weigh(browser, base, name: str) -> dict[str, int]:
    """Return the bytes over the wire of all that a page loads, packed as Pages does, by address; nothing is kept."""
    loaded = []
    with visit(browser, base) as seen:
        seen.context.on("requestfinished", lambda request: loaded.append(request))  # noqa: PLW0108 - it must be a function
        page = seen.go(name)
        page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        sizes = [(request.url.removeprefix(base), request.sizes()) for request in loaded]
        icons = page.locator("link[rel~=icon]").evaluate_all("(all) => all.map((one) => one.href)")
        for address in icons:  # a browser without a window does not ask for it
            answer = seen.context.request.get(address)
            sizes.append((address, {"responseBodySize": len(answer.body()), "responseHeadersSize": 0}))
    return {address: size["responseBodySize"] + size["responseHeadersSize"] for address, size in sizes}


def list_case_pages(pages, evidence) -> list[str]:
    """Return the pages of case reports by their names in the site."""
    cases = tuple(evidence.cases["case_id"])
    return sorted(
        f"book/reports/{report}.html" for report in find_report_pages(pages) if report.rpartition("-")[0] in cases
    )


def find_heavy(browser, base, names) -> list[Fault]:
    """Return the pages that weigh more than they may."""
    faults = []
    for name in names:
        parts = weigh(browser, base, name)
        assert name in parts, "the page itself was not weighed"
        if sum(parts.values()) >= MOST_BYTES:
            heavy = ", ".join(f"{part} {parts[part]:,}" for part in sorted(parts, key=parts.get)[-3:])
            faults.append(Fault("over 500 kB", f"{sum(parts.values()):,} bytes: {heavy}", name))
    return faults


def test_home_and_a_case_report_are_under_500_kb_in_all(browser, base):
    expect_none(find_heavy(browser, base, [HOME, REPORT]))


@pytest.mark.long
def test_every_case_report_is_under_500_kb_in_all(browser, base, pages, evidence):
    names = list_case_pages(pages, evidence)
    assert len(names) > 10
    expect_none(find_heavy(browser, base, names))


def test_the_scale_sees_pictures_styles_and_scripts(browser, base):
    parts = weigh(browser, base, REPORT)
    endings = {address.partition("?")[0].rpartition(".")[2] for address in parts}
    assert endings >= {"html", "css", "js", "svg"}
    assert min(parts.values()) > 0


@pytest.mark.long
@pytest.mark.parametrize("name", LIGHTHOUSE_PAGES)
def test_lighthouse_gives_a_page_95_or_more_in_each_category(base, tmp_path, name):
    for attempt in range(3):  # a busy computer makes a page look slow, never quick
        folder = tmp_path / str(attempt)
        folder.mkdir()
        told = audit(base + name, folder)
        scores = read_scores(told)
        lacking = [category for category in CATEGORIES if scores[category] < LEAST_SCORE]
        if lacking != ["performance"]:
            break
    print(name, scores)  # noqa: T201 - the scores are told with the outcome
    if lacking:
        expect_none([Fault(f"under {LEAST_SCORE}", f"{scores}", name, "; ".join(list_shortcomings(told)))])
