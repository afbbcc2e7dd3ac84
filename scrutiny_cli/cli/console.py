"""The one console: what goes to the terminal, and how."""

import contextlib
import io
import os
import sys
from typing import TextIO

from scrutiny_cli.wording import visible


def _tolerant(stream: TextIO) -> TextIO:
    """The stream, so set that a character it does not know is replaced and not a fault."""
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(ValueError, OSError):
            # Line endings as given: a CSV or calendar has its own.
            stream.reconfigure(errors="replace", newline="\n")
    return stream


def out(text: str) -> None:
    """Data, to standard output, as it is."""
    _tolerant(sys.stdout).write(text)
    sys.stdout.flush()


def say(text: str, *, quiet: bool = False) -> None:
    """Words about what was done, to standard error."""
    if not quiet:
        _tolerant(sys.stderr).write(visible(text) + "\n")


def complain(message: str, hint: str | None = None) -> None:
    """Why the tool cannot go on, and what to do."""
    say(f"scrutiny: {message}")
    if hint:
        say(f"  {hint}")


def width() -> int:
    """How many columns there are: the terminal's, or 100 in a pipe."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return max(int(os.environ["COLUMNS"]), 40)
    with contextlib.suppress(OSError, ValueError):
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, 40)
    return 100


def colour(stream: TextIO) -> bool:
    """Whether a stream takes colour: NO_COLOR and FORCE_COLOR decide before the terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
