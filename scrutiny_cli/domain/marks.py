"""What a reader has not seen yet: records that are new or updated since some day."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """NEW or UPDATED since some day, with the fields that changed."""

    word: Literal["NEW", "UPDATED"]
    fields: tuple[str, ...] = ()
