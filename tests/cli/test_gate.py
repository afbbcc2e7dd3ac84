"""What a pull request is told, by the action and by the workflow of `init`: each page, word for word."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from scrutiny_cli.clerking.new_register import STARTER
from tests.cli.actions import Job
from tests.cli.test_action import posix, program
from tests.programs import captured
from tests.registers import BASE, write_tree
from tests.repositories import Repository

pytestmark = [posix, pytest.mark.slow]

PEOPLE = "records/people/ash.yaml"
ACTIONS = "records/actions/2021.yaml"
NEW = {"records/people/elm.yaml": "name: Erin Elm\n"}
OLD_PROBLEM = {ACTIONS: "- id: A-1\n  action: Do it.\n  meeting: nowhere\n"}
ADDED = "## People\n\n- Erin Elm: new\n"
ROADS = ("action", "workflow")


class Outcome(NamedTuple):
    code: int
    page: str
    log: str


def gate(
    road: str,
    repository: Repository,
    *,
    folders: Sequence[str] = (".",),
    visibility: str = "public",
    base: str = "",
    workspace: Path | None = None,
) -> Outcome:
    """Check what is checked out, a merge of a pull request, in every register of the repository."""
    workspace = workspace or repository.folder
    base = base or repository.git("rev-parse", "HEAD^1")
    code, pages, log = 0, "", ""
    for number, folder in enumerate(folders):
        temporary = workspace.parent / f"runner-{road}-{number}"
        event = {"github.event.pull_request.base.sha": base}
        env = {"GITHUB_EVENT_NAME": "pull_request", "SCRUTINY_AS_OF": "2021-11-16"}
        job = Job(workspace, temporary, event, ref="refs/pull/7/merge", env=env)
        if road == "action":
            job.inputs = {"root": folder}
        else:
            job.steps = workflow()["jobs"]["check"]["steps"]
            job.outputs |= {"matrix.folder": folder, "matrix.visibility": visibility}
        job.installed(program())
        each, said = job.run_all()
        code, pages, log = code or each, pages + job.page, log + said
    shown = re.sub(r"(records: )[0-9a-f]{10}", r"\1FINGERPRINT", pages)
    return Outcome(code, shown.replace(base[:10], "BASE"), log)


def workflow() -> dict[str, Any]:
    """The workflow that `init` writes, as the host reads it."""
    text = (STARTER / "workflow.yml").read_text("utf-8")
    made = text.replace("@TOOL@", "tools/x.whl").replace("@VISIBILITY@", "public")
    read: dict[str, Any] = yaml.safe_load(made)
    return read


def propose(
    repository: Repository,
    change: dict[str, str | bytes | None],
    move: tuple[str, str] | None = None,
) -> None:
    """Check out the host's merge of a pull request into the branch that it is for."""
    base = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "proposal")
    if move:
        repository.git("mv", *move)
        repository.root = repository.folder / move[1]
    repository.commit("2021-11-03", change)
    repository.git("switch", "--quiet", "--detach", base)
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "proposal")


def register(folder: Path, more: dict[str, str] | None = None, inside: str = "") -> Repository:
    """A repository with a register and a README, all of it committed."""
    made = Repository(folder / "work tree", inside)
    write_tree(made.folder, {"README.md": "Ours.\n"})
    made.commit("2021-11-01", {**BASE, **(more or {})})
    return made


def check_page(words: str, folder: str = "", table: str = "") -> str:
    heading = "## The check of the records" + (f": {folder}" if folder else "")
    return f"{heading}\n\n{words}\n\n" + (f"{HEAD}\n{table}\n\n" if table else "")


def changes_page(body: str, folder: str = "") -> str:
    title = "# Changes in the records" + (f": {folder}" if folder else "")
    foot = (
        "As at 16 November 2021. Since the revision BASE.\n\n"
        "<!-- Fingerprint of the records: FINGERPRINT -->"
    )
    return f"{title}\n\n{body}\n---\n\n{foot}\n\n"


HEAD = "| Where | Severity | Code | What is wrong | What to do |\n| --- | --- | --- | --- | --- |"
CLEAN = "4 records in 4 files: no new errors, no new warnings since BASE; no problems were there before."


@pytest.mark.parametrize("road", ROADS)
def test_change_without_problems_passes_and_is_listed_on_the_page(
    road: str, tmp_path: Path
) -> None:
    repository = register(tmp_path)
    propose(repository, {**NEW})
    told = gate(road, repository)
    assert (told.code, told.page) == (0, check_page(CLEAN) + changes_page(ADDED))
    assert "::error" not in told.log


@pytest.mark.parametrize("road", ROADS)
def test_new_problem_fails_the_job_and_is_listed_on_the_page(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path)
    propose(repository, {**OLD_PROBLEM})
    told = gate(road, repository)
    words = CLEAN.replace("no new errors", "1 new error")
    row = (
        "| records/actions/2021.yaml, line 3 | error | unknown-reference | meeting: there is no "
        "meeting nowhere | write the meeting, or correct the id |"
    )
    body = "## Actions\n\n- Action A-1: new, no owner, no due date: Do it.\n"
    assert (told.code, told.page) == (1, check_page(words, table=row) + changes_page(body))
    assert "::error file=records/actions/2021.yaml,line=3," in told.log


@pytest.mark.parametrize("road", ROADS)
def test_an_old_problem_in_a_public_register_is_counted(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path, OLD_PROBLEM)
    propose(repository, {**NEW})
    told = gate(road, repository)
    words = "5 records in 5 files: no new errors, no new warnings since BASE; 1 problem was there before."
    assert (told.code, told.page) == (0, check_page(words) + changes_page(ADDED))


@pytest.mark.parametrize("road", ROADS)
def test_an_old_problem_in_a_private_register_does_not_fail_it(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path, {**OLD_PROBLEM, "scrutiny.toml": 'visibility = "private"\n'})
    propose(repository, {**NEW})
    told = gate(road, repository, visibility="private")
    words = "5 records in 5 files: no new errors, no new warnings since BASE; 1 problem was there before."
    body = (
        "> **Warning:** What changed is not shown. The records have 1 error from before, and until "
        "it is fixed scrutiny cannot be sure what is exempt. \\`scrutiny check\\` lists them.\n"
    )
    assert (told.code, told.page) == (0, check_page(words) + changes_page(body))


@pytest.mark.parametrize("road", ROADS)
def test_a_public_register_that_becomes_private_fails(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path)
    propose(repository, {"scrutiny.toml": 'visibility = "private"\n'})
    told = gate(road, repository)
    words = CLEAN.replace("4 records in 4 files", "3 records in 3 files")
    words = words.replace("no new errors", "1 new error")
    why = {
        "action": "the register is private now and was public at BASE | if that is agreed, say so "
        "with \\`--visibility private\\` |",
        "workflow": "the register is private, and \\`--visibility\\` says public | change "
        "\\`visibility\\` here, or what \\`--visibility\\` says |",
    }
    row = f"| scrutiny.toml, line 1 | error | bad-setting | visibility: {why[road]}"
    body = (
        "Nothing that the public may see has changed in the records.\n\n"
        "## Settings and other files\n\n- Visibility: private (before: public)\n"
    )
    assert (told.code, told.page) == (1, check_page(words, table=row) + changes_page(body))


@pytest.mark.parametrize("road", ROADS)
def test_a_forged_bare_repository_runs_nothing_and_decides_nothing(
    road: str, tmp_path: Path
) -> None:
    repository = register(tmp_path, inside="council")
    ran = tmp_path / "ran"
    base = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.commit("2021-11-03", {PEOPLE: BASE[PEOPLE].replace("Rowan Ash", "Bo Mallory")})
    for name in ("HEAD", "objects", "refs", "index"):
        inside = repository.folder / ".git" / name
        copy = shutil.copytree if inside.is_dir() else shutil.copy
        copy(inside, repository.root / name)
    forged = (
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n"
        f'[filter "x"]\n\tclean = "touch \'{ran}\'; cat"\n'
    )
    write_tree(repository.root, {"config": forged, "records/.gitattributes": "*.yaml filter=x\n"})
    repository.git("add", "--force", "--all")
    repository.git("commit", "--quiet", "--message=one small correction")
    repository.git("switch", "--quiet", "--detach", base)
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "proposal")
    for path in (repository.root / "records").rglob("*.yaml"):
        os.utime(path, (1, 1))
    told = gate(road, repository, folders=["council"])
    assert not ran.exists()
    words = CLEAN.replace("4 records in 4 files", "3 records in 3 files")
    body = "## People\n\n- Councillor Rowan Ash: name changed from Rowan Ash to Bo Mallory\n"
    # The action asks git for a name of the base, and git refuses: the first parent has no other name then.
    page = told.page.replace("HEAD^1", "BASE")
    assert (told.code, page) == (0, check_page(words, "council") + changes_page(body, "council"))


@pytest.mark.parametrize("road", ROADS)
def test_a_register_whose_folder_is_renamed_is_compared_with_what_it_was(
    road: str, tmp_path: Path
) -> None:
    repository = register(tmp_path, OLD_PROBLEM, inside="council")
    propose(repository, {**NEW}, move=("council", "scrutiny"))
    told = gate(road, repository, folders=["scrutiny"])
    words = "5 records in 5 files: no new errors, no new warnings since BASE; 1 problem was there before."
    expected = check_page(words, "scrutiny") + changes_page(ADDED, "scrutiny")
    assert (told.code, told.page) == (0, expected)


@pytest.mark.parametrize("road", ROADS)
def test_a_shallow_clone_says_what_to_change(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path)
    propose(repository, {**NEW})
    base = repository.git("rev-parse", "HEAD^1")
    repository.git("branch", "merge")
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "--quiet", "--depth=1", repository.folder.as_uri(), "merge")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    told = gate(road, repository, base=base, workspace=clone.folder)
    why = (
        "Not done: the clone is shallow and holds no revision 'HEAD^1' (fetch the rest: \\`git fetch "
        "--unshallow\\`; in a CI job set the depth to 0)."
    )
    assert told.code == 3
    assert told.page == check_page(why) + f"## Changes in the records\n\n{why}\n\n"
    assert "::error title=scrutiny::the clone is shallow" in told.log


@pytest.mark.parametrize("road", ROADS)
def test_a_wrong_folder_says_so(road: str, tmp_path: Path) -> None:
    repository = register(tmp_path)
    propose(repository, {**NEW})
    told = gate(road, repository, folders=["elsewhere"])
    why = "Not done: elsewhere holds no folder \\`records\\` (check --root and SCRUTINY\\_ROOT)."
    assert told.code == 3
    assert told.page == (
        check_page(why, "elsewhere") + f"## Changes in the records: elsewhere\n\n{why}\n\n"
    )
    assert "::error title=scrutiny::elsewhere holds no folder `records`" in told.log


@pytest.mark.parametrize("road", ROADS)
def test_a_fork_with_a_hostile_template_is_shown_by_the_built_in_one(
    road: str, tmp_path: Path
) -> None:
    repository = register(tmp_path)
    trap = f"open({str(tmp_path / 'owned')!r}, 'w').close()\n"
    modules = ("pip.py", "yaml.py", "typer.py", "sitecustomize.py", "scrutiny_cli/__init__.py")
    hostile = {
        "templates/changes.md.j2": "OWNED {{ report.title }}",
        "templates/report.md.j2": "{% for i in range(10 ** 9) %}OWNED{% endfor %}",
    }
    propose(repository, {**NEW, **hostile, **dict.fromkeys(modules, trap)})
    told = gate(road, repository)
    beside = (
        "\n## Settings and other files\n\n- templates/changes.md.j2: changed\n"
        "- templates/report.md.j2: changed\n"
    )
    assert (told.code, told.page) == (0, check_page(CLEAN) + changes_page(ADDED + beside))
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("road", ROADS)
def test_two_registers_in_one_repository(road: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work tree")
    for folder in ("health", "adults"):
        write_tree(repository.folder / folder, BASE)
    repository.commit("2021-11-01")
    propose(repository, {f"health/{name}": text for name, text in NEW.items()})
    told = gate(road, repository, folders=["health", "adults"])
    same = CLEAN.replace("4 records in 4 files", "3 records in 3 files")
    assert told.code == 0, told.log
    assert told.page == (
        check_page(CLEAN, "health")
        + changes_page(ADDED, "health")
        + check_page(same, "adults")
        + changes_page("Nothing has changed in the records.\n", "adults")
    )


def test_a_register_that_is_only_wrong_in_one_of_two_fails_alone(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work tree")
    for folder in ("health", "adults"):
        write_tree(repository.folder / folder, BASE)
    repository.commit("2021-11-01")
    propose(repository, {f"adults/{name}": text for name, text in OLD_PROBLEM.items()})
    assert gate("action", repository, folders=["health"]).code == 0
    assert gate("action", repository, folders=["adults"]).code == 1


def test_the_repositories_of_the_tests_are_what_a_host_checks_out(tmp_path: Path) -> None:
    repository = register(tmp_path)
    propose(repository, {**NEW})
    done = captured(["git", "rev-list", "--parents", "-1", "HEAD"], cwd=repository.folder, check=True)  # fmt: skip
    assert len(done.stdout.split()) == 3
