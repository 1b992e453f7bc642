"""Each page has one heading of its own and its parts in order, and says in which language its words are.

Pictures are told in words.

That landmarks, fields and buttons have their names is held by axe (``test_axe.py``), that no id stands twice by the Nu
checker (``test_valid.py``).
"""

import re
from pathlib import Path

from browser import Fault, expect_none
from conftest import IN_ENGLISH

from owlib.words import LANGUAGES

FOREIGN = {
    "en": r"\b(zelfroosteren|zelfsturing|werkzekerheid|tussenrapportage|ondernemend werknemerschap)\b",
    "nl": r"\b(self-rostering|entrepreneurial employeeship|works council)\b",
}
"""Words of the other language, by that of the page."""


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


def test_each_page_says_its_language_and_has_a_title_of_its_own(pages, language):
    assert {page.html["lang"] for page in pages.values()} == {language}
    titles: dict[str, list[str]] = {}
    for name, page in pages.items():
        titles.setdefault(page.title.get_text(strip=True), []).append(name)
    assert [names for names in titles.values() if len(names) > 1] == []


def find_language(element) -> str:
    """Return the language that the innermost part around an element bears."""
    marked = element if element.get("lang") else element.find_parent(lang=True)
    return marked["lang"].split("-")[0]


def read_letters(text: str) -> str:
    """Return letters and digits of a text alone: typographic signs differ between a page and the data."""
    return re.sub(r"\W+", "", text)


def find_other(language: str) -> str:
    """Return the other language."""
    return next(other for other in LANGUAGES if other != language)


def test_names_of_the_other_language_in_the_glossary_are_marked_as_such(pages, evidence, language):
    other, faults = find_other(language), []
    for _, row in evidence.glossary.iterrows():
        entry = pages["book/glossary"].find(id=f"term-{row['term']}")
        parts = [entry, entry.find_next("dd")]
        marked = " ".join(part.get_text(" ") for box in parts for part in box.select(f"[lang|={other}]"))
        name, own = row[f"term_{other}"], row[f"term_{language}"]
        told = [set(re.findall(r"\w+", text.lower())) for text in (name, own, marked)]
        if not told[0] - told[1] <= told[2]:  # what both names have stands once
            faults.append(Fault("language not marked", name, row["term"], f"put it into lang={other}"))
    expect_none(faults)


def test_words_of_the_other_language_are_marked_as_such_wherever_they_stand(pages, language):
    other, faults = find_other(language), []
    for name, page in pages.items():
        for text in page.body.find_all(string=re.compile(FOREIGN[language], re.IGNORECASE)):
            element = text.parent
            if element.name in {"script", "style"} or element.find_parent(["code", "pre", "script"]):
                continue
            if find_language(element) != other:
                faults.append(Fault("language not marked", text.strip()[:80], name, f"put it into lang={other}"))
    expect_none(faults)


@IN_ENGLISH
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
