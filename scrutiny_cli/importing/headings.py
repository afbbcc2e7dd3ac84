"""The headings that clerks give the columns of an action log, and the fields they mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.dates import days_in
from scrutiny_cli.exporting.computed import computed_fields
from scrutiny_cli.importing.cell_text import cleaned
from scrutiny_cli.wording import plain_words

_KNOWN: dict[str, str] = {
    "id": "id; record id",
    "number": "action number; action no; action num; number; no; num; nr; ref; action ref; "
    "reference; action reference; ref no; ref number; reference no; reference number; action id; "
    "log number; log no; log ref",
    "committee": "committee; scrutiny committee; name of committee",
    "meeting": "meeting; meeting date; date of meeting; committee date; committee meeting; "
    "date of committee; committee meeting date; meeting raised at; raised at; agreed at; "
    "panel date; panel meeting; panel meeting date; date of panel; date of panel meeting; agreed at meeting; from meeting; meeting of; scrutiny meeting; date of scrutiny meeting",
    "item": "item; agenda item",
    "minute": "minute; minute number; minute no; minute ref; minute reference; min; min no; min number; "
    "min ref; minute nr; minutes ref; minute no ref",
    "action": "action; actions; action required; actions required; action agreed; agreed action; "
    "agreed actions; action point; action points; action to be taken; action needed; task; what; "
    "details of action; action details; action description; description of action; "
    "what was agreed; action arising; actions arising; action text",
    "owner": "owner; owners; action owner; lead; lead officer; lead officers; who; by who; by whom; "
    "responsible; responsible officer; responsible officers; responsible person; person responsible; "
    "officer responsible; responsibility; officer; officers; assigned to; action by; action for; "
    "lead officer s; owner s; lead person; allocated to; lead member; lead officer member; "
    "lead member officer; lead officer or member; lead officer lead member; lead officer and member; "
    "officer member; member officer; lead officer s member s",
    "directorate": "directorate; department; dept; service area; service; directorate service",
    "due": "due; due date; date due; due by; by when; when; deadline; target date; target; timescale; "
    "timescales; target completion date; expected completion date; date for completion; "
    "to be completed by; complete by; completion due; target deadline; due when; date due by",
    "progress": "progress; progress update; progress updates; update; updates; update progress; "
    "progress or update; latest update; latest position; position; current position; "
    "progress notes; progress note; progress to date; progress made; progress comments; "
    "comments progress; update comments; comments update; action taken; status update; "
    "response; latest progress; progress so far; update on progress",
    "completed": "completed; date completed; completed on; completed date; completion; complete; done; "
    "actual completion date; date done; done on; closed; closed on; date closed; date of closure; "
    "completed y n; complete y n; completed yes no; complete yes no; done y n",
    "reported": "reported complete; reported; reported to committee; reported completed; "
    "date reported; reported on; reported at; date reported complete; reported complete on; "
    "date reported to committee; reported to the committee; committee informed; committee told; "
    "reported to panel; date reported to panel; reported to the panel; reported to panel committee; "
    "date reported to panel committee; date reported to committee panel; panel informed; panel told",
    "evidence": "evidence; evidence of completion",
    "accepted": "accepted",
    "withdrawn": "withdrawn",
    "moved": "moved",
    "added": "added; date added; date raised; date logged; logged on; raised on; date opened; "
    "date action added; added on",
    "status": "status; rag; rag status; rag rating; ragb; ragb status; ragb rating; rating; state; "
    "current status; action status; status rag; rag status ragb; printed status; open closed; progress rag",
    "notes": "notes; note; clerks notes; comments; comment; remarks; additional notes; other notes",
    "source": "source",
}
FIELDS = tuple(_KNOWN)
MEANS = {phrase.strip(): name for name, phrases in _KNOWN.items() for phrase in phrases.split(";")}
COMPUTED = frozenset(column.title for column in computed_fields(Action))
"""The columns of an export that are worked out from the others."""
_UPDATE = re.compile(r"(?:latest |progress )?(?:update|progress|position)\b")


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

    def begin_table(self, found: Iterable[ColumnHeading]) -> bool:
        """Whether headings begin a table: the subject's, and that of one thing more."""
        fields = {heading.field for heading in found} - {None}
        return self.subject in fields and len(fields) > 1

    def ranking(self, row: Sequence[str]) -> int:
        """How many fields the words of a row are headings of; none without the subject's."""
        found = [self.read(cleaned(words)[0]) for words in row if words.strip()]
        return len({h.field for h in found if h.field}) if self.begin_table(found) else 0


ACTIONS = KnownHeadings(
    MEANS,
    subject="action",
    own=frozenset(("id", "number")),
    repeated=frozenset(("meeting", "owner", "directorate", "due", "committee")),
    several=frozenset(("progress", "owner", "notes")),
    computed=COMPUTED,
)
