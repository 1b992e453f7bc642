"""A formula is set without any other host: as a drawing with its TeX as alternative text, the same each time."""

import xml.etree.ElementTree as ET

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from owlib.book.formulas import DrawFormulas, draw_formula

KAPPA = r"\kappa = \frac{p_o - p_e}{1 - p_e}"


def test_a_formula_is_a_drawing_that_says_what_it_shows_and_is_the_same_each_time():
    drawing = draw_formula(KAPPA)
    assert drawing == draw_formula(KAPPA)
    tree = ET.fromstring(drawing)
    assert tree.find("{http://www.w3.org/2000/svg}title").text == KAPPA
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}use"))) >= 8
    assert "http" not in drawing.split("<metadata>")[0].replace("http://www.w3.org", "")


def test_all_of_a_formula_lies_within_its_drawing():
    low, high = draw_formula("x"), draw_formula(KAPPA)
    sizes = [[float(part) for part in ET.fromstring(one).get("viewBox").split()[2:]] for one in (low, high)]
    assert sizes[1][0] > 5 * sizes[0][0]
    assert sizes[1][1] > 2 * sizes[0][1]


def test_what_cannot_be_set_is_named():
    with pytest.raises(ValueError, match="nosuchmacro"):
        draw_formula(r"\nosuchmacro{x}")


class Environment:
    """What the transform asks of a build."""

    def __init__(self, folder):
        self.doctreedir, self.srcdir = str(folder / "made" / "doctrees"), str(folder)


def test_a_page_with_a_formula_shows_a_picture_and_leaves_no_maths_to_a_script(tmp_path):
    document = new_document("page", get_default_settings(Parser))
    document.settings.env = Environment(tmp_path)
    document += [nodes.paragraph("", "", nodes.math("", KAPPA)), nodes.math_block("", KAPPA)]
    DrawFormulas(document).apply()
    images = list(document.findall(nodes.image))
    assert [image["alt"] for image in images] == [KAPPA, KAPPA]
    assert (tmp_path / images[0]["uri"].lstrip("/")).read_text(encoding="utf-8") == draw_formula(KAPPA)
    assert not list(document.findall(nodes.math)) + list(document.findall(nodes.math_block))
