"""Printed numbers, in the order in which people sort them."""

import re
from functools import lru_cache

_PART = re.compile(
    r"(?P<number>[0-9]{1,99})|\((?P<roman>[ivx]+)\)|(?P<words>[^0-9(]+|\()", re.IGNORECASE
)
_ROMAN = {"i": 1, "v": 5, "x": 10}

Key = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=4096)
def number_key(printed: str) -> Key:
    """A sort key that puts 6.5 before 6.13, numbers before words, and DP 4(ix).1 after DP 4(v).2."""
    parts = _PART.finditer("".join(printed.split()))
    return tuple(_key(part) for part in parts)


def _key(part: re.Match[str]) -> tuple[int, int, str]:
    if part["number"]:
        return (0, int(part["number"]), "")
    if part["roman"]:
        return (0, _roman(part["roman"].lower()), "")
    return (1, 0, part["words"].lower())


def _roman(numeral: str) -> int:
    """The value of a Roman numeral up to 39. A smaller digit before a greater is subtracted."""
    values = [_ROMAN[sign] for sign in numeral]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))
