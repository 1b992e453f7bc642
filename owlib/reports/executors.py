"""Where the runs of notebooks are worked off: processes of this machine, or a cluster that is already running.

Both are executors of ``concurrent.futures``, so that the same code runs on one core and on many machines.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_end
from typing import TypeVar

from owlib.errors import OwlibError

Job = TypeVar("Job")
Result = TypeVar("Result")
CAN_FORK = hasattr(os, "memfd_create")
"""Whether a process can fork safely: on Linux. macOS has a fork, too, but not for its own libraries."""
CONTEXT = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
TRIES = 3
"""How often work is given out whose process was killed, before it is given up."""
AHEAD = 2
"""Pieces of work handed out for each core: one at work, one ready. More would only fill memory."""
CONNECT_SECONDS = 10


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def count_jobs(wanted: int, work: int) -> int:
    """Return how many pieces of work to do at once: as many as are wanted, or one for each core if 0."""
    return min(wanted or count_cores(), max(work, 1))


@contextlib.contextmanager
def open_processes(count: int, begin: Callable[[], None] = lambda: None) -> Iterator[tuple[Executor, int]]:
    """Give processes of this machine, which end with the one that asked for them, however it ends.

    Each does what ``begin`` says before it works.
    """
    pool = ProcessPoolExecutor(count, mp_context=CONTEXT, initializer=_begin_work, initargs=(begin,))
    try:
        yield pool, count
        pool.shutdown()
    except BaseException:
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        raise


def _begin_work(begin: Callable[[], None]) -> None:
    """Make a process ready for work."""
    follow_parent()
    begin()


@contextlib.contextmanager
def begin_beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Begin work in a process of its own, and give what waits for its result; where there is no fork, what does it.

    Whoever waits is told by :class:`EOFError` that the process was killed. It ends with this context.
    """
    if not CAN_FORK:
        yield work
        return
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_work_beside, args=(work, sender))
    process.start()
    sender.close()
    try:
        yield receiver.recv
    finally:
        receiver.close()
        process.terminate()
        process.join()


def _work_beside(work: Callable[[], Result], sender: Connection) -> None:
    """Do work and send its result; asked to end, tidy up first."""
    follow_parent()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        sender.send(work())


def follow_parent() -> None:
    """Let this process end with its parent, with what it started if it leads a group, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        wait_for_end([parent.sentinel])
        if os.getpgid(0) == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def open_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Give the workers of a dask.distributed cluster that is running, where the extra is installed."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise OwlibError(
            "--scheduler: expected dask.distributed; found none. What to do: install the extra, owlib[cluster]."
        ) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise OwlibError(
            f"--scheduler: expected a running scheduler; found none at '{address}'. "
            "What to do: start one with 'dask scheduler', workers with 'dask worker', and give its address."
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise OwlibError(
                f"--scheduler: expected workers at '{address}'; found none. "
                f"What to do: start some with 'dask worker {address} --nthreads 1'."
            )
        yield client.get_executor(pure=False, retries=TRIES - 1), threads


def work_off(
    opened: Callable[[], contextlib.AbstractContextManager[tuple[Executor, int]]],
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    give_up: Callable[[Job], Result],
) -> Iterator[Result]:
    """Yield the result of each job once, as it comes.

    Few are handed out at a time, so that memory stays flat. Where a process is killed, what was in hand is given out
    again one by one, so that only work that kills its own process is given up, the third time.

    Parameters
    ----------
    opened
        Opens an executor, and tells how many jobs it does at once.
    give_up
        Makes a result of a job whose process was killed each time.

    """
    source, again, whole = iter(jobs), [], False
    while not whole:
        with opened() as (executor, count):
            running: dict[Future, tuple[Job, int]] = {}
            whole = True
            while True:
                whole = whole and _hand_out(executor, work, again, source, running, AHEAD * count)
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job, killed = running.pop(future)
                    if not isinstance(future.exception(), BrokenExecutor):
                        yield future.result()
                        continue
                    whole = False
                    if killed + 1 < TRIES:
                        again.append((job, killed + 1))
                    else:
                        yield give_up(job)


def _hand_out(
    executor: Executor, work: Callable, again: list[tuple[Job, int]], source: Iterator[Job],
    running: dict[Future, tuple[Job, int]], most: int,
) -> bool:  # fmt: skip
    """Hand out work until enough is under way, and return whether the executor took it.

    What was in hand of a killed process goes first, and alone.
    """
    while len(running) < (1 if again or any(killed for _, killed in running.values()) else most):
        given = again.pop(0) if again else next(((job, 0) for job in source), None)
        if given is None:
            break
        try:
            running[executor.submit(work, given[0])] = given
        except BrokenExecutor:
            again.insert(0, given)
            return False
    return True
