"""Makes the registers to measure on: many actions of some committees, and many copies of the sample."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import yaml

MEETINGS = 10  # of each committee
FIRST = date(2012, 1, 10)
OWNERS = ("Clerk to the committee", "Head of Service", "Director for Children", "Team Manager")
FAULTS = (
    ("meeting: {meeting}", "meeting: {meeting}x"),  # no such meeting
    ("due: {due}", "due: 2025-02-30"),  # no such day
    ("directorate: ", "directorat: "),  # no such key
    ("number: ", "number: about "),  # no number
)


def action(number: int, committees: int) -> str:
    """One action of twenty or so lines, as a clerk keeps it."""
    committee = number % committees
    turn = number // committees % MEETINGS
    met = FIRST + timedelta(days=35 * turn)
    due = met + timedelta(days=30 + number % 90)
    text = f"""\
number: {number + 1}
committee: com-{committee}
meeting: com-{committee}-{met.isoformat()}
action: >-
  Tell the committee what became of matter {number}, how many families it
  touched, and what the next quarter is expected to bring.
owner: {OWNERS[number % len(OWNERS)]}
directorate: Children and Families
due: {due.isoformat()}
progress:
  - on: {(met + timedelta(days=10)).isoformat()}
    note: In progress; the figures of case {number} are being gathered.
  - on: {(met + timedelta(days=20)).isoformat()}
    note: "A first draft has gone to the head of service: comments are awaited."
moved:
  - from: {(due - timedelta(days=14)).isoformat()}
    to: {due.isoformat()}
    on: {(met + timedelta(days=12)).isoformat()}
    why: The officer who held the figures was away.
"""
    if number % 3 == 0:
        done = due - timedelta(days=3)
        text += (
            f"completed: {done.isoformat()}\nevidence: The briefing note of {done.isoformat()}\n"
        )
    return text


def broken(number: int, committees: int) -> str:
    """The same action with something wrong in it."""
    was, becomes = FAULTS[number // 10 % len(FAULTS)]
    text = action(number, committees)
    values = {
        line.split(": ")[0]: line.split(": ")[1] for line in text.splitlines() if ": " in line
    }
    return text.replace(
        was.format(meeting=values["meeting"], due=values["due"]),
        becomes.format(meeting=values["meeting"]),
        1,
    )


def make(
    root: Path, actions: int, *, files: int | None = None, faulty: int = 0, committees: int = 10
) -> None:
    """Write a register of some actions, each in a file of its own or together in so many files.

    ``faulty`` of the actions, spread evenly, have something wrong in them.
    """
    records = root / "records"
    for committee in range(committees):
        text = f"name: Committee number {committee}\ncouncil: Exampleshire Council\n"
        _write(records / f"committees/com-{committee}.yaml", text)
        for turn in range(MEETINGS):
            met = FIRST + timedelta(days=35 * turn)
            name = f"com-{committee}-{met.isoformat()}"
            text = f"committee: com-{committee}\ndate: {met.isoformat()}\nstatus: held\n"
            _write(records / f"meetings/{name}.yaml", text)
    step = actions // faulty if faulty else 0
    texts = {
        f"A-{n:06}": (broken if step and n % step == 0 else action)(n, committees)
        for n in range(actions)
    }
    if files is None:
        for name, text in texts.items():
            _write(records / f"actions/{name}.yaml", text)
        return
    each = -(-actions // files)
    names = list(texts)
    for number in range(files):
        listed = "".join(
            _listed(name, texts[name]) for name in names[number * each : (number + 1) * each]
        )
        _write(records / f"actions/list-{number:04}.yaml", listed)


def change(root: Path, actions: int) -> None:
    """Note progress on so many actions of a register that was made, spread evenly."""
    files = sorted((root / "records/actions").iterdir())
    for file in files[:: len(files) // actions][:actions]:
        text = file.read_text(encoding="utf-8")
        _write(file, text.replace("In progress;", "Nearly done;"))


def sheet(file: Path, first: int, rows: int) -> None:
    """Write an action log as a spreadsheet, its actions numbered from ``first``."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(("Ref", "Meeting", "Action", "Owner", "Due date", "Update"))
        for number in range(first, first + rows):
            met = FIRST + timedelta(days=35 * (number % MEETINGS))
            writer.writerow(
                (
                    number,
                    f"{met:%d/%m/%Y}",
                    f"Send members the figures of case {number} and what they cost",
                    OWNERS[number % len(OWNERS)],
                    f"{met + timedelta(days=40):%d/%m/%Y}",
                    "The figures are being gathered.",
                )
            )


# Where several committees are, the records of these kinds must name theirs.
_OF_A_COMMITTEE = frozenset({"measures", "plans", "programme", "reviews"})


def copies(sample: Path, root: Path, count: int) -> None:
    """Write so many copies of a register side by side, every id and file its own in each copy."""
    records = sample / "records"
    texts = {
        path.relative_to(records): path.read_text(encoding="utf-8")
        for path in sorted(records.rglob("*.yaml"))
    }
    ids, named_by_file = set(), set()
    for path, text in texts.items():
        data = yaml.load(text, Loader=yaml.CBaseLoader)
        if isinstance(data, dict) and "id" not in data:
            named_by_file.add(path)
            ids.add(path.stem)
        else:
            ids |= {record["id"] for record in (data if isinstance(data, list) else [data])}
    longest_first = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    an_id = re.compile(rf"(?<![\w./-])(?:{longest_first})(?![\w-]|\.\w)")
    for number in range(count):
        for path, text in texts.items():
            kind, *_ = path.parts
            name = f"{path.stem}.{number}.yaml" if path in named_by_file else path.name
            place = root / "records" / kind / f"copy-{number}" / path.relative_to(kind)
            copy = an_id.sub(rf"\g<0>.{number}", text)
            if kind in _OF_A_COMMITTEE:
                copy = re.sub(r"(?m)^- id: .*$", rf"\g<0>\n  committee: cyp.{number}", copy)
                copy = re.sub(r"(?m)^id: .*$", rf"\g<0>\ncommittee: cyp.{number}", copy)
            _write(place.with_name(name), copy)
    shutil.copytree(records / "papers", root / "records" / "papers")


def _listed(name: str, text: str) -> str:
    lines = [f"id: {name}", *text.splitlines()]
    return "".join(f"{'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
