"""Task and finish groups and spotlight reviews: the list, and a review's scoping document."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.people import PersonRef
from scrutiny_cli.domain.programme import Review, review_status
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.common import iso
from scrutiny_cli.reports.model import (
    Cell,
    Column,
    Facts,
    Prose,
    Ref,
    Report,
    Section,
    Table,
    facts,
)
from scrutiny_cli.wording import listed

EMPTY = "None given"
TYPES = {"task and finish": "Task and finish group", "spotlight": "Spotlight review"}
FIELDS = (
    *("Title of review", "Reason for review", "Links to the corporate plan"),
    *("Summary of the review and terms of reference", "Membership", "What will NOT be included"),
    *("Potential outcomes", "Key Questions", "Cabinet Member(s)", "Key stakeholders / Consultees"),
    *("Potential witnesses", "Research Required", "Potential Visits", "Publicity Requirements"),
    *("Outline Timetable", "Chair", "Support Members", "Co-optees", "Support Officers"),
)
"""The fields of a scoping document in their order; each is printed, an empty one as empty."""


def of_committees(register: Register, committees: list[Committee]) -> list[Review]:
    """The reviews of some committees, in the order of the records."""
    return [r for r in register.reviews.values() if register.committee_of(r) in (None, *committees)]


def scoping(
    register: Register, review: Review, committee: Committee, as_of: date, revision: str
) -> Report:
    """The scoping document of a review."""
    values = _values(register, review)
    timetable = FIELDS.index("Outline Timetable")
    sections = (
        Section("scope", "Scope", (_facts(values, FIELDS[:timetable]),)),
        Section("timetable", FIELDS[timetable], (_timetable(review),)),
        Section("people", "Members", (_facts(values, FIELDS[timetable + 1 :]),)),
        Section("standing", "Where it stands", (_standing(register, review, as_of),)),
    )
    return Report(
        name="scoping",
        title=committee.name,
        subtitle=f"{review.title}: scoping document",
        as_of=as_of,
        revision=revision,
        sections=sections,
        data={"review": data(register, review, as_of)},
    )


def _facts(values: dict[str, Cell], names: tuple[str, ...]) -> Facts:
    return facts(*((name, values[name] or EMPTY) for name in names))


def _values(register: Register, review: Review) -> dict[str, Cell]:
    """What stands in each field of the scoping document but the timetable."""
    return {
        "Title of review": review.title,
        "Reason for review": _prose(review.reason),
        "Links to the corporate plan": _prose(review.corporate_plan),
        "Summary of the review and terms of reference": _scope(review),
        "Membership": _prose(review.membership) or _people(register, review.members),
        "What will NOT be included": _points(review.excluded),
        "Potential outcomes": _points(review.outcomes),
        "Key Questions": _points(review.key_questions),
        "Cabinet Member(s)": review.cabinet_members,
        "Key stakeholders / Consultees": review.consultees,
        "Potential witnesses": review.witnesses,
        "Research Required": _points(review.research),
        "Potential Visits": _points(review.visits),
        "Publicity Requirements": _prose(review.publicity),
        "Chair": register.person_name(review.chair) if review.chair else None,
        "Support Members": _people(register, review.support_members),
        "Co-optees": (*_people(register, review.co_optees), *_sought(review)),
        "Support Officers": review.support_officers,
    }


def _prose(text: str | None) -> Cell:
    return Prose(text) if text else None


def _points(texts: tuple[str, ...]) -> Cell:
    """Several texts as the points of a list."""
    if not texts:
        return None
    indented = ("\n  ".join(text.strip().split("\n")) for text in texts)
    return Prose("\n".join(f"- {text}" for text in indented))


def _scope(review: Review) -> Cell:
    """The summary, and the terms of reference as a list below it."""
    points = _points(review.scope)
    terms = points.markdown if isinstance(points, Prose) else ""
    words = "\n\n".join(text.strip() for text in (review.summary or "", terms) if text)
    return Prose(words) if words else None


def _people(register: Register, people: tuple[PersonRef, ...]) -> tuple[str, ...]:
    return tuple(register.person_name(person) for person in people)


def _sought(review: Review) -> tuple[str, ...]:
    """Whom the group would co-opt; said to be sought once somebody has been co-opted."""
    if not review.co_optees:
        return review.co_optees_sought
    return tuple(f"Sought: {words}" for words in review.co_optees_sought)


def _timetable(review: Review) -> Table:
    columns = (Column("Activity", heads=True), Column("Timescale"))
    rows = tuple((step.activity, str(step.when)) for step in review.timetable)
    return Table("Outline Timetable", columns, rows, empty=f"{EMPTY}.")


def _standing(register: Register, review: Review, as_of: date) -> Facts:
    agreed = register.meetings.get(review.agreed_at or "")
    rows: tuple[tuple[str, Cell], ...] = (
        ("Form of scrutiny", TYPES[review.type]),
        ("Status", review_status(review, register.meetings, as_of)),
        ("Scope agreed on", full_date(agreed.date) if agreed else None),
        ("Met on", tuple(full_date(day) for day in review.held)),
        ("Reports to the meeting of", _reports_to(register, review)),
    )
    return facts(*((label, cell or EMPTY) for label, cell in rows))


def _reports_to(register: Register, review: Review) -> str:
    """The meeting a review reports to, or the one or other; of one that was moved, where to."""
    words = []
    for name in review.reports_to:
        meeting = register.meetings.get(name)
        if meeting is None:
            continue
        moved = register.meeting_day(name)
        told = full_date(meeting.date)
        words.append(
            told if moved in (None, meeting.date) else f"{told}, moved to {full_date(moved)}"
        )
    return listed(words, "or")


def listing(register: Register, committees: list[Committee], as_of: date, revision: str) -> Report:
    """The reviews of some committees."""
    reviews = of_committees(register, committees)
    columns = (
        Column("Review", heads=True),
        Column("Form of scrutiny"),
        Column("Chair"),
        Column("Status"),
        Column("Scope agreed"),
        Column("Reports to"),
    )
    rows = tuple(_row(register, review, as_of) for review in reviews)
    table = Table("Reviews", columns, rows, empty="No reviews.")
    return Report(
        name="reviews",
        title="Reviews",
        as_of=as_of,
        revision=revision,
        sections=(Section("reviews", None, (table,)),),
        data={"reviews": [data(register, review, as_of) for review in reviews]},
    )


def _row(register: Register, review: Review, as_of: date) -> tuple[Cell, ...]:
    agreed = register.meetings.get(review.agreed_at or "")
    days = [register.meetings[name].date for name in review.reports_to if name in register.meetings]
    return (
        (review.title, Ref(review.id)),
        TYPES[review.type],
        register.person_name(review.chair) if review.chair else None,
        review_status(review, register.meetings, as_of),
        agreed.date if agreed else None,
        listed([long_date(day) for day in days], "or"),
    )


def data(register: Register, review: Review, as_of: date) -> dict[str, Any]:
    """A review for machines."""
    committee = register.committee_of(review)
    chair = review.chair
    return {
        "id": review.id,
        "committee": committee.id if committee else None,
        "title": review.title,
        "type": review.type,
        "status": review_status(review, register.meetings, as_of),
        "chair": {"person": chair.person, "name": register.person_name(chair)} if chair else None,
        "members": list(_people(register, review.members)),
        "membership": review.membership,
        "co_optees": list(_people(register, review.co_optees)),
        "co_optees_sought": list(review.co_optees_sought),
        "support_members": list(_people(register, review.support_members)),
        "support_officers": list(review.support_officers),
        "cabinet_members": list(review.cabinet_members),
        "reason": review.reason,
        "corporate_plan": review.corporate_plan,
        "summary": review.summary,
        "scope": list(review.scope),
        "excluded": list(review.excluded),
        "outcomes": list(review.outcomes),
        "key_questions": list(review.key_questions),
        "witnesses": list(review.witnesses),
        "consultees": list(review.consultees),
        "research": list(review.research),
        "visits": list(review.visits),
        "publicity": review.publicity,
        "timetable": [
            {"activity": step.activity, "when": str(step.when)} for step in review.timetable
        ],
        "agreed_at": review.agreed_at,
        "held": [iso(day) for day in review.held],
        "reports_to": list(review.reports_to),
    }
