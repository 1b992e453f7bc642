"""Each page has one heading of its own and its parts in order; Dutch is marked as Dutch; pictures are told in words.

That landmarks, fields and buttons have their names is held by axe (``test_axe.py``), that no id stands twice by the Nu
checker (``test_valid.py``).
"""

import re
from pathlib import Path

from browser import HOME, Fault, expect_none

DUTCH = re.compile(r"\b(zelfroosteren|zelfsturing|werkzekerheid|tussenrapportage|ondernemend werknemerschap)\b", re.I)


def list_headings(page) -> list[tuple[int, str]]:
    """Return level and words of each heading of a page, in order, those by role included.

    A heading in a template is not on the page until a script fills it.
    """
    found = page.select("h1, h2, h3, h4, h5, h6, [role=heading]")
    return [
        (int(element.get("aria-level") or element.name[1]), element.get_text(" ", strip=True))
        for element in found
        if element.find_parent("template") is None
    ]


def test_each_page_has_one_first_heading_and_skips_no_level(pages):
    faults = []
    for name, page in pages.items():
        main = page.select_one("main") or page.body
        first = [words for level, words in list_headings(page) if level == 1]
        if len(first) != 1:
            faults.append(Fault(f"{len(first)} h1", str(first), name, "give the page one h1"))
        before = 0
        for level, words in list_headings(main):
            if level > before + 1:
                faults.append(Fault(f"h{before} to h{level}", words, name, "skip no level"))
            before = level
        faults += [Fault("empty heading", f"h{level}", name) for level, words in list_headings(page) if not words]
    expect_none(faults)


def test_each_page_says_its_language_and_has_a_title_of_its_own(pages):
    assert {page.html["lang"] for page in pages.values()} == {"en"}
    titles: dict[str, list[str]] = {}
    for name, page in pages.items():
        titles.setdefault(page.title.get_text(strip=True), []).append(name)
    del titles[pages[HOME].title.get_text(strip=True)]  # the address of the site leads to the home page
    assert [names for names in titles.values() if len(names) > 1] == []


def is_dutch(element) -> bool:
    """Tell whether an element stands in a part marked as Dutch."""
    marked = element if element.get("lang") else element.find_parent(lang=True)
    return marked is not None and marked["lang"].split("-")[0] == "nl"


def read_letters(text: str) -> str:
    """Return letters and digits of a text alone: typographic signs differ between a page and the data."""
    return re.sub(r"\W+", "", text)


def test_dutch_names_in_the_glossary_are_marked_as_dutch(pages, evidence):
    page = pages["book/glossary"]
    faults = []
    for _, row in evidence.glossary.iterrows():
        entry = page.find(id=f"term-{row['term']}")
        parts = [entry, entry.find_next("dd")]
        dutch = " ".join(part.get_text(" ") for box in parts for part in box.select("[lang|=nl]"))
        same = row["term_nl"].lower() == row["term_en"].lower()  # a name that both languages have
        if row["term_nl"] and not same and read_letters(row["term_nl"]) not in read_letters(dutch):
            faults.append(Fault("Dutch not marked", row["term_nl"], row["term"], "put it into lang=nl"))
    expect_none(faults)


def test_dutch_words_are_marked_as_dutch_wherever_they_stand(pages):
    faults = []
    for name, page in pages.items():
        for text in page.body.find_all(string=DUTCH):
            element = text.parent
            if element.name in {"script", "style"} or element.find_parent(["code", "pre", "script"]):
                continue
            if not is_dutch(element):
                faults.append(Fault("Dutch not marked", text.strip()[:80], name, "put it into lang=nl"))
    expect_none(faults)


def test_titles_of_dutch_sources_are_marked_as_dutch(pages, evidence):
    told = "".join(part.get_text() for part in pages["book/references"].select("[lang|=nl]"))
    titles = {title for title in evidence.sources["title_nl"] if title}
    assert [title for title in titles if read_letters(title.lower()) not in read_letters(told.lower())] == []


def test_each_picture_is_told_in_words_of_its_own(pages):
    faults = []
    for name, page in pages.items():
        for image in page.select("img"):
            alt, figure = image.get("alt"), image.find_parent("figure")
            if alt is None:
                faults.append(Fault("picture without alt", str(image)[:80], name, "say what it shows"))
            elif figure:
                caption = figure.find("figcaption").get_text(" ", strip=True) if figure.find("figcaption") else ""
                if len(alt) < 80 or alt.strip().lower() in caption.lower() or caption.lower() in alt.lower():
                    faults.append(Fault("alt says too little", alt[:80], name, "say what is drawn, not the caption"))
                elif Path(image["src"]).stem.lower() in alt.lower():
                    faults.append(Fault("alt names the file", alt[:80], name, "say what is drawn"))
    expect_none(faults)
