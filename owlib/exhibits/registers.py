"""The tables of the pages for looking things up: each record of the evidence, and how it was coded and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from owlib.evidence import FINAL
from owlib.evidence.coding import FIELDS, NONE, measure_agreement, measure_overall
from owlib.evidence.numbers import split_codes
from owlib.exhibits import audit, since
from owlib.exhibits.cases import compare_table
from owlib.exhibits.forms import Cell, Column, Register, Table, head_columns, make_register, make_table
from owlib.exhibits.view import View
from owlib.exhibits.wording import (
    map_addresses,
    name_origins,
    show_bounds,
    show_lines,
    show_number,
    show_period,
    show_place,
    show_places,
    show_source,
    show_sources,
    start_upper,
)
from owlib.findings.statements import map_parents
from owlib.words import Words

DASH = "\u2013"
CODE_LISTS = tuple(field for field in FIELDS if field != "themes")
"""Code lists that are given to statements; the code book of themes stands apart."""
NATION, STUDY = "nation", "study-"
"""What stands for a case where a record is on the nation, and, before its id, on a study as a whole."""
Told = tuple[str, pd.Series, dict[str, str]]
"""What a reader may filter by: its label, the codes of each row by its address, and the label of each code."""
LEAST_CODED = 10
"""Statements with a code, in either coding, from which on its kappa is shown."""


def _head(words: Words, /, **told: object) -> list[Column]:
    """Return the columns of a table by the names that their headings have among the messages."""
    return head_columns(lambda name: words(f"registers-column-{name.replace('_', '-')}"), **told)


def numbers(report: View) -> Register:
    """Return every published number: those of the nation, its years, and those of each study and its cases."""
    words, frame = report.words, _order_numbers(report)
    groups = [
        _table_numbers(report, rows, f"table-{name}", words(f"registers-{name}", count=len(rows)))
        for name, rows in _part_national(frame)
    ]
    for study_id, title in _name_studies(report).items():
        rows = frame[frame["branch"].eq("") & frame["study_id"].eq(study_id)]
        caption = words("registers-study-numbers", study=title, count=len(rows))
        groups.append(_table_numbers(report, rows, f"table-numbers-{study_id}", caption))
    frame = frame.set_index("number-" + frame["number_id"])
    checks = audit.list_checks(report)
    facets = {
        "case": _tell_origins(report, frame.assign(case_id=frame["case_id"].mask(frame["branch"].ne(""), NATION))),
        "source": _tell_sources(report, frame["source_id"]),
        **{name: _tell_codes(report, name, frame[name]) for name in ("measure", "group")},
        "verdict": audit.tell_verdicts(
            report,
            frame["number_id"].map(lambda name: [*dict.fromkeys(checks.get(name, {}).values())]),
            "facet-verdict",
        ),
    }
    data = _take_data(report.whole.numbers, "number", checks)
    caption = words("registers-all-numbers")
    return make_register(
        "numbers", caption, groups, facets, data, leads=audit.lead_to_checks(report, frame["number_id"])
    )


def _order_numbers(report: View) -> pd.DataFrame:
    """Return the published numbers: those on the nation as they stand, the others in the order of the sources."""
    frame = report.evidence.numbers
    order = {source_id: place for place, source_id in enumerate(report.evidence.sources["source_id"])}
    first = frame["lines"].str.extract(r"^(\d+)")[0].astype(int)
    told = frame.assign(source_place=frame["source_id"].map(order), first=first)
    return pd.concat(
        [
            frame[frame["branch"].ne("")],
            told.sort_values(["source_place", "first"], kind="stable").query("branch == ''"),
        ]
    )


def _part_national(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the quantities on the nation, then the years, periods, counts and scales, which are exact."""
    nation = frame[frame["branch"].ne("")]
    yield "numbers", nation[nation["rounding"] > 0]
    yield "years", nation[~(nation["rounding"] > 0)]


def _take_data(frame: pd.DataFrame, kind: str, checks: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Return records as a reader downloads them, by address: in both languages, with place and verdicts."""
    names = frame[f"{kind}_id"]
    verdicts = names.map(
        lambda name: "; ".join(f"{claim}: {verdict}" for claim, verdict in checks.get(name, {}).items())
    )
    taken = frame.drop(columns=["file", "row"]).assign(claims=verdicts)
    return taken.set_index(f"{kind}-" + names)


def _tell_origins(report: View, frame: pd.DataFrame) -> Told:
    """Return of which case each record is, or of which study as a whole, by its address."""
    names = {NATION: report.words("registers-nation")} if NATION in set(frame["case_id"]) else {}
    for (study_id, case_id), name in _order_origins(report).items():
        names[case_id or f"{STUDY}{study_id}"] = name
    return (
        report.words("registers-facet-case"),
        frame["case_id"].where(frame["case_id"].ne(""), STUDY + frame["study_id"]),
        names,
    )


def _order_origins(report: View) -> dict[tuple[str, str], str]:
    """Return what a record may be about: each study across its cases, then its cases."""
    names, studies = name_origins(report), list(report.evidence.studies["study_id"])
    return {key: names[key] for key in sorted(names, key=lambda key: (studies.index(key[0]), key[1] != ""))}


def _tell_sources(report: View, cells: pd.Series) -> Told:
    """Return the sources of records by their address."""
    return (
        report.words("registers-facet-source"),
        cells,
        report.evidence.sources.set_index("source_id")["short"].to_dict(),
    )


def _tell_codes(report: View, name: str, cells: pd.Series) -> Told:
    """Return the codes of a list that records have by their address."""
    return report.words(f"registers-facet-{name}"), cells, report.evidence.map_labels(name)


def _name_studies(report: View) -> dict[str, str]:
    """Return the title of each study."""
    return report.evidence.studies.set_index("study_id")["title"].to_dict()


def _table_numbers(report: View, frame: pd.DataFrame, name: str, caption: str) -> Table:
    """Return published numbers, one row each, each with its own address."""
    words = report.words
    rows = [
        (
            Cell(number["label"], number["number_id"]),
            Cell(show_number(words, number), "; ".join(_list_remarks(words, number))),
            show_bounds(words, number),
            _show_origin(report, number),
        )
        for number in frame.to_dict("records")
    ]
    return _address(report, name, "number", _head(words, what=34, number=20, range=20, place=26), rows, frame, caption)


def _address(
    report: View, name: str, kind: str, columns: list[Column], rows: list, frame: pd.DataFrame, caption: str
) -> Table:
    """Return a table for sorting, a row a record, each with its address: the kind of record and its id."""
    told = {"name": name, "caption": caption, "source": show_sources(report, frame)}
    return make_table(columns, rows, **told, targets=f"{kind}-" + frame[f"{kind}_id"], sortable=True)


def _list_remarks(words: Words, number: dict) -> Iterator[str]:
    """Yield how a number is printed, and what the words around it say of it."""
    yield words("registers-printed", token=number["token"])
    if number["sign"] == "-1":
        yield words("registers-decrease")
    for remark in ("about", "provisional"):
        if number[remark]:
            yield words(f"registers-{remark}")


def _show_origin(report: View, record: dict) -> Cell:
    """Return the place of a record, leading to its source."""
    source_id, place = record["source_id"], show_place(report.words, record)
    if record.get("also_lines"):
        also = show_lines(report.words, record["also_lines"])
        place = report.words("registers-place-also", place=place, also=also)
    return Cell(show_source(report, source_id), place, f"source-{source_id}")


def hr_themes(report: View) -> Table:
    """Return the ranks of HR themes by sector, as a survey that the Limburg report cites gives them."""
    words, frame = report.words, report.evidence.hr_themes
    themes, sectors = report.evidence.map_labels("hr-theme"), report.evidence.map_labels("hr-sector")
    ranks = frame.pivot_table(index="theme", columns="sector", values="token", aggfunc="first", sort=False)
    rows = [(Cell(themes[theme], theme), *row) for theme, row in ranks[list(sectors)].iterrows()]
    columns = [*_head(words, theme=40), *(Column(label, 10, numeric=True) for label in sectors.values())]
    caption = words("registers-hr-themes", count=len(ranks), year=frame["period"].iloc[0])
    told = {"name": "table-hr-themes", "caption": caption, "source": show_places(report, frame)}
    return make_table(columns, rows, **told, targets="hr-theme-" + ranks.index)


def _tell_views(report: View, cells: pd.Series) -> Told:
    """Return whose view statements give by their address: the view, and the perspective of several views."""
    label, _, views = _tell_codes(report, "view", cells)
    parents, sides = map_parents(report.evidence, "view"), report.evidence.map_labels("perspective")
    wide = {f"all-{side}": report.words("registers-all-views", side=name) for side, name in sides.items()}
    wide = {name: told for name, told in wide.items() if [*parents.values()].count(name.removeprefix("all-")) > 1}
    return label, cells.map(lambda view: [view, f"all-{parents[view]}"]), views | wide


def statements(report: View) -> Register:
    """Return all statements, those on a case among them: in our own words, one a row, each with its own address."""
    frame = report.evidence.statements
    groups = [
        _table_statements(report, rows, case_id or f"{STUDY}{study_id}", title)
        for (study_id, case_id), title in _order_origins(report).items()
        if len(rows := frame[frame["study_id"].eq(study_id) & frame["case_id"].eq(case_id)])
    ]
    frame = frame.set_index("statement-" + frame["statement_id"])
    facets = {
        "case": _tell_origins(report, frame),
        "source": _tell_sources(report, frame["source_id"]),
        "kind": _tell_codes(report, "kind", frame["kind"]),
        "view": _tell_views(report, frame["view"]),
        "theme": _tell_codes(report, "theme", frame["themes"]),
    }
    whole, addresses = report.whole.statements, map_addresses(report.evidence)
    data = _take_data(whole.assign(themes=whole["themes"].str.join(";")), "statement", audit.list_checks(report))
    return make_register(
        "statements",
        report.words("registers-all-statements"),
        groups,
        facets,
        data,
        leads=audit.lead_to_checks(report, frame["statement_id"]),
        homes=frame["statement_id"].map(addresses).to_dict(),
    )


def _table_statements(report: View, frame: pd.DataFrame, name: str, title: str) -> Table:
    """Return the statements on a case, or on a study as a whole, one a row."""
    words, told = report.words, set(report.evidence.summaries["case_id"])
    kinds, views, themes = (report.evidence.map_labels(name) for name in ("kind", "view", "theme"))
    page = f"/book/reports/{name}-{FINAL}" if name in told else ""
    rows = [
        (
            Cell(row["paraphrase"], row["statement_id"]),
            Cell(title if page else words("registers-whole"), target=page),
            Cell(kinds[row["kind"]], views[row["view"]]),
            ", ".join(themes[theme] for theme in row["themes"]) or DASH,
            _show_origin(report, row),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(words, statement=42, about_whom=13, kind_view=14, themes=15, place=16)
    caption = words("registers-statements", study=title, count=len(frame))
    return _address(report, f"table-statements-{name}", "statement", columns, rows, frame, caption)


def fieldwork(report: View) -> Table:
    """Return every activity of fieldwork, with the number of people or things where the sources give one."""
    words, activities = report.words, report.evidence.map_labels("activity")
    frame = report.evidence.fieldwork.sort_values("respondents", key=lambda tokens: tokens == "", kind="stable")
    rows = [
        (
            Cell(row["who"], row["fieldwork_id"]),
            _show_respondents(report, row),
            Cell(activities[row["activity"]], show_period(words, row["period_start"], row["period_end"])),
            _show_origin(report, row),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(words, who=40, amount=18, activity=16, place=26)
    caption = words("registers-fieldwork", count=len(frame), numbered=int(frame["respondents"].ne("").sum()))
    return _address(report, "table-fieldwork", "fieldwork", columns, rows, frame, caption)


def _show_respondents(report: View, row: dict) -> Cell:
    """Return a number of people or things, both ends of a range, or that there is none."""
    words = report.words
    if not row["respondents"]:
        return Cell(words("not-given"))
    amount = report.evidence.amounts.loc[row["fieldwork_id"]]
    ends = ["low", "high"] if pd.isna(amount["value"]) else ["value"]
    text = DASH.join(words.number(amount[end]) for end in ends)
    return Cell(text, words("registers-printed", token=row["respondents"]))


def trends(report: View) -> Table:
    """Return every development that the sources give in words only."""
    words, frame = report.words, report.evidence.trends
    ways, branches, groups, measures = map(report.evidence.map_labels, ("trend", "branch", "group", "measure"))
    rows = [
        (
            Cell(row["label"], row["trend_id"]),
            Cell(ways[row["trend"]], _tell_trend(words, row)),
            Cell(f"{groups[row['group']]}, {branches[row['branch']]}", measures[row["measure"]]),
            _show_origin(report, row),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(words, what=34, direction=20, whom=22, place=24)
    told = {"caption": words("registers-trends", count=len(frame)), "source": show_places(report, frame)}
    return make_table(columns, rows, name="table-trends", **told, targets="trend-" + frame["trend_id"])


def _tell_trend(words: Words, row: dict) -> str:
    """Return the years of a development, and how it is printed."""
    years = show_period(words, row["period_start"], row["period_end"])
    printed = words("registers-printed", token=row["token"])
    return f"{years or words('registers-years-missing')}; {printed}"


def sources(report: View) -> Table:
    """Return the sources with their licence, what that lets us carry over, and the text we worked from, as it is."""
    words, frame = report.words, report.evidence.sources
    licences = report.evidence.codes.query("list == 'licence'").set_index("code")
    rows = [
        (
            Cell(start_upper(row["short"]), f"{row['kind']}; {row['source_id']}"),
            Cell(row["title_nl"], _tell_publication(words, row)),
            Cell(*licences.loc[row["licence"], ["label", "definition"]]),
            Cell(row["copy"], words("registers-lines", lines=row["text_lines_n"], start=row["text_sha256"][:12])),
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(words, short=14, source=30, licence=20, text=36)
    told = {"caption": words("registers-sources", count=len(frame)), "source": words("registers-from-sources")}
    return make_table(columns, rows, name="table-sources", **told, targets="source-" + frame["source_id"])


def _tell_publication(words: Words, row: dict) -> str:
    """Return who published a source and when, after its title where that is another than the Dutch one."""
    published = words("registers-published", publisher=words.join(split_codes(row["publisher"])), date=row["published"])
    return published if row["title"] == row["title_nl"] else f"{row['title']}; {published}"


def themes(report: View) -> Table:
    """Return the code book: each theme with its definition and when to use it and when not."""
    words, frame = report.words, report.evidence.themes
    groups, labels = report.evidence.map_labels("theme-group"), report.evidence.map_labels("theme")
    used = report.evidence.statements["themes"].explode().value_counts()

    def name_theme(text: str) -> str:
        head, colon, code = text.rstrip(".").rpartition(": ")
        return f"{head}{colon}\u2018{labels[code]}\u2019." if code in labels else text

    frame = frame.assign(
        name=frame["theme"] + "; " + frame["parent"].map(groups),
        when_not=frame["when_not"].map(name_theme),
        used=frame["theme"].map(used).fillna(0).astype(int),
    )
    caption = words("registers-themes", count=len(frame))
    return _table_codes(words, frame, "table-themes", caption, "theme")


def codes(report: View) -> Table:
    """Return the other codes of statements, with when each is used and when not."""
    words, parts = report.words, []
    for name in CODE_LISTS:
        part = report.evidence.codes.query("list == @name")
        used = part["code"].map(report.evidence.statements[name].value_counts()).fillna(0).astype(int)
        parts.append(part.assign(name=part["code"] + "; " + words(f"registers-list-{name}"), used=used))
    frame = pd.concat(parts)
    caption = words("registers-codes", count=len(frame))
    return _table_codes(words, frame, "table-codes", caption, "code")


def _table_codes(words: Words, frame: pd.DataFrame, name: str, caption: str, first: str) -> Table:
    """Return codes with their definitions, when each is used and when not, and how often it is."""
    rows = [
        (
            Cell(row["label"], row["name"]),
            row["definition"],
            Cell(row["when"], words("registers-when-not", when=row["when_not"])),
            row["used"],
        )
        for row in frame.to_dict("records")
    ]
    columns = _head(words, numeric=("used",), **{first: 24, "definition": 32, "when": 34, "used": 10})
    return make_table(columns, rows, name=name, caption=caption, source=words("registers-from-coding"))


def agreement(report: View) -> Table:
    """Return how far two codings agree on each field."""
    words, frame = report.words, measure_overall(report.evidence)
    rows = [
        (
            start_upper(words(f"registers-{'main' if row['field'] == 'themes' else 'list'}-{row['field']}")),
            Cell(
                words("registers-part", part=row["same"], total=row["statements"]),
                words.number(100 * row["same"] / row["statements"], "percent", 0),
            ),
            words("registers-part", part=row["same_given"], total=row["given"]),
            _show_kappa(words, row),
        )
        for row in frame.to_dict("records")
    ]
    kappas = _show_span(words, frame["kappa"].min(), frame["kappa"].max())
    caption = words("registers-agreement", count=len(report.evidence.recodings), kappas=kappas)
    told = {"source": words("registers-from-coding"), "note": words("registers-agreement-note")}
    columns = _head(words, numeric=("same", "given", "kappa"), coded=28, same=24, given=24, kappa=24)
    return make_table(columns, rows, name="table-agreement", caption=caption, **told)


def _show_kappa(words: Words, row: dict) -> Cell:
    """Return a kappa with its interval, as far as they are defined."""
    if pd.isna(row["kappa"]):
        return Cell(words("registers-kappa-undefined"))
    span = "" if pd.isna(row["low"]) else _show_span(words, row["low"], row["high"])
    return Cell(words.number(row["kappa"], decimals=2), span)


def _show_span(words: Words, low: float, high: float) -> str:
    """Return a range of kappas, with two decimals."""
    return words("span", low=words.number(low, decimals=2), high=words.number(high, decimals=2))


def agreement_by_code(report: View) -> Table:
    """Return how far two codings agree on each code."""
    words, frame = report.words, measure_agreement(report.evidence)
    counts = ["both", "first_only", "second_only"]
    shown = frame[frame[counts].sum(axis=1) >= LEAST_CODED].sort_values("kappa", kind="stable")
    absent, every = (int(rows["code"].eq(NONE).sum()) for rows in (shown, frame))
    rows = [
        (
            Cell(_name_code(report, row), row["code"]),
            words(f"registers-list-{row['field']}"),
            *(row[column] for column in counts),
            _show_kappa(words, row),
        )
        for row in shown.to_dict("records")
    ]
    widths = {"code": 30, "list": 18, "both": 10, "first": 12, "second": 14, "kappa": 16}
    return make_table(
        _head(words, numeric=("both", "first", "second", "kappa"), filtered=("list",), **widths),
        rows,
        name="table-agreement-by-code",
        caption=words("registers-by-code", count=len(shown) - absent, least=LEAST_CODED, lists=absent),
        source=words("registers-from-coding"),
        note=words("registers-by-code-note", codes=len(frame) - every, none=every),
        sortable=True,
        data=frame,
    )


def _name_code(report: View, row: dict) -> str:
    """Return the label of a code, or that none was given."""
    labels = report.evidence.map_labels("theme" if row["field"] == "themes" else row["field"])
    return labels.get(row["code"]) or report.words("registers-code-none")


def readings(report: View) -> Table:
    """Return how the second reading of the numbers compares with the records."""
    words, frame = report.words, report.evidence.second_reading
    labels = report.evidence.map_labels("reading")
    counts = pd.crosstab(frame["settled"], frame["source_id"], margins=True, margins_name="")
    shown = [name for name in report.evidence.sources["source_id"] if name in counts.columns]
    rows = [(start_upper(labels[code]), *counts.loc[code, [*shown, ""]]) for code in labels if code in counts.index]
    named = [Column(show_source(report, source_id), numeric=True) for source_id in shown]
    columns = [*_head(words, settled=0), *named, *_head(words, numeric=("all",), all=0)]
    caption = words("registers-readings", count=len(frame), held=int(frame["settled"].eq("recorded").sum()))
    return make_table(columns, rows, name="table-readings", caption=caption, source=show_sources(report))


def official(report: View) -> Table:
    """Return the numbers of official statistics; their rows are addressed in the chapter on them."""
    return replace(since.numbers_table(report), name="table-official", targets=())


TABLES = {
    "agreement": agreement,
    "agreement-by-code": agreement_by_code,
    "cases": compare_table,
    "codes": codes,
    "fieldwork": fieldwork,
    "hr-themes": hr_themes,
    "official": official,
    "readings": readings,
    "sources": sources,
    "themes": themes,
    "trends": trends,
}
"""Each table by the name that a page calls it by."""

REGISTERS = {
    "claims": audit.claims_register,
    "conflicts": audit.conflicts_register,
    "numbers": numbers,
    "statements": statements,
}
"""Each register by the name that a page calls it by."""


def list_tables(report: View, directive: str, name: str) -> list[Table]:
    """Return the tables that a directive of a page shows by a name; none where it knows no such name."""
    if directive == "register":
        return list(REGISTERS[name](report).groups) if name in REGISTERS else []
    return [TABLES[name](report)] if name in TABLES else []
