"""What words in other people's papers say of being exempt, and which agenda items they may mean.

An import opens nothing that is exempt. A row goes to the exempt item that it names, and is closed
with it; a row that may be of one, and does not name it for sure, is left out with the reason.
"""

import re
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.exempt.cutting import is_private
from scrutiny_cli.exempt.marking import ExemptIndex
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import plain_words, shorten

_CLOSED = re.compile(
    r"\b(?:exempt|confidential|restricted|not for publication|part (?:2|ii|b)|in camera"
    r"|(?:closed|private) (?:session|part|items?|matters?|business)|pink papers?)\b"
)
_OPEN = re.compile(
    r"\b(?:non|no|not|nothing|neither|un)\s?(?:\w+ )?(?:exempt|confidential|restricted)|\bexempt from\b"
)
_MARKED = re.compile(
    r"(?:\A|[(\[])\s*(?:exempt|confidential|not for publication|part (?:2|ii|b))(?: (?:item|minute|matter))?"
    r"\s*(?:[:)\]]|\s[-–—]\s|\Z)",
    re.IGNORECASE,
)
# Headings of a column that says of each row whether it is open, and what else closes it there.
_ASKING = frozenset(
    ("private", "closed", "public private", "open exempt", "open or exempt", "part", "access")
)
_CLOSED_THERE = frozenset(("private", "closed", "2", "ii", "b"))
_OPEN_THERE = frozenset(("", "no", "n", "false", "not yet", "open", "public", "part 1", "part i"))
_LONGEST = 6
"""Words of a cell that says whether it is exempt; more are a sentence about something."""
_NUMBER = re.compile(r"(?:agenda )?(?:item )?(?:no |number )?0*(\d{1,3})")
_LEADING = re.compile(r"(?:agenda )?(?:item )?\d{1,3} ")


def mentions_exempt(words: str) -> bool:
    """Whether a title mentions something exempt: `Action log, exempt items`; `non-exempt` does not."""
    flat = plain_words(words.replace("(", " ").replace(")", " "))
    return bool(_CLOSED.search(flat)) and not _OPEN.search(flat)


def is_marked_exempt(text: str) -> bool:
    """Whether a text is marked as exempt: `EXEMPT: agree the price`, `Agree the price (Part 2)`."""
    return bool(_MARKED.search(text))


def cell_says_exempt(heading: str, words: str) -> bool:
    """Whether a cell closes its row: `Exempt`, `Part 2`, `yes` under `Exempt?`."""
    name, flat = plain_words(heading), plain_words(words)
    if mentions_exempt(heading):
        return flat not in _OPEN_THERE
    if name in _ASKING and flat in _CLOSED_THERE:
        return True
    return len(flat.split()) <= _LONGEST and mentions_exempt(words)


class ItemMatch(NamedTuple):
    """The agenda item that words mean, or why the row may be of an exempt one.

    ``private`` is whether the item is exempt, and so closes what arises from it.
    """

    item: Item | None = None
    private: bool = False
    unclear: str | None = None


class _NamedItem(NamedTuple):
    """An item with its number on the agenda and what it may be called, in plain words."""

    item: Item
    private: bool
    number: int | None
    names: frozenset[str]


class AgendaIndex:
    """The items of the register's meetings by what a sheet may call them."""

    def __init__(self, register: Register, index: ExemptIndex) -> None:
        self._register = register
        self._index = index
        self._items: dict[str, list[_NamedItem]] = {}

    def _named_items(self, meeting: Meeting) -> list[_NamedItem]:
        """The items of a meeting in order."""
        if meeting.id not in self._items:
            found, number = [], 0
            for item, standing in self._register.items_of(meeting):
                numbered = item.numbered
                if numbered is None:
                    numbered = standing.numbered if standing else True
                number += numbered
                public = item.exempt.public_title if item.exempt else None
                title = standing.title if standing else None
                called = (item.id, item.standing, item.title, title, public)
                found.append(
                    _NamedItem(
                        item,
                        is_private(item, meeting.id, self._index),
                        number if numbered else None,
                        frozenset(plain_words(name) for name in called if name),
                    )
                )
            self._items[meeting.id] = found
        return self._items[meeting.id]

    def has_private(self, meeting: Meeting) -> bool:
        """Whether any item of a meeting is exempt or confidential."""
        return any(named.private for named in self._named_items(meeting))

    def is_private_minute(self, meeting: Meeting, number: str) -> bool:
        """Whether a minute of a meeting is, or may be, that of an exempt item."""
        return (meeting.id, number) in self._index.exempt_minutes

    def closes(self, meeting: Meeting, part: str, name: str) -> bool:
        """Whether an item of a meeting, or a minute by its number, is that of something exempt."""
        if part == "minutes":
            return self.is_private_minute(meeting, name)
        return any(n.private for n in self._named_items(meeting) if n.item.name == name)

    @cached_property
    def _private_titles(self) -> frozenset[str]:
        """What the exempt items of all meetings are called, in plain words."""
        return frozenset(
            name
            for meeting in self._register.meetings.values()
            for named in self._named_items(meeting)
            if named.private
            for name in named.names
            if len(name) > 2
        )

    def find(self, meeting: Meeting | None, words: str) -> ItemMatch:
        """The item of a meeting that words mean."""
        flat = plain_words(words)
        named = self._named_items(meeting) if meeting else []
        private = [one for one in named if one.private]
        for called in (flat, _LEADING.sub("", flat)):
            found = [one for one in named if called in one.names]
            if len(found) == 1:
                return ItemMatch(found[0].item, found[0].private)
        if mentions_exempt(words):
            within = [one for one in private if any(name in flat for name in one.names)]
            fitting = within if len(within) == 1 else private
            if len(fitting) == 1:
                return ItemMatch(fitting[0].item, private=True)
            return ItemMatch(unclear=f"`{shorten(words)}` does not say which exempt item is meant")
        if number := _NUMBER.fullmatch(flat):
            numbered = next((one for one in named if one.number == int(number[1])), None)
            # The sheet may count the items of that agenda in another way.
            if numbered and (not private or numbered.private):
                return ItemMatch(numbered.item, numbered.private)
        if meeting and private:
            where = f"the meeting of {long_date(meeting.date)}, which has exempt items"
            return ItemMatch(
                unclear=f"`{shorten(words)}` does not name an item of {where}, for sure"
            )
        if self._may_be_private(flat):
            return ItemMatch(unclear=f"`{shorten(words)}` may be an exempt item")
        return ItemMatch()

    def _may_be_private(self, words: str) -> bool:
        """Whether words may be the title of an exempt item, some of its words, or hold it."""
        mine = set(words.split())
        return any(
            f" {title} " in f" {words} "
            or f" {words} " in f" {title} "
            or _close(mine, set(title.split()))
            for title in self._private_titles
        )

    def mentions_private_title(self, words: str) -> bool:
        """Whether a text holds the title of an exempt item; one word alone may be any word."""
        if not self._private_titles:
            return False
        flat = f" {plain_words(words)} "
        return any(f" {title} " in flat for title in self._private_titles if " " in title)


def _close(words: set[str], title: set[str]) -> bool:
    """Whether two titles share most of their words."""
    return len(words & title) > 1 and 2 * len(words & title) > min(len(words), len(title))
