"""The fields that templates can name, document by document, read off documents of the sample register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scrutiny_cli.reports.meetings import agenda, minutes, questions
from scrutiny_cli.reports.model import Facts, Report, Table
from scrutiny_cli.reports.plans import plan, scorecard
from scrutiny_cli.reports.programme import programme, reviews
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import (
    actions,
    chaser,
    overdue,
    recommendation_tracker,
    responses,
)
from scrutiny_cli.workspace.loading import load

FIELDS = """
## The fields of each document

A table has its cells in `rows`, facts have theirs in `cells`, and each cell goes by the name of its field.
A field that is not printed can be named too:

```jinja
{% for row in report.section("log").blocks[0].rows %}
{{ row.number|show }} {{ row.days_overdue|show }}
{% endfor %}
```

`columns` of a table, and of facts, are those that are printed, each with `key` and `title`. A star stands for
what the records decide.
"""


# Keys of sections and fields that the records decide: only how they begin is fixed.
SECTION = re.compile(r"^(measure|[a-z]+(?=-.*\d))-.*")
NAME = re.compile(r"^(period |benchmark |total |response_|supplementary_response_).*")


def fields(root: Path) -> str:
    """A table of the fields for each document."""
    parts = [FIELDS.strip()]
    for report in documents(root):
        names: dict[tuple[str, str], dict[str, None]] = {}
        for section, kind, row in _blocks(report):
            names.setdefault((section, kind), {}).update(dict.fromkeys(row))
        lines = [
            f"| `{section}` | {kind} | {', '.join(f'`{name}`' for name in known)} |"
            for (section, kind), known in names.items()
        ]
        head = "| Section | Block | Fields |\n| --- | --- | --- |"
        parts.append("\n".join((f"### {report.name}\n", head, *lines)))
    return "\n\n".join(parts)


def _blocks(report: Report) -> Iterator[tuple[str, str, list[str]]]:
    for section in report.sections:
        key = SECTION.sub(r"\1-*", section.key)
        for block in section.blocks:
            rows = block.rows[:1] if isinstance(block, Table) else ()
            for row in (block.cells,) if isinstance(block, Facts) else rows:
                kind = "facts" if isinstance(block, Facts) else "table"
                yield key, kind, [NAME.sub(r"\1*", name) for name in row]


def documents(root: Path) -> Iterator[Report]:
    """A document of each sort."""
    register = load(root).public
    at = Standpoint(register, date(2021, 11, 15), "", tuple(register.committees.values()))
    committee = at.committees[0]
    yield agenda.report(
        at, agenda.AgendaContext(register, committee, register.meetings["cyp-2021-11-23"])
    )
    yield minutes.report(minutes.MinutesContext(at, committee, register.meetings["cyp-2021-10-12"]))
    yield questions.supplement(at, register.meetings["cyp-2020-03-16"])
    yield actions.log(at)
    yield recommendation_tracker.tracker(at)
    yield responses.schedule(at)
    late = overdue.find_overdue(at)
    yield overdue.overdue(at, late)
    yield chaser.chaser(at, "", late)
    yield plan.report(at, register.plans["sfs-2019"])
    yield scorecard.report(at, register.plans["sfs-2019"])
    yield programme.report(programme.Year(at, committee, "2021/22"))
    yield reviews.scoping(at, register.reviews["peer-on-peer"])
