"""Warm kernels: a provisioner for Jupyter that asks a warm process for a kernel, instead of starting one from nothing.

Notebooks keep naming ``python3``. Within :func:`keep_warm`, or in a command run by :func:`run_warm`, papermill,
nbclient and nbval get their kernels from a process that has the libraries imported (:mod:`~.kernel_server`).
Where there is none, where it does not answer, or where its kernel would not be the one asked for, they get an
ordinary kernel without a word.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, BinaryIO

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from owlib.errors import OwlibError
from owlib.reports.kernel_server import LAUNCHER, SOCKET, close_all, receive_message, send_message

PROVISIONER = "owlib-warm"
"""Name of the entry point in ``jupyter_client.kernel_provisioners``."""


ADDRESS = "OWLIB_WARM_KERNELS"
"""Variable of the environment that names the socket of the warm process."""


KERNEL = "python3"


READY_SECONDS = 120


ASK_SECONDS = 20


END_SECONDS = 5


END_LOOKS = 50


LOOK_SECONDS = 0.01


LONGEST_ADDRESS = 100
"""Bytes that the address of a socket may have on every system."""


class WarmKernel:
    """A kernel forked from a warm process, with what :class:`subprocess.Popen` offers of a process.

    Parameters
    ----------
    pid
        Number of its process, and of its process group.
    ended
        A file that can be read once the process has ended.
    connection
        Where the warm process tells how it ended.

    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, ended: int, connection: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = ended
        self._connection = connection

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        if self.returncode is None and wait([self._connection], 0):
            self._learn_end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return the exit code.

        Raises
        ------
        subprocess.TimeoutExpired
            If it has not ended in so many seconds.

        """
        if self.returncode is None:
            if not wait([self._connection], timeout):
                raise subprocess.TimeoutExpired(LAUNCHER, timeout)
            self._learn_end()
        return self.returncode

    def _learn_end(self) -> None:
        """Take the exit code; where the warm process is gone without telling it, the kernel goes as well."""
        try:
            self.returncode = int(receive_message(self._connection)[0]["code"])
        except (OSError, EOFError, ValueError, KeyError):
            if not wait([self._ended], 0):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)
            wait([self._ended], END_SECONDS)
            self.returncode = -signal.SIGKILL
        finally:
            os.close(self._ended)
            self._connection.close()

    def send_signal(self, signum: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._ended, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking a warm process where that gives the same kernel, and ordinarily elsewhere."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        """Start a kernel and return how to connect to it."""
        try:
            kernel = ask_kernel(cmd, **kwargs)
        except (OwlibError, OSError, EOFError, ValueError, KeyError) as error:
            self.log.debug("An ordinary kernel: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:  # noqa: ARG002 - as it is inherited
        """Look for the end of a warm kernel more often than its manager does: it ends at once."""
        for _ in range(END_LOOKS if isinstance(self.process, WarmKernel) else 0):
            if self.process.poll() is not None:
                break
            await asyncio.sleep(LOOK_SECONDS)


def ask_kernel(
    cmd: Sequence[str], *, env: dict[str, str] | None = None, cwd: str | os.PathLike | None = None,
    stdin: Any = None, stdout: Any = None, stderr: Any = None, **others: Any,
) -> WarmKernel:  # fmt: skip
    """Ask the warm process for a kernel, with what ``jupyter_client.launcher.launch_kernel`` is given.

    Raises
    ------
    OwlibError
        If there is no warm process, or it cannot give this kernel.
    OSError, EOFError, ValueError, KeyError
        If it does not answer, or not with a kernel.

    """
    address = os.environ.get(ADDRESS)
    unknown = {name for name in others if others[name] and name not in ("extra_arguments", "kernel_id")}
    if not address or stdin not in (None, subprocess.PIPE, subprocess.DEVNULL) or unknown:
        raise OwlibError("a kernel of this kind is started ordinarily")
    environment = {**(os.environ if env is None else env), "JPY_PARENT_PID": str(os.getpid())}
    message = {
        "command": [os.path.expanduser(word) for word in cmd],  # noqa: PTH111 - words, most of them no paths
        "environment": environment,
        "folder": str(Path(cwd or "").absolute()),
    }
    with contextlib.ExitStack() as stack:
        connection = socket.socket(socket.AF_UNIX)
        stack.callback(connection.close)
        connection.settimeout(ASK_SECONDS)
        connection.connect(address)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            out = _find_stream(stdout, 1, nowhere)
            error = out if stderr == subprocess.STDOUT else _find_stream(stderr, 2, nowhere)
            send_message(connection, message, [out, error])
        finally:
            os.close(nowhere)
        answer, files = receive_message(connection, 1)
        if "pid" not in answer or len(files) != 1:
            close_all(files)
            raise OwlibError(answer.get("fault", "the kernel ended while it began"))
        stack.pop_all()
        return WarmKernel(answer["pid"], files[0], connection)


def _find_stream(value: Any, default: int, nowhere: int) -> int:
    """Return the number of the open file that stands for a standard stream."""
    if value is None:
        return default
    if value == subprocess.DEVNULL:
        return nowhere
    number = value if isinstance(value, int) else value.fileno()
    if number < 0:
        raise OwlibError("a kernel with pipes is started ordinarily")
    return number


@contextlib.contextmanager
def keep_warm(
    modules: Sequence[str], prepare: str = "", environment: Mapping[str, str] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[str]:  # fmt: skip
    """Let kernels be forked, within this context, from one process that has libraries imported.

    It works from each thread of this process, and from each process started within the context. Kernels that still
    run at its end are killed.

    Parameters
    ----------
    modules
        Names of the modules to import; one that is not installed is left out.
    prepare
        ``package.module:function``, called once after that, such as one that reads data.
    environment
        Of the warm process; that of this process if not told. A kernel is forked only where its own is the same.
    meanwhile
        What this process does while the other gets ready, such as imports of its own.

    Yields
    ------
    fault
        Why kernels are ordinary ones; empty if they are warm.

    """
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(_open_server(modules, prepare, environment))
            fault = ""
        except (OwlibError, OSError) as error:
            fault = str(error)
        if meanwhile:
            meanwhile()
        if not fault:
            fault = server.wait()
        if not fault:
            stack.enter_context(_use(str(server.folder / SOCKET)))
        yield fault


@dataclass(frozen=True)
class _Server:
    """A warm process, its folder, and where it says that it is ready."""

    process: subprocess.Popen
    folder: Path
    answers: BinaryIO

    def wait(self) -> str:
        """Wait until it is ready, and return why it is not; empty if it is."""
        said = self.answers.read().decode() if wait([self.answers], READY_SECONDS) else "no answer"
        return "" if said == "ready" else f"Warm kernels: expected a process that is ready; found: {said or 'its end'}."


@contextlib.contextmanager
def _open_server(modules: Sequence[str], prepare: str, environment: Mapping[str, str] | None) -> Iterator[_Server]:
    """Start a warm process, yield it, and end it with its kernels.

    Raises
    ------
    OwlibError
        If it cannot be had.

    """
    if not (hasattr(os, "fork") and hasattr(os, "pidfd_open") and hasattr(socket, "send_fds")):
        raise OwlibError("Warm kernels: expected a system with fork and process files; found none.")
    if not entry_points(group=KernelProvisionerFactory.GROUP_NAME, name=PROVISIONER):
        raise OwlibError(
            f"Warm kernels: expected the entry point '{PROVISIONER}'; found none. What to do: install owlib again."
        )
    folder = _make_folder()
    try:
        server = _start_server(folder, modules, prepare, environment)
        try:
            yield server
        finally:
            server.answers.close()
            _end_server(server.process, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_folder() -> Path:
    """Make a folder that only this user can enter, with a path short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="owlib-"))
    if len(os.fsencode(folder / SOCKET)) > LONGEST_ADDRESS:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="owlib-", dir="/tmp"))
    return folder.resolve()


def _start_server(folder: Path, modules: Sequence[str], prepare: str, environment: Mapping[str, str] | None) -> _Server:
    """Start a warm process."""
    reader, writer = os.pipe()
    settings = {
        "answer": writer, "folder": str(Path.cwd()), "modules": list(modules), "owner": os.getpid(), "prepare": prepare,
    }  # fmt: skip
    command = [sys.executable, *_find_options(), "-m", "owlib.reports.kernel_server", json.dumps(settings)]
    answers = os.fdopen(reader, "rb")
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=None if environment is None else dict(environment), pass_fds=[writer],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        answers.close()
        raise
    finally:
        os.close(writer)
    return _Server(process, folder, answers)


def _find_options() -> list[str]:
    """Return the options of the interpreter with which ordinary kernels are started."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - needed only to start

    try:
        words = KernelSpecManager().get_kernel_spec(KERNEL).argv
    except NoSuchKernel:
        return []
    return words[1 : words.index("-m")] if "-m" in words else []


def _end_server(process: subprocess.Popen, folder: Path) -> None:
    """End a warm process and the kernels that it has forked."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(END_SECONDS)
        connection.connect(str(folder / SOCKET))
        send_message(connection, {"end": True})
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _use(address: str) -> Iterator[None]:
    """Let this process, and those started within, ask the warm process for their kernels."""
    wanted = {KernelProvisionerFactory.default_provisioner_name_env: PROVISIONER, ADDRESS: address}
    before = {name: os.environ.get(name) for name in wanted}
    factory = KernelProvisionerFactory.instance()  # reads the variable only once
    named = factory.default_provisioner_name
    os.environ.update(wanted)
    factory.default_provisioner_name = PROVISIONER
    try:
        yield
    finally:
        factory.default_provisioner_name = named
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def run_warm(command: Sequence[str], modules: Sequence[str], prepare: str = "") -> int:
    """Run a command, such as ``pytest --nbval``, with warm kernels, and return its exit code.

    The signals to end and to hang up are passed on to it; an interruption at a terminal reaches it anyway. The modules
    and what prepares them are those of :func:`keep_warm`.

    Raises
    ------
    OwlibError
        If there is no such command.

    """
    if not command:
        raise OwlibError("warm: expected a command; found none. What to do: give one, such as pytest --nbval FILE.")
    with keep_warm(modules, prepare):
        try:
            process = subprocess.Popen(list(command))
        except OSError as error:
            raise OwlibError(
                f"warm: expected a command; found '{command[0]}', which cannot be started. "
                "What to do: give a program that is installed."
            ) from error
        before = {
            signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
            **{
                number: signal.signal(number, lambda number, _: process.send_signal(number))
                for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
            },
        }
        try:
            code = process.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    return code if code >= 0 else 128 - code
