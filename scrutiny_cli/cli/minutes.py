"""``scrutiny minutes``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import options
from scrutiny_cli.cli.loading import view

app = typer.Typer(help="Minutes: build the document, or start a meeting's minutes.")


@app.callback()
def minutes() -> None:
    """Build the minutes of a meeting, or start them."""


@app.command()
def build(
    meeting: Annotated[str, typer.Argument(help="Id or date of the meeting.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="html, markdown or json. By default html and markdown.",
            show_default=False,
        ),
    ] = None,
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
    from dataclasses import replace

    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.reports import minutes as report
    from scrutiny_cli.reports.sitting import Sitting

    shape = options.the_format(format_, "both", "both", "html", "markdown", "json")
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    register = seen.register
    chosen = options.the_meeting(register, meeting)
    if not chosen.minutes:
        hint = f"`scrutiny minutes start {chosen.id}` writes what they begin with"
        raise UsageError(f"{chosen.id} has no minutes yet", hint)
    owner = register.committee_of(chosen)
    body = owner or options.the_committee(register, seen.loaded.settings, None)
    sitting = Sitting(register, body, chosen, private)
    made = report.report(sitting, seen.as_of, seen.revision)
    made = replace(made, draft=draft, private=private, filters=seen.filters)
    contents = options.rendered(made, shape, seen.templates, "html", "markdown")
    output = output or ("-" if shape == "json" else None)
    options.documents(
        contents, f"minutes-{chosen.id}{seen.suffix}", output, seen.folder, quiet=quiet
    )
