"""Times whole commands in turn, so that what else the machine does affects all of them alike."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Measured:
    """The runs of a command: seconds of wall clock and of processor, and its peak memory in MB."""

    name: str
    command: Sequence[str]
    expect: int = 0
    cores: int | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    code: int = 0

    @property
    def seconds(self) -> float:
        """The median of the wall clock."""
        return statistics.median(self.wall)

    @property
    def processor_seconds(self) -> float:
        """The median of the processor time, of all its processes together."""
        return statistics.median(self.processor)

    @property
    def failed(self) -> bool:
        """Whether it ended with another exit code than expected."""
        return self.code != self.expect

    def run(self, folder: Path) -> None:
        """Run it once more."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1", **self.variables}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed tool is compiled already
        with _processors(self.cores):
            started = time.perf_counter()
            process = subprocess.Popen(
                self.command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            self.wall.append(time.perf_counter() - started)
        self.code = process.returncode = os.waitstatus_to_exitcode(status)
        self.processor.append(used.ru_utime + used.ru_stime)
        scale = 1 if sys.platform == "darwin" else 1024
        self.megabytes = max(self.megabytes, used.ru_maxrss * scale / 1_000_000)


@contextlib.contextmanager
def _processors(count: int | None) -> Iterator[None]:
    """Let what is started use so many processors only, where the system can be asked for that."""
    if count is None or sys.platform != "linux":
        yield
        return
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(every)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def in_turn(several: Sequence[Measured], runs: int, folder: Path) -> None:
    """Run each command ``runs`` times, one after another; one more run first fills the caches."""
    for measured in several:
        measured.run(folder)
        measured.wall.clear()
        measured.processor.clear()
    for _ in range(runs):
        for measured in several:
            measured.run(folder)
