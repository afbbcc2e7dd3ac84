"""Faults of a record, placed: path in the data to file, line, column and field.

What stands in an exempt or confidential part is never quoted, since a log of ``check`` may be
read by anybody: such a fault keeps its code and place and says no more.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scrutiny_cli.documents import Document, Path
from scrutiny_cli.documents.problems import CODES, Problem, Span, problem_at
from scrutiny_cli.exempt.marking import closed_part
from scrutiny_cli.wording import shorten

# Faults whose words come from the rules alone, and never from the record.
SAY_NOTHING = frozenset(
    {"exempt-in-public", "exempt-paragraph-missing", "exempt-unnamed", "not-marked-exempt"}
)


def field_name(path: Path) -> str | None:
    """A path as a clerk reads it: ``items[3].title``, counted from 1."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        else:
            words += ("." if words else "") + shorten(step, 40)
    return words or None


def written(data: Any, path: Path) -> Path:
    """A path as the data has it: one thing may stand for a list of one, bare words for a mapping."""
    kept: Path = ()
    for step in path:
        if isinstance(data, str) or (isinstance(step, int) and isinstance(data, dict)):
            continue
        kept = (*kept, step)
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
    return kept


def place(
    document: Document,
    base: Path,
    path: Path,
    code: str,
    message: str,
    hint: str | None = None,
    *,
    record: str | None = None,
    key: bool = False,
    withheld: bool = False,
) -> Problem:
    """Make a diagnostic at ``path`` inside the record that stands at ``base`` of a document.

    ``key`` points at the key instead of the value; ``withheld`` says that the whole record is
    confidential.
    """
    path = written(_at(document.data, base), path)
    full = base + path
    span = document.span(full, key=key)
    # A fault of a whole record or part is marked at its first line, not over all of it.
    span = span if span.end_line == span.line else _first_line(document, span)
    hidden = () if withheld else closed_part(_at(document.data, base), path)
    if hidden is not None and code not in SAY_NOTHING:
        path = hidden
        message, hint = withheld_words(code), None
    # Of a closed record not even the id is told: its file, line and column lead there.
    record = None if withheld else record
    return problem_at(document.source.path, span, code, message, hint, record, field_name(path))


# The fields by which a record or a minute hangs on what may be exempt.
_HANGS = re.compile(r"(?P<part>minutes\[\d+\]|)\.?(?:item|minute|meeting|parent|to)(?:\[\d+\])?")


# The fields that name an item, a minute or a record that may be exempt.
_NAMES = re.compile(
    r"(?:.*\.)?(?:item|minute|after_minute|parent|logged|tracked|to|for|items|superseded_by)(?:\[\d+\])?"
)


def sheltered(found: Iterable[Problem]) -> list[Problem]:
    """The faults of a private register, those withheld whose record names what is not there.

    What such a record or minute belongs to may be exempt, so it is not quoted either.
    """
    told = list(found)
    lost: dict[tuple[str, str | None], list[str]] = {}
    for fault in told:
        hangs = _HANGS.fullmatch(fault.field or "")
        if hangs and fault.code in ("unknown-reference", "missing-field"):
            lost.setdefault((fault.path, fault.record), []).append(hangs["part"])
    return [_sheltered(fault, lost.get((fault.path, fault.record), [])) for fault in told]


def _sheltered(fault: Problem, parts: list[str]) -> Problem:
    field = fault.field or ""
    if fault.code in SAY_NOTHING or fault.code == "missing-field":
        return fault
    # What is mistyped may be the name of something exempt.
    named = fault.code == "unknown-reference" and _NAMES.fullmatch(field)
    if not (named or any(field.startswith(part) for part in parts)):
        return fault
    return replace(fault, message=withheld_words(fault.code), hint=None)


def withheld_words(code: str) -> str:
    """What is said of a fault whose words may not be told."""
    return f"{CODES[code].title.lower()} (the words are withheld)"


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _first_line(document: Document, span: Span) -> Span:
    line = (document.text or "").split("\n")[span.line].rstrip("\r")
    return Span(span.line, span.column, span.line, max(len(line), span.column + 1))
