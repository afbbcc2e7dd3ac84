"""Find the nearest command to a line that is not one.

All commands are compared, and the order of words does not count: `list actions` and `actions list`
both mean `action list`.
"""

import tomllib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

CommandPath = tuple[str, ...]

SYNONYMS = Path(__file__).with_name("synonyms.toml")
_LIKE = 0.75
"""How alike two words must be, from 0 to 1, for one to be taken as the other."""


class Command(NamedTuple):
    """A command that does something: the words that name it, and Typer's own object for it."""

    path: CommandPath
    held: Any

    @property
    def options(self) -> dict[str, bool]:
        """Its options, each with whether it takes a value."""
        return {
            name: not getattr(param, "is_flag", False)
            for param in self.held.params
            if param.param_type_name == "option"
            for name in (*param.opts, *param.secondary_opts)
        } | {"--help": False, "-h": False}

    def takes(self, words: Sequence[str]) -> bool:
        """Return whether the command could run with some words after it."""
        if {"--help", "-h"} & set(words):
            return True
        try:
            self.held.make_context(self.path[-1], list(words))
        except Exception:  # noqa: BLE001  # Typer's own errors cannot be imported by name
            return False
        return True


@cache
def _synonyms(table: str) -> dict[str, list[str]]:
    """Return the words that people type for others: those of commands, or of options."""
    with SYNONYMS.open("rb") as file:
        words: dict[str, list[str]] = tomllib.load(file)[table]
    return words


def commands(tree: Any, path: CommandPath = ()) -> Iterator[Command]:
    """Yield every command of the tree."""
    for name, below in tree.commands.items():
        if hasattr(below, "commands"):
            yield from commands(below, (*path, name))
        else:
            yield Command((*path, name), below)


def lines(words: Sequence[str], tree: Any) -> list[CommandPath]:
    """Return the nearest lines that work, without the program's name; several if in doubt."""
    words = list(words[words[:1] == ["scrutiny"] :])
    if words[:1] in (["help"], ["version"]):
        about = words[1:] if words[0] == "help" else []
        return [(*about, f"--{words[0]}")]
    every = list(commands(tree))
    plain, others = _apart(words, every)
    found = []
    for command, used in _nearest(plain, every):
        left = [word for place, word in enumerate(plain) if place not in used]
        rest = _with_known_options([*left, *others], command)
        found.append((*command.path, *(rest if command.takes(rest) else ("--help",))))
    return found


def command_of(words: Sequence[str], tree: Any) -> Command | None:
    """Return the command that some words name exactly, wherever its options are."""
    every = {command.path: command for command in commands(tree)}
    plain, _ = _apart(words, list(every.values()))
    return next((every[p] for n in (2, 1) if (p := tuple(plain[:n])) in every), None)


def option_like(name: str, command: Command) -> str | None:
    """Return the option of a command that is most like another."""
    for other in _synonyms("options").get(name, ()):
        if other in command.options:
            return other
    bare = {option.replace("-", ""): option for option in command.options}
    close = get_close_matches(name.replace("-", ""), bare, n=1, cutoff=0.6)
    return bare[close[0]] if close else None


def _apart(words: Sequence[str], every: list[Command]) -> tuple[list[str], list[str]]:
    """Return the words that are not options, and the options with their values."""
    values = {name: takes for command in every for name, takes in command.options.items()}
    bare = {name.replace("-", ""): takes for name, takes in values.items()}
    plain: list[str] = []
    others: list[str] = []
    waiting = False
    for word in words:
        if word.startswith("-") and len(word) > 1:
            others.append(word)
            name = word.replace("-", "")
            close = get_close_matches(name, bare, n=1, cutoff=0.6)
            takes = values.get(word, word in _synonyms("options") or bool(close and bare[close[0]]))
            waiting = takes and "=" not in word
        elif waiting:
            others.append(word)
            waiting = False
        else:
            plain.append(word)
    return plain, others


def _alike(typed: str, word: str) -> float:
    typed = typed.lower()
    if typed == word:
        return 1.0
    if typed.rstrip("s") == word.rstrip("s") or typed in _synonyms("commands").get(word, ()):
        return 0.95
    near = SequenceMatcher(None, typed, word).ratio()
    return near * 0.9 if near >= _LIKE else 0.0


def _nearest(plain: Sequence[str], every: list[Command]) -> list[tuple[Command, set[int]]]:
    """Return the commands nearest to some words, each with the places of the words it uses.

    The first command of a group is enough: it lists the records that the others change.
    """
    best = 0.0
    found: list[tuple[Command, set[int]]] = []
    for command in every:
        used: set[int] = set()
        score = 0.0
        for word in command.path:
            likeness = [0.0 if n in used else _alike(p, word) for n, p in enumerate(plain[:3])]
            most = max(likeness, default=0.0)
            if most:
                used.add(likeness.index(most))
                score += most
            else:
                score -= 0.5
        if score > best + 0.001:
            best, found = score, []
        if used and score > best - 0.001 and command.path[0] not in [c.path[0] for c, _ in found]:
            found.append((command, used))
    return found if best > 0 else []


def _with_known_options(words: list[str], command: Command) -> list[str]:
    """Return the rest of a line with each option replaced by one that the command has."""
    made = []
    for word in words:
        name, equals, value = word.partition("=")
        known = not name.startswith("-") or len(name) < 2 or name in command.options
        made.append(word if known else f"{option_like(name, command) or name}{equals}{value}")
    return made
