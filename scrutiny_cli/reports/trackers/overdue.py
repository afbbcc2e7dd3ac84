"""What is late, by owner: actions, executive responses, the deadlines of the next meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import Deadline, deadlines_of
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.domain.state import OWED, ActionStanding, RecommendationStanding, action_state
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import labelled, several
from scrutiny_cli.reports.common import iso, owners, rag
from scrutiny_cli.reports.meetings.deadlines import WORDS, moment
from scrutiny_cli.reports.model import Cell, Column, Notice, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.recommendations import text_of
from scrutiny_cli.wording import count, listed, times

NOBODY = "no owner"


@dataclass(frozen=True)
class Obligation:
    """Something somebody owes: an action of the log, or one that a reply promises."""

    id: str
    number: int | None
    committee: Committee | None
    meeting: str | None
    action: str
    owner: tuple[Owner, ...]
    directorate: str | None
    due: Due | None
    moved: int
    standing: ActionStanding
    rules: Rules


@dataclass(frozen=True)
class Overdue:
    """All that is late or soon due on a day."""

    late: tuple[Obligation, ...]
    soon: tuple[Obligation, ...]
    undated: tuple[Obligation, ...]
    responses: tuple[tuple[Recommendation, RecommendationStanding], ...]
    deadlines: tuple[tuple[Committee, Meeting, Deadline], ...]

    @property
    def things(self) -> tuple[Obligation, ...]:
        """Everything owed, the late first."""
        return (*self.late, *self.soon, *self.undated)

    def fails(self, as_of: date) -> bool:
        """Whether anything is overdue."""
        return bool(self.late or self.responses) or any(d.day < as_of for _, _, d in self.deadlines)


def owed(register: Register, committees: list[Committee], as_of: date) -> Iterator[Obligation]:
    """Everything owed on a day: the log's open actions, then those that replies promise."""
    ids = {committee.id for committee in committees}
    for action in register.actions.values():
        standing = register.action_standing(action, as_of)
        if standing.state in OWED and action.logged_by(as_of):
            yield _from_log(register, action, standing)
    for response in register.responses.values():
        if response.on and response.on > as_of:
            continue
        first = register.recommendations.get(response.to[0]) if response.to else None
        committee = register.committee_of(first) if first else None
        rules = committee.rules if committee else Rules()
        if committee and committee.id not in ids:
            continue
        for position, promised in enumerate(response.actions, 1):
            due = register.due_day(promised.due)
            standing = action_state(promised, due, None, rules, as_of)
            if standing.state in OWED:
                yield Obligation(
                    f"{response.id}/{position}",
                    None,
                    committee,
                    first.meeting if first else None,
                    promised.action,
                    promised.owner,
                    None,
                    promised.due,
                    len(promised.moved),
                    standing,
                    rules,
                )


def _from_log(register: Register, action: Action, standing: ActionStanding) -> Obligation:
    return Obligation(
        action.id,
        action.number,
        register.committee_of(action),
        action.meeting,
        action.action,
        action.owner,
        action.directorate,
        action.due,
        len(action.moved),
        standing,
        register.rules_of(action),
    )


def find(
    register: Register,
    committees: list[Committee],
    as_of: date,
    *,
    owner: str | None = None,
    soon: int | None = None,
) -> Overdue:
    """What is late or soon due for some committees, and for one owner only if one is named.

    An owner owes the responses to what was recommended to them.
    ``soon`` overrides how many days ahead count as soon.
    """
    ids = {committee.id for committee in committees}
    wanted = owner.lower() if owner else None
    everything = [
        thing
        for thing in owed(register, committees, as_of)
        if (thing.committee is None or thing.committee.id in ids)
        and (wanted is None or any(wanted in name.lower() for name in names(register, thing)))
    ]
    dated = sorted(
        (thing for thing in everything if thing.standing.due),
        key=lambda thing: (thing.standing.due or date.max, thing.number or 0, thing.id),
    )
    return Overdue(
        late=tuple(t for t in dated if t.standing.days_overdue),
        soon=tuple(t for t in dated if not t.standing.days_overdue and _near(t, soon)),
        undated=tuple(thing for thing in everything if not thing.standing.due),
        responses=tuple(
            (asked, standing)
            for asked, standing in _responses(register, ids, as_of)
            if wanted is None or any(_names(wanted, to.lower()) for to in asked.to)
        ),
        deadlines=() if wanted else tuple(_deadlines(register, committees, as_of)),
    )


# The same body in two words, whichever a council's papers use.
_CABINET = {"executive", "the executive", "cabinet", "the cabinet"}


def _names(wanted: str, to: str) -> bool:
    """Whether somebody looked for is among those a recommendation was made to."""
    return wanted in to or (wanted in _CABINET and to in _CABINET)


def _near(thing: Obligation, soon: int | None) -> bool:
    days = -(thing.standing.days or 0)
    return days < soon if soon is not None else thing.standing.state == "due soon"


def _responses(
    register: Register, ids: set[str], as_of: date
) -> Iterator[tuple[Recommendation, RecommendationStanding]]:
    found = [
        (recommendation, standing)
        for recommendation in register.recommendations.values()
        if (standing := register.recommendation_standing(recommendation, as_of)).days_overdue
        and ((body := register.committee_of(recommendation)) is None or body.id in ids)
    ]
    yield from sorted(found, key=lambda pair: (pair[1].response_due or date.max, pair[0].id))


def _deadlines(
    register: Register, committees: list[Committee], as_of: date
) -> Iterator[tuple[Committee, Meeting, Deadline]]:
    for committee in committees:
        meeting = register.upcoming_meeting(committee, as_of)
        if meeting is None:
            continue
        for deadline in deadlines_of(meeting.date, committee.rules, meeting):
            published = meeting.published_on is not None and meeting.published_on < as_of
            if (deadline.name == "publication" and not published) or (
                deadline.name != "publication" and deadline.day >= as_of
            ):
                yield committee, meeting, deadline


def names(register: Register, thing: Obligation) -> tuple[str, ...]:
    """Who owes something, as documents print it."""
    return owners(register, thing.owner) or (NOBODY,)


def holder_note(register: Register, thing: Obligation, as_of: date) -> str | None:
    """Who holds the post now, where the owner's post has ended or the owner is a post."""
    notes = []
    for owner in thing.owner:
        person = register.owner_person(owner)
        if person and person.posts and all(p.until and p.until < as_of for p in person.posts):
            _, post = max((p.until or date.min, p.post) for p in person.posts)
            now = [holder.name for holder in register.holders(post, as_of)]
            successor = f"; {post} is now {listed(now)}" if now else f"; nobody holds {post} now"
            notes.append(f"{person.name} has left{successor}")
        post_words = None if person else register.owner_post(owner)
        if post_words:
            now = [holder.name for holder in register.holders(post_words, as_of)]
            notes.append(f"now {listed(now)}" if now else "nobody holds this post now")
    return "; ".join(notes) or None


def summary(late: Overdue, as_of: date) -> str:
    """One line that says it all."""
    missed = sum(deadline.day < as_of for _, _, deadline in late.deadlines)
    parts = [
        f"{count(len(late.late), 'action')} overdue",
        f"{count(len(late.responses), 'response')} overdue",
        f"{count(missed, 'deadline')} missed",
        f"{count(len(late.soon), 'action')} due soon",
        f"{count(len(late.undated), 'action')} without a date",
    ]
    words = listed(parts)
    return words[:1].upper() + words[1:] + "."


def report(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    late: Overdue,
    filters: tuple[str, ...] = (),
) -> Report:
    """The summary, then what is late by owner, oldest first."""
    asked = [register.committee_of(recommendation) for recommendation, _ in late.responses]
    mixed = several([*(thing.committee for thing in late.things), *asked])
    sections = [Section("summary", None, (Notice("note", summary(late, as_of)),))]
    for title, key, things in (
        ("Overdue", "overdue", late.late),
        ("Due soon", "due-soon", late.soon),
        ("Without a date", "undated", late.undated),
    ):
        if things:
            sections.append(Section(key, title, _by_owner(register, things, as_of, mixed=mixed)))
    if late.responses:
        table = _response_table(register, late)
        table = labelled(table, asked) if mixed else table
        sections.append(Section("responses", "Responses overdue", (table,)))
    if late.deadlines:
        rows = tuple(
            (WORDS[d.name], moment(d), m.id, "missed" if d.day < as_of else "to come")
            for _, m, d in late.deadlines
        )
        columns = (
            Column("Deadline", heads=True),
            Column("Not later than"),
            Column("Meeting"),
            Column("State"),
        )
        table = Table("Deadlines", columns, rows)
        bodies = [body for body, *_ in late.deadlines]
        table = labelled(table, bodies) if several(bodies) else table
        sections.append(Section("deadlines", "Deadlines of the next meeting", (table,)))
    return Report(
        name="overdue",
        title="What is overdue",
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        filters=filters,
        data=data(register, late, as_of),
    )


def _by_owner(
    register: Register, things: tuple[Obligation, ...], as_of: date, *, mixed: bool
) -> tuple[Table, ...]:
    """A table for each owner, the owner of the oldest first."""
    groups: dict[str, list[Obligation]] = {}
    for thing in things:
        groups.setdefault(listed(names(register, thing)), []).append(thing)
    tables = [
        (_owner_table(register, owner, held, as_of), [thing.committee for thing in held])
        for owner, held in groups.items()
    ]
    return tuple(labelled(table, bodies) if mixed else table for table, bodies in tables)


def _owner_table(register: Register, owner: str, things: list[Obligation], as_of: date) -> Table:
    note = holder_note(register, things[0], as_of)
    columns = (
        Column("Action", heads=True, narrow=True),
        Column("What"),
        Column("Due", narrow=True),
        Column("State"),
    )
    rows = tuple(
        (
            thing.number or "promised",
            Prose(thing.action) if thing.number else (Prose(thing.action), Ref(thing.id)),
            thing.standing.due or register.due_words(thing.due) or "no date",
            rag(thing.rules, thing.standing.rag, _state(thing)),
        )
        for thing in things
    )
    return Table(f"{owner} ({note})" if note else owner, columns, rows, show_caption=True)


def _state(thing: Obligation) -> str:
    moved = f", moved {times(thing.moved)}" if thing.moved else ""
    return state_words(thing.standing) + moved


def _response_table(register: Register, late: Overdue) -> Table:
    columns = (
        Column("Recommendation", heads=True),
        Column("Made to"),
        Column("Due"),
        Column("State"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            (text_of(recommendation), recommendation.id),
            listed(list(recommendation.to)),
            standing.response_due,
            rag(
                register.rules_of(recommendation),
                "red",
                f"overdue {count(standing.days_overdue, 'day')}",
            ),
        )
        for recommendation, standing in late.responses
    )
    return Table("Responses overdue", columns, rows)


def data(register: Register, late: Overdue, as_of: date) -> dict[str, Any]:
    """The contract's JSON."""
    return {
        "actions": [_owed_data(register, thing, as_of) for thing in late.late],
        "responses": [
            {
                "recommendation": recommendation.id,
                "committee": body.id if (body := register.committee_of(recommendation)) else None,
                "to": list(recommendation.to),
                "received": iso(recommendation.received or recommendation.notified),
                "due": iso(standing.response_due),
                "days_overdue": standing.days_overdue,
            }
            for recommendation, standing in late.responses
        ],
        "deadlines": [
            {
                "meeting": meeting.id,
                "committee": committee.id,
                "deadline": deadline.name,
                "due": deadline.day.isoformat(),
                "days_overdue": max((as_of - deadline.day).days, 0),
            }
            for committee, meeting, deadline in late.deadlines
        ],
        "due_soon": [_owed_data(register, thing, as_of) for thing in late.soon],
        "undated": [_owed_data(register, thing, as_of) for thing in late.undated],
    }


def _owed_data(register: Register, thing: Obligation, as_of: date) -> dict[str, Any]:
    standing = thing.standing
    return {
        "id": thing.id,
        "number": thing.number,
        "committee": thing.committee.id if thing.committee else None,
        "meeting": thing.meeting,
        "action": thing.action,
        "owners": list(owners(register, thing.owner)),
        "holder": holder_note(register, thing, as_of),
        "directorate": thing.directorate,
        "due": iso(standing.due),
        "due_words": register.due_words(thing.due),
        "days_overdue": standing.days_overdue,
        "band": standing.state,
        "moved": thing.moved,
    }
