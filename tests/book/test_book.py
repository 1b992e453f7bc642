"""The website as readers get it: built with warnings as errors, whole and linked."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from browser import visit
from conftest import find_report_pages

from owlib.reports.catalog import list_reports


def read_text(element) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.get_text(" ", strip=True).split())


def test_every_report_is_a_page_that_stands_in_the_contents_by_its_title_and_is_marked_on_its_own(pages, evidence):
    reports = {report.report_id: report for report in list_reports(evidence)}
    found = find_report_pages(pages)
    assert set(found) == set(reports)
    for name, page in found.items():
        assert page.title.get_text().partition(" \u2013 ")[0] == reports[name].title
        current = page.select("#book-nav [aria-current]")
        assert [link.get_text(strip=True) for link in current] == [reports[name].title]
    shown = pages["book/index.html"].select_one("#book-nav").get_text("\n", strip=True).splitlines()
    final = {report.title for report in reports.values() if report.edition == "final"}
    assert len(final) > 10
    assert final <= set(shown)


def test_every_link_inside_the_site_leads_somewhere(built, pages):
    site = built / "html"
    marked = {name: {element["id"] for element in page.find_all(id=True)} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
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


def test_each_figure_of_a_notebook_stands_on_its_page_as_it_was_drawn(built, root, pages, evidence):
    without = set()
    for report_id, page in find_report_pages(pages).items():
        notebook = nbformat.read(root / "book" / "reports" / f"{report_id}.ipynb", as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        shown = [(output, output.get("metadata", {}).get("owlib", {})) for output in outputs]
        figures = {told.name: output.data["image/svg+xml"] for output, told in shown if told.get("kind") == "figure"}
        assert set(figures) == {figure["id"] for figure in page.select("figure")}
        without |= set() if figures else {report_id.rpartition("-")[0]}
        for name, svg in figures.items():
            assert (built / "html" / "figures" / f"{name}.svg").read_text(encoding="utf-8") == svg
    told = evidence.statements[~evidence.statements["kind"].isin(["team", "context"])]["case_id"].value_counts()
    assert without <= {case_id for case_id in evidence.cases["case_id"] if told.get(case_id, 0) < 10}


@pytest.mark.parametrize(("name", "table"), [("audit-ledger", "claims"), ("contradictions", "contradictions")])
def test_the_ledger_can_be_downloaded_whole(built, pages, evidence, name, table):
    link = find_report_pages(pages)["audit"].select_one(f'a[href$="figures/{name}.csv"]')
    text = (built / "html" / "book" / "reports" / link["href"]).read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:]] == list(getattr(evidence, table).iloc[:, 0])


@pytest.mark.parametrize(("name", "mark", "table"), [
    ("register", "number", "numbers"), ("statements", "statement", "statements"), ("glossary", "term", "glossary"),
    ("reports/audit", "claim", "claims"), ("reports/audit", "contradiction", "contradictions"),
])  # fmt: skip
def test_every_record_has_its_row(pages, evidence, name, mark, table):
    frame = getattr(evidence, table)
    if table == "statements":  # those of a case stand in its reports
        frame = frame[frame["case_id"] == ""]
    there = {element["id"] for element in pages[f"book/{name}.html"].find_all(id=True)}
    assert {f"{mark}-{record}" for record in frame.iloc[:, 0]} <= there


def test_a_row_names_the_pages_that_use_it(pages):
    number = pages["book/register.html"].find(id="number-national-freelancers-care-2010")
    assert "Used in:" in read_text(number)
    assert "The national picture" in {link.get_text() for link in number.select(".uses a")}
    statement = pages["book/statements.html"].find(id="statement-flex-390")
    assert "Why people work flexibly, and why organisations hire" in read_text(statement)
    claims = pages["book/reports/audit.html"].select("#audit-ledger tr .uses a")
    home = pages["book/index.html"].h1.find(string=True)
    assert {home, "Is entrepreneurial employeeship an answer?"} <= {link.get_text() for link in claims}


def test_a_report_names_the_chapters_that_use_its_case_and_they_lead_back(pages):
    page = pages["book/reports/zgao-final.html"]
    line = next(text for text in page.select("p") if "in the chapters:" in text.get_text())
    chapters = {Path(link["href"]).stem for link in line.select("a")}
    assert {"plans", "reasons"} <= chapters
    for chapter in chapters & {"plans", "reasons", "effects", "synthesis"}:
        links = [link["href"] for link in pages[f"book/reports/{chapter}.html"].select("a[href^='zgao-final.html#']")]
        assert links, chapter


def test_a_term_leads_to_the_glossary_and_the_glossary_back(pages):
    link = pages["book/reports/reasons.html"].select_one("a[href$='glossary.html#term-freelancer']")
    assert link.get_text().lower().startswith("freelancer")
    entry = read_text(pages["book/glossary.html"].find(id="term-freelancer").find_next("dd"))
    assert "Why people work flexibly, and why organisations hire" in entry


def test_the_dictionary_describes_every_column(pages, root):
    page = pages["book/dictionary.html"]
    for path in (root / "data" / "schemas").glob("*.json"):
        rows = page.find(id=f"dictionary-{path.stem.replace('_', '-')}").select("tbody tr")
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        assert [row.td.get_text(strip=True) for row in rows] == [field["name"] for field in fields]


def test_the_reference_shows_what_each_function_says(pages):
    rooms = {Path(name).stem: page for name, page in pages.items() if name.startswith("book/library/")}
    assert len(rooms) > 5
    for room, page in rooms.items():
        described = page.select("dl.py > dt[id]")
        assert described or page.select_one("article p"), room
        assert [part["id"] for part in described if not part.find_next("dd").get_text(strip=True)] == []
    assert rooms["evidence"].find(id="owlib.evidence.read.read_evidence")


def test_the_evidence_behind_a_sentence_names_its_record(pages):
    links = pages["book/reports/reasons.html"].select(".evidence a")
    assert [link.get_text() for link in links[:2]] == ["1", "2"]
    assert links[0]["title"] == "flex-390"
    assert links[0]["href"].endswith("#statement-flex-390")


def test_a_reader_can_sort_and_filter_the_ledger_without_a_network(site, browser, evidence):
    with visit(browser, site.as_uri() + "/") as seen:
        page = seen.go("book/reports/audit.html")
        form, table = page.locator("form.table-filter").first, page.locator("table.sortable").first
        rows = table.locator("tbody tr:visible")
        assert rows.count() == len(evidence.claims)
        form.locator("select").last.select_option("fails")
        failed = evidence.claims[evidence.claims["verdict"] == "fails"]
        assert rows.count() == len(failed)
        assert form.locator("output").text_content() == f"{len(failed)} of {len(evidence.claims)} rows"
        table.locator("thead button").first.click()
        assert table.locator("thead th").first.get_attribute("aria-sort") == "ascending"
        assert sorted(failed["statement_en"])[0] in rows.first.locator("td, th").first.text_content()
        assert seen.outside == []


def test_exhibits_are_numbered_tables_have_header_cells_and_code_is_folded(pages):
    for name, page in find_report_pages(pages).items():
        assert all(item.select_one(".caption-number") for item in page.select("figure, table.exhibit")), name
        assert all(table.select("thead th") for table in page.select("table")), name
        assert page.select("details.code .cell_input"), name
        assert [cell for cell in page.select(".cell_input") if not cell.find_parent("details")] == [], name


def test_a_number_on_a_page_leads_to_its_source(pages):
    link = pages["book/reports/national.html"].find("a", string="865,000")
    address = urlsplit(link["href"])
    row = pages[f"book/{Path(address.path).name}"].find(id=address.fragment)
    for label in row.select(".cell-label"):
        label.decompose()
    for told in ("printed: 865.000", "864,500 to 865,500", "interim report 2019 §2.2, line 174"):
        assert told in read_text(row)


def test_the_data_package_comes_with_the_site(built, root):
    shipped = {path.relative_to(root) for path in (root / "data").rglob("*") if path.is_file()}
    for name in shipped:
        assert (built / "html" / name).read_bytes() == (root / name).read_bytes()
