"""What every record shares: frozen models and the types of their fields.

Every scalar comes in as text, exactly as the clerk wrote it; the types here give it its meaning.
A fault is raised as a :class:`pydantic_core.PydanticCustomError` whose type is the code of the
diagnostic that the clerk will read.
"""

import re
import types
import typing
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from scrutiny_cli.domain.dates import parse_date, parse_time

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
DECIMAL_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?$"

T = TypeVar("T")


class Model(BaseModel):
    """A part of a record: frozen, and with no key beyond those it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


Text = Annotated[str, StringConstraints(min_length=1)]
"""Plain words on one line or several; never empty."""

Markdown = Annotated[str, StringConstraints(min_length=1)]
"""Text in Markdown; HTML inside it is shown as it was typed, never run."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=100)]
"""The id of a record: letters, digits, ``.``, ``_`` and ``-``, beginning with a letter or digit."""


def _reader(read: Callable[[str], T], code: str) -> Callable[[Any], T]:
    """Wrap a reader of text so that what it refuses becomes a diagnostic's code and message."""

    def validate(value: Any) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError(code, "expected words, not a list or a set of keys")
        try:
            return read(value)
        except ValueError as fault:
            raise PydanticCustomError(code, "{why}", {"why": str(fault)}) from None

    return validate


# What an editor checks while somebody types: the outline of what the readers take, never less.
DATE_OUTLINE = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
    r"|([A-Za-z]+[Dd][Aa][Yy],?\s+)?[0-9]{1,2}([A-Za-z]{2})?\s+[A-Za-z]+\.?,?\s+[0-9]{4})"
)
_TIME_OUTLINE = (
    r"([0-9]{1,2}([:.][0-9]{2})?\s*([AaPp]\.?[Mm]\.?)?"
    r"|(12 )?[Nn][Oo][Oo][Nn]|[Mm][Ii][Dd][Dd][Aa][Yy])"
)
_NUMBER_OUTLINE = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"


def outlined(outline: str, help_: str, **more: Any) -> WithJsonSchema:
    """What an editor holds a text against, and what it says of one that does not fit."""
    told = {"pattern": rf"^\s*{outline}\s*$", "patternErrorMessage": help_}
    return WithJsonSchema({"type": "string", **told, **more})


CivilDate = Annotated[
    date,
    PlainValidator(_reader(parse_date, "bad-date")),
    outlined(DATE_OUTLINE, "Write a date: 2021-11-23, 23 November 2021 or 23/11/2021."),
]
"""A day: ``2021-11-23``, ``23 November 2021`` or ``23/11/2021``."""

ClockTime = Annotated[
    time,
    PlainValidator(_reader(parse_time, "bad-time")),
    # An editor takes 14.30 for a number.
    outlined(
        _TIME_OUTLINE,
        "Write a time: 14:30 or 2.30 pm.",
        type=["string", "number"],
        minimum=0,
        exclusiveMaximum=24,
    ),
]
"""A time of day: ``14:30`` or ``2.30 pm``."""


# No more than nine digits: enough for every number a committee prints.
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_YES_OR_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def _read_whole(value: Any) -> Any:
    """Take plain digits only: `1_0`, `+10`, ` 10 ` and `10.0` may be slips of the finger."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticKnownError("int_parsing")
    return value


def _read_yes_or_no(value: Any) -> Any:
    """Take whole words only: `y`, `t` and `1` may be the beginning of something else."""
    if isinstance(value, str):
        if value.lower() not in _YES_OR_NO:
            raise PydanticKnownError("bool_parsing")
        return _YES_OR_NO[value.lower()]
    return value


Whole = Annotated[int, BeforeValidator(_read_whole)]
"""A whole number, in digits and nothing else."""

YesOrNo = Annotated[bool, BeforeValidator(_read_yes_or_no)]
"""``yes`` or ``no``; ``true``, ``false``, ``on`` and ``off`` are read as that too."""


class Figure(NamedTuple):
    """A number with its spelling kept: ``92.50`` stays ``92.50``."""

    written: str
    value: Decimal

    def __str__(self) -> str:
        return self.written


_FIGURE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
# A figure with more digits is none that was counted or measured.
_MOST_DIGITS = 30


def _read_figure(written: str) -> Figure:
    text = written.strip(" ")
    if not _FIGURE.fullmatch(text):
        raise ValueError("not a plain number")
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"it has more than {_MOST_DIGITS} digits")
    return Figure(text, Decimal(text))


Number = Annotated[
    Figure,
    PlainValidator(_reader(_read_figure, "bad-number")),
    outlined(
        _NUMBER_OUTLINE,
        "Write digits and a point only: 1230 or 92.50.",
        type=["string", "number"],
    ),
]
"""A decimal number, its spelling kept: no thousands separators, no unit."""


def as_tuple(value: Any) -> Any:
    """Let one thing stand for a list of one."""
    return value if isinstance(value, list) else [value]


Several = BeforeValidator(as_tuple)
"""Marks a field that takes one value or a list of them."""


# Beyond so many different words hardly any come again.
_REMEMBERED = 4096


def words_for(key: str) -> Any:
    """A validator of a model that lets bare words stand for a mapping with the one key ``key``.

    Parts are frozen, so words that come again give the part that they gave before.
    """
    known: dict[str, Any] = {}

    def read(_: Any, value: Any, handler: Callable[[Any], Any]) -> Any:
        if not isinstance(value, str):
            return handler(value)
        part = known.get(value)
        if part is None:
            part = handler({key: value})
            if len(known) < _REMEMBERED:
                known[value] = part
        return part

    method: Any = classmethod(read)
    return model_validator(mode="wrap")(method)


class Note(Model):
    """A dated entry: what was said or done on a day."""

    on: CivilDate | None = Field(None, description="The day of the entry.")
    note: Markdown = Field(description="What was said or done.")
    by: Text | None = Field(None, description="Who gave it.")


class Record(Model):
    """What every record may hold beside the fields of its kind."""

    id: Id = Field(description="Unique within its kind and never used again.")
    source: Text | None = Field(
        None,
        description="Where the facts were taken from: a paper and its item or minute.",
    )
    notes: Markdown | None = Field(
        None, description="The clerk's own notes. They stand in no document."
    )


class CommitteeRecord(Record):
    """A record that belongs to a committee."""

    committee: Id | None = Field(
        None,
        description="The committee; may be left out when the register holds only one.",
    )


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a type speaks of, at any depth; none speaks of two."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        found = (model_in(part) for part in typing.get_args(annotation))
        return next((part for part in found if part), None)
    return None
