"""A change worked out: what it would write, which problems are new, and what blocks it."""

from pathlib import Path

import pytest

from scrutiny_cli.clerking.edit import draft, prepare
from scrutiny_cli.clerking.proposed import Proposed, changed
from scrutiny_cli.edits import Set
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.workspace import new_problems
from scrutiny_cli.workspace.loading import Loaded, load
from tests.registers import BASE, write_tree
from tests.repositories import Repository

LOG = "records/actions/log.yaml"
FAULTY = "- id: act-1\n  action: Ask\n  meeting: nosuch\n"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """A register with an action of a meeting that is not there."""
    return load(write_tree(tmp_path, {**BASE, LOG: FAULTY}))


def action(**values: str) -> Proposed:
    return changed("actions", "act-1", *(Set((key,), value) for key, value in values.items()))


@pytest.mark.parametrize(
    ("values", "new"),
    [
        ({"meeting": "alsonosuch"}, ["unknown-reference"]),
        ({"due": "2021-02-30"}, ["bad-date"]),
        ({"owner": "Ann"}, []),
        ({"due": "whenever"}, ["due-not-read"]),
    ],
)
def test_edit_and_check_agree_on_which_problems_are_new(
    values: dict[str, str], new: list[str], loaded: Loaded
) -> None:
    edit = draft(loaded, action(**values))
    assert [problem.code for problem in edit.problems] == new
    Repository(loaded.root).commit("2021-11-01")
    write_tree(loaded.root, dict(edit.files))
    assert new_problems.since(load(loaded.root), "HEAD").new == edit.problems


def test_edit_that_brings_an_error_is_refused_and_the_message_names_it(loaded: Loaded) -> None:
    with pytest.raises(RecordsError) as refusal:
        prepare(loaded, action(meeting="alsonosuch"))
    assert str(refusal.value).startswith(
        f"act-1 was not saved, because it would cause an error: {LOG}:3:12: error[unknown-reference] "
    )
    assert refusal.value.hint == "correct what was typed, and try again"
    assert (loaded.root / LOG).read_text() == FAULTY


def test_problem_that_moves_down_a_line_is_not_new(loaded: Loaded) -> None:
    edit = prepare(loaded, action(action="Ask\nagain"))
    assert edit.problems == ()


def test_change_to_what_is_there_already_writes_nothing(loaded: Loaded) -> None:
    edit = prepare(loaded, action(action="Ask"))
    assert (edit.files, edit.problems, edit.difference()) == ({}, (), "")


def test_difference_in_a_private_register_shows_no_line_around_the_change(tmp_path: Path) -> None:
    files = {**BASE, LOG: "- id: act-1\n  action: Ask\n  owner: Ann\n"}
    public = prepare(load(write_tree(tmp_path, files)), action(owner="Ben")).difference()
    assert "   action: Ask\n" in public
    write_tree(tmp_path, {"scrutiny.toml": 'visibility = "private"\n'})
    private = prepare(load(tmp_path), action(owner="Ben")).difference()
    assert "Ask" not in private
    assert "+  owner: Ben\n" in private
