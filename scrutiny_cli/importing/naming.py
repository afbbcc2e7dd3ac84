"""The ids of new actions."""

import re
from collections.abc import Sequence

from scrutiny_cli.domain.actions import Action


class Namer:
    """Gives ids to new actions as the register names its own: ``act-7`` for number 7.

    Ids that differ only in capitals count as taken.
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        self._used = {action.id.casefold() for action in actions}
        self._head, self._width = _manner(actions)
        numbered = re.compile(rf"{re.escape(self._head)}(\d{{1,9}})", re.IGNORECASE)
        found = (numbered.fullmatch(name) for name in self._used)
        self._last = max((int(match[1]) for match in found if match), default=0)

    def name(self, reference: str | None, number: str | None) -> str:
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


def _manner(actions: Sequence[Action]) -> tuple[str, int]:
    """What stands before the number in the ids of the register, and how many digits it has."""
    for action in reversed(actions):
        found = re.fullmatch(r"(?P<head>.*?)(?P<digits>0*(?P<number>\d+))", action.id)
        if found and found["number"] == str(action.number):
            padded = found["digits"].startswith("0")
            return found["head"], len(found["digits"]) if padded else 1
    return "act-", 1
