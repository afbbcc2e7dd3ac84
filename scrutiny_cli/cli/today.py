"""``scrutiny today``, and ``scrutiny`` alone."""

from typing import TYPE_CHECKING

from scrutiny_cli.cli import console, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.errors import NoRegister
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.reports import today as report
from scrutiny_cli.reports.trackers import overdue

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View

HOW_TO_START = """\
This folder does not contain a register.

  scrutiny init DIR       Start a register: a committee, its members and one meeting.
  scrutiny --root DIR     (after a command) Work on a register in another folder.
  scrutiny --help         List the commands.
"""


def today(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    private: options.Private = False,
    format_: options.TodayFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show the next meeting, what is overdue and what is to be done.

    `scrutiny` alone shows the same. In a folder without a register it says how to start one.

    Example: `scrutiny today --as-of 2021-11-15`
    """
    shape = choose_format(OutputKind.TODAY, format_)
    try:
        view = open_view(root, as_of, private=private, quiet=True).on_day
    except NoRegister:
        if shape.name != "text":
            raise
        console.out(HOW_TO_START)
        return
    results.write_report(report.first_screen(_today(view, committee)), shape, output)


def _today(view: "View", committee: str | None) -> "report.Today":
    """Return what the first screen shows of a register."""
    at = view.standpoint(committee)
    errors = len(view.loaded.errors)
    warnings = len(view.loaded.warnings)
    accepted = len(view.loaded.diagnostics) - errors - warnings
    return report.Today(at, overdue.find_overdue(at), errors, warnings, accepted)
