"""Running text of the report pages, made from the evidence."""

from __future__ import annotations

import pandas as pd

from owlib.addresses import link_evidence, make_address, map_addresses
from owlib.clean import split_codes
from owlib.evidence import Evidence
from owlib.exhibits import Text
from owlib.formats import format_figure, format_number, format_span, join_names, list_sources
from owlib.measures import (
    collect_costs,
    collect_shares,
    compare_growth,
    compute_remainder,
    disagrees,
    find_first_themes,
    find_peak,
    name_origin,
    select_elsewhere,
)

ANSWER = "answer"
"""The part of a chapter that opens it."""


def link_figure(evidence: Evidence, figure_id: str) -> str:
    """Return a published figure as a link to its row in the register."""
    return f"[{format_figure(evidence.find_figure(figure_id))}](#figure-{figure_id})"


def tell_case(evidence: Evidence, report: str, case_id: str, edition: str) -> Text:
    """Return the opening of a report: what is found, with the evidence behind each sentence, and what it may know."""
    rows = evidence.summaries[evidence.summaries["case_id"] == case_id].sort_values("position").to_dict("records")
    addresses = map_addresses(evidence) | _map_own(evidence, report, case_id)
    lead, *others = [(row["text_en"], link_evidence(addresses, row["evidence"])) for row in rows]
    points = "\n".join(f"- {text} {links}" for text, links in others)
    return Text(f"**{lead[0]}** {lead[1]}\n\n{points}\n\n{_tell_edition(evidence, case_id, edition)}")


def _map_own(evidence: Evidence, report: str, case_id: str) -> dict[str, str]:
    """Return the addresses of the records that stand on the page of a report itself."""
    own = evidence.statements.loc[evidence.statements["case_id"] == case_id, "statement_id"]
    study_id = evidence.find_case(case_id)["study_id"]
    fieldwork = evidence.fieldwork[evidence.fieldwork["study_id"] == study_id]
    fieldwork = fieldwork.loc[fieldwork["case_id"].isin([case_id, ""]), "fieldwork_id"]
    elsewhere = select_elsewhere(evidence, case_id)["statement_id"]
    return {name: make_address(report, name) for name in [*own, *fieldwork, *elsewhere]}


def _tell_edition(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return what this edition may know."""
    case = evidence.find_case(case_id)
    study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
    if edition == "interim":
        final = f"[The final edition](#{case_id}-final-glance) has all of it, and what came later."
        told = f"what could be said at the interim point of the study. {study['interim_point_en']}"
        return f"*Interim edition: {told} {final}*"
    return "*Final edition: what can be said with all the evidence to hand, other studies included.*"


def tell_unknown(evidence: Evidence, case_id: str, missing: str = "") -> Text:
    """Return what is not known about the case and from its study; an interim edition stops before it.

    ``missing`` names the parts of a report that the sources leave empty, as :func:`owlib.case_pages.tell_missing`
    tells them.
    """
    case = evidence.find_case(case_id)
    points = [missing] if missing else []
    if "not_known_en" not in case:
        points.append("How things went on, and what other studies say: this edition stops before it.")
    else:
        study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
        points += [case["not_known_en"], study["not_known_en"]]
    return Text("\n".join(f"- {point}" for point in points))


def tell_elsewhere(evidence: Evidence, case_id: str, edition: str) -> Text | None:
    """Return the lead of the section on other studies: which themes, how many statements, from where."""
    if edition == "interim":
        return None
    labels = evidence.map_labels("theme")
    first = [labels[theme] for theme in find_first_themes(evidence, case_id)]
    found = select_elsewhere(evidence, case_id)
    if not first:
        return None
    origins = name_origin(evidence)
    counts = found[["study_id", "case_id"]].value_counts(sort=False)
    told = "; ".join(f"{origins[origin]} ({count})" for origin, count in counts.items())
    return Text(
        f"The themes that this case put first are: {', '.join(first)}. On these, picked by theme and not by its "
        f"question, other studies have {len(found)} statements: {told}."
    )


def make_title(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return the title of a case report."""
    return f"{evidence.find_case(case_id)['short_name']}: {edition} report"


def tell_citation(evidence: Evidence, case_id: str, edition: str) -> Text:
    """Return how to cite this report and how to run it again."""
    return Text(
        f"Cite this report by its title, *{make_title(evidence, case_id, edition)}*, as a part of the book "
        "([how to cite](../reuse.md)). To run it again beside the one kept here, type in the project folder:\n\n"
        f"```sh\nmake shell\nowlib run {case_id}-{edition} --output again\n```"
    )


def tell_opening(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return the answer of the national chapter in a few sentences."""
    frame = compare_growth(evidence, first_year, last_year).set_index(["group", "branch"])
    parts = [_tell_groups(evidence, frame, first_year, last_year)]
    shares = collect_shares(evidence, first_year, last_year)
    numbers = sum(shares["words"].eq("") & shares["branch"].ne("care-welfare"))
    parts.append(
        f"By branch the picture is uneven; the text gives numbers for {numbers} of {len(shares) - 1} branches."
    )
    costs, _ = collect_costs(evidence, "youth-care")
    first, last = (link_figure(evidence, name) for name in (costs["figure_id"].iloc[0], costs["figure_id"].iloc[-1]))
    parts.append(f"In youth care the cost of staff not on the payroll went from {first} to {last} of all staff cost.")
    pairs = int(frame["agrees"].notna().sum())
    differ = sum(disagrees(row) for _, row in frame.iterrows())
    parts.append(
        f"Of the {pairs} growth rates that can be checked against printed levels, {pairs - differ} agree with them "
        f"and {differ} {'does' if differ == 1 else 'do'} not."
    )
    lead, *others = parts
    points = "\n".join(f"- {part}" for part in others)
    return Text(f"*{find_question(evidence, 'national')}*\n\n**{lead}**\n\n{points}")


def find_question(evidence: Evidence, chapter_id: str) -> str:
    """Return the question that a chapter answers."""
    return str(evidence.chapters.loc[evidence.chapters["chapter_id"] == chapter_id, "question_en"].iloc[0])


def _tell_groups(evidence: Evidence, frame: pd.DataFrame, first_year: int, last_year: int) -> str:
    """Return how the groups of care and welfare grew or fell."""
    words = {
        "freelancers": "the number of freelancers",
        "flexible-workers": "that of all flexible workers",
        "other-employment": "other employment",
    }
    clauses = [
        f"{words[group]} {_tell_rate(evidence, frame.loc[(group, 'care-welfare')])}"
        for group in words
        if (group, "care-welfare") in frame.index
    ]
    return f"In care and welfare, from {first_year} to {last_year}, {join_names(clauses)}."


def _tell_rate(evidence: Evidence, row: pd.Series) -> str:
    """Return a rate as printed, as a link, or what the levels leave where none is printed."""
    if not row["printed_id"]:
        return f"changed by {format_span(row['low'], row['high'])}"
    link = link_figure(evidence, row["printed_id"]).replace("[\u2212", "[")
    unchecked = "" if row["basis"] == "levels" else " as printed, without levels to check it by"
    return f"{'fell' if row['printed'] < 0 else 'grew'} by {link}{unchecked}"


def tell_course(evidence: Evidence, first_year: int, last_year: int) -> Text | None:
    """Return what the end points hide for flexible workers in care, or nothing where the text lacks the numbers."""
    peak = find_peak(evidence, first_year, last_year)
    before, after = (compute_remainder(evidence, year) for year in (first_year, last_year))
    if peak is None or before is None or after is None:
        return None
    least, most = before[1].low - after[1].high, before[1].high - after[1].low
    if least <= 0:
        return None
    start, end = format_number(before[0]), format_number(after[0])
    return Text(
        f"The end points hide a peak. In {peak['period_start']} there were {link_figure(evidence, peak['figure_id'])} "
        "flexible workers in care and welfare, the most of the period. They also hide a shift. Without the freelancers "
        f"among them, flexible workers went from {start} in {first_year} to {end} in {last_year}: "
        f"with rounding, a fall of {format_number(least)} to {format_number(most)}. "
        "So, by our arithmetic, freelancing accounts for all of the growth."
    )


def tell_growth(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return growth in words, each number a link to its row."""
    frame = compare_growth(evidence, first_year, last_year)
    parts = []
    for row in frame[(frame["branch"] == "care-welfare") & (frame["basis"] == "levels")].to_dict("records"):
        start, end = link_figure(evidence, row["start_id"]), link_figure(evidence, row["end_id"])
        rate = f", a growth of {link_figure(evidence, row['printed_id'])}" if row["printed_id"] else ""
        group = evidence.find_label("group", row["group"])
        parts.append(f"Care and welfare had {start} {group} in {first_year} and {end} in {last_year}{rate}.")
    told = [" ".join(parts)]
    told += [_tell_difference(evidence, row) for row in frame.to_dict("records") if disagrees(row)]
    return Text("\n\n".join(told))


def _tell_difference(evidence: Evidence, row: dict) -> str:
    """Return a pair that does not agree, plainly and without a guess at the cause."""
    group, branch = evidence.find_label("group", row["group"]), evidence.find_label("branch", row["branch"])
    start, end, printed = (link_figure(evidence, row[name]) for name in ("start_id", "end_id", "printed_id"))
    return (
        f"One pair does not agree. For {group} in {branch} the text gives {start} and {end}, which leaves a growth of "
        f"{format_span(row['low'], row['high'])}; it prints {printed}. We report both and do not guess at the cause."
    )


def tell_shares(evidence: Evidence, first_year: int, last_year: int) -> Text:
    """Return which branches have numbers, and what the others have instead."""
    frame = collect_shares(evidence, first_year, last_year)
    labels = evidence.map_labels("branch")
    words = [f"{labels[row['branch']]} ({row['words']})" for row in frame[frame["words"] != ""].to_dict("records")]
    care = frame[frame["branch"] == "care-welfare"].iloc[0]
    first, last = (
        link_figure(evidence, care[f"{end}_id"]) if care[f"{end}_id"] else "a value that the text does not give"
        for end in ("first", "last")
    )
    return Text(
        f"In care and welfare as a whole the share was {first} in {first_year} and {last} in {last_year}. "
        f"For {len(words)} branches the text gives only words: {'; '.join(words)}. "
        "The values drawn in the report's own chart are not in our copy of the text, so we do not show them."
    )


def tell_costs(evidence: Evidence, branch: str) -> Text:
    """Return the cost of staff not on the payroll in words."""
    frame, multiple = collect_costs(evidence, branch)
    first, last = frame.iloc[0], frame.iloc[-1]
    trends = evidence.trends[evidence.trends["measure"].isin(["cost", "cost-share"])]
    verdict = "that holds" if multiple.contains(2) else "that does not follow"
    return Text(
        "Staff not on the payroll (Dutch: personeel niet in loondienst, PNIL) took "
        f"{link_figure(evidence, first['figure_id'])} of staff cost in {evidence.find_label('branch', branch)} in "
        f"{first['year']} and {link_figure(evidence, last['figure_id'])} in {last['year']}. The text says the share "
        f"doubled, and {verdict}: rounding leaves {multiple.low:.2f} to {multiple.high:.2f} times. For care as a whole "
        f"it gives {len(trends)} statements in words and no numbers; they stand in the [register](#register-of-trends)."
    )


def tell_answer(evidence: Evidence, chapter_id: str) -> Text:
    """Return the opening of a chapter: its question, and the answer with the evidence behind each sentence."""
    (lead, links), *others = _list_sentences(evidence, chapter_id, ANSWER)
    rest = "\n".join(f"- {text} {link}" for text, link in others)
    passages = evidence.passages[evidence.passages["chapter_id"] == chapter_id]
    cited = {name for names in passages["evidence"] for name in split_codes(names)}
    used = evidence.statements[evidence.statements["statement_id"].isin(cited)]
    basis = f"The sentences of this chapter rest on: {list_sources(evidence, used)}."
    return Text(f"*{find_question(evidence, chapter_id)}*\n\n**{lead}** {links}\n\n{rest}\n\n*{basis}*")


def tell_passage(evidence: Evidence, chapter_id: str, section: str) -> Text:
    """Return a part of a chapter: its finding, then a point for each sentence that bears on it, with the evidence."""
    lead, *others = [f"{text} {link}".strip() for text, link in _list_sentences(evidence, chapter_id, section)]
    return Text("\n".join([lead, "", *(f"- {point}" for point in others)]).rstrip())


def tell_points(evidence: Evidence, chapter_id: str, section: str) -> Text:
    """Return a part of a chapter as a list, a point a sentence."""
    return Text("\n".join(f"- {text} {link}" for text, link in _list_sentences(evidence, chapter_id, section)))


def _list_sentences(evidence: Evidence, chapter_id: str, section: str) -> list[tuple[str, str]]:
    """Return the sentences of a part of a chapter, each with its evidence as links."""
    addresses, rows = map_addresses(evidence), evidence.passages
    rows = rows[(rows["chapter_id"] == chapter_id) & (rows["section"] == section)].sort_values("position")
    if rows.empty:
        raise ValueError(f"data/chapters/passages.csv has no sentence for part '{section}' of chapter '{chapter_id}'")
    return [
        (row["text_en"], link_evidence(addresses, row["evidence"]))
        for row in rows[["text_en", "evidence"]].to_dict("records")
    ]
