"""Each figure tells what it shows, and its drawing is stable."""

import functools
import re
from functools import partial
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from owlib.exhibits import audit, cases, chapters, drawing, national, since
from owlib.exhibits.drawing import BLUE, GREY, INK, ORANGE, SMALL, draw_beside
from owlib.exhibits.forms import write_csv
from owlib.words import curl

CHAPTERS = ("reasons", "effects", "plans", "pilots", "region", "since", "synthesis")
READ = {
    "audit": audit.read,
    "national": national.read,
    "zgao-final": partial(cases.read, "zgao", "final"),
    **{
        name: partial(chapters.read, name)
        for name in ("reasons", "effects", "plans", "pilots", "region", "since", "synthesis")
    },
}
FIGURES = {
    ("audit", "verdicts"): audit.verdicts_figure,
    ("effects", "gains"): chapters.gains_figure,
    ("effects", "sides"): chapters.sides_figure,
    ("national", "balance"): lambda report: national.balance_figure(report, 2010, 2018),
    ("national", "costs"): lambda report: national.costs_figure(report, "youth-care"),
    ("national", "growth"): lambda report: national.growth_figure(report, 2010, 2018),
    ("national", "shares"): lambda report: national.shares_figure(report, 2010, 2018),
    ("plans", "agendas"): chapters.agendas_figure,
    ("pilots", "contrast"): chapters.contrast_figure,
    ("plans", "ways"): chapters.ways_figure,
    ("reasons", "overview"): since.overview_figure,
    ("reasons", "organisation"): lambda report: chapters.reasons_figure(report, "organisation"),
    ("reasons", "worker"): lambda report: chapters.reasons_figure(report, "worker"),
    ("region", "correlations"): chapters.correlations_figure,
    ("region", "ranks"): chapters.ranks_figure,
    ("since", "growth"): since.growth_figure,
    ("synthesis", "precision"): chapters.precision_figure,
    ("zgao-final", "threads"): cases.threads_figure,
}


@functools.cache
def read(page, language):
    """Return what a page may see; once for all its figures."""
    return READ[page](language)


@pytest.mark.parametrize(("page", "part"), FIGURES)
def test_a_figure_carries_all_that_a_page_needs_and_is_the_same_to_the_byte_when_drawn_again(page, part, read_rows):
    report, draw = read(page, "en"), FIGURES[page, part]
    figure = draw(report)
    assert draw(report) == figure
    assert figure.name == f"{page}-{part}"
    told = {child.tag.rpartition("}")[2]: child.text for child in ElementTree.fromstring(figure.svg)}
    assert (told["title"], told["desc"]) == (curl(figure.title), curl(figure.alt))
    assert len(figure.alt) > len(figure.title) > 30
    assert figure.source
    assert figure.records
    assert read_rows(figure)
    assert "nan" not in re.findall(r"[A-Za-z]+", figure.title + figure.caption + figure.alt)


def test_a_download_runs_nothing_in_a_spreadsheet():
    text = write_csv(["a", "b"], [["=1+1", "-3.5"], ["@x", "plain"]])
    assert text == "a,b\n'=1+1,-3.5\n'@x,plain\n"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_words_side_by_side_stay_in_their_columns_and_rows(monkeypatch, language):
    pictures = []

    def keep(*told):
        pictures.append(draw_beside(*told))
        return pictures[-1]

    for module in (chapters, since):
        monkeypatch.setattr(module, "draw_beside", keep)
    chapters.contrast_figure(chapters.read("pilots", language))
    since.overview_figure(chapters.read("reasons", language))
    for picture in pictures:
        (axes,) = picture.axes
        boxes = [text.get_window_extent().transformed(axes.transData.inverted()) for text in axes.texts]
        second = min(box.x0 for box in boxes if box.x0 > SMALL / 3)
        columns = [[box for box in boxes if (box.x0 < SMALL / 3) == first] for first in (True, False)]
        assert max(box.x1 for box in boxes) <= SMALL
        assert max(box.x1 for box in columns[0]) < second
        for column in columns:
            column.sort(key=lambda box: -box.y1)
            assert all(below.y1 <= box.y0 + 0.02 for box, below in pairwise(column))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("page", "part"), FIGURES)
def test_no_word_leaves_its_picture_or_runs_into_another(page, part, language, monkeypatch):
    """Words may come near each other by two dots; numbers of an axis beyond its end are not drawn."""
    boxes, render = [], drawing.render_svg

    def measure(canvas, *told):
        canvas.draw_without_rendering()
        boxes.append(Bbox.from_extents(-1, -1, canvas.bbox.width + 1, canvas.bbox.height + 1))
        texts = [text for text in canvas.findobj(Text) if re.search(r"[^\W\d]", text.get_text())]
        boxes.extend(text.get_window_extent() for text in texts)
        return render(canvas, *told)

    monkeypatch.setattr(drawing, "render_svg", measure)
    FIGURES[page, part](read(page, language))
    picture, *words = boxes
    assert all(picture.containsx(x) and picture.containsy(y) for box in words for x, y in (box.min, box.max))
    shared = [Bbox.intersection(one, other) for one, other in combinations(words, 2)]
    assert not [box for box in shared if box and min(box.width, box.height) > 2]


def test_wide_words_have_shorter_lines():
    """Words of many wide letters stay in their box; one that is wider than it stands alone."""
    drawing.use_packaged_font()
    assert (
        drawing.fit_words("Medewerkers maken samen de planning", 26, 1.99, 11.5)
        == "Medewerkers maken samen\nde planning"
    )
    assert drawing.fit_words("illicit till little filling", 26, 1.99, 11.5) == "illicit till little\nfilling"
    assert drawing.fit_words("in verpleeghuiszorg", 26, 0.5, 11.5) == "in\nverpleeghuiszorg"


@pytest.mark.parametrize("colour", [INK, BLUE, ORANGE, GREY])
def test_colours_of_words_stand_out_from_white(colour):
    """Contrast as WCAG 2.1 defines it: at least 4.5 to 1 for text."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert (1 + 0.05) / (luminance + 0.05) >= 4.5
