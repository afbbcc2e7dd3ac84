"""``scrutiny minutes``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import minutes as clerking
from scrutiny_cli.cli import commands, completion, editing, lookup
from scrutiny_cli.cli.loading import View
from scrutiny_cli.domain import page_map
from scrutiny_cli.errors import UsageError
from scrutiny_cli.reports.meetings import minutes as report
from scrutiny_cli.workspace import page_maps

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed

app = typer.Typer()


@app.callback()
def minutes() -> None:
    """Build the minutes of a meeting, or start them."""


@commands.builds(app)
def build(
    view: View,
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
) -> commands.Documents:
    """Build the minutes of a meeting.

    Actions and recommendations are taken from their own records; what nobody has logged or
    tracked is taken from the minute itself.

    Example: `scrutiny minutes build cyp-2021-10-12 --output build`
    """
    chosen = lookup.find_meeting(view.register, meeting)
    if not chosen.minutes and not chosen.inquorate:
        hint = f"`scrutiny minutes start {chosen.id}` writes what they begin with"
        raise UsageError(f"{chosen.id} has no minutes yet", hint)
    at = view.standpoint_of(chosen)
    pages = page_maps.read(view.loaded.root, chosen)
    taken = page_map.with_pages(chosen, pages, private=view.private)
    document = report.report(report.MinutesContext(at, at.committees[0], taken))
    yield document, f"minutes-{chosen.id}"


@commands.changes(app)
def start(
    view: View,
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    number: Annotated[
        int | None,
        typer.Option(
            "--number",
            metavar="NUMBER",
            min=1,
            help="Number of the first minute (default: one after the year's last).",
            show_default=False,
        ),
    ] = None,
) -> "Proposed":
    """Start the minutes: list members and number the items.

    Everyone who holds a seat that day is listed under `attendance:`, for you to correct. The
    minutes have numbers and titles, for you to write.

    Example: `scrutiny minutes start 2021-11-23 --dry-run`
    """
    chosen = editing.find(view, "meetings", meeting)
    committee = editing.find_committee(view, meeting=chosen)
    return clerking.start(view.loaded, chosen, committee, number)
