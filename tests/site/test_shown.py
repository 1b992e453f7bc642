"""What the data say is seen whole: no number breaks, no script sorts it wrongly, one switch shows the code."""

import pytest
from browser import HOME, REPORT, WIDTHS, Fault, expect_none, find_place, visit

BROKEN = """() => {
  const token = /[\\d][\\d.,]*%?(?:[\\u2013-]\\d[\\d.,]*%?)*/g, found = [];
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest("pre, code, details:not([open]) > :not(summary), .unseen")) continue;
    for (const match of text.data.matchAll(token)) {
      const range = document.createRange();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (tops.size > 1) found.push(match[0]);
    }
  }
  return found;
}"""
"""Finds numbers, and spans of them, that stand on two lines."""


def test_no_number_breaks_in_two(browser, base, language):
    faults = []
    with visit(browser, base, language=language) as seen:
        for name in (HOME, REPORT, "book/reports/national", "book/reports/region", "book/cases"):
            page = seen.go(name)
            for width, height in WIDTHS.values():
                page.set_viewport_size({"width": width, "height": height})
                broken = (Fault("a number on two lines", number, name) for number in page.evaluate(BROKEN))
                faults += [fault._replace(do="let no cell or line break it") for fault in broken]
    expect_none(faults)


@pytest.mark.parametrize(("language", "number"), [("en", "1,074,000"), ("nl", "1.074.000")])
def test_a_number_that_breaks_would_be_found(browser, base, language, number):
    with visit(browser, base, language=language, bypass_csp=True) as seen:
        page = seen.go("book/reports/national")
        page.evaluate("() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.add_style_tag(content="td.number * { overflow-wrap: anywhere; white-space: normal; }")
        page.add_style_tag(content="td.number { display: block; width: 2rem; }")
        assert number in page.evaluate(BROKEN)


@pytest.mark.parametrize("script", [True, False])
def test_one_switch_shows_all_code_of_a_page_and_needs_no_script(browser, base, script, language, words):
    with visit(browser, base, language=language, java_script_enabled=script) as seen:
        page = seen.go(REPORT)
        code = page.locator("article .code pre")
        assert code.count() > 5
        assert not any(part.is_visible() for part in code.all())
        page.get_by_label(words("layout-code")).check()
        assert all(part.is_visible() for part in code.all())


def list_letters(page, part: str) -> set[str]:
    """Return the fonts in which the browser shows the first part of a page of a kind."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": part})
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", found)["fonts"]}


def test_pages_are_set_in_the_letters_of_the_site(browser, base, edition, language):
    with visit(browser, base, language=language) as seen:
        page = seen.go(REPORT)
        page.evaluate("document.fonts.ready.then(() => null)")
        assert list_letters(page, "h1") == {"book-serif-bold", "book-serif"}  # of the sign behind it
        assert list_letters(page, ".tools a") == {"book-sans"}
    for licence in ("font_source_sans_pro.txt", "font_source_serif_pro.txt"):
        assert "SIL OPEN FONT LICENSE" in (edition / "_static" / "fonts" / licence).read_text(encoding="utf-8")


SORTED = "book/register"
"""A page whose tables a reader sorts."""
CELLS = ["12", "Zorg", "\u22125", "", "1,234", "\u00e9cole", "3.5", "elf", "\u00c9\u00e9n", "ijs", "appel", "49%"]
UPWARDS = ["\u22125", "3.5", "12", "49%", "1,234", "", "appel", "\u00e9cole", "\u00c9\u00e9n", "elf", "ijs", "Zorg"]
"""Numbers by their value, then an empty cell, then words as the alphabet has them, with and without accents."""
IN_DUTCH = str.maketrans(".,", ",.")
"""How a number of an English page is written on a Dutch one."""


def read_column(page, column: int = 0) -> list[str]:
    """Return the cells of a column of the first table that can be sorted, from top to bottom as they are seen."""
    cells = page.locator(f"table.sortable >> nth=0 >> tbody tr td:nth-child({column + 1})")
    return cells.evaluate_all("""(all) => all.map((cell) => [cell.getBoundingClientRect().top, cell.textContent.trim()])
      .sort((one, other) => one[0] - other[0]).map(([, text]) => text)""")


def test_a_table_is_sorted_up_and_down_by_numbers_and_by_words(browser, base, site, language):
    signs = IN_DUTCH if language == "nl" else {}
    cells, upwards = ([text.translate(signs) for text in texts] for texts in (CELLS, UPWARDS))
    rows = "".join(f"<tr><td>{text}</td><td>row {at}</td></tr>" for at, text in enumerate(cells))
    head = "<caption>Trial</caption><thead><tr><th>What</th><th>Row</th></tr></thead>"
    page_text = (site / find_place(SORTED, language)).read_text(encoding="utf-8")
    trial = page_text.replace("<article", f"<table class='sortable'>{head}<tbody>{rows}</tbody></table><article", 1)
    assert trial != page_text
    with visit(browser, base, language=language) as seen:
        seen.page.route(
            seen.find(SORTED), lambda route: route.fulfill(body=trial, content_type="text/html; charset=utf-8")
        )
        page = seen.go(SORTED)
        assert read_column(page) == cells
        button = page.locator("table.sortable >> nth=0 >> th button").first
        for wanted, told in ((upwards, "ascending"), (upwards[::-1], "descending"), (upwards, "ascending")):
            button.click()
            assert read_column(page) == wanted
            assert page.locator("table.sortable >> nth=0 >> th").first.get_attribute("aria-sort") == told
        assert read_column(page, 1) == [f"row {cells.index(text)}" for text in upwards]  # whole rows move
