"""The book can be read anywhere: by keyboard, without scripts, from a folder, under a sub-path, on a phone."""

import copy
import itertools
import re

import pytest
from browser import HOME, REPORT, WIDTHS, Fault, expect_none, visit
from conftest import read_pages

from owlib.words import LANGUAGES, read_words

BOTH = [("nl", HOME), ("en", REPORT)]
"""Home page and a report, each in a language: for what takes long, and holds of frames that are alike."""

FOCUSABLE = """() => {
  const list = [...document.querySelectorAll(
    "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  const seen = list.filter((part) => part.checkVisibility({ visibilityProperty: true }) && part.tabIndex >= 0);
  seen.forEach((part, number) => part.dataset.keyNumber = number);
  return seen.map((part) => part.outerHTML.slice(0, 120));
}"""
FOCUS = """() => {
  const part = document.activeElement;
  if (!part || part === document.body || !part.dataset.keyNumber) return null;
  const box = part.getBoundingClientRect(), s = getComputedStyle(part);
  const boxes = [...part.getClientRects()].filter((one) => one.width && one.height);
  const covered = boxes.every((one) => {
    const top = document.elementFromPoint(one.x + one.width / 2, one.y + one.height / 2);
    return top && top !== part && !part.contains(top) && !top.contains(part);
  });
  return {
    number: Number(part.dataset.keyNumber),
    outline: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1, outlineColor: s.outlineColor,
    shadow: s.boxShadow !== "none", covered,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def press_tab_through(page, limit: int) -> list[dict]:
    """Press Tab until the focus has gone round, and return what it was on each time."""
    met, empty = [], 0
    for _ in range(limit):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            empty += 1
            if empty > 1:
                break
        elif met and focus["number"] == met[0]["number"]:
            break
        else:
            met.append(focus)
    return met


def find_keyboard_faults(name: str, parts: list[str], met: list[dict]) -> list[Fault]:
    """Return what Tab did not reach, reached out of order, or reached without a reader seeing it."""
    numbers = [focus["number"] for focus in met]
    missed = sorted(set(range(len(parts))) - set(numbers))
    faults = [Fault("not reached by Tab", parts[number], name) for number in missed]
    for first, second in itertools.pairwise(numbers):
        if second < first:
            faults.append(Fault("out of order", f"{parts[first]} before {parts[second]}", name))
    for focus in met:
        part = parts[focus["number"]]
        if not (focus["outline"] or focus["shadow"]):
            faults.append(Fault("focus not seen", part, name, "give :focus-visible an outline"))
        if not focus["inside"]:
            faults.append(Fault("focus outside the window", part, name, "let the focus scroll it into view"))
        elif focus["covered"]:
            faults.append(Fault("focus covered", part, name, "give the page scroll-padding for what sticks to it"))
    return faults


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("language", "name"), BOTH)
def test_tab_alone_reaches_everything_in_order_and_is_seen(browser, base, language, name, width):
    with visit(browser, base, width, language=language) as seen:
        page = seen.go(name)
        parts = page.evaluate(FOCUSABLE)
        met = press_tab_through(page, 2 * len(parts) + 10)
        expect_none(find_keyboard_faults(name, parts, met))


def test_the_first_tab_offers_to_skip_to_the_text(browser, base, language, words):
    with visit(browser, base, language=language) as seen:
        page = seen.go(REPORT)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == words("layout-skip")
        box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        assert box["top"] >= 0
        assert box["height"] > 10
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_reader_searches_by_keyboard_alone(browser, base, language):
    with visit(browser, base, language=language) as seen:
        page = seen.go(HOME)
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('input[type=search], input[name=q]')"):
                break
        page.keyboard.type("zelfroosteren")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{seen.find('search')}?q=zelfroosteren*")
        link = page.locator("#search-found a").first
        link.wait_for()
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: not address.startswith(seen.find("search")))
        assert page.locator("h1").count() == 1
        assert seen.errors == []


def test_a_reader_changes_the_theme_by_keyboard_and_it_stays_in_both_languages(browser, base):
    with visit(browser, base) as seen:
        page = seen.go(HOME)
        ground = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(ground)
        page.locator("button", has_text=re.compile("theme", re.IGNORECASE)).first.focus()
        page.keyboard.press("Enter")
        dark = page.evaluate(ground)
        assert dark != before
        seen.language = "nl"
        assert seen.go(REPORT).evaluate(ground) == dark
        page.locator("button", has_text=re.compile("thema", re.IGNORECASE)).first.focus()
        page.keyboard.press("Space")
        assert page.evaluate(ground) == before


def test_on_a_phone_the_contents_open_by_keyboard_and_escape_closes_them(browser, base, language, pages):
    with visit(browser, base, "phone", language=language) as seen:
        page = seen.go(REPORT)
        button = page.locator("button[aria-controls=book-nav], button.menu-link").first
        links = page.locator("#book-nav a", has_text=read_heading(pages["book/glossary"]))
        assert not links.first.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        assert links.first.is_visible()
        assert button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert not links.first.is_visible()
        assert button.get_attribute("aria-expanded") == "false"
        assert button.evaluate("(part) => part === document.activeElement")


def read_heading(page) -> str:
    """Return the first heading of a page."""
    return page.h1.find(string=True, recursive=False).strip()


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(browser, base):
    moving = """() => [...document.querySelectorAll("*")].flatMap((part) => [
      "", "::before", "::after",
    ].flatMap((kind) => {
      const style = getComputedStyle(part, kind || null);
      const long = (list) => list.split(",").some((time) => parseFloat(time) * (time.includes("ms") ? .001 : 1) > .01);
      const name = part.tagName.toLowerCase() + (part.className ? "." + part.className : "") + kind;
      const smooth = style.scrollBehavior === "smooth" ? [name + " scrolls smoothly"] : [];
      const turns = style.animationName !== "none" && long(style.animationDuration) ? [name + " is animated"] : [];
      return [...smooth, ...turns, ...(long(style.transitionDuration) ? [name + " changes slowly"] : [])];
    }))"""
    faults = []
    with visit(browser, base, reduced_motion="reduce") as seen:
        for name in (HOME, REPORT, "search", "index.html"):
            faults += [
                Fault("moves", told, name, "obey prefers-reduced-motion") for told in seen.go(name).evaluate(moving)
            ]
    expect_none(faults)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("language", "name"), BOTH)
def test_without_scripts_a_page_is_whole(browser, base, pages, language, name, width):
    with visit(browser, base, width, language=language, java_script_enabled=False) as seen:
        page = seen.go(name)
        assert page.locator("h1").first.is_visible()
        main = copy.copy(pages[name].select_one("main"))
        for label in main.select(".cell-label"):  # names of columns, which a phone shows in each cell instead of a head
            label.decompose()
        text = [
            part for part in main.select("article p, article li, article td") if len(part.get_text(strip=True)) > 20
        ]
        assert len(text) > 5
        shown = page.locator("main").inner_text()
        missing = [part.get_text(" ", strip=True)[:40] for part in text if not part.find_parent("details")]
        words = re.sub(r"\W+", "", shown)
        assert [told for told in missing if re.sub(r"\W+", "", told) not in words] == []
        assert page.locator("article figure img").count() == len(main.select("article figure img"))
        hidden = [link for link in page.locator("article a[href]").all() if not link.is_visible()]
        assert all(link.evaluate("(part) => part.closest('details') !== null") for link in hidden)


def test_without_scripts_a_reader_finds_the_way_on_a_phone(browser, base, pages, language):
    wanted = {link["href"] for link in pages[HOME].select("#book-nav a[href]")}
    assert len(wanted) > 30
    heading = read_heading(pages["book/glossary"])
    with visit(browser, base, "phone", language=language, java_script_enabled=False) as seen:
        page = seen.go(HOME)
        page.locator("#menu-link").click()
        link = page.locator("#book-nav a", has_text=heading).first
        assert link.is_visible()
        link.click()
        page.wait_for_url(seen.find("book/glossary"))
        assert page.locator("h1").inner_text().startswith(heading)


@pytest.mark.parametrize(("language", "name"), BOTH)
def test_pages_work_from_a_folder_without_a_server(browser, site, pages, language, name):
    with visit(browser, site.as_uri() + "/", language=language) as seen:
        page = seen.go(name)
        page.locator("main").scroll_into_view_if_needed()
        broken = """() => Promise.all([...document.images].map((image) => {
          image.loading = "eager";
          return image.decode().then(() => null, () => image.src);
        }))"""
        assert [found for found in page.evaluate(broken) if found] == []
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") in {"absolute", "fixed"}
        page.locator("#book-nav a", has_text=read_heading(pages["book/glossary"])).first.click()
        page.wait_for_url(seen.find("book/glossary"))
        assert seen.errors == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_the_site_opens_on_a_choice_of_languages_and_guesses_none(browser, base, root, built, script, locale):
    with visit(browser, base, java_script_enabled=script, locale=locale) as seen:
        for seen.language in LANGUAGES:
            heading = read_heading(read_pages(root, built, seen.language)[HOME])
            page = seen.go("")
            assert page.url == base
            assert page.locator("a").count() == len(LANGUAGES)
            page.locator(f"a[hreflang={seen.language}]").click()
            page.wait_for_url(seen.find(HOME))
            assert page.locator("h1").inner_text().startswith(heading)
            assert seen.errors == []


@pytest.mark.parametrize("address", ["nothing.html", "nl/nothing.html", "en/cases/a/b/c/nothing", "figures/x.zip"])
def test_an_unknown_address_says_so_in_both_languages_and_leads_on_at_any_depth(browser, base, address):
    with visit(browser, base) as seen:
        for seen.language in LANGUAGES:
            words = read_words(seen.language)
            answer = seen.page.goto(base + address)
            assert answer.status == 404
            part = seen.page.locator(f"section[lang={seen.language}]")
            assert part.locator("h1, h2").inner_text() == words("layout-lost")
            links = part.locator("a")
            links.first.wait_for(state="visible")
            assert links.evaluate_all("(all) => all.map((link) => link.href)") == [seen.find(HOME), seen.find("search")]
            assert seen.list_refused() == []
            links.first.click()
            seen.page.wait_for_url(seen.find(HOME))
