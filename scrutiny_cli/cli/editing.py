"""Editing from the terminal: change a record's file as little as can be, or not at all.

A change is made to the text, read again, and held against the whole register before the file is
touched; what `check` would refuse is not written.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from scrutiny_cli.cli import console
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.wording import capital, shorten

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.documents.problems import Problem
    from scrutiny_cli.edits import Change
    from scrutiny_cli.register.decoding import PlacedRecord
    from scrutiny_cli.workspace.loading import Loaded

T = TypeVar("T")
FEW = 20
"""More new records than these at once go into a file of their own."""
IN_A_FILE = 300
"""No more records than these are written into one file: nobody wants to read a longer one."""
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
    if not console.asks():
        raise UsageError(f"{option} is missing", f"it answers: {question}")
    return console.ask(question)


def asked(
    given: str | None, option: str, question: str, read: Callable[[str], T], hint: str | None = None
) -> T:
    """What an option gave, as ``read`` reads it; on a terminal it is asked for until it can be.

    ``read`` raises ``ValueError`` with what is wrong, and ``hint`` says how to write it.
    """
    if given is not None or not console.asks():
        return reading(
            given if given is not None else ask(None, option, question), option, read, hint
        )
    while True:
        typed = console.ask(question, default="", show_default=False)
        try:
            return read(typed)
        except ValueError as fault:
            console.say(f"  {capital(str(fault))}{f': {hint}' if hint else ''}.")


def reading(given: str, option: str, read: Callable[[str], T], hint: str | None = None) -> T:
    """What an option gave, as ``read`` reads it."""
    try:
        return read(given)
    except ValueError as fault:
        raise UsageError(f"{option} {shorten(given)!r}: {fault}", hint) from None


def headed(root: Path, path: str, kind: str, text: str) -> str:
    """The text of a new record file, with the line that tells editors its schema.

    Where the register keeps no schemas the line would lead nowhere, and is left out.
    """
    from scrutiny_cli.schema.modeline import modeline, schema_file

    there = (root / schema_file(kind)).is_file()
    return f"{modeline(path, kind)}\n{text}" if there else text


def change(
    seen: "View",
    kind: str,
    changes: Mapping[str, Sequence["Change"]],
    *,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Apply changes to records by id; their paths begin at the record."""
    new = changed_files(seen.loaded, kind, changes)
    _write(seen.loaded, new, ", ".join(changes), dry_run=dry_run, quiet=quiet)


def changed_files(
    loaded: "Loaded", kind: str, changes: Mapping[str, Sequence["Change"]]
) -> dict[str, bytes]:
    """The files as they would be after changes to records by id."""
    from scrutiny_cli.edits import apply

    placed: dict[str, list[Change]] = {}
    sources = {}
    for record_id, several in changes.items():
        entry = loaded.entries[kind, record_id]
        source = entry.document.source
        sources[source.path] = source
        placed.setdefault(source.path, []).extend(_below(one, entry.base) for one in several)
    return {path: apply(sources[path].raw, several) for path, several in placed.items()}


def _below(change: Any, base: tuple[str | int, ...]) -> Any:
    """A change whose path begins at the file's root instead of the record."""
    from dataclasses import replace

    return replace(change, path=(*base, *change.path))


def add(seen: "View", kind: str, data: Mapping[str, Any], *, dry_run: bool, quiet: bool) -> None:
    """Add a record: to the list that holds the latest of its kind, or in a file of its own."""
    record_id = str(data["id"])
    if (kind, record_id) in seen.loaded.entries:
        raise UsageError(f"the id {record_id} is taken", "choose another with --id")
    new = added_files(seen.loaded, kind, [data])
    _write(seen.loaded, new, record_id, dry_run=dry_run, quiet=quiet)


def added_files(
    loaded: "Loaded",
    kind: str,
    records: Sequence[Mapping[str, Any]],
    before: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The files as they would be with further records; ``before`` are files changed already."""
    from scrutiny_cli.edits import AddRecord, apply

    known = {source.path: source.raw for source in loaded.files.sources} | dict(before or {})
    made = {}
    for path, (several, listed) in _homes(loaded, kind, records).items():
        if path in known:
            made[path] = apply(known[path], [AddRecord(dict(data)) for data in several])
        else:
            made[path] = headed(loaded.root, path, kind, _new_file(several, listed=listed)).encode()
    return made


Homes = dict[str, tuple[list[Mapping[str, Any]], bool]]
"""By path the records that go into a file, and whether a new file is to be a list."""


def _homes(loaded: "Loaded", kind: str, records: Sequence[Mapping[str, Any]]) -> Homes:
    """Where new records go: a whole log into files of its own, a few beside those that are there."""
    entries = [entry for (of, _), entry in loaded.entries.items() if of == kind]
    alone = bool(entries) and not entries[-1].base
    homes: Homes = {}
    if not alone and len(records) > (FEW if entries else 1):
        there = {source.path.casefold() for source in loaded.files.sources}
        names = (f"records/{kind}/{kind}{n}.yaml" for n in ("", *map("-{}".format, range(2, 9999))))
        free = (name for name in names if name.casefold() not in there)
        for start in range(0, len(records), IN_A_FILE):
            homes[next(free)] = list(records[start : start + IN_A_FILE]), True
        return homes
    for data in records:
        path, listed = _home(entries, kind, data)
        homes.setdefault(path, ([], listed))[0].append(data)
    return homes


def _home(entries: "list[PlacedRecord]", kind: str, data: Mapping[str, Any]) -> tuple[str, bool]:
    """Where a new record goes, and whether that file holds a list.

    It joins the list that holds the latest record of its meeting, or of its kind. A register that
    keeps a list for each day, or a file for each record, goes on so.
    """
    if not entries:
        return f"records/{kind}/{data['id']}.yaml", False
    same = [e for e in entries if e.base and _meeting(e.record) == data.get("meeting")]
    latest = (same or entries)[-1]
    folder, _, name = latest.document.source.path.rpartition("/")
    if not latest.base:
        return f"{folder}/{data['id']}.yaml", False
    day = re.search(r"\d{4}-\d{2}-\d{2}", str(data.get("meeting", "")))
    if same or not day or not re.fullmatch(r"\d{4}-\d{2}-\d{2}\.ya?ml", name):
        return latest.document.source.path, True
    return f"{folder}/{day[0]}.yaml", True


def _new_file(records: Sequence[Mapping[str, Any]], *, listed: bool) -> str:
    """The text of a new file: one record, or a list with an empty line between its records."""
    from scrutiny_cli.edits import render_record

    texts = [render_record(dict(data)) for data in records]
    if not listed:
        return texts[0]
    items = []
    for text in texts:
        first, *rest = text.splitlines()
        items.append("\n".join([f"- {first}", *(f"  {line}" if line else "" for line in rest)]))
    return "\n\n".join(items) + "\n"


def _meeting(record: Any) -> str | None:
    meeting: str | None = getattr(record, "meeting", None)
    return meeting


def _write(
    loaded: "Loaded", new: Mapping[str, bytes], names: str, *, dry_run: bool, quiet: bool
) -> None:
    """Write files anew, once the register has been checked as it would be with them."""
    from scrutiny_cli.render.problems import line

    changed = truly_changed(loaded, new)
    if not changed:
        console.say(f"{names}: nothing to change", quiet=quiet)
        return
    faults = brought_in(loaded, changed)
    wrong = [fault for fault in faults if fault.severity == "error"]
    if wrong:
        raise RecordsError(
            f"{names} would not pass, so nothing was written: {line(wrong[0])}",
            "correct what was typed, and try again",
        )
    if dry_run:
        console.out(difference(loaded, changed))
    else:
        from scrutiny_cli.files.saving import StaleFile

        try:
            save(loaded, changed)
        except StaleFile as stale:
            stale.again = len(changed) == 1 and not console.ANSWERS
            raise
    for fault in faults:
        console.say(line(fault), quiet=quiet)
    for comment in comments_gone(loaded, changed):
        console.say(f"note: this goes with what it stood beside: {shorten(comment)}")
    if not dry_run:
        console.say(f"{names}: written to {', '.join(changed)}", quiet=quiet)


_COMMENT = re.compile(r"(?:(?<=\s)|(?<![^\n]))#.*")


def comments_gone(loaded: "Loaded", new: Mapping[str, bytes]) -> list[str]:
    """The comments that stand in files as they are, and no more in what is written instead."""
    gone: Counter[str] = Counter()
    for source in loaded.files.sources:
        if source.path in new:
            old, now = (raw.decode("utf-8", "replace") for raw in (source.raw, new[source.path]))
            gone += Counter(_COMMENT.findall(old)) - Counter(_COMMENT.findall(now))
    return [comment.rstrip() for comment in gone]


def truly_changed(loaded: "Loaded", new: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that would be others than they are."""
    old = {source.path: source.raw for source in loaded.files.sources}
    return {path: raw for path, raw in new.items() if old.get(path) != raw}


def brought_in(loaded: "Loaded", changed: Mapping[str, bytes]) -> "list[Problem]":
    """The faults that the register would have with some files changed, and has not now."""
    return _brought_in(loaded, loaded.after_all(changed))


def difference(loaded: "Loaded", changed: Mapping[str, bytes]) -> str:
    """What would change in the files, line by line."""
    old = {source.path: source.raw for source in loaded.files.sources}
    # In a private register what stands beside the change may be exempt.
    around = 0 if loaded.settings.private else 3
    return "".join(
        _difference(old.get(path, b""), raw, path, around) for path, raw in changed.items()
    )


def save(loaded: "Loaded", changed: Mapping[str, bytes]) -> None:
    """Write files that are still what they were when they were read."""
    from scrutiny_cli.documents.source import digest
    from scrutiny_cli.files import saving

    old = {source.path: source.raw for source in loaded.files.sources}
    for path, raw in changed.items():
        if path in old:
            saving.save(loaded.root / path, digest(old[path]), raw)
        else:
            saving.create(loaded.root / path, raw)


def _brought_in(before: "Loaded", after: "Loaded") -> "list[Problem]":
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


def _difference(old: bytes, new: bytes, path: str, around: int) -> str:
    before, after = (raw.decode("utf-8-sig").splitlines(keepends=True) for raw in (old, new))
    shown = difflib.unified_diff(before, after, fromfile=path, tofile=path, n=around)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)


def next_id(ids: Sequence[str], otherwise: str, taken: Iterable[str]) -> str:
    """The id after the last one that nothing has: `act-7` gives `act-8`, `A-2021-004` `A-2021-005`.

    Where none of them ends in a number it is ``otherwise``, or the next one after it.
    """
    gone = {name.casefold() for name in taken}
    numbered = (
        m for name in (*reversed(ids), otherwise) if (m := re.fullmatch(r"(.*?)(\d+)", name))
    )
    head, digits = next(numbered).groups()
    number = int(digits)
    while (name := f"{head}{number:0{len(digits)}d}").casefold() in gone:
        number += 1
    return name


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
