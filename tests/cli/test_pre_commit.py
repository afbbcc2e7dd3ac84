"""The hook for pre-commit: a commit that would bring in a fault is stopped, by pre-commit itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.pages import page
from tests.needs import installs
from tests.programs import captured
from tests.registers import BASE
from tests.repositories import ALONE, Repository
from tests.sample import ROOT

ACTIONS = "records/actions/2021.yaml"
CONFIG = ".pre-commit-config.yaml"
PROGRAMS = Path(sys.executable).parent


def hook() -> dict[str, Any]:
    """The hook as the manifest describes it."""
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(only, dict)
    return only


def precommit(
    repository: Repository, *arguments: str, home: Path
) -> "subprocess.CompletedProcess[str]":
    """Run pre-commit in a repository; its own files go to a folder of the test's."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "PRE_COMMIT"))}
    return captured(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=repository.folder,
        env={**kept, **ALONE, "PRE_COMMIT_HOME": str(home), "PYTHONUTF8": "1"},
    )


def commit(repository: Repository) -> "subprocess.CompletedProcess[str]":
    """Commit everything as a clerk would, hooks and all."""
    who = ["-c", "user.name=Clerk", "-c", "user.email=clerk@example.gov.uk"]
    kept = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
    subprocess.run(["git", "add", "--all"], cwd=repository.folder, check=True)
    return captured(
        ["git", *who, "commit", "--message=a change"],
        cwd=repository.folder,
        env={**kept, **ALONE, "PYTHONUTF8": "1"},
    )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A register whose commits pre-commit checks with the tool that is installed here."""
    made = Repository(tmp_path / "register")
    program = shutil.which("scrutiny", path=str(PROGRAMS))
    assert program, "install the tool: `make setup`"
    # Only how it is installed differs from the manifest.
    entry = hook()["entry"].replace("scrutiny", f"'{program}'", 1)
    own = {**hook(), "language": "system", "entry": entry}
    config = {"repos": [{"repo": "local", "hooks": [own]}]}
    made.commit("2021-09-01", {**BASE, CONFIG: yaml.safe_dump(config)})
    done = precommit(made, "install", home=tmp_path / "home")
    assert done.returncode == 0, done.stdout
    return made


def test_a_commit_with_a_fault_is_stopped_and_told_why(repository: Repository) -> None:
    repository.write({ACTIONS: "- id: A-1\n  action: Do it.\n  meeting: nowhere\n"})
    stopped = commit(repository)
    assert stopped.returncode == 1
    assert f"{ACTIONS}:3:12: error[unknown-reference] meeting: " in stopped.stderr
    repository.write({ACTIONS: "- id: A-1\n  action: Do it.\n  meeting: cyp-2021-11-23\n"})
    assert commit(repository).returncode == 0
    assert repository.git("status", "--porcelain") == ""


def test_the_hook_finds_the_only_register_of_a_repository(
    repository: Repository, tmp_path: Path
) -> None:
    (repository.folder / "council").mkdir()
    repository.git("mv", "records", "council/records")
    assert commit(repository).returncode == 0
    repository.write({f"council/{ACTIONS}": "- {id: A-1, action: Do it., meeting: nowhere}\n"})
    stopped = commit(repository)
    assert stopped.returncode == 1
    assert "error[unknown-reference] meeting: " in stopped.stderr


def test_a_commit_that_only_takes_away_is_checked_too(repository: Repository) -> None:
    repository.write({ACTIONS: "- id: A-1\n  action: Do it.\n  meeting: cyp-2021-11-23\n"})
    assert commit(repository).returncode == 0
    repository.write({"records/meetings/cyp-2021-11-23.yaml": None})
    stopped = commit(repository)
    assert stopped.returncode == 1
    assert "error[unknown-reference]" in stopped.stderr


def test_what_is_not_in_the_commit_does_not_count(repository: Repository) -> None:
    repository.write({ACTIONS: "- {id: A-1, action: Do it.}\n"})
    repository.git("add", "--all")
    # Changed since it was added: pre-commit puts that aside while it checks.
    repository.write({ACTIONS: "- {id: A-1, deu: x}\n"})
    who = ["-c", "user.name=Clerk", "-c", "user.email=clerk@example.gov.uk"]
    repository.git(*who, "commit", "--message=a change")
    assert "deu" in (repository.root / ACTIONS).read_text("utf-8")


def copy_of_this_repository(folder: Path) -> Repository:
    """This work tree as a repository of its own, whatever is committed so far."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    copy = Repository(folder)
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/", "records/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    copy.commit("2021-09-01")
    return copy


@pytest.mark.slow
@installs
def test_the_hook_is_installed_from_a_repository_as_pre_commit_does(tmp_path: Path) -> None:
    hooks = copy_of_this_repository(tmp_path / "hooks")
    source = {"repo": hooks.folder.as_uri(), "rev": hooks.git("rev-parse", "HEAD")}
    config = {"repos": [{**source, "hooks": [{"id": "scrutiny-check", "args": ["--strict"]}]}]}
    repository = Repository(tmp_path / "register")
    repository.commit("2021-09-01", {**BASE, CONFIG: yaml.safe_dump(config)})
    passed = precommit(repository, "run", "--all-files", home=tmp_path / "home")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "check the records (scrutiny)" in passed.stdout
    repository.write({ACTIONS: "- id: A-1\n  action: Do it.\n  meeting: nowhere\n"})
    repository.git("add", "--all")
    stopped = precommit(repository, "run", home=tmp_path / "home")
    assert stopped.returncode == 1
    assert "error[unknown-reference]" in stopped.stdout


def test_the_manifest_is_one_to_pre_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "here")
    manifest = str(ROOT / ".pre-commit-hooks.yaml")
    done = precommit(repository, "validate-manifest", manifest, home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (0, "")
    (block,) = (b for b in page("docs/how-to/pull-requests.md").blocks if b.path == CONFIG)
    repository.write({CONFIG: block.text})
    done = precommit(repository, "validate-config", CONFIG, home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (0, "")
    (named,) = yaml.safe_load(block.text)["repos"][0]["hooks"]
    assert named["id"] == hook()["id"]
