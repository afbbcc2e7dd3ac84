"""A short note to one owner for e-mail: one table, three questions, the date to reply by."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from scrutiny_cli.domain.committees import Committee, Contact
from scrutiny_cli.domain.dates import short_date
from scrutiny_cli.domain.people import Owner, Person
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.model import (
    Column,
    Facts,
    InPack,
    Listing,
    Prose,
    Report,
    Section,
    Table,
    facts,
    rows,
)
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import state_words
from scrutiny_cli.reports.trackers.chaser import reply_by
from scrutiny_cli.reports.trackers.overdue import NOBODY, Overdue
from scrutiny_cli.wording import capital, count, incomplete, shorten

HEAD = "head"
"""The part that is for the clerk, and not part of the message."""
QUESTIONS = (
    "Is it done? If so, when, and what shows it?",
    "If not, what has been done since the last meeting?",
    "If it needs longer, what is the new date, and why?",
)
RESPONSES = (
    "Is the recommendation agreed, partially agreed or not agreed, and why?",
    "What will be done, by whom and by when?",
    "If the response needs longer, when will it come?",
)
COLUMNS = (
    *(Column("No.", narrow=True), Column("What", heads=True)),
    *(Column("Due", narrow=True), Column("State")),
)
_ADDRESS = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+")
_LONGEST_SUBJECT = 150


def note(at: Standpoint, owner: str, late: Overdue, everyone: Register) -> Report:
    """The note to an owner; ``everyone`` is the whole register, which has their address."""
    bodies = [body for body in at.committees if body.id in set(_asking(late))] or [*at.committees]
    if not bodies:
        missing = incomplete(at.register.unread) or "The register has no committee yet."
        raise RecordsError(f"there is no committee to write for: {missing}")
    lines = [
        *(
            (o.number or "", Prose(o.action), o.due, capital(state_words(o.standing)))
            for o in late.obligations
        ),
        *(
            (r.record.label or "", Prose(r.record.text), r.standing.response_due, r.state_words)
            for r in late.responses
        ),
    ]
    number = len(lines)
    what = count(number, "action" if late.obligations and not late.responses else "thing")
    by = [(body, reply_by(at, body)) for body in bodies]
    subject = f"{bodies[0].name}: {what} for your reply by {by[0][1].partition(',')[0]}"
    if by[0][1].startswith("as soon"):
        subject = f"{bodies[0].name}: {what} for your reply"
    address = _address_of(at.as_of, owner, late, everyone)
    table = Table("What we ask about", COLUMNS, rows(COLUMNS, lines), as_printed=True)
    asked = QUESTIONS if late.obligations else RESPONSES
    opening = (
        f"Our log shows {'the one thing' if number == 1 else f'the {number} things'} below as not done on "
        f"{short_date(at.as_of)}. Please answer three questions about {'it' if number == 1 else 'each'} "
        "in a reply to this message:"
    )
    reply = [f"Please reply by {day} ({body.name})." for body, day in by]
    if len(by) == 1:
        reply = [
            f"Please reply by {by[0][1]}."
            if "soon" not in by[0][1]
            else "Please reply as soon as you can."
        ]
    sections = (
        Section(HEAD, None, (_head(address, owner, subject),)),
        Section("message", None, (Prose(opening), Listing(asked, ordered=True), table)),
        Section("close", None, (*map(Prose, reply), *signed(bodies[0], at.as_of))),
    )
    return at.report("note", subject, sections, {}, filters=())


def owners(late: Overdue) -> list[str]:
    """Everybody who owes something that is late or soon due, by name."""
    names = {name for o in (*late.late, *late.soon) for name in o.owner_names}
    names |= {to for response in late.responses for to in response.record.to}
    return sorted(names - {NOBODY})


def only(late: Overdue, owner: str) -> Overdue:
    """What exactly this owner owes."""
    return Overdue(
        [o for o in late.late if owner in o.owner_names],
        [o for o in late.soon if owner in o.owner_names],
        [o for o in late.undated if owner in o.owner_names],
        [r for r in late.responses if owner in r.record.to],
        [],
        [],
    )


def mailto(address: str, subject: str) -> str:
    """Return a link that begins a message: short, and safe with any words."""
    to = quote(address, safe="@+")
    return f"mailto:{to}?subject={quote(shorten(subject, _LONGEST_SUBJECT), safe='')}"


def _asking(late: Overdue) -> Iterator[str]:
    bodies = [o.committee for o in late.obligations] + [r.committee for r in late.responses]
    yield from (body.id for body in bodies if body)


def _head(address: str | None, owner: str, subject: str) -> Facts:
    link = InPack(
        "Begin a message, then copy what is below into it", mailto(address or "", subject)
    )
    return facts(
        ("To", address or f"{owner} (no address in the register)"), ("Subject", subject), ("", link)
    )


def signed(committee: Committee, day: date) -> tuple[Prose, ...]:
    """Who writes, for the end of the message."""
    contact = committee.contact_on(day) or Contact()
    lines = [contact.name, contact.post, committee.name, contact.phone, contact.email]
    return (Prose("  \n".join(line for line in lines if line)),)


def _address_of(day: date, owner: str, late: Overdue, everyone: Register) -> str | None:
    """The address of a person or post; none if the register has none, or several."""
    held = [o for each in late.obligations for o in each.owed_by]
    named = [each for each in held if owner.lower() in everyone.owner_words(each).lower()]
    found = {address for each in named for address in _of(each, day, everyone)}
    return next(iter(found)) if len(found) == 1 else None


def _of(owner: Owner, day: date, everyone: Register) -> Iterator[str]:
    person = everyone.owner_person(owner)
    post = None if person else everyone.owner_post(owner)
    people = [person] if person else everyone.holders(post, day) if post else []
    for each in people:
        for address in _addresses(each, post, day):
            if _ADDRESS.fullmatch(address):
                yield address
                break


def _addresses(person: Person, post: str | None, day: date) -> Iterator[str]:
    """The address of the post that is meant before the person's own; of a person, their own first."""
    own = [person.email] if person.email else []
    of_posts = [
        spell.email
        for spell in person.posts
        if spell.email
        and (spell.until is None or spell.until >= day)
        and (post is None or spell.post.lower() == post.lower())
    ]
    yield from (*of_posts, *own) if post else (*own, *of_posts)
