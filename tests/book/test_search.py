"""What search looks through: places of the pages, each record once, by English and Dutch words."""

import pytest

from owlib.book.search import (
    Place,
    Searched,
    choose_places,
    is_simulated,
    list_places,
    make_search_files,
    read_article,
    read_searched,
)

PAGE = """<html><body><article><nav>Elsewhere</nav><section id="top"><h1>A page<a class="headerlink">#</a></h1>
<p>First sentence. <span class="evidence"><a href="#x">1</a></span></p><div class="code">import this</div>
<section id="part"><h2>A part</h2><ul><li>One point</li><li>Another</li></ul>
<figure id="drawn"><img alt="A rise." src="a.svg"><figcaption><p><span class="caption-number">Figure 1 </span>
<span class="caption-text">It rises</span></p><div class="legend"><p>How to read it.</p></div></figcaption></figure>
<table class="exhibit" id="table-numbers"><caption><span class="caption-text">All numbers</span></caption>
<thead><tr><th>What</th></tr></thead><tbody><tr id="number-n-1"><td><p><span>Freelancers</span>
<span class="remark"> n-1</span></p></td><td><p><span class="cell-label">Number: </span>61,000</p></td></tr>
</tbody></table><table id="table-copied"><tbody>
<tr><td>As</td><td><a class="reference" href="a.html#number-n-1">61,000</a></td></tr>
<tr><td>Own</td><td>words</td></tr></tbody></table></section>
<dl class="glossary"><dt id="term-roster">roster</dt><dd>Who works when.</dd></dl></section></article></body></html>"""


def read_page(text, language):
    """Return what search knows of a page."""
    article = read_article(text)
    return Searched(is_simulated(article, language), list_places("book/a", "A", article, language))


def test_a_page_is_read_again_where_it_differs_or_who_reads_it(tmp_path, monkeypatch):
    pages, titles, read = (
        {"book/a": PAGE, "book/b": PAGE.replace("61,000", "62,000")},
        {"book/a": "A", "book/b": "B"},
        [],
    )
    monkeypatch.setattr("owlib.book.search.read_article", lambda text: read.append(text) or read_article(text))

    def look(pages, maker="1"):
        read.clear()
        return read_searched(pages, titles, "en", tmp_path / "kept.json", maker)

    first = look(pages)
    assert len(read) == 2
    assert look(pages) == first
    assert read == []
    changed = look({**pages, "book/b": PAGE.replace("61,000", "63,000")})
    assert read == [PAGE.replace("61,000", "63,000")]
    assert (changed["book/a"], changed["book/b"].places[3].text) == (first["book/a"], "63,000")
    look(pages, "2")
    assert len(read) == 2
    (tmp_path / "kept.json").write_text("{", encoding="utf-8")
    assert look(pages) == first


@pytest.mark.parametrize(("language", "term"), [("en", "glossary"), ("nl", "begrippen")])
def test_a_row_that_leads_to_a_term_is_found_and_one_that_leads_to_a_record_is_not(language, term):
    row = '<tr><td>Said</td><td><a href="{}.html#x">word</a></td></tr>'
    table = f'<table id="t">{row.format(term)}{row.format("other")}</table>'
    page = f'<article><section id="a"><h1>A</h1>{table}</section></article>'
    rows = [place for place in read_page(page, language).places if place.kind == "row"]
    assert len(rows) == 1


def test_a_place_is_a_section_figure_term_or_row():
    found = list_places("book/a", "The title", read_article(PAGE), "en")
    assert found == [
        Place("book/a", "", "text", "The title", "", "First sentence."),
        Place("book/a", "part", "text", "A part", "A page", "One point\nAnother\nAll numbers"),
        Place("book/a", "drawn", "figure", "It rises", "A part", "A rise.\nHow to read it."),
        Place("book/a", "number-n-1", "number", "Freelancers", "A part", "61,000", "n-1"),
        Place("book/a", "table-copied", "row", "Own", "A part", "words"),
        Place("book/a", "term-roster", "term", "roster", "A page", "Who works when."),
    ]


@pytest.mark.parametrize(
    ("caption", "language", "simulated"),
    [
        ("SIMULATED. Who is content", "en", True),
        ("GESIMULEERD. Wie tevreden is", "nl", True),
        ("SIMULATED. Wie tevreden is", "nl", False),
        ("Who is content", "en", False),
    ],
)
def test_a_page_of_simulated_answers_is_known_by_its_mark(caption, language, simulated):
    page = f"<article><table><caption>{caption}</caption></table></article>"
    assert is_simulated(read_article(page), language) is simulated


def test_a_record_stands_where_links_to_it_lead_and_else_in_the_final_edition():
    interim, final, register = (
        Place("book/a", anchor, "record", "Said", "", "", "zgao-001")
        for anchor in ("zgao-interim-zgao-001", "zgao-final-zgao-001", "statement-zgao-001")
    )
    interim = interim._replace(page="book/reports/zgao-interim")
    assert choose_places([interim, register, final], ["zgao-final--zgao-001"]) == [final]
    assert choose_places([interim, final], []) == [final]
    assert choose_places([interim], []) == [interim]


def test_what_two_editions_say_alike_is_found_once():
    interim, final, other = (
        Place(page, "asked", "text", "What was asked", page, text)
        for page, text in (("zgao-interim", "Why?"), ("zgao-final", "Why?"), ("asvz-final", "How?"))
    )
    assert choose_places([interim, final, other], []) == [final, other]


def test_dutch_words_go_with_the_records_of_pages_in_english(evidence):
    page, name = '<article><h1>A</h1><table><tr id="statement-flex-390"><td>Said</td></tr></table></article>', "book/a"
    english, other = (
        make_search_files({name: read_page(page, language)}, {name: "A"}, evidence, language)
        for language in ("en", "nl")
    )
    dutch = evidence.statements.set_index("statement_id").loc["flex-390", "paraphrase_nl"]
    assert dutch in english["_static/places.js"].decode()
    assert dutch not in other["_static/places.js"].decode()
    assert {"_static/dutch-stemmer.js", "_static/porter-stemmer.js"} < set(english)
    assert "_static/dutch-stemmer.js" in other


@pytest.mark.parametrize(("language", "address"), [("nl", "casussen/zgao.html"), ("en", "cases/zgao.html")])
def test_search_leads_to_the_address_of_a_page_in_its_language(evidence, language, address):
    name = "book/reports/zgao-final"
    page = read_page("<article><h1>A</h1><p>Said.</p></article>", language)
    files = make_search_files({name: page}, {name: "A"}, evidence, language)
    assert f'"{address}"' in files["_static/places.js"].decode()
