"""The base of all records: frozen models, and the types of their fields.

Every value arrives as text, exactly as the clerk wrote it, and these types read it. A type that
refuses a value raises a :class:`pydantic_core.PydanticCustomError`, whose type is the problem code.
"""

import re
import types
import typing
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from scrutiny_cli.domain.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_past, parse_time

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

T = TypeVar("T")


class Model(BaseModel):
    """A part of a record. It is frozen and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
    whole: ClassVar[bool] = False
    """Whether it is one rule, which a committee has as a whole or not at all from its council."""


Text = Annotated[str, StringConstraints(min_length=1)]
"""Plain text, on one or more lines. It is never empty."""

Markdown = Annotated[str, StringConstraints(min_length=1)]
"""Text in Markdown. HTML in it is shown as typed."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=100)]
"""The id of a record: letters, digits, ``.``, ``_`` and ``-``, starting with a letter or digit."""


def reader(read: Callable[[str], T], code: str, hint: str | None = None) -> Callable[[Any], T]:
    """Return a validator that reads text, and gives a problem code to text that it refuses.

    ``hint`` replaces the usual hint for the code.
    """

    def validate(value: Any) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError(code, "expected words, not a list or a set of keys")
        try:
            return read(value)
        except ValueError as fault:
            raise PydanticCustomError(code, "{why}", {"why": str(fault), "hint": hint}) from None

    return validate


# The patterns that an editor checks. Each matches at least everything that the reader accepts.
_SIGN = r"\s*[-/.\u2010-\u2015\u2212]\s*"
DATE_OUTLINE = (
    rf"([0-9]{{1,4}}{_SIGN}[0-9]{{1,2}}{_SIGN}[0-9]{{1,4}}|([A-Za-z]+[.,]*\s+){{0,2}}[0-9]{{1,2}}([A-Za-z]{{2}})?"
    r"[^A-Za-z0-9]*([Oo][Ff]\s+)?[A-Za-z]{3,9}[^A-Za-z0-9]*([0-9]{2}){1,2}"
    r"|([A-Za-z]+[.,]*\s+){1,2}[0-9]{1,2}([A-Za-z]{2})?,?\s+[0-9]{4})"
    r"([Tt\s]\s*0?0:00[0:.]*\s*([Zz]|[-+][0-9]{2}:?[0-9]{2})?)?[.,;]*"
)
_TIME_OUTLINE = (
    r"([0-9]{1,2}([:.][0-9]{2})?\s*([AaPp]\.?[Mm]\.?)?"
    r"|(12 )?[Nn][Oo][Oo][Nn]|[Mm][Ii][Dd][Dd][Aa][Yy])"
)
_NUMBER_OUTLINE = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"


def outlined(outline: str, help_: str, **more: Any) -> WithJsonSchema:
    """Return the schema of text that matches a pattern, with the message for text that does not."""
    matching = {"pattern": rf"^\s*{outline}\s*$", "patternErrorMessage": help_}
    return WithJsonSchema({"type": "string", **matching, **more})


CivilDate = Annotated[
    date,
    PlainValidator(reader(parse_date, "bad-date")),
    outlined(DATE_OUTLINE, "Write a date: 2021-11-23, 23 November 2021 or 23/11/2021."),
]
"""A date: ``2021-11-23``, ``23 November 2021`` or ``23/11/2021``."""

PAST_OUTLINE = rf"({DATE_OUTLINE}|[A-Za-z .,/-]*[0-9][\w .,/'’‐-―−-]*)"
PAST_HINT = (
    "write 2021-11-23, 23 November 2021 or 23/11/2021; where the day is not known, September 2020, "
    "Summer 2021, 2019 or before 7 September 2021"
)
PastDate = Annotated[
    date,
    PlainValidator(reader(parse_past, "bad-date", PAST_HINT)),
    # An editor reads 2019 as a number.
    outlined(
        PAST_OUTLINE,
        f"{PAST_HINT[0].upper()}{PAST_HINT[1:]}.",
        type=["string", "integer"],
        minimum=FIRST_YEAR,
        maximum=LAST_YEAR,
    ),
]
"""A date of what happened; where the day is not known: ``September 2020``, ``before 7 September 2021``."""

ClockTime = Annotated[
    time,
    PlainValidator(reader(parse_time, "bad-time")),
    # An editor reads 14.30 as a number.
    outlined(
        _TIME_OUTLINE,
        "Write a time: 14:30 or 2.30 pm.",
        type=["string", "number"],
        minimum=0,
        exclusiveMaximum=24,
    ),
]
"""A time of day: ``14:30`` or ``2.30 pm``."""


# At most nine digits, which is enough for every number that a committee prints.
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_SPELT = r"0*([1-9][0-9]{0,3})"
_WITH_YEAR = re.compile(rf"{_SPELT}(?:(?:\.[1-9][0-9]{{0,2}})+|/(?:[0-9]{{2}}){{1,2}})")
_YES_OR_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def _read_whole(value: Any) -> Any:
    """Refuse all but plain digits: `1_0`, `+10`, ` 10 ` and `10.0` may be slips."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticKnownError("int_parsing")
    return value


def _read_yes_or_no(value: Any) -> Any:
    """Refuse all but whole words: `y`, `t` and `1` may be the start of something else."""
    if isinstance(value, str):
        if value.lower() not in _YES_OR_NO:
            raise PydanticKnownError("bool_parsing")
        return _YES_OR_NO[value.lower()]
    return value


Whole = Annotated[int, BeforeValidator(_read_whole)]
"""A whole number, in digits only."""


class NumberAsPrinted(int):
    """A number that keeps its spelling: ``23/22`` is number 23 with its year, ``4.1`` a part of 4."""

    written: str

    @property
    def part(self) -> bool:
        """Whether it is a part of its number: ``4.1``."""
        return "." in self.written

    def __new__(cls, written: str) -> Self:
        """Read a number, with or without the year or the number of a part behind it."""
        match = _WITH_YEAR.fullmatch(written)
        if not match:
            raise PydanticCustomError(
                "bad-value",
                "expected a whole number, such as 36, 23/22 for one with its year, or 4.1 for a part",
            )
        number = super().__new__(cls, match[1])
        number.written = written
        return number

    def __str__(self) -> str:
        return self.written


def _read_as_printed(value: Any, read: Callable[[Any], int]) -> int:
    if isinstance(value, str) and ("/" in value or "." in value):
        return NumberAsPrinted(value)
    return read(_read_whole(value))


AsPrinted = Annotated[
    int,
    WrapValidator(_read_as_printed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                # An editor reads 4.1 as a number.
                {"type": "number", "minimum": 1},
                {"type": "string", "pattern": rf"^({_WITH_YEAR.pattern}|[0-9]+)$"},
            ]
        }
    ),
]
"""A whole number, its year or part behind it: ``36``, ``23/22``, ``01/2022`` or ``4.1``."""

YesOrNo = Annotated[bool, BeforeValidator(_read_yes_or_no)]
"""``yes`` or ``no``. ``true``, ``false``, ``on`` and ``off`` mean the same."""


class Figure(NamedTuple):
    """A number that keeps its spelling: ``92.50`` stays ``92.50``."""

    written: str
    value: Decimal

    def __str__(self) -> str:
        return self.written


_FRACTION = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})")


def _read_fraction(written: str) -> Fraction:
    match = _FRACTION.fullmatch(written.strip())
    if not match or not 0 < int(match[1]) <= int(match[2]):
        raise ValueError("not a fraction of one or less, such as 1/3")
    return Fraction(int(match[1]), int(match[2]))


Share = Annotated[
    Fraction,
    PlainValidator(reader(_read_fraction, "bad-value", "write it with a stroke: 1/3")),
    outlined(r"[0-9]{1,3}\s*/\s*[0-9]{1,3}", "Write a fraction: 1/3."),
]
"""A fraction of one or less: ``1/3``."""

_FIGURE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
# Nobody counts or measures a figure with more digits.
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
    PlainValidator(reader(_read_figure, "bad-number")),
    outlined(
        _NUMBER_OUTLINE,
        "Write digits and a point only: 1230 or 92.50.",
        type=["string", "number"],
    ),
]
"""A decimal number that keeps its spelling, without thousands separators or a unit."""


def as_tuple(value: Any) -> Any:
    """Return a list as it is, and anything else as a list of one."""
    return value if isinstance(value, list) else [value]


Several = BeforeValidator(as_tuple)
"""Mark of a field that takes one value or a list of values."""


# With more different words than this, few are repeated.
_REMEMBERED = 4096


def words_for(key: str) -> Any:
    """Return a validator that reads plain words as a mapping with the one key ``key``.

    Parts are frozen, so repeated words return the same part.
    """
    parts: dict[str, Any] = {}

    def read(_: Any, value: Any, handler: Callable[[Any], Any]) -> Any:
        if not isinstance(value, str):
            return handler(value)
        part = parts.get(value)
        if part is None:
            part = handler({key: value})
            if len(parts) < _REMEMBERED:
                parts[value] = part
        return part

    method: Any = classmethod(read)
    return model_validator(mode="wrap")(method)


class Note(Model):
    """A dated entry: what somebody said or did on a date."""

    on: PastDate | None = Field(None, description="The date of the entry.")
    note: Markdown = Field(description="What was said or done.")
    by: Text | None = Field(None, description="Who said it.")


class Record(Model):
    """The fields that every record may have, whatever its kind."""

    id: Id = Field(description="Unique within its kind, and never used again.")
    source: Text | None = Field(None, description="The paper, item or minute it is taken from.")
    notes: Markdown | None = Field(
        None, description="The clerk's own notes, which are not printed."
    )


class OwnColumns(Model):
    """A record with columns that are the council's own."""

    own: dict[Text, Markdown] = Field(
        {}, description="What goes in columns of the council's own, by their headings."
    )


class CommitteeRecord(Record):
    """A record that belongs to a committee."""

    committee: Id | None = Field(
        None,
        description="The committee. You can leave it out if the register has only one.",
    )


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside a type, at any depth. No type contains more than one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        models = (model_in(part) for part in typing.get_args(annotation))
        return next((model for model in models if model), None)
    return None
