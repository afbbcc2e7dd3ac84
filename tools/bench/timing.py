"""Times whole commands in turn, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Measured:
    """The runs of a command: seconds of the wall clock each took, and its most memory in MB."""

    name: str
    command: Sequence[str]
    expect: int = 0
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    code: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def failed(self) -> bool:
        """Whether it ended otherwise than a command that did its work."""
        return self.code != self.expect

    def run(self, folder: Path) -> None:
        """Run it once more."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1"}
        started = time.perf_counter()
        process = subprocess.Popen(
            self.command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        used = _wait(process)
        self.seconds.append(time.perf_counter() - started)
        self.code = process.returncode
        if used:
            scale = 1 if sys.platform == "darwin" else 1024
            self.megabytes = max(self.megabytes, used.ru_maxrss * scale / 1_000_000)


def _wait(process: subprocess.Popen[bytes]) -> resource.struct_rusage | None:
    """Wait for the end of a process; tell what it used."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used


def in_turn(several: Sequence[Measured], runs: int, folder: Path) -> None:
    """Run each command ``runs`` times, one after another; one more run first fills the caches."""
    for one in several:
        one.run(folder)
        one.seconds.clear()
    for _ in range(runs):
        for one in several:
            one.run(folder)
