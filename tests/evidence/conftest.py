"""What the tests of the evidence share: the data package, and its tables as text."""

import pytest

from owlib.evidence.schema import read_package, read_text_tables


@pytest.fixture(scope="session")
def package(root):
    """The data package of the project."""
    return read_package(root)


@pytest.fixture(scope="session")
def tables(package):
    """Its tables, as text; a test that breaks one breaks a copy."""
    return read_text_tables(package)
