"""Text from the data is text wherever it comes out: markup and quotes do no harm in any of it.

Marks of direction never come in: the check of the data refuses characters that cannot be seen.
"""

import csv
import json
import os
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from browser import Fault, expect_none, list_pages, serve, visit
from bs4 import BeautifulSoup
from conftest import call_owlib
from copies import copy_project, keep_pages
from pypdf import PdfReader

from owlib.evidence import read_evidence
from owlib.evidence.schema import read_package
from owlib.words import LANGUAGES

SCRIPT = re.compile(r"<script>([a-z-]+)\(\)", re.IGNORECASE)
BARE = re.compile(r"([a-z]+(?:-[a-z]+)+)\(\)")
NOWHERE = {"calibration"}
"""Tables that no page shows: they steer the simulated answers."""


SHOWING = (
    "book/background", "book/cases", "book/method", "book/register", "book/statements", "book/claims",
    "book/conflicts", "book/codebook", "book/dictionary", "book/glossary", "book/references", "book/reuse",
    "book/survey", "book/reports/zgao-final", "book/reports/zgao-interim", "book/reports/ow-a-final",
    "book/reports/ow-a-interim", "book/reports/survey-flexible-workers",
)  # fmt: skip
"""Pages on which texts of the data come out, beside the chapters; of reports on cases, which are alike, a few."""
SPARED = {"answers"}
"""Tables whose words are matched with what a survey tool wrote: another word is another answer, and is refused."""
ALSO_FREE = {
    ("sources", "publisher"),
    ("sources", "authors"),
    ("cases", "name"),
    ("cases", "short_name"),
    ("trends", "token"),
}
"""Free texts whose columns are not by language; what else has no language is a code, a number or a place."""


def make_poison(table: str, column: str) -> str:
    """Return markup, a link that runs and quotes, which tell the column they stand in.

    Not emphasis (``*``): texts of the data are Markdown's plain notation, in which it does no harm.
    """
    place = f"{table}-{column}".replace("_", "-")
    return f"<script>{place}()</script>\"'&<b>{place}</b>[{place}](javascript:{place})"


def is_free_text(table: str, field: dict) -> bool:
    """Tell whether people write a column of a table as they like."""
    ruled = {"enum", "pattern"} & field.get("constraints", {}).keys()
    by_language = field["name"].endswith(("_en", "_nl"))
    return field["type"] == "string" and not ruled and (by_language or (table, field["name"]) in ALSO_FREE)


def list_free_columns(root: Path) -> dict[str, list[str]]:
    """Return the columns of free text of each table."""
    return {
        resource.table: [field["name"] for field in resource.fields if is_free_text(resource.table, field)]
        for resource in read_package(root).resources
        if resource.table not in SPARED
    }


def poison(text: str, harm: str, most: int) -> str:
    """Return a text with harm after its first word; where that is too long, as much of the harm alone as may be."""
    first, space, rest = text.partition(" ")
    whole = f"{first} {harm} {rest}" if space else f"{text} {harm}"
    return next(part for part in (whole, harm, harm.partition("<b>")[0], "<b>\"'&</b>") if len(part) <= most)


def poison_tables(root: Path) -> int:
    """Put harm into every free-text cell of the evidence in a copy of the project, and return how many there were."""
    columns, count = list_free_columns(root), 0
    for resource in read_package(root).resources:
        frame = pd.read_csv(resource.path, dtype=str, keep_default_na=False)
        limits = {field["name"]: field.get("constraints", {}).get("maxLength", 10_000) for field in resource.fields}
        for column in columns.get(resource.table, []):
            told, harm = frame[column].ne(""), make_poison(resource.table, column)
            frame.loc[told, column] = [poison(text, harm, limits[column]) for text in frame.loc[told, column]]
            count += int(told.sum())
        frame.to_csv(resource.path, index=False, lineterminator="\n")
    return count


@pytest.fixture(scope="module")
def poisoned(root, tmp_path_factory):
    """The website, made from data with harm in every free text; PDFs and EPUBs lie beside it. Of like pages it has few.

    OWLIB_POISONED may name the folder of such a website, to try the tests on it.
    """
    if os.environ.get("OWLIB_POISONED"):
        return Path(os.environ["OWLIB_POISONED"])
    project = copy_project(root, tmp_path_factory.mktemp("poisoned") / "project")
    chapters = [f"book/reports/{chapter}" for chapter in read_evidence(root).chapters["chapter_id"]]
    keep_pages(project, *SHOWING, *chapters)
    assert poison_tables(project) > 5000
    result = call_owlib(project, "book", anew=True)
    assert result.returncode == 0, result.stderr
    return project / "_build" / "html"


@pytest.fixture(scope="module")
def poisoned_pages(poisoned) -> dict[str, BeautifulSoup]:
    """Each page of that website, parsed as a browser does."""
    return {
        name: BeautifulSoup((poisoned / name).read_text(encoding="utf-8"), "html.parser")
        for name in list_pages(poisoned)
    }


@pytest.mark.long
def test_no_element_comes_out_of_text(poisoned_pages):
    faults = []
    for name, page in poisoned_pages.items():
        for element in page.find_all(["script", "b", "a"]):
            words = element.get_text()
            data = element.name == "script" and element.get("type") == "application/ld+json"
            if element.name == "a" and not element.get("href", "").lower().startswith("javascript:"):
                continue
            if not data and re.fullmatch(r"[a-z]+(-[a-z]+)+(\(\))?", words.strip()):
                faults.append(Fault(f"<{element.name}> from data", words[:60], name, "escape the text"))
        for element in page.find_all(True):
            strange = [key for key in element.attrs if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:_.-]*", key)]
            faults += [
                Fault("attribute from data", f"<{element.name} {key}>", name, "escape quotes") for key in strange
            ]
    expect_none(faults)


@pytest.mark.long
def test_the_text_is_there_as_it_was_written(poisoned_pages, root, language):
    own = [page for name, page in poisoned_pages.items() if name.startswith(f"{language}/")]
    shown = " ".join(page.get_text(" ") for page in own)
    literal = set(SCRIPT.findall(shown))
    free = list_free_columns(root)
    wanted = {
        f"{table}-{column}".replace("_", "-")
        for table, columns in free.items()
        for column in columns
        if column.endswith(f"_{language}") and table not in NOWHERE
    }
    met = set(BARE.findall(shown))
    altered = sorted((met & wanted) - literal)
    assert len(literal & wanted) > 20
    assert altered == [], "text that is shown, but not as it was written"


@pytest.mark.long
def test_data_blocks_stay_data(poisoned_pages):
    faults = []
    for name, page in poisoned_pages.items():
        for block in page.select("script[type='application/ld+json']"):
            try:
                json.loads(block.string)
            except ValueError as error:
                faults.append(Fault("JSON-LD is broken", str(error), name, "escape < in it"))
            if "<" in block.string:
                faults.append(Fault("JSON-LD has <", block.string[:60], name, "write \\u003c"))
    expect_none(faults)


@pytest.mark.long
def test_files_of_figures_stay_whole(poisoned):
    for path in sorted(poisoned.glob("*/figures/*.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["name"]
    for path in sorted(poisoned.glob("*/figures/*.csv")):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
    for path in sorted(poisoned.glob("*/figures/*.svg")):
        drawing = ElementTree.fromstring(path.read_bytes())
        assert [part for part in drawing.iter() if part.tag.endswith(("}script", "}b"))] == [], path.name


@pytest.mark.long
def test_the_epub_has_the_text_and_nothing_that_comes_of_it(poisoned, language):
    literal: set[str] = set()
    (path,) = (poisoned.parent / "epub" / language).glob("*.epub")
    with zipfile.ZipFile(path) as book:
        for name in (name for name in book.namelist() if name.endswith((".xhtml", ".opf", ".ncx"))):
            tree = ElementTree.fromstring(book.read(name))  # raises where a text broke the markup
            assert [part for part in tree.iter() if part.tag.endswith(("}script", "}b"))] == [], name
            links = [part.get("href", "") for part in tree.iter() if part.tag.endswith("}a")]
            assert [link for link in links if link.lower().startswith("javascript:")] == [], name
            literal |= set(SCRIPT.findall(" ".join(tree.itertext())))
    assert len(literal) > 20


@pytest.mark.long
def test_the_pdfs_have_the_text_and_nothing_that_runs(poisoned, language):
    literal: set[str] = set()
    for path in sorted((poisoned.parent / "pdf" / language).glob("*.pdf")):
        document = PdfReader(path)
        root = document.trailer["/Root"]
        assert "/OpenAction" not in root or "/JS" not in str(root["/OpenAction"])
        assert "/JavaScript" not in root.get("/Names", {})
        for page in document.pages:
            for link in page.get("/Annots", []):
                action = link.get_object().get("/A", {})
                assert action.get("/S") in {None, "/URI", "/GoTo"}
                assert not str(action.get("/URI", "")).lower().startswith("javascript:")
        text = " ".join(page.extract_text() for page in document.pages)
        literal |= set(SCRIPT.findall(re.sub(r"\s+", "", text)))
    assert len(literal) > 5


@pytest.mark.long
def test_no_script_from_text_runs_in_a_browser(browser, poisoned):
    faults = []
    names = [name for name in list_pages(poisoned) if not name.startswith("en/code/")]
    with serve(poisoned) as address, visit(browser, address) as seen:
        for name in names:
            page = seen.go(name)
            faults += [Fault("against the policy", told, name, "escape it") for told in seen.list_refused()]
        for seen.language in LANGUAGES:
            page = seen.go("search?q=zelfroosteren")
            page.locator("#search-found a").first.wait_for()
            assert page.locator("#search-found script, #search-found b").count() == 0
        told = [error for error in seen.errors if "404" not in error]
        faults += [Fault("told in the console", error[:200], "") for error in told]
    expect_none(faults)


def test_the_harm_names_its_column_and_has_all_kinds_of_signs():
    harm = make_poison("statements", "paraphrase_en")
    assert SCRIPT.findall(harm) == ["statements-paraphrase-en"]
    assert all(sign in harm for sign in ("<script>", '"', "'", "&", "<b>", "](javascript:"))
