"""A file as it was read."""

from typing import NamedTuple


class Source(NamedTuple):
    """A file's path from the root (forward slashes), its bytes, and their digest."""

    path: str
    raw: bytes
    digest: str = ""


def stem(path: str) -> str:
    """The name of a file without folders and suffix, which is the id of the one record in it."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
