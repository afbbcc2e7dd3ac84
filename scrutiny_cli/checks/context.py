"""What a check sees."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from scrutiny_cli.decoding import Entry
from scrutiny_cli.diagnostics import Diagnostic
from scrutiny_cli.register import Register
from scrutiny_cli.settings import Settings

R = TypeVar("R")


@dataclass(frozen=True)
class Context:
    """The register, the place of every record, the settings, and the papers that are there.

    ``papers`` are paths from ``records/``, with forward slashes.
    """

    register: Register
    entries: Mapping[tuple[str, str], Entry]
    settings: Settings
    papers: frozenset[str]

    def each(self, kind: str) -> Iterator[tuple[Entry, Any]]:
        """The records of a kind, each with its place."""
        for record_id, record in self.register.of(kind).items():
            yield self.entries[kind, record_id], record


Check = Callable[[Context], Iterator[Diagnostic]]
