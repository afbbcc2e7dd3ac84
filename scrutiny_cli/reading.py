"""Reading the documents of a register; where there are very many, in two processes.

Parsing is the greater part of reading a large register. What it gives is plain data, which goes from
one process to another at little cost: so a second process parses two of three batches of files while
this one parses the third and makes records. What is odd about a file is always looked at here, by the
careful builder; and where there is no second process, or it is lost, everything is done here.
"""

import marshal
import os
import struct
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from scrutiny_cli.documents import Document, fast, gate, parse
from scrutiny_cli.sources import Source

# Fewer bytes than these are read sooner than a second process is at work.
MUCH = 1_500_000
BATCH = 80_000
# As many bytes may lie between the processes, so that neither waits for the other.
BETWEEN = 1 << 20
_LENGTH = struct.Struct("=Q")


def documents(sources: Sequence[Source]) -> Iterator[Document]:
    """Parse each source, in the order given."""
    if sum(len(source.raw) for source in sources) < MUCH or not _two_at_work():
        yield from map(parse, sources)
        return
    batches = list(_batches(sources))
    with _meanwhile([batch for number, batch in enumerate(batches) if number % 3]) as answers:
        for number, batch in enumerate(batches):
            found = _next(answers) if number % 3 else None
            for source, data in zip(batch, found or [None] * len(batch), strict=True):
                yield parse(source) if data is None else Document(source, None, data)


def _batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """The sources in turn, about as many bytes at a time."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.raw)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _two_at_work() -> bool:
    """Whether a second process can be had for little, and has a processor to run on.

    A copy of this process is only safe while it has one thread. On Windows there are no such
    copies, and on macOS the system's own libraries do not bear them.
    """
    if sys.platform != "linux" or threading.active_count() > 1 or not fast.available:
        return False
    return len(os.sched_getaffinity(0)) > 1


@contextmanager
def _meanwhile(batches: Sequence[Sequence[Source]]) -> Iterator[BinaryIO | None]:
    """Let another process parse some batches; what it finds can be read, batch by batch."""
    if sys.platform != "linux":
        yield None
        return
    import fcntl

    theirs, ours = os.pipe()
    with suppress(OSError):  # the system may allow less
        fcntl.fcntl(ours, fcntl.F_SETPIPE_SZ, BETWEEN)
    try:
        child = os.fork()
    except OSError:  # no more processes may be started
        os.close(ours)
        child = None
    if child == 0:
        _work(batches, ours)
    if child:
        os.close(ours)
    try:
        with open(theirs, "rb") as answers:  # noqa: PTH123  # it is no path, but the end of a pipe
            yield answers
    finally:
        if child:
            os.waitpid(child, 0)


def _work(batches: Sequence[Sequence[Source]], out: int) -> None:
    """The other process: parse, hand over, and end without a word whatever comes."""
    try:
        with open(out, "wb") as answers:
            for batch in batches:
                found = marshal.dumps([_plain(source) for source in batch])
                answers.write(_LENGTH.pack(len(found)) + found)
                answers.flush()
    finally:
        os._exit(0)


def _plain(source: Source) -> Any:
    """The data of a file in which nothing is odd; none for one that must be looked at."""
    text, _ = gate.admit(source.raw)
    if text is None:
        return None
    try:
        return fast.build(text)
    except fast.Odd:
        return None


def _next(answers: BinaryIO | None) -> list[Any] | None:
    """The data of the next batch; none where there is no other process, or it is lost."""
    head = answers.read(_LENGTH.size) if answers else b""
    if answers is None or len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = answers.read(length)
    if len(body) < length:
        return None
    found: list[Any] = marshal.loads(body)
    return found
