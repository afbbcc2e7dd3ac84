"""Faults of a record, placed: path in the data to file, line, column and field.

What stands in an exempt or confidential part is never quoted, since a log of ``check`` may be
read by anybody: such a fault keeps its code and place and says no more.
"""

from typing import Any

from scrutiny_cli.confidence import closed_part
from scrutiny_cli.diagnostics import CODES, Diagnostic, Span, diagnose
from scrutiny_cli.documents import Document, Path
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
) -> Diagnostic:
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
        message, hint = f"{CODES[code].title.lower()} (the words are withheld)", None
    # Of a closed record not even the id is told: its file, line and column lead there.
    record = None if withheld else record
    return diagnose(document.source.path, span, code, message, hint, record, field_name(path))


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _first_line(document: Document, span: Span) -> Span:
    line = (document.text or "").split("\n")[span.line].rstrip("\r")
    return Span(span.line, span.column, span.line, max(len(line), span.column + 1))
