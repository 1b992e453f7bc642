"""A difference between two runs is told so that a person can use it: which row and column, and what moved."""

import copy

import pytest

from owlib.exhibits.forms import MIME
from owlib.review.outputs import compare_cells
from owlib.review.pictures import compare_pictures, reduce_picture


def draw(right=0):
    """Return a small picture, its plot moved to the right by some points."""
    left, middle, end = 50 + right, 120 + right, 350 + right
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 200">'
        f'<g id="axes_1"><path d="M {left} 180 L {end} 180 L {end} 20 L {left} 20 z" style="fill: #ffffff"/>'
        f'<path d="M {left} 180 L {end} 180" style="fill: none; stroke: #626c77"/>'
        '<defs><path id="dot" d="M 0 4 L 4 0 L 0 -4 z"/></defs>'
        f'<use xlink:href="#dot" x="{100 + right}" y="50" style="fill: #1f4e79"/>'
        f'<use xlink:href="#dot" x="{200 + right}" y="80" style="fill: #b45309"/>'
        f'<g id="text_1"><!-- Share, % --><g style="fill: #1b2631" transform="translate({middle} 190)"/></g></g></svg>'
    )


SVG = draw()


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


PICTURES = {
    "colour": (SVG.replace("#1f4e79", "#ff0000"), "became 'mark of 4 by 8, fill #ff0000'"),
    "place": (SVG.replace('x="100"', 'x="110"'), "mark 3 (mark of 4 by 8, fill #1f4e79) moved by 3.3% of its axes"),
    "order": (SVG.replace("#1f4e79", "@").replace("#b45309", "#1f4e79").replace("@", "#b45309"), "the marks"),
    "words": (SVG.replace("Share, %", "Share"), "the words 'Share, %' became 'Share'"),
    "colour of words": (SVG.replace("#1b2631", "#000000"), "'Share, %' changed from fill #1b2631 to fill #000000"),
    "place of words": (SVG.replace("translate(120", "translate(150"), "'Share, %' moved"),
    "gone": (SVG.replace('<use xlink:href="#dot" x="200" y="80" style="fill: #b45309"/>', ""), "became nothing"),
    "broken": (SVG.replace("</svg>", ""), "cannot be read as a picture"),
}


@pytest.mark.parametrize("change", PICTURES)
@pytest.mark.parametrize("pinned", [True, False])
def test_what_moved_in_a_picture_is_told_with_both_pictures(change, pinned):
    svg, words = PICTURES[change]
    remarks = compare_cells("zgao", make_figure(), make_figure(svg), pinned=pinned)
    assert words in "; ".join(remark.found for remark in remarks)
    assert {remark.pictures for remark in remarks} == {(SVG, svg)}
    assert {remark.column for remark in remarks} == {"picture"}


def test_other_bytes_that_show_the_same_are_told_in_the_pinned_environment_only():
    same = SVG.replace('x="100"', 'x="100.4"').replace("#ffffff", "#ffffff ")
    assert [remark[3:] for remark in tell(make_figure(), make_figure(same))] == [
        ("the same picture to the byte", "other bytes")
    ]
    assert tell(make_figure(), make_figure(same), pinned=False) == []


def test_a_whole_plot_that_moved_shows_the_same():
    """A newer release lays labels out anew: what counts are places within the axes."""
    assert compare_pictures(SVG, draw(right=7)) == []


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


def test_pictures_of_strangers_do_no_harm():
    bomb = '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + SVG.replace("Share", "&c;")
    assert compare_pictures(SVG, bomb) == ["cannot be read as a picture"]
    with pytest.raises(ValueError, match="cannot be read"):
        reduce_picture("<svg></svg>")
