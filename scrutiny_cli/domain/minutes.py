"""Minutes: numbers that run on through the municipal year, and what a clerk begins with.

Agenda items are numbered afresh at each meeting; minutes are not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scrutiny_cli.domain.committees import Seat, StandingItem
from scrutiny_cli.domain.meetings import Item, Meeting, Minute
from scrutiny_cli.domain.municipal_year import FIRST_MONTH, municipal_year


class Numbered(NamedTuple):
    """A minute with its place: its meeting and its position in it."""

    meeting: Meeting
    position: int

    @property
    def minute(self) -> Minute:
        """The minute itself."""
        return self.meeting.minutes[self.position]

    @property
    def number(self) -> int:
        """Its number."""
        return self.minute.number


@dataclass(frozen=True)
class Misnumbered:
    """A minute whose number does not follow on from ``other``, and how."""

    how: Literal["twice", "gap", "restart"]
    at: Numbered
    other: Numbered


def runs(meetings: Iterable[Meeting]) -> list[list[Meeting]]:
    """A committee's meetings by date, parted where the numbers begin afresh: in May.

    The new municipal year begins with the council's annual meeting, on a day in May that the
    council chooses; so in May numbers may still run on, and then begin at 1.
    """
    found: list[list[Meeting]] = []
    last: Meeting | None = None
    for meeting in meetings:
        fresh = last is None or municipal_year(last.date) != municipal_year(meeting.date)
        if last and last.date.month == FIRST_MONTH and meeting.minutes:
            fresh = fresh or (bool(last.minutes) and meeting.minutes[0].number == 1)
        if fresh:
            found.append([])
        found[-1].append(meeting)
        last = meeting
    return found


def misnumbered(run: Sequence[Meeting]) -> Iterator[Misnumbered]:
    """What is wrong with the numbers of one run of meetings.

    Where a meeting between two others has no minutes in the register, nobody can say which
    numbers it took.
    """
    known: dict[int, Numbered] = {}
    last: Numbered | None = None
    unknown = False
    for meeting in run:
        if not meeting.minutes:
            unknown = unknown or (meeting.stands and not meeting.inquorate)
            continue
        first = Numbered(meeting, 0)
        if last and first.number < last.number and (first.number == 1 or first.number not in known):
            yield Misnumbered("restart", first, last)
            known, last = {}, None
        for index in range(len(meeting.minutes)):
            here = Numbered(meeting, index)
            if here.number in known:
                yield Misnumbered("twice", here, known[here.number])
                continue
            if last and here.number < last.number:
                yield Misnumbered("restart", here, last)
            elif last and here.number > last.number + 1 and not (unknown and index == 0):
                yield Misnumbered("gap", here, last)
            known[here.number] = last = here
        unknown = False


class First(NamedTuple):
    """The number a meeting's minutes begin with, and the meetings whose own are not known."""

    number: int
    missing: tuple[Meeting, ...]


def first_number(meeting: Meeting, earlier: Sequence[Meeting]) -> First:
    """The number that follows the last minute before a meeting in its municipal year."""
    year = [m for m in earlier if municipal_year(m.date) == municipal_year(meeting.date)]
    last = max((index for index, m in enumerate(year) if m.minutes), default=-1)
    number = year[last].minutes[-1].number if last >= 0 else 0
    return First(number + 1, tuple(m for m in year[last + 1 :] if m.stands and not m.inquorate))


@dataclass(frozen=True)
class Skeleton:
    """What the minutes of a meeting begin with.

    ``attendance`` are the holders of seats by id with their capacity; ``minutes`` a number, the
    name of its item, or the item's title where it has no name.
    """

    attendance: tuple[tuple[str, str], ...]
    minutes: tuple[tuple[int, str | None, str | None], ...]


def skeleton(
    meeting: Meeting,
    seats: Iterable[Seat],
    items: Iterable[tuple[Item, StandingItem | None]],
    number: int,
) -> Skeleton:
    """Everyone who holds a seat on the day, and a numbered minute for each numbered item."""
    held = [seat for seat in seats if seat.holder and seat.held_on(meeting.date)]
    numbered = [
        (item, standing)
        for item, standing in items
        if (standing.numbered if standing and item.numbered is None else item.numbered is not False)
    ]
    return Skeleton(
        attendance=tuple((seat.holder or "", seat.role) for seat in held),
        minutes=tuple(
            (number + offset, item.name, None if item.name else item.title)
            for offset, (item, _) in enumerate(numbered)
        ),
    )
