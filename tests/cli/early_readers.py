"""Run many commands as processes whose standard output is read whole, read for one byte, or not at all.

Started as ``python -m tests.cli.early_readers``: it loads the tool once and forks for each command, since
starting Python a thousand times would take minutes. A line of JSON comes in for each command, one goes out.
"""

import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import scrutiny_cli
from scrutiny_cli import __main__
from tests import exempt_register
from tests.inside import scrutiny

READERS = ("patient", "head", "closed")


WARMING = ("check", "plan build --format html", "agenda build 2021-10-12 --format markdown")


def load_everything() -> None:
    """Load every module, and build the validators and templates that each fork would build again."""
    for module in pkgutil.walk_packages(scrutiny_cli.__path__, "scrutiny_cli."):
        importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        for line in WARMING:
            scrutiny(*line.split(), cwd=exempt_register.write(Path(folder)))
    gc.freeze()


def run(arguments: list[str], folder: str, reader: str) -> dict[str, object]:
    """The exit code of a command and what it wrote to standard error."""
    with tempfile.TemporaryFile() as errors:
        output, head = _output(reader)
        child = os.fork()
        if child == 0:
            become_scrutiny(arguments, folder, output, errors.fileno())
        os.close(output)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if head:
            head.wait()
        errors.seek(0)
        return {"code": code, "err": errors.read().decode()}


def _output(reader: str) -> "tuple[int, subprocess.Popen[bytes] | None]":
    """Where a command writes to, and the `head` that reads there."""
    if reader == "patient":
        return os.open(os.devnull, os.O_WRONLY), None
    reading, writing = os.pipe()
    os.set_inheritable(writing, False)
    head = None
    if reader == "head":
        head = subprocess.Popen(["head", "-c", "1"], stdin=reading, stdout=subprocess.DEVNULL)
    os.close(reading)
    return writing, head


def become_scrutiny(arguments: list[str], folder: str, output: int, errors: int) -> NoReturn:
    os.dup2(output, 1)
    os.dup2(errors, 2)
    os.chdir(folder)
    sys.argv = ["scrutiny", *arguments]
    __main__.main()


def main() -> None:
    load_everything()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        asked = json.loads(line)
        answers.write(json.dumps(run(**asked)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
