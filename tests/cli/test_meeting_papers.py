"""What the agenda and the minutes of a meeting say, as a reader of the built document finds it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
COMMITTEE = "records/committees/cyp.yaml"
DAY = "2021-11-12"


def registered(folder: Path, meeting: str, **files: str) -> Path:
    """The small register with the meeting of 23 November 2021 as given, and files beside it."""
    more = {
        f"records/meetings/cyp-{name.removeprefix('m').replace('_', '-')}.yaml": text
        for name, text in files.items()
        if name != "committee"
    }
    if "committee" in files:
        more[COMMITTEE] = files["committee"]
    return write_tree(folder, {**BASE, MEETING: f"date: 2021-11-23\n{meeting}", **more})


def built(root: Path, noun: str, *args: str, meeting: str = "2021-11-23") -> Told:
    """A document in Markdown as it is built, with what is said on standard error."""
    command = (noun, "build", meeting, "--root", root, "--as-of", DAY, "--format", "markdown")
    told = scrutiny(*command, "--output", "-", *args)
    assert told.code == 0, told.err
    return told


def data(root: Path, noun: str, meeting: str = "2021-11-23") -> dict[str, Any]:
    """A document for machines."""
    told = scrutiny(noun, "build", meeting, "--root", root, "--as-of", DAY, "--format", "json")
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)[noun]
    return found


@pytest.mark.parametrize("noun", ["agenda", "minutes"])
def test_the_council_stands_above_its_committee(noun: str, tmp_path: Path) -> None:
    root = registered(tmp_path, "minutes: [{number: 1, item: apologies}]\n")
    name = "Children and Young People Scrutiny Committee"
    assert built(root, noun).out.startswith(f"Exampleshire Council\n\n# {name}\n")
    page = scrutiny(
        noun, "build", "2021-11-23", "--root", root, "--format", "html", "--output", "-"
    )
    assert f'<p class="council">Exampleshire Council</p>\n<h1>{name}</h1>' in page.out
    assert data(root, noun)["council"] == "Exampleshire Council"


SOME = "items:\n  - {standing: minutes, pages: 5-12}\n  - {id: neets, title: Young people}\n"


def test_standing_items_that_fell_away_are_said_once(tmp_path: Path) -> None:
    root = registered(tmp_path, SOME)
    told = built(root, "agenda")
    assert told.err == (
        "note: not on this agenda: Apologies for absence. A meeting that lists a standing item has "
        "just those it lists: add these with `standing:`, or take out the ones it lists to have "
        "all.\n"
    )
    assert "### 1. Minutes" in told.out
    assert "Apologies" not in told.out
    assert built(root, "agenda", "--quiet").err == ""


@pytest.mark.parametrize(
    "meeting",
    [
        "",
        "items: [{title: Young people}]\n",
        SOME + "  - standing: apologies\n",
        SOME + "status: cancelled\n",
    ],
    ids=["no items", "only its own", "all are listed", "cancelled"],
)
def test_nothing_is_said_where_no_standing_item_fell_away(meeting: str, tmp_path: Path) -> None:
    assert built(registered(tmp_path, meeting), "agenda").err == ""
