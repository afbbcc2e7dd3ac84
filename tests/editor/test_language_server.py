"""What a clerk sees in an editor: the YAML language server, with the schemas that the tool writes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.schema.modeline import modeline
from scrutiny_cli.schema.specimens import FOLDER
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, run, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editor.lsp import Server

# Shared by all tests in this file: starting the server takes longer than asking it everything.
pytestmark = [pytest.mark.editor, pytest.mark.xdist_group("editor")]
_numbers = count()
MISSING = '"no data yet", "not counted", "dash", "blank", "too small", "not shown"'


def opened(server: Server, root: Path, kind: str, text: str) -> tuple[Path, list[dict[str, Any]]]:
    """Open a new record file whose first line names its schema."""
    name = f"records/{kind}/{next(_numbers)}/new.yaml"
    return root / name, server.open(root / name, f"{modeline(name, kind)}\n{text}")


def told(diagnostics: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Line (counted from 0; the first is the modeline) and words of each, in order."""
    found = [(one["range"]["start"]["line"], one["message"]) for one in diagnostics]
    return sorted(found)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("actions", "action: Do it.\ndeu: 2021-12-01\n", [(2, "Property deu is not allowed.")]),
        ("actions", "- action: Do it.\n", [(1, 'Missing property "id".')]),
        (
            "actions",
            "action: Do it.\nnumber: four\ncompleted: perhaps\ndue: {evry: week}\n",
            [
                (2, "Write a whole number."),
                (3, "Write the day it was done, or yes where nobody wrote it down."),
                (4, "Property evry is not allowed."),
            ],
        ),
        (
            "meetings",
            "date: 2021-11-31st\ntime: half past two\nitems:\n  - {title: x, stat: to follow}\n",
            [
                (1, "Write a date: 2021-11-23, 23 November 2021 or 23/11/2021."),
                (2, "Write a time: 14:30 or 2.30 pm."),
                (4, "Property stat is not allowed."),
            ],
        ),
        (
            "measures",
            "title: x\nreadings:\n  - {period: 2021-09, value: 85 %, note: x, missing: nothing}\n",
            [
                (3, f"Value is not accepted. Valid values: {MISSING}."),
                (3, "Write digits and a point only: 1230 or 92.50."),
            ],
        ),
    ],
)
def test_what_cannot_be_right_is_marked(
    server: Server, register: Path, kind: str, text: str, expected: list[tuple[int, str]]
) -> None:
    _, diagnostics = opened(server, register, kind, text)
    assert told(diagnostics) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_the_specimens_are_right_to_an_editor(server: Server, register: Path, kind: str) -> None:
    _, diagnostics = opened(server, register, kind, (FOLDER / f"{kind}.yaml").read_text("utf-8"))
    assert told(diagnostics) == []


ODD = """\
id: 1.01
action: 36
number: 007
meeting: cyp-2021-11-23
minute: 1000
source: Null
notes: yes
owner: [true, 010, {post: NULL}]
directorate: .inf
due: 2021
accepted: On
completed: TRUE
evidence:
progress:
  - {on: 23 November 2021, note: 0x1F}
  - note: false
printed_status: ~
withdrawn:
  reason: No
"""


def test_words_that_an_editor_takes_for_something_else_are_right(
    server: Server, register: Path, tmp_path: Path
) -> None:
    root = write_tree(tmp_path, {**BASE, "records/actions/odd.yaml": ODD})
    assert load(root).errors == []
    _, diagnostics = opened(server, register, "actions", ODD)
    assert told(diagnostics) == []


def test_times_and_meetings_without_quotes_are_right(server: Server, register: Path) -> None:
    text = "date: 23/11/2021\ntime: 14.30\nended_at: 17:05\nitems:\n  - {title: x, state: 2}\n"
    _, diagnostics = opened(server, register, "meetings", text)
    assert told(diagnostics) == []


def test_hovering_tells_what_a_key_means(server: Server, register: Path) -> None:
    text = "action: Do it.\ncompleted: yes\naccepted: yes\ndue: 2021-12-31\n"
    path, _ = opened(server, register, "actions", text)
    assert server.hover(path, 2, 3).startswith(
        "#### Completed\n\nThe date it was done, or `yes`.\n\nExample:\n\n```yaml\n2022-01-05\n```"
    )
    assert "`yes` if the committee was satisfied, `no` if it sent" in server.hover(path, 3, 3)
    assert "```yaml\nevery: quarter\nnext: 2022-03-31\n```" in server.hover(path, 4, 1)


def test_keys_and_choices_are_offered(server: Server, register: Path) -> None:
    path, _ = opened(server, register, "actions", "- id: A-1\n  action: Do it.\n  \n")
    offered = server.completion(path, 3, 2)
    assert {"owner", "due", "progress", "reported", "withdrawn"} <= offered.keys()
    assert "action" not in offered
    assert offered["due"]["documentation"] == "A date, or words."
    text = "date: 2021-11-23\nstatus: \nitems:\n  - title: x\n    numbered: \n    exempt:\n      \n"
    path, _ = opened(server, register, "meetings", text)
    states = ["cancelled", "held", "published", "scheduled", "superseded"]
    assert sorted(server.completion(path, 2, 8)) == states
    inserted = {item["insertText"] for item in server.completion(path, 5, 14).values()}
    assert inserted == {"yes", "no"}
    assert sorted(server.completion(path, 7, 6)) == ["paragraphs", "public_title", "reason"]


def test_a_meeting_planned_from_the_terminal_names_its_schema(
    server: Server, register: Path, tmp_path: Path
) -> None:
    made = run("meeting", "new", "2022-05-17", "--as-of", "2021-12-01", "--root", register)
    assert made.returncode == 0, made.stderr
    path = register / "records" / "meetings" / "cyp-2022-05-17.yaml"
    text = path.read_text("utf-8")
    first = text.split("\n")[0]
    assert first == "# yaml-language-server: $schema=../../.scrutiny/schemas/meetings.json"
    assert told(server.open(path, text)) == []
    assert "The date." in server.hover(path, text.split("\n").index("date: 2022-05-17"), 1)
