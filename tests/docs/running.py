"""Runs a page of the documentation from its first block to its last, as its reader would.

``python -m tests.docs.running PAGE...`` writes into each page what its commands print now: read the
difference before you keep it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from scrutiny_cli.cli.app import run
from tests.docs.pages import DOCS, Block, Page, page
from tests.registers import BASE, write_tree
from tests.sample import ROOT

# A page says `--as-of` wherever the day matters; this shows where one forgot.
AS_OF = "2021-11-15"
COLUMNS = "80"
_COMMAND = re.compile(r"^\$ (?P<typed>.+)\n(?P<told>(?:(?!\$ ).*\n)*)", re.MULTILINE)


class Said(NamedTuple):
    """A command as a page shows it, and what it prints; places are in the page's text."""

    typed: str
    expected: str
    told: str
    code: int
    block: Block
    start: int
    end: int


def play(one: Page, folder: Path) -> Iterator[Said]:
    """Write a page's files below a folder and run its commands there, in the order it gives them."""
    prepare(one, folder)
    for block in one.blocks:
        if block.path and block.shown:
            told = (folder / block.path).read_text(encoding="utf-8")
            yield Said(f"open {block.path}", block.text, told, 0, block, block.start, block.end)
        elif block.path:
            _write(folder / block.path, block)
        elif block.language == "console":
            for found in _COMMAND.finditer(block.text):
                told, code = execute(found["typed"], folder)
                start, end = (block.start + place for place in found.span("told"))
                yield Said(found["typed"], found["told"], told, code, block, start, end)


def prepare(one: Page, folder: Path) -> None:
    """Put there what a page starts from."""
    if one.start == "the sample register":
        shutil.copytree(ROOT / "records", folder / "records")
        shutil.copy(ROOT / "scrutiny.toml", folder / "scrutiny.toml")
    elif one.start == "a small register":
        write_tree(folder, BASE)
    else:
        assert one.start == "an empty folder", f"{one.name} says nothing of what it starts from"


def execute(typed: str, folder: Path) -> tuple[str, int]:
    """Run one line that a reader would type; give what it prints and its exit code."""
    program, *words = shlex.split(typed)
    if program == "mkdir":
        for word in words:
            (folder / word).mkdir()
        return "", 0
    if program in ("git", "python"):
        return _other(program, words, folder)
    assert program == "scrutiny", f"{typed}: this cannot be run here"
    return scrutiny([_downloaded(word) for word in words], folder)


def _downloaded(word: str) -> str:
    """What a reader has downloaded stands beside the tutorials."""
    name = word.removeprefix("~/Downloads/")
    return word if name == word else str(DOCS / "tutorial" / name)


def _other(program: str, words: list[str], folder: Path) -> tuple[str, int]:
    """Run git or Python as on a machine of its own, at noon of the usual day."""
    settings = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": f"{AS_OF}T12:00:00+00:00",
        "GIT_COMMITTER_DATE": f"{AS_OF}T12:00:00+00:00",
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A clerk"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "clerk@example.gov.uk"),
    }
    done = subprocess.run(
        [sys.executable if program == "python" else program, *words],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return done.stdout, done.returncode


def scrutiny(words: list[str], folder: Path) -> tuple[str, int]:
    """Run ``scrutiny`` in a folder; give both its streams as a terminal mixes them, and its code."""
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SCRUTINY_") and name not in {"NO_COLOR", "FORCE_COLOR"}
    }
    environment |= {"COLUMNS": COLUMNS, "SCRUTINY_AS_OF": AS_OF}
    with (
        _typed(["scrutiny", *words], environment),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(terminal),
        contextlib.redirect_stderr(terminal),
    ):
        code = run()
    raw = terminal.detach()
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8"), code


@contextlib.contextmanager
def _typed(words: list[str], environment: dict[str, str]) -> Iterator[None]:
    """For a while, what was typed, where, and with nobody at the keyboard."""
    before = dict(os.environ), sys.argv, sys.stdin
    os.environ.clear()
    os.environ.update(environment)
    sys.argv, sys.stdin = words, io.StringIO()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        sys.argv, sys.stdin = before[1:]


def _write(path: Path, block: Block) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not block.part:
        path.write_text(block.text, encoding="utf-8", newline="\n")
        return
    if block.language == "diff":
        text = changed(path.read_text(encoding="utf-8"), block.text)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    whole = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    new = merged(whole, yaml.load(block.text, Loader=yaml.BaseLoader))
    text = yaml.safe_dump(new, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8", newline="\n")


def changed(text: str, change: str) -> str:
    """A file's text with the lines marked ``-`` taken out and those marked ``+`` put in.

    Lines marked neither way say where; they and those taken out stand in the file just so, once.
    Where there are none, what is put in goes to the end.
    """
    lines = change.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    if not old:
        return text + new
    assert text.count(old) == 1, f"these lines do not stand in the file, once:\n{old}"
    return text.replace(old, new)


def merged(whole: Any, part: Any) -> Any:
    """A file's data with the keys of a part of it; in a list the record with the same id is meant."""
    if isinstance(whole, dict):
        return {key: value or None for key, value in {**whole, **part}.items()}
    parts = part if isinstance(part, list) else [part]
    known = {record["id"]: record for record in whole}
    for record in parts:
        known[record["id"]] = {**known.get(record["id"], {}), **record}
    return list(known.values())


def agrees(said: Said) -> bool:
    """Whether a command printed what its page shows; a line ``...`` stands for any lines."""
    pieces = said.expected.rstrip("\n").split("\n...\n")
    pattern = r"\n(?:.*\n)*?".join(re.escape(piece) for piece in pieces)
    return bool(re.fullmatch(pattern, said.told.rstrip("\n")))


def refreshed(one: Page) -> str:
    """The page's text with what its commands print now."""
    text, moved = one.text, 0
    with tempfile.TemporaryDirectory() as folder:
        for said in play(one, Path(folder)):
            if agrees(said):
                continue
            new = said.told.rstrip("\n") + "\n" if said.told.strip() else ""
            text = text[: said.start + moved] + new + text[said.end + moved :]
            moved += len(new) - (said.end - said.start)
    return text


if __name__ == "__main__":
    for name in sys.argv[1:]:
        (ROOT / name).write_text(refreshed(page(name)), encoding="utf-8", newline="\n")
