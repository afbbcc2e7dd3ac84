"""How far long work is. The command line shows it on a terminal; nothing else does."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Show = Callable[[str, int, int | None], None]
"""Shows a step: what is being done, how many parts are done, and of how many if that is known."""


def _nowhere(words: str, done: int, total: int | None) -> None:
    """Show nothing."""


shows: list[Show] = [_nowhere]
"""What shows the steps: the last one."""


def step(words: str, done: int = 0, total: int | None = None) -> None:
    """Say what is being done now, and how far it is."""
    shows[-1](words, done, total)


def tracked(items: Iterable[T], words: str, total: int) -> Iterator[T]:
    """Yield things one by one, and say how many are done."""
    for done, item in enumerate(items):
        step(words, done, total)
        yield item
