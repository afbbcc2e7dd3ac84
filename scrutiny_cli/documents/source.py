"""A file as it was read."""

from typing import NamedTuple


class Source(NamedTuple):
    """A file's path from the root (forward slashes) and its bytes."""

    path: str
    raw: bytes

    @property
    def digest(self) -> str:
        """A fingerprint of the bytes, to see whether the file changed since it was read."""
        return digest(self.raw)


def digest(raw: bytes) -> str:
    """A fingerprint of a file's bytes."""
    import hashlib  # most commands need none, and OpenSSL behind it is slow to load

    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def stem(path: str) -> str:
    """The name of a file without folders and suffix, which is the id of the one record in it."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
