"""Makes registers of any size to measure on: ten committees, their meetings, and many actions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

COMMITTEES = 10
MEETINGS = 10  # of each committee
FIRST = date(2012, 1, 10)
OWNERS = ("Clerk to the committee", "Head of Service", "Director for Children", "Team Manager")
FAULTS = (
    ("meeting: {meeting}", "meeting: {meeting}x"),  # no such meeting
    ("due: {due}", "due: 2025-02-30"),  # no such day
    ("directorate: ", "directorat: "),  # no such key
    ("number: ", "number: about "),  # no number
)


def action(number: int) -> str:
    """One action of twenty or so lines, as a clerk keeps it."""
    committee = number % COMMITTEES
    turn = number // COMMITTEES % MEETINGS
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


def broken(number: int) -> str:
    """The same action with something wrong in it."""
    was, becomes = FAULTS[number // 10 % len(FAULTS)]
    text = action(number)
    values = {
        line.split(": ")[0]: line.split(": ")[1] for line in text.splitlines() if ": " in line
    }
    return text.replace(
        was.format(meeting=values["meeting"], due=values["due"]),
        becomes.format(meeting=values["meeting"]),
        1,
    )


def make(root: Path, actions: int, *, files: int | None = None, faulty: int = 0) -> None:
    """Write a register of some actions, one a file or in so many files; every n-th may be faulty.

    ``faulty`` of the actions, spread evenly, have something wrong in them.
    """
    records = root / "records"
    for kind in ("committees", "meetings", "actions"):
        (records / kind).mkdir(parents=True)
    for committee in range(COMMITTEES):
        text = f"name: Committee number {committee}\ncouncil: Exampleshire Council\n"
        _write(records / f"committees/com-{committee}.yaml", text)
        for turn in range(MEETINGS):
            met = FIRST + timedelta(days=35 * turn)
            name = f"com-{committee}-{met.isoformat()}"
            text = f"committee: com-{committee}\ndate: {met.isoformat()}\nstatus: held\n"
            _write(records / f"meetings/{name}.yaml", text)
    step = actions // faulty if faulty else 0
    texts = {
        f"A-{n:06}": broken(n) if step and n % step == 0 else action(n) for n in range(actions)
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


def _listed(name: str, text: str) -> str:
    lines = [f"id: {name}", *text.splitlines()]
    return "".join(f"{'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
