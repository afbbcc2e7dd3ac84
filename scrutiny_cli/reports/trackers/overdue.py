"""What is late, by owner: actions, executive responses, the deadlines of the next meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee, Rules
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.notice import Deadline, deadlines_of
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.domain.state import OWED, RecommendationStanding, Standing, action_state
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import owners
from scrutiny_cli.wording import listed

NOBODY = "no owner"


@dataclass(frozen=True)
class Owed:
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
    standing: Standing
    rules: Rules


@dataclass(frozen=True)
class Late:
    """All that is late or soon due on a day."""

    late: tuple[Owed, ...]
    soon: tuple[Owed, ...]
    undated: tuple[Owed, ...]
    responses: tuple[tuple[Recommendation, RecommendationStanding], ...]
    deadlines: tuple[tuple[Committee, Meeting, Deadline], ...]

    @property
    def things(self) -> tuple[Owed, ...]:
        """Everything owed, the late first."""
        return (*self.late, *self.soon, *self.undated)

    def fails(self, as_of: date) -> bool:
        """Whether anything is overdue."""
        return bool(self.late or self.responses) or any(d.day < as_of for _, _, d in self.deadlines)


def owed(register: Register, committees: list[Committee], as_of: date) -> Iterator[Owed]:
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
                yield Owed(
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


def _from_log(register: Register, action: Action, standing: Standing) -> Owed:
    return Owed(
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
) -> Late:
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
    return Late(
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


def _near(thing: Owed, soon: int | None) -> bool:
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


def names(register: Register, thing: Owed) -> tuple[str, ...]:
    """Who owes something, as documents print it."""
    return owners(register, thing.owner) or (NOBODY,)


def holder_note(register: Register, thing: Owed, as_of: date) -> str | None:
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
