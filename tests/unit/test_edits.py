"""Edits, one by one: the file before, the change, the whole file after."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scrutiny_cli.documents import gate, parse
from scrutiny_cli.edits import (
    AddRecord,
    Append,
    Change,
    Delete,
    EditRefused,
    Set,
    apply,
    render_record,
    splices,
)
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.sources import Source

FOLDER = Path(__file__).parent / "edits"
RECORDS = Path(__file__).parents[2] / "records"
KINDS = {kind.__name__: kind for kind in (Set, Append, Delete, AddRecord)}


class Case(NamedTuple):
    before: str
    changes: list[Change]
    after: str


def told() -> Iterator[Any]:
    """The cases in the files: ``=== name``, the text, ``>>> change`` each, ``>>>``, the text."""
    for file in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", file.read_text(encoding="utf-8"))[1:]:
            name, _, rest = block.partition("\n")
            before, *changes, after = re.split(r"(?m)^>>>(?: (.*))?\n", rest)[::1]
            told_changes = [change for change in changes if change and change.strip()]
            case = Case(before, [change_of(words) for words in told_changes], after)
            yield pytest.param(case, id=f"{file.stem}: {name}")


def change_of(words: str) -> Change:
    """A change from its name and its arguments in JSON."""
    kind, _, rest = words.partition(" ")
    arguments = json.loads(f"[{re.sub(r'(?<=]) ', ', ', rest, count=1)}]")
    if isinstance(arguments[0], list):
        arguments[0] = tuple(arguments[0])
    return KINDS[kind](*arguments)  # type: ignore[no-any-return]
