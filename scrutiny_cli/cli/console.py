"""The one place that writes to the terminal and asks questions on it."""

import contextlib
import errno
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import typer

from scrutiny_cli.cli import progress_bar
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.wording import unordered, visible

ANSWERS: list[str] = []
"""The answers that were typed while the command ran."""
INCOMPLETE: list[str] = []
"""The files without which the command answered because they cannot be read."""


def tolerant(stream: TextIO) -> TextIO:
    """Return the stream, set to replace characters that its encoding lacks."""
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(ValueError, OSError):
            # Line endings stay as they are: CSV files and calendars have their own.
            stream.reconfigure(errors="replace", newline="\n")
    return stream


def reader_has_gone(fault: OSError) -> bool:
    """Return whether a write failed because the reader has closed the pipe, as `head` does."""
    # Windows reports an invalid argument.
    return isinstance(fault, BrokenPipeError) or (os.name == "nt" and fault.errno == errno.EINVAL)


def discard_output() -> None:
    """Discard all further output, since nobody reads it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _writing() -> Iterator[TextIO]:
    """Provide standard output; a failed write becomes an error.

    A reader may stop early: the command then runs to its end, and its exit code does not change.
    """
    progress_bar.clear()
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise ScrutinyError("standard output is closed", "name a file: --output FILE")
    try:
        yield stream
        stream.flush()
    except OSError as fault:
        if reader_has_gone(fault):
            discard_output()
            return
        raise ScrutinyError(
            f"the output cannot be written: {fault.strerror}", "name another place: --output FILE"
        ) from None


def out(text: str) -> None:
    """Write text to standard output: as UTF-8, except on a terminal, which has its own encoding."""
    with _writing() as stream:
        if stream.isatty() or not isinstance(stream, io.TextIOWrapper):
            tolerant(stream).write(text)
        else:
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "replace"))
            stream.buffer.flush()


def out_bytes(content: bytes) -> None:
    """Write data that is not text to standard output, unless that is a terminal."""
    with _writing() as stream:
        if stream.isatty():
            raise UsageError(
                "this cannot be shown on a terminal",
                "add --output with a file",
            )
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()


def say(text: str, *, quiet: bool = False) -> None:
    """Write a message to standard error."""
    progress_bar.clear()
    if not quiet and sys.stderr is not None:
        with contextlib.suppress(OSError):
            tolerant(sys.stderr).write(unordered(visible(text)) + "\n")


@contextlib.contextmanager
def _asking() -> Iterator[None]:
    """Fail if a question cannot be shown, instead of taking it as answered."""
    progress_bar.clear()
    try:
        yield
    except OSError as fault:
        if not reader_has_gone(fault):
            raise
        discard_output()
        raise ScrutinyError(
            "the question cannot be shown: standard output is closed", "give the answers as options"
        ) from None


def ask(question: str, **options: Any) -> str:
    """Ask a question on the terminal and return the answer."""
    with _asking():
        answer: str = typer.prompt(question, prompt_suffix=" ", **options)
    ANSWERS.append(answer)
    return answer


def confirm(question: str) -> bool:
    """Ask a yes-or-no question on the terminal and return whether the answer is yes."""
    with _asking():
        agreed = typer.confirm(question, prompt_suffix=" ")
    ANSWERS.append("yes" if agreed else "no")
    return agreed


def complain(message: str, hint: str | None = None) -> None:
    """Write why the tool cannot go on, and what to do."""
    say(f"scrutiny: {message}")
    if hint:
        say(f"  {hint}")


def width() -> int:
    """Return the width of the terminal, or 100 in a pipe."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return max(int(os.environ["COLUMNS"]), 40)
    with contextlib.suppress(OSError, ValueError, AttributeError):  # it may be closed
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, 40)
    return 100


def is_interactive() -> bool:
    """Return whether somebody is at the terminal to answer questions."""
    stream: TextIO | None = sys.stdin
    return stream is not None and stream.isatty()


def colour(stream: TextIO | None) -> bool:
    """Return whether to use colour: NO_COLOR and FORCE_COLOR go before the kind of stream."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def typed(word: str, *, windows: bool = os.name == "nt") -> str:
    """Return a word quoted for the command line of PowerShell and cmd, or of a POSIX shell."""
    if not windows:
        return shlex.quote(word)
    if re.fullmatch(r"[\w:\\/.,=~+-]+", word):
        return word
    # PowerShell gives $, ` and " a meaning in double quotes; cmd knows only double quotes.
    return "'" + word.replace("'", "''") + "'" if re.search(r"[$`\"]", word) else f'"{word}"'
