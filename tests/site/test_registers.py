"""In a register a reader looks up: filters, shares the filter, takes the rows along; without scripts all is there."""

import csv
import io

import pytest
from browser import WIDTHS, find_place, visit

from owlib.book.editions import lead_across
from owlib.words import LANGUAGES, read_words

STATEMENTS = "book/statements"
NAMES = (STATEMENTS, "book/register", "book/claims", "book/conflicts")
LOOKED_UP = (*NAMES, "book/codebook", "book/dictionary", "book/reports/audit")
HEIGHT = 20_000
SHOWN = "document.querySelectorAll('.register tbody tr:not([hidden])').length"
SEEN = """(id) => {
  const { top, bottom } = document.getElementById(id).getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}"""


def read_found(page) -> str:
    """Return what is said of the rows that fit."""
    return page.locator(".register-filter output").text_content()


def tell_found(language: str, match: int, whole: int, shown: int, register: str = "statements") -> str:
    """Return what is to be said of rows: how many fit, of how many, and how many are shown."""
    told = {"match": f"{match:,}", "all": f"{whole:,}", "shown": f"{shown:,}"}
    if language == "nl":
        told = {name: number.replace(",", ".") for name, number in told.items()}
    return read_words(language)("lookup-register-found", register=register, **told)


@pytest.fixture(scope="module", params=["a server", "a folder"])
def place(request, base, site) -> str:
    """Where the site is opened from."""
    return base if request.param == "a server" else f"{site.as_uri()}/"


def test_statements_by_freelancers_on_a_theme_are_one_file_in_three_clicks(browser, place, evidence, language):
    frame = evidence.statements
    wanted = frame[frame["view"].eq("freelancers") & frame["themes"].map(lambda themes: "contract-form" in themes)]
    view = evidence.codes.set_index(["list", "code"]).loc[("view", "freelancers"), f"label_{language}"]
    theme = evidence.themes.set_index("theme").loc["contract-form", f"label_{language}"]
    with visit(browser, place, language=language) as seen:
        page = seen.go(STATEMENTS)
        page.select_option("select[name=view]", "freelancers")
        page.select_option("select[name=theme]", "contract-form")
        assert read_found(page) == tell_found(language, len(wanted), len(frame), len(wanted))
        with page.expect_download() as taken:
            page.locator("button.take").click()
        assert taken.value.suggested_filename == "statements-freelancers-contract-form.csv"
        rows = list(csv.DictReader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
        assert taken.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
        assert [row["paraphrase_nl"] for row in rows] == list(wanted["paraphrase_nl"])
        assert [row["paraphrase_en"] for row in rows] == list(wanted["paraphrase_en"])
        assert all(row["view"] == "freelancers" and "contract-form" in row["themes"].split(";") for row in rows)
        assert all(row["source"] and row["section"] and row["lines"] for row in rows)
        assert {(row["view_label"], theme in row["theme"]) for row in rows} == {(view, True)}
        ends = [f"{find_place(STATEMENTS, language)}#statement-{row['statement_id']}" for row in rows]
        assert all(row["address"].endswith(end) for row, end in zip(rows, ends, strict=True))
        assert (seen.errors, seen.outside) == ([], [])


@pytest.mark.parametrize(("language", "words"), [("en", "labour"), ("nl", "rooster")])
def test_a_filter_stands_in_the_address_and_is_found_there(browser, place, language, words):
    all_there = tell_found(language, 1277, 1277, 50)
    with visit(browser, place, language=language) as seen:
        page = seen.go(STATEMENTS)
        page.select_option("select[name=case]", "zgao")
        page.fill("input[name=words]", words)
        told, address = read_found(page), page.url
        assert address.endswith(f"?words={words}&case=zgao")
        page = seen.go(f"{STATEMENTS}?words={words}&case=zgao")
        assert read_found(page) == told
        assert page.evaluate(SHOWN) == page.locator(".register .case--zgao:visible").count() > 0
        page.locator("button[type=reset]").click()
        page.wait_for_url(lambda address: "?" not in address)
        assert read_found(page) == all_there
        assert read_found(seen.go(f"{STATEMENTS}?case=nowhere")) == all_there


IN_DUTCH = [
    ("statements", "zeggenschap", "paraphrase_nl"),
    ("statements", "zzp", "paraphrase_nl"),
    ("contradictions", "autonomie", "what_nl"),
]


def test_dutch_words_find_what_is_shown_in_english(browser, place, evidence):
    with visit(browser, place) as seen:
        for name, words, column in IN_DUTCH:
            wanted = int(getattr(evidence, name)[column].str.lower().str.contains(words).sum())
            page = seen.go(f"book/{name.replace('contradictions', 'conflicts')}?words={words}")
            page.wait_for_function(f"{SHOWN} >= {min(wanted, 50)}")
            assert wanted > 3
            assert (seen.errors, seen.outside) == ([], [])


def test_a_number_fits_however_its_thousands_are_marked(browser, base, language):
    with visit(browser, base, language=language) as seen:
        page = seen.go(f"{NAMES[1]}?words=61,000")
        for words in ("61,000", "61.000", "61000", "61 000"):
            page.fill("input[name=words]", words)
            assert read_found(page) == tell_found(language, 1, 273, 1, "numbers"), words
            assert page.locator("#number-national-freelancers-care-2010").is_visible()
            page.fill("input[name=words]", "")


def test_who_chooses_freelancers_is_told_of_flexible_workers_whose_type_is_not_told(browser, base, evidence, language):
    frame = evidence.statements
    views = frame.loc[frame["themes"].map(lambda themes: "autonomy" in themes), "view"].value_counts()
    more, words = int(views["flexible-workers"]), read_words(language)
    with visit(browser, base, language=language) as seen:
        page = seen.go(f"{STATEMENTS}?theme=autonomy")
        wider = page.locator(".register-filter > button")
        assert not wider.is_visible()
        page.select_option("select[name=view]", "freelancers")
        assert wider.inner_text() == words("lookup-register-untold", count=f"{more}")
        wider.click()
        fit = more + int(views["freelancers"])
        assert read_found(page) == tell_found(language, fit, len(frame), min(fit, 50))
        assert "view=all-flexible" in page.url


def test_where_nothing_fits_there_is_nothing_to_download(browser, base, language, words):
    with visit(browser, base, language=language) as seen:
        page = seen.go(f"{STATEMENTS}?words=qqqq")
        assert read_found(page) == words("lookup-register-none")
        assert page.locator("button.take").is_disabled()


def test_on_a_phone_no_unseen_button_takes_the_focus(browser, base):
    with visit(browser, base, "phone") as seen:
        heads = seen.go(STATEMENTS).locator(".register thead button")
        assert heads.count() == 5
        assert not any(head.is_visible() for head in heads.all())


def test_conflicts_are_found_by_what_they_change_and_between_which_sources(browser, base, evidence):
    frame = evidence.contradictions
    both = frame["changes"].eq("yes") & frame["source_id"].ne(frame["other_source_id"])
    with visit(browser, base) as seen:
        page = seen.go("book/conflicts?changes=yes&between=sources")
        assert page.evaluate(SHOWN) == both.sum() > 0


def test_a_link_to_a_row_finds_it_though_few_rows_are_shown(browser, place):
    with visit(browser, place) as seen:
        page = seen.go(f"{STATEMENTS}#statement-limburg-050")
        page.wait_for_function(SEEN, arg="statement-limburg-050")
        assert page.evaluate(SHOWN) == 51
        page = seen.go(f"{STATEMENTS}?view=clients#statement-flex-390")
        page.wait_for_function(SEEN, arg="statement-flex-390")


def test_more_rows_are_shown_by_keyboard_and_headings_sort(browser, base, language, words):
    with visit(browser, base, language=language) as seen:
        page = seen.go(NAMES[1])
        assert page.evaluate(SHOWN) == 50
        page.locator("button", has_text=words("lookup-register-more")).focus()
        page.keyboard.press("Enter")
        assert page.evaluate(SHOWN) == 100
        assert read_found(page) == tell_found(language, 273, 273, 100, "numbers")
        page.locator(".register tr:visible td a").first.click()
        page.go_back()
        assert page.evaluate(SHOWN) == 100
        page.locator(".register th button").first.press("Enter")
        assert page.locator(".register th").first.get_attribute("aria-sort") == "ascending"
        assert page.evaluate(SHOWN) == 100


def test_without_scripts_a_row_is_found_in_the_list_of_its_case(browser, place):
    with visit(browser, place, java_script_enabled=False) as seen:
        page = seen.go(f"{STATEMENTS}#statement-zgao-010")
        row = page.locator("#statement-zgao-010")
        assert row.is_visible()
        assert row.locator("xpath=ancestor::details/summary").inner_text() == "ZGAO: 26 statements"
        assert not page.locator(".register-filter").is_visible()
        page = seen.go(STATEMENTS)
        assert page.locator("details.folded").count() == 15
        assert not page.locator("#statement-zgao-010").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.long
def test_no_page_for_looking_up_is_too_tall_as_it_opens(browser, base, width, script):
    names = [find_place(name, language) for name in LOOKED_UP for language in LANGUAGES]
    with visit(browser, base, width, java_script_enabled=script) as seen:
        heights = {name: seen.go(name).evaluate("document.documentElement.scrollHeight") for name in names}
    assert {name: height for name, height in heights.items() if height > HEIGHT} == {}


def test_a_case_leads_to_its_records_among_all(pages, language):
    report, registers = "book/reports/zgao-final", (STATEMENTS, "book/claims", "book/conflicts")
    links = {link["href"] for link in pages[report].select("article a[href*='?case=zgao']")}
    assert {f"{lead_across(report, language, language, name)}?case=zgao" for name in registers} <= links
