"""A second process that does a share of some work, on Linux: only there is a copy safe and cheap.

The work is numbered from 0, and whoever is free takes the next number. What the helper finds is plain
data. It may be lost at any moment, and then no more is heard of it.
"""

import marshal
import os
import select
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

_NUMBER = struct.Struct("=L")
_ANSWER = struct.Struct("=LQ")


class Helper:
    """What the two processes share: the numbers to be taken, and what the helper found.

    The numbers stand in a file of the memory, read on by both, so that each is taken once. What is found
    is put into another such file; for which number it is and how long is told through a pipe.
    """

    def __init__(self, count: int) -> None:
        self._numbers = os.memfd_create("numbers")
        self._data = os.memfd_create("data")
        self._at = 0
        self._told, self._tell = os.pipe()
        self._hears = select.poll()
        self._hears.register(self._told, select.POLLIN)
        os.write(self._numbers, b"".join(map(_NUMBER.pack, range(count))))
        os.lseek(self._numbers, 0, os.SEEK_SET)

    def take(self) -> int | None:
        """The next number, which is then nobody else's; none when all are taken."""
        raw = os.read(self._numbers, _NUMBER.size)
        return _NUMBER.unpack(raw)[0] if raw else None

    def answered(self) -> bool:
        """Whether there is an answer to read, or there will be no more."""
        return bool(self._hears.poll(0))

    def answer(self) -> tuple[int, Any] | None:
        """A number and what the helper found; waits for it. None when there will be no more."""
        raw = os.read(self._told, _ANSWER.size)
        if not raw:
            return None
        number, length = _ANSWER.unpack(raw)
        found = marshal.loads(os.pread(self._data, length, self._at))
        self._at += length
        return number, found

    @contextmanager
    def at_work(self, work: Callable[[int], Any]) -> Iterator[None]:
        """Let a copy of this process do the numbers it can take."""
        try:
            child = os.fork()
        except OSError:  # no more processes may be started
            child = None
        if child == 0:
            self._do(work)
        os.close(self._tell)
        try:
            yield
        finally:
            for handle in (self._numbers, self._data, self._told):
                os.close(handle)
            if child:
                with suppress(ChildProcessError):  # whoever started the tool may hear of its end
                    os.waitpid(child, 0)

    def _do(self, work: Callable[[int], Any]) -> None:
        """The copy: do the work, hand it over, and end without a word whatever comes."""
        try:
            os.close(self._told)  # so that it is noticed when nobody listens any more
            while (number := self.take()) is not None:
                found = memoryview(marshal.dumps(work(number)))
                left = found
                while left:
                    left = left[os.write(self._data, left) :]
                os.write(self._tell, _ANSWER.pack(number, len(found)))
        finally:
            os._exit(0)
