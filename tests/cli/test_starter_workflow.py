"""The checks that `scrutiny init` puts around a register, run as the host and pre-commit run them."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it has no types

from tests.cli.actions import Job
from tests.cli.test_action import posix
from tests.cli.test_init import init
from tests.cli.test_pre_commit import commit, precommit
from tests.needs import installs
from tests.repositories import Repository

WORKFLOW = ".github/workflows/records.yml"
ACTIONS = "records/actions/2027.yaml"
OLD = "- id: A-1\n  action: Do it.\n  owner: Clerk\n  due: 2027-02-01\n  meeting: hs-2027-01-19\n"
WRONG = OLD + "- id: A-2\n  action: Ask @everyone.\n  meeting: nowhere\n"
PROGRAMS = Path(sys.executable).parent
NONE = "0" * 40


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A register as `init` leaves it, committed."""
    made = Repository(tmp_path / "register")
    told = init(made.folder)
    assert told.code == 0, told.err
    made.commit("2026-11-02")
    return made


def workflow(folder: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load((folder / WORKFLOW).read_text("utf-8"))
    return read


def job(repository: Repository, tmp_path: Path, name: str, **event: str) -> Job:
    """A job of the workflow for an event, as far as the step that installs the tool."""
    temporary = tmp_path / "runner"
    temporary.mkdir(exist_ok=True)
    wanted = {f"github.event.{key}": value for key, value in event.items()}
    steps = workflow(repository.folder)["jobs"]["check"]["steps"]
    env = {"GITHUB_EVENT_NAME": name, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return Job(repository.folder, temporary, wanted, steps=steps, env=env)


def played(one: Job) -> tuple[int, str]:
    """The steps after the installing: the exit code of the check, and the page of the job."""
    found = one.run("Find what to compare with")
    assert found.returncode == 0, found.stderr
    checked = one.run("Check the records")
    (last,) = (step for step in one.steps if step.get("name") == "Tell what changed")
    if one.wanted(last):
        told = one.run("Tell what changed")
        assert told.returncode == 0, told.stderr
    return checked.returncode, one.page


def proposed(repository: Repository, files: dict[str, str | bytes | None]) -> str:
    """A pull request as the host checks it out: a merge with the base, whose commit is returned."""
    base = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "a-change")
    repository.commit("2026-11-03", files)
    repository.git("switch", "--quiet", "--detach", base)
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "a-change")
    return base


def test_the_host_would_read_the_workflow(repository: Repository) -> None:
    with pytest.raises(SystemExit) as left:
        check_jsonschema(
            ["--builtin-schema", "vendor.github-workflows", str(repository.folder / WORKFLOW)]
        )
    assert left.value.code == 0


def test_the_workflow_may_only_read_and_puts_no_strangers_text_in_a_script(
    repository: Repository,
) -> None:
    read = workflow(repository.folder)
    # YAML 1.1 takes the key `on` for a truth value.
    assert read[True].keys() == {"pull_request", "push"}
    assert read["permissions"] == {"contents": "read"}
    (one,) = read["jobs"].values()
    assert "permissions" not in one
    for step in one["steps"]:
        assert "${{" not in step.get("run", "")
        assert not re.search(r"python (?!-I)|pip install(?! --)", step.get("run", ""))
        if "checkout" in step.get("uses", ""):
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
    text = (repository.folder / WORKFLOW).read_text("utf-8")
    assert "secrets." not in text
    assert not re.search(r"head_ref|head\.(ref|label|repo)|\.title|\.body", text)
    assert "example" in read["env"]["TOOL"], "no name that a stranger could register"


def test_the_tool_is_installed_from_where_the_council_keeps_it(tmp_path: Path) -> None:
    told = init(tmp_path / "new", tool="tools/scrutiny_cli-0.1.0-py3-none-any.whl # ours: yes")
    assert told.code == 0
    read = workflow(tmp_path / "new")
    assert read["env"]["TOOL"] == "tools/scrutiny_cli-0.1.0-py3-none-any.whl # ours: yes"


@posix
def test_a_pull_request_answers_for_what_it_brings_in(
    repository: Repository, tmp_path: Path
) -> None:
    base = proposed(repository, {ACTIONS: WRONG})
    code, page = played(
        job(repository, tmp_path, "pull_request", **{"pull_request.base.sha": base})
    )
    assert code == 1
    assert "unknown-reference" in page
    assert "- Action A-1: new, owner Clerk, due 1 February 2027: Do it.\n" in page
    assert "no due date: Ask `@`everyone.\n" in page, "nobody is pinged"


@posix
def test_faults_of_the_base_are_not_told_and_nothing_of_a_strangers_is_run(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit("2026-11-02", {ACTIONS: WRONG})
    trap = f"open({str(tmp_path / 'owned')!r}, 'w').close()\n"
    names = ("pip.py", "yaml.py", "typer.py", "sitecustomize.py", "scrutiny_cli/__init__.py")
    base = proposed(
        repository,
        {"records/people/elm.yaml": "name: Elm\n", **dict.fromkeys(names, trap),
         "templates/changes.md.j2": "OWNED", "templates/report.md.j2": "OWNED"},
    )  # fmt: skip
    one = job(repository, tmp_path, "pull_request", **{"pull_request.base.sha": base})
    code, page = played(one)
    assert code == 0
    assert "unknown-reference" not in page
    assert "OWNED" not in page
    assert not (tmp_path / "owned").exists()


@posix
def test_a_push_has_everything_checked_and_tells_what_it_changed(
    repository: Repository, tmp_path: Path
) -> None:
    before = repository.git("rev-parse", "HEAD")
    repository.commit("2026-11-03", {ACTIONS: OLD})
    code, page = played(job(repository, tmp_path, "push", before=before))
    assert code == 0
    assert "A-1" in page
    repository.commit("2026-11-04", {ACTIONS: WRONG})
    now = repository.git("rev-parse", "HEAD")
    repository.commit("2026-11-05", {"records/people/elm.yaml": "name: Elm\n"})
    code, _ = played(job(repository, tmp_path, "push", before=now))
    assert code == 1, "a fault that was pushed before fails still"


@posix
def test_a_first_push_or_a_rewritten_branch_has_nothing_to_compare_with(
    repository: Repository, tmp_path: Path
) -> None:
    for before in ("", "1234567890" * 4):
        one = job(repository, tmp_path, "push", before=before)
        assert one.run("Find what to compare with").returncode == 0
        assert one.outputs == {"steps.base.outputs.since": ""}
    code, page = played(job(repository, tmp_path, "push", before=NONE))
    assert code == 0
    assert "no errors, no warnings" in page
    assert page.count("\n## ") + page.startswith("## ") == 1


@posix
def test_a_pull_request_may_bring_the_register_itself(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "register")
    base = repository.commit("2026-11-01", {"readme.txt": "Nothing yet.\n"})
    made = tmp_path / "made"
    init(made)
    repository.git("switch", "--quiet", "--create", "a-register")
    shutil.copytree(made, repository.folder, dirs_exist_ok=True)
    repository.commit("2026-11-02")
    repository.git("switch", "--quiet", "--detach", base)
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "a-register")
    code, page = played(
        job(repository, tmp_path, "pull_request", **{"pull_request.base.sha": base})
    )
    assert code == 0
    assert "19 January 2027" in page


@posix
@pytest.mark.slow
@installs
def test_the_tool_is_put_on_the_path_in_an_environment_of_its_own(
    repository: Repository, tmp_path: Path
) -> None:
    """Installed from a package that is made here, so that nothing is fetched."""
    wheel = tmp_path / "scrutiny_stand_in-1-py3-none-any.whl"
    about = "scrutiny_stand_in-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("stand_in.py", "def main():\n    print('installed')\n")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: stand-in\nVersion: 1\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(
            f"{about}/entry_points.txt", "[console_scripts]\nscrutiny = stand_in:main\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    one = job(repository, tmp_path, "push", before="")
    one.env = {**one.env, "TOOL": str(wheel)}
    done = one.run("Install scrutiny")
    assert done.returncode == 0, done.stderr
    program = Path((tmp_path / "runner" / "path").read_text().strip()) / "scrutiny"
    told = subprocess.run([program], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout == "installed\n"


def test_pre_commit_stops_a_commit_with_a_fault(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    config = ".pre-commit-config.yaml"
    valid = precommit(repository, "validate-config", config, home=tmp_path / "home")
    assert (valid.returncode, valid.stdout) == (0, "")
    installed = precommit(repository, "install", home=tmp_path / "home")
    assert installed.returncode == 0, installed.stdout
    repository.write({ACTIONS: WRONG})
    stopped = commit(repository)
    assert stopped.returncode == 1
    assert f"{ACTIONS}:8:12: error[unknown-reference] meeting: " in stopped.stderr
    repository.write({ACTIONS: OLD})
    assert commit(repository).returncode == 0


def test_git_keeps_what_was_built_out_and_the_schemas_in(repository: Repository) -> None:
    (repository.folder / "build").mkdir()
    (repository.folder / "build" / "agenda.html").write_text("")
    (repository.folder / ".scrutiny-locks").mkdir(exist_ok=True)
    (repository.folder / ".scrutiny-locks" / "x").write_text("")
    assert repository.git("status", "--porcelain") == ""
    kept = repository.git("ls-files", ".scrutiny").splitlines()
    assert len(kept) == 11
    generated = subprocess.run(
        ["git", "check-attr", "linguist-generated", kept[0]],
        cwd=repository.folder, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert generated.stdout.endswith(": set\n")
