"""A file as it was read."""

from typing import NamedTuple


class Source(NamedTuple):
    """A file's path from the root (forward slashes), its bytes, and their digest."""

    path: str
    raw: bytes
    digest: str = ""
