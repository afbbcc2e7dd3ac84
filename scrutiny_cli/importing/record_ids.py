"""The ids of new records."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from scrutiny_cli.wording import plain_words


class IdAllocator:
    """Gives ids to new records as the register names its own: ``act-7`` for number 7.

    Ids that differ only in capitals count as taken.
    """

    def __init__(self, records: Mapping[str, Any], usual: str) -> None:
        self._used = {name.casefold() for name in records}
        self._head, self._width = _pattern(list(records.values()), usual)
        self._last = {self._head: self._known(self._head, 0)}

    def allocate(
        self, reference: str | None, number: str | None = None, head: str | None = None
    ) -> str:
        """An id: the printed reference if it could be one, else by the number, else the next.

        ``head`` is what it begins with, where that is not the usual.
        """
        name = reference or (self._spelt(self._head, int(number)) if number else "")
        if not name or name.casefold() in self._used:
            name = self._next(self._head if head is None else head)
        self._used.add(name.casefold())
        return name

    def named(self, words: str) -> str:
        """An id of some words: `youth-justice-plan`, with a number if that is taken."""
        parts = plain_words(unicodedata.normalize("NFKD", words)).encode("ascii", "ignore").decode()
        slug = ""
        for part in parts.split():
            if len(slug) + len(part) >= _LONGEST and slug:
                break
            slug = f"{slug}-{part}" if slug else part
        slug = slug[:_LONGEST] or self._head.rstrip("-")
        name = slug if slug.casefold() not in self._used else self._next(f"{slug}-", 2)
        self._used.add(name.casefold())
        return name

    def _next(self, head: str, first: int = 1) -> str:
        if head not in self._last:
            self._last[head] = self._known(head, first - 1)
        while True:
            self._last[head] += 1
            if (name := self._spelt(head, self._last[head])).casefold() not in self._used:
                return name

    def _known(self, head: str, otherwise: int) -> int:
        """The highest number of the ids that begin in a way."""
        numbered = re.compile(rf"{re.escape(head)}(\d{{1,9}})", re.IGNORECASE)
        numbers = (numbered.fullmatch(name) for name in self._used)
        return max((int(match[1]) for match in numbers if match), default=otherwise)

    def _spelt(self, head: str, number: int) -> str:
        return f"{head}{number:0{self._width}d}"


_LONGEST = 48
"""The most characters of an id that is made of words."""


def _pattern(records: Sequence[Any], usual: str) -> tuple[str, int]:
    """What the ids of the register have before the number, and how many digits it has."""
    for record in reversed(records):
        match = re.fullmatch(r"(?P<head>.*?)(?P<digits>0*(?P<number>\d+))", record.id)
        if match and match["number"] == str(getattr(record, "number", None)):
            padded = match["digits"].startswith("0")
            return match["head"], len(match["digits"]) if padded else 1
    return usual, 1
