"""JSON for other programs; its shape is a contract."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from textwrap import indent
from typing import Any

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.exporting import document
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.render.formats import PLAIN, Exported, ExportFile, Surface
from scrutiny_cli.render.problems import tally
from scrutiny_cli.reports.fields import Field, Fields
from scrutiny_cli.reports.model import Report
from scrutiny_cli.wording import visible

SCHEMA = "scrutiny/1"
# What the runner of a CI job obeys wherever it stands; in JSON a sign may be written as its number.
_ORDER = re.compile(r"##(?=\w*\[)")


def render(report: Report, surface: Surface = PLAIN) -> str:
    """Return the report's data, with the schema's version, the as-at date and the revision."""
    head: dict[str, Any] = {"as_of": report.as_of.isoformat(), "revision": report.revision}
    if report.filters:
        head["filters"] = list(report.filters)
    if report.unread:
        head["incomplete"] = list(report.unread)
    # Only what is out of the ordinary is said.
    head |= {mark: True for mark in ("draft", "private") if getattr(report, mark)}
    return dumps({**head, **report.data})


def render_list(report: Report, key: str, items: Iterable[dict[str, Any]]) -> bytes:
    """Return the same bytes as :func:`render` for data that is one list, written item by item."""
    before, _, after = render(replace(report, data={key: []})).rpartition(f'"{key}": []')
    written = bytearray(f'{before}"{key}": ['.encode())
    separator = "\n"
    for item in items:
        text = _ORDER.sub(r"#\\u0023", json.dumps(item, indent=2, ensure_ascii=False))
        written += visible(separator + indent(text, "    ")).encode()
        separator = ",\n"
    end = "\n  ]" if separator != "\n" else "]"
    written += f"{end}{after}".encode()
    return bytes(written)


def export(package: ExportPackage) -> Exported:
    """Return the records of an export as one file."""
    return Exported((ExportFile("", "", render(document.report(package))),))


CHECK = Fields(
    Checked,
    Field("changed_since", value="since", needs="since"),
    Field("files", value="read"),
    "records",
    Field("incomplete", value="unread", needs="unread"),
    Field("errors", value=lambda checked: tally(checked.faults)[0], type=int),
    Field("warnings", value=lambda checked: tally(checked.faults)[1], type=int),
    Field("accepted", needs="accepted"),
    Field(
        "diagnostics",
        value="faults",
        of=Fields(
            *(Problem, "path", "line", "column", "end_line", "end_column", "severity"),
            *("code", "record", "field", "message", "hint"),
        ),
    ),
)


def problems(checked: Checked) -> str:
    """Return the problems of a check."""
    return dumps(CHECK.write(checked))


def dumps(data: dict[str, Any]) -> str:
    """Return JSON for people and programs: indented, in the order given, characters unescaped.

    A log of CI may show it: no line begins with words of a record, and ``##[`` is written so that
    it is the same to whoever reads the JSON and nothing to whoever looks for orders.
    """
    text = json.dumps({"schema": SCHEMA, **data}, indent=2, ensure_ascii=False) + "\n"
    text = _ORDER.sub(r"#\\u0023", text)
    # Names of files may not be Unicode, and some characters reverse the direction of writing: both
    # become escapes, which every reader of JSON understands.
    return visible(text)
