"""The website as readers get it: built with warnings as errors, whole and linked."""

import copy
import csv
import io
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from conftest import IN_ENGLISH, find_report_pages

from owlib.book.editions import find_file, lead_across
from owlib.evidence import EDITIONS
from owlib.reports.catalog import list_reports


def read_letters(text: str) -> str:
    """Return letters of a text alone, small: typographic signs differ between a page and the data."""
    return "".join(filter(str.isalnum, text.lower()))


def read_text(element) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.get_text(" ", strip=True).split())


def test_every_report_is_a_page_that_stands_in_the_contents_and_is_marked_there_a_case_once(pages, evidence, language):
    reports = {report.report_id: report for report in list_reports(evidence, [language])}
    found = find_report_pages(pages)
    assert set(found) == set(reports)
    for name, page in found.items():
        assert page.title.get_text().partition(" \u2013 ")[0] == reports[name].title.replace("'", "\u2019")
        current = page.select("#book-nav [aria-current]")
        listed = name.replace("-interim", "-final")
        assert [link.get_text(strip=True) for link in current] == [reports[listed].title.replace("'", "\u2019")]
        assert current[0]["aria-current"] == ("page" if listed == name else "true")
    shown = pages["book/index"].select_one("#book-nav").get_text("\n", strip=True).splitlines()
    final = {report.title for report in reports.values() if report.edition == "final"}
    assert len(final) > 10
    assert final <= set(shown)
    assert len(shown) == len(set(shown))
    assert not {report.title for report in reports.values() if report.edition == "interim"} & set(shown)


def test_both_editions_of_a_case_bear_its_name_and_lead_to_each_other_and_to_the_next_case(pages, language, words):
    for edition, other in (EDITIONS, EDITIONS[::-1]):
        name = f"book/reports/asvz-{edition}"
        page = pages[name]
        assert page.h1.get_text() == "ASVZ#"
        links = page.select(".editions a")
        assert [link.get_text() for link in links] == [words(f"layout-edition-{one}") for one in ("final", "interim")]
        (current,) = page.select(".editions [aria-current]")
        assert current.get_text() == words(f"layout-edition-{edition}")
        there = lead_across(name, language, language, f"book/reports/asvz-{other}")
        assert there in {link["href"] for link in links}
        assert [page.find(rel=way)["href"] for way in ("prev", "next")] == ["zgao.html", "st-antonius.html"]
    assert pages["book/reports/zgao-final"].select_one(".kicker").get_text() == "Zorggroep Amsterdam Oost"
    assert not pages["book/reports/reasons"].select(".editions")


def test_every_link_inside_the_site_leads_somewhere(site, site_pages):
    marked = {name: {element["id"] for element in page.find_all(id=True)} for name, page in site_pages.items()}
    broken = []
    for name, page in site_pages.items():
        for tag, attribute in (("a", "href"), ("img", "src"), ("script", "src"), ("link", "href")):
            for element in page.find_all(tag, **{attribute: True}):
                parts = urlsplit(element[attribute])
                if parts.scheme or (element[attribute].startswith("#") and not parts.fragment):
                    continue
                target = (site / name).parent / unquote(parts.path) if parts.path else site / name
                if not target.exists():
                    broken.append((name, element[attribute]))
                elif parts.fragment and tag == "a" and target.suffix == ".html":
                    address = target.resolve().relative_to(site.resolve()).as_posix()
                    broken += [] if unquote(parts.fragment) in marked[address] else [(name, element[attribute])]
    assert broken == []


def test_each_figure_of_a_notebook_stands_on_its_page_as_it_was_drawn(edition, root, pages, evidence, language):
    without = set()
    for report_id, page in find_report_pages(pages).items():
        notebook = nbformat.read(find_file(root, f"book/reports/{report_id}", language), as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        shown = [(output, output.get("metadata", {}).get("owlib", {})) for output in outputs]
        figures = {told.name: output.data["image/svg+xml"] for output, told in shown if told.get("kind") == "figure"}
        assert set(figures) == {figure["id"] for figure in page.select("figure")}
        if report_id.endswith(EDITIONS) and not figures:
            without.add(report_id.rpartition("-")[0])
        for name, svg in figures.items():
            assert (edition / "figures" / f"{name}.svg").read_text(encoding="utf-8") == svg
    told = evidence.statements[~evidence.statements["kind"].isin(["team", "context"])]["case_id"].value_counts()
    assert without <= {case_id for case_id in evidence.cases["case_id"] if told.get(case_id, 0) < 10}


REGISTERS = [
    ("statements", "statement", "statements"), ("register", "number", "numbers"), ("claims", "claim", "claims"),
    ("conflicts", "contradiction", "contradictions"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "mark", "table"), REGISTERS)
def test_a_register_can_be_downloaded_whole(edition, pages, evidence, name, mark, table):
    link = pages[f"book/{name}"].select_one('article > section > p a.download[href*="figures/register-"]')
    text = (edition / link["href"]).read_text(encoding="utf-8-sig")
    ids = [row[0] for row in list(csv.reader(io.StringIO(text)))[1:]]
    assert sorted(ids) == sorted(getattr(evidence, table).iloc[:, 0])
    assert [f"{mark}-{record}" for record in ids] == [
        row["id"] for row in pages[f"book/{name}"].select(".register tr[id]")
    ]


@pytest.mark.parametrize(("name", "mark", "table"), [*REGISTERS, ("glossary", "term", "glossary")])
def test_every_record_has_its_row(pages, evidence, name, mark, table):
    there = {element["id"] for element in pages[f"book/{name}"].find_all(id=True)}
    assert {f"{mark}-{record}" for record in getattr(evidence, table).iloc[:, 0]} <= there


@IN_ENGLISH
def test_a_row_names_the_pages_that_use_it(pages):
    number = pages["book/register"].find(id="number-national-freelancers-care-2010")
    assert "Used in:" in read_text(number)
    assert "The national picture" in {link.get_text() for link in number.select(".uses a")}
    statement = pages["book/statements"].find(id="statement-flex-390")
    assert "Why people work flexibly, and why organisations hire" in read_text(statement)
    own = pages["book/statements"].select(".case--zgao")
    assert own
    assert all(row.find("a", string="ZGAO")["href"] == "cases/zgao.html" for row in own)
    assert {"What organisations planned"} <= {link.get_text() for row in own for link in row.select(".uses a")}
    claims = pages["book/claims"].select(".register tr .uses a")
    assert {"Home", "Is entrepreneurial employeeship an answer?"} <= {link.get_text() for link in claims}


def test_a_report_names_the_chapters_that_use_its_case_and_they_lead_back(pages, language, words):
    report = "book/reports/zgao-final"
    told = words("case-uses", case="ZGAO", links="\0").split("\0")[0].strip()
    line = next(text for text in pages[report].select("p") if told in read_text(text))
    chapters = {name: lead_across(report, language, language, name) for name in pages}
    named = {name for name, link in chapters.items() if link in {link["href"] for link in line.select("a")}}
    assert {"book/reports/plans", "book/reports/reasons"} <= named
    for name in named & {f"book/reports/{chapter}" for chapter in ("plans", "reasons", "effects", "synthesis")}:
        assert pages[name].select(f"a[href^='{lead_across(name, language, language, report)}#']"), name


def test_a_term_leads_to_the_glossary_and_the_glossary_back(pages, language, evidence):
    chapter = "book/reports/reasons"
    there = lead_across(chapter, language, language, "book/glossary")
    term = evidence.glossary.set_index("term").loc["freelancer", f"term_{language}"].partition(" (")[0]
    link = pages[chapter].select_one(f"a[href='{there}#term-freelancer']")
    assert read_letters(link.get_text()).startswith(read_letters(term))
    entry = pages["book/glossary"].find(id="term-freelancer").find_next("dd")
    assert lead_across("book/glossary", language, language, chapter) in {way["href"] for way in entry.select("a")}


def test_the_dictionary_describes_every_column(pages, root):
    page = pages["book/dictionary"]
    for path in (root / "data" / "schemas").glob("*.json"):
        rows = page.find(id=f"dictionary-{path.stem.replace('_', '-')}").select("tbody tr")
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        assert [row.td.get_text(strip=True) for row in rows] == [field["name"] for field in fields]


@IN_ENGLISH
def test_the_reference_shows_what_each_function_says(pages):
    rooms = {Path(name).stem: page for name, page in pages.items() if name.startswith("book/library/")}
    assert len(rooms) > 5
    for room, page in rooms.items():
        described = page.select("dl.py > dt[id]")
        assert described or page.select_one("article p"), room
        assert [part["id"] for part in described if not part.find_next("dd").get_text(strip=True)] == []
    assert rooms["evidence"].find(id="owlib.evidence.read.read_evidence")


def test_the_evidence_behind_a_sentence_names_its_record(pages, words):
    links = pages["book/reports/reasons"].select(".evidence a")
    assert [link.get_text() for link in links[:2]] == ["1", "2"]
    assert links[0]["title"] == "flex-390"
    assert links[0]["aria-label"] == words("layout-evidence", number="1", record="flex-390")
    assert links[0]["href"].endswith("#statement-flex-390")


@IN_ENGLISH
def test_a_number_leads_to_what_became_of_the_claims_that_use_it_and_on_to_the_audit(pages):
    number = pages["book/register"].find(id="number-national-freelancers-all-growth-2010-2018")
    link = number.select_one(".leads a")
    assert link.get_text() == "growth 2010\u20132018: fails"
    row = pages["book/claims"].find(id=urlsplit(link["href"]).fragment)
    verdict = row.find("a", string="fails")
    assert "Said: Across all sectors, freelancers grew" in read_text(
        pages["book/reports/audit"].find(id=urlsplit(verdict["href"]).fragment)
    )


def test_a_row_leads_to_the_address_of_its_source_where_it_has_one(pages):
    rows = pages["book/statements"].select(".source--flex-blog-2019")
    assert rows
    assert all(row.select_one("a[href^='https://www.kl.nl/']") for row in rows)


def test_exhibits_are_numbered_tables_have_header_cells_and_one_switch_shows_code(pages):
    for name, page in find_report_pages(pages).items():
        assert all(item.select_one(".caption-number") for item in page.select("figure, table.exhibit")), name
        assert all(table.select("thead th") for table in page.select("table")), name
        assert page.select(".code .cell_input"), name
        assert [cell for cell in page.select(".cell_input") if not cell.find_parent(class_="code")] == [], name
        assert len(page.select("#show-code")) == 1, name


PLACES = {
    "en": ("865,000", "printed: 865.000", "864,500 to 865,500", "interim report 2019 §2.2, line 174"),
    "nl": ("865.000", "gedrukt: 865.000", "864.500 tot 865.500", "tussenrapportage 2019 §2.2, regel 174"),
}


def test_a_number_on_a_page_leads_to_its_source(pages, language):
    number, *wanted = PLACES[language]
    address = urlsplit(pages["book/reports/national"].find("a", string=number)["href"])
    assert address.path == lead_across("book/reports/national", language, language, "book/register")
    row = copy.copy(pages["book/register"].find(id=address.fragment))
    for label in row.select(".cell-label"):
        label.decompose()
    for told in wanted:
        assert told in read_text(row)


def test_the_data_package_comes_with_each_edition(edition, root):
    shipped = {path.relative_to(root) for path in (root / "data").rglob("*") if path.is_file()}
    for name in shipped:
        assert (edition / name).read_bytes() == (root / name).read_bytes()
