"""Marks on records that are new or updated since a date."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """NEW or UPDATED, with the fields that changed."""

    word: Literal["NEW", "UPDATED"]
    fields: tuple[str, ...] = ()
