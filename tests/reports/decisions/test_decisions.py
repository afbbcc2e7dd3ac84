"""The forward plan, the record of call-ins, and where else they are shown."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.committees import CallInRule
from scrutiny_cli.reports.decisions import call_ins, decisions
from scrutiny_cli.reports.decisions.call_ins import rule_words
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.workspace.loading import load
from tests.decisions_register import FILES
from tests.inside import scrutiny
from tests.registers import write_tree


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register with decisions."""
    return write_tree(tmp_path_factory.mktemp("decisions"), FILES)


def at(root: Path, day: str) -> Standpoint:
    register = load(root).public.on_day(date.fromisoformat(day))
    return Standpoint(register, date.fromisoformat(day), "", tuple(register.committees.values()))


def given(root: Path, day: str, *words: str) -> dict[str, Any]:
    """The JSON of a command."""
    told = scrutiny(*words, "--format", "json", "--as-of", day, "--root", root)
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_register_has_no_problem_but_a_topic_without_an_item(root: Path) -> None:
    assert [problem.code for problem in load(root).diagnostics] == ["topic-not-on-agenda"]


def test_decision_is_called_in_on_time_and_stops(root: Path) -> None:
    states = {
        day: {d.record.id: d.state for d in decisions.decisions_of(at(root, day))}
        for day in ("2021-11-02", "2021-11-09", "2021-11-12", "2021-11-24")
    }
    assert [states[day]["lease"] for day in states] == [
        "date passed",
        "may be called in",
        "called in",
        "referred back",
    ]
    assert {held["clubs"] for held in states.values()} == {"to come"}


def test_sections_of_the_forward_plan_are_months_notices_and_what_was_taken(root: Path) -> None:
    plan = decisions.forward_plan(at(root, "2021-11-12"))
    assert [section.title for section in plan.sections] == [
        None,
        "January 2022",
        "Notices of private meetings",
        "Decisions taken in 2021/22",
    ]
    assert [decision["id"] for decision in plan.data["decisions"]] == ["clubs", "lease"]
    (clubs, lease) = plan.data["decisions"]
    assert (clubs["not_before"], clubs["due"]) == ("2021-11-30", "2022-01-31")
    assert (lease["call_in_by"], lease["effective_from"]) == ("2021-11-15T17:00", "2021-11-16")
    assert lease["call_ins"] == ["call-1"]


def test_call_ins_are_those_of_the_year(root: Path) -> None:
    here = at(root, "2021-11-24")
    record = call_ins.record_of_call_ins(here, "2021/22")
    (heard,) = record.data["call_ins"]
    assert heard["hear_by"] == "2021-11-24"
    assert (heard["in_time"], heard["outcome"], heard["state"]) == (
        True,
        "referred back",
        "referred back",
    )
    assert [c["id"] for c in call_ins.record_of_call_ins(here).data["call_ins"]] == [
        "call-0",
        "call-1",
    ]
    assert [c["id"] for c in call_ins.record_of_call_ins(here, "2019/20").data["call_ins"]] == [
        "call-0"
    ]


def test_outcome_is_not_known_before_the_meeting(root: Path) -> None:
    call_in = call_ins.call_ins_of(at(root, "2021-11-22"))[-1]
    assert (call_in.outcome, call_in.state, call_in.waiting) == (None, "to be heard", True)


def test_overdue_and_today_list_what_is_to_be_heard(root: Path) -> None:
    (waiting,) = given(root, "2021-11-12", "overdue")["call_ins"]
    assert (waiting["id"], waiting["hear_by"], waiting["days_overdue"]) == (
        "call-1",
        "2021-11-24",
        0,
    )
    today = given(root, "2021-11-09", "today")
    assert [decision["id"] for decision in today["may_be_called_in"]] == ["lease"]
    assert "call_ins" not in today


def test_agenda_minutes_and_programme_say_what_is_called_in(root: Path) -> None:
    agenda = scrutiny("agenda", "build", "2021-11-23", "--format", "markdown", "--output", "-",
                      "--as-of", "2021-11-12", "--root", root).out  # fmt: skip
    assert "### 2. Call-in: Lease of a family centre" in agenda
    assert "**Called in by:** Councillor Rowan Ash and Councillor Elm" in agenda
    assert "Keep the library open (1,204 names)" in agenda
    assert "R. Oak" not in agenda
    assert "Petitions close at 12 noon on Monday 8 November 2021." in agenda
    minutes = scrutiny("minutes", "build", "2021-11-23", "--format", "markdown", "--output", "-",
                       "--as-of", "2021-11-24", "--root", root).out  # fmt: skip
    assert "**Decision of the committee:** Referred back to the decision maker" in minutes
    assert "Resolved: That it be sent to Cabinet." in minutes
    programme = given(root, "2021-11-24", "programme", "list")
    assert programme["programme"][0]["decisions"] == ["lease"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            CallInRule(working_days=5),
            "A decision may be called in within 5 working days after it is published.",
        ),
        (
            CallInRule(working_days=5, counts_last_day=False, callers=6),
            (
                "A decision takes effect 5 working days after it is published. It may be called in by at "
                "least 6 people before then."
            ),
        ),
        (
            CallInRule(working_days=5, heard_within=10, if_not_heard="it takes effect."),
            (
                "A decision may be called in within 5 working days after it is published. A call-in is "
                "heard within 10 working days. If it is not: it takes effect."
            ),
        ),
    ],
)
def test_rule_is_printed_in_sentences(rule: CallInRule, words: str) -> None:
    assert rule_words(rule) == words


def test_call_in_says_whether_it_came_in_time(root: Path) -> None:
    def added(*words: str) -> str:
        told = scrutiny("call-in", "add", "--decision", "lease", "--caller", "ash", "--dry-run",
                        "--grounds", "No.", *words, "--as-of", "2021-11-16", "--root", root)  # fmt: skip
        assert told.code == 0, told.err
        return told.err

    assert "in time; it must be heard by Monday 29 November 2021" in added(
        "--received", "2021-11-15"
    )
    assert "too late: the last day was Monday 15 November 2021" in added("--received", "2021-11-16")
    late = added("--received", "2021-11-15", "--at", "5.10 pm")
    assert "too late" in late


def test_petition_that_comes_late_is_refused_with_its_own_deadline(root: Path) -> None:
    told = scrutiny("question", "add", "--meeting", "2021-11-23", "--kind", "petition", "--name",
                    "R. Elm", "--names", "60", "--question", "Mend the road.", "--received",
                    "2021-11-09", "--dry-run", "--root", root)  # fmt: skip
    assert "it came in after petitions had closed at 12 noon on Monday 8 November 2021" in told.err
    assert "refused" in told.out
    none = scrutiny("question", "add", "--meeting", "2021-11-23", "--kind", "deputation", "--name",
                    "R. Elm", "--question", "Hear us.", "--received", "2021-11-09", "--dry-run",
                    "--root", root)  # fmt: skip
    assert "the meeting takes no deputations" in none.err
