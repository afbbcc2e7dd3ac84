"""From where a report is made: whose register, which day, and what its reader may see."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from scrutiny_cli.domain.actions import Judged
from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.committees import Committee, Rating, Rules
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.legends import Document
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.people import Owner, PersonRef
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import CHANGES, StateInWords, rag, stated
from scrutiny_cli.reports.model import PageLink, Rag, Report, Section, Table
from scrutiny_cli.wording import listed

R = TypeVar("R", bound=Model)
P = TypeVar("P", bound=PersonRef)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The register as its reader may see it on a day, and the committees a report is about.

    ``filters`` say in words what was left out; ``marks`` are NEW and UPDATED by kind and id.
    ``beside`` are the names of the pages in the same folder, which links may lead to.
    """

    register: Register
    as_of: date
    revision: str
    committees: tuple[Committee, ...] = ()
    filters: tuple[str, ...] = ()
    draft: bool = False
    private: bool = False
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    states: bool = True
    """Whether trackers show the states and ratings that are worked out."""
    beside: frozenset[str] = frozenset()

    def link(self, words: str, page: str, anchor: str = "") -> PageLink | None:
        """Return words that lead to a place on another page, or nothing if the page is not there."""
        return PageLink(words, anchor, page) if page in self.beside else None

    def report(
        self,
        name: str,
        title: str,
        sections: Iterable[Section | None],
        data: Mapping[str, Any],
        *,
        subtitle: str | None = None,
        sheet: Table | None = None,
        filters: tuple[str, ...] | None = None,
    ) -> Report:
        """Return a report made from here: with its day, its revision, and as a draft or private.

        ``subtitle`` is whose document it is, if not that of all the committees.
        """
        councils = list(dict.fromkeys(committee.council for committee in self.committees))
        return Report(
            name=name,
            title=title,
            as_of=self.as_of,
            revision=self.revision,
            sections=tuple(self._without_claims(section) for section in sections if section),
            council=listed(councils) or None,
            subtitle=subtitle or self.names or None,
            filters=self.filters if filters is None else filters,
            unread=self.register.unread,
            draft=self.draft,
            private=self.private,
            data=data,
            sheet=sheet,
        )

    def _without_claims(self, section: Section) -> Section:
        """Return a section that says of nothing that there is none, if a record cannot be read."""
        if not self.register.unread:
            return section
        blocks = (
            replace(block, empty=self.register.absence(block.empty))
            if isinstance(block, Table)
            else block
            for block in section.blocks
        )
        return replace(section, blocks=tuple(blocks))

    @property
    def names(self) -> str:
        """The names of the committees."""
        return listed([committee.name for committee in self.committees])

    @property
    def _ids(self) -> set[str]:
        return {committee.id for committee in self.committees}

    @property
    def rules(self) -> Rules:
        """The rules whose legend a report prints: of its committee, or of the first of several."""
        return self.committees[0].rules if self.committees else Rules()

    def concerns(self, record: Any) -> bool:
        """Whether a record belongs to one of the committees, or to none at all."""
        committee = self.register.committee_of(record)
        return committee is None or committee.id in self._ids

    def of_committees(self, records: Mapping[str, R]) -> Iterator[R]:
        """Yield the records that belong to one of the committees, or to none at all."""
        return (record for record in records.values() if self.concerns(record))

    def rag(
        self, record: Any, rating: Rating, detail: str | None = None, document: Document = "actions"
    ) -> Rag:
        """Return a rating in the word and letter of the council a record belongs to."""
        return rag(self.register.rules_of(record), rating, detail, document)

    def stated(
        self, record: Any, document: Document, state: str, computed: Rag, judged: Judged | None
    ) -> StateInWords:
        """Return a state in the council's words, with what is beside it."""
        return stated(self.register.rules_of(record), document, state, computed, judged)

    def held_on(self, meeting: str | None) -> date | str | None:
        """Return the date of a meeting, or its id if the register does not have it."""
        known = self.register.meetings.get(meeting or "")
        return known.date if known else meeting

    def owners(self, held: tuple[Owner, ...]) -> tuple[str, ...]:
        """Return owners as a document prints them."""
        return tuple(self.register.owner_words(owner) for owner in held)


def several(committees: Iterable[Committee | None]) -> bool:
    """Whether more than one committee is among these."""
    return len({committee.id if committee else None for committee in committees}) > 1


@dataclass(frozen=True)
class Listed(Generic[R]):
    """A record, or a part of one, that a report lists, seen from a standpoint."""

    listed_as: ClassVar[str] = ""
    at: Standpoint
    record: R

    @property
    def committee(self) -> Committee | None:
        """The committee it belongs to."""
        return self.at.register.committee_of(self.record)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting it is of, if the register has it."""
        name: str | None = getattr(self.record, "meeting", None)
        return self.at.register.meetings.get(name or "")

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of its fields that were updated."""
        return self.mark.fields if self.mark else ()

    @property
    def mark(self) -> Mark | None:
        """Whether it is new or updated."""
        return self.at.marks.get((self.listed_as, getattr(self.record, "id", "")))

    def new(self, *elsewhere: str) -> Mark | None:
        """Return the mark for the start of its row: NEW, or what was updated ``elsewhere`` than in a cell."""
        if self.mark is None or self.mark.word == "NEW":
            return self.mark
        return self.updated(*(name for name in self.changed if name not in elsewhere))

    def updated(self, *fields: str) -> Mark | None:
        """Return the mark for the cell that shows some fields, if one of them was updated."""
        changed = [CHANGES.get(name, name) for name in self.changed if name in fields]
        return Mark("UPDATED", tuple(changed)) if changed else None

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owes it, as documents print it."""
        return self.at.owners(getattr(self.record, "owner", ()))

    @property
    def leads(self) -> tuple[str, ...]:
        """Who leads on it, as documents print it."""
        record = self.record
        return self.at.owners(getattr(record, "leads", getattr(record, "lead", ())))

    @property
    def origin_code(self) -> str | None:
        """The committee it comes from, by its code if that has one."""
        return (self.committee.code or self.committee.name) if self.committee else None

    @property
    def due_words(self) -> str | None:
        """When it is due, in the words of its record."""
        return self.at.register.due_words(getattr(self.record, "due", None))

    @property
    def due_cell(self) -> date | str | None:
        """When it is due: a date where the record gives one, else its words."""
        due = getattr(self.record, "due", None)
        return (
            due.day if due and due.day and long_date(due.day) == self.due_words else self.due_words
        )


@dataclass(frozen=True)
class NamedPerson(Generic[P]):
    """Somebody whom a record refers to, with the name that the register has."""

    register: Register
    record: P

    @property
    def name(self) -> str:
        """Their name."""
        return self.register.person_name(self.record)
