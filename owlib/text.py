"""Running text of the report pages, made from the evidence."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence
from owlib.exhibits import Text
from owlib.formats import format_figure, format_span
from owlib.measures import collect_costs, collect_shares, compare_growth


def link_figure(evidence: Evidence, figure_id: str) -> str:
    """Return a published figure as a link to its row in the register."""
    return f"[{format_figure(evidence.find_figure(figure_id))}](#figure-{figure_id})"


def tell_case(evidence: Evidence, case_id: str, edition: str) -> Text:
    """Return the opening of a report: what is found, and what this edition may know."""
    sentences = evidence.summaries[evidence.summaries["case_id"] == case_id].sort_values("position")
    lead, *others = sentences["text_en"]
    points = "\n".join(f"- {sentence}" for sentence in others)
    return Text(f"**{lead}**\n\n{points}\n\n{_tell_edition(evidence, case_id, edition)}")


def _tell_edition(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return what this edition may know."""
    case = evidence.find_case(case_id)
    study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
    if edition == "interim":
        return f"*Interim edition: what could be said at the interim point of the study. {study['interim_point_en']}*"
    return "*Final edition: what can be said with all the evidence to hand, other studies included.*"


def tell_unknown(evidence: Evidence, case_id: str) -> Text:
    """Return what is not known: about the case, from its study, and, at the interim point, what was to come."""
    case = evidence.find_case(case_id)
    study = evidence.studies[evidence.studies["study_id"] == case["study_id"]].iloc[0]
    points = [study["not_known_en"]]
    if "not_known_en" in case:
        points.insert(0, case["not_known_en"])
    else:
        points.append("An interim edition leaves out how things went on, and what other studies say.")
    return Text("\n".join(f"- {point}" for point in points))


def tell_elsewhere(evidence: Evidence, edition: str) -> Text:
    """Return the lead of the section on other studies."""
    if edition == "interim":
        return Text("The interim edition draws on its own study alone. The final edition has this comparison.")
    told = evidence.statements["study_id"].unique()
    titles = evidence.studies.set_index("study_id")["title_en"]
    return Text(f"Studies with statements in this version of the book: {'; '.join(titles[name] for name in told)}.")


def make_title(evidence: Evidence, case_id: str, edition: str) -> str:
    """Return the title of a case report."""
    return f"{evidence.find_case(case_id)['short_name']}: {edition} report"


def tell_citation(evidence: Evidence, case_id: str, edition: str) -> Text:
    """Return how to cite this report and how to run it again."""
    return Text(
        f"Cite this report by its title, *{make_title(evidence, case_id, edition)}*, as a part of the book "
        "([how to cite](../reuse.md)). To run it again, type this in the project folder:\n\n"
        f"```sh\nmake shell\nowlib run {case_id}-{edition} --force\n```"
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
    return Text(" ".join(parts))


def _tell_groups(evidence: Evidence, frame: pd.DataFrame, first_year: int, last_year: int) -> str:
    """Return how the groups of care and welfare grew, as far as rates are printed for these years."""
    clauses = []
    for group, words in (
        ("freelancers", "the number of freelancers"),
        ("flexible-workers", "that of all flexible workers"),
        ("other-employment", "other employment"),
    ):
        if (group, "care-welfare") in frame.index:
            row = frame.loc[(group, "care-welfare")]
            clauses.append(f"{words} by {_tell_rate(evidence, row)}")
    return f"Between {first_year} and {last_year} care and welfare changed as follows: {', '.join(clauses)}."


def _tell_rate(evidence: Evidence, row: pd.Series) -> str:
    """Return a rate as printed, as a link, or what the levels leave where none is printed."""
    return link_figure(evidence, row["printed_id"]) if row["printed_id"] else format_span(row["low"], row["high"])


def disagrees(row: pd.Series | dict) -> bool:
    """Return whether levels and printed rate of a growth row cannot both be right."""
    return row["agrees"] is not None and not row["agrees"]


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
    trends = evidence.trends[evidence.trends["measure"] == "cost-share"]
    verdict = "that holds" if multiple.contains(2) else "that does not follow"
    return Text(
        "Staff not on the payroll (Dutch: personeel niet in loondienst, PNIL) took "
        f"{link_figure(evidence, first['figure_id'])} of staff cost in {evidence.find_label('branch', branch)} in "
        f"{first['year']} and {link_figure(evidence, last['figure_id'])} in {last['year']}. The text says the share "
        f"doubled, and {verdict}: rounding leaves {multiple.low:.2f} to {multiple.high:.2f} times. For care as a whole "
        f"it gives {len(trends)} statements in words and no numbers; they stand in the [register](#register-of-trends)."
    )
