"""`scrutiny calendar`, read back by a library that calendars use."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scrutiny_cli.documents.gate import FORBIDDEN
from scrutiny_cli.domain.notice import deadlines_of
from scrutiny_cli.render import ical
from scrutiny_cli.reports.meetings.calendar import Event
from scrutiny_cli.workspace.loading import load
from tests.exempt_register import MARK, write
from tests.inside import scrutiny
from tests.registers import BASE, run, write_tree
from tests.sample import ROOT

LONDON = ZoneInfo("Europe/London")
COMMITTEE = BASE["records/committees/cyp.yaml"]
OCTOBER, NOVEMBER = "records/meetings/cyp-2021-10-12.yaml", "records/meetings/cyp-2021-11-23.yaml"


def told(root: Path, *more: str, as_of: str = "2021-09-01") -> str:
    done = scrutiny("calendar", "--root", root, "--as-of", as_of, *more)
    assert (done.code, done.err) == (0, "")
    return done.out


def parsed(text: str) -> Any:
    """A calendar as the library reads it."""
    return Calendar.from_ical(text)


def events(text: str) -> dict[str, Any]:
    """The events of a calendar by what is before the @ of their identity."""
    found = {str(one["uid"]).split("@")[0]: one for one in parsed(text).walk("VEVENT")}
    assert len(found) == text.count("BEGIN:VEVENT")
    return found


def lines_fit(text: str) -> None:
    """Assert that lines end and fold as RFC 5545 has it."""
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        OCTOBER: "date: 2021-10-12\ntime: 2.30 pm\nplace: 'Plough Lane; the \"big\" room, Hereford'\n",
        NOVEMBER: "date: 2021-11-23\ntime: 10 am\nstatus: held\nended_at: 12.45 pm\n",
        "records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\n",
    }
    return write_tree(tmp_path, BASE | files)


def test_meetings_and_deadlines_are_where_and_when_they_should_be(root: Path) -> None:
    found = events(told(root))
    assert len(found) == 3 * 4
    october = found["cyp-2021-10-12"]
    assert october.start == datetime(2021, 10, 12, 14, 30, tzinfo=LONDON)
    assert october.end - october.start == timedelta(hours=2)
    assert str(october["location"]) == 'Plough Lane; the "big" room, Hereford'
    assert str(october["summary"]) == "Children and Young People Scrutiny Committee"
    assert found["cyp-2021-11-23"].end == datetime(2021, 11, 23, 12, 45, tzinfo=LONDON)
    assert found["cyp-2021-12-07"].start == date(2021, 12, 7)
    assert found["cyp-2021-12-07"].end == date(2021, 12, 8)
    questions = found["cyp-2021-11-23.public_questions"]
    assert questions.start == datetime(2021, 11, 17, 17, tzinfo=LONDON)
    assert "dtend" not in questions, "an end at the beginning is against the standard"
    assert found["cyp-2021-11-23.publication"].start == date(2021, 11, 15)
    assert {str(one["transp"]) for uid, one in found.items() if "." in uid} == {"TRANSPARENT"}
    assert str(october["transp"]) == "OPAQUE"


def test_summer_and_winter_are_told_by_the_calendar_itself(root: Path) -> None:
    """The deadline before 31 October is in summer time, the one after it in winter time."""
    text = told(root)
    found = events(text)
    offsets = {
        uid: found[uid].start.utcoffset()
        for uid in ("cyp-2021-10-12.public_questions", "cyp-2021-11-23.public_questions")
    }
    assert list(offsets.values()) == [timedelta(hours=1), timedelta(0)]
    (described,) = parsed(text).walk("VTIMEZONE")
    zone = described.to_tz()
    hour = datetime(1997, 1, 1)  # noqa: DTZ001  # an hour on the wall
    while hour.year < 2040:
        # An hour that comes twice in autumn, or never in spring, is nobody's deadline.
        if not 0 <= hour.hour < 3:
            there = hour.replace(tzinfo=LONDON).utcoffset()
            assert hour.replace(tzinfo=zone).utcoffset() == there, hour
        hour += timedelta(hours=61)


def test_it_is_a_calendar_that_others_take(root: Path) -> None:
    text = told(root)
    lines_fit(text)
    calendar = parsed(text)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    assert calendar.errors == []
    for one in calendar.walk("VEVENT"):
        assert one.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"} <= {*one.keys()}
        assert one["dtstamp"].dt.date() == date(2021, 9, 1)
    lines_fit(told(ROOT, as_of="2021-11-15"))
    register = load(ROOT).register
    # A body that no Act binds has only the deadlines that its rules give.
    deadlines = (
        deadlines_of(meeting.date, register.rules_of(meeting), meeting)
        for meeting in register.meetings.values()
    )
    expected = sum(1 + len(each) for each in deadlines)
    every = ("--committee", "all", "--past")
    assert len(events(told(ROOT, *every, as_of="2021-11-15"))) == expected


def test_calendar_has_meetings_to_come_and_reminds_of_their_deadlines(root: Path) -> None:
    found = events(told(root, as_of="2021-11-01"))
    assert not [uid for uid in found if uid.startswith("cyp-2021-10-12")]
    closing = found["cyp-2021-11-23.public_questions"]
    assert str(closing["summary"]) == "CYP questions from the public close"
    (alarm,) = closing.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-2)
    assert not found["cyp-2021-11-23"].walk("VALARM")


def test_the_same_records_and_day_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.ics"
    done = run("calendar", "--root", root, "--as-of", "2021-09-01", "--output", there,
               env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert there.read_bytes().decode() == told(root)


def test_a_meeting_whose_day_is_changed_keeps_its_identity(root: Path) -> None:
    before = events(told(root))
    write_tree(root, {OCTOBER: "date: 2021-10-19\ntime: 2.30 pm\n"})
    after = events(told(root, as_of="2021-09-02"))
    assert after.keys() == before.keys()
    moved = [uid for uid in after if after[uid].start != before[uid].start]
    assert moved == [uid for uid in after if uid.startswith("cyp-2021-10-12")]
    for uid in moved:
        assert str(after[uid]["uid"]) == str(before[uid]["uid"])
        assert after[uid]["dtstamp"].dt > before[uid]["dtstamp"].dt
        assert after[uid]["sequence"] >= before[uid]["sequence"]


def test_another_council_has_other_identities(root: Path, tmp_path: Path) -> None:
    other = write_tree(
        tmp_path / "other",
        BASE | {"records/committees/cyp.yaml": COMMITTEE.replace("Exampleshire", "Otherton")},
    )
    mine, theirs = (
        {str(one["uid"]) for one in events(told(folder)).values()} for folder in (root, other)
    )
    assert mine
    assert theirs
    assert not mine & theirs


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ("status: cancelled\n", "Cancelled: "),
        ("status: superseded\nsuperseded_by: cyp-2021-12-07\n", "Moved to 7 December 2021: "),
    ],
)
def test_a_meeting_that_fell_away_stays_as_such_with_its_deadlines(
    more: str, head: str, root: Path
) -> None:
    before = events(told(root))
    write_tree(root, {OCTOBER: f"date: 2021-10-12\ntime: 2.30 pm\n{more}"})
    after = events(told(root))
    assert after.keys() == before.keys()
    for uid, one in after.items():
        fell = uid.startswith("cyp-2021-10-12")
        assert str(one["status"]) == ("CANCELLED" if fell else "CONFIRMED")
        assert (one["dtstamp"].dt != before[uid]["dtstamp"].dt) is fell
    assert str(after["cyp-2021-10-12"]["summary"]).startswith(head)
    lapsed = after["cyp-2021-10-12.publication"]
    assert str(lapsed["summary"]).startswith("No longer: ")
    assert str(after["cyp-2021-12-07"]["status"]) == "CONFIRMED"


@pytest.mark.parametrize(
    "more",
    [
        *("status: cancelled\n", "time: 10 am\n", "time: 10 am\nplace: The Shirehall\n"),
        *("time: 10 am\nroom: Room 2\n", "time: 10 am\nended_at: 11 am\n"),
    ],
)
def test_later_calendar_replaces_an_earlier_one_whatever_became_of_a_meeting(
    more: str, root: Path
) -> None:
    """A calendar keeps the version with the higher sequence: it never falls, on any later day."""
    versions = []
    for day, words in (("02", "time: 2.30 pm\n"), ("03", more), ("04", "time: 2.30 pm\n")):
        write_tree(root, {OCTOBER: f"date: 2021-10-12\n{words}"})
        versions.append(events(told(root, as_of=f"2021-09-{day}"))["cyp-2021-10-12"])
    sequences = [version["sequence"] for version in versions]
    assert sequences == sorted(set(sequences))
    stamps = [version["dtstamp"].dt for version in versions]
    assert stamps == sorted(set(stamps))


def test_change_on_the_same_day_has_another_stamp(root: Path) -> None:
    stamps = set()
    for words in (
        "time: 2.30 pm\n",
        "time: 10 am\n",
        "time: 11 am\n",
        "time: 11 am\nplace: Hall\n",
    ):
        write_tree(root, {OCTOBER: f"date: 2021-10-12\n{words}"})
        version = events(told(root))["cyp-2021-10-12"]
        stamps.add((version["sequence"], version["dtstamp"].dt))
    assert len(stamps) == 4


def test_nothing_exempt_goes_out(tmp_path: Path) -> None:
    text = told(write(tmp_path))
    assert len(events(text)) == 13
    assert MARK not in text.replace("\r\n ", "")


def test_a_committee_may_be_chosen_and_an_unknown_one_is_said(root: Path) -> None:
    assert told(root, "--committee", "cyp") == told(root)
    done = scrutiny("calendar", "--root", root, "--committee", "cpy")
    assert done.code == 2
    assert "did you mean cyp?" in done.err


WORDS = st.text(min_size=1).filter(
    lambda text: text.strip() and not FORBIDDEN.search(text) and "\r" not in text
)
TRICKY = 'a,b;c\\n\\,\nBEGIN:VEVENT\nEND:VEVENT\n:x="y";^n ü 😀' + "é" * 80


@settings(deadline=None)
@example(TRICKY, TRICKY, TRICKY)
@given(WORDS, WORDS, WORDS)
def test_whatever_a_record_says_stands_in_its_own_line(
    summary: str, place: str, description: str
) -> None:
    start = datetime(2021, 7, 6, 14, 30, tzinfo=LONDON)
    one = Event("x@y", start, None, summary, place=place, description=description)
    text = ical.render([one], date(2021, 7, 1))
    lines_fit(text)
    (read,) = parsed(text).walk("VEVENT")
    assert str(read["summary"]) == summary
    assert str(read["location"]) == place
    assert str(read["description"]) == description
    assert read.start == start


def test_what_an_event_does_not_say_has_no_line() -> None:
    text = ical.render([Event("x@y", date(2021, 7, 6), None, "Meeting")], date(2021, 7, 1))
    (read,) = parsed(text).walk("VEVENT")
    assert {"location", "description"}.isdisjoint(name.lower() for name in read)
    assert (read.start, read.end) == (date(2021, 7, 6), date(2021, 7, 7))
