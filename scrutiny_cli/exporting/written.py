"""A record's data as its file has it, cut to what may be shown of it."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from scrutiny_cli.domain.base import Figure, Model, Record
from scrutiny_cli.exporting.shape import fields
from scrutiny_cli.register.decoding import PlacedRecord

Data = dict[str, Any]
"""A record as it is written: keys with text, lists and keys in turn, ``None`` for an empty key."""


def written(entry: PlacedRecord, shown: Record) -> Data:
    """Return the data of a record as its file has it, with the id that the file's name may give it.

    Where ``shown`` differs from what was read, the parts that differ are spelt again.
    """
    raw = entry.document.data
    for step in entry.base:
        raw = raw[step]
    data: Data = raw if "id" in raw else {"id": entry.id, **raw}
    if shown is entry.record:
        return data
    kept: Data = {}
    for field in fields(type(shown)):
        now, before = getattr(shown, field.attribute), getattr(entry.record, field.attribute)
        if field.name in data and now is before:
            kept[field.name] = data[field.name]
        elif now is not before and not _nothing(now):
            kept[field.name] = _changed(now, before, data.get(field.name))
    return {
        name: kept[name] for name in (*(key for key in data if key in kept), *(kept.keys() - data))
    }


def _changed(now: Any, before: Any, raw: Any) -> Any:
    """A field spelt again; of a list whose length stays, only the parts that differ."""
    if isinstance(now, tuple) and isinstance(raw, list) and len(now) == len(raw) == len(before):
        return [
            old if part is was else spelt(part)
            for part, was, old in zip(now, before, raw, strict=True)
        ]
    return spelt(now)


def spelt(value: Any) -> Any:
    """A value of a model as the house writes it."""
    if isinstance(value, Model):
        return {
            field.name: spelt(held)
            for field in fields(type(value))
            if not _nothing(held := getattr(value, field.attribute))
            and held != type(value).model_fields[field.attribute].default
        }
    if isinstance(value, Figure):
        return value.written
    if isinstance(value, tuple):
        return [spelt(part) for part in value]
    if isinstance(value, Mapping):
        return {key: spelt(part) for key, part in value.items()}
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value if value is None else str(value)


def _nothing(value: Any) -> bool:
    return value is None or value in ((), {})
