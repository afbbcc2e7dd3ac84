"""Topics of the work programme: deferrals, lists, years, agendas and repeated topics."""

import pytest

from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.programme import (
    Topic,
    TopicMove,
    deferrals,
    is_deferral,
    list_of,
    namesakes,
    on_agenda,
    wording,
    year_of,
)

MEETINGS = {
    name: Meeting.model_validate({"id": name, "date": day})
    for name, day in (("june", "2021-06-01"), ("july", "2021-07-27"), ("april", "2022-04-05"))
}


def topic(**fields: object) -> Topic:
    return Topic.model_validate({"id": "t", "topic": "Fostering", **fields})


def move(before: str, after: str) -> TopicMove:
    return TopicMove.model_validate({"from": before, "to": after})


@pytest.mark.parametrize(
    ("before", "after", "deferred"),
    [
        ("june", "july", True),
        ("july", "june", False),
        ("june", "to schedule", True),
        ("june", "briefing note", True),
        ("to schedule", "june", False),
        ("to schedule", "proposed", False),
        ("june", "june", False),
        ("nowhere", "june", False),
        ("june", "nowhere", False),
    ],
)
def test_move_to_a_later_meeting_or_a_list_is_a_deferral(
    before: str, after: str, deferred: bool
) -> None:
    assert is_deferral(move(before, after), MEETINGS) is deferred


def test_only_deferrals_are_counted() -> None:
    moves = [
        {"from": "june", "to": "july"},
        {"from": "july", "to": "june"},
        {"from": "june", "to": "to schedule"},
        {"from": "to schedule", "to": "april"},
    ]
    assert deferrals(topic(moved=moves), MEETINGS) == 2


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"meeting": "june"}, None),
        ({"list": "workshop"}, "workshop"),
        ({}, "to schedule"),
        ({"meeting": "nowhere"}, "to schedule"),
    ],
)
def test_topic_without_a_meeting_is_on_a_list(fields: dict[str, str], name: str | None) -> None:
    assert list_of(topic(**fields), MEETINGS) == name


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"meeting": "june"}, "2021/22"),
        ({"meeting": "april"}, "2021/22"),
        ({"meeting": "june", "year": "2020-21"}, "2020/21"),
        ({"list": "proposed"}, None),
    ],
)
def test_topic_is_in_its_own_year_or_its_meetings(fields: dict[str, str], year: str | None) -> None:
    assert year_of(topic(**fields), MEETINGS) == year


@pytest.mark.parametrize(
    ("items", "there"),
    [
        ([], None),
        ([{"title": "Adoption"}], False),
        ([{"title": "Fostering"}], False),
        ([{"title": "Fostering", "programme": "t"}], True),
        ([{"title": "Fostering", "programme": "namesake"}], True),
        # An item that is not open may be this topic.
        ([{"title": "A", "classification": "exempt"}], None),
    ],
)
def test_topic_is_on_an_agenda_that_names_it(
    items: list[dict[str, str]], there: bool | None
) -> None:
    meeting = Meeting.model_validate({"id": "m", "date": "2021-06-01", "items": items})
    assert on_agenda({"t", "namesake"}, meeting) is there


def test_same_as_joins_two_topics_in_both_directions() -> None:
    first, second, third = (
        topic(id="a"),
        topic(id="b", same_as="a"),
        topic(id="c", same_as="gone"),
    )
    joined = namesakes({t.id: t for t in (first, second, third)})
    assert joined["a"] == joined["b"] == {"a", "b"}
    assert joined["c"] == {"c", "gone"}


def test_words_are_compared_without_capitals_and_punctuation() -> None:
    printed, typed = topic(topic="Budget – 2021/22 (draft)"), topic(topic="budget: 2021-22, DRAFT")
    assert wording(printed) == wording(typed) == "budget 2021 22 draft"
    assert wording(printed, years=False) == "budget draft"
