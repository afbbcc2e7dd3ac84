"""The names of those who receive recommendations: the executive, the council, or others."""

import re
from collections.abc import Iterator

from scrutiny_cli.domain.councils import Council

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


def is_executive(name: str, council: Council | None = None) -> bool:
    """Whether the words name the executive or one of its members, alone or with others.

    ``council`` is the record of a council, which may give them names of their own.
    """
    executive = council.executive if council else None
    own = {plain(n) for n in (executive.name, *executive.also)} if executive else set()
    return any(_EXECUTIVE.fullmatch(part) or _begins(part, own) for part in _parts(name))


def is_council(name: str, council: Council | None = None) -> bool:
    """Whether the words name the council, as `council` or by its name, alone or with others."""
    names = {"council", "full council", plain(council.name if council else "council")}
    return any(part in names for part in _parts(name))


def _begins(part: str, names: set[str]) -> bool:
    """Whether words are one of some names, or one with a portfolio behind it."""
    return any(part == name or part.startswith(f"{name} for ") for name in names)


def _parts(name: str) -> Iterator[str]:
    yield from map(plain, (name, *_AND.split(name)))
