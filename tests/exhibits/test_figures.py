"""Each figure tells what it shows, and its drawing is stable."""

import re
from functools import partial
from xml.etree import ElementTree

import pytest

from owlib.exhibits import audit, cases, chapters, national
from owlib.exhibits.drawing import BLUE, GREY, INK, ORANGE
from owlib.exhibits.forms import write_csv

READ = {
    "audit": audit.read,
    "national": national.read,
    "zgao-final": partial(cases.read, "zgao", "final"),
    **{name: partial(chapters.read, name) for name in ("reasons", "effects", "plans", "pilots", "region", "synthesis")},
}
FIGURES = {
    ("audit", "verdicts"): audit.verdicts_figure,
    ("effects", "gains"): chapters.gains_figure,
    ("effects", "sides"): chapters.sides_figure,
    ("national", "costs"): lambda report: national.costs_figure(report, "youth-care"),
    ("national", "growth"): lambda report: national.growth_figure(report, 2010, 2018),
    ("national", "shares"): lambda report: national.shares_figure(report, 2010, 2018),
    ("plans", "agendas"): chapters.agendas_figure,
    ("plans", "ways"): chapters.ways_figure,
    ("reasons", "organisation"): lambda report: chapters.reasons_figure(report, "organisation"),
    ("reasons", "worker"): lambda report: chapters.reasons_figure(report, "worker"),
    ("region", "correlations"): chapters.correlations_figure,
    ("region", "ranks"): chapters.ranks_figure,
    ("synthesis", "precision"): chapters.precision_figure,
    ("zgao-final", "threads"): cases.threads_figure,
}


@pytest.mark.parametrize(("page", "part"), FIGURES)
def test_a_figure_carries_all_that_a_page_needs_and_is_the_same_to_the_byte_when_drawn_again(page, part, read_rows):
    report, draw = READ[page]("en"), FIGURES[page, part]
    figure = draw(report)
    assert draw(report) == figure
    assert figure.name == f"{page}-{part}"
    told = {child.tag.rpartition("}")[2]: child.text for child in ElementTree.fromstring(figure.svg)}
    assert (told["title"], told["desc"]) == (figure.title, figure.alt)
    assert len(figure.alt) > len(figure.title) > 30
    assert figure.source
    assert figure.records
    assert read_rows(figure)
    assert "nan" not in re.findall(r"[A-Za-z]+", figure.title + figure.caption + figure.alt)


def test_a_download_runs_nothing_in_a_spreadsheet():
    text = write_csv(["a", "b"], [["=1+1", "-3.5"], ["@x", "plain"]])
    assert text == "a,b\n'=1+1,-3.5\n'@x,plain\n"


@pytest.mark.parametrize("colour", [INK, BLUE, ORANGE, GREY])
def test_colours_of_words_stand_out_from_white(colour):
    """Contrast as WCAG 2.1 defines it: at least 4.5 to 1 for text."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert (1 + 0.05) / (luminance + 0.05) >= 4.5
