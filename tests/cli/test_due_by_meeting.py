"""A due date that names a meeting: by its id, or as the next one, as it is typed and as it is told."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

FILES = {
    **BASE,
    "records/committees/hs.yaml": "name: Health Scrutiny Committee\ncouncil: Exampleshire\n",
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n",
    "records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\ncommittee: cyp\nstatus: cancelled\n",
    "records/meetings/cyp-2022-01-25.yaml": "date: 2022-01-25\ncommittee: cyp\n",
    "records/meetings/hs-2021-12-01.yaml": "date: 2021-12-01\ncommittee: hs\n",
    "records/actions/act-1.yaml": (
        "number: 1\naction: Do it.\nmeeting: cyp-2021-11-23\nowner: Ann\ndue: 2021-12-01\n"
    ),
}
MOVE = ("action", "move", "1", "--why", "Late", "--to")
ADD = ("action", "add", "--action", "Ask.", "--owner", "Ann", "--meeting", "cyp-2021-11-23")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, FILES)


def given(root: Path, *words: str, as_of: str = "2021-11-24") -> Told:
    return scrutiny(*words, "--as-of", as_of, cwd=root)


def test_the_id_of_a_meeting_makes_it_due_by_that_meeting(root: Path) -> None:
    told = given(root, *MOVE, "hs-2021-12-01")
    assert (told.code, told.err) == (0, "Saved act-1 (records/actions/act-1.yaml)\n")
    assert (root / "records/actions/act-1.yaml").read_text() == (
        "number: 1\naction: Do it.\nmeeting: cyp-2021-11-23\nowner: Ann\n"
        "due:\n  meeting: hs-2021-12-01\n"
        "moved:\n  - from: 2021-12-01\n    to:\n      meeting: hs-2021-12-01\n"
        "    on: 2021-11-24\n    why: Late\n"
    )
    late = given(root, "overdue", as_of="2021-12-03")
    assert "Overdue by 2 days" in " ".join(late.out.split())


@pytest.mark.parametrize(
    "typed", ["next meeting", "the next meeting", "Next  Meeting.", "by the next meeting"]
)
def test_the_next_meeting_is_the_committees_own_that_stands(root: Path, typed: str) -> None:
    told = given(root, *MOVE, typed)
    assert told.err == (
        "Saved act-1 (records/actions/act-1.yaml)\n"
        f"{typed}: Tuesday 25 January 2022, cyp-2022-01-25\n"
    )
    due = load(root).register.actions["act-1"].due
    assert due
    assert due.meeting == "cyp-2022-01-25"


def test_what_a_meeting_asks_for_beforehand_is_due_by_the_one_after_it(root: Path) -> None:
    told = given(root, *ADD, "--due", "next meeting", as_of="2021-11-16")
    assert told.err.endswith("next meeting: Tuesday 25 January 2022, cyp-2022-01-25\n")
    assert "due:\n  meeting: cyp-2022-01-25\n" in (root / "records/actions/act-2.yaml").read_text()


def test_where_no_next_meeting_is_planned_nothing_is_written(root: Path) -> None:
    told = given(root, *MOVE, "next meeting", as_of="2022-01-25")
    assert told.code == 2
    assert told.err == (
        "scrutiny: 'next meeting': no meeting of Children and Young People Scrutiny Committee"
        " after 25 January 2022 is in the register\n"
        "  plan it with `scrutiny meeting new`, or name a date\n"
    )
    assert (root / "records/actions/act-1.yaml").read_text() == FILES["records/actions/act-1.yaml"]


def test_the_same_meeting_again_is_no_move(root: Path) -> None:
    given(root, *MOVE, "cyp-2022-01-25")
    told = given(root, *MOVE, "the next meeting")
    assert told.err == (
        "scrutiny: it is due by the meeting cyp-2022-01-25 already\n  name another date\n"
    )
    given(root, *MOVE, "2022-03-01")
    shown = " ".join(given(root, "action", "show", "1").out.split())
    assert "the meeting of 25 January 2022 1 March 2022 24 Nov 2021 Late" in shown


def test_other_words_stay_words_and_are_told(root: Path) -> None:
    told = given(root, *ADD, "--due", "before the next meeting")
    assert "warning[due-not-read] due: `before the next meeting` names no day" in told.err
    assert "{meeting: ...}" in told.err


def test_a_recommendation_may_name_the_meeting_too(root: Path) -> None:
    told = given(
        root,
        *("recommendation", "add", "--meeting", "cyp-2021-11-23", "--to", "executive"),
        *("--text", "That it be done.", "--by", "next meeting"),
    )
    assert told.err.endswith("next meeting: Tuesday 25 January 2022, cyp-2022-01-25\n")
    (made,) = load(root).register.recommendations.values()
    assert made.by
    assert made.by.meeting == "cyp-2022-01-25"
