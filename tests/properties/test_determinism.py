"""The same records give the same bytes: in any zone, language, hash seed and folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.sample import ROOT

pytestmark = pytest.mark.slow
AS_OF = "2021-11-15"
# One Python makes everything, so that each way of differing costs one start.
DRIVER = """
import sys
from scrutiny_cli.cli.app import run
out, root, as_of = sys.argv[1:]
lines = [
    ["check", "--format", "json"],
    ["overdue"],
    ["agenda", "build", "cyp-2021-11-23", "-o", out],
    ["tracker", "build", "--since", "2021-10-12", "-o", out],
    ["programme", "build", "-o", out],
    ["plan", "build", "sfs-2019", "-o", out],
    ["export", "-o", out + "/register.xlsx"],
    ["export", "-o", out + "/register.sqlite"],
]
for line in lines:
    day = [] if line[0] == "check" else ["--as-of", as_of]
    sys.argv = ["scrutiny", *line, "--root", root, *day]
    assert run() in (0, 1), line
"""
SAME = {"TZ": "Europe/London", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}


def everything(
    tmp_path: Path, name: str, root: str | Path, env: Mapping[str, str], cwd: Path = ROOT
) -> dict[str, bytes]:
    """All that the tool makes of a register, by name: files, and what it says."""
    out = tmp_path / name
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(out), str(root), AS_OF],
        cwd=cwd,
        env={**os.environ, **SAME, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    made = {path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return {**made, "standard output": done.stdout}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the tool makes in London."""
    return everything(tmp_path_factory.mktemp("usual"), "out", ROOT, {})


def compare(one: dict[str, bytes], two: dict[str, bytes]) -> None:
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_there_is_much_to_compare(usual: dict[str, bytes]) -> None:
    assert len(usual) > 10
    assert min(map(len, usual.values())) > 200
    assert len(usual["standard output"]) > 10_000


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
        {"TZ": "America/Anchorage", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "0"},
    ],
    ids=["far east", "far west"],
)
def test_no_zone_language_or_seed_changes_a_byte(
    env: dict[str, str], usual: dict[str, bytes], tmp_path: Path
) -> None:
    compare(usual, everything(tmp_path, "out", ROOT, env))


def test_no_folder_changes_a_byte(usual: dict[str, bytes], tmp_path: Path) -> None:
    """The register stands elsewhere, under another name, and the command is given from there."""
    copy = tmp_path / "Another place" / "régister"
    copy.mkdir(parents=True)
    shutil.copytree(ROOT / "records", copy / "records")
    shutil.copy(ROOT / "scrutiny.toml", copy / "scrutiny.toml")
    made = everything(tmp_path, "out", ".", {}, cwd=copy)
    # There is no git history there, and the trackers say so.
    apart = {name for name in usual if "tracker" in name or "log" in name or "schedule" in name}
    compare(
        {name: text for name, text in usual.items() if name not in apart},
        {name: text for name, text in made.items() if name not in apart},
    )


def test_making_a_document_twice_gives_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        scrutiny("agenda", "build", "cyp-2021-11-23", "--root", ROOT, "--as-of", AS_OF,
                 "--output", tmp_path / name)  # fmt: skip
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("one", "two")
    )
    compare(one, two)
