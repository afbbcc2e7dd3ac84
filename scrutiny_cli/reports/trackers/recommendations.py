"""Recommendations and the responses to them: the tracker in both printed forms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal

from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.dates import long_date, on_date
from scrutiny_cli.domain.recommendations import Link, Recommendation, Response
from scrutiny_cli.domain.state import (
    CLOSED,
    RECOMMENDATION_STATES,
    RecommendationStanding,
    ResponseShare,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import legend, named, notes
from scrutiny_cli.reports.fields import (
    ITSELF,
    LATE,
    RATED,
    STATE,
    ExportColumn,
    Field,
    Fields,
    shown,
)
from scrutiny_cli.reports.model import Cell, Facts, Prose, Rag, Report, Section, facts
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers.promised import PROMISED, PromisedAction
from scrutiny_cli.reports.trackers.selection import EVERYTHING, Selection
from scrutiny_cli.wording import capital, count, listed

Form = Literal["item", "meeting"]
MEANS: dict[Rating, str] = {
    "red": "The response is overdue, or the recommendation or something promised for it is.",
    "amber": "The response is not due yet, or something is due soon.",
    "green": "Agreed, in full or in part, or being implemented, and nothing is overdue.",
    "blue": "Implemented, or accepted by the committee.",
    "not rated": "No response or progress is recorded, nothing is owed, or it was not agreed.",
}
WORKED_OUT = (
    "Ratings and states are worked out from the records. A word marked *as printed* is that of the "
    "paper itself."
)
MATCHED = "Matched by the clerk, not stated in the paper"
SETTLED = CLOSED | {"implemented", "noted"}
EXECUTIVE = "Executive responses"
RESPONSE_DUE = ExportColumn("The last day for the response, if it has one.")
DAYS_LATE = ExportColumn("Days by which the response was late; 0 if it was not.")
DECISION = ExportColumn("The decision in the latest response.")


@dataclass(frozen=True)
class TrackedRecommendation(Listed[Recommendation]):
    """A recommendation as it is on a day."""

    listed_as: ClassVar[str] = "recommendations"

    @cached_property
    def standing(self) -> RecommendationStanding:
        """Its state, and the dates that go with it."""
        return self.at.register.recommendation_standing(self.record, self.at.as_of)

    @cached_property
    def answers(self) -> tuple["Reply", ...]:
        """What was sent back on it by the day."""
        shares = self.at.register.responses_to(self.record, self.at.as_of)
        return tuple(Reply(self, share) for share in shares)

    @property
    def by_day(self) -> date | None:
        """The date by which it asks for something itself."""
        return self.at.register.due_day(self.record.by)

    @property
    def by_words(self) -> str | None:
        """The same in the words of its record."""
        return self.at.register.due_words(self.record.by)

    @property
    def review_title(self) -> str | None:
        """The title of the review that made it."""
        review = self.at.register.reviews.get(self.record.review or "")
        return review.title if review else self.record.review

    @property
    def words(self) -> tuple[Cell, ...]:
        """Its words behind its printed label, with its own date and the review that made it."""
        lead_in = (Prose(self.record.lead_in),) if self.record.lead_in else ()
        by = (f"By when: {self.by_words}",) if self.by_words else ()
        review = (f"Review: {self.review_title}",) if self.review_title else ()
        return (*lead_in, text_of(self.record), *by, *review)

    @property
    def addressees(self) -> str:
        """To whom it is made, and whether that is only how the clerk reads it."""
        to = listed(self.record.to)
        return f"{to} ({MATCHED[0].lower()}{MATCHED[1:]})" if self.record.to_inferred else to

    @property
    def item_title(self) -> str:
        """The title of the agenda item it arose from."""
        for item in self.meeting.items if self.meeting else ():
            if item.name and item.name == self.record.item and item.title:
                return item.title
        return self.record.item_title or self.record.item or "Other business"

    @property
    def received_or_notified(self) -> date | None:
        """When it was received; if that is not known, when notice was given."""
        return self.record.received or self.record.notified

    @property
    def decision(self) -> str | None:
        """What the latest response decides."""
        decisions = (answer.share.decision for answer in reversed(self.answers))
        return next((decision for decision in decisions if decision), None)

    @property
    def rating(self) -> Rag:
        """Its rating."""
        return self.at.rag(self.record, self.standing.rag)

    @property
    def state(self) -> Rag:
        """Its rating with its state in words."""
        return replace(self.rating, detail=state_words(self.standing, answered=bool(self.answers)))

    @property
    def status(self) -> tuple[Cell, ...]:
        """The status that the paper prints, and the state that is worked out."""
        state = replace(self.state, detail=f"worked out: {self.state.detail}")
        return (*printed(self.record.printed_status), *([state] if self.at.states else []))

    @property
    def follow_up(self) -> tuple[Cell, ...]:
        """What became of it: its withdrawal, the responses, the progress noted."""
        progress = notes(self.record.progress, self.at.as_of)
        return (*self.withdrawal, *replies(self.answers), *progress)

    @property
    def withdrawal(self) -> tuple[Cell, ...]:
        """When and why it was withdrawn, once it is."""
        gone = self.record.withdrawn
        if gone is None or self.standing.state != "withdrawn" or not (gone.on or gone.reason):
            return ()
        when = f"Withdrawn {on_date(gone.on)}" if gone.on else "Withdrawn"
        return (Prose(f"{when}: {gone.reason}") if gone.reason else when,)


@dataclass(frozen=True)
class Reply:
    """The part of a response that concerns a recommendation."""

    to: TrackedRecommendation
    share: ResponseShare

    @property
    def promised(self) -> list[PromisedAction]:
        """The actions that it promises for the recommendation."""
        at, asked, response = self.to.at, self.to.record, self.share.response
        return [PromisedAction(at, action, response, asked) for action in self.share.actions]


def state_words(standing: RecommendationStanding, *, answered: bool = False) -> str:
    """A state in words, with the statutory date where a clock runs; no more than is on record."""
    words: str = standing.state
    if standing.state == "awaiting notice":
        words = "no response recorded"
    elif not standing.recorded:
        words = "response recorded" if answered else "no progress recorded"
    if standing.days_overdue and standing.response_due:
        late = count(standing.days_overdue, "day")
        words = f"{words} {late}, due {long_date(standing.response_due)}"
    elif standing.response_due:
        words = f"{words}, due {long_date(standing.response_due)}"
    return ", ".join((words, *standing.remarks))


def printed(status: str | None) -> tuple[Cell, ...]:
    """A status word as the paper prints it."""
    return (f"{status} (as printed)",) if status else ()


def cited(response: Response) -> list[Cell]:
    """The papers that a response cites."""
    return [Prose(f"[{k.words}](<{k.url}>)" if k.url else k.words) for k in response.links]


def text_of(recommendation: Recommendation) -> Prose:
    """A recommendation's words behind its printed label."""
    label = f"**{_escaped(recommendation.label)}** " if recommendation.label else ""
    return Prose(label + recommendation.text)


def _escaped(label: str) -> str:
    """A printed label as it is, whatever it would mean in Markdown."""
    return re.sub(r"([^\w\s])", r"\\\1", label, flags=re.ASCII)


def whose(register: Register, given: Iterable[Response]) -> str:
    """The heading above responses: the executive's, if nobody else responded."""
    only = all(_by_executive(register, response) for response in given)
    return EXECUTIVE if only else "Responses"


def _by_executive(register: Register, response: Response) -> bool:
    """Whether the executive responded; if nobody is named, whether it was asked."""
    if response.by:
        return is_executive(response.by)
    asked = [r for name in response.to if (r := register.recommendations.get(name))]
    return all(not r.to or any(map(is_executive, r.to)) for r in asked)


def replies(answers: tuple[Reply, ...]) -> tuple[Cell, ...]:
    """The replies to a recommendation as a tracker prints them, with what they promise."""
    cells: list[Cell] = []
    for answer in answers:
        response = answer.share.response
        who = ", ".join(
            part for part in (response.by, long_date(response.on) if response.on else None) if part
        )
        decision = capital(answer.share.decision or "")
        head = " ".join(part for part in (f"{who}:" if who else "", decision) if part)
        part = f" (on {response.part})" if response.part else ""
        if head or part:
            cells.append(f"{head}{part}")
        if response.text:
            cells.append(Prose(response.text))
        cells += cited(response)
        cells += [f"{MATCHED}."] if response.alignment else []
        cells += [cell for action in answer.promised for cell in action.cells() if cell]
    return tuple(cells)


WITHDRAWN = Fields(Withdrawn, "on", "reason")
SHARE = Fields(
    Reply,
    Field("id", "", "share.response.id"),
    Field("by", "", "share.response.by"),
    Field("on", "", "share.response.on"),
    Field("decision", "", "share.decision"),
    Field("text", "", "share.response.text", markdown=True),
    Field("links", "", "share.response.links", of=Fields(Link, "words", "url")),
    Field("alignment", "", "share.response.alignment.inferred"),
    Field("actions", value="promised", of=PROMISED),
)
RECOMMENDATION = Fields(
    TrackedRecommendation,
    *("id", "label", "committee"),
    Field("meeting", value="record.meeting", cell=lambda r: r.at.held_on(r.record.meeting)),
    "item",
    Field("item_title", "Item"),
    "minute",
    "lead_in",
    Field("text", "Recommendation", markdown=True),
    shown("labelled", "Recommendation", lambda r: (*r.words, r.record.id)),
    shown("entry", "Recommendations", lambda r: named(r.words, r.record.id, r.mark)),
    Field("to", "Made to", cell="addressees"),
    "to_inferred",
    "kind",
    Field("parent", "Part of"),
    Field("by", value="by_day", cell="by_words"),
    "by_words",
    Field("review", cell="review_title"),
    shown("notified", "Notice given"),
    Field("state", "State", "standing.state", "state", export=STATE),
    Field("rag", "Rating", "rating", export=RATED),
    Field("remarks", "", "standing.remarks"),
    "received",
    Field("response_due", "Response due (date)", "standing.response_due", export=RESPONSE_DUE),
    Field("days_overdue", "", "standing.days_overdue", export=LATE),
    Field("days_late", "", "standing.days_late", export=DAYS_LATE),
    Field("withdrawn", value="record.withdrawn", cell="withdrawal", of=WITHDRAWN),
    "superseded_by",
    Field("decision", export=DECISION),
    Field("responses", "Replies", "answers", lambda r: replies(r.answers), of=SHARE),
    shown("follow_up", "Action"),
    shown("response", "Response", lambda r: (*r.status, *r.follow_up)),
    shown("evidence", "Evidence"),
    Field("printed_status", "Printed as"),
    shown("status", "Status"),
    shown("source", "Source"),
    *("mark", "changed"),
)
BY_MEETING = RECOMMENDATION.columns(
    *("tracker", "meeting", "item_title", "entry", "follow_up", "status")
)
LIST = RECOMMENDATION.columns("list", "labelled", "meeting", "to", "state", narrow=("meeting",))
SHOW = RECOMMENDATION.columns(
    *(
        "show",
        "id",
        "label",
        "meeting",
        "item_title",
        "minute",
        "text",
        "to",
        "kind",
        "by",
        "review",
    ),
    *("notified", "received", "state", "withdrawn", "responses"),
    *("evidence", "printed_status", "source"),
)
RECOMMENDATIONS = Fields(list, Field("recommendations", value=ITSELF, of=RECOMMENDATION))
ONE_RECOMMENDATION = Fields(
    TrackedRecommendation, Field("recommendation", value=ITSELF, of=RECOMMENDATION)
)
Tracked = Sequence[TrackedRecommendation]


def tracked(at: Standpoint) -> list[TrackedRecommendation]:
    """What was recommended by the day, by date of meeting; within it in the order of the records."""
    recommendations = [
        TrackedRecommendation(at, record)
        for record in at.of_committees(at.register.recommendations)
    ]
    days = [(r.meeting.date if r.meeting else None, r) for r in recommendations]
    by_then = [(day, r) for day, r in days if day is None or day <= at.as_of]
    return [r for _, r in sorted(by_then, key=lambda pair: pair[0] or date.max)]


def tally(recommendations: Tracked) -> Facts:
    """Counts by state, in the order in which a recommendation goes through them."""
    states = [recommendation.standing.state for recommendation in recommendations]
    parts = [f"{states.count(state)} {state}" for state in RECOMMENDATION_STATES if state in states]
    late = sum(recommendation.standing.rag == "red" for recommendation in recommendations)
    return facts(
        ("Recommendations", listed(parts) or "none"),
        ("With something overdue", late or None),
    )


def selected(at: Standpoint, selection: Selection) -> list[TrackedRecommendation]:
    """The recommendations that a selection asks for."""
    return selection.of(
        tracked(at),
        closed=lambda r: r.standing.state in SETTLED,
        addressed=lambda r: r.record.to,
    )


def key(at: Standpoint) -> Section | None:
    """The key to the ratings, and that they are worked out."""
    if not at.states:
        return None
    section = legend(at.committees, MEANS)
    return replace(section, blocks=(*section.blocks, Prose(WORKED_OUT)))


def tracker(at: Standpoint, form: Form = "item", selection: Selection = EVERYTHING) -> Report:
    """The recommendation tracker: grouped by meeting, in either of the two printed forms."""
    recommendations = selected(at, selection)
    mixed = several(r.committee for r in recommendations)
    title = "Recommendations"
    table = RECOMMENDATION.table(
        title, BY_MEETING, recommendations, whose=mixed, merged=2, empty="No recommendations."
    )
    sections = (
        _by_meeting(at, recommendations, mixed=mixed)
        if form == "item"
        else [Section("recommendations", title, (table,))]
    )
    return at.report(
        "recommendation-tracker",
        "Recommendation tracker",
        (
            Section("tally", None, (tally(recommendations),)) if at.states else None,
            *sections,
            key(at),
        ),
        RECOMMENDATIONS.write(recommendations),
        subtitle=at.names,
        sheet=replace(table, merged=0),
        filters=(*at.filters, *selection.words),
    )


def _by_meeting(at: Standpoint, recommendations: Tracked, *, mixed: bool) -> list[Section]:
    """A section for each meeting with a table of what it recommended."""
    responses = [answer.share.response for r in recommendations for answer in r.answers]
    columns = RECOMMENDATION.columns(
        *("by item", "item_title", "entry", "response"),
        response=f"{whose(at.register, responses)} / update",
    )
    meetings: dict[str, list[TrackedRecommendation]] = {}
    for recommendation in recommendations:
        meetings.setdefault(recommendation.record.meeting, []).append(recommendation)
    sections = []
    for name, of_meeting in meetings.items():
        meeting = at.register.meetings.get(name)
        title = long_date(meeting.date) if meeting else name
        if meeting and mixed and (body := at.register.committee_of(meeting)):
            title = f"{title}, {body.name}"
        table = RECOMMENDATION.table(f"Recommendations of {title}", columns, of_meeting, merged=1)
        sections.append(Section(f"meeting-{name}", title, (table,)))
    return sections or [Section("none", None, (Prose(at.register.absence("No recommendations.")),))]


def unsent(at: Standpoint) -> list[TrackedRecommendation]:
    """The recommendations to the executive that have neither a notice nor a response."""
    return [
        recommendation
        for recommendation in tracked(at)
        if recommendation.standing.state == "awaiting notice"
        and any(map(is_executive, recommendation.record.to))
    ]


def listing(at: Standpoint, *, only_unsent: bool = False) -> Report:
    """The recommendations in a few columns, for the terminal."""
    recommendations = unsent(at) if only_unsent else tracked(at)
    table = RECOMMENDATION.table(
        "Recommendations",
        LIST,
        recommendations,
        whose=several(r.committee for r in recommendations),
        empty="No recommendations.",
    )
    sections = (Section("tally", None, (tally(recommendations),)), Section("list", None, (table,)))
    data = RECOMMENDATIONS.write(recommendations)
    return at.report("recommendations", "Recommendations", sections, data)


def recommendation_detail(at: Standpoint, record: Recommendation) -> Report:
    """One recommendation in full."""
    recommendation = TrackedRecommendation(at, record)
    title = f"Recommendation {record.label or record.id}"
    section = Section("recommendation", title, (RECOMMENDATION.facts(SHOW, recommendation),))
    data = ONE_RECOMMENDATION.write(recommendation)
    return at.report("recommendation", title, (section,), data, filters=())
