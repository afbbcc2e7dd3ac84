"""The ids of new records."""

import re
from collections.abc import Mapping, Sequence
from typing import Any


class IdAllocator:
    """Gives ids to new records as the register names its own: ``act-7`` for number 7.

    Ids that differ only in capitals count as taken.
    """

    def __init__(self, records: Mapping[str, Any], usual: str) -> None:
        self._used = {name.casefold() for name in records}
        self._head, self._width = _pattern(list(records.values()), usual)
        numbered = re.compile(rf"{re.escape(self._head)}(\d{{1,9}})", re.IGNORECASE)
        numbers = (numbered.fullmatch(name) for name in self._used)
        self._last = max((int(match[1]) for match in numbers if match), default=0)

    def allocate(self, reference: str | None, number: str | None) -> str:
        """An id: the printed reference if it could be one, else by the number, else the next."""
        name = reference or (self._spelt(int(number)) if number else "")
        if not name or name.casefold() in self._used:
            name = self._next()
        self._used.add(name.casefold())
        return name

    def _next(self) -> str:
        while True:
            self._last += 1
            if (name := self._spelt(self._last)).casefold() not in self._used:
                return name

    def _spelt(self, number: int) -> str:
        return f"{self._head}{number:0{self._width}d}"


def _pattern(records: Sequence[Any], usual: str) -> tuple[str, int]:
    """What the ids of the register have before the number, and how many digits it has."""
    for record in reversed(records):
        match = re.fullmatch(r"(?P<head>.*?)(?P<digits>0*(?P<number>\d+))", record.id)
        if match and match["number"] == str(record.number):
            padded = match["digits"].startswith("0")
            return match["head"], len(match["digits"]) if padded else 1
    return usual, 1
