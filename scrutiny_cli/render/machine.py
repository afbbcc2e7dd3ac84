"""JSON in the shape that others rely on."""

import json
import re
from typing import Any

from scrutiny_cli.reports.model import Report

SCHEMA = "scrutiny/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """The report's data, with the schema's version, the as-at date and the revision."""
    head: dict[str, Any] = {"as_of": report.as_of.isoformat(), "revision": report.revision}
    if report.filters:
        head["filters"] = list(report.filters)
    # Only what is out of the ordinary is said.
    head |= {mark: True for mark in ("draft", "private") if getattr(report, mark)}
    return dumps({**head, **report.data})


def dumps(data: dict[str, Any]) -> str:
    """JSON for people and machines: indented, in the order given, characters as they are."""
    text = json.dumps({"schema": SCHEMA, **data}, indent=2, ensure_ascii=False) + "\n"
    # The name of a file need not be Unicode; what stands for its bytes cannot be written as UTF-8.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
