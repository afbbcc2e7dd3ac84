"""What another system says is restricted, as a record says it: exempt, with its paragraphs."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from scrutiny_cli.exempt.marking import is_exempt
from scrutiny_cli.exempt.requirements import MINUTE_KEYS, PUBLIC_KEYS

_REFERENCE = re.compile(r"[A-Za-z ./,&()-]*\d[\w ./,&()-]*", re.ASCII)
_LAST_PARAGRAPH = 18


class ParagraphReading(NamedTuple):
    """The paragraphs of Schedule 12A that references name, and whether one could not be read."""

    numbers: tuple[str, ...]
    unclear: bool


def read_paragraphs(references: Iterable[str]) -> ParagraphReading:
    """Return the paragraphs that references such as `Exempt 1, 2` name."""
    numbers: set[int] = set()
    unclear = False
    for words in filter(None, references):
        named = [int(number) for number in re.findall(r"\d+", words)]
        if _REFERENCE.fullmatch(words) and all(1 <= n <= _LAST_PARAGRAPH for n in named):
            numbers.update(named)
        else:
            unclear = True
    return ParagraphReading(tuple(str(number) for number in sorted(numbers)), unclear)


def restricted(paragraphs: Iterable[str], title: str) -> dict[str, Any]:
    """Return what the data of a restricted item or paper begin with; ``title`` is for the public."""
    numbers = list(paragraphs)
    why: dict[str, Any] = {"paragraphs": numbers} if numbers else {}
    return {"classification": "exempt", "exempt": {**why, "public_title": title}}


def is_restricted(part: Mapping[str, Any]) -> bool:
    """Return whether the data of an item, a paper or a record say that it is not open."""
    return is_exempt(part)


def private_keys(part: Mapping[str, Any], *, minute: bool = False) -> list[str]:
    """Return the keys that a restricted part, or its minute, must not have in a public register."""
    return [key for key in part if key not in (MINUTE_KEYS if minute else PUBLIC_KEYS)]
