"""``scrutiny minutes``."""

from typing import Annotated

import typer

from scrutiny_cli.clerking import minutes as clerking
from scrutiny_cli.cli import completion, editing, lookup, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind, choose_formats
from scrutiny_cli.reports.meetings import minutes as report

app = typer.Typer()


@app.callback()
def minutes() -> None:
    """Build the minutes of a meeting, or start them."""


@app.command()
def build(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    format_: options.DocumentFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the minutes of a meeting.

    Actions and recommendations are taken from their own records; what nobody has logged or
    tracked is taken from the minute itself.

    Example: `scrutiny minutes build cyp-2021-10-12 --output build`
    """

    formats = choose_formats(OutputKind.DOCUMENT, format_)
    view = open_view(root, as_of, private=private, draft=draft, quiet=quiet)
    chosen = lookup.find_meeting(view.register, meeting)
    if not chosen.minutes and not chosen.inquorate:
        hint = f"`scrutiny minutes start {chosen.id}` writes what they begin with"
        raise UsageError(f"{chosen.id} has no minutes yet", hint)
    at = view.standpoint_of(chosen)
    document = report.report(report.MinutesContext(at, at.committees[0], chosen))
    stem = f"minutes-{chosen.id}"
    results.write_documents(document, OutputKind.DOCUMENT, formats, stem, view, output, quiet=quiet)


@app.command()
def start(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--number",
            metavar="NUMBER",
            min=1,
            help="Number of the first minute. By default the one after the last of the year.",
            show_default=False,
        ),
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Start the minutes of a meeting: who was there, and a numbered minute for each item.

    Everyone who holds a seat that day is listed under `attendance:`, for you to correct. The
    minutes have numbers and titles, for you to write.

    Example: `scrutiny minutes start 2021-11-23 --dry-run`
    """
    view = open_view(root, as_of, private=True, quiet=quiet)
    chosen = editing.find(view, "meetings", meeting)
    committee = editing.find_committee(view, meeting=chosen)
    proposed = clerking.start(view.loaded, chosen, committee, number)
    editing.carry_out(view, proposed, dry_run=dry_run, quiet=quiet)
