"""Messages for a line that was typed wrongly: what is wrong, and a line that works."""

import re
from collections.abc import Sequence
from typing import Any

from scrutiny_cli.cli import console, suggestions
from scrutiny_cli.cli.suggestions import Command
from scrutiny_cli.wording import did_you_mean, listed, shorten

# The command that lists the ids for an argument.
_NAMED_BY = {
    "action": "action list",
    "recommendation": "recommendation list",
    "recommendations": "recommendation list",
    "measure": "measure list",
    "meeting": "meeting list",
    "review": "review list",
}


def explained(fault: Any, words: Sequence[str], tree: Any) -> tuple[str, str]:
    """Return what is wrong with a line and what to type, from Typer's error."""
    context = getattr(fault, "ctx", None)
    here = context.command if context else None
    command = suggestions.command_of(words, tree)
    name = type(fault).__name__
    if name == "NoSuchOption":
        return _no_such_option(str(fault.option_name), words, tree, command)
    if here is not None and hasattr(here, "commands"):
        return _no_such_command(context, words, tree)
    if command is None:
        return fault.format_message(), "`scrutiny --help` lists the commands"
    line = f"scrutiny {' '.join(command.path)}"
    if name == "MissingParameter":
        return _missing(fault.param, command, line)
    if name == "BadOptionUsage":
        return _no_value(str(fault.option_name), command, line)
    if name == "BadParameter" and fault.param is not None:
        return _bad_value(fault, line)
    if extra := re.search(r"unexpected extra arguments? ?(?:\(s\))? ?\((.*)\)\Z", fault.message):
        return (
            f"`{line}` cannot take {shorten(extra[1])!r} as well",
            f"put a text of several words in quotes; `{line} --help` says how to use it",
        )
    return fault.format_message(), f"`{line} --help` says how to use it"


def _offered(words: Sequence[str], tree: Any) -> list[str]:
    """Return the lines that may have been meant, ready to be typed."""
    found = (
        " ".join(console.typed(word) for word in line) for line in suggestions.lines(words, tree)
    )
    return [f"`scrutiny {line}`" for line in found]


def _no_such_command(context: Any, words: Sequence[str], tree: Any) -> tuple[str, str]:
    group = context.command_path
    known = list(context.command.commands)
    offered = _offered(words, tree)
    typed = [word for word in words if not word.startswith("-")]
    depth = len(group.split())
    if len(typed) < depth:  # the group alone
        if len(known) == 1:
            return f"`{group}` needs a subcommand: {known[0]}", f"type `{group} {known[0]}`"
        return (
            f"`{group}` needs a subcommand: {listed(known, 'or')}",
            f"`{group} --help` says what each does",
        )
    wrong = f"there is no command `{' '.join(['scrutiny', *typed[:depth]])}`"
    if not offered:
        return wrong, f"`{group} --help` lists the commands"
    return wrong, f"did you mean {listed(offered[:4], 'or')}?"


def _no_such_option(
    option: str, words: Sequence[str], tree: Any, command: Command | None
) -> tuple[str, str]:
    offered = _offered(words, tree)
    if command is None:
        wrong = f"`scrutiny` has no option {option}"
        if not offered:
            return wrong, "`scrutiny --help` lists the commands"
        return wrong, f"did you mean {listed(offered[:4], 'or')}?"
    line = f"scrutiny {' '.join(command.path)}"
    if option in command.options:
        return f"{option} comes after the command", f"type {offered[0]}"
    wrong = f"`{line}` has no option {option}"
    other = suggestions.option_like(option, command)
    if not other:
        return wrong, f"`{line} --help` lists them"
    if offered and not offered[0].endswith(" --help`"):
        return wrong, f"did you mean {offered[0]}?"
    return wrong, f"did you mean {other}? `{line} --help` says what it takes"


def _missing(param: Any, command: Command, line: str) -> tuple[str, str]:
    about = (getattr(param, "help", None) or "").rstrip(".")
    needs = f"`{line}` needs {_called(param)}"
    wrong = f"{needs}: {about[:1].lower()}{about[1:]}" if about else needs
    example = next(iter(examples(command)), f"{line} --help")
    if param.name in _NAMED_BY:
        return wrong, f"`scrutiny {_NAMED_BY[param.name]}` names them; for example `{example}`"
    return wrong, f"for example `{example}`"


def _called(param: Any) -> str:
    """Return the name of an argument in the help: ACTION."""
    return str(param.metavar or param.name).upper().strip("[].")


def _no_value(option: str, command: Command, line: str) -> tuple[str, str]:
    param = next((p for p in command.held.params if option in p.opts), None)
    about = (getattr(param, "help", None) or "").rstrip(".")
    if getattr(param, "is_flag", False):
        return f"{option} takes no value", f"write {option} alone, or leave it out"
    wrong = f"{option} needs a value after it"
    return (f"{wrong}: {about[:1].lower()}{about[1:]}" if about else wrong), (
        f"`{line} --help` says how to use it"
    )


def _bad_value(fault: Any, line: str) -> tuple[str, str]:
    param = fault.param
    what = param.opts[0] if param.param_type_name == "option" else _called(param)
    found = re.match(r"'?(.*?)'? is not ", fault.message, re.DOTALL)
    value = f" {shorten(found[1])!r}" if found else ""
    choices = [str(getattr(one, "value", one)) for one in getattr(param.type, "choices", ())]
    if choices and found:
        hint = did_you_mean(found[1], choices) or f"`{line} --help` says what each means"
        return f"{what}{value}: it is one of {listed(choices, 'or')}", hint
    if "int" in type(param.type).__name__.lower():
        least = getattr(param.type, "min", None)
        least_words = f" of {least} or more" if least is not None else ""
        return f"{what}{value}: write a whole number{least_words}", f"`{line} --help` says more"
    return f"{what}{value}: {fault.message}", f"`{line} --help` says how to use it"


def examples(command: Command) -> list[str]:
    """Return the examples in the help of a command."""
    text = " ".join((command.held.help or "").split())
    _, _, shown = text.partition("Example")
    return re.findall(r"`(scrutiny [^`]+)`", shown)
