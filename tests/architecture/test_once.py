"""Work is done once: no file is read, record validated or template compiled twice in a command."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.files import store
from scrutiny_cli.register import decoding
from scrutiny_cli.render import environment
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


def test_each_template_is_compiled_once_for_all_documents_of_a_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiled: Counter[str] = Counter()
    compiles = environment._Sandbox.compile

    def compiling(self: Any, source: Any, name: Any = None, *args: Any, **more: Any) -> Any:
        compiled[name] += 1
        return compiles(self, source, name, *args, **more)

    monkeypatch.setattr(environment._Sandbox, "compile", compiling)
    environment._environment.cache_clear()
    # Without templates of its own, which are compiled in a process with limits.
    root, out = tmp_path / "register", tmp_path / "out"
    shutil.copytree(ROOT / "records", root / "records")
    shutil.copy(ROOT / "scrutiny.toml", root)
    told = scrutiny("plan", "build", "--format", "html", "--output", out, "--root", root, *AT)
    assert told.code == 0
    assert len(list(out.rglob("*.html"))) > 1
    assert set(compiled.values()) == {1}
