"""How an editor reads what a clerk types: YAML 1.2's core schema, which is not how `check` reads it."""

import re
from dataclasses import dataclass
from typing import Any

_NULL = re.compile(r"(~|[Nn]ull|NULL)?")
_BOOL = re.compile(r"[Tt]rue|TRUE|[Ff]alse|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ODD = {".inf": "inf", ".nan": "nan"}


@dataclass(frozen=True)
class Typed:
    """A scalar as it is typed, with or without quotes round it."""

    text: str
    quoted: bool = False

    @property
    def for_check(self) -> str | None:
        """What `check` reads: the text, or nothing."""
        return None if not self.quoted and self.text in ("", "~", "null") else self.text

    @property
    def for_editor(self) -> Any:
        """What an editor reads: text in quotes, else whatever the text looks like."""
        return self.text if self.quoted else core(self.text)


def core(text: str) -> Any:
    """A plain scalar by YAML 1.2's core schema."""
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text.lower() == "true"
    if _WHOLE.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _DECIMAL.fullmatch(text):
        return float(text)
    bare = text.lstrip("+-").lower()
    return float(_ODD[bare]) if bare in _ODD and text.count("-") < 2 else text


def for_check(data: Any) -> Any:
    """A tree of typed scalars as `check` reads it."""
    return _each(data, lambda leaf: leaf.for_check)


def for_editor(data: Any) -> Any:
    """A tree of typed scalars as an editor reads it."""
    return _each(data, lambda leaf: leaf.for_editor)


def _each(data: Any, read: Any) -> Any:
    if isinstance(data, dict):
        return {key: _each(value, read) for key, value in data.items()}
    if isinstance(data, list):
        return [_each(value, read) for value in data]
    return read(data)
