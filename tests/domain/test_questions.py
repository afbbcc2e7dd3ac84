"""Questions: late arrivals, the deadline for answers, and supplementary questions."""

from datetime import date, time

import pytest

from scrutiny_cli.domain.committees import NoticeRule, Rules
from scrutiny_cli.domain.notice import closing
from scrutiny_cli.domain.questions import (
    Answer,
    Question,
    QuestionRefusal,
    Supplementary,
    after_closing,
    answer_timing,
    answered_on,
    answers_due,
    supplementary_state,
)

MEETING = date(2021, 11, 23)
DUE = answers_due(MEETING, Rules())


def question(**fields: object) -> Question:
    return Question.model_validate({"id": "q", "meeting": "m", **fields})


@pytest.mark.parametrize(
    ("day", "at", "late"),
    [
        (date(2021, 11, 17), None, False),
        (date(2021, 11, 17), time(17), False),
        (date(2021, 11, 17), time(17, 1), True),
        (date(2021, 11, 16), time(23, 59), False),
        (date(2021, 11, 18), None, True),
        (date(2021, 11, 18), time(9), True),
    ],
)
def test_question_is_late_after_the_time_on_the_last_day(
    day: date, at: time | None, late: bool
) -> None:
    deadline = closing("public", MEETING, Rules())
    assert deadline is not None
    assert (deadline.day, deadline.at) == (date(2021, 11, 17), time(17))
    assert after_closing(day, at, deadline) is late


@pytest.mark.parametrize(
    ("clear_days", "due"),
    [(0, date(2021, 11, 22)), (1, date(2021, 11, 19)), (2, date(2021, 11, 18))],
)
def test_answer_is_due_clear_working_days_before_the_meeting(clear_days: int, due: date) -> None:
    deadline = answers_due(MEETING, Rules(answers=NoticeRule(clear_days=clear_days)))
    assert (deadline.name, deadline.day) == ("answers", due)


def test_default_leaves_one_clear_working_day_over_a_bank_holiday() -> None:
    # Tuesday 1 June 2021 came after the late May bank holiday: Friday is clear, Thursday is due.
    assert answers_due(date(2021, 6, 1), Rules()).day == date(2021, 5, 27)


@pytest.mark.parametrize(
    ("fields", "as_of", "timing"),
    [
        ({"answered_on": "2021-11-19"}, MEETING, "in time"),
        ({"answered_on": "2021-11-22"}, MEETING, "late"),
        ({"answer": {"text": "Yes.", "on": "2021-11-23"}}, MEETING, "late"),
        ({"answer": {"text": "Yes.", "mode": "oral", "on": "2021-11-23"}}, MEETING, "in time"),
        ({"answer": {"text": "Yes.", "mode": "oral", "on": "2021-11-24"}}, MEETING, "late"),
        (
            {"answer": {"text": "Yes.", "mode": "oral"}, "answered_on": "2021-11-23"},
            *(MEETING, "in time"),
        ),
        (
            {
                "answers": [
                    {"text": "Yes.", "on": "2021-11-19"},
                    {"text": "And no.", "mode": "oral", "on": "2021-11-23"},
                ]
            },
            *(MEETING, "in time"),
        ),
        (
            {
                "answers": [
                    {"text": "Yes.", "on": "2021-11-22"},
                    {"text": "And no.", "mode": "oral", "on": "2021-11-23"},
                ]
            },
            *(MEETING, "late"),
        ),
        ({"answer": "Yes."}, MEETING, "not recorded"),
        ({"same_answer_as": "p"}, MEETING, "not recorded"),
        ({}, date(2021, 11, 19), "owed"),
        ({}, date(2021, 11, 20), "overdue"),
        ({"status": "refused", "refused": "4.5.102"}, MEETING, "not owed"),
    ],
)
def test_answer_is_in_time_late_due_or_not_owed(
    fields: dict[str, object], as_of: date, timing: str
) -> None:
    assert answer_timing(question(**fields), DUE, as_of, MEETING) == timing


def test_answer_in_parts_has_the_date_of_the_last_part() -> None:
    parts = [{"part": "1", "on": "2021-11-18"}, {"part": "2", "on": "2021-11-22"}, {"part": "3"}]
    assert answered_on(question(answers=parts)) == date(2021, 11, 22)


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        (None, "none recorded"),
        (Supplementary(), "none recorded"),
        (Supplementary(question="Why?"), "asked"),
        (Supplementary(state="none"), "none"),
        (Supplementary(disallowed=QuestionRefusal(rule="4.5.102")), "disallowed"),
        (Supplementary(state="disallowed"), "disallowed"),
        # Whatever else it says: what a rule disallows is never shown.
        (
            Supplementary(state="asked", question="Why?", disallowed=QuestionRefusal(rule="r")),
            "disallowed",
        ),
    ],
)
def test_outcome_of_the_supplementary_question(asked: Supplementary | None, state: str) -> None:
    assert supplementary_state(question().model_copy(update={"supplementary": asked})) == state


def test_answer_may_be_plain_words() -> None:
    assert question(answer="Yes.").answer == Answer(text="Yes.")


def test_more_plain_words_than_are_remembered_are_read_alike() -> None:
    for _ in range(2):
        for number in range(5_000):  # more than are remembered
            assert Answer.model_validate(f"In {number} days.").text == f"In {number} days."
