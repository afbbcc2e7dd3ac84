"""Laws of states: whatever the record, states follow each other in time."""

import calendar
from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import ResponseTime, Rules
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.response_clock import response_due
from scrutiny_cli.domain.state import (
    ACTION_STATES,
    OWED,
    RECOMMENDATION_STATES,
    ActionStanding,
    RecommendationStanding,
    action_state,
    recommendation_state,
    responses_to,
)
from scrutiny_cli.reports.model import Table
from scrutiny_cli.reports.trackers import actions as log
from scrutiny_cli.reports.trackers import recommendation_tracker as tracker
from scrutiny_cli.reports.trackers.overdue import find_overdue, owed
from scrutiny_cli.reports.trackers.responses import schedule
from tests.sample import register, standpoint

DAY = timedelta(days=1)
days = st.dates(date(2018, 1, 1), date(2023, 12, 31))
some_days = st.none() | days
TIME = ResponseTime.model_validate({"to": "NHS Exampleshire", "days": "28"})
rules = st.builds(
    Rules,
    due_soon_days=st.integers(0, 40),
    long_overdue_days=st.integers(1, 100),
    response_months=st.integers(1, 12),
    response_times=st.just((TIME,)),
)


def written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def kept(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """An action in any condition: due or not, done or not, withdrawn, sent back."""
    withdrawn = draw(some_days)
    return Action.model_validate(
        kept(
            id="a",
            action="Do it.",
            due=draw(st.sampled_from([None, "ongoing"]) | days.map(written)),
            completed=draw(st.sampled_from([None, "yes", "no"]) | days.map(written)),
            accepted=draw(st.sampled_from([None, None, "yes", "no"])),
            withdrawn={"on": written(withdrawn)} if withdrawn else None,
            evidence=draw(st.sampled_from([None, "A letter."])),
        )
    )


def standing(action: Action, reported_on: date | None, rule: Rules, day: date) -> ActionStanding:
    return action_state(action, action.due.day if action.due else None, reported_on, rule, day)


@given(actions(), some_days, rules, days, st.integers(0, 800))
def test_action_never_returns_to_an_earlier_state(
    action: Action, reported_on: date | None, rule: Rules, day: date, later: int
) -> None:
    """Open, due soon, overdue, long overdue, completed, reported complete; withdrawn at any time.

    What the committee sends back at its meeting begins anew.
    """
    assume(
        action.accepted is not False
        or reported_on is None
        or not day < reported_on <= day + later * DAY
    )
    before = standing(action, reported_on, rule, day)
    after = standing(action, reported_on, rule, day + later * DAY)
    assert ACTION_STATES.index(before.state) <= ACTION_STATES.index(after.state)


@given(actions(), some_days, rules, days)
def test_days_overdue_increase_by_one_a_day(
    action: Action, reported_on: date | None, rule: Rules, day: date
) -> None:
    today, tomorrow = (
        standing(action, reported_on, rule, day),
        standing(action, reported_on, rule, day + DAY),
    )
    if today.days_overdue and tomorrow.state in OWED:
        assert tomorrow.days_overdue == today.days_overdue + 1
    assert (today.days_overdue > 0) == (today.state in ("overdue", "long overdue"))
    if today.state == "long overdue":
        assert today.days_overdue >= rule.long_overdue_days


@given(actions(), some_days, rules)
def test_nothing_is_overdue_on_its_due_date(
    action: Action, reported_on: date | None, rule: Rules
) -> None:
    if action.due and action.due.day:
        on_the_day = standing(action, reported_on, rule, action.due.day)
        assert on_the_day.days == 0
        assert on_the_day.days_overdue == 0
        next_day = standing(action, reported_on, rule, action.due.day + DAY)
        assert next_day.days_overdue == (next_day.state in OWED)


@given(actions(), some_days, rules, days)
def test_action_without_a_due_day_is_never_overdue(
    action: Action, reported_on: date | None, rule: Rules, day: date
) -> None:
    dateless = action.model_copy(update={"due": None})
    standing_now = standing(dateless, reported_on, rule, day)
    assert standing_now.state not in ("due soon", "overdue", "long overdue")
    assert standing_now.days_overdue == 0


# ------------------------------------------------------------------------------ recommendations

# Before a whole reply the clock goes one way; after it, no clock runs any more.
WAITING = ("awaiting notice", "awaiting response", "response overdue")

replies = st.builds(
    lambda on, decision, part, done: Response.model_validate(
        kept(
            id="x",
            to="r",
            on=written(on),
            decision=decision,
            part=part,
            actions=[kept(action="Do it.", completed=written(day)) for day in done],
        )
    ),
    days,
    st.sampled_from([None, "agreed", "partially agreed", "not agreed", "noted"]),
    st.sampled_from([None, None, "a half"]),
    st.lists(some_days, max_size=2),
)


ADDRESSEES = (
    ["executive"],
    ["committee"],
    ["committee", "executive"],
    ["NHS Exampleshire"],
    ["officers", "NHS Exampleshire"],
    ["officers"],
)
WITHOUT_A_DATE = ("officers",)


@st.composite
def recommendations(draw: st.DrawFn) -> Recommendation:
    """A recommendation in any condition."""
    return Recommendation.model_validate(
        kept(
            id="r",
            meeting="m",
            text="Do it.",
            to=draw(st.sampled_from(ADDRESSEES)),
            kind=draw(st.sampled_from(["recommendation", "resolution"])),
            notified=written(draw(some_days)),
            received=written(draw(some_days)),
            completed=draw(st.sampled_from([None, None, "yes"]) | days.map(written)),
            accepted=draw(st.sampled_from([None, None, None, "yes", "no"])),
            withdrawn=draw(
                st.sampled_from([None, None, None, "Overtaken."])
                | days.map(lambda day: {"on": written(day)})
            ),
        )
    )


def rests(
    recommendation: Recommendation, given_: list[Response], rule: Rules, day: date
) -> RecommendationStanding:
    in_order = sorted(given_, key=lambda reply: reply.on or date.min)
    answers = responses_to(recommendation, in_order, day)
    return recommendation_state(recommendation, answers, rule, day)


@given(recommendations(), st.lists(replies, max_size=3), rules, days, st.integers(0, 800))
def test_recommendation_never_returns_to_awaiting_a_response(
    recommendation: Recommendation, given_: list[Response], rule: Rules, day: date, later: int
) -> None:
    before = rests(recommendation, given_, rule, day)
    after = rests(recommendation, given_, rule, day + later * DAY)
    if after.state in WAITING:
        assert before.state in WAITING
        assert WAITING.index(before.state) <= WAITING.index(after.state)
        assert before.days_overdue <= after.days_overdue


@given(recommendations(), st.lists(replies, max_size=3), rules, days)
def test_response_is_overdue_from_the_day_after_the_last_day(
    recommendation: Recommendation, given_: list[Response], rule: Rules, day: date
) -> None:
    standing_now = rests(recommendation, given_, rule, day)
    assert (standing_now.state == "response overdue") == (standing_now.days_overdue > 0)
    assert (standing_now.response_due is not None) == (
        standing_now.state in ("awaiting response", "response overdue")
        and recommendation.to != WITHOUT_A_DATE
    )
    if standing_now.response_due:
        assert standing_now.days_overdue == max((day - standing_now.response_due).days, 0)


@given(days, st.integers(1, 12))
def test_time_to_respond_agrees_with_another_definition(received: date, months: int) -> None:
    """The last day is the day before the corresponding date, or the last of its month.

    Here months are added one at a time, and whether there is a corresponding date is looked up.
    """
    year, month = received.year, received.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if received.day in list(calendar.Calendar().itermonthdays(year, month)):
        expected = date(year, month, received.day) - DAY
    else:
        following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
        expected = following - DAY
    assert response_due(received, months) == expected


@given(days, st.integers(1, 11))
def test_longer_or_later_time_to_respond_never_ends_sooner(received: date, months: int) -> None:
    assert response_due(received, months) < response_due(received, months + 1)
    assert response_due(received, months) <= response_due(received + DAY, months)


# ------------------------------------------------------------------------- the sample register


@given(days)
def test_every_record_of_the_register_has_one_state(day: date) -> None:
    """On any day each action is in one part of the log, each recommendation in one state."""
    all_records = register()
    report = log.log(standpoint(day))
    rows = Counter(
        {
            section.key: len(block.rows)
            for section in report.sections
            for block in section.blocks
            if section.key in ("log", "reported", "withdrawn") and isinstance(block, Table)
        }
    )
    assert rows.total() == len(all_records.actions)
    states = Counter(entry["state"] for entry in report.data["actions"])
    assert rows["reported"] == states["reported complete"]
    assert rows["withdrawn"] == states["withdrawn"]

    tracked = tracker.tracker(standpoint(day)).data["recommendations"]
    assert sorted(entry["id"] for entry in tracked) == sorted(
        name
        for name, r in all_records.recommendations.items()
        if all_records.meetings[r.meeting].date <= day
    )
    assert {entry["state"] for entry in tracked} <= set(RECOMMENDATION_STATES)
    unanswered = schedule(standpoint(day)).data["unanswered"]
    assert {entry["recommendation"] for entry in unanswered} == {
        entry["id"] for entry in tracked if entry["state"] in WAITING
    }


@given(days)
def test_owed_action_is_overdue_due_soon_undated_or_in_time(day: date) -> None:
    overdue = find_overdue(standpoint(day))
    everything = {thing.id for thing in owed(standpoint(day))}
    parts = [{thing.id for thing in part} for part in (overdue.late, overdue.soon, overdue.undated)]
    assert sum(map(len, parts)) == len(set().union(*parts))
    rest = everything - set().union(*parts)
    standing = {thing.id: thing.standing for thing in owed(standpoint(day))}
    assert all(standing[name].state == "open" and standing[name].due for name in rest)
    dates = [thing.standing.due for thing in overdue.late if thing.standing.due]
    assert dates == sorted(dates)
    assert all(due < day for due in dates)
