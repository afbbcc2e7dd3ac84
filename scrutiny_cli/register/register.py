"""The register: all records by kind and id, and what follows from several of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.committees import (
    CallInRule,
    Committee,
    Rules,
    StandingItem,
    StandingItems,
)
from scrutiny_cli.domain.councils import Council, in_force
from scrutiny_cli.domain.dates import earliest, long_date
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
    late_response,
    owed_standing,
    recommendation_state,
    responses_to,
    with_owed,
)
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.on_day import known_on
from scrutiny_cli.register.placing import Finding

if TYPE_CHECKING:  # many commands do not need these
    from scrutiny_cli.domain.decisions import CallIn, ExecutiveDecision
    from scrutiny_cli.domain.plans import Measure, Plan
    from scrutiny_cli.domain.programme import Review, Topic
    from scrutiny_cli.domain.questions import Question


class Register:
    """All records by id, with an attribute for each kind that has the name of its folder, with ``_`` for ``-``.

    :func:`build` makes it, and nothing changes it.
    """

    councils: dict[str, Council]
    people: dict[str, Person]
    meetings: dict[str, Meeting]
    actions: dict[str, Action]
    recommendations: dict[str, Recommendation]
    responses: dict[str, Response]
    plans: "dict[str, Plan]"
    measures: "dict[str, Measure]"
    programme: "dict[str, Topic]"
    decisions: "dict[str, ExecutiveDecision]"
    call_ins: "dict[str, CallIn]"
    questions: "dict[str, Question]"
    reviews: "dict[str, Review]"
    withheld: frozenset[tuple[str, str]]
    """Kind and id of the records that are exempt, as `exempt.cutting` marks them."""
    unread: tuple[str, ...]
    """The files, or folders, in which a record cannot be read. The register may lack it."""

    renamed: Mapping[tuple[str, str], str]
    """The ids that the public sees in place of a record's own, by kind and own id."""

    def __init__(
        self,
        withheld: frozenset[tuple[str, str]] = frozenset(),
        unread: tuple[str, ...] = (),
        day: date | None = None,
        renamed: Mapping[tuple[str, str], str] = MappingProxyType({}),
        committee: str | None = None,
        **kinds: dict[str, Any],
    ) -> None:
        self.withheld = withheld
        self.unread = unread
        self._day = day
        self.renamed = renamed
        self._committee = committee
        self._kinds: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS} | kinds
        # The committees have what they share with their council: see `committees`.
        held = {k.replace("-", "_"): v for k, v in self._kinds.items() if k != "committees"}
        vars(self).update(held)

    def __repr__(self) -> str:
        return f"Register(withheld={self.withheld}, unread={self.unread}, **{self._kinds})"

    def of(self, kind: str) -> dict[str, Any]:
        """The records of a kind by id, as they are written."""
        return self._kinds[kind]

    @cached_property
    def committees(self) -> dict[str, Committee]:
        """The committees by id, each with what it has from its council."""
        written: dict[str, Committee] = self._kinds["committees"]
        return {name: in_force(body, self.council_of(body)) for name, body in written.items()}

    def council_of(self, committee: Committee) -> Council | None:
        """The council of a committee, by id or by name; of what names none, the only one."""
        name = committee.council
        if not name:
            return next(iter(self.councils.values())) if len(self.councils) == 1 else None
        named = (council for council in self.councils.values() if council.name == name)
        return self.councils.get(name) or next(named, None)

    def having(self, **replaced: Any) -> "Register":
        """Return this register with the records of some kinds replaced, or what it was made with."""
        own: dict[str, Any] = {
            "withheld": self.withheld,
            "unread": self.unread,
            "day": self._day,
            "renamed": self.renamed,
            "committee": self._committee,
        }
        return Register(**{**own, **self._kinds, **replaced})

    def shown(self, kind: str, record_id: str) -> Any:
        """Return what this register has of a record, given its own id, or ``None``."""
        return self._kinds[kind].get(self.renamed.get((kind, record_id), record_id))

    def on_day(self, day: date) -> "Register":
        """Return this register as it was known on a day: without what is dated later."""
        if self._day is not None and self._day <= day:
            return self
        known = {kind: known_on(kind, records, day) for kind, records in self._kinds.items()}
        return self.having(day=day, **known)

    def absence(self, words: str) -> str:
        """Return words that something is not there, limited to what can be read."""
        if not self.unread:
            return words
        return f"{words.rstrip('.')} in what can be read{'.' if words.endswith('.') else ''}"

    @cached_property
    def usual_committee(self) -> Committee | None:
        """The committee of what names none: the one in the settings, or the only one."""
        if self._committee in self.committees:
            return self.committees[self._committee]
        return next(iter(self.committees.values())) if len(self.committees) == 1 else None

    def committee_of(self, record: Any) -> Committee | None:
        """The committee of a record: its own, that of its meeting or its decision, or the usual one."""
        name = getattr(record, "committee", None)
        if name is None and not isinstance(record, Meeting):
            meeting = self.meetings.get(getattr(record, "meeting", None) or "")
            if meeting is not None:
                return self.committee_of(meeting)
            decision = self.decisions.get(getattr(record, "decision", None) or "")
            if decision is not None:
                return self.committee_of(decision)
        return self.committees.get(name) if name else self.usual_committee

    def belongs(self, record: Any, committee: Committee) -> bool:
        """Whether a record is of a committee."""
        body = self.committee_of(record)
        return body is not None and body.id == committee.id

    @cached_property
    def _calendar(self) -> dict[str, list[Meeting]]:
        calendar: dict[str, list[Meeting]] = {}
        for meeting in sorted(self.meetings.values(), key=lambda m: (m.date, m.id)):
            committee = self.committee_of(meeting)
            calendar.setdefault(committee.id if committee else "", []).append(meeting)
        return calendar

    def meetings_of(self, committee: Committee | None) -> list[Meeting]:
        """The meetings of a committee by date, including moved and cancelled ones."""
        return self._calendar.get(committee.id if committee else "", [])

    def numbered_with(self, committee: Committee) -> list[Meeting]:
        """The meetings by date whose minutes are numbered in one row with those of a committee."""
        if committee.rules.minute_numbers != "council":
            return self.meetings_of(committee)
        bodies = [c for c in self.committees.values() if c.council == committee.council]
        return sorted(
            (m for body in bodies for m in self.meetings_of(body)), key=lambda m: (m.date, m.id)
        )

    def items_of(self, meeting: Meeting) -> list[tuple[Item, StandingItem | None]]:
        """The agenda items of a meeting in order, including the committee's standing items."""
        committee = self.committee_of(meeting)
        standing = committee.standing_items if committee else StandingItems()
        return agenda_items(meeting, standing, self.rules_of(meeting))

    def next_meeting(self, committee: Committee, after: date) -> Meeting | None:
        """The first meeting after a date that is not cancelled or moved."""
        later = (m for m in self.meetings_of(committee) if m.stands and m.date > after)
        return next(later, None)

    def upcoming_meeting(self, committee: Committee, as_of: date) -> Meeting | None:
        """The first meeting on or after a date that is not cancelled or moved."""
        return self.next_meeting(committee, as_of - timedelta(days=1))

    def previous_meeting(self, committee: Committee, before: date) -> Meeting | None:
        """The last meeting before a date that is not cancelled or moved."""
        earlier = (m for m in reversed(self.meetings_of(committee)) if m.stands and m.date < before)
        return next(earlier, None)

    def minutes_due(self, committee: Committee, meeting: Meeting) -> list[Meeting]:
        """The meetings whose minutes a meeting approves, oldest first.

        An ordinary meeting approves the minutes of the last ordinary meeting and of each
        extraordinary one since. An extraordinary meeting approves those of the last meeting. A
        meeting without a quorum has no minutes to approve.
        """
        due: list[Meeting] = []
        for earlier in reversed(self.meetings_of(committee)):
            if earlier.date < meeting.date and earlier.stands and not earlier.inquorate:
                due.append(earlier)
                if meeting.extraordinary or not earlier.extraordinary:
                    break
        return due[::-1]

    def meeting_day(self, name: str) -> date | None:
        """The date of a meeting. For a moved meeting it is the last date it was moved to."""
        return max((meeting.date for meeting in self.successors(name)), default=None)

    def successors(self, name: str) -> list[Meeting]:
        """The meetings that a meeting was moved to in the end, or the meeting itself."""
        visited: set[str] = set()
        final: list[Meeting] = []
        todo = [name]
        while todo:
            meeting = self.meetings.get(todo.pop())
            if meeting is None or meeting.id in visited:
                continue
            visited.add(meeting.id)
            todo += meeting.superseded_by
            if not meeting.superseded_by:
                final.append(meeting)
        return sorted(final, key=lambda m: (m.date, m.id))

    def due_day(self, due: Due | None) -> date | None:
        """The day after which something is overdue, or ``None`` if there is no such day."""
        if due is None:
            return None
        return self.meeting_day(due.meeting) if due.meeting else due.day

    def due_words(self, due: Due | None) -> str | None:
        """A due date as documents print it."""
        if due is None or not due.meeting:
            return str(due) if due else None
        day = self.meeting_day(due.meeting)
        return f"the meeting of {long_date(day)}" if day else str(due)

    def rules_of(self, record: Any) -> Rules:
        """The rules of a record's committee, or the defaults if the committee is not clear."""
        committee = self.committee_of(record)
        return committee.rules if committee else Rules()

    def call_in_rule_of(self, record: Any) -> tuple[CallInRule | None, Rules]:
        """The rule for call-ins of a decision, and the rules it is in.

        A decision of no one committee has the rule of all of them, if they have the same.
        """
        committee = self.committee_of(record)
        rules = [one.rules for one in ([committee] if committee else self.committees.values())]
        known = [own for own in rules if own.call_in]
        same = bool(known) and all(own.call_in == known[0].call_in for own in known)
        own = known[0] if same else Rules()
        return own.call_in, own

    def action_standing(self, action: Action, as_of: date) -> ActionStanding:
        """The state of an action on a date."""
        due, reported_on = self.due_day(action.due), self._reported_on(action)
        return action_state(action, due, reported_on, self.rules_of(action), as_of)

    def _reported_on(self, record: Action | Recommendation) -> date | None:
        """The date of the meeting to which a record was reported done."""
        meeting = self.meetings.get(record.reported or "")
        return meeting.date if meeting else None

    @cached_property
    def _responses_by_recommendation(self) -> dict[str, list[Response]]:
        responses: dict[str, list[Response]] = {}
        for response in sorted(self.responses.values(), key=lambda r: (r.on or date.min, r.id)):
            for name in response.to:
                responses.setdefault(name, []).append(response)
        return responses

    def responses_to(
        self, recommendation: Recommendation, as_of: date
    ) -> tuple[ResponseShare, ...]:
        """The responses to a recommendation up to a date, oldest first."""
        responses = self._responses_by_recommendation.get(recommendation.id, ())
        return responses_to(recommendation, responses, as_of)

    def recommendation_standing(
        self, recommendation: Recommendation, as_of: date
    ) -> RecommendationStanding:
        """The state of a recommendation on a date, with what is owed for it."""
        shares, rules = self.responses_to(recommendation, as_of), self.rules_of(recommendation)
        standing = recommendation_state(
            recommendation,
            shares,
            rules,
            as_of,
            self.council_for(recommendation),
            self.replaced_on(recommendation),
            self._reported_on(recommendation),
        )
        by = recommendation.by
        own = owed_standing(self.due_day(by), rules, as_of) if by else None
        promised = [
            action_state(action, self.due_day(action.due), None, rules, as_of)
            for share in shares
            if share.decision != "not agreed"
            for action in share.actions
        ]
        return with_owed(standing, own, promised)

    def replaced_on(self, recommendation: Recommendation) -> date | None:
        """The date of the meeting that made a replacement, or ``None`` if there is none."""
        others = map(self.recommendations.get, recommendation.superseded_by)
        days = (self.meetings[o.meeting].date for o in others if o and o.meeting in self.meetings)
        return min(days, default=None)

    def late_response(self, recommendation: Recommendation, as_of: date) -> LateResponse | None:
        """The response to a recommendation up to a date, if it was late."""
        shares, rules = self.responses_to(recommendation, as_of), self.rules_of(recommendation)
        return late_response(recommendation, shares, rules, self.council_for(recommendation))

    def response_due(self, recommendation: Recommendation) -> date | None:
        """The last day to respond to a recommendation, or ``None``."""
        start = receipt(recommendation.notified, recommendation.received)
        rules, council = self.rules_of(recommendation), self.council_for(recommendation)
        return last_day(recommendation.to, start, rules, council) if start else None

    def council_for(self, record: Any) -> Council | None:
        """The council of a record, made of its name if it has no record of its own."""
        committee = self.committee_of(record)
        if committee is None:
            return None
        return self.council_of(committee) or Council.model_construct(id="", name=committee.council)

    def to_executive(self, recommendation: Recommendation) -> bool:
        """Whether a recommendation is to the executive, or to one of its members."""
        council = self.council_for(recommendation)
        return any(is_executive(name, council) for name in recommendation.to)

    def person_name(self, reference: PersonRef) -> str:
        """The title and name of the person that a reference means."""
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
        """The person who is an owner, by id or by exactly their name, or ``None``."""
        if owner.person:
            return self.people.get(owner.person)
        return self._names.get((owner.text or "").lower())

    def owner_post(self, owner: Owner) -> str | None:
        """The post that an owner is, if the register has it."""
        for words in (owner.post, owner.text):
            if words and words.lower() in self._posts:
                return words
        return None

    def holders(self, post: str, day: date) -> list[Person]:
        """The people who hold a post on a date."""
        return [
            person
            for person, spell in self._posts.get(post.lower(), [])
            if (spell.from_ is None or earliest(spell.from_) <= day)
            and (spell.until is None or day <= spell.until)
        ]

    def current_holders(self, post: str) -> list[Person]:
        """The people who hold a post without a recorded end."""
        spells = self._posts.get(post.lower(), [])
        return [person for person, spell in spells if spell.until is None]

    def owner_words(self, owner: Owner) -> str:
        """An owner as documents print it: the name, the post, or the words in the record."""
        person = self.people.get(owner.person or "")
        name = person.name if person else owner.person
        parts = [name, owner.post, owner.team, owner.body, owner.text]
        return ", ".join(part for part in parts if part)


def build(
    entries: Iterable[PlacedRecord],
) -> tuple[Register, dict[tuple[str, str], PlacedRecord], list[Finding]]:
    """Index records by kind and id. Of several records with the same id, the first one counts."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    places: dict[tuple[str, str], PlacedRecord] = {}
    in_lower_case: dict[tuple[str, str], PlacedRecord] = {}
    findings = []
    for entry in entries:
        key = (entry.kind, entry.id)
        if first := places.get(key):
            line = first.document.span(first.base).line + 1
            message = f"the id {entry.id} is already at {first.document.source.path}:{line}"
            hint = "give one of the two another id; ids are never used again"
            findings.append(entry.finding(("id",), "duplicate-id", message, hint))
            continue
        places[key] = entry
        records[entry.kind][entry.id] = entry.record
        twin = in_lower_case.setdefault((entry.kind, entry.id.lower()), entry)
        if twin is not entry:
            message = f"{entry.id} and {twin.id} differ only in capitals"
            hint = "Windows and macOS take them for the same file name: rename one"
            finding = entry.finding(("id",), "case-only-id", message, hint)
            findings.append(replace(finding, beside=(twin.kind, twin.id)))
    return Register().having(**records), places, findings
