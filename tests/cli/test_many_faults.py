"""Thousands of faults in one file are all told, soon; odd names in a repository do no harm."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.cli.test_ci_formats import obeyed
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

MANY = 3_000


def test_every_one_of_many_faults_is_told(tmp_path: Path) -> None:
    """Text and JSON leave nothing out: whoever mends a file from the one has it all in the other."""
    rows = "".join(f"- id: A-{n}\n  action: Do it.\n  nmber: {n}\n" for n in range(MANY))
    root = write_tree(tmp_path, {**BASE, "records/actions/a.yaml": rows})
    started = time.process_time()
    text = scrutiny("check", cwd=root)
    made = json.loads(scrutiny("check", "--format", "json", cwd=root).out)
    assert time.process_time() - started < 10
    assert text.code == 1
    assert len(text.out.splitlines()) == MANY
    assert [fault["line"] for fault in made["diagnostics"]] == list(range(3, 3 * MANY + 1, 3))
    assert made["errors"] == MANY


@pytest.mark.skipif(os.name != "posix", reason="needs file names as POSIX has them")
def test_odd_names_of_files_in_a_repository_do_no_harm(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", dict(BASE))
    names = ("a\n::error::b", "\x1b[2Jc", "##[error]d", "e\u202ef", "g\rh", " i", "-rf", "--help")
    odd = {f"records/actions/{name}.yaml": "action: Do it.\n" for name in names}
    odd |= {f"records/people/{name}.yaml": "name: x\n" for name in names}
    repository.commit("2021-11-15", dict(odd))
    for asked in (
        ("changes", "--since", "HEAD~1"),
        ("changes", "--since", "HEAD~1", "--format", "markdown"),
        ("changes", "--since", "HEAD~1", "--format", "json"),
        ("check", "--changed-since", "HEAD~1"),
        ("check", "--changed-since", "HEAD~1", "--format", "json"),
        ("tracker", "build", "actions", "--since", "HEAD~1", "--draft", "--output", "-",
         "--format", "markdown"),
    ):  # fmt: skip
        told = scrutiny(*asked, cwd=repository.root, env={"SCRUTINY_AS_OF": "2021-11-16"})
        assert told.code in (0, 1), told.err
        assert "fault of the tool" not in told.err
        assert obeyed(told.out) == []
        assert obeyed(told.err) == []
        assert "\x1b" not in told.everything
        assert "\u202e" not in told.everything
