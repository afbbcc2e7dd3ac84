"""What is late, by owner: actions, executive responses, the deadlines of the next meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.measures import action_standing
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import Deadline, deadlines_of
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.domain.plans import Plan
from scrutiny_cli.domain.state import OWED, ActionStanding, owed_standing
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.decisions.call_ins import CALL_IN, ListedCallIn, call_ins_of
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Cell, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.standpoint import Standpoint, several
from scrutiny_cli.reports.trackers.actions import stated
from scrutiny_cli.reports.trackers.recommendations import (
    RECOMMENDATION,
    TrackedRecommendation,
    tracked,
)
from scrutiny_cli.reports.trackers.responses import GivenResponse
from scrutiny_cli.wording import capital, count, listed, times

NOBODY = "no owner"
# The same body in two words, whichever a council's papers use.
_CABINET = {"executive", "the executive", "cabinet", "the cabinet"}


ObligationKind = Literal["action", "promised action", "plan action", "recommendation"]
CALLED: dict[ObligationKind, str] = {
    "action": "no number",
    "promised action": "promised",
    "plan action": "in a plan",
    "recommendation": "recommended",
}
"""What is shown for something owed that has no number."""


@dataclass(frozen=True)
class Obligation:
    """Something somebody owes: an action of the log, of a response or a plan, or a recommendation."""

    at: Standpoint
    kind: ObligationKind
    id: str
    committee: Committee | None
    standing: ActionStanding
    action: str
    owed_by: tuple[Owner, ...]
    when: Due | None
    meeting: str | None = None
    number: int | None = None
    directorate: str | None = None
    moved: int = 0
    plan: str | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owes it, as documents print it."""
        return self.at.owners(self.owed_by)

    @property
    def owner_names(self) -> tuple[str, ...]:
        """Who owes it, or that it has no owner."""
        return self.owners or (NOBODY,)

    @property
    def due_words(self) -> str | None:
        """When it is due, in the words of its record."""
        return self.at.register.due_words(self.when)

    @property
    def due(self) -> date | str:
        """When it is due: the date, or the words instead of one."""
        return self.standing.due or self.due_words or "no date"

    @property
    def state_and_moves(self) -> Cell:
        """Its rating and state, and how often it was moved."""
        rules = self.committee.rules if self.committee else Rules()
        state = stated(rag(rules, self.standing.rag), self.standing)
        moved = f"moved {times(self.moved)}" if self.moved else None
        return replace(state, detail=", ".join(filter(None, (moved, state.detail))) or None)

    @cached_property
    def holder(self) -> str | None:
        """Who holds the post now, if the owner is a post or has left theirs."""
        register, day = self.at.register, self.at.as_of
        notes = []
        for owner in self.owed_by:
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
    Field("number", "Action", cell=lambda o: o.number or CALLED[o.kind]),
    *("committee", "meeting"),
    Field(
        "action",
        "What",
        "action",
        lambda o: (Prose(o.action), o.plan, None if o.number else Ref(o.id)),
    ),
    Field("owners", "Owner"),
    Field("holder", "Holder of the post"),
    "directorate",
    Field("due", "Due", "standing.due", "due"),
    Field("due_words", "Due"),
    Field("days_overdue", value="standing.days_overdue"),
    Field("band", "State", "standing.state", "state_and_moves"),
    *("moved", "kind"),
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
        "state",
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
UNHEARD = CALL_IN.columns("overdue", "named", "hear_by", "meeting", "state")
DEADLINES = DEADLINE.columns("deadlines", "deadline", "due", "meeting", "state")


@dataclass(frozen=True)
class Overdue:
    """All that is late or soon due on a day."""

    late: list[Obligation]
    soon: list[Obligation]
    undated: list[Obligation]
    responses: list[TrackedRecommendation]
    deadlines: list[NextDeadline]
    call_ins: list[ListedCallIn]
    """The call-ins that are still to be heard."""

    @property
    def actions(self) -> list[Obligation]:
        """What is late of the log and of what responses promise."""
        return _of(self.late, "action", "promised action")

    @property
    def plan_actions(self) -> list[Obligation]:
        """The actions of plans that are late."""
        return _of(self.late, "plan action")

    @property
    def recommendations(self) -> list[Obligation]:
        """The recommendations that are past their own date."""
        return _of(self.late, "recommendation")

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Everything owed, the late first."""
        return (*self.late, *self.soon, *self.undated)

    @property
    def missed(self) -> int:
        """How many deadlines are missed."""
        return sum(deadline.days_overdue > 0 for deadline in self.deadlines)

    @property
    def unheard(self) -> list[ListedCallIn]:
        """The call-ins that were not heard in time."""
        return [call_in for call_in in self.call_ins if call_in.days_overdue]

    @property
    def fails(self) -> bool:
        """Whether anything is overdue."""
        return bool(self.late or self.responses or self.missed or self.unheard)

    @property
    def summary(self) -> str:
        """Counts of all of it in one line."""
        soon = len(_of(self.soon, "recommendation"))
        counts = (
            (len(self.actions), "action", "overdue"),
            (len(self.plan_actions), "plan action", "overdue"),
            (len(self.recommendations), "recommendation", "overdue"),
            (len(self.responses), "response", "overdue"),
            (len(self.unheard), "call-in", "not heard in time"),
            (len(self.call_ins) - len(self.unheard), "call-in", "to be heard"),
            (self.missed, "deadline", "missed"),
            (len(self.soon) - soon, "action", "due soon"),
            (soon, "recommendation", "due soon"),
        )
        parts = [f"{count(number, noun)} {state}" for number, noun, state in counts if number]
        return f"{capital(listed(parts)) or 'Nothing is overdue'}."

    @property
    def without_date(self) -> str | None:
        """How many actions have no date, and the command that lists them."""
        number = len(self.undated)
        has = "has" if number == 1 else "have"
        listing = "scrutiny action list --undated"
        return f"{count(number, 'action')} {has} no date: {listing}" if number else None


OVERDUE = Fields(
    Overdue,
    Field("actions", of=OBLIGATION),
    Field("responses", of=OVERDUE_RESPONSE),
    Field("deadlines", of=DEADLINE),
    Field("due_soon", value="soon", of=OBLIGATION),
    Field("undated", of=OBLIGATION),
    Field("plan_actions", of=OBLIGATION),
    Field("recommendations", of=OBLIGATION),
    Field("call_ins", of=CALL_IN, needs="call_ins"),
)


def _of(obligations: Iterable[Obligation], *kinds: ObligationKind) -> list[Obligation]:
    """The obligations of some kinds."""
    return [obligation for obligation in obligations if obligation.kind in kinds]


def owed(at: Standpoint) -> Iterator[Obligation]:
    """Everything owed on the day: of the log, of responses, of plans, and by recommendations.

    An action of a plan and a recommendation count if they have a date of their own.
    """
    yield from _logged(at)
    yield from _promised(at)
    for plan in at.of_committees(at.register.plans):
        yield from _planned(at, plan)
    for recommendation in tracked(at):
        own = recommendation.standing.own
        if own and own.due:
            record = recommendation.record
            to = tuple(Owner(text=name) for name in record.to)
            yield Obligation(
                *(at, "recommendation", record.id, recommendation.committee, own),
                *(record.text, to, record.by),
                meeting=record.meeting,
            )


def _logged(at: Standpoint) -> Iterator[Obligation]:
    """The open actions of the log."""
    for record in at.of_committees(at.register.actions):
        standing = at.register.action_standing(record, at.as_of)
        if standing.state in OWED and record.logged_by(at.as_of):
            yield Obligation(
                *(at, "action", record.id, at.register.committee_of(record), standing),
                *(record.action, record.owner, record.due),
                meeting=record.meeting,
                number=record.number,
                directorate=record.directorate,
                moved=len(record.moved),
            )


def _promised(at: Standpoint) -> Iterator[Obligation]:
    """The open actions that responses promise."""
    for given in at.register.responses.values():
        response = GivenResponse(at, given)
        asked = response.asked
        if (given.on and given.on > at.as_of) or not (asked is None or at.concerns(asked)):
            continue
        committee = at.register.committee_of(asked) if asked else None
        for position, promised in enumerate(response.promised, 1):
            record = promised.record
            if promised.standing.state in OWED and response.owed(record):
                yield Obligation(
                    *(at, "promised action", f"{given.id}/{position}", committee),
                    *(promised.standing, record.action, record.owner, record.due),
                    meeting=asked.meeting if asked else None,
                    moved=len(record.moved),
                )


def _planned(at: Standpoint, plan: Plan) -> Iterator[Obligation]:
    """The open actions of a plan that have a date."""
    register, committee = at.register, at.register.committee_of(plan)
    for action in (action for aim in plan.aims for action in aim.actions):
        due = register.due_day(action.by)
        if due and action_standing(action, due, (), at.as_of).owed:
            standing = owed_standing(due, register.rules_of(plan), at.as_of)
            yield Obligation(
                *(at, "plan action", f"{plan.id}/{action.id}", committee, standing),
                *(action.action, action.leads, action.by),
                plan=plan.title,
            )


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
        call_ins=[] if wanted else [one for one in call_ins_of(at) if one.waiting],
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
    )
    sections = [Section(key, title, tables) for key, title, tables in parts if tables]
    if late.responses:
        title = "Responses overdue"
        table = OVERDUE_RESPONSE.table(title, RESPONSES, late.responses, whose=mixed)
        sections.append(Section("responses", title, (table,)))
    if late.call_ins:
        whose = several(call_in.committee for call_in in late.call_ins)
        table = CALL_IN.table("Call-ins", UNHEARD, late.call_ins, whose=whose)
        sections.append(Section("call-ins", "Call-ins to be heard", (table,)))
    if late.deadlines:
        whose = several(deadline.committee for deadline in late.deadlines)
        table = DEADLINE.table("Deadlines", DEADLINES, late.deadlines, whose=whose)
        sections.append(Section("deadlines", "Deadlines of the next meeting", (table,)))
    lines = (at.register.absence(late.summary), late.without_date)
    summary = Section("summary", None, tuple(Prose(line) for line in lines if line))
    return at.report(
        "overdue",
        "What is overdue",
        (summary, *sections),
        OVERDUE.write(late),
    )


UNDATED = Fields(list, Field("actions", value=ITSELF, of=OBLIGATION))
UNDATED_COLUMNS = OBLIGATION.columns(
    "undated", "number", "action", "owners", "due_words", "id", narrow=("number", "id"), id="Id"
)


def undated_listing(at: Standpoint) -> Report:
    """The open actions that have no date."""
    undated = find_overdue(at).undated
    table = OBLIGATION.table(
        "Actions without a date",
        UNDATED_COLUMNS,
        undated,
        whose=several(obligation.committee for obligation in undated),
        empty="Every open action has a date.",
    )
    return at.report(
        "undated",
        "Actions without a date",
        (Section("undated", None, (table,)),),
        UNDATED.write(undated),
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
