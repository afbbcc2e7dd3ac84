"""``scrutiny agenda``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import commands, completion, console, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.reports.meetings import agenda as report

app = typer.Typer()


@app.callback()
def agenda() -> None:
    """Build the agenda of a meeting."""


@commands.builds(app)
def build(
    view: View,
    meeting: Annotated[
        str | None,
        typer.Argument(
            autocompletion=completion.meetings,
            help="Id or date of the meeting. By default the next one.",
            show_default=False,
        ),
    ] = None,
    committee: options.CommitteeId = None,
    quiet: options.Quiet = False,
) -> commands.Documents:
    """Build the agenda as a web page and as Markdown.

    The public agenda shows an exempt item by its public title and paragraph only. Where it is too
    late to publish lawfully, that is said, with what the law then asks.

    Example: `scrutiny agenda build cyp-2021-11-23 --output build`
    """
    register = view.register
    if meeting is None:
        body = lookup.find_committee(register, view.loaded.settings, committee)
        chosen = register.upcoming_meeting(body, view.as_of)
        if chosen is None:
            raise lookup.absent(
                register,
                f"no meeting of {body.name} is planned from {view.as_of.isoformat()} on",
                "name a meeting, plan one with `scrutiny meeting new`, or change --as-of",
            )
    else:
        chosen = lookup.find_meeting(register, meeting)
    at = view.standpoint_of(chosen, committee)
    context = report.AgendaContext(register, at.committees[0], chosen)
    document = report.report(at, context)
    undated = report.undated(context)
    for text in (*report.late(context, view.as_of), *([undated] if undated else [])):
        console.say(f"warning: {text}")
    if missing := report.left_out(context):
        console.say(f"note: {missing}", quiet=quiet)
    yield document, f"agenda-{chosen.id}"
