"""The engine: papermill runs a notebook's cells in a process forked from its own, instead of in a kernel from nothing.

What the process has imported and read is there at once, and what cells do to it is gone with the fork. Cells run in the
shell of Jupyter's own kernel, whose messages come over a pipe, and nbclient makes outputs of them as it does of those
of a kernel. ``papermill --engine owlib`` uses it, too. Where cells cannot be forked, papermill's own engine runs them.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import io
import json
import os
import random
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from types import SimpleNamespace

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from owlib.reports.executors import CONTEXT, follow_parent

ForkEngine: type | None = None  # papermill looks here for its engines while it is imported; it is told at the end

from papermill.clientwrap import PapermillNotebookClient  # noqa: E402 - see above
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines  # noqa: E402 - see above

NAME = "owlib"
"""Name of the entry point in ``papermill.engine``."""
READY: list[Shell] = []
"""A shell in which no cell has run, where this process has made one: each process that it forks begins with it."""
INLINE = "module://matplotlib_inline.backend_inline"
END_SECONDS = 5
"""How long a forked process may take to end by itself, exit handlers included."""


class ForkEngine(Engine):  # noqa: F811 - see above
    """Runs notebooks in forked processes; papermill finds it by its entry point."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, log_output: bool = False, stdout_file: object = None,
        stderr_file: object = None, **_: object,
    ) -> NotebookNode:  # fmt: skip
        """Run the cells of a notebook."""
        client = ForkClient(
            nb_man, kernel_name=kernel_name, log_output=log_output, stdout_file=stdout_file, stderr_file=stderr_file
        )
        return client.execute()


class ForkClient(PapermillNotebookClient):
    """Papermill's client, which has cells run in a forked process; outputs, tags and faults are handled as ever."""

    def execute(self, **_: object) -> NotebookNode:
        """Run all cells, up to the first that fails."""
        self.reset_execution_trackers()
        with fork_shell() as self.connection:
            self.papermill_execute_cells()
        return self.nb

    def execute_cell(self, cell: NotebookNode, cell_index: int, *_: object, **__: object) -> NotebookNode:
        """Run a cell, and take over what it shows.

        Raises
        ------
        CellExecutionError
            If it raises and its tags do not say that it may.
        DeadKernelError
            If its process ends.

        """
        tags = cell.metadata.get("tags", ())
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs, self.clear_before_next_output = [], False
        try:
            self.connection.send_bytes(cell.source.encode())
            while (message := json.loads(self.connection.recv_bytes()))["msg_type"] != "execute_reply":
                self.process_message(message, cell, cell_index)
        except (EOFError, OSError) as error:
            raise DeadKernelError("the process of the notebook ended") from error
        reply = message["content"]
        cell.execution_count = reply["execution_count"]
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell


@contextlib.contextmanager
def fork_shell() -> Iterator[Connection]:
    """Fork a process that runs cells, and give the way to speak with it; afterwards end it, and what it started."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=serve_cells, args=(theirs, ours, list(warnings.filters)))
    with warnings.catch_warnings(action="ignore"):  # of threads: of ours one waits for the end of the parent
        process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        wait([process.sentinel], END_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.join()


# the forked process


class PipeSession(Session):
    """Where a shell sends its messages: to whoever forked its process. Threads take turns."""

    connection: Connection
    lock: threading.RLock

    def send(
        self, stream: object, msg_or_type: dict | str, content: dict | None = None, *_: object, **__: object  # noqa: ARG002 - as it is inherited
    ) -> None:  # fmt: skip
        """Send a message, in the form in which a kernel sends it; a process that a cell forked sends none."""
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        if self.pid == os.getpid():
            with self.lock:
                self.connection.send_bytes(self.pack(message))


class Stream(io.TextIOBase):
    """Standard output or error of cells, sent when it is flushed; also what is written past Python, by subprocesses."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, session: PipeSession, name: str, number: int) -> None:
        self.session, self.name, self.number = session, name, number
        self.parts: list[str] = []
        self.file, self.read_bytes = os.memfd_create(name), 0
        os.dup2(self.file, number)

    def write(self, text: str) -> int:
        """Keep a text until the next flush."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self.parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written; a process that a cell forked leaves it to the one of the cell."""
        parts, self.parts = self.parts, []
        if self.session.pid != os.getpid():
            os.write(self.number, "".join(parts).encode())
            return
        with self.session.lock:
            past = os.pread(self.file, os.fstat(self.file).st_size - self.read_bytes, self.read_bytes)
            self.read_bytes += len(past)
            text = "".join(parts) + past.decode(errors="replace")
            if text:
                self.session.send(None, "stream", {"name": self.name, "text": text})

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def fileno(self) -> int:
        """Return the number of the open file, for subprocesses."""
        return self.number


class Shell(ZMQInteractiveShell):
    """The shell of Jupyter's kernel, without a kernel around it."""

    def enable_gui(self, gui: object = None) -> None:
        """Leave windows alone: there are none."""


def serve_cells(connection: Connection, other: Connection, filters: list) -> None:
    """Run each cell that comes, and tell how it ended; end when no more can come."""
    other.close()
    gc.freeze()  # what was there before stays shared with the process that has it
    os.setsid()  # so that what cells start ends with them
    follow_parent()
    shell = begin_shell(connection, filters)
    with contextlib.suppress(EOFError):
        while not shell.exit_now:
            run_cell(shell, connection.recv_bytes().decode())
    end_shell(shell)


def begin_shell(connection: Connection, filters: list) -> Shell:
    """Make a forked process what the process of a fresh kernel is, and return its shell."""
    faulthandler.disable()
    atexit._clear()
    tempfile.tempdir = None
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    warnings.resetwarnings()
    warnings.filters.extend(filters)
    session = PipeSession()
    session.connection, session.lock = connection, threading.RLock()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = Stream(session, "stdout", 1), Stream(session, "stderr", 2)
    shell = READY.pop() if READY else make_shell()
    sys.argv, sys.path = [NAME], ["", *(path for path in sys.path if path)]
    atexit.register(shell.atexit_operations)
    shell.init_ipython_dir(None)
    shell.init_profile_dir(None)
    for part in (shell.display_pub, shell.displayhook):
        part.session = session
    return shell


def make_ready() -> None:
    """Make a shell for all processes that are forked of this one, which is to do nothing else: it gives up its own."""
    with tempfile.TemporaryDirectory(prefix="owlib-") as folder:  # whoever runs cells in it gives it another
        READY[:] = [make_shell(folder)]


def make_shell(folder: str | None = None) -> Shell:
    """Return a shell in which no cell has run, with pictures drawn as a kernel has them drawn.

    Parameters
    ----------
    folder
        What IPython keeps its own things in; if not told, what the environment names.

    """
    if not os.environ.get("MPLBACKEND"):
        os.environ["MPLBACKEND"] = INLINE
        if "matplotlib" in sys.modules:
            sys.modules["matplotlib"].rcParams["backend"] = INLINE
    InteractiveShell.clear_instance()
    shell = Shell.instance(
        compiler_class=XCachingCompiler, config=Config({"HistoryManager": {"enabled": False}}),
        kernel=SimpleNamespace(eventloop=None), ipython_dir=folder,
    )  # fmt: skip
    atexit.unregister(shell.atexit_operations)
    return shell


def run_cell(shell: Shell, source: str) -> None:
    """Run a cell, and tell how it ended."""
    result = shell.run_cell(source, store_history=True)
    sys.stdout.flush()
    sys.stderr.flush()
    fault = result.error_before_exec or result.error_in_exec
    reply = {"status": "ok", "execution_count": shell.execution_count - 1}
    if fault or getattr(shell, "_last_traceback_during_displayhook", False):
        told = {"ename": type(fault).__name__, "evalue": str(fault), "traceback": shell._last_traceback or []}
        reply |= {"status": "error", **told}
    shell.displayhook.session.send(None, "execute_reply", reply)


def end_shell(shell: Shell) -> None:
    """Run exit handlers, and let go of all that cells made, so that open files are written to their end."""
    atexit._run_exitfuncs()
    shell.user_ns.clear()
    gc.collect()


papermill_engines.register(NAME, ForkEngine)
