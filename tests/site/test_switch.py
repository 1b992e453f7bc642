"""Two editions: a switch in the head of each page, and a way in that offers both, with and without scripts."""

import pytest
from browser import THEMES, WIDTHS, visit

PAGES = ("nl/index.html", "nl/casussen/zgao.html", "nl/zoeken.html", "en/cases/zgao.html")
HIGHEST = {"desktop": 120, "phone": 130}
"""Pixels that the head may take."""
TELL = """(links) => links.map((link) => ({
  name: link.textContent.trim().replace(/\\s+/g, " "), lang: link.lang, current: link.ariaCurrent, href: link.href,
  box: link.getBoundingClientRect().toJSON(),
}))"""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_head_has_a_switch_of_two_that_does_not_crowd_the_search(browser, base, site, page, width, scripts):
    with visit(browser, base, width, java_script_enabled=scripts) as seen:
        shown = seen.go(page)
        dutch, english = shown.locator(".languages a").evaluate_all(TELL)
        assert [(dutch["name"], dutch["lang"]), (english["name"], english["lang"])] == [
            ("NL Nederlands", "nl"),
            ("EN English", "en"),
        ]
        own = page.partition("/")[0]
        assert [link["lang"] for link in (dutch, english) if link["current"] == "page"] == [own]
        for link in (dutch, english):
            assert (site / link["href"].removeprefix(base)).is_file()
            assert min(link["box"]["height"], link["box"]["width"]) >= 24
        search, head = (shown.locator(part).bounding_box() for part in (".site-search", ".site-head"))
        assert search["x"] + search["width"] <= dutch["box"]["x"]
        assert abs(search["y"] + search["height"] / 2 - dutch["box"]["y"] - dutch["box"]["height"] / 2) < 4
        assert head["height"] <= HIGHEST[width]
        assert shown.locator(".site-search input").bounding_box()["width"] > 140


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_way_in_offers_both_editions_at_once_the_dutch_one_first(browser, base, width, theme):
    with visit(browser, base, width, theme, java_script_enabled=False) as seen:
        page = seen.go("index.html")
        cards = page.locator(".way-in a").evaluate_all(TELL)
        assert [card["href"].removeprefix(base) for card in cards] == ["nl/index.html", "en/index.html"]
        assert all(card["box"]["bottom"] <= WIDTHS[width][1] for card in cards)
        assert all(card["box"]["width"] > 300 for card in cards)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
