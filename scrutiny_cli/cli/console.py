"""The one console: what goes to the terminal, and how."""

import contextlib
import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.wording import unordered, visible

ANSWERS: list[str] = []
"""What was answered while the command ran."""


def tolerant(stream: TextIO) -> TextIO:
    """The stream, so set that a character it does not know is replaced and not a fault."""
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(ValueError, OSError):
            # Line endings as given: a CSV or calendar has its own.
            stream.reconfigure(errors="replace", newline="\n")
    return stream


def reader_has_gone(fault: OSError) -> bool:
    """Whether a write failed because the other end of the pipe is closed, as `head` closes it."""
    # Windows calls it an invalid argument.
    return isinstance(fault, BrokenPipeError) or (os.name == "nt" and fault.errno == errno.EINVAL)


def discard_output() -> None:
    """Send all further output nowhere, since nobody reads it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _writing() -> Iterator[TextIO]:
    """Standard output; a failed write becomes an error, except that a reader may stop early.

    The command then goes on to its end, so that its exit code is the same as with a patient reader.
    """
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
    """Data, to standard output, as it is."""
    with _writing() as stream:
        tolerant(stream).write(text)


def out_bytes(content: bytes) -> None:
    """Write data that is not text to standard output, unless that is a terminal."""
    with _writing() as stream:
        if stream.isatty():
            raise UsageError(
                "this is no text for a terminal",
                "add --output with a file, or send it down a pipe",
            )
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()


def say(text: str, *, quiet: bool = False) -> None:
    """Words about what was done, to standard error."""
    if not quiet and sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody is there to be told
            tolerant(sys.stderr).write(unordered(visible(text)) + "\n")


@contextlib.contextmanager
def _asking() -> Iterator[None]:
    """A question that nobody can read is not taken for answered."""
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
    """The answer to a question on a terminal."""
    import typer

    with _asking():
        answer: str = typer.prompt(question, prompt_suffix=" ", **options)
    ANSWERS.append(answer)
    return answer


def confirm(question: str) -> bool:
    """Return whether somebody on a terminal says yes to a question."""
    import typer

    with _asking():
        agreed = typer.confirm(question, prompt_suffix=" ")
    ANSWERS.append("yes" if agreed else "no")
    return agreed


def complain(message: str, hint: str | None = None) -> None:
    """Why the tool cannot go on, and what to do."""
    say(f"scrutiny: {message}")
    if hint:
        say(f"  {hint}")


def width() -> int:
    """How many columns there are: the terminal's, or 100 in a pipe."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return max(int(os.environ["COLUMNS"]), 40)
    with contextlib.suppress(OSError, ValueError, AttributeError):  # it may be closed
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, 40)
    return 100


def is_interactive() -> bool:
    """Say whether there is somebody to ask."""
    stream: TextIO | None = sys.stdin
    return stream is not None and stream.isatty()


def colour(stream: TextIO | None) -> bool:
    """Whether a stream takes colour: NO_COLOR and FORCE_COLOR decide before the terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def typed(word: str, *, windows: bool = os.name == "nt") -> str:
    """A word as it can be typed after a command, in PowerShell and cmd or in a POSIX shell."""
    if not windows:
        import shlex

        return shlex.quote(word)
    if re.fullmatch(r"[\w:\\/.,=~+-]+", word):
        return word
    # PowerShell reads these two in double quotes; cmd knows no other quotes.
    return "'" + word.replace("'", "''") + "'" if re.search(r"[$`\"]", word) else f'"{word}"'
