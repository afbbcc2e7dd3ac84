"""Laws of comparing: nothing differs from itself, files do not matter, and time can run backwards."""

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.documents.source import Source
from scrutiny_cli.workspace.comparison import What, differences, side
from tests.repositories import action

IDS = ("a", "b", "c", "d")
FILES = ("2020", "2021", "old/2019")
BACK: dict[What, What] = {"added": "removed", "removed": "added", "changed": "changed"}

fields = st.fixed_dictionaries(
    {},
    optional={
        "owner": st.sampled_from(["Clerk", "Chair"]),
        "due": st.sampled_from(["2021-09-01", "Nov 2021", "ongoing"]),
        "completed": st.sampled_from(["2021-11-02", "yes"]),
        "action": st.sampled_from(["Write", "Read"]),
    },
)
records = st.dictionaries(st.sampled_from(IDS), fields)
shelves = st.fixed_dictionaries({name: st.sampled_from(FILES) for name in IDS})

Records = dict[str, dict[str, str]]
PATHS = frozenset(f"records/actions/{name}.yaml" for name in FILES)


def files(held: Records, shelf: dict[str, str]) -> list[Source]:
    """The records, each in the file it is assigned to."""
    texts: dict[str, str] = {}
    for name, values in held.items():
        path = f"records/actions/{shelf[name]}.yaml"
        texts[path] = texts.get(path, "") + action(name, **values)
    return [Source(path, text.encode()) for path, text in texts.items()]


def compared(
    before: Records, now: Records, shelf: dict[str, str], other: dict[str, str]
) -> dict[str, tuple[What, frozenset[str]]]:
    sides = (
        side(files(held, place), PATHS, private=False)
        for held, place in ((before, shelf), (now, other))
    )
    return {one.id: (one.what, frozenset(one.fields)) for one in differences(*sides)}


@given(records, shelves, shelves)
def test_nothing_differs_from_itself_wherever_it_stands(
    held: Records, shelf: dict[str, str], other: dict[str, str]
) -> None:
    assert compared(held, held, shelf, other) == {}


@given(records, records, shelves, shelves)
def test_what_differs_are_the_records_and_fields_that_differ(
    before: Records, now: Records, shelf: dict[str, str], other: dict[str, str]
) -> None:
    expected = {}
    for name in {*before, *now}:
        old, new = before.get(name), now.get(name)
        if old is None or new is None:
            expected[name] = ("added" if old is None else "removed", frozenset[str]())
        elif old != new:
            changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
            expected[name] = ("changed", frozenset(changed))
    assert compared(before, now, shelf, other) == expected


@given(records, records, shelves)
def test_backwards_what_was_added_is_removed(
    before: Records, now: Records, shelf: dict[str, str]
) -> None:
    there = compared(before, now, shelf, shelf)
    back = compared(now, before, shelf, shelf)
    assert back == {name: (BACK[what], changed) for name, (what, changed) in there.items()}
