"""What the system refuses while a record is written is said in words, and the old record stays."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.programs import captured
from tests.registers import BASE, write_tree

posix = pytest.mark.skipif(os.name != "posix", reason="needs limits as POSIX has them")
LOG = "records/actions/2021.yaml"
OLD = b"# The log.\n- id: A-1\n  number: 1\n  action: Do it.  # soon\n"

# A process that may write no byte, as on a full disk; what it says goes into a pipe.
FULL = """
    import resource, signal, sys
    from scrutiny_cli.cli.app import run
    sys.argv = ["scrutiny", *sys.argv[1:]]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.exit(run())
"""


def on_a_full_disk(root: Path, *asked: str) -> "subprocess.CompletedProcess[str]":
    return captured([sys.executable, "-B", "-c", textwrap.dedent(FULL), *asked], cwd=root)  # fmt: skip


@posix
@pytest.mark.parametrize(
    "asked",
    [
        ("action", "update", "A-1", "--note", "Begun.", "--as-of", "2021-11-20"),
        ("agenda", "build", "2021-11-23", "--as-of", "2021-11-15", "--output", "out.md"),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_said_and_nothing_is_lost(asked: tuple[str, ...], tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, LOG: OLD})
    before = {path for path in root.rglob("*") if ".scrutiny-locks" not in path.parts}
    told = on_a_full_disk(root, *asked)
    assert told.returncode == 3
    assert "File too large" in told.stderr
    assert "fault of the tool" not in told.stderr
    assert (root / LOG).read_bytes() == OLD
    after = {path for path in root.rglob("*") if ".scrutiny-locks" not in path.parts}
    assert after == before, "nothing is left lying about"


@posix
def test_a_full_standard_output_is_said(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    root = write_tree(tmp_path, BASE)
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [sys.executable, "-m", "scrutiny_cli", "meeting", "list", "--as-of", "2021-11-15"],
            cwd=root, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert told.returncode == 3
    assert "Traceback" not in told.stderr
    assert "No space left" in told.stderr
    assert "fault of the tool" not in told.stderr
