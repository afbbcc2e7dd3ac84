"""What a sheet says of being exempt, and which agenda items its words may mean.

An import opens nothing that is exempt. A row goes to the exempt item that it names, and is closed
with it; a row that may be of one, and does not name it for sure, is left out with the reason.
"""

import re
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.importing.cell_text import NO, folded, plain_words
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import shorten

_CLOSED = re.compile(
    r"\b(?:exempt|confidential|restricted|not for publication|part (?:2|ii|b)|in camera"
    r"|(?:closed|private) (?:session|part|items?|matters?|business)|pink papers?)\b"
)
_OPEN = re.compile(
    r"\b(?:non|no|not|nothing|neither|un)\s?(?:\w+ )?(?:exempt|confidential|restricted)|\bexempt from\b"
)
# Headings of a column that says of each row whether it is open, and what else closes it there.
_ASKING = frozenset(
    ("private", "closed", "public private", "open exempt", "open or exempt", "part", "access")
)
_CLOSED_THERE = frozenset(("private", "closed", "2", "ii", "b"))
_LONGEST = 6
"""Words of a cell that says whether it is exempt; more are a sentence about something."""
_NUMBER = re.compile(r"(?:agenda )?(?:item )?(?:no |number )?0*(\d{1,3})")
_LEADING = re.compile(r"(?:agenda )?(?:item )?\d{1,3} ")


def mentions_exempt(words: str) -> bool:
    """Whether a title speaks of what is exempt: `Action log, exempt items`; `non-exempt` does not."""
    flat = plain_words(words.replace("(", " ").replace(")", " "))
    return bool(_CLOSED.search(flat)) and not _OPEN.search(flat)


def cell_says_exempt(heading: str, words: str) -> bool:
    """Whether a cell closes its row: `Exempt`, `Part 2`, `yes` under `Exempt?`."""
    name, flat = plain_words(heading), plain_words(words)
    if mentions_exempt(heading):
        return folded(words) not in NO and flat not in ("open", "public", "part 1", "part i")
    if name in _ASKING and flat in _CLOSED_THERE:
        return True
    return len(flat.split()) <= _LONGEST and mentions_exempt(words)


class ItemMatch(NamedTuple):
    """The agenda item that words mean, or why the row may be of an exempt one."""

    item: Item | None = None
    unclear: str | None = None


class _NamedItem(NamedTuple):
    """An item with its number on the agenda and what it may be called, in plain words."""

    item: Item
    number: int | None
    names: frozenset[str]


class AgendaIndex:
    """The items of the register's meetings by what a sheet may call them."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._items: dict[str, list[_NamedItem]] = {}

    def items(self, meeting: Meeting) -> list[_NamedItem]:
        """The items of a meeting in order."""
        if meeting.id not in self._items:
            found, number = [], 0
            for item, standing in self._register.items_of(meeting):
                numbered = item.numbered
                if numbered is None:
                    numbered = standing.numbered if standing else True
                number += numbered
                title = standing.title if standing else None
                called = (item.id, item.standing, item.title, title, _public_title(item))
                names = frozenset(plain_words(name) for name in called if name)
                found.append(_NamedItem(item, number if numbered else None, names))
            self._items[meeting.id] = found
        return self._items[meeting.id]

    def has_closed(self, meeting: Meeting) -> bool:
        """Whether any item of a meeting is exempt or confidential."""
        return any(not named.item.open for named in self.items(meeting))

    @cached_property
    def closed_titles(self) -> frozenset[str]:
        """What the exempt items of all meetings are called, in plain words."""
        return frozenset(
            name
            for meeting in self._register.meetings.values()
            for named in self.items(meeting)
            if not named.item.open
            for name in named.names
            if len(name) > 2
        )

    def find(self, meeting: Meeting | None, words: str) -> ItemMatch:
        """The item of a meeting that words mean."""
        flat = plain_words(words)
        named = self.items(meeting) if meeting else []
        closed = [one for one in named if not one.item.open]
        for called in (flat, plain_words(folded(words)), _LEADING.sub("", flat)):
            found = [one for one in named if called in one.names]
            if len(found) == 1:
                return ItemMatch(found[0].item)
        if mentions_exempt(words):
            within = [one for one in closed if any(name in flat for name in one.names)]
            fitting = within if len(within) == 1 else closed
            if len(fitting) == 1:
                return ItemMatch(fitting[0].item)
            return ItemMatch(unclear=f"`{shorten(words)}` does not say which exempt item is meant")
        if (number := _NUMBER.fullmatch(flat)) and named:
            numbered = next((one for one in named if one.number == int(number[1])), None)
            if numbered and (not closed or not numbered.item.open):
                return ItemMatch(numbered.item)
        if meeting and closed:
            where = f"the meeting of {long_date(meeting.date)}, which has exempt items"
            return ItemMatch(
                unclear=f"`{shorten(words)}` does not name an item of {where}, for sure"
            )
        if self.may_mean_closed(words):
            return ItemMatch(unclear=f"`{shorten(words)}` may be an exempt item")
        return ItemMatch()

    def may_mean_closed(self, words: str) -> bool:
        """Whether words may be the title of an exempt item, some of its words, or hold it."""
        flat = plain_words(words)
        mine = set(flat.split())
        return any(
            f" {title} " in f" {flat} "
            or f" {flat} " in f" {title} "
            or _close(mine, set(title.split()))
            for title in self.closed_titles
        )

    def mentions_closed_title(self, words: str) -> bool:
        """Whether a text holds the title of an exempt item; one word alone may be any word."""
        if not self.closed_titles:
            return False
        flat = f" {plain_words(words)} "
        return any(f" {title} " in flat for title in self.closed_titles if " " in title)


def _close(words: set[str], title: set[str]) -> bool:
    """Whether two titles share most of their words."""
    return len(words & title) > 1 and 2 * len(words & title) > min(len(words), len(title))


def _public_title(item: Item) -> str | None:
    return item.exempt.public_title if item.exempt else None
