"""The types of what reports say, read from the attributes that the fields name.

The reference of the JSON is made from them, and the columns of an export.
"""

import functools
import operator
import types
from collections.abc import Mapping
from inspect import getattr_static
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from scrutiny_cli.reports.fields import ITSELF, Field, Fields


def type_of(fields: Fields[Any], field: Field[Any]) -> Any:
    """Return the type of the value of a field."""
    if callable(field.value) or field.type is not None:
        return field.type
    path = fields.path(field.value or field.key)
    return fields.kind if path == ITSELF else _follow(fields.kind, path)


def without_nothing(kind: Any) -> tuple[Any, bool]:
    """Return a type without ``None``, and whether it was there."""
    every = parts_of(kind)
    some = [part for part in every if part is not types.NoneType]
    return functools.reduce(operator.or_, some), len(some) < len(every)


def parts_of(kind: Any) -> tuple[Any, ...]:
    """Return the types that a type is a choice of."""
    choice = get_origin(kind) in (Union, types.UnionType)
    return get_args(kind) if choice else (kind,)


def _follow(kind: Any, path: str) -> Any:
    nothing = False
    for name in path.split("."):
        kind, optional = without_nothing(kind)
        nothing = nothing or optional
        kind = _attribute(kind, name)
    return kind | None if nothing else kind


@functools.cache
def _attribute(kind: Any, name: str) -> Any:
    """The type of an attribute of a class, or of the first of several; or of a mapping's values."""
    kind = parts_of(kind)[0]
    origin = get_origin(kind) or kind
    if issubclass(origin, Mapping):
        return get_args(kind)[1] | None
    attribute = getattr_static(origin, name, None)
    if isinstance(attribute, property | functools.cached_property):
        method = attribute.fget if isinstance(attribute, property) else attribute.func
        hint = get_type_hints(method)["return"]
    else:
        hint = get_type_hints(origin)[name]
    return _arguments(kind).get(hint, hint) if isinstance(hint, TypeVar) else hint


def _arguments(kind: Any) -> dict[Any, Any]:
    """What the type variables of a generic class are in a class made of it."""
    bases = [kind, *getattr(get_origin(kind) or kind, "__orig_bases__", ())]
    return {
        variable: argument
        for base in bases
        if (origin := get_origin(base)) and hasattr(origin, "__parameters__")
        for variable, argument in zip(origin.__parameters__, get_args(base), strict=False)
    }
