"""Where new records go, which id they get, and the files as they would be after a change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from scrutiny_cli.clerking.blocking import require_one_record
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.edits import AddRecord, Change, apply, render_record
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register
from scrutiny_cli.schema.modeline import modeline, schema_file
from scrutiny_cli.workspace.loading import Loaded

FEW = 20
"""More new records than these go into a file of their own."""
MAX_IN_FILE = 300
"""No more new records than these go into one file, so that a person can still read it."""


def new_contents(loaded: Loaded, proposed: Proposed) -> dict[str, bytes]:
    """Return the files that would change, by path, with their new content."""
    known = {source.path: source.raw for source in loaded.files.sources}
    new = {path: text.encode() for path, text in proposed.files.items()}
    edits: dict[str, list[Change]] = {}
    for (kind, record_id), changes in proposed.changes.items():
        require_one_record(loaded, kind, record_id)
        entry = loaded.entries[kind, record_id]
        below = (_below(change, entry.base) for change in changes)
        edits.setdefault(entry.document.source.path, []).extend(below)
    for kind, records in proposed.records.items():
        for path, (several, listed) in _homes(loaded, kind, records).items():
            if path in known:
                edits.setdefault(path, []).extend(AddRecord(dict(data)) for data in several)
            else:
                text = _new_file(several, listed=listed)
                new[path] = with_modeline(loaded, path, kind, text).encode()
    new |= {path: apply(known[path], changes) for path, changes in edits.items()}
    return {path: raw for path, raw in new.items() if known.get(path) != raw}


def _below(change: Any, base: tuple[str | int, ...]) -> Change:
    """Return a change whose path begins at the top of the file instead of the record."""
    moved: Change = replace(change, path=(*base, *change.path))
    return moved


def with_modeline(loaded: Loaded, path: str, kind: str, text: str) -> str:
    """Return the text of a new record file with the line that names its schema to editors.

    A register without schemas gets no such line, because there would be no schema at its end.
    """
    there = (loaded.root / schema_file(kind)).is_file()
    return f"{modeline(path, kind)}\n{text}" if there else text


def meeting_file(loaded: Loaded, meeting_id: str, day: date) -> str:
    """Return the path of a new meeting: in a folder of its year, if the register has such folders."""
    return meeting_files(loaded, [(meeting_id, day)])[0]


def meeting_files(loaded: Loaded, meetings: Iterable[tuple[str, date]]) -> list[str]:
    """Return the paths of new meetings, by their ids and dates."""
    folders = {source.path.split("/")[2] for source in loaded.files.sources}
    by_year = any(folder.isdecimal() for folder in folders)
    return [
        f"records/meetings/{f'{day.year}/' if by_year else ''}{name}.yaml" for name, day in meetings
    ]


def next_id(ids: Sequence[str], otherwise: str, taken: Iterable[str]) -> str:
    """Return the first free id after the last one: `act-7` gives `act-8`, `A-2021-004` `A-2021-005`.

    Where none of them ends in a number it is ``otherwise``, or the first free one after that.
    """
    used = {name.casefold() for name in taken}
    numbered = (
        match
        for name in (*reversed(ids), otherwise)
        if (match := re.fullmatch(r"(.*?)(\d+)", name))
    )
    head, digits = next(numbered).groups()
    number = int(digits)
    while (name := f"{head}{number:0{len(digits)}d}").casefold() in used:
        number += 1
    return name


Homes = dict[str, tuple[list[Mapping[str, Any]], bool]]
"""By path the records that go into a file, and whether a new file is to be a list."""


def _homes(loaded: Loaded, kind: str, records: Sequence[Mapping[str, Any]]) -> Homes:
    """Return where records go: a whole log into files of its own, a few to the existing ones."""
    entries = [entry for (of, _), entry in loaded.entries.items() if of == kind]
    alone = bool(entries) and not entries[-1].base
    homes: Homes = {}
    if not alone and len(records) > (FEW if entries else 1):
        there = {source.path.casefold() for source in loaded.files.sources}
        names = (f"records/{kind}/{kind}{n}.yaml" for n in ("", *map("-{}".format, range(2, 9999))))
        free = (name for name in names if name.casefold() not in there)
        for start in range(0, len(records), MAX_IN_FILE):
            homes[next(free)] = list(records[start : start + MAX_IN_FILE]), True
        return homes
    for data in records:
        path, listed = _home(loaded.register, entries, kind, data)
        homes.setdefault(path, ([], listed))[0].append(data)
    return homes


def _home(
    register: Register, entries: list[PlacedRecord], kind: str, data: Mapping[str, Any]
) -> tuple[str, bool]:
    """Return the path of a new record, and whether that file holds a list.

    It joins the list with the latest record of its meeting, or of its kind. A register with a list
    for each date, or a file for each record, is continued in the same way.
    """
    if not entries:
        return f"records/{kind}/{data['id']}.yaml", False
    meeting = _meeting(register, kind, data)
    same = [e for e in entries if e.base and _meeting(register, kind, vars(e.record)) == meeting]
    latest = (same or entries)[-1]
    folder, _, name = latest.document.source.path.rpartition("/")
    if not latest.base:
        return f"{folder}/{data['id']}.yaml", False
    day = re.search(r"\d{4}-\d{2}-\d{2}", str(meeting))
    if same or not day or not re.fullmatch(r"\d{4}-\d{2}-\d{2}\.ya?ml", name):
        return latest.document.source.path, True
    return f"{folder}/{day[0]}.yaml", True


def _meeting(register: Register, kind: str, data: Mapping[str, Any]) -> str | None:
    """Return the id of the meeting that a record is of; a response is of the one it answers."""
    if kind != "responses":
        meeting: str | None = data.get("meeting")
        return meeting
    answered = [data["to"]] if isinstance(data["to"], str) else data["to"]
    known = (register.recommendations.get(name) for name in answered)
    return next((recommendation.meeting for recommendation in known if recommendation), None)


def _new_file(records: Sequence[Mapping[str, Any]], *, listed: bool) -> str:
    """Return the text of a new file: one record, or a list with an empty line between its records."""
    texts = [render_record(dict(data)) for data in records]
    if not listed:
        return texts[0]
    items = []
    for text in texts:
        first, *rest = text.splitlines()
        items.append("\n".join([f"- {first}", *(f"  {line}" if line else "" for line in rest)]))
    return "\n\n".join(items) + "\n"
