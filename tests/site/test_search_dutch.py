"""Search in the Dutch edition: by Dutch words in all their forms, and without what English asks for."""

import re

import pytest
from browser import visit

FIRST = {
    "zzp'ers": "#term-freelancer",
    "zzp\u2019er": "#term-freelancer",
    "freelancer": "#term-freelancer",
    "leerteams": "#term-learning-team",
    "ondernemingsraad": "#term-works-council",
    "cao's": "#term-cao",
    "enqu\u00eates": "enquete.html",
    "Reinaerde": "casussen/reinaerde.html",
    "het landelijke beeld": "landelijk.html",
    "zeven vragen": "zeven-vragen.html",
    "flex-390": "#statement-flex-390",
    "49 procent": "#number-national-freelancers-care-growth-2010-2018",
    "1.074.000": "#number-national-freelancers-all-2018",
}
"""The end of the address of what comes first, by what a reader looks for; what was found is left out of it."""
ALIKE = [
    ("reden", "redenen"),
    ("ziekenhuis", "ziekenhuizen"),
    ("bedrijf", "bedrijven"),
    ("getal", "getallen"),
    ("uur", "uren"),
    ("enquete", "enqu\u00eate"),
    ("collega", "collega's"),
    ("zzp-er", "zzp'er"),
    ("zzp-ers", "zzp\u2019ers"),
    ("zzp-ers", "zzpers"),
    ("zzp-ers jeugdzorg", "zzp'ers jeugdzorg"),
]
FIND = """(words) => {
  const { all, some } = find(words);
  return [...all, ...some].map((result) => decodeURIComponent(makeAddress(result)));
}"""


@pytest.fixture(scope="module")
def find(browser, base):
    """What finds the addresses of all places that have some words, in order."""
    with visit(browser, base) as seen:
        page = seen.go("nl/zoeken.html?q=rooster")
        page.locator("#search-found li").first.wait_for()
        yield lambda words: [re.sub(r"\?[^#]*", "", address) for address in page.evaluate(FIND, words)]
        assert (seen.outside, seen.errors) == ([], [])


def test_what_is_looked_for_in_dutch_comes_first(find):
    found = {words: find(words)[0] for words in FIRST}
    assert {words: address for words, address in found.items() if not address.endswith(FIRST[words])} == {}


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_word_is_found_in_all_its_forms(find, one, other):
    assert set(find(one)) == set(find(other)) != set()


@pytest.mark.parametrize("words", ["werkdruk", "druk"])
def test_a_compound_is_found_whole_and_by_its_last_part(find, words):
    """The statement says that not all of the workload comes from the work: werkdruk."""
    assert any(address.endswith("#statement-flex-260") for address in find(words))


def test_each_edition_ships_only_what_cuts_its_own_words(site):
    assert not (site / "nl" / "_static" / "porter-stemmer.js").exists()
    assert "porter" not in (site / "nl" / "zoeken.html").read_text(encoding="utf-8")
    assert "porter" in (site / "en" / "search.html").read_text(encoding="utf-8")


def test_without_scripts_the_dutch_search_leads_to_no_page_that_is_not_there(site):
    page = (site / "nl" / "zoeken.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#]*\.html)"', re.search(r"<noscript>.*?</noscript>", page)[0])
    assert links
    assert [link for link in links if not (site / "nl" / link).is_file()] == []
