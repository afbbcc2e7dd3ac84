"""All records indexed, and the questions every report asks of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee, Rules, StandingItem, StandingItems
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Item, Meeting, agenda_items
from scrutiny_cli.domain.people import Owner, Person, PersonRef, Post
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.response_clock import last_day, receipt
from scrutiny_cli.domain.state import (
    ActionStanding,
    LateResponse,
    RecommendationStanding,
    ResponseShare,
    action_state,
    answers_to,
    late_answer,
    recommendation_state,
)
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding

if TYPE_CHECKING:  # many commands need none of these
    from scrutiny_cli.domain.plans import Measure, Plan
    from scrutiny_cli.domain.programme import Review, Topic
    from scrutiny_cli.domain.questions import Question


class Register:
    """The records by kind and id: an attribute for each kind, named as its folder.

    Built by :func:`build`; never changed.
    """

    committees: dict[str, Committee]
    people: dict[str, Person]
    meetings: dict[str, Meeting]
    actions: dict[str, Action]
    recommendations: dict[str, Recommendation]
    responses: dict[str, Response]
    plans: "dict[str, Plan]"
    measures: "dict[str, Measure]"
    programme: "dict[str, Topic]"
    questions: "dict[str, Question]"
    reviews: "dict[str, Review]"
    withheld: frozenset[tuple[str, str]]
    """Kind and id of the records that are exempt, as `exempt.cutting` marks them."""

    def __init__(
        self, withheld: frozenset[tuple[str, str]] = frozenset(), **kinds: dict[str, Any]
    ) -> None:
        self.withheld = withheld
        self._kinds: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS} | kinds
        vars(self).update(self._kinds)

    def __repr__(self) -> str:
        return f"Register(withheld={self.withheld}, **{self._kinds})"

    def of(self, kind: str) -> dict[str, Any]:
        """The records of a kind by id."""
        return self._kinds[kind]

    def having(self, **replaced: Any) -> "Register":
        """The same register with the records of some kinds replaced, or what is withheld."""
        return Register(**{"withheld": self.withheld, **self._kinds, **replaced})

    @cached_property
    def only_committee(self) -> Committee | None:
        """The committee, where the register holds just one."""
        return next(iter(self.committees.values())) if len(self.committees) == 1 else None

    def committee_of(self, record: Any) -> Committee | None:
        """The committee a record belongs to: its own, or the only one."""
        name = getattr(record, "committee", None)
        if name is None and not isinstance(record, Meeting):
            meeting = self.meetings.get(getattr(record, "meeting", None) or "")
            if meeting is not None:
                return self.committee_of(meeting)
        return self.committees.get(name) if name else self.only_committee

    @cached_property
    def _calendar(self) -> dict[str, list[Meeting]]:
        calendar: dict[str, list[Meeting]] = {}
        for meeting in sorted(self.meetings.values(), key=lambda m: (m.date, m.id)):
            committee = self.committee_of(meeting)
            calendar.setdefault(committee.id if committee else "", []).append(meeting)
        return calendar

    def meetings_of(self, committee: Committee | None) -> list[Meeting]:
        """A committee's meetings by date, moved and cancelled ones among them."""
        return self._calendar.get(committee.id if committee else "", [])

    def items_of(self, meeting: Meeting) -> list[tuple[Item, StandingItem | None]]:
        """The items of a meeting's agenda in order, the committee's standing ones among them."""
        committee = self.committee_of(meeting)
        standing = committee.standing_items if committee else StandingItems()
        return agenda_items(meeting, standing, self.rules_of(meeting))

    def next_meeting(self, committee: Committee, after: date) -> Meeting | None:
        """The first meeting later than a day that stands."""
        found = (m for m in self.meetings_of(committee) if m.stands and m.date > after)
        return next(found, None)

    def upcoming_meeting(self, committee: Committee, as_of: date) -> Meeting | None:
        """The meeting whose agenda is due next: the first that stands from a day on."""
        return self.next_meeting(committee, as_of - timedelta(days=1))

    def previous_meeting(self, committee: Committee, before: date) -> Meeting | None:
        """The last meeting earlier than a day that stands."""
        found = (m for m in reversed(self.meetings_of(committee)) if m.stands and m.date < before)
        return next(found, None)

    def minutes_due(self, committee: Committee, meeting: Meeting) -> list[Meeting]:
        """The meetings whose minutes a meeting has before it, the oldest first.

        An ordinary meeting has those of the last ordinary one and of every extraordinary one since;
        an extraordinary meeting has those of the last one. Without a quorum there was no business.
        """
        due: list[Meeting] = []
        for earlier in reversed(self.meetings_of(committee)):
            if earlier.date < meeting.date and earlier.stands and not earlier.inquorate:
                due.append(earlier)
                if meeting.extraordinary or not earlier.extraordinary:
                    break
        return due[::-1]

    def meeting_day(self, name: str) -> date | None:
        """The day of a meeting; of one that was moved, the last day it was moved to."""
        return max((meeting.date for meeting in self.successors(name)), default=None)

    def successors(self, name: str) -> list[Meeting]:
        """What became of a meeting in the end: the ones it was moved to, or it alone."""
        seen: set[str] = set()
        found: list[Meeting] = []
        todo = [name]
        while todo:
            meeting = self.meetings.get(todo.pop())
            if meeting is None or meeting.id in seen:
                continue
            seen.add(meeting.id)
            todo += meeting.superseded_by
            if not meeting.superseded_by:
                found.append(meeting)
        return sorted(found, key=lambda m: (m.date, m.id))

    def due_day(self, due: Due | None) -> date | None:
        """The day after which something is overdue, whichever way its due date is given."""
        if due is None:
            return None
        return self.meeting_day(due.meeting) if due.meeting else due.day

    def due_words(self, due: Due | None) -> str | None:
        """A due date as a document prints it."""
        if due is None or not due.meeting:
            return str(due) if due else None
        day = self.meeting_day(due.meeting)
        return f"the meeting of {long_date(day)}" if day else str(due)

    def rules_of(self, record: Any) -> Rules:
        """The rules of a record's committee; the defaults where it is unclear."""
        committee = self.committee_of(record)
        return committee.rules if committee else Rules()

    def action_standing(self, action: Action, as_of: date) -> ActionStanding:
        """Where an action of the log stands on a day."""
        due, told = self.due_day(action.due), self._told(action)
        return action_state(action, due, told, self.rules_of(action), as_of)

    def _told(self, record: Action | Recommendation) -> date | None:
        """The day of the meeting that was told of what was done."""
        meeting = self.meetings.get(record.reported or "")
        return meeting.date if meeting else None

    @cached_property
    def _replies(self) -> dict[str, list[Response]]:
        replies: dict[str, list[Response]] = {}
        for response in sorted(self.responses.values(), key=lambda r: (r.on or date.min, r.id)):
            for name in response.to:
                replies.setdefault(name, []).append(response)
        return replies

    def answers(self, recommendation: Recommendation, as_of: date) -> tuple[ResponseShare, ...]:
        """The replies to a recommendation up to a day, oldest first."""
        return answers_to(recommendation, self._replies.get(recommendation.id, ()), as_of)

    def recommendation_standing(
        self, recommendation: Recommendation, as_of: date
    ) -> RecommendationStanding:
        """Where a recommendation stands on a day."""
        answers = self.answers(recommendation, as_of)
        return recommendation_state(
            recommendation,
            answers,
            self.rules_of(recommendation),
            as_of,
            self._council_of(recommendation),
            self.replaced_on(recommendation),
            self._told(recommendation),
        )

    def replaced_on(self, recommendation: Recommendation) -> date | None:
        """The day of the meeting that recommended something else in its place, where it is known."""
        others = map(self.recommendations.get, recommendation.superseded_by)
        days = (self.meetings[o.meeting].date for o in others if o and o.meeting in self.meetings)
        return min(days, default=None)

    def late_answer(self, recommendation: Recommendation, as_of: date) -> LateResponse | None:
        """The reply to a recommendation up to a day, where it came too late."""
        answers, rules = self.answers(recommendation, as_of), self.rules_of(recommendation)
        return late_answer(recommendation, answers, rules, self._council_of(recommendation))

    def response_due(self, recommendation: Recommendation) -> date | None:
        """The last day to respond to a recommendation; none where no notice or no date was given."""
        start = receipt(recommendation.notified, recommendation.received)
        rules, council = self.rules_of(recommendation), self._council_of(recommendation)
        return last_day(recommendation.to, start, rules, council) if start else None

    def _council_of(self, record: Any) -> str | None:
        committee = self.committee_of(record)
        return committee.council if committee else None

    def person_name(self, reference: PersonRef) -> str:
        """Title and name of whoever a reference means."""
        person = self.people.get(reference.person or "")
        return person.full_name if person else reference.name or reference.person or ""

    @cached_property
    def _posts(self) -> dict[str, list[tuple[Person, Post]]]:
        posts: dict[str, list[tuple[Person, Post]]] = {}
        for person in self.people.values():
            for post in person.posts:
                posts.setdefault(post.post.lower(), []).append((person, post))
        return posts

    @cached_property
    def _names(self) -> dict[str, Person]:
        return {
            name.lower(): person
            for person in self.people.values()
            for name in (person.name, person.full_name)
        }

    def owner_person(self, owner: Owner) -> Person | None:
        """The person an owner is, by id or by exactly their name."""
        if owner.person:
            return self.people.get(owner.person)
        return self._names.get((owner.text or "").lower())

    def owner_post(self, owner: Owner) -> str | None:
        """The post an owner is, where the register knows it."""
        for words in (owner.post, owner.text):
            if words and words.lower() in self._posts:
                return words
        return None

    def holders(self, post: str, day: date) -> list[Person]:
        """Who holds a post on a day."""
        return [
            person
            for person, held in self._posts.get(post.lower(), [])
            if (held.from_ is None or held.from_ <= day)
            and (held.until is None or day <= held.until)
        ]

    def current_holders(self, post: str) -> list[Person]:
        """Who holds a post with no end to it on record."""
        held = self._posts.get(post.lower(), [])
        return [person for person, spell in held if spell.until is None]

    def owner_words(self, owner: Owner) -> str:
        """An owner as a document prints it: the name, the post, or the words given."""
        person = self.people.get(owner.person or "")
        name = person.name if person else owner.person
        parts = [name, owner.post, owner.team, owner.body, owner.text]
        return ", ".join(part for part in parts if part)


def build(
    entries: Iterable[PlacedRecord],
) -> tuple[Register, dict[tuple[str, str], PlacedRecord], list[Finding]]:
    """Index the entries by kind and id; an id that stands twice keeps its first record."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    places: dict[tuple[str, str], PlacedRecord] = {}
    folded: dict[tuple[str, str], PlacedRecord] = {}
    faults = []
    for entry in entries:
        key = (entry.kind, entry.id)
        if key in places:
            first = places[key]
            span = first.document.span(first.base)
            where = f"{first.document.source.path}:{span.line + 1}"
            faults.append(
                entry.fault(
                    ("id",),
                    "duplicate-id",
                    f"the id {entry.id} stands already at {where}",
                    "give one of the two another id; ids are never used again",
                )
            )
        else:
            places[key] = entry
            records[entry.kind][entry.id] = entry.record
            twin = folded.setdefault((entry.kind, entry.id.lower()), entry)
            if twin is not entry:
                fault = entry.fault(
                    ("id",),
                    "case-only-id",
                    f"{entry.id} and {twin.id} differ only in capitals",
                    "Windows and macOS take them for the same file name: rename one",
                )
                faults.append(replace(fault, beside=(twin.kind, twin.id)))
    return Register(frozenset(), **records), places, faults
