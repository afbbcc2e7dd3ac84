"""Committees: their notice, and who holds which seat at the same time."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from scrutiny_cli.checks.context import Context
from scrutiny_cli.domain.committees import Seat
from scrutiny_cli.domain.notice import LEAST_NOTICE
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import count


def _overlap(seat: Seat, other: Seat) -> bool:
    start = max(seat.from_ or date.min, other.from_ or date.min)
    return start <= min(seat.until or date.max, other.until or date.max)


def notice(context: Context) -> Iterator[Finding]:
    """A committee that the Act binds gives as many clear days' notice as the Act requires."""
    for entry, committee in context.each("committees"):
        rules = committee.rules
        needed = LEAST_NOTICE.get(rules.bank_holidays)
        if rules.statutory and needed and rules.publication.clear_days < needed:
            message = (
                f"{count(rules.publication.clear_days, 'clear day')} of notice, and the law requires "
                f"{needed} in {rules.bank_holidays}"
            )
            hint = "correct the number, or write `statutory: no` for a body that no Act binds"
            path = ("rules", "publication", "clear_days")
            yield entry.finding(path, "notice-too-short", message, hint)


def seat_conflicts(context: Context) -> Iterator[Finding]:
    """Nobody holds two seats at once, and a committee has one chairperson at a time."""
    people = context.register.people
    for entry, committee in context.each("committees"):
        for (_, seat), (index, other) in combinations(enumerate(committee.seats), 2):
            if not seat.holder or not other.holder or not _overlap(seat, other):
                continue
            if seat.holder == other.holder:
                person = people.get(seat.holder)
                name = person.name if person else seat.holder
                message = f"{name} holds two seats at the same time"
            elif seat.role == other.role and seat.role in ("chairperson", "vice-chairperson"):
                message = f"two people are {seat.role} at the same time"
            else:
                continue
            hint = "end one seat with `until:` before the other begins with `from:`"
            yield entry.finding(("seats", index, "holder"), "seat-conflict", message, hint)
