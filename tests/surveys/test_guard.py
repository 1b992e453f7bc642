"""What is made from simulated answers bears the mark, and a report shows exhibits of ours alone."""

import pytest

from owlib.exhibits.forms import Table
from owlib.surveys.guard import find_unguarded, find_unmarked, mark_exhibit


def test_a_table_without_the_mark_is_found():
    bare = Table("t", "A caption", ("A",), (), "nowhere", data_columns=("a",), data_rows=(("1",),))
    assert find_unmarked(bare.to_dict()) == "caption, data, name"
    assert find_unmarked(mark_exhibit(bare, simulated=True).to_dict()) == ""
    assert mark_exhibit(bare, simulated=False) == bare


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
    told = find_unguarded([{"cell_type": "code", "outputs": [output]}], simulated=False)
    assert "found another output, which might hold answers" in told
