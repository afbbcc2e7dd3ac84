"""The ids of new records."""

from __future__ import annotations

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.importing.record_ids import IdAllocator


def test_new_ids_continue_the_pattern_of_the_register() -> None:
    def action(name: str, number: int | None = None) -> Action:
        given = {} if number is None else {"number": str(number)}
        return Action.model_validate({"id": name, "action": "Do it", **given})

    padded = IdAllocator({a.id: a for a in (action("A-2021-004", 4), action("a-2021-005"))}, "act-")
    assert [padded.allocate(None, n) for n in ("6", "5", None)] == [
        "A-2021-006",
        "A-2021-007",
        "A-2021-008",
    ]
    fresh = IdAllocator({}, "act-")
    assert [fresh.allocate(ref, n) for ref, n in ((None, "7"), ("HS1", None), ("hs1", None))] == [
        "act-7",
        "HS1",
        "act-1",
    ]
