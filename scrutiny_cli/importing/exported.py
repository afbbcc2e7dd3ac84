"""A row of the register's own export, read back: every cell is spelt as the record spells it."""

import re
from typing import Any

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.actions import Action, Moved
from scrutiny_cli.domain.base import Model, Note
from scrutiny_cli.exporting import moves
from scrutiny_cli.exporting.shape import ModelField, fields
from scrutiny_cli.importing.model import ParsedRow, SourceRow
from scrutiny_cli.importing.rows import notes_beside
from scrutiny_cli.importing.targets import ACTIONS
from scrutiny_cli.render.prose import to_text

_DATED = re.compile(r"(?P<on>[^:\n]*\d[^:\n]*): (?P<note>.*)", re.DOTALL)
_KEYED = re.compile(r"(?P<key>[a-z_]+): (?P<value>.*)", re.DOTALL)


def read(row: SourceRow) -> ParsedRow:
    """What a row of an export says."""
    texts = {value.field: value.cell.text for value in row.values if value.field}
    # The model calls two fields by other names than a log does.
    texts |= {"printed_status": texts.pop("status", "")}
    data = {
        field.name: _value(field, text)
        for field in fields(Action)
        if (text := texts.get(field.name))
    }
    notes = [*([data["notes"]] if "notes" in data else []), *notes_beside(row)]
    if notes:
        data["notes"] = "\n".join(notes)
    return ParsedRow(
        row.place,
        to_text(texts.get("action", "")),
        ACTIONS,
        data=data,
        notes=notes,
        reference=texts.get("id"),
        exported=True,
    )


def _value(field: ModelField, text: str) -> Any:
    if field.shape == "one":
        return _part(field.model, text)
    # Each entry begins a line; its later lines are indented by two spaces.
    parts = re.split(r"\n(?!  )", text)
    values = [_part(field.model, part.replace("\n  ", "\n")) for part in parts]
    return values[0] if len(values) == 1 and isinstance(values[0], str) else values


def _part(model: type[Model] | None, text: str) -> Any:
    if model is None:
        return text
    if text.startswith("{"):
        document = parse(Source("", f"- {text}".encode()))
        return text if document.refusals or not document.data else document.data[0]
    if issubclass(model, Moved) and (moved := moves.read(text)):
        return moved
    if issubclass(model, Note):
        dated = _DATED.fullmatch(text)
        return {"on": dated["on"], "note": dated["note"]} if dated else {"note": text}
    keyed = _KEYED.fullmatch(text)
    if keyed and keyed["key"] in {field.name for field in fields(model)}:
        return {keyed["key"]: keyed["value"]}
    return text
