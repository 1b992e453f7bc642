"""The folders of simulated surveys: an export as a Dutch survey tool would write it, its mapping, and what it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from owlib.errors import Finding
from owlib.evidence import Evidence
from owlib.evidence.numbers import parse_token
from owlib.places import INSTRUMENT_FOLDER, SIMULATED_FOLDER, find_root, write_whole
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import UNUSED
from owlib.surveys.responses import MARK, MARK_COLUMN
from owlib.surveys.simulate import (
    GENERATOR,
    MISSING,
    RATES,
    STATES,
    Plan,
    list_dates,
    list_questions,
    simulate,
)
from owlib.words import COMPLETE, LOCALES, read_words

EXPORT, SETTINGS, COLUMNS, ANSWERS, DESCRIPTION = (
    "export.csv", "survey.yml", "columns.csv", "answers.csv", "simulation.json",
)  # fmt: skip


PACKAGE = SIMULATED_FOLDER / "datapackage.json"


TECHNICAL = {
    "respondent": "Respondent-ID", "started": "Start", "finished": "Eind", "seconds": "Duur (sec)", "state": "Status",
    "case": "Organisatie", "wave": "Meting",
}  # fmt: skip
"""Headings of the technical columns."""


@dataclass(frozen=True)
class Demonstration:
    """A simulated survey of the repository: what to draw, how it is written, how many are said to be employed."""

    plan: Plan
    encoding: str = "utf-8"
    populations: Mapping[str, int] = field(default_factory=dict)


DEMONSTRATIONS = {
    "flexible-workers": Demonstration(
        Plan(
            "flex-workers",
            {"north": 180, "centre": 60, "east": 140, "south": 120, "west": 90, "coast": 9},
            seed=20190401,
        )
    ),
    "employees": Demonstration(
        Plan(
            "flex-employees",
            {"north": 150, "centre": 50, "east": 170, "south": 110, "west": 40, "coast": 9},
            seed=20190402,
        ),
        encoding="utf-8-sig",
        populations={"north": 500, "centre": 100, "east": 600, "south": 400, "west": 50, "coast": 300},
    ),
    "pilot-employees": Demonstration(
        Plan("ow-employees", {"first": 160, "second": 130}, seed=20130401, waves=("1", "2"))
    ),
}
"""Surveys to practise on. Their cases are made up too, so that no number can be taken for one of an organisation that
exists; their sizes are round and ours."""


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


def write_export(
    path: Path,
    instrument: Instrument,
    plan: Plan,
    calibration: pd.DataFrame | None = None,
    *,
    encoding: str = "utf-8",
) -> pd.DataFrame:
    """Write simulated answers as CSV with semicolons, each row with the mark; return what was planted in them.

    The technical columns are those of :data:`TECHNICAL`; :func:`owlib.surveys.simulate.list_questions` gives the
    headings of the others, and :func:`owlib.surveys.simulate.simulate` the answers and what is returned.
    """
    frame, planted = simulate(instrument, plan, calibration)
    ended = frame["minute"] + np.ceil(frame["seconds"] / 60).astype(int)
    shown = frame.drop(columns=["person", "minute"]).assign(
        simulated=pd.Categorical.from_codes(np.zeros(len(frame), np.int8), [MARK]),
        respondent=[f"{MARK}-{person:06d}" for person in frame["person"]],
        finished=list_dates(ended.to_numpy()),
        wave=frame["wave"].cat.rename_categories(name_wave),
    )
    headings = {MARK_COLUMN: MARK_COLUMN, **TECHNICAL}
    headings |= {item_id: question.heading for item_id, question in list_questions(instrument, plan).items()}
    shown[list(headings)].to_csv(
        path, sep=";", header=list(headings.values()), index=False, encoding=encoding, lineterminator="\n",
        chunksize=20_000,
    )  # fmt: skip
    return planted


def name_wave(wave: str) -> str:
    """Return how the export names a wave: ``1e meting``."""
    return f"{wave}e meting" if wave.isdigit() else wave


def write_simulated_folder(
    folder: Path,
    instrument: Instrument,
    plan: Plan,
    calibration: pd.DataFrame | None = None,
    *,
    encoding: str = "utf-8",
    populations: Mapping[str, int] | None = None,
) -> None:
    """Write a simulated survey: export, settings, complete mapping and description. Same plan, same bytes.

    Parameters
    ----------
    calibration
        As :func:`read_calibration` gives it; only the rows of this survey are used.

    """
    folder.mkdir(parents=True, exist_ok=True)
    planted = write_export(folder / EXPORT, instrument, plan, calibration, encoding=encoding)
    settings = {"survey": plan.survey_id, "file": EXPORT, "simulated": True, "separator": ";", "encoding": encoding}
    settings |= {"threshold": 10} | ({"populations": dict(populations)} if populations else {})
    notices = "".join(f"# {notice}\n" for notice in tell_in_languages("notice").values())
    write_whole(folder / SETTINGS, notices + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))
    write_whole(folder / COLUMNS, _make_csv(["column", "item"], map_columns(instrument, plan)))
    write_whole(folder / ANSWERS, _make_csv(["for", "value", "answer"], map_answers(instrument, plan)))
    write_whole(folder / DESCRIPTION, _make_json(describe_simulation(instrument, plan, planted, calibration)))


def tell_in_languages(name: str) -> dict[str, str]:
    """Return a message on the simulation in each language, by its name there: ``notice_en``."""
    return {f"{name}_{language}": read_words(language)(f"simulated-{name}") for language in LOCALES}


def map_columns(instrument: Instrument, plan: Plan) -> list[tuple[str, str]]:
    """Return each column of the export with its item."""
    technical = [(heading, item_id) for item_id, heading in TECHNICAL.items()]
    questions = [(question.heading, item_id) for item_id, question in list_questions(instrument, plan).items()]
    return [(MARK_COLUMN, UNUSED), *technical, *questions]


def map_answers(instrument: Instrument, plan: Plan) -> list[tuple[str, str, str]]:
    """Return what each value of the export means, where it is no label of the instrument."""
    rows = [("state", text, state) for state, text in STATES.items()]
    rows += [("case", case_id, case_id) for case_id in plan.sizes]
    rows += [("wave", name_wave(wave), wave) for wave in plan.waves]
    for item_id, question in list_questions(instrument, plan).items():
        if question.numbered:
            rows += [(item_id, *pair) for pair in zip(question.texts, question.answers, strict=True)]
            rows += [(item_id, MISSING[flaw][1], flaw) for flaw in ("not-applicable", "dont-know")]
        if question.answers:
            rows.append((item_id, question.instead["outside"][0], "outside"))
    return rows


def _make_csv(header: list[str], rows: list[tuple[str, ...]]) -> str:
    """Return the text of a CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return stream.getvalue()


def _make_json(content: dict) -> str:
    """Return the text of a JSON file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def describe_simulation(
    instrument: Instrument, plan: Plan, planted: pd.DataFrame, calibration: pd.DataFrame | None = None
) -> dict:
    """Return what ``simulation.json`` tells: that it is simulated, how it was made, and which items are neutral."""
    items = list(list_questions(instrument, plan))
    names = ["item_id", "answers", "number_id"]
    used = pd.DataFrame(columns=names) if calibration is None else calibration[names]
    used = used[used["item_id"].isin(items)]
    return {
        "simulated": True,
        **tell_in_languages("notice"),
        "generator": GENERATOR,
        **asdict(plan),
        "flaws": planted.assign(rate=planted["flaw"].map(RATES)).to_dict("records") if plan.flaws else [],
        "calibrated": used.to_dict("records"),
        "neutral": [item_id for item_id in items if item_id not in set(used["item_id"])],
        **tell_in_languages("neutral"),
    }


def write_demonstrations(root: Path, instrument: Instrument, calibration: pd.DataFrame) -> None:
    """Write the simulated surveys of the repository and the description of their package."""
    for name, shown in DEMONSTRATIONS.items():
        folder = root / SIMULATED_FOLDER / name
        write_simulated_folder(
            folder, instrument, shown.plan, calibration, encoding=shown.encoding, populations=shown.populations
        )
    write_simulated_package(root, instrument)


def write_simulated_package(root: Path, instrument: Instrument) -> None:
    """Write ``data/simulated/datapackage.json``: a resource for each export there, and that all are simulated."""
    words = read_words(COMPLETE)
    described = {
        "name": "simulated-surveys",
        "title": words("simulated-title", mark=MARK),
        "description": words("simulated-notice"),
        "profile": "tabular-data-package",
        "simulated": True,
        "resources": [_describe_export(path.parent, instrument) for path in list_exports(root)],
    }
    write_whole(root / PACKAGE, _make_json(described))


def list_exports(root: Path) -> list[Path]:
    """Return the simulated exports of the repository."""
    return sorted((root / SIMULATED_FOLDER).glob(f"*/{EXPORT}"))


def _describe_export(folder: Path, instrument: Instrument) -> dict:
    """Return the resource of an export; its fields have the texts of their items."""
    settings = yaml.safe_load((folder / SETTINGS).read_text(encoding="utf-8"))
    texts = instrument.items.set_index("item_id")["text_en"]
    columns = pd.read_csv(folder / COLUMNS, dtype=str, encoding="utf-8")
    fields = [
        {"name": column, "title": texts.get(item, MARK), "type": "string"}
        for column, item in zip(columns["column"], columns["item"], strict=True)
    ]
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
    file, todo, exports = PACKAGE.as_posix(), "restore it from the repository", list_exports(root)
    if not (root / PACKAGE).is_file():
        expected = "the description of the simulated surveys"
        return [Finding(file, 0, "", expected, "no such file", todo)] if exports else []
    try:
        described = json.loads((root / PACKAGE).read_text(encoding="utf-8"))
        listed = sorted(resource["path"] for resource in described["resources"])
        marked = all(part.get("simulated") is True for part in (described, *described["resources"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Finding(file, 0, "", "a data package in JSON", "something else", todo)]
    findings = []
    if not marked:
        expected = '"simulated": true, of the package and of each resource'
        findings.append(Finding(file, 0, "", expected, "no such mark", "set it"))
    if listed != [f"{path.parent.name}/{EXPORT}" for path in exports]:
        found = f"{len(listed)} in the package and {len(exports)} in the folders, which are not the same"
        findings.append(Finding(file, 0, "", "each export once", found, todo))
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
