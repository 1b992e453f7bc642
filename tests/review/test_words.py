"""Words for readers: in message files that are whole, used and in step, and in no Python."""

import json

import pytest

from owlib.review.words import check_words, list_literals

CODE = '''
"""Things, as the reader is told of them."""

def glance(report, count):
    """Return how many there are."""
    return report.words("things-glance", count=count)
'''
ENGLISH = "things-glance = { $count ->\n    [one] One thing\n   *[other] { $count } things\n}\n"
DUTCH = "things-glance = { $count ->\n    [one] Eén ding\n   *[other] { $count } dingen\n}\n"
WHOLE = {
    "owlib/exhibits/things.py": CODE,
    "owlib/locales/en/exhibits.things.ftl": ENGLISH,
    "owlib/locales/nl/exhibits.things.ftl": DUTCH,
    "owlib/locales/allowed_in_python.csv": "module,texts,reason\n",
}


@pytest.fixture
def find(tmp_path):
    """Return what is found in a small tree, some of whose files are other than in the whole one."""

    def write(files: dict[str, str]) -> list[str]:
        for name, content in {**WHOLE, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return [str(finding) for finding in check_words(tmp_path, tmp_path / "owlib")]

    return write


def add(name: str, text: str) -> dict[str, str]:
    """Return a file of the whole tree with something at its end."""
    return {name: WHOLE[name] + text}


def make_notebook(code: str) -> str:
    """Return a notebook of one cell."""
    return json.dumps({"cells": [{"cell_type": "code", "source": [code]}]})


def test_the_words_of_the_project_are_in_order(root):
    assert [str(finding) for finding in check_words(root)] == []


def test_a_whole_tree_has_no_fault(find):
    assert find({}) == []


PYTHON, IN_ENGLISH, IN_DUTCH = (name for name in WHOLE if not name.endswith(".csv"))
FAULTS = {
    "missing": (
        add(PYTHON, '\n\ntitle = words("things-title")\n'),
        "owlib/exhibits/things.py, row 9: expected a message 'things-title'; found none.",
    ),
    "missing whatever is put in": (
        add(PYTHON, '\n\ntitle = words(f"thing-{kind}")\n'),
        "owlib/exhibits/things.py, row 9: expected a message 'thing-*'; found none.",
    ),
    "missing in a template": (
        {"book/_templates/layout.html": "<p>\n{{ words('things-foot') }}</p>"},
        "book/_templates/layout.html, row 2: expected a message 'things-foot'; found none.",
    ),
    "value not given": (
        add(PYTHON, '\n\ntitle = words("things-glance", number=1)\n'),
        "owlib/exhibits/things.py, row 9: expected the values that the message 'things-glance' wants; found no 'count'",
    ),
    "unused": (
        add(IN_ENGLISH, "\n# Old.\nthings-old = Old\n"),
        "owlib/locales/en/exhibits.things.ftl, row 7, column 'things-old': expected a message that code uses",
    ),
    "twice": (
        {"owlib/locales/en/exhibits.more.ftl": ENGLISH},
        "column 'things-glance': expected an id that stands once; found another in owlib/locales/en/exhibits.more.ftl",
    ),
    "only in Dutch": (
        add(IN_DUTCH, "things-end = Einde\n"),
        "owlib/locales/nl/exhibits.things.ftl, row 5, column 'things-end': expected a message that English has",
    ),
    "other values in Dutch": (
        {IN_DUTCH: "things-glance = { $number } dingen\n"},
        "expected the values of the English message: $count; found $number.",
    ),
    "no message": (
        add(IN_DUTCH, "things glance = Dingen\n"),
        "owlib/locales/nl/exhibits.things.ftl, row 5: expected a message; found 'things glance = Dingen'.",
    ),
    "text in code": (
        add(PYTHON, '\n\nNOTE = "as the text prints it"\n'),
        "owlib/exhibits/things.py, row 9: expected no text for readers in code; found 'as the text prints it'.",
    ),
    "exception that is no more": (
        {"owlib/locales/allowed_in_python.csv": "module,texts,reason\nexhibits.things,A name,why\n"},
        "allowed_in_python.csv, row 2, column 'texts': expected a text for readers that exhibits.things has",
    ),
    "exception without a reason": (
        {**add(PYTHON, '\n\nNAME = "Some Name"\n'),
         "owlib/locales/allowed_in_python.csv": "module,texts,reason\nexhibits.things,Some Name,\n"},
        "owlib/locales/allowed_in_python.csv, row 2, column 'texts'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_by_file_and_row(find, name):
    files, message = FAULTS[name]
    (found,) = find(files)
    assert message in found


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (add(PYTHON, '\n\nlabel = f"things-{code}"\n'), "things-old = Old\n"),
        (add(PYTHON, "\n\nlabel = words(f\"things-{'old' if old else 'glance'}\", count=1)\n"), "things-old = Old\n"),
        (add(PYTHON, '\n\nNAMES = {"old": "things-old"}\n'), "things-old = Old\n"),
        ({"notebooks/case.ipynb": make_notebook('report.words("things-old")')}, "things-old = Old\n"),
        ({"book/_templates/page.html": "{{ words('things-old') }}"}, "things-old = Old\n"),
        (add(PYTHON, '\n\nlabel = words("things-new")\n'), "things-new = { things-old }\nthings-old = Old\n"),
    ],
)
def test_a_message_is_used_by_code_notebooks_templates_and_other_messages(find, files, message):
    assert find({**files, **add(IN_ENGLISH, message)}) == []


def test_an_exception_with_its_reason_is_allowed_whole_or_by_its_beginning(find):
    code = add(PYTHON, '\n\nNAMES = ("Some Name", "Other", "A long text that goes on and on")\n')
    rows = "module,texts,reason\nexhibits.things,Some Name | Other,names\nexhibits.things,A long text\u2026,a licence\n"
    assert find({**code, "owlib/locales/allowed_in_python.csv": rows}) == []


def test_rooms_that_readers_do_not_see_may_have_texts(find):
    assert find({"owlib/reports/runs.py": 'MESSAGE = "Run it again"\n'}) == []


@pytest.mark.parametrize(
    "code",
    [
        'x = "as printed"',
        'x = "Growth"',
        'x = f"{count} lines"',
        'x = names[0] + " and " + names[1]',
        "x = f\"<p class='note'>{a} of {b}</p>\"",
        'x = \'<img src="a.svg" alt="Growth by group">\'',
        'x = dict(label="none given")',
        "x = f\"{a}: {'at most' if b else c}\"",
    ],
)
def test_a_text_for_readers_is_seen(code):
    assert len(list_literals(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        '"""A module of two words."""',
        'x = 1\n"""What it is for."""',
        'raise DataError("there is none")',
        'x = Finding(file, 0, "", "a header and rows", "an empty file", "restore its content")',
        'x = DataError(f"found {x} of them")',
        'logger.warning("picture without alternative text: %s", x)',
        'x = row["Column Name"]',
        'x = {"Some Key": 1}',
        'x = name == "Two Words"',
        'x = re.compile(r"some words [A-Z]+")',
        'x = frame.query("branch == 1 and group == 2")',
        'x = option("--all", help="Show all of them.")',
        'x = ".note { margin: 0 auto; color: red } h1 { color: blue }"',
        "x = '<div class=\"two words\">' + y + '</div>'",
        'x = f"{a}, {b}; {c}"',
        'x = f"number-{a}"',
        'x = ("pt", "svg", "utf-8", "%Y-%m-%d", "#1b2631")',
    ],
)
def test_keys_codes_styles_and_errors_are_no_texts_for_readers(code):
    assert list_literals(code) == []
