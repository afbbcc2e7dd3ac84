"""What is late, by owner: actions, executive responses, the deadlines of the next meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import Deadline, deadlines_of
from scrutiny_cli.domain.state import OWED, ActionStanding
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.fields import Field, Fields, shown
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Cell, Notice, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.standpoint import Standpoint, several
from scrutiny_cli.reports.trackers.actions import LoggedAction, state_words
from scrutiny_cli.reports.trackers.recommendations import (
    RECOMMENDATION,
    TrackedRecommendation,
)
from scrutiny_cli.reports.trackers.responses import GivenResponse, PromisedAction
from scrutiny_cli.wording import capital, count, listed, times

NOBODY = "no owner"
# The same body in two words, whichever a council's papers use.
_CABINET = {"executive", "the executive", "cabinet", "the cabinet"}


@dataclass(frozen=True)
class Obligation:
    """Something somebody owes: an action of the log, or one that a response promises."""

    source: LoggedAction | PromisedAction
    id: str
    committee: Committee | None
    meeting: str | None
    number: int | None = None
    directorate: str | None = None

    @property
    def at(self) -> Standpoint:
        """From where it is seen."""
        return self.source.at

    @property
    def standing(self) -> ActionStanding:
        """Its state on the day."""
        return self.source.standing

    @property
    def owner_names(self) -> tuple[str, ...]:
        """Who owes it, or that it has no owner."""
        return self.source.owners or (NOBODY,)

    @property
    def due(self) -> date | str:
        """When it is due: the date, or the words instead of one."""
        return self.standing.due or self.source.due_words or "no date"

    @property
    def moved(self) -> int:
        """How often its due date was moved."""
        return len(self.source.record.moved)

    @property
    def state_and_moves(self) -> Cell:
        """Its rating and state, and how often it was moved."""
        moved = f", moved {times(self.moved)}" if self.moved else ""
        rules = self.committee.rules if self.committee else Rules()
        return rag(rules, self.standing.rag, state_words(self.standing) + moved)

    @cached_property
    def holder(self) -> str | None:
        """Who holds the post now, if the owner is a post or has left theirs."""
        register, day = self.at.register, self.at.as_of
        notes = []
        for owner in self.source.record.owner:
            person = register.owner_person(owner)
            if person and person.posts and all(p.until and p.until < day for p in person.posts):
                _, post = max((p.until or date.min, p.post) for p in person.posts)
                now = [holder.name for holder in register.holders(post, day)]
                successor = (
                    f"; {post} is now {listed(now)}" if now else f"; nobody holds {post} now"
                )
                notes.append(f"{person.name} has left{successor}")
            post_words = None if person else register.owner_post(owner)
            if post_words:
                now = [holder.name for holder in register.holders(post_words, day)]
                notes.append(f"now {listed(now)}" if now else "nobody holds this post now")
        return "; ".join(notes) or None


OBLIGATION = Fields(
    Obligation,
    "id",
    Field("number", "Action", cell=lambda o: o.number or "promised"),
    *("committee", "meeting"),
    Field(
        "action",
        "What",
        "source.record.action",
        lambda o: (Prose(o.source.record.action), None if o.number else Ref(o.id)),
    ),
    Field("owners", "Owner", "source.owners"),
    Field("holder", "Holder of the post"),
    "directorate",
    Field("due", "Due", "standing.due", "due"),
    Field("due_words", "Due", "source.due_words"),
    Field("days_overdue", value="standing.days_overdue"),
    Field("band", "State", "standing.state", "state_and_moves"),
    "moved",
)
OWING = OBLIGATION.columns("overdue", "number", "action", "due", "band", narrow=("number", "due"))
OVERDUE_RESPONSE = Fields(
    TrackedRecommendation,
    Field("recommendation", value="record.id", cell=lambda r: RECOMMENDATION.cell("labelled", r)),
    "committee",
    Field("to", "Made to", cell=lambda r: listed(r.record.to)),
    Field("received", value="received_or_notified"),
    Field("due", value="standing.response_due"),
    Field("days_overdue", value="standing.days_overdue"),
    shown(
        "state",
        "State",
        lambda r: r.at.rag(r.record, "red", f"overdue {count(r.standing.days_overdue, 'day')}"),
    ),
)
RESPONSES = OVERDUE_RESPONSE.columns("responses", "recommendation", "to", "due", "state")


@dataclass(frozen=True)
class NextDeadline:
    """A deadline of the next meeting of a committee, missed or to come."""

    at: Standpoint
    committee: Committee
    meeting: Meeting
    deadline: Deadline

    @property
    def days_overdue(self) -> int:
        """How many days ago it passed."""
        return max((self.at.as_of - self.deadline.day).days, 0)


DEADLINE = Fields(
    NextDeadline,
    Field("meeting", value="meeting.id"),
    "committee",
    Field("deadline", value="deadline.name", cell=lambda d: WORDS[d.deadline.name]),
    Field("due", "Not later than", "deadline.day", lambda d: moment(d.deadline)),
    "days_overdue",
    shown("state", "State", lambda d: "missed" if d.days_overdue else "to come"),
)
DEADLINES = DEADLINE.columns("deadlines", "deadline", "due", "meeting", "state")


@dataclass(frozen=True)
class Overdue:
    """All that is late or soon due on a day."""

    late: list[Obligation]
    soon: list[Obligation]
    undated: list[Obligation]
    responses: list[TrackedRecommendation]
    deadlines: list[NextDeadline]

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Everything owed, the late first."""
        return (*self.late, *self.soon, *self.undated)

    @property
    def missed(self) -> int:
        """How many deadlines are missed."""
        return sum(deadline.days_overdue > 0 for deadline in self.deadlines)

    @property
    def fails(self) -> bool:
        """Whether anything is overdue."""
        return bool(self.late or self.responses or self.missed)

    @property
    def summary(self) -> str:
        """Counts of all of it in one line."""
        parts = [
            f"{count(len(self.late), 'action')} overdue",
            f"{count(len(self.responses), 'response')} overdue",
            f"{count(self.missed, 'deadline')} missed",
            f"{count(len(self.soon), 'action')} due soon",
            f"{count(len(self.undated), 'action')} without a date",
        ]
        return f"{capital(listed(parts))}."


OVERDUE = Fields(
    Overdue,
    Field("actions", value="late", of=OBLIGATION),
    Field("responses", of=OVERDUE_RESPONSE),
    Field("deadlines", of=DEADLINE),
    Field("due_soon", value="soon", of=OBLIGATION),
    Field("undated", of=OBLIGATION),
)


def owed(at: Standpoint) -> Iterator[Obligation]:
    """Everything owed on the day: the log's open actions, then those that responses promise."""
    for record in at.of_committees(at.register.actions):
        action = LoggedAction(at, record, at.register.action_standing(record, at.as_of))
        if action.standing.state in OWED and record.logged_by(at.as_of):
            yield Obligation(
                action,
                record.id,
                action.committee,
                record.meeting,
                record.number,
                record.directorate,
            )
    for given in at.register.responses.values():
        response = GivenResponse(at, given)
        asked = response.asked
        if (given.on and given.on > at.as_of) or not (asked is None or at.concerns(asked)):
            continue
        committee = at.register.committee_of(asked) if asked else None
        meeting = asked.meeting if asked else None
        for position, promised in enumerate(response.promised, 1):
            if promised.standing.state in OWED:
                yield Obligation(promised, f"{given.id}/{position}", committee, meeting)


def find_overdue(at: Standpoint, *, owner: str | None = None, soon: int | None = None) -> Overdue:
    """What is late or soon due, and for one owner only if one is named.

    An owner owes the responses to what was recommended to them.
    ``soon`` overrides how many days ahead count as soon.
    """
    wanted = owner.lower() if owner else None
    everything = [
        obligation
        for obligation in owed(at)
        if wanted is None or any(wanted in name.lower() for name in obligation.owner_names)
    ]
    dated = sorted(
        (obligation for obligation in everything if obligation.standing.due),
        key=lambda o: (o.standing.due or date.max, o.number or 0, o.id),
    )
    return Overdue(
        late=[o for o in dated if o.standing.days_overdue],
        soon=[o for o in dated if not o.standing.days_overdue and _near(o, soon)],
        undated=[o for o in everything if not o.standing.due],
        responses=[
            response
            for response in _responses(at)
            if wanted is None or any(_names(wanted, to.lower()) for to in response.record.to)
        ],
        deadlines=[] if wanted else list(_deadlines(at)),
    )


def _names(wanted: str, to: str) -> bool:
    """Whether somebody looked for is among those a recommendation was made to."""
    return wanted in to or (wanted in _CABINET and to in _CABINET)


def _near(obligation: Obligation, soon: int | None) -> bool:
    days = -(obligation.standing.days or 0)
    return days < soon if soon is not None else obligation.standing.state == "due soon"


def _responses(at: Standpoint) -> list[TrackedRecommendation]:
    """The recommendations whose response is overdue, oldest due first."""
    recommendations = [
        TrackedRecommendation(at, record)
        for record in at.of_committees(at.register.recommendations)
    ]
    return sorted(
        (r for r in recommendations if r.standing.days_overdue),
        key=lambda r: (r.standing.response_due or date.max, r.record.id),
    )


def _deadlines(at: Standpoint) -> Iterator[NextDeadline]:
    for committee in at.committees:
        meeting = at.register.upcoming_meeting(committee, at.as_of)
        if meeting is None:
            continue
        for deadline in deadlines_of(meeting.date, committee.rules, meeting):
            published = meeting.published_on is not None and meeting.published_on < at.as_of
            if (deadline.name == "publication" and not published) or (
                deadline.name != "publication" and deadline.day >= at.as_of
            ):
                yield NextDeadline(at, committee, meeting, deadline)


def overdue(at: Standpoint, late: Overdue) -> Report:
    """The summary, then what is late by owner, oldest first."""
    bodies = [obligation.committee for obligation in late.obligations]
    mixed = several((*bodies, *(response.committee for response in late.responses)))
    parts = (
        ("overdue", "Overdue", _by_owner(late.late, mixed=mixed)),
        ("due-soon", "Due soon", _by_owner(late.soon, mixed=mixed)),
        ("undated", "Without a date", _by_owner(late.undated, mixed=mixed)),
    )
    sections = [Section(key, title, tables) for key, title, tables in parts if tables]
    if late.responses:
        title = "Responses overdue"
        table = OVERDUE_RESPONSE.table(title, RESPONSES, late.responses, whose=mixed)
        sections.append(Section("responses", title, (table,)))
    if late.deadlines:
        whose = several(deadline.committee for deadline in late.deadlines)
        table = DEADLINE.table("Deadlines", DEADLINES, late.deadlines, whose=whose)
        sections.append(Section("deadlines", "Deadlines of the next meeting", (table,)))
    summary = Section("summary", None, (Notice("note", late.summary),))
    return at.report(
        "overdue",
        "What is overdue",
        (summary, *sections),
        OVERDUE.write(late),
        subtitle=at.names,
    )


def _by_owner(obligations: Iterable[Obligation], *, mixed: bool) -> tuple[Table, ...]:
    """A table for each owner, the owner of the oldest first."""
    owners: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        owners.setdefault(listed(obligation.owner_names), []).append(obligation)
    return tuple(
        OBLIGATION.table(
            f"{owner} ({held[0].holder})" if held[0].holder else owner,
            OWING,
            held,
            whose=mixed,
            show_caption=True,
        )
        for owner, held in owners.items()
    )
