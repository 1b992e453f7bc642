"""A new case: asked, checked, written as a whole, run, and taken back. Text and organisation are made up."""

import shutil

import click
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from conftest import Content, list_files
from pybtex.database import parse_string

from owlib.errors import DataError, UnknownNameError
from owlib.evidence.read import clean_tables
from owlib.evidence.schema import read_package, read_text_tables
from owlib.evidence.verify import list_anchors, verify_records
from owlib.new_case import plan as writing
from owlib.new_case.answers import collect_answers, read_answers, write_answers
from owlib.new_case.edits import add_reference, read_project, read_source_text
from owlib.new_case.plan import Change, Plan, finish_case, make_rows, plan_case, undo_case, write_case
from owlib.new_case.questions import QUESTIONS, make_template
from owlib.new_case_cli import new_case
from owlib.reports.catalog import list_reports
from owlib.reports.fingerprints import find_stale

TEXT = """Evaluatie proef eigen regie Voorbeeldzorg

1 Aanleiding
Voorbeeldzorg biedt thuiszorg en wilde minder uitzendkrachten.
In de proef kregen 12 medewerkers zeggenschap over hun rooster.

2 Uitkomsten
Medewerkers zeiden dat zij zich vrijer voelden in hun werk dan voorheen en dat zij graag zo doorgaan.
Leidinggevenden vonden de roosters lastig rond te krijgen.
"""
SENTENCE = "zij zich vrijer voelden in hun werk dan voorheen en dat"
TYPED = [
    # name, id, short name, study (its own)
    "Voorbeeldzorg", "", "", "",
    # source: publisher, published, title in Dutch (its first line), in English; no details, one section
    "", "2024", "", "Evaluation of a trial with own rosters", "", "",
    # case: lines, what it is, branch, status; no details
    "4", "Organisatie voor thuiszorg.", "Home care organisation.", "home", "pilot-c", "",
    # study: question; no details, one stage
    "Werkt een eigen rooster?", "Does a roster of one's own work?", "", "",
    # statements: lines, in Dutch, in English, kind, view, level, (affected,) themes
    "5", "In een proef maakten 12 mensen hun rooster zelf.", "In a trial 12 people made their own roster.",
    "des", "employees", "", "auto",
    "8", "De vrijheid nam toe.", "Freedom grew.", "ben", "employees", "", "employee", "auto",
    "9", "Roosteren werd moeilijker.", "Rostering got harder.", "draw", "man", "", "org", "",
    # no more statements, no fieldwork
    "", "",
    # openings: interim, then final; evidence: all, and the second and third
    "Bij Voorbeeldzorg roosterden 12 mensen zelf.", "At Voorbeeldzorg 12 people made their roster.", "", "",
    "Dat gaf vrijheid en moeite.", "It gave freedom and trouble.", "2 3", "",
]  # fmt: skip
"""What a person types for three statements and one opening an edition; an empty reply is the Enter key."""
FIVE_MINUTES = 1500
"""Keys that are pressed in five minutes, at 300 a minute."""


@pytest.fixture
def project(copy, root):
    """A copy of the project, with the table of contents of its book."""
    shutil.copyfile(root / "_toc.yml", copy / "_toc.yml")
    return copy


@pytest.fixture(scope="module")
def text_file(tmp_path_factory):
    """The made-up text of a source, outside the project."""
    path = tmp_path_factory.mktemp("text") / "voorbeeld.txt"
    path.write_text(TEXT, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def answers(root, text_file):
    """The answers of the shortest way."""
    return collect(root, text_file)


@pytest.fixture(scope="module")
def plan(root, text_file, answers):
    """The plan that they give; nothing of it is written into the project itself."""
    return plan_case(root, answers, read_source_text(text_file, root))


def make_ask(typed, refused=None):
    """Return an ``ask`` that types replies one after another, and keeps what was said of those that were refused."""
    replies = iter(typed)

    def ask(question, *, help, choices, default, check):  # noqa: A002, ARG001
        assert help
        for reply in replies:
            message = check(reply)
            if not message:
                return reply
            assert refused is not None, (question, reply, message)
            refused.append((question, reply, message))
        return pytest.fail(f"nothing typed for: {question}")

    return ask


def collect(project, text_file, typed=TYPED, refused=None):
    """Answer the questions as a person does."""
    return collect_answers(make_ask(typed, refused), read_project(project), read_source_text(text_file, project))


def list_public(project):
    """All files with their bytes, but for the folder that is no part of the project."""
    return {name: content for name, content in list_files(project).items() if not name.startswith("private/")}


def test_a_first_report_takes_less_than_five_minutes_of_typing(answers):
    assert sum(len(reply) + 1 for reply in TYPED) <= FIVE_MINUTES
    assert len(answers["statements"]) == 3
    assert [opening["edition"] for opening in answers["openings"]] == ["interim", "final"]


def test_from_answers_to_reports_and_back(project, plan, owlib):
    before = list_public(project)
    write_case(project, plan)
    evidence = clean_tables(read_text_tables(read_package(project)))  # the run below checks all rules
    states = {report.report_id: find_stale(project, evidence, report) for report in list_reports(evidence)}
    assert [states[f"voorbeeldzorg-{edition}"] for edition in ("interim", "final")] == ["not run yet"] * 2
    result = owlib(project, "run", "--case", "voorbeeldzorg")
    assert result.returncode == 0, result.stderr
    final, interim = (
        (project / f"book/reports/voorbeeldzorg-{edition}.ipynb").read_text(encoding="utf-8")
        for edition in ("final", "interim")
    )
    assert "At Voorbeeldzorg 12 people made their roster." in final
    assert "At Voorbeeldzorg 12 people made their roster." in interim
    assert "It gave freedom and trouble." in final
    assert "It gave freedom and trouble." not in interim
    assert undo_case(project, "voorbeeldzorg") == "undone"
    assert list_public(project) == before


def test_its_records_agree_with_the_text_and_only_unread_numbers_are_left(project, plan, text_file, texts):
    """What verify finds with all texts at hand: the three numbers that no record holds, and nothing else."""
    write_case(project, plan)
    tables = read_text_tables(read_package(project))
    every = {**texts, "voorbeeldzorg-2024": text_file.read_text(encoding="utf-8").split("\n")}
    _, findings = verify_records(tables, every)
    assert len(findings) == 3
    assert all(" of voorbeeldzorg-2024 without one" in finding.found for finding in findings)
    anchors = list_anchors(tables, every).to_csv(index=False, lineterminator="\n")
    assert Content((project / "data/anchors.csv").read_bytes()) == anchors.encode()


def test_only_lines_are_added_and_the_fingerprints_of_the_tables_changed(plan):
    for change in plan.changes:
        old, new = (change.old or "").splitlines(), change.new.splitlines()
        taken = [line for line in old if line not in new]
        assert change.path == "data/anchors.csv" or not taken, change.path
        assert len(taken) <= 5
    contents = yaml.safe_load(next(change.new for change in plan.changes if change.path == "_toc.yml"))
    cases = next(part for part in contents["parts"] if part["caption"] == "The cases")
    sections = [{"file": "book/reports/voorbeeldzorg-interim"}]
    assert cases["chapters"][-1] == {"file": "book/reports/voorbeeldzorg-final", "sections": sections}


def test_the_bibliography_has_the_source(plan):
    text = next(change.new for change in plan.changes if change.path == "book/references.bib")
    entry = parse_string(text, "bibtex").entries["voorbeeldzorg-2024"]
    assert entry.fields["title"] == "Evaluatie proef eigen regie Voorbeeldzorg"
    assert entry.fields["year"] == "2024"
    assert str(entry.persons["author"][0]) == "{Voorbeeldzorg}"


@pytest.mark.parametrize("given", ["A & B {zorg}", "100% zorg_nu", "C\\D"])
def test_a_bibliography_can_be_read_whatever_a_source_is_called(given):
    source = {"citation_key": "x", "authors": "", "publisher": given, "title_nl": given, "language": "nl"}
    source |= {"licence": "none-stated", "published": "2024", "kind_en": "report"}
    codes = pd.DataFrame({"list": [], "code": [], "label_en": []})
    entry = parse_string(add_reference("", source, codes), "bibtex").entries["x"]
    assert "zorg" in entry.fields["title"] or "CD" in entry.fields["title"]


def test_numbers_of_the_text_that_no_record_holds_are_counted(plan):
    """The text prints 1, 12 and 2, and a record of words accounts for none of them."""
    assert plan.unread == 3


def test_a_file_gives_the_same_as_typing(project, text_file, answers, tmp_path):
    file = tmp_path / "answers.yml"
    file.write_text(write_answers(answers), encoding="utf-8")
    source = read_source_text(text_file, project)
    assert collect_answers(None, read_project(project), source, read_answers(file)) == answers


def test_sections_stages_and_fieldwork_are_asked_for_too(root, text_file):
    sections = ["1-1", "", "Titel", "Title", "no", "3-5", "", "Aanleiding", "Reason", "no", "7-10"]
    sections += ["", "Uitkomsten", "Outcomes", "no", ""]
    stages = ["design", "opzet", "design", "", "", "", "3-5", "outcome", "uitkomst", "outcome", "", "", "", "7-9", ""]
    typed = [*TYPED[:9], *sections, *TYPED[10:19], *stages]
    for number, start in enumerate((20, 27, 35)):
        typed += [*TYPED[start : start + 5], ["", "outcome", ""][number], *TYPED[start + 5 : (27, 35, 43)[number]]]
    typed += ["", "meet", "5", "Medewerkers.", "Employees.", "12", "design", "", ""]
    typed += [*TYPED[45:47], "", "", *TYPED[49:]]
    answers = collect(root, text_file, typed)
    assert [(row["section"], row["heading"]) for row in answers["sections"]] == [("title", ""), ("1", "1"), ("2", "2")]
    assert [row["edition"] for row in answers["stages"]] == ["interim", "final"]
    assert [row["stage_id"] for row in answers["statements"]] == ["design", "outcome", "outcome"]
    assert [row["evidence"] for row in answers["openings"]] == [
        "voorbeeldzorg-001",
        "voorbeeldzorg-002;voorbeeldzorg-003",
    ]
    rows = make_rows(read_project(root), answers, read_source_text(text_file, root))
    assert [row["section"] for _, row in rows["statements"]] == ["1", "2", "2"]
    assert [row["fieldwork_id"] for _, row in rows["fieldwork"]] == ["voorbeeldzorg-meetings-1"]
    assert plan_case(root, answers, read_source_text(text_file, root)).unread == 2


def test_half_a_file_is_finished_by_asking(project, text_file, answers):
    """What was typed before an interruption is not asked again."""
    kept = []
    with pytest.raises(click.Abort):
        collect_answers(
            stop_after(30),
            read_project(project),
            read_source_text(text_file, project),
            keep=lambda told: kept.append(write_answers(told)),
        )
    half = yaml.safe_load(kept[-1])
    rest = make_ask(TYPED[30:], [])
    assert collect_answers(rest, read_project(project), read_source_text(text_file, project), half) == answers


def stop_after(number):
    """Return an ``ask`` of someone who stops after so many replies."""
    ask, asked = make_ask(TYPED), []

    def stop(question, **rest):
        asked.append(question)
        if len(asked) > number:
            raise click.Abort
        return ask(question, **rest)

    return stop


WRONG = [
    (0, "", "expected an answer; found nothing"),
    (1, "Voorbeeld Zorg", "expected case of the form"),
    (1, "zgao", "expected an id that nothing has yet; found 'zgao'"),
    (1, "flex", "expected an id that nothing has yet; found 'flex'"),
    (3, "nosuch", "expected 'flex', 'ow', 'limburg' or 'new'; found 'nosuch'"),
    (5, "vorig jaar", "expected published of the form"),
    (7, "", "expected an answer"),
    (10, "99", "expected lines up to 10, the last of the text; found '99'"),
    (10, "2", "expected lines with text on them"),
    (10, "5-4", "expected line numbers such as 12, 12-14 or 12;20"),
    (11, SENTENCE, "expected your own words: fewer than 8 in a row of the text"),
    (12, "Home care for 3 towns.", "expected the numbers of the"),
    (13, "zorg", "expected 'all-sectors', 'care-welfare'"),
    (14, "done", "expected 'team-started'"),
    (20, "99", "expected lines up to 10"),
    (20, "", "expected an answer"),
    (21, "In een proef maakten 13 mensen hun rooster.", "expected numbers that lines 5 print; found"),
    (22, "In a trial people made rosters.", "expected the numbers of the"),
    (23, "fact", "expected 'team', 'context'"),
    (24, "me", "expected 'learning-team'"),
    (25, "nation", "expected 'team', 'organisation' or 'region-nation'"),
    (26, "auto nosuch", "expected 'autonomy'"),
    (44, "parties", "expected 'survey'"),
    (45, "", "expected an answer"),
    (46, "At Voorbeeldzorg 12345 people made a roster.", "expected"),
    (47, "4", "expected numbers of statements from 1 to 3, or ids of records; found '4'"),
    (47, "2", "expected a statement that has the number 12 of the sentence; found '2'"),
]


def test_each_wrong_reply_is_refused_with_a_reason_and_asked_again(root, text_file, answers):
    """All of them in one round, each typed before the right one."""
    refused = []
    typed = [
        reply
        for place, right in enumerate(TYPED)
        for reply in [*(wrong for at, wrong, _ in WRONG if at == place), right]
    ]
    assert collect(root, text_file, typed, refused) == answers
    assert [reply for _, reply, _ in refused] == [reply for _, reply, _ in WRONG]
    for (_, _, told), (_, _, message) in zip(refused, WRONG, strict=True):
        assert told.startswith(message)
        assert "What to do: " in told


def test_faults_of_a_file_are_told_all_at_once_by_part_and_column(root, text_file, answers):
    broken = {**answers, "case": {**answers["case"], "branch": "zorg", "lines": "99"}}
    broken["statements"] = [*answers["statements"], {**answers["statements"][0], "kind": "fact"}]
    with pytest.raises(DataError) as caught:
        collect_answers(None, read_project(root), read_source_text(text_file, root), broken)
    places = {(finding.file, finding.column) for finding in caught.value.findings}
    assert {("case", "branch"), ("case", "lines"), ("statements 4", "kind")} <= places


@pytest.mark.parametrize(
    ("given", "message"),
    [({"cases": {}}, "'cases'"), ({"case": {"nmae": "x"}}, "'nmae'"), ({"statements": {}}, "a list of records")],
)
def test_a_misspelt_part_or_column_of_a_file_is_named(root, text_file, given, message):
    with pytest.raises(DataError, match=message):
        collect_answers(None, read_project(root), read_source_text(text_file, root), given)


def test_what_only_the_whole_shows_is_told_by_its_question(root, text_file, answers):
    """A year in the title of one language only, which here comes in past the questions."""
    broken = {**answers, "source": {**answers["source"], "title_en": "Evaluation of 2023"}}
    with pytest.raises(DataError) as caught:
        plan_case(root, broken, read_source_text(text_file, root))
    ((file, column),) = {(finding.file, finding.column) for finding in caught.value.findings}
    assert (file, column) == ("source", "title_nl")


def test_the_template_can_be_read_and_asks_each_question(root):
    template = make_template(read_project(root))
    told = yaml.safe_load(template)
    assert told["study"] == "new"
    assert set(told) == {"text", "study", "case", "source", "new_study", "statements", "openings"}
    for questions in QUESTIONS.values():
        assert all(f'{question.column}: ""' in template for question in questions)


def break_write(monkeypatch, number):
    """Let the write after so many fail, as if the power went."""
    write, written = writing.write_whole, []

    def fail(path, content):
        if len(written) == number:
            raise KeyboardInterrupt
        written.append(path)
        write(path, content)

    monkeypatch.setattr(writing, "write_whole", fail)


FILES = 11
"""Files of the plan; with the journal before and after, two writes more."""


def test_an_interruption_at_any_file_leaves_no_half_case(project, plan, monkeypatch):
    """Whether it is finished or undone after it, each file is as after or as before; so is an undo cut off."""
    before, write = list_public(project), writing.write_whole
    assert len(plan.changes) == FILES
    after = {**before, **{change.path: Content(change.new.encode()) for change in plan.changes}}
    for number in range(1, FILES + 2):
        for finish in (finish_case, undo_case):
            break_write(monkeypatch, number)
            with pytest.raises(KeyboardInterrupt):
                write_case(project, plan)
            monkeypatch.setattr(writing, "write_whole", write)
            with pytest.raises(DataError, match="half written"):
                write_case(project, plan)
            assert finish(project, "voorbeeldzorg") == ("written" if finish is finish_case else "undone")
            if finish is finish_case:
                assert list_public(project) == after
                break_write(monkeypatch, min(number, 9))
                with pytest.raises(KeyboardInterrupt):
                    undo_case(project, "voorbeeldzorg")
                monkeypatch.setattr(writing, "write_whole", write)
                assert finish_case(project, "voorbeeldzorg") == "undone"
            assert list_public(project) == before


def test_a_file_changed_since_is_named_and_nothing_is_restored(project, plan):
    write_case(project, plan)
    path = project / "data/studies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Not told.", "Unknown."), encoding="utf-8", newline="\n")
    before = list_public(project)
    with pytest.raises(DataError) as caught:
        undo_case(project, "voorbeeldzorg")
    assert [finding.file for finding in caught.value.findings] == ["data/studies.csv"]
    assert list_public(project) == before


def test_a_case_that_came_later_is_to_be_undone_first(project, plan):
    before = list_public(project)
    write_case(project, plan)
    studies = next(change.new for change in plan.changes if change.path == "data/studies.csv")
    write_case(project, Plan("later", (Change("data/studies.csv", studies, f"{studies}x"),)))
    with pytest.raises(DataError, match="undo the case that came later first: owlib new-case later --undo"):
        undo_case(project, "voorbeeldzorg")
    undo_case(project, "later")
    undo_case(project, "voorbeeldzorg")
    assert list_public(project) == before


def test_a_file_changed_between_plan_and_writing_stops_the_writing(project, plan):
    (project / "_toc.yml").write_text("other", encoding="utf-8")
    before = list_public(project)
    with pytest.raises(DataError, match=r"_toc\.yml: expected the file that the plan was made from"):
        write_case(project, plan)
    assert list_public(project) == before


def test_a_case_that_came_with_the_project_is_not_undone(project):
    with pytest.raises(UnknownNameError, match="expected a case that was added here with owlib new-case; found 'zgao'"):
        undo_case(project, "zgao")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"%PDF-1.7 x", "plain text in UTF-8"),
        (b"caf\xe9", "plain text in UTF-8"),
        (b" ", "plain"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(root, tmp_path, content, message):
    path = tmp_path / "text.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnknownNameError, match=message):
        read_source_text(path, root)


def test_a_text_inside_the_project_is_refused(project):
    path = project / "data" / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="a file outside the project"):
        read_source_text(path, project)


def call(project, monkeypatch, *words, typed=""):
    """Run the command in a project."""
    monkeypatch.setenv("OWLIB_ROOT", str(project))
    return CliRunner().invoke(new_case, list(words), input=typed)


def test_the_command_asks_shows_keeps_and_takes_back(project, plan, text_file, monkeypatch):
    before = list_public(project)
    monkeypatch.setattr(writing, "plan_case", lambda *_: plan)  # it has its own tests, and takes seconds
    typed = "\n".join(["?", *TYPED, ""])
    dry = call(project, monkeypatch, "--text", str(text_file), "--dry-run", typed=typed)
    assert dry.exit_code == 0, dry.output
    assert "Nothing is written: this was a dry run." in dry.output
    assert "  +voorbeeldzorg-002,voorbeeldzorg," in dry.output
    assert list_public(project) == before
    draft = "private/new-cases/draft.yml"
    made = call(project, monkeypatch, "--from", str(project / draft))
    assert made.exit_code == 0, made.output
    assert made.output.splitlines()[-2:] == ["  owlib run --case voorbeeldzorg", "  owlib book"]
    assert list_public(project) != before
    undone = call(project, monkeypatch, "voorbeeldzorg", "--undo")
    assert undone.exit_code == 0, undone.output
    assert list_public(project) == before
    assert (project / "private/new-cases/voorbeeldzorg.yml").is_file()


def test_the_command_finishes_what_was_interrupted(project, plan, monkeypatch):
    write = writing.write_whole
    break_write(monkeypatch, 4)
    with pytest.raises(KeyboardInterrupt):
        write_case(project, plan)
    monkeypatch.setattr(writing, "write_whole", write)
    result = call(project, monkeypatch, "--from", "nowhere.yml")
    assert "The case 'voorbeeldzorg' was interrupted; it is written now, as a whole." in result.output
    assert isinstance(result.exception, UnknownNameError)
    assert [name for name, text in list_public(project).items() if name.startswith("data/cases/voorbeeldzorg/")]


def test_a_file_without_a_text_is_refused_with_the_reason(project, answers, monkeypatch, tmp_path):
    file = tmp_path / "answers.yml"
    file.write_text(write_answers(answers), encoding="utf-8")
    result = call(project, monkeypatch, "--from", str(file))
    assert "without it no record can be checked, and the case cannot be added" in str(result.exception)
