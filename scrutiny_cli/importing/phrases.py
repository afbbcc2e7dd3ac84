"""The words by which an action log gives the status of an action, read from `phrases.toml`."""

import re
import tomllib
from pathlib import Path

with Path(__file__).with_suffix(".toml").open("rb") as _file:
    PHRASES: dict[str, list[str]] = tomllib.load(_file)


def any_of(*names: str) -> str:
    """Return a pattern that matches each phrase of some lists."""
    phrases = (
        re.escape(phrase).replace(r"\*", r"\w*") for name in names for phrase in PHRASES[name]
    )
    return f"(?:{'|'.join(phrases)})"
