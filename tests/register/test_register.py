"""The register: what follows from several records together."""

from datetime import date

from scrutiny_cli.domain.due import Due
from scrutiny_cli.register.register import Register
from tests.sample import register


def test_due_date_by_a_meeting_moves_with_the_meeting() -> None:
    by_meeting = Due.model_validate({"meeting": "cyp-2021-07-27"})
    assert by_meeting.day is None
    # The meeting of 27 July was moved to 5 August.
    assert register().due_day(by_meeting) == date(2021, 8, 5)
    assert register().due_words(by_meeting) == "the meeting of 5 August 2021"


def test_meeting_moved_to_two_dates_counts_by_the_later() -> None:
    assert register().due_day(Due.model_validate({"meeting": "cyp-2021-09-14"})) == date(
        2021, 10, 12
    )


def test_due_date_by_an_unknown_meeting_has_no_day() -> None:
    by_meeting = Due.model_validate({"meeting": "nowhere"})
    assert Register().due_day(by_meeting) is None
    assert Register().due_words(by_meeting) == "by the meeting nowhere"
    assert Register().due_day(None) is None
