"""``scrutiny tracker``."""

from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import commands, completion, console, options, results
from scrutiny_cli.cli.loading import View, say_later
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.trackers import actions, recommendation_tracker, responses, selection
from scrutiny_cli.wording import listed
from scrutiny_cli.workspace import marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.reports.model import Report
    from scrutiny_cli.reports.standpoint import Standpoint

app = typer.Typer()


class Which(StrEnum):
    """Which tracker."""

    ACTIONS = "actions"
    RECOMMENDATIONS = "recommendations"
    RESPONSES = "responses"
    ALL = "all"


class TrackerForm(StrEnum):
    """The page, and the two forms in which papers print the recommendations."""

    PAGE = "page"
    ITEM = "item"
    MEETING = "meeting"


@app.callback()
def tracker() -> None:
    """Build the trackers of actions, recommendations and responses."""


@commands.builds(app, OutputKind.TRACKERS)
def build(
    view: View,
    which: Annotated[Which, typer.Argument(help="Which tracker.")] = Which.ALL,
    committee: options.CommitteeId = None,
    form: Annotated[
        TrackerForm | None,
        typer.Option(
            "--form",
            help="As a page, or column by column as papers print them: recommendations by item, or "
            "by meeting in one table. By default a page.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="MEETING|REV|DATE",
            autocompletion=completion.meetings,
            help="Mark what is new or updated since this date, meeting or git revision (default: the last meeting).",
            show_default=False,
        ),
    ] = None,
    since_meeting: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="Leave out what arose at meetings before this date.",
            show_default=False,
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Show one municipal year, such as 2021/22.",
            show_default=False,
        ),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Leave out what is closed.")] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="WHOM",
            help="Show what is addressed to one body, or actions of one owner.",
            show_default=False,
        ),
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Put the last meeting first.")] = False,
    states: Annotated[
        bool,
        typer.Option(
            "--states/--no-states",
            help="Show the states and ratings that are worked out next to the paper's own words.",
        ),
    ] = True,
    format_: str | None = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> commands.Documents:
    """Build the action log, the recommendation tracker and the schedule of responses.

    States are worked out for the day; what is new or updated since the last meeting is marked.

    Examples: `scrutiny tracker build actions --as-of 2021-11-23 --output build`,
    `scrutiny tracker build recommendations --from 2020-07-28 --no-states`
    """
    at = _with_marks(view, view.standpoint(committee), since, quiet=quiet)
    at = replace(at, states=states)
    chosen = _selection(since_meeting, year)
    chosen = replace(chosen, live=live, to=to, newest=newest)
    if which in (Which.ACTIONS, Which.ALL):
        say_later(at, quiet=quiet)
    printed = view.loaded.settings.printed or format_ == "xlsx"
    usual = TrackerForm.ITEM if printed else TrackerForm.PAGE
    form = form or usual
    printed = form is not TrackerForm.PAGE
    makers: dict[Which, Callable[[Standpoint], Report]] = {
        Which.ACTIONS: partial(actions.log, selection=chosen, printed=printed),
        Which.RECOMMENDATIONS: partial(
            recommendation_tracker.tracker, form=form.value, selection=chosen
        ),
        Which.RESPONSES: partial(responses.schedule, selection=chosen, printed=printed),
    }
    reports = [make(at) for tracker, make in makers.items() if which in (tracker, Which.ALL)]
    if len(reports) > 1 and results.is_one_target(output):
        raise UsageError(
            "the three trackers do not go into one file",
            f"name one of {listed([w for w in Which if w is not Which.ALL])}, or a folder",
        )
    for document in reports:
        yield document, document.name


def _selection(since: str | None, year: str | None) -> "selection.Selection":
    """Which meetings are asked for."""
    return selection.Selection(
        options.read_day(since, "--from") if since else None,
        options.read_year(year) if year else None,
    )


def _with_marks(view: "View", at: "Standpoint", since: str | None, *, quiet: bool) -> "Standpoint":
    """The standpoint with what is new or updated, and in words since when."""
    changes = marks.since(
        view.loaded, at.register, at.committees, at.as_of, since, private=at.private
    )
    for note in changes.notes:
        console.say(f"note: {note}", quiet=quiet)
    return replace(at, marks=changes.marks, filters=(*at.filters, *changes.words))
