"""In a register a reader looks up: filters, shares the filter, takes the rows along; without scripts all is there."""

import csv
import io

import pytest
from browser import WIDTHS, visit

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


@pytest.fixture(scope="module", params=["a server", "a folder"])
def place(request, base, site) -> str:
    """Where the site is opened from."""
    return base if request.param == "a server" else f"{site.as_uri()}/"


def test_statements_by_freelancers_on_a_theme_are_one_file_in_three_clicks(browser, place, evidence):
    frame = evidence.statements
    wanted = frame[frame["view"].eq("freelancers") & frame["themes"].map(lambda themes: "contract-form" in themes)]
    with visit(browser, place) as seen:
        page = seen.go(STATEMENTS)
        page.select_option("select[name=view]", "freelancers")
        page.select_option("select[name=theme]", "contract-form")
        assert read_found(page) == f"Statements that fit: {len(wanted)} of {len(frame):,}; shown: {len(wanted)}"
        with page.expect_download() as taken:
            page.locator("button.take").click()
        assert taken.value.suggested_filename == "statements-freelancers-contract-form.csv"
        rows = list(csv.DictReader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
        assert taken.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
        assert [row["paraphrase_nl"] for row in rows] == list(wanted["paraphrase_nl"])
        assert [row["paraphrase_en"] for row in rows] == list(wanted["paraphrase_en"])
        assert all(row["view"] == "freelancers" and "contract-form" in row["themes"].split(";") for row in rows)
        assert all(row["source"] and row["section"] and row["lines"] for row in rows)
        assert {(row["view_label"], "form of contract" in row["theme"]) for row in rows} == {("freelancers", True)}
        ends = [f"book/statements#statement-{row['statement_id']}" for row in rows]
        assert all(row["address"].endswith(end) for row, end in zip(rows, ends, strict=True))
        assert (seen.errors, seen.outside) == ([], [])


def test_a_filter_stands_in_the_address_and_is_found_there(browser, place):
    with visit(browser, place) as seen:
        page = seen.go(STATEMENTS)
        page.select_option("select[name=case]", "zgao")
        page.fill("input[name=words]", "labour")
        told, address = read_found(page), page.url
        assert address.endswith("?words=labour&case=zgao")
        page = seen.go(f"{STATEMENTS}?words=labour&case=zgao")
        assert read_found(page) == told
        assert page.evaluate(SHOWN) == page.locator(".register .case--zgao:visible").count() > 0
        page.locator("button[type=reset]").click()
        page.wait_for_url(lambda address: "?" not in address)
        assert read_found(page).startswith("Statements that fit: 1,277 of 1,277")
        assert read_found(seen.go(f"{STATEMENTS}?case=nowhere")).startswith("Statements that fit: 1,277 of 1,277")


@pytest.mark.parametrize(
    ("name", "words", "column"),
    [
        ("statements", "zeggenschap", "paraphrase_nl"),
        ("statements", "zzp", "paraphrase_nl"),
        ("contradictions", "autonomie", "what_nl"),
    ],
)
def test_dutch_words_find_what_is_shown_in_english(browser, place, evidence, name, words, column):
    wanted = int(getattr(evidence, name)[column].str.lower().str.contains(words).sum())
    with visit(browser, place) as seen:
        page = seen.go(f"book/{name.replace('contradictions', 'conflicts')}.html?words={words}")
        page.wait_for_function(f"{SHOWN} >= {min(wanted, 50)}")
        assert wanted > 3
        assert (seen.errors, seen.outside) == ([], [])


@pytest.mark.parametrize("words", ["61,000", "61.000", "61000", "61 000"])
def test_a_number_fits_however_its_thousands_are_marked(browser, base, words):
    with visit(browser, base) as seen:
        page = seen.go(f"{NAMES[1]}?words={words}")
        assert read_found(page) == "Numbers that fit: 1 of 273; shown: 1"
        assert page.locator("#number-national-freelancers-care-2010").is_visible()


def test_who_chooses_freelancers_is_told_of_flexible_workers_whose_type_is_not_told(browser, base, evidence):
    frame = evidence.statements
    views = frame.loc[frame["themes"].map(lambda themes: "autonomy" in themes), "view"].value_counts()
    more = int(views["flexible-workers"])
    with visit(browser, base) as seen:
        page = seen.go(f"{STATEMENTS}?theme=autonomy")
        wider = page.locator(".register-filter > button")
        assert not wider.is_visible()
        page.select_option("select[name=view]", "freelancers")
        assert wider.inner_text() == f"{more} more by flexible workers whose type is not told: show them"
        wider.click()
        assert read_found(page).startswith(f"Statements that fit: {more + views['freelancers']} of")
        assert "view=all-flexible" in page.url


def test_where_nothing_fits_there_is_nothing_to_download(browser, base):
    with visit(browser, base) as seen:
        page = seen.go(f"{STATEMENTS}?words=qqqq")
        assert read_found(page) == "Nothing fits: clear a choice"
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


def test_more_rows_are_shown_by_keyboard_and_headings_sort(browser, base):
    with visit(browser, base) as seen:
        page = seen.go(NAMES[1])
        assert page.evaluate(SHOWN) == 50
        page.locator("button", has_text="Show more").focus()
        page.keyboard.press("Enter")
        assert page.evaluate(SHOWN) == 100
        assert read_found(page) == "Numbers that fit: 273 of 273; shown: 100"
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
def test_no_page_for_looking_up_is_too_tall_as_it_opens(browser, base, width, script):
    with visit(browser, base, width, java_script_enabled=script) as seen:
        heights = {name: seen.go(name).evaluate("document.documentElement.scrollHeight") for name in LOOKED_UP}
    assert {name: height for name, height in heights.items() if height > HEIGHT} == {}


def test_a_case_leads_to_its_records_among_all(pages):
    links = {link["href"] for link in pages["book/reports/zgao-final"].select("article a[href*='?case=zgao']")}
    assert {"../statements.html?case=zgao", "../claims.html?case=zgao", "../conflicts.html?case=zgao"} <= links
