"""One broken record: never a traceback, never a fault of the tool, whatever is broken in it.

A register with a record of every kind is broken in one place at a time: a value turned into another
kind of thing, a key taken away, a file cut off. Every command still ends with one of its exit codes,
and `check` says where the fault is.
"""

import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import lines
from tests.exempt_register import files
from tests.inside import scrutiny
from tests.programs import captured
from tests.registers import BASE, run, write_tree

ENV = {"SCRUTINY_AS_OF": "2021-11-16"}
WHOLE = files(lambda place: f"word{place}")
RECORDS = [name for name in WHOLE if name.endswith(".yaml")]
# What stands in a value's place: another kind of thing, something odd of its own kind, nothing.
ODD: list[Any] = [["x"], {"x": "y"}, "zzz", "2021-02-30", "-1", "cyp-2021-11-23", "0", None]
# One in so many of all the breaks is tried, another set for each odd value.
STEP = 23

Spot = tuple[str | int, ...]


def data(name: str) -> Any:
    """The plain data of a file, every scalar as text."""
    return yaml.load(WHOLE[name], Loader=yaml.BaseLoader)


def spots(value: Any, path: Spot = ()) -> Iterator[Spot]:
    """The path of every value in some data."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from spots(value[step], (*path, step))


def broken(value: Any, path: Spot, odd: Any) -> Any:
    """The data with one value replaced."""
    made = copy.deepcopy(value)
    part = made
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = odd
    return made


def breaks() -> Iterator[tuple[str, Spot, Any]]:
    """Every way to break one value of one file."""
    for name in RECORDS:
        for path in spots(data(name)):
            for odd in ODD:
                yield name, path, odd


CHOSEN = list(breaks())[::STEP]
# The commands that look at all records, without git, in the format that costs least.
ASKED = [
    line
    for line in lines()
    if line[-1] in ("json", "csv") and line[0] not in ("changes", "check", "schema")
]


def test_there_is_much_to_break() -> None:
    assert {name for name, _, _ in CHOSEN} == set(RECORDS)
    assert len(CHOSEN) > 80
    assert len(ASKED) > 15


@pytest.mark.slow
@pytest.mark.parametrize("number", range(8))
def test_no_broken_value_brings_a_command_down(number: int, tmp_path: Path) -> None:
    root = write_tree(tmp_path, WHOLE)
    for position, (name, path, odd) in enumerate(CHOSEN[number::8]):
        (root / name).write_text(json.dumps(broken(data(name), path, odd)), encoding="utf-8")
        line = ASKED[(position + number) % len(ASKED)]
        asked = [("check",), line]
        if "build" in line:
            asked = [("check",), (*line, "--output", "out"), (*line, "--draft", "--output", "out")]
        for command in asked:
            told = scrutiny(*command, cwd=root, env=ENV)
            where = f"{command} with {odd!r} at {path} of {name}: {told.err}"
            assert told.code in (0, 1, 2), where
            assert "something went wrong in scrutiny" not in told.err, where
        (root / name).write_text(WHOLE[name], encoding="utf-8")


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(
    "text",
    [b"", b"x", b"[", b"- - -", b"\xff\xfe", b"id: \x00", b"{}", b"[]", b"- {}", b"- null"],
    ids=repr,
)
def test_no_broken_file_brings_check_down(name: str, text: bytes, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**WHOLE, name: text})
    told = scrutiny("check", cwd=root)
    assert told.code in (0, 1)
    if text != b"[]":
        assert f"{name}:" in told.out
    assert "something went wrong in scrutiny" not in told.err


def test_one_broken_file_never_hides_the_others(tmp_path: Path) -> None:
    """Each of the files is broken at once; each is named."""
    root = write_tree(tmp_path, {**WHOLE, **dict.fromkeys(RECORDS, "x: [")})
    told = scrutiny("check", cwd=root)
    assert told.code == 1
    assert {line.split(":")[0] for line in told.out.splitlines()} == set(RECORDS)


def test_what_the_tool_cannot_foresee_is_told_in_words(tmp_path: Path) -> None:
    """The last net: an error nobody expected names its place, and quotes no record."""
    root = write_tree(tmp_path, BASE)
    program = (
        "import sys\n"
        "from scrutiny_cli.reports.trackers import actions\n"
        "def fails(*_, **__):\n    raise KeyError('the secret words')\n"
        "actions.listing = fails\n"
        "from scrutiny_cli.cli.app import run\n"
        "sys.argv = ['scrutiny', 'action', 'list']\n"
        "sys.exit(run())\n"
    )
    (tmp_path / "broken.py").write_text(program)

    done = captured([sys.executable, "broken.py"], cwd=root)
    assert (done.returncode, done.stdout) == (3, "")
    assert "something went wrong in scrutiny (KeyError at " in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_real_command_says_the_same(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE | {"records/actions/a.yaml": "action: [x]\nmeeting: {}\n"})
    done = run("action", "list", cwd=root, env=ENV)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "`scrutiny check` lists them" in done.stderr
