"""The calendar of meetings, and one meeting on a page."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import deadlines_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings.agenda import AgendaContext, entries
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Agenda, Cell, Column, Prose, Report, Section, Table, facts
from scrutiny_cli.wording import listed


def calendar(
    register: Register, committees: list[Committee], as_of: date, revision: str, *, upcoming: bool
) -> Report:
    """Every meeting of some committees by date; only those still to come, if asked."""
    meetings = sorted(
        (
            (committee, meeting)
            for committee in committees
            for meeting in register.meetings_of(committee)
            if not upcoming or meeting.date >= as_of
        ),
        key=lambda pair: (pair[1].date, pair[1].id),
    )
    several = len(committees) > 1
    columns = [
        Column("Meeting", heads=True, narrow=True),
        Column("Date"),
        Column("Time", narrow=True),
        Column("Status"),
        Column("Focus"),
    ]
    if several:
        columns.append(Column("Committee"))
    rows = tuple(
        (
            meeting.id,
            full_date(meeting.date),
            meeting.time,
            status_words(register, meeting),
            meeting.focus,
            *([committee.name] if several else []),
        )
        for committee, meeting in meetings
    )
    table = Table("Meetings", tuple(columns), rows, empty="No meetings.")
    return Report(
        name="meetings",
        title="Meetings",
        as_of=as_of,
        revision=revision,
        sections=(Section("meetings", None, (table,)),),
        filters=("Only meetings still to come",) if upcoming else (),
        data={"meetings": [data(register, meeting) for _, meeting in meetings]},
    )


def status_words(register: Register, meeting: Meeting) -> str:
    """What became of a meeting: a moved one says where to."""
    if meeting.status != "superseded":
        words = (
            "extraordinary" if meeting.extraordinary else "",
            "no quorum" if meeting.inquorate else "",
        )
        return ", ".join(word for word in (meeting.status, *words) if word)
    after = [register.meetings[name] for name in meeting.superseded_by if name in register.meetings]
    return f"moved to {listed([long_date(m.date) for m in after])}" if after else "moved"


def data(register: Register, meeting: Meeting) -> dict[str, Any]:
    """A meeting for machines."""
    committee = register.committee_of(meeting)
    return {
        "id": meeting.id,
        "committee": committee.id if committee else None,
        "date": meeting.date.isoformat(),
        "time": meeting.time.strftime("%H:%M") if meeting.time else None,
        "place": meeting.place,
        "focus": meeting.focus,
        "status": meeting.status,
        "status_reason": meeting.status_reason,
        "extraordinary": meeting.extraordinary,
        "inquorate": meeting.inquorate,
        "superseded_by": list(meeting.superseded_by),
        "published_on": meeting.published_on.isoformat() if meeting.published_on else None,
    }


def one(
    register: Register, meeting: Meeting, committee: Committee, as_of: date, revision: str
) -> Report:
    """A meeting: when and where, its deadlines, its items."""
    rows: tuple[tuple[str, Cell], ...] = (
        ("Meeting", meeting.id),
        ("Committee", committee.name),
        ("Date", full_date(meeting.date) + (f", {clock(meeting.time)}" if meeting.time else "")),
        ("Place", ", ".join(part for part in (meeting.room, meeting.place) if part)),
        ("Focus", meeting.focus),
        ("Status", status_words(register, meeting)),
        ("Why", Prose(meeting.status_reason) if meeting.status_reason else None),
        ("Published", meeting.published_on),
        ("Ended", meeting.ended_at),
        *(
            (WORDS[d.name], moment(d))
            for d in deadlines_of(meeting.date, committee.rules, meeting)
            if meeting.stands
        ),
    )
    shown = entries(AgendaContext(register, committee, meeting))
    sections = [Section("meeting", None, (facts(*rows),))]
    if shown:
        sections.append(Section("items", "Agenda", (Agenda(shown),)))
    return Report(
        name="meeting",
        title=meeting.id,
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        data={
            "meeting": {
                **data(register, meeting),
                "items": [
                    {"number": e.number, "title": e.title, "state": e.state, "pages": e.pages}
                    for e in shown
                ],
            }
        },
    )
