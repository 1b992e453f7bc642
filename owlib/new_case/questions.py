"""The questions about a new case: what is asked, with which help and default, and the template of an answers file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from owlib.new_case.edits import NEW, Project, SourceText, list_stages

NOT_TOLD = {"en": "Not told.", "nl": "Niet vermeld."}
"""What the data say where a source is silent."""


LICENCE = "none-stated"


PARTS = {
    "case": "cases", "source": "sources", "sections": "sections", "new_study": "studies", "stages": "stages",
    "fieldwork": "fieldwork", "statements": "statements", "openings": "summaries",
}  # fmt: skip
"""Parts of the answers, and the table that each fills."""


LISTS = ("sections", "stages", "fieldwork", "statements", "openings")
"""Parts of which there can be several."""


Record = dict[str, str]


Default = str | Callable[["Guide", Record], str] | None


@dataclass(frozen=True)
class Question:
    """A question for one column.

    ``default`` is what an empty answer gives; nothing: it must be told. ``more`` marks questions that are asked only
    of those who want to tell more. ``when`` says whether the question applies.
    """

    column: str
    help: str
    default: Default = None
    more: bool = False
    when: Callable[[Guide, Record], bool] | None = None


@dataclass(frozen=True)
class Guide:
    """What a round of questions knows and has gathered; ``told`` are the numbers of the records there are."""

    project: Project
    text: SourceText
    ask: Callable[..., str] | None
    given: dict
    keep: Callable[[dict], None]
    answers: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=dict)

    def find_default(self, question: Question, record: Record) -> str | None:
        """Return what an empty answer to a question gives, or nothing where it must be told."""
        default = question.default
        return default(self, record) if callable(default) else default

    def find_field(self, part: str, column: str) -> dict:
        """Return what the schema says of a column."""
        table = PARTS[part]
        resource = next(resource for resource in self.project.package.resources if resource.table == table)
        return next(entry for entry in resource.fields if entry["name"] == column)

    def list_choices(self, part: str, column: str) -> dict[str, str]:
        """Return the codes that a column may have with what each means; nothing where it is free."""
        if column == "stage_id" and part != "stages":
            return {stage["stage_id"]: stage["label_en"] for stage in list_stages(self.project, self.answers)}
        described = self.find_field(part, column)
        if "enum" in described.get("constraints", {}):
            return dict.fromkeys(described["constraints"]["enum"], "")
        if "codes" not in described:
            return {}
        codes = self.project.tables["themes" if described["codes"] == "theme" else "codes"]
        rows = codes if described["codes"] == "theme" else codes[codes["list"] == described["codes"]]
        names = rows["theme" if described["codes"] == "theme" else "code"]
        told = rows["label_en"] + " / " + rows["label_nl"] + ": " + rows["definition_en"]
        return dict(zip(names, told, strict=True))


def make_slug(text: str) -> str:
    """Return a text as an id has it: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _copy(part: str, column: str, pattern: str = "{}") -> Callable[[Guide, Record], str]:
    """Return a default that repeats what was told in a part."""
    return lambda guide, _: pattern.format(guide.answers[part].get(column, ""))


def _own(column: str) -> Callable[[Guide, Record], str]:
    """Return a default that repeats another column of the same record."""
    return lambda _, record: record.get(column, "")


def _name_year(pattern: str) -> Callable[[Guide, Record], str]:
    """Return a default from the short name of the case and the year of its source."""

    def tell(guide: Guide, record: Record) -> str:
        published = record.get("published") or guide.answers["source"].get("published", "")
        year = published[:4] or find_year(guide)
        return pattern.format(name=guide.answers["case"]["short_name"], year=year).strip()

    return tell


def find_year(guide: Guide) -> str:
    """Return the year of the source of the case, new or not."""
    sources = guide.project.tables["sources"]
    known = sources.loc[sources["source_id"] == guide.answers["source"].get("source_id"), "published"]
    return "" if known.empty else str(known.iloc[0])[:4]


def _find_title(guide: Guide, _: Record) -> str | None:
    """Return the first line of the text, if it is short enough for a title."""
    first = next((" ".join(line.split()) for line in guide.text.lines if line.strip()), "")
    return first if len(first) <= 120 else None


def _find_heading(guide: Guide, record: Record) -> str:
    """Return the number at the start of a section, if it begins with one."""
    first = re.match(r"\d+", record["lines"])
    line = guide.text.lines[int(first[0]) - 1] if first else ""
    found = re.match(r"\s*(\d+(?:\.\d+)*)(?:\.|\s|$)", line)
    return found[1] if found else ""


def _find_stage(guide: Guide, _: Record) -> str:
    """Return the stage of the record before, or the first one of the study."""
    told = guide.answers.get("statements", [])
    last = next((record["stage_id"] for record in reversed(told) if record.get("stage_id")), "")
    return last or next(iter(guide.list_choices("statements", "stage_id")))


def _find_edition(guide: Guide, _: Record) -> str:
    """Return the edition that may show a stage first, unless told: interim for the first of them."""
    return "final" if any("edition" in stage for stage in guide.answers["stages"]) else "interim"


def _is_used(column: str) -> Callable[[Guide, Record], bool]:
    """Return whether the data give a code of this column to statements of the kind told."""

    def decide(guide: Guide, record: Record) -> bool:
        statements = guide.project.tables["statements"]
        return record.get("kind") in set(statements.loc[statements[column] != "", "kind"])

    return decide


def _has_determinants(guide: Guide, _: Record) -> bool:
    """Return whether the study of the case codes determinants."""
    statements = guide.project.tables["statements"]
    return bool((statements.loc[statements["study_id"] == guide.answers["study"], "determinant"] != "").any())


def _has_stages(guide: Guide, _: Record) -> bool:
    """Return whether there is more than one stage to choose from."""
    return len(guide.list_choices("statements", "stage_id")) > 1


def _pair(
    column: str, english: str, defaults: tuple[Default, Default] = (None, None), **options
) -> tuple[Question, ...]:
    """Return a question in both languages, Dutch first."""
    help_nl = f"{english} In Dutch."
    return (
        Question(f"{column}_nl", help_nl, defaults[1], **options),
        Question(f"{column}_en", f"{english} In English.", defaults[0], **options),
    )


UNTOLD = (NOT_TOLD["en"], NOT_TOLD["nl"])


LINES = "Where the text says it: 12, 12-14 or 12;20, counted from 1."


NAMED = (
    Question("name", "The name of the organisation, as the report will show it."),
    Question(
        "case_id", "Its id in files and addresses: small letters, digits, dashes.", lambda _, r: make_slug(r["name"])
    ),
    Question("short_name", "What pictures and titles call it.", _own("name")),
)


SOURCE = (
    Question("publisher", "Who published the text.", _copy("case", "name")),
    Question("published", "When, as precise as it says: 2024, 2024-05 or 2024-05-31."),
    Question("title_nl", "Its title in Dutch, as printed or translated by you.", _find_title),
    Question("title_en", "Its title in English, as printed or translated by you."),
    *_pair("kind", "What kind of document it is.", ("report", "rapport"), more=True),
    *_pair(
        "short",
        "How pages refer to it.",
        (_name_year("{name} report {year}"), _name_year("{name}-rapport {year}")),
        more=True,
    ),
    Question("authors", "Its authors, parted by semicolons; empty if it names none.", "", more=True),
    Question("language", "Two letters: nl, en, de.", "nl", more=True),
    Question("licence", "The licence that the text states.", LICENCE, more=True),
    Question(
        "source_id",
        "Its id, and the name of its text file (ID.txt).",
        lambda g, r: f"{g.answers['case']['case_id']}-{r['published'][:4]}",
        more=True,
    ),
    Question("citation_key", "Its key in book/references.bib.", _own("source_id"), more=True),
)


SECTIONS = (
    Question("lines", "First and last line, 1-40; none at all: the whole text is one section."),
    Question("heading", "The number printed at its head; empty if it has none.", _find_heading),
    *_pair("label", "A name of ours for it."),
    Question("section", "How records name it.", lambda _, r: r["heading"] or r["label_en"].lower(), more=True),
)


STUDY = (
    *_pair("question", "What the study asked, in your words."),
    *_pair(
        "title", "How pages name the study.",
        (_name_year("The study of {name} ({year})"), _name_year("Het onderzoek bij {name} ({year})")), more=True,
    ),
    *_pair("method", "How it was done.", UNTOLD, more=True),
    *_pair(
        "interim_point", "What counts as its interim point.",
        (
            "We have one publication of this study; interim and final both draw on it.",
            "Wij hebben van dit onderzoek één publicatie; tussen- en eindversie putten er beide uit.",
        ),
        more=True,
    ),
    *_pair("not_known", "What its sources do not tell.", UNTOLD, more=True),
    Question("study_id", "Its id.", _copy("case", "case_id"), more=True),
    Question("lines", LINES, _copy("case", "lines"), more=True),
)  # fmt: skip


STAGES = (
    Question("stage_id", "The id of the next stage of the study, such as design; none: one stage."),
    *_pair("label", "What pages call it."),
    *_pair("definition", "What belongs to it.", UNTOLD),
    Question("edition", "The first edition that may show it: interim if known at the interim point.", _find_edition),
    Question("lines", LINES, _copy("case", "lines")),
)  # fmt: skip


CASE = (
    Question("lines", f"Where the text tells what the case is. {LINES}"),
    *_pair("about", "What the case is, in a sentence or two of your own."),
    Question("branch", "The branch of care."),
    Question("status", "How the case stands, by the text."),
    *_pair("place", "Place or region, as far as the text gives it.", ("not told", "niet vermeld"), more=True),
    *_pair("held", "What was held there: surveys, meetings, a pilot.", UNTOLD, more=True),
    *_pair("ended", "How it ended.", UNTOLD, more=True),
    *_pair("not_known", "What the text does not tell.", UNTOLD, more=True),
)


STATEMENTS = (
    Question("lines", f"{LINES} Empty: no more statements."),
    *_pair("paraphrase", "What the lines say, in your own words; no sentence of the text."),
    Question("kind", "What kind of statement it is; the code book tells when to use which."),
    Question("view", "Whose view it is."),
    Question("stage_id", "The stage of the study that it belongs to.", _find_stage, when=_has_stages),
    Question("level", "Within a team, an organisation or beyond; empty if it is of no level.", ""),
    Question("direction", "What the way forward aims at; empty if neither.", "", when=_is_used("direction")),
    Question("determinant", "Which determinant it is of; empty if none.", "", when=_has_determinants),
    Question("affected", "Who has the gain, the burden or the outcome.", "", when=_is_used("affected")),
    Question("themes", "One or more themes, the main one first, parted by spaces; empty if none.", ""),
)


FIELDWORK = (
    Question("activity", "Something that was held at the case: survey, interviews, meetings. Empty: no more."),
    Question("lines", LINES),
    *_pair("who", "Who took part."),
    Question("respondents", "How many, as printed; empty if not told.", ""),
    Question("stage_id", "The stage of the study that it belongs to.", _find_stage, when=_has_stages),
    *_pair("note", "What else the text tells of it, or does not.", UNTOLD, more=True),
    Question("period_start", "Its start, as precise as the text: 2024 or 2024-05; empty if not told.", "", more=True),
    Question("period_end", "Its end.", "", more=True),
)


OPENINGS = (
    *_pair("text", "A sentence of yours that opens the report; empty: no more."),
    Question("evidence", "The statements behind it, by number: 1 3; ids of other records are fine, too.", ""),
)


QUESTIONS = {
    "case": (*NAMED, *CASE), "source": SOURCE, "sections": SECTIONS, "new_study": STUDY, "stages": STAGES,
    "statements": STATEMENTS, "fieldwork": FIELDWORK, "openings": OPENINGS,
}  # fmt: skip
"""All questions, by part of the answers."""


HEADS = {
    "case": "The case.",
    "source": "The source, if data/sources.csv does not have this very text yet.",
    "sections": "Sections of a new source, in their order; leave them out and the text is one section.",
    "new_study": f"The study, where 'study' is '{NEW}'.",
    "stages": "Stages of a new study, in their order; leave them out and it has one stage, known at the interim point.",
    "statements": "What the text says, one statement after another.",
    "fieldwork": "What was held at the case; leave it out if the text does not tell.",
    "openings": "Sentences that open the reports: at least one for the interim edition.",
}


def make_template(project: Project) -> str:
    """Return an answers file to fill in: every question with its help; what has a default stands behind a mark."""
    guide = Guide(project, SourceText("", ("",), ""), None, {}, lambda _: None)
    parts = [
        "# A new case for the book. Fill in, then: owlib new-case --from THIS-FILE --dry-run",
        "# Lines behind # may stay as they are: then the default holds. Texts are quoted; a number in a sentence must",
        "# stand in the lines that it names. What codes mean: the code book of the book.",
        'text: ""  # the text of the source: a file outside the project, from this folder on; or --text',
        f"study: {NEW}  # or the id of a study of data/studies.csv",
    ]
    for part, questions in QUESTIONS.items():
        parts += ["", f"# {HEADS[part]}", *_make_part(guide, part, questions)]
    return "\n".join(parts) + "\n"


def _make_part(guide: Guide, part: str, questions: tuple[Question, ...]) -> list[str]:
    """Return the lines of one part of the template."""
    shown = [f"{part}:"]
    start = "  - " if part in LISTS else "  "
    if part == "openings":
        questions = (Question("edition", "interim or final."), *questions)
    for question in questions:
        default = question.default
        told = f" If left out: {default.rstrip('.') or 'empty'}." if isinstance(default, str) else ""
        choices = [] if question.column == "stage_id" else list(guide.list_choices(part, question.column))
        codes = f" One of: {', '.join(choices)}." if choices else ""
        mark = "" if default is None else "# "
        shown.append(f'{start}{mark}{question.column}: ""  # {question.help}{told}{codes}')
        start = "    " if part in LISTS else "  "
    optional = part in ("sections", "stages", "fieldwork")
    return [f"# {line}" for line in shown] if optional else shown
