"""Totals in text, followed by their parts: `8 recommendations, 1 to ... and 7 to ...`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.domain.dates import MONTHS

_NAMES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_VALUES = {name: value for value, name in enumerate(_NAMES, 1)}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NAMES)})"
# A part must continue with one of these words, or it may be some other number.
_TO = r"(?:to|for|from|by|against)\b(?!\s+\d)"
_PART = rf"{_NUMBER}\s+{_TO}[^.;:()\n]*?"
# A total without a noun needs a verb before it, or it may be the number of an item or page.
_VERB = r"(?:made|received|agreed|accepted|had|were|was|of|total|all)"
_TOTAL = re.compile(
    rf"(?<![\w.,:/£-])(?P<verb>{_VERB}\s+)?(?P<total>{_NUMBER})"
    r"(?:\s+(?P<noun>[a-z]+(?:\s+[a-z]+){0,2})[,:]|:)\s+"
    rf"(?P<parts>{_PART}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_PART})+)(?=[.;:()\n]|\Z)",
    re.IGNORECASE | re.ASCII,
)
_EACH = re.compile(
    rf"(?:\A|,\s+(?:and\s+)?|\s+and\s+)(?P<number>{_NUMBER})\s+{_TO}", re.IGNORECASE | re.ASCII
)
_VAGUE = re.compile(
    rf"\b(?:at least|about|around|some|more than|over|nearly|up to|among)\s+{_NUMBER}\b",
    re.IGNORECASE,
)


class TotalCheck(NamedTuple):
    """A total with its parts, as in a text."""

    total: int
    parts: tuple[int, ...]


def wrong_totals(text: str) -> Iterator[TotalCheck]:
    """The totals in a text that are not the sum of the parts after them."""
    for match in _TOTAL.finditer(text):
        noun = (match["noun"] or "").split()
        bare = not noun and not match["verb"]
        around = text[max(match.start() - 20, 0) : match.end()]
        if bare or _VAGUE.search(around) or any(word.lower() in MONTHS for word in noun):
            continue
        parts = tuple(_value(part["number"]) for part in _EACH.finditer(match["parts"]))
        if _value(match["total"]) != sum(parts):
            yield TotalCheck(_value(match["total"]), parts)


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _VALUES[number.lower()]
