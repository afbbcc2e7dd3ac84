"""``scrutiny meeting``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import meetings as clerking
from scrutiny_cli.cli import commands, completion, console, editing, lookup, options
from scrutiny_cli.cli.loading import View, open_view
from scrutiny_cli.domain import dates
from scrutiny_cli.reports.meetings import deadlines as deadline_report
from scrutiny_cli.reports.meetings import meeting_list as report

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list", private=False)
def list_(
    view: View,
    committee: options.CommitteeId = None,
    upcoming: Annotated[
        bool, typer.Option("--upcoming", help="Only meetings still to come.")
    ] = False,
) -> "Report":
    """List the meetings by date, moved and cancelled ones among them.

    Example: `scrutiny meeting list --upcoming`
    """
    return report.calendar(view.standpoint(committee), upcoming=upcoming)


@commands.shows(app, "show")
def show(
    view: View,
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
) -> "Report":
    """Show a meeting: when and where, its deadlines and its items.

    Example: `scrutiny meeting show 2021-11-23`
    """
    chosen = lookup.find_meeting(view.register, meeting)
    return report.meeting_detail(view.standpoint_of(chosen), chosen)


@commands.shows(app, "deadlines", private=False)
def deadlines(
    view: View,
    meetings: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MEETING|DATE]...",
            autocompletion=completion.meetings,
            help="Ids or dates (default: each committee's next meeting).",
        ),
    ] = None,
    committee: options.CommitteeId = None,
) -> "Report":
    """Count back a meeting's deadlines, and show the working.

    A date on which no meeting is planned is counted by the committee's rules: "what if we met
    on the 11th?"

    Example: `scrutiny meeting deadlines 2022-01-11`
    """
    subjects = (
        [subject for name in meetings for subject in _subjects(view, name, committee)]
        if meetings
        else _next(view, committee)
    )
    return deadline_report.report(view.standpoint(), subjects)


def _next(view: View, committee: str | None) -> "list[deadline_report.Subject]":
    """The next meeting of each committee, or of the one named."""
    meetings = [
        (body, view.register.upcoming_meeting(body, view.as_of))
        for body in view.committees(committee)
    ]
    for body, meeting in meetings:
        if meeting is None:
            words = f"{body.name}: no meeting is planned from {view.as_of.isoformat()} on"
            console.say(view.register.absence(words))
    return [
        deadline_report.Subject(body, meeting.date, meeting)
        for body, meeting in meetings
        if meeting
    ]


def _subjects(view: View, name: str, committee: str | None) -> "list[deadline_report.Subject]":
    """The meetings that an id or a date means; of a date without one, the date itself."""
    register = view.register
    try:
        wanted = dates.parse_date(name)
    except ValueError:
        meeting = lookup.find_meeting(register, name)
        return [deadline_report.Subject(register.committee_of(meeting), meeting.date, meeting)]
    subjects = [
        deadline_report.Subject(body, meeting.date, meeting)
        for meeting in register.meetings.values()
        if meeting.date == wanted
        and ((body := register.committee_of(meeting)) is None or committee in (None, body.id))
    ]
    if subjects:
        return subjects
    return [
        deadline_report.Subject(
            lookup.find_committee(register, view.loaded.settings, committee), wanted
        )
    ]


@app.command()
def new(
    date: Annotated[
        str | None,
        typer.Argument(
            help="Date (default: the next one that leaves time to publish).", show_default=False
        ),
    ] = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    time: Annotated[
        str | None,
        typer.Option("--time", metavar="TIME", help="Start time (default: the last meeting's)."),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="PLACE", help="Place (default: the last meeting's)."),
    ] = None,
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="WORDS", help="Focus of the meeting.")
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Add a meeting, on a date that leaves time for its deadlines.

    Its file has date, time, place and the deadlines, and is ready for its items.

    Example: `scrutiny meeting new 2022-05-17 --time "2.30 pm"`
    """
    view = open_view(root, as_of, quiet=quiet)
    body = editing.find_committee(view, committee)
    wanted = options.read_day(date, "the date") if date else None
    proposed = clerking.plan(
        view.loaded, view.as_of, body, wanted, time=time, place=place, focus=focus
    )
    editing.carry_out(view, proposed, quiet=quiet)
    console.out(f"{proposed.name}\n")
