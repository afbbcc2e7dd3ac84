"""What a seat is called in agenda and minutes, and whether its holder votes."""

from dataclasses import dataclass
from datetime import date

from scrutiny_cli.domain.committees import Committee, Seat
from scrutiny_cli.domain.meetings import Attendance
from scrutiny_cli.wording import capital

CHAIRS = ("chairperson", "vice-chairperson")
# Roles that are not printed: the list of members or co-optees says as much.
_PLAIN = frozenset({"", "member", "co-optee", "co-opted member"})


def role_words(seat: Seat) -> str:
    """A seat's role as the agenda prints it."""
    return seat.printed_role or {"co-optee": "Co-opted member"}.get(seat.role, capital(seat.role))


def vote_words(seat: Seat, role: str) -> str | None:
    """What is said of the vote that goes with a seat, where its role does not say it."""
    if seat.voting is False:
        return None if "non-voting" in role.casefold() else "non-voting"
    return f"votes on {seat.voting}" if isinstance(seat.voting, str) else None


def role_and_vote(seat: Seat) -> str:
    """A seat's role as the agenda prints it, and what is said of its vote."""
    role = role_words(seat)
    vote = vote_words(seat, role)
    return f"{role} ({vote})" if vote else role


@dataclass(frozen=True)
class Capacities:
    """In which capacities people are at a committee's meeting of a day."""

    committee: Committee
    day: date

    @property
    def seats(self) -> list[Seat]:
        """The seats that exist that day, in the order of the record."""
        return [seat for seat in self.committee.seats if seat.held_on(self.day)]

    def seat_of(self, person: Attendance) -> Seat | None:
        """The seat somebody holds; of several the one with the role they were there in."""
        held = [seat for seat in self.seats if person.person and seat.holder == person.person]
        return next((seat for seat in held if seat.role == person.as_), held[0] if held else None)

    def chair(self, role: str) -> str:
        """What the committee calls its chair, or its vice-chair."""
        words = (seat.printed_role for seat in self.seats if seat.role == role)
        usual = "-".join(part.capitalize() for part in role.split("-"))
        return next((word for word in words if word), usual)

    def named(self, name: str, person: Attendance) -> str:
        """A name with the capacity somebody was there in, and what is said of their vote."""
        capacity, seat = person.as_ or "", self.seat_of(person)
        remarks = []
        if capacity in CHAIRS:
            own = seat.printed_role if seat and seat.role == capacity else None
            remarks.append(own or self.chair(capacity))
        elif seat and seat.printed_role and capacity == seat.role:
            capacity = seat.printed_role
        if capacity not in CHAIRS and capacity.casefold() not in _PLAIN:
            name = f"{name}, {capacity}"
        vote = vote_words(seat, capacity) if seat else None
        known = ", ".join((*remarks, vote) if vote else remarks)
        return f"{name} ({known})" if known else name

    def abstained(self, person: Attendance) -> bool:
        """Whether somebody who has a vote is recorded as not having cast it."""
        seat = self.seat_of(person)
        voteless = "non-voting" in (person.as_ or "").casefold() or (seat and seat.voting is False)
        return person.voted is False and not voteless
