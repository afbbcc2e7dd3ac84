"""The work of an import grows with its rows, not with their square."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions
from scrutiny_cli.importing.spreadsheets import Workbook
from tests.importing.logs import DAY, sheet
from tests.sample import committee, sample

Words = Callable[[int], tuple[str, ...]]
# A row that is in the register already, one that is new, one known by its words alone.
KINDS: dict[str, Words] = {
    "known by number": lambda n: (str(n), f"Write to the {n}th minister", "Ann"),
    "new": lambda n: (str(n + 10_000), f"Visit the {n}th centre", "Ben"),
    "known by words": lambda n: ("", f"Write to the {n}th minister", ""),
    "known by id": lambda n: (f"a-{n}", f"Write to the {n}th minister", ""),
}


def calls(rows: int, words: Words) -> int:
    """How many functions are called to import so many rows into a log of as many actions."""
    actions = {
        f"a-{n}": Action.model_validate(
            {"id": f"a-{n}", "number": str(n), "action": f"Write to the {n}th minister"}
        )
        for n in range(1, rows + 1)
    }
    entries: Any = {("actions", name): _Entry() for name in actions}
    register = sample().register.having(actions=actions)
    loaded = replace(sample(), register=register, entries=entries)
    log = sheet(("No", "Action", "Owner"), *map(words, range(1, rows + 1)))
    counted = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        found = propose_import(
            "actions", Workbook((log,)), loaded, committee(), ImportOptions(as_of=DAY)
        )
    finally:
        sys.setprofile(None)
    assert len(found.new) + len(found.changed) + len(found.same) == rows
    return counted


class _Entry:
    """A record as its file has it, of which nothing is asked."""

    data: Mapping[str, Any] = MappingProxyType({})


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_rows_are_twice_the_work(kind: str) -> None:
    calls(20, KINDS[kind])
    once, twice = calls(150, KINDS[kind]), calls(300, KINDS[kind])
    assert twice < 2.2 * once
