"""The page of exit codes and JSON: what programs rely on, its fields read off the live commands."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reference_commands import tree, walk

AS_OF = "2021-11-15"
# The days of the two commits that the copied register gets: before the last meeting, and since.
BEFORE, AFTER = "2021-09-20", "2021-11-10"
# What stands for the arguments of a command that takes some; each tuple is a run of its own.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "action": ("act-4",),
    "meeting": ("cyp-2021-11-23",),
    "measure": ("sfs-1.01",),
    "meetings": ("2021-11-23",),
    "plan": ("sfs-2019",),
    "recommendation": ("rec-2021-10-12-provision-of-children-a",),
    "review": ("peer-on-peer",),
    "which": ("actions", "recommendations", "responses"),
}
# Where that would show little.
INSTEAD = {"minutes build": ("cyp-2021-10-12",), "question build": ("cyp-2020-03-16",)}
# What is told on another page: paths that begin so are left out below them.
ELSEWHERE = ("[].record",)
# An object with fewer fields is told again wherever it stands.
FEW = 4
KINDS = {str: "text", int: "number", float: "number", bool: "yes or no", type(None): "nothing"}

PAGE = """
# Exit codes and JSON

For programs that call `scrutiny`. What stands here is a contract: it is added to, and what is there keeps
its meaning.

## Exit codes

| Code | Means |
| --- | --- |
| 0 | All is well. |
| 1 | The records have faults; or the answer to a question is yes (`scrutiny overdue --fail`). |
| 2 | The command was typed wrongly: no such option, meeting or format. |
| 3 | The tool could not go on: no register, no permission, no git. |
| 130 | Somebody stopped it. |

Warnings alone end with 0, unless `scrutiny check --strict` is asked for. A traceback is always a fault of
the tool.

## JSON

`--format json` writes one object to standard output.

- `schema` is `scrutiny/1`. Within a version no field goes away and none changes its meaning; new ones
  may come.
- `as_of` is the day it speaks of, `revision` the [fingerprint of the records](../decisions/0004-revision-is-a-fingerprint.md).
- Dates are `2021-11-23`, times `14:30`, moments `2021-11-17T17:00`. Numbers that somebody wrote down are
  text, spelt as they were written: `"92.50"`.
- `filters`, where it is there, says in words what was left out.
- What is exempt is never in it, unless `--private` asks for it.

Below are the fields of each command as it answers for the sample register, so that a field which nobody
has filled in there says `nothing`. `[]` stands for each element of a list, `*` for a name that is not
fixed. [How to read the JSON from other
programs](../how-to/read-json.md) shows them in use.
"""

NOTES = {
    "overdue": "`actions` stand oldest due first. `days_overdue` counts calendar days after the due day; the "
    "due day itself is not overdue. `deadlines` are those of the next meeting, missed or not.",
    "check": "Lines and columns count from 1; the end column is the first one after the fault.",
    "export": "`record` is the record as it is written: every value is text, under the keys of its kind (see "
    "[Records](records.md)). `scrutiny schema export` gives the JSON Schema of the whole document.",
    "meeting deadlines": "A date without a meeting gives the same with nothing as `meeting`.",
}


def page(root: Path) -> str:
    """The page; ``root`` is the folder of the sample register."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "records", copy / "records")
        give_history(copy)
        return _page(copy)


def give_history(root: Path) -> None:
    """Commit a register, then a change of it, as if the last meeting lay between."""
    git(root, BEFORE, "init", "--quiet")
    commit(root, BEFORE)
    log = root / "records" / "actions" / "2021.yaml"
    text = log.read_text(encoding="utf-8")
    new = text.replace("due: 2021-12-07", "due: 2021-12-21").replace("In progress.", "Advertised.")
    assert new != text, "say in tools/reference_json.py what changes in the action log"
    log.write_text(new, encoding="utf-8", newline="\n")
    commit(root, AFTER)


def commit(root: Path, day: str) -> None:
    git(root, day, "add", ".")
    git(root, day, "commit", "--quiet", "--message", f"Records of {day}")


def git(root: Path, day: str, *words: str) -> None:
    """Run git on a day, as nobody in particular and without anybody's settings."""
    settings = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        "HOME": str(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00"),
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A clerk"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "clerk@example.gov.uk"),
    }
    subprocess.run(["git", *words], cwd=root, env=settings, check=True, capture_output=True)


def _page(root: Path) -> str:
    parts = [PAGE.strip()]
    told = Told()
    for name, takes in commands():
        for arguments in runs(name, takes):
            fixed = ["--as-of", AS_OF] if "as_of" in takes else []
            typed = " ".join([name, *(arguments if "which" in takes else ())])
            found = shape(answer([*name.split(), *arguments, *fixed], root))
            note = f"{NOTES[name]}\n\n" if name in NOTES else ""
            parts.append(
                f"### scrutiny {typed} --format json\n\n{note}"
                f"| Field | Holds |\n| --- | --- |\n{told.rows(found, typed)}"
            )
    return "\n\n".join(parts)


def commands() -> Iterator[tuple[str, dict[str, Any]]]:
    """The commands that answer in JSON, with what each takes by name."""
    for context in walk(tree(), "scrutiny"):
        takes = {parameter.name: parameter for parameter in context.command.params}
        if "format_" in takes and "json" in (takes["format_"].help or ""):
            yield context.command_path.removeprefix("scrutiny "), takes


def runs(name: str, takes: dict[str, Any]) -> list[tuple[str, ...]]:
    """The arguments of each run of a command that the page shows."""
    arguments = [key for key, taken in takes.items() if taken.param_type_name == "argument"]
    given = INSTEAD.get(name) or next((ARGUMENTS[key] for key in arguments if key in ARGUMENTS), ())
    assert given or not any(takes[key].required for key in arguments), (
        f"say in tools/reference_json.py what stands for the argument of {name}"
    )
    return [(word,) for word in given] or [()]


class Told:
    """What the page has said already: an object with the same fields is not told twice."""

    def __init__(self) -> None:
        self.objects: dict[frozenset[str], str] = {}

    def rows(self, found: dict[str, list[str]], typed: str) -> str:
        """The rows of a shape; ``typed`` is the command it belongs to."""
        lines = []
        hidden: list[str] = []
        for path, kinds in found.items():
            if any(path.startswith(f"{parent}.") for parent in hidden):
                continue
            words = " or ".join(kinds)
            if "object" in kinds:
                keys = frozenset(_below(found, path))
                if len(keys) >= FEW and keys in self.objects:
                    words = f"{words}, as {self.objects[keys]}"
                    hidden.append(path)
                self.objects.setdefault(keys, f"`{path}` of `scrutiny {typed}`")
            lines.append(f"| `{path}` | {words} |")
        return "\n".join(lines)


def _below(found: dict[str, list[str]], path: str) -> Iterator[str]:
    """The fields of the object at a path."""
    for one in found:
        rest = one.removeprefix(f"{path}.")
        if rest != one and not set(rest) & {".", "["}:
            yield rest


def answer(args: list[str], root: Path) -> Any:
    """What a command answers in JSON."""
    from scrutiny_cli.cli.app import tree

    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(io.StringIO()):
        tree()(
            [*args, "--root", str(root), "--format", "json", "--output", "-"],
            standalone_mode=False,
        )
    return json.loads(told.getvalue())


def shape(data: Any) -> dict[str, list[str]]:
    """Every path of the data with the kinds of value found there, in the order met."""
    found: dict[str, list[str]] = {}
    for path, kind in _walk(data, ""):
        if any(f"{known}." in path for known in ELSEWHERE):
            continue
        kinds = found.setdefault(path, [])
        if kind not in kinds:
            kinds.append(kind)
    return {
        path: sorted(kinds, key=lambda kind: (kind == "nothing", kind))
        for path, kinds in found.items()
    }


def _walk(data: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if path:
            yield path, "object"
        for key, value in data.items():
            yield from _walk(value, f"{path}.{_name(key)}" if path else _name(key))
    elif isinstance(data, list):
        yield path, "list"
        for value in data:
            yield from _walk(value, f"{path}[]")
    else:
        yield path, KINDS[type(data)]


def _name(key: str) -> str:
    """A key as the page shows it: one that is an id of a record is not fixed."""
    return key if key.isidentifier() else "*"
