"""The page of exit codes and JSON: what programs rely on, its fields read off the types in the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Literal, get_args, get_origin

from scrutiny_cli.domain.base import Figure
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.exporting.document import schema_of_export
from scrutiny_cli.render.json import CHECK
from scrutiny_cli.reports.contract import COMMANDS
from scrutiny_cli.reports.fields import Field, Fields
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.value_types import parts_of, type_of

Rows = Iterator[tuple[str, str]]
WORDS = {
    str: "text",
    int: "number",
    bool: "yes or no",
    date: "date",
    datetime: "moment",
    time: "time",
    Figure: "text",
    Committee: "text",
    Mark: "text",
    Rag: "text",
    type(None): "nothing",
}

PAGE = """
# Exit codes and JSON

For programs that call `scrutiny`. This is a contract: fields may be added, and those
that exist keep their meaning.

## Exit codes

| Code | Means |
| --- | --- |
| 0 | All is well. |
| 1 | The records have errors, or some cannot be read; or the answer to a question is yes (`scrutiny overdue --fail`). |
| 2 | The command was typed wrongly: no such option, meeting or format. |
| 3 | The tool could not go on: no register, no permission, no git. |
| 130 | Somebody stopped it. |

Warnings alone end with 0, unless `scrutiny check --strict` is asked for. A traceback is always an error of
the tool.

## JSON

`--format json` writes one object to standard output.

- `schema` is `scrutiny/1`. Within a version no field goes away and none changes its meaning; new ones
  may come.
- `as_of` is the date it describes, `revision` the [fingerprint of the records](../decisions/0004-revision-is-a-fingerprint.md).
- Dates are `2021-11-23`, times `14:30`, moments `2021-11-17T17:00`. Numbers that somebody wrote down are
  text, spelt as they were written: `"92.50"`.
- `filters`, where it is there, says in words what was left out.
- `incomplete`, where it is there, lists the files that cannot be read in full. Records may be missing,
  and the exit code is 1.
- What is exempt is never in it, unless `--private` asks for it.

Below are the other fields of each command, made from the types in the code. `[]` stands for each element
of a list, `*` for a name that is not fixed; *left out* says that a key is not there if there is nothing
to say. [How to read the JSON from other programs](../how-to/read-json.md) shows them in use.
"""

NOTES = {
    "overdue": "`actions` are in order of due date, oldest first. `days_overdue` counts calendar days after the due day; the "
    "due day itself is not overdue. `deadlines` are those of the next meeting, missed or not.",
    "check": "Lines and columns count from 1; the end column is the first one after the problem.",
    "export": "`record` is the record as it is written: every value is text, under the keys of its kind (see "
    "[Records](records.md)). `scrutiny schema export` gives the JSON Schema of the whole document.",
    "meeting deadlines": "A date without a meeting gives the same with nothing as `meeting`.",
}


def page() -> str:
    """The page."""
    parts = [PAGE.strip()]
    known: dict[int, str] = {}
    for name, fields in {"check": CHECK, **COMMANDS}.items():
        rows = _rows(fields, name, "", known)
        parts.append(_section(name, rows))
        if name == "check":
            parts.append(_section("export", _exported(schema_of_export())))
    return "\n\n".join(parts)


def _section(name: str, rows: Rows) -> str:
    note = f"{NOTES[name]}\n\n" if name in NOTES else ""
    lines = "\n".join(f"| `{path}` | {words} |" for path, words in rows)
    return f"### scrutiny {name} --format json\n\n{note}| Field | Holds |\n| --- | --- |\n{lines}"


def _rows(fields: Fields[Any], name: str, lead: str, known: dict[int, str]) -> Rows:
    """The fields of an object, and of the objects in it; one that was described is named only."""
    for field in fields.fields.values():
        if field.json:
            path = f"{lead}{field.key}"
            words = words_of(fields, field)
            below = f"{path}[]" if words.startswith("list") else path
            if field.of and id(field.of) in known:
                words += f", as {known[id(field.of)]}"
            yield path, words
            if field.of and id(field.of) not in known:
                known[id(field.of)] = f"`{below}` of `scrutiny {name}`"
                yield from _rows(field.of, name, f"{below}.", known)


def words_of(fields: Fields[Any], field: Field[Any]) -> str:
    """What a field holds, in words."""
    kinds = parts_of(type_of(fields, field))
    words = list(
        dict.fromkeys(
            "object" if field.of and not _is_list(k) and k is not type(None) else _words(k)
            for k in kinds
        )
    )
    if field.needs:
        words = [*(word for word in words if word != "nothing"), "left out"]
    return " or ".join(words)


def _is_list(kind: Any) -> bool:
    return (get_origin(kind) or kind) in (list, tuple)


def _words(kind: Any) -> str:
    origin = get_origin(kind) or kind
    if origin is Literal:
        return _words(type(get_args(kind)[0]))
    if _is_list(kind):
        return "list"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "object"
    return "text" if issubclass(origin, str) else WORDS[origin]


def _exported(schema: dict[str, Any]) -> Rows:
    """The fields of an export, as its own schema has them."""
    for kind in KINDS:
        record = schema["properties"]["records"]["properties"][kind]["items"]["properties"]
        path = f"records.{kind}[]"
        yield f"{path}.id", "text"
        yield f"{path}.record", "object"
        yield from _computed(record["computed"], f"{path}.computed")


def _computed(schema: dict[str, Any], path: str) -> Rows:
    if schema.get("type") == "array":
        yield path, "list"
        path, schema = f"{path}[]", schema["items"]
    for name, inner in schema.get("properties", {}).items():
        if "properties" in inner or inner.get("type") == "array":
            yield from _computed(inner, f"{path}.{name}")
        else:
            kind = inner.get("type", ["string"])[0]
            yield f"{path}.{name}", f"{ {'integer': 'number', 'string': 'text'}[kind] } or nothing"
