"""The headings that clerks give their columns, and the columns they mean."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.errors import UsageError
from scrutiny_cli.exporting.computed import computed_fields
from scrutiny_cli.importing.cell_text import cleaned
from scrutiny_cli.importing.targets import ImportTarget
from scrutiny_cli.wording import did_you_mean, listed, plain_words

with Path(__file__).with_suffix(".toml").open("rb") as _file:
    _KNOWN: dict[str, dict[str, list[str]]] = tomllib.load(_file)
_UPDATE = re.compile(r"(?:latest |progress )?(?:update|progress|position)\b")


_LONGEST = 120
"""Longer words are not a heading."""


class ColumnHeading(NamedTuple):
    """A heading: its words, the field it means, the day it names."""

    words: str
    field: str | None
    on: date | None = None


def plain(words: str) -> str:
    """A heading in small letters without signs: `Due date (dd/mm/yy):` is ``due date``."""
    if words.casefold().replace(" ", "") in {"#", "no#", "№"}:
        return "no"
    return plain_words(words)


@dataclass(frozen=True)
class KnownHeadings:
    """The headings of a kind of table: ``means`` gives the column of each plain heading.

    ``own`` are columns of one row alone, where others stand for every row that their cell is merged
    over.
    """

    target: ImportTarget
    means: Mapping[str, str]
    computed: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset(("id", "number", "label"))

    @property
    def subject(self) -> str:
        """The column that every record has."""
        return self.target.subject.name

    @cached_property
    def parts(self) -> frozenset[str]:
        """The columns of the parts of a record."""
        return frozenset(name for each in self.target.also for name in each.by_name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that a heading can mean."""
        return tuple(dict.fromkeys(self.means.values()))

    def having(self, columns: Mapping[str, str]) -> "KnownHeadings":
        """The same with the meanings that the clerk gives, heading to field."""
        given = {plain(heading): name for heading, name in columns.items()}
        return replace(self, means={**self.means, **given})

    def read(self, words: str) -> ColumnHeading:
        """What a heading means."""
        flat = " ".join(words.split())
        if len(flat) > _LONGEST:
            return ColumnHeading(flat, None)
        name = plain(words)
        if name in self.means:
            return ColumnHeading(flat, self.means[name])
        if _UPDATE.match(name):
            # A column for each round of updates, with its day in the heading.
            days = days_in(flat)
            if len(days) == 1:
                rest = plain(flat[: days[0].start] + flat[days[0].end :])
                if (name := self.means.get(rest, "")) in ("progress", "position"):
                    return ColumnHeading(flat, name, days[0].day)
        return ColumnHeading(flat, None)

    def begin_table(self, headings: Iterable[ColumnHeading]) -> bool:
        """Whether headings begin a table: the subject's, and that of one thing more."""
        fields = {heading.field for heading in headings} - {None}
        return self.subject in fields and len(fields) > 1

    def ranking(self, row: Sequence[str]) -> int:
        """How many fields the words of a row are headings of; none without the subject's."""
        headings = [self.read(cleaned(words)[0]) for words in row if words.strip()]
        return len({h.field for h in headings if h.field}) if self.begin_table(headings) else 0


def known(target: ImportTarget, added: Mapping[str, Sequence[str]] | None = None) -> KnownHeadings:
    """The headings of a target's columns, and those that a register adds."""
    means: dict[str, str] = {}
    targets = (target, *target.also)
    columns = {c.name: c for each in reversed(targets) for c in each.by_name.values()}
    every, own = _KNOWN["every"], _KNOWN[target.kind]
    for name in added or {}:
        if name not in columns:
            hint = did_you_mean(name, columns) or f"the columns are {listed(list(columns))}"
            raise UsageError(f"scrutiny.toml, headings: there is no column {name!r}", hint)
    for phrases in (
        {name: every.get(column.like or name, ()) for name, column in columns.items()},
        {name: own.get(name, ()) for name in columns},
        {name: tuple(map(plain, words)) for name, words in (added or {}).items()},
    ):
        means |= {phrase: name for name, words in phrases.items() for phrase in words}
    computed = {column.title for column in computed_fields(target.model)}
    return KnownHeadings(target, means, frozenset(computed))
