"""What importing saved answers would do to the register."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from scrutiny_cli import progress
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.exempt.restricted import is_restricted
from scrutiny_cli.importing.model import (
    READ,
    ChangedRecord,
    NewRecord,
    Proposal,
    Remark,
    RowLeftOut,
    SameRecord,
)
from scrutiny_cli.importing.modern_gov import answers
from scrutiny_cli.importing.modern_gov.comparing import Comparison
from scrutiny_cli.importing.modern_gov.records import (
    PREFIX,
    AnswerReader,
    ServiceRecord,
    person_name,
)
from scrutiny_cli.wording import count, plain_words
from scrutiny_cli.workspace.loading import Loaded

ROOTS = {
    "committees": ("committee", "GetCommittees"),
    "people": ("councillor", "GetCouncillorsByWard"),
    "meetings": ("meeting", "GetMeetings or GetMeeting"),
}
"""By kind the element that holds a record, and the addresses whose answers have it."""
# The order in which the fields of a new record are written.
ORDER = (
    *(
        "name",
        "title",
        "council",
        "committee",
        "date",
        "time",
        "place",
        "room",
        "status",
        "status_reason",
    ),
    *("party", "ward", "posts", "items", "attendance", "in_attendance", "apologies", "minutes"),
    *("ended_at", "source", "notes"),
)
_PLURALS = {"person": "people"}
_LONGEST_ID = 80


@dataclass(frozen=True)
class ServiceOptions:
    """What the command line says beside the files."""

    as_of: date
    only: tuple[str, ...] = ()
    """Words of the names, or the numbers, of the committees to import."""
    since: date | None = None
    until: date | None = None
    committee: Committee | None = None
    """The committee of meetings whose answer does not name it."""
    private: bool = False
    """Whether the words of what is restricted are kept."""


def propose(
    kind: str, files: Iterable[tuple[str, bytes]], loaded: Loaded, options: ServiceOptions
) -> Proposal:
    """Return what importing some answers would do; nothing is changed."""
    records: list[ServiceRecord] = []
    remarks: list[Remark] = []
    names = []
    for name, raw in files:
        names.append(name)
        reader = AnswerReader(name, options.as_of, options.private)
        try:
            root = answers.read(raw)
        except answers.UnreadableAnswer as fault:
            raise answers.UnreadableAnswer(f"{name}: {fault}", fault.hint) from None
        element, address = ROOTS[kind]
        if root.find(f".//{element}") is None and root.tag != element:
            raise answers.UnreadableAnswer(
                f"{name}: there are no {kind} in it", f"save the answer of {address}: see --help"
            )
        records += getattr(reader, kind)(root)
        remarks += reader.remarks()
    builder = _ServiceBuilder(kind, loaded, options, remarks)
    for record in progress.tracked(builder.once(records), "Comparing the records", len(records)):
        builder.take(record)
    return builder.proposal(tuple(dict.fromkeys(names)))


class _ServiceBuilder:
    """Takes the records of the service one by one."""

    def __init__(
        self, kind: str, loaded: Loaded, options: ServiceOptions, remarks: list[Remark]
    ) -> None:
        register = self._register = loaded.register
        self._kind, self._loaded, self._options = kind, loaded, options
        self._public = not loaded.settings.private
        self._taken = {name.casefold() for name in register.of(kind)}
        self._used: dict[str, ServiceRecord] = {}
        self._known = {name: _SourceIndex(register.of(name).values()) for name in ROOTS}
        self._days: dict[tuple[str, date], list[Meeting]] = {}
        for meeting in register.meetings.values():
            body = register.committee_of(meeting)
            self._days.setdefault((body.id if body else "", meeting.date), []).append(meeting)
        self._passed_over: Counter[str] = Counter()
        self._outside: dict[str, list[ServiceRecord]] = {}
        self._remarks = remarks
        self._new: list[NewRecord] = []
        self._changed: list[ChangedRecord] = []
        self._same: list[SameRecord] = []
        self._left_out: list[RowLeftOut] = []

    def once(self, records: Sequence[ServiceRecord]) -> list[ServiceRecord]:
        """The records, each once: what a list says of a meeting goes with the answer of its own."""
        known: dict[str, ServiceRecord] = {}
        for position, record in enumerate(records):
            number = record.number or f"?{position}"
            first = known.setdefault(number, record)
            if first is record:
                continue
            if first.listed != record.listed and first.day == record.day:
                known[number] = record.with_list(first) if first.listed else first.with_list(record)
            elif first.data != record.data:
                why = f"{first.place.sheet} has it already, and says something else"
                self._left_out.append(RowLeftOut(record.place, why, record.words))
        return list(known.values())

    def take(self, record: ServiceRecord) -> None:
        """Decide what becomes of a record."""
        if why := self._not_asked_for(record):
            self._passed_over[why] += 1
            return
        if record.left_out and record.number not in self._options.only:
            self._leave_out(record, record.left_out)
            return
        if self._kind == "meetings":
            body = self._body(record)
            if body is None:
                key = record.committee or min(record.committee_names, default="")
                self._outside.setdefault(key, []).append(record)
                return
            _complete(record, body, self._known["people"], one=len(self._register.committees) == 1)
        match = self._known[self._kind].of(record.source) or self._find(record)
        if isinstance(match, str):
            self._leave_out(record, match)
        elif match is None:
            self._add(record)
        elif match.id in self._used:
            self._leave_out(record, f"number {self._used[match.id].number} is {match.id} already")
        else:
            self._compare(record, match)

    def _not_asked_for(self, record: ServiceRecord) -> str | None:
        """Why a record was not asked for, if it was not."""
        options = self._options
        if self._kind == "committees" and options.only:
            known = f"{record.words} {record.data.get('notes', '')}".casefold()
            asked = any(o == record.number or o.casefold() in known for o in options.only)
            return None if asked else "not named by --only"
        if record.day and options.since and record.day < options.since:
            return f"before {long_date(options.since)}"
        if record.day and options.until and record.day > options.until:
            return f"after {long_date(options.until)}"
        return None

    def _leave_out(self, record: ServiceRecord, why: str) -> None:
        self._left_out.append(RowLeftOut(record.place, why, record.words))

    def _body(self, record: ServiceRecord) -> Committee | None:
        """The committee of a meeting."""
        register = self._register
        known = self._known["meetings"].of(record.source)
        if known:
            return register.committee_of(known)
        committees = self._known["committees"]
        body = record.committee and committees.of(f"{PREFIX}{record.committee}")
        body = body or committees.named(record.committee_names)
        if not body and not record.committee and not record.committee_names:
            body = self._options.committee
        return register.committees[body.id] if body else None

    def _find(self, record: ServiceRecord) -> Any:
        """The record that one of the service is, though it does not say so; or why that is not clear."""
        if self._kind != "meetings":
            return self._known[self._kind].named(_names(record.data))
        for day in filter(None, (record.day, record.moved_from)):
            meetings = self._days.get((record.data["committee"], day), [])
            free = [m for m in meetings if not (m.source or "").startswith(PREFIX)]
            standing = [m for m in free if m.stands] or free
            if len(standing) > 1:
                return f"the register has several meetings on {long_date(day)}"
            if standing:
                return standing[0]
        return None

    def _add(self, record: ServiceRecord) -> None:
        data = record.data
        wanted = (
            f"{data['committee']}-{data['date']}"
            if self._kind == "meetings"
            else _slug(data["name"])
        )
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name.casefold())
        if self._kind == "committees" and not self._register.councils:
            # Without a record of the council each committee names it.
            councils = {body.council for body in self._register.committees.values()}
            if len(councils) == 1:
                data["council"] = councils.pop()
        self._remarks += record.remarks
        ordered = {key: data[key] for key in ORDER if key in data}
        self._new.append(
            NewRecord(record.place, name, {"id": name, **ordered}, self._kind, record.words)
        )

    def _compare(self, record: ServiceRecord, match: Any) -> None:
        self._used[match.id] = record
        raw = self._loaded.entries[self._kind, match.id].data
        difference = Comparison(record, raw, self._public).run()
        if difference.changes or difference.disputed:
            self._remarks += record.remarks
        if difference.changes:
            self._changed.append(
                ChangedRecord(
                    *(record.place, match.id, tuple(difference.changes), tuple(difference.words)),
                    *(record.data, self._kind, record.words),
                )
            )
        else:
            self._same.append(SameRecord(record.place, match.id, self._kind))

    def proposal(self, files: tuple[str, ...]) -> Proposal:
        """All of it, in the order of the files."""
        for why, number in self._passed_over.items():
            noun = KINDS[self._kind].short
            text = f"{count(number, noun, _PLURALS.get(noun))} {why}, as was asked"
            self._remarks.append(Remark(READ, None, text))
        for records in self._outside.values():
            self._left_out.append(_of_no_committee(records))
        return Proposal(
            new=tuple(self._new),
            changed=tuple(self._changed),
            same=tuple(self._same),
            left_out=tuple(self._left_out),
            remarks=tuple(self._remarks),
            sheets=files,
            row="record",
        )


class _SourceIndex:
    """The records of a kind by their source and by their names."""

    def __init__(self, records: Iterable[Any]) -> None:
        self._by_source: dict[str, Any] = {}
        self._by_name: dict[str, list[Any]] = {}
        for record in records:
            self._by_source[record.source or ""] = record
            for name in _names(vars(record)):
                self._by_name.setdefault(name, []).append(record)

    def of(self, source: str) -> Any:
        """The record with a source."""
        return self._by_source.get(source)

    def named(self, names: Iterable[str]) -> Any:
        """The only record with one of some names that did not come from the service."""
        records = {r.id: r for name in names for r in self._by_name.get(name, ())}
        return next(iter(records.values())) if len(records) == 1 else None


def _names(data: Mapping[str, Any]) -> set[str]:
    """What a committee or a person may be called."""
    name = data.get("name") or ""
    return {plain_words(name), plain_words(f"{data.get('title') or ''} {name}")} - {""}


def _slug(name: str) -> str:
    """A name as an id."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:_LONGEST_ID].rstrip("-") or "record"


def _of_no_committee(records: Sequence[ServiceRecord]) -> RowLeftOut:
    """The meetings of a committee that the register does not have, in one line."""
    first = records[0]
    title, meetings = first.committee_title, count(len(records), "meeting")
    if title:
        why = f"the register has no such committee; `scrutiny import committees` brings it in ({meetings})"
    else:
        why = (
            f"nothing says of which committee it is ({meetings}): add the answer of GetMeetings, or "
            "name it with --committee"
        )
    return RowLeftOut(first.place, why, title or first.words)


def _mark_standing(record: ServiceRecord, body: Committee) -> None:
    """Say which items of a meeting are standing items of its committee, by the words they begin with."""
    standing = [*body.standing_items.opening, *body.standing_items.closing]
    items = record.data.get("items", [])
    left = {plain_words(item.title): item for item in standing}
    for item in items:
        title = plain_words(item.get("title", ""))
        known = next((name for name in left if _begins(title, name)), None)
        if known and not is_restricted(item):
            item["standing"] = left[known].id
            if item["title"] == left.pop(known).title:
                del item["title"]
    if items and standing and not any("standing" in item for item in items):
        text = (
            "no item is a standing item of the committee, so documents print those too; if the agenda "
            "is whole, give one of its items `standing:`"
        )
        record.remark(READ, text)


def _begins(title: str, other: str) -> bool:
    """Whether one of two titles begins with the whole of the other."""
    first, second = sorted((title, other), key=len)
    return bool(first) and f"{second} ".startswith(f"{first} ")


def _complete(record: ServiceRecord, body: Committee, people: _SourceIndex, *, one: bool) -> None:
    """Add to a meeting its committee, its standing items and the people whom the register knows."""
    data = record.data
    data["committee"] = body.id
    if not one:
        record.words = f"{body.name}, {record.words}"
    _mark_standing(record, body)
    for key in ("attendance", "in_attendance", "apologies"):
        for position, entry in enumerate(data.get(key, ())):
            number = record.people.get(entry["name"], "")
            names = {plain_words(entry["name"]), plain_words(person_name(entry["name"])[1])}
            person = (number and people.of(f"{PREFIX}{number}")) or people.named(names)
            if person:
                rest = {k: v for k, v in entry.items() if k != "name"}
                data[key][position] = {"person": person.id, **rest} if rest else person.id
