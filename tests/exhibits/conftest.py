"""What the tests of pages share: the numbers that a picture draws, and the data behind it."""

import csv
import io

import pytest
from matplotlib.axes import Axes

from owlib.exhibits.forms import write_csv


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """Numbers that are written into a picture."""
    numbers: list[int] = []
    text, annotate = Axes.text, Axes.annotate

    def write(axes, x, y, s, **rest):
        numbers.extend([int(s)] if s.isdigit() else [])
        return text(axes, x, y, s, **rest)

    def note(axes, s, *args, **rest):
        numbers.extend([int(s)] if s.isdigit() else [])
        return annotate(axes, s, *args, **rest)

    monkeypatch.setattr(Axes, "text", write)
    monkeypatch.setattr(Axes, "annotate", note)
    return numbers


@pytest.fixture(scope="session")
def read_rows():
    """Read the data behind a figure as a reader downloads them."""
    return lambda figure: list(csv.DictReader(io.StringIO(write_csv(list(figure.columns), list(figure.rows)))))
