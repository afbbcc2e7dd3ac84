"""The names of those who receive recommendations: the executive, the council, or others."""

import re
from collections.abc import Iterator

# The executive by its name, or its members, whose portfolio may follow.
_EXECUTIVE = re.compile(
    r"executive|cabinet|(deputy )?leader( of the council)?"
    r"|(city|elected|directly elected|executive) mayor|lead members?\b.*"
    r"|(cabinet|executive) members?\b.*|portfolio holders?\b.*"
)
_AND = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


def plain(name: str) -> str:
    """A name in lower case, without spare spaces and `the`."""
    return " ".join(name.casefold().replace("&", " and ").split()).removeprefix("the ")


def is_executive(name: str) -> bool:
    """Whether the words name the executive or one of its members, alone or with others."""
    return any(_EXECUTIVE.fullmatch(part) for part in _parts(name))


def is_council(name: str, council: str | None = None) -> bool:
    """Whether the words name the council, as `council` or by its name, alone or with others."""
    names = {"council", "full council", plain(council or "council")}
    return any(part in names for part in _parts(name))


def _parts(name: str) -> Iterator[str]:
    yield from map(plain, (name, *_AND.split(name)))
