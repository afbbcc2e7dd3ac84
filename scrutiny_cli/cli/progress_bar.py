"""The line on a terminal that shows what is being done and how far it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from scrutiny_cli import progress

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.7
"""Seconds before anything is shown: most commands are done by then."""
OFTEN = 0.1
"""Seconds between two changes of the line."""


class ProgressBar:
    """Shows the step that runs, once the command has taken a while. It needs no thread."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = self._changed = monotonic()
        self._words = ""
        self._line: tuple[Progress, TaskID] | None = None

    def show(self, words: str, done: int, total: int | None) -> None:
        """Show a step, unless it is too early or the line has only just changed."""
        now = monotonic()
        if now - self._started < PATIENCE:
            return
        if words == self._words and now - self._changed < OFTEN:
            return
        self._changed, self._words = now, words
        share = f"{100 * done // total} %" if total else ""
        if self._line is None:
            self._line = self._begin(words)
        bar, task = self._line
        bar.update(task, description=words, completed=done, total=total, share=share)
        bar.refresh()

    def _begin(self, words: str) -> "tuple[Progress, TaskID]":
        # Loads only where it is needed: most commands show nothing.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        console = Console(file=self._stream, no_color=bool(os.environ.get("NO_COLOR")))
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[share]}"),
        )
        bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
        task = bar.add_task(words, share="")
        bar.start()
        return bar, task

    def clear(self) -> None:
        """Remove the line, before anything else is written."""
        if self._line:
            self._line[0].stop()
            self._line = None
        self._words = ""


_BARS: list[ProgressBar] = []


@contextmanager
def shown(stream: TextIO | None, *, quiet: bool) -> Iterator[None]:
    """Show the progress of what runs inside, if the stream is a terminal."""
    if quiet or stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    bar = ProgressBar(stream)
    _BARS.append(bar)
    progress.shows.append(bar.show)
    try:
        yield
    finally:
        progress.shows.pop()
        _BARS.pop().clear()


def clear() -> None:
    """Remove the line from the terminal, if there is one."""
    for bar in _BARS:
        bar.clear()
