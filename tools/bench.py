"""Times start-up and the everyday commands on the sample register, against a bare Python.

`make bench` runs it. The median of several runs is shown beside how many times a bare Python start it
is: the second figure travels between machines, the first does not.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCRUTINY = (sys.executable, "-m", "scrutiny_cli")
COMMANDS = (
    ("--version",),
    ("--help",),
    ("check", "--root", str(ROOT)),
    ("meeting", "deadlines", "--root", str(ROOT), "--as-of", "2021-11-15"),
    ("overdue", "--root", str(ROOT), "--as-of", "2021-11-15"),
    ("action", "list", "--root", str(ROOT), "--as-of", "2021-11-15"),
)


def seconds(command: tuple[str, ...], runs: int) -> tuple[float, int]:
    """Return the median time of some runs of a command, and its exit code."""
    times, code = [], 0
    for _ in range(runs + 1):  # the first run fills the caches and does not count
        started = time.perf_counter()
        code = subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:]), code


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=10, help="runs of each command (default 10)")
    runs: int = options.parse_args().runs
    bare, _ = seconds((sys.executable, "-c", "pass"), runs)
    print(f"{'bare Python':<52} {bare * 1000:7.0f} ms")
    failed = False
    for command in COMMANDS:
        took, code = seconds((*SCRUTINY, *command), runs)
        words = " ".join(word for word in command if word not in {"--root", str(ROOT)})
        failed = failed or code != 0
        note = f"   (exit code {code})" if code else ""
        print(f"{'scrutiny ' + words:<52.52} {took * 1000:7.0f} ms {took / bare:6.1f} x{note}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
