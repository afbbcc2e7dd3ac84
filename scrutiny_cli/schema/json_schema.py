"""JSON Schema (draft 2020-12) of the kinds of record, for editors.

An editor reads YAML in its own way: an unquoted 36 is a number, `yes` text, `true` a boolean and `Null`
nothing. `check` reads all of them as text, so a schema allows every type that an editor may see. A
record that a schema refuses is one that `check` refuses too. `check` also refuses others, because
much that can be wrong with records cannot be expressed in a schema.
"""

import inspect
import json
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from scrutiny_cli.domain.base import Record, Several
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.schema.specimens import examples

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# An empty value, written so that no editor suggests the word `null`.
NOTHING: Schema = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}
# The types that an editor may see in plain text.
_SCALAR = ["string", "number", "boolean", "null"]
# The words that mean yes or no, in small or capital letters.
_YES_OR_NO = r"^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo]([Nn]|[Ff][Ff]))$"
_WHOLE = r"^-?[0-9]+$"
_ID_HELP = "Use letters, digits, `.`, `_` and `-`; begin with a letter or digit."
# Values that some models accept for a whole part: text, a date, a date with a value.
_BARE = ("x", "2021-11-23")
_PAIR = {"2021-11-23": "1"}


def text(kind: str) -> str:
    """Return the text of the schema file of a kind."""
    return as_text(schema(kind))


def as_text(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def schema(kind: str) -> Schema:
    """Return the schema of the files of a kind, each with one record or a list of records."""
    parts = _Parts()
    record = parts.reference(KINDS[kind].model)
    definitions = parts.all()
    _give_examples(definitions)
    return {
        "$schema": DRAFT,
        "title": f"Records of {kind}",
        "description": f"One {KINDS[kind].singular}, whose id may be the file's name, or a list of them.",
        "anyOf": [record, {"type": "array", "items": {**record, "required": ["id"]}}],
        "$defs": definitions,
    }


class _Parts:
    """The schemas of a model and of all models inside it."""

    def __init__(self) -> None:
        self.models: dict[str, type[BaseModel]] = {}

    def reference(self, model: type[BaseModel]) -> Schema:
        """Return a reference to a model's schema, and add that to the definitions."""
        same_name = self.models.setdefault(model.__name__, model)
        assert same_name is model, f"two models are called {model.__name__}"
        return {"$ref": f"#/$defs/{model.__name__}"}

    def all(self) -> dict[str, Schema]:
        """Return the schemas of the models, and of the models inside them, by name."""
        schemas: dict[str, Schema] = {}
        while missing := self.models.keys() - schemas.keys():
            schemas |= {name: self.model(self.models[name]) for name in sorted(missing)}
        return dict(sorted(schemas.items()))

    def model(self, model: type[BaseModel]) -> Schema:
        """Return the schema of a model: its keys, or the single value that can replace them."""
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        keys: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: self.field(name, field) for name, field in fields.items()},
        }
        # A record that is alone in its file may have its id from the file name.
        needed = [n for n, f in fields.items() if f.is_required() and not _names_a_record(model, n)]
        if needed:
            keys["required"] = needed
        about = {"title": _title(model.__name__), **_described(_first(model.__doc__))}
        two = pair(model)
        if two:
            key, value = (self.of(f.annotation, f.metadata) for f in (fields[n] for n in two))
            single = {"minProperties": 1, "maxProperties": 1, "propertyNames": _as_key(key)}
            return about | {
                "anyOf": [keys, {"type": "object", "additionalProperties": value, **single}]
            }
        short_for = bare(model)
        if short_for:
            short = self.of(fields[short_for].annotation, fields[short_for].metadata)
            return about | {"if": {"type": "object"}, "then": keys, "else": short}
        return about | keys

    def field(self, name: str, field: FieldInfo) -> Schema:
        """Return the schema of a key, with its title and description."""
        value = self.of(field.annotation, field.metadata)
        if not field.is_required():
            # A key with an empty value counts as left out.
            value = _or_nothing(value)
            if isinstance(field.default, str):
                value = {**value, "default": field.default}
        return {"title": _title(name), **_described(field.description or ""), **value}

    def of(self, annotation: Any, marks: list[Any]) -> Schema:
        """Return the schema of a type with its annotations."""
        marks = list(_flat(marks))
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self.of(inner, [*more, *marks])
        own_schema = next((mark for mark in marks if isinstance(mark, WithJsonSchema)), None)
        if own_schema is not None:
            return dict(own_schema.json_schema or {})
        if Several in marks:
            rest = [mark for mark in marks if mark is not Several]
            many = self.of(annotation, rest)
            return _any_of([many["items"], many])
        return self.plain(annotation, marks)

    def plain(self, annotation: Any, marks: list[Any]) -> Schema:
        """Return the schema of a type without annotations of its own."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in (Union, types.UnionType):
            parts = [self.of(part, marks) for part in arguments if part is not type(None)]
            return _any_of(parts)
        if origin is tuple:
            return self.listing(arguments)
        if origin is dict:
            key, value = (self.of(part, []) for part in arguments)
            return {
                "type": "object",
                "propertyNames": _as_key(key),
                "additionalProperties": _or_nothing(value),
            }
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.reference(annotation)
        return _scalar(annotation, marks)

    def listing(self, arguments: tuple[Any, ...]) -> Schema:
        """Return the schema of a list, of any length or of the length of a tuple."""
        items = self.of(arguments[0], [])
        if arguments[1:] == (Ellipsis,):
            return {"type": "array", "items": items}
        length = len(arguments)
        assert set(arguments) == {arguments[0]}, "a tuple of different types has no schema"
        return {"type": "array", "items": items, "minItems": length, "maxItems": length}


def _flat(marks: list[Any]) -> Iterator[Any]:
    """Yield the annotations of a type, including those inside a `Field(...)`."""
    for mark in marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else [mark]


def _scalar(annotation: Any, marks: list[Any]) -> Schema:
    limits = {
        word: value
        for word, name in (
            ("minLength", "min_length"),
            ("maxLength", "max_length"),
            ("pattern", "pattern"),
            ("minimum", "ge"),
            ("maximum", "le"),
        )
        for mark in marks
        if (value := getattr(mark, name, None)) is not None
    }
    if annotation is str:
        message = {"patternErrorMessage": _ID_HELP} if "pattern" in limits else {}
        return {"type": list(_SCALAR), **limits, **message}
    if annotation is int:
        pattern = {"pattern": _WHOLE, "patternErrorMessage": "Write a whole number."}
        return {"type": ["integer", "string"], **pattern, **limits}
    if annotation is bool:
        pattern = {"pattern": _YES_OR_NO, "patternErrorMessage": "Write yes or no."}
        # Other spellings. No type is named, because an editor would then suggest `true` too.
        other = {"not": {"type": ["object", "array", "number"]}, **pattern}
        return _any_of([{"enum": ["yes", "no"]}, other])
    raise TypeError(f"no schema is known for the type {annotation}")


def _any_of(parts: list[Schema]) -> Schema:
    """Return a choice of several schemas, with the choices inside them in one list."""
    flat = [
        choice
        for part in parts
        for choice in (part["anyOf"] if part.keys() == {"anyOf"} else [part])
    ]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _or_nothing(value: Schema) -> Schema:
    """Return a schema that also allows an empty value."""
    kinds = value.get("type")
    if kinds is None:
        return _any_of([value, NOTHING])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {**value, "type": [*dict.fromkeys([*kinds, "null"])]}


def _as_key(value: Schema) -> Schema:
    """Return the limits that also apply to a key, which is always text."""
    return {k: v for k, v in value.items() if k in ("minLength", "maxLength", "pattern")}


def _names_a_record(model: type[BaseModel], name: str) -> bool:
    return name == "id" and issubclass(model, Record)


def bare(model: type[BaseModel]) -> str | None:
    """Return the key whose value alone may replace the whole part, or ``None``."""
    for probe in _BARE:
        try:
            (name,) = model.model_validate(probe).model_fields_set
        except ValidationError:
            continue
        return model.model_fields[name].alias or name
    return None


def pair(model: type[BaseModel]) -> tuple[str, str] | None:
    """Return the two keys that one key with its value may replace, or ``None``."""
    try:
        read = model.model_validate(_PAIR)
    except ValidationError:
        return None
    names = sorted(read.model_fields_set, key=lambda name: str(getattr(read, name)) == "1")
    return (names[0], names[1])


def _title(name: str) -> str:
    """Return a name in words: ``PlanAction`` is `Plan action`, ``published_on`` is `Published on`."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name).replace("_", " ")
    return words.strip().capitalize()


def _first(doc: str | None) -> str:
    """Return the first paragraph of a model's docstring."""
    words = inspect.cleandoc(doc or "").split("\n\n", maxsplit=1)[0]
    return " ".join(words.replace("``", "`").split())


def _described(words: str) -> Schema:
    """Return a description. One with code is Markdown too, because editors escape the plain one."""
    marked = {"markdownDescription": words} if "`" in words else {}
    return {"description": words, **marked}


def _give_examples(parts: dict[str, Schema]) -> None:
    """Add examples from the specimens to the definitions, except to a choice, which lists its words."""
    for name, part in parts.items():
        whole = (part, part.get("then", {}), *part.get("anyOf", []))
        keys = next(schema["properties"] for schema in whole if "properties" in schema)
        for key, values in examples().get(name, {}).items():
            shown = keys[key]
            if values and not _has_choices(shown):
                shown["examples"] = [_as_typed(value, shown) for value in values]


def _has_choices(value: Schema) -> bool:
    return "enum" in value or any("enum" in part for part in value.get("anyOf", []))


def _as_typed(example: Any, value: Schema) -> Any:
    """Return an example as an editor reads it: a whole number if only numbers are allowed."""
    kinds = value.get("type", [])
    number = "boolean" not in kinds and ("integer" in kinds or "number" in kinds)
    whole = number and isinstance(example, str) and example.isdecimal() and example[0] != "0"
    return int(example) if whole else example
