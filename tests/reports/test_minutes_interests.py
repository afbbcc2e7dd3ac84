"""Interests that were declared, in the minutes and in the checks."""

import json
from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
HELD = """\
date: 2021-11-23
status: held
items:
  - {id: fees, title: Fees *for* placements}
  - {id: bids, classification: exempt, exempt: {paragraphs: [3], public_title: A contract}}
attendance: [{person: ash, as: chairperson}]
minutes:
  - {number: 1, item: fees, text: It was considered.}
  - {number: 2, item: bids}
"""
DECLARED = """\
interests:
  - {person: ash, item: fees, kind: other registrable, interest: A governor of *one* school., left: yes}
  - {name: Dr Holly, item: bids}
  - {name: Mr Oak}
"""


def minutes(root: Path, shape: str) -> str:
    build = ("minutes", "build", "2021-11-23", "--format", shape, "--output", "-")
    return scrutiny(*build, "--root", root, "--as-of", "2021-12-01").out


def test_the_minutes_tell_who_declared_what_in_which_item(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE | {MEETING: HELD + DECLARED})
    assert load(root).diagnostics == ()
    told = minutes(root, "markdown")
    _, _, after = told.partition("## Declarations of interest\n\n")
    assert after.split("\n\n")[0].split("\n") == [
        (
            "- Councillor Rowan Ash declared an other registrable interest in item 3, "
            "Fees \\*for\\* placements, and left the meeting while it was taken."
            "<br>A governor of *one* school."
        ),
        "- Dr Holly declared an interest in item 4, A contract.",
        "- Mr Oak declared an interest.",
    ]
    first, *_ = json.loads(minutes(root, "json"))["minutes"]["interests"]
    assert first == {
        "person": "ash",
        "name": "Councillor Rowan Ash",
        "kind": "other registrable",
        "item": "fees",
        "interest": "A governor of *one* school.",
        "left": True,
    }


def test_where_none_was_declared_there_is_no_such_heading(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE | {MEETING: HELD})
    assert "interest" not in minutes(root, "markdown")


@pytest.mark.parametrize(
    ("declared", "code", "field"),
    [
        ("{person: nobody}", "unknown-reference", "interests[1].person"),
        ("{person: ash, item: fee}", "unknown-reference", "interests[1].item"),
        ("{person: ash, item: bids, interest: W}", "exempt-in-public", "interests[1].interest"),
    ],
)
def test_an_interest_names_who_is_there_and_nothing_exempt(
    tmp_path: Path, declared: str, code: str, field: str
) -> None:
    root = write_tree(tmp_path, BASE | {MEETING: f"{HELD}interests: [{declared}]\n"})
    assert [(fault.code, fault.field) for fault in load(root).diagnostics] == [(code, field)]
