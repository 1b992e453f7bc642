"""How numbers, places and sources read on a page, and where each record has its row, so that pages can lead to it."""

from __future__ import annotations

import functools
import math
import re
import textwrap

import pandas as pd
import pyphen

from owlib.evidence import FINAL, Evidence
from owlib.evidence.numbers import split_codes
from owlib.exhibits.view import View
from owlib.findings.statements import find_branches
from owlib.words import Words

ANSWER = "answer"
"""The part of a chapter that opens it."""
BROKEN = {"nl": "nl_NL"}
"""Languages whose words are too long for a narrow heading, each with the dictionary that tells where they break."""
UNITS = ("percentage-point", "hours", "years", "months", "days")
"""Units that are measures; the others are things that are counted, and have no word of their own."""


def show_span(words: Words, low: float, high: float) -> str:
    """Return a range of percentages with one decimal: ``24.0% to 24.3%``."""
    return words("span", low=words.number(low, "percent", 1), high=words.number(high, "percent", 1))


def show_provisional(words: Words, numbers: pd.DataFrame) -> str:
    """Return a remark that names the years of provisional values, or nothing."""
    years = sorted({str(year) for year in numbers.loc[numbers["provisional"], "period_end"].dropna()})
    return words("provisional", years=", ".join(years)) if years else ""


def show_number(words: Words, number: pd.Series) -> str:
    """Return a published number as a text prints it, with the decimals of its token; ranges with a dash.

    A number that only names something is given as printed, and a share in words by its word.
    """
    if number["unit"] == "year" and number["start"]:
        return show_period(words, number["start"], number["end"])
    if pd.isna(number["low"]):
        return number["token"]
    if number["measure"] == "quantifier":
        return words(f"quantifier-{number['token'].lower().replace(' ', '-')}")
    decimals = count_decimals(number["rounding"])
    if pd.isna(number["value"]):
        return _show_ends(words, number, decimals)
    return _show_about(words, number, show_amount(words, number["value"], number["unit"], decimals))


def show_period(words: Words, start: str, end: str) -> str:
    """Return a period, or one date: ``2010\u20132013``, ``April 2013 \u2013 February 2015``."""
    dates = dict.fromkeys(words.date(date) for date in (start, end) if date)
    return ("\u2013" if len(start) == len(end) == len("2013") else " \u2013 ").join(dates)


def show_months(words: Words, low: float, high: float) -> str:
    """Return a period from its first and last month, counted from year 0; of whole years the years."""
    whole = low % 12 == 0 and high % 12 == 11
    start, end = (f"{end // 12:04.0f}" + ("" if whole else f"-{end % 12 + 1:02.0f}") for end in (low, high))
    return show_period(words, start, end)


def show_amount(words: Words, value: float, unit: str, decimals: int) -> str:
    """Return an amount with its unit: ``13.3%``, ``1 hour``."""
    return _add_unit(words, words.number(value, unit, decimals), unit, value)


def _show_about(words: Words, number: pd.Series, text: str) -> str:
    """Return a number with the remark that it is approximate, where it is."""
    return words("about", text=text) if number["about"] else text


def _add_unit(words: Words, text: str, unit: str, value: float) -> str:
    """Return a number with the word of its unit, where the unit is a measure."""
    return words(f"unit-{unit}", text=text, many=1 if abs(value) == 1 else 2) if unit in UNITS else text


def _show_ends(words: Words, number: pd.Series, decimals: int) -> str:
    """Return a range, or a number with one bound."""
    half, unit = number["rounding"] / 2, number["unit"]
    low, high = number["low"] + half, number["high"] - half
    if number["bound"]:
        end = high if number["bound"] == "most" else low
        return words(f"bound-{number['bound']}", text=show_amount(words, end, unit, decimals))
    span = f"{words.number(low, '', decimals)}\u2013{words.number(high, unit, decimals)}"
    return _show_about(words, number, _add_unit(words, span, unit, high))


def show_bounds(words: Words, number: dict) -> str:
    """Return what rounding leaves of a number, from the least to what stays below the most."""
    if pd.isna(number["low"]):
        return words("bounds-name")
    if number["measure"] == "quantifier":
        return words(f"reading-{number['low']:.0f}-{number['high']:.0f}")
    if number["bound"]:
        return words("bounds-one-end", bound=number["bound"])
    if not number["rounding"]:
        return words("bounds-about" if number["about"] else "bounds-exact")
    decimals = count_decimals(number["rounding"] / 10)
    unit = "percent" if number["unit"] == "percent" else ""
    low, high = (words.number(number[end], unit, decimals) for end in ("low", "high"))
    return words("span", low=low, high=high)


def show_respondents(report: View, row: pd.Series | dict) -> str:
    """Return how many people or things fieldwork counts, both ends of a range, or that no number is given."""
    if not row["respondents"]:
        return report.words("not-given")
    amount = report.evidence.amounts.loc[row["fieldwork_id"]]
    ends = ["low", "high"] if pd.isna(amount["value"]) else ["value"]
    return "\u2013".join(report.words.number(amount[end]) for end in ends)


def show_place(words: Words, record: pd.Series | dict) -> str:
    """Return where a record stands in its source: ``§3.2, lines 336-338``."""
    sections = ", ".join(_name_section(words, name) for name in record["section"].split(";"))
    return f"{sections}, {show_lines(words, record['lines'])}"


def _name_section(words: Words, section: str) -> str:
    """Return a section by its sign and number, and one without a number by its name, which a message may have."""
    return f"§{section}" if section[0].isdigit() else words.find(f"section-{section.replace(' ', '-')}", section)


def show_lines(words: Words, lines: str) -> str:
    """Return a locator as words: ``line 174``, ``lines 160, 182\u2013184``."""
    shown = lines.replace(";", ", ").replace("-", "\u2013")
    return words("lines", lines=shown, many=1 if lines.isdigit() else 2)


def show_section(words: Words, section: str) -> str:
    """Return a section of a source: ``§3.2``, or the name of one without a number."""
    return f"§{section}" if section[0].isdigit() else _name_section(words, section)


def show_source(report: View, source_id: str) -> str:
    """Return the short name of a source."""
    return report.sources[source_id]


def show_reference(report: View, record: pd.Series | dict) -> str:
    """Return the short name of the source of a record, and where it stands there."""
    return f"{show_source(report, record['source_id'])}, {show_place(report.words, record)}"


def show_places(report: View, records: pd.DataFrame) -> str:
    """Return the sources and sections that records stand in, each once, as a source line."""
    parts = []
    for source_id, rows in records.groupby("source_id", sort=False):
        sections = sorted({section for text in rows["section"] for section in text.split(";")}, key=order_section)
        names = ", ".join(_name_section(report.words, name) for name in sections)
        parts.append(f"{show_source(report, source_id)}, {names}")
    return "; ".join(parts)


def show_sources(report: View, records: pd.DataFrame | None = None) -> str:
    """Return the short names of the sources of some records, or of all sources, as a source line."""
    used = report.evidence.sources["source_id"]
    if records is not None:
        used = used[used.isin(records["source_id"])]
    return "; ".join(show_source(report, source_id) for source_id in used)


def cite_number(report: View, number_id: str) -> str:
    """Return a published number as a link to its row in the register."""
    return f"[{show_number(report.words, report.evidence.find_number(number_id))}](#number-{number_id})"


def name_cases(report: View) -> dict[str, str]:
    """Return the short name of each case."""
    return report.evidence.cases.set_index("case_id")["short_name"].to_dict()


def group_branches(evidence: Evidence) -> dict[str, list[str]]:
    """Return the cases by the label of their widest branch, both in the order in which they first occur."""
    labels, groups = evidence.map_labels("branch"), {}
    for case_id in evidence.cases["case_id"]:
        groups.setdefault(labels[find_branches(evidence, case_id)[-1]], []).append(case_id)
    return groups


def name_origins(report: View) -> dict[tuple[str, str], str]:
    """Return what a statement is about, by study and case: the case, or the study across its cases."""
    names = report.evidence.cases.set_index(["study_id", "case_id"])["short_name"].to_dict()
    titles = report.evidence.studies.set_index("study_id")["title"]
    return names | {(study_id, ""): report.words("origin-across", study=title) for study_id, title in titles.items()}


def select_numbers(evidence: Evidence, ids: pd.Series) -> pd.DataFrame:
    """Return the published numbers whose ids stand in these cells, parted by semicolons."""
    names = {name for cell in ids for name in str(cell).split(";")}
    return evidence.numbers[evidence.numbers["number_id"].isin(names)]


def count_decimals(rounding: float) -> int:
    """Return how many decimals a number has that was rounded to this unit: none for 1 and above, one for 0.1."""
    return max(0, round(-math.log10(rounding))) if rounding > 0 else 0


def order_section(section: str) -> tuple[bool, list[int], str]:
    """Return a key that sorts sections as a book does: by number, part by part, then those with a name."""
    numbers = [int(part) for part in section.replace("-", ".").split(".") if part.isdigit()]
    return not section[0].isdigit(), numbers, section


def start_upper(text: str) -> str:
    """Return text with a capital first, as Dutch writes it, too: ``Eén``."""
    return f"Eén{text[3:]}" if text.startswith("één") else text[:1].upper() + text[1:]


def start_lower(text: str) -> str:
    """Return text with a small letter first, unless it begins with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def wrap_words(text: str, width: int, language: str = "") -> str:
    """Return a heading on lines of at most so many letters, where words allow it; long words of a language break."""
    broken = " ".join(_break_word(word, language) if len(word) > width else word for word in text.split())
    return "\n".join(textwrap.wrap(broken, width, break_long_words=False, break_on_hyphens=False))


def _break_word(word: str, language: str) -> str:
    """Return a long word in two, nearest to its middle, where its language is one that breaks them."""
    if language not in BROKEN:
        return word
    places = pyphen.Pyphen(lang=BROKEN[language]).positions(word)
    place = min(places, key=lambda place: abs(place - len(word) / 2), default=0)
    return f"{word[:place]}- {word[place:]}" if place else word


PAGE_MARK = "--"
"""What stands between the name of a report and the id of a record in the address of its row."""
ROW_MARK = re.compile(
    r"^(?:number|fieldwork|trend|claim|contradiction|statement|official)-|^[a-z0-9-]+?-(?:interim|final)--?"
)
"""What stands before the id of a record in the address of its row; Sphinx makes one hyphen of two."""


def make_address(report: str, record_id: str) -> str:
    """Return the address of a row of evidence on the page of a report."""
    return f"{report}{PAGE_MARK}{record_id}"


@functools.lru_cache(maxsize=4)
def map_addresses(evidence: Evidence) -> dict[str, str]:
    """Return the address of each record by its id.

    What belongs to a case stands in its final report, all else in the registers and in the claim audit.
    """
    addresses = {}
    for row in evidence.statements[["statement_id", "case_id"]].itertuples(index=False):
        home = make_address(f"{row.case_id}-{FINAL}", row.statement_id)
        addresses[row.statement_id] = home if row.case_id else f"statement-{row.statement_id}"
    addresses |= {name: f"number-{name}" for name in evidence.numbers["number_id"]}
    addresses |= {name: f"fieldwork-{name}" for name in evidence.fieldwork["fieldwork_id"]}
    addresses |= {name: f"trend-{name}" for name in evidence.trends["trend_id"]}
    addresses |= {row.rank_id: f"hr-theme-{row.theme}" for row in evidence.hr_themes.itertuples(index=False)}
    addresses |= {name: f"claim-{name}" for name in evidence.claims["claim_id"]}
    addresses |= {name: f"contradiction-{name}" for name in evidence.contradictions["contradiction_id"]}
    addresses |= {name: f"official-{name}" for name in evidence.official_numbers["official_id"]}
    return addresses


def strip_address(address: str) -> str:
    """Return the id of the record to which an address belongs."""
    return ROW_MARK.sub("", address, count=1)


def link_evidence(addresses: dict[str, str], names: str) -> str:
    """Return the evidence behind a sentence as numbered links, in Markdown."""
    links = [f"[{place}](#{addresses[name]})" for place, name in enumerate(split_codes(names), 1)]
    return f"[{' '.join(links)}]{{.evidence}}" if links else ""


def list_sentences(report: View, section: str) -> list[tuple[str, str]]:
    """Return the sentences of a part of a chapter, each with its evidence as links."""
    addresses, rows = map_addresses(report.evidence), report.evidence.passages
    rows = rows[(rows["chapter_id"] == report.name) & (rows["section"] == section)].sort_values("position")
    if rows.empty:
        raise ValueError(f"data/chapters/passages.csv has no sentence for part '{section}' of chapter '{report.name}'")
    return [(row["text"], link_evidence(addresses, row["evidence"])) for row in rows.to_dict("records")]
