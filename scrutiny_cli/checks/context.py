"""The context of a check: the register and what surrounds it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from scrutiny_cli.exempt.marking import ExemptIndex
from scrutiny_cli.exempt.redaction import public_papers
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register
from scrutiny_cli.register.settings import Settings


@dataclass(frozen=True)
class Context:
    """The register, the place of every record, the settings, what is exempt, and the papers.

    ``papers`` are paths from ``records/``, with forward slashes.
    """

    register: Register
    entries: Mapping[tuple[str, str], PlacedRecord]
    settings: Settings
    exempt_index: ExemptIndex
    papers: frozenset[str]
    faulty: frozenset[tuple[str, str | None]] = frozenset()
    """Kind and id of the records that cannot be used. A file that cannot be read has no id."""
    as_of: date | None = None
    """The day on which the records are checked, if dates to come are to be found."""
    read_paper: Callable[[str], bytes | None] = lambda _: None
    """Returns what is in a paper, by its path from ``records/``; nothing if it cannot be read."""

    def broken(self, kind: str, record_id: str | None = None) -> bool:
        """Whether a record exists but cannot be used, or may be in a file that cannot be read.

        Without an id, whether there is any such record of the kind.
        """
        if record_id is None:
            return any(kind == faulty_kind for faulty_kind, _ in self.faulty)
        return (kind, record_id) in self.faulty or (kind, None) in self.faulty

    def each(self, kind: str) -> list[tuple[PlacedRecord, Any]]:
        """The records of a kind, each with its place."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[tuple[PlacedRecord, Any]]]:
        by_kind: dict[str, list[tuple[PlacedRecord, Any]]] = {}
        for (kind, _), entry in self.entries.items():
            by_kind.setdefault(kind, []).append((entry, entry.record))
        return by_kind

    @cached_property
    def public_papers(self) -> list[str]:
        """The papers that a hint may name."""
        return public_papers(self.register, self.exempt_index, self.papers)


Check = Callable[[Context], Iterator[Finding]]
