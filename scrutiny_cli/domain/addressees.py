"""Whom recommendations are made to, and who replies: the executive, the council, or others."""

import re
from collections.abc import Iterator

# The executive in a word, or its members with more words behind.
_EXECUTIVE = re.compile(
    r"executive|cabinet|leader of the council"
    r"|(cabinet|executive) members?\b.*|portfolio holders?\b.*"
)
_AND = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


def plain(name: str) -> str:
    """A name without capitals, spare spaces and its article."""
    return " ".join(name.casefold().replace("&", " and ").split()).removeprefix("the ")


def is_executive(name: str) -> bool:
    """Whether words name the executive or a member of it, alone or among others."""
    return any(_EXECUTIVE.fullmatch(part) for part in _parts(name))


def is_council(name: str, council: str | None = None) -> bool:
    """Whether words name the council, by that word or by its own name, alone or among others."""
    known = {"council", "full council", plain(council or "council")}
    return any(part in known for part in _parts(name))


def _parts(name: str) -> Iterator[str]:
    yield from map(plain, (name, *_AND.split(name)))
