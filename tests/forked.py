"""Calls of the command line that find its libraries imported: each is a process of its own, forked from one.

To start Python and import takes a second of each call, and to read the project's own data another. This program does
both once, and forks a child for each call: with its own words, environment, folder and output. The child ends as any
process does, and its exit code and peak memory come back. What is settled when Python starts (``PYTHONPATH``, rights)
is that of this program, so that a call that is about it starts anew.
"""

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

IMPORTED = (
    "cli", "evidence.read", "evidence.verify", "new_case", "reports.catalog", "reports.engine", "reports.fingerprints",
    "reports.runs", "review.prose", "review.run", "review.trace", "surveys.proposals", "surveys.simulate",
    "surveys.simulated_folders",
)  # fmt: skip
"""Modules of the library that the commands import, with all that these import."""
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Called:
    """What came of a call: its exit code, what it said, and its peak memory in KiB."""

    code: int
    stdout: str
    stderr: str
    peak: int


def call(words, environment: dict[str, str], folder: Path | str = ".") -> Called:
    """Run the command line with these words, in this environment and folder."""
    with ONE_AT_A_TIME:
        address = start_server()
    with tempfile.TemporaryDirectory(prefix="ow") as base, socket.socket(socket.AF_UNIX) as connection:
        out, err = Path(base, "out"), Path(base, "err")
        connection.connect(address)
        order = {
            "words": words,
            "environment": environment,
            "folder": str(Path(folder).absolute()),
            "streams": [out, err],
        }
        connection.sendall(json.dumps(order, default=str).encode() + b"\n")
        with connection.makefile() as stream:
            code, peak = json.loads(stream.readline())
        return Called(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"), peak)


@functools.cache
def start_server() -> str:
    """Start this program, once for a test run; it ends when its input does, so at the latest with this process."""
    folder = tempfile.mkdtemp(prefix="ow")
    server = subprocess.Popen([sys.executable, __file__, f"{folder}/socket"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert server.stdout.readline() == "ready\n"

    def stop():
        server.communicate()
        shutil.rmtree(folder)

    atexit.register(stop)
    return f"{folder}/socket"


def serve(address: str) -> None:
    """Fork a child for each call, until the input ends; returns in the children alone, once they are ready."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while server in select.select([server, sys.stdin], [], [])[0]:
            connection, _ = server.accept()
            with connection:
                if not fork():
                    server.close()
                    return answer(connection)
            take_leave(os.WNOHANG)
    take_leave()
    return sys.exit()


def take_leave(how: int = 0) -> None:
    """Take leave of the children that have ended, or, where not told otherwise, wait until all have."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def answer(connection: socket.socket) -> None:
    """Fork the process of one call, wait for its end, and tell it; returns in that process."""
    order = json.loads(connection.makefile().readline())
    child = fork()
    if child:
        _, status, used = os.wait4(child, 0)
        connection.sendall(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss]).encode() + b"\n")
        os._exit(0)
    for number, name in enumerate([os.devnull, *order["streams"]]):
        file = os.open(name, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600)
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv[1:] = order["words"]


def fork() -> int:
    """Fork; threads of libraries, of which newer releases of Python warn, have no work here."""
    with warnings.catch_warnings(action="ignore"):
        return os.fork()


def end(main) -> None:
    """Run the command and end as Python does, but without taking to pieces what was imported."""
    code = 1
    try:
        main(prog_name="owlib")
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    modules = {name: importlib.import_module(f"owlib.{name}") for name in IMPORTED}
    modules["evidence.read"].read_evidence()
    gc.freeze()
    serve(sys.argv[1])
    end(modules["cli"].main)
