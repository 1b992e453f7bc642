"""What a page shows: tables, figures and running text made from data, each carrying its own data and source.

An exhibit displays itself in a notebook, and carries all that the book needs to typeset it: the caption that
states the finding, the alternative text, the source line and the rows behind it.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

MIME = "application/vnd.owlib.exhibit+json"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, a small remark after it, and the register row it leads to, if any."""

    text: str
    small: str = ""
    target: str = ""


@dataclass(frozen=True)
class Table:
    """A table.

    Parameters
    ----------
    name
        Its address in the book; unique there.
    caption
        The finding, in one sentence.
    columns
        Headings, units included.
    rows
        Cells, row by row; the first cell of a row names it.
    source
        Where the numbers or statements stand.
    note
        What a reader must know to read it right.
    widths
        Relative widths of the columns.
    numeric
        Positions of the columns to set flush right.
    targets
        Address of each row, where other pages lead to rows.
    sortable
        Whether a reader of the site may sort the rows, and filter them by words.
    filters
        Positions of the columns by whose values a reader may filter, too.
    data_columns, data_rows
        The data behind it as text, for a download; none where the table itself is all there is.

    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    note: str = ""
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    sortable: bool = False
    filters: tuple[int, ...] = ()
    data_columns: tuple[str, ...] = ()
    data_rows: tuple[tuple[str, ...], ...] = ()

    def to_dict(self) -> dict:
        """Return all of it as plain values."""
        return {"kind": "table", **asdict(self)}

    def _repr_mimebundle_(self, **_: object) -> tuple[dict, dict]:
        """Return the forms in which a notebook keeps it."""
        bundle = {MIME: self.to_dict(), "text/html": self.to_html(), "text/plain": self.caption}
        return bundle, {"owlib": {"kind": "table"}}

    def to_html(self) -> str:
        """Return it as HTML for a notebook; the book typesets it anew."""
        heads = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in self.columns)
        rows = "".join("<tr>" + "".join(_cell_html(cell) for cell in row) + "</tr>" for row in self.rows)
        foot = f"{html.escape(self.note)} <cite>{html.escape(self.source)}</cite>".strip()
        return (
            f"<table><caption>{html.escape(self.caption)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table><p><small>{foot}</small></p>"
        )


def _cell_html(cell: Cell) -> str:
    """Return one cell as HTML."""
    small = f" <small>{html.escape(cell.small)}</small>" if cell.small else ""
    return f'<td style="text-align:left">{html.escape(cell.text)}{small}</td>'


@dataclass(frozen=True)
class Facet:
    """What a reader may filter a register by: its name in an address, its label, and each code, label and count."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Register:
    """A register: records for looking up, as one table a group, which a script joins and filters.

    Parameters
    ----------
    name, caption
        What it is called in addresses, and what it holds.
    groups
        Its tables; all have the same columns, and each row an address.
    facets
        What a reader may filter it by.
    marks
        By the address of a row, its codes: ``kind--motive``.
    leads
        By the address of a row, what its first cell leads to: its verdicts, and its source.
    homes
        By the address of a row, the address by which pages lead to its record, where that is another.
    data_columns, data_rows
        The data for a download, row by row in the order of the groups.

    """

    name: str
    caption: str
    groups: tuple[Table, ...]
    facets: tuple[Facet, ...]
    marks: dict[str, list[str]]
    leads: dict[str, list[Cell]]
    homes: dict[str, str]
    data_columns: tuple[str, ...]
    data_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture with the data that were drawn.

    ``title`` states the finding, ``caption`` says how to read the picture, ``alt`` carries its message in
    words, ``columns`` and ``rows`` are the data behind it as text, ``svg`` is the drawing, and ``records`` are the
    ids of the records that were drawn.
    """

    name: str
    title: str
    caption: str
    alt: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str
    records: tuple[str, ...] = ()

    def to_dict(self) -> dict:
        """Return all but the drawing as plain values."""
        values = asdict(self)
        del values["svg"]
        return {"kind": "figure", **values}

    def _repr_mimebundle_(self, **_: object) -> tuple[dict, dict]:
        """Return the forms in which a notebook keeps it."""
        bundle = {"image/svg+xml": self.svg, MIME: self.to_dict(), "text/plain": self.title}
        return bundle, {"owlib": self.to_dict()}


@dataclass(frozen=True)
class Text:
    """Running text made from data, as Markdown."""

    markdown: str

    def _repr_mimebundle_(self, **_: object) -> dict:
        """Return the forms in which a notebook keeps it."""
        return {"text/markdown": self.markdown, "text/plain": self.markdown}


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, units included, its relative width, and what it holds.

    ``numeric`` sets it flush right; by the values of a ``filtered`` one a reader may filter.
    """

    heading: str
    width: int = 0
    numeric: bool = False
    filtered: bool = False


def head_columns(
    told: Callable[[str], str], /, numeric: Iterable[str] = (), filtered: Iterable[str] = (), **widths: int
) -> list[Column]:
    """Return columns by the names of their headings, which ``told`` gives in words, with their widths."""
    return [Column(told(name), width, name in numeric, name in filtered) for name, width in widths.items()]


def make_table(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], *, data: pd.DataFrame | None = None, **told: object
) -> Table:
    """Return a table of rows of cells, described by its columns; a text or number by itself is a cell, too.

    Parameters
    ----------
    data
        The frame behind it, for a download.
    told
        What :class:`Table` has beside that: ``name``, ``caption``, ``source``; ``note``, ``targets``, ``sortable``.

    """
    data_columns, data_rows = make_data_rows(data) if data is not None else ((), ())
    return Table(
        columns=tuple(column.heading for column in columns),
        rows=tuple(tuple(cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row) for row in rows),
        widths=tuple(column.width for column in columns if column.width),
        numeric=tuple(place for place, column in enumerate(columns) if column.numeric),
        filters=tuple(place for place, column in enumerate(columns) if column.filtered),
        data_columns=data_columns,
        data_rows=data_rows,
        **{**told, "targets": tuple(told.get("targets", ()))},
    )


def make_register(
    name: str,
    caption: str,
    groups: Sequence[Table],
    facets: dict[str, tuple[str, pd.Series, dict[str, str]]],
    data: pd.DataFrame,
    *,
    leads: dict[str, list[Cell]] | None = None,
    homes: dict[str, str] | None = None,
) -> Register:
    """Return a register of tables.

    Parameters
    ----------
    facets
        By name: its label, the code or codes of each row by its address, and the label of each code in order.
    data
        The frame behind it, by the address of each row.

    """
    told, marks = [], {}
    for facet, (label, codes, labels) in facets.items():
        given = codes.explode()
        given = given[given.isin(list(labels))]
        counts = given.value_counts()
        told.append(
            Facet(facet, label, tuple((code, labels[code], int(counts[code])) for code in labels if code in counts))
        )
        for address, code in given.items():
            marks.setdefault(address, []).append(f"{facet}--{code}")
        data = _label_column(data, facet, labels)
    columns, rows = make_data_rows(data.loc[[address for table in groups for address in table.targets]])
    return Register(name, caption, tuple(groups), tuple(told), marks, leads or {}, homes or {}, columns, rows)


def _label_column(data: pd.DataFrame, facet: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return data with the labels of the codes of a facet beside them, as ``source`` beside ``source_id``."""
    coded = [name for name in data.columns if facet in (name, name.removesuffix("_id"), name.removesuffix("s"))]
    for column in coded[:1]:
        told = data[column].str.split(";").map(lambda codes: "; ".join(labels.get(code, code) for code in codes))
        name = facet if column != facet and facet not in data else f"{facet}_label"
        data = data.copy()
        data.insert(data.columns.get_loc(column) + 1, name, told)
    return data


def write_csv(columns: list[str], rows: list[list[str]]) -> str:
    """Return rows as CSV that a spreadsheet opens without running anything in it.

    A text cell that begins like a formula is given an apostrophe; numbers are left as they are.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_make_safe(cell) for cell in row] for row in rows])
    return stream.getvalue()


def _make_safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    try:
        float(cell)
    except ValueError:
        return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
    return cell


def make_data_rows(frame: pd.DataFrame) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a frame as the text rows that a reader downloads: missing as empty, whole numbers without decimals."""

    def to_text(value: object) -> str:
        if value is None or (not isinstance(value, str) and pd.isna(value)):
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:.0f}" if value.is_integer() else f"{value:.10g}"
        return str(value)

    rows = tuple(tuple(to_text(value) for value in row) for row in frame.itertuples(index=False))
    return tuple(frame.columns), rows
