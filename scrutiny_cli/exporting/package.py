"""A register ready to be given out: each record as written, what is computed beside it, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.domain.base import Record
from scrutiny_cli.domain.committees import Committee, RatingLegend, Rules
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.people import Person
from scrutiny_cli.exporting.computed import Computed, computed
from scrutiny_cli.exporting.written import Data, written
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import RATINGS, legend_of
from scrutiny_cli.reports.model import Rag

SCHEMA = "scrutiny/1"


@dataclass(frozen=True, slots=True)
class Given:
    """A record as it is given out: itself, its data as written, and what is computed of it."""

    record: Record
    data: Data
    computed: Computed


@dataclass(frozen=True, slots=True)
class ExportPackage:
    """Some kinds of record for a day: what is in it, from which records, and what was left out."""

    register: Register
    kinds: Mapping[str, tuple[Given, ...]]
    council: str
    as_of: date
    revision: str
    legend: tuple[tuple[Rag, str], ...]
    filters: tuple[str, ...] = ()
    draft: bool = False
    private: bool = False
    notes: bool = True
    """Whether the clerk's own notes are in it."""


def package(
    register: Register,
    entries: Mapping[tuple[str, str], PlacedRecord],
    bodies: list[Committee],
    kinds: tuple[str, ...],
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
    *,
    draft: bool = False,
    private: bool = False,
    notes: bool = True,
) -> ExportPackage:
    """The records of some kinds that belong to some committees, in the order that people look for.

    ``register`` is as its reader may see it, ``entries`` are the records as they were read.
    """
    chosen = {kind: _ordered(register, kind, bodies) for kind in kinds}
    return ExportPackage(
        register=register,
        kinds={
            kind: tuple(
                Given(
                    record,
                    written(entries[kind, record.id], record),
                    computed(register, record, as_of),
                )
                for record in records
            )
            for kind, records in chosen.items()
        },
        council=", ".join(dict.fromkeys(body.council for body in bodies)),
        as_of=as_of,
        revision=revision,
        legend=_legend(bodies[0].rules if bodies else Rules()),
        filters=filters,
        draft=draft,
        private=private,
        notes=notes,
    )


def _legend(rules: Rules) -> tuple[tuple[Rag, str], ...]:
    lines: dict[Any, RatingLegend] = legend_of(rules)
    return tuple(
        (Rag(rating, lines[rating].word, lines[rating].letter), lines[rating].means)
        for rating in RATINGS
    )


def _ordered(register: Register, kind: str, bodies: list[Committee]) -> list[Record]:
    """The records of a kind, by the field that people know them by; else as they stand."""
    records = [
        record for record in register.of(kind).values() if _belongs(register, record, bodies)
    ]
    if field := KINDS[kind].known_by:
        records.sort(key=lambda record: (not (value := getattr(record, field)), value, record.id))
    return records


def _belongs(register: Register, record: Any, bodies: list[Committee]) -> bool:
    """Whether a record is of one of some committees, or of none."""
    if isinstance(record, Committee):
        return record in bodies
    if record.id in register.responses and register.responses[record.id] is record:
        known = [r for name in record.to if (r := register.recommendations.get(name))]
        if record.committee is None and known:
            return any(_belongs(register, one, bodies) for one in known)
    if isinstance(record, Person):
        return True
    committee = register.committee_of(record)
    return committee is None or committee in bodies
