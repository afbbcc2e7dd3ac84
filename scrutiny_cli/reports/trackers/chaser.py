"""A note to one owner: what is asked for, and a form to answer on."""

from datetime import date

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.domain.response_clock import receipt
from scrutiny_cli.domain.state import RecommendationStanding
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.bodies import Body
from scrutiny_cli.reports.model import Cell, Column, Facts, Prose, Report, Section, Table
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.overdue import Obligation, Overdue, holder_note, names
from scrutiny_cli.reports.trackers.recommendations import item_title, text_of
from scrutiny_cli.reports.trackers.recommendations import state_words as response_words
from scrutiny_cli.wording import count, listed

FORM = (
    "Done? (yes or no, and the day)",
    "What shows that it is done?",
    "Progress since the last meeting",
    "If it needs longer: the new date, and why",
)
REPLY = (
    "Agreed, partially agreed or not agreed?",
    "The response, with the reasons",
    "What will be done, by whom and by when",
)

Asked = tuple[Body, Obligation | tuple[Recommendation, RecommendationStanding]]
"""What one committee asked for: an action, or a response to a recommendation."""


def note(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    owner: str,
    late: Overdue,
) -> Report:
    """What an owner owes the committees, each for itself, and a reply form for each thing."""
    asked: list[Asked] = [(thing.committee, thing) for thing in late.things]
    asked += [(register.committee_of(pair[0]), pair) for pair in late.responses]
    order = {committee.id: position for position, committee in enumerate(committees)}
    asked.sort(key=lambda one: order[one[0].id] if one[0] else len(order))
    named = {body.id for body, _ in asked if body}
    bodies = [committee for committee in committees if committee.id in named] or committees
    mixed = len(bodies) > 1
    sections = tuple(
        _thing(register, body if mixed else None, thing, position)
        if isinstance(thing, Obligation)
        else _response(register, body if mixed else None, thing, position)
        for position, (body, thing) in enumerate(asked, 1)
    )
    parts = [*(["Actions"] if late.things else []), *(["responses"] if late.responses else [])]
    title = listed(parts)
    return Report(
        name="chaser",
        title=f"{title[:1].upper()}{title[1:]} for the scrutiny committee{'s' if mixed else ''}",
        subtitle=listed([committee.name for committee in bodies]),
        as_of=as_of,
        revision=revision,
        sections=(_opening(register, bodies, as_of, owner, late), *sections),
    )


def _opening(
    register: Register, bodies: list[Committee], as_of: date, owner: str, late: Overdue
) -> Section:
    """To whom it goes, by when to reply, and how much is asked for."""
    addressed = (to for recommendation, _ in late.responses for to in recommendation.to)
    who = {name for thing in late.things for name in names(register, thing)}
    who |= {to for to in addressed if owner.lower() in to.lower()}
    held = [text for thing in late.things if (text := holder_note(register, thing, as_of))]
    replies = [
        (
            f"Reply by ({body.name})" if len(bodies) > 1 else "Reply by",
            _reply_by(register, body, as_of),
        )
        for body in bodies
    ]
    facts: list[tuple[str, Cell]] = [
        ("To", listed(sorted(who))),
        *((("At present", held[0]),) if held else ()),
        *replies,
    ]
    total, past = len(late.things) + len(late.responses), len(late.late) + len(late.responses)
    verb = "is" if past < 2 else "are"
    which = "it" if total == 1 else f"{past or 'none'} of them"
    words = f"; {which} {verb} past the date" if past or total > 1 else ""
    request = Prose(
        f"The scrutiny committee{'s' if len(bodies) > 1 else ''} asked for {count(total, 'thing')} "
        f"below that the register shows as not done on {long_date(as_of)}{words}. "
        f"Please fill in the form under {'it' if total == 1 else 'each'}."
    )
    return Section("opening", None, (Facts(tuple(facts)), request))


def _reply_by(register: Register, committee: Committee, as_of: date) -> str:
    """The last working day before a committee's next agenda that can still take the reply."""
    calendar = WorkingDays.of(committee.rules)
    for meeting in register.meetings_of(committee):
        if meeting.stands and meeting.date > as_of:
            published = deadlines(meeting.date, committee.rules)[0].day
            before = next(day for day in calendar.before(published) if calendar.works(day))
            if before > as_of:
                return f"{full_date(before)}, for the agenda that is published on {full_date(published)}"
    return "as soon as you can"


def _thing(register: Register, body: Body, thing: Obligation, position: int) -> Section:
    meeting = register.meetings.get(thing.meeting or "")
    title = f"Action {thing.number}" if thing.number else f"Action {thing.id}"
    facts: list[tuple[str, Cell]] = [
        ("Asked at the meeting of", meeting.date if meeting else thing.meeting),
        ("Due", thing.standing.due or register.due_words(thing.due) or "no date"),
        ("State", state_words(thing.standing)),
    ]
    return _section(position, title, body, Prose(thing.action), facts, FORM)


def _response(
    register: Register,
    body: Body,
    asked: tuple[Recommendation, RecommendationStanding],
    position: int,
) -> Section:
    made, standing = asked
    meeting = register.meetings.get(made.meeting)
    facts: list[tuple[str, Cell]] = [
        ("Made at the meeting of", meeting.date if meeting else made.meeting),
        ("Item", item_title(register, made)),
        ("Received", receipt(made.notified, made.received)),
        ("State", response_words(standing)),
    ]
    title = f"Recommendation {made.label or made.id}"
    return _section(position, title, body, text_of(made), facts, REPLY)


def _section(
    position: int,
    title: str,
    body: Body,
    words: Prose,
    facts: list[tuple[str, Cell]],
    lines: tuple[str, ...],
) -> Section:
    """What is asked for, with the form; ``body`` is named where several committees ask."""
    whose: list[tuple[str, Cell]] = [("Committee", body.name)] if body else []
    columns = (Column("Please fill in", heads=True), Column("Your answer"))
    caption = f"Reply form for {title[:1].lower()}{title[1:]}"
    form = Table(caption, columns, tuple((line, "") for line in lines))
    return Section(f"thing-{position}", title, (words, Facts((*whose, *facts)), form))
