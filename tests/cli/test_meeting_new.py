"""`scrutiny meeting new`: a file that passes `check`, on a day that leaves time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

COMMITTEE = "records/committees/cyp.yaml"
CLOSED = BASE[COMMITTEE] + 'rules: {closed_days: ["2022-01-18"]}\n'
LAST = (
    "date: 2021-11-23\ntime: 2.30 pm\nplace: 'Plough Lane: the \"big\" room'\nstatus: published\n"
    "published_on: 2021-11-15\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A register whose committee last met on a Tuesday, and is closed on one in January."""
    files = BASE | {COMMITTEE: CLOSED, "records/meetings/cyp-2021-11-23.yaml": LAST}
    yield write_tree(tmp_path, files)
    assert load(tmp_path).errors == [], "the register still passes"


def new(root: Path, *args: str, as_of: str = "2021-11-15") -> Told:
    return scrutiny("meeting", "new", *args, "--root", root, "--as-of", as_of)


def test_the_file_passes_check_and_holds_the_deadlines(root: Path) -> None:
    done = scrutiny("meeting", "new", "2022-01-11", "--focus", "mainstream: 1", cwd=root,
               env={"SCRUTINY_AS_OF": "2021-11-15"})  # fmt: skip
    assert done.code == 0
    assert done.out == "cyp-2022-01-11\n"
    assert done.err == "Saved cyp-2022-01-11 (records/meetings/cyp-2022-01-11.yaml)\n"
    text = (root / "records/meetings/cyp-2022-01-11.yaml").read_text(encoding="utf-8")
    assert "# Publication of the agenda: not later than Friday 31 December 2021.\n" in text
    assert (
        "# Questions from the public: not later than 5.00 pm on Wednesday 5 January 2022.\n" in text
    )
    assert scrutiny("check", "--strict", "--root", root).code == 0
    meeting = load(root).register.meetings["cyp-2022-01-11"]
    assert meeting.date.isoformat() == "2022-01-11"
    assert meeting.time is not None
    assert meeting.time.strftime("%H:%M") == "14:30", "as the last meeting"
    assert meeting.place == 'Plough Lane: the "big" room'
    assert meeting.focus == "mainstream: 1"
    assert meeting.status == "scheduled"


def test_the_standing_items_come_by_themselves(root: Path) -> None:
    new(root, "2022-01-11")
    told = scrutiny("meeting", "show", "2022-01-11", "--root", root, "--as-of", "2021-11-15")
    assert "1.  Apologies for absence" in told.out
    assert "2.  Minutes" in told.out


def test_hour_and_place_may_be_said(root: Path) -> None:
    assert new(root, "11 January 2022", "--time", "10.15 am", "--place", "Shire Hall").code == 0
    meeting = load(root).register.meetings["cyp-2022-01-11"]
    assert meeting.time is not None
    assert meeting.time.hour == 10
    assert meeting.place == "Shire Hall"


def test_an_hour_that_cannot_be_read_is_refused_and_nothing_is_written(root: Path) -> None:
    told = new(root, "2022-01-11", "--time", "half past")
    assert told.code == 1
    assert "bad-time" in told.err
    assert "was not saved" in told.err
    assert len(list((root / "records/meetings").iterdir())) == 1


@pytest.mark.parametrize(
    "hostile", ['x"\nstatus: held\n#', "a: b # c", "\\", "'", "{x}", "- y", "@z", "*a", "!t", "#"]
)
def test_what_is_said_cannot_break_out_of_its_value(hostile: str, root: Path) -> None:
    assert new(root, "2022-01-11", "--place", hostile).code == 0
    meeting = load(root).register.meetings["cyp-2022-01-11"]
    assert meeting.place == " ".join(hostile.split())
    assert meeting.status == "scheduled"


def test_a_clash_is_refused(root: Path) -> None:
    told = new(root, "2021-11-23")
    assert (told.code, told.out) == (2, "")
    assert "the meeting cyp-2021-11-23 is there already" in told.err


def test_a_clash_with_a_meeting_of_another_name_is_refused(root: Path) -> None:
    write_tree(root, {"records/meetings/extra.yaml": "date: 2022-01-11\n"})
    told = new(root, "2022-01-11")
    assert told.code == 2
    assert "meets on Tuesday 11 January 2022 already (extra)" in told.err
    assert "mark that meeting as cancelled first" in told.err


def test_where_the_other_was_cancelled_there_is_no_clash(root: Path) -> None:
    write_tree(root, {"records/meetings/extra.yaml": "date: 2022-01-11\nstatus: cancelled\n"})
    assert new(root, "2022-01-11").code == 0


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2022-01-18", "Tuesday 18 January 2022 is not a working day (the council is closed)."),
        ("2022-01-15", "Saturday 15 January 2022 is not a working day (Saturday)."),
        ("2022-01-03", "Monday 3 January 2022 is not a working day (bank holiday: New Year's Day"),
    ],
)
def test_a_closed_day_is_warned_of(day: str, why: str, root: Path) -> None:
    told = new(root, day)
    assert told.code == 0
    assert f"warning: {why}" in told.err


def test_a_day_too_near_is_warned_of(root: Path) -> None:
    told = new(root, "2021-12-07", as_of="2021-11-30")
    assert told.code == 0
    assert "warning: The last day to publish the agenda was Monday 29 November 2021" in told.err


def test_without_a_day_it_is_the_next_that_leaves_time(root: Path) -> None:
    """The weekday of the last meeting, after it, and a week before the agenda must be out."""
    assert new(root, as_of="2021-11-15").out == "cyp-2021-11-30\n"
    assert new(root, as_of="2021-11-15").out == "cyp-2021-12-07\n"


def test_the_next_day_skips_closures_and_leaves_time_to_prepare(root: Path) -> None:
    # From 4 January the 11th is too near; on the 18th the council is closed.
    assert new(root, as_of="2022-01-04").out == "cyp-2022-01-25\n"


def test_a_register_sorted_by_year_stays_so(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path,
        {name: text for name, text in BASE.items() if "meetings" not in name}
        | {"records/meetings/2021/cyp-2021-11-23.yaml": LAST},
    )
    assert new(root, "2022-01-11").code == 0
    assert (root / "records/meetings/2022/cyp-2022-01-11.yaml").exists()
