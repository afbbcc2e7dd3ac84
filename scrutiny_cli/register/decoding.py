"""Documents to records: the models' complaints become diagnostics with a line and a column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scrutiny_cli.documents import Document, Path, gate
from scrutiny_cli.documents.invisible import nothing_unseen, unseen
from scrutiny_cli.documents.source import stem
from scrutiny_cli.domain.base import Record, model_in
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.placing import Finding, at
from scrutiny_cli.wording import did_you_mean, shorten


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """A record with the place it came from."""

    kind: str
    record: Any
    document: Document
    base: Path

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record.id)

    @property
    def data(self) -> Any:
        """The record as its file has it, before any reading."""
        return at(self.document.data, self.base)

    def fault(
        self, path: Path, code: str, message: str, hint: str | None = None, *, key: bool = False
    ) -> Finding:
        """A finding at a path inside this record."""
        return Finding(self.document, self.base, path, code, message, hint, self.id, key)


def decode(document: Document) -> tuple[list[PlacedRecord], list[Finding]]:
    """Turn a document into the records it holds and the faults of the rest.

    The second folder of its path names the kind. One faulty record never hides the others.
    """
    path = document.source.path
    if document.refusals:
        return [], [
            Finding(document, (), (), fault.code, fault.message, fault.hint, span=fault.span)
            for fault in document.refusals
        ]
    kind = path.split("/")[1]
    entries: list[PlacedRecord] = []
    faults = list(_invisible(document))
    for base, data in _records(document.data):
        if not isinstance(data, dict):
            faults.append(
                Finding(
                    document,
                    base,
                    (),
                    "not-a-record",
                    f"expected a {KINDS[kind].singular}: keys with values, such as `id: ...`",
                    "put each record's keys on lines of their own",
                )
            )
            continue
        named = data if base or "id" in data else {"id": stem(path), **data}
        model = KINDS[kind].model
        record, errors = _validate(model, named)
        if record is not None:
            entries.append(PlacedRecord(kind, record, document, base))
        faults += [_fault(document, base, model, named, error) for error in errors]
    return entries, faults


def _invisible(document: Document) -> Iterator[Finding]:
    """The characters of a document that nobody can see."""
    if nothing_unseen(document.source.raw):
        return
    for span, character in unseen(document.text or ""):
        message = f"{gate.name_of(character)} stands here and cannot be seen"
        hint = "delete it; it was most likely pasted from elsewhere"
        yield Finding(document, (), (), "invisible-character", message, hint, span=span)


def _records(data: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, list):
        yield from (((index,), item) for index, item in enumerate(data))
    else:
        yield (), data


def _validate(
    model: type[Record], data: dict[str, Any]
) -> tuple[Record | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data, by_alias=True, by_name=False), []
    except ValidationError as complaint:
        errors = complaint.errors(include_url=False, include_input=False)
    # A key with nothing after it counts as left out: without those, is anything still wrong?
    blank = [path for error in errors if (path := _blank_path(data, error))]
    if not blank:
        return None, errors
    try:
        return model.model_validate(_without(data, blank), by_alias=True, by_name=False), []
    except ValidationError as complaint:
        left = complaint.errors(include_url=False, include_input=False)
    # A field that must be there stands there blank: then it is not missing but empty.
    empty = {path: error for error in errors if (path := _blank_path(data, error))}
    return None, [
        empty.get(_path(data, error["loc"]), error) if error["type"] == "missing" else error
        for error in left
    ]


def _blank_path(data: Any, error: ErrorDetails) -> Path | None:
    if error["type"] in ("missing", "extra_forbidden"):
        return None
    path = _path(data, error["loc"])
    if not path or not isinstance(path[-1], str):
        return None
    part = at(data, path[:-1])
    # A key may be one that a model reads into a shorter form, and then it is not there.
    return path if _has(part, path[-1]) and part[path[-1]] is None else None


def _without(data: Any, paths: list[Path]) -> Any:
    """A copy of the data without the keys at some paths."""
    heads = {path[0] for path in paths if len(path) == 1}
    if isinstance(data, dict):
        pairs = ((k, v) for k, v in data.items() if k not in heads)
        return {
            k: _without(v, [p[1:] for p in paths if len(p) > 1 and p[0] == k]) for k, v in pairs
        }
    if isinstance(data, list):
        return [
            _without(v, [p[1:] for p in paths if len(p) > 1 and p[0] == i])
            for i, v in enumerate(data)
        ]
    return data


def _path(data: Any, loc: tuple[str | int, ...]) -> Path:
    """The path in the data that a model's ``loc`` speaks of.

    Models let one thing stand for a list of one, and bare words for a mapping; a step that the
    data does not have is such a reading and is left out. A last key that is missing stays.
    """
    path: Path = ()
    for position, step in enumerate(loc):
        if _has(data, step):
            data = data[step]
        elif not (isinstance(data, dict) and position == len(loc) - 1 and isinstance(step, str)):
            continue
        path = (*path, step)
    return path


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


_SHAPES = {
    "dict": "keys with values",
    "model": "keys with values",
    "tuple": "a list (lines that begin with a dash)",
    "list": "a list (lines that begin with a dash)",
    "string": "text",
    "int": "a whole number",
    "bool": "yes or no",
}


def _fault(
    document: Document, base: Path, model: type[BaseModel], data: Any, error: ErrorDetails
) -> Finding:
    """One complaint of a model as a finding."""
    name = data.get("id")
    record = name if isinstance(name, str) else None
    path = _path(data, error["loc"])
    code, message, hint, key = _explain(model, data, error, path)
    return Finding(document, base, path, code, message, hint, record, key)


def _explain(
    model: type[BaseModel], data: Any, error: ErrorDetails, path: Path
) -> tuple[str, str, str | None, bool]:
    """Code, message, hint, and whether the key is at fault and not the value."""
    kind = error["type"]
    name = str(path[-1]) if path else ""
    if kind == "missing":
        if path and isinstance(error["loc"][-1], int):
            return "wrong-shape", "a value is missing from this list", None, False
        return "missing-field", f"`{name}` is missing", f"add a line `{name}: ...`", True
    if kind == "extra_forbidden":
        names = _field_names(model, error["loc"][:-1])
        hint = did_you_mean(name, names) or f"the keys here are {', '.join(names)}"
        return "unknown-key", f"there is no key `{shorten(name, 40)}` here", hint, True
    try:
        value = at(data, path)
    except (KeyError, IndexError, TypeError):
        value = None
    shown = f"`{shorten(value)}`" if isinstance(value, str) else "this"
    context = error.get("ctx", {})
    return _explain_value(kind, shown, value, error["msg"], context)


def _explain_value(
    kind: str, shown: str, value: Any, words: str, context: dict[str, Any]
) -> tuple[str, str, str | None, bool]:
    hints = {
        "bad-date": "write 2021-11-23, 23 November 2021 or 23/11/2021",
        "bad-time": "write 14:30 or 2.30 pm",
        "bad-number": "write digits and a point only, such as 1230 or 92.50; the unit has its own key",
    }
    if kind in hints:
        return kind, f"{shown} cannot be used: {words}", hints[kind], False
    if kind in ("bad-choice", "wrong-shape"):
        return (
            kind,
            f"{shown} cannot be used: {words}" if kind == "bad-choice" else words,
            None,
            False,
        )
    if value == "":
        return (
            "empty-value",
            "there is nothing here",
            "write something, or take the line out",
            False,
        )
    if kind == "string_pattern_mismatch":
        allowed = "use letters, digits, `.`, `_` and `-`; begin with a letter or digit"
        return "bad-id", f"{shown} cannot be an id", allowed, False
    if kind == "literal_error":
        choices = context.get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(value), choices)
        return "bad-choice", f"{shown} is none of: {', '.join(choices)}", hint, False
    if kind == "string_too_short" or value == "" or value is None:
        return (
            "empty-value",
            "there is nothing here",
            "write something, or take the line out",
            False,
        )
    if kind == "string_too_long":
        return "bad-value", f"longer than {context.get('max_length')} characters", None, False
    if kind.endswith(("_type", "_parsing", "_parsing_size")) and not kind.startswith("value"):
        wanted = _SHAPES.get(kind.split("_", 1)[0], "something else")
        plain = isinstance(value, str) and kind.startswith(("int", "bool"))
        code = "bad-value" if plain else "wrong-shape"
        hint = "write digits only, such as 36" if kind == "int_parsing" else f"write {wanted}"
        return code, f"{shown} stands where {wanted} should", hint, False
    return "bad-value", f"{shown}: {words[:1].lower()}{words[1:]}", None, False


def _field_names(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the part of a model at ``loc`` may hold."""
    part: type[BaseModel] | None = model
    for step in loc:
        if part is None:
            break
        if isinstance(step, int):
            continue
        found = next((f for name, f in part.model_fields.items() if step in (name, f.alias)), None)
        part = model_in(found.annotation) if found else None
    return [f.alias or name for name, f in part.model_fields.items()] if part else []
