"""Work is done once: in one command no file is read twice and no record is validated twice."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.files import store
from scrutiny_cli.register import decoding
from tests.inside import scrutiny
from tests.sample import ROOT, sample

AT = ("--as-of", "2021-11-15")
COMMANDS = [
    ("check",),
    ("overdue", *AT),
    ("action", "list", *AT),
    ("agenda", "build", "cyp-2021-11-23", "--format", "markdown", "--output", "-", *AT),
    ("tracker", "build", "actions", "--format", "markdown", "--output", "-", *AT),
    ("calendar",),
    ("export", "--format", "json", "--output", "-", *AT),
]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> tuple[Counter[str], Counter[str]]:
    """How often each file is read and each record is validated, while a command runs."""
    read: Counter[str] = Counter()
    validated: Counter[str] = Counter()
    reads, validates = store._bytes, decoding._validate

    def reading(where: str) -> bytes:
        read[Path(where).as_posix()] += 1
        return reads(where)

    def validating(model: Any, data: dict[str, Any]) -> Any:
        validated[f"{model.__name__} {data.get('id')}"] += 1
        return validates(model, data)

    monkeypatch.setattr(store, "_bytes", reading)
    monkeypatch.setattr(decoding, "_validate", validating)
    return read, validated


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_each_file_and_record_is_looked_at_once(
    command: tuple[str, ...], work: tuple[Counter[str], Counter[str]]
) -> None:
    read, validated = work
    assert scrutiny(*command, "--root", ROOT).code == 0
    assert set(read.values()) == {1}
    assert set(validated.values()) == {1}
    assert len(validated) == len(sample().entries)


def test_an_edit_reads_the_register_once_and_the_file_it_writes_once_more(
    work: tuple[Counter[str], Counter[str]],
) -> None:
    read, validated = work
    told = scrutiny("action", "update", "4", "--note", "Done.", "--dry-run", "--root", ROOT, *AT)
    assert told.code == 0
    assert set(read.values()) == {1}
    again = {name for name, times in validated.items() if times > 1}
    entries = sample().entries.values()
    (written,) = (e for e in entries if e.kind == "actions" and e.record.number == 4)
    path = written.document.source.path
    beside = [entry.id for entry in entries if entry.document.source.path == path]
    assert again == {f"Action {name}" for name in beside}
    assert max(validated.values()) == 2
