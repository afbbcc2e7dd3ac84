"""A due date that was moved, in one line that people read, and that can be read back."""

import re
from collections.abc import Mapping
from typing import Any

_DAY = r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}"
_MOVE = re.compile(
    rf"from (?P<from>.+?) to (?P<to>.+?)(?:, on (?P<on>{_DAY}))?(?: \((?P<why>.+)\))?"
)


def in_words(data: Mapping[str, Any]) -> str | None:
    """A move as ``from 2021-10-01 to 2021-12-01, on 2021-09-20 (the survey is late)``.

    ``None`` where that would not be read back as the same.
    """
    plain = {key: _bare(value) for key, value in data.items()}
    if not all(isinstance(value, str) for value in plain.values()):
        return None
    day = f", on {plain['on']}" if "on" in plain else ""
    why = f" ({plain['why']})" if "why" in plain else ""
    text = f"from {plain.get('from')} to {plain.get('to')}{day}{why}"
    return text if read(text) == plain else None


def read(text: str) -> dict[str, str] | None:
    """Return the move that such words describe, or None."""
    match = _MOVE.fullmatch(text)
    return {key: value for key, value in match.groupdict().items() if value} if match else None


def _bare(value: Any) -> Any:
    """A due date that is nothing but words, as its words."""
    if isinstance(value, Mapping) and value.keys() == {"words"}:
        return value["words"]
    return value
