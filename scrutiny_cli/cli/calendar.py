"""``scrutiny calendar``."""

from scrutiny_cli.cli import options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.reports.meetings import calendar as report


def calendar(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Export meetings and deadlines to Outlook and other calendars.

    Each event keeps its identity, so that a calendar that reads the file again moves it instead of
    doubling it. Moved and cancelled meetings stay, as such.

    Example: `scrutiny calendar --output meetings.ics`
    """
    view = open_view(root, as_of, quiet=quiet)
    events = list(report.events(view.standpoint(committee)))
    results.write_text(choose_format(OutputKind.CALENDAR, None).render(events, view.as_of), output)
