"""Registering a question: its record, and what the clerk is told of it."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.clerking.questions import IncomingQuestion, add
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

COMMITTEE = "records/committees/cyp.yaml"
Register = Callable[..., Proposed]


@pytest.fixture
def propose(tmp_path: Path) -> Register:
    """Propose a question for the meeting of 23 November 2021, in a small register."""

    def proposed(asked: IncomingQuestion, *, rules: str = "", **files: str) -> Proposed:
        records = {f"records/questions/{name}.yaml": text for name, text in files.items()}
        root = write_tree(tmp_path, {**BASE, COMMITTEE: BASE[COMMITTEE] + rules, **records})
        loaded = load(root)
        return add(loaded, loaded.register.meetings["cyp-2021-11-23"], asked, None)

    return proposed


def record(proposed: Proposed) -> dict[str, object]:
    (data,) = proposed.records["questions"]
    return dict(data)


def test_question_in_time_is_accepted_with_the_date_of_the_answer(propose: Register) -> None:
    asked = IncomingQuestion("public", "Why?", date(2021, 11, 17), time(16, 59), name="Ms A.")
    proposed = propose(asked)
    assert record(proposed) == {
        "id": "q-2021-11-23-pq1",
        "meeting": "cyp-2021-11-23",
        "kind": "public",
        "questioner": {"name": "Ms A."},
        "received": {"on": "2021-11-17", "at": "4.59 pm"},
        "question": "Why?",
    }
    assert "due by Friday 19 November 2021" in proposed.remarks[0]


def test_question_after_the_deadline_is_refused_with_the_rule(propose: Register) -> None:
    asked = IncomingQuestion("council", "Why?", date(2021, 11, 18), person="ash")
    proposed = propose(asked)
    closed = "uestions closed at 5.00 pm on Wednesday 17 November 2021"
    data = record(proposed)
    assert (data["status"], data["question"]) == ("refused", "Why?")
    assert data["refused"] == {"rule": f"Q{closed}"}
    assert proposed.remarks == (
        "refused: it came in after questions had closed at 5.00 pm on Wednesday 17 November 2021",
    )


def test_late_question_is_refused_under_the_rule_that_the_committee_names(
    propose: Register,
) -> None:
    asked = IncomingQuestion("public", "Why?", date(2021, 11, 18), anonymous=True)
    data = record(propose(asked, rules="rules: {public_questions: {rule: Constitution 4.5.95}}\n"))
    assert data["refused"] == {"rule": "Constitution 4.5.95"}


def test_words_of_a_question_refused_under_another_rule_are_not_kept(propose: Register) -> None:
    asked = IncomingQuestion(
        "public", "Libel.", date(2021, 11, 10), name="Mr B.", refuse="4.5.102 (b)"
    )
    proposed = propose(asked)
    data = record(proposed)
    assert "question" not in data
    assert data["refused"] == {"rule": "4.5.102 (b)"}
    assert proposed.remarks == ("refused; its words are not kept",)


def test_id_of_a_question_to_another_meeting_is_not_given_again(propose: Register) -> None:
    asked = IncomingQuestion("public", "Why?", date(2021, 11, 17))
    elsewhere = {"q-2021-11-23-pq1": "meeting: another\nquestion: How?\n"}
    assert record(propose(asked, **elsewhere))["id"] == "q-2021-11-23-pq2"
