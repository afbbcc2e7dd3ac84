"""The page of the records: every kind, every field, and how what is written is read."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from datetime import date, time
from functools import cache
from typing import Any, Literal, get_args, get_origin

import reference_text as text
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from scrutiny_cli.domain.base import Figure, Record
from scrutiny_cli.domain.committees import DEFAULT_LEGEND, NoticeRule
from scrutiny_cli.domain.due import Due, Milestone
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.domain.placeholders import PLACEHOLDERS

# What the types of fields are called in front of a clerk.
WORDS = {
    "Text": "words",
    "When": "a date, or words that name one",
    "Markdown": "Markdown",
    "Id": "an id",
    "CivilDate": "a date",
    "ClockTime": "a time",
    "WebAddress": "a web address",
    "Number": "a number",
    "Whole": "a whole number",
    "AsPrinted": "a whole number",
    "YesOrNo": "yes or no",
    "Due": "a [due date](#due-dates)",
    "Owners": "one or more [owners](#owners)",
    "Words": "words, or a list of them",
    "PastDate": "a date, or [words](#dates-that-are-not-days)",
    "Done": "a date, [words](#dates-that-are-not-days) or `yes`",
    "ItemState": "`to follow`, or the number of a supplement",
    "Voting": "yes, no, or the matters voted on",
    "MunicipalYear": "a municipal year",
    "MinuteNumbers": "`year`, `council`, `meeting`, or a pattern",
    "Share": "a fraction",
}
MANY = {
    "words": "texts",
    "Markdown": "Markdown texts",
    "an id": "ids",
    "a date": "dates",
    "a date, or [words](#dates-that-are-not-days)": "dates, or [words](#dates-that-are-not-days)",
    "a number": "numbers",
    "a whole number": "whole numbers",
}
# A value of each sort that models let stand for a whole part: the key they take it for is shown.
PROBES = ("x", "2021-11-23")


def title(model: type[BaseModel]) -> str:
    """A part's name in words: ``PlanAction`` is ``plan action``."""
    name = "".join(f" {c.lower()}" if c.isupper() else c for c in model.__name__).strip()
    return {"person ref": "person or name"}.get(name, name)


@cache
def spelt_in(model: type) -> dict[str, tuple[ast.expr, Any]]:
    """Field name to its annotation as the source spells it, with the module it stands in.

    The spelling says more than the type: ``Text`` and ``Markdown`` are one type to Python.
    """
    found: dict[str, tuple[ast.expr, Any]] = {}
    for part in reversed(model.__mro__):
        if not (issubclass(part, BaseModel) and part.__module__.startswith("scrutiny_cli")):
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
        assert isinstance(tree, ast.ClassDef)
        for line in tree.body:
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                found[line.target.id] = (line.annotation, sys.modules[part.__module__])
    return found


class Spelling:
    """Turns annotations into words, and remembers which parts they speak of."""

    def __init__(self) -> None:
        self.parts: list[type[BaseModel]] = []

    def words(self, node: ast.expr, module: Any) -> str:
        """What may stand in a field, in words."""
        if isinstance(node, ast.BinOp):
            return " or ".join(self.words(part, module) for part in _alternatives(node))
        if isinstance(node, ast.Subscript):
            return self._subscript(node, module)
        name = ast.unparse(node)
        if name in WORDS:
            return WORDS[name]
        value = getattr(module, name, None)
        if get_origin(value) is Literal:
            return _choices(get_args(value))
        if isinstance(value, type) and issubclass(value, BaseModel):
            return self._part(value)
        raise KeyError(f"say in tools/reference_records.py what a clerk calls the type {name}")

    def _part(self, model: type[BaseModel]) -> str:
        if model not in self.parts:
            self.parts.append(model)
        return f"[{title(model)}](#{title(model).replace(' ', '-')})"

    def _subscript(self, node: ast.Subscript, module: Any) -> str:
        outer = ast.unparse(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if outer == "Literal":
            return _choices([ast.literal_eval(part) for part in inner])
        if outer == "Annotated":
            what = self.words(inner[0], module)
            several = any(ast.unparse(part) == "Several" for part in inner[1:])
            return what.replace("a list of", "one or several", 1) if several else what
        if outer == "dict":
            return f"{self.words(inner[0], module)}: {self.words(inner[1], module)}, line by line"
        what = self.words(inner[0], module)
        if len(inner) > 1 and ast.unparse(inner[1]) != "...":
            return f"two {MANY[what]}, lower and upper"
        return f"a list of {MANY.get(what, what)}"


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """The members of a union, without ``None``."""
    if isinstance(node, ast.BinOp):
        return [*_alternatives(node.left), *_alternatives(node.right)]
    return [] if isinstance(node, ast.Constant) and node.value is None else [node]


def _choices(values: Any) -> str:
    return "one of: " + ", ".join(f"`{value}`" for value in values)


def default(field: FieldInfo) -> str:
    """What holds where the field is left out."""
    if field == Record.model_fields["id"]:
        return "the file's name, where it holds one record"
    if field.is_required():
        return "**needed**"
    value = field.default
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, (), {}):
        return ""
    if value == DEFAULT_LEGEND:
        return "[the usual legend](settings.md#the-legend)"
    if isinstance(value, time):
        return f"`{value.strftime('%H:%M')}`"
    if isinstance(value, Figure | str | int | date):
        return f"`{value}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{part}`" for part in value)
    if type(value) is NoticeRule:
        return f"`clear_days: {value.clear_days}`"
    return "as below"


def shorthand(model: type[BaseModel]) -> str:
    """How a part may be written in short, where it may."""
    for probe in PROBES:
        try:
            taken = model.model_validate(probe).model_fields_set
        except ValidationError:
            continue
        (name,) = taken
        return f" Bare words stand for `{model.model_fields[name].alias or name}:`."
    return ""


def cell(words: str) -> str:
    """Words for a cell of a table."""
    return words.replace("|", "\\|").replace("\n", " ")


def fields(model: type[BaseModel], spelling: Spelling, leave: frozenset[str] = frozenset()) -> str:
    """The table of a model's fields."""
    lines = ["| Field | Holds | If left out | Meaning |", "| --- | --- | --- | --- |"]
    spelt = spelt_in(model)
    for name, field in model.model_fields.items():
        if name in leave:
            continue
        node, module = spelt[name]
        row = (
            f"`{field.alias or name}`",
            spelling.words(node, module),
            default(field),
            field.description or "",
        )
        lines.append(f"| {' | '.join(cell(words) for words in row)} |")
    return "\n".join(lines)


def doc(model: type[BaseModel]) -> str:
    """What a model says of itself."""
    return inspect.cleandoc(model.__doc__ or "").replace("``", "`").replace(":attr:", "")


def page() -> str:
    """The page."""
    listing = "\n".join(
        f"- [`{kind.folder}`](#{kind.folder}): {_first(doc(kind.model))}" for kind in KINDS.values()
    )
    due = Spelling()
    parts = [
        text.RECORDS.strip(),
        text.reading(),
        text.due_dates(),
        "Instead of words it may hold these keys, such as `due: {every: quarter}`:",
        fields(Due, due),
        _parts(due, {Milestone: ["due dates"]}),
        f"## Owners\n\n{text.OWNERS.strip()}{shorthand(Owner)}\n\n{fields(Owner, due)}",
        f"## Words in braces\n\n{text.BRACES.strip()}\n\n{_braces()}",
        f"## The kinds\n\n{listing}",
        f"## Every record\n\n{text.EVERY.strip()}\n\n{fields(Record, due)}",
    ]
    homes = _homes()
    for kind in KINDS.values():
        spelling = Spelling()
        table = fields(kind.model, spelling, frozenset(Record.model_fields))
        parts.append(f"## {kind.folder}\n\n{doc(kind.model)}\n\n{table}")
        own = {part: kinds for part, kinds in homes.items() if kinds[0] == kind.folder}
        parts.append(_parts(spelling, own))
    return "\n\n".join(part for part in parts if part)


def _homes() -> dict[type[BaseModel], list[str]]:
    """Every part of a record, with the kinds it is a part of."""
    homes: dict[type[BaseModel], list[str]] = {}
    for kind in KINDS.values():
        spelling = Spelling()
        fields(kind.model, spelling)
        for part in spelling.parts:  # it grows while it is walked through
            fields(part, spelling)
            homes.setdefault(part, []).append(kind.folder)
    return homes


def _parts(spelling: Spelling, wanted: dict[type[BaseModel], list[str]]) -> str:
    """The parts that a model speaks of, each with its table, where they are wanted here."""
    shown = []
    for part in spelling.parts:  # it grows while it is walked through
        table = fields(part, spelling)
        if part in wanted:
            kinds = ", ".join(f"`{kind}`" for kind in wanted[part])
            about = f"*A part of {kinds}.* {doc(part)}{shorthand(part)}"
            shown.append(f"### {title(part)}\n\n{about}\n\n{table}")
    return "\n\n".join(shown)


def _first(words: str) -> str:
    return " ".join(words.split("\n\n", maxsplit=1)[0].split())


def _braces() -> str:
    rows = "\n".join(f"| `{{{name}}}` | {means} |" for name, means in PLACEHOLDERS.items())
    return f"| Write | Filled in with |\n| --- | --- |\n{rows}"
