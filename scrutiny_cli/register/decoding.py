"""From documents to records, and from the errors of models to findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scrutiny_cli.documents import Document, Path, gate
from scrutiny_cli.documents.invisible import invisible_characters, surely_visible
from scrutiny_cli.documents.source import stem
from scrutiny_cli.domain.base import Record, model_in
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.placing import Finding, at
from scrutiny_cli.wording import did_you_mean, shorten, with_article, with_lookalikes


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """A record with its place in a document."""

    kind: str
    record: Any
    document: Document
    base: Path

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.record.id)

    @property
    def data(self) -> Any:
        """The data of the record, as its file has it."""
        return at(self.document.data, self.base)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text of the record, each with its path in it."""
        todo: list[tuple[Path, Any]] = [((), self.data)]
        while todo:
            path, part = todo.pop()
            if isinstance(part, str):
                yield path, part
            elif isinstance(part, dict):
                todo += [((*path, key), value) for key, value in part.items()]
            elif isinstance(part, list):
                todo += [((*path, index), value) for index, value in enumerate(part)]

    def finding(
        self, path: Path, code: str, message: str, hint: str | None = None, *, key: bool = False
    ) -> Finding:
        """Return a finding at a path inside this record."""
        return Finding(self.document, self.base, path, code, message, hint, self.id, key)


def decode(document: Document) -> tuple[list[PlacedRecord], list[Finding]]:
    """Return the records in a document, and the findings in the rest of it.

    The second folder of its path names the kind. A faulty record does not hide the others.
    """
    path = document.source.path
    if document.refusals:
        return [], [
            Finding(
                document, (), (), refusal.code, refusal.message, refusal.hint, span=refusal.span
            )
            for refusal in document.refusals
        ]
    kind = path.split("/")[1]
    entries: list[PlacedRecord] = []
    findings = list(_invisible(document))
    for base, data in _records(document.data):
        if not isinstance(data, dict):
            message = f"expected {with_article(KINDS[kind].singular)}: keys with values, such as `id: ...`"
            hint = "put each record's keys on lines of their own"
            findings.append(Finding(document, base, (), "not-a-record", message, hint))
            continue
        named = data if base or "id" in data else {"id": stem(path), **data}
        model = KINDS[kind].model
        record, errors = _validate(model, named)
        if record is not None:
            entries.append(PlacedRecord(kind, record, document, base))
        findings += [_finding(document, base, model, named, error) for error in errors]
    return entries, findings


def _invisible(document: Document) -> Iterator[Finding]:
    """The findings for invisible characters in a document."""
    if surely_visible(document.source.raw):
        return
    for span, character in invisible_characters(document.text or ""):
        message = f"{gate.name_of(character)} is here and is invisible"
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
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_input=False)
    # A key with an empty value counts as left out, so try again without those.
    blank = [path for error in errors if (path := _blank_path(data, error))]
    if not blank:
        return None, errors
    try:
        return model.model_validate(_without(data, blank), by_alias=True, by_name=False), []
    except ValidationError as invalid:
        left = invalid.errors(include_url=False, include_input=False)
    # A required field with an empty value is not missing but empty.
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
    # A model may add a key to a short form, and then the data does not have it.
    return path if _has(part, path[-1]) and part[path[-1]] is None else None


def _without(data: Any, paths: list[Path]) -> Any:
    """Return a copy of the data without the keys at some paths."""
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
    """Return the path in the data for the ``loc`` of an error.

    A model reads one value as a list of one, and plain words as a mapping. Such steps are not in the
    data, and the path leaves them out. It keeps a last key that is missing.
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


_HINTS = {
    "bad-date": "write 2021-11-23, 23 November 2021 or 23/11/2021",
    "bad-time": "write 14:30 or 2.30 pm",
    "bad-number": "write digits and a point only, such as 1230 or 92.50; the unit has its own key",
}
_EMPTY = ("empty-value", "there is nothing here", "write something, or remove the line")
_SHAPES = {
    "dict": "keys with values",
    "model": "keys with values",
    "tuple": "a list (lines that begin with a dash)",
    "list": "a list (lines that begin with a dash)",
    "string": "text",
    "int": "a whole number",
    "bool": "yes or no",
}


def _finding(
    document: Document, base: Path, model: type[BaseModel], data: Any, error: ErrorDetails
) -> Finding:
    """Return the finding for an error of a model."""
    name = data.get("id")
    record = name if isinstance(name, str) else None
    path = _path(data, error["loc"])
    code, message, hint, key = _explain(model, data, error, path)
    return Finding(document, base, path, code, message, hint, record, key)


def _explain(
    model: type[BaseModel], data: Any, error: ErrorDetails, path: Path
) -> tuple[str, str, str | None, bool]:
    """Return the code, message and hint of an error, and whether it is about the key, not the value."""
    kind = error["type"]
    name = str(path[-1]) if path else ""
    if kind == "missing":
        if path and isinstance(error["loc"][-1], int):
            return "wrong-shape", "a value is missing from this list", None, False
        return "missing-field", f"`{name}` is missing", f"add a line `{name}: ...`", True
    if kind == "extra_forbidden":
        names = _field_names(model, error["loc"][:-1])
        hint = did_you_mean(name, names) or f"the keys here are {', '.join(names)}"
        message = with_lookalikes(f"there is no key `{shorten(name, 40)}` here", name)
        return "unknown-key", message, hint, True
    try:
        value = at(data, path)
    except (KeyError, IndexError, TypeError):
        value = None
    shown = f"`{shorten(value)}`" if isinstance(value, str) else "this"
    context = error.get("ctx", {})
    code, words, advice = _explain_value(kind, shown, value, error["msg"], context)
    if isinstance(value, str):
        words = with_lookalikes(words, value)
    return code, words, advice, False


def _explain_value(
    kind: str, shown: str, value: Any, words: str, context: dict[str, Any]
) -> tuple[str, str, str | None]:
    """Return the code, message and hint for a value that a model refuses."""
    if kind in _HINTS or kind == "bad-choice":
        hint = context.get("hint") or _HINTS.get(kind)
        return kind, f"{shown} cannot be used: {words}", hint
    if kind == "wrong-shape":
        return kind, words, None
    if value == "" or kind == "string_too_short":
        return _EMPTY
    if kind == "string_pattern_mismatch":
        allowed = "use letters, digits, `.`, `_` and `-`; begin with a letter or digit"
        return "bad-id", f"{shown} cannot be an id", allowed
    if kind == "literal_error":
        choices = context.get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(value), choices)
        return "bad-choice", f"{shown} is none of: {', '.join(choices)}", hint
    if value is None:
        return _EMPTY
    if kind == "string_too_long":
        return "bad-value", f"longer than {context.get('max_length')} characters", None
    if kind.endswith(("_type", "_parsing", "_parsing_size")) and not kind.startswith("value"):
        wanted = _SHAPES.get(kind.split("_", 1)[0], "something else")
        plain = isinstance(value, str) and kind.startswith(("int", "bool"))
        code = "bad-value" if plain else "wrong-shape"
        hint = "write digits only, such as 36" if kind == "int_parsing" else f"write {wanted}"
        return code, f"{shown} stands where {wanted} should", hint
    return "bad-value", f"{shown}: {words[:1].lower()}{words[1:]}", None


def _field_names(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys of the part of a model at ``loc``."""
    part: type[BaseModel] | None = model
    for step in loc:
        if part is None:
            break
        if isinstance(step, int):
            continue
        field = next((f for name, f in part.model_fields.items() if step in (name, f.alias)), None)
        part = model_in(field.annotation) if field else None
    return [f.alias or name for name, f in part.model_fields.items()] if part else []
