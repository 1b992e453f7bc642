"""The library is read in one direction."""

import ast
from pathlib import Path

import pytest

import owlib

PACKAGE = Path(owlib.__file__).parent


def find_imports(module: str) -> set[str]:
    """Return the modules of owlib that a module imports, wherever in it."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "owlib":
            names = node.module.split(".")[1:] or [alias.name for alias in node.names]
            found.add(names[0])
    return found


@pytest.mark.parametrize("module", owlib.LAYERS)
def test_a_module_imports_only_from_those_before_it(module):
    before = set(owlib.LAYERS[: owlib.LAYERS.index(module)])
    assert find_imports(module) <= before


def test_each_module_has_its_place():
    on_disk = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert set(owlib.LAYERS) == on_disk


@pytest.mark.parametrize("module", owlib.LAYERS)
def test_no_module_passes_four_hundred_lines(module):
    assert len((PACKAGE / f"{module}.py").read_text(encoding="utf-8").splitlines()) <= 400
