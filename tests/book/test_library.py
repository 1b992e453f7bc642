"""The reference of the library: a page for each package, of names that exist."""

import ast
import builtins
import pkgutil
import re

import pytest

import owlib
from owlib.book import list_pages
from owlib.places import list_code

REFERENCE = re.compile(r":(?:func|class|data|mod|exc|meth):`~?([\w.]+)`")


def exists(name: str) -> bool:
    """Tell whether a dotted name is Python's own, a module, or something in one."""
    try:
        return hasattr(builtins, name) or pkgutil.resolve_name(name) is not None
    except (ImportError, AttributeError, ValueError):
        return False


@pytest.mark.parametrize("package", [info.name for info in pkgutil.iter_modules(owlib.__path__) if info.ispkg])
def test_every_package_has_its_page_that_says_what_it_is_for(root, package):
    text = (root / "book" / "en" / "library" / f"{package}.rst").read_text(encoding="utf-8")
    assert f".. automodule:: owlib.{package}\n" in text
    assert f"library/{package}`" in (root / "book" / "en" / "library.rst").read_text(encoding="utf-8")
    assert f"book/library/{package}" in list_pages(root, "en")


def test_every_name_that_a_docstring_refers_to_exists():
    broken = []
    for module, path in list_code().items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = [node.value.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_text(node.value)]
        own = "owlib" if module == "__init__" else f"owlib.{module}"
        for name in (name for text in texts for name in REFERENCE.findall(text)):
            room = own.rpartition(".")[0]
            if not any(map(exists, [room + name] if name.startswith(".") else [name, f"{own}.{name}"])):
                broken.append((own, name))
    assert broken == []


def is_text(node: ast.expr) -> bool:
    """Tell whether an expression is a text, as docstrings are."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
