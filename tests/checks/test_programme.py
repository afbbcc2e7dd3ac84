"""Checks of the work programme: topics on agendas, topics twice, and annual reports."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

PROGRAMME = "records/programme/2021-22.yaml"
AGENDA = {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nitems: [{title: Adoption}]\n"}


def problems_of(
    root: Path, programme: str, more: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """The code and record of each problem of a register with some topics."""
    loaded = load(write_tree(root, BASE | {PROGRAMME: programme} | (more or {})))
    return [(problem.code, problem.record or "") for problem in loaded.diagnostics]


def test_topic_at_a_cancelled_meeting_is_reported(tmp_path: Path) -> None:
    meeting = {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nstatus: cancelled\n"}
    problems = problems_of(
        tmp_path, "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n", meeting
    )
    assert problems == [("topic-not-on-agenda", "a")]


def test_item_for_the_same_topic_elsewhere_counts(tmp_path: Path) -> None:
    meeting = {
        "records/meetings/cyp-2021-11-23.yaml": (
            "date: 2021-11-23\nitems: [{title: Fostering, programme: b}]\n"
        )
    }
    topics_of = (
        "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
        "- {id: b, topic: Foster care, list: annual report, year: 2021/22, same_as: a}\n"
    )
    assert problems_of(tmp_path, topics_of, meeting) == []


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        # A topic may come to two meetings.
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
def test_topic_is_twice_on_a_programme(tmp_path: Path, second: str, codes: list[str]) -> None:
    meeting = {"records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\n"}
    first = "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
    problems = problems_of(tmp_path, f"{first}- {second}\n", meeting)
    assert problems == [(code, "b") for code in codes]


def test_topics_of_two_committees_or_years_are_not_compared(
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
    assert problems_of(tmp_path / "apart", topics_of, health | meeting) == []
    twin = "- {id: d, topic: fostering, list: workshop, committee: hs, year: 2021/22}\n"
    problems = problems_of(tmp_path / "twin", topics_of + twin, health | meeting)
    assert problems == [("topic-twice", "d")]


def test_the_later_of_two_records_is_reported(
    tmp_path: Path,
) -> None:
    joined = "- {id: z, topic: Foster care, list: workshop, year: 2021/22, same_as: a}\n"
    other = "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n"
    assert problems_of(tmp_path / "first", joined + other) == [("topic-twice", "a")]
    assert problems_of(tmp_path / "last", other + joined) == [("topic-twice", "z")]


def test_two_topics_of_one_review_are_reported_until_they_are_joined(tmp_path: Path) -> None:
    review = {"records/reviews/r.yaml": "title: Fostering\n"}
    two = (
        "- {id: a, topic: Outcome, meeting: cyp-2021-11-23, review: r}\n"
        "- {id: b, topic: Group, list: task and finish, year: 2021/22, review: r%s}\n"
    )
    assert problems_of(tmp_path / "apart", two % "", review) == [("topic-twice", "b")]
    assert problems_of(tmp_path / "joined", two % ", same_as: a", review) == []


@pytest.mark.parametrize(
    ("this_year", "codes"),
    [
        ("{id: b, topic: Fostering report 2021/22, meeting: cyp-2021-11-23}", []),
        ("{id: b, topic: Foster care, meeting: cyp-2021-11-23, same_as: a}", []),
        ("{id: b, topic: Adoption, meeting: cyp-2021-11-23}", ["annual-report-not-planned"]),
        # No meeting of this year has a topic yet.
        ("{id: b, topic: Adoption, list: proposed, year: 2021/22}", []),
    ],
)
def test_yearly_topic_of_last_year_is_planned_this_year(
    tmp_path: Path, this_year: str, codes: list[str]
) -> None:
    before = (
        "- {id: a, topic: Fostering report 2020/21, list: to schedule, year: 2020/21, yearly: yes}"
    )
    problems = problems_of(tmp_path, f"{before}\n- {this_year}\n")
    assert problems == [(code, "a") for code in codes]


def test_annual_report_planned_outside_its_year_is_reported(tmp_path: Path) -> None:
    later = {"records/meetings/cyp-2022-06-07.yaml": "date: 2022-06-07\n"}
    programme = (
        "- {id: a, topic: Fostering, list: annual report, year: 2021/22}\n"
        "- {id: b, topic: Fostering, meeting: cyp-2022-06-07, year: 2021/22}\n"
    )
    assert problems_of(tmp_path, programme, later) == [("annual-report-not-planned", "a")]
