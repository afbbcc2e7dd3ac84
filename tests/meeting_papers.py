"""A small register with one meeting as a test wants it, and its documents as they are built."""

import json
from pathlib import Path
from typing import Any

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
