"""What is exempt in plain data, and what comes of it."""

from itertools import permutations
from typing import Any

import pytest

from scrutiny_cli.exempt.marking import (
    NOTHING_EXEMPT,
    ExemptIndex,
    clues,
    is_exempt,
    marking,
    meeting_clue,
    private_part,
    private_parts,
)

MEETING: dict[str, Any] = {
    "items": [
        {"id": "open", "title": "Open"},
        {"id": "shut", "classification": "exempt"},
        {"standing": "budget", "classification": "confidential"},
        {"classification": "exempt"},
    ],
    "minutes": [
        {"number": "36", "item": "open"},
        {
            "number": "37",
            "item": "shut",
            "promises": [{"logged": "A-3"}, {"action": "Not logged"}],
            "recommended": [{"tracked": "R-3"}],
        },
        {"number": "", "item": "shut"},
        {"number": "38"},
    ],
}


def index_of(**kinds: Any) -> ExemptIndex:
    """What is exempt in some records by kind; the meeting ``m`` has three exempt items."""
    kinds.setdefault("meetings", [{**MEETING, "id": "m"}])
    found = [clues(f"records/{kind}/x.yaml", records) for kind, records in kinds.items()]
    return marking(clue for several in found for clue in several)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"meeting": "m", "item": "shut"}, True),
        ({"meeting": "m", "item": "budget"}, True),
        ({"meeting": "m", "minute": "37"}, True),
        ({"meeting": "m", "minute": "037"}, True),
        ({"meeting": "m", "minute": "37", "item": "open"}, True),
        ({"id": "A-3"}, True),
        ({"meeting": "m", "item": "open"}, False),
        ({"meeting": "m", "minute": "38"}, True),  # it may be the nameless item's
        ({"meeting": "m", "minute": "36"}, False),
        ({"meeting": "m", "minute": ""}, False),
        ({"meeting": "m"}, False),
        ({"meeting": "other", "item": "shut"}, False),
        ({"meeting": "other", "minute": "37"}, False),
        ({"item": "shut"}, True),  # nobody can tell at which meeting
        ({"minute": "37"}, True),
        ({"item": "open"}, False),
        ({"meeting": ["m"], "item": ["shut"]}, False),
        ({"meeting": "m", "item": {"shut": "x"}, "minute": ["37"]}, False),
        ({}, False),
        (["m", "shut"], False),
        (None, False),
    ],
)
def test_an_action_is_exempt_by_its_item_its_minute_or_the_minute_that_names_it(
    record: Any, expected: bool
) -> None:
    if isinstance(record, dict):
        record = {"id": "A-1", **record}
    name = record["id"] if isinstance(record, dict) else "A-1"
    assert index_of(actions=[record]).hides("actions", name) is expected


def test_a_record_of_another_kind_with_the_same_id_is_open() -> None:
    index = index_of()
    assert not index.hides("recommendations", "A-3")
    assert index.hides("recommendations", "R-3")


def test_the_parts_of_what_is_exempt_and_the_replies_to_it_are_exempt() -> None:
    index = index_of(
        responses=[
            {"id": "X-1", "to": "R-1-a-i"},
            {"id": "X-2", "to": ["R-9", "R-1"]},
            {"id": "X-3", "to": ["R-9"]},
            {"id": "X-4", "to": {"R-1": "x"}},
        ],
        recommendations=[
            {"id": "R-1-a-i", "parent": "R-1-a"},
            {"id": "R-1-a", "parent": "R-1"},
            {"id": "R-1", "meeting": "m", "item": "shut"},
            {"id": "R-2", "parent": ["R-1"]},
            {"id": "R-4", "meeting": "m", "item": "open"},
        ],
    )
    assert {name for kind, name in index.exempt_records if kind == "responses"} == {"X-1", "X-2"}
    assert {name for kind, name in index.exempt_records if kind == "recommendations"} == {
        "R-1",
        "R-1-a",
        "R-1-a-i",
        "R-2",
        "R-3",
    }


def test_an_item_is_exempt_at_every_meeting_from_which_it_was_moved() -> None:
    meetings = [
        {"id": "a", "items": [{"id": "deal"}, {"id": "rest"}]},
        {"id": "b", "items": [{"id": "deal", "moved_from": "a"}]},
        {"id": "c", "items": [{"id": "deal", "moved_from": "b", "classification": "exempt"}]},
    ]
    for order in permutations(meetings):
        index = index_of(
            meetings=list(order), actions=[{"id": "x", "meeting": "a", "item": "deal"}]
        )
        assert index.exempt_items == {("a", "deal"), ("b", "deal"), ("c", "deal")}
        assert index.hides("actions", "x")


def test_a_record_named_after_its_file_is_exempt_by_that_name() -> None:
    meeting = {"items": [{"id": "shut", "classification": "exempt"}]}
    found = (*clues("records/meetings/m.yaml", meeting), *clues("records/actions/x.yaml", {
        "meeting": "m", "item": "shut"
    }))  # fmt: skip
    assert marking(found).exempt_records == {("actions", "x")}


@pytest.mark.parametrize("word", ["exempt", "confidential", "exmept", "OPEN", "", ["open"], {}])
def test_anything_but_the_word_open_counts_as_exempt(word: Any) -> None:
    assert is_exempt({"classification": word})
    assert is_exempt({"exempt": {"paragraphs": ["3"]}}), "it says why it is exempt"
    assert not is_exempt({"classification": "open"})
    assert not is_exempt({})
    assert is_exempt({"classification": None}), "nobody has said that it is open"


def parts_of(meeting: Any) -> dict[str, set[int]]:
    return private_parts(meeting_clue("m", meeting), NOTHING_EXEMPT)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("items", 1, "title"), ("items", 1)),
        (("items", 1), ("items", 1)),
        (("items", 0, "title"), None),
        (("minutes", 1, "promises", 0, "action"), ("minutes", 1)),
        (("minutes", 0, "text"), None),
        (("minutes",), None),
        (("minutes", 9, "text"), None),
        (("minutes", 3, "text"), ("minutes", 3)),
        (("date",), None),
    ],
)
def test_the_outermost_exempt_part_of_a_path(path: Any, part: Any) -> None:
    assert private_part(MEETING, path, parts_of(MEETING)) == part


def test_an_interest_without_an_item_and_a_break_without_a_minute_may_be_an_exempt_items() -> None:
    beside = {"interests": [{"interest": "x"}, {"item": "open"}], "adjournments": [{}]}
    parts = parts_of({**MEETING, **beside})
    assert (parts["interests"], parts["adjournments"]) == ({0}, {0})
    assert parts_of({"items": MEETING["items"][:1], **beside}) == {}


def test_odd_data_marks_nothing_and_raises_nothing() -> None:
    odd: list[Any] = [{}, {"items": "x"}, {"items": ["x", None, {"id": 1}]}, {"items": {}}]
    for meeting in odd:
        assert parts_of(meeting) == {}
    strange = {
        "items": [{"classification": "exempt", "id": ["x"]}],
        "minutes": [{"item": ["x"]}],
    }
    assert parts_of(strange)["minutes"] == {0}, "it may be the exempt item's"
    assert parts_of({"minutes": [{"item": ["x"]}]}) == {}
    for data in (None, "x", [None, "x"], [["x"]]):
        assert clues("records/meetings/x.yaml", data) == ()
