"""What else checks such files, for comparison: those of these programs that are installed.

Each is given the same ten thousand actions as it would have to be given them: plain YAML with a schema
where it takes one, an equal number of entries of its own form where it reads nothing else.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.timing import Measured

HERE = Path(sys.executable).parent
PEERS = HERE.parent / "peers"
PLACES = (HERE, PEERS / "bin", PEERS / "node_modules" / ".bin")


def peers(register: Path, work: Path, actions: int) -> Iterator[Measured]:
    """A command for each peer that is there. ``work`` is a folder for what it needs."""
    records = register / "records" / "actions"
    if program := _found("yamllint"):
        rules = "{extends: relaxed, rules: {line-length: disable}}"
        yield Measured("yamllint", (program, "-d", rules, str(records)))
    if program := _found("check-jsonschema"):
        schema = work / "actions.json"
        written = subprocess.run(
            (sys.executable, "-m", "scrutiny_cli", "schema", "actions"),
            capture_output=True,
            check=True,
        )
        schema.write_bytes(written.stdout)
        files = [str(path) for path in sorted(records.glob("*.yaml"))]
        # Its schema for a file asks for no id, as that is the file's name.
        yield Measured("check-jsonschema", (program, "--schemafile", str(schema), *files))
    if program := _found("ajv"):
        schema = work / "ajv.json"
        schema.write_text(json.dumps(AJV), encoding="utf-8")
        yield Measured(
            "ajv-cli", (program, "validate", "-s", str(schema), "-d", f"{records}/*.yaml")
        )
    if program := _found("yamale"):
        (work / "yamale.yaml").write_text(YAMALE, encoding="utf-8")
        yield Measured("yamale", (program, "-s", str(work / "yamale.yaml"), str(records)))
    if program := _found("bean-check"):
        ledger = work / "ledger.beancount"
        ledger.write_text("".join(_ledger(actions)), encoding="utf-8")
        yield Measured("bean-check (a ledger of as many entries)", (program, "-C", str(ledger)))


def _found(name: str) -> str | None:
    return next((found for place in PLACES if (found := shutil.which(name, path=str(place)))), None)


TEXT = {"type": "string"}


def _shape(**keys: object) -> dict[str, object]:
    return {"type": "object", "additionalProperties": False, "properties": keys}


# It reads a date as a date, for which JSON Schema has no type: any value will do.
AJV = _shape(
    **dict.fromkeys(("committee", "meeting", "action", "owner", "directorate", "evidence"), TEXT),
    number={"type": "integer"},
    due={},
    completed={},
    progress={"type": "array", "items": _shape(on={}, note=TEXT)},
    moved={"type": "array", "items": _shape(**{"from": {}, "to": {}, "on": {}, "why": TEXT})},
)
YAMALE = """\
number: int()
committee: str()
meeting: str()
action: str()
owner: str()
directorate: str()
due: day()
progress: list(include('note'))
moved: list(include('move'))
completed: day(required=False)
evidence: str(required=False)
---
note:
  on: day()
  note: str()
move:
  from: day()
  to: day()
  on: day()
  why: str()
"""


def _ledger(entries: int) -> Iterator[str]:
    """A ledger with as many entries, each with as many lines of its own."""
    first = date(2012, 1, 10)
    yield "2010-01-01 open Assets:Owed\n2010-01-01 open Income:Promised\n"
    for number in range(entries):
        day = first + timedelta(days=number % 3000)
        yield (
            f'{day} * "Clerk to the committee" "Tell the committee of matter {number}"\n'
            f'  number: "{number + 1}"\n  directorate: "Children and Families"\n'
            f"  due: {day + timedelta(days=40)}\n"
            f'  note: "In progress; the figures of case {number} are being gathered."\n'
            "  Assets:Owed  1 ACTION\n  Income:Promised  -1 ACTION\n"
        )
