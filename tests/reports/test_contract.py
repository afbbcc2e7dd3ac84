"""The JSON of each command has the keys and the types that its fields declare."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from scrutiny_cli.domain.base import Figure
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.contract import COMMANDS
from scrutiny_cli.reports.fields import Fields
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.value_types import parts_of, type_of
from tests.decisions_register import FILES
from tests.inside import scrutiny
from tests.needs import program
from tests.registers import BASE, write_tree
from tests.repositories import Repository
from tests.sample import ROOT

ARGUMENTS = {
    "meeting show": ("cyp-2021-11-23",),
    "meeting deadlines": ("cyp-2021-11-23", "2022-01-11"),
    "action show": ("act-4",),
    "recommendation show": ("rec-2021-10-12-provision-of-children-a",),
    "measure show": ("sfs-1.01",),
    "agenda build": ("cyp-2021-11-23",),
    "minutes build": ("cyp-2021-10-12",),
    "plan build": ("sfs-2019",),
    "plan build --scorecard": ("sfs-2019",),
    "question build": ("cyp-2020-03-16",),
    "review build": ("peer-on-peer",),
    "decision show": ("buses",),
    "call-in show": ("call-0",),
}
ENVELOPE = {"schema", "as_of", "revision", "filters", "incomplete", "draft"}
AS_TEXT = (str, Figure, Committee, Mark, Rag, date, datetime, time)


def faults(fields: Fields[Any], data: Mapping[str, Any], path: str) -> Iterator[str]:
    """Each key and value of an object that its fields do not declare."""
    declared = {key: field for key, field in fields.fields.items() if field.json}
    needed = {key for key, field in declared.items() if not field.needs}
    if not needed <= data.keys() <= declared.keys():
        yield f"{path}: {sorted(needed ^ data.keys())}"
    for key in data.keys() & declared.keys():
        field, value = declared[key], data[key]
        kinds = parts_of(type_of(fields, field))
        here = f"{path}.{key}"
        if field.of and isinstance(value, list | dict):
            for part in value if isinstance(value, list) else [value]:
                yield from faults(field.of, part, here)
        elif not any(fits(value, kind) for kind in kinds):
            yield f"{here}: {value!r} is none of {kinds}"


def fits(value: Any, kind: Any) -> bool:
    """Whether a value of JSON is of a type."""
    origin = get_origin(kind) or kind
    if origin is Literal:
        return value in get_args(kind)
    if origin in (list, tuple):
        inner = [part for part in get_args(kind) if part is not ...]
        return isinstance(value, list) and all(
            any(fits(part, k) for i in inner for k in parts_of(i)) for part in value if inner
        )
    if issubclass(origin, Mapping):
        return isinstance(value, dict)
    if issubclass(origin, date) and isinstance(value, str):
        return date.fromisoformat(value[:10]) is not None
    return type(value) is (str if issubclass(origin, AS_TEXT) else origin)


def answer(command: str, root: Path, *words: str) -> dict[str, Any]:
    """The JSON of a command without what all of them have."""
    words = (*command.split(), *words, "--format", "json", "--output", "-", "--root", str(root))
    given = scrutiny(*words)
    assert given.code == 0, given.err
    return {key: part for key, part in json.loads(given.out).items() if key not in ENVELOPE}


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"changes"}))
@pytest.mark.parametrize("day", ["2019-11-25", "2021-11-15"])
def test_a_command_writes_what_its_fields_declare(command: str, day: str, tmp_path: Path) -> None:
    own = command.startswith(("decision", "call-in", "forward"))
    root = write_tree(tmp_path, FILES) if own else ROOT
    data = answer(command, root, *ARGUMENTS.get(command, ()), "--as-of", day)
    assert list(faults(COMMANDS[command], data, command)) == []


def test_changes_are_written_as_their_fields_declare(tmp_path: Path) -> None:
    program("git", "install it")
    repository = Repository(tmp_path)
    repository.commit("2021-09-01", BASE)
    repository.commit("2021-10-01", {"records/people/elm.yaml": "name: Robin Elm\n"})
    data = answer("changes", tmp_path, "--since", "2021-09-15", "--as-of", "2021-11-15")
    assert len(data["changes"]) == 1
    assert list(faults(COMMANDS["changes"], data, "changes")) == []


def every(fields: Fields[Any]) -> Iterator[Fields[Any]]:
    """Fields, and those of what they hold."""
    yield fields
    for field in fields.fields.values():
        if field.of:
            yield from every(field.of)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_field_has_the_name_of_a_method_of_a_row(command: str) -> None:
    """In a template `row.items` would be the method."""
    for fields in every(COMMANDS[command]):
        assert not fields.fields.keys() & (set(dir(dict)) - {"items"})
