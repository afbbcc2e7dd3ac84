"""Recommendations and the responses to them: their fields, the list, and one in full."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.actions import Withdrawn, judged_on
from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.dates import brief_dates, long_date, short_date
from scrutiny_cli.domain.recommendations import Link, Recommendation, Response
from scrutiny_cli.domain.state import (
    ANSWERED_FOR,
    RecommendationStanding,
    RecommendationState,
    ResponseShare,
    review_day,
)
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import (
    StateInWords,
    legend,
    named,
    notes,
    tally_in_words,
    withdrawal,
)
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
from scrutiny_cli.reports.meetings.related import SCHEDULE
from scrutiny_cli.reports.model import (
    Aside,
    Cell,
    Count,
    Prose,
    Rag,
    Ref,
    Report,
    Section,
    Tally,
    is_empty,
)
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers.actions import JUDGED, done_cell, judged_cell, status_cell
from scrutiny_cli.reports.trackers.promised import PROMISED, PromisedAction
from scrutiny_cli.reports.trackers.selection import Selection
from scrutiny_cli.wording import capital, count, listed, shorten

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
STATES: dict[RecommendationState, str] = {
    "awaiting notice": "No response recorded",
    "awaiting response": "Response awaited",
    "response overdue": "Response overdue",
    "agreed": "Agreed",
    "partially agreed": "Partially agreed",
    "not agreed": "Not agreed",
    "being implemented": "In progress",
    "implemented": "Done",
    "accepted by the committee": "Accepted by the committee",
    "noted": "For noting",
    "withdrawn": "Withdrawn",
}
GROUPS: tuple[tuple[Rating, dict[str, str]], ...] = (
    ("red", {"response overdue": "with an overdue response"}),
    (
        "not rated",
        {
            "awaiting notice": "with no response recorded",
            "not sent yet": "not sent yet",
        },
    ),
    ("amber", {"awaiting response": "waiting for a response"}),
    ("green", {"being implemented": "in progress"}),
    (
        "blue",
        {
            "implemented": "done, not yet signed off by the committee",
            "accepted by the committee": "accepted by the committee",
        },
    ),
    (
        "not rated",
        {
            "noted": "for noting, nothing owed",
            "not agreed": "not agreed",
            "withdrawn": "withdrawn",
        },
    ),
)
"""What is counted together, in the order in which a recommendation goes through it: its colour and words."""
SAID_ONCE = (
    *("no evidence given", "not yet accepted by the committee", "the committee's own work"),
)
"""Remarks that hold for many: a tracker makes them once, above its tables."""
EXECUTIVE = "Executive responses"
RESPONSE_DUE = ExportColumn("The last day for the response, if it has one.")
DAYS_LATE = ExportColumn("Days by which the response was late; 0 if it was not.")
DECISION = ExportColumn("The decision in the latest response.")


@dataclass(frozen=True)
class TrackedRecommendation(Listed[Recommendation]):
    """A recommendation as it is on a day."""

    listed_as: ClassVar[str] = "recommendations"
    notices: bool = False
    """Whether its committee records when it sends recommendations to the executive."""

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
        return self.at.rag(self.record, self.standing.rag, document="recommendations")

    @cached_property
    def stated(self) -> StateInWords:
        """Its state in the council's words, or what officers or members say of it."""
        remarks = ", ".join(part for part in (self.due_by, *self.remarks) if part)
        usual = replace(self.rating, word=self.state_words, detail=remarks or None)
        judged = judged_on(self.record, self.at.as_of)
        return self.at.stated(self.record, "recommendations", self.standing.state, usual, judged)

    @property
    def state(self) -> Rag:
        """Its state in words with what is to be remarked, in the letter and colour of its rating."""
        return self.stated.lead

    @property
    def state_words(self) -> str:
        """Its state in words."""
        state, late = self.standing.state, self.standing.days_overdue
        if state == "awaiting notice" and self.notices and self.to_executive:
            return "Not sent yet"
        if state == "awaiting notice" and (whole := self.answered_whole):
            return f"Response recorded under {whole.label or 'the whole'}"
        if not self.standing.recorded:
            return "Response recorded" if self.answers else "No progress recorded"
        return f"{STATES[state]} by {count(late, 'day')}" if late else STATES[state]

    @property
    def to_executive(self) -> bool:
        """Whether it is to the executive."""
        return self.at.register.to_executive(self.record)

    @property
    def answered_whole(self) -> Recommendation | None:
        """The recommendation that it is a part of, if there is a response to that."""
        whole = self.at.register.recommendations.get(self.record.parent or "")
        answered = whole and self.at.register.responses_to(whole, self.at.as_of)
        return whole if answered else None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be remarked, without ids: which recommendations replace it."""
        if self.standing.state != "withdrawn" or not self.standing.remarks:
            return self.standing.remarks
        known = (self.at.register.recommendations.get(n) for n in self.record.superseded_by)
        return (f"replaced by {listed([called(r) for r in known if r])}",)

    @property
    def due_by(self) -> str | None:
        """When the response is due, while one is owed."""
        due = self.standing.response_due
        return f"due {short_date(due)}" if due else None

    @property
    def counted(self) -> str:
        """The state it is counted under: an agreed one is in progress, and one of which little is known."""
        state = self.standing.state
        if state == "awaiting notice" and not self.answered_whole:
            return "not sent yet" if self.state_words == "Not sent yet" else state
        known = any(state in words for _, words in GROUPS) and state != "awaiting notice"
        return state if known and self.standing.recorded else "being implemented"

    @property
    def ref(self) -> Cell:
        """Its label, and whether it is new."""
        return (self.record.label, self.new("response", "responses", "text"))

    @property
    def quoted(self) -> Prose:
        """Its words behind its label."""
        return Prose(" ".join(filter(None, (_escaped(self.record.label or ""), self.record.text))))

    @property
    def what(self) -> Cell:
        """Its words, with its own date and the review that made it."""
        by = f"by {brief_dates(self.by_words)}" if self.by_words else None
        review = f"from the review: {self.review_title}" if self.review_title else None
        lead_in = (Prose(self.record.lead_in),) if self.record.lead_in else ()
        return (*lead_in, Prose(self.record.text), Aside(by), Aside(review), self.updated("text"))

    @property
    def what_of_item(self) -> Cell:
        """Its words, with the item and the date of its meeting."""
        held = f", {short_date(self.meeting.date)}" if self.meeting else ""
        return (self.what, Aside(f"{self.item_title}{held}"))

    @property
    def status(self) -> tuple[Cell, ...]:
        """The status that the paper prints, and the state that is worked out."""
        if self.stated.judged:
            return (self.state, Aside(self.stated.beside))
        detail = ", ".join(filter(None, ("worked out", self.state.detail)))
        state = replace(self.state, detail=detail)
        return (*printed(self.record.printed_status), *([state] if self.at.states else []))

    @property
    def reference(self) -> str:
        """Its printed label; without one, its id."""
        return self.record.label or self.record.id

    @property
    def considered_on(self) -> date | None:
        """When the executive considered it; without that, the date of the latest response."""
        replied = (a.share.response.on for a in reversed(self.answers) if a.share.response.on)
        return self.record.considered or next(replied, None)

    @property
    def review_day(self) -> date | None:
        """The day on which it comes back to the committee, while it is not achieved."""
        if self.standing.state in ANSWERED_FOR:
            return None
        months = self.at.register.rules_of(self.record).review_months
        agreed = self.meeting.date if self.meeting else None
        return review_day(self.record, agreed, months, self.at.as_of)

    @property
    def review_words(self) -> str | None:
        """The same in words, with whether it has passed."""
        day = self.review_day
        if day is None:
            return None
        return f"review {'was due' if day < self.at.as_of else 'due'} {short_date(day)}"

    @property
    def status_cell(self) -> tuple[Cell, ...]:
        """Its state in the council's words, what is beside it, and another word that the paper prints."""
        cell = status_cell(self.stated, self.record.printed_status)
        return (*cell, Aside(self.review_words))

    @property
    def state_now(self) -> Cell:
        """Its state, to whom it was made, and what is to be remarked; what holds for many is not."""
        star = "*" if self.record.to_inferred else ""
        to = f"to {listed(self.record.to)}{star}" if self.record.to else None
        if not self.at.states:
            return (*printed(self.record.printed_status), Aside(to))
        remarks = (brief_dates(r) for r in self.remarks if r not in SAID_ONCE)
        beside = (self.stated.beside, self.due_by, self.review_words, to, *remarks)
        return (replace(self.state, detail=None), *map(Aside, beside))

    @property
    def latest(self) -> tuple[Cell, ...]:
        """The responses, latest first, and what became of it since; without what they promise."""
        words = [cell for reply in reversed(self.answers) for cell in reply.words]
        progress = notes(self.record.progress, self.at.as_of)
        return (*words, *self.withdrawal, progress, self.updated("response", "responses"))

    @property
    def follow_up(self) -> tuple[Cell, ...]:
        """What became of it: its withdrawal, the responses, the progress noted."""
        progress = notes(self.record.progress, self.at.as_of)
        return (*self.withdrawal, *replies(self.answers), *progress)

    @property
    def withdrawal(self) -> tuple[Cell, ...]:
        """When and why it was withdrawn, once it is."""
        gone = self.record.withdrawn if self.standing.state == "withdrawn" else None
        return tuple(cell for cell in (withdrawal(gone),) if cell)


@dataclass(frozen=True)
class Reply:
    """The part of a response that concerns a recommendation."""

    to: TrackedRecommendation
    share: ResponseShare

    @property
    def words(self) -> tuple[Cell, ...]:
        """Who responded and when, the decision, the part it is on, and its words."""
        response, decision = self.share.response, decision_of(self.share)
        on = short_date(response.on) if response.on else None
        star = "*" if response.alignment else ""
        who = ", ".join(part for part in (response.by, on) if part) + star
        part = f"on {response.part}" if response.part else None
        text = Prose(response.text) if response.text else None
        link = self.to.at.link(who, SCHEDULE, response.id) if who else None
        cells = (link or Aside(who), decision, Aside(part), text, *cited(response))
        return tuple(cell for cell in cells if not is_empty(cell))

    @property
    def promised(self) -> list[PromisedAction]:
        """The actions that it promises for the recommendation."""
        at, asked, response = self.to.at, self.to.record, self.share.response
        return [PromisedAction(at, action, response, asked) for action in self.share.actions]


def called(recommendation: Recommendation) -> str:
    """What a page calls a recommendation: its label, or how it begins."""
    return recommendation.label or f"“{shorten(recommendation.text, 60)}”"


def decision_of(share: ResponseShare) -> str:
    """What a response decides, unless its words begin with that."""
    decision, text = share.decision or "", share.response.text or ""
    return "" if text.casefold().startswith(decision) else capital(decision)


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
        return is_executive(response.by, register.council_for(response))
    asked = [r for name in response.to if (r := register.recommendations.get(name))]
    return all(not r.to or register.to_executive(r) for r in asked)


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
    shown("labelled", "Recommendation", lambda r: (*r.words, Ref(r.record.id))),
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
    Field("review_day", "Next review"),
    Field("days_late", "", "standing.days_late", export=DAYS_LATE),
    Field("withdrawn", value="record.withdrawn", cell="withdrawal", of=WITHDRAWN),
    "superseded_by",
    Field("decision", export=DECISION),
    Field("responses", "Replies", "answers", lambda r: replies(r.answers), of=SHARE),
    *(
        shown("reference", "Reference"),
        shown("origin_chosen", "Origin", "origin_code"),
        shown("date", "Date", "meeting.date"),
        shown("leads", "Lead"),
        shown("considered", "Considered", "considered_on"),
        shown("progress", "Progress", lambda r: notes(r.record.progress, r.at.as_of)),
        shown("due_chosen", "By when", "by_words"),
        shown("status_chosen", "Status", "status_cell"),
        shown("judged", "Judged", lambda r: judged_cell(r.record, r.at.as_of)),
        shown("completed", "Done", lambda r: done_cell(r.record.completed)),
        shown("ref", "Ref"),
        shown("what", "Recommendation"),
        shown("what_of_item", "Recommendation"),
        shown("state_now", "Status"),
    ),
    shown("latest", "Latest response"),
    shown("follow_up", "Action"),
    shown("response", "Response", lambda r: (*r.status, *r.follow_up)),
    shown("evidence", "Evidence"),
    Field("printed_status", "Printed as"),
    Field("ratings", of=JUDGED),
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
    records = list(at.of_committees(at.register.recommendations))
    bodies = {record.id: at.register.committee_of(record) for record in records}
    sending = {body.id for r in records if (body := bodies[r.id]) and (r.notified or r.received)}
    recommendations = [
        TrackedRecommendation(at, r, notices=body is not None and body.id in sending)
        for r in records
        for body in (bodies[r.id],)
    ]
    days = [(r.meeting.date if r.meeting else None, r) for r in recommendations]
    by_then = [(day, r) for day, r in days if day is None or day <= at.as_of]
    return [r for _, r in sorted(by_then, key=lambda pair: pair[0] or date.max)]


def tally(recommendations: Tracked) -> Tally:
    """Counts of recommendations by what there is to do for them."""
    if own := tally_in_words("Recommendations", "recommendations", recommendations):
        return own
    found = Counter(recommendation.counted for recommendation in recommendations)
    counts = [
        Count(sum(found[state] for state in words), " or ".join(present), rating)
        for rating, words in GROUPS
        if (present := [said for state, said in words.items() if found[state]])
    ]
    return Tally("Recommendations", tuple(counts))


def meeting_title(at: Standpoint, name: str, *, mixed: bool) -> str:
    """The date of a meeting, with its committee if there are several."""
    meeting = at.register.meetings.get(name)
    title = long_date(meeting.date) if meeting else name
    body = at.register.committee_of(meeting) if meeting and mixed else None
    return f"{title}, {body.name}" if body else title


def selected(at: Standpoint, selection: Selection) -> list[TrackedRecommendation]:
    """The recommendations that a selection asks for."""
    return selection.of(
        tracked(at),
        closed=lambda r: r.standing.state in ANSWERED_FOR,
        addressed=lambda r: (*r.record.to, *(("executive",) if r.to_executive else ())),
    )


def key(at: Standpoint) -> Section | None:
    """The key to the ratings, and that they are worked out."""
    if not at.states:
        return None
    section = legend(at.committees, MEANS, "recommendations")
    return replace(section, blocks=(*section.blocks, Prose(WORKED_OUT)))


def unsent(at: Standpoint) -> list[TrackedRecommendation]:
    """The recommendations to the executive that have neither a notice nor a response."""
    return [
        recommendation
        for recommendation in tracked(at)
        if recommendation.standing.state == "awaiting notice" and recommendation.to_executive
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
