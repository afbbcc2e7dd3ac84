"""The tool installed as a clerk installs it; what it advises where an extra is missing is done and works."""

import os
import re
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.cli.actions import Job
from tests.cli.test_action import posix
from tests.cli.test_init import init
from tests.needs import installs
from tests.programs import captured
from tests.registers import BASE, write_tree
from tests.repositories import Repository
from tests.sample import ROOT

BIN = "Scripts" if os.name == "nt" else "bin"
PIPX = "pipx==1.18.4"
EXPORT = ("export", "--format", "xlsx", "--output", "register.xlsx")


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """The exit code of a command and all that it said."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = captured([*map(str, command)], cwd=cwd, env={**kept, "PYTHONUTF8": "1", **(env or {})})  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def in_shell(line: str, cwd: Path, env: dict[str, str]) -> tuple[int, str]:
    """The same of a line as it is typed."""
    shell = ["powershell", "-Command"] if os.name == "nt" else ["sh", "-c"]
    return run(*shell, line, cwd=cwd, env=env)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive and the wheel, built with the locked build backend: nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    code, said = run(
        *(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT), cwd=folder
    )
    assert code == 0, said
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "register", BASE)


def advised(said: str) -> str:
    """The command between backticks that a message advises."""
    found = re.search(r"install it: `([^`]+)`", said)
    assert found, said
    return found[1]


@pytest.mark.slow
def test_every_link_of_the_front_page_leads_to_a_file_of_the_source_archive(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    assert len(links) > 8
    here = [link for link in links if "://" not in link]
    gone = [
        link
        for link in here
        if link.rstrip("/") not in held and not any(n.startswith(link) for n in held)
    ]
    assert gone == []
    assert {"action.yml", "scrutiny_cli/starter/requirements.lock", "Makefile"} <= held


@pytest.mark.slow
def test_the_wheel_brings_the_lock_that_a_code_host_installs_from(wheel: Path) -> None:
    code, listed = run(sys.executable, "-m", "zipfile", "--list", wheel, cwd=wheel.parent)
    assert code == 0
    assert "scrutiny_cli/starter/requirements.lock" in listed
    assert "scrutiny_cli/starter/workflow.yml" in listed


def environment(folder: Path) -> Path:
    """A virtual environment; its Python."""
    code, said = run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    assert code == 0, said
    return folder / BIN / "python"


@pytest.mark.slow
@installs
@pytest.mark.parametrize("source", ["folder", "wheel"])
def test_what_pip_installed_says_how_to_add_an_extra(
    source: str, wheel: Path, register: Path, tmp_path: Path
) -> None:
    python = environment(tmp_path / "an environment")
    code, said = run(
        python, "-m", "pip", "install", ROOT if source == "folder" else wheel, cwd=tmp_path
    )
    assert code == 0, said
    scrutiny = python.parent / "scrutiny"
    code, said = run(scrutiny, *EXPORT, cwd=register)
    assert code == 3
    code, installed = in_shell(advised(said), register, {})
    assert code == 0, installed
    code, said = run(scrutiny, *EXPORT, cwd=register)
    assert code == 0, said
    assert (register / "register.xlsx").exists()


@pytest.fixture(scope="module")
def pipx(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which pipx is on the path and keeps its own to itself."""
    home = tmp_path_factory.mktemp("pipx")
    python = environment(home / "environment")
    code, said = run(python, "-m", "pip", "install", PIPX, cwd=home)
    assert code == 0, said
    path = os.pathsep.join([str(python.parent), str(home / "bin"), os.environ["PATH"]])
    return {
        "PATH": path, "PIPX_HOME": str(home / "home"), "PIPX_BIN_DIR": str(home / "bin"),
        "PIPX_MAN_DIR": str(home / "man"),
    }  # fmt: skip


@pytest.mark.slow
@installs
def test_what_pipx_installed_says_how_to_add_an_extra(
    wheel: Path, register: Path, pipx: dict[str, str]
) -> None:
    code, said = in_shell(f'pipx install --force "{wheel}"', register, pipx)
    assert code == 0, said
    line = f"scrutiny {' '.join(EXPORT)}"
    code, said = in_shell(line, register, pipx)
    assert code == 3
    assert advised(said).startswith("pipx inject scrutiny-cli ")
    code, installed = in_shell(advised(said), register, pipx)
    assert code == 0, installed
    code, said = in_shell(line, register, pipx)
    assert code == 0, said


@pytest.mark.slow
@installs
@pytest.mark.parametrize("source", ["folder", "wheel"])
def test_pipx_installs_extras_as_the_front_page_says(
    source: str, wheel: Path, register: Path, pipx: dict[str, str]
) -> None:
    where, name = (
        (ROOT, ".")
        if source == "folder"
        else (wheel.parent.parent, f"{wheel.parent.name}/{wheel.name}")
    )
    code, said = in_shell(f'pipx install --force "{name}[office,calendar]"', where, pipx)
    assert code == 0, said
    for line in (f"scrutiny {' '.join(EXPORT)}", "scrutiny calendar --output all.ics"):
        code, said = in_shell(line, register, pipx)
        assert code == 0, said


@posix
@pytest.mark.slow
@installs
def test_what_init_writes_works_at_the_first_push(wheel: Path, tmp_path: Path) -> None:
    """Every step but the checkout, as the host runs it: the wheel and its lock, then the check."""
    repository = Repository(tmp_path / "register")
    told = init(repository.folder)
    assert told.code == 0, told.err
    repository.commit("2026-11-02", {f"tools/{wheel.name}": wheel.read_bytes()})
    read = yaml.safe_load((repository.folder / ".github/workflows/records.yml").read_text("utf-8"))
    (matrix,) = read["jobs"]["check"]["strategy"]["matrix"]["include"]
    steps = read["jobs"]["check"]["steps"]
    job = Job(
        repository.folder, tmp_path / "runner", {"github.event.before": "0" * 40}, steps=steps
    )
    job.env = {"GITHUB_EVENT_NAME": "push", **read["env"]}
    job.outputs |= {f"matrix.{key}": value for key, value in matrix.items()}
    code, log = job.run_all()
    assert code == 0, log
    assert job.page == (
        "## The check of the records\n\n3 records in 3 files: no errors, no warnings.\n\n"
    )
