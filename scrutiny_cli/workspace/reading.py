"""Reading the documents of a register; where there are very many, in two processes.

Parsing is the greater part of reading a large register. What it gives is plain data, which goes from
one process to another at little cost: so a helper begins to parse while this process sets up the models,
and then each takes the next batch of files that nobody has taken. What is odd about a file is always
looked at here, by the careful builder; and where there is no helper, or it is lost, everything is done
here.
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.source import Source

if TYPE_CHECKING:
    from scrutiny_cli.files.second_process import Helper

# Fewer bytes than these are read sooner than a second process is at work.
MIN_BYTES_FOR_TWO = 1_500_000
BATCH = 80_000
Batch = Sequence[Source]


def documents(sources: Sequence[Source]) -> Iterator[Document]:
    """Parse each source, in the order given; a helper begins before the first is asked for."""
    if sum(len(source.raw) for source in sources) < MIN_BYTES_FOR_TWO:
        return map(parse, sources)
    batches = list(_batches(sources))
    helper = _helper(len(batches))
    if helper is None:
        return map(parse, sources)
    found = _together(batches, helper)
    next(found)
    return found


def _batches(sources: Sequence[Source]) -> Iterator[Batch]:
    """The sources in order, about as many bytes in each batch."""
    start = size = 0
    for index, source in enumerate(sources):
        size += len(source.raw)
        if size >= BATCH:
            yield sources[start : index + 1]
            start, size = index + 1, 0
    if start < len(sources):
        yield sources[start:]


def _helper(batches: int) -> "Helper | None":
    """A helper, where it can be started at no risk and finds a processor of its own."""
    # A copy of a process that has threads may never end.
    if sys.platform == "linux" and threading.active_count() == 1:
        from scrutiny_cli.files.second_process import Helper

        # The system may lend nothing, or lack what is needed.
        with suppress(OSError, AttributeError):
            return Helper(batches) if len(os.sched_getaffinity(0)) > 1 else None
    return None


def _together(batches: Sequence[Batch], helper: "Helper") -> Iterator[Any]:
    """Nothing at first, when the helper is at work; then each document."""
    parsed: dict[int, list[Document]] = {}
    with helper.at_work(lambda number: list(map(_plain, batches[number]))):
        yield None
        for number, batch in enumerate(batches):
            while number not in parsed:
                if not helper.answered() and (mine := helper.take()) is not None:
                    parsed[mine] = list(map(parse, batches[mine]))
                elif answer := helper.answer():
                    theirs, found = answer
                    parsed[theirs] = list(map(_document, batches[theirs], found))
                else:
                    parsed[number] = list(map(parse, batch))
            yield from parsed.pop(number)


def _plain(source: Source) -> Any:
    """The data of a file in which nothing is odd; none of the others."""
    return parse(source).data


def _document(source: Source, data: Any) -> Document:
    """A document of what the helper found; where that is nothing, the file is looked at here."""
    return parse(source) if data is None else Document(source, None, data)
