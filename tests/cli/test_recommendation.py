"""Recommendations to others than the executive, late and withdrawn ones, as a clerk sees them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

FILES: dict[str, str] = {
    **BASE,
    "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"]
    + "rules:\n  response_times:\n    - {to: Wye Valley NHS Trust, days: 28}\n",
    "records/recommendations/all.yaml": (
        "- {id: rec-a, label: (a), meeting: cyp-2021-11-23, text: Publish it., to: executive}\n"
        "- {id: rec-b, label: (b), meeting: cyp-2021-11-23, text: Join it., "
        "to: [officers, Wye Valley NHS Trust]}\n"
        "- {id: rec-c, label: (c), meeting: cyp-2021-11-23, text: Fund it., to: Home Secretary}\n"
    ),
}


def given(root: Path, *words: str, as_of: str, more: Mapping[str, str] | None = None) -> Told:
    """A command run on a day in the register of three recommendations, with more files in it."""
    write_tree(root, {**({} if (root / "records").exists() else FILES), **(more or {})})
    return scrutiny(*words, "--as-of", as_of, cwd=root)


def entries(told: Told) -> dict[str, dict[str, Any]]:
    """The recommendations that a command told as JSON, by id."""
    assert told.code == 0, told.err
    return {entry["id"]: entry for entry in json.loads(told.out)["recommendations"]}


def test_each_addressee_has_its_own_time(tmp_path: Path) -> None:
    names = ("rec-a", "rec-b", "rec-c")
    told = given(
        tmp_path, "recommendation", "notify", *names, "--on", "2021-11-25", as_of="2021-11-25"
    )
    assert told.err.splitlines()[1:] == [
        "rec-a: the response is due by 24 January 2022",
        "rec-b: the response is due by 23 December 2021",
        "rec-c: no date by which to respond is set (the committee's `response_times:` can give one)",
    ]
    found = entries(
        given(tmp_path, "recommendation", "list", "--format", "json", as_of="2030-01-01")
    )
    assert {name: (e["state"], e["response_due"]) for name, e in found.items()} == {
        "rec-a": ("response overdue", "2022-01-24"),
        "rec-b": ("response overdue", "2021-12-23"),
        "rec-c": ("awaiting response", None),
    }
    late = given(tmp_path, "overdue", "--format", "json", as_of="2030-01-01")
    assert [r["recommendation"] for r in json.loads(late.out)["responses"]] == ["rec-b", "rec-a"]


def built(root: Path, which: str, *words: str, as_of: str) -> str:
    """A tracker in Markdown."""
    told = given(
        root,
        "tracker",
        "build",
        which,
        "--format",
        "markdown",
        "--output",
        "-",
        *words,
        as_of=as_of,
    )
    assert told.code == 0, told.err
    return told.out


def reply(by: str | None, to: str = "rec-a", **more: str) -> str:
    """A reply of 30 November 2021 as it stands in a file."""
    lines = {"to": to, "on": "2021-11-30", "decision": "agreed", **more}
    lines |= {"by": by} if by else {}
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


@pytest.mark.parametrize(
    ("by", "to", "title"),
    [
        ("Cabinet", "rec-a", "Executive responses"),
        ("Cabinet Member for Health", "rec-c", "Executive responses"),
        (None, "rec-a", "Executive responses"),
        (None, "rec-b", "Responses"),
        ("Council", "rec-a", "Responses"),
        ("Wye Valley NHS Trust", "rec-b", "Responses"),
    ],
)
def test_replies_stand_under_the_executives_name_where_nobody_else_replied(
    tmp_path: Path, by: str | None, to: str, title: str
) -> None:
    write_tree(tmp_path, {**FILES, "records/responses/r.yaml": reply(by, to)})
    column = "Executive Response" if title == "Executive responses" else "Response"
    schedule = built(tmp_path, "responses", as_of="2021-12-01")
    assert schedule.startswith(f"# {title}\n")
    assert f"| Recommendation | {column} | Action |" in schedule
    tracker = built(tmp_path, "recommendations", as_of="2021-12-01")
    assert f"| Item | Recommendations | {title} / update |" in tracker
    # Before the reply nobody else has replied.
    assert built(tmp_path, "responses", as_of="2021-11-29").startswith("# Executive responses\n")
