"""``scrutiny report``."""

from typing import Annotated

import typer

from scrutiny_cli.clerking import reports
from scrutiny_cli.cli import completion, console, editing, lookup, options
from scrutiny_cli.cli.loading import view
from scrutiny_cli.reports.meetings import agenda

app = typer.Typer()


@app.callback()
def report() -> None:
    """Begin an officer's report."""


@app.command()
def new(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    item: Annotated[str, typer.Argument(help="Id or number of the agenda item.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the skeleton of the report on an item: every heading, with what is known already.

    It becomes a Markdown file under records/papers/, in a folder of the meeting's date, for its
    author to go on with. A file that is there is never overwritten.

    Example: `scrutiny report new 2021-11-23 improvement-plan`
    """
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = lookup.find_meeting(seen.register, meeting)
    at = seen.standpoint_of(chosen)
    context = agenda.AgendaContext(seen.register, at.committees[0], chosen)
    proposed = reports.start(seen.loaded, at, context, item)
    editing.carry_out(seen, proposed, dry_run=False, quiet=quiet)
    console.out(f"records/{proposed.name}\n")
