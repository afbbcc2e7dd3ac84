"""A function run in a process of its own, with limits on its processor time and memory."""

import json
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NoReturn

from scrutiny_cli.errors import ScrutinyError

SECONDS = 20
"""Processor time a process may use."""
PATIENCE = 3
"""How many times as long it may take on the clock."""
MEGABYTES = 300
"""Memory a process may take beyond what it starts with."""
SYSTEM_LIMITS = sys.platform == "linux"
"""Whether the system keeps a process within its memory."""
_LOOKS_A_SECOND = 20


class LimitReached(Exception):
    """The function used up its processor time or its memory; its words say which."""


def call(function: Callable[..., str], *arguments: Any) -> str:
    """Return what a function returns, run in a process of its own.

    Linux stops the process at its limits. Elsewhere this process looks at the other's memory twenty
    times a second, and macOS alone limits processor time as well. Raises :class:`ScrutinyError` as the
    function does, and :class:`LimitReached` where the process was stopped.
    """
    # A copy of this process starts at once, but is safe only where no other thread holds a lock.
    copied = SYSTEM_LIMITS and threading.active_count() == 1
    context: Any = multiprocessing.get_context("fork" if copied else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    given = (theirs, SYSTEM_LIMITS, SECONDS, MEGABYTES, function, arguments)
    process = context.Process(target=_run, args=given, daemon=True)
    process.start()
    theirs.close()
    try:
        words = _answer(ours, process)
    finally:
        process.kill()
        process.join()
        ours.close()
    outcome, *rest = json.loads(words)
    if outcome == "refused":
        raise ScrutinyError(*rest)
    if outcome == "stopped":
        raise LimitReached(*rest)
    return str(rest[0])


def out_of_time() -> LimitReached:
    """The words for a process that has used its processor time."""
    return LimitReached(f"it takes more than {SECONDS} seconds")


def out_of_memory() -> LimitReached:
    """The words for a process that has used its memory."""
    return LimitReached(f"it needs more than {MEGABYTES} MB of memory")


def _answer(ours: Connection, process: BaseProcess) -> bytes:
    """What the process sends, as bytes; or which limit it reached."""
    before = 0 if SYSTEM_LIMITS else _resident(process.pid)
    for _ in range(PATIENCE * SECONDS * _LOOKS_A_SECOND):
        if ours.poll(1 / _LOOKS_A_SECOND):
            try:
                return ours.recv_bytes()
            except EOFError:
                process.join()
                # The system kills at a limit of time; any other end is a crash.
                timed_out = process.exitcode == -getattr(signal, "SIGKILL", 9)
                return _stopped(out_of_time() if timed_out else LimitReached("it crashes"))
        if not SYSTEM_LIMITS and _resident(process.pid) - before > MEGABYTES * 1_000_000:
            return _stopped(out_of_memory())
    return _stopped(out_of_time())


def _stopped(reached: LimitReached) -> bytes:
    return json.dumps(["stopped", str(reached)]).encode("ascii")


def _resident(process: int | None) -> int:
    """How many bytes of memory a process holds."""
    import psutil  # Linux, which limits memory itself, does without it

    with suppress(psutil.Error):
        return int(psutil.Process(process).memory_info().rss)
    return 0


def _run(
    theirs: Connection,
    system_limits: bool,
    seconds: int,
    megabytes: int,
    function: Callable[..., str],
    arguments: tuple[Any, ...],
) -> None:
    """Run the function in the new process and send what came of it."""
    try:
        _limit(system_limits, seconds, megabytes)
        outcome: list[str | None] = ["done", function(*arguments)]
    except ScrutinyError as refusal:
        outcome = ["refused", str(refusal), refusal.hint]
    except LimitReached as reached:
        outcome = ["stopped", str(reached)]
    except MemoryError:
        outcome = ["stopped", str(out_of_memory())]
    _lift()
    theirs.send_bytes(json.dumps(outcome).encode("ascii"))


if sys.platform == "win32":

    def _limit(system_limits: bool, seconds: int, megabytes: int) -> None:
        """Windows has no such limits: the other process looks on."""

    def _lift() -> None:
        """Nothing was limited."""

else:
    import resource

    def _limit(system_limits: bool, seconds: int, megabytes: int) -> None:
        """Limit this process; what is left of its time after a first signal is a tenth."""
        global SECONDS, MEGABYTES  # a new process may not have the caller's figures
        SECONDS, MEGABYTES = seconds, megabytes
        signal.signal(signal.SIGXCPU, _out_of_time)
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        _set(resource.RLIMIT_CPU, spent + seconds, spent + seconds + max(seconds // 10, 1))
        if system_limits:
            pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
            size = int(pages) * resource.getpagesize()
            _set(resource.RLIMIT_AS, size + megabytes * 1_000_000, resource.RLIM_INFINITY)

    def _lift() -> None:
        """Leave the memory to what is sent: it is there already."""
        if sys.platform == "linux":
            _set(resource.RLIMIT_AS, resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def _set(which: int, soft: int, hard: int) -> None:
        """Set a limit, within what the system allows this user."""
        ceiling = resource.getrlimit(which)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft = ceiling if soft == resource.RLIM_INFINITY else min(soft, ceiling)
            hard = ceiling if hard == resource.RLIM_INFINITY else min(hard, ceiling)
        resource.setrlimit(which, (soft, hard))

    def _out_of_time(*_: Any) -> NoReturn:
        raise out_of_time()
