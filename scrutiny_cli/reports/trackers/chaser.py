"""A note to one owner: what is asked for, and a form to answer on."""

from dataclasses import dataclass, replace

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.domain.response_clock import receipt
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.reports.model import Cell, Column, Prose, Report, Section, Table, facts, rows
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.overdue import Obligation, Overdue
from scrutiny_cli.reports.trackers.recommendations import (
    TrackedRecommendation,
    text_of,
)
from scrutiny_cli.wording import capital, count, listed

FORM = (
    "Done? (yes or no, and the day)",
    "What shows that it is done?",
    "Progress since the last meeting",
    "If it needs longer: the new date, and why",
)
REPLY = (
    "Agreed, partially agreed or not agreed?",
    "The response, with the reasons",
    "What will be done, by whom and by when",
)
FORM_COLUMNS = (Column("Please fill in", heads=True), Column("Your answer"))


@dataclass(frozen=True)
class Request:
    """What a note asks for: its title and words, facts about it, and the lines of the form."""

    committee: Committee | None
    title: str
    words: Prose
    facts: tuple[tuple[str, Cell], ...]
    form: tuple[str, ...]


def chaser(at: Standpoint, owner: str, late: Overdue) -> Report:
    """What an owner owes the committees, each for itself, and a reply form for each thing."""
    requests = [*map(_action, late.obligations), *map(_response, late.responses)]
    asking = {request.committee.id for request in requests if request.committee}
    bodies = [c for c in at.committees if c.id in asking] or list(at.committees)
    order = {committee.id: position for position, committee in enumerate(at.committees)}
    requests.sort(key=lambda r: order[r.committee.id] if r.committee else len(order))
    mixed = len(bodies) > 1
    sections = [
        _section(request, position, mixed=mixed) for position, request in enumerate(requests, 1)
    ]
    parts = [*(["actions"] if late.obligations else []), *(["responses"] if late.responses else [])]
    return at.report(
        "chaser",
        f"{capital(listed(parts))} for the scrutiny committee{'s' if mixed else ''}",
        (_opening(replace(at, committees=tuple(bodies)), owner, late), *sections),
        {},
        subtitle=listed([committee.name for committee in bodies]),
        filters=(),
    )


def _opening(at: Standpoint, owner: str, late: Overdue) -> Section:
    """To whom it goes, by when to reply, and how much is asked for."""
    addressed = (to for response in late.responses for to in response.record.to)
    who = {name for obligation in late.obligations for name in obligation.owner_names}
    who |= {to for to in addressed if owner.lower() in to.lower()}
    holders = [obligation.holder for obligation in late.obligations if obligation.holder]
    several = len(at.committees) > 1
    head = facts(
        ("To", listed(sorted(who))),
        ("At present", holders[0] if holders else None),
        *(
            (f"Reply by ({body.name})" if several else "Reply by", reply_by(at, body))
            for body in at.committees
        ),
    )
    total = len(late.obligations) + len(late.responses)
    past = len(late.late) + len(late.responses)
    verb = "is" if past < 2 else "are"
    which = "it" if total == 1 else f"{past or 'none'} of them"
    words = f"; {which} {verb} past the date" if past or total > 1 else ""
    request = Prose(
        f"The scrutiny committee{'s' if several else ''} asked for {count(total, 'thing')} "
        f"below that the register shows as not done on {long_date(at.as_of)}{words}. "
        f"Please fill in the form under {'it' if total == 1 else 'each'}."
    )
    return Section("opening", None, (head, request))


def reply_by(at: Standpoint, committee: Committee) -> str:
    """The last working day before a committee's next agenda that can still take the reply."""
    calendar = WorkingDays.of(committee.rules)
    for meeting in at.register.meetings_of(committee):
        if meeting.stands and meeting.date > at.as_of:
            published = deadlines(meeting.date, committee.rules)[0].day
            before = next(day for day in calendar.before(published) if calendar.works(day))
            if before > at.as_of:
                return f"{full_date(before)}, for the agenda that is published on {full_date(published)}"
    return "as soon as you can"


def _action(obligation: Obligation) -> Request:
    about: tuple[tuple[str, Cell], ...] = (
        ("Asked at the meeting of", obligation.at.held_on(obligation.meeting)),
        ("Plan", obligation.plan),
        ("Due", obligation.due),
        ("State", state_words(obligation.standing)),
    )
    recommended = obligation.kind == "recommendation"
    title = f"{'Recommendation' if recommended else 'Action'} {obligation.number or obligation.id}"
    words = Prose(obligation.action)
    return Request(obligation.committee, title, words, about, FORM)


def _response(asked: TrackedRecommendation) -> Request:
    record = asked.record
    about: tuple[tuple[str, Cell], ...] = (
        ("Made at the meeting of", asked.at.held_on(record.meeting)),
        ("Item", asked.item_title),
        ("Received", receipt(record.notified, record.received)),
        ("State", asked.state_words),
    )
    title = f"Recommendation {record.label or record.id}"
    return Request(asked.committee, title, text_of(record), about, REPLY)


def _section(request: Request, position: int, *, mixed: bool) -> Section:
    """What is asked for, with the form; its committee is named if several ask."""
    body = request.committee if mixed else None
    caption = f"Reply form for {request.title[:1].lower()}{request.title[1:]}"
    lines = rows(FORM_COLUMNS, [(line, "") for line in request.form])
    form = Table(caption, FORM_COLUMNS, lines, as_printed=True)
    about = facts(("Committee", body.name if body else None), *request.facts)
    return Section(f"thing-{position}", request.title, (request.words, about, form))
