"""Everyone can use the pages: axe-core's rules of WCAG 2.0 to 2.2, A and AA, and of best practice."""

import pytest
from browser import THEMES, TOOLS, WIDTHS, Fault, expect_none, find_place, need, visit

from owlib.words import LANGUAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const options = { runOnly: tags, resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => (
    [rule.id, node.target.join(" "), (node.failureSummary || rule.help).replace(/\\s+/g, " ").slice(0, 200)])));
}"""


def read_axe() -> str:
    """Return axe-core's rules as a script."""
    path = TOOLS / "axe-core" / "axe.min.js"
    need("axe-core", path.is_file(), "make test installs it where npm is there")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules as a script."""
    return read_axe()


def find_violations(browser, base, axe: str, names: list[str], width: str, theme: str) -> list[Fault]:
    """Return what axe finds on pages, in a window of a width and a theme."""
    faults = []
    with visit(browser, base, width, theme, bypass_csp=True) as seen:  # else the pages' policy would stop axe itself
        for name in names:
            page = seen.go(name)
            # what is folded is looked at as well
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            page.evaluate(axe)
            faults += [Fault(rule, element, name, do) for rule, element, do in page.evaluate(RUN, TAGS)]
    return faults


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser, base, axe, looked_at, width, theme):
    expect_none(find_violations(browser, base, axe, looked_at, width, theme))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_where_words_are_found(browser, base, axe, width, theme):
    asked = ("search?q=zelfroosteren", "book/glossary?found=zelfroosteren#term-self-rostering")
    found = [find_place(name, language) for language in LANGUAGES for name in asked]
    expect_none(find_violations(browser, base, axe, found, width, theme))


def test_axe_would_find_a_fault(browser, base, axe):
    with visit(browser, base, bypass_csp=True) as seen:
        page = seen.go("search")
        page.evaluate("document.body.append(document.createElement('img'))")
        page.evaluate(axe)
        assert "image-alt" in {rule for rule, _, _ in page.evaluate(RUN, TAGS)}
