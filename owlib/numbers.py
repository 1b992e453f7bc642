"""Every printed number of the evidence in one frame, whichever table holds it, with what its rounding leaves."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from owlib.clean import Quantity, parse_quantity
from owlib.intervals import Interval, enclose

Tables = dict[str, pd.DataFrame]
SIGNED = ("growth", "share-change")
"""Measures that can be negative."""
TOKEN_COLUMNS = {"figures": "token", "fieldwork": "respondents", "hr_themes": "token"}
"""Tables that hold printed numbers, and the column with the number as printed."""
UNITS = {"fieldwork": "persons", "hr_themes": "rank"}
MEASURES = {"fieldwork": "count", "hr_themes": "rank"}
"""Unit and measure of the numbers of a table that has no columns for them."""
COLUMNS = ("record_id", "table", "unit", "low", "high", "value", "rounding", "about", "bound", "provisional")


def find_id_column(frame: pd.DataFrame) -> str:
    """Return the column that names a record: the first one."""
    return str(frame.columns[0])


def collect_numbers(tables: Tables) -> pd.DataFrame:
    """Return all printed numbers that are amounts.

    Parameters
    ----------
    tables
        Text tables; those of :data:`TOKEN_COLUMNS` are read.

    Returns
    -------
    DataFrame
        One row a number, indexed by ``record_id``: ``table``, ``unit`` (a code of the list ``unit``), ``low``,
        ``high`` (what rounding leaves, signed, rounded outward), ``value`` (the printed number; empty for a range),
        ``rounding`` (0 for an exact number), ``about`` (whether the text says *about*), ``bound``
        (``most``, ``least`` or ``above`` where one end is printed), ``provisional``. Tokens that
        cannot be read are left out; ``owlib check`` reports them.

    """
    rows = []
    for table, column in TOKEN_COLUMNS.items():
        for record in tables[table].to_dict("records"):
            row = _read_row({"measure": MEASURES.get(table, ""), **record}, table, column)
            rows += [row] if row else []
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates("record_id").set_index("record_id")


def _read_row(record: dict, table: str, column: str) -> dict | None:
    """Return the number of a record as a row, or nothing where it has none that can be read."""
    if not record[column]:
        return None
    try:
        quantity = parse_quantity(record, column)
        return _make_row(record, table, quantity) if quantity else None
    except (ValueError, ArithmeticError):
        return None


def _make_row(record: dict, table: str, quantity: Quantity) -> dict:
    """Return a number as a row; an amount that cannot be negative is not, however it was rounded."""
    sign = -1 if record.get("sign") == "-1" else 1
    least = quantity.least if record["measure"] in SIGNED else max(quantity.least, Decimal(0))
    ends = sorted((sign * least, sign * quantity.most))
    interval = enclose(*ends)
    return {
        "record_id": record[find_name(record)],
        "table": table,
        "unit": record.get("unit") or UNITS.get(table, ""),
        "low": interval.low,
        "high": interval.high,
        "value": None if quantity.value is None or quantity.bound else float(sign * quantity.value),
        "rounding": float(quantity.rounding),
        "about": quantity.about,
        "bound": quantity.bound,
        "provisional": record.get("provisional") == "yes",
    }


def find_name(record: dict) -> str:
    """Return the column that names a record: the first one, besides the measure that is set for its table."""
    return next(column for column in record if column != "measure")


def find_interval(row: pd.Series) -> Interval:
    """Return what rounding leaves of one number: ``low`` and ``high`` of its row."""
    return Interval(float(row["low"]), float(row["high"]))


def find_bounds(numbers: pd.DataFrame, record_id: str) -> Interval:
    """Return what rounding leaves of the number of a record."""
    return find_interval(numbers.loc[record_id])
