"""Seats and posts: dates that contradict, and who sits where at the same time."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.domain.committees import Seat
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.register.placing import Finding


def _backwards(part: Any) -> bool:
    return bool(part.from_ and part.until and part.until < part.from_)


def _overlap(one: Seat, other: Seat) -> bool:
    start = max(one.from_ or date.min, other.from_ or date.min)
    return start <= min(one.until or date.max, other.until or date.max)


def seat_dates(context: Context) -> Iterator[Finding]:
    """No seat or post ends before it begins."""
    for kind, parts, code in (
        ("committees", "seats", "seat-dates"),
        ("people", "posts", "post-dates"),
    ):
        for entry, record in context.each(kind):
            for index, part in enumerate(getattr(record, parts)):
                if _backwards(part):
                    message = f"it ends before it begins on {long_date(part.from_)}"
                    yield entry.fault((parts, index, "until"), code, message, "check both dates")


def seat_conflicts(context: Context) -> Iterator[Finding]:
    """Nobody sits in two seats at once, and a committee has one chairperson at a time."""
    people = context.register.people
    for entry, committee in context.each("committees"):
        for (_, one), (index, other) in combinations(enumerate(committee.seats), 2):
            if not one.holder or not other.holder or not _overlap(one, other):
                continue
            if one.holder == other.holder:
                person = people.get(one.holder)
                name = person.name if person else one.holder
                message = f"{name} holds two seats at the same time"
            elif one.role == other.role and one.role in ("chairperson", "vice-chairperson"):
                message = f"two people are {one.role} at the same time"
            else:
                continue
            hint = "end one seat with `until:` before the other begins with `from:`"
            yield entry.fault(("seats", index, "holder"), "seat-conflict", message, hint)


CHECKS: tuple[Check, ...] = (seat_dates, seat_conflicts)
