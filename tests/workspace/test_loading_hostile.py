"""Whatever stands under ``records/``, nothing falls over and the good records are all read."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scrutiny_cli.documents.problems import CODES
from scrutiny_cli.render import problems as faults
from scrutiny_cli.wording import visible
from scrutiny_cli.workspace.loading import Loaded, load
from tests.needs import ordinary_user
from tests.payloads import BAD, ODD
from tests.registers import BASE, as_json, inside, reader, run, write_tree

POSIX = pytest.mark.skipif(
    os.name != "posix", reason="needs file names and links as POSIX has them"
)
LONGEST = 2_000
"""No line of ``check`` is longer, whatever is quoted in it."""


@pytest.fixture(params=["as installed", "pure"])
def parser(request: pytest.FixtureRequest) -> Iterator[None]:
    with reader(pure=request.param == "pure"):
        yield


def sane(loaded: Loaded) -> None:
    """Every fault can be told, stands inside its file, and harms neither terminal nor runner."""
    told = loaded.diagnostics
    lines = faults.to_text(told).splitlines()
    assert len(lines) == len(told)
    assert max(map(len, lines), default=0) < LONGEST
    assert [visible(line) for line in lines] == lines
    assert len(json.loads(as_json(loaded))["diagnostics"]) == len(told)
    texts = {
        source.path: source.raw.decode("utf-8-sig", "replace") for source in loaded.files.sources
    }
    texts["scrutiny.toml"] = (loaded.files.settings or b"").decode("utf-8-sig", "replace")
    for fault in told:
        assert fault.code in CODES
        inside(fault, texts.get(fault.path, ""))


def found(loaded: Loaded, path: str) -> set[str]:
    """The codes of a file's faults, once it is sure that nothing else suffered."""
    sane(loaded)
    assert {("committees", "cyp"), ("people", "ash"), ("meetings", "cyp-2021-11-23")} <= set(
        loaded.entries
    )
    assert {fault.path for fault in loaded.diagnostics} <= {path}
    return {fault.code for fault in loaded.diagnostics}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_and_hides_nothing(name: str, tmp_path: Path) -> None:
    bad = BAD[name]
    path = f"records/{bad.kind}/bad.yaml"
    loaded = load(write_tree(tmp_path, {**BASE, path: bad.raw}))
    codes = found(loaded, path)
    assert codes
    assert codes <= set(bad.codes.split())
    assert len(loaded.diagnostics) <= 100


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", ODD)
def test_what_is_only_odd_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    raw, notes = ODD[name]
    loaded = load(write_tree(tmp_path, {**BASE, "records/actions/odd.yaml": raw}))
    assert found(loaded, "records/actions/odd.yaml") == set()
    assert loaded.entries["actions", "A-1"].record.notes == notes


def test_all_of_them_together_hide_nothing(tmp_path: Path) -> None:
    files = {f"records/actions/{n:03}.yaml": bad.raw for n, bad in enumerate(BAD.values())}
    good = {f"records/actions/good-{n:03}.yaml": "action: Do it.\n" for n in range(50)}
    loaded = load(write_tree(tmp_path, {**BASE, **files, **good}))
    sane(loaded)
    assert {("actions", f"good-{n:03}") for n in range(50)} <= set(loaded.entries)
    assert set(files) <= {fault.path for fault in loaded.diagnostics}
    assert not set(good) & {fault.path for fault in loaded.diagnostics}


# ------------------------------------------------------------------------- names of files


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        "a\n::error::b.yaml",
        "\x1b[31mred.yaml",
        "\x07.yaml",
        "right\u202eleft.yaml",
        "two words.yaml",
        "é.yaml",
        "e\u0301.yaml",
        "-rf.yaml",
        "%0A.yaml",
        f"{'x' * 200}.yaml",
        "'\"`$(id).yaml",
    ],
)
def test_a_file_with_a_hostile_name(name: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, f"records/actions/{name}": "action: Do it.\nzzz: x\n"})
    loaded = load(root)
    assert "unknown-key" in found(loaded, f"records/actions/{name}")
    assert json.loads(as_json(loaded))["diagnostics"][0]["path"] == f"records/actions/{name}"


@POSIX
@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_name_that_is_not_utf8_can_be_told_and_written_down(shape: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    try:
        Path(os.fsdecode(os.fsencode(root / "records/people") + b"/\xff.yaml")).write_text("x")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    file = tmp_path / "out"
    told = run("check", "--root", root, "--format", shape, "--output", file)
    assert told.returncode == 1
    assert "fault of the tool" not in told.stderr
    assert "records/people/" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("records/CON/x.yaml", "unknown-kind"),
        ("records/x.yaml", "unknown-kind"),
        ("records/people.yaml", "unknown-kind"),
        ("records/Meetings/x.yaml", "unknown-kind"),
        ("records/papers.yaml", "unknown-kind"),
    ],
)
def test_a_file_in_no_folder_of_a_kind(path: str, code: str, tmp_path: Path) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, path: "name: x\n"}))
    assert found(loaded, path) == {code}


@pytest.mark.parametrize(
    "path",
    [
        "records/papers/x.yaml",
        "records/papers/a/b.yml",
        "records/people/.x.yaml",
        "records/people/..yaml",
        "records/x/y.txt",
    ],
)
def test_a_file_that_is_no_record_is_not_opened(path: str, tmp_path: Path) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, path: b"\xff\x00["}))
    assert found(loaded, path) == set()


@pytest.fixture
def deep_folders(tmp_path: Path) -> Iterator[Path]:
    """A register with more folders inside each other than Python goes down by itself."""
    root = write_tree(tmp_path, BASE)
    here = Path.cwd()
    os.chdir(root / "records" / "people")
    for _ in range(1_200):
        Path("a").mkdir()
        os.chdir("a")
    os.chdir(here)
    yield root
    os.chdir(root / "records" / "people")
    for _ in range(1_200):
        os.chdir("a")
    for _ in range(1_200):
        os.chdir("..")
        Path("a").rmdir()
    os.chdir(here)


@POSIX
def test_folders_in_folders_without_end(deep_folders: Path) -> None:
    told = run("check", "--root", deep_folders)
    assert "fault of the tool" not in told.stderr
    assert told.returncode == 0


# ---------------------------------------------------------------------------- no files


def a_folder(path: Path) -> None:
    path.mkdir()


def a_full_folder(path: Path) -> None:
    write_tree(path, {"x.yaml": "name: x\n"})


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link_outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing.yaml")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_link_upwards(path: Path) -> None:
    path.symlink_to("../..")


@POSIX
@pytest.mark.parametrize(
    "make",
    [
        a_folder,
        a_full_folder,
        a_fifo,
        a_link_outside,
        a_link_to_a_device,
        a_link_to_nothing,
        a_link_to_itself,
        a_link_upwards,
    ],
    ids=lambda make: make.__name__,
)
def test_folder_link_or_pipe_named_like_a_record_is_reported(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    root = write_tree(tmp_path, BASE)
    make(root / "records" / "people" / "x.yaml")
    loaded = load(root)
    assert found(loaded, "records/people/x.yaml") == {"unreadable-file"}
    assert len(loaded.diagnostics) == 1


@POSIX
@ordinary_user
@pytest.mark.parametrize("name", ["records/people/x.yaml", "records/people/folder"])
def test_file_without_permission_to_read_is_reported(name: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "records/people/folder/y.yaml": "name: x\n"})
    path = root / name
    if not path.exists():
        path.write_text("name: x\n", encoding="utf-8")
    path.chmod(0)
    try:
        assert found(load(root), name) == {"unreadable-file"}
    finally:
        path.chmod(0o700)
