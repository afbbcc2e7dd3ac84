"""Task and finish groups and spotlight reviews: the list, and a review's scoping document."""

from dataclasses import dataclass
from typing import ClassVar

from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.people import PersonRef
from scrutiny_cli.domain.programme import Review, TimetableEntry, review_status
from scrutiny_cli.reports.fields import ITSELF, ExportColumn, Field, Fields, shown
from scrutiny_cli.reports.model import (
    EMPTY,
    Cell,
    Column,
    Facts,
    Listing,
    Prose,
    Ref,
    Report,
    Section,
)
from scrutiny_cli.reports.standpoint import Listed, NamedPerson, Standpoint
from scrutiny_cli.reports.trackers.recommendations import LIST as RECOMMENDATIONS
from scrutiny_cli.reports.trackers.recommendations import RECOMMENDATION, tracked
from scrutiny_cli.wording import listed

NONE_GIVEN = "None given"
TYPES = {"task and finish": "Task and finish group", "spotlight": "Spotlight review"}


@dataclass(frozen=True)
class ListedReview(Listed[Review]):
    """A review as it is on a day."""

    listed_as: ClassVar[str] = "reviews"

    def people(self, people: tuple[PersonRef, ...]) -> tuple[str, ...]:
        """Return the names of some people."""
        return tuple(self.at.register.person_name(person) for person in people)

    @property
    def status(self) -> str:
        """Its status on the day."""
        return review_status(self.record, self.at.register.meetings, self.at.as_of)

    @property
    def chair(self) -> str | None:
        """The name of its chair."""
        return self.at.register.person_name(self.record.chair) if self.record.chair else None

    @property
    def sought(self) -> tuple[str, ...]:
        """Whom the group would co-opt; said to be sought once somebody has been co-opted."""
        if not self.record.co_optees:
            return self.record.co_optees_sought
        return tuple(f"Sought: {words}" for words in self.record.co_optees_sought)

    @property
    def agreed(self) -> Meeting | None:
        """The meeting that agreed its scope."""
        return self.at.register.meetings.get(self.record.agreed_at or "")

    @property
    def reporting(self) -> list[Meeting]:
        """The meetings it reports to."""
        known = self.at.register.meetings
        return [known[name] for name in self.record.reports_to if name in known]

    @property
    def reports_on(self) -> str:
        """The meeting it reports to, or the one or other; of one that was moved, where to."""
        words = []
        for meeting in self.reporting:
            moved = self.at.register.meeting_day(meeting.id) or meeting.date
            to = "" if moved == meeting.date else f", moved to {full_date(moved)}"
            words.append(f"{full_date(meeting.date)}{to}")
        return listed(words, "or")


def _points(texts: tuple[str, ...]) -> str:
    """Several texts as the points of a list."""
    indented = ("\n  ".join(text.strip().split("\n")) for text in texts)
    return "\n".join(f"- {text}" for text in indented)


def _list(key: str, title: str) -> Field[ListedReview]:
    """Return the field of a list of texts, shown as points."""

    def cell(review: ListedReview) -> Cell:
        texts = getattr(review.record, key)
        return Prose(_points(texts)) if texts else None

    return Field(key, title, cell=cell)


def _scope(review: ListedReview) -> Cell:
    """The summary, and the terms of reference as a list below it."""
    texts = (review.record.summary or "", _points(review.record.scope))
    words = "\n\n".join(text.strip() for text in texts if text)
    return Prose(words) if words else None


def _membership(review: ListedReview) -> Cell:
    words = review.record.membership
    return Prose(words) if words else review.people(review.record.members)


STATUS = ExportColumn("The status of the review on the day.", "stands", "Stands")
STEP = Fields(
    TimetableEntry, "activity", Field("when", "Timescale", lambda s: str(s.when), type=str)
)
STEPS = STEP.columns("timetable", "activity", "when")
REVIEW = Fields(
    ListedReview,
    *("id", "committee"),
    Field("title", "Title of review"),
    Field("type", "Form of scrutiny", cell=lambda r: TYPES[r.record.type]),
    Field("status", export=STATUS),
    Field(
        "chair",
        value=lambda r: r.record.chair and NamedPerson(r.at.register, r.record.chair),
        cell="chair",
        of=Fields(NamedPerson[PersonRef], "person", "name"),
        type=NamedPerson | None,
    ),
    Field("members", value=lambda r: r.people(r.record.members), type=list[str]),
    Field("membership", cell=_membership),
    Field(
        "co_optees",
        "Co-optees",
        lambda r: r.people(r.record.co_optees),
        lambda r: (*r.people(r.record.co_optees), *r.sought),
        type=list[str],
    ),
    "co_optees_sought",
    Field(
        "support_members",
        "Support Members",
        lambda r: r.people(r.record.support_members),
        type=list[str],
    ),
    Field("support_officers", "Support Officers"),
    Field("cabinet_members", "Cabinet Member(s)"),
    Field("reason", "Reason for review", markdown=True),
    Field("corporate_plan", "Links to the corporate plan", markdown=True),
    "summary",
    Field("scope", "Summary of the review and terms of reference", cell=_scope),
    _list("excluded", "What will NOT be included"),
    _list("outcomes", "Potential outcomes"),
    _list("key_questions", "Key Questions"),
    Field("witnesses", "Potential witnesses"),
    Field("consultees", "Key stakeholders / Consultees"),
    _list("research", "Research Required"),
    _list("visits", "Potential Visits"),
    Field("publicity", "Publicity Requirements", markdown=True),
    Field("timetable", "Outline Timetable", of=STEP),
    Field("agreed_at", "Scope agreed", cell="agreed.date"),
    Field("amended", markdown=True),
    "footnotes",
    Field("held", "Met on", cell=lambda r: tuple(map(full_date, r.record.held))),
    Field(
        "reports_to",
        "Reports to",
        "record.reports_to",
        lambda r: listed([long_date(m.date) for m in r.reporting], "or"),
    ),
    shown("named", "Review", lambda r: (r.record.title, Ref(r.record.id))),
    shown("agreed_on", "Scope agreed on", lambda r: full_date(r.agreed.date) if r.agreed else None),
    shown("reports_on", "Reports to the meeting of"),
)
LIST = REVIEW.columns("list", "named", "type", "chair", "status", "agreed_at", "reports_to")
SCOPE = REVIEW.columns(
    *("scope", "title", "reason", "corporate_plan", "scope", "membership", "excluded", "outcomes"),
    *("key_questions", "cabinet_members", "consultees", "witnesses", "research", "visits"),
    "publicity",
)
PEOPLE = REVIEW.columns("people", "chair", "support_members", "co_optees", "support_officers")
STANDING = REVIEW.columns(
    "standing", "type", "status", "agreed_on", "amended", "held", "reports_on"
)
REVIEWS = Fields(list, Field("reviews", value=ITSELF, of=REVIEW))
ONE_REVIEW = Fields(ListedReview, Field("review", value=ITSELF, of=REVIEW))


def scoping(at: Standpoint, record: Review, *, printed: bool = False) -> Report:
    """The scoping document of a review; if ``printed`` with every field, an empty one too."""
    review = ListedReview(at, record)
    cells = dict(REVIEW.cells(review))
    title = REVIEW.fields["timetable"].title
    missing = [column for column in (*SCOPE, *PEOPLE) if cells[column.key] in EMPTY]
    names = [column.title for column in missing] + ([] if record.timetable else [title])
    to_write = None
    if printed:
        cells |= {key: NONE_GIVEN for key, cell in cells.items() if cell in EMPTY}
    elif names:
        to_write = Section("to-write", None, (Prose(f"Still to be written: {listed(names)}."),))
    timetable = STEP.table(title, STEPS, record.timetable, empty=f"{NONE_GIVEN}.")

    def filled(key: str, heading: str, columns: tuple[Column, ...]) -> Section | None:
        known = tuple(column for column in columns if cells[column.key] not in EMPTY)
        return Section(key, heading, (Facts(known, cells),)) if known else None

    made = [r for r in tracked(at) if r.record.review == record.id]
    outcome = RECOMMENDATION.table("Its recommendations", RECOMMENDATIONS, made)
    return at.report(
        "scoping",
        f"{record.title}: scoping document",
        (
            filled("scope", "Scope", SCOPE),
            Section("timetable", title, (timetable,)) if record.timetable or printed else None,
            filled("people", "Members", PEOPLE),
            to_write,
            Section("footnotes", "Footnotes", (_notes(record),)) if record.footnotes else None,
            filled("standing", "Status", STANDING),
            Section("recommendations", "Its recommendations", (outcome,)) if made else None,
        ),
        ONE_REVIEW.write(review),
        subtitle=at.committees[0].name,
    )


def _notes(record: Review) -> Listing:
    """The footnotes with their numbers."""
    return Listing(tuple(map(Prose, record.footnotes)), ordered=True)


def listing(at: Standpoint) -> Report:
    """The reviews of some committees, in the order of the records."""
    reviews = [ListedReview(at, review) for review in at.of_committees(at.register.reviews)]
    table = REVIEW.table("Reviews", LIST, reviews, empty="No reviews.")
    sections = (Section("reviews", None, (table,)),)
    return at.report("reviews", "Reviews", sections, REVIEWS.write(reviews), filters=())
