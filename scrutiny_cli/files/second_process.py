"""A second process that works ahead of this one, on Linux: only there is a copy safe and cheap.

The pools of the standard library cost more, as `make bench` shows, and their processes outlive one
that is killed. This one ends as soon as nobody reads from it.
"""

import marshal
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

if sys.platform == "linux":
    import fcntl

# How many bytes may wait to be read: enough that neither process waits for the other.
PIPE_BYTES = 1_000_000


def is_useful() -> bool:
    """Return whether a copy of this process would be safe, and find a processor of its own."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False  # a copy of a process that has threads may never end
    return len(os.sched_getaffinity(0)) > 1


def ahead(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the items, which a copy of this process makes; fewer where it comes to grief.

    Items are plain data. The process starts at once, and ends with the iterator.
    """
    reading, writing = os.pipe()
    with suppress(OSError):  # the system may lend no more than a little
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    try:
        child = os.fork()
    except OSError:  # no more processes may be started
        os.close(reading)
        os.close(writing)
        return iter(())
    if child == 0:
        os.close(reading)
        _make(items, writing)
    os.close(writing)
    return _received(child, reading)


def _make(items: Iterable[Any], writing: int) -> None:
    """In the copy: make the items, hand them over, and end without a word whatever comes."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            for item in items:
                found = marshal.dumps(item)
                pipe.write(len(found).to_bytes(8, "little") + found)
                pipe.flush()
    finally:
        os._exit(0)


def _received(child: int, reading: int) -> Iterator[Any]:
    try:
        with os.fdopen(reading, "rb") as pipe:
            while size := pipe.read(8):
                yield marshal.loads(pipe.read(int.from_bytes(size, "little")))
    finally:
        with suppress(ChildProcessError):  # whoever started the tool may have been told of its end
            os.waitpid(child, 0)
