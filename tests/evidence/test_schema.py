"""The form of the data: as the schemas declare it, to us and to others who read the package."""

import frictionless
import pytest

from owlib.evidence.numbers import list_records
from owlib.evidence.schema import check_cells
from owlib.places import MARKER


def test_the_data_are_a_valid_data_package_to_other_tools(root):
    report = frictionless.Package(str(root / MARKER)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_the_schemas_ask_for_nothing_that_is_not_checked(package):
    known = {"required", "pattern", "enum", "minimum", "maximum", "maxLength"}
    for resource in package.resources:
        assert set(resource.schema) <= {"fields", "primaryKey", "foreignKeys", "missingValues"}
        for field in resource.fields:
            assert set(field.get("constraints", {})) <= known
            if field["type"] == "boolean":
                assert (field["trueValues"], field["falseValues"]) == (["yes"], ["no"])


DATES = r"^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@pytest.mark.parametrize(
    ("table", "column", "cell", "expected"),
    [
        ("stages", "position", "1.5", "a whole number"),
        ("stages", "position", "0", "a minimum of 1"),
        ("numbers", "period_start", "2101", f"start as printed in iso 8601 of the form {DATES}"),
        ("fieldwork", "period_end", "2013-13", f"end as printed in iso 8601 of the form {DATES}"),
        ("numbers", "rounding", "NaN", "a number"),
        ("numbers", "sign", "1", "'-1'"),
        ("numbers", "provisional", "maybe", "yes or no"),
        ("numbers", "study_id", "", "a value"),
        ("cases", "about_nl", "", "a text in Dutch"),
        ("cases", "case_id", "ZGAO", "case of the form ^[a-z0-9]+(-[a-z0-9]+)*$"),
        ("statements", "case_id", "nowhere", "an id of the table 'cases'"),
        ("statements", "stage_id", "", "an id of the table 'stages'"),
        ("sections", "section", "{first}", "an id that stands once"),
    ],
)
def test_a_cell_that_its_schema_does_not_allow_is_named(package, tables, table, column, cell, expected):
    broken = tables[table].copy()
    broken.loc[1, column] = cell.format(first=broken.loc[0, column])
    findings = list(check_cells(package, list_records({**tables, table: broken})))
    assert expected in {finding.expected for finding in findings if (finding.file, finding.row) == place(broken)}


def place(frame) -> tuple[str, int]:
    """Return the place of the second row."""
    return frame.loc[1, "file"], frame.loc[1, "row"]


def test_a_cell_that_may_be_empty_and_is_needs_nothing(package, tables):
    broken = tables["numbers"].assign(rounding="", case_id="")
    found = list(check_cells(package, list_records({**tables, "numbers": broken})))
    assert found == []
