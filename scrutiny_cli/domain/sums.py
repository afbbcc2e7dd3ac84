"""Totals in a running text whose parts stand beside them: `8 recommendations, 1 to ... and 7 to`."""

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
# What each part must go on with, so that it is sure to be a part and no other number.
_TO = r"(?:to|for|from|by|against)\b(?!\s+\d)"
_PART = rf"{_NUMBER}\s+{_TO}[^.;:()\n]*?"
# Before a bare total, which else may be the number of an item or a page.
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
    """A total with its parts, as a text gives them."""

    total: int
    parts: tuple[int, ...]


def wrong_totals(text: str) -> Iterator[TotalCheck]:
    """The totals of a text that are not the sum of the parts which follow them."""
    for found in _TOTAL.finditer(text):
        noun = (found["noun"] or "").split()
        bare = not noun and not found["verb"]
        around = text[max(found.start() - 20, 0) : found.end()]
        if bare or _VAGUE.search(around) or any(word.lower() in MONTHS for word in noun):
            continue
        parts = tuple(_value(part["number"]) for part in _EACH.finditer(found["parts"]))
        if _value(found["total"]) != sum(parts):
            yield TotalCheck(_value(found["total"]), parts)


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _VALUES[number.lower()]
