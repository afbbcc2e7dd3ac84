"""Texts compared with the records: dates, meetings, names and totals.

A check only reports a text that can have no other meaning.
"""

import re
from collections.abc import Iterator
from datetime import date

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.committees import Committee, Seat
from scrutiny_cli.domain.dates import (
    Written,
    full_date,
    impossible,
    long_date,
    may_be_impossible,
    written_dates,
)
from scrutiny_cli.domain.meetings import Meeting, Minute
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.questions import Question
from scrutiny_cli.domain.sums import wrong_totals
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import listed

# The committee's own meeting, before a date.
_MEETING = re.compile(
    r"\b(?:(?:the|this|last|previous|next|our)|(?:the|this)\s+committee(?:'s|’s)?)\s+"
    r"(?:last\s+|previous\s+|next\s+)?meeting\s+(?:(?:held|planned|scheduled)\s+)?(?:of|on|for)\s+\Z",
    re.IGNORECASE,
)
# A sentence with one of these may mean its meeting.
_OTHERS = re.compile(
    r"\b(?:board|cabinet|council|executive|forum|governors|group|panel|parliament|partnership|trust"
    r"|sub-committee)\b",
    re.IGNORECASE,
)
_ROLES = re.compile(r"\b(?:vice-?)?chair|\bmember|\bco-?opt", re.IGNORECASE)
_PLACEHOLDER = "{previous_meeting}"


def _where(context: Context, kind: str, record_id: str, path: Path = ()) -> str:
    """The file and line of a record, or of a part of it."""
    entry = context.entries[kind, record_id]
    span = entry.document.span(entry.base + path)
    return f"{entry.document.source.path}:{span.line + 1}"


def impossible_dates(context: Context) -> Iterator[Finding]:
    """No text names a date that does not exist, or a wrong weekday."""
    suspect: dict[str, bool] = {}
    for (kind, _), entry in context.entries.items():
        source = entry.document.source
        if source.path not in suspect:
            suspect[source.path] = may_be_impossible(source.raw)
        if not suspect[source.path]:
            continue
        near = entry.record.date.year if kind == "meetings" else None
        for path, text in entry.texts():
            for written in written_dates(text) if may_be_impossible(text.encode()) else ():
                # The field itself checks a value that is only a date.
                why = impossible(written, near) if len(text.strip()) > _length(written) else None
                if why:
                    words = text[written.start : written.end]
                    message = f"there is no {words}: {why}"
                    yield entry.finding(path, "impossible-date", message, "correct the date")


def _length(written: Written) -> int:
    return written.end - written.start


def last_minutes(context: Context) -> Iterator[Finding]:
    """A date given for the minutes to approve is the date of the last meeting."""
    register = context.register
    for entry, meeting in context.each("meetings"):
        committee = register.committee_of(meeting)
        # Most meetings say nothing of it, and only then is it looked for among all meetings.
        texts = list(_about_minutes(committee, meeting)) if committee else []
        due = register.minutes_due(committee, meeting) if committee and texts else []
        if committee is None or not due:
            continue
        # A text may also note that a meeting had no quorum.
        idle = [m.date for m in register.meetings_of(committee) if m.stands and m.inquorate]
        right = [m.date for m in due] + [day for day in idle if due[0].date < day < meeting.date]
        for path, text in texts:
            days = [written.nearest(meeting.date) for written in written_dates(text)]
            if days and not set(right).intersection(days):
                named = listed([long_date(day) for day in days if day])
                expected = listed(
                    [f"{long_date(m.date)} ({_where(context, 'meetings', m.id)})" for m in due]
                )
                before = "the meeting before was on" if len(due) == 1 else "those due are of"
                message = f"it names the minutes of {named}; {before} {expected}"
                hint = f"correct the date, or write {_PLACEHOLDER}" if "purpose" in path else None
                hint = hint or "correct the date"
                yield entry.finding(path, "wrong-minutes-date", message, hint)


def _about_minutes(committee: Committee, meeting: Meeting) -> Iterator[tuple[Path, str]]:
    """The texts of a meeting about the minutes to approve."""
    standing = committee.standing_items
    names = {
        item.id
        for item in (*standing.opening, *standing.closing)
        if item.id == "minutes" or _PLACEHOLDER in (item.purpose or "")
    }
    for index, item in enumerate(meeting.items):
        if item.name not in names:
            continue
        if item.purpose:
            yield ("items", index, "purpose"), item.purpose
        for position, paper in enumerate(item.papers):
            if paper.title.casefold().startswith("minutes"):
                yield ("items", index, "papers", position, "title"), paper.title
    for index, minute in enumerate(meeting.minutes):
        if minute.item in names:
            yield from _resolved(index, minute)


def meetings_named(context: Context) -> Iterator[Finding]:
    """A text that names a meeting of the committee by its date names a date on which it met.

    Only dates between the committee's first and last meeting in the register are checked.
    """
    register = context.register
    every = {m.date for m in register.meetings.values()}
    by_committee: dict[str | None, dict[date, Meeting]] = {}
    for entry, meeting in context.each("meetings"):
        committee = register.committee_of(meeting)
        name = committee.id if committee else None
        if name not in by_committee:
            by_committee[name] = {m.date: m for m in register.meetings_of(committee)}
        own = by_committee[name]
        for path, text in _purposes_and_minutes(meeting):
            for written in written_dates(text):
                day = written.nearest(meeting.date)
                if day is None or day in every or not min(own) <= day <= max(own):
                    continue
                if _names_own_meeting(text, written):
                    near = _likely(day, own)
                    where = _where(context, "meetings", near.id)
                    message = (
                        f"the committee has no meeting on {full_date(day)}; the nearest is "
                        f"{full_date(near.date)} ({where})"
                    )
                    yield entry.finding(path, "no-such-meeting", message, "correct the date")


def _purposes_and_minutes(meeting: Meeting) -> Iterator[tuple[Path, str]]:
    """The purposes and the minutes of a meeting."""
    for index, item in enumerate(meeting.items):
        if item.purpose:
            yield ("items", index, "purpose"), item.purpose
    for index, minute in enumerate(meeting.minutes):
        if minute.text:
            yield ("minutes", index, "text"), minute.text
        yield from _resolved(index, minute)


def _resolved(index: int, minute: Minute) -> Iterator[tuple[Path, str]]:
    """The resolutions of a minute that have a text of their own."""
    for position, resolution in enumerate(minute.resolved):
        if resolution.text:
            yield ("minutes", index, "resolved", position), resolution.text


def _names_own_meeting(text: str, written: Written) -> bool:
    """Whether the words around a date mean the committee's own meeting."""
    # No sentence is longer. Without a limit, the time grows with the square of the number of dates.
    before = text[max(0, written.start - 500) : written.start]
    after = text[written.end : written.end + 500]
    if not _MEETING.search(before) or re.match(r"\s+of\b", after):
        return False
    start = max(before.rfind(mark) for mark in (". ", "\n"))
    ends = [place for mark in (". ", "\n") if (place := after.find(mark)) >= 0]
    sentence = before[start + 1 :] + after[: min(ends, default=len(after))]
    return not _OTHERS.search(sentence)


def _likely(day: date, meetings: dict[date, Meeting]) -> Meeting:
    """The meeting that a wrong date most likely means: on the same day in another year, or the nearest."""
    same = [other for other in meetings if (other.day, other.month) == (day.day, day.month)]
    return meetings[min(same or meetings, key=lambda other: (abs(other - day), other))]


def names(context: Context) -> Iterator[Finding]:
    """People called members in the front matter of an agenda hold a seat on that date."""
    people = context.register.people
    seated = {s.holder for c in context.register.committees.values() for s in c.seats}
    councillors = [p for p in people.values() if p.id in seated or p.title == "Councillor"]
    for entry, meeting in context.each("meetings"):
        committee = context.register.committee_of(meeting)
        if committee is None:
            continue
        texts: list[tuple[Path, str, str]] = [
            (("front_matter", index, "text"), part.title, part.text)
            for index, part in enumerate(meeting.front_matter)
        ]
        texts += [
            (("standing_text", title), title, text)
            for title, text in meeting.standing_text.items()
            if text
        ]
        for path, title, text in texts:
            for line in text.split("\n"):
                if _ROLES.search(line) or _ROLES.search(title):
                    for person in councillors:
                        yield from _named(context, entry, path, (line, person, committee))


def _named(
    context: Context, entry: PlacedRecord, path: Path, mention: tuple[str, Person, Committee]
) -> Iterator[Finding]:
    """The findings for a person's name in a line about members."""
    line, person, committee = mention
    if not re.search(rf"(?<!\w){re.escape(person.name)}(?!\w)", line):
        return
    day = entry.record.date
    seats = [s for s in committee.seats if s.holder == person.id and s.held_on(day)]
    where = _where(context, "committees", committee.id, ("seats",))
    hint = "correct the text, or the seats of the committee"
    if not seats:
        message = f"{person.name} holds no seat on {long_date(day)} ({where})"
        yield entry.finding(path, "name-without-seat", message, hint)
        return
    role = _claimed(line, person.name)
    if role and role != seats[0].role:
        message = (
            f"{person.name} is called {role}; the seat held on {long_date(day)} is that of "
            f"{_a(seats[0])} ({where})"
        )
        yield entry.finding(path, "name-without-seat", message, hint)


def _a(seat: Seat) -> str:
    return f"a {seat.role}" if seat.role in ("member", "co-optee") else seat.role


def _claimed(line: str, name: str) -> str | None:
    """The role of chair that a line gives to a person, just before or after the name."""
    chair = r"(?P<role>(?:vice-?)?chair)\w*"
    after = rf"{re.escape(name)}\s*[,(–-]*\s*{chair}"
    before = rf"{chair}\s*[:–-]\s*(?:\w+\s+){{0,2}}?{re.escape(name)}"
    match = re.search(after, line, re.IGNORECASE) or re.search(before, line, re.IGNORECASE)
    if not match:
        return None
    return "vice-chairperson" if match["role"].lower().startswith("vice") else "chairperson"


def totals(context: Context) -> Iterator[Finding]:
    """A total in minutes, a purpose or an answer is the sum of the parts after it."""
    texts = [
        (entry, path, text)
        for kind, texts_of in (("meetings", _purposes_and_minutes), ("questions", _answered))
        for entry, record in context.each(kind)
        for path, text in texts_of(record)
    ]
    for entry, path, text in texts:
        for wrong in wrong_totals(text):
            parts = " + ".join(str(part) for part in wrong.parts)
            message = f"the text says {wrong.total}, and its parts are {parts} = {sum(wrong.parts)}"
            yield entry.finding(path, "total-in-text", message, "correct the total or its parts")


def _answered(question: Question) -> Iterator[tuple[Path, str]]:
    """The texts of the answers to a question."""
    if question.answer and question.answer.text:
        yield ("answer", "text"), question.answer.text
    for index, answer in enumerate(question.answers):
        if answer.text:
            yield ("answers", index, "text"), answer.text
