"""The headings that clerks give the columns of an action log, and the fields they mean."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.exporting.computed import computed_fields
from scrutiny_cli.importing.cell_text import cleaned
from scrutiny_cli.wording import plain_words

with Path(__file__).with_suffix(".toml").open("rb") as _file:
    _KNOWN: dict[str, list[str]] = tomllib.load(_file)
FIELDS = tuple(_KNOWN)
MEANS = {phrase: name for name, phrases in _KNOWN.items() for phrase in phrases}
COMPUTED = frozenset(column.title for column in computed_fields(Action))
"""The columns of an export that are worked out from the others."""
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
    """The headings of a kind of log: ``means`` gives the field of each plain heading.

    ``subject`` is the field that every record has; ``own`` are fields of one row alone, where others
    stand for every row that their cell is merged over; ``repeated`` are those where ditto marks and
    merged cells carry on; ``several`` may have more than one column.
    """

    means: Mapping[str, str]
    subject: str
    own: frozenset[str]
    repeated: frozenset[str]
    several: frozenset[str]
    computed: frozenset[str] = frozenset()

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
                if self.means.get(rest) == "progress":
                    return ColumnHeading(flat, "progress", days[0].day)
        return ColumnHeading(flat, None)

    def begin_table(self, headings: Iterable[ColumnHeading]) -> bool:
        """Whether headings begin a table: the subject's, and that of one thing more."""
        fields = {heading.field for heading in headings} - {None}
        return self.subject in fields and len(fields) > 1

    def ranking(self, row: Sequence[str]) -> int:
        """How many fields the words of a row are headings of; none without the subject's."""
        headings = [self.read(cleaned(words)[0]) for words in row if words.strip()]
        return len({h.field for h in headings if h.field}) if self.begin_table(headings) else 0


ACTIONS = KnownHeadings(
    MEANS,
    subject="action",
    own=frozenset(("id", "number")),
    repeated=frozenset(("meeting", "owner", "directorate", "due", "committee")),
    several=frozenset(("progress", "owner", "notes")),
    computed=COMPUTED,
)
