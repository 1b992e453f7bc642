"""Tables of the chapters that answer questions, made from the coded statements."""

from __future__ import annotations

import pandas as pd

from owlib.addresses import map_addresses
from owlib.clean import split_codes
from owlib.evidence import Evidence
from owlib.exhibits import Cell, Table, make_data_rows
from owlib.findings import (
    BURDENS,
    GAINS,
    NEEDS,
    collect_reasons,
    collect_synthesis,
    compare_pilots,
    cross_ways,
    find_both,
    list_way_cases,
    select_sides,
    select_ways,
    weigh_evidence,
)
from owlib.formats import format_place, format_source, list_places, start_upper
from owlib.measures import name_origin

MOST_LISTED = 4
"""How many statements of a kind a cell lists; the others are in the data."""


def table_records(evidence: Evidence, name: str, caption: str, statements: pd.DataFrame, note: str = "") -> Table:
    """Return statements with view, themes and place, each leading to its row in the book."""
    addresses, origins = map_addresses(evidence), name_origin(evidence)
    themes, kinds, views = (evidence.map_labels(key) for key in ("theme", "kind", "view"))
    rows = tuple(
        (
            Cell(row["paraphrase_en"]),
            Cell(
                start_upper(kinds[row["kind"]]),
                f"view: {views[row['view']]}; {', '.join(themes[theme] for theme in row['themes']) or 'no theme'}",
            ),
            Cell(
                row["statement_id"],
                f"{origins[row['study_id'], row['case_id']]}; {_tell_place(evidence, row)}",
                addresses[row["statement_id"]],
            ),
        )
        for row in statements.to_dict("records")
    )
    columns, source = ("Statement", "Kind, view and themes", "Record"), list_places(evidence, statements)
    return Table(name, f"{caption} ({len(rows)} statements)", columns, rows, source, note, (56, 22, 22))


def _tell_place(evidence: Evidence, record: dict) -> str:
    """Return where a record stands, source first."""
    return f"{format_source(evidence, record['source_id'])}, {format_place(record)}"


def table_reasons(evidence: Evidence, name: str, actor: str) -> Table:
    """Return the reasons of workers or organisations, each with the statements that give or question it."""
    links, addresses = collect_reasons(evidence, actor), map_addresses(evidence)
    forces, views = evidence.map_labels("force"), evidence.map_labels("view")
    reasons = evidence.reasons.set_index("reason")
    rows = []
    for record in links.to_dict("records"):
        reason = reasons.loc[record["reason"]]
        rows.append(
            (
                Cell(start_upper(reason["label_en"]), forces[record["force"]]),
                Cell(record["paraphrase_en"], f"view: {views[record['view']]}"),
                Cell(record["statement_id"], _tell_place(evidence, record), addresses[record["statement_id"]]),
            )
        )
    whose = {"worker": "to work flexibly", "organisation": "to hire flexible staff"}[actor]
    caption = f"Reasons {whose}, statement by statement: {len(rows)} links of statement and reason"
    data = links[["reason", "force", "perspective", "view", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    return Table(
        name, caption, ("Reason", "Statement", "Record"), tuple(rows), list_places(evidence, links),
        "A statement that gives two reasons stands under both.", (22, 52, 26), (), (), True, (0,),
        *make_data_rows(data),
    )  # fmt: skip


def table_both(evidence: Evidence, name: str) -> Table:
    """Return what is named as a benefit of flexible work by some and as a drawback by others, or by the same."""
    frame, themes, views = find_both(evidence), evidence.map_labels("theme"), evidence.map_labels("perspective")
    statements = evidence.statements.set_index("statement_id")["paraphrase_en"]
    rows = tuple(
        (
            Cell(start_upper(themes[row["theme"]]), f"both named by: {_join(views, row['same'])}"),
            Cell(f"{row['benefits']}: {statements[row['benefit_ids'][0]]}", _list_ids(row["benefit_ids"])),
            Cell(f"{row['drawbacks']}: {statements[row['drawback_ids'][0]]}", _list_ids(row["drawback_ids"])),
        )
        for row in frame.to_dict("records")
    )
    named = [name for column in ("benefit_ids", "drawback_ids") for ids in frame[column] for name in ids]
    used = evidence.statements[evidence.statements["statement_id"].isin(named)]
    data = frame.assign(**{name: frame[name].map(";".join) for name in ("benefit_ids", "drawback_ids", "same")})
    caption = f"{len(rows)} themes are named as a benefit and as a drawback of flexible work"
    columns = ("Theme", "Benefits: number, and the first of them", "Drawbacks: number, and the first of them")
    return Table(
        name, caption, columns, rows, list_places(evidence, used), "", (24, 38, 38), (), (), False, (),
        *make_data_rows(data),
    )  # fmt: skip


def _join(labels: dict[str, str], codes: list[str]) -> str:
    """Return labels as a list, or that there are none."""
    return ", ".join(labels[code] for code in codes) or "no side; one side names the one, another the other"


def _list_ids(names: list[str]) -> str:
    """Return ids as a remark, the first few of many."""
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def table_ways(evidence: Evidence, name: str) -> Table:
    """Return every direction and planned action by theme, and in how many cases the theme comes up."""
    frame, addresses = select_ways(evidence), map_addresses(evidence)
    shared = cross_ways(evidence).drop_duplicates("theme").set_index("theme")["cases"]
    themes, levels = evidence.map_labels("theme"), evidence.map_labels("level")
    aims = {**evidence.map_labels("direction"), "planned": "on the action agenda"}
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    order, cases_n = list(shared.index), len(list_way_cases(evidence))
    frame = frame.assign(order=frame["theme"].map(order.index)).sort_values(["order", "statement_id"], kind="stable")
    rows = tuple(
        (
            Cell(start_upper(themes[row["theme"]]), f"{shared[row['theme']]} of {cases_n} cases"),
            Cell(row["paraphrase_en"]),
            Cell(aims[row["way"]], levels.get(row["level"], "")),
            Cell(names[row["case_id"]], row["statement_id"], addresses[row["statement_id"]]),
        )
        for row in frame.to_dict("records")
    )
    data = frame[["theme", "case_id", "way", "level", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    caption = f"Directions and planned actions by theme, the most shared first: {len(rows)} rows"
    return Table(
        name, caption, ("Theme", "Direction or action", "Aim and level", "Case"), rows, list_places(evidence, frame),
        "A statement with two themes stands under both.", (22, 44, 18, 16), (), (), True, (0, 2, 3),
        *make_data_rows(data),
    )  # fmt: skip


def table_pilots(evidence: Evidence, name: str) -> Table:
    """Return the pilots side by side: what they are, what was held, how they ended, what is not known."""
    cases = evidence.cases[evidence.cases["study_id"] == "ow"]
    parts = {
        "about_en": "What it is", "held_en": "What was held", "ended_en": "How it ended",
        "not_known_en": "What is not known",
    }  # fmt: skip
    rows = tuple((Cell(label), *(Cell(text) for text in cases[column])) for column, label in parts.items())
    heads = (Cell("Report"), *(Cell("final report", target=f"{case}-final-glance") for case in cases["case_id"]))
    columns = ("Subject", *cases["short_name"])
    caption = f"The {len(cases)} pilots side by side"
    source = list_places(evidence, cases)
    return Table(name, caption, columns, (*rows, heads), source, "", (13, 29, 29, 29))


def table_synthesis(evidence: Evidence, name: str) -> Table:
    """Return each reason to leave against what entrepreneurial employeeship offers, costs and leaves open."""
    frame, addresses = collect_synthesis(evidence), map_addresses(evidence)
    reasons, aspects = evidence.reasons.set_index("reason"), evidence.map_labels("aspect")
    breadths = evidence.map_labels("breadth")
    rows = []
    for row in frame.to_dict("records"):
        label = start_upper(reasons.loc[row["reason"], "label_en"])
        for text, names in zip(row["texts"], row["evidence"], strict=True):
            target = addresses[names[0]] if names else ""
            told = f"{', '.join(names)}" if names else "no record"
            rows.append(
                (
                    Cell(label, reasons.loc[row["reason"], "definition_en"]),
                    Cell(aspects[row["aspect"]], breadths.get(weigh_evidence(evidence, names)["breadth"], "")),
                    Cell(text),
                    Cell(told, target=target) if target else Cell(told),
                )
            )
    cited = [name for cell in frame["evidence"] for names in cell for name in names]
    used = evidence.statements[evidence.statements["statement_id"].isin(cited)]
    data = evidence.synthesis[["cell_id", "reason", "aspect", "text_en", "text_nl", "evidence"]]
    columns = ("Reason to work flexibly", "OW\u2026, told of", "In our words", "Evidence")
    caption = "Each reason to work flexibly, and what entrepreneurial employeeship (OW) offers, costs and leaves open"
    note = "A link leads to the first record. All that is told of OW comes from one study, its paper and a web page."
    return Table(
        name, caption, columns, tuple(rows), list_places(evidence, used), note, (22, 16, 42, 20), (), (), True,
        (0, 1), *make_data_rows(data),
    )  # fmt: skip


def table_questions(evidence: Evidence, name: str) -> Table:
    """Return the research questions of the flexible-work study, as far as the evidence answers them."""
    asked = evidence.statements.set_index("statement_id")
    far, addresses = evidence.map_labels("far"), map_addresses(evidence)
    rows = tuple(
        (
            Cell(asked.loc[row["statement_id"], "paraphrase_en"], row["statement_id"], addresses[row["statement_id"]]),
            Cell(row["answer_en"], row["evidence"].replace(";", ", ")),
            Cell(row["missing_en"]),
            Cell(far[row["far"]]),
        )
        for row in evidence.questions.to_dict("records")
    )
    names = [name for cell in evidence.questions["evidence"] for name in split_codes(cell)]
    used = evidence.statements[evidence.statements["statement_id"].isin([*names, *evidence.questions["statement_id"]])]
    columns = ("The question, in our words", "What the evidence allows to say", "What is missing", "Answered")
    caption = f"The {len(rows)} research questions of the flexible-work study, as far as all five sources answer them"
    return Table(name, caption, columns, rows, list_places(evidence, used), "", (24, 40, 24, 12))


def table_sides(evidence: Evidence, name: str) -> Table:
    """Return every benefit and drawback of flexible work by theme, with whose view it is."""
    frame = select_sides(evidence).sort_values(["theme", "side"], kind="stable")
    themes = evidence.map_labels("theme")
    order = [*themes, ""]
    frame = frame.sort_values("theme", key=lambda names: names.map(order.index), kind="stable")
    words = {"benefits": "benefit", "drawbacks": "drawback"}
    addresses, views = map_addresses(evidence), evidence.map_labels("view")
    subjects = evidence.map_labels("subject")
    rows = tuple(
        (
            Cell(start_upper(themes.get(row["theme"], "no theme"))),
            Cell(words[row["side"]], f"{subjects[row['subject']]}; view: {views[row['view']]}"),
            Cell(row["paraphrase_en"]),
            Cell(row["statement_id"], _tell_place(evidence, row), addresses[row["statement_id"]]),
        )
        for row in frame.to_dict("records")
    )
    data = frame[["theme", "subject", "perspective", "view", "side", "statement_id", "paraphrase_en", "paraphrase_nl"]]
    caption = f"Benefits and drawbacks of flexible work by theme: {len(rows)} statements"
    return Table(
        name, caption, ("Theme", "Benefit or drawback", "Statement", "Record"), rows, list_places(evidence, frame), "",
        (20, 16, 42, 22), (), (), True, (0, 1), *make_data_rows(data),
    )  # fmt: skip


def table_levels(evidence: Evidence, name: str) -> Table:
    """Return how many directions each case has by level and aim."""
    frame = select_ways(evidence).drop_duplicates("statement_id")
    frame = frame[frame["kind"] == "solution-direction"]
    levels, aims = evidence.map_labels("level"), evidence.map_labels("direction")
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True))
    pairs = [
        (level, aim)
        for level in levels
        for aim in aims
        if ((frame["level"] == level) & (frame["direction"] == aim)).any()
    ]
    rows = []
    for case_id in list_way_cases(evidence):
        own = frame[frame["case_id"] == case_id]
        counts = [int(((own["level"] == level) & (own["direction"] == aim)).sum()) for level, aim in pairs]
        report = Cell(names[case_id], target=f"{case_id}-final-glance")
        rows.append((report, *(Cell(str(count)) for count in counts), Cell(str(sum(counts)))))
    totals = [int(((frame["level"] == level) & (frame["direction"] == aim)).sum()) for level, aim in pairs]
    rows.append((Cell("All"), *(Cell(str(count)) for count in totals), Cell(str(sum(totals)))))
    columns = ("Case", *(f"{start_upper(levels[level])}: {aims[aim]}" for level, aim in pairs), "All")
    caption = f"Where the {len(frame)} directions of the cases would act, and to what end"
    source = list_places(evidence, frame)
    return Table(name, caption, columns, tuple(rows), source, "", (), tuple(range(1, len(columns))))


def table_kinds(evidence: Evidence, name: str, study_id: str, kinds: list[str], caption: str) -> Table:
    """Return the statements of a study of some kinds, kind by kind."""
    own = evidence.statements[evidence.statements["study_id"] == study_id]
    own = own[own["kind"].isin(kinds)].sort_values("kind", key=lambda codes: codes.map(kinds.index), kind="stable")
    return table_records(evidence, name, caption, own)


def table_determinants(evidence: Evidence, name: str) -> Table:
    """Return what the pilots say it takes, determinant by determinant, and how many statements each pilot has."""
    frame = compare_pilots(evidence)
    names = dict(zip(evidence.cases["case_id"], evidence.cases["short_name"], strict=True)) | {"": "in general"}
    labels = evidence.codes[evidence.codes["list"] == "determinant"].set_index("code")
    cases = list(dict.fromkeys(frame["case_id"]))
    counts = frame.set_index(["case_id", "determinant"])
    rows = tuple(
        (
            Cell(start_upper(labels.loc[code, "label_en"]), labels.loc[code, "definition_en"]),
            *(
                Cell(
                    f"{counts.loc[(case, code), NEEDS]}",
                    f"brought {counts.loc[(case, code), GAINS]}; weighed {counts.loc[(case, code), BURDENS]}",
                )
                for case in cases
            ),
        )
        for code in labels.index
    )
    used = evidence.statements[(evidence.statements["study_id"] == "ow") & (evidence.statements["determinant"] != "")]
    caption = "What it takes, by determinant: statements on conditions, success factors and lessons"
    columns = ("Determinant", *(start_upper(names[case]) for case in cases))
    note = "Small print: statements on what it brought and on what weighed."
    return Table(
        name, caption, columns, rows, list_places(evidence, used), note, (40, *(15,) * len(cases)),
        tuple(range(1, len(columns))), (), False, (), *make_data_rows(frame),
    )  # fmt: skip
