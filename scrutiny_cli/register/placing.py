"""Findings: problems in records before redaction, by their path in the data.

A finding may quote exempt text, so it is never printed. `exempt.redaction` turns it into a problem that
may be shown, with file, line, column and field.
"""

from dataclasses import dataclass
from typing import Any

from scrutiny_cli.documents import Document, Path
from scrutiny_cli.documents.problems import CODES, START, Severity, Span
from scrutiny_cli.wording import shorten


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a record; ``base`` is the record's place in the document.

    ``key`` is whether it is about the key at ``path`` and not its value. ``beside`` is another record
    that the message names. A finding with a ``span`` is about the file itself.
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
    """Return a path in words: ``items[3].title``, counted from 1."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        else:
            words += ("." if words else "") + shorten(step, 40)
    return words or None


def written(data: Any, path: Path) -> Path:
    """Return the steps of a path that the data has. One value may replace a list, or words a mapping."""
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
    """Return the place of a finding in its file; ``path`` is the path in the data."""
    if finding.span is not None:
        return finding.span
    document = finding.document
    if not finding.base and path == ("id",) and "id" not in document.data:
        return START  # the id is the name of the file
    return document.span(finding.base + path, key=finding.key)


def at(data: Any, path: Path) -> Any:
    """Return the part of the data at a path."""
    for step in path:
        data = data[step]
    return data
