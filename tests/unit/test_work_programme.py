"""The work programme: what counts as put off, as on the agenda, as the same topic."""

from datetime import date
from pathlib import Path

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
from scrutiny_cli.reports.model import Listing
from scrutiny_cli.reports.programme import programme, topics
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

MEETINGS = {
    name: Meeting.model_validate({"id": name, "date": day})
    for name, day in (("june", "2021-06-01"), ("july", "2021-07-27"), ("april", "2022-04-05"))
}


def topic(**fields: object) -> Topic:
    return Topic.model_validate({"id": "t", "topic": "Fostering", **fields})


def move(before: str, after: str) -> TopicMove:
    return TopicMove.model_validate({"from": before, "to": after})


@pytest.mark.parametrize(
    ("before", "after", "put_off"),
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
def test_a_topic_is_put_off_from_a_meeting_to_a_later_one_or_a_list(
    before: str, after: str, put_off: bool
) -> None:
    assert is_deferral(move(before, after), MEETINGS) is put_off


def test_only_what_was_put_off_is_counted() -> None:
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
def test_every_topic_stands_somewhere(fields: dict[str, str], name: str | None) -> None:
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
def test_a_topic_is_in_its_own_year_or_its_meetings(
    fields: dict[str, str], year: str | None
) -> None:
    assert year_of(topic(**fields), MEETINGS) == year


@pytest.mark.parametrize(
    ("items", "there"),
    [
        ([], None),
        ([{"title": "Adoption"}], False),
        ([{"title": "Fostering"}], False),
        ([{"title": "Fostering", "programme": "t"}], True),
        ([{"title": "Fostering", "programme": "namesake"}], True),
        # What is taken in private may be this very topic; nobody is told.
        ([{"title": "A", "classification": "exempt"}], None),
    ],
)
def test_a_topic_is_on_an_agenda_that_names_it(
    items: list[dict[str, str]], there: bool | None
) -> None:
    meeting = Meeting.model_validate({"id": "m", "date": "2021-06-01", "items": items})
    assert on_agenda({"t", "namesake"}, meeting) is there


def test_same_as_joins_whichever_of_the_two_says_so() -> None:
    one, other, third = (
        topic(id="a"),
        topic(id="b", same_as="a"),
        topic(id="c", same_as="gone"),
    )
    joined = namesakes({t.id: t for t in (one, other, third)})
    assert joined["a"] == joined["b"] == {"a", "b"}
    assert joined["c"] == {"c", "gone"}


def test_words_are_compared_without_capitals_and_signs() -> None:
    one, other = topic(topic="Budget – 2021/22 (draft)"), topic(topic="budget: 2021-22, DRAFT")
    assert wording(one) == wording(other) == "budget 2021 22 draft"
    assert wording(one, years=False) == "budget draft"


PROGRAMME = "records/programme/2021-22.yaml"
AGENDA = {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nitems: [{title: Adoption}]\n"}


def found(root: Path, programme: str, more: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Code and record of each fault of a register with some topics."""
    loaded = load(write_tree(root, BASE | {PROGRAMME: programme} | (more or {})))
    return [(fault.code, fault.record or "") for fault in loaded.diagnostics]


def test_a_topic_left_at_a_meeting_that_does_not_take_place_is_told(tmp_path: Path) -> None:
    meeting = {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nstatus: cancelled\n"}
    told = found(tmp_path, "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n", meeting)
    assert told == [("topic-not-on-agenda", "a")]


def test_an_item_that_takes_up_a_namesake_keeps_the_promise(tmp_path: Path) -> None:
    meeting = {
        "records/meetings/cyp-2021-11-23.yaml": (
            "date: 2021-11-23\nitems: [{title: Fostering, programme: b}]\n"
        )
    }
    topics_of = (
        "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
        "- {id: b, topic: Foster care, list: annual report, year: 2021/22, same_as: a}\n"
    )
    assert found(tmp_path, topics_of, meeting) == []


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        # At two meetings a topic comes back.
        ("{id: b, topic: fostering!, meeting: cyp-2021-12-07}", []),
        ("{id: b, topic: Fostering, list: workshop, year: 2021/22}", ["topic-twice"]),
        ("{id: b, topic: Fostering, list: workshop, year: 2022/23}", []),
        ("{id: b, topic: Foster care, list: workshop, year: 2021/22}", []),
        (
            "{id: b, topic: Foster care, list: workshop, year: 2021/22, same_as: a}",
            ["topic-twice"],
        ),
        (
            "{id: b, topic: Foster care, list: workshop, year: 2021/22, same_as: a, twice_because: W}",
            [],
        ),
        ("{id: b, topic: Fostering, list: annual report, year: 2021/22}", []),
        # A group and its report, joined.
        ("{id: b, topic: Group, list: task and finish, year: 2021/22, same_as: a}", []),
        ("{id: b, topic: Fostering, list: task and finish, year: 2021/22}", ["topic-twice"]),
        ("{id: b, topic: B, list: proposed, meeting: cyp-2021-12-07}", ["topic-twice"]),
    ],
)
def test_what_counts_as_standing_twice(tmp_path: Path, second: str, codes: list[str]) -> None:
    meeting = {"records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\n"}
    first = "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
    told = found(tmp_path, f"{first}- {second}\n", meeting)
    assert told == [(code, "b") for code in codes]


def test_topics_of_two_committees_or_of_two_years_are_not_held_against_each_other(
    tmp_path: Path,
) -> None:
    health = {
        "records/committees/hs.yaml": "name: Health Scrutiny Committee\n"
        "council: Exampleshire Council\n"
    }
    where = {"a": ("cyp", "2021/22"), "b": ("hs", "2021/22"), "c": ("hs", "2022/23")}
    topics_of = "".join(
        f"- {{id: {name}, topic: Fostering, list: workshop, committee: {of}, year: {year}}}\n"
        for name, (of, year) in where.items()
    )
    meeting = {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n"}
    assert found(tmp_path / "apart", topics_of, health | meeting) == []
    twin = "- {id: d, topic: fostering, list: workshop, committee: hs, year: 2021/22}\n"
    told = found(tmp_path / "twin", topics_of + twin, health | meeting)
    assert told == [("topic-twice", "d")]


def test_of_two_the_one_that_stands_later_is_told_whichever_names_the_other(
    tmp_path: Path,
) -> None:
    one = "- {id: z, topic: Foster care, list: workshop, year: 2021/22, same_as: a}\n"
    other = "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
    assert found(tmp_path / "first", one + other) == [("topic-twice", "a")]
    assert found(tmp_path / "last", other + one) == [("topic-twice", "z")]


def test_two_topics_of_one_review_stand_twice_until_they_are_joined(tmp_path: Path) -> None:
    review = {"records/reviews/r.yaml": "title: Fostering\n"}
    two = (
        "- {id: a, topic: Outcome, meeting: cyp-2021-11-23, review: r}\n"
        "- {id: b, topic: Group, list: task and finish, year: 2021/22, review: r%s}\n"
    )
    assert found(tmp_path / "apart", two % "", review) == [("topic-twice", "b")]
    assert found(tmp_path / "joined", two % ", same_as: a", review) == []


@pytest.mark.parametrize(
    ("this_year", "codes"),
    [
        ("{id: b, topic: Fostering report 2021/22, meeting: cyp-2021-11-23}", []),
        ("{id: b, topic: Foster care, meeting: cyp-2021-11-23, same_as: a}", []),
        ("{id: b, topic: Adoption, meeting: cyp-2021-11-23}", ["annual-report-not-planned"]),
        # Of this year nothing is laid out for a meeting yet.
        ("{id: b, topic: Adoption, list: proposed, year: 2021/22}", []),
    ],
)
def test_what_came_last_year_and_comes_every_year_is_planned(
    tmp_path: Path, this_year: str, codes: list[str]
) -> None:
    before = (
        "- {id: a, topic: Fostering report 2020/21, list: to schedule, year: 2020/21, yearly: yes}"
    )
    told = found(tmp_path, f"{before}\n- {this_year}\n")
    assert told == [(code, "a") for code in codes]


def test_an_annual_report_planned_outside_its_year_is_told(tmp_path: Path) -> None:
    later = {"records/meetings/cyp-2022-06-07.yaml": "date: 2022-06-07\n"}
    programme = (
        "- {id: a, topic: Fostering, list: annual report, year: 2021/22}\n"
        "- {id: b, topic: Fostering, meeting: cyp-2022-06-07, year: 2021/22}\n"
    )
    assert found(tmp_path, programme, later) == [("annual-report-not-planned", "a")]


def test_a_list_that_names_no_year_makes_a_programme_of_the_day(tmp_path: Path) -> None:
    programme = "- {id: a, topic: Fostering, list: proposed}\n"
    register = load(write_tree(tmp_path, BASE | {PROGRAMME: programme})).register
    cyp = register.committees["cyp"]
    assert topics.years(register, cyp, MEETINGS["june"].date) == ["2021/22"]
    assert topics.place_words(register, register.programme["a"]) == "proposed"


def test_the_dates_are_those_of_every_meeting_from_the_first_with_a_topic(tmp_path: Path) -> None:
    """A meeting that met without a topic is a meeting all the same; one that is off says so."""
    files = {
        f"records/meetings/{name}.yaml": f"date: {name[4:]}\ncommittee: cyp\n{more}"
        for name, more in (
            ("cyp-2021-06-01", "status: held\n"),
            ("cyp-2021-07-27", "status: superseded\nsuperseded_by: cyp-2021-08-05\n"),
            ("cyp-2021-08-05", "status: held\nfocus: mainstream\n"),
            ("cyp-2021-09-30", "status: held\n"),
            ("cyp-2021-10-12", "status: cancelled\n"),
            ("cyp-2021-12-07", "status: cancelled\n"),
            ("cyp-2022-06-07", "status: scheduled\n"),
        )
    }
    planned = (
        "- {id: a, topic: Fostering, meeting: cyp-2021-07-27}\n"
        "- {id: b, topic: Adoption, meeting: cyp-2021-10-12}\n"
    )
    register = load(write_tree(tmp_path, BASE | files | {PROGRAMME: planned})).register
    year = programme.Year(register, register.committees["cyp"], "2021/22", date(2022, 1, 10))
    made = programme.report(year, "", "position")
    (listing,) = made.sections[0].blocks
    assert listing == Listing(
        (
            "Tuesday 27 July 2021 (moved to 5 August 2021)",
            "Thursday 5 August 2021: mainstream",
            "Thursday 30 September 2021",
            "Tuesday 12 October 2021 (cancelled)",
            "Tuesday 23 November 2021",
        )
    )
    # What is to be said of a meeting stands in its section; without a topic it has none.
    assert [s.key for s in made.sections[1:3]] == ["cyp-2021-07-27", "cyp-2021-10-12"]
