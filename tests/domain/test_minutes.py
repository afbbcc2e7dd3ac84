"""The numbers of minutes through the municipal year, and the draft that a clerk starts from."""

from datetime import date, timedelta

import pytest

from scrutiny_cli.domain.committees import Seat, StandingItem
from scrutiny_cli.domain.meetings import Item, Meeting, Status
from scrutiny_cli.domain.minutes import first_number, misnumbered, runs, skeleton


def meeting_with(day: date, numbers: list[int], status: Status = "held") -> Meeting:
    return Meeting.model_validate(
        {
            "id": f"m-{day.isoformat()}",
            "date": day.isoformat(),
            "status": status,
            "minutes": [{"number": str(number)} for number in numbers],
        }
    )


def wrong(*meetings: Meeting) -> list[tuple[str, int, int]]:
    """How, which number, and the number it was held against."""
    return [
        (fault.how, fault.at.number, fault.other.number)
        for run in runs(meetings)
        for fault in misnumbered(run)
    ]


JUNE, JULY, SEPTEMBER = date(2021, 6, 1), date(2021, 7, 27), date(2021, 9, 7)


@pytest.mark.parametrize(
    ("numbers", "misnumbered"),
    [
        (([1, 2, 3], [4, 5]), []),
        (([12, 13], [14, 15]), []),
        (([1, 2, 3], [3, 4]), [("twice", 3, 3)]),
        (([1, 2, 2, 3], [4]), [("twice", 2, 2)]),
        (([1, 2, 3], [5, 6]), [("gap", 5, 3)]),
        (([1, 3], [4]), [("gap", 3, 1)]),
        # One fault for a meeting that begins again, not one for each of its minutes.
        (([1, 2, 3], [1, 2, 3]), [("restart", 1, 3)]),
        (([33, 34], [20, 21]), [("restart", 20, 34)]),
        (([1, 3, 2], [4]), [("gap", 3, 1), ("restart", 2, 3), ("gap", 4, 2)]),
    ],
)
def test_wrong_minute_numbers_are_found(
    numbers: tuple[list[int], list[int]], misnumbered: list[tuple[str, int, int]]
) -> None:
    assert wrong(meeting_with(JUNE, numbers[0]), meeting_with(JULY, numbers[1])) == misnumbered


def test_meeting_without_minutes_explains_a_gap() -> None:
    assert (
        wrong(meeting_with(JUNE, [1, 2]), meeting_with(JULY, []), meeting_with(SEPTEMBER, [9, 10]))
        == []
    )


def test_cancelled_meeting_explains_no_gap() -> None:
    cancelled = meeting_with(JULY, [], "cancelled")
    assert wrong(meeting_with(JUNE, [1, 2]), cancelled, meeting_with(SEPTEMBER, [9])) == [
        ("gap", 9, 2)
    ]


def test_gap_inside_a_meeting_is_always_found() -> None:
    assert wrong(
        meeting_with(JUNE, [1]), meeting_with(JULY, []), meeting_with(SEPTEMBER, [9, 11])
    ) == [("gap", 11, 9)]


def test_numbers_restart_in_the_new_municipal_year() -> None:
    assert (
        wrong(meeting_with(date(2021, 4, 20), [40, 41]), meeting_with(date(2021, 5, 25), [1, 2]))
        == []
    )


def test_numbers_may_restart_between_two_meetings_in_may() -> None:
    # The council's annual meeting was between the two.
    early, late = meeting_with(date(2021, 5, 4), [42, 43]), meeting_with(date(2021, 5, 25), [1, 2])
    before = meeting_with(date(2021, 4, 20), [40, 41])
    assert wrong(before, early, late, meeting_with(JUNE, [3])) == []
    assert wrong(late, meeting_with(JUNE, [1])) == []
    assert wrong(meeting_with(JUNE, [3]), meeting_with(JULY, [1])) == [("restart", 1, 3)]


def test_draft_continues_after_the_last_minute_of_the_year() -> None:
    meeting = meeting_with(SEPTEMBER, [])
    assert first_number(meeting, []) == (1, ())
    assert first_number(meeting, [meeting_with(date(2021, 4, 1), [70])]) == (1, ())
    assert first_number(meeting, [meeting_with(JUNE, [1, 2]), meeting_with(JULY, [3])]) == (4, ())


def test_meetings_without_minutes_are_named() -> None:
    missing = meeting_with(JULY, [])
    misnumbered = first_number(meeting_with(SEPTEMBER, []), [meeting_with(JUNE, [1, 2]), missing])
    assert misnumbered == (3, (missing,))
    cancelled = meeting_with(JULY, [], "superseded")
    assert (
        first_number(meeting_with(SEPTEMBER, []), [meeting_with(JUNE, [1, 2]), cancelled]).missing
        == ()
    )
    none_yet = (meeting_with(JUNE, []), missing)
    assert first_number(meeting_with(SEPTEMBER, []), none_yet) == (1, none_yet)


def test_draft_has_members_and_a_minute_for_each_numbered_item() -> None:
    day, before = SEPTEMBER.isoformat(), (SEPTEMBER - timedelta(days=1)).isoformat()
    seats = [
        Seat.model_validate({"holder": "ash", "role": "chairperson", "until": day}),
        Seat.model_validate({"holder": "beech", "until": before}),
        Seat(role="member"),
        Seat(holder="cedar", role="co-optee"),
    ]
    notes = StandingItem(id="notes", title="Notes", numbered=False)
    minutes = StandingItem(id="minutes", title="Minutes")
    items: list[tuple[Item, StandingItem | None]] = [
        (Item(standing="notes"), notes),
        (Item(standing="minutes"), minutes),
        (Item(id="iro", title="Reviewing officers"), None),
        (Item(title="Adoption"), None),
        (Item(title="Front matter", numbered=False), None),
    ]
    draft = skeleton(meeting_with(SEPTEMBER, []), seats, items, 43)
    assert draft.attendance == (("ash", "chairperson"), ("cedar", "co-optee"))
    assert draft.minutes == ((43, "minutes", None), (44, "iro", None), (45, None, "Adoption"))


@pytest.mark.parametrize(
    ("numbers", "alone", "wrong"),
    [
        ([["4.1", "4.2", "5"]], True, []),
        ([["4", "4.1", "5"]], True, []),
        ([["4.1", "4.1"]], True, ["twice"]),
        ([["4", "4"]], True, ["twice"]),
        ([["01/22", "02/22"], ["03/22"]], True, []),
        ([["388"], ["478", "479"]], True, ["gap"]),
        ([["388"], ["478", "479"]], False, []),
        ([["388", "390"]], False, ["gap"]),
    ],
)
def test_parts_years_and_rows_over_all_committees(
    numbers: list[list[str]], wrong: list[str], *, alone: bool
) -> None:
    run = [
        Meeting.model_validate(
            {"id": f"m{n}", "date": f"2022-0{n + 6}-01", "minutes": [{"number": i} for i in row]}
        )
        for n, row in enumerate(numbers)
    ]
    assert [found.how for found in misnumbered(run, alone=alone)] == wrong


@pytest.mark.parametrize(
    ("rule", "before", "number"),
    [
        ("year", "36", "37"),
        ("year", "23/22", "24/22"),
        ("{number}/{yy}", "23/22", "24/22"),
        ("{number:02}/{yyyy}", "01/2022", "02/2022"),
        ("meeting", "36", "1"),
    ],
)
def test_next_number_is_spelt_by_the_rule(rule: str, before: str, number: str) -> None:
    earlier = Meeting.model_validate(
        {"id": "m1", "date": "2022-06-01", "minutes": [{"number": before}]}
    )
    meeting = Meeting.model_validate({"id": "m2", "date": "2022-07-01"})
    assert str(first_number(meeting, [earlier], rule).number) == number
