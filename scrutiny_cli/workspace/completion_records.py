"""The records of a kind at a glance: ids and plain data, for who is typing a command.

No model is loaded, so that an answer is there before the finger is off the key. Whatever cannot be
read is left out, and so is whatever is exempt.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import stem
from scrutiny_cli.exempt.marking import ExemptIndex, in_order, is_closed
from scrutiny_cli.files import store
from scrutiny_cli.register.settings import read_settings

# The outline of an id, as `domain.base` has it; that module would load the models.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Glimpse(NamedTuple):
    """A record's id and its data as it is written."""

    id: str
    data: dict[str, Any]

    def text(self, key: str) -> str:
        """The text under a key, or nothing."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""


def glimpse(root: Path, kind: str) -> list[Glimpse]:
    """The public records of a kind, in the order of their files.

    There are none where a meeting of a private register cannot be read: it may say what is exempt.
    """
    needed = {"meetings", kind} | ({"recommendations"} if kind == "responses" else set())
    heads = tuple(f"{store.RECORDS}/{name}/" for name in needed)
    files = store.read(root, frozenset(needed), lambda path: path.startswith(heads))
    settings, _ = read_settings(files.settings)
    closed = ExemptIndex()
    found: dict[str, list[Glimpse]] = {}
    for source in sorted(files.sources, key=lambda source: in_order(source.path)):
        document = parse(source)
        of = source.path.split("/")[1]
        if document.refusals:
            if of == "meetings" and settings.private:
                return []
            continue
        records = _records(source.path, document.data)
        closed.study(of, records)
        found.setdefault(of, []).extend(records)
    if settings.private and any(fault.path.startswith(heads) for fault in files.faults):
        return []
    # A part may stand in a file before the whole that tells that it is exempt.
    before = -1
    while before != len(closed.records):
        before = len(closed.records)
        for of, records in found.items():
            closed.study(of, records)
    return [
        record
        for record in found.get(kind, [])
        if ID.fullmatch(record.id)
        and (kind, record.id) not in closed.records
        and not is_closed(record.data)
    ]


def _records(path: str, data: Any) -> list[Glimpse]:
    """The records of a file: one, which may be named after it, or a list of them."""
    if isinstance(data, dict):
        data = [{"id": stem(path), **data}]
    mappings = (part for part in (data if isinstance(data, list) else ()) if isinstance(part, dict))
    return [Glimpse(part["id"], part) for part in mappings if isinstance(part.get("id"), str)]
