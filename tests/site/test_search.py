"""Search finds places by words and numbers, in English and in Dutch, and leads to the words that were found.

What the Dutch edition finds by all forms of a word is in ``test_search_dutch.py``.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from browser import HOME, TOOLS, Visit, need, visit

from owlib.book.editions import find_address
from owlib.words import COMPLETE, LANGUAGES

CARE_2010 = "#number-national-freelancers-care-2010"
CARE_GROWTH = "#number-national-freelancers-care-growth-2010-2018"
ALL_2018 = "#number-national-freelancers-all-2018"
FIRST = {
    "49%": CARE_GROWTH,
    "49 per cent": CARE_GROWTH,
    "49 procent": CARE_GROWTH,
    "61,000": CARE_2010,
    "61.000": CARE_2010,
    "61 000": CARE_2010,
    "1,074,000": ALL_2018,
    "1.074.000": ALL_2018,
    "flex-390": "#statement-flex-390",
    "zgao-003": "#zgao-final-zgao-003",
    "Reinaerde": "/reinaerde.html",
    "Reinarde": "/reinaerde.html",
    "Pilot B": "/ow-b.html",
    "pilot a": "/ow-a.html",
    "learning teams": "#term-learning-team",
    "leerteams": "#term-learning-team",
    "zelfroosteren": "#term-self-rostering",
    "self-rostering": "#term-self-rostering",
    "zzp'ers": "#term-freelancer",
    "works council": "#term-works-council",
    "ondernemingsraad": "#term-works-council",
    "irregular hours allowance": "#term-ort",
    "Ondernemend Werknemerschap": "#term-entrepreneurial-employeeship",
    "zeggenschap rooster": "#asvz-final-asvz-017",
    "behoud van personeel": "#reinaerde-final-reinaerde-007",
    "the national picture": "/national.html",
    "kappa": "#term-kappa",
    "seven questions": "/seven-questions.html",
    "read_evidence": "#owlib.evidence.read.read_evidence",
}
"""The end of the address of what comes first, by what a reader looks for; what was found is left out of it."""
TELL = """(items) => items.map((item) => ({
  address: item.querySelector("a").href.replace(/\\?[^#]*/, ""), text: item.innerText,
  marked: [...item.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase()),
  dutch: [...item.querySelectorAll("[lang=nl] mark")].map((mark) => mark.textContent.toLowerCase()),
}))"""
SEEN = """() => [...document.querySelectorAll("article mark")].filter((mark) => {
  const box = mark.getBoundingClientRect();
  return mark.checkVisibility() && box.height && box.top >= 0 && box.bottom <= innerHeight;
}).map((mark) => mark.textContent.toLowerCase())"""


@pytest.fixture(scope="module")
def windows(browser, base) -> Iterator[dict[str, Visit]]:
    """A window of each edition in which search is ready; each test that looks for something leaves it so."""
    with ExitStack() as opened:
        found = {language: opened.enter_context(visit(browser, base, language=language)) for language in LANGUAGES}
        for seen in found.values():
            look_for(seen, "zelfroosteren")
        yield found
        assert [told for seen in found.values() for told in (*seen.outside, *seen.errors)] == []


@pytest.fixture
def seen(windows) -> Visit:
    """The one of the English edition."""
    return windows[COMPLETE]


def look_for(seen, words: str) -> list[dict]:
    """Return what search shows for these words: address, text and marked words of each place."""
    page = seen.go(f"search?q={quote(words)}")
    page.locator("#search-found li").first.wait_for()
    return page.locator("#search-found li").evaluate_all(TELL)


def test_what_is_looked_for_comes_first(seen):
    best = "(words) => { const { all, some } = find(words); return makeAddress([...all, ...some][0]); }"
    glossary = seen.find("book/glossary")
    assert look_for(seen, "zelfroosteren")[0]["address"] == glossary + FIRST["zelfroosteren"]
    found = {words: re.sub(r"\?[^#]*", "", seen.page.evaluate(best, words)) for words in FIRST}
    assert {words: address for words, address in found.items() if not address.endswith(FIRST[words])} == {}
    assert (seen.outside, seen.errors) == ([], [])


def find_all(seen, words: str) -> list[str]:
    """Return the addresses of all places that have these words, in order, below their edition."""
    told = "(words) => { const { all, some } = find(words); return [...all, ...some].map(makeAddress); }"
    return [re.sub(r"^\./|\?[^#]*", "", address) for address in seen.page.evaluate(told, words)]


def test_what_the_book_finds_comes_before_what_only_shares_a_stem(seen):
    assert "reasons.html#reasons-overview" in find_all(seen, "say over hours")[:3]
    stayed = {"conflicts.html#contradiction-con-web-retention", "start.html#what-our-sources-do-not-tell"}
    assert stayed | {"answer.html"} <= set(find_all(seen, "retention")[:5])
    found = [*find_all(seen, "seven questions"), *find_all(seen, "retention")]
    assert not [address for address in found if "how-to-cite" in address]


def test_quoted_words_are_found_side_by_side_and_other_words_are_not_guessed(seen):
    whole = find_all(seen, '"say over hours"')
    assert "answer.html#what-it-offers" in whole
    assert 0 < len(whole) < len(find_all(seen, "say over hours"))
    assert find_all(seen, "\u201csay over their hours\u201d") == []
    assert find_all(seen, "ledger") == []


def test_what_is_found_by_its_dutch_words_alone_says_so(seen):
    assert "Found in the Dutch wording:" in look_for(seen, "zeggenschap rooster")[0]["text"]


def test_words_are_marked_in_their_sentence(seen):
    for words, wanted in {
        "seven questions": {"seven", "questions"},
        "autonomy freelancers": {"autonomy", "freelancers"},
        "retention": {"stayed"},
        "growth freelancers": {"growth", "freelancers"},
    }.items():
        assert all(wanted <= set(place["marked"]) for place in look_for(seen, words)[:1]), words


@pytest.mark.parametrize(("words", "english"), [("werkdruk", "workload"), ("zeggenschap", "say")])
def test_dutch_words_find_texts_in_english_and_show_the_dutch_ones(seen, words, english):
    found = look_for(seen, words)
    assert len(found) > 4
    assert any(words in place["dutch"] and english in place["text"].lower() for place in found[:8])


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "learning team"), ("en", "Reinaerde faces"), ("nl", "leerteam"), ("nl", "Reinaerde gezichten")],
)
def test_a_record_is_found_once(windows, words, language):
    records = "(words) => find(words).all.map((one) => one.place.record).filter(Boolean)"
    found = windows[language].page.evaluate(records, words)
    assert len(found) > 3
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "freelance"), ("en", "satisfied"), ("en", "SIMULATED"), ("nl", "zzp'er"), ("nl", "tevreden")],
)
def test_what_is_simulated_comes_last(windows, language, words):
    told = windows[language].page.evaluate("(words) => find(words).all.map((one) => one.place.simulated)", words)
    assert True in told
    assert told == sorted(told)


def test_a_reader_is_told_how_much_was_found(seen):
    status = seen.page.locator("#search-status")
    look_for(seen, "flex-390")
    assert status.inner_text() == "One place has “flex-390”."
    look_for(seen, "freelancrs")
    assert status.inner_text().startswith("Nothing is spelt “freelancrs”")
    seen.go("search?q=qqqqqqqq")
    assert status.inner_text().startswith("Nothing found for “qqqqqqqq”")
    found = look_for(seen, "freelancers")
    seen.page.locator("#search-kind").select_option("term")
    terms = seen.page.locator("#search-found li").evaluate_all(TELL)
    assert 0 < len(terms) < len(found)
    assert all("#term-" in place["address"] for place in terms)
    seen.page.locator("#search-kind").select_option("")
    seen.page.locator("button", has_text="Show more").press("Enter")
    assert seen.page.locator("#search-found li").count() == 2 * len(found)
    number = "[...document.querySelectorAll('#search-found a')].indexOf(document.activeElement)"
    assert seen.page.evaluate(number) == len(found)


LANDED = {
    "en": ("49%", "zelfroosteren", "zgao-003", "faces clients unrest", "Reinaerde", "leerteam"),
    "nl": ("49%", "zelfroosteren", "zgao-003", "gezichten onrust", "Reinaerde", "leerteams"),
}


def land_at(seen, words: str) -> None:
    """Look for some words, go to what is found first, and see them there."""
    page = seen.go(f"search?q={quote(words)}")
    link = page.locator("#search-found a").first
    link.wait_for()
    marked = {mark.lower() for mark in page.locator("#search-found li >> nth=0 >> mark").all_inner_texts()}
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.startswith(seen.find("search")))
    page.wait_for_function("document.activeElement.tabIndex === -1 && document.activeElement !== document.body")
    page.wait_for_timeout(200)
    shown = page.evaluate(SEEN)
    assert set(shown) & marked or not marked, words
    if page.evaluate("location.hash").startswith("#zgao"):  # in a folded part
        assert shown == [words]
    assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight"), words
    assert (seen.outside, seen.errors) == ([], []), words


@pytest.mark.long
def test_a_reader_lands_at_the_words_and_sees_them_marked(browser, base, language):
    with visit(browser, base, language=language) as seen:
        for words in LANDED[language]:
            land_at(seen, words)


@pytest.mark.long
def test_so_does_a_reader_of_a_folder(browser, site, language):
    with visit(browser, site.as_uri() + "/", language=language) as seen:
        for words in LANDED[language][1:3]:
            land_at(seen, words)


def test_only_the_page_for_search_loads_what_search_needs(browser, base, language):
    with visit(browser, base, language=language) as seen:
        loaded = []
        seen.context.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
        seen.go(HOME).wait_for_load_state("networkidle")
        assert not {"places.js", "minisearch.js"} & set(loaded)
        look_for(seen, "zelfroosteren")
        assert {"places.js", "minisearch.js"} <= set(loaded)


def test_without_scripts_search_says_what_else_there_is(browser, base, language):
    with visit(browser, base, language=language, java_script_enabled=False) as seen:
        page = seen.go("search?q=freelance")
        links = page.locator("article noscript a").evaluate_all("(all) => all.map((link) => link.href)")
        others = [f"book/{name}" for name in ("glossary", "register", "statements", "claims", "conflicts")]
        assert set(links) == {seen.find(name) for name in ["genindex", *others] if find_address(name, language)}


def test_the_library_is_the_one_that_npm_brings(root, edition):
    released = TOOLS / "minisearch" / "dist" / "umd" / "index.js"
    need("minisearch", released.is_file(), "make test installs it where npm is there")
    kept = root / "book" / "_static" / "minisearch"
    assert (kept / "minisearch.js").read_bytes() == released.read_bytes()
    assert (kept / "LICENSE.txt").read_bytes() == (released.parents[2] / "LICENSE.txt").read_bytes()
    assert (edition / "_static" / "minisearch" / "LICENSE.txt").is_file()
