"""What the data say is seen, in the order of the page: no style hides or moves it, and no script sorts it wrongly."""

import pytest
from browser import ABOVE, HOME, REPORT, WIDTHS, Fault, expect_none, find_place, visit
from conftest import WITHOUT_TEXT

from owlib.words import LANGUAGES

METHOD = "book/method"
"""A page on which tables and a figure are open."""
TOLD = "h1, h2, h3, p, li, dt, dd, caption, figcaption, .source, td, figure img, .num, .evidence a"
"""What tells something on a page."""
LOOK = """(told) => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (paint) => {
    probe.clearRect(0, 0, 1, 1); probe.fillStyle = paint; probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const ground = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] > 200) return colour;
    }
    return [255, 255, 255, 255];
  };
  const closed = (part) => part.closest("details:not([open])") && !part.closest("summary");
  const meant = ".unseen, .cell-label, template, [hidden], thead, .headerlink";
  const look = (part) => {
    const box = part.getBoundingClientRect(), style = getComputedStyle(part), faults = [];
    if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) {
      return ["not shown"];
    }
    if (box.width < 2 || box.height < 2 || parseFloat(style.fontSize) < 8) faults.push("too small to see");
    const right = box.left + scrollX >= document.documentElement.scrollWidth;
    if (right || box.right + scrollX < 1 || box.bottom + scrollY < 1) faults.push("beside the page");
    if (Math.abs(parseFloat(style.textIndent)) > 100) faults.push("text moved away");
    const gone = (one, two) => one.slice(0, 3).every((value, i) => Math.abs(value - two[i]) < 24);
    const words = part.tagName !== "IMG" && part.innerText.trim();
    if (words && gone(read(style.color), ground(part))) faults.push("unseen colour");
    for (let at = part; at && at.tagName !== "MAIN"; at = at.parentElement) {
      const own = getComputedStyle(at), outer = at.getBoundingClientRect();
      if (own.clipPath !== "none" || own.clip !== "auto" || own.filter !== "none") faults.push("cut off");
      const cut = own.overflowX !== "visible" && (outer.width < box.width / 4 || outer.width < 2);
      if (cut || (own.overflowY !== "visible" && outer.height < box.height / 4)) faults.push("in a box too small");
      if (Number(own.opacity) < .5) faults.push("too pale");
      if (own.direction !== "ltr" || own.unicodeBidi === "bidi-override") faults.push("read the other way");
    }
    return [...new Set(faults)];
  };
  const name = (part) => `${part.tagName.toLowerCase()} '${part.textContent.trim().slice(0, 40)}'`;
  const parts = [...document.querySelectorAll("article")].flatMap((article) => [...article.querySelectorAll(told)])
    .filter((part) => !part.closest(meant) && !closed(part) && (part.tagName === "IMG" || part.textContent.trim()));
  const found = parts.flatMap((part) => look(part).map((fault) => [fault, name(part)]));
  for (const list of document.querySelectorAll("article tbody, article ol, article ul, article dl, article tr")) {
    const children = [...list.children].filter((part) => part.checkVisibility());
    const places = children.map((part) => part.getBoundingClientRect());
    places.forEach((place, at) => {
      if (at && place.top < places[at - 1].top - 1 && place.left <= places[at - 1].left + 1) {
        found.push(["out of order", name(children[at])]);
      }
      if (at && place.left < places[at - 1].left - 1 && place.top <= places[at - 1].top + 1) {
        found.push(["out of order", name(children[at])]);
      }
    });
  }
  for (const part of document.querySelectorAll("article *")) {
    for (const side of ["::before", "::after"]) {
      const text = getComputedStyle(part, side).content;
      if (/^".*[0-9A-Za-z]/.test(text) && !part.closest(meant)) found.push(["words from a style", name(part)]);
    }
  }
  return { found, count: parts.length };
}"""


def find_unseen(page, name: str) -> list[Fault]:
    """Return what tells something on a page and is not seen, or not where it stands."""
    looked = page.evaluate(LOOK, TOLD)
    assert looked["count"] > 2, name
    return [Fault(fault, part, name, "let no style hide or move what is told") for fault, part in looked["found"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_told_is_seen_where_it_stands(browser, base, looked_at, width):
    faults, without = [], {*ABOVE, *(find_place(name, language) for name in WITHOUT_TEXT for language in LANGUAGES)}
    with visit(browser, base, width) as seen:
        for name in looked_at:
            if name not in without:
                faults += find_unseen(seen.go(name), name)
    expect_none(faults)


HIDING = [
    ("not shown", "figcaption { display: none; }"),
    ("not shown", "caption { visibility: hidden; }"),
    ("not shown", ".source { opacity: 0; }"),
    ("too small to see", "td { font-size: 0; }"),
    ("beside the page", "figcaption { position: absolute; left: -9999px; }"),
    ("unseen colour", "caption, caption * { color: white; }"),
    ("cut off", "td { clip-path: inset(100%); }"),
    ("text moved away", "figcaption { text-indent: -999px; }"),
    ("in a box too small", "figure { height: 3px; overflow: hidden; }"),
    ("too pale", "figcaption { opacity: .3; }"),
    ("out of order", "tbody { display: flex; flex-direction: column-reverse; }"),
    ("read the other way", "td { direction: rtl; }"),
    ("words from a style", "td::after { content: '7'; }"),
]


@pytest.mark.parametrize(("fault", "style"), HIDING)
def test_a_style_that_hides_or_moves_would_be_found(browser, base, fault, style):
    with visit(browser, base, bypass_csp=True) as seen:
        page = seen.go(METHOD)
        page.add_style_tag(content=style.replace(";", " !important;"))
        assert fault in {found.rule for found in find_unseen(page, METHOD)}


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


@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_breaks_in_two(browser, base, width, language):
    faults = []
    with visit(browser, base, width, language=language) as seen:
        for name in (HOME, REPORT, "book/reports/national", "book/reports/region", "book/cases"):
            told = seen.go(name).evaluate(BROKEN)
            faults += [Fault("a number on two lines", number, name, "let no cell or line break it") for number in told]
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


def test_pages_are_set_in_the_letters_of_the_site(browser, base, edition, language):
    with visit(browser, base, language=language) as seen:
        page = seen.go(REPORT)
        page.evaluate("document.fonts.ready.then(() => null)")
        loaded = "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
        assert {name.strip('"') for name in page.evaluate(loaded)} == {"Book Sans", "Book Serif"}
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
