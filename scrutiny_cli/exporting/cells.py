"""How a value of a record is written in one cell of a table, so that it can be read back from there.

- One value is itself, spelt as the record spells it.
- Of several, each begins a line of its own; its later lines are indented by two spaces.
- A dated note is `2021-10-12: In progress.`
- A due date moved is `from 2021-10-01 to 2021-12-01, on 2021-09-20 (the survey is late)`.
- A part that bare words may stand for is those words; another with one key is `post: Clerk`.
- Any other part is in braces, as YAML writes it on one line: `{every: quarter, next: 2022-03-31}`.
- What would be misread in one of these ways is written in braces too, or in double quotes.
"""

import re
from collections.abc import Mapping
from typing import Any

from scrutiny_cli.domain.actions import Moved
from scrutiny_cli.domain.base import Model, Note
from scrutiny_cli.domain.dates import read_due
from scrutiny_cli.edits.spelling import flow, quoted
from scrutiny_cli.exporting import moves
from scrutiny_cli.exporting.shape import ModelField, fields, several, short, spread

# What may be a day before the words of a note, also in the ways that people type it.
_BEFORE = re.compile(r"([^:\n]{1,40}?)\s*(?::|\s[-–—])\s")
INDENT = "  "


def cell(field: ModelField, raw: Any) -> str | None:
    """What a field holds, as the text of a cell; ``None`` where it holds nothing."""
    if raw is None or raw in ([], {}):
        return None
    if field.shape == "keys":
        return "\n".join(_line(f"{key}: {value or ''}".rstrip(" ")) for key, value in raw.items())
    if field.shape == "list" and (field.model is None or isinstance(raw, list)):
        return "\n".join(_line(_entry(field.model, part)) for part in several(raw))
    return _single(field.model, raw) if field.model else str(raw)


def _entry(model: type[Model] | None, raw: Any) -> str:
    if model:
        return _single(model, raw)
    text = "" if raw is None else str(raw)
    return quoted(text) if text.startswith((INDENT, '"')) else text


def _single(model: type[Model], raw: Any) -> str:
    data = spread(model, raw)
    if issubclass(model, Note):
        return _note(data)
    if issubclass(model, Moved) and (words := moves.in_words(data)):
        return words
    bare = short(model)
    if data.keys() == {bare} and isinstance(text := data[bare or ""], str):
        return flow(data) if _misread(model, text) else text
    if len(data) == 1:
        ((key, value),) = data.items()
        if isinstance(value, str) and "\n" not in value:
            return f"{key}: {value}"
    if isinstance(raw, Mapping) and len(raw) < len(
        data
    ):  # one key with its value: a day and a target
        return ": ".join(map(str, data.values()))
    return flow(_filled(data))


def _note(data: dict[str, Any]) -> str:
    """A dated note; in braces where it says who gave it, or could be taken for a date's."""
    note = data.get("note")
    if isinstance(note, str) and data.keys() <= {"on", "note"}:
        if "on" in data:
            return f"{data['on']}: {note}"
        before = _BEFORE.match(note)
        dated = before is not None and read_due(before[1]).precision == "day"
        if not dated and not note.startswith(("{", INDENT)):
            return note
    return flow(_filled(data))


def _misread(model: type[Model], text: str) -> bool:
    """Whether bare words would be taken for a part with a key, or for one in braces."""
    first = text.split(":", 1)[0] if ":" in text else ""
    return text.startswith(("{", INDENT)) or first in {field.name for field in fields(model)}


def _filled(value: Any) -> Any:
    """Data without keys that hold nothing."""
    if isinstance(value, Mapping):
        return {key: _filled(part) for key, part in value.items() if part is not None}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def _line(text: str) -> str:
    """An entry among others: its later lines are indented."""
    return text.replace("\n", f"\n{INDENT}")
