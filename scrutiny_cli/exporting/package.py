"""A register ready for export: each record as written, and what is computed of it, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scrutiny_cli.domain.base import Record
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.councils import Council
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.legends import RATINGS, of_rating
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.recommendations import Response
from scrutiny_cli.exporting.computed import Computed, computed
from scrutiny_cli.exporting.written import Data, written
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.standpoint import Standpoint

SCHEMA = "scrutiny/1"


@dataclass(frozen=True, slots=True)
class Given:
    """A record as it is exported: itself, its data as written, and what is computed of it."""

    record: Record
    data: Data
    computed: Computed


@dataclass(frozen=True, slots=True)
class ExportPackage:
    """Some kinds of record as seen from a standpoint; ``notes`` says if the clerk's own are in it."""

    at: Standpoint
    kinds: Mapping[str, tuple[Given, ...]]
    notes: bool = True

    @property
    def council(self) -> str:
        """The councils of its committees."""
        return ", ".join(dict.fromkeys(committee.council for committee in self.at.committees))

    @property
    def legend(self) -> tuple[tuple[Rag, str], ...]:
        """Each rating, and what the council says it means."""
        rules = self.at.rules
        known = ((rating, of_rating(rules, "plans", rating)) for rating in RATINGS)
        return tuple((rag(rules, r, document="plans"), line.means or "") for r, line in known)


def package(
    at: Standpoint,
    entries: Mapping[tuple[str, str], PlacedRecord],
    kinds: tuple[str, ...],
    *,
    notes: bool = True,
) -> ExportPackage:
    """Return the records of some kinds that belong to the committees, in the order people expect.

    ``entries`` are the records as they were read.
    """

    names = {(kind, public): own for (kind, own), public in at.register.renamed.items()}

    def given(kind: str, record: Record) -> Given:
        own = names.get((kind, record.id), record.id)
        return Given(record, written(entries[kind, own], record), computed(at, record))

    return ExportPackage(
        at=at,
        kinds={kind: tuple(given(kind, record) for record in _ordered(at, kind)) for kind in kinds},
        notes=notes,
    )


def _ordered(at: Standpoint, kind: str) -> list[Record]:
    """The records of a kind, by the field that people know them by, else in their own order."""
    records = [record for record in at.register.of(kind).values() if _belongs(at, record)]
    if field := KINDS[kind].known_by:
        records.sort(key=lambda record: (not (value := getattr(record, field)), value, record.id))
    return records


def _belongs(at: Standpoint, record: Any) -> bool:
    """Whether a record is of one of the committees, or of none."""
    if isinstance(record, Committee):
        return record.id in {committee.id for committee in at.committees}
    if isinstance(record, Response) and record.committee is None:
        known = at.register.recommendations
        asked = [known[name] for name in record.to if name in known]
        return any(map(at.concerns, asked)) if asked else at.concerns(record)
    return isinstance(record, Council | Person) or at.concerns(record)
