"""What every record shares: frozen models and the types of their fields.

Every scalar comes in as text, exactly as the clerk wrote it; the types here give it its meaning.
A fault is raised as a :class:`pydantic_core.PydanticCustomError` whose type is the code of the
diagnostic that the clerk will read.
"""

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
)
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.dates import parse_date, parse_time

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
DECIMAL_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?$"

T = TypeVar("T")


class Model(BaseModel):
    """A part of a record: frozen, and with no key beyond those it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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


class Figure(NamedTuple):
    """A number with its spelling kept: ``92.50`` stays ``92.50``."""

    written: str
    value: Decimal

    def __str__(self) -> str:
        return self.written


def _read_figure(written: str) -> Figure:
    text = written.strip()
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise ValueError("not a plain number") from None
    if not number.is_finite() or "e" in text.lower() or "_" in text or not text.isascii():
        raise ValueError("not a plain number")
    return Figure(text, number)


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


def words_under(key: str) -> Callable[[Any], Any]:
    """Let bare words stand for a mapping with the one key ``key``."""

    def expand(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return expand


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
