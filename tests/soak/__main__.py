"""All the long tests, one after the other: ``python -m tests.soak [MINUTES]``, ``make soak``.

``MINUTES`` is how long each target of the fuzzer runs, ten by default. Inputs that reached new code
are kept in ``build/soak`` from run to run, and so is whatever was found.
"""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.sample import ROOT
from tests.soak import cases, killing, unread

KEPT = ROOT / "build" / "soak"
TARGETS = ("check", "edit")


def fuzzed(target: str, minutes: str) -> list[str]:
    """Run the fuzzer on a target, and tell its figures; what it found."""
    print(f"Fuzzing: {target}, {minutes} minutes")
    KEPT.mkdir(parents=True, exist_ok=True)
    before = set(KEPT.glob("*-find-*"))
    command = [sys.executable, "-m", "tests.soak.fuzz", target, minutes, str(KEPT)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    rows = [row for row in done.stderr.splitlines() if "cov:" in row or row.startswith("stat::")]
    for row in [*[row for row in rows if "cov:" in row][-1:], *[r for r in rows if "stat::" in r]]:
        print(f"  {row}")
    found = [f"fuzzing {target}: {path}" for path in set(KEPT.glob("*-find-*")) - before]
    if done.returncode and not found:
        found = [f"fuzzing {target} ended with {done.returncode}: {done.stderr[-600:]}"]
    return found


def edited() -> list[str]:
    """Try the laws of edits on fifty times as many records as the tests do."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/properties/test_edits.py"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SOAK_TIMES": "50"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    print(f"Laws of edits, fifty times as many records: {done.stdout.splitlines()[-1]}")
    return [f"a law of edits: {done.stdout[-2000:]}"] if done.returncode else []


def main() -> int:
    """Run everything; 1 where anything was found."""
    minutes = sys.argv[1] if len(sys.argv) > 1 else "10"
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.system()}, Python {platform.python_version()}, {cores} cores")
    print("Payloads, odd YAML, files cut off and changed, templates")
    with tempfile.TemporaryDirectory() as folder:
        found = cases.main(Path(folder))
        found += unread.main(Path(folder))
    found += killing.main()
    found += edited()
    for target in TARGETS:
        found += fuzzed(target, minutes)
    for find in found:
        print(f"FOUND {find}")
    print("Nothing was found." if not found else f"{len(found)} finds.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
