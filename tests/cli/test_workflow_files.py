"""Workflows, the action, what `init` writes and what the pages show: judged by zizmor and actionlint."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from scrutiny_cli import __version__
from tests.cli.test_init import init
from tests.docs.pages import page, written
from tests.programs import captured
from tests.sample import ROOT

PROGRAMS = Path(sys.executable).parent
PINNED = re.compile(r"(?P<name>[\w./-]+)@(?P<commit>[0-9a-f]{40})(?: # v\d+\.\d+\.\d+)?")


def of_pages(folder: Path) -> list[Path]:
    """The workflows that the pages show, each in a file."""
    made = []
    for name in written():
        for block in page(name).blocks:
            if (block.path or "").startswith(".github/workflows/"):
                file = folder / f"{Path(name).stem}-{Path(str(block.path)).name}"
                file.write_text(block.text, encoding="utf-8")
                made.append(file)
    assert len(made) >= 2
    return made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every file that a code host would run, in the places where the tools look for them."""
    top = tmp_path_factory.mktemp("host")
    folder = top / ".github" / "workflows"
    assert init(top / "register").code == 0
    folder.mkdir(parents=True)
    shutil.copy(top / "register" / ".github/workflows/records.yml", folder / "of-init.yml")
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        shutil.copy(path, folder)
    shutil.copy(ROOT / "action.yml", top)
    of_pages(folder)
    return [*sorted(folder.iterdir()), top / "action.yml"]


def test_zizmor_finds_nothing_unsafe(files: list[Path]) -> None:
    done = captured([PROGRAMS / "zizmor", "--offline", "--no-progress", *files])  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


def test_actionlint_finds_nothing_that_would_not_run(files: list[Path]) -> None:
    workflows = [file for file in files if file.name != "action.yml"]
    done = captured([PROGRAMS / "actionlint", *workflows])
    assert (done.returncode, done.stdout) == (0, "")


def test_every_action_is_pinned_to_a_commit_and_no_credentials_are_kept(files: list[Path]) -> None:
    for file in files:
        text = file.read_text("utf-8")
        for used in re.findall(r"uses: (.+)", text):
            assert PINNED.fullmatch(used), f"{file.name}: {used}"
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")
        assert "pull_request_target" not in re.sub(r"#.*", "", text)


def test_every_installation_holds_to_hashes_or_reaches_no_index(files: list[Path]) -> None:
    for file in files:
        text = re.sub(r"\\\n\s*|(?<=--require-hashes)\n\s*", "", file.read_text("utf-8"))
        for line in text.splitlines():
            if (
                re.search(r"\bpip(\[@\]\}\")?\"? (-I )?(install|download)\b", line)
                and "uv" not in line
            ):
                assert re.search(r"--require-hashes|--no-index", line), f"{file.name}: {line}"


def test_pages_name_no_version_but_this_one_and_no_tag() -> None:
    for name in ("README.md", *written()):
        text = page(name).text
        named = set(re.findall(r"scrutiny_cli-(\d[\w.]*?)-py3", text))
        assert named <= {__version__}, name
        assert not re.search(r"scrutiny(?:\.git)?@v\d|rev: v\d", text), name
