"""The settings of a register, however they are written."""

import os
from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, run, write_tree
from tests.workspace.test_loading_hostile import POSIX, found


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (b"a = " + b"[" * 100_000, "bad-setting file-too-large"),
        (b"a = " + b"[" * 2_000, "bad-setting file-too-large"),
        (b"a" + b".a" * 10_000 + b" = 1", "unknown-setting bad-setting file-too-large"),
        (b"a = " + b"9" * 5_000, "bad-setting"),
        (b"a = 2021-02-30", "bad-setting"),
        (b"a = '\x00'", "bad-setting"),
        (b"visibility = 'public'\r", "bad-setting"),
        (b"\xff\xfe", "not-utf8"),
        (b'"\\u001b[31m" = 1', "unknown-setting"),
        (b'"a\\n::error::b" = 1', "unknown-setting"),
        (b'"\\u202e" = 1', "unknown-setting"),
        (b'visibility = "\\u001b[31m"', "bad-setting"),
        (b"k" * 5_000 + b" = 1", "unknown-setting"),
        (b"k" * 500_000 + b" = 1", "unknown-setting bad-setting file-too-large"),
        (b"[visibility]\na = 1", "bad-setting"),
        (b"visibility = 'public'\nvisibility = 'private'", "bad-setting"),
        (b"output = '/etc'", "bad-setting"),
        (b"output = 'a/../b'", "bad-setting"),
        (b"output = 'a\\\\b'", "bad-setting"),
        (b'output = "a\\n"', "bad-setting"),
    ],
    ids=range(20),
)
def test_hostile_settings_are_reported_and_may_be_private(
    raw: bytes, codes: str, tmp_path: Path
) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, "scrutiny.toml": raw}))
    codes_found = found(loaded, "scrutiny.toml")
    assert codes_found
    assert codes_found <= set(codes.split())
    # Where something is wrong in it, it may be a private register's.
    says_public = raw.startswith(b"visibility = 'public'") and codes_found == {"unknown-setting"}
    assert loaded.settings.private is not says_public


def test_folder_named_like_the_settings_is_reported(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    (root / "scrutiny.toml").mkdir()
    assert found(load(root), "scrutiny.toml") == {"unreadable-file"}


@POSIX
def test_pipe_named_like_the_settings_is_reported(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    os.mkfifo(root / "scrutiny.toml")
    done = run("check", cwd=root)
    assert done.returncode == 1
    assert "scrutiny.toml:1:1: error[unreadable-file]" in done.stdout
