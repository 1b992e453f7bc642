"""Measure the way of a survey from export to protected tables, as multiples of pandas reading the same file.

Simulated answers are written to a temporary folder. Then, in processes of their own and in turn, (a) pandas reads the
file with its defaults, and (b) owlib reads, checks, codes, cleans, counts and protects it, and makes the tables of a
report. The exit code is 1 if ours takes more than 3 times the time of (a), or more memory than the frame of (a).
"""

# ruff: noqa: PLC0415 - each process imports what it measures, and nothing else
# ruff: noqa: T201 - what it prints is its result

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIME_GOAL, MEMORY_GOAL = 3, 1
SURVEY = "flex-workers"
CASES = ("north", "centre", "east", "south", "west", "coast")
SECRET = b"a benchmark"
COPIED = "fw-satisfied"
"""Block that is copied until there are items enough."""
TECHNICAL_ITEMS = 7
INSTRUMENT = "instrument.pickle"
TABLES = (
    ("flow_table",),
    ("answers_table", "background"),
    ("cases_table",),
    ("changes_table", "groups"),
    ("model_table",),
)
"""Tables of a report that every survey has."""


def read_memory(name: str) -> int:
    """Return a figure of this process's memory in bytes: VmRSS (now) or VmHWM (the highest so far)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise SystemExit("expected /proc/self/status with memory figures; found none. What to do: run this on Linux.")


def make_instrument(wanted: int):
    """Return the instrument with as many items in the survey as wanted, technical ones included."""
    import pandas as pd

    from owlib.surveys.instrument import Instrument, read_instrument

    real = read_instrument()
    own = real.items[real.items["survey_id"] == SURVEY].sort_values("position")
    block = own[own["block"] == COPIED]
    parts, number = [own], 0
    while sum(map(len, parts)) < wanted - TECHNICAL_ITEMS:
        number += 1
        ending = f"-copy{number}"
        copied = block.assign(
            item_id=block["item_id"] + ending, block=COPIED + ending, score=block["score"].replace("", pd.NA) + ending
        )
        parts.append(copied.fillna(""))
    items = pd.concat(parts).head(wanted - TECHNICAL_ITEMS)
    items = items.assign(position=range(1, len(items) + 1))
    technical = real.items[real.items["survey_id"] == ""]
    return Instrument(real.surveys, pd.concat([technical, items], ignore_index=True), real.answers)


def write_survey(folder: Path, responses: int, items: int) -> None:
    """Write a simulated survey of this size."""
    from owlib.surveys.simulate import Plan
    from owlib.surveys.simulated_folders import write_simulated_folder

    instrument = make_instrument(items)
    (folder / INSTRUMENT).write_bytes(pickle.dumps(instrument))
    share, rest = divmod(responses, len(CASES))
    sizes = {case: share + (place < rest) for place, case in enumerate(CASES)}
    started = time.perf_counter()
    print(f"writing {responses:,} responses ...", file=sys.stderr)
    write_simulated_folder(folder, instrument, Plan(SURVEY, {case: size for case, size in sizes.items() if size}, 1))
    size = (folder / "export.csv").stat().st_size / 1e6
    print(f"wrote {size:,.0f} MB in {time.perf_counter() - started:.1f} s", file=sys.stderr)


def measure_plain(folder: Path) -> dict:
    """Return time and memory of pandas reading the export with its defaults."""
    import pandas as pd

    started = time.perf_counter()
    frame = pd.read_csv(folder / "export.csv", sep=";")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "bytes": int(frame.memory_usage(deep=True).sum()), "shape": frame.shape}


def measure_ours(folder: Path) -> dict:
    """Return time and memory of owlib from the export to the tables of a report, and the time of each step."""
    from owlib.surveys import results
    from owlib.surveys.cleaning import clean_responses
    from owlib.surveys.data import make_survey
    from owlib.surveys.instrument import in_language
    from owlib.surveys.mapping import read_survey_export
    from owlib.surveys.responses import code_responses

    instrument = pickle.loads((folder / INSTRUMENT).read_bytes())  # noqa: S301 - written by this script
    before, steps = read_memory("VmRSS"), {}

    def step(name: str, work, *words):
        started = time.perf_counter()
        result = work(*words)
        spent = steps.get(name, {"seconds": 0})["seconds"] + time.perf_counter() - started
        steps[name] = {"seconds": spent, "peak": read_memory("VmHWM") - before}
        return result

    mapping, export = step("read and check", read_survey_export, folder, instrument)
    coded = step("code", code_responses, export, mapping, instrument)
    del export
    clean = step("clean", clean_responses, coded, instrument)
    del coded
    shown = in_language(instrument, "en")
    survey = step("pass the gate", make_survey, clean, shown, SECRET, {})
    for name, *told in TABLES:
        step("tables", getattr(results, name), survey, *told)
    return {
        "seconds": sum(part["seconds"] for part in steps.values()),
        "bytes": read_memory("VmHWM") - before,
        "steps": steps,
    }


def run(part: str, folder: Path) -> dict:
    """Return what a measurement in a process of its own tells."""
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{part}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def tell_results(plain: list[dict], ours: list[dict]) -> bool:
    """Print medians and ratios; return whether both goals are reached."""
    seconds, memory = (statistics.median(part[key] for part in plain) for key in ("seconds", "bytes"))
    own_seconds, own_memory = (statistics.median(part[key] for part in ours) for key in ("seconds", "bytes"))
    print(f"pandas.read_csv: {seconds:.2f} s; frame of {memory / 1e6:,.0f} MB")
    print(f"owlib: {own_seconds:.2f} s; peak of {own_memory / 1e6:,.0f} MB above the imports")
    for name in ours[0]["steps"]:
        spent = statistics.median(part["steps"][name]["seconds"] for part in ours)
        peak = statistics.median(part["steps"][name]["peak"] for part in ours)
        print(f"  {name}: {spent:.2f} s; peak so far {peak / 1e6:,.0f} MB")
    goals = {"time": (own_seconds / seconds, TIME_GOAL), "memory": (own_memory / memory, MEMORY_GOAL)}
    for name, (ratio, goal) in goals.items():
        print(f"{name}: {ratio:.2f} times that of pandas (goal: at most {goal}): {'ok' if ratio <= goal else 'MISSED'}")
    return all(ratio <= goal for ratio, goal in goals.values())


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--responses", type=int, default=1_000_000, help="rows to simulate (default: %(default)s)")
    parser.add_argument("--items", type=int, default=60, help="items, technical ones included (default: %(default)s)")
    parser.add_argument("--times", type=int, default=3, help="measurements of each, in turn (default: %(default)s)")
    parser.add_argument("--part", choices=("plain", "ours"), help="measure one part of --folder and print JSON")
    parser.add_argument("--folder", type=Path, help="keep the simulated survey here, or use the one that is here")
    chosen = parser.parse_args()
    if min(chosen.responses, chosen.times) < 1 or chosen.items < 2 * TECHNICAL_ITEMS:
        parser.error(f"expected one response or more, one time or more, and {2 * TECHNICAL_ITEMS} items or more")
    if chosen.part:
        measured = {"plain": measure_plain, "ours": measure_ours}[chosen.part](chosen.folder)
        print(json.dumps(measured))
        return 0
    with tempfile.TemporaryDirectory(prefix="owlib-survey-") as temporary:
        folder = chosen.folder or Path(temporary)
        if not (folder / INSTRUMENT).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            write_survey(folder, chosen.responses, chosen.items)
        plain, ours = [], []
        for number in range(1, chosen.times + 1):
            print(f"measuring {number} of {chosen.times}", file=sys.stderr)
            plain.append(run("plain", folder))
            ours.append(run("ours", folder))
    return 0 if tell_results(plain, ours) else 1


if __name__ == "__main__":
    raise SystemExit(main())
