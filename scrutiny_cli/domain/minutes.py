"""Minutes: their numbers, which run through the municipal year, and the draft a clerk starts from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scrutiny_cli.domain.base import NumberAsPrinted
from scrutiny_cli.domain.committees import Seat, StandingItem
from scrutiny_cli.domain.meetings import AgendaRequest, Item, Meeting, Minute
from scrutiny_cli.domain.municipal_year import FIRST_MONTH, municipal_year


class NumberedMinute(NamedTuple):
    """A minute, by its meeting and its position there."""

    meeting: Meeting
    position: int

    @property
    def minute(self) -> Minute:
        """The minute."""
        return self.meeting.minutes[self.position]

    @property
    def number(self) -> int:
        """The number of the minute."""
        return self.minute.number


@dataclass(frozen=True)
class Misnumbered:
    """A minute whose number does not follow from ``other``, and how it differs."""

    how: Literal["twice", "gap", "restart"]
    at: NumberedMinute
    other: NumberedMinute


class UnmetRequest(NamedTuple):
    """An item that the committee resolved to take at a meeting whose agenda does not have it."""

    meeting: Meeting
    minute_position: int
    position: int
    target: Meeting

    @property
    def minute(self) -> Minute:
        """The minute that asks for it."""
        return self.meeting.minutes[self.minute_position]

    @property
    def request(self) -> AgendaRequest:
        """The item asked for."""
        return self.minute.requests[self.position]


def unmet_requests(meetings: Mapping[str, Meeting]) -> Iterator[UnmetRequest]:
    """The items asked for in minutes and missing from the agenda of their meeting, if it has one."""
    for meeting in meetings.values():
        for index, minute in enumerate(meeting.minutes):
            for position, request in enumerate(minute.requests):
                target = meetings.get(request.meeting)
                if request.answered or target is None or not target.items:
                    continue
                if request.item not in {item.name for item in target.items}:
                    yield UnmetRequest(meeting, index, position, target)


def runs(meetings: Iterable[Meeting]) -> list[list[Meeting]]:
    """A committee's meetings by date, in groups whose minutes are numbered from 1.

    The municipal year starts with the council's annual meeting, on a day in May that the council
    chooses. So in May numbers may first run on, and then start at 1.
    """
    groups: list[list[Meeting]] = []
    last: Meeting | None = None
    for meeting in meetings:
        fresh = last is None or municipal_year(last.date) != municipal_year(meeting.date)
        if last and last.date.month == FIRST_MONTH and meeting.minutes:
            fresh = fresh or (bool(last.minutes) and meeting.minutes[0].number == 1)
        if fresh:
            groups.append([])
        groups[-1].append(meeting)
        last = meeting
    return groups


def each_alone(meetings: Iterable[Meeting]) -> list[list[Meeting]]:
    """A committee's meetings, each a group of its own: numbers begin at 1 at every meeting."""
    return [[meeting] for meeting in meetings]


def misnumbered(run: Sequence[Meeting], *, alone: bool = True) -> Iterator[Misnumbered]:
    """The minutes of a group of meetings whose numbers do not follow on.

    A meeting without minutes in the register may have used any numbers, so a gap is then allowed. So
    may the meetings of others, unless the committee numbers its minutes ``alone``.
    """
    by_number: dict[str, NumberedMinute] = {}
    last: NumberedMinute | None = None
    unknown = False
    for meeting in run:
        if not meeting.minutes:
            unknown = unknown or (meeting.stands and not meeting.inquorate)
            continue
        first = NumberedMinute(meeting, 0)
        restarts = last and first.number < last.number
        if last and restarts and (first.number == 1 or str(first.number) not in by_number):
            yield Misnumbered("restart", first, last)
            by_number, last = {}, None
        for index in range(len(meeting.minutes)):
            minute = NumberedMinute(meeting, index)
            if str(minute.number) in by_number:
                yield Misnumbered("twice", minute, by_number[str(minute.number)])
                continue
            if last and minute.number < last.number:
                yield Misnumbered("restart", minute, last)
            elif (
                last
                and minute.number > last.number + 1
                and not (index == 0 and (unknown or not alone))
            ):
                yield Misnumbered("gap", minute, last)
            elif (
                last and minute.number == last.number and not getattr(minute.number, "part", False)
            ):
                yield Misnumbered("twice", minute, last)
            by_number[str(minute.number)] = last = minute
        unknown = False


class First(NamedTuple):
    """The first minute number of a meeting, and the meetings before it whose minutes are missing."""

    number: int
    missing: tuple[Meeting, ...]


def first_number(meeting: Meeting, earlier: Sequence[Meeting], per: str = "year") -> First:
    """The number after the last minute before a meeting, in its municipal year.

    ``per`` is the rule: numbers begin again each meeting, or have the year behind them.
    """
    if per == "meeting":
        return First(1, ())
    year = [m for m in earlier if municipal_year(m.date) == municipal_year(meeting.date)]
    last = max((index for index, m in enumerate(year) if m.minutes), default=-1)
    number = year[last].minutes[-1].number if last >= 0 else 0
    missing = tuple(m for m in year[last + 1 :] if m.stands and not m.inquorate)
    following: int = number + 1
    if "{" in per:
        following = spelt(following, meeting, per)
    elif "/" in str(number):
        following = spelt(following, meeting, "{number}/{yy}")
    return First(following, missing)


def spelt(number: int, meeting: Meeting, pattern: str) -> NumberAsPrinted:
    """A minute number of a meeting with its year, by a pattern."""
    year = {"yy": f"{meeting.date:%y}", "yyyy": f"{meeting.date:%Y}"}
    return NumberAsPrinted(pattern.format(number=number, **year))


@dataclass(frozen=True)
class Skeleton:
    """The start of a meeting's minutes.

    ``attendance`` lists the ids of the members with their roles. ``minutes`` lists, for each minute,
    its number and the name of its item, or the item's title if it has no name.
    """

    attendance: tuple[tuple[str, str], ...]
    minutes: tuple[tuple[int, str | None, str | None], ...]


def skeleton(
    meeting: Meeting,
    seats: Iterable[Seat],
    items: Iterable[tuple[Item, StandingItem | None]],
    number: int,
) -> Skeleton:
    """The members on the date of a meeting, and a minute for each numbered item."""
    filled = [seat for seat in seats if seat.holder and seat.held_on(meeting.date)]
    numbered = [
        (item, standing)
        for item, standing in items
        if (standing.numbered if standing and item.numbered is None else item.numbered is not False)
    ]
    return Skeleton(
        attendance=tuple((seat.holder or "", seat.role) for seat in filled),
        minutes=tuple(
            (number + offset, item.name, None if item.name else item.title)
            for offset, (item, _) in enumerate(numbered)
        ),
    )
