"""The folders of simulated surveys: an export as a Dutch survey tool would write it, its mapping, and what it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from owlib.evidence import Evidence
from owlib.evidence.numbers import parse_token
from owlib.places import INSTRUMENT_FOLDER, SIMULATED_FOLDER, find_root, write_whole
from owlib.surveys import simulate
from owlib.surveys.guard import MARK, MARK_COLUMN
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import ANSWERS_FILE, COLUMNS_FILE, HEADERS, SETTINGS_FILE, UNUSED
from owlib.surveys.simulate import Plan, Question, list_questions
from owlib.words import COMPLETE, LOCALES, read_words

EXPORT, DESCRIPTION = "export.csv", "simulation.json"
SEPARATOR, ENCODING = ";", "utf-8"
PACKAGE = SIMULATED_FOLDER / "datapackage.json"
ROWS_AT_A_TIME = 20_000
DEMONSTRATIONS = {name: Plan(**told) for name, told in simulate.WORDS["demonstrations"].items()}
"""The simulated surveys of the repository."""


def read_calibration(evidence: Evidence, root: Path | None = None) -> pd.DataFrame:
    """Return the published shares that the generator follows, each with its printed range.

    ``calibration_id``, ``item_id``, ``answers`` (codes, parted by ``;``), ``number_id``, ``low_pct``, ``high_pct``,
    ``in_words`` (true where the source gives no number, such as *most*).
    """
    path = (root or find_root()) / INSTRUMENT_FOLDER / "calibration.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    numbers = [evidence.find_number(number_id) for number_id in rows["number_id"]]
    ranges = [parse_token(number["token"]) for number in numbers]
    return rows.assign(
        low_pct=[float(printed.low) for printed in ranges],
        high_pct=[float(printed.high) for printed in ranges],
        in_words=[number["measure"] == "quantifier" for number in numbers],
    )


def write_simulated_folder(
    folder: Path, instrument: Instrument, plan: Plan, calibration: pd.DataFrame = simulate.UNCALIBRATED
) -> None:
    """Write a simulated survey: export, settings, complete mapping and description. Same plan, same bytes.

    Of the calibration, as :func:`read_calibration` gives it, only the rows of this survey are used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    planted = write_export(folder / EXPORT, instrument, plan, calibration)
    questions = list_questions(instrument, plan)
    settings = {"survey": plan.survey_id, "file": EXPORT, "simulated": True, "separator": SEPARATOR}
    settings |= {"encoding": ENCODING, "threshold": 10}
    told = [(language, read_words(language)) for language in LOCALES]
    notice = {f"notice_{language}": words("simulated-notice") for language, words in told}
    neutral = {f"neutral_{language}": words("simulated-neutral") for language, words in told}
    notices = "".join(f"# {text}\n" for text in notice.values())
    write_whole(folder / SETTINGS_FILE, notices + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))
    for name, rows in ((COLUMNS_FILE, map_columns(questions).items()), (ANSWERS_FILE, map_answers(questions, plan))):
        text = pd.DataFrame(rows, columns=HEADERS[name]).to_csv(index=False, lineterminator="\n")
        write_whole(folder / name, text)
    used = calibration.loc[calibration["item_id"].isin(list(questions)), list(simulate.UNCALIBRATED)]
    described = {"simulated": True, **notice, "generator": simulate.GENERATOR, **asdict(plan)}
    flaws = planted.assign(rate=planted["flaw"].map(simulate.RATES))
    described["flaws"] = flaws.to_dict("records") if plan.flaws else []
    described["calibrated"] = used.to_dict("records")
    described["neutral"] = [item_id for item_id in questions if item_id not in set(used["item_id"])]
    _write_json(folder / DESCRIPTION, described | neutral)


def write_export(
    path: Path, instrument: Instrument, plan: Plan, calibration: pd.DataFrame = simulate.UNCALIBRATED
) -> pd.DataFrame:
    """Write simulated answers as CSV, each row with the mark; return what was planted, as :func:`simulate` tells it."""
    questions = list_questions(instrument, plan, calibration)
    frame, planted = simulate.simulate(plan, questions)
    shown = frame.assign(
        respondent=[f"{MARK}-{person:06d}" for person in frame["person"]],
        finished=simulate.list_dates((frame["minute"] + -(-frame["seconds"] // 60)).to_numpy()),
        wave=frame["wave"].cat.rename_categories(name_wave),
    ).assign(**{UNUSED: pd.Categorical.from_codes(np.zeros(len(frame), np.int8), [MARK])})
    columns = map_columns(questions)
    shown[list(columns.values())].to_csv(
        path, sep=SEPARATOR, header=list(columns), index=False, encoding=ENCODING, lineterminator="\n",
        chunksize=ROWS_AT_A_TIME,
    )  # fmt: skip
    return planted


def name_wave(wave: str) -> str:
    """Return how the export names a wave: ``1e meting``."""
    return f"{wave}e meting" if wave.isdigit() else wave


def map_columns(questions: dict[str, Question]) -> dict[str, str]:
    """Return the columns of the export in their order, each with its item."""
    headings = {question.heading: item_id for item_id, question in questions.items()}
    return {MARK_COLUMN: UNUSED} | simulate.WORDS["headings"] | headings


def map_answers(questions: dict[str, Question], plan: Plan) -> list[tuple[str, str, str]]:
    """Return what each value of the export means, where it is no label of the instrument."""
    rows = [("state", text, state) for state, text in simulate.STATES.items()]
    rows += [("case", case_id, case_id) for case_id in plan.sizes]
    rows += [("wave", name_wave(wave), wave) for wave in plan.waves]
    for item_id, question in questions.items():
        if question.numbered:
            rows += [(item_id, *pair) for pair in zip(question.texts, question.answers, strict=True)]
            rows += [(item_id, simulate.MISSING[flaw][1], flaw) for flaw in ("not-applicable", "dont-know")]
        if question.answers:
            rows.append((item_id, question.instead["outside"][0], "outside"))
    return rows


def _write_json(path: Path, content: dict) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def write_demonstrations(root: Path, instrument: Instrument, calibration: pd.DataFrame) -> None:
    """Write the simulated surveys of the repository, and their package: a resource for each export."""
    for name, plan in DEMONSTRATIONS.items():
        write_simulated_folder(root / SIMULATED_FOLDER / name, instrument, plan, calibration)
    words = read_words(COMPLETE)
    told = {"name": "simulated-surveys", "title": words("simulated-title", mark=MARK)}
    told |= {"description": words("simulated-notice")} | simulate.WORDS["package"]
    texts, resources = dict(zip(instrument.items["item_id"], instrument.items["text_en"], strict=True)), []
    for name, plan in sorted(DEMONSTRATIONS.items()):
        columns = map_columns(list_questions(instrument, plan)).items()
        fields = [{"name": head, "title": texts.get(item, MARK), "type": "string"} for head, item in columns]
        title = f"{MARK}. {instrument.find_survey(plan.survey_id)['title_en']}"
        own = {"name": f"simulated-{name}", "path": f"{name}/{EXPORT}", "title": title}
        resources.append(own | simulate.WORDS["resource"] | {"schema": {"fields": fields, "missingValues": [""]}})
    _write_json(root / PACKAGE, told | {"resources": resources})
