"""Each page, looked at once in a browser: everyone can use it, all is seen where it stands, and no one watches.

Everyone: axe-core's rules of WCAG 2.0 to 2.2, A and AA, and of best practice.
"""

import pytest
from browser import (
    ABOVE,
    HANDFUL,
    THEMES,
    TOOLS,
    WIDTHS,
    Fault,
    expect_none,
    find_place,
    list_pages,
    need,
    visit,
)
from conftest import WITHOUT_TEXT

from owlib.words import LANGUAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const options = { runOnly: tags, resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => (
    [rule.id, node.target.join(" "), (node.failureSummary || rule.help).replace(/\\s+/g, " ").slice(0, 200)])));
}"""
FETCH = """async () => {
  scrollTo(0, document.body.scrollHeight);
  const images = [...document.images];
  images.forEach((image) => { image.loading = "eager"; });
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  scrollTo(0, 0);
}"""
"""Lets a page ask for all that it asks a reader's browser for, and waits until it is there."""
UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
WIDE = "[document.documentElement.scrollWidth, innerWidth]"
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


def read_axe() -> str:
    """Return axe-core's rules as a script."""
    path = TOOLS / "axe-core" / "axe.min.js"
    need("axe-core", path.is_file(), "make test installs it where npm is there")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules as a script."""
    return read_axe()


def find_violations(page, axe: str, name: str) -> list[Fault]:
    """Return what axe finds on a page, in what is folded as well."""
    page.evaluate(UNFOLD)
    if page.evaluate("!window.axe"):
        page.evaluate(axe)
    return [Fault(rule, element, name, do) for rule, element, do in page.evaluate(RUN, TAGS)]


def find_unseen(page, name: str) -> list[Fault]:
    """Return what tells something on a page and is not seen, or not where it stands."""
    looked = page.evaluate(LOOK, TOLD)
    assert looked["count"] > 2, name
    return [Fault(fault, part, name, "let no style hide or move what is told") for fault, part in looked["found"]]


def find_wider(page, name: str) -> list[Fault]:
    """Return whether a page is wider than its window."""
    whole, window = page.evaluate(WIDE)
    told = f"{whole} > {window} px"
    return [Fault("wider than the window", told, name, "let wide parts scroll in a box of their own")] * (
        whole > window
    )


def find_watched(seen, name: str) -> list[Fault]:
    """Return what a page asked of others, kept, or did against its policy."""
    # on its way to the start of the book, the page for unknown addresses asks for pages that may not be there
    told = [error for error in seen.errors if not (name == "404.html" and "404" in error)]
    return [
        *(Fault("asked another host", address, name, "bring it with the site") for address in seen.outside),
        *(Fault("cookie", cookie["name"], name, "set none") for cookie in seen.context.cookies()),
        *(Fault("against the policy", told, name) for told in seen.list_refused()),
        *(Fault("told in the console", error[:200], name) for error in told),
        *(Fault("kept in the browser", key, name, "keep nothing before a choice") for key in seen.page.evaluate(KEPT)),
    ]


def look_at_pages(browser, base, axe: str, names: list[str], width: str, *themes: str) -> dict[str, list[Fault]]:
    """Return what is wrong with pages by kind: each is opened once, in a window of a width and in the first theme.

    It is then narrowed or widened, to see whether all is still where it stands, and shown to axe in each further theme.
    """
    found: dict[str, list[Fault]] = {kind: [] for kind in ("axe", "unseen", "wider", "watched")}
    without = {*ABOVE, *(find_place(name, language) for name in WITHOUT_TEXT for language in LANGUAGES)}
    others = [other for other in WIDTHS if other != width]
    with visit(browser, base, width, themes[0]) as seen:
        for name in names:
            for noted in (seen.outside, seen.errors):
                noted.clear()
            page = seen.go(name)
            page.evaluate(FETCH)
            for shown in (*others, width):
                page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[shown], strict=True)))
                found["unseen"] += [] if name in without else find_unseen(page, name)
                found["wider"] += find_wider(page, name)
            for theme in themes:
                page.emulate_media(color_scheme=theme)
                found["axe"] += find_violations(page, axe, name)
            page.emulate_media(color_scheme=themes[0])
            found["watched"] += find_watched(seen, name)
    return found


def deal_looks(names: list[str]) -> dict[tuple[str, str], list[str]]:
    """Return pages by the look in which each is seen: a width and a theme, dealt in turn."""
    looks = [(width, theme) for width in WIDTHS for theme in THEMES]
    return {look: names[number :: len(looks)] for number, look in enumerate(looks)}


@pytest.fixture(scope="module", params=["one of each kind", pytest.param("all others", marks=pytest.mark.long)])
def found(request, browser, base, site, axe) -> dict[str, list[Fault]]:
    """What is wrong with pages: one of each kind in all widths and themes, in the long tests each other one in one."""
    kinds = [*(find_place(name, language) for name, language in HANDFUL.items()), *ABOVE]
    others = [name for name in list_pages(site) if name not in kinds]
    assert (len(kinds), len(others) > 100) == (8, True)
    looks = {(width, *THEMES): kinds for width in WIDTHS} if request.param == "one of each kind" else deal_looks(others)
    parts = [look_at_pages(browser, base, axe, names, *look) for look, names in looks.items()]
    return {kind: [fault for part in parts for fault in part[kind]] for kind in parts[0]}


def test_axe_finds_nothing(found):
    expect_none(found["axe"])


def test_what_is_told_is_seen_where_it_stands(found):
    expect_none(found["unseen"])


def test_no_page_is_wider_than_the_window(found):
    expect_none(found["wider"])


def test_pages_ask_nothing_of_other_hosts_keep_nothing_and_set_no_cookie(found):
    expect_none(found["watched"])


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_where_words_are_found(browser, base, axe, width):
    asked = ("search?q=zelfroosteren", "book/glossary?found=zelfroosteren#term-self-rostering")
    names = [find_place(name, language) for language in LANGUAGES for name in asked]
    faults = []
    with visit(browser, base, width) as seen:
        for name in names:
            page = seen.go(name)
            page.locator("mark").first.wait_for(state="attached")
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                faults += find_violations(page, axe, name)
    expect_none(faults)


def test_axe_would_find_a_fault_though_the_policy_of_a_page_lets_in_no_script(browser, base, axe):
    with visit(browser, base) as seen:
        page = seen.go("search")
        page.evaluate("document.body.append(document.createElement('img'))")
        assert "image-alt" in {fault.rule for fault in find_violations(page, axe, "search")}
        assert seen.list_refused() == []


def test_axe_would_find_a_fault_of_a_theme(browser, base, axe):
    with visit(browser, base) as seen:
        page = seen.go("search")
        page.evaluate("document.documentElement.style.setProperty('--muted', '#505b66')")
        assert find_violations(page, axe, "search") == []
        page.emulate_media(color_scheme="dark")
        assert {fault.rule for fault in find_violations(page, axe, "search")} == {"color-contrast"}


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


def test_a_style_that_hides_or_moves_would_be_found(browser, base):
    missed = []
    with visit(browser, base, bypass_csp=True) as seen:
        page = seen.go(METHOD)
        assert find_unseen(page, METHOD) == []
        for fault, style in HIDING:
            tag = page.add_style_tag(content=style.replace(";", " !important;"))
            missed += [] if fault in {found.rule for found in find_unseen(page, METHOD)} else [style]
            tag.evaluate("(style) => style.remove()")
    assert missed == []
