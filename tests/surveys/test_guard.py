"""What is made from simulated answers bears the mark, and a report shows exhibits of ours alone."""

import itertools

import pytest

from owlib.exhibits.drawing import in_house_style, start_canvas
from owlib.exhibits.forms import MIME, Figure, Table
from owlib.surveys.guard import MARK, MARKS, find_unguarded, find_unmarked, mark_canvas, mark_exhibit
from owlib.words import LANGUAGES


def test_a_table_without_the_mark_is_found():
    bare = Table("t", "A caption", ("A",), (), "nowhere", data_columns=("a",), data_rows=(("1",),))
    for mark in MARKS.values():
        assert find_unmarked(bare.to_dict(), mark) == "caption, data, name"
        assert find_unmarked(mark_exhibit(bare, mark).to_dict(), mark) == ""
    assert mark_exhibit(bare, "") == bare


def test_each_language_has_a_mark_of_its_own_and_no_other_will_do():
    assert set(MARKS) == set(LANGUAGES)
    assert MARKS["en"] == MARK
    bare = Table("t", "A caption", ("A",), (), "nowhere", data_columns=("a",), data_rows=(("1",),))
    for mark, other in itertools.permutations(MARKS.values(), 2):
        marked = mark_exhibit(bare, other).to_dict()
        assert find_unmarked(marked, mark) == "caption, data"
        cells = [{"outputs": [{"output_type": "display_data", "data": {MIME: marked}}]}]
        assert (
            find_unguarded(cells, mark) == f"'simulated-t': expected the mark {mark}; found none in its caption, data"
        )
        assert find_unguarded(cells, other) == ""


def test_a_picture_bears_the_mark_of_its_language():
    drawn = Figure("f", "A title", "A caption", "A text", "nowhere", ("a",), (("1",),), svg="<!-- SIMULATED -->")
    for mark, lacking in (("SIMULATED", ""), ("GESIMULEERD", "picture")):
        marked = mark_exhibit(drawn, mark)
        assert find_unmarked(marked.to_dict(), mark, marked.svg) == lacking


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": "7"},
        {"output_type": "execute_result", "data": {"text/plain": "7", "text/html": "<table></table>"}},
        {"output_type": "display_data", "data": {"image/png": "x"}},
    ],
    ids=["printed", "a frame", "a picture"],
)
def test_any_other_output_than_ours_is_refused(output):
    told = find_unguarded([{"cell_type": "code", "outputs": [output]}], "")
    assert "found another output, which might hold answers" in told


@pytest.mark.parametrize("height", [1.2, 1.62, 2.4, 3.5, 8.0])
def test_no_mark_is_cut_off_by_its_picture(height):
    for mark in MARKS.values():
        canvas, _ = in_house_style(start_canvas)(height)
        mark_canvas(canvas, mark)
        for text in canvas.texts:
            extent = text.get_window_extent()
            assert extent.x0 >= 0
            assert extent.y0 >= 0
            assert extent.x1 <= canvas.bbox.x1
            assert extent.y1 <= canvas.bbox.y1
