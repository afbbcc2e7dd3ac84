"""The checks that `scrutiny init` puts around a register, run as the host and pre-commit run them."""

import io
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it has no types

from scrutiny_cli import __version__
from tests.cli.actions import Job
from tests.cli.test_action import posix, program
from tests.cli.test_init import init
from tests.cli.test_pre_commit import commit, precommit
from tests.programs import captured
from tests.repositories import Repository

WHEEL = f"tools/scrutiny_cli-{__version__}-py3-none-any.whl"
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
    """A job of the workflow for an event, the tool installed."""
    wanted = {f"github.event.{key}": value for key, value in event.items()}
    steps = workflow(repository.folder)["jobs"]["check"]["steps"]
    made = Job(repository.folder, tmp_path / "runner", wanted, steps=steps)
    made.env = {"GITHUB_EVENT_NAME": name, "TOOL": WHEEL}
    made.outputs |= {"matrix.folder": ".", "matrix.visibility": "public"}
    made.installed(program())
    return made


def played(one: Job) -> tuple[int, str]:
    """The exit code of the job, and its page."""
    code, _ = one.run_all()
    return code, one.page


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
    assert read["env"]["TOOL"] == WHEEL


@pytest.mark.parametrize(
    "tool", ["tools/ours.whl", f"https://files.example/x.whl#sha256={'0' * 64}"]
)
def test_the_tool_is_installed_from_where_the_council_keeps_it(tool: str, tmp_path: Path) -> None:
    told = init(tmp_path / "new", tool=tool)
    assert told.code == 0
    assert workflow(tmp_path / "new")["env"]["TOOL"] == tool
    assert ("Before the first push" in told.err) is ("://" not in tool)


@pytest.mark.parametrize(
    ("tool", "says"),
    [
        ("scrutiny-cli", "name the wheel of scrutiny, such as tools/"),
        ("scrutiny-cli==0.1.0", "name the wheel of scrutiny"),
        ("../x.whl", "name the wheel of scrutiny"),
        ("/tmp/x.whl", "name the wheel of scrutiny"),
        ("tools/x.whl # ours", "name the wheel of scrutiny"),
        ("https://files.example/x.whl", "ends with `.whl#sha256=`"),
        ("git+https://files.example/x@main", "ends with `.whl#sha256=`"),
    ],
)
def test_what_could_be_somebody_elses_is_not_taken_for_the_tool(
    tool: str, says: str, tmp_path: Path
) -> None:
    told = init(tmp_path / "new", tool=tool)
    assert told.code == 2
    assert says in told.err
    assert not (tmp_path / "new").exists()


def test_what_is_missing_is_said_before_the_first_push(tmp_path: Path) -> None:
    told = init(tmp_path / "new")
    assert (
        f"Before the first push to a code host, put the wheel of scrutiny in {WHEEL}." in told.err
    )


def test_the_branch_that_is_checked_is_the_default_one_whatever_its_name(
    repository: Repository,
) -> None:
    read = workflow(repository.folder)
    assert read[True] == {"pull_request": None, "push": None}
    condition = read["jobs"]["check"]["if"]
    assert condition == (
        "github.event_name == 'pull_request' || "
        "github.ref_name == github.event.repository.default_branch"
    )


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
        assert one.outputs["steps.base.outputs.since"] == ""
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


def stand_in(words: str) -> bytes:
    """A wheel that says some words instead of checking anything, and needs nothing."""
    about = "scrutiny_cli-0.1.0.dist-info"
    entries = {
        "stand_in.py": f"def main():\n    print({words!r})\n",
        "scrutiny_cli/starter/requirements.lock": "# nothing\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: scrutiny-cli\nVersion: 0.1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nscrutiny = stand_in:main\n",
        f"{about}/RECORD": "",
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return raw.getvalue()


def install(repository: Repository, tmp_path: Path, **env: str) -> tuple[Job, str]:
    """Run the step that installs the tool for a pull request; the job, and what the step said."""
    one = job(repository, tmp_path, "pull_request")
    one.env = {**one.env, **env}
    one.outputs["steps.base.outputs.since"] = "HEAD^1"
    del one.outputs["steps.install.outputs.program"]
    done = one.run("Install scrutiny")
    return one, done.stdout + done.stderr


@posix
@pytest.mark.slow
def test_the_wheel_of_a_pull_request_is_not_installed(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit("2026-11-02", {WHEEL: stand_in("ours")})
    proposed(repository, {WHEEL: stand_in("a stranger's"), "pip.py": "raise SystemExit(9)\n"})
    one, log = install(repository, tmp_path)
    assert one.outputs["steps.install.outcome"] == "success", log
    installed = Path(one.outputs["steps.install.outputs.program"])
    assert installed.is_relative_to(tmp_path / "runner")
    told = captured([installed], check=True)
    assert told.stdout == "ours\n"


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "says"),
    [
        (WHEEL, f"there is no wheel of scrutiny at {WHEEL} in HEAD^1: put it on the branch itself"),
        ("", "TOOL names no wheel of scrutiny"),
        ("scrutiny-cli", "TOOL names no wheel of scrutiny"),
        ("https://files.example/x.whl", "the address in TOOL is not that of a wheel with its hash"),
    ],
)
def test_without_a_wheel_the_job_says_so(
    tool: str, says: str, repository: Repository, tmp_path: Path
) -> None:
    proposed(repository, {WHEEL: stand_in("a stranger's")})
    one, log = install(repository, tmp_path, TOOL=tool)
    assert one.outputs["steps.install.outcome"] == "failure"
    assert f"::error title=scrutiny::{says}\n" in log
    assert one.page == f"## The check of the records\n\nNot done: {says}.\n\n"
    assert not any(
        one.wanted(step) for step in one.steps if step.get("name") == "Show what changed"
    )


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
    assert len(kept) == 14
    generated = captured(["git", "check-attr", "linguist-generated", kept[0]], cwd=repository.folder, check=True)  # fmt: skip
    assert generated.stdout.endswith(": set\n")
