"""JSON Schema (draft 2020-12) of the kinds of record, for editors.

An editor reads YAML its own way: an unquoted 36 is a number to it, `yes` a word, `true` a truth value,
`Null` nothing at all. A schema takes whatever an editor may make of words that `check` reads as text.
So what a schema refuses `check` refuses as well; the reverse does not hold, since much of what is
wrong with records cannot be said in a schema.
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
# Nothing at all, said so that no editor offers the word `null`.
NOTHING: Schema = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}
# What an editor may read where plain words stand.
_SCALAR = ["string", "number", "boolean", "null"]
# The words that are read as yes or no, in small and capital letters.
_YES_OR_NO = r"^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo]([Nn]|[Ff][Ff]))$"
_WHOLE = r"^-?[0-9]+$"
_ID_HELP = "Use letters, digits, `.`, `_` and `-`; begin with a letter or digit."
# Values that models may let stand for a whole part: words, a day, a day with something.
_BARE = ("x", "2021-11-23")
_PAIR = {"2021-11-23": "1"}


def text(kind: str) -> str:
    """The schema of a kind as a file."""
    return as_text(schema(kind))


def as_text(schema: Schema) -> str:
    """A schema as a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def schema(kind: str) -> Schema:
    """The schema of the files of a kind: each holds one record or a list of them."""
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
    """The schemas of the models that a kind is made of, each once."""

    def __init__(self) -> None:
        self.models: dict[str, type[BaseModel]] = {}

    def reference(self, model: type[BaseModel]) -> Schema:
        """A reference to a model's schema, which is then among the definitions."""
        known = self.models.setdefault(model.__name__, model)
        assert known is model, f"two models are called {model.__name__}"
        return {"$ref": f"#/$defs/{model.__name__}"}

    def all(self) -> dict[str, Schema]:
        """The schemas of the models, and of those that they speak of, by name."""
        made: dict[str, Schema] = {}
        while missing := self.models.keys() - made.keys():
            made |= {name: self.model(self.models[name]) for name in sorted(missing)}
        return dict(sorted(made.items()))

    def model(self, model: type[BaseModel]) -> Schema:
        """A model: its keys, or in short the one value that may stand for them."""
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        keys: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: self.field(name, field) for name, field in fields.items()},
        }
        # In a file of its own a record takes its id from the file's name.
        needed = [n for n, f in fields.items() if f.is_required() and not _names_a_record(model, n)]
        if needed:
            keys["required"] = needed
        about = {"title": _title(model.__name__), **_described(_first(model.__doc__))}
        two = pair(model)
        if two:
            key, value = (self.of(f.annotation, f.metadata) for f in (fields[n] for n in two))
            one = {"minProperties": 1, "maxProperties": 1, "propertyNames": _as_key(key)}
            return about | {
                "anyOf": [keys, {"type": "object", "additionalProperties": value, **one}]
            }
        short_for = bare(model)
        if short_for:
            short = self.of(fields[short_for].annotation, fields[short_for].metadata)
            return about | {"if": {"type": "object"}, "then": keys, "else": short}
        return about | keys

    def field(self, name: str, field: FieldInfo) -> Schema:
        """A key of a model with what an editor says of it."""
        value = self.of(field.annotation, field.metadata)
        if not field.is_required():
            # A key with nothing after it counts as left out.
            value = _or_nothing(value)
            if isinstance(field.default, str):
                value = {**value, "default": field.default}
        return {"title": _title(name), **_described(field.description or ""), **value}

    def of(self, annotation: Any, marks: list[Any]) -> Schema:
        """The schema of a type with the marks that stand beside it."""
        marks = list(_flat(marks))
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self.of(inner, [*more, *marks])
        given = next((mark for mark in marks if isinstance(mark, WithJsonSchema)), None)
        if given is not None:
            return dict(given.json_schema or {})
        if Several in marks:
            rest = [mark for mark in marks if mark is not Several]
            many = self.of(annotation, rest)
            return _any_of([many["items"], many])
        return self.plain(annotation, marks)

    def plain(self, annotation: Any, marks: list[Any]) -> Schema:
        """The schema of a type: words, numbers, choices, lists, keys."""
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
        """A list of any length, or of as many things as a tuple names."""
        items = self.of(arguments[0], [])
        if arguments[1:] == (Ellipsis,):
            return {"type": "array", "items": items}
        length = len(arguments)
        assert set(arguments) == {arguments[0]}, "a tuple of unlike things has no name here"
        return {"type": "array", "items": items, "minItems": length, "maxItems": length}


def _flat(marks: list[Any]) -> Iterator[Any]:
    """The marks beside a type, those inside a `Field(...)` too."""
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
        told = {"patternErrorMessage": _ID_HELP} if "pattern" in limits else {}
        return {"type": list(_SCALAR), **limits, **told}
    if annotation is int:
        told = {"pattern": _WHOLE, "patternErrorMessage": "Write a whole number."}
        return {"type": ["integer", "string"], **told, **limits}
    if annotation is bool:
        told = {"pattern": _YES_OR_NO, "patternErrorMessage": "Write yes or no."}
        # Whatever else is read so; no type is named, since an editor would offer `true` as well.
        other = {"not": {"type": ["object", "array", "number"]}, **told}
        return _any_of([{"enum": ["yes", "no"]}, other])
    raise TypeError(f"no schema is known for the type {annotation}")


def _any_of(parts: list[Schema]) -> Schema:
    """One of several schemas; those that are such choices themselves are taken apart."""
    flat = [
        one for part in parts for one in (part["anyOf"] if part.keys() == {"anyOf"} else [part])
    ]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _or_nothing(value: Schema) -> Schema:
    """A schema that takes nothing at all too."""
    kinds = value.get("type")
    if kinds is None:
        return _any_of([value, NOTHING])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {**value, "type": [*dict.fromkeys([*kinds, "null"])]}


def _as_key(value: Schema) -> Schema:
    """What holds of a key, which is text whatever an editor makes of values."""
    return {k: v for k, v in value.items() if k in ("minLength", "maxLength", "pattern")}


def _names_a_record(model: type[BaseModel], name: str) -> bool:
    return name == "id" and issubclass(model, Record)


def bare(model: type[BaseModel]) -> str | None:
    """The key whose value may stand for the whole part, if there is one."""
    for probe in _BARE:
        try:
            (name,) = model.model_validate(probe).model_fields_set
        except ValidationError:
            continue
        return model.model_fields[name].alias or name
    return None


def pair(model: type[BaseModel]) -> tuple[str, str] | None:
    """The two keys that one key with its value may stand for, if there are such."""
    try:
        read = model.model_validate(_PAIR)
    except ValidationError:
        return None
    names = sorted(read.model_fields_set, key=lambda name: str(getattr(read, name)) == "1")
    return (names[0], names[1])


def _title(name: str) -> str:
    """A name in words: ``PlanAction`` is `Plan action`, ``published_on`` is `Published on`."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name).replace("_", " ")
    return words.strip().capitalize()


def _first(doc: str | None) -> str:
    """The first paragraph of what a model says of itself."""
    words = inspect.cleandoc(doc or "").split("\n\n", maxsplit=1)[0]
    return " ".join(words.replace("``", "`").split())


def _described(words: str) -> Schema:
    """A description; where it holds code, as Markdown besides, since editors escape the plain one."""
    marked = {"markdownDescription": words} if "`" in words else {}
    return {"description": words, **marked}


def _give_examples(parts: dict[str, Schema]) -> None:
    """Put into the definitions what the specimens hold; a choice shows its words already."""
    for name, part in parts.items():
        whole = (part, part.get("then", {}), *part.get("anyOf", []))
        keys = next(one["properties"] for one in whole if "properties" in one)
        for key, values in examples().get(name, {}).items():
            shown = keys[key]
            if values and not _has_choices(shown):
                shown["examples"] = [_as_typed(value, shown) for value in values]


def _has_choices(value: Schema) -> bool:
    return "enum" in value or any("enum" in part for part in value.get("anyOf", []))


def _as_typed(example: Any, value: Schema) -> Any:
    """An example as an editor reads it: a whole number where nothing but numbers may stand."""
    kinds = value.get("type", [])
    number = "boolean" not in kinds and ("integer" in kinds or "number" in kinds)
    whole = number and isinstance(example, str) and example.isdecimal() and example[0] != "0"
    return int(example) if whole else example
