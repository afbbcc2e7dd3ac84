"""The composite action: what it does with a pull request, which it must take for a stranger's."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it has no types

from tests.cli.actions import Job, action
from tests.docs.pages import page
from tests.needs import installs
from tests.registers import BASE
from tests.repositories import Repository
from tests.sample import ROOT

ACTIONS = "records/actions/2021.yaml"
OLD = "- id: A-1\n  action: Do it.\n  meeting: nowhere\n"
NEW = OLD + '- id: A-2\n  action: Ask @everyone about "#12".\n  meeting: nowhere\n'

posix = pytest.mark.skipif(os.name != "posix", reason="needs the bash of the host's machines")


def program() -> str:
    """The tool as it is installed beside the Python that runs the tests."""
    found = shutil.which("scrutiny", path=str(Path(sys.executable).parent))
    assert found, "install the tool: `make setup`"
    return found


def job(repository: Repository, tmp_path: Path, base: str = "", **more: object) -> Job:
    """A job in a repository, as far as the step that installs the tool."""
    temporary = tmp_path / "runner"
    temporary.mkdir()
    event = {"github.event.pull_request.base.sha": base} if base else {}
    made = Job(repository.folder, temporary, event, **more)  # type: ignore[arg-type]  # named by each test
    made.installed(program())
    return made


# What a stranger may put into a pull request to have it run: templates, and modules by common names.
TRAP = "open({marker!r}, 'w').close()\n"
MODULES = ("pip.py", "yaml.py", "typer.py", "sitecustomize.py", "scrutiny_cli/__init__.py")


def strangers(marker: Path) -> dict[str, str | bytes | None]:
    files: dict[str, str | bytes | None] = {
        name: TRAP.format(marker=str(marker)) for name in MODULES
    }
    files["templates/report.md.j2"] = "OWNED {{ report.title }}"
    files["templates/changes.md.j2"] = "OWNED {{ report.title }}"
    return files


def merged(repository: Repository, files: dict[str, str | bytes | None]) -> str:
    """Check out the host's merge of a branch into the base, which has moved on; the old base."""
    base = repository.git("rev-parse", "main")
    repository.git("checkout", "--quiet", "-b", "proposal")
    repository.commit("2021-09-03", files)
    repository.git("checkout", "--quiet", "main")
    repository.commit("2021-09-04", {"records/people/later.yaml": "nme: x\n"})
    repository.git("checkout", "--quiet", "--detach")
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "proposal", day="2021-09-05")
    return base


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "work tree")
    made.commit("2021-09-01", {**BASE, ACTIONS: OLD})
    return made


@posix
def test_a_pull_request_is_told_what_it_brings_in_and_changes(
    repository: Repository, tmp_path: Path
) -> None:
    marker = tmp_path / "marker"
    base = merged(repository, {**strangers(marker), ACTIONS: NEW})
    work = job(repository, tmp_path, base, ref="refs/pull/7/merge")
    assert work.run("Find what to compare with").returncode == 0
    assert work.value("steps.base.outputs.since") == repository.git("rev-parse", "main")[:10]
    check = work.run("Check the records")
    assert check.returncode == 1
    assert check.stdout.startswith(
        f"::error file={ACTIONS},line=6,endLine=6,col=12,endColumn=19,title=unknown-reference::"
    )
    assert check.stdout.count("::error ") == 1
    assert "1 new error, no new warnings since " in check.stderr
    changes = work.run("Show what changed")
    assert changes.returncode == 0, changes.stderr
    assert work.outputs["steps.changes.outputs.file"] == str(work.temporary / "scrutiny-changes.md")
    assert work.page.startswith("## The check of the records\n")
    assert "| unknown-reference |" in work.page
    assert 'Ask `@`everyone about "`#`12"' in work.page
    assert "OWNED" not in work.page
    assert not marker.exists()


@posix
def test_where_the_branch_itself_is_checked_out_its_beginning_counts(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("checkout", "--quiet", "-b", "proposal")
    repository.commit("2021-09-03", {ACTIONS: NEW})
    repository.git("checkout", "--quiet", "main")
    base = repository.commit("2021-09-04", {"records/people/later.yaml": "nme: x\n"})
    repository.git("checkout", "--quiet", "proposal")
    work = job(repository, tmp_path, base, ref="refs/pull/7/head")
    work.run("Find what to compare with")
    assert work.value("steps.base.outputs.since") == f"{base}...HEAD"
    check = work.run("Check the records")
    assert check.stdout.count("::error ") == 1
    assert f"since {base}...HEAD; 1 problem was there before" in check.stderr


@posix
def test_a_push_has_everything_checked_and_no_changes_told(
    repository: Repository, tmp_path: Path
) -> None:
    work = job(repository, tmp_path)
    assert work.run("Find what to compare with").returncode == 0
    check = work.run("Check the records")
    assert (check.returncode, check.stdout.count("::error ")) == (1, 1)
    (step,) = (step for step in action()["runs"]["steps"] if step.get("id") == "changes")
    assert not work.wanted(step)


@posix
def test_inputs_choose_the_folder_the_revision_and_how_strict(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work", "a council's $(touch owned)")
    late = (ROOT / "tests/cases/invalid/late-publication/records").rglob("*.yaml")
    start = ROOT / "tests/cases/invalid/late-publication"
    first = repository.commit("2021-09-01", {"readme.txt": "Nothing yet."})
    repository.commit(
        "2021-09-02",
        {path.relative_to(start).as_posix(): path.read_bytes() for path in late},
    )
    inputs = {"root": "a council's $(touch owned)", "changed-since": first}
    work = job(repository, tmp_path, inputs=inputs)
    work.run("Find what to compare with")
    check = work.run("Check the records")
    assert (check.returncode, check.stdout.count("::warning ")) == (0, 3)
    assert "file=a council's $(touch owned)/records/" in check.stdout
    work.inputs = {**inputs, "strict": "true"}
    assert work.run("Check the records").returncode == 1
    work.inputs = {**inputs, "changed-since": "HEAD\nprogram=/bin/false"}
    assert work.run("Find what to compare with").returncode == 0
    assert work.outputs["steps.base.outputs.since"] == "HEAD"
    assert work.outputs["steps.install.outputs.program"] == program()
    assert not list(tmp_path.rglob("owned"))


@posix
def test_a_shallow_checkout_is_told_what_to_change(repository: Repository, tmp_path: Path) -> None:
    base = merged(repository, {ACTIONS: NEW})
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "--quiet", "--depth=1", repository.folder.as_uri(), "HEAD")
    repository.git("branch", "merge")
    clone.git("fetch", "--quiet", "--depth=1", repository.folder.as_uri(), "merge")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    work = job(clone, tmp_path, base, ref="refs/pull/7/merge")
    assert work.run("Find what to compare with").returncode == 0
    check = work.run("Check the records")
    assert check.returncode == 3
    assert "in a CI job set the depth to 0" in check.stderr


@posix
@pytest.mark.slow
@installs
def test_the_tool_is_installed_without_running_what_the_work_tree_holds(
    repository: Repository, tmp_path: Path
) -> None:
    marker = tmp_path / "marker"
    repository.write(strangers(marker))
    work = job(repository, tmp_path)
    done = work.run("Install scrutiny")
    assert done.returncode == 0, done.stderr
    installed = work.value("steps.install.outputs.program")
    assert Path(installed).is_relative_to(work.temporary)
    told = subprocess.run(
        [installed, "--version"], cwd=repository.folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("scrutiny ")
    work.run("Find what to compare with")
    assert work.run("Check the records").stdout.count("::error ") == 1
    assert not marker.exists()


def test_no_text_of_an_event_stands_in_a_script() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        if "run" in step:
            assert step["shell"] == "bash"
        for value in step.get("env", {}).values():
            assert value.count("${{") == 1
    install = next(step for step in action()["runs"]["steps"] if step.get("id") == "install")
    assert install["run"].count("python") == install["run"].count("python -I") + install[
        "run"
    ].count('python" -I')


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/records.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_hosts_would_read_the_files_of_the_page(schema: str, file: str, tmp_path: Path) -> None:
    (block,) = (b for b in page("docs/how-to/pull-requests.md").blocks if b.path == file)
    written = tmp_path / Path(file).name
    written.write_text(block.text, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        check_jsonschema(["--builtin-schema", schema, str(written)])
    assert left.value.code == 0
    inputs = re.findall(
        r"^\| `([a-z-]+): ", page("docs/how-to/pull-requests.md").text, re.MULTILINE
    )
    assert {*inputs, "python-version"} == action()["inputs"].keys()


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        *(
            ("vendor.github-workflows", path.relative_to(ROOT).as_posix())
            for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
        ),
    ],
)
def test_the_host_would_read_the_file(schema: str, file: str) -> None:
    with pytest.raises(SystemExit) as left:
        check_jsonschema(["--builtin-schema", schema, str(ROOT / file)])
    assert left.value.code == 0
