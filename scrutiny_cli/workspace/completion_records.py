"""The records of a kind at a glance: ids and plain data, for who is typing a command.

No model is loaded, so that an answer is there before the finger is off the key. Whatever cannot be
read is left out, and so is whatever is exempt.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

from scrutiny_cli.documents import parse
from scrutiny_cli.exempt.plain import decided_by, public_records
from scrutiny_cli.files import store
from scrutiny_cli.register.settings import read_settings

# The outline of an id, as `domain.base` has it; that module would load the models.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Glimpse(NamedTuple):
    """A record's id and its data as it is written."""

    id: str
    data: dict[str, Any]

    def text(self, key: str) -> str:
        """The text under a key, or nothing."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""


def glimpse(root: Path, kind: str) -> list[Glimpse]:
    """The public records of a kind, in the order of their files.

    There are none where a file of a private register cannot be read that may say what is exempt.
    """
    deciding = decided_by(kind)
    needed = deciding | {kind}
    heads = tuple(f"{store.RECORDS}/{name}/" for name in needed)
    files = store.read(root, needed, lambda path: path.startswith(heads))
    settings, _ = read_settings(files.settings)
    documents = [parse(source) for source in files.sources]
    lost = [document.source.path for document in documents if document.refusals]
    lost = [path for path in lost if path.split("/")[1] in deciding]
    lost += [fault.path for fault in files.faults if fault.path.startswith(heads)]
    if settings.private and lost:
        return []
    read = {document.source.path: document.data for document in documents}
    return [
        Glimpse(name, data)
        for name, data in public_records(kind, read, private=settings.private)
        if ID.fullmatch(name)
    ]
