"""What the models hold, read from the models themselves, so that no export forgets a field."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from scrutiny_cli.domain.base import Model
from scrutiny_cli.schema.json_schema import bare, pair

Shape = Literal["one", "list", "keys"]


@dataclass(frozen=True, slots=True)
class ModelField:
    """A key of a record: what it is called, how many values it holds, and of what.

    ``attribute`` is its name in the model, ``model`` the part it holds, if it holds parts; ``type``
    is what a plain value is read as.
    """

    name: str
    attribute: str
    shape: Shape
    model: type[Model] | None
    type: Any
    description: str


@cache
def fields(model: type[Model]) -> tuple[ModelField, ...]:
    """The fields of a model in their order."""
    known = []
    for attribute, field in model.model_fields.items():
        shape, inner = _shape(field.annotation)
        part = inner if isinstance(inner, type) and issubclass(inner, Model) else None
        name = field.alias or attribute
        known.append(ModelField(name, attribute, shape, part, inner, field.description or ""))
    return tuple(known)


def _shape(annotation: Any) -> tuple[Shape, Any]:
    """Whether a type holds one value, a list or keys with values; and of what type they are."""
    core = _core(annotation)
    if get_origin(core) is tuple:
        return "list", _core(get_args(core)[0])
    if get_origin(core) is dict:
        return "keys", _core(get_args(core)[1])
    return "one", core


def _core(annotation: Any) -> Any:
    """A type without its marks and without the choice of leaving it out."""
    if get_origin(annotation) is Annotated:
        return _core(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return _core(inner[0]) if len(inner) == 1 else Any
    return annotation


@cache
def short(model: type[Model]) -> str | None:
    """The key whose value may be written instead of the whole part, if there is one."""
    return bare(model)


@cache
def _pair(model: type[Model]) -> tuple[str, str] | None:
    return pair(model)


def spread(model: type[Model], raw: Any) -> dict[str, Any]:
    """A part as keys with values, however it is written; a key with nothing after it is left out."""
    if not isinstance(raw, Mapping):
        return {short(model) or "": raw}
    names = {field.name for field in fields(model)}
    if len(raw) == 1 and not raw.keys() & names and (two := _pair(model)):
        ((first, second),) = raw.items()
        return {two[0]: first, two[1]: second}
    return {name: value for name, value in raw.items() if value is not None}


def several(raw: Any) -> list[Any]:
    """What a list holds; one thing may be written instead of a list of one."""
    return raw if isinstance(raw, list) else [] if raw is None else [raw]
