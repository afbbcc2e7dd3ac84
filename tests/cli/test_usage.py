"""A line that is typed wrongly ends with 2, one sentence, and a line that works."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from scrutiny_cli.cli import suggestions as meant
from scrutiny_cli.cli.app import tree
from scrutiny_cli.cli.usage_errors import examples
from tests.inside import scrutiny
from tests.sample import ROOT


def whole() -> Any:
    return get_command(tree())


def groups(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and every group, with the words that name it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from groups(below, (*path, name))


EVERY = list(meant.commands(whole()))
WRONG = [
    # The words in another order, or in the plural, or for short.
    ("actions list", "action list"),
    ("list actions", "action list"),
    ("build agenda", "agenda build"),
    ("agendas build", "agenda build"),
    ("list measures --format json", "measure list --format json"),
    ("recomendation list", "recommendation list"),
    ("meting show 2021-11-23", "meeting show 2021-11-23"),
    ("agenda buld", "agenda build"),
    ("chek", "check"),
    ("overdu", "overdue"),
    # In other words.
    ("complete 4", "action complete 4"),
    ("action close 4", "action complete 4"),
    ("close action 4 --on 2021-11-03", "action complete 4 --on 2021-11-03"),
    ("action new", "action add"),
    ("action postpone 6 --to 2021-12-14", "action move 6 --to 2021-12-14"),
    ("kpi", "measure list"),
    ("kpis list", "measure list"),
    ("deadlines 2022-01-11", "meeting deadlines 2022-01-11"),
    ("late --fail", "overdue --fail"),
    ("diff --since main", "changes --since main"),
    ("ics", "calendar"),
    ("validate", "check"),
    ("meeting add 2022-01-11", "meeting new 2022-01-11"),
    ("show action 4", "action show 4"),
    ("scrutiny check", "check"),
    ("help", "--help"),
    ("help action", "action --help"),
    ("version", "--version"),
    # Several are as near.
    ("list", "meeting list"),
    ("build", "agenda build"),
    # A group alone.
    ("agenda", "agenda --help"),
    ("action", "action --help"),
    ("minutes", "minutes --help"),
    # Options.
    ("check --strct", "check --strict"),
    ("action add --owners x", "action add --owner x"),
    ("overdue --asof", "overdue --help"),
    ("overdue --asof 2021-11-15", "overdue --as-of 2021-11-15"),
    ("overdue --date 2021-11-15", "overdue --as-of 2021-11-15"),
    ("action add --owners 'Head of Service'", "action add --owner 'Head of Service'"),
    ("--as-of 2021-11-15 overdue", "overdue --as-of 2021-11-15"),
    ("--quiet check", "check --quiet"),
    ("agenda --format html build", "agenda build --format html"),
    ("action --private list", "action list --private"),
    ("--root . actions list", "action list --root ."),
    ("--foo", "--help"),
    ("check --strict=yes", "check --strict"),
    ("action list --format", "action list --help"),
    ("overdue --soon x", "overdue --help"),
    ("overdue --soon -1", "overdue --help"),
    # Arguments.
    ("action complete", "action list"),
    ("recommendation respond", "recommendation list"),
    ("meeting show", "meeting list"),
    ("report new", "meeting list"),
    ("action show 4 5", "action show --help"),
    ("tracker build everything", "tracker build --help"),
    ("agenda build 2021-11-22", "meeting list"),
    ("agenda build cyp-2021-11-22", None),
    ("agenda build records/meetings/cyp-2021-11-23.yaml", None),
    ("agenda build --since main", None),
    ("foo", "--help"),
]


@pytest.mark.parametrize(("line", "wanted"), WRONG, ids=[line for line, _ in WRONG])
def test_the_right_line_is_named_and_works_when_typed(line: str, wanted: str | None) -> None:
    told = scrutiny(*shlex.split(line), "--root", ROOT) if wanted is None else None
    told = told or scrutiny(*shlex.split(line), cwd=ROOT)
    assert (told.code, told.out) == (2, "")
    first, second = told.err.splitlines()
    assert first.startswith("scrutiny: ")
    assert second.startswith("  ")
    assert not re.search(r"No such|Missing|Invalid|Got unexpected|extra argument", told.err)
    shown = [part[1] for part in re.finditer(r"`scrutiny ([^`]+)`", second)]
    for offer in shown:
        must_work(offer)
    if wanted == "check --strict":
        assert "--strict" in told.err
    elif wanted is not None:
        assert wanted in [offer.replace('"', "'") for offer in shown]


def must_work(line: str) -> None:
    """Assert that a line is one that could be typed: its command is there and takes what follows."""
    words = shlex.split(line)
    if "--help" in words or "--version" in words:
        assert scrutiny(*words).code == 0
        return
    found = meant.command_of(words, whole())
    assert found is not None, line
    assert tuple(words[: len(found.path)]) == found.path
    assert found.takes(words[len(found.path) :]), line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("agenda build 2021-11-22", "the nearest is cyp-2021-11-23"),
        ("agenda build cyp-2021-11-22", "did you mean cyp-2021-11-23?"),
        ("agenda build records/meetings/cyp-2021-11-23.yaml", "write cyp-2021-11-23"),
        (r"meeting show records\meetings\x.yml", "a meeting is named by its id, not by its file"),
        ("action show records/actions/2021.yaml", "an action is named by its id"),
        ("--as-of 2021-11-15 overdue", "--as-of comes after the command"),
        ("action complete 4 done on Monday", "put a text of several words in quotes"),
        ("action", "needs a subcommand: list, show, add"),
        ("overdue --soon x", "--soon 'x': write a whole number of 0 or more"),
        ("tracker build action", "did you mean actions?"),
        ("action list --format", "--format needs a value after it: text or json"),
        (
            "minutes start",
            "`scrutiny meeting list` names them; for example `scrutiny minutes start",
        ),
        ("import actions", "for example `scrutiny import actions action-log.xlsx"),
        ("meeting list --quiet=yes", "write --quiet alone, or leave it out"),
        ("overdue --reason x", "did you mean --soon? `scrutiny overdue --help` says what it"),
        ("overdu --help", "did you mean `scrutiny overdue --help`?"),
    ],
)
def test_what_is_wrong_is_said(line: str, words: str) -> None:
    told = scrutiny(*line.split(" "), cwd=ROOT)
    assert told.code == 2
    assert words in told.err


def test_what_is_typed_is_shown_and_never_sent() -> None:
    told = scrutiny("act\x1b[2Jion", "x\u202ey", "`rm`", "$(x)", cwd=ROOT)
    assert told.code == 2
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", told.err)


def test_any_nonsense_ends_in_words() -> None:
    for words in (
        (),
        ("",),
        ("-",),
        ("--",),
        ("-=",),
        ("--=x",),
        ("é",),
        ("list", "--", "x"),
        ("- ",),
    ):
        told = scrutiny(*words, cwd=ROOT)
        assert told.code in (0, 2), words
        assert "a fault of the tool" not in told.err


# -------------------------------------------------------------------------------------- the help


@pytest.mark.parametrize("command", EVERY, ids=lambda c: " ".join(c.path))
def test_every_command_shows_examples_that_work(command: meant.Command) -> None:
    shown = examples(command)
    assert shown, "its help has no line `Example: ...`"
    for example in shown:
        must_work(example.removeprefix("scrutiny "))
    assert any(tuple(shlex.split(e)[1:])[: len(command.path)] == command.path for e in shown)


@pytest.mark.parametrize(
    ("path", "command"),
    list(groups(whole())),
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_help_is_in_british_words_and_says_what_everything_is(
    path: tuple[str, ...], command: Any
) -> None:
    texts = [command.help or "", *(getattr(param, "help", None) or "" for param in command.params)]
    for text in texts:
        assert not re.search(
            r"\b(color|customiz|organiz|recogniz|analyz|center|program\b(?!me)|judgment|e\.g\.|i\.e\.)",
            text,
        ), text
    for param in command.params:
        said = getattr(param, "help", None) or ""
        assert said.endswith((".", ")")), f"{path} {param.name}: {said!r}"
        if param.param_type_name == "option" and param.type.name in ("str", "int", "path"):
            assert param.metavar, (
                f"{path} {param.name}: <{param.type.name}> is no word of a clerk's"
            )
    assert command.help
    assert (command.help.split("\n\n")[0]).rstrip().endswith(".")


@pytest.mark.parametrize("path", [path for path, _ in groups(whole())], ids=" ".join)
def test_help_keeps_within_eighty_columns(path: tuple[str, ...]) -> None:
    told = scrutiny(*path, "--help", env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    assert told.code == 0
    long = {line.strip() for line in told.out.splitlines() if len(line) > 80}
    assert {
        line for line in long if not line.startswith("https://")
    } == set()  # an address is whole
    assert "…" not in told.out


def test_list_of_commands_shows_the_first_sentence_of_each() -> None:
    quick, whole = (get_command(tree(options=options)) for options in (False, True))
    quick_help, whole_help = (
        command.get_help(command.make_context("scrutiny", [], resilient_parsing=True))
        for command in (quick, whole)
    )
    assert quick_help == whole_help
