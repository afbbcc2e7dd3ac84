"""Reading the documents of a register; where there are very many, with the help of a second process.

Parsing is a good part of reading a large register. Its result is plain data, which goes from one
process to another at little cost. A file that is refused is looked at here, and so is everything
that the second process does not answer for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.files import second_process

# Fewer bytes than these are read sooner than a second process is at work.
MIN_BYTES_FOR_TWO = 1_500_000
BATCH = 80_000


def documents(sources: Sequence[Source]) -> Iterator[Document]:
    """Parse each source, in the order given."""
    large = sum(len(source.raw) for source in sources) >= MIN_BYTES_FOR_TWO
    if large and second_process.is_useful():
        return _parsed_ahead(list(_batches(sources)))
    return map(parse, sources)


def _batches(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """The sources in order, about as many bytes in each batch."""
    start = size = 0
    for index, source in enumerate(sources):
        size += len(source.raw)
        if size >= BATCH:
            yield sources[start : index + 1]
            start, size = index + 1, 0
    if start < len(sources):
        yield sources[start:]


def _parsed_ahead(batches: Sequence[Sequence[Source]]) -> Iterator[Document]:
    ahead: Iterator[Any] = second_process.ahead(
        [parse(source).data for source in batch] for batch in batches
    )
    for batch in batches:
        found = next(ahead, None) or [None] * len(batch)
        for source, data in zip(batch, found, strict=True):
            yield parse(source) if data is None else Document(source, None, data)
