"""The folders of simulated surveys: an export, its mapping, and a description that says what it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd
import yaml

from owlib.errors import Finding
from owlib.evidence import Evidence
from owlib.evidence.numbers import parse_token
from owlib.places import INSTRUMENT_FOLDER, SIMULATED_FOLDER, find_root, write_whole
from owlib.surveys.flaws import FLAWS
from owlib.surveys.instrument import DONT_KNOW, NOT_APPLICABLE, Instrument
from owlib.surveys.mapping import UNUSED
from owlib.surveys.responses import MARK, MARK_COLUMN
from owlib.surveys.simulate import (
    GENERATOR,
    MISSING_LABELS,
    OUTSIDE_LABEL,
    STATES,
    TECHNICAL,
    list_numbered,
    name_columns,
    name_wave,
    number_answers,
    write_export,
)
from owlib.surveys.simulated_answers import Plan, list_questions, list_valid_answers
from owlib.words import COMPLETE, LOCALES, read_words

EXPORT, SETTINGS, COLUMNS, ANSWERS, DESCRIPTION = (
    "export.csv", "survey.yml", "columns.csv", "answers.csv", "simulation.json",
)  # fmt: skip


PACKAGE = SIMULATED_FOLDER / "datapackage.json"


@dataclass(frozen=True)
class Demonstration:
    """A simulated survey of the book: what to draw, how the export is written, how many are said to be employed."""

    plan: Plan
    encoding: str = "utf-8"
    populations: Mapping[str, int] = field(default_factory=dict)


FLEX_WORKERS = {"north": 180, "centre": 60, "east": 140, "south": 120, "west": 90, "coast": 9}


FLEX_EMPLOYEES = {"north": 150, "centre": 50, "east": 170, "south": 110, "west": 40, "coast": 9}


POPULATIONS = {"north": 500, "centre": 100, "east": 600, "south": 400, "west": 50, "coast": 300}


PILOTS = {"first": 160, "second": 130}


DEMONSTRATIONS = {
    "flexible-workers": Demonstration(Plan("flex-workers", FLEX_WORKERS, seed=20190401)),
    "employees": Demonstration(
        Plan("flex-employees", FLEX_EMPLOYEES, seed=20190402), encoding="utf-8-sig", populations=POPULATIONS
    ),
    "pilot-employees": Demonstration(Plan("ow-employees", PILOTS, seed=20130401, waves=("1", "2"), dropout=0.1)),
}
"""The simulated surveys of the book. Their cases are made up too, so that no number can be taken for one of an
organisation that exists; their sizes are round and ours."""


def read_calibration(evidence: Evidence, root: Path | None = None) -> pd.DataFrame:
    """Return the published shares that the generator follows, each with its printed range.

    Returns
    -------
    DataFrame
        ``calibration_id``, ``item_id``, ``answers`` (codes, parted by ``;``), ``number_id``, ``case_id`` (empty for
        all), ``low_pct``, ``high_pct``, ``in_words`` (true where the source gives no number, such as *most*).

    """
    path = (root or find_root()) / INSTRUMENT_FOLDER / "calibration.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    numbers = [evidence.find_number(number_id) for number_id in rows["number_id"]]
    ranges = [parse_token(number["token"]) for number in numbers]
    return rows.assign(
        case_id=[number["case_id"] for number in numbers],
        low_pct=[float(printed.low) for printed in ranges],
        high_pct=[float(printed.high) for printed in ranges],
        in_words=[number["measure"] == "quantifier" for number in numbers],
    )


def describe_simulation(
    instrument: Instrument, plan: Plan, planted: pd.DataFrame, calibration: pd.DataFrame | None = None
) -> dict:
    """Return what ``simulation.json`` tells: that it is simulated, how it was made, and which items are neutral."""
    rates = dict(zip(FLAWS["flaw"], FLAWS["rate"], strict=True))
    names = ["item_id", "answers", "number_id"]
    used = pd.DataFrame(columns=names) if calibration is None else calibration[names]
    items = list_questions(instrument, plan.survey_id)["item_id"]
    return {
        "simulated": True,
        **tell_in_languages("notice"),
        "generator": GENERATOR,
        **asdict(plan),
        "flaws": planted.assign(rate=planted["flaw"].map(rates)).to_dict("records") if plan.flaws else [],
        "calibrated": used.to_dict("records"),
        "neutral": list(items[~items.isin(used["item_id"])]),
        **tell_in_languages("neutral"),
    }


def tell_in_languages(name: str) -> dict[str, str]:
    """Return a message on the simulation in each language, by its name there: ``notice_en``."""
    return {f"{name}_{language}": read_words(language)(f"simulated-{name}") for language in LOCALES}


def write_simulated_folder(
    folder: Path,
    instrument: Instrument,
    plan: Plan,
    calibration: pd.DataFrame | None = None,
    *,
    encoding: str = "utf-8",
    populations: Mapping[str, int] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a simulated survey: export, settings, complete mapping and description. Same plan, same bytes.

    Parameters
    ----------
    calibration
        As :func:`read_calibration` gives it; only the rows of this survey are used.
    progress
        Called with the number of rows of each part that is written.

    """
    folder.mkdir(parents=True, exist_ok=True)
    if calibration is not None:
        own = list_questions(instrument, plan.survey_id)["item_id"]
        calibration = calibration[calibration["item_id"].isin(own)]
    planted = write_export(folder / EXPORT, instrument, plan, calibration, encoding=encoding, progress=progress)
    described = describe_simulation(instrument, plan, planted, calibration)
    write_whole(folder / DESCRIPTION, json.dumps(described, ensure_ascii=False, indent=2) + "\n")
    write_whole(folder / SETTINGS, make_settings(plan, encoding, populations or {}))
    write_whole(folder / COLUMNS, _make_csv(["column", "item"], map_columns(instrument, plan)))
    write_whole(folder / ANSWERS, _make_csv(["for", "value", "answer"], map_answers(instrument, plan)))


def make_settings(plan: Plan, encoding: str, populations: Mapping[str, int]) -> str:
    """Return the text of ``survey.yml``."""
    settings = {
        "survey": plan.survey_id,
        "file": EXPORT,
        "simulated": True,
        "separator": ";",
        "encoding": encoding,
        "threshold": 10,
    }
    if populations:
        settings["populations"] = dict(populations)
    notices = "".join(f"# {notice}\n" for notice in tell_in_languages("notice").values())
    return notices + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)


def map_columns(instrument: Instrument, plan: Plan) -> list[tuple[str, str]]:
    """Return each column of the export with its item."""
    technical = [(name, item) for item, name in TECHNICAL.items() if item != "weight" or plan.weights]
    questions = [(name, item) for item, name in name_columns(instrument, plan.survey_id).items()]
    return [(MARK_COLUMN, UNUSED), *technical, *questions]


def map_answers(instrument: Instrument, plan: Plan) -> list[tuple[str, str, str]]:
    """Return what each value of the export means, where it is no label of the instrument."""
    rows = [("state", label, answer) for answer, label in STATES.items()]
    rows += [("case", case_id, case_id) for case_id in plan.sizes]
    rows += [("wave", name_wave(wave), wave) for wave in plan.waves]
    numbered = list_numbered(instrument, plan.survey_id)
    for item in list_questions(instrument, plan.survey_id).to_dict("records"):
        name = item["item_id"]
        if name in numbered:
            answers = list_valid_answers(instrument, item)
            rows += [(name, *pair) for pair in zip(number_answers(answers), answers["answer"], strict=True)]
            rows += [(name, MISSING_LABELS[word][1], word) for word in (NOT_APPLICABLE, DONT_KNOW)]
        if item["kind"] == "single":
            rows.append((name, OUTSIDE_LABEL, "outside"))
    return rows


def _make_csv(header: list[str], rows: list[tuple[str, ...]]) -> str:
    """Return the text of a CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return stream.getvalue()


def write_demonstrations(root: Path, instrument: Instrument, calibration: pd.DataFrame) -> None:
    """Write the simulated surveys of the book and the description of their package."""
    for name, shown in DEMONSTRATIONS.items():
        folder = root / SIMULATED_FOLDER / name
        write_simulated_folder(
            folder, instrument, shown.plan, calibration, encoding=shown.encoding, populations=shown.populations
        )
    write_simulated_package(root, instrument)


def write_simulated_package(root: Path, instrument: Instrument) -> None:
    """Write ``data/simulated/datapackage.json``: a resource for each export there, and that all are simulated."""
    folders = sorted(path.parent for path in (root / SIMULATED_FOLDER).glob(f"*/{EXPORT}"))
    words = read_words(COMPLETE)
    described = {
        "name": "simulated-surveys",
        "title": words("simulated-title", mark=MARK),
        "description": words("simulated-notice"),
        "profile": "tabular-data-package",
        "simulated": True,
        "resources": [_describe_export(folder, instrument) for folder in folders],
    }
    write_whole(root / PACKAGE, json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def _describe_export(folder: Path, instrument: Instrument) -> dict:
    """Return the resource of an export; its fields have the texts of their items."""
    settings = yaml.safe_load((folder / SETTINGS).read_text(encoding="utf-8"))
    texts = instrument.items.set_index("item_id")["text_en"]
    with (folder / COLUMNS).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    fields = [{"name": row["column"], "title": texts.get(row["item"], MARK), "type": "string"} for row in rows]
    return {
        "name": f"simulated-{folder.name}",
        "path": f"{folder.name}/{EXPORT}",
        "title": f"{MARK}. {instrument.find_survey(settings['survey'])['title_en']}",
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": settings["encoding"],
        "dialect": {"delimiter": settings["separator"]},
        "simulated": True,
        "schema": {"fields": fields, "missingValues": [""]},
    }


def check_simulated(root: Path) -> list[Finding]:
    """Return what hides that a survey is simulated: a package, folder or row that does not say so."""
    file = PACKAGE.as_posix()
    exports = sorted((root / SIMULATED_FOLDER).glob(f"*/{EXPORT}"))
    if not (root / PACKAGE).is_file():
        todo = "write it with owlib simulate"
        return (
            [Finding(file, 0, "", "the description of the simulated surveys", "no such file", todo)] if exports else []
        )
    try:
        described = json.loads((root / PACKAGE).read_text(encoding="utf-8"))
        listed = [resource["path"] for resource in described["resources"]]
    except (ValueError, KeyError, TypeError):
        return [Finding(file, 0, "", "a data package in JSON", "something else", "write it with owlib simulate")]
    findings = []
    if described.get("simulated") is not True or not all(r.get("simulated") is True for r in described["resources"]):
        findings.append(
            Finding(file, 0, "", '"simulated": true, of the package and of each resource', "no such mark", "set it")
        )
    there = [path.relative_to(root / SIMULATED_FOLDER).as_posix() for path in exports]
    if sorted(listed) != there:
        found = f"{len(listed)} in the package and {len(there)} in the folders, which are not the same"
        findings.append(Finding(file, 0, "", "each export once", found, "write it with owlib simulate"))
    return findings + [finding for path in exports for finding in _check_folder(root, path.parent)]


def _check_folder(root: Path, folder: Path) -> list[Finding]:
    """Return which files of a simulated survey do not say that they are."""
    name = folder.relative_to(root).as_posix()
    findings = []
    rows = (folder / EXPORT).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    marks = [MARK_COLUMN, *[MARK] * (len(rows) - 1)]
    if [row.split(b";")[0].decode("ascii", "replace") for row in rows] != marks:
        found, todo = "a row without it", "make the file anew: real answers never lie here"
        findings.append(Finding(f"{name}/{EXPORT}", 0, MARK_COLUMN, f"the mark {MARK} in each row", found, todo))
    for part, read in ((DESCRIPTION, json.loads), (SETTINGS, yaml.safe_load)):
        path = folder / part
        content = read(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if not isinstance(content, dict) or content.get("simulated") is not True:
            findings.append(Finding(f"{name}/{part}", 0, "simulated", "true", "something else", "make the folder anew"))
    return findings
