"""An e-mail to one owner: a table of what is asked for, a few questions, and by when to reply."""

from dataclasses import dataclass, replace
from datetime import date

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date, short_date
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.domain.response_clock import receipt
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.model import Aside, Cell, Listing, Prose, Report, Section, facts
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.overdue import Obligation, Overdue
from scrutiny_cli.reports.trackers.recommendations import TrackedRecommendation, text_of
from scrutiny_cli.wording import capital, listed

QUESTIONS = (
    "Is it done? If so, when, and what shows it?",
    "If not, what has been done since the last meeting?",
    "Does it need longer? If so, until when, and why?",
)
FOR_RESPONSES = (
    "Is it agreed, partially agreed or not agreed?",
    "What is the response, and what are the reasons?",
    "What will be done, by whom and by when?",
)


@dataclass(frozen=True)
class Request:
    """A line of the table: what is asked for, by which committee and meeting, and by when."""

    committee: Committee | None
    called: str
    words: Prose
    about: tuple[str | None, ...]
    asked: Cell
    due: Cell
    state: str


REQUEST = Fields(
    Request,
    shown("called", "No."),
    "committee",
    shown("what", "What", lambda r: (r.words, *map(Aside, r.about))),
    shown("asked", "Asked on"),
    shown("due", "Due"),
    shown("state", "State"),
)
TABLE = REQUEST.columns("chaser", "called", "what", "asked", "due", "state")


def chaser(at: Standpoint, owner: str, late: Overdue) -> Report:
    """What an owner owes the committees, and what they are asked for each thing."""
    requests = [*map(_action, late.obligations), *map(_response, late.responses)]
    asking = {request.committee.id for request in requests if request.committee}
    bodies = [c for c in at.committees if c.id in asking] or list(at.committees)
    order = {committee.id: position for position, committee in enumerate(at.committees)}
    requests.sort(key=lambda r: order[r.committee.id] if r.committee else len(order))
    at = replace(at, committees=tuple(bodies))
    table = REQUEST.table("What is asked for", TABLE, requests, whose=len(bodies) > 1)
    asked = [
        *(QUESTIONS if late.obligations else ()),
        *(FOR_RESPONSES if late.responses else ()),
    ]
    return at.report(
        "chaser",
        _title(at, late),
        (
            _opening(at, owner, late),
            Section("table", None, (table,)),
            Section("questions", "Please answer for each", (Listing(tuple(asked), ordered=True),)),
        ),
        {},
        subtitle=listed([committee.name for committee in bodies]),
        filters=(),
    )


def _title(at: Standpoint, late: Overdue) -> str:
    parts = [*(["actions"] if late.obligations else []), *(["responses"] if late.responses else [])]
    return f"{capital(listed(parts))} for the scrutiny committee{'s' if len(at.committees) > 1 else ''}"


def _opening(at: Standpoint, owner: str, late: Overdue) -> Section:
    """To whom it goes, the subject, by when to reply, and how much is asked for."""
    addressed = (to for response in late.responses for to in response.record.to)
    who = {name for obligation in late.obligations for name in obligation.owner_names}
    who |= {to for to in addressed if owner.lower() in to.lower()}
    holders = [obligation.holder for obligation in late.obligations if obligation.holder]
    several = len(at.committees) > 1
    days = [day for body in at.committees if (day := _last_day(at, body)[0])]
    by = f": please reply by {full_date(min(days))}" if days else ""
    head = facts(
        ("To", listed(sorted(who))),
        ("Post holder", holders[0].removeprefix("now ") if holders else None),
        ("Subject", f"{_title(at, late)}{by}"),
        *(
            (f"Reply by ({body.name})" if several else "Reply by", reply_by(at, body))
            for body in at.committees
        ),
    )
    total = len(late.obligations) + len(late.responses)
    past = len(late.late) + len(late.responses)
    things = "thing" if late.obligations and late.responses else "response"
    things = things if late.responses else "action"
    what = f"{things} below" if total == 1 else f"{total} {things}s below"
    overdue = {0: "", 1: "1 is overdue. "}.get(past, f"{past} are overdue. ")
    if past == total:
        overdue = (
            "It is overdue. " if total == 1 else f"{'Both' if total == 2 else 'All'} are overdue. "
        )
    request = Prose(
        f"Our records of {long_date(at.as_of)} show the {what} as not done. {overdue}"
        "Please answer the questions below the table."
    )
    return Section("opening", None, (head, request))


def _last_day(at: Standpoint, committee: Committee) -> tuple[date | None, date | None]:
    """The last working day before a committee's next agenda that can take the reply, and its day."""
    calendar = WorkingDays.of(committee.rules)
    for meeting in at.register.meetings_of(committee):
        if meeting.stands and meeting.date > at.as_of:
            published = deadlines(meeting.date, committee.rules)[0].day
            before = next(day for day in calendar.before(published) if calendar.works(day))
            if before > at.as_of:
                return before, published
    return None, None


def reply_by(at: Standpoint, committee: Committee) -> str:
    """By when a reply is in time for a committee's next agenda, in words."""
    day, published = _last_day(at, committee)
    if day is None or published is None:
        return "as soon as you can"
    return f"{full_date(day)}, for the agenda that is published on {full_date(published)}"


def _action(obligation: Obligation) -> Request:
    recommended = obligation.kind == "recommendation"
    kind = "Recommendation" if recommended else "Action"
    return Request(
        obligation.committee,
        f"{kind} {obligation.number or obligation.id}",
        Prose(obligation.action),
        (obligation.plan,),
        obligation.at.held_on(obligation.meeting),
        obligation.due,
        capital(state_words(obligation.standing)),
    )


def _response(asked: TrackedRecommendation) -> Request:
    record = asked.record
    received = receipt(record.notified, record.received)
    return Request(
        asked.committee,
        f"Recommendation {record.label or record.id}",
        text_of(record),
        (asked.item_title, f"received {short_date(received)}" if received else None),
        asked.at.held_on(record.meeting),
        asked.standing.response_due,
        asked.state_words,
    )
