"""The words by which logs, schedules and programmes say how something stands, from `phrases.toml`."""

import re
import tomllib
from pathlib import Path

from scrutiny_cli.wording import plain_words

with Path(__file__).with_suffix(".toml").open("rb") as _file:
    _FILE = tomllib.load(_file)
LISTS: dict[str, list[str]] = _FILE.pop("lists")
DECISIONS: dict[str, list[str]] = _FILE.pop("decisions")
PHRASES: dict[str, list[str]] = _FILE


def any_of(*names: str) -> str:
    """Return a pattern that matches each phrase of some lists."""
    phrases = (
        re.escape(phrase).replace(r"\*", r"\w*") for name in names for phrase in PHRASES[name]
    )
    return f"(?:{'|'.join(phrases)})"


_LISTS = [
    (name, re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})s?\b"))
    for name, phrases in LISTS.items()
]
_DECISIONS = [
    (name, re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\s*(?:\Z|[.,:;!(\n]|[-–—]\s)"))
    for name, phrases in DECISIONS.items()
]


def programme_list(words: str) -> str | None:
    """Return the list of a work programme whose title these words are, or ``None``."""
    flat = plain_words(words)
    return next((name for name, pattern in _LISTS if pattern.match(flat)), None)


def decision(words: str) -> str | None:
    """Return the decision that a response begins with, or ``None``."""
    flat = words.strip().casefold()
    return next((name for name, pattern in _DECISIONS if pattern.match(flat)), None)
