"""Bodies that no Act binds, notice by the rules, and minute numbers that begin at each meeting."""

import json
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

COMMITTEE = "records/committees/cyp.yaml"
MEETING = "records/meetings/cyp-2021-11-23.yaml"
BOARD = BASE[COMMITTEE] + "rules:\n  statutory: no\n"
LATE = "date: 2021-11-23\ntime: 2.30 pm\nlate_reason: The chair agreed.\n"


@pytest.mark.parametrize(
    ("rules", "given"),
    [
        ("", set()),
        ("  publication: {clear_days: 2}\n", {"publication"}),
        ("  council_questions: {clear_days: 1}\n", {"council_questions"}),
    ],
)
def test_body_that_no_act_binds_has_the_deadlines_of_its_rules(
    tmp_path: Path, rules: str, given: set[str]
) -> None:
    topic = {"records/programme/plan.yaml": "topic: Plan\nmeeting: cyp-2021-11-23\n"}
    root = write_tree(tmp_path, {**BASE, **topic, COMMITTEE: BOARD + rules})
    shown = scrutiny("overdue", "--as-of", "2021-11-22", "--format", "json", cwd=root)
    assert {entry["deadline"] for entry in json.loads(shown.out)["deadlines"]} <= given
    calendar = scrutiny("calendar", "--as-of", "2021-11-01", "-o", "-", cwd=root).out
    assert {
        name
        for name in ("publication", "public_questions", "council_questions")
        if f"cyp-2021-11-23.{name}@" in calendar
    } == given
    for command in (
        ("today", "--as-of", "2021-11-22"),
        ("meeting", "deadlines", "2021-11-23", "--as-of", "2021-11-22"),
        ("meeting", "list", "--as-of", "2021-11-22"),
        ("programme", "build", "--as-of", "2021-11-22", "-o", "-", "--format", "markdown"),
        (
            "agenda",
            "build",
            "2021-11-23",
            "--as-of",
            "2021-11-22",
            "-o",
            "-",
            "--format",
            "markdown",
        ),
    ):
        told = scrutiny(*command, cwd=root)
        assert told.code == 0, (command, told.err)
        assert "100B" not in told.out + told.err


def test_late_agenda_of_a_board_needs_no_reason(tmp_path: Path) -> None:
    late = LATE.replace("late_reason: The chair agreed.", "published_on: 2021-11-22")
    root = write_tree(tmp_path, {**BASE, COMMITTEE: BOARD, MEETING: late})
    assert scrutiny("check", cwd=root).out == ""
    write_tree(root, {COMMITTEE: BASE[COMMITTEE]})
    assert "late-publication" in scrutiny("check", cwd=root).out


@pytest.mark.parametrize(
    ("days", "words"), [(5, "five clear days"), (7, "seven clear days"), (12, "12 clear days")]
)
def test_late_agenda_names_the_notice_of_the_rules(tmp_path: Path, days: int, words: str) -> None:
    rules = f"rules:\n  publication: {{clear_days: {days}}}\n"
    root = write_tree(tmp_path, {**BASE, COMMITTEE: BASE[COMMITTEE] + rules, MEETING: LATE})
    page = scrutiny(
        "agenda", "build", "2021-11-23", "--format", "markdown", "-o", "-", cwd=root
    ).out
    assert f"later than {words} before the meeting" in page


def test_minute_numbers_may_begin_at_each_meeting(tmp_path: Path) -> None:
    rules = "rules:\n  minute_numbers: meeting\n"
    meeting = (
        "date: {}\nstatus: held\nminutes: [{{number: 1, title: A}}, {{number: 2, title: B}}]\n"
    )
    files = {
        f"records/meetings/cyp-{day}.yaml": meeting.format(day)
        for day in ("2021-10-12", "2021-11-23")
    }
    root = write_tree(tmp_path, {**BASE, **files, COMMITTEE: BASE[COMMITTEE] + rules})
    write_tree(
        root, {"records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\nitems: [{title: One}]\n"}
    )
    assert scrutiny("check", "--as-of", "2022-01-01", cwd=root).out == ""
    assert scrutiny("minutes", "start", "2021-12-07", "--as-of", "2022-01-01", cwd=root).code == 0
    begun = (root / "records/meetings/cyp-2021-12-07.yaml").read_text(encoding="utf-8")
    assert "number: 1" in begun
    write_tree(root, {COMMITTEE: BASE[COMMITTEE]})
    assert "minute-number" in scrutiny("check", "--as-of", "2022-01-01", cwd=root).out
    twice = files["records/meetings/cyp-2021-10-12.yaml"].replace("number: 2", "number: 1")
    write_tree(
        root, {COMMITTEE: BASE[COMMITTEE] + rules, "records/meetings/cyp-2021-10-12.yaml": twice}
    )
    assert "minute-number-twice" in scrutiny("check", "--as-of", "2022-01-01", cwd=root).out


def test_minute_numbers_may_have_their_year(tmp_path: Path) -> None:
    held = "date: {}\nstatus: held\nitems: [{{id: a, title: A}}]\n"
    first = held.format("2022-01-11") + (
        "attendance: [{person: ash, as: chairperson, left_after_minute: 23/22}]\n"
        "minutes: [{number: 23/22, item: a}, {number: 24/2022, title: B}]\n"
        "adjournments: [{after_minute: 23/22, from: 3 pm, until: 3.10 pm}]\n"
    )
    files = {
        "records/meetings/cyp-2022-01-11.yaml": first,
        "records/meetings/cyp-2022-02-08.yaml": held.format("2022-02-08"),
        "records/actions/a.yaml": (
            "- {id: act-1, number: 1, meeting: cyp-2022-01-11, minute: 23/22, action: Do it.,"
            " owner: Ann, due: 2022-03-01}\n"
        ),
    }
    root = write_tree(tmp_path, {**BASE, **files})
    assert scrutiny("check", "--as-of", "2022-03-01", cwd=root).out == ""
    page = scrutiny(
        *("minutes", "build", "2022-01-11", "--as-of", "2022-03-01", "--format", "markdown"),
        *("-o", "-"),
        cwd=root,
    ).out
    assert "## 23/22. A" in page
    assert page.index("Do it.") < page.index("adjourned at 3.00 pm") < page.index("## 24/2022. B")
    assert scrutiny("minutes", "start", "2022-02-08", "--as-of", "2022-03-01", cwd=root).code == 0
    begun = (root / "records/meetings/cyp-2022-02-08.yaml").read_text(encoding="utf-8")
    assert "number: 25/22" in begun


@pytest.mark.parametrize("number", ["4.", "4.0", "23/", "/22", "23/221", "0/22", "23 / 22", "x/22"])
def test_other_spellings_of_a_minute_number_are_refused(tmp_path: Path, number: str) -> None:
    meeting = f"date: 2022-01-11\nminutes: [{{number: {number}, title: A}}]\n"
    root = write_tree(tmp_path, {**BASE, "records/meetings/cyp-2022-01-11.yaml": meeting})
    told = scrutiny("check", cwd=root)
    assert told.code == 1
    assert "error[bad-value] minutes[1].number" in told.out
