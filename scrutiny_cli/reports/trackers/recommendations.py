"""Recommendations and the answers to them: the tracker in both printed forms."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.committees import Committee, Rating
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.state import RECOMMENDATION_STATES, RecommendationStanding, ResponseShare
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import labelled, several
from scrutiny_cli.reports.common import (
    Marks,
    iso,
    legend,
    named,
    notes,
    rag,
    rules_for,
)
from scrutiny_cli.reports.model import Cell, Column, Facts, Prose, Report, Section, Table
from scrutiny_cli.wording import count, listed

Form = Literal["item", "meeting"]
MEETING_FORM = (
    Column("Meeting", heads=True),
    Column("Item"),
    Column("Recommendations"),
    Column("Action"),
    Column("Status"),
)
MEANS: dict[Rating, str] = {
    "red": "The response is overdue.",
    "amber": "The response is awaited, and its time has not run out.",
    "green": "Agreed, in whole or in part, or being implemented.",
    "blue": "Implemented, or accepted by the committee.",
    "not rated": "Notice has not been given, nothing is owed, or it was not agreed.",
}


def chosen(register: Register, committees: list[Committee], as_of: date) -> list[Recommendation]:
    """What was recommended by a day, by day of meeting, within it in the order of the records."""
    ids = {committee.id for committee in committees}
    meetings = register.meetings
    found = [
        r
        for r in register.recommendations.values()
        if (committee := register.committee_of(r)) is None or committee.id in ids
        if r.meeting not in meetings or meetings[r.meeting].date <= as_of
    ]
    return sorted(
        found, key=lambda r: meetings[r.meeting].date if r.meeting in meetings else date.max
    )


def _with_committees(register: Register, table: Table, found: list[Recommendation]) -> Table:
    """A table of recommendations, with their committees where these are several."""
    bodies = [register.committee_of(recommendation) for recommendation in found]
    return labelled(table, bodies) if several(bodies) else table


def item_title(register: Register, recommendation: Recommendation) -> str:
    """The title of the agenda item a recommendation arose from."""
    meeting = register.meetings.get(recommendation.meeting)
    for item in meeting.items if meeting else ():
        if item.name and item.name == recommendation.item and item.title:
            return item.title
    return recommendation.item_title or recommendation.item or "Other business"


def state_words(standing: RecommendationStanding) -> str:
    """A state in words, with the statutory date where a clock runs."""
    words: str = standing.state
    if standing.days_overdue and standing.response_due:
        late = count(standing.days_overdue, "day")
        words = f"{words} {late}, due {long_date(standing.response_due)}"
    elif standing.response_due:
        words = f"{words}, due {long_date(standing.response_due)}"
    return ", ".join((words, *standing.remarks))


def text_of(recommendation: Recommendation) -> Prose:
    """A recommendation's words behind its printed label."""
    label = f"**{_escaped(recommendation.label)}** " if recommendation.label else ""
    return Prose(label + recommendation.text)


def _escaped(label: str) -> str:
    """A printed label as it is, whatever it would mean in Markdown."""
    return re.sub(r"([^\w\s])", r"\\\1", label, flags=re.ASCII)


def tracker(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    marks: Marks,
    filters: tuple[str, ...] = (),
    form: Form = "item",
) -> Report:
    """The recommendation tracker: grouped by meeting, in either of the two printed forms."""
    found = [
        (r, register.recommendation_standing(r, as_of)) for r in chosen(register, committees, as_of)
    ]
    sections = [
        Section("tally", None, (Facts((("Recommendations", tally(s for _, s in found)),)),))
    ]
    rows = tuple(_meeting_row(register, r, s, marks, as_of) for r, s in found)
    table = Table("Recommendations", MEETING_FORM, rows, empty="No recommendations.", merged=2)
    table = _with_committees(register, table, [r for r, _ in found])
    if form == "item":
        sections += _by_meeting(register, found, marks, as_of)
    else:
        sections.append(Section("recommendations", "Recommendations", (table,)))
    sections.append(legend(rules_for(register, committees), MEANS))
    return Report(
        name="recommendation-tracker",
        title="Recommendation tracker",
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
        filters=filters,
        data={"recommendations": [data(register, r, s, marks, as_of) for r, s in found]},
        sheet=replace(table, merged=0),
    )


def listing(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    filters: tuple[str, ...] = (),
) -> Report:
    """The recommendations in a few columns, for the terminal."""
    found = [
        (r, register.recommendation_standing(r, as_of)) for r in chosen(register, committees, as_of)
    ]
    columns = (
        Column("Recommendation", heads=True),
        Column("Meeting", narrow=True),
        Column("Made to"),
        Column("State"),
    )
    rows = tuple(
        (
            (text_of(r), r.id),
            register.meetings[r.meeting].date if r.meeting in register.meetings else r.meeting,
            listed(list(r.to)),
            rag(register.rules_of(r), s.rag, state_words(s)),
        )
        for r, s in found
    )
    table = Table("Recommendations", columns, rows, empty="No recommendations.")
    table = _with_committees(register, table, [r for r, _ in found])
    parts = (
        Section("tally", None, (Facts((("Recommendations", tally(s for _, s in found)),)),)),
        Section("list", None, (table,)),
    )
    return Report(
        name="recommendations",
        title="Recommendations",
        as_of=as_of,
        revision=revision,
        sections=parts,
        filters=filters,
        data={"recommendations": [data(register, r, s, {}, as_of) for r, s in found]},
    )


def tally(standings: Iterable[RecommendationStanding]) -> str:
    """Counts by state, in the order in which a recommendation goes through them."""
    states = [standing.state for standing in standings]
    parts = [f"{states.count(state)} {state}" for state in RECOMMENDATION_STATES if state in states]
    return listed(parts) or "none"


Found = list[tuple[Recommendation, RecommendationStanding]]


def _by_meeting(register: Register, found: Found, marks: Marks, as_of: date) -> list[Section]:
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    given = [a.response for r, _ in found for a in register.answers(r, as_of)]
    columns = (
        Column("Item", heads=True),
        Column("Recommendations"),
        Column(f"{whose(register, given)} / update"),
    )
    for recommendation, standing in found:
        rules = register.rules_of(recommendation)
        mark = marks.get(("recommendations", recommendation.id))
        answers = register.answers(recommendation, as_of)
        groups.setdefault(recommendation.meeting, []).append(
            (
                item_title(register, recommendation),
                named(text_of(recommendation), recommendation.id, mark),
                (
                    rag(rules, standing.rag, state_words(standing)),
                    *withdrawal(recommendation, standing),
                    *replies(answers),
                    notes(recommendation.progress, as_of),
                ),
            )
        )
    sections = []
    mixed = several(register.committee_of(recommendation) for recommendation, _ in found)
    for name, rows in groups.items():
        meeting = register.meetings.get(name)
        title = long_date(meeting.date) if meeting else name
        if meeting and mixed and (body := register.committee_of(meeting)):
            title = f"{title}, {body.name}"
        table = Table(f"Recommendations of {title}", columns, tuple(rows), merged=1)
        sections.append(Section(f"meeting-{name}", title, (table,)))
    return sections or [Section("none", None, (Prose("No recommendations."),))]


def _meeting_row(
    register: Register,
    recommendation: Recommendation,
    standing: RecommendationStanding,
    marks: Marks,
    as_of: date,
) -> tuple[Cell, ...]:
    meeting = register.meetings.get(recommendation.meeting)
    mark = marks.get(("recommendations", recommendation.id))
    said = replies(register.answers(recommendation, as_of))
    return (
        meeting.date if meeting else recommendation.meeting,
        item_title(register, recommendation),
        named(text_of(recommendation), recommendation.id, mark),
        (*withdrawal(recommendation, standing), *said, notes(recommendation.progress, as_of)),
        rag(register.rules_of(recommendation), standing.rag, state_words(standing)),
    )


def data(
    register: Register,
    recommendation: Recommendation,
    standing: RecommendationStanding,
    marks: Marks,
    as_of: date,
) -> dict[str, Any]:
    """A recommendation for machines."""
    committee = register.committee_of(recommendation)
    answers = register.answers(recommendation, as_of)
    gone = recommendation.withdrawn
    decisions = [answer.decision for answer in answers if answer.decision]
    mark = marks.get(("recommendations", recommendation.id))
    return {
        "id": recommendation.id,
        "label": recommendation.label,
        "committee": committee.id if committee else None,
        "meeting": recommendation.meeting,
        "item": recommendation.item,
        "item_title": item_title(register, recommendation),
        "minute": recommendation.minute,
        "text": recommendation.text,
        "to": list(recommendation.to),
        "kind": recommendation.kind,
        "parent": recommendation.parent,
        "state": standing.state,
        "rag": standing.rag,
        "remarks": list(standing.remarks),
        "received": iso(recommendation.received),
        "response_due": iso(standing.response_due),
        "days_overdue": standing.days_overdue,
        "days_late": standing.days_late,
        "withdrawn": {"on": iso(gone.on), "reason": gone.reason} if gone else None,
        "superseded_by": list(recommendation.superseded_by),
        "decision": decisions[-1] if decisions else None,
        "responses": [
            {
                "id": answer.response.id,
                "by": answer.response.by,
                "on": iso(answer.response.on),
                "decision": answer.decision,
                "text": answer.response.text,
            }
            for answer in answers
        ],
        "mark": mark.word if mark else None,
        "changed": list(mark.fields) if mark else [],
    }


def one(register: Register, recommendation: Recommendation, as_of: date, revision: str) -> Report:
    """All that the register holds of a recommendation."""
    standing = register.recommendation_standing(recommendation, as_of)
    meeting = register.meetings.get(recommendation.meeting)
    rows: tuple[tuple[str, Cell], ...] = (
        ("Id", recommendation.id),
        ("Label", recommendation.label),
        ("Meeting", meeting.date if meeting else recommendation.meeting),
        ("Item", item_title(register, recommendation)),
        ("Minute", recommendation.minute),
        ("Recommendation", Prose(recommendation.text)),
        ("Made to", listed(list(recommendation.to))),
        ("Kind", recommendation.kind),
        ("By", register.due_words(recommendation.by)),
        ("Notice given", recommendation.notified),
        ("Received", recommendation.received),
        ("State", rag(register.rules_of(recommendation), standing.rag, state_words(standing))),
        ("Withdrawn", withdrawal(recommendation, standing)),
        ("Replies", replies(register.answers(recommendation, as_of))),
        ("Evidence", recommendation.evidence),
        ("Printed as", recommendation.printed_status),
        ("Source", recommendation.source),
    )
    title = f"Recommendation {recommendation.label or recommendation.id}"
    return Report(
        name="recommendation",
        title=title,
        as_of=as_of,
        revision=revision,
        sections=(Section("recommendation", title, (Facts(rows),)),),
        data={"recommendation": data(register, recommendation, standing, {}, as_of)},
    )


EXECUTIVE = "Executive responses"


def whose(register: Register, given: Iterable[Response]) -> str:
    """The heading above replies: the executive's name stands there where nobody else replied."""
    only = all(_by_executive(register, response) for response in given)
    return EXECUTIVE if only else "Responses"


def _by_executive(register: Register, response: Response) -> bool:
    """Whether the executive replied; where nobody is named, whether it was asked."""
    if response.by:
        return is_executive(response.by)
    asked = [r for name in response.to if (r := register.recommendations.get(name))]
    return all(not r.to or any(map(is_executive, r.to)) for r in asked)


def replies(answers: tuple[ResponseShare, ...]) -> tuple[Cell, ...]:
    """The replies to a recommendation as a tracker prints them, with what they promise."""
    cells: list[Cell] = []
    for answer in answers:
        response = answer.response
        who = ", ".join(
            part for part in (response.by, long_date(response.on) if response.on else None) if part
        )
        head = " ".join(part for part in (f"{who}:" if who else "", _decision(answer)) if part)
        part = f" (on {response.part})" if response.part else ""
        if head or part:
            cells.append(f"{head}{part}")
        if response.text:
            cells.append(Prose(response.text))
        cells += [Prose(f"Action: {action.action}") for action in answer.actions]
    return tuple(cells)


def _decision(answer: ResponseShare) -> str:
    words = answer.decision or ""
    return words[:1].upper() + words[1:]


def withdrawal(
    recommendation: Recommendation, standing: RecommendationStanding
) -> tuple[Cell, ...]:
    """When and why a recommendation was withdrawn, once it is."""
    gone = recommendation.withdrawn
    if gone is None or standing.state != "withdrawn" or not (gone.on or gone.reason):
        return ()
    when = f"Withdrawn on {long_date(gone.on)}" if gone.on else "Withdrawn"
    return (Prose(f"{when}: {gone.reason}") if gone.reason else when,)
