"""NEW and UPDATED on the trackers, from the command line: with git, and without it."""

import json
from pathlib import Path
from typing import Any

from tests.inside import scrutiny
from tests.registers import write_tree
from tests.repositories import ALONE, TWO_MEETINGS, Repository, action

LOG = "records/actions/2021.yaml"
BEFORE = {**TWO_MEETINGS, LOG: action("act-4", number="4") + action("act-5", number="5")}
AFTER = {
    LOG: action("act-4", number="4", completed="2021-11-02", evidence="Sent")
    + action("act-5", number="5")
    + action("act-6", number="6", added="2021-10-20")
}
SINCE = "New and updated since the agenda of 12 October 2021 was published on 4 October 2021"


def log(root: Path, *args: str, env: dict[str, str] | None = None) -> tuple[Any, str]:
    """The action log for the agenda of 23 November 2021 as JSON, and what was said beside it."""
    given = ("--root", root, "--as-of", "2021-11-15", "--format", "json", "--output", "-")
    done = scrutiny("tracker", "build", "actions", *given, *args, env={**ALONE, **(env or {})})
    assert done.code == 0, done.err
    return json.loads(done.out), done.err


def marks(made: Any) -> dict[str, tuple[str | None, list[str]]]:
    return {one["id"]: (one["mark"], one["changed"]) for one in made["actions"]}


def test_the_log_marks_what_git_says_has_changed(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-10-04", BEFORE)
    repository.commit("2021-11-12", AFTER)
    made, said = log(tmp_path)
    assert marks(made) == {
        "act-4": ("UPDATED", ["completed", "evidence"]),
        "act-5": (None, []),
        "act-6": ("NEW", []),
    }
    assert (made["filters"], said) == ([SINCE], "")
    made, _ = log(tmp_path, "--since", "HEAD")
    assert all(mark == (None, []) for mark in marks(made).values())
    assert made["filters"] == ["New and updated since the revision HEAD"]


def test_without_git_the_log_says_by_what_it_marks(tmp_path: Path) -> None:
    write_tree(tmp_path, {**BEFORE, **AFTER})
    expected = {"act-4": ("UPDATED", ["completed"]), "act-5": (None, []), "act-6": ("NEW", [])}
    words = f"{SINCE}, by the dates in the records"
    for env, reason in (
        ({}, "there is no git history here"),
        ({"PATH": "/"}, "git is not installed"),
    ):
        made, said = log(tmp_path, env=env)
        assert (marks(made), made["filters"]) == (expected, [words])
        assert said.startswith(f"note: NEW and UPDATED are not marked from git: {reason}")
    assert log(tmp_path, "--quiet")[1] == ""


def test_the_page_prints_the_marks_as_words_and_what_they_mean(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "register")
    repository.commit("2021-10-04", BEFORE)
    repository.commit("2021-11-12", AFTER)
    out = tmp_path / "out"
    given = ("--root", repository.root, "--as-of", "2021-11-15", "--output", out)
    assert scrutiny("tracker", "build", "actions", *given, env=ALONE).code == 0
    page = (out / "action-log.html").read_text(encoding="utf-8")
    assert ">UPDATED</span>: now done" in page
    assert ">NEW<" in page
    assert SINCE in page
    assert SINCE in (out / "action-log.md").read_text(encoding="utf-8")
