"""The states of actions and recommendations on a date, case by case."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.state import (
    ACTION_RAG,
    ACTION_STATES,
    OWED,
    RECOMMENDATION_RAG,
    RECOMMENDATION_STATES,
    ActionStanding,
    RecommendationStanding,
    action_state,
    owed_standing,
    recommendation_state,
    responses_to,
    with_owed,
)

DUE = date(2021, 9, 1)
RULES = Rules()


def standing(as_of: str, *, reported_on: date | None = None, **fields: Any) -> ActionStanding:
    """Where an action due on 1 September 2021 stands."""
    action = Action.model_validate({"id": "a", "action": "Do it.", "due": "2021-09-01", **fields})
    assert action.due is not None
    return action_state(action, action.due.day, reported_on, RULES, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("as_of", "state", "days", "days_overdue", "rag"),
    [
        ("2021-08-17", "open", -15, 0, "green"),
        ("2021-08-18", "open", -14, 0, "green"),
        ("2021-08-19", "due soon", -13, 0, "amber"),
        ("2021-08-31", "due soon", -1, 0, "amber"),
        ("2021-09-01", "due soon", 0, 0, "amber"),
        ("2021-09-02", "overdue", 1, 1, "red"),
        ("2021-10-30", "overdue", 59, 59, "red"),
        ("2021-10-31", "long overdue", 60, 60, "red"),
        ("2022-09-01", "long overdue", 365, 365, "red"),
    ],
)
def test_open_action_becomes_due_soon_overdue_and_long_overdue(
    as_of: str, state: str, days: int, days_overdue: int, rag: str
) -> None:
    result = standing(as_of)
    assert (result.state, result.days, result.days_overdue, result.rag) == (
        state,
        days,
        days_overdue,
        rag,
    )


@pytest.mark.parametrize("due", ["ongoing", {"every": "quarter"}, {"after": "the audit"}, "tbc"])
def test_action_without_a_due_day_stays_open_and_is_not_rated(due: Any) -> None:
    result = standing("2199-12-31", due=due)
    assert (result.state, result.due, result.days_overdue, result.rag) == (
        "open",
        None,
        0,
        "not rated",
    )


def test_completed_action_is_reported_complete_after_its_meeting() -> None:
    reported_on = date(2021, 11, 23)
    before = standing("2021-11-01", completed="2021-11-02", reported_on=reported_on)
    assert before.state == "long overdue"
    for day in ("2021-11-02", "2021-11-22", "2021-11-23"):
        on_the_day = standing(day, completed="2021-11-02", reported_on=reported_on)
        assert (on_the_day.state, on_the_day.rag, on_the_day.days_overdue) == (
            "completed",
            "blue",
            0,
        )
        assert "not yet reported to the committee" in on_the_day.remarks
    after = standing("2021-11-24", completed="2021-11-02", reported_on=reported_on)
    assert (after.state, after.rag) == ("reported complete", "blue")
    assert after.remarks == ("no evidence given",)


def test_action_completed_yes_is_done_on_any_date() -> None:
    assert standing("2021-01-01", completed="yes").state == "completed"
    assert standing("2021-12-01", completed="no").state == "long overdue"
    for written in ("true", "True", " YES "):
        assert standing("2021-01-01", completed=written).state == "completed"
    for written in ("false", "False", "NO"):
        assert standing("2021-12-01", completed=written).state == "long overdue"


def test_completed_action_without_evidence_has_a_remark() -> None:
    assert "no evidence given" in standing("2021-12-01", completed="yes").remarks
    proved = standing("2021-12-01", completed="yes", evidence="The advertisement.")
    assert "no evidence given" not in proved.remarks


def test_action_sent_back_is_owed_again() -> None:
    result = standing(
        "2021-12-01", completed="2021-11-02", accepted="no", reported_on=date(2021, 11, 23)
    )
    assert (result.state, result.remarks) == ("long overdue", ("sent back by the committee",))


def test_action_is_completed_until_the_meeting_that_sends_it_back() -> None:
    fields: dict[str, Any] = {"completed": "2021-11-02", "accepted": "no"}
    reported_on = date(2021, 11, 23)
    assert standing("2021-11-22", reported_on=reported_on, **fields).state == "completed"
    assert standing("2021-11-23", reported_on=reported_on, **fields).state == "long overdue"


def test_withdrawn_action_is_not_owed_from_that_date() -> None:
    fields: dict[str, Any] = {"withdrawn": {"on": "2021-10-12", "reason": "Overtaken."}}
    assert standing("2021-10-11", **fields).state == "overdue"
    withdrawn = standing("2021-10-12", **fields)
    assert (withdrawn.state, withdrawn.rag, withdrawn.days_overdue) == ("withdrawn", "not rated", 0)
    assert standing("2020-01-01", withdrawn="Overtaken.").state == "withdrawn"


def test_committee_sets_due_soon_and_long_overdue() -> None:
    rules = Rules(due_soon_days=3, long_overdue_days=5)
    action = Action.model_validate({"id": "a", "action": "Do it.", "due": "2021-09-01"})

    def state(day: int) -> str:
        return action_state(action, DUE, None, rules, date(2021, 9, day)).state

    assert state(1) == "due soon"
    assert (state(2), state(5), state(6)) == ("overdue", "overdue", "long overdue")
    before = [action_state(action, DUE, None, rules, date(2021, 8, day)).state for day in (29, 30)]
    assert before == ["open", "due soon"]


def test_every_state_has_a_rating() -> None:
    assert set(ACTION_RAG) == set(ACTION_STATES)
    assert set(RECOMMENDATION_RAG) == set(RECOMMENDATION_STATES)
    assert {state for state in ACTION_STATES if ACTION_RAG[state] == "red"} == {
        "overdue",
        "long overdue",
    }
    assert set(ACTION_STATES) > OWED


# ------------------------------------------------------------------------------ recommendations


def recommendation_standing(
    as_of: str, *replies: dict[str, Any], rules: Rules = RULES, **fields: Any
) -> RecommendationStanding:
    """Where a recommendation to the executive stands, given some replies."""
    data = {"id": "r", "meeting": "m", "text": "Do it.", "to": "executive", **fields}
    recommendation = Recommendation.model_validate(data)
    responses = [
        Response.model_validate({"id": f"x{n}", "to": "r", **reply})
        for n, reply in enumerate(replies, 1)
    ]
    day = date.fromisoformat(as_of)
    return recommendation_state(
        recommendation, responses_to(recommendation, responses, day), rules, day
    )


RECEIVED: dict[str, Any] = {"received": "2021-10-14"}
AGREED = {"on": "2021-12-02", "decision": "agreed"}


@pytest.mark.parametrize(
    ("as_of", "state", "days_overdue"),
    [
        ("2021-10-13", "awaiting notice", 0),
        ("2021-10-14", "awaiting response", 0),
        ("2021-12-13", "awaiting response", 0),
        ("2021-12-14", "response overdue", 1),
        ("2021-12-16", "response overdue", 3),
    ],
)
def test_response_is_due_from_the_date_of_receipt(
    as_of: str, state: str, days_overdue: int
) -> None:
    result = recommendation_standing(as_of, **RECEIVED)
    assert (result.state, result.days_overdue) == (state, days_overdue)
    due = None if state == "awaiting notice" else date(2021, 12, 13)
    assert result.response_due == due


def test_response_is_due_from_the_notice_if_that_came_later() -> None:
    later = recommendation_standing("2021-10-19", notified="2021-10-20", **RECEIVED)
    assert later.state == "awaiting notice"
    result = recommendation_standing("2021-10-20", notified="2021-10-20", **RECEIVED)
    assert (result.state, result.response_due) == ("awaiting response", date(2021, 12, 19))
    earlier = recommendation_standing("2021-10-20", notified="2021-10-11", **RECEIVED)
    assert earlier.response_due == date(2021, 12, 13)


def test_recommendation_without_notice_has_no_date_to_respond() -> None:
    assert recommendation_standing("2030-01-01") == RecommendationStanding("awaiting notice")


def test_committee_may_set_another_number_of_months() -> None:
    result = recommendation_standing("2021-11-14", rules=Rules(response_months=1), **RECEIVED)
    assert (result.state, result.response_due) == ("response overdue", date(2021, 11, 13))


@pytest.mark.parametrize(
    "to", ["officers", "Secretary of State", ["West Mercia Police", "officers"]]
)
def test_others_are_awaited_without_a_date(to: Any) -> None:
    result = recommendation_standing("2030-01-01", to=to, **RECEIVED)
    assert result == RecommendationStanding("awaiting response")
    assert recommendation_standing("2021-10-13", to=to, **RECEIVED).state == "awaiting notice"


@pytest.mark.parametrize(("as_of", "state"), [("2021-11-11", "awaiting"), ("2021-11-12", "late")])
def test_rules_give_others_a_time_to_respond(as_of: str, state: str) -> None:
    rules = Rules.model_validate({"response_times": [{"to": "Hospital Trust", "days": "28"}]})
    result = recommendation_standing(
        as_of, rules=rules, to=["officers", "the hospital trust"], **RECEIVED
    )
    assert result.response_due == date(2021, 11, 11)
    assert (result.state, result.days_overdue) == {
        "awaiting": ("awaiting response", 0),
        "late": ("response overdue", 1),
    }[state]


@pytest.mark.parametrize("decision", ["agreed", "partially agreed", "not agreed", "noted"])
def test_response_decides_from_its_date(decision: str) -> None:
    reply = {"on": "2021-12-02", "decision": decision}
    assert recommendation_standing("2021-12-01", reply, **RECEIVED).state == "awaiting response"
    assert recommendation_standing("2021-12-02", reply, **RECEIVED).state == decision


@pytest.mark.parametrize(
    ("on", "days", "remarks"),
    [
        ("2021-12-13", 0, ()),
        ("2021-12-14", 1, ("answered 1 day late, due 13 December 2021",)),
        ("2022-01-26", 44, ("answered 44 days late, due 13 December 2021",)),
        (None, 0, ()),
    ],
)
def test_late_response_leaves_a_remark(on: str | None, days: int, remarks: tuple[str, ...]) -> None:
    reply = {"decision": "partially agreed", **({"on": on} if on else {})}
    result = recommendation_standing("2022-02-01", reply, **RECEIVED)
    assert (result.state, result.days_late, result.remarks) == ("partially agreed", days, remarks)
    assert (result.response_due, result.days_overdue) == (None, 0)


def test_first_whole_response_is_in_time_or_late() -> None:
    part = {**AGREED, "part": "the first half"}
    second = {"on": "2022-01-10", "decision": "not agreed"}
    assert recommendation_standing("2022-02-01", AGREED, second, **RECEIVED).days_late == 0
    late = recommendation_standing("2022-02-01", part, second, completed="yes", **RECEIVED)
    assert (late.state, late.days_late) == ("implemented", 28)
    assert late.remarks[0] == "answered 28 days late, due 13 December 2021"


def test_response_without_a_last_day_is_not_late() -> None:
    late = {"on": "2025-01-10", "decision": "agreed"}
    for more in ({}, {"to": "officers", **RECEIVED}, {"kind": "resolution", **RECEIVED}):
        assert recommendation_standing("2030-01-01", late, **more).days_late == 0
    withdrawn = recommendation_standing("2030-01-01", late, withdrawn="Overtaken.", **RECEIVED)
    assert withdrawn == RecommendationStanding("withdrawn")


def test_last_whole_response_counts() -> None:
    second = {"on": "2022-01-10", "decision": "not agreed"}
    assert recommendation_standing("2021-12-31", AGREED, second, **RECEIVED).state == "agreed"
    assert recommendation_standing("2022-01-10", AGREED, second, **RECEIVED).state == "not agreed"


def test_response_to_a_part_leaves_the_rest_owed() -> None:
    reply = {**AGREED, "part": "the first half"}
    result = recommendation_standing("2021-12-20", reply, **RECEIVED)
    assert (result.state, result.remarks) == ("response overdue", ("answered in part",))


def test_exception_has_a_decision_of_its_own() -> None:
    reply = {**AGREED, "to": ["q", "r"], "except": {"r": "not agreed"}}
    assert recommendation_standing("2021-12-20", reply, **RECEIVED).state == "not agreed"
    assert (
        recommendation_standing("2021-12-20", {**AGREED, "to": ["q"]}, **RECEIVED).state
        == "response overdue"
    )


def test_recommendation_is_implemented_when_all_its_actions_are_done() -> None:
    actions = [
        {"action": "One.", "completed": "2022-01-01"},
        {"action": "Two.", "completed": "2022-02-01"},
        {"action": "For another.", "for": ["q"]},
    ]
    reply = {**AGREED, "to": ["q", "r"], "actions": actions}
    assert recommendation_standing("2022-01-31", reply, **RECEIVED).state == "being implemented"
    done = recommendation_standing("2022-02-01", reply, **RECEIVED)
    assert (done.state, done.rag) == ("implemented", "blue")
    assert "not yet accepted by the committee" in done.remarks


def test_action_serves_what_its_response_does_not_refuse() -> None:
    actions = [{"action": "For all."}, {"action": "For one.", "for": "r"}]
    reply = Response.model_validate(
        {
            "id": "x",
            "to": ["q", "r", "s"],
            "decision": "agreed",
            "except": {"r": "not agreed", "s": "noted"},
            "actions": actions,
        }
    )
    served = {
        name: [
            action.action
            for answer in responses_to(
                Recommendation.model_validate({"id": name, "meeting": "m", "text": "Do it."}),
                [reply],
                DUE,
            )
            for action in answer.actions
        ]
        for name in ("q", "r", "s")
    }
    assert served == {"q": ["For all."], "r": ["For one."], "s": ["For all."]}


def test_committees_verdict_is_final() -> None:
    done: dict[str, Any] = {"completed": "2022-01-01", **RECEIVED}
    assert recommendation_standing("2022-01-01", **done).state == "implemented"
    assert (
        recommendation_standing("2022-01-01", accepted="yes", **done).state
        == "accepted by the committee"
    )
    back = recommendation_standing("2022-01-01", accepted="no", **done)
    assert (back.state, back.remarks) == ("being implemented", ("sent back by the committee",))


@pytest.mark.parametrize(
    ("accepted", "state"), [("yes", "accepted by the committee"), ("no", "being implemented")]
)
def test_verdict_does_not_count_before_its_meeting(accepted: str, state: str) -> None:
    done = Recommendation.model_validate(
        {"id": "r", "meeting": "m", "text": "x", "completed": "2022-01-01", "accepted": accepted}
    )
    reported_on = date(2022, 1, 25)
    states = [
        recommendation_state(done, (), RULES, day, reported_on=reported_on).state
        for day in (date(2022, 1, 24), reported_on)
    ]
    assert states == ["implemented", state]


def test_resolution_is_noted_and_may_be_withdrawn() -> None:
    assert recommendation_standing("2030-01-01", kind="resolution", **RECEIVED).state == "noted"
    assert (
        recommendation_standing("2030-01-01", withdrawn="Overtaken.", **RECEIVED).state
        == "withdrawn"
    )


def test_recommendation_is_withdrawn_from_its_date() -> None:
    withdrawal = {"on": "2021-12-20", "reason": "Overtaken."}
    assert (
        recommendation_standing("2021-12-19", withdrawn=withdrawal, **RECEIVED).state
        == "response overdue"
    )
    assert recommendation_standing(
        "2021-12-20", withdrawn=withdrawal, **RECEIVED
    ) == RecommendationStanding("withdrawn")
    assert (
        recommendation_standing("2021-12-20", withdrawn={"on": "2021-12-21"}, completed="yes").state
        == "implemented"
    )


def test_replaced_recommendation_is_withdrawn_from_the_date_of_the_other() -> None:
    written = {"id": "r", "meeting": "m", "text": "Do it.", "superseded_by": ["s", "t"]}
    replaced = Recommendation.model_validate(written)
    standings = [
        recommendation_state(replaced, (), RULES, day, replaced_on=date(2022, 1, 11))
        for day in (date(2022, 1, 10), date(2022, 1, 11))
    ]
    assert standings == [
        RecommendationStanding("awaiting notice"),
        RecommendationStanding("withdrawn", remarks=("replaced by s and t",)),
    ]
    assert recommendation_state(replaced, (), RULES, DUE).state == "withdrawn"
    earlier = Recommendation.model_validate({**written, "withdrawn": {"on": "2021-12-20"}})
    assert recommendation_state(earlier, (), RULES, date(2021, 12, 20)).state == "withdrawn"


@pytest.mark.parametrize("replies", [[], [{**AGREED, "part": "the first half"}]])
def test_committees_own_work_awaits_no_response(replies: list[dict[str, Any]]) -> None:
    result = recommendation_standing("2030-01-01", *replies, to="committee")
    assert (result.state, result.response_due) == ("being implemented", None)
    both = recommendation_standing("2030-01-01", *replies, to=["committee", "executive"])
    assert both.state == "awaiting notice"


LATE = owed_standing(DUE, RULES, date(2021, 9, 3))
SOON = owed_standing(date(2021, 9, 10), RULES, date(2021, 9, 3))
LATER = owed_standing(date(2022, 9, 1), RULES, date(2021, 9, 3))
UNDATED = owed_standing(None, RULES, date(2021, 9, 3))


@pytest.mark.parametrize("state", RECOMMENDATION_STATES)
@pytest.mark.parametrize("own", [None, LATE, SOON, LATER, UNDATED])
@pytest.mark.parametrize("promised", [(), (LATER,), (UNDATED, SOON), (LATER, LATE), (SOON, LATE)])
def test_rating_of_a_recommendation_is_the_worst_of_what_is_owed(
    state: Any, own: ActionStanding | None, promised: tuple[ActionStanding, ...]
) -> None:
    result = with_owed(RecommendationStanding(state), own, promised)
    closed = state in ("not agreed", "accepted by the committee", "withdrawn")
    done = closed or state in ("implemented", "noted")
    owed = {*(() if closed else promised), *(() if done or own is None else (own,))}
    ratings = {RECOMMENDATION_RAG[state], *(standing.rag for standing in owed)}
    worst = [rating for rating in ("red", "amber") if rating in ratings]
    assert result.rag == (worst[0] if worst else RECOMMENDATION_RAG[state])
    assert bool(result.remarks) == bool(owed & {LATE, SOON})


def test_remarks_say_what_is_owed() -> None:
    result = with_owed(RecommendationStanding("agreed"), LATE, (LATE, LATER, SOON))
    assert result.remarks == (
        "2 days past its own date, 1 September 2021",
        "1 of 3 promised actions overdue",
        "1 of 3 promised actions due soon",
    )


@pytest.mark.parametrize(
    ("evidence", "remark"),
    [
        ((None, None), "no evidence given"),
        (("The letter.", None), "no evidence given for 1 of 2 promised actions"),
        (("The letter.", "The minutes."), None),
    ],
)
def test_evidence_of_promised_actions_counts(
    evidence: tuple[str | None, ...], remark: str | None
) -> None:
    actions = [
        {"action": "Do it.", "completed": "2022-01-01", **({"evidence": words} if words else {})}
        for words in evidence
    ]
    result = recommendation_standing("2022-02-01", {**AGREED, "actions": actions}, **RECEIVED)
    expected = ("not yet accepted by the committee",)
    assert result.remarks == ((remark, *expected) if remark else expected)
