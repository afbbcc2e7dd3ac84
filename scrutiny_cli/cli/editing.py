"""Editing from the terminal: change a record's file as little as can be, or not at all.

A change is made to the text, read again, and held against the whole register before the file is
touched; what `check` would refuse is not written.
"""

import difflib
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scrutiny_cli.cli import console
from scrutiny_cli.errors import RecordsError, UsageError

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.decoding import Entry
    from scrutiny_cli.diagnostics import Diagnostic
    from scrutiny_cli.edits import Change
    from scrutiny_cli.workspace import Loaded

DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show what would change, and change nothing.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day it happened. By default the as-at date."),
]


def ask(given: str | None, option: str, question: str) -> str:
    """What an option gave; else, on a terminal, the answer to a question."""
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError(f"{option} is missing", f"it answers: {question}")
    answer: str = typer.prompt(question, prompt_suffix=" ")
    return answer


def change(
    seen: "View",
    kind: str,
    changes: Mapping[str, Sequence["Change"]],
    *,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Apply changes to records by id; their paths begin at the record."""
    from scrutiny_cli.edits import apply

    placed: dict[str, list[Change]] = {}
    sources = {}
    for record_id, several in changes.items():
        entry = seen.loaded.entries[kind, record_id]
        source = entry.document.source
        sources[source.path] = source
        placed.setdefault(source.path, []).extend(_below(one, entry.base) for one in several)
    new = {path: apply(sources[path].raw, several) for path, several in placed.items()}
    _write(seen.loaded, new, ", ".join(changes), dry_run=dry_run, quiet=quiet)


def _below(change: Any, base: tuple[str | int, ...]) -> Any:
    """A change whose path begins at the file's root instead of the record."""
    from dataclasses import replace

    return replace(change, path=(*base, *change.path))


def add(seen: "View", kind: str, data: Mapping[str, Any], *, dry_run: bool, quiet: bool) -> None:
    """Add a record: to the list that holds the latest of its kind, or in a file of its own."""
    from scrutiny_cli.edits import AddRecord, apply

    record_id = str(data["id"])
    if (kind, record_id) in seen.loaded.entries:
        raise UsageError(f"the id {record_id} is taken", "choose another with --id")
    entries = [e for (k, _), e in seen.loaded.entries.items() if k == kind]
    path, raw = _home(entries, kind, data)
    old = next((e.document.source for e in entries if e.document.source.path == path), None)
    if old is not None:
        raw = apply(old.raw, [AddRecord(dict(data))])
    _write(seen.loaded, {path: raw}, record_id, dry_run=dry_run, quiet=quiet)


def _home(entries: "list[Entry]", kind: str, data: Mapping[str, Any]) -> tuple[str, bytes]:
    """Where a new record goes, and the file's text if it is a new one.

    It joins the list that holds the latest record of its meeting, or of its kind. A register that
    keeps a list for each day, or a file for each record, goes on so.
    """
    from scrutiny_cli.edits import render_record

    text = render_record(dict(data))
    if not entries:
        return f"records/{kind}/{data['id']}.yaml", text.encode()
    same = [e for e in entries if e.base and _meeting(e.record) == data.get("meeting")]
    latest = (same or entries)[-1]
    folder, _, name = latest.document.source.path.rpartition("/")
    if not latest.base:
        return f"{folder}/{data['id']}.yaml", text.encode()
    day = re.search(r"\d{4}-\d{2}-\d{2}", str(data.get("meeting", "")))
    if same or not day or not re.fullmatch(r"\d{4}-\d{2}-\d{2}\.ya?ml", name):
        return latest.document.source.path, b""
    lines = text.splitlines()
    listed = "".join(
        f"{'  ' if n else '- '}{line}\n" if line else "\n" for n, line in enumerate(lines)
    )
    return f"{folder}/{day[0]}.yaml", listed.encode()


def _meeting(record: Any) -> str | None:
    meeting: str | None = getattr(record, "meeting", None)
    return meeting


def _write(
    loaded: "Loaded", new: Mapping[str, bytes], names: str, *, dry_run: bool, quiet: bool
) -> None:
    """Write files anew, once the register has been checked as it would be with them."""
    from scrutiny_cli import saving
    from scrutiny_cli.render.faults import line
    from scrutiny_cli.store import digest

    old = {source.path: source.raw for source in loaded.files.sources}
    changed = {path: raw for path, raw in new.items() if old.get(path) != raw}
    if not changed:
        console.say(f"{names}: nothing to change", quiet=quiet)
        return
    after = loaded
    for path, raw in changed.items():
        after = after.after(path, raw)
    brought_in = _brought_in(loaded, after)
    wrong = [fault for fault in brought_in if fault.severity == "error"]
    if wrong:
        raise RecordsError(
            f"{names} would not pass, so nothing was written: {line(wrong[0])}",
            "correct what was typed, and try again",
        )
    for path, raw in changed.items():
        if dry_run:
            console.out(_difference(old.get(path, b""), raw, path))
        elif path in old:
            saving.save(loaded.root / path, digest(old[path]), raw)
        else:
            saving.create(loaded.root / path, raw)
    for fault in brought_in:
        console.say(line(fault), quiet=quiet)
    if not dry_run:
        console.say(f"{names}: written to {', '.join(changed)}", quiet=quiet)


def _brought_in(before: "Loaded", after: "Loaded") -> "list[Diagnostic]":
    """The faults that were not there before; a line that moved down makes no new one."""
    known = [(fault.code, fault.path, fault.record, fault.field) for fault in before.diagnostics]
    found = []
    for fault in after.diagnostics:
        key = (fault.code, fault.path, fault.record, fault.field)
        if key in known:
            known.remove(key)
        else:
            found.append(fault)
    return found


def _difference(old: bytes, new: bytes, path: str) -> str:
    before, after = (raw.decode("utf-8-sig").splitlines(keepends=True) for raw in (old, new))
    shown = difflib.unified_diff(before, after, fromfile=path, tofile=path)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)


def next_id(ids: Sequence[str], otherwise: str) -> str:
    """The id after the last one: `act-7` gives `act-8`, `A-2021-004` gives `A-2021-005`."""
    for last in reversed(ids):
        match = re.fullmatch(r"(.*?)(\d+)", last)
        if match:
            number = int(match[2])
            while (name := f"{match[1]}{number:0{len(match[2])}d}") in ids:
                number += 1
            return name
    return otherwise


def filled(**values: Any) -> dict[str, Any]:
    """A record's data without what was not given; values as text, as the files hold them."""
    return {key: _text(value) for key, value in values.items() if value not in (None, "", [], ())}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return [_text(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _text(part) for key, part in value.items()}
    return str(value)


def one_or_several(values: Sequence[str]) -> Any:
    """A single text for one, a list for several."""
    return values[0] if len(values) == 1 else list(values)
