"""The page of the commands: the live help of each, in the order in which they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WIDTH = 80
INTRODUCTION = """
# Commands

Every command, with what `--help` says of it. Write options after the command's name, in any order.

- Data goes to standard output, words about it to standard error: `scrutiny action list > actions.txt`
  holds the list alone.
- `--root`, `--as-of` and `--quiet` mean the same everywhere. `SCRUTINY_ROOT` and `SCRUTINY_AS_OF` in the
  environment stand for the first two.
- Without `--as-of` the day is today, in London. It is the only thing a command takes from the clock.
- A command that builds a document refuses while `scrutiny check` finds errors, unless `--draft` is given.
- The [exit codes and the JSON](json.md) are a contract.
"""


def tree() -> Any:
    """The live command tree."""
    import typer.main

    from scrutiny_cli.cli.app import tree

    return typer.main.get_command(tree())


def walk(command: Any, name: str, parent: Any = None) -> Iterator[Any]:
    """The context of a command and of all those below it, in the tree's own order."""
    context = command.context_class(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )
    yield context
    for below, sub in getattr(command, "commands", {}).items():
        yield from walk(sub, below, context)


def page() -> str:
    """The page."""
    contexts = list(walk(tree(), "scrutiny"))
    listing = "\n".join(
        f"- [`{c.command_path}`](#{c.command_path.replace(' ', '-')})" for c in contexts[1:]
    )
    parts = [INTRODUCTION.strip(), listing]
    for context in contexts:
        level = "##" if context.command_path.count(" ") < 2 else "###"
        text = context.command.get_help(context).rstrip()
        parts.append(f"{level} {context.command_path}\n\n```text\n{text}\n```")
    return "\n\n".join(parts)


def table() -> str:
    """The commands with the first sentence of their help, for the README."""
    rows = [
        f"| `{context.command_path}` | {first_sentence(context.command.help or '')} |"
        for context in walk(tree(), "scrutiny")
        if not hasattr(context.command, "commands")
    ]
    return "\n".join(["| Command | What it does |", "| --- | --- |", *rows])


def first_sentence(text: str) -> str:
    """The first sentence of a command's help."""
    whole = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return re.split(r"(?<=\.)\s", whole, maxsplit=1)[0]
