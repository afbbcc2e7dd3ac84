"""What is new or updated since the last meeting, or since whatever else was asked for.

The git history tells: the state of the records when the last meeting's agenda was published is held
against that of the as-at date. Where there is no such history the records' own dates have to do, and
the report says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import ONE_DAY, long_date, parse_date
from scrutiny_cli.domain.kinds import KINDS, Kind
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.questions import Received
from scrutiny_cli.errors import UsageError
from scrutiny_cli.exempt.marking import ExemptIndex
from scrutiny_cli.files import history
from scrutiny_cli.files.history import Change, History, NoHistory
from scrutiny_cli.register.register import Register
from scrutiny_cli.register.settings import Settings
from scrutiny_cli.wording import count, listed
from scrutiny_cli.workspace.comparison import (
    Key,
    RecordDifference,
    Side,
    differences,
    side,
)
from scrutiny_cli.workspace.decoded import DecodedFile
from scrutiny_cli.workspace.loading import Loaded

# What tells whether a record is exempt and whose it is.
AROUND = frozenset(
    {"councils", "committees", *(kind.folder for kind in KINDS.values() if kind.decides_exemption)}
)
# Fields that stand in no document: a change there is nothing to a reader.
_UNSEEN = frozenset({"notes", "source"})
# Days on which something was done to a record, by field; `on` is the day of a dated entry.
_ENTRIES = ("on", "completed", "notified", "received", "answered_on", "published_on")


@dataclass(frozen=True)
class ChangeMarks:
    """The marks by kind and id of record, and in words what they are measured from.

    ``notes`` say, to whoever runs the tool, why git could not tell: a document says only that.
    """

    marks: Mapping[Key, Mark]
    words: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Since:
    """From when on something is new.

    ``day`` is the last day that still counts as before, ``arisen`` the first on which something
    that arises is new; a ``revision`` has no days of its own.
    """

    words: str
    day: date | None = None
    arisen: date | None = None
    revision: str = ""


@dataclass(frozen=True)
class ComparedSpan:
    """What git says differs between a start and the as-at date.

    ``until`` is ``None`` where the day's state is the work tree's; else the files that have changed
    ``later`` still stand there as they were on that day.
    """

    history: History
    since: str
    until: str | None
    changes: tuple[Change, ...]
    later: tuple[Change, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The files to compare."""
        return frozenset(change.path for change in self.changes)

    @property
    def moved_on(self) -> frozenset[str]:
        """The files whose present contents are those of neither side."""
        return self.paths | {change.path for change in self.later}


@dataclass(frozen=True)
class OtherChanges:
    """The register's other files that differ, and its settings on both sides."""

    paths: tuple[str, ...]
    before: Settings
    now: Settings


@dataclass(frozen=True)
class Compared:
    """Both sides of a comparison and what differs."""

    before: Side
    now: Side
    differences: tuple[RecordDifference, ...]
    files: frozenset[str] = frozenset()
    """The record files that differ, be it in comments alone."""
    out_of_reach: frozenset[str] = frozenset()
    """The record files that git cannot compare."""
    other: OtherChanges | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be compared, in words."""
        faulty = tuple(
            f"Not compared, because of errors {when}: {listed(parts)}"
            for when, one in (("then", self.before), ("now", self.now))
            if (
                parts := [
                    count(len(part), noun)
                    for part, noun in ((one.broken, "file"), (one.unread, "record"))
                    if part
                ]
            )
        )
        if not self.out_of_reach:
            return faulty
        files = count(len(self.out_of_reach), "record file")
        return (*faulty, f"Not compared, because git does not have them: {files}")


def since(
    loaded: Loaded,
    register: Register,
    committees: Iterable[Committee],
    as_of: date,
    spec: str | None = None,
    *,
    private: bool = False,
) -> ChangeMarks:
    """What is new or updated for some committees, each since its own last meeting.

    ``register`` is what the reader may see, ``spec`` a meeting, a day or a revision. Raises
    :class:`NoHistory` for a revision that git does not know, :class:`UsageError` for a day to come.
    """
    teller = _MarkBuilder(loaded, register, as_of, private)
    bodies = list(committees)
    made: dict[Key, Mark] = {}
    lines: dict[str, list[str]] = {}
    for committee in bodies:
        found, words = teller.tell(start_of(register, committee, as_of, spec))
        made |= {key: mark for key, mark in found.items() if is_of(register, key, committee)}
        for line in words:
            lines.setdefault(line, []).append(committee.name)
    everybody = [committee.name for committee in bodies]
    return ChangeMarks(
        made,
        tuple(
            line if names == everybody else f"{line} ({listed(names)})"
            for line, names in lines.items()
        ),
        tuple(teller.notes),
    )


class _MarkBuilder:
    """Marks from one loaded register; what was compared once is not compared again."""

    def __init__(self, loaded: Loaded, register: Register, as_of: date, private: bool) -> None:
        self.loaded, self.register, self.as_of, self.private = loaded, register, as_of, private
        self.told: dict[Since, tuple[Mapping[Key, Mark], tuple[str, ...]]] = {}
        self.notes: list[str] = []

    def tell(self, start: Since | None) -> tuple[Mapping[Key, Mark], tuple[str, ...]]:
        """The marks since a start, and the words that go with them."""
        if start is None:
            return {}, ("Nothing is marked as new or updated: there was no earlier meeting",)
        if start not in self.told:
            self.told[start] = self._tell(start)
        return self.told[start]

    def _tell(self, start: Since) -> tuple[Mapping[Key, Mark], tuple[str, ...]]:
        try:
            span = span_of(history.find(self.loaded.root), start, self.as_of)
        except NoHistory as fault:
            if start.day is None:
                raise
            hint = f" ({fault.hint})" if fault.hint else ""
            self.notes.append(f"NEW and UPDATED are not marked from git: {fault}{hint}")
            # The same words whatever is missing: a document does not tell of the machine.
            words = f"New and updated {start.words}, by the dates in the records"
            return own_dates(self.register, start, self.as_of), (words,)
        compared = self._compared(span)
        words = f"New and updated {start.words}"
        return marks(compared.differences, compared.now.register), (words, *compared.remarks)

    def _compared(self, span: ComparedSpan) -> Compared:
        moved_on = span.moved_on
        around = [
            file
            for file in self.loaded.decoded.values()
            if file.kind in AROUND and file.path not in moved_on
        ]
        present = {source.path: source for source in self.loaded.files.sources}
        sources = sources_of(span, present)
        compared = compare(sources, around, private=self.private, known=self.loaded.exempt_index)
        return replace(compared, out_of_reach=span.history.out_of_reach(present))


def start_of(
    register: Register, committee: Committee | None, as_of: date, spec: str | None
) -> Since | None:
    """What ``--since`` means: a meeting's id, a day, or a revision; by default the last meeting.

    The last meeting is the one before the as-at date, so that on the day of a meeting the trackers
    show what its members have not seen yet.
    """
    if spec is None:
        last = register.previous_meeting(committee, as_of) if committee else None
        return _since_meeting(last) if last else None
    if spec in register.meetings:
        start = _since_meeting(register.meetings[spec])
    else:
        try:
            day = parse_date(spec)
        except ValueError:
            return Since(f"since the revision {spec}", revision=spec)
        start = Since(f"since {long_date(day)}", day, day + ONE_DAY)
    if start.day and start.day > as_of:
        raise UsageError(
            f"{spec} is after the as-at date, {long_date(as_of)}",
            "name an earlier day or meeting with --since, or a later day with --as-of",
        )
    return start


def _since_meeting(meeting: Meeting) -> Since:
    """From the publication of its agenda on, or from the meeting where that day is not known."""
    day = long_date(meeting.date)
    if meeting.published_on is None:
        return Since(f"since the meeting of {day}", meeting.date, meeting.date)
    published = meeting.published_on
    words = f"since the agenda of {day} was published on {long_date(published)}"
    return Since(words, published, min(published + ONE_DAY, meeting.date))


def commit_of(past: History, start: Since) -> str:
    """The commit that a start means."""
    found = past.on_or_before(start.day) if start.day else past.resolve(start.revision)
    return found.id


def span_of(past: History, start: Since, as_of: date) -> ComparedSpan:
    """What differs since a start: up to the as-at date, or for a revision up to the work tree."""
    since, until = commit_of(past, start), None
    if start.day is not None:
        head = past.head()
        if head and head.day > as_of:
            until = past.on_or_before(as_of).id
    later = past.changes(until, None, KINDS) if until else ()
    return ComparedSpan(past, since, until, past.changes(since, until, KINDS), later)


class Sources(NamedTuple):
    """The files of a comparison: those of each side, and those of both that the work tree lacks."""

    paths: frozenset[str]
    before: list[Source]
    now: list[Source]
    shared: list[Source]


def sources_of(span: ComparedSpan, present: Mapping[str, Source]) -> Sources:
    """Read the old contents of what differs, in one call.

    ``present`` are the files of the work tree by path, those that differ among them.
    """
    paths = span.paths
    still = [change for change in span.later if change.path not in paths]
    ids = [change.before for change in (*span.changes, *still)]
    ids += [change.after for change in span.changes if span.until]
    contents = span.history.read(name for name in ids if name)

    def old(path: str, name: str | None) -> list[Source]:
        return [Source(path, contents[name])] if name else []

    if span.until:
        now = [source for change in span.changes for source in old(change.path, change.after)]
    else:
        now = [present[path] for path in sorted(paths) if path in present]
    return Sources(
        paths,
        [source for change in span.changes for source in old(change.path, change.before)],
        now,
        [source for change in still for source in old(change.path, change.before)],
    )


def compare(
    sources: Sources, around: Iterable[DecodedFile], *, private: bool, known: ExemptIndex
) -> Compared:
    """Compare the two sides; ``around`` are files that are none of those compared.

    ``known`` is what is exempt as the records are today: nothing of the past opens it.
    """
    around = list(around)
    new, old = [*sources.now, *sources.shared], [*sources.before, *sources.shared]
    now = side(new, sources.paths, around, private=private, known=known)
    before = side(old, sources.paths, around, private=private, later=now)
    return Compared(before, now, differences(before, now), sources.paths)


def marks(found: Iterable[RecordDifference], now: Register) -> dict[Key, Mark]:
    """NEW and UPDATED by record, with the names of the fields.

    A recommendation whose reply is new or updated is updated itself: the reply stands beside it.
    """
    made: dict[Key, Mark] = {}
    for difference in found:
        fields = tuple(name.replace("_", " ") for name in difference.fields if name not in _UNSEEN)
        if difference.what == "added":
            made[difference.kind, difference.id] = Mark("NEW")
        elif fields:
            made[difference.kind, difference.id] = Mark("UPDATED", fields)
    return _with_replies(made, now)


def _with_replies(made: dict[Key, Mark], register: Register) -> dict[Key, Mark]:
    for kind, name in list(made):
        response = register.responses.get(name) if kind == "responses" else None
        for answered in response.to if response else ():
            key = ("recommendations", answered)
            mark = made.get(key, Mark("UPDATED"))
            if mark.word == "UPDATED" and "response" not in mark.fields:
                made[key] = Mark("UPDATED", (*mark.fields, "response"))
    return made


def only_of(compared: Compared, committee: Committee) -> tuple[RecordDifference, ...]:
    """The differences of a committee's records, and of those that are nobody's in particular."""
    return tuple(
        found
        for found in compared.differences
        if is_of(
            (compared.before if found.now is None else compared.now).register,
            (found.kind, found.id),
            committee,
        )
    )


def is_of(register: Register, key: Key, committee: Committee) -> bool:
    """Whether a record is a committee's, or nobody's in particular."""
    record = register.of(key[0]).get(key[1])
    if key[0] == "responses" and record is not None:
        record = next(
            (found for name in record.to if (found := register.recommendations.get(name))), record
        )
    owner = register.committee_of(record) if record is not None else None
    if isinstance(record, Committee):
        owner = record
    return owner is None or owner.id == committee.id


def own_dates(register: Register, start: Since, as_of: date) -> dict[Key, Mark]:
    """The marks as the records' own dates give them, up to a day."""
    assert start.day
    assert start.arisen
    made: dict[Key, Mark] = {}
    for kind in KINDS:
        for name, record in register.of(kind).items():
            arisen = _arisen(register, KINDS[kind], record)
            if arisen and start.arisen <= arisen <= as_of:
                made[kind, name] = Mark("NEW")
                continue
            fields = tuple(
                (info.alias or field).replace("_", " ")
                for field, info in type(record).model_fields.items()
                if field in record.model_fields_set
                and any(start.day < day <= as_of for day in _days(field, getattr(record, field)))
            )
            if fields:
                made[kind, name] = Mark("UPDATED", fields)
    return _with_replies(made, register)


def _arisen(register: Register, kind: Kind, record: Any) -> date | None:
    """The date on which a record arose, by the first field that says so, or ``None``."""
    for name in kind.arises:
        value = getattr(record, name)
        dated: Any = register.meetings.get(value) if isinstance(value, str) else value
        if dated is not None:
            day: date = getattr(dated, "on", None) or getattr(dated, "date", dated)
            return day
    return None


def _days(field: str, value: Any) -> Iterator[date]:
    """The days on which something was noted under a field, in entries inside it too."""
    if isinstance(value, date):
        if field in _ENTRIES:
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _days("", part)
    elif isinstance(value, Model) and field != "target" and not isinstance(value, Received):
        for name in value.model_fields_set:
            yield from _days(name, getattr(value, name))
