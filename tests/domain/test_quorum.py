"""The quorum: how many members a meeting needs, and whether enough came."""

from math import ceil
from typing import Any

import pytest

from scrutiny_cli.domain.committees import Committee, Quorum
from scrutiny_cli.domain.councils import Council, in_force
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.quorum import needed, quorum


@pytest.mark.parametrize("members", range(3, 61))
def test_number_needed_is_the_largest_that_the_rule_gives(members: int) -> None:
    """Counted one member at a time, without division."""
    for bottom in range(1, 11):
        for top in range(1, bottom + 1):
            least = next(n for n in range(members + 1) if n * bottom >= members * top)
            rule = {"fraction": f"{top}/{bottom}"}
            assert needed(Quorum.model_validate(rule), members) == least
            for other in (1, 3, 10):
                more = Quorum.model_validate({**rule, "at_least": str(other)})
                assert needed(more, members) == max(least, other)
                both = Quorum.model_validate({**rule, "members": str(other)})
                assert needed(both, members) == max(least, other)
    assert needed(Quorum.model_validate({"fraction": "2/3"}), members) == ceil(members * 2 / 3)


def body(rules: Any, *seats: Any) -> Committee:
    named = [{"holder": f"m{i}", **seat} for i, seat in enumerate(seats)]
    return Committee.model_validate({"id": "c", "name": "C", "rules": rules, "seats": named})


def meeting(*came: Any, **more: Any) -> Meeting:
    attendance = [{"person": name} if isinstance(name, str) else name for name in came]
    return Meeting.model_validate(
        {"id": "m", "date": "2024-01-11", "attendance": attendance, **more}
    )


FIVE = [{"appointed_by": f"Council {n // 3}"} for n in range(15)]
TEN_OF_FOUR = {"quorum": {"members": "10", "of_bodies": "4"}}


@pytest.mark.parametrize(
    ("came", "met", "bodies"),
    [
        (range(8), False, 3),
        (range(10), True, 4),
        (range(9), False, 3),
        ((0, 1, 2, 3, 4, 5, 6, 7, 8, 8), False, 3),
        ((0, 1, 2, 3, 4, 5, 6, 7, 8, 14), True, 4),
    ],
)
def test_members_must_come_from_enough_bodies(came: Any, *, met: bool, bodies: int) -> None:
    count = quorum(meeting(*(f"m{n}" for n in came)), body(TEN_OF_FOUR, *FIVE))
    assert count is not None
    assert (count.met, count.bodies, count.needed) == (met, bodies, 10)


REMOTE = {"person": "m1", "mode": "remote"}


@pytest.mark.parametrize(
    ("rules", "nation", "present"),
    [
        ({}, None, 1),
        ({}, "England", 1),
        ({}, "Wales", 2),
        ({"statutory": "no"}, None, 2),
        ({"remote_counts": "yes"}, "England", 2),
        ({"remote_counts": "no"}, "Wales", 1),
    ],
)
def test_members_from_afar_count_where_the_law_or_the_rules_let_them(
    rules: Any, nation: str | None, present: int
) -> None:
    committee = body({"quorum": {"members": "2"}, **rules}, {}, {}, {})
    council = Council.model_validate(
        {"id": "x", "name": "X", **({"nation": nation} if nation else {})}
    )
    count = quorum(meeting("m0", REMOTE), in_force(committee, council))
    assert count is not None
    assert count.present == present


@pytest.mark.parametrize(
    ("seats", "came", "more", "members", "present"),
    [
        ([{}, {"holder": None}, {}], ["m0"], {}, 3, 1),
        ([{}, {"role": "co-optee"}, {"role": "co-optee", "voting": "yes"}], ["m1", "m2"], {}, 2, 1),
        ([{}, {"voting": "no"}], ["m0", "m1"], {}, 1, 1),
        ([{}, {}], ["m0", "x"], {}, 2, 1),
        ([{}, {}], ["m0", "x"], {"substitutes": [{"person": "x", "for": "m1"}]}, 2, 2),
        ([{}, {}], ["m0", "x"], {"substitutes": [{"person": "x", "for": "m0"}]}, 2, 1),
        ([{}, {"holder": None}], ["x"], {"substitutes": [{"person": "x", "for": "vacancy"}]}, 2, 1),
        ([{}, {"until": "2023-12-31"}], ["m0", "m1"], {}, 1, 1),
    ],
)
def test_seats_with_a_vote_count_and_a_substitute_fills_one(
    seats: Any, came: Any, more: Any, members: int, present: int
) -> None:
    count = quorum(meeting(*came, **more), body({"quorum": {"members": "1"}}, *seats))
    assert count is not None
    assert (count.members, count.present) == (members, present)


def test_committee_without_a_rule_has_no_quorum_to_count() -> None:
    assert quorum(meeting("m0"), body({}, {})) is None
