"""The notice of a committee's recommendations to the executive, whose receipt starts its time to respond."""

from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.reports.model import Block, Column, Prose, Report, Section, Table, facts, rows
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.note import signed
from scrutiny_cli.reports.trackers.recommendations import TrackedRecommendation, tracked, unsent
from scrutiny_cli.wording import count

COLUMNS = (Column("No.", narrow=True), Column("Recommendation", heads=True), Column("Item"))
DUTY = (
    "Under section 9FE of the Local Government Act 2000, please consider them, respond to the committee and say what "
    "action, if any, you propose to take. Please publish the response if the report or recommendations were published."
)


def to_send(at: Standpoint, meeting: Meeting) -> list[TrackedRecommendation]:
    """The recommendations of a meeting to the executive: those not sent yet, or all if all are sent."""
    waiting = [each for each in unsent(at) if each.record.meeting == meeting.id]
    made = (each for each in tracked(at) if each.record.meeting == meeting.id)
    return waiting or [each for each in made if each.to_executive]


def letter(at: Standpoint, meeting: Meeting, sent: list[TrackedRecommendation]) -> Report:
    """The notice of these recommendations, as if it were received on the day it is written."""
    committee = at.committees[0]
    council = at.register.council_for(sent[0].record)
    executive = council.executive.name if council and council.executive else "the executive"
    number = count(len(sent), "recommendation")
    head = facts(
        ("To", executive[:1].upper() + executive[1:]),
        ("From", committee.name),
        ("Date", long_date(at.as_of)),
        ("Meeting", full_date(meeting.date)),
    )
    opening = f"At its meeting on {long_date(meeting.date)} the committee made the {number} below to {executive}."
    lines = [
        (each.record.label or str(place), Prose(each.record.text), each.item_title)
        for place, each in enumerate(sent, 1)
    ]
    table = Table("Recommendations", COLUMNS, rows(COLUMNS, lines), as_printed=True)
    blocks: list[Block] = [head, Prose(opening), table]
    if committee.rules.statutory:
        blocks.append(Prose(DUTY))
    received = [
        each.record.model_copy(update={"notified": at.as_of, "received": at.as_of}) for each in sent
    ]
    days = sorted({day for each in received if (day := at.register.response_due(each))})
    if days:
        blocks.append(
            Prose(
                "The time to respond begins with the day on which you receive this notice. If you receive it on "
                f"{long_date(at.as_of)}, the response is due by {full_date(days[0])}. Please confirm the day."
            )
        )
    title = f"Notice of {number} of {committee.name}"
    parts = (*blocks, *signed(committee, at.as_of))
    return at.report("letter", title, (Section("letter", None, parts),), {}, filters=())
