"""``scrutiny calendar``."""

import sys
from typing import Annotated

import typer

from scrutiny_cli.cli import console, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.reports.meetings import calendar as report
from scrutiny_cli.wording import count, incomplete


def calendar(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    past: Annotated[bool, typer.Option("--past", help="Include meetings that are over.")] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Export meetings and deadlines to Outlook and other calendars.

    When you import the file again, your calendar updates the meetings it has instead of adding them
    twice. Moved and cancelled meetings stay and say so. Your calendar reminds you of each deadline
    two days before it.

    Example: `scrutiny calendar --output meetings.ics`
    """
    view = open_view(root, as_of, quiet=quiet)
    # Whoever subscribes to it would lose a meeting that is missing.
    if missing := incomplete(view.register.unread):
        raise RecordsError(f"no calendar is made: {missing}")
    events = list(report.events(view.standpoint(committee), past=past))
    if output is None and sys.stdout.isatty():
        saving = "save them as a file: scrutiny calendar --output meetings.ics"
        console.out(
            f"{count(len(events), 'meeting or deadline', 'meetings and deadlines')}; {saving}\n"
        )
        return
    results.write_text(choose_format(OutputKind.CALENDAR, None).render(events, view.as_of), output)
