"""What was meant by a line that is no command: the nearest line that is one.

The whole command tree is looked at, whatever the order of the words: `list actions` and
`actions list` are both `action list`.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Any, NamedTuple

Path = tuple[str, ...]

# What people type for the words of the commands.
_SAME = {
    "action": ("task", "todo"),
    "recommendation": ("rec", "recs"),
    "measure": ("kpi", "kpis", "indicator", "indicators", "performance", "metric", "metrics"),
    "meeting": ("date", "dates"),
    "deadlines": ("notice",),
    "programme": ("program", "topic", "topics", "workplan", "forward"),
    "minutes": ("minute",),
    "tracker": ("log",),
    "plan": ("improvement", "aims"),
    "review": ("group", "task-and-finish", "spotlight"),
    "report": ("paper", "told"),
    "calendar": ("ics", "ical", "icalendar", "outlook"),
    "export": ("download", "xlsx", "excel", "sqlite"),
    "import": ("upload",),
    "overdue": ("late", "outstanding", "chase", "due"),
    "changes": ("diff", "history", "changed", "news"),
    "check": ("validate", "lint", "verify", "test"),
    "schema": ("schemas",),
    "init": ("start", "setup", "new", "create", "begin"),
    "list": ("ls", "all", "index"),
    "show": ("view", "display", "get", "see", "cat", "open", "read"),
    "add": ("new", "create", "put", "log"),
    "new": ("add", "create", "plan", "start"),
    "start": ("new", "add", "begin", "create"),
    "update": ("edit", "change", "amend", "note", "progress", "set", "assign"),
    "complete": ("close", "done", "finish", "finished", "completed", "tick", "discharge"),
    "move": ("postpone", "reschedule", "delay", "defer", "extend"),
    "notify": ("send", "inform", "tell"),
    "respond": ("response", "reply", "answer", "responses"),
    "record": ("reading", "figure", "enter", "add"),
    "build": ("make", "create", "generate", "render", "print", "publish", "produce", "write"),
}
_OPTIONS = {
    "--date": ("--as-of", "--on"),
    "--today": ("--as-of",),
    "--out": ("--output",),
    "--file": ("--output",),
    "--folder": ("--root", "--output"),
    "--dir": ("--root",),
    "--register": ("--root",),
    "--dry": ("--dry-run",),
    "--reason": ("--why", "--note"),
    "--silent": ("--quiet",),
    "--from": ("--since",),
    "--help-me": ("--help",),
}
_LIKE = 0.75
"""How alike two words are, from 0 to 1, to be taken for one another."""


class Command(NamedTuple):
    """A command that does something: the words that name it, and what Typer holds of it."""

    path: Path
    held: Any

    @property
    def options(self) -> dict[str, bool]:
        """Its options, and whether each takes a value."""
        return {
            name: not getattr(param, "is_flag", False)
            for param in self.held.params
            if param.param_type_name == "option"
            for name in (*param.opts, *param.secondary_opts)
        } | {"--help": False, "-h": False}

    def takes(self, words: Sequence[str]) -> bool:
        """Whether it could run with some words after it."""
        if {"--help", "-h"} & set(words):
            return True
        try:
            self.held.make_context(self.path[-1], list(words))
        except Exception:  # noqa: BLE001  # Typer's own errors cannot be imported by name
            return False
        return True


def commands(tree: Any, path: Path = ()) -> Iterator[Command]:
    """Every command of the tree."""
    for name, below in tree.commands.items():
        if hasattr(below, "commands"):
            yield from commands(below, (*path, name))
        else:
            yield Command((*path, name), below)


def lines(words: Sequence[str], tree: Any) -> list[Path]:
    """The nearest lines that could be typed, without the program's name; several if in doubt."""
    words = list(words[words[:1] == ["scrutiny"] :])
    if words[:1] in (["help"], ["version"]):
        about = words[1:] if words[0] == "help" else []
        return [(*about, f"--{words[0]}")]
    every = list(commands(tree))
    plain, others = _apart(words, every)
    found = []
    for command, used in _nearest(plain, every):
        left = [word for place, word in enumerate(plain) if place not in used]
        rest = _mended([*left, *others], command)
        found.append((*command.path, *(rest if command.takes(rest) else ("--help",))))
    return found


def command_of(words: Sequence[str], tree: Any) -> Command | None:
    """The command that some words name exactly, wherever its options stand."""
    every = {command.path: command for command in commands(tree)}
    plain, _ = _apart(words, list(every.values()))
    return next((every[p] for n in (2, 1) if (p := tuple(plain[:n])) in every), None)


def option_like(name: str, command: Command) -> str | None:
    """The option of a command that another may have been meant for."""
    for other in _OPTIONS.get(name, ()):
        if other in command.options:
            return other
    bare = {option.replace("-", ""): option for option in command.options}
    close = get_close_matches(name.replace("-", ""), bare, n=1, cutoff=0.6)
    return bare[close[0]] if close else None


def _apart(words: Sequence[str], every: list[Command]) -> tuple[list[str], list[str]]:
    """The words that are no options, and the options with their values."""
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
            takes = values.get(word, word in _OPTIONS or bool(close and bare[close[0]]))
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
    if typed.rstrip("s") == word.rstrip("s") or typed in _SAME.get(word, ()):
        return 0.95
    near = SequenceMatcher(None, typed, word).ratio()
    return near * 0.9 if near >= _LIKE else 0.0


def _nearest(plain: Sequence[str], every: list[Command]) -> list[tuple[Command, set[int]]]:
    """The commands that some words come nearest to, with the places of the words they use.

    Of one group the first in the tree is enough: it lists what the others work on.
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


def _mended(words: list[str], command: Command) -> list[str]:
    """The rest of a line with the options that the command has."""
    made = []
    for word in words:
        name, equals, value = word.partition("=")
        known = not name.startswith("-") or len(name) < 2 or name in command.options
        made.append(word if known else f"{option_like(name, command) or name}{equals}{value}")
    return made
