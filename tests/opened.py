"""What a file holds, however it is packed: to look for words in it that must not be there."""

import io
import zipfile


def opened(content: bytes) -> str:
    """All the text in a file: of an archive in each of its members, of a database on every page.

    The bytes themselves go in as well, so that two files that differ anywhere give different texts.
    """
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [f"{name}\n{opened(archive.read(name))}" for name in archive.namelist()]
        return "\n".join([*members, content.decode("latin-1")])
    if content.startswith(b"SQLite format 3\0"):
        return content.decode("utf-8", "replace") + content.decode("latin-1")
    if content.startswith(b"PAR1"):  # compressed: `tests/render/test_parquet.py` reads its words
        return content.decode("latin-1")
    return content.decode("utf-8")
