"""A note to one owner: what is asked for, and a form to answer on."""

from datetime import date

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.notice import deadlines
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register import Register
from scrutiny_cli.reports.actions import state_words
from scrutiny_cli.reports.model import Block, Column, Facts, Prose, Report, Section, Table
from scrutiny_cli.reports.overdue import Late, Owed, holder_note, names
from scrutiny_cli.wording import count, listed

FORM = (
    "Done? (yes or no, and the day)",
    "What shows that it is done?",
    "Progress since the last meeting",
    "If it needs longer: the new date, and why",
)


def note(
    register: Register,
    committees: list[Committee],
    as_of: date,
    revision: str,
    owner: str,
    late: Late,
) -> Report:
    """What an owner owes the committees, and a reply form for each thing."""
    things = (*late.late, *late.soon, *late.undated)
    who = listed(sorted({name for thing in things for name in names(register, thing)})) or owner
    held = [text for thing in things if (text := holder_note(register, thing, as_of))]
    opening: list[Block] = [
        Facts(
            (
                ("To", who),
                *((("At present", held[0]),) if held else ()),
                ("Reply by", _reply_by(register, committees, as_of)),
            )
        ),
        Prose(
            f"The scrutiny committee asked for {count(len(things), 'thing')} below that the register "
            f"shows as not done on {long_date(as_of)}; {len(late.late)} of them "
            f"{'is' if len(late.late) == 1 else 'are'} past the date. Please fill in the form under each."
        ),
    ]
    return Report(
        name="chaser",
        title="Actions for the scrutiny committee",
        subtitle=listed([committee.name for committee in committees]),
        as_of=as_of,
        revision=revision,
        sections=(
            Section("opening", None, tuple(opening)),
            *(_thing(register, thing, position) for position, thing in enumerate(things, 1)),
        ),
    )


def _reply_by(register: Register, committees: list[Committee], as_of: date) -> str:
    """The last working day before the next agenda that can still take the reply."""
    found: list[tuple[date, date]] = []
    for committee in committees:
        calendar = WorkingDays.of(committee.rules)
        for meeting in register.meetings_of(committee):
            if meeting.stands and meeting.date > as_of:
                published = deadlines(meeting.date, committee.rules)[0].day
                before = next(day for day in calendar.before(published) if calendar.works(day))
                if before > as_of:
                    found.append((before, published))
                    break
    if not found:
        return "as soon as you can"
    day, published = min(found)
    return f"{full_date(day)}, for the agenda that is published on {full_date(published)}"


def _thing(register: Register, thing: Owed, position: int) -> Section:
    meeting = register.meetings.get(thing.meeting or "")
    title = f"Action {thing.number}" if thing.number else f"Action {thing.id}"
    facts = Facts(
        (
            ("Asked at the meeting of", meeting.date if meeting else thing.meeting),
            ("Due", thing.standing.due or register.due_words(thing.due) or "no date"),
            ("State", state_words(thing.standing)),
        )
    )
    columns = (Column("Please fill in", heads=True), Column("Your answer"))
    form = Table(f"Reply form for {title.lower()}", columns, tuple((line, "") for line in FORM))
    return Section(f"thing-{position}", title, (Prose(thing.action), facts, form))
