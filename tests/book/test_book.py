"""The website as readers get it: built with warnings as errors, whole and linked."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
from browser import visit
from conftest import find_report_pages

from owlib.reports.catalog import list_reports


def test_every_report_is_a_page_with_its_own_title(pages, evidence):
    titles = {name: page.title.get_text().partition(" \u2013 ")[0] for name, page in find_report_pages(pages).items()}
    assert titles == {report.report_id: report.title for report in list_reports(evidence)}


def test_every_report_stands_in_the_contents_by_its_title_and_is_marked_on_its_own_page(pages, evidence):
    for report in list_reports(evidence):
        current = pages[f"book/reports/{report.report_id}.html"].select("#book-nav [aria-current]")
        assert [link.get_text(strip=True) for link in current] == [report.title]
    shown = pages["book/index.html"].select_one("#book-nav").get_text("\n", strip=True).splitlines()
    final = [report.title for report in list_reports(evidence) if report.edition == "final"]
    assert len(final) > 10
    assert [title for title in final if title not in shown] == []


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


def test_no_page_loads_anything_from_another_host(pages):
    for name, page in pages.items():
        loaded = [
            tag.get("src") or tag.get("href") for tag in page.select("script[src], img[src], link[href], iframe[src]")
        ]
        assert [address for address in loaded if urlsplit(address).netloc] == [], name


def test_every_picture_has_an_alternative_text_that_is_not_its_caption(pages):
    for name, page in find_report_pages(pages).items():
        for figure in page.select("figure"):
            alt, caption = figure.img["alt"], figure.select_one(".caption-text").get_text()
            assert len(alt) > 80, name
            assert alt != caption


def test_the_data_behind_each_figure_can_be_downloaded(built, root, pages, evidence):
    without = set()
    for report_id, page in find_report_pages(pages).items():
        notebook = nbformat.read(root / "book" / "reports" / f"{report_id}.ipynb", as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        figures = {
            output.metadata.owlib.name: output
            for output in outputs
            if output.get("metadata", {}).get("owlib", {}).get("kind") == "figure"
        }
        assert set(figures) == {figure["id"] for figure in page.select("figure")}
        without |= set() if figures else {report_id.rpartition("-")[0]}
        for name, output in figures.items():
            link = page.select_one(f'a[href$="figures/{name}.csv"]')
            path = built / "html" / "book" / "reports" / link["href"]
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            assert rows[0] == list(output.metadata.owlib.columns)
            assert len(rows) - 1 == len(output.metadata.owlib.rows) > 0
            assert (built / "html" / "figures" / f"{name}.svg").read_text(encoding="utf-8") == output.data[
                "image/svg+xml"
            ]
    told = evidence.statements[~evidence.statements["kind"].isin(["team", "context"])]["case_id"].value_counts()
    assert without <= {case_id for case_id in evidence.cases["case_id"] if told.get(case_id, 0) < 10}


def test_the_ledger_can_be_downloaded_whole_and_has_a_row_for_each_claim(built, pages, evidence):
    page = find_report_pages(pages)["audit"]
    for name, frame, prefix in (
        ("audit-ledger", evidence.claims, "claim"),
        ("contradictions", evidence.contradictions, "contradiction"),
    ):
        link = page.select_one(f'a[href$="figures/{name}.csv"]')
        text = (built / "html" / "book" / "reports" / link["href"]).read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        assert [row[0] for row in rows[1:]] == list(frame.iloc[:, 0])
        assert all(page.find(id=f"{prefix}-{record_id}") for record_id in frame.iloc[:, 0])


def test_every_number_has_its_row_in_the_register(pages, evidence):
    register = pages["book/register.html"]
    assert all(register.find(id=f"number-{number_id}") for number_id in evidence.numbers["number_id"])


def read_text(element) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.get_text(" ", strip=True).split())


def test_a_row_names_the_pages_that_use_it(pages):
    number = pages["book/register.html"].find(id="number-national-freelancers-care-2010")
    assert "Used in:" in read_text(number)
    assert {"Between payroll and freelance", "The national picture"} <= {
        link.get_text() for link in number.select(".uses a")
    }
    statement = pages["book/statements.html"].find(id="statement-flex-390")
    assert "Why people work flexibly, and why organisations hire" in read_text(statement)
    claims = pages["book/reports/audit.html"].select("#audit-ledger tr .uses a")
    assert "ZGAO: final report" in {link.get_text() for link in claims}


def test_a_report_names_the_chapters_that_use_its_case_and_they_lead_back(pages):
    page = pages["book/reports/zgao-final.html"]
    line = next(text for text in page.select("p") if "in the chapters:" in text.get_text())
    chapters = {Path(link["href"]).stem for link in line.select("a")}
    assert {"plans", "reasons"} <= chapters
    for chapter in chapters & {"plans", "reasons", "effects", "synthesis"}:
        links = [link["href"] for link in pages[f"book/reports/{chapter}.html"].select("a[href^='zgao-final.html#']")]
        assert links, chapter


def test_a_term_leads_to_the_glossary_and_the_glossary_back(pages, evidence):
    glossary = pages["book/glossary.html"]
    assert all(glossary.find(id=f"term-{term}") for term in evidence.glossary["term"])
    link = pages["book/reports/reasons.html"].select_one("a[href$='glossary.html#term-freelancer']")
    assert link.get_text().lower().startswith("freelancer")
    entry = read_text(glossary.find(id="term-freelancer").find_next("dd"))
    assert "Why people work flexibly, and why organisations hire" in entry


def test_the_dictionary_describes_every_column(pages, root):
    page = pages["book/dictionary.html"]
    described = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for name in {resource["schema"].split("/")[1].removesuffix(".json") for resource in described["resources"]}:
        schema = json.loads((root / "data" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        rows = page.find(id=f"dictionary-{name.replace('_', '-')}").select("tbody tr")
        assert [row.td.get_text(strip=True) for row in rows] == [field["name"] for field in schema["fields"]]


def test_the_reference_shows_what_each_function_says(pages):
    rooms = {Path(name).stem: page for name, page in pages.items() if name.startswith("book/library/")}
    assert len(rooms) > 5
    for room, page in rooms.items():
        described = page.select("dl.py > dt[id]")
        assert described or page.select_one("article p"), room
        assert [part["id"] for part in described if not part.find_next("dd").get_text(strip=True)] == []
    assert rooms["evidence"].find(id="owlib.evidence.read.read_evidence")


def test_every_general_statement_has_its_row(pages, evidence):
    page = pages["book/statements.html"]
    general = evidence.statements.loc[evidence.statements["case_id"] == "", "statement_id"]
    assert {f"statement-{name}" for name in general} <= {element["id"] for element in page.find_all(id=True)}


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


def test_figures_and_tables_are_numbered_and_tables_have_header_cells(pages):
    for name, page in find_report_pages(pages).items():
        assert all(item.select_one(".caption-number") for item in page.select("figure, table.exhibit")), name
        assert all(table.select("thead th") for table in page.select("table")), name


def test_a_number_on_a_page_leads_to_its_source(pages):
    link = pages["book/reports/national.html"].find("a", string="865,000")
    address = urlsplit(link["href"])
    row = pages[f"book/{Path(address.path).name}"].find(id=address.fragment)
    for label in row.select(".cell-label"):
        label.decompose()
    text = " ".join(row.get_text(" ", strip=True).split())
    assert "printed: 865.000" in text
    assert "864,500 to 865,500" in text
    assert "interim report 2019 §2.2, line 174" in text


def test_code_is_folded(pages):
    for page in find_report_pages(pages).values():
        assert page.select("details.code .cell_input")
        assert not [cell for cell in page.select(".cell_input") if not cell.find_parent("details")]


def test_the_data_package_comes_with_the_site(built, root):
    described = json.loads((built / "html" / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        shipped = built / "html" / "data" / resource["path"]
        assert shipped.read_bytes() == (root / "data" / resource["path"]).read_bytes()
