"""What the pages say of themselves, of each other and of the tool is so."""

from __future__ import annotations

import posixpath
import re
import shlex
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import pytest
import typer.main

from scrutiny_cli.cli.app import tree
from scrutiny_cli.domain.decisions import DecisionState
from scrutiny_cli.domain.state import ACTION_STATES, RECOMMENDATION_STATES
from tests.docs.pages import Page, commands, names, page, slug, written
from tests.sample import ROOT

# Folders of a machine, and words that belong to the making of the tool and not to its use.
FORBIDDEN = re.compile(
    r"(?<![\w.])/(?:work|root|home(?!/clerk)|tmp|Users)/|\bgolden\b|\bpack 00\d\b|C:\\\\Users",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", names())
def test_every_link_leads_somewhere(name: str) -> None:
    dead = []
    for to in page(name).links:
        if re.match(r"[a-z]+:", to):
            assert to.startswith(("https://", "mailto:")), f"{name}: {to}"
            continue
        path, _, anchor = to.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if not (ROOT / target).exists() or (anchor and anchor not in page(target).anchors):
            dead.append(to)
    assert dead == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    todo, seen = ["README.md"], set()
    while todo:
        name = todo.pop()
        if name in seen or not name.endswith(".md"):
            continue
        seen.add(name)
        for to in page(name).links:
            path = to.partition("#")[0]
            if path and ":" not in path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                todo.append(f"{target}/README.md" if (ROOT / target).is_dir() else target)
    assert set(names()) - seen == set()


@pytest.mark.parametrize("name", names())
def test_no_page_speaks_of_a_machine(name: str) -> None:
    assert FORBIDDEN.findall(page(name).text) == []


@pytest.mark.parametrize("name", names())
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [len(found) for found in re.findall(r"^(#+) ", page(name).prose, re.MULTILINE)]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", names())
def test_every_picture_says_what_it_shows(name: str) -> None:
    for words in re.findall(r"!\[([^\]]*)\]\(", page(name).prose):
        assert len(words) > 20, f"{name}: {words!r}"


@pytest.mark.parametrize("name", written())
def test_records_in_pages_say_which_file_they_are(name: str) -> None:
    """So that they are written and checked with the rest of the page."""
    loose = [
        f"line {block.line}"
        for block in page(name).blocks
        if block.language in ("yaml", "diff", "toml", "jinja") and not block.path
    ]
    assert loose == []


@cache
def root() -> Any:
    """The live command tree."""
    return typer.main.get_command(tree())


def unknown(typed: str) -> str | None:
    """What of a line there is no such command or option for."""
    try:
        words = shlex.split(re.split(r" [|>] ", typed, maxsplit=1)[0], comments=True)[1:]
    except ValueError:
        return "quotes that do not match"
    command = root()
    while words and not words[0].startswith("-") and hasattr(command, "commands"):
        if words[0] not in command.commands:
            return words[0]
        command = command.commands[words.pop(0)]
    options = {"-h", "--help"} | {
        opt for p in command.params for opt in (*p.opts, *p.secondary_opts)
    }
    used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return ", ".join(sorted(used - options)) or None


@pytest.mark.parametrize("name", names())
def test_every_command_on_a_page_exists(name: str) -> None:
    wrong = {
        f"line {line}: {typed}": fault
        for line, typed in commands(page(name))
        if (fault := unknown(typed))
    }
    assert wrong == {}


def test_a_command_that_does_not_exist_is_seen() -> None:
    assert unknown("scrutiny check --strict") is None
    assert unknown("scrutiny agenda publish") == "publish"
    assert unknown("scrutiny check --sternly") == "--sternly"
    assert unknown("scrutiny overdue --fail --soon 3") is None
    assert unknown('scrutiny action add --action "x') == "quotes that do not match"


def test_links_are_named_as_hosts_name_them() -> None:
    assert slug("1. Know the last day") == "1-know-the-last-day"
    assert slug("The council's `rules:`") == "the-councils-rules"
    assert Page("x.md", "# A\n\n## A\n\n[a](b.md#c), `[no](link)`\n").anchors == {"a", "a-1"}
    assert Page("x.md", "# A\n\n[a](b.md#c), `[no](link)`\n").links == ["b.md#c"]


def test_the_page_of_the_states_has_them_all() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \|", page("docs/explanation/states.md").text, re.MULTILINE)
    decisions = get_args(DecisionState)
    assert sorted(rows) == sorted([*ACTION_STATES, *RECOMMENDATION_STATES, *decisions])
