"""The home page of the public site: the next meeting, what is late, what changed, what is coming."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.dates import clock, full_date, long_date, weekday_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.reports.common import CHANGES, rag
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Listing,
    PageLink,
    Prose,
    Rag,
    Report,
    Section,
    facts,
)
from scrutiny_cli.reports.site import addresses
from scrutiny_cli.reports.site.programmes import topic_at_meeting
from scrutiny_cli.reports.standpoint import Standpoint, several
from scrutiny_cli.reports.today import MeetingStep, NextMeeting
from scrutiny_cli.reports.trackers import actions as logs
from scrutiny_cli.reports.trackers.actions import LoggedAction
from scrutiny_cli.reports.trackers.recommendations import (
    RECOMMENDATION,
    TrackedRecommendation,
    called,
)
from scrutiny_cli.reports.trackers.recommendations import tally as recommendation_tally
from scrutiny_cli.wording import capital, listed

MOST_LATE, MOST_CHANGES, MOST_COMING = 10, 8, 6
STEPS = {
    "publication": "Agenda is published",
    "public_questions": "Questions from the public close",
    "council_questions": "Questions from members close",
    "answers": "Answers to questions are due",
}
SOON = 3
"""A step that is fewer days away than this is near."""


@dataclass(frozen=True)
class ComingStep:
    """A step on the way to a meeting: deadlines of one moment, or the meeting itself."""

    when: str
    words: str
    state: Rag


STEP = Fields(ComingStep, shown("when", "When"), shown("words", "What"), shown("state", "Status"))


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting to come, with what is planned for it."""

    at: Standpoint
    meeting: Meeting

    @property
    def planned(self) -> tuple[str, ...]:
        """The topics that are planned for it."""
        return tuple(topic.topic for topic in topic_at_meeting(self.at, self.meeting.id))


COMING = Fields(
    ComingMeeting,
    shown(
        "link",
        "Meeting",
        lambda c: PageLink(
            long_date(c.meeting.date), page=addresses.page_of("meetings", c.meeting.id)
        ),
    ),
    shown(
        "committee",
        "Committee",
        lambda c: body.name if (body := c.at.register.committee_of(c.meeting)) else None,
    ),
    shown("planned", "Planned"),
)


class OnSite(NamedTuple):
    """What the site has: the actions and recommendations, the changes, and links to documents."""

    actions: Sequence[LoggedAction]
    recommendations: Sequence[TrackedRecommendation]
    changes: Sequence[PageLink]
    since: str
    documents: Mapping[str, tuple[Cell, ...]]
    """The documents of each meeting by its id."""
    links: tuple[Cell, ...]


def home(at: Standpoint, on: OnSite) -> Report:
    """Return the home page."""
    late = sorted(
        (a for a in on.actions if a.standing.days_overdue),
        key=lambda action: -action.standing.days_overdue,
    )
    late_replies = sorted(
        (r for r in on.recommendations if r.standing.days_overdue),
        key=lambda recommendation: -recommendation.standing.days_overdue,
    )
    upcoming = sorted(
        (
            NextMeeting(body, meeting, at.as_of)
            for body in at.committees
            if (meeting := at.register.upcoming_meeting(body, at.as_of))
        ),
        key=lambda next_: (next_.meeting.date, next_.meeting.id),
    )
    sections: list[Section | None] = [
        *(_next(at, next_, on) for next_ in upcoming),
        None if upcoming else Section("next-none", "Next meeting", (Prose(NO_MEETING),)),
        Section("since", on.since, _since(at, on)),
        _numbers(at, on),
        _late_actions(late),
        _late_replies(late_replies),
        _coming(at),
        Section("papers", "Papers and data", (Listing(on.links),)),
    ]
    alone = len(at.committees) == 1
    report = at.report("home", at.names if alone else "Scrutiny", sections, {})
    return replace(report, subtitle=None) if alone else report


NO_MEETING = "No meeting is planned."


def _next(at: Standpoint, next_: NextMeeting, on: OnSite) -> Section:
    """Return a coming meeting: when and where, its papers, and the steps on the way to it."""
    meeting = next_.meeting
    begins = f", {clock(meeting.time)}" if meeting.time else ""
    whose = f"{next_.committee.name}: " if len(at.committees) > 1 else ""
    place = ", ".join(part for part in (meeting.room, meeting.place) if part)
    links = (
        PageLink("About the meeting", page=addresses.page_of("meetings", meeting.id)),
        *on.documents.get(meeting.id, ()),
    )
    about = facts(("Place", place), ("Focus", capital(meeting.focus or "")))
    steps = list(_steps(at, next_))
    table = STEP.table("Before the meeting", STEP.columns("steps", "when", "words", "state"), steps)
    return Section(
        f"next-{meeting.id}",
        f"{whose}{full_date(meeting.date)}{begins}",
        (*([about] if about.columns else []), Listing(links), table),
        aside="next meeting",
    )


def _steps(at: Standpoint, next_: NextMeeting) -> Iterator[ComingStep]:
    for _, same in groupby(next_.steps, key=lambda step: step.deadline.moment):
        together = list(same)
        first = together[0]
        names = [STEPS[step.deadline.name] for step in together]
        words = names[0] if len(names) == 1 else "Questions close"
        yield ComingStep(_moment(first), words, _state(at, first))
    days = next_.days
    words = f"In {days} days" if days > 1 else "Tomorrow" if days else "Today"
    begins = f", {clock(next_.meeting.time)}" if next_.meeting.time else ""
    state = _tag(at, words, "amber" if days < SOON else "not rated")
    yield ComingStep(f"{weekday_date(next_.meeting.date)}{begins}", "Meeting", state)


def _moment(step: MeetingStep) -> str:
    moment = step.deadline.moment
    hour = f", {clock(moment.time())}" if isinstance(moment, datetime) else ""
    return f"{weekday_date(step.deadline.day)}{hour}"


def _state(at: Standpoint, step: MeetingStep) -> Rag:
    words = step.state
    days = (step.deadline.day - at.as_of).days
    if words.startswith("done"):
        return _tag(at, "Done", "blue")
    if words.startswith("missed"):
        return _tag(at, capital(words), "red")
    return _tag(at, capital(words), "amber" if 0 <= days < SOON else "not rated")


def _tag(at: Standpoint, words: str, rating: Rating) -> Rag:
    found = rag(at.rules, rating)
    return Rag(found.rating, words, found.letter)


def _since(at: Standpoint, on: OnSite) -> tuple[Block, ...]:
    if not on.changes:
        return (Prose(at.register.absence("No change is recorded.")),)
    shown_here = on.changes[:MOST_CHANGES]
    more = len(on.changes) - len(shown_here)
    rest = (PageLink(f"All {len(on.changes)} changes", page=addresses.CHANGES),) if more else ()
    return (Listing((*shown_here, *rest)),)


def _numbers(at: Standpoint, on: OnSite) -> Section | None:
    """Return the tiles: what is late, and how recommendations are doing."""
    if not at.states or not (on.actions or on.recommendations):
        return None
    blocks = [Section("in-actions", "Actions", (logs.tally(on.actions),), level=3)]
    if on.recommendations:
        tally = recommendation_tally(on.recommendations)
        blocks.append(Section("in-recommendations", "Recommendations", (tally,), level=3))
    return Section("numbers", "In numbers", tuple(blocks if on.actions else blocks[1:]))


def _late_actions(late: Sequence[LoggedAction]) -> Section | None:
    if not late:
        return None
    columns = logs.ACTION.columns("late", "what", "who", "state_now", heads="what")
    mixed = several(action.committee for action in late)
    table = logs.ACTION.table("Late actions", columns, late[:MOST_LATE], whose=mixed)
    return Section("late-actions", "Late actions", (table, *_more(late, "actions")))


def _late_replies(late: Sequence[TrackedRecommendation]) -> Section | None:
    if not late:
        return None
    columns = RECOMMENDATION.columns("late", "what_of_item", "state_now", heads="what_of_item")
    table = RECOMMENDATION.table("Late responses", columns, late[:MOST_LATE])
    return Section("late-responses", "Late responses", (table, *_more(late, "recommendations")))


def _more(late: Sequence[object], page: str) -> tuple[Block, ...]:
    if len(late) <= MOST_LATE:
        return ()
    return (Listing((PageLink(f"All {len(late)}", page=page),)),)


def _coming(at: Standpoint) -> Section:
    meetings = sorted(
        (
            meeting
            for body in at.committees
            for meeting in at.register.meetings_of(body)
            if meeting.stands and meeting.date >= at.as_of
        ),
        key=lambda m: (m.date, m.id),
    )
    rows = [ComingMeeting(at, meeting) for meeting in meetings[:MOST_COMING]]
    mixed = ("committee",) if len(at.committees) > 1 else ()
    columns = COMING.columns("coming", "link", *mixed, "planned")
    table = COMING.table("Coming meetings", columns, rows, empty=NO_MEETING)
    return Section("coming", "Coming meetings", (table,))


def change_links(
    at: Standpoint,
    marks: Mapping[tuple[str, str], Mark],
    actions: Iterable[LoggedAction],
    recommendations: Iterable[TrackedRecommendation],
) -> list[PageLink]:
    """Return what is new or updated, each a link to the page of its record."""
    links = []
    for action in actions:
        if mark := marks.get(("actions", action.record.id)):
            page = addresses.page_of("actions", action.record.id)
            links.append(PageLink(f"Action {action.called}: {_what(mark)}", page=page))
    for recommendation in recommendations:
        if mark := marks.get(("recommendations", recommendation.record.id)):
            page = addresses.page_of("recommendations", recommendation.record.id)
            day = f", {long_date(recommendation.meeting.date)}" if recommendation.meeting else ""
            words = f"Recommendation {called(recommendation.record)}{day}: {_what(mark)}"
            links.append(PageLink(words, page=page))
    for meeting in sorted(at.register.meetings.values(), key=lambda m: (m.date, m.id)):
        if mark := marks.get(("meetings", meeting.id)):
            page = addresses.page_of("meetings", meeting.id)
            links.append(
                PageLink(f"Meeting of {long_date(meeting.date)}: {_what(mark)}", page=page)
            )
    return links


def _what(mark: Mark) -> str:
    """Return what is new about a record, in words."""
    if mark.word == "NEW":
        return "new"
    return listed([CHANGES.get(name, name) for name in mark.fields]) or "updated"


def changes(at: Standpoint, on: OnSite) -> Report:
    """Return the page with everything that is new or updated."""
    blocks = (Listing(tuple(on.changes)),) if on.changes else _since(at, on)
    return at.report("site-changes", on.since, (Section("changes", None, blocks),), {})
