"""Files and folders that are odd: nothing is read or written that was not meant, and it is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

posix = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and permissions")


@posix
def test_links_pipes_and_files_that_are_too_large_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 1_000_001)
    for path, most, said in (
        (pipe, 10, f"{pipe} is not a file that can be read"),
        (tmp_path, 10, f"{tmp_path} is not a file that can be read"),
        (tmp_path / "none.csv", 10, f"{tmp_path}/none.csv cannot be read: No such file"),
        (large, 1_000_000, f"{large} has more than 1 MB"),
    ):
        with pytest.raises(ScrutinyError) as refused:
            store.content(path, most)
        assert str(refused.value).startswith(said)


@posix
def test_what_stands_where_records_do_and_is_none_is_named(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "register", {**BASE, "records/people/.hidden.yaml": "name: [\n"})
    outside = write_tree(tmp_path / "outside", {"x.yaml": "name: Jo Elm\n"})
    (root / "records/people/linked").symlink_to(outside)
    (root / "records/people/jo.yaml").symlink_to(outside / "x.yaml")
    (root / "records/people/gone.yaml").symlink_to(outside / "y.yaml")
    os.mkfifo(root / "records/people/pipe.yaml")
    loaded = load(root)
    assert {(fault.path.rpartition("/")[2], fault.message) for fault in loaded.diagnostics} == {
        ("linked", "this is a link to a folder, and its files are not read"),
        ("jo.yaml", "this is a link to a file outside the register"),
        ("gone.yaml", "this is a link to a file outside the register"),
        ("pipe.yaml", "this is not a file that can be read"),
    }
    assert list(loaded.register.people) == ["ash"]


@posix
def test_a_device_is_written_to_and_stays() -> None:
    device = Path("/dev/null")
    before = device.stat().st_mode
    store.write(device, "words")
    assert device.stat().st_mode == before
