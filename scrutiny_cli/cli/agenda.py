"""``scrutiny agenda``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind, choose_formats
from scrutiny_cli.reports.meetings import agenda as report

app = typer.Typer()


@app.callback()
def agenda() -> None:
    """Build the agenda of a meeting."""


@app.command()
def build(
    meeting: Annotated[
        str | None,
        typer.Argument(
            autocompletion=completion.meetings,
            help="Id or date of the meeting. By default the next one.",
            show_default=False,
        ),
    ] = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    format_: options.DocumentFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the agenda as a web page and as Markdown.

    The public agenda shows an exempt item by its public title and paragraph only. Where it is too
    late to publish lawfully, that is said, with what the law then asks.

    Example: `scrutiny agenda build cyp-2021-11-23 --output build`
    """

    formats = choose_formats(OutputKind.DOCUMENT, format_)
    view = open_view(root, as_of, private=private, draft=draft, quiet=quiet)
    register = view.register
    if meeting is None:
        body = lookup.find_committee(register, view.loaded.settings, committee)
        chosen = register.upcoming_meeting(body, view.as_of)
        if chosen is None:
            raise UsageError(
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
    stem = f"agenda-{chosen.id}"
    results.write_documents(document, OutputKind.DOCUMENT, formats, stem, view, output, quiet=quiet)
