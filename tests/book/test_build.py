"""Building: one build at a time in a folder."""

import subprocess
import sys
import threading

import pytest

from owlib.book.build import hold_folder

HOLD = """
import sys, time
from pathlib import Path
from owlib.book.build import hold_folder
with hold_folder(Path(sys.argv[1]), print):
    print("at work", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(tmp_path):
    """Another process that builds in the folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "at work\n"
    with process:
        yield process
        process.kill()


def test_a_second_build_waits_and_goes_on_when_the_first_is_killed(other, tmp_path):
    told, waits, through = [], threading.Event(), threading.Event()

    def tell(words):
        told.append(words)
        waits.set()

    def build():
        with hold_folder(tmp_path, tell):
            through.set()

    thread = threading.Thread(target=build, daemon=True)
    thread.start()
    assert waits.wait(60)
    assert not through.wait(0.5)
    other.kill()
    assert through.wait(60)
    assert told == [f"Another build is at work in {tmp_path.name}; waiting for its end ..."]


def test_a_build_alone_does_not_wait(tmp_path):
    told = []
    for _ in range(2):
        with hold_folder(tmp_path, told.append):
            pass
    assert told == []
