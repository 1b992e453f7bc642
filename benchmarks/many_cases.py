"""Projects with many simulated cases, to see what a run costs when there are ten cases, a hundred or a thousand.

A simulated case has the shape of one of the cases of the flexible-work study (how many statements, of which kind, on
which themes, with which numbers beside it); its words are the word SIMULATED and a number. Ten such cases make a study
with a branch of its own, so that each is compared with the nine others, whether there are ten cases or a thousand.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd

STUDY = "flex"
MODELS = ("zgao", "asvz", "st-antonius", "reinaerde", "kag", "sge")
"""Cases that the study tells most of."""
PER_STUDY = 10
SCHEMAS = {"statements": "statements", "fieldwork": "fieldwork", "summaries": "summaries"}
COPIED = ("data", "notebooks", "requirements.lock")


def make_project(root: Path, folder: Path, count: int) -> list[str]:
    """Write a copy of the project with simulated cases beside the real ones into a folder; return their ids."""
    for name in COPIED:
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / name)
    (folder / "book" / "reports").mkdir(parents=True)
    data = folder / "data"
    tables = {name: _read(data / f"{name}.csv") for name in ("cases", "studies", "stages", "codes", "anchors")}
    added: dict[str, list[pd.DataFrame]] = {name: [tables[name]] for name in tables}
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in package["resources"]}
    names = [f"sim-{number:04d}" for number in range(1, count + 1)]
    for place, name in enumerate(names):
        study = f"simulated-{place // PER_STUDY + 1:03d}"
        if place % PER_STUDY == 0:
            _add_study(tables, added, study, place // PER_STUDY)
        _add_case(data, tables, added, name, study, MODELS[place % len(MODELS)])
        for table in SCHEMAS:
            entry = entries[f"case-{MODELS[0]}-{table}"]
            path = f"cases/{name}/{table}.csv"
            package["resources"].append({**entry, "name": f"case-{name}-{table}", "path": path, "title": "SIMULATED"})
    for name, frames in added.items():
        _write(data / f"{name}.csv", pd.concat(frames))
    (data / "datapackage.json").write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
    return names


def _add_study(tables: dict[str, pd.DataFrame], added: dict[str, list[pd.DataFrame]], study: str, number: int) -> None:
    """Add a simulated study, with the stages of the real one and a branch of its own."""
    for name in ("studies", "stages"):
        rows = tables[name][tables[name]["study_id"] == STUDY].assign(study_id=study)
        added[name].append(_simulate_words(rows, f"study {number + 1}"))
    branches = tables["codes"][tables["codes"]["list"] == "branch"]
    row = branches.head(1).assign(code=study, parent="", position=str(len(branches) + number + 1))
    added["codes"].append(_simulate_words(row, f"branch {number + 1}"))
    _add_anchors(tables, added, {STUDY: study})


def _add_case(
    data: Path, tables: dict[str, pd.DataFrame], added: dict[str, list[pd.DataFrame]], name: str, study: str, model: str
) -> None:
    """Add a simulated case with statements, fieldwork and opening sentences in the shape of a real one."""
    row = tables["cases"][tables["cases"]["case_id"] == model]
    row = _simulate_words(row.assign(case_id=name, study_id=study, branch=study), f"case {name}")
    added["cases"].append(row.assign(name=f"SIMULATED {name}", short_name=f"SIMULATED {name}"))
    renamed = {model: name}
    for table in SCHEMAS:
        frame = _read(data / "cases" / model / f"{table}.csv")
        renamed |= {old: old.replace(model, name, 1) for old in frame.iloc[:, 0]}
        frame = frame.assign(**{frame.columns[0]: frame.iloc[:, 0].map(renamed), "case_id": name})
        frame = frame.assign(study_id=study) if "study_id" in frame else frame
        if "evidence" in frame:
            own = [[renamed[old] for old in names.split(";") if old in renamed] for names in frame["evidence"]]
            frame = frame.assign(evidence=[";".join(names) or f"{name}-001" for names in own])
        _write(data / "cases" / name / f"{table}.csv", _simulate_words(frame, name))
    _add_anchors(tables, added, renamed)


def _add_anchors(
    tables: dict[str, pd.DataFrame], added: dict[str, list[pd.DataFrame]], renamed: dict[str, str]
) -> None:
    """Give the records that were made in the shape of others the fingerprints of these."""
    rows = tables["anchors"][tables["anchors"]["record_id"].isin(renamed)]
    added["anchors"].append(rows.assign(record_id=rows["record_id"].map(renamed)))


def _simulate_words(frame: pd.DataFrame, about: str) -> pd.DataFrame:
    """Return rows whose texts are the word SIMULATED and where they belong, numbered."""
    texts = [column for column in frame if column.endswith(("_en", "_nl"))]
    letters = [chr(ord("a") + place % 26) + chr(ord("a") + place // 26) for place in range(len(frame))]
    words = [f"SIMULATED words {letter} on {about}." for letter in letters]
    return frame.assign(
        **{column: [w if old else "" for w, old in zip(words, frame[column], strict=True)] for column in texts}
    )


def _read(path: Path) -> pd.DataFrame:
    """Return a table as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _write(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as the project has them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")
