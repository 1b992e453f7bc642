"""What the tests of the survey commands share: an export of clients that no generator of ours made, and calls of owlib.

Each row of it is invented at random, and each cell that may hold anything holds a token that is looked for afterwards.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import forked
import numpy as np
import openpyxl
import pandas as pd
from conftest import Content

SURVEY = "ow-clients"
CANARY = "qzxv"
"""Stands in ids, open answers, odd values and columns of no use; no word has it."""
NUMBER, DAY = "7391,5", "14-03-2037"
TRACES = [word.encode() for word in (CANARY, NUMBER, "7391.5", "7,391.5", DAY, "2037-03-14")]
MAY_HOLD = ("clean.csv", "answers.csv", "export.csv")
"""Files in which answers, or the values of closed questions, stand by purpose."""
SETTINGS = f"survey: {SURVEY}\nfile: export.csv\nsimulated: false\n"
PARTS = ("data", "notebooks")
RUN = """
import ctypes, pathlib, resource, subprocess, sys
if sys.argv[2]:  # root may write anywhere: without this capability it keeps to the rights of files
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
code = subprocess.call(sys.argv[3:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""
"""Calls a command from a small process, so that the peak memory is that of the command alone."""


@dataclass(frozen=True)
class Called:
    """What came of a command: its exit code, all that it said, and its peak memory in MiB."""

    code: int
    text: str
    peak: float


def make_project(root: Path, folder: Path) -> Path:
    """Make a copy of the project that commands can work on, with a home and a folder for temporary files beside it."""
    for part in PARTS:
        shutil.copytree(root / part, folder / "p" / part)
    shutil.copyfile(root / "requirements.lock", folder / "p" / "requirements.lock")
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    return folder / "p"


def call(project: Path, *words: str, bound: bool = False, anew: bool = False, **more: str) -> Called:
    """Run the command line as a user does, in a process that finds the libraries imported.

    ``anew``: in a Python that starts for it; ``bound``: so, and bound by the rights of files, even for root.
    """
    home, temporary = project.parent / "home", project.parent / "tmp"
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("OWLIB", "JUPYTER", "IPYTHON", "MPL"))
    }
    own = {"HOME": str(home), "TMPDIR": str(temporary), "OWLIB_ROOT": str(project), "COLUMNS": "200"}
    own |= {f"XDG_{name}_HOME": str(home / name[0].lower()) for name in ("CACHE", "DATA", "STATE")}
    own |= {"XDG_CONFIG_HOME": str(home / "o"), "PYTHONDONTWRITEBYTECODE": "1"}
    if not (anew or bound) and hasattr(os, "fork"):
        done = forked.call(words, kept | own | more, project)
        return Called(done.code, done.stdout + done.stderr, done.peak / 1024)
    handle, made = tempfile.mkstemp(dir=project.parent)
    os.close(handle)
    peak = Path(made)
    command = [sys.executable, "-c", RUN, str(peak), "bound" if bound else "", sys.executable, "-m", "owlib.cli"]
    done = subprocess.run(
        [*command, *words], env=kept | own | more, cwd=project, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    told = Called(done.returncode, done.stdout + done.stderr, int(peak.read_text()) / 1024)
    peak.unlink()
    return told


def read_instrument_table(project: Path, name: str) -> pd.DataFrame:
    """Return a table of the questionnaires as it stands."""
    return pd.read_csv(project / "data" / "instrument" / f"{name}.csv", dtype="str", keep_default_na=False)


def make_answers(project: Path, count: int, seed: int = 1) -> pd.DataFrame:
    """Return answers of clients in two cases as codes, one column an item; ids and open answers hold the token."""
    random = np.random.default_rng(seed)
    items, scales = (read_instrument_table(project, name) for name in ("items", "answers"))
    known = scales.groupby("scale_id")["answer"].agg(list)
    frame = {"respondent": [f"{CANARY}-{number:05d}" for number in range(count)]}
    frame["case"] = random.choice(["north", "south"], count)
    for item in items[items["survey_id"] == SURVEY].to_dict("records"):
        if item["kind"] == "single":
            frame[item["item_id"]] = random.choice(known[item["scale_id"]], count)
        elif item["kind"] == "number":
            frame[item["item_id"]] = random.choice(["2,5", "6", "10", "20,0"], count)
        else:
            frame[item["item_id"]] = [f"{CANARY} vond het {number} keer fijn" for number in range(count)]
    frame["oc-care-here"] = random.choice(["yes", "no"], count, p=[0.9, 0.1])
    table = pd.DataFrame(frame, dtype="str")
    table.loc[table["oc-changed"] != "yes", "oc-changed-how"] = ""
    return table


def name_values(project: Path, table: pd.DataFrame, prefix: str = "") -> pd.DataFrame:
    """Return answers as a Dutch survey tool exports them: wording as headings, labels as values, after a prefix."""
    items = read_instrument_table(project, "items").set_index("item_id")
    labels = read_instrument_table(project, "answers").set_index(["scale_id", "answer"])["label_nl"]
    named = table.copy()
    for item in table.columns[table.columns.str.startswith("oc-")]:
        scale = items["scale_id"][item]
        if scale:
            named[item] = [prefix + labels[scale, code] if code else "" for code in table[item]]
    return named.rename(columns=items["text_nl"].to_dict() | {"respondent": "Respondentnummer", "case": "Organisatie"})


def write_survey(project: Path, name: str, table: pd.DataFrame) -> Path:
    """Write a survey folder whose mapping is complete, with headings and values that are ids and codes."""
    folder = project / "private" / name
    folder.mkdir(parents=True)
    table.to_csv(folder / "export.csv", index=False)
    columns = "".join(f"{column},{column}\n" for column in table)
    texts = {"survey.yml": SETTINGS, "columns.csv": f"column,item\n{columns}", "answers.csv": "for,value,answer\n"}
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def map_value(project, prefix=""):
    """Return a function that finds the answer of a value: its label after a prefix."""
    scales = read_instrument_table(project, "items").set_index("item_id")["scale_id"].to_dict()
    answers = read_instrument_table(project, "answers")
    known = {(row.scale_id, prefix + row.label_nl): row.answer for row in answers.itertuples()}
    return lambda target, value: known.get((scales.get(target, target), value), "")


def complete(folder: Path, columns: dict[str, str], find_answer) -> None:
    """Fill in what is undecided in a mapping, as a person does in a spreadsheet."""
    for name, key, find in (
        ("columns", "item", lambda row: columns.get(row["column"], "")),
        ("answers", "answer", lambda row: find_answer(row["for"], row["value"])),
    ):
        path = folder / f"{name}.csv"
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        rows[key] = [
            row[key] or find(row) or ("ok" if row["guess"] or name == "answers" else "-")
            for row in rows.to_dict("records")
        ]
        rows.to_csv(path, index=False, encoding="utf-8-sig")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, in which it must stand."""
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def list_bytes(folder: Path) -> dict[str, Content]:
    """Return all files and folders of a folder, with what the files hold."""
    return {
        path.relative_to(folder).as_posix(): Content(path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


def find_traces(folder: Path) -> list[str]:
    """Return the files of a folder whose name or content holds something of an answer, but for those that may."""
    return [
        name
        for name, content in list_bytes(folder).items()
        if not name.endswith(MAY_HOLD) and any(trace in name.encode() + content.lower() for trace in TRACES)
    ]


def add_cell(project: Path, code: str) -> None:
    """Cut the template off after the cell that reads the answers, and add one of somebody's own."""
    path = project / "notebooks" / "survey_report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    place = next(n for n, cell in enumerate(notebook["cells"]) if "report = results.read(" in "".join(cell["source"]))
    own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None, "source": [code]}
    notebook["cells"] = [*notebook["cells"][: place + 1], own]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def write_bomb(path: Path) -> None:
    """Write a workbook of less than 1 MB with a sheet of 300 MB of zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(300):
                stream.write(b"0" * 1024**2)


def write_workbook(path: Path, table: pd.DataFrame) -> None:
    """Write answers as a workbook."""
    book = openpyxl.Workbook()
    for row in [list(table), *table.to_numpy().tolist()]:
        book.active.append(row)
    book.save(path)


# ways to spoil a survey folder, each a function of the folder


def edit(name, old, new):
    """Return a way to spoil a file by replacing a text."""
    return lambda folder: change(folder / name, old, new)


def rewrite(make):
    """Return a way to spoil an export that turns its table into another."""

    def spoil(folder):
        table = pd.read_csv(folder / "export.csv", dtype="str", keep_default_na=False)
        make(table).to_csv(folder / "export.csv", index=False)

    return spoil


def as_workbook(spoil, make=lambda table: table):
    """Return a way to spoil an export that is a workbook."""

    def turn(folder):
        write_workbook(folder / "export.xlsx", make(pd.read_csv(folder / "export.csv", dtype="str")))
        spoil(folder / "export.xlsx")
        change(folder / "survey.yml", "export.csv", "export.xlsx")

    return turn


def cut_short(path):
    """Take away the last third of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def mix_encodings(folder):
    """Write one row of the export in another encoding than the last."""
    lines = (folder / "export.csv").read_text().split("\n")
    lines[3] += "\u00e9\u00e9n"
    mixed = [line.encode("cp1252" if place == 3 else "utf-8") for place, line in enumerate([*lines[:-1], "\u00eb"])]
    (folder / "export.csv").write_bytes(b"\n".join(mixed))


def widen(folder):
    """Give the export a million columns."""
    names = ",".join(f"vraag{number}" for number in range(1_000_000))
    (folder / "export.csv").write_text(f"{names}\n{CANARY}\n")


def forget(_):
    """Leave all as it is."""
