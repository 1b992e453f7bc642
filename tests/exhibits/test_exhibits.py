"""Figures, tables and text say what the evidence says."""

import pytest

from owlib.exhibits.drawing import BLUE, GREY, INK, ORANGE
from owlib.exhibits.forms import write_csv


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
