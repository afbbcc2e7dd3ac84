"""Other programs, run to their end."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def captured(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    check: bool = False,
    input: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it wrote, as text."""
    return subprocess.run(
        list(command),
        cwd=cwd,
        env=env,
        input=input,
        capture_output=True,
        encoding="utf-8",
        check=check,
        timeout=120,
    )
