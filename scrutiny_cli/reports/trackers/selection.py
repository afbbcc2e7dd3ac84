"""Which actions and recommendations a tracker lists, and in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.municipal_year import first_day, last_day
from scrutiny_cli.reports.standpoint import Listed

L = TypeVar("L", bound=Listed[Any])


@dataclass(frozen=True)
class Selection:
    """The part of a tracker that a reader asks for.

    ``since`` is the date of the first meeting, ``to`` an addressee or an owner. ``live`` leaves out
    what is closed, ``newest`` puts the last meeting first.
    """

    since: date | None = None
    year: str | None = None
    live: bool = False
    to: str | None = None
    newest: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What is left out, in words."""
        words = (
            f"From {long_date(self.since)}" if self.since else None,
            f"Municipal year {self.year}" if self.year else None,
            "Without what is closed" if self.live else None,
            f"Only to {self.to}" if self.to else None,
        )
        return tuple(filter(None, words))

    def of(
        self,
        items: Iterable[L],
        *,
        closed: Callable[[L], bool],
        addressed: Callable[[L], Iterable[str]],
    ) -> list[L]:
        """Return the items that are asked for, in the order that is asked for."""
        kept = [
            item
            for item in items
            if self._in_time(item.meeting.date if item.meeting else None)
            and not (self.live and closed(item))
            and (self.to is None or any(map(self._means, addressed(item))))
        ]
        if self.newest:
            kept.sort(key=lambda i: i.meeting.date if i.meeting else date.max, reverse=True)
        return kept

    def _in_time(self, day: date | None) -> bool:
        if day is None:
            return self.since is None and self.year is None
        if self.since and day < self.since:
            return False
        return self.year is None or first_day(self.year) <= day <= last_day(self.year)

    def _means(self, addressee: str) -> bool:
        to = self.to or ""
        return to.casefold() in addressee.casefold() or (
            is_executive(to) and is_executive(addressee)
        )


EVERYTHING = Selection()
