"""The library is read in one direction."""

import ast
from pathlib import Path

import pytest

import owlib

PACKAGE = Path(owlib.__file__).parent


def find_imports(module: str) -> set[str]:
    """Return the modules of owlib that a module imports, in whatever way and wherever in it."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = "owlib" if node.level else ""
            parts = [part for part in (base, node.module or "") if part]
            found |= {".".join([*parts, alias.name]) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    inside = {name.split(".")[1] for name in found if name.startswith("owlib.")}
    return inside & set(owlib.LAYERS)


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
