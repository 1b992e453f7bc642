"""The warm process: it has libraries imported and data read, and forks a Jupyter kernel of itself for whoever asks.

It is a program of its own, started by :func:`~owlib.reports.kernels.keep_warm`, and speaks with it over a
socket in a folder of this user. Each kernel begins as a fresh process would: its own session, folder, environment,
standard streams and random state, and no file of the warm process open. It has no threads, no event loop and no
sockets of messages before it forks, because those do not survive a fork.

What a fork cannot give is left to an ordinary kernel: another interpreter, or an environment of which a part that is
read when libraries are imported differs (:func:`find_difference`).
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import random
import signal
import socket
import struct
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

SOCKET = "socket"
"""Name of the socket in the folder of the warm process."""


LAUNCHER = "ipykernel_launcher"


OF_KERNELS = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "ipykernel.zmqshell", "matplotlib_inline.config",
    "sqlite3", "tornado.platform.asyncio",
)  # fmt: skip
"""What every kernel imports before its first cell."""


LATE_MODULES = ("matplotlib_inline.backend_inline",)
"""Modules that look for the running kernel while they are imported, so that each kernel imports them itself."""


INLINE = "module://matplotlib_inline.backend_inline"


LATE_VARIABLES = (
    "COLUMNS", "IPYTHONDIR", "JUPYTER_DEFAULT_PROVISIONER_NAME", "LINES", "MFLAGS", "OLDPWD", "PWD", "SHLVL", "_",
)  # fmt: skip
"""Variables that are read, if at all, when a kernel is already running, so that they may differ."""


LATE_PREFIXES = ("JPY_", "MAKE", "OWLIB_", "PYTEST_")


COLLECT_AFTER = (50_000, 20, 20)
"""When a forked kernel looks for garbage: seldom, because it lives for seconds, and to look takes part of them."""


ASK_SECONDS = 10


HEADER = struct.Struct("!I")


def send_message(connection: socket.socket, message: dict, files: Sequence[int] = ()) -> None:
    """Send a message, and open files with it, if there are some."""
    data = json.dumps(message).encode()
    header = HEADER.pack(len(data))
    if files:
        socket.send_fds(connection, [header], files)
    else:
        connection.sendall(header)
    connection.sendall(data)


def receive_message(connection: socket.socket, most: int = 0) -> tuple[dict, list[int]]:
    """Receive a message and the open files, at most so many, that come with it.

    Raises
    ------
    EOFError
        If the other side is gone.
    ValueError
        If it is no message.

    """
    header, files, _, _ = socket.recv_fds(connection, HEADER.size, most)
    try:
        header += _receive(connection, HEADER.size - len(header))
        message = json.loads(_receive(connection, HEADER.unpack(header)[0]))
    except BaseException:
        close_all(files)
        raise
    for file in files:
        os.set_inheritable(file, False)
    return message, files


def _receive(connection: socket.socket, size: int) -> bytes:
    """Receive so many bytes."""
    data = bytearray()
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EOFError("expected a message; found its end")
        data += part
    return bytes(data)


def close_all(files: Iterable[int]) -> None:
    """Close files by their numbers."""
    for file in files:
        os.close(file)


def find_difference(command: Sequence[str], environment: Mapping[str, str], own: Mapping[str, str]) -> str:
    """Return why a kernel forked from this process would not be the kernel asked for; empty if it would.

    The interpreter and its options must be the same, and so must each variable of the environment, because a library
    may have read it while it was imported; only those in :data:`LATE_VARIABLES` are known to be read later. Relative
    folders in ``PYTHONPATH`` are refused: they were made absolute where this process was started.
    """
    prefix = sys.orig_argv[: sys.orig_argv.index("-m")] if "-m" in sys.orig_argv else []
    size = len(prefix)
    if not size or list(command[1 : size + 2]) != [*prefix[1:], "-m", LAUNCHER]:
        return "another command"
    if not _is_same_program(command[0], prefix[0]):
        return "another interpreter"
    names = environment.keys() | own.keys()
    differing = sorted(name for name in names if environment.get(name) != own.get(name) and not _is_late(name))
    if differing:
        return f"another {differing[0]}"
    folders = environment.get("PYTHONPATH", "")
    if folders and not all(Path(folder).is_absolute() for folder in folders.split(os.pathsep)):
        return "a relative PYTHONPATH"
    return ""


def find_changes(own: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that were set in this process since its environment was as told."""
    return {name: value for name, value in os.environ.items() if own.get(name) != value}


def _is_same_program(one: str, other: str) -> bool:
    """Return whether two paths name the same interpreter of the same environment."""
    one, other = Path(one), Path(other)
    return one == other or (one.parent == other.parent and one.resolve() == other.resolve())


def _is_late(name: str) -> bool:
    """Return whether a variable is read only when a kernel is running."""
    return name in LATE_VARIABLES or name.startswith(LATE_PREFIXES)


@dataclass(frozen=True)
class Order:
    """The kernel that a forked process is to become.

    ``connection`` leads to the one who asked; ``streams`` are its standard output and standard error. What libraries
    set in the environment while they were imported is part of ``environment``, as it is where a kernel imports them.
    """

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    streams: list[int]
    connection: socket.socket


@dataclass
class Kernel:
    """A kernel at work; ``ended`` can be waited for, and ``connection`` is None once the one who asked is gone."""

    pid: int
    ended: int
    connection: socket.socket | None

    def close(self) -> None:
        """Close what this process has open of it."""
        os.close(self.ended)
        if self.connection:
            self.connection.close()


def serve(listener: socket.socket, owner: int, own: Mapping[str, str]) -> Order | None:
    """Fork kernels until the owner ends or says so; in a forked process, return what it is to become.

    Parameters
    ----------
    owner
        A file that can be read once the owner has ended.
    own
        The environment in which libraries were imported.

    """
    kernels: list[Kernel] = []
    while True:
        clients = [kernel.connection for kernel in kernels if kernel.connection]
        ready = wait([listener, owner, *(kernel.ended for kernel in kernels), *clients])
        if owner in ready:
            break
        for kernel in list(kernels):
            if kernel.ended in ready:
                _tell_end(kernel)
                kernels.remove(kernel)
            elif kernel.connection in ready:
                _kill(kernel)
                kernel.connection.close()
                kernel.connection = None
        if listener not in ready:
            continue
        try:
            answered = _answer(listener, own)
        except (
            OSError,
            EOFError,
            ValueError,
            LookupError,
            TypeError,
        ):  # of one who is gone, or speaks otherwise
            continue
        if answered is None:
            break
        if isinstance(answered, Order):
            listener.close()
            os.close(owner)
            for kernel in kernels:
                kernel.close()
            return answered
        kernels += answered
    for kernel in kernels:
        _kill(kernel)
        _tell_end(kernel)
    return None


def _answer(listener: socket.socket, own: Mapping[str, str]) -> list[Kernel] | Order | None:
    """Answer one who asks: with a kernel, an order in the forked process, or None where this process is to end."""
    connection, _ = listener.accept()
    files: list[int] = []
    kept = False
    try:
        connection.settimeout(ASK_SECONDS)
        message, files = receive_message(connection, 2)
        if message.get("end"):
            return None
        fault = find_difference(message["command"], message["environment"], own)
        if fault or len(files) != 2:
            send_message(connection, {"fault": fault or "no streams"})
            return []
        after = list(message["command"]).index(LAUNCHER) + 1
        environment = {**message["environment"], **find_changes(own)}
        order = Order(message["command"][after:], environment, message["folder"], files, connection)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # threads of linear algebra end before a fork, by handlers of their own
            pid = os.fork()
        if not pid:
            kept = True
            return order
        kernel = Kernel(pid, os.pidfd_open(pid), connection)
        kept = True
        close_all(files)
        return [kernel]
    finally:
        if not kept:
            close_all(files)
            connection.close()


def _kill(kernel: Kernel) -> None:
    """Kill a kernel and what it started."""
    for kill in (os.killpg, os.kill):  # it may have been killed before it had a group of its own
        with contextlib.suppress(ProcessLookupError):
            kill(kernel.pid, signal.SIGKILL)


def _tell_end(kernel: Kernel) -> None:
    """Tell the one who asked for a kernel that it ended, and how."""
    code = os.waitstatus_to_exitcode(os.waitpid(kernel.pid, 0)[1])
    if kernel.connection:
        with contextlib.suppress(OSError):
            send_message(kernel.connection, {"code": code})
    kernel.close()


def become_kernel(order: Order) -> None:
    """Make a forked process what a fresh one would be, tell its number, and run the kernel to its end."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - imported already; needed by kernels only

    os.setsid()
    os.chdir(order.folder)
    for stream, file in enumerate(order.streams, 1):
        os.dup2(file, stream)
        os.close(file)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=stream is sys.stderr or os.isatty(stream.fileno()))
    os.environ.clear()
    os.environ.update(order.environment)
    tempfile.tempdir = None
    sys.argv = [str(importlib.util.find_spec(LAUNCHER).origin), *order.arguments]
    shuffle_state()
    if "matplotlib" in sys.modules and not os.environ.get("MPLBACKEND"):  # else it was read while it was imported
        sys.modules["matplotlib"].rcParams["backend"] = INLINE
    ended = os.pidfd_open(os.getpid())
    try:
        send_message(order.connection, {"pid": os.getpid()}, [ended])
    except OSError:  # whoever asked for it has gone
        return
    order.connection.close()
    os.close(ended)
    IPKernelApp.launch_instance(order.arguments, parent_handle=os.getppid())


def end_process(code: int) -> None:
    """End a forked process as Python ends one, but for taking its memory apart, most of which is not its own.

    Threads end, exit handlers run, garbage goes (an open file among it is written to its end), streams are flushed.
    """
    threading._shutdown()  # as multiprocessing ends the processes that it forks
    atexit._run_exitfuncs()
    gc.collect()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def shuffle_state() -> None:
    """Draw new random states from the system, as each fresh process does."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def prepare_process(modules: Sequence[str], prepare: str) -> None:
    """Import modules and call the function that reads data, and leave no trace that a fork would not survive.

    Raises
    ------
    RuntimeError
        If a thread was started.

    """
    for name in (*OF_KERNELS, *modules):
        if name not in LATE_MODULES:
            with contextlib.suppress(ImportError):  # the notebook that needs it will say so
                importlib.import_module(name)
    if prepare:
        module, _, function = prepare.partition(":")
        getattr(importlib.import_module(module), function)()
    for name in LATE_MODULES:
        if sys.modules.pop(name, None):
            package, _, short = name.rpartition(".")
            vars(sys.modules[package]).pop(short, None)
    if threading.active_count() > 1:
        raise RuntimeError("expected no threads before a fork; found some")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def main(settings: dict) -> None:
    """Prepare, tell whoever started this process that it is ready, or why not, and serve."""
    if sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]  # a kernel does not have it either
    own = dict(os.environ)
    answer = settings["answer"]
    try:
        owner = os.pidfd_open(settings["owner"])
        if os.getppid() != settings["owner"]:
            return
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(Path.cwd() / SOCKET))
        os.chdir(settings["folder"])
        prepare_process(settings["modules"], settings["prepare"])
        listener.listen(64)
    except Exception as error:
        os.write(answer, f"{type(error).__name__}: {error}".encode())
        return
    os.write(answer, b"ready")
    os.close(answer)
    order = serve(listener, owner, own)
    if order:
        become_kernel(order)
        end_process(0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
