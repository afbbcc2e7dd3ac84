"""No public output depends on exempt words, however the records are spread over files.

The records of ``tests/exempt_register.py``, and an item moved from meeting to meeting, go to files in an order
that chance gives, some named after their only record. Each arrangement is made twice, with other exempt
words.
"""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.workspace.loading import load
from tests.commands import Line
from tests.exempt_register import MARK, Word, canary, files, other
from tests.inside import scrutiny
from tests.opened import opened
from tests.registers import write_tree
from tests.repositories import Repository

ENV = {"SCRUTINY_AS_OF": "2021-11-16"}
ARRANGEMENTS = range(4)
TO_HERE = ("--output", "-")
ASKED: tuple[Line, ...] = (
    ("overdue", "--format", "json"),
    ("changes", "--since", "HEAD~1", "--format", "json"),
    ("export", "--format", "json", *TO_HERE),
    ("agenda", "build", "moved-a", "--format", "markdown", *TO_HERE),
    ("agenda", "build", "2021-10-12", "--format", "json", *TO_HERE),
    ("minutes", "build", "2021-10-12", "--format", "markdown", *TO_HERE),
    ("minutes", "build", "moved-a", "--format", "json", *TO_HERE),
    ("meeting", "show", "moved-b", "--format", "json"),
    ("tracker", "build", "--format", "html"),
    ("tracker", "build", "actions", "--since", "HEAD~1", "--format", "csv", *TO_HERE),
    ("action", "show", "act-nothing"),
    ("recommendation", "show", "rec-opem"),
    ("programme", "build", "--format", "json", *TO_HERE),
    ("forward", "build", "--format", "json", *TO_HERE),
    ("call-in", "build", "--format", "json", *TO_HERE),
)
ABSENT = {"act-nothing", "rec-opem"}
Records = list[tuple[str, dict[str, Any]]]


def records(word: Word) -> Records:
    """Every record by kind, in an order that no word changes; each with its id."""
    found: Records = []
    for path, text in files(word).items():
        kind = path.split("/")[1] if "/" in path else ""
        if kind in KINDS:
            data = parse(Source(path, text.encode())).data
            listed = data if isinstance(data, list) else [{"id": stem(path), **data}]
            found += [(kind, record) for record in listed]
    return found + moved(word)


def moved(word: Word) -> Records:
    """An item that was open at two meetings and is exempt at the third, and what came of it."""
    item = {"id": word("moved"), "title": word("movedtitle"), "purpose": word("movedpurpose")}
    minute = {"number": "20", "item": word("moved"), "text": word("movedminute")}
    exempt = {"classification": "exempt", "exempt": {"paragraphs": ["3"]}}
    to = {"id": word("movedrec"), "meeting": "moved-a", "minute": "20", "text": word("movedadvice")}
    return [
        (
            "meetings",
            {
                "id": "moved-a",
                "date": "2021-09-07",
                "items": [{"id": "rest", "title": "The rest"}, item],
                "minutes": [{"number": "19", "item": "rest", "text": "It was noted."}, minute],
                "interests": [{"person": "ash", "item": word("moved"), "interest": word("mine")}],
            },
        ),
        (
            "meetings",
            {
                "id": "moved-b",
                "date": "2021-12-14",
                "items": [{**item, "moved_from": "moved-a"}, {"id": "more", "title": "More"}],
            },
        ),
        (
            "meetings",
            {
                "id": "moved-c",
                "date": "2022-01-11",
                "items": [{**item, **exempt, "moved_from": "moved-b"}],
            },
        ),
        (
            "actions",
            {
                "id": word("movedact"),
                "meeting": "moved-a",
                "item": word("moved"),
                "action": word("movedaction"),
                "due": "2021-10-01",
            },
        ),
        ("recommendations", to),
        ("responses", {"id": word("movedreply"), "to": word("movedrec"), "text": word("reply")}),
    ]


def arranged(found: Records, chance: random.Random) -> dict[str, str]:
    """The records in files: alone, alone under their own name, or in one of two lists of their kind."""
    tree: dict[str, str] = {"scrutiny.toml": 'visibility = "private"\n'}
    lists: dict[str, list[dict[str, Any]]] = {}
    chance.shuffle(found)
    for kind, record in found:
        folder = f"records/{kind}/{chance.choice('abc')}"
        way = chance.randrange(4)
        if way == 0:
            tree[f"{folder}/{chance.randrange(10**9)}.yaml"] = json.dumps(record)
        elif way == 1:
            unnamed = {key: value for key, value in record.items() if key != "id"}
            tree[f"{folder}/{record['id']}.yaml"] = json.dumps(unnamed)
        else:
            lists.setdefault(f"{folder}/list{way}.yaml", []).append(record)
    return tree | {path: json.dumps(held, indent=1) for path, held in lists.items()}


def papers(word: Word) -> dict[str, str]:
    return {path: text for path, text in files(word).items() if "/papers/" in path}


@cache
def register(folder: Path, number: int, word: Word) -> Path:
    """An arrangement in a repository; before, the same words lay in other files."""
    chance = random.Random(number)
    repository = Repository(folder / f"{number}-{word.__name__}")
    before = arranged(records(lambda place: word(f"{place}before")), chance)
    repository.commit("2021-11-01", dict(before))
    now = arranged(records(word), chance) | papers(word)
    gone = {path: None for path in before if path not in now}
    repository.commit("2021-11-15", {**gone, **now})
    return repository.root


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arranged")


@pytest.fixture(params=ARRANGEMENTS)
def pair(request: pytest.FixtureRequest, folder: Path) -> tuple[Path, Path]:
    """One arrangement with two sets of exempt words."""
    return register(folder, request.param, canary), register(folder, request.param, other)


def given_out(root: Path, line: Line) -> dict[str, str]:
    """Exit code, both streams, and the files a command writes."""
    told = scrutiny(*line, cwd=root, env=ENV)
    found = {"code": str(told.code), "out": told.out, "err": told.err}
    for path in sorted((root / "build").glob("*")):
        found[path.name] = opened(path.read_bytes())
        path.unlink()
    return found


@pytest.mark.parametrize("line", ASKED, ids=" ".join)
def test_public_output_is_the_same(line: Line, pair: tuple[Path, Path]) -> None:
    one, two = (given_out(root, line) for root in pair)
    assert one == two
    assert MARK not in repr(one)
    assert one["code"] == ("2" if line[-1] in ABSENT else "0"), one["err"]


@pytest.mark.parametrize("line", ["action show", "recommendation show", "meeting show"])
def test_exempt_words_change_no_completion(line: str, pair: tuple[Path, Path]) -> None:
    env = {"_SCRUTINY_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": f"scrutiny {line} "}
    one, two = (scrutiny(cwd=root, env=env).out for root in pair)
    assert one == two
    assert one
    assert MARK not in one


def test_the_same_is_exempt_in_every_arrangement(folder: Path) -> None:
    found = {load(register(folder, number, canary)).exempt_index for number in ARRANGEMENTS}
    assert len(found) == 1
    (index,) = found
    assert {("actions", canary("movedact")), ("responses", canary("movedreply"))} <= (
        index.exempt_records
    )


# What goes wrong near something exempt: the kind of a record, and what it holds.
SLIPS: dict[str, tuple[str, str]] = {
    "a due date that no exempt action can have": (
        "actions",
        '"action": "x", "due": ["S"], "item": "I"',
    ),
    "a key that no exempt action has": ("actions", '"action": "x", "S": "x", "item": "I"'),
    "a faulty action of an item that is not there": (
        "actions",
        '"action": "x", "due": ["S"], "completed": "S", "item": "S"',
    ),
    "a faulty reply to nothing": ("responses", '"to": "S", "on": "S"'),
    "an action of an item that is not there": ("actions", '"action": "S", "item": "S"'),
    "a reply to nothing": ("responses", '"to": "S", "text": "S"'),
    "a reply that excepts nothing": ("responses", '"to": "rec-open", "except": {"S": "agreed"}'),
    "a recommendation replaced by nothing": (
        "recommendations",
        '"text": "x", "meeting": "moved-a", "superseded_by": "S"',
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_exempt_words_change_no_problem(slip: str, tmp_path: Path) -> None:
    kind, fields = SLIPS[slip]
    shown = []
    for word in (canary, other):
        text = fields.replace('"S"', f'"{word("slip")}"').replace('"I"', f'"{word("exemptid")}"')
        meeting = '"meeting": "cyp-2021-10-12", ' if kind == "actions" else ""
        faulty = json.loads(f'{{"id": "{word("faulty")}", {meeting}{text}}}')
        chance = random.Random(slip)
        root = write_tree(
            tmp_path / word.__name__, arranged([*records(word), (kind, faulty)], chance)
        )
        problems = load(root).diagnostics
        shown.append({(one.code, one.message, one.hint, one.field) for one in problems})
    assert shown[0] == shown[1]
    assert any("the words are withheld" in message for _, message, _, _ in shown[0])
    assert MARK not in repr(shown)


def test_no_completion_offers_what_hangs_on_a_mistyped_name(tmp_path: Path) -> None:
    root = register(tmp_path, 1, canary)
    slip = {"id": canary("slip"), "meeting": "cyp-2021-10-12", "action": canary("slipped")}
    names = ({"item": canary("exemptie")}, {"minute": "73"}, {"item": "bromyard"})
    for number, named in enumerate(names):
        path = root / f"records/actions/slip{number}.yaml"
        path.write_text(json.dumps({**slip, "id": f"slip-{number}", **named}), encoding="utf-8")
    env = {"_SCRUTINY_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "scrutiny action show "}
    told = scrutiny(cwd=root, env=env).out
    assert [f"slip-{number}" in told for number in range(3)] == [False, False, True]
