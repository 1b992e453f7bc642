"""A difference between two runs is told so that a person can use it: which row and column, and which picture."""

import copy

import pytest

from owlib.exhibits.forms import MIME
from owlib.review.outputs import compare_cells

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><title>Pay first</title><desc>Pay 5</desc>
<g id="axes_1"><use xlink:href="#dot" x="100" y="50" style="fill: #1f4e79"/>
<g id="text_1"><!-- Share, % --><g transform="translate(120 190)"/></g></g></svg>"""


def make_figure(svg=SVG, **more):
    exhibit = {
        "kind": "figure", "name": "zgao-themes", "title": "Pay first", "caption": "How to read it", "alt": "Pay 5",
        "source": "report", "columns": ["theme", "count"], "rows": [["pay", "5"], ["team", "3"]], "records": ["a-001"],
    }  # fmt: skip
    data = {MIME: {**exhibit, **more}, "image/svg+xml": svg, "text/plain": "Figure: Pay first"}
    return [{"output_type": "display_data", "data": data}]


def make_table(rows=(("Growth", "12%", "number-1"), ("Cost", "3%", "number-2")), **more):
    cells = [[{"text": name, "small": "", "target": ""}, {"text": value, "small": "", "target": target}]
             for name, value, target in rows]  # fmt: skip
    exhibit = {
        "kind": "table", "name": "zgao-numbers", "caption": "Two numbers", "columns": ["What", "Number"], "rows": cells,
        "source": "report", "note": "", "widths": [1, 1], "numeric": [1], "targets": [row[2] for row in rows],
        "sortable": False, "filters": [], "data_columns": [], "data_rows": [],
    }  # fmt: skip
    return [{"output_type": "execute_result", "data": {MIME: {**exhibit, **more}, "text/html": "<table>"}}]


def tell(old, new, **more):
    return [
        (r.exhibit, r.row, r.column, r.expected, r.found)
        for r in compare_cells("zgao", old, new, **{"pinned": True, **more})
    ]


def test_what_is_the_same_is_not_told():
    for outputs in (make_figure(), make_table(), []):
        assert tell(outputs, copy.deepcopy(outputs)) == []


TABLES = {
    "digit": ((("Growth", "13%", "number-1"), ("Cost", "3%", "number-2")),
              [("table 'zgao-numbers'", "Growth", "Number", "'12% | -> number-1'", "'13% | -> number-1'")]),
    "label": ((("Growth", "12%", "number-1"), ("Costs", "3%", "number-2")),
              [("table 'zgao-numbers'", "Cost", "What", "'Cost'", "'Costs'")]),
    "dropped": ((("Growth", "12%", "number-1"),),
                [("table 'zgao-numbers'", "Cost", "", "this row", "no such row")]),
    "added": ((("Growth", "12%", "number-1"), ("Cost", "3%", "number-2"), ("Pay", "1%", "number-3")),
              [("table 'zgao-numbers'", "Pay", "", "no such row", "this row")]),
    "doubled": ((("Growth", "12%", "number-1"), ("Growth", "12%", "number-1"), ("Cost", "3%", "number-2")),
                [("table 'zgao-numbers'", "Growth", "", "the row once", "the row once more")]),
}  # fmt: skip


@pytest.mark.parametrize("change", TABLES)
def test_a_change_of_a_table_names_row_and_column(change):
    rows, expected = TABLES[change]
    assert tell(make_table(), make_table(rows)) == expected


def test_rows_in_another_order_are_told():
    rows = (("Cost", "3%", "number-2"), ("Growth", "12%", "number-1"))
    assert "the row in its place" in {remark[3] for remark in tell(make_table(), make_table(rows))}


@pytest.mark.parametrize(
    ("part", "value"), [("caption", "Three numbers"), ("note", "Rounded"), ("source", "blog"), ("numeric", [0])]
)
def test_words_around_a_table_and_how_it_is_set_are_told(part, value):
    assert [remark[2] for remark in tell(make_table(), make_table(**{part: value}))] == [part]


def test_the_data_behind_a_figure_are_compared_cell_by_cell():
    (remark,) = tell(make_figure(), make_figure(rows=[["pay", "5"], ["team", "4"]]))
    assert remark == ("figure 'zgao-themes' (data behind it)", "team", "count", "'3'", "'4'")


WORDS = {
    "a text": (SVG.replace("Share, %", "Share, n"), "'Share, %'", "'Share, n'"),
    "a text more": (SVG.replace("</g></svg>", "<!-- Not so --></g></svg>"), "''", "'Not so'"),
    "its title": (SVG.replace(">Pay first<", ">Pay last<"), "'Pay first'", "'Pay last'"),
    "its description": (SVG.replace("Pay 5", "Pay 6"), "'Pay 5'", "'Pay 6'"),
}


@pytest.mark.parametrize("change", WORDS)
@pytest.mark.parametrize("pinned", [True, False])
def test_other_words_in_a_picture_are_told_with_both_pictures(change, pinned):
    svg, old, new = WORDS[change]
    (remark,) = compare_cells("zgao", make_figure(), make_figure(svg), pinned=pinned)
    assert (old in remark.expected, remark.found) == (True, new)
    assert (remark.column, remark.pictures) == ("picture", (SVG, svg))


@pytest.mark.parametrize(
    ("old", "new"),
    [("#1f4e79", "#ff0000"), ('x="100"', 'x="110"'), ("translate(120", "translate(150"), ("</svg>", "<circle/></svg>")],
)
def test_any_other_byte_of_a_picture_is_told_in_the_pinned_environment(old, new):
    """With other releases of the drawing library every byte may differ; what was drawn is compared as data."""
    svg = SVG.replace(old, new)
    (remark,) = compare_cells("zgao", make_figure(), make_figure(svg), pinned=True)
    assert (remark.exhibit, remark.column, remark.pictures) == ("figure 'zgao-themes'", "picture", (SVG, svg))
    assert tell(make_figure(), make_figure(svg), pinned=False) == []


def test_last_digits_of_data_may_differ_outside_the_pinned_environment():
    new = make_figure(rows=[["pay", "5.0000000001"], ["team", "3"]])
    assert tell(make_figure(), new, pinned=False) == []
    assert len(tell(make_figure(), new)) == 1
    assert len(tell(make_figure(), make_figure(rows=[["pay", "5.001"], ["team", "3"]]), pinned=False)) == 1


def test_a_sentence_that_differs_is_shown_where_it_differs():
    old, new = ([{"output_type": "execute_result", "data": {"text/markdown": text, "text/plain": text}}]
                for text in ("One.\n\nIn 2018 it was 12%.", "One.\n\nIn 2018 it was 13%."))  # fmt: skip
    assert tell(old, new) == [
        ("text 'One.\n\nIn 2018 it was 12%.'", "", "", "'In 2018 it was 12%.'", "'In 2018 it was 13%.'")
    ]


@pytest.mark.parametrize(
    "new",
    [[], make_table() * 2, [{"output_type": "stream", "name": "stdout", "text": "x"}], make_table(name="other")],
    ids=["none", "two", "stream", "another exhibit"],
)
def test_another_output_altogether_is_told(new):
    assert tell(make_table(), new)
