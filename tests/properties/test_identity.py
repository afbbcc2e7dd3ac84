"""Laws of which faults are new, and of the names that faults go by."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.workspace.new_problems import arisen, fingerprints

faults = st.builds(
    lambda path, line, code, record, field, message: Problem(
        path, line, 1, line, 2, code, message, None, record, field
    ),
    st.sampled_from(["records/people/a.yaml", "records/people/b.yaml", "scrutiny.toml"]),
    st.integers(1, 9),
    st.sampled_from(["bad-date", "empty-value"]),
    st.sampled_from([None, "a", "x"]),
    st.sampled_from([None, "posts[1].from", "posts[2].from", "name"]),
    st.sampled_from(["there is nothing here", "it is already in line 4", "in line 7"]),
)
registers = st.lists(faults, max_size=8).map(lambda found: sorted(found, key=lambda f: f.order))


def new(before: list[Problem], now: list[Problem]) -> list[Problem]:
    """What is new where no line has changed its place."""
    return arisen(before, now, {}, lambda old, new: {n: n for n in range(10) if old == new})


@given(registers)
def test_what_was_there_is_not_new(found: list[Problem]) -> None:
    assert new(found, found) == []
    assert new([], found) == found


@given(registers, registers)
def test_new_are_those_that_are_more(before: list[Problem], now: list[Problem]) -> None:
    told = new(before, now)
    assert Counter(told) <= Counter(now)
    assert len(told) >= len(now) - len(before)
    assert told == sorted(told, key=lambda fault: fault.order)


@given(registers, registers)
def test_of_a_register_with_more_faults_the_added_are_told(
    before: list[Problem], added: list[Problem]
) -> None:
    now = sorted([*before, *added], key=lambda fault: fault.order)
    assert Counter(fault.code for fault in new(before, now)) == Counter(f.code for f in added)


@given(registers)
def test_no_two_faults_go_by_the_same_name_and_no_line_goes_into_it(
    found: list[Problem],
) -> None:
    names = fingerprints(found)
    assert len(set(names)) == len(names) == len(found)
    lower = [
        Problem(f.path, f.line + 3, 5, f.line + 3, 9, f.code, f.message, None, f.record, f.field)
        for f in found
    ]
    assert fingerprints(lower) == names
