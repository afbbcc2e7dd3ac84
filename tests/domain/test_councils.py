"""The rules of a committee: its own over its council's, over those of the nation, over the defaults."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.councils import Council, in_force, layers, rules_in_force

VALUES: dict[str, list[Any]] = {
    "publication": [{"clear_days": "5"}, {"clear_days": "7"}],
    "public_questions": [{"at": "12:00"}, {"clear_days": "4"}, {"rule": "4.1", "taken": "no"}],
    "closed_days": [[], ["2026-12-29"]],
    "bank_holidays": ["England", "Scotland"],
    "response_months": ["1", "3"],
    "response_times": [[], [{"to": "NHS", "days": "28"}]],
    "rag": [{"amber_within": "5"}, {"measured_in": "percent"}],
    "statutory": ["no", "yes"],
}
WALES: dict[tuple[str, ...], Any] = {
    ("bank_holidays",): "Wales",
    ("publication", "clear_days"): 3,
    ("remote_counts",): True,
    ("decision_notice",): None,
}
RULES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)


def council(rules: Any = None, **more: Any) -> Council:
    return Council.model_validate(
        {"id": "ex", "name": "Exampleshire", "rules": rules or {}, **more}
    )


def committee(rules: Any = None, **more: Any) -> Committee:
    return Committee.model_validate({"id": "a", "name": "Health", "rules": rules or {}, **more})


def leaves(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What was typed, each value with its path; a list is one value."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    else:
        yield path, data


def at(rules: Rules, path: tuple[str, ...]) -> Any:
    value: Any = rules
    for name in path:
        value = getattr(value, name)
    return value


@given(RULES, RULES, st.sampled_from([None, "England", "Wales"]))
def test_each_rule_is_that_of_the_first_who_states_it(
    own: Any, shared: Any, nation: str | None
) -> None:
    ours, theirs = committee(own), council(shared, nation=nation) if nation else council(shared)
    held = in_force(ours, theirs).rules
    stated = [dict(leaves(own)), dict(leaves(shared))]
    law = WALES if nation == "Wales" else {}
    rules = list(rules_in_force(layers(ours, theirs)))
    assert len({rule.path for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.value == at(held, rule.path)
        by = [i for i, typed in enumerate(stated) if rule.path in typed]
        if by:
            assert rule.layer == by[0]
            assert rule.value == at((ours if by[0] == 0 else theirs).rules, rule.path)
        elif rule.path in law:
            assert (rule.layer, rule.value) == (2, law[rule.path])
        else:
            assert (rule.layer, rule.value) == (None, at(Rules(), rule.path))


@pytest.mark.parametrize(
    ("own", "shared", "held"),
    [
        ({}, {"Recording": "Yes."}, {"Recording": "Yes."}),
        ({"Access": "A ramp."}, {"Recording": "Yes."}, {"Recording": "Yes.", "Access": "A ramp."}),
        ({"Recording": "No."}, {"Recording": "Yes."}, {"Recording": "No."}),
    ],
)
def test_texts_are_shared_by_heading(own: Any, shared: Any, held: Any) -> None:
    ours, theirs = committee(standing_text=own), council(standing_text=shared)
    assert in_force(ours, theirs).standing_text == held


def test_items_are_shared_by_their_place_on_the_agenda() -> None:
    ours = committee(standing_items={"closing": [{"id": "close", "title": "Close"}]})
    theirs = council(
        standing_items={
            "opening": [{"id": "apologies", "title": "Apologies"}],
            "closing": [{"id": "next", "title": "Next meeting"}],
        }
    )
    held = in_force(ours, theirs).standing_items
    assert [item.id for item in (*held.opening, *held.closing)] == ["apologies", "close"]


def test_committee_of_no_council_is_as_it_is_written() -> None:
    ours = committee({"response_months": "3"}, council="Exampleshire Council")
    assert in_force(ours, None) is ours
