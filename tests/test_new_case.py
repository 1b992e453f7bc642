"""A new case from one file: its template, its faults with their lines, all written or none, and run.

Text and organisation are made up.
"""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import call_owlib, list_files
from pybtex.database import parse_string

from owlib.errors import DataError
from owlib.new_case import add_reference, plan_case, read_draft, read_source_text, settle_id, write_case

TEXT = """Evaluatie proef eigen regie Voorbeeldzorg

1.10 Aanleiding
Voorbeeldzorg biedt thuiszorg en wilde minder uitzendkrachten.
In de proef kregen 12 medewerkers zeggenschap over hun rooster.

2 Uitkomsten
Medewerkers zeiden dat zij zich vrijer voelden in hun werk dan voorheen en dat zij graag zo doorgaan.
Leidinggevenden vonden de roosters lastig rond te krijgen.
"""
SENTENCE = "zij zich vrijer voelden in hun werk dan voorheen"

CASE = {
    "case_id": "voorbeeldzorg", "name": "Voorbeeldzorg", "short_name": "Voorbeeldzorg", "branch": "home-care",
    "about_en": "Home care organisation.", "about_nl": "Organisatie voor thuiszorg.", "status": "pilot-completed",
    "lines": "4",
}  # fmt: skip
SOURCE = {
    "source_id": "voorbeeldzorg-2024", "title_en": "Evaluation of a trial with own rosters",
    "title_nl": "Evaluatie proef eigen regie Voorbeeldzorg", "short_en": "Voorbeeldzorg report 2024",
    "short_nl": "Voorbeeldzorg-rapport 2024", "publisher": "Voorbeeldzorg", "published": "2024",
    "copy_en": "The text is whole.", "copy_nl": "De tekst is volledig.",
}  # fmt: skip
SECTIONS = [
    {"section": "title", "label_en": "Title", "label_nl": "Titel", "lines": "1"},
    {"section": "1.10", "heading": "1.10", "label_en": "Reason", "label_nl": "Aanleiding", "lines": "3-5"},
    {"section": "2", "heading": "2", "label_en": "Outcomes", "label_nl": "Uitkomsten", "lines": "7-9"},
]
STUDY = {
    "study_id": "voorbeeldzorg", "title_en": "The trial of Voorbeeldzorg (2024)",
    "title_nl": "De proef van Voorbeeldzorg (2024)", "question_en": "Does a roster of one's own work?",
    "question_nl": "Werkt een eigen rooster?", "lines": "4",
}  # fmt: skip
STAGES = [
    {"stage_id": "design", "label_en": "design", "label_nl": "opzet", "lines": "3-5"},
    {
        "stage_id": "outcome", "label_en": "outcome", "label_nl": "uitkomst", "definition_en": "What came of it.",
        "definition_nl": "Wat het opleverde.", "edition": "final", "lines": "7-9",
    },
]  # fmt: skip
STATEMENTS = [
    {
        "stage_id": "design", "kind": "design", "view": "employees", "themes": "autonomy", "lines": "5",
        "paraphrase_en": "In a trial 12 people made their own roster.",
        "paraphrase_nl": "In een proef maakten 12 mensen hun rooster zelf.",
    },
    {
        "stage_id": "outcome", "kind": "benefit", "view": "employees", "themes": "autonomy, meaning", "lines": "8",
        "affected": "employee", "paraphrase_en": "Freedom grew.", "paraphrase_nl": "De vrijheid nam toe.",
    },
    {
        "stage_id": "outcome", "kind": "drawback", "view": "management", "affected": "organisation", "lines": "9",
        "paraphrase_en": "Rostering got harder.", "paraphrase_nl": "Roosteren werd moeilijker.",
    },
]  # fmt: skip
FIELDWORK = [
    {"stage_id": "design", "activity": "meetings", "who_en": "Employees.", "who_nl": "Medewerkers.",
     "respondents": "12", "lines": "5"},
]  # fmt: skip
OPENINGS = [
    {
        "edition": "interim", "evidence": "1", "text_en": "At Voorbeeldzorg 12 people made their roster.",
        "text_nl": "Bij Voorbeeldzorg roosterden 12 mensen zelf.", "sure": "people", "elsewhere": "nowhere-else",
    },
    {
        "edition": "final", "evidence": "2 3", "text_en": "It gave freedom and trouble.",
        "text_nl": "Dat gaf vrijheid en moeite.", "sure": "people", "elsewhere": "nowhere-else",
    },
]  # fmt: skip
THREADS = [
    {
        "name_en": "Rosters", "name_nl": "Roosters", "asked_en": "A roster of one's own for 12 people",
        "asked_nl": "Een eigen rooster voor 12 mensen", "seen_en": "More freedom", "seen_nl": "Meer vrijheid",
        "open_en": "Whether it goes on", "open_nl": "Of het doorgaat", "asked_evidence": "1", "seen_evidence": "2",
    },
]  # fmt: skip
TOLD = {
    "text": "voorbeeld.txt", "case": CASE, "source": SOURCE, "sections": SECTIONS, "study": STUDY, "stages": STAGES,
    "statements": STATEMENTS, "fieldwork": FIELDWORK, "openings": OPENINGS, "threads": THREADS,
}  # fmt: skip
"""What a researcher writes into the template."""


@pytest.fixture
def project(copy, root):
    """A copy of the project, with the table of contents of its book."""
    shutil.copyfile(root / "_toc.yml", copy / "_toc.yml")
    return copy


@pytest.fixture(scope="module")
def template(root):
    """The template as it is printed."""
    result = call_owlib(root, "new-case", "--template")
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def write_file(template, tmp_path):
    """Write the template, filled in, beside the text of its source; parts may be told otherwise."""
    return lambda **parts: write_filled(tmp_path, template, {**TOLD, **parts})


@pytest.fixture(scope="module")
def plan(root, template, tmp_path_factory):
    """What the file changes; nothing of it is written into the project itself."""
    return plan_case(root, write_filled(tmp_path_factory.mktemp("case"), template, TOLD))


def write_filled(folder, template, told):
    """Write a case file and the text of its source into a folder."""
    (folder / "voorbeeld.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    file = folder / "my-case.yml"
    file.write_text(fill(template, told), encoding="utf-8", newline="\n")
    return file


def fill(template, told):
    """Write between the quotes of the template, part by part, and further records of a list below the first."""
    blocks = []
    for block in template.rstrip("\n").split("\n\n"):
        part = re.search(r"^(?:# )?(\w+):(?: \"\".*)?$", block, flags=re.MULTILINE)
        if part is None:
            blocks.append(block)
            continue
        own, comment = told[part[1]], block[: part.start()]
        lines = [
            line.removeprefix("# ") if part[0].startswith("#") else line for line in block[part.start() :].split("\n")
        ]
        if isinstance(own, (str, Path)):
            blocks.append(f"{comment}{part[1]}: {own}")
            continue
        records = own if isinstance(own, list) else [own]
        shown = [lines[0], *(fill_line(line, records[0]) for line in lines[1:])]
        for record in records[1:]:
            shown += [
                f"  {' ' if number else '-'} {key}: {quote(value)}"
                for number, (key, value) in enumerate(record.items())
            ]
        blocks.append(comment + "\n".join(shown))
    return "\n\n".join(blocks) + "\n"


def fill_line(line, record):
    """Write a value between the quotes of one line of the template, if there is one."""
    found = re.fullmatch(r'([ -]+)(\w+): "[^"]*"(  #.*)', line)
    return f"{found[1]}{found[2]}: {quote(record[found[2]])}{found[3]}" if found and found[2] in record else line


def quote(value):
    """Return a value as a person writes it: a text between quotes, a number without."""
    return value if re.fullmatch(r"[\d.-]+", value) else f'"{value}"'


def change(part, number=None, **cells):
    """Return a part with other cells; those of one record of a list."""
    told = TOLD[part]
    if number is None:
        return {part: {**told, **cells}}
    return {part: [{**record, **(cells if place == number else {})} for place, record in enumerate(told)]}


def find_line(file, piece):
    """Return the number of the one line with a piece of text."""
    (number,) = [number for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1) if piece in line]
    return number


def read_rows(text):
    """Return the lines of a CSV file as rows."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_template_explains_each_field_and_lists_the_codes_it_may_have(root, template):
    """It can be read as it is printed, and has each column of the tables that a person must tell."""
    parts = yaml.safe_load(template)
    assert list(parts) == ["text", "case", "source", "sections", "study", "stages", "statements", "openings"]
    keys = [line for line in template.split("\n") if re.match(r'(# )?[ -]+\w+: "', line)]
    assert len(keys) > 60
    assert all(re.search(r'\w+: ".*"  # [A-Z].{3,}[.:]$', line) for line in keys)
    with (root / "data/codes.csv").open(encoding="utf-8") as stream:
        codes = [row for row in csv.DictReader(stream) if row["list"] in ("kind", "view", "branch", "activity")]
    assert len(codes) > 50
    assert all(f"#   {row['code']}: {row['label_en']}" in template for row in codes)
    assert "#   autonomy: autonomy and say over the work" in template
    schema = json.loads((root / "data/schemas/statements.json").read_text(encoding="utf-8"))
    built = {"statement_id", "study_id", "case_id", "source_id", "section"}
    assert set(parts["statements"][0]) == {field["name"] for field in schema["fields"]} - built


@pytest.mark.long
def test_a_filled_in_template_becomes_a_case_with_reports_in_both_languages(project, owlib, write_file):
    """A dry run shows the rows and writes nothing; then they are written, and only added; then reports are run."""
    file, before = write_file(), list_files(project)
    dry = owlib(project, "new-case", file, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "2 numbers of the text are in no record" in dry.stdout
    assert list_files(project) == before
    made = owlib(project, "new-case", file)
    assert made.returncode == 0, made.stderr
    after = list_files(project)
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert changed == {
        *(f"data/{table}.csv" for table in ("cases", "sources", "sections", "studies", "stages", "anchors")),
        *(f"data/cases/voorbeeldzorg/{table}.csv" for table in ("statements", "fieldwork", "summaries", "threads")),
        "data/datapackage.json", "book/references.bib", "_toc.yml",
    }  # fmt: skip
    for name in changed:
        old, new = (files.get(name, b"").decode().split("\n") for files in (before, after))
        assert all(f"  +{line}" in dry.stdout for line in new if line and line not in old), name
        assert name == "data/anchors.csv" or not set(old) - set(new), name
    check_content({name: after[name].decode() for name in changed})
    assert owlib(project, "check").returncode == 0
    result = owlib(project, "run", "--case", "voorbeeldzorg")
    assert result.returncode == 0, result.stderr
    for language, first, last in [
        ("en", "At Voorbeeldzorg 12 people made their roster.", "It gave freedom and trouble."),
        ("nl", "Bij Voorbeeldzorg roosterden 12 mensen zelf.", "Dat gaf vrijheid en moeite."),
    ]:
        final, interim = (
            (project / f"book/reports/{language}/voorbeeldzorg-{edition}.ipynb").read_text(encoding="utf-8")
            for edition in ("final", "interim")
        )
        assert first in final
        assert first in interim
        assert last in final
        assert last not in interim


def check_content(files):
    """Ids, sections and order follow from the file; 1.10 without quotes stays what it is."""
    statements = read_rows(files["data/cases/voorbeeldzorg/statements.csv"])
    assert [(row["statement_id"], row["section"]) for row in statements] == [
        ("voorbeeldzorg-001", "1.10"), ("voorbeeldzorg-002", "2"), ("voorbeeldzorg-003", "2"),
    ]  # fmt: skip
    assert statements[1]["themes"] == "autonomy;meaning"
    assert [row["section"] for row in read_rows(files["data/sections.csv"])][-3:] == ["title", "1.10", "2"]
    openings = read_rows(files["data/cases/voorbeeldzorg/summaries.csv"])
    assert [row["evidence"] for row in openings] == ["voorbeeldzorg-001", "voorbeeldzorg-002;voorbeeldzorg-003"]
    entry = parse_string(files["book/references.bib"], "bibtex").entries["voorbeeldzorg-2024"]
    assert entry.fields["title"] == "Evaluatie proef eigen regie Voorbeeldzorg"
    cases = next(part for part in yaml.safe_load(files["_toc.yml"])["parts"] if part["caption"] == "Cases")
    sections = [{"file": "book/reports/voorbeeldzorg-interim"}]
    assert cases["chapters"][-1] == {"file": "book/reports/voorbeeldzorg-final", "sections": sections}
    assert not any(SENTENCE in content for content in files.values())


@pytest.mark.long
def test_a_second_case_of_the_same_source_and_study(project, owlib, plan, write_file):
    """It names both by their ids, and adds no source, section, study or stage."""
    write_case(project, plan)
    before = list_files(project)
    second = {"source": "voorbeeldzorg-2024", "study": "voorbeeldzorg", "sections": "", "stages": ""}
    result = owlib(project, "new-case", write_file(**change("case", case_id="tweede", name="Tweede"), **second))
    assert result.returncode == 0, result.stderr
    changed = {name for name, content in list_files(project).items() if before.get(name) != content}
    assert changed == {
        *(f"data/cases/tweede/{table}.csv" for table in ("statements", "fieldwork", "summaries", "threads")),
        "data/cases.csv", "data/anchors.csv", "data/datapackage.json", "_toc.yml",
    }  # fmt: skip
    assert owlib(project, "check").returncode == 0


def test_its_records_agree_with_the_text_and_only_unread_numbers_are_left(project, owlib, plan, texts, tmp_path):
    """What verify finds with all texts at hand: two numbers that no record holds, the number of the plan."""
    write_case(project, plan)
    for source_id, lines in {**texts, "voorbeeldzorg-2024": TEXT.split("\n")}.items():
        (tmp_path / f"{source_id}.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    *found, count = owlib(project, "verify", "--texts", tmp_path).stderr.strip().split("\n")
    assert plan.unread == len(found) == 2
    assert all(" of voorbeeldzorg-2024 without one" in line for line in found)
    assert count == "2 faults in the data."


def test_all_faults_are_told_at_once_with_line_and_key(root, owlib, write_file):
    """Of keys, codes, ids, lines, numbers, languages and copied words; each says what was expected, and what to do."""
    statements = change("statements", 0, view="me", paraphrase_nl="In een proef maakten 13 mensen een rooster.")
    statements["statements"][1] |= {"lines": "99", "themes": "autonomy nosuch"}
    statements["statements"][2] |= {"kind": "fact", "paraphrase_nl": SENTENCE}
    case = change("case", case_id="zgao", branch="zorg", about_en="Home care in 3 towns.", lines="")
    source = change("source", published="vorig jaar")
    stages = change("stages", 1, edition="later")
    fieldwork = change("fieldwork", 0, respondents="14")
    openings = change("openings", 1, evidence="2 9", text_en="It gave freedom to 77 people.", sure="sure enough")
    threads = change("threads", 0, seen_evidence="8", open_nl="")
    file = write_file(**case, **source, **stages, **fieldwork, **openings, **statements, **threads)
    file.write_text(file.read_text(encoding="utf-8").replace("  who_nl:", "  who_nil:"), encoding="utf-8")
    result = owlib(root, "new-case", file, "--dry-run")
    assert result.returncode == 3
    told = result.stderr.removeprefix("owlib: ").strip().split("\n")
    for piece, key, expected in [
        ("case_id:", "case_id", "an id that nothing has"),
        ('branch: "zorg"', "branch", "a code of the list 'branch'"),
        ("about_nl: ", "about_nl", "the numbers of the English text"),
        ("published: ", "published", "2024, 2024-05 or 2024-05-31"),
        ('edition: "later"', "edition", "'interim', 'final'|'interim' or 'final'"),
        ('view: "me"', "view", "'learning-team'"),
        ("maakten 13 mensen", "paraphrase_nl", "numbers that lines 5 print"),
        ("lines: 99", "lines", "lines up to 10, the last"),
        ("autonomy nosuch", "themes", "'workload'"),
        ('kind: "fact"', "kind", "'drawback'"),
        (SENTENCE, "paraphrase_nl", "your own words: fewer than 8 in a row"),
        ("who_nil: ", "who_nil", "'who_nl'"),
        ("respondents: 14", "respondents", "'14' in the lines named"),
        ('evidence: "2 9"', "evidence", "ids of records"),
        ("77 people", "text_en", "numbers that its evidence has"),
        ("sure enough", "sure", "a code of the list 'sure'"),
        ("seen_evidence:", "seen_evidence", "ids of records"),
        ("open_nl:", "open_nl", "a text in Dutch"),
    ]:  # fmt: skip
        place = f"my-case.yml, line {find_line(file, piece)}, key '{key}': expected "
        own = [line for line in told if line.startswith(place) and re.search(expected, line)]
        assert own, (place, told)
        assert all("; found " in line and "What to do: " in line for line in own)
    missing = [line for line in told if "key 'lines': expected a value; found nothing" in line]
    assert len(missing) == 1
    assert list_files(root / "data/cases").keys() >= {"zgao/statements.csv"}


@pytest.mark.parametrize("case_id", ["index", "zgao-tussen", "zgao-interim"])
def test_a_case_whose_address_another_page_has_is_refused(root, write_file, case_id):
    """The list of cases is at cases/index, and the interim reports on zgao are at such addresses."""
    draft = read_draft(root, write_file(**change("case", case_id=case_id)))
    settle_id(draft, "case")
    assert "expected an id that nothing has" in str(draft.faults.pop())


def test_what_is_of_another_form_is_told_with_all_else(root, owlib, write_file):
    """Parts that are unknown, missing, doubled or of another form, and a text that is not there."""
    file = write_file(**change("case", branch="zorg"), text="nowhere.txt")
    content = file.read_text(encoding="utf-8")
    for old, new in [
        ("statements:", "statements: none\nstatement:"),
        ("study:\n", "study: nosuch\nstudy:\n"),
        ('place_en: "not told"', r'place_en: "\0"'),
    ]:
        content = content.replace(old, new)
    file.write_text(content, encoding="utf-8")
    told = owlib(root, "new-case", file).stderr
    for piece, message in [
        ("text: nowhere.txt", "key 'text': expected the plain text of the source; found no such file"),
        ('branch: "zorg"', "key 'branch': expected a code"),
        ("statements: none", "key 'statements': expected what the template has"),
        ("statement:", "key 'statement': expected one of the keys 'text', 'case'"),
        ("study: nosuch", "key 'study': expected an id of data/studies.csv: 'flex', 'limburg' or 'ow'; found 'nosuch'"),
        ("stages:", "key 'stages': expected nothing; found some"),
        ("place_en:", "key 'place_en': expected a text; found another form"),
    ]:
        (number,) = [
            place for place, line in enumerate(content.split("\n"), 1) if line.startswith((piece, f"  {piece}"))
        ]
        assert f"my-case.yml, line {number}, {message}" in told
    assert re.search(r"key 'study': expected each key once; found it in line \d+, too", told)


@pytest.mark.parametrize(
    ("new", "message"),
    [("  name: Zorg: goed", "a colon in a text without quotes"), ("\tname: x", "a tab"), ('  name: "\x07"', "U+0007")],
)
def test_what_is_no_yaml_is_told_with_its_line(root, owlib, write_file, new, message):
    file = write_file()
    number = find_line(file, "  name: ")
    content = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([*content[: number - 1], new, *content[number:]]), encoding="utf-8")
    result = owlib(root, "new-case", file)
    assert result.returncode == 3
    assert f"my-case.yml, line {number}: expected named parts in YAML; found " in result.stderr
    assert message in result.stderr


@pytest.mark.parametrize("content", ["", "- a", "[" * 3000, "text: x\n---\ntext: y", "caf\udce9: x"])
def test_a_file_without_named_parts_is_refused(root, tmp_path, content):
    file = tmp_path / "my-case.yml"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(DataError, match="expected named parts in YAML"):
        read_draft(root, file)


def test_a_text_is_plain_and_lies_outside_the_project(root, write_file, tmp_path):
    other = tmp_path / "other.txt"
    draft = read_draft(root, write_file(text="other.txt"))
    for content in (b"%PDF-1.7 x", b"caf\xe9", b" ", b"\xef\xbb\xbfx", b"x\0y"):
        other.write_bytes(content)
        read_source_text(draft)
        assert "expected plain text in UTF-8" in str(draft.faults.pop())
    draft = read_draft(root, write_file(text=root / "README.md"))
    read_source_text(draft)
    assert "expected a file outside the project" in str(draft.faults.pop())
    assert draft.faults == []


def test_a_case_that_is_there_is_not_written_over(project, owlib, plan, write_file):
    """Twice the same file: the second time its ids are taken, and its text is that of a source."""
    file = write_file()
    write_case(project, plan)
    before = list_files(project)
    told = owlib(project, "new-case", file).stderr
    for key in ("case_id", "source_id", "study_id"):
        assert f"line {find_line(file, f'  {key}: ')}, key '{key}': expected an id that nothing has" in told
    assert "What to do: write source: voorbeeldzorg-2024" in told
    assert list_files(project) == before


def test_a_write_that_fails_leaves_every_byte_as_it_was(project, plan, monkeypatch):
    """At each file in turn, twice: written beside the others, and moved; as by a full disk, or by Ctrl-C."""
    before, move = list_files(project), Path.replace
    for number in range(2 * len(plan.contents)):
        moves, fault = (
            iter(range(10_000)),
            KeyboardInterrupt() if number % 2 else OSError(28, "No space left on device"),
        )

        def fail(path, target, number=number, moves=moves, fault=fault):
            if next(moves) == number:
                raise fault
            return move(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", fail)
            with pytest.raises(type(fault)):
                write_case(project, plan)
        assert list_files(project) == before
    write_case(project, plan)
    assert set(list_files(project)) - set(before) == {
        f"data/cases/voorbeeldzorg/{table}.csv" for table in ("statements", "fieldwork", "summaries", "threads")
    }


@pytest.mark.parametrize("given", ["A & B {zorg}", "100% zorg_nu", "C\\D", "Jansen, J., de Vries, P., zorg"])
def test_a_bibliography_can_be_read_whatever_a_source_is_called(given):
    source = {"citation_key": "x", "authors": given, "publisher": given, "title_nl": given, "language": "nl"}
    source |= {"licence": "none-stated", "published": "2024", "kind_en": "report"}
    entry = parse_string(add_reference("", source, {}), "bibtex").entries["x"]
    assert "zorg" in entry.fields["title"] or "CD" in entry.fields["title"]
    assert len(entry.persons["author"]) == 1


def test_a_file_or_the_template_is_asked_for(root, owlib):
    assert owlib(root, "new-case").returncode == 2
    assert owlib(root, "new-case", "nowhere.yml").returncode == 2
