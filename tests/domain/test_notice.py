"""Deadlines of real meetings, by the rules and as the papers print them."""

from datetime import date, datetime, time
from typing import Any

import pytest

from scrutiny_cli.domain.committees import NoticeRule, Rules
from scrutiny_cli.domain.notice import Deadline, clear_days_between, count_back, deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.reports.meetings.deadlines import Subject, report, why_so_early
from scrutiny_cli.reports.model import Notice as Note
from tests.sample import committee, facts, register, standpoint

FACTS = facts("deadlines")
ENGLAND = WorkingDays()


def of(meeting: str) -> dict[str, Deadline]:
    """The deadlines of a meeting of the sample register by their names."""
    day = register().meetings[meeting].date
    return {deadline.name: deadline for deadline in deadlines(day, committee().rules)}


def days(written: list[str]) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, written))


def test_default_rules_are_those_of_the_papers() -> None:
    rules = committee().rules
    assert rules.publication.clear_days == FACTS["rules"]["publication_clear_days"] == 5
    for questions in (rules.public_questions, rules.council_questions):
        assert questions.clear_days == FACTS["rules"]["questions_clear_days"] == 3
        assert questions.at.strftime("%H:%M") == FACTS["rules"]["questions_at"]


@pytest.mark.parametrize("row", FACTS["meetings"], ids=lambda row: row["meeting"])
def test_each_meeting_has_its_deadlines(row: dict[str, Any]) -> None:
    meeting = register().meetings[row["meeting"]]
    assert meeting.date.isoformat() == row["date"]
    assert meeting.date.strftime("%A") == row["weekday"]
    computed = of(row["meeting"])
    assert computed["publication"].moment == date.fromisoformat(row["publication"])
    assert computed["publication"].day.strftime("%A") == row["publication_weekday"]
    for name in ("public_questions", "council_questions"):
        moment = f"{computed[name].day.isoformat()}T{computed[name].at:%H:%M}"
        assert moment == row[name]
        assert computed[name].day.strftime("%A") == row["questions_weekday"]


@pytest.mark.parametrize("row", FACTS["meetings"], ids=lambda row: row["meeting"])
def test_printed_deadlines_agree_with_the_rules(row: dict[str, Any]) -> None:
    computed = of(row["meeting"])
    for printed, name, verdict in (
        ("printed_publication", "publication", "printed_publication_agrees"),
        ("printed_questions", "public_questions", "printed_questions_agree"),
    ):
        agrees = row[printed] and row[printed] == computed[name].day.isoformat()
        assert agrees == row[verdict]


@pytest.mark.parametrize("row", FACTS["meetings"], ids=lambda row: row["meeting"])
def test_without_bank_holidays_only_weekends_do_not_count(row: dict[str, Any]) -> None:
    rules = Rules(bank_holidays="none")
    publication, questions, _ = deadlines(date.fromisoformat(row["date"]), rules)
    ignored = row["if_bank_holidays_ignored"]
    assert publication.day.isoformat() == ignored["publication"]
    assert questions.day.isoformat() == ignored["questions"]


@pytest.mark.parametrize("row", FACTS["printed_table"], ids=lambda row: row["meeting"])
def test_table_of_the_work_programme_agrees_except_one_row(row: dict[str, Any]) -> None:
    computed = of(row["meeting"])
    assert computed["publication"].day.isoformat() == row["publication"]
    assert computed["public_questions"].day.isoformat() == row["questions"]
    agrees = (row["publication"], row["questions"]) == (
        row["printed_publication"],
        row["printed_questions"],
    )
    assert agrees is row["agrees"]
    assert row["agrees"] is (row["meeting"] != "cyp-2022-01-11")


@pytest.mark.parametrize("row", FACTS["bank_holiday_traps"], ids=lambda row: row["meeting"])
def test_bank_holiday_is_never_a_working_day(row: dict[str, Any]) -> None:
    computed = of(row["meeting"])
    assert computed["publication"].day.isoformat() == row["publication"] != row["wrong_publication"]
    assert computed["public_questions"].day.isoformat() == row["questions"]


@pytest.mark.parametrize("row", FACTS["clear_days"], ids=lambda row: row["meeting"])
def test_deadline_lists_its_clear_days(row: dict[str, Any]) -> None:
    computed = of(row["meeting"])
    assert computed["publication"].clear_days == days(row["publication"])
    assert computed["public_questions"].clear_days == days(row["questions"])


def test_deadline_lists_each_day_that_does_not_count_with_the_reason() -> None:
    assert of("cyp-2021-06-01")["publication"].not_counted == (
        (date(2021, 5, 22), "Saturday"),
        (date(2021, 5, 23), "Sunday"),
        (date(2021, 5, 29), "Saturday"),
        (date(2021, 5, 30), "Sunday"),
        (date(2021, 5, 31), "bank holiday: Spring Bank Holiday"),
    )


def test_deadline_over_the_new_year_holiday_is_explained() -> None:
    """The papers print Monday 3 January, a bank holiday that leaves five clear days too."""
    deadline = of("cyp-2022-01-11")["publication"]
    assert deadline.day == date(2021, 12, 31)
    assert clear_days_between(date(2022, 1, 3), date(2022, 1, 11), ENGLAND) == 5
    why = why_so_early(deadline, ENGLAND)
    assert why is not None
    assert "Monday 3 January 2022 would leave 5 clear days too, but it is not a working day" in why
    assert why.endswith("so it is Friday 31 December 2021.")


def test_report_contains_the_explanation() -> None:
    meeting = register().meetings["cyp-2022-01-11"]
    subject = Subject(committee(), meeting.date, meeting)
    (section,) = report(standpoint(date(2021, 11, 23)), [subject]).sections
    notes = [block.text for block in section.blocks if isinstance(block, Note)]
    assert why_so_early(of("cyp-2022-01-11")["publication"], ENGLAND) in notes
    assert any("printed as Monday 3 January 2022" in text for text in notes)


def test_only_a_bank_holiday_that_is_not_counted_is_explained() -> None:
    """30 August 2021 and 3 January 2022; a deadline that weekends alone move needs no words."""
    explained = {
        row["meeting"]
        for row in FACTS["meetings"]
        if any(why_so_early(deadline, ENGLAND) for deadline in of(row["meeting"]).values())
    }
    assert explained == {"cyp-2021-09-07", "cyp-2022-01-11"}


def test_closed_day_of_the_council_moves_the_deadline() -> None:
    """Closed on 29 to 31 December 2021: the last working day before is Friday 24 December."""
    rules = Rules.model_validate({"closed_days": ["2021-12-29", "2021-12-30", "2021-12-31"]})
    publication, *_ = deadlines(date(2022, 1, 11), rules)
    assert publication.day == date(2021, 12, 24)
    assert (date(2021, 12, 30), "the council is closed") in publication.not_counted


def test_nations_have_different_bank_holidays() -> None:
    """2 January is a bank holiday in Scotland alone, 17 March in Northern Ireland alone."""
    scotland, ireland = WorkingDays("Scotland"), WorkingDays("Northern Ireland")
    assert not scotland.works(date(2020, 1, 2))
    assert ENGLAND.works(date(2020, 1, 2))
    assert ireland.why_not(date(2020, 3, 17)) == "bank holiday: Saint Patrick's Day"
    assert WorkingDays("Wales").works(date(2020, 3, 17))


def test_only_question_deadlines_have_a_time() -> None:
    deadline = count_back("publication", date(2021, 11, 23), 5, ENGLAND)
    assert deadline.at is None
    assert deadline.moment == deadline.day
    rules = Rules.model_validate({"public_questions": {"clear_days": "2", "at": "12 noon"}})
    _, public, council = deadlines(date(2021, 11, 23), rules)
    assert (public.day, public.at) == (date(2021, 11, 18), time(12))
    assert public.moment == datetime.combine(date(2021, 11, 18), time(12))
    assert (council.day, council.at) == (date(2021, 11, 17), time(17))


def test_committee_may_set_other_numbers_of_clear_days() -> None:
    rules = Rules(publication=NoticeRule(clear_days=10))
    assert deadlines(date(2021, 11, 23), rules)[0].day == date(2021, 11, 8)
    rules = Rules(publication=NoticeRule(clear_days=0))
    assert deadlines(date(2021, 11, 22), rules)[0].day == date(2021, 11, 19)


def test_first_date_of_all_has_no_deadline() -> None:
    assert clear_days_between(date.min, date.min, ENGLAND) == 0
    with pytest.raises(ValueError, match="no working day before 0001-01-03"):
        count_back("publication", date(1, 1, 3), 5, ENGLAND)
