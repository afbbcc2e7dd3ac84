"""Problems in records as they are found: by their path in the data, with every word.

A finding cannot be printed: its words may quote what is exempt. `exempt.redaction` makes of it the
problem that may be shown, with file, line, column and field.
"""

from dataclasses import dataclass
from typing import Any

from scrutiny_cli.documents import Document, Path
from scrutiny_cli.documents.problems import CODES, START, Severity, Span
from scrutiny_cli.wording import shorten


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a record, and what to do; ``base`` is the record's place in the document.

    ``key`` points at the key at ``path`` instead of its value; ``beside`` is another record that the
    message names. A finding with a ``span`` is of the file as such, where it cannot be read.
    """

    document: Document
    base: Path
    path: Path
    code: str
    message: str
    hint: str | None = None
    record: str | None = None
    key: bool = False
    beside: tuple[str, str] | None = None
    span: Span | None = None

    @property
    def file(self) -> str:
        """The path of the file."""
        return self.document.source.path

    @property
    def severity(self) -> Severity:
        """Whether it stops publication or asks for a look."""
        return CODES[self.code].severity


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


def span_of(finding: Finding, path: Path) -> Span:
    """Where a finding is in its file; ``path`` is the one that the data has."""
    if finding.span is not None:
        return finding.span
    document = finding.document
    if not finding.base and path == ("id",) and "id" not in document.data:
        return START  # the id came from the file's name
    span = document.span(finding.base + path, key=finding.key)
    # A problem of a whole record or part is marked at its first line, not over all of it.
    return span if span.end_line == span.line else _first_line(document, span)


def at(data: Any, path: Path) -> Any:
    """The part of some data at a path."""
    for step in path:
        data = data[step]
    return data


def _first_line(document: Document, span: Span) -> Span:
    line = (document.text or "").split("\n")[span.line].rstrip("\r")
    return Span(span.line, span.column, span.line, max(len(line), span.column + 1))
