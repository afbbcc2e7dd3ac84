"""The command line run inside the test's own Python, where starting one for each would cost too much.

What starting brings with it (exit codes of the process, encodings, closed pipes) is tested with
``tests.registers.run``; this goes in by the same door, one step further on.
"""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import typer.main

from scrutiny_cli.cli import app

# The commands are built anew each time the tool starts; here once is enough.
app.tree = cache(app.tree)
typer.main.get_command = cache(typer.main.get_command)

# What the person who runs the tests has set must not change what a command says.
_OWN = ("SCRUTINY_", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


@dataclass(frozen=True)
class Told:
    """What a command gave: its exit code, standard output and standard error.

    ``raw`` is standard output as it came, where it is no text.
    """

    code: int
    out: str
    err: str
    raw: bytes = field(default=b"", compare=False)

    @property
    def everything(self) -> str:
        return f"{self.out}\n{self.err}"


class _Stream(io.TextIOWrapper):
    """A stream with bytes below it, as standard output has."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    @property
    def raw(self) -> bytes:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue()

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")


@contextmanager
def _set(environment: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in before:
        if name.startswith(_OWN):
            del os.environ[name]
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def scrutiny(
    *args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Told:
    """Run ``scrutiny`` with arguments, here; ``env`` adds to the environment."""
    out, err = _Stream(), _Stream()
    streams = sys.argv, sys.stdout, sys.stderr
    with _set(env or {}), chdir(cwd) if cwd else nullcontext():
        sys.argv, sys.stdout, sys.stderr = ["scrutiny", *map(str, args)], out, err
        try:
            code = app.run()
        except SystemExit as ending:  # some of Typer's own ways out
            code = ending.code if isinstance(ending.code, int) else 1
        finally:
            sys.argv, sys.stdout, sys.stderr = streams
    return Told(code, out.text, err.text, out.raw)
